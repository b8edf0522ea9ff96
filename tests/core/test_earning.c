/* What one stay earns by itself: money, rounding, limits, bonus, and odd ends. */
#include "core/earning_world.h"

static int set_up(void **state)
{
	static struct world world;

	world_begin(&world);
	*state = &world;
	return 0;
}

static int tear_down(void **state)
{
	world_end(*state);
	return 0;
}

static void a_thousand_dollars_with_a_bonus_of_a_hundred_percent_earn_twice(void **state)
{
	struct world *w = *state;
	const struct sg_earned *earned;

	rule(w, "base", SG_EARN_PER_MONEY);
	bonus(w, "diamond", 100)->terms.tiers = 1u << 3;
	w->tier = 3;
	earned = earn(w, stay(w, 0, 2, 100000));
	assert_int_equal(earned->line_count, 2);
	assert_ptr_equal(earned->lines[0].rule, &w->rules[0]);
	assert_int_equal(earned->lines[0].points, 10000);
	assert_int_equal(earned->lines[0].of, 100000);
	assert_ptr_equal(earned->lines[1].rule, &w->rules[1]);
	assert_int_equal(earned->lines[1].points, 10000);
	assert_int_equal(earned->lines[1].of, 10000);
	assert_int_equal(earned->counts.of[SG_MEASURED_NIGHTS], 2);
	assert_int_equal(earned->counts.of[SG_MEASURED_STAYS], 1);
	assert_int_equal(earned->counts.of[SG_MEASURED_SPEND], 100000);
	/* The bonus does not qualify. */
	assert_int_equal(earned->counts.of[SG_MEASURED_POINTS], 10000);
	assert_null(earned->nothing);
	w->tier = 2;
	assert_int_equal(points_by(w, &w->stays[0], "diamond"), 0);
	w->tier = SG_TIERS_MAX;
	w->rules[1].terms.tiers = ~0u;
	assert_int_equal(points_by(w, &w->stays[0], "diamond"), 0);
	w->tier = -1;
	assert_int_equal(points_by(w, &w->stays[0], "diamond"), 0);
	w->rules[1].terms.tiers = 0;
	assert_int_equal(points_by(w, &w->stays[0], "diamond"), 10000);
}

static void a_bonus_goes_by_the_base_wherever_it_stands(void **state)
{
	struct world *w = *state;
	const struct sg_earned *earned;

	bonus(w, "gold", 25);
	rule(w, "base", SG_EARN_PER_MONEY);
	bonus(w, "suite", 10);
	rule(w, "night", SG_EARN_PER_NIGHT)->points = 100;
	rule(w, "welcome", SG_EARN_PER_STAY)->bonus = true;
	earned = earn(w, stay(w, 0, 2, 100000));
	assert_int_equal(earned->line_count, 5);
	for (size_t i = 0; i < 5; i++) {
		assert_ptr_equal(earned->lines[i].rule, &w->rules[i]);
	}
	/* of 10,000 and 200, and not of another bonus */
	assert_int_equal(earned->lines[0].points, 2550);
	assert_int_equal(earned->lines[1].points, 10000);
	assert_int_equal(earned->lines[2].points, 1020);
	assert_int_equal(earned->lines[3].points, 200);
	assert_int_equal(earned->lines[3].of, 2);
	assert_int_equal(earned->lines[4].points, 10);
	assert_int_equal(earned->lines[4].of, 1);
	assert_int_equal(earned->counts.of[SG_MEASURED_POINTS], 10200);
	/* nor of one that qualifies */
	w->rules[0].bonus = false;
	assert_int_equal(points_by(w, &w->stays[0], "suite"), 1020);
	assert_int_equal(w->earned.counts.of[SG_MEASURED_POINTS], 12750);
}

static void gold_earns_a_quarter_more(void **state)
{
	struct world *w = *state;

	rule(w, "base", SG_EARN_PER_MONEY);
	bonus(w, "gold", 25);
	stay(w, 0, 1, 100000);
	assert_int_equal(points_by(w, w->stays, "base"), 10000);
	assert_int_equal(points_by(w, w->stays, "gold"), 2500);
}

