/* What tiers are entitled to, and whether the house has it. */
#include <string.h>

#include "document/bounds.h"
#include "document/programme.h"
#include "document/programme_form.h"

enum { TIMES_MAX = 366, INSTEAD_MAX = 50, NAMES_MAX = 500 };

enum per { PER_STAY, PER_YEAR };

static const char *const promises[] = {"if_available", "guaranteed", NULL};
static const char *const pers[] = {"stay", "year", NULL};

static const struct sg_field tier_element = {
	.kind = SG_FIELD_CODE, .min = 1, .max = SG_CODE_MAX, .rule = SG_RULE_NAME};
static const struct sg_field property_element = {
	.kind = SG_FIELD_CODE, .min = 1, .max = SG_LONG_CODE_MAX};

static const struct sg_field instead_fields[] = {
	{SG_ROW_LIST("properties", struct sg_benefit_instead, properties, property_count,
		 1, NAMES_MAX),
		.element = &property_element, .flags = SG_REQUIRED | SG_DISTINCT},
	{SG_ROW("topic", SG_FIELD_CODE, struct sg_benefit_instead, thing.topic, 1,
		 SG_LONG_CODE_MAX),
		.rule = SG_RULE_NAME, .flags = SG_REQUIRED},
	{SG_ROW("value", SG_FIELD_CODE, struct sg_benefit_instead, thing.value, 1,
		 SG_CODE_MAX),
		.rule = SG_RULE_NAME},
};
static const struct sg_shape instead_shape =
	SG_CLOSED_SHAPE(struct sg_benefit_instead, instead_fields);

static const struct sg_field benefit_fields[] = {
	{SG_ROW("benefit", SG_FIELD_CODE, struct form_benefit, benefit.code, 1,
		 SG_CODE_MAX),
		.rule = SG_RULE_NAME, .flags = SG_REQUIRED},
	{SG_ROW("from_tier", SG_FIELD_CODE, struct form_benefit, from_tier, 1,
		 SG_CODE_MAX),
		.rule = SG_RULE_NAME},
	{SG_ROW_LIST("instead", struct form_benefit, benefit.instead,
		 benefit.instead_count, 0, INSTEAD_MAX),
		.shape = &instead_shape},
	{SG_ROW_WORD("per", struct form_benefit, per, pers)},
	{SG_ROW_WORD("promise", struct form_benefit, promise, promises),
		.flags = SG_REQUIRED},
	{SG_ROW_OBJECT("properties", struct form_benefit, properties,
		&sg_programme_names_shape)},
	{SG_ROW_LIST("tiers", struct form_benefit, tiers, tier_count, 1, SG_TIERS_MAX),
		.element = &tier_element, .flags = SG_DISTINCT},
	{SG_ROW("times", SG_FIELD_INT, struct form_benefit, times, 1, TIMES_MAX)},
	{SG_ROW("topic", SG_FIELD_CODE, struct form_benefit, benefit.thing.topic, 1,
		 SG_LONG_CODE_MAX),
		.rule = SG_RULE_NAME, .flags = SG_REQUIRED},
	{SG_ROW("value", SG_FIELD_CODE, struct form_benefit, benefit.thing.value, 1,
		 SG_CODE_MAX),
		.rule = SG_RULE_NAME},
};
const struct sg_shape sg_programme_benefit_shape =
	SG_CLOSED_SHAPE(struct form_benefit, benefit_fields);

/* ---- whose ---- */

static size_t place_of(const struct programme_levels *levels, const char *name)
{
	size_t i = 0;

	while (i < levels->count && strcmp(levels->names[i], name) != 0) {
		i++;
	}
	return i;
}

static enum sg_status read_tiers(const struct programme_reading *reading,
	const struct sg_place_frame *at, const struct form_benefit *form,
	const struct programme_levels *levels, unsigned *ret_bits)
{
	const struct sg_place_frame list = {.parent = at, .name = "tiers"};
	const struct sg_place_frame from = {.parent = at, .name = "from_tier"};
	unsigned every = (1u << levels->count) - 1u;
	unsigned bits = 0;

	if (form->from_tier != NULL && form->tier_count > 0) {
		return sg_programme_fail(reading, at, "from_tier", "member_unfit",
			"it is either of these tiers or from one of them on");
	}
	for (size_t i = 0; i < form->tier_count + (form->from_tier != NULL); i++) {
		const struct sg_place_frame element = {.parent = &list, .index = i};
		const char *name =
			form->from_tier != NULL ? form->from_tier : form->tiers[i];
		size_t place = place_of(levels, name);

		if (place == levels->count) {
			return sg_programme_fail(reading,
				form->from_tier != NULL ? &from : &element, NULL,
				"tier_unknown", "there is no such tier");
		}
		bits |= form->from_tier != NULL ? every & ~((1u << place) - 1u)
		                                : 1u << place;
	}
	*ret_bits = bits != 0 ? bits : every;
	return SG_OK;
}

/* ---- where ---- */

static bool is_named(const struct sg_benefit *benefit, size_t count, const char *property)
{
	for (size_t i = 0; i < count; i++) {
		const struct sg_benefit_instead *instead = &benefit->instead[i];
		const struct sg_names names = {
			instead->properties, instead->property_count, false};

		if (sg_names_fit(&names, property)) {
			return true;
		}
	}
	return false;
}

