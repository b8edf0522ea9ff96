/* The terms of rules and awards: where, how, by whom and when. */
#include "document/bounds.h"
#include "document/programme_form.h"

enum {
	LEAD_MAX = 1000,
	NIGHTS_MAX = 1000,
	WEEKDAYS = 7,
};

static const char *const weekdays[] = {"monday", "tuesday", "wednesday", "thursday",
	"friday", "saturday", "sunday", NULL};

static const struct sg_field weekday_element = {.kind = SG_FIELD_WORD, .words = weekdays};
static const struct sg_field tier_element = {
	.kind = SG_FIELD_CODE, .min = 1, .max = SG_CODE_MAX, .rule = SG_RULE_NAME};

#define RANGE(bound)                                                                     \
	{                                                                                \
		{SG_ROW("max", SG_FIELD_INT, struct form_range, max, 1, bound)},         \
			{SG_ROW("min", SG_FIELD_INT, struct form_range, min, 0, bound)}, \
	}

static const struct sg_field lead_fields[] = RANGE(LEAD_MAX);
static const struct sg_shape lead_shape = SG_CLOSED_SHAPE(struct form_range, lead_fields);
static const struct sg_field nights_fields[] = RANGE(NIGHTS_MAX);
static const struct sg_shape nights_shape =
	SG_CLOSED_SHAPE(struct form_range, nights_fields);

#define NAMES(text, type, member)                                                        \
	{                                                                                \
		SG_ROW_OBJECT(text, type, member, &sg_programme_names_shape)             \
	}

static const struct sg_field terms_fields[] = {
	NAMES("channels", struct form_terms, channels),
	{SG_ROW("from", SG_FIELD_DAY, struct form_terms, from_day, 0, 0)},
	{SG_ROW_OBJECT("lead_days", struct form_terms, lead_days, &lead_shape)},
	{SG_ROW_OBJECT("nights", struct form_terms, nights, &nights_shape)},
	NAMES("properties", struct form_terms, properties),
	NAMES("rates", struct form_terms, rates),
	NAMES("room_types", struct form_terms, room_types),
	{SG_ROW_LIST("tiers", struct form_terms, tiers, tier_count, 1, SG_TIERS_MAX),
		.element = &tier_element, .flags = SG_DISTINCT},
	{SG_ROW("until", SG_FIELD_DAY, struct form_terms, until_day, 0, 0)},
	{SG_ROW_LIST("weekdays", struct form_terms, weekdays, weekday_count, 1, WEEKDAYS),
		.element = &weekday_element, .flags = SG_DISTINCT},
};
const struct sg_shape sg_programme_terms_shape =
	SG_CLOSED_SHAPE(struct form_terms, terms_fields);

static enum sg_status read_term_names(const struct programme_reading *reading,
	const struct sg_place_frame *when, const struct form_terms *form,
	struct sg_terms *terms)
{
	const struct {
		const char *name;
		const struct form_names *form;
		struct sg_names *names;
	} all[] = {
		{"properties", &form->properties, &terms->properties},
		{"room_types", &form->room_types, &terms->room_types},
		{"rates", &form->rates, &terms->rates},
		{"channels", &form->channels, &terms->channels},
	};
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < sizeof all / sizeof all[0] && status == SG_OK; i++) {
		const struct sg_place_frame at = {.parent = when, .name = all[i].name};

		status = sg_programme_names(reading, &at, all[i].form, all[i].names);
	}
	return status;
}

/* An upper bound of 0 is none. */
static bool is_order(struct form_range range)
{
	return range.max == 0 || range.min <= range.max;
}

enum sg_status sg_programme_terms(const struct programme_reading *reading,
	const struct sg_place_frame *when, const struct form_terms *form,
	const struct sg_tier_rules *tiers, struct sg_terms *ret_terms)
{
	const struct sg_place_frame names = {.parent = when, .name = "tiers"};
	enum sg_status status = read_term_names(reading, when, form, ret_terms);

	if (status != SG_OK) {
		return status;
	}
	if (form->until_day != SG_NO_DAY && form->from_day > form->until_day) {
		return sg_programme_fail(reading, when, "until", "order_wrong",
			"it ends before it begins");
	}
	if (!is_order(form->lead_days) || !is_order(form->nights)) {
		return sg_programme_fail(reading, when,
			is_order(form->nights) ? "lead_days" : "nights", "order_wrong",
			"the least is more than the most");
	}
	for (size_t i = 0; i < form->weekday_count; i++) {
		ret_terms->weekdays |= 1u << form->weekdays[i];
	}
	ret_terms->lead_min = form->lead_days.min;
	ret_terms->lead_max = form->lead_days.max;
	ret_terms->nights_min = form->nights.min;
	ret_terms->nights_max = form->nights.max;
	ret_terms->from_day = form->from_day;
	ret_terms->until_day = form->until_day;
	return sg_programme_tier_bits(
		reading, &names, tiers, form->tiers, form->tier_count, &ret_terms->tiers);
}
