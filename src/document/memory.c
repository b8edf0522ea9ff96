/* Statements of guests, and what they chose. */
#include "document/memory.h"

#include "document/bounds.h"
#include "document/feedback.h"
#include "document/merge.h"
#include "document/preference_value.h"

struct form_valid {
	int32_t from, until;
};

struct form_spoken {
	const char *channel, *text_version;
	bool spoken;
};

struct form_statement {
	struct sg_refs guest, stay;
	struct form_spoken consent;
	struct sg_fact fact;
	struct form_valid valid, season;
	const struct sg_json *value;
	const char *supersedes;
	int32_t said_by;
};

struct form_withdrawal {
	struct sg_refs guest;
	const char *statement, *topic;
	const struct sg_json *value;
};

struct form_observation {
	struct sg_refs guest, stay;
	bool only_this_time;
	const char *topic;
	const struct sg_json *value;
	int32_t reaction;
};

static const char *const parties[] = {
	"any", "alone", "couple", "family", "business", "group", NULL};
static const char *const scopes[] = {"stay", "property", "chain", NULL};
static const char *const strengths[] = {"require", "like", "avoid", "never", NULL};
static const char *const sayers[] = {
	"guest", "companion", "staff", "booker", "import", NULL};

/* In the order of enum sg_reaction_kind. */
static const char *const reactions[] = {
	"welcomed", "ignored", "refused", "stopped", NULL};

static const struct sg_field season_fields[] = {
	{SG_ROW("from", SG_FIELD_MONTH_DAY, struct form_valid, from, 0, 0),
		.flags = SG_REQUIRED},
	{SG_ROW("until", SG_FIELD_MONTH_DAY, struct form_valid, until, 0, 0),
		.flags = SG_REQUIRED},
};
static const struct sg_shape season_shape = SG_SHAPE(struct form_valid, season_fields);

static const struct sg_field valid_fields[] = {
	{SG_ROW("from", SG_FIELD_DAY, struct form_valid, from, 0, 0)},
	{SG_ROW("until", SG_FIELD_DAY, struct form_valid, until, 0, 0)},
};
static const struct sg_shape valid_shape = SG_SHAPE(struct form_valid, valid_fields);

static const struct sg_field spoken_fields[] = {
	SG_ROW_CODE("channel", struct form_spoken, channel, SG_CODE_MAX, 0),
	{SG_ROW("spoken", SG_FIELD_BOOL, struct form_spoken, spoken, 0, 1),
		.flags = SG_REQUIRED},
	SG_ROW_CODE(
		"text_version", struct form_spoken, text_version, SG_LONG_CODE_MAX, 0),
};
static const struct sg_shape spoken_shape = SG_SHAPE(struct form_spoken, spoken_fields);

#define TOPIC(type, member, mark)                                                        \
	{                                                                                \
		SG_ROW("topic", SG_FIELD_CODE, type, member, 1, SG_LONG_CODE_MAX),       \
			.rule = SG_RULE_NAME, .flags = (mark)                            \
	}
#define STATEMENT_WORD(text, member, list, usual)                                        \
	{                                                                                \
		SG_ROW_WORD(text, struct form_statement, member, list),                  \
			.absent = (usual)                                                \
	}
#define STATEMENT_ID(text, type, member)                                                 \
	{                                                                                \
		SG_ROW(text, SG_FIELD_CODE, type, member, 32, 32), .rule = SG_RULE_ID    \
	}

