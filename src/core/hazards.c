/*
 * What stands or lingers in the room and somebody in it must not meet: remedies for what the
 * previous occupancy left, and another value where the standard set has the wrong one.
 */
#include "core/draft.h"

#include "core/time.h"

void sg_draft_standard(struct sg_draft *draft)
{
	const struct sg_room_type *type = draft->input->type;
	size_t count = type != NULL ? type->value_count : 0;

	draft->standards = sg_draft_alloc(draft, count, sizeof *draft->standards);
	for (size_t i = 0; i < count && draft->standards != NULL; i++) {
		int32_t topic = sg_catalog_topic(draft->catalog, type->values[i].topic);
		struct sg_what *what = &draft->standards[draft->standard_count];

		if (topic >= 0 &&
			sg_what_read(draft, topic, type->values[i].value, false, what)) {
			draft->topics[topic].standard = what;
			draft->standard_count++;
		}
	}
}

/* Who forbids one of these hazards, the first of them by rank. */
static const struct sg_voice *who_forbids(const struct sg_draft *draft, uint64_t hazards)
{
	const struct sg_voice *first = NULL;

	for (const struct sg_forbidding *f = draft->forbiddings; f != NULL; f = f->next) {
		if ((f->hazards & hazards) != 0 &&
			(first == NULL || sg_voice_compare(f->voice, first) < 0)) {
			first = f->voice;
		}
	}
	return first;
}

/* Something that the room itself asks for. */
static void demand(struct sg_draft *draft, enum sg_source source, int32_t topic,
	int32_t value, const char *hazard)
{
	struct sg_voice from = {.detail = hazard,
		.what = {topic, value, 0, NULL},
		.quantity = 1,
		.source = source,
		.strength = SG_REQUIRE};
	struct sg_voice *voice = sg_draft_voice(draft, &from);

	if (voice != NULL) {
		sg_draft_candidate(draft, voice, &voice->what,
			sg_draft_value(draft, &voice->what)->brings);
	}
}

/* Whether the remedy was already applied for this stay; the list then keeps saying so. */
static bool was_remedied(const struct sg_draft *draft, const struct sg_hazard *hazard)
{
	const struct sg_plan_input *input = draft->input;

	for (size_t i = 0; i < input->previous_count; i++) {
		const struct sg_item *item = &input->previous[i];

		if (item->topic == hazard->remedy_topic &&
			item->value == hazard->remedy_value && item->room == NULL &&
			item->action <= SG_ACTION_DO && sg_item_is_in_room(item->state) &&
			sg_same_text(input->previous_room, draft->stay->room)) {
			return true;
		}
	}
	return false;
}

static void remedy_residue(struct sg_draft *draft)
{
	const struct sg_room *room = draft->input->room;
	uint64_t residue = room != NULL ? room->residue : 0;

	for (size_t i = 0; i < draft->catalog->hazard_count; i++) {
		const struct sg_hazard *hazard = &draft->catalog->hazards[i];
		bool lies = (residue >> i & 1) != 0;

		if ((draft->forbidden >> i & 1) == 0) {
			continue;
		}
		if (hazard->remedy_topic < 0) {
			if (lies) {
				sg_draft_warn(draft, SG_WARN_HAZARD_UNREMEDIED, -1, NULL);
			}
		} else if (lies || was_remedied(draft, hazard)) {
			demand(draft, SG_SOURCE_PREVIOUS, hazard->remedy_topic,
				hazard->remedy_value, hazard->name);
		}
	}
}

/* A value of the topic without any hazard that is forbidden here: the remedy of the one that
 * is met, else, for a need, the first there is; -1 = keep away instead. */
static int32_t clean_value(const struct sg_draft *draft, int32_t topic, size_t hazard)
{
	const struct sg_topic *entry = sg_draft_topic(draft, topic);
	const struct sg_hazard *met = &draft->catalog->hazards[hazard];

	if (met->remedy_topic == topic &&
		(entry->values[met->remedy_value].brings & draft->forbidden) == 0) {
		return met->remedy_value;
	}
	for (size_t i = 0; entry->class == SG_CLASS_NEED && i < entry->value_count; i++) {
		if ((entry->values[i].brings & draft->forbidden) == 0) {
			return (int32_t)i;
		}
	}
	return -1;
}

static size_t first_hazard(uint64_t hazards)
{
	size_t i = 0;

	while ((hazards >> i & 1) == 0) {
		i++;
	}
	return i;
}

/* Whether a need takes the place of the wrong value already. */
static bool is_replaced(const struct sg_draft *draft, int32_t topic)
{
	const struct sg_candidate *c = draft->topics[topic].candidates;

	while (c != NULL &&
		(c->class != SG_CLASS_NEED || (c->brings & draft->forbidden) != 0)) {
		c = c->next;
	}
	return c != NULL;
}

static void replace(struct sg_draft *draft, const struct sg_what *standing, uint64_t met)
{
	size_t hazard = first_hazard(met);
	int32_t value = clean_value(draft, standing->topic, hazard);

	if (is_replaced(draft, standing->topic)) {
		return;
	}
	if (value >= 0) {
		demand(draft, SG_SOURCE_STANDARD, standing->topic, value,
			draft->catalog->hazards[hazard].name);
	} else {
		sg_draft_away(draft, standing, who_forbids(draft, met), true, true);
	}
}

static void replace_values(struct sg_draft *draft)
{
	for (size_t i = 0; i < draft->standard_count; i++) {
		const struct sg_what *standing = &draft->standards[i];
		uint64_t met = sg_draft_value(draft, standing)->brings & draft->forbidden;

		if (met != 0) {
			replace(draft, standing, met);
		}
	}
}

/* The value that such a thing belongs to, best one that brings the hazard itself. */
static bool value_of_thing(const struct sg_draft *draft, const char *thing, uint64_t met,
	struct sg_what *ret_what)
{
	bool found = false;

	for (size_t i = 0; i < draft->catalog->topic_count; i++) {
		const struct sg_topic *topic = &draft->catalog->topics[i];

		for (size_t j = 0; j < topic->value_count; j++) {
			bool brings = (topic->values[j].brings & met) != 0;

			if (topic->special_category || (found && !brings) ||
				!sg_value_has_part(&topic->values[j], thing)) {
				continue;
			}
			*ret_what = (struct sg_what){(int32_t)i, (int32_t)j, 0, NULL};
			found = true;
			if (brings) {
				return true;
			}
		}
	}
	return found;
}

static void replace_things(struct sg_draft *draft)
{
	const struct sg_room_type *type = draft->input->type;

	for (size_t i = 0; type != NULL && i < type->thing_count; i++) {
		uint64_t met = type->things[i].brings & draft->forbidden;
		struct sg_what what;

		if (met == 0 || type->things[i].count <= 0) {
			continue;
		}
		if (value_of_thing(draft, type->things[i].what, met, &what)) {
			replace(draft, &what, met);
		} else {
			sg_draft_warn(draft, SG_WARN_HAZARD_UNREMEDIED, -1, NULL);
		}
	}
}

void sg_draft_remedy(struct sg_draft *draft)
{
	if (draft->forbidden == 0) {
		return;
	}
	remedy_residue(draft);
	replace_values(draft);
	replace_things(draft);
}
