/* offer.put, and an offer as it is stored; what is shown of it. */
#include "document/offer.h"

#include <string.h>

#include "core/context.h"
#include "document/bounds.h"
#include "document/merge.h"
#include "document/preference_value.h"
#include "document/reply.h"

enum {
	LEVELS_MAX = 20,
	PREFERENCES_MAX = 20,
	RATES_MAX = 50,
	NIGHTS_MAX = 365,
	PRIORITY_MAX = 1000,
	DAYS_MAX = 3650,
	TIMES_MAX = 100,
	TITLE_MAX = 60,
	SAY_MAX = 200,
	PROPERTY_MAX = 16,
};

struct form_preference {
	const char *topic;
	const struct sg_json *value;
};

struct form_stay {
	int32_t min_nights, max_nights;
	const int32_t *parties;
	size_t party_count;
	const char *const *rates;
	size_t rate_count;
	const char *const *room_types;
	size_t room_type_count;
	const int32_t *seasons;
	size_t season_count;
};

struct form_offer {
	struct sg_offer offer;
	int32_t kind;
	const int32_t *moments;
	size_t moment_count;
	const struct form_preference *preferences;
	size_t preference_count;
	const char *const *properties;
	size_t property_count;
	struct form_stay stay;
};

/* In the order of enum sg_offer_kind and enum sg_offer_moment; from SG_CONTEXT_ALONE, and from
 * SG_CONTEXT_DECEMBER on. */
static const char *const kinds[] = {"plain", "flexible", "cheap", NULL};
static const char *const moments[] = {"before_arrival", "check_in", "during_stay", NULL};
static const char *const parties[] = {"alone", "couple", "family", "business", NULL};
const char *const sg_season_words[] = {"winter", "spring", "summer", "autumn", NULL};

static const struct sg_field moment_element = {.kind = SG_FIELD_WORD, .words = moments};
static const struct sg_field party_element = {.kind = SG_FIELD_WORD, .words = parties};
static const struct sg_field season_element = {
	.kind = SG_FIELD_WORD, .words = sg_season_words};
static const struct sg_field code_element = {
	.kind = SG_FIELD_CODE, .min = 1, .max = SG_CODE_MAX};
static const struct sg_field rate_element = {
	.kind = SG_FIELD_CODE, .min = 1, .max = SG_LONG_CODE_MAX};
static const struct sg_field property_element = {
	.kind = SG_FIELD_CODE, .rule = SG_RULE_PROPERTY, .min = 1, .max = PROPERTY_MAX};

static const struct sg_field text_fields[] = {
	{SG_ROW("language", SG_FIELD_CODE, struct sg_offer_text, language, 2,
		 SG_LANGUAGE_MAX),
		.rule = SG_RULE_LANGUAGE, .flags = SG_REQUIRED},
	SG_ROW_CODE("say", struct sg_offer_text, say, SAY_MAX, SG_REQUIRED),
	SG_ROW_CODE("title", struct sg_offer_text, title, TITLE_MAX, SG_REQUIRED),
};
static const struct sg_shape text_shape =
	SG_CLOSED_SHAPE(struct sg_offer_text, text_fields);

static const struct sg_field level_fields[] = {
	SG_ROW_CODE("level", struct sg_offer_level, level, SG_CODE_MAX, SG_REQUIRED),
	SG_ROW_CODE("programme", struct sg_offer_level, programme, SG_CODE_MAX, 0),
};
static const struct sg_shape level_shape =
	SG_CLOSED_SHAPE(struct sg_offer_level, level_fields);

static const struct sg_field preference_fields[] = {
	{SG_ROW("topic", SG_FIELD_CODE, struct form_preference, topic, 1,
		 SG_LONG_CODE_MAX),
		.rule = SG_RULE_NAME, .flags = SG_REQUIRED},
	{SG_ROW("value", SG_FIELD_VALUE, struct form_preference, value, 0, 0)},
};
static const struct sg_shape preference_shape =
	SG_CLOSED_SHAPE(struct form_preference, preference_fields);

