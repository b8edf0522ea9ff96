/* The statements of what partners report. */
#include "store/partners.h"

#include "store/stays.h"

void sg_partner_read(struct sg_script *script, const struct sg_id *id)
{
	sg_script_add(script,
		"SELECT id, partner, earning, property, account, version, at_us, amount, "
		"day, state, reason, since_us, tier, points FROM partner_earning "
		"WHERE id = ?;");
	sg_script_id(script, id);
}

void sg_partner_take(
	const struct sg_script *script, size_t set, struct sg_partner_row *ret_row)
{
	const struct sg_rows *rows = sg_script_rows(script, set);

	*ret_row = (struct sg_partner_row){.id = sg_rows_id(rows, 0, 0),
		.partner = sg_rows_text(rows, 0, 1),
		.earning = sg_rows_text(rows, 0, 2),
		.property = sg_rows_id(rows, 0, 3),
		.account = sg_rows_id(rows, 0, 4),
		.version = (uint32_t)sg_rows_int(rows, 0, 5),
		.at_us = sg_rows_time(rows, 0, 6),
		.amount = sg_rows_int(rows, 0, 7),
		.day = sg_rows_day(rows, 0, 8),
		.state = (enum sg_partner_state)sg_rows_int(rows, 0, 9),
		.reason = sg_rows_text(rows, 0, 10),
		.since_us = sg_rows_time(rows, 0, 11),
		.tier = sg_rows_text(rows, 0, 12),
		.points = sg_rows_int(rows, 0, 13)};
}

void sg_partner_write(
	struct sg_script *script, const struct sg_partner_row *row, uint32_t read_version)
{
	sg_script_add(script,
		read_version == 0
			? "INSERT INTO partner_earning (partner, earning, property, "
			  "account, version, at_us, amount, day, state, reason, "
			  "since_us, tier, points, id) VALUES "
			  "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);"
			: "UPDATE partner_earning SET partner = ?, earning = ?, "
			  "property = ?, account = ?, version = ?, at_us = ?, "
			  "amount = ?, day = ?, state = ?, reason = ?, since_us = ?, "
			  "tier = ?, points = ? WHERE id = ? AND version = ?;");
	sg_script_text(script, row->partner);
	sg_script_text(script, row->earning);
	sg_script_id(script, &row->property);
	sg_script_id(script, &row->account);
	sg_script_int(script, row->version);
	sg_script_int(script, row->at_us);
	sg_script_int(script, row->amount);
	sg_script_int(script, row->day);
	sg_script_int(script, row->state);
	sg_script_text(script, row->reason);
	sg_script_time(script, row->since_us);
	sg_script_text(script, row->tier);
	sg_script_int(script, row->points);
	sg_script_id(script, &row->id);
	if (read_version != 0) {
		sg_script_int(script, read_version);
		sg_script_expect_rows(script, 1, SG_STALE_CHARGE);
	}
}
