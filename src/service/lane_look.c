/* Members who do nothing: their points expire, their tiers are lost, on the day. */
#include "service/lane.h"

#include "core/time.h"
#include "service/houses.h"
#include "service/purse.h"
#include "store/looks.h"

enum { LOOKS_AT_ONCE = 100 };

/* What cannot be read is looked at again when somebody may have mended it. */
static const int64_t unreadable_us = SG_HOUR_US;

static enum sg_status find_due(struct sg_lane *lane, struct sg_call *call,
	struct sg_look_row **ret_rows, size_t *ret_count)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	int64_t until_us;
	enum sg_status status = sg_lane_until(call, &until_us);

	if (status != SG_OK || until_us == SG_NO_TIME || lane->shard_count == 0) {
		*ret_count = 0;
		return status;
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_looks_due(&script, lane->shards, lane->shard_count, until_us,
		call->service->config.document_clock, LOOKS_AT_ONCE);
	status = sg_call_run(call, &script, &outcome);
	return status == SG_OK ? sg_looks_take(&script, call->arena, call->error,
					 ret_rows, ret_count)
	                       : status;
}

/* Whoever writes the account in between has brought it up himself. */
static enum sg_status bring_up(struct sg_call *call, const struct sg_look_row *row)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_purse purse;
	struct sg_script script;
	enum sg_status status = sg_purse_find_accounts(call, &row->account, 1, &purse);

	if (status == SG_OK) {
		status = sg_purse_read(call, &purse);
	}
	if (status != SG_OK) {
		return status;
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_WRITE);
	if (purse.count == 0) {
		sg_look_put_off(&script, row, SG_NO_TIME);
	} else {
		status = sg_purse_write(call, &purse, true, false, NULL, &script);
	}
	return status == SG_OK ? sg_call_run(call, &script, &outcome) : status;
}

static enum sg_status look_at(struct sg_call *call, const struct sg_look_row *row)
{
	enum sg_status status = sg_houses_borrow(
		call, NULL, &row->property, row->property_version, &call->house);

	if (status != SG_OK) {
		return status;
	}
	if (row->clock_us != SG_NO_TIME) {
		sg_house_clock_see(call->house, row->clock_us);
	}
	status = bring_up(call, row);
	sg_houses_return(call->service, call->house);
	call->house = NULL;
	return status;
}

/* Not the database's fault but this account's: it must not hold up the others. */
static enum sg_status put_off(struct sg_call *call, const struct sg_look_row *row)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	char account[SG_ID_TEXT_SIZE];

	sg_id_format(&row->account, account);
	sg_service_log(call->service, SG_LOG_ERROR, "account %s cannot be looked at: %s",
		account, call->error->message);
	sg_script_begin(&script, call->arena, SG_SCRIPT_WRITE);
	sg_look_put_off(&script, row,
		(row->clock_us != SG_NO_TIME ? row->clock_us : call->wall_us) +
			unreadable_us);
	return sg_call_run(call, &script, &outcome);
}

enum sg_status sg_lane_look(
	struct sg_lane *lane, struct sg_call *call, size_t *ret_looked)
{
	struct sg_look_row *rows = NULL;
	size_t count = 0;
	enum sg_status status = find_due(lane, call, &rows, &count);

	*ret_looked = 0;
	for (size_t i = 0; i < count && status == SG_OK && sg_lane_is_safe(lane); i++) {
		status = look_at(call, &rows[i]);
		if (status == SG_INTERNAL || status == SG_INVALID) {
			status = put_off(call, &rows[i]);
		}
		*ret_looked += status == SG_OK;
	}
	return status;
}
