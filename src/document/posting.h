/* posting.decided and loyalty.exceptions: stays that wait for a person before they earn. */
#ifndef SG_DOCUMENT_POSTING_H
#define SG_DOCUMENT_POSTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/id.h"
#include "core/status.h"
#include "core/stay.h"
#include "document/json.h"

struct sg_posting_document {
	const struct sg_ref *refs; /* of the stay */
	size_t ref_count;
	bool counts; /* else it is rejected */
	const char *reason;
};

/* [thread-safe] */
enum sg_status sg_posting_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_posting_document *ret_posting);

struct sg_exceptions_query {
	int32_t limit;
	const char *after_text;
	struct sg_id
		after; /* the stay that the last page ended with; nil = from the first */
};

/* [thread-safe] */
enum sg_status sg_exceptions_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_exceptions_query *ret_query);

#endif
