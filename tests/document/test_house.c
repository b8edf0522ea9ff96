/* The house's documents: checked strictly, merged into a state, read back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "document/helpers.h"
#include "document/house.h"

static const struct sg_stamp first = {1000, -1};
static const struct sg_stamp second = {2000, -1};

static struct sg_merge_input input_of(
	struct sg_stored before, const char *data, struct sg_stamp stamp)
{
	return (struct sg_merge_input){before, json(data), stamp};
}

/* ---- properties ---- */

static const char hamburg[] =
	"{\"zone\":\"Europe/Berlin\",\"languages\":[\"de\",\"ro\"],\"name\":\"Haus\","
	"\"times\":{\"check_in\":\"14:00\"},\"quiet\":[{\"from\":\"13:00\",\"until\":"
	"\"15:00\"}],\"departments\":{\"housekeeping\":{\"phone\":\"60\"},\"spa\":{"
	"\"minutes\":90}},\"rules\":[{"
	"\"id\":\"r1\",\"topic\":\"room.air\",\"vip\":\"VIP2\"},{\"id\":\"r2\","
	"\"topic\":\"room.temperature\",\"value\":21.5,\"min_nights\":2}],"
	"\"attention_budget\":5,\"unknown\":{\"a\":[1]}}";

static struct sg_merged merged_property(
	struct sg_stored before, const char *data, struct sg_stamp stamp)
{
	struct sg_merge_input input = input_of(before, data, stamp);
	struct sg_merged merged = {.created = false};

	taken_as_ok(sg_property_merge(&input, "HAM1", now->arena, &now->error, &merged));
	return merged;
}

static struct sg_house house_of(struct sg_stored state)
{
	struct sg_house house = {.live = true};

	taken_as_ok(sg_property_decode(&state, "HAM1", now->arena, &now->error, &house));
	return house;
}

static void a_property_is_merged_member_by_member(void **state)
{
	struct sg_merged merged = merged_property(stored(NULL), hamburg, first);
	struct sg_house house = house_of(merged.state);

	(void)state;
	assert_true(merged.created);
	assert_true(merged.changed);
	assert_string_equal(house.chain, "HAM1");
	assert_string_equal(house.zone_name, "Europe/Berlin");
	assert_int_equal(house.language_count, 2);
	assert_int_equal(house.check_in_minutes, 14 * 60);
	assert_int_equal(house.morning_minutes, 6 * 60 + 30);
	assert_string_equal(house.phones[SG_HOUSEKEEPING], "60");
	assert_null(house.phones[SG_SPA]);
	assert_int_equal(house.work_minutes[SG_SPA], 90);
	assert_int_equal(house.work_minutes[SG_HOUSEKEEPING], 0);
	assert_int_equal(house.attention_fade, SG_ATTENTION_FADE);
	assert_int_equal(house.attention_effort, SG_ATTENTION_EFFORT);
	assert_int_equal(house.rule_count, 2);
	assert_string_equal(house.rules[0].value, "yes");
	assert_string_equal(house.rules[1].value, "21.5");
	assert_int_equal(house.rules[1].min_nights, 2);
	assert_int_equal(house.attention_budget, 5);
	assert_false(house.live);
	assert_null(strstr(merged.state.text, "unknown"));

	merged = merged_property(merged.state,
		"{\"live\":true,\"times\":{\"morning\":\"07:00\",\"check_in\":null},"
		"\"rules\":null,\"name\":null,\"attention_budget\":null,"
		"\"attention_fade\":0.5,\"attention_effort\":0,\"departments\":{\"spa\":"
		"{\"phone\":\"61\"}}}",
		second);
	house = house_of(merged.state);
	assert_false(merged.created);
	assert_true(merged.changed);
	assert_true(house.live);
	assert_int_equal(house.check_in_minutes, 15 * 60);
	assert_int_equal(house.morning_minutes, 7 * 60);
	assert_int_equal(house.rule_count, 0);
	assert_null(house.name);
	assert_int_equal(house.attention_budget, 3);
	assert_int_equal(house.attention_fade, 500);
	assert_int_equal(house.attention_effort, 0);
	assert_int_equal(house.work_minutes[SG_SPA], 90);
	assert_string_equal(house.phones[SG_SPA], "61");
	assert_int_equal(house.quiet_count, 1);
	assert_int_equal(house.quiet[0].until_minutes, 15 * 60);
}

