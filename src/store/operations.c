/* Rows of one operation among those of others. */
#include "store/operations.h"

size_t sg_operation_row(const struct sg_rows *rows, const struct sg_id *account)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct sg_id own = sg_rows_id(rows, i, 0);

		if (sg_id_equal(&own, account)) {
			return i;
		}
	}
	return 0;
}

enum sg_status sg_operation_take(const struct sg_rows *rows,
	const struct sg_id *operation, enum sg_entry_kind kind, struct sg_arena *arena,
	struct sg_error *error, struct sg_entry **ret_entries, size_t *ret_count)
{
	struct sg_entry *entries = sg_arena_array(arena, rows->count, sizeof *entries);
	size_t count = 0;

	if (entries == NULL) {
		return sg_fail(error, SG_MEMORY, "memory_short", "", "out of memory");
	}
	for (size_t i = 0; i < rows->count; i++) {
		const struct sg_entry entry = {.id = sg_rows_id(rows, i, 0),
			.operation = sg_rows_id(rows, i, 1),
			.account = sg_rows_id(rows, i, 2),
			.lot = sg_rows_id(rows, i, 3),
			.kind = kind,
			.points = sg_rows_int(rows, i, 4),
			.held = sg_rows_int(rows, i, 5)};

		if (sg_id_equal(&entry.operation, operation)) {
			entries[count++] = entry;
		}
	}
	*ret_entries = entries;
	*ret_count = count;
	return SG_OK;
}
