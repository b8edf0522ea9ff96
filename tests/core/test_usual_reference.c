/*
 * The estimator beside a slow one of its own that keeps the whole history and works everything
 * out of it again for each prediction, straight from the formulas in README.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/time.h"
#include "core/usual.h"

enum { HISTORY = 400, RATES = 5, STRENGTHS = 3, CHANGES = 3, RUNS = 6 };

static const double rates[RATES] = {0.3, 0.6, 0.8, 0.92, 1};
static const double strengths[STRENGTHS] = {0.2, 0.6, 2};
static const double hazards[CHANGES] = {0.02, 0.1, 0.025};
static const int returns[CHANGES] = {1, 1, 0};

/* A guest as the formulas know him. */
struct slow {
	const struct sg_usual_topic *topic;
	const uint64_t *popular; /* each choice of whoever, `popular_count` of them */
	size_t popular_count;
	uint64_t history[HISTORY];
	size_t count;
	size_t starts[RUNS + 1]; /* index of each run's first choice */
	double likely[RUNS + 1][CHANGES];
	size_t runs;
	double forgetting[RATES * STRENGTHS], changes[CHANGES], groups[2];
	uint64_t usual;
};

/* ---- popularity ---------------------------------------------------------------------------- */

static size_t times_in(const uint64_t *keys, size_t count, uint64_t key)
{
	size_t times = 0;

	for (size_t i = 0; i < count; i++) {
		times += keys[i] == key;
	}
	return times;
}

static size_t distinct(const uint64_t *keys, size_t count)
{
	size_t found = 0;

	for (size_t i = 0; i < count; i++) {
		found += times_in(keys, i, keys[i]) == 0;
	}
	return found;
}

static double popularity(const struct slow *slow, uint64_t key)
{
	size_t times = times_in(slow->popular, slow->popular_count, key), own = 0;
	double all = (double)(slow->popular_count +
			      distinct(slow->popular, slow->popular_count) + 1);

	if (times > 0) {
		return (double)(times + 1) / all;
	}
	for (size_t i = 0; i < slow->count; i++) {
		own += times_in(slow->history, i, slow->history[i]) == 0 &&
		       times_in(slow->popular, slow->popular_count, slow->history[i]) ==
		               0;
	}
	if (own == 0) {
		return 1 / all;
	}
	return times_in(slow->history, slow->count, key) > 0 ? 0.5 / (double)own / all
	                                                     : 0.5 / all;
}

/* ---- the experts --------------------------------------------------------------------------- */

static double forgetting_chance(
	const struct slow *slow, double rate, double strength, uint64_t key)
{
	double counted = 0, all = 0;

	for (size_t i = 0; i < slow->count; i++) {
		double weight = pow(rate, (double)(slow->count - 1 - i));

		all += weight;
		counted += slow->history[i] == key ? weight : 0;
	}
	return (counted + strength * popularity(slow, key)) / (all + strength);
}

static double fresh_chance(const struct slow *slow, size_t change, uint64_t key)
{
	double times = (double)times_in(slow->history, slow->count, key);

	return returns[change]
	               ? (times + popularity(slow, key)) / ((double)slow->count + 1)
	               : popularity(slow, key);
}

static double run_chance(const struct slow *slow, size_t run, size_t change, uint64_t key)
{
	size_t from = slow->starts[run], length = slow->count - from;

	return ((double)times_in(slow->history + from, length, key) +
		       1.5 * fresh_chance(slow, change, key)) /
	       ((double)length + 1.5);
}

static double change_chance(const struct slow *slow, size_t change, uint64_t key)
{
	double chance = hazards[change] * fresh_chance(slow, change, key);

	for (size_t r = 0; r < slow->runs; r++) {
		chance += (1 - hazards[change]) * slow->likely[r][change] *
		          run_chance(slow, r, change, key);
	}
	return chance;
}

static void all_chances(const struct slow *slow, uint64_t key,
	double ret_forgetting[RATES * STRENGTHS], double ret_changes[CHANGES],
	double ret_groups[2])
{
	ret_groups[0] = ret_groups[1] = 0;
	for (size_t i = 0; i < RATES * STRENGTHS; i++) {
		ret_forgetting[i] = forgetting_chance(
			slow, rates[i / STRENGTHS], strengths[i % STRENGTHS], key);
		ret_groups[0] += slow->forgetting[i] * ret_forgetting[i];
	}
	for (size_t i = 0; i < CHANGES; i++) {
		ret_changes[i] = change_chance(slow, i, key);
		ret_groups[1] += slow->changes[i] * ret_changes[i];
	}
}

static double slow_chance(const struct slow *slow, uint64_t key)
{
	double forgetting[RATES * STRENGTHS], changes[CHANGES], groups[2];

	if (slow->count == 0) {
		return popularity(slow, key);
	}
	all_chances(slow, key, forgetting, changes, groups);
	return slow->groups[0] * groups[0] + slow->groups[1] * groups[1];
}

/* ---- learning ------------------------------------------------------------------------------ */

static void shift(double *weights, const double *given, const double *home, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++) {
		sum += weights[i] * given[i];
	}
	for (size_t i = 0; i < n; i++) {
		weights[i] = 0.98 * weights[i] * given[i] / sum + 0.02 * home[i];
	}
}

static void drop_run(struct slow *slow)
{
	size_t least = 0;
	double lowest = 2;

	for (size_t r = 0; r + 1 < slow->runs; r++) {
		double likely = 0;

		for (size_t c = 0; c < CHANGES; c++) {
			likely += slow->changes[c] * slow->likely[r][c];
		}
		if (likely < lowest) {
			lowest = likely;
			least = r;
		}
	}
	slow->runs--;
	memmove(slow->starts + least, slow->starts + least + 1,
		(slow->runs - least) * sizeof slow->starts[0]);
	memmove(slow->likely + least, slow->likely + least + 1,
		(slow->runs - least) * sizeof slow->likely[0]);
}

