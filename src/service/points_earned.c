/* points.earned: a partner reports what a member bought, puts it right, or takes it back. */
#include "service/handlers.h"

#include <string.h>

#include "core/time.h"
#include "document/partner.h"
#include "service/answer.h"
#include "service/partner_credit.h"
#include "service/people.h"
#include "service/subject.h"
#include "store/members.h"

struct partner_report {
	struct sg_partner_document said;
	struct sg_guest_work guest;
	struct sg_purse purse;
	struct sg_partner_row read, row; /* as it was, and as it will be */
	struct sg_partner_credit credit;
	enum sg_outcome outcome;
};

static enum sg_status refuse(
	struct sg_call *call, const char *code, const char *path, const char *message)
{
	return sg_fail(call->error, SG_REFUSED, code, path, "%s", message);
}

/* ---- whose ---- */

/* Everybody who is the person, as far as memberships need them. */
static enum sg_status take_person(
	struct sg_call *call, const struct sg_id *guest, struct sg_guest_work *work)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	const struct sg_rows *rows;
	struct sg_script script;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_person_guests_read(&script, guest);
	status = sg_call_run(call, &script, &outcome);
	if (status != SG_OK) {
		return status;
	}
	rows = sg_script_rows(&script, 0);
	work->file.guest.id = *guest;
	work->profile_count = rows->count;
	work->profiles = sg_arena_array(call->arena, rows->count, sizeof *work->profiles);
	if (work->profiles == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < rows->count; i++) {
		work->profiles[i].guest = sg_rows_id(rows, i, 0);
	}
	return sg_subject_taken(call, guest, &work->file.taken.found);
}

static enum sg_status find_number(struct sg_call *call, struct partner_report *report)
{
	const struct sg_partner_document *said = &report->said;
	const struct sg_id key =
		sg_member_number_key(call, said->programme, said->number);
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	struct sg_id guest;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_member_number_read(&script, &key);
	status = sg_call_run(call, &script, &outcome);
	if (status != SG_OK) {
		return status;
	}
	guest = sg_rows_id(sg_script_rows(&script, 0), 0, 1);
	return sg_id_is_nil(&guest)
	               ? sg_fail(call->error, SG_INVALID, "number_unknown",
				 "/data/number",
				 "nobody is a member of it under this number")
	               : take_person(call, &guest, &report->guest);
}

static enum sg_status find(struct sg_call *call, struct partner_report *report)
{
	const struct sg_partner_document *said = &report->said;
	enum sg_status status = said->number != NULL
	                                ? find_number(call, report)
	                                : sg_purse_guest(call, said->guest.refs,
						  said->guest.count, &report->guest);

	return status == SG_OK ? sg_purse_find(call, &report->guest, said->programme,
					 &report->purse)
	                       : status;
}

static enum sg_status read_row(struct sg_call *call, struct partner_report *report)
{
	const struct sg_partner_document *said = &report->said;
	enum sg_db_outcome outcome = SG_DB_DONE;
	const struct sg_ref ref = {.system = sg_arena_format(call->arena, "%s:%s",
					   said->programme, said->partner),
		.id = said->earning};
	struct sg_script script;
	struct sg_id id;
	enum sg_status status;

	if (ref.system == NULL) {
		return sg_call_memory(call);
	}
	id = sg_ref_key("partner", call->house->house.chain, &ref);
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_partner_read(&script, &id);
	status = sg_call_run(call, &script, &outcome);
	if (status == SG_OK) {
		sg_partner_take(&script, 0, &report->read);
		report->read.id = id;
	}
	return status;
}

static const struct sg_member_work *member_of(
	const struct sg_purse *purse, const struct sg_id *account)
{
	for (size_t i = 0; i < purse->count; i++) {
		if (sg_id_equal(&purse->members[i].membership.account, account)) {
			return &purse->members[i];
		}
	}
	return NULL;
}

