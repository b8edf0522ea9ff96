/* Tiers of published rules, as fixtures with their dates: what their own pages and others say of
 * them, never a claim about a programme of today. */
#include "core/tier_world.h"

/* Hilton Honors up to 2025. */
static const struct sg_requirement silver_2025[] = {
	ANY(3), NIGHTS(10), STAYS(4), POINTS(25000)};
static const struct sg_requirement gold_2025[] = {
	ANY(3), NIGHTS(40), STAYS(20), POINTS(75000)};
static const struct sg_requirement diamond_2025[] = {
	ANY(3), NIGHTS(60), STAYS(30), POINTS(120000)};
static const struct sg_tier tiers_2025[] = {{.name = "Member"},
	TIER("Silver", silver_2025, true), TIER("Gold", gold_2025, true),
	TIER("Diamond", diamond_2025, true)};

/* Hilton Honors from 2026-01-01. */
static const struct sg_requirement silver_2026[] = {
	ANY(3), NIGHTS(10), STAYS(4), DOLLARS(2500)};
static const struct sg_requirement gold_2026[] = {
	ANY(3), NIGHTS(25), STAYS(15), DOLLARS(6000)};
static const struct sg_requirement diamond_2026[] = {
	ANY(3), NIGHTS(50), STAYS(25), DOLLARS(11500)};
static const struct sg_requirement reserve_2026[] = {
	ALL(2), ANY(2), NIGHTS(80), STAYS(40), DOLLARS(18000)};
static const struct sg_tier tiers_2026[] = {{.name = "Member"},
	TIER("Silver", silver_2026, false), TIER("Gold", gold_2026, false),
	TIER("Diamond", diamond_2026, false),
	TIER("Diamond Reserve", reserve_2026, false)};

static const struct sg_programme_version hilton_versions[] = {
	{.tiers = {SG_WINDOW_CALENDAR, 12, 1, 0, 0, TIERS(tiers_2025)}},
	{.tiers = {SG_WINDOW_CALENDAR, 12, 1, 0, 0, TIERS(tiers_2026)}},
};

/* Marriott Bonvoy. */
static const struct sg_requirement silver_marriott[] = {NIGHTS(10)};
static const struct sg_requirement gold_marriott[] = {NIGHTS(25)};
static const struct sg_requirement platinum_marriott[] = {NIGHTS(50)};
static const struct sg_requirement titanium_marriott[] = {NIGHTS(75)};
static const struct sg_requirement ambassador_marriott[] = {
	ALL(2), NIGHTS(100), DOLLARS(23000)};
static const struct sg_tier tiers_marriott[] = {{.name = "Member"},
	TIER("Silver", silver_marriott, false), TIER("Gold", gold_marriott, false),
	TIER("Platinum", platinum_marriott, false),
	TIER("Titanium", titanium_marriott, false),
	TIER("Ambassador", ambassador_marriott, false)};
static const struct sg_tier_rules marriott = {
	SG_WINDOW_CALENDAR, 12, 1, 0, 0, TIERS(tiers_marriott)};

/* IHG One Rewards. */
static const struct sg_requirement silver_ihg[] = {NIGHTS(10)};
static const struct sg_requirement gold_ihg[] = {ANY(2), NIGHTS(20), POINTS(40000)};
static const struct sg_requirement platinum_ihg[] = {ANY(2), NIGHTS(40), POINTS(60000)};
static const struct sg_requirement diamond_ihg[] = {ANY(2), NIGHTS(70), POINTS(120000)};
static const struct sg_tier tiers_ihg[] = {{.name = "Club"},
	TIER("Silver", silver_ihg, false), TIER("Gold", gold_ihg, true),
	TIER("Platinum", platinum_ihg, true), TIER("Diamond", diamond_ihg, true)};
static const struct sg_tier_rules ihg = {
	SG_WINDOW_CALENDAR, 12, 1, 0, 0, TIERS(tiers_ihg)};

struct vector {
	int64_t nights, stays, dollars, points;
	const char *tier;
};

static void check_vectors(const struct sg_tier_rules *rules, const char *year,
	const struct vector *vectors, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct vector *v = &vectors[i];
		const struct sg_measures counts = {
			{v->nights, v->stays, v->dollars * 100, v->points}};
		struct tier_world w;

		enrol(&w, rules, year);
		qualify_on(&w, day(year), &counts);
		go_to(&w, year);
		assert_string_equal(name_of(&w), v->tier);
	}
}

