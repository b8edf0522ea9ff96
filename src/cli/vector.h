/*
 * A vector: a file of documents that go into the module, and what a member's statement must say
 * when they are in. tests/programmes/vector.json is its schema; short forms stand for the
 * documents of a whole stay, of a membership, and of a day that passes.
 */
#ifndef SG_CLI_VECTOR_H
#define SG_CLI_VECTOR_H

#include <stddef.h>
#include <stdint.h>

#include "cli/host.h"
#include "core/buffer.h"
#include "core/status.h"
#include "document/value.h"

enum { SG_VECTOR_PROPERTIES_MAX = 16 };

struct sg_vector {
	struct sg_value *file;
	const char *says; /* what it shows */
	const char *property;
	const char
		*properties[SG_VECTOR_PROPERTIES_MAX]; /* all there are, that one first */
	size_t property_count;
	int32_t first_day; /* the first that it speaks of */
};

/* Reads and checks a file. SG_INVALID, with the place in the file; SG_UNAVAILABLE where it cannot
 * be read. Freed with sg_vector_free. */
enum sg_status sg_vector_read(
	const char *path, struct sg_error *error, struct sg_vector *ret_vector);

/* The same from its text. */
enum sg_status sg_vector_parse(const char *text, size_t len, struct sg_error *error,
	struct sg_vector *ret_vector);

/* Fine when zeroed. */
void sg_vector_free(struct sg_vector *vector);

/* One document for the module, compact. */
struct sg_vector_writing {
	const struct sg_vector *vector;
	const char *currency; /* of charges that name none */
	const char *code;     /* of the programme */
	int number;           /* of the last document */
	char now[32];         /* the latest time of a document or day */
	enum sg_status (*hand_in)(
		void *data, const struct sg_buffer *document, struct sg_error *error);
	void *data;
	struct sg_buffer document;
};

/* Hands in what the hotels and the programme are; `programme` is the file's text. */
enum sg_status sg_vector_write_house(struct sg_vector_writing *writing,
	const char *programme, size_t len, struct sg_error *error);

/* Hands in the documents of a step, which is an element of "documents". */
enum sg_status sg_vector_write_step(struct sg_vector_writing *writing,
	const struct sg_value *step, struct sg_error *error);

/* The question for a guest's statement; into `writing->document`. */
void sg_vector_write_question(struct sg_vector_writing *writing, const char *guest);

/* Whether the step is a day that passes, after which there is work to do. */
bool sg_vector_is_day(const struct sg_value *step);

/*
 * Appends to the JSON array in `differs` (without its brackets) each place where `found` is not
 * what `expected` says: {"path":…,"expected":…,"found":…}. Of an object only the members are
 * looked at that are expected, null being none; arrays are as long as expected. Returns how many
 * places were appended.
 */
size_t sg_vector_judge(const char *path, const struct sg_value *expected,
	const struct sg_value *found, struct sg_buffer *differs);

/* Plays a vector on an empty database that the host is turned to. `differs` as above; SG_INVALID or
 * SG_REFUSED, with the step, where a document is not taken. */
enum sg_status sg_vector_play(struct sg_host *host, const struct sg_vector *vector,
	const char *programme, size_t len, struct sg_error *error,
	struct sg_buffer *differs, size_t *ret_count);

#endif
