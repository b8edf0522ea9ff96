/* From the estimator's state to what a decision needs of it. */
#ifndef SG_SERVICE_BELIEFS_H
#define SG_SERVICE_BELIEFS_H

#include "core/facts.h"
#include "service/habits.h"

/* Without a value that the catalogue knows there is none: options[0].value is NULL. Texts lie in
 * the call's arena. */
void sg_belief_sum_up(struct sg_call *call, const struct sg_topic *topic,
	const struct sg_usual_topic *popular, const struct sg_usual *usual,
	const struct sg_id *property, struct sg_belief *ret_belief);

#endif
