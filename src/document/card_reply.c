/* What guest.card answers, cut by who asks. */
#include <string.h>

#include "core/time.h"
#include "document/reply.h"

/* Desk and manager work with a guest's wishes; data protection answers for them. */
bool sg_card_shows_all(enum sg_actor_role role)
{
	return role == SG_ACTOR_FRONT_DESK || role == SG_ACTOR_MANAGER ||
	       role == SG_ACTOR_DATA_PROTECTION;
}

static void put_month_day(struct sg_buffer *buffer, const char *name, int32_t month_day)
{
	char text[SG_MONTH_DAY_SIZE];

	if (month_day != 0) {
		sg_month_day_format(month_day, text);
		sg_reply_text(buffer, name, text);
	}
}

static void write_span(struct sg_buffer *buffer, const struct sg_fact *fact)
{
	if (fact->from_day != SG_NO_DAY || fact->until_day != SG_NO_DAY) {
		sg_reply_object(buffer, "valid");
		sg_reply_day(buffer, "from", fact->from_day);
		sg_reply_day(buffer, "until", fact->until_day);
		sg_reply_object_end(buffer);
	}
	if (fact->season_from != 0) {
		sg_reply_object(buffer, "season");
		put_month_day(buffer, "from", fact->season_from);
		put_month_day(buffer, "until", fact->season_until);
		sg_reply_object_end(buffer);
	}
}

static void write_fact(struct sg_buffer *buffer, const struct sg_fact *fact, bool all,
	const struct sg_zone *zone)
{
	sg_reply_id(buffer, "statement", &fact->id);
	sg_reply_text(buffer, "topic", fact->topic);
	sg_reply_text(buffer, "value", fact->value);
	sg_reply_text(buffer, "strength", sg_strength_name(fact->strength));
	sg_reply_text(buffer, "scope", sg_scope_name(sg_fact_scope(fact)));
	sg_reply_id(buffer, "stay", &fact->stay);
	if (fact->party != SG_PARTY_ANY) {
		sg_reply_text(buffer, "party", sg_party_name(fact->party));
	}
	write_span(buffer, fact);
	if (all) {
		sg_reply_text(buffer, "said_by", fact->said_by);
		sg_reply_text(buffer, "channel", fact->channel);
		sg_reply_local(buffer, "said", fact->said_us, zone);
	}
}

/* Neither what may not leave nor what somebody wrote. */
static bool is_plain(const struct sg_catalog *catalog, const struct sg_fact *fact)
{
	int32_t topic = sg_catalog_topic(catalog, fact->topic);

	return topic >= 0 && !catalog->topics[topic].special_category &&
	       catalog->topics[topic].kind != SG_KIND_TEXT;
}

static void write_occasions(struct sg_buffer *buffer, const struct sg_card *card)
{
	sg_reply_array(buffer, "occasions");
	for (size_t i = 0; i < card->occasion_count; i++) {
		sg_reply_object(buffer, NULL);
		sg_reply_text(buffer, "kind", card->occasions[i].kind);
		put_month_day(buffer, "month_day", card->occasions[i].month_day);
		sg_reply_day(buffer, "date", card->occasions[i].day);
		sg_reply_object_end(buffer);
	}
	sg_reply_array_end(buffer);
}

static void write_name(struct sg_buffer *buffer, const struct sg_guest *guest)
{
	if (guest->given != NULL || guest->family != NULL) {
		sg_reply_object(buffer, "name");
		sg_reply_text(buffer, "family", guest->family);
		sg_reply_text(buffer, "given", guest->given);
		sg_reply_object_end(buffer);
	}
}

static void write_guest(struct sg_buffer *buffer, const struct sg_guest *guest)
{
	write_name(buffer, guest);
	sg_reply_text(buffer, "vip", guest->vip);
	sg_reply_text(buffer, "email", guest->email);
	sg_reply_text(buffer, "phone", guest->phone);
	sg_reply_day(buffer, "birth_date", guest->birth_day);
	sg_reply_text(buffer, "notes", guest->notes);
}

