/*
 * Whether every topic of a catalogue is whole: its numbers, words and texts, and for each
 * value the parts, hazards and effects.
 */
#include "core/catalog_check.h"

#include <stdio.h>
#include <string.h>

enum {
	MINUTES_MAX = 24 * 60,
	LEAD_HOURS_MAX = 366 * 24,
	COST_MAX = 100000000,
	NIGHTS_MAX = 60,
	PART_COUNT_MAX = 999,
	WORTH_MAX = 1000,
};

/* ---- one value of a topic -------------------------------------------------------------- */

static uint64_t known_hazards(const struct sg_catalog *catalog)
{
	return catalog->hazard_count >= 64 ? UINT64_MAX
	                                   : (UINT64_C(1) << catalog->hazard_count) - 1;
}

static enum sg_status check_parts(
	const struct sg_catalog_checker *check, const struct sg_topic_value *value)
{
	for (size_t i = 0; i < value->part_count; i++) {
		const struct sg_part *part = &value->parts[i];

		if (sg_catalog_thing(check->catalog, part->what) < 0) {
			return sg_catalog_refuse(check, "thing_unknown", "parts",
				"names an unknown thing");
		}
		if (part->count < 1 || part->count > PART_COUNT_MAX) {
			return sg_catalog_refuse(check, "number_out_of_range", "parts",
				"has a count outside 1 to 999");
		}
	}
	return SG_OK;
}

static enum sg_status check_hazard_sets(
	const struct sg_catalog_checker *check, const struct sg_topic_value *value)
{
	uint64_t all = value->brings | value->leaves | value->forbids;

	if ((all & ~known_hazards(check->catalog)) != 0) {
		return sg_catalog_refuse(
			check, "hazard_unknown", "", "names an unknown hazard");
	}
	if (((value->brings | value->leaves) & value->forbids) != 0) {
		return sg_catalog_refuse(check, "hazard_contradiction", "forbids",
			"forbids a hazard that it brings or leaves itself");
	}
	return SG_OK;
}

/* Whether following the effect gives something that can be done or kept away. */
static const char *effect_fault(const struct sg_catalog *catalog,
	const struct sg_topic_value *value, const struct sg_effect *effect)
{
	const struct sg_topic *target = NULL;
	int32_t at = effect->value;

	if (effect->topic < 0 || (size_t)effect->topic >= catalog->topic_count) {
		return "leads to an unknown topic";
	}
	target = &catalog->topics[effect->topic];
	if (at < -1 || at >= (int32_t)target->value_count) {
		return "leads to an unknown value";
	}
	if (target->special_category) {
		return "leads to a special-category topic, which may not leave";
	}
	if (at < 0 && !effect->avoid) {
		at = sg_catalog_value(target, value->name);
		if (at < 0) {
			return "names no value, and its topic has none of the same name";
		}
	}
	return at >= 0 && target->values[at].effect_count > 0
	               ? "leads to a value that has effects itself"
	               : NULL;
}

static enum sg_status check_effects(
	const struct sg_catalog_checker *check, const struct sg_topic_value *value)
{
	for (size_t i = 0; i < value->effect_count; i++) {
		const char *fault =
			effect_fault(check->catalog, value, &value->effects[i]);

		if (fault != NULL) {
			return sg_catalog_refuse(
				check, "effect_invalid", "effects", fault);
		}
	}
	return SG_OK;
}

static enum sg_status check_special(const struct sg_catalog_checker *check,
	const struct sg_topic *topic, const struct sg_topic_value *value)
{
	if (!topic->special_category) {
		return SG_OK;
	}
	if (value->effect_count == 0) {
		return sg_catalog_refuse(check, "special_category", "effects",
			"a special-category topic needs effects");
	}
	if (value->part_count > 0) {
		return sg_catalog_refuse(check, "special_category", "parts",
			"a special-category topic places nothing itself");
	}
	return SG_OK;
}

