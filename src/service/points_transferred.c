/* points.transferred: points go from one member to another, and come back. */
#include "service/handlers.h"

#include <string.h>

#include "core/transfer.h"
#include "document/transfer.h"
#include "service/answer.h"
#include "service/second.h"
#include "service/purse.h"
#include "service/subject.h"
#include "store/transfers.h"

enum { GIVER, RECEIVER, SIDES };

struct transferring {
	struct sg_transfer_document said;
	struct sg_guest_work guests[SIDES];
	struct sg_purse purses[SIDES];
	struct sg_id account; /* of the named profile that gives, else his first */
	struct sg_id *own;    /* all of who gives */
	size_t own_count;
	bool known;
	struct sg_transfer_row row;
	struct sg_given *gave; /* of a known one */
	size_t gave_count;
	int64_t given; /* in this way, this year */
	const char *about;
	enum sg_outcome outcome;
};

/* ---- reading ---- */

static enum sg_status read_transfer(
	struct sg_call *call, struct transferring *transferring)
{
	const struct sg_purse *purse = &transferring->purses[GIVER];
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status =
		sg_purse_accounts(call, purse, &transferring->guests[GIVER].file.guest.id,
			&transferring->own, &transferring->account);

	if (status != SG_OK) {
		return status;
	}
	transferring->own_count = purse->count;
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_transfers_read(&script, transferring->own, transferring->own_count,
		transferring->said.transfer);
	status = sg_call_run(call, &script, &outcome);
	return status == SG_OK
	               ? sg_transfer_take(&script, 0, &transferring->account, call->arena,
				 call->error, &transferring->known, &transferring->row,
				 &transferring->gave, &transferring->gave_count)
	               : status;
}

/* ---- giving ---- */

static bool is_of(const struct sg_guest_work *guest, const struct sg_id *profile)
{
	bool found = false;

	for (size_t i = 0; i < guest->profile_count; i++) {
		found = found || sg_id_equal(&guest->profiles[i].guest, profile);
	}
	return found;
}

static enum sg_status read_receiver(
	struct sg_call *call, struct transferring *transferring)
{
	const struct sg_transfer_document *said = &transferring->said;
	struct sg_guest_work *guest = &transferring->guests[RECEIVER];
	struct sg_purse *purse = &transferring->purses[RECEIVER];
	enum sg_status status = sg_purse_guest_at(
		call, said->to.refs, said->to.count, "/data/to/ids", guest);

	if (status == SG_OK &&
		is_of(&transferring->guests[GIVER], &guest->file.guest.id)) {
		return sg_fail(call->error, SG_REFUSED, "same_guest", "/data/to/ids",
			"who gives and who gets are one person");
	}
	if (status == SG_OK) {
		status = sg_purse_find(call, guest, said->programme, purse);
	}
	if (status == SG_INVALID && strcmp(call->error->code, "member_unknown") == 0) {
		return sg_fail(call->error, status, "member_unknown", "/data/to",
			"who gets them is no member of this programme");
	}
	if (status != SG_OK) {
		return status;
	}
	sg_purse_drop_cancelled(purse);
	sg_purse_keep_own(purse, &guest->file.guest.id);
	return purse->count > 0
	               ? SG_OK
	               : sg_fail(call->error, SG_REFUSED, "member_cancelled", "/data/to",
				 "who gets them is no member of it any more");
}

/* Both as they are today, what is due done; what follows is one operation. What was given this year
 * is asked after the accounts' versions: who gives meanwhile changes them. */
static enum sg_status open_both(struct sg_call *call, struct transferring *transferring)
{
	struct sg_transfers_sum sum = {.kind = (int32_t)transferring->said.kind,
		.but_state = SG_TRANSFER_RETURNED};
	struct sg_purse *purses = transferring->purses;
	size_t sets = purses[GIVER].count * SG_PURSE_SETS;
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	sg_member_year(call, &sum.from_day, &sum.until_day);
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_purse_look(&purses[GIVER], &script);
	sg_transfers_sum_read(&script, transferring->own, transferring->own_count, &sum);
	status = sg_call_run(call, &script, &outcome);
	if (status == SG_OK) {
		transferring->given = sg_transfers_summed(&script, sets);
		status = sg_purse_take(call, &script, &purses[GIVER]);
	}
	if (status == SG_OK) {
		status = sg_purse_read(call, &purses[RECEIVER]);
	}
	for (size_t i = 0; i < SIDES && status == SG_OK; i++) {
		status = sg_purse_open(call, &purses[i]);
	}
	purses[RECEIVER].ledger.operation = purses[GIVER].ledger.operation;
	return status;
}

