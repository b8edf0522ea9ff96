/* The statements of deliveries. */
#include "store/deliveries.h"

#include <stdlib.h>
#include <string.h>

#include "core/time.h"
#include "store/leases.h"
#include "store/rows.h"

static void bind_shards(struct sg_script *script, const uint32_t *shards, size_t count)
{
	size_t padded = 1;

	while (padded < count) {
		padded *= 2;
	}
	sg_script_marks(script, padded);
	for (size_t i = 0; i < padded; i++) {
		sg_script_int(script, shards[i < count ? i : count - 1]);
	}
}

static void bind_all_shards(struct sg_script *script)
{
	uint32_t shards[SG_SHARDS];

	for (uint32_t i = 0; i < SG_SHARDS; i++) {
		shards[i] = i;
	}
	bind_shards(script, shards, SG_SHARDS);
}

void sg_deliveries_due(struct sg_script *script, const uint32_t *shards, size_t count,
	int64_t wall_us, uint32_t most)
{
	/* Sorted when they are taken: here, whole rows with their blobs would go through a
	 * temporary table on disk. */
	sg_script_add(script,
		"SELECT d.shard, d.stay, d.endpoint, d.property, p.version, d.wanted, "
		"d.must, d.delivered, d.attempts, d.sent_digest, d.due_at, d.wanted_us, "
		"d.deadline, "
		"p.clock_us, d.reason, d.asked_us, d.ends, " SG_REVISION_COLUMNS
		" FROM (SELECT shard, stay, endpoint FROM delivery WHERE shard IN (");
	bind_shards(script, shards, count);
	sg_script_add(script,
		") AND due_at <= ? ORDER BY due_at LIMIT ?) due "
		"JOIN delivery d ON d.shard = due.shard AND d.stay = due.stay "
		"AND d.endpoint = due.endpoint "
		"JOIN property p ON p.id = d.property "
		"JOIN checklist c ON c.stay = d.stay AND c.revision = d.wanted;");
	sg_script_int(script, wall_us);
	sg_script_int(script, most);
}

static void take_digest(
	const struct sg_rows *rows, size_t row, struct sg_delivery_row *ret_row)
{
	size_t len;
	const void *bytes = sg_rows_blob(rows, row, 9, &len);

	ret_row->sent_before = bytes != NULL && len == SG_DIGEST_KEPT;
	if (ret_row->sent_before) {
		memcpy(ret_row->sent_digest, bytes, SG_DIGEST_KEPT);
	}
}

/* One list that cannot be opened is told by the row: the others are sent. */
static void take_row(const struct sg_rows *rows, size_t row, struct sg_error *error,
	struct sg_delivery_row *ret_row)
{
	*ret_row = (struct sg_delivery_row){
		.shard = (uint32_t)sg_rows_int(rows, row, 0),
		.stay = sg_rows_id(rows, row, 1),
		.endpoint = sg_rows_id(rows, row, 2),
		.property = sg_rows_id(rows, row, 3),
		.property_version = (uint32_t)sg_rows_int(rows, row, 4),
		.wanted = (uint32_t)sg_rows_int(rows, row, 5),
		.must = (uint32_t)sg_rows_int(rows, row, 6),
		.delivered = (uint32_t)sg_rows_int(rows, row, 7),
		.attempts = (uint32_t)sg_rows_int(rows, row, 8),
		.due_us = sg_rows_time(rows, row, 10),
		.wanted_us = sg_rows_time(rows, row, 11),
		.deadline_us = sg_rows_time(rows, row, 12),
		.clock_us = sg_rows_time(rows, row, 13),
		.reason = sg_rows_text(rows, row, 14),
		.asked_us = sg_rows_time(rows, row, 15),
		.ends = sg_rows_int(rows, row, 16) != 0,
	};
	take_digest(rows, row, ret_row);
	(void)sg_revision_row_take(
		rows, row, 17, &ret_row->stay, error, &ret_row->revision);
}

static int by_due(const void *left, const void *right)
{
	const struct sg_delivery_row *a = left;
	const struct sg_delivery_row *b = right;
	int order = sg_id_compare(&a->stay, &b->stay);

	if (a->due_us != b->due_us) {
		return a->due_us < b->due_us ? -1 : 1;
	}
	return order != 0 ? order : sg_id_compare(&a->endpoint, &b->endpoint);
}

