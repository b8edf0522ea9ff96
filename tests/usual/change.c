/* Change: how soon a new usual is announced, and how seldom one that is none. */
#include "measure.h"

#include <stdlib.h>

#include "cli/random.h"
#include "core/time.h"
#include "guest.h"

enum { SEGMENT = 12, SPLICES = 2000, LEAST_STABLE = 15, FROM_PREDICTION = 5 };

struct segment {
	const struct stream *stream;
	size_t begin;
	uint64_t key; /* the one that makes 70 per cent of it */
};

struct segments {
	struct segment *segments;
	size_t count;
};

static uint64_t key_at(const struct streams *file, const struct stream *stream, size_t i)
{
	return file->choices[stream->at[i]].key;
}

/* Whether one key makes 70 per cent of `count` choices. */
static bool is_dominated(const struct streams *file, const struct stream *stream,
	size_t begin, size_t count, uint64_t *ret_key)
{
	for (size_t i = 0; i < count; i++) {
		uint64_t key = key_at(file, stream, begin + i);
		size_t times = 0;

		for (size_t j = 0; j < count; j++) {
			times += key_at(file, stream, begin + j) == key;
		}
		if (10 * times >= 7 * count) {
			*ret_key = key;
			return true;
		}
	}
	return false;
}

/* ---- delay ------------------------------------------------------------------------------- */

static struct segments find_segments(const struct streams *file)
{
	struct segments found = {
		.segments = calloc(file->count / SEGMENT + 1, sizeof *found.segments)};

	for (size_t s = 0; found.segments != NULL && s < file->stream_count; s++) {
		struct segment segment = {.stream = &file->streams[s]};

		for (; !segment.stream->tune &&
			segment.begin + SEGMENT <= segment.stream->count;
			segment.begin += SEGMENT) {
			if (is_dominated(file, segment.stream, segment.begin, SEGMENT,
				    &segment.key)) {
				found.segments[found.count++] = segment;
			}
		}
	}
	return found;
}

static bool is_pair(const struct segment *a, const struct segment *b)
{
	return a->stream != b->stream && a->key != b->key;
}

static bool has_pair(const struct segments *segments)
{
	for (size_t i = 0; i < segments->count; i++) {
		for (size_t j = 0; j < i; j++) {
			if (is_pair(&segments->segments[i], &segments->segments[j])) {
				return true;
			}
		}
	}
	return false;
}

static const struct segment *draw(
	struct sg_random *random, const struct segments *segments)
{
	return &segments->segments[sg_random_below(random, (uint32_t)segments->count)];
}

static void learn_segment(
	struct guest *guest, const struct streams *file, const struct segment *segment)
{
	for (size_t i = 0; i < SEGMENT; i++) {
		guest_learn(guest, key_at(file, segment->stream, segment->begin + i),
			SG_NO_TIME);
	}
}

static size_t delay_of(struct guest *guest, const struct streams *file,
	const struct segment *first, const struct segment *second)
{
	size_t delay = 0;

	learn_segment(guest, file, first);
	while (delay < SEGMENT && guest_usual(guest) != second->key) {
		guest_learn(guest, key_at(file, second->stream, second->begin + delay),
			SG_NO_TIME);
		delay++;
	}
	return delay;
}

struct splicing {
	const struct streams *files;
	const struct sg_usual_topic *topics;
	const struct segments *segments;
	size_t *usable; /* indices of files that have a pair */
	size_t usable_count;
	enum method method;
};

/* The sum of the delays of a seed's splices. */
static double splice(const struct splicing *splicing, unsigned seed)
{
	struct sg_random random = sg_random_begin(seed, 0);
	double delays = 0;

	for (size_t i = 0; i < SPLICES; i++) {
		size_t f = splicing->usable[sg_random_below(
			&random, (uint32_t)splicing->usable_count)];
		const struct segment *first, *second;
		struct guest guest;

		do {
			first = draw(&random, &splicing->segments[f]);
			second = draw(&random, &splicing->segments[f]);
		} while (!is_pair(first, second));
		guest_begin(&guest, splicing->method, &splicing->topics[f]);
		delays += (double)delay_of(&guest, &splicing->files[f], first, second);
	}
	return delays;
}

static void measure_delay(struct splicing *splicing, size_t count, unsigned seeds,
	struct change_figures *figures)
{
	double delays = 0;

	for (size_t f = 0; f < count; f++) {
		figures->segments += splicing->segments[f].count;
		if (has_pair(&splicing->segments[f])) {
			splicing->usable[splicing->usable_count++] = f;
		}
	}
	for (unsigned seed = 1; splicing->usable_count > 0 && seed <= seeds; seed++) {
		delays += splice(splicing, seed);
		figures->splices += SPLICES;
	}
	if (figures->splices > 0) {
		figures->delay = delays / (double)figures->splices;
	}
}

/* ---- false switches ---------------------------------------------------------------------- */

static void follow(const struct streams *file, const struct stream *stream,
	struct guest *guest, struct change_figures *sums)
{
	uint64_t before = 0;

	for (size_t i = 0; i < stream->count; i++) {
		uint64_t key = key_at(file, stream, i);
		uint64_t usual = i > 0 ? guest_usual(guest) : 0;

		if (i >= FROM_PREDICTION) {
			sums->predictions++;
			sums->false_switches += i > FROM_PREDICTION && usual != before;
			sums->accuracy += usual == key;
		}
		before = usual;
		guest_learn(guest, key, SG_NO_TIME);
	}
}

static void measure_switches(const struct streams *files,
	const struct sg_usual_topic *topics, size_t count, enum method method,
	struct change_figures *figures)
{
	for (size_t f = 0; f < count; f++) {
		for (size_t s = 0; s < files[f].stream_count; s++) {
			const struct stream *stream = &files[f].streams[s];
			struct guest guest;
			uint64_t key;

			if (stream->tune || stream->count < LEAST_STABLE ||
				!is_dominated(
					&files[f], stream, 0, stream->count, &key)) {
				continue;
			}
			figures->stable++;
			guest_begin(&guest, method, &topics[f]);
			follow(&files[f], stream, &guest, figures);
		}
	}
	if (figures->predictions > 0) {
		figures->false_switches *= 100.0 / (double)figures->predictions;
		figures->accuracy /= (double)figures->predictions;
	}
}

struct change_figures measure_change(const struct streams *files,
	const struct sg_usual_topic *topics, size_t count, enum method method,
	unsigned seeds)
{
	struct change_figures figures = {0};
	struct segments *segments = calloc(count + 1, sizeof *segments);
	struct splicing splicing = {.files = files,
		.topics = topics,
		.segments = segments,
		.usable = calloc(count + 1, sizeof *splicing.usable),
		.method = method};

	if (segments != NULL && splicing.usable != NULL) {
		for (size_t f = 0; f < count; f++) {
			segments[f] = find_segments(&files[f]);
		}
		measure_delay(&splicing, count, seeds, &figures);
		measure_switches(files, topics, count, method, &figures);
		for (size_t f = 0; f < count; f++) {
			free(segments[f].segments);
		}
	}
	free(segments);
	free(splicing.usable);
	return figures;
}
