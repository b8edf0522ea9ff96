/* Who redeems together, as whoever spends needs it. */
#ifndef SG_SERVICE_POOLS_H
#define SG_SERVICE_POOLS_H

#include "service/purse.h"
#include "store/pools.h"

/* The pools that a purse was widened by, as they were read. */
struct sg_pools {
	struct sg_pool_row *rows;
	size_t count;
};

/* The chain's pool of a programme by the PMS's id of it. */
struct sg_id sg_pool_key(
	const struct sg_call *call, const char *programme, const char *pool);

/* Adds the accounts of everybody who is in a pool with one of the purse's. One trip, or two.
 * [waits on the database] */
enum sg_status sg_pools_widen(
	struct sg_call *call, struct sg_purse *purse, struct sg_pools *ret_pools);

/* Appends that they stay as they were read until the commit. */
void sg_pools_expect(struct sg_script *script, const struct sg_pools *pools);

#endif
