/* guest.merged and guest.unmerged: that two guests of the PMS are the same, or are not. */
#ifndef SG_DOCUMENT_ALIAS_H
#define SG_DOCUMENT_ALIAS_H

#include <stddef.h>

#include "core/arena.h"
#include "core/status.h"
#include "core/stay.h"
#include "document/json.h"

struct sg_merging {
	const struct sg_ref *refs;
	size_t ref_count;
	const struct sg_ref *other_refs; /* of whom he was merged with */
	size_t other_ref_count;
};

enum sg_status sg_merging_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_merging *ret_merging);

#endif
