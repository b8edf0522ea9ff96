/* The envelope, and the shorter documents: statements, tasks, questions, operation. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "document/envelope.h"
#include "document/feedback.h"
#include "document/helpers.h"
#include "document/memory.h"
#include "document/operation.h"
#include "document/query.h"

#define IDS "\"ids\":[{\"system\":\"opera\",\"id\":\"1\"}]"
#define HEAD "\"id\":\"d1\",\"time\":\"2026-11-21T15:04:05+01:00\",\"property\":\"HAM1\""

static enum sg_status decode(const char *text, struct sg_envelope *ret_envelope)
{
	return sg_envelope_decode(
		text, strlen(text), now->arena, &now->error, ret_envelope);
}

static void an_envelope_says_who_when_and_where(void **state)
{
	struct sg_envelope envelope;

	(void)state;
	taken_as_ok(decode(
		"{\"type\":\"stay.changed/1\"," HEAD
		",\"origin\":\"import\",\"actor\":{\"role\":\"front_desk\","
		"\"department\":\"spa\",\"name\":\"m1\",\"x\":1},\"data\":{\"a\":1},"
		"\"more\":[]}",
		&envelope));
	assert_int_equal(envelope.type, SG_DOCUMENT_STAY_CHANGED);
	assert_string_equal(envelope.id, "d1");
	assert_true(envelope.time_us == INT64_C(1795269845000000));
	assert_true(envelope.import);
	assert_int_equal(envelope.actor.role, SG_ACTOR_FRONT_DESK);
	assert_int_equal(envelope.actor.department, SG_SPA);
	assert_string_equal(sg_actor_role_name(envelope.actor.role), "front_desk");
	assert_int_equal(envelope.data->count, 1);
}

static void who_does_not_say_gets_the_least(void **state)
{
	struct sg_envelope envelope;

	(void)state;
	taken_as_ok(decode("{\"type\":\"health/1\"}", &envelope));
	assert_int_equal(envelope.actor.role, SG_ACTOR_ATTENDANT);
	assert_int_equal(envelope.actor.department, -1);
	assert_false(envelope.import);
	assert_int_equal(envelope.data->kind, SG_JSON_OBJECT);
	assert_true(envelope.time_us == SG_NO_TIME);
	taken_as_ok(decode("{\"type\":\"health/1\",\"actor\":null}", &envelope));
}

static void the_table_of_types_is_in_order(void **state)
{
	(void)state;
	for (int i = 1; i < SG_DOCUMENT_TYPES; i++) {
		assert_true(strcmp(sg_document_kinds[i - 1].name,
				    sg_document_kinds[i].name) < 0);
		assert_int_equal(sg_document_kinds[i].rev, 1);
	}
}

static void a_type_or_revision_that_is_not_known_is_said_so(void **state)
{
	static const struct {
		const char *type, *code;
	} unknown[] = {{"stay.changed/2", "revision_unknown"},
		{"stay.changed", "revision_unknown"},
		{"stay.changed/", "revision_unknown"},
		{"stay.changed/01", "revision_unknown"}, {"stay/1", "type_unknown"},
		{"stay.changedx/1", "type_unknown"}, {"/1", "type_unknown"}};
	struct sg_envelope envelope;

	(void)state;
	for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++) {
		const char *text = sg_arena_format(now->arena,
			"{\"type\":\"%s\"," HEAD ",\"data\":{}}", unknown[i].type);

		assert_int_equal(decode(text, &envelope), SG_UNSUPPORTED);
		assert_string_equal(now->error.code, unknown[i].code);
		assert_string_equal(now->error.path, "/type");
	}
}

static void an_envelope_is_checked_member_by_member(void **state)
{
	static const struct {
		const char *text, *code, *path;
	} faults[] = {
		{"[]", "type_wrong", ""},
		{"{}", "member_missing", "/type"},
		{"{\"type\":1}", "type_wrong", "/type"},
		{"{\"type\":\"stay.changed/"
		 "1\",\"time\":\"2026-11-21T15:04:05Z\",\"property\":"
		 "\"H\",\"data\":{}}",
			"member_missing", "/id"},
		{"{\"type\":\"stay.changed/"
		 "1\",\"id\":\"1\",\"property\":\"H\",\"data\":{}}",
			"member_missing", "/time"},
		{"{\"type\":\"stay.changed/"
		 "1\",\"id\":\"1\",\"time\":\"2026-11-21T15:04:05Z\","
		 "\"data\":{}}",
			"member_missing", "/property"},
		{"{\"type\":\"stay.changed/1\"," HEAD "}", "member_missing", "/data"},
		{"{\"type\":\"health/1\",\"data\":[]}", "type_wrong", "/data"},
		{"{\"type\":\"health/1\",\"data\":null}", "type_wrong", "/data"},
		{"{\"type\":\"health/1\",\"id\":\"\"}", "text_too_short", "/id"},
		{"{\"type\":\"health/1\",\"id\":\"\xC3\xA4\"}", "text_invalid", "/id"},
		{"{\"type\":\"health/1\",\"property\":\"HAM 1\"}", "text_invalid",
			"/property"},
		{"{\"type\":\"health/1\",\"property\":\"HAMBURG-AIRPORT-1\"}",
			"text_too_long", "/property"},
		{"{\"type\":\"health/1\",\"time\":\"yesterday\"}", "time_invalid",
			"/time"},
		{"{\"type\":\"health/1\",\"origin\":\"old\"}", "value_unknown",
			"/origin"},
		{"{\"type\":\"health/1\",\"actor\":{\"role\":\"boss\"}}", "value_unknown",
			"/actor/role"},
	};
	struct sg_envelope envelope;

	(void)state;
	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
		refused(decode(faults[i].text, &envelope), faults[i].code,
			faults[i].path);
	}
}

static void only_a_batch_may_be_large_and_deep(void **state)
{
	size_t len = SG_DOCUMENT_SIZE_MAX + 1;
	char *large = malloc(len + 1);
	struct sg_envelope envelope;

	(void)state;
	assert_non_null(large);
	memset(large, ' ', len);
	memcpy(large, "{\"type\":\"health/1\"}", 19);
	large[len] = '\0';
	refused(decode(large, &envelope), "document_too_large", "");
	memcpy(large, "{\"type\":\"batch/1\",\"data\":{\"documents\":[{}]}}", 45);
	taken_as_ok(decode(large, &envelope));
	free(large);
	refused(decode("{\"type\":\"health/1\",\"x\":[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]}",
			&envelope),
		"document_too_deep", "");
	taken_as_ok(decode(
		"{\"type\":\"batch/1\",\"data\":{\"documents\":[{\"a\":[[[[[[[[[[[["
		"[[[1]]]]]]]]]]]]]]]}]}}",
		&envelope));
	refused(decode("{\"type\":\"batch/"
		       "1\",\"data\":{\"documents\":[{\"a\":[[[[[[[[[[[[[[["
		       "[1]]]]]]]]]]]]]]]]}]}}",
			&envelope),
		"document_too_deep", "");
}

static void a_batch_holds_documents_but_no_batch(void **state)
{
	struct sg_envelope envelope, inner;
	struct sg_batch batch;

	(void)state;
	taken_as_ok(decode("{\"type\":\"batch/1\",\"data\":{\"documents\":[{\"type\":"
			   "\"health/1\"},{\"type\":\"batch/1\",\"data\":{}},{}]}}",
		&envelope));
	taken_as_ok(sg_batch_decode(envelope.data, now->arena, &now->error, &batch));
	assert_int_equal(batch.count, 3);
	taken_as_ok(
		sg_envelope_read(batch.documents[0], now->arena, &now->error, &inner));
	assert_int_equal(inner.type, SG_DOCUMENT_HEALTH);
	refused(sg_envelope_read(batch.documents[1], now->arena, &now->error, &inner),
		"batch_nested", "/type");
	refused(sg_envelope_read(batch.documents[2], now->arena, &now->error, &inner),
		"member_missing", "/type");
	refused(sg_batch_decode(
			json("{\"documents\":[]}"), now->arena, &now->error, &batch),
		"list_too_short", "/data/documents");
	refused(sg_batch_decode(
			json("{\"documents\":[7]}"), now->arena, &now->error, &batch),
		"type_wrong", "/data/documents/0");
}

static const char *content_of(const char *text)
{
	struct sg_buffer buffer = {0};
	struct sg_envelope envelope;

	taken_as_ok(decode(text, &envelope));
	sg_envelope_content(&envelope, &buffer);
	return taken(&buffer);
}

static void the_same_content_is_recognised_in_another_dress(void **state)
{
	const char *content =
		content_of("{\"type\":\"health/1\",\"id\":\"a\",\"data\":{\"a\":"
			   "1,\"b\":[2]}}");

	(void)state;
	assert_string_equal(content,
		content_of(
			"{ \"data\": {\"b\":[2.0], \"a\":1}, \"time\":"
			"\"2026-11-21T15:04:05Z\",\"type\":\"health/1\",\"actor\":{} }"));
	assert_string_not_equal(content,
		content_of("{\"type\":\"health/1\",\"data\":{\"a\":1,\"b\":[3]}}"));
	assert_string_not_equal(content,
		content_of(
			"{\"type\":\"health/1\",\"origin\":\"import\",\"data\":{\"a\":1,"
			"\"b\":[2]}}"));
	assert_string_not_equal(
		content, content_of("{\"type\":\"health/"
				    "1\",\"property\":\"H\",\"data\":{\"a\":1,\"b\":"
				    "[2]}}"));
}

/* ---- statements ---- */