void sg_card_members(const struct sg_card *card, const struct sg_guest *guest,
	const struct sg_catalog *catalog, enum sg_memory unasked, enum sg_actor_role role,
	const struct sg_zone *zone, struct sg_buffer *buffer)
{
	bool all = sg_card_shows_all(role);

	sg_reply_text(buffer, "language", card->language);
	if (all) {
		if (card->memory != SG_MEMORY_UNSAID) {
			sg_reply_text(buffer, "memory", sg_memory_name(card->memory));
		}
		sg_reply_text(buffer, "remembered",
			sg_memory_name(sg_card_memory(card, unasked)));
		sg_reply_bool(buffer, "special_category", card->special);
		if (card->objects) {
			sg_reply_bool(buffer, "objects", true);
		}
		sg_reply_text(buffer, "salutation", card->salutation);
		sg_reply_bool(buffer, "incognito", card->incognito);
		if (guest != NULL) {
			write_guest(buffer, guest);
		}
		write_occasions(buffer, card);
	}
	sg_reply_array(buffer, "facts");
	for (size_t i = 0; i < card->fact_count; i++) {
		if (all || is_plain(catalog, &card->facts[i])) {
			sg_reply_object(buffer, NULL);
			write_fact(buffer, &card->facts[i], all, zone);
			sg_reply_object_end(buffer);
		}
	}
	sg_reply_array_end(buffer);
}

bool sg_card_shows_history(enum sg_actor_role role)
{
	return role == SG_ACTOR_MANAGER || role == SG_ACTOR_DATA_PROTECTION;
}

void sg_card_history(const struct sg_past_fact *past, size_t count,
	const struct sg_zone *zone, struct sg_buffer *buffer)
{
	sg_reply_array(buffer, "history");
	for (size_t i = 0; i < count; i++) {
		sg_reply_object(buffer, NULL);
		write_fact(buffer, &past[i].fact, true, zone);
		sg_reply_local(buffer, "superseded", past[i].superseded_us, zone);
		sg_reply_id(buffer, "superseded_by", &past[i].superseded_by);
		sg_reply_object_end(buffer);
	}
	sg_reply_array_end(buffer);
}

static void write_consent(struct sg_buffer *buffer, const struct sg_consent_entry *entry,
	const struct sg_zone *zone)
{
	const struct sg_consent *said = &entry->said;

	sg_reply_object(buffer, NULL);
	sg_reply_text(buffer, "purpose", sg_purpose_name(said->purpose));
	sg_reply_text(buffer, "basis", "guest");
	sg_reply_bool(buffer, "given", entry->given);
	if (said->level != SG_MEMORY_UNSAID) {
		sg_reply_text(buffer, "level", sg_memory_name(said->level));
	}
	sg_reply_id(buffer, "stay", &said->stay);
	sg_reply_local(buffer, "said", entry->said_us, zone);
	sg_reply_text(buffer, "text_version", said->text_version);
	sg_reply_text(buffer, "channel", said->channel);
	sg_reply_text(buffer, "by", entry->by);
	sg_reply_object_end(buffer);
}

void sg_card_consents(const struct sg_card *card, enum sg_memory unasked,
	const struct sg_consent_entry *entries, size_t count, const struct sg_zone *zone,
	struct sg_buffer *buffer)
{
	bool told[SG_PURPOSES] = {false};

	sg_reply_array(buffer, "consents");
	if (card->memory == SG_MEMORY_UNSAID) {
		sg_reply_object(buffer, NULL);
		sg_reply_text(buffer, "purpose", sg_purpose_name(SG_PURPOSE_MEMORY));
		sg_reply_text(buffer, "basis", "house");
		sg_reply_text(
			buffer, "level", sg_memory_name(sg_card_memory(card, unasked)));
		sg_reply_object_end(buffer);
	}
	for (size_t i = 0; i < count; i++) {
		bool lasting = sg_id_is_nil(&entries[i].said.stay);

		if (!lasting || !told[entries[i].said.purpose]) {
			write_consent(buffer, &entries[i], zone);
			told[entries[i].said.purpose] |= lasting;
		}
	}
	sg_reply_array_end(buffer);
}
