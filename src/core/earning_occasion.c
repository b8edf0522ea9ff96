/* What is earned without a stay: for enrolment, for a tier that was reached, at a partner. */
#include "core/earning_inside.h"

#include <string.h>

#include "core/time.h"

static struct sg_terms_facts facts_of(const struct sg_earning_occasion *occasion)
{
	return (struct sg_terms_facts){.property = occasion->property,
		.channel = occasion->channel,
		.lead_days = SG_NO_DAY,
		.nights = -1,
		.tier = occasion->tier,
		.day = occasion->day};
}

static bool is_meant(const struct sg_earning_occasion *occasion, size_t at)
{
	const struct sg_earn_rule *rule = &occasion->version->rules[at];
	const struct sg_terms_facts facts = facts_of(occasion);

	return rule->per == occasion->per &&
	       (rule->per != SG_EARN_PER_PARTNER ||
		       (occasion->partner != NULL && rule->partner != NULL &&
			       strcmp(rule->partner, occasion->partner) == 0)) &&
	       sg_earn_may(rule, occasion->times, at) &&
	       sg_terms_fit(&rule->terms, &facts) &&
	       sg_terms_fit_weekday(&rule->terms, occasion->day);
}

static bool apply_rule(
	const struct sg_earning_occasion *occasion, size_t at, struct sg_earned *earned)
{
	const struct sg_earn_rule *rule = &occasion->version->rules[at];
	int64_t amount = rule->per == SG_EARN_PER_PARTNER ? occasion->amount : 1;
	int64_t *counts = &earned->counts.of[SG_MEASURED_POINTS];
	int64_t points;

	if (!is_meant(occasion, at)) {
		return true;
	}
	if (amount < 0) {
		earned->doubt = SG_DOUBT_NEGATIVE;
	}
	if (!sg_earn_points(rule, amount, 0,
		    sg_earn_left(rule, occasion->budget_left, at), &points)) {
		return false;
	}
	if (points > 0) {
		earned->lines[earned->line_count++] =
			(struct sg_earned_line){rule, points, amount};
	}
	return rule->bonus || !__builtin_add_overflow(*counts, points, counts);
}

enum sg_status sg_earn_occasion(const struct sg_earning_occasion *occasion,
	struct sg_arena *arena, struct sg_error *error, struct sg_earned *ret_earned)
{
	const struct sg_programme_version *version = occasion->version;
	struct sg_earned earned = {.doubt = SG_DOUBT_NONE};

	earned.lines = sg_arena_array(arena, version->rule_count, sizeof *earned.lines);
	if (earned.lines == NULL) {
		return sg_fail(error, SG_MEMORY, "memory_short", "", "memory is short");
	}
	if (occasion->property != NULL &&
		!sg_names_fit(&version->properties, occasion->property)) {
		earned.nothing = "property";
		*ret_earned = earned;
		return SG_OK;
	}
	for (size_t i = 0; i < version->rule_count; i++) {
		if (!apply_rule(occasion, i, &earned)) {
			return sg_earn_too_large(error);
		}
	}
	if (earned.line_count == 0 && earned.doubt == SG_DOUBT_NONE) {
		earned.nothing = "no_rule_fits";
	}
	*ret_earned = earned;
	return SG_OK;
}
