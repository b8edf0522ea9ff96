/*
 * Running a script: find or prepare, bind, execute, read every set, and judge what came of it.
 * Everything is sent in one packet, so a link that breaks after it leaves a write unknown.
 */
#include <errmsg.h>
#include <mysql.h>
#include <mysqld_error.h>

#include <errno.h>
#include <string.h>
#include <time.h>

#include "store/deadline.h"
#include "store/link.h"
#include "store/script.h"
#include "store/script_inside.h"

enum {
	FIRST_PAUSE_US = 1000,
	PACKET_MARGIN = 4096,
	/* The server forgot the statement, or its tables changed under it. */
	NEED_REPREPARE = 1615,
};

struct run {
	struct sg_script *script;
	struct sg_connection *connection;
	int64_t deadline_us;
	struct sg_statement *statement;
	struct sg_fault fault;
	bool sent;
	bool short_of_memory;
};

static enum sg_db_outcome refuse(enum sg_db_outcome outcome, const char *code,
	const char *reason, struct sg_error *error)
{
	(void)sg_fail(error, sg_db_status(outcome), code, "", "%s", reason);
	return outcome;
}

static enum sg_db_outcome look_before(const struct run *run, struct sg_error *error)
{
	struct sg_script *script = run->script;

	if (script->broken != SG_DB_DONE) {
		return refuse(
			script->broken, "script_broken", script->broken_reason, error);
	}
	if (script->text_len == script->body_start) {
		return refuse(
			SG_DB_FAILED, "script_broken", "a script without text", error);
	}
	if (!sg_script_finish(script)) {
		return refuse(SG_DB_MEMORY, "memory", "out of memory", error);
	}
	if (!run->connection->usable) {
		return refuse(SG_DB_LOST, "database_lost",
			"the connection to the database is closed", error);
	}
	if (sg_deadline_left_ms(run->deadline_us) == 0) {
		return refuse(SG_DB_LOST, "deadline", "no time was left for the database",
			error);
	}
	/* The server would hang up on it, and nobody would know why. */
	if (script->text_len + script->param_bytes + PACKET_MARGIN >
		run->connection->max_packet) {
		return refuse(SG_DB_REFUSED, "packet_too_large",
			"more at once than the database's max_allowed_packet", error);
	}
	return SG_DB_DONE;
}

static void bind_param(MYSQL_BIND *bind, struct sg_script_param *param)
{
	switch (param->type) {
	case SG_PARAM_NULL:
		bind->buffer_type = MYSQL_TYPE_NULL;
		break;
	case SG_PARAM_INT:
		bind->buffer_type = MYSQL_TYPE_LONGLONG;
		bind->buffer = &param->number;
		break;
	case SG_PARAM_REAL:
		bind->buffer_type = MYSQL_TYPE_DOUBLE;
		bind->buffer = &param->real;
		break;
	case SG_PARAM_ID:
		param->len = SG_ID_SIZE;
		bind->buffer_type = MYSQL_TYPE_BLOB;
		bind->buffer = param->id.bytes;
		break;
	case SG_PARAM_TEXT:
	case SG_PARAM_BLOB:
		bind->buffer_type = param->type == SG_PARAM_TEXT ? MYSQL_TYPE_STRING
		                                                 : MYSQL_TYPE_BLOB;
		/* The library writes nothing to what it sends. */
		memcpy(&bind->buffer, &param->bytes, sizeof bind->buffer);
		break;
	}
	bind->buffer_length = param->len;
	bind->length = &param->len;
}

static bool bind_all(struct run *run)
{
	struct sg_script *script = run->script;
	MYSQL_STMT *handle = run->statement->handle;
	MYSQL_BIND *binds;

	if (mysql_stmt_param_count(handle) != script->param_count) {
		run->fault = (struct sg_fault){.number = CR_INVALID_PARAMETER_NO,
			.message = "the values are not as many as the marks"};
		return false;
	}
	if (script->param_count == 0) {
		return true;
	}
	binds = sg_arena_array(script->arena, script->param_count, sizeof *binds);
	if (binds == NULL) {
		run->short_of_memory = true;
		return false;
	}
	for (size_t i = 0; i < script->param_count; i++) {
		bind_param(&binds[i], &script->params[i]);
	}
	if (mysql_stmt_bind_param(handle, binds) != 0) {
		run->fault = sg_link_statement_fault(handle);
		return false;
	}
	return true;
}

static bool prepare(struct run *run)
{
	struct sg_connection *connection = run->connection;

	run->statement =
		sg_statements_find(&connection->statements, run->script->statement);
	if (run->statement == NULL) {
		run->statement = sg_statements_prepare(&connection->statements,
			connection->mysql, run->script->statement, &run->fault);
	}
	return run->statement != NULL;
}

/* All sets have to be read, also those there is no memory for. */
static bool read_sets(struct run *run)
{
	MYSQL_STMT *handle = run->statement->handle;
	int more = 0;

	while (more == 0) {
		if (mysql_stmt_field_count(handle) > 0) {
			enum sg_fetch fetch =
				run->short_of_memory
					? SG_FETCH_MEMORY
					: sg_script_fetch(run->script, handle);

			if (fetch == SG_FETCH_FAILED) {
				break;
			}
			run->short_of_memory =
				run->short_of_memory || fetch == SG_FETCH_MEMORY;
			(void)mysql_stmt_free_result(handle);
		}
		more = mysql_stmt_next_result(handle);
	}
	if (more == -1) {
		return true;
	}
	run->fault = sg_link_statement_fault(handle);
	if (run->fault.number == 0) {
		run->fault = sg_link_fault(run->connection->mysql);
	}
	return false;
}

