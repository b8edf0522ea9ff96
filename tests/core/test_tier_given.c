/* Tiers that were given, tiers over a programme's versions, and stays that came late. */
#include "core/tier_world.h"

static void a_match_ends_without_grace_or_soft_landing(void **state)
{
	struct sg_tier_rules rules = plain_rules;
	struct tier_world w;

	(void)state;
	rules.grace_days = 60;
	rules.levels_lost = 1;
	enrol(&w, &rules, "2025-01-01");
	grant(&w, "Platinum", "2025-03-01", "2025-08-31");
	nights(&w, "2025-04-01", 12);
	check(&w, "2025-08-31", "Platinum", "2025-08-31");
	check(&w, "2025-09-01", "Silver", "2026-12-31");
	assert_int_equal(w.step_count, 1);
	assert_step(w.steps, "2025-09-01", SG_TIER_LOST, "Platinum", "Silver",
		"2026-12-31", 12);
}

static void what_he_reaches_meanwhile_outlives_the_match(void **state)
{
	struct tier_world w;

	(void)state;
	enrol(&w, &plain_rules, "2025-01-01");
	grant(&w, "Gold", "2025-03-01", "2025-08-31");
	nights(&w, "2025-04-01", 25);
	check(&w, "2025-04-01", "Gold", "2026-12-31");
	assert_int_equal(w.steps[1].cause, SG_TIER_KEPT);
	nights(&w, "2025-05-01", 25);
	check(&w, "2025-05-01", "Platinum", "2026-12-31");
	check(&w, "2025-09-01", "Platinum", "2026-12-31");
	assert_int_equal(w.step_count, 0);
}

static void a_lesser_gift_shows_when_the_better_is_over(void **state)
{
	struct tier_world w;

	(void)state;
	enrol(&w, &plain_rules, "2025-01-01");
	grant(&w, "Silver", "2025-01-10", NULL);
	grant(&w, "Gold", "2025-02-01", "2025-02-28");
	grant(&w, "Gold", "2025-02-10", "2025-03-10");
	check(&w, "2025-01-09", "Member", NULL);
	check(&w, "2025-01-10", "Silver", NULL);
	check(&w, "2025-02-01", "Gold", "2025-02-28");
	check(&w, "2025-02-10", "Gold", "2025-03-10");
	check(&w, "2025-03-11", "Silver", NULL);
	check(&w, "2060-01-01", "Silver", NULL);
	/* Taken back. */
	w.member.grant_count = 0;
	check(&w, "2060-01-02", "Member", NULL);
}

static void a_challenge_that_does_not_lend_gives_when_it_is_met(void **state)
{
	static const struct sg_requirement three[] = {STAYS(3)};
	struct sg_tier_grant *challenge;
	struct tier_world w;

	(void)state;
	enrol(&w, &plain_rules, "2025-01-01");
	challenge = grant(&w, "Gold", "2025-02-01", "2025-04-30");
	challenge->needs = three;
	challenge->needs_count = 1;
	challenge->won_day = day("2025-12-31");
	nights(&w, "2025-01-31", 1);
	nights(&w, "2025-02-01", 1);
	nights(&w, "2025-03-01", 1);
	check(&w, "2025-04-29", "Member", NULL);
	nights(&w, "2025-05-01", 1);
	check(&w, "2025-05-01", "Member", NULL);
	nights(&w, "2025-04-30", 1);
	w.standing = sg_tier_begin(day("2025-01-01"));
	check(&w, "2025-04-30", "Gold", "2025-12-31");
	assert_int_equal(w.steps[0].counts.of[SG_MEASURED_STAYS], 3);
	check(&w, "2026-01-01", "Member", NULL);
}

