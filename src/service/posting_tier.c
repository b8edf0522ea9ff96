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

enum sg_status sg_posting_stand(
	struct sg_posting_work *work, const struct sg_credit *credit)
{
	return sg_member_credit_stand(work->call, &work->of, credit, &work->later_day);
}
