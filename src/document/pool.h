/* pool.changed: who redeems together. */
#ifndef SG_DOCUMENT_POOL_H
#define SG_DOCUMENT_POOL_H

#include "core/arena.h"
#include "core/status.h"
#include "document/bounds.h"
#include "document/json.h"

enum { SG_POOL_MAX = 10 }; /* members of one */

struct sg_pool_document {
	const char *pool; /* the PMS's id of it */
	const char *programme;
	const struct sg_refs *members;
	size_t member_count;
	const char *reason, *second; /* NULL = not said */
};

/* [thread-safe] */
enum sg_status sg_pool_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_pool_document *ret_pool);

#endif
