/* The statements of redemptions. */
#include "store/redemptions.h"

#include "store/rows.h"
#include "store/seal.h"
#include "store/stays.h"

void sg_redemptions_read(struct sg_script *script, const struct sg_id *accounts,
	size_t count, const char *redemption)
{
	sg_script_add(script,
		"SELECT account, redemption, operation, state, points, award, day, "
		"returned, penalty, sealed_award FROM redemption "
		"WHERE redemption = ? AND account IN (");
	sg_script_text(script, redemption);
	sg_rows_bind_ids(script, accounts, count);
	sg_script_add(script,
		") ORDER BY account;SELECT e.id, e.operation, e.account, e.lot, "
		"e.points, "
		"e.held FROM redemption r STRAIGHT_JOIN entry e ON e.operation = "
		"r.operation AND e.kind = ? WHERE r.redemption = ? AND r.account IN (");
	sg_script_int(script, SG_ENTRY_HOLD);
	sg_script_text(script, redemption);
	sg_rows_bind_ids(script, accounts, count);
	sg_script_add(script, ") ORDER BY e.account, e.number;");
}

void sg_redemptions_count_read(struct sg_script *script, const struct sg_id *accounts,
	size_t count, const struct sg_redemptions_count *often)
{
	sg_script_add(script, "SELECT COUNT(*) FROM redemption WHERE award = ? AND day "
			      "BETWEEN ? AND ? AND state <> ? AND account IN (");
	sg_script_text(script, often->award);
	sg_script_int(script, often->from_day);
	sg_script_int(script, often->until_day);
	sg_script_int(script, often->but_state);
	sg_rows_bind_ids(script, accounts, count);
	sg_script_add(script, ");");
}

int64_t sg_redemptions_counted(const struct sg_script *script, size_t set)
{
	return sg_rows_int(sg_script_rows(script, set), 0, 0);
}

static size_t take_holds(
	const struct sg_rows *rows, const struct sg_id *operation, struct sg_entry *holds)
{
	size_t count = 0;

	for (size_t i = 0; i < rows->count; i++) {
		const struct sg_entry entry = {.id = sg_rows_id(rows, i, 0),
			.operation = sg_rows_id(rows, i, 1),
			.account = sg_rows_id(rows, i, 2),
			.lot = sg_rows_id(rows, i, 3),
			.kind = SG_ENTRY_HOLD,
			.points = sg_rows_int(rows, i, 4),
			.held = sg_rows_int(rows, i, 5)};

		if (sg_id_equal(&entry.operation, operation)) {
			holds[count++] = entry;
		}
	}
	return count;
}

enum sg_status sg_redemption_take(const struct sg_script *script, size_t set,
	const struct sg_id *account, struct sg_arena *arena, struct sg_error *error,
	bool *ret_found, struct sg_redemption_row *ret_row, struct sg_entry **ret_holds,
	size_t *ret_count)
{
	const struct sg_rows *rows = sg_script_rows(script, set);
	const struct sg_rows *held = sg_script_rows(script, set + 1);
	struct sg_entry *holds = sg_arena_array(arena, held->count, sizeof *holds);
	size_t at = 0;

	if (holds == NULL) {
		return sg_fail(error, SG_MEMORY, "memory_short", "", "out of memory");
	}
	for (size_t i = 0; i < rows->count; i++) {
		struct sg_id own = sg_rows_id(rows, i, 0);

		at = sg_id_equal(&own, account) ? i : at;
	}
	*ret_row = (struct sg_redemption_row){.account = sg_rows_id(rows, at, 0),
		.redemption = sg_rows_text(rows, at, 1),
		.operation = sg_rows_id(rows, at, 2),
		.state = (int32_t)sg_rows_int(rows, at, 3),
		.points = sg_rows_int(rows, at, 4),
		.award = sg_rows_text(rows, at, 5),
		.day = sg_rows_day(rows, at, 6),
		.returned = sg_rows_int(rows, at, 7),
		.penalty = sg_rows_int(rows, at, 8)};
	*ret_found = rows->count > 0;
	*ret_count = take_holds(held, &ret_row->operation, holds);
	*ret_holds = holds;
	return sg_seal_open(rows, at, 9, &ret_row->account, error, &ret_row->agreed);
}

void sg_redemption_insert(struct sg_script *script, const struct sg_redemption_row *row)
{
	sg_script_add(script, "INSERT INTO redemption (account, redemption, operation, "
			      "state, points, award, day, sealed_award) "
			      "VALUES (?, ?, ?, ?, ?, ?, ?, ?);");
	sg_script_id(script, &row->account);
	sg_script_text(script, row->redemption);
	sg_script_id(script, &row->operation);
	sg_script_int(script, row->state);
	sg_script_int(script, row->points);
	sg_script_text(script, row->award);
	sg_script_int(script, row->day);
	sg_seal_bind(script, &row->account, row->agreed);
}

void sg_redemption_end(
	struct sg_script *script, const struct sg_redemption_row *row, int32_t from)
{
	sg_script_add(script,
		"UPDATE redemption SET state = ?, returned = ?, penalty = ? "
		"WHERE account = ? AND redemption = ? AND state = ?;");
	sg_script_int(script, row->state);
	sg_script_int(script, row->returned);
	sg_script_int(script, row->penalty);
	sg_script_id(script, &row->account);
	sg_script_text(script, row->redemption);
	sg_script_int(script, from);
	sg_script_expect_rows(script, 1, SG_STALE_REDEMPTION);
}
