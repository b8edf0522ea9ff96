/* Tiers by calendar, membership and rolling years: reached at once, kept, lost, soft landing,
 * grace, lifetime tiers, and why. */
#include "core/tier_world.h"

static void a_tier_is_reached_at_once_and_held_to_the_next_years_end(void **state)
{
	struct tier_world w;

	(void)state;
	enrol(&w, &plain_rules, "2025-03-01");
	nights(&w, "2025-04-10", 9);
	check(&w, "2025-04-10", "Member", NULL);
	nights(&w, "2025-05-01", 1);
	check(&w, "2025-04-30", "Member", NULL);
	check(&w, "2025-05-01", "Silver", "2026-12-31");
	assert_day(w.standing.since_day, "2025-05-01");
	assert_int_equal(w.step_count, 1);
	assert_step(w.steps, "2025-05-01", SG_TIER_REACHED, "Member", "Silver",
		"2026-12-31", 10);
	check(&w, "2026-12-31", "Silver", "2026-12-31");
	assert_int_equal(w.step_count, 0);
	check(&w, "2027-01-01", "Member", NULL);
	assert_step(w.steps, "2027-01-01", SG_TIER_LOST, "Silver", "Member", NULL, 0);
}

static void two_levels_at_once_are_one_step(void **state)
{
	struct tier_world w;

	(void)state;
	enrol(&w, &plain_rules, "2025-03-01");
	nights(&w, "2025-05-01", 9);
	nights(&w, "2025-06-01", 17);
	check(&w, "2025-06-01", "Gold", "2026-12-31");
	assert_int_equal(w.step_count, 1);
	assert_step(w.steps, "2025-06-01", SG_TIER_REACHED, "Member", "Gold",
		"2026-12-31", 26);
}

static void enough_again_in_a_later_year_keeps_it_and_says_so(void **state)
{
	struct tier_world w;

	(void)state;
	enrol(&w, &plain_rules, "2025-01-01");
	nights(&w, "2025-05-01", 25);
	nights(&w, "2026-12-30", 24);
	nights(&w, "2026-12-31", 1);
	check(&w, "2026-12-31", "Gold", "2027-12-31");
	assert_int_equal(w.step_count, 2);
	assert_step(&w.steps[1], "2026-12-31", SG_TIER_KEPT, "Gold", "Gold", "2027-12-31",
		25);
	assert_day(w.standing.since_day, "2025-05-01");
}

static void he_falls_to_what_the_last_year_was_enough_for(void **state)
{
	struct tier_world w;

	(void)state;
	enrol(&w, &plain_rules, "2025-01-01");
	nights(&w, "2025-05-01", 50);
	nights(&w, "2026-05-01", 12);
	check(&w, "2026-12-31", "Platinum", "2026-12-31");
	check(&w, "2027-01-01", "Silver", "2027-12-31");
	assert_step(w.steps, "2027-01-01", SG_TIER_LOST, "Platinum", "Silver",
		"2027-12-31", 12);
}

static void with_two_years_kept_each_year_counts_by_itself(void **state)
{
	struct sg_tier_rules rules = plain_rules;
	struct tier_world w;

	(void)state;
	rules.periods_kept = 2;
	enrol(&w, &rules, "2025-01-01");
	nights(&w, "2025-05-01", 50);
	nights(&w, "2026-05-01", 25);
	check(&w, "2027-12-31", "Platinum", "2027-12-31");
	check(&w, "2028-01-01", "Gold", "2028-12-31");
	check(&w, "2029-01-01", "Member", NULL);
}

static void none_kept_means_until_the_years_end(void **state)
{
	struct sg_tier_rules rules = plain_rules;
	struct tier_world w;

	(void)state;
	rules.periods_kept = 0;
	enrol(&w, &rules, "2025-01-01");
	nights(&w, "2025-05-01", 50);
	check(&w, "2025-12-31", "Platinum", "2025-12-31");
	check(&w, "2026-01-01", "Member", NULL);
}