static const struct sg_field statement_fields[] = {
	SG_ROW_CODE("channel", struct form_statement, fact.channel, SG_CODE_MAX, 0),
	{SG_ROW_OBJECT("consent", struct form_statement, consent, &spoken_shape)},
	{SG_ROW_OBJECT("guest", struct form_statement, guest, &sg_refs_shape),
		.flags = SG_REQUIRED},
	STATEMENT_WORD("party", fact.party, parties, SG_PARTY_ANY),
	STATEMENT_WORD("said_by", said_by, sayers, 0),
	STATEMENT_WORD("scope", fact.scope, scopes, SG_SCOPE_PROPERTY),
	{SG_ROW_OBJECT("season", struct form_statement, season, &season_shape)},
	{SG_ROW_OBJECT("stay", struct form_statement, stay, &sg_refs_shape)},
	{SG_ROW_WORD("strength", struct form_statement, fact.strength, strengths),
		.flags = SG_REQUIRED},
	STATEMENT_ID("supersedes", struct form_statement, supersedes),
	TOPIC(struct form_statement, fact.topic, SG_REQUIRED),
	{SG_ROW_OBJECT("valid", struct form_statement, valid, &valid_shape)},
	{SG_ROW("value", SG_FIELD_VALUE, struct form_statement, value, 0, 0)},
};
static const struct sg_shape statement_shape =
	SG_SHAPE(struct form_statement, statement_fields);

static const struct sg_field withdrawal_fields[] = {
	{SG_ROW_OBJECT("guest", struct form_withdrawal, guest, &sg_refs_shape),
		.flags = SG_REQUIRED},
	STATEMENT_ID("statement", struct form_withdrawal, statement),
	TOPIC(struct form_withdrawal, topic, 0),
	{SG_ROW("value", SG_FIELD_VALUE, struct form_withdrawal, value, 0, 0)},
};
static const struct sg_shape withdrawal_shape =
	SG_SHAPE(struct form_withdrawal, withdrawal_fields);

static const struct sg_field observation_fields[] = {
	{SG_ROW_OBJECT("guest", struct form_observation, guest, &sg_refs_shape),
		.flags = SG_REQUIRED},
	{SG_ROW("only_this_time", SG_FIELD_BOOL, struct form_observation, only_this_time,
		 0, 1),
		.flags = SG_SOLID},
	{SG_ROW_WORD("reaction", struct form_observation, reaction, reactions),
		.absent = -1},
	{SG_ROW_OBJECT("stay", struct form_observation, stay, &sg_refs_shape),
		.flags = SG_SOLID},
	TOPIC(struct form_observation, topic, SG_REQUIRED),
	{SG_ROW("value", SG_FIELD_VALUE, struct form_observation, value, 0, 0),
		.flags = SG_EITHER},
};
static const struct sg_shape observation_shape =
	SG_SHAPE(struct form_observation, observation_fields);

/* What concerns more than one member. */
static enum sg_status check_statement(
	const struct form_statement *form, struct sg_error *error)
{
	if (form->fact.scope == SG_SCOPE_STAY && form->stay.count == 0) {
		return sg_fail(error, SG_INVALID, "member_missing", "/data/stay",
			"scope stay names a stay");
	}
	if (form->valid.until != SG_NO_DAY && form->valid.from != SG_NO_DAY &&
		form->valid.until < form->valid.from) {
		return sg_fail(error, SG_INVALID, "until_before_from",
			"/data/valid/until", "the end is before the begin");
	}
	return SG_OK;
}

enum sg_status sg_preference_stated_decode(const struct sg_json *data,
	const struct sg_catalog *catalog, struct sg_arena *arena, struct sg_error *error,
	struct sg_statement *ret_statement)
{
	struct sg_place_frame root = {.name = "/data"};
	struct form_statement form;
	struct sg_preference_value value;
	enum sg_status status =
		sg_fields_decode(data, &statement_shape, "/data", arena, error, &form);

