/* snapshot.begun and snapshot.ended: a PMS says everything that is so, and hears what it did not
 * name. What it repeats changes nothing, so nothing is sent twice. */
#include "service/handlers.h"

#include "core/stay.h"
#include "core/time.h"
#include "document/operation.h"
#include "service/answer.h"
#include "service/subject.h"
#include "store/days.h"

enum { AHEAD_DAYS = 1, VANISHED_MOST = 500 };

struct snapshot {
	const char *name;
	struct sg_script open; /* what was not named */
	bool read;             /* it was looked for */
	enum sg_outcome outcome;
};

static enum sg_status begin(struct sg_call *call, void *data, bool *ret_again)
{
	struct snapshot *snapshot = data;
	const struct sg_id *property = &call->house->house.id;
	struct sg_script script;
	bool taken = false;
	enum sg_status status = sg_subject_taken(call, property, &taken);

	snapshot->outcome = taken ? SG_OUTCOME_REPEATED : SG_OUTCOME_APPLIED;
	if (status != SG_OK || taken) {
		return status;
	}
	sg_subject_begin(call, &script, property);
	sg_house_snapshot(&script, property, snapshot->name, call->wall_us);
	return sg_subject_run(call, &script, ret_again);
}

enum sg_status sg_handle_snapshot_begun(struct sg_call *call)
{
	struct snapshot snapshot = {0};
	enum sg_status status = sg_snapshot_decode(
		call->envelope.data, call->arena, call->error, &snapshot.name);

	if (status == SG_OK) {
		status = sg_call_house(call, 0);
	}
	if (status == SG_OK) {
		status = sg_subject_try(call, begin, &snapshot);
	}
	return status == SG_OK ? sg_subject_answer(call, snapshot.outcome) : status;
}

/* One more than is told, so that it can be told that there are more. */
static enum sg_status read_untouched(
	struct sg_call *call, struct snapshot *snapshot, int64_t since_us)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	int32_t today = sg_time_day(sg_call_hotel_us(call));

	snapshot->read = true;
	sg_script_begin(&snapshot->open, call->arena, SG_SCRIPT_READ);
	sg_untouched_read(&snapshot->open, &call->house->house.id, since_us,
		today + AHEAD_DAYS, VANISHED_MOST + 1);
	return sg_call_run(call, &snapshot->open, &outcome);
}

/* Since when the snapshot of that name runs, or ran where it was the last to end. SG_NO_TIME:
 * neither. */
static enum sg_status find(struct sg_call *call, const struct snapshot *snapshot,
	bool *ret_ended, int64_t *ret_since_us)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	const struct sg_rows *rows;
	struct sg_script script;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_snapshot_read(&script, &call->house->house.id);
	status = sg_call_run(call, &script, &outcome);
	if (status != SG_OK) {
		return status;
	}
	rows = sg_script_rows(&script, 0);
	*ret_ended = !sg_same_text(sg_rows_text(rows, 0, 0), snapshot->name);
	*ret_since_us = sg_rows_time(rows, 0, *ret_ended ? 3 : 1);
	if (*ret_ended && !sg_same_text(sg_rows_text(rows, 0, 2), snapshot->name)) {
		*ret_since_us = SG_NO_TIME;
	}
	return SG_OK;
}

static enum sg_status end(struct sg_call *call, void *data, bool *ret_again)
{
	struct snapshot *snapshot = data;
	const struct sg_id *property = &call->house->house.id;
	int64_t since_us = SG_NO_TIME;
	struct sg_script script;
	bool taken = false;
	bool ended = false;
	enum sg_status status = sg_subject_taken(call, property, &taken);

	if (status == SG_OK) {
		status = find(call, snapshot, &ended, &since_us);
	}
	snapshot->outcome = taken || ended ? SG_OUTCOME_REPEATED : SG_OUTCOME_APPLIED;
	if (status == SG_OK && since_us != SG_NO_TIME) {
		status = read_untouched(call, snapshot, since_us);
	} else if (status == SG_OK && !taken) {
		return sg_fail(call->error, SG_REFUSED, "snapshot_unknown",
			"/data/snapshot", "no snapshot \"%s\" is under way",
			snapshot->name);
	}
	if (status != SG_OK || snapshot->outcome == SG_OUTCOME_REPEATED) {
		return status;
	}
	sg_subject_begin(call, &script, property);
	sg_house_snapshot_end(&script, property);
	return sg_subject_run(call, &script, ret_again);
}

static void add_vanished(struct sg_call *call, const struct sg_rows *rows)
{
	sg_reply_array(call->reply, "vanished");
	for (size_t i = 0; i < rows->count && i < VANISHED_MOST; i++) {
		struct sg_id stay = sg_rows_id(rows, i, 0);
		enum sg_stay_status status = (enum sg_stay_status)sg_rows_int(rows, i, 1);

		sg_reply_object(call->reply, NULL);
		sg_reply_id(call->reply, "stay", &stay);
		sg_reply_text(call->reply, "status", sg_stay_status_name(status));
		sg_reply_day(call->reply, "arrival", sg_rows_day(rows, i, 2));
		sg_reply_text(call->reply, "room", sg_rows_text(rows, i, 3));
		sg_reply_object_end(call->reply);
	}
	sg_reply_array_end(call->reply);
	sg_reply_bool(call->reply, "more", rows->count > VANISHED_MOST);
}

enum sg_status sg_handle_snapshot_ended(struct sg_call *call)
{
	struct snapshot snapshot = {0};
	enum sg_status status = sg_snapshot_decode(
		call->envelope.data, call->arena, call->error, &snapshot.name);

	if (status == SG_OK) {
		status = sg_call_house(call, 0);
	}
	if (status == SG_OK) {
		status = sg_subject_try(call, end, &snapshot);
	}
	if (status != SG_OK) {
		return status;
	}
	sg_reply_begin(call->reply, snapshot.outcome);
	if (snapshot.read) {
		add_vanished(call, sg_script_rows(&snapshot.open, 0));
	}
	return sg_call_reply_end(call);
}
