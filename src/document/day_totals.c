/* The totals of a day. Kinds of items and of things are few beside the items: they are looked
 * through. */
#include "document/day_totals.h"

#include <stdlib.h>
#include <string.h>

#include "document/checklist_parts.h"
#include "document/reply.h"
#include "document/texts.h"

struct total {
	struct sg_item item; /* what its kind has in common, with the sum as quantity */
	int64_t rooms;
	int64_t minutes;
};

struct thing {
	const char *what;
	int64_t count;
};

struct sg_day_totals {
	struct sg_arena *arena;
	struct total *items;
	size_t item_count, item_space;
	struct thing *things;
	size_t thing_count, thing_space;
	int64_t minutes[SG_DEPARTMENTS];
};

struct sg_day_totals *sg_day_totals_new(struct sg_arena *arena)
{
	struct sg_day_totals *totals = sg_arena_alloc(arena, sizeof *totals);

	if (totals != NULL) {
		totals->arena = arena;
	}
	return totals;
}

/* ---- adding ---- */

static bool same_text(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool is_number(const struct sg_catalog *catalog, const struct sg_item *item)
{
	return item->topic >= 0 && catalog->topics[item->topic].kind == SG_KIND_NUMBER;
}

/* What was said stays out of totals, so it does not tell them apart. */
static bool same_kind(const struct sg_catalog *catalog, const struct sg_item *a,
	const struct sg_item *b)
{
	return a->topic == b->topic && a->value == b->value && a->action == b->action &&
	       same_text(a->lost_topic, b->lost_topic) &&
	       (!is_number(catalog, a) || same_text(a->text, b->text));
}

static bool copy_text(struct sg_arena *arena, const char *text, const char **ret_copy)
{
	*ret_copy = sg_arena_copy(arena, text);
	return text == NULL || *ret_copy != NULL;
}

/* NULL when memory is short. */
static struct total *new_total(struct sg_day_totals *totals,
	const struct sg_catalog *catalog, const struct sg_item *item)
{
	struct total *items = sg_arena_more(totals->arena, totals->items,
		totals->item_count, &totals->item_space, sizeof *items);
	struct total total = {.item = {.topic = item->topic,
				      .value = item->value,
				      .action = item->action}};

	if (items == NULL) {
		return NULL;
	}
	totals->items = items;
	if (!copy_text(totals->arena, item->lost_topic, &total.item.lost_topic) ||
		!copy_text(totals->arena, is_number(catalog, item) ? item->text : NULL,
			&total.item.text)) {
		return NULL;
	}
	items[totals->item_count] = total;
	return &items[totals->item_count++];
}

static struct total *total_of(struct sg_day_totals *totals,
	const struct sg_catalog *catalog, const struct sg_item *item)
{
	for (size_t i = 0; i < totals->item_count; i++) {
		if (same_kind(catalog, &totals->items[i].item, item)) {
			return &totals->items[i];
		}
	}
	return new_total(totals, catalog, item);
}

static struct thing *thing_of(struct sg_day_totals *totals, const char *what)
{
	struct thing *things;
	struct thing thing = {.count = 0};

	for (size_t i = 0; i < totals->thing_count; i++) {
		if (strcmp(totals->things[i].what, what) == 0) {
			return &totals->things[i];
		}
	}
	things = sg_arena_more(totals->arena, totals->things, totals->thing_count,
		&totals->thing_space, sizeof *things);
	if (things == NULL || !copy_text(totals->arena, what, &thing.what)) {
		return NULL;
	}
	totals->things = things;
	things[totals->thing_count] = thing;
	return &things[totals->thing_count++];
}

static bool add_parts(struct sg_day_totals *totals, const struct sg_item *item)
{
	for (size_t i = 0; i < item->part_count; i++) {
		const struct sg_item_part *part = &item->parts[i];
		int32_t count = part->total -
		                (item->action == SG_ACTION_SWAP ? 0 : part->standard);
		struct thing *thing = count > 0 ? thing_of(totals, part->what) : NULL;

		if (count > 0 && thing == NULL) {
			return false;
		}
		if (thing != NULL) {
			thing->count += count;
		}
	}
	return true;
}

/* What the catalogue no longer has is housekeeping's, as in a cut. */
static enum sg_department department_of(
	const struct sg_catalog *catalog, const struct sg_item *item)
{
	return item->topic >= 0 ? catalog->topics[item->topic].department
	                        : SG_HOUSEKEEPING;
}

static bool add_item(struct sg_day_totals *totals, const struct sg_catalog *catalog,
	const struct sg_item *item)
{
	struct total *total = total_of(totals, catalog, item);

	if (total == NULL) {
		return false;
	}
	total->item.quantity += item->quantity > 0 ? item->quantity : 1;
	total->rooms++;
	total->minutes += item->minutes;
	totals->minutes[department_of(catalog, item)] += item->minutes;
	return add_parts(totals, item);
}

bool sg_day_totals_add(struct sg_day_totals *totals, const struct sg_checklist *list)
{
	const struct sg_plan *plan = &list->list->plan;

	for (size_t i = 0; i < plan->item_count; i++) {
		const struct sg_item *item = &plan->items[i];

		if (sg_cut_shows_item(list->cut, list->catalog, item) &&
			!sg_item_is_settled(sg_checklist_state(list, item)) &&
			!add_item(totals, list->catalog, item)) {
			return false;
		}
	}
	return true;
}

/* ---- writing ---- */

static int compare_totals(const void *a, const void *b)
{
	const struct sg_item *left = &((const struct total *)a)->item;
	const struct sg_item *right = &((const struct total *)b)->item;

	if (left->topic != right->topic) {
		return left->topic < right->topic ? -1 : 1;
	}
	if (left->value != right->value) {
		return left->value < right->value ? -1 : 1;
	}
	return (int)left->action - (int)right->action;
}

static int compare_things(const void *a, const void *b)
{
	const struct thing *left = a;
	const struct thing *right = b;

	return strcmp(left->what, right->what);
}

static void write_total(struct sg_buffer *buffer, const struct total *total,
	const struct sg_catalog *catalog, const struct sg_cut *cut)
{
	const struct sg_topic *topic =
		total->item.topic >= 0 ? &catalog->topics[total->item.topic] : NULL;

	sg_reply_object(buffer, NULL);
	sg_reply_text(
		buffer, "topic", topic != NULL ? topic->name : total->item.lost_topic);
	if (topic != NULL && topic->kind == SG_KIND_ENUM && total->item.value >= 0) {
		sg_reply_text(buffer, "value", topic->values[total->item.value].name);
	} else if (topic != NULL && topic->kind == SG_KIND_NUMBER) {
		sg_reply_text(buffer, "value", total->item.text);
	}
	sg_reply_text(buffer, "action", sg_action_name(total->item.action));
	sg_reply_int(buffer, "rooms", total->rooms);
	sg_reply_int(buffer, "quantity", total->item.quantity);
	sg_reply_int(buffer, "minutes", total->minutes);
	sg_text_write_item(buffer, &total->item, catalog, cut);
	sg_reply_object_end(buffer);
}

static void write_thing(struct sg_buffer *buffer, const struct thing *thing,
	const struct sg_catalog *catalog, const struct sg_cut *cut)
{
	const struct sg_text_values values = {.quantity = thing->count};
	int32_t index = sg_catalog_thing(catalog, thing->what);

	sg_reply_object(buffer, NULL);
	sg_reply_text(buffer, "what", thing->what);
	sg_reply_int(buffer, "count", thing->count);
	if (index >= 0) {
		sg_text_write(buffer, "text", &catalog->things[index].text, &values,
			catalog, cut);
		sg_text_write_counted(buffer, "counted", &catalog->things[index],
			thing->count, catalog, cut);
	}
	sg_reply_object_end(buffer);
}

/* Of a floor alone, what the whole department has says nothing. */
static int32_t available_to(const struct sg_house *house, const struct sg_cut *cut,
	enum sg_department department, bool whole)
{
	bool seen = cut != NULL && (cut->departments >> department & 1u) != 0;

	return house != NULL && whole && seen ? house->work_minutes[department] : 0;
}

void sg_day_totals_departments(const struct sg_day_totals *totals,
	const struct sg_house *house, const struct sg_cut *cut, bool whole,
	struct sg_buffer *buffer)
{
	sg_reply_array(buffer, "departments");
	for (int i = 0; i < SG_DEPARTMENTS; i++) {
		enum sg_department department = (enum sg_department)i;
		int32_t available = available_to(house, cut, department, whole);

		if (totals->minutes[i] == 0 && available == 0) {
			continue;
		}
		sg_reply_object(buffer, NULL);
		sg_reply_text(buffer, "department", sg_department_name(department));
		sg_reply_int(buffer, "minutes", totals->minutes[i]);
		if (available > 0) {
			sg_reply_int(buffer, "available", available);
		}
		sg_reply_object_end(buffer);
	}
	sg_reply_array_end(buffer);
}

void sg_day_totals_write(struct sg_day_totals *totals, const struct sg_catalog *catalog,
	const struct sg_cut *cut, struct sg_buffer *buffer)
{
	if (totals->item_count > 0) {
		qsort(totals->items, totals->item_count, sizeof *totals->items,
			compare_totals);
	}
	if (totals->thing_count > 0) {
		qsort(totals->things, totals->thing_count, sizeof *totals->things,
			compare_things);
	}
	sg_reply_array(buffer, "totals");
	for (size_t i = 0; i < totals->item_count; i++) {
		write_total(buffer, &totals->items[i], catalog, cut);
	}
	sg_reply_array_end(buffer);
	sg_reply_array(buffer, "things");
	for (size_t i = 0; i < totals->thing_count; i++) {
		write_thing(buffer, &totals->things[i], catalog, cut);
	}
	sg_reply_array_end(buffer);
}
