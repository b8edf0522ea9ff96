/* Migrations that are cut off anywhere, run twice at once, or meet another version. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "store/deadline.h"
#include "store/migrate.h"
#include "store/migrate_text.h"
#include "support/database.h"

static const struct sg_migration steps[] = {
	{1, "guests",
		"-- who stays\n"
		"CREATE TABLE IF NOT EXISTS guest (\n"
		"\tid BINARY(16) PRIMARY KEY,\n"
		"\n"
		"\tname VARCHAR(20) DEFAULT 'a;b' -- a ; within\n"
		");\n"
		"CREATE TABLE IF NOT EXISTS room (id INT PRIMARY KEY);\r\n"
		"INSERT IGNORE INTO room VALUES (1), (2);\n"},
	{2, "stays",
		"CREATE TABLE IF NOT EXISTS stay (id INT PRIMARY KEY, room INT);\n"
		"ALTER TABLE stay ADD COLUMN IF NOT EXISTS version INT NOT NULL DEFAULT "
		"1;\n"
		"INSERT IGNORE INTO stay VALUES (7, 1, 1)"},
	{3, "index", "CREATE INDEX IF NOT EXISTS by_room ON stay (room);\n"},
};
static const struct sg_migrations none = {NULL, 0};
static const struct sg_migrations first = {steps, 1};
static const struct sg_migrations all = {steps, 3};
enum { STATEMENTS = 7 };

static struct sg_test_database db;
static struct sg_error error;

static int begin(void **state)
{
	(void)state;
	error = (struct sg_error){0};
	memset(&db, 0, sizeof db);
	if (getenv("STAMMGAST_TEST_SOCKET") != NULL) {
		sg_test_database_create(&db);
	}
	return 0;
}

static int end(void **state)
{
	(void)state;
	sg_test_database_drop(&db);
	return 0;
}

static struct sg_connection *connect_or_skip(void)
{
	if (db.admin == NULL) {
		print_message("skipped: STAMMGAST_TEST_SOCKET names no server\n");
		skip();
	}
	return sg_test_connect(&db);
}

static int64_t soon(void)
{
	return sg_deadline_in_ms(20000);
}

static void expect_whole(void)
{
	assert_int_equal(sg_test_number(&db, "SELECT COUNT(*) FROM room"), 2);
	assert_int_equal(sg_test_number(&db, "SELECT version FROM stay WHERE id = 7"), 1);
	assert_int_equal(sg_test_number(&db, "SELECT COUNT(*) FROM schema_version "
					     "WHERE finished_us >= started_us"),
		3);
	assert_int_equal(
		sg_test_number(&db,
			"SELECT COUNT(DISTINCT index_name) FROM "
			"information_schema.STATISTICS WHERE table_schema = '%s' "
			"AND index_name = 'by_room'",
			db.name),
		1);
}

static void an_empty_database_is_brought_up(void **state)
{
	struct sg_connection *connection = connect_or_skip();
	struct sg_migrate_state look;
	int applied = -1;

	(void)state;
	assert_int_equal(
		sg_migrate_state(connection, &all, soon(), &error, &look), SG_OK);
	assert_int_equal(look.applied, 0);
	assert_int_equal(look.known, 3);
	assert_int_equal(
		sg_migrate_run(connection, &all, NULL, soon(), &error, &applied), SG_OK);
	assert_int_equal(applied, 3);
	expect_whole();
	assert_int_equal(sg_migrate_check(connection, &all, soon(), &error), SG_OK);
	assert_int_equal(
		sg_migrate_run(connection, &all, NULL, soon(), &error, &applied), SG_OK);
	assert_int_equal(applied, 0);
	sg_db_close(connection);
}

static void an_older_database_names_the_command(void **state)
{
	struct sg_connection *connection = connect_or_skip();
	struct sg_migrate_state look;
	int applied;

	(void)state;
	assert_int_equal(sg_migrate_check(connection, &all, soon(), &error), SG_REFUSED);
	assert_int_equal(
		sg_migrate_run(connection, &first, NULL, soon(), &error, &applied),
		SG_OK);
	assert_int_equal(sg_migrate_check(connection, &all, soon(), &error), SG_REFUSED);
	assert_string_equal(error.code, "database_older");
	assert_non_null(strstr(error.message, "stammgast migrate"));
	assert_int_equal(
		sg_migrate_state(connection, &all, soon(), &error, &look), SG_OK);
	assert_int_equal(look.applied, 1);
	assert_int_equal(look.foreign, 0);
	assert_int_equal(
		sg_migrate_run(connection, &all, NULL, soon(), &error, &applied), SG_OK);
	assert_int_equal(applied, 2);
	expect_whole();
	sg_db_close(connection);
}

static void a_newer_database_is_left_alone(void **state)
{
	struct sg_connection *connection = connect_or_skip();
	struct sg_migrate_state look;

	(void)state;
	assert_int_equal(
		sg_migrate_run(connection, &all, NULL, soon(), &error, NULL), SG_OK);
	assert_int_equal(sg_migrate_run(connection, &first, NULL, soon(), &error, NULL),
		SG_REFUSED);
	assert_string_equal(error.code, "database_newer");
	assert_int_equal(
		sg_migrate_check(connection, &first, soon(), &error), SG_REFUSED);
	assert_string_equal(error.code, "database_newer");
	assert_int_equal(
		sg_migrate_state(connection, &first, soon(), &error, &look), SG_OK);
	assert_int_equal(look.foreign, 3);
	assert_int_equal(sg_migrate_run(connection, &none, NULL, soon(), &error, NULL),
		SG_REFUSED);
	sg_db_close(connection);
}

struct cut {
	int left;
	int seen;
};

static enum sg_status cut_off(void *data, int number, int index)
{
	struct cut *cut = data;

	(void)number;
	(void)index;
	cut->seen++;
	return cut->left-- > 0 ? SG_OK : SG_INTERNAL;
}

static void a_migration_cut_off_at_any_statement_continues(void **state)
{
	struct sg_connection *connection = connect_or_skip();

	(void)state;
	for (int after = 0; after <= STATEMENTS; after++) {
		struct cut cut = {.left = after};
		const struct sg_migrate_watch watch = {
			.statement = cut_off, .data = &cut};
		struct sg_migrate_state look;
		enum sg_status status;

		sg_test_sql(&db, "DROP TABLE IF EXISTS "
				 "guest, room, stay, schema_version, schema_lease");
		status = sg_migrate_run(connection, &all, &watch, soon(), &error, NULL);
		assert_int_equal(status, after < STATEMENTS ? SG_INTERNAL : SG_OK);
		assert_int_equal(
			sg_migrate_state(connection, &all, soon(), &error, &look), SG_OK);
		assert_int_equal(look.unfinished, after < 3            ? 1
						  : after < 6          ? 2
						  : after < STATEMENTS ? 3
								       : 0);
		if (after < STATEMENTS) {
			assert_int_equal(
				sg_migrate_check(connection, &all, soon(), &error),
				SG_REFUSED);
		}
		assert_int_equal(
			sg_migrate_run(connection, &all, NULL, soon(), &error, NULL),
			SG_OK);
		expect_whole();
	}
	sg_db_close(connection);
}

static enum sg_status die(void *data, int number, int index)
{
	const int *at = data;

	if (number * 10 + index == *at) {
		_exit(42);
	}
	return SG_OK;
}

static void a_migrator_that_died_is_not_waited_for(void **state)
{
	struct sg_connection *connection = connect_or_skip();
	int status = 0;
	pid_t child = fork();

	(void)state;
	if (child == 0) {
		int at = 22;
		const struct sg_migrate_watch watch = {.statement = die, .data = &at};
		struct sg_connection *own = NULL;

		if (sg_db_connect(&db.config, soon(), NULL, &own) == SG_OK) {
			(void)sg_migrate_run(own, &all, &watch, soon(), NULL, NULL);
		}
		_exit(1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(WEXITSTATUS(status), 42);
	/* Its lease would last a minute, longer than we wait. */
	assert_int_equal(
		sg_migrate_run(connection, &all, NULL, soon(), &error, NULL), SG_OK);
	expect_whole();
	sg_db_close(connection);
}

