/* points.redeemed: points are kept for a redemption, then spent or free again. */
#include "service/handlers.h"

#include "document/points.h"
#include "service/answer.h"
#include "service/award_spent.h"
#include "service/pools.h"
#include "service/people.h"
#include "service/subject.h"
#include "store/postings.h"
#include "store/stays.h"

struct redeeming {
	struct sg_redemption_document said;
	struct sg_guest_work guest;
	struct sg_purse purse;
	struct sg_id account; /* of the named profile, else the first of the person */
	struct sg_id *own;    /* all of the person */
	size_t own_count;
	bool known;
	struct sg_redemption_row row;
	struct sg_entry *holds; /* of a known one */
	size_t hold_count;
	int64_t had; /* of the award that is named, this year */
	struct sg_award_agreed agreed;
	const char *about;     /* for the ledger's lines */
	struct sg_id stay;     /* that is named; nil = none is */
	struct sg_pools pools; /* others pay, too */
	enum sg_outcome outcome;
};

/* ---- reading ---- */

static enum sg_status take_redemption(
	struct sg_call *call, const struct sg_script *script, struct redeeming *redeeming)
{
	enum sg_status status = sg_redemption_take(script, 0, &redeeming->account,
		call->arena, call->error, &redeeming->known, &redeeming->row,
		&redeeming->holds, &redeeming->hold_count);

	return status == SG_OK && redeeming->known
	               ? sg_award_recall(call, &redeeming->row, &redeeming->agreed)
	               : status;
}

/* Of the hotel where it is used. */
static const struct sg_id *stay_keys(
	struct sg_call *call, const struct sg_redemption_document *said)
{
	const char *property =
		said->property != NULL ? said->property : call->house->house.code;

	return sg_ref_keys(call, "stay", property, said->stay_refs, said->stay_ref_count);
}

static enum sg_status take_stay(
	struct sg_call *call, const struct sg_rows *rows, struct redeeming *redeeming)
{
	if (rows->count == 0) {
		return sg_fail(call->error, SG_INVALID, "stay_unknown", "/data/stay/ids",
			"no stay is known by these ids");
	}
	redeeming->stay = sg_rows_id(rows, 0, 0);
	return SG_OK;
}

static enum sg_status read_redemption(struct sg_call *call, struct redeeming *redeeming)
{
	const struct sg_purse *purse = &redeeming->purse;
	enum sg_db_outcome outcome = SG_DB_DONE;
	const struct sg_redemption_document *said = &redeeming->said;
	const struct sg_id *keys =
		said->stay_ref_count > 0 ? stay_keys(call, said) : NULL;
	struct sg_script script;
	enum sg_status status = sg_purse_accounts(call, purse,
		&redeeming->guest.file.guest.id, &redeeming->own, &redeeming->account);

	if (status != SG_OK) {
		return status;
	}
	if (said->stay_ref_count > 0 && keys == NULL) {
		return sg_call_memory(call);
	}
	redeeming->own_count = purse->count;
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_redemptions_read(&script, redeeming->own, redeeming->own_count,
		redeeming->said.redemption);
	if (keys != NULL) {
		sg_stay_find(&script, keys, said->stay_ref_count);
	}
	status = sg_call_run(call, &script, &outcome);
	if (status == SG_OK && keys != NULL) {
		status = take_stay(
			call, sg_script_rows(&script, SG_REDEMPTION_SETS), redeeming);
	}
	return status == SG_OK ? take_redemption(call, &script, redeeming) : status;
}

/* ---- deciding ---- */

/* Of one that is known: the same again changes nothing, what is over stays so. */
static enum sg_status check_known(struct sg_call *call, struct redeeming *redeeming)
{
	const struct sg_redemption_document *said = &redeeming->said;
	const struct sg_redemption_row *row = &redeeming->row;
	enum sg_status status = sg_award_check_same(call, said, &redeeming->agreed);

	if (status != SG_OK) {
		return status;
	}
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

static enum sg_status say_about(
	struct sg_call *call, struct redeeming *redeeming, int32_t nights_back)
{
	struct sg_buffer text = {0};

