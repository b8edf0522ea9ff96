/* The languages that the program speaks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/language.h"

static void each_language_is_found_by_its_code_and_by_a_region_of_it(void **state)
{
	enum sg_language found = SG_LANGUAGE_EN;

	(void)state;
	for (int i = 0; i < SG_LANGUAGE_COUNT; i++) {
		assert_true(
			sg_language_find(sg_language_code((enum sg_language)i), &found));
		assert_int_equal(found, i);
	}
	assert_true(sg_language_find("de-AT", &found));
	assert_int_equal(found, SG_LANGUAGE_DE);
}

static void another_language_is_not_found_and_english_stands_in(void **state)
{
	enum sg_language found = SG_LANGUAGE_TR;

	(void)state;
	assert_false(sg_language_find("nl", &found));
	assert_false(sg_language_find("den", &found));
	assert_false(sg_language_find("", &found));
	assert_false(sg_language_find(NULL, &found));
	assert_int_equal(found, SG_LANGUAGE_TR);
	assert_int_equal(sg_language_or_english("nl"), SG_LANGUAGE_EN);
	assert_int_equal(sg_language_or_english("ar-EG"), SG_LANGUAGE_AR);
}

static void arabic_and_its_kin_are_written_from_right_to_left(void **state)
{
	(void)state;
	assert_true(sg_language_is_rtl("ar"));
	assert_true(sg_language_is_rtl("ar-EG"));
	assert_true(sg_language_is_rtl("he"));
	assert_false(sg_language_is_rtl("uk"));
	assert_false(sg_language_is_rtl("art"));
	assert_false(sg_language_is_rtl(NULL));
}

static void a_fraction_stands_behind_a_comma_but_in_english_and_arabic(void **state)
{
	static const char *const comma[] = {
		"de", "de-CH", "es", "fr", "it", "pl", "ro", "tr", "uk", "nl"};

	(void)state;
	for (size_t i = 0; i < sizeof comma / sizeof comma[0]; i++) {
		assert_int_equal(sg_language_decimal(comma[i]), ',');
	}
	assert_int_equal(sg_language_decimal("en"), '.');
	assert_int_equal(sg_language_decimal("en-GB"), '.');
	assert_int_equal(sg_language_decimal("ar"), '.');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			each_language_is_found_by_its_code_and_by_a_region_of_it),
		cmocka_unit_test(another_language_is_not_found_and_english_stands_in),
		cmocka_unit_test(arabic_and_its_kin_are_written_from_right_to_left),
		cmocka_unit_test(
			a_fraction_stands_behind_a_comma_but_in_english_and_arabic),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
