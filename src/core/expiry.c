/* Months, then the end of what they lead into. */
#include "core/expiry.h"

#include "core/time.h"

static const struct sg_expiry_rule *find(
	const struct sg_programme_version *version, int32_t tier)
{
	for (size_t i = 0; i < version->expiry_count; i++) {
		unsigned tiers = version->expiry[i].tiers;

		if (tiers == 0 || (tiers >> tier & 1u) != 0) {
			return &version->expiry[i];
		}
	}
	return NULL;
}

static int32_t end_of(int32_t day, enum sg_expiry_end end)
{
	int32_t year, month, day_of_month, first;

	if (end == SG_EXPIRY_DAY) {
		return day;
	}
	sg_day_to_civil(day, &year, &month, &day_of_month);
	if (end == SG_EXPIRY_YEAR_END) {
		return sg_day_from_civil(year, 12, 31);
	}
	first = sg_day_add_months(sg_day_from_civil(year, month, 1), 1);
	return first != SG_NO_DAY ? first - 1 : SG_NO_DAY;
}

int32_t sg_expiry_last_day(const struct sg_programme_version *version, int32_t tier,
	int32_t earned_day, int32_t active_day)
{
	const struct sg_expiry_rule *rule = find(version, tier);
	int32_t day;

	if (rule == NULL || rule->kind == SG_EXPIRY_NEVER) {
		return SG_NO_DAY;
	}
	day = sg_day_add_months(
		rule->kind == SG_EXPIRY_FIXED ? earned_day : active_day, rule->months);
	day = day != SG_NO_DAY ? end_of(day, rule->end) : SG_NO_DAY;
	return day != SG_NO_DAY && !rule->inclusive ? day - 1 : day;
}