static bool execute(struct run *run)
{
	MYSQL_STMT *handle = run->statement->handle;

	run->script->set_count = 0;
	run->sent = true;
	if (mysql_stmt_execute(handle) != 0) {
		run->fault = sg_link_statement_fault(handle);
		return false;
	}
	return read_sets(run);
}

static bool attempt(struct run *run)
{
	run->sent = false;
	return prepare(run) && bind_all(run) && execute(run);
}

static bool is_forgotten(const struct run *run)
{
	return run->sent && (run->fault.number == ER_UNKNOWN_STMT_HANDLER ||
				    run->fault.number == NEED_REPREPARE);
}

/* Neither failure leaves anything behind. A server that keeps no more statements, as too many
 * processes have prepared theirs, gets all of ours back. */
static bool attempt_prepared_anew(struct run *run)
{
	struct sg_statements *statements = &run->connection->statements;

	if (attempt(run)) {
		return true;
	}
	if (is_forgotten(run)) {
		sg_statements_drop(statements, run->statement);
	} else if (!run->sent &&
		   run->fault.number == ER_MAX_PREPARED_STMT_COUNT_REACHED &&
		   statements->count > 0) {
		sg_statements_free(statements);
	} else {
		return false;
	}
	return attempt(run);
}

/* STALE, DUPLICATE and CONFLICT went through the rollback handler for certain. Of rarer
 * failures nobody knows, so that we say it once more. */
static void make_sure(struct run *run, const struct sg_failure *failure)
{
	bool certain = failure->outcome == SG_DB_STALE ||
	               failure->outcome == SG_DB_DUPLICATE ||
	               failure->outcome == SG_DB_CONFLICT;

	if (failure->breaks) {
		sg_link_break(run->connection);
	} else if (run->script->kind == SG_SCRIPT_WRITE && run->sent && !certain &&
		   sg_db_execute(run->connection, "ROLLBACK", run->deadline_us, NULL) !=
			   SG_OK) {
		sg_link_break(run->connection);
	}
}

static enum sg_db_outcome judge(struct run *run, struct sg_error *error)
{
	struct sg_script *script = run->script;
	struct sg_failure failure;

	if (run->short_of_memory && run->fault.number == 0) {
		return refuse(script->kind == SG_SCRIPT_WRITE && run->sent ? SG_DB_UNKNOWN
									   : SG_DB_MEMORY,
			"memory", "out of memory", error);
	}
	failure =
		sg_failure_of(&run->fault, script->kind == SG_SCRIPT_WRITE && run->sent);
	script->set_count = 0;
	script->stale_tag = failure.tag;
	if (failure.outcome == SG_DB_DUPLICATE) {
		sg_failure_key(run->fault.message, script->duplicate_key,
			sizeof script->duplicate_key);
	}
	sg_link_explain(&failure, run->deadline_us, &run->fault);
	(void)sg_failure_tell(&failure, &run->fault, error);
	make_sure(run, &failure);
	return failure.outcome;
}

enum sg_db_outcome sg_script_run(struct sg_script *script,
	struct sg_connection *connection, int64_t deadline_us, struct sg_error *error)
{
	struct run run = {
		.script = script, .connection = connection, .deadline_us = deadline_us};
	struct sg_exchange exchange;
	enum sg_db_outcome outcome = look_before(&run, error);
	bool done;

	script->set_count = 0;
	script->stale_tag = 0;
	script->duplicate_key[0] = '\0';
	if (outcome != SG_DB_DONE) {
		return outcome;
	}
	sg_link_enter(&exchange, connection->tls, deadline_us);
	sg_link_limit(connection, deadline_us);
	done = attempt_prepared_anew(&run);
	if (!done || run.short_of_memory) {
		outcome = judge(&run, error);
	}
	sg_link_leave(&exchange);
	return outcome;
}

/* xorshift64*: pauses need no better. */
static uint64_t next_random(struct sg_connection *connection)
{
	uint64_t x = connection->random != 0 ? connection->random : 1;

	x ^= x >> 12;
	x ^= x << 25;
	x ^= x >> 27;
	connection->random = x;
	return x * UINT64_C(0x2545F4914F6CDD1D);
}

/* 0.5 to 1.5 times 1 ms, 2 ms, 4 ms …; false where that would pass the deadline. */
static bool pause_before(struct sg_connection *connection, int tries, int64_t deadline_us)
{
	int64_t mean_us = (int64_t)FIRST_PAUSE_US << (tries - 1);
	int64_t pause_us = mean_us / 2 +
	                   (int64_t)(next_random(connection) % (uint64_t)(mean_us + 1));
	struct timespec pause = {.tv_sec = 0, .tv_nsec = (long)(pause_us * 1000)};

	if (deadline_us != SG_NO_DEADLINE &&
		sg_monotonic_us() + pause_us >= deadline_us) {
		return false;
	}
	while (clock_nanosleep(CLOCK_MONOTONIC, 0, &pause, &pause) == EINTR) {
	}
	return true;
}

enum sg_db_outcome sg_script_run_retrying(struct sg_script *script,
	struct sg_connection *connection, int64_t deadline_us, struct sg_error *error)
{
	enum sg_db_outcome outcome =
		sg_script_run(script, connection, deadline_us, error);

	for (int tries = 1; outcome == SG_DB_CONFLICT && tries < SG_SCRIPT_TRIES;
		tries++) {
		if (!pause_before(connection, tries, deadline_us)) {
			break;
		}
		outcome = sg_script_run(script, connection, deadline_us, error);
	}
	return outcome;
}
