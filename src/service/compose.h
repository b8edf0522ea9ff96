/* Composing the list of one stay of a case. */
#ifndef SG_SERVICE_COMPOSE_H
#define SG_SERVICE_COMPOSE_H

#include "service/case.h"

/* Completes what is known of all stays of the case, before the first of them is composed. */
enum sg_status sg_case_gather(struct sg_case *work);

/* Decides `stay->list` from the stay, who shares its room, the room and the last list. */
enum sg_status sg_case_compose(struct sg_case *work, struct sg_case_stay *stay);

/* When somebody else is due in the room that this stay has or had; SG_NO_TIME = unknown. */
int64_t sg_case_next_arrival(const struct sg_case *work, const struct sg_case_stay *stay);

/* The items of the stored list as they stand now; NULL when memory is short. */
struct sg_item *sg_case_live_items(
	const struct sg_case *work, const struct sg_case_stay *stay, size_t *ret_count);

/* Adds the hazards that this stay leaves in its room. SG_MEMORY. */
enum sg_status sg_case_residue(
	const struct sg_case *work, const struct sg_case_stay *stay, uint64_t *residue);

#endif
