/*
 * Deciding for everybody concerned: whether there is a new revision, whom it is for, when to look
 * again; and the rows that say so.
 */
#include "service/case.h"

#include <stdlib.h>
#include <string.h>

#include "core/hash.h"
#include "core/moments.h"
#include "core/programme.h"
#include "core/time.h"
#include "service/alert.h"
#include "service/asked.h"
#include "service/compose.h"
#include "service/keeping.h"
#include "service/leaving.h"
#include "service/marks.h"
#include "service/people.h"
#include "store/passing.h"
#include "store/postings.h"

enum { SPREAD_US = 10 * 60 * 1000 * 1000 };

/* Whether this stay has, or should by now have, a list. */
static bool list_is_due(const struct sg_case *work, const struct sg_case_stay *stay)
{
	bool exists = stay->read.last.revision > 0;

	switch (stay->list.plan.state) {
	case SG_PLAN_ISSUED:
		return true;
	case SG_PLAN_PLANNED:
		return exists || sg_moments_due(&work->house->house, &stay->state.stay,
					 stay->list.plan.lead_hours, work->hotel_us);
	default:
		return exists;
	}
}

static const char *cause_of(const struct sg_case_stay *stay)
{
	if (stay->cause != NULL) {
		return stay->cause;
	}
	return stay->change != SG_CHANGE_NONE ? sg_stay_change_name(stay->change)
	                                      : "room_shared";
}

static enum sg_status encode(struct sg_case *work, const struct sg_list *list,
	uint32_t revision, const char **ret_text)
{
	struct sg_call *call = work->call;
	struct sg_buffer body = {0};

	sg_list_encode(list, &call->service->catalog, revision, &body);
	*ret_text = sg_buffer_settle(&body, call->arena);
	return *ret_text != NULL ? SG_OK : sg_call_memory(call);
}

static enum sg_status reads_as_before(
	struct sg_case *work, struct sg_case_stay *stay, const char *text, bool *ret_same)
{
	const struct sg_revision_row *last = &stay->read.last;
	const struct sg_list told = sg_move_told(stay);
	const char *before = last->body;
	enum sg_status status = SG_OK;

	if (stay->last_turned || told.head.room_from != stay->last.head.room_from) {
		status = encode(work, &told, last->revision, &before);
	}
	stay->list_changed = last->revision == 0 ||
	                     last->state != stay->list.plan.state ||
	                     !sg_same_text(text, before);
	*ret_same = status == SG_OK && !stay->list_changed && !stay->forced;
	return status;
}

static void set_mark(struct sg_case_stay *stay, const struct sg_item *item)
{
	size_t i = 0;

	while (i < stay->mark_count && strcmp(stay->marks[i].item, item->id) != 0) {
		i++;
	}
	stay->mark_count += i == stay->mark_count;
	stay->marks[i] = (struct sg_item_mark){item->id, item->state};
	stay->carried[stay->carried_count++] = stay->marks[i];
}

/* What stands in the room under the name of an older list, or was brought for who led the room
 * before, stays done; what was seen in the room that was left was not seen in this one. */
static enum sg_status carry_marks(struct sg_case *work, struct sg_case_stay *stay)
{
	struct sg_arena *arena = work->call->arena;
	const struct sg_plan *plan = &stay->list.plan;
	size_t most = stay->mark_count + plan->item_count;
	struct sg_item_mark *marks = sg_arena_array(arena, most, sizeof *marks);

	stay->carried = sg_arena_array(arena, plan->item_count, sizeof *stay->carried);
	if (marks == NULL || stay->carried == NULL) {
		return sg_call_memory(work->call);
	}
	for (size_t i = 0; i < stay->mark_count; i++) {
		marks[i] = stay->marks[i];
	}
	stay->marks = marks;
	stay->carried_count = 0;
	for (size_t i = 0; i < plan->item_count; i++) {
		const struct sg_item *item = &plan->items[i];

		if (sg_mark_of(marks, stay->mark_count, item->id) != item->state) {
			set_mark(stay, item);
		}
	}
	return SG_OK;
}

