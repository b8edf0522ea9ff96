/* Scripts against a real server: one trip, one transaction, told outcomes, exact values. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/arena.h"
#include "core/time.h"
#include "store/connection.h"
#include "store/deadline.h"
#include "store/script.h"
#include "support/database.h"

static struct sg_test_database db;
static struct sg_connection *connection;
static struct sg_arena *arena;
static struct sg_error error;

static int open_all(void **state)
{
	(void)state;
	if (getenv("STAMMGAST_TEST_SOCKET") == NULL) {
		return 0;
	}
	sg_test_database_create(&db);
	connection = sg_test_connect(&db);
	sg_test_sql(&db,
		"CREATE TABLE guest (id BINARY(16) PRIMARY KEY, version INT NOT NULL, "
		"name TEXT, note LONGBLOB, seen_us BIGINT, born INT, weight DOUBLE, "
		"code VARCHAR(20), UNIQUE KEY one_code (code))");
	return 0;
}

static int close_all(void **state)
{
	(void)state;
	sg_db_close(connection);
	sg_test_database_drop(&db);
	return 0;
}

static int begin(void **state)
{
	(void)state;
	arena = sg_arena_new();
	error = (struct sg_error){0};
	if (connection != NULL) {
		sg_test_sql(&db, "DELETE FROM guest");
	}
	return 0;
}

static int end(void **state)
{
	(void)state;
	sg_arena_free(arena);
	return 0;
}

static void need_server(void)
{
	if (connection == NULL) {
		print_message("skipped: STAMMGAST_TEST_SOCKET names no server\n");
		skip();
	}
}

static struct sg_id id_of(unsigned char number)
{
	struct sg_id id = {{number, 0, 0xFF, '\'', '?', ';'}};

	return id;
}

static enum sg_db_outcome run(struct sg_script *script)
{
	return sg_script_run(script, connection, sg_deadline_in_ms(10000), &error);
}

static void run_well(struct sg_script *script)
{
	enum sg_db_outcome outcome = run(script);

	if (outcome != SG_DB_DONE) {
		fail_msg("%s: %s", sg_db_outcome_name(outcome), error.message);
	}
}

static void insert_guest(unsigned char number, int version, const char *name)
{
	struct sg_id id = id_of(number);
	struct sg_script script;

	sg_script_begin(&script, arena, SG_SCRIPT_WRITE);
	sg_script_add(&script, "INSERT INTO guest (id, version, name) VALUES (?, ?, ?);");
	sg_script_id(&script, &id);
	sg_script_int(&script, version);
	sg_script_text(&script, name);
	run_well(&script);
}

static void values_come_back_as_they_went_in(void **state)
{
	static const unsigned char bytes[] = {0, 1, 0xFF, '\'', '\\', 0};
	struct sg_id id = id_of(1);
	const struct sg_rows *rows;
	struct sg_script script;
	struct sg_id back;
	const void *blob;
	size_t len;

	(void)state;
	need_server();
	sg_script_begin(&script, arena, SG_SCRIPT_WRITE);
	sg_script_add(&script, "INSERT INTO guest VALUES (");
	sg_script_marks(&script, 8);
	sg_script_add(&script, ");");
	sg_script_id(&script, &id);
	sg_script_int(&script, -7);
	sg_script_text(&script, "Zoë 'Ω' 🛏");
	sg_script_blob(&script, bytes, sizeof bytes);
	sg_script_time(&script, INT64_C(1795273445123456));
	sg_script_day(&script, -1000);
	sg_script_real(&script, 0.1);
	sg_script_null(&script);
	sg_script_add(&script, "SELECT * FROM guest WHERE id = ?;");
	sg_script_id(&script, &id);
	run_well(&script);

	assert_int_equal(sg_script_sets(&script), 1);
	rows = sg_script_rows(&script, 0);
	assert_int_equal(rows->count, 1);
	assert_int_equal(rows->columns, 8);
	back = sg_rows_id(rows, 0, 0);
	assert_true(sg_id_equal(&back, &id));
	assert_int_equal(sg_rows_int(rows, 0, 1), -7);
	assert_string_equal(sg_rows_text(rows, 0, 2), "Zoë 'Ω' 🛏");
	blob = sg_rows_blob(rows, 0, 3, &len);
	assert_int_equal(len, sizeof bytes);
	assert_memory_equal(blob, bytes, sizeof bytes);
	assert_true(sg_rows_time(rows, 0, 4) == INT64_C(1795273445123456));
	assert_int_equal(sg_rows_day(rows, 0, 5), -1000);
	assert_true(sg_rows_real(rows, 0, 6) == 0.1);
	assert_true(sg_rows_null(rows, 0, 7));
	assert_null(sg_rows_text(rows, 0, 7));
}

static void absent_values_are_null_both_ways(void **state)
{
	struct sg_id id = id_of(2);
	const struct sg_rows *rows;
	struct sg_script script;
	size_t len = 9;

	(void)state;
	need_server();
	sg_script_begin(&script, arena, SG_SCRIPT_WRITE);
	sg_script_add(
		&script, "INSERT INTO guest VALUES (?, 1, ?, ?, ?, ?, NULL, NULL);");
	sg_script_id(&script, &id);
	sg_script_text(&script, NULL);
	sg_script_blob(&script, NULL, 0);
	sg_script_time(&script, SG_NO_TIME);
	sg_script_day(&script, SG_NO_DAY);
	sg_script_add(&script, "SELECT name, note, seen_us, born FROM guest;");
	run_well(&script);
	rows = sg_script_rows(&script, 0);
	assert_null(sg_rows_text(rows, 0, 0));
	assert_null(sg_rows_blob(rows, 0, 1, &len));
	assert_int_equal(len, 0);
	assert_true(sg_rows_time(rows, 0, 2) == SG_NO_TIME);
	assert_true(sg_rows_day(rows, 0, 3) == SG_NO_DAY);
	/* What is not there at all reads the same. */
	assert_true(sg_rows_null(rows, 5, 0));
	assert_true(sg_rows_null(rows, 0, 17));
	assert_true(sg_rows_null(sg_script_rows(&script, 3), 0, 0));
}