static void hilton_up_to_2025(void **state)
{
	static const struct vector vectors[] = {
		{9, 3, 0, 24999, "Member"},
		{10, 1, 0, 0, "Silver"},
		{4, 4, 0, 0, "Silver"},
		{0, 0, 0, 25000, "Silver"},
		{39, 19, 0, 74999, "Silver"},
		{40, 1, 0, 0, "Gold"},
		{55, 29, 99999, 119999, "Gold"},
		{60, 1, 0, 0, "Diamond"},
		{30, 30, 0, 0, "Diamond"},
		{1, 1, 0, 120000, "Diamond"},
	};

	(void)state;
	check_vectors(&hilton_versions[0].tiers, "2025-03-01", vectors, COUNT(vectors));
}

static void hilton_from_2026(void **state)
{
	static const struct vector vectors[] = {
		{80, 20, 17999, 0, "Diamond"},
		{80, 20, 18000, 0, "Diamond Reserve"},
		{41, 40, 18000, 0, "Diamond Reserve"},
		{79, 39, 50000, 0, "Diamond"},
		{24, 14, 5999, 999999, "Silver"},
		{25, 1, 0, 0, "Gold"},
		{1, 1, 11500, 0, "Diamond"},
		{1, 1, 18000, 0, "Diamond"},
	};

	(void)state;
	check_vectors(&hilton_versions[1].tiers, "2026-03-01", vectors, COUNT(vectors));
}

static void marriott_asks_nights_and_for_the_highest_money_too(void **state)
{
	static const struct vector vectors[] = {
		{9, 9, 90000, 900000, "Member"},
		{10, 1, 0, 0, "Silver"},
		{25, 1, 0, 0, "Gold"},
		{50, 1, 0, 0, "Platinum"},
		{75, 1, 0, 0, "Titanium"},
		{100, 50, 22999, 0, "Titanium"},
		{100, 50, 23000, 0, "Ambassador"},
		{99, 50, 50000, 0, "Titanium"},
	};

	(void)state;
	check_vectors(&marriott, "2025-03-01", vectors, COUNT(vectors));
}

static void ihg_asks_nights_or_points(void **state)
{
	static const struct vector vectors[] = {
		{9, 9, 0, 39999, "Club"},
		{10, 1, 0, 0, "Silver"},
		{19, 1, 0, 40000, "Gold"},
		{39, 20, 0, 59999, "Gold"},
		{39, 20, 0, 60000, "Platinum"},
		{70, 20, 0, 0, "Diamond"},
	};

	(void)state;
	check_vectors(&ihg, "2025-03-01", vectors, COUNT(vectors));
}

static struct sg_programme hilton(struct sg_programme_version versions[2])
{
	memcpy(versions, hilton_versions, sizeof hilton_versions);
	versions[0].from_day = day("2018-01-01");
	versions[1].from_day = day("2026-01-01");
	return (struct sg_programme){.versions = versions, .version_count = 2};
}

static void the_new_year_counts_its_own_stays_and_what_rolled_over_once(void **state)
{
	struct sg_programme_version versions[2];
	struct sg_programme programme = hilton(versions);
	const struct sg_measures *counts;
	struct tier_world w;

	(void)state;
	enrol(&w, &versions[1].tiers, "2024-06-01");
	nights(&w, "2025-05-01", 55);
	nights(&w, "2026-02-01", 9);
	nights(&w, "2026-02-02", 25);
	w.step_count = sg_tier_advance_versions(&programme, &w.member, day("2026-02-01"),
		&w.standing, w.steps, WORLD_STEPS);
	/* 50 nights are Diamond from 2026 on: those of 2025 are not looked at for it. */
	assert_string_equal(name_of(&w), "Gold");
	assert_day(w.standing.until_day, "2026-12-31");
	assert_int_equal(w.standing.carried_nights, 15);
	sg_tier_advance_versions(&programme, &w.member, day("2026-02-02"), &w.standing,
		w.steps, WORLD_STEPS);
	counts = &w.steps[0].counts;
	assert_int_equal(counts->of[SG_MEASURED_NIGHTS], 49);
	assert_day(w.standing.until_day, "2027-12-31");
	sg_tier_advance_versions(&programme, &w.member, day("2027-01-01"), &w.standing,
		w.steps, WORLD_STEPS);
	assert_int_equal(w.standing.carried_nights, 0);
}

