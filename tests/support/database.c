/* Fresh databases and servers for tests, through a connection of the administrator's own. */
#include "database.h"

#include <mysql.h>

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "store/deadline.h"

static void connect_admin(struct sg_test_database *database)
{
	MYSQL *admin = mysql_init(NULL);

	assert_non_null(admin);
	if (mysql_real_connect(admin, NULL, "root", "", NULL, 0, database->socket, 0) ==
		NULL) {
		fail_msg("no server at %s: %s", database->socket, mysql_error(admin));
	}
	database->admin = admin;
}

void sg_test_database_create_at(struct sg_test_database *database, const char *socket)
{
	static int counter;

	memset(database, 0, sizeof *database);
	(void)snprintf(database->name, sizeof database->name, "sg_%ld_%d", (long)getpid(),
		++counter);
	(void)snprintf(database->socket, sizeof database->socket, "%s", socket);
	database->config = (struct sg_db_config){.socket = database->socket,
		.user = "root",
		.password = "",
		.name = database->name};
	connect_admin(database);
	sg_test_sql(database, "CREATE OR REPLACE DATABASE %s", database->name);
	sg_test_sql(database, "USE %s", database->name);
}

void sg_test_database_create(struct sg_test_database *database)
{
	const char *socket = getenv("STAMMGAST_TEST_SOCKET");

	if (socket == NULL || socket[0] == '\0') {
		print_message("skipped: STAMMGAST_TEST_SOCKET names no server "
			      "(tests/support/mariadb.sh start DIR)\n");
		skip();
	}
	sg_test_database_create_at(database, socket);
}

void sg_test_database_drop(struct sg_test_database *database)
{
	if (database->admin == NULL) {
		return;
	}
	sg_test_sql(database, "DROP DATABASE IF EXISTS %s", database->name);
	mysql_close(database->admin);
	database->admin = NULL;
}

void sg_test_database_reconnect(struct sg_test_database *database)
{
	mysql_close(database->admin);
	connect_admin(database);
	sg_test_sql(database, "USE %s", database->name);
}

int sg_test_database_setup(void **state)
{
	struct sg_test_database *database = calloc(1, sizeof *database);

	*state = database;
	if (database == NULL) {
		return -1;
	}
	if (getenv("STAMMGAST_TEST_SOCKET") != NULL) {
		sg_test_database_create(database);
	}
	return 0;
}

int sg_test_database_teardown(void **state)
{
	sg_test_database_drop(*state);
	free(*state);
	return 0;
}

struct sg_connection *sg_test_connect(struct sg_test_database *database)
{
	struct sg_connection *connection = NULL;
	struct sg_error error = {0};

	if (sg_db_connect(&database->config, sg_deadline_in_ms(20000), &error,
		    &connection) != SG_OK) {
		fail_msg("no connection: %s", error.message);
	}
	return connection;
}

static char *format_list(const char *format, va_list arguments)
{
	char *sql = NULL;

	if (vasprintf(&sql, format, arguments) < 0) {
		fail_msg("out of memory");
	}
	return sql;
}

static void query(struct sg_test_database *database, const char *sql)
{
	if (database->admin == NULL) {
		print_message("skipped: STAMMGAST_TEST_SOCKET names no server\n");
		skip();
	}
	if (mysql_query(database->admin, sql) != 0) {
		fail_msg("%s: %s", sql, mysql_error(database->admin));
	}
}

void sg_test_sql(struct sg_test_database *database, const char *format, ...)
{
	va_list arguments;
	MYSQL_RES *result;
	char *sql;

	va_start(arguments, format);
	sql = format_list(format, arguments);
	va_end(arguments);
	query(database, sql);
	free(sql);
	result = mysql_store_result(database->admin);
	mysql_free_result(result);
}

