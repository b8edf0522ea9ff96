/* Reading result sets into the arena, and the getters of single values. */
#include <mysql.h>

#include <string.h>

#include "core/time.h"
#include "store/script.h"
#include "store/script_inside.h"

enum { FIRST_ROWS = 4, FIRST_SETS = 8 };

/* Where the library puts one column of the present row. */
struct column {
	int64_t number;
	double real;
	unsigned long len;
	my_bool null;
	my_bool cut;
};

struct fetching {
	struct sg_arena *arena;
	MYSQL_STMT *handle;
	unsigned columns;
	MYSQL_BIND *binds;
	struct column *values;
	struct sg_cell *cells;
	size_t rows;
	size_t size;
};

static const struct sg_rows no_rows;
static const struct sg_cell no_cell = {.null = true};

/* Texts are asked for without a buffer, which tells their length, and then copied into exactly
 * what they need. */
static enum enum_field_types type_of(const MYSQL_FIELD *field)
{
	switch (field->type) {
	case MYSQL_TYPE_TINY:
	case MYSQL_TYPE_SHORT:
	case MYSQL_TYPE_INT24:
	case MYSQL_TYPE_LONG:
	case MYSQL_TYPE_LONGLONG:
	case MYSQL_TYPE_YEAR:
		return MYSQL_TYPE_LONGLONG;
	case MYSQL_TYPE_DECIMAL:
	case MYSQL_TYPE_NEWDECIMAL:
		return field->decimals == 0 ? MYSQL_TYPE_LONGLONG : MYSQL_TYPE_DOUBLE;
	case MYSQL_TYPE_FLOAT:
	case MYSQL_TYPE_DOUBLE:
		return MYSQL_TYPE_DOUBLE;
	default:
		return MYSQL_TYPE_STRING;
	}
}

static void bind_column(MYSQL_BIND *bind, struct column *value, const MYSQL_FIELD *field)
{
	bind->buffer_type = type_of(field);
	bind->length = &value->len;
	bind->is_null = &value->null;
	bind->error = &value->cut;
	if (bind->buffer_type == MYSQL_TYPE_LONGLONG) {
		bind->buffer = &value->number;
		bind->buffer_length = sizeof value->number;
	} else if (bind->buffer_type == MYSQL_TYPE_DOUBLE) {
		bind->buffer = &value->real;
		bind->buffer_length = sizeof value->real;
	}
}

static enum sg_fetch begin(struct fetching *fetching)
{
	const MYSQL_FIELD *fields = mariadb_stmt_fetch_fields(fetching->handle);

	fetching->binds =
		sg_arena_array(fetching->arena, fetching->columns, sizeof(MYSQL_BIND));
	fetching->values =
		sg_arena_array(fetching->arena, fetching->columns, sizeof(struct column));
	if (fetching->binds == NULL || fetching->values == NULL) {
		return SG_FETCH_MEMORY;
	}
	if (fields == NULL) {
		return SG_FETCH_FAILED;
	}
	for (unsigned i = 0; i < fetching->columns; i++) {
		bind_column(&fetching->binds[i], &fetching->values[i], &fields[i]);
	}
	return mysql_stmt_bind_result(fetching->handle, fetching->binds) == 0
	               ? SG_FETCH_DONE
	               : SG_FETCH_FAILED;
}

static struct sg_cell *next_row(struct fetching *fetching)
{
	size_t size = fetching->size > 0 ? fetching->size * 2 : FIRST_ROWS;
	size_t used = fetching->rows * fetching->columns;
	struct sg_cell *cells;

	if (fetching->rows == fetching->size) {
		cells = sg_arena_array(
			fetching->arena, size * fetching->columns, sizeof *cells);
		if (cells == NULL) {
			return NULL;
		}
		if (used > 0) {
			memcpy(cells, fetching->cells, used * sizeof *cells);
		}
		fetching->cells = cells;
		fetching->size = size;
	}
	return fetching->cells + used;
}

static bool take_text(struct fetching *fetching, unsigned column, struct sg_cell *cell)
{
	unsigned long len = fetching->values[column].len;
	char *bytes = sg_arena_alloc(fetching->arena, len + 1);
	my_bool null = 0;
	MYSQL_BIND bind = {.buffer_type = MYSQL_TYPE_STRING,
		.buffer = bytes,
		.buffer_length = len,
		.length = &len,
		.is_null = &null};

	if (bytes == NULL) {
		return false;
	}
	if (len > 0 && mysql_stmt_fetch_column(fetching->handle, &bind, column, 0) != 0) {
		return false;
	}
	cell->bytes = bytes;
	cell->len = (uint32_t)len;
	return true;
}

