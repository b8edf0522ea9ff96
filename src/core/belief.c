/* From shares to advice. */
#include "core/belief.h"

#include <string.h>

#include "core/time.h"

enum {
	SEEN_LEAST = 3, /* what was observed less often is no preference */
	CHAIN_LEAST = 2 /* properties that must agree before it holds at a third */
};

/* A wish that was served wrongly is put right sooner than a present that nobody wanted. */
static const struct sg_usual_costs costs[] = {
	[SG_CLASS_NEED] = {.ask = 1, .wrong = 100, .silent = 1.5},
	[SG_CLASS_WISH] = {.ask = 1, .wrong = 2.5, .silent = 1.5},
	[SG_CLASS_DELIGHT] = {.ask = 1, .wrong = 3, .silent = 1},
};

static int32_t seen(const struct sg_belief *belief)
{
	return belief->of + belief->before_of;
}

int32_t sg_belief_confidence(const struct sg_belief *belief, int option, int64_t now_us)
{
	const struct sg_belief_option *of = &belief->options[option];
	double kept = sg_usual_kept(belief->seen_us, now_us);

	if (of->value == NULL) {
		return 0;
	}
	return (int32_t)(kept * of->share + (1 - kept) * of->popular + 0.5);
}

bool sg_topic_has_usual(const struct sg_topic *topic)
{
	return topic->learn != SG_LEARN_NEVER && !topic->many &&
	       (topic->kind == SG_KIND_NUMBER ||
		       (topic->kind == SG_KIND_ENUM && topic->value_count > 1));
}

static struct sg_usual_prediction prediction_of(
	const struct sg_belief *belief, int64_t now_us)
{
	struct sg_usual_prediction prediction = {.count = 0};

	for (int i = 0; i < 2 && belief->options[i].value != NULL; i++) {
		prediction.options[i] = (struct sg_usual_chance){
			.chance = belief->options[i].share / (double)SG_MILLION,
			.confidence = sg_belief_confidence(belief, i, now_us) /
		                      (double)SG_MILLION};
		prediction.count++;
	}
	return prediction;
}

enum sg_usual_advice sg_belief_advice(
	const struct sg_belief *belief, const struct sg_topic *topic, int64_t now_us)
{
	struct sg_usual_prediction prediction;
	enum sg_usual_advice advice;

	if (!sg_topic_has_usual(topic) || seen(belief) < SEEN_LEAST) {
		return SG_USUAL_SILENT;
	}
	prediction = prediction_of(belief, now_us);
	advice = sg_usual_decide(&prediction, &costs[topic->class]);
	if (advice == SG_USUAL_ASSUME && topic->learn == SG_LEARN_ASK) {
		advice = SG_USUAL_ASK;
	}
	return advice == SG_USUAL_ASK && topic->kind == SG_KIND_NUMBER ? SG_USUAL_SILENT
	                                                               : advice;
}

static bool is_of(const struct sg_belief *belief, const char *topic)
{
	return strcmp(belief->topic, topic) == 0;
}

/* At how many properties this is the usual, and surely seen. */
static int agreeing(const struct sg_card *card, const struct sg_belief *belief)
{
	int count = 0;

	for (size_t i = 0; i < card->belief_count; i++) {
		const struct sg_belief *other = &card->beliefs[i];

		count += is_of(other, belief->topic) && seen(other) >= SEEN_LEAST &&
		         strcmp(other->options[0].value, belief->options[0].value) == 0;
	}
	return count;
}

const struct sg_belief *sg_belief_at(const struct sg_card *card, const char *topic,
	const struct sg_id *property, bool *ret_chain)
{
	const struct sg_belief *elsewhere = NULL;

	*ret_chain = false;
	for (size_t i = 0; i < card->belief_count; i++) {
		const struct sg_belief *belief = &card->beliefs[i];

		if (!is_of(belief, topic)) {
			continue;
		}
		if (sg_id_equal(&belief->property, property)) {
			*ret_chain = false;
			return belief;
		}
		if (card->memory == SG_MEMORY_CHAIN &&
			agreeing(card, belief) >= CHAIN_LEAST &&
			(elsewhere == NULL || seen(belief) > seen(elsewhere) ||
				(seen(belief) == seen(elsewhere) &&
					belief->seen_us > elsewhere->seen_us))) {
			elsewhere = belief;
			*ret_chain = true;
		}
	}
	return elsewhere;
}
