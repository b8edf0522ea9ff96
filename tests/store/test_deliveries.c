/* What is wanted, what must be sent, and what settling leaves of both. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/embedded.h"
#include "store/connection.h"
#include "store/days.h"
#include "store/deadline.h"
#include "store/deliveries.h"
#include "store/migrate.h"
#include "store/stays.h"
#include "support/database.h"

static struct sg_test_database db;
static struct sg_connection *connection;
static struct sg_arena *arena;
static struct sg_error error;

static const struct sg_stay_row stay = {
	.id = {{1}}, .property = {{2}}, .shard = 7, .version = 1};
static const struct sg_id endpoint = {{3}};

static int open_all(void **state)
{
	static struct sg_migration list[64];
	struct sg_migrations all = {.list = list};

	(void)state;
	if (getenv("STAMMGAST_TEST_SOCKET") == NULL) {
		return 0;
	}
	sg_test_database_create(&db);
	connection = sg_test_connect(&db);
	for (const struct sg_embedded *file = sg_embedded_files; file->name != NULL;
		file++) {
		if (strncmp(file->name, "sql/", 4) == 0) {
			list[all.count++] = (struct sg_migration){
				.number = (int)strtol(file->name + 4, NULL, 10),
				.name = file->name + 4,
				.sql = file->data};
		}
	}
	return sg_migrate_run(connection, &all, NULL, sg_deadline_in_ms(60000), &error,
		       NULL) != SG_OK;
}

static int close_all(void **state)
{
	(void)state;
	if (connection != NULL) {
		sg_db_close(connection);
		sg_test_database_drop(&db);
	}
	return 0;
}

static int begin(void **state)
{
	(void)state;
	arena = sg_arena_new();
	if (connection != NULL) {
		sg_test_sql(&db, "DELETE FROM delivery");
	}
	return 0;
}

static int end(void **state)
{
	(void)state;
	sg_arena_free(arena);
	return 0;
}

static void run(struct sg_script *script)
{
	if (sg_script_run(script, connection, sg_deadline_in_ms(10000), &error) !=
		SG_DB_DONE) {
		fail_msg("%s", error.message);
	}
}

static void want(uint32_t revision, bool must)
{
	struct sg_wanted_row wanted = {
		.endpoint = endpoint, .must = must, .due_us = 1000, .deadline_us = 2000};
	struct sg_script script;

	if (connection == NULL) {
		skip();
	}
	sg_script_begin(&script, arena, SG_SCRIPT_WRITE);
	sg_delivery_want(&script, &stay, revision, &wanted, 1, 1000);
	run(&script);
}

static void settle(uint32_t revision, enum sg_settlement settlement)
{
	struct sg_settle_row row = {.settlement = settlement,
		.shard = stay.shard,
		.stay = stay.id,
		.endpoint = endpoint,
		.revision = revision,
		.due_us = 5000};
	struct sg_script script;

	sg_script_begin(&script, arena, SG_SCRIPT_WRITE);
	sg_deliveries_settle(&script, &row, 1);
	run(&script);
}

static int64_t column(const char *name)
{
	return sg_test_number(&db, "SELECT COALESCE(%s, -1) FROM delivery", name);
}

static void a_preview_settled_late_leaves_the_check_in_its_duty(void **state)
{
	(void)state;
	want(1, false);
	want(2, true);
	settle(1, SG_SETTLE_SILENT);
	assert_int_equal(column("must"), 2);
	assert_int_equal(column("due_at"), 1000);
	settle(2, SG_SETTLE_DELIVERED);
	assert_int_equal(column("must"), 0);
	assert_int_equal(column("due_at"), -1);
	assert_int_equal(column("delivered"), 2);
}

static void a_duty_that_waits_passes_to_the_next_revision(void **state)
{
	(void)state;
	want(1, true);
	want(2, false);
	assert_int_equal(column("must"), 1);
	settle(2, SG_SETTLE_DELIVERED);
	assert_int_equal(column("must"), 0);
}

static void a_duty_that_was_done_does_not_come_back(void **state)
{
	(void)state;
	want(1, true);
	settle(1, SG_SETTLE_DELIVERED);
	want(2, false);
	assert_int_equal(column("must"), 0);
	assert_int_equal(column("wanted"), 2);
}

static void a_failure_counts_only_for_what_was_tried(void **state)
{
	(void)state;
	want(1, false);
	want(2, false);
	settle(1, SG_SETTLE_RETRY);
	assert_int_equal(column("attempts"), 0);
	assert_int_equal(column("due_at"), 1000);
	settle(2, SG_SETTLE_RETRY);
	assert_int_equal(column("attempts"), 1);
	assert_int_equal(column("due_at"), 5000);
}

static int64_t rows_read(void)
{
	struct sg_script script;

	sg_script_begin(&script, arena, SG_SCRIPT_READ);
	sg_script_add(&script,
		"SELECT CAST(SUM(variable_value) AS INT) FROM "
		"information_schema.session_status WHERE variable_name IN "
		"('HANDLER_READ_NEXT', 'HANDLER_READ_RND_NEXT', 'HANDLER_READ_PREV');");
	assert_int_equal(
		sg_script_run(&script, connection, sg_deadline_in_ms(20000), &error),
		SG_DB_DONE);
	return sg_rows_int(sg_script_rows(&script, 0), 0, 0);
}

static void the_latest_hotel_time_is_found_without_reading_every_house(void **state)
{
	struct sg_script script;
	int64_t before, look;

	(void)state;
	sg_test_sql(&db, "INSERT INTO property (id, code, version, state, clock_us) "
			 "SELECT UNHEX(MD5(seq)), CONCAT('P', seq), 1, '{}', seq "
			 "FROM seq_1_to_2000");
	look = rows_read();
	look = rows_read() - look;
	before = rows_read();
	sg_script_begin(&script, arena, SG_SCRIPT_READ);
	sg_clock_read(&script);
	assert_int_equal(
		sg_script_run(&script, connection, sg_deadline_in_ms(20000), &error),
		SG_DB_DONE);
	assert_int_equal(sg_rows_time(sg_script_rows(&script, 0), 0, 0), 2000);
	assert_true(rows_read() - before - look < 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			a_preview_settled_late_leaves_the_check_in_its_duty, begin, end),
		cmocka_unit_test_setup_teardown(
			a_duty_that_waits_passes_to_the_next_revision, begin, end),
		cmocka_unit_test_setup_teardown(
			a_duty_that_was_done_does_not_come_back, begin, end),
		cmocka_unit_test_setup_teardown(
			a_failure_counts_only_for_what_was_tried, begin, end),
		cmocka_unit_test_setup_teardown(
			the_latest_hotel_time_is_found_without_reading_every_house, begin,
			end),
	};

	return cmocka_run_group_tests(tests, open_all, close_all);
}
