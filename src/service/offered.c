/* Offers that were made. */
#include "service/offered.h"

#include <string.h>

#include "core/offer.h"
#include "core/time.h"
#include "store/guests.h"

const struct sg_offer *sg_house_offer(
	const struct sg_house_entry *house, const char *code)
{
	for (size_t i = 0; code != NULL && i < house->offer_count; i++) {
		if (strcmp(house->offers[i].code, code) == 0) {
			return &house->offers[i];
		}
	}
	return NULL;
}

void sg_offered_kinds(const struct sg_house_entry *house, const struct sg_card *person,
	const char *rate, struct sg_offer_word *word)
{
	const struct sg_offer *offer = sg_house_offer(house, word->offer);
	bool learned = sg_card_may_learn(person, house->house.memory);

	word->kind = learned && offer != NULL ? offer->kind : SG_OFFER_PLAIN;
	word->rate =
		learned ? sg_offer_rate_kind(&house->house.offers, rate) : SG_OFFER_PLAIN;
}

static enum sg_status note_person(const struct sg_case *work, const struct sg_card *card,
	const struct sg_offer_word *word, struct sg_script *script)
{
	struct sg_call *call = work->call;
	struct sg_guest_work guest;
	enum sg_status status = sg_person_read(call, card, &guest);

	if (status == SG_OK &&
		sg_offer_word_put(&guest.named->own, word, call->arena) != SG_OK) {
		status = sg_call_memory(call);
	}
	return status == SG_OK ? sg_person_write(call, guest.profiles,
					 guest.profile_count, &guest.joint, script)
	                       : status;
}

static enum sg_status note_guest(const struct sg_case *work, const struct sg_card *card,
	const struct sg_offer_word *word, struct sg_script *script)
{
	struct sg_call *call = work->call;
	struct sg_card after = *card;
	const char *text = sg_offer_word_put(&after, word, call->arena) == SG_OK
	                           ? sg_guest_card_text(call, &after)
	                           : NULL;

	if (text == NULL) {
		return sg_call_memory(call);
	}
	sg_card_write(script, &card->guest, text, card->version);
	return SG_OK;
}

static const struct sg_card *card_of(
	const struct sg_case_stay *stay, const struct sg_id *guest)
{
	for (size_t i = 0; i < stay->card_count; i++) {
		if (sg_id_equal(&stay->cards[i].guest, guest)) {
			return &stay->cards[i];
		}
	}
	return NULL;
}

enum sg_status sg_offered_write(const struct sg_case *work, struct sg_script *script)
{
	const struct sg_case_stay *stay = &work->stays[0];
	const struct sg_offer_choice *offer = stay->list.plan.offer;
	const struct sg_card *card = NULL;
	struct sg_offer_word word;

	if (stay->change != SG_CHANGE_CHECK_IN || work->call->envelope.import ||
		offer == NULL) {
		return SG_OK;
	}
	card = card_of(stay, &offer->guest);
	word = (struct sg_offer_word){.offer = offer->code,
		.property = work->house->house.id,
		.stay = stay->row.id,
		.day = stay->state.stay.arrival_day,
		.asked_us = work->call->envelope.time_us,
		.said_us = SG_NO_TIME,
		.until_day = SG_NO_DAY};
	if (card == NULL ||
		sg_offer_word_find(card, word.offer, &word.stay, word.day) != NULL) {
		return SG_OK;
	}
	sg_offered_kinds(work->house, card, stay->state.rate, &word);
	return sg_id_is_nil(&card->person) ? note_guest(work, card, &word, script)
	                                   : note_person(work, card, &word, script);
}
