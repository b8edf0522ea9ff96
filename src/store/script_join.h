/* Several WRITE scripts as one, and results shared out again to whom they concern. */
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

/* Whether they differ in their values alone. */
bool sg_script_alike(const struct sg_script *a, const struct sg_script *b);

/* Appends what WRITE scripts that are alike do, which declare nothing and are not run themselves:
 * statement by statement, each of all of them, and of their lists one that has the rows of all. */
void sg_script_weave(
	struct sg_script *script, const struct sg_script *const *alike, size_t count);

/* Of the results of a read for several, the rows whose first column is `key`, without that column,
 * set by set, as if it had been run for one. False when memory is short. */
bool sg_script_pick(const struct sg_script *script, const struct sg_id *key,
	struct sg_arena *arena, struct sg_script *ret_view);

#endif