/* A point for each ten units of money without taxes. */
static void points_may_be_for_ten_units_of_net_money(void **state)
{
	struct world *w = *state;
	struct sg_earn_rule *base = rule(w, "base", SG_EARN_PER_MONEY);

	base->net = true;
	base->points = 1;
	base->units = 1000;
	stay(w, 0, 1, 10700); /* 100.00 without taxes */
	assert_int_equal(points_by(w, w->stays, "base"), 10);
	w->charges[0][0].net_cents = 10999;
	assert_int_equal(points_by(w, w->stays, "base"), 10);
	w->charges[0][0].net_cents = 11000;
	assert_int_equal(points_by(w, w->stays, "base"), 11);
	base->net = false;
	w->charges[0][0].net_cents = 0;
	assert_int_equal(points_by(w, w->stays, "base"), 10);
	w->version.spend_net = true;
	assert_int_equal(counts_of(w, w->stays, SG_MEASURED_SPEND), 0);
	w->version.spend_net = false;
	assert_int_equal(counts_of(w, w->stays, SG_MEASURED_SPEND), 10700);
}

/* 50 points, 150 and 149.5 to multiples of 1, 20 and 100 by each of the ways. */
static void every_way_of_rounding_and_every_step_is_used(void **state)
{
	static const int64_t cents[] = {500, 1500, 1495};
	static const int64_t steps[] = {1, 20, 100};
	static const int64_t expected[SG_ROUNDINGS][3][3] = {
		[SG_ROUND_HALF_UP] = {{50, 60, 100}, {150, 160, 200}, {150, 140, 100}},
		[SG_ROUND_HALF_EVEN] = {{50, 40, 0}, {150, 160, 200}, {150, 140, 100}},
		[SG_ROUND_UP] = {{50, 60, 100}, {150, 160, 200}, {150, 160, 200}},
		[SG_ROUND_DOWN] = {{50, 40, 0}, {150, 140, 100}, {149, 140, 100}},
		[SG_ROUND_CEILING] = {{50, 60, 100}, {150, 160, 200}, {150, 160, 200}},
		[SG_ROUND_FLOOR] = {{50, 40, 0}, {150, 140, 100}, {149, 140, 100}},
	};
	struct world *w = *state;
	struct sg_earn_rule *base = rule(w, "base", SG_EARN_PER_MONEY);

	stay(w, 0, 1, 0);
	for (int way = 0; way < SG_ROUNDINGS; way++) {
		for (size_t i = 0; i < 3; i++) {
			for (size_t k = 0; k < 3; k++) {
				base->rounding = (enum sg_rounding)way;
				base->step = steps[k];
				w->charges[0][0].gross_cents = cents[i];
				assert_int_equal(points_by(w, w->stays, "base"),
					expected[way][i][k]);
			}
		}
	}
}

static void charges_are_added_up_before_they_are_rounded(void **state)
{
	struct world *w = *state;
	struct sg_earn_rule *base = rule(w, "base", SG_EARN_PER_MONEY);

	base->points = 1;
	stay(w, 0, 3, 99);
	charge(w, w->stays, "room", 99, MONDAY + 1);
	charge(w, w->stays, "room", 2, MONDAY + 2);
	assert_int_equal(points_by(w, w->stays, "base"), 2);
}

static void only_charges_of_its_categories_concern_a_rule(void **state)
{
	static const char *const some[] = {"food", "bar"};
	struct world *w = *state;
	struct sg_earn_rule *base = rule(w, "base", SG_EARN_PER_MONEY);

	stay(w, 0, 1, 10000);
	charge(w, w->stays, "food", 2000, MONDAY);
	charge(w, w->stays, "spa", 300, MONDAY);
	charge(w, w->stays, NULL, 40, MONDAY);
	base->categories = (struct sg_names){some, 2, false};
	assert_int_equal(points_by(w, w->stays, "base"), 200);
	base->categories.exclude = true;
	assert_int_equal(points_by(w, w->stays, "base"), 1034);
	w->version.spend = (struct sg_names){some, 1, false};
	assert_int_equal(counts_of(w, w->stays, SG_MEASURED_SPEND), 2000);
}

