/* Programs that this one starts: they never outlive it, and never see its terminal. */
#ifndef SG_CLI_CHILD_H
#define SG_CLI_CHILD_H

#include <stdbool.h>
#include <sys/types.h>

#include "core/status.h"

/*
 * Starts `argv[0]` (a path) in a process group of its own with output appended to the file
 * `log`, and SIGTERM as its lot when the calling thread ends. `keep` is a descriptor it
 * inherits, or -1.
 */
enum sg_status sg_child_start(const char *const *argv, const char *log, int keep,
	struct sg_error *error, pid_t *ret_pid);

/* Waits up to `ms` for its end; true when it ended, with what waitpid tells. */
bool sg_child_ended(pid_t pid, int ms, int *ret_status);

/* SIGTERM to the group, SIGKILL after `ms`, until it is gone. */
void sg_child_stop(pid_t pid, int ms);

/* The first of the paths (ends with NULL) that can be executed, or NULL. */
const char *sg_child_find(const char *const *paths);

#endif
