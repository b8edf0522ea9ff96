/* What several profiles of one person were seen to choose: made of the observations of all of
 * them, as if there were one. */
#ifndef SG_SERVICE_JOINT_H
#define SG_SERVICE_JOINT_H

#include "service/guests.h"
#include "store/beliefs.h"

/* One more is about to be stored, and the card of the named profile has it: where another profile
 * was seen to choose there, too, work->joint is made anew. One trip then, else none. */
enum sg_status sg_joint_learn(struct sg_call *call, struct sg_guest_work *work,
	const struct sg_belief_key *key, const struct sg_observation_row *more);

/* All usuals that more than one of the profiles has, on a card with nothing else. A trip each. */
enum sg_status sg_joint_make(struct sg_call *call, const struct sg_profile *profiles,
	size_t count, struct sg_card *ret_joint);

#endif
