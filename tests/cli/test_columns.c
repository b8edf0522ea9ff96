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

static void what_steers_or_marks_letters_takes_no_column(void **state)
{
	(void)state;
	assert_int_equal(sg_columns_width("\u2068الغرفة 412\u2069"), 10);
	assert_int_equal(sg_columns_width("تُحدَّد"), 4);
	assert_int_equal(sg_columns_width("a\u200fb\ufeff"), 2);
}

static void assert_isolated(const char *text, const char *expected)
{
	struct sg_buffer buffer = {0};

	sg_columns_isolate(&buffer, text, strlen(text));
	assert_string_equal(buffer.data != NULL ? buffer.data : "", expected);
	sg_buffer_free(&buffer);
}

static void each_cell_with_arabic_is_set_apart(void **state)
{
	(void)state;
	assert_isolated("[ ]    السرير   2 × لحاف", "[ ]    \u2068السرير\u2069   "
						    "\u2068"
						    "2 × لحاف\u2069");
	assert_isolated("HAM1 · الطابق 4\nWasser  ماء: 3\n",
		"HAM1 · \u2068الطابق 4\u2069\nWasser  \u2068ماء: 3\u2069\n");
	assert_isolated("│ ✗ بلا زهور │", "│ ✗ \u2068بلا زهور\u2069 │");
	assert_isolated("── مغادرة ──", "── \u2068مغادرة\u2069 ──");
	assert_isolated("Keine Blumen / بلا زهور", "Keine Blumen / \u2068بلا زهور\u2069");
}

static void what_is_apart_already_or_has_no_arabic_stays_as_it_is(void **state)
{
	(void)state;
	assert_isolated("", "");
	assert_isolated("2 × Decke · Якість  żółć", "2 × Decke · Якість  żółć");
	assert_isolated("\u2068محمد\u2069 · 2 Erw.", "\u2068محمد\u2069 · 2 Erw.");
	assert_isolated("a\xE2\x80", "a\xE2\x80");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(letters_with_marks_take_one_column),
		cmocka_unit_test(a_text_is_cut_at_a_blank),
		cmocka_unit_test(a_long_word_is_cut_between_characters),
		cmocka_unit_test(two_texts_are_spread_or_stand_on_two_lines),
		cmocka_unit_test(what_steers_or_marks_letters_takes_no_column),
		cmocka_unit_test(each_cell_with_arabic_is_set_apart),
		cmocka_unit_test(what_is_apart_already_or_has_no_arabic_stays_as_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
