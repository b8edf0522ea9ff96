/* Command lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "cli/command.h"
#include "cli/options.h"

struct parsed {
	bool flag;
	const char *text;
	int64_t number;
	struct sg_range range;
	int32_t day;
	const char *positionals[SG_POSITIONALS_MAX];
	int status;
};

static struct parsed parse(const char *const *words)
{
	static const struct sg_usage usage = {.arguments = "FILE",
		.text = "Test.",
		.positionals_min = 1,
		.positionals_max = 2};
	struct parsed parsed = {.number = 7};
	const struct sg_option options[] = {
		{"flag", NULL, "", SG_OPTION_FLAG, &parsed.flag, 0, 0},
		{"text", "T", "", SG_OPTION_TEXT, &parsed.text, 0, 0},
		{"number", "N", "", SG_OPTION_NUMBER, &parsed.number, 1, 10},
		{"days", "A..B", "", SG_OPTION_RANGE, &parsed.range, 0, 100},
		{"date", "D", "", SG_OPTION_DAY, &parsed.day, 0, 0},
		{NULL, NULL, NULL, SG_OPTION_FLAG, NULL, 0, 0},
	};
	char *argv[16] = {(char *)(uintptr_t) "test"};
	int argc = 1;

	for (; words[argc - 1] != NULL; argc++) {
		argv[argc] = (char *)(uintptr_t)words[argc - 1];
	}
	parsed.status = sg_options_parse(&usage, options, argc, argv, parsed.positionals);
	return parsed;
}

#define PARSE(...) parse((const char *const[]){__VA_ARGS__, NULL})

static void options_and_positionals_come_in_any_order(void **state)
{
	struct parsed parsed = PARSE("--flag", "file", "--text", "a=b", "--number=9",
		"more", "--days", "1..30", "--date=2026-11-21");

	(void)state;
	assert_int_equal(parsed.status, SG_OPTIONS_GO_ON);
	assert_true(parsed.flag);
	assert_string_equal(parsed.text, "a=b");
	assert_int_equal(parsed.number, 9);
	assert_int_equal(parsed.range.first, 1);
	assert_int_equal(parsed.range.last, 30);
	assert_int_equal(parsed.day, 20778);
	assert_string_equal(parsed.positionals[0], "file");
	assert_string_equal(parsed.positionals[1], "more");
	assert_null(parsed.positionals[2]);
}

static void two_dashes_end_the_options(void **state)
{
	struct parsed parsed = PARSE("--", "--flag");

	(void)state;
	assert_int_equal(parsed.status, SG_OPTIONS_GO_ON);
	assert_false(parsed.flag);
	assert_string_equal(parsed.positionals[0], "--flag");
}

static void wrong_usage_has_its_own_exit_status(void **state)
{
	static const char *const wrong[][3] = {{"file", "--frob"}, {"file", "--number"},
		{"file", "--number=0"}, {"file", "--number=11"}, {"file", "--number=1x"},
		{"file", "--days=30..1"}, {"file", "--days=1-30"},
		{"file", "--days=1..101"}, {"file", "--date=2026-02-31"},
		{"file", "--flag=yes"}, {"--flag"}};

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		assert_int_equal(parse(wrong[i]).status, SG_EXIT_USAGE);
	}
	assert_int_equal(PARSE("a", "b", "c").status, SG_EXIT_USAGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(options_and_positionals_come_in_any_order),
		cmocka_unit_test(two_dashes_end_the_options),
		cmocka_unit_test(wrong_usage_has_its_own_exit_status),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