static enum sg_status check_instead(const struct programme_reading *reading,
	const struct sg_place_frame *at, const struct sg_benefit *benefit)
{
	const struct sg_place_frame list = {.parent = at, .name = "instead"};

	for (size_t i = 0; i < benefit->instead_count; i++) {
		const struct sg_benefit_instead *instead = &benefit->instead[i];
		const struct sg_place_frame element = {.parent = &list, .index = i};
		const struct sg_place_frame names = {
			.parent = &element, .name = "properties"};

		for (size_t k = 0; k < instead->property_count; k++) {
			const struct sg_place_frame name = {.parent = &names, .index = k};
			const char *property = instead->properties[k];

			if (!sg_names_fit(&benefit->properties, property)) {
				return sg_programme_fail(reading, &name, NULL,
					"rule_useless", "it is not given there at all");
			}
			if (is_named(benefit, i, property)) {
				return sg_programme_fail(reading, &name, NULL,
					"element_repeated",
					"what it is there was said before");
			}
		}
	}
	return SG_OK;
}

/* ---- one ---- */

static enum sg_status read_benefit(const struct programme_reading *reading,
	const struct sg_place_frame *at, const struct form_benefit *form,
	const struct programme_levels *levels, struct sg_benefit *benefit)
{
	const struct sg_place_frame properties = {.parent = at, .name = "properties"};
	enum sg_status status;

	*benefit = form->benefit;
	benefit->guaranteed = form->promise == 1;
	if (form->per == PER_STAY && form->times > 0) {
		return sg_programme_fail(reading, at, "times", "member_unfit",
			"only what is given by the year has a number of times");
	}
	if (form->per == PER_YEAR) {
		benefit->year_times = form->times > 0 ? form->times : 1;
	}
	status = read_tiers(reading, at, form, levels, &benefit->tiers);
	if (status == SG_OK) {
		status = sg_programme_names(
			reading, &properties, &form->properties, &benefit->properties);
	}
	return status == SG_OK ? check_instead(reading, at, benefit) : status;
}

enum sg_status sg_programme_benefits(const struct programme_reading *reading,
	const struct form_benefit *forms, size_t count,
	const struct programme_levels *levels, struct sg_benefits *ret_benefits)
{
	const struct sg_place_frame list = {.parent = reading->at, .name = "benefits"};
	struct sg_benefit *benefits =
		sg_arena_array(reading->arena, count, sizeof *benefits);
	struct sg_benefits read = {benefits, 0};
	enum sg_status status = benefits != NULL ? SG_OK : SG_MEMORY;

	for (size_t i = 0; i < count && status == SG_OK; i++) {
		const struct sg_place_frame at = {.parent = &list, .index = i};

		if (sg_benefit_find(&read, forms[i].benefit.code) != NULL) {
			return sg_programme_fail(reading, &at, "benefit",
				"element_repeated",
				"there is a benefit of that code already");
		}
		status = read_benefit(reading, &at, &forms[i], levels, &benefits[i]);
		read.count = i + 1;
	}
	*ret_benefits = read;
	return status;
}

/* ---- the house's things ---- */

static enum sg_status check_thing(const struct programme_reading *reading,
	const struct sg_place_frame *at, const struct sg_catalog *catalog,
	const struct sg_benefit_thing *thing)
{
	int32_t index = sg_catalog_topic(catalog, thing->topic);
	const struct sg_topic *topic = index >= 0 ? &catalog->topics[index] : NULL;

	if (topic == NULL) {
		return sg_programme_fail(reading, at, "topic", "topic_unknown",
			"the catalogue has no such topic");
	}
	if (topic->special_category || topic->class == SG_CLASS_NEED ||
		topic->kind == SG_KIND_NUMBER || topic->kind == SG_KIND_TEXT) {
		return sg_programme_fail(reading, at, "topic", "topic_no_benefit",
			"a benefit is something to be given: no need, number or text");
	}
	if (topic->kind == SG_KIND_FLAG) {
		return thing->value == NULL
		               ? SG_OK
		               : sg_programme_fail(reading, at, "value", "member_unfit",
					 "the topic has no values: it is given or not");
	}
	if (thing->value == NULL || sg_catalog_value(topic, thing->value) < 0) {
		return sg_programme_fail(reading, at, "value",
			thing->value == NULL ? "value_missing" : "value_unknown",
			thing->value == NULL ? "which of the topic's values is missing"
					     : "the topic has no such value");
	}
	return SG_OK;
}

static enum sg_status check_benefits(const struct programme_reading *reading,
	const struct sg_catalog *catalog, const struct sg_benefits *benefits)
{
	const struct sg_place_frame list = {.parent = reading->at, .name = "benefits"};
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < benefits->count && status == SG_OK; i++) {
		const struct sg_benefit *benefit = &benefits->list[i];
		const struct sg_place_frame at = {.parent = &list, .index = i};
		const struct sg_place_frame others = {.parent = &at, .name = "instead"};

		status = check_thing(reading, &at, catalog, &benefit->thing);
		for (size_t k = 0; k < benefit->instead_count && status == SG_OK; k++) {
			const struct sg_place_frame other = {
				.parent = &others, .index = k};

			status = check_thing(
				reading, &other, catalog, &benefit->instead[k].thing);
		}
	}
	return status;
}

enum sg_status sg_programme_check_things(const struct sg_programme *programme,
	const struct sg_catalog *catalog, const char *path, struct sg_error *error)
{
	const struct sg_place_frame root = {.name = path};
	const struct sg_place_frame list = {.parent = &root, .name = "versions"};
	const struct programme_reading whole = {NULL, error, &root};
	enum sg_status status = check_benefits(&whole, catalog, &programme->benefits);

	for (size_t i = 0; i < programme->version_count && status == SG_OK; i++) {
		const struct sg_place_frame at = {.parent = &list, .index = i};
		const struct programme_reading reading = {NULL, error, &at};

		status = check_benefits(
			&reading, catalog, &programme->versions[i].benefits);
	}
	return status;
}