static void what_is_taken_back_reduces_what_is_earned(void **state)
{
	static const char *const food[] = {"food"};
	struct world *w = *state;

	rule(w, "base", SG_EARN_PER_MONEY);
	stay(w, 0, 1, 10000);
	charge(w, w->stays, "food", 2000, MONDAY);
	charge(w, w->stays, "food", -1500, MONDAY + 1);
	assert_int_equal(points_by(w, w->stays, "base"), 1050);
	assert_int_equal(counts_of(w, w->stays, SG_MEASURED_SPEND), 10500);
	/* Less than nothing for one rule alone is asked about too. */
	charge(w, w->stays, "food", -501, MONDAY + 1);
	assert_doubt(w, w->stays, SG_DOUBT_NONE);
	rule(w, "meals", SG_EARN_PER_MONEY)->categories =
		(struct sg_names){food, 1, false};
	assert_doubt(w, w->stays, SG_DOUBT_NEGATIVE);
	w->charges[0][3].gross_cents = -500;
	assert_doubt(w, w->stays, SG_DOUBT_NONE);
	assert_int_equal(points_by(w, w->stays, "meals"), 0);
}

static void less_than_nothing_is_for_a_person_whatever_was_decided(void **state)
{
	struct world *w = *state;

	stay(w, 0, 1, -638);
	assert_doubt(w, w->stays, SG_DOUBT_NEGATIVE);
	rule(w, "night", SG_EARN_PER_NIGHT);
	assert_doubt(w, w->stays, SG_DOUBT_NEGATIVE);
	w->decided = true;
	assert_doubt(w, w->stays, SG_DOUBT_NEGATIVE);
	assert_string_equal(sg_earning_doubt_name(SG_DOUBT_NEGATIVE), "negative_charges");
	w->charges[0][0].gross_cents = 0;
	assert_doubt(w, w->stays, SG_DOUBT_NONE);
	assert_int_equal(points_by(w, w->stays, "night"), 10);
}

static void a_stay_earns_no_more_than_a_rule_allows(void **state)
{
	struct world *w = *state;
	struct sg_earn_rule *base = rule(w, "base", SG_EARN_PER_MONEY);

	bonus(w, "gold", 25);
	stay(w, 0, 1, 100000);
	base->stay_max = 9999;
	assert_int_equal(points_by(w, w->stays, "base"), 9999);
	/* of what was left of the base */
	assert_int_equal(points_by(w, w->stays, "gold"), 2499);
	assert_int_equal(counts_of(w, w->stays, SG_MEASURED_POINTS), 9999);
	base->stay_max = 10000;
	assert_int_equal(points_by(w, w->stays, "base"), 10000);
}

static void a_rule_ends_with_its_times_and_its_budget(void **state)
{
	struct world *w = *state;
	struct sg_earn_rule *promotion = rule(w, "promotion", SG_EARN_PER_MONEY);
	struct sg_earning earning;

	stay(w, 0, 1, 100000);
	promotion->times_max = 2;
	w->times[0] = 1;
	assert_int_equal(points_by(w, w->stays, "promotion"), 10000);
	w->times[0] = 2;
	assert_int_equal(points_by(w, w->stays, "promotion"), 0);
	w->times[0] = 0;
	promotion->budget = 50000;
	w->budget_left[0] = 10001;
	assert_int_equal(points_by(w, w->stays, "promotion"), 10000);
	w->budget_left[0] = 7;
	assert_int_equal(points_by(w, w->stays, "promotion"), 7);
	w->budget_left[0] = 0;
	assert_int_equal(points_by(w, w->stays, "promotion"), 0);
	w->budget_left[0] = -5;
	assert_int_equal(points_by(w, w->stays, "promotion"), 0);
	assert_int_equal(counts_of(w, w->stays, SG_MEASURED_POINTS), 0);
	/* Told nothing, all of it is left. */
	earning = world_earning(w, w->stays);
	earning.times = NULL;
	earning.budget_left = NULL;
	promotion->budget = 9000;
	assert_int_equal(sg_earn(&earning, w->arena, &w->error, &w->earned), SG_OK);
	assert_int_equal(w->earned.lines[0].points, 9000);
}

