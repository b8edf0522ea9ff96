/*
 * A script is one round trip: statements with their parameters, collected into one prepared
 * text and run together. A WRITE script is one transaction: it happens whole or not at all.
 *
 *	struct sg_script script;
 *
 *	sg_script_begin(&script, arena, SG_SCRIPT_WRITE);
 *	sg_script_add(&script, "UPDATE stay SET version = ? WHERE id = ? AND version = ?;");
 *	sg_script_int(&script, version + 1);
 *	sg_script_id(&script, &stay);
 *	sg_script_int(&script, version);
 *	sg_script_expect_rows(&script, 1, TAG_STAY);
 *	sg_script_add(&script, "SELECT revision, body FROM checklist WHERE stay = ?;");
 *	sg_script_id(&script, &stay);
 *	outcome = sg_pool_run(pool, &script, deadline_us, error);
 *	…
 *	rows = sg_script_rows(&script, 0);
 *	for (size_t row = 0; row < rows->count; row++) {
 *		int64_t revision = sg_rows_int(rows, row, 0);
 *
 * Failures while collecting are sticky: add freely, look once, at the outcome of the run.
 *
 * Rules for the text: every statement ends with ';'. Values go in as '?', never as text.
 * Columns are named: a kept '*' goes on meaning those that it met first. The whole text is the
 * key under which a connection keeps the prepared statement, so keep the number of shapes
 * small (lists: pad to 1, 2, 4, 8, … by repeating the last element). A lone statement without
 * expectations and declarations is prepared as it is, everything else as BEGIN NOT ATOMIC …
 * END.
 */
#ifndef SG_STORE_SCRIPT_H
#define SG_STORE_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/id.h"
#include "core/status.h"
#include "store/connection.h"
#include "store/outcome.h"

enum sg_script_kind {
	SG_SCRIPT_READ,  /* SELECTs only, each with a snapshot of its own */
	SG_SCRIPT_WRITE, /* START TRANSACTION … COMMIT, rolled back on the first error */
};

/* One value of a result. Read it through the getters below. */
struct sg_cell {
	const char *bytes; /* NUL-terminated copy in the script's arena; NULL: a number */
	union {
		int64_t number;
		double real;
	};
	uint32_t len; /* of the bytes: no packet holds more */
	bool is_real;
	bool null;
};

/* The rows of one result set, in the script's arena. */
struct sg_rows {
	size_t count;
	size_t columns;
	const struct sg_cell *cells; /* count * columns, row after row */
};

struct sg_script_param;
struct sg_script_list;

/* Lives on the stack; members are private. Everything it needs comes from the arena, so there
 * is nothing to free. [one thread at a time] */
struct sg_script {
	struct sg_arena *arena;
	enum sg_script_kind kind;
	enum sg_db_outcome broken; /* DONE, or why collecting failed */
	const char *broken_reason;
	char *text; /* declarations, then the body from body_start */
	size_t text_len;
	size_t text_size;
	size_t body_start;
	bool compound; /* more than one plain statement */
	struct sg_script_param *params;
	size_t param_count;
	size_t param_size;
	size_t param_bytes;
	struct sg_script_list *lists;
	size_t list_count;
	size_t list_size;
	const char *statement; /* the finished text; NULL before the first run */
	struct sg_rows *sets;
	size_t set_count;
	size_t set_size;
	int stale_tag;
	char duplicate_key[80];
};

void sg_script_begin(
	struct sg_script *script, struct sg_arena *arena, enum sg_script_kind kind);

/* A variable of the script, such as "seen BIGINT DEFAULT ?" (then bind its value). Only
 * before the first sg_script_add. */
void sg_script_declare(struct sg_script *script, const char *name_and_type);

/* Appends SQL as it is. A statement may be pieced together from several. */
void sg_script_add(struct sg_script *script, const char *sql);

/* "?, ?, ?" for a list of `count` values to bind; at least one. */
void sg_script_marks(struct sg_script *script, size_t count);

/* The values of the '?', in the order of the text. Bytes and texts are not copied: they must
 * stand until the run. */
void sg_script_int(struct sg_script *script, int64_t value);
void sg_script_real(struct sg_script *script, double value);
void sg_script_id(
	struct sg_script *script, const struct sg_id *id);       /* copied; NULL: NULL */
void sg_script_text(struct sg_script *script, const char *text); /* NULL: NULL */
void sg_script_blob(
	struct sg_script *script, const void *bytes, size_t len); /* NULL: NULL */
