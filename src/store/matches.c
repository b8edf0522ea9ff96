/* The statements of likeness. */
#include "store/matches.h"

#include "store/rows.h"
#include "store/seal.h"

void sg_matches_forget(struct sg_script *script, const struct sg_id *guest)
{
	sg_script_add(script, "DELETE FROM guest_match WHERE guest = ?;");
	sg_script_id(script, guest);
}

void sg_match_add(struct sg_script *script, const struct sg_match_row *row)
{
	sg_script_add(script,
		"INSERT INTO guest_match (match_key, guest, kinds, sealed_ref) "
		"VALUES (?, ?, ?, ?);");
	sg_script_id(script, &row->key);
	sg_script_id(script, &row->guest);
	sg_script_int(script, row->kinds);
	sg_seal_bind(script, &row->guest, row->ref);
}

void sg_matches_read(struct sg_script *script, const struct sg_id *guests, size_t count)
{
	sg_script_add(script, "SELECT o.guest, o.kinds, o.sealed_ref FROM guest_match m "
			      "STRAIGHT_JOIN guest_match o ON o.match_key = m.match_key "
			      "WHERE m.guest IN (");
	sg_rows_bind_ids(script, guests, count);
	sg_script_add(script, ") AND o.guest NOT IN (");
	sg_rows_bind_ids(script, guests, count);
	sg_script_add(script, ") AND NOT EXISTS (SELECT 1 FROM alias a WHERE "
			      "a.first = o.guest AND a.second IN (");
	sg_rows_bind_ids(script, guests, count);
	sg_script_add(script, ")) AND NOT EXISTS (SELECT 1 FROM alias a WHERE "
			      "a.second = o.guest AND a.first IN (");
	sg_rows_bind_ids(script, guests, count);
	sg_script_add(script, ")) LIMIT ?;");
	sg_script_int(script, SG_MATCHES_MAX);
}

enum sg_status sg_matches_take(const struct sg_script *script, struct sg_arena *arena,
	struct sg_error *error, struct sg_match_row **ret_rows, size_t *ret_count)
{
	const struct sg_rows *rows = sg_script_rows(script, 0);
	struct sg_match_row *taken = sg_arena_array(arena, rows->count, sizeof *taken);
	enum sg_status status = SG_OK;

	if (taken == NULL) {
		return sg_fail(error, SG_MEMORY, "memory_short", "", "out of memory");
	}
	for (size_t i = 0; i < rows->count && status == SG_OK; i++) {
		taken[i].guest = sg_rows_id(rows, i, 0);
		taken[i].kinds = (uint32_t)sg_rows_int(rows, i, 1);
		status = sg_seal_open(rows, i, 2, &taken[i].guest, error, &taken[i].ref);
	}
	*ret_rows = taken;
	*ret_count = rows->count;
	return status;
}
