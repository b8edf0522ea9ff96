/* What is new in a programme that runs already, for members to whom nothing happens otherwise. */
#ifndef SG_DOCUMENT_PROGRAMME_NEWS_H
#define SG_DOCUMENT_PROGRAMME_NEWS_H

#include <stdbool.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/status.h"
#include "document/state.h"

struct sg_programme_news {
	int32_t stand_day; /* the first day on which tiers, milestones or expiry are others;
	                    * SG_NO_DAY = none is */
	bool lists;        /* what members are entitled to is another, on whatever day */
};

/* Of two texts of one programme, as they are stored. SG_INTERNAL "state_broken", SG_MEMORY.
 * [thread-safe] */
enum sg_status sg_programme_compare(const struct sg_stored *before,
	const struct sg_stored *after, struct sg_arena *arena, struct sg_error *error,
	struct sg_programme_news *ret_news);

#endif
