/* Limits and fees of what members give to one another, at their edges. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/transfer.h"

static const struct sg_transfer_rule rule = {.allowed = true,
	.tiers = 2u,
	.points_min = 500,
	.points_max = 5000,
	.step = 100,
	.year_max = 8000,
	.fee = 10,
	.fee_percent = 5};

static void taken(int64_t given, int64_t points, int64_t fee)
{
	int64_t got = -1;

	assert_int_equal(sg_transfer_check(&rule, 1, given, points, NULL, &got), SG_OK);
	assert_int_equal(got, fee);
}

static void refused(const struct sg_transfer_rule *by, int32_t tier, int64_t given,
	int64_t points, const char *code)
{
	struct sg_error error = {.status = SG_OK};
	int64_t got = 77;

	assert_int_equal(
		sg_transfer_check(by, tier, given, points, &error, &got), SG_REFUSED);
	assert_string_equal(error.code, code);
	assert_int_equal(got, 77);
}

static void what_is_within_the_limits_costs_the_fee(void **state)
{
	(void)state;
	taken(0, 500, 35);
	taken(0, 5000, 260);
	taken(7500, 500, 35);
	taken(0, 1100, 65);
}

static void what_is_beyond_a_limit_is_refused(void **state)
{
	const struct sg_transfer_rule none = {.allowed = false, .step = 1};

	(void)state;
	refused(&rule, 1, 0, 400, "transfer_limit");
	refused(&rule, 1, 0, 5100, "transfer_limit");
	refused(&rule, 1, 0, 550, "transfer_limit");
	refused(&rule, 1, 7600, 500, "transfer_limit");
	refused(&rule, 0, 0, 500, "transfer_unfit");
	refused(&none, 0, 0, 500, "transfer_unfit");
}

static void a_part_of_a_point_is_rounded_half_up(void **state)
{
	const struct sg_transfer_rule by = {.allowed = true, .step = 1, .fee_percent = 5};
	int64_t fee;

	(void)state;
	assert_int_equal(sg_transfer_check(&by, 0, 0, 9, NULL, &fee), SG_OK);
	assert_int_equal(fee, 0);
	assert_int_equal(sg_transfer_check(&by, 0, 0, 10, NULL, &fee), SG_OK);
	assert_int_equal(fee, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_within_the_limits_costs_the_fee),
		cmocka_unit_test(what_is_beyond_a_limit_is_refused),
		cmocka_unit_test(a_part_of_a_point_is_rounded_half_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
