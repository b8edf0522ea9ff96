/* What the readers of fields.h share: where a decoding stands, and how it fails. */
#ifndef SG_DOCUMENT_DECODER_H
#define SG_DOCUMENT_DECODER_H

#include "document/fields.h"

struct sg_decoder {
	struct sg_arena *arena;
	struct sg_error *error;
	enum sg_status status;
	bool stored; /* a state of ours, without keys */
};

/* All return false, for the reader to hand on. `member` NULL: the frame itself. */
bool sg_decoder_fail(struct sg_decoder *decoder, const struct sg_place_frame *frame,
	const char *member, const char *code, const char *message);
bool sg_decoder_fail_bounds(struct sg_decoder *decoder,
	const struct sg_place_frame *frame, const struct sg_field *field,
	const char *code, const char *what);
bool sg_decoder_fail_type(struct sg_decoder *decoder, const struct sg_place_frame *frame,
	const char *expected);
bool sg_decoder_fail_memory(struct sg_decoder *decoder);

/* Reads a value of any kind but OBJECT and LIST to `at`. */
bool sg_decoder_read_plain(struct sg_decoder *decoder, const struct sg_place_frame *frame,
	const struct sg_field *field, const struct sg_json *value, unsigned char *at);

/* Stores a value of at most 32 bits. */
void sg_decoder_put_int(unsigned char *at, int64_t value);

#endif
