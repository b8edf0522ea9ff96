/* What the parts of the tiers share among themselves: nobody else includes this. */
#ifndef SG_CORE_TIER_INSIDE_H
#define SG_CORE_TIER_INSIDE_H

#include "core/tier.h"

/* As the last day: there is none. */
#define SG_TIER_FOR_GOOD INT32_MAX

/* Whose tiers, by what. */
struct sg_tiering {
	const struct sg_tier_rules *rules;
	const struct sg_tier_member *member;
};

/* What is given on a day: the highest tier, and of those what holds longest; `grant` NULL and
 * tier 0 = nothing. */
struct sg_tier_given {
	const struct sg_tier_grant *grant;
	int32_t tier, until_day; /* or SG_TIER_FOR_GOOD */
};

/* Where steps go; the last one is kept whether there is space for it or not. */
struct sg_tier_steps {
	struct sg_tier_step *steps;
	size_t space, taken;
	struct sg_tier_step last;
};

/* Days from now, at most SG_TIER_FOR_GOOD. */
int32_t sg_tier_days_on(int32_t day, int32_t days);

/* Takes the candidate as the next day if it is after `day` and before what was next. */
void sg_tier_sooner(int32_t day, int32_t candidate, int32_t *next);

/* Months from now, within the years 1 to 9999. */
int32_t sg_tier_months_on(int32_t day, int64_t months);

int64_t sg_tier_plus(int64_t a, int64_t b);
int64_t sg_tier_minus(int64_t a, int64_t b);
void sg_tier_add(struct sg_measures *sum, const struct sg_measures *more);
void sg_tier_take(struct sg_measures *sum, const struct sg_measures *less);

/* Index of the first row after the day. */
size_t sg_tier_row_after(const struct sg_tier_member *member, int64_t day);

/* Sum of the rows of these days. */
struct sg_measures sg_tier_sum(
	const struct sg_tier_member *member, int32_t first, int32_t last);

/* Over all, up to the day. */
struct sg_measures sg_tier_lifetime(const struct sg_tier_member *member, int32_t day);

/* Last day of the calendar or membership year that is so many after that of the day. */
int32_t sg_tier_year_end(const struct sg_tiering *tiering, int32_t day, int32_t more);

/* Until when a tier holds that is met on the day. */
int32_t sg_tier_holds_until(const struct sg_tiering *tiering, int32_t tier, int32_t day);

/* The first day whose rolling window has that day no longer. */
int32_t sg_tier_falls_out(const struct sg_tier_rules *rules, int32_t day);

bool sg_tier_is_met(const struct sg_tier_rules *rules, int32_t tier,
	const struct sg_measures *counts);

/* Brings what he reached by himself, lifetime and carried nights from the standing's day to
 * `day`: the same, or the next on which anything changes. */
void sg_tier_hold(
	const struct sg_tiering *tiering, int32_t day, struct sg_standing *standing);

/* The first part of that, for a version's last period: carries nights if one ended. */
void sg_tier_turn(
	const struct sg_tiering *tiering, int32_t day, struct sg_standing *standing);

struct sg_tier_given sg_tier_given(const struct sg_tiering *tiering, int32_t day);

/* What a challenge has, up to the day. */
struct sg_measures sg_tier_challenged(const struct sg_tier_member *member,
	const struct sg_tier_grant *grant, int32_t day);

/* The next day after this on which a grant begins or is over, or SG_TIER_FOR_GOOD. */
int32_t sg_tier_grant_day(const struct sg_tier_member *member, int32_t day);

/* Takes over tier, until_day and cause from what he has on the day, by a step where that differs
 * from what he had. */
void sg_tier_show(const struct sg_tiering *tiering, int32_t day,
	struct sg_standing *standing, struct sg_tier_steps *steps);

/* The standing without what he was given. */
struct sg_standing sg_tier_own(const struct sg_standing *standing);

void sg_tier_step(struct sg_tier_steps *steps, const struct sg_tier_step *step);

/* sg_tier_advance. */
void sg_tier_walk(const struct sg_tiering *tiering, int32_t day,
	struct sg_standing *standing, struct sg_tier_steps *steps);

#endif
