/* Opening, setting up, looking over and closing one connection. */
#include "store/connection.h"

#include <errmsg.h>
#include <mysql.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/check.h"
#include "store/deadline.h"
#include "store/link.h"
#include "store/lookup.h"

enum {
	DEFAULT_CONNECT_MS = 2000,
	DEFAULT_PORT = 3306,
	GOODBYE_MS = 50,
};

/* Whatever the server's defaults are. A call waits at most one second for another's lock (the
 * least that can be said), then it is told to try again. */
static const char session_settings[] =
	"SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,"
	"ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00', "
	"autocommit = 1, innodb_lock_wait_timeout = 1, lock_wait_timeout = 5, "
	"max_statement_time = 30, foreign_key_checks = 1, unique_checks = 1, "
	"collation_connection = 'utf8mb4_bin'";
static const char session_isolation[] =
	"SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED";

static const char server_settings[] =
	"SELECT @@innodb_flush_log_at_trx_commit, @@innodb_doublewrite, "
	"@@innodb_flush_method, @@log_bin, @@sync_binlog, @@max_allowed_packet";
enum { FLUSH_LOG, DOUBLEWRITE, FLUSH_METHOD, LOG_BIN, SYNC_BINLOG, PACKET, SETTINGS };

static void set_tls(MYSQL *mysql, const struct sg_db_config *config)
{
	const my_bool yes = 1;

	if (config->tls_ca != NULL) {
		(void)mysql_options(mysql, MYSQL_OPT_SSL_CA, config->tls_ca);
	}
	if (config->tls_verify) {
		(void)mysql_options(mysql, MYSQL_OPT_SSL_ENFORCE, &yes);
		(void)mysql_options(mysql, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &yes);
	}
}

/* The option takes a function where C knows only pointers to objects. */
static bool set_waiting(MYSQL *mysql)
{
	int (*const wait)(my_socket, my_bool, int) = sg_link_wait;
	const void *argument;

	_Static_assert(sizeof wait == sizeof argument, "a function fits a pointer");
	memcpy(&argument, &wait, sizeof argument);
	return mysql_options(mysql, MARIADB_OPT_IO_WAIT, argument) == 0;
}

static bool set_options(
	MYSQL *mysql, const struct sg_db_config *config, int64_t deadline_us)
{
	const my_bool no = 0;
	const unsigned none = 0;
	const unsigned seconds = (unsigned)(sg_deadline_left_ms(deadline_us) / 1000) + 1;
	/* The library takes "localhost" for a socket otherwise. */
	const unsigned protocol =
		config->socket != NULL ? MYSQL_PROTOCOL_SOCKET : MYSQL_PROTOCOL_TCP;

	set_tls(mysql, config);
	return set_waiting(mysql) &&
	       mysql_options(mysql, MYSQL_OPT_CONNECT_TIMEOUT, &seconds) == 0 &&
	       mysql_options(mysql, MYSQL_SET_CHARSET_NAME, "utf8mb4") == 0 &&
	       mysql_options(mysql, MYSQL_OPT_LOCAL_INFILE, &none) == 0 &&
	       mysql_options(mysql, MYSQL_OPT_RECONNECT, &no) == 0 &&
	       mysql_options(mysql, MYSQL_OPT_PROTOCOL, &protocol) == 0;
}

static bool reach(struct sg_connection *connection, const struct sg_db_config *config,
	const char *host, int64_t deadline_us)
{
	struct sg_exchange exchange;
	bool reached;

	if (!set_options(connection->mysql, config, deadline_us)) {
		return false;
	}
	sg_link_enter(&exchange, connection->tls, deadline_us);
	reached = mysql_real_connect(connection->mysql, host, config->user,
			  config->password, config->name,
			  config->port != 0 ? config->port : DEFAULT_PORT, config->socket,
			  CLIENT_FOUND_ROWS) != NULL;
	sg_link_leave(&exchange);
	return reached;
}

/* MYSQL_OPT_SSL_ENFORCE is known to fall back to plain text without a word. */
static enum sg_status check_tls(
	const struct sg_connection *connection, struct sg_error *error)
{
	if (connection->tls && mysql_get_ssl_cipher(connection->mysql) == NULL) {
		return sg_fail(error, SG_REFUSED, "tls_missing", "",
			"the database server offers no TLS, which the config demands");
	}
	return SG_OK;
}

