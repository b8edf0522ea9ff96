/* loyalty.liability: what a programme owes its members, a part of them at a time. */
#ifndef SG_DOCUMENT_LIABILITY_H
#define SG_DOCUMENT_LIABILITY_H

#include <stdint.h>

#include "core/arena.h"
#include "core/buffer.h"
#include "core/liability.h"
#include "core/status.h"
#include "document/json.h"

struct sg_liability_query {
	const char *programme; /* its code */
	const char *after_text;
	struct sg_id after; /* nil: from the first */
	int32_t limit;      /* accounts */
};

/* [thread-safe] */
enum sg_status sg_liability_query_decode(const struct sg_json *data,
	struct sg_arena *arena, struct sg_error *error,
	struct sg_liability_query *ret_query);

/* A line of the answer; `property` is the code, NULL where it is not known. */
void sg_liability_line_write(const struct sg_liability_line *line, const char *property,
	struct sg_buffer *buffer);
void sg_liability_total_write(
	const struct sg_liability_line *total, int64_t members, struct sg_buffer *buffer);

#endif
