/* The statements of going through a guest's stays. */
#include "store/guest_walks.h"

#include "core/hash.h"
#include "core/time.h"
#include "store/postings.h"
#include "store/rows.h"
#include "store/stays.h"

static const struct sg_id nobody = {{0}};

static void write_down(struct sg_script *script, const struct sg_id *guests, size_t count,
	const struct sg_id *property, int64_t now_us)
{
	size_t padded = sg_rows_padded(count);

	sg_script_list(script, "INSERT INTO guest_walk (guest, shard, house, due_at, "
			       "property, departure_day, stay) VALUES");
	for (size_t i = 0; i < padded; i++) {
		const struct sg_id *guest = &guests[i < count ? i : count - 1];

		sg_script_row(script, 7);
		sg_script_id(script, guest);
		sg_script_int(script, sg_shard_of(guest));
		sg_script_id(script, property);
		sg_script_int(script, now_us);
		sg_script_id(script, &nobody);
		sg_script_int(script, 0);
		sg_script_id(script, &nobody);
	}
	sg_script_list_end(script,
		"ON DUPLICATE KEY UPDATE house = VALUES(house), "
		"due_at = VALUES(due_at), property = VALUES(property), "
		"departure_day = VALUES(departure_day), stay = VALUES(stay);");
}

void sg_guest_walks_begin(struct sg_script *script, const struct sg_id *guests,
	size_t count, const struct sg_id *property, int64_t now_us)
{
	sg_script_add(script, "IF (SELECT COUNT(*) FROM (SELECT 1 FROM posting FORCE "
			      "INDEX (near) WHERE guest IN (");
	sg_rows_bind_ids(script, guests, count);
	sg_script_add(script, ") LIMIT ?) some) > ? THEN");
	sg_script_int(script, SG_GUEST_WALK_FROM + 1);
	sg_script_int(script, SG_GUEST_WALK_FROM);
	write_down(script, guests, count, property, now_us);
	sg_script_add(script, "ELSE");
	sg_postings_of_guests(script, guests, count, now_us);
	sg_script_add(script, "END IF;");
}

void sg_guest_walks_due(struct sg_script *script, const struct sg_due_query *due)
{
	sg_script_add(script,
		"SELECT w.guest, w.house, p.version, p.clock_us, w.property, "
		"w.departure_day, w.stay FROM guest_walk w FORCE INDEX (soonest) "
		"STRAIGHT_JOIN property p ON p.id = w.house");
	sg_due_soonest_where(script, due, "w.shard", "w.due_at", "w.guest");
}

enum sg_status sg_guest_walks_take(const struct sg_script *script, struct sg_arena *arena,
	struct sg_error *error, struct sg_guest_walk_row **ret_rows, size_t *ret_count)
{
	const struct sg_rows *rows = sg_script_rows(script, 0);
	struct sg_guest_walk_row *taken =
		sg_arena_array(arena, rows->count, sizeof *taken);

	if (taken == NULL) {
		return sg_fail(error, SG_MEMORY, "memory_short", "", "out of memory");
	}
	for (size_t i = 0; i < rows->count; i++) {
		taken[i] = (struct sg_guest_walk_row){
			.guest = sg_rows_id(rows, i, 0),
			.house = sg_rows_id(rows, i, 1),
			.house_version = (uint32_t)sg_rows_int(rows, i, 2),
			.clock_us = sg_rows_time(rows, i, 3),
			.property = sg_rows_id(rows, i, 4),
			.departure_day = sg_rows_day(rows, i, 5),
			.stay = sg_rows_id(rows, i, 6),
		};
	}
	*ret_rows = taken;
	*ret_count = rows->count;
	return SG_OK;
}

/* In the key's own order, so that each pass reads on where the last one ended. */
void sg_guest_walk_read(
	struct sg_script *script, const struct sg_guest_walk_row *row, uint32_t most)
{
	sg_script_add(script,
		"SELECT property, departure_day, stay FROM posting FORCE INDEX (near) "
		"WHERE (guest = ? AND property = ? AND departure_day = ? AND stay > ?) "
		"OR (guest = ? AND property = ? AND departure_day > ?) "
		"OR (guest = ? AND property > ?) "
		"ORDER BY guest, property, departure_day, stay LIMIT ?;");
	sg_script_id(script, &row->guest);
	sg_script_id(script, &row->property);
	sg_script_int(script, row->departure_day);
	sg_script_id(script, &row->stay);
	sg_script_id(script, &row->guest);
	sg_script_id(script, &row->property);
	sg_script_int(script, row->departure_day);
	sg_script_id(script, &row->guest);
	sg_script_id(script, &row->property);
	sg_script_int(script, most);
}

void sg_guest_walk_settle(struct sg_script *script, const struct sg_guest_walk_row *read,
	const struct sg_guest_walk_row *now, int64_t due_us)
{
	bool over = due_us == SG_NO_TIME;

	sg_script_add(script, over ? "DELETE FROM guest_walk"
				   : "UPDATE guest_walk SET property = ?, "
				     "departure_day = ?, stay = ?, due_at = ?");
	if (!over) {
		sg_script_id(script, &now->property);
		sg_script_int(script, now->departure_day);
		sg_script_id(script, &now->stay);
		sg_script_time(script, due_us);
	}
	sg_script_add(script, "WHERE guest = ? AND property = ? AND departure_day = ? "
			      "AND stay = ?;");
	sg_script_id(script, &read->guest);
	sg_script_id(script, &read->property);
	sg_script_int(script, read->departure_day);
	sg_script_id(script, &read->stay);
	sg_script_expect_rows(script, 1, SG_STALE_POSTING);
}
