/* Learning: the counters, the runs, the weights of the experts, and which usual is announced. */
#include "core/usual.h"

#include <string.h>

#include "core/time.h"
#include "core/usual_inside.h"

/* A guest's weights return this far to the topic's with each observation. */
#define GUEST_SHARE 0.02

/* Another option is announced as the usual when it is this many times as likely. */
#define MARGIN 1.0

/* ---- learning: the options -------------------------------------------------------------- */

static void halve(struct sg_usual *usual)
{
	usual->total = (usual->total + 1) / 2;
	for (uint32_t i = 0; i < usual->option_count; i++) {
		usual->counts[i] /= 2;
	}
	for (uint32_t r = 0; r < usual->run_count; r++) {
		usual->runs[r].total = (usual->runs[r].total + 1) / 2;
		for (uint32_t i = 0; i < usual->option_count; i++) {
			usual->runs[r].counts[i] /= 2;
		}
	}
}

/* The option that weighs least where little is forgotten; of equals the one chosen longest
 * ago. Never the one that is announced. */
static uint32_t smallest(const struct sg_usual *usual)
{
	const double *counter = usual->forgetting[SG_USUAL_RATES - 2];
	uint32_t least = usual->answer == 0 ? 1 : 0;

	for (uint32_t i = least + 1; i < usual->option_count; i++) {
		if (i != usual->answer &&
			(counter[i] < counter[least] ||
				(counter[i] == counter[least] &&
					usual->recency[i] > usual->recency[least]))) {
			least = i;
		}
	}
	return least;
}

/* Frees the place of the smallest option: what it weighed stays in the totals. */
static uint32_t evict(struct sg_usual *usual)
{
	uint32_t index = smallest(usual);

	for (size_t rate = 0; rate < SG_USUAL_RATES - 1; rate++) {
		usual->forgotten[rate] += usual->forgetting[rate][index];
		usual->forgetting[rate][index] = 0;
	}
	usual->counts[index] = 0;
	for (uint32_t r = 0; r < usual->run_count; r++) {
		usual->runs[r].counts[index] = 0;
	}
	return index;
}

/* The place of `key`, making one where it has none, and as the one chosen last. */
static uint32_t take_up(struct sg_usual *usual, uint64_t key)
{
	uint32_t index = sg_usual_find(usual, key);
	uint32_t before;

	if (index == SG_USUAL_OPTIONS) {
		if (usual->option_count < SG_USUAL_OPTIONS) {
			index = usual->option_count++;
			usual->recency[index] = (uint8_t)index;
		} else {
			index = evict(usual);
		}
		usual->options[index] = key;
	}
	before = usual->recency[index];
	for (uint32_t i = 0; i < usual->option_count; i++) {
		usual->recency[i] =
			(uint8_t)(usual->recency[i] + (usual->recency[i] < before));
	}
	usual->recency[index] = 0;
	return index;
}

static void count(struct sg_usual *usual, uint32_t index)
{
	for (size_t rate = 0; rate < SG_USUAL_RATES - 1; rate++) {
		double keeps = sg_usual_rates[rate];
		double *counter = usual->forgetting[rate];

		for (uint32_t i = 0; i < usual->option_count; i++) {
			counter[i] = sg_usual_round(keeps * counter[i] + (i == index));
		}
		usual->forgotten[rate] = sg_usual_round(keeps * usual->forgotten[rate]);
	}
	usual->total++;
	usual->counts[index]++;
	for (uint32_t r = 0; r < usual->run_count; r++) {
		usual->runs[r].total++;
		usual->runs[r].counts[index]++;
	}
}

/* ---- learning: the runs ----------------------------------------------------------------- */

/* The run that the change experts believe in least, never the newest. */
static uint32_t weakest_run(const struct sg_usual *usual)
{
	const double *weights = usual->weights.of + SG_USUAL_FORGETTING;
	double least = 2;
	uint32_t weakest = 0;

	for (uint32_t r = 0; r + 1 < usual->run_count; r++) {
		double likely = 0;

		for (size_t hazard = 0; hazard < SG_USUAL_HAZARDS; hazard++) {
			likely += weights[hazard] * usual->runs[r].likely[hazard];
		}
		if (likely < least) {
			least = likely;
			weakest = r;
		}
	}
	return weakest;
}

/* Weighs the runs by how well they foresaw the choice, beside a new one. */
static void weigh_runs(
	struct sg_usual *usual, uint32_t index, double share, double ret_newest[])
{
	for (size_t hazard = 0; hazard < SG_USUAL_HAZARDS; hazard++) {
		double h = sg_usual_hazards[hazard], sum = h * share;

		if (usual->run_count == 0) {
			ret_newest[hazard] = 1;
			continue;
		}
		for (uint32_t r = 0; r < usual->run_count; r++) {
			struct sg_usual_run *run = &usual->runs[r];

			run->likely[hazard] *=
				(1 - h) * sg_usual_run_chance(run, index, share);
			sum += run->likely[hazard];
		}
		for (uint32_t r = 0; r < usual->run_count; r++) {
			usual->runs[r].likely[hazard] /= sum;
		}
		ret_newest[hazard] = h * share / sum;
	}
}