static enum sg_status check_terms(struct sg_call *call, struct transferring *transferring,
	const struct sg_transfer_rule **ret_rule)
{
	static const struct sg_transfer_rule none = {.step = 1};
	const struct sg_transfer_document *said = &transferring->said;
	const struct sg_member_work *giver =
		sg_purse_member(&transferring->purses[GIVER], &transferring->account);
	const struct sg_programme_version *version =
		sg_programme_on(&giver->programme, sg_member_today(call));
	const struct sg_transfer_rule *rule =
		version != NULL ? &version->transfers[said->kind] : &none;
	struct sg_error why = {.status = SG_OK};
	enum sg_status status = sg_transfer_check(rule, giver->standings.now.tier,
		transferring->given, said->points, &why, &transferring->row.fee);

	if (status != SG_OK) {
		return sg_fail(call->error, status, why.code,
			strcmp(why.code, "transfer_unfit") == 0 ? "/data/kind"
								: "/data/points",
			"%s", why.message);
	}
	*ret_rule = rule;
	return rule->second ? sg_second_check(call, said->reason, said->second,
				      "a manager transfers points under these terms")
	                    : SG_OK;
}

static enum sg_status source_of(struct sg_call *call, const char *form,
	const struct sg_id *id, const char **ret_source)
{
	char text[SG_ID_TEXT_SIZE];

	sg_id_format(id, text);
	*ret_source = sg_arena_format(call->arena, "%s:%s", form, text);
	return *ret_source != NULL ? SG_OK : sg_call_memory(call);
}

static enum sg_status move(struct sg_call *call, struct transferring *transferring,
	const struct sg_transfer_rule *rule)
{
	struct sg_purse *purses = transferring->purses;
	struct sg_transfer transfer = {
		.account = purses[RECEIVER].members[0].membership.account,
		.points = transferring->said.points,
		.fee = transferring->row.fee,
		.earned_day = rule->anew ? purses[RECEIVER].today_day : SG_NO_DAY};
	struct sg_error why = {.status = SG_OK};
	enum sg_status status = source_of(
		call, "given", &purses[GIVER].ledger.operation, &transfer.source);

	if (status != SG_OK) {
		return status;
	}
	transferring->row = (struct sg_transfer_row){.account = transferring->account,
		.transfer = transferring->said.transfer,
		.operation = purses[GIVER].ledger.operation,
		.receiver = transfer.account,
		.kind = (int32_t)transferring->said.kind,
		.state = SG_TRANSFER_GIVEN,
		.points = transfer.points,
		.fee = transfer.fee,
		.day = sg_member_today(call)};
	status = sg_ledger_transfer(
		&purses[GIVER].ledger, &purses[RECEIVER].ledger, &transfer, &why);
	return status == SG_OK ? SG_OK
	                       : sg_fail(call->error, status, why.code, "/data/points",
					 "%s", why.message);
}

static enum sg_status give(struct sg_call *call, struct transferring *transferring)
{
	struct sg_purse *from = &transferring->purses[GIVER];
	const struct sg_transfer_rule *rule = NULL;
	enum sg_status status;

	sg_purse_drop_cancelled(from);
	if (from->count == 0) {
		return sg_fail(call->error, SG_REFUSED, "member_cancelled",
			"/data/programme", "he is no member of it any more");
	}
	status = read_receiver(call, transferring);
	if (status == SG_OK) {
		status = open_both(call, transferring);
	}
	if (status == SG_OK) {
		status = check_terms(call, transferring, &rule);
	}
	return status == SG_OK && rule != NULL ? move(call, transferring, rule) : status;
}

/* ---- taking back ---- */

/* From the accounts that gave and the one that got, whoever's they are by now. */
static enum sg_status find_both(struct sg_call *call, struct transferring *transferring)
{
	struct sg_purse *purses = transferring->purses;
	struct sg_id *accounts =
		sg_arena_array(call->arena, transferring->gave_count, sizeof *accounts);
	size_t count = 0;
	enum sg_status status;

