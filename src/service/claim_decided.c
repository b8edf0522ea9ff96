/* claim.decided: whether a stay that a member claims was his. */
#include "service/handlers.h"

#include <string.h>

#include "core/person.h"
#include "core/time.h"
#include "document/claim.h"
#include "service/answer.h"
#include "service/subject.h"
#include "store/claims.h"

struct judging {
	struct sg_claim_decision said;
	struct sg_id claim;
	const char *decided; /* as it is kept */
	struct sg_claim_decision_file file;
	struct sg_claim_row row; /* as it will be */
	enum sg_outcome outcome;
};

/* Whether nobody knows the stay, so that it is posted by the evidence. */
static bool is_unknown(const struct judging *judging)
{
	return sg_id_is_nil(&judging->file.row.stay);
}

/* ---- reading ---- */

static enum sg_status read(struct sg_call *call, struct judging *judging)
{
	struct sg_claim_decision_file *file = &judging->file;
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_claim_decision_read(&script, &judging->claim, call->envelope.id);
	status = sg_call_run(call, &script, &outcome);
	if (status == SG_OK) {
		status = sg_claim_decision_take(&script, call->error, file);
	}
	if (status == SG_OK && file->row.version == 0) {
		status = sg_fail(call->error, SG_INVALID, "claim_unknown", "/data/claim",
			"nobody claims anything under this id here");
	}
	return status == SG_OK ? sg_call_check_taken(call, &file->taken) : status;
}

/* ---- deciding ---- */

/* Who claims and who decides are two. */
static enum sg_status check_second(struct sg_call *call, const struct judging *judging)
{
	const char *name = call->envelope.actor.name, *by = judging->file.row.by;

	if (sg_person_is_blank(name)) {
		return sg_fail(call->error, SG_REFUSED, "actor_unnamed", "/actor/name",
			"who decides about claims says who he is");
	}
	return !sg_person_is_same(by, name)
	               ? SG_OK
	               : sg_fail(call->error, SG_REFUSED, "second_same", "/actor/name",
				 "a second person decides: he handed the claim in");
}

/* What he claims twice is his once, whoever approves it at the same time. */
static enum sg_status check_others(struct sg_call *call, const struct judging *judging)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_claim_others_read(&script, &judging->row);
	status = sg_call_run(call, &script, &outcome);
	return status == SG_OK && sg_claim_others_taken(&script, 0)
	               ? sg_fail(call->error, SG_REFUSED, "claimed_before", "/data/claim",
				 "another claim of his has nights of these")
	               : status;
}

static enum sg_status check_approval(struct sg_call *call, const struct judging *judging)
{
	const struct sg_claim_decision *said = &judging->said;

	if (is_unknown(judging) && said->charge_count == 0) {
		return sg_fail(call->error, SG_INVALID, "member_missing", "/data/charges",
			"nobody knows the stay: what was charged has to be said");
	}
	if (!is_unknown(judging) && said->charge_count > 0) {
		return sg_fail(call->error, SG_INVALID, "member_unexpected",
			"/data/charges", "the stay is known, with its own charges");
	}
	if (!is_unknown(judging) && judging->file.posting.version == 0) {
		return sg_fail(call->error, SG_REFUSED, "stay_open", "/data/claim",
			"the stay is known and not checked out");
	}
	if (judging->row.departure_day < judging->row.arrival_day) {
		return sg_fail(call->error, SG_INVALID, "departure_before_arrival",
			"/data/departure", "the departure is before the arrival");
	}
	return check_others(call, judging);
}

static enum sg_status decide(struct sg_call *call, struct judging *judging)
{
	const struct sg_claim_decision *said = &judging->said;
	const struct sg_claim_row *was = &judging->file.row;
	struct sg_claim_row *row = &judging->row;
	enum sg_status status = check_second(call, judging);

	if (status == SG_OK && was->state == SG_CLAIM_BOUND) {
		status = sg_fail(call->error, SG_REFUSED, "nothing_to_decide",
			"/data/claim",
			"the stay is his own: posting.decided says whether it counts");
	}
	if (status != SG_OK) {
		return status;
	}
	*row = *was;
	row->state = said->approved ? SG_CLAIM_APPROVED : SG_CLAIM_REJECTED;
	row->decided_us = call->envelope.time_us;
	row->decided = judging->decided;
	row->arrival_day =
		said->arrival_day != SG_NO_DAY ? said->arrival_day : was->arrival_day;
	row->departure_day = said->departure_day != SG_NO_DAY ? said->departure_day
	                                                      : was->departure_day;
	judging->outcome =
		was->decided_us != SG_NO_TIME && was->decided_us > row->decided_us
			? SG_OUTCOME_OLDER
			: SG_OUTCOME_APPLIED;
	status = said->approved ? check_approval(call, judging) : SG_OK;
	return status == SG_OK ? sg_claim_said_after(
					 was->said, call->arena, call->error, &row->said)
	                       : status;
}

