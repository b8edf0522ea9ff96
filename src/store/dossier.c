/*
 * The read of the hot path: one compound, every result set bounded by keys. What most stays do
 * not have - other stays in their rooms, a group, items acted on - is asked for once and read only
 * where it is there: each statement costs the server as much as one that finds something, and each
 * result set wakes the caller.
 */
#include "store/dossier.h"

#include "store/dossier_sets.h"
#include "store/programmes.h"
#include "store/rows.h"

/* The other stays that hold or will hold one of the rooms from today on, the next ones first. */
#define OTHERS_LIMIT "23"

void sg_dossier_declare(struct sg_script *script, const struct sg_dossier_query *query)
{
	sg_script_declare(script, "v_property BINARY(16) DEFAULT ?");
	sg_script_id(script, &query->property);
	sg_script_declare(script, "v_today INT DEFAULT ?");
	sg_script_int(script, query->today_day);
	sg_script_declare(script, "v_room_a VARCHAR(32) COLLATE utf8mb4_bin DEFAULT ?");
	sg_script_text(script, query->rooms[0]);
	sg_script_declare(script, "v_room_b VARCHAR(32) COLLATE utf8mb4_bin DEFAULT ?");
	sg_script_text(script, query->rooms[1]);
	sg_script_declare(script, "v_room VARCHAR(32) COLLATE utf8mb4_bin DEFAULT NULL");
	sg_script_declare(script, "v_group VARCHAR(32) COLLATE utf8mb4_bin DEFAULT ?");
	sg_script_text(script, query->group);
	sg_script_declare(
		script, "v_grouped VARCHAR(32) COLLATE utf8mb4_bin DEFAULT NULL");
	sg_script_declare(script, "v_others INT DEFAULT 0");
	sg_script_declare(script, "v_stay BINARY(16) DEFAULT ?");
	sg_script_id(script, query->ref_count > 0 ? NULL : &query->stay);
}

static void find(struct sg_script *script, const struct sg_dossier_query *query)
{
	if (query->ref_count > 0) {
		sg_script_add(script,
			"SELECT k.stay, s.room, s.group_code INTO v_stay, v_room, "
			"v_grouped FROM stay_ref k JOIN stay s ON s.id = k.stay "
			"WHERE k.ref_key IN (");
		sg_rows_bind_ids(script, query->refs, query->ref_count);
		sg_script_add(script, ") LIMIT 1;");
	} else {
		sg_script_add(script, "SELECT room, group_code INTO v_room, v_grouped "
				      "FROM stay WHERE id = v_stay;");
	}
}

static void add_others(struct sg_script *script, const struct sg_dossier_query *query)
{
	sg_script_add(script, "FROM stay o WHERE o.property = v_property AND o.room IN");
	sg_script_add(script, query->rooms[1] != NULL   ? "(v_room, v_room_a, v_room_b)"
			      : query->rooms[0] != NULL ? "(v_room, v_room_a)"
							: "(v_room)");
	sg_script_add(script, "AND o.active = 1 AND o.departure_day >= v_today "
			      "AND NOT (o.id <=> v_stay)");
}

/* Versions first: every statement sees what was committed until then, so whoever changes the rest
 * meanwhile is met when these are compared by the write. A row for each guest of the stay. */
static void read_head(struct sg_script *script, const struct sg_dossier_query *query)
{
	sg_script_add(script,
		"SELECT " SG_STAY_COLUMNS ", t.digest, t.outcome, t.revision, v_room, "
		"p.version, p.closed_day, p.clock_us, p.snapshot_us, "
		"r.number, r.version, r.state, r.residue, r.last_out_us, "
		"s.id, g.guest, NULL, g.version, g.sealed_card, " SG_PROGRAMMES_VERSION
		" FROM property p LEFT JOIN stay s ON s.id = v_stay "
		"LEFT JOIN checklist c ON c.stay = s.id AND c.revision = s.revision "
		"LEFT JOIN taken t ON t.subject = s.id AND t.document = ? "
		"LEFT JOIN room r ON r.property = v_property AND r.number = v_room "
		"LEFT JOIN stay_guest q ON q.stay = v_stay "
		"LEFT JOIN guest_card g ON g.guest = q.guest "
		"WHERE p.id = v_property;");
	sg_script_id(script, &query->chain);
	sg_script_text(script, query->document);
}

