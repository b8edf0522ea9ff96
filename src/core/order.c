/*
 * Step 5: the list as it is walked. What must not be there stands apart; the rest by due time,
 * then by the way through the room, then by topic.
 */
#include "core/draft.h"

#include <stdlib.h>

/* A topic that the catalogue has lost is nowhere in particular. */
static enum sg_place place_of(const struct sg_catalog *catalog, int32_t topic)
{
	return topic >= 0 ? catalog->topics[topic].place : SG_PLACE_ROOM;
}

static int compare_items(const void *left, const void *right, void *context)
{
	const struct sg_item *a = left, *b = right;
	const struct sg_catalog *catalog = context;
	enum sg_place place_a = place_of(catalog, a->topic);
	enum sg_place place_b = place_of(catalog, b->topic);

	if (a->due_us != b->due_us) {
		return a->due_us < b->due_us ? -1 : 1;
	}
	if (place_a != place_b) {
		return place_a < place_b ? -1 : 1;
	}
	if (a->topic != b->topic) {
		return a->topic < b->topic ? -1 : 1; /* the catalogue is sorted by name */
	}
	if (a->value != b->value) {
		return a->value < b->value ? -1 : 1;
	}
	return strcmp(a->id, b->id);
}

void sg_items_order(
	const struct sg_catalog *catalog, struct sg_item *items, size_t item_count)
{
	qsort_r(items, item_count, sizeof *items, compare_items,
		(void *)(uintptr_t)catalog);
}

static void add_item(struct sg_draft *draft, const struct sg_choice *choice)
{
	const struct sg_topic *topic = sg_draft_topic(draft, choice->what.topic);
	int32_t minutes = sg_draft_value(draft, &choice->what)->minutes;
	struct sg_item *item = &draft->items[draft->item_count++];

	*item = (struct sg_item){.topic = choice->what.topic,
		.value = choice->what.value,
		.text = choice->what.text,
		.quantity = choice->quantity,
		.action = choice->action,
		.class = choice->class,
		.when = topic->when,
		.due_us = sg_draft_due(draft, topic),
		.minutes = minutes >= 0 ? minutes : topic->minutes,
		.state = choice->state,
		.since_revision = choice->since_revision,
		.parts = choice->parts,
		.part_count = choice->part_count};
	item->because = sg_draft_because(draft, choice->first, &item->because_count);
	sg_choice_id(draft, choice, item->id);
}

static void order_items(struct sg_draft *draft)
{
	size_t room = draft->choice_count + draft->input->previous_count;

	draft->items = sg_draft_alloc(draft, room, sizeof *draft->items);
	if (draft->items == NULL) {
		return;
	}
	for (const struct sg_choice *c = draft->choices; c != NULL; c = c->next) {
		if (c->kept) {
			add_item(draft, c);
		}
	}
	sg_draft_take_back(draft);
	sg_items_order(draft->catalog, draft->items, draft->item_count);
}

static void add_avoid(struct sg_draft *draft, const struct sg_keep_away *away)
{
	const struct sg_plan_input *input = draft->input;
	const struct sg_topic *topic = sg_draft_topic(draft, away->what.topic);
	struct sg_item *item = &draft->avoid[draft->avoid_count++];

	*item = (struct sg_item){.topic = away->what.topic,
		.value = away->what.value,
		.text = away->what.text,
		.action = SG_ACTION_AVOID,
		.class = away->never ? SG_CLASS_NEED : SG_CLASS_WISH,
		.when = topic->when,
		.due_us = draft->ready_by_us};
	item->because = sg_draft_mentions(draft, away, &item->because_count);
	sg_item_id(draft->catalog, &away->what, topic->when, SG_ACTION_AVOID, NULL, NULL,
		item->id);
	for (size_t i = 0; i < input->previous_count; i++) {
		if (strcmp(input->previous[i].id, item->id) == 0) {
			item->state = input->previous[i].state;
			item->since_revision = input->previous[i].since_revision;
		}
	}
}

static void order_avoid(struct sg_draft *draft)
{
	draft->avoid = sg_draft_alloc(draft, draft->away_count, sizeof *draft->avoid);
	if (draft->avoid == NULL) {
		return;
	}
	for (const struct sg_keep_away *a = draft->away; a != NULL; a = a->next) {
		add_avoid(draft, a);
	}
	sg_items_order(draft->catalog, draft->avoid, draft->avoid_count);
}

void sg_draft_order(struct sg_draft *draft)
{
	if (!draft->failed) {
		order_items(draft);
	}
	if (!draft->failed) {
		order_avoid(draft);
	}
}
