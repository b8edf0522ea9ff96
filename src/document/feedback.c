/* task.changed */
#include "document/feedback.h"

#include "document/bounds.h"

struct form_refs {
	const struct sg_ref *refs;
	size_t count;
};

struct form_task {
	struct sg_task task;
	struct form_refs stay;
	int32_t state;
};

/* In the order of enum sg_item_state, from SG_ITEM_SEEN on. */
static const char *const states[] = {"seen", "started", "done", "checked", "substituted",
	"unavailable", "refused", "removed", "not_needed", NULL};

static const struct sg_field refs_fields[] = {
	SG_ROW_REFS(struct form_refs, refs, count, SG_REQUIRED),
};
static const struct sg_shape refs_shape = SG_SHAPE(struct form_refs, refs_fields);

static const struct sg_field task_fields[] = {
	SG_ROW_CODE("by", struct form_task, task.by, SG_LONG_CODE_MAX, 0),
	SG_ROW_CODE(
		"item", struct form_task, task.item, SG_ITEM_ID_SIZE - 1, SG_REQUIRED),
	{SG_ROW("note", SG_FIELD_TEXT, struct form_task, task.note, 0, SG_NOTE_MAX)},
	{SG_ROW_WORD("state", struct form_task, state, states), .flags = SG_REQUIRED},
	{SG_ROW_OBJECT("stay", struct form_task, stay, &refs_shape),
		.flags = SG_REQUIRED},
	{SG_ROW("substitute", SG_FIELD_TEXT, struct form_task, task.substitute, 0,
		SG_NAME_MAX)},
};
static const struct sg_shape task_shape = SG_SHAPE(struct form_task, task_fields);

enum sg_status sg_task_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_task *ret_task)
{
	struct form_task form;
	enum sg_status status =
		sg_fields_decode(data, &task_shape, "/data", arena, error, &form);

	if (status == SG_OK) {
		*ret_task = form.task;
		ret_task->refs = form.stay.refs;
		ret_task->ref_count = form.stay.count;
		ret_task->state = (enum sg_item_state)(form.state + SG_ITEM_SEEN);
	}
	return status;
}
