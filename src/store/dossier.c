/* The read of the hot path: one compound, nine result sets, every one bounded by keys. */
#include "store/dossier.h"

#include <stdlib.h>
#include <string.h>

#include "store/rows.h"
#include "store/seal.h"

enum {
	SET_PROPERTY,
	SET_REFS,
	SET_TAKEN,
	SET_ROOMS,
	SET_STAY,
	SET_OTHERS,
	SET_CARDS,
	SET_ITEMS,
	SET_GROUPS,
	SET_NAMED,
};

/* The stays that hold or will hold one of the rooms from today on. */
#define OTHERS_WHERE                                                                     \
	"WHERE o.property = v_property AND o.room IN (v_room, v_room_a, v_room_b) "      \
	"AND o.active = 1 AND o.departure_day >= v_today AND NOT (o.id <=> v_stay) "

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
	sg_script_declare(script, "v_stay BINARY(16) DEFAULT ?");
	sg_script_id(script, query->ref_count > 0 ? NULL : &query->stay);
}

void sg_dossier_find(struct sg_script *script, const struct sg_dossier_query *query)
{
	if (query->ref_count > 0) {
		sg_script_add(script,
			"SET v_stay = (SELECT stay FROM stay_ref WHERE ref_key IN (");
		sg_rows_bind_ids(script, query->refs, query->ref_count);
		sg_script_add(script, ") LIMIT 1);");
	}
	sg_script_add(script, "SET v_room = (SELECT room FROM stay WHERE id = v_stay);");
}

static void read_keys(struct sg_script *script, const struct sg_dossier_query *query)
{
	sg_script_add(script, "SELECT version, closed_day, clock_us, snapshot_us, v_room "
			      "FROM property WHERE id = v_property;");
	if (query->ref_count > 0) {
		/* A stay that is not found has no refs, also when it is made between
		 * the statements. */
		sg_script_add(script, "SELECT ref_key, stay FROM stay_ref "
				      "WHERE v_stay IS NOT NULL AND ref_key IN (");
		sg_rows_bind_ids(script, query->refs, query->ref_count);
		sg_script_add(script, ");");
	} else {
		sg_script_add(script,
			"SELECT ref_key, stay FROM stay_ref WHERE stay = v_stay;");
	}
	sg_script_add(script, "SELECT digest, outcome, revision FROM taken "
			      "WHERE subject = v_stay AND document = ?;");
	sg_script_text(script, query->document);
}

/* Versions first: every statement sees what was committed until then, so whoever changes the rest
 * meanwhile is met when these are compared by the write. */
static void read_stays(struct sg_script *script)
{
	sg_script_add(script,
		"SELECT number, version, state, residue, last_out_us FROM room "
		"WHERE property = v_property AND number IN (v_room, v_room_a, "
		"v_room_b);");
	sg_script_add(script, "SELECT " SG_STAY_COLUMNS "WHERE s.id = v_stay;");
	sg_script_add(script,
		/* Sorted when they are taken: here, whole rows with their blobs would go
		 * through a temporary table on disk. */
		"SELECT " SG_STAY_COLUMNS "JOIN (SELECT o.id FROM stay o " OTHERS_WHERE
		"ORDER BY o.departure_day, o.id LIMIT 23) near ON near.id = s.id;");
}

static void read_people(struct sg_script *script, const struct sg_dossier_query *query)
{
	sg_script_add(script,
		"SELECT p.stay, g.guest, NULL, g.version, g.sealed_card FROM stay_guest "
		"p "
		"JOIN guest_card g ON g.guest = p.guest WHERE p.stay = v_stay "
		"UNION ALL "
		"SELECT p.stay, g.guest, NULL, g.version, g.sealed_card FROM stay o "
		"JOIN stay_guest p ON p.stay = o.id "
		"JOIN guest_card g ON g.guest = p.guest " OTHERS_WHERE ";");
	sg_script_add(script,
		"SELECT stay, item, state, at_us, room, actor FROM item WHERE stay = "
		"v_stay "
		"UNION ALL "
		"SELECT i.stay, i.item, i.state, i.at_us, i.room, i.actor FROM stay o "
		"JOIN item i ON i.stay = o.id " OTHERS_WHERE ";");
	sg_script_add(script,
		"SELECT code, state FROM stay_group WHERE property = v_property "
		"AND code = v_group "
		"UNION ALL "
		"SELECT g.code, g.state FROM stay s JOIN stay_group g "
		"ON g.property = s.property AND g.code = s.group_code WHERE s.id = "
		"v_stay "
		"UNION ALL "
		"SELECT g.code, g.state FROM stay o JOIN stay_group g "
		"ON g.property = o.property AND g.code = o.group_code " OTHERS_WHERE ";");
	if (query->named_count > 0) {
		sg_script_add(script,
			"SELECT NULL, g.guest, r.ref_key, g.version, g.sealed_card "
			"FROM guest_ref r JOIN guest_card g ON g.guest = r.guest "
			"WHERE r.ref_key IN (");
		sg_rows_bind_ids(script, query->named, query->named_count);
		sg_script_add(script, ");");
	}
}

