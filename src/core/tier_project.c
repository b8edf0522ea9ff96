/*
 * What is missing for a tier: each way through its requirement as the least of every measure that
 * it needs, ways that ask for nothing less than another one left out.
 */
#include "core/tier_inside.h"

#include "core/time.h"

/* Ways at most that are looked at of one part of a requirement; what is beyond them is not
 * named. */
enum { WAYS_MAX = 32 };

/* What each way asks for at least; 0 = nothing. */
struct ways {
	struct sg_measures of[WAYS_MAX];
	size_t count;
};

static bool asks_no_less(const struct sg_measures *a, const struct sg_measures *b)
{
	for (size_t i = 0; i < SG_MEASURES; i++) {
		if (a->of[i] < b->of[i]) {
			return false;
		}
	}
	return true;
}

static void add_way(struct ways *ways, const struct sg_measures *way)
{
	size_t kept = 0;

	for (size_t i = 0; i < ways->count; i++) {
		if (asks_no_less(way, &ways->of[i])) {
			return;
		}
	}
	for (size_t i = 0; i < ways->count; i++) {
		if (!asks_no_less(&ways->of[i], way)) {
			ways->of[kept++] = ways->of[i];
		}
	}
	if (kept < WAYS_MAX) {
		ways->of[kept++] = *way;
	}
	ways->count = kept;
}

/* Every way of the one together with every way of the other. */
static void both(const struct ways *other, struct ways *ways)
{
	struct ways product = {.count = 0};

	for (size_t i = 0; i < ways->count; i++) {
		for (size_t j = 0; j < other->count; j++) {
			struct sg_measures way = ways->of[i];

			for (size_t m = 0; m < SG_MEASURES; m++) {
				if (other->of[j].of[m] > way.of[m]) {
					way.of[m] = other->of[j].of[m];
				}
			}
			add_way(&product, &way);
		}
	}
	*ways = product;
}

static void find_ways(const struct sg_requirement *tree, size_t count, size_t *at,
	struct ways *ret_ways)
{
	const struct sg_requirement *node = &tree[*at];
	struct ways part;

	ret_ways->count = 0;
	(*at)++;
	if (node->kind == SG_REQUIRE_AT_LEAST) {
		struct sg_measures way = {{0}};

		way.of[node->measured] = node->value > 0 ? node->value : 0;
		add_way(ret_ways, &way);
		return;
	}
	for (size_t i = 0; i < node->count && *at < count; i++) {
		find_ways(tree, count, at, &part);
		if (i == 0) {
			*ret_ways = part;
		} else if (node->kind == SG_REQUIRE_ALL) {
			both(&part, ret_ways);
		} else {
			for (size_t j = 0; j < part.count; j++) {
				add_way(ret_ways, &part.of[j]);
			}
		}
	}
}

/* Of what the way asks for, the greatest part that is missing of one measure, in thousandths. */
static int64_t part_missing(
	const struct sg_measures *way, const struct sg_measures *missing)
{
	int64_t greatest = 0;

	for (size_t i = 0; i < SG_MEASURES; i++) {
		int64_t of = way->of[i], part;

		if (missing->of[i] == 0) {
			continue;
		}
		part = missing->of[i] <= INT64_MAX / 1000
		               ? missing->of[i] * 1000 / of
		               : missing->of[i] / (of / 1000 + 1);
		greatest = part > greatest ? part : greatest;
	}
	return greatest;
}

/* The paths of a projection while they are collected, with the part that is missing of each. */
struct collected {
	struct sg_projection *projection;
	int64_t parts[SG_PATHS_MAX];
};

/* Whether another requirement has a path that misses no more of anything. */
static bool is_known(
	const struct sg_projection *projection, const struct sg_tier_path *path)
{
	for (size_t i = 0; i < projection->path_count && !path->lifetime; i++) {
		if (!projection->paths[i].lifetime &&
			asks_no_less(&path->missing, &projection->paths[i].missing)) {
			return true;
		}
	}
	return false;
}

static void insert(
	struct collected *collected, const struct sg_tier_path *path, int64_t part)
{
	struct sg_projection *projection = collected->projection;
	size_t at = projection->path_count;

	while (at > 0 && collected->parts[at - 1] > part) {
		at--;
	}
	if (at == SG_PATHS_MAX || is_known(projection, path)) {
		return;
	}
	if (projection->path_count < SG_PATHS_MAX) {
		projection->path_count++;
	}
	for (size_t i = projection->path_count - 1; i > at; i--) {
		projection->paths[i] = projection->paths[i - 1];
		collected->parts[i] = collected->parts[i - 1];
	}
	projection->paths[at] = *path;
	collected->parts[at] = part;
}

static struct sg_measures missing_of(
	const struct sg_measures *way, const struct sg_measures *counts)
{
	struct sg_measures missing = *way;

	for (size_t i = 0; i < SG_MEASURES; i++) {
		if (way->of[i] == 0) {
			continue;
		}
		missing.of[i] = sg_tier_minus(way->of[i], counts->of[i]);
		missing.of[i] = missing.of[i] > 0 ? missing.of[i] : 0;
	}
	return missing;
}

/* Whether another way of the same requirement misses no more of anything, and less of something or
 * comes first. */
static bool is_outdone(const struct ways *ways, size_t at, const struct ways *missing)
{
	for (size_t i = 0; i < ways->count; i++) {
		if (i != at && asks_no_less(&missing->of[at], &missing->of[i]) &&
			(i < at || !asks_no_less(&missing->of[i], &missing->of[at]))) {
			return true;
		}
	}
	return false;
}

