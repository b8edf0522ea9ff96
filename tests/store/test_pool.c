/* A pool under one thread: lazy, bounded, warm, quick to say that nobody is there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/arena.h"
#include "store/deadline.h"
#include "store/pool.h"
#include "support/database.h"

static struct sg_test_database db;
static struct sg_error error;
static struct sg_arena *arena;
static struct sg_pool *pool;

static int begin(void **state)
{
	(void)state;
	error = (struct sg_error){0};
	memset(&db, 0, sizeof db);
	pool = NULL;
	arena = sg_arena_new();
	return 0;
}

static int end(void **state)
{
	(void)state;
	sg_pool_free(pool);
	sg_test_database_drop(&db);
	sg_arena_free(arena);
	return 0;
}

static int64_t soon(void)
{
	return sg_deadline_in_ms(10000);
}

static void open_pool(int most)
{
	const struct sg_pool_limits limits = {.most = most};

	sg_test_database_create(&db);
	sg_test_sql(&db, "CREATE TABLE t (a INT PRIMARY KEY, b INT)");
	assert_int_equal(sg_pool_new(&db.config, &limits, &error, &pool), SG_OK);
}

static struct sg_connection *borrow(void)
{
	struct sg_connection *connection = NULL;

	assert_int_equal(sg_pool_borrow(pool, soon(), &error, &connection), SG_OK);
	return connection;
}

static enum sg_db_outcome run(enum sg_script_kind kind, const char *sql)
{
	struct sg_script script;

	sg_script_begin(&script, arena, kind);
	sg_script_add(&script, sql);
	return sg_pool_run(pool, &script, soon(), &error);
}

static void connections_open_when_first_needed(void **state)
{
	struct sg_connection *first;
	struct sg_connection *second;

	(void)state;
	open_pool(4);
	assert_int_equal(sg_pool_look(pool).open, 0);
	first = borrow();
	second = borrow();
	assert_ptr_not_equal(first, second);
	assert_int_equal(sg_pool_look(pool).open, 2);
	assert_int_equal(sg_pool_look(pool).lent, 2);
	sg_pool_return(pool, first);
	sg_pool_return(pool, second);
	sg_pool_return(pool, NULL);
	assert_int_equal(sg_pool_look(pool).lent, 0);
	/* The one used last comes again. */
	assert_ptr_equal(borrow(), second);
	sg_pool_return(pool, second);
	assert_int_equal(sg_pool_look(pool).opened, 2);
}

static void all_lent_is_told_at_the_deadline(void **state)
{
	struct sg_connection *connection;
	struct sg_connection *other = NULL;
	int64_t began_us;

	(void)state;
	open_pool(1);
	connection = borrow();
	began_us = sg_monotonic_us();
	assert_int_equal(sg_pool_borrow(pool, sg_deadline_in_ms(100), &error, &other),
		SG_UNAVAILABLE);
	assert_string_equal(error.code, "pool_exhausted");
	/* At the deadline, not at somebody's return. */
	assert_in_range(sg_monotonic_us() - began_us, 95000, 10000000);
	sg_pool_return(pool, connection);
}

static void what_broke_is_not_lent_again(void **state)
{
	struct sg_connection *connection;
	uint64_t id;

	(void)state;
	open_pool(2);
	connection = borrow();
	id = sg_db_connection_id(connection);
	(void)sg_db_execute(connection, "SELECT SLEEP(2)", sg_deadline_in_ms(20), NULL);
	assert_false(sg_db_usable(connection));
	sg_pool_return(pool, connection);
	assert_int_equal(sg_pool_look(pool).open, 0);
	connection = borrow();
	assert_true(sg_db_connection_id(connection) != id);
	sg_pool_return(pool, connection);
}

static void a_link_that_died_idle_is_replaced_unseen(void **state)
{
	(void)state;
	open_pool(3);
	assert_int_equal(
		run(SG_SCRIPT_WRITE, "INSERT INTO t VALUES (1, 1);"), SG_DB_DONE);
	for (int i = 0; i < 5; i++) {
		struct sg_connection *connection = borrow();

		sg_pool_return(pool, connection);
		sg_test_kill(&db, sg_db_connection_id(connection));
		assert_int_equal(
			run(SG_SCRIPT_WRITE, "UPDATE t SET b = b + 1;"), SG_DB_DONE);
	}
	assert_int_equal(sg_test_number(&db, "SELECT b FROM t"), 6);
	assert_int_equal(sg_pool_look(pool).opened, 6);
	assert_int_equal(sg_pool_look(pool).open, 1);
}

static void idle_connections_are_closed(void **state)
{
	const struct sg_pool_limits limits = {.most = 4, .idle_s = 1};
	const struct timespec rest = {.tv_sec = 1, .tv_nsec = 200000000};
	struct sg_connection *first;
	struct sg_connection *second;

	(void)state;
	sg_test_database_create(&db);
	assert_int_equal(sg_pool_new(&db.config, &limits, &error, &pool), SG_OK);
	first = borrow();
	second = borrow();
	sg_pool_return(pool, first);
	(void)nanosleep(&rest, NULL);
	sg_pool_return(pool, second);
	assert_int_equal(sg_pool_look(pool).open, 1);
	(void)nanosleep(&rest, NULL);
	assert_int_equal(sg_pool_tidy(pool), 1);
	assert_int_equal(sg_pool_look(pool).open, 0);
}

