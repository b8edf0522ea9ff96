/* The statements of leases and lanes. */
#include "store/leases.h"

#include "store/connection.h"

void sg_leases_read(struct sg_script *script, const struct sg_id *owner, int64_t dead_us)
{
	sg_script_add(script,
		"INSERT INTO lane (owner, beat_us) VALUES (?, " SG_SQL_NOW_US ") "
		"ON DUPLICATE KEY UPDATE beat_us = VALUES(beat_us);"
		"DELETE FROM lane WHERE beat_us < " SG_SQL_NOW_US " - ?;"
		"SELECT shard, owner, epoch, until_us FROM lease ORDER BY shard;"
		"SELECT COUNT(*) FROM lane;"
		"SELECT " SG_SQL_NOW_US ";");
	sg_script_id(script, owner);
	sg_script_int(script, dead_us);
}

void sg_leases_take(const struct sg_script *script,
	struct sg_lease_row ret_leases[SG_SHARDS], uint32_t *ret_lanes,
	int64_t *ret_now_us)
{
	const struct sg_rows *rows = sg_script_rows(script, 0);

	for (size_t i = 0; i < rows->count; i++) {
		size_t shard = (size_t)sg_rows_int(rows, i, 0);

		if (shard < SG_SHARDS) {
			ret_leases[shard].owner = sg_rows_id(rows, i, 1);
			ret_leases[shard].epoch = (uint64_t)sg_rows_int(rows, i, 2);
			ret_leases[shard].until_us = sg_rows_int(rows, i, 3);
		}
	}
	*ret_lanes = (uint32_t)sg_rows_int(sg_script_rows(script, 1), 0, 0);
	*ret_now_us = sg_rows_int(sg_script_rows(script, 2), 0, 0);
}

void sg_lease_take(struct sg_script *script, uint32_t shard, const struct sg_id *owner,
	const struct sg_lease_row *read, int64_t lease_us)
{
	sg_script_add(script, "UPDATE lease SET owner = ?, epoch = epoch + 1, "
			      "until_us = " SG_SQL_NOW_US " + ? "
			      "WHERE shard = ? AND epoch = ? AND until_us = ?;");
	sg_script_id(script, owner);
	sg_script_int(script, lease_us);
	sg_script_int(script, shard);
	sg_script_int(script, (int64_t)read->epoch);
	sg_script_int(script, read->until_us);
}

void sg_leases_renew(
	struct sg_script *script, const struct sg_id *owner, int64_t lease_us)
{
	sg_script_add(script,
		"UPDATE lease SET until_us = " SG_SQL_NOW_US " + ? WHERE owner = ?;"
		"SELECT shard, owner, epoch, until_us FROM lease WHERE owner = ?;");
	sg_script_int(script, lease_us);
	sg_script_id(script, owner);
	sg_script_id(script, owner);
}

void sg_lease_release(struct sg_script *script, uint32_t shard, const struct sg_id *owner)
{
	if (shard < SG_SHARDS) {
		sg_script_add(script, "UPDATE lease SET owner = NULL, until_us = 0 "
				      "WHERE owner = ? AND shard = ?;");
		sg_script_id(script, owner);
		sg_script_int(script, shard);
		return;
	}
	sg_script_add(script,
		"UPDATE lease SET owner = NULL, until_us = 0 WHERE owner = ?;"
		"DELETE FROM lane WHERE owner = ?;");
	sg_script_id(script, owner);
	sg_script_id(script, owner);
}
