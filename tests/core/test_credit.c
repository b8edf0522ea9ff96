/* What a stay puts into an account, again and again as it is corrected: lots, milestones, what it
 * counts, and where the member stands by it. */
#include "core/credit.h"
#include "core/ledger_world.h"
#include "core/tier_world.h"

static struct sg_earn_rule rules[] = {
	{.name = "base", .per = SG_EARN_PER_MONEY},
	{.name = "weekend", .per = SG_EARN_PER_NIGHT, .bonus = true},
};

static const struct sg_milestone ten = {
	.name = "ten_nights", .measured = SG_MEASURED_NIGHTS, .at = 10, .points = 500};

/* A member whose stay is credited; `rows` are his other stays'. */
struct member {
	struct sg_programme_version version;
	struct sg_programme programme;
	struct sg_qualified rows[8];
	struct sg_qualified before, counts;
	struct sg_tier_member tier;
	struct sg_standings standings;
	struct sg_tier_step steps[WORLD_STEPS];
	size_t step_count;
	int32_t later_day;
	struct sg_credit credit;
};

static void begin(struct member *m, struct world *w, const char *enrolled)
{
	*m = (struct member){.version = {.from_day = day("2020-01-01"),
				     .rules = rules,
				     .rule_count = COUNT(rules),
				     .milestones = &ten,
				     .milestone_count = 1,
				     .tiers = plain_rules},
		.tier = {.enrolled_day = day(enrolled), .qualified = m->rows},
		.standings = {
			sg_tier_begin(day(enrolled)), sg_tier_begin(day(enrolled))}};
	m->programme = (struct sg_programme){.versions = &m->version, .version_count = 1};
	m->credit = (struct sg_credit){.programme = &m->programme,
		.ledger = &w->ledger,
		.arena = w->ledger.arena,
		.lot = {.account = account(1),
			.earned_day = TODAY,
			.expires_day = SG_NO_DAY},
		.source = "stay",
		.enrolled_day = day(enrolled),
		.qualified = m->rows,
		.counts = &m->counts,
		.error = &w->error};
}

/* Another of his stays, later than those before it. */
static void has_stayed(struct member *m, const char *on, int64_t count)
{
	m->rows[m->credit.qualified_count++] =
		(struct sg_qualified){day(on), {{count, 1, 0, 0}}};
	m->tier.qualified_count = m->credit.qualified_count;
	m->tier.lifetime.of[SG_MEASURED_NIGHTS] += count;
	m->tier.lifetime.of[SG_MEASURED_STAYS]++;
}

/* From now on; what it counted so far is what it counted before. */
static void counts(struct member *m, const char *on, int64_t count)
{
	m->before = m->counts;
	m->credit.before = m->before.day != 0 ? &m->before : NULL;
	m->counts = (struct sg_qualified){day(on), {{count, count > 0, 0, 0}}};
}

static void earns_lines(struct member *m, int64_t base, int64_t weekend)
{
	struct sg_earned_line lines[] = {
		{&rules[0], base, base * 10}, {&rules[weekend > 0], weekend, 1}};
	const struct sg_earned earned = {.lines = lines + (base == 0),
		.line_count = (size_t)(base > 0) + (size_t)(weekend > 0)};

	assert_int_equal(sg_credit_lines(&m->credit, &earned), SG_OK);
}

static const struct sg_lot *lot_of(const struct member *m, const char *rule)
{
	const struct sg_earning_lot earned = {
		.account = account(1), .source = "stay", .rule = rule};

	return sg_ledger_standing(m->credit.ledger, &earned);
}

static void stands(struct member *m, const char *today)
{
	m->credit.lot.earned_day = day(today);
	sg_credit_count(&m->credit, m->rows, &m->tier.qualified_count, &m->tier.lifetime);
	m->step_count = sg_credit_stand(&m->credit, &m->tier, &m->standings, m->steps,
		WORLD_STEPS, &m->later_day);
}

static int32_t tier_on(const struct member *m, const char *posted, const char *on)
{
	const struct sg_qualified *before = m->credit.before;

	return sg_credit_tier(&m->programme, &m->tier, &m->standings,
		before != NULL ? before->day : SG_NO_DAY, posted, day(on));
}

