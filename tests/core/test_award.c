/* Prices of awards and what giving them back costs: at their edges, and against a plain count. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/award.h"
#include "core/time.h"

enum { WORLDS = 100000, PRICES = 4 };

static int32_t day(const char *text)
{
	int32_t value = SG_NO_DAY;

	assert_true(sg_day_parse(text, &value));
	return value;
}

/* A Monday. */
#define MONDAY day("2027-05-03")

#define ANY                                                                              \
	{                                                                                \
		.from_day = SG_NO_DAY, .until_day = SG_NO_DAY                            \
	}

static const struct sg_award_price nightly[] = {
	{.points = 8000,
		.units = 1,
		.step = 1,
		.terms = {.weekdays = 0x30,
			.from_day = SG_NO_DAY,
			.until_day = SG_NO_DAY}},
	{.points = 5000, .units = 1, .step = 1, .terms = ANY},
};
static const struct sg_award_discount gold[] = {{.tiers = 2u, .percent = 10}};
static const struct sg_award free_night = {.code = "free_night",
	.kind = SG_AWARD_FREE_NIGHT,
	.per = SG_AWARD_PER_NIGHT,
	.prices = nightly,
	.price_count = 2,
	.discounts = gold,
	.discount_count = 1,
	.nights_max = 7};

static const struct sg_award_price cents[] = {
	{.points = 100, .units = 50, .rounding = SG_ROUND_UP, .step = 100, .terms = ANY}};
static const struct sg_award money = {.code = "money",
	.kind = SG_AWARD_MONEY,
	.per = SG_AWARD_PER_MONEY,
	.prices = cents,
	.price_count = 1,
	.points_min = 1000,
	.points_max = 50000};

static int set_up(void **state)
{
	*state = sg_arena_new();
	return *state != NULL ? 0 : -1;
}

static int tear_down(void **state)
{
	sg_arena_free(*state);
	return 0;
}

static struct sg_award_asked nights(int32_t first_day, int32_t count, int32_t tier)
{
	return (struct sg_award_asked){.award = &free_night,
		.property = "HAM1",
		.tier = tier,
		.today_day = first_day - 30,
		.day = first_day,
		.nights = count};
}

static int64_t price(void **state, struct sg_award_asked asked)
{
	struct sg_award_cost cost;

	assert_int_equal(sg_award_price(&asked, *state, NULL, &cost), SG_OK);
	return cost.points;
}

static void refused(void **state, struct sg_award_asked asked, enum sg_status status,
	const char *code)
{
	struct sg_error error = {.status = SG_OK};
	struct sg_award_cost cost = {.points = 77};

	assert_int_equal(sg_award_price(&asked, *state, &error, &cost), status);
	assert_string_equal(error.code, code);
	assert_int_equal(cost.points, 77);
}

static void a_stay_costs_what_its_nights_cost(void **state)
{
	struct sg_award_asked asked = nights(MONDAY + 3, 4, 0); /* Thursday to Sunday */
	struct sg_award_cost cost;

	assert_int_equal(sg_award_price(&asked, *state, NULL, &cost), SG_OK);
	assert_int_equal(cost.points, 5000 + 8000 + 8000 + 5000);
	assert_int_equal(cost.night_count, 4);
	assert_int_equal(cost.nights[0], 5000);
	assert_int_equal(cost.nights[1], 8000);
	asked.tier = 1;
	assert_int_equal(price(state, asked), 4500 + 7200 + 7200 + 4500);
	asked.tier = 2;
	assert_int_equal(price(state, asked), 26000);
}

static void an_amount_is_rounded_once_to_the_step(void **state)
{
	struct sg_award_asked asked = {
		.award = &money, .today_day = MONDAY, .day = MONDAY, .amount = 1000};

	assert_int_equal(price(state, asked), 2000);
	asked.amount = 1001;
	assert_int_equal(price(state, asked), 2100);
	asked.amount = 499;
	assert_int_equal(price(state, asked), 1000);
}

static void what_is_not_to_be_had_is_refused(void **state)
{
	static const struct sg_award_price summer[] = {
		{.points = 1,
			.units = 1,
			.step = 1,
			.terms = {.from_day = 0, .until_day = 9}},
	};
	static const struct sg_award late = {.code = "late",
		.kind = SG_AWARD_LATE_CHECK_OUT,
		.prices = summer,
		.price_count = 1};
	struct sg_award_asked asked = {.award = &late, .day = 9};

	assert_int_equal(price(state, asked), 1);
	asked.day = 10;
	refused(state, asked, SG_REFUSED, "award_unfit");
	asked.day = 9;
	asked.amount = 1;
	refused(state, asked, SG_INVALID, "amount_unfit");
	refused(state, nights(MONDAY, 0, 0), SG_INVALID, "nights_missing");
	refused(state, nights(MONDAY, 8, 0), SG_REFUSED, "award_limit");
	refused(state, nights(MONDAY, SG_AWARD_NIGHTS_MAX + 1, 0), SG_INVALID,
		"nights_unfit");
	asked = (struct sg_award_asked){.award = &money, .day = MONDAY};
	refused(state, asked, SG_INVALID, "amount_missing");
	asked.amount = 450; /* 900 points */
	refused(state, asked, SG_REFUSED, "award_limit");
	asked.amount = 25001;
	refused(state, asked, SG_REFUSED, "award_limit");
	asked.amount = INT64_MAX;
	refused(state, asked, SG_INVALID, "amount_too_large");
}

