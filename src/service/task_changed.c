/* task.changed: what staff did about an item. A tick is no content and makes no revision; a need
 * that cannot be met is told to the desk at once. */
#include "service/handlers.h"

#include <string.h>

#include "core/time.h"
#include "document/feedback.h"
#include "document/house.h"
#include "service/answer.h"
#include "service/benefits.h"
#include "service/known_stay.h"
#include "service/make_goods.h"
#include "service/marks.h"
#include "service/stay_reactions.h"
#include "service/subject.h"

struct task_change {
	struct sg_task task;
	struct sg_dossier dossier;
	struct sg_case work;
	const struct sg_item *item;
	enum sg_item_state before; /* of the item */
	enum sg_outcome outcome;
};

/* Somebody said something later about it already. */
static bool is_older(const struct sg_call *call, const struct task_change *change)
{
	const struct sg_dossier *dossier = &change->dossier;

	for (size_t i = 0; i < dossier->item_count; i++) {
		const struct sg_item_row *item = &dossier->items[i];

		if (sg_id_equal(&item->stay, &change->work.stays[0].row.id) &&
			strcmp(item->item, change->task.item) == 0) {
			return item->at_us > call->envelope.time_us;
		}
	}
	return false;
}

static enum sg_status pass_over(
	struct sg_call *call, struct task_change *change, bool *ret_again)
{
	struct sg_script script;

	change->outcome = SG_OUTCOME_OLDER;
	sg_script_begin(&script, call->arena, SG_SCRIPT_WRITE);
	sg_call_take(call, &script, &change->work.stays[0].row.id, SG_OUTCOME_OLDER, 0);
	return sg_subject_run(call, &script, ret_again);
}

/* The mark takes effect in this case, so that what follows is decided with it. */
static enum sg_status mark(struct sg_call *call, struct task_change *change)
{
	struct sg_case_stay *subject = &change->work.stays[0];
	struct sg_item_mark *marks =
		sg_arena_array(call->arena, subject->mark_count + 1, sizeof *marks);
	size_t count = 0;

	if (marks == NULL) {
		return sg_call_memory(call);
	}
	change->before =
		sg_mark_of(subject->marks, subject->mark_count, change->task.item);
	for (size_t i = 0; i < subject->mark_count; i++) {
		if (strcmp(subject->marks[i].item, change->task.item) != 0) {
			marks[count++] = subject->marks[i];
		}
	}
	marks[count++] = (struct sg_item_mark){change->task.item, change->task.state};
	subject->marks = marks;
	subject->mark_count = count;
	return SG_OK;
}

static bool endangers(const struct task_change *change)
{
	return change->item->class == SG_CLASS_NEED &&
	       change->task.state == SG_ITEM_UNAVAILABLE;
}

/* What the desk was warned of came about after all. */
static bool relieves(const struct task_change *change)
{
	return change->item->class == SG_CLASS_NEED &&
	       change->before != change->task.state &&
	       (change->before == SG_ITEM_UNAVAILABLE ||
		       change->before == SG_ITEM_REFUSED);
}

/* Turn-down, newspaper, linen: done for today. */
static bool comes_again(const struct task_change *change)
{
	const struct sg_catalog *catalog = &change->work.call->service->catalog;
	enum sg_when when = change->item->topic >= 0
	                            ? catalog->topics[change->item->topic].when
	                            : SG_WHEN_BEFORE_ARRIVAL;

	return sg_item_is_in_room(change->task.state) && sg_when_recurs(when);
}

/* When the morning's services are over and the list turns to the next: the house's hour of
 * check-out after the item was due. SG_NO_TIME when the guest leaves before. */
static int64_t next_round(const struct task_change *change)
{
	const struct sg_house *house = &change->work.house->house;
	const struct sg_stay *stay = &change->work.stays[0].state.stay;
	int64_t from_us = change->item->due_us > change->work.hotel_us
	                          ? change->item->due_us
	                          : change->work.hotel_us;
	int32_t minutes = 0;
	int32_t day = SG_NO_DAY;

	sg_house_local(house, from_us, &day, &minutes);
	day += day != SG_NO_DAY && minutes >= house->check_out_minutes;
	return stay->status == SG_STAY_CHECKED_IN && day < stay->departure_day
	               ? sg_house_instant(house, day, house->check_out_minutes)
	               : SG_NO_TIME;
}

static enum sg_status decide(struct task_change *change)
{
	struct sg_case_stay *subject = &change->work.stays[0];
	bool current = subject->row.planned_version == subject->row.version;
	int64_t round_us = comes_again(change) ? next_round(change) : SG_NO_TIME;

	subject->dirty = true;
	if (round_us != SG_NO_TIME && (subject->row.plan_at_us == SG_NO_TIME ||
					      round_us < subject->row.plan_at_us)) {
		subject->row.plan_at_us = round_us;
	}
	if (endangers(change)) {
		subject->concerned = true;
		subject->cause = "alert";
		subject->alert = true;
		subject->forced = true;
		return sg_case_plan(&change->work);
	}
	if (relieves(change)) {
		subject->concerned = true;
		subject->cause = "relieved";
		return sg_case_plan(&change->work);
	}
	subject->row.planned_version += current ? 1 : 0;
	return SG_OK;
}

/* Once the remedy is done the hazard is out of the room. */
static enum sg_status write_remedy(
	struct sg_call *call, struct task_change *change, struct sg_script *script)
{
	struct sg_case *work = &change->work;
	struct sg_case_room *room =
		sg_case_room_find(work, work->stays[0].state.stay.room);
	struct sg_room_row row;
	uint64_t gone;