/* In the account where it stands, as long as it is the person's; else in that of who is named. */
static enum sg_status choose_account(struct sg_call *call, struct partner_report *report)
{
	struct sg_purse *purse = &report->purse;
	const struct sg_member_work *stands =
		report->read.version > 0 ? member_of(purse, &report->read.account) : NULL;

	if (stands != NULL) {
		const struct sg_id guest = stands->membership.guest;

		sg_purse_keep_own(purse, &guest);
		return SG_OK;
	}
	if (report->read.version > 0 && report->read.state != SG_PARTNER_REVERSED) {
		return refuse(call, "earning_other",
			report->said.number != NULL ? "/data/number" : "/data/guest/ids",
			"another member earned by it: it is reversed there first");
	}
	sg_purse_keep_own(purse, &report->guest.file.guest.id);
	report->read.tier = NULL;
	return SG_OK;
}

/* ---- whether ---- */

static bool has_partner(const struct sg_programme *programme, const char *partner)
{
	for (size_t i = 0; i < programme->version_count; i++) {
		const struct sg_programme_version *version = &programme->versions[i];

		for (size_t k = 0; k < version->rule_count; k++) {
			const char *of = version->rules[k].partner;

			if (of != NULL && strcmp(of, partner) == 0) {
				return true;
			}
		}
	}
	return false;
}

static enum sg_status check_earned(
	struct sg_call *call, const struct partner_report *report)
{
	const struct sg_member_work *member = &report->purse.members[0];

	if (report->read.version == 0 && member->membership.cancelled) {
		return refuse(call, "member_cancelled", "/data/programme",
			"he is no member of it any more");
	}
	if (!has_partner(&member->programme, report->said.partner)) {
		return refuse(call, "partner_unknown", "/data/partner",
			"the programme has no rule for this partner");
	}
	if (report->row.day > report->purse.today_day) {
		return refuse(
			call, "date_in_future", "/data/date", "the day has not come yet");
	}
	if (sg_programme_on(&member->programme, report->row.day) == NULL) {
		return refuse(call, "before_programme", "/data/date",
			"the programme had not begun");
	}
	return report->row.day >= member->membership.enrolled_day
	               ? SG_OK
	               : refuse(call, "not_enrolled", "/data/date",
				 "he was no member then");
}

/* The same again changes nothing; what waits or earned nothing is looked at again. */
static bool is_same(const struct partner_report *report)
{
	const struct sg_partner_row *read = &report->read, *row = &report->row;

	if (read->state == SG_PARTNER_REVERSED || row->state == SG_PARTNER_REVERSED) {
		return read->state == row->state;
	}
	return read->state == SG_PARTNER_EARNED && read->amount == row->amount &&
	       read->day == row->day;
}

static void say_row(struct sg_call *call, struct partner_report *report)
{
	const struct sg_partner_document *said = &report->said;
	const struct sg_partner_row *read = &report->read;
	int32_t day = read->version > 0 ? read->day : report->purse.today_day;

	report->row = *read;
	report->row.version = read->version + 1;
	report->row.at_us = call->envelope.time_us;
	report->row.property = call->house->house.id;
	report->row.account = report->purse.members[0].membership.account;
	report->row.partner = said->partner;
	report->row.earning = said->earning;
	report->row.day = said->day != SG_NO_DAY && !said->reversed ? said->day : day;
	report->row.state = said->reversed ? SG_PARTNER_REVERSED : SG_PARTNER_EARNED;
	report->row.amount = said->reversed ? read->amount : said->amount;
	report->row.points = 0;
	report->row.reason = NULL;
	report->row.since_us = SG_NO_TIME;
}

/* Which word holds, and whether it may be said. */
static enum sg_status weigh(struct sg_call *call, struct partner_report *report)
{
	const struct sg_partner_row *read = &report->read;

