/*
 * The read of the hot path: one compound, every result set bounded by keys. What most stays do
 * not have - other stays in their rooms, a group - is asked for once and read only where it is
 * there: a statement that finds nothing costs as much as one that finds.
 */
#include "store/dossier.h"

#include "store/dossier_sets.h"
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
 * meanwhile is met when these are compared by the write. */
static void read_head(struct sg_script *script, const struct sg_dossier_query *query)
{
	sg_script_add(script,
		"SELECT " SG_STAY_COLUMNS ", t.digest, t.outcome, t.revision, v_room, "
		"v_grouped, p.version, p.closed_day, p.clock_us, p.snapshot_us, "
		"r.number, r.version, r.state, r.residue, r.last_out_us "
		"FROM property p LEFT JOIN stay s ON s.id = v_stay "
		"LEFT JOIN checklist c ON c.stay = s.id AND c.revision = s.revision "
		"LEFT JOIN taken t ON t.subject = s.id AND t.document = ? "
		"LEFT JOIN room r ON r.property = v_property AND r.number = v_room "
		"WHERE p.id = v_property;");
	sg_script_text(script, query->document);
	if (query->rooms[0] != NULL || query->rooms[1] != NULL) {
		sg_script_add(script,
			"SELECT number, version, state, residue, last_out_us FROM room "
			"WHERE property = v_property AND number IN (v_room_a, v_room_b) "
			"AND NOT (number <=> v_room);");
	}
}

static void read_stay(struct sg_script *script, const struct sg_dossier_query *query)
{
	sg_script_add(script, "SET v_others = EXISTS (SELECT 1");
	add_others(script, query);
	sg_script_add(script, "); SELECT p.stay, g.guest, NULL, g.version, g.sealed_card "
			      "FROM stay_guest p JOIN guest_card g ON g.guest = p.guest "
			      "WHERE p.stay = v_stay;"
			      "SELECT stay, item, state, at_us, room, actor FROM item "
			      "WHERE stay = v_stay;");
}

/* A single key needs no look: it leads to the stay that was found by it. Where none was found
 * there are no keys, also when one is made between the statements. */
static void read_refs(struct sg_script *script, const struct sg_dossier_query *query)
{
	if (query->ref_count == 0) {
		sg_script_add(script,
			"SELECT ref_key, stay FROM stay_ref WHERE stay = v_stay;");
	} else if (query->ref_count > 1) {
		sg_script_add(script, "SELECT ref_key, stay FROM stay_ref "
				      "WHERE v_stay IS NOT NULL AND ref_key IN (");
		sg_rows_bind_ids(script, query->refs, query->ref_count);
		sg_script_add(script, ");");
	}
}

static void read_named(struct sg_script *script, const struct sg_dossier_query *query)
{
	if (query->named_count > 0) {
		sg_script_add(script,
			"SELECT NULL, g.guest, r.ref_key, g.version, g.sealed_card "
			"FROM guest_ref r JOIN guest_card g ON g.guest = r.guest "
			"WHERE r.ref_key IN (");
		sg_rows_bind_ids(script, query->named, query->named_count);
		sg_script_add(script, ");");
	}
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
	join_others(script, query, "SELECT " SG_STAY_COLUMNS SG_STAY_FROM,
		"ON near.id = s.id;");
	join_others(script, query,
		"SELECT p.stay, g.guest, NULL, g.version, g.sealed_card FROM stay_guest "
		"p JOIN guest_card g ON g.guest = p.guest",
		"ON near.id = p.stay;");
	join_others(script, query,
		"SELECT i.stay, i.item, i.state, i.at_us, i.room, i.actor FROM item i",
		"ON near.id = i.stay;");
	join_others(script, query,
		"SELECT g.code, g.state FROM stay s JOIN stay_group g "
		"ON g.property = s.property AND g.code = s.group_code",
		"ON near.id = s.id;");
	sg_script_add(script, "END IF;");
}

void sg_dossier_read_declared(
	struct sg_script *script, const struct sg_dossier_query *query)
{
	find(script, query);
	read_head(script, query);
	read_stay(script, query);
	read_refs(script, query);
	read_named(script, query);
	sg_script_add(script,
		"IF v_group IS NOT NULL OR v_grouped IS NOT NULL THEN "
		"SELECT code, state FROM stay_group WHERE property = v_property "
		"AND code IN (v_group, v_grouped); END IF;");
	read_others(script, query);
}

void sg_dossier_read(struct sg_script *script, const struct sg_dossier_query *query)
{
	sg_dossier_declare(script, query);
	sg_dossier_read_declared(script, query);
}
