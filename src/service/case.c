/* Opening a case: rows become stays, rooms and cards. */
#include "service/case.h"

#include <string.h>

#include "core/hash.h"
#include "core/moments.h"
#include "core/time.h"
#include "document/guest.h"
#include "document/house.h"
#include "service/guests.h"
#include "service/revision.h"

struct sg_case_room *sg_case_room_find(struct sg_case *work, const char *number)
{
	for (size_t i = 0; number != NULL && i < work->room_count; i++) {
		if (strcmp(work->rooms[i].row.number, number) == 0) {
			return &work->rooms[i];
		}
	}
	return NULL;
}

bool sg_room_is_made(const struct sg_room *room)
{
	return room->housekeeping >= SG_ROOM_CLEAN && !room->out_of_order;
}

static enum sg_status open_rooms(struct sg_case *work)
{
	const struct sg_dossier *dossier = work->dossier;
	struct sg_call *call = work->call;
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < dossier->room_count && i < SG_CASE_ROOMS_MAX; i++) {
		struct sg_case_room *room = &work->rooms[i];
		const struct sg_room_row *row = &dossier->rooms[i];
		struct sg_stored stored = {row->state, strlen(row->state)};

		room->row = *row;
		status = sg_room_decode(&stored, row->number, work->business_day,
			call->arena, call->error, &room->room);
		if (status != SG_OK) {
			break;
		}
		room->room.version = row->version;
		room->room.residue =
			sg_hazards_parse(row->residue, &call->service->catalog);
		room->room.last_out_us = row->last_out_us;
		work->room_count++;
	}
	return status;
}

static enum sg_status open_marks(struct sg_case *work, struct sg_case_stay *stay)
{
	const struct sg_dossier *dossier = work->dossier;
	struct sg_arena *arena = work->call->arena;

	stay->marks = sg_arena_array(arena, dossier->item_count, sizeof *stay->marks);
	stay->mark_rooms =
		sg_arena_array(arena, dossier->item_count, sizeof *stay->mark_rooms);
	if (stay->marks == NULL || stay->mark_rooms == NULL) {
		return sg_call_memory(work->call);
	}
	for (size_t i = 0; i < dossier->item_count; i++) {
		const struct sg_item_row *item = &dossier->items[i];

		if (sg_id_equal(&item->stay, &stay->read.id)) {
			stay->marks[stay->mark_count].item = item->item;
			stay->marks[stay->mark_count].state = item->state;
			stay->mark_rooms[stay->mark_count++] = item->room;
		}
	}
	return SG_OK;
}

static enum sg_status open_last(struct sg_case *work, struct sg_case_stay *stay)
{
	if (stay->read.last.revision == 0 || stay->read.last.body == NULL) {
		return SG_OK;
	}
	stay->has_last = true;
	return sg_revision_open(work->call, &stay->read.last, work->call->arena,
		&stay->last, &stay->last_turned);
}

static enum sg_status open_state(struct sg_case *work, struct sg_case_stay *stay)
{
	struct sg_call *call = work->call;
	struct sg_stored stored = {stay->read.state, strlen(stay->read.state)};
	struct sg_stay_columns columns = {
		.status = stay->read.status,
		.status_stamp = stay->read.status_stamp,
		.arrival_day = stay->read.arrival_day,
		.departure_day = stay->read.departure_day,
		.room = stay->read.room,
		.checked_in_us = stay->read.checked_in_us,
		.checked_out_us = stay->read.checked_out_us,
	};
	enum sg_status status =
		sg_stay_decode(&stored, &columns, call->arena, call->error, &stay->state);

	stay->state.stay.id = stay->read.id;
	stay->state.stay.property = stay->read.property;
	/* A check-in by the short way moves the room's stamp in its column alone. */
	if (stay->read.room_stamp.time_us > stay->state.stamps[SG_GROUP_ROOM].time_us) {
		stay->state.stamps[SG_GROUP_ROOM] = stay->read.room_stamp;
	}
	return status;
}

static enum sg_status open_stay(
	struct sg_case *work, const struct sg_stay_row *row, struct sg_case_stay *stay)
{
	enum sg_status status;

	stay->row = *row;
	stay->read = *row;
	stay->read_room = row->room;
	status = open_state(work, stay);
	if (status == SG_OK) {
		status = open_marks(work, stay);
	}
	if (status == SG_OK) {
		status = open_last(work, stay);
	}
	return status == SG_OK ? sg_case_cards(work, stay) : status;
}

/* The card of that person, also under another of his profiles, or NULL. */
static struct sg_card *card_of(
	struct sg_card *cards, size_t count, const struct sg_card *card)
{
	for (size_t i = 0; i < count; i++) {
		if (sg_id_equal(&cards[i].guest, &card->guest) ||
			(!sg_id_is_nil(&card->person) &&
				sg_id_equal(&cards[i].person, &card->person))) {
			return &cards[i];
		}
	}
	return NULL;
}