static struct sg_award_return given_back(
	int64_t points, int64_t back, int32_t nights_back, int32_t days_before)
{
	return (struct sg_award_return){points, back, nights_back, days_before};
}

static void giving_back_costs_nothing_in_time(void **state)
{
	const struct sg_award_cancel percent = {
		.costs = true, .free_days = 3, .percent = 50};
	struct sg_award_return what = given_back(15001, 15001, 3, 3);

	(void)state;
	assert_int_equal(sg_award_penalty(&percent, &what), 0);
	what.days_before = 2;
	assert_int_equal(sg_award_penalty(&percent, &what), 7501);
	what.days_before = -1;
	assert_int_equal(sg_award_penalty(&percent, &what), 7501);
	assert_int_equal(
		sg_award_penalty(&(struct sg_award_cancel){.percent = 50}, &what), 0);
}

static void it_is_for_all_or_for_the_nights_given_back(void **state)
{
	struct sg_award_cancel cancel = {.costs = true, .free_days = 99, .percent = 50};
	const struct sg_award_return one = given_back(15000, 5000, 1, 0);
	const struct sg_award_return none = given_back(15000, 0, 0, 0);

	(void)state;
	/* 7,500 of the whole, but no more than comes back. */
	assert_int_equal(sg_award_penalty(&cancel, &one), 5000);
	assert_int_equal(sg_award_penalty(&cancel, &none), 0);
	cancel.nights = true;
	assert_int_equal(sg_award_penalty(&cancel, &one), 2500);
	cancel.percent = 0;
	cancel.points = 700;
	assert_int_equal(
		sg_award_penalty(&cancel, &(struct sg_award_return){15000, 10000, 2, 0}),
		1400);
	cancel.nights = false;
	assert_int_equal(
		sg_award_penalty(&cancel, &(struct sg_award_return){15000, 10000, 2, 0}),
		700);
}

/* ---- any award ---- */

/* splitmix64 */
static uint64_t draw_state = 1;

static uint32_t draw(uint32_t below)
{
	uint64_t z = draw_state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return (uint32_t)((z ^ (z >> 31)) >> 32) % below;
}

struct any_award {
	struct sg_award award;
	struct sg_award_price prices[PRICES];
	struct sg_award_discount discounts[2];
	const char *property;
};

static void draw_award(struct any_award *any)
{
	static const enum sg_rounding roundings[] = {
		SG_ROUND_DOWN, SG_ROUND_UP, SG_ROUND_HALF_UP};

	*any = (struct any_award){.property = "HAM1"};
	any->award = (struct sg_award){.code = "any",
		.per = (enum sg_award_per)draw(SG_AWARD_PERS),
		.prices = any->prices,
		.price_count = 1 + draw(PRICES),
		.discounts = any->discounts,
		.discount_count = draw(3)};
	for (size_t i = 0; i < any->award.price_count; i++) {
		struct sg_award_price *one = &any->prices[i];

		*one = (struct sg_award_price){.points = 1 + draw(5000),
			.units = any->award.per == SG_AWARD_PER_MONEY ? 1 + draw(300) : 1,
			.rounding = roundings[draw(3)],
			.step = draw(2) == 0 ? 1 : 1 + draw(500),
			.terms = ANY};
		one->terms.weekdays = draw(2) == 0 ? 0 : draw(128);
		one->terms.tiers = draw(3) == 0 ? draw(8) : 0;
		if (draw(3) == 0) {
			one->terms.from_day = 20000 + (int32_t)draw(20);
			one->terms.until_day = one->terms.from_day + (int32_t)draw(20);
		}
		if (draw(4) == 0) {
			one->terms.properties =
				(struct sg_names){&any->property, 1, draw(2) == 0};
		}
	}
	for (size_t i = 0; i < 2; i++) {
		any->discounts[i].tiers = draw(8);
		any->discounts[i].percent = 1 + (int32_t)draw(99);
	}
}

