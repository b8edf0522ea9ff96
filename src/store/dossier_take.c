/* A dossier out of the results of its read. */
#include "store/dossier.h"

#include <stdlib.h>
#include <string.h>

#include "store/dossier_sets.h"
#include "store/seal.h"

/* The sets of a run; those that were not read have no rows. */
struct sets {
	const struct sg_rows *head, *rooms, *cards, *items;
	const struct sg_rows *refs, *named, *groups;
	const struct sg_rows *others, *others_cards, *others_items, *others_groups;
};

static const struct sg_rows *next_set(
	const struct sg_script *script, size_t *next, bool there)
{
	return sg_script_rows(script, there ? (*next)++ : SIZE_MAX);
}

static struct sets sets_of(
	const struct sg_script *script, const struct sg_dossier_query *query)
{
	struct sets sets = {0};
	bool others;
	size_t next = 0;

	sets.head = next_set(script, &next, true);
	sets.rooms = next_set(
		script, &next, query->rooms[0] != NULL || query->rooms[1] != NULL);
	sets.cards = next_set(script, &next, true);
	sets.items = next_set(script, &next, true);
	sets.refs = next_set(script, &next, query->ref_count != 1);
	sets.named = next_set(script, &next, query->named_count > 0);
	sets.groups = next_set(script, &next,
		query->group != NULL || !sg_rows_null(sets.head, 0, SG_HEAD_GROUP));
	others = sets.head->count > 0 && next < sg_script_sets(script);
	sets.others = next_set(script, &next, others);
	sets.others_cards = next_set(script, &next, others);
	sets.others_items = next_set(script, &next, others);
	sets.others_groups = next_set(script, &next, others);
	return sets;
}

