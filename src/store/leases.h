/*
 * Shards shared out among lanes. The row is the lease and its epoch the fence; the database's
 * clock alone says when it ends.
 */
#ifndef SG_STORE_LEASES_H
#define SG_STORE_LEASES_H

#include <stddef.h>
#include <stdint.h>

#include "core/id.h"
#include "store/script.h"

enum { SG_SHARDS = 64 };

struct sg_lease_row {
	struct sg_id owner; /* nil = nobody */
	uint64_t epoch;
	int64_t until_us; /* the database's clock */
};

/* Set 0: the leases; set 1: how many lanes live; set 2: the database's clock. Says first that
 * `owner` lives, and buries lanes that did not say so for `dead_us`. */
void sg_leases_read(struct sg_script *script, const struct sg_id *owner, int64_t dead_us);
void sg_leases_take(const struct sg_script *script,
	struct sg_lease_row ret_leases[SG_SHARDS], uint32_t *ret_lanes,
	int64_t *ret_now_us);

/* Takes a shard whose lease is still as it was read; zero rows when another was faster, or when
 * its owner came back and renewed it. */
void sg_lease_take(struct sg_script *script, uint32_t shard, const struct sg_id *owner,
	const struct sg_lease_row *read, int64_t lease_us);

/* Renews every lease of the owner; the set that follows tells the shards it still has. */
void sg_leases_renew(
	struct sg_script *script, const struct sg_id *owner, int64_t lease_us);

/* Gives one shard back, or all (`shard` = SG_SHARDS) and the lane with them. */
void sg_lease_release(
	struct sg_script *script, uint32_t shard, const struct sg_id *owner);

#endif
