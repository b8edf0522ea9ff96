/*
 * Step 6: why. The facts behind each item and each thing left out, what the desk is warned of,
 * and how urgent the list is.
 */
#include "core/draft.h"

#include <stdlib.h>

#include "core/time.h"

/* ---- because ---- */

const struct sg_because *sg_draft_because(
	struct sg_draft *draft, const struct sg_candidate *first, size_t *ret_count)
{
	struct sg_because *because;
	size_t count = 0;

	for (const struct sg_candidate *c = first; c != NULL; c = c->same) {
		count++;
	}
	because = sg_draft_alloc(draft, count, sizeof *because);
	*ret_count = 0;
	for (; because != NULL && first != NULL; first = first->same) {
		because[(*ret_count)++] = sg_voice_because(draft, first->voice);
	}
	return because;
}

static int compare_voices(const void *left, const void *right)
{
	return sg_voice_compare(*(const struct sg_voice *const *)left,
		*(const struct sg_voice *const *)right);
}

const struct sg_because *sg_draft_mentions(
	struct sg_draft *draft, const struct sg_keep_away *away, size_t *ret_count)
{
	const struct sg_voice **voices =
		sg_draft_alloc(draft, away->mention_count, sizeof(struct sg_voice *));
	struct sg_because *because =
		sg_draft_alloc(draft, away->mention_count, sizeof *because);
	size_t count = 0;

	*ret_count = 0;
	if (because == NULL) {
		return NULL;
	}
	for (const struct sg_mention *m = away->mentions; m != NULL; m = m->next) {
		voices[count++] = m->voice;
	}
	qsort(voices, count, sizeof *voices, compare_voices);
	for (size_t i = 0; i < count; i++) {
		if (i == 0 || voices[i] != voices[i - 1]) {
			because[(*ret_count)++] = sg_voice_because(draft, voices[i]);
		}
	}
	return because;
}

/* ---- left out ---- */

static int compare_left(const void *left, const void *right)
{
	const struct sg_left *a = *(struct sg_left *const *)left;
	const struct sg_left *b = *(struct sg_left *const *)right;
	int order = 0;

	if (a->topic != b->topic) {
		return a->topic < b->topic ? -1 : 1;
	}
	if (a->value != b->value) {
		return a->value < b->value ? -1 : 1;
	}
	if (a->reason != b->reason) {
		return a->reason < b->reason ? -1 : 1;
	}
	order = sg_voice_compare(a->voice, b->voice);
	if (order == 0 && a->against != NULL && b->against != NULL) {
		order = sg_voice_compare(a->against, b->against);
	}
	return order;
}

static void explain_left(struct sg_draft *draft, struct sg_plan *plan)
{
	struct sg_left **sorted =
		sg_draft_alloc(draft, draft->left_count, sizeof(struct sg_left *));
	struct sg_left_out *entries =
		sg_draft_alloc(draft, draft->left_count, sizeof *entries);
	size_t count = 0;

	if (entries == NULL) {
		return;
	}
	for (struct sg_left *l = draft->left; l != NULL; l = l->next) {
		sorted[count++] = l;
	}
	qsort(sorted, count, sizeof *sorted, compare_left);
	for (size_t i = 0; i < count; i++) {
		const struct sg_left *l = sorted[i];

		entries[i].reason = l->reason;
		entries[i].topic = l->topic;
		entries[i].value = l->value;
		entries[i].because = sg_voice_because(draft, l->voice);
		entries[i].against = (struct sg_because){
			.source = SG_SOURCE_STANDARD, .said_us = SG_NO_TIME};
		if (l->against != NULL) {
			entries[i].against = sg_voice_because(draft, l->against);
		}
	}
	plan->left_out = entries;
	plan->left_out_count = count;
}

/* ---- warnings ---- */

static bool is_open_item(const struct sg_item *item)
{
	return !sg_item_is_settled(item->state);
}

/* On the day of arrival, and after a move: later a room is dirty every morning. */
static bool must_be_ready(const struct sg_draft *draft)
{
	return draft->state == SG_PLAN_ISSUED &&
	       (draft->input->business_day <= draft->stay->arrival_day ||
		       (draft->input->previous_room != NULL &&
			       !sg_same_text(
				       draft->input->previous_room, draft->stay->room)));
}

