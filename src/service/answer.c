/* Rendering a stay's answer. */
#include "service/answer.h"

#include "service/revision.h"
#include "store/rows.h"

void sg_call_cut(const struct sg_call *call, struct sg_cut *ret_cut)
{
	const struct sg_house *house = &call->house->house;

	sg_cut_for_actor(call->envelope.actor.role, call->envelope.actor.department,
		house->languages, house->language_count, ret_cut);
}

enum sg_status sg_call_reply_end(struct sg_call *call)
{
	sg_reply_end(call->reply);
	return call->reply->failed ? sg_call_memory(call) : SG_OK;
}

/* A repeated document is answered from the revision that it caused then. */
static enum sg_status go_back(struct sg_case *work, uint32_t revision)
{
	struct sg_call *call = work->call;
	struct sg_case_stay *stay = &work->stays[0];
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	if (revision == 0 || revision == stay->read.last.revision) {
		return SG_OK;
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_revision_read(&script, &stay->row.id, revision);
	status = sg_call_run(call, &script, &outcome);
	if (status == SG_OK) {
		status = sg_revision_row_take(sg_script_rows(&script, 0), 0, 0,
			&stay->row.id, call->error, &stay->read.last);
	}
	if (status != SG_OK || stay->read.last.body == NULL) {
		return status;
	}
	status = sg_revision_open(call, &stay->read.last, call->arena, &stay->last, NULL);
	/* What was to be asked or offered then may have been withdrawn since. */
	stay->last.plan.ask = NULL;
	stay->last.plan.offer = NULL;
	return status;
}

static void add_desk(struct sg_call *call, const struct sg_checklist *checklist)
{
	struct sg_buffer members = {0};

	sg_checklist_desk(checklist, &members);
	if (members.failed) {
		call->reply->failed = true;
	} else if (members.len > 0) {
		sg_reply_members(call->reply, members.data);
	}
	sg_buffer_free(&members);
}

enum sg_status sg_answer_list(struct sg_call *call, enum sg_outcome outcome,
	const struct sg_id *stay, uint32_t revision, const struct sg_checklist *checklist)
{
	sg_reply_begin(call->reply, outcome);
	sg_reply_id(call->reply, "stay", stay);
	sg_reply_int(call->reply, "revision", revision);
	if (!call->house->house.live) {
		sg_reply_bool(call->reply, "live", false);
	}
	if (checklist->revision > 0 && checklist->list->plan.state == SG_PLAN_ISSUED) {
		add_desk(call, checklist);
	}
	return sg_call_reply_end(call);
}

enum sg_status sg_answer_stay(
	struct sg_case *work, const struct sg_taken_row *taken, enum sg_outcome outcome)
{
	struct sg_call *call = work->call;
	struct sg_case_stay *stay = &work->stays[0];
	bool repeated = outcome == SG_OUTCOME_REPEATED;
	enum sg_status status = repeated ? go_back(work, taken->revision) : SG_OK;
	struct sg_checklist checklist;
	struct sg_cut cut;

	if (status != SG_OK) {
		return status;
	}
	sg_call_cut(call, &cut);
	checklist = sg_case_checklist(work, stay, &cut);
	return sg_answer_list(call, outcome, &stay->row.id,
		repeated ? taken->revision : stay->row.revision, &checklist);
}
