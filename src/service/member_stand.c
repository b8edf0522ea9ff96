/* The member's standing, asked and moved. */
#include "service/member_stand.h"

#include <string.h>

#include "service/houses.h"

enum { STEPS_MAX = 64 };

int32_t sg_member_earns_by(const struct sg_member_work *member, int32_t posted_day,
	const char *posted, int32_t basis_day)
{
	const struct sg_tier_member tier = sg_member_tier(member);

	return sg_credit_tier(&member->programme, &tier, &member->standings, posted_day,
		posted, basis_day);
}

enum sg_status sg_member_upgrades(struct sg_call *call, struct sg_member_work *member,
	struct sg_ledger *ledger, const struct sg_tier_step *steps, size_t count)
{
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < count && status == SG_OK; i++) {
		struct sg_earning_occasion occasion;
		const char *source;

		if (sg_credit_upgrade(&member->programme, steps, count, i, call->arena,
			    &occasion, &source)) {
			occasion.property = call->house->house.code;
			status = sg_member_occasion(
				call, member, ledger, &occasion, source);
		}
	}
	return status;
}

/* Puts what it counts among the rest. */
static bool count_own(struct sg_call *call, struct sg_member_work *member,
	const struct sg_credit *credit)
{
	struct sg_qualified *all =
		sg_arena_array(call->arena, member->qualified_count + 1, sizeof *all);

	if (all == NULL) {
		return false;
	}
	if (member->qualified_count > 0) {
		memcpy(all, member->qualified, member->qualified_count * sizeof *all);
	}
	member->qualified = all;
	sg_credit_count(credit, all, &member->qualified_count, &member->account.lifetime);
	return true;
}

enum sg_status sg_member_credit_stand(struct sg_call *call, struct sg_member_work *member,
	const struct sg_credit *credit, int32_t *ret_later_day)
{
	struct sg_tier_step steps[STEPS_MAX];
	struct sg_tier_member tier;
	size_t count;

	if (!count_own(call, member, credit)) {
		return sg_call_memory(call);
	}
	tier = sg_member_tier(member);
	count = sg_credit_stand(
		credit, &tier, &member->standings, steps, STEPS_MAX, ret_later_day);
	return sg_member_upgrades(call, member, credit->ledger, steps, count);
}