static void empty_texts_are_not_null(void **state)
{
	const struct sg_rows *rows;
	struct sg_script script;

	(void)state;
	need_server();
	sg_script_begin(&script, arena, SG_SCRIPT_READ);
	sg_script_add(&script, "SELECT ?, ?;");
	sg_script_text(&script, "");
	sg_script_blob(&script, "", 0);
	run_well(&script);
	rows = sg_script_rows(&script, 0);
	assert_string_equal(sg_rows_text(rows, 0, 0), "");
	assert_false(sg_rows_null(rows, 0, 1));
	assert_string_equal(sg_rows_text(rows, 0, 1), "");
}

static void five_sets_come_in_one_trip(void **state)
{
	struct sg_script script;

	(void)state;
	need_server();
	insert_guest(1, 1, "Ada");
	insert_guest(2, 1, "Bo");
	sg_script_begin(&script, arena, SG_SCRIPT_READ);
	sg_script_add(&script, "SELECT name FROM guest ORDER BY name;");
	sg_script_add(&script, "SELECT name FROM guest WHERE 1 = 0;");
	sg_script_add(&script, "SELECT COUNT(*), SUM(version) FROM guest;");
	sg_script_add(&script, "SELECT ?;");
	sg_script_text(&script, "four");
	sg_script_add(&script, "SELECT 1, 2, 3;");
	run_well(&script);
	assert_int_equal(sg_script_sets(&script), 5);
	assert_int_equal(sg_script_rows(&script, 0)->count, 2);
	assert_string_equal(sg_rows_text(sg_script_rows(&script, 0), 1, 0), "Bo");
	assert_int_equal(sg_script_rows(&script, 1)->count, 0);
	assert_int_equal(sg_rows_int(sg_script_rows(&script, 2), 0, 0), 2);
	assert_int_equal(sg_rows_int(sg_script_rows(&script, 2), 0, 1), 2);
	assert_string_equal(sg_rows_text(sg_script_rows(&script, 3), 0, 0), "four");
	assert_int_equal(sg_rows_int(sg_script_rows(&script, 4), 0, 2), 3);
}

