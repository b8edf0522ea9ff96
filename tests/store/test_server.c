/* A server of our own that is killed, stopped, made lax and counted. */
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/arena.h"
#include "store/deadline.h"
#include "store/pool.h"
#include "support/database.h"

static struct sg_test_server server;
static struct sg_test_database db;
static struct sg_error error;
static struct sg_arena *arena;
static struct sg_pool *pool;

static int begin(void **state)
{
	const struct sg_pool_limits limits = {.most = 4, .pause_ms = 20};

	(void)state;
	error = (struct sg_error){0};
	arena = sg_arena_new();
	sg_test_database_create_at(&db, server.socket);
	sg_test_sql(&db, "CREATE TABLE t (id BIGINT PRIMARY KEY, n BIGINT NOT NULL)");
	sg_test_sql(&db, "INSERT INTO t VALUES (0, 0)");
	return sg_pool_new(&db.config, &limits, &error, &pool) == SG_OK ? 0 : -1;
}

static int end(void **state)
{
	(void)state;
	(void)kill(server.pid, SIGCONT);
	sg_pool_free(pool);
	pool = NULL;
	sg_test_database_drop(&db);
	sg_arena_free(arena);
	return 0;
}

static int start_server(void **state)
{
	(void)state;
	sg_test_server_start(&server);
	return 0;
}

static int stop_server(void **state)
{
	(void)state;
	sg_test_server_stop(&server);
	return 0;
}

static void begin_add(struct sg_script *script, int64_t id)
{
	sg_script_begin(script, arena, SG_SCRIPT_WRITE);
	sg_script_add(script, "INSERT INTO t VALUES (?, 1);");
	sg_script_int(script, id);
	sg_script_add(script, "UPDATE t SET n = n + 1 WHERE id = 0;");
	sg_script_expect_rows(script, 1, 1);
}

static enum sg_db_outcome add(int64_t id, int deadline_ms)
{
	struct sg_script script;

	begin_add(&script, id);
	return sg_pool_run(pool, &script, sg_deadline_in_ms(deadline_ms), &error);
}

static void after_kill(void)
{
	sg_test_server_kill(&server);
	sg_test_server_restart(&server);
	sg_test_database_reconnect(&db);
}

static void a_server_killed_between_two_scripts_is_found_again(void **state)
{
	(void)state;
	assert_int_equal(add(1, 5000), SG_DB_DONE);
	sg_test_server_kill(&server);
	assert_int_equal(add(2, 300), SG_DB_LOST);
	assert_string_equal(error.code, "database_away");
	sg_test_server_restart(&server);
	sg_test_database_reconnect(&db);
	assert_int_equal(add(2, 5000), SG_DB_DONE);
	assert_int_equal(sg_test_number(&db, "SELECT n FROM t WHERE id = 0"), 2);
}

static void *kill_soon(void *data)
{
	const struct timespec pause = {.tv_nsec = *(const long *)data};

	(void)nanosleep(&pause, NULL);
	(void)kill(server.pid, SIGKILL);
	return NULL;
}

/* Confirmed is there; lost is not; unknown is either, which the look-up by id tells. */
static void a_server_killed_in_the_middle_loses_nothing_confirmed(void **state)
{
	int64_t id = 1;
	int told[4] = {0};

	(void)state;
	for (int round = 0; round < 6; round++) {
		long after_ns = 8000000L + 3100000L * round;
		enum sg_db_outcome outcome = SG_DB_DONE;
		pthread_t killer;
		int64_t first = id;

		assert_int_equal(pthread_create(&killer, NULL, kill_soon, &after_ns), 0);
		while (outcome == SG_DB_DONE) {
			sg_arena_reset(arena);
			outcome = add(id, 3000);
			id += outcome == SG_DB_DONE ? 1 : 0;
		}
		assert_int_equal(pthread_join(killer, NULL), 0);
		after_kill();
		assert_int_equal(
			sg_test_number(&db,
				"SELECT COUNT(*) FROM t WHERE id >= %lld AND id < %lld",
				(long long)first, (long long)id),
			id - first);
		if (outcome == SG_DB_UNKNOWN) {
			told[1]++;
			id += sg_test_number(&db,
				"SELECT COUNT(*) FROM t WHERE id = %lld", (long long)id);
		} else {
			assert_int_equal(outcome, SG_DB_LOST);
			told[2]++;
		}
		assert_int_equal(
			sg_test_number(&db, "SELECT n FROM t WHERE id = 0"), id - 1);
		assert_int_equal(sg_test_number(&db, "SELECT COUNT(*) FROM t"), id);
	}
	print_message("%lld confirmed, %d unknown, %d lost\n", (long long)id - 1, told[1],
		told[2]);
}

