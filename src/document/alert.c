/* The bodies beside the checklist: a need at risk, and the test of an endpoint. */
#include <string.h>

#include "core/time.h"
#include "document/checklist_parts.h"
#include "document/reply.h"
#include "document/texts.h"

static const char *const reasons[SG_ALERTS] = {"unavailable", "undelivered", "unseen"};

static const struct sg_item *find_item(const struct sg_plan *plan, const char *id)
{
	for (size_t i = 0; i < plan->item_count; i++) {
		if (strcmp(plan->items[i].id, id) == 0) {
			return &plan->items[i];
		}
	}
	return NULL;
}

static void write_items(struct sg_buffer *buffer, const struct sg_checklist *checklist,
	const char *const *items, size_t count)
{
	sg_reply_array(buffer, "items");
	for (size_t i = 0; i < count; i++) {
		const struct sg_item *item = find_item(&checklist->list->plan, items[i]);

		if (item == NULL ||
			(item->topic >= 0 && checklist->catalog->topics[item->topic]
						     .special_category)) {
			continue;
		}
		sg_reply_object(buffer, NULL);
		sg_reply_text(buffer, "id", item->id);
		sg_reply_text(buffer, "topic",
			item->topic >= 0 ? checklist->catalog->topics[item->topic].name
					 : item->lost_topic);
		sg_checklist_time(buffer, "due", item->due_us, checklist->zone);
		sg_reply_text(buffer, "state",
			sg_item_state_name(sg_checklist_state(checklist, item)));
		sg_text_write_item(buffer, item, checklist->catalog, checklist->cut);
		sg_reply_object_end(buffer);
	}
	sg_reply_array_end(buffer);
}

static void write_head(struct sg_buffer *buffer, const struct sg_checklist *checklist,
	const char *reason)
{
	const struct sg_list_head *head = &checklist->list->head;

	sg_reply_int(buffer, "schema", 1);
	sg_reply_bool(buffer, "test", checklist->test);
	sg_reply_text(buffer, "property", checklist->property);
	sg_reply_day(buffer, "business_date", checklist->business_day);
	sg_reply_id(buffer, "stay", &checklist->stay);
	sg_reply_int(buffer, "revision", checklist->revision);
	sg_reply_text(buffer, "reason", reason);
	sg_reply_object(buffer, "room");
	if (head->room == NULL) {
		sg_reply_null(buffer, "number");
	}
	sg_reply_text(buffer, "number", head->room);
	sg_reply_text(buffer, "floor", head->floor);
	sg_reply_object_end(buffer);
	sg_checklist_time(
		buffer, "ready_by", checklist->list->plan.ready_by_us, checklist->zone);
}

void sg_alert_body(const struct sg_checklist *checklist, enum sg_alert reason,
	const char *const *items, size_t item_count, int64_t event_us,
	struct sg_buffer *buffer)
{
	sg_reply_object(buffer, NULL);
	sg_reply_text(buffer, "type", "room.alert");
	sg_checklist_time(buffer, "timestamp", event_us, checklist->zone);
	sg_reply_object(buffer, "data");
	write_head(buffer, checklist, reasons[reason]);
	write_items(buffer, checklist, items, item_count);
	sg_reply_object_end(buffer);
	sg_reply_object_end(buffer);
}

void sg_checklist_test_body(const struct sg_cut *cut, const struct sg_catalog *catalog,
	const char *property, int64_t event_us, struct sg_buffer *buffer)
{
	const struct sg_list list = {.head = {.room = "000",
					     .previous_out_us = SG_NO_TIME,
					     .checked_in_us = event_us,
					     .arrival_day = sg_time_day(event_us),
					     .departure_day = sg_time_day(event_us) + 1,
					     .adults = 1},
		.plan = {.state = SG_PLAN_ISSUED,
			.kind = SG_KIND_ARRIVAL,
			.attention = SG_ATTENTION_NONE,
			.ready_by_us = event_us}};
	const struct sg_checklist checklist = {.list = &list,
		.catalog = catalog,
		.cut = cut,
		.property = property,
		.stay = {.bytes = {0xFF}},
		.revision = 1,
		.business_day = sg_time_day(event_us),
		.cause = "test",
		.test = true};

	sg_checklist_body(&checklist, "checklist.issued", event_us, buffer);
}
