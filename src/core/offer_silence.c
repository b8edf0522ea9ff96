/* Why a guest is made no offer at all: what he said, how he was treated, and when it is. */
#include "core/offer_inside.h"

#include <string.h>

#include "core/card_attention.h"
#include "core/draft.h"
#include "core/house.h"
#include "core/once.h"
#include "core/time.h"

enum {
	/* By the house's clock. */
	NIGHT_FROM = 22 * 60,
	NIGHT_UNTIL = 7 * 60,
};

/* ---- the guest ---- */

int32_t sg_offer_days_since(const struct sg_offer_input *input, int64_t us)
{
	int32_t day, minutes;

	if (us == SG_NO_TIME) {
		return INT32_MAX;
	}
	sg_house_local(input->house, us, &day, &minutes);
	return input->day - day;
}

static bool wants_peace(const struct sg_offer_input *input)
{
	const struct sg_guest_attention *attention =
		sg_card_attention(input->card, &input->house->id, &input->stay->id);

	if (input->undisturbed ||
		(attention != NULL && (attention->nothing_us != SG_NO_TIME ||
					      attention->withdrawn > 0))) {
		return true;
	}
	for (size_t i = 0; i < input->card->fact_count; i++) {
		const struct sg_fact *fact = &input->card->facts[i];

		if (strcmp(fact->topic, "avoid.contact") == 0 && sg_fact_is_wish(fact) &&
			sg_fact_misfit(fact, input->house, input->stay, 1, 0) < 0) {
			return true;
		}
	}
	return false;
}

/* Of anybody who stays, at whichever house: during this stay, or in the days before. */
static bool has_complained(const struct sg_offer_input *input)
{
	int64_t since_us = input->stay->checked_in_us;

	for (size_t i = 0; i < input->card_count; i++) {
		const struct sg_card *card = &input->cards[i];

		for (size_t k = 0; k < card->attention_count; k++) {
			int64_t at_us = card->attentions[k].attention->complained_us;

			if (at_us != SG_NO_TIME &&
				((since_us != SG_NO_TIME && at_us >= since_us) ||
					sg_offer_days_since(input, at_us) <
						input->house->offers.complaint_days)) {
				return true;
			}
		}
	}
	return false;
}

static bool is_owed(const struct sg_offer_input *input)
{
	for (size_t i = 0; i < input->card_count; i++) {
		const struct sg_card *card = &input->cards[i];

		for (size_t k = 0; k < card->make_good_count; k++) {
			if (sg_id_is_nil(&card->make_goods[k].given_in)) {
				return true;
			}
		}
	}
	return false;
}

bool sg_offer_is_silenced(const struct sg_offer_input *input, const char *offer)
{
	const struct sg_offer_word *word = sg_offer_said(input->card, offer);

	if (word == NULL || word->answer != SG_OFFER_NOT_NOW) {
		return word != NULL && word->answer == SG_OFFER_NEVER;
	}
	return word->until_day != SG_NO_DAY ? input->day < word->until_day
	                                    : input->stay->arrival_day <= word->day;
}

bool sg_offer_is_here(
	const struct sg_offer_input *input, const struct sg_offer_word *word)
{
	return sg_id_equal(&word->stay, &input->stay->id);
}

/* Made in this stay, by whichever department; to be answered still, where `pending`. */
const struct sg_offer_word *sg_offer_made_here(
	const struct sg_offer_input *input, bool pending)
{
	for (size_t i = 0; i < input->card->offer_word_count; i++) {
		const struct sg_offer_word *word = &input->card->offer_words[i];

		if (sg_offer_is_here(input, word) && word->asked_us != SG_NO_TIME &&
			word->offer != NULL &&
			(!pending || word->answer == SG_OFFER_UNANSWERED)) {
			return word;
		}
	}
	return NULL;
}

static bool is_too_often(const struct sg_offer_input *input)
{
	int32_t made = 0;

	for (size_t i = 0; i < input->card->offer_word_count; i++) {
		const struct sg_offer_word *word = &input->card->offer_words[i];

		made += word->asked_us != SG_NO_TIME && !sg_offer_is_here(input, word) &&
		        sg_offer_days_since(input, word->asked_us) <
		                input->house->offers.every_days;
	}
	return made >= input->house->offers.at_most ||
	       sg_card_was_offered(
		       input->card, input->house, input->day, &input->stay->id);
}