static void the_same_again_changes_nothing_and_older_is_not_applied(void **state)
{
	struct sg_merged once = merged_property(stored(NULL), hamburg, first);
	struct sg_merged again = merged_property(once.state, hamburg, second);
	struct sg_merged older = merged_property(again.state, "{\"live\":true}", first);

	(void)state;
	assert_false(again.changed);
	assert_false(again.older);
	assert_string_not_equal(once.state.text, again.state.text);
	assert_true(older.older);
	assert_false(older.changed);
	assert_ptr_equal(older.state.text, again.state.text);
}

static void a_new_property_needs_zone_and_languages(void **state)
{
	struct sg_merge_input input =
		input_of(stored(NULL), "{\"languages\":[\"de\"]}", first);
	struct sg_merged merged;

	(void)state;
	refused(sg_property_merge(&input, "X", now->arena, &now->error, &merged),
		"member_missing", "/data/zone");
	input.data = json("{\"zone\":\"UTC\"}");
	refused(sg_property_merge(&input, "X", now->arena, &now->error, &merged),
		"member_missing", "/data/languages");
}

static void a_chain_once_set_stays(void **state)
{
	struct sg_merged once = merged_property(stored(NULL), hamburg, first);
	struct sg_merge_input input =
		input_of(once.state, "{\"chain\":\"other\"}", second);
	struct sg_merged merged;

	(void)state;
	assert_int_equal(
		sg_property_merge(&input, "HAM1", now->arena, &now->error, &merged),
		SG_REFUSED);
	assert_string_equal(now->error.code, "chain_fixed");
	assert_string_equal(now->error.path, "/data/chain");
	(void)merged_property(once.state, "{\"chain\":\"HAM1\"}", second);
}

