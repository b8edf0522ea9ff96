/* Previews, morning lists, alerts, no-shows: decided when their moment has come. */
#include "service/replan.h"

#include "core/time.h"
#include "service/alert.h"
#include "service/case.h"
#include "service/keeping.h"

static bool did_not_come(const struct sg_case *work, const struct sg_stay *stay)
{
	int32_t closed_day = sg_house_closed_day(work->house);

	return stay->status <= SG_STAY_WAITING && closed_day != SG_NO_DAY &&
	       stay->arrival_day <= closed_day;
}

static const char *cause_of_look(const struct sg_case_stay *stay)
{
	return stay->read.revision == 0 ? "preview" : "replanned";
}

static void find_cause(struct sg_case *work)
{
	struct sg_case_stay *subject = &work->stays[0];
	struct sg_stay *stay = &subject->state.stay;

	if (did_not_come(work, stay)) {
		/* Its stamp stays: what is inferred does not outrank what the PMS says. */
		stay->status = SG_STAY_NO_SHOW;
		subject->change = SG_CHANGE_NO_SHOW;
		subject->dirty = true;
		return;
	}
	subject->cause = cause_of_look(subject);
	subject->alert_due = sg_alert_is_due(work, subject);
}

static enum sg_status read_stay(
	struct sg_call *call, const struct sg_id *stay, struct sg_dossier *ret_dossier)
{
	struct sg_dossier_query query = {
		.property = call->house->house.id,
		.chain = call->house->chain,
		.stay = *stay,
		.today_day = sg_time_day(sg_call_hotel_us(call)) - 1,
	};
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_dossier_read(&script, &query);
	status = sg_call_run(call, &script, &outcome);
	return status == SG_OK ? sg_dossier_take(&script, &query, call->arena,
					 call->error, ret_dossier)
	                       : status;
}

/* What is due of this stay may stand in another's list. */
static void concern_others(struct sg_case *work)
{
	sg_case_concern(work, &work->stays[0]);
	for (size_t i = 1; i < work->stay_count; i++) {
		if (work->stays[0].change == SG_CHANGE_NONE) {
			work->stays[i].cause = cause_of_look(&work->stays[i]);
		}
	}
}

/* A look that found nothing new leaves the room's version as it is, and with it every list that
 * is ready; else all who were looked at are noted with the new one. */
static void settle_rooms(struct sg_case *work)
{
	bool news = false;

	for (size_t i = 0; i < work->stay_count; i++) {
		news |= work->stays[i].revision.revision > 0;
	}
	for (size_t i = 0; i < work->room_count && !news; i++) {
		work->rooms[i].bump = false;
	}
	for (size_t i = 0; i < work->stay_count; i++) {
		struct sg_case_stay *stay = &work->stays[i];
		struct sg_case_room *room =
			sg_case_room_find(work, stay->state.stay.room);

		if (stay->concerned && news) {
			stay->dirty = true;
		} else if (stay->concerned && room != NULL) {
			stay->row.planned_room = room->row.version;
		}
	}
}

static enum sg_status decide(struct sg_case *work)
{
	struct sg_case_stay *subject = &work->stays[0];
	enum sg_status status = SG_OK;

	find_cause(work);
	if (subject->alert_due) {
		status = sg_alert_read(work, subject);
	}
	subject->concerned = true;
	concern_others(work);
	/* Looked at: without a later moment it is not due any more. */
	subject->dirty = true;
	if (status == SG_OK) {
		status = sg_case_plan(work);
	}
	settle_rooms(work);
	return status;
}

enum sg_status sg_replan(struct sg_call *call, const struct sg_due_stay *due)
{
	struct sg_dossier dossier;
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	struct sg_case work;
	bool again = false;
	enum sg_status status = due->passes ? sg_keep_forget(call, due, &again) : SG_OK;

	if (status != SG_OK || again) {
		return status;
	}
	status = read_stay(call, &due->id, &dossier);
	if (status == SG_OK && (!dossier.found || dossier.changed_meanwhile)) {
		return SG_OK;
	}
	if (status == SG_OK) {
		status = sg_call_house_read(call, 0, dossier.property.programmes);
	}
	if (status == SG_OK) {
		status = sg_case_open(call, call->house, &dossier, &work);
	}
	if (status == SG_OK) {
		status = decide(&work);
	}
	if (status != SG_OK) {
		return status;
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_WRITE);
	status = sg_case_write(&work, &script);
	if (status == SG_OK) {
		status = sg_call_run(call, &script, &outcome);
	}
	return status;
}
