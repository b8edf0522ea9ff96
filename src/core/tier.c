/* A member's standing from day to day: what he has is the best of what he reached, what is his for
 * life and what he was given; each change of it is a step that says why. */
#include "core/tier.h"

#include "core/time.h"
#include "core/tier_inside.h"

const char *sg_tier_cause_name(enum sg_tier_cause cause)
{
	static const char *const names[SG_TIER_CAUSES] = {"enrolled", "reached",
		"lifetime", "granted", "kept", "lost", "abolished"};

	return names[cause];
}

struct sg_standing sg_tier_begin(int32_t enrolled_day)
{
	struct sg_standing standing = {.day = enrolled_day,
		.since_day = enrolled_day,
		.until_day = SG_NO_DAY,
		.cause = SG_TIER_ENROLLED,
		.carried_day = SG_NO_DAY};

	for (size_t i = 0; i < SG_TIERS_MAX; i++) {
		standing.reached_until[i] = SG_NO_DAY;
	}
	return standing;
}

void sg_tier_step(struct sg_tier_steps *steps, const struct sg_tier_step *step)
{
	if (steps->taken < steps->space) {
		steps->steps[steps->taken] = *step;
	}
	steps->last = *step;
	steps->taken++;
}

static int32_t best_of(
	const struct sg_standing *standing, const struct sg_tier_given *given)
{
	int32_t best =
		standing->reached > standing->floor ? standing->reached : standing->floor;

	return given->tier > best ? given->tier : best;
}

static int32_t best_until(const struct sg_standing *standing,
	const struct sg_tier_given *given, int32_t tier)
{
	int32_t until_day = SG_NO_DAY;

	if (tier == standing->floor) {
		return SG_TIER_FOR_GOOD;
	}
	if (tier == standing->reached) {
		until_day = standing->reached_until[tier];
	}
	return tier == given->tier && given->until_day > until_day ? given->until_day
	                                                           : until_day;
}

struct sg_standing sg_tier_own(const struct sg_standing *standing)
{
	const struct sg_tier_given nothing = {NULL, 0, SG_NO_DAY};
	struct sg_standing own = *standing;
	int32_t until_day;

	own.tier = best_of(standing, &nothing);
	until_day = best_until(standing, &nothing, own.tier);
	own.until_day = until_day == SG_TIER_FOR_GOOD ? SG_NO_DAY : until_day;
	return own;
}

static enum sg_tier_cause cause_of(
	const struct sg_standing *standing, int32_t tier, int32_t until_day)
{
	if (tier < standing->tier) {
		return SG_TIER_LOST;
	}
	if (tier == standing->floor) {
		return SG_TIER_LIFETIME;
	}
	if (tier == standing->reached && tier > standing->tier) {
		return SG_TIER_REACHED;
	}
	return tier == standing->reached && until_day == standing->reached_until[tier]
	               ? SG_TIER_KEPT
	               : SG_TIER_GRANTED;
}

/* What was not enough: of the challenge that is over, or of the period that the tier ended with. */
static struct sg_measures lost_counts(
	const struct sg_tiering *tiering, int32_t day, const struct sg_standing *standing)
{
	struct sg_tier_given was = sg_tier_given(tiering, day - 1);
	int32_t of = day;

	if (was.tier == standing->tier && was.until_day == standing->until_day &&
		was.grant->needs != NULL) {
		return sg_tier_challenged(tiering->member, was.grant, day);
	}
	if (tiering->rules->window != SG_WINDOW_ROLLING && standing->until_day < day) {
		of = standing->until_day;
	}
	return sg_tier_counts(tiering->rules, tiering->member, standing, of);
}

static struct sg_measures counts_of(const struct sg_tiering *tiering, int32_t day,
	const struct sg_standing *standing, const struct sg_tier_given *given,
	enum sg_tier_cause cause)
{
	if (cause == SG_TIER_LOST) {
		return lost_counts(tiering, day, standing);
	}
	if (cause == SG_TIER_LIFETIME) {
		return sg_tier_lifetime(tiering->member, day);
	}
	if (cause == SG_TIER_GRANTED && given->grant->needs != NULL) {
		return sg_tier_challenged(tiering->member, given->grant, day);
	}
	return sg_tier_counts(tiering->rules, tiering->member, standing, day);
}

void sg_tier_show(const struct sg_tiering *tiering, int32_t day,
	struct sg_standing *standing, struct sg_tier_steps *steps)
{
	struct sg_tier_given given = sg_tier_given(tiering, day);
	int32_t from = standing->tier, to = best_of(standing, &given);
	int32_t until_day = best_until(standing, &given, to);
	int32_t had_until =
		standing->until_day == SG_NO_DAY ? SG_TIER_FOR_GOOD : standing->until_day;
	bool changes = to != from || until_day > had_until;