static void a_property_is_checked_member_by_member(void **state)
{
	static const struct {
		const char *data, *code, *path;
	} faults[] = {
		{"[]", "type_wrong", "/data"},
		{"{\"zone\":null}", "type_wrong", "/data/zone"},
		{"{\"zone\":7}", "type_wrong", "/data/zone"},
		{"{\"zone\":\"../x\"}", "text_invalid", "/data/zone"},
		{"{\"zone\":\"/UTC\"}", "text_invalid", "/data/zone"},
		{"{\"zone\":\"Europe/\"}", "text_invalid", "/data/zone"},
		{"{\"zone\":\"\"}", "text_too_short", "/data/zone"},
		{"{\"languages\":[]}", "list_too_short", "/data/languages"},
		{"{\"languages\":\"de\"}", "type_wrong", "/data/languages"},
		{"{\"languages\":[\"de\",\"de\"]}", "element_repeated",
			"/data/languages/1"},
		{"{\"languages\":[\"d\"]}", "text_too_short", "/data/languages/0"},
		{"{\"languages\":[\"deutsch\"]}", "text_invalid", "/data/languages/0"},
		{"{\"languages\":[\"de-\"]}", "text_invalid", "/data/languages/0"},
		{"{\"languages\":[\"DE\"]}", "text_invalid", "/data/languages/0"},
		{"{\"languages\":[null]}", "type_wrong", "/data/languages/0"},
		{"{\"languages\":[\"a1\",\"b1\",\"c1\",\"d1\",\"e1\",\"f1\",\"g1\","
		 "\"h1\","
		 "\"i1\"]}",
			"list_too_long", "/data/languages"},
		{"{\"live\":1}", "type_wrong", "/data/live"},
		{"{\"times\":{\"check_in\":\"24:00\"}}", "time_invalid",
			"/data/times/check_in"},
		{"{\"times\":{\"check_in\":900}}", "type_wrong", "/data/times/check_in"},
		{"{\"quiet\":[{\"from\":\"13:00\"}]}", "member_missing",
			"/data/quiet/0/until"},
		{"{\"quiet\":[1]}", "type_wrong", "/data/quiet/0"},
		{"{\"attention_budget\":21}", "number_out_of_range",
			"/data/attention_budget"},
		{"{\"attention_budget\":1.5}", "type_wrong", "/data/attention_budget"},
		{"{\"attention_budget\":-1}", "number_out_of_range",
			"/data/attention_budget"},
		{"{\"attention_fade\":0}", "number_out_of_range", "/data/attention_fade"},
		{"{\"attention_effort\":1.0001}", "number_out_of_range",
			"/data/attention_effort"},
		{"{\"attention_effort\":\"0.1\"}", "type_wrong",
			"/data/attention_effort"},
		{"{\"departments\":{\"spa\":{\"minutes\":0}}}", "number_out_of_range",
			"/data/departments/spa/minutes"},
		{"{\"departments\":{\"spa\":{\"minutes\":1.5}}}", "type_wrong",
			"/data/departments/spa/minutes"},
		{"{\"departments\":{\"spa\":{\"phone\":\"1\\n2\"}}}", "control_character",
			"/data/departments/spa/phone"},
		{"{\"rules\":[{\"id\":\"r\",\"topic\":\"no.such\"}]}", "topic_unknown",
			"/data/rules/0/topic"},
		{"{\"rules\":[{\"id\":\"r\",\"topic\":\"No\"}]}", "text_invalid",
			"/data/rules/0/topic"},
		{"{\"rules\":[{\"id\":\"r\",\"topic\":\"a..b\"}]}", "text_invalid",
			"/data/rules/0/topic"},
		{"{\"rules\":[{\"id\":\"r\",\"topic\":\"room.temperature\",\"value\":99}]"
		 "}",
			"number_out_of_range", "/data/rules/0/value"},
		{"{\"rules\":[{\"id\":\"r\",\"topic\":\"room.temperature\",\"value\":"
		 "false}]}",
			"type_wrong", "/data/rules/0/value"},
		{"{\"rules\":[{\"id\":\"r\",\"topic\":\"room.temperature\",\"value\":[]}]"
		 "}",
			"type_wrong", "/data/rules/0/value"},
		{"{\"rules\":[{\"id\":\"r\",\"topic\":\"room.temperature\",\"value\":"
		 "\"\"}]}",
			"type_wrong", "/data/rules/0/value"},
		{"{\"rules\":[{\"id\":\"r\",\"topic\":\"bed.filling\",\"age_group\":"
		 "\"5\"}]}",
			"text_invalid", "/data/rules/0/age_group"},
	};
	struct sg_catalog catalog = built_in_catalog();

	(void)state;
	taken_as_ok(sg_property_check(json(hamburg), &catalog, now->arena, &now->error));
	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
		refused(sg_property_check(
				json(faults[i].data), &catalog, now->arena, &now->error),
			faults[i].code, faults[i].path);
	}
}

/* ---- room types ---- */

