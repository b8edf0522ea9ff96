/* What a member has by himself: tiers that he met and when they fall, lifetime tiers, and nights
 * that are carried from one period into the next. */
#include "core/tier_inside.h"

#include "core/time.h"

/* The most nights that a tier's requirement names; 0 = none. */
static int64_t nights_asked(const struct sg_tier *tier)
{
	int64_t most = 0;

	for (size_t i = 0; i < tier->reach_count; i++) {
		const struct sg_requirement *node = &tier->reach[i];

		if (node->kind == SG_REQUIRE_AT_LEAST &&
			node->measured == SG_MEASURED_NIGHTS && node->value > most) {
			most = node->value;
		}
	}
	return most;
}

/* The highest tier that the counts meet; 0 = none. */
static int32_t best_met(
	const struct sg_tier_rules *rules, const struct sg_measures *counts)
{
	int32_t tier = (int32_t)rules->tier_count - 1;

	while (tier > 0 && !sg_tier_is_met(rules, tier, counts)) {
		tier--;
	}
	return tier > 0 ? tier : 0;
}

/* Own nights of the period that ends on the day beyond what the tier asks that was met in it. */
static int64_t nights_beyond(const struct sg_tiering *tiering,
	const struct sg_standing *standing, int32_t first, int32_t last)
{
	const struct sg_tier_rules *rules = tiering->rules;
	struct sg_measures own = sg_tier_sum(tiering->member, first, last);
	struct sg_measures all = sg_tier_counts(rules, tiering->member, standing, last);
	int32_t tier = best_met(rules, &all);
	int64_t asked, beyond;

	if (tier == 0 || !rules->tiers[tier].rollover) {
		return 0;
	}
	asked = nights_asked(&rules->tiers[tier]);
	beyond = sg_tier_minus(own.of[SG_MEASURED_NIGHTS], asked);
	return asked > 0 && beyond > 0 ? beyond : 0;
}

void sg_tier_turn(
	const struct sg_tiering *tiering, int32_t day, struct sg_standing *standing)
{
	int32_t enrolled_day = tiering->member->enrolled_day, first, last, begun, ended;
	int64_t beyond;

	sg_tier_period(tiering->rules, enrolled_day, day, &begun, &last);
	if (tiering->rules->window == SG_WINDOW_ROLLING || begun <= standing->day) {
		return;
	}
	sg_tier_period(tiering->rules, enrolled_day, begun - 1, &first, &ended);
	beyond = nights_beyond(tiering, standing, first, ended);
	standing->past_nights =
		standing->carried_day != SG_NO_DAY && standing->carried_day >= first
			? standing->carried_nights
			: 0;
	standing->carried_nights = beyond;
	standing->carried_day = begun;
}

static void meet(
	const struct sg_tiering *tiering, int32_t day, struct sg_standing *standing)
{
	struct sg_measures counts =
		sg_tier_counts(tiering->rules, tiering->member, standing, day);

	for (int32_t tier = 1; tier < (int32_t)tiering->rules->tier_count; tier++) {
		int32_t *until_day = &standing->reached_until[tier];

		if (sg_tier_is_met(tiering->rules, tier, &counts)) {
			int32_t holds = sg_tier_holds_until(tiering, tier, day);

			*until_day = holds > *until_day ? holds : *until_day;
		}
	}
}

static void meet_for_life(
	const struct sg_tiering *tiering, int32_t day, struct sg_standing *standing)
{
	for (int32_t tier = (int32_t)tiering->rules->tier_count - 1;
		tier > standing->floor; tier--) {
		const struct sg_tier *of = &tiering->rules->tiers[tier];
		struct sg_measures counts;

		if (of->lifetime == NULL) {
			continue;
		}
		counts = sg_tier_lifetime(tiering->member, day);
		if (sg_requirement_met(of->lifetime, of->lifetime_count, &counts)) {
			standing->floor = tier;
		}
	}
}

static bool is_held(const struct sg_tier_rules *rules, const struct sg_standing *standing,
	int32_t tier, int32_t day)
{
	int32_t until_day = standing->reached_until[tier];

	return until_day != SG_NO_DAY &&
	       sg_tier_days_on(until_day, rules->grace_days) >= day;
}

static int32_t best_held(const struct sg_tier_rules *rules,
	const struct sg_standing *standing, int32_t day)
{
	int32_t tier = (int32_t)rules->tier_count - 1;

	while (tier > 0 && !is_held(rules, standing, tier, day)) {
		tier--;
	}
	return tier > 0 ? tier : 0;
}

/* One tier's end: at most so many levels down, for the period that begins then. */
static void land(const struct sg_tiering *tiering, struct sg_standing *standing)
{
	const struct sg_tier_rules *rules = tiering->rules;
	int32_t over = standing->reached_until[standing->reached];
	int32_t tier = standing->reached - rules->levels_lost;
	int32_t until_day = rules->window == SG_WINDOW_ROLLING
	                            ? sg_tier_months_on(over, rules->window_months)
	                            : sg_tier_year_end(tiering, over + 1, 0);

	standing->reached = tier > 0 ? tier : 0;
	if (tier > 0 && until_day > standing->reached_until[tier]) {
		standing->reached_until[tier] = until_day;
	}
}

/* Where a new version's grace is shorter several ends may have passed. */
static void fall(
	const struct sg_tiering *tiering, int32_t day, struct sg_standing *standing)
{
	int32_t held = best_held(tiering->rules, standing, day);

	while (standing->reached > held) {
		if (tiering->rules->levels_lost == 0 ||
			standing->reached - tiering->rules->levels_lost <= held) {
			break;
		}
		land(tiering, standing);
		held = best_held(tiering->rules, standing, day);
	}
	standing->reached = held;
}

static void forget(
	const struct sg_tiering *tiering, int32_t day, struct sg_standing *standing)
{
	for (int32_t tier = 0; tier < SG_TIERS_MAX; tier++) {
		if (tier >= (int32_t)tiering->rules->tier_count ||
			!is_held(tiering->rules, standing, tier, day)) {
			standing->reached_until[tier] = SG_NO_DAY;
		}
	}
}

void sg_tier_hold(
	const struct sg_tiering *tiering, int32_t day, struct sg_standing *standing)
{
	sg_tier_turn(tiering, day, standing);
	meet(tiering, day, standing);
	meet_for_life(tiering, day, standing);
	fall(tiering, day, standing);
	forget(tiering, day, standing);
	standing->day = day;
}
