/* The story's conditions must be able to fail. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "cli/demo_document.h"
#include "cli/demo_expect.h"

static const char body[] =
	"{\"type\":\"checklist.issued\",\"data\":{\"state\":\"issued\",\"revision\":3,"
	"\"live\":true,\"room_from\":null,\"room\":{\"number\":\"412\"},"
	"\"avoid\":[{\"id\":\"a\",\"topic\":\"amenity.flowers\"}],\"items\":["
	"{\"id\":\"b\",\"topic\":\"bed.cot\",\"value\":\"baby\",\"action\":\"place\","
	"\"state\":\"done\",\"text\":{\"de\":\"Babybett: 1 ×\"}},"
	"{\"id\":\"c\",\"topic\":\"access.bath\",\"value\":\"grab_rail\",\"action\":"
	"\"place\","
	"\"state\":\"open\"}],\"desk\":{\"warn\":[{\"kind\":\"room_not_ready\"}]},"
	"\"why\":[{\"item\":\"b\",\"because\":[{\"source\":\"code\",\"detail\":\"COT\"}]}"
	"],"
	"\"left_out\":[{\"topic\":\"amenity.sweets\",\"reason\":\"hazard\"}]}}";

static struct sg_value *document;

static int read_body(void **state)
{
	(void)state;
	return sg_value_parse(body, sizeof body - 1, NULL, &document) != SG_OK;
}

static int free_body(void **state)
{
	(void)state;
	sg_value_free(document);
	return 0;
}

static void what_is_there_holds(void **state)
{
	static const char *const conditions[] = {NULL, "", "type=checklist.issued",
		"state=issued", "revision=3", "live=true", "room.number=412", "items=2",
		"!room_from", "!led_by", "room", "item bed.cot", "item bed.cot place",
		"item access.bath grab_rail", "noitem bed.extra", "avoid amenity.flowers",
		"state bed.cot done", "left amenity.sweets hazard", "why bed.cot COT",
		"warn room_not_ready", "text Babybett: 1 ×", "notext Asthma",
		" item bed.cot ; state=issued;text 412"};

	(void)state;
	for (size_t i = 0; i < sizeof conditions / sizeof conditions[0]; i++) {
		struct sg_buffer unmet = {0};

		assert_true(sg_demo_expect(conditions[i], document, &unmet));
		assert_int_equal(unmet.len, 0);
		sg_buffer_free(&unmet);
	}
}

static void what_is_not_there_does_not_hold(void **state)
{
	static const char *const conditions[] = {"type=checklist.planned", "revision=4",
		"revision=three", "live=false", "room.number=41", "items=1", "room_from",
		"!room", "item bed.extra", "item bed.cot remove", "noitem bed.cot",
		"avoid bed.cot", "state bed.cot open", "left amenity.sweets budget",
		"left bed.cot hazard", "why bed.cot FF", "why bed.extra COT",
		"warn alarm", "text Asthma", "notext Babybett", "nothing", "nothing=0"};

	(void)state;
	for (size_t i = 0; i < sizeof conditions / sizeof conditions[0]; i++) {
		struct sg_buffer unmet = {0};

		assert_false(sg_demo_expect(conditions[i], document, &unmet));
		assert_string_equal(unmet.data, conditions[i]);
		assert_false(sg_demo_expect(conditions[i], document, NULL));
		sg_buffer_free(&unmet);
	}
}

static void only_what_is_unmet_is_named(void **state)
{
	struct sg_buffer unmet = {0};

	(void)state;
	assert_false(
		sg_demo_expect("state=issued;items=7;item bed.cot;left bed.cot never",
			document, &unmet));
	assert_string_equal(unmet.data, "items=7, left bed.cot never");
	sg_buffer_free(&unmet);
}

static void a_row_becomes_a_whole_document(void **state)
{
	const struct sg_demo_step step = {.by = "attendant spa"};
	struct sg_buffer text = {0};

	(void)state;
	sg_demo_document(&step, "11-21 15:07", 7, "stay.changed", "S01",
		"'room':'412','people':[{'ids':@G1}]", &text);
	assert_string_equal(text.data,
		"{\"type\":\"stay.changed/1\",\"id\":\"demo-7\",\"time\":"
		"\"2026-11-21T15:07:00+01:00\",\"property\":\"HAM1\",\"actor\":{\"role\":"
		"\"attendant\",\"department\":\"spa\"},\"data\":{\"ids\":[{\"system\":"
		"\"pms\",\"id\":\"S01\"}],\"room\":\"412\",\"people\":[{\"ids\":"
		"[{\"system\":\"pms\",\"id\":\"G1\"}]}]}}");
	sg_demo_document(&(struct sg_demo_step){.property = "BUC1"}, "2025-01-02 03:04",
		8, "health", NULL, NULL, &text);
	assert_string_equal(text.data,
		"{\"type\":\"health/1\",\"id\":\"demo-8\",\"time\":"
		"\"2025-01-02T03:04:00+01:00\",\"property\":\"BUC1\",\"actor\":{\"role\":"
		"\"system\"},\"data\":{}}");
	sg_buffer_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_there_holds),
		cmocka_unit_test(what_is_not_there_does_not_hold),
		cmocka_unit_test(only_what_is_unmet_is_named),
		cmocka_unit_test(a_row_becomes_a_whole_document),
	};

	return cmocka_run_group_tests(tests, read_body, free_body);
}
