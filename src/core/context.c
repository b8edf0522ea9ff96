/* From a stay and a date to what goes with them. */
#include "core/context.h"

#include <string.h>

#include "core/draft.h"
#include "core/time.h"

enum { MONTHS = 12, SEASON_MONTHS = 3 };

enum sg_context sg_context_of_party(const struct sg_stay *stay)
{
	int32_t adults = 0, children = 0, babies = 0;

	if (stay->purpose != NULL && strcmp(stay->purpose, "business") == 0) {
		return SG_CONTEXT_BUSINESS;
	}
	sg_stay_people(stay, &adults, &children, &babies);
	if (stay->group != NULL || adults > 2) {
		return SG_CONTEXT_ALL;
	}
	if (children + babies > 0) {
		return SG_CONTEXT_FAMILY;
	}
	return adults == 1 ? SG_CONTEXT_ALONE : SG_CONTEXT_COUPLE;
}

enum sg_context sg_context_of_day(int32_t day)
{
	int32_t year, month, day_of_month;

	if (day == SG_NO_DAY) {
		return SG_CONTEXT_ALL;
	}
	sg_day_to_civil(day, &year, &month, &day_of_month);
	return (enum sg_context)(SG_CONTEXT_DECEMBER + month % MONTHS / SEASON_MONTHS);
}

bool sg_context_is_season(enum sg_context context)
{
	return context >= SG_CONTEXT_DECEMBER && context < SG_CONTEXTS;
}

void sg_context_season(enum sg_context context, int32_t *ret_from, int32_t *ret_until)
{
	static const int32_t last[] = {229, 531, 831, 1130};
	int32_t season = (int32_t)context - SG_CONTEXT_DECEMBER;
	int32_t month = season == 0 ? MONTHS : season * SEASON_MONTHS;

	*ret_from = month * 100 + 1;
	*ret_until = last[season];
}

const char *sg_context_name(enum sg_context context)
{
	static const char *const names[SG_CONTEXTS] = {[SG_CONTEXT_ALL] = "",
		[SG_CONTEXT_ALONE] = "alone",
		[SG_CONTEXT_COUPLE] = "couple",
		[SG_CONTEXT_FAMILY] = "family",
		[SG_CONTEXT_BUSINESS] = "business",
		[SG_CONTEXT_DECEMBER] = "dec-feb",
		[SG_CONTEXT_MARCH] = "mar-may",
		[SG_CONTEXT_JUNE] = "jun-aug",
		[SG_CONTEXT_SEPTEMBER] = "sep-nov"};

	return (uint32_t)context < SG_CONTEXTS ? names[context] : "";
}
