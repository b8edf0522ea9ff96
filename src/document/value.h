/*
 * A JSON value that a program looks into and changes a little: replies, deliveries, configs.
 * The strict reading of documents is elsewhere; this is for the side that trusts what it got.
 * Every reader takes NULL and gives the fallback, so that a path is read in one expression.
 */
#ifndef SG_DOCUMENT_VALUE_H
#define SG_DOCUMENT_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/buffer.h"
#include "core/status.h"

struct sg_value;

/* Parses one JSON value, duplicate members refused. SG_INVALID names line and column;
 * freed with sg_value_free. [thread-safe] */
enum sg_status sg_value_parse(const char *text, size_t len, struct sg_error *error,
	struct sg_value **ret_value);

/* NULL is fine. Only for what sg_value_parse gave. */
void sg_value_free(struct sg_value *value);

/* What lives in a value belongs to it: nothing below is freed. */

/* A member of an object, or NULL: no object, no such member, or null. */
const struct sg_value *sg_value_member(const struct sg_value *value, const char *name);

/* Down through objects, "data.room.number"; NULL likewise. */
const struct sg_value *sg_value_find(const struct sg_value *value, const char *path);

/* Elements of an array or members of an object; 0 for anything else. */
size_t sg_value_count(const struct sg_value *value);

/* An element of an array, NULL past its end. */
const struct sg_value *sg_value_at(const struct sg_value *value, size_t index);

/* Calls `visit` for each member of an object in its order, until it returns false. */
void sg_value_each(const struct sg_value *value,
	bool (*visit)(void *data, const char *name, const struct sg_value *member),
	void *data);

bool sg_value_is_object(const struct sg_value *value);
bool sg_value_is_array(const struct sg_value *value);
bool sg_value_is_text(const struct sg_value *value);
bool sg_value_is_true(const struct sg_value *value);

/* The text, or `fallback` where it is no string. */
const char *sg_value_text(const struct sg_value *value, const char *fallback);

/* The integer, or `fallback` where it is none. */
int64_t sg_value_integer(const struct sg_value *value, int64_t fallback);

/* The number, whole or not, or `fallback`. */
double sg_value_number(const struct sg_value *value, double fallback);

/* Sets a member of a parsed object to what `json` says. SG_INVALID when `value` is no object
 * or `json` does not parse. */
enum sg_status sg_value_set(struct sg_value *value, const char *name, const char *json,
	struct sg_error *error);

/* Takes a member away; nothing happens where there is none. */
void sg_value_remove(struct sg_value *value, const char *name);

/* Gives `value` what only `more` has: members that it lacks, also deep inside, and those of
 * array elements that stand at the same place. What both have stays as it is. */
void sg_value_fill(struct sg_value *value, const struct sg_value *more);

/* Appends the value as JSON: on one line, or indented by two spaces where `pretty`. */
void sg_value_write(const struct sg_value *value, bool pretty, struct sg_buffer *buffer);

/* Appends `text` as a JSON string with its quotes; NULL gives null. */
void sg_value_write_text(const char *text, struct sg_buffer *buffer);

/* The same for bytes that may be anything: what is not UTF-8 becomes U+FFFD. */
void sg_value_write_bytes(const char *bytes, size_t len, struct sg_buffer *buffer);

#endif