	if (changes) {
		enum sg_tier_cause cause = cause_of(standing, to, until_day);
		struct sg_tier_step step = {day, cause, from, to,
			tiering->rules->tiers[from].name, tiering->rules->tiers[to].name,
			until_day == SG_TIER_FOR_GOOD ? SG_NO_DAY : until_day,
			counts_of(tiering, day, standing, &given, cause)};

		standing->cause = cause;
		standing->since_day = to != from ? day : standing->since_day;
		sg_tier_step(steps, &step);
	}
	standing->tier = to;
	standing->until_day = until_day == SG_TIER_FOR_GOOD ? SG_NO_DAY : until_day;
}

/* The next day after the standing's on which anything may change, or SG_TIER_FOR_GOOD. */
static int32_t next_day(
	const struct sg_tiering *tiering, const struct sg_standing *standing)
{
	const struct sg_tier_rules *rules = tiering->rules;
	const struct sg_tier_member *member = tiering->member;
	int32_t day = standing->day, first, last;
	int32_t next = sg_tier_grant_day(member, day);
	size_t row = sg_tier_row_after(member, day), oldest;

	sg_tier_period(rules, member->enrolled_day, day, &first, &last);
	if (row < member->qualified_count) {
		sg_tier_sooner(day, member->qualified[row].day, &next);
	}
	oldest = sg_tier_row_after(member, (int64_t)first - 1);
	if (rules->window != SG_WINDOW_ROLLING) {
		sg_tier_sooner(day, last + 1, &next);
	} else if (oldest < row) {
		sg_tier_sooner(day,
			sg_tier_falls_out(rules, member->qualified[oldest].day), &next);
	}
	if (standing->reached > 0) {
		int32_t until_day = standing->reached_until[standing->reached];

		until_day = sg_tier_days_on(until_day, rules->grace_days);
		sg_tier_sooner(day, sg_tier_days_on(until_day, 1), &next);
	}
	return next;
}

void sg_tier_walk(const struct sg_tiering *tiering, int32_t day,
	struct sg_standing *standing, struct sg_tier_steps *steps)
{
	int32_t end = day < SG_DAY_LAST ? day : SG_DAY_LAST;
	int32_t at = standing->day;

	/* The last day too, whatever is on it: what a standing is does not depend on the way. */
	while (at <= end) {
		sg_tier_hold(tiering, at, standing);
		sg_tier_show(tiering, at, standing, steps);
		at = next_day(tiering, standing);
		at = at > end && standing->day < end ? end : at;
	}
}

size_t sg_tier_advance(const struct sg_tier_rules *rules,
	const struct sg_tier_member *member, int32_t day, struct sg_standing *standing,
	struct sg_tier_step *ret_steps, size_t space)
{
	struct sg_tiering tiering = {rules, member};
	struct sg_tier_steps steps = {.steps = ret_steps, .space = space};

	sg_tier_walk(&tiering, day, standing, &steps);
	return steps.taken;
}

/* Whether nothing that is known can change anything any more. */
static bool is_idle(const struct sg_tiering *tiering, const struct sg_standing *standing)
{
	const struct sg_tier_member *member = tiering->member;
	int32_t first, last;

	sg_tier_period(
		tiering->rules, member->enrolled_day, standing->day, &first, &last);
	return standing->reached == 0 && standing->carried_nights == 0 &&
	       sg_tier_grant_day(member, standing->day) == SG_TIER_FOR_GOOD &&
	       sg_tier_row_after(member, (int64_t)first - 1) == member->qualified_count;
}

int32_t sg_tier_next_day(const struct sg_tier_rules *rules,
	const struct sg_tier_member *member, const struct sg_standing *standing)
{
	struct sg_tier_member known = *member;
	struct sg_tiering tiering = {rules, &known};
	struct sg_tier_steps steps = {0};
	struct sg_standing then = *standing;

	known.qualified_count = sg_tier_row_after(member, standing->day);
	known.lifetime = sg_tier_lifetime(member, standing->day);
	while (!is_idle(&tiering, &then)) {
		int32_t day = next_day(&tiering, &then);

		if (day > SG_DAY_LAST) {
			break;
		}
		sg_tier_walk(&tiering, day, &then, &steps);
		if (then.tier != standing->tier ||
			then.until_day != standing->until_day ||
			then.carried_nights != standing->carried_nights) {
			return day;
		}
	}
	return SG_NO_DAY;
}

const struct sg_tier_step *sg_tier_step_left(
	const struct sg_tier_step *steps, size_t count, size_t at)
{
	const struct sg_tier_step *lowest = &steps[at];

	for (size_t i = at + 1; i < count; i++) {
		if (steps[i].to < lowest->to) {
			lowest = &steps[i];
		}
	}
	return lowest->to > steps[at].from ? lowest : NULL;
}
