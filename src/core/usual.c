/* Learning: the counters, the runs, the weights of the experts, and which usual is announced. */
#include "core/usual.h"

#include <string.h>

#include "core/time.h"
#include "core/usual_inside.h"

/* A guest's weights return this far to the topic's with each observation. */
#define GUEST_SHARE 0.02

/* ---- learning: the options -------------------------------------------------------------- */

/* Halves counts, rounded up so that what was seen stays seen; returns their new sum with what
 * `total` had beside them. */
static uint32_t halve_counts(uint32_t counts[SG_USUAL_OPTIONS], uint32_t total)
{
	uint32_t halved = 0;

	for (uint32_t i = 0; i < SG_USUAL_OPTIONS; i++) {
		total -= counts[i];
		counts[i] = (counts[i] + 1) / 2;
		halved += counts[i];
	}
	return halved + (total + 1) / 2;
}

static void halve(struct sg_usual *usual)
{
	usual->total = halve_counts(usual->counts, usual->total);
	for (uint32_t r = 0; r < usual->run_count; r++) {
		struct sg_usual_run *run = &usual->runs[r];

		run->total = halve_counts(run->counts, run->total);
	}
	sg_usual_weigh(usual);
}

/* The option that weighs least where little is forgotten; of equals the one chosen longest
 * ago. */