static enum sg_status check_value(struct sg_catalog_checker *check,
	const struct sg_topic *topic, const struct sg_topic_value *value)
{
	struct sg_text_rule text = {.member = "text"};
	struct sg_text_rule avoid = {.member = "avoid_text", .optional = true};
	enum sg_status status = SG_OK;

	(void)snprintf(check->at, sizeof check->at, "/topics/%s/values/%s", topic->name,
		value->name);
	text.allowed = value->part_count > 0 ? SG_HAS_QUANTITY : 0;
	if (topic->kind == SG_KIND_NUMBER) {
		text.needed = SG_HAS_NUMBER;
		text.allowed |= SG_HAS_NUMBER;
	}
	if (value->minutes < -1 || value->minutes > MINUTES_MAX) {
		return sg_catalog_refuse(
			check, "number_out_of_range", "minutes", "is outside 0 to 1440");
	}
	status = sg_catalog_check_texts(check, &value->text, &text);
	if (status == SG_OK) {
		status = sg_catalog_check_texts(check, &value->avoid_text, &avoid);
	}
	if (status == SG_OK) {
		status = check_parts(check, value);
	}
	if (status == SG_OK) {
		status = check_hazard_sets(check, value);
	}
	if (status == SG_OK) {
		status = check_effects(check, value);
	}
	return status == SG_OK ? check_special(check, topic, value) : status;
}

/* ---- one topic ------------------------------------------------------------------------- */

static const char *number_fault(const struct sg_topic *topic, const char **ret_member)
{
	const struct {
		const char *member;
		int32_t value, min, max;
	} ranges[] = {
		{"minutes", topic->minutes, 0, MINUTES_MAX},
		{"undo_minutes", topic->undo_minutes, 0, MINUTES_MAX},
		{"lead_hours", topic->lead_hours, 0, LEAD_HOURS_MAX},
		{"cost_cents", topic->cost_cents, 0, COST_MAX},
		{"joy", topic->joy, 0, WORTH_MAX},
		{"awkwardness", topic->awkwardness, 0, WORTH_MAX},
		{"welcome", topic->welcome, 0, WORTH_MAX},
		{"theme", topic->theme, 0, INT32_MAX},
		{"every_nights", topic->every_nights,
			topic->when == SG_WHEN_EVERY_N_NIGHTS ? 1 : 0,
			topic->when == SG_WHEN_EVERY_N_NIGHTS ? NIGHTS_MAX : 0},
	};

	for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
		if (ranges[i].value < ranges[i].min || ranges[i].value > ranges[i].max) {
			*ret_member = ranges[i].member;
			return "is out of range";
		}
	}
	if (topic->kind == SG_KIND_NUMBER && sg_catalog_is_blank(topic->unit)) {
		*ret_member = "unit";
		return "is missing for a topic of kind number";
	}
	if (topic->kind == SG_KIND_NUMBER && topic->number_min > topic->number_max) {
		*ret_member = "min";
		return "is greater than max";
	}
	if (topic->number_step < 0 ||
		topic->number_step > topic->number_max - topic->number_min) {
		*ret_member = "step";
		return "is wider than from min to max";
	}
	return NULL;
}

static enum sg_status check_numbers(
	const struct sg_catalog_checker *check, const struct sg_topic *topic)
{
	const char *member = "";
	const char *fault = number_fault(topic, &member);

	return fault != NULL
	               ? sg_catalog_refuse(check, "number_out_of_range", member, fault)
	               : SG_OK;
}

static enum sg_status check_learning(
	const struct sg_catalog_checker *check, const struct sg_topic *topic)
{
	if (topic->learn == SG_LEARN_NEVER) {
		return SG_OK;
	}
	if (topic->special_category) {
		return sg_catalog_refuse(check, "special_category", "learn",
			"a special-category topic is never learned");
	}
	if (topic->kind == SG_KIND_TEXT) {
		return sg_catalog_refuse(
			check, "free_text", "learn", "free text is never learned");
	}
	return SG_OK;
}

