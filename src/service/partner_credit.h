/* What a member bought from a partner, in his account: as the difference to what stands there. */
#ifndef SG_SERVICE_PARTNER_CREDIT_H
#define SG_SERVICE_PARTNER_CREDIT_H

#include "service/purse.h"
#include "store/partners.h"

struct sg_partner_credit {
	struct sg_purse *purse; /* his account alone, as it is today */
	/* As it will be; what is decided here: state, reason, tier and points. */
	struct sg_partner_row *row;
	const struct sg_partner_row *read; /* as it was; version 0 = there was none */
	/* ---- decided here ---- */
	const char *source; /* of its lots: partner:CODE:ID */
	struct sg_earned earned;
	bool counted; /* it counted `before` */
	struct sg_qualified before, counts;
	int32_t later_day; /* stays from then on may be of another tier; SG_NO_DAY = none */
};

/* What the row's amount earns by the rules of its day, nothing where it is reversed, and what comes
 * of that: milestones, tiers. Its version of the programme is there. As sg_member_occasion.
 * [waits on the database] */
enum sg_status sg_partner_credit(struct sg_call *call, struct sg_partner_credit *credit);

/* Appends what it counts and which stays are looked at again; the caller writes the purse. */
void sg_partner_credit_write(struct sg_call *call, const struct sg_partner_credit *credit,
	struct sg_script *script);

#endif
