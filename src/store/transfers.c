/* The statements of transfers. */
#include "store/transfers.h"

#include "core/time.h"
#include "store/operations.h"
#include "store/rows.h"
#include "store/seal.h"
#include "store/stays.h"

void sg_transfers_read(struct sg_script *script, const struct sg_id *accounts,
	size_t count, const char *transfer)
{
	sg_script_add(script,
		"SELECT account, transfer, operation, receiver, kind, state, points, "
		"fee, day, sealed_why FROM transfer WHERE transfer = ? AND account IN (");
	sg_script_text(script, transfer);
	sg_rows_bind_ids(script, accounts, count);
	sg_script_add(script,
		") ORDER BY account;SELECT " SG_OPERATION_COLUMNS ", l.earned_day "
		"FROM transfer t STRAIGHT_JOIN entry e ON e.operation = t.operation "
		"AND e.kind = ? AND e.points < 0 STRAIGHT_JOIN lot l ON l.account = "
		"e.account AND l.id = e.lot WHERE t.transfer = ? AND t.account IN "
		"(");
	sg_script_int(script, SG_ENTRY_TRANSFER);
	sg_script_text(script, transfer);
	sg_rows_bind_ids(script, accounts, count);
	sg_script_add(script, ") ORDER BY e.account, e.number;");
}

void sg_transfers_sum_read(struct sg_script *script, const struct sg_id *accounts,
	size_t count, const struct sg_transfers_sum *sum)
{
	sg_script_add(script, "SELECT SUM(points) FROM transfer WHERE kind = ? AND day "
			      "BETWEEN ? AND ? AND state <> ? AND account IN (");
	sg_script_int(script, sum->kind);
	sg_script_int(script, sum->from_day);
	sg_script_int(script, sum->until_day);
	sg_script_int(script, sum->but_state);
	sg_rows_bind_ids(script, accounts, count);
	sg_script_add(script, ");");
}

int64_t sg_transfers_summed(const struct sg_script *script, size_t set)
{
	return sg_rows_int(sg_script_rows(script, set), 0, 0);
}

/* The entries are among the rows, in their order. */
static enum sg_status add_days(const struct sg_rows *rows, const struct sg_entry *entries,
	size_t count, struct sg_arena *arena, struct sg_error *error,
	struct sg_given **ret_gave)
{
	struct sg_given *gave = sg_arena_array(arena, count, sizeof *gave);
	size_t at = 0;

	if (gave == NULL) {
		return sg_fail(error, SG_MEMORY, "memory_short", "", "out of memory");
	}
	for (size_t i = 0; i < rows->count && at < count; i++) {
		const struct sg_id id = sg_rows_id(rows, i, 0);

		if (sg_id_equal(&id, &entries[at].id)) {
			gave[at] = (struct sg_given){.entry = entries[at],
				.earned_day = sg_rows_day(rows, i, SG_OPERATION_COUNT),
				.expires_day = SG_NO_DAY};
			at++;
		}
	}
	*ret_gave = gave;
	return SG_OK;
}

enum sg_status sg_transfer_take(const struct sg_script *script, size_t set,
	const struct sg_id *account, struct sg_arena *arena, struct sg_error *error,
	bool *ret_found, struct sg_transfer_row *ret_row, struct sg_given **ret_gave,
	size_t *ret_count)
{
	const struct sg_rows *rows = sg_script_rows(script, set);
	const struct sg_rows *gave = sg_script_rows(script, set + 1);
	size_t at = sg_operation_row(rows, account);
	struct sg_entry *entries = NULL;
	struct sg_transfer_row row = {.account = sg_rows_id(rows, at, 0),
		.transfer = sg_rows_text(rows, at, 1),
		.operation = sg_rows_id(rows, at, 2),
		.receiver = sg_rows_id(rows, at, 3),
		.kind = (int32_t)sg_rows_int(rows, at, 4),
		.state = (int32_t)sg_rows_int(rows, at, 5),
		.points = sg_rows_int(rows, at, 6),
		.fee = sg_rows_int(rows, at, 7),
		.day = sg_rows_day(rows, at, 8)};
	enum sg_status status = sg_seal_open(rows, at, 9, &row.account, error, &row.why);

	if (status == SG_OK) {
		status = sg_operation_take(gave, &row.operation, SG_ENTRY_TRANSFER, arena,
			error, &entries, ret_count);
	}
	if (status == SG_OK) {
		status = add_days(gave, entries, *ret_count, arena, error, ret_gave);
	}
	if (status == SG_OK) {
		*ret_found = rows->count > 0;
		*ret_row = row;
	}
	return status;
}

void sg_transfer_insert(struct sg_script *script, const struct sg_transfer_row *row)
{
	sg_script_add(script,
		"INSERT INTO transfer (account, transfer, operation, receiver, kind, "
		"state, points, fee, day, sealed_why) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, "
		"?);");
	sg_script_id(script, &row->account);
	sg_script_text(script, row->transfer);
	sg_script_id(script, &row->operation);
	sg_script_id(script, &row->receiver);
	sg_script_int(script, row->kind);
	sg_script_int(script, row->state);
	sg_script_int(script, row->points);
	sg_script_int(script, row->fee);
	sg_script_int(script, row->day);
	sg_seal_bind(script, &row->account, row->why);
}

void sg_transfer_end(
	struct sg_script *script, const struct sg_transfer_row *row, int32_t from)
{
	sg_script_add(script, "UPDATE transfer SET state = ?, sealed_why = ? WHERE "
			      "account = ? AND transfer = ? AND state = ?;");
	sg_script_int(script, row->state);
	sg_seal_bind(script, &row->account, row->why);
	sg_script_id(script, &row->account);
	sg_script_text(script, row->transfer);
	sg_script_int(script, from);
	sg_script_expect_rows(script, 1, SG_STALE_REDEMPTION);
}
