/*
 * The form beside a number, by the examples that CLDR gives with its rules.
 */
#include "core/plural.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/language.h"

struct example {
	enum sg_plural category;
	int64_t numbers[12]; /* up to -1 */
};

static void check(const char *language, const struct example *examples, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		for (size_t n = 0; examples[i].numbers[n] >= 0; n++) {
			enum sg_plural got =
				sg_plural_of(language, examples[i].numbers[n]);

			if (got != examples[i].category) {
				fail_msg("%s %d: %s", language,
					(int)examples[i].numbers[n], sg_plural_name(got));
			}
			assert_true(sg_plural_used(language, got));
		}
	}
}

#define CHECK(language, examples)                                                        \
	check(language, examples, sizeof(examples) / sizeof((examples)[0]))

static void english_german_spanish_italian_and_turkish_know_one_and_others(void **state)
{
	static const struct example examples[] = {
		{SG_PLURAL_ONE, {1, -1}},
		{SG_PLURAL_OTHER, {0, 2, 5, 11, 21, 100, 101, 1000000, -1}},
	};

	(void)state;
	CHECK("en", examples);
	CHECK("de", examples);
	CHECK("de-AT", examples);
	CHECK("es", examples);
	CHECK("it", examples);
	CHECK("tr", examples);
}

static void french_counts_none_like_one(void **state)
{
	static const struct example examples[] = {
		{SG_PLURAL_ONE, {0, 1, -1}},
		{SG_PLURAL_OTHER, {2, 11, 21, 1000000, -1}},
	};

	(void)state;
	CHECK("fr", examples);
}

static void polish_has_few_up_to_four_and_one_but_once(void **state)
{
	static const struct example examples[] = {
		{SG_PLURAL_ONE, {1, -1}},
		{SG_PLURAL_FEW, {2, 3, 4, 22, 34, 102, 1002, -1}},
		{SG_PLURAL_MANY, {0, 5, 11, 12, 14, 19, 21, 31, 101, 112, -1}},
	};

	(void)state;
	CHECK("pl", examples);
}

static void ukrainian_counts_twenty_one_like_one(void **state)
{
	static const struct example examples[] = {
		{SG_PLURAL_ONE, {1, 21, 31, 101, 1001, -1}},
		{SG_PLURAL_FEW, {2, 3, 4, 22, 34, 102, -1}},
		{SG_PLURAL_MANY, {0, 5, 11, 12, 14, 19, 20, 111, 112, -1}},
	};

	(void)state;
	CHECK("uk", examples);
}

static void romanian_says_de_from_twenty_on(void **state)
{
	static const struct example examples[] = {
		{SG_PLURAL_ONE, {1, -1}},
		{SG_PLURAL_FEW, {0, 2, 16, 19, 101, 119, -1}},
		{SG_PLURAL_OTHER, {20, 35, 61, 100, 120, 1000, -1}},
	};

	(void)state;
	CHECK("ro", examples);
}

static void arabic_has_six_forms(void **state)
{
	static const struct example examples[] = {
		{SG_PLURAL_ZERO, {0, -1}},
		{SG_PLURAL_ONE, {1, -1}},
		{SG_PLURAL_TWO, {2, -1}},
		{SG_PLURAL_FEW, {3, 10, 103, 110, 1003, -1}},
		{SG_PLURAL_MANY, {11, 26, 99, 111, 1011, -1}},
		{SG_PLURAL_OTHER, {100, 101, 102, 200, 202, 1000, -1}},
	};

	(void)state;
	CHECK("ar", examples);
}

static void a_language_that_is_not_spoken_counts_like_english(void **state)
{
	(void)state;
	assert_int_equal(sg_plural_of("nl", 1), SG_PLURAL_ONE);
	assert_int_equal(sg_plural_of("nl", 2), SG_PLURAL_OTHER);
	assert_int_equal(sg_plural_of(NULL, 1), SG_PLURAL_ONE);
	assert_int_equal(sg_plural_of("en", -1), SG_PLURAL_ONE);
	assert_int_equal(sg_plural_of("uk", INT64_MIN), SG_PLURAL_MANY);
}

/* A category that is said to be used is met, and no other. */
static void each_language_uses_the_categories_that_it_says(void **state)
{
	(void)state;
	for (int i = 0; i < SG_LANGUAGE_COUNT; i++) {
		const char *language = sg_language_code((enum sg_language)i);
		unsigned met = 0;

		for (int64_t n = 0; n < 1000; n++) {
			met |= 1u << sg_plural_of(language, n);
		}
		for (int c = 0; c < SG_PLURALS; c++) {
			assert_int_equal(sg_plural_used(language, (enum sg_plural)c),
				met >> c & 1);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			english_german_spanish_italian_and_turkish_know_one_and_others),
		cmocka_unit_test(french_counts_none_like_one),
		cmocka_unit_test(polish_has_few_up_to_four_and_one_but_once),
		cmocka_unit_test(ukrainian_counts_twenty_one_like_one),
		cmocka_unit_test(romanian_says_de_from_twenty_on),
		cmocka_unit_test(arabic_has_six_forms),
		cmocka_unit_test(a_language_that_is_not_spoken_counts_like_english),
		cmocka_unit_test(each_language_uses_the_categories_that_it_says),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
