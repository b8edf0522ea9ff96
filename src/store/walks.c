/* The statements of going through a programme's members. */
#include "store/walks.h"

#include "core/hash.h"
#include "core/time.h"
#include "store/memberships.h"
#include "store/rows.h"
#include "store/stays.h"

void sg_walks_due(struct sg_script *script, const struct sg_due_query *due)
{
	sg_script_add(script,
		"SELECT w.chain, w.programme, w.version, w.property, w.look_at, w.lists, "
		"w.account, w.members, p.version, p.clock_us "
		"FROM programme_walk w FORCE INDEX (soonest) "
		"STRAIGHT_JOIN property p ON p.id = w.property");
	sg_due_soonest_where(script, due, "w.shard", "w.due_at", "w.programme");
}

enum sg_status sg_walks_take(const struct sg_script *script, struct sg_arena *arena,
	struct sg_error *error, struct sg_walk_row **ret_rows, size_t *ret_count)
{
	const struct sg_rows *rows = sg_script_rows(script, 0);
	struct sg_walk_row *taken = sg_arena_array(arena, rows->count, sizeof *taken);

	if (taken == NULL) {
		return sg_fail(error, SG_MEMORY, "memory_short", "", "out of memory");
	}
	for (size_t i = 0; i < rows->count; i++) {
		taken[i] = (struct sg_walk_row){
			.chain = sg_rows_id(rows, i, 0),
			.programme = sg_rows_text(rows, i, 1),
			.version = (uint32_t)sg_rows_int(rows, i, 2),
			.property = sg_rows_id(rows, i, 3),
			.look_us = sg_rows_time(rows, i, 4),
			.lists = sg_rows_int(rows, i, 5) != 0,
			.account = sg_rows_id(rows, i, 6),
			.members = sg_rows_int(rows, i, 7),
			.property_version = (uint32_t)sg_rows_int(rows, i, 8),
			.clock_us = sg_rows_time(rows, i, 9),
		};
	}
	*ret_rows = taken;
	*ret_count = rows->count;
	return SG_OK;
}

void sg_walk_begin(
	struct sg_script *script, const struct sg_walk_row *row, int64_t due_us)
{
	sg_script_add(script,
		"INSERT INTO programme_walk (chain, programme, version, shard, property, "
		"due_at, look_at, lists, account, members) VALUES "
		"(?, ?, ?, ?, ?, ?, ?, ?, ?, 0) ON DUPLICATE KEY UPDATE "
		"version = VALUES(version), property = VALUES(property), "
		"due_at = VALUES(due_at), look_at = COALESCE(LEAST(look_at, "
		"VALUES(look_at)), look_at, VALUES(look_at)), "
		"lists = lists OR VALUES(lists), account = VALUES(account), members = "
		"0;");
	sg_script_id(script, &row->chain);
	sg_script_text(script, row->programme);
	sg_script_int(script, row->version);
	sg_script_int(script, sg_shard_of(&row->chain));
	sg_script_id(script, &row->property);
	sg_script_time(script, due_us);
	sg_script_time(script, row->look_us);
	sg_script_int(script, row->lists);
	sg_script_id(script, &row->account);
}

/* By the key of the programme's members alone: others of the chain, and other chains, may be many
 * more. */
void sg_walk_members_read(
	struct sg_script *script, const struct sg_walk_row *row, uint32_t most)
{
	sg_script_add(script,
		"SELECT m.account, COALESCE(other.guest, m.guest) FROM "
		"(SELECT account, guest FROM member FORCE INDEX (programme) "
		"WHERE chain = ? AND programme = ? AND account > ? "
		"ORDER BY account LIMIT ?) m "
		"LEFT JOIN profile named ON named.guest = m.guest "
		"LEFT JOIN profile other ON other.person = named.person "
		"ORDER BY m.account;");
	sg_script_id(script, &row->chain);
	sg_script_text(script, row->programme);
	sg_script_id(script, &row->account);
	sg_script_int(script, most);
}

void sg_accounts_wake(struct sg_script *script, const struct sg_id *accounts,
	size_t count, const struct sg_id *property, int64_t look_us)
{
	sg_script_add(script,
		"UPDATE account SET version = version + 1, "
		"property = COALESCE(property, ?), look_at = LEAST(COALESCE(look_at, ?), "
		"?) WHERE account IN (");
	sg_script_id(script, property);
	sg_script_time(script, look_us);
	sg_script_time(script, look_us);
	sg_rows_bind_ids(script, accounts, count);
	sg_script_add(script, ");");
}

void sg_walk_settle(struct sg_script *script, const struct sg_walk_row *read,
	const struct sg_walk_row *now, int64_t due_us)
{
	bool over = due_us == SG_NO_TIME;

	sg_script_add(script, over ? "DELETE FROM programme_walk"
				   : "UPDATE programme_walk SET account = ?, members = "
				     "?, due_at = ?");
	if (!over) {
		sg_script_id(script, &now->account);
		sg_script_int(script, now->members);
		sg_script_time(script, due_us);
	}
	sg_script_add(script, "WHERE chain = ? AND programme = ? AND version = ? "
			      "AND account = ?;");
	sg_script_id(script, &read->chain);
	sg_script_text(script, read->programme);
	sg_script_int(script, read->version);
	sg_script_id(script, &read->account);
	sg_script_expect_rows(script, 1, SG_STALE_PROGRAMME);
}

void sg_walks_read(struct sg_script *script)
{
	sg_script_add(script, "SELECT programme, version, members FROM programme_walk "
			      "ORDER BY chain, programme LIMIT 10;");
}
