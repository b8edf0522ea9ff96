/* What gains most is chosen, worked out by hand. */
#include "core/restraint.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

typedef struct sg_attention_candidate candidate;

#define RANKED(worth_, kind_, rank_)                                                     \
	{                                                                                \
		.value = (worth_), .kind = (kind_), .rank = (rank_)                      \
	}
#define OF(worth_, kind_) RANKED(worth_, kind_, 0)
#define GIVEN(worth_, kind_)                                                             \
	{                                                                                \
		.value = (worth_), .kind = (kind_), .chosen = true                       \
	}

static size_t chosen(const candidate *candidates, size_t count)
{
	size_t found = 0;

	for (size_t i = 0; i < count; i++) {
		found += candidates[i].chosen;
	}
	return found;
}

static size_t restrain(candidate *candidates, size_t count, int32_t rho, int32_t delta,
	int32_t kappa, int32_t budget)
{
	const struct sg_measure measure = {rho, delta, kappa, budget, 1};

	sg_restrain(candidates, count, &measure);
	return chosen(candidates, count);
}

/* ---- by hand ---- */

static void the_greatest_gains_are_chosen(void **state)
{
	candidate c[] = {GIVEN(100000, 1), OF(400000, 2), OF(300000, 3), OF(200000, 4)};

	(void)state;
	assert_int_equal(restrain(c, 4, 900, 500, 0, 2), 2);
	assert_true(c[1].chosen);
	assert_true(c[2].chosen);
}

static void of_equal_gains_the_first_is_chosen(void **state)
{
	candidate c[] = {OF(100000, 1), OF(100000, 2), OF(100000, 3)};

	(void)state;
	assert_int_equal(restrain(c, 3, 900, 500, 0, 1), 1);
	assert_true(c[0].chosen);
}

static void no_budget_chooses_nothing(void **state)
{
	candidate c[] = {GIVEN(100000, 1), GIVEN(200000, 2)};

	(void)state;
	assert_int_equal(restrain(c, 2, 1000, 1000, 0, 0), 0);
	assert_int_equal(restrain(c, 2, 1000, 1000, 0, -3), 0);
	assert_int_equal(restrain(NULL, 0, 1000, 1000, 0, 5), 0);
}

static void what_brings_no_joy_is_never_chosen(void **state)
{
	candidate c[] = {OF(0, 1), OF(-1, 2), RANKED(1, 3, 1)};

	(void)state;
	assert_int_equal(restrain(c, 3, 1000, 1000, 0, 100), 1);
	assert_true(c[2].chosen);
	/* Nor does it stand before what does. */
	c[2].value = 400000;
	assert_int_equal(restrain(c, 3, 500, 1000, 300, 1), 1);
}

/* .60, then .30 · .8 = .24 before .50 · .5 · .8 = .20, then .50 · .5 · .8² = .16. */
static void more_of_one_kind_gains_less_and_each_further_one_less_still(void **state)
{
	candidate c[] = {OF(600000, 1), OF(500000, 1), OF(300000, 2)};

	(void)state;
	assert_int_equal(restrain(c, 3, 800, 500, 100, 2), 2);
	assert_true(c[2].chosen);
	assert_int_equal(restrain(c, 3, 800, 500, 159, 3), 3);
	assert_int_equal(restrain(c, 3, 800, 500, 160, 3), 2); /* no more than it costs */
	assert_true(c[2].chosen);
	assert_int_equal(restrain(c, 3, 800, 500, 239, 3), 2);
	assert_int_equal(restrain(c, 3, 800, 500, 240, 3), 1);
	assert_int_equal(restrain(c, 3, 800, 500, 600, 3), 0);
}

/* The third of a kind: 1 · .5 · .5 = .25. */
static void every_further_one_of_a_kind_is_diminished_again(void **state)
{
	candidate c[] = {OF(1000000, 1), OF(1000000, 1), OF(1000000, 1), OF(260000, 2)};

	(void)state;
	assert_int_equal(restrain(c, 4, 1000, 500, 0, 3), 3);
	assert_true(c[3].chosen);
	assert_false(c[2].chosen);
	c[3].value = 250000;
	assert_int_equal(restrain(c, 4, 1000, 500, 0, 3), 3);
	assert_true(c[2].chosen); /* the first of equals */
}

static void a_lower_rank_comes_first_whatever_it_is_worth(void **state)
{
	candidate c[] = {
		RANKED(900000, 1, 2), RANKED(100000, 2, 1), RANKED(900000, 3, 3)};

	(void)state;
	assert_int_equal(restrain(c, 3, 900, 500, 0, 1), 1);
	assert_true(c[1].chosen);
	assert_int_equal(restrain(c, 3, 900, 500, 0, 2), 2);
	assert_true(c[0].chosen);
	/* Not worth its cost, it leaves the others theirs. */
	assert_int_equal(restrain(c, 3, 900, 500, 100, 2), 2);
	assert_false(c[1].chosen);
}

/* Of two periods the second begins afresh: 1, 1, .5, .5 · the kind's 1, 1, .5. */
static void each_period_has_its_own_budget_and_its_own_first(void **state)
{
	candidate c[] = {OF(400000, 1), OF(400000, 1), OF(400000, 1), OF(400000, 2),
		OF(400000, 3)};
	struct sg_measure measure = {500, 500, 300, 2, 1};

	(void)state;
	sg_restrain(c, 5, &measure);
	assert_int_equal(chosen(c, 5), 1);
	measure.periods = 2;
	sg_restrain(c, 5, &measure);
	assert_int_equal(chosen(c, 5), 2);
	assert_true(c[0].chosen && c[1].chosen);
	measure.kappa = 199;
	sg_restrain(c, 5, &measure);
	assert_int_equal(chosen(c, 5), 4); /* two times two */
	assert_false(c[2].chosen);
	measure.periods = -7;
	measure.kappa = 0;
	sg_restrain(c, 5, &measure);
	assert_int_equal(chosen(c, 5), 2);
}

/* The largest numbers there are, and as many as a card may bring. */
static void nothing_overflows(void **state)
{
	enum { COUNT = 400 };
	static candidate c[COUNT];
	struct sg_measure measure = {1000, 1000, 0, INT32_MAX, INT32_MAX};

	(void)state;
	for (size_t i = 0; i < COUNT; i++) {
		c[i] = (candidate){.value = 1000000, .kind = (int32_t)i % 3};
	}
	sg_restrain(c, COUNT, &measure);
	assert_int_equal(chosen(c, COUNT), COUNT);
	measure = (struct sg_measure){0, 0, INT32_MAX, 20, 1};
	sg_restrain(c, COUNT, &measure);
	assert_int_equal(chosen(c, COUNT), 0);
	measure.kappa = 0;
	sg_restrain(c, COUNT, &measure);
	assert_int_equal(chosen(c, COUNT), 1); /* with rho 0 the first is all */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_greatest_gains_are_chosen),
		cmocka_unit_test(of_equal_gains_the_first_is_chosen),
		cmocka_unit_test(no_budget_chooses_nothing),
		cmocka_unit_test(what_brings_no_joy_is_never_chosen),
		cmocka_unit_test(
			more_of_one_kind_gains_less_and_each_further_one_less_still),
		cmocka_unit_test(every_further_one_of_a_kind_is_diminished_again),
		cmocka_unit_test(a_lower_rank_comes_first_whatever_it_is_worth),
		cmocka_unit_test(each_period_has_its_own_budget_and_its_own_first),
		cmocka_unit_test(nothing_overflows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