static void a_challenge_says_what_counts_and_once_met_it_is(void **state)
{
	static const struct sg_requirement three[] = {STAYS(3)};
	static const struct sg_measures less = {.of = {[SG_MEASURED_STAYS] = -1}};
	struct sg_tier_grant *challenge;
	struct sg_measures counts;
	struct tier_world w;

	(void)state;
	enrol(&w, &plain_rules, "2025-01-01");
	challenge = grant(&w, "Gold", "2025-02-01", "2025-04-30");
	challenge->needs = three;
	challenge->needs_count = 1;
	nights(&w, "2025-01-31", 1);
	nights(&w, "2025-02-01", 1);
	nights(&w, "2025-03-01", 1);
	nights(&w, "2025-05-01", 1);
	assert_false(sg_tier_challenge(&w.member, challenge, day("2025-01-31"), &counts));
	assert_int_equal(counts.of[SG_MEASURED_STAYS], 0);
	assert_false(sg_tier_challenge(&w.member, challenge, day("2025-02-28"), &counts));
	assert_int_equal(counts.of[SG_MEASURED_STAYS], 1);
	assert_false(sg_tier_challenge(&w.member, challenge, day("2025-05-01"), &counts));
	assert_int_equal(counts.of[SG_MEASURED_STAYS], 2);
	nights(&w, "2025-04-01", 1);
	qualify_on(&w, day("2025-04-02"), &less);
	assert_true(sg_tier_challenge(&w.member, challenge, day("2025-05-01"), &counts));
	assert_int_equal(counts.of[SG_MEASURED_STAYS], 2);
}

/* In time, and where a row comes late. */
static void what_he_takes_by_himself_is_as_if_he_were_given_nothing(void **state)
{
	const struct sg_programme_version version = {
		.from_day = day("2020-01-01"), .tiers = plain_rules};
	const struct sg_programme programme = {.versions = &version, .version_count = 1};
	const struct sg_standing begun = sg_tier_begin(day("2025-01-01"));
	struct sg_tier_step steps[4];
	struct tier_world w;

	(void)state;
	enrol(&w, &plain_rules, "2025-01-01");
	grant(&w, "Platinum", "2025-03-01", NULL);
	assert_int_equal(sg_tier_bring(&programme, &w.member, NULL, day("2025-03-01"),
				 &w.standing, steps, 4),
		0);
	assert_int_equal(w.standing.tier, 3);
	nights(&w, "2025-04-01", 12);
	assert_int_equal(sg_tier_bring(&programme, &w.member, NULL, day("2025-05-01"),
				 &w.standing, steps, 4),
		1);
	assert_step(steps, "2025-04-01", SG_TIER_REACHED, "Member", "Silver",
		"2026-12-31", 12);
	nights(&w, "2025-04-02", 15);
	assert_int_equal(sg_tier_bring(&programme, &w.member, &begun, day("2025-05-02"),
				 &w.standing, steps, 4),
		1);
	assert_step(
		steps, "2025-05-01", SG_TIER_REACHED, "Silver", "Gold", "2026-12-31", 27);
	assert_int_equal(w.standing.tier, 3);
	assert_int_equal(w.standing.until_day, SG_NO_DAY);
}

static void a_gift_of_an_unknown_name_gives_nothing(void **state)
{
	struct tier_world w;

	(void)state;
	enrol(&w, &plain_rules, "2025-01-01");
	grant(&w, "Pearl", "2025-01-10", NULL);
	check(&w, "2025-06-01", "Member", NULL);
}

/* Silver is called Blue, and there is Pearl below Gold. */
static const struct sg_tier new_tiers[] = {{.name = "Member"},
	TIER("Blue", ten_nights, false), TIER("Pearl", ten_nights, false),
	TIER("Gold", fifty_nights, false)};

struct versions_world {
	struct tier_world w;
	struct sg_programme_version versions[2];
	struct sg_programme programme;
};

static void enrol_versions(struct versions_world *v, const char *on, const char *changes)
{
	memset(v, 0, sizeof *v);
	enrol(&v->w, &plain_rules, on);
	v->versions[0].from_day = day("2020-01-01");
	v->versions[0].tiers = plain_rules;
	v->versions[1].from_day = day(changes);
	v->versions[1].tiers = plain_rules;
	v->versions[1].tiers.tiers = new_tiers;
	v->programme.versions = v->versions;
	v->programme.version_count = 2;
}

