/* Everything that a posting needs, in two trips. */
#include <string.h>

#include "core/time.h"
#include "document/stay.h"
#include "service/posting_work.h"

enum { NEAR_DAYS = 120 }; /* joined stays are looked for within so many days */

/* ---- whose, and what else he stayed ---- */

static enum sg_status pick_membership(
	struct sg_posting_work *work, const struct sg_script *script)
{
	struct sg_call *call = work->call;
	size_t count = sg_memberships_count(script, 0);
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < count && status == SG_OK && !work->member; i++) {
		sg_membership_take(script, 0, i, &work->of.membership);
		if (!work->of.membership.cancelled) {
			status = sg_programme_open(
				call, &work->of.membership.body, "", &work->of.programme);
			work->member = status == SG_OK && !work->of.programme.external;
		}
	}
	return status;
}

static bool is_over(int32_t status)
{
	return status == SG_STAY_CHECKED_OUT || status == SG_STAY_NO_SHOW ||
	       status == SG_STAY_CANCELLED;
}

static enum sg_stay_end end_of(enum sg_stay_status status)
{
	return status == SG_STAY_NO_SHOW     ? SG_STAY_ENDED_NO_SHOW
	       : status == SG_STAY_CANCELLED ? SG_STAY_ENDED_CANCELLED
	                                     : SG_STAY_ENDED;
}

static enum sg_status open_fact(
	struct sg_posting_work *work, const struct sg_posted_stay *stay)
{
	struct sg_call *call = work->call;
	struct sg_stored stored = {
		stay->state, stay->state != NULL ? strlen(stay->state) : 0};
	struct sg_stay_columns columns = {.status = (enum sg_stay_status)stay->status,
		.arrival_day = stay->arrival_day,
		.departure_day = stay->departure_day,
		.checked_in_us = SG_NO_TIME,
		.checked_out_us = SG_NO_TIME};
	struct sg_stay_state state;
	enum sg_status status =
		sg_stay_decode(&stored, &columns, call->arena, call->error, &state);
	struct sg_earning_stay *fact = &work->facts[work->fact_count];

	if (status != SG_OK) {
		return status;
	}
	*fact = (struct sg_earning_stay){.id = stay->id,
		.property = call->house->house.code,
		.room_type = state.stay.assigned_type != NULL ? state.stay.assigned_type
	                                                      : state.stay.booked_type,
		.rate = state.rate,
		.channel = state.channel,
		.booked_day = SG_NO_DAY,
		.arrival_day = stay->arrival_day,
		.departure_day = stay->departure_day,
		.end = end_of((enum sg_stay_status)stay->status),
		.charges = stay->charges,
		.charge_count = stay->charge_count};
	if (sg_id_equal(&stay->id, &work->row->stay)) {
		work->stay = fact;
		work->foreign = stay->foreign;
	}
	work->fact_count++;
	return SG_OK;
}

static enum sg_status open_stays(
	struct sg_posting_work *work, const struct sg_script *script)
{
	struct sg_call *call = work->call;
	size_t count = 0;
	enum sg_status status =
		sg_posted_stays_take(script, 1, work->of.programme.currency, call->arena,
			call->error, &work->stays, &count);

	if (status != SG_OK) {
		return status;
	}
	work->facts = sg_arena_array(call->arena, count, sizeof *work->facts);
	if (work->facts == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < count && status == SG_OK; i++) {
		if (is_over(work->stays[i].status)) {
			status = open_fact(work, &work->stays[i]);
		}
	}
	return status;
}

static enum sg_status read_stays(struct sg_posting_work *work)
{
	const struct sg_posting_row *row = work->row;
	struct sg_call *call = work->call;
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_memberships_read(&script, &row->guest);
	sg_posted_stays_read(&script, &row->guest, &row->property,
		row->arrival_day - NEAR_DAYS, row->departure_day + NEAR_DAYS);
	status = sg_call_run(call, &script, &outcome);
	if (status == SG_OK) {
		status = pick_membership(work, &script);
	}
	return status == SG_OK && work->member ? open_stays(work, &script) : status;
}

/* ---- his account ---- */

static int32_t reads_from(const struct sg_posting_work *work)
{
	return work->row->arrival_day < work->today_day - SG_LATE_DAYS
	               ? SG_DAY_FIRST
	               : sg_member_reads_from(&work->of.programme, work->today_day);
}

static enum sg_status read_account(struct sg_posting_work *work)
{
	struct sg_call *call = work->call;
	const struct sg_id *account = &work->of.membership.account;
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_account_read(&script, account, work->source, reads_from(work));
	sg_qualified_read(&script, account, work->source);
	status = sg_call_run(call, &script, &outcome);
	if (status == SG_OK) {
		status = sg_member_take(call, &script, 0, &work->of);
	}
	if (status == SG_OK) {
		work->counted =
			sg_qualified_take(&script, SG_ACCOUNT_SETS, &work->before);
	}
	return status;
}

enum sg_status sg_posting_read(struct sg_posting_work *work)
{
	struct sg_call *call = work->call;
	char stay[SG_ID_TEXT_SIZE];
	enum sg_status status;

	sg_id_format(&work->row->stay, stay);
	work->source = sg_arena_format(call->arena, "stay:%s", stay);
	if (work->source == NULL) {
		return sg_call_memory(call);
	}
	status = read_stays(work);
	return status == SG_OK && work->member ? read_account(work) : status;
}