	if (accounts == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < transferring->gave_count; i++) {
		const struct sg_id *account = &transferring->gave[i].entry.account;

		if (count == 0 || !sg_id_equal(account, &accounts[count - 1])) {
			accounts[count++] = *account; /* they come one after the other */
		}
	}
	status = sg_purse_find_accounts(call, accounts, count, &purses[GIVER]);
	return status == SG_OK ? sg_purse_find_accounts(call, &transferring->row.receiver,
					 1, &purses[RECEIVER])
	                       : status;
}

static enum sg_status take_back(struct sg_call *call, struct transferring *transferring)
{
	struct sg_purse *purses = transferring->purses;
	struct sg_transfer_row *row = &transferring->row;
	const char *source = NULL, *back = NULL;
	enum sg_status status = sg_second_check(call, transferring->said.reason,
		transferring->said.second, "a manager takes a transfer back");

	if (status == SG_OK) {
		status = find_both(call, transferring);
	}
	if (status == SG_OK) {
		status = source_of(call, "given", &row->operation, &source);
	}
	if (status == SG_OK) {
		status = source_of(call, "back", &row->operation, &back);
	}
	if (status == SG_OK) {
		purses[RECEIVER].source = source;
		status = open_both(call, transferring);
	}
	row->state = SG_TRANSFER_RETURNED;
	return status == SG_OK
	               ? sg_ledger_return(&purses[RECEIVER].ledger, &purses[GIVER].ledger,
				 &row->receiver, source, back, transferring->gave,
				 transferring->gave_count, call->error)
	               : status;
}

/* Of one that is known: that it went to whom it is said to go to now. */
static enum sg_status check_receiver(
	struct sg_call *call, struct transferring *transferring)
{
	const struct sg_refs *to = &transferring->said.to;
	struct sg_guest_work *guest = &transferring->guests[RECEIVER];
	struct sg_purse *purse = &transferring->purses[RECEIVER];
	enum sg_status status =
		sg_purse_guest_at(call, to->refs, to->count, "/data/to/ids", guest);

	if (status == SG_OK) {
		status = sg_purse_find_accounts(
			call, &transferring->row.receiver, 1, purse);
	}
	return status != SG_OK || is_of(guest, &purse->members[0].membership.guest)
	               ? status
	               : sg_fail(call->error, SG_REFUSED, "receiver_other",
				 "/data/to/ids", "it went to another member");
}

/* The same again changes nothing, what is over stays so. */
static enum sg_status check_known(struct sg_call *call, struct transferring *transferring)
{
	const struct sg_transfer_document *said = &transferring->said;
	const struct sg_transfer_row *row = &transferring->row;
	enum sg_status status = SG_OK;

	if (said->points != 0 && said->points != row->points) {
		return sg_fail(call->error, SG_REFUSED, "points_other", "/data/points",
			"%lld points were given with it", (long long)row->points);
	}
	if (said->state == SG_TRANSFER_GIVEN && row->kind != (int32_t)said->kind) {
		return sg_fail(call->error, SG_REFUSED, "kind_other", "/data/kind",
			"it was given in the other way");
	}
	if (said->to.count > 0) {
		status = check_receiver(call, transferring);
	}
	if (status == SG_OK && row->state == (int32_t)said->state) {
		transferring->outcome = SG_OUTCOME_REPEATED;
	} else if (status == SG_OK && row->state != SG_TRANSFER_GIVEN) {
		status = sg_fail(call->error, SG_REFUSED, "transfer_ended", "/data/state",
			"it was returned before");
	}
	return status;
}

static enum sg_status decide(struct sg_call *call, struct transferring *transferring)
{
	enum sg_status status = read_transfer(call, transferring);

	if (status == SG_OK && transferring->known) {
		status = check_known(call, transferring);
	} else if (status == SG_OK && transferring->said.state != SG_TRANSFER_GIVEN) {
		status = sg_fail(call->error, SG_INVALID, "transfer_unknown",
			"/data/transfer", "nothing was given under this id");
	}
	if (status != SG_OK || transferring->outcome == SG_OUTCOME_REPEATED) {
		return status;
	}
	return transferring->known ? take_back(call, transferring)
	                           : give(call, transferring);
}

