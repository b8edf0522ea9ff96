/* The member's standing, asked and moved. */
#include "service/member_stand.h"

#include <string.h>

#include "service/houses.h"

enum { STEPS_MAX = 64 };

/* ---- on a day ---- */

int32_t sg_member_tier_known(const struct sg_member_work *member, int32_t day)
{
	const struct sg_tier_member tier = sg_member_tier(member);
	struct sg_standing then = member->standings.base;

	if (day < then.day) {
		then = sg_tier_begin(member->membership.enrolled_day);
	}
	(void)sg_tier_advance_versions(&member->programme, &tier, day, &then, NULL, 0);
	return then.tier;
}

int32_t sg_member_tier_named(const struct sg_programme_version *version, const char *name)
{
	int32_t tier = name != NULL ? sg_tier_find(&version->tiers, name) : -1;

	return tier > 0 ? tier : 0;
}

int32_t sg_member_tier_told(const struct sg_member_work *member,
	const struct sg_programme_version *version, int32_t day)
{
	const struct sg_tier_member tier = sg_member_tier(member);
	struct sg_standing now = member->standings.now;
	const struct sg_programme_version *then;

	if (now.day <= day) {
		(void)sg_tier_advance_versions(
			&member->programme, &tier, day, &now, NULL, 0);
	} else if (now.since_day > day) {
		return 0;
	}
	then = sg_programme_on(&member->programme, now.day);
	return then != NULL
	               ? sg_member_tier_named(version, then->tiers.tiers[now.tier].name)
	               : 0;
}

/* ---- from one day on ---- */

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
