/* Text in columns. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "cli/columns.h"

static void letters_with_marks_take_one_column(void **state)
{
	(void)state;
	assert_int_equal(sg_columns_width("Fără pătuț"), 10);
	assert_int_equal(sg_columns_width("e\xCC\x81"), 1);
	assert_int_equal(sg_columns_width(""), 0);
}

static void a_text_is_cut_at_a_blank(void **state)
{
	const char *next;

	(void)state;
	assert_int_equal(sg_columns_cut("zwei Decken tauschen", 12, &next), 11);
	assert_string_equal(next, "tauschen");
	assert_int_equal(sg_columns_cut("kurz", 12, &next), 4);
	assert_string_equal(next, "");
	assert_int_equal(sg_columns_cut("zwölf Boxkämpfer", 5, &next), 6);
	assert_string_equal(next, "Boxkämpfer");
}

static void a_long_word_is_cut_between_characters(void **state)
{
	const char *next;

	(void)state;
	assert_int_equal(sg_columns_cut("ääää", 3, &next), 6);
	assert_string_equal(next, "ä");
	assert_int_equal(sg_columns_cut("ä", 0, &next), 2);
}

static void two_texts_are_spread_or_stand_on_two_lines(void **state)
{
	struct sg_buffer buffer = {0};

	(void)state;
	sg_columns_spread(&buffer, "links", "rechts", 14);
	assert_string_equal(buffer.data, "links   rechts\n");
	sg_buffer_reset(&buffer);
	sg_columns_spread(&buffer, "links", "rechts", 11);
	assert_string_equal(buffer.data, "links\n     rechts\n");
	sg_buffer_free(&buffer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(letters_with_marks_take_one_column),
		cmocka_unit_test(a_text_is_cut_at_a_blank),
		cmocka_unit_test(a_long_word_is_cut_between_characters),
		cmocka_unit_test(two_texts_are_spread_or_stand_on_two_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
