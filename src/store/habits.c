/* The statements of topics and lessons. */
#include "store/habits.h"

#include "store/rows.h"
#include "store/stays.h"

#define MOST_TOPICS "16"
#define MOST_LESSONS "128"

static void bind_key(struct sg_script *script, const struct sg_habit_key *key)
{
	sg_script_id(script, &key->chain);
	sg_script_text(script, key->topic);
}

void sg_habit_read(struct sg_script *script, const struct sg_habit_key *key)
{
	sg_script_add(script,
		"SELECT version, state FROM habit WHERE chain = ? AND topic = ?;");
	bind_key(script, key);
}

void sg_habit_take(
	const struct sg_script *script, size_t set, struct sg_habit_row *ret_row)
{
	const struct sg_rows *rows = sg_script_rows(script, set);

	ret_row->version = (uint32_t)sg_rows_int(rows, 0, 0);
	ret_row->state = sg_rows_blob(rows, 0, 1, &ret_row->len);
}

void sg_habit_write(struct sg_script *script, const struct sg_habit_key *key,
	const struct sg_habit_row *row)
{
	if (row->version == 1) {
		sg_script_add(script, "INSERT INTO habit (version, state, chain, topic) "
				      "VALUES (?, ?, ?, ?);");
	} else {
		sg_script_add(script, "UPDATE habit SET version = ?, state = ? "
				      "WHERE chain = ? AND topic = ? AND version = ?;");
	}
	sg_script_int(script, row->version);
	sg_script_blob(script, row->state, row->len);
	bind_key(script, key);
	if (row->version > 1) {
		sg_script_int(script, row->version - 1);
		sg_script_expect_rows(script, 1, SG_STALE_HABIT);
	}
}

void sg_lesson_add(struct sg_script *script, const struct sg_habit_key *key,
	const struct sg_lesson_row *row)
{
	sg_script_add(script, "INSERT INTO lesson (chain, topic, id, value_key, parts) "
			      "VALUES (?, ?, ?, ?, ?);");
	bind_key(script, key);
	sg_script_id(script, &row->id);
	sg_script_int(script, (int64_t)row->key);
	sg_script_blob(script, row->parts, row->len);
}

void sg_lessons_due(struct sg_script *script)
{
	sg_script_add(script,
		"SELECT DISTINCT chain, topic FROM lesson LIMIT " MOST_TOPICS ";");
}

enum sg_status sg_lessons_due_take(const struct sg_script *script, struct sg_arena *arena,
	struct sg_error *error, const struct sg_habit_key **ret_keys, size_t *ret_count)
{
	const struct sg_rows *rows = sg_script_rows(script, 0);
	struct sg_habit_key *keys = sg_arena_array(arena, rows->count, sizeof *keys);

	if (keys == NULL) {
		return sg_fail(error, SG_MEMORY, "memory_short", "", "out of memory");
	}
	for (size_t i = 0; i < rows->count; i++) {
		keys[i].chain = sg_rows_id(rows, i, 0);
		keys[i].topic = sg_rows_text(rows, i, 1);
	}
	*ret_keys = keys;
	*ret_count = rows->count;
	return SG_OK;
}

void sg_lessons_read(struct sg_script *script, const struct sg_habit_key *key)
{
	sg_script_add(script, "SELECT id, value_key, parts FROM lesson "
			      "WHERE chain = ? AND topic = ? "
			      "ORDER BY id LIMIT " MOST_LESSONS ";");
	bind_key(script, key);
}

enum sg_status sg_lessons_take(const struct sg_script *script, size_t set,
	struct sg_arena *arena, struct sg_error *error,
	const struct sg_lesson_row **ret_rows, size_t *ret_count)
{
	const struct sg_rows *rows = sg_script_rows(script, set);
	struct sg_lesson_row *lessons =
		sg_arena_array(arena, rows->count, sizeof *lessons);

	if (lessons == NULL) {
		return sg_fail(error, SG_MEMORY, "memory_short", "", "out of memory");
	}
	for (size_t i = 0; i < rows->count; i++) {
		lessons[i].id = sg_rows_id(rows, i, 0);
		lessons[i].key = (uint64_t)sg_rows_int(rows, i, 1);
		lessons[i].parts = sg_rows_blob(rows, i, 2, &lessons[i].len);
	}
	*ret_rows = lessons;
	*ret_count = rows->count;
	return SG_OK;
}

void sg_lessons_drop(struct sg_script *script, const struct sg_habit_key *key,
	const struct sg_id *ids, size_t count)
{
	sg_script_add(
		script, "DELETE FROM lesson WHERE chain = ? AND topic = ? AND id IN (");
	bind_key(script, key);
	sg_rows_bind_ids(script, ids, count);
	sg_script_add(script, ");");
}
