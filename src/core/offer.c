/* Whether an offer fits, and which of those that do. */
#include "core/offer_inside.h"

#include <string.h>

#include "core/belief.h"
#include "core/context.h"
#include "core/draft.h"
#include "core/house.h"
#include "core/time.h"

/* ---- one offer ---- */

static bool is_listed(const char *code, const char *const *list, size_t count)
{
	size_t i = 0;

	while (i < count && !sg_same_text(code, list[i])) {
		i++;
	}
	return count == 0 || i < count;
}

/* As he is on that day. */
static bool is_level(
	const struct sg_card_level *has, const struct sg_offer_level *wanted, int32_t day)
{
	const char *level = day < has->since_day ? has->before : has->level;

	return !has->cancelled && sg_same_text(level, wanted->level) &&
	       (wanted->programme == NULL ||
		       strcmp(wanted->programme, has->programme) == 0);
}

static bool has_level(const struct sg_offer_input *input, const struct sg_offer *offer)
{
	for (size_t i = 0; i < offer->level_count; i++) {
		const struct sg_offer_level *wanted = &offer->levels[i];

		for (size_t k = 0; k < input->card->level_count; k++) {
			if (is_level(&input->card->levels[k], wanted, input->day)) {
				return true;
			}
		}
	}
	return offer->level_count == 0;
}

static bool speaks_of(
	const struct sg_offer_preference *wanted, const char *topic, const char *value)
{
	return strcmp(wanted->topic, topic) == 0 &&
	       (wanted->value == NULL || value == NULL ||
		       strcmp(wanted->value, value) == 0);
}

/* What he stated, as far as he lets it be used here: 1 for it, -1 against it, 0 nothing. */
static int stated(
	const struct sg_offer_input *input, const struct sg_offer_preference *wanted)
{
	int32_t adults = 0, children = 0, babies = 0;
	int found = 0;

	sg_stay_people(input->stay, &adults, &children, &babies);
	for (size_t i = 0; i < input->card->fact_count; i++) {
		const struct sg_fact *fact = &input->card->facts[i];

		if (speaks_of(wanted, fact->topic, fact->value) &&
			sg_fact_misfit(fact, input->house, input->stay, adults,
				children + babies) < 0 &&
			sg_fact_is_allowed(fact, input->card, false, input->house)) {
			if (!sg_fact_is_wish(fact)) {
				return -1;
			}
			found = 1;
		}
	}
	return found;
}

static bool usually(
	const struct sg_offer_input *input, const struct sg_offer_preference *wanted)
{
	const struct sg_belief *belief;
	bool chain = false;

	if (!sg_card_may_learn(input->card, input->house->memory)) {
		return false;
	}
	belief = sg_belief_at(input->card, wanted->topic, &input->house->id, &chain);
	if (belief != NULL && !chain) {
		belief = sg_belief_for(input->card, belief, input->stay);
	}
	return belief != NULL && sg_belief_holds(belief, input->day * SG_DAY_US) &&
	       strcmp(belief->options[0].value, SG_VALUE_NOT) != 0 &&
	       speaks_of(wanted, belief->topic, belief->options[0].value);
}

static bool is_preferred(const struct sg_offer_input *input, const struct sg_offer *offer)
{
	bool found = offer->preference_count == 0;

	for (size_t i = 0; i < offer->preference_count; i++) {
		const struct sg_offer_preference *wanted = &offer->preferences[i];
		int said = stated(input, wanted);

		if (said < 0) {
			return false;
		}
		found = found || said > 0 || usually(input, wanted);
	}
	return found;
}

static bool is_within(const struct sg_offer_input *input, const struct sg_offer *offer)
{
	return (offer->from_day == SG_NO_DAY || offer->from_day <= input->day) &&
	       (offer->until_day == SG_NO_DAY || input->day <= offer->until_day);
}

static bool lasts(const struct sg_offer_input *input, const struct sg_offer *offer)
{
	int32_t nights = sg_stay_nights(input->stay);

	return nights >= offer->min_nights &&
	       (offer->max_nights == 0 || nights <= offer->max_nights);
}

static bool has_rate(const struct sg_offer_input *input, const struct sg_offer *offer)
{
	const struct sg_offer_rules wanted = {
		.flexible_rates = offer->rates, .flexible_rate_count = offer->rate_count};

	return offer->rate_count == 0 ||
	       sg_offer_rate_kind(&wanted, input->rate) == SG_OFFER_FLEXIBLE;
}

static bool has_bit(uint32_t bits, int32_t bit)
{
	return bits == 0 || (bits >> bit & 1) != 0;
}

/* What is known of the stay. */
static enum sg_offer_why misfit(
	const struct sg_offer_input *input, const struct sg_offer *offer)
{
	const struct sg_stay *stay = input->stay;

	if (!has_bit(offer->moments, (int32_t)input->moment)) {
		return SG_OFFER_MOMENT;
	}
	if (!is_within(input, offer)) {
		return SG_OFFER_DATES;
	}
	if (!lasts(input, offer)) {
		return SG_OFFER_NIGHTS;
	}
	if (!has_rate(input, offer)) {
		return SG_OFFER_RATE;
	}
	if (!is_listed(input->room_type, offer->room_types, offer->room_type_count)) {
		return SG_OFFER_ROOM_TYPE;
	}
	if (!has_bit(offer->parties, (int32_t)sg_context_of_party(stay))) {
		return SG_OFFER_PARTY;
	}
	return has_bit(offer->seasons, (int32_t)sg_context_of_day(stay->arrival_day))
	               ? SG_OFFER_FITS
	               : SG_OFFER_SEASON;
}