/* ---- writing ---- */

static enum sg_status say_why(struct sg_call *call, struct transferring *transferring)
{
	const struct sg_transfer_document *said = &transferring->said;
	struct sg_transfer_row *row = &transferring->row;
	struct sg_buffer about = {0};

	sg_transfer_about(
		said->transfer, (enum sg_transfer_kind)row->kind, said->state, &about);
	transferring->about = sg_buffer_settle(&about, call->arena);
	row->why = sg_second_after(call, row->why, said->reason, said->second);
	return row->why != NULL && transferring->about != NULL ? SG_OK
	                                                       : sg_call_memory(call);
}

/* Whoever they are now, in one order, so that two who give to each other do not wait for ever. */
static void expect_cards(
	const struct transferring *transferring, struct sg_script *script)
{
	const struct sg_guest_work *guests = transferring->guests;
	bool ascending = sg_id_compare(&guests[GIVER].file.guest.id,
				 &guests[RECEIVER].file.guest.id) < 0;

	sg_guest_cards_expect(script, &guests[ascending ? GIVER : RECEIVER]);
	sg_guest_cards_expect(script, &guests[ascending ? RECEIVER : GIVER]);
}

static enum sg_status write(
	struct sg_call *call, struct transferring *transferring, bool *ret_again)
{
	struct sg_purse both;
	struct sg_script script;
	enum sg_status status = SG_OK;

	sg_subject_begin(call, &script, &transferring->guests[GIVER].file.guest.id);
	if (transferring->outcome == SG_OUTCOME_APPLIED) {
		status = say_why(call, transferring);
		if (transferring->known) {
			sg_transfer_end(&script, &transferring->row, SG_TRANSFER_GIVEN);
		} else {
			expect_cards(transferring, &script);
			sg_transfer_insert(&script, &transferring->row);
		}
		if (status == SG_OK) {
			status = sg_purse_join(call, &transferring->purses[GIVER],
				&transferring->purses[RECEIVER], &both);
		}
		if (status == SG_OK) {
			/* So much a year the person may give, of any account. */
			status = sg_purse_write(call, &both, !transferring->known,
				!transferring->known, transferring->about, &script);
		}
	}
	return status == SG_OK ? sg_subject_run(call, &script, ret_again) : status;
}

static enum sg_status transfer(struct sg_call *call, void *data, bool *ret_again)
{
	struct transferring *transferring = data;
	const struct sg_transfer_document *said = &transferring->said;
	struct sg_guest_work *guest = &transferring->guests[GIVER];
	enum sg_status status = sg_purse_guest_at(
		call, said->from.refs, said->from.count, "/data/from/ids", guest);

	transferring->outcome = SG_OUTCOME_APPLIED;
	memset(transferring->purses, 0, sizeof transferring->purses);
	if (status == SG_OK) {
		status = sg_purse_find(
			call, guest, said->programme, &transferring->purses[GIVER]);
	}
	if (status == SG_OK && guest->file.taken.found) {
		transferring->outcome = SG_OUTCOME_REPEATED;
		return read_transfer(call, transferring);
	}
	if (status == SG_OK) {
		status = decide(call, transferring);
	}
	return status == SG_OK ? write(call, transferring, ret_again) : status;
}

enum sg_status sg_handle_points_transferred(struct sg_call *call)
{
	struct transferring transferring = {.outcome = SG_OUTCOME_APPLIED};
	enum sg_status status = sg_transfer_decode(
		call->envelope.data, call->arena, call->error, &transferring.said);

	if (status == SG_OK) {
		status = sg_subject_roles(call, SG_BY_DESK,
			"the desk, a manager or the system transfers points");
	}
	if (status == SG_OK) {
		status = sg_call_house(call, 0);
	}
	if (status == SG_OK) {
		status = sg_subject_try(call, transfer, &transferring);
	}
	if (status != SG_OK) {
		return status;
	}
	sg_reply_begin(call->reply, transferring.outcome);
	sg_reply_id(call->reply, "guest", &transferring.guests[GIVER].file.guest.id);
	sg_reply_text(call->reply, "transfer", transferring.said.transfer);
	sg_reply_int(call->reply, "points", transferring.row.points);
	sg_reply_int(call->reply, "fee", transferring.row.fee);
	return sg_call_reply_end(call);
}
