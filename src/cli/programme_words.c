/* Rules in words; numbers with commas, money in the programme's currency. */
#include "cli/programme_words.h"

#include <stdio.h>
#include <string.h>

#include "core/time.h"

void sg_programme_say_number(int64_t number, struct sg_buffer *text)
{
	char digits[24];
	int len = snprintf(digits, sizeof digits, "%lld", (long long)number);

	for (int i = 0; i < len; i++) {
		sg_buffer_text(text, i > 0 && (len - i) % 3 == 0 ? "," : "");
		sg_buffer_char(text, digits[i]);
	}
}

void sg_programme_say_money(
	const struct sg_programme *programme, int64_t amount, struct sg_buffer *text)
{
	int64_t unit = 1;

	for (int32_t i = 0; i < programme->decimals; i++) {
		unit *= 10;
	}
	sg_programme_say_number(amount / unit, text);
	if (programme->decimals > 0) {
		sg_buffer_format(text, ".%0*lld", (int)programme->decimals,
			(long long)(amount % unit));
	}
	sg_buffer_format(text, " %s", programme->currency);
}

static void say_measured(const struct sg_programme *programme, enum sg_measured measured,
	int64_t value, struct sg_buffer *text)
{
	static const char *const one[] = {"night", "stay", "", "base point"};

	if (measured == SG_MEASURED_SPEND) {
		sg_programme_say_money(programme, value, text);
		return;
	}
	sg_programme_say_number(value, text);
	sg_buffer_format(text, " %s%s", one[measured], value == 1 ? "" : "s");
}

void sg_programme_say_names(
	const struct sg_names *names, const char *word, struct sg_buffer *text)
{
	if (names->count == 0) {
		return;
	}
	sg_buffer_format(text, " %s%s",
		!names->exclude           ? ""
		: strcmp(word, "of") == 0 ? "except"
					  : "not ",
		names->exclude && strcmp(word, "of") == 0 ? "" : word);
	for (size_t i = 0; i < names->count; i++) {
		sg_buffer_format(text, "%s%s", i > 0 ? ", " : " ", names->names[i]);
	}
}

void sg_programme_say_tiers(
	const struct sg_tier_rules *rules, unsigned bits, struct sg_buffer *text)
{
	const char *between = "";

	for (size_t i = 0; i < rules->tier_count; i++) {
		if ((bits >> i & 1u) != 0) {
			sg_buffer_format(text, "%s%s", between, rules->tiers[i].name);
			between = ", ";
		}
	}
}

/* ---- rules ---- */

static void say_range(const char *what, int32_t min, int32_t max, struct sg_buffer *text)
{
	if (max > 0 && min > 0) {
		sg_buffer_format(text, "; %d to %d %s", (int)min, (int)max, what);
	} else if (max > 0) {
		sg_buffer_format(text, "; at most %d %s", (int)max, what);
	} else if (min > 0) {
		sg_buffer_format(text, "; at least %d %s", (int)min, what);
	}
}

static void say_days(const struct sg_terms *terms, struct sg_buffer *text)
{
	static const char *const names[] = {"Monday", "Tuesday", "Wednesday", "Thursday",
		"Friday", "Saturday", "Sunday"};
	char from[SG_DAY_TEXT_SIZE], until[SG_DAY_TEXT_SIZE];
	const char *between = "; on ";

	for (unsigned i = 0; i < 7; i++) {
		if ((terms->weekdays >> i & 1u) != 0) {
			sg_buffer_format(text, "%s%s", between, names[i]);
			between = ", ";
		}
	}
	sg_day_format(terms->from_day, from);
	sg_day_format(terms->until_day, until);
	if (terms->from_day != SG_NO_DAY) {
		sg_buffer_format(text, "; from %s", from);
	}
	if (terms->until_day != SG_NO_DAY) {
		sg_buffer_format(text, "%s until %s",
			terms->from_day != SG_NO_DAY ? "" : ";", until);
	}
}

void sg_programme_say_terms(const struct sg_programme_version *version,
	const struct sg_terms *terms, struct sg_buffer *text)
{
	const struct {
		const struct sg_names *names;
		const char *word;
	} all[] = {
		{&terms->properties, "at"},
		{&terms->room_types, "in"},
		{&terms->rates, "at rate"},
		{&terms->channels, "booked through"},
	};

	if (terms->tiers != 0) {
		sg_buffer_text(text, "; for ");
		sg_programme_say_tiers(&version->tiers, terms->tiers, text);
	}
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
		sg_buffer_text(text, all[i].names->count > 0 ? ";" : "");
		sg_programme_say_names(all[i].names, all[i].word, text);
	}
	say_range("days ahead", terms->lead_min, terms->lead_max, text);
	say_range("nights", terms->nights_min, terms->nights_max, text);
	say_days(terms, text);
}

static void say_units(const struct sg_programme *programme,
	const struct sg_earn_rule *rule, struct sg_buffer *text)
{
	static const char *const units[] = {"", "night", "stay", "enrolment",
		"base point", "tier reached", "unit of"};

	if (rule->per == SG_EARN_PER_MONEY) {
		sg_programme_say_money(programme, rule->units, text);
		sg_buffer_text(text, rule->net ? " net" : "");
		sg_programme_say_names(&rule->categories, "of", text);
		return;
	}
	if (rule->units > 1) {
		sg_programme_say_number(rule->units, text);
		sg_buffer_char(text, ' ');
	}
	sg_buffer_format(text, "%s%s", units[rule->per], rule->units > 1 ? "s" : "");
	if (rule->partner != NULL) {
		sg_buffer_format(text, " %s", rule->partner);
	}
}

