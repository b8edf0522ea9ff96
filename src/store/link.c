/*
 * The client library kept within bounds: its waiting ends at the call's deadline, and the
 * host's SIGPIPE stays the host's.
 */
#include "store/link.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "store/deadline.h"

/* The library hands its callback a socket and nothing of ours. */
static _Thread_local int64_t thread_deadline_us = SG_NO_DEADLINE;
static _Thread_local bool thread_tls;

static pthread_once_t library_once = PTHREAD_ONCE_INIT;
static bool library_ready;

/*
 * The library's own hook for its plugins, called after each read and write. It is in no public
 * header, so it may be missing; without it a TLS handshake that hangs lasts a second at worst,
 * which is the library's unit of time.
 */
typedef void traffic_callback(
	int mode, MYSQL *mysql, const unsigned char *bytes, size_t len);
extern int ma_pvio_register_callback(my_bool add, traffic_callback *callback)
	__attribute__((weak));

static void limit_socket(int handle, int64_t deadline_us)
{
	int left_ms = sg_deadline_left_ms(deadline_us);
	/* Zero would mean for ever. */
	struct timeval limit = {.tv_sec = left_ms / 1000,
		.tv_usec = left_ms > 0 ? left_ms % 1000 * 1000 : 1};

	(void)setsockopt(handle, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
	(void)setsockopt(handle, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
}

static void limit_next(int mode, MYSQL *mysql, const unsigned char *bytes, size_t len)
{
	(void)mode;
	(void)bytes;
	(void)len;
	if (thread_tls) {
		limit_socket(mysql_get_socket(mysql), thread_deadline_us);
	}
}

/* mysql_server_init sets SIGPIPE to be ignored in the whole process. */
static void start_library(void)
{
	struct sigaction before;
	bool known = sigaction(SIGPIPE, NULL, &before) == 0;

	library_ready = mysql_server_init(0, NULL, NULL) == 0;
	if (library_ready && ma_pvio_register_callback != NULL) {
		(void)ma_pvio_register_callback(1, limit_next);
	}
	if (known) {
		(void)sigaction(SIGPIPE, &before, NULL);
	}
}

bool sg_link_library(void)
{
	return pthread_once(&library_once, start_library) == 0 && library_ready;
}

void sg_link_enter(struct sg_exchange *exchange, bool tls, int64_t deadline_us)
{
	exchange->outer_deadline_us = thread_deadline_us;
	exchange->outer_tls = thread_tls;
	thread_deadline_us = deadline_us;
	thread_tls = tls;
	sg_sigpipe_hold(&exchange->sigpipe);
}

void sg_link_leave(const struct sg_exchange *exchange)
{
	sg_sigpipe_release(&exchange->sigpipe);
	thread_deadline_us = exchange->outer_deadline_us;
	thread_tls = exchange->outer_tls;
}

void sg_link_limit(const struct sg_connection *connection, int64_t deadline_us)
{
	if (connection->tls && connection->usable) {
		limit_socket(mysql_get_socket(connection->mysql), deadline_us);
	}
}

int sg_link_wait(my_socket handle, my_bool is_read, int timeout)
{
	struct pollfd waiting = {
		.fd = handle, .events = (short)(is_read ? POLLIN : POLLOUT)};
	int ready;

	(void)timeout;
	do {
		int left_ms = sg_deadline_left_ms(thread_deadline_us);

		ready = poll(
			&waiting, 1, thread_deadline_us == SG_NO_DEADLINE ? -1 : left_ms);
	} while (ready == -1 && errno == EINTR);
	if (ready == 0) {
		errno = ETIMEDOUT;
	}
	if (thread_tls) {
		limit_socket(handle, thread_deadline_us);
	}
	return ready;
}

void sg_link_break(struct sg_connection *connection)
{
	int handle = mysql_get_socket(connection->mysql);

	connection->usable = false;
	if (handle >= 0) {
		(void)shutdown(handle, SHUT_RDWR);
	}
}

bool sg_link_may_knock(const char *socket_path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	bool full;
	int handle;

	if (strlen(socket_path) >= sizeof address.sun_path) {
		return true;
	}
	(void)snprintf(address.sun_path, sizeof address.sun_path, "%s", socket_path);
	handle = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (handle < 0) {
		return true;
	}
	full = connect(handle, (const struct sockaddr *)&address, sizeof address) == -1 &&
	       errno == EAGAIN;
	(void)close(handle);
	return !full;
}

static struct sg_fault fault_of(unsigned number, const char *state, const char *message)
{
	struct sg_fault fault = {.number = number};

	(void)snprintf(fault.state, sizeof fault.state, "%s", state);
	(void)snprintf(fault.message, sizeof fault.message, "%s", message);
	return fault;
}

struct sg_fault sg_link_fault(MYSQL *mysql)
{
	return fault_of(mysql_errno(mysql), mysql_sqlstate(mysql), mysql_error(mysql));
}

struct sg_fault sg_link_statement_fault(MYSQL_STMT *handle)
{
	return fault_of(mysql_stmt_errno(handle), mysql_stmt_sqlstate(handle),
		mysql_stmt_error(handle));
}

void sg_link_explain(
	const struct sg_failure *failure, int64_t deadline_us, struct sg_fault *fault)
{
	if (failure->breaks && sg_deadline_left_ms(deadline_us) == 0) {
		(void)snprintf(fault->message, sizeof fault->message, "%s",
			"the database did not answer in time");
	}
}

static void take_row(MYSQL_RES *result, struct sg_text_value *ret_values, unsigned count)
{
	MYSQL_ROW row = mysql_fetch_row(result);
	unsigned columns = mysql_num_fields(result);

	for (unsigned i = 0; row != NULL && i < count && i < columns; i++) {
		(void)snprintf(ret_values[i].text, sizeof ret_values[i].text, "%s",
			row[i] != NULL ? row[i] : "");
	}
}

static bool ask(
	MYSQL *mysql, const char *sql, struct sg_text_value *ret_values, unsigned count)
{
	MYSQL_RES *result;

	if (mysql_real_query(mysql, sql, (unsigned long)strlen(sql)) != 0) {
		return false;
	}
	result = mysql_store_result(mysql);
	if (result != NULL) {
		take_row(result, ret_values, count);
		mysql_free_result(result);
	}
	return mysql_errno(mysql) == 0;
}

enum sg_status sg_link_ask(struct sg_connection *connection, const char *sql,
	int64_t deadline_us, struct sg_error *error, struct sg_text_value *ret_values,
	unsigned count)
{
	struct sg_exchange exchange;
	struct sg_failure failure;
	struct sg_fault fault;
	bool done;

	if (!connection->usable) {
		return sg_fail(error, SG_UNAVAILABLE, "database_lost", "",
			"the connection to the database is closed");
	}
	sg_link_enter(&exchange, connection->tls, deadline_us);
	sg_link_limit(connection, deadline_us);
	done = ask(connection->mysql, sql, ret_values, count);
	sg_link_leave(&exchange);
	if (done) {
		return SG_OK;
	}
	fault = sg_link_fault(connection->mysql);
	failure = sg_failure_of(&fault, true);
	sg_link_explain(&failure, deadline_us, &fault);
	if (failure.breaks) {
		sg_link_break(connection);
	}
	return sg_failure_tell(&failure, &fault, error);
}