static void warn_of_room(struct sg_draft *draft)
{
	const struct sg_room *room = draft->input->room;

	if (!sg_draft_is_open(draft) || draft->stay->room == NULL) {
		return;
	}
	if (room == NULL) {
		sg_draft_warn(draft, SG_WARN_ROOM_UNKNOWN, -1, NULL);
		return;
	}
	if (room->out_of_order) {
		sg_draft_warn(draft, SG_WARN_ROOM_OUT_OF_ORDER, -1, NULL);
	}
	for (size_t i = 0; i < draft->item_count && must_be_ready(draft); i++) {
		if (draft->items[i].class == SG_CLASS_NEED &&
			is_open_item(&draft->items[i]) &&
			room->housekeeping < SG_ROOM_CLEAN) {
			sg_draft_warn(draft, SG_WARN_ROOM_NOT_READY, -1, NULL);
			return;
		}
	}
}

static void warn_of_needs(struct sg_draft *draft)
{
	for (size_t i = 0; i < draft->item_count; i++) {
		const struct sg_item *item = &draft->items[i];

		if (item->class == SG_CLASS_NEED &&
			(item->state == SG_ITEM_UNAVAILABLE ||
				item->state == SG_ITEM_REFUSED)) {
			sg_draft_warn(
				draft, SG_WARN_NEED_UNAVAILABLE, item->topic, item->id);
		}
	}
}

static int compare_warnings(const void *left, const void *right)
{
	const struct sg_warning *a = left, *b = right;

	if (a->kind != b->kind) {
		return a->kind < b->kind ? -1 : 1;
	}
	if (a->topic != b->topic) {
		return a->topic < b->topic ? -1 : 1;
	}
	return a->item == NULL || b->item == NULL ? 0 : strcmp(a->item, b->item);
}

static void explain_warnings(struct sg_draft *draft, struct sg_plan *plan)
{
	struct sg_warning *warnings;
	size_t count = 0;

	warn_of_room(draft);
	warn_of_needs(draft);
	warnings = sg_draft_alloc(draft, draft->warned_count, sizeof *warnings);
	if (warnings == NULL) {
		return;
	}
	for (const struct sg_warned *w = draft->warned; w != NULL; w = w->next) {
		warnings[count++] = w->warning;
	}
	qsort(warnings, count, sizeof *warnings, compare_warnings);
	plan->warnings = warnings;
	plan->warning_count = count;
}

/* ---- the list as a whole ---- */

static bool follows_departure(const struct sg_draft *draft)
{
	const struct sg_room *room = draft->input->room;
	int32_t arrival = draft->stay->arrival_day;
	int32_t day, minutes;

	if (room == NULL) {
		return false;
	}
	if (draft->state == SG_PLAN_PLANNED && room->occupied) {
		return draft->input->business_day >= arrival - 1;
	}
	if (room->last_out_us == SG_NO_TIME) {
		return false;
	}
	sg_house_local(draft->input->house, room->last_out_us, &day, &minutes);
	return day == arrival;
}

static bool has_moved(const struct sg_draft *draft)
{
	const char *before = draft->input->previous_room;
	const char *room = draft->stay->room;

	return room != NULL && ((draft->stay->room_from != NULL &&
					strcmp(draft->stay->room_from, room) != 0) ||
				       (before != NULL && strcmp(before, room) != 0));
}

static enum sg_list_kind kind_of(const struct sg_draft *draft)
{
	if (draft->state == SG_PLAN_DEPARTED) {
		return SG_KIND_DEPARTURE;
	}
	if (draft->state == SG_PLAN_CANCELLED) {
		return SG_KIND_CANCELLATION;
	}
	if (draft->state == SG_PLAN_ISSUED && has_moved(draft)) {
		return SG_KIND_MOVE;
	}
	if (draft->state == SG_PLAN_ISSUED &&
		draft->input->business_day > draft->stay->arrival_day) {
		return SG_KIND_STAYOVER;
	}
	return follows_departure(draft) ? SG_KIND_ARRIVAL_AFTER_DEPARTURE
	                                : SG_KIND_ARRIVAL;
}

static bool is_urgent(const struct sg_item *item)
{
	return is_open_item(item) &&
	       (item->class == SG_CLASS_NEED || item->since_revision == 0 ||
		       item->when == SG_WHEN_ON_ARRIVAL);
}

static enum sg_attention attention_of(const struct sg_draft *draft)
{
	bool issued = draft->state == SG_PLAN_ISSUED;
	size_t open = 0, urgent = 0;

