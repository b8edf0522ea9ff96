/* What work does when its moment has come, whatever it is: a table of kinds. */
#ifndef SG_SERVICE_LANE_DUE_H
#define SG_SERVICE_LANE_DUE_H

#include "service/context.h"
#include "store/due.h"

/* What all that is due has. */
struct sg_due_head {
	struct sg_id id, property;
	uint32_t property_version;
	int64_t clock_us; /* of the property; SG_NO_TIME = the wall's */
};

struct sg_due_kind {
	const char *what; /* "stay" */
	const char *done; /* "planned" */
	size_t size;      /* of a row */
	void (*read)(struct sg_script *script, const struct sg_due_query *due);
	enum sg_status (*take)(const struct sg_script *script, struct sg_arena *arena,
		struct sg_error *error, void **ret_rows, size_t *ret_count);
	struct sg_due_head (*head)(const void *row);
	/* With its property as call->house. What somebody changed meanwhile stays due. */
	enum sg_status (*settle)(struct sg_call *call, const void *row);
	/* Several of one property at once, at most `most`: those that are settled then are marked,
	 * the others are settled one by one. NULL: all are. */
	enum sg_status (*together)(
		struct sg_call *call, const void *rows, size_t count, bool *settled);
	size_t most;
	void (*put_off)(struct sg_script *script, const void *row, int64_t until_us);
};

enum { SG_DUE_TOGETHER = 32 }; /* `most` is no more */

extern const struct sg_due_kind sg_due_plans;    /* lane_plan.c */
extern const struct sg_due_kind sg_due_looks;    /* lane_look.c */
extern const struct sg_due_kind sg_due_postings; /* lane_post.c */
extern const struct sg_due_kind sg_due_walks;    /* lane_walk.c */
extern const struct sg_due_kind sg_due_guests;   /* lane_guest.c */

#endif