/* As often as it may be made, or not yet again. */
static bool was_made(const struct sg_offer_input *input, const struct sg_offer *offer)
{
	int32_t made = 0;

	for (size_t i = 0; i < input->card->offer_word_count; i++) {
		const struct sg_offer_word *word = &input->card->offer_words[i];

		if (word->asked_us == SG_NO_TIME || sg_offer_is_here(input, word) ||
			!sg_same_text(word->offer, offer->code)) {
			continue;
		}
		if (sg_offer_days_since(input, word->asked_us) < offer->again_days) {
			return true;
		}
		made++;
	}
	return offer->times > 0 && made >= offer->times;
}

static enum sg_offer_why silent_of(
	const struct sg_offer_input *input, const struct sg_offer *offer)
{
	const struct sg_offer_word *said = sg_offer_said(input->card, offer->code);

	if (sg_offer_is_silenced(input, offer->code)) {
		return SG_OFFER_SILENCED;
	}
	if (said != NULL && said->answer == SG_OFFER_DECLINED &&
		sg_offer_days_since(input, said->said_us) <
			input->house->offers.declined_days) {
		return SG_OFFER_WAS_DECLINED;
	}
	return was_made(input, offer) ? SG_OFFER_AGAIN : SG_OFFER_FITS;
}

enum sg_offer_why sg_offer_fits(
	const struct sg_offer_input *input, const struct sg_offer *offer)
{
	enum sg_offer_why why;

	if (!offer->on) {
		return SG_OFFER_WITHDRAWN;
	}
	why = misfit(input, offer);
	if (why == SG_OFFER_FITS && !has_level(input, offer)) {
		why = SG_OFFER_LEVEL;
	}
	if (why == SG_OFFER_FITS && !is_preferred(input, offer)) {
		why = SG_OFFER_PREFERENCE;
	}
	return why == SG_OFFER_FITS ? silent_of(input, offer) : why;
}

/* ---- which ---- */

/* What he is known for comes first, what is of no kind next. */
static int32_t suits(enum sg_offer_kind kind, int32_t leaning)
{
	int32_t towards = (kind == SG_OFFER_FLEXIBLE) - (kind == SG_OFFER_CHEAP);

	if (leaning >= SG_OFFER_LEANS) {
		return towards;
	}
	return leaning <= -SG_OFFER_LEANS ? -towards : 0;
}

static bool is_before(const struct sg_offer *a, const struct sg_offer *b, int32_t leaning)
{
	int32_t suits_a = suits(a->kind, leaning), suits_b = suits(b->kind, leaning);

	if (suits_a != suits_b) {
		return suits_a > suits_b;
	}
	return a->priority != b->priority ? a->priority > b->priority
	                                  : strcmp(a->code, b->code) < 0;
}

static enum sg_offer_reason reason_of(
	const struct sg_offer_input *input, const struct sg_offer *offer, int32_t leaning)
{
	if (suits(offer->kind, leaning) <= 0) {
		return SG_OFFER_BY_PRIORITY;
	}
	return sg_offer_rate_kind(&input->house->offers, input->rate) == offer->kind
	               ? SG_OFFER_BY_RATE
	               : SG_OFFER_BY_ANSWERS;
}

/* What was made in this stay and is to be answered; nothing else comes in its place. */
static const struct sg_offer *find_made(const struct sg_offer_input *input)
{
	const struct sg_offer_word *made = sg_offer_made_here(input, true);

	for (size_t i = 0; made != NULL && i < input->offer_count; i++) {
		if (strcmp(input->offers[i].code, made->offer) == 0 &&
			input->offers[i].on &&
			!sg_offer_is_silenced(input, made->offer)) {
			return &input->offers[i];
		}
	}
	return NULL;
}

static const struct sg_offer *find_best(
	const struct sg_offer_input *input, int32_t leaning)
{
	const struct sg_offer *best = NULL;

	for (size_t i = 0; i < input->offer_count; i++) {
		const struct sg_offer *offer = &input->offers[i];

		if (sg_offer_fits(input, offer) == SG_OFFER_FITS &&
			(best == NULL || is_before(offer, best, leaning))) {
			best = offer;
		}
	}
	return best;
}

bool sg_offer_choose(
	const struct sg_offer_input *input, struct sg_offer_choice *ret_choice)
{
	const struct sg_offer *offer;
	int32_t leaning;
	bool again;

	if (sg_offers_silent(input) != SG_OFFER_FITS) {
		return false;
	}
	leaning = sg_offer_leaning(input->card, input->house, input->rate);
	again = sg_offer_made_here(input, true) != NULL;
	offer = again ? find_made(input) : find_best(input, leaning);
	if (offer == NULL || (input->late && !again)) {
		return false;
	}
	if (again && input->last != NULL && strcmp(input->last->code, offer->code) == 0) {
		*ret_choice = *input->last;
		return true;
	}
	*ret_choice = (struct sg_offer_choice){.code = offer->code,
		.kind = offer->kind,
		.reason = reason_of(input, offer, leaning),
		.leaning = leaning,
		.texts = offer->texts,
		.text_count = offer->text_count,
		.guest = input->card->guest};
	return true;
}
