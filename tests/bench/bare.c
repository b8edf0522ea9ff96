/* The yardstick: one row of 1,420 bytes, by a prepared statement that commits by itself. Its keys
 * rise in time as ours do, and every connection has its own range of them. */
#include "bench.h"

#include <string.h>

static const char insert[] = "INSERT INTO bare (id, body) VALUES (?, ?)";

static void bind(struct bench_bare *bare)
{
	bare->lengths[0] = sizeof bare->key;
	bare->lengths[1] = sizeof bare->body;
	bare->binds[0] = (MYSQL_BIND){.buffer_type = MYSQL_TYPE_BLOB,
		.buffer = bare->key,
		.buffer_length = sizeof bare->key,
		.length = &bare->lengths[0]};
	bare->binds[1] = (MYSQL_BIND){.buffer_type = MYSQL_TYPE_BLOB,
		.buffer = bare->body,
		.buffer_length = sizeof bare->body,
		.length = &bare->lengths[1]};
}

bool bench_bare_open(struct bench_bare *bare, const struct bench_server *server,
	const char *database, unsigned number)
{
	memset(bare, 0, sizeof *bare);
	memset(bare->body, 'b', sizeof bare->body);
	bare->next = (uint64_t)(bench_now() * 1e6) << 8 | number;
	bare->mysql = bench_connect(server, database);
	if (bare->mysql == NULL ||
		!bench_sql(bare->mysql,
			"CREATE TABLE IF NOT EXISTS bare (id BINARY(16) NOT NULL PRIMARY "
			"KEY, body BLOB NOT NULL) ENGINE = InnoDB")) {
		return false;
	}
	bare->statement = mysql_stmt_init(bare->mysql);
	bind(bare);
	if (bare->statement == NULL ||
		mysql_stmt_prepare(bare->statement, insert, sizeof insert - 1) != 0 ||
		mysql_stmt_bind_param(bare->statement, bare->binds) != 0) {
		bench_fail("the bare insert: %s", mysql_error(bare->mysql));
		return false;
	}
	return true;
}

bool bench_bare_insert(struct bench_bare *bare)
{
	bare->next += 256;
	for (size_t i = 0; i < 8; i++) {
		bare->key[i] = (unsigned char)(bare->next >> (56 - 8 * i));
	}
	if (mysql_stmt_execute(bare->statement) != 0) {
		bench_fail("the bare insert: %s", mysql_stmt_error(bare->statement));
		return false;
	}
	return true;
}

void bench_bare_close(struct bench_bare *bare)
{
	if (bare->statement != NULL) {
		(void)mysql_stmt_close(bare->statement);
	}
	mysql_close(bare->mysql);
	bare->mysql = NULL;
	bare->statement = NULL;
}