#define GUEST "\"guest\":{" IDS "}"

static enum sg_status state_preference(const char *data, struct sg_statement *ret)
{
	struct sg_catalog catalog = built_in_catalog();

	return sg_preference_stated_decode(
		json(data), &catalog, now->arena, &now->error, ret);
}

static void a_statement_is_read_against_the_catalogue(void **state)
{
	struct sg_statement statement;

	(void)state;
	taken_as_ok(state_preference(
		"{" GUEST ",\"topic\":\"room.temperature\",\"value\":21.500,\"strength\":"
		"\"like\",\"scope\":\"stay\",\"stay\":{" IDS "},\"valid\":{\"from\":"
		"\"2026-01-01\"},\"season\":{\"from\":\"11-01\",\"until\":\"03-31\"},"
		"\"party\":\"family\",\"said_by\":\"staff\",\"channel\":\"desk\","
		"\"supersedes\":\"0193f5c07a8b7c4e9d1234567890abcd\"}",
		&statement));
	assert_string_equal(statement.fact.value, "21.5");
	assert_int_equal(statement.fact.scope, SG_SCOPE_STAY);
	assert_int_equal(statement.stay_ref_count, 1);
	assert_int_equal(statement.fact.until_day, SG_NO_DAY);
	assert_int_equal(statement.fact.season_from, 1101);
	assert_int_equal(statement.fact.party, SG_PARTY_FAMILY);
	assert_string_equal(statement.fact.said_by, "staff");
	taken_as_ok(state_preference("{" GUEST ",\"topic\":\"bed.filling\",\"strength\":"
				     "\"never\"}",
		&statement));
	assert_null(statement.fact.value);
	assert_int_equal(statement.fact.scope, SG_SCOPE_PROPERTY);
	assert_string_equal(statement.fact.said_by, "guest");
	assert_int_equal(statement.fact.season_from, 0);
	taken_as_ok(state_preference(
		"{" GUEST ",\"topic\":\"room.air\",\"value\":true,\"strength\":\"like\"}",
		&statement));
	assert_string_equal(statement.fact.value, "yes");
	taken_as_ok(
		state_preference("{" GUEST ",\"topic\":\"room.temperature\",\"value\":"
				 "\"20\",\"strength\":\"like\"}",
			&statement));
	assert_string_equal(statement.fact.value, "20");
	taken_as_ok(
		state_preference("{" GUEST ",\"topic\":\"bar.usual\",\"value\":\"'; DROP "
				 "TABLE guest;--\",\"strength\":\"like\"}",
			&statement));
	assert_string_equal(statement.fact.value, "'; DROP TABLE guest;--");
}