static enum sg_status make_revision(struct sg_case *work, struct sg_case_stay *stay)
{
	struct sg_call *call = work->call;
	uint32_t next = stay->read.revision + 1;
	const char *text = NULL;
	bool same = false;
	enum sg_status status = encode(work, &stay->list, next, &text);

	if (status == SG_OK) {
		status = reads_as_before(work, stay, text, &same);
	}
	if (status == SG_OK && !same) {
		status = carry_marks(work, stay);
	}
	if (status != SG_OK || same) {
		return status;
	}
	stay->revision = (struct sg_revision_row){
		.revision = next,
		.state = stay->list.plan.state,
		.cause = cause_of(stay),
		.at_us = call->envelope.time_us != SG_NO_TIME ? call->envelope.time_us
	                                                      : work->hotel_us,
		.business_day = work->business_day,
		.catalog = call->service->catalog.version,
		.states = sg_marks_format(
			call->arena, &stay->list, stay->marks, stay->mark_count),
		.body = text,
	};
	return stay->revision.states != NULL ? SG_OK : sg_call_memory(call);
}

static bool shows_something(const struct sg_cut *cut, const struct sg_catalog *catalog,
	const struct sg_plan *plan)
{
	for (size_t i = 0; i < plan->item_count; i++) {
		if (sg_cut_shows_item(cut, catalog, &plan->items[i])) {
			return true;
		}
	}
	for (size_t i = 0; i < plan->avoid_count; i++) {
		if (sg_cut_shows_avoid(cut, catalog, &plan->avoid[i])) {
			return true;
		}
	}
	return false;
}

/* Whether the stay is this endpoint's business by that list: a department's only where there is
 * something for it to do. */
static bool concerns(const struct sg_case *work, const struct sg_target *target,
	const struct sg_list *list)
{
	return sg_cut_sees_stay(&target->cut, list->head.room, list->head.floor) &&
	       (target->cut.audience != SG_AUDIENCE_DEPARTMENT ||
		       shows_something(
			       &target->cut, &work->call->service->catalog, &list->plan));
}

/* A revision that repeats the list is for everybody, an alert for the desk alone. */
static bool is_meant(const struct sg_case_stay *stay, const struct sg_target *target)
{
	return stay->forced && (!stay->alert || target->cut.audience == SG_AUDIENCE_DESK);
}

/* Who sees the stay now, and who saw it until now, must hear of it. */
static bool is_for(const struct sg_case *work, const struct sg_case_stay *stay,
	const struct sg_target *target)
{
	return target->usable && (stay->list_changed || is_meant(stay, target)) &&
	       (concerns(work, target, &stay->list) ||
		       (stay->has_last && concerns(work, target, &stay->last)));
}

/* The previews of a house all fall due in the same minute: spread over ten, the receivers and
 * the database take them in their stride. What a document caused goes at once. */
static int64_t due_of(const struct sg_case *work, const struct sg_case_stay *stay)
{
	bool preview = work->call->envelope.id == NULL && !stay->alert &&
	               stay->list.plan.state == SG_PLAN_PLANNED &&
	               !work->call->service->config.document_clock;
	uint64_t spread = sg_hash64(stay->row.id.bytes, sizeof stay->row.id.bytes, 0);

	return work->call->wall_us + (preview ? (int64_t)(spread % SPREAD_US) : 0);
}

static enum sg_status want(struct sg_case *work, struct sg_case_stay *stay)
{
	const struct sg_house_entry *house = work->house;
	bool check_in = stay->revision.state == SG_PLAN_ISSUED &&
	                stay->read.last.state != SG_PLAN_ISSUED;
	struct sg_deadlines deadlines = sg_moments_deadlines(&house->house,
		&stay->state.stay, stay->list.plan.state,
		sg_case_next_arrival(work, stay), work->hotel_us);