static void normalise(struct slow *slow)
{
	for (size_t c = 0; c < CHANGES; c++) {
		double sum = 0;

		for (size_t r = 0; r < slow->runs; r++) {
			sum += slow->likely[r][c];
		}
		for (size_t r = 0; r < slow->runs; r++) {
			slow->likely[r][c] /= sum;
		}
	}
}

static void weigh_runs(struct slow *slow, uint64_t key)
{
	double newest[CHANGES];

	for (size_t c = 0; c < CHANGES; c++) {
		newest[c] = slow->runs == 0 ? 1 : hazards[c] * fresh_chance(slow, c, key);
		for (size_t r = 0; r < slow->runs; r++) {
			slow->likely[r][c] *=
				(1 - hazards[c]) * run_chance(slow, r, c, key);
		}
	}
	memcpy(slow->likely[slow->runs], newest, sizeof newest);
	slow->starts[slow->runs++] = slow->count;
	normalise(slow);
	if (slow->runs > RUNS) {
		drop_run(slow);
		normalise(slow);
	}
}

static void announce(struct slow *slow)
{
	double best = -1;

	for (size_t i = slow->count; i-- > 0;) {
		uint64_t key = slow->history[i];
		double score = -1;

		if (times_in(slow->history + i + 1, slow->count - i - 1, key) == 0) {
			score = slow_chance(slow, key) + change_chance(slow, 2, key);
		}
		if (score > best + 1e-9) {
			best = score;
			slow->usual = key;
		}
	}
}

static void slow_learn(struct slow *slow, uint64_t key)
{
	const double *home = slow->topic->weights.of;
	double forgetting[RATES * STRENGTHS], changes[CHANGES], groups[2];

	all_chances(slow, key, forgetting, changes, groups);
	weigh_runs(slow, key);
	if (slow->count > 0) {
		shift(slow->forgetting, forgetting, home, RATES * STRENGTHS);
		shift(slow->changes, changes, home + RATES * STRENGTHS, CHANGES);
		shift(slow->groups, groups, home + RATES * STRENGTHS + CHANGES, 2);
	}
	slow->history[slow->count++] = key;
	announce(slow);
}

static void slow_begin(struct slow *slow, const struct sg_usual_topic *topic,
	const uint64_t *popular, size_t popular_count)
{
	const double *home = topic->weights.of;

	memset(slow, 0, sizeof *slow);
	slow->topic = topic;
	slow->popular = popular;
	slow->popular_count = popular_count;
	memcpy(slow->forgetting, home, sizeof slow->forgetting);
	memcpy(slow->changes, home + RATES * STRENGTHS, sizeof slow->changes);
	memcpy(slow->groups, home + RATES * STRENGTHS + CHANGES, sizeof slow->groups);
}

/* ---- streams ------------------------------------------------------------------------------- */

static uint64_t state;

static uint64_t below(uint64_t limit)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (state >> 11) % limit;
}

/* Mostly the usual, which changes now and then; sometimes anything. */
static uint64_t next_choice(uint64_t *usual, uint64_t options)
{
	if (below(25) == 0) {
		*usual = below(options);
	}
	return below(5) == 0 ? below(options) : *usual;
}

static void near(double mine, double slow)
{
	if (!(fabs(mine - slow) < 1e-9)) {
		fail_msg("%.15f is not %.15f", mine, slow);
	}
}

static void compare(
	const struct sg_usual *usual, const struct slow *slow, uint64_t options)
{
	double sum = 0;

	for (uint64_t key = 0; key < options; key++) {
		struct sg_usual_chance chance;

		sg_usual_chance_of(usual, slow->topic, key, SG_NO_TIME, &chance);
		near(chance.chance, slow_chance(slow, key));
		sum += chance.chance;
	}
	assert_true(sum > 0);
	if (slow->count > 0) {
		struct sg_usual_prediction prediction;

		sg_usual_predict(usual, slow->topic, SG_NO_TIME, &prediction);
		assert_int_equal(prediction.options[0].key, slow->usual);
	}
}

static void follow(uint64_t seed, size_t length, uint64_t options, size_t popular_count)
{
	uint64_t popular[64], usual_of_guest;
	struct sg_usual_topic topic;
	static struct slow slow;
	struct sg_usual usual;

	state = seed * UINT64_C(0x9E3779B97F4A7C15) + 1;
	sg_usual_topic_init(&topic);
	for (size_t i = 0; i < popular_count; i++) {
		popular[i] = below(options) * below(2);
		sg_usual_topic_count(&topic, popular[i]);
	}
	slow_begin(&slow, &topic, popular, popular_count);
	sg_usual_init(&usual, &topic);
	usual_of_guest = below(options);
	for (size_t i = 0; i < length; i++) {
		uint64_t key = next_choice(&usual_of_guest, options);

		compare(&usual, &slow, options);
		sg_usual_learn(&usual, &topic, key, SG_NO_TIME, NULL);
		slow_learn(&slow, key);
	}
	compare(&usual, &slow, options);
}

static void the_fast_one_says_what_the_slow_one_says(void **unused)
{
	(void)unused;
	for (uint64_t seed = 1; seed <= 60; seed++) {
		follow(seed, 30, 2 + seed % 6, seed % 5 * 10);
	}
}

static void also_after_a_long_history(void **unused)
{
	(void)unused;
	follow(1001, 150, 4, 20);
	follow(1002, 100, 16, 40);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_fast_one_says_what_the_slow_one_says),
		cmocka_unit_test(also_after_a_long_history),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
