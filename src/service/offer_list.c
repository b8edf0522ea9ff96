/* offer.list: what a property offers and, of one stay, what fits, what does not, and why. */
#include "service/handlers.h"

#include "core/time.h"
#include "document/offer.h"
#include "service/answer.h"
#include "service/known_stay.h"
#include "service/subject.h"

struct listing {
	struct sg_offer_query query;
	struct sg_dossier dossier;
	struct sg_case work;
	struct sg_offer_input input; /* of the stay, where one is asked about */
	bool of_stay;
};

/* With this stay, or with the one whose list leads. */
static bool is_asked(const struct sg_case *work, const struct sg_case_stay *stay,
	const struct sg_card *card)
{
	const struct sg_plan *plan = &stay->last.plan;
	bool asked = stay->has_last && plan->ask != NULL;

	for (size_t i = 0;
		!asked && stay->has_last && card != NULL && i < work->stay_count; i++) {
		const struct sg_case_stay *other = &work->stays[i];
		const struct sg_occupant occupant = {.stay = &other->state.stay,
			.cards = other->cards,
			.card_count = other->card_count};

		asked = sg_id_equal(&other->row.id, &plan->led_by) &&
		        sg_ask_is_put_to(
				other->last.plan.ask, occupant.stay, &occupant, 1, card);
	}
	return asked;
}

/* As a check-in now would find it; what of the room is not ready yet is left to that. */
static void make_input(struct sg_call *call, struct listing *listing)
{
	const struct sg_case_stay *stay = &listing->work.stays[0];
	const struct sg_case_room *room =
		sg_case_room_find(&listing->work, stay->state.stay.room);
	const struct sg_card *card =
		sg_offer_guest(&stay->state.stay, stay->cards, stay->card_count);
	bool check_in = listing->query.moment == SG_OFFER_CHECK_IN;

	listing->input = (struct sg_offer_input){.house = &call->house->house,
		.offers = call->house->offers,
		.offer_count = call->house->offer_count,
		.stay = &stay->state.stay,
		.rate = stay->state.rate,
		.room_type = stay->state.stay.booked_type,
		.card = card,
		.cards = stay->cards,
		.card_count = stay->card_count,
		.moment = listing->query.moment,
		.day = check_in ? stay->state.stay.arrival_day
	                        : listing->work.business_day,
		.now_us = SG_NO_TIME,
		.undisturbed = room != NULL && room->room.do_not_disturb,
		.question = is_asked(&listing->work, stay, card),
		.last = stay->has_last ? stay->last.plan.offer : NULL};
	listing->of_stay = true;
}

static void write_verdict(const struct listing *listing, const struct sg_offer *offer,
	const struct sg_offer_choice *choice, struct sg_buffer *reply)
{
	const struct sg_offer_input *input = &listing->input;
	enum sg_offer_why why = sg_offers_silent(input);
	bool chosen = choice != NULL && choice->code == offer->code;

	if (why == SG_OFFER_FITS) {
		why = sg_offer_fits(input, offer);
	}
	if (choice != NULL && !chosen && why == SG_OFFER_FITS) {
		why = SG_OFFER_OUTRANKED;
	}
	sg_reply_text(reply, "verdict", sg_offer_why_name(chosen ? SG_OFFER_FITS : why));
	if (chosen) {
		sg_offer_write_reason(choice, true, reply);
	}
}

static enum sg_status write_offers(struct sg_call *call, const struct listing *listing)
{
	const struct sg_house *house = &call->house->house;
	struct sg_offer_choice choice;
	bool made = listing->of_stay && sg_offer_choose(&listing->input, &choice);

	sg_reply_begin(call->reply, SG_OUTCOME_ANSWERED);
	sg_reply_bool(call->reply, "on", house->offers.on);
	sg_reply_array(call->reply, "offers");
	for (size_t i = 0; i < call->house->offer_count; i++) {
		const struct sg_offer *offer = &call->house->offers[i];

		sg_reply_object(call->reply, NULL);
		sg_offer_members(offer, call->reply);
		sg_offer_write_texts(offer->texts, offer->text_count, house->languages,
			house->language_count, call->reply);
		if (listing->of_stay) {
			write_verdict(listing, offer, made ? &choice : NULL, call->reply);
		}
		sg_reply_object_end(call->reply);
	}
	sg_reply_array_end(call->reply);
	return sg_call_reply_end(call);
}

enum sg_status sg_handle_offer_list(struct sg_call *call)
{
	struct listing listing = {.of_stay = false};
	enum sg_status status = sg_offer_list_decode(
		call->envelope.data, call->arena, call->error, &listing.query);

	if (status == SG_OK) {
		status = sg_subject_roles(call, SG_BY_DESK,
			"the desk, a manager or the system asks what is offered");
	}
	if (status == SG_OK) {
		status = sg_call_house_newest(call);
	}
	if (status == SG_OK && listing.query.stay_ref_count > 0) {
		status = sg_known_stay_open(call, listing.query.stay_refs,
			listing.query.stay_ref_count, "/data/stay/ids", &listing.dossier,
			&listing.work);
		if (status == SG_OK) {
			make_input(call, &listing);
		}
	}
	return status == SG_OK ? write_offers(call, &listing) : status;
}