static void nights_roll_over_once_and_own_ones_alone(void **state)
{
	struct tier_world w;

	(void)state;
	enrol(&w, &ihg, "2023-01-01");
	nights(&w, "2023-05-01", 36);
	check(&w, "2023-12-31", "Gold", "2024-12-31");
	assert_int_equal(w.standing.carried_nights, 0);
	check(&w, "2024-01-01", "Gold", "2024-12-31");
	assert_int_equal(w.standing.carried_nights, 16);
	/* With 4 nights he has 20 again; of his own there are none beyond it. */
	nights(&w, "2024-05-01", 4);
	check(&w, "2024-05-01", "Gold", "2025-12-31");
	assert_step(
		w.steps, "2024-05-01", SG_TIER_KEPT, "Gold", "Gold", "2025-12-31", 20);
	check(&w, "2025-01-01", "Gold", "2025-12-31");
	assert_int_equal(w.standing.carried_nights, 0);
	assert_int_equal(w.standing.past_nights, 16);
	assert_int_equal(
		sg_tier_counts(&w.rules, &w.member, &w.standing, day("2024-12-31"))
			.of[SG_MEASURED_NIGHTS],
		20);
}

static void what_rolled_over_may_be_enough_on_new_years_day(void **state)
{
	struct tier_world w;

	(void)state;
	enrol(&w, &ihg, "2023-01-01");
	nights(&w, "2023-05-01", 69);
	check(&w, "2023-12-31", "Platinum", "2024-12-31");
	check(&w, "2024-01-01", "Platinum", "2024-12-31");
	/* 29 carried are Gold's 20 in 2024. */
	check(&w, "2025-01-01", "Gold", "2025-12-31");
	assert_step(w.steps, "2025-01-01", SG_TIER_LOST, "Platinum", "Gold", "2025-12-31",
		29);
	check(&w, "2026-01-01", "Club", NULL);
}

static void silver_that_does_not_roll_over_carries_nothing(void **state)
{
	struct tier_world w;

	(void)state;
	enrol(&w, &ihg, "2023-01-01");
	nights(&w, "2023-05-01", 19);
	check(&w, "2024-01-01", "Silver", "2024-12-31");
	assert_int_equal(w.standing.carried_nights, 0);
}

/* 2024-11-21 to 2025-02-28: Platinum at once, 15 paid nights, else what the nights are enough
 * for. */
static void begin_challenge(struct tier_world *w, int64_t first, int64_t then)
{
	static const struct sg_requirement fifteen[] = {NIGHTS(15)};
	struct sg_tier_grant *challenge;

	enrol(w, &marriott, "2024-11-01");
	challenge = grant(w, "Platinum", "2024-11-21", "2025-02-28");
	challenge->needs = fifteen;
	challenge->needs_count = 1;
	challenge->lent = true;
	challenge->won_day = day("2026-02-28");
	nights(w, "2025-01-15", first);
	nights(w, "2025-02-28", then);
}

static void who_misses_the_challenge_has_what_his_nights_are_enough_for(void **state)
{
	struct tier_world w;

	(void)state;
	begin_challenge(&w, 10, 4);
	check(&w, "2024-11-20", "Member", NULL);
	check(&w, "2024-11-21", "Platinum", "2025-02-28");
	assert_step(w.steps, "2024-11-21", SG_TIER_GRANTED, "Member", "Platinum",
		"2025-02-28", 0);
	check(&w, "2025-02-28", "Platinum", "2025-02-28");
	check(&w, "2025-03-01", "Silver", "2026-12-31");
	assert_step(w.steps, "2025-03-01", SG_TIER_LOST, "Platinum", "Silver",
		"2026-12-31", 14);

	begin_challenge(&w, 8, 1);
	check(&w, "2025-03-01", "Member", NULL);
	begin_challenge(&w, 8, 2);
	check(&w, "2025-03-01", "Silver", "2026-12-31");
}

static void who_meets_the_challenge_keeps_the_tier(void **state)
{
	struct tier_world w;

	(void)state;
	begin_challenge(&w, 10, 5);
	check(&w, "2025-02-27", "Platinum", "2025-02-28");
	check(&w, "2025-02-28", "Platinum", "2026-02-28");
	assert_step(w.steps, "2025-02-28", SG_TIER_GRANTED, "Platinum", "Platinum",
		"2026-02-28", 15);
	check(&w, "2026-03-01", "Silver", "2026-12-31");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hilton_up_to_2025),
		cmocka_unit_test(hilton_from_2026),
		cmocka_unit_test(marriott_asks_nights_and_for_the_highest_money_too),
		cmocka_unit_test(ihg_asks_nights_or_points),
		cmocka_unit_test(
			the_new_year_counts_its_own_stays_and_what_rolled_over_once),
		cmocka_unit_test(nights_roll_over_once_and_own_ones_alone),
		cmocka_unit_test(what_rolled_over_may_be_enough_on_new_years_day),
		cmocka_unit_test(silver_that_does_not_roll_over_carries_nothing),
		cmocka_unit_test(
			who_misses_the_challenge_has_what_his_nights_are_enough_for),
		cmocka_unit_test(who_meets_the_challenge_keeps_the_tier),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
