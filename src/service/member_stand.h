/* Where a member stands: on a day, with what something new counts, and what he earns by reaching a
 * tier. */
#ifndef SG_SERVICE_MEMBER_STAND_H
#define SG_SERVICE_MEMBER_STAND_H

#include "core/credit.h"
#include "service/member_work.h"

/* The tier by which he earns on that day, as sg_credit_tier. */
int32_t sg_member_earns_by(const struct sg_member_work *member, int32_t posted_day,
	const char *posted, int32_t basis_day);

/* What tiers earn that were reached by these steps (of sg_tier_bring) goes into `ledger`, once
 * each, but what was over again by the last of them. As sg_member_occasion. */
enum sg_status sg_member_upgrades(struct sg_call *call, struct sg_member_work *member,
	struct sg_ledger *ledger, const struct sg_tier_step *steps, size_t count);

/* Puts what the credit counts among the rest and brings the standings up with it; what is reached
 * by that is earned in `credit->ledger`. `ret_later_day` as sg_credit_stand. As
 * sg_member_occasion. */
enum sg_status sg_member_credit_stand(struct sg_call *call, struct sg_member_work *member,
	const struct sg_credit *credit, int32_t *ret_later_day);

#endif
