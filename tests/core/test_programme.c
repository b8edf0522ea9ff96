/* Versions by date, names that fit, what is required, months and their ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/programme.h"
#include "core/time.h"

static int32_t day(const char *text)
{
	int32_t value = SG_NO_DAY;

	assert_true(sg_day_parse(text, &value));
	return value;
}

static void the_last_version_that_has_begun_holds(void **state)
{
	const struct sg_programme_version versions[] = {
		{.from_day = 100}, {.from_day = 200}};
	const struct sg_programme programme = {.versions = versions, .version_count = 2};

	(void)state;
	assert_null(sg_programme_on(&programme, 99));
	assert_ptr_equal(sg_programme_on(&programme, 100), &versions[0]);
	assert_ptr_equal(sg_programme_on(&programme, 199), &versions[0]);
	assert_ptr_equal(sg_programme_on(&programme, 200), &versions[1]);
	assert_ptr_equal(sg_programme_on(&programme, INT32_MAX), &versions[1]);
}

static void names_let_in_or_keep_out(void **state)
{
	static const char *const some[] = {"HAM1", "HAM2"};
	const struct sg_names any = {.count = 0};
	const struct sg_names in = {some, 2, false};
	const struct sg_names out = {some, 2, true};

	(void)state;
	assert_true(sg_names_fit(&any, "MUC1"));
	assert_true(sg_names_fit(&any, NULL));
	assert_true(sg_names_fit(&in, "HAM2"));
	assert_false(sg_names_fit(&in, "MUC1"));
	assert_false(sg_names_fit(&in, NULL));
	assert_false(sg_names_fit(&out, "HAM1"));
	assert_true(sg_names_fit(&out, "MUC1"));
	/* What is not known is not what is kept out. */
	assert_true(sg_names_fit(&out, NULL));
}

static bool met(const struct sg_requirement *tree, size_t count, int64_t nights,
	int64_t stays, int64_t spend)
{
	const struct sg_measures measures = {{nights, stays, spend, 0}};

	return sg_requirement_met(tree, count, &measures);
}

/* (80 nights or 40 stays) and 18,000 */
static void requirements_are_joined_by_all_and_any(void **state)
{
	static const struct sg_requirement reserve[] = {
		{.kind = SG_REQUIRE_ALL, .count = 2},
		{.kind = SG_REQUIRE_ANY, .count = 2},
		{.kind = SG_REQUIRE_AT_LEAST,
			.measured = SG_MEASURED_NIGHTS,
			.value = 80},
		{.kind = SG_REQUIRE_AT_LEAST, .measured = SG_MEASURED_STAYS, .value = 40},
		{.kind = SG_REQUIRE_AT_LEAST,
			.measured = SG_MEASURED_SPEND,
			.value = 1800000},
	};
	static const struct sg_requirement never[] = {{.kind = SG_REQUIRE_NEVER}};
	static const struct sg_requirement nothing[] = {{.kind = SG_REQUIRE_ALL}};

	(void)state;
	assert_false(met(reserve, 5, 80, 0, 1799900));
	assert_true(met(reserve, 5, 80, 0, 1800000));
	assert_true(met(reserve, 5, 41, 40, 1800000));
	assert_false(met(reserve, 5, 79, 39, 5000000));
	assert_false(met(never, 1, 365, 365, INT64_MAX));
	assert_false(met(nothing, 1, 365, 365, INT64_MAX));
	assert_false(met(NULL, 0, 365, 365, INT64_MAX));
	/* A tree that promises more than it has is read to its end only. */
	assert_false(met(reserve, 2, 80, 40, 1800000));
}

static void months_end_where_their_month_ends(void **state)
{
	(void)state;
	assert_int_equal(sg_day_add_months(day("2024-02-29"), 12), day("2025-02-28"));
	assert_int_equal(sg_day_add_months(day("2024-02-29"), 48), day("2028-02-29"));
	assert_int_equal(sg_day_add_months(day("2025-02-28"), 12), day("2026-02-28"));
	assert_int_equal(sg_day_add_months(day("2025-01-31"), 1), day("2025-02-28"));
	assert_int_equal(sg_day_add_months(day("2025-12-31"), 2), day("2026-02-28"));
	assert_int_equal(sg_day_add_months(day("2025-11-30"), 1), day("2025-12-30"));
	assert_int_equal(sg_day_add_months(day("2025-03-31"), -1), day("2025-02-28"));
	assert_int_equal(sg_day_add_months(day("2025-01-15"), 0), day("2025-01-15"));
	assert_int_equal(sg_day_add_months(day("2025-01-15"), -1), day("2024-12-15"));
	assert_int_equal(sg_day_add_months(day("9999-12-01"), 1), SG_NO_DAY);
	assert_int_equal(sg_day_add_months(day("0001-01-31"), -1), SG_NO_DAY);
	assert_int_equal(sg_day_add_months(day("2025-01-15"), INT32_MAX), SG_NO_DAY);
}

static void tiers_are_found_by_name(void **state)
{
	static const struct sg_tier tiers[] = {{.name = "member"}, {.name = "gold"}};
	const struct sg_tier_rules rules = {.tiers = tiers, .tier_count = 2};

	(void)state;
	assert_int_equal(sg_tier_find(&rules, "gold"), 1);
	assert_int_equal(sg_tier_find(&rules, "silver"), -1);
	assert_int_equal(sg_tier_find(&rules, NULL), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_last_version_that_has_begun_holds),
		cmocka_unit_test(names_let_in_or_keep_out),
		cmocka_unit_test(requirements_are_joined_by_all_and_any),
		cmocka_unit_test(months_end_where_their_month_ends),
		cmocka_unit_test(tiers_are_found_by_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