	stay->wanted_count = 0;
	stay->wanted = sg_arena_array(
		work->call->arena, house->target_count, sizeof *stay->wanted);
	if (stay->wanted == NULL) {
		return sg_call_memory(work->call);
	}
	for (size_t i = 0; house->house.live && i < house->target_count; i++) {
		const struct sg_target *target = &house->targets[i];
		bool stays = concerns(work, target, &stay->list);

		if (is_for(work, stay, target)) {
			stay->wanted[stay->wanted_count++] = (struct sg_wanted_row){
				.endpoint = target->id,
				.must = stays && (check_in || is_meant(stay, target)),
				.ends = !stays,
				.due_us = due_of(work, stay),
				.deadline_us = deadlines.give_up_us,
			};
		}
	}
	work->call->caused_delivery |= stay->wanted_count > 0;
	return SG_OK;
}

/* A moment that has come and that work has not seen to yet: a document in between, or a look at
 * who shares the room, must not hide an alert or a no-show. */
static bool is_overdue(const struct sg_case *work, const struct sg_case_stay *stay)
{
	bool seen_to = work->call->envelope.id == NULL && stay == &work->stays[0];

	return !seen_to && stay->state.stay.status <= SG_STAY_WAITING &&
	       stay->read.plan_at_us != SG_NO_TIME &&
	       stay->read.plan_at_us <= work->hotel_us;
}

static void look_again(struct sg_case *work, struct sg_case_stay *stay)
{
	int64_t plan_at_us = SG_NO_TIME;

	if (is_overdue(work, stay)) {
		return;
	}

	if (sg_stay_open(stay->state.stay.status)) {
		plan_at_us = sg_moments_next(&work->house->house, &stay->state.stay,
			stay->list.plan.lead_hours, stay->row.revision > 0,
			work->hotel_us);
	}
	if (plan_at_us != stay->read.plan_at_us) {
		stay->row.plan_at_us = plan_at_us;
		stay->dirty = true;
	}
}

static void note_inputs(struct sg_case *work, struct sg_case_stay *stay)
{
	struct sg_case_room *room = sg_case_room_find(work, stay->state.stay.room);

	bool noted = sg_asks_usual(stay) || stay->list.plan.may_offer;

	stay->row.planned_version = noted ? 0 : stay->read.version + 1;
	stay->row.planned_room =
		room != NULL ? room->row.version + (room->bump ? 1 : 0) : 0;
	stay->row.planned_catalog = work->call->service->catalog.version;
	stay->row.planned_house =
		work->house->house.version + work->house->house.programmes_version;
}

static enum sg_status plan_one(struct sg_case *work, struct sg_case_stay *stay)
{
	enum sg_status status = sg_move_settle(work, stay);

	if (status == SG_OK) {
		status = sg_case_compose(work, stay);
	}
	if (status == SG_OK && stay->alert_due) {
		sg_alert_decide(work, stay);
	}
	if (status == SG_OK && list_is_due(work, stay)) {
		status = make_revision(work, stay);
	}
	if (status == SG_OK && stay->revision.revision > 0) {
		stay->row.revision = stay->revision.revision;
		stay->dirty = true;
		status = want(work, stay);
	}
	if (status == SG_OK) {
		look_again(work, stay);
		note_inputs(work, stay);
	}
	return status;
}

enum sg_status sg_case_plan(struct sg_case *work)
{
	enum sg_status status = sg_case_gather(work);

	for (size_t i = 0; i < work->stay_count && status == SG_OK; i++) {
		if (work->stays[i].concerned) {
			status = plan_one(work, &work->stays[i]);
		}
	}
	return status;
}

static int compare_stays(const void *left, const void *right)
{
	const struct sg_case_stay *const *a = left;
	const struct sg_case_stay *const *b = right;

	return sg_id_compare(&(*a)->row.id, &(*b)->row.id);
}

