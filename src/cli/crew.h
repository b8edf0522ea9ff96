/*
 * Threads that stand for a PMS's own: they take jobs of a set in any order, at the same time,
 * and the set is done when all are.
 */
#ifndef SG_CLI_CREW_H
#define SG_CLI_CREW_H

#include <stddef.h>

#include "core/status.h"

enum { SG_CREW_MAX = 64 };

struct sg_crew;

/* Does job number `job` of a set, on thread number `member` (from 0). */
struct sg_crew_task {
	void (*run)(void *data, int member, size_t job);
	void *data;
};

enum sg_status sg_crew_start(int members, const struct sg_crew_task *task,
	struct sg_error *error, struct sg_crew **ret_crew);

/* Runs jobs 0 to `jobs` - 1 and returns when the last is done. [one thread] */
void sg_crew_run(struct sg_crew *crew, size_t jobs);

/* NULL is fine. */
void sg_crew_stop(struct sg_crew *crew);

#endif
