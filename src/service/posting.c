/* One posting, from reading to the write. */
#include "service/posting.h"

#include "core/time.h"
#include "service/posting_work.h"

static enum sg_status write_account(
	struct sg_posting_work *work, struct sg_script *script)
{
	struct sg_account_row *account = &work->of.account;
	struct sg_call *call = work->call;
	struct sg_buffer text = {0};

	sg_standings_encode(&work->of.standings, &text);
	account->standing = sg_buffer_settle(&text, call->arena);
	if (account->standing == NULL) {
		return sg_call_memory(call);
	}
	sg_entries_write(script, account, &work->of.ledger, work->today_day,
		sg_call_hotel_us(call), NULL);
	sg_qualified_write(script, &account->account, work->source, &work->counts);
	sg_account_count(account, &work->of.ledger);
	if (work->of.ledger.entry_count > 0) {
		account->active_day = work->today_day;
	}
	sg_account_write(script, account);
	return SG_OK;
}

/* What stays near this one earn may have changed with it; those not looked at yet are anyway. */
static enum sg_status touch_others(struct sg_posting_work *work, struct sg_script *script)
{
	struct sg_call *call = work->call;
	struct sg_id *near = sg_arena_array(call->arena, work->fact_count, sizeof *near);
	size_t count = 0;

	if (near == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < work->fact_count && work->stay != NULL; i++) {
		const struct sg_earning_stay *other = &work->facts[i];

		if (other != work->stay && sg_stays_near(work->stay, other)) {
			near[count++] = other->id;
		}
	}
	sg_postings_again(script, near, count, sg_call_hotel_us(call));
	return SG_OK;
}

static enum sg_status write(struct sg_posting_work *work, bool *ret_changed)
{
	const struct sg_posting_row *row = work->row;
	struct sg_call *call = work->call;
	enum sg_db_outcome outcome = SG_DB_DONE;
	bool news = work->changed || row->state != work->state;
	struct sg_script script;
	enum sg_status status = SG_OK;

	sg_script_begin(&script, call->arena, SG_SCRIPT_WRITE);
	sg_posting_settle(&script, row, work->state, work->reason, work->again_us);
	if (work->changed) {
		status = write_account(work, &script);
	}
	if (status == SG_OK && news) {
		status = touch_others(work, &script);
	}
	if (status == SG_OK) {
		status = sg_call_run(call, &script, &outcome);
	}
	*ret_changed = status == SG_OK && outcome == SG_DB_DONE && news;
	return status;
}

enum sg_status sg_post(
	struct sg_call *call, const struct sg_posting_row *row, bool *ret_changed)
{
	struct sg_posting_work work = {.call = call,
		.row = row,
		.today_day = sg_time_day(sg_call_hotel_us(call)),
		.state = SG_POSTING_NOBODY,
		.again_us = SG_NO_TIME};
	enum sg_status status = sg_posting_read(&work);

	*ret_changed = false;
	if (status == SG_OK && work.member) {
		status = sg_posting_decide(&work);
	}
	return status == SG_OK ? write(&work, ret_changed) : status;
}
