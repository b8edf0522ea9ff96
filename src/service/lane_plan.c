/* Stays whose moment has come. */
#include "service/lane.h"

#include "core/time.h"
#include "service/houses.h"
#include "service/replan.h"
#include "store/days.h"

enum { PLANS_AT_ONCE = 100 };

/* What cannot be read is looked at again when somebody may have mended it. */
static const int64_t unreadable_us = SG_HOUR_US;

enum sg_status sg_lane_until(struct sg_call *call, int64_t *ret_until_us)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	*ret_until_us = call->wall_us;
	if (!call->service->config.document_clock) {
		return SG_OK;
	}
	status = sg_houses_clock_write(call);
	if (status == SG_OK) {
		sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
		sg_clock_read(&script);
		status = sg_call_run(call, &script, &outcome);
	}
	if (status == SG_OK) {
		*ret_until_us = sg_rows_time(sg_script_rows(&script, 0), 0, 0);
	}
	return status;
}

static enum sg_status find_due(struct sg_lane *lane, struct sg_call *call,
	struct sg_due_stay **ret_stays, size_t *ret_count)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	int64_t until_us;
	enum sg_status status = sg_lane_until(call, &until_us);

	if (status != SG_OK || until_us == SG_NO_TIME) {
		*ret_count = 0;
		return status;
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_plans_due(&script, lane->shards, lane->shard_count, until_us,
		call->service->config.document_clock, PLANS_AT_ONCE);
	status = sg_call_run(call, &script, &outcome);
	return status == SG_OK ? sg_plans_take(&script, call->arena, call->error,
					 ret_stays, ret_count)
	                       : status;
}

static enum sg_status plan_one(struct sg_call *call, const struct sg_due_stay *due)
{
	bool changed = false;
	enum sg_status status = sg_houses_borrow(
		call, NULL, &due->property, due->property_version, &call->house);

	if (status != SG_OK) {
		return status;
	}
	if (due->clock_us != SG_NO_TIME) {
		sg_house_clock_see(call->house, due->clock_us);
	}
	status = sg_replan(call, due, &changed);
	sg_houses_return(call->service, call->house);
	call->house = NULL;
	return status;
}

/* Not the database's fault but this stay's: it must not hold up the others. */
static enum sg_status put_off(struct sg_call *call, const struct sg_due_stay *due)
{
	int64_t now_us = due->clock_us != SG_NO_TIME ? due->clock_us : call->wall_us;
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	char stay[SG_ID_TEXT_SIZE];

	sg_id_format(&due->id, stay);
	sg_service_log(call->service, SG_LOG_ERROR, "stay %s cannot be planned: %s", stay,
		call->error->message);
	sg_script_begin(&script, call->arena, SG_SCRIPT_WRITE);
	sg_plan_put_off(&script, due, now_us + unreadable_us);
	return sg_call_run(call, &script, &outcome);
}

enum sg_status sg_lane_plan(
	struct sg_lane *lane, struct sg_call *call, size_t *ret_planned)
{
	struct sg_due_stay *stays = NULL;
	size_t count = 0;
	enum sg_status status = find_due(lane, call, &stays, &count);

	*ret_planned = 0;
	for (size_t i = 0; i < count && status == SG_OK && sg_lane_is_safe(lane); i++) {
		status = plan_one(call, &stays[i]);
		if (status == SG_INTERNAL || status == SG_INVALID) {
			status = put_off(call, &stays[i]);
		}
		*ret_planned += status == SG_OK;
	}
	return status;
}