/* Where a run is dropped, what it was worth is shared out among the others. */
static void drop_weakest(struct sg_usual *usual, double newest[SG_USUAL_HAZARDS])
{
	uint32_t weakest = weakest_run(usual);

	for (size_t hazard = 0; hazard < SG_USUAL_HAZARDS; hazard++) {
		double rest = 1 - usual->runs[weakest].likely[hazard];

		newest[hazard] /= rest;
		for (uint32_t r = 0; r < usual->run_count; r++) {
			usual->runs[r].likely[hazard] /= rest;
		}
	}
	usual->run_count--;
	memmove(&usual->runs[weakest], &usual->runs[weakest + 1],
		(usual->run_count - weakest) * sizeof usual->runs[0]);
}

static void begin_run(
	struct sg_usual *usual, int64_t time_us, const double newest[SG_USUAL_HAZARDS])
{
	struct sg_usual_run *run = &usual->runs[usual->run_count++];

	memset(run, 0, sizeof *run);
	run->since_us = time_us;
	for (uint32_t r = 0; r < usual->run_count; r++) {
		for (size_t hazard = 0; hazard < SG_USUAL_HAZARDS; hazard++) {
			double *likely = &usual->runs[r].likely[hazard];

			*likely = sg_usual_round(
				&usual->runs[r] == run ? newest[hazard] : *likely);
		}
	}
}

/* ---- learning: the weights ---------------------------------------------------------------- */

/* w ← (1 − s) w p / Σ + s g for `n` weights from `at` on. */
static void shift(double *weights, const double *given, const double *home, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++) {
		sum += weights[i] * given[i];
	}
	for (size_t i = 0; i < n; i++) {
		weights[i] =
			sg_usual_round((1 - GUEST_SHARE) * weights[i] * given[i] / sum +
				       GUEST_SHARE * home[i]);
	}
}

static void weigh_experts(struct sg_usual *usual, const struct sg_usual_topic *topic,
	const double given[SG_USUAL_EXPERTS])
{
	size_t at = 0;

	for (size_t i = 0; i < SG_USUAL_PARTS; at += sg_usual_parts[i++]) {
		shift(usual->weights.of + at, given + at, topic->weights.of + at,
			sg_usual_parts[i]);
	}
}

/* ---- learning: what is announced --------------------------------------------------------- */

static void announce(struct sg_usual *usual, const struct sg_usual_topic *topic)
{
	double shares[SG_USUAL_OPTIONS + 1];
	struct sg_usual_blend blend;
	double best;

	sg_usual_shares(usual, topic, shares);
	sg_usual_blend(usual, &blend);
	best = MARGIN *
	       sg_usual_blended(usual, &blend, usual->answer, shares[usual->answer]);
	for (uint32_t i = 0; i < usual->option_count; i++) {
		double chance = sg_usual_blended(usual, &blend, i, shares[i]);

		if (chance > best ||
			(chance == best &&
				usual->recency[i] < usual->recency[usual->answer])) {
			best = chance;
			usual->answer = i;
		}
	}
}

void sg_usual_init(struct sg_usual *usual, const struct sg_usual_topic *topic)
{
	memset(usual, 0, sizeof *usual);
	usual->first_us = usual->last_us = SG_NO_TIME;
	usual->weights = topic->weights;
}

void sg_usual_learn(struct sg_usual *usual, const struct sg_usual_topic *topic,
	uint64_t key, int64_t time_us, struct sg_usual_lesson *ret_lesson)
{
	uint32_t index = sg_usual_find(usual, key);
	double shares[SG_USUAL_OPTIONS + 1], newest[SG_USUAL_HAZARDS];
	struct sg_usual_lesson lesson = {.counts = usual->total > 0};

	time_us = time_us > usual->last_us ? time_us : usual->last_us;
	if (usual->total == SG_USUAL_MOST_COUNTED) {
		halve(usual);
	}
	sg_usual_shares(usual, topic, shares);
	if (index == SG_USUAL_OPTIONS) {
		sg_usual_topic_known(topic, key, &shares[index]);
	}
	sg_usual_ask_experts(usual, index, shares[index], lesson.given);
	weigh_runs(usual, index, shares[index], newest);
	if (usual->run_count == SG_USUAL_RUNS) {
		drop_weakest(usual, newest);
	}
	begin_run(usual, time_us, newest);
	if (lesson.counts) {
		weigh_experts(usual, topic, lesson.given);
	}
	count(usual, take_up(usual, key));
	announce(usual, topic);
	usual->first_us = usual->first_us == SG_NO_TIME ? time_us : usual->first_us;
	usual->last_us = time_us;
	if (ret_lesson != NULL) {
		*ret_lesson = lesson;
	}
}
