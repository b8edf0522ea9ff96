/* The list itself; members in the order of the sample in the schema. */
#include "document/checklist.h"

#include <string.h>

#include "core/time.h"
#include "document/checklist_parts.h"
#include "document/reply.h"
#include "document/texts.h"

enum { PURGE_DAYS = 30 }; /* after departure a receiver has no use for it any more */

/* ---- small things ---- */

void sg_checklist_time(struct sg_buffer *buffer, const char *name, int64_t us,
	const struct sg_zone *zone)
{
	if (us == SG_NO_TIME) {
		sg_reply_null(buffer, name);
		return;
	}
	sg_reply_local(buffer, name, us / SG_SECOND_US * SG_SECOND_US, zone);
}

static void put_text(struct sg_buffer *buffer, const char *name, const char *text)
{
	if (text != NULL) {
		sg_reply_text(buffer, name, text);
	} else {
		sg_reply_null(buffer, name);
	}
}

enum sg_item_state sg_checklist_state(
	const struct sg_checklist *checklist, const struct sg_item *item)
{
	for (size_t i = 0; i < checklist->mark_count; i++) {
		if (strcmp(checklist->marks[i].item, item->id) == 0) {
			return checklist->marks[i].state;
		}
	}
	return item->state;
}

/* Of a room that was never told nobody knows how it is. */
static bool is_room_unknown(const struct sg_plan *plan)
{
	for (size_t i = 0; i < plan->warning_count; i++) {
		if (plan->warnings[i].kind == SG_WARN_ROOM_UNKNOWN) {
			return true;
		}
	}
	return false;
}

bool sg_checklist_ready(
	const struct sg_list *list, const struct sg_item_mark *marks, size_t mark_count)
{
	struct sg_checklist checklist = {
		.list = list, .marks = marks, .mark_count = mark_count};

	for (size_t i = 0; i < list->plan.item_count; i++) {
		const struct sg_item *item = &list->plan.items[i];

		if (sg_item_is_open_need(item, sg_checklist_state(&checklist, item))) {
			return false;
		}
	}
	return !is_room_unknown(&list->plan);
}

/* ---- items ---- */

static void write_parts(struct sg_buffer *buffer, const struct sg_item *item)
{
	if (item->part_count == 0) {
		return;
	}
	sg_reply_array(buffer, "parts");
	for (size_t i = 0; i < item->part_count; i++) {
		sg_reply_object(buffer, NULL);
		sg_reply_text(buffer, "what", item->parts[i].what);
		sg_reply_int(buffer, "total", item->parts[i].total);
		sg_reply_int(buffer, "standard", item->parts[i].standard);
		sg_reply_object_end(buffer);
	}
	sg_reply_array_end(buffer);
}

static void write_topic(struct sg_buffer *buffer, const struct sg_checklist *checklist,
	const struct sg_item *item)
{
	const struct sg_topic *topic =
		item->topic >= 0 ? &checklist->catalog->topics[item->topic] : NULL;

	sg_reply_text(buffer, "id", item->id);
	sg_reply_text(buffer, "topic", topic != NULL ? topic->name : item->lost_topic);
	if (topic == NULL || item->value < 0) {
		sg_reply_text(buffer, "value", item->lost_value);
	} else if (topic->kind == SG_KIND_ENUM) {
		sg_reply_text(buffer, "value", topic->values[item->value].name);
	} else if (topic->kind == SG_KIND_NUMBER) {
		sg_reply_text(buffer, "value", item->text);
	}
}

static void write_state(struct sg_buffer *buffer, const struct sg_checklist *checklist,
	const struct sg_item *item)
{
	bool is_new =
		item->since_revision == 0 || item->since_revision == checklist->revision;

	sg_reply_text(
		buffer, "state", sg_item_state_name(sg_checklist_state(checklist, item)));
	if (is_new && checklist->revision > 1) {
		sg_reply_int(buffer, "since_revision", checklist->revision);
	}
}

/* What was said goes to the desk only; everybody else has the fixed instruction. */
static void write_said(struct sg_buffer *buffer, const struct sg_checklist *checklist,
	const struct sg_item *item)
{
	if (checklist->cut->texts && item->topic >= 0 &&
		checklist->catalog->topics[item->topic].kind == SG_KIND_TEXT) {
		sg_reply_text(buffer, "said", item->text);
	}
}

void sg_checklist_item(struct sg_buffer *buffer, const struct sg_checklist *checklist,
	const struct sg_item *item, bool bare)
{
	const struct sg_topic *topic =
		item->topic >= 0 ? &checklist->catalog->topics[item->topic] : NULL;

	sg_reply_object(buffer, NULL);
	write_topic(buffer, checklist, item);
	sg_reply_text(buffer, "action", sg_action_name(item->action));
	sg_reply_text(buffer, "class", sg_class_name(item->class));
	sg_reply_text(buffer, "when", sg_when_name(item->when));
	sg_reply_text(buffer, "place",
		sg_place_name(topic != NULL ? topic->place : SG_PLACE_ROOM));
	sg_reply_text(buffer, "room", item->room);
	sg_checklist_time(buffer, "due", item->due_us, checklist->zone);
	sg_reply_int(buffer, "minutes", item->minutes);
	if (topic != NULL && topic->verify) {
		sg_reply_bool(buffer, "verify", true);
	}
	if (!bare) {
		write_state(buffer, checklist, item);
	}
	write_parts(buffer, item);
	sg_reply_text(buffer, "store", topic != NULL ? topic->store : NULL);
	sg_text_write_item(buffer, item, checklist->catalog, checklist->cut);
	write_said(buffer, checklist, item);
	sg_reply_object_end(buffer);
}

