/* A guest's beliefs made anew, as if nothing had been seen of him before a certain time. */
#ifndef SG_SERVICE_RELEARN_H
#define SG_SERVICE_RELEARN_H

#include "core/facts.h"
#include "service/houses.h"
#include "store/script.h"

/* Reads his logs, puts what they make since `from_us` in place of the card's beliefs, and appends
 * that the rest goes. Costs a trip for each topic and property. [waits on the database] */
enum sg_status sg_relearn(struct sg_call *call, const struct sg_id *guest,
	int64_t from_us, struct sg_card *card, struct sg_script *script);

#endif
