/*
 * Last step: the offer. It is chosen as the guest checks in, when it is known whether his room is
 * ready and whether the desk asks him something else; what is decided later in his stay makes no
 * new one.
 */
#include "core/draft.h"

#include "core/time.h"

static bool is_unready(const struct sg_plan *plan)
{
	bool unready = plan->warning_count > 0;

	for (size_t i = 0; i < plan->item_count && !unready; i++) {
		unready = sg_item_is_open_need(&plan->items[i], plan->items[i].state);
	}
	return unready;
}

static bool was_issued(const struct sg_draft *draft)
{
	const struct sg_plan *last = draft->input->last;

	return last != NULL && last->state == SG_PLAN_ISSUED;
}

/* Who is made known by his booking has a card by the time he comes. */
static bool may_offer(const struct sg_draft *draft, const struct sg_offer_input *asked)
{
	const struct sg_person *first = sg_stay_first(draft->stay);
	struct sg_offer_choice choice = {.code = NULL};

	if (asked->card == NULL) {
		return asked->house->offers.on && asked->offer_count > 0 &&
		       first != NULL && !sg_id_is_nil(&first->guest);
	}
	return sg_offer_choose(asked, &choice);
}

/* With the list that leads, by whoever comes to the desk first. */
static bool is_asked_beside(struct sg_draft *draft, const struct sg_card *card)
{
	const struct sg_plan_input *input = draft->input;

	return draft->leader != NULL && card != NULL && input->house->offers.on &&
	       input->offer_count > 0 &&
	       sg_ask_is_put_to(sg_draft_leaders_ask(draft), draft->leader,
		       input->occupants, input->occupant_count, card);
}

void sg_draft_propose(struct sg_draft *draft, struct sg_plan *plan)
{
	const struct sg_plan_input *input = draft->input;
	const struct sg_occupant *own = &input->occupants[0];
	const struct sg_card *card =
		sg_offer_guest(draft->stay, own->cards, own->card_count);
	bool late = was_issued(draft);
	bool open = sg_stay_open(draft->stay->status);
	bool arrives = draft->state == SG_PLAN_ISSUED && !late;
	struct sg_offer_choice choice = {.code = NULL};
	struct sg_offer_choice *kept = NULL;
	const struct sg_offer_input asked = {.house = input->house,
		.offers = input->offers,
		.offer_count = input->offer_count,
		.stay = draft->stay,
		.rate = input->rate,
		.room_type = draft->stay->booked_type,
		.card = card,
		.cards = own->cards,
		.card_count = own->card_count,
		.moment = SG_OFFER_CHECK_IN,
		.day = draft->stay->arrival_day,
		.now_us = arrives ? input->now_us : SG_NO_TIME,
		.undisturbed = input->room != NULL && input->room->do_not_disturb,
		.question = plan->ask != NULL ||
	                    (open && !late && is_asked_beside(draft, card)),
		.unready = arrives && is_unready(plan),
		.late = late,
		.last = late ? input->last->offer : NULL};

	if (draft->state == SG_PLAN_PLANNED) {
		plan->may_offer = may_offer(draft, &asked);
	} else if (draft->state == SG_PLAN_ISSUED && sg_offer_choose(&asked, &choice)) {
		kept = sg_draft_alloc(draft, 1, sizeof *kept);
	}
	if (kept != NULL) {
		*kept = choice;
		plan->offer = kept;
	}
}
