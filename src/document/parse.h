/*
 * Bytes to values, with every limit of a document held while reading: size, depth, strict
 * UTF-8 without U+0000, no name twice in an object, nothing after the value. Locale and
 * environment are not looked at.
 */
#ifndef SG_DOCUMENT_PARSE_H
#define SG_DOCUMENT_PARSE_H

#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/status.h"
#include "document/json.h"

enum {
	SG_DOCUMENT_SIZE_MAX = 256 * 1024,
	SG_BATCH_SIZE_MAX = 4 * 1024 * 1024,
	SG_DOCUMENT_DEPTH_MAX =
		16, /* objects and arrays within one another, the root counted */
	SG_BATCH_DEPTH_MAX =
		SG_DOCUMENT_DEPTH_MAX + 3, /* /data/documents/0 stands around each */
	SG_JSON_MEMBERS_MAX = 256,         /* of one object */
};

struct sg_json_limits {
	size_t size;
	uint32_t depth;
};

extern const struct sg_json_limits sg_document_limits;
extern const struct sg_json_limits sg_batch_limits;

/*
 * The bytes are not kept. SG_INVALID with "document_too_large", "document_too_deep",
 * "utf8_invalid", "name_repeated", "too_many_members", "number_too_large" (beyond int64_t or
 * 1e308) or "json_invalid"; the message names the byte offset from 0. SG_MEMORY. [thread-safe]
 */
enum sg_status sg_json_parse(const char *bytes, size_t len,
	const struct sg_json_limits *limits, struct sg_arena *arena,
	struct sg_error *error, const struct sg_json **ret_value);

/* Whether a value that was parsed within wider limits keeps these too; the same errors. */
enum sg_status sg_json_check(const struct sg_json *value, size_t len,
	const struct sg_json_limits *limits, struct sg_error *error);

#endif
