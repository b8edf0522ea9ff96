/* A fixed budget is spent on what gains most. */
#include "core/restraint.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static size_t chosen(const struct sg_attention_candidate *candidates, size_t count)
{
	size_t found = 0;

	for (size_t i = 0; i < count; i++) {
		found += candidates[i].chosen;
	}
	return found;
}

static void the_greatest_gains_are_chosen(void **state)
{
	struct sg_attention_candidate c[] = {
		{10, 1, true}, {40, 2, false}, {30, 3, false}, {20, 4, false}};

	(void)state;
	sg_restrain(c, 4, 2);
	assert_false(c[0].chosen);
	assert_true(c[1].chosen);
	assert_true(c[2].chosen);
	assert_false(c[3].chosen);
}

static void of_equal_gains_the_first_is_chosen(void **state)
{
	struct sg_attention_candidate c[] = {
		{10, 1, false}, {10, 2, false}, {10, 3, false}};

	(void)state;
	sg_restrain(c, 3, 1);
	assert_true(c[0].chosen);
	assert_int_equal(chosen(c, 3), 1);
}

static void no_budget_chooses_nothing(void **state)
{
	struct sg_attention_candidate c[] = {{10, 1, true}, {20, 2, true}};

	(void)state;
	sg_restrain(c, 2, 0);
	assert_int_equal(chosen(c, 2), 0);
	sg_restrain(c, 2, -3);
	assert_int_equal(chosen(c, 2), 0);
	sg_restrain(NULL, 0, 5);
}

static void a_large_budget_chooses_all_that_gains(void **state)
{
	struct sg_attention_candidate c[] = {
		{10, 1, false}, {0, 2, false}, {-5, 3, false}, {1, 1, false}};

	(void)state;
	sg_restrain(c, 4, 100);
	assert_int_equal(chosen(c, 4), 2);
	assert_false(c[1].chosen);
	assert_false(c[2].chosen);
}

static void more_of_one_kind_gains_less(void **state)
{
	struct sg_attention_candidate c[] = {
		{10, 1, false}, {9, 1, false}, {8, 1, false}, {6, 2, false}};

	(void)state;
	sg_restrain(c, 4, 2);
	assert_true(c[0].chosen);
	assert_true(c[3].chosen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_greatest_gains_are_chosen),
		cmocka_unit_test(of_equal_gains_the_first_is_chosen),
		cmocka_unit_test(no_budget_chooses_nothing),
		cmocka_unit_test(a_large_budget_chooses_all_that_gains),
		cmocka_unit_test(more_of_one_kind_gains_less),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
