/* Fields of a CSV line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "cli/csv.h"

static size_t split(const char *text, const char **ret_fields)
{
	static char line[256];

	(void)strncpy(line, text, sizeof line - 1);
	return sg_csv_split(line, 4, ret_fields);
}

static void plain_fields_are_cut_at_commas(void **state)
{
	const char *fields[4];

	(void)state;
	assert_int_equal(split("a,bc,,d", fields), 4);
	assert_string_equal(fields[0], "a");
	assert_string_equal(fields[1], "bc");
	assert_string_equal(fields[2], "");
	assert_string_equal(fields[3], "d");
}

static void an_empty_line_is_one_empty_field(void **state)
{
	const char *fields[4];

	(void)state;
	assert_int_equal(split("", fields), 1);
	assert_string_equal(fields[0], "");
}

static void a_comma_at_the_end_begins_an_empty_field(void **state)
{
	const char *fields[4];

	(void)state;
	assert_int_equal(split("a,", fields), 2);
	assert_string_equal(fields[1], "");
}

static void quotation_marks_hold_commas_and_doubled_marks(void **state)
{
	const char *fields[4];

	(void)state;
	assert_int_equal(split("\"Offline TA, TO\",\"say \"\"hi\"\"\",\"\"", fields), 3);
	assert_string_equal(fields[0], "Offline TA, TO");
	assert_string_equal(fields[1], "say \"hi\"");
	assert_string_equal(fields[2], "");
}

static void what_is_no_csv_is_refused(void **state)
{
	const char *fields[4];

	(void)state;
	assert_int_equal(split("\"open", fields), 0);
	assert_int_equal(split("\"shut\"tail,b", fields), 0);
	assert_int_equal(split("a,b,c,d,e", fields), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_fields_are_cut_at_commas),
		cmocka_unit_test(an_empty_line_is_one_empty_field),
		cmocka_unit_test(a_comma_at_the_end_begins_an_empty_field),
		cmocka_unit_test(quotation_marks_hold_commas_and_doubled_marks),
		cmocka_unit_test(what_is_no_csv_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
