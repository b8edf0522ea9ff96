/*
 * What staff report back of an item.
 */
#ifndef SG_DOCUMENT_FEEDBACK_H
#define SG_DOCUMENT_FEEDBACK_H

#include <stddef.h>

#include "core/arena.h"
#include "core/plan.h"
#include "core/status.h"
#include "core/stay.h"
#include "document/json.h"

struct sg_task {
	const struct sg_ref *refs; /* of the stay */
	size_t ref_count;
	const char *item;
	enum sg_item_state state; /* never SG_ITEM_OPEN */
	const char *by;           /* a department or a pseudonym, or NULL */
	const char *note;         /* free text, for the desk */
	const char *substitute;   /* what was put there instead */
};

/* task.changed [thread-safe] */
enum sg_status sg_task_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_task *ret_task);

#endif
