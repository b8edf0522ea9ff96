/* Each bound of the terms, the absent ones fitting everything. */
#include "core/terms.h"

#include "core/time.h"

static bool is_within(int32_t number, int32_t least, int32_t most)
{
	return number >= least && (most == 0 || number <= most);
}

static bool fits_lead(const struct sg_terms *terms, int32_t lead_days)
{
	if (terms->lead_min == 0 && terms->lead_max == 0) {
		return true;
	}
	return lead_days != SG_NO_DAY &&
	       is_within(lead_days < 0 ? 0 : lead_days, terms->lead_min, terms->lead_max);
}

static bool fits_nights(const struct sg_terms *terms, int32_t nights)
{
	return (terms->nights_min == 0 && terms->nights_max == 0) ||
	       is_within(nights, terms->nights_min, terms->nights_max);
}

static bool fits_tier(const struct sg_terms *terms, int32_t tier)
{
	return terms->tiers == 0 ||
	       (tier >= 0 && tier < SG_TIERS_MAX && (terms->tiers >> tier & 1) != 0);
}

/* SG_NO_DAY is before every day. */
static bool fits_dates(const struct sg_terms *terms, int32_t day)
{
	return day >= terms->from_day &&
	       (terms->until_day == SG_NO_DAY || day <= terms->until_day);
}

bool sg_terms_fit(const struct sg_terms *terms, const struct sg_terms_facts *facts)
{
	return sg_names_fit(&terms->properties, facts->property) &&
	       sg_names_fit(&terms->room_types, facts->room_type) &&
	       sg_names_fit(&terms->rates, facts->rate) &&
	       sg_names_fit(&terms->channels, facts->channel) &&
	       fits_lead(terms, facts->lead_days) && fits_nights(terms, facts->nights) &&
	       fits_tier(terms, facts->tier) && fits_dates(terms, facts->day);
}

bool sg_terms_fit_weekday(const struct sg_terms *terms, int32_t day)
{
	return terms->weekdays == 0 ||
	       (day != SG_NO_DAY && (terms->weekdays >> sg_day_weekday(day) & 1) != 0);
}