static void a_server_that_hangs_is_given_up_at_the_deadline(void **state)
{
	int64_t began_us;
	enum sg_db_outcome outcome;

	(void)state;
	assert_int_equal(add(1, 5000), SG_DB_DONE);
	sg_test_server_hang(&server);
	began_us = sg_monotonic_us();
	outcome = add(2, 1000);
	/* It hangs until it is let go, below: only the deadline ends this one. */
	assert_in_range(sg_monotonic_us() - began_us, 990000, 15000000);
	assert_int_equal(outcome, SG_DB_UNKNOWN);
	/* Every further call keeps its deadline as well, however long it lasts. */
	for (int i = 0; i < 5; i++) {
		began_us = sg_monotonic_us();
		assert_int_equal(add(3, 200), SG_DB_LOST);
		assert_in_range(sg_monotonic_us() - began_us, 0, 10000000);
	}
	assert_int_equal(kill(server.pid, SIGCONT), 0);
	while ((outcome = add(4, 5000)) != SG_DB_DONE && outcome != SG_DB_DUPLICATE) {
		assert_true(sg_monotonic_us() - began_us < 60000000);
		sg_arena_reset(arena);
	}
	assert_int_equal(sg_test_number(&db, "SELECT COUNT(*) FROM t WHERE id = 3"), 0);
	assert_int_equal(sg_test_number(&db, "SELECT COUNT(*) FROM t"),
		sg_test_number(&db, "SELECT n + 1 FROM t WHERE id = 0"));
}

static void expect_lax(const char *part)
{
	struct sg_db_config config = db.config;
	struct sg_connection *connection = NULL;

	assert_int_equal(
		sg_db_connect(&config, sg_deadline_in_ms(5000), &error, &connection),
		SG_REFUSED);
	assert_string_equal(error.code, "durability_lax");
	assert_non_null(strstr(error.message, part));
	config.durability_relaxed = true;
	assert_int_equal(
		sg_db_connect(&config, sg_deadline_in_ms(5000), &error, &connection),
		SG_OK);
	sg_db_close(connection);
}

static void a_lax_server_is_refused_unless_asked_for(void **state)
{
	(void)state;
	sg_test_sql(&db, "SET GLOBAL innodb_flush_log_at_trx_commit = 2");
	expect_lax("innodb_flush_log_at_trx_commit is 2");
	assert_int_equal(add(1, 3000), SG_DB_REFUSED);
	sg_test_sql(&db, "SET GLOBAL innodb_flush_log_at_trx_commit = 0");
	expect_lax("innodb_flush_log_at_trx_commit is 0");
	sg_test_sql(&db, "SET GLOBAL innodb_flush_log_at_trx_commit = 1");
	(void)usleep(50000);
	assert_int_equal(add(1, 3000), SG_DB_DONE);
}

static void too_many_connections_pass(void **state)
{
	struct sg_connection *connection = NULL;

	(void)state;
	sg_test_sql(&db, "CREATE OR REPLACE USER one@localhost");
	sg_test_sql(&db, "GRANT ALL ON *.* TO one@localhost WITH MAX_USER_CONNECTIONS 1");
	db.config.user = "one";
	connection = sg_test_connect(&db);
	{
		struct sg_connection *second = NULL;

		assert_int_equal(sg_db_connect(&db.config, sg_deadline_in_ms(3000),
					 &error, &second),
			SG_UNAVAILABLE);
		assert_non_null(strstr(error.message, "one"));
	}
	sg_db_close(connection);
	sg_test_sql(&db, "DROP USER one@localhost");
}

