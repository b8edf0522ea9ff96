/* A member's standing as it is stored with his account. */
#ifndef SG_DOCUMENT_STANDING_H
#define SG_DOCUMENT_STANDING_H

#include "core/arena.h"
#include "core/buffer.h"
#include "core/status.h"
#include "core/tier.h"

/* What is kept between two documents: where he stands, and where he stood at the beginning of the
 * rows that may still change, from which lateness is made good (sg_tier_recompute). */
struct sg_standings {
	struct sg_standing now, base;
};

void sg_standings_encode(const struct sg_standings *standings, struct sg_buffer *buffer);

/* SG_INTERNAL "state_broken" for what was not written above; SG_MEMORY. */
enum sg_status sg_standings_decode(const char *text, struct sg_arena *arena,
	struct sg_error *error, struct sg_standings *ret_standings);

#endif
