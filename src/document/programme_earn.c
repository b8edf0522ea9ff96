/* The rules of earning, and milestones. */
#include <string.h>

#include "document/bounds.h"
#include "document/programme_form.h"

enum {
	POINTS_MAX = 1000000,
	UNITS_MAX = 1000000,
	STEP_MAX = 1000000,
	TIMES_MAX = 1000000,
};

#define TOTAL_MAX INT64_C(1000000000000)

static const char *const pers[] = {
	"money", "night", "stay", "enrolment", "base", "upgrade", "partner", NULL};
const char *const sg_programme_roundings[] = {
	"half_up", "half_even", "up", "down", "ceiling", "floor", NULL};
static const char *const measures[] = {"nights", "stays", "spend", "points", NULL};

#define NAMES(text, type, member)                                                        \
	{                                                                                \
		SG_ROW_OBJECT(text, type, member, &sg_programme_names_shape)             \
	}

#define LONG(text, type, member, low, high, usual)                                       \
	{                                                                                \
		SG_ROW(text, SG_FIELD_LONG, type, member, low, high), .absent = (usual)  \
	}

static const struct sg_field earn_fields[] = {
	{SG_ROW("bonus", SG_FIELD_BOOL, struct form_earn, rule.bonus, 0, 1)},
	LONG("budget", struct form_earn, rule.budget, 1, TOTAL_MAX, 0),
	NAMES("categories", struct form_earn, categories),
	{SG_ROW("net", SG_FIELD_BOOL, struct form_earn, rule.net, 0, 1)},
	SG_ROW_CODE("partner", struct form_earn, rule.partner, SG_CODE_MAX, 0),
	{SG_ROW_WORD("per", struct form_earn, per, pers), .flags = SG_REQUIRED},
	{SG_ROW("points", SG_FIELD_LONG, struct form_earn, rule.points, 1, POINTS_MAX),
		.flags = SG_REQUIRED},
	{SG_ROW_WORD("rounding", struct form_earn, rounding, sg_programme_roundings)},
	{SG_ROW("rule", SG_FIELD_CODE, struct form_earn, rule.name, 1, SG_CODE_MAX),
		.rule = SG_RULE_NAME, .flags = SG_REQUIRED},
	LONG("stay_max", struct form_earn, rule.stay_max, 1, TOTAL_MAX, 0),
	LONG("step", struct form_earn, rule.step, 1, STEP_MAX, 1),
	{SG_ROW("times_max", SG_FIELD_INT, struct form_earn, rule.times_max, 1,
		TIMES_MAX)},
	LONG("units", struct form_earn, rule.units, 1, UNITS_MAX, 1),
	{SG_ROW_OBJECT("when", struct form_earn, when, &sg_programme_terms_shape)},
};
const struct sg_shape sg_programme_earn_shape =
	SG_CLOSED_SHAPE(struct form_earn, earn_fields);

static const struct sg_field milestone_fields[] = {
	{SG_ROW("at", SG_FIELD_LONG, struct form_milestone, milestone.at, 1, TOTAL_MAX),
		.flags = SG_REQUIRED},
	LONG("every", struct form_milestone, milestone.every, 1, TOTAL_MAX, 0),
	{SG_ROW_WORD("measured", struct form_milestone, measured, measures),
		.flags = SG_REQUIRED},
	{SG_ROW("milestone", SG_FIELD_CODE, struct form_milestone, milestone.name, 1,
		 SG_CODE_MAX),
		.rule = SG_RULE_NAME, .flags = SG_REQUIRED},
	{SG_ROW("points", SG_FIELD_LONG, struct form_milestone, milestone.points, 1,
		 TOTAL_MAX),
		.flags = SG_REQUIRED},
	LONG("until", struct form_milestone, milestone.until, 1, TOTAL_MAX, 0),
};
const struct sg_shape sg_programme_milestone_shape =
	SG_CLOSED_SHAPE(struct form_milestone, milestone_fields);

/* ---- rules ---- */

static bool has_name(const struct sg_programme_version *version, const char *name)
{
	for (size_t i = 0; i < version->rule_count; i++) {
		if (strcmp(version->rules[i].name, name) == 0) {
			return true;
		}
	}
	for (size_t i = 0; i < version->milestone_count; i++) {
		if (strcmp(version->milestones[i].name, name) == 0) {
			return true;
		}
	}
	return false;
}