static void a_room_type_has_its_standard_set(void **state)
{
	struct sg_catalog catalog = built_in_catalog();
	const char *data =
		"{\"code\":\"SDZ\",\"name\":\"Superior\",\"standard\":{\"things\":[{"
		"\"what\":"
		"\"pillow\",\"count\":4,\"brings\":[\"feather\"]},{\"what\":\"elk\","
		"\"count\":0}],\"values\":[{\"topic\":\"bed.filling\",\"value\":"
		"\"feather\"}]}}";
	struct sg_merge_input input = input_of(stored(NULL), data, first);
	struct sg_merged merged;
	struct sg_room_type type;
	const char *code = NULL;

	(void)state;
	taken_as_ok(
		sg_room_type_check(json(data), &catalog, now->arena, &now->error, &code));
	assert_string_equal(code, "SDZ");
	taken_as_ok(sg_room_type_merge(&input, now->arena, &now->error, &merged));
	assert_null(strstr(merged.state.text, "SDZ"));
	taken_as_ok(sg_room_type_decode(
		&merged.state, "SDZ", &catalog, now->arena, &now->error, &type));
	assert_int_equal(type.thing_count, 2);
	assert_string_equal(type.things[0].what, "pillow");
	assert_int_equal(type.things[0].brings,
		UINT64_C(1) << sg_catalog_hazard(&catalog, "feather"));
	assert_int_equal(type.value_count, 1);

	input = input_of(merged.state, "{\"code\":\"SDZ\",\"standard\":null}", second);
	taken_as_ok(sg_room_type_merge(&input, now->arena, &now->error, &merged));
	taken_as_ok(sg_room_type_decode(
		&merged.state, "SDZ", &catalog, now->arena, &now->error, &type));
	assert_int_equal(type.thing_count, 0);
	assert_string_equal(type.name, "Superior");
}

static void an_unknown_hazard_is_named_by_its_place(void **state)
{
	struct sg_catalog catalog = built_in_catalog();
	const char *code;

	(void)state;
	refused(sg_room_type_check(
			json("{\"code\":\"A\",\"standard\":{\"things\":[{\"what\":\"a\","
			     "\"count\":1},{\"what\":\"b\",\"count\":1,\"brings\":["
			     "\"feather\",\"elk\"]}]}}"),
			&catalog, now->arena, &now->error, &code),
		"value_unknown", "/data/standard/things/1/brings/1");
	refused(sg_room_type_check(json("{\"name\":\"A\"}"), &catalog, now->arena,
			&now->error, &code),
		"member_missing", "/data/code");
}

/* ---- rooms ---- */

static void a_room_keeps_its_state(void **state)
{
	const char *data =
		"{\"number\":\"412\",\"type\":\"SDZ\",\"floor\":\"4\",\"section\":"
		"\"4B\",\"features\":[\"balcony\"],\"status\":{\"housekeeping\":"
		"\"dirty\",\"occupied\":true,\"out_of_order\":{\"from\":"
		"\"2026-11-20\",\"until\":\"2026-11-22\",\"kind\":\"service\"}}}";
	struct sg_merge_input input = input_of(stored(NULL), data, first);
	struct sg_merged merged;
	struct sg_room room;
	const char *number;
	int32_t day;

	(void)state;
	assert_true(sg_day_parse("2026-11-22", &day));
	taken_as_ok(sg_room_check(json(data), now->arena, &now->error, &number));
	assert_string_equal(number, "412");
	taken_as_ok(sg_room_merge(&input, now->arena, &now->error, &merged));
	taken_as_ok(sg_room_decode(
		&merged.state, "412", day, now->arena, &now->error, &room));
	assert_string_equal(room.section, "4B");
	assert_int_equal(room.feature_count, 1);
	assert_int_equal(room.housekeeping, SG_ROOM_DIRTY);
	assert_true(room.occupied);
	assert_true(room.out_of_order);
	assert_true(room.last_out_us == SG_NO_TIME);
	taken_as_ok(sg_room_decode(
		&merged.state, "412", day + 1, now->arena, &now->error, &room));
	assert_false(room.out_of_order);

	input = input_of(merged.state,
		"{\"number\":\"412\",\"status\":{\"housekeeping\":\"clean\",\"out_of_"
		"order\":"
		"null}}",
		second);
	taken_as_ok(sg_room_merge(&input, now->arena, &now->error, &merged));
	taken_as_ok(sg_room_decode(
		&merged.state, "412", day, now->arena, &now->error, &room));
	assert_false(room.out_of_order);
	assert_true(room.occupied);
	assert_int_equal(room.housekeeping, SG_ROOM_CLEAN);
}

