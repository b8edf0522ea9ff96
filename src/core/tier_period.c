/* The days of the tiers: periods and windows, when they end, and what counts in them. */
#include "core/tier_inside.h"

#include "core/time.h"

enum { YEAR_MONTHS = 12, MONTHS_MAX = 120000 };

int32_t sg_tier_days_on(int32_t day, int32_t days)
{
	int64_t on = (int64_t)day + days;

	return on > SG_TIER_FOR_GOOD ? SG_TIER_FOR_GOOD : (int32_t)on;
}

void sg_tier_sooner(int32_t day, int32_t candidate, int32_t *next)
{
	if (candidate > day && candidate < *next) {
		*next = candidate;
	}
}

int32_t sg_tier_months_on(int32_t day, int64_t months)
{
	int32_t on = SG_NO_DAY;

	if (months >= -MONTHS_MAX && months <= MONTHS_MAX) {
		on = sg_day_add_months(day, (int32_t)months);
	}
	if (on == SG_NO_DAY) {
		on = months < 0 ? SG_DAY_FIRST : SG_DAY_LAST;
	}
	return on;
}

int64_t sg_tier_plus(int64_t a, int64_t b)
{
	int64_t sum;

	if (__builtin_add_overflow(a, b, &sum)) {
		return a < 0 ? INT64_MIN : INT64_MAX;
	}
	return sum;
}

int64_t sg_tier_minus(int64_t a, int64_t b)
{
	int64_t difference;

	if (__builtin_sub_overflow(a, b, &difference)) {
		return a < 0 ? INT64_MIN : INT64_MAX;
	}
	return difference;
}

void sg_tier_add(struct sg_measures *sum, const struct sg_measures *more)
{
	for (size_t i = 0; i < SG_MEASURES; i++) {
		sum->of[i] = sg_tier_plus(sum->of[i], more->of[i]);
	}
}

void sg_tier_take(struct sg_measures *sum, const struct sg_measures *less)
{
	for (size_t i = 0; i < SG_MEASURES; i++) {
		sum->of[i] = sg_tier_minus(sum->of[i], less->of[i]);
	}
}

size_t sg_tier_row_after(const struct sg_tier_member *member, int64_t day)
{
	size_t low = 0, high = member->qualified_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (member->qualified[middle].day <= day) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low;
}

struct sg_measures sg_tier_sum(
	const struct sg_tier_member *member, int32_t first, int32_t last)
{
	struct sg_measures sum = {{0}};
	size_t i = sg_tier_row_after(member, (int64_t)first - 1);

	for (; i < member->qualified_count && member->qualified[i].day <= last; i++) {
		sg_tier_add(&sum, &member->qualified[i].counts);
	}
	return sum;
}

struct sg_measures sg_tier_lifetime(const struct sg_tier_member *member, int32_t day)
{
	struct sg_measures sum = member->lifetime;

	for (size_t i = sg_tier_row_after(member, day); i < member->qualified_count;
		i++) {
		sg_tier_take(&sum, &member->qualified[i].counts);
	}
	return sum;
}

/* How many membership years are over on the day; less than nothing before enrolment. */
static int64_t years_over(int32_t enrolled_day, int32_t day)
{
	int32_t enrolled_year, year, month, day_of_month;
	int64_t years;

	sg_day_to_civil(enrolled_day, &enrolled_year, &month, &day_of_month);
	sg_day_to_civil(day, &year, &month, &day_of_month);
	years = (int64_t)year - enrolled_year;
	if (sg_tier_months_on(enrolled_day, years * YEAR_MONTHS) > day) {
		years--;
	}
	return years;
}

static int32_t new_year(int64_t year)
{
	if (year < 1) {
		return SG_DAY_FIRST;
	}
	return year > 9999 ? SG_DAY_LAST + 1 : sg_day_from_civil((int32_t)year, 1, 1);
}

/* The first day of the year that is so many after that of the day. */
static int32_t year_begin(const struct sg_tier_rules *rules, int32_t enrolled_day,
	int32_t day, int64_t more)
{
	int32_t year, month, day_of_month;

	if (rules->window == SG_WINDOW_MEMBERSHIP) {
		int64_t years = years_over(enrolled_day, day) + more;
		int32_t begin = sg_tier_months_on(enrolled_day, years * YEAR_MONTHS);

		return begin == SG_DAY_LAST ? SG_DAY_LAST + 1 : begin;
	}
	sg_day_to_civil(day, &year, &month, &day_of_month);
	return new_year(year + more);
}

void sg_tier_period(const struct sg_tier_rules *rules, int32_t enrolled_day, int32_t day,
	int32_t *ret_first, int32_t *ret_last)
{
	if (rules->window == SG_WINDOW_ROLLING) {
		*ret_first = sg_tier_months_on(day, -(int64_t)rules->window_months) + 1;
		*ret_last = day;
	} else {
		*ret_first = year_begin(rules, enrolled_day, day, 0);
		*ret_last = year_begin(rules, enrolled_day, day, 1) - 1;
	}
}