static void a_read_only_server_changes_nothing_and_says_so(void **state)
{
	struct sg_db_config config;

	(void)state;
	sg_pool_free(pool);
	sg_test_sql(&db, "CREATE OR REPLACE USER plain@localhost");
	sg_test_sql(&db, "GRANT ALL ON %s.* TO plain@localhost", db.name);
	config = db.config;
	config.user = "plain";
	assert_int_equal(sg_pool_new(&config, NULL, &error, &pool), SG_OK);
	sg_test_sql(&db, "SET GLOBAL read_only = 1");
	assert_int_equal(add(1, 3000), SG_DB_UNAVAILABLE);
	sg_test_sql(&db, "SET GLOBAL read_only = 0");
	assert_int_equal(add(1, 3000), SG_DB_DONE);
	sg_test_sql(&db, "DROP USER plain@localhost");
}

static void a_known_script_costs_one_round_trip(void **state)
{
	struct sg_test_counters before;
	struct sg_test_counters spent;

	(void)state;
	assert_int_equal(add(1, 5000), SG_DB_DONE);
	before = sg_test_counters_read(&db);
	for (int i = 2; i < 12; i++) {
		assert_int_equal(add(i, 5000), SG_DB_DONE);
	}
	spent = sg_test_counters_since(&db, &before);
	assert_int_equal(spent.stmt_execute, 10);
	assert_int_equal(spent.stmt_prepare, 0);
	assert_int_equal(sg_pool_look(pool).opened, 1);
	assert_int_equal(spent.questions, 10);
	assert_int_equal(spent.handler_write, 20);
}

static void a_new_script_costs_two(void **state)
{
	struct sg_test_counters before;
	struct sg_test_counters spent;
	struct sg_script script;

	(void)state;
	assert_int_equal(add(1, 5000), SG_DB_DONE);
	before = sg_test_counters_read(&db);
	sg_script_begin(&script, arena, SG_SCRIPT_READ);
	for (int i = 0; i < 5; i++) {
		sg_script_add(&script, "SELECT n FROM t WHERE id = ?;");
		sg_script_int(&script, i);
	}
	assert_int_equal(
		sg_pool_run(pool, &script, sg_deadline_in_ms(5000), &error), SG_DB_DONE);
	assert_int_equal(sg_script_sets(&script), 5);
	spent = sg_test_counters_since(&db, &before);
	assert_int_equal(spent.stmt_prepare, 1);
	assert_int_equal(spent.stmt_execute, 1);
	assert_int_equal(spent.questions, 1);
	assert_in_range(spent.handler_read, 1, 10);
}

static void a_server_that_keeps_few_statements_is_enough(void **state)
{
	struct sg_connection *connection = sg_test_connect(&db);

	(void)state;
	sg_test_sql(&db, "SET GLOBAL max_prepared_stmt_count = 3");
	for (int i = 0; i < 20; i++) {
		struct sg_script script;
		char sql[40];

		(void)snprintf(sql, sizeof sql, "SELECT %d + n FROM t;", i % 7);
		sg_script_begin(&script, arena, SG_SCRIPT_READ);
		sg_script_add(&script, sql);
		assert_int_equal(sg_script_run(&script, connection,
					 sg_deadline_in_ms(5000), &error),
			SG_DB_DONE);
		assert_int_equal(sg_rows_int(sg_script_rows(&script, 0), 0, 0), i % 7);
	}
	sg_test_sql(&db, "SET GLOBAL max_prepared_stmt_count = DEFAULT");
	sg_db_close(connection);
}

int main(void)
{
#define IT(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
		IT(a_server_killed_between_two_scripts_is_found_again),
		IT(a_server_killed_in_the_middle_loses_nothing_confirmed),
		IT(a_server_that_hangs_is_given_up_at_the_deadline),
		IT(a_lax_server_is_refused_unless_asked_for),
		IT(too_many_connections_pass),
		IT(a_read_only_server_changes_nothing_and_says_so),
		IT(a_server_that_keeps_few_statements_is_enough),
		IT(a_known_script_costs_one_round_trip),
		IT(a_new_script_costs_two),
	};

	return cmocka_run_group_tests_name("server", tests, start_server, stop_server);
}
