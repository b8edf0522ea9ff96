/* What a programme owes, out of several answers, as a table and as JSON. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cli/programme_liability.h"

static void add(struct sg_liability_sums *sums, const char *text)
{
	struct sg_value *reply = NULL;
	struct sg_error error;

	assert_int_equal(sg_value_parse(text, strlen(text), &error, &reply), SG_OK);
	assert_int_equal(sg_liability_sums_add(sums, reply, &error), SG_OK);
	sg_value_free(reply);
}

#define LINE(at, points, held, owed, lots)                                               \
	"{" at "\"points\":" points ",\"held\":" held ",\"owed\":" owed                  \
	",\"lots\":" lots "}"

static struct sg_liability_sums two_answers(void)
{
	struct sg_liability_sums sums = {.lines = NULL};

	add(&sums, "{\"lines\":[" LINE("\"property\":\"HAM1\",\"month\":\"2028-03\",",
			   "500", "100", "0", "2") "," LINE("\"property\":\"HAM1\",", "0",
			   "0", "70", "1") "],\"total\":{\"members\":500},"
					   "\"next\":\"x\"}");
	add(&sums, "{\"lines\":[" LINE("", "7", "0", "0", "1") "," LINE(
			   "\"property\":\"BER1\",\"month\":\"2027-12\",", "20", "0", "0",
			   "1") "," LINE("\"property\":\"HAM1\",\"month\":\"2028-03\",",
			   "1000", "0", "0", "3") "],\"total\":{\"members\":3}}");
	return sums;
}

static void answers_are_one_table_by_property_and_month(void **state)
{
	struct sg_liability_sums sums = two_answers();
	struct sg_buffer out = {0};
	const struct sg_guest_page page = {.out = &out, .width = 90};

	(void)state;
	sg_liability_sums_print(&sums, &page);
	assert_false(out.failed);
	assert_string_equal(out.data,
		"Earned at         Good until            Open          Held    Owed to "
		"us          Lots\n"
		"BER1              2027-12                 20             0             "
		"0             1\n"
		"HAM1              2028-03               1500           100             "
		"0             5\n"
		"HAM1              no end                   0             0            "
		"70             1\n"
		"(not known)       no end                   7             0             "
		"0             1\n"
		"All                                     1527           100            "
		"70             8\n"
		"503 members\n");
	sg_buffer_free(&out);
	sg_liability_sums_free(&sums);
}

static void the_same_as_json(void **state)
{
	struct sg_liability_sums sums = two_answers();
	struct sg_buffer out = {0};

	(void)state;
	sg_liability_sums_write(&sums, &out);
	assert_false(out.failed);
	assert_string_equal(out.data,
		"{\"lines\":[{\"property\":\"BER1\",\"month\":\"2027-12\",\"points\":20,"
		"\"held\":0,\"owed\":0,\"lots\":1},{\"property\":\"HAM1\",\"month\":"
		"\"2028-03\",\"points\":1500,\"held\":100,\"owed\":0,\"lots\":5},{"
		"\"property\":\"HAM1\",\"points\":0,\"held\":0,\"owed\":70,\"lots\":1},{"
		"\"points\":7,\"held\":0,\"owed\":0,\"lots\":1}],\"total\":{\"points\":"
		"1527,\"held\":100,\"owed\":70,\"lots\":8,\"members\":503}}\n");
	sg_buffer_free(&out);
	sg_liability_sums_free(&sums);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers_are_one_table_by_property_and_month),
		cmocka_unit_test(the_same_as_json),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