static void grace_keeps_a_tier_after_its_end_and_a_stay_in_it_saves_it(void **state)
{
	struct sg_tier_rules rules = plain_rules;
	struct tier_world w;

	(void)state;
	rules.grace_days = 59;
	enrol(&w, &rules, "2025-01-01");
	nights(&w, "2025-05-01", 25);
	check(&w, "2027-02-28", "Gold", "2026-12-31");
	w.standing = sg_tier_begin(day("2025-01-01"));
	check(&w, "2027-03-01", "Member", NULL);
	nights(&w, "2027-02-28", 25);
	w.standing = sg_tier_begin(day("2025-01-01"));
	check(&w, "2027-03-01", "Gold", "2028-12-31");
	assert_day(w.standing.since_day, "2025-05-01");
}

static void enough_on_the_day_it_would_be_lost_keeps_it(void **state)
{
	struct tier_world w;

	(void)state;
	enrol(&w, &plain_rules, "2025-01-01");
	nights(&w, "2025-05-01", 25);
	nights(&w, "2027-01-01", 25);
	check(&w, "2027-01-01", "Gold", "2028-12-31");
	assert_int_equal(w.steps[1].cause, SG_TIER_KEPT);
}

static void soft_landing_is_one_level_at_each_years_end(void **state)
{
	struct sg_tier_rules rules = plain_rules;
	struct tier_world w;

	(void)state;
	rules.levels_lost = 1;
	rules.grace_days = 10;
	enrol(&w, &rules, "2025-01-01");
	nights(&w, "2025-05-01", 50);
	check(&w, "2027-01-10", "Platinum", "2026-12-31");
	check(&w, "2027-01-11", "Gold", "2027-12-31");
	check(&w, "2028-01-11", "Silver", "2028-12-31");
	check(&w, "2029-01-11", "Member", NULL);
	/* What he has earned is better than where he would land. */
	nights(&w, "2028-02-01", 25);
	w.standing = sg_tier_begin(day("2025-01-01"));
	check(&w, "2029-01-11", "Gold", "2029-12-31");
}

static void a_calendar_year_ends_at_its_last_midnight(void **state)
{
	struct tier_world w;

	(void)state;
	enrol(&w, &plain_rules, "2023-07-01");
	nights(&w, "2023-12-31", 9);
	nights(&w, "2024-01-01", 9);
	check(&w, "2024-12-30", "Member", NULL);
	nights(&w, "2024-12-31", 1);
	check(&w, "2024-12-31", "Silver", "2025-12-31");
}

static void a_membership_year_ends_on_the_eve_of_the_anniversary(void **state)
{
	struct sg_tier_rules rules = plain_rules;
	struct tier_world w;

	(void)state;
	rules.window = SG_WINDOW_MEMBERSHIP;
	enrol(&w, &rules, "2025-03-15");
	nights(&w, "2026-03-14", 9);
	nights(&w, "2026-03-15", 9);
	nights(&w, "2026-09-01", 1);
	check(&w, "2026-08-31", "Member", NULL);
	check(&w, "2026-09-01", "Silver", "2028-03-14");
	check(&w, "2028-03-14", "Silver", "2028-03-14");
	check(&w, "2028-03-15", "Member", NULL);
}

static void who_enrolled_on_29_february_has_years_from_then_or_the_28th(void **state)
{
	static const char *const periods[][3] = {
		{"2024-02-29", "2024-02-29", "2025-02-27"},
		{"2025-02-27", "2024-02-29", "2025-02-27"},
		{"2025-02-28", "2025-02-28", "2026-02-27"},
		{"2028-02-28", "2027-02-28", "2028-02-28"},
		{"2028-02-29", "2028-02-29", "2029-02-27"},
		{"2024-02-28", "2023-02-28", "2024-02-28"},
	};
	struct sg_tier_rules rules = plain_rules;
	int32_t first, last;

	(void)state;
	rules.window = SG_WINDOW_MEMBERSHIP;
	for (size_t i = 0; i < COUNT(periods); i++) {
		sg_tier_period(
			&rules, day("2024-02-29"), day(periods[i][0]), &first, &last);
		assert_day(first, periods[i][1]);
		assert_day(last, periods[i][2]);
	}
}

