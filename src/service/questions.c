/* stay.checklist, plan.day and room.readiness: answers, cut for who asks. */
#include "service/handlers.h"

#include <string.h>

#include "core/moments.h"
#include "core/time.h"
#include "document/checklist_parts.h"
#include "document/day_plan.h"
#include "document/query.h"
#include "service/answer.h"
#include "service/known_stay.h"
#include "service/marks.h"
#include "service/revision.h"
#include "store/days.h"

/* Texts in one language where the question names one that the catalogue has. */
static void cut_language(
	const struct sg_call *call, const char *language, struct sg_cut *cut)
{
	if (language != NULL &&
		sg_catalog_language(&call->service->catalog, language) >= 0) {
		cut->languages[0] = language;
		cut->language_count = 1;
	}
}

/* The facts behind it, from the cards of everybody in the room. */
static void explain(struct sg_case *work, const struct sg_cut *cut)
{
	for (size_t i = 0; cut->explains && i < work->stay_count; i++) {
		sg_list_explain(&work->stays[0].last, work->stays[i].cards,
			work->stays[i].card_count);
	}
}

enum sg_status sg_handle_stay_checklist(struct sg_call *call)
{
	struct sg_refs_query query;
	struct sg_dossier dossier;
	struct sg_case work;
	struct sg_checklist checklist;
	struct sg_buffer data = {0};
	struct sg_cut cut;
	enum sg_status status = sg_refs_query_decode(
		call->envelope.data, call->arena, call->error, &query);

	if (status == SG_OK) {
		status = sg_known_stay_open(
			call, query.refs, query.ref_count, "/data/ids", &dossier, &work);
	}
	if (status != SG_OK) {
		return status;
	}
	sg_call_cut(call, &cut);
	cut_language(call, query.language, &cut);
	explain(&work, &cut);
	checklist = sg_case_checklist(&work, &work.stays[0], &cut);
	sg_reply_begin(call->reply, SG_OUTCOME_ANSWERED);
	sg_reply_id(call->reply, "stay", &work.stays[0].row.id);
	sg_reply_int(call->reply, "revision", checklist.revision);
	if (checklist.revision > 0) {
		sg_checklist_data(&checklist, &data);
		call->reply->failed |= data.failed;
		sg_reply_json(call->reply, "checklist", data.failed ? "null" : data.data);
	}
	sg_buffer_free(&data);
	return sg_call_reply_end(call);
}

/* The first item of the stay, or of those behind it. */
static size_t first_item(const struct sg_day_rows *rows, const struct sg_id *stay)
{
	size_t low = 0, high = rows->item_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (sg_id_compare(&rows->items[middle].stay, stay) < 0) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low;
}

/* A day under way. What a list needs lies in `scratch` until the next one. */
struct day {
	struct sg_call *call;
	const struct sg_day_rows *rows;
	const struct sg_cut *cut;
	struct sg_arena *scratch;
	struct sg_day_plan *plan;
};

/* Each item with what became of it: that is looked for once, and asked for often. */
static enum sg_status mark_items(
	const struct day *day, const struct sg_id *stay, struct sg_list *list)
{
	const struct sg_day_item *items = &day->rows->items[first_item(day->rows, stay)];
	const struct sg_day_item *end = &day->rows->items[day->rows->item_count];
	struct sg_item_mark *marks;
	size_t count = 0;

	while (items + count < end && sg_id_equal(&items[count].stay, stay)) {
		count++;
	}
	marks = sg_arena_array(day->scratch, count, sizeof *marks);
	if (marks == NULL) {
		return sg_call_memory(day->call);
	}
	for (size_t i = 0; i < count; i++) {
		marks[i] = (struct sg_item_mark){items[i].item, items[i].state};
	}
	return sg_marks_apply(day->scratch, marks, count, &list->plan)
	               ? SG_OK
	               : sg_call_memory(day->call);
}

static enum sg_status open_list(const struct day *day, const struct sg_day_stay *stay,
	struct sg_list *list, struct sg_checklist *ret_checklist)
{
	struct sg_call *call = day->call;
	enum sg_status status =
		sg_revision_open(call, &stay->last, day->scratch, list, NULL);

	*ret_checklist = (struct sg_checklist){
		.list = list,
		.catalog = &call->service->catalog,
		.zone = call->house->house.zone,
		.cut = day->cut,
		.property = call->house->house.code,
		.stay = stay->id,
		.revision = stay->last.revision,
		.business_day = stay->last.business_day,
		.cause = stay->last.cause,
	};
	return status == SG_OK ? mark_items(day, &stay->id, list) : status;
}

/* A stay that is over belongs to the day while something is left to be undone. */
static bool is_of_day(const struct sg_checklist *checklist, enum sg_stay_status status)
{
	const struct sg_plan *plan = &checklist->list->plan;
	bool open = sg_stay_open(status);

	for (size_t i = 0; i < plan->item_count && !open; i++) {
		open = !sg_item_is_settled(
			sg_checklist_state(checklist, &plan->items[i]));
	}
	return open;
}