static void declared_variables_hold_values(void **state)
{
	struct sg_script script;
	struct sg_id id = id_of(4);
	struct sg_id back;

	(void)state;
	need_server();
	sg_script_begin(&script, arena, SG_SCRIPT_WRITE);
	sg_script_declare(&script, "guest_id BINARY(16) DEFAULT ?");
	sg_script_id(&script, &id);
	sg_script_declare(&script, "seen BIGINT");
	sg_script_add(&script, "INSERT INTO guest (id, version) VALUES (guest_id, ?);");
	sg_script_int(&script, 5);
	sg_script_add(
		&script, "SET seen = (SELECT version FROM guest WHERE id = guest_id);");
	sg_script_add(&script, "SELECT guest_id, seen;");
	run_well(&script);
	back = sg_rows_id(sg_script_rows(&script, 0), 0, 0);
	assert_true(sg_id_equal(&back, &id));
	assert_int_equal(sg_rows_int(sg_script_rows(&script, 0), 0, 1), 5);
}

static void a_declaration_after_a_statement_is_told(void **state)
{
	struct sg_script script;

	(void)state;
	need_server();
	sg_script_begin(&script, arena, SG_SCRIPT_READ);
	sg_script_add(&script, "SELECT 1;");
	sg_script_declare(&script, "late INT");
	assert_int_equal(run(&script), SG_DB_FAILED);
	assert_string_equal(error.code, "script_broken");
}

static void an_unmet_expectation_rolls_everything_back(void **state)
{
	struct sg_script script;
	struct sg_id first = id_of(1);
	struct sg_id second = id_of(2);

	(void)state;
	need_server();
	insert_guest(1, 3, "Ada");
	sg_script_begin(&script, arena, SG_SCRIPT_WRITE);
	sg_script_add(&script, "INSERT INTO guest (id, version) VALUES (?, 1);");
	sg_script_id(&script, &second);
	sg_script_expect_rows(&script, 1, 1);
	sg_script_add(&script, "SELECT 'before';");
	sg_script_add(
		&script, "UPDATE guest SET version = 5 WHERE id = ? AND version = ?;");
	sg_script_id(&script, &first);
	sg_script_int(&script, 4);
	sg_script_expect_rows(&script, 1, 42);
	assert_int_equal(run(&script), SG_DB_STALE);
	assert_int_equal(sg_script_stale_tag(&script), 42);
	assert_string_equal(error.code, "stale");
	assert_int_equal(sg_script_sets(&script), 0);
	assert_int_equal(sg_test_number(&db, "SELECT COUNT(*) FROM guest"), 1);
	assert_true(sg_db_usable(connection));
	insert_guest(3, 1, "after");
}

static void rows_that_matched_but_did_not_change_count(void **state)
{
	struct sg_script script;

	(void)state;
	need_server();
	insert_guest(1, 3, "Ada");
	sg_script_begin(&script, arena, SG_SCRIPT_WRITE);
	sg_script_add(&script, "UPDATE guest SET version = 3 WHERE name = 'Ada';");
	sg_script_expect_rows(&script, 1, 1);
	run_well(&script);
}

static void a_condition_that_is_null_is_not_met(void **state)
{
	struct sg_script script;

	(void)state;
	need_server();
	sg_script_begin(&script, arena, SG_SCRIPT_WRITE);
	sg_script_expect(&script, "(SELECT version FROM guest WHERE name = ?) = 3", 8);
	sg_script_text(&script, "nobody");
	assert_int_equal(run(&script), SG_DB_STALE);
	assert_int_equal(sg_script_stale_tag(&script), 8);
	insert_guest(1, 3, "nobody");
	run_well(&script);
}

