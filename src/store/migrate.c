/*
 * Applying migrations one after the other under a lease. The lease is a row: who holds it and
 * until when by the server's clock; it changes hands only against the epoch that was read. A
 * holder whose connection the same server no longer knows has died and is not waited for.
 */
#include "store/migrate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/arena.h"
#include "store/deadline.h"
#include "store/link.h"
#include "store/migrate_text.h"
#include "store/script.h"

enum {
	LEASE_S = 60,
	POLL_MS = 100,
	READ_MS = 10000,
};

static const char create_versions[] =
	"CREATE TABLE IF NOT EXISTS schema_version ("
	"number INT NOT NULL PRIMARY KEY, name VARCHAR(120) NOT NULL, "
	"started_us BIGINT NOT NULL, finished_us BIGINT NULL"
	") ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin";
static const char create_lease[] =
	"CREATE TABLE IF NOT EXISTS schema_lease ("
	"id TINYINT NOT NULL PRIMARY KEY, epoch BIGINT NOT NULL, until_us BIGINT NOT "
	"NULL, "
	"connection BIGINT NOT NULL, account VARCHAR(400) NOT NULL, "
	"server VARCHAR(400) NOT NULL"
	") ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin";
static const char fill_lease[] =
	"INSERT IGNORE INTO schema_lease VALUES (1, 0, 0, 0, '', '')";

/* Whether the holder lives is only known on its own server, and of its own account. */
#define THIS_SERVER "CONCAT(@@hostname, ' ', @@datadir)"
static const char look_at_lease[] =
	"SELECT epoch, until_us < " SG_SQL_NOW_US " OR ("
	"account = CURRENT_USER() AND server = " THIS_SERVER " AND NOT EXISTS ("
	"SELECT 1 FROM information_schema.PROCESSLIST AS p WHERE p.ID = connection)) "
	"FROM schema_lease WHERE id = 1;";
static const char take_lease[] =
	"UPDATE schema_lease SET epoch = epoch + 1, connection = CONNECTION_ID(), "
	"account = CURRENT_USER(), server = " THIS_SERVER ", until_us = " SG_SQL_NOW_US
	" + ? WHERE id = 1 AND epoch = ?;";
static const char renew_lease[] = "UPDATE schema_lease SET until_us = " SG_SQL_NOW_US
				  " + ? WHERE id = 1 AND epoch = ?;";
static const char drop_lease[] =
	"UPDATE schema_lease SET until_us = 0 WHERE id = 1 AND epoch = ?;";

static const char begin_number[] =
	"INSERT IGNORE INTO schema_version VALUES (?, ?, " SG_SQL_NOW_US ", NULL);";
static const char finish_number[] =
	"UPDATE schema_version SET finished_us = " SG_SQL_NOW_US " WHERE number = ?;";
static const char read_state[] =
	"SELECT MAX(IF(finished_us IS NULL, NULL, number)), "
	"MIN(IF(finished_us IS NULL, number, NULL)), MAX(number) FROM schema_version;";

static const char patient[] =
	"SET SESSION max_statement_time = 0, lock_wait_timeout = 60, "
	"innodb_lock_wait_timeout = 50";
static const char brisk[] = "SET SESSION max_statement_time = 30, lock_wait_timeout = 5, "
			    "innodb_lock_wait_timeout = 1";

struct migrating {
	struct sg_connection *connection;
	const struct sg_migrate_watch *watch;
	struct sg_error *error;
	struct sg_arena *arena;
	int64_t epoch;
};

static int highest(const struct sg_migrations *migrations)
{
	return migrations->count > 0 ? migrations->list[migrations->count - 1].number : 0;
}

static enum sg_status check_numbers(
	const struct sg_migrations *migrations, struct sg_error *error)
{
	for (size_t i = 0; i < migrations->count; i++) {
		if (migrations->list[i].number != (int)i + 1) {
			return sg_fail(error, SG_INTERNAL, "migrations_wrong", "",
				"migration %zu has the number %d", i + 1,
				migrations->list[i].number);
		}
	}
	return SG_OK;
}

