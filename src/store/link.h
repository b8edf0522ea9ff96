/*
 * Inside a connection, for the sources of this room alone: the library's handle and the guard
 * that every exchange with the server goes through.
 */
#ifndef SG_STORE_LINK_H
#define SG_STORE_LINK_H

#include <mysql.h>

#include <stdbool.h>
#include <stdint.h>

#include "store/connection.h"
#include "store/failure.h"
#include "store/sigpipe.h"
#include "store/statement.h"

struct sg_connection {
	MYSQL *mysql;
	bool usable;
	bool tls;
	uint64_t id;
	uint64_t max_packet; /* bytes the server takes at once */
	uint64_t random;     /* for pauses between tries */
	struct sg_statements statements;
	int64_t idle_since_us; /* the pool's */
};

/* What is restored after an exchange. */
struct sg_exchange {
	struct sg_sigpipe sigpipe;
	int64_t outer_deadline_us;
	bool outer_tls;
};

/* Initialises the client library once and puts SIGPIPE back as the host had it; false when
 * memory is short. [thread-safe] */
bool sg_link_library(void);

/* Between these two, whatever the library waits for on this thread ends at the deadline. */
void sg_link_enter(struct sg_exchange *exchange, bool tls, int64_t deadline_us);
void sg_link_leave(const struct sg_exchange *exchange);

/* The library's MARIADB_OPT_IO_WAIT callback: waits until the deadline of the thread. */
int sg_link_wait(my_socket handle, my_bool is_read, int timeout);

/* Before an exchange over TLS, where the library reads from a blocking socket. */
void sg_link_limit(const struct sg_connection *connection, int64_t deadline_us);

/* No further use: the peer sees the end at once. */
void sg_link_break(struct sg_connection *connection);

/* In a forked child: the descriptor leads nowhere from now on. False where that was not
 * possible, so that the library must not touch it any more. */
bool sg_link_blind(struct sg_connection *connection);

/*
 * Whether a unix socket takes connections now. Where a hung server's queue is full the library
 * would sleep in whole seconds, whatever the deadline. True for anything but a full queue.
 */
bool sg_link_may_knock(const char *socket_path);

/* What the library says of the last failure of a handle or a statement. */
struct sg_fault sg_link_fault(MYSQL *mysql);
struct sg_fault sg_link_statement_fault(MYSQL_STMT *handle);

/* Says "no answer in time" for a link that was cut because the deadline passed. */
void sg_link_explain(
	const struct sg_failure *failure, int64_t deadline_us, struct sg_fault *fault);

/* Runs text and fetches one row's values, into the caller's texts: for what a connection needs
 * before it can run scripts. Columns beyond the row's stay untouched. NULL reads "". */
struct sg_text_value {
	char text[128];
};
enum sg_status sg_link_ask(struct sg_connection *connection, const char *sql,
	int64_t deadline_us, struct sg_error *error, struct sg_text_value *ret_values,
	unsigned count);

#endif