#define STAY_LIST(text, member, counter, high, of)                                       \
	{                                                                                \
		SG_ROW_LIST(text, struct form_stay, member, counter, 1, high),           \
			.element = &(of), .flags = SG_DISTINCT                           \
	}

static const struct sg_field stay_fields[] = {
	{SG_ROW("nights_max", SG_FIELD_INT, struct form_stay, max_nights, 1, NIGHTS_MAX)},
	{SG_ROW("nights_min", SG_FIELD_INT, struct form_stay, min_nights, 1, NIGHTS_MAX)},
	STAY_LIST("parties", parties, party_count, 4, party_element),
	STAY_LIST("rates", rates, rate_count, RATES_MAX, rate_element),
	STAY_LIST("room_types", room_types, room_type_count, RATES_MAX, code_element),
	STAY_LIST("seasons", seasons, season_count, 4, season_element),
};
static const struct sg_shape stay_shape = SG_CLOSED_SHAPE(struct form_stay, stay_fields);

#define OFFER(text, what, member, low, high)                                             \
	SG_ROW(text, what, struct form_offer, offer.member, low, high)

static const struct sg_field offer_fields[] = {
	{OFFER("again_days", SG_FIELD_INT, again_days, 0, DAYS_MAX)},
	SG_ROW_CODE("code", struct form_offer, offer.code, SG_CODE_MAX, SG_REQUIRED),
	{OFFER("from", SG_FIELD_DAY, from_day, 0, 0)},
	{SG_ROW_WORD("kind", struct form_offer, kind, kinds)},
	{SG_ROW_LIST("levels", struct form_offer, offer.levels, offer.level_count, 1,
		 LEVELS_MAX),
		.shape = &level_shape},
	{SG_ROW_LIST("moments", struct form_offer, moments, moment_count, 1,
		 SG_OFFER_MOMENTS),
		.element = &moment_element, .flags = SG_DISTINCT},
	{OFFER("on", SG_FIELD_BOOL, on, 0, 1), .absent = 1},
	{SG_ROW_LIST("preferences", struct form_offer, preferences, preference_count, 1,
		 PREFERENCES_MAX),
		.shape = &preference_shape},
	{OFFER("priority", SG_FIELD_INT, priority, 0, PRIORITY_MAX)},
	{SG_ROW_LIST("properties", struct form_offer, properties, property_count, 1,
		 SG_OFFER_PROPERTIES_MAX),
		.element = &property_element, .flags = SG_DISTINCT},
	{SG_ROW_OBJECT("stay", struct form_offer, stay, &stay_shape)},
	{SG_ROW_LIST("texts", struct form_offer, offer.texts, offer.text_count, 1,
		 SG_OFFER_TEXTS_MAX),
		.shape = &text_shape, .flags = SG_REQUIRED},
	{OFFER("times", SG_FIELD_INT, times, 1, TIMES_MAX)},
	{OFFER("until", SG_FIELD_DAY, until_day, 0, 0)},
};
static const struct sg_shape offer_shape =
	SG_CLOSED_SHAPE(struct form_offer, offer_fields);

/* ---- what the form says ---- */

static uint32_t bits_of(const int32_t *words, size_t count, int32_t first)
{
	uint32_t bits = 0;

	for (size_t i = 0; i < count; i++) {
		bits |= 1u << (words[i] + first);
	}
	return bits;
}

/* A value that the catalogue may know no longer is kept: nobody has it then. */
static enum sg_status take_preferences(
	const struct form_offer *form, struct sg_arena *arena, struct sg_offer *offer)
{
	struct sg_offer_preference *preferences =
		sg_arena_array(arena, form->preference_count, sizeof *preferences);

	if (preferences == NULL) {
		return SG_MEMORY;
	}
	for (size_t i = 0; i < form->preference_count; i++) {
		const struct sg_json *value = form->preferences[i].value;

		preferences[i].topic = form->preferences[i].topic;
		preferences[i].value = sg_value_as_text(value, arena);
		if (value != NULL && preferences[i].value == NULL) {
			return SG_MEMORY;
		}
	}
	offer->preferences = preferences;
	offer->preference_count = form->preference_count;
	return SG_OK;
}

