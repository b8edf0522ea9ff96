/*
 * What a rule brings for an amount within its limits, and the small things that are said about
 * stays: their days, and which of them concern one another.
 */
#include "core/earning_inside.h"

bool sg_stay_qualifies(
	const struct sg_qualifying *qualifying, const struct sg_earning_stay *stay)
{
	return sg_names_fit(&qualifying->rates, stay->rate) &&
	       sg_names_fit(&qualifying->channels, stay->channel) &&
	       sg_names_fit(&qualifying->room_types, stay->room_type);
}

bool sg_night_does(const struct sg_earning_stay *stay, int32_t day, enum sg_night_use use)
{
	for (size_t i = 0; i < stay->award_count; i++) {
		const struct sg_award_nights *award = &stay->awards[i];

		if (award->first_day <= day && day - award->first_day < award->count) {
			return use == SG_NIGHT_EARNS ? award->earns : award->qualifies;
		}
	}
	return true;
}

bool sg_stay_does(const struct sg_earning_stay *stay, enum sg_night_use use)
{
	bool does = stay->arrival_day == stay->departure_day || stay->award_count == 0;

	for (int32_t day = stay->arrival_day; day < stay->departure_day && !does; day++) {
		does = sg_night_does(stay, day, use);
	}
	return does;
}

/* Of the night that it belongs to. */
static bool is_paid_for(
	const struct sg_earning_stay *stay, const struct sg_charge *charge)
{
	int32_t day = charge->day;

	day = day >= stay->departure_day ? stay->departure_day - 1 : day;
	day = day < stay->arrival_day ? stay->arrival_day : day;
	return stay->arrival_day == stay->departure_day ||
	       sg_night_does(stay, day, SG_NIGHT_EARNS);
}

bool sg_charge_counts(const struct sg_qualifying *qualifying, bool qualifies,
	const struct sg_earning_stay *stay, const struct sg_charge *charge)
{
	bool still = qualifying->still &&
	             sg_names_fit(&qualifying->still_categories, charge->category);

	return (qualifies || still) && is_paid_for(stay, charge);
}

/* That counts as spend. */
bool sg_charges_sum(const struct sg_programme_version *version,
	const struct sg_earning_stay *stay, int64_t *ret_cents)
{
	const struct sg_qualifying *qualifying = &version->stays.qualifying;
	bool qualifies = sg_stay_qualifies(qualifying, stay);
	int64_t sum = 0;

	for (size_t i = 0; i < stay->charge_count; i++) {
		const struct sg_charge *charge = &stay->charges[i];

		if (sg_names_fit(&version->spend, charge->category) &&
			sg_charge_counts(qualifying, qualifies, stay, charge) &&
			__builtin_add_overflow(sum,
				version->spend_net ? charge->net_cents
						   : charge->gross_cents,
				&sum)) {
			return false;
		}
	}
	*ret_cents = sum;
	return true;
}

static int64_t lesser(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

bool sg_earn_points(const struct sg_earn_rule *rule, int64_t amount, int64_t had,
	int64_t left, int64_t *ret_points)
{
	int64_t points = 0;

	if (amount > 0 && !sg_round_ratio(amount, rule->points, rule->units, rule->step,
				  rule->rounding, &points)) {
		return false;
	}
	if (rule->stay_max > 0) {
		points = lesser(points, rule->stay_max - had);
	}
	points = lesser(points, left);
	*ret_points = points > 0 ? points : 0;
	return true;
}

bool sg_earn_may(const struct sg_earn_rule *rule, const int32_t *times, size_t at)
{
	return rule->times_max == 0 || times == NULL || times[at] < rule->times_max;
}

int64_t sg_earn_left(const struct sg_earn_rule *rule, const int64_t *budget, size_t at)
{
	if (rule->budget == 0) {
		return INT64_MAX;
	}
	return budget != NULL ? budget[at] : rule->budget;
}

enum sg_status sg_earn_too_large(struct sg_error *error)
{
	return sg_fail(error, SG_INVALID, "amount_too_large", "",
		"charges and points are more than can be added up");
}

const char *sg_earning_doubt_name(enum sg_earning_doubt doubt)
{
	static const char *const names[SG_DOUBTS] = {
		[SG_DOUBT_NONE] = "none",
		[SG_DOUBT_NEGATIVE] = "negative_charges",
		[SG_DOUBT_ROOMS] = "several_rooms",
		[SG_DOUBT_JOINED] = "back_to_back",
		[SG_DOUBT_CURRENCY] = "other_currency",
		[SG_DOUBT_PROFILE] = "profile_mismatch",
	};

	return names[doubt];
}

int32_t sg_earning_basis_day(enum sg_basis basis, int32_t arrival_day,
	int32_t departure_day, int32_t posting_day)
{
	const int32_t days[] = {
		[SG_BASIS_ARRIVAL] = arrival_day,
		[SG_BASIS_DEPARTURE] = departure_day,
		[SG_BASIS_POSTING] = posting_day,
	};

	return days[basis];
}

bool sg_stays_near(const struct sg_earning_stay *a, const struct sg_earning_stay *b)
{
	return a->arrival_day <= b->departure_day && b->arrival_day <= a->departure_day;
}