static void a_taken_key_is_named_and_its_value_is_not(void **state)
{
	struct sg_script script;
	struct sg_id id = id_of(2);

	(void)state;
	need_server();
	sg_test_sql(&db, "INSERT INTO guest (id, version, code) VALUES (UNHEX('AA'), 1, "
			 "'Secret')");
	sg_script_begin(&script, arena, SG_SCRIPT_WRITE);
	sg_script_add(&script, "INSERT INTO guest (id, version, code) VALUES (?, 1, ?);");
	sg_script_id(&script, &id);
	sg_script_text(&script, "Secret");
	sg_script_add(&script, "UPDATE guest SET version = 9;");
	assert_int_equal(run(&script), SG_DB_DUPLICATE);
	assert_string_equal(sg_script_duplicate_key(&script), "one_code");
	assert_null(strstr(error.message, "Secret"));
	assert_int_equal(sg_test_number(&db, "SELECT MAX(version) FROM guest"), 1);
	assert_true(sg_db_usable(connection));
}

static void a_value_that_does_not_fit_changes_nothing(void **state)
{
	struct sg_script script;
	struct sg_id id = id_of(2);

	(void)state;
	need_server();
	sg_script_begin(&script, arena, SG_SCRIPT_WRITE);
	sg_script_add(&script, "INSERT INTO guest (id, version) VALUES (X'01', 1);");
	sg_script_add(&script, "INSERT INTO guest (id, version, code) VALUES (?, 1, ?);");
	sg_script_id(&script, &id);
	sg_script_text(&script, "far too long for twenty characters");
	assert_int_equal(run(&script), SG_DB_FAILED);
	assert_int_equal(sg_test_number(&db, "SELECT COUNT(*) FROM guest"), 0);
	assert_true(sg_db_usable(connection));
	insert_guest(3, 1, "after");
	assert_int_equal(sg_test_number(&db, "SELECT COUNT(*) FROM guest"), 1);
}

static void a_missing_table_says_what_to_do(void **state)
{
	struct sg_script script;

	(void)state;
	need_server();
	sg_script_begin(&script, arena, SG_SCRIPT_READ);
	sg_script_add(&script, "SELECT 1;");
	sg_script_add(&script, "SELECT * FROM nowhere;");
	assert_int_equal(run(&script), SG_DB_REFUSED);
	assert_string_equal(error.code, "schema_missing");
	assert_true(sg_db_usable(connection));
}

static void sql_that_does_not_parse_is_a_fault_of_ours(void **state)
{
	struct sg_script script;

	(void)state;
	need_server();
	sg_script_begin(&script, arena, SG_SCRIPT_WRITE);
	sg_script_add(&script, "UPDATE UPDATE;");
	assert_int_equal(run(&script), SG_DB_FAILED);
	sg_script_begin(&script, arena, SG_SCRIPT_READ);
	sg_script_add(&script, "SELECT ?, ?;");
	sg_script_int(&script, 1);
	assert_int_equal(run(&script), SG_DB_FAILED);
	sg_script_begin(&script, arena, SG_SCRIPT_READ);
	assert_int_equal(run(&script), SG_DB_FAILED);
	insert_guest(3, 1, "after");
}

/* Of this session alone: other tests prepare on the same server. */
static int64_t prepared_so_far(void)
{
	struct sg_script script;

	sg_script_begin(&script, arena, SG_SCRIPT_READ);
	sg_script_add(&script, "SELECT CAST(VARIABLE_VALUE AS SIGNED) FROM "
			       "information_schema.SESSION_STATUS "
			       "WHERE VARIABLE_NAME = 'COM_STMT_PREPARE';");
	run_well(&script);
	return sg_rows_int(sg_script_rows(&script, 0), 0, 0);
}