	if (status == SG_OK) {
		status = check_statement(&form, error);
	}
	if (status == SG_OK) {
		status = sg_preference_value_read(form.fact.topic, form.value,
			form.fact.strength, catalog, &root, arena, error, &value);
	}
	if (status != SG_OK) {
		return status;
	}
	form.fact.value = value.text;
	form.fact.from_day = form.valid.from;
	form.fact.until_day = form.valid.until;
	form.fact.season_from = form.season.from;
	form.fact.season_until = form.season.until;
	form.fact.said_by = sayers[form.said_by];
	form.fact.said_us = SG_NO_TIME;
	*ret_statement = (struct sg_statement){.refs = form.guest.refs,
		.ref_count = form.guest.count,
		.stay_refs = form.stay.refs,
		.stay_ref_count = form.stay.count,
		.fact = form.fact,
		.supersedes = form.supersedes,
		.spoken = form.consent.spoken,
		.consent_text = form.consent.text_version,
		.consent_channel = form.consent.channel};
	return SG_OK;
}

enum sg_status sg_preference_withdrawn_decode(const struct sg_json *data,
	struct sg_arena *arena, struct sg_error *error,
	struct sg_withdrawal *ret_withdrawal)
{
	struct form_withdrawal form;
	enum sg_status status =
		sg_fields_decode(data, &withdrawal_shape, "/data", arena, error, &form);

	if (status != SG_OK) {
		return status;
	}
	if (form.statement == NULL && form.topic == NULL) {
		return sg_fail(error, SG_INVALID, "member_missing", "/data/statement",
			"a statement or a topic is withdrawn");
	}
	*ret_withdrawal = (struct sg_withdrawal){.refs = form.guest.refs,
		.ref_count = form.guest.count,
		.statement = form.statement,
		.topic = form.topic,
		.value = sg_value_as_text(form.value, arena)};
	return SG_OK;
}

/* As a statement's, but of a flag a guest may also be seen not to want it. */
static enum sg_status read_chosen(const struct form_observation *form,
	const struct sg_catalog *catalog, struct sg_arena *arena, struct sg_error *error,
	const char **ret_value)
{
	struct sg_place_frame root = {.name = "/data"};
	struct sg_preference_value value;
	int32_t topic = sg_catalog_topic(catalog, form->topic);
	enum sg_status status;

	if (topic >= 0 && catalog->topics[topic].kind == SG_KIND_FLAG &&
		form->value != NULL && form->value->kind == SG_JSON_BOOL &&
		!form->value->truth) {
		*ret_value = SG_VALUE_NOT;
		return SG_OK;
	}
	status = sg_preference_value_read(
		form->topic, form->value, SG_LIKE, catalog, &root, arena, error, &value);
	if (status == SG_OK && catalog->topics[value.topic].kind == SG_KIND_TEXT) {
		return sg_fail(error, SG_INVALID, "topic_not_observed", "/data/topic",
			"a topic of free text has no usual");
	}
	if (status == SG_OK) {
		*ret_value = value.text;
	}
	return status;
}

static enum sg_status check_reaction(const struct form_observation *form,
	const struct sg_catalog *catalog, struct sg_error *error)
{
	if (form->value != NULL) {
		return sg_fail(error, SG_INVALID, "member_unexpected", "/data/value",
			"a reaction stands in place of a value");
	}
	return sg_attention_check(form->topic, "/data/topic", catalog, error);
}

enum sg_status sg_observation_decode(const struct sg_json *data,
	const struct sg_catalog *catalog, struct sg_arena *arena, struct sg_error *error,
	struct sg_observation *ret_observation)
{
	struct form_observation form;
	const char *value = NULL;
	enum sg_status status =
		sg_fields_decode(data, &observation_shape, "/data", arena, error, &form);

	if (status == SG_OK) {
		status = form.reaction >= 0
		                 ? check_reaction(&form, catalog, error)
		                 : read_chosen(&form, catalog, arena, error, &value);
	}
	if (status == SG_OK) {
		*ret_observation = (struct sg_observation){.refs = form.guest.refs,
			.ref_count = form.guest.count,
			.stay_refs = form.stay.refs,
			.stay_ref_count = form.stay.count,
			.topic = form.topic,
			.value = value,
			.only_this_time = form.only_this_time,
			.reaction = form.reaction};
	}
	return status;
}
