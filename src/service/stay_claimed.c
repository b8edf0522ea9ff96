/* stay.claimed: a member misses a stay in his account. */
#include "service/handlers.h"

#include "core/person.h"
#include "core/time.h"
#include "document/claim.h"
#include "service/answer.h"
#include "service/purse.h"
#include "service/subject.h"
#include "store/claims.h"

struct claiming {
	struct sg_claim_document said;
	struct sg_guest_work guest;
	struct sg_purse purse; /* his membership alone */
	struct sg_claim_query query;
	struct sg_claim_file file;
	bool posted; /* the stay is in his account, whatever is claimed */
	enum sg_outcome outcome;
};

/* ---- reading ---- */

static bool is_his(const struct claiming *claiming, const struct sg_id *guest)
{
	for (size_t i = 0; i < claiming->query.guest_count; i++) {
		if (sg_id_equal(&claiming->query.guests[i], guest)) {
			return true;
		}
	}
	return false;
}

static enum sg_status name_query(struct sg_call *call, struct claiming *claiming)
{
	const struct sg_claim_document *said = &claiming->said;
	const struct sg_ref ref = {.system = "claim", .id = said->claim};
	const struct sg_guest_work *guest = &claiming->guest;
	struct sg_id *claim = sg_arena_alloc(call->arena, sizeof *claim);
	struct sg_id *guests =
		sg_arena_array(call->arena, guest->profile_count, sizeof *guests);

	claiming->query = (struct sg_claim_query){.claim = claim,
		.property = &call->house->house.id,
		.guests = guests,
		.guest_count = guest->profile_count,
		.arrival_day = said->arrival_day,
		.departure_day = said->departure_day,
		.key_count = said->stay_ref_count};
	if (said->stay_ref_count > 0) {
		claiming->query.keys = sg_ref_keys(call, "stay", call->envelope.property,
			said->stay_refs, said->stay_ref_count);
	}
	if (claim == NULL || guests == NULL ||
		(said->stay_ref_count > 0 && claiming->query.keys == NULL)) {
		return sg_call_memory(call);
	}
	*claim = sg_ref_key("claim", call->envelope.property, &ref);
	for (size_t i = 0; i < guest->profile_count; i++) {
		guests[i] = guest->profiles[i].guest;
	}
	return SG_OK;
}

/* What was posted of a claim that is known. */
static enum sg_status read_posting(struct sg_call *call, struct claiming *claiming)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_claim_decision_file file;
	struct sg_script script;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_claim_decision_read(&script, claiming->query.claim, call->envelope.id);
	status = sg_call_run(call, &script, &outcome);
	if (status == SG_OK) {
		status = sg_claim_decision_take(&script, call->error, &file);
	}
	if (status == SG_OK) {
		claiming->file.posting = file.posting;
	}
	return status;
}

static enum sg_status read(struct sg_call *call, struct claiming *claiming)
{
	const struct sg_claim_document *said = &claiming->said;
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status =
		sg_purse_guest(call, said->refs, said->ref_count, &claiming->guest);

	if (status == SG_OK) {
		status = sg_purse_find(
			call, &claiming->guest, said->programme, &claiming->purse);
	}
	if (status == SG_OK) {
		sg_purse_drop_cancelled(&claiming->purse);
		sg_purse_keep_own(&claiming->purse, &claiming->guest.file.guest.id);
		status = name_query(call, claiming);
	}
	if (status != SG_OK) {
		return status;
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_claim_read(&script, &claiming->query);
	status = sg_call_run(call, &script, &outcome);
	if (status == SG_OK) {
		status = sg_claim_take(
			&script, &claiming->query, call->error, &claiming->file);
	}
	return status == SG_OK && claiming->file.row.version > 0
	               ? read_posting(call, claiming)
	               : status;
}

/* ---- deciding ---- */

static enum sg_status refuse(
	struct sg_call *call, const char *code, const char *member, const char *message)
{
	return sg_fail(call->error, SG_REFUSED, code, member, "%s", message);
}

/* Whether the programme hears of it so late, or so early. */
static enum sg_status check_days(struct sg_call *call, const struct claiming *claiming)
{
	const struct sg_member_work *member = &claiming->purse.members[0];
	int32_t day = claiming->said.departure_day;
	const struct sg_programme_version *version =
		sg_programme_on(&member->programme, day);
	int32_t today_day = claiming->purse.today_day;

