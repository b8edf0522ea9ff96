/* Several WRITE scripts as one, and its results shared out again; for group.c. */
#ifndef SG_STORE_SCRIPT_JOIN_H
#define SG_STORE_SCRIPT_JOIN_H

#include "store/script.h"

/* Makes one script of them, each in a block of its own, in one transaction. False when memory is
 * short or one of them is broken. */
bool sg_script_join(struct sg_script *joined, struct sg_arena *arena,
	struct sg_script *const *scripts, size_t count);

/* Gives each script its result sets, copied into its own arena. False when memory is short. */
bool sg_script_share(
	const struct sg_script *joined, struct sg_script *const *scripts, size_t count);

#endif
