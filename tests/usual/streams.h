/* Files of choices: who chose what, and when, as one likes to have them for measuring. */
#ifndef SG_TESTS_USUAL_STREAMS_H
#define SG_TESTS_USUAL_STREAMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct choice {
	size_t stream;
	uint64_t key;
	int64_t time_us; /* SG_NO_TIME where the file has none */
};

/* One guest in one topic. */
struct stream {
	const char *name;
	uint64_t hash;
	bool tune;  /* one of those that popularity and weights are taken from */
	size_t *at; /* its choices, as indices into the file's */
	size_t count;
};

struct streams {
	char name[64];          /* of the file, without "usual-" and ".csv" */
	bool visits;            /* choices of one visit count once */
	char *text;             /* the file, which the names point into */
	struct choice *choices; /* in the order in which they are learned */
	size_t count;
	struct stream *streams;
	size_t stream_count;
	size_t *order; /* what every stream's `at` points into */
};

/* Reads a file; a complaint goes to standard error, with the line. Free it either way. */
bool streams_read(const char *path, struct streams *ret_streams);

void streams_free(struct streams *streams);

/* Microseconds since 1970: RFC 3339, a date with or without a time of day, also with strokes
 * ("2024/3/1 10:15"), or a number of seconds, milliseconds or microseconds. */
bool streams_time(const char *text, int64_t *ret_us);

#endif