static void check_versions(
	struct versions_world *v, const char *on, const char *tier, const char *until)
{
	struct tier_world *w = &v->w;
	const struct sg_programme_version *version =
		sg_programme_on(&v->programme, day(on));

	w->step_count = sg_tier_advance_versions(
		&v->programme, &w->member, day(on), &w->standing, w->steps, WORLD_STEPS);
	assert_string_equal(version->tiers.tiers[w->standing.tier].name, tier);
	assert_day(w->standing.until_day, until);
}

static void a_tier_is_found_again_by_its_name(void **state)
{
	struct versions_world v;

	(void)state;
	enrol_versions(&v, "2024-01-01", "2025-07-01");
	nights(&v.w, "2024-05-01", 25);
	check_versions(&v, "2025-06-30", "Gold", "2025-12-31");
	assert_int_equal(v.w.standing.tier, 2);
	check_versions(&v, "2025-07-01", "Gold", "2025-12-31");
	assert_int_equal(v.w.standing.tier, 3);
	assert_int_equal(v.w.step_count, 0);
	assert_day(v.w.standing.since_day, "2024-05-01");
	check_versions(&v, "2026-01-01", "Member", NULL);
}

static void the_next_lower_takes_the_place_of_a_tier_that_is_no_more(void **state)
{
	struct versions_world v;

	(void)state;
	enrol_versions(&v, "2024-01-01", "2025-07-01");
	nights(&v.w, "2024-05-01", 50);
	check_versions(&v, "2025-07-01", "Gold", "2025-12-31");
	assert_int_equal(v.w.step_count, 2);
	assert_step(&v.w.steps[1], "2025-07-01", SG_TIER_ABOLISHED, "Platinum", "Gold",
		"2025-12-31", 0);
	assert_int_equal(v.w.steps[1].from, 3);

	/* Below Silver there is Member alone. */
	enrol_versions(&v, "2024-01-01", "2025-07-01");
	nights(&v.w, "2024-05-01", 10);
	check_versions(&v, "2025-07-01", "Member", NULL);
	assert_step(&v.w.steps[1], "2025-07-01", SG_TIER_ABOLISHED, "Silver", "Member",
		NULL, 0);
}

static void a_new_version_counts_the_days_before_it_in_the_same_period(void **state)
{
	struct versions_world v;

	(void)state;
	enrol_versions(&v, "2024-01-01", "2025-07-01");
	nights(&v.w, "2025-06-30", 10);
	check_versions(&v, "2025-06-30", "Silver", "2026-12-31");
	check_versions(&v, "2025-07-01", "Pearl", "2026-12-31");
	assert_step(&v.w.steps[1], "2025-07-01", SG_TIER_REACHED, "Member", "Pearl",
		"2026-12-31", 10);
}

static void before_the_first_version_nothing_is_reached(void **state)
{
	struct versions_world v;

	(void)state;
	enrol_versions(&v, "2019-05-01", "2025-07-01");
	nights(&v.w, "2019-06-01", 60);
	nights(&v.w, "2020-02-01", 10);
	sg_tier_advance_versions(
		&v.programme, &v.w.member, day("2019-12-31"), &v.w.standing, NULL, 0);
	assert_int_equal(v.w.standing.tier, 0);
	check_versions(&v, "2020-02-01", "Silver", "2021-12-31");
}

