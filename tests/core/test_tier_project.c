/* What is missing for the next tier and for the present one, by every path, until when. */
#include "core/tier_world.h"

static void project(const struct tier_world *w, struct sg_projection *ret_next,
	struct sg_projection *ret_keep)
{
	sg_tier_project(
		&w->rules, &w->member, &w->standing, w->standing.day, ret_next, ret_keep);
}

static void assert_path(const struct sg_projection *projection, size_t at,
	int64_t nights_missing, int64_t stays, int64_t cents, int64_t points)
{
	const int64_t *missing = projection->paths[at].missing.of;

	assert_true(at < projection->path_count);
	assert_int_equal(missing[SG_MEASURED_NIGHTS], nights_missing);
	assert_int_equal(missing[SG_MEASURED_STAYS], stays);
	assert_int_equal(missing[SG_MEASURED_SPEND], cents);
	assert_int_equal(missing[SG_MEASURED_POINTS], points);
}

static void three_nights_to_gold_by_31_december(void **state)
{
	struct sg_projection next, keep;
	struct tier_world w;

	(void)state;
	enrol(&w, &plain_rules, "2025-01-01");
	nights(&w, "2025-05-01", 22);
	nights(&w, "2025-09-01", 40);
	go_to(&w, "2025-08-31");
	project(&w, &next, &keep);
	assert_int_equal(next.tier, 2);
	assert_day(next.by_day, "2025-12-31");
	assert_int_equal(next.path_count, 1);
	assert_path(&next, 0, 3, 0, 0, 0);
	/* Silver is his to the end of the next year whatever he does in this one. */
	assert_int_equal(keep.tier, -1);
}

static void twelve_nights_more_to_keep_gold_by_31_december(void **state)
{
	struct sg_projection next, keep;
	struct tier_world w;

	(void)state;
	enrol(&w, &plain_rules, "2025-01-01");
	nights(&w, "2025-05-01", 25);
	nights(&w, "2026-05-01", 13);
	go_to(&w, "2026-05-01");
	project(&w, &next, &keep);
	assert_int_equal(keep.tier, 2);
	assert_day(keep.by_day, "2026-12-31");
	assert_int_equal(keep.path_count, 1);
	assert_path(&keep, 0, 12, 0, 0, 0);
	assert_int_equal(next.tier, 3);
	assert_path(&next, 0, 37, 0, 0, 0);
}

static void in_grace_it_can_be_kept_to_the_end_of_grace(void **state)
{
	struct sg_tier_rules rules = plain_rules;
	struct sg_projection next, keep;
	struct tier_world w;

	(void)state;
	rules.grace_days = 59;
	enrol(&w, &rules, "2025-01-01");
	nights(&w, "2025-05-01", 25);
	nights(&w, "2026-12-01", 24);
	nights(&w, "2027-01-02", 4);
	go_to(&w, "2026-12-31");
	project(&w, &next, &keep);
	assert_day(keep.by_day, "2026-12-31");
	assert_path(&keep, 0, 1, 0, 0, 0);
	go_to(&w, "2027-01-02");
	project(&w, &next, &keep);
	assert_day(keep.by_day, "2027-02-28");
	assert_path(&keep, 0, 21, 0, 0, 0);
}

static void the_highest_tier_has_none_above(void **state)
{
	struct sg_projection next, keep;
	struct tier_world w;

	(void)state;
	enrol(&w, &plain_rules, "2025-01-01");
	nights(&w, "2025-05-01", 50);
	go_to(&w, "2025-05-01");
	project(&w, &next, &keep);
	assert_int_equal(next.tier, -1);
	assert_int_equal(next.path_count, 0);
}

static const struct sg_requirement reserve[] = {
	ALL(2), ANY(2), NIGHTS(80), STAYS(40), DOLLARS(18000)};
static const struct sg_requirement invited[] = {NEVER};
static const struct sg_requirement partly_invited[] = {ALL(2), NIGHTS(5), NEVER};

static void each_way_through_the_requirement_is_a_path(void **state)
{
	static const struct sg_tier tiers[] = {
		{.name = "Member"}, TIER("Reserve", reserve, false)};
	const struct sg_tier_rules rules = {.window = SG_WINDOW_CALENDAR,
		.window_months = 12,
		.periods_kept = 1,
		TIERS(tiers)};
	const struct sg_measures counts = {{76, 39, 1700000, 0}};
	const struct sg_measures stay = {{1, 1, 0, 0}};
	struct sg_projection next, keep;
	struct tier_world w;

	(void)state;
	enrol(&w, &rules, "2026-01-01");
	qualify_on(&w, day("2026-05-01"), &counts);
	go_to(&w, "2026-05-01");
	project(&w, &next, &keep);
	assert_int_equal(next.path_count, 2);
	assert_path(&next, 0, 4, 0, 100000, 0);
	assert_path(&next, 1, 0, 1, 100000, 0);
	/* When the stays are enough, the way of the nights asks for nothing less. */
	qualify_on(&w, day("2026-05-02"), &stay);
	go_to(&w, "2026-05-02");
	project(&w, &next, &keep);
	assert_int_equal(next.path_count, 1);
	assert_path(&next, 0, 0, 0, 100000, 0);
}

