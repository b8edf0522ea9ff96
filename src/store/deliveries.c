/* The statements of deliveries. */
#include "store/deliveries.h"

#include <stdlib.h>
#include <string.h>

#include "core/time.h"
#include "store/leases.h"
#include "store/rows.h"

/* Instead of the digest of a cut that counts as sent. */
#define ASSUMED "UNHEX('00000000000000000000000000000000')"

static void bind_shards(struct sg_script *script, const uint32_t *shards, size_t count)
{
	size_t size = sg_rows_padded(count);

	sg_script_marks(script, size);
	for (size_t i = 0; i < size; i++) {
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
	int64_t wall_us, bool by_clock, uint32_t most)
{
	/* Sorted when they are taken: here, whole rows with their blobs would go through a
	 * temporary table on disk. In this order: the optimizer takes the few rows that are due
	 * for many. */
	sg_script_add(script,
		"SELECT STRAIGHT_JOIN d.shard, d.stay, d.endpoint, d.property, "
		"p.version, d.wanted, "
		"d.must, d.delivered, d.attempts, d.sent_digest, d.due_at, d.wanted_us, "
		"d.deadline, "
		"p.clock_us, d.reason, d.asked_us, d.ends, " SG_REVISION_COLUMNS
		", t.revision, t.state, t.cause, t.at_us, t.business_day, t.catalog, "
		"t.states, t.sealed_body, "
		"COALESCE(s.plan_at <= IF(?, p.clock_us, ?), FALSE) "
		"FROM (SELECT shard, stay, endpoint FROM delivery WHERE shard IN (");
	sg_script_int(script, by_clock);
	sg_script_int(script, wall_us);
	bind_shards(script, shards, count);
	sg_script_add(script,
		") AND due_at <= ? ORDER BY due_at LIMIT ?) due "
		"JOIN delivery d ON d.shard = due.shard AND d.stay = due.stay "
		"AND d.endpoint = due.endpoint "
		"JOIN property p ON p.id = d.property "
		"JOIN checklist c ON c.stay = d.stay AND c.revision = d.wanted "
		"LEFT JOIN stay s ON s.id = d.stay "
		"LEFT JOIN checklist t ON d.sent_digest = " ASSUMED
		" AND t.stay = d.stay AND t.revision = d.delivered;");
	sg_script_int(script, wall_us);
	sg_script_int(script, most);
}

enum {
	REVISION_COLUMN = 17,
	TOLD_COLUMN = 25,
	WAITS_COLUMN = 33
}; /* of the rows above */

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
		.waits = sg_rows_int(rows, row, WAITS_COLUMN) != 0,
	};
	take_digest(rows, row, ret_row);
	(void)sg_revision_row_take(
		rows, row, REVISION_COLUMN, &ret_row->stay, error, &ret_row->revision);
	ret_row->assumed = !sg_rows_null(rows, row, TOLD_COLUMN);
	if (ret_row->assumed) {
		(void)sg_revision_row_take(
			rows, row, TOLD_COLUMN, &ret_row->stay, error, &ret_row->told);
	}
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

static bool is_done(const struct sg_settle_row *row)
{
	return row->settlement == SG_SETTLE_DELIVERED ||
	       row->settlement == SG_SETTLE_SILENT;
}

/* What is done comes first; both in the order of their keys. */
static int compare_rows(const void *left, const void *right)
{
	const struct sg_settle_row *a = left;
	const struct sg_settle_row *b = right;

	if (is_done(a) != is_done(b)) {
		return is_done(a) ? -1 : 1;
	}
	if (a->shard != b->shard) {
		return a->shard < b->shard ? -1 : 1;
	}
	if (!sg_id_equal(&a->stay, &b->stay)) {
		return sg_id_compare(&a->stay, &b->stay);
	}
	return sg_id_compare(&a->endpoint, &b->endpoint);
}

/*
 * All that is done in one statement: its rows are there, so that none is inserted. A success
 * counts whatever else happened, also one that comes late. Assignments run from left to right, so
 * `delivered` comes after the digest that depends on it.
 */
static const char done_head[] =
	"INSERT INTO delivery (shard, stay, endpoint, property, wanted, must, delivered, "
	"sent_digest, attempts, due_at, wanted_us, deadline) VALUES";
static const char done_row[] = "(?, ?, ?, '', ?, 0, ?, ?, 0, NULL, 0, 0)";
static const char done_tail[] =
	"ON DUPLICATE KEY UPDATE sent_digest = IF(delivered <= VALUES(wanted), "
	"COALESCE(VALUES(sent_digest), sent_digest), sent_digest), "
	"delivered = GREATEST(delivered, VALUES(delivered)), "
	"must = IF(must <= VALUES(wanted), 0, must), "
	"reason = IF(wanted <= VALUES(wanted), NULL, reason), "
	"dead_us = IF(wanted <= VALUES(wanted), NULL, dead_us), "
	"due_at = IF(wanted <= VALUES(wanted), NULL, due_at);";

