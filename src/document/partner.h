/* points.earned: what a member bought from a partner, as the partner reports it. */
#ifndef SG_DOCUMENT_PARTNER_H
#define SG_DOCUMENT_PARTNER_H

#include <stdbool.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/status.h"
#include "document/bounds.h"

struct sg_partner_document {
	struct sg_refs guest; /* none where the number is said */
	const char *number; /* of the member in the programme; NULL = the guest is said */
	const char *programme; /* its code */
	const char *partner;   /* the programme's code of it */
	const char *earning;   /* the partner's id of it */
	bool reversed;         /* else it is earned */
	int64_t amount; /* in the partner's units, less than nothing too; of one that is
	                 * earned */
	int32_t day;    /* SG_NO_DAY = not said: today */
};

/* [thread-safe] */
enum sg_status sg_partner_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_partner_document *ret_partner);

#endif