	if (room == NULL || change->item->topic < 0 ||
		!sg_item_is_in_room(change->task.state)) {
		return SG_OK;
	}
	gone = sg_plan_remedied(
		&call->service->catalog, change->item->topic, change->item->value);
	if ((room->room.residue & gone) == 0) {
		return SG_OK;
	}
	row = room->row;
	row.version++;
	row.made = sg_room_is_made(&room->room);
	row.residue = sg_hazards_format(
		room->room.residue & ~gone, &call->service->catalog, call->arena);
	if (row.residue == NULL) {
		return sg_call_memory(call);
	}
	sg_room_write(script, &work->house->house.id, &row, &room->row);
	return SG_OK;
}

/* Whether it says how he takes an attention, or no longer does. */
static bool is_reaction(const struct sg_call *call, const struct task_change *change)
{
	const struct sg_item *item = change->item;

	return item->topic >= 0 && item->class != SG_CLASS_NEED &&
	       !sg_item_is_owed(item) &&
	       sg_topic_is_attention(&call->service->catalog.topics[item->topic]) &&
	       item->action <= SG_ACTION_DO &&
	       sg_item_is_answered(change->before) !=
	               sg_item_is_answered(change->task.state);
}

/* That he did not want an attention turns it off; that this was a mistake, on again. */
static enum sg_status write_reaction(
	struct sg_call *call, struct task_change *change, struct sg_script *script)
{
	const struct sg_item *item = change->item;
	struct sg_reacted reacted = sg_reacted_now(call, SG_REACTION_REFUSED,
		call->service->catalog.topics[item->topic].name, NULL);
	bool kept;

	reacted.reaction.id =
		sg_reacted_once(call, &change->work.stays[0].row.id, item->id);
	reacted.ticked = item;
	reacted.state = change->task.state;
	return sg_item_is_answered(change->task.state)
	               ? sg_stay_reactions_write(
				 &change->work, item, &reacted, script, &kept)
	               : sg_stay_reactions_take_back(&change->work, &reacted, script);
}

/* What comes of it for guests' cards: each is written once. */
static enum sg_status write_cards(
	struct sg_call *call, struct task_change *change, struct sg_script *script)
{
	if (is_reaction(call, change)) {
		return write_reaction(call, change, script);
	}
	if (sg_item_is_owed(change->item)) {
		return sg_make_goods_settle(&change->work, change->item, change->before,
			change->task.state, script);
	}
	return sg_benefits_settle(
		&change->work, change->item, change->before, change->task.state, script);
}

static enum sg_status write_task(
	struct sg_call *call, struct task_change *change, bool *ret_again)
{
	struct sg_case_stay *subject = &change->work.stays[0];
	const struct sg_task *task = &change->task;
	struct sg_item_row item = {.stay = subject->row.id,
		.item = task->item,
		.state = task->state,
		.at_us = call->envelope.time_us,
		.room = change->item->room != NULL ? change->item->room
	                                           : subject->state.stay.room,
		.actor = task->by};
	const char *note = task->note != NULL ? task->note : task->substitute;
	struct sg_script script;
	enum sg_status status;

	sg_subject_begin(call, &script, &subject->row.id);
	status = write_remedy(call, change, &script);
	if (status == SG_OK) {
		sg_item_put(&script, &item, note);
		status = sg_case_write(&change->work, &script);
	}
	if (status == SG_OK) {
		sg_benefits_note(&change->work, change->item, task->state, note, &script);
		status = write_cards(call, change, &script);
	}
	return status == SG_OK ? sg_subject_run(call, &script, ret_again) : status;
}

static enum sg_status change_task(struct sg_call *call, void *data, bool *ret_again)
{
	struct task_change *change = data;
	enum sg_status status =
		sg_known_stay_open(call, change->task.refs, change->task.ref_count,
			"/data/stay/ids", &change->dossier, &change->work);

	if (status != SG_OK || change->dossier.taken.found) {
		change->outcome = SG_OUTCOME_REPEATED;
		return status;
	}
	change->outcome = SG_OUTCOME_APPLIED;
	change->item = sg_item_of(&change->work.stays[0].last.plan, change->task.item);
	if (change->item == NULL) {
		return sg_fail(call->error, SG_INVALID, "item_unknown", "/data/item",
			"the stay's checklist has no item \"%s\"", change->task.item);
	}
	if (is_older(call, change)) {
		return pass_over(call, change, ret_again);
	}
	status = mark(call, change);
	if (status == SG_OK) {
		status = decide(change);
	}
	return status == SG_OK ? write_task(call, change, ret_again) : status;
}

enum sg_status sg_handle_task_changed(struct sg_call *call)
{
	struct task_change change = {0};
	enum sg_status status = sg_task_decode(
		call->envelope.data, call->arena, call->error, &change.task);

	if (status == SG_OK) {
		status = sg_subject_try(call, change_task, &change);
	}
	if (status != SG_OK) {
		return status;
	}
	sg_reply_begin(call->reply, change.outcome);
	sg_reply_id(call->reply, "stay", &change.work.stays[0].row.id);
	sg_reply_text(call->reply, "item", change.task.item);
	sg_reply_text(call->reply, "state", sg_item_state_name(change.task.state));
	return sg_call_reply_end(call);
}
