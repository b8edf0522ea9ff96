/* What the usual answers, how sure it is, when it asks, and why. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/hash.h"
#include "core/time.h"
#include "core/usual.h"

enum { TOMATO = 11, EGG = 22, OTHER = 33, NEVER_SEEN = 4711 };

static const struct sg_usual_costs even_costs = {.ask = 1, .wrong = 3, .silent = 1.5};

static uint64_t state = 1;

static uint64_t below(uint64_t limit)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (state >> 11) % limit;
}

static void near(double value, double wanted, double apart)
{
	if (!(fabs(value - wanted) <= apart)) {
		fail_msg("%.15f is not %.15f", value, wanted);
	}
}

static int64_t day(int64_t number)
{
	return (20000 + number) * SG_DAY_US;
}

/* ---- by hand --------------------------------------------------------------------------- */

static void of_a_guest_never_seen_nothing_is_known(void **unused)
{
	struct sg_usual_prediction prediction;
	struct sg_usual_reason reason = {.total = 99};
	struct sg_usual_topic topic;
	struct sg_usual usual;

	(void)unused;
	sg_usual_topic_init(&topic);
	sg_usual_init(&usual, &topic);
	sg_usual_predict(&usual, &topic, day(0), &prediction);
	assert_int_equal(prediction.count, 0);
	near(prediction.other, 1, 0);
	near(prediction.other_confidence, 1, 0);
	assert_int_equal(sg_usual_decide(&prediction, &even_costs), SG_USUAL_SILENT);
	assert_false(sg_usual_explain(&usual, &reason));
	assert_int_equal(reason.total, 99);
}

static void the_popular_is_what_was_counted_and_one_more(void **unused)
{
	struct sg_usual_topic topic;

	(void)unused;
	sg_usual_topic_init(&topic);
	near(sg_usual_topic_share(&topic, EGG), 1, 0);
	for (int i = 0; i < 3; i++) {
		sg_usual_topic_count(&topic, TOMATO);
	}
	sg_usual_topic_count(&topic, EGG);
	near(sg_usual_topic_share(&topic, TOMATO), 4.0 / 7, 1e-15);
	near(sg_usual_topic_share(&topic, EGG), 2.0 / 7, 1e-15);
	near(sg_usual_topic_share(&topic, OTHER), 1.0 / 7, 1e-15);
}

static void what_is_more_than_a_topic_counts_is_unknown(void **unused)
{
	struct sg_usual_topic topic;

	(void)unused;
	sg_usual_topic_init(&topic);
	for (uint64_t key = 0; key < SG_USUAL_POPULAR + 6; key++) {
		sg_usual_topic_count(&topic, UINT64_MAX - key);
	}
	near(sg_usual_topic_share(&topic, UINT64_MAX), 2.0 / 135, 1e-15);
	near(sg_usual_topic_share(&topic, 5), 7.0 / 135, 1e-15);
}

/*
 * One tomato, and nothing is popular: half of the unknown is his tomato, half is the rest.
 * Forgetting at any rate, strengths .2, .6, 2: 1.1/1.2, 1.3/1.6, 2/3; their mean .798611.
 * Returning guests: of one choice and the half that is popular, (1 + .5) / 2 = .75 is fresh; the
 * run gives (1 + 1.5 × .75) / 2.5 = .85; .98 × .85 + .02 × .75 = .848, .9 × .85 + .1 × .75 = .84.
 * The watchman: (1 + 1.5 × .5) / 2.5 = .7; .975 × .7 + .025 × .5 = .695. Mean of three .794333.
 */
static void one_choice_counts_as_worked_out_by_hand(void **unused)
{
	struct sg_usual_prediction prediction;
	struct sg_usual_topic topic;
	struct sg_usual usual;

	(void)unused;
	sg_usual_topic_init(&topic);
	sg_usual_init(&usual, &topic);
	sg_usual_learn(&usual, &topic, TOMATO, day(0), NULL);
	sg_usual_predict(&usual, &topic, day(0), &prediction);
	assert_int_equal(prediction.count, 1);
	assert_int_equal(prediction.options[0].key, TOMATO);
	near(prediction.options[0].chance, (0.7986111111 + 0.7943333333) / 2, 1e-9);
	near(prediction.options[0].confidence, prediction.options[0].chance, 0);
	near(prediction.other, 1 - 0.7964722222, 1e-9);
}

