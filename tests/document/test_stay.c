/* stay.changed: what is said merges with what was, in order by groups of members. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/facts.h"
#include "document/helpers.h"
#include "document/stay.h"

#define IDS "\"ids\":[{\"system\":\"opera\",\"id\":\"4711\"}]"

static const char whole[] =
	"{" IDS ",\"version\":3,\"status\":\"booked\",\"arrival\":\"2026-11-21\","
	"\"departure\":\"2026-11-24\",\"eta\":\"2026-11-21T15:00:00+01:00\","
	"\"booked_type\":\"DZ\",\"room\":\"412\",\"bed_setup\":\"double\",\"share\":"
	"\"S1\","
	"\"group\":\"G1\",\"party\":{\"adults\":2,\"children\":[{\"age_group\":\"0-2\"}]}"
	","
	"\"people\":[{\"role\":\"guest\",\"primary\":true,\"ids\":[{\"system\":\"opera\","
	"\"id\":\"g1\"}],\"salutation\":\"Frau Keller\",\"language\":\"de\",\"name\":{"
	"\"family\":\"Keller\"}},{\"role\":\"child\"}],\"loyalty_number\":\"L1\",\"vip\":"
	"\"VIP2\",\"incognito\":true,\"purpose\":\"leisure\",\"rate\":\"BAR\",\"market\":"
	"\"M\",\"channel\":\"C\",\"codes\":[{\"group\":\"special\",\"code\":\"FF\"}],"
	"\"products\":[{\"code\":\"COT\"},{\"code\":\"WATER\",\"quantity\":3}],"
	"\"occasions\":[{\"kind\":\"birthday\",\"date\":\"2026-11-22\"}],\"comments\":["
	"\"line 1\\nline 2\"],\"traces\":[{\"department\":\"spa\",\"text\":\"t\"}],"
	"\"salutation\":\"Frau Keller\",\"language\":\"de\",\"new_member\":[{\"x\":1}]}";

static struct sg_stay_document document_of(const char *data)
{
	struct sg_stay_document document = {.version = 0};

	taken_as_ok(sg_stay_check(json(data), now->arena, &now->error, &document));
	return document;
}

static struct sg_stay_result merged(
	const struct sg_stay_state *before, const char *data, struct sg_stamp stamp)
{
	struct sg_stay_document document = document_of(data);
	struct sg_stay_result result = {.created = false};

	taken_as_ok(sg_stay_merge(
		before, &document, &stamp, now->arena, &now->error, &result));
	return result;
}

static const char *encoded(const struct sg_stay_state *state)
{
	struct sg_buffer buffer = {0};

	sg_stay_encode(state, &buffer);
	return taken(&buffer);
}

static struct sg_stay_columns columns_of(const struct sg_stay_state *state)
{
	return (struct sg_stay_columns){state->stay.status,
		state->stamps[SG_GROUP_STATUS], state->stay.arrival_day,
		state->stay.departure_day, state->stay.room, state->stay.checked_in_us,
		state->stay.checked_out_us};
}

static struct sg_stay_state stored_and_read(const struct sg_stay_state *state)
{
	struct sg_stored text = stored(encoded(state));
	struct sg_stay_columns columns = columns_of(state);
	struct sg_stay_state read = {.rate = NULL};

	taken_as_ok(sg_stay_decode(&text, &columns, now->arena, &now->error, &read));
	return read;
}

static struct sg_stamp at(int64_t time_us)
{
	return (struct sg_stamp){time_us, -1};
}

static void a_document_is_decoded_whole(void **state)
{
	struct sg_stay_document document = document_of(whole);
	const struct sg_stay *stay = &document.said.stay;

	(void)state;
	assert_int_equal(document.version, 3);
	assert_int_equal(document.ref_count, 1);
	assert_int_equal(document.groups,
		1u << SG_GROUP_STATUS | 1u << SG_GROUP_DATES | 1u << SG_GROUP_ROOM |
			1u << SG_GROUP_TYPE | 1u << SG_GROUP_PEOPLE |
			1u << SG_GROUP_CODES | 1u << SG_GROUP_TEXTS);
	assert_int_equal(stay->departure_day - stay->arrival_day, 3);
	assert_true(stay->etd_us == SG_NO_TIME);
	assert_int_equal(stay->adults, 2);
	assert_int_equal(stay->children[0].count, 1);
	assert_int_equal(stay->person_count, 2);
	assert_string_equal(stay->people[0].refs[0].id, "g1");
	assert_true(stay->people[0].primary);
	assert_int_equal(stay->people[1].role, SG_ROLE_CHILD);
	assert_string_equal(stay->purpose, "leisure");
	assert_int_equal(stay->code_count, 3);
	assert_string_equal(stay->codes[2].group, "product");
	assert_int_equal(stay->codes[2].quantity, 3);
	assert_int_equal(stay->codes[0].quantity, 1);
	assert_string_equal(stay->occasions[0].kind, "birthday");
	assert_string_equal(document.said.comments[0], "line 1\nline 2");
	assert_int_equal(document.said.traces[0].department, SG_SPA);
	assert_string_equal(document.said.rate, "BAR");
}

static void a_check_in_of_three_members_is_one(void **state)
{
	struct sg_stay_document document =
		document_of("{" IDS ",\"status\":\"checked_in\",\"room\":\"412\"}");

	(void)state;
	assert_int_equal(document.version, -1);
	assert_int_equal(document.groups, 1u << SG_GROUP_STATUS | 1u << SG_GROUP_ROOM);
	assert_int_equal(document.said.stay.status, SG_STAY_CHECKED_IN);
	assert_int_equal(document.said.stay.arrival_day, SG_NO_DAY);
}

static void what_is_stored_reads_as_it_was(void **state)
{
	struct sg_stay_result made = merged(NULL, whole, (struct sg_stamp){1000, 3});
	struct sg_stay_state read;
	const char *text = encoded(&made.after);

	(void)state;
	assert_true(made.created);
	assert_null(strstr(text, "arrival"));
	assert_null(strstr(text, "booked\""));
	assert_null(strstr(text, "new_member"));
	assert_null(strstr(text, "4711"));
	((struct sg_person *)made.after.stay.people)[0].guest = id_of(7);
	made.after.stay.room_from = "411";
	made.after.stay.checked_in_us = 55;
	read = stored_and_read(&made.after);
	assert_int_equal(read.stay.status, SG_STAY_BOOKED);
	assert_int_equal(read.stay.arrival_day, made.after.stay.arrival_day);
	assert_string_equal(read.stay.room, "412");
	assert_string_equal(read.stay.room_from, "411");
	assert_true(read.stay.checked_in_us == 55);
	assert_true(sg_id_equal(&read.stay.people[0].guest,
		&(struct sg_id){.bytes = {0x01, 0x93, 0xF5, 0, 0, 0, 0, 0, 0, 7 ^ 0x5A, 0,
					0, 0, 0, 0, 7}}));
	assert_true(sg_id_is_nil(&read.stay.people[1].guest));
	assert_int_equal(read.stamps[SG_GROUP_CODES].version, 3);
	assert_true(read.stamps[SG_GROUP_CODES].time_us == 1000);
	assert_true(read.stamps[SG_GROUP_OTHER].time_us == SG_NO_TIME);
	assert_string_equal(encoded(&read), encoded(&made.after));
	assert_int_equal(merged(&read, whole, at(2000)).changed, 0);
}

static void members_given_replace_null_clears_absent_stays(void **state)
{
	struct sg_stay_result made = merged(NULL, whole, at(1000));
	struct sg_stay_result changed = merged(&made.after,
		"{" IDS
		",\"room\":null,\"vip\":null,\"party\":{\"adults\":3},\"codes\":[],"
		"\"people\":[{\"role\":\"guest\",\"ids\":[{\"system\":\"x\",\"id\":\"1\"}"
		",{"
		"\"system\":\"opera\",\"id\":\"g1\"}],\"salutation\":null}]}",
		at(2000));
	const struct sg_stay *stay = &changed.after.stay;

	(void)state;
	assert_null(stay->room);
	assert_null(stay->vip);
	assert_int_equal(stay->adults, 3);
	assert_int_equal(stay->children_count, 1);
	assert_int_equal(stay->code_count, 2);
	assert_int_equal(stay->person_count, 1);
	assert_null(stay->people[0].salutation);
	assert_string_equal(stay->bed_setup, "double");
	assert_int_equal(changed.changed,
		1u << SG_GROUP_ROOM | 1u << SG_GROUP_PEOPLE | 1u << SG_GROUP_CODES);
	assert_int_equal(changed.older, 0);
}

static void a_person_known_before_keeps_his_guest(void **state)
{
	struct sg_stay_result made = merged(NULL, whole, at(1000));
	struct sg_stay_result changed;

	(void)state;
	((struct sg_person *)made.after.stay.people)[0].guest = id_of(9);
	made.after.stay.id = id_of(1);
	changed = merged(&made.after,
		"{" IDS ",\"people\":[{\"role\":\"accompanying\",\"ids\":[{\"system\":"
		"\"opera\",\"id\":\"g2\"}]},{\"role\":\"guest\",\"ids\":[{\"system\":"
		"\"opera\",\"id\":\"g1\"}]}]}",
		at(2000));
	assert_true(sg_id_is_nil(&changed.after.stay.people[0].guest));
	assert_true(sg_id_equal(
		&changed.after.stay.people[1].guest, &made.after.stay.people[0].guest));
	assert_true(sg_id_equal(&changed.after.stay.id, &made.after.stay.id));
}

static void a_late_document_still_brings_what_is_newer(void **state)
{
	struct sg_stay_result made = merged(NULL,
		"{" IDS ",\"status\":\"booked\",\"arrival\":\"2026-11-21\",\"departure\":"
		"\"2026-11-24\"}",
		at(1000));
	struct sg_stay_result in =
		merged(&made.after, "{" IDS ",\"status\":\"checked_in\"}", at(3000));
	struct sg_stay_state read = stored_and_read(&in.after);
	struct sg_stay_result late = merged(
		&read, "{" IDS ",\"status\":\"waiting\",\"room\":\"7\"}", at(2000));

	(void)state;
	assert_int_equal(late.applied, 1u << SG_GROUP_ROOM);
	assert_int_equal(late.older, 1u << SG_GROUP_STATUS);
	assert_int_equal(late.changed, 1u << SG_GROUP_ROOM);
	assert_int_equal(late.after.stay.status, SG_STAY_CHECKED_IN);
	assert_string_equal(late.after.stay.room, "7");
	assert_true(late.after.stamps[SG_GROUP_STATUS].time_us == 3000);
	assert_true(late.after.stamps[SG_GROUP_ROOM].time_us == 2000);
}

static void versions_go_before_times(void **state)
{
	struct sg_stay_result made = merged(NULL, whole, (struct sg_stamp){1000, 5});
	struct sg_stay_result older = merged(
		&made.after, "{" IDS ",\"room\":\"9\"}", (struct sg_stamp){2000, 4});
	struct sg_stay_result equal = merged(
		&made.after, "{" IDS ",\"room\":\"9\"}", (struct sg_stamp){500, 5});

	(void)state;
	assert_int_equal(older.older, 1u << SG_GROUP_ROOM);
	assert_string_equal(older.after.stay.room, "412");
	assert_string_equal(equal.after.stay.room, "9");
}

static void a_new_stay_needs_status_and_dates(void **state)
{
	static const struct {
		const char *data, *path;
	} faults[] = {{"{" IDS "}", "/data/status"},
		{"{" IDS ",\"status\":\"booked\"}", "/data/arrival"},
		{"{" IDS ",\"status\":\"booked\",\"arrival\":\"2026-11-21\"}",
			"/data/departure"}};

	(void)state;
	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
		struct sg_stay_document document = document_of(faults[i].data);
		struct sg_stay_result result;
		struct sg_stamp stamp = at(1);

		refused(sg_stay_merge(NULL, &document, &stamp, now->arena, &now->error,
				&result),
			"member_missing", faults[i].path);
		assert_non_null(strstr(now->error.message,
			"not known yet: say status, arrival and departure too"));
		assert_non_null(strstr(now->error.message, "after its booking"));
	}
}

static void a_departure_is_never_before_the_arrival(void **state)
{
	struct sg_stay_result made = merged(NULL, whole, at(1000));
	struct sg_stay_document document =
		document_of("{" IDS ",\"arrival\":\"2026-11-25\"}");
	struct sg_stay_result result;
	struct sg_stamp stamp = at(2000);

	(void)state;
	refused(sg_stay_merge(
			&made.after, &document, &stamp, now->arena, &now->error, &result),
		"departure_before_arrival", "/data/arrival");
	refused(sg_stay_check(
			json("{" IDS
			     ",\"arrival\":\"2026-11-25\",\"departure\":\"2026-11-24\"}"),
			now->arena, &now->error, &document),
		"departure_before_arrival", "/data/departure");
	(void)document_of(
		"{" IDS ",\"arrival\":\"2026-11-25\",\"departure\":\"2026-11-25\"}");
}

static void a_stay_is_checked_member_by_member(void **state)
{
	static const struct {
		const char *data, *code, *path;
	} faults[] = {
		{"{}", "member_missing", "/data/ids"},
		{"{\"ids\":[]}", "list_too_short", "/data/ids"},
		{"{\"ids\":[{\"system\":\"a\"}]}", "member_missing", "/data/ids/0/id"},
		{"{" IDS ",\"status\":null}", "type_wrong", "/data/status"},
		{"{" IDS ",\"status\":\"in\"}", "value_unknown", "/data/status"},
		{"{" IDS ",\"version\":-1}", "number_out_of_range", "/data/version"},
		{"{" IDS ",\"arrival\":\"2026-02-31\"}", "date_invalid", "/data/arrival"},
		{"{" IDS ",\"arrival\":\"10000-01-01\"}", "date_invalid",
			"/data/arrival"},
		{"{" IDS ",\"arrival\":\"1899-12-31\"}", "date_out_of_range",
			"/data/arrival"},
		{"{" IDS ",\"arrival\":null}", "type_wrong", "/data/arrival"},
		{"{" IDS ",\"eta\":\"2026-11-21T15:00:00\"}", "time_invalid",
			"/data/eta"},
		{"{" IDS ",\"eta\":15}", "type_wrong", "/data/eta"},
		{"{" IDS ",\"party\":{\"adults\":501}}", "number_out_of_range",
			"/data/party/adults"},
		{"{" IDS ",\"party\":{\"children\":[{\"age_group\":\"4\"}]}}",
			"text_invalid", "/data/party/children/0/age_group"},
		{"{" IDS ",\"people\":[{\"primary\":true}]}", "member_missing",
			"/data/people/0/role"},
		{"{" IDS ",\"people\":{}}", "type_wrong", "/data/people"},
		{"{" IDS ",\"products\":[{\"code\":\"A\",\"quantity\":0}]}",
			"number_out_of_range", "/data/products/0/quantity"},
		{"{" IDS ",\"traces\":[{\"department\":\"x\",\"text\":\"\"}]}",
			"value_unknown", "/data/traces/0/department"},
		{"{" IDS ",\"comments\":[7]}", "type_wrong", "/data/comments/0"},
		{"{" IDS ",\"occasions\":[{\"kind\":\"b\",\"month_day\":\"02-30\"}]}",
			"date_invalid", "/data/occasions/0/month_day"},
		{"{" IDS ",\"occasions\":[{\"kind\":\"b\",\"month_day\":\"02-290\"}]}",
			"date_invalid", "/data/occasions/0/month_day"},
		{"{" IDS ",\"occasions\":[{\"kind\":\"b\",\"month_day\":229}]}",
			"type_wrong", "/data/occasions/0/month_day"},
		{"{" IDS ",\"day_use\":\"yes\"}", "type_wrong", "/data/day_use"},
	};
	struct sg_stay_document document;

	(void)state;
	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
		refused(sg_stay_check(
				json(faults[i].data), now->arena, &now->error, &document),
			faults[i].code, faults[i].path);
	}
}

static void ten_thousand_people_are_refused(void **state)
{
	struct sg_buffer text = {0};
	struct sg_stay_document document;

	(void)state;
	sg_buffer_text(&text, "{" IDS ",\"people\":[{\"role\":\"guest\"}");
	for (int i = 1; i < 10000; i++) {
		sg_buffer_text(&text, ",{\"role\":\"guest\"}");
	}
	sg_buffer_text(&text, "]}");
	refused(sg_stay_check(json(taken(&text)), now->arena, &now->error, &document),
		"list_too_long", "/data/people");
}

static void texts_are_counted_in_characters(void **state)
{
	struct sg_buffer text = {0};
	struct sg_stay_document document;

	(void)state;
	sg_buffer_text(&text, "{" IDS ",\"comments\":[\"");
	for (int i = 0; i < 1000; i++) {
		sg_buffer_text(&text, "\xC3\xA4");
	}
	sg_buffer_text(&text, "\"]}");
	(void)document_of(text.data);
	text.len -= 3;
	sg_buffer_text(&text, "x\"]}");
	refused(sg_stay_check(json(taken(&text)), now->arena, &now->error, &document),
		"text_too_long", "/data/comments/0");
}

static void a_broken_text_is_a_fault_of_ours(void **state)
{
	static const char *const broken[] = {"{", "[]", "{\"vip\":7}", "{\"@at\":7}",
		"{\"@at\":[7]}", "{\"@at\":[[\"x\"]]}", "{\"@at\":[[3000000000]]}",
		"{\"people\":[{\"role\":\"guest\"}],\"@guests\":[\"x\"]}",
		"{\"people\":[{\"role\":\"guest\"}],\"@guests\":[\"AAAAAAAAAAAAAAAAAAAA*"
		"A\"]}",
		"{\"people\":[{\"role\":\"guest\"}],\"@guests\":["
		"\"AAAAAAAAAAAAAAAAAAAAAB\"]}"};
	struct sg_stay_result made = merged(NULL, whole, at(1));
	struct sg_stay_columns columns = columns_of(&made.after);
	struct sg_stay_state read;

	(void)state;
	for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
		struct sg_stored text = stored(broken[i]);

		assert_int_equal(
			sg_stay_decode(&text, &columns, now->arena, &now->error, &read),
			SG_INTERNAL);
		assert_string_equal(now->error.code, "state_broken");
	}
}

static void a_stay_without_a_room_has_none_after_reading(void **state)
{
	struct sg_stay_result made = merged(NULL,
		"{" IDS ",\"status\":\"booked\",\"arrival\":\"2026-11-21\",\"departure\":"
		"\"2026-11-21\",\"day_use\":true}",
		at(1));
	struct sg_stay_state read = stored_and_read(&made.after);

	(void)state;
	assert_null(read.stay.room);
	assert_null(read.stay.room_from);
	assert_true(read.stay.day_use);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(a_document_is_decoded_whole),
		test(a_check_in_of_three_members_is_one),
		test(what_is_stored_reads_as_it_was),
		test(members_given_replace_null_clears_absent_stays),
		test(a_person_known_before_keeps_his_guest),
		test(a_late_document_still_brings_what_is_newer),
		test(versions_go_before_times),
		test(a_new_stay_needs_status_and_dates),
		test(a_departure_is_never_before_the_arrival),
		test(a_stay_is_checked_member_by_member),
		test(ten_thousand_people_are_refused),
		test(texts_are_counted_in_characters),
		test(a_broken_text_is_a_fault_of_ours),
		test(a_stay_without_a_room_has_none_after_reading),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
