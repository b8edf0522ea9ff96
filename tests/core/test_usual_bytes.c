/* States and topics as bytes: what was written is read, and nothing else does harm. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/time.h"
#include "core/usual.h"

static uint64_t state = 1;

static uint64_t below(uint64_t limit)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (state >> 11) % limit;
}

static void make_topic(struct sg_usual_topic *topic, uint64_t options)
{
	sg_usual_topic_init(topic);
	for (uint64_t i = below(300); i > 0; i--) {
		sg_usual_topic_count(topic, below(options));
	}
	topic->version = (uint32_t)below(1000);
}

static void make_state(struct sg_usual *usual, struct sg_usual_topic *topic)
{
	uint64_t options = 1 + below(20);
	struct sg_usual_lesson lesson;
	int64_t time_us = 0;

	make_topic(topic, 1 + below(80));
	sg_usual_init(usual, topic);
	for (uint64_t i = below(80); i > 0; i--) {
		time_us += (int64_t)below(40) * SG_HOUR_US;
		sg_usual_learn(usual, topic, below(3) ? 7 : below(options),
			below(9) ? time_us : SG_NO_TIME, &lesson);
		sg_usual_topic_teach(topic, &lesson);
	}
}

/* A copy of its own, so that reading beyond it is seen. */
static enum sg_status decode(
	const unsigned char *bytes, size_t len, struct sg_usual *usual)
{
	unsigned char *copy = malloc(len + (len == 0));
	struct sg_error error = {0};
	enum sg_status status;

	assert_non_null(copy);
	memcpy(copy, bytes, len);
	status = sg_usual_decode(copy, len, usual, &error);
	free(copy);
	assert_true(status == SG_OK || status == SG_INVALID);
	assert_int_equal(status == SG_OK, error.message[0] == '\0');
	return status;
}

static enum sg_status decode_topic(
	const unsigned char *bytes, size_t len, struct sg_usual_topic *topic)
{
	unsigned char *copy = malloc(len + (len == 0));
	enum sg_status status;

	assert_non_null(copy);
	memcpy(copy, bytes, len);
	status = sg_usual_topic_decode(copy, len, topic, NULL);
	free(copy);
	return status;
}

static void what_was_written_is_read(void **unused)
{
	(void)unused;
	for (int i = 0; i < 500; i++) {
		unsigned char bytes[SG_USUAL_BYTES], again[SG_USUAL_BYTES];
		unsigned char topic_bytes[SG_USUAL_TOPIC_BYTES];
		struct sg_usual_topic topic, topic_back;
		struct sg_usual usual, back;
		size_t len;

		make_state(&usual, &topic);
		len = sg_usual_encode(&usual, bytes);
		assert_in_range(len, 100, SG_USUAL_BYTES);
		assert_int_equal(decode(bytes, len, &back), SG_OK);
		assert_memory_equal(&usual, &back, sizeof usual);
		assert_int_equal(sg_usual_encode(&back, again), len);
		assert_memory_equal(bytes, again, len);

		len = sg_usual_topic_encode(&topic, topic_bytes);
		assert_in_range(len, 100, SG_USUAL_TOPIC_BYTES);
		assert_int_equal(decode_topic(topic_bytes, len, &topic_back), SG_OK);
		assert_memory_equal(&topic, &topic_back, sizeof topic);
	}
}

