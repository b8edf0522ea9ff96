/*
 * The day's lists in walking order, and what they add up to. Rooms and floors sort as people
 * count: 9 before 10, 412 before 412A.
 */
#include "document/day_plan.h"

#include <stdlib.h>
#include <string.h>

#include "document/checklist_parts.h"
#include "document/reply.h"
#include "document/texts.h"

/* ---- order ---- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* How many digits a number has, without leading zeros. */
static size_t number_length(const char **text)
{
	size_t len = 0;

	while (**text == '0' && is_digit((*text)[1])) {
		(*text)++;
	}
	while (is_digit((*text)[len])) {
		len++;
	}
	return len;
}

/* Runs of digits by their value, all else by bytes; NULL first. */
static int compare_natural(const char *a, const char *b)
{
	if (a == NULL || b == NULL) {
		return (a != NULL) - (b != NULL);
	}
	while (*a != '\0' && *b != '\0') {
		size_t left = is_digit(*a) && is_digit(*b) ? number_length(&a) : 1;
		size_t right = is_digit(*a) && is_digit(*b) ? number_length(&b) : 1;
		int order = left != right ? (left < right ? -1 : 1) : memcmp(a, b, left);

		if (order != 0) {
			return order;
		}
		a += left;
		b += left;
	}
	return (*a != '\0') - (*b != '\0');
}

static int compare_lists(const void *a, const void *b)
{
	const struct sg_checklist *left = *(const struct sg_checklist *const *)a;
	const struct sg_checklist *right = *(const struct sg_checklist *const *)b;
	const struct sg_list_head *x = &left->list->head;
	const struct sg_list_head *y = &right->list->head;
	int order = compare_natural(x->floor, y->floor);

	order = order != 0 ? order : compare_natural(x->room, y->room);
	return order != 0 ? order : sg_id_compare(&left->stay, &right->stay);
}

static bool fits(const char *wanted, const char *found)
{
	return wanted == NULL || (found != NULL && strcmp(wanted, found) == 0);
}

static size_t choose(const struct sg_checklist *lists, size_t count, const char *floor,
	const char *section, const struct sg_checklist **chosen)
{
	size_t used = 0;

	for (size_t i = 0; i < count; i++) {
		const struct sg_list_head *head = &lists[i].list->head;

		if (sg_cut_sees_stay(lists[i].cut, head->room, head->floor) &&
			fits(floor, head->floor) && fits(section, head->section)) {
			chosen[used++] = &lists[i];
		}
	}
	qsort(chosen, used, sizeof(*chosen), compare_lists);
	return used;
}

/* ---- totals ---- */

struct total {
	struct sg_item item; /* the first of its kind, with the sum as quantity */
	int64_t rooms;
	int64_t minutes;
};

struct thing {
	const char *what;
	int64_t count;
};

struct totals {
	struct total *items;
	size_t item_count;
	struct thing *things;
	size_t thing_count;
	int64_t minutes[SG_DEPARTMENTS];
};