enum sg_status sg_deliveries_take(const struct sg_script *script, struct sg_arena *arena,
	struct sg_error *error, struct sg_delivery_row **ret_rows, size_t *ret_count)
{
	const struct sg_rows *rows = sg_script_rows(script, 0);
	struct sg_delivery_row *list = sg_arena_array(arena, rows->count, sizeof *list);

	if (list == NULL) {
		return sg_fail(error, SG_MEMORY, "memory_short", "", "out of memory");
	}
	for (size_t i = 0; i < rows->count; i++) {
		take_row(rows, i, error, &list[i]);
	}
	qsort(list, rows->count, sizeof *list, by_due);
	*ret_rows = list;
	*ret_count = rows->count;
	return SG_OK;
}

static int compare_keys(const void *left, const void *right)
{
	const struct sg_settle_row *a = left;
	const struct sg_settle_row *b = right;

	if (a->shard != b->shard) {
		return a->shard < b->shard ? -1 : 1;
	}
	if (!sg_id_equal(&a->stay, &b->stay)) {
		return sg_id_compare(&a->stay, &b->stay);
	}
	return sg_id_compare(&a->endpoint, &b->endpoint);
}

enum { KIND_DONE, KIND_LATER, KIND_DEAD };

/*
 * One statement for whatever became of a row, so that a batch is one of few texts. Assignments
 * run from left to right, so `delivered` comes after the digest that depends on
 * it. A success counts whatever else happened; anything else only for what was tried.
 */
static const char settle_sql[] =
	"UPDATE delivery SET "
	"sent_digest = IF(delivered <= ?, COALESCE(?, sent_digest), sent_digest), "
	"delivered = GREATEST(delivered, ?), "
	"must = IF(? = 0 AND must <= ?, 0, must), attempts = attempts + ?, "
	"reason = CASE WHEN ? = 0 THEN IF(wanted <= ?, NULL, reason) "
	"ELSE COALESCE(?, reason) END, "
	"dead_us = CASE ? WHEN 0 THEN IF(wanted <= ?, NULL, dead_us) WHEN 1 THEN dead_us "
	"ELSE ? END, "
	"due_at = CASE ? WHEN 0 THEN IF(wanted <= ?, NULL, due_at) WHEN 1 THEN ? "
	"ELSE NULL END "
	"WHERE shard = ? AND stay = ? AND endpoint = ? AND (? = 0 OR (wanted = ? "
	"AND attempts = ? AND due_at IS NOT NULL));";

static int kind_of(enum sg_settlement settlement)
{
	if (settlement == SG_SETTLE_DELIVERED || settlement == SG_SETTLE_SILENT) {
		return KIND_DONE;
	}
	return settlement == SG_SETTLE_DEAD ? KIND_DEAD : KIND_LATER;
}

static void settle_one(struct sg_script *script, const struct sg_settle_row *row)
{
	bool sent = row->settlement == SG_SETTLE_DELIVERED;
	bool listed = sent && !row->alert;
	int kind = kind_of(row->settlement);

	sg_script_add(script, settle_sql);
	sg_script_int(script, row->revision);
	sg_script_blob(script, listed ? row->digest : NULL, listed ? SG_DIGEST_KEPT : 0);
	sg_script_int(script, sent ? row->revision : 0);
	sg_script_int(script, kind);
	sg_script_int(script, row->revision);
	sg_script_int(script, row->settlement == SG_SETTLE_RETRY ? 1 : 0);
	sg_script_int(script, kind);
	sg_script_int(script, row->revision);
	sg_script_text(script, row->reason);
	sg_script_int(script, kind);
	sg_script_int(script, row->revision);
	sg_script_int(script, row->hotel_us);
	sg_script_int(script, kind);
	sg_script_int(script, row->revision);
	sg_script_int(script, row->due_us);
	sg_script_int(script, row->shard);
	sg_script_id(script, &row->stay);
	sg_script_id(script, &row->endpoint);
	sg_script_int(script, kind);
	sg_script_int(script, row->revision);
	sg_script_int(script, row->attempts);
}

