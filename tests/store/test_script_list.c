/* Lists of rows, and scripts that are alike woven into one: one statement over all rows, which
 * happens for all of them or for none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "core/arena.h"
#include "store/connection.h"
#include "store/deadline.h"
#include "store/script_join.h"
#include "support/database.h"

enum { TAG = 7 };

static struct sg_test_database db;
static struct sg_connection *connection;
static struct sg_arena *arena;
static struct sg_error error;

static int open_all(void **state)
{
	(void)state;
	if (getenv("STAMMGAST_TEST_SOCKET") != NULL) {
		sg_test_database_create(&db);
		connection = sg_test_connect(&db);
		sg_test_sql(&db, "CREATE TABLE room (number INT PRIMARY KEY, version INT "
				 "NOT NULL, guests INT NOT NULL, name VARCHAR(20))");
		sg_test_sql(&db, "CREATE TABLE bed (room INT, place INT, PRIMARY KEY "
				 "(room, place))");
	}
	return 0;
}

static int close_all(void **state)
{
	(void)state;
	sg_db_close(connection);
	sg_test_database_drop(&db);
	return 0;
}

/* Rooms 1 to 4 at version 1, without beds. */
static int begin(void **state)
{
	(void)state;
	arena = sg_arena_new();
	error = (struct sg_error){0};
	if (connection != NULL) {
		sg_test_sql(&db, "DELETE FROM room");
		sg_test_sql(&db, "DELETE FROM bed");
		sg_test_sql(&db, "INSERT INTO room SELECT seq, 1, 0, 'old' FROM "
				 "seq_1_to_4");
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

static enum sg_db_outcome run(struct sg_script *script)
{
	return sg_script_run(script, connection, sg_deadline_in_ms(10000), &error);
}

static void add_beds(struct sg_script *script, int room, int beds)
{
	sg_script_list(script, "INSERT INTO bed (room, place) VALUES");
	for (int i = 1; i <= beds; i++) {
		sg_script_row(script, 2);
		sg_script_int(script, room);
		sg_script_int(script, i);
	}
	sg_script_list_end(script, ";");
}

static void step(struct sg_script *script, int room, int version, int guests)
{
	static const char *const columns[] = {"guests", "name"};

	sg_script_list(script, "INSERT INTO room (number, version, guests, name) VALUES");
	sg_script_row(script, 4);
	sg_script_int(script, room);
	sg_script_int(script, version);
	sg_script_int(script, guests);
	sg_script_text(script, "new");
	sg_script_list_step(script, columns, 2, TAG);
}

/* As a stay is posted: a row that moves on, others that come, and a statement of another kind. */
static void furnish(struct sg_script *script, int room, int version)
{
	sg_script_begin(script, arena, SG_SCRIPT_WRITE);
	step(script, room, version, room * 10);
	sg_script_add(script, "UPDATE room SET guests = guests + ? WHERE number = ?;");
	sg_script_int(script, 1);
	sg_script_int(script, room);
	sg_script_expect_rows(script, 1, TAG + 1);
	add_beds(script, room, 2);
}

static enum sg_db_outcome run_woven(struct sg_script *scripts, size_t count)
{
	const struct sg_script *alike[8];
	struct sg_script woven;

	for (size_t i = 0; i < count; i++) {
		alike[i] = &scripts[i];
		assert_true(sg_script_alike(&scripts[0], &scripts[i]));
	}
	sg_script_begin(&woven, arena, SG_SCRIPT_WRITE);
	sg_script_weave(&woven, alike, count);
	return run(&woven);
}

static int64_t inserts(void)
{
	struct sg_script script;

	sg_script_begin(&script, arena, SG_SCRIPT_READ);
	sg_script_add(&script,
		"SELECT CAST(variable_value AS SIGNED) FROM information_schema."
		"session_status WHERE variable_name = 'Com_insert';");
	assert_int_equal(run(&script), SG_DB_DONE);
	return sg_rows_int(sg_script_rows(&script, 0), 0, 0);
}

static void nothing_has_happened(void)
{
	assert_int_equal(sg_test_number(&db, "SELECT COUNT(*) FROM bed"), 0);
	assert_int_equal(sg_test_number(&db, "SELECT COUNT(*) FROM room"), 4);
	assert_int_equal(sg_test_number(&db, "SELECT SUM(version) FROM room"), 4);
	assert_int_equal(sg_test_number(&db, "SELECT SUM(guests) FROM room"), 0);
}

static void a_list_is_one_statement(void **state)
{
	struct sg_script script;
	int64_t before;

	(void)state;
	need_server();
	before = inserts();
	sg_script_begin(&script, arena, SG_SCRIPT_WRITE);
	add_beds(&script, 3, 5);
	assert_int_equal(run(&script), SG_DB_DONE);
	assert_int_equal(inserts(), before + 1);
	assert_int_equal(
		sg_test_number(&db, "SELECT SUM(place) FROM bed WHERE room = 3"), 15);
}

static void a_row_takes_the_place_of_the_version_before_it(void **state)
{
	struct sg_script script;

	(void)state;
	need_server();
	sg_script_begin(&script, arena, SG_SCRIPT_WRITE);
	step(&script, 2, 2, 40);
	assert_int_equal(run(&script), SG_DB_DONE);
	assert_int_equal(
		sg_test_number(&db, "SELECT guests FROM room WHERE number = 2 AND "
				    "version = 2 AND name = 'new'"),
		40);
	assert_int_equal(sg_test_number(&db, "SELECT SUM(version) FROM room"), 5);
}

static void a_row_at_another_version_is_stale(void **state)
{
	static const int versions[] = {1, 3, 9};

	(void)state;
	need_server();
	for (size_t i = 0; i < sizeof versions / sizeof versions[0]; i++) {
		struct sg_script script;

		sg_script_begin(&script, arena, SG_SCRIPT_WRITE);
		add_beds(&script, 1, 1);
		step(&script, 2, versions[i], 40);
		assert_int_equal(run(&script), SG_DB_STALE);
		assert_int_equal(sg_script_stale_tag(&script), TAG);
		nothing_has_happened();
	}
}

static void a_row_that_is_not_there_is_stale_and_not_made(void **state)
{
	struct sg_script script;

	(void)state;
	need_server();
	sg_script_begin(&script, arena, SG_SCRIPT_WRITE);
	step(&script, 5, 2, 40);
	assert_int_equal(run(&script), SG_DB_STALE);
	nothing_has_happened();
}

static void woven_scripts_do_what_each_of_them_does(void **state)
{
	struct sg_script scripts[4];
	int64_t before;

	(void)state;
	need_server();
	before = inserts();
	for (int i = 0; i < 4; i++) {
		furnish(&scripts[i], i + 1, 2);
	}
	assert_int_equal(run_woven(scripts, 4), SG_DB_DONE);
	assert_int_equal(inserts(), before + 2);
	assert_int_equal(sg_test_number(&db, "SELECT COUNT(*) FROM room WHERE version = "
					     "2 AND guests = number * 10 + 1"),
		4);
	assert_int_equal(
		sg_test_number(&db, "SELECT SUM(room * 100 + place) FROM bed"), 2012);
}

static void one_that_is_stale_takes_the_woven_ones_back(void **state)
{
	(void)state;
	need_server();
	for (int stale = 0; stale < 3; stale++) {
		struct sg_script scripts[3];

		for (int i = 0; i < 3; i++) {
			furnish(&scripts[i], i + 1, i == stale ? 3 : 2);
		}
		assert_int_equal(run_woven(scripts, 3), SG_DB_STALE);
		nothing_has_happened();
	}
}

/* As two of one guest would be. */
static void the_same_row_twice_is_stale(void **state)
{
	struct sg_script scripts[2];

	(void)state;
	need_server();
	for (int i = 0; i < 2; i++) {
		sg_script_begin(&scripts[i], arena, SG_SCRIPT_WRITE);
		step(&scripts[i], 1, 2, 40 + i);
	}
	assert_int_equal(run_woven(scripts, 2), SG_DB_STALE);
	nothing_has_happened();
}

static void a_broken_one_breaks_the_woven_ones(void **state)
{
	const struct sg_script *alike[2];
	struct sg_script scripts[2], woven;

	(void)state;
	need_server();
	furnish(&scripts[0], 1, 2);
	furnish(&scripts[1], 2, 2);
	sg_script_short(&scripts[1]);
	alike[0] = &scripts[0];
	alike[1] = &scripts[1];
	sg_script_begin(&woven, arena, SG_SCRIPT_WRITE);
	sg_script_weave(&woven, alike, 2);
	assert_int_equal(run(&woven), SG_DB_FAILED);
	nothing_has_happened();
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_list_is_one_statement),
		TEST(a_row_takes_the_place_of_the_version_before_it),
		TEST(a_row_at_another_version_is_stale),
		TEST(a_row_that_is_not_there_is_stale_and_not_made),
		TEST(woven_scripts_do_what_each_of_them_does),
		TEST(one_that_is_stale_takes_the_woven_ones_back),
		TEST(the_same_row_twice_is_stale),
		TEST(a_broken_one_breaks_the_woven_ones),
	};

	return cmocka_run_group_tests(tests, open_all, close_all);
}