static bool same_text(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* What was said stays out of totals, so it does not tell them apart. */
static bool same_kind(const struct sg_catalog *catalog, const struct sg_item *a,
	const struct sg_item *b)
{
	bool number = a->topic >= 0 && catalog->topics[a->topic].kind == SG_KIND_NUMBER;

	return a->topic == b->topic && a->value == b->value && a->action == b->action &&
	       same_text(a->lost_topic, b->lost_topic) &&
	       (!number || same_text(a->text, b->text));
}

static void add_thing(struct totals *totals, const struct sg_item *item,
	const struct sg_item_part *part)
{
	int32_t count = item->action == SG_ACTION_SWAP ? part->total
	                                               : part->total - part->standard;
	size_t i = 0;

	if (count <= 0) {
		return;
	}
	while (i < totals->thing_count &&
		strcmp(totals->things[i].what, part->what) != 0) {
		i++;
	}
	if (i == totals->thing_count) {
		totals->things[totals->thing_count++] = (struct thing){part->what, 0};
	}
	totals->things[i].count += count;
}

/* What the catalogue no longer has is housekeeping's, as in a cut. */
static enum sg_department department_of(
	const struct sg_catalog *catalog, const struct sg_item *item)
{
	return item->topic >= 0 ? catalog->topics[item->topic].department
	                        : SG_HOUSEKEEPING;
}

static void add_item(struct totals *totals, const struct sg_checklist *list,
	const struct sg_item *item)
{
	int32_t quantity = item->quantity > 0 ? item->quantity : 1;
	size_t i = 0;

	while (i < totals->item_count &&
		!same_kind(list->catalog, &totals->items[i].item, item)) {
		i++;
	}
	if (i == totals->item_count) {
		totals->items[totals->item_count++].item = *item;
		totals->items[i].item.quantity = 0;
	}
	totals->items[i].item.quantity += quantity;
	totals->items[i].rooms++;
	totals->items[i].minutes += item->minutes;
	totals->minutes[department_of(list->catalog, item)] += item->minutes;
	for (size_t j = 0; j < item->part_count; j++) {
		add_thing(totals, item, &item->parts[j]);
	}
}

static void add_list(struct totals *totals, const struct sg_checklist *list)
{
	const struct sg_plan *plan = &list->list->plan;

	for (size_t i = 0; i < plan->item_count; i++) {
		const struct sg_item *item = &plan->items[i];

		if (sg_cut_shows_item(list->cut, list->catalog, item) &&
			!sg_item_is_settled(sg_checklist_state(list, item))) {
			add_item(totals, list, item);
		}
	}
}

static int compare_totals(const void *a, const void *b)
{
	const struct total *left = a;
	const struct total *right = b;

	if (left->item.topic != right->item.topic) {
		return left->item.topic < right->item.topic ? -1 : 1;
	}
	if (left->item.value != right->item.value) {
		return left->item.value < right->item.value ? -1 : 1;
	}
	return (int)left->item.action - (int)right->item.action;
}

static int compare_things(const void *a, const void *b)
{
	const struct thing *left = a;
	const struct thing *right = b;

	return strcmp(left->what, right->what);
}

static void write_total(struct sg_buffer *buffer, const struct total *total,
	const struct sg_checklist *list)
{
	const struct sg_topic *topic =
		total->item.topic >= 0 ? &list->catalog->topics[total->item.topic] : NULL;

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
	sg_text_write_item(buffer, &total->item, list->catalog, list->cut);
	sg_reply_object_end(buffer);
}

static void write_thing(struct sg_buffer *buffer, const struct thing *thing,
	const struct sg_checklist *list)
{
	const struct sg_catalog *catalog = list->catalog;
	const struct sg_text_values none = {.quantity = thing->count};
	size_t i = 0;

	while (i < catalog->thing_count &&
		strcmp(catalog->things[i].name, thing->what) != 0) {
		i++;
	}
	sg_reply_object(buffer, NULL);
	sg_reply_text(buffer, "what", thing->what);
	sg_reply_int(buffer, "count", thing->count);
	if (i < catalog->thing_count) {
		sg_text_write(buffer, "text", &catalog->things[i].text, &none, catalog,
			list->cut);
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

static void write_departments(struct sg_buffer *buffer, const struct totals *totals,
	const struct sg_house *house, const struct sg_cut *cut, bool whole)
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

static void write_totals(
	struct sg_buffer *buffer, struct totals *totals, const struct sg_checklist *any)
{
	qsort(totals->items, totals->item_count, sizeof *totals->items, compare_totals);
	qsort(totals->things, totals->thing_count, sizeof *totals->things,
		compare_things);
	sg_reply_array(buffer, "totals");
	for (size_t i = 0; i < totals->item_count; i++) {
		write_total(buffer, &totals->items[i], any);
	}
	sg_reply_array_end(buffer);
	sg_reply_array(buffer, "things");
	for (size_t i = 0; i < totals->thing_count; i++) {
		write_thing(buffer, &totals->things[i], any);
	}
	sg_reply_array_end(buffer);
}

/* ---- floors ---- */

static void write_floors(
	struct sg_buffer *buffer, const struct sg_checklist *const *chosen, size_t count)
{
	const char *floor = NULL;

	sg_reply_array(buffer, "floors");
	for (size_t i = 0; i < count; i++) {
		const char *here = chosen[i]->list->head.floor;

		if (i == 0 || compare_natural(floor, here) != 0) {
			if (i > 0) {
				sg_reply_array_end(buffer);
				sg_reply_object_end(buffer);
			}
			sg_reply_object(buffer, NULL);
			if (here == NULL) {
				sg_reply_null(buffer, "floor");
			}
			sg_reply_text(buffer, "floor", here);
			sg_reply_array(buffer, "lists");
			floor = here;
		}
		sg_checklist_data(chosen[i], buffer);
	}
	if (count > 0) {
		sg_reply_array_end(buffer);
		sg_reply_object_end(buffer);
	}
	sg_reply_array_end(buffer);
}

static void count_all(const struct sg_checklist *const *chosen, size_t count,
	size_t *ret_items, size_t *ret_parts)
{
	size_t items = 0, parts = 0;

	for (size_t i = 0; i < count; i++) {
		const struct sg_plan *plan = &chosen[i]->list->plan;

		items += plan->item_count;
		for (size_t j = 0; j < plan->item_count; j++) {
			parts += plan->items[j].part_count;
		}
	}
	*ret_items = items;
	*ret_parts = parts;
}

bool sg_day_plan_members(const struct sg_house *house, const struct sg_checklist *lists,
	size_t count, int32_t day, const char *floor, const char *section,
	struct sg_arena *arena, struct sg_buffer *buffer)
{
	const struct sg_checklist **chosen =
		sg_arena_array(arena, count, sizeof(*chosen));
	struct totals totals = {0};
	size_t items, parts;

	if (chosen == NULL) {
		return false;
	}
	count = choose(lists, count, floor, section, chosen);
	count_all(chosen, count, &items, &parts);
	totals.items = sg_arena_array(arena, items, sizeof *totals.items);
	totals.things = sg_arena_array(arena, parts, sizeof *totals.things);
	if (totals.items == NULL || totals.things == NULL) {
		return false;
	}
	for (size_t i = 0; i < count; i++) {
		add_list(&totals, chosen[i]);
	}
	sg_reply_day(buffer, "date", day);
	write_floors(buffer, chosen, count);
	write_departments(buffer, &totals, house, count > 0 ? chosen[0]->cut : NULL,
		floor == NULL && section == NULL);
	write_totals(buffer, &totals, count > 0 ? chosen[0] : NULL);
	return true;
}
