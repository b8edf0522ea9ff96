/* The statements of charges. */
#include "store/charges.h"

#include "core/time.h"
#include "store/houses.h"
#include "store/rows.h"
#include "store/stays.h"

enum { SET_STAYS, SET_TAKEN, SET_CHARGE };

void sg_charge_read(struct sg_script *script, const struct sg_id *keys, size_t count,
	const char *charge, const char *document)
{
	sg_rows_find_stay(script, keys, count);
	sg_script_add(script,
		"SELECT digest, outcome, revision FROM taken "
		"WHERE subject = v_stay AND document = ?;"
		"SELECT charge, category, gross_cents, net_cents, currency, day, at_us, "
		"reversed FROM charge WHERE stay = v_stay AND charge = ?;");
	sg_script_text(script, document);
	sg_script_text(script, charge);
}

static void take_charge(const struct sg_rows *rows, struct sg_charge_row *ret_row)
{
	*ret_row = (struct sg_charge_row){.charge = sg_rows_text(rows, 0, 0),
		.category = sg_rows_text(rows, 0, 1),
		.gross_cents = sg_rows_int(rows, 0, 2),
		.net_cents = sg_rows_int(rows, 0, 3),
		.currency = sg_rows_text(rows, 0, 4),
		.day = sg_rows_day(rows, 0, 5),
		.at_us = sg_rows_time(rows, 0, 6),
		.reversed = sg_rows_int(rows, 0, 7) != 0};
}

void sg_charge_take(const struct sg_script *script, struct sg_charge_file *ret_file)
{
	const struct sg_rows *stays = sg_script_rows(script, SET_STAYS);
	struct sg_id last = sg_rows_id(stays, 0, 1);

	ret_file->stay = sg_rows_id(stays, 0, 0);
	/* One that was made between the two statements is none that disagrees. */
	ret_file->disagree =
		!sg_id_is_nil(&ret_file->stay) && !sg_id_equal(&ret_file->stay, &last);
	sg_taken_take(script, SET_TAKEN, &ret_file->taken);
	take_charge(sg_script_rows(script, SET_CHARGE), &ret_file->row);
}

void sg_charge_write(struct sg_script *script, const struct sg_id *stay,
	const struct sg_charge_row *row, const struct sg_charge_row *read)
{
	bool known = read->at_us != SG_NO_TIME;

	sg_script_add(script,
		known ? "UPDATE charge SET category = ?, gross_cents = ?, net_cents = ?, "
			"currency = ?, day = ?, at_us = ?, reversed = ? "
			"WHERE stay = ? AND charge = ? AND at_us = ? AND reversed = ?;"
		      : "INSERT INTO charge (category, gross_cents, net_cents, currency, "
			"day, at_us, reversed, stay, charge) "
			"VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);");
	sg_script_text(script, row->category);
	sg_script_int(script, row->gross_cents);
	sg_script_int(script, row->net_cents);
	sg_script_text(script, row->currency);
	sg_script_day(script, row->day);
	sg_script_int(script, row->at_us);
	sg_script_int(script, row->reversed);
	sg_script_id(script, stay);
	sg_script_text(script, row->charge);
	if (known) {
		sg_script_int(script, read->at_us);
		sg_script_int(script, read->reversed);
		sg_script_expect_rows(script, 1, SG_STALE_CHARGE);
	}
}
