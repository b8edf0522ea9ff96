/* Marks of items as text. */
#include "service/marks.h"

#include <string.h>

#include "core/buffer.h"

static enum sg_item_state mark_or(const struct sg_item_mark *marks, size_t count,
	const char *item, enum sg_item_state without)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(marks[i].item, item) == 0) {
			return marks[i].state;
		}
	}
	return without;
}

enum sg_item_state sg_mark_of(
	const struct sg_item_mark *marks, size_t count, const char *item)
{
	return mark_or(marks, count, item, SG_ITEM_OPEN);
}

bool sg_marks_apply(struct sg_arena *arena, const struct sg_item_mark *marks,
	size_t count, struct sg_plan *plan)
{
	struct sg_item *items = sg_arena_array(arena, plan->item_count, sizeof *items);

	for (size_t i = 0; i < plan->item_count && items != NULL; i++) {
		items[i] = plan->items[i];
		items[i].state = mark_or(marks, count, items[i].id, items[i].state);
	}
	plan->items = items != NULL ? items : plan->items;
	return items != NULL;
}

static void add_marks(struct sg_buffer *text, const struct sg_item *items, size_t count,
	const struct sg_item_mark *marks, size_t mark_count)
{
	for (size_t i = 0; i < count; i++) {
		enum sg_item_state state = sg_mark_of(marks, mark_count, items[i].id);

		if (state != SG_ITEM_OPEN) {
			sg_buffer_format(text, "%s%s=%d", text->len > 0 ? " " : "",
				items[i].id, (int)state);
		}
	}
}

char *sg_marks_format(struct sg_arena *arena, const struct sg_list *list,
	const struct sg_item_mark *marks, size_t count)
{
	struct sg_buffer text = {0};

	add_marks(&text, list->plan.items, list->plan.item_count, marks, count);
	add_marks(&text, list->plan.avoid, list->plan.avoid_count, marks, count);
	return sg_buffer_settle(&text, arena);
}

static bool parse_mark(char *part, struct sg_item_mark *ret_mark)
{
	char *equals = strchr(part, '=');

	if (equals == NULL || equals[1] < '0' || equals[1] >= '0' + SG_ITEM_STATES ||
		equals[2] != '\0') {
		return false;
	}
	*equals = '\0';
	ret_mark->item = part;
	ret_mark->state = (enum sg_item_state)(equals[1] - '0');
	return true;
}

struct sg_item_mark *sg_marks_parse(
	struct sg_arena *arena, const char *text, size_t *ret_count)
{
	size_t len = text != NULL ? strlen(text) : 0;
	struct sg_item_mark *marks = sg_arena_array(arena, len / 4 + 1, sizeof *marks);
	char *rest = sg_arena_copy_len(arena, text, len);
	char *part;
	size_t count = 0;

	if (marks == NULL || rest == NULL) {
		return NULL;
	}
	while ((part = strsep(&rest, " ")) != NULL) {
		count += parse_mark(part, &marks[count]);
	}
	*ret_count = count;
	return marks;
}

bool sg_need_is_at_risk(const struct sg_item *item, enum sg_item_state state)
{
	return item->class == SG_CLASS_NEED &&
	       (item->when == SG_WHEN_BEFORE_ARRIVAL ||
		       item->when == SG_WHEN_ON_ARRIVAL) &&
	       (state == SG_ITEM_OPEN || state == SG_ITEM_UNAVAILABLE);
}

const struct sg_item *sg_item_of(const struct sg_plan *plan, const char *id)
{
	for (size_t i = 0; i < plan->item_count; i++) {
		if (strcmp(plan->items[i].id, id) == 0) {
			return &plan->items[i];
		}
	}
	for (size_t i = 0; i < plan->avoid_count; i++) {
		if (strcmp(plan->avoid[i].id, id) == 0) {
			return &plan->avoid[i];
		}
	}
	return NULL;
}