static void collect(struct collected *collected, const struct sg_requirement *tree,
	size_t count, const struct sg_measures *counts, bool lifetime)
{
	struct ways ways, missing;
	size_t at = 0;

	if (tree == NULL || count == 0) {
		return;
	}
	find_ways(tree, count, &at, &ways);
	missing.count = ways.count;
	for (size_t i = 0; i < ways.count; i++) {
		missing.of[i] = missing_of(&ways.of[i], counts);
	}
	for (size_t i = 0; i < ways.count; i++) {
		struct sg_tier_path path = {missing.of[i], lifetime};

		if (!is_outdone(&ways, i, &missing)) {
			insert(collected, &path,
				part_missing(&ways.of[i], &path.missing));
		}
	}
}

/* By what counts in the window, and for life by what counts over all. */
static void collect_tier(struct collected *collected, const struct sg_tiering *tiering,
	int32_t day, const struct sg_measures *counts)
{
	const struct sg_tier *tier = &tiering->rules->tiers[collected->projection->tier];
	struct sg_measures over_all = sg_tier_lifetime(tiering->member, day);

	collect(collected, tier->reach, tier->reach_count, counts, false);
	collect(collected, tier->lifetime, tier->lifetime_count, &over_all, true);
}

/* The last day on which everything still counts that counts today. */
static int32_t counts_until(const struct sg_tiering *tiering, int32_t day)
{
	const struct sg_tier_member *member = tiering->member;
	int32_t first, last, oldest = day;
	size_t row;

	sg_tier_period(tiering->rules, member->enrolled_day, day, &first, &last);
	if (tiering->rules->window != SG_WINDOW_ROLLING) {
		return last;
	}
	row = sg_tier_row_after(member, (int64_t)first - 1);
	if (row < sg_tier_row_after(member, day)) {
		oldest = member->qualified[row].day;
	}
	return sg_tier_falls_out(tiering->rules, oldest) - 1;
}

static void project_next(const struct sg_tiering *tiering,
	const struct sg_standing *standing, int32_t day, struct sg_projection *ret_next)
{
	struct sg_measures counts =
		sg_tier_counts(tiering->rules, tiering->member, standing, day);
	struct collected collected = {.projection = ret_next};
	int32_t tier = standing->tier + 1, count = (int32_t)tiering->rules->tier_count;

	*ret_next = (struct sg_projection){
		.tier = tier, .by_day = counts_until(tiering, day)};
	while (ret_next->tier < count && ret_next->path_count == 0) {
		collect_tier(&collected, tiering, day, &counts);
		ret_next->tier += ret_next->path_count == 0;
	}
	if (ret_next->path_count == 0) {
		ret_next->tier = tier < count ? tier : -1;
	}
}

/*
 * The last day on which something can be done for the tier to hold longer, and what already counts
 * then; false where that is not in the present window yet, or cannot be in it.
 */
static bool last_chance(const struct sg_tiering *tiering,
	const struct sg_standing *standing, int32_t day, int32_t *ret_by_day,
	struct sg_measures *ret_counts)
{
	const struct sg_tier_rules *rules = tiering->rules;
	int32_t until_day = standing->until_day, first, last;
	int32_t by_day = day <= until_day ? until_day
	                                  : sg_tier_days_on(until_day, rules->grace_days);

	if (rules->window == SG_WINDOW_ROLLING) {
		int32_t of = rules->periods_kept == 0 && by_day == until_day ? by_day + 1
		                                                             : by_day;

		sg_tier_period(rules, tiering->member->enrolled_day, of, &first, &last);
		*ret_counts = sg_tier_sum(tiering->member, first, day);
		*ret_by_day = by_day;
		return first <= day;
	}
	sg_tier_period(rules, tiering->member->enrolled_day, day, &first, &last);
	*ret_counts = sg_tier_counts(rules, tiering->member, standing, day);
	*ret_by_day = by_day < last ? by_day : last;
	return until_day <= last &&
	       sg_tier_year_end(tiering, day, rules->periods_kept) > until_day;
}

/* A challenge by which he has the tier asks for less than the tier, and is said first. */
static void project_keep(const struct sg_tiering *tiering,
	const struct sg_standing *standing, int32_t day, struct sg_projection *ret_keep)
{
	struct sg_tier_given given = sg_tier_given(tiering, day);
	struct collected collected = {.projection = ret_keep};
	bool lent = given.grant != NULL && given.tier == standing->tier &&
	            given.until_day == standing->until_day &&
	            given.grant->needs != NULL &&
	            given.until_day == given.grant->last_day;
	struct sg_measures counts;
	int32_t by_day;

	*ret_keep = (struct sg_projection){.tier = -1, .by_day = SG_NO_DAY};
	if (standing->until_day == SG_NO_DAY) {
		return;
	}
	if (lent) {
		ret_keep->tier = standing->tier;
		ret_keep->by_day = given.until_day;
		counts = sg_tier_challenged(tiering->member, given.grant, day);
		collect(&collected, given.grant->needs, given.grant->needs_count, &counts,
			false);
	}
	if (last_chance(tiering, standing, day, &by_day, &counts)) {
		ret_keep->tier = standing->tier;
		ret_keep->by_day = lent ? given.until_day : by_day;
		collect_tier(&collected, tiering, day, &counts);
	}
}

void sg_tier_project(const struct sg_tier_rules *rules,
	const struct sg_tier_member *member, const struct sg_standing *standing,
	int32_t day, struct sg_projection *ret_next, struct sg_projection *ret_keep)
{
	struct sg_tiering tiering = {rules, member};

	project_next(&tiering, standing, day, ret_next);
	project_keep(&tiering, standing, day, ret_keep);
}
