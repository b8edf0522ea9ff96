/* Tiers, what they require, and how long points live. */
#include "document/bounds.h"
#include "document/programme_form.h"

#include <string.h>

enum {
	MONTHS_MAX = 120,
	PERIODS_MAX = 10,
	GRACE_MAX = 366,
	NODES_MAX = 64,
	PARTS_MAX = 16,
	DEPTH_MAX = 6,
};

_Static_assert((size_t)SG_TIERS_MAX < 8 * sizeof(unsigned), "a bit for each tier");

static const char *const windows[] = {"calendar", "rolling", "membership", NULL};
static const char *const afters[] = {"never", "earned", "activity", NULL};
static const char *const ends[] = {"day", "month", "year", NULL};

/* In the order of enum sg_measured. */
static const char *const measures[SG_MEASURES] = {"nights", "stays", "spend", "points"};

static const struct sg_field tier_element = {
	.kind = SG_FIELD_CODE, .min = 1, .max = SG_CODE_MAX, .rule = SG_RULE_NAME};

static const struct sg_field level_fields[] = {
	{SG_ROW("lifetime", SG_FIELD_MAP, struct form_level, lifetime, 0, 0)},
	{SG_ROW("reach", SG_FIELD_MAP, struct form_level, reach, 0, 0)},
	{SG_ROW("rollover", SG_FIELD_BOOL, struct form_level, rollover, 0, 1)},
	{SG_ROW("tier", SG_FIELD_CODE, struct form_level, tier, 1, SG_CODE_MAX),
		.rule = SG_RULE_NAME, .flags = SG_REQUIRED},
};
static const struct sg_shape level_shape =
	SG_CLOSED_SHAPE(struct form_level, level_fields);

static const struct sg_field tiers_fields[] = {
	{SG_ROW("grace_days", SG_FIELD_INT, struct form_tiers, grace_days, 0, GRACE_MAX)},
	{SG_ROW_LIST("levels", struct form_tiers, levels, level_count, 1, SG_TIERS_MAX),
		.shape = &level_shape, .flags = SG_REQUIRED},
	{SG_ROW("levels_lost", SG_FIELD_INT, struct form_tiers, levels_lost, 0,
		SG_TIERS_MAX)},
	{SG_ROW("months", SG_FIELD_INT, struct form_tiers, months, 1, MONTHS_MAX),
		.absent = 12},
	{SG_ROW("periods_kept", SG_FIELD_INT, struct form_tiers, periods_kept, 0,
		 PERIODS_MAX),
		.absent = 1},
	{SG_ROW_WORD("window", struct form_tiers, window, windows), .flags = SG_REQUIRED},
};
const struct sg_shape sg_programme_tiers_shape =
	SG_CLOSED_SHAPE(struct form_tiers, tiers_fields);

static const struct sg_field expiry_fields[] = {
	{SG_ROW_WORD("after", struct form_expiry, after, afters), .flags = SG_REQUIRED},
	{SG_ROW_WORD("end", struct form_expiry, end, ends)},
	{SG_ROW("inclusive", SG_FIELD_BOOL, struct form_expiry, inclusive, 0, 1),
		.absent = 1},
	{SG_ROW("months", SG_FIELD_INT, struct form_expiry, months, 1, MONTHS_MAX)},
	{SG_ROW_LIST("tiers", struct form_expiry, tiers, tier_count, 1, SG_TIERS_MAX),
		.element = &tier_element, .flags = SG_DISTINCT},
};
const struct sg_shape sg_programme_expiry_shape =
	SG_CLOSED_SHAPE(struct form_expiry, expiry_fields);

/* ---- requirements ---- */

struct tree {
	const struct programme_reading *reading;
	struct sg_requirement *nodes;
	size_t count;
};

static enum sg_status fail(
	const struct tree *tree, const struct sg_place_frame *frame, const char *message)
{
	return sg_programme_fail(
		tree->reading, frame, NULL, "requirement_wrong", message);
}

static struct sg_requirement *add(struct tree *tree, enum sg_requirement_kind kind)
{
	struct sg_requirement *node = NULL;

	if (tree->count < NODES_MAX) {
		node = &tree->nodes[tree->count++];
		*node = (struct sg_requirement){.kind = kind};
	}
	return node;
}

static enum sg_status add_requirement(struct tree *tree,
	const struct sg_place_frame *frame, const struct sg_json *value, int depth);

