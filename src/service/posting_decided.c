/* posting.decided and loyalty.exceptions: what a person has to look at before it earns, and what he
 * says of it. */
#include "service/handlers.h"

#include "core/time.h"
#include "document/posting.h"
#include "service/answer.h"
#include "service/subject.h"
#include "store/exceptions.h"

struct deciding {
	struct sg_posting_document said;
	struct sg_id *keys; /* of the stay */
	struct sg_decision_file file;
	const char *why;
	enum sg_outcome outcome;
};

static enum sg_status read(struct sg_call *call, struct deciding *deciding)
{
	struct sg_decision_file *file = &deciding->file;
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_decision_read(
		&script, deciding->keys, deciding->said.ref_count, call->envelope.id);
	status = sg_call_run(call, &script, &outcome);
	if (status != SG_OK) {
		return status;
	}
	sg_decision_take(&script, file);
	status = sg_subject_stay(call, &file->stay, file->disagree);
	if (status != SG_OK) {
		return status;
	}
	if (file->version == 0) {
		return sg_fail(call->error, SG_REFUSED, "nothing_to_decide",
			"/data/stay/ids",
			"the stay is not over, or the chain has no programme");
	}
	return sg_call_check_taken(call, &file->taken);
}

/* The latest word holds. */
static enum sg_status decide(struct sg_call *call, void *data, bool *ret_again)
{
	struct deciding *deciding = data;
	const struct sg_decision_file *file = &deciding->file;
	const struct sg_decision_write decision = {
		.decided =
			deciding->said.counts ? SG_POSTING_COUNTS : SG_POSTING_COUNTS_NOT,
		.at_us = call->envelope.time_us,
		.why = deciding->why,
		.now_us = sg_call_hotel_us(call)};
	struct sg_script script;
	enum sg_status status = read(call, deciding);

	if (status != SG_OK || file->taken.found) {
		deciding->outcome = SG_OUTCOME_REPEATED;
		return status;
	}
	deciding->outcome =
		file->decided_us != SG_NO_TIME && file->decided_us > decision.at_us
			? SG_OUTCOME_OLDER
			: SG_OUTCOME_APPLIED;
	sg_subject_begin(call, &script, &file->stay);
	if (deciding->outcome == SG_OUTCOME_APPLIED) {
		sg_decision_put(&script, file, &decision);
	}
	return sg_subject_run(call, &script, ret_again);
}

/* Who, and why: as it is kept. */
static enum sg_status prepare(struct sg_call *call, struct deciding *deciding)
{
	const struct sg_actor *actor = &call->envelope.actor;

	deciding->why = sg_arena_format(call->arena, "%s\n%s",
		actor->name != NULL ? actor->name : sg_actor_role_name(actor->role),
		deciding->said.reason);
	deciding->keys = sg_ref_keys(call, "stay", call->envelope.property,
		deciding->said.refs, deciding->said.ref_count);
	return deciding->why != NULL && deciding->keys != NULL ? SG_OK
	                                                       : sg_call_memory(call);
}

enum sg_status sg_handle_posting_decided(struct sg_call *call)
{
	struct deciding deciding = {.outcome = SG_OUTCOME_APPLIED};
	enum sg_status status = sg_posting_decode(
		call->envelope.data, call->arena, call->error, &deciding.said);

	if (status == SG_OK) {
		status = sg_subject_roles(
			call, SG_BY_MANAGER, "a manager decides what earns");
	}
	if (status == SG_OK) {
		status = sg_call_house(call, 0);
	}
	if (status == SG_OK) {
		status = prepare(call, &deciding);
	}
	if (status == SG_OK) {
		status = sg_subject_try(call, decide, &deciding);
	}
	if (status != SG_OK) {
		return status;
	}
	sg_reply_begin(call->reply, deciding.outcome);
	sg_reply_id(call->reply, "stay", &deciding.file.stay);
	return sg_call_reply_end(call);
}

/* ---- what waits ---- */

/* What a partner reports has one day. */
static void say_days(struct sg_call *call, const struct sg_exception_row *row)
{
	if (row->partner == NULL) {
		sg_reply_day(call->reply, "arrival", row->arrival_day);
		sg_reply_day(call->reply, "departure", row->departure_day);
		return;
	}
	sg_reply_text(call->reply, "partner", row->partner);
	sg_reply_text(call->reply, "earning", row->earning);
	sg_reply_int(call->reply, "amount", row->amount);
	sg_reply_id(call->reply, "guest", &row->guest);
	sg_reply_day(call->reply, "date", row->arrival_day);
}

static void say_exception(struct sg_call *call, const struct sg_exception_row *row)
{
	sg_reply_object(call->reply, NULL);
	if (row->claim != NULL) {
		sg_reply_members(call->reply, row->claim);
		sg_reply_text(call->reply, "by", row->by);
		sg_reply_id(call->reply, "guest", &row->guest);
	}
	sg_reply_id(call->reply, "stay", &row->stay);
	say_days(call, row);
	sg_reply_text(call->reply, "room", row->room);
	sg_reply_text(call->reply, "reason", row->reason);
	sg_reply_time(call->reply, "since", row->since_us);
	sg_reply_object_end(call->reply);
}

static enum sg_status say_exceptions(
	struct sg_call *call, const struct sg_script *script, size_t limit)
{
	size_t count = sg_exceptions_count(script);
	struct sg_exception_row row = {.room = NULL};
	enum sg_status status = SG_OK;

	sg_reply_begin(call->reply, SG_OUTCOME_ANSWERED);
	sg_reply_array(call->reply, "exceptions");
	for (size_t i = 0; i < count && i < limit && status == SG_OK; i++) {
		status = sg_exception_take(script, i, call->error, &row);
		if (status == SG_OK) {
			say_exception(call, &row);
		}
	}
	sg_reply_array_end(call->reply);
	if (count > limit) {
		sg_reply_id(call->reply, "next", &row.id);
	}
	return status == SG_OK ? sg_call_reply_end(call) : status;
}

enum sg_status sg_handle_loyalty_exceptions(struct sg_call *call)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_exceptions_query query;
	struct sg_script script;
	enum sg_status status = sg_exceptions_decode(
		call->envelope.data, call->arena, call->error, &query);

	if (status == SG_OK) {
		status = sg_subject_roles(
			call, SG_BY_MANAGING, "a manager sees what waits for a decision");
	}
	if (status == SG_OK) {
		status = sg_call_house(call, 0);
	}
	if (status != SG_OK) {
		return status;
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_exceptions_read(
		&script, &call->house->house.id, &query.after, (uint32_t)query.limit + 1);
	status = sg_call_run(call, &script, &outcome);
	return status == SG_OK ? say_exceptions(call, &script, (size_t)query.limit)
	                       : status;
}
