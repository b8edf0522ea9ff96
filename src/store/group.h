/*
 * Callers share a transaction: what waits while others commit is collected by at most two
 * leaders and committed together, up to sixteen scripts at once. One durable write then serves
 * many documents. A script that fails takes nobody with it: the whole batch is rolled back and
 * each runs alone, so every caller gets its own outcome.
 */
#ifndef SG_STORE_GROUP_H
#define SG_STORE_GROUP_H

#include <stdint.h>

#include "store/pool.h"
#include "store/script.h"

struct sg_group;

enum { SG_GROUP_MOST = 16, SG_GROUP_LEADERS = 2 };

/* NULL when memory is short. The pool must outlive it. */
struct sg_group *sg_group_new(struct sg_pool *pool);

/* NULL is fine. No run may be under way. */
void sg_group_free(struct sg_group *group);

/*
 * Like sg_pool_run for a WRITE script. `order` is what the script is about: scripts of one batch
 * run in its order, so that two leaders do not meet crosswise; they have about as much time left.
 * LOST when nobody came to it before the deadline; once it is with a leader it waits for that
 * leader, who keeps the earliest deadline of his batch. What the leader could not do with the
 * others it does itself; where the link broke after the batch was sent, nobody of it knows.
 * [thread-safe, waits]
 */
enum sg_db_outcome sg_group_run(struct sg_group *group, struct sg_script *script,
	const struct sg_id *order, int64_t deadline_us, struct sg_error *error);

#endif