void sg_script_null(struct sg_script *script);

/*
 * One statement over a list of rows, and where several scripts become one (script_join.h) still one
 * over the rows of all: "INSERT INTO t (a, b) VALUES", then row by row as many marks as it has
 * values, each followed by binding them, then the rest of the statement with its ';'. At least one
 * row, and nothing else in between.
 */
void sg_script_list(struct sg_script *script, const char *head);
void sg_script_row(struct sg_script *script, size_t values);
void sg_script_list_end(struct sg_script *script, const char *tail);

/* Or so, where an INSERT's rows take the place of those that are there, at the version before
 * theirs: `version` is among their columns, and these `columns` are taken over with it. Unless
 * that was so for each, STALE with this tag. WRITE only. */
void sg_script_list_step(
	struct sg_script *script, const char *const *columns, size_t count, int tag);

/* Memory ran short while a value was made: a failure of collecting like any other. */
void sg_script_short(struct sg_script *script);

/* NULL for SG_NO_TIME (INT64_MIN) and SG_NO_DAY (INT32_MIN), else the number. */
void sg_script_time(struct sg_script *script, int64_t time_us);
void sg_script_day(struct sg_script *script, int32_t day);

/*
 * The statement just before must have concerned exactly `rows` rows, else everything is rolled
 * back and the outcome is STALE with this tag. UPDATE counts the rows that matched, whether
 * they changed or not; INSERT … ON DUPLICATE KEY UPDATE counts 1 for a new row, 2 for a changed
 * and 1 for an unchanged one. WRITE only; `tag` is the caller's, 0…9999.
 */
void sg_script_expect_rows(struct sg_script *script, int rows, int tag);

/* The same for any SQL condition: unless it is true, STALE. May hold '?'. */
void sg_script_expect(struct sg_script *script, const char *condition, int tag);

/*
 * One execution on this connection: one round trip when the connection has met the text
 * before, two when it is new. May be run again, with the same values. Results of an earlier
 * run are dropped. Keeps the deadline; on LOST and UNKNOWN the connection is closed. `error`
 * is filled unless DONE. [waits]
 */
enum sg_db_outcome sg_script_run(struct sg_script *script,
	struct sg_connection *connection, int64_t deadline_us, struct sg_error *error);

/* The same, running the whole script again after CONFLICT: at most SG_SCRIPT_TRIES times in
 * all, with a growing random pause, and never past the deadline. [waits] */
enum { SG_SCRIPT_TRIES = 6 };
enum sg_db_outcome sg_script_run_retrying(struct sg_script *script,
	struct sg_connection *connection, int64_t deadline_us, struct sg_error *error);

/* After STALE: the tag of the expectation that did not hold. */
int sg_script_stale_tag(const struct sg_script *script);

/* After DUPLICATE: the name of the key, such as "PRIMARY"; "" when the server did not say. */
const char *sg_script_duplicate_key(const struct sg_script *script);

/* How many result sets came. Only statements that return rows count; an empty SELECT does. */
size_t sg_script_sets(const struct sg_script *script);

/* The rows of set `set`, from 0; an empty one where there is no such set. Never NULL. */
const struct sg_rows *sg_script_rows(const struct sg_script *script, size_t set);

/*
 * One value. A row or column that is not there reads like SQL NULL. Numbers (all integer types,
 * DECIMAL without fraction) answer _int; everything else answers _text and _blob, also dates,
 * as the server writes them.
 */
bool sg_rows_null(const struct sg_rows *rows, size_t row, size_t column);
int64_t sg_rows_int(const struct sg_rows *rows, size_t row, size_t column); /* NULL: 0 */
double sg_rows_real(const struct sg_rows *rows, size_t row, size_t column); /* NULL: 0 */
int64_t sg_rows_time(
	const struct sg_rows *rows, size_t row, size_t column); /* INT64_MIN */
int32_t sg_rows_day(
	const struct sg_rows *rows, size_t row, size_t column); /* INT32_MIN */
struct sg_id sg_rows_id(const struct sg_rows *rows, size_t row, size_t column); /* nil */
const char *sg_rows_text(
	const struct sg_rows *rows, size_t row, size_t column); /* NULL */
const void *sg_rows_blob(const struct sg_rows *rows, size_t row, size_t column,
	size_t *ret_len); /* NULL and 0 */

#endif
