/* What a member is entitled to, for his statement. */
#ifndef SG_SERVICE_LOYALTY_BENEFITS_H
#define SG_SERVICE_LOYALTY_BENEFITS_H

#include "document/account.h"
#include "service/guests.h"
#include "service/member_work.h"

/* Appends to a READ script, as one set: what became of the person's benefits in the calendar year
 * of that day. SG_MEMORY. */
enum sg_status sg_loyalty_benefits_read(struct sg_call *call,
	const struct sg_guest_work *guest, int32_t today_day, struct sg_script *script);

/* Fills level, benefits and outcomes of the membership, from that set; `told`: reasons too. His
 * standing is brought up to the statement's day. SG_INTERNAL, SG_MEMORY. */
enum sg_status sg_loyalty_benefits_take(struct sg_call *call,
	const struct sg_guest_work *guest, const struct sg_script *script, size_t set,
	const struct sg_member_work *member, bool told,
	struct sg_account_statement *statement);

#endif
