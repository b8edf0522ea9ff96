/* The first price that fits, the tier's discount, and the limits. */
#include "core/award.h"

#include "core/names.h"
#include "core/terms.h"
#include "core/time.h"

enum { PERCENT = 100 };

static const char *const kinds[SG_AWARD_KINDS] = {
	[SG_AWARD_FREE_NIGHT] = "free_night",
	[SG_AWARD_UPGRADE] = "upgrade",
	[SG_AWARD_FOOD_AND_BEVERAGE] = "food_and_beverage",
	[SG_AWARD_LATE_CHECK_OUT] = "late_check_out",
	[SG_AWARD_MONEY] = "money",
};

SG_NAMES(enum sg_award_kind, kinds, sg_award_kind_name, sg_award_kind_find)

static const struct sg_award_price *price_on(
	const struct sg_award_asked *asked, int32_t day)
{
	const struct sg_terms_facts facts = {.property = asked->property,
		.room_type = asked->room_type,
		.rate = asked->rate,
		.channel = asked->channel,
		.lead_days = asked->day - asked->today_day,
		.nights = asked->nights > 0 ? asked->nights : -1,
		.tier = asked->tier,
		.day = day};

	for (size_t i = 0; i < asked->award->price_count; i++) {
		const struct sg_award_price *price = &asked->award->prices[i];

		if (sg_terms_fit(&price->terms, &facts) &&
			sg_terms_fit_weekday(&price->terms, day)) {
			return price;
		}
	}
	return NULL;
}

static int32_t discount_of(const struct sg_award *award, int32_t tier)
{
	for (size_t i = 0; i < award->discount_count; i++) {
		unsigned tiers = award->discounts[i].tiers;

		if (tiers == 0 || (tiers >> tier & 1u) != 0) {
			return award->discounts[i].percent;
		}
	}
	return 0;
}

/* So many nights, uses or cents on that day. */
static enum sg_status price_of(const struct sg_award_asked *asked, int32_t day,
	int64_t count, struct sg_error *error, int64_t *ret_points)
{
	const struct sg_award_price *price = price_on(asked, day);
	int32_t percent = PERCENT - discount_of(asked->award, asked->tier);
	char text[SG_DAY_TEXT_SIZE];
	int64_t points;

	if (price == NULL) {
		sg_day_format(day, text);
		return sg_fail(error, SG_REFUSED, "award_unfit", "",
			"the award is not to be had on %s on these terms", text);
	}
	if (!sg_round_ratio(count, price->points * percent, price->units * PERCENT,
		    price->step, price->rounding, &points)) {
		return sg_fail(error, SG_INVALID, "amount_too_large", "",
			"no award is worth so much");
	}
	*ret_points = points < price->step ? price->step : points;
	return SG_OK;
}

static enum sg_status price_nights(const struct sg_award_asked *asked,
	struct sg_arena *arena, struct sg_error *error, struct sg_award_cost *cost)
{
	size_t count = (size_t)asked->nights;
	int64_t *nights = sg_arena_array(arena, count, sizeof *nights);
	enum sg_status status = SG_OK;

	if (nights == NULL) {
		return sg_fail(error, SG_MEMORY, "memory_short", "", "no memory");
	}
	for (size_t i = 0; i < count && status == SG_OK; i++) {
		status = price_of(asked, asked->day + (int32_t)i, 1, error, &nights[i]);
		cost->points += status == SG_OK ? nights[i] : 0;
	}
	cost->nights = nights;
	cost->night_count = count;
	return status;
}

static enum sg_status check_asked(
	const struct sg_award_asked *asked, struct sg_error *error)
{
	enum sg_award_per per = asked->award->per;

	if (per == SG_AWARD_PER_NIGHT && asked->nights < 1) {
		return sg_fail(error, SG_INVALID, "nights_missing", "",
			"the award is priced by the night");
	}
	if (asked->nights > SG_AWARD_NIGHTS_MAX) {
		return sg_fail(error, SG_INVALID, "nights_unfit", "",
			"more nights than a stay has");
	}
	if (per == SG_AWARD_PER_MONEY && asked->amount < 1) {
		return sg_fail(error, SG_INVALID, "amount_missing", "",
			"the award is priced by the amount");
	}
	if (per != SG_AWARD_PER_MONEY && asked->amount != 0) {
		return sg_fail(error, SG_INVALID, "amount_unfit", "",
			"the award is not priced by an amount");
	}
	return SG_OK;
}

static enum sg_status over_limit(
	struct sg_error *error, const char *bound, int64_t limit, const char *what)
{
	return sg_fail(error, SG_REFUSED, "award_limit", "",
		"the award is for at %s %lld %s", bound, (long long)limit, what);
}

static enum sg_status check_limits(
	const struct sg_award_asked *asked, int64_t points, struct sg_error *error)
{
	const struct sg_award *award = asked->award;

	if (award->nights_max > 0 && asked->nights > award->nights_max) {
		return over_limit(error, "most", award->nights_max, "nights");
	}
	if (award->points_min > 0 && points < award->points_min) {
		return over_limit(error, "least", award->points_min, "points");
	}
	if (award->points_max > 0 && points > award->points_max) {
		return over_limit(error, "most", award->points_max, "points");
	}
	return SG_OK;
}

enum sg_status sg_award_price(const struct sg_award_asked *asked, struct sg_arena *arena,
	struct sg_error *error, struct sg_award_cost *ret_cost)
{
	struct sg_award_cost cost = {.points = 0};
	enum sg_status status = check_asked(asked, error);

	if (status == SG_OK && asked->award->per == SG_AWARD_PER_NIGHT) {
		status = price_nights(asked, arena, error, &cost);
	} else if (status == SG_OK) {
		status = price_of(asked, asked->day,
			asked->award->per == SG_AWARD_PER_MONEY ? asked->amount : 1,
			error, &cost.points);
	}
	if (status == SG_OK) {
		status = check_limits(asked, cost.points, error);
	}
	if (status == SG_OK) {
		*ret_cost = cost;
	}
	return status;
}

int64_t sg_award_penalty(
	const struct sg_award_cancel *cancel, const struct sg_award_return *what)
{
	int64_t points = cancel->points;

	if (!cancel->costs || what->back < 1 || what->days_before >= cancel->free_days) {
		return 0;
	}
	if (cancel->percent > 0) {
		bool fits = sg_round_ratio(cancel->nights ? what->back : what->points,
			cancel->percent, PERCENT, 1, cancel->rounding, &points);

		points = fits ? points : what->back;
	} else if (cancel->nights && what->nights_back > 0) {
		points = __builtin_mul_overflow(points, what->nights_back, &points)
		                 ? what->back
		                 : points;
	}
	return points < what->back ? points : what->back;
}