/* ---- the tier ---- */

static void a_stay_earns_by_the_tier_of_its_own_day(void **state)
{
	struct member m;

	begin(&m, *state, "2024-01-01");
	has_stayed(&m, "2024-03-01", 10);
	has_stayed(&m, "2024-06-01", 15);
	assert_int_equal(tier_on(&m, NULL, "2024-02-28"), 0);
	assert_int_equal(tier_on(&m, NULL, "2024-03-01"), 1);
	assert_int_equal(tier_on(&m, NULL, "2024-06-01"), 2);
	assert_int_equal(tier_on(&m, NULL, "2026-01-01"), 0);
	sg_standings_follow(&m.programme, &m.tier, day("2025-09-01"), &m.standings);
	assert_int_equal(m.standings.base.tier, 2); /* after that day */
	assert_int_equal(tier_on(&m, NULL, "2024-03-01"), 1);
}

/* Silver since March: what made him that is gone again, or did not count in time. */
static void what_a_member_was_told_of_a_day_is_not_taken_back(void **state)
{
	struct member m;

	begin(&m, *state, "2024-01-01");
	has_stayed(&m, "2024-03-01", 10);
	(void)sg_tier_advance_versions(
		&m.programme, &m.tier, day("2024-05-01"), &m.standings.now, NULL, 0);
	m.tier.qualified_count = 0;
	assert_int_equal(tier_on(&m, NULL, "2024-04-01"), 1);
	assert_int_equal(tier_on(&m, NULL, "2024-06-01"), 1);
	assert_int_equal(tier_on(&m, NULL, "2024-02-28"), 0);
}

static void a_stay_that_was_posted_keeps_its_tier_on_its_day_alone(void **state)
{
	struct member m;

	begin(&m, *state, "2024-01-01");
	counts(&m, "2024-05-01", 2);
	counts(&m, "2024-05-01", 3);
	assert_int_equal(tier_on(&m, "Gold", "2024-05-01"), 2);
	assert_int_equal(tier_on(&m, "Gold", "2024-05-02"), 0);
	assert_int_equal(tier_on(&m, "Abolished", "2024-05-01"), 0);
	has_stayed(&m, "2024-04-01", 10);
	assert_int_equal(tier_on(&m, "Member", "2024-05-01"), 1);
}

/* ---- lots ---- */

static void what_is_corrected_keeps_the_day_on_which_it_was_first_earned(void **state)
{
	struct world *w = *state;
	struct member m;

	begin(&m, w, "2024-01-01");
	earns_lines(&m, 100, 0);
	m.credit.lot.earned_day = TODAY + 30;
	earns_lines(&m, 150, 20);
	assert_int_equal(lot_of(&m, "base")->original, 150);
	assert_int_equal(lot_of(&m, "base")->earned_day, TODAY);
	assert_int_equal(lot_of(&m, "base")->amount, 1500);
	assert_int_equal(lot_of(&m, "weekend")->earned_day, TODAY + 30);
	assert_true(lot_of(&m, "weekend")->bonus);
	assert_balance(w, 170, 0, 170);
}

static void what_is_earned_again_changes_nothing(void **state)
{
	struct world *w = *state;
	size_t entries;
	struct member m;

	begin(&m, w, "2024-01-01");
	earns_lines(&m, 100, 20);
	entries = w->ledger.entry_count;
	m.credit.lot.earned_day = TODAY + 30;
	earns_lines(&m, 100, 20);
	assert_int_equal(w->ledger.entry_count, entries);
	assert_balance(w, 120, 0, 120);
}

static void what_a_stay_does_not_earn_any_more_is_taken_back(void **state)
{
	const struct sg_earned none = {.line_count = 0};
	struct world *w = *state;
	struct member m;

	begin(&m, w, "2024-01-01");
	assert_true(earns(w, 1, "another", 70, SG_NO_DAY));
	assert_null(sg_credit_stale(&m.credit, &none));
	earns_lines(&m, 100, 20);
	assert_non_null(sg_credit_stale(&m.credit, &none));
	earns_lines(&m, 0, 20);
	assert_null(lot_of(&m, "base"));
	assert_balance(w, 90, 0, 90);
	earns_lines(&m, 0, 0);
	assert_null(sg_credit_stale(&m.credit, &none));
	assert_balance(w, 70, 0, 70);
}