static void a_statement_is_checked_member_by_member(void **state)
{
	static const struct {
		const char *data, *code, *path;
	} faults[] = {
		{"\"topic\":\"no.such\",\"value\":1,\"strength\":\"like\"",
			"topic_unknown", "/data/topic"},
		{"\"topic\":\"bed.filling\",\"value\":\"straw\",\"strength\":\"like\"",
			"value_unknown", "/data/value"},
		{"\"topic\":\"bed.filling\",\"value\":7,\"strength\":\"like\"",
			"type_wrong", "/data/value"},
		{"\"topic\":\"bed.filling\",\"strength\":\"like\"", "value_missing",
			"/data/value"},
		{"\"topic\":\"room.air\",\"value\":\"no\",\"strength\":\"like\"",
			"value_unknown", "/data/value"},
		{"\"topic\":\"room.temperature\",\"value\":15.999,\"strength\":\"like\"",
			"number_out_of_range", "/data/value"},
		{"\"topic\":\"room.temperature\",\"value\":20.0005,\"strength\":\"like\"",
			"number_out_of_range", "/data/value"},
		{"\"topic\":\"room.temperature\",\"value\":\"warm\",\"strength\":"
		 "\"like\"",
			"type_wrong", "/data/value"},
		{"\"topic\":\"room.temperature\",\"value\":true,\"strength\":\"like\"",
			"type_wrong", "/data/value"},
		{"\"topic\":\"bar.usual\",\"value\":7,\"strength\":\"like\"",
			"type_wrong", "/data/value"},
		{"\"topic\":\"bed.filling\",\"value\":\"wool\"", "member_missing",
			"/data/strength"},
		{"\"topic\":\"bed.filling\",\"value\":\"wool\",\"strength\":\"like\","
		 "\"scope\":\"stay\"",
			"member_missing", "/data/stay"},
		{"\"topic\":\"bed.filling\",\"value\":\"wool\",\"strength\":\"like\","
		 "\"consent\":{\"channel\":\"desk\"}",
			"member_missing", "/data/consent/spoken"},
		{"\"topic\":\"bed.filling\",\"value\":\"wool\",\"strength\":\"like\","
		 "\"valid\":{\"from\":\"2026-01-02\",\"until\":\"2026-01-01\"}",
			"until_before_from", "/data/valid/until"},
		{"\"topic\":\"bed.filling\",\"value\":\"wool\",\"strength\":\"like\","
		 "\"season\":{\"from\":\"11-01\"}",
			"member_missing", "/data/season/until"},
		{"\"topic\":\"bed.filling\",\"value\":\"wool\",\"strength\":\"like\","
		 "\"supersedes\":\"x\"",
			"text_too_short", "/data/supersedes"},
		{"\"topic\":\"bed.filling\",\"value\":\"wool\",\"strength\":\"like\","
		 "\"supersedes\":\"0193F5C07A8B7C4E9D1234567890ABCD\"",
			"text_invalid", "/data/supersedes"},
	};
	struct sg_statement statement;

	(void)state;
	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
		refused(state_preference(sg_arena_format(now->arena, "{" GUEST ",%s}",
						 faults[i].data),
				&statement),
			faults[i].code, faults[i].path);
	}
}

