/* points.redeemed: points are kept for a redemption, then spent or free again. */
#include "service/handlers.h"

#include "document/points.h"
#include "service/answer.h"
#include "service/purse.h"
#include "service/subject.h"
#include "store/redemptions.h"

struct redeeming {
	struct sg_redemption_document said;
	struct sg_guest_work guest;
	struct sg_purse purse;
	struct sg_id account; /* of the named profile, else the first of the person */
	bool known;
	struct sg_redemption_row row;
	struct sg_entry *holds; /* of a known one */
	size_t hold_count;
	enum sg_outcome outcome;
};

/* ---- reading ---- */

static enum sg_status read_redemption(struct sg_call *call, struct redeeming *redeeming)
{
	const struct sg_purse *purse = &redeeming->purse;
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_id *accounts =
		sg_arena_array(call->arena, purse->count, sizeof *accounts);
	struct sg_script script;
	enum sg_status status;

	if (accounts == NULL) {
		return sg_call_memory(call);
	}
	redeeming->account = purse->members[0].membership.account;
	for (size_t i = 0; i < purse->count; i++) {
		const struct sg_membership_row *row = &purse->members[i].membership;

		accounts[i] = row->account;
		if (sg_id_equal(&row->guest, &redeeming->guest.file.guest.id)) {
			redeeming->account = row->account;
		}
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_redemptions_read(&script, accounts, purse->count, redeeming->said.redemption);
	status = sg_call_run(call, &script, &outcome);
	return status == SG_OK
	               ? sg_redemption_take(&script, 0, &redeeming->account, call->arena,
				 call->error, &redeeming->known, &redeeming->row,
				 &redeeming->holds, &redeeming->hold_count)
	               : status;
}

/* ---- deciding ---- */

/* Of one that is known: the same again changes nothing, what is over stays so. */
static enum sg_status check_known(struct sg_call *call, struct redeeming *redeeming)
{
	const struct sg_redemption_document *said = &redeeming->said;
	const struct sg_redemption_row *row = &redeeming->row;

	if (said->points != 0 && said->points != row->points) {
		return sg_fail(call->error, SG_REFUSED, "points_other", "/data/points",
			"%lld points were held for it", (long long)row->points);
	}
	if (row->state == (int32_t)said->state) {
		redeeming->outcome = SG_OUTCOME_REPEATED;
		return SG_OK;
	}
	if (row->state != SG_REDEMPTION_HELD) {
		return sg_fail(call->error, SG_REFUSED, "redemption_ended", "/data/state",
			"it was %s before",
			sg_redemption_state_name((enum sg_redemption_state)row->state));
	}
	return SG_OK;
}

static enum sg_status hold(struct sg_call *call, struct redeeming *redeeming)
{
	struct sg_purse *purse = &redeeming->purse;
	struct sg_error error = {.status = SG_OK};
	enum sg_status status;

	sg_purse_drop_cancelled(purse);
	if (purse->count == 0) {
		return sg_fail(call->error, SG_REFUSED, "member_cancelled",
			"/data/programme", "he is no member of it any more");
	}
	status = sg_purse_read(call, purse);
	if (status != SG_OK) {
		return status;
	}
	status = sg_ledger_hold(&purse->ledger, redeeming->said.points, &error);
	if (status != SG_OK) {
		return sg_fail(call->error, status, error.code, "/data/points", "%s",
			error.message);
	}
	redeeming->row = (struct sg_redemption_row){.account = redeeming->account,
		.redemption = redeeming->said.redemption,
		.operation = purse->ledger.operation,
		.state = SG_REDEMPTION_HELD,
		.points = redeeming->said.points};
	return SG_OK;
}

/* In the accounts that hold its points, whoever's they are by now. */
static enum sg_status end(struct sg_call *call, struct redeeming *redeeming)
{
	struct sg_purse *purse = &redeeming->purse;
	struct sg_id *accounts =
		sg_arena_array(call->arena, redeeming->hold_count, sizeof *accounts);
	enum sg_status status;