static void settle_done(struct sg_script *script, const struct sg_settle_row *row)
{
	bool sent = row->settlement == SG_SETTLE_DELIVERED;

	sg_script_add(script, done_row);
	sg_script_int(script, row->shard);
	sg_script_id(script, &row->stay);
	sg_script_id(script, &row->endpoint);
	sg_script_int(script, row->revision);
	sg_script_int(script, sent ? row->revision : 0);
	sg_script_blob(
		script, row->noted ? row->digest : NULL, row->noted ? SG_DIGEST_KEPT : 0);
}

/* What is not done counts only for what was tried. */
static const char undone_sql[] =
	"UPDATE delivery SET attempts = attempts + ?, reason = COALESCE(?, reason), "
	"dead_us = COALESCE(?, dead_us), due_at = ? "
	"WHERE shard = ? AND stay = ? AND endpoint = ? AND wanted = ? AND attempts = ? "
	"AND due_at IS NOT NULL;";

static void settle_undone(struct sg_script *script, const struct sg_settle_row *row)
{
	bool dead = row->settlement == SG_SETTLE_DEAD;

	sg_script_add(script, undone_sql);
	sg_script_int(script, row->settlement == SG_SETTLE_RETRY ? 1 : 0);
	sg_script_text(script, row->reason);
	sg_script_time(script, dead ? row->hotel_us : SG_NO_TIME);
	sg_script_time(script, dead ? SG_NO_TIME : row->due_us);
	sg_script_int(script, row->shard);
	sg_script_id(script, &row->stay);
	sg_script_id(script, &row->endpoint);
	sg_script_int(script, row->revision);
	sg_script_int(script, row->attempts);
}

void sg_deliveries_settle(
	struct sg_script *script, struct sg_settle_row *rows, size_t count)
{
	const struct sg_settle_row *undone = rows;
	size_t done_count = 0;

	qsort(rows, count, sizeof *rows, compare_rows);
	while (done_count < count && is_done(&rows[done_count])) {
		done_count++;
	}
	undone += done_count;
	for (size_t i = 0; i < sg_rows_padded(done_count); i++) {
		sg_script_add(script, i == 0 ? done_head : ",");
		settle_done(script, &rows[i < done_count ? i : done_count - 1]);
	}
	if (done_count > 0) {
		sg_script_add(script, done_tail);
	}
	for (size_t i = 0; i < sg_rows_padded(count - done_count); i++) {
		settle_undone(script,
			&undone[i < count - done_count ? i : count - done_count - 1]);
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
	/* Some of each shard, so that none is looked at before the others. One by one they are
	 * ranges of the index: what was delivered is not read. */
	sg_script_add(script, "SELECT COUNT(*), MIN(wanted_us) FROM (");
	for (int shard = 0; shard < SG_SHARDS; shard++) {
		sg_script_add(script, shard > 0 ? " UNION ALL " : "");
		sg_script_add(script,
			"(SELECT wanted_us FROM delivery FORCE INDEX (due) WHERE shard = "
			"? AND due_at >= 0 ORDER BY due_at LIMIT 160)");
		sg_script_int(script, shard);
	}
	sg_script_add(script,
		") waiting;"
		"SELECT COUNT(*) FROM (SELECT 1 FROM delivery FORCE INDEX (dead) "
		"WHERE dead_us >= 0 LIMIT 10000) dead;");
}

void sg_deliveries_assume(
	struct sg_script *script, const struct sg_id *property, int64_t wall_us)
{
	sg_script_add(script,
		"INSERT INTO delivery (shard, stay, endpoint, property, wanted, must, "
		"delivered, sent_digest, attempts, due_at, wanted_us, deadline) "
		"SELECT s.shard, s.id, e.id, s.property, s.revision, 0, "
		"s.revision, " ASSUMED ", 0, NULL, ?, 0 FROM endpoint e JOIN stay s "
		"ON s.property = e.property WHERE e.property = ? AND e.enabled = 1 "
		"AND s.status IN (0, 1, 2) AND s.revision > 0 "
		"ON DUPLICATE KEY UPDATE wanted = VALUES(wanted), must = 0, "
		"delivered = VALUES(delivered), ends = 0, "
		"sent_digest = VALUES(sent_digest), due_at = NULL, dead_us = NULL;");
	sg_script_int(script, wall_us);
	sg_script_id(script, property);
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
		/* A row from before: what it has not delivered, also what died. What
		 * counts as delivered was so for the cut of before. The assignments run
		 * from left to right. */
		"ON DUPLICATE KEY UPDATE wanted = VALUES(wanted), "
		"delivered = IF(? AND sent_digest = " ASSUMED ", 0, delivered), "
		"sent_digest = IF(delivered = 0, NULL, sent_digest), "
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