static void of_equal_ones_the_last_chosen_is_announced(void **unused)
{
	struct sg_usual_topic topic;
	struct sg_usual_prediction prediction;
	struct sg_usual usual;

	(void)unused;
	sg_usual_topic_init(&topic);
	sg_usual_init(&usual, &topic);
	sg_usual_learn(&usual, &topic, TOMATO, day(0), NULL);
	sg_usual_learn(&usual, &topic, EGG, day(1), NULL);
	sg_usual_predict(&usual, &topic, day(1), &prediction);
	assert_int_equal(prediction.options[0].key, EGG);
	assert_int_equal(prediction.options[1].key, TOMATO);
}

static void of_equal_other_ones_the_last_chosen_stands_first(void **unused)
{
	struct sg_usual_prediction prediction;
	struct sg_usual_topic topic;
	struct sg_usual usual;

	(void)unused;
	for (uint64_t first = EGG; first <= OTHER; first += OTHER - EGG) {
		uint64_t second = EGG + OTHER - first;

		sg_usual_topic_init(&topic);
		sg_usual_init(&usual, &topic);
		sg_usual_learn(&usual, &topic, TOMATO, day(0), NULL);
		sg_usual_learn(&usual, &topic, first, day(1), NULL);
		sg_usual_learn(&usual, &topic, second, day(2), NULL);
		for (int64_t i = 3; i < 900; i++) {
			sg_usual_learn(&usual, &topic, TOMATO, day(i), NULL);
		}
		sg_usual_predict(&usual, &topic, day(900), &prediction);
		near(prediction.options[1].chance, prediction.options[2].chance, 0);
		assert_int_equal(prediction.options[1].key, second);
		assert_int_equal(prediction.options[2].key, first);
	}
}

/* ---- the bar ----------------------------------------------------------------------------- */

static int64_t have(struct sg_usual *usual, const struct sg_usual_topic *topic,
	uint64_t key, int times, int64_t from)
{
	for (int i = 0; i < times; i++, from += 3) {
		sg_usual_learn(usual, topic, key, day(from), NULL);
	}
	return from;
}

static void expect_reason(const struct sg_usual *usual, uint64_t key, int64_t since,
	uint32_t hits, uint32_t total, uint64_t before, uint32_t before_of)
{
	struct sg_usual_reason reason;

	assert_true(sg_usual_explain(usual, &reason));
	assert_int_equal(reason.key, key);
	assert_int_equal(reason.since_us, day(since));
	assert_int_equal(reason.hits, hits);
	assert_int_equal(reason.total, total);
	assert_int_equal(reason.before_key, before);
	assert_int_equal(reason.before_hits, before_of);
	assert_int_equal(reason.before_total, before_of);
}

/* Thirty-one of `old`, five of `new`, 61 days away, then one of `old`. */
static void at_the_bar(const struct sg_usual_topic *topic, uint64_t old, uint64_t new)
{
	struct sg_usual_prediction prediction;
	struct sg_usual usual;
	int64_t last;

	sg_usual_init(&usual, topic);
	last = have(&usual, topic, new, 5, have(&usual, topic, old, 31, 0)) - 3;
	sg_usual_predict(&usual, topic, day(last + 61), &prediction);
	assert_int_equal(prediction.days_away, 61);
	assert_int_equal(prediction.options[0].key, new);
	assert_int_equal(prediction.options[1].key, old);
	assert_true(prediction.options[0].confidence < prediction.options[0].chance);
	assert_int_equal(sg_usual_decide(&prediction, &even_costs), SG_USUAL_ASSUME);
	expect_reason(&usual, new, 93, 5, 5, old, 31);

	sg_usual_learn(&usual, topic, old, day(last + 61), NULL);
	sg_usual_predict(&usual, topic, day(last + 62), &prediction);
	for (int wrong = 2; wrong <= 6; wrong++) {
		const struct sg_usual_costs costs = {1, wrong, 1.5};

		assert_int_equal(sg_usual_decide(&prediction, &costs), SG_USUAL_ASK);
	}
	assert_true(prediction.options[0].key + prediction.options[1].key == old + new);
}