/* "all" and "any": a list of requirements. */
static enum sg_status add_parts(struct tree *tree, const struct sg_place_frame *frame,
	const struct sg_json *list, enum sg_requirement_kind kind, int depth)
{
	struct sg_requirement *node = add(tree, kind);
	struct sg_place_frame at = {.parent = frame};
	enum sg_status status = SG_OK;

	if (list->kind != SG_JSON_ARRAY || list->count == 0 || list->count > PARTS_MAX ||
		node == NULL) {
		return fail(tree, frame, "a list of 1 to 16 requirements is expected");
	}
	node->count = list->count;
	for (const struct sg_json *part = list->first; part != NULL && status == SG_OK;
		part = part->next) {
		status = add_requirement(tree, &at, part, depth);
		at.index++;
	}
	return status;
}

static enum sg_status add_member(struct tree *tree, const struct sg_place_frame *frame,
	const struct sg_json *member, int depth)
{
	int measured = 0;
	struct sg_requirement *node;

	if (strcmp(member->name, "all") == 0 || strcmp(member->name, "any") == 0) {
		return add_parts(tree, frame, member,
			member->name[1] == 'l' ? SG_REQUIRE_ALL : SG_REQUIRE_ANY,
			depth + 1);
	}
	while (measured < SG_MEASURES && strcmp(member->name, measures[measured]) != 0) {
		measured++;
	}
	if (measured == SG_MEASURES) {
		return fail(tree, frame,
			"nights, stays, spend, points, all or any is expected");
	}
	if (member->kind != SG_JSON_INT || member->integer < 1 ||
		member->integer > INT64_C(1000000000000)) {
		return fail(tree, frame, "a whole number from 1 to 10^12 is expected");
	}
	node = add(tree, SG_REQUIRE_AT_LEAST);
	if (node == NULL) {
		return fail(tree, frame, "this asks for too many things");
	}
	node->measured = (enum sg_measured)measured;
	node->value = member->integer;
	return SG_OK;
}

/* Several members are all of them. */
static enum sg_status add_requirement(struct tree *tree,
	const struct sg_place_frame *frame, const struct sg_json *value, int depth)
{
	struct sg_requirement *node;
	enum sg_status status = SG_OK;

	if (value->kind != SG_JSON_OBJECT || value->count == 0 || depth > DEPTH_MAX) {
		return fail(tree, frame,
			"an object with what is required, at most six deep, is expected");
	}
	node = value->count > 1 ? add(tree, SG_REQUIRE_ALL) : NULL;
	if (node != NULL) {
		node->count = value->count;
	} else if (value->count > 1) {
		return fail(tree, frame, "this asks for too many things");
	}
	for (const struct sg_json *member = value->first;
		member != NULL && status == SG_OK; member = member->next) {
		const struct sg_place_frame at = {.parent = frame, .name = member->name};

		status = add_member(tree, &at, member, depth);
	}
	return status;
}

static enum sg_status read_requirement(const struct programme_reading *reading,
	const struct sg_place_frame *frame, const struct sg_json *value,
	const struct sg_requirement **ret_nodes, size_t *ret_count)
{
	struct tree tree = {.reading = reading};
	enum sg_status status = SG_OK;

	if (value != NULL) {
		tree.nodes =
			sg_arena_array(reading->arena, NODES_MAX, sizeof *tree.nodes);
		status = tree.nodes != NULL ? add_requirement(&tree, frame, value, 0)
		                            : SG_MEMORY;
	}
	*ret_nodes = tree.nodes;
	*ret_count = tree.count;
	return status;
}

/* ---- tiers ---- */

static enum sg_status read_level(const struct programme_reading *reading,
	const struct sg_place_frame *at, const struct form_level *form, bool first,
	struct sg_tier *tier)
{
	const struct sg_place_frame reach = {.parent = at, .name = "reach"};
	const struct sg_place_frame lifetime = {.parent = at, .name = "lifetime"};
	enum sg_status status;

	if (first && (form->reach != NULL || form->lifetime != NULL || form->rollover)) {
		return sg_programme_fail(reading, at,
			form->reach != NULL ? "reach" : NULL, "member_unfit",
			"the first tier is every member's");
	}
	tier->name = form->tier;
	tier->rollover = form->rollover;
	status = read_requirement(
		reading, &reach, form->reach, &tier->reach, &tier->reach_count);
	return status == SG_OK ? read_requirement(reading, &lifetime, form->lifetime,
					 &tier->lifetime, &tier->lifetime_count)
	                       : status;
}