static void a_withdrawal_names_a_statement_or_a_topic(void **state)
{
	struct sg_withdrawal withdrawal;

	(void)state;
	taken_as_ok(sg_preference_withdrawn_decode(
		json("{" GUEST ",\"topic\":\"gone.topic\",\"value\":20.50}"), now->arena,
		&now->error, &withdrawal));
	assert_string_equal(withdrawal.value, "20.5");
	assert_string_equal(withdrawal.topic, "gone.topic");
	taken_as_ok(sg_preference_withdrawn_decode(
		json("{" GUEST
		     ",\"statement\":\"0193f5c07a8b7c4e9d1234567890abcd\",\"value\":"
		     "true}"),
		now->arena, &now->error, &withdrawal));
	assert_string_equal(withdrawal.value, "yes");
	taken_as_ok(sg_preference_withdrawn_decode(
		json("{" GUEST ",\"topic\":\"a\",\"value\":\"b\"}"), now->arena,
		&now->error, &withdrawal));
	assert_string_equal(withdrawal.value, "b");
	refused(sg_preference_withdrawn_decode(
			json("{" GUEST "}"), now->arena, &now->error, &withdrawal),
		"member_missing", "/data/statement");
	refused(sg_preference_withdrawn_decode(
			json("{\"topic\":\"a\"}"), now->arena, &now->error, &withdrawal),
		"member_missing", "/data/guest");
}

/* ---- tasks and questions ---- */

static void a_task_says_what_became_of_an_item(void **state)
{
	struct sg_task task;

	(void)state;
	taken_as_ok(
		sg_task_decode(json("{\"stay\":{" IDS
				    "},\"item\":\"i1\",\"state\":\"substituted\",\"by\":"
				    "\"m7\",\"note\":\"n\",\"substitute\":\"wool\"}"),
			now->arena, &now->error, &task));
	assert_int_equal(task.state, SG_ITEM_SUBSTITUTED);
	assert_int_equal(task.ref_count, 1);
	taken_as_ok(sg_task_decode(
		json("{\"stay\":{" IDS "},\"item\":\"i1\",\"state\":\"seen\"}"),
		now->arena, &now->error, &task));
	assert_int_equal(task.state, SG_ITEM_SEEN);
	refused(sg_task_decode(
			json("{\"stay\":{" IDS "},\"item\":\"i1\",\"state\":\"open\"}"),
			now->arena, &now->error, &task),
		"value_unknown", "/data/state");
	refused(sg_task_decode(json("{\"stay\":{},\"item\":\"i1\",\"state\":\"done\"}"),
			now->arena, &now->error, &task),
		"member_missing", "/data/stay/ids");
}