int32_t sg_tier_year_end(const struct sg_tiering *tiering, int32_t day, int32_t more)
{
	return year_begin(tiering->rules, tiering->member->enrolled_day, day,
		       (int64_t)more + 1) -
	       1;
}

int32_t sg_tier_falls_out(const struct sg_tier_rules *rules, int32_t day)
{
	int32_t out = sg_tier_months_on(day, rules->window_months);

	/* From a month's 29th to 31st the months lead back to an earlier day. */
	if (sg_tier_months_on(out, -(int64_t)rules->window_months) < day) {
		out++;
	}
	return out;
}

bool sg_tier_is_met(
	const struct sg_tier_rules *rules, int32_t tier, const struct sg_measures *counts)
{
	return sg_requirement_met(
		rules->tiers[tier].reach, rules->tiers[tier].reach_count, counts);
}

static int32_t falls_out_at(const struct sg_tiering *tiering, size_t row)
{
	return sg_tier_falls_out(tiering->rules, tiering->member->qualified[row].day);
}

/* The last day on which what counts on the day still suffices by itself. */
static int32_t suffices_until(const struct sg_tiering *tiering, int32_t tier, int32_t day)
{
	const struct sg_tier_member *member = tiering->member;
	int32_t first, last;
	struct sg_measures counts;
	size_t end = sg_tier_row_after(member, day);

	sg_tier_period(tiering->rules, member->enrolled_day, day, &first, &last);
	counts = sg_tier_sum(member, first, last);
	for (size_t i = sg_tier_row_after(member, (int64_t)first - 1); i < end;) {
		int32_t out = falls_out_at(tiering, i), then = out;

		while (i < end && then == out) {
			sg_tier_take(&counts, &member->qualified[i++].counts);
			then = i < end ? falls_out_at(tiering, i) : out;
		}
		if (!sg_tier_is_met(tiering->rules, tier, &counts)) {
			return out - 1;
		}
	}
	return SG_DAY_LAST;
}

int32_t sg_tier_holds_until(const struct sg_tiering *tiering, int32_t tier, int32_t day)
{
	const struct sg_tier_rules *rules = tiering->rules;

	if (rules->window != SG_WINDOW_ROLLING) {
		return sg_tier_year_end(tiering, day, rules->periods_kept);
	}
	return sg_tier_months_on(suffices_until(tiering, tier, day),
		(int64_t)rules->periods_kept * rules->window_months);
}

struct sg_measures sg_tier_counts(const struct sg_tier_rules *rules,
	const struct sg_tier_member *member, const struct sg_standing *standing,
	int32_t day)
{
	int32_t first, last, carried_day = standing->carried_day;
	struct sg_measures counts;

	sg_tier_period(rules, member->enrolled_day, day, &first, &last);
	counts = sg_tier_sum(member, first, day);
	if (rules->window != SG_WINDOW_ROLLING && carried_day != SG_NO_DAY) {
		int64_t *nights = &counts.of[SG_MEASURED_NIGHTS];

		if (first <= carried_day && carried_day <= last) {
			*nights = sg_tier_plus(*nights, standing->carried_nights);
		} else if (carried_day == last + 1) {
			*nights = sg_tier_plus(*nights, standing->past_nights);
		}
	}
	return counts;
}

/* In grace the period that a tier ended with is what was not enough. */
static int32_t oldest_end(const struct sg_standing *standing)
{
	int32_t day = standing->day;

	if (standing->until_day != SG_NO_DAY && standing->until_day < day) {
		day = standing->until_day;
	}
	for (size_t i = 0; i < SG_TIERS_MAX; i++) {
		int32_t until_day = standing->reached_until[i];

		day = until_day != SG_NO_DAY && until_day < day ? until_day : day;
	}
	return day;
}

int32_t sg_tier_reads_from(const struct sg_programme *programme,
	const struct sg_tier_member *member, const struct sg_standing *standing)
{
	int32_t from = standing->day, of = oldest_end(standing), first, last;

	for (size_t i = 0; i < programme->version_count; i++) {
		const struct sg_tier_rules *rules = &programme->versions[i].tiers;
		bool rolling = rules->window == SG_WINDOW_ROLLING;

		sg_tier_period(rules, member->enrolled_day, rolling ? standing->day : of,
			&first, &last);
		from = first < from ? first : from;
	}
	for (size_t i = 0; i < member->grant_count; i++) {
		const struct sg_tier_grant *grant = &member->grants[i];

		if (grant->needs != NULL && grant->first_day < from) {
			from = grant->first_day;
		}
	}
	return from;
}
