/* The statements of properties, room types, groups, rooms and endpoints. */
#include "store/houses.h"

#include <string.h>

#include "store/seal.h"
#include "store/stays.h"

enum { SET_HOUSE, SET_TYPES, SET_ENDPOINTS, SET_OFFERS };

void sg_house_read(struct sg_script *script, const char *code, const struct sg_id *id)
{
	sg_script_declare(script, "v_property BINARY(16) DEFAULT ?");
	sg_script_id(script, code != NULL ? NULL : id);
	if (code != NULL) {
		sg_script_add(script,
			"SET v_property = (SELECT id FROM property WHERE code = ?);");
		sg_script_text(script, code);
	}
	sg_script_add(script,
		"SELECT id, version, state, closed_day, clock_us, snapshot, snapshot_us, "
		"code "
		"FROM property WHERE id = v_property;"
		"SELECT code, state FROM room_type WHERE property = v_property ORDER BY "
		"code;"
		"SELECT id, name, version, enabled, settings, sealed_secrets FROM "
		"endpoint "
		"WHERE property = v_property ORDER BY id;"
		"SELECT body FROM offer WHERE property = v_property ORDER BY code;");
}

static void take_house(const struct sg_rows *rows, struct sg_house_row *ret_house)
{
	*ret_house = (struct sg_house_row){
		.id = sg_rows_id(rows, 0, 0),
		.version = (uint32_t)sg_rows_int(rows, 0, 1),
		.state = sg_rows_text(rows, 0, 2),
		.closed_day = sg_rows_day(rows, 0, 3),
		.clock_us = sg_rows_time(rows, 0, 4),
		.snapshot = sg_rows_text(rows, 0, 5),
		.snapshot_us = sg_rows_time(rows, 0, 6),
	};
}

static enum sg_status take_endpoint(const struct sg_rows *rows, size_t row,
	struct sg_error *error, struct sg_endpoint_row *ret_endpoint)
{
	*ret_endpoint = (struct sg_endpoint_row){
		.id = sg_rows_id(rows, row, 0),
		.name = sg_rows_text(rows, row, 1),
		.version = (uint32_t)sg_rows_int(rows, row, 2),
		.enabled = sg_rows_int(rows, row, 3) != 0,
		.settings = sg_rows_text(rows, row, 4),
	};
	return sg_seal_open(
		rows, row, 5, &ret_endpoint->id, error, &ret_endpoint->secrets);
}

enum sg_status sg_house_take(const struct sg_script *script, struct sg_arena *arena,
	struct sg_error *error, struct sg_house_rows *ret_rows)
{
	const struct sg_rows *types = sg_script_rows(script, SET_TYPES);
	const struct sg_rows *endpoints = sg_script_rows(script, SET_ENDPOINTS);
	const struct sg_rows *offers = sg_script_rows(script, SET_OFFERS);
	struct sg_house_rows rows = {.type_count = types->count,
		.endpoint_count = endpoints->count,
		.offer_count = offers->count};
	enum sg_status status = SG_OK;

	take_house(sg_script_rows(script, SET_HOUSE), &rows.house);
	rows.code = sg_rows_text(sg_script_rows(script, SET_HOUSE), 0, 7);
	rows.types = sg_arena_array(arena, types->count, sizeof *rows.types);
	rows.endpoints = sg_arena_array(arena, endpoints->count, sizeof *rows.endpoints);
	rows.offers = sg_arena_array(arena, offers->count, sizeof(char *));
	if (rows.types == NULL || rows.endpoints == NULL || rows.offers == NULL) {
		return sg_fail(error, SG_MEMORY, "memory_short", "", "out of memory");
	}
	for (size_t i = 0; i < types->count; i++) {
		rows.types[i].code = sg_rows_text(types, i, 0);
		rows.types[i].state = sg_rows_text(types, i, 1);
	}
	for (size_t i = 0; i < offers->count; i++) {
		rows.offers[i] = sg_rows_text(offers, i, 0);
	}
	for (size_t i = 0; i < endpoints->count && status == SG_OK; i++) {
		status = take_endpoint(endpoints, i, error, &rows.endpoints[i]);
	}
	if (status == SG_OK) {
		*ret_rows = rows;
	}
	return status;
}

void sg_house_version_read(struct sg_script *script, const struct sg_id *property)
{
	sg_script_add(script,
		"SELECT version, closed_day, clock_us FROM property WHERE id = ?;");
	sg_script_id(script, property);
}

