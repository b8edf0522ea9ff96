/* What a member was given: tiers from a day to a day, and challenges that make them last. */
#include "core/tier_inside.h"

#include "core/time.h"

static int32_t last_day(int32_t day)
{
	return day == SG_NO_DAY ? SG_TIER_FOR_GOOD : day;
}

struct sg_measures sg_tier_challenged(const struct sg_tier_member *member,
	const struct sg_tier_grant *grant, int32_t day)
{
	int32_t last = last_day(grant->last_day);

	return sg_tier_sum(member, grant->first_day, day < last ? day : last);
}

/* Whether it was met at the end of any of its days up to this: what is taken back later does not
 * undo it. */
static bool is_won(const struct sg_tier_member *member, const struct sg_tier_grant *grant,
	int32_t day)
{
	struct sg_measures sum = {{0}};
	int32_t last = last_day(grant->last_day);
	size_t i = sg_tier_row_after(member, (int64_t)grant->first_day - 1);
	size_t end = sg_tier_row_after(member, day < last ? day : last);

	while (grant->needs != NULL && i < end) {
		int32_t of = member->qualified[i].day;

		for (; i < end && member->qualified[i].day == of; i++) {
			sg_tier_add(&sum, &member->qualified[i].counts);
		}
		if (sg_requirement_met(grant->needs, grant->needs_count, &sum)) {
			return true;
		}
	}
	return false;
}

/* The last day on which it gives its tier, as far as is known on this one; before the day: none. */
static int32_t gives_until(const struct sg_tier_member *member,
	const struct sg_tier_grant *grant, int32_t day)
{
	int32_t until_day = grant->needs == NULL || grant->lent
	                            ? last_day(grant->last_day)
	                            : SG_NO_DAY;

	if (day < grant->first_day) {
		return SG_NO_DAY;
	}
	if (is_won(member, grant, day) && last_day(grant->won_day) > until_day) {
		until_day = last_day(grant->won_day);
	}
	return until_day;
}

struct sg_tier_given sg_tier_given(const struct sg_tiering *tiering, int32_t day)
{
	struct sg_tier_given given = {NULL, 0, SG_NO_DAY};

	for (size_t i = 0; i < tiering->member->grant_count; i++) {
		const struct sg_tier_grant *grant = &tiering->member->grants[i];
		int32_t tier = sg_tier_find(tiering->rules, grant->tier);
		int32_t until_day = gives_until(tiering->member, grant, day);

		if (tier > 0 && until_day >= day &&
			(tier > given.tier ||
				(tier == given.tier && until_day > given.until_day))) {
			given = (struct sg_tier_given){grant, tier, until_day};
		}
	}
	return given;
}

bool sg_tier_challenge(const struct sg_tier_member *member,
	const struct sg_tier_grant *grant, int32_t day, struct sg_measures *ret_counts)
{
	*ret_counts = sg_tier_challenged(member, grant, day);
	return is_won(member, grant, day);
}

int32_t sg_tier_grant_day(const struct sg_tier_member *member, int32_t day)
{
	int32_t next = SG_TIER_FOR_GOOD;

	for (size_t i = 0; i < member->grant_count; i++) {
		const struct sg_tier_grant *grant = &member->grants[i];

		sg_tier_sooner(day, grant->first_day, &next);
		sg_tier_sooner(day, sg_tier_days_on(last_day(grant->last_day), 1), &next);
		sg_tier_sooner(day, sg_tier_days_on(last_day(grant->won_day), 1), &next);
	}
	return next;
}