static void a_rolling_window_is_twelve_months_day_by_day(void **state)
{
	static const char *const windows[][2] = {
		{"2025-06-15", "2024-06-16"},
		{"2025-02-28", "2024-02-29"},
		{"2025-03-01", "2024-03-02"},
		{"2024-02-29", "2023-03-01"},
		{"2024-02-28", "2023-03-01"},
		{"2025-01-01", "2024-01-02"},
	};
	struct sg_tier_rules rules = plain_rules;
	int32_t first, last;

	(void)state;
	rules.window = SG_WINDOW_ROLLING;
	for (size_t i = 0; i < COUNT(windows); i++) {
		sg_tier_period(
			&rules, day("2020-01-01"), day(windows[i][0]), &first, &last);
		assert_day(first, windows[i][1]);
		assert_day(last, windows[i][0]);
	}
}

static void a_rolling_tier_falls_when_the_first_night_falls_out(void **state)
{
	struct sg_tier_rules rules = plain_rules;
	struct tier_world w;

	(void)state;
	rules.window = SG_WINDOW_ROLLING;
	rules.periods_kept = 0;
	enrol(&w, &rules, "2023-06-01");
	nights(&w, "2024-02-29", 5);
	nights(&w, "2024-06-10", 5);
	check(&w, "2024-06-10", "Silver", "2025-02-28");
	check(&w, "2025-02-28", "Silver", "2025-02-28");
	nights(&w, "2024-07-01", 4);
	nights(&w, "2025-03-01", 1);
	check(&w, "2025-03-01", "Silver", "2025-06-09");
	check(&w, "2025-06-10", "Member", NULL);
	assert_step(w.steps, "2025-06-10", SG_TIER_LOST, "Silver", "Member", NULL, 5);
}

static void a_rolling_tier_is_kept_whole_windows_more(void **state)
{
	struct sg_tier_rules rules = plain_rules;
	struct tier_world w;

	(void)state;
	rules.window = SG_WINDOW_ROLLING;
	rules.periods_kept = 1;
	rules.grace_days = 30;
	rules.levels_lost = 1;
	enrol(&w, &rules, "2024-01-01");
	nights(&w, "2024-03-10", 25);
	check(&w, "2024-03-10", "Gold", "2026-03-09");
	check(&w, "2026-04-08", "Gold", "2026-03-09");
	check(&w, "2026-04-09", "Silver", "2027-03-09");
	check(&w, "2027-04-09", "Member", NULL);
}

static void what_is_taken_back_shortens_no_promise(void **state)
{
	struct tier_world w;

	(void)state;
	enrol(&w, &plain_rules, "2025-01-01");
	nights(&w, "2025-05-01", 25);
	nights(&w, "2025-06-01", -20);
	nights(&w, "2025-07-01", 19);
	nights(&w, "2025-07-01", -19);
	check(&w, "2025-12-31", "Gold", "2026-12-31");
	assert_int_equal(w.step_count, 1);
	check(&w, "2027-01-01", "Member", NULL);
}

static void a_lifetime_tier_is_a_floor_for_good(void **state)
{
	static const struct sg_requirement hundred[] = {NIGHTS(100)};
	struct sg_tier tiers[COUNT(plain_tiers)];
	struct sg_tier_rules rules = plain_rules;
	struct tier_world w;

	(void)state;
	memcpy(tiers, plain_tiers, sizeof tiers);
	tiers[2].lifetime = hundred;
	tiers[2].lifetime_count = 1;
	rules.tiers = tiers;
	enrol(&w, &rules, "2020-01-01");
	nights(&w, "2020-05-01", 40);
	nights(&w, "2021-05-01", 50);
	nights(&w, "2023-05-01", 10);
	check(&w, "2023-04-30", "Member", NULL);
	check(&w, "2023-05-01", "Gold", NULL);
	assert_step(w.steps, "2023-05-01", SG_TIER_LIFETIME, "Member", "Gold", NULL, 100);
	check(&w, "2040-01-01", "Gold", NULL);
	assert_int_equal(w.standing.floor, 2);
}