void sg_house_write(struct sg_script *script, const struct sg_house_row *row,
	const char *code, uint32_t read_version)
{
	if (read_version == 0) {
		sg_script_add(script, "INSERT INTO property (version, state, code, id) "
				      "VALUES (?, ?, ?, ?);");
	} else {
		sg_script_add(script, "UPDATE property SET version = ?, state = ? WHERE "
				      "code = ? AND id = ? "
				      "AND version = ?;");
	}
	sg_script_int(script, row->version);
	sg_script_text(script, row->state);
	sg_script_text(script, code);
	sg_script_id(script, &row->id);
	if (read_version != 0) {
		sg_script_int(script, read_version);
		sg_script_expect_rows(script, 1, SG_STALE_PROPERTY);
	}
}

void sg_house_bump(
	struct sg_script *script, const struct sg_id *property, uint32_t read_version)
{
	sg_script_add(script, "UPDATE property SET version = version + 1 WHERE id = ? "
			      "AND version = ?;");
	sg_script_id(script, property);
	sg_script_int(script, read_version);
	sg_script_expect_rows(script, 1, SG_STALE_PROPERTY);
}

void sg_house_expect(
	struct sg_script *script, const struct sg_id *property, uint32_t read_version)
{
	sg_script_id(script, property);
	sg_script_int(script, read_version);
	sg_script_expect(script,
		"SELECT version FROM property WHERE id = ? LOCK IN SHARE MODE) = (?",
		SG_STALE_PROPERTY);
}

void sg_house_hold(struct sg_script *script, const struct sg_id *property)
{
	sg_script_id(script, property);
	sg_script_expect(script,
		"SELECT COUNT(*) FROM property WHERE id = ? FOR UPDATE) = (1",
		SG_STALE_PROPERTY);
}

void sg_house_close_day(
	struct sg_script *script, const struct sg_id *property, int32_t closed_day)
{
	sg_script_add(script,
		"UPDATE property SET closed_day = GREATEST(COALESCE(closed_day, ?), ?) "
		"WHERE id = ?;");
	sg_script_int(script, closed_day);
	sg_script_int(script, closed_day);
	sg_script_id(script, property);
}

void sg_house_clock(
	struct sg_script *script, const struct sg_id *property, int64_t clock_us)
{
	sg_script_add(script,
		"UPDATE property SET clock_us = GREATEST(COALESCE(clock_us, ?), ?) "
		"WHERE id = ?;");
	sg_script_int(script, clock_us);
	sg_script_int(script, clock_us);
	sg_script_id(script, property);
}

void sg_house_snapshot(struct sg_script *script, const struct sg_id *property,
	const char *snapshot, int64_t snapshot_us)
{
	sg_script_add(script,
		"UPDATE property SET snapshot = ?, snapshot_us = ? WHERE id = ?;");
	sg_script_text(script, snapshot);
	sg_script_time(script, snapshot_us);
	sg_script_id(script, property);
}

void sg_house_snapshot_end(struct sg_script *script, const struct sg_id *property)
{
	sg_script_add(script,
		"UPDATE property SET snapshot_ended = snapshot, "
		"snapshot_ended_us = snapshot_us, snapshot = NULL, "
		"snapshot_us = NULL WHERE id = ? AND snapshot IS NOT NULL;");
	sg_script_id(script, property);
}

void sg_snapshot_read(struct sg_script *script, const struct sg_id *property)
{
	sg_script_add(script, "SELECT snapshot, snapshot_us, snapshot_ended, "
			      "snapshot_ended_us FROM property WHERE id = ?;");
	sg_script_id(script, property);
}

void sg_room_type_put(struct sg_script *script, const struct sg_id *property,
	const char *code, const char *state)
{
	sg_script_add(script,
		"INSERT INTO room_type (property, code, state) VALUES (?, ?, ?) "
		"ON DUPLICATE KEY UPDATE state = VALUES(state);");
	sg_script_id(script, property);
	sg_script_text(script, code);
	sg_script_text(script, state);
}

void sg_group_read(
	struct sg_script *script, const struct sg_id *property, const char *code)
{
	sg_script_add(
		script, "SELECT state FROM stay_group WHERE property = ? AND code = ?;");
	sg_script_id(script, property);
	sg_script_text(script, code);
}

void sg_group_write(struct sg_script *script, const struct sg_id *property,
	const char *code, const char *state, const char *read_state)
{
	sg_script_add(script, read_state == NULL
				      ? "INSERT INTO stay_group (state, property, code) "
					"VALUES (?, ?, ?);"
				      : "UPDATE stay_group SET state = ? "
					"WHERE property = ? AND code = ? AND state = ?;");
	sg_script_text(script, state);
	sg_script_id(script, property);
	sg_script_text(script, code);
	if (read_state != NULL) {
		sg_script_text(script, read_state);
		sg_script_expect_rows(script, 1, SG_STALE_GROUP);
	}
}

void sg_group_expect(struct sg_script *script, const struct sg_id *property,
	const char *code, const char *read_state)
{
	sg_script_id(script, property);
	sg_script_text(script, code);
	sg_script_text(script, read_state);
	sg_script_expect(script,
		"SELECT state FROM stay_group WHERE property = ? AND code = ?) <=> (?",
		SG_STALE_GROUP);
}

