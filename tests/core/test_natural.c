/* Rooms and floors in the order in which people count. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/natural.h"

static int sign(int order)
{
	return (order > 0) - (order < 0);
}

static void each_stands_before_the_next(void **state)
{
	static const char *const ordered[] = {NULL, "", "1", "2", "9", "10", "41B", "409",
		"412", "412A", "412B", "99999999999999999999998",
		"99999999999999999999999", "B1", "B2", "B10", "EG"};
	const size_t count = sizeof ordered / sizeof ordered[0];

	(void)state;
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < count; k++) {
			assert_int_equal(sign(sg_natural_compare(ordered[i], ordered[k])),
				(i > k) - (i < k));
		}
	}
}

static void leading_zeros_do_not_count(void **state)
{
	(void)state;
	assert_int_equal(sg_natural_compare("0409", "409"), 0);
	assert_int_equal(sg_natural_compare("0", "000"), 0);
	assert_true(sg_natural_compare("0409", "410") < 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_stands_before_the_next),
		cmocka_unit_test(leading_zeros_do_not_count),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
