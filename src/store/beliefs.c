/* The statements of the memory. */
#include "store/beliefs.h"

#include "store/seal.h"

static void bind_key(struct sg_script *script, const struct sg_belief_key *key)
{
	sg_script_id(script, &key->guest);
	sg_script_text(script, key->topic);
	sg_script_id(script, &key->property);
}

void sg_beliefs_read(struct sg_script *script, const struct sg_belief_key *key)
{
	sg_script_add(script, "SELECT context, seen_us, sealed_state FROM belief "
			      "WHERE guest = ? AND topic = ? AND property = ?;");
	bind_key(script, key);
}

static enum sg_status fail_memory(struct sg_error *error)
{
	return sg_fail(error, SG_MEMORY, "memory_short", "", "out of memory");
}

enum sg_status sg_beliefs_take(const struct sg_script *script,
	const struct sg_belief_key *key, struct sg_arena *arena, struct sg_error *error,
	struct sg_belief_row **ret_rows, size_t *ret_count)
{
	const struct sg_rows *rows = sg_script_rows(script, 0);
	struct sg_belief_row *taken = sg_arena_array(arena, rows->count, sizeof *taken);
	enum sg_status status = SG_OK;

	if (taken == NULL) {
		return fail_memory(error);
	}
	for (size_t i = 0; i < rows->count && status == SG_OK; i++) {
		taken[i].context = (int32_t)sg_rows_int(rows, i, 0);
		taken[i].seen_us = sg_rows_time(rows, i, 1);
		status = sg_seal_open_bytes(
			rows, i, 2, &key->guest, error, &taken[i].state, &taken[i].len);
	}
	*ret_rows = taken;
	*ret_count = rows->count;
	return status;
}

void sg_belief_write(struct sg_script *script, const struct sg_belief_key *key,
	const struct sg_belief_row *row)
{
	sg_script_add(script,
		"INSERT INTO belief (guest, topic, property, context, seen_us, "
		"sealed_state) "
		"VALUES (?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE "
		"seen_us = VALUES(seen_us), sealed_state = VALUES(sealed_state);");
	bind_key(script, key);
	sg_script_int(script, row->context);
	sg_script_int(script, row->seen_us);
	sg_seal_bind_bytes(script, &key->guest, row->state, row->len);
}

static enum sg_context context_at(const struct sg_rows *rows, size_t row, size_t column)
{
	int64_t context = sg_rows_int(rows, row, column);

	return context >= 0 && context < SG_CONTEXTS ? (enum sg_context)context
	                                             : SG_CONTEXT_ALL;
}

void sg_observations_read(struct sg_script *script, const struct sg_belief_key *key)
{
	sg_script_add(script,
		"SELECT id, at_us, sealed_value, party, season FROM observation "
		"WHERE guest = ? AND topic = ? AND property = ? "
		"ORDER BY at_us, id;");
	bind_key(script, key);
}

enum sg_status sg_observations_take(const struct sg_script *script, size_t set,
	const struct sg_belief_key *key, struct sg_arena *arena, struct sg_error *error,
	struct sg_observation_row **ret_rows, size_t *ret_count)
{
	const struct sg_rows *rows = sg_script_rows(script, set);
	struct sg_observation_row *taken =
		sg_arena_array(arena, rows->count, sizeof *taken);
	enum sg_status status = SG_OK;

	if (taken == NULL) {
		return fail_memory(error);
	}
	for (size_t i = 0; i < rows->count && status == SG_OK; i++) {
		taken[i].party = context_at(rows, i, 3);
		taken[i].season = context_at(rows, i, 4);
		taken[i].id = sg_rows_id(rows, i, 0);
		taken[i].at_us = sg_rows_time(rows, i, 1);
		status = sg_seal_open(rows, i, 2, &key->guest, error, &taken[i].value);
	}
	*ret_rows = taken;
	*ret_count = rows->count;
	return status;
}

void sg_consent_renewed_read(struct sg_script *script, const struct sg_id *guest,
	int32_t purpose, int64_t after_us)
{
	sg_script_add(script, "SELECT MIN(at_us) FROM consent WHERE guest = ? AND "
			      "at_us > ? AND purpose = ? AND given;");
	sg_script_id(script, guest);
	sg_script_int(script, after_us);
	sg_script_int(script, purpose);
}

int64_t sg_consent_renewed_take(const struct sg_script *script, size_t set)
{
	return sg_rows_time(sg_script_rows(script, set), 0, 0);
}

void sg_consent_withdrawn_read(
	struct sg_script *script, const struct sg_id *guest, int32_t purpose)
{
	sg_script_add(script, "SELECT MAX(at_us) FROM consent WHERE guest = ? AND "
			      "purpose = ? AND NOT given;");
	sg_script_id(script, guest);
	sg_script_int(script, purpose);
}

int64_t sg_consent_withdrawn_take(const struct sg_script *script, size_t set)
{
	return sg_rows_time(sg_script_rows(script, set), 0, 0);
}

void sg_observations_since_read(
	struct sg_script *script, const struct sg_id *guest, int64_t from_us)
{
	sg_script_add(script, "SELECT id, at_us, sealed_value, party, season, topic, "
			      "property FROM observation WHERE guest = ? AND at_us >= ? "
			      "ORDER BY topic, property, at_us, id;");
	sg_script_id(script, guest);
	sg_script_int(script, from_us);
}