static void a_lease_that_is_held_is_respected(void **state)
{
	struct sg_connection *connection = connect_or_skip();
	int64_t began_us;

	(void)state;
	assert_int_equal(
		sg_migrate_run(connection, &first, NULL, soon(), &error, NULL), SG_OK);
	sg_test_sql(&db, "UPDATE schema_lease SET until_us = 1 << 60, account = 'else'");
	began_us = sg_monotonic_us();
	assert_int_equal(sg_migrate_run(connection, &all, NULL, sg_deadline_in_ms(1500),
				 &error, NULL),
		SG_UNAVAILABLE);
	assert_string_equal(error.code, "migration_running");
	assert_in_range(sg_monotonic_us() - began_us, 200000, 20000000);
	sg_db_close(connection);
}

static enum sg_status lose_lease(void *data, int number, int index)
{
	(void)data;
	if (number == 2 && index == 2) {
		sg_test_sql(&db, "UPDATE schema_lease SET epoch = epoch + 1");
	}
	return SG_OK;
}

static void a_migrator_that_lost_its_lease_stops(void **state)
{
	struct sg_connection *connection = connect_or_skip();
	const struct sg_migrate_watch watch = {.statement = lose_lease};

	(void)state;
	assert_int_equal(sg_migrate_run(connection, &all, &watch, soon(), &error, NULL),
		SG_UNAVAILABLE);
	assert_int_equal(sg_test_number(&db, "SELECT COUNT(*) FROM stay"), 0);
	sg_db_close(connection);
}

