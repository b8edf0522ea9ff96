/* What the core is asked with: who is in the room, what was there before, and what comes. */
#include "service/compose.h"

#include <string.h>

#include "core/moments.h"
#include "core/time.h"
#include "document/house.h"
#include "service/marks.h"

static const int64_t margin_us = SG_READY_MARGIN_MINUTES * SG_MINUTE_US;

static const struct sg_room_type *type_of(
	const struct sg_case *work, const struct sg_case_stay *stay)
{
	struct sg_case_room *room = sg_case_room_find(
		(struct sg_case *)(uintptr_t)work, stay->state.stay.room);
	const struct sg_room_type *type = NULL;

	if (room != NULL) {
		type = sg_house_type(work->house, room->room.type);
	}
	if (type == NULL) {
		type = sg_house_type(work->house, stay->state.stay.assigned_type);
	}
	return type != NULL ? type
	                    : sg_house_type(work->house, stay->state.stay.booked_type);
}

static bool in_room(const struct sg_case_stay *stay, const char *room)
{
	return room != NULL && sg_same_text(stay->state.stay.room, room) &&
	       sg_stay_open(stay->state.stay.status);
}

static struct sg_occupant occupant_of(const struct sg_case_stay *stay)
{
	return (struct sg_occupant){
		.stay = stay->facts != NULL ? stay->facts : &stay->state.stay,
		.cards = stay->cards,
		.card_count = stay->card_count};
}

static size_t gather_occupants(const struct sg_case *work,
	const struct sg_case_stay *stay, struct sg_occupant *occupants)
{
	size_t count = 0;

	occupants[count++] = occupant_of(stay);
	for (size_t i = 0; i < work->stay_count; i++) {
		const struct sg_case_stay *other = &work->stays[i];

		if (other != stay && in_room(other, stay->state.stay.room) &&
			sg_stay_overlaps(&stay->state.stay, &other->state.stay)) {
			occupants[count++] = occupant_of(other);
		}
	}
	return count;
}

static size_t copy_items(const struct sg_case_stay *stay, const struct sg_item *items,
	size_t count, struct sg_item *previous)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		if (items[i].topic >= 0 && items[i].value >= 0) {
			previous[kept] = items[i];
			previous[kept++].state =
				sg_mark_of(stay->marks, stay->mark_count, items[i].id);
		}
	}
	return kept;
}

struct sg_item *sg_case_live_items(
	const struct sg_case *work, const struct sg_case_stay *stay, size_t *ret_count)
{
	const struct sg_plan *plan = &stay->last.plan;
	struct sg_item *items = sg_arena_array(
		work->call->arena, plan->item_count + plan->avoid_count, sizeof *items);

	if (items != NULL) {
		*ret_count = copy_items(stay, plan->items, plan->item_count, items);
		*ret_count += copy_items(
			stay, plan->avoid, plan->avoid_count, items + *ret_count);
	}
	return items;
}

enum sg_status sg_case_residue(
	const struct sg_case *work, const struct sg_case_stay *stay, uint64_t *residue)
{
	struct sg_occupant occupant = occupant_of(stay);
	size_t count = 0;
	struct sg_item *items = sg_case_live_items(work, stay, &count);

	if (items == NULL) {
		return sg_call_memory(work->call);
	}
	*residue |= sg_plan_residue(&work->call->service->catalog, &work->house->house,
		&occupant, items, count);
	return SG_OK;
}

/* Leaves the room with this very document: the room as it was read does not know yet. */
static bool leaves_now(const struct sg_case_stay *stay, const char *room)
{
	return stay->read.version > 0 && stay->read.status == SG_STAY_CHECKED_IN &&
	       room != NULL && sg_same_text(stay->read_room, room) &&
	       (stay->state.stay.status != SG_STAY_CHECKED_IN || !in_room(stay, room));
}

/* What those who leave the room before this stay arrives will have left in it. */
static enum sg_status add_coming_residue(
	const struct sg_case *work, const struct sg_case_stay *stay, struct sg_room *room)
{
	const char *number = stay->state.stay.room;
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < work->stay_count && status == SG_OK; i++) {
		const struct sg_case_stay *other = &work->stays[i];

		if (other != stay && leaves_now(other, number)) {
			room->last_out_us = work->call->envelope.time_us;
			status = sg_case_residue(work, other, &room->residue);
		} else if (other != stay && in_room(other, number) &&
			   other->state.stay.departure_day <=
				   stay->state.stay.arrival_day) {
			status = sg_case_residue(work, other, &room->residue);
		}
	}
	return status;
}

int64_t sg_case_next_arrival(const struct sg_case *work, const struct sg_case_stay *stay)
{
	const char *room =
		stay->read_room != NULL ? stay->read_room : stay->state.stay.room;
	int64_t next_us = SG_NO_TIME;

	for (size_t i = 0; i < work->stay_count; i++) {
		const struct sg_case_stay *other = &work->stays[i];
		int64_t ready_us = sg_ready_by(&work->house->house, &other->state.stay);

		if (other != stay && in_room(other, room) &&
			other->state.stay.status != SG_STAY_CHECKED_IN &&
			(next_us == SG_NO_TIME || ready_us < next_us)) {
			next_us = ready_us;
		}
	}
	return next_us == SG_NO_TIME ? SG_NO_TIME : next_us + margin_us;
}

/* What its guests did not want, whether it is still on the list or not. */
static size_t copy_answered(const struct sg_case *work, const struct sg_case_stay *stay,
	struct sg_answered *answered)
{
	const struct sg_dossier *dossier = work->dossier;
	size_t count = 0;

	for (size_t i = 0; i < dossier->item_count; i++) {
		const struct sg_item_row *item = &dossier->items[i];

		if (sg_id_equal(&item->stay, &stay->row.id) &&
			sg_item_is_answered(item->state)) {
			answered[count++] = (struct sg_answered){item->item, item->at_us};
		}
	}
	return count;
}

