/* points.redeemed: points that are spent. */
#ifndef SG_DOCUMENT_POINTS_H
#define SG_DOCUMENT_POINTS_H

#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/status.h"
#include "core/stay.h"
#include "document/json.h"

/* What became of a redemption, as it is stored. */
enum sg_redemption_state {
	SG_REDEMPTION_HELD,
	SG_REDEMPTION_CONFIRMED,
	SG_REDEMPTION_RELEASED,
	SG_REDEMPTION_STATES
};

/* The word of the document. [thread-safe] */
const char *sg_redemption_state_name(enum sg_redemption_state state);

struct sg_redemption_document {
	const struct sg_ref *refs; /* of the guest */
	size_t ref_count;
	const char *programme;  /* its code */
	const char *redemption; /* the PMS's id of it, unique within the account */
	enum sg_redemption_state state;
	int64_t points; /* 0 = not said; always said of one that is held */
};

/* [thread-safe] */
enum sg_status sg_redemption_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_redemption_document *ret_redemption);

#endif
