/* What has come due in some shards: the part that is the same for whatever it is. */
#ifndef SG_STORE_DUE_H
#define SG_STORE_DUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/script.h"

struct sg_due_query {
	const uint32_t *shards; /* at least one */
	size_t shard_count;
	int64_t hotel_us; /* up to that hotel time, */
	bool by_clock;    /* and up to its property's own: documents drive it */
	uint32_t most;
};

/* Appends WHERE, ORDER BY and LIMIT to a SELECT from a table with a property `p`: the soonest
 * first. `shard` and `at` are its columns ("s.shard"), `then` orders what is due at once. For a key
 * (shard, at): each shard is read up to what is due, and all of it is ordered. */
void sg_due_where(struct sg_script *script, const struct sg_due_query *due,
	const char *shard, const char *at, const char *then);

/* The same for a key (at, then, shard), or a table of a few rows: read in that order, across all
 * shards, and no further than the limit. */
void sg_due_soonest_where(struct sg_script *script, const struct sg_due_query *due,
	const char *shard, const char *at, const char *then);

#endif
