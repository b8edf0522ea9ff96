/*
 * A state as bytes and back. Little-endian; what is rounded has 40 bits, so there is no number
 * that is none. First a byte with the version of the form, then as written below; only as
 * many options and runs as there are. At most 980 bytes.
 */
#include "core/usual.h"

#include <string.h>

#include "core/time.h"
#include "core/usual_inside.h"

enum { STATE_FORM = 1, TOPIC_FORM = 1, LESSON_FORM = 1 };

_Static_assert(22 + SG_USUAL_OPTIONS * (11 + 5 * (SG_USUAL_RATES - 1)) +
			       5 * (SG_USUAL_RATES - 1) +
			       SG_USUAL_RUNS * (10 + 2 * SG_USUAL_OPTIONS +
						       5 * SG_USUAL_CHANGES) +
			       5 * SG_USUAL_EXPERTS <=
		       SG_USUAL_BYTES,
	"a state fits");
_Static_assert(14 + 12 * SG_USUAL_POPULAR + 5 * SG_USUAL_EXPERTS <= SG_USUAL_TOPIC_BYTES,
	"a topic fits");

/* ---- numbers ----------------------------------------------------------------------------- */

static unsigned char *put(unsigned char *at, size_t width, uint64_t value)
{
	for (size_t i = 0; i < width; i++) {
		at[i] = (unsigned char)(value >> (8 * i));
	}
	return at + width;
}

static unsigned char *put_real(unsigned char *at, double value)
{
	return put(at, 5, (uint64_t)(value / SG_USUAL_UNIT));
}

static unsigned char *put_reals(unsigned char *at, const double *values, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		at = put_real(at, values[i]);
	}
	return at;
}

/* Reads on; what would be beyond the end is 0 and is noted. */
struct reader {
	const unsigned char *at;
	size_t left;
	bool failed;
};

static uint64_t take(struct reader *reader, size_t width)
{
	uint64_t value = 0;

	if (reader->left < width) {
		reader->failed = true;
		reader->left = 0;
		return 0;
	}
	for (size_t i = 0; i < width; i++) {
		value |= (uint64_t)reader->at[i] << (8 * i);
	}
	reader->at += width;
	reader->left -= width;
	return value;
}

static uint32_t take_count(struct reader *reader, size_t width, uint32_t most)
{
	uint64_t value = take(reader, width);

	if (value > most) {
		reader->failed = true;
		return most;
	}
	return (uint32_t)value;
}

static int64_t take_time(struct reader *reader)
{
	uint64_t bits = take(reader, 8);
	int64_t time_us;

	memcpy(&time_us, &bits, sizeof time_us);
	return time_us;
}

static void take_reals(struct reader *reader, double *ret_values, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		ret_values[i] = (double)take(reader, 5) * SG_USUAL_UNIT;
	}
}

/* ---- what must hold ---------------------------------------------------------------------- */

static bool is_near(double value, double wanted)
{
	return value > wanted - 1e-6 && value < wanted + 1e-6;
}

/* Parts of 1 were settled to sum to it. */
static bool is_one(double sum)
{
	return sum >= 1 && sum <= 1;
}

static bool are_weights(const struct sg_usual_weights *weights)
{
	const double *at = weights->of;

	for (size_t i = 0; i < SG_USUAL_PARTS; at += sg_usual_parts[i++]) {
		double sum = 0;

		for (size_t j = 0; j < sg_usual_parts[i]; j++) {
			sum += at[j];
		}
		if (!is_one(sum)) {
			return false;
		}
	}
	return true;
}

static bool are_options(const struct sg_usual *usual)
{
	bool taken[SG_USUAL_OPTIONS] = {false};
	uint32_t counted = 0;

	for (uint32_t i = 0; i < usual->option_count; i++) {
		if (sg_usual_find(usual, usual->options[i]) != i ||
			usual->recency[i] >= usual->option_count ||
			taken[usual->recency[i]]) {
			return false;
		}
		taken[usual->recency[i]] = true;
		counted += usual->counts[i];
	}
	return counted <= usual->total;
}

/* After n observations a rate has counted (1 − λⁿ) / (1 − λ), whatever they were. */
static bool are_counters(const struct sg_usual *usual)
{
	for (size_t rate = 0; rate < SG_USUAL_RATES - 1; rate++) {
		double wanted = 0;

		for (uint32_t i = 0; i < usual->total && i < 1000; i++) {
			wanted = sg_usual_rates[rate] * wanted + 1;
		}
		if (!is_near(usual->weighed[rate], wanted)) {
			return false;
		}
	}
	return true;
}

