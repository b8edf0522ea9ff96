/* The property: its hours, languages and rules. */
#include <string.h>

#include "document/bounds.h"
#include "document/house.h"
#include "document/make_good.h"
#include "document/merge.h"
#include "document/preference_value.h"

enum {
	/* Unless the house says otherwise. */
	MAKE_GOOD_CENTS = 2500,
	RULES_MAX = 100,
	QUIET_MAX = 8,
	PROPERTY_LANGUAGES_MAX = 8,
	WORK_MINUTES_MAX = 1000000,
	OFFER_RATES_MAX = 50,
	OFFER_DAYS_MAX = 3650,
};

struct form_rule {
	struct sg_house_rule rule;
	const struct sg_json *value;
};

struct form_times {
	int32_t check_in, check_out, day_close, morning, preview, turn_down;
};

struct form_department {
	const char *phone;
	int32_t minutes;
};

struct form_departments {
	struct form_department of[SG_DEPARTMENTS];
};

struct form_property {
	int32_t attention_budget, attention_fade, attention_effort, make_good_cents;
	const char *chain, *name, *zone;
	struct form_departments departments;
	const char *const *languages;
	size_t language_count;
	bool live;
	struct sg_offer_rules offers;
	int32_t memory; /* from SG_MEMORY_NONE */
	const struct sg_quiet_hours *quiet;
	size_t quiet_count;
	const struct form_rule *rules;
	size_t rule_count;
	struct form_times times;
};

static const struct sg_field reach_fields[] = {
	{SG_ROW("minutes", SG_FIELD_INT, struct form_department, minutes, 1,
		WORK_MINUTES_MAX)},
	SG_ROW_CODE("phone", struct form_department, phone, SG_LONG_CODE_MAX, 0),
};
static const struct sg_shape reach_shape = SG_SHAPE(struct form_department, reach_fields);

#define DEPARTMENT(text, department)                                                     \
	{                                                                                \
		SG_ROW_OBJECT(                                                           \
			text, struct form_departments, of[department], &reach_shape)     \
	}

static const struct sg_field department_fields[] = {
	DEPARTMENT("concierge", SG_CONCIERGE),
	DEPARTMENT("food_and_beverage", SG_FOOD_AND_BEVERAGE),
	DEPARTMENT("front_desk", SG_FRONT_DESK),
	DEPARTMENT("housekeeping", SG_HOUSEKEEPING),
	DEPARTMENT("maintenance", SG_MAINTENANCE),
	DEPARTMENT("spa", SG_SPA),
};
static const struct sg_shape departments_shape =
	SG_SHAPE(struct form_departments, department_fields);

#define QUIET(text, member)                                                              \
	{                                                                                \
		SG_ROW(text, SG_FIELD_MINUTES, struct sg_quiet_hours, member, 0, 0),     \
			.flags = SG_REQUIRED                                             \
	}

static const struct sg_field quiet_fields[] = {
	QUIET("from", from_minutes),
	QUIET("until", until_minutes),
};
static const struct sg_shape quiet_shape = SG_SHAPE(struct sg_quiet_hours, quiet_fields);

static const struct sg_field rule_fields[] = {
	{SG_ROW("age_group", SG_FIELD_CODE, struct form_rule, rule.age_group, 1,
		 SG_CODE_MAX),
		.rule = SG_RULE_AGES},
	SG_ROW_CODE("id", struct form_rule, rule.id, SG_CODE_MAX, SG_REQUIRED),
	{SG_ROW("min_nights", SG_FIELD_INT, struct form_rule, rule.min_nights, 0, 365)},
	SG_ROW_CODE("room_type", struct form_rule, rule.room_type, SG_CODE_MAX, 0),
	{SG_ROW("topic", SG_FIELD_CODE, struct form_rule, rule.topic, 1,
		 SG_LONG_CODE_MAX),
		.rule = SG_RULE_NAME, .flags = SG_REQUIRED},
	{SG_ROW("value", SG_FIELD_VALUE, struct form_rule, value, 0, 0)},
	SG_ROW_CODE("vip", struct form_rule, rule.vip, SG_CODE_MAX, 0),
};
static const struct sg_shape rule_shape = SG_SHAPE(struct form_rule, rule_fields);

#define HOUR(text, member)                                                               \
	{                                                                                \
		SG_ROW(text, SG_FIELD_MINUTES, struct form_times, member, 0, 0)          \
	}

static const struct sg_field times_fields[] = {
	HOUR("check_in", check_in),
	HOUR("check_out", check_out),
	HOUR("day_close", day_close),
	HOUR("morning", morning),
	HOUR("preview", preview),
	HOUR("turn_down", turn_down),
};
static const struct sg_shape times_shape = SG_SHAPE(struct form_times, times_fields);

