/* Whom in a case something concerns: cards, each person's once, of whichever of his profiles. */
#ifndef SG_SERVICE_WHOSE_H
#define SG_SERVICE_WHOSE_H

#include "service/case.h"

/* Those whose wishes are behind the item, in whichever stay of the case, else the first guest of
 * this stay, also where there is no item (NULL). Borrowed from the case. SG_MEMORY. */
enum sg_status sg_whose(const struct sg_case *work, const struct sg_case_stay *stay,
	const struct sg_item *item, const struct sg_card ***ret_cards, size_t *ret_count);

/* All who are in the case. SG_MEMORY. */
enum sg_status sg_whose_any(
	const struct sg_case *work, const struct sg_card ***ret_cards, size_t *ret_count);

/* The stay whose list speaks for stays[0]: itself, or who leads in its room. */
const struct sg_case_stay *sg_whose_list(const struct sg_case *work);

/* Whether both cards are of one person. */
bool sg_whose_same(const struct sg_card *a, const struct sg_card *b);

#endif
