/* The statements of a stay's write. */
#include "store/stays.h"

#include <string.h>

#include "store/rows.h"
#include "store/seal.h"

enum { STAY_COLUMNS = 24 };

void sg_taken_insert(struct sg_script *script, const struct sg_taken_write *taken)
{
	struct sg_id digest; /* copied with it: `taken` need not stand until the run */

	memcpy(digest.bytes, taken->digest, sizeof digest.bytes);
	sg_script_add(script,
		"INSERT INTO taken (subject, document, digest, outcome, revision, at_us) "
		"VALUES (?, ?, ?, ?, ?, ?);");
	sg_script_id(script, &taken->subject);
	sg_script_text(script, taken->document);
	sg_script_id(script, &digest);
	sg_script_int(script, taken->outcome);
	sg_script_int(script, taken->revision);
	sg_script_int(script, taken->at_us);
}

static void bind_stay(struct sg_script *script, const struct sg_stay_row *row)
{
	sg_script_int(script, row->version);
	sg_script_int(script, row->status);
	sg_script_int(script, row->status_stamp.time_us);
	sg_script_int(script, row->status_stamp.version);
	sg_script_int(script, row->arrival_day);
	sg_script_int(script, row->departure_day);
	sg_script_text(script, row->room);
	sg_script_int(script, row->room_stamp.time_us);
	sg_script_int(script, row->room_stamp.version);
	sg_script_int(script, row->leaves_us);
	sg_script_text(script, row->group);
	sg_script_time(script, row->checked_in_us);
	sg_script_time(script, row->checked_out_us);
	sg_script_int(script, row->touched_us);
	sg_script_time(script, row->plan_at_us);
	sg_script_int(script, row->revision);
	sg_script_int(script, row->planned_version);
	sg_script_int(script, row->planned_room);
	sg_script_int(script, row->planned_house);
	sg_script_int(script, (int64_t)row->planned_catalog);
	sg_seal_bind(script, &row->id, row->state);
}

void sg_stay_write(
	struct sg_script *script, const struct sg_stay_row *row, uint32_t read_version)
{
	if (read_version == 0) {
		sg_script_add(script,
			"INSERT INTO stay (version, status, status_us, status_version, "
			"arrival_day, departure_day, room, room_us, room_version, "
			"leaves_us, group_code, "
			"checked_in_us, checked_out_us, touched_us, plan_at, revision, "
			"planned_version, planned_room, planned_house, planned_catalog, "
			"sealed_state, id, property, shard) VALUES (");
		sg_script_marks(script, STAY_COLUMNS);
		sg_script_add(script, ");");
		bind_stay(script, row);
		sg_script_id(script, &row->id);
		sg_script_id(script, &row->property);
		sg_script_int(script, row->shard);
		return;
	}
	sg_script_add(script,
		"UPDATE stay SET version = ?, status = ?, status_us = ?, status_version "
		"= ?, "
		"arrival_day = ?, departure_day = ?, room = ?, room_us = ?, "
		"room_version = ?, leaves_us = ?, group_code = ?, checked_in_us = ?, "
		"checked_out_us = ?, touched_us = ?, plan_at = ?, revision = ?, "
		"planned_version = ?, planned_room = ?, planned_house = ?, "
		"planned_catalog = ?, sealed_state = ? WHERE id = ? AND version = ?;");
	bind_stay(script, row);
	sg_script_id(script, &row->id);
	sg_script_int(script, read_version);
	sg_script_expect_rows(script, 1, SG_STALE_STAY);
}

void sg_stay_refs_add(struct sg_script *script, const struct sg_id *stay,
	const struct sg_id *keys, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		sg_script_add(
			script, "INSERT INTO stay_ref (ref_key, stay) VALUES (?, ?);");
		sg_script_id(script, &keys[i]);
		sg_script_id(script, stay);
	}
}

void sg_stay_guests_set(struct sg_script *script, const struct sg_id *stay,
	const struct sg_id *guests, size_t count, int32_t departure_day)
{
	sg_script_add(script, "DELETE FROM stay_guest WHERE stay = ?;");
	sg_script_id(script, stay);
	for (size_t i = 0; i < count; i++) {
		sg_script_add(script,
			"INSERT INTO stay_guest (stay, guest, departure_day) VALUES (?, "
			"?, ?) "
			"ON DUPLICATE KEY UPDATE departure_day = VALUES(departure_day);");
		sg_script_id(script, stay);
		sg_script_id(script, &guests[i]);
		sg_script_int(script, departure_day);
	}
}

