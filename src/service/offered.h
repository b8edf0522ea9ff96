/* What was offered and what was said to it, noted on the card of whom it was made to. */
#ifndef SG_SERVICE_OFFERED_H
#define SG_SERVICE_OFFERED_H

#include "service/case.h"
#include "service/guests.h"

/* At a check-in: appends that the stay's offer was made, once a stay, to the card of its guest. */
enum sg_status sg_offered_write(const struct sg_case *work, struct sg_script *script);

/* What tells something of him is kept only where it may be learned: the kind of the offer and of
 * the stay's rate. */
void sg_offered_kinds(const struct sg_house_entry *house, const struct sg_card *person,
	const char *rate, struct sg_offer_word *word);

/* The offer of that code, or NULL. */
const struct sg_offer *sg_house_offer(
	const struct sg_house_entry *house, const char *code);

#endif
