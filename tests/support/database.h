/*
 * A database of its own for each test, on the private server of tests/support/mariadb.sh whose
 * socket is named by STAMMGAST_TEST_SOCKET; and, where a test kills or slows the server, a
 * server of its own.
 */
#ifndef SG_TESTS_SUPPORT_DATABASE_H
#define SG_TESTS_SUPPORT_DATABASE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "store/connection.h"

struct sg_test_database {
	char name[64];
	char socket[108];
	struct sg_db_config config; /* points into this struct: do not copy it */
	void *admin;                /* a MYSQL of the tests' own */
};

/* Creates an empty database with a fresh name. Skips the running cmocka test, saying so, where
 * STAMMGAST_TEST_SOCKET is not set. */
void sg_test_database_create(struct sg_test_database *database);

/* The same on the given server, without looking at the environment. */
void sg_test_database_create_at(struct sg_test_database *database, const char *socket);

/* Drops it. */
void sg_test_database_drop(struct sg_test_database *database);

/* A new connection of the administrator's, after the server was away. */
void sg_test_database_reconnect(struct sg_test_database *database);

/* cmocka group or test set-up and tear-down: *state is a struct sg_test_database. */
int sg_test_database_setup(void **state);
int sg_test_database_teardown(void **state);

/* A connection to it; fails the test where there is none. The caller closes it. */
struct sg_connection *sg_test_connect(struct sg_test_database *database);

/* Runs one statement as the administrator, in the test's database; fails the test on error. */
void sg_test_sql(struct sg_test_database *database, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* The first value of the first row as a number; fails the test where there is none. */
int64_t sg_test_number(struct sg_test_database *database, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* The same as text, cut to `size`; "" where there is no row. */
void sg_test_text(struct sg_test_database *database, char *ret_text, size_t size,
	const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Ends the server's side of a connection and waits until it is gone. */
void sg_test_kill(struct sg_test_database *database, uint64_t connection_id);

/* Server-wide counters (SHOW GLOBAL STATUS): look, act, ask what has been spent since. They
 * count everybody on the server, so a test that looks at them uses a server of its own. What
 * the look itself costs is taken out. */
struct sg_test_counters {
	int64_t stmt_execute;
	int64_t stmt_prepare;
	int64_t questions; /* queries as text and executions */
	int64_t handler_read; /* sum of Handler_read_first, _key, _last, _next, _prev, _rnd… */
	int64_t handler_write; /* sum of Handler_write, _update, _delete */
	int64_t commits;       /* Handler_commit */
};
struct sg_test_counters sg_test_counters_read(struct sg_test_database *database);
struct sg_test_counters sg_test_counters_since(
	struct sg_test_database *database, const struct sg_test_counters *before);

/* A server of the test's own, in a folder under TMPDIR. Skips where mariadbd is missing. */
struct sg_test_server {
	char folder[80];
	char socket[108];
	pid_t pid;
};
void sg_test_server_start(struct sg_test_server *server);
void sg_test_server_restart(struct sg_test_server *server); /* after a kill: same data */
void sg_test_server_kill(struct sg_test_server *server); /* SIGKILL, waits for its end */
/* SIGSTOP, waits until nothing of it moves any more; SIGCONT lets it go on. */
void sg_test_server_hang(struct sg_test_server *server);
void sg_test_server_stop(
	struct sg_test_server *server); /* ends it and removes its folder */

#endif
