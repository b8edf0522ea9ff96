/* The statements of accounts. */
#include "store/members.h"

#include "core/hash.h"
#include "store/seal.h"
#include "store/stays.h"

void sg_members_read(struct sg_script *script)
{
	sg_script_add(script,
		"SELECT account, guest, chain, programme, version, status, is_primary, "
		"primary_us, enrolled_day, number_key, sealed_state FROM member "
		"WHERE guest = v_guest;");
}

static enum sg_status take_member(const struct sg_rows *rows, size_t row,
	struct sg_error *error, struct sg_member_row *ret_row)
{
	*ret_row = (struct sg_member_row){.account = sg_rows_id(rows, row, 0),
		.guest = sg_rows_id(rows, row, 1),
		.chain = sg_rows_id(rows, row, 2),
		.programme = sg_rows_text(rows, row, 3),
		.version = (uint32_t)sg_rows_int(rows, row, 4),
		.cancelled = sg_rows_int(rows, row, 5) != 0,
		.primary = sg_rows_int(rows, row, 6) != 0,
		.primary_us = sg_rows_time(rows, row, 7),
		.enrolled_day = sg_rows_day(rows, row, 8),
		.number_key = sg_rows_id(rows, row, 9)};
	return sg_seal_open(rows, row, 10, &ret_row->guest, error, &ret_row->state);
}

enum sg_status sg_members_take(const struct sg_rows *rows, struct sg_arena *arena,
	struct sg_error *error, struct sg_member_row **ret_rows, size_t *ret_count)
{
	struct sg_member_row *members =
		sg_arena_array(arena, rows->count, sizeof *members);
	enum sg_status status = SG_OK;

	if (members == NULL) {
		return sg_fail(error, SG_MEMORY, "memory_short", "", "out of memory");
	}
	for (size_t i = 0; i < rows->count && status == SG_OK; i++) {
		status = take_member(rows, i, error, &members[i]);
	}
	if (status == SG_OK) {
		*ret_rows = members;
		*ret_count = rows->count;
	}
	return status;
}

void sg_member_number_read(struct sg_script *script, const struct sg_id *number_key)
{
	sg_script_add(script, "SELECT account, guest FROM member "
			      "WHERE number_key = ?;");
	sg_script_id(script, number_key);
}

void sg_member_write(
	struct sg_script *script, const struct sg_member_row *row, uint32_t read_version)
{
	const struct sg_id *number =
		sg_id_is_nil(&row->number_key) ? NULL : &row->number_key;

	sg_script_add(script,
		read_version == 0
			? "INSERT INTO member (version, status, is_primary, primary_us, "
			  "enrolled_day, number_key, sealed_state, account, guest, "
			  "chain, programme, shard) "
			  "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);"
			: "UPDATE member SET version = ?, status = ?, is_primary = ?, "
			  "primary_us = ?, enrolled_day = ?, number_key = ?, "
			  "sealed_state = ? WHERE account = ? AND version = ?;");
	sg_script_int(script, row->version);
	sg_script_int(script, row->cancelled);
	sg_script_int(script, row->primary);
	sg_script_time(script, row->primary_us);
	sg_script_day(script, row->enrolled_day);
	sg_script_id(script, number);
	sg_seal_bind(script, &row->guest, row->state);
	sg_script_id(script, &row->account);
	if (read_version != 0) {
		sg_script_int(script, read_version);
		sg_script_expect_rows(script, 1, SG_STALE_MEMBER);
		return;
	}
	sg_script_id(script, &row->guest);
	sg_script_id(script, &row->chain);
	sg_script_text(script, row->programme);
	sg_script_int(script, sg_shard_of(&row->account));
}

void sg_members_unprefer(
	struct sg_script *script, const struct sg_id *guest, const struct sg_id *account)
{
	sg_script_add(script,
		"UPDATE member SET is_primary = FALSE, version = version + 1 "
		"WHERE guest = ? AND account <> ? AND is_primary;");
	sg_script_id(script, guest);
	sg_script_id(script, account);
}