static enum sg_status take_offer(
	const struct form_offer *form, struct sg_arena *arena, struct sg_offer *ret_offer)
{
	const struct form_stay *stay = &form->stay;
	struct sg_offer offer = form->offer;

	offer.kind = (enum sg_offer_kind)form->kind;
	offer.moments = form->moment_count > 0
	                        ? bits_of(form->moments, form->moment_count, 0)
	                        : 1u << SG_OFFER_CHECK_IN;
	offer.min_nights = stay->min_nights;
	offer.max_nights = stay->max_nights;
	offer.rates = stay->rates;
	offer.rate_count = stay->rate_count;
	offer.room_types = stay->room_types;
	offer.room_type_count = stay->room_type_count;
	offer.parties = bits_of(stay->parties, stay->party_count, SG_CONTEXT_ALONE);
	offer.seasons = bits_of(stay->seasons, stay->season_count, SG_CONTEXT_DECEMBER);
	*ret_offer = offer;
	return take_preferences(form, arena, ret_offer);
}

/* ---- offer.put ---- */

static enum sg_status check_languages(
	const struct sg_offer *offer, struct sg_error *error)
{
	struct sg_place_frame data = {.name = "/data"};
	struct sg_place_frame list = {.parent = &data, .name = "texts"};
	struct sg_place_frame at = {.parent = &list};
	char path[64];

	for (; at.index < offer->text_count; at.index++) {
		const char *language = offer->texts[at.index].language;

		for (size_t i = 0; i < at.index; i++) {
			if (strcmp(offer->texts[i].language, language) == 0) {
				sg_place_format(&at, "language", path, sizeof path);
				return sg_fail(error, SG_INVALID, "element_repeated",
					path, "the language is there already");
			}
		}
	}
	return SG_OK;
}

static enum sg_status check_ranges(const struct sg_offer *offer, struct sg_error *error)
{
	const char *path = NULL;

	if (offer->max_nights != 0 && offer->max_nights < offer->min_nights) {
		path = "/data/stay/nights_max";
	}
	if (offer->until_day != SG_NO_DAY && offer->from_day != SG_NO_DAY &&
		offer->until_day < offer->from_day) {
		path = "/data/until";
	}
	return path == NULL ? SG_OK
	                    : sg_fail(error, SG_INVALID, "range_empty", path,
				      "it ends before it begins");
}

/* What must not be known of a guest at a desk is no reason for an offer. */
static enum sg_status check_preferences(const struct form_offer *form,
	const struct sg_catalog *catalog, struct sg_arena *arena, struct sg_error *error)
{
	struct sg_place_frame data = {.name = "/data"};
	struct sg_place_frame list = {.parent = &data, .name = "preferences"};
	struct sg_place_frame at = {.parent = &list};
	struct sg_preference_value value;
	enum sg_status status = SG_OK;
	char path[64];

	for (; at.index < form->preference_count && status == SG_OK; at.index++) {
		const struct form_preference *preference = &form->preferences[at.index];

		/* As with avoid: any value of an enumeration. */
		status = sg_preference_value_read(preference->topic, preference->value,
			preference->value == NULL ? SG_AVOID : SG_LIKE, catalog, &at,
			arena, error, &value);
		if (status == SG_OK && catalog->topics[value.topic].special_category) {
			sg_place_format(&at, "topic", path, sizeof path);
			return sg_fail(error, SG_INVALID, "topic_special", path,
				"what is of a special category is no reason for an "
				"offer");
		}
	}
	return status;
}

/* The properties are no part of what each of them keeps. */
static enum sg_status write_stored(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, const char **ret_text)
{
	struct sg_buffer text = {0};

	sg_reply_object(&text, NULL);
	for (const struct sg_json *m = data->first; m != NULL; m = m->next) {
		if (strcmp(m->name, "properties") != 0 && m->kind != SG_JSON_NULL) {
			struct sg_buffer value = {0};

			sg_json_write(&value, m);
			sg_reply_json(&text, m->name, value.failed ? "null" : value.data);
			text.failed = text.failed || value.failed;
			sg_buffer_free(&value);
		}
	}
	sg_reply_object_end(&text);
	*ret_text = sg_buffer_settle(&text, arena);
	return *ret_text != NULL
	               ? SG_OK
	               : sg_fail(error, SG_MEMORY, "memory_short", "", "out of memory");
}