static void after_an_absence_the_new_usual_is_served_and_a_relapse_asked_about(
	void **unused)
{
	static const char *const popular[] = {
		"", "TE", "TTTTEEOO", "EEEETTOO", "TEabcdef", "TETETETEO"};

	(void)unused;
	for (size_t i = 0; i < sizeof popular / sizeof popular[0]; i++) {
		struct sg_usual_topic topic;

		sg_usual_topic_init(&topic);
		for (const char *at = popular[i]; *at != '\0'; at++) {
			sg_usual_topic_count(&topic, *at == 'T'   ? TOMATO
						     : *at == 'E' ? EGG
								  : (uint64_t)*at);
		}
		at_the_bar(&topic, TOMATO, EGG);
		at_the_bar(&topic, EGG, TOMATO);
	}
}

static void a_single_other_choice_is_no_new_usual(void **unused)
{
	struct sg_usual_topic topic;
	struct sg_usual usual;

	(void)unused;
	sg_usual_topic_init(&topic);
	sg_usual_init(&usual, &topic);
	have(&usual, &topic, EGG, 1, have(&usual, &topic, TOMATO, 12, 0));
	expect_reason(&usual, TOMATO, 0, 12, 13, 0, 0);
	have(&usual, &topic, TOMATO, 1, 39);
	expect_reason(&usual, TOMATO, 0, 13, 14, 0, 0);
}

/* ---- absence ------------------------------------------------------------------------------ */

static void an_absence_lowers_the_confidence_and_never_changes_the_answer(void **unused)
{
	struct sg_usual_prediction now, then;
	struct sg_usual_topic topic;
	struct sg_usual usual;
	double before = 1;

	(void)unused;
	sg_usual_topic_init(&topic);
	for (int i = 0; i < 9; i++) {
		sg_usual_topic_count(&topic, EGG);
	}
	sg_usual_init(&usual, &topic);
	have(&usual, &topic, EGG, 2, have(&usual, &topic, TOMATO, 6, 0));
	have(&usual, &topic, TOMATO, 1, 24);
	sg_usual_predict(&usual, &topic, day(24), &now);
	assert_int_equal(now.options[0].key, TOMATO);
	for (int64_t away = 0; away < 4000; away += 40) {
		sg_usual_predict(&usual, &topic, day(24 + away), &then);
		assert_int_equal(then.days_away, away);
		assert_int_equal(then.options[0].key, TOMATO);
		near(then.options[0].chance, now.options[0].chance, 0);
		assert_true(then.options[0].confidence <= before);
		before = then.options[0].confidence;
	}
	sg_usual_predict(&usual, &topic, day(24 + 240), &then);
	near(then.options[0].confidence,
		(now.options[0].chance + sg_usual_topic_share(&topic, TOMATO) / 2) / 2,
		1e-12);
	sg_usual_predict(&usual, &topic, INT64_MAX, &then);
	near(then.options[0].confidence, sg_usual_topic_share(&topic, TOMATO) / 2, 1e-9);
}

static void a_clock_that_goes_back_or_is_not_there_is_no_absence(void **unused)
{
	static const int64_t times_us[] = {SG_NO_TIME, INT64_MIN + 1, 0, 5};
	struct sg_usual_prediction prediction;
	struct sg_usual_topic topic;
	struct sg_usual usual;

	(void)unused;
	sg_usual_topic_init(&topic);
	sg_usual_init(&usual, &topic);
	have(&usual, &topic, EGG, 4, 0);
	for (size_t i = 0; i < sizeof times_us / sizeof times_us[0]; i++) {
		sg_usual_learn(&usual, &topic, EGG, times_us[i], NULL);
		sg_usual_predict(&usual, &topic, times_us[i], &prediction);
		assert_int_equal(prediction.days_away, 0);
	}
	expect_reason(&usual, EGG, 0, 8, 8, 0, 0);
}

