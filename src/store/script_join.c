/* Joining and sharing out. A marker row after each block says where its results end. */
#include "store/script_join.h"

#include <string.h>

#include "store/script_inside.h"

static const char marker[] = "end of script";

static bool add_block(struct sg_script *joined, const struct sg_script *script)
{
	char *text = sg_arena_copy_len(joined->arena, script->text, script->text_len);

	if (text == NULL || script->broken != SG_DB_DONE ||
		script->kind != SG_SCRIPT_WRITE) {
		return false;
	}
	sg_script_add(joined, "BEGIN");
	sg_script_add(joined, text);
	sg_script_add(joined, "END; SELECT 'end of script';");
	sg_script_adopt_params(joined, script, 0, script->param_count);
	return true;
}

bool sg_script_join(struct sg_script *joined, struct sg_arena *arena,
	struct sg_script *const *scripts, size_t count)
{
	sg_script_begin(joined, arena, SG_SCRIPT_WRITE);
	joined->compound = true;
	for (size_t i = 0; i < count; i++) {
		if (!add_block(joined, scripts[i])) {
			return false;
		}
	}
	return true;
}

static bool is_marker(const struct sg_rows *rows)
{
	const char *text = sg_rows_text(rows, 0, 0);

	return rows->count == 1 && rows->columns == 1 && text != NULL &&
	       strcmp(text, marker) == 0;
}

static bool copy_rows(
	struct sg_arena *arena, const struct sg_rows *rows, struct sg_rows *ret_rows)
{
	size_t count = rows->count * rows->columns;
	struct sg_cell *cells = sg_arena_array(arena, count, sizeof *cells);

	for (size_t i = 0; cells != NULL && i < count; i++) {
		cells[i] = rows->cells[i];
		if (cells[i].bytes != NULL) {
			cells[i].bytes = sg_arena_copy_len(
				arena, rows->cells[i].bytes, rows->cells[i].len);
			if (cells[i].bytes == NULL) {
				return false;
			}
		}
	}
	*ret_rows = (struct sg_rows){
		.count = rows->count, .columns = rows->columns, .cells = cells};
	return cells != NULL;
}

static bool share_one(
	const struct sg_script *joined, size_t *set, struct sg_script *script)
{
	size_t first = *set;
	size_t end = first;

	while (end < sg_script_sets(joined) && !is_marker(sg_script_rows(joined, end))) {
		end++;
	}
	*set = end + 1;
	script->set_count = 0;
	script->set_size = end - first;
	script->sets = sg_arena_array(script->arena, end - first, sizeof *script->sets);
	for (size_t i = first; script->sets != NULL && i < end; i++) {
		if (!copy_rows(script->arena, sg_script_rows(joined, i),
			    &script->sets[script->set_count++])) {
			return false;
		}
	}
	return script->sets != NULL;
}

bool sg_script_share(
	const struct sg_script *joined, struct sg_script *const *scripts, size_t count)
{
	size_t set = 0;

	for (size_t i = 0; i < count; i++) {
		if (!share_one(joined, &set, scripts[i])) {
			return false;
		}
	}
	return true;
}

bool sg_script_alike(const struct sg_script *a, const struct sg_script *b)
{
	return a->text_len == b->text_len && memcmp(a->text, b->text, a->text_len) == 0;
}

static bool is_of(const struct sg_rows *rows, size_t row, const struct sg_id *key)
{
	struct sg_id of = sg_rows_id(rows, row, 0);

	return sg_id_equal(&of, key);
}

static bool pick_rows(const struct sg_rows *rows, const struct sg_id *key,
	struct sg_arena *arena, struct sg_rows *ret_rows)
{
	size_t columns = rows->columns - 1, count = 0, at = 0;
	struct sg_cell *cells;

	for (size_t i = 0; i < rows->count; i++) {
		count += is_of(rows, i, key);
	}
	cells = sg_arena_array(arena, count * columns, sizeof *cells);
	for (size_t i = 0; cells != NULL && i < rows->count; i++) {
		if (is_of(rows, i, key)) {
			memcpy(&cells[at++ * columns],
				&rows->cells[i * rows->columns + 1],
				columns * sizeof *cells);
		}
	}
	*ret_rows = (struct sg_rows){.count = count, .columns = columns, .cells = cells};
	return cells != NULL;
}

bool sg_script_pick(const struct sg_script *script, const struct sg_id *key,
	struct sg_arena *arena, struct sg_script *ret_view)
{
	struct sg_script view = {.arena = arena, .kind = script->kind};

	view.sets = sg_arena_array(arena, script->set_count, sizeof *view.sets);
	for (size_t i = 0; view.sets != NULL && i < script->set_count; i++) {
		if (!pick_rows(
			    &script->sets[i], key, arena, &view.sets[view.set_count++])) {
			return false;
		}
	}
	*ret_view = view;
	return view.sets != NULL;
}