	if (day > today_day) {
		return refuse(
			call, "claim_early", "/data/departure", "the stay is not over");
	}
	if (version == NULL || member->membership.enrolled_day > day) {
		return refuse(call, "not_enrolled", "/data/departure",
			version == NULL ? "the programme had not begun"
					: "he was no member then");
	}
	if (version->stays.claim_days > 0 &&
		today_day - day > version->stays.claim_days) {
		return sg_fail(call->error, SG_REFUSED, "claim_late", "/data/departure",
			"the programme allows claims for %d days after the departure",
			(int)version->stays.claim_days);
	}
	return SG_OK;
}

static enum sg_status check_known(struct sg_call *call, const struct claiming *claiming)
{
	const struct sg_claim_row *row = &claiming->file.row;

	return is_his(claiming, &row->guest)
	               ? SG_OK
	               : refuse(call, "claim_other", "/data/claim",
				 "another guest's claim has this id");
}

static enum sg_status check_new(struct sg_call *call, const struct claiming *claiming)
{
	/* Who decides is somebody else: of staff it has to be known who hands it in. */
	if (call->envelope.actor.role != SG_ACTOR_SYSTEM &&
		sg_person_is_blank(call->envelope.actor.name)) {
		return refuse(call, "actor_unnamed", "/actor/name",
			"who hands a claim in says who he is");
	}
	if (claiming->purse.count == 0) {
		return refuse(call, "member_cancelled", "/data/programme",
			"he is no member of it any more");
	}
	if (claiming->file.disagree) {
		return refuse(call, "ids_disagree", "/data/stay/ids",
			"the ids belong to two different stays");
	}
	if (claiming->file.again) {
		return refuse(call, "claimed_before", "/data/arrival",
			"he claims a stay of these days already");
	}
	return check_days(call, claiming);
}

static enum sg_status open_claim(struct sg_call *call, struct claiming *claiming)
{
	struct sg_claim_file *file = &claiming->file;
	struct sg_buffer said = {0};
	bool own = file->posting.version > 0 && is_his(claiming, &file->posting.guest);

	if (own) { /* Nobody decides by his words. */
		claiming->said.note = NULL;
	}
	sg_claim_said(&claiming->said, &said);
	file->row = (struct sg_claim_row){.id = *claiming->query.claim,
		.property = call->house->house.id,
		.guest = claiming->guest.file.guest.id,
		.account = claiming->purse.members[0].membership.account,
		.stay = file->stay,
		.arrival_day = claiming->said.arrival_day,
		.departure_day = claiming->said.departure_day,
		.state = own ? SG_CLAIM_BOUND : SG_CLAIM_WAITS,
		.since_us = sg_call_hotel_us(call),
		.decided_us = SG_NO_TIME,
		.said = sg_buffer_settle(&said, call->arena),
		.by = call->envelope.actor.name};
	return file->row.said != NULL ? SG_OK : sg_call_memory(call);
}

/* A stay that is posted to him needs no claim; one that he claims already is no news. */
static enum sg_status decide(struct sg_call *call, struct claiming *claiming)
{
	const struct sg_claim_file *file = &claiming->file;
	enum sg_status status;