	sg_award_about(redeeming->said.redemption,
		redeeming->agreed.award != NULL ? &redeeming->agreed : NULL, nights_back,
		&text);
	redeeming->about = sg_buffer_settle(&text, call->arena);
	return redeeming->about != NULL ? SG_OK : sg_call_memory(call);
}

/* How often he had the award is asked after the accounts' versions: who has it meanwhile changes
 * them. */
static enum sg_status read_purse(struct sg_call *call, struct redeeming *redeeming)
{
	struct sg_redemptions_count often = {
		.award = redeeming->said.award, .but_state = SG_REDEMPTION_RELEASED};
	struct sg_purse *purse = &redeeming->purse;
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	sg_member_year(call, &often.from_day, &often.until_day);
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_purse_look(purse, &script);
	if (often.award != NULL) {
		sg_redemptions_count_read(
			&script, redeeming->own, redeeming->own_count, &often);
	}
	status = sg_call_run(call, &script, &outcome);
	if (status == SG_OK && often.award != NULL) {
		redeeming->had =
			sg_redemptions_counted(&script, purse->count * SG_PURSE_SETS);
	}
	return status == SG_OK ? sg_purse_take(call, &script, purse) : status;
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
	status = sg_pools_widen(call, purse, &redeeming->pools);
	if (status != SG_OK) {
		return status;
	}
	sg_purse_drop_cancelled(purse);
	status = read_purse(call, redeeming);
	if (status != SG_OK) {
		return status;
	}
	redeeming->row = (struct sg_redemption_row){.account = redeeming->account,
		.redemption = redeeming->said.redemption,
		.operation = purse->ledger.operation,
		.state = SG_REDEMPTION_HELD,
		.stay = redeeming->stay,
		.night_day = SG_NO_DAY};
	status = sg_award_agree(call, &redeeming->said,
		sg_purse_member(purse, &redeeming->account), redeeming->had,
		&redeeming->row, &redeeming->agreed);
	if (status != SG_OK) {
		return status;
	}
	status = sg_ledger_hold(&purse->ledger, redeeming->row.points, &error);
	return status == SG_OK ? say_about(call, redeeming, 0)
	                       : sg_fail(call->error, status, error.code, "/data/points",
					 "%s", error.message);
}

static enum sg_status end_holds(struct sg_call *call, struct redeeming *redeeming)
{
	struct sg_redemption_row *row = &redeeming->row;
	struct sg_award_ending ending = {.spent = 0};
	enum sg_status status =
		sg_award_end(call, &redeeming->said, row, &redeeming->agreed, &ending);

	if (status != SG_OK) {
		return status;
	}
	row->state = (int32_t)redeeming->said.state;
	row->penalty = ending.kept;
	row->returned = row->points - ending.spent - ending.kept;
	row->nights -= ending.nights_back;
	status = sg_ledger_give_back(&redeeming->purse.ledger, redeeming->holds,
		redeeming->hold_count, ending.spent, ending.kept, call->error);
	return status == SG_OK ? say_about(call, redeeming, ending.nights_back) : status;
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
	return status == SG_OK ? end_holds(call, redeeming) : status;
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

/* What the stay earns is looked at again, and that of one that it was said to be for before. */
static void touch_stays(
	struct sg_call *call, struct redeeming *redeeming, struct sg_script *script)
{
	struct sg_id *stay = &redeeming->row.stay;

	if (!sg_id_is_nil(stay) && redeeming->known) {
		sg_posting_touch(script, stay, sg_call_hotel_us(call));
	}
	if (!sg_id_is_nil(&redeeming->stay) &&
		!(redeeming->known && sg_id_equal(stay, &redeeming->stay))) {
		*stay = redeeming->stay;
		sg_posting_touch(script, stay, sg_call_hotel_us(call));
	}
}

static enum sg_status write(
	struct sg_call *call, struct redeeming *redeeming, bool *ret_again)
{
	struct sg_script script;
	enum sg_status status = SG_OK;

	sg_subject_begin(call, &script, &redeeming->guest.file.guest.id);
	if (redeeming->outcome == SG_OUTCOME_APPLIED) {
		touch_stays(call, redeeming, &script);
		if (redeeming->known) {
			sg_redemption_end(&script, &redeeming->row, SG_REDEMPTION_HELD);
		} else {
			sg_guest_cards_expect(&script, &redeeming->guest);
			sg_pools_expect(&script, &redeeming->pools);
			sg_redemption_insert(&script, &redeeming->row);
		}
		/* An award may be had so often by the person, out of any account. */
		status = sg_purse_write(call, &redeeming->purse,
			!redeeming->known && redeeming->said.award != NULL,
			redeeming->row.state == SG_REDEMPTION_CONFIRMED, redeeming->about,
			&script);
	}
	return status == SG_OK ? sg_subject_run(call, &script, ret_again) : status;
}

static enum sg_status redeem(struct sg_call *call, void *data, bool *ret_again)
{
	struct redeeming *redeeming = data;
	enum sg_status status = sg_purse_guest(
		call, redeeming->said.refs, redeeming->said.ref_count, &redeeming->guest);

	redeeming->outcome = SG_OUTCOME_APPLIED;
	if (status == SG_OK) {
		status = sg_purse_find(call, &redeeming->guest, redeeming->said.programme,
			&redeeming->purse);
	}
	if (status == SG_OK && redeeming->guest.file.taken.found) {
		redeeming->outcome = SG_OUTCOME_REPEATED;
		return read_redemption(call, redeeming);
	}
	if (status == SG_OK) {
		status = decide(call, redeeming);
	}
	return status == SG_OK ? write(call, redeeming, ret_again) : status;
}

/* What it costs, and once it is over, what came back and what was kept. */
static void say_points(struct sg_buffer *reply, const struct redeeming *redeeming)
{
	const struct sg_redemption_row *row = &redeeming->row;

	sg_reply_int(reply, "points", row->points);
	if (redeeming->said.state != SG_REDEMPTION_HELD) {
		sg_reply_int(reply, "returned",
			row->award == NULL && row->state == SG_REDEMPTION_RELEASED
				? row->points
				: row->returned);
		sg_reply_int(reply, "penalty", row->penalty);
	}
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
	say_points(call->reply, &redeeming);
	return sg_call_reply_end(call);
}
