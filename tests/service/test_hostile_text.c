/*
 * Texts that broke other systems, in every text member: each is stored and comes back as it was
 * said, or is refused with the place named, and never means anything to the store. And secrets:
 * they come in and are seen nowhere else.
 */
#include "support/small_hotel.h"

#include <time.h>

#include <jansson.h>

enum { LINES_MAX = 400, LINE_SIZE = 4096 };

static const char *const injections[] = {"' OR 1=1 --", "'; DROP TABLE stay; --",
	"\"; DROP TABLE stay; --", "\\'; DROP TABLE stay; #", "%s%n%x", "?", "??", "`id`",
	"$(reboot)", "| cat /etc/passwd", "../../../../etc/passwd", "{{7*7}}", "${7*7}",
	"/* */", "\\", "%", "_", "a%b_c", "1;SELECT SLEEP(9)", "0x41", "NULL"};

static char lines[LINES_MAX][LINE_SIZE];
static size_t line_count;

static void add_line(const char *text)
{
	for (size_t i = 0; i < line_count; i++) {
		if (strcmp(lines[i], text) == 0) {
			return;
		}
	}
	if (text[0] != '\0' && line_count < LINES_MAX) {
		(void)snprintf(lines[line_count++], LINE_SIZE, "%s", text);
	}
}

static int read_lines(void **state)
{
	char line[LINE_SIZE];
	const char *source = getenv("STAMMGAST_SOURCE_DIR");
	char path[4096];
	FILE *file;

	(void)state;
	(void)snprintf(path, sizeof path, "%s/tests/support/naughty.txt",
		source != NULL ? source : SG_TEST_SOURCE_DIR);
	file = fopen(path, "r");
	assert_non_null(file);
	while (fgets(line, sizeof line, file) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		add_line(line);
	}
	(void)fclose(file);
	for (size_t i = 0; i < sizeof injections / sizeof injections[0]; i++) {
		add_line(injections[i]);
	}
	return line_count > 100 ? 0 : -1;
}

/* A document around `data`, whose reference is stolen. */
static char *document(const char *type, const char *id, json_t *data)
{
	char now[40];
	time_t wall = time(NULL);
	struct tm parts;
	json_t *whole;
	char *text;

	(void)strftime(now, sizeof now, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&wall, &parts));
	whole = json_pack("{s:s,s:s,s:s,s:s,s:{s:s},s:o}", "type", type, "id", id, "time",
		now, "property", "HAM1", "actor", "role", "manager", "data", data);
	assert_non_null(whole);
	text = json_dumps(whole, JSON_COMPACT);
	json_decref(whole);
	return text;
}

static json_t *say(struct small_hotel *hotel, const char *type, const char *id,
	json_t *data, enum sg_status *ret_status)
{
	struct sg_buffer reply = {0};
	char *text = document(type, id, data);
	json_t *json;

	*ret_status = hotel_hand_in(hotel->service, text, &reply);
	json = json_loads(reply.data, 0, NULL);
	if (json == NULL) {
		fail_msg("%s: no JSON: %s", text, reply.data);
	}
	free(text);
	sg_buffer_free(&reply);
	return json;
}

static json_t *ids(const char *system, const char *id)
{
	return json_pack("[{s:s,s:s}]", "system", system, "id", id);
}

static const char *error_path(json_t *reply)
{
	const char *path = json_string_value(
		json_object_get(json_object_get(reply, "error"), "path"));

	return path != NULL ? path : "";
}

static bool holds(json_t *json, const char *text)
{
	const char *key;
	json_t *value;
	size_t i;

	if (json_is_string(json)) {
		return strcmp(json_string_value(json), text) == 0;
	}
	if (json_is_array(json)) {
		json_array_foreach(json, i, value)
		{
			if (holds(value, text)) {
				return true;
			}
		}
	}
	json_object_foreach(json, key, value)
	{
		if (holds(value, text)) {
			return true;
		}
	}
	return false;
}

static int refused;
static int returned;

/* Taken: true. Refused: only as wrong, at the place. */
static bool taken_or_refused(
	json_t *reply, enum sg_status status, const char *path, const char *line)
{
	if (status == SG_OK) {
		returned++;
		return true;
	}
	refused++;
	if (status != SG_INVALID || strncmp(error_path(reply), path, strlen(path)) != 0) {
		fail_msg("\"%s\": %d at %s", line, status, error_path(reply));
	}
	return false;
}

