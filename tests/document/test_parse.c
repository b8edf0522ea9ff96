/* Bytes to values: what is taken, what is refused and where. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "document/helpers.h"
#include "document/number.h"

static enum sg_status parse_within(
	const char *text, const struct sg_json_limits *limits, const struct sg_json **ret)
{
	return sg_json_parse(text, strlen(text), limits, now->arena, &now->error, ret);
}

static void parse_refused(const char *text, const char *code, const char *place)
{
	const struct sg_json *value = NULL;

	if (parse_within(text, &sg_document_limits, &value) != SG_INVALID) {
		fail_msg("%s was taken", text);
	}
	if (strcmp(now->error.code, code) != 0 ||
		strstr(now->error.message, place) == NULL) {
		fail_msg("%s: %s: %s", text, now->error.code, now->error.message);
	}
	assert_string_equal(now->error.path, "");
	assert_null(value);
}

static const char *rewritten(const char *text)
{
	struct sg_buffer buffer = {0};

	sg_json_write(&buffer, json(text));
	return taken(&buffer);
}

static void every_kind_of_value_is_read(void **state)
{
	const struct sg_json *value = json(" {\"a\":[null,true,false,12,-3.25,\"x\"],"
					   "\"b\":{}} ");
	const struct sg_json *element = sg_json_member(value, "a")->first;

	(void)state;
	assert_int_equal(value->kind, SG_JSON_OBJECT);
	assert_int_equal(value->count, 2);
	assert_int_equal(element->kind, SG_JSON_NULL);
	element = element->next;
	assert_int_equal(element->kind, SG_JSON_BOOL);
	assert_true(element->truth);
	element = element->next;
	assert_false(element->truth);
	element = element->next;
	assert_int_equal(element->integer, 12);
	element = element->next;
	assert_int_equal(element->kind, SG_JSON_DECIMAL);
	assert_string_equal(element->text, "-3.25");
	assert_string_equal(element->next->text, "x");
	assert_int_equal(sg_json_member(value, "b")->count, 0);
	assert_null(sg_json_member(value, "c"));
	assert_null(sg_json_member(NULL, "a"));
	assert_null(sg_json_member(element, "a"));
}

static void what_is_no_json_is_refused_with_its_place(void **state)
{
	static const struct {
		const char *text, *code, *place;
	} faults[] = {
		{"", "json_invalid", "too early at byte 0"},
		{"{", "json_invalid", "too early at byte 1"},
		{"[1,", "json_invalid", "too early at byte 3"},
		{"[1 2]", "json_invalid", "comma nor closing bracket at byte 3"},
		{"[1,]", "json_invalid", "no value at byte 3"},
		{"{\"a\" 1}", "json_invalid", "no colon at byte 5"},
		{"{a:1}", "json_invalid", "no name at byte 1"},
		{"{\"a\":1,}", "json_invalid", "no name at byte 7"},
		{"{} x", "json_invalid", "after the document at byte 3"},
		{"nul", "json_invalid", "at byte 0"},
		{"NaN", "json_invalid", "no value at byte 0"},
		{"Infinity", "json_invalid", "no value"},
		{"\xEF\xBB\xBF{}", "json_invalid", "at byte 0"},
		{"01", "json_invalid", "no value at byte 0"},
		{"1.", "json_invalid", "no value at byte 0"},
		{"1e", "json_invalid", "no value at byte 0"},
		{"-", "json_invalid", "no value at byte 0"},
		{"+1", "json_invalid", "no value at byte 0"},
		{".5", "json_invalid", "no value at byte 0"},
		{"\"abc", "json_invalid", "too early at byte 4"},
		{"\"a\nb\"", "json_invalid", "control character at byte 2"},
		{"\"\\x\"", "json_invalid", "no such escape at byte 2"},
		{"\"\\", "json_invalid", "too early at byte 2"},
		{"\"\\u12g4\"", "json_invalid", "hexadecimal digit at byte 5"},
		{"\"\\u12", "json_invalid", "too early at byte 5"},
		{"\"\\u0000\"", "utf8_invalid", "U+0000 at byte 1"},
		{"\"\\ud800\"", "utf8_invalid", "half a character at byte 1"},
		{"\"\\ud800\\n\"", "utf8_invalid", "half a character at byte 1"},
		{"\"\\ud800\\u0041\"", "utf8_invalid", "half a character at byte 1"},
		{"\"\\ud800\\u00\"", "json_invalid", "hexadecimal digit at byte 11"},
		{"\"\\udc00\"", "utf8_invalid", "half a character at byte 1"},
		{"\"\xFF\"", "utf8_invalid", "no UTF-8 at byte 1"},
		{"\"\xC0\x80\"", "utf8_invalid", "no UTF-8 at byte 1"},
		{"\"\xC3\"", "utf8_invalid", "no UTF-8 at byte 1"},
		{"\"\xE0\x80\x80\"", "utf8_invalid", "no UTF-8"},
		{"\"\xED\xA0\x80\"", "utf8_invalid", "no UTF-8"},
		{"\"\xE2\x82\"", "utf8_invalid", "no UTF-8"},
		{"\"\xE2\x82q\"", "utf8_invalid", "no UTF-8"},
		{"\"\xF0\x80\x80\x80\"", "utf8_invalid", "no UTF-8"},
		{"\"\xF4\x90\x80\x80\"", "utf8_invalid", "no UTF-8"},
		{"\"\xF5\x80\x80\x80\"", "utf8_invalid", "no UTF-8"},
		{"{\"a\":1,\"b\":2,\"a\":3}", "name_repeated", "at byte 17"},
		{"{\"a\":1,\"\\u0061\":3}", "name_repeated", "at byte 16"},
		{"9223372036854775808", "number_too_large", "at byte 0"},
		{"[-9223372036854775809]", "number_too_large", "at byte 1"},
		{"1e400", "number_too_large", "at byte 0"},
		{"-1e99999999999", "number_too_large", "at byte 0"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
		parse_refused(faults[i].text, faults[i].code, faults[i].place);
	}
}

static void a_document_cut_anywhere_is_refused(void **state)
{
	static const char whole[] =
		"{\"a\":[1,true,null,\"\\u20ac\\n\",{\"b\":-1.5e3}],\"c\":\"\xC3\xA4\"}";
	const struct sg_json *value;

	(void)state;
	for (size_t len = 0; len < sizeof whole - 1; len++) {
		assert_int_equal(sg_json_parse(whole, len, &sg_document_limits,
					 now->arena, &now->error, &value),
			SG_INVALID);
	}
	assert_int_equal(sg_json_parse(whole, sizeof whole - 1, &sg_document_limits,
				 now->arena, NULL, &value),
		SG_OK);
}

static void escapes_become_characters(void **state)
{
	(void)state;
	assert_string_equal(
		json("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"")->text, "\"\\/\b\f\n\r\t");
	assert_string_equal(json("\"\\u0041\\u00e4\\u20AC\\ud834\\uDD1E\"")->text,
		"A\xC3\xA4\xE2\x82\xAC\xF0\x9D\x84\x9E");
	assert_string_equal(
		json("\"\xF0\x9D\x84\x9E\xEE\x80\x80\xF4\x8F\xBF\xBF\"")->text,
		"\xF0\x9D\x84\x9E\xEE\x80\x80\xF4\x8F\xBF\xBF");
}

static void size_depth_and_members_are_bounded(void **state)
{
	const struct sg_json_limits small = {10, 3};
	const struct sg_json *value;
	char many[8000] = "{";
	size_t used = 1;

	(void)state;
	assert_int_equal(parse_within("[[[1]]]   ", &small, &value), SG_OK);
	assert_int_equal(parse_within("[[[1]]]    ", &small, &value), SG_INVALID);
	assert_string_equal(now->error.code, "document_too_large");
	assert_int_equal(parse_within("[[[[1]]]]", &small, &value), SG_INVALID);
	assert_string_equal(now->error.code, "document_too_deep");
	assert_non_null(strstr(now->error.message, "at byte 3"));
	for (int i = 0; i < SG_JSON_MEMBERS_MAX + 1; i++) {
		used += (size_t)snprintf(
			many + used, sizeof many - used, "%s\"m%d\":0", i ? "," : "", i);
	}
	(void)snprintf(many + used, sizeof many - used, "}");
	parse_refused(many, "too_many_members", "at byte");
}

static void a_deep_document_does_not_reach_far_down_the_stack(void **state)
{
	size_t len = SG_BATCH_SIZE_MAX;
	char *deep = malloc(len);
	const struct sg_json *value;

	(void)state;
	assert_non_null(deep);
	memset(deep, '[', len);
	assert_int_equal(sg_json_parse(deep, len, &sg_batch_limits, now->arena,
				 &now->error, &value),
		SG_INVALID);
	assert_string_equal(now->error.code, "document_too_deep");
	free(deep);
}

static void wider_limits_can_be_narrowed_later(void **state)
{
	const struct sg_json_limits narrow = {20, 3};
	const struct sg_json *value = json("{\"a\":[1,{\"b\":2}],\"c\":[[3]]}");

	(void)state;
	assert_int_equal(sg_json_check(value, 20, &narrow, &now->error), SG_OK);
	assert_int_equal(sg_json_check(value, 21, &narrow, &now->error), SG_INVALID);
	assert_string_equal(now->error.code, "document_too_large");
	value = json("{\"a\":[1,{\"b\":[]}]}");
	assert_int_equal(sg_json_check(value, 20, &narrow, &now->error), SG_INVALID);
	assert_string_equal(now->error.code, "document_too_deep");
	assert_non_null(strstr(now->error.message, "at byte 13"));
}

static void numbers_are_taken_digit_by_digit(void **state)
{
	static const struct {
		const char *text;
		int64_t value;
	} whole[] = {{"0", 0}, {"-0", 0}, {"-0.0e5", 0}, {"1.0", 1}, {"1e2", 100},
		{"1200e-2", 12}, {"9223372036854775807", INT64_MAX},
		{"-9223372036854775808", INT64_MIN}, {"0.5e1", 5}, {"1E+3", 1000},
		{"100000000000000000000e-5", 1000000000000000}};
	static const char *const decimals[] = {"1.5", "1e-1", "1e30", "0.1234567890123",
		"12345678901234567890.5", "18446744073709551616.0"};

	(void)state;
	for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++) {
		const struct sg_json *value = json(whole[i].text);

		assert_int_equal(value->kind, SG_JSON_INT);
		assert_true(value->integer == whole[i].value);
	}
	for (size_t i = 0; i < sizeof decimals / sizeof decimals[0]; i++) {
		assert_int_equal(json(decimals[i])->kind, SG_JSON_DECIMAL);
		assert_string_equal(rewritten(decimals[i]), decimals[i]);
	}
}

static void thousandths_are_exact(void **state)
{
	int64_t value = 0;
	bool rest = false;

	(void)state;
	assert_true(sg_json_thousandths(json("21.5"), &value, &rest));
	assert_int_equal(value, 21500);
	assert_false(rest);
	assert_true(sg_json_thousandths(json("-0.0019"), &value, &rest));
	assert_int_equal(value, -1);
	assert_true(rest);
	assert_true(sg_json_thousandths(json("-7"), &value, &rest));
	assert_int_equal(value, -7000);
	assert_false(sg_json_thousandths(json("9223372036854775807"), &value, &rest));
	assert_false(sg_json_thousandths(json("1e30"), &value, &rest));
	assert_false(sg_json_thousandths(json("1e17"), &value, &rest));
	assert_false(sg_json_thousandths(json("\"1\""), &value, &rest));
	assert_string_equal(sg_thousandths_text(21500, ',', now->arena), "21,5");
	assert_string_equal(sg_thousandths_text(-21005, '.', now->arena), "-21.005");
	assert_string_equal(sg_thousandths_text(-3000, '.', now->arena), "-3");
	assert_true(sg_thousandths_parse("-3.25", &value));
	assert_int_equal(value, -3250);
	assert_false(sg_thousandths_parse("3,25", &value));
	assert_false(sg_thousandths_parse("", &value));
	assert_false(sg_thousandths_parse("3.2555", &value));
}

static void the_hosts_locale_changes_nothing(void **state)
{
	static const char *const locales[] = {"de_DE.UTF-8", "de_DE.utf8", "fa_IR.UTF-8"};
	int64_t value = 0;
	bool rest;

	(void)state;
	for (size_t i = 0; i < sizeof locales / sizeof locales[0]; i++) {
		(void)setlocale(LC_ALL, locales[i]);
		assert_true(sg_json_thousandths(json("21.5"), &value, &rest));
		assert_int_equal(value, 21500);
		assert_string_equal(rewritten("[21.5,-1e-2]"), "[21.5,-1e-2]");
	}
	(void)setlocale(LC_ALL, "C");
}

static void equal_content_is_written_alike(void **state)
{
	(void)state;
	assert_string_equal(rewritten(" { \"b\" : [ 1 , true , null, false ] , \"a\" : "
				      "\"\\u0041\" , \"aa\":{}} "),
		"{\"a\":\"A\",\"aa\":{},\"b\":[1,true,null,false]}");
	assert_string_equal(
		rewritten("\"\\u0001\\u001f\\\"\\\\\\b\\f\\n\\r\\t/\\u00e4\""),
		"\"\\u0001\\u001f\\\"\\\\\\b\\f\\n\\r\\t/\xC3\xA4\"");
	assert_string_equal(rewritten("-9223372036854775808"), "-9223372036854775808");
}

static void an_absent_text_is_written_as_null(void **state)
{
	struct sg_buffer buffer = {0};

	(void)state;
	sg_json_write_text(&buffer, NULL);
	assert_string_equal(taken(&buffer), "null");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(every_kind_of_value_is_read),
		test(what_is_no_json_is_refused_with_its_place),
		test(a_document_cut_anywhere_is_refused),
		test(escapes_become_characters),
		test(size_depth_and_members_are_bounded),
		test(a_deep_document_does_not_reach_far_down_the_stack),
		test(wider_limits_can_be_narrowed_later),
		test(numbers_are_taken_digit_by_digit),
		test(thousandths_are_exact),
		test(the_hosts_locale_changes_nothing),
		test(equal_content_is_written_alike),
		test(an_absent_text_is_written_as_null),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