	if (accounts == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < redeeming->hold_count; i++) {
		accounts[i] = redeeming->holds[i].account;
	}
	status = sg_purse_find_accounts(call, accounts, redeeming->hold_count, purse);
	if (status == SG_OK) {
		status = sg_purse_read(call, purse);
	}
	if (status == SG_OK) {
		status = (redeeming->said.state == SG_REDEMPTION_CONFIRMED
				  ? sg_ledger_confirm
				  : sg_ledger_release)(&purse->ledger, redeeming->holds,
			redeeming->hold_count, call->error);
	}
	redeeming->row.state = (int32_t)redeeming->said.state;
	return status;
}

static enum sg_status decide(struct sg_call *call, struct redeeming *redeeming)
{
	enum sg_status status = read_redemption(call, redeeming);

	if (status == SG_OK && redeeming->known) {
		status = check_known(call, redeeming);
	} else if (status == SG_OK && redeeming->said.state != SG_REDEMPTION_HELD) {
		status = sg_fail(call->error, SG_INVALID, "redemption_unknown",
			"/data/redemption", "nothing was held under this id");
	}
	if (status != SG_OK || redeeming->outcome == SG_OUTCOME_REPEATED) {
		return status;
	}
	return redeeming->known ? end(call, redeeming) : hold(call, redeeming);
}

/* ---- writing ---- */

static enum sg_status write(
	struct sg_call *call, struct redeeming *redeeming, bool *ret_again)
{
	struct sg_script script;
	enum sg_status status = SG_OK;

	sg_subject_begin(call, &script, &redeeming->guest.file.guest.id);
	if (redeeming->outcome == SG_OUTCOME_APPLIED) {
		if (redeeming->known) {
			sg_redemption_end(&script, &redeeming->row, SG_REDEMPTION_HELD);
		} else {
			sg_guest_cards_expect(&script, &redeeming->guest);
			sg_redemption_insert(&script, &redeeming->row);
		}
		status = sg_purse_write(call, &redeeming->purse, false,
			redeeming->row.state == SG_REDEMPTION_CONFIRMED, NULL, &script);
	}
	return status == SG_OK ? sg_subject_run(call, &script, ret_again) : status;
}

static enum sg_status redeem(struct sg_call *call, void *data, bool *ret_again)
{
	struct redeeming *redeeming = data;
	enum sg_status status = sg_purse_guest(
		call, redeeming->said.refs, redeeming->said.ref_count, &redeeming->guest);

	redeeming->outcome = SG_OUTCOME_APPLIED;
	if (status == SG_OK && redeeming->guest.file.taken.found) {
		redeeming->outcome = SG_OUTCOME_REPEATED;
		return SG_OK;
	}
	if (status == SG_OK) {
		status = sg_purse_find(call, &redeeming->guest, redeeming->said.programme,
			&redeeming->purse);
	}
	if (status == SG_OK) {
		status = decide(call, redeeming);
	}
	return status == SG_OK ? write(call, redeeming, ret_again) : status;
}

enum sg_status sg_handle_points_redeemed(struct sg_call *call)
{
	struct redeeming redeeming = {.outcome = SG_OUTCOME_APPLIED};
	enum sg_status status = sg_redemption_decode(
		call->envelope.data, call->arena, call->error, &redeeming.said);

	if (status == SG_OK) {
		status = sg_subject_roles(call, SG_BY_DESK,
			"the desk, a manager or the system spends a guest's points");
	}
	if (status == SG_OK) {
		status = sg_call_house(call, 0);
	}
	if (status == SG_OK) {
		status = sg_subject_try(call, redeem, &redeeming);
	}
	if (status != SG_OK) {
		return status;
	}
	sg_reply_begin(call->reply, redeeming.outcome);
	sg_reply_id(call->reply, "guest", &redeeming.guest.file.guest.id);
	sg_reply_text(call->reply, "redemption", redeeming.said.redemption);
	return sg_call_reply_end(call);
}
