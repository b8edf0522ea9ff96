/* The belief on a card, summed up. */
#include "service/beliefs.h"

#include "core/belief.h"
#include "core/time.h"

/* After so long nothing counts but what is popular. */
#define FORGOTTEN_US (20 * 366 * SG_DAY_US)

static int32_t millionths(double share)
{
	return (int32_t)(share * SG_MILLION + 0.5);
}

/* What anybody would choose. Of a flag it is seen who asks for it, and hardly who does not: where
 * a guest was not seen for long, that he asked for it once tells nothing. */
static int32_t popular_of(const struct sg_topic *topic,
	const struct sg_usual_topic *popular, const struct sg_usual *usual, uint64_t key)
{
	struct sg_usual_chance forgotten;

	if (topic->kind == SG_KIND_FLAG) {
		return 0;
	}
	sg_usual_chance_of(
		usual, popular, key, usual->last_us + FORGOTTEN_US, &forgotten);
	return millionths(forgotten.confidence);
}

static void show_options(struct sg_call *call, const struct sg_topic *topic,
	const struct sg_usual_topic *popular, const struct sg_usual *usual,
	struct sg_belief_option options[2])
{
	struct sg_usual_prediction prediction;
	size_t shown = 0;

	sg_usual_predict(usual, popular, SG_NO_TIME, &prediction);
	for (uint32_t i = 0; i < prediction.count && shown < 2; i++) {
		const struct sg_usual_chance *chance = &prediction.options[i];
		const char *value = sg_habit_value(call, topic, chance->key);

		if (value == NULL) {
			continue; /* the catalogue has it no longer */
		}
		options[shown++] = (struct sg_belief_option){.value = value,
			.share = millionths(chance->chance),
			.popular = popular_of(topic, popular, usual, chance->key)};
	}
}

void sg_belief_sum_up(struct sg_call *call, const struct sg_topic *topic,
	const struct sg_usual_topic *popular, const struct sg_usual *usual,
	const struct sg_id *property, struct sg_belief *ret_belief)
{
	struct sg_usual_reason reason = {.since_us = SG_NO_TIME};
	struct sg_belief belief = {.topic = topic->name,
		.property = *property,
		.asked_us = SG_NO_TIME,
		.weights = popular->version};

	(void)sg_usual_explain(usual, &reason);
	show_options(call, topic, popular, usual, belief.options);
	belief.since_us = reason.since_us;
	belief.seen_us = reason.last_seen_us;
	belief.hits = (int32_t)reason.hits;
	belief.of = (int32_t)reason.total;
	if (reason.before_total > 0) {
		belief.before = sg_habit_value(call, topic, reason.before_key);
		belief.before_hits = (int32_t)reason.before_hits;
		belief.before_of = (int32_t)reason.before_total;
	}
	*ret_belief = belief;
}