enum sg_status sg_offer_put_decode(const struct sg_json *data,
	const struct sg_catalog *catalog, struct sg_arena *arena, struct sg_error *error,
	struct sg_offer_put *ret_put)
{
	struct sg_offer_put put = {.text = NULL};
	struct form_offer form;
	enum sg_status status =
		sg_fields_decode(data, &offer_shape, "/data", arena, error, &form);

	if (status == SG_OK) {
		status = check_preferences(&form, catalog, arena, error);
	}
	if (status == SG_OK) {
		status = take_offer(&form, arena, &put.offer);
	}
	if (status == SG_OK) {
		status = check_languages(&put.offer, error);
	}
	if (status == SG_OK) {
		status = check_ranges(&put.offer, error);
	}
	if (status == SG_OK) {
		status = write_stored(data, arena, error, &put.text);
	}
	if (status != SG_OK) {
		return status;
	}
	put.properties = form.properties;
	put.property_count = form.property_count;
	*ret_put = put;
	return SG_OK;
}

enum sg_status sg_offer_recall(const char *text, struct sg_arena *arena,
	struct sg_error *error, struct sg_offer *ret_offer)
{
	const struct sg_stored stored = {text, strlen(text)};
	const struct sg_json *root;
	struct form_offer form;
	enum sg_status status = sg_stored_parse(&stored, arena, error, &root);

	if (status == SG_OK) {
		status = sg_fields_read_stored(root, &offer_shape, arena, error, &form);
	}
	return status == SG_OK ? take_offer(&form, arena, ret_offer) : status;
}

/* ---- what is shown ---- */

void sg_offer_members(const struct sg_offer *offer, struct sg_buffer *buffer)
{
	sg_reply_text(buffer, "code", offer->code);
	sg_reply_bool(buffer, "on", offer->on);
	sg_reply_text(buffer, "kind", sg_offer_kind_name(offer->kind));
	sg_reply_int(buffer, "priority", offer->priority);
	sg_reply_day(buffer, "from", offer->from_day);
	sg_reply_day(buffer, "until", offer->until_day);
	sg_reply_array(buffer, "moments");
	for (int i = 0; i < SG_OFFER_MOMENTS; i++) {
		if ((offer->moments >> i & 1) != 0) {
			sg_reply_text(buffer, NULL,
				sg_offer_moment_name((enum sg_offer_moment)i));
		}
	}
	sg_reply_array_end(buffer);
}

/* Also one without the region of what is asked for; else the first. */
static size_t find_text(
	const struct sg_offer_text *texts, size_t count, const char *language)
{
	size_t len = strcspn(language, "-");

	for (size_t i = 0; i < count; i++) {
		if (strcmp(texts[i].language, language) == 0) {
			return i;
		}
	}
	for (size_t i = 0; i < count; i++) {
		if (strlen(texts[i].language) == len &&
			memcmp(texts[i].language, language, len) == 0) {
			return i;
		}
	}
	return 0;
}

void sg_offer_write_texts(const struct sg_offer_text *texts, size_t count,
	const char *const *languages, size_t language_count, struct sg_buffer *buffer)
{
	uint32_t chosen = 0;

	for (size_t i = 0; i < language_count && count > 0; i++) {
		chosen |= 1u << find_text(texts, count, languages[i]);
	}
	for (int say = 0; say < 2; say++) {
		sg_reply_object(buffer, say ? "say" : "title");
		for (size_t i = 0; i < count; i++) {
			if ((chosen >> i & 1) != 0) {
				sg_reply_text(buffer, texts[i].language,
					say ? texts[i].say : texts[i].title);
			}
		}
		sg_reply_object_end(buffer);
	}
}

void sg_offer_write_reason(
	const struct sg_offer_choice *choice, bool explains, struct sg_buffer *buffer)
{
	sg_reply_text(buffer, "reason", sg_offer_reason_name(choice->reason));
	if (explains) {
		sg_reply_int(buffer, "leaning", choice->leaning);
	}
}