static void a_check_out_touches_the_rooms_state_and_not_its_stamp(void **state)
{
	struct sg_merge_input input =
		input_of(stored(NULL), "{\"number\":\"1\",\"floor\":\"0\"}", second);
	struct sg_merged merged, touched;
	struct sg_room room;

	(void)state;
	taken_as_ok(sg_room_merge(&input, now->arena, &now->error, &merged));
	taken_as_ok(sg_room_touch(
		&merged.state, SG_ROOM_DIRTY, true, now->arena, &now->error, &touched));
	assert_true(touched.changed);
	assert_memory_equal(touched.state.text, merged.state.text, 12);
	taken_as_ok(
		sg_room_decode(&touched.state, "1", 0, now->arena, &now->error, &room));
	assert_int_equal(room.housekeeping, SG_ROOM_DIRTY);
	assert_true(room.occupied);
	taken_as_ok(sg_room_touch(
		&touched.state, -1, true, now->arena, &now->error, &merged));
	assert_false(merged.changed);
}

static void a_rooms_number_is_a_plain_one(void **state)
{
	static const struct {
		const char *data, *code, *path;
	} faults[] = {
		{"{}", "member_missing", "/data/number"},
		{"{\"number\":null}", "type_wrong", "/data/number"},
		{"{\"number\":\"4\\u0007\"}", "control_character", "/data/number"},
		{"{\"number\":\"4\\u0085\"}", "control_character", "/data/number"},
		{"{\"number\":\"\\u007f\"}", "control_character", "/data/number"},
		{"{\"number\":\"123456789012345678901234567890123\"}", "text_too_long",
			"/data/number"},
		{"{\"number\":\"1\",\"status\":{\"housekeeping\":\"spotless\"}}",
			"value_unknown", "/data/status/housekeeping"},
		{"{\"number\":\"1\",\"status\":{\"housekeeping\":1}}", "type_wrong",
			"/data/status/housekeeping"},
		{"{\"number\":\"1\",\"status\":{\"out_of_order\":{\"from\":\"2026-02-"
		 "31\","
		 "\"until\":\"2026-03-01\"}}}",
			"date_invalid", "/data/status/out_of_order/from"},
		{"{\"number\":\"1\",\"status\":{\"out_of_order\":{\"from\":\"2200-01-"
		 "01\","
		 "\"until\":\"2200-03-01\"}}}",
			"date_out_of_range", "/data/status/out_of_order/from"},
		{"{\"number\":\"1\",\"status\":{\"out_of_order\":{\"from\":20261121,"
		 "\"until\":\"2026-03-01\"}}}",
			"type_wrong", "/data/status/out_of_order/from"},
		{"{\"number\":\"1\",\"status\":{\"out_of_order\":{\"from\":\"2026-03-"
		 "02\","
		 "\"until\":\"2026-03-01\"}}}",
			"until_before_from", "/data/status/out_of_order/until"},
	};
	const char *number;

	(void)state;
	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
		refused(sg_room_check(
				json(faults[i].data), now->arena, &now->error, &number),
			faults[i].code, faults[i].path);
	}
	taken_as_ok(sg_room_check(json("{\"number\":\"4\xC2\xA0\xC3\x84\"}"), now->arena,
		&now->error, &number));
}

static void hazards_are_stored_by_name(void **state)
{
	struct sg_catalog catalog = built_in_catalog();
	uint64_t both = UINT64_C(1) << sg_catalog_hazard(&catalog, "feather") |
	                UINT64_C(1) << sg_catalog_hazard(&catalog, "animal_hair");
	const char *names = sg_hazards_format(both, &catalog, now->arena);

	(void)state;
	assert_string_equal(names, "feather animal_hair");
	assert_int_equal(sg_hazards_parse(names, &catalog), both);
	assert_int_equal(sg_hazards_parse("elk feather gone", &catalog),
		UINT64_C(1) << sg_catalog_hazard(&catalog, "feather"));
	assert_int_equal(sg_hazards_parse("", &catalog), 0);
	assert_int_equal(sg_hazards_parse(NULL, &catalog), 0);
	assert_string_equal(sg_hazards_format(0, &catalog, now->arena), "");
}

