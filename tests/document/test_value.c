/* JSON values for programs: looked into, changed a little, written again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "document/value.h"

static struct sg_value *parse(const char *text)
{
	struct sg_value *value = NULL;
	struct sg_error error;

	assert_int_equal(sg_value_parse(text, strlen(text), &error, &value), SG_OK);
	return value;
}

static void expect_written(const struct sg_value *value, bool pretty, const char *text)
{
	struct sg_buffer buffer = {0};

	sg_value_write(value, pretty, &buffer);
	assert_false(buffer.failed);
	assert_string_equal(buffer.data, text);
	sg_buffer_free(&buffer);
}

static void what_is_no_json_is_refused_with_its_place(void **state)
{
	static const char *const wrong[] = {"", "{", "{\"a\":1,\"a\":2}", "[1] 2", "nul"};
	struct sg_value *value = NULL;
	struct sg_error error;

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		assert_int_equal(
			sg_value_parse(wrong[i], strlen(wrong[i]), &error, &value),
			SG_INVALID);
		assert_string_equal(error.code, "json_invalid");
		assert_non_null(strstr(error.message, "line 1"));
	}
	assert_null(value);
	sg_value_free(NULL);
}

static void members_are_found_by_name_and_by_path(void **state)
{
	struct sg_value *value = parse("{\"a\":{\"b\":{\"c\":7}},\"n\":null}");

	(void)state;
	assert_int_equal(sg_value_integer(sg_value_find(value, "a.b.c"), 0), 7);
	assert_ptr_equal(sg_value_find(value, ""), value);
	assert_null(sg_value_find(value, "a.x.c"));
	assert_null(sg_value_find(value, "n"));
	assert_null(sg_value_member(value, "n"));
	assert_null(sg_value_find(NULL, "a"));
	assert_null(sg_value_find(value, "a-name-that-is-longer-than-any-member-that-a-"
					 "program-could-want-to-look-up"));
	sg_value_free(value);
}

static void every_reader_has_a_fallback(void **state)
{
	struct sg_value *value =
		parse("{\"t\":\"x\",\"i\":5,\"d\":1.5,\"y\":true,\"l\":[1,2]}");
	const struct sg_value *text = sg_value_member(value, "t");

	(void)state;
	assert_string_equal(sg_value_text(text, "none"), "x");
	assert_string_equal(sg_value_text(NULL, "none"), "none");
	assert_int_equal(sg_value_integer(sg_value_member(value, "i"), 9), 5);
	assert_int_equal(sg_value_integer(text, 9), 9);
	assert_true(sg_value_number(sg_value_member(value, "d"), 0) > 1.4);
	assert_true(sg_value_number(sg_value_member(value, "i"), 0) > 4.9);
	assert_true(sg_value_number(text, -1) < 0);
	assert_true(sg_value_is_true(sg_value_member(value, "y")));
	assert_false(sg_value_is_true(text));
	assert_false(sg_value_is_true(NULL));
	assert_true(sg_value_is_object(value));
	assert_true(sg_value_is_text(text));
	assert_true(sg_value_is_array(sg_value_member(value, "l")));
	assert_false(sg_value_is_array(value));
	assert_false(sg_value_is_object(NULL));
	sg_value_free(value);
}

static void arrays_and_objects_are_counted(void **state)
{
	struct sg_value *value = parse("{\"l\":[10,20],\"o\":{}}");
	const struct sg_value *list = sg_value_member(value, "l");

	(void)state;
	assert_int_equal(sg_value_count(list), 2);
	assert_int_equal(sg_value_count(value), 2);
	assert_int_equal(sg_value_count(NULL), 0);
	assert_int_equal(sg_value_integer(sg_value_at(list, 1), 0), 20);
	assert_null(sg_value_at(list, 2));
	assert_null(sg_value_at(value, 0));
	sg_value_free(value);
}

static bool note(void *data, const char *name, const struct sg_value *member)
{
	char *names = data;

	(void)member;
	strncat(names, name, 8);
	return strcmp(name, "b") != 0;
}

static void members_are_visited_in_their_order_until_it_is_enough(void **state)
{
	struct sg_value *value = parse("{\"z\":1,\"b\":2,\"a\":3}");
	char names[32] = "";

	(void)state;
	sg_value_each(value, note, names);
	assert_string_equal(names, "zb");
	sg_value_each(NULL, note, names);
	assert_string_equal(names, "zb");
	sg_value_free(value);
}

static void members_are_set_and_taken_away(void **state)
{
	struct sg_value *value = parse("{\"a\":1}");
	struct sg_value *list = parse("[]");
	struct sg_error error;

	(void)state;
	assert_int_equal(sg_value_set(value, "b", "{\"c\":[true,null]}", &error), SG_OK);
	assert_int_equal(sg_value_set(value, "a", "\"x\"", &error), SG_OK);
	expect_written(value, false, "{\"a\":\"x\",\"b\":{\"c\":[true,null]}}");
	sg_value_remove(value, "a");
	sg_value_remove(value, "a");
	expect_written(value, false, "{\"b\":{\"c\":[true,null]}}");
	assert_int_equal(sg_value_set(value, "a", "{", &error), SG_INVALID);
	assert_int_equal(sg_value_set(list, "a", "1", &error), SG_INVALID);
	sg_value_free(value);
	sg_value_free(list);
}

static void what_only_the_other_has_is_filled_in_deep_inside(void **state)
{
	struct sg_value *value =
		parse("{\"l\":[{\"t\":{\"de\":\"a\"}},{\"x\":1}],\"k\":1}");
	struct sg_value *more = parse(
		"{\"l\":[{\"t\":{\"de\":\"z\",\"ro\":\"b\"}},7,8],\"k\":2,\"m\":3}");

	(void)state;
	sg_value_fill(value, more);
	sg_value_free(more);
	expect_written(value, false,
		"{\"l\":[{\"t\":{\"de\":\"a\",\"ro\":\"b\"}},{\"x\":1}],\"k\":1,\"m\":"
		"3}");
	sg_value_fill(value, NULL);
	sg_value_free(value);
}

static void a_value_is_written_on_one_line_or_indented(void **state)
{
	struct sg_value *value = parse("{\"a\":[1]}");

	(void)state;
	expect_written(value, true, "{\n  \"a\": [\n    1\n  ]\n}");
	expect_written(NULL, false, "null");
	expect_written(sg_value_at(sg_value_member(value, "a"), 0), false, "1");
	sg_value_free(value);
}

static void expect_bytes(const char *bytes, size_t len, const char *text)
{
	struct sg_buffer buffer = {0};

	sg_value_write_bytes(bytes, len, &buffer);
	assert_string_equal(buffer.data, text);
	sg_buffer_free(&buffer);
}

static void bytes_that_are_no_utf_8_become_the_replacement_character(void **state)
{
	struct sg_buffer buffer = {0};

	(void)state;
	expect_bytes("a\"\\\n\x7F", 5, "\"a\\\"\\\\\\u000a\\u007f\"");
	expect_bytes("\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80", 9,
		"\"\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80\"");
	expect_bytes("\xC3", 1, "\"\\ufffd\"");
	expect_bytes("\xC0\x80", 2, "\"\\ufffd\\ufffd\"");
	expect_bytes("\xE0\x80\x80", 3, "\"\\ufffd\\ufffd\\ufffd\"");
	expect_bytes("\xED\xA0\x80", 3, "\"\\ufffd\\ufffd\\ufffd\"");
	expect_bytes("\xF0\x80\x80\x80", 4, "\"\\ufffd\\ufffd\\ufffd\\ufffd\"");
	expect_bytes("\xF4\x90\x80\x80", 4, "\"\\ufffd\\ufffd\\ufffd\\ufffd\"");
	expect_bytes("\xE2\x28\xA1", 3, "\"\\ufffd(\\ufffd\"");
	sg_value_write_text(NULL, &buffer);
	sg_value_write_text("x", &buffer);
	assert_string_equal(buffer.data, "null\"x\"");
	sg_buffer_free(&buffer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_no_json_is_refused_with_its_place),
		cmocka_unit_test(members_are_found_by_name_and_by_path),
		cmocka_unit_test(every_reader_has_a_fallback),
		cmocka_unit_test(arrays_and_objects_are_counted),
		cmocka_unit_test(members_are_visited_in_their_order_until_it_is_enough),
		cmocka_unit_test(members_are_set_and_taken_away),
		cmocka_unit_test(what_only_the_other_has_is_filled_in_deep_inside),
		cmocka_unit_test(a_value_is_written_on_one_line_or_indented),
		cmocka_unit_test(
			bytes_that_are_no_utf_8_become_the_replacement_character),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
