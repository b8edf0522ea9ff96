/* What a change of status or room brings with it beside the stay's own row: when the guest came
 * and went, the room that was left, the history of who was in it. */
#ifndef SG_SERVICE_LEAVING_H
#define SG_SERVICE_LEAVING_H

#include "service/case.h"

/* Sets what follows from the merged state: the change itself, arrival and departure times, the
 * room before. `before` NULL = a new stay; `changed` as sg_stay_merge found it. */
void sg_case_follow(struct sg_case *work, struct sg_case_stay *stay,
	const struct sg_stay_state *before, uint32_t changed);

/* Appends the end of an occupancy and the room that was left, where this change is one. */
enum sg_status sg_leaving_write(struct sg_case *work, struct sg_case_stay *stay,
	const struct sg_stay_state *before, struct sg_script *script);

/* A move is told of until everybody has heard of it: forgets it then. Reads what was not delivered
 * where the stay has a move behind it that is not this very document's. [may wait] */
enum sg_status sg_move_settle(struct sg_case *work, struct sg_case_stay *stay);

/* The last list as it reads without the move that the new one does not tell of any more. */
struct sg_list sg_move_told(const struct sg_case_stay *stay);

#endif