static bool is_run(const struct sg_usual *usual, uint32_t r)
{
	const struct sg_usual_run *run = &usual->runs[r];
	uint32_t counted = 0;

	for (uint32_t i = 0; i < usual->option_count; i++) {
		if (run->counts[i] > usual->counts[i]) {
			return false;
		}
		counted += run->counts[i];
	}
	if (run->since_us < (r > 0 ? run[-1].since_us : usual->first_us) ||
		(r > 0 && run->total > run[-1].total)) {
		return false;
	}
	return run->total > 0 && counted <= run->total && run->total <= usual->total &&
	       run->since_us <= usual->last_us;
}

static bool are_runs(const struct sg_usual *usual)
{
	for (size_t change = 0; change < SG_USUAL_CHANGES; change++) {
		double sum = 0;

		for (uint32_t r = 0; r < usual->run_count; r++) {
			sum += usual->runs[r].likely[change];
		}
		if (usual->run_count > 0 && !is_one(sum)) {
			return false;
		}
	}
	for (uint32_t r = 0; r < usual->run_count; r++) {
		if (!is_run(usual, r)) {
			return false;
		}
	}
	return true;
}

static bool is_sound(const struct sg_usual *usual)
{
	bool began = usual->total > 0;

	if ((usual->option_count > 0) != began || (usual->run_count > 0) != began ||
		usual->answer >= usual->option_count + !began ||
		usual->first_us > usual->last_us) {
		return false;
	}
	return are_options(usual) && are_counters(usual) && are_runs(usual) &&
	       are_weights(&usual->weights);
}

/* ---- a state ----------------------------------------------------------------------------- */

size_t sg_usual_encode(
	const struct sg_usual *usual, unsigned char ret_bytes[SG_USUAL_BYTES])
{
	unsigned char *at = put(ret_bytes, 1, STATE_FORM);

	at = put(at, 1, usual->option_count);
	at = put(at, 1, usual->run_count);
	at = put(at, 1, usual->answer);
	at = put(at, 2, usual->total);
	at = put(at, 8, (uint64_t)usual->first_us);
	at = put(at, 8, (uint64_t)usual->last_us);
	for (uint32_t i = 0; i < usual->option_count; i++) {
		at = put(at, 8, usual->options[i]);
		at = put(at, 1, usual->recency[i]);
		at = put(at, 2, usual->counts[i]);
	}
	for (size_t rate = 0; rate < SG_USUAL_RATES - 1; rate++) {
		at = put_reals(at, usual->forgetting[rate], usual->option_count);
		at = put_real(at, usual->forgotten[rate]);
	}
	for (uint32_t r = 0; r < usual->run_count; r++) {
		at = put(at, 8, (uint64_t)usual->runs[r].since_us);
		at = put(at, 2, usual->runs[r].total);
		for (uint32_t i = 0; i < usual->option_count; i++) {
			at = put(at, 2, usual->runs[r].counts[i]);
		}
		at = put_reals(at, usual->runs[r].likely, SG_USUAL_CHANGES);
	}
	at = put_reals(at, usual->weights.of, SG_USUAL_EXPERTS);
	return (size_t)(at - ret_bytes);
}

static void take_run(struct reader *reader, uint32_t options, struct sg_usual_run *run)
{
	run->since_us = take_time(reader);
	run->total = take_count(reader, 2, SG_USUAL_MOST_COUNTED);
	for (uint32_t i = 0; i < options; i++) {
		run->counts[i] = take_count(reader, 2, SG_USUAL_MOST_COUNTED);
	}
	take_reals(reader, run->likely, SG_USUAL_CHANGES);
}

static void take_state(struct reader *reader, struct sg_usual *usual)
{
	memset(usual, 0, sizeof *usual);
	usual->option_count = take_count(reader, 1, SG_USUAL_OPTIONS);
	usual->run_count = take_count(reader, 1, SG_USUAL_RUNS);
	usual->answer = take_count(reader, 1, SG_USUAL_OPTIONS);
	usual->total = take_count(reader, 2, SG_USUAL_MOST_COUNTED);
	usual->first_us = take_time(reader);
	usual->last_us = take_time(reader);
	for (uint32_t i = 0; i < usual->option_count; i++) {
		usual->options[i] = take(reader, 8);
		usual->recency[i] = (uint8_t)take(reader, 1);
		usual->counts[i] = take_count(reader, 2, SG_USUAL_MOST_COUNTED);
	}
	for (size_t rate = 0; rate < SG_USUAL_RATES - 1; rate++) {
		take_reals(reader, usual->forgetting[rate], usual->option_count);
		take_reals(reader, &usual->forgotten[rate], 1);
	}
	for (uint32_t r = 0; r < usual->run_count; r++) {
		take_run(reader, usual->option_count, &usual->runs[r]);
	}
	take_reals(reader, usual->weights.of, SG_USUAL_EXPERTS);
	sg_usual_weigh(usual);
}

static enum sg_status refuse(struct sg_error *error, const char *what)
{
	return sg_fail(error, SG_INVALID, "usual_invalid", "", "%s", what);
}