void sg_room_read(
	struct sg_script *script, const struct sg_id *property, const char *number)
{
	sg_script_add(script,
		"SELECT number, version, state, residue, last_out_us FROM room "
		"WHERE property = ? AND number = ?;");
	sg_script_id(script, property);
	sg_script_text(script, number);
}

void sg_room_row_take(const struct sg_script *script, size_t set, size_t row,
	struct sg_room_row *ret_row)
{
	const struct sg_rows *rows = sg_script_rows(script, set);

	*ret_row = (struct sg_room_row){
		.number = sg_rows_text(rows, row, 0),
		.version = (uint32_t)sg_rows_int(rows, row, 1),
		.state = sg_rows_text(rows, row, 2),
		.residue = sg_rows_text(rows, row, 3),
		.last_out_us = sg_rows_time(rows, row, 4),
	};
}

void sg_room_write(struct sg_script *script, const struct sg_id *property,
	const struct sg_room_row *row, const struct sg_room_row *read)
{
	sg_script_add(script,
		read == NULL
			? "INSERT INTO room (version, state, made, residue, last_out_us, "
			  "property, number) VALUES (?, ?, ?, ?, ?, ?, ?);"
			: "UPDATE room SET version = ?, state = ?, made = ?, residue = "
			  "?, "
			  "last_out_us = ? WHERE property = ? AND number = ? "
			  "AND version = ? AND state = ?;");
	sg_script_int(script, row->version);
	sg_script_text(script, row->state);
	sg_script_int(script, row->made);
	sg_script_text(script, row->residue);
	sg_script_time(script, row->last_out_us);
	sg_script_id(script, property);
	sg_script_text(script, row->number);
	if (read != NULL) {
		sg_script_int(script, read->version);
		sg_script_text(script, read->state);
		sg_script_expect_rows(script, 1, SG_STALE_ROOM);
	}
}

void sg_endpoint_write(struct sg_script *script, const struct sg_id *property,
	const struct sg_endpoint_row *row, uint32_t read_version)
{
	sg_script_add(script,
		read_version == 0
			? "INSERT INTO endpoint (version, enabled, settings, "
			  "sealed_secrets, "
			  "property, id, name) VALUES (?, ?, ?, ?, ?, ?, ?);"
			: "UPDATE endpoint SET version = ?, enabled = ?, settings = ?, "
			  "sealed_secrets = ? WHERE property = ? AND id = ? AND name = ? "
			  "AND version = ?;");
	sg_script_int(script, row->version);
	sg_script_int(script, row->enabled);
	sg_script_text(script, row->settings);
	sg_seal_bind(script, &row->id, row->secrets);
	sg_script_id(script, property);
	sg_script_id(script, &row->id);
	sg_script_text(script, row->name);
	if (read_version != 0) {
		sg_script_int(script, read_version);
		sg_script_expect_rows(script, 1, SG_STALE_ENDPOINT);
	}
}

void sg_taken_read(
	struct sg_script *script, const struct sg_id *subject, const char *document)
{
	sg_script_add(script, "SELECT digest, outcome, revision FROM taken "
			      "WHERE subject = ? AND document = ?;");
	sg_script_id(script, subject);
	sg_script_text(script, document);
}

void sg_taken_take(
	const struct sg_script *script, size_t set, struct sg_taken_row *ret_taken)
{
	const struct sg_rows *rows = sg_script_rows(script, set);
	struct sg_id digest = sg_rows_id(rows, 0, 0);

	ret_taken->found = rows->count > 0;
	memcpy(ret_taken->digest, digest.bytes, sizeof digest.bytes);
	ret_taken->outcome = (int32_t)sg_rows_int(rows, 0, 1);
	ret_taken->revision = (uint32_t)sg_rows_int(rows, 0, 2);
}

void sg_unmapped_add(struct sg_script *script, const struct sg_id *property,
	const char *group, const char *code, int64_t count, int64_t wall_us)
{
	sg_script_add(script,
		"INSERT INTO unmapped_code (property, code_group, code, seen, last_us) "
		"VALUES (?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE seen = seen + "
		"VALUES(seen), "
		"last_us = VALUES(last_us);");
	sg_script_id(script, property);
	sg_script_text(script, group);
	sg_script_text(script, code);
	sg_script_int(script, count);
	sg_script_int(script, wall_us);
}

void sg_unmapped_read(struct sg_script *script, uint32_t most)
{
	sg_script_add(script,
		"SELECT p.code, u.code_group, u.code, u.seen FROM unmapped_code u "
		"JOIN property p ON p.id = u.property ORDER BY u.seen DESC LIMIT ?;");
	sg_script_int(script, most);
}