static void every_text_of_a_stay_comes_back_as_it_was_said(void **state)
{
	struct small_hotel *hotel = *state;
	enum sg_status status;

	for (size_t i = 0; i < line_count; i++) {
		char id[32], stay[32];
		json_t *reply;

		(void)snprintf(id, sizeof id, "text-%zu", i);
		(void)snprintf(stay, sizeof stay, "T%zu", i);
		reply = say(hotel, "stay.changed/1", id,
			json_pack("{s:o,s:s,s:s,s:s,s:s,s:{s:i},s:[s],s:[{s:s,s:s}]}",
				"ids", ids("pms", stay), "status", "booked", "arrival",
				"2026-11-21", "departure", "2026-11-29", "room", "101",
				"party", "adults", 1, "comments", lines[i], "traces",
				"department", "housekeeping", "text", lines[i]),
			&status);
		if (taken_or_refused(reply, status, "/data", lines[i])) {
			json_decref(reply);
			reply = say(hotel, "stay.checklist/1", "q",
				json_pack("{s:o}", "ids", ids("pms", stay)), &status);
			assert_int_equal(status, SG_OK);
			if (json_object_get(reply, "checklist") != NULL &&
				!holds(reply, lines[i])) {
				fail_msg("lost: %s", lines[i]);
			}
		}
		json_decref(reply);
		reply = say(hotel, "stay.changed/1", id + 1,
			json_pack("{s:o,s:s}", "ids", ids("pms", stay), "status",
				"cancelled"),
			&status);
		json_decref(reply);
	}
}

/* As codes, in keys, where the store finds things by them. */
static void every_text_finds_what_it_named(void **state)
{
	struct small_hotel *hotel = *state;
	enum sg_status status;

	for (size_t i = 0; i < line_count; i++) {
		char id[32];
		json_t *reply;

		(void)snprintf(id, sizeof id, "room-%zu", i);
		reply = say(hotel, "room.changed/1", id,
			json_pack("{s:s,s:s,s:s}", "number", lines[i], "type", "DZ",
				"section", lines[i]),
			&status);
		if (taken_or_refused(reply, status, "/data", lines[i])) {
			json_decref(reply);
			reply = say(hotel, "room.readiness/1", "q",
				json_pack("{s:s}", "number", lines[i]), &status);
			if (status != SG_OK) {
				fail_msg("no room %s", lines[i]);
			}
		}
		json_decref(reply);
	}
	assert_int_equal(sg_test_number(&hotel->database,
				 "SELECT COUNT(*) - COUNT(DISTINCT number) FROM room"),
		0);
}

static void every_text_may_name_a_guest(void **state)
{
	struct small_hotel *hotel = *state;
	enum sg_status status;

	for (size_t i = 0; i < line_count; i++) {
		char id[32];
		json_t *reply;

		(void)snprintf(id, sizeof id, "guest-%zu", i);
		reply = say(hotel, "guest.changed/1", id,
			json_pack("{s:o,s:{s:s,s:s},s:s}", "ids", ids("pms", id), "name",
				"given", lines[i], "family", lines[i], "salutation",
				lines[i]),
			&status);
		if (taken_or_refused(reply, status, "/data", lines[i])) {
			json_decref(reply);
			reply = say(hotel, "guest.card/1", "q",
				json_pack("{s:o}", "ids", ids("pms", id)), &status);
			assert_int_equal(status, SG_OK);
			if (!holds(reply, lines[i])) {
				char *dump = json_dumps(reply, 0);

				fail_msg("lost: %s in %s", lines[i], dump);
			}
		}
		json_decref(reply);
	}
}

/* The keys of two systems never meet, whatever stands in them. */
static void every_text_is_a_key_of_its_own(void **state)
{
	struct small_hotel *hotel = *state;
	int64_t known = 0;
	enum sg_status status;

	for (size_t i = 0; i < line_count; i++) {
		char id[32];
		json_t *reply;

		(void)snprintf(id, sizeof id, "key-%zu", i);
		reply = say(hotel, "stay.changed/1", id,
			json_pack("{s:o,s:s,s:s,s:s}", "ids", ids("pms", lines[i]),
				"status", "booked", "arrival", "2026-12-01", "departure",
				"2026-12-02"),
			&status);
		known += taken_or_refused(reply, status, "/data/ids", lines[i]) &&
		         strcmp(json_string_value(json_object_get(reply, "outcome")),
				 "applied") == 0;
		json_decref(reply);
	}
	assert_int_equal(
		sg_test_number(&hotel->database, "SELECT COUNT(*) FROM stay"), known);
	assert_int_equal(
		sg_test_number(&hotel->database, "SELECT COUNT(*) FROM stay_ref"), known);
}

static void nothing_was_done_to_the_tables(void **state)
{
	struct small_hotel *hotel = *state;

	assert_true(sg_test_number(&hotel->database,
			    "SELECT COUNT(*) FROM information_schema.tables WHERE "
			    "table_schema = DATABASE()") > 15);
	print_message("%zu texts: %d came back, %d were refused\n", line_count, returned,
		refused);
	assert_true(returned > refused);
}

/* ---- secrets ---- */

static char log_text[1 << 16];

static void keep_log(void *data, int level, const char *text, size_t len)
{
	(void)data;
	(void)level;
	(void)strncat(log_text, text, len < 4000 ? len : 4000);
}

static void not_in(const char *what, const char *text)
{
	static const char *const secrets[] = {"MfKQ9r8GKYqrTwjUPD8I",
		"C2FVsBQIhrscChlQIMV", "Bearer-of-secrets", "pass-word-of-db"};

	for (size_t i = 0; i < sizeof secrets / sizeof secrets[0]; i++) {
		if (strstr(text, secrets[i]) != NULL) {
			fail_msg("a secret in %s: %s", what, text);
		}
	}
}

