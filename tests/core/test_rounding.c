/* The six ways of rounding, each against its table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/rounding.h"

/* -5/2 -3/2 -1/2 -1/4 0 1/4 1/2 3/4 1 3/2 5/2, in quarters */
static const int64_t quarters[] = {-10, -6, -2, -1, 0, 1, 2, 3, 4, 6, 10};
static const int64_t expected[SG_ROUNDINGS][11] = {
	[SG_ROUND_HALF_UP] = {-3, -2, -1, 0, 0, 0, 1, 1, 1, 2, 3},
	[SG_ROUND_HALF_EVEN] = {-2, -2, 0, 0, 0, 0, 0, 1, 1, 2, 2},
	[SG_ROUND_UP] = {-3, -2, -1, -1, 0, 1, 1, 1, 1, 2, 3},
	[SG_ROUND_DOWN] = {-2, -1, 0, 0, 0, 0, 0, 0, 1, 1, 2},
	[SG_ROUND_CEILING] = {-2, -1, 0, 0, 0, 1, 1, 1, 1, 2, 3},
	[SG_ROUND_FLOOR] = {-3, -2, -1, -1, 0, 0, 0, 0, 1, 1, 2},
};

static void each_way_rounds_as_its_name_says(void **state)
{
	(void)state;
	for (int way = 0; way < SG_ROUNDINGS; way++) {
		for (size_t i = 0; i < sizeof quarters / sizeof quarters[0]; i++) {
			int64_t got = 77;

			assert_true(sg_round_ratio(
				quarters[i], 1, 4, 1, (enum sg_rounding)way, &got));
			assert_int_equal(got, expected[way][i]);
		}
	}
}

static void it_is_rounded_once_to_multiples_of_the_step(void **state)
{
	int64_t got;

	(void)state;
	/* 10 points a dollar of 199.99: 1999.9, to hundreds */
	assert_true(sg_round_ratio(19999, 10, 100, 100, SG_ROUND_DOWN, &got));
	assert_int_equal(got, 1900);
	assert_true(sg_round_ratio(19999, 10, 100, 100, SG_ROUND_HALF_UP, &got));
	assert_int_equal(got, 2000);
	/* 149.5 to hundreds is 100: 150 would be rounded twice */
	assert_true(sg_round_ratio(1495, 1, 10, 100, SG_ROUND_HALF_UP, &got));
	assert_int_equal(got, 100);
	assert_true(sg_round_ratio(150, 1, 1, 100, SG_ROUND_HALF_EVEN, &got));
	assert_int_equal(got, 200);
	assert_true(sg_round_ratio(250, 1, 1, 100, SG_ROUND_HALF_EVEN, &got));
	assert_int_equal(got, 200);
}

static void what_does_not_fit_is_not_stored(void **state)
{
	int64_t got = 77;

	(void)state;
	assert_false(sg_round_ratio(INT64_MAX, 2, 1, 1, SG_ROUND_DOWN, &got));
	assert_false(sg_round_ratio(INT64_MIN, 1, 1, 1, SG_ROUND_DOWN, &got));
	assert_false(sg_round_ratio(INT64_MAX, 1, 1, 1000, SG_ROUND_UP, &got));
	assert_false(sg_round_ratio(1, 1, INT64_MAX, 2, SG_ROUND_UP, &got));
	assert_false(sg_round_ratio(1, 1, 0, 1, SG_ROUND_UP, &got));
	assert_false(sg_round_ratio(1, 1, 1, 0, SG_ROUND_UP, &got));
	assert_int_equal(got, 77);
	assert_true(sg_round_ratio(INT64_MAX, 1, 1, 1, SG_ROUND_HALF_UP, &got));
	assert_true(got == INT64_MAX);
	assert_true(sg_round_ratio(-INT64_MAX, 1, 1, 1, SG_ROUND_FLOOR, &got));
	assert_true(got == -INT64_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_way_rounds_as_its_name_says),
		cmocka_unit_test(it_is_rounded_once_to_multiples_of_the_step),
		cmocka_unit_test(what_does_not_fit_is_not_stored),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