enum sg_status sg_observations_since_take(const struct sg_script *script,
	const struct sg_id *guest, struct sg_arena *arena, struct sg_error *error,
	struct sg_belief_key **ret_keys, struct sg_observation_row **ret_rows,
	size_t *ret_count)
{
	const struct sg_belief_key of = {.guest = *guest};
	const struct sg_rows *rows = sg_script_rows(script, 0);
	struct sg_belief_key *keys = sg_arena_array(arena, rows->count, sizeof *keys);
	enum sg_status status =
		sg_observations_take(script, 0, &of, arena, error, ret_rows, ret_count);

	if (status == SG_OK && keys == NULL) {
		return fail_memory(error);
	}
	for (size_t i = 0; status == SG_OK && i < rows->count; i++) {
		keys[i].guest = *guest;
		keys[i].topic = sg_rows_text(rows, i, 5);
		keys[i].property = sg_rows_id(rows, i, 6);
	}
	*ret_keys = keys;
	return status;
}

void sg_observations_forget_before(
	struct sg_script *script, const struct sg_id *guest, int64_t from_us)
{
	sg_script_add(script, "DELETE FROM observation WHERE guest = ? AND at_us < ?;");
	sg_script_id(script, guest);
	sg_script_int(script, from_us);
	sg_script_add(script, "DELETE FROM belief WHERE guest = ?;");
	sg_script_id(script, guest);
}

void sg_observation_add(struct sg_script *script, const struct sg_belief_key *key,
	const struct sg_observation_row *row)
{
	sg_script_add(script,
		"INSERT INTO observation (guest, topic, property, at_us, id, "
		"sealed_value, party, season) VALUES (?, ?, ?, ?, ?, ?, ?, ?);");
	bind_key(script, key);
	sg_script_int(script, row->at_us);
	sg_script_id(script, &row->id);
	sg_seal_bind(script, &key->guest, row->value);
	sg_script_int(script, (int64_t)row->party);
	sg_script_int(script, (int64_t)row->season);
}

void sg_observations_purge(struct sg_script *script, const struct sg_belief_key *key)
{
	sg_script_add(script, "DELETE o FROM (SELECT guest, topic, property, at_us, id "
			      "FROM observation "
			      "WHERE guest = ? AND topic = ? AND property = ? "
			      "ORDER BY at_us DESC, id DESC LIMIT 1000 OFFSET ?) old "
			      "STRAIGHT_JOIN observation o ON o.guest = old.guest "
			      "AND o.topic = old.topic AND o.property = old.property "
			      "AND o.at_us = old.at_us AND o.id = old.id;");
	bind_key(script, key);
	sg_script_int(script, SG_OBSERVATIONS_MAX);
}

static void forget(struct sg_script *script, const char *sql, const struct sg_id *guest,
	const char *topic)
{
	sg_script_add(script, sql);
	sg_script_id(script, guest);
	if (topic != NULL) {
		sg_script_add(script, "AND topic = ?");
		sg_script_text(script, topic);
	}
	sg_script_add(script, ";");
}

void sg_beliefs_forget(
	struct sg_script *script, const struct sg_id *guest, const char *topic)
{
	forget(script, "DELETE FROM observation WHERE guest = ?", guest, topic);
	forget(script, "DELETE FROM belief WHERE guest = ?", guest, topic);
}

void sg_beliefs_forget_at(
	struct sg_script *script, const struct sg_id *guest, const struct sg_id *property)
{
	static const char *const statements[] = {
		"DELETE FROM observation WHERE guest = ? AND property = ?;",
		"DELETE FROM belief WHERE guest = ? AND property = ?;"};

	for (size_t i = 0; i < sizeof statements / sizeof statements[0]; i++) {
		sg_script_add(script, statements[i]);
		sg_script_id(script, guest);
		sg_script_id(script, property);
	}
}

void sg_consent_insert(struct sg_script *script, const struct sg_consent_row *row)
{
	sg_script_add(script,
		"INSERT INTO consent (guest, at_us, id, purpose, given, property, "
		"sealed_body) VALUES (?, ?, ?, ?, ?, ?, ?);");
	sg_script_id(script, &row->guest);
	sg_script_int(script, row->at_us);
	sg_script_id(script, &row->id);
	sg_script_int(script, row->purpose);
	sg_script_int(script, row->given ? 1 : 0);
	sg_script_id(script, &row->property);
	sg_seal_bind(script, &row->guest, row->body);
}

void sg_consents_read(struct sg_script *script, const struct sg_id *guest, uint32_t most)
{
	sg_script_add(script,
		"SELECT id, property, at_us, purpose, given, sealed_body FROM consent "
		"WHERE guest = ? ORDER BY at_us DESC, id DESC LIMIT ?;");
	sg_script_id(script, guest);
	sg_script_int(script, most);
}

enum sg_status sg_consents_take(const struct sg_script *script, size_t set,
	const struct sg_id *guest, struct sg_arena *arena, struct sg_error *error,
	const struct sg_consent_row **ret_rows, size_t *ret_count)
{
	const struct sg_rows *rows = sg_script_rows(script, set);
	struct sg_consent_row *taken = sg_arena_array(arena, rows->count, sizeof *taken);
	enum sg_status status = SG_OK;

	if (taken == NULL) {
		return sg_fail(error, SG_MEMORY, "memory_short", "", "out of memory");
	}
	for (size_t i = 0; i < rows->count && status == SG_OK; i++) {
		taken[i] = (struct sg_consent_row){.guest = *guest,
			.id = sg_rows_id(rows, i, 0),
			.property = sg_rows_id(rows, i, 1),
			.at_us = sg_rows_time(rows, i, 2),
			.purpose = (int32_t)sg_rows_int(rows, i, 3),
			.given = sg_rows_int(rows, i, 4) != 0};
		status = sg_seal_open(rows, i, 5, guest, error, &taken[i].body);
	}
	if (status == SG_OK) {
		*ret_rows = taken;
		*ret_count = rows->count;
	}
	return status;
}
