/* The frame of documents about the house. */
#include "service/subject.h"

#include "service/answer.h"

enum { TRIES = 12 }; /* several tills may serve one guest at once */

enum sg_status sg_subject_taken(
	struct sg_call *call, const struct sg_id *subject, bool *ret_taken)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_taken_row taken;
	struct sg_script script;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_taken_read(&script, subject, call->envelope.id);
	status = sg_call_run(call, &script, &outcome);
	if (status != SG_OK) {
		return status;
	}
	sg_taken_take(&script, 0, &taken);
	*ret_taken = taken.found;
	return sg_call_check_taken(call, &taken);
}

enum sg_status sg_subject_roles(struct sg_call *call, unsigned roles, const char *message)
{
	return ((roles >> call->envelope.actor.role) & 1) != 0
	               ? SG_OK
	               : sg_fail(call->error, SG_REFUSED, "role_missing", "/actor/role",
				 "%s", message);
}

enum sg_status sg_subject_stay(
	struct sg_call *call, const struct sg_id *stay, bool disagree)
{
	if (sg_id_is_nil(stay)) {
		return sg_fail(call->error, SG_INVALID, "stay_unknown", "/data/stay/ids",
			"no stay is known by these ids");
	}
	return disagree ? sg_fail(call->error, SG_REFUSED, "ids_disagree",
				  "/data/stay/ids",
				  "the ids belong to two different stays")
	                : SG_OK;
}

void sg_subject_begin(
	struct sg_call *call, struct sg_script *script, const struct sg_id *subject)
{
	sg_script_begin(script, call->arena, SG_SCRIPT_WRITE);
	sg_call_take(call, script, subject, SG_OUTCOME_APPLIED, 0);
	if (call->service->config.document_clock && call->house != NULL &&
		sg_house_clock_due(call->house)) {
		sg_house_clock(script, &call->house->house.id, sg_call_hotel_us(call));
	}
}

enum sg_status sg_subject_run(
	struct sg_call *call, struct sg_script *script, bool *ret_again)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	enum sg_status status = sg_call_run(call, script, &outcome);

	*ret_again = status == SG_OK && outcome != SG_DB_DONE;
	return status;
}

enum sg_status sg_subject_answer(struct sg_call *call, enum sg_outcome outcome)
{
	sg_reply_begin(call->reply, outcome);
	return sg_call_reply_end(call);
}

enum sg_status sg_subject_try(struct sg_call *call,
	enum sg_status (*attempt)(struct sg_call *call, void *data, bool *ret_again),
	void *data)
{
	enum sg_status status = SG_OK;
	bool again = true;

	for (int i = 0; i < TRIES && status == SG_OK && again; i++) {
		again = false;
		status = attempt(call, data, &again);
	}
	if (status == SG_OK && again) {
		return sg_fail(call->error, SG_UNAVAILABLE, "contended", "",
			"others are changing the same thing: repeat with the same id");
	}
	return status;
}

int64_t sg_subject_now(const struct sg_call *call)
{
	return sg_call_hotel_us(call);
}

struct sg_stamp sg_call_stamp(const struct sg_call *call)
{
	return (struct sg_stamp){.time_us = call->envelope.time_us, .version = -1};
}
