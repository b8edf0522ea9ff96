/* What the parts of choosing an offer share; for offer.c and offer_silence.c alone. */
#ifndef SG_CORE_OFFER_INSIDE_H
#define SG_CORE_OFFER_INSIDE_H

#include "core/offer.h"

/* How many days before the input's that was, by the house's clock; INT32_MAX where it never was. */
int32_t sg_offer_days_since(const struct sg_offer_input *input, int64_t us);

/* Whether his latest word on it (NULL: on all) still silences it. */
bool sg_offer_is_silenced(const struct sg_offer_input *input, const char *offer);

/* Whether the word is of this stay. */
bool sg_offer_is_here(
	const struct sg_offer_input *input, const struct sg_offer_word *word);

/* What was made in this stay, by whichever department, or NULL; to be answered still, where
 * `pending`. */
const struct sg_offer_word *sg_offer_made_here(
	const struct sg_offer_input *input, bool pending);

#endif
