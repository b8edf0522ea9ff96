/* The statements of guests. */
#include "store/guests.h"

#include "store/houses.h"
#include "store/rows.h"
#include "store/seal.h"
#include "store/stays.h"

enum { SET_REFS, SET_GUEST, SET_TAKEN, SET_PROFILES };

void sg_guest_read(struct sg_script *script, const struct sg_id *keys, size_t count,
	const char *document)
{
	sg_script_declare(script, "v_guest BINARY(16) DEFAULT NULL");
	sg_script_add(
		script, "SET v_guest = (SELECT guest FROM guest_ref WHERE ref_key IN (");
	sg_rows_bind_ids(script, keys, count);
	/* Who is not found has no refs, also when he is made between the statements. */
	sg_script_add(script, ") LIMIT 1);"
			      "SELECT ref_key, guest FROM guest_ref "
			      "WHERE v_guest IS NOT NULL AND ref_key IN (");
	sg_rows_bind_ids(script, keys, count);
	sg_script_add(script,
		");"
		"SELECT g.id, g.chain, g.version, g.sealed_state, c.version, "
		"c.sealed_card "
		"FROM guest g JOIN guest_card c ON c.guest = g.id WHERE g.id = v_guest;"
		"SELECT digest, outcome, revision FROM taken "
		"WHERE subject = v_guest AND document = ?;");
	sg_script_text(script, document);
	sg_profiles_read(script);
}

static enum sg_status take_guest(const struct sg_rows *rows, struct sg_error *error,
	struct sg_guest_row *ret_guest)
{
	enum sg_status status;

	*ret_guest = (struct sg_guest_row){
		.id = sg_rows_id(rows, 0, 0),
		.chain = sg_rows_id(rows, 0, 1),
		.version = (uint32_t)sg_rows_int(rows, 0, 2),
		.card_version = (uint32_t)sg_rows_int(rows, 0, 4),
	};
	status = sg_seal_open(rows, 0, 3, &ret_guest->id, error, &ret_guest->state);
	if (status == SG_OK) {
		status =
			sg_seal_open(rows, 0, 5, &ret_guest->id, error, &ret_guest->card);
	}
	return status;
}

enum sg_status sg_guest_take(const struct sg_script *script, struct sg_arena *arena,
	struct sg_error *error, struct sg_guest_file *ret_file)
{
	const struct sg_rows *rows = sg_script_rows(script, SET_REFS);
	struct sg_id *keys = sg_arena_array(arena, rows->count, sizeof *keys);
	struct sg_id *guests = sg_arena_array(arena, rows->count, sizeof *guests);
	struct sg_guest_file file = {.ref_keys = keys, .ref_guests = guests};
	enum sg_status status;

	if (keys == NULL || guests == NULL) {
		return sg_fail(error, SG_MEMORY, "memory_short", "", "out of memory");
	}
	for (size_t i = 0; i < rows->count; i++) {
		keys[i] = sg_rows_id(rows, i, 0);
		guests[i] = sg_rows_id(rows, i, 1);
	}
	file.ref_count = rows->count;
	sg_taken_take(script, SET_TAKEN, &file.taken);
	status = take_guest(sg_script_rows(script, SET_GUEST), error, &file.guest);
	if (status == SG_OK) {
		status = sg_profiles_take(sg_script_rows(script, SET_PROFILES), arena,
			error, &file.profiles, &file.profile_count);
	}
	if (status == SG_OK) {
		*ret_file = file;
	}
	return status;
}

static void insert_guest(
	struct sg_script *script, const struct sg_guest_row *row, int64_t wall_us)
{
	sg_script_add(script,
		"INSERT INTO guest (id, chain, version, sealed_state, created_us) "
		"VALUES (?, ?, ?, ?, ?);");
	sg_script_id(script, &row->id);
	sg_script_id(script, &row->chain);
	sg_script_int(script, row->version);
	sg_seal_bind(script, &row->id, row->state);
	sg_script_int(script, wall_us);
	sg_script_add(script,
		"INSERT INTO guest_card (guest, version, sealed_card) VALUES (?, ?, ?);");
	sg_script_id(script, &row->id);
	sg_script_int(script, row->card_version);
	sg_seal_bind(script, &row->id, row->card);
}

void sg_guest_write(struct sg_script *script, const struct sg_guest_row *row,
	uint32_t read_version, int64_t wall_us)
{
	if (read_version == 0) {
		insert_guest(script, row, wall_us);
		return;
	}
	sg_script_add(script, "UPDATE guest SET version = ?, sealed_state = ? WHERE id = "
			      "? AND version = ?;");
	sg_script_int(script, row->version);
	sg_seal_bind(script, &row->id, row->state);
	sg_script_id(script, &row->id);
	sg_script_int(script, read_version);
	sg_script_expect_rows(script, 1, SG_STALE_GUEST);
}

void sg_guest_bump(
	struct sg_script *script, const struct sg_id *guest, uint32_t read_version)
{
	sg_script_add(script,
		"UPDATE guest SET version = version + 1 WHERE id = ? AND version = ?;");
	sg_script_id(script, guest);
	sg_script_int(script, read_version);
	sg_script_expect_rows(script, 1, SG_STALE_GUEST);
}

void sg_guest_refs_add(struct sg_script *script, const struct sg_id *guest,
	const struct sg_id *keys, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		sg_script_add(
			script, "INSERT INTO guest_ref (ref_key, guest) VALUES (?, ?);");
		sg_script_id(script, &keys[i]);
		sg_script_id(script, guest);
	}
}

void sg_card_read(struct sg_script *script, const struct sg_id *guest)
{
	sg_script_add(script,
		"SELECT guest, version, sealed_card FROM guest_card WHERE guest = ?;");
	sg_script_id(script, guest);
}