static bool take_cell(struct fetching *fetching, unsigned column, struct sg_cell *cell)
{
	const struct column *value = &fetching->values[column];

	*cell = (struct sg_cell){.null = value->null != 0};
	if (cell->null) {
		return true;
	}
	switch (fetching->binds[column].buffer_type) {
	case MYSQL_TYPE_LONGLONG:
		cell->number = value->number;
		return true;
	case MYSQL_TYPE_DOUBLE:
		cell->real = value->real;
		cell->is_real = true;
		return true;
	default:
		return take_text(fetching, column, cell);
	}
}

static enum sg_fetch take_row(struct fetching *fetching)
{
	struct sg_cell *cells = next_row(fetching);

	if (cells == NULL) {
		return SG_FETCH_MEMORY;
	}
	for (unsigned i = 0; i < fetching->columns; i++) {
		if (!take_cell(fetching, i, &cells[i])) {
			return SG_FETCH_MEMORY;
		}
	}
	fetching->rows++;
	return SG_FETCH_DONE;
}

static bool keep_set(struct sg_script *script, const struct fetching *fetching)
{
	size_t size = script->set_size > 0 ? script->set_size * 2 : FIRST_SETS;
	struct sg_rows *sets;

	if (script->set_count == script->set_size) {
		sets = sg_arena_array(script->arena, size, sizeof *sets);
		if (sets == NULL) {
			return false;
		}
		if (script->set_count > 0) {
			memcpy(sets, script->sets, script->set_count * sizeof *sets);
		}
		script->sets = sets;
		script->set_size = size;
	}
	script->sets[script->set_count++] =
		(struct sg_rows){fetching->rows, fetching->columns, fetching->cells};
	return true;
}

enum sg_fetch sg_script_fetch(struct sg_script *script, MYSQL_STMT *handle)
{
	struct fetching fetching = {.arena = script->arena,
		.handle = handle,
		.columns = mysql_stmt_field_count(handle)};
	enum sg_fetch fetch = begin(&fetching);

	while (fetch == SG_FETCH_DONE) {
		int more = mysql_stmt_fetch(handle);

		if (more == MYSQL_NO_DATA) {
			return keep_set(script, &fetching) ? SG_FETCH_DONE
			                                   : SG_FETCH_MEMORY;
		}
		if (more != 0 && more != MYSQL_DATA_TRUNCATED) {
			return SG_FETCH_FAILED;
		}
		fetch = take_row(&fetching);
	}
	return fetch;
}

size_t sg_script_sets(const struct sg_script *script)
{
	return script->set_count;
}

const struct sg_rows *sg_script_rows(const struct sg_script *script, size_t set)
{
	return set < script->set_count ? &script->sets[set] : &no_rows;
}

static const struct sg_cell *cell_at(
	const struct sg_rows *rows, size_t row, size_t column)
{
	return row < rows->count && column < rows->columns
	               ? &rows->cells[row * rows->columns + column]
	               : &no_cell;
}

bool sg_rows_null(const struct sg_rows *rows, size_t row, size_t column)
{
	return cell_at(rows, row, column)->null;
}

int64_t sg_rows_int(const struct sg_rows *rows, size_t row, size_t column)
{
	const struct sg_cell *cell = cell_at(rows, row, column);

	return cell->is_real ? 0 : cell->number;
}

double sg_rows_real(const struct sg_rows *rows, size_t row, size_t column)
{
	const struct sg_cell *cell = cell_at(rows, row, column);

	return cell->is_real ? cell->real : (double)cell->number;
}

int64_t sg_rows_time(const struct sg_rows *rows, size_t row, size_t column)
{
	const struct sg_cell *cell = cell_at(rows, row, column);

	return cell->null || cell->is_real ? SG_NO_TIME : cell->number;
}

int32_t sg_rows_day(const struct sg_rows *rows, size_t row, size_t column)
{
	const struct sg_cell *cell = cell_at(rows, row, column);

	if (cell->null || cell->is_real || cell->number < INT32_MIN ||
		cell->number > INT32_MAX) {
		return SG_NO_DAY;
	}
	return (int32_t)cell->number;
}

struct sg_id sg_rows_id(const struct sg_rows *rows, size_t row, size_t column)
{
	const struct sg_cell *cell = cell_at(rows, row, column);
	struct sg_id id = {{0}};

	if (cell->bytes != NULL && cell->len == SG_ID_SIZE) {
		memcpy(id.bytes, cell->bytes, SG_ID_SIZE);
	}
	return id;
}

const char *sg_rows_text(const struct sg_rows *rows, size_t row, size_t column)
{
	return cell_at(rows, row, column)->bytes;
}

const void *sg_rows_blob(
	const struct sg_rows *rows, size_t row, size_t column, size_t *ret_len)
{
	const struct sg_cell *cell = cell_at(rows, row, column);

	*ret_len = cell->len;
	return cell->bytes;
}
