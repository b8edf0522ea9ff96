/* One connection: set up the same everywhere, refused with a reason, never past a deadline. */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <signal.h>
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
#include "core/time.h"
#include "store/connection.h"
#include "store/deadline.h"
#include "store/script.h"
#include "support/database.h"

static struct sg_test_database db;
static struct sg_error error;
static volatile sig_atomic_t sigpipes;

static void on_sigpipe(int signal_number)
{
	(void)signal_number;
	sigpipes++;
}

static int open_all(void **state)
{
	struct sigaction action = {.sa_handler = on_sigpipe};

	(void)state;
	/* Before the client library is touched for the first time by the code under test. */
	(void)sigaction(SIGPIPE, &action, NULL);
	return 0;
}

static int begin(void **state)
{
	(void)state;
	error = (struct sg_error){0};
	memset(&db, 0, sizeof db);
	return 0;
}

static int end(void **state)
{
	(void)state;
	sg_test_database_drop(&db);
	return 0;
}

static int64_t soon(void)
{
	return sg_deadline_in_ms(10000);
}

static void the_hosts_sigpipe_stays_its_own(void **state)
{
	const struct sg_db_config config = {.socket = "/nonexistent/mysqld.sock"};
	struct sg_connection *connection = NULL;
	struct sigaction now;
	sigset_t mask;
	int ends[2];

	(void)state;
	assert_int_equal(
		sg_db_connect(&config, soon(), &error, &connection), SG_UNAVAILABLE);
	assert_int_equal(sigaction(SIGPIPE, NULL, &now), 0);
	assert_ptr_equal(now.sa_handler, on_sigpipe);
	assert_int_equal(sigprocmask(SIG_SETMASK, NULL, &mask), 0);
	assert_int_equal(sigismember(&mask, SIGPIPE), 0);
	assert_int_equal(pipe(ends), 0);
	(void)close(ends[0]);
	assert_int_equal(write(ends[1], "x", 1), -1);
	assert_int_equal(sigpipes, 1);
	(void)close(ends[1]);
}

static void expect_setting(
	struct sg_connection *connection, const char *name, const char *value)
{
	struct sg_arena *arena = sg_arena_new();
	struct sg_script script;
	char sql[100];

	(void)snprintf(sql, sizeof sql, "SELECT CAST(@@SESSION.%s AS CHAR);", name);
	sg_script_begin(&script, arena, SG_SCRIPT_READ);
	sg_script_add(&script, sql);
	assert_int_equal(sg_script_run(&script, connection, soon(), &error), SG_DB_DONE);
	assert_string_equal(sg_rows_text(sg_script_rows(&script, 0), 0, 0), value);
	sg_arena_free(arena);
}

static void a_session_is_set_up_the_same_everywhere(void **state)
{
	static const char *const settings[][2] = {
		{"time_zone", "+00:00"},
		{"tx_isolation", "READ-COMMITTED"},
		{"autocommit", "ON"},
		{"character_set_client", "utf8mb4"},
		{"character_set_connection", "utf8mb4"},
		{"character_set_results", "utf8mb4"},
		{"collation_connection", "utf8mb4_bin"},
		{"innodb_lock_wait_timeout", "1"},
		{"sql_mode", "STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
			     "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION"},
	};
	struct sg_connection *connection;

	(void)state;
	sg_test_database_create(&db);
	connection = sg_test_connect(&db);
	for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
		expect_setting(connection, settings[i][0], settings[i][1]);
	}
	assert_true(sg_db_alive(connection));
	sg_db_close(connection);
	sg_db_close(NULL);
}

static void the_databases_clock_is_read(void **state)
{
	struct sg_connection *connection;
	struct timespec wall;
	int64_t now_us = 0;

	(void)state;
	sg_test_database_create(&db);
	connection = sg_test_connect(&db);
	assert_int_equal(sg_db_now_us(connection, soon(), &error, &now_us), SG_OK);
	(void)clock_gettime(CLOCK_REALTIME, &wall);
	assert_in_range(now_us, ((int64_t)wall.tv_sec - 2) * SG_SECOND_US,
		((int64_t)wall.tv_sec + 2) * SG_SECOND_US);
	sg_db_close(connection);
}