static void say_limits(const struct sg_earn_rule *rule, struct sg_buffer *text)
{
	const struct {
		int64_t limit;
		const char *what;
	} all[] = {
		{rule->stay_max, "points a stay"},
		{rule->times_max, "stays of a member"},
		{rule->budget, "points over all members"},
	};

	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
		if (all[i].limit > 0) {
			sg_buffer_text(text, "; at most ");
			sg_programme_say_number(all[i].limit, text);
			sg_buffer_format(text, " %s", all[i].what);
		}
	}
}

const char *sg_programme_rounding(enum sg_rounding rounding)
{
	static const char *const roundings[SG_ROUNDINGS] = {"to the nearest, halves up",
		"to the nearest, halves to even", "up", "down", "to the greater",
		"to the smaller"};

	return roundings[rounding];
}

void sg_programme_say_rule(const struct sg_programme *programme,
	const struct sg_programme_version *version, const struct sg_earn_rule *rule,
	struct sg_buffer *text)
{
	sg_programme_say_number(rule->points, text);
	sg_buffer_format(text, " point%s for each ", rule->points == 1 ? "" : "s");
	say_units(programme, rule, text);
	if (rule->units > 1) {
		sg_buffer_format(
			text, ", rounded %s", sg_programme_rounding(rule->rounding));
	}
	if (rule->step > 1) {
		sg_buffer_text(text, " to multiples of ");
		sg_programme_say_number(rule->step, text);
	}
	sg_buffer_text(text, rule->bonus ? "; bonus" : "");
	sg_programme_say_terms(version, &rule->terms, text);
	say_limits(rule, text);
}

void sg_programme_say_milestone(const struct sg_programme *programme,
	const struct sg_milestone *milestone, struct sg_buffer *text)
{
	sg_programme_say_number(milestone->points, text);
	sg_buffer_text(text, " points at ");
	say_measured(programme, milestone->measured, milestone->at, text);
	if (milestone->every > 0) {
		sg_buffer_text(text, ", and again every ");
		say_measured(programme, milestone->measured, milestone->every, text);
	}
	if (milestone->until > 0) {
		sg_buffer_text(text, " until ");
		say_measured(programme, milestone->measured, milestone->until, text);
	}
}

/* ---- tiers ---- */

void sg_programme_say_window(const struct sg_tier_rules *rules, struct sg_buffer *text)
{
	static const char *const windows[] = {
		"the calendar year", "", "the year of membership"};

	sg_buffer_text(text, "reached within ");
	if (rules->window == SG_WINDOW_ROLLING) {
		sg_buffer_format(text, "the last %d months", (int)rules->window_months);
	} else {
		sg_buffer_text(text, windows[rules->window]);
	}
	sg_buffer_text(text, "; kept to its end");
	if (rules->periods_kept > 0) {
		sg_buffer_format(text, " and through %d more", (int)rules->periods_kept);
	}
	if (rules->grace_days > 0) {
		sg_buffer_format(text, "; %d days of grace", (int)rules->grace_days);
	}
	if (rules->levels_lost > 0) {
		sg_buffer_format(text, "; at most %d level%s down at once",
			(int)rules->levels_lost, rules->levels_lost == 1 ? "" : "s");
	}
}

/* The subtree at `*at`, and goes past it. */
static void say_requirement(const struct sg_programme *programme,
	const struct sg_requirement *tree, size_t count, size_t *at, bool inner,
	struct sg_buffer *text)
{
	const struct sg_requirement *node = &tree[(*at)++];
	bool grouped = inner && node->count > 1;

	if (node->kind == SG_REQUIRE_AT_LEAST) {
		say_measured(programme, node->measured, node->value, text);
		return;
	}
	sg_buffer_text(text, grouped ? "(" : "");
	for (size_t i = 0; i < node->count && *at < count; i++) {
		sg_buffer_text(text, i == 0                         ? ""
				     : node->kind == SG_REQUIRE_ALL ? " and "
								    : " or ");
		say_requirement(programme, tree, count, at, true, text);
	}
	sg_buffer_text(text, grouped ? ")" : "");
}

void sg_programme_say_tier(const struct sg_programme *programme,
	const struct sg_tier *tier, bool first, struct sg_buffer *text)
{
	size_t at = 0;

	if (tier->reach_count > 0) {
		say_requirement(
			programme, tier->reach, tier->reach_count, &at, false, text);
	} else {
		sg_buffer_text(text, first ? "every member" : "given by hand only");
	}
	if (tier->lifetime_count > 0) {
		at = 0;
		sg_buffer_text(text, "; for good: ");
		say_requirement(programme, tier->lifetime, tier->lifetime_count, &at,
			false, text);
	}
	sg_buffer_text(
		text, tier->rollover ? "; nights beyond go into the next period" : "");
}

void sg_programme_say_expiry(const struct sg_programme_version *version,
	const struct sg_expiry_rule *rule, bool others, struct sg_buffer *text)
{
	static const char *const ends[] = {
		"", ", at the end of the month", ", at the end of the year"};

	if (rule->tiers != 0) {
		sg_programme_say_tiers(&version->tiers, rule->tiers, text);
		sg_buffer_text(text, ": ");
	} else if (others) {
		sg_buffer_text(text, "others: ");
	}
	if (rule->kind == SG_EXPIRY_NEVER) {
		sg_buffer_text(text, "never");
		return;
	}
	sg_buffer_format(text, "%d months after %s%s%s", (int)rule->months,
		rule->kind == SG_EXPIRY_FIXED ? "they were earned"
					      : "the member last earned or spent",
		ends[rule->end], rule->inclusive ? "" : ", that day not included");
}
