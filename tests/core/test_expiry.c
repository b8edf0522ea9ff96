/* The last good day of points, at the edges of months and years. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/expiry.h"
#include "core/time.h"

static int32_t day(const char *text)
{
	int32_t value = SG_NO_DAY;

	assert_true(sg_day_parse(text, &value));
	return value;
}

static int32_t last(struct sg_expiry_rule rule, const char *earned, const char *active)
{
	const struct sg_programme_version version = {.expiry = &rule, .expiry_count = 1};

	return sg_expiry_last_day(&version, 0, day(earned), day(active));
}

static void months_are_counted_from_earning_or_from_activity(void **state)
{
	(void)state;
	assert_int_equal(last((struct sg_expiry_rule){.kind = SG_EXPIRY_FIXED,
				      .months = 24,
				      .inclusive = true},
				 "2024-02-29", "2026-01-05"),
		day("2026-02-28"));
	assert_int_equal(last((struct sg_expiry_rule){.kind = SG_EXPIRY_INACTIVITY,
				      .months = 12,
				      .inclusive = true},
				 "2020-01-01", "2024-02-29"),
		day("2025-02-28"));
	assert_int_equal(last((struct sg_expiry_rule){.kind = SG_EXPIRY_NEVER},
				 "2020-01-01", "2024-02-29"),
		SG_NO_DAY);
}

static void ends_are_those_of_month_or_year_inclusive_or_not(void **state)
{
	struct sg_expiry_rule rule = {.kind = SG_EXPIRY_FIXED, .months = 1};

	(void)state;
	assert_int_equal(last(rule, "2025-12-31", "2025-12-31"), day("2026-01-30"));
	rule.inclusive = true;
	assert_int_equal(last(rule, "2026-01-31", "2026-01-31"), day("2026-02-28"));
	rule.end = SG_EXPIRY_MONTH_END;
	assert_int_equal(last(rule, "2026-01-01", "2026-01-01"), day("2026-02-28"));
	assert_int_equal(last(rule, "2026-11-30", "2026-11-30"), day("2026-12-31"));
	rule.end = SG_EXPIRY_YEAR_END;
	assert_int_equal(last(rule, "2026-11-30", "2026-11-30"), day("2026-12-31"));
	assert_int_equal(last(rule, "2026-12-01", "2026-12-01"), day("2027-12-31"));
	rule.inclusive = false;
	assert_int_equal(last(rule, "2026-12-01", "2026-12-01"), day("2027-12-30"));
	rule.months = 120;
	assert_int_equal(last(rule, "9999-01-01", "9999-01-01"), SG_NO_DAY);
}

/* The first rule that has the tier holds, so that reaching silver ends the ageing. */
static void the_rule_goes_with_the_tier(void **state)
{
	static const struct sg_expiry_rule rules[] = {
		{.tiers = 1u,
			.kind = SG_EXPIRY_INACTIVITY,
			.months = 12,
			.inclusive = true},
		{.kind = SG_EXPIRY_NEVER},
	};
	const struct sg_programme_version version = {.expiry = rules, .expiry_count = 2};
	const struct sg_programme_version none = {.expiry_count = 0};

	(void)state;
	assert_int_equal(
		sg_expiry_last_day(&version, 0, day("2025-01-01"), day("2025-06-01")),
		day("2026-06-01"));
	assert_int_equal(
		sg_expiry_last_day(&version, 1, day("2025-01-01"), day("2025-06-01")),
		SG_NO_DAY);
	assert_int_equal(
		sg_expiry_last_day(&none, 0, day("2025-01-01"), day("2025-06-01")),
		SG_NO_DAY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(months_are_counted_from_earning_or_from_activity),
		cmocka_unit_test(ends_are_those_of_month_or_year_inclusive_or_not),
		cmocka_unit_test(the_rule_goes_with_the_tier),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