enum sg_status sg_usual_decode(
	const void *bytes, size_t len, struct sg_usual *ret_usual, struct sg_error *error)
{
	struct reader reader = {.at = bytes, .left = len};
	struct sg_usual usual;

	if (take(&reader, 1) != STATE_FORM) {
		return refuse(error, "a usual in a form that is not known");
	}
	take_state(&reader, &usual);
	if (reader.failed || reader.left > 0) {
		return refuse(error, "a usual is too short, too long or counts too many");
	}
	if (!is_sound(&usual)) {
		return refuse(error, "the counts of a usual contradict each other");
	}
	*ret_usual = usual;
	return SG_OK;
}

/* ---- lessons --------------------------------------------------------------------------------- */

void sg_usual_lesson_encode(const struct sg_usual_lesson *lesson,
	unsigned char ret_bytes[SG_USUAL_LESSON_BYTES])
{
	unsigned char *at = put(ret_bytes, 1, LESSON_FORM);

	at = put(at, 4, lesson->count);
	for (size_t i = 0; i < SG_USUAL_EXPERTS; i++) {
		double part = lesson->count > 0 ? lesson->parts[i] : 0;

		at = put(at, 8, (uint64_t)(part / SG_USUAL_UNIT + 0.5));
	}
}

/* The parts of each kind sum to how many lessons there are, but for their rounding. */
static bool is_lesson(const struct sg_usual_lesson *lesson)
{
	const double *at = lesson->parts;

	for (size_t i = 0; i < SG_USUAL_PARTS; at += sg_usual_parts[i++]) {
		double sum = 0, most = lesson->count * (1 + 1e-6);

		for (size_t j = 0; j < sg_usual_parts[i]; j++) {
			sum += at[j];
		}
		if (sum > most || sum < lesson->count * (1 - 1e-6)) {
			return false;
		}
	}
	return true;
}

enum sg_status sg_usual_lesson_decode(const void *bytes, size_t len,
	struct sg_usual_lesson *ret_lesson, struct sg_error *error)
{
	struct reader reader = {.at = bytes, .left = len};
	struct sg_usual_lesson lesson;

	if (take(&reader, 1) != LESSON_FORM) {
		return refuse(error, "lessons in a form that is not known");
	}
	lesson.count = take_count(&reader, 4, UINT32_MAX);
	for (size_t i = 0; i < SG_USUAL_EXPERTS; i++) {
		lesson.parts[i] = (double)take(&reader, 8) * SG_USUAL_UNIT;
	}
	if (reader.failed || reader.left > 0 || !is_lesson(&lesson)) {
		return refuse(error, "lessons contradict their number");
	}
	*ret_lesson = lesson;
	return SG_OK;
}

/* ---- a topic ----------------------------------------------------------------------------- */

size_t sg_usual_topic_encode(
	const struct sg_usual_topic *topic, unsigned char ret_bytes[SG_USUAL_TOPIC_BYTES])
{
	unsigned char *at = put(ret_bytes, 1, TOPIC_FORM);

	at = put(at, 4, topic->version);
	at = put(at, 4, topic->lessons);
	at = put(at, 1, topic->popular_count);
	at = put(at, 4, topic->unknown);
	for (uint32_t i = 0; i < topic->popular_count; i++) {
		at = put(at, 8, topic->popular[i]);
		at = put(at, 4, topic->counts[i]);
	}
	at = put_reals(at, topic->weights.of, SG_USUAL_EXPERTS);
	return (size_t)(at - ret_bytes);
}

static bool take_topic(struct reader *reader, struct sg_usual_topic *topic)
{
	sg_usual_topic_init(topic);
	topic->version = take_count(reader, 4, UINT32_MAX);
	topic->lessons = take_count(reader, 4, UINT32_MAX);
	topic->popular_count = take_count(reader, 1, SG_USUAL_POPULAR);
	topic->unknown = take_count(reader, 4, UINT32_MAX);
	for (uint32_t i = 0; i < topic->popular_count; i++) {
		topic->popular[i] = take(reader, 8);
		topic->counts[i] = take_count(reader, 4, UINT32_MAX);
		topic->known += topic->counts[i];
		if (i > 0 && topic->popular[i] <= topic->popular[i - 1]) {
			return false;
		}
	}
	take_reals(reader, topic->weights.of, SG_USUAL_EXPERTS);
	return are_weights(&topic->weights);
}

enum sg_status sg_usual_topic_decode(const void *bytes, size_t len,
	struct sg_usual_topic *ret_topic, struct sg_error *error)
{
	struct reader reader = {.at = bytes, .left = len};
	struct sg_usual_topic topic;

	if (take(&reader, 1) != TOPIC_FORM) {
		return refuse(error, "a topic's usuals in a form that is not known");
	}
	if (!take_topic(&reader, &topic) || reader.failed || reader.left > 0) {
		return refuse(error, "what is known of a topic's usuals is damaged");
	}
	*ret_topic = topic;
	return SG_OK;
}