static void secrets_are_seen_nowhere(void **state)
{
	struct small_hotel *hotel = *state;
	static const char *const queries[][2] = {{"endpoint.get", "'name':'floor'"},
		{"delivery.list", "'state':'open'"}, {"delivery.list", "'state':'dead'"},
		{"health", ""}, {"plan.day", ""}};

	hotel_endpoint(hotel, "floor",
		"'departments':['housekeeping'],'headers':{'Authorization':"
		"'Bearer-of-secrets'},'secrets':['" HOTEL_SECRET "','" HOTEL_SECRET_NEXT
		"']");
	hotel_shut(hotel, "/floor");
	hotel_check_in(hotel, 101);
	hotel_work_until_failed(hotel, 1);
	sg_test_sql(&hotel->database, "UPDATE delivery SET deadline = 1, due_at = 0");
	hotel_work_until(hotel, HOTEL_NOTHING_WAITS);
	for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++) {
		not_in(queries[i][0], hotel_try(hotel, SG_OK, NULL, queries[i][0], "%s",
					      queries[i][1]));
	}
	/* Refused ones repeat nothing, either. */
	not_in("a refusal",
		hotel_try(hotel, SG_INVALID, NULL, "endpoint.put",
			"'name':'x','url':'https://"
			"Bearer-of-secrets:MfKQ9r8GKYqrTwjUPD8I@"
			"a.de/','departments':['spa'],'languages':['de'],'secret':'"
			"" HOTEL_SECRET "'"));
	not_in("a refusal",
		hotel_try(hotel, SG_INVALID, NULL, "endpoint.put",
			"'name':'x','url':'https://a.de/','departments':['spa'],"
			"'languages':['de'],'secret':'whsec_MfKQ9r8GKYqrTwjUPD8I!'"));
	not_in("a refusal",
		hotel_try(hotel, SG_INVALID, NULL, "endpoint.put",
			"'name':'x','url':'https://a.de/','departments':['spa'],"
			"'languages':['de'],'secret':'" HOTEL_SECRET
			"','headers':{'X':'Bearer-of-secrets\\n'}"));
	not_in("the log", log_text);
	assert_true(strlen(log_text) > 0);
}

/* Only where they are kept: in one column of one table. */
static void secrets_lie_in_one_column_alone(void **state)
{
	struct small_hotel *hotel = *state;
	char columns[4096], table[64];
	int64_t count = sg_test_number(&hotel->database,
		"SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = "
		"DATABASE()");

	hotel_endpoint(hotel, "floor", NULL);
	hotel_check_in(hotel, 101);
	hotel_work_for(hotel, 300);
	for (int64_t i = 0; i < count; i++) {
		sg_test_text(&hotel->database, table, sizeof table,
			"SELECT table_name FROM information_schema.tables WHERE "
			"table_schema = DATABASE() ORDER BY table_name LIMIT 1 OFFSET %d",
			(int)i);
		sg_test_text(&hotel->database, columns, sizeof columns,
			"SELECT GROUP_CONCAT(CONCAT('COALESCE(', column_name, ', "
			"0x0a)')) "
			"FROM information_schema.columns WHERE table_schema = DATABASE() "
			"AND table_name = '%s' AND column_name <> 'sealed_secrets'",
			table);
		assert_int_equal(
			sg_test_number(&hotel->database,
				"SELECT COUNT(*) FROM %s WHERE CONCAT_WS(0x1f, %s) "
				"LIKE '%%MfKQ9r8GKYqrTwjUPD8I%%'",
				table, columns),
			0);
	}
	assert_int_equal(
		sg_test_number(&hotel->database, "SELECT COUNT(*) FROM endpoint"), 1);
}

static int set_up_logged(void **state)
{
	struct small_hotel *hotel;

	(void)hotel_setup(state);
	hotel = *state;
	sg_service_close(&hotel->service);
	hotel->host.log = keep_log;
	hotel->service = hotel_open(hotel, ",\"deadline_ms\":20000");
	return 0;
}

int main(void)
{
	const struct CMUnitTest texts[] = {
		cmocka_unit_test(every_text_is_a_key_of_its_own),
		cmocka_unit_test(every_text_of_a_stay_comes_back_as_it_was_said),
		cmocka_unit_test(every_text_finds_what_it_named),
		cmocka_unit_test(every_text_may_name_a_guest),
		cmocka_unit_test(nothing_was_done_to_the_tables),
	};
	const struct CMUnitTest secrets[] = {
		cmocka_unit_test_setup_teardown(
			secrets_are_seen_nowhere, set_up_logged, hotel_teardown),
		cmocka_unit_test_setup_teardown(
			secrets_lie_in_one_column_alone, set_up_logged, hotel_teardown),
	};
	int failed = read_lines(NULL);

	failed +=
		cmocka_run_group_tests_name("texts", texts, hotel_setup, hotel_teardown);
	failed += cmocka_run_group_tests_name("secrets", secrets, NULL, NULL);
	return failed;
}
