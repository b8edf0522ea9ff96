/* The statements of what comes by itself. */
#include "store/looks.h"

#include "core/hash.h"
#include "store/rows.h"

void sg_looks_due(struct sg_script *script, const struct sg_due_query *due)
{
	sg_script_add(script,
		"SELECT a.account, a.property, a.version, p.version, p.clock_us "
		"FROM account a FORCE INDEX (soonest) STRAIGHT_JOIN property p ON p.id "
		"= a.property");
	sg_due_soonest_where(script, due, "a.shard", "a.look_at", "a.account");
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

void sg_look_begin(struct sg_script *script, const struct sg_id *account,
	const struct sg_id *property, int32_t enrolled_day, int64_t look_us)
{
	sg_script_add(script,
		"INSERT INTO account (account, version, entries, points, held, "
		"active_day, nights, stays, spend, base, standing, shard, property, "
		"look_at) VALUES (?, 1, 0, 0, 0, ?, 0, 0, 0, 0, '', ?, ?, ?) "
		"ON DUPLICATE KEY UPDATE "
		"look_at = IF(standing = '', VALUES(look_at), look_at);");
	sg_script_id(script, account);
	sg_script_int(script, enrolled_day);
	sg_script_int(script, sg_shard_of(account));
	sg_script_id(script, property);
	sg_script_time(script, look_us);
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