#define OFFER_NUMBER(text, member, low, high, usual)                                     \
	{                                                                                \
		SG_ROW(text, SG_FIELD_INT, struct sg_offer_rules, member, low, high),    \
			.absent = (usual)                                                \
	}
#define OFFER_RATES(text, member, counter)                                               \
	{                                                                                \
		SG_ROW_LIST(text, struct sg_offer_rules, member, counter, 0,             \
			OFFER_RATES_MAX),                                                \
			.element = &rate_element, .flags = SG_DISTINCT                   \
	}

static const struct sg_field rate_element = {
	.kind = SG_FIELD_CODE, .min = 1, .max = SG_LONG_CODE_MAX};
static const struct sg_field offers_fields[] = {
	OFFER_NUMBER("at_most", at_most, 1, 100, SG_OFFER_AT_MOST),
	OFFER_RATES("cheap_rates", cheap_rates, cheap_rate_count),
	OFFER_NUMBER("complaint_days", complaint_days, 0, OFFER_DAYS_MAX,
		SG_OFFER_COMPLAINT_DAYS),
	OFFER_NUMBER("declined_days", declined_days, 1, OFFER_DAYS_MAX,
		SG_OFFER_DECLINED_DAYS),
	OFFER_NUMBER("every_days", every_days, 1, OFFER_DAYS_MAX, SG_OFFER_EVERY_DAYS),
	OFFER_RATES("flexible_rates", flexible_rates, flexible_rate_count),
	{SG_ROW("on", SG_FIELD_BOOL, struct sg_offer_rules, on, 0, 1)},
};
static const struct sg_shape offers_shape =
	SG_SHAPE(struct sg_offer_rules, offers_fields);

static const char *const memories[] = {"none", "stay", "property", NULL};

static const struct sg_field property_fields[] = {
	{SG_ROW("attention_budget", SG_FIELD_INT, struct form_property, attention_budget,
		 0, 20),
		.absent = 3},
	{SG_ROW("attention_effort", SG_FIELD_MILLI, struct form_property,
		 attention_effort, 0, 1000),
		.absent = SG_ATTENTION_EFFORT},
	{SG_ROW("attention_fade", SG_FIELD_MILLI, struct form_property, attention_fade, 1,
		 1000),
		.absent = SG_ATTENTION_FADE},
	SG_ROW_CODE("chain", struct form_property, chain, SG_LONG_CODE_MAX, 0),
	{SG_ROW_OBJECT(
		"departments", struct form_property, departments, &departments_shape)},
	{SG_ROW_LIST("languages", struct form_property, languages, language_count, 1,
		 PROPERTY_LANGUAGES_MAX),
		.element = &sg_language_element, .flags = SG_SOLID | SG_DISTINCT},
	{SG_ROW("live", SG_FIELD_BOOL, struct form_property, live, 0, 1)},
	{SG_ROW("make_good_cents", SG_FIELD_INT, struct form_property, make_good_cents, 0,
		 SG_MAKE_GOOD_CENTS_MAX),
		.absent = MAKE_GOOD_CENTS},
	{SG_ROW_WORD("memory", struct form_property, memory, memories),
		.absent = SG_MEMORY_PROPERTY - SG_MEMORY_NONE},
	{SG_ROW("name", SG_FIELD_TEXT, struct form_property, name, 0, SG_NAME_MAX)},
	{SG_ROW_OBJECT("offers", struct form_property, offers, &offers_shape)},
	{SG_ROW_LIST("quiet", struct form_property, quiet, quiet_count, 0, QUIET_MAX),
		.shape = &quiet_shape},
	{SG_ROW_LIST("rules", struct form_property, rules, rule_count, 0, RULES_MAX),
		.shape = &rule_shape},
	{SG_ROW_OBJECT("times", struct form_property, times, &times_shape)},
	{SG_ROW("zone", SG_FIELD_CODE, struct form_property, zone, 1, SG_LONG_CODE_MAX),
		.rule = SG_RULE_ZONE, .flags = SG_SOLID},
};
static const struct sg_shape property_shape =
	SG_SHAPE(struct form_property, property_fields);

static enum sg_status check_rules(const struct form_property *form,
	const struct sg_catalog *catalog, struct sg_arena *arena, struct sg_error *error)
{
	struct sg_place_frame data = {.name = "/data"};
	struct sg_place_frame list = {.parent = &data, .name = "rules"};
	struct sg_place_frame at = {.parent = &list};
	enum sg_status status = SG_OK;

	for (; at.index < form->rule_count && status == SG_OK; at.index++) {
		const struct form_rule *rule = &form->rules[at.index];
		struct sg_preference_value value;

		status = sg_preference_value_read(rule->rule.topic, rule->value, SG_LIKE,
			catalog, &at, arena, error, &value);
	}
	return status;
}

