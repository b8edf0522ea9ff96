/*
 * What a voice that holds means for the room: the topic and value itself, or their effects in
 * its place, or something to keep away. Special-category topics end here: they leave as their
 * effects or not at all.
 */
#include "core/draft.h"

/* A hotel's own file may chain effects; nobody needs them deeper. */
enum { DEPTH_MAX = 4 };

/* The effect's value: its own, the one of the same name, or `otherwise`. */
static struct sg_what effect_what(const struct sg_catalog *catalog,
	const struct sg_effect *effect, const struct sg_what *cause, int32_t otherwise)
{
	const struct sg_topic *topic = &catalog->topics[effect->topic];
	const struct sg_topic *cause_topic = &catalog->topics[cause->topic];
	struct sg_what what = {effect->topic, effect->value, 0, NULL};

	if (what.value < 0 && topic->kind == cause_topic->kind && cause->text != NULL) {
		what = *cause;
		what.topic = effect->topic;
	} else if (what.value < 0) {
		what.value =
			sg_catalog_value(topic, cause_topic->values[cause->value].name);
		what.value = what.value < 0 ? otherwise : what.value;
	}
	return what;
}

/* A number or text that comes without one says nothing. */
static bool says_something(const struct sg_topic *topic, const struct sg_what *what)
{
	return topic->kind == SG_KIND_ENUM || topic->kind == SG_KIND_FLAG ||
	       what->text != NULL;
}

static void forbid(struct sg_draft *draft, const struct sg_voice *voice, uint64_t hazards)
{
	struct sg_forbidding *forbidding;

	if (hazards == 0) {
		return;
	}
	forbidding = sg_draft_alloc(draft, 1, sizeof *forbidding);
	if (forbidding == NULL) {
		return;
	}
	*forbidding = (struct sg_forbidding){draft->forbiddings, voice, hazards};
	draft->forbiddings = forbidding;
	draft->forbidden |= hazards;
}

static void expand(struct sg_draft *draft, struct sg_voice *voice,
	const struct sg_what *what, uint64_t brings, int depth)
{
	const struct sg_topic *topic = sg_draft_topic(draft, what->topic);
	const struct sg_topic_value *value = &topic->values[what->value];

	brings |= value->brings;
	forbid(draft, voice, value->forbids);
	if (value->effect_count == 0 && !topic->special_category &&
		says_something(topic, what)) {
		sg_draft_candidate(draft, voice, what, brings);
	}
	for (size_t i = 0; i < value->effect_count && depth < DEPTH_MAX; i++) {
		const struct sg_effect *effect = &value->effects[i];
		struct sg_what meant =
			effect_what(draft->catalog, effect, what, effect->avoid ? -1 : 0);

		if (effect->avoid) {
			bool never =
				topic->class == SG_CLASS_NEED || sg_voice_is_must(voice);

			sg_draft_refusal(draft, voice, &meant, never, true);
		} else {
			expand(draft, voice, &meant, brings, depth + 1);
		}
	}
}

void sg_draft_expand(struct sg_draft *draft, struct sg_voice *voice)
{
	if (voice->strength >= SG_AVOID) {
		sg_draft_refusal(
			draft, voice, &voice->what, voice->strength == SG_NEVER, false);
	} else {
		expand(draft, voice, &voice->what, 0, 0);
	}
}

static uint64_t leaves_of(
	const struct sg_catalog *catalog, const struct sg_what *what, int depth)
{
	const struct sg_topic_value *value =
		&catalog->topics[what->topic].values[what->value];
	uint64_t leaves = value->leaves;

	for (size_t i = 0; i < value->effect_count && depth < DEPTH_MAX; i++) {
		struct sg_what meant = effect_what(catalog, &value->effects[i], what, 0);

		if (!value->effects[i].avoid) {
			leaves |= leaves_of(catalog, &meant, depth + 1);
		}
	}
	return leaves;
}

uint64_t sg_value_leaves(const struct sg_catalog *catalog, int32_t topic, int32_t value)
{
	return leaves_of(catalog, &(struct sg_what){topic, value, 0, NULL}, 0);
}
