/* Stays whose points have come. */
#include "service/lane.h"

#include "core/time.h"
#include "service/houses.h"
#include "service/posting.h"

enum { POSTINGS_AT_ONCE = 100 };

/* What cannot be posted is looked at again when somebody may have mended it. */
static const int64_t unreadable_us = SG_HOUR_US;

static enum sg_status find_due(struct sg_lane *lane, struct sg_call *call,
	struct sg_posting_row **ret_rows, size_t *ret_count)
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
	sg_postings_due(&script, lane->shards, lane->shard_count, until_us,
		call->service->config.document_clock, POSTINGS_AT_ONCE);
	status = sg_call_run(call, &script, &outcome);
	return status == SG_OK ? sg_postings_take(&script, call->arena, call->error,
					 ret_rows, ret_count)
	                       : status;
}

static enum sg_status post_one(struct sg_call *call, const struct sg_posting_row *row)
{
	bool changed = false;
	enum sg_status status = sg_houses_borrow(
		call, NULL, &row->property, row->property_version, &call->house);

	if (status != SG_OK) {
		return status;
	}
	if (row->clock_us != SG_NO_TIME) {
		sg_house_clock_see(call->house, row->clock_us);
	}
	status = sg_post(call, row, &changed);
	sg_houses_return(call->service, call->house);
	call->house = NULL;
	return status;
}

/* Not the database's fault but this stay's: it must not hold up the others. */
static enum sg_status put_off(struct sg_call *call, const struct sg_posting_row *row)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	struct sg_posting_row later = *row;
	char stay[SG_ID_TEXT_SIZE];

	later.due_us = (row->clock_us != SG_NO_TIME ? row->clock_us : call->wall_us) +
	               unreadable_us;
	sg_id_format(&row->stay, stay);
	sg_service_log(call->service, SG_LOG_ERROR, "stay %s cannot be posted: %s", stay,
		call->error->message);
	sg_script_begin(&script, call->arena, SG_SCRIPT_WRITE);
	sg_posting_settle(&script, row, &later);
	return sg_call_run(call, &script, &outcome);
}

enum sg_status sg_lane_post(
	struct sg_lane *lane, struct sg_call *call, size_t *ret_posted)
{
	struct sg_posting_row *rows = NULL;
	size_t count = 0;
	enum sg_status status = find_due(lane, call, &rows, &count);

	*ret_posted = 0;
	for (size_t i = 0; i < count && status == SG_OK && sg_lane_is_safe(lane); i++) {
		status = post_one(call, &rows[i]);
		if (status == SG_INTERNAL || status == SG_INVALID ||
			status == SG_REFUSED) {
			status = put_off(call, &rows[i]);
		}
		*ret_posted += status == SG_OK;
	}
	return status;
}
