/* The statements of what is owed. */
#include "store/make_goods.h"

#include "store/rows.h"
#include "store/seal.h"
#include "store/stays.h"

void sg_make_goods_find(struct sg_script *script, const struct sg_id *ids, size_t count)
{
	sg_script_add(script, "SELECT id FROM make_good WHERE id IN (");
	sg_rows_bind_ids(script, ids, count);
	sg_script_add(script, ");");
}

void sg_make_good_insert(struct sg_script *script, const struct sg_id *guest,
	const struct sg_make_good *make_good)
{
	sg_script_add(script,
		"INSERT INTO make_good (id, guest, property, stay, at_us, state, "
		"cap_cents, sealed_body) VALUES (?, ?, ?, ?, ?, ?, ?, ?);");
	sg_script_id(script, &make_good->id);
	sg_script_id(script, guest);
	sg_script_id(script, &make_good->property);
	sg_script_id(script, &make_good->stay);
	sg_script_int(script, make_good->at_us);
	sg_script_int(script, make_good->state);
	sg_script_int(script, make_good->cap_cents);
	sg_seal_bind(script, guest, make_good->failed);
}

void sg_make_good_read(struct sg_script *script, const struct sg_id *id)
{
	sg_script_add(script,
		"SELECT m.guest, m.property, m.state, m.cap_cents, m.cost_cents, "
		"m.sealed_thing, c.version, c.sealed_card FROM make_good m "
		"JOIN guest_card c ON c.guest = m.guest WHERE m.id = ?;");
	sg_script_id(script, id);
}

enum sg_status sg_make_good_take(const struct sg_script *script, size_t set,
	struct sg_error *error, struct sg_make_good_row *ret_row)
{
	const struct sg_rows *rows = sg_script_rows(script, set);
	struct sg_make_good_row row = {.found = rows->count > 0,
		.guest = sg_rows_id(rows, 0, 0),
		.property = sg_rows_id(rows, 0, 1),
		.state = (enum sg_make_good_state)sg_rows_int(rows, 0, 2),
		.cap_cents = (int32_t)sg_rows_int(rows, 0, 3),
		.cost_cents = (int32_t)sg_rows_int(rows, 0, 4),
		.card_version = (uint32_t)sg_rows_int(rows, 0, 6)};
	enum sg_status status = sg_seal_open(rows, 0, 5, &row.guest, error, &row.thing);

	if (status == SG_OK) {
		status = sg_seal_open(rows, 0, 7, &row.guest, error, &row.card);
	}
	if (status == SG_OK) {
		*ret_row = row;
	}
	return status;
}

void sg_make_good_decide(struct sg_script *script, const struct sg_id *guest,
	const struct sg_make_good *make_good, const char *thing, int64_t decided_us,
	const char *decided_by)
{
	sg_script_add(script,
		"UPDATE make_good SET state = ?, cost_cents = ?, sealed_thing = ?, "
		"decided_us = ?, decided_by = ? WHERE id = ? AND state = ?;");
	sg_script_int(script, make_good->state);
	sg_script_int(script, make_good->cost_cents);
	sg_seal_bind(script, guest, thing);
	sg_script_int(script, decided_us);
	sg_script_text(script, decided_by);
	sg_script_id(script, &make_good->id);
	sg_script_int(script, SG_MAKE_GOOD_PROPOSED);
	sg_script_expect_rows(script, 1, SG_STALE_GUEST);
}

void sg_make_good_give(
	struct sg_script *script, const struct sg_id *id, enum sg_make_good_state state)
{
	sg_script_add(script, "UPDATE make_good SET state = ? WHERE id = ?;");
	sg_script_int(script, state);
	sg_script_id(script, id);
}

void sg_make_goods_forget(
	struct sg_script *script, const struct sg_id *guest, int64_t until_us)
{
	sg_script_add(script, "DELETE FROM make_good WHERE guest = ? AND at_us < ?;");
	sg_script_id(script, guest);
	sg_script_int(script, until_us);
}