static void a_shape_that_comes_again_is_not_prepared_again(void **state)
{
	int64_t before;

	(void)state;
	need_server();
	insert_guest(1, 1, "first");
	(void)prepared_so_far();
	before = prepared_so_far();
	for (unsigned char i = 2; i < 50; i++) {
		insert_guest(i, i, "again");
	}
	assert_int_equal(prepared_so_far(), before);
	assert_true(before > 0);
	assert_int_equal(sg_test_number(&db, "SELECT COUNT(*) FROM guest"), 49);
}

static void more_shapes_than_are_kept_go_on_working(void **state)
{
	(void)state;
	need_server();
	for (int round = 0; round < 2; round++) {
		for (int i = 1; i <= 100; i++) {
			struct sg_script script;
			char sql[64];

			(void)snprintf(sql, sizeof sql, "SELECT %d + ?;", i);
			sg_script_begin(&script, arena, SG_SCRIPT_READ);
			sg_script_add(&script, sql);
			sg_script_int(&script, 1000);
			run_well(&script);
			assert_int_equal(
				sg_rows_int(sg_script_rows(&script, 0), 0, 0), 1000 + i);
		}
	}
}

static void a_table_that_changed_is_read_in_its_new_shape(void **state)
{
	static const char *const changes[] = {"ALTER TABLE changing MODIFY a VARCHAR(20)",
		"ALTER TABLE changing ADD COLUMN c INT FIRST, ADD INDEX (b)",
		"DROP TABLE changing", "CREATE TABLE changing (b BIGINT, a TEXT)",
		"INSERT INTO changing VALUES (2, '1')"};

	(void)state;
	need_server();
	sg_test_sql(&db, "CREATE TABLE changing (a INT, b INT)");
	sg_test_sql(&db, "INSERT INTO changing VALUES (1, 2)");
	for (size_t i = 0; i <= sizeof changes / sizeof changes[0]; i++) {
		struct sg_script script;

		sg_script_begin(&script, arena, SG_SCRIPT_READ);
		sg_script_add(&script, "SELECT a, b FROM changing;");
		sg_script_add(&script, "SELECT 'end';");
		if (i == 3) {
			assert_int_equal(run(&script), SG_DB_REFUSED);
		} else {
			run_well(&script);
			assert_int_equal(sg_script_rows(&script, 0)->columns, 2);
			if (i != 4) {
				assert_int_equal(
					sg_rows_int(sg_script_rows(&script, 0), 0, 1), 2);
			}
		}
		if (i < sizeof changes / sizeof changes[0]) {
			sg_test_sql(&db, "%s", changes[i]);
		}
	}
}

static void the_same_script_runs_again_with_the_same_values(void **state)
{
	struct sg_script script;

	(void)state;
	need_server();
	insert_guest(1, 1, "Ada");
	sg_script_begin(&script, arena, SG_SCRIPT_WRITE);
	sg_script_add(&script, "UPDATE guest SET version = version + ? WHERE name = ?;");
	sg_script_int(&script, 10);
	sg_script_text(&script, "Ada");
	sg_script_expect_rows(&script, 1, 1);
	sg_script_add(&script, "SELECT version FROM guest;");
	run_well(&script);
	run_well(&script);
	assert_int_equal(sg_script_sets(&script), 1);
	assert_int_equal(sg_rows_int(sg_script_rows(&script, 0), 0, 0), 21);
}

static void types_may_change_from_run_to_run(void **state)
{
	static const char sql[] = "SELECT CAST(? AS CHAR);";
	struct sg_script script;

	(void)state;
	need_server();
	for (int i = 0; i < 4; i++) {
		sg_script_begin(&script, arena, SG_SCRIPT_READ);
		sg_script_add(&script, sql);
		if (i == 0) {
			sg_script_null(&script);
		} else if (i == 1) {
			sg_script_int(&script, INT64_MAX);
		} else if (i == 2) {
			sg_script_text(&script, "text");
		} else {
			sg_script_real(&script, 1.5);
		}
		run_well(&script);
		assert_int_equal(sg_rows_null(sg_script_rows(&script, 0), 0, 0), i == 0);
	}
	assert_string_equal(sg_rows_text(sg_script_rows(&script, 0), 0, 0), "1.5");
}

