/* The statements of pools. */
#include "store/pools.h"

#include "store/rows.h"
#include "store/seal.h"
#include "store/stays.h"

void sg_pool_read(struct sg_script *script, const struct sg_id *id)
{
	sg_script_add(script, "SELECT id, version, at_us, pool FROM pool WHERE id = ?;");
	sg_script_id(script, id);
}

static struct sg_pool_row take(const struct sg_rows *rows, size_t row)
{
	return (struct sg_pool_row){.id = sg_rows_id(rows, row, 0),
		.version = (uint32_t)sg_rows_int(rows, row, 1),
		.at_us = sg_rows_time(rows, row, 2),
		.pool = sg_rows_text(rows, row, 3)};
}

void sg_pool_take(const struct sg_script *script, size_t set, struct sg_pool_row *ret_row)
{
	*ret_row = take(sg_script_rows(script, set), 0);
}

void sg_pools_read(struct sg_script *script, const struct sg_id *accounts, size_t count)
{
	sg_script_add(script,
		"SELECT DISTINCT p.id, p.version, p.at_us, p.pool FROM pool_member m "
		"STRAIGHT_JOIN pool p ON p.id = m.pool WHERE m.account IN (");
	sg_rows_bind_ids(script, accounts, count);
	sg_script_add(script,
		") ORDER BY p.id;SELECT DISTINCT o.account, o.pool FROM pool_member m "
		"STRAIGHT_JOIN pool_member o ON o.pool = m.pool WHERE m.account IN (");
	sg_rows_bind_ids(script, accounts, count);
	sg_script_add(script, ") ORDER BY o.account;");
}

size_t sg_pools_count(const struct sg_script *script, size_t set)
{
	return sg_script_rows(script, set)->count;
}

void sg_pools_take(const struct sg_script *script, size_t set, size_t row,
	struct sg_pool_row *ret_row)
{
	*ret_row = take(sg_script_rows(script, set), row);
}

size_t sg_pools_accounts(const struct sg_script *script, size_t set)
{
	return sg_script_rows(script, set + 1)->count;
}

struct sg_id sg_pools_account(
	const struct sg_script *script, size_t set, size_t row, struct sg_id *ret_pool)
{
	const struct sg_rows *rows = sg_script_rows(script, set + 1);

	*ret_pool = sg_rows_id(rows, row, 1);
	return sg_rows_id(rows, row, 0);
}

static void write_row(struct sg_script *script, const struct sg_pool_row *row)
{
	if (row->version == 0) {
		sg_script_add(script,
			"INSERT INTO pool (version, at_us, pool, id) VALUES (1, ?, ?, "
			"?);");
	} else {
		sg_script_add(script,
			"UPDATE pool SET version = version + 1, at_us = ?, pool = ? "
			"WHERE id = ? AND version = ?;");
	}
	sg_script_time(script, row->at_us);
	sg_script_text(script, row->pool);
	sg_script_id(script, &row->id);
	if (row->version > 0) {
		sg_script_int(script, row->version);
		sg_script_expect_rows(script, 1, SG_STALE_ACCOUNT);
	}
}

/* Whoever is not named any more. */
static void remove_others(struct sg_script *script, const struct sg_id *pool,
	const struct sg_pool_place *places, size_t count)
{
	sg_script_add(script, "DELETE FROM pool_member WHERE pool = ?");
	sg_script_id(script, pool);
	for (size_t i = 0; i < count; i++) {
		sg_script_add(script, " AND account <> ?");
		sg_script_id(script, &places[i].account);
	}
	sg_script_add(script, ";");
}

void sg_pool_write(struct sg_script *script, const struct sg_pool_row *row,
	const struct sg_pool_place *places, size_t count, const char *why)
{
	write_row(script, row);
	remove_others(script, &row->id, places, count);
	for (size_t i = 0; i < count; i++) {
		if (!places[i].is_new) {
			continue;
		}
		sg_script_add(script, "INSERT INTO pool_member (account, pool, "
				      "sealed_why) VALUES (?, ?, ?);");
		sg_script_id(script, &places[i].account);
		sg_script_id(script, &row->id);
		sg_seal_bind(script, &places[i].account, why);
	}
}

void sg_pool_expect(struct sg_script *script, const struct sg_pool_row *row)
{
	sg_script_id(script, &row->id);
	sg_script_int(script, row->version);
	sg_script_expect(script,
		"SELECT version FROM pool WHERE id = ? LOCK IN SHARE MODE) = (?",
		SG_STALE_ACCOUNT);
}