static enum sg_db_outcome run_small(struct migrating *migrating, struct sg_script *script,
	const char *sql, int64_t deadline_us)
{
	sg_script_add(script, sql);
	return sg_script_run_retrying(
		script, migrating->connection, deadline_us, migrating->error);
}

static void take_state(const struct sg_rows *rows, const struct sg_migrations *migrations,
	struct sg_migrate_state *ret_state)
{
	int in_database = (int)sg_rows_int(rows, 0, 2);

	ret_state->known = highest(migrations);
	ret_state->applied = (int)sg_rows_int(rows, 0, 0);
	ret_state->unfinished = (int)sg_rows_int(rows, 0, 1);
	ret_state->foreign = in_database > ret_state->known ? in_database : 0;
}

static enum sg_status read_into(struct sg_connection *connection,
	const struct sg_migrations *migrations, int64_t deadline_us,
	struct sg_error *error, struct sg_arena *arena,
	struct sg_migrate_state *ret_state)
{
	struct sg_error reason = {0};
	struct sg_script script;
	enum sg_db_outcome outcome;

	sg_script_begin(&script, arena, SG_SCRIPT_READ);
	sg_script_add(&script, read_state);
	outcome = sg_script_run(&script, connection, deadline_us, &reason);
	if (outcome == SG_DB_DONE || strcmp(reason.code, "schema_missing") == 0) {
		take_state(sg_script_rows(&script, 0), migrations, ret_state);
		return SG_OK;
	}
	if (error != NULL) {
		*error = reason;
	}
	return sg_db_status(outcome);
}

enum sg_status sg_migrate_state(struct sg_connection *connection,
	const struct sg_migrations *migrations, int64_t deadline_us,
	struct sg_error *error, struct sg_migrate_state *ret_state)
{
	struct sg_arena *arena = sg_arena_new();
	enum sg_status status;

	if (arena == NULL) {
		return sg_fail(error, SG_MEMORY, "memory", "", "out of memory");
	}
	status = read_into(connection, migrations, deadline_us, error, arena, ret_state);
	sg_arena_free(arena);
	return status;
}

static enum sg_status newer(const struct sg_migrate_state *state, struct sg_error *error)
{
	return sg_fail(error, SG_REFUSED, "database_newer", "",
		"the database is newer than this program: it is at %d, known is %d",
		state->foreign, state->known);
}

enum sg_status sg_migrate_check(struct sg_connection *connection,
	const struct sg_migrations *migrations, int64_t deadline_us,
	struct sg_error *error)
{
	struct sg_migrate_state state = {0};
	enum sg_status status =
		sg_migrate_state(connection, migrations, deadline_us, error, &state);

	if (status != SG_OK) {
		return status;
	}
	if (state.foreign != 0) {
		return newer(&state, error);
	}
	if (state.applied != state.known || state.unfinished != 0) {
		return sg_fail(error, SG_REFUSED, "database_older", "",
			"the database is at migration %d, needed is %d: run "
			"`stammgast migrate`",
			state.unfinished != 0 ? state.unfinished - 1 : state.applied,
			state.known);
	}
	return SG_OK;
}

/* Reads epoch and whether the lease is free, then tries to take it. */
static enum sg_status try_lease(
	struct migrating *migrating, int64_t deadline_us, bool *ret_taken)
{
	struct sg_script script;
	const struct sg_rows *rows;
	enum sg_db_outcome outcome;

	sg_script_begin(&script, migrating->arena, SG_SCRIPT_READ);
	outcome = run_small(migrating, &script, look_at_lease, deadline_us);
	rows = sg_script_rows(&script, 0);
	*ret_taken = false;
	if (outcome != SG_DB_DONE || sg_rows_int(rows, 0, 1) == 0) {
		return sg_db_status(outcome);
	}
	migrating->epoch = sg_rows_int(rows, 0, 0);
	sg_script_begin(&script, migrating->arena, SG_SCRIPT_WRITE);
	sg_script_int(&script, (int64_t)LEASE_S * 1000000);
	sg_script_int(&script, migrating->epoch);
	sg_script_add(&script, take_lease);
	sg_script_expect_rows(&script, 1, 0);
	outcome = sg_script_run_retrying(
		&script, migrating->connection, deadline_us, migrating->error);
	if (outcome == SG_DB_STALE) {
		return SG_OK;
	}
	*ret_taken = outcome == SG_DB_DONE;
	migrating->epoch++;
	return sg_db_status(outcome);
}

