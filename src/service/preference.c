/* preference.stated: the card changes, the history grows. */
#include "service/handlers.h"

#include <string.h>

#include "core/time.h"
#include "document/guest.h"
#include "document/memory.h"
#include "service/answer.h"
#include "service/guests.h"
#include "service/keeping.h"
#include "service/reactions.h"
#include "service/subject.h"
#include "store/beliefs.h"
#include "store/passing.h"

struct preference {
	struct sg_statement said;
	struct sg_id named;  /* the stay that the document names, or nil */
	struct sg_fact fact; /* as it is kept */
	struct sg_guest_work work;
	struct sg_guest_row guest;
	struct sg_id
		superseded_by; /* a newer statement that stands already; nil = none */
	enum sg_outcome outcome;
};

static enum sg_status find_stay(struct sg_call *call, struct preference *preference)
{
	const struct sg_statement *said = &preference->said;
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	struct sg_id *keys;
	enum sg_status status;

	if (said->stay_ref_count == 0) {
		return SG_OK;
	}
	keys = sg_ref_keys(call, "stay", call->envelope.property, said->stay_refs,
		said->stay_ref_count);
	if (keys == NULL) {
		return sg_call_memory(call);
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_stay_find(&script, keys, said->stay_ref_count);
	status = sg_call_run(call, &script, &outcome);
	if (status != SG_OK) {
		return status;
	}
	preference->named = sg_rows_id(sg_script_rows(&script, 0), 0, 0);
	return sg_subject_stay(call, &preference->named, false);
}

struct replacing {
	struct sg_fact *kept;
	size_t kept_count;
	struct sg_id *ended;
	size_t ended_count;
};

static enum sg_status replace_facts(
	struct sg_call *call, struct preference *preference, struct replacing *replacing)
{
	const struct sg_catalog *catalog = &call->service->catalog;
	const struct sg_fact *fact = &preference->fact;
	int32_t index = sg_catalog_topic(catalog, fact->topic);
	const struct sg_topic *topic = index >= 0 ? &catalog->topics[index] : NULL;
	const struct sg_card *card = &preference->work.named->own;
	char id[SG_ID_TEXT_SIZE];

	replacing->kept = sg_arena_array(
		call->arena, card->fact_count + 1, sizeof *replacing->kept);
	replacing->ended =
		sg_arena_array(call->arena, card->fact_count, sizeof *replacing->ended);
	if (replacing->kept == NULL || replacing->ended == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < card->fact_count; i++) {
		const struct sg_fact *old = &card->facts[i];

		sg_id_format(&old->id, id);
		if (!sg_fact_same_matter(topic, old, fact) &&
			!sg_same_text(preference->said.supersedes, id)) {
			replacing->kept[replacing->kept_count++] = *old;
		} else if (old->said_us > fact->said_us) {
			replacing->kept[replacing->kept_count++] = *old;
			preference->superseded_by = old->id;
		} else {
			replacing->ended[replacing->ended_count++] = old->id;
		}
	}
	if (sg_id_is_nil(&preference->superseded_by)) {
		replacing->kept[replacing->kept_count++] = *fact;
	}
	return SG_OK;
}

static enum sg_status statement_text(
	struct sg_call *call, const struct sg_fact *fact, const char **ret_text)
{
	struct sg_buffer text = {0};

	sg_fact_encode(fact, &text);
	*ret_text = sg_buffer_settle(&text, call->arena);
	return *ret_text != NULL ? SG_OK : sg_call_memory(call);
}

static enum sg_status write_statement(struct sg_call *call, struct preference *preference,
	const struct replacing *replacing, struct sg_script *script)
{
	const struct sg_fact *fact = &preference->fact;
	const char *body;
	enum sg_status status = statement_text(call, fact, &body);

	if (status != SG_OK) {
		return status;
	}
	sg_statement_insert(
		script, &fact->id, &preference->guest.id, fact->said_us, body);
	if (!sg_id_is_nil(&preference->superseded_by)) {
		sg_statement_supersede(script, &fact->id, &preference->superseded_by,
			call->envelope.time_us);
	}
	for (size_t i = 0; i < replacing->ended_count; i++) {
		sg_statement_supersede(
			script, &replacing->ended[i], &fact->id, call->envelope.time_us);
	}
	return SG_OK;
}

/* Who says himself that he wants something asks for it. What is for one stay is an exception, of
 * which no more is made. */
static enum sg_status note_asked(
	struct sg_call *call, struct preference *preference, struct sg_script *script)
{
	const struct sg_catalog *catalog = &call->service->catalog;
	const struct sg_fact *fact = &preference->fact;
	const struct sg_topic *topic =
		&catalog->topics[sg_catalog_topic(catalog, fact->topic)];
	const struct sg_reacted asked =
		sg_reacted_now(call, SG_REACTION_ASKED, topic->name, NULL);
	bool kept;