void sg_deliveries_settle(
	struct sg_script *script, struct sg_settle_row *rows, size_t count)
{
	size_t padded = 1;

	qsort(rows, count, sizeof *rows, compare_keys);
	while (padded < count) {
		padded *= 2;
	}
	for (size_t i = 0; count > 0 && i < padded; i++) {
		settle_one(script, &rows[i < count ? i : count - 1]);
	}
}

/* All of a property's deliveries are many more than those that wait or have died, so both are
 * found by the latter. */
void sg_deliveries_list(struct sg_script *script, const struct sg_id *property,
	const char *endpoint, bool dead, uint32_t most)
{
	sg_script_add(script,
		"SELECT d.stay, e.name, d.wanted, d.delivered, d.attempts, d.due_at, "
		"d.deadline, d.dead_us, d.reason FROM delivery d ");
	if (dead) {
		sg_script_add(script,
			"FORCE INDEX (dead) JOIN endpoint e ON e.id = "
			"d.endpoint WHERE d.dead_us >= 0 "
			"AND d.property = ? AND e.name = COALESCE(?, e.name) "
			"ORDER BY d.dead_us LIMIT ?;");
	} else {
		sg_script_add(script, "FORCE INDEX (due) JOIN endpoint e ON e.id = "
				      "d.endpoint WHERE d.shard IN (");
		bind_all_shards(script);
		sg_script_add(script, ") AND d.due_at >= 0 AND d.property = ? "
				      "AND e.name = COALESCE(?, e.name) "
				      "ORDER BY d.due_at LIMIT ?;");
	}
	sg_script_id(script, property);
	sg_script_text(script, endpoint);
	sg_script_int(script, most);
}

/* What backs off is not dead, but whoever names it wants it now. Reads what waits in all shards:
 * for people, not for the hot path. */
static void retry_waiting(struct sg_script *script, const struct sg_id *property,
	const struct sg_id *stay, const struct sg_id *endpoint, int64_t wall_us)
{
	sg_script_add(script,
		"UPDATE delivery SET due_at = ?, asked_us = ?, attempts = 0 "
		"WHERE shard IN (");
	sg_script_int(script, wall_us);
	sg_script_int(script, wall_us);
	bind_all_shards(script);
	sg_script_add(script,
		") AND due_at > ? AND property = ? AND stay = COALESCE(?, stay) "
		"AND endpoint = COALESCE(?, endpoint);");
	sg_script_int(script, wall_us);
	sg_script_id(script, property);
	sg_script_id(script, sg_id_is_nil(stay) ? NULL : stay);
	sg_script_id(script, sg_id_is_nil(endpoint) ? NULL : endpoint);
}

void sg_deliveries_retry(struct sg_script *script, const struct sg_id *property,
	const struct sg_id *stay, const struct sg_id *endpoint, int64_t wall_us,
	int64_t deadline_us)
{
	sg_script_add(script,
		"UPDATE delivery SET due_at = ?, asked_us = ?, dead_us = NULL, attempts "
		"= 0, "
		"deadline = GREATEST(deadline, ?) WHERE property = ? AND dead_us >= 0 "
		"AND stay = COALESCE(?, stay) AND endpoint = COALESCE(?, endpoint);");
	sg_script_int(script, wall_us);
	sg_script_int(script, wall_us);
	sg_script_int(script, deadline_us);
	sg_script_id(script, property);
	sg_script_id(script, sg_id_is_nil(stay) ? NULL : stay);
	sg_script_id(script, sg_id_is_nil(endpoint) ? NULL : endpoint);
	if (!sg_id_is_nil(stay) || !sg_id_is_nil(endpoint)) {
		retry_waiting(script, property, stay, endpoint, wall_us);
	}
}

void sg_deliveries_missing(struct sg_script *script, const struct sg_stay_row *stay)
{
	sg_script_add(script, "SELECT endpoint, delivered FROM delivery "
			      "WHERE shard = ? AND stay = ? "
			      "AND (due_at IS NOT NULL OR dead_us IS NOT NULL);");
	sg_script_int(script, stay->shard);
	sg_script_id(script, &stay->id);
}