/* ---- writing ---- */

static enum sg_status post(
	struct sg_call *call, const struct judging *judging, struct sg_script *script)
{
	const struct sg_claim_decision *said = &judging->said;
	struct sg_charge_row *charges =
		sg_arena_array(call->arena, said->charge_count, sizeof *charges);

	if (charges == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < said->charge_count; i++) {
		const char *charge = sg_arena_format(call->arena, "%zu", i + 1);

		if (charge == NULL) {
			return sg_call_memory(call);
		}
		charges[i] = (struct sg_charge_row){.charge = charge,
			.category = said->charges[i].category,
			.gross_cents = said->charges[i].gross_cents,
			.net_cents = said->charges[i].net_cents,
			.currency = said->charges[i].currency,
			.day = judging->row.arrival_day,
			.at_us = call->envelope.time_us};
	}
	sg_claim_post(script, &judging->row, charges, said->charge_count,
		sg_call_hotel_us(call));
	return SG_OK;
}

static enum sg_status put(
	struct sg_call *call, const struct judging *judging, struct sg_script *script)
{
	const struct sg_claim_row *row = &judging->row;
	const struct sg_claim_posting *posting = &judging->file.posting;
	int64_t now_us = sg_call_hotel_us(call);

	if (judging->said.approved) {
		sg_claim_expect_alone(script, row, SG_CLAIM_BOUND);
	}
	sg_claim_write(script, row, judging->file.row.version);
	if (is_unknown(judging) && judging->said.approved) {
		return post(call, judging, script);
	}
	if (is_unknown(judging)) {
		sg_claim_unpost(script, row, now_us);
	} else if (judging->said.approved) {
		sg_claim_give(script, posting, &row->guest, now_us);
	} else {
		sg_claim_give_back(script, posting, &row->guest, now_us);
	}
	return SG_OK;
}

static enum sg_status judge(struct sg_call *call, void *data, bool *ret_again)
{
	struct judging *judging = data;
	struct sg_script script;
	enum sg_status status = read(call, judging);

	if (status != SG_OK || judging->file.taken.found) {
		judging->outcome = SG_OUTCOME_REPEATED;
		return status;
	}
	status = decide(call, judging);
	if (status != SG_OK) {
		return status;
	}
	sg_subject_begin(call, &script, &judging->claim);
	if (judging->outcome == SG_OUTCOME_APPLIED) {
		status = put(call, judging, &script);
	}
	return status == SG_OK ? sg_subject_run(call, &script, ret_again) : status;
}

static enum sg_status prepare(struct sg_call *call, struct judging *judging)
{
	const struct sg_ref ref = {.system = "claim", .id = judging->said.claim};
	struct sg_buffer decided = {0};
	const char *name = call->envelope.actor.name;

	judging->claim = sg_ref_key("claim", call->envelope.property, &ref);
	sg_claim_decided(&judging->said, name != NULL ? name : "", &decided);
	judging->decided = sg_buffer_settle(&decided, call->arena);
	return judging->decided != NULL ? SG_OK : sg_call_memory(call);
}

enum sg_status sg_handle_claim_decided(struct sg_call *call)
{
	struct judging judging = {.outcome = SG_OUTCOME_APPLIED};
	enum sg_status status = sg_claim_decision_decode(
		call->envelope.data, call->arena, call->error, &judging.said);

	if (status == SG_OK) {
		status = sg_subject_roles(
			call, SG_BY_MANAGER, "a manager decides about claims");
	}
	if (status == SG_OK) {
		status = sg_call_house(call, 0);
	}
	if (status == SG_OK) {
		status = prepare(call, &judging);
	}
	if (status == SG_OK) {
		status = sg_subject_try(call, judge, &judging);
	}
	if (status != SG_OK) {
		return status;
	}
	sg_reply_begin(call->reply, judging.outcome);
	sg_reply_text(call->reply, "claim", judging.said.claim);
	sg_reply_id(call->reply, "guest", &judging.file.row.guest);
	return sg_call_reply_end(call);
}
