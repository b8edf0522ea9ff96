/*
 * Work: lanes that hold shards, plan what is due and deliver what is wanted. A lane is used by
 * one thread at a time; its transfers live on between calls.
 */
#ifndef SG_SERVICE_LANES_H
#define SG_SERVICE_LANES_H

#include "service/context.h"

/* NULL when memory is short. Nothing is connected or leased yet. */
struct sg_lanes *sg_lanes_new(struct sg_service *service);

/* One call of pms_plugin_work. [thread-safe, waits] */
int32_t sg_lanes_work(struct sg_lanes *lanes, uint32_t wait_ms, struct sg_buffer *reply);

/* Something became due: waiting lanes look again. [thread-safe] */
void sg_lanes_wake(struct sg_lanes *lanes);

/* Gives leases back; NULL is fine. */
void sg_lanes_free(struct sg_lanes *lanes);

/* In a forked child: frees without a word to anybody. */
void sg_lanes_abandon(struct sg_lanes *lanes);

#endif
