/*
 * A parsed JSON value, read-only, in the arena of its document. The room's own reader and not
 * a general library's: a check-in reads about ten kilobytes of JSON (the document, the stay,
 * the cards, the last plan), and one tree of small allocations a value costs more there than
 * all decisions together. Other rooms hold values by pointer only.
 */
#ifndef SG_DOCUMENT_JSON_H
#define SG_DOCUMENT_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/buffer.h"

enum sg_json_kind {
	SG_JSON_NULL,
	SG_JSON_BOOL,
	SG_JSON_INT, /* any number that is a whole one within int64_t, 1e2 and 1.0 too */
	SG_JSON_DECIMAL, /* any other number, as it was written */
	SG_JSON_TEXT,
	SG_JSON_ARRAY,
	SG_JSON_OBJECT
};

/* `count` is the text's length in bytes, or how many elements or members there are. */
struct sg_json {
	enum sg_json_kind kind;
	uint32_t count;
	uint32_t offset; /* in the parsed bytes */
	uint32_t name_len;
	const char *name;           /* of a member, NUL-terminated; else NULL */
	const struct sg_json *next; /* sibling, in the order of the text */
	union {
		bool truth;
		int64_t integer;
		const char *text; /* NUL-terminated; of a DECIMAL too */
		const struct sg_json *first;
	};
};

/* The member of that name, or NULL; NULL too when `object` is NULL or no object. */
const struct sg_json *sg_json_member(const struct sg_json *object, const char *name);

/* A number in thousandths, cut towards zero, and whether anything was cut off. False for what
 * is no number and beyond int64_t. */
bool sg_json_thousandths(
	const struct sg_json *number, int64_t *ret_thousandths, bool *ret_rest);

/* Writes the value compact with its members sorted by name (bytewise), so that equal content
 * gives equal bytes whatever the sender's library made of it. */
void sg_json_write(struct sg_buffer *buffer, const struct sg_json *value);

/* Writes `text` as a JSON string with its quotes; NULL as null. */
void sg_json_write_text(struct sg_buffer *buffer, const char *text);

/* Puts `text` and its quotes into the len + 2 bytes at `at`; false, and something there, where it
 * needs an escape. */
bool sg_json_put_plain(char *at, const char *text, size_t len);

/* Writes an integer; no locale, no format. */
void sg_json_write_int(struct sg_buffer *buffer, int64_t value);

#endif