/* Of the rooms that the document names, the one the stay is in already is in the head. */
static void read_rooms(struct sg_script *script, const struct sg_dossier_query *query)
{
	sg_script_add(script,
		"IF NOT COALESCE(v_room_a, v_room, '') <=> COALESCE(v_room, '') "
		"OR v_room_b IS NOT NULL THEN "
		"SELECT number, version, state, residue, last_out_us, 'rooms' FROM room "
		"WHERE property = v_property AND number IN (v_room_a, v_room_b) "
		"AND NOT (number <=> v_room); END IF;");
	sg_script_add(script, "SET v_others = EXISTS (SELECT 1");
	add_others(script, query);
	sg_script_add(script, ");");
}

/* A single key needs no look: it leads to the stay that was found by it. Where none was found
 * there are no keys, also when one is made between the statements. */
static void read_refs(struct sg_script *script, const struct sg_dossier_query *query)
{
	if (query->ref_count == 0) {
		sg_script_add(script, "SELECT ref_key, stay, 'refs' FROM stay_ref "
				      "WHERE stay = v_stay;");
	} else if (query->ref_count > 1) {
		sg_script_add(script, "SELECT ref_key, stay, 'refs' FROM stay_ref "
				      "WHERE v_stay IS NOT NULL AND ref_key IN (");
		sg_rows_bind_ids(script, query->refs, query->ref_count);
		sg_script_add(script, ");");
	}
}

static void read_named(struct sg_script *script, const struct sg_dossier_query *query)
{
	if (query->named_count > 0) {
		sg_script_add(script,
			"SELECT NULL, g.guest, r.ref_key, g.version, g.sealed_card, "
			"'cards' "
			"FROM guest_ref r JOIN guest_card g ON g.guest = r.guest "
			"WHERE r.ref_key IN (");
		sg_rows_bind_ids(script, query->named, query->named_count);
		sg_script_add(script, ");");
	}
}

static void read_own(struct sg_script *script)
{
	sg_script_add(script,
		"IF EXISTS (SELECT 1 FROM item WHERE stay = v_stay) THEN "
		"SELECT stay, item, state, at_us, room, actor, 'items' FROM item "
		"WHERE stay = v_stay; END IF;"
		"IF v_group IS NOT NULL OR v_grouped IS NOT NULL THEN "
		"SELECT code, state, 'groups' FROM stay_group "
		"WHERE property = v_property AND code IN (v_group, v_grouped); END IF;");
}

static void join_others(struct sg_script *script, const struct sg_dossier_query *query,
	const char *columns, const char *joins)
{
	sg_script_add(script, columns);
	sg_script_add(script, "JOIN (SELECT o.id");
	add_others(script, query);
	sg_script_add(
		script, "ORDER BY o.departure_day, o.id LIMIT " OTHERS_LIMIT ") near");
	sg_script_add(script, joins);
}

/* Sorted when they are taken: here, whole rows with their blobs would go through a temporary
 * table on disk. */
static void read_others(struct sg_script *script, const struct sg_dossier_query *query)
{
	sg_script_add(script, "IF v_others THEN");
	join_others(script, query, "SELECT " SG_STAY_COLUMNS ", 'stays' " SG_STAY_FROM,
		"ON near.id = s.id;");
	join_others(script, query,
		"SELECT p.stay, g.guest, NULL, g.version, g.sealed_card, 'cards' "
		"FROM stay_guest p JOIN guest_card g ON g.guest = p.guest",
		"ON near.id = p.stay;");
	join_others(script, query,
		"SELECT i.stay, i.item, i.state, i.at_us, i.room, i.actor, 'items' "
		"FROM item i",
		"ON near.id = i.stay;");
	join_others(script, query,
		"SELECT g.code, g.state, 'groups' FROM stay s JOIN stay_group g "
		"ON g.property = s.property AND g.code = s.group_code",
		"ON near.id = s.id;");
	sg_script_add(script, "END IF;");
}

void sg_dossier_read_declared(
	struct sg_script *script, const struct sg_dossier_query *query)
{
	find(script, query);
	read_head(script, query);
	read_rooms(script, query);
	read_refs(script, query);
	read_own(script);
	read_others(script, query);
	read_named(script, query);
}

void sg_dossier_read(struct sg_script *script, const struct sg_dossier_query *query)
{
	sg_dossier_declare(script, query);
	sg_dossier_read_declared(script, query);
}
