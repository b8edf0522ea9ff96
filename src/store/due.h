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
 * first. `shard` and `at` are its columns ("s.shard"), `then` orders what is due at once. */
void sg_due_where(struct sg_script *script, const struct sg_due_query *due,
	const char *shard, const char *at, const char *then);

#endif
