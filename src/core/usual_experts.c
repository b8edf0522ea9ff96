/* What each expert gives to an option, and all of them blended. */
#include "core/usual.h"

#include <string.h>

#include "core/usual_inside.h"

const double sg_usual_rates[SG_USUAL_RATES] = {0.3, 0.6, 0.8, 0.92, 1.0};
const double sg_usual_strengths[SG_USUAL_STRENGTHS] = {0.4, 1.0, 2.5};
const double sg_usual_hazards[SG_USUAL_HAZARDS] = {0.003, 0.02, 0.1};

uint32_t sg_usual_find(const struct sg_usual *usual, uint64_t key)
{
	for (uint32_t i = 0; i < usual->option_count; i++) {
		if (usual->options[i] == key) {
			return i;
		}
	}
	return SG_USUAL_OPTIONS;
}

void sg_usual_shares(const struct sg_usual *usual, const struct sg_usual_topic *topic,
	double ret_shares[SG_USUAL_OPTIONS + 1])
{
	double unknown = sg_usual_topic_unknown(topic);
	bool known[SG_USUAL_OPTIONS];
	uint32_t among = 1;

	for (uint32_t i = 0; i < usual->option_count; i++) {
		known[i] = sg_usual_topic_known(topic, usual->options[i], &ret_shares[i]);
		among += !known[i];
	}
	for (uint32_t i = 0; i < usual->option_count; i++) {
		if (!known[i]) {
			ret_shares[i] = unknown / among;
		}
	}
	ret_shares[SG_USUAL_OPTIONS] = unknown / among;
}

/* ---- what the experts say -------------------------------------------------------------- */

/* All that was ever counted at a rate: the guest's options and those evicted. */
static double forgetting_total(const struct sg_usual *usual, size_t rate)
{
	double total;

	if (rate == SG_USUAL_RATES - 1) {
		return usual->total;
	}
	total = usual->forgotten[rate];
	for (uint32_t i = 0; i < usual->option_count; i++) {
		total += usual->forgetting[rate][i];
	}
	return total;
}

static double forgetting_count(const struct sg_usual *usual, size_t rate, uint32_t index)
{
	if (index == SG_USUAL_OPTIONS) {
		return 0;
	}
	return rate == SG_USUAL_RATES - 1 ? usual->counts[index]
	                                  : usual->forgetting[rate][index];
}

double sg_usual_run_chance(const struct sg_usual_run *run, uint32_t index, double share)
{
	double count = index == SG_USUAL_OPTIONS ? 0 : run->counts[index];

	return (count + SG_USUAL_RUN_STRENGTH * share) /
	       (run->total + SG_USUAL_RUN_STRENGTH);
}

static double change_chance(
	const struct sg_usual *usual, size_t hazard, uint32_t index, double share)
{
	double h = sg_usual_hazards[hazard], stays = 0;

	if (usual->run_count == 0) {
		return share;
	}
	for (uint32_t r = 0; r < usual->run_count; r++) {
		stays += usual->runs[r].likely[hazard] *
		         sg_usual_run_chance(&usual->runs[r], index, share);
	}
	return (1 - h) * stays + h * share;
}

void sg_usual_ask_experts(const struct sg_usual *usual, uint32_t index, double share,
	double ret_given[SG_USUAL_EXPERTS])
{
	const double *weights = usual->weights.of;
	double *groups = ret_given + SG_USUAL_GROUP_AT;
	size_t at = 0;

	groups[0] = groups[1] = 0;
	for (size_t rate = 0; rate < SG_USUAL_RATES; rate++) {
		double count = forgetting_count(usual, rate, index);
		double total = forgetting_total(usual, rate);

		for (size_t i = 0; i < SG_USUAL_STRENGTHS; i++, at++) {
			double strength = sg_usual_strengths[i];

			ret_given[at] = (count + strength * share) / (total + strength);
			groups[0] += weights[at] * ret_given[at];
		}
	}
	for (size_t hazard = 0; hazard < SG_USUAL_HAZARDS; hazard++, at++) {
		ret_given[at] = change_chance(usual, hazard, index, share);
		groups[1] += weights[at] * ret_given[at];
	}
}

static void blend_forgetting(const struct sg_usual *usual, struct sg_usual_blend *blend)
{
	double group = usual->weights.of[SG_USUAL_GROUP_AT];
	const double *weights = usual->weights.of;

	for (size_t rate = 0; rate < SG_USUAL_RATES; rate++) {
		double total = forgetting_total(usual, rate);

		for (size_t i = 0; i < SG_USUAL_STRENGTHS; i++) {
			double strength = sg_usual_strengths[i];
			double part = group * *weights++ / (total + strength);

			blend->forgetting[rate] += part;
			blend->popular += part * strength;
		}
	}
}

static void blend_changes(const struct sg_usual *usual, struct sg_usual_blend *blend)
{
	double group = usual->weights.of[SG_USUAL_GROUP_AT + 1];
	const double *weights = usual->weights.of + SG_USUAL_FORGETTING;

	for (size_t hazard = 0; hazard < SG_USUAL_HAZARDS; hazard++) {
		double h = sg_usual_hazards[hazard], part = group * weights[hazard];

		blend->popular += part * h;
		for (uint32_t r = 0; r < usual->run_count; r++) {
			blend->runs[r] += part * (1 - h) * usual->runs[r].likely[hazard];
		}
	}
	for (uint32_t r = 0; r < usual->run_count; r++) {
		blend->runs[r] /= usual->runs[r].total + SG_USUAL_RUN_STRENGTH;
		blend->popular += blend->runs[r] * SG_USUAL_RUN_STRENGTH;
	}
}

void sg_usual_blend(const struct sg_usual *usual, struct sg_usual_blend *ret_blend)
{
	memset(ret_blend, 0, sizeof *ret_blend);
	if (usual->total == 0) {
		ret_blend->popular = 1;
		return;
	}
	blend_forgetting(usual, ret_blend);
	blend_changes(usual, ret_blend);
}

double sg_usual_blended(const struct sg_usual *usual, const struct sg_usual_blend *blend,
	uint32_t index, double share)
{
	double chance = blend->popular * share;

	for (size_t rate = 0; rate < SG_USUAL_RATES; rate++) {
		chance += blend->forgetting[rate] * forgetting_count(usual, rate, index);
	}
	for (uint32_t r = 0; index < SG_USUAL_OPTIONS && r < usual->run_count; r++) {
		chance += blend->runs[r] * usual->runs[r].counts[index];
	}
	return chance;
}
