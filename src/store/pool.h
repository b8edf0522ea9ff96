/*
 * A bounded number of connections for many threads. They are opened when first needed, kept
 * while they are of use and closed after idling. While the server is away callers are told so
 * at once, and only one of them at a time knocks again.
 */
#ifndef SG_STORE_POOL_H
#define SG_STORE_POOL_H

#include <stddef.h>
#include <stdint.h>

#include "core/status.h"
#include "store/connection.h"
#include "store/script.h"

struct sg_pool;

struct sg_pool_limits {
	int most;     /* connections at once; 0: 8 */
	int idle_s;   /* closed after so many seconds unused; 0: 300 */
	int pause_ms; /* after a failed knock; 0: 200 */
};

/* How the pool stands, for `health` and `doctor`. */
struct sg_pool_state {
	int open;
	int lent;
	int waiting;
	int64_t opened; /* since the beginning */
};

/*
 * Opens no connection: it succeeds while the database is away. Strings of the config are
 * copied. `limits` may be NULL. SG_MEMORY. [thread-safe]
 */
enum sg_status sg_pool_new(const struct sg_db_config *config,
	const struct sg_pool_limits *limits, struct sg_error *error,
	struct sg_pool **ret_pool);

/* Closes everything; NULL is fine. All connections must have been returned. */
void sg_pool_free(struct sg_pool *pool);

/* For a forked child: frees what can be freed without a word on the parent's links. NULL is
 * fine. [the child's only thread] */
void sg_pool_abandon(struct sg_pool *pool);

/*
 * Lends a connection that stood a moment ago. It must be returned by the thread that
 * borrowed it. Same statuses as sg_db_connect; SG_UNAVAILABLE also when all are lent until the
 * deadline. [thread-safe, waits]
 */
enum sg_status sg_pool_borrow(struct sg_pool *pool, int64_t deadline_us,
	struct sg_error *error, struct sg_connection **ret_connection);

/* Takes it back; one that is no longer usable is closed. NULL is fine. [thread-safe] */
void sg_pool_return(struct sg_pool *pool, struct sg_connection *connection);

/*
 * Borrow, run, give back: sg_script_run_retrying on a connection of the pool; where that was
 * LOST (an idle link whose server was restarted) once more on a new one within the deadline.
 * A pool that cannot lend answers LOST or REFUSED (or MEMORY). [thread-safe, waits]
 */
enum sg_db_outcome sg_pool_run(struct sg_pool *pool, struct sg_script *script,
	int64_t deadline_us, struct sg_error *error);

/* Closes connections that have idled too long; returns how many. Borrowing and returning do
 * it as well; this is for a pool that rests. [thread-safe] */
int sg_pool_tidy(struct sg_pool *pool);

struct sg_pool_state sg_pool_look(struct sg_pool *pool);

#endif
