/* The one-trip check-in: look, write, or read. */
#include "store/check_in.h"

#include <string.h>

#include "core/time.h"
#include "store/programmes.h"
#include "store/rows.h"

enum { ISSUED_COLUMNS = 10 };

/* Everything the stored list was decided on is as it was, and the document is not older than the
 * status it changes. Nothing is locked by the look: the stay is changed only if it still is at the
 * version that was seen, and whoever changes the room or the property meanwhile looks at the stay
 * again himself. That it was taken before is found when it is noted as taken. */
static const char look_sql[] =
	"SELECT s.id, s.shard, s.revision + 1, s.leaves_us, s.version, c.catalog, "
	"c.sealed_body "
	"INTO v_stay, v_shard, v_revision, v_leaves, v_seen, v_catalog, v_body "
	"FROM stay_ref k JOIN stay s ON s.id = k.stay "
	"JOIN property p ON p.id = s.property "
	"JOIN checklist c ON c.stay = s.id AND c.revision = s.revision "
	"LEFT JOIN room r ON r.property = s.property AND r.number = s.room "
	"WHERE k.ref_key = ? AND s.property = v_property AND s.status IN (0, 1) "
	"AND s.arrival_day >= v_day AND s.planned_version = s.version "
	"AND s.planned_room = COALESCE(r.version, 0) AND COALESCE(r.made, 1) "
	"AND s.planned_catalog = ? AND s.planned_house = ? AND p.version = ? "
	"AND ? = " SG_PROGRAMMES_VERSION " "
	"AND (v_room_a IS NULL OR s.room = v_room_a) "
	"AND IF(v_version >= 0 AND s.status_version >= 0, v_version >= s.status_version, "
	"v_time >= s.status_us) "
	"AND IF(v_version >= 0 AND s.room_version >= 0, v_version >= s.room_version, "
	"v_time >= s.room_us);";

static const char issue_sql[] =
	"IF v_shard IS NOT NULL THEN "
	"UPDATE stay SET version = version + 1, status = 2, status_us = v_time, "
	"status_version = v_version, "
	"room_us = IF(v_room_a IS NULL, room_us, v_time), "
	"room_version = IF(v_room_a IS NULL, room_version, v_version), "
	"checked_in_us = v_time, touched_us = v_wall, plan_at = NULL, "
	"revision = v_revision, planned_version = version "
	"WHERE id = v_stay AND version = v_seen; "
	"IF ROW_COUNT() <> 1 THEN SET v_shard = NULL; END IF; "
	"END IF;";

/* To group the marks of items where there are none costs more than to look for them. The row at the
 * end holds SG_REVISION_COLUMNS between its keys and the word that tells it from a dossier. */
static const char record_sql[] =
	"IF EXISTS (SELECT 1 FROM item WHERE stay = v_stay) THEN "
	"SET v_states = (SELECT GROUP_CONCAT(item, '=', state SEPARATOR ' ') "
	"FROM item WHERE stay = v_stay); END IF; "
	"INSERT INTO checklist (stay, revision, state, cause, at_us, business_day, "
	"catalog, states, sealed_body) VALUES (v_stay, v_revision, 1, 'check_in', "
	"v_time, v_day, v_catalog, v_states, v_body);"
	"UPDATE delivery SET wanted = v_revision, must = v_revision, "
	"wanted_us = v_wall, due_at = v_wall, attempts = 0, deadline = v_leaves, "
	"dead_us = NULL, reason = NULL WHERE shard = v_shard AND stay = v_stay "
	"AND ends = 0;"
	"INSERT INTO taken (subject, document, digest, outcome, revision, at_us) "
	"VALUES (v_stay, v_document, ?, ?, v_revision, v_wall);"
	"SELECT v_stay, v_revision, 1, 'check_in', v_time, v_day, v_catalog, "
	"v_states, v_body, 'issued';";

static void declare(struct sg_script *script, const struct sg_check_in *check_in)
{
	sg_dossier_declare(script, &check_in->query);
	sg_script_declare(script, "v_shard INT DEFAULT NULL");
	sg_script_declare(script, "v_revision INT DEFAULT NULL");
	sg_script_declare(script, "v_leaves BIGINT DEFAULT NULL");
	sg_script_declare(script, "v_seen INT DEFAULT NULL");
	sg_script_declare(script, "v_catalog BIGINT DEFAULT NULL");
	sg_script_declare(script, "v_body MEDIUMBLOB DEFAULT NULL");
	sg_script_declare(script, "v_day INT DEFAULT ?");
	sg_script_int(script, check_in->business_day);
	sg_script_declare(script, "v_states TEXT CHARACTER SET ascii DEFAULT ''");
	sg_script_declare(script, "v_time BIGINT DEFAULT ?");
	sg_script_int(script, check_in->stamp.time_us);
	sg_script_declare(script, "v_version BIGINT DEFAULT ?");
	sg_script_int(script, check_in->stamp.version);
	sg_script_declare(script, "v_wall BIGINT DEFAULT ?");
	sg_script_int(script, check_in->wall_us);
	sg_script_declare(script,
		"v_document VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin DEFAULT ?");
	sg_script_text(script, check_in->taken.document);
}

static void look(struct sg_script *script, const struct sg_check_in *check_in)
{
	sg_script_add(script, look_sql);
	sg_script_id(script, &check_in->query.refs[0]);
	sg_script_int(script, (int64_t)check_in->catalog);
	sg_script_int(script, check_in->house + check_in->programmes);
	sg_script_int(script, check_in->house);
	sg_script_int(script, check_in->programmes);
	sg_script_id(script, &check_in->query.chain);
}

static void record(struct sg_script *script, const struct sg_check_in *check_in)
{
	sg_script_add(script, record_sql);
	sg_script_blob(script, check_in->taken.digest, sizeof check_in->taken.digest);
	sg_script_int(script, check_in->taken.outcome);
}

void sg_check_in_try(struct sg_script *script, const struct sg_check_in *check_in)
{
	declare(script, check_in);
	look(script, check_in);
	sg_script_add(script, issue_sql);
	sg_script_add(script, "IF v_shard IS NOT NULL THEN");
	record(script, check_in);
	sg_script_add(script, "ELSE");
	sg_dossier_read_declared(script, &check_in->query);
	sg_script_add(script, "END IF;");
}

enum sg_status sg_check_in_take(const struct sg_script *script,
	const struct sg_dossier_query *query, struct sg_arena *arena,
	struct sg_error *error, struct sg_checked_in *ret_checked_in,
	struct sg_dossier *ret_dossier)
{
	const struct sg_rows *rows = sg_script_rows(script, 0);
	const char *word = rows->columns == ISSUED_COLUMNS
	                           ? sg_rows_text(rows, 0, ISSUED_COLUMNS - 1)
	                           : NULL;
	struct sg_checked_in checked_in = {
		.issued = word != NULL && strcmp(word, "issued") == 0};
	enum sg_status status;

	if (!checked_in.issued) {
		*ret_checked_in = checked_in;
		return sg_dossier_take(script, query, arena, error, ret_dossier);
	}
	checked_in.stay = sg_rows_id(rows, 0, 0);
	status = sg_revision_row_take(
		rows, 0, 1, &checked_in.stay, error, &checked_in.revision);
	if (status == SG_OK) {
		*ret_checked_in = checked_in;
	}
	return status;
}