/* ---- milestones ---- */

static void a_milestone_is_reached_once_and_taken_back_with_the_nights(void **state)
{
	struct world *w = *state;
	struct member m;

	begin(&m, w, "2024-01-01");
	has_stayed(&m, "2024-03-01", 6);
	counts(&m, "2024-05-01", 4);
	assert_int_equal(sg_credit_milestones(&m.credit), SG_OK);
	assert_balance(w, 500, 0, 500);
	assert_string_equal(w->ledger.lots[0].source, "milestone:2024-01-01:10");
	counts(&m, "2024-05-01", 5);
	assert_int_equal(sg_credit_milestones(&m.credit), SG_OK);
	assert_balance(w, 500, 0, 500);
	counts(&m, "2024-05-01", 3);
	assert_int_equal(sg_credit_milestones(&m.credit), SG_OK);
	assert_balance(w, 0, 0, 0);
}

static void a_stay_moved_into_another_year_takes_its_milestone_along(void **state)
{
	const struct sg_earning_lot moved = {.account = account(1),
		.source = "milestone:2025-01-01:10",
		.rule = "ten_nights"};
	struct world *w = *state;
	struct member m;

	begin(&m, w, "2024-01-01");
	counts(&m, "2024-12-31", 10);
	assert_int_equal(sg_credit_milestones(&m.credit), SG_OK);
	counts(&m, "2025-01-01", 10);
	assert_true(sg_credit_differs(&m.credit));
	assert_int_equal(sg_credit_milestones(&m.credit), SG_OK);
	assert_balance(w, 500, 0, 500);
	assert_non_null(sg_ledger_standing(&w->ledger, &moved));
}

/* In the middle of 2024 another version begins, with these milestones. */
static void changes(struct member *m, struct sg_programme_version versions[2],
	const struct sg_milestone *milestones, size_t count)
{
	versions[0] = m->version;
	versions[1] = m->version;
	versions[1].from_day = day("2024-07-01");
	versions[1].milestones = milestones;
	versions[1].milestone_count = count;
	m->programme = (struct sg_programme){.versions = versions, .version_count = 2};
}

static void a_version_that_begins_pays_what_was_reached_before_it_once(void **state)
{
	static const struct sg_milestone fives = {
		.name = "fives", .at = 5, .every = 5, .points = 50};
	struct sg_programme_version versions[2];
	struct world *w = *state;
	struct member m;

	begin(&m, w, "2024-01-01");
	changes(&m, versions, &fives, 1);
	has_stayed(&m, "2024-02-01", 12);
	m.credit.counts = NULL;
	m.credit.lot.earned_day = day("2024-06-30");
	assert_int_equal(sg_credit_reached(&m.credit), SG_OK);
	assert_balance(w, 500, 0, 500);
	m.credit.lot.earned_day = day("2024-07-01");
	for (int i = 0; i < 2; i++) {
		assert_int_equal(sg_credit_reached(&m.credit), SG_OK);
		assert_balance(w, 600, 0, 600);
	}
	m.credit.lot.earned_day = day("2025-01-01");
	assert_int_equal(sg_credit_reached(&m.credit), SG_OK);
	assert_balance(w, 600, 0, 600);
}

static void what_a_later_version_reaches_by_the_same_name_stays(void **state)
{
	struct sg_programme_version versions[2];
	struct world *w = *state;
	struct member m;

	begin(&m, w, "2024-01-01");
	changes(&m, versions, &ten, 1);
	m.credit.lot.earned_day = day("2024-09-01");
	has_stayed(&m, "2024-08-01", 4);
	counts(&m, "2024-02-01", 10);
	assert_int_equal(sg_credit_milestones(&m.credit), SG_OK);
	assert_balance(w, 500, 0, 500);
	counts(&m, "2024-02-01", 7);
	assert_int_equal(sg_credit_milestones(&m.credit), SG_OK);
	assert_balance(w, 500, 0, 500);
	counts(&m, "2024-02-01", 5);
	assert_int_equal(sg_credit_milestones(&m.credit), SG_OK);
	assert_balance(w, 0, 0, 0);
}

