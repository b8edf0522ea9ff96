/* From shares to advice. */
#include "core/belief.h"

#include <string.h>

#include "core/context.h"
#include "core/time.h"

enum {
	SEEN_LEAST = 3,    /* what was observed less often is no preference */
	CHAIN_LEAST = 2,   /* properties that must agree before it holds at a third */
	SPECIAL_LEAST = 5, /* for a company or a season to be told apart */
	AGREEMENTS = 16    /* different usuals that are looked at for it */
};

/* The same season comes back after a year. */
#define SECOND_YEAR_US (300 * SG_DAY_US)

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

bool sg_belief_holds(const struct sg_belief *belief, int64_t now_us)
{
	return seen(belief) >= SEEN_LEAST &&
	       sg_belief_confidence(belief, 0, now_us) > SG_MILLION / 2;
}

bool sg_topic_has_usual(const struct sg_topic *topic)
{
	return topic->learn != SG_LEARN_NEVER && topic->kind != SG_KIND_TEXT &&
	       (topic->kind != SG_KIND_ENUM || topic->value_count > 1);
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

static bool says_not(const struct sg_belief *belief, const struct sg_topic *topic)
{
	return topic->kind == SG_KIND_FLAG &&
	       strcmp(belief->options[0].value, SG_VALUE_NOT) == 0;
}

enum sg_usual_advice sg_belief_advice(
	const struct sg_belief *belief, const struct sg_topic *topic, int64_t now_us)
{
	struct sg_usual_prediction prediction;
	enum sg_usual_advice advice;
	bool sure;

	if (!sg_topic_has_usual(topic) || seen(belief) < SEEN_LEAST ||
		says_not(belief, topic)) {
		return SG_USUAL_SILENT;
	}
	prediction = prediction_of(belief, now_us);
	advice = sg_usual_decide(&prediction, &costs[topic->class]);
	sure = advice == SG_USUAL_ASSUME;
	if (sure && topic->learn == SG_LEARN_ASK) {
		advice = SG_USUAL_ASK;
	}
	return advice == SG_USUAL_ASK &&
	                       (topic->kind == SG_KIND_NUMBER || (topic->many && !sure))
	               ? SG_USUAL_SILENT
	               : advice;
}

/* A value, at how many properties it is the usual, and where it was seen most. */
struct agreement {
	int properties;
	const struct sg_belief *most;
};

static bool seen_more(const struct sg_belief *a, const struct sg_belief *b)
{
	return seen(a) > seen(b) || (seen(a) == seen(b) && a->seen_us > b->seen_us);
}

/* Of more values than there is room for the rest are no usual of the chain. */
static void agree(struct agreement agreements[AGREEMENTS], const struct sg_belief *belief)
{
	struct agreement *at = agreements;
	const struct agreement *end = agreements + AGREEMENTS;

	while (at < end && at->most != NULL &&
		strcmp(at->most->options[0].value, belief->options[0].value) != 0) {
		at++;
	}
	if (at == end) {
		return;
	}
	at->properties++;
	if (at->most == NULL || seen_more(belief, at->most)) {
		at->most = belief;
	}
}

static const struct sg_belief *agreed(const struct agreement agreements[AGREEMENTS])
{
	const struct sg_belief *best = NULL;

	for (size_t i = 0; i < AGREEMENTS && agreements[i].most != NULL; i++) {
		if (agreements[i].properties >= CHAIN_LEAST &&
			(best == NULL || seen_more(agreements[i].most, best))) {
			best = agreements[i].most;
		}
	}
	return best;
}

const struct sg_belief *sg_belief_at(const struct sg_card *card, const char *topic,
	const struct sg_id *property, bool *ret_chain)
{
	struct agreement agreements[AGREEMENTS] = {{.most = NULL}};
	const struct sg_belief *elsewhere;

	*ret_chain = false;
	for (size_t i = 0; i < card->belief_count; i++) {
		const struct sg_belief *belief = &card->beliefs[i];

		if (belief->context != SG_CONTEXT_ALL ||
			strcmp(belief->topic, topic) != 0) {
			continue;
		}
		if (sg_id_equal(&belief->property, property)) {
			return belief;
		}
		if (card->memory == SG_MEMORY_CHAIN && seen(belief) >= SEEN_LEAST) {
			agree(agreements, belief);
		}
	}
	elsewhere = agreed(agreements);
	*ret_chain = elsewhere != NULL;
	return elsewhere;
}

/* ---- company and season ---- */

static int32_t share_of(const struct sg_belief *belief, const char *value)
{
	for (int i = 0; i < 2 && belief->options[i].value != NULL; i++) {
		if (strcmp(belief->options[i].value, value) == 0) {
			return belief->options[i].share;
		}
	}
	return 0;
}

bool sg_belief_tells(
	const struct sg_belief *special, const struct sg_belief *general, int64_t span_us)
{
	const struct sg_belief_option *answer = &special->options[0];

	return answer->value != NULL && general->options[0].value != NULL &&
	       strcmp(answer->value, general->options[0].value) != 0 &&
	       seen(special) >= SPECIAL_LEAST && answer->share > SG_MILLION / 2 &&
	       answer->share > share_of(general, answer->value) &&
	       (!sg_context_is_season((enum sg_context)special->context) ||
		       span_us >= SECOND_YEAR_US);
}

static const struct sg_belief *find_special(const struct sg_card *card,
	const struct sg_belief *general, enum sg_context context)
{
	for (size_t i = 0; context != SG_CONTEXT_ALL && i < card->belief_count; i++) {
		const struct sg_belief *belief = &card->beliefs[i];

		if (belief->context == (int32_t)context &&
			sg_id_equal(&belief->property, &general->property) &&
			strcmp(belief->topic, general->topic) == 0) {
			return belief;
		}
	}
	return NULL;
}

const struct sg_belief *sg_belief_for(const struct sg_card *card,
	const struct sg_belief *general, const struct sg_stay *stay)
{
	const struct sg_belief *special =
		find_special(card, general, sg_context_of_party(stay));

	if (special == NULL) {
		special =
			find_special(card, general, sg_context_of_day(stay->arrival_day));
	}
	return special != NULL ? special : general;
}