/* ---- serve, ask or stay silent ------------------------------------------------------------ */

static void what_to_do_follows_from_confidence_and_costs(void **unused)
{
	static const struct {
		uint32_t count;
		double first, second;
		struct sg_usual_costs costs;
		enum sg_usual_advice advice;
	} cases[] = {
		{0, 0, 0, {1, 3, 1.5}, SG_USUAL_SILENT},
		{2, 0.67, 0.1, {1, 3, 1.5}, SG_USUAL_ASSUME},
		{2, 0.66, 0.1, {1, 3, 1.5}, SG_USUAL_ASK},
		{2, 0.75, 0.2, {1, 4, 1.5}, SG_USUAL_ASK},
		{2, 0.7501, 0.2, {1, 4, 1.5}, SG_USUAL_ASSUME},
		{2, 0.79, 0, {1, 5, 1.5}, SG_USUAL_ASK},
		{2, 0.81, 0, {1, 5, 1.5}, SG_USUAL_ASSUME},
		{2, 0.4, 0.3, {1, 3, 1.5}, SG_USUAL_ASK},
		{2, 0.4, 0.2, {1, 3, 1.5}, SG_USUAL_SILENT},
		{2, 0.4, 0.2, {1, 3, 2}, SG_USUAL_ASK},
		{2, 0.25, 0.25, {1, 3, 2}, SG_USUAL_ASK},
		{1, 0.6, 0.9, {1, 3, 1.5}, SG_USUAL_SILENT},
		{1, 0.01, 0, {1, 1, 0.1}, SG_USUAL_ASSUME},
		{1, 0.99, 0, {1, 1000, 0.5}, SG_USUAL_SILENT},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct sg_usual_prediction prediction = {.count = cases[i].count,
			.options = {{.confidence = cases[i].first},
				{.confidence = cases[i].second}}};

		assert_int_equal(
			sg_usual_decide(&prediction, &cases[i].costs), cases[i].advice);
	}
}

/* ---- what always holds --------------------------------------------------------------------- */

static void expect_whole(const struct sg_usual *usual, const struct sg_usual_topic *topic)
{
	int64_t now_us = day((int64_t)below(2000));
	struct sg_usual_prediction prediction;
	struct sg_usual_chance never;
	double sum = 0, confidence = 0, other = 0;

	sg_usual_predict(usual, topic, now_us, &prediction);
	assert_true(prediction.count <= SG_USUAL_OPTIONS);
	for (uint32_t i = 0; i < prediction.count; i++) {
		struct sg_usual_chance same;

		sg_usual_chance_of(
			usual, topic, prediction.options[i].key, now_us, &same);
		near(same.chance, prediction.options[i].chance, 1e-15);
		assert_true(same.chance > 0 && same.confidence > 0);
		assert_true(i < 2 || same.chance <= prediction.options[i - 1].chance);
		sum += same.chance;
		confidence += same.confidence;
	}
	for (uint32_t i = 0; i < topic->popular_count; i++) {
		bool own = false;

		for (uint32_t j = 0; j < prediction.count; j++) {
			own |= prediction.options[j].key == topic->popular[i];
		}
		sg_usual_chance_of(usual, topic, topic->popular[i], now_us, &never);
		other += own ? 0 : never.chance;
	}
	sg_usual_chance_of(usual, topic, NEVER_SEEN, now_us, &never);
	near(sum + prediction.other, 1, 1e-12);
	near(confidence + prediction.other_confidence, 1, 1e-12);
	assert_true(prediction.other > 0);
	/* What was evicted weighs among the others. */
	assert_true(other + never.chance <= prediction.other + 1e-12);
	if (usual->option_count < SG_USUAL_OPTIONS) {
		near(other + never.chance, prediction.other, 1e-12);
	}
}