static enum sg_status check_settings(struct sg_connection *connection,
	const struct sg_db_config *config, int64_t deadline_us, struct sg_error *error)
{
	struct sg_text_value values[SETTINGS] = {{{0}}};
	const struct sg_server_facts facts = {
		.flush_log_at_trx_commit = values[FLUSH_LOG].text,
		.doublewrite = values[DOUBLEWRITE].text,
		.flush_method = values[FLUSH_METHOD].text,
		.log_bin = values[LOG_BIN].text,
		.sync_binlog = values[SYNC_BINLOG].text,
	};
	enum sg_status status = sg_link_ask(
		connection, server_settings, deadline_us, error, values, SETTINGS);

	if (status == SG_OK) {
		status = sg_server_check_packet(values[PACKET].text, error);
	}
	if (status == SG_OK && !config->durability_relaxed) {
		status = sg_server_check_durability(&facts, error);
	}
	connection->max_packet = strtoull(values[PACKET].text, NULL, 10);
	return status;
}

static enum sg_status set_up(struct sg_connection *connection,
	const struct sg_db_config *config, int64_t deadline_us, struct sg_error *error)
{
	enum sg_status status = check_tls(connection, error);

	if (status == SG_OK) {
		status = sg_server_check_version(
			mysql_get_server_info(connection->mysql), error);
	}
	if (status == SG_OK) {
		status = sg_link_ask(
			connection, session_settings, deadline_us, error, NULL, 0);
	}
	if (status == SG_OK) {
		status = sg_link_ask(
			connection, session_isolation, deadline_us, error, NULL, 0);
	}
	if (status == SG_OK) {
		status = check_settings(connection, config, deadline_us, error);
	}
	return status;
}

static enum sg_status open_connection(struct sg_connection *connection,
	const struct sg_db_config *config, const char *host, int64_t deadline_us,
	struct sg_error *error)
{
	struct sg_fault fault;

	if (!reach(connection, config, host, deadline_us)) {
		fault = sg_link_fault(connection->mysql);
		/* What the library makes of being cut short varies. */
		if (sg_deadline_left_ms(deadline_us) == 0) {
			return sg_fail(error, SG_UNAVAILABLE, "database_away", "",
				"the database does not answer in time");
		}
		return sg_failure_connecting(&fault, error);
	}
	connection->usable = true;
	connection->tls =
		mysql_get_ssl_cipher(connection->mysql) != NULL || connection->tls;
	connection->id = mysql_thread_id(connection->mysql);
	connection->random = (uint64_t)sg_monotonic_us() ^ connection->id << 32;
	return set_up(connection, config, deadline_us, error);
}

static enum sg_status connect_to(const struct sg_db_config *config, const char *host,
	int64_t deadline_us, struct sg_error *error,
	struct sg_connection **ret_connection)
{
	struct sg_connection *connection = calloc(1, sizeof *connection);
	enum sg_status status;

	if (connection == NULL || !sg_link_library()) {
		free(connection);
		return sg_fail(error, SG_MEMORY, "memory", "", "out of memory");
	}
	connection->tls = config->tls_verify;
	connection->mysql = mysql_init(NULL);
	if (connection->mysql == NULL) {
		free(connection);
		return sg_fail(error, SG_MEMORY, "memory", "", "out of memory");
	}
	status = open_connection(connection, config, host, deadline_us, error);
	if (status != SG_OK) {
		sg_db_close(connection);
		return status;
	}
	*ret_connection = connection;
	return SG_OK;
}

/* A certificate is verified against the name, so that the library has to look it up again;
 * having been found a moment ago it will hardly take long. */
static enum sg_status find_hosts(const struct sg_db_config *config, int64_t deadline_us,
	struct sg_error *error, struct sg_addresses *ret_addresses)
{
	enum sg_status status =
		sg_lookup_host(config->host, deadline_us, error, ret_addresses);