	if (report->said.reversed && read->version == 0) {
		return sg_fail(call->error, SG_INVALID, "earning_unknown",
			"/data/earning", "nothing was earned under this id");
	}
	if (read->version > 0 && call->envelope.time_us < read->at_us) {
		report->outcome = SG_OUTCOME_OLDER;
		return SG_OK;
	}
	say_row(call, report);
	if (read->version > 0 && is_same(report)) {
		report->outcome = SG_OUTCOME_REPEATED;
		return SG_OK;
	}
	return report->said.reversed ? SG_OK : check_earned(call, report);
}

/* ---- what comes of it ---- */

static enum sg_status apply(
	struct sg_call *call, struct partner_report *report, struct sg_script *script)
{
	struct sg_purse *purse = &report->purse;
	enum sg_status status = sg_purse_read(call, purse);

	if (status == SG_OK) {
		status = sg_purse_open(call, purse);
	}
	report->credit = (struct sg_partner_credit){
		.purse = purse, .row = &report->row, .read = &report->read};
	if (status == SG_OK) {
		status = sg_partner_credit(call, &report->credit);
	}
	if (status != SG_OK) {
		return status;
	}
	sg_subject_begin(call, script, &report->guest.file.guest.id);
	sg_partner_write(script, &report->row, report->read.version);
	sg_partner_credit_write(call, &report->credit, script);
	return sg_purse_write(call, purse, true, report->row.points > 0, NULL, script);
}

static enum sg_status report_one(struct sg_call *call, void *data, bool *ret_again)
{
	struct partner_report *report = data;
	struct sg_script script;
	enum sg_status status;

	report->outcome = SG_OUTCOME_APPLIED;
	report->purse = (struct sg_purse){.count = 0};
	status = find(call, report);
	if (status == SG_OK) {
		status = read_row(call, report);
	}
	if (status == SG_OK && report->guest.file.taken.found) {
		report->outcome = SG_OUTCOME_REPEATED;
		return SG_OK;
	}
	if (status == SG_OK) {
		status = choose_account(call, report);
	}
	if (status == SG_OK) {
		status = weigh(call, report);
	}
	if (status != SG_OK) {
		return status;
	}
	if (report->outcome == SG_OUTCOME_APPLIED) {
		status = apply(call, report, &script);
	} else {
		sg_subject_begin(call, &script, &report->guest.file.guest.id);
	}
	return status == SG_OK ? sg_subject_run(call, &script, ret_again) : status;
}

/* ---- the answer ---- */

static void say(struct sg_call *call, const struct partner_report *report)
{
	static const char *const states[SG_PARTNER_STATES] = {
		[SG_PARTNER_EARNED] = "earned",
		[SG_PARTNER_WAITS] = "waits",
		[SG_PARTNER_NOTHING] = "nothing",
		[SG_PARTNER_REVERSED] = "reversed",
	};
	const struct sg_partner_row *row =
		report->outcome == SG_OUTCOME_APPLIED ? &report->row : &report->read;

	sg_reply_begin(call->reply, report->outcome);
	sg_reply_id(call->reply, "guest", &report->guest.file.guest.id);
	sg_reply_text(call->reply, "partner", report->said.partner);
	sg_reply_text(call->reply, "earning", report->said.earning);
	sg_reply_text(call->reply, "state", states[row->state]);
	sg_reply_int(call->reply, "points", row->points);
	sg_reply_text(call->reply, "reason", row->reason);
}

enum sg_status sg_handle_points_earned(struct sg_call *call)
{
	struct partner_report report = {.outcome = SG_OUTCOME_APPLIED};
	enum sg_status status = sg_partner_decode(
		call->envelope.data, call->arena, call->error, &report.said);

	if (status == SG_OK) {
		status = sg_subject_roles(call, SG_BY_MANAGING,
			"a manager or the system says what is earned at partners");
	}
	if (status == SG_OK) {
		status = sg_call_house(call, 0);
	}
	if (status == SG_OK) {
		status = sg_subject_try(call, report_one, &report);
	}
	if (status != SG_OK) {
		return status;
	}
	say(call, &report);
	return sg_call_reply_end(call);
}
