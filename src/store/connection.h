/*
 * One link to the database, set up the same way every time whatever the server's defaults
 * are: utf8mb4, READ COMMITTED, autocommit, strict, UTC, matched (not changed) rows counted,
 * no multi statements, no reconnect, no local infile. A link that broke or outlived a
 * deadline is closed and never used again.
 */
#ifndef SG_STORE_CONNECTION_H
#define SG_STORE_CONNECTION_H

#include <stdbool.h>
#include <stdint.h>

#include "core/status.h"

struct sg_connection;

/* Strings belong to the caller and must outlive whatever took the config. */
struct sg_db_config {
	const char *host;   /* name or address; ignored when `socket` is set */
	unsigned port;      /* 0: 3306 */
	const char *socket; /* path of a unix socket, or NULL */
	const char *user;   /* NULL: the account's own name, as unix_socket login wants */
	const char *password;    /* or NULL */
	const char *name;        /* the database; NULL selects none (tests only) */
	const char *tls_ca;      /* PEM file to verify the server by, or NULL */
	bool tls_verify;         /* TLS required, certificate and host name verified */
	int connect_timeout_ms;  /* 0: 2000; the call's own deadline wins if sooner */
	bool durability_relaxed; /* accept a server that may forget what it confirmed */
};

/* Copies the texts as well. False when memory is short; free the copy in any case. */
bool sg_db_config_copy(const struct sg_db_config *config, struct sg_db_config *ret_copy);

/* Frees a copy's texts, the password's bytes cleared first. */
void sg_db_config_free(struct sg_db_config *config);

/*
 * Connects, sets the session up and looks whether the server is fit (store/check.h).
 *   SG_UNAVAILABLE  not reached in time, too many connections, shutting down
 *   SG_REFUSED      access denied, unknown database, too old, not MariaDB, too lax
 *   SG_MEMORY
 * `error` says the reason in one line without the password. [thread-safe; waits]
 */
enum sg_status sg_db_connect(const struct sg_db_config *config, int64_t deadline_us,
	struct sg_error *error, struct sg_connection **ret_connection);

/* Says goodbye where that is still possible, frees; NULL is fine. Never waits longer than a
 * moment. [the thread that uses the connection] */
void sg_db_close(struct sg_connection *connection);

/* For a forked child: frees the memory without a word on the parent's link. NULL is fine.
 * [the child's only thread] */
void sg_db_abandon(struct sg_connection *connection);

/* False once the link broke or a deadline passed in the middle of an exchange. */
bool sg_db_usable(const struct sg_connection *connection);

/* Whether an idle link still stands, seen without a round trip: the server has neither hung
 * up nor said anything unasked. [microseconds] */
bool sg_db_alive(const struct sg_connection *connection);

/* The server's own number for this connection. */
uint64_t sg_db_connection_id(const struct sg_connection *connection);

/* The database server's UTC clock now, as an SQL expression for use in scripts, and read in
 * one round trip. Leases live by this clock alone. */
#define SG_SQL_NOW_US "TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(6))"
enum sg_status sg_db_now_us(struct sg_connection *connection, int64_t deadline_us,
	struct sg_error *error, int64_t *ret_now_us);

/* Runs one statement as text and drops its rows, if any: for migrations and tests; scripts
 * are for everything else. Same statuses as sg_db_status. [waits] */
enum sg_status sg_db_execute(struct sg_connection *connection, const char *sql,
	int64_t deadline_us, struct sg_error *error);

#endif