void sg_revision_insert(struct sg_script *script, const struct sg_id *stay,
	const struct sg_revision_row *revision)
{
	sg_script_add(script,
		"INSERT INTO checklist (stay, revision, state, cause, at_us, "
		"business_day, "
		"catalog, states, sealed_body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);");
	sg_script_id(script, stay);
	sg_script_int(script, revision->revision);
	sg_script_int(script, revision->state);
	sg_script_text(script, revision->cause);
	sg_script_int(script, revision->at_us);
	sg_script_int(script, revision->business_day);
	sg_script_int(script, (int64_t)revision->catalog);
	sg_script_text(script, revision->states);
	sg_seal_bind(script, stay, revision->body);
}

static void want_values(struct sg_script *script, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		sg_script_add(
			script, i == 0 ? "(?, ?, ?, ?, ?, ?, 0, ?, NULL, 0, ?, ?, ?)"
				       : ", (?, ?, ?, ?, ?, ?, 0, ?, NULL, 0, ?, ?, ?)");
	}
}

void sg_delivery_want(struct sg_script *script, const struct sg_stay_row *stay,
	uint32_t revision, const struct sg_wanted_row *wanted, size_t count,
	int64_t wall_us)
{
	if (count == 0) {
		return;
	}
	sg_script_add(script,
		"INSERT INTO delivery (shard, stay, endpoint, property, wanted, must, "
		"delivered, ends, sent_digest, attempts, due_at, wanted_us, deadline) "
		"VALUES ");
	want_values(script, count);
	for (size_t i = 0; i < count; i++) {
		sg_script_int(script, stay->shard);
		sg_script_id(script, &stay->id);
		sg_script_id(script, &wanted[i].endpoint);
		sg_script_id(script, &stay->property);
		sg_script_int(script, revision);
		sg_script_int(script, wanted[i].must ? revision : 0);
		sg_script_int(script, wanted[i].ends ? 1 : 0);
		sg_script_int(script, wanted[i].due_us);
		sg_script_int(script, wall_us);
		sg_script_int(script, wanted[i].deadline_us);
	}
	sg_script_add(script,
		" ON DUPLICATE KEY UPDATE "
		"must = GREATEST(must, VALUES(must)), ends = VALUES(ends), "
		"wanted_us = IF(due_at IS NULL, VALUES(wanted_us), wanted_us), "
		"due_at = VALUES(due_at), wanted = VALUES(wanted), attempts = 0, "
		"deadline = VALUES(deadline), dead_us = NULL, reason = NULL;");
}

void sg_item_put(
	struct sg_script *script, const struct sg_item_row *item, const char *note)
{
	sg_script_add(script,
		"INSERT INTO item (stay, item, state, at_us, room, actor, sealed_note) "
		"VALUES (?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE state = "
		"VALUES(state), "
		"at_us = VALUES(at_us), room = VALUES(room), actor = VALUES(actor), "
		"sealed_note = VALUES(sealed_note);");
	sg_script_id(script, &item->stay);
	sg_script_text(script, item->item);
	sg_script_int(script, item->state);
	sg_script_int(script, item->at_us);
	sg_script_text(script, item->room);
	sg_script_text(script, item->actor);
	sg_seal_bind(script, &item->stay, note);
}

void sg_items_blank(struct sg_script *script, const struct sg_id *guest)
{
	sg_script_add(script,
		"UPDATE stay_guest g STRAIGHT_JOIN item i ON i.stay = g.stay "
		"SET i.sealed_note = NULL "
		"WHERE g.guest = ? AND i.sealed_note IS NOT NULL;");
	sg_script_id(script, guest);
}

void sg_room_bump(struct sg_script *script, const struct sg_id *property,
	const char *number, uint32_t version)
{
	sg_script_add(script, "UPDATE room SET version = version + 1 "
			      "WHERE property = ? AND number = ? AND version = ?;");
	sg_script_id(script, property);
	sg_script_text(script, number);
	sg_script_int(script, version);
	sg_script_expect_rows(script, 1, SG_STALE_ROOM);
}

