/* The statements of benefits' outcomes. */
#include "store/benefits.h"

#include "store/rows.h"
#include "store/seal.h"

#define COLUMNS                                                                          \
	"SELECT b.stay, b.guest, b.programme, b.benefit, b.level, b.item, b.state, "     \
	"b.day, b.at_us, b.sealed_reason FROM benefit_outcome b "

void sg_benefit_put(struct sg_script *script, const struct sg_benefit_row *row)
{
	sg_script_add(script,
		"INSERT INTO benefit_outcome (state, at_us, sealed_reason, level, day, "
		"item, stay, guest, programme, benefit) "
		"VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE "
		"at_us = IF(state = 0 AND item <> VALUES(item), at_us, VALUES(at_us)), "
		"sealed_reason = IF(state = 0 AND item <> VALUES(item), sealed_reason, "
		"VALUES(sealed_reason)), "
		"state = IF(state = 0 AND item <> VALUES(item), state, VALUES(state)), "
		"item = IF(state = 0 AND VALUES(state) <> 0, item, VALUES(item));");
	sg_script_int(script, row->state);
	sg_script_int(script, row->at_us);
	sg_seal_bind(script, &row->guest, row->reason);
	sg_script_text(script, row->level);
	sg_script_day(script, row->day);
	sg_script_text(script, row->item);
	sg_script_id(script, &row->stay);
	sg_script_id(script, &row->guest);
	sg_script_text(script, row->programme);
	sg_script_text(script, row->benefit);
}

void sg_benefit_remove(struct sg_script *script, const struct sg_benefit_row *row)
{
	sg_script_add(script,
		"DELETE FROM benefit_outcome WHERE stay = ? AND guest = ? AND "
		"programme = ? AND benefit = ? AND item = ?;");
	sg_script_id(script, &row->stay);
	sg_script_id(script, &row->guest);
	sg_script_text(script, row->programme);
	sg_script_text(script, row->benefit);
	sg_script_text(script, row->item);
}

void sg_benefits_blank(struct sg_script *script, const struct sg_id *guest)
{
	sg_script_add(script, "UPDATE benefit_outcome SET sealed_reason = NULL "
			      "WHERE guest = ? AND sealed_reason IS NOT NULL;");
	sg_script_id(script, guest);
}

void sg_benefits_read_stay(struct sg_script *script, const struct sg_id *stay)
{
	sg_script_add(script, COLUMNS "WHERE b.stay = ?;");
	sg_script_id(script, stay);
}

void sg_benefits_read(struct sg_script *script, const struct sg_id *guests, size_t count,
	int32_t from_day, int32_t until_day)
{
	sg_script_add(script,
		COLUMNS "JOIN stay s ON s.id = b.stay AND s.status IN (0, 1, 2, 3) "
			"WHERE b.day BETWEEN ? AND ? AND b.guest IN (");
	sg_script_day(script, from_day);
	sg_script_day(script, until_day);
	sg_rows_bind_ids(script, guests, count);
	sg_script_add(script, ") ORDER BY b.day, b.stay, b.programme, b.benefit;");
}

enum sg_status sg_benefits_take(const struct sg_script *script, size_t set,
	struct sg_arena *arena, struct sg_error *error, struct sg_benefit_row **ret_rows,
	size_t *ret_count)
{
	const struct sg_rows *rows = sg_script_rows(script, set);
	struct sg_benefit_row *taken = sg_arena_array(arena, rows->count, sizeof *taken);
	enum sg_status status = SG_OK;

	if (taken == NULL) {
		return sg_fail(error, SG_MEMORY, "memory_short", "", "out of memory");
	}
	for (size_t i = 0; i < rows->count && status == SG_OK; i++) {
		taken[i] = (struct sg_benefit_row){.stay = sg_rows_id(rows, i, 0),
			.guest = sg_rows_id(rows, i, 1),
			.programme = sg_rows_text(rows, i, 2),
			.benefit = sg_rows_text(rows, i, 3),
			.level = sg_rows_text(rows, i, 4),
			.item = sg_rows_text(rows, i, 5),
			.state = (enum sg_benefit_state)sg_rows_int(rows, i, 6),
			.day = sg_rows_day(rows, i, 7),
			.at_us = sg_rows_time(rows, i, 8)};
		status = sg_seal_open(
			rows, i, 9, &taken[i].guest, error, &taken[i].reason);
	}
	if (status == SG_OK) {
		*ret_rows = taken;
		*ret_count = rows->count;
	}
	return status;
}