void sg_deliveries_health(struct sg_script *script)
{
	/* Named one by one, the shards are ranges of the index: what was delivered is not
	 * read. */
	sg_script_add(script,
		"SELECT COUNT(*), MIN(wanted_us) FROM (SELECT wanted_us FROM delivery "
		"FORCE INDEX (due) WHERE shard IN (");
	bind_all_shards(script);
	sg_script_add(script,
		") AND due_at >= 0 LIMIT 10000) waiting;"
		"SELECT COUNT(*) FROM (SELECT 1 FROM delivery FORCE INDEX (dead) "
		"WHERE dead_us >= 0 LIMIT 10000) dead;");
}

void sg_delivery_assume(struct sg_script *script, const struct sg_delivery_row *row,
	const unsigned char digest[SG_DIGEST_KEPT], int64_t wall_us)
{
	struct sg_id kept; /* copied with it: `digest` need not stand until the run */

	memcpy(kept.bytes, digest, sizeof kept.bytes);
	sg_script_add(script,
		"INSERT INTO delivery (shard, stay, endpoint, property, wanted, must, "
		"delivered, sent_digest, attempts, due_at, wanted_us, deadline) "
		"VALUES (?, ?, ?, ?, ?, 0, ?, ?, 0, NULL, ?, 0) ON DUPLICATE KEY UPDATE "
		"wanted = VALUES(wanted), must = 0, delivered = VALUES(delivered), "
		"sent_digest = VALUES(sent_digest), due_at = NULL, dead_us = NULL;");
	sg_script_int(script, row->shard);
	sg_script_id(script, &row->stay);
	sg_script_id(script, &row->endpoint);
	sg_script_id(script, &row->property);
	sg_script_int(script, row->wanted);
	sg_script_int(script, row->wanted);
	sg_script_id(script, &kept);
	sg_script_int(script, wall_us);
}

void sg_deliveries_seed(struct sg_script *script, const struct sg_id *property,
	const struct sg_id *endpoint, int64_t wall_us, bool enabled, bool recut)
{
	sg_script_add(script,
		"INSERT INTO delivery (shard, stay, endpoint, property, wanted, must, "
		"delivered, sent_digest, attempts, due_at, wanted_us, deadline) "
		"SELECT shard, id, ?, property, revision, "
		"IF(status = 2, revision, 0), 0, NULL, 0, ?, ?, "
		"(departure_day + 2) * 86400000000 FROM stay "
		"WHERE property = ? AND status IN (0, 1, 2) AND revision > 0 "
		/* A row from before: what it has not delivered, also what died. The
		 * assignments run from left to right. */
		"ON DUPLICATE KEY UPDATE wanted = VALUES(wanted), "
		"due_at = IF(delivered < wanted OR ?, VALUES(due_at), due_at), "
		"must = IF(delivered < IF(?, wanted, 1) AND must = 0, VALUES(must), "
		"must), "
		"attempts = IF(delivered < wanted OR ?, 0, attempts), "
		"deadline = IF(delivered < wanted OR ?, VALUES(deadline), deadline), "
		"ends = IF(?, 0, ends), "
		"dead_us = IF(delivered < wanted OR ?, NULL, dead_us);");
	sg_script_id(script, endpoint);
	sg_script_int(script, wall_us);
	sg_script_int(script, wall_us);
	sg_script_id(script, property);
	sg_script_int(script, recut);
	sg_script_int(script, enabled);
	for (int i = 0; i < 4; i++) {
		sg_script_int(script, recut);
	}
}

void sg_endpoint_disable(struct sg_script *script, const struct sg_id *property,
	const struct sg_id *endpoint, uint32_t version)
{
	sg_script_add(script,
		"UPDATE endpoint e JOIN property p ON p.id = e.property "
		"SET e.enabled = 0, e.version = e.version + 1, p.version = p.version + 1 "
		"WHERE e.property = ? AND e.id = ? AND e.version = ? AND e.enabled = 1;");
	sg_script_id(script, property);
	sg_script_id(script, endpoint);
	sg_script_int(script, version);
}
