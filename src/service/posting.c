/* One posting, from reading to the write. */
#include "service/posting.h"

#include "core/time.h"
#include "service/posting_work.h"
#include "store/entries.h"

/* What expires or is taken back is nothing that he did. */
static bool has_earned(const struct sg_ledger *ledger)
{
	for (size_t i = 0; i < ledger->entry_count; i++) {
		if (ledger->entries[i].kind == SG_ENTRY_EARN) {
			return true;
		}
	}
	return false;
}

static enum sg_status write_account(
	struct sg_posting_work *work, struct sg_script *script)
{
	struct sg_account_row *account = &work->of.account;
	struct sg_member_work *member = &work->of;
	struct sg_call *call = work->call;
	enum sg_status status;

	sg_entries_write(script, account, &work->of.ledger, work->today_day,
		sg_call_hotel_us(call), NULL);
	sg_qualified_write(script, &account->account, work->source, &work->counts);
	sg_account_count(account, &work->of.ledger);
	if (has_earned(&work->of.ledger) && account->active_day < work->today_day) {
		account->active_day = work->today_day;
	}
	sg_posting_budgets_write(work, script);
	status = sg_members_levels(call, &member, 1, script);
	return status == SG_OK ? sg_member_settle(call, member, &member->ledger, script)
	                       : status;
}

/* What stays near this one earn may have changed with it. Nothing that is looked at for the first
 * time is news to those that are being looked at: it is over for days, and they have read it. */
static enum sg_status touch_others(struct sg_posting_work *work, struct sg_script *script)
{
	struct sg_call *call = work->call;
	struct sg_id *near = sg_arena_array(call->arena, work->fact_count, sizeof *near);
	size_t count = 0;

	if (near == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < work->fact_count; i++) {
		if (work->near[i] && &work->facts[i] != work->stay) {
			near[count++] = work->facts[i].id;
		}
	}
	sg_postings_again(script, near, count, !sg_id_is_nil(&work->row->seen_guest),
		sg_call_hotel_us(call));
	if (!sg_id_is_nil(&work->claim)) {
		sg_postings_again(script, &work->claim, 1, true, sg_call_hotel_us(call));
	}
	if (work->later_day != SG_NO_DAY) {
		sg_postings_later(script, &work->of.account.account, work->later_day,
			&work->row->stay, sg_call_hotel_us(call));
	}
	return SG_OK;
}

/* The row as it will be. */
static struct sg_posting_row settled(const struct sg_posting_work *work)
{
	struct sg_posting_row now = *work->row;
	bool waited = now.state == SG_POSTING_WAITS && now.since_us != SG_NO_TIME;

	now.state = work->state;
	now.reason = work->reason;
	now.due_us = work->again_us;
	now.since_us = work->state != SG_POSTING_WAITS ? SG_NO_TIME
	               : waited                        ? now.since_us
	                                               : sg_call_hotel_us(work->call);
	if (work->leaves) {
		now.account = now.seen_guest = (struct sg_id){{0}};
		now.tier = NULL;
		return now;
	}
	now.tier = work->tier;
	now.seen_guest = now.guest;
	now.seen_arrival_day = now.arrival_day;
	now.seen_departure_day = now.departure_day;
	if (work->member && (work->changed || work->counted)) {
		now.account = work->of.account.account;
	}
	return now;
}

static bool is_moved(const struct sg_posting_row *row)
{
	return sg_id_is_nil(&row->seen_guest) ||
	       row->seen_arrival_day != row->arrival_day ||
	       row->seen_departure_day != row->departure_day;
}

enum sg_status sg_posting_write(struct sg_posting_work *work, struct sg_script *script)
{
	const struct sg_posting_row *row = work->row;
	const struct sg_posting_row now = settled(work);
	bool news = work->changed || work->leaves || row->state != work->state ||
	            is_moved(row) || !sg_id_is_nil(&work->claim);
	bool touches = news && work->member && !work->crowded;
	enum sg_status status = SG_OK;

	sg_script_begin(script, work->call->arena, SG_SCRIPT_WRITE);
	sg_posting_settle(script, row, &now);
	if (work->changed) {
		status = write_account(work, script);
	}
	return status == SG_OK && touches ? touch_others(work, script) : status;
}

struct sg_posting_work sg_posting_begin(
	struct sg_call *call, const struct sg_posting_row *row)
{
	return (struct sg_posting_work){.call = call,
		.row = row,
		.today_day = sg_member_today(call),
		.guest = row->guest,
		.state = SG_POSTING_NOBODY,
		.again_us = SG_NO_TIME,
		.later_day = SG_NO_DAY};
}

enum sg_status sg_posting_conclude(struct sg_posting_work *work)
{
	if (work->member) {
		return sg_posting_decide(work);
	}
	if (work->leaves) {
		work->state = SG_POSTING_NEW;
		work->again_us = sg_call_hotel_us(work->call);
	}
	return SG_OK;
}

enum sg_status sg_post(struct sg_call *call, const struct sg_posting_row *row)
{
	struct sg_posting_work work = sg_posting_begin(call, row);
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status = sg_posting_read(&work);

	if (status == SG_OK) {
		status = sg_posting_conclude(&work);
	}
	if (status == SG_OK) {
		status = sg_posting_write(&work, &script);
	}
	return status == SG_OK ? sg_call_run(call, &script, &outcome) : status;
}