static enum sg_status add_stay(const struct day *day, const struct sg_day_stay *stay)
{
	struct sg_checklist checklist;
	struct sg_list list;
	enum sg_status status = open_list(day, stay, &list, &checklist);

	if (status == SG_OK && is_of_day(&checklist, stay->status) &&
		!sg_day_plan_add(day->plan, &checklist)) {
		return sg_call_memory(day->call);
	}
	return status;
}

static enum sg_status add_stays(const struct day *day)
{
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < day->rows->stay_count && status == SG_OK; i++) {
		const struct sg_day_stay *stay = &day->rows->stays[i];

		if (stay->last.revision > 0 && stay->last.body != NULL) {
			sg_arena_reset(day->scratch);
			status = add_stay(day, stay);
		}
	}
	return status;
}

/* So that what is printed of it says when by the house's clock. */
static void reply_now(struct sg_call *call)
{
	int64_t now_us = sg_call_hotel_us(call);

	if (now_us != SG_NO_TIME) {
		sg_checklist_time(call->reply, "now", now_us, call->house->house.zone);
	}
}

static enum sg_status write_day(struct day *day, const struct sg_day_view *view)
{
	struct sg_call *call = day->call;
	enum sg_status status;

	sg_reply_begin(call->reply, SG_OUTCOME_ANSWERED);
	reply_now(call);
	day->plan = sg_day_plan_begin(view, call->arena, call->reply);
	status = day->plan != NULL ? add_stays(day) : sg_call_memory(call);
	if (status != SG_OK) {
		return status;
	}
	sg_day_plan_end(day->plan);
	return sg_call_reply_end(call);
}

static enum sg_status answer_day(struct sg_call *call,
	const struct sg_plan_day_query *query, const struct sg_day_rows *rows,
	int32_t business_day)
{
	const struct sg_house *house = &call->house->house;
	struct sg_cut cut;
	const struct sg_day_view view = {.house = house,
		.catalog = &call->service->catalog,
		.cut = &cut,
		.day = business_day,
		.floor = query->floor,
		.section = query->section};
	struct day day = {
		.call = call, .rows = rows, .cut = &cut, .scratch = sg_arena_new()};
	enum sg_status status;

	sg_cut_for_actor(call->envelope.actor.role,
		query->department >= 0 ? query->department
				       : call->envelope.actor.department,
		house->languages, house->language_count, &cut);
	cut_language(call, query->language, &cut);
	status = day.scratch != NULL ? write_day(&day, &view) : sg_call_memory(call);
	sg_arena_free(day.scratch);
	return status;
}

enum sg_status sg_handle_plan_day(struct sg_call *call)
{
	struct sg_plan_day_query query;
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_day_rows rows;
	struct sg_script script;
	int32_t day;
	enum sg_status status =
		sg_plan_day_decode(call->envelope.data, call->arena, call->error, &query);

	if (status == SG_OK) {
		status = sg_call_house_newest(call);
	}
	if (status != SG_OK) {
		return status;
	}
	day = query.day != SG_NO_DAY
	              ? query.day
	              : sg_business_day(&call->house->house,
				sg_house_closed_day(call->house), sg_call_hotel_us(call));
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_day_read(&script, &call->house->house.id, day);
	status = sg_call_run(call, &script, &outcome);
	if (status == SG_OK) {
		status = sg_day_take(&script, call->arena, call->error, &rows);
	}
	return status == SG_OK ? answer_day(call, &query, &rows, day) : status;
}

static bool is_ready(const struct sg_case_stay *stay)
{
	return !stay->has_last ||
	       sg_checklist_ready(&stay->last, stay->marks, stay->mark_count);
}

enum sg_status sg_handle_room_readiness(struct sg_call *call)
{
	const char *number = NULL;
	struct sg_dossier dossier;
	struct sg_case work;
	bool needs_met = true;
	bool made;
	enum sg_status status = sg_room_readiness_decode(
		call->envelope.data, call->arena, call->error, &number);

	if (status == SG_OK) {
		status = sg_room_stays_open(call, number, &dossier, &work);
	}
	if (status != SG_OK) {
		return status;
	}
	if (work.room_count == 0) {
		return sg_fail(call->error, SG_INVALID, "room_unknown", "/data/number",
			"the property has no room \"%s\"", number);
	}
	for (size_t i = 1; i < work.stay_count; i++) {
		if (work.stays[i].state.stay.arrival_day <= work.business_day) {
			needs_met &= is_ready(&work.stays[i]);
		}
	}
	made = sg_room_is_made(&work.rooms[0].room);
	sg_reply_begin(call->reply, SG_OUTCOME_ANSWERED);
	sg_reply_text(call->reply, "room", number);
	sg_reply_bool(call->reply, "ready", made && needs_met);
	sg_reply_bool(call->reply, "made", made);
	sg_reply_bool(call->reply, "needs_met", needs_met);
	return sg_call_reply_end(call);
}