static void expect_ordered(const struct sg_usual *usual)
{
	struct sg_usual_reason reason;

	assert_in_range(usual->run_count, 1, SG_USUAL_RUNS);
	for (uint32_t r = 1; r < usual->run_count; r++) {
		assert_true(usual->runs[r].since_us >= usual->runs[r - 1].since_us);
		assert_true(usual->runs[r].total <= usual->runs[r - 1].total);
	}
	assert_true(sg_usual_explain(usual, &reason));
	assert_true(reason.hits >= 1 && reason.hits <= reason.total);
	assert_true(reason.before_hits <= reason.before_total);
	assert_int_equal(reason.total + reason.before_total, usual->total);
	assert_true(reason.since_us <= reason.last_seen_us);
}

static void chances_sum_to_one_and_moments_are_in_order(void **unused)
{
	(void)unused;
	for (uint64_t stream = 0; stream < 200; stream++) {
		uint64_t options = 1 + below(24);
		struct sg_usual_topic topic;
		struct sg_usual usual;

		sg_usual_topic_init(&topic);
		for (uint64_t i = below(100); i > 0; i--) {
			sg_usual_topic_count(&topic, below(options + 3));
		}
		sg_usual_init(&usual, &topic);
		for (int64_t i = 0; i < 120; i++) {
			sg_usual_learn(&usual, &topic, below(2) ? below(options) : 0,
				day(i - (int64_t)below(3)), NULL);
			expect_whole(&usual, &topic);
			expect_ordered(&usual);
		}
	}
}

static void the_smallest_of_more_than_sixteen_is_evicted(void **unused)
{
	struct sg_usual_prediction prediction;
	struct sg_usual_topic topic;
	struct sg_usual usual;
	bool found = false;

	(void)unused;
	sg_usual_topic_init(&topic);
	sg_usual_init(&usual, &topic);
	have(&usual, &topic, TOMATO, 5, 0);
	for (uint64_t key = 100; key < 200; key++) {
		sg_usual_learn(&usual, &topic, key, day((int64_t)key), NULL);
		sg_usual_learn(&usual, &topic, TOMATO, day((int64_t)key), NULL);
	}
	sg_usual_predict(&usual, &topic, day(200), &prediction);
	assert_int_equal(prediction.count, SG_USUAL_OPTIONS);
	assert_int_equal(prediction.options[0].key, TOMATO);
	for (uint32_t i = 1; i < prediction.count; i++) {
		assert_in_range(prediction.options[i].key, 185, 199);
		found |= prediction.options[i].key == 199;
	}
	assert_true(found);
	expect_reason(&usual, TOMATO, 0, 105, 205, 0, 0);
}

static void counts_stay_in_their_range_for_ever(void **unused)
{
	unsigned char bytes[SG_USUAL_BYTES];
	struct sg_usual_topic topic;
	struct sg_usual_reason reason;
	struct sg_usual usual, back;

	(void)unused;
	sg_usual_topic_init(&topic);
	sg_usual_init(&usual, &topic);
	for (int64_t i = 0; i < 140000; i++) {
		sg_usual_learn(&usual, &topic, i % 10 == 0 ? EGG : TOMATO, day(i), NULL);
	}
	assert_in_range(usual.total, 32768, 65535);
	assert_true(sg_usual_explain(&usual, &reason));
	near((double)usual.counts[0] / usual.total +
			(double)usual.counts[1] / usual.total,
		1, 1e-4);
	assert_int_equal(
		sg_usual_decode(bytes, sg_usual_encode(&usual, bytes), &back, NULL),
		SG_OK);
	expect_whole(&usual, &topic);
}

/* ---- the same again ------------------------------------------------------------------------ */

