/* What is known of a topic whoever the guest is: how popular its options are, who foresees well. */
#include "core/usual.h"

#include <string.h>

#include "core/usual_inside.h"

/* How far the weights move with a choice: as an average of all at first, then as of the last
 * few hundred. */
#define FIRST_LESSONS 50.0
#define LEAST_STEP 0.005

/* Beyond this a sum of lessons leaves nothing of what the weights were. */
enum { MOST_LESSONS_AT_ONCE = 10000 };

const size_t sg_usual_parts[SG_USUAL_PARTS] = {
	SG_USUAL_FORGETTING, SG_USUAL_CHANGES, SG_USUAL_GROUPS};

void sg_usual_settle(double *parts, size_t count)
{
	double left = 1, least = 0.5 / (double)count;
	size_t large = 0;

	for (size_t i = 0; i < count; i++) {
		parts[i] = sg_usual_round(parts[i]);
		left -= parts[i];
	}
	while (large + 1 < count && parts[large] < least) {
		large++;
	}
	parts[large] += left;
}

void sg_usual_settle_weights(struct sg_usual_weights *weights)
{
	double *at = weights->of;

	for (size_t i = 0; i < SG_USUAL_PARTS; at += sg_usual_parts[i++]) {
		sg_usual_settle(at, sg_usual_parts[i]);
	}
}

void sg_usual_topic_init(struct sg_usual_topic *topic)
{
	size_t at = 0;

	memset(topic, 0, sizeof *topic);
	memset(topic->popular, 0xFF, sizeof topic->popular);
	for (size_t i = 0; i < SG_USUAL_PARTS; i++) {
		for (size_t j = 0; j < sg_usual_parts[i]; j++) {
			topic->weights.of[at++] = 1.0 / (double)sg_usual_parts[i];
		}
	}
	sg_usual_settle_weights(&topic->weights);
}

/* Where `key` stands among those counted, or would stand. Without branches to foresee. */
static uint32_t place_of(const struct sg_usual_topic *topic, uint64_t key)
{
	uint32_t from = 0;

	for (uint32_t step = SG_USUAL_POPULAR / 2; step > 0; step /= 2) {
		from += (topic->popular[from + step - 1] < key) * step;
	}
	return from + (topic->popular[from] < key);
}

static bool is_at(const struct sg_usual_topic *topic, uint32_t at, uint64_t key)
{
	return at < topic->popular_count && topic->popular[at] == key;
}

static void insert(struct sg_usual_topic *topic, uint32_t at, uint64_t key)
{
	uint32_t behind = topic->popular_count++ - at;

	memmove(&topic->popular[at + 1], &topic->popular[at],
		behind * sizeof topic->popular[0]);
	memmove(&topic->counts[at + 1], &topic->counts[at],
		behind * sizeof topic->counts[0]);
	topic->popular[at] = key;
	topic->counts[at] = 0;
}

void sg_usual_topic_count(struct sg_usual_topic *topic, uint64_t key)
{
	uint32_t at = place_of(topic, key);

	if (!is_at(topic, at, key) && topic->popular_count == SG_USUAL_POPULAR) {
		topic->unknown += topic->unknown < UINT32_MAX;
		return;
	}
	if (!is_at(topic, at, key)) {
		insert(topic, at, key);
	}
	if (topic->counts[at] < UINT32_MAX) {
		topic->counts[at]++;
		topic->known++;
	}
}

/* Every option has one more than was counted of it, and so has the bucket of the unknown. */
static double everything(const struct sg_usual_topic *topic)
{
	return (double)topic->known + (double)topic->unknown + topic->popular_count + 1;
}

double sg_usual_topic_unknown(const struct sg_usual_topic *topic)
{
	return ((double)topic->unknown + 1) / everything(topic);
}

bool sg_usual_topic_known(
	const struct sg_usual_topic *topic, uint64_t key, double *ret_share)
{
	uint32_t at = place_of(topic, key);

	if (!is_at(topic, at, key)) {
		return false;
	}
	*ret_share = (topic->counts[at] + 1.0) / everything(topic);
	return true;
}

double sg_usual_topic_share(const struct sg_usual_topic *topic, uint64_t key)
{
	double share = sg_usual_topic_unknown(topic);

	sg_usual_topic_known(topic, key, &share);
	return share;
}

void sg_usual_lesson_add(
	struct sg_usual_lesson *sum, const struct sg_usual_lesson *lesson)
{
	for (size_t i = 0; lesson->count > 0 && i < SG_USUAL_EXPERTS; i++) {
		double part = lesson->parts[i];

		/* A sum is rounded already, and may be too large to be. */
		part = lesson->count == 1 ? sg_usual_round(part) : part;
		sum->parts[i] = sum->count > 0 ? sum->parts[i] + part : part;
	}
	sum->count += lesson->count;
}

/* What that many choices leave of the weights. */
static double kept(const struct sg_usual_topic *topic, uint32_t count)
{
	double keeps = 1;

	for (uint32_t i = 0; i < count && i < MOST_LESSONS_AT_ONCE; i++) {
		double step = 1 / (FIRST_LESSONS + topic->lessons + i + 1);

		keeps *= 1 - (step > LEAST_STEP ? step : LEAST_STEP);
	}
	return keeps;
}

void sg_usual_topic_teach(
	struct sg_usual_topic *topic, const struct sg_usual_lesson *lesson)
{
	uint32_t left = UINT32_MAX - topic->lessons;
	double keeps = kept(topic, lesson->count);

	if (lesson->count == 0) {
		return;
	}
	for (size_t i = 0; i < SG_USUAL_EXPERTS; i++) {
		topic->weights.of[i] = keeps * topic->weights.of[i] +
		                       (1 - keeps) * lesson->parts[i] / lesson->count;
	}
	sg_usual_settle_weights(&topic->weights);
	topic->lessons += lesson->count < left ? lesson->count : left;
}