	for (size_t i = 0; i < draft->item_count; i++) {
		open += is_open_item(&draft->items[i]);
		urgent += is_urgent(&draft->items[i]);
	}
	if (draft->stay->status == SG_STAY_WAITING && draft->leader == NULL) {
		return SG_ATTENTION_URGENT;
	}
	if (open == 0 && draft->avoid_count == 0) {
		return SG_ATTENTION_NONE;
	}
	if (issued && (urgent > 0 || (draft->input->previous_room == NULL &&
					     draft->stay->room != NULL))) {
		return SG_ATTENTION_URGENT;
	}
	return SG_ATTENTION_NORMAL;
}

static int32_t longest_lead(const struct sg_draft *draft)
{
	int32_t hours = 0;

	for (size_t i = 0; i < draft->item_count; i++) {
		const struct sg_item *item = &draft->items[i];
		int32_t lead = sg_draft_topic(draft, item->topic)->lead_hours;

		if (is_open_item(item) && item->action <= SG_ACTION_DO && lead > hours) {
			hours = lead;
		}
	}
	return hours;
}

/* ---- the same list again ---- */

/* A stored revision knows whole seconds. */
static bool same_time(int64_t a_us, int64_t b_us)
{
	return a_us / SG_SECOND_US == b_us / SG_SECOND_US;
}

static bool same_item(const struct sg_item *a, const struct sg_item *b)
{
	bool same = strcmp(a->id, b->id) == 0 && a->action == b->action &&
	            a->class == b->class && a->quantity == b->quantity &&
	            a->part_count == b->part_count && same_time(a->due_us, b->due_us) &&
	            sg_same_text(a->room, b->room);

	for (size_t i = 0; same && i < a->part_count; i++) {
		same = a->parts[i].total == b->parts[i].total &&
		       a->parts[i].standard == b->parts[i].standard;
	}
	return same;
}

static bool same_items(
	const struct sg_item *a, size_t a_count, const struct sg_item *b, size_t b_count)
{
	bool same = a_count == b_count;

	for (size_t i = 0; same && i < a_count; i++) {
		same = same_item(&a[i], &b[i]);
	}
	return same;
}

static bool is_same_list(const struct sg_plan *plan, const struct sg_plan *last)
{
	return plan->state == last->state && plan->kind == last->kind &&
	       same_time(plan->ready_by_us, last->ready_by_us) &&
	       sg_id_equal(&plan->led_by, &last->led_by) &&
	       same_items(
		       plan->avoid, plan->avoid_count, last->avoid, last->avoid_count) &&
	       same_items(plan->items, plan->item_count, last->items, last->item_count);
}

/* ---- what the room keeps ---- */

static uint64_t leaves_of(const struct sg_draft *draft)
{
	const struct sg_occupant *own = &draft->input->occupants[0];
	uint64_t leaves = 0;

	if (draft->state != SG_PLAN_CANCELLED) {
		leaves = sg_plan_residue(
			draft->catalog, draft->input->house, own, NULL, 0);
	}
	for (size_t i = 0; i < draft->item_count; i++) {
		const struct sg_item *item = &draft->items[i];

		if (item->action <= SG_ACTION_DO) {
			leaves |=
				sg_value_leaves(draft->catalog, item->topic, item->value);
		}
	}
	return leaves;
}

/* In a planned list only a guest in the lobby is urgent: that somebody waits is news by itself,
 * and so is that nobody waits any more. */
static bool keeps_attention(const struct sg_plan *plan, const struct sg_plan *last)
{
	bool waits = plan->attention == SG_ATTENTION_URGENT;
	bool waited = last->attention == SG_ATTENTION_URGENT;

	return is_same_list(plan, last) &&
	       (plan->state != SG_PLAN_PLANNED || waits == waited);
}

void sg_draft_explain(struct sg_draft *draft, struct sg_plan *ret_plan)
{
	struct sg_plan plan = {.state = draft->state,
		.kind = kind_of(draft),
		.attention = attention_of(draft),
		.ready_by_us = sg_draft_is_open(draft) ? draft->ready_by_us : SG_NO_TIME,
		.lead_hours = longest_lead(draft),
		.avoid = draft->avoid,
		.avoid_count = draft->avoid_count,
		.items = draft->items,
		.item_count = draft->item_count,
		.leaves = leaves_of(draft),
		.ask = draft->ask};
	const struct sg_plan *last = draft->input->last;

	if (draft->leader != NULL) {
		plan.led_by = draft->leader->id;
	}
	if (last != NULL && keeps_attention(&plan, last)) {
		plan.attention = last->attention;
		plan.lead_hours = last->lead_hours;
	}
	explain_left(draft, &plan);
	explain_warnings(draft, &plan);
	if (!draft->failed) {
		*ret_plan = plan;
	}
}
