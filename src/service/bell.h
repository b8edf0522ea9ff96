/*
 * Waking other processes: a datagram socket for each handle in the configured folder. Whoever
 * commits something for work rings at all of them; a bell that nobody answers is taken down.
 */
#ifndef SG_SERVICE_BELL_H
#define SG_SERVICE_BELL_H

#include <stdbool.h>

#include "core/status.h"

struct sg_bell;

/* Hangs a bell in `folder`. SG_INVALID "socket_dir_unfit" at /socket_dir when that cannot be,
 * SG_MEMORY. */
enum sg_status sg_bell_new(
	const char *folder, struct sg_error *error, struct sg_bell **ret_bell);

/* Takes it down; NULL is fine. */
void sg_bell_free(struct sg_bell *bell);

/* In a forked child: frees and leaves the parent's bell where it hangs. */
void sg_bell_abandon(struct sg_bell *bell);

/* Readable when somebody rang; -1 for NULL. */
int sg_bell_descriptor(const struct sg_bell *bell);

/* Whether somebody rang since the last time. NULL: no. [thread-safe] */
bool sg_bell_heard(struct sg_bell *bell);

/* Rings at all others; never waits. NULL is fine. [thread-safe] */
void sg_bell_ring(struct sg_bell *bell);

#endif