struct taking {
	const struct sg_dossier_query *query;
	struct sets sets;
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

static bool has_stay(const struct sets *sets)
{
	return sets->head->count > 0 && !sg_rows_null(sets->head, 0, SG_HEAD_STAY);
}

static void take_property(const struct taking *taking, struct sg_dossier *dossier)
{
	const struct sg_rows *rows = taking->sets.head;

	dossier->property = (struct sg_property_row){
		.version = (uint32_t)sg_rows_int(rows, 0, SG_HEAD_PROPERTY),
		.closed_day = sg_rows_day(rows, 0, SG_HEAD_PROPERTY + 1),
		.clock_us = sg_rows_time(rows, 0, SG_HEAD_PROPERTY + 2),
		.snapshot_us = sg_rows_time(rows, 0, SG_HEAD_PROPERTY + 3),
	};
}

static void take_refs(struct taking *taking, struct sg_dossier *dossier)
{
	const struct sg_rows *rows = taking->sets.refs;
	bool single = taking->query->ref_count == 1 && has_stay(&taking->sets);
	size_t count = single ? 1 : rows->count;
	struct sg_id *keys = take_array(taking, count, sizeof *keys);
	struct sg_id *stays = take_array(taking, count, sizeof *stays);

	if (keys == NULL || stays == NULL) {
		return;
	}
	for (size_t i = 0; i < count; i++) {
		keys[i] = single ? taking->query->refs[0] : sg_rows_id(rows, i, 0);
		stays[i] = single ? sg_rows_id(taking->sets.head, 0, SG_HEAD_STAY)
		                  : sg_rows_id(rows, i, 1);
	}
	dossier->ref_keys = keys;
	dossier->ref_stays = stays;
	dossier->ref_count = count;
}

static void take_taken(const struct taking *taking, struct sg_dossier *dossier)
{
	const struct sg_rows *rows = taking->sets.head;
	struct sg_id digest = sg_rows_id(rows, 0, SG_HEAD_TAKEN);

	dossier->taken.found = rows->count > 0 && !sg_rows_null(rows, 0, SG_HEAD_TAKEN);
	memcpy(dossier->taken.digest, digest.bytes, sizeof digest.bytes);
	dossier->taken.outcome = (int32_t)sg_rows_int(rows, 0, SG_HEAD_TAKEN + 1);
	dossier->taken.revision = (uint32_t)sg_rows_int(rows, 0, SG_HEAD_TAKEN + 2);
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
	const struct sg_rows *others = taking->sets.others;
	size_t own = has_stay(&taking->sets) ? 1 : 0;
	size_t count = own + others->count;

	dossier->found = own > 0;
	dossier->stays = take_array(taking, count, sizeof *dossier->stays);
	if (dossier->stays == NULL) {
		return;
	}
	if (own > 0) {
		take_stay(taking, taking->sets.head, 0, &dossier->stays[0]);
	}
	for (size_t i = 0; i < others->count; i++) {
		take_stay(taking, others, i, &dossier->stays[own + i]);
	}
	qsort(dossier->stays + own, others->count, sizeof *dossier->stays, by_departure);
	dossier->stay_count = count;
}

static void take_room(
	const struct sg_rows *rows, size_t row, size_t column, struct sg_dossier *dossier)
{
	dossier->rooms[dossier->room_count++] = (struct sg_room_row){
		.number = sg_rows_text(rows, row, column),
		.version = (uint32_t)sg_rows_int(rows, row, column + 1),
		.state = sg_rows_text(rows, row, column + 2),
		.residue = sg_rows_text(rows, row, column + 3),
		.last_out_us = sg_rows_time(rows, row, column + 4),
	};
}

static void take_rooms(struct taking *taking, struct sg_dossier *dossier)
{
	const struct sg_rows *head = taking->sets.head;
	const struct sg_rows *rows = taking->sets.rooms;

	dossier->rooms = take_array(taking, rows->count + 1, sizeof *dossier->rooms);
	if (dossier->rooms == NULL) {
		return;
	}
	if (sg_rows_text(head, 0, SG_HEAD_ROOM) != NULL) {
		take_room(head, 0, SG_HEAD_ROOM, dossier);
	}
	for (size_t i = 0; i < rows->count; i++) {
		take_room(rows, i, 0, dossier);
	}
}

static void take_cards_of(
	struct taking *taking, const struct sg_rows *rows, struct sg_dossier *dossier)
{
	for (size_t i = 0; i < rows->count && taking->status == SG_OK; i++) {
		struct sg_card_row *card = &dossier->cards[dossier->card_count++];

		*card = (struct sg_card_row){
			.stay = sg_rows_id(rows, i, 0),
			.guest = sg_rows_id(rows, i, 1),
			.key = sg_rows_id(rows, i, 2),
			.version = (uint32_t)sg_rows_int(rows, i, 3),
		};
		taking->status = sg_seal_open(
			rows, i, 4, &card->guest, taking->error, &card->card);
	}
}

static void take_cards(struct taking *taking, struct sg_dossier *dossier)
{
	const struct sets *sets = &taking->sets;

	dossier->cards = take_array(taking,
		sets->cards->count + sets->others_cards->count + sets->named->count,
		sizeof *dossier->cards);
	if (dossier->cards != NULL) {
		take_cards_of(taking, sets->cards, dossier);
		take_cards_of(taking, sets->others_cards, dossier);
		take_cards_of(taking, sets->named, dossier);
	}
}

static void take_items_of(const struct sg_rows *rows, struct sg_dossier *dossier)
{
	for (size_t i = 0; i < rows->count; i++) {
		sg_item_row_take(rows, i, &dossier->items[dossier->item_count++]);
	}
}

static void take_items(struct taking *taking, struct sg_dossier *dossier)
{
	const struct sets *sets = &taking->sets;

	dossier->items = take_array(taking,
		sets->items->count + sets->others_items->count, sizeof *dossier->items);
	if (dossier->items != NULL) {
		take_items_of(sets->items, dossier);
		take_items_of(sets->others_items, dossier);
	}
}

static void take_groups_of(const struct sg_rows *rows, struct sg_dossier *dossier)
{
	for (size_t i = 0; i < rows->count; i++) {
		dossier->groups[dossier->group_count++] = (struct sg_group_row){
			.code = sg_rows_text(rows, i, 0),
			.state = sg_rows_text(rows, i, 1),
		};
	}
}

static void take_groups(struct taking *taking, struct sg_dossier *dossier)
{
	const struct sets *sets = &taking->sets;

	dossier->groups =
		take_array(taking, sets->groups->count + sets->others_groups->count,
			sizeof *dossier->groups);
	if (dossier->groups != NULL) {
		take_groups_of(sets->groups, dossier);
		take_groups_of(sets->others_groups, dossier);
	}
}

/* Whether the stay that was read is the one that was found at the beginning, in the room that was
 * looked into; and where none was found, that its keys were still free later. */
static bool is_whole(const struct taking *taking, const struct sg_dossier *dossier)
{
	const char *room = sg_rows_text(taking->sets.head, 0, SG_HEAD_FOUND_ROOM);
	const char *now = dossier->found ? dossier->stays[0].room : NULL;

	if (!dossier->found) {
		return dossier->ref_count == 0;
	}
	return (room == NULL) == (now == NULL) &&
	       (room == NULL || strcmp(room, now) == 0);
}

enum sg_status sg_dossier_take(const struct sg_script *script,
	const struct sg_dossier_query *query, struct sg_arena *arena,
	struct sg_error *error, struct sg_dossier *ret_dossier)
{
	struct taking taking = {.query = query,
		.sets = sets_of(script, query),
		.arena = arena,
		.error = error};
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