enum sg_status sg_programme_tiers(const struct programme_reading *reading,
	const struct form_tiers *form, struct sg_tier_rules *ret_tiers)
{
	const struct sg_place_frame object = {.parent = reading->at, .name = "tiers"};
	const struct sg_place_frame list = {.parent = &object, .name = "levels"};
	struct sg_tier *tiers =
		sg_arena_array(reading->arena, form->level_count, sizeof *tiers);
	enum sg_status status = tiers != NULL ? SG_OK : SG_MEMORY;

	*ret_tiers = (struct sg_tier_rules){.window = (enum sg_window)form->window,
		.window_months = form->months,
		.periods_kept = form->periods_kept,
		.grace_days = form->grace_days,
		.levels_lost = form->levels_lost,
		.tiers = tiers};
	if (status == SG_OK && form->window != SG_WINDOW_ROLLING && form->months != 12) {
		return sg_programme_fail(reading, &object, "months", "member_unfit",
			"only a rolling window has other than twelve months");
	}
	for (size_t i = 0; i < form->level_count && status == SG_OK; i++) {
		const struct sg_place_frame at = {.parent = &list, .index = i};

		if (sg_tier_find(ret_tiers, form->levels[i].tier) >= 0) {
			return sg_programme_fail(reading, &at, "tier", "element_repeated",
				"there is a tier of that name already");
		}
		status = read_level(reading, &at, &form->levels[i], i == 0, &tiers[i]);
		ret_tiers->tier_count = i + 1;
	}
	return status;
}

enum sg_status sg_programme_tier_bits(const struct programme_reading *reading,
	const struct sg_place_frame *frame, const struct sg_tier_rules *tiers,
	const char *const *names, size_t count, unsigned *ret_bits)
{
	*ret_bits = 0;
	for (size_t i = 0; i < count; i++) {
		const struct sg_place_frame at = {.parent = frame, .index = i};
		int32_t tier = sg_tier_find(tiers, names[i]);

		if (tier < 0) {
			return sg_programme_fail(reading, &at, NULL, "tier_unknown",
				"this version has no such tier");
		}
		*ret_bits |= 1u << tier;
	}
	return SG_OK;
}

/* ---- expiry ---- */

static enum sg_status read_expiry(const struct programme_reading *reading,
	const struct sg_place_frame *at, const struct form_expiry *form,
	const struct sg_tier_rules *tiers, struct sg_expiry_rule *rule)
{
	const struct sg_place_frame names = {.parent = at, .name = "tiers"};
	bool never = form->after == SG_EXPIRY_NEVER;

	if (never != (form->months == 0)) {
		return sg_programme_fail(reading, at, "months",
			never ? "member_unfit" : "member_missing",
			never ? "what never expires has no months"
			      : "after how many months is missing");
	}
	*rule = (struct sg_expiry_rule){.kind = (enum sg_expiry_kind)form->after,
		.months = form->months,
		.end = (enum sg_expiry_end)form->end,
		.inclusive = form->inclusive};
	return sg_programme_tier_bits(
		reading, &names, tiers, form->tiers, form->tier_count, &rule->tiers);
}

enum sg_status sg_programme_expiry(const struct programme_reading *reading,
	const struct form_version *form, struct sg_programme_version *version)
{
	const struct sg_place_frame list = {.parent = reading->at, .name = "expiry"};
	struct sg_expiry_rule *rules =
		sg_arena_array(reading->arena, form->expiry_count, sizeof *rules);
	enum sg_status status = rules != NULL ? SG_OK : SG_MEMORY;
	unsigned seen = 0;

	for (size_t i = 0; i < form->expiry_count && status == SG_OK; i++) {
		const struct sg_place_frame at = {.parent = &list, .index = i};

		status = read_expiry(
			reading, &at, &form->expiry[i], &version->tiers, &rules[i]);
		if (status == SG_OK &&
			(seen == ~0u ||
				(rules[i].tiers != 0 && (rules[i].tiers & ~seen) == 0))) {
			return sg_programme_fail(reading, &at, NULL, "rule_useless",
				"the rules before hold for every tier of this one");
		}
		seen |= rules[i].tiers == 0 ? ~0u : rules[i].tiers;
	}
	version->expiry = rules;
	version->expiry_count = form->expiry_count;
	return status;
}
