/* A list's head from what surrounds the stay, and its facts from the cards. */
#include <string.h>

#include "core/time.h"
#include "document/plan_codec.h"
#include "document/tuple.h"

static const struct sg_person *primary_person(const struct sg_stay *stay)
{
	for (size_t i = 0; i < stay->person_count; i++) {
		if (stay->people[i].primary) {
			return &stay->people[i];
		}
	}
	for (size_t i = 0; i < stay->person_count; i++) {
		if (stay->people[i].role == SG_ROLE_GUEST) {
			return &stay->people[i];
		}
	}
	return NULL;
}

static const char *first_of(const char *a, const char *b, const char *c)
{
	return a != NULL ? a : b != NULL ? b : c;
}

static void fill_room(
	const struct sg_stay *stay, const struct sg_room *room, struct sg_list_head *head)
{
	head->room = stay->room;
	head->room_type = first_of(
		room != NULL ? room->type : NULL, stay->assigned_type, stay->booked_type);
	head->booked_type = stay->booked_type;
	head->bed_setup = stay->bed_setup;
	head->room_from = stay->room_from;
	head->previous_out_us = SG_NO_TIME;
	if (room != NULL) {
		head->floor = room->floor;
		head->section = room->section;
		head->previous_out_us = room->last_out_us;
	}
}

void sg_list_head_fill(const struct sg_stay_state *state, const struct sg_house *house,
	const struct sg_room *room, const struct sg_card *primary,
	struct sg_list_head *ret_head)
{
	const struct sg_stay *stay = &state->stay;
	const struct sg_person *person = primary_person(stay);
	struct sg_list_head head = {.checked_in_us = stay->checked_in_us,
		.arrival_day = stay->arrival_day,
		.departure_day = stay->departure_day,
		.vip = stay->vip,
		.adults = stay->adults,
		.children = stay->children,
		.children_count = stay->children_count,
		.quiet = house->quiet,
		.quiet_count = house->quiet_count,
		.incognito = stay->incognito || (primary != NULL && primary->incognito),
		.comments = state->comments,
		.comment_count = state->comment_count,
		.traces = state->traces,
		.trace_count = state->trace_count};

	fill_room(stay, room, &head);
	head.salutation =
		first_of(stay->salutation, person != NULL ? person->salutation : NULL,
			primary != NULL ? primary->salutation : NULL);
	head.language = first_of(stay->language, person != NULL ? person->language : NULL,
		primary != NULL ? primary->language : NULL);
	*ret_head = head;
}

bool sg_list_same_fact(const struct sg_id *decoded, const struct sg_id *statement)
{
	const size_t from = SG_ID_SIZE - SG_ID_TAIL_BYTES;

	return memcmp(decoded->bytes + from, statement->bytes + from, SG_ID_TAIL_BYTES) ==
	       0;
}

/* ---- explaining ---- */

struct cards {
	const struct sg_card *cards;
	size_t count;
};

static void explain(const struct cards *cards, struct sg_because *because)
{
	if (sg_id_is_nil(&because->fact)) {
		return;
	}
	for (size_t i = 0; i < cards->count; i++) {
		const struct sg_card *card = &cards->cards[i];

		for (size_t j = 0; j < card->fact_count; j++) {
			const struct sg_fact *fact = &card->facts[j];

			if (sg_list_same_fact(&because->fact, &fact->id)) {
				because->fact = fact->id;
				because->guest = card->guest;
				because->topic = fact->topic;
				because->value = fact->value;
				because->strength = sg_strength_name(fact->strength);
				because->said_by = fact->said_by;
				because->said_us = fact->said_us;
				return;
			}
		}
	}
}

static void explain_items(
	const struct cards *cards, const struct sg_item *items, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct sg_because *because = (struct sg_because *)items[i].because;

		for (size_t j = 0; j < items[i].because_count; j++) {
			explain(cards, &because[j]);
		}
	}
}

void sg_list_explain(struct sg_list *list, const struct sg_card *cards, size_t card_count)
{
	struct cards all = {cards, card_count};
	struct sg_left_out *left = (struct sg_left_out *)list->plan.left_out;

	explain_items(&all, list->plan.items, list->plan.item_count);
	explain_items(&all, list->plan.avoid, list->plan.avoid_count);
	for (size_t i = 0; i < list->plan.left_out_count; i++) {
		explain(&all, &left[i].because);
		explain(&all, &left[i].against);
	}
}
