/* Answering: what comes next, how sure that is after an absence, what to do about it, and why. */
#include "core/usual.h"

#include <string.h>

#include "core/time.h"
#include "core/usual_inside.h"

/* 2^(-1/240): what a day away leaves of the confidence, so that 240 days halve it. */
#define DAY_KEEPS 0.9971160533345892

/* ---- absence ----------------------------------------------------------------------------- */

static int32_t days_between(int64_t then_us, int64_t now_us)
{
	if (then_us == SG_NO_TIME || now_us == SG_NO_TIME || now_us <= then_us) {
		return 0;
	}
	return (int32_t)(((uint64_t)now_us - (uint64_t)then_us) / (uint64_t)SG_DAY_US);
}

/* By squaring, as pow() may differ between two versions of the C library. */
static double kept_after(int32_t days)
{
	double kept = 1, keeps = DAY_KEEPS;

	for (; days > 0; days /= 2) {
		if (days % 2 == 1) {
			kept *= keeps;
		}
		keeps *= keeps;
	}
	return kept;
}

double sg_usual_kept(int64_t last_us, int64_t now_us)
{
	return kept_after(days_between(last_us, now_us));
}

static struct sg_usual_chance after_absence(
	uint64_t key, double chance, double share, double kept)
{
	return (struct sg_usual_chance){
		.key = key,
		.chance = chance,
		.confidence = kept * chance + (1 - kept) * share,
	};
}

/* ---- what comes next --------------------------------------------------------------------- */

/* Whether the guest's option `a` stands before `b`. */
static bool stands_before(
	const struct sg_usual *usual, const double chances[], uint32_t a, uint32_t b)
{
	if ((a == usual->answer) != (b == usual->answer)) {
		return a == usual->answer;
	}
	if (chances[a] > chances[b] || chances[a] < chances[b]) {
		return chances[a] > chances[b];
	}
	return usual->recency[a] < usual->recency[b];
}

static void put_in_order(
	const struct sg_usual *usual, const double chances[], uint32_t ret_order[])
{
	for (uint32_t i = 0; i < usual->option_count; i++) {
		uint32_t at = i;

		for (; at > 0 && stands_before(usual, chances, i, ret_order[at - 1]);
			at--) {
			ret_order[at] = ret_order[at - 1];
		}
		ret_order[at] = i;
	}
}

void sg_usual_predict(const struct sg_usual *usual, const struct sg_usual_topic *topic,
	int64_t now_us, struct sg_usual_prediction *ret_prediction)
{
	double shares[SG_USUAL_OPTIONS + 1], chances[SG_USUAL_OPTIONS];
	uint32_t order[SG_USUAL_OPTIONS];
	struct sg_usual_blend blend;
	double kept;

	memset(ret_prediction, 0, sizeof *ret_prediction);
	ret_prediction->count = usual->option_count;
	ret_prediction->days_away = days_between(usual->last_us, now_us);
	ret_prediction->other = ret_prediction->other_confidence = 1;
	kept = kept_after(ret_prediction->days_away);
	sg_usual_shares(usual, topic, shares);
	sg_usual_blend(usual, &blend);
	sg_usual_blended(usual, &blend, shares, chances);
	put_in_order(usual, chances, order);
	for (uint32_t i = 0; i < usual->option_count; i++) {
		struct sg_usual_chance *option = &ret_prediction->options[i];
		uint32_t index = order[i];

		*option = after_absence(
			usual->options[index], chances[index], shares[index], kept);
		ret_prediction->other -= option->chance;
		ret_prediction->other_confidence -= option->confidence;
	}
}

