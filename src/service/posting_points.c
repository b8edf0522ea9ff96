/* What a stay earns, put into the account. */
#include <string.h>

#include "service/member_stand.h"
#include "service/posting_work.h"

/* ---- what it earns ---- */

static bool nothing(struct sg_posting_work *work, const char *reason)
{
	work->state = SG_POSTING_NOTHING;
	work->reason = reason;
	return false;
}

/* Also one of so many that it was not looked at which of them are over. */
static bool is_rejected(const struct sg_posting_work *work)
{
	bool there = (work->stay != NULL && sg_id_is_nil(&work->claim)) ||
	             (work->crowded && !work->leaves);

	return there && work->row->decided == SG_POSTING_COUNTS_NOT;
}

/* Whether rules are to be asked; else state and reason say why not. */
static bool is_to_be_posted(struct sg_posting_work *work)
{
	const struct sg_earning_stay *stay = work->stay;
	int32_t posting_day;

	work->state = SG_POSTING_NEW;
	if (work->replaced) {
		return nothing(work, "stay_came");
	}
	if (is_rejected(work)) {
		work->state = SG_POSTING_REJECTED;
		return false;
	}
	if (stay == NULL || !sg_id_is_nil(&work->claim)) {
		return false; /* it is not over any more, another's, or not yet */
	}
	if (work->of.membership.enrolled_day > stay->departure_day) {
		return nothing(work, "not_enrolled");
	}
	work->basis_day = sg_earning_basis_day(SG_BASIS_DEPARTURE, stay->arrival_day,
		stay->departure_day, work->today_day);
	work->version = sg_programme_on(&work->of.programme, work->basis_day);
	if (work->version == NULL) {
		return nothing(work, "before_programme");
	}
	work->basis_day = sg_earning_basis_day(work->version->basis, stay->arrival_day,
		stay->departure_day, work->counted ? work->before.day : work->today_day);
	work->version = sg_programme_on(&work->of.programme, work->basis_day);
	if (work->version == NULL) {
		return nothing(work, "before_programme");
	}
	posting_day = stay->departure_day + work->version->stays.delay_days;
	if (posting_day > work->today_day) {
		work->again_us = sg_house_instant(&work->call->house->house, posting_day,
			work->call->house->house.day_close_minutes);
		return false;
	}
	if (work->foreign) {
		work->state = SG_POSTING_WAITS;
		work->reason = sg_earning_doubt_name(SG_DOUBT_CURRENCY);
		return false;
	}
	if (work->doubted && work->row->decided != SG_POSTING_COUNTS) {
		work->state = SG_POSTING_WAITS;
		work->reason = sg_earning_doubt_name(SG_DOUBT_PROFILE);
		return false;
	}
	return true;
}

static enum sg_status earn(struct sg_posting_work *work)
{
	struct sg_call *call = work->call;
	struct sg_earning earning = {.version = work->version,
		.stay = work->stay,
		.others = work->facts,
		.other_count = work->fact_count,
		.tier = sg_member_earns_by(&work->of,
			work->counted ? work->before.day : SG_NO_DAY, work->row->tier,
			work->basis_day),
		.basis_day = work->basis_day,
		.decided = work->row->decided == SG_POSTING_COUNTS};
	enum sg_status status = sg_posting_limits(work, &earning);

	if (status == SG_OK) {
		status = sg_earn(&earning, call->arena, call->error, &work->earned);
	}
	if (status != SG_OK) {
		return status;
	}
	work->tier = work->version->tiers.tiers[earning.tier].name;
	work->state = SG_POSTING_POSTED;
	if (work->earned.doubt != SG_DOUBT_NONE) {
		work->state = SG_POSTING_WAITS;
		work->reason = sg_earning_doubt_name(work->earned.doubt);
	} else if (work->earned.nothing != NULL) {
		work->state = SG_POSTING_NOTHING;
		work->reason = work->earned.nothing;
	}
	work->counts = (struct sg_qualified){
		.day = work->basis_day, .counts = work->earned.counts};
	return SG_OK;
}