static void lessons_are_the_same_in_any_order_and_when_they_are_stored(void **unused)
{
	enum { LESSONS = 300 };
	struct sg_usual_lesson lessons[LESSONS], forth = {0}, back = {0}, stored = {0};
	unsigned char bytes[SG_USUAL_LESSON_BYTES + 1] = {0};
	struct sg_usual_topic topic;
	struct sg_usual usual;

	(void)unused;
	make_topic(&topic, 5);
	sg_usual_init(&usual, &topic);
	for (int i = 0; i < LESSONS; i++) {
		sg_usual_learn(&usual, &topic, below(5), i * SG_DAY_US, &lessons[i]);
	}
	for (int i = 0; i < LESSONS; i++) {
		sg_usual_lesson_add(&forth, &lessons[i]);
		sg_usual_lesson_add(&back, &lessons[LESSONS - 1 - i]);
		sg_usual_lesson_add(&stored, &lessons[i]);
		sg_usual_lesson_encode(&stored, bytes);
		memset(&stored, 0xA5, sizeof stored);
		assert_int_equal(sg_usual_lesson_decode(
					 bytes, SG_USUAL_LESSON_BYTES, &stored, NULL),
			SG_OK);
	}
	assert_int_equal(forth.count, LESSONS - 1);
	assert_int_equal(stored.count, LESSONS - 1);
	assert_memory_equal(forth.parts, back.parts, sizeof forth.parts);
	assert_memory_equal(forth.parts, stored.parts, sizeof forth.parts);
	for (size_t len = 0; len <= SG_USUAL_LESSON_BYTES + 1; len++) {
		assert_int_equal(sg_usual_lesson_decode(bytes, len, &stored, NULL),
			len == SG_USUAL_LESSON_BYTES ? SG_OK : SG_INVALID);
	}
	for (size_t i = 0; i < SG_USUAL_LESSON_BYTES; i++) {
		unsigned char flip = i < 5 ? 1 : 0x80;

		/* The lowest bytes of a part are smaller than what rounding may leave. */
		if (i >= 5 && (i - 5) % 8 < 4) {
			continue;
		}
		bytes[i] ^= flip;
		assert_int_equal(sg_usual_lesson_decode(
					 bytes, SG_USUAL_LESSON_BYTES, &stored, NULL),
			SG_INVALID);
		bytes[i] ^= flip;
	}
}

/* ---- what does not belong there ------------------------------------------------------------ */

static void what_is_too_short_or_too_long_is_refused(void **unused)
{
	unsigned char bytes[SG_USUAL_BYTES + 1] = {0};
	unsigned char topic_bytes[SG_USUAL_TOPIC_BYTES + 1] = {0};
	struct sg_usual usual, untouched;
	struct sg_usual_topic topic, topic_untouched;
	size_t len, topic_len;

	(void)unused;
	do {
		make_state(&usual, &topic);
	} while (usual.total < 5);
	len = sg_usual_encode(&usual, bytes);
	topic_len = sg_usual_topic_encode(&topic, topic_bytes);
	untouched = usual;
	topic_untouched = topic;
	for (size_t i = 0; i < len; i++) {
		assert_int_equal(decode(bytes, i, &usual), SG_INVALID);
	}
	for (size_t i = 0; i < topic_len; i++) {
		assert_int_equal(decode_topic(topic_bytes, i, &topic), SG_INVALID);
	}
	assert_int_equal(decode(bytes, len + 1, &usual), SG_INVALID);
	assert_int_equal(decode_topic(topic_bytes, topic_len + 1, &topic), SG_INVALID);
	assert_memory_equal(&usual, &untouched, sizeof usual);
	assert_memory_equal(&topic, &topic_untouched, sizeof topic);
}

static void a_form_that_is_not_known_is_refused(void **unused)
{
	unsigned char bytes[SG_USUAL_BYTES], topic_bytes[SG_USUAL_TOPIC_BYTES];
	struct sg_usual_topic topic;
	struct sg_usual usual;
	size_t len, topic_len;

	(void)unused;
	make_state(&usual, &topic);
	len = sg_usual_encode(&usual, bytes);
	topic_len = sg_usual_topic_encode(&topic, topic_bytes);
	for (int form = 0; form < 256; form++) {
		bytes[0] = topic_bytes[0] = (unsigned char)form;
		assert_int_equal(
			decode(bytes, len, &usual), form == 1 ? SG_OK : SG_INVALID);
		assert_int_equal(decode_topic(topic_bytes, topic_len, &topic),
			form == 1 ? SG_OK : SG_INVALID);
	}
}

