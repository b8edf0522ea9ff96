/* Vectors: what is no vector is said with its place, what is expected is held against what there
 * is, and a wrong expectation is found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cli/vector.h"
#include "core/time.h"

/* With " for '; to be freed. */
static char *quoted(const char *text)
{
	char *copy = strdup(text);

	assert_non_null(copy);
	for (char *c = copy; *c != '\0'; c++) {
		*c = *c == '\'' ? '"' : *c;
	}
	return copy;
}

static enum sg_status parse(
	const char *json, struct sg_error *error, struct sg_vector *ret_vector)
{
	char *text = quoted(json);
	enum sg_status status = sg_vector_parse(text, strlen(text), error, ret_vector);

	free(text);
	return status;
}

#define VECTOR(documents)                                                                \
	"{'vector':'v','source':'s','documents':[" documents "],'expect':{'G1':{}}}"
#define STAY(more)                                                                       \
	"{'stay':{'guest':'G1','id':'S1','arrival':'2026-02-03','departure':'2026-02-"   \
	"04'" more "}}"

static void what_is_no_vector_is_said_with_its_place(void **state)
{
	static const struct {
		const char *json, *path;
	} wrong[] = {
		{"[]", ""},
		{"{'vector':'v','source':'s','documents':[{'day':'2026-01-01'}]}",
			"/expect"},
		{"{'vector':'v','source':'s','documents':[],'expect':{}}", "/documents"},
		{"{'vector':'','source':'s','documents':[],'expect':{}}", "/vector"},
		{"{'vector':'v','source':'s','documents':[],'expect':{},'more':1}",
			"/more"},
		{VECTOR("{}"), "/documents/0"},
		{VECTOR("3"), "/documents/0"},
		{VECTOR("{'day':'2026-02-29'}"), "/documents/0/day"},
		{VECTOR("{'day':'2026-02-28','of':'G1'}"), "/documents/0/of"},
		{VECTOR("{'day':'2026-02-28'},{'member':{'guest':'G1'}}"),
			"/documents/1/member/enrolled"},
		{VECTOR(STAY(",'romo':'401'")), "/documents/0/stay/romo"},
		{VECTOR(STAY(",'end':'left'")), "/documents/0/stay/end"},
		{VECTOR(STAY(",'repeat':{'times':0,'every_days':1}")),
			"/documents/0/stay/repeat"},
		{VECTOR(STAY(",'charges':[{'category':'room'}]")),
			"/documents/0/stay/charges/0/gross"},
		{VECTOR(STAY(",'charges':[{'category':'room','gross':1.5}]")),
			"/documents/0/stay/charges/0/gross"},
		{VECTOR("{'type':'health/1','time':'2026-01-01T00:00:00Z'}"),
			"/documents/0/data"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		struct sg_vector vector;
		struct sg_error error = {.status = SG_OK};

		assert_int_equal(parse(wrong[i].json, &error, &vector), SG_INVALID);
		assert_string_equal(error.path, wrong[i].path);
	}
}

static void a_vector_knows_its_hotels_and_its_first_day(void **state)
{
	struct sg_vector vector;
	struct sg_error error;

	(void)state;
	assert_int_equal(parse(VECTOR("{'day':'2026-03-01'}," STAY(
				       ",'property':'A'") ","
							  "{'member':{'guest':'G1','"
							  "enrolled':'2026-01-31',"
							  "'property':'A'}},"
							  "{'type':'t','time':'2026-02-"
							  "01T10:00:00Z','property':'B',"
							  "'data':{}}"),
				 &error, &vector),
		SG_OK);
	assert_int_equal(vector.property_count, 3);
	assert_string_equal(vector.properties[0], "HOTEL");
	assert_string_equal(vector.properties[1], "A");
	assert_string_equal(vector.properties[2], "B");
	assert_int_equal(vector.first_day, sg_day_from_civil(2026, 1, 31));
	sg_vector_free(&vector);
}

/* ---- documents ---- */

struct taken {
	struct sg_value *documents[16];
	size_t count;
};

static enum sg_status take(
	void *data, const struct sg_buffer *document, struct sg_error *error)
{
	struct taken *taken = data;

	assert_true(taken->count < 16);
	return sg_value_parse(
		document->data, document->len, error, &taken->documents[taken->count++]);
}

static void write_all(const char *json, struct taken *taken)
{
	struct sg_vector vector;
	struct sg_error error = {.status = SG_OK};
	struct sg_vector_writing writing = {.vector = &vector,
		.currency = "EUR",
		.code = "club",
		.hand_in = take,
		.data = taken};
	const struct sg_value *steps;

	assert_int_equal(parse(json, &error, &vector), SG_OK);
	steps = sg_value_member(vector.file, "documents");
	for (size_t i = 0; i < sg_value_count(steps); i++) {
		assert_int_equal(
			sg_vector_write_step(&writing, sg_value_at(steps, i), &error),
			SG_OK);
	}
	sg_buffer_free(&writing.document);
	sg_vector_free(&vector);
}

static void has(
	const struct taken *taken, size_t number, const char *path, const char *expected)
{
	const struct sg_value *value = sg_value_find(taken->documents[number], path);
	struct sg_buffer text = {0};

	assert_non_null(value);
	sg_value_write(value, false, &text);
	if (sg_value_is_text(value)) {
		assert_string_equal(sg_value_text(value, ""), expected);
	} else {
		assert_string_equal(text.data, expected);
	}
	sg_buffer_free(&text);
}

static void free_taken(struct taken *taken)
{
	for (size_t i = 0; i < taken->count; i++) {
		sg_value_free(taken->documents[i]);
	}
}

static void a_stay_is_a_check_in_its_charges_and_a_check_out(void **state)
{
	struct taken taken = {.count = 0};

	(void)state;
	write_all(VECTOR(STAY(",'room_type':'DZ','charges':[{'category':'room','gross':"
			      "10000,'net':9000},{'category':'food','gross':500,"
			      "'currency':'USD','day':'2026-02-04'}],"
			      "'repeat':{'times':2,'every_days':3}")),
		&taken);
	assert_int_equal(taken.count, 8);
	has(&taken, 0, "type", "stay.changed/1");
	has(&taken, 0, "time", "2026-02-03T15:00:00Z");
	has(&taken, 0, "property", "HOTEL");
	has(&taken, 0, "data.status", "checked_in");
	has(&taken, 0, "data.booked_type", "DZ");
	has(&taken, 0, "data.ids", "[{\"system\":\"pms\",\"id\":\"S1-1\"}]");
	has(&taken, 1, "data.net_cents", "9000");
	has(&taken, 1, "data.currency", "EUR");
	has(&taken, 1, "data.day", "2026-02-03");
	has(&taken, 2, "data.net_cents", "500");
	has(&taken, 2, "data.currency", "USD");
	has(&taken, 2, "data.day", "2026-02-04");
	has(&taken, 3, "data.status", "checked_out");
	has(&taken, 3, "time", "2026-02-04T11:00:00Z");
	has(&taken, 4, "data.arrival", "2026-02-06");
	has(&taken, 4, "data.ids", "[{\"system\":\"pms\",\"id\":\"S1-2\"}]");
	free_taken(&taken);
}

static void who_did_not_come_never_checks_in(void **state)
{
	struct taken taken = {.count = 0};

	(void)state;
	write_all(VECTOR(STAY(",'end':'no_show'")), &taken);
	assert_int_equal(taken.count, 2);
	has(&taken, 0, "data.status", "booked");
	has(&taken, 1, "data.status", "no_show");
	has(&taken, 1, "time", "2026-02-03T23:00:00Z");
	free_taken(&taken);
}

static void a_document_gets_what_it_leaves_away(void **state)
{
	struct taken taken = {.count = 0};

	(void)state;
	write_all(VECTOR("{'type':'t/1','time':'2026-02-01T10:00:00Z','data':{'a':1}},"
			 "{'type':'t/1','id':'mine','time':'2026-02-01T10:00:00Z',"
			 "'property':'B','actor':{'department':'spa'},'data':{}}"),
		&taken);
	has(&taken, 0, "id", "vector-1");
	has(&taken, 0, "property", "HOTEL");
	has(&taken, 0, "actor", "{\"role\":\"system\"}");
	has(&taken, 0, "data", "{\"a\":1}");
	has(&taken, 1, "id", "mine");
	has(&taken, 1, "property", "B");
	has(&taken, 1, "actor", "{\"department\":\"spa\"}");
	free_taken(&taken);
}

/* ---- the verdict ---- */

static void judge(const char *expected, const char *found, const char *differs)
{
	char *a = quoted(expected), *b = quoted(found), *c = quoted(differs);
	struct sg_value *left = NULL, *right = NULL;
	struct sg_buffer text = {0};
	struct sg_error error;

	assert_int_equal(sg_value_parse(a, strlen(a), &error, &left), SG_OK);
	assert_int_equal(sg_value_parse(b, strlen(b), &error, &right), SG_OK);
	assert_int_equal(sg_vector_judge("G1", left, right, &text) > 0, c[0] != '\0');
	assert_string_equal(text.data != NULL ? text.data : "", c);
	sg_value_free(left);
	sg_value_free(right);
	sg_buffer_free(&text);
	free(a);
	free(b);
	free(c);
}

static void only_what_is_expected_is_looked_at(void **state)
{
	(void)state;
	judge("{'points':1,'window':{'nights':2},'lines':[{'rule':'base'}],'next':null}",
		"{'points':1,'tier':'x','window':{'nights':2,'stays':1},"
		"'lines':[{'rule':'base','points':1}]}",
		"");
	judge("{'points':1}", "{'points':2}",
		"{'path':'G1/points','expected':1,'found':2}");
	judge("{'next':null}", "{'next':{}}",
		"{'path':'G1/next','expected':null,'found':{}}");
	judge("{'window':{'nights':2}}", "{}",
		"{'path':'G1/window','expected':{'nights':2},'found':null}");
	judge("{'a':1,'b':'1'}", "{'a':'1','b':1}",
		"{'path':'G1/a','expected':1,'found':'1'},"
		"{'path':'G1/b','expected':'1','found':1}");
}

static void a_list_is_as_long_as_expected(void **state)
{
	(void)state;
	judge("{'lines':[]}", "{'lines':[1]}",
		"{'path':'G1/lines','expected':[],'found':[1]}");
	judge("{'lines':[{'a':1},{'a':2}]}", "{'lines':[{'a':1},{'a':3}]}",
		"{'path':'G1/lines/1/a','expected':2,'found':3}");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_no_vector_is_said_with_its_place),
		cmocka_unit_test(a_vector_knows_its_hotels_and_its_first_day),
		cmocka_unit_test(a_stay_is_a_check_in_its_charges_and_a_check_out),
		cmocka_unit_test(who_did_not_come_never_checks_in),
		cmocka_unit_test(a_document_gets_what_it_leaves_away),
		cmocka_unit_test(only_what_is_expected_is_looked_at),
		cmocka_unit_test(a_list_is_as_long_as_expected),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
