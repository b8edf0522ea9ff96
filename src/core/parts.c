/*
 * What a choice consists of, counted for the party, beside what the standard set has of it:
 * the list shows the difference.
 */
#include "core/draft.h"

const struct sg_standard_thing *sg_draft_thing(
	const struct sg_draft *draft, const char *thing)
{
	const struct sg_room_type *type = draft->input->type;

	for (size_t i = 0; type != NULL && i < type->thing_count; i++) {
		if (type->things[i].count > 0 &&
			strcmp(type->things[i].what, thing) == 0) {
			return &type->things[i];
		}
	}
	return NULL;
}

bool sg_value_has_part(const struct sg_topic_value *value, const char *thing)
{
	for (size_t i = 0; i < value->part_count; i++) {
		if (strcmp(value->parts[i].what, thing) == 0) {
			return true;
		}
	}
	return false;
}

/* Babies count for themselves alone: they get neither duvet nor robe by being a person. */
static int32_t heads(const struct sg_draft *draft, enum sg_per per)
{
	switch (per) {
	case SG_PER_PERSON:
		return draft->adults + draft->children;
	case SG_PER_ADULT:
		return draft->adults;
	case SG_PER_CHILD:
		return draft->children;
	case SG_PER_BABY:
		return draft->babies;
	default:
		return 1;
	}
}

static int32_t total_of(const struct sg_draft *draft, const struct sg_choice *choice,
	const struct sg_part *part)
{
	int32_t quantity = 1;

	for (const struct sg_candidate *c = choice->first; c != NULL; c = c->same) {
		quantity = c->voice->quantity > quantity ? c->voice->quantity : quantity;
	}
	if (part == NULL) {
		return quantity > 1 ? quantity : 0;
	}
	return part->count * heads(draft, part->per) *
	       (part->per == SG_PER_ROOM ? quantity : 1);
}

static void count_parts(struct sg_draft *draft, struct sg_choice *choice)
{
	const struct sg_topic_value *value = sg_draft_value(draft, &choice->what);

	choice->parts = sg_draft_alloc(draft, value->part_count, sizeof *choice->parts);
	if (choice->parts == NULL) {
		return;
	}
	for (size_t i = 0; i < value->part_count; i++) {
		const struct sg_part *part = &value->parts[i];
		const struct sg_standard_thing *thing = sg_draft_thing(draft, part->what);
		int32_t total = total_of(draft, choice, part);

		if (total > 0) {
			choice->parts[choice->part_count++] = (struct sg_item_part){
				part->what, total, thing != NULL ? thing->count : 0};
		}
	}
	choice->quantity = choice->part_count > 0 ? choice->parts[0].total
	                                          : total_of(draft, choice, NULL);
}

/* Whether the thing tells this value from the topic's others: a pillow says nothing of its
 * filling. */
static bool is_distinctive(const struct sg_topic *topic, int32_t value, const char *thing)
{
	for (size_t i = 0; i < topic->value_count; i++) {
		if (i != (size_t)value && sg_value_has_part(&topic->values[i], thing)) {
			return false;
		}
	}
	return true;
}

/* Whether one of its things stands there in a kind that somebody must not meet. */
static bool stands_forbidden(const struct sg_draft *draft, const struct sg_choice *choice)
{
	for (size_t i = 0; i < choice->part_count; i++) {
		const struct sg_standard_thing *thing =
			sg_draft_thing(draft, choice->parts[i].what);

		if (thing != NULL && (thing->brings & draft->forbidden) != 0) {
			return true;
		}
	}
	return false;
}

static bool things_suffice(const struct sg_draft *draft, const struct sg_choice *choice,
	bool value_is_standard)
{
	const struct sg_topic *topic = sg_draft_topic(draft, choice->what.topic);

	for (size_t i = 0; i < choice->part_count; i++) {
		const struct sg_item_part *part = &choice->parts[i];

		/* A standard value may be listed without its things. */
		if (part->total > part->standard &&
			!(value_is_standard && part->standard == 0)) {
			return false;
		}
		if (!value_is_standard &&
			!is_distinctive(topic, choice->what.value, part->what)) {
			return false;
		}
	}
	return value_is_standard || choice->part_count > 0;
}

static bool is_standard_value(const struct sg_draft *draft, const struct sg_what *what)
{
	for (size_t i = 0; i < draft->standard_count; i++) {
		if (sg_what_same(&draft->standards[i], what)) {
			return true;
		}
	}
	return false;
}

/* A rhythm that the stay is too short for. */
static bool never_comes(const struct sg_draft *draft, const struct sg_topic *topic)
{
	return topic->when == SG_WHEN_EVERY_N_NIGHTS &&
	       topic->every_nights >= sg_stay_nights(draft->stay);
}

bool sg_choice_differs(struct sg_draft *draft, struct sg_choice *choice)
{
	const struct sg_topic *topic = sg_draft_topic(draft, choice->what.topic);
	bool is_value = is_standard_value(draft, &choice->what);
	bool other_value = !is_value && !topic->many &&
	                   draft->topics[choice->what.topic].standard != NULL;
	bool forbidden;

	count_parts(draft, choice);
	forbidden = stands_forbidden(draft, choice);
	if (other_value || forbidden) {
		choice->action = SG_ACTION_SWAP;
	} else if (choice->part_count > 0) {
		choice->action = SG_ACTION_PLACE;
	} else {
		choice->action = SG_ACTION_DO;
	}
	return !never_comes(draft, topic) &&
	       (other_value || forbidden || !things_suffice(draft, choice, is_value));
}
