/* What a stay counts, in the member's standing, and what a tier earns that is reached. */
#include <string.h>

#include "service/posting_work.h"

enum { STEPS_MAX = 64 };

enum sg_status sg_posting_occasion(struct sg_posting_work *work,
	struct sg_earning_occasion occasion, const char *source)
{
	struct sg_call *call = work->call;

	occasion.property = call->house->house.code;
	return sg_member_occasion(call, &work->of, &work->of.ledger, &occasion, source);
}

static enum sg_status earn_upgrades(
	struct sg_posting_work *work, const struct sg_tier_step *steps, size_t count)
{
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < count && status == SG_OK; i++) {
		struct sg_earning_occasion occasion;
		const char *source;

		if (sg_credit_upgrade(&work->of.programme, steps, count, i,
			    work->call->arena, &occasion, &source)) {
			status = sg_posting_occasion(work, occasion, source);
		}
	}
	return status;
}

/* Puts what the stay counts among the rest. */
static bool count_own(struct sg_posting_work *work, const struct sg_credit *credit)
{
	struct sg_qualified *all = sg_arena_array(
		work->call->arena, work->of.qualified_count + 1, sizeof *all);

	if (all == NULL) {
		return false;
	}
	if (work->of.qualified_count > 0) {
		memcpy(all, work->of.qualified, work->of.qualified_count * sizeof *all);
	}
	work->of.qualified = all;
	sg_credit_count(
		credit, all, &work->of.qualified_count, &work->of.account.lifetime);
	return true;
}

enum sg_status sg_posting_stand(
	struct sg_posting_work *work, const struct sg_credit *credit)
{
	struct sg_tier_step steps[STEPS_MAX];
	struct sg_tier_member member;
	size_t count;

	if (!count_own(work, credit)) {
		return sg_call_memory(work->call);
	}
	member = sg_member_tier(&work->of);
	count = sg_credit_stand(
		credit, &member, &work->of.standings, steps, STEPS_MAX, &work->later_day);
	return earn_upgrades(work, steps, count);
}