static void learn_some(struct sg_usual *usual, const struct sg_usual_topic *topic,
	uint64_t seed, int count, bool store)
{
	unsigned char bytes[SG_USUAL_BYTES];

	state = seed;
	for (int i = 0; i < count; i++) {
		uint64_t key = below(3) ? seed % 7 : below(20);

		sg_usual_learn(usual, topic, key, day(i), NULL);
		if (store) {
			size_t len = sg_usual_encode(usual, bytes);

			memset(usual, 0xA5, sizeof *usual);
			assert_int_equal(sg_usual_decode(bytes, len, usual, NULL), SG_OK);
		}
	}
}

static void storing_in_between_changes_nothing_and_a_replay_gives_the_same(void **unused)
{
	(void)unused;
	for (uint64_t seed = 1; seed < 100; seed++) {
		struct sg_usual once, stored, again;
		struct sg_usual_topic topic;

		sg_usual_topic_init(&topic);
		for (uint64_t i = 0; i < seed; i++) {
			sg_usual_topic_count(&topic, i % 11);
		}
		sg_usual_init(&once, &topic);
		stored = again = once;
		learn_some(&once, &topic, seed, 60, false);
		learn_some(&stored, &topic, seed, 60, true);
		learn_some(&again, &topic, seed, 60, false);
		assert_memory_equal(&once, &stored, sizeof once);
		assert_memory_equal(&once, &again, sizeof once);
	}
}

/* The same on every machine and with every compiler, so a state that is stored can be compared. */
static void the_bytes_of_a_known_history_are_known(void **unused)
{
	unsigned char bytes[SG_USUAL_BYTES];
	struct sg_usual_topic topic;
	struct sg_usual usual;
	size_t len;

	(void)unused;
	sg_usual_topic_init(&topic);
	for (uint64_t i = 0; i < 50; i++) {
		sg_usual_topic_count(&topic, i % 7);
	}
	sg_usual_init(&usual, &topic);
	learn_some(&usual, &topic, 12345, 500, false);
	len = sg_usual_encode(&usual, bytes);
	assert_int_equal(len, 980);
	assert_int_equal(sg_hash64(bytes, len, 0), UINT64_C(0x909ec792f7eda114));
}

/* ---- teaching ------------------------------------------------------------------------------ */

static void expect_weights(const struct sg_usual_weights *weights)
{
	static const size_t parts[] = {
		SG_USUAL_FORGETTING, SG_USUAL_CHANGES, SG_USUAL_GROUPS};
	const double *at = weights->of;

	for (size_t i = 0; i < 3; at += parts[i++]) {
		double sum = 0;

		for (size_t j = 0; j < parts[i]; j++) {
			assert_true(at[j] >= 0);
			sum += at[j];
		}
		near(sum, 1, 0);
	}
}

static void the_first_choice_teaches_nothing_and_the_others_whom_to_believe(void **unused)
{
	struct sg_usual_lesson lesson;
	struct sg_usual_topic topic, before;
	struct sg_usual usual;

	(void)unused;
	sg_usual_topic_init(&topic);
	before = topic;
	sg_usual_init(&usual, &topic);
	sg_usual_learn(&usual, &topic, TOMATO, day(0), &lesson);
	assert_int_equal(lesson.count, 0);
	sg_usual_topic_teach(&topic, &lesson);
	assert_memory_equal(&topic, &before, sizeof topic);
	for (int64_t i = 1; i < 3000; i++) {
		/* Every other day something else: what forgets at once is always wrong. */
		sg_usual_learn(
			&usual, &topic, i % 2 == 0 ? TOMATO : EGG, day(i), &lesson);
		assert_int_equal(lesson.count, 1);
		sg_usual_topic_teach(&topic, &lesson);
	}
	expect_weights(&topic.weights);
	assert_int_equal(topic.lessons, 2999);
	assert_true(topic.weights.of[0] < 0.001);
	assert_true(topic.weights.of[SG_USUAL_FORGETTING - 3] > 0.2);
}

/* Of 15 equal weights the first goes to 50/51 of itself and 1/51 after the first lesson, and to
 * .995 of itself and .005 after many. */