static void *migrate_in_thread(void *data)
{
	struct sg_connection *connection = NULL;
	struct sg_error own = {0};
	enum sg_status status = sg_db_connect(&db.config, soon(), &own, &connection);

	(void)data;
	if (status == SG_OK) {
		status = sg_migrate_run(connection, &all, NULL, soon(), &own, NULL);
	}
	if (status != SG_OK) {
		print_error("%s\n", own.message);
	}
	sg_db_close(connection);
	return status == SG_OK ? NULL : data;
}

static void four_migrators_at_once_do_not_meet(void **state)
{
	struct sg_connection *connection = connect_or_skip();
	pthread_t threads[4];
	int marker;

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(
			pthread_create(&threads[i], NULL, migrate_in_thread, &marker), 0);
	}
	for (size_t i = 0; i < 4; i++) {
		void *result = &marker;

		assert_int_equal(pthread_join(threads[i], &result), 0);
		assert_null(result);
	}
	expect_whole();
	assert_int_equal(sg_test_number(&db, "SELECT epoch FROM schema_lease") >= 1, 1);
	sg_db_close(connection);
}

static void a_statement_that_fails_is_named(void **state)
{
	static const struct sg_migration bad[] = {
		{1, "odd", "CREATE TABLE IF NOT EXISTS a (b INT);\nCREATE TABLES;\n"}};
	static const struct sg_migrations list = {bad, 1};
	struct sg_connection *connection = connect_or_skip();

	(void)state;
	assert_int_equal(sg_migrate_run(connection, &list, NULL, soon(), &error, NULL),
		SG_REFUSED);
	assert_string_equal(error.code, "migration_failed");
	assert_non_null(strstr(error.message, "migration 1 (odd), statement 2"));
	sg_db_close(connection);
}

static void a_gap_in_the_numbers_is_ours(void **state)
{
	static const struct sg_migration gap[] = {{1, "a", ""}, {3, "c", ""}};
	static const struct sg_migrations list = {gap, 2};
	struct sg_connection *connection = connect_or_skip();

	(void)state;
	assert_int_equal(sg_migrate_run(connection, &list, NULL, soon(), &error, NULL),
		SG_INTERNAL);
	sg_db_close(connection);
}

static void an_account_without_rights_is_told(void **state)
{
	struct sg_connection *connection = connect_or_skip();
	struct sg_connection *poor = NULL;
	struct sg_db_config config = db.config;

	(void)state;
	sg_test_sql(&db, "CREATE OR REPLACE USER poor_%s@localhost IDENTIFIED BY 'x'",
		db.name);
	sg_test_sql(&db, "GRANT SELECT ON %s.* TO poor_%s@localhost", db.name, db.name);
	char user[80];
	(void)snprintf(user, sizeof user, "poor_%s", db.name);
	config.user = user;
	config.password = "x";
	assert_int_equal(sg_db_connect(&config, soon(), &error, &poor), SG_OK);
	assert_int_equal(
		sg_migrate_run(poor, &all, NULL, soon(), &error, NULL), SG_REFUSED);
	assert_string_equal(error.code, "database_denied");
	sg_db_close(poor);
	sg_test_sql(&db, "DROP USER %s@localhost", user);
	sg_db_close(connection);
}

static void statements_end_with_a_line(void **state)
{
	struct sg_buffer statement = {0};
	const char *at = steps[0].sql;

	(void)state;
	at = sg_migrate_next(at, &statement);
	assert_string_equal(statement.data,
		"CREATE TABLE IF NOT EXISTS guest (\n\tid BINARY(16) PRIMARY KEY,\n"
		"\tname VARCHAR(20) DEFAULT 'a;b' -- a ; within\n)");
	at = sg_migrate_next(at, &statement);
	assert_string_equal(
		statement.data, "CREATE TABLE IF NOT EXISTS room (id INT PRIMARY KEY)");
	at = sg_migrate_next(at, &statement);
	assert_string_equal(statement.data, "INSERT IGNORE INTO room VALUES (1), (2)");
	assert_null(sg_migrate_next(at, &statement));
	at = sg_migrate_next("SELECT 1", &statement);
	assert_string_equal(statement.data, "SELECT 1");
	assert_null(sg_migrate_next(at, &statement));
	assert_null(sg_migrate_next("-- nothing\n\n  \n", &statement));
	sg_buffer_free(&statement);
}

int main(void)
{
#define IT(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
		IT(an_empty_database_is_brought_up),
		IT(an_older_database_names_the_command),
		IT(a_newer_database_is_left_alone),
		IT(a_migration_cut_off_at_any_statement_continues),
		IT(a_migrator_that_died_is_not_waited_for),
		IT(a_lease_that_is_held_is_respected),
		IT(a_migrator_that_lost_its_lease_stops),
		IT(four_migrators_at_once_do_not_meet),
		IT(a_statement_that_fails_is_named),
		IT(a_gap_in_the_numbers_is_ours),
		IT(an_account_without_rights_is_told),
		cmocka_unit_test(statements_end_with_a_line),
	};

	return cmocka_run_group_tests_name("migrate", tests, NULL, NULL);
}
