/* A dossier out of the results of its read. */
#include "store/dossier.h"

#include <stdlib.h>
#include <string.h>

#include "store/dossier_sets.h"
#include "store/seal.h"

enum kind { ROOMS, CARDS, ITEMS, REFS, GROUPS, STAYS, KINDS };

static const char *const kinds[KINDS] = {
	"rooms", "cards", "items", "refs", "groups", "stays"};

struct taking {
	const struct sg_script *script;
	const struct sg_dossier_query *query;
	const struct sg_rows *head;
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

static bool has_stay(const struct taking *taking)
{
	return taking->head->count > 0 && !sg_rows_null(taking->head, 0, SG_HEAD_STAY);
}

static bool is_of(const struct sg_rows *rows, enum kind kind)
{
	const char *tag =
		rows->count > 0 ? sg_rows_text(rows, 0, rows->columns - 1) : NULL;

	return tag != NULL && strcmp(tag, kinds[kind]) == 0;
}

/* The next set of a kind behind the head; NULL behind the last. Begin with `*set` 0. */
static const struct sg_rows *next_of(
	const struct taking *taking, enum kind kind, size_t *set)
{
	while (++*set < sg_script_sets(taking->script)) {
		const struct sg_rows *rows = sg_script_rows(taking->script, *set);

		if (is_of(rows, kind)) {
			return rows;
		}
	}
	return NULL;
}

static size_t count_of(const struct taking *taking, enum kind kind)
{
	const struct sg_rows *rows;
	size_t set = 0, count = 0;

	while ((rows = next_of(taking, kind, &set)) != NULL) {
		count += rows->count;
	}
	return count;
}

static void take_property(const struct taking *taking, struct sg_dossier *dossier)
{
	const struct sg_rows *rows = taking->head;

	dossier->property = (struct sg_property_row){
		.version = (uint32_t)sg_rows_int(rows, 0, SG_HEAD_PROPERTY),
		.closed_day = sg_rows_day(rows, 0, SG_HEAD_PROPERTY + 1),
		.clock_us = sg_rows_time(rows, 0, SG_HEAD_PROPERTY + 2),
		.snapshot_us = sg_rows_time(rows, 0, SG_HEAD_PROPERTY + 3),
		.programmes = (uint32_t)sg_rows_int(rows, 0, SG_HEAD_PROGRAMMES),
	};
}

static void take_refs(struct taking *taking, struct sg_dossier *dossier)
{
	bool single = taking->query->ref_count == 1 && has_stay(taking);
	size_t count = single ? 1 : count_of(taking, REFS);
	struct sg_id *keys = take_array(taking, count, sizeof *keys);
	struct sg_id *stays = take_array(taking, count, sizeof *stays);
	size_t set = 0;
	const struct sg_rows *rows = next_of(taking, REFS, &set);

	if (keys == NULL || stays == NULL) {
		return;
	}
	for (size_t i = 0; i < count; i++) {
		keys[i] = single ? taking->query->refs[0] : sg_rows_id(rows, i, 0);
		stays[i] = single ? sg_rows_id(taking->head, 0, SG_HEAD_STAY)
		                  : sg_rows_id(rows, i, 1);
	}
	dossier->ref_keys = keys;
	dossier->ref_stays = stays;
	dossier->ref_count = count;
}

static void take_taken(const struct taking *taking, struct sg_dossier *dossier)
{
	const struct sg_rows *rows = taking->head;
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
	size_t own = has_stay(taking) ? 1 : 0;
	size_t count = own + count_of(taking, STAYS);
	const struct sg_rows *rows;
	size_t set = 0, next = own;

	dossier->found = own > 0;
	dossier->stays = take_array(taking, count, sizeof *dossier->stays);
	if (dossier->stays == NULL) {
		return;
	}
	if (own > 0) {
		take_stay(taking, taking->head, 0, &dossier->stays[0]);
	}
	while ((rows = next_of(taking, STAYS, &set)) != NULL) {
		for (size_t i = 0; i < rows->count; i++) {
			take_stay(taking, rows, i, &dossier->stays[next++]);
		}
	}
	qsort(dossier->stays + own, count - own, sizeof *dossier->stays, by_departure);
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
	const struct sg_rows *rows;
	size_t set = 0;

	dossier->rooms =
		take_array(taking, count_of(taking, ROOMS) + 1, sizeof *dossier->rooms);
	if (dossier->rooms == NULL) {
		return;
	}
	if (sg_rows_text(taking->head, 0, SG_HEAD_ROOM) != NULL) {
		take_room(taking->head, 0, SG_HEAD_ROOM, dossier);
	}
	while ((rows = next_of(taking, ROOMS, &set)) != NULL) {
		for (size_t i = 0; i < rows->count; i++) {
			take_room(rows, i, 0, dossier);
		}
	}
}

static void take_cards_of(struct taking *taking, const struct sg_rows *rows,
	size_t column, struct sg_dossier *dossier)
{
	for (size_t i = 0; i < rows->count && taking->status == SG_OK; i++) {
		struct sg_card_row *card = &dossier->cards[dossier->card_count];

		if (sg_rows_null(rows, i, column + 1)) {
			continue;
		}
		dossier->card_count++;
		*card = (struct sg_card_row){
			.stay = sg_rows_id(rows, i, column),
			.guest = sg_rows_id(rows, i, column + 1),
			.key = sg_rows_id(rows, i, column + 2),
			.version = (uint32_t)sg_rows_int(rows, i, column + 3),
		};
		taking->status = sg_seal_open(
			rows, i, column + 4, &card->guest, taking->error, &card->card);
	}
}

static void take_cards(struct taking *taking, struct sg_dossier *dossier)
{
	const struct sg_rows *rows;
	size_t set = 0;

	dossier->cards = take_array(taking, taking->head->count + count_of(taking, CARDS),
		sizeof *dossier->cards);
	if (dossier->cards == NULL) {
		return;
	}
	take_cards_of(taking, taking->head, SG_HEAD_CARD, dossier);
	while ((rows = next_of(taking, CARDS, &set)) != NULL) {
		take_cards_of(taking, rows, 0, dossier);
	}
}

static void take_items(struct taking *taking, struct sg_dossier *dossier)
{
	const struct sg_rows *rows;
	size_t set = 0;

	dossier->items =
		take_array(taking, count_of(taking, ITEMS), sizeof *dossier->items);
	if (dossier->items == NULL) {
		return;
	}
	while ((rows = next_of(taking, ITEMS, &set)) != NULL) {
		for (size_t i = 0; i < rows->count; i++) {
			sg_item_row_take(rows, i, &dossier->items[dossier->item_count++]);
		}
	}
}

static void take_groups(struct taking *taking, struct sg_dossier *dossier)
{
	const struct sg_rows *rows;
	size_t set = 0;

	dossier->groups =
		take_array(taking, count_of(taking, GROUPS), sizeof *dossier->groups);
	if (dossier->groups == NULL) {
		return;
	}
	while ((rows = next_of(taking, GROUPS, &set)) != NULL) {
		for (size_t i = 0; i < rows->count; i++) {
			dossier->groups[dossier->group_count++] = (struct sg_group_row){
				.code = sg_rows_text(rows, i, 0),
				.state = sg_rows_text(rows, i, 1),
			};
		}
	}
}

/* Whether the stay that was read is the one that was found at the beginning, in the room that was
 * looked into; and where none was found, that its keys were still free later. */
static bool is_whole(const struct taking *taking, const struct sg_dossier *dossier)
{
	const char *room = sg_rows_text(taking->head, 0, SG_HEAD_FOUND_ROOM);
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
	struct taking taking = {.script = script,
		.query = query,
		.head = sg_script_rows(script, 0),
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