void sg_occupancy_insert(struct sg_script *script, const struct sg_id *property,
	const char *room, const struct sg_id *stay, int64_t from_us, int64_t until_us)
{
	sg_script_add(script,
		"INSERT INTO occupancy (property, room, until_us, stay, from_us) "
		"VALUES (?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE from_us = "
		"VALUES(from_us);");
	sg_script_id(script, property);
	sg_script_text(script, room);
	sg_script_int(script, until_us);
	sg_script_id(script, stay);
	sg_script_int(script, from_us);
}

void sg_occupancy_delete(struct sg_script *script, const struct sg_id *property,
	const char *room, const struct sg_id *stay, int64_t until_us)
{
	sg_script_add(script,
		"DELETE FROM occupancy WHERE property = ? AND room = ? AND until_us = ? "
		"AND stay = ?;");
	sg_script_id(script, property);
	sg_script_text(script, room);
	sg_script_int(script, until_us);
	sg_script_id(script, stay);
}

void sg_revision_read(
	struct sg_script *script, const struct sg_id *stay, uint32_t revision)
{
	sg_script_add(script, "SELECT " SG_REVISION_COLUMNS " FROM checklist c "
			      "WHERE c.stay = ? AND c.revision = ?;");
	sg_script_id(script, stay);
	sg_script_int(script, revision);
}

void sg_revision_in_house_read(struct sg_script *script, const struct sg_id *stay)
{
	sg_script_add(script, "SELECT " SG_REVISION_COLUMNS " FROM checklist c "
			      "WHERE c.stay = ? AND c.state < ? "
			      "ORDER BY c.revision DESC LIMIT 1;");
	sg_script_id(script, stay);
	sg_script_int(script, SG_PLAN_DEPARTED);
}

void sg_room_replan(struct sg_script *script, const struct sg_id *property,
	const char *room, const struct sg_id *except, int32_t today_day,
	int64_t plan_at_us)
{
	sg_script_add(script,
		"UPDATE stay SET plan_at = LEAST(COALESCE(plan_at, ?), ?), "
		"version = version + 1 WHERE property = ? AND room = ? AND active = 1 "
		"AND departure_day >= ? AND id <> ? AND revision > 0;");
	sg_script_int(script, plan_at_us);
	sg_script_int(script, plan_at_us);
	sg_script_id(script, property);
	sg_script_text(script, room);
	sg_script_int(script, today_day);
	sg_script_id(script, except);
}

void sg_stay_find(struct sg_script *script, const struct sg_id *keys, size_t count)
{
	sg_script_add(script, "SELECT stay FROM stay_ref WHERE ref_key IN (");
	sg_rows_bind_ids(script, keys, count);
	sg_script_add(script, ") LIMIT 1;");
}

/* A stay is not looked for among those that end later after what was seen in it. */
enum { LONGEST_DAYS = 92 };

void sg_stay_seen_read(struct sg_script *script, const struct sg_stay_seen *seen)
{
	if (seen->key_count > 0) {
		sg_script_add(script, "SELECT s.id, s.sealed_state FROM stay_ref r "
				      "JOIN stay s ON s.id = r.stay "
				      "WHERE r.ref_key IN (");
		sg_rows_bind_ids(script, seen->keys, seen->key_count);
		sg_script_add(script, ") LIMIT 1;");
		return;
	}
	sg_script_add(script,
		"SELECT s.id, s.sealed_state FROM stay_guest p "
		"STRAIGHT_JOIN stay s ON s.id = p.stay WHERE p.guest = ? "
		"AND p.departure_day BETWEEN ? AND ? AND s.property = ? "
		"AND s.checked_in_us <= ? "
		"AND (s.checked_out_us IS NULL OR s.checked_out_us >= ?) LIMIT 2;");
	sg_script_id(script, &seen->guest);
	sg_script_int(script, seen->day - 1);
	sg_script_int(script, seen->day + LONGEST_DAYS);
	sg_script_id(script, &seen->property);
	sg_script_int(script, seen->at_us);
	sg_script_int(script, seen->at_us);
}

enum sg_status sg_stay_seen_take(const struct sg_script *script, size_t set,
	struct sg_error *error, const char **ret_state)
{
	const struct sg_rows *rows = sg_script_rows(script, set);
	struct sg_id id;