static void less_than_a_point_is_no_line(void **state)
{
	struct world *w = *state;

	rule(w, "base", SG_EARN_PER_MONEY)->points = 1;
	stay(w, 0, 1, 99);
	assert_int_equal(earn(w, w->stays)->line_count, 0);
	assert_null(w->earned.nothing); /* the night counts */
}

static void day_use_earns_money_and_a_stay_where_the_rules_say_so(void **state)
{
	struct world *w = *state;

	rule(w, "base", SG_EARN_PER_MONEY);
	rule(w, "night", SG_EARN_PER_NIGHT);
	stay(w, 0, 0, 10000);
	charge(w, w->stays, "bar", 500, MONDAY + 1);
	assert_int_equal(points_by(w, w->stays, "base"), 1050);
	assert_int_equal(points_by(w, w->stays, "night"), 0);
	assert_int_equal(counts_of(w, w->stays, SG_MEASURED_NIGHTS), 0);
	assert_int_equal(counts_of(w, w->stays, SG_MEASURED_STAYS), 1);
	w->version.stays.day_use = false;
	assert_nothing(w, w->stays, "day_use");
}

static void who_did_not_come_earns_with_what_was_charged_alone(void **state)
{
	static const char *const why[] = {"", "no_show", "cancelled"};
	struct world *w = *state;

	rule(w, "base", SG_EARN_PER_MONEY);
	rule(w, "night", SG_EARN_PER_NIGHT);
	rule(w, "stay", SG_EARN_PER_STAY);
	stay(w, 0, 2, 10000);
	for (int end = SG_STAY_ENDED_NO_SHOW; end <= SG_STAY_ENDED_CANCELLED; end++) {
		w->stays[0].end = (enum sg_stay_end)end;
		w->version.stays.no_show = w->version.stays.cancelled = false;
		assert_nothing(w, w->stays, why[end]);
		w->version.stays.no_show = end == SG_STAY_ENDED_NO_SHOW;
		w->version.stays.cancelled = end == SG_STAY_ENDED_CANCELLED;
		assert_int_equal(points_by(w, w->stays, "base"), 1000);
		assert_int_equal(w->earned.line_count, 1);
		assert_int_equal(counts_of(w, w->stays, SG_MEASURED_NIGHTS), 0);
		assert_int_equal(counts_of(w, w->stays, SG_MEASURED_STAYS), 0);
		assert_int_equal(counts_of(w, w->stays, SG_MEASURED_SPEND), 10000);
	}
	w->charges[0][0].gross_cents = 0;
	assert_nothing(w, w->stays, "no_rule_fits");
}

static void a_property_outside_the_programme_earns_nothing(void **state)
{
	static const char *const away[] = {"MUC1"};
	struct world *w = *state;

	rule(w, "base", SG_EARN_PER_MONEY);
	stay(w, 0, 2, 10000);
	w->version.properties = (struct sg_names){away, 1, false};
	assert_nothing(w, w->stays, "property");
	w->version.properties.exclude = true;
	assert_int_equal(points_by(w, w->stays, "base"), 1000);
}

