/* What a card says of the day of an arrival. */
#include "core/once.h"

#include "core/offer.h"
#include "core/time.h"

static bool is_since(const struct sg_house *house, int64_t us, int32_t day)
{
	int32_t at_day, minutes;

	if (us == SG_NO_TIME) {
		return false;
	}
	sg_house_local(house, us, &at_day, &minutes);
	return at_day >= day;
}

static bool is_other(const struct sg_id *stay, const struct sg_id *but)
{
	return sg_id_is_nil(but) || !sg_id_equal(stay, but);
}

bool sg_card_was_asked(const struct sg_card *card, const struct sg_house *house,
	int32_t day, const struct sg_id *but)
{
	for (size_t i = 0; i < card->belief_count; i++) {
		const struct sg_belief *belief = &card->beliefs[i];

		if (is_other(&belief->asked_stay, but) &&
			is_since(house, belief->asked_us, day)) {
			return true;
		}
	}
	return false;
}

bool sg_card_was_offered(const struct sg_card *card, const struct sg_house *house,
	int32_t day, const struct sg_id *but)
{
	for (size_t i = 0; i < card->offer_word_count; i++) {
		const struct sg_offer_word *word = &card->offer_words[i];

		if (is_other(&word->stay, but) && is_since(house, word->asked_us, day)) {
			return true;
		}
	}
	return false;
}
