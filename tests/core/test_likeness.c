/* What is compared of two guests. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/likeness.h"
#include "core/time.h"

static void assert_text(
	const struct sg_features *features, uint32_t pair, const char *expected)
{
	struct sg_buffer text = {0};

	assert_int_equal(sg_likeness_text(features, pair, &text), expected != NULL);
	assert_string_equal(
		text.data != NULL ? text.data : "", expected != NULL ? expected : "");
	sg_buffer_free(&text);
}

static void ways_of_writing_do_not_part_anybody(void **state)
{
	const struct sg_features one = {.given = "Jörg-Uwe",
		.family = "MÜLLER",
		.phone = "+49 (40) 123 45 67",
		.birth_day = 132};
	const struct sg_features other = {.given = "jörg uwe",
		.family = "Müller",
		.phone = "040/1234567",
		.birth_day = 132};

	(void)state;
	assert_text(&one, SG_LIKE_NAME | SG_LIKE_PHONE, "jörguwe\nmüller\n01234567");
	assert_text(&other, SG_LIKE_NAME | SG_LIKE_PHONE, "jörguwe\nmüller\n01234567");
	assert_text(&one, SG_LIKE_NAME | SG_LIKE_BIRTH, "132\njörguwe\nmüller\n");
}

static void what_is_not_known_is_not_alike(void **state)
{
	const struct sg_features features = {.family = "Keller",
		.email = "A.B@Example.org",
		.phone = "112",
		.birth_day = SG_NO_DAY};
	struct sg_features born = features;

	(void)state;
	for (size_t i = 0; i < SG_LIKE_PAIRS; i++) {
		assert_text(&features, sg_like_pairs[i], NULL);
	}
	born.birth_day = 7;
	assert_text(&born, SG_LIKE_BIRTH | SG_LIKE_EMAIL, "7\na.b@example.org\n");
	assert_text(&born, SG_LIKE_BIRTH | SG_LIKE_PHONE, NULL);
}

static void neither_email_nor_name_alone_is_a_pair(void **state)
{
	const uint32_t who = SG_LIKE_NAME | SG_LIKE_BIRTH;

	(void)state;
	for (size_t i = 0; i < SG_LIKE_PAIRS; i++) {
		uint32_t pair = sg_like_pairs[i];

		assert_int_equal(__builtin_popcount(pair), 2);
		assert_true((pair & who) != 0);
		assert_true((pair & SG_LIKE_EMAIL) == 0 || (pair & SG_LIKE_BIRTH) != 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ways_of_writing_do_not_part_anybody),
		cmocka_unit_test(what_is_not_known_is_not_alike),
		cmocka_unit_test(neither_email_nor_name_alone_is_a_pair),
	};

	return cmocka_run_group_tests_name("core.likeness", tests, NULL, NULL);
}