static void the_path_with_the_smallest_part_missing_comes_first(void **state)
{
	static const struct sg_requirement gold[] = {
		ANY(3), NIGHTS(40), STAYS(20), POINTS(75000)};
	static const struct sg_tier tiers[] = {
		{.name = "Member"}, TIER("Gold", gold, false)};
	const struct sg_tier_rules rules = {.window = SG_WINDOW_CALENDAR,
		.window_months = 12,
		.periods_kept = 1,
		TIERS(tiers)};
	const struct sg_measures counts = {{10, 15, 0, 74000}};
	struct sg_projection next, keep;
	struct tier_world w;

	(void)state;
	enrol(&w, &rules, "2025-01-01");
	qualify_on(&w, day("2025-05-01"), &counts);
	go_to(&w, "2025-05-01");
	project(&w, &next, &keep);
	assert_int_equal(next.path_count, 3);
	assert_path(&next, 0, 0, 0, 0, 1000);
	assert_path(&next, 1, 0, 5, 0, 0);
	assert_path(&next, 2, 30, 0, 0, 0);
}

static void what_staying_cannot_reach_has_no_path(void **state)
{
	static const struct sg_tier tiers[] = {{.name = "Member"},
		TIER("Invited", invited, false), TIER("Silver", ten_nights, false),
		TIER("Partly", partly_invited, false)};
	const struct sg_tier_rules rules = {.window = SG_WINDOW_CALENDAR,
		.window_months = 12,
		.periods_kept = 1,
		TIERS(tiers)};
	struct sg_projection next, keep;
	struct tier_world w;

	(void)state;
	enrol(&w, &rules, "2025-01-01");
	project(&w, &next, &keep);
	assert_int_equal(next.tier, 2);
	assert_path(&next, 0, 10, 0, 0, 0);
	nights(&w, "2025-05-01", 10);
	go_to(&w, "2025-05-01");
	project(&w, &next, &keep);
	assert_int_equal(next.tier, 3);
	assert_int_equal(next.path_count, 0);
	/* Given for a while: nothing that he does keeps it. */
	grant(&w, "Partly", "2025-05-02", "2025-05-30");
	go_to(&w, "2025-05-02");
	project(&w, &next, &keep);
	assert_int_equal(next.tier, -1);
	assert_int_equal(keep.tier, 3);
	assert_int_equal(keep.path_count, 0);
}

static void a_lifetime_tier_is_a_path_of_its_own(void **state)
{
	static const struct sg_requirement hundred[] = {NIGHTS(100)};
	struct sg_tier tiers[COUNT(plain_tiers)];
	struct sg_tier_rules rules = plain_rules;
	struct sg_projection next, keep;
	struct tier_world w;

	(void)state;
	memcpy(tiers, plain_tiers, sizeof tiers);
	tiers[1].lifetime = hundred;
	tiers[1].lifetime_count = 1;
	rules.tiers = tiers;
	enrol(&w, &rules, "2020-01-01");
	nights(&w, "2020-05-01", 97);
	go_to(&w, "2025-05-01");
	project(&w, &next, &keep);
	assert_int_equal(next.tier, 1);
	assert_int_equal(next.path_count, 2);
	assert_path(&next, 0, 3, 0, 0, 0);
	assert_true(next.paths[0].lifetime);
	assert_path(&next, 1, 10, 0, 0, 0);
	assert_false(next.paths[1].lifetime);
}

static void a_rolling_window_gives_until_the_first_night_falls_out(void **state)
{
	struct sg_tier_rules rules = plain_rules;
	struct sg_projection next, keep;
	struct tier_world w;

	(void)state;
	rules.window = SG_WINDOW_ROLLING;
	rules.periods_kept = 0;
	enrol(&w, &rules, "2024-01-01");
	project(&w, &next, &keep);
	assert_day(next.by_day, "2024-12-31");
	nights(&w, "2024-03-10", 6);
	nights(&w, "2024-06-01", 16);
	go_to(&w, "2024-06-01");
	project(&w, &next, &keep);
	assert_int_equal(next.tier, 2);
	assert_day(next.by_day, "2025-03-09");
	assert_path(&next, 0, 3, 0, 0, 0);
	/* Silver holds without the six until the sixteen fall out; what he does on their day falls
	 * out with them. */
	assert_int_equal(keep.tier, -1);
	go_to(&w, "2024-06-02");
	project(&w, &next, &keep);
	assert_int_equal(keep.tier, 1);
	assert_day(keep.by_day, "2025-05-31");
	assert_path(&keep, 0, 10, 0, 0, 0);
	nights(&w, "2024-07-01", 7);
	go_to(&w, "2025-04-01");
	project(&w, &next, &keep);
	assert_day(keep.by_day, "2025-05-31");
	assert_path(&keep, 0, 3, 0, 0, 0);
}