	claiming->outcome = SG_OUTCOME_APPLIED;
	if (file->row.version > 0) {
		claiming->outcome = SG_OUTCOME_REPEATED;
		return check_known(call, claiming);
	}
	claiming->posted = file->posting.state == SG_POSTING_POSTED &&
	                   is_his(claiming, &file->posting.guest) &&
	                   file->posting.version > 0;
	if (claiming->posted || claiming->guest.file.taken.found) {
		return SG_OK;
	}
	status = check_new(call, claiming);
	return status == SG_OK ? open_claim(call, claiming) : status;
}

static enum sg_status claim(struct sg_call *call, void *data, bool *ret_again)
{
	struct claiming *claiming = data;
	const struct sg_claim_row *row = &claiming->file.row;
	struct sg_script script;
	enum sg_status status = read(call, claiming);

	if (status == SG_OK) {
		status = decide(call, claiming);
	}
	if (status != SG_OK || claiming->guest.file.taken.found) {
		claiming->outcome = SG_OUTCOME_REPEATED;
		return status;
	}
	sg_subject_begin(call, &script, &claiming->guest.file.guest.id);
	if (claiming->outcome == SG_OUTCOME_APPLIED && !claiming->posted) {
		sg_claim_expect_alone(&script, row, SG_CLAIM_WAITS);
		sg_claim_write(&script, row, 0);
		if (row->state == SG_CLAIM_BOUND) {
			sg_posting_touch(&script, &row->stay, sg_call_hotel_us(call));
		}
	}
	return sg_subject_run(call, &script, ret_again);
}

/* ---- the answer ---- */

static const char *state_of(const struct claiming *claiming)
{
	static const char *const names[SG_CLAIM_STATES] = {
		[SG_CLAIM_WAITS] = "waits",
		[SG_CLAIM_BOUND] = "bound",
		[SG_CLAIM_APPROVED] = "approved",
		[SG_CLAIM_REJECTED] = "rejected",
	};

	return claiming->posted ? "posted" : names[claiming->file.row.state];
}

static void say(struct sg_call *call, const struct claiming *claiming)
{
	const struct sg_claim_posting *posting = &claiming->file.posting;
	const struct sg_claim_row *row = &claiming->file.row;
	bool his = posting->version > 0 && is_his(claiming, &posting->guest);

	sg_reply_begin(call->reply, claiming->outcome);
	sg_reply_text(call->reply, "claim", claiming->said.claim);
	sg_reply_id(call->reply, "guest", &claiming->guest.file.guest.id);
	sg_reply_text(call->reply, "state", state_of(claiming));
	sg_reply_id(call->reply, "stay", claiming->posted ? &posting->stay : &row->stay);
	if (his && posting->state == SG_POSTING_POSTED) {
		sg_reply_int(call->reply, "points", posting->points);
		sg_reply_day(call->reply, "posted", posting->posted_day);
	} else if (his) {
		sg_reply_text(call->reply, "nothing", posting->reason);
	}
	if (row->decided != NULL) {
		sg_reply_object(call->reply, "decided");
		sg_reply_members(call->reply, row->decided);
		sg_reply_object_end(call->reply);
	}
}

enum sg_status sg_handle_stay_claimed(struct sg_call *call)
{
	struct claiming claiming = {.outcome = SG_OUTCOME_APPLIED};
	enum sg_status status = sg_claim_decode(
		call->envelope.data, call->arena, call->error, &claiming.said);

	if (status == SG_OK && claiming.said.departure_day < claiming.said.arrival_day) {
		status = sg_fail(call->error, SG_INVALID, "departure_before_arrival",
			"/data/departure", "the departure is before the arrival");
	}
	if (status == SG_OK) {
		status = sg_subject_roles(call, SG_BY_DESK,
			"the desk, a manager or the system says what a member claims");
	}
	if (status == SG_OK) {
		status = sg_call_house(call, 0);
	}
	if (status == SG_OK) {
		status = sg_subject_try(call, claim, &claiming);
	}
	if (status != SG_OK) {
		return status;
	}
	say(call, &claiming);
	return sg_call_reply_end(call);
}
