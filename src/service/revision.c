/* Revisions out of the store. */
#include "service/revision.h"

#include <string.h>

#include "service/marks.h"

static enum sg_status turn(struct sg_call *call, const struct sg_revision_row *revision,
	struct sg_arena *arena, struct sg_list *list)
{
	struct sg_plan *plan = &list->plan;
	size_t count = 0;
	struct sg_item_mark *marks = sg_marks_parse(arena, revision->states, &count);

	if (marks == NULL || !sg_marks_apply(arena, marks, count, plan)) {
		return sg_call_memory(call);
	}
	list->head.checked_in_us = revision->at_us;
	if (sg_plan_issue(&call->service->catalog, revision->at_us, arena, plan) !=
		SG_OK) {
		return sg_call_memory(call);
	}
	return SG_OK;
}

enum sg_status sg_revision_open(struct sg_call *call,
	const struct sg_revision_row *revision, struct sg_arena *arena,
	struct sg_list *ret_list, bool *ret_turned)
{
	struct sg_stored stored = {revision->body, strlen(revision->body)};
	bool turned = false;
	enum sg_status status = sg_list_decode(
		&stored, &call->service->catalog, arena, call->error, ret_list);

	if (status == SG_OK && revision->state == SG_PLAN_ISSUED &&
		ret_list->plan.state == SG_PLAN_PLANNED) {
		turned = true;
		status = turn(call, revision, arena, ret_list);
	}
	if (ret_turned != NULL) {
		*ret_turned = turned;
	}
	return status;
}