static void all_kinds_of_columns_are_read(void **state)
{
	const struct sg_rows *rows;
	struct sg_script script;

	(void)state;
	need_server();
	sg_script_begin(&script, arena, SG_SCRIPT_READ);
	sg_script_add(&script,
		"SELECT CAST(-1 AS SIGNED), 1 = 1, CAST(9223372036854775807 AS SIGNED), "
		"CAST(12.5 AS DECIMAL(5,1)), CAST('2026-11-21' AS DATE), "
		"CAST('2026-11-21 15:04:05.25' AS DATETIME(2)), CAST('abc' AS BINARY), "
		"SUM(3), YEAR('2007-01-01'), 2.5e0, X'00FF', CAST('23:59' AS TIME);");
	run_well(&script);
	rows = sg_script_rows(&script, 0);
	assert_int_equal(sg_rows_int(rows, 0, 0), -1);
	assert_int_equal(sg_rows_int(rows, 0, 1), 1);
	assert_true(sg_rows_int(rows, 0, 2) == INT64_MAX);
	assert_true(sg_rows_real(rows, 0, 3) == 12.5);
	assert_string_equal(sg_rows_text(rows, 0, 4), "2026-11-21");
	assert_string_equal(sg_rows_text(rows, 0, 5), "2026-11-21 15:04:05.25");
	assert_string_equal(sg_rows_text(rows, 0, 6), "abc");
	assert_int_equal(sg_rows_int(rows, 0, 7), 3);
	assert_int_equal(sg_rows_int(rows, 0, 8), 2007);
	assert_true(sg_rows_real(rows, 0, 9) == 2.5);
	assert_memory_equal(sg_rows_text(rows, 0, 10), "\0\xFF", 2);
	assert_string_equal(sg_rows_text(rows, 0, 11), "23:59:00");
}

static void many_rows_are_read_whole(void **state)
{
	const struct sg_rows *rows;
	struct sg_script script;

	(void)state;
	need_server();
	sg_script_begin(&script, arena, SG_SCRIPT_READ);
	sg_script_add(&script,
		"SELECT seq, REPEAT(CHAR(65 + seq % 26), seq % 700) FROM seq_1_to_5000;");
	sg_script_add(&script, "SELECT 'end';");
	run_well(&script);
	rows = sg_script_rows(&script, 0);
	assert_int_equal(rows->count, 5000);
	for (size_t i = 0; i < rows->count; i++) {
		const char *text = sg_rows_text(rows, i, 1);

		assert_int_equal(sg_rows_int(rows, i, 0), i + 1);
		assert_int_equal(strlen(text), (i + 1) % 700);
		assert_int_equal(strspn(text, (char[]){(char)(65 + (i + 1) % 26), 0}),
			strlen(text));
	}
	assert_string_equal(sg_rows_text(sg_script_rows(&script, 1), 0, 0), "end");
}

static void sixteen_mebibytes_go_there_and_back(void **state)
{
	enum { SIZE = 16 * 1024 * 1024 };
	struct sg_id id = id_of(9);
	struct sg_script script;
	unsigned char *bytes = malloc(SIZE);
	const void *back;
	size_t len;

	(void)state;
	need_server();
	assert_non_null(bytes);
	for (size_t i = 0; i < SIZE; i++) {
		bytes[i] = (unsigned char)(i * 2654435761u >> 13);
	}
	sg_script_begin(&script, arena, SG_SCRIPT_WRITE);
	sg_script_add(&script, "INSERT INTO guest (id, version, note) VALUES (?, 1, ?);");
	sg_script_id(&script, &id);
	sg_script_blob(&script, bytes, SIZE);
	sg_script_add(&script, "SELECT note FROM guest;");
	run_well(&script);
	back = sg_rows_blob(sg_script_rows(&script, 0), 0, 0, &len);
	assert_int_equal(len, SIZE);
	assert_memory_equal(back, bytes, SIZE);
	free(bytes);
}