static void a_lifetime_tier_counts_what_the_rows_do_not_reach_back_to(void **state)
{
	static const struct sg_requirement hundred[] = {NIGHTS(100)};
	struct sg_tier tiers[COUNT(plain_tiers)];
	struct sg_tier_rules rules = plain_rules;
	struct tier_world w;

	(void)state;
	memcpy(tiers, plain_tiers, sizeof tiers);
	tiers[1].lifetime = hundred;
	tiers[1].lifetime_count = 1;
	rules.tiers = tiers;
	enrol(&w, &rules, "2020-01-01");
	nights(&w, "2023-05-01", 5);
	nights(&w, "2023-06-01", 2);
	w.member.lifetime.of[SG_MEASURED_NIGHTS] = 102;
	w.standing.day = day("2023-01-01");
	check(&w, "2023-05-31", "Silver", NULL);
	assert_day(w.standing.since_day, "2023-05-01");
}

static void a_tier_may_need_anything_but_nights(void **state)
{
	static const struct sg_requirement invited[] = {NEVER};
	static const struct sg_requirement paid[] = {DOLLARS(5000)};
	static const struct sg_tier tiers[] = {{.name = "Member"},
		TIER("Patron", paid, true), TIER("Invited", invited, false)};
	const struct sg_tier_rules rules = {.window = SG_WINDOW_CALENDAR,
		.window_months = 12,
		.periods_kept = 1,
		TIERS(tiers)};
	const struct sg_measures almost = {{300, 100, 499999, 900000}};
	const struct sg_measures cent = {{0, 0, 1, 0}};
	struct tier_world w;

	(void)state;
	enrol(&w, &rules, "2025-01-01");
	qualify_on(&w, day("2025-02-01"), &almost);
	check(&w, "2025-02-01", "Member", NULL);
	qualify_on(&w, day("2025-02-02"), &cent);
	check(&w, "2025-02-02", "Patron", "2026-12-31");
	/* Without a number of nights there are none beyond it. */
	check(&w, "2026-01-01", "Patron", "2026-12-31");
	assert_int_equal(w.standing.carried_nights, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_tier_is_reached_at_once_and_held_to_the_next_years_end),
		cmocka_unit_test(two_levels_at_once_are_one_step),
		cmocka_unit_test(enough_again_in_a_later_year_keeps_it_and_says_so),
		cmocka_unit_test(he_falls_to_what_the_last_year_was_enough_for),
		cmocka_unit_test(with_two_years_kept_each_year_counts_by_itself),
		cmocka_unit_test(none_kept_means_until_the_years_end),
		cmocka_unit_test(
			grace_keeps_a_tier_after_its_end_and_a_stay_in_it_saves_it),
		cmocka_unit_test(enough_on_the_day_it_would_be_lost_keeps_it),
		cmocka_unit_test(soft_landing_is_one_level_at_each_years_end),
		cmocka_unit_test(a_calendar_year_ends_at_its_last_midnight),
		cmocka_unit_test(a_membership_year_ends_on_the_eve_of_the_anniversary),
		cmocka_unit_test(
			who_enrolled_on_29_february_has_years_from_then_or_the_28th),
		cmocka_unit_test(a_rolling_window_is_twelve_months_day_by_day),
		cmocka_unit_test(a_rolling_tier_falls_when_the_first_night_falls_out),
		cmocka_unit_test(a_rolling_tier_is_kept_whole_windows_more),
		cmocka_unit_test(what_is_taken_back_shortens_no_promise),
		cmocka_unit_test(a_lifetime_tier_is_a_floor_for_good),
		cmocka_unit_test(
			a_lifetime_tier_counts_what_the_rows_do_not_reach_back_to),
		cmocka_unit_test(a_tier_may_need_anything_but_nights),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
