/* The statements of what comes by itself. */
#include "store/looks.h"

#include "store/rows.h"

void sg_looks_due(struct sg_script *script, const uint32_t *shards, size_t count,
	int64_t hotel_us, bool by_clock, uint32_t most)
{
	size_t padded = sg_rows_padded(count);

	sg_script_add(script,
		"SELECT a.account, a.property, a.version, p.version, p.clock_us "
		"FROM account a JOIN property p ON p.id = a.property "
		"WHERE a.shard IN (");
	sg_script_marks(script, padded);
	for (size_t i = 0; i < padded; i++) {
		sg_script_int(script, shards[i < count ? i : count - 1]);
	}
	sg_script_add(
		script, by_clock ? ") AND a.look_at <= ? AND a.look_at <= p.clock_us "
				   "ORDER BY a.look_at, a.account LIMIT ?;"
				 : ") AND a.look_at <= ? "
				   "ORDER BY a.look_at, a.account LIMIT ?;");
	sg_script_int(script, hotel_us);
	sg_script_int(script, most);
}

enum sg_status sg_looks_take(const struct sg_script *script, struct sg_arena *arena,
	struct sg_error *error, struct sg_look_row **ret_rows, size_t *ret_count)
{
	const struct sg_rows *rows = sg_script_rows(script, 0);
	struct sg_look_row *taken = sg_arena_array(arena, rows->count, sizeof *taken);

	if (taken == NULL) {
		return sg_fail(error, SG_MEMORY, "memory_short", "", "out of memory");
	}
	for (size_t i = 0; i < rows->count; i++) {
		taken[i] = (struct sg_look_row){
			.account = sg_rows_id(rows, i, 0),
			.property = sg_rows_id(rows, i, 1),
			.version = (uint32_t)sg_rows_int(rows, i, 2),
			.property_version = (uint32_t)sg_rows_int(rows, i, 3),
			.clock_us = sg_rows_time(rows, i, 4),
		};
	}
	*ret_rows = taken;
	*ret_count = rows->count;
	return SG_OK;
}

void sg_look_put_off(
	struct sg_script *script, const struct sg_look_row *row, int64_t look_us)
{
	sg_script_add(script,
		"UPDATE account SET look_at = ? WHERE account = ? AND version = ?;");
	sg_script_time(script, look_us);
	sg_script_id(script, &row->account);
	sg_script_int(script, row->version);
}
