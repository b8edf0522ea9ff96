/*
 * What a hotel may add to the HTTP headers of its endpoint: never a line break, and never a
 * header that belongs to the message itself.
 */
#ifndef SG_DELIVER_HEADER_H
#define SG_DELIVER_HEADER_H

#include <stdbool.h>

#include "core/status.h"

enum { SG_HEADER_NAME_MAX = 64, SG_HEADER_VALUE_MAX = 1024 };

struct sg_header {
	const char *name;
	const char *value;
};

/*
 * SG_OK for a name of 1 to SG_HEADER_NAME_MAX token characters that is not reserved (webhook-*,
 * stammgast-*, host, content-length, content-type, transfer-encoding, connection, …) and a value
 * of at most SG_HEADER_VALUE_MAX visible ASCII characters, spaces and tabs. Else SG_INVALID with
 * code "header_invalid" and `path` (a JSON pointer, or NULL); the reason never repeats the
 * value, which may be a password. [thread-safe]
 */
enum sg_status sg_header_check(
	const struct sg_header *header, const char *path, struct sg_error *error);

/* Whether `value` holds visible ASCII, spaces and tabs only, thus no line break. [thread-safe] */
bool sg_header_is_text(const char *value);

#endif
