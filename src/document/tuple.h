/*
 * Short arrays with a fixed order, as our own stored texts use them: ["a",1,null,"b"] with
 * absent ends left away. Ids stand in 22 characters of base64url.
 */
#ifndef SG_DOCUMENT_TUPLE_H
#define SG_DOCUMENT_TUPLE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/buffer.h"
#include "core/id.h"
#include "document/json.h"

enum { SG_PACKED_ID_SIZE = 23, SG_ID_TAIL_BYTES = 6, SG_PACKED_TAIL_SIZE = 9 };

/* An array being written. */
struct sg_tuple_out {
	struct sg_buffer *buffer;
	uint32_t written;
	uint32_t pending; /* absent values that may turn out to be the end */
};

struct sg_tuple_out sg_tuple_begin(struct sg_buffer *buffer);
void sg_tuple_end(struct sg_tuple_out *tuple);

/* NULL is absent. */
void sg_tuple_put_text(struct sg_tuple_out *tuple, const char *text);
/* `absent` is absent. */
void sg_tuple_put_int(struct sg_tuple_out *tuple, int64_t value, int64_t absent);
/* A nil id is absent. */
void sg_tuple_put_id(struct sg_tuple_out *tuple, const struct sg_id *id);
/* Only the last six bytes, in eight characters. */
void sg_tuple_put_tail(struct sg_tuple_out *tuple, const struct sg_id *id);
/* Opens an array as the next value, to be ended before this one goes on. */
struct sg_tuple_out sg_tuple_put_tuple(struct sg_tuple_out *tuple);
/* One absent value. */
void sg_tuple_skip(struct sg_tuple_out *tuple);

/* An array being read. Values past its end, and nulls, are absent; one of another kind breaks
 * the tuple, which is looked at once, at the end. */
struct sg_tuple_in {
	const struct sg_json *at;
	bool broken;
};

/* `array` NULL reads as an empty one. */
struct sg_tuple_in sg_tuple_open(const struct sg_json *array);

const char *sg_tuple_text(struct sg_tuple_in *tuple); /* NULL when absent */
int64_t sg_tuple_int(struct sg_tuple_in *tuple, int64_t absent);
int32_t sg_tuple_int32(struct sg_tuple_in *tuple, int32_t absent);
/* An index below `count`, 0 when absent. */
int32_t sg_tuple_index(struct sg_tuple_in *tuple, int32_t count);
struct sg_id sg_tuple_id(struct sg_tuple_in *tuple);   /* nil when absent */
struct sg_id sg_tuple_tail(struct sg_tuple_in *tuple); /* its other bytes are zero */
/* The next value when it is an array, NULL when absent. */
const struct sg_json *sg_tuple_array(struct sg_tuple_in *tuple);

/* 22 characters and a NUL; and back, false and nothing stored for anything else. */
void sg_id_pack(const struct sg_id *id, char ret_text[SG_PACKED_ID_SIZE]);
bool sg_id_unpack(const char *text, struct sg_id *ret_id);

#endif
