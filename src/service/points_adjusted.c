/* points.adjusted: a manager gives or takes points, and a second person agrees. */
#include "service/handlers.h"

#include "core/time.h"
#include "document/points.h"
#include "service/answer.h"
#include "service/purse.h"
#include "service/second.h"
#include "service/subject.h"

struct adjusting {
	struct sg_adjustment_document said;
	const char *why;
	struct sg_guest_work guest;
	struct sg_purse purse;
	enum sg_outcome outcome;
};

static enum sg_status adjust_purse(struct sg_call *call, struct adjusting *adjusting)
{
	struct sg_purse *purse = &adjusting->purse;
	struct sg_earning_lot lot = {.rule = "adjustment",
		.points = adjusting->said.points,
		.expires_day = SG_NO_DAY,
		.bonus = true,
		.property = call->house->house.id};
	struct sg_error error = {.status = SG_OK};
	char operation[SG_ID_TEXT_SIZE];
	enum sg_status status = sg_purse_read(call, purse);

	if (status == SG_OK) {
		status = sg_purse_open(call, purse);
	}
	if (status != SG_OK) {
		return status;
	}
	sg_id_format(&purse->ledger.operation, operation);
	lot.account = purse->members[0].membership.account;
	lot.earned_day = purse->today_day;
	lot.source = sg_arena_format(call->arena, "adjusted:%s", operation);
	if (lot.source == NULL) {
		return sg_call_memory(call);
	}
	status = sg_ledger_adjust(&purse->ledger, &lot, &error);
	return status == SG_OK ? SG_OK
	                       : sg_fail(call->error, status, error.code, "/data/points",
					 "%s", error.message);
}

/* Points that are given count as earned: else they could be past their day at once. */
static enum sg_status write(
	struct sg_call *call, struct adjusting *adjusting, bool *ret_again)
{
	struct sg_script script;
	enum sg_status status;

	sg_subject_begin(call, &script, &adjusting->guest.file.guest.id);
	status = sg_purse_write(call, &adjusting->purse, true, adjusting->said.points > 0,
		adjusting->why, &script);
	return status == SG_OK ? sg_subject_run(call, &script, ret_again) : status;
}

static enum sg_status adjust(struct sg_call *call, void *data, bool *ret_again)
{
	struct adjusting *adjusting = data;
	const struct sg_adjustment_document *said = &adjusting->said;
	enum sg_status status =
		sg_purse_guest(call, said->refs, said->ref_count, &adjusting->guest);

	adjusting->outcome = SG_OUTCOME_APPLIED;
	if (status == SG_OK && adjusting->guest.file.taken.found) {
		adjusting->outcome = SG_OUTCOME_REPEATED;
		return SG_OK;
	}
	if (status == SG_OK) {
		status = sg_purse_find(
			call, &adjusting->guest, said->programme, &adjusting->purse);
	}
	if (status == SG_OK) {
		sg_purse_keep_own(&adjusting->purse, &adjusting->guest.file.guest.id);
		status = adjust_purse(call, adjusting);
	}
	return status == SG_OK ? write(call, adjusting, ret_again) : status;
}

static enum sg_status say_why(struct sg_call *call, struct adjusting *adjusting)
{
	struct sg_buffer why = {0};

	sg_adjustment_why(&adjusting->said, call->envelope.actor.name, &why);
	adjusting->why = sg_buffer_settle(&why, call->arena);
	return adjusting->why != NULL ? SG_OK : sg_call_memory(call);
}

enum sg_status sg_handle_points_adjusted(struct sg_call *call)
{
	struct adjusting adjusting = {.outcome = SG_OUTCOME_APPLIED};
	enum sg_status status = sg_adjustment_decode(
		call->envelope.data, call->arena, call->error, &adjusting.said);

	if (status == SG_OK) {
		status = sg_subject_roles(
			call, SG_BY_MANAGER, "a manager adjusts a guest's points");
	}
	if (status == SG_OK) {
		status = sg_second_person(call, adjusting.said.second);
	}
	if (status == SG_OK) {
		status = say_why(call, &adjusting);
	}
	if (status == SG_OK) {
		status = sg_call_house(call, 0);
	}
	if (status == SG_OK) {
		status = sg_subject_try(call, adjust, &adjusting);
	}
	if (status != SG_OK) {
		return status;
	}
	sg_reply_begin(call->reply, adjusting.outcome);
	sg_reply_id(call->reply, "guest", &adjusting.guest.file.guest.id);
	return sg_call_reply_end(call);
}