static void no_limit_is_overrun(void **state)
{
	static struct sg_charge charges[9];
	struct world *w = *state;
	struct sg_earn_rule *base = rule(w, "base", SG_EARN_PER_MONEY);
	struct sg_earning earning;

	stay(w, 0, 1, SG_AMOUNT_MAX);
	base->points = 900000;
	base->units = 1;
	assert_int_equal(points_by(w, w->stays, "base"), SG_AMOUNT_MAX * 900000);
	memset(&w->earned, 77, sizeof w->earned);
	earning = world_earning(w, w->stays);
	/* a product, a sum of charges, and a sum of base points that do not fit */
	base->points = 10000000;
	assert_int_equal(sg_earn(&earning, w->arena, &w->error, &w->earned), SG_INVALID);
	assert_string_equal(w->error.code, "amount_too_large");
	base->points = 1;
	for (size_t i = 0; i < 9; i++) {
		charges[i] = (struct sg_charge){"room", INT64_MAX / 8, 0, MONDAY};
	}
	w->stays[0].charges = charges;
	w->stays[0].charge_count = 9;
	assert_int_equal(sg_earn(&earning, w->arena, &w->error, &w->earned), SG_INVALID);
	w->stays[0].charge_count = 5;
	*rule(w, "more", SG_EARN_PER_MONEY) = *base;
	assert_int_equal(sg_earn(&earning, w->arena, &w->error, &w->earned), SG_INVALID);
	assert_int_equal(w->earned.line_count, 0x4d4d4d4d4d4d4d4d);
	w->rules[1].units = 100;
	assert_int_equal(sg_earn(&earning, w->arena, &w->error, &w->earned), SG_OK);
}

static void a_stay_without_days_is_refused(void **state)
{
	struct world *w = *state;
	struct sg_earning earning;

	stay(w, 0, 1, 100);
	earning = world_earning(w, w->stays);
	w->stays[0].departure_day = w->stays[0].arrival_day - 1;
	assert_int_equal(sg_earn(&earning, w->arena, &w->error, &w->earned), SG_INVALID);
	assert_string_equal(w->error.code, "stay_dates_invalid");
	w->stays[0].arrival_day = SG_NO_DAY;
	assert_int_equal(sg_earn(&earning, w->arena, &w->error, &w->earned), SG_INVALID);
	w->stays[0].arrival_day = w->stays[0].departure_day = SG_DAY_LAST + 1;
	assert_int_equal(sg_earn(&earning, w->arena, &w->error, &w->earned), SG_INVALID);
}

static void the_basis_says_which_day_of_a_stay_it_is(void **state)
{
	(void)state;
	assert_int_equal(sg_earning_basis_day(SG_BASIS_ARRIVAL, 1, 2, 5), 1);
	assert_int_equal(sg_earning_basis_day(SG_BASIS_DEPARTURE, 1, 2, 5), 2);
	assert_int_equal(sg_earning_basis_day(SG_BASIS_POSTING, 1, 2, 5), 5);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_thousand_dollars_with_a_bonus_of_a_hundred_percent_earn_twice),
		TEST(a_bonus_goes_by_the_base_wherever_it_stands),
		TEST(gold_earns_a_quarter_more),
		TEST(points_may_be_for_ten_units_of_net_money),
		TEST(every_way_of_rounding_and_every_step_is_used),
		TEST(charges_are_added_up_before_they_are_rounded),
		TEST(only_charges_of_its_categories_concern_a_rule),
		TEST(what_is_taken_back_reduces_what_is_earned),
		TEST(less_than_nothing_is_for_a_person_whatever_was_decided),
		TEST(a_stay_earns_no_more_than_a_rule_allows),
		TEST(a_rule_ends_with_its_times_and_its_budget),
		TEST(less_than_a_point_is_no_line),
		TEST(day_use_earns_money_and_a_stay_where_the_rules_say_so),
		TEST(who_did_not_come_earns_with_what_was_charged_alone),
		TEST(a_property_outside_the_programme_earns_nothing),
		TEST(no_limit_is_overrun),
		TEST(a_stay_without_days_is_refused),
		TEST(the_basis_says_which_day_of_a_stay_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