	*ret_state = NULL;
	if (rows->count != 1) {
		return SG_OK;
	}
	id = sg_rows_id(rows, 0, 0);
	return sg_seal_open(rows, 0, 1, &id, error, ret_state);
}

/* Open stays, and with them everybody in their rooms. */
struct circle {
	const char *from; /* of the stays as o, up to the list of whose they are */
	const struct sg_id *owners;
	size_t owner_count;
	const char *then;
	const char *group; /* NULL = not asked for */
	int32_t today_day;
};

static void add_circle(struct sg_script *script, const struct circle *circle)
{
	sg_script_add(script, circle->from);
	sg_rows_bind_ids(script, circle->owners, circle->owner_count);
	sg_script_add(script, circle->then);
	if (circle->group != NULL) {
		sg_script_text(script, circle->group);
	}
	sg_script_int(script, circle->today_day);
}

/* The rooms first: who comes into one of them meanwhile has not been seen here, and has not seen
 * what is told here, so one of the two waits for the other. */
static void replan_circle(
	struct sg_script *script, const struct circle *circle, int64_t plan_at_us)
{
	sg_script_add(script, "UPDATE (SELECT DISTINCT o.property, o.room ");
	add_circle(script, circle);
	sg_script_add(script, ") here STRAIGHT_JOIN room r "
			      "ON r.property = here.property AND r.number = here.room "
			      "SET r.version = r.version + 1;"
			      "UPDATE (SELECT o.id ");
	add_circle(script, circle);
	sg_script_add(script, " UNION SELECT m.id FROM (SELECT DISTINCT o.property, "
			      "o.room ");
	add_circle(script, circle);
	sg_script_add(script,
		") here STRAIGHT_JOIN stay m ON m.property = here.property "
		"AND m.room = here.room WHERE m.active = 1 AND m.departure_day >= ?"
		") near STRAIGHT_JOIN stay s ON s.id = near.id "
		"SET s.version = s.version + 1, s.plan_at = "
		"LEAST(COALESCE(s.plan_at, ?), ?);");
	sg_script_int(script, circle->today_day);
	sg_script_int(script, plan_at_us);
	sg_script_int(script, plan_at_us);
}

void sg_guests_replan(struct sg_script *script, const struct sg_id *guests, size_t count,
	int32_t today_day, int64_t plan_at_us)
{
	struct circle circle = {
		.from = "FROM stay_guest p JOIN stay o ON o.id = p.stay "
			"WHERE p.guest IN (",
		.owners = guests,
		.owner_count = count,
		.then = ") AND p.departure_day >= ? AND o.active = 1",
		.today_day = today_day,
	};

	replan_circle(script, &circle, plan_at_us);
}

void sg_guest_replan(struct sg_script *script, const struct sg_id *guest,
	int32_t today_day, int64_t plan_at_us)
{
	sg_guests_replan(script, guest, 1, today_day, plan_at_us);
}

void sg_group_replan(struct sg_script *script, const struct sg_id *property,
	const char *group, int32_t today_day, int64_t plan_at_us)
{
	struct circle circle = {
		.from = "FROM stay o WHERE o.property IN (",
		.owners = property,
		.owner_count = 1,
		.then = ") AND o.group_code = ? AND o.departure_day >= ? "
			"AND o.active = 1",
		.group = group,
		.today_day = today_day,
	};

	replan_circle(script, &circle, plan_at_us);
}

void sg_house_replan(
	struct sg_script *script, const struct sg_id *property, int64_t plan_at_us)
{
	sg_script_add(script,
		"UPDATE stay SET plan_at = LEAST(COALESCE(plan_at, ?), ?), "
		"version = version + 1 WHERE property = ? AND status IN (0, 1, 2);");
	sg_script_int(script, plan_at_us);
	sg_script_int(script, plan_at_us);
	sg_script_id(script, property);
}

void sg_stay_touch(struct sg_script *script, const struct sg_id *stay, int64_t wall_us)
{
	sg_script_add(script, "UPDATE stay SET touched_us = GREATEST(touched_us, ?) "
			      "WHERE id = ?;");
	sg_script_int(script, wall_us);
	sg_script_id(script, stay);
}

void sg_stay_keys_read(struct sg_script *script, const struct sg_id *stay)
{
	sg_script_add(script, "SELECT ref_key FROM stay_ref WHERE stay = ?;");
	sg_script_id(script, stay);
}