static void a_rolling_tier_kept_longer_asks_nothing_before_its_last_window(void **state)
{
	struct sg_tier_rules rules = plain_rules;
	struct sg_projection next, keep;
	struct tier_world w;

	(void)state;
	rules.window = SG_WINDOW_ROLLING;
	rules.periods_kept = 1;
	enrol(&w, &rules, "2024-01-01");
	nights(&w, "2024-03-10", 10);
	go_to(&w, "2025-03-09");
	assert_day(w.standing.until_day, "2026-03-09");
	project(&w, &next, &keep);
	assert_int_equal(keep.tier, -1);
	nights(&w, "2025-03-10", 4);
	go_to(&w, "2025-03-10");
	project(&w, &next, &keep);
	assert_int_equal(keep.tier, 1);
	assert_day(keep.by_day, "2026-03-09");
	assert_path(&keep, 0, 6, 0, 0, 0);
}

static void a_challenge_says_what_it_still_needs(void **state)
{
	static const struct sg_requirement fifteen[] = {NIGHTS(15)};
	struct sg_projection next, keep;
	struct sg_tier_grant *challenge;
	struct tier_world w;

	(void)state;
	enrol(&w, &plain_rules, "2024-11-01");
	challenge = grant(&w, "Platinum", "2024-11-21", "2025-02-28");
	challenge->needs = fifteen;
	challenge->needs_count = 1;
	challenge->lent = true;
	challenge->won_day = day("2026-02-28");
	nights(&w, "2025-01-15", 3);
	go_to(&w, "2024-12-31");
	project(&w, &next, &keep);
	assert_int_equal(keep.tier, 3);
	assert_day(keep.by_day, "2025-02-28");
	assert_int_equal(keep.path_count, 1);
	assert_path(&keep, 0, 15, 0, 0, 0);
	/* From January on fifty nights of the year would keep it as well: they are no news. */
	go_to(&w, "2025-01-15");
	project(&w, &next, &keep);
	assert_day(keep.by_day, "2025-02-28");
	assert_int_equal(keep.path_count, 1);
	assert_path(&keep, 0, 12, 0, 0, 0);
	/* Met: it is kept, until the last year of that. */
	nights(&w, "2025-02-01", 12);
	go_to(&w, "2025-02-01");
	project(&w, &next, &keep);
	assert_int_equal(keep.tier, -1);
}

static void more_paths_than_there_is_room_for_are_cut_at_the_farthest(void **state)
{
	struct sg_requirement many[1 + 3 * 4] = {ALL(4)};
	const struct sg_tier tiers[] = {{.name = "Member"}, TIER("Maze", many, false)};
	const struct sg_tier_rules rules = {.window = SG_WINDOW_CALENDAR,
		.window_months = 12,
		.periods_kept = 1,
		TIERS(tiers)};
	const struct sg_measures counts = {{0, 0, 0, 0}};
	struct sg_projection next, keep;
	struct tier_world w;

	(void)state;
	/* (n >= i OR the measure after it >= 10 - i), four times: many ways. */
	for (int i = 0; i < 4; i++) {
		struct sg_requirement *at = &many[1 + 3 * i];

		at[0] = (struct sg_requirement){SG_REQUIRE_ANY, 2, 0, 0};
		at[1] = (struct sg_requirement){
			SG_REQUIRE_AT_LEAST, 0, (enum sg_measured)i, 10 + i};
		at[2] = (struct sg_requirement){SG_REQUIRE_AT_LEAST, 0,
			(enum sg_measured)((i + 1) % SG_MEASURES), 20 - i};
	}
	enrol(&w, &rules, "2026-01-01");
	qualify_on(&w, day("2026-05-01"), &counts);
	go_to(&w, "2026-05-01");
	project(&w, &next, &keep);
	assert_in_range(next.path_count, 2, SG_PATHS_MAX);
	for (size_t i = 0; i < next.path_count; i++) {
		assert_true(
			sg_requirement_met(many, COUNT(many), &next.paths[i].missing));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(three_nights_to_gold_by_31_december),
		cmocka_unit_test(twelve_nights_more_to_keep_gold_by_31_december),
		cmocka_unit_test(in_grace_it_can_be_kept_to_the_end_of_grace),
		cmocka_unit_test(the_highest_tier_has_none_above),
		cmocka_unit_test(each_way_through_the_requirement_is_a_path),
		cmocka_unit_test(the_path_with_the_smallest_part_missing_comes_first),
		cmocka_unit_test(what_staying_cannot_reach_has_no_path),
		cmocka_unit_test(a_lifetime_tier_is_a_path_of_its_own),
		cmocka_unit_test(a_rolling_window_gives_until_the_first_night_falls_out),
		cmocka_unit_test(
			a_rolling_tier_kept_longer_asks_nothing_before_its_last_window),
		cmocka_unit_test(a_challenge_says_what_it_still_needs),
		cmocka_unit_test(
			more_paths_than_there_is_room_for_are_cut_at_the_farthest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