static enum sg_status is_held(struct migrating *migrating)
{
	return sg_fail(migrating->error, SG_UNAVAILABLE, "migration_running", "",
		"another program is migrating the database");
}

static enum sg_status wait_for_lease(struct migrating *migrating, int64_t deadline_us)
{
	const struct timespec pause = {.tv_nsec = POLL_MS * 1000000L};
	bool taken = false, held = false;
	enum sg_status status = try_lease(migrating, deadline_us, &taken);

	while (status == SG_OK && !taken) {
		held = true;
		if (sg_deadline_left_ms(deadline_us) <= POLL_MS) {
			return is_held(migrating);
		}
		(void)clock_nanosleep(CLOCK_MONOTONIC, 0, &pause, NULL);
		sg_arena_reset(migrating->arena);
		status = try_lease(migrating, deadline_us, &taken);
	}
	/* The time was up within a look: it was held when it was last seen. */
	return held && status == SG_UNAVAILABLE && sg_deadline_left_ms(deadline_us) <= 0
	               ? is_held(migrating)
	               : status;
}

static enum sg_status renew(struct migrating *migrating)
{
	struct sg_script script;
	enum sg_db_outcome outcome;

	sg_arena_reset(migrating->arena);
	sg_script_begin(&script, migrating->arena, SG_SCRIPT_WRITE);
	sg_script_int(&script, (int64_t)LEASE_S * 1000000);
	sg_script_int(&script, migrating->epoch);
	sg_script_add(&script, renew_lease);
	sg_script_expect_rows(&script, 1, 0);
	outcome = sg_script_run_retrying(&script, migrating->connection,
		sg_deadline_in_ms(READ_MS), migrating->error);
	if (outcome == SG_DB_STALE) {
		return sg_fail(migrating->error, SG_UNAVAILABLE, "migration_running", "",
			"another program has taken the migration over");
	}
	return sg_db_status(outcome);
}

static void give_lease_back(struct migrating *migrating)
{
	struct sg_script script;

	sg_arena_reset(migrating->arena);
	sg_script_begin(&script, migrating->arena, SG_SCRIPT_WRITE);
	sg_script_add(&script, drop_lease);
	sg_script_int(&script, migrating->epoch);
	(void)sg_script_run(
		&script, migrating->connection, sg_deadline_in_ms(READ_MS), NULL);
}

static enum sg_status mark(
	struct migrating *migrating, const char *sql, int number, const char *name)
{
	struct sg_script script;

	sg_arena_reset(migrating->arena);
	sg_script_begin(&script, migrating->arena, SG_SCRIPT_WRITE);
	sg_script_add(&script, sql);
	sg_script_int(&script, number);
	if (name != NULL) {
		sg_script_text(&script, name);
	}
	return sg_db_status(sg_script_run_retrying(&script, migrating->connection,
		sg_deadline_in_ms(READ_MS), migrating->error));
}

static enum sg_status run_statement(struct migrating *migrating,
	const struct sg_migration *migration, int index, const char *sql)
{
	struct sg_error reason = {0};
	enum sg_status status = renew(migrating);

	if (status == SG_OK && migrating->watch != NULL &&
		migrating->watch->statement != NULL) {
		status = migrating->watch->statement(
			migrating->watch->data, migration->number, index);
	}
	if (status != SG_OK) {
		return status;
	}
	status = sg_db_execute(migrating->connection, sql, SG_NO_DEADLINE, &reason);
	if (status == SG_OK) {
		return SG_OK;
	}
	return sg_fail(migrating->error,
		status == SG_UNAVAILABLE ? SG_UNAVAILABLE : SG_REFUSED,
		"migration_failed", "", "migration %d (%s), statement %d: %s",
		migration->number, migration->name, index, reason.message);
}

