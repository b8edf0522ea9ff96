/*
 * What staff report back of an item, and what guests say of what was done for them.
 */
#ifndef SG_DOCUMENT_FEEDBACK_H
#define SG_DOCUMENT_FEEDBACK_H

#include <stddef.h>

#include "core/arena.h"
#include "core/attention.h"
#include "core/catalog.h"
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

/* feedback.given: about a guest, or about a stay with an item of its list or a topic. */
struct sg_feedback {
	const struct sg_ref *guest_refs; /* either these */
	size_t guest_ref_count;
	const struct sg_ref *stay_refs; /* or these */
	size_t stay_ref_count;
	enum sg_reaction_kind kind;
	const char *item;  /* of the stay's list, or NULL */
	const char *topic; /* or NULL */
	const char *note;  /* for the desk; never learned, never sent on */
};

/*
 * SG_INVALID "member_missing" or "member_unexpected" where the members do not go together: a guest
 * or a stay, an item or a topic and an item only of a stay, neither with nothing and resumed, one
 * of them with ignored, refused and stopped. "topic_unknown"; "topic_no_attention" for a topic of a
 * special category, and, but for compliments and complaints, for a need. [thread-safe]
 */
enum sg_status sg_feedback_decode(const struct sg_json *data,
	const struct sg_catalog *catalog, struct sg_arena *arena, struct sg_error *error,
	struct sg_feedback *ret_feedback);

/* SG_INVALID "topic_unknown" or "topic_no_attention" at `path`. */
enum sg_status sg_attention_check(const char *topic, const char *path,
	const struct sg_catalog *catalog, struct sg_error *error);

#endif