static void nights_after_a_version_do_not_reach_its_milestones(void **state)
{
	struct sg_programme_version versions[2];
	struct world *w = *state;
	struct member m;

	begin(&m, w, "2024-01-01");
	changes(&m, versions, NULL, 0);
	m.credit.lot.earned_day = day("2024-09-01");
	has_stayed(&m, "2024-02-01", 6);
	counts(&m, "2024-08-01", 6);
	assert_int_equal(sg_credit_milestones(&m.credit), SG_OK);
	assert_balance(w, 0, 0, 0);
	counts(&m, "2024-06-30", 6);
	assert_int_equal(sg_credit_milestones(&m.credit), SG_OK);
	assert_balance(w, 500, 0, 500);
}

/* ---- counts and the standing ---- */

static void only_another_day_or_number_counts_differently(void **state)
{
	struct member m;

	begin(&m, *state, "2024-01-01");
	counts(&m, "2024-05-01", 0);
	assert_false(sg_credit_differs(&m.credit));
	counts(&m, "2024-05-01", 2);
	assert_true(sg_credit_differs(&m.credit));
	counts(&m, "2024-05-01", 2);
	assert_false(sg_credit_differs(&m.credit));
	counts(&m, "2024-05-02", 2);
	assert_true(sg_credit_differs(&m.credit));
}

static void a_stay_counts_on_its_day_and_for_life_by_the_difference(void **state)
{
	struct member m;

	begin(&m, *state, "2024-01-01");
	has_stayed(&m, "2024-03-01", 6);
	has_stayed(&m, "2024-07-01", 1);
	counts(&m, "2024-05-01", 4);
	stands(&m, "2024-08-01");
	assert_int_equal(m.tier.qualified_count, 3);
	assert_day(m.rows[1].day, "2024-05-01");
	assert_int_equal(m.tier.lifetime.of[SG_MEASURED_NIGHTS], 11);
	assert_int_equal(m.standings.now.tier, 1);
	assert_int_equal(m.step_count, 1);
	assert_day(m.steps[0].day, "2024-05-01");
	m.rows[1] = m.rows[2]; /* it goes, and comes again with less */
	m.tier.qualified_count = 2;
	counts(&m, "2024-05-01", 1);
	stands(&m, "2024-08-02");
	assert_int_equal(m.tier.lifetime.of[SG_MEASURED_NIGHTS], 8);
}

static void others_are_looked_at_again_only_where_a_rule_asks_for_a_tier(void **state)
{
	struct member m;

	begin(&m, *state, "2024-01-01");
	has_stayed(&m, "2024-07-01", 1);
	counts(&m, "2024-05-01", 4);
	stands(&m, "2024-08-01");
	assert_int_equal(m.later_day, SG_NO_DAY);

	rules[1].terms.tiers = 2;
	begin(&m, *state, "2024-01-01");
	has_stayed(&m, "2024-07-01", 1);
	counts(&m, "2024-05-01", 4);
	stands(&m, "2024-08-01");
	assert_day(m.later_day, "2024-05-01");

	begin(&m, *state, "2024-01-01");
	has_stayed(&m, "2024-04-30", 1); /* it was counted before */
	counts(&m, "2024-05-01", 4);
	stands(&m, "2024-08-01");
	assert_int_equal(m.later_day, SG_NO_DAY);
	rules[1].terms.tiers = 0;
}

/* What is kept of two years ago knew nothing of the stay. */
static void a_stay_from_before_what_is_kept_begins_it_anew(void **state)
{
	struct member m;

	begin(&m, *state, "2023-01-01");
	sg_standings_follow(&m.programme, &m.tier, day("2025-03-01"), &m.standings);
	assert_day(m.standings.base.day, "2024-01-26");
	(void)sg_tier_advance_versions(
		&m.programme, &m.tier, day("2025-03-01"), &m.standings.now, NULL, 0);
	counts(&m, "2023-05-01", 25);
	stands(&m, "2025-03-01");
	assert_day(m.standings.base.day, "2024-01-26");
	assert_int_equal(m.standings.base.tier, 2);
	assert_day(m.standings.base.since_day, "2023-05-01");
}