static enum sg_status run_statements(
	struct migrating *migrating, const struct sg_migration *migration)
{
	struct sg_buffer statement = {0};
	const char *at = migration->sql;
	enum sg_status status = SG_OK;

	for (int index = 1; status == SG_OK; index++) {
		at = sg_migrate_next(at, &statement);
		if (at == NULL) {
			break;
		}
		status = statement.failed ? sg_fail(migrating->error, SG_MEMORY, "memory",
						    "", "out of memory")
		                          : run_statement(migrating, migration, index,
						    statement.data);
	}
	sg_buffer_free(&statement);
	return status;
}

static enum sg_status run_migration(
	struct migrating *migrating, const struct sg_migration *migration)
{
	enum sg_status status;

	if (migrating->watch != NULL && migrating->watch->started != NULL) {
		migrating->watch->started(
			migrating->watch->data, migration->number, migration->name);
	}
	status = mark(migrating, begin_number, migration->number, migration->name);
	if (status == SG_OK) {
		status = run_statements(migrating, migration);
	}
	if (status == SG_OK) {
		status = mark(migrating, finish_number, migration->number, NULL);
	}
	return status;
}

static enum sg_status run_pending(struct migrating *migrating,
	const struct sg_migrations *migrations, int *ret_applied)
{
	struct sg_migrate_state state = {0};
	enum sg_status status = sg_migrate_state(migrating->connection, migrations,
		sg_deadline_in_ms(READ_MS), migrating->error, &state);
	int from = state.unfinished != 0 ? state.unfinished : state.applied + 1;

	if (status == SG_OK && state.foreign != 0) {
		status = newer(&state, migrating->error);
	}
	for (int number = from; status == SG_OK && number <= state.known; number++) {
		status = run_migration(migrating, &migrations->list[number - 1]);
		*ret_applied += status == SG_OK ? 1 : 0;
	}
	return status;
}

static enum sg_status prepare_tables(struct migrating *migrating, int64_t deadline_us)
{
	static const char *const statements[] = {
		patient, create_versions, create_lease, fill_lease};
	enum sg_status status = SG_OK;

	for (size_t i = 0;
		status == SG_OK && i < sizeof statements / sizeof statements[0]; i++) {
		status = sg_db_execute(migrating->connection, statements[i], deadline_us,
			migrating->error);
	}
	return status;
}

static enum sg_status migrate(struct migrating *migrating,
	const struct sg_migrations *migrations, int64_t deadline_us, int *ret_applied)
{
	enum sg_status status = prepare_tables(migrating, deadline_us);

	if (status == SG_OK) {
		status = wait_for_lease(migrating, deadline_us);
	}
	if (status == SG_OK) {
		status = run_pending(migrating, migrations, ret_applied);
		give_lease_back(migrating);
	}
	if (sg_db_usable(migrating->connection)) {
		(void)sg_db_execute(
			migrating->connection, brisk, sg_deadline_in_ms(READ_MS), NULL);
	}
	return status;
}

enum sg_status sg_migrate_run(struct sg_connection *connection,
	const struct sg_migrations *migrations, const struct sg_migrate_watch *watch,
	int64_t deadline_us, struct sg_error *error, int *ret_applied)
{
	struct migrating migrating = {
		.connection = connection, .watch = watch, .error = error};
	struct sg_migrate_state state = {0};
	enum sg_status status = check_numbers(migrations, error);
	int applied = 0;

	if (status == SG_OK) {
		status = sg_migrate_state(
			connection, migrations, deadline_us, error, &state);
	}
	if (status == SG_OK && state.foreign != 0) {
		return newer(&state, error);
	}
	migrating.arena = status == SG_OK ? sg_arena_new() : NULL;
	if (migrating.arena == NULL) {
		return status != SG_OK
		               ? status
		               : sg_fail(error, SG_MEMORY, "memory", "", "out of memory");
	}
	if (state.applied != state.known || state.unfinished != 0) {
		status = migrate(&migrating, migrations, deadline_us, &applied);
	}
	if (status == SG_OK && ret_applied != NULL) {
		*ret_applied = applied;
	}
	sg_arena_free(migrating.arena);
	return status;
}