static void questions_are_read(void **state)
{
	struct sg_refs_query refs;
	struct sg_plan_day_query day;
	const char *number;

	(void)state;
	taken_as_ok(sg_refs_query_decode(
		json("{" IDS ",\"language\":\"ro\"}"), now->arena, &now->error, &refs));
	assert_string_equal(refs.language, "ro");
	refused(sg_refs_query_decode(json("{}"), now->arena, &now->error, &refs),
		"member_missing", "/data/ids");
	taken_as_ok(sg_plan_day_decode(json("{}"), now->arena, &now->error, &day));
	assert_int_equal(day.day, SG_NO_DAY);
	assert_int_equal(day.department, -1);
	refused(sg_plan_day_decode(
			json("{\"department\":\"bar\"}"), now->arena, &now->error, &day),
		"value_unknown", "/data/department");
	taken_as_ok(sg_room_readiness_decode(
		json("{\"number\":\"412\"}"), now->arena, &now->error, &number));
	assert_string_equal(number, "412");
	refused(sg_room_readiness_decode(json("{}"), now->arena, &now->error, &number),
		"member_missing", "/data/number");
}

static void operations_are_read(void **state)
{
	struct sg_delivery_list list;
	struct sg_delivery_retry retry;
	const char *name;

	(void)state;
	taken_as_ok(sg_snapshot_decode(
		json("{\"snapshot\":\"s 1\"}"), now->arena, &now->error, &name));
	assert_string_equal(name, "s 1");
	refused(sg_snapshot_decode(json("{}"), now->arena, &now->error, &name),
		"member_missing", "/data/snapshot");
	taken_as_ok(sg_delivery_list_decode(json("{}"), now->arena, &now->error, &list));
	assert_int_equal(list.limit, 100);
	assert_false(list.dead);
	taken_as_ok(sg_delivery_list_decode(json("{\"state\":\"dead\",\"limit\":1}"),
		now->arena, &now->error, &list));
	assert_true(list.dead);
	refused(sg_delivery_list_decode(
			json("{\"limit\":0}"), now->arena, &now->error, &list),
		"number_out_of_range", "/data/limit");
	taken_as_ok(
		sg_delivery_retry_decode(json("{\"stay\":{" IDS "},\"endpoint\":\"e\"}"),
			now->arena, &now->error, &retry));
	assert_int_equal(retry.ref_count, 1);
	refused(sg_delivery_retry_decode(
			json("{\"stay\":[]}"), now->arena, &now->error, &retry),
		"type_wrong", "/data/stay");
	taken_as_ok(sg_endpoint_name_decode(
		json("{\"name\":\"hk\"}"), now->arena, &now->error, &name));
	refused(sg_endpoint_name_decode(json("{}"), now->arena, &now->error, &name),
		"member_missing", "/data/name");
}

static void a_refusal_says_what_is_expected(void **state)
{
	static const struct {
		const char *member, *message;
	} faults[] = {
		{"\"time\":\"yesterday\"",
			"expected is a time like 2026-11-21T15:04:05+01:00"},
		{"\"time\":\"2026-11-21 15:04:05\"",
			"expected is a time like 2026-11-21T15:04:05+01:00"},
		{"\"property\":\"HAM 1\"",
			"the character at byte 3 is not allowed: expected is letters, "
			"digits, _ and -"},
		{"\"id\":\"a\xC3\xA4\"",
			"the character at byte 1 is not allowed: expected is ASCII "
			"without control characters"},
	};
	struct sg_envelope envelope;
	char text[120];

	(void)state;
	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
		(void)snprintf(text, sizeof text, "{\"type\":\"health/1\",%s}",
			faults[i].member);
		assert_int_equal(decode(text, &envelope), SG_INVALID);
		assert_string_equal(now->error.message, faults[i].message);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(an_envelope_says_who_when_and_where),
		test(who_does_not_say_gets_the_least),
		test(the_table_of_types_is_in_order),
		test(a_type_or_revision_that_is_not_known_is_said_so),
		test(an_envelope_is_checked_member_by_member),
		test(only_a_batch_may_be_large_and_deep),
		test(a_batch_holds_documents_but_no_batch),
		test(the_same_content_is_recognised_in_another_dress),
		test(a_statement_is_read_against_the_catalogue),
		test(a_statement_is_checked_member_by_member),
		test(a_withdrawal_names_a_statement_or_a_topic),
		test(a_task_says_what_became_of_an_item),
		test(questions_are_read),
		test(operations_are_read),
		test(a_refusal_says_what_is_expected),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
