/* A stored revision opened for use. */
#ifndef SG_SERVICE_REVISION_H
#define SG_SERVICE_REVISION_H

#include "document/checklist.h"
#include "service/context.h"

/*
 * Decodes the list of a revision. One that was issued by the short way is stored as it was
 * planned: it is turned into what the usual way would have made of it, and `ret_turned` (may be
 * NULL) says so. The list lies in `arena` and holds texts of the revision. SG_INTERNAL for stored
 * text that is none of ours, SG_MEMORY.
 */
enum sg_status sg_revision_open(struct sg_call *call,
	const struct sg_revision_row *revision, struct sg_arena *arena,
	struct sg_list *ret_list, bool *ret_turned);

#endif
