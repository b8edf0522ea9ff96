/* What each expert gives to an option, and all of them blended. */
#include "core/usual.h"

#include <string.h>

#include "core/usual_inside.h"

const double sg_usual_rates[SG_USUAL_RATES] = {0.3, 0.6, 0.8, 0.92, 1.0};
const double sg_usual_strengths[SG_USUAL_STRENGTHS] = {0.2, 0.6, 2.0};
const struct sg_usual_change sg_usual_changes[SG_USUAL_CHANGES] = {
	{.hazard = 0.02, .returns = true},
	{.hazard = 0.1, .returns = true},
	[SG_USUAL_WATCHMAN] = {.hazard = 0.025, .returns = false},
};

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
	uint32_t own = 0;

	for (uint32_t i = 0; i < usual->option_count; i++) {
		known[i] = sg_usual_topic_known(topic, usual->options[i], &ret_shares[i]);
		own += !known[i];
	}
	for (uint32_t i = 0; i < usual->option_count; i++) {
		if (!known[i]) {
			ret_shares[i] = unknown / 2 / own;
		}
	}
	ret_shares[SG_USUAL_OPTIONS] = own > 0 ? unknown / 2 : unknown;
}

/* ---- what the experts say -------------------------------------------------------------- */

/* In four sums, which do not wait for each other. */
static double sum_up(const double values[SG_USUAL_OPTIONS])
{
	double sums[4] = {0};

	for (size_t i = 0; i < SG_USUAL_OPTIONS; i += 4) {
		for (size_t j = 0; j < 4; j++) {
			sums[j] += values[i + j];
		}
	}
	return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

void sg_usual_weigh(struct sg_usual *usual)
{
	for (size_t rate = 0; rate < SG_USUAL_RATES - 1; rate++) {
		usual->weighed[rate] =
			sum_up(usual->forgetting[rate]) + usual->forgotten[rate];
	}
	usual->weighed[SG_USUAL_RATES - 1] = usual->total;
}

static double forgetting_count(const struct sg_usual *usual, size_t rate, uint32_t index)
{
	if (index == SG_USUAL_OPTIONS) {
		return 0;
	}
	return rate == SG_USUAL_RATES - 1 ? usual->counts[index]
	                                  : usual->forgetting[rate][index];
}

double sg_usual_fresh_chance(
	const struct sg_usual *usual, size_t change, uint32_t index, double share)
{
	if (!sg_usual_changes[change].returns) {
		return share;
	}
	return (forgetting_count(usual, SG_USUAL_RATES - 1, index) +
		       SG_USUAL_LIFE_STRENGTH * share) /
	       (usual->total + SG_USUAL_LIFE_STRENGTH);
}

void sg_usual_ask_forgetting(const struct sg_usual *usual, uint32_t index, double share,
	double ret_given[SG_USUAL_FORGETTING])
{
	for (size_t rate = 0; rate < SG_USUAL_RATES; rate++) {
		double count = forgetting_count(usual, rate, index);
		double total = usual->weighed[rate];

		for (size_t i = 0; i < SG_USUAL_STRENGTHS; i++) {
			double strength = sg_usual_strengths[i];

			*ret_given++ = (count + strength * share) / (total + strength);
		}
	}
}

/* ---- all of them blended ---------------------------------------------------------------- */

static void blend_forgetting(const struct sg_usual *usual, struct sg_usual_blend *blend)
{
	double group = usual->weights.of[SG_USUAL_GROUP_AT];
	const double *weights = usual->weights.of;

	for (size_t rate = 0; rate < SG_USUAL_RATES; rate++) {
		double total = usual->weighed[rate];

		for (size_t i = 0; i < SG_USUAL_STRENGTHS; i++) {
			double strength = sg_usual_strengths[i];
			double part = group * *weights++ / (total + strength);

			blend->forgetting[rate] += part;
			blend->popular += part * strength;
		}
	}
}

/* Change experts at the weights `parts`. */
static void blend_changes(const struct sg_usual *usual,
	const double parts[SG_USUAL_CHANGES], struct sg_usual_blend *blend)
{
	double stays[SG_USUAL_CHANGES], fresh[SG_USUAL_CHANGES], life = 0;

	for (size_t change = 0; change < SG_USUAL_CHANGES; change++) {
		fresh[change] = parts[change] * sg_usual_changes[change].hazard;
		stays[change] = parts[change] - fresh[change];
	}
	for (uint32_t r = 0; r < usual->run_count; r++) {
		const struct sg_usual_run *run = &usual->runs[r];
		double unit = sg_usual_run_unit(run);

		for (size_t change = 0; change < SG_USUAL_CHANGES; change++) {
			double weight = stays[change] * run->likely[change] * unit;

			blend->runs[r] += weight;
			fresh[change] += weight * SG_USUAL_RUN_STRENGTH;
		}
	}
	for (size_t change = 0; change < SG_USUAL_CHANGES; change++) {
		if (sg_usual_changes[change].returns) {
			life += fresh[change];
		} else {
			blend->popular += fresh[change];
		}
	}
	life /= usual->total + SG_USUAL_LIFE_STRENGTH;
	blend->forgetting[SG_USUAL_RATES - 1] += life;
	blend->popular += life * SG_USUAL_LIFE_STRENGTH;
}

/* All experts, the watchman `more` than he weighs. */
static void blend_all(
	const struct sg_usual *usual, double more, struct sg_usual_blend *ret_blend)
{
	const double *weights = usual->weights.of + SG_USUAL_FORGETTING;
	double group = usual->weights.of[SG_USUAL_GROUP_AT + 1];
	double parts[SG_USUAL_CHANGES];

	memset(ret_blend, 0, sizeof *ret_blend);
	if (usual->total == 0) {
		ret_blend->popular = 1;
		return;
	}
	for (size_t change = 0; change < SG_USUAL_CHANGES; change++) {
		parts[change] = group * weights[change];
	}
	parts[SG_USUAL_WATCHMAN] += more;
	blend_forgetting(usual, ret_blend);
	blend_changes(usual, parts, ret_blend);
}

void sg_usual_blend(const struct sg_usual *usual, struct sg_usual_blend *ret_blend)
{
	blend_all(usual, 0, ret_blend);
}

void sg_usual_blend_announced(
	const struct sg_usual *usual, struct sg_usual_blend *ret_blend)
{
	blend_all(usual, 1, ret_blend);
}

void sg_usual_blended(const struct sg_usual *usual, const struct sg_usual_blend *blend,
	const double shares[SG_USUAL_OPTIONS + 1], double ret_chances[SG_USUAL_OPTIONS])
{
	double exact = blend->forgetting[SG_USUAL_RATES - 1];

	for (size_t i = 0; i < usual->option_count; i++) {
		ret_chances[i] = blend->popular * shares[i] + exact * usual->counts[i];
	}
	for (size_t rate = 0; rate < SG_USUAL_RATES - 1; rate++) {
		for (size_t i = 0; i < usual->option_count; i++) {
			ret_chances[i] +=
				blend->forgetting[rate] * usual->forgetting[rate][i];
		}
	}
	for (size_t r = 0; r < usual->run_count; r++) {
		for (size_t i = 0; i < usual->option_count; i++) {
			ret_chances[i] += blend->runs[r] * usual->runs[r].counts[i];
		}
	}
}