/* The year's end falls to what it was enough for; then a stay of the old year comes. */
static void a_late_stay_counts_as_if_it_had_come_in_time(void **state)
{
	struct versions_world v;
	struct sg_standing in_time = sg_tier_begin(day("2023-01-01")), from = in_time;
	struct tier_world *w = &v.w;
	size_t taken;

	(void)state;
	enrol_versions(&v, "2023-01-01", "2029-01-01");
	nights(w, "2023-05-01", 25);
	nights(w, "2024-05-01", 23);
	check_versions(&v, "2025-01-10", "Silver", "2025-12-31");
	nights(w, "2024-12-30", 2);
	taken = sg_tier_recompute(&v.programme, &w->member, &from, day("2025-01-12"),
		&w->standing, w->steps, WORLD_STEPS);
	assert_int_equal(taken, 1);
	assert_step(w->steps, "2025-01-12", SG_TIER_REACHED, "Silver", "Gold",
		"2025-12-31", 25);
	sg_tier_advance_versions(
		&v.programme, &w->member, day("2025-01-12"), &in_time, NULL, 0);
	assert_int_equal(w->standing.tier, in_time.tier);
	assert_int_equal(w->standing.until_day, in_time.until_day);
	assert_day(w->standing.since_day, "2023-05-01");
	/* Once. */
	assert_int_equal(sg_tier_recompute(&v.programme, &w->member, &from,
				 day("2025-01-12"), &w->standing, NULL, 0),
		0);
}

/* As if somebody had looked on the last of these days, and not on the others. */
static void of_steps_up_and_down_the_lowest_is_left(void **state)
{
	const struct sg_tier_step steps[] = {{.from = 0, .to = 2}, {.from = 2, .to = 3},
		{.from = 3, .to = 1}, {.from = 1, .to = 2}};

	(void)state;
	assert_ptr_equal(sg_tier_step_left(steps, 2, 0), &steps[0]);
	assert_ptr_equal(sg_tier_step_left(steps, 2, 1), &steps[1]);
	assert_ptr_equal(sg_tier_step_left(steps, 3, 0), &steps[2]);
	assert_null(sg_tier_step_left(steps, 3, 1));
	assert_null(sg_tier_step_left(steps, 3, 2));
	assert_ptr_equal(sg_tier_step_left(steps, 4, 0), &steps[2]);
	assert_ptr_equal(sg_tier_step_left(steps, 4, 3), &steps[3]);
}

static void nothing_is_taken_back_by_lateness(void **state)
{
	struct versions_world v;
	struct sg_standing from = sg_tier_begin(day("2023-01-01"));
	struct tier_world *w = &v.w;

	(void)state;
	enrol_versions(&v, "2023-01-01", "2029-01-01");
	nights(w, "2023-05-01", 25);
	check_versions(&v, "2024-02-01", "Gold", "2024-12-31");
	nights(w, "2023-05-01", -20);
	assert_int_equal(sg_tier_recompute(&v.programme, &w->member, &from,
				 day("2024-02-01"), &w->standing, w->steps, WORLD_STEPS),
		0);
	check_versions(&v, "2024-12-31", "Gold", "2024-12-31");
	check_versions(&v, "2025-01-01", "Member", NULL);
}

static void a_late_stay_of_the_window_needs_no_more_than_to_go_on(void **state)
{
	struct versions_world v;

	(void)state;
	enrol_versions(&v, "2024-01-01", "2029-01-01");
	nights(&v.w, "2024-05-01", 8);
	check_versions(&v, "2024-08-01", "Member", NULL);
	nights(&v.w, "2024-06-01", 2);
	check_versions(&v, "2024-08-01", "Silver", "2025-12-31");
	assert_day(v.w.standing.since_day, "2024-08-01");
}

static void it_says_when_to_look_again(void **state)
{
	struct sg_tier_rules rules = plain_rules;
	struct tier_world w;

	(void)state;
	rules.grace_days = 30;
	enrol(&w, &rules, "2025-01-01");
	assert_day(sg_tier_next_day(&w.rules, &w.member, &w.standing), NULL);
	nights(&w, "2025-05-01", 25);
	assert_day(sg_tier_next_day(&w.rules, &w.member, &w.standing), NULL);
	go_to(&w, "2025-05-01");
	assert_day(sg_tier_next_day(&w.rules, &w.member, &w.standing), "2027-01-31");
	grant(&w, "Platinum", "2025-06-01", "2025-06-30");
	assert_day(sg_tier_next_day(&w.rules, &w.member, &w.standing), "2025-06-01");
	go_to(&w, "2025-06-01");
	assert_day(sg_tier_next_day(&w.rules, &w.member, &w.standing), "2025-07-01");
	go_to(&w, "2027-01-31");
	assert_day(sg_tier_next_day(&w.rules, &w.member, &w.standing), NULL);
}