static void expect_refused(const struct sg_db_config *config, const char *part)
{
	struct sg_connection *connection = NULL;

	error = (struct sg_error){0};
	assert_int_equal(sg_db_connect(config, soon(), &error, &connection), SG_REFUSED);
	assert_null(connection);
	assert_string_equal(error.code, "database_denied");
	if (strstr(error.message, part) == NULL) {
		fail_msg("%s does not say %s", error.message, part);
	}
	assert_null(strstr(error.message, "s3cret"));
}

static void a_login_that_fails_says_why(void **state)
{
	struct sg_db_config config;
	char user[80];

	(void)state;
	sg_test_database_create(&db);
	(void)snprintf(user, sizeof user, "none_%s", db.name);
	sg_test_sql(
		&db, "CREATE OR REPLACE USER %s@localhost IDENTIFIED BY 'right'", user);
	config = db.config;
	config.name = "no_such_database";
	expect_refused(&config, "no_such_database");
	config = db.config;
	config.user = "nobody_knows_me";
	config.password = "s3cret";
	expect_refused(&config, "nobody_knows_me");
	config.user = user;
	expect_refused(&config, "1045");
	config.password = "right";
	expect_refused(&config, "1044");
	sg_test_sql(&db, "ALTER USER %s@localhost ACCOUNT LOCK", user);
	expect_refused(&config, "4151");
	sg_test_sql(&db, "DROP USER %s@localhost", user);
}

/* Long before the minute that one would wait who does not look at the limit meant here. */
static void expect_away(const struct sg_db_config *config, int deadline_ms)
{
	struct sg_connection *connection = NULL;
	int64_t began_us = sg_monotonic_us();

	error = (struct sg_error){0};
	assert_int_equal(sg_db_connect(config, sg_deadline_in_ms(deadline_ms), &error,
				 &connection),
		SG_UNAVAILABLE);
	assert_string_equal(error.code, "database_away");
	assert_in_range(sg_monotonic_us() - began_us, 0, 15000000);
}

static int listen_at(const char *path, int backlog)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int handle = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	(void)snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
	assert_int_equal(
		bind(handle, (const struct sockaddr *)&address, sizeof address), 0);
	assert_int_equal(listen(handle, backlog), 0);
	return handle;
}

