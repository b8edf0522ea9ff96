/*
 * Threads of the host that do the module's work: `worker` is made of them, replay and demo
 * keep them running beside everything else.
 */
#ifndef SG_CLI_WORKERS_H
#define SG_CLI_WORKERS_H

#include <stdint.h>

#include "cli/module.h"

struct sg_workers;

/* Starts `count` threads that call pms_plugin_work until they are stopped. What work answers
 * but OK is said on standard error, once for each reason. */
enum sg_status sg_workers_start(const struct sg_module *module, int count,
	struct sg_error *error, struct sg_workers **ret_workers);

/* Deliveries settled so far. [thread-safe] */
int64_t sg_workers_settled(const struct sg_workers *workers);

/*
 * Waits until every worker has looked after this call began and found nothing to do, and the
 * module says that no delivery waits but at endpoints that fail: a worker without its lease, or
 * between two of them, finds nothing to do for a moment though there is. SG_UNAVAILABLE after
 * `ms`, SG_REFUSED when asked to stop. [one thread]
 */
enum sg_status sg_workers_drain(
	struct sg_workers *workers, int64_t ms, struct sg_error *error);

/* The same, until none waits at all: where every endpoint takes what it gets. */
enum sg_status sg_workers_drain_all(
	struct sg_workers *workers, int64_t ms, struct sg_error *error);

/* Wakes, joins, frees; NULL is fine. */
void sg_workers_stop(struct sg_workers *workers);

#endif