	if (!sg_fact_is_wish(fact) || sg_fact_scope(fact) == SG_SCOPE_STAY ||
		!sg_fact_is_own(fact) || !sg_topic_is_attention(topic)) {
		return SG_OK;
	}
	return sg_reaction_note(call, &preference->work, &asked, script, &kept);
}

/* The spoken consent to its being kept for that stay. */
static enum sg_status write_spoken(
	struct sg_call *call, struct preference *preference, struct sg_script *script)
{
	const struct sg_ref document = {.system = "consent", .id = call->envelope.id};
	const struct sg_consent consent = {.purpose = SG_PURPOSE_SPECIAL,
		.level = SG_MEMORY_STAY,
		.text_version = preference->said.consent_text,
		.channel = preference->said.consent_channel,
		.spoken = true,
		.stay = preference->fact.stay};
	struct sg_consent_row row = {.guest = preference->guest.id,
		.id = sg_ref_key("consent", call->envelope.property, &document),
		.property = call->house->house.id,
		.at_us = call->envelope.time_us,
		.purpose = SG_PURPOSE_SPECIAL,
		.given = true,
		.body = sg_guest_consent_text(call, &consent)};

	if (row.body == NULL) {
		return sg_call_memory(call);
	}
	sg_consent_insert(script, &row);
	return SG_OK;
}

/* What is kept for a stay alone: with the stay still open, and the consent that was spoken. */
static enum sg_status write_passing(
	struct sg_call *call, struct preference *preference, struct sg_script *script)
{
	const struct sg_fact *fact = &preference->fact;

	if (!sg_keep_passes(call, &preference->work.person, fact)) {
		return SG_OK;
	}
	sg_passing_expect_open(script, &fact->stay);
	sg_passing_add(
		script, &preference->guest.id, &fact->stay, 1, sg_call_hotel_us(call));
	return preference->said.spoken &&
	                       sg_catalog_is_special(&call->service->catalog, fact->topic)
	               ? write_spoken(call, preference, script)
	               : SG_OK;
}

/* The statement that it names, where it was said under another of his ids, is taken back there. */
static enum sg_status end_elsewhere(struct sg_call *call, struct preference *preference,
	const char *by, struct sg_script *script)
{
	const struct sg_withdrawal meant = {.statement = preference->said.supersedes};
	struct sg_guest_work *work = &preference->work;
	bool ends = meant.statement != NULL && sg_id_is_nil(&preference->superseded_by);

	for (size_t i = 0; i < work->profile_count && ends; i++) {
		struct sg_profile *profile = &work->profiles[i];

		if (profile != work->named &&
			!sg_keep_take_back(call, &meant, by, profile, script)) {
			return sg_call_memory(call);
		}
	}
	return SG_OK;
}

static enum sg_status write_stated(struct sg_call *call, struct preference *preference,
	const struct replacing *replacing, const struct sg_keeping *keeping,
	struct sg_script *script)
{
	const char *by = sg_guest_withdrawn_by(call);
	enum sg_status status;

	if (by == NULL) {
		return sg_call_memory(call);
	}
	sg_subject_begin(call, script, &preference->guest.id);
	sg_guest_keys_write(script, &preference->work, &preference->guest.id);
	status = end_elsewhere(call, preference, by, script);
	if (status == SG_OK) {
		status = note_asked(call, preference, script);
	}
	if (status == SG_OK) {
		status = sg_guest_cards_store(
			call, &preference->work, &preference->guest, script);
	}
	if (status == SG_OK) {
		sg_keep_write(call, &preference->guest.id, keeping, by, script);
		status = write_statement(call, preference, replacing, script);
	}
	return status == SG_OK ? write_passing(call, preference, script) : status;
}

static enum sg_status open_guest(struct sg_call *call, struct preference *preference)
{
	enum sg_status status = sg_guest_file_read(call, preference->said.refs,
		preference->said.ref_count, &preference->work);