/* The items of the last list and, where another list led this room until now, of that one. */
static enum sg_status gather_previous(const struct sg_case *work,
	const struct sg_case_stay *stay, struct sg_plan_input *input)
{
	struct sg_answered *answered;
	struct sg_item *previous;
	size_t most = 0;
	size_t count = 0;

	for (size_t i = 0; i < work->stay_count; i++) {
		const struct sg_plan *plan = &work->stays[i].last.plan;

		most += plan->item_count + plan->avoid_count;
	}
	previous = sg_arena_array(work->call->arena, most, sizeof *previous);
	answered = sg_arena_array(
		work->call->arena, work->dossier->item_count, sizeof *answered);
	if (previous == NULL || answered == NULL) {
		return sg_call_memory(work->call);
	}
	for (size_t i = 0; i < work->stay_count; i++) {
		const struct sg_case_stay *other = &work->stays[i];
		const struct sg_plan *plan = &other->last.plan;
		bool led = other->has_last && stay->has_last &&
		           sg_id_equal(&stay->last.plan.led_by, &other->row.id);

		if (other == stay || led) {
			count += copy_items(
				other, plan->items, plan->item_count, previous + count);
			count += copy_items(
				other, plan->avoid, plan->avoid_count, previous + count);
			input->answered_count += copy_answered(
				work, other, answered + input->answered_count);
		}
	}
	input->previous = previous;
	input->previous_count = count;
	input->answered = answered;
	input->previous_room = stay->has_last ? stay->last.head.room : NULL;
	input->last = stay->has_last ? &stay->last.plan : NULL;
	return SG_OK;
}

static const struct sg_card *primary_card(const struct sg_case_stay *stay)
{
	for (size_t i = 0; i < stay->state.stay.person_count; i++) {
		const struct sg_person *person = &stay->state.stay.people[i];

		for (size_t k = 0; person->primary && k < stay->card_count; k++) {
			if (sg_id_equal(&stay->cards[k].guest, &person->guest)) {
				return &stay->cards[k];
			}
		}
	}
	return stay->card_count > 0 ? &stay->cards[0] : NULL;
}

static const struct sg_group_row *group_of(
	const struct sg_case *work, const struct sg_stay *stay)
{
	for (size_t i = 0; stay->group != NULL && i < work->dossier->group_count; i++) {
		if (strcmp(work->dossier->groups[i].code, stay->group) == 0) {
			return &work->dossier->groups[i];
		}
	}
	return NULL;
}

/* A group's codes count for each of its stays, after the stay's own. */
static enum sg_status add_group(struct sg_case *work, struct sg_case_stay *stay)
{
	struct sg_arena *arena = work->call->arena;
	const struct sg_group_row *row = group_of(work, &stay->state.stay);
	struct sg_stay *facts = sg_arena_alloc(arena, sizeof *facts);
	struct sg_stay_code *codes;
	struct sg_stored stored;
	struct sg_group group = {0};
	enum sg_status status = SG_OK;

	if (facts == NULL) {
		return sg_call_memory(work->call);
	}
	*facts = stay->state.stay;
	stay->facts = facts;
	if (row == NULL) {
		return SG_OK;
	}
	stored = (struct sg_stored){row->state, strlen(row->state)};
	status = sg_group_decode(&stored, row->code, arena, work->call->error, &group);
	if (status != SG_OK) {
		return status;
	}
	codes = sg_arena_array(
		arena, facts->code_count + group.code_count, sizeof *codes);
	if (codes == NULL) {
		return sg_call_memory(work->call);
	}
	for (size_t i = 0; i < facts->code_count; i++) {
		codes[i] = facts->codes[i];
	}
	for (size_t i = 0; i < group.code_count; i++) {
		codes[facts->code_count + i] = group.codes[i];
	}
	facts->codes = codes;
	facts->code_count += group.code_count;
	return SG_OK;
}

enum sg_status sg_case_gather(struct sg_case *work)
{
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < work->stay_count && status == SG_OK; i++) {
		status = add_group(work, &work->stays[i]);
	}
	return status;
}

enum sg_status sg_case_compose(struct sg_case *work, struct sg_case_stay *stay)
{
	struct sg_call *call = work->call;
	struct sg_case_room *room = sg_case_room_find(work, stay->state.stay.room);
	struct sg_occupant *occupants =
		sg_arena_array(call->arena, work->stay_count, sizeof *occupants);
	struct sg_plan_input input = {
		.catalog = &call->service->catalog,
		.house = &work->house->house,
		.type = type_of(work, stay),
		.occupants = occupants,
		.offers = work->house->offers,
		.offer_count = call->envelope.import ? 0 : work->house->offer_count,
		.rate = stay->state.rate,
		.next_arrival_us = sg_case_next_arrival(work, stay),
		.now_us = work->hotel_us,
		.business_day = work->business_day,
	};
	struct sg_room with_residue;
	enum sg_status status;

	if (occupants == NULL) {
		return sg_call_memory(call);
	}
	input.occupant_count = gather_occupants(work, stay, occupants);
	status = gather_previous(work, stay, &input);
	if (status == SG_OK && room != NULL) {
		with_residue = room->room;
		status = add_coming_residue(work, stay, &with_residue);
		input.room = &with_residue;
	}
	if (status == SG_OK) {
		status = sg_plan_compose(&input, call->arena, &stay->list.plan);
	}
	if (status == SG_OK) {
		sg_list_head_fill(&stay->state, &work->house->house, input.room,
			primary_card(stay), &stay->list.head);
	}
	return status == SG_MEMORY ? sg_call_memory(call) : status;
}