static bool has_base(const struct sg_programme_version *version)
{
	bool base = false;

	for (size_t i = 0; i < version->rule_count; i++) {
		base |= !version->rules[i].bonus &&
		        version->rules[i].per <= SG_EARN_PER_STAY;
	}
	return base;
}

/* A member that says nothing for what the rule earns by, or one that is missing for it. */
static const char *unfit_member(const struct form_earn *form, const char **ret_why)
{
	bool money = form->per == SG_EARN_PER_MONEY;
	bool stays = form->per <= SG_EARN_PER_STAY || form->per == SG_EARN_PER_BASE;

	*ret_why = "only money has categories, and is net or gross";
	if (!money &&
		(form->categories.only_count > 0 || form->categories.except_count > 0)) {
		return "categories";
	}
	if (!money && form->rule.net) {
		return "net";
	}
	*ret_why = "a partner's rule names its partner, and no other does";
	if ((form->per == SG_EARN_PER_PARTNER) != (form->rule.partner != NULL)) {
		return "partner";
	}
	*ret_why = "only what is earned by stays has a limit for each";
	if (!stays && form->rule.stay_max > 0) {
		return "stay_max";
	}
	*ret_why = "points for points are a bonus";
	return form->per == SG_EARN_PER_BASE && !form->rule.bonus ? "bonus" : NULL;
}

static enum sg_status check_rule(const struct programme_reading *reading,
	const struct sg_place_frame *at, const struct form_earn *form,
	const struct sg_programme_version *version)
{
	const char *why;
	const char *unfit = unfit_member(form, &why);

	if (has_name(version, form->rule.name)) {
		return sg_programme_fail(reading, at, "rule", "element_repeated",
			"there is a rule of that name already");
	}
	if (unfit != NULL) {
		return sg_programme_fail(reading, at, unfit, "member_unfit", why);
	}
	if (form->per == SG_EARN_PER_BASE && !has_base(version)) {
		return sg_programme_fail(reading, at, "per", "rule_useless",
			"no rule before it earns base points by stays");
	}
	return SG_OK;
}

enum sg_status sg_programme_earn(const struct programme_reading *reading,
	const struct form_version *form, struct sg_programme_version *version)
{
	const struct sg_place_frame list = {.parent = reading->at, .name = "earn"};
	struct sg_earn_rule *rules =
		sg_arena_array(reading->arena, form->earn_count, sizeof *rules);
	enum sg_status status = rules != NULL ? SG_OK : SG_MEMORY;

	version->rules = rules;
	for (size_t i = 0; i < form->earn_count && status == SG_OK; i++) {
		const struct form_earn *earn = &form->earn[i];
		const struct sg_place_frame at = {.parent = &list, .index = i};
		const struct sg_place_frame categories = {
			.parent = &at, .name = "categories"};
		const struct sg_place_frame when = {.parent = &at, .name = "when"};

		status = check_rule(reading, &at, earn, version);
		if (status == SG_OK) {
			rules[i] = earn->rule;
			rules[i].per = (enum sg_earn_per)earn->per;
			rules[i].rounding = (enum sg_rounding)earn->rounding;
			status = sg_programme_names(reading, &categories,
				&earn->categories, &rules[i].categories);
		}
		if (status == SG_OK) {
			status = sg_programme_terms(reading, &when, &earn->when,
				&version->tiers, &rules[i].terms);
		}
		version->rule_count = i + 1;
	}
	return status;
}

enum sg_status sg_programme_milestones(const struct programme_reading *reading,
	const struct form_version *form, struct sg_programme_version *version)
{
	const struct sg_place_frame list = {.parent = reading->at, .name = "milestones"};
	struct sg_milestone *milestones =
		sg_arena_array(reading->arena, form->milestone_count, sizeof *milestones);

	version->milestones = milestones;
	for (size_t i = 0; i < form->milestone_count && milestones != NULL; i++) {
		const struct form_milestone *one = &form->milestones[i];
		const struct sg_place_frame at = {.parent = &list, .index = i};

		if (has_name(version, one->milestone.name)) {
			return sg_programme_fail(reading, &at, "milestone",
				"element_repeated",
				"there is a rule or milestone of that name already");
		}
		if (one->milestone.until > 0 &&
			one->milestone.until < one->milestone.at) {
			return sg_programme_fail(reading, &at, "until", "order_wrong",
				"it ends before it begins");
		}
		milestones[i] = one->milestone;
		milestones[i].measured = (enum sg_measured)one->measured;
		version->milestone_count = i + 1;
	}
	return milestones != NULL ? SG_OK : SG_MEMORY;
}