static void a_step_up_is_an_occasion_to_earn_by_named_after_its_day(void **state)
{
	struct sg_earning_occasion occasion;
	struct world *w = *state;
	const char *source = NULL;
	struct member m;

	begin(&m, w, "2024-01-01");
	counts(&m, "2024-05-01", 25);
	stands(&m, "2025-02-01");
	assert_int_equal(m.step_count, 1);
	assert_true(sg_credit_upgrade(&m.programme, m.steps, m.step_count, 0,
		w->ledger.arena, &occasion, &source));
	assert_string_equal(source, "tier:2024-05-01:Gold");
	assert_int_equal(occasion.per, SG_EARN_PER_UPGRADE);
	assert_int_equal(occasion.tier, 2);
	assert_ptr_equal(occasion.version, &m.version);
	m.step_count = sg_tier_advance_versions(&m.programme, &m.tier, day("2026-01-01"),
		&m.standings.now, m.steps, WORLD_STEPS);
	assert_int_equal(m.step_count, 1); /* it is over */
	assert_false(sg_credit_upgrade(&m.programme, m.steps, m.step_count, 0,
		w->ledger.arena, &occasion, &source));
}

/* Ten points for each night, so many as no list on the stack has. */
static void all_milestones_that_a_stay_passes_are_earned_and_taken_back(void **state)
{
	static const struct sg_milestone each = {.name = "each_night",
		.measured = SG_MEASURED_NIGHTS,
		.at = 1,
		.every = 1,
		.points = 10};
	struct member m;

	begin(&m, *state, "2024-01-01");
	m.version.milestones = &each;
	counts(&m, "2024-03-01", 300);
	assert_int_equal(sg_credit_milestones(&m.credit), SG_OK);
	assert_int_equal(sg_ledger_balance(m.credit.ledger).points, 3000);
	counts(&m, "2024-03-01", 2);
	assert_int_equal(sg_credit_milestones(&m.credit), SG_OK);
	assert_int_equal(sg_ledger_balance(m.credit.ledger).points, 20);
	counts(&m, "2024-03-01", 300);
	assert_int_equal(sg_credit_milestones(&m.credit), SG_OK);
	assert_int_equal(sg_ledger_balance(m.credit.ledger).points, 3000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(a_stay_earns_by_the_tier_of_its_own_day),
		WORLD_TEST(what_a_member_was_told_of_a_day_is_not_taken_back),
		WORLD_TEST(a_stay_that_was_posted_keeps_its_tier_on_its_day_alone),
		WORLD_TEST(what_is_corrected_keeps_the_day_on_which_it_was_first_earned),
		WORLD_TEST(what_is_earned_again_changes_nothing),
		WORLD_TEST(what_a_stay_does_not_earn_any_more_is_taken_back),
		WORLD_TEST(a_milestone_is_reached_once_and_taken_back_with_the_nights),
		WORLD_TEST(all_milestones_that_a_stay_passes_are_earned_and_taken_back),
		WORLD_TEST(a_stay_moved_into_another_year_takes_its_milestone_along),
		WORLD_TEST(a_version_that_begins_pays_what_was_reached_before_it_once),
		WORLD_TEST(what_a_later_version_reaches_by_the_same_name_stays),
		WORLD_TEST(nights_after_a_version_do_not_reach_its_milestones),
		WORLD_TEST(only_another_day_or_number_counts_differently),
		WORLD_TEST(a_stay_counts_on_its_day_and_for_life_by_the_difference),
		WORLD_TEST(others_are_looked_at_again_only_where_a_rule_asks_for_a_tier),
		WORLD_TEST(a_stay_from_before_what_is_kept_begins_it_anew),
		WORLD_TEST(a_step_up_is_an_occasion_to_earn_by_named_after_its_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