/* ---- into the account ---- */

static struct sg_credit credit_of(struct sg_posting_work *work)
{
	return (struct sg_credit){.programme = &work->of.programme,
		.ledger = &work->of.ledger,
		.arena = work->call->arena,
		.lot = {.account = work->of.account.account,
			.earned_day = work->today_day,
			.expires_day = SG_NO_DAY,
			.property = work->call->house->house.id},
		.source = work->source,
		.enrolled_day = work->of.membership.enrolled_day,
		.qualified = work->of.qualified,
		.qualified_count = work->of.qualified_count,
		.before = work->counted ? &work->before : NULL,
		.counts = &work->counts,
		.error = work->call->error};
}

static enum sg_status put(
	struct sg_posting_work *work, const struct sg_credit *credit, bool first)
{
	int32_t enrolled_day = work->of.membership.enrolled_day;
	const struct sg_earning_occasion enrolment = {
		.version = sg_programme_on(&work->of.programme, enrolled_day),
		.per = SG_EARN_PER_ENROLMENT,
		.day = enrolled_day};
	enum sg_status status = SG_OK;

	work->of.ledger.operation = sg_call_new_id(work->call);
	if (first) {
		status = sg_posting_occasion(work, enrolment, "enrolment");
	}
	if (status == SG_OK) {
		bool back =
			work->counted || sg_credit_stale(credit, &work->earned) != NULL;

		status = sg_member_revive(work->call, &work->of, &work->of.ledger,
			back ? work->source : NULL, work->today_day);
	}
	if (status == SG_OK) {
		status = sg_member_expire(work->call, &work->of, work->today_day);
	}
	if (status == SG_OK) {
		status = sg_credit_lines(credit, &work->earned);
	}
	if (status == SG_OK && sg_credit_differs(credit)) {
		status = sg_credit_milestones(credit);
	}
	if (status == SG_OK) {
		status = sg_credit_reached(credit);
	}
	if (status == SG_OK && (sg_credit_differs(credit) || first)) {
		status = sg_posting_stand(work, credit);
	}
	return status;
}

static enum sg_status decide(struct sg_posting_work *work)
{
	bool first = work->of.account.standing == NULL;
	enum sg_status status = sg_posting_had(work);
	struct sg_credit credit;

	work->again_us = work->leaves ? sg_call_hotel_us(work->call) : SG_NO_TIME;
	work->counts = (struct sg_qualified){
		.day = work->counted ? work->before.day : work->today_day};
	if (status == SG_OK && is_to_be_posted(work)) {
		status = earn(work);
	}
	credit = credit_of(work);
	if (status != SG_OK || (work->state != SG_POSTING_POSTED && !work->counted &&
				       sg_credit_stale(&credit, &work->earned) == NULL)) {
		return status; /* nothing stands in the ledger, and nothing is put there */
	}
	status = put(work, &credit, first);
	work->changed = status == SG_OK && (work->of.ledger.entry_count > 0 ||
						   sg_credit_differs(&credit) || first);
	return status;
}

/* What stands in the ledger stays there until a person has looked. */
static enum sg_status wait_for_person(struct sg_posting_work *work, const char *reason)
{
	work->state = SG_POSTING_WAITS;
	work->reason = reason;
	work->tier = work->row->tier;
	work->again_us = SG_NO_TIME;
	work->later_day = SG_NO_DAY;
	return SG_OK;
}

static bool is_too_large(const struct sg_error *error)
{
	return strcmp(error->code, "amount_too_large") == 0 ||
	       strcmp(error->code, "points_invalid") == 0;
}

enum sg_status sg_posting_decide(struct sg_posting_work *work)
{
	enum sg_status status;

	if (work->crowded && !work->leaves &&
		work->row->decided == SG_POSTING_UNDECIDED) {
		return wait_for_person(work, "too_many_stays");
	}
	status = decide(work);
	return status == SG_INVALID && !work->leaves && is_too_large(work->call->error)
	               ? wait_for_person(work, "too_large")
	               : status;
}
