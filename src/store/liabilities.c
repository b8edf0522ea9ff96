/* The statements of open points. */
#include "store/liabilities.h"

#define MEMBERS "FROM member m FORCE INDEX (programme) "
#define ACCOUNTS MEMBERS "STRAIGHT_JOIN account a ON a.account = m.account "
#define RANGE                                                                            \
	"WHERE m.chain = ? AND m.programme = ? AND m.account > ? AND m.account <= ? "

void sg_liability_range_read(
	struct sg_script *script, const struct sg_liability_range *range, int32_t most)
{
	sg_script_add(script,
		"SELECT MAX(account), COUNT(*) FROM (SELECT m.account " MEMBERS
		"WHERE m.chain = ? AND m.programme = ? AND m.account > ? "
		"ORDER BY m.account LIMIT ?) r;");
	sg_script_id(script, &range->chain);
	sg_script_text(script, range->programme);
	sg_script_id(script, &range->after);
	sg_script_int(script, most);
}

bool sg_liability_range_take(const struct sg_script *script, size_t set, int32_t most,
	struct sg_id *ret_last, bool *ret_full)
{
	const struct sg_rows *rows = sg_script_rows(script, set);
	int64_t count = sg_rows_int(rows, 0, 1);

	*ret_last = sg_rows_id(rows, 0, 0);
	*ret_full = count == most;
	return count > 0;
}

static void bind_range(struct sg_script *script, const struct sg_liability_range *range)
{
	sg_script_id(script, &range->chain);
	sg_script_text(script, range->programme);
	sg_script_id(script, &range->after);
	sg_script_id(script, &range->last);
}

void sg_liability_read(struct sg_script *script, const struct sg_liability_range *range)
{
	sg_script_add(script, "SELECT a.account, a.active_day, a.standing " ACCOUNTS RANGE
			      "ORDER BY a.account;");
	bind_range(script, range);
	sg_script_add(script,
		"SELECT l.account, l.property, p.code, l.earned_day, "
		"SUM(GREATEST(l.remaining, 0)), SUM(l.held), "
		"SUM(GREATEST(-l.remaining, 0)), COUNT(*) " ACCOUNTS
		"STRAIGHT_JOIN lot l ON l.account = a.account AND l.matters = 1 "
		"LEFT JOIN property p ON p.id = l.property " RANGE
		"AND (l.remaining <> 0 OR l.held <> 0) "
		"GROUP BY l.account, l.property, p.code, l.earned_day "
		"ORDER BY l.account, l.property, l.earned_day;");
	bind_range(script, range);
}

size_t sg_liability_members(const struct sg_script *script, size_t set)
{
	return sg_script_rows(script, set)->count;
}

void sg_liability_member_take(const struct sg_script *script, size_t set, size_t row,
	struct sg_liability_member *ret_member)
{
	const struct sg_rows *rows = sg_script_rows(script, set);

	*ret_member = (struct sg_liability_member){.account = sg_rows_id(rows, row, 0),
		.active_day = sg_rows_day(rows, row, 1),
		.standing = sg_rows_text(rows, row, 2)};
}

size_t sg_liability_parts(const struct sg_script *script, size_t set)
{
	return sg_script_rows(script, set + 1)->count;
}

void sg_liability_part_take(const struct sg_script *script, size_t set, size_t row,
	struct sg_id *ret_account, const char **ret_property,
	struct sg_liability_part *ret_part)
{
	const struct sg_rows *rows = sg_script_rows(script, set + 1);

	*ret_account = sg_rows_id(rows, row, 0);
	*ret_property = sg_rows_text(rows, row, 2);
	*ret_part = (struct sg_liability_part){.property = sg_rows_id(rows, row, 1),
		.earned_day = sg_rows_day(rows, row, 3),
		.points = sg_rows_int(rows, row, 4),
		.held = sg_rows_int(rows, row, 5),
		.owed = sg_rows_int(rows, row, 6),
		.lots = sg_rows_int(rows, row, 7)};
}
