/* The statements of redemptions. */
#include "store/redemptions.h"

#include "store/operations.h"
#include "store/rows.h"
#include "store/seal.h"
#include "store/stays.h"

void sg_redemptions_read(struct sg_script *script, const struct sg_id *accounts,
	size_t count, const char *redemption)
{
	sg_script_add(script,
		"SELECT account, redemption, operation, state, points, award, day, "
		"returned, penalty, sealed_award, stay, night_day, nights, "
		"night_terms FROM redemption "
		"WHERE redemption = ? AND account IN (");
	sg_script_text(script, redemption);
	sg_rows_bind_ids(script, accounts, count);
	sg_script_add(script,
		") ORDER BY account;SELECT " SG_OPERATION_COLUMNS
		"FROM redemption r STRAIGHT_JOIN entry e ON e.operation = "
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

enum sg_status sg_redemption_take(const struct sg_script *script, size_t set,
	const struct sg_id *account, struct sg_arena *arena, struct sg_error *error,
	bool *ret_found, struct sg_redemption_row *ret_row, struct sg_entry **ret_holds,
	size_t *ret_count)
{
	const struct sg_rows *rows = sg_script_rows(script, set);
	size_t at = sg_operation_row(rows, account);
	struct sg_redemption_row row = {.account = sg_rows_id(rows, at, 0),
		.redemption = sg_rows_text(rows, at, 1),
		.operation = sg_rows_id(rows, at, 2),
		.state = (int32_t)sg_rows_int(rows, at, 3),
		.points = sg_rows_int(rows, at, 4),
		.award = sg_rows_text(rows, at, 5),
		.day = sg_rows_day(rows, at, 6),
		.returned = sg_rows_int(rows, at, 7),
		.penalty = sg_rows_int(rows, at, 8),
		.stay = sg_rows_id(rows, at, 10),
		.night_day = sg_rows_day(rows, at, 11),
		.nights = (int32_t)sg_rows_int(rows, at, 12),
		.night_terms = (unsigned)sg_rows_int(rows, at, 13)};
	enum sg_status status =
		sg_seal_open(rows, at, 9, &row.account, error, &row.agreed);

	if (status == SG_OK) {
		status =
			sg_operation_take(sg_script_rows(script, set + 1), &row.operation,
				SG_ENTRY_HOLD, arena, error, ret_holds, ret_count);
	}
	if (status == SG_OK) {
		*ret_found = rows->count > 0;
		*ret_row = row;
	}
	return status;
}

static void bind_stay(struct sg_script *script, const struct sg_redemption_row *row)
{
	sg_script_id(script, sg_id_is_nil(&row->stay) ? NULL : &row->stay);
}

void sg_redemption_insert(struct sg_script *script, const struct sg_redemption_row *row)
{
	sg_script_add(script, "INSERT INTO redemption (account, redemption, operation, "
			      "state, points, award, day, sealed_award, stay, "
			      "night_day, nights, night_terms) "
			      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);");
	sg_script_id(script, &row->account);
	sg_script_text(script, row->redemption);
	sg_script_id(script, &row->operation);
	sg_script_int(script, row->state);
	sg_script_int(script, row->points);
	sg_script_text(script, row->award);
	sg_script_int(script, row->day);
	sg_seal_bind(script, &row->account, row->agreed);
	bind_stay(script, row);
	sg_script_day(script, row->night_day);
	sg_script_int(script, row->nights);
	sg_script_int(script, row->night_terms);
}

void sg_redemption_end(
	struct sg_script *script, const struct sg_redemption_row *row, int32_t from)
{
	sg_script_add(script,
		"UPDATE redemption SET state = ?, returned = ?, penalty = ?, stay = ?, "
		"nights = ? "
		"WHERE account = ? AND redemption = ? AND state = ?;");
	sg_script_int(script, row->state);
	sg_script_int(script, row->returned);
	sg_script_int(script, row->penalty);
	bind_stay(script, row);
	sg_script_int(script, row->nights);
	sg_script_id(script, &row->account);
	sg_script_text(script, row->redemption);
	sg_script_int(script, from);
	sg_script_expect_rows(script, 1, SG_STALE_REDEMPTION);
}
