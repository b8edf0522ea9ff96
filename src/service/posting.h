/*
 * Posting: what a stay that is over earns its guest, some days after the departure and again
 * whenever something of it changes. What stands in the ledger is brought to what the rules say of
 * what is known; said twice it is the same, and nothing is posted twice.
 */
#ifndef SG_SERVICE_POSTING_H
#define SG_SERVICE_POSTING_H

#include "service/context.h"
#include "store/postings.h"

/* Posts one stay that is due, in one transaction. One that somebody changed meanwhile stays due.
 * [waits] */
enum sg_status sg_post(struct sg_call *call, const struct sg_posting_row *row);

#endif