static uint32_t smallest(const struct sg_usual *usual)
{
	const double *counter = usual->forgetting[SG_USUAL_RATES - 2];
	uint32_t least = 0;

	for (uint32_t i = 1; i < usual->option_count; i++) {
		if (counter[i] < counter[least] ||
			(counter[i] <= counter[least] &&
				usual->recency[i] > usual->recency[least])) {
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
	sg_usual_weigh(usual);
	for (uint32_t r = 0; r < usual->run_count; r++) {
		usual->runs[r].total++;
		usual->runs[r].counts[index]++;
	}
}

/* ---- learning: the runs ----------------------------------------------------------------- */

/* The run that the change experts believe in least; one that begins now is not among them. */
static uint32_t weakest_run(const struct sg_usual *usual)
{
	const double *weights = usual->weights.of + SG_USUAL_FORGETTING;
	double least = 2;
	uint32_t weakest = 0;

	for (uint32_t r = 0; r < usual->run_count; r++) {
		double likely = 0;

		for (size_t change = 0; change < SG_USUAL_CHANGES; change++) {
			likely += weights[change] * usual->runs[r].likely[change];
		}
		if (likely < least) {
			least = likely;
			weakest = r;
		}
	}
	return weakest;
}

/* What each run gives to a choice: its own part, and a part of the fresh. */
static void ask_runs(const struct sg_usual *usual, uint32_t index,
	double ret_own[SG_USUAL_RUNS], double ret_parts[SG_USUAL_RUNS])
{
	for (uint32_t r = 0; r < usual->run_count; r++) {
		const struct sg_usual_run *run = &usual->runs[r];
		double unit = sg_usual_run_unit(run);

		ret_own[r] = index == SG_USUAL_OPTIONS ? 0 : run->counts[index] * unit;
		ret_parts[r] = SG_USUAL_RUN_STRENGTH * unit;
	}
}

/* Weighs the runs by how well they foresaw the choice, beside a new one; what each change
 * expert gave to the choice is by what these weights must be divided. */
static void weigh_runs(struct sg_usual *usual, uint32_t index, double share,
	double ret_given[SG_USUAL_CHANGES], double ret_newest[SG_USUAL_CHANGES])
{
	double own[SG_USUAL_RUNS], parts[SG_USUAL_RUNS];

	ask_runs(usual, index, own, parts);
	for (size_t change = 0; change < SG_USUAL_CHANGES; change++) {
		double fresh = sg_usual_fresh_chance(usual, change, index, share);
		double hazard = sg_usual_changes[change].hazard, sum = hazard * fresh;

		for (uint32_t r = 0; r < usual->run_count; r++) {
			double *likely = &usual->runs[r].likely[change];

			*likely *= (1 - hazard) * (own[r] + parts[r] * fresh);
			sum += *likely;
		}
		ret_given[change] = sum;
		sum = 1 / sum;
		for (uint32_t r = 0; r < usual->run_count; r++) {
			usual->runs[r].likely[change] *= sum;
		}
		ret_newest[change] = hazard * fresh * sum;
	}
}

/* Where a run is dropped, what it was worth is shared out among the others. */
static void drop_weakest(struct sg_usual *usual, double newest[SG_USUAL_CHANGES])
{
	uint32_t weakest = weakest_run(usual);

	for (size_t change = 0; change < SG_USUAL_CHANGES; change++) {
		double rest = 1 - usual->runs[weakest].likely[change];

		newest[change] /= rest;
		for (uint32_t r = 0; r < usual->run_count; r++) {
			usual->runs[r].likely[change] /= rest;
		}
	}
	usual->run_count--;
	memmove(&usual->runs[weakest], &usual->runs[weakest + 1],
		(usual->run_count - weakest) * sizeof usual->runs[0]);
}

static void begin_run(struct sg_usual *usual, const double newest[SG_USUAL_CHANGES])
{
	struct sg_usual_run *run = &usual->runs[usual->run_count++];
	double likely[SG_USUAL_RUNS];

	memset(run, 0, sizeof *run);
	run->since_us = usual->last_us;
	for (size_t change = 0; change < SG_USUAL_CHANGES; change++) {
		run->likely[change] = newest[change];
		for (uint32_t r = 0; r < usual->run_count; r++) {
			likely[r] = usual->runs[r].likely[change];
		}
		sg_usual_settle(likely, usual->run_count);
		for (uint32_t r = 0; r < usual->run_count; r++) {
			usual->runs[r].likely[change] = likely[r];
		}
	}
}

/* ---- learning: the weights ---------------------------------------------------------------- */

/* Each expert's part in what the `count` of a kind gave to the choice; returns that. */
static double apportion(
	const double *weights, const double *given, size_t count, double *ret_parts)
{
	double sum = 0;

	for (size_t i = 0; i < count; i++) {
		ret_parts[i] = weights[i] * given[i];
		sum += ret_parts[i];
	}
	for (size_t i = 0; i < count; i++) {
		ret_parts[i] *= 1 / sum;
	}
	return sum;
}

static void draw_lesson(const struct sg_usual *usual,
	const double given[SG_USUAL_GROUP_AT], struct sg_usual_lesson *ret_lesson)
{
	const double *weights = usual->weights.of;
	double *parts = ret_lesson->parts, groups[SG_USUAL_GROUPS];

	groups[0] = apportion(weights, given, SG_USUAL_FORGETTING, parts);
	groups[1] = apportion(weights + SG_USUAL_FORGETTING, given + SG_USUAL_FORGETTING,
		SG_USUAL_CHANGES, parts + SG_USUAL_FORGETTING);
	apportion(weights + SG_USUAL_GROUP_AT, groups, SG_USUAL_GROUPS,
		parts + SG_USUAL_GROUP_AT);
}

static void weigh_experts(struct sg_usual *usual, const struct sg_usual_topic *topic,
	const struct sg_usual_lesson *lesson)
{
	for (size_t i = 0; i < SG_USUAL_EXPERTS; i++) {
		usual->weights.of[i] = (1 - GUEST_SHARE) * lesson->parts[i] +
		                       GUEST_SHARE * topic->weights.of[i];
	}
	sg_usual_settle_weights(&usual->weights);
}

/* ---- learning: what is announced --------------------------------------------------------- */

static void announce(struct sg_usual *usual, const double shares[SG_USUAL_OPTIONS + 1])
{
	double chances[SG_USUAL_OPTIONS];
	struct sg_usual_blend blend;
	uint32_t best = 0;

	sg_usual_blend_announced(usual, &blend);
	sg_usual_blended(usual, &blend, shares, chances);
	for (uint32_t i = 1; i < usual->option_count; i++) {
		if (chances[i] > chances[best] ||
			(chances[i] >= chances[best] &&
				usual->recency[i] < usual->recency[best])) {
			best = i;
		}
	}
	usual->answer = best;
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
	double shares[SG_USUAL_OPTIONS + 1], given[SG_USUAL_GROUP_AT];
	double newest[SG_USUAL_CHANGES];
	struct sg_usual_lesson lesson = {.count = usual->total > 0};

	if (usual->total == SG_USUAL_MOST_COUNTED) {
		halve(usual);
	}
	sg_usual_shares(usual, topic, shares);
	if (index == SG_USUAL_OPTIONS) {
		sg_usual_topic_known(topic, key, &shares[index]);
	}
	sg_usual_ask_forgetting(usual, index, shares[index], given);
	weigh_runs(usual, index, shares[index], given + SG_USUAL_FORGETTING, newest);
	draw_lesson(usual, given, &lesson);
	if (usual->run_count == SG_USUAL_RUNS) {
		drop_weakest(usual, newest);
	}
	usual->last_us = time_us > usual->last_us ? time_us : usual->last_us;
	usual->first_us = usual->total == 0 ? usual->last_us : usual->first_us;
	begin_run(usual, newest);
	if (lesson.count > 0) {
		weigh_experts(usual, topic, &lesson);
	}
	count(usual, take_up(usual, key));
	if (index == SG_USUAL_OPTIONS) {
		sg_usual_shares(usual, topic, shares);
	}
	announce(usual, shares);
	if (ret_lesson != NULL) {
		*ret_lesson = lesson;
	}
}