static void a_server_that_is_away_is_told_at_once_and_knocked_at_again(void **state)
{
	struct sg_pool_limits limits = {.most = 4, .pause_ms = 150};
	const struct timespec pause = {.tv_nsec = 200000000};
	struct sg_db_config config;
	char link[64];
	int64_t began_us;

	(void)state;
	sg_test_database_create(&db);
	(void)snprintf(link, sizeof link, "/tmp/sg-link-%ld", (long)getpid());
	config = db.config;
	config.socket = link;
	assert_int_equal(sg_pool_new(&config, &limits, &error, &pool), SG_OK);
	assert_int_equal(run(SG_SCRIPT_READ, "SELECT 1;"), SG_DB_LOST);
	assert_string_equal(error.code, "database_away");
	began_us = sg_monotonic_us();
	for (int i = 0; i < 1000; i++) {
		assert_int_equal(run(SG_SCRIPT_READ, "SELECT 1;"), SG_DB_LOST);
	}
	/* A thousand that each sat out the pause would need 150 s, to the deadline hours. */
	assert_true(sg_monotonic_us() - began_us < 15000000);
	assert_int_equal(symlink(db.socket, link), 0);
	(void)nanosleep(&pause, NULL);
	assert_int_equal(run(SG_SCRIPT_READ, "SELECT 1;"), SG_DB_DONE);
	(void)unlink(link);
}

static void a_refusal_keeps_its_reason(void **state)
{
	struct sg_db_config config;

	(void)state;
	sg_test_database_create(&db);
	config = db.config;
	config.name = "no_such_database";
	assert_int_equal(sg_pool_new(&config, NULL, &error, &pool), SG_OK);
	for (int i = 0; i < 3; i++) {
		error = (struct sg_error){0};
		assert_int_equal(run(SG_SCRIPT_READ, "SELECT 1;"), SG_DB_REFUSED);
		assert_non_null(strstr(error.message, "no_such_database"));
	}
}

/* The library would sleep in whole seconds there, each time; a machine that stalls does not. */
static void a_hung_servers_full_queue_keeps_the_deadline(void **state)
{
	const struct sg_pool_limits limits = {.most = 4, .pause_ms = 1};
	char folder[] = "/tmp/sg-full-XXXXXX";
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	struct sg_db_config config = {.socket = address.sun_path, .user = "x"};
	int handle = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int64_t quickest_us = INT64_MAX;

	(void)state;
	assert_non_null(mkdtemp(folder));
	(void)snprintf(address.sun_path, sizeof address.sun_path, "%s/sock", folder);
	assert_int_equal(
		bind(handle, (const struct sockaddr *)&address, sizeof address), 0);
	assert_int_equal(listen(handle, 2), 0);
	assert_int_equal(sg_pool_new(&config, &limits, &error, &pool), SG_OK);
	for (int i = 0; i < 8; i++) {
		const struct timespec pause = {.tv_nsec = 5000000};
		struct sg_connection *connection = NULL;
		int64_t began_us = sg_monotonic_us();

		assert_int_equal(
			sg_pool_borrow(pool, sg_deadline_in_ms(100), &error, &connection),
			SG_UNAVAILABLE);
		began_us = sg_monotonic_us() - began_us;
		if (strstr(error.message, "queue is full") != NULL &&
			began_us < quickest_us) {
			quickest_us = began_us;
		}
		(void)nanosleep(&pause, NULL);
	}
	assert_non_null(strstr(error.message, "queue is full"));
	assert_true(quickest_us < 900000);
	(void)close(handle);
	(void)unlink(address.sun_path);
	(void)rmdir(folder);
}

static void a_child_abandons_the_pool(void **state)
{
	struct sg_connection *lent;
	int status = -1;
	pid_t child;

	(void)state;
	open_pool(3);
	lent = borrow();
	assert_int_equal(
		run(SG_SCRIPT_WRITE, "INSERT INTO t VALUES (1, 1);"), SG_DB_DONE);
	child = fork();
	if (child == 0) {
		sg_pool_abandon(pool);
		sg_pool_abandon(NULL);
		_exit(7);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 7);
	assert_true(sg_db_alive(lent));
	assert_int_equal(sg_db_execute(lent, "DO 1", soon(), &error), SG_OK);
	assert_int_equal(run(SG_SCRIPT_WRITE, "UPDATE t SET b = 2;"), SG_DB_DONE);
	assert_int_equal(sg_pool_look(pool).opened, 2);
	sg_pool_return(pool, lent);
}

int main(void)
{
#define IT(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
		IT(connections_open_when_first_needed),
		IT(all_lent_is_told_at_the_deadline),
		IT(what_broke_is_not_lent_again),
		IT(a_link_that_died_idle_is_replaced_unseen),
		IT(idle_connections_are_closed),
		IT(a_server_that_is_away_is_told_at_once_and_knocked_at_again),
		IT(a_refusal_keeps_its_reason),
		IT(a_hung_servers_full_queue_keeps_the_deadline),
		IT(a_child_abandons_the_pool),
	};

	return cmocka_run_group_tests_name("pool", tests, NULL, NULL);
}
