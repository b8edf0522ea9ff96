/* The usual stream: hits, log-loss, calibration, the cost of serving; and that of learning. */
#include "measure.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

#include "core/time.h"
#include "guest.h"

enum { BINS = 10, ROUNDS = 9, LEARNED_A_ROUND = 20000 };

/* ---- beforehand -------------------------------------------------------------------------- */

static void count_choices(const struct streams *streams, struct sg_usual_topic *topic)
{
	for (size_t i = 0; i < streams->count; i++) {
		const struct choice *choice = &streams->choices[i];

		if (streams->streams[choice->stream].tune) {
			sg_usual_topic_count(topic, choice->key);
		}
	}
}

void learn_topic(const struct streams *streams, struct sg_usual_topic *ret_topic)
{
	struct sg_usual *usuals = calloc(streams->stream_count + 1, sizeof *usuals);
	bool *begun = calloc(streams->stream_count + 1, sizeof *begun);

	sg_usual_topic_init(ret_topic);
	count_choices(streams, ret_topic);
	for (size_t i = 0; usuals != NULL && begun != NULL && i < streams->count; i++) {
		const struct choice *choice = &streams->choices[i];
		struct sg_usual *usual = &usuals[choice->stream];
		struct sg_usual_lesson lesson;

		if (!streams->streams[choice->stream].tune) {
			continue;
		}
		if (!begun[choice->stream]) {
			begun[choice->stream] = true;
			sg_usual_init(usual, ret_topic);
		}
		sg_usual_learn(usual, ret_topic, choice->key, choice->time_us, &lesson);
		sg_usual_topic_teach(ret_topic, &lesson);
	}
	free(usuals);
	free(begun);
}

/* ---- the usual stream -------------------------------------------------------------------- */

struct tally {
	size_t n;
	double hits, log_loss, cost3, cost5;
	double sure[BINS], right[BINS];
};

static double cost_of(double confidence, bool hit, double wrong)
{
	const struct sg_usual_prediction prediction = {
		.count = 1, .options = {{.confidence = confidence}}};
	const struct sg_usual_costs costs = {.ask = 1, .wrong = wrong, .silent = 1};

	if (sg_usual_decide(&prediction, &costs) != SG_USUAL_ASSUME) {
		return 1;
	}
	return hit ? 0 : wrong;
}

static void tally(struct tally *tally, const struct foresight *foresight, uint64_t key)
{
	bool hit = foresight->first == key;
	size_t bin = (size_t)(foresight->confidence * BINS);

	bin = bin < BINS ? bin : BINS - 1;
	tally->n++;
	tally->hits += hit;
	tally->log_loss -= log(foresight->chance);
	tally->sure[bin] += foresight->confidence;
	tally->right[bin] += hit;
	tally->cost3 += cost_of(foresight->confidence, hit, 3);
	tally->cost5 += cost_of(foresight->confidence, hit, 5);
}

struct stream_figures measure_stream(const struct streams *streams,
	const struct sg_usual_topic *topic, enum method method)
{
	struct tally sums = {0};
	double n, apart = 0;

	for (size_t s = 0; s < streams->stream_count; s++) {
		const struct stream *stream = &streams->streams[s];
		struct guest guest;

		guest_begin(&guest, method, topic);
		for (size_t i = 0; !stream->tune && i < stream->count; i++) {
			const struct choice *choice = &streams->choices[stream->at[i]];

			if (i > 0) {
				struct foresight foresight = guest_foresee(
					&guest, choice->key, choice->time_us);

				tally(&sums, &foresight, choice->key);
			}
			guest_learn(&guest, choice->key, choice->time_us);
		}
	}
	n = sums.n > 0 ? (double)sums.n : 1;
	for (size_t bin = 0; bin < BINS; bin++) {
		apart += fabs(sums.sure[bin] - sums.right[bin]);
	}
	return (struct stream_figures){
		.n = sums.n,
		.hit = sums.hits / n,
		.log_loss = sums.log_loss / n,
		.ece = apart / n,
		.cost3 = sums.cost3 / n,
		.cost5 = sums.cost5 / n,
	};
}

/* ---- cost -------------------------------------------------------------------------------- */

/* Processor time, as others may be about. */
static double now_us(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e6 + (double)now.tv_nsec * 1e-3;
}

static size_t encoded(const struct sg_usual *usual)
{
	unsigned char bytes[SG_USUAL_BYTES];

	return sg_usual_encode(usual, bytes);
}

/* Learns every stream of every file once; how many choices that were. */
static size_t learn_all(const struct streams *files, const struct sg_usual_topic *topics,
	size_t count, size_t *largest)
{
	size_t learned = 0;

	for (size_t f = 0; f < count; f++) {
		for (size_t s = 0; s < files[f].stream_count; s++) {
			const struct stream *stream = &files[f].streams[s];
			struct sg_usual usual;
			size_t bytes;

			sg_usual_init(&usual, &topics[f]);
			for (size_t i = 0; i < stream->count; i++) {
				const struct choice *choice =
					&files[f].choices[stream->at[i]];

				sg_usual_learn(&usual, &topics[f], choice->key,
					choice->time_us, NULL);
			}
			bytes = largest == NULL ? 0 : encoded(&usual);
			if (largest != NULL && bytes > *largest) {
				*largest = bytes;
			}
			learned += stream->count;
		}
	}
	return learned;
}

/* As many options and runs as a state can have. */
static size_t full_state(void)
{
	struct sg_usual_topic topic;
	struct sg_usual usual;

	sg_usual_topic_init(&topic);
	sg_usual_init(&usual, &topic);
	for (int i = 0; i < 4 * SG_USUAL_OPTIONS; i++) {
		sg_usual_learn(&usual, &topic, (uint64_t)(i % (SG_USUAL_OPTIONS + 1)),
			i * SG_DAY_US, NULL);
	}
	return encoded(&usual);
}

struct cost_figures measure_cost(
	const struct streams *files, const struct sg_usual_topic *topics, size_t count)
{
	struct cost_figures figures = {.state_bytes = full_state()};

	if (learn_all(files, topics, count, &figures.largest_bytes) == 0) {
		return figures;
	}
	for (size_t round = 0; round < ROUNDS; round++) {
		double began_us = now_us(), took_us;
		size_t learned = 0;

		while (learned < LEARNED_A_ROUND) {
			learned += learn_all(files, topics, count, NULL);
		}
		took_us = (now_us() - began_us) / (double)learned;
		if (round == 0 || took_us < figures.update_us) {
			figures.update_us = took_us;
		}
	}
	return figures;
}