/* Every member that can be wrong, made wrong where it stands in memory and written again. */
enum fault {
	TOTAL_TOO_SMALL,
	TOTAL_TOO_LARGE,
	COUNT_TOO_LARGE,
	OPTION_TWICE,
	RECENCY_TWICE,
	RECENCY_TOO_LARGE,
	ANSWER_TOO_LARGE,
	COUNTER_TOO_LARGE,
	FORGOTTEN_TOO_LARGE,
	RUN_COUNT_TOO_LARGE,
	RUN_COUNT_OF_ANOTHER,
	RUN_TOTAL_TOO_LARGE,
	RUN_EMPTY,
	RUNS_OUT_OF_ORDER,
	RUN_AFTER_THE_LAST,
	RUN_BEFORE_THE_FIRST,
	LIKELY_TOO_MUCH,
	WEIGHT_TOO_LARGE,
	WEIGHT_OF_GROUP_TOO_SMALL,
	FIRST_AFTER_LAST,
	NO_RUNS,
	FAULTS,
};

static void spoil(struct sg_usual *usual, enum fault fault)
{
	struct sg_usual_run *last = &usual->runs[usual->run_count - 1];

	switch (fault) {
	case TOTAL_TOO_SMALL:
		usual->total--;
		break;
	case TOTAL_TOO_LARGE:
		usual->total = 1;
		break;
	case COUNT_TOO_LARGE:
		usual->counts[1] += usual->total;
		break;
	case OPTION_TWICE:
		usual->options[1] = usual->options[0];
		break;
	case RECENCY_TWICE:
		usual->recency[1] = usual->recency[0];
		break;
	case RECENCY_TOO_LARGE:
		usual->recency[0] = (uint8_t)usual->option_count;
		break;
	case ANSWER_TOO_LARGE:
		usual->answer = usual->option_count;
		break;
	case COUNTER_TOO_LARGE:
		usual->forgetting[2][0] += 1;
		break;
	case FORGOTTEN_TOO_LARGE:
		usual->forgotten[3] += 0.001;
		break;
	case RUN_COUNT_TOO_LARGE:
		last->counts[0] = usual->counts[0] + 1;
		break;
	case RUN_COUNT_OF_ANOTHER:
		usual->runs[0].counts[0]++;
		usual->runs[0].counts[1]--;
		break;
	case RUN_TOTAL_TOO_LARGE:
		last->total = usual->runs[0].total + 1;
		break;
	case RUN_EMPTY:
		last->total = last->counts[0] = last->counts[1] = 0;
		break;
	case RUNS_OUT_OF_ORDER:
		usual->runs[0].since_us = last->since_us + 1;
		break;
	case RUN_AFTER_THE_LAST:
		last->since_us = usual->last_us + 1;
		break;
	case RUN_BEFORE_THE_FIRST:
		usual->runs[0].since_us = usual->first_us - 1;
		break;
	case LIKELY_TOO_MUCH:
		last->likely[1] += 0.25;
		break;
	case WEIGHT_TOO_LARGE:
		usual->weights.of[3] += 0.5;
		break;
	case WEIGHT_OF_GROUP_TOO_SMALL:
		usual->weights.of[SG_USUAL_EXPERTS - 1] /= 2;
		break;
	case FIRST_AFTER_LAST:
		usual->first_us = usual->last_us + 1;
		break;
	default:
		usual->run_count = 0;
		break;
	}
}

static void counts_that_contradict_each_other_are_refused(void **unused)
{
	struct sg_usual_topic topic;
	struct sg_usual sound, back;

	(void)unused;
	sg_usual_topic_init(&topic);
	sg_usual_init(&sound, &topic);
	for (int64_t i = 0; i < 12; i++) {
		sg_usual_learn(
			&sound, &topic, i < 7 || i == 9 ? 1 : 2, i * SG_DAY_US, NULL);
	}
	for (enum fault fault = 0; fault < FAULTS; fault++) {
		unsigned char bytes[SG_USUAL_BYTES];
		struct sg_usual usual = sound;

		spoil(&usual, fault);
		if (decode(bytes, sg_usual_encode(&usual, bytes), &back) != SG_INVALID) {
			fail_msg("fault %d was taken", (int)fault);
		}
	}
}