static bool has_one_value(const struct sg_topic *topic, const char *name)
{
	return topic->value_count == 1 && strcmp(topic->values[0].name, name) == 0;
}

static bool names_differ(const struct sg_topic *topic)
{
	for (size_t i = 0; i < topic->value_count; i++) {
		const char *name = topic->values[i].name;

		if (sg_catalog_is_blank(name) || strcmp(name, "*") == 0 ||
			sg_catalog_value(topic, name) != (int32_t)i) {
			return false;
		}
	}
	return topic->value_count > 0;
}

static enum sg_status check_value_names(
	const struct sg_catalog_checker *check, const struct sg_topic *topic)
{
	switch (topic->kind) {
	case SG_KIND_FLAG:
		return has_one_value(topic, "yes")
		               ? SG_OK
		               : sg_catalog_refuse(check, "values_invalid", "values",
					 "a flag has one value, \"yes\"");
	case SG_KIND_NUMBER:
	case SG_KIND_TEXT:
		return has_one_value(topic, "*")
		               ? SG_OK
		               : sg_catalog_refuse(check, "values_invalid", "values",
					 "a number or text has one value, \"*\"");
	default:
		return names_differ(topic)
		               ? SG_OK
		               : sg_catalog_refuse(check, "values_invalid", "values",
					 "need names, each of its own");
	}
}

static enum sg_status check_undo(
	const struct sg_catalog_checker *check, const struct sg_topic *topic)
{
	const struct sg_text_rule rule = {.member = "undo_text"};

	if (topic->undo != NULL && strcmp(topic->undo, "none") == 0) {
		return SG_OK;
	}
	if (topic->undo == NULL || (strcmp(topic->undo, "remove") != 0 &&
					   strcmp(topic->undo, "reset") != 0)) {
		return sg_catalog_refuse(check, "word_unknown", "undo",
			"is neither remove, reset nor none");
	}
	return sg_catalog_check_texts(check, &topic->undo_text, &rule);
}

static enum sg_status check_members(
	const struct sg_catalog_checker *check, const struct sg_topic *topic)
{
	const struct sg_text_rule label = {.member = "label"};
	const struct sg_text_rule avoid = {.member = "avoid_text"};
	enum sg_status status = check_numbers(check, topic);

	if (status == SG_OK && sg_catalog_is_blank(topic->pictogram)) {
		status = sg_catalog_refuse(
			check, "pictogram_missing", "pictogram", "is missing");
	}
	if (status == SG_OK) {
		status = check_learning(check, topic);
	}
	if (status == SG_OK) {
		status = sg_catalog_check_texts(check, &topic->label, &label);
	}
	if (status == SG_OK) {
		status = sg_catalog_check_texts(check, &topic->avoid_text, &avoid);
	}
	if (status == SG_OK) {
		status = check_undo(check, topic);
	}
	return status == SG_OK ? check_value_names(check, topic) : status;
}

enum sg_status sg_catalog_check_topics(struct sg_catalog_checker *check)
{
	const struct sg_catalog *catalog = check->catalog;
	enum sg_status status = SG_OK;

	for (size_t i = 0; status == SG_OK && i < catalog->topic_count; i++) {
		const struct sg_topic *topic = &catalog->topics[i];

		(void)snprintf(check->at, sizeof check->at, "/topics/%s", topic->name);
		if (i > 0 && strcmp(catalog->topics[i - 1].name, topic->name) >= 0) {
			return sg_catalog_refuse(
				check, "order", "", "is there twice or out of order");
		}
		status = check_members(check, topic);
		for (size_t v = 0; status == SG_OK && v < topic->value_count; v++) {
			status = check_value(check, topic, &topic->values[v]);
		}
	}
	return status;
}
