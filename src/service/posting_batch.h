/* Posting what many stays of one property earn at once, which costs less than one by one. */
#ifndef SG_SERVICE_POSTING_BATCH_H
#define SG_SERVICE_POSTING_BATCH_H

#include "service/posting.h"

enum { SG_POST_MOST = 32 }; /* stays at once */

/*
 * Posts those of the stays that can be posted together, all of the call's house, at most
 * SG_POST_MOST. `settled`, one for each and all false before, tells which are done; of the others
 * nothing was written, and each is to be posted alone, in order, whatever is returned. What becomes
 * of a stay is the same either way. [waits]
 */
enum sg_status sg_post_batch(struct sg_call *call, const struct sg_posting_row *rows,
	size_t count, bool *settled);

#endif