static void what_is_popular_must_be_in_order(void **unused)
{
	unsigned char bytes[SG_USUAL_TOPIC_BYTES];
	struct sg_usual_topic topic, back;

	(void)unused;
	sg_usual_topic_init(&topic);
	sg_usual_topic_count(&topic, 5);
	sg_usual_topic_count(&topic, 6);
	topic.popular[0] = 6;
	assert_int_equal(decode_topic(bytes, sg_usual_topic_encode(&topic, bytes), &back),
		SG_INVALID);
	topic.popular[0] = 7;
	assert_int_equal(decode_topic(bytes, sg_usual_topic_encode(&topic, bytes), &back),
		SG_INVALID);
	topic.popular[0] = 0;
	assert_int_equal(
		decode_topic(bytes, sg_usual_topic_encode(&topic, bytes), &back), SG_OK);
}

/* ---- what may belong there ------------------------------------------------------------------ */

static void expect_harmless(struct sg_usual *usual, const struct sg_usual_topic *topic)
{
	struct sg_usual_prediction prediction;
	struct sg_usual_reason reason;

	for (uint64_t i = 0; i < 10; i++) {
		double sum = 0;

		sg_usual_predict(usual, topic, INT64_MAX, &prediction);
		assert_true(prediction.count <= SG_USUAL_OPTIONS);
		for (uint32_t j = 0; j < prediction.count; j++) {
			assert_true(prediction.options[j].chance >= 0);
			assert_true(isfinite(prediction.options[j].confidence));
			sum += prediction.options[j].chance;
		}
		assert_true(sum <= 1 + 1e-6);
		(void)sg_usual_explain(usual, &reason);
		sg_usual_learn(usual, topic, below(30), INT64_MAX, NULL);
	}
}

static void one_wrong_byte_is_refused_or_does_no_harm(void **unused)
{
	size_t taken = 0, refused = 0;

	(void)unused;
	for (int i = 0; i < 40; i++) {
		unsigned char bytes[SG_USUAL_BYTES], topic_bytes[SG_USUAL_TOPIC_BYTES];
		struct sg_usual_topic topic, other;
		struct sg_usual usual;
		size_t len, topic_len;

		make_state(&usual, &topic);
		len = sg_usual_encode(&usual, bytes);
		topic_len = sg_usual_topic_encode(&topic, topic_bytes);
		for (int j = 0; j < 200; j++) {
			size_t at = below(len), topic_at = below(topic_len);
			unsigned char flip = (unsigned char)(1 + below(255));

			bytes[at] ^= flip;
			topic_bytes[topic_at] ^= flip;
			other = topic;
			(void)decode_topic(topic_bytes, topic_len, &other);
			if (decode(bytes, len, &usual) == SG_OK) {
				taken++;
				expect_harmless(&usual, &other);
			} else {
				refused++;
			}
			bytes[at] ^= flip;
			topic_bytes[topic_at] ^= flip;
		}
	}
	assert_true(taken > 500 && refused > 4000);
}

static void rubbish_is_refused(void **unused)
{
	(void)unused;
	for (int i = 0; i < 20000; i++) {
		unsigned char bytes[SG_USUAL_BYTES];
		struct sg_usual_topic topic;
		struct sg_usual usual;

		for (size_t j = 0; j < sizeof bytes; j++) {
			bytes[j] = (unsigned char)below(i % 2 == 0 ? 256 : 3);
		}
		bytes[0] = 1;
		assert_int_equal(
			decode(bytes, below(sizeof bytes + 1), &usual), SG_INVALID);
		assert_int_equal(
			decode_topic(bytes, below(sizeof bytes + 1), &topic), SG_INVALID);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_written_is_read),
		cmocka_unit_test(
			lessons_are_the_same_in_any_order_and_when_they_are_stored),
		cmocka_unit_test(what_is_too_short_or_too_long_is_refused),
		cmocka_unit_test(a_form_that_is_not_known_is_refused),
		cmocka_unit_test(counts_that_contradict_each_other_are_refused),
		cmocka_unit_test(what_is_popular_must_be_in_order),
		cmocka_unit_test(one_wrong_byte_is_refused_or_does_no_harm),
		cmocka_unit_test(rubbish_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