static void the_ends_of_the_numbers_break_nothing(void **state)
{
	const struct sg_measures most = {{INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX}};
	const struct sg_measures least = {{INT64_MIN, INT64_MIN, INT64_MIN, INT64_MIN}};
	static const enum sg_window windows[] = {
		SG_WINDOW_CALENDAR, SG_WINDOW_MEMBERSHIP, SG_WINDOW_ROLLING};
	struct sg_projection next, keep;
	struct tier_world w;

	(void)state;
	for (size_t i = 0; i < COUNT(windows); i++) {
		struct sg_tier_rules rules = plain_rules;

		rules.window = windows[i];
		rules.periods_kept = INT32_MAX;
		rules.grace_days = INT32_MAX;
		enrol(&w, &rules, "0001-01-01");
		w.rows[0] = (struct sg_qualified){INT32_MIN, least};
		w.rows[1] = (struct sg_qualified){day("2025-01-01"), most};
		w.rows[2] = (struct sg_qualified){day("2025-01-01"), most};
		w.rows[3] = (struct sg_qualified){day("9999-12-31"), least};
		w.rows[4] = (struct sg_qualified){INT32_MAX, most};
		w.member.qualified_count = 5;
		w.member.lifetime = most;
		go_to(&w, "2025-06-01");
		assert_string_equal(name_of(&w), "Platinum");
		assert_day(w.standing.until_day, "9999-12-31");
		sg_tier_project(
			&w.rules, &w.member, &w.standing, w.standing.day, &next, &keep);
		sg_tier_next_day(&w.rules, &w.member, &w.standing);
		sg_tier_advance(&w.rules, &w.member, INT32_MAX, &w.standing, w.steps,
			WORLD_STEPS);
		assert_day(w.standing.day, "9999-12-31");
		sg_tier_project(
			&w.rules, &w.member, &w.standing, w.standing.day, &next, &keep);
		assert_day(sg_tier_next_day(&w.rules, &w.member, &w.standing), NULL);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_match_ends_without_grace_or_soft_landing),
		cmocka_unit_test(what_he_reaches_meanwhile_outlives_the_match),
		cmocka_unit_test(a_lesser_gift_shows_when_the_better_is_over),
		cmocka_unit_test(a_challenge_that_does_not_lend_gives_when_it_is_met),
		cmocka_unit_test(a_challenge_says_what_counts_and_once_met_it_is),
		cmocka_unit_test(what_he_takes_by_himself_is_as_if_he_were_given_nothing),
		cmocka_unit_test(a_gift_of_an_unknown_name_gives_nothing),
		cmocka_unit_test(a_tier_is_found_again_by_its_name),
		cmocka_unit_test(
			the_next_lower_takes_the_place_of_a_tier_that_is_no_more),
		cmocka_unit_test(
			a_new_version_counts_the_days_before_it_in_the_same_period),
		cmocka_unit_test(before_the_first_version_nothing_is_reached),
		cmocka_unit_test(a_late_stay_counts_as_if_it_had_come_in_time),
		cmocka_unit_test(of_steps_up_and_down_the_lowest_is_left),
		cmocka_unit_test(nothing_is_taken_back_by_lateness),
		cmocka_unit_test(a_late_stay_of_the_window_needs_no_more_than_to_go_on),
		cmocka_unit_test(it_says_when_to_look_again),
		cmocka_unit_test(the_ends_of_the_numbers_break_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