void sg_dossier_read_found(struct sg_script *script, const struct sg_dossier_query *query)
{
	read_keys(script, query);
	read_stays(script);
	read_people(script, query);
}

void sg_dossier_read(struct sg_script *script, const struct sg_dossier_query *query)
{
	sg_dossier_declare(script, query);
	sg_dossier_find(script, query);
	sg_dossier_read_found(script, query);
}

struct taking {
	const struct sg_script *script;
	size_t first; /* result set */
	struct sg_arena *arena;
	struct sg_error *error;
	enum sg_status status; /* sticky */
};

static void *take_array(struct taking *taking, size_t count, size_t size)
{
	void *array = sg_arena_array(taking->arena, count, size);

	if (array == NULL && taking->status == SG_OK) {
		taking->status = sg_fail(
			taking->error, SG_MEMORY, "memory_short", "", "out of memory");
	}
	return array;
}

static const char *open_sealed(struct taking *taking, const struct sg_rows *rows,
	size_t row, size_t column, const struct sg_id *subject)
{
	const char *text = NULL;

	if (taking->status == SG_OK) {
		taking->status =
			sg_seal_open(rows, row, column, subject, taking->error, &text);
	}
	return text;
}

static void take_property(const struct taking *taking, struct sg_dossier *dossier)
{
	const struct sg_rows *rows =
		sg_script_rows(taking->script, taking->first + SET_PROPERTY);

	dossier->property = (struct sg_property_row){
		.version = (uint32_t)sg_rows_int(rows, 0, 0),
		.closed_day = sg_rows_day(rows, 0, 1),
		.clock_us = sg_rows_time(rows, 0, 2),
		.snapshot_us = sg_rows_time(rows, 0, 3),
	};
}

static void take_refs(struct taking *taking, struct sg_dossier *dossier)
{
	const struct sg_rows *rows =
		sg_script_rows(taking->script, taking->first + SET_REFS);
	struct sg_id *keys = take_array(taking, rows->count, sizeof *keys);
	struct sg_id *stays = take_array(taking, rows->count, sizeof *stays);

	if (keys == NULL || stays == NULL) {
		return;
	}
	for (size_t i = 0; i < rows->count; i++) {
		keys[i] = sg_rows_id(rows, i, 0);
		stays[i] = sg_rows_id(rows, i, 1);
	}
	dossier->ref_keys = keys;
	dossier->ref_stays = stays;
	dossier->ref_count = rows->count;
}

static void take_taken(const struct taking *taking, struct sg_dossier *dossier)
{
	const struct sg_rows *rows =
		sg_script_rows(taking->script, taking->first + SET_TAKEN);
	struct sg_id digest = sg_rows_id(rows, 0, 0);

	dossier->taken.found = rows->count > 0;
	memcpy(dossier->taken.digest, digest.bytes, sizeof digest.bytes);
	dossier->taken.outcome = (int32_t)sg_rows_int(rows, 0, 1);
	dossier->taken.revision = (uint32_t)sg_rows_int(rows, 0, 2);
}

static void take_stay(struct taking *taking, const struct sg_rows *rows, size_t row,
	struct sg_stay_row *ret_stay)
{
	if (taking->status == SG_OK) {
		taking->status = sg_stay_row_take(rows, row, taking->error, ret_stay);
	}
}

static int by_departure(const void *left, const void *right)
{
	const struct sg_stay_row *a = left;
	const struct sg_stay_row *b = right;

	if (a->departure_day != b->departure_day) {
		return a->departure_day < b->departure_day ? -1 : 1;
	}
	return sg_id_compare(&a->id, &b->id);
}

static void take_stays(struct taking *taking, struct sg_dossier *dossier)
{
	const struct sg_rows *one =
		sg_script_rows(taking->script, taking->first + SET_STAY);
	const struct sg_rows *others =
		sg_script_rows(taking->script, taking->first + SET_OTHERS);
	size_t count = one->count + others->count;

	dossier->found = one->count > 0;
	dossier->stays = take_array(taking, count, sizeof *dossier->stays);
	if (dossier->stays == NULL) {
		return;
	}
	for (size_t i = 0; i < one->count; i++) {
		take_stay(taking, one, i, &dossier->stays[i]);
	}
	for (size_t i = 0; i < others->count; i++) {
		take_stay(taking, others, i, &dossier->stays[one->count + i]);
	}
	qsort(dossier->stays + one->count, others->count, sizeof *dossier->stays,
		by_departure);
	dossier->stay_count = count;
}

