/* A member's standing as it is stored with his account. */
#ifndef SG_DOCUMENT_STANDING_H
#define SG_DOCUMENT_STANDING_H

#include "core/arena.h"
#include "core/buffer.h"
#include "core/status.h"
#include "core/tier.h"

/* With the names of their tiers, as the programme has them. */
void sg_standings_encode(const struct sg_standings *standings,
	const struct sg_programme *programme, struct sg_buffer *buffer);

/* Tiers are found again by their names, as on a version's first day, where the programme has others
 * by now. SG_INTERNAL "state_broken" for what was not written above; SG_MEMORY. */
enum sg_status sg_standings_decode(const char *text, const struct sg_programme *programme,
	struct sg_arena *arena, struct sg_error *error,
	struct sg_standings *ret_standings);

#endif
