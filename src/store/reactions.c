/* The statements of the log of reactions. */
#include "store/reactions.h"

#include "store/rows.h"
#include "store/seal.h"

static enum sg_status fail_memory(struct sg_error *error)
{
	return sg_fail(error, SG_MEMORY, "memory_short", "", "out of memory");
}

/* A kind that a newer program wrote says nothing to this one. */
static struct sg_reaction_entry take_entry(const struct sg_rows *rows, size_t row)
{
	const char *topic = sg_rows_text(rows, row, 2);
	int64_t kind = sg_rows_int(rows, row, 3);

	return (struct sg_reaction_entry){.property = sg_rows_id(rows, row, 4),
		.reaction = {.id = sg_rows_id(rows, row, 1),
			.topic = topic != NULL && topic[0] != '\0' ? topic : NULL,
			.kind = kind >= 0 && kind < SG_REACTIONS
	                                ? (enum sg_reaction_kind)kind
	                                : SG_REACTION_COMPLAINED,
			.at_us = sg_rows_time(rows, row, 0)}};
}

void sg_reactions_read(struct sg_script *script, const struct sg_id *guest)
{
	sg_script_add(script, "SELECT at_us, id, topic, kind, property FROM reaction "
			      "WHERE guest = ? ORDER BY at_us, id, topic, kind;");
	sg_script_id(script, guest);
}

enum sg_status sg_reactions_take(const struct sg_script *script, size_t set,
	struct sg_arena *arena, struct sg_error *error,
	const struct sg_reaction_entry **ret_entries, size_t *ret_count)
{
	const struct sg_rows *rows = sg_script_rows(script, set);
	struct sg_reaction_entry *taken =
		sg_arena_array(arena, rows->count, sizeof *taken);

	if (taken == NULL) {
		return fail_memory(error);
	}
	for (size_t i = 0; i < rows->count; i++) {
		taken[i] = take_entry(rows, i);
	}
	*ret_entries = taken;
	*ret_count = rows->count;
	return SG_OK;
}

void sg_reaction_add(struct sg_script *script, const struct sg_id *guest,
	const struct sg_reaction_entry *entry, const char *note)
{
	const struct sg_reaction *reaction = &entry->reaction;

	sg_script_add(script,
		"INSERT INTO reaction (guest, at_us, id, topic, kind, property, "
		"sealed_note) VALUES (?, ?, ?, ?, ?, ?, ?) "
		"ON DUPLICATE KEY UPDATE property = VALUES(property);");
	sg_script_id(script, guest);
	sg_script_int(script, reaction->at_us);
	sg_script_id(script, &reaction->id);
	sg_script_text(script, reaction->topic != NULL ? reaction->topic : "");
	sg_script_int(script, reaction->kind);
	sg_script_id(script, &entry->property);
	sg_seal_bind(script, guest, note);
}

void sg_reactions_purge(struct sg_script *script, const struct sg_id *guest)
{
	sg_script_add(script,
		"DELETE o FROM (SELECT p.guest, p.at_us, p.id, p.topic, p.kind "
		"FROM (SELECT guest, at_us, id, topic, kind FROM reaction "
		"WHERE guest = ? ORDER BY at_us DESC, id DESC, topic DESC, kind DESC "
		"LIMIT 1000 OFFSET ?) p WHERE p.kind NOT IN (?, ?, ?, ?, ?, ?) "
		"OR EXISTS (SELECT 1 FROM reaction n WHERE n.guest = p.guest "
		"AND n.at_us > p.at_us AND n.topic = p.topic "
		"AND n.kind IN (?, ?, ?, ?, ?))) old "
		"STRAIGHT_JOIN reaction o ON o.guest = old.guest "
		"AND o.at_us = old.at_us AND o.id = old.id AND o.topic = old.topic "
		"AND o.kind = old.kind;");
	sg_script_id(script, guest);
	sg_script_int(script, SG_REACTIONS_MAX);
	sg_script_int(script, SG_REACTION_IGNORED);
	for (int i = 0; i < 2; i++) {
		sg_script_int(script, SG_REACTION_REFUSED);
		sg_script_int(script, SG_REACTION_STOPPED);
		sg_script_int(script, SG_REACTION_ASKED);
		sg_script_int(script, SG_REACTION_NOTHING);
		sg_script_int(script, SG_REACTION_RESUMED);
	}
}

void sg_reactions_forget(struct sg_script *script, const struct sg_id *guest)
{
	sg_script_add(script, "DELETE FROM reaction WHERE guest = ?;");
	sg_script_id(script, guest);
}

void sg_reactions_forget_learned(struct sg_script *script, const struct sg_id *guest)
{
	sg_script_add(script, "DELETE FROM reaction WHERE guest = ? AND kind IN (?, ?);");
	sg_script_id(script, guest);
	sg_script_int(script, SG_REACTION_WELCOMED);
	sg_script_int(script, SG_REACTION_IGNORED);
}

void sg_reactions_forget_before(struct sg_script *script, const struct sg_id *guest,
	int64_t before_us, bool learned)
{
	sg_script_add(script, "DELETE FROM reaction WHERE guest = ? AND at_us < ?");
	sg_script_id(script, guest);
	sg_script_int(script, before_us);
	if (learned) {
		sg_script_add(script, "AND kind IN (?, ?)");
		sg_script_int(script, SG_REACTION_WELCOMED);
		sg_script_int(script, SG_REACTION_IGNORED);
	}
	sg_script_add(script, ";");
}

void sg_reactions_forget_asked(
	struct sg_script *script, const struct sg_id *guest, const char *topic)
{
	sg_script_add(script, "DELETE FROM reaction WHERE guest = ? AND topic = ? "
			      "AND kind IN (?, ?);");
	sg_script_id(script, guest);
	sg_script_text(script, topic);
	sg_script_int(script, SG_REACTION_ASKED);
	sg_script_int(script, SG_REACTION_WELCOMED);
}

void sg_reactions_forget_one(
	struct sg_script *script, const struct sg_id *guest, const struct sg_id *id)
{
	sg_script_add(script, "DELETE FROM reaction WHERE guest = ? AND id = ?;");
	sg_script_id(script, guest);
	sg_script_id(script, id);
}

void sg_reaction_notes_read(
	struct sg_script *script, const struct sg_id *guests, size_t count, uint32_t most)
{
	sg_script_add(script,
		"SELECT at_us, id, topic, kind, property, guest, sealed_note "
		"FROM reaction WHERE sealed_note IS NOT NULL AND guest IN (");
	sg_rows_bind_ids(script, guests, count);
	sg_script_add(script, ") ORDER BY at_us DESC, id DESC LIMIT ?;");
	sg_script_int(script, most);
}

enum sg_status sg_reaction_notes_take(const struct sg_script *script, size_t set,
	struct sg_arena *arena, struct sg_error *error,
	const struct sg_reaction_note **ret_notes, size_t *ret_count)
{
	const struct sg_rows *rows = sg_script_rows(script, set);
	struct sg_reaction_note *taken =
		sg_arena_array(arena, rows->count, sizeof *taken);
	enum sg_status status = taken != NULL ? SG_OK : fail_memory(error);

	for (size_t i = 0; i < rows->count && status == SG_OK; i++) {
		const struct sg_id guest = sg_rows_id(rows, i, 5);

		taken[i].entry = take_entry(rows, i);
		status = sg_seal_open(rows, i, 6, &guest, error, &taken[i].note);
	}
	if (status == SG_OK) {
		*ret_notes = taken;
		*ret_count = rows->count;
	}
	return status;
}