/* Step by step until there are enough: no division, no shared code. -1: not to be had. */
static int64_t plain_price(
	const struct any_award *any, int32_t on, int32_t tier, int64_t count)
{
	const struct sg_award_price *of = NULL;
	int64_t percent = 100, multiples = 0, exact;

	for (size_t i = any->award.price_count; i > 0; i--) {
		const struct sg_terms *terms = &any->prices[i - 1].terms;
		bool fits = (terms->weekdays == 0 ||
				    (terms->weekdays & 1u << ((on + 3) % 7)) != 0) &&
		            (terms->tiers == 0 || (terms->tiers & 1u << tier) != 0) &&
		            on >= terms->from_day &&
		            (terms->until_day == SG_NO_DAY || on <= terms->until_day) &&
		            !(terms->properties.count > 0 && terms->properties.exclude);

		of = fits ? &any->prices[i - 1] : of;
	}
	for (size_t i = any->award.discount_count; i > 0; i--) {
		unsigned tiers = any->discounts[i - 1].tiers;

		percent = tiers == 0 || (tiers & 1u << tier) != 0
		                  ? 100 - any->discounts[i - 1].percent
		                  : percent;
	}
	if (of == NULL) {
		return -1;
	}
	exact = count * of->points * percent; /* in hundredths of a unit's part */
	while ((multiples + 1) * of->step * of->units * 100 <= exact) {
		multiples++;
	}
	exact -= multiples * of->step * of->units * 100;
	multiples += (of->rounding == SG_ROUND_UP && exact > 0) ||
	             (of->rounding == SG_ROUND_HALF_UP &&
			     exact * 2 >= of->step * of->units * 100);
	return (multiples > 0 ? multiples : 1) * of->step;
}

static int64_t plain_cost(const struct any_award *any, const struct sg_award_asked *asked)
{
	int64_t sum = 0;

	if (any->award.per != SG_AWARD_PER_NIGHT) {
		return plain_price(any, asked->day, asked->tier,
			any->award.per == SG_AWARD_PER_MONEY ? asked->amount : 1);
	}
	for (int32_t i = 0; i < asked->nights && sum >= 0; i++) {
		int64_t one = plain_price(any, asked->day + i, asked->tier, 1);

		sum = one < 0 ? -1 : sum + one;
	}
	return sum;
}

static void any_award_costs_what_a_plain_count_says(void **state)
{
	size_t had = 0;

	for (int world = 0; world < WORLDS; world++) {
		struct any_award any;
		struct sg_award_cost cost = {.points = -1};
		struct sg_award_asked asked;

		draw_award(&any);
		asked = (struct sg_award_asked){.award = &any.award,
			.property = "HAM1",
			.tier = (int32_t)draw(3),
			.day = 20000 + (int32_t)draw(30),
			.nights = any.award.per == SG_AWARD_PER_NIGHT
		                          ? 1 + (int32_t)draw(10)
		                          : 0,
			.amount =
				any.award.per == SG_AWARD_PER_MONEY ? 1 + draw(3000) : 0};
		(void)sg_award_price(&asked, *state, NULL, &cost);
		assert_int_equal(cost.points, plain_cost(&any, &asked));
		had += cost.points > 0;
		sg_arena_reset(*state);
	}
	assert_true(had > WORLDS / 3);
}

/* Whatever the rule: the longer one waits and the more nights are given back, the dearer; and
 * nobody pays more than he gets back. */
static void a_penalty_is_within_what_comes_back(void **state)
{
	(void)state;
	for (int world = 0; world < WORLDS; world++) {
		int64_t points = 1 + draw(50000);
		struct sg_award_return what = {points, draw((uint32_t)points + 1),
			(int32_t)draw(5), (int32_t)draw(10) - 2};
		struct sg_award_cancel cancel = {.costs = draw(5) != 0,
			.free_days = (int32_t)draw(8),
			.nights = draw(2) == 0,
			.rounding = (enum sg_rounding)draw(SG_ROUNDINGS)};
		int64_t penalty, later;

		*(draw(2) == 0 ? &cancel.points : &(int64_t){0}) = 1 + draw(9000);
		cancel.percent = cancel.points > 0 ? 0 : 1 + (int32_t)draw(100);
		penalty = sg_award_penalty(&cancel, &what);
		assert_true(penalty >= 0 && penalty <= what.back);
		if (!cancel.costs || what.days_before >= cancel.free_days) {
			assert_int_equal(penalty, 0);
		} else if (cancel.percent == 100 || cancel.points >= what.back) {
			assert_int_equal(penalty, what.back);
		}
		what.days_before--;
		later = sg_award_penalty(&cancel, &what);
		assert_true(later >= penalty);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			a_stay_costs_what_its_nights_cost, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			an_amount_is_rounded_once_to_the_step, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			what_is_not_to_be_had_is_refused, set_up, tear_down),
		cmocka_unit_test(giving_back_costs_nothing_in_time),
		cmocka_unit_test(it_is_for_all_or_for_the_nights_given_back),
		cmocka_unit_test_setup_teardown(
			any_award_costs_what_a_plain_count_says, set_up, tear_down),
		cmocka_unit_test(a_penalty_is_within_what_comes_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
