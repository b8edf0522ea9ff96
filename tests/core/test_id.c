/* Keys: made, compared, written and read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/id.h"

static void a_key_is_a_uuid_of_version_7(void **state)
{
	static const unsigned char random_bytes[10] = {
		0xFF, 0xCC, 0xFF, 0x43, 0x8C, 0x4D, 0xC4, 0x00, 0x11, 0x22};
	/* The time of RFC 9562's example, A.6: 2022-02-22T19:22:22Z. */
	struct sg_id id = sg_id_make(INT64_C(1645557742000000), random_bytes);
	char text[SG_ID_TEXT_SIZE];

	(void)state;
	sg_id_format(&id, text);
	assert_string_equal(text, "017f22e279b07fccbf438c4dc4001122");
}

static void keys_sort_by_time(void **state)
{
	static const unsigned char high[10] = {
		0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};
	static const unsigned char low[10] = {0};
	struct sg_id early = sg_id_make(INT64_C(1795273445999000), high);
	struct sg_id late = sg_id_make(INT64_C(1795273446000000), low);

	(void)state;
	assert_true(sg_id_compare(&early, &late) < 0);
	assert_true(sg_id_compare(&late, &early) > 0);
	assert_int_equal(sg_id_compare(&late, &late), 0);
	assert_false(sg_id_equal(&early, &late));
	assert_true(sg_id_equal(&early, &early));
}

static void only_sixteen_zeroes_are_nil(void **state)
{
	struct sg_id id = {{0}};

	(void)state;
	assert_true(sg_id_is_nil(&id));
	for (int i = 0; i < SG_ID_SIZE; i++) {
		id.bytes[i] = 1;
		assert_false(sg_id_is_nil(&id));
		id.bytes[i] = 0;
	}
}

static void a_key_survives_its_text(void **state)
{
	struct sg_id id, back;
	char text[SG_ID_TEXT_SIZE];

	(void)state;
	for (int i = 0; i < 256; i++) {
		memset(id.bytes, i, sizeof id.bytes);
		id.bytes[0] = (unsigned char)(i ^ 0x5A);
		sg_id_format(&id, text);
		assert_true(sg_id_parse(text, &back));
		assert_true(sg_id_equal(&id, &back));
	}
	assert_true(sg_id_parse("017F22E279B07FCCBF438C4DC4001122", &back));
	sg_id_format(&back, text);
	assert_string_equal(text, "017f22e279b07fccbf438c4dc4001122");
}

static void other_texts_are_no_keys(void **state)
{
	static const char *const texts[] = {
		"",
		"017f22e279b07fccbf438c4dc400112",
		"017f22e279b07fccbf438c4dc40011223",
		"017f22e2-79b0-7fcc-bf43-8c4dc4001122",
		"g17f22e279b07fccbf438c4dc4001122",
		"017f22e279b07fccbf438c4dc400112G",
		"017f22e279b07fcc:f438c4dc4001122",
		"017f22e279b07fcc/f438c4dc4001122",
		"017f22e279b07fcc@f438c4dc4001122",
		"017f22e279b07fcc`f438c4dc4001122",
		" 17f22e279b07fccbf438c4dc4001122",
	};
	struct sg_id id;

	(void)state;
	memset(id.bytes, 7, sizeof id.bytes);
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		assert_false(sg_id_parse(texts[i], &id));
		assert_int_equal(id.bytes[0], 7);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_key_is_a_uuid_of_version_7),
		cmocka_unit_test(keys_sort_by_time),
		cmocka_unit_test(only_sixteen_zeroes_are_nil),
		cmocka_unit_test(a_key_survives_its_text),
		cmocka_unit_test(other_texts_are_no_keys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