/* Since he last accepted or asked for one again. */
static bool has_refused_often(const struct sg_offer_input *input)
{
	const struct sg_card *card = input->card;
	int32_t days = input->house->offers.declined_days;
	int64_t since_us = SG_NO_TIME, last_us = SG_NO_TIME;
	int32_t refused = 0;

	for (size_t i = 0; i < card->offer_word_count; i++) {
		const struct sg_offer_word *word = &card->offer_words[i];
		bool glad = word->answer == SG_OFFER_ACCEPTED ||
		            word->answer == SG_OFFER_OPEN;

		since_us = glad && word->said_us > since_us ? word->said_us : since_us;
	}
	for (size_t i = 0; i < card->offer_word_count; i++) {
		const struct sg_offer_word *word = &card->offer_words[i];

		if (word->answer == SG_OFFER_DECLINED && word->said_us > since_us &&
			sg_offer_days_since(input, word->said_us) < 2 * days) {
			last_us = word->said_us > last_us ? word->said_us : last_us;
			refused++;
		}
	}
	return refused >= SG_OFFER_REFUSALS && sg_offer_days_since(input, last_us) < days;
}

static enum sg_offer_why silent_of_words(const struct sg_offer_input *input)
{
	if (sg_offer_is_silenced(input, NULL)) {
		return SG_OFFER_ALL_SILENCED;
	}
	if (sg_offer_made_here(input, true) != NULL) {
		return SG_OFFER_FITS;
	}
	if (sg_offer_made_here(input, false) != NULL) {
		return SG_OFFER_MADE_ALREADY;
	}
	if (has_refused_often(input)) {
		return SG_OFFER_REFUSED_OFTEN;
	}
	return is_too_often(input) ? SG_OFFER_TOO_OFTEN : SG_OFFER_FITS;
}

const struct sg_card *sg_offer_guest(
	const struct sg_stay *stay, const struct sg_card *cards, size_t count)
{
	const struct sg_person *first = sg_stay_first(stay);

	for (size_t i = 0; first != NULL && i < count; i++) {
		if (!sg_id_is_nil(&first->guest) &&
			sg_id_equal(&cards[i].guest, &first->guest)) {
			return &cards[i];
		}
	}
	return NULL;
}

/* ---- the moment ---- */

/* Who arrives at night wants his bed. */
static bool is_night(const struct sg_offer_input *input)
{
	int32_t day, minutes;

	if (input->now_us == SG_NO_TIME) {
		return false;
	}
	sg_house_local(input->house, input->now_us, &day, &minutes);
	return minutes >= NIGHT_FROM || minutes < NIGHT_UNTIL;
}

static enum sg_offer_why silent_at_desk(const struct sg_offer_input *input)
{
	if (input->question) {
		return SG_OFFER_QUESTION;
	}
	if (input->unready) {
		return SG_OFFER_UNREADY;
	}
	if (sg_offer_made_here(input, true) != NULL) {
		return SG_OFFER_FITS;
	}
	if (sg_card_was_asked(
		    input->card, input->house, input->day, &(struct sg_id){0})) {
		return SG_OFFER_QUESTION;
	}
	return is_night(input) ? SG_OFFER_NIGHT : SG_OFFER_FITS;
}

enum sg_offer_why sg_offers_silent(const struct sg_offer_input *input)
{
	const struct sg_card *card = input->card;
	enum sg_offer_why why;

	if (!input->house->offers.on) {
		return SG_OFFER_OFF;
	}
	if (card == NULL || card->version == 0) {
		return SG_OFFER_UNKNOWN_GUEST;
	}
	if (card->incognito || input->stay->incognito) {
		return SG_OFFER_INCOGNITO;
	}
	if (card->objects || !sg_card_may_keep(card, input->house->memory, false)) {
		return SG_OFFER_CONSENT;
	}
	if (wants_peace(input)) {
		return SG_OFFER_PEACE;
	}
	if (has_complained(input)) {
		return SG_OFFER_COMPLAINT;
	}
	if (is_owed(input)) {
		return SG_OFFER_OWED;
	}
	if (input->stay->group != NULL) {
		return SG_OFFER_GROUP;
	}
	why = silent_of_words(input);
	return why == SG_OFFER_FITS && input->moment == SG_OFFER_CHECK_IN
	               ? silent_at_desk(input)
	               : why;
}
