/* Statuses by name, and errors filled with one clean line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/status.h"

static void every_status_has_its_word(void **state)
{
	static const struct {
		enum sg_status status;
		const char *name;
	} cases[] = {
		{SG_OK, "ok"},
		{SG_INVALID, "invalid"},
		{SG_REFUSED, "refused"},
		{SG_UNAVAILABLE, "unavailable"},
		{SG_FORKED, "forked"},
		{SG_UNSUPPORTED, "unsupported"},
		{SG_MEMORY, "memory"},
		{SG_INTERNAL, "internal"},
		{(enum sg_status) - 8, "internal"},
		{(enum sg_status)1, "internal"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		assert_string_equal(sg_status_name(cases[i].status), cases[i].name);
	}
}

static void a_failure_fills_the_error_and_returns_its_status(void **state)
{
	struct sg_error error;

	(void)state;
	assert_int_equal(sg_fail(&error, SG_INVALID, "date_invalid", "/data/arrival",
				 "%d %s is no date", 31, "February"),
		SG_INVALID);
	assert_int_equal(error.status, SG_INVALID);
	assert_string_equal(error.code, "date_invalid");
	assert_string_equal(error.path, "/data/arrival");
	assert_string_equal(error.message, "31 February is no date");
}

static void nobody_has_to_bring_an_error(void **state)
{
	(void)state;
	assert_int_equal(
		sg_fail(NULL, SG_REFUSED, "house_rule", NULL, "%s", "no"), SG_REFUSED);
}

static void an_absent_code_or_path_is_an_empty_text(void **state)
{
	struct sg_error error;

	(void)state;
	sg_fail(&error, SG_INTERNAL, NULL, NULL, "%s", "");
	assert_string_equal(error.code, "");
	assert_string_equal(error.path, "");
	assert_string_equal(error.message, "");
}

static void control_characters_become_question_marks(void **state)
{
	struct sg_error error;

	(void)state;
	sg_fail(&error, SG_INVALID, "a\nb", "/x\x1b[2J",
		"one\r\ntwo\t\x7fthree Zimmer €");
	assert_string_equal(error.code, "a?b");
	assert_string_equal(error.path, "/x?[2J");
	assert_string_equal(error.message, "one??two??three Zimmer €");
}

static void a_long_message_is_cut_and_ended(void **state)
{
	struct sg_error error;
	char text[1000];

	(void)state;
	memset(text, 'x', sizeof text);
	text[sizeof text - 1] = '\0';
	sg_fail(&error, SG_INVALID, text, text, "%s", text);
	assert_int_equal(strlen(error.code), sizeof error.code - 1);
	assert_int_equal(strlen(error.path), sizeof error.path - 1);
	assert_int_equal(strlen(error.message), sizeof error.message - 1);
}

/* Whatever the length before it, no text may end within a character. */
static void a_long_message_is_cut_between_characters(void **state)
{
	static const char *const characters[] = {"ü", "€", "😀"};
	struct sg_error error;
	char text[1000];

	(void)state;
	for (size_t c = 0; c < sizeof characters / sizeof characters[0]; c++) {
		size_t width = strlen(characters[c]);

		for (size_t before = 0; before < 8; before++) {
			size_t len, whole;

			memset(text, 'x', before);
			for (len = before; len + width < 600; len += width) {
				memcpy(text + len, characters[c], width);
			}
			text[len] = '\0';
			sg_fail(&error, SG_INVALID, "code", "", "%s", text);
			whole = strlen(error.message) - before;
			assert_int_equal(whole % width, 0);
			assert_memory_equal(error.message, text, before + whole);
			assert_true(before + whole + 2 * width >= sizeof error.message);
		}
	}
}

static void a_message_that_fits_keeps_its_last_character(void **state)
{
	struct sg_error error;
	char text[sizeof error.message - 1];

	(void)state;
	memset(text, 'x', sizeof text);
	memcpy(text + sizeof text - 3, "ü", 3);
	sg_fail(&error, SG_INVALID, "code", "", "%s", text);
	assert_string_equal(error.message, text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_status_has_its_word),
		cmocka_unit_test(a_failure_fills_the_error_and_returns_its_status),
		cmocka_unit_test(nobody_has_to_bring_an_error),
		cmocka_unit_test(an_absent_code_or_path_is_an_empty_text),
		cmocka_unit_test(control_characters_become_question_marks),
		cmocka_unit_test(a_long_message_is_cut_and_ended),
		cmocka_unit_test(a_long_message_is_cut_between_characters),
		cmocka_unit_test(a_message_that_fits_keeps_its_last_character),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
