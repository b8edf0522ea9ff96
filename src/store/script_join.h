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

/* Appends the statements of another WRITE script, which declares nothing and is not run itself. */
void sg_script_append(struct sg_script *script, const struct sg_script *other);

/* Of the results of a read for several, the rows whose first column is `key`, without that column,
 * set by set, as if it had been run for one. False when memory is short. */
bool sg_script_pick(const struct sg_script *script, const struct sg_id *key,
	struct sg_arena *arena, struct sg_script *ret_view);

#endif