static void take_rooms(struct taking *taking, struct sg_dossier *dossier)
{
	const struct sg_rows *rows =
		sg_script_rows(taking->script, taking->first + SET_ROOMS);

	dossier->rooms = take_array(taking, rows->count, sizeof *dossier->rooms);
	if (dossier->rooms == NULL) {
		return;
	}
	for (size_t i = 0; i < rows->count; i++) {
		dossier->rooms[i] = (struct sg_room_row){
			.number = sg_rows_text(rows, i, 0),
			.version = (uint32_t)sg_rows_int(rows, i, 1),
			.state = sg_rows_text(rows, i, 2),
			.residue = sg_rows_text(rows, i, 3),
			.last_out_us = sg_rows_time(rows, i, 4),
		};
	}
	dossier->room_count = rows->count;
}

static void take_card(struct taking *taking, const struct sg_rows *rows, size_t row,
	struct sg_card_row *ret_card)
{
	*ret_card = (struct sg_card_row){
		.stay = sg_rows_id(rows, row, 0),
		.guest = sg_rows_id(rows, row, 1),
		.key = sg_rows_id(rows, row, 2),
		.version = (uint32_t)sg_rows_int(rows, row, 3),
	};
	ret_card->card = open_sealed(taking, rows, row, 4, &ret_card->guest);
}

static void take_cards(struct taking *taking, struct sg_dossier *dossier)
{
	const struct sg_rows *rows =
		sg_script_rows(taking->script, taking->first + SET_CARDS);
	const struct sg_rows *named =
		sg_script_rows(taking->script, taking->first + SET_NAMED);
	size_t count = rows->count + named->count;

	dossier->cards = take_array(taking, count, sizeof *dossier->cards);
	if (dossier->cards == NULL) {
		return;
	}
	for (size_t i = 0; i < rows->count; i++) {
		take_card(taking, rows, i, &dossier->cards[i]);
	}
	for (size_t i = 0; i < named->count; i++) {
		take_card(taking, named, i, &dossier->cards[rows->count + i]);
	}
	dossier->card_count = count;
}

static void take_items(struct taking *taking, struct sg_dossier *dossier)
{
	const struct sg_rows *rows =
		sg_script_rows(taking->script, taking->first + SET_ITEMS);

	dossier->items = take_array(taking, rows->count, sizeof *dossier->items);
	if (dossier->items == NULL) {
		return;
	}
	for (size_t i = 0; i < rows->count; i++) {
		sg_item_row_take(rows, i, &dossier->items[i]);
	}
	dossier->item_count = rows->count;
}

static void take_groups(struct taking *taking, struct sg_dossier *dossier)
{
	const struct sg_rows *rows =
		sg_script_rows(taking->script, taking->first + SET_GROUPS);

	dossier->groups = take_array(taking, rows->count, sizeof *dossier->groups);
	if (dossier->groups == NULL) {
		return;
	}
	for (size_t i = 0; i < rows->count; i++) {
		dossier->groups[i].code = sg_rows_text(rows, i, 0);
		dossier->groups[i].state = sg_rows_text(rows, i, 1);
	}
	dossier->group_count = rows->count;
}

/* Whether the stay that was read is the one that was found at the beginning, in the room that was
 * looked into; and where none was found, that its keys were still free later. */
static bool is_whole(const struct taking *taking, const struct sg_dossier *dossier)
{
	const struct sg_rows *found =
		sg_script_rows(taking->script, taking->first + SET_PROPERTY);
	const char *room = sg_rows_text(found, 0, 4);
	const char *now = dossier->found ? dossier->stays[0].room : NULL;

	if (!dossier->found) {
		return dossier->ref_count == 0;
	}
	return (room == NULL) == (now == NULL) &&
	       (room == NULL || strcmp(room, now) == 0);
}

enum sg_status sg_dossier_take(const struct sg_script *script, size_t first,
	struct sg_arena *arena, struct sg_error *error, struct sg_dossier *ret_dossier)
{
	struct taking taking = {
		.script = script, .first = first, .arena = arena, .error = error};
	struct sg_dossier dossier = {0};

	take_property(&taking, &dossier);
	take_refs(&taking, &dossier);
	take_taken(&taking, &dossier);
	take_stays(&taking, &dossier);
	take_rooms(&taking, &dossier);
	take_cards(&taking, &dossier);
	take_items(&taking, &dossier);
	take_groups(&taking, &dossier);
	if (taking.status == SG_OK) {
		dossier.changed_meanwhile = !is_whole(&taking, &dossier);
		*ret_dossier = dossier;
	}
	return taking.status;
}