	preference->guest = preference->work.file.guest;
	preference->fact = preference->said.fact;
	preference->superseded_by = (struct sg_id){{0}};
	preference->outcome = preference->work.file.taken.found ? SG_OUTCOME_REPEATED
	                                                        : SG_OUTCOME_APPLIED;
	if (status == SG_OK && preference->guest.version == 0) {
		sg_guest_new(call, &preference->work, &preference->guest);
	}
	return status;
}

static enum sg_status state_preference(struct sg_call *call, void *data, bool *ret_again)
{
	struct preference *preference = data;
	struct replacing replacing = {0};
	struct sg_keeping keeping;
	struct sg_script script;
	enum sg_status status = open_guest(call, preference);

	if (status != SG_OK || preference->outcome == SG_OUTCOME_REPEATED) {
		return status;
	}
	status = sg_keep_review_house(
		call, &preference->work.person, &preference->work.named->own, &keeping);
	keeping.stay_count = 0;
	if (status == SG_OK) {
		status = sg_keep_decide(call, &preference->work, &preference->guest,
			&preference->named, &preference->fact);
	}
	if (status == SG_OK) {
		status = replace_facts(call, preference, &replacing);
	}
	if (status != SG_OK) {
		return status;
	}
	preference->work.named->own.facts = replacing.kept;
	preference->work.named->own.fact_count = replacing.kept_count;
	status = write_stated(call, preference, &replacing, &keeping, &script);
	return status == SG_OK ? sg_subject_run(call, &script, ret_again) : status;
}

/* The id of a statement follows from guest and document, so that a repeated document is answered
 * with the same one. */
static enum sg_status name_statement(struct sg_call *call, struct preference *preference)
{
	const struct sg_ref *guest = &preference->said.refs[0];
	struct sg_ref ref = {.system = call->envelope.id,
		.id = sg_arena_format(call->arena, "%s\n%s", guest->system, guest->id)};

	if (ref.id == NULL) {
		return sg_call_memory(call);
	}
	preference->said.fact.id = sg_ref_key("statement", call->envelope.property, &ref);
	return SG_OK;
}

/* It is kept for less than it was said for: which stay, and what the desk says to the guest
 * unless he wants to be remembered no further. */
static void answer_short(struct sg_call *call, const struct preference *preference,
	const struct sg_id *statement)
{
	const struct sg_card *card = &preference->work.named->own;
	const struct sg_house *house = &call->house->house;
	const struct sg_fact *fact = NULL;
	bool special;

	for (size_t i = 0; i < card->fact_count; i++) {
		if (sg_id_equal(&card->facts[i].id, statement)) {
			fact = &card->facts[i];
		}
	}
	if (fact == NULL || !sg_keep_is_short(fact)) {
		return;
	}
	special = sg_catalog_is_special(&call->service->catalog, fact->topic);
	sg_reply_text(call->reply, "scope", sg_scope_name(SG_SCOPE_STAY));
	sg_reply_id(call->reply, "stay", &fact->stay);
	if (special || preference->work.person.memory == SG_MEMORY_UNSAID) {
		sg_text_write_say(call->reply,
			special && !preference->said.spoken ? SG_SAY_AGREED
							    : SG_SAY_NOTED,
			house->languages, house->language_count);
	}
}

static enum sg_status answer(struct sg_call *call, const struct preference *preference)
{
	const struct sg_id *statement = &preference->said.fact.id;

	sg_reply_begin(call->reply, preference->outcome);
	sg_reply_id(call->reply, "guest", &preference->guest.id);
	sg_reply_id(call->reply, "statement", statement);
	if (!sg_id_is_nil(&preference->superseded_by)) {
		sg_reply_id(call->reply, "superseded_by", &preference->superseded_by);
	}
	answer_short(call, preference, statement);
	return sg_call_reply_end(call);
}

enum sg_status sg_handle_preference_stated(struct sg_call *call)
{
	struct preference preference = {0};
	enum sg_status status = sg_preference_stated_decode(call->envelope.data,
		&call->service->catalog, call->arena, call->error, &preference.said);

	if (status == SG_OK) {
		status = sg_call_house(call, 0);
	}
	if (status == SG_OK) {
		status = find_stay(call, &preference);
	}
	if (status == SG_OK) {
		status = name_statement(call, &preference);
	}
	if (status != SG_OK) {
		return status;
	}
	preference.said.fact.property = call->house->house.id;
	preference.said.fact.said_us = call->envelope.time_us;
	status = sg_subject_try(call, state_preference, &preference);
	return status == SG_OK ? answer(call, &preference) : status;
}