static void write_items(
	struct sg_buffer *buffer, const struct sg_checklist *checklist, bool bare)
{
	const struct sg_plan *plan = &checklist->list->plan;

	sg_reply_array(buffer, "items");
	for (size_t i = 0; i < plan->item_count; i++) {
		if (sg_cut_shows_item(
			    checklist->cut, checklist->catalog, &plan->items[i])) {
			sg_checklist_item(buffer, checklist, &plan->items[i], bare);
		}
	}
	sg_reply_array_end(buffer);
}

static void write_avoid(struct sg_buffer *buffer, const struct sg_checklist *checklist)
{
	const struct sg_plan *plan = &checklist->list->plan;

	sg_reply_array(buffer, "avoid");
	for (size_t i = 0; i < plan->avoid_count; i++) {
		if (!sg_cut_shows_avoid(
			    checklist->cut, checklist->catalog, &plan->avoid[i])) {
			continue;
		}
		sg_reply_object(buffer, NULL);
		write_topic(buffer, checklist, &plan->avoid[i]);
		sg_text_write_item(
			buffer, &plan->avoid[i], checklist->catalog, checklist->cut);
		write_said(buffer, checklist, &plan->avoid[i]);
		sg_reply_object_end(buffer);
	}
	sg_reply_array_end(buffer);
}

static void write_open(struct sg_buffer *buffer, const struct sg_checklist *checklist)
{
	const struct sg_plan *plan = &checklist->list->plan;
	int64_t counts[SG_CLASS_DELIGHT + 1] = {0};
	int64_t minutes = 0;

	for (size_t i = 0; i < plan->item_count; i++) {
		const struct sg_item *item = &plan->items[i];

		if (sg_cut_shows_item(checklist->cut, checklist->catalog, item) &&
			!sg_item_is_settled(sg_checklist_state(checklist, item))) {
			counts[item->class]++;
			minutes += item->minutes;
		}
	}
	sg_reply_object(buffer, "open");
	for (size_t i = 0; i <= SG_CLASS_DELIGHT; i++) {
		sg_reply_int(buffer, sg_class_name((enum sg_class)i), counts[i]);
	}
	sg_reply_int(buffer, "minutes", minutes);
	sg_reply_object_end(buffer);
}

/* ---- the head ---- */

static void write_room(struct sg_buffer *buffer, const struct sg_list_head *head)
{
	sg_reply_object(buffer, "room");
	put_text(buffer, "number", head->room);
	put_text(buffer, "type", head->room_type);
	put_text(buffer, "booked_type", head->booked_type);
	put_text(buffer, "floor", head->floor);
	put_text(buffer, "section", head->section);
	put_text(buffer, "bed_setup", head->bed_setup);
	sg_reply_object_end(buffer);
}

static void write_times(struct sg_buffer *buffer, const struct sg_checklist *checklist)
{
	const struct sg_list_head *head = &checklist->list->head;

	sg_reply_object(buffer, "times");
	sg_checklist_time(buffer, "previous_out", head->previous_out_us, checklist->zone);
	sg_checklist_time(
		buffer, "ready_by", checklist->list->plan.ready_by_us, checklist->zone);
	sg_checklist_time(buffer, "checked_in", head->checked_in_us, checklist->zone);
	sg_reply_day(buffer, "arrival", head->arrival_day);
	sg_reply_day(buffer, "departure", head->departure_day);
	sg_reply_object_end(buffer);
}

static void write_party(struct sg_buffer *buffer, const struct sg_list_head *head)
{
	sg_reply_object(buffer, "party");
	sg_reply_int(buffer, "adults", head->adults);
	sg_reply_array(buffer, "children");
	for (size_t i = 0; i < head->children_count; i++) {
		sg_reply_object(buffer, NULL);
		sg_reply_text(buffer, "age_group", head->children[i].age_group);
		sg_reply_int(buffer, "count", head->children[i].count);
		sg_reply_object_end(buffer);
	}
	sg_reply_array_end(buffer);
	sg_reply_object_end(buffer);
}

static void write_quiet(struct sg_buffer *buffer, const struct sg_list_head *head)
{
	sg_reply_array(buffer, "quiet");
	for (size_t i = 0; i < head->quiet_count; i++) {
		char span[2 * SG_MINUTES_TEXT_SIZE];

		sg_minutes_format(head->quiet[i].from_minutes, span);
		span[SG_MINUTES_TEXT_SIZE - 1] = '-';
		sg_minutes_format(
			head->quiet[i].until_minutes, span + SG_MINUTES_TEXT_SIZE);
		sg_reply_text(buffer, NULL, span);
	}
	sg_reply_array_end(buffer);
}

