/* A planned list becomes the issued one without being decided again. */
#include "core/plan.h"

#include <string.h>

#include "core/moments.h"
#include "core/time.h"

static bool is_urgent(const struct sg_item *item)
{
	return item->class == SG_CLASS_NEED || item->when == SG_WHEN_ON_ARRIVAL;
}

static enum sg_attention attention_of(const struct sg_plan *plan)
{
	enum sg_attention attention =
		plan->avoid_count > 0 ? SG_ATTENTION_NORMAL : SG_ATTENTION_NONE;

	for (size_t i = 0; i < plan->item_count; i++) {
		const struct sg_item *item = &plan->items[i];

		if (sg_item_is_settled(item->state)) {
			continue;
		}
		if (is_urgent(item)) {
			return SG_ATTENTION_URGENT;
		}
		attention = SG_ATTENTION_NORMAL;
	}
	return attention;
}

enum sg_status sg_plan_issue(const struct sg_catalog *catalog, int64_t checked_in_us,
	struct sg_arena *arena, struct sg_plan *plan)
{
	struct sg_item *items = sg_arena_array(arena, plan->item_count, sizeof *items);

	if (items == NULL) {
		return SG_MEMORY;
	}
	for (size_t i = 0; i < plan->item_count; i++) {
		items[i] = plan->items[i];
		if (items[i].when == SG_WHEN_ON_ARRIVAL &&
			items[i].action <= SG_ACTION_DO) {
			items[i].due_us =
				checked_in_us + SG_ON_ARRIVAL_MINUTES * SG_MINUTE_US;
		}
	}
	sg_items_order(catalog, items, plan->item_count);
	plan->items = items;
	plan->state = SG_PLAN_ISSUED;
	plan->attention = attention_of(plan);
	return SG_OK;
}