enum sg_status sg_card_take(const struct sg_script *script, size_t set,
	struct sg_error *error, struct sg_card_row *ret_row)
{
	const struct sg_rows *rows = sg_script_rows(script, set);
	struct sg_card_row row = {.guest = sg_rows_id(rows, 0, 0),
		.version = (uint32_t)sg_rows_int(rows, 0, 1)};
	enum sg_status status = sg_seal_open(rows, 0, 2, &row.guest, error, &row.card);

	if (status == SG_OK) {
		*ret_row = row;
	}
	return status;
}

void sg_card_write(struct sg_script *script, const struct sg_id *guest, const char *card,
	uint32_t read_version)
{
	sg_script_add(script,
		"UPDATE guest_card SET version = version + 1, sealed_card = ? "
		"WHERE guest = ? AND version = ?;");
	sg_seal_bind(script, guest, card);
	sg_script_id(script, guest);
	sg_script_int(script, read_version);
	sg_script_expect_rows(script, 1, SG_STALE_GUEST);
}

void sg_card_expect(
	struct sg_script *script, const struct sg_id *guest, uint32_t read_version)
{
	sg_script_id(script, guest);
	sg_script_int(script, read_version);
	sg_script_expect(script,
		"SELECT version FROM guest_card WHERE guest = ? LOCK IN SHARE MODE) = (?",
		SG_STALE_GUEST);
}

void sg_statement_insert(struct sg_script *script, const struct sg_id *id,
	const struct sg_id *guest, int64_t stated_us, const char *body)
{
	sg_script_add(script,
		"INSERT INTO statement (id, guest, stated_us, ended, sealed_body) "
		"VALUES (?, ?, ?, 0, ?);");
	sg_script_id(script, id);
	sg_script_id(script, guest);
	sg_script_int(script, stated_us);
	sg_seal_bind(script, guest, body);
}

void sg_statement_supersede(struct sg_script *script, const struct sg_id *id,
	const struct sg_id *by, int64_t at_us)
{
	sg_script_add(script, "UPDATE statement SET ended = ?, ended_by = ?, ended_us = "
			      "? WHERE id = ?;");
	sg_script_int(script, SG_STATEMENT_SUPERSEDED);
	sg_script_id(script, by);
	sg_script_int(script, at_us);
	sg_script_id(script, id);
}

void sg_statement_withdraw(struct sg_script *script, const struct sg_id *guest,
	const struct sg_id *id, const char *by, int64_t at_us)
{
	sg_script_add(script,
		"UPDATE (WITH RECURSIVE past AS (SELECT id FROM statement WHERE id = ? "
		"UNION SELECT s.id FROM statement s JOIN past ON s.ended_by = past.id "
		"WHERE s.guest = ?) SELECT id FROM past) gone "
		"STRAIGHT_JOIN statement s ON s.id = gone.id SET s.sealed_body = ?;");
	sg_script_id(script, id);
	sg_script_id(script, guest);
	sg_seal_bind(script, guest, by);
	sg_script_add(
		script, "UPDATE statement SET ended = ?, ended_us = ? WHERE id = ?;");
	sg_script_int(script, SG_STATEMENT_WITHDRAWN);
	sg_script_int(script, at_us);
	sg_script_id(script, id);
}

static void end_statements(struct sg_script *script, const struct sg_id *guest,
	const char *by, int64_t at_us)
{
	sg_script_add(script,
		"UPDATE statement SET sealed_body = ?, ended_us = COALESCE(ended_us, ?), "
		"ended = IF(ended = 0, ?, ended) WHERE guest = ?");
	sg_seal_bind(script, guest, by);
	sg_script_int(script, at_us);
	sg_script_int(script, SG_STATEMENT_WITHDRAWN);
	sg_script_id(script, guest);
}

void sg_statements_withdraw(struct sg_script *script, const struct sg_id *guest,
	const struct sg_id *kept, size_t count, const char *by, int64_t at_us)
{
	end_statements(script, guest, by, at_us);
	if (count > 0) {
		sg_script_add(script, "AND id NOT IN (");
		sg_rows_bind_ids(script, kept, count);
		sg_script_add(script, ")");
	}
	sg_script_add(script, ";");
}

void sg_statements_blank(struct sg_script *script, const struct sg_id *guest,
	const struct sg_id *ids, size_t count, const char *by, int64_t at_us)
{
	end_statements(script, guest, by, at_us);
	sg_script_add(script, "AND id IN (");
	sg_rows_bind_ids(script, ids, count);
	sg_script_add(script, ");");
}

void sg_statements_read(
	struct sg_script *script, const struct sg_id *guest, uint32_t most)
{
	sg_script_add(script, "SELECT id, stated_us, ended, ended_by, ended_us, "
			      "sealed_body FROM statement "
			      "WHERE guest = ? ORDER BY stated_us DESC LIMIT ?;");
	sg_script_id(script, guest);
	sg_script_int(script, most);
}

enum sg_status sg_statements_take(const struct sg_script *script, size_t set,
	const struct sg_id *guest, struct sg_error *error,
	struct sg_statement_row *ret_rows)
{
	const struct sg_rows *rows = sg_script_rows(script, set);
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < rows->count && status == SG_OK; i++) {
		ret_rows[i].id = sg_rows_id(rows, i, 0);
		ret_rows[i].stated_us = sg_rows_time(rows, i, 1);
		ret_rows[i].end = (enum sg_statement_end)sg_rows_int(rows, i, 2);
		ret_rows[i].ended_by = sg_rows_id(rows, i, 3);
		ret_rows[i].ended_us = sg_rows_time(rows, i, 4);
		status = sg_seal_open(rows, i, 5, guest, error, &ret_rows[i].body);
	}
	return status;
}