	if (status == SG_OK && config->tls_verify) {
		ret_addresses->count = 0;
	}
	return status;
}

/* One address after the other, each with its share of the time that is left. */
static enum sg_status connect_to_host(const struct sg_db_config *config,
	int64_t deadline_us, struct sg_error *error,
	struct sg_connection **ret_connection)
{
	struct sg_addresses addresses;
	enum sg_status status = find_hosts(config, deadline_us, error, &addresses);

	if (status != SG_OK) {
		return status;
	}
	if (addresses.count == 0) {
		return connect_to(
			config, config->host, deadline_us, error, ret_connection);
	}
	for (size_t i = 0; i < addresses.count; i++) {
		int share_ms =
			sg_deadline_left_ms(deadline_us) / (int)(addresses.count - i);

		status = connect_to(config, addresses.list[i],
			sg_deadline_sooner(deadline_us, share_ms), error, ret_connection);
		if (status != SG_UNAVAILABLE) {
			break;
		}
	}
	return status;
}

enum sg_status sg_db_connect(const struct sg_db_config *config, int64_t deadline_us,
	struct sg_error *error, struct sg_connection **ret_connection)
{
	int wait_ms = config->connect_timeout_ms > 0 ? config->connect_timeout_ms
	                                             : DEFAULT_CONNECT_MS;
	int64_t until_us = sg_deadline_sooner(deadline_us, wait_ms);

	if (config->socket != NULL) {
		return connect_to(config, NULL, until_us, error, ret_connection);
	}
	if (config->host == NULL || config->host[0] == '\0') {
		return sg_fail(error, SG_REFUSED, "config_invalid", "",
			"the config names neither host nor socket of the database");
	}
	return connect_to_host(config, until_us, error, ret_connection);
}

static void release(struct sg_connection *connection)
{
	struct sg_exchange exchange;

	sg_link_enter(&exchange, connection->tls, sg_deadline_in_ms(GOODBYE_MS));
	sg_link_limit(connection, sg_deadline_in_ms(GOODBYE_MS));
	/* First the link, so that no statement says goodbye on its own. */
	mysql_close(connection->mysql);
	sg_statements_free(&connection->statements);
	sg_link_leave(&exchange);
	free(connection);
}

void sg_db_close(struct sg_connection *connection)
{
	if (connection != NULL) {
		release(connection);
	}
}

/* Not mariadb_cancel: its shutdown() would end the parent's link as well. */
bool sg_link_blind(struct sg_connection *connection)
{
	int handle = mysql_get_socket(connection->mysql);
	int nowhere;

	connection->usable = false;
	if (handle < 0) {
		return true;
	}
	nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (nowhere < 0) {
		return false;
	}
	(void)dup2(nowhere, handle);
	(void)close(nowhere);
	return true;
}

void sg_db_abandon(struct sg_connection *connection)
{
	/* Better to leave the memory than to speak on the parent's link. */
	if (connection != NULL && sg_link_blind(connection)) {
		release(connection);
	}
}

bool sg_db_usable(const struct sg_connection *connection)
{
	return connection->usable;
}

bool sg_db_alive(const struct sg_connection *connection)
{
	struct pollfd look = {.events = POLLIN | POLLRDHUP};

	if (!connection->usable) {
		return false;
	}
	look.fd = mysql_get_socket(connection->mysql);
	return look.fd >= 0 && poll(&look, 1, 0) == 0;
}

uint64_t sg_db_connection_id(const struct sg_connection *connection)
{
	return connection->id;
}

enum sg_status sg_db_now_us(struct sg_connection *connection, int64_t deadline_us,
	struct sg_error *error, int64_t *ret_now_us)
{
	struct sg_text_value value = {{0}};
	enum sg_status status = sg_link_ask(
		connection, "SELECT " SG_SQL_NOW_US, deadline_us, error, &value, 1);

	if (status == SG_OK) {
		*ret_now_us = strtoll(value.text, NULL, 10);
	}
	return status;
}

enum sg_status sg_db_execute(struct sg_connection *connection, const char *sql,
	int64_t deadline_us, struct sg_error *error)
{
	return sg_link_ask(connection, sql, deadline_us, error, NULL, 0);
}