/* Whoever is named twice is one person; as the first of the party if he is that. */
static void put_card(struct sg_card *cards, size_t *count, const struct sg_person *person,
	const struct sg_card *card)
{
	struct sg_card *known = card_of(cards, *count, card);

	if (known == NULL) {
		cards[(*count)++] = *card;
	} else if (person->primary) {
		*known = *card;
	}
}

static const struct sg_card_row *card_row_of(
	const struct sg_case *work, const struct sg_id *guest)
{
	for (size_t i = 0; i < work->dossier->card_count; i++) {
		if (sg_id_equal(&work->dossier->cards[i].guest, guest)) {
			return &work->dossier->cards[i];
		}
	}
	return NULL;
}

enum sg_status sg_case_cards(struct sg_case *work, struct sg_case_stay *stay)
{
	const struct sg_stay *facts = &stay->state.stay;
	struct sg_card *cards =
		sg_arena_array(work->call->arena, facts->person_count, sizeof *cards);
	struct sg_card card;
	enum sg_status status = SG_OK;

	stay->card_count = 0;
	if (cards == NULL) {
		return sg_call_memory(work->call);
	}
	for (size_t i = 0; i < facts->person_count && status == SG_OK; i++) {
		const struct sg_person *person = &facts->people[i];
		const struct sg_card_row *row = card_row_of(work, &person->guest);

		if (row != NULL && sg_person_stays(person)) {
			status = sg_guest_card_open(work->call, row, &card);
		}
		if (row != NULL && sg_person_stays(person) && status == SG_OK) {
			put_card(cards, &stay->card_count, person, &card);
		}
	}
	stay->cards = cards;
	return status;
}

static void begin_new(struct sg_case *work, struct sg_case_stay *stay)
{
	stay->row = (struct sg_stay_row){
		.id = sg_call_new_id(work->call),
		.property = work->house->house.id,
		.arrival_day = SG_NO_DAY,
		.departure_day = SG_NO_DAY,
		.checked_in_us = SG_NO_TIME,
		.checked_out_us = SG_NO_TIME,
		.plan_at_us = SG_NO_TIME,
		.status_stamp = {.time_us = SG_NO_TIME, .version = -1},
	};
	stay->row.shard = sg_shard_of(&stay->row.id);
	stay->read = stay->row;
}

enum sg_status sg_case_open(struct sg_call *call, struct sg_house_entry *house,
	const struct sg_dossier *dossier, struct sg_case *ret_work)
{
	size_t fresh = dossier->found ? 0 : 1;
	struct sg_case work = {.call = call,
		.house = house,
		.hotel_us = sg_call_hotel_us(call),
		.dossier = dossier};
	enum sg_status status;

	sg_house_see_closed(house, dossier->property.closed_day);
	work.business_day =
		sg_business_day(&house->house, sg_house_closed_day(house), work.hotel_us);
	work.stay_count = dossier->stay_count + fresh;
	work.stays = sg_arena_array(call->arena, work.stay_count, sizeof *work.stays);
	if (work.stays == NULL) {
		return sg_call_memory(call);
	}
	if (fresh > 0) {
		begin_new(&work, &work.stays[0]);
	}
	status = open_rooms(&work);
	for (size_t i = 0; i < dossier->stay_count && status == SG_OK; i++) {
		status = open_stay(&work, &dossier->stays[i], &work.stays[i + fresh]);
	}
	if (status == SG_OK) {
		*ret_work = work;
	}
	return status;
}

/* Whether what this stay is now, or was until now, can matter to the other: they are in one room
 * at the same time, or the other follows there and has its list already. */
static bool matters_to(const struct sg_case_stay *stay, const struct sg_case_stay *other)
{
	const struct sg_stay *a = &stay->state.stay;
	const struct sg_stay *b = &other->state.stay;
	bool same_now = a->room != NULL && sg_same_text(a->room, b->room);
	bool same_before =
		stay->read_room != NULL && sg_same_text(stay->read_room, b->room);

	return (same_now || same_before) && sg_stay_open(b->status) &&
	       (sg_stay_overlaps(a, b) || other->read.revision > 0);
}

void sg_case_concern(struct sg_case *work, const struct sg_case_stay *stay)
{
	for (size_t i = 0; i < work->stay_count; i++) {
		struct sg_case_stay *other = &work->stays[i];

		if (other != stay && matters_to(stay, other)) {
			struct sg_case_room *room =
				sg_case_room_find(work, other->state.stay.room);

			other->concerned = true;
			if (room != NULL) {
				room->bump = true;
			}
		}
	}
}

struct sg_checklist sg_case_checklist(const struct sg_case *work,
	const struct sg_case_stay *stay, const struct sg_cut *cut)
{
	bool fresh = stay->revision.revision > 0;
	const struct sg_revision_row *revision =
		fresh ? &stay->revision : &stay->read.last;

	return (struct sg_checklist){
		.list = fresh ? &stay->list : &stay->last,
		.catalog = &work->call->service->catalog,
		.zone = work->house->house.zone,
		.cut = cut,
		.property = work->house->house.code,
		.stay = stay->row.id,
		.revision = revision->revision,
		.business_day = revision->business_day,
		.cause = revision->cause,
		.marks = stay->marks,
		.mark_count = stay->mark_count,
	};
}
