/* What hotels offer. It is read with the property that the cache keeps (store/houses.h). */
#ifndef SG_STORE_OFFERS_H
#define SG_STORE_OFFERS_H

#include "core/id.h"
#include "store/script.h"

/* Puts an offer in the place of what the property has under its code, and raises the property's
 * version, so that whoever keeps it reads it anew. */
void sg_offer_put(struct sg_script *script, const struct sg_id *property,
	const char *code, const char *body);

#endif
