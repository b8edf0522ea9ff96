/*
 * What a guest had of a level stays his when the level is lost: nobody fetches a basket of fruit
 * from his room, and who ticked it by mistake can take the tick back. What is only kept for him, a
 * table or a parking space, is given free, and what comes again comes no more.
 */
#include "core/draft.h"

static bool is_of_level(enum sg_source source)
{
	return source == SG_SOURCE_GUARANTEED || source == SG_SOURCE_BENEFIT;
}

/* Something done for him by his level, as it was then. */
static bool was_had(const struct sg_draft *draft, const struct sg_item *item)
{
	bool had = false;

	for (size_t i = 0; i < item->because_count; i++) {
		had = had || is_of_level(item->because[i].source);
	}
	return had && sg_item_is_in_room(item->state) && sg_draft_is_open(draft) &&
	       draft->leader == NULL;
}

/* A thing that he was handed, and not one that comes again or is kept for him. */
static bool is_gift(const struct sg_draft *draft, const struct sg_item *item)
{
	return item->action == SG_ACTION_PLACE && sg_draft_is_here(draft, item) &&
	       !sg_when_recurs(item->when);
}

/* Whether somebody in the room does not want it there, or may not meet it. */
static bool is_unwanted(const struct sg_draft *draft, const struct sg_item *item)
{
	const struct sg_what what = {item->topic, item->value, 0, item->text};

	for (const struct sg_refusal *r = draft->topics[item->topic].refusals; r != NULL;
		r = r->next) {
		if (sg_what_covers(&r->what, &what)) {
			return true;
		}
	}
	for (const struct sg_left *l = draft->left; l != NULL; l = l->next) {
		if (l->topic == item->topic && is_of_level(l->voice->source) &&
			l->reason != SG_LEFT_LIMIT) {
			return true;
		}
	}
	return (sg_draft_value(draft, &what)->brings & draft->forbidden) != 0;
}

/* Something else takes its place. */
static bool is_exchanged(const struct sg_draft *draft, const struct sg_item *item)
{
	bool one = !sg_draft_topic(draft, item->topic)->many;

	for (const struct sg_choice *c = draft->choices; one && c != NULL; c = c->next) {
		if (c->kept && c->what.topic == item->topic) {
			return true;
		}
	}
	return false;
}

bool sg_draft_stays_his(const struct sg_draft *draft, const struct sg_item *item)
{
	return was_had(draft, item) &&
	       (sg_same_text(sg_draft_topic(draft, item->topic)->undo, "none") ||
		       (is_gift(draft, item) && !is_unwanted(draft, item) &&
			       !is_exchanged(draft, item)));
}