static void write_guest(struct sg_buffer *buffer, const struct sg_checklist *checklist)
{
	const struct sg_list_head *head = &checklist->list->head;

	write_party(buffer, head);
	sg_reply_array(buffer, "badges");
	sg_reply_text(buffer, NULL, head->vip);
	sg_reply_array_end(buffer);
	write_quiet(buffer, head);
	if (checklist->cut->names && !head->incognito) {
		sg_reply_text(buffer, "name", head->salutation);
	}
}

static bool is_open_here(const struct sg_checklist *checklist, const struct sg_item *item)
{
	return sg_cut_shows_item(checklist->cut, checklist->catalog, item) &&
	       !sg_item_is_settled(sg_checklist_state(checklist, item));
}

/* What is urgent for others asks nothing of who has nothing to do. A guest in the lobby makes
 * the room urgent for everybody. */
static enum sg_attention attention_here(const struct sg_checklist *checklist)
{
	const struct sg_plan *plan = &checklist->list->plan;
	bool waits =
		plan->state == SG_PLAN_PLANNED && plan->attention == SG_ATTENTION_URGENT;
	bool any = waits;

	for (size_t i = 0; i < plan->item_count && !any; i++) {
		any = is_open_here(checklist, &plan->items[i]);
	}
	for (size_t i = 0; i < plan->avoid_count && !any; i++) {
		any = sg_cut_shows_avoid(
			checklist->cut, checklist->catalog, &plan->avoid[i]);
	}
	return any ? plan->attention : SG_ATTENTION_NONE;
}

static void write_revision(struct sg_buffer *buffer, const struct sg_checklist *checklist)
{
	const struct sg_plan *plan = &checklist->list->plan;

	sg_reply_int(buffer, "schema", 1);
	sg_reply_bool(buffer, "test", checklist->test);
	sg_reply_text(buffer, "property", checklist->property);
	sg_reply_day(buffer, "business_date", checklist->business_day);
	sg_reply_id(buffer, "stay", &checklist->stay);
	sg_reply_int(buffer, "revision", checklist->revision);
	sg_reply_text(buffer, "state", sg_plan_state_name(plan->state));
	put_text(buffer, "cause", checklist->cause);
	sg_reply_text(buffer, "attention", sg_attention_name(attention_here(checklist)));
}

static void write_whole(struct sg_buffer *buffer, const struct sg_checklist *checklist)
{
	const struct sg_plan *plan = &checklist->list->plan;

	sg_reply_text(buffer, "kind", sg_list_kind_name(plan->kind));
	if (sg_id_is_nil(&plan->led_by)) {
		sg_reply_null(buffer, "led_by");
	}
	sg_reply_id(buffer, "led_by", &plan->led_by);
	put_text(buffer, "room_from", checklist->list->head.room_from);
	write_room(buffer, &checklist->list->head);
	write_times(buffer, checklist);
	write_guest(buffer, checklist);
	write_avoid(buffer, checklist);
}

void sg_checklist_data(const struct sg_checklist *checklist, struct sg_buffer *buffer)
{
	const struct sg_list_head *head = &checklist->list->head;

	sg_reply_object(buffer, NULL);
	write_revision(buffer, checklist);
	write_whole(buffer, checklist);
	write_items(buffer, checklist, false);
	write_open(buffer, checklist);
	if (checklist->cut->desk) {
		sg_checklist_write_desk(buffer, checklist);
	}
	if (checklist->cut->explains) {
		sg_checklist_write_why(buffer, checklist);
	}
	sg_reply_day(buffer, "purge_after",
		head->departure_day != SG_NO_DAY ? head->departure_day + PURGE_DAYS
						 : SG_NO_DAY);
	sg_reply_object_end(buffer);
}

void sg_checklist_body(const struct sg_checklist *checklist, const char *type,
	int64_t event_us, struct sg_buffer *buffer)
{
	struct sg_buffer data = {0};

	sg_checklist_data(checklist, &data);
	sg_reply_object(buffer, NULL);
	sg_reply_text(buffer, "type", type);
	sg_checklist_time(buffer, "timestamp", event_us, checklist->zone);
	sg_reply_json(buffer, "data", data.failed ? "null" : data.data);
	sg_reply_object_end(buffer);
	buffer->failed = buffer->failed || data.failed;
	sg_buffer_free(&data);
}

void sg_checklist_cut_text(const struct sg_checklist *checklist, struct sg_buffer *buffer)
{
	sg_reply_object(buffer, NULL);
	sg_reply_text(buffer, "state", sg_plan_state_name(checklist->list->plan.state));
	write_whole(buffer, checklist);
	write_items(buffer, checklist, true);
	if (checklist->cut->desk) {
		sg_checklist_write_desk(buffer, checklist);
	}
	sg_reply_object_end(buffer);
}
