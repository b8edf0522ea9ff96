/* Alerts: needs that nobody has looked at, or that never reached those who should. */
#include "service/alert.h"

#include <string.h>

#include "core/moments.h"
#include "core/time.h"
#include "service/marks.h"
#include "store/deliveries.h"
#include "store/rows.h"

static const char unseen[] = "alert";
static const char undelivered[] = "alert_undelivered";

bool sg_alert_is_cause(const char *cause)
{
	return strcmp(cause, unseen) == 0 || strcmp(cause, undelivered) == 0;
}

enum sg_alert sg_alert_reason(const char *cause, bool unavailable)
{
	if (unavailable) {
		return SG_ALERT_UNAVAILABLE;
	}
	return strcmp(cause, undelivered) == 0 ? SG_ALERT_UNDELIVERED : SG_ALERT_UNSEEN;
}

bool sg_alert_is_due(const struct sg_case *work, const struct sg_case_stay *stay)
{
	int64_t alert_us = sg_alert_at(&work->house->house, &stay->state.stay);

	return stay->state.stay.status <= SG_STAY_WAITING && alert_us != SG_NO_TIME &&
	       stay->read.plan_at_us != SG_NO_TIME && stay->read.plan_at_us <= alert_us &&
	       alert_us <= work->hotel_us;
}

enum sg_status sg_alert_read(struct sg_case *work, struct sg_case_stay *stay)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	const struct sg_rows *rows;
	struct sg_missing *missing;
	struct sg_script script;
	enum sg_status status;

	sg_script_begin(&script, work->call->arena, SG_SCRIPT_READ);
	sg_deliveries_missing(&script, &stay->read);
	status = sg_call_run(work->call, &script, &outcome);
	if (status != SG_OK) {
		return status;
	}
	rows = sg_script_rows(&script, 0);
	missing = sg_arena_array(work->call->arena, rows->count, sizeof *missing);
	if (missing == NULL) {
		return sg_call_memory(work->call);
	}
	for (size_t i = 0; i < rows->count; i++) {
		missing[i] = (struct sg_missing){.endpoint = sg_rows_id(rows, i, 0),
			.delivered = (uint32_t)sg_rows_int(rows, i, 1)};
	}
	stay->missing = missing;
	stay->missing_count = rows->count;
	return SG_OK;
}

/* Whether one of those who should do it has no list with the item. New items have been told to
 * nobody. */
static bool is_undelivered(const struct sg_case *work, const struct sg_case_stay *stay,
	const struct sg_item *item)
{
	const struct sg_list_head *head = &stay->list.head;

	for (size_t i = 0; i < stay->missing_count; i++) {
		const struct sg_missing *missing = &stay->missing[i];
		const struct sg_target *target =
			sg_house_target(work->house, &missing->endpoint);

		if (target != NULL && target->cut.audience != SG_AUDIENCE_DESK &&
			missing->delivered < item->since_revision &&
			sg_cut_sees_stay(&target->cut, head->room, head->floor) &&
			sg_cut_shows_item(
				&target->cut, &work->call->service->catalog, item)) {
			return true;
		}
	}
	return item->since_revision == 0;
}

void sg_alert_decide(const struct sg_case *work, struct sg_case_stay *stay)
{
	const struct sg_plan *plan = &stay->list.plan;
	bool missed = false;

	for (size_t i = 0; i < plan->item_count; i++) {
		const struct sg_item *item = &plan->items[i];

		if (sg_need_is_at_risk(item, item->state)) {
			stay->alert = true;
			missed |= is_undelivered(work, stay, item);
		}
	}
	if (stay->alert) {
		stay->cause = missed ? undelivered : unseen;
		stay->forced = true;
	}
}