static void nobody_there_is_told_at_once(void **state)
{
	struct sg_db_config config = {.socket = "/nonexistent/mysqld.sock"};
	struct sockaddr_in address = {
		.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
	socklen_t size = sizeof address;
	int handle = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	(void)state;
	expect_away(&config, 60000);
	/* A port that was free a moment ago. */
	assert_int_equal(bind(handle, (struct sockaddr *)&address, size), 0);
	assert_int_equal(getsockname(handle, (struct sockaddr *)&address, &size), 0);
	(void)close(handle);
	config = (struct sg_db_config){
		.host = "127.0.0.1", .port = ntohs(address.sin_port), .user = "x"};
	expect_away(&config, 60000);
}

static void a_server_that_never_answers_ends_at_the_deadline(void **state)
{
	char folder[] = "/tmp/sg-fake-XXXXXX";
	struct sg_db_config config = {.user = "x"};
	char path[64];
	int handle;

	(void)state;
	assert_non_null(mkdtemp(folder));
	(void)snprintf(path, sizeof path, "%s/sock", folder);
	config.socket = path;
	handle = listen_at(path, 8);
	expect_away(&config, 250);
	/* The config's own limit is the sooner one here. */
	config.connect_timeout_ms = 150;
	expect_away(&config, 60000);
	(void)close(handle);
	(void)unlink(path);
	(void)rmdir(folder);
}

static bool swallow(int peer)
{
	char bytes[4096];

	return recv(peer, bytes, sizeof bytes, 0) > 0;
}

/* Says hello as a server of that version, takes any login, answers nothing more. */
static void pretend(int handle, const char *version)
{
	static const char tail[] = "\x01\0\0\0" /* connection */
				   "12345678\0" /* scramble */
				   "\xFF\xF7"   /* capabilities, no TLS */
				   "\x21"       /* utf8 */
				   "\x02\0"     /* status */
				   "\x0F\x80"
				   "\x15"
				   "\0\0\0\0\0\0\0\0\0\0"
				   "123456789012\0"
				   "mysql_native_password";
	static const char ok[] = "\x07\0\0\x02\0\0\0\x02\0\0";
	char packet[300] = {0};
	size_t version_len = strlen(version) + 1;
	size_t len = 1 + version_len + sizeof tail;
	int peer = accept(handle, NULL, NULL);

	packet[0] = (char)len;
	packet[4] = 10;
	memcpy(packet + 5, version, version_len);
	memcpy(packet + 5 + version_len, tail, sizeof tail);
	(void)send(peer, packet, 4 + len, MSG_NOSIGNAL);
	if (swallow(peer)) {
		(void)send(peer, ok, sizeof ok, MSG_NOSIGNAL);
		while (swallow(peer)) {
		}
	}
	(void)close(peer);
}

static void an_old_server_is_refused_by_its_greeting(void **state)
{
	static const struct {
		const char *version;
		const char *code;
		enum sg_status status;
	} cases[] = {
		{"5.5.5-10.6.21-MariaDB", "server_too_old", SG_REFUSED},
		{"8.0.36", "server_unknown", SG_REFUSED},
		/* Young enough, and silent from then on. */
		{"5.5.5-10.11.9-MariaDB", "database_lost", SG_UNAVAILABLE},
	};
	char folder[] = "/tmp/sg-fake-XXXXXX";
	char path[64];

	(void)state;
	assert_non_null(mkdtemp(folder));
	(void)snprintf(path, sizeof path, "%s/sock", folder);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct sg_db_config config = {.socket = path, .user = "x"};
		struct sg_connection *connection = NULL;
		int handle = listen_at(path, 8);
		pid_t child = fork();

		if (child == 0) {
			pretend(handle, cases[i].version);
			_exit(0);
		}
		(void)close(handle);
		assert_int_equal(sg_db_connect(&config, sg_deadline_in_ms(1000), &error,
					 &connection),
			cases[i].status);
		assert_string_equal(error.code, cases[i].code);
		assert_int_equal(waitpid(child, NULL, 0), child);
		(void)unlink(path);
	}
	(void)rmdir(folder);
}

static enum sg_db_outcome sleep_in(struct sg_connection *connection,
	enum sg_script_kind kind, const char *sql, int deadline_ms)
{
	struct sg_arena *arena = sg_arena_new();
	struct sg_script script;
	enum sg_db_outcome outcome;

	sg_script_begin(&script, arena, kind);
	sg_script_add(&script, sql);
	outcome = sg_script_run(
		&script, connection, sg_deadline_in_ms(deadline_ms), &error);
	sg_arena_free(arena);
	return outcome;
}

static void a_slow_statement_ends_at_the_deadline(void **state)
{
	struct sg_connection *connection;
	int64_t began_us;

	(void)state;
	sg_test_database_create(&db);
	sg_test_sql(&db, "CREATE TABLE t (a INT PRIMARY KEY)");
	connection = sg_test_connect(&db);
	began_us = sg_monotonic_us();
	assert_int_equal(sleep_in(connection, SG_SCRIPT_READ, "SELECT SLEEP(28);", 200),
		SG_DB_LOST);
	assert_in_range(sg_monotonic_us() - began_us, 190000, 10000000);
	assert_non_null(strstr(error.message, "in time"));
	assert_false(sg_db_usable(connection));
	assert_false(sg_db_alive(connection));
	assert_int_equal(
		sleep_in(connection, SG_SCRIPT_READ, "SELECT 1;", 1000), SG_DB_LOST);
	sg_db_close(connection);

	connection = sg_test_connect(&db);
	assert_int_equal(sleep_in(connection, SG_SCRIPT_WRITE,
				 "INSERT INTO t VALUES (1); DO SLEEP(1);", 200),
		SG_DB_UNKNOWN);
	assert_false(sg_db_usable(connection));
	sg_db_close(connection);
}