void sg_usual_chance_of(const struct sg_usual *usual, const struct sg_usual_topic *topic,
	uint64_t key, int64_t now_us, struct sg_usual_chance *ret_chance)
{
	double shares[SG_USUAL_OPTIONS + 1], chances[SG_USUAL_OPTIONS + 1];
	uint32_t index = sg_usual_find(usual, key);
	struct sg_usual_blend blend;

	sg_usual_shares(usual, topic, shares);
	if (index == SG_USUAL_OPTIONS) {
		sg_usual_topic_known(topic, key, &shares[index]);
	}
	sg_usual_blend(usual, &blend);
	sg_usual_blended(usual, &blend, shares, chances);
	chances[SG_USUAL_OPTIONS] = blend.popular * shares[SG_USUAL_OPTIONS];
	*ret_chance = after_absence(key, chances[index], shares[index],
		kept_after(days_between(usual->last_us, now_us)));
}

/* ---- what to do -------------------------------------------------------------------------- */

enum sg_usual_advice sg_usual_decide(
	const struct sg_usual_prediction *prediction, const struct sg_usual_costs *costs)
{
	const struct sg_usual_chance *options = prediction->options;
	double either;

	if (prediction->count == 0) {
		return SG_USUAL_SILENT;
	}
	if (options[0].confidence > 1 - costs->ask / costs->wrong) {
		return SG_USUAL_ASSUME;
	}
	either = options[0].confidence;
	if (prediction->count > 1) {
		either += options[1].confidence;
	}
	return either * costs->silent >= costs->ask ? SG_USUAL_ASK : SG_USUAL_SILENT;
}

/* ---- why --------------------------------------------------------------------------------- */

static double likelihood(const struct sg_usual *usual, const struct sg_usual_run *run)
{
	const double *weights = usual->weights.of + SG_USUAL_FORGETTING;
	double likely = 0;

	for (size_t change = 0; change < SG_USUAL_CHANGES; change++) {
		likely += weights[change] * run->likely[change];
	}
	return likely;
}

static bool leads(const struct sg_usual *usual, const struct sg_usual_run *run)
{
	for (uint32_t i = 0; i < usual->option_count; i++) {
		if (run->counts[i] > run->counts[usual->answer]) {
			return false;
		}
	}
	return true;
}

/* The most likely run among those in which the announced usual was chosen most; where there is
 * none, among all. */
static const struct sg_usual_run *telling_run(const struct sg_usual *usual)
{
	const struct sg_usual_run *best = &usual->runs[0];

	for (uint32_t r = 1; r < usual->run_count; r++) {
		const struct sg_usual_run *run = &usual->runs[r];
		bool better = leads(usual, run), good = leads(usual, best);

		if (better == good) {
			better = likelihood(usual, run) > likelihood(usual, best);
		}
		best = better ? run : best;
	}
	return best;
}

/* What was chosen most before the run, in counts and key. */
static void look_before(const struct sg_usual *usual, const struct sg_usual_run *run,
	struct sg_usual_reason *reason)
{
	reason->before_total = usual->total - run->total;
	for (uint32_t i = 0; i < usual->option_count; i++) {
		uint32_t hits = usual->counts[i] - run->counts[i];

		if (hits > reason->before_hits) {
			reason->before_hits = hits;
			reason->before_key = usual->options[i];
		}
	}
}

bool sg_usual_explain(const struct sg_usual *usual, struct sg_usual_reason *ret_reason)
{
	const struct sg_usual_run *run = telling_run(usual);
	struct sg_usual_reason reason = {.last_seen_us = usual->last_us};

	if (usual->run_count == 0) {
		return false;
	}
	reason.key = usual->options[usual->answer];
	look_before(usual, run, &reason);
	reason.since_us = run->since_us;
	reason.hits = run->counts[usual->answer];
	reason.total = run->total;
	if (reason.before_hits > 0 && reason.before_key == reason.key) {
		reason.since_us = usual->first_us;
		reason.hits += reason.before_hits;
		reason.total += reason.before_total;
		reason.before_hits = reason.before_total = 0;
		reason.before_key = 0;
	}
	*ret_reason = reason;
	return true;
}