/* The first value of the answer to `sql`, which is freed; false where there is none. */
static bool first_value(
	struct sg_test_database *database, char *sql, char *ret_text, size_t size)
{
	MYSQL_RES *result;
	MYSQL_ROW row;
	bool found;

	query(database, sql);
	free(sql);
	result = mysql_store_result(database->admin);
	assert_non_null(result);
	row = mysql_fetch_row(result);
	found = row != NULL && row[0] != NULL;
	(void)snprintf(ret_text, size, "%s", found ? row[0] : "");
	mysql_free_result(result);
	return found;
}

int64_t sg_test_number(struct sg_test_database *database, const char *format, ...)
{
	va_list arguments;
	char text[64];
	char *sql;

	va_start(arguments, format);
	sql = format_list(format, arguments);
	va_end(arguments);
	if (!first_value(database, sql, text, sizeof text)) {
		fail_msg("no number came");
	}
	return strtoll(text, NULL, 10);
}

void sg_test_text(struct sg_test_database *database, char *ret_text, size_t size,
	const char *format, ...)
{
	va_list arguments;
	char *sql;

	va_start(arguments, format);
	sql = format_list(format, arguments);
	va_end(arguments);
	(void)first_value(database, sql, ret_text, size);
}

void sg_test_kill(struct sg_test_database *database, uint64_t connection_id)
{
	const struct timespec pause = {.tv_nsec = 5000000};
	int64_t left = 1;

	sg_test_sql(database, "KILL %lld", (long long)connection_id);
	for (int i = 0; i < 6000 && left > 0; i++) {
		left = sg_test_number(database,
			"SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE ID = "
			"%lld",
			(long long)connection_id);
		(void)nanosleep(&pause, NULL);
	}
	assert_int_equal(left, 0);
}

static bool begins(const char *text, const char *start)
{
	return strncasecmp(text, start, strlen(start)) == 0;
}

static void count_variable(
	struct sg_test_counters *counters, const char *name, int64_t value)
{
	if (strcasecmp(name, "Com_stmt_execute") == 0) {
		counters->stmt_execute = value;
	} else if (strcasecmp(name, "Com_stmt_prepare") == 0) {
		counters->stmt_prepare = value;
	} else if (strcasecmp(name, "Questions") == 0) {
		counters->questions = value;
	} else if (begins(name, "Handler_read")) {
		counters->handler_read += value;
	} else if (strcasecmp(name, "Handler_write") == 0 ||
		   strcasecmp(name, "Handler_update") == 0 ||
		   strcasecmp(name, "Handler_delete") == 0) {
		counters->handler_write += value;
	} else if (strcasecmp(name, "Handler_commit") == 0) {
		counters->commits = value;
	}
}

struct sg_test_counters sg_test_counters_read(struct sg_test_database *database)
{
	struct sg_test_counters counters = {0};
	MYSQL_RES *result;
	MYSQL_ROW row;

	query(database, "SHOW GLOBAL STATUS");
	result = mysql_store_result(database->admin);
	assert_non_null(result);
	while ((row = mysql_fetch_row(result)) != NULL) {
		count_variable(&counters, row[0], strtoll(row[1], NULL, 10));
	}
	mysql_free_result(result);
	return counters;
}

static struct sg_test_counters subtract(
	struct sg_test_counters from, const struct sg_test_counters *what)
{
	from.stmt_execute -= what->stmt_execute;
	from.stmt_prepare -= what->stmt_prepare;
	from.questions -= what->questions;
	from.handler_read -= what->handler_read;
	from.handler_write -= what->handler_write;
	from.commits -= what->commits;
	return from;
}

struct sg_test_counters sg_test_counters_since(
	struct sg_test_database *database, const struct sg_test_counters *before)
{
	struct sg_test_counters now = sg_test_counters_read(database);
	struct sg_test_counters later = sg_test_counters_read(database);
	struct sg_test_counters look = subtract(later, &now);

	now = subtract(now, before);
	return subtract(now, &look);
}