static void no_time_left_sends_nothing(void **state)
{
	struct sg_connection *connection;

	(void)state;
	sg_test_database_create(&db);
	sg_test_sql(&db, "CREATE TABLE t (a INT PRIMARY KEY)");
	connection = sg_test_connect(&db);
	assert_int_equal(
		sleep_in(connection, SG_SCRIPT_WRITE, "INSERT INTO t VALUES (1);", 0),
		SG_DB_LOST);
	assert_true(sg_db_usable(connection));
	assert_int_equal(sg_test_number(&db, "SELECT COUNT(*) FROM t"), 0);
	sg_db_close(connection);
}

static void a_link_cut_by_the_server_is_seen_without_a_trip(void **state)
{
	struct sg_connection *connection;

	(void)state;
	sg_test_database_create(&db);
	connection = sg_test_connect(&db);
	sg_test_kill(&db, sg_db_connection_id(connection));
	assert_true(sg_db_usable(connection));
	assert_false(sg_db_alive(connection));
	assert_int_equal(
		sleep_in(connection, SG_SCRIPT_READ, "SELECT 1;", 1000), SG_DB_LOST);
	assert_false(sg_db_usable(connection));
	sg_db_close(connection);
}

static void a_child_that_abandons_leaves_the_parents_link(void **state)
{
	struct sg_connection *connection;
	int status = -1;
	pid_t child;

	(void)state;
	sg_test_database_create(&db);
	connection = sg_test_connect(&db);
	assert_int_equal(
		sleep_in(connection, SG_SCRIPT_READ, "SELECT 1; SELECT 2;", 5000),
		SG_DB_DONE);
	child = fork();
	if (child == 0) {
		sg_db_abandon(connection);
		sg_db_abandon(NULL);
		_exit(7);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 7);
	assert_true(sg_db_alive(connection));
	assert_int_equal(
		sleep_in(connection, SG_SCRIPT_READ, "SELECT 1; SELECT 2;", 5000),
		SG_DB_DONE);
	sg_db_close(connection);
}

static int open_files(void)
{
	int count = 0;

	for (int i = 0; i < 1024; i++) {
		count += fcntl(i, F_GETFD) != -1 ? 1 : 0;
	}
	return count;
}

static void connections_leave_no_descriptor_behind(void **state)
{
	struct sg_db_config config;
	int before;

	(void)state;
	sg_test_database_create(&db);
	sg_db_close(sg_test_connect(&db));
	config = db.config;
	config.name = "no_such_database";
	before = open_files();
	for (int i = 0; i < 20; i++) {
		struct sg_connection *connection = NULL;

		sg_db_close(sg_test_connect(&db));
		(void)sg_db_connect(&config, soon(), &error, &connection);
	}
	assert_int_equal(open_files(), before);
}

int main(void)
{
#define IT(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
		IT(the_hosts_sigpipe_stays_its_own),
		IT(a_session_is_set_up_the_same_everywhere),
		IT(the_databases_clock_is_read),
		IT(a_login_that_fails_says_why),
		IT(nobody_there_is_told_at_once),
		IT(a_server_that_never_answers_ends_at_the_deadline),
		IT(an_old_server_is_refused_by_its_greeting),
		IT(a_slow_statement_ends_at_the_deadline),
		IT(no_time_left_sends_nothing),
		IT(a_link_cut_by_the_server_is_seen_without_a_trip),
		IT(a_child_that_abandons_leaves_the_parents_link),
		IT(connections_leave_no_descriptor_behind),
	};

	return cmocka_run_group_tests_name("connection", tests, open_all, NULL);
}
