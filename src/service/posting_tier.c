/* What a stay counts, in the member's standing, and what is earned beside it. */
#include "service/member_stand.h"
#include "service/posting_work.h"

enum sg_status sg_posting_occasion(struct sg_posting_work *work,
	struct sg_earning_occasion occasion, const char *source)
{
	struct sg_call *call = work->call;

	occasion.property = call->house->house.code;
	return sg_member_occasion(call, &work->of, &work->of.ledger, &occasion, source);
}

static int32_t tier_told(const struct sg_posting_work *work)
{
	if (!work->counted) {
		return sg_member_tier_told(&work->of, work->version, work->basis_day);
	}
	return work->before.day == work->basis_day
	               ? sg_member_tier_named(work->version, work->row->tier)
	               : 0;
}

int32_t sg_posting_tier(const struct sg_posting_work *work)
{
	int32_t known = sg_member_tier_known(&work->of, work->basis_day);
	int32_t told = tier_told(work);

	return known > told ? known : told;
}

enum sg_status sg_posting_stand(
	struct sg_posting_work *work, const struct sg_credit *credit)
{
	return sg_member_credit_stand(work->call, &work->of, credit, &work->later_day);
}