/* ---- groups, days, stored texts ---- */

static void a_group_has_codes_for_all_its_stays(void **state)
{
	const char *data = "{\"code\":\"G1\",\"name\":\"Choir\",\"block\":40,\"codes\":[{"
			   "\"group\":\"special\",\"code\":\"FF\"}]}";
	struct sg_merge_input input = input_of(stored(NULL), data, first);
	struct sg_merged merged;
	struct sg_group group;
	const char *code;

	(void)state;
	taken_as_ok(sg_group_check(json(data), now->arena, &now->error, &code));
	assert_string_equal(code, "G1");
	taken_as_ok(sg_group_merge(&input, now->arena, &now->error, &merged));
	taken_as_ok(
		sg_group_decode(&merged.state, "G1", now->arena, &now->error, &group));
	assert_string_equal(group.code, "G1");
	assert_int_equal(group.block, 40);
	assert_string_equal(group.codes[0].code, "FF");
	assert_int_equal(group.codes[0].quantity, 1);
	refused(sg_group_check(json("{\"code\":\"G\",\"block\":10001}"), now->arena,
			&now->error, &code),
		"number_out_of_range", "/data/block");
}

static void a_closed_day_is_a_date(void **state)
{
	int32_t day = 0;

	(void)state;
	taken_as_ok(sg_day_closed_decode(json("{\"business_date\":\"2026-11-21\"}"),
		now->arena, &now->error, &day));
	assert_int_equal(day, 20778);
	refused(sg_day_closed_decode(json("{\"business_date\":\"21.11.2026\"}"),
			now->arena, &now->error, &day),
		"date_invalid", "/data/business_date");
}

static void a_broken_state_is_a_fault_of_ours(void **state)
{
	static const char *const broken[] = {
		"{", "{\"live\":1}", "[]", "{\"zone\":\"\"}"};
	struct sg_house house;
	struct sg_group group;
	struct sg_room room;
	struct sg_room_type type;
	struct sg_merged merged;
	struct sg_catalog catalog = built_in_catalog();

	(void)state;
	for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
		struct sg_stored text = stored(broken[i]);
		struct sg_merge_input input = {text, json("{}"), first};

		assert_int_equal(
			sg_property_decode(&text, "X", now->arena, &now->error, &house),
			SG_INTERNAL);
		assert_string_equal(now->error.code, "state_broken");
		assert_int_not_equal(
			sg_property_merge(&input, "X", now->arena, &now->error, &merged),
			SG_OK);
	}
	struct sg_stored text = stored("{\"code\":7,\"name\":7,\"floor\":7}");
	struct sg_stored cut = stored("{");

	assert_int_equal(sg_group_decode(&text, "X", now->arena, &now->error, &group),
		SG_INTERNAL);
	assert_int_equal(sg_room_decode(&text, "X", 0, now->arena, &now->error, &room),
		SG_INTERNAL);
	assert_int_equal(
		sg_room_type_decode(&text, "X", &catalog, now->arena, &now->error, &type),
		SG_INTERNAL);
	assert_int_equal(sg_room_touch(&cut, 0, true, now->arena, &now->error, &merged),
		SG_INTERNAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(a_property_is_merged_member_by_member),
		test(the_same_again_changes_nothing_and_older_is_not_applied),
		test(a_new_property_needs_zone_and_languages),
		test(a_chain_once_set_stays),
		test(a_property_is_checked_member_by_member),
		test(a_room_type_has_its_standard_set),
		test(an_unknown_hazard_is_named_by_its_place),
		test(a_room_keeps_its_state),
		test(a_check_out_touches_the_rooms_state_and_not_its_stamp),
		test(a_rooms_number_is_a_plain_one),
		test(hazards_are_stored_by_name),
		test(a_group_has_codes_for_all_its_stays),
		test(a_closed_day_is_a_date),
		test(a_broken_state_is_a_fault_of_ours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