static void more_than_the_server_takes_is_told_before_it_is_sent(void **state)
{
	enum { SIZE = 80 * 1024 * 1024 };
	struct sg_script script;
	char *bytes = calloc(1, SIZE);

	(void)state;
	need_server();
	assert_non_null(bytes);
	sg_script_begin(&script, arena, SG_SCRIPT_READ);
	sg_script_add(&script, "SELECT LENGTH(?);");
	sg_script_blob(&script, bytes, SIZE);
	assert_int_equal(run(&script), SG_DB_REFUSED);
	assert_string_equal(error.code, "packet_too_large");
	assert_true(sg_db_usable(connection));
	free(bytes);
	insert_guest(3, 1, "after");
}

static const char *const naughty[] = {
	"",
	" ",
	"'",
	"\"",
	"`",
	"\\",
	"\\'",
	"''",
	"%",
	"_",
	"?",
	";",
	"--",
	"/* */",
	"#",
	"'; DROP TABLE guest; --",
	"1 OR 1=1",
	"Robert'); DROP TABLE Students;--",
	"\\0",
	"\\n",
	"\t\r\n",
	"\x01\x02\x7F",
	"NULL",
	"null",
	"undefined",
	"NaN",
	"-1",
	"1e309",
	"0x1F",
	"${HOME}",
	"$(reboot)",
	"`reboot`",
	"| cat",
	"&& ls",
	"> /dev/null",
	"%s%n%x",
	"%d",
	"<script>alert(1)</script>",
	"&lt;",
	"../../etc/passwd",
	"C:\\CON",
	"Ω≈ç√∫˜µ≤≥÷",
	"田中さん",
	"مرحبا بالعالم",
	"שלום",
	"Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠kè͚̮̺̪̹̱̤",
	"👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿",
	"\xE2\x80\xAE-reversed",
	"\xEF\xBB\xBF-mark",
	"\xE2\x80\x8B",
	"ﷺ",
	"𝕿𝖍𝖊",
	"ﬀ",
	"İi",
	"ß",
	"\xF4\x8F\xBF\xBF",
};

static void naughty_strings_are_stored_unchanged(void **state)
{
	(void)state;
	need_server();
	for (size_t i = 0; i < sizeof naughty / sizeof naughty[0]; i++) {
		struct sg_id id = id_of((unsigned char)i);
		struct sg_script script;

		sg_script_begin(&script, arena, SG_SCRIPT_WRITE);
		sg_script_add(&script, "INSERT INTO guest (id, version, name, note) "
				       "VALUES (?, 1, ?, ?);");
		sg_script_id(&script, &id);
		sg_script_text(&script, naughty[i]);
		sg_script_blob(&script, naughty[i], strlen(naughty[i]));
		sg_script_add(&script, "SELECT name, note FROM guest "
				       "WHERE id = ? AND name = ?;");
		sg_script_id(&script, &id);
		sg_script_text(&script, naughty[i]);
		run_well(&script);
		assert_int_equal(sg_script_rows(&script, 0)->count, 1);
		assert_string_equal(
			sg_rows_text(sg_script_rows(&script, 0), 0, 0), naughty[i]);
		assert_string_equal(
			sg_rows_text(sg_script_rows(&script, 0), 0, 1), naughty[i]);
	}
	assert_int_equal(sg_test_number(&db, "SELECT COUNT(*) FROM guest"),
		sizeof naughty / sizeof naughty[0]);
}

