/*
 * The least that a check-in can cost: the statements of one and nothing else, written by hand for
 * narrow tables. One read of one row by its key, then one compound that writes the stay, its
 * revision, its delivery and the document's mark, prepared once. No decisions, no JSON, no
 * concurrency but the version.
 */
#include "bench.h"

#include <string.h>

static const char *const tables[] = {
	"CREATE TABLE floor_stay (id BINARY(16) NOT NULL PRIMARY KEY, version INT NOT "
	"NULL, "
	"status TINYINT NOT NULL, body BLOB NOT NULL) ENGINE = InnoDB",
	"CREATE TABLE floor_list (stay BINARY(16) NOT NULL, revision INT NOT NULL, body "
	"BLOB "
	"NOT NULL, PRIMARY KEY (stay, revision)) ENGINE = InnoDB",
	"CREATE TABLE floor_delivery (stay BINARY(16) NOT NULL PRIMARY KEY, shard "
	"TINYINT NOT "
	"NULL, wanted INT NOT NULL, due_at BIGINT NULL, KEY due (shard, due_at)) ENGINE "
	"= "
	"InnoDB",
	"CREATE TABLE floor_taken (stay BINARY(16) NOT NULL, document BINARY(16) NOT "
	"NULL, "
	"PRIMARY KEY (stay, document)) ENGINE = InnoDB",
};

#define ID "UNHEX(CONCAT('0190000000007000', LPAD(HEX(seq), 16, '0')))"

static const char read_sql[] = "SELECT version, body FROM floor_stay WHERE id = ?";
static const char write_sql[] =
	"BEGIN NOT ATOMIC START TRANSACTION; "
	"UPDATE floor_stay SET version = version + 1, status = 2 WHERE id = ? AND "
	"version = "
	"?; "
	"INSERT INTO floor_list (stay, revision, body) VALUES (?, 2, ?); "
	"UPDATE floor_delivery SET wanted = 2, due_at = ? WHERE stay = ?; "
	"INSERT INTO floor_taken (stay, document) VALUES (?, ?); COMMIT; END";

static bool fill(struct bench_floor *floor, unsigned count)
{
	bool done = true;

	for (size_t i = 0; i < sizeof tables / sizeof tables[0] && done; i++) {
		done = bench_sql(floor->mysql, "%s", tables[i]);
	}
	return done &&
	       bench_sql(floor->mysql,
		       "INSERT INTO floor_stay SELECT " ID
		       ", 1, 0, REPEAT('s', 1420) FROM "
		       "seq_1_to_%u",
		       count) &&
	       bench_sql(floor->mysql,
		       "INSERT INTO floor_delivery SELECT " ID
		       ", seq %% 64, 1, NULL FROM "
		       "seq_1_to_%u",
		       count);
}

static MYSQL_STMT *prepare(struct bench_floor *floor, const char *sql, MYSQL_BIND *binds)
{
	MYSQL_STMT *statement = mysql_stmt_init(floor->mysql);

	if (statement == NULL ||
		mysql_stmt_prepare(statement, sql, (unsigned long)strlen(sql)) != 0 ||
		mysql_stmt_bind_param(statement, binds) != 0) {
		bench_fail("the floor: %s", mysql_error(floor->mysql));
	}
	return statement;
}

static MYSQL_BIND blob(void *bytes, unsigned long *len)
{
	return (MYSQL_BIND){.buffer_type = MYSQL_TYPE_BLOB,
		.buffer = bytes,
		.buffer_length = *len,
		.length = len};
}

static void bind(struct bench_floor *floor)
{
	MYSQL_BIND id = blob(floor->key, &floor->key_len);
	MYSQL_BIND version = {.buffer_type = MYSQL_TYPE_LONG, .buffer = &floor->version};
	MYSQL_BIND due = {.buffer_type = MYSQL_TYPE_LONGLONG, .buffer = &floor->due};

	floor->write_binds[0] = id;
	floor->write_binds[1] = version;
	floor->write_binds[2] = id;
	floor->write_binds[3] = blob(floor->list, &floor->list_len);
	floor->write_binds[4] = due;
	floor->write_binds[5] = id;
	floor->write_binds[6] = id;
	floor->write_binds[7] = id;
	floor->read_binds[0] = id;
	floor->results[0] = version;
	floor->results[1] = blob(floor->body, &floor->body_len);
}

bool bench_floor_open(struct bench_floor *floor, const struct bench_server *server,
	const char *database, unsigned count)
{
	memset(floor, 0, sizeof *floor);
	memset(floor->list, 'l', sizeof floor->list);
	floor->key_len = sizeof floor->key;
	floor->list_len = sizeof floor->list;
	floor->body_len = sizeof floor->body;
	floor->mysql = bench_connect(server, database);
	if (floor->mysql == NULL || !fill(floor, count)) {
		return false;
	}
	bind(floor);
	floor->read = prepare(floor, read_sql, floor->read_binds);
	floor->write = prepare(floor, write_sql, floor->write_binds);
	if (!bench_stopped() &&
		mysql_stmt_bind_result(floor->read, floor->results) != 0) {
		bench_fail("the floor: %s", mysql_stmt_error(floor->read));
	}
	return !bench_stopped();
}

static void next_key(struct bench_floor *floor)
{
	static const unsigned char head[8] = {0x01, 0x90, 0, 0, 0, 0, 0x70, 0};

	floor->next++;
	memcpy(floor->key, head, sizeof head);
	for (size_t i = 0; i < 8; i++) {
		floor->key[8 + i] = (unsigned char)(floor->next >> (56 - 8 * i));
	}
}

bool bench_floor_check_in(struct bench_floor *floor)
{
	next_key(floor);
	floor->due++;
	if (mysql_stmt_execute(floor->read) != 0 || mysql_stmt_fetch(floor->read) != 0 ||
		mysql_stmt_free_result(floor->read) != 0) {
		bench_fail("the floor's read: %s", mysql_stmt_error(floor->read));
		return false;
	}
	if (mysql_stmt_execute(floor->write) != 0) {
		bench_fail("the floor's write: %s", mysql_stmt_error(floor->write));
		return false;
	}
	return true;
}

void bench_floor_close(struct bench_floor *floor)
{
	if (floor->read != NULL) {
		(void)mysql_stmt_close(floor->read);
	}
	if (floor->write != NULL) {
		(void)mysql_stmt_close(floor->write);
	}
	mysql_close(floor->mysql);
	*floor = (struct bench_floor){.mysql = NULL};
}