static void the_first_lessons_move_more_than_later_ones(void **unused)
{
	struct sg_usual_lesson lesson = {.count = 1,
		.parts = {[0] = 1,
			[SG_USUAL_FORGETTING] = 1,
			[SG_USUAL_FORGETTING + SG_USUAL_CHANGES] = 1}};
	struct sg_usual_topic topic;

	(void)unused;
	sg_usual_topic_init(&topic);
	sg_usual_topic_teach(&topic, &lesson);
	near(topic.weights.of[0], 50.0 / 51 / 15 + 1.0 / 51, 1e-9);
	near(topic.weights.of[SG_USUAL_FORGETTING], 50.0 / 51 / 3 + 1.0 / 51, 1e-9);
	near(topic.weights.of[SG_USUAL_EXPERTS - 1], 50.0 / 51 / 2, 1e-9);
	sg_usual_topic_init(&topic);
	topic.lessons = 1000;
	sg_usual_topic_teach(&topic, &lesson);
	near(topic.weights.of[0], 0.995 / 15 + 0.005, 1e-9);
	near(topic.weights.of[1], 0.995 / 15, 1e-9);
}

static void lessons_can_be_added_up(void **unused)
{
	struct sg_usual_lesson lesson, sum = {.parts = {NAN}};
	struct sg_usual_topic topic, one_by_one, at_once;
	struct sg_usual usual;

	(void)unused;
	sg_usual_topic_init(&topic);
	one_by_one = at_once = topic;
	sg_usual_init(&usual, &topic);
	for (int64_t i = 0; i < 40; i++) {
		sg_usual_learn(&usual, &topic, below(4) ? EGG : TOMATO, day(i), &lesson);
		sg_usual_topic_teach(&one_by_one, &lesson);
		sg_usual_lesson_add(&sum, &lesson);
	}
	assert_int_equal(sum.count, 39);
	sg_usual_topic_teach(&at_once, &sum);
	expect_weights(&at_once.weights);
	assert_int_equal(at_once.lessons, one_by_one.lessons);
	for (size_t i = 0; i < SG_USUAL_EXPERTS; i++) {
		near(at_once.weights.of[i], one_by_one.weights.of[i], 0.05);
	}
	sum.count = UINT32_MAX;
	sg_usual_topic_teach(&at_once, &sum);
	assert_int_equal(at_once.lessons, UINT32_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_a_guest_never_seen_nothing_is_known),
		cmocka_unit_test(the_popular_is_what_was_counted_and_one_more),
		cmocka_unit_test(what_is_more_than_a_topic_counts_is_unknown),
		cmocka_unit_test(one_choice_counts_as_worked_out_by_hand),
		cmocka_unit_test(of_equal_other_ones_the_last_chosen_stands_first),
		cmocka_unit_test(of_equal_ones_the_last_chosen_is_announced),
		cmocka_unit_test(
			after_an_absence_the_new_usual_is_served_and_a_relapse_asked_about),
		cmocka_unit_test(a_single_other_choice_is_no_new_usual),
		cmocka_unit_test(
			an_absence_lowers_the_confidence_and_never_changes_the_answer),
		cmocka_unit_test(a_clock_that_goes_back_or_is_not_there_is_no_absence),
		cmocka_unit_test(what_to_do_follows_from_confidence_and_costs),
		cmocka_unit_test(chances_sum_to_one_and_moments_are_in_order),
		cmocka_unit_test(the_smallest_of_more_than_sixteen_is_evicted),
		cmocka_unit_test(counts_stay_in_their_range_for_ever),
		cmocka_unit_test(
			storing_in_between_changes_nothing_and_a_replay_gives_the_same),
		cmocka_unit_test(the_bytes_of_a_known_history_are_known),
		cmocka_unit_test(
			the_first_choice_teaches_nothing_and_the_others_whom_to_believe),
		cmocka_unit_test(the_first_lessons_move_more_than_later_ones),
		cmocka_unit_test(lessons_can_be_added_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