static void a_text_that_is_no_utf8_is_not_taken(void **state)
{
	struct sg_id id = id_of(1);
	struct sg_script script;

	(void)state;
	need_server();
	sg_script_begin(&script, arena, SG_SCRIPT_WRITE);
	sg_script_add(&script, "INSERT INTO guest (id, version, name) VALUES (?, 1, ?);");
	sg_script_id(&script, &id);
	sg_script_text(&script, "bad \xFF\xFE");
	assert_int_equal(run(&script), SG_DB_FAILED);
	assert_string_equal(error.code, "database_value");
	assert_int_equal(sg_test_number(&db, "SELECT COUNT(*) FROM guest"), 0);
}

static void a_list_is_bound_mark_by_mark(void **state)
{
	struct sg_script script;

	(void)state;
	need_server();
	for (unsigned char i = 1; i <= 5; i++) {
		insert_guest(i, i, "x");
	}
	sg_script_begin(&script, arena, SG_SCRIPT_READ);
	sg_script_add(&script, "SELECT version FROM guest WHERE version IN (");
	sg_script_marks(&script, 3);
	sg_script_add(&script, ") ORDER BY version;");
	sg_script_int(&script, 2);
	sg_script_int(&script, 5);
	sg_script_int(&script, 99);
	run_well(&script);
	assert_int_equal(sg_script_rows(&script, 0)->count, 2);
	assert_int_equal(sg_rows_int(sg_script_rows(&script, 0), 1, 0), 5);
	sg_script_begin(&script, arena, SG_SCRIPT_READ);
	sg_script_marks(&script, 0);
	assert_int_equal(run(&script), SG_DB_FAILED);
}

static void two_statements_in_one_text_are_not_run(void **state)
{
	(void)state;
	need_server();
	assert_int_equal(sg_db_execute(connection, "SELECT 1; DELETE FROM guest",
				 sg_deadline_in_ms(5000), &error),
		SG_INTERNAL);
}

static void a_lone_statement_is_prepared_as_it_is(void **state)
{
	struct sg_script script;

	(void)state;
	need_server();
	sg_script_begin(&script, arena, SG_SCRIPT_WRITE);
	sg_script_add(&script, "INSERT INTO guest (id, version) VALUES (X'05', 1)");
	sg_script_add(&script, "RETURNING version + 1; \n");
	run_well(&script);
	assert_string_equal(script.statement, "INSERT INTO guest (id, version) VALUES "
					      "(X'05', 1) RETURNING version + 1");
	assert_int_equal(sg_rows_int(sg_script_rows(&script, 0), 0, 0), 2);
}

int main(void)
{
#define IT(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
		IT(values_come_back_as_they_went_in),
		IT(absent_values_are_null_both_ways),
		IT(empty_texts_are_not_null),
		IT(five_sets_come_in_one_trip),
		IT(declared_variables_hold_values),
		IT(a_declaration_after_a_statement_is_told),
		IT(an_unmet_expectation_rolls_everything_back),
		IT(rows_that_matched_but_did_not_change_count),
		IT(a_condition_that_is_null_is_not_met),
		IT(a_taken_key_is_named_and_its_value_is_not),
		IT(a_value_that_does_not_fit_changes_nothing),
		IT(a_missing_table_says_what_to_do),
		IT(sql_that_does_not_parse_is_a_fault_of_ours),
		IT(a_shape_that_comes_again_is_not_prepared_again),
		IT(more_shapes_than_are_kept_go_on_working),
		IT(a_table_that_changed_is_read_in_its_new_shape),
		IT(the_same_script_runs_again_with_the_same_values),
		IT(types_may_change_from_run_to_run),
		IT(all_kinds_of_columns_are_read),
		IT(many_rows_are_read_whole),
		IT(sixteen_mebibytes_go_there_and_back),
		IT(more_than_the_server_takes_is_told_before_it_is_sent),
		IT(naughty_strings_are_stored_unchanged),
		IT(a_text_that_is_no_utf8_is_not_taken),
		IT(a_list_is_bound_mark_by_mark),
		IT(two_statements_in_one_text_are_not_run),
		IT(a_lone_statement_is_prepared_as_it_is),
	};

	return cmocka_run_group_tests_name("script", tests, open_all, close_all);
}