static void write_carried(const struct sg_case *work, const struct sg_case_stay *stay,
	struct sg_script *script)
{
	for (size_t i = 0; i < stay->carried_count; i++) {
		struct sg_item_row item = {.stay = stay->row.id,
			.item = stay->carried[i].item,
			.state = stay->carried[i].state,
			.at_us = work->hotel_us,
			.room = stay->state.stay.room};

		sg_item_put(script, &item, NULL);
	}
}

/* A stay that is over is posted some days later; one that is not over any more at once, which
 * takes back what was posted. */
static void write_posting(const struct sg_case *work, const struct sg_case_stay *stay,
	struct sg_script *script)
{
	const struct sg_stay *now = &stay->state.stay;
	const struct sg_person *first = sg_stay_first(now);
	const struct sg_house *house = &work->house->house;
	const struct sg_id chain = sg_chain_key(house->chain);
	const struct sg_posting_stay posting = {.stay = &stay->row.id,
		.guest = first != NULL ? &first->guest : NULL,
		.arrival_day = now->arrival_day,
		.departure_day = now->departure_day};
	bool over = !sg_stay_open(now->status);
	bool was_over = stay->read.version > 0 && !sg_stay_open(stay->read.status);

	if (!over && !was_over) {
		return;
	}
	sg_posting_due(script, &posting, &chain,
		over ? sg_house_instant(house, now->departure_day + SG_DELAY_DAYS_MIN,
			       house->day_close_minutes)
		     : work->hotel_us);
}

static void write_stay(
	const struct sg_case *work, struct sg_case_stay *stay, struct sg_script *script)
{
	struct sg_buffer text = {0};

	sg_stay_encode(&stay->state, &text);
	stay->row.version = stay->read.version + 1;
	stay->row.status = stay->state.stay.status;
	stay->row.status_stamp = stay->state.stamps[SG_GROUP_STATUS];
	stay->row.arrival_day = stay->state.stay.arrival_day;
	stay->row.departure_day = stay->state.stay.departure_day;
	stay->row.room = stay->state.stay.room;
	stay->row.group = stay->state.stay.group;
	stay->row.room_stamp = stay->state.stamps[SG_GROUP_ROOM];
	stay->row.leaves_us = sg_moments_deadlines(&work->house->house, &stay->state.stay,
		SG_PLAN_ISSUED, SG_NO_TIME, work->hotel_us)
	                              .give_up_us;
	stay->row.checked_in_us = stay->state.stay.checked_in_us;
	stay->row.checked_out_us = stay->state.stay.checked_out_us;
	stay->row.state = sg_buffer_settle(&text, work->call->arena);
	sg_stay_write(script, &stay->row, stay->read.version);
	if (!sg_stay_open(stay->state.stay.status)) {
		sg_passing_end(script, &stay->row.id,
			sg_keep_until(&work->house->house, &stay->state.stay,
				&stay->row.status_stamp));
	}
	write_posting(work, stay, script);
	write_carried(work, stay, script);
	if (stay->revision.revision > 0) {
		sg_revision_insert(script, &stay->row.id, &stay->revision);
		sg_delivery_want(script, &stay->row, stay->revision.revision,
			stay->wanted, stay->wanted_count, work->call->wall_us);
	}
}

enum sg_status sg_case_write(const struct sg_case *work, struct sg_script *script)
{
	struct sg_case_stay **sorted =
		sg_arena_array(work->call->arena, work->stay_count, sizeof *sorted);

	if (sorted == NULL) {
		return sg_call_memory(work->call);
	}
	for (size_t i = 0; i < work->room_count; i++) {
		if (work->rooms[i].bump) {
			sg_room_bump(script, &work->house->house.id,
				work->rooms[i].row.number, work->rooms[i].row.version);
		}
	}
	for (size_t i = 0; i < work->stay_count; i++) {
		sorted[i] = &work->stays[i];
	}
	qsort(sorted, work->stay_count, sizeof(struct sg_case_stay *), compare_stays);
	for (size_t i = 0; i < work->stay_count; i++) {
		if (sorted[i]->dirty) {
			write_stay(work, sorted[i], script);
		}
	}
	return SG_OK;
}