enum sg_status sg_property_check(const struct sg_json *data,
	const struct sg_catalog *catalog, struct sg_arena *arena, struct sg_error *error)
{
	struct form_property form;
	enum sg_status status =
		sg_fields_decode(data, &property_shape, "/data", arena, error, &form);

	return status == SG_OK ? check_rules(&form, catalog, arena, error) : status;
}

static enum sg_status check_chain(const struct form_property *before,
	const struct form_property *after, const char *code, struct sg_error *error)
{
	const char *old = before->chain != NULL ? before->chain : code;
	const char *new = after->chain != NULL ? after->chain : code;

	return strcmp(old, new) == 0
	               ? SG_OK
	               : sg_fail(error, SG_REFUSED, "chain_fixed", "/data/chain",
				 "guests are known within chain %s already", old);
}

static enum sg_status check_needs(
	const struct form_property *form, struct sg_error *error)
{
	const char *path = form->zone == NULL          ? "/data/zone"
	                   : form->language_count == 0 ? "/data/languages"
	                                               : NULL;

	return path == NULL ? SG_OK
	                    : sg_fail(error, SG_INVALID, "member_missing", path,
				      "a new property needs this member");
}

enum sg_status sg_property_merge(const struct sg_merge_input *input, const char *code,
	struct sg_arena *arena, struct sg_error *error, struct sg_merged *ret_merged)
{
	struct form_property before, after;
	struct sg_merged merged;
	enum sg_status status =
		sg_merge_state(input, &property_shape, arena, error, &merged);

	if (status == SG_OK) {
		status = sg_state_read(
			&merged.state, &property_shape, arena, error, &after);
	}
	if (status == SG_OK && merged.created) {
		status = check_needs(&after, error);
	} else if (status == SG_OK) {
		status = sg_state_read(
			&input->before, &property_shape, arena, error, &before);
		status = status == SG_OK ? check_chain(&before, &after, code, error)
		                         : status;
	}
	if (status == SG_OK) {
		*ret_merged = merged;
	}
	return status;
}

static int32_t hour_or(int32_t minutes, int32_t usual)
{
	return minutes != SG_NO_MINUTES ? minutes : usual;
}

static enum sg_status take_rules(
	const struct form_property *form, struct sg_arena *arena, struct sg_house *house)
{
	struct sg_house_rule *rules =
		sg_arena_array(arena, form->rule_count, sizeof *rules);

	if (rules == NULL) {
		return SG_MEMORY;
	}
	for (size_t i = 0; i < form->rule_count; i++) {
		rules[i] = form->rules[i].rule;
		rules[i].value = form->rules[i].value != NULL
		                         ? sg_value_as_text(form->rules[i].value, arena)
		                         : "yes";
	}
	house->rules = rules;
	house->rule_count = form->rule_count;
	return SG_OK;
}

static void take_times(const struct form_times *times, struct sg_house *house)
{
	house->day_close_minutes = hour_or(times->day_close, 3 * 60);
	house->preview_minutes = hour_or(times->preview, 16 * 60);
	house->morning_minutes = hour_or(times->morning, 6 * 60 + 30);
	house->check_in_minutes = hour_or(times->check_in, 15 * 60);
	house->check_out_minutes = hour_or(times->check_out, 11 * 60);
	house->turn_down_minutes = hour_or(times->turn_down, 19 * 60);
}

enum sg_status sg_property_decode(const struct sg_stored *state, const char *code,
	struct sg_arena *arena, struct sg_error *error, struct sg_house *ret_house)
{
	struct form_property form;
	struct sg_house house = {.code = code};
	enum sg_status status =
		sg_state_read(state, &property_shape, arena, error, &form);

	if (status == SG_OK) {
		status = take_rules(&form, arena, &house);
	}
	if (status != SG_OK) {
		return status;
	}
	house.name = form.name;
	house.chain = form.chain != NULL ? form.chain : code;
	house.live = form.live;
	house.memory = (enum sg_memory)(SG_MEMORY_NONE + form.memory);
	house.zone_name = form.zone;
	for (size_t i = 0; i < form.language_count; i++) {
		house.languages[i] = form.languages[i];
	}
	house.language_count = form.language_count;
	house.quiet = form.quiet;
	house.quiet_count = form.quiet_count;
	house.attention_budget = form.attention_budget;
	house.attention_fade = form.attention_fade;
	house.attention_effort = form.attention_effort;
	house.make_good_cents = form.make_good_cents;
	house.offers = form.offers;
	for (size_t i = 0; i < SG_DEPARTMENTS; i++) {
		house.phones[i] = form.departments.of[i].phone;
		house.work_minutes[i] = form.departments.of[i].minutes;
	}
	take_times(&form.times, &house);
	*ret_house = house;
	return SG_OK;
}
