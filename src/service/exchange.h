/*
 * Two stays in house that change rooms with each other. A PMS says it in two documents, and
 * between them one room would seem to hold both: in a batch they are found and become one
 * transaction.
 */
#ifndef SG_SERVICE_EXCHANGE_H
#define SG_SERVICE_EXCHANGE_H

#include "document/operation.h"
#include "service/stay_work.h"

/* A document of the batch that may be half of an exchange. */
struct sg_sibling {
	struct sg_envelope envelope;
	struct sg_stay_document document;
	struct sg_id *keys;
	unsigned char digest[16];
	bool usable;  /* a stay.changed with a room, not answered yet */
	char *answer; /* given by its partner's transaction; in the batch's arena */
};

struct sg_siblings {
	struct sg_sibling *list; /* aligned with the batch's documents */
	size_t count;
	struct sg_arena *arena; /* the batch's */
};

/* Looks through a batch; documents that do not decode are left to their own turn. SG_MEMORY. */
enum sg_status sg_siblings_find(struct sg_call *batch, const struct sg_batch *documents,
	struct sg_siblings *ret_siblings);

/* Where the stay moves into the room of another, whose own document in this batch moves it the
 * other way: that one's document is merged too, and `change->partner` is set. */
void sg_exchange_find(struct sg_stay_work *change);

/* Appends what the partner's document writes beside its row; nothing without a partner. */
enum sg_status sg_exchange_write(struct sg_stay_work *change, struct sg_script *script);

/* After the write: keeps the answer to the partner's document for its turn. */
enum sg_status sg_exchange_answer(struct sg_stay_work *change);

#endif
