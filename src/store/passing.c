/* The statements about what passes with a stay. */
#include "store/passing.h"

#include "store/rows.h"
#include "store/seal.h"
#include "store/stays.h"

void sg_passing_find(struct sg_script *script, const struct sg_id *guest,
	const struct sg_id *property, const struct sg_id *named, int32_t today_day)
{
	if (!sg_id_is_nil(named)) {
		sg_script_add(script,
			"SELECT id, property FROM stay WHERE id = ? AND active = 1;");
		sg_script_id(script, named);
		return;
	}
	sg_script_add(script,
		"SELECT o.id, o.property FROM stay_guest p JOIN stay o ON o.id = p.stay "
		"WHERE p.guest = ? AND p.departure_day >= ? AND o.active = 1 "
		"ORDER BY o.property = ? DESC, o.status DESC, o.arrival_day, o.id "
		"LIMIT 1;");
	sg_script_id(script, guest);
	sg_script_int(script, today_day);
	sg_script_id(script, property);
}

void sg_passing_add(struct sg_script *script, const struct sg_id *guest,
	const struct sg_id *stays, size_t count, int64_t plan_at_us)
{
	sg_script_add(script, "INSERT INTO passing (stay, guest) SELECT id, ? FROM stay "
			      "WHERE id IN (");
	sg_script_id(script, guest);
	sg_rows_bind_ids(script, stays, count);
	sg_script_add(script,
		") ON DUPLICATE KEY UPDATE guest = VALUES(guest);"
		"UPDATE stay SET version = version + 1, plan_at = LEAST(COALESCE("
		"plan_at, ?), ?) WHERE id IN (");
	sg_script_int(script, plan_at_us);
	sg_script_int(script, plan_at_us);
	sg_rows_bind_ids(script, stays, count);
	sg_script_add(script, ") AND active = 0;");
}

void sg_passing_expect_open(struct sg_script *script, const struct sg_id *stay)
{
	sg_script_id(script, stay);
	sg_script_expect(script,
		"SELECT active FROM stay WHERE id = ? LOCK IN SHARE MODE) = (1",
		SG_STALE_STAY);
}

void sg_passing_end(
	struct sg_script *script, const struct sg_id *stay, int64_t plan_at_us)
{
	sg_script_add(script, "UPDATE stay SET plan_at = ? WHERE id = ? "
			      "AND EXISTS (SELECT 1 FROM passing WHERE stay = ?);");
	sg_script_int(script, plan_at_us);
	sg_script_id(script, stay);
	sg_script_id(script, stay);
}

void sg_passing_read(struct sg_script *script, const struct sg_id *stay)
{
	sg_script_add(script, "SELECT p.guest, c.version, c.sealed_card FROM passing p "
			      "JOIN guest_card c ON c.guest = p.guest WHERE p.stay = ?;");
	sg_script_id(script, stay);
}

enum sg_status sg_passing_take(const struct sg_script *script, struct sg_arena *arena,
	struct sg_error *error, struct sg_card_row **ret_cards, size_t *ret_count)
{
	const struct sg_rows *rows = sg_script_rows(script, 0);
	struct sg_card_row *cards = sg_arena_array(arena, rows->count, sizeof *cards);
	enum sg_status status = SG_OK;

	if (cards == NULL) {
		return sg_fail(error, SG_MEMORY, "memory_short", "", "out of memory");
	}
	for (size_t i = 0; i < rows->count && status == SG_OK; i++) {
		cards[i].guest = sg_rows_id(rows, i, 0);
		cards[i].version = (uint32_t)sg_rows_int(rows, i, 1);
		status = sg_seal_open(rows, i, 2, &cards[i].guest, error, &cards[i].card);
	}
	if (status == SG_OK) {
		*ret_cards = cards;
		*ret_count = rows->count;
	}
	return status;
}

void sg_passing_drop(
	struct sg_script *script, const struct sg_id *stay, const struct sg_id *guest)
{
	sg_script_add(script, "DELETE FROM passing WHERE stay = ? AND guest = ?;");
	sg_script_id(script, stay);
	sg_script_id(script, guest);
}
