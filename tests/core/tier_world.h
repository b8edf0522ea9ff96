/* A member and the rules of his tiers, for the tests of them: days as texts, rows by their day. */
#ifndef TESTS_CORE_TIER_WORLD_H
#define TESTS_CORE_TIER_WORLD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/tier.h"
#include "core/time.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define ALL(parts)                                                                       \
	{                                                                                \
		SG_REQUIRE_ALL, parts, SG_MEASURED_NIGHTS, 0                             \
	}
#define ANY(parts)                                                                       \
	{                                                                                \
		SG_REQUIRE_ANY, parts, SG_MEASURED_NIGHTS, 0                             \
	}
#define NEVER                                                                            \
	{                                                                                \
		SG_REQUIRE_NEVER, 0, SG_MEASURED_NIGHTS, 0                               \
	}
#define NIGHTS(n)                                                                        \
	{                                                                                \
		SG_REQUIRE_AT_LEAST, 0, SG_MEASURED_NIGHTS, n                            \
	}
#define STAYS(n)                                                                         \
	{                                                                                \
		SG_REQUIRE_AT_LEAST, 0, SG_MEASURED_STAYS, n                             \
	}
#define DOLLARS(n)                                                                       \
	{                                                                                \
		SG_REQUIRE_AT_LEAST, 0, SG_MEASURED_SPEND, INT64_C(100) * (n)            \
	}
#define POINTS(n)                                                                        \
	{                                                                                \
		SG_REQUIRE_AT_LEAST, 0, SG_MEASURED_POINTS, n                            \
	}
#define TIER(title, tree, rolls)                                                         \
	{                                                                                \
		.name = title, .reach = tree, .reach_count = COUNT(tree),                \
		.rollover = rolls                                                        \
	}
#define TIERS(array) .tiers = array, .tier_count = COUNT(array)

enum { WORLD_ROWS = 64, WORLD_GRANTS = 4, WORLD_STEPS = 64 };

struct tier_world {
	struct sg_tier_rules rules;
	struct sg_qualified rows[WORLD_ROWS];
	struct sg_tier_grant grants[WORLD_GRANTS];
	struct sg_tier_member member;
	struct sg_standing standing;
	struct sg_tier_step steps[WORLD_STEPS];
	size_t step_count;
};

/* Members, Silver from 10 nights, Gold from 25, Platinum from 50; a year and the next. */
static const struct sg_requirement ten_nights[] = {NIGHTS(10)};
static const struct sg_requirement twenty_five_nights[] = {NIGHTS(25)};
static const struct sg_requirement fifty_nights[] = {NIGHTS(50)};
static const struct sg_tier plain_tiers[] = {{.name = "Member"},
	TIER("Silver", ten_nights, false), TIER("Gold", twenty_five_nights, false),
	TIER("Platinum", fifty_nights, false)};
static const struct sg_tier_rules plain_rules = {.window = SG_WINDOW_CALENDAR,
	.window_months = 12,
	.periods_kept = 1,
	TIERS(plain_tiers)};

static inline int32_t day(const char *text)
{
	int32_t value = SG_NO_DAY;

	assert_true(sg_day_parse(text, &value));
	return value;
}

static inline void enrol(
	struct tier_world *w, const struct sg_tier_rules *rules, const char *on)
{
	memset(w, 0, sizeof *w);
	w->rules = *rules;
	w->member.enrolled_day = day(on);
	w->member.qualified = w->rows;
	w->member.grants = w->grants;
	w->standing = sg_tier_begin(day(on));
}

/* Rows may be added in any order. */
static inline void qualify_on(
	struct tier_world *w, int32_t on, const struct sg_measures *counts)
{
	size_t at = w->member.qualified_count++;

	assert_true(at < WORLD_ROWS);
	for (; at > 0 && w->rows[at - 1].day > on; at--) {
		w->rows[at] = w->rows[at - 1];
	}
	w->rows[at] = (struct sg_qualified){on, *counts};
	for (size_t i = 0; i < SG_MEASURES; i++) {
		w->member.lifetime.of[i] += counts->of[i];
	}
}

static inline void nights(struct tier_world *w, const char *on, int64_t count)
{
	const struct sg_measures counts = {{count, 1, 0, 0}};

	qualify_on(w, day(on), &counts);
}

static inline struct sg_tier_grant *grant(
	struct tier_world *w, const char *tier, const char *first, const char *last)
{
	struct sg_tier_grant *given = &w->grants[w->member.grant_count++];

	assert_true(w->member.grant_count <= WORLD_GRANTS);
	*given = (struct sg_tier_grant){.tier = tier,
		.first_day = day(first),
		.last_day = last == NULL ? SG_NO_DAY : day(last)};
	return given;
}

static inline const char *name_of(const struct tier_world *w)
{
	return w->rules.tiers[w->standing.tier].name;
}

static inline void go_to(struct tier_world *w, const char *on)
{
	w->step_count = sg_tier_advance(
		&w->rules, &w->member, day(on), &w->standing, w->steps, WORLD_STEPS);
	assert_true(w->step_count <= WORLD_STEPS);
}

static inline void assert_day(int32_t is, const char *text)
{
	char has[SG_DAY_TEXT_SIZE] = "none";

	if (is != SG_NO_DAY) {
		sg_day_format(is, has);
	}
	assert_string_equal(has, text == NULL ? "none" : text);
}

/* What he has on a day; until NULL = for good. */
static inline void check(
	struct tier_world *w, const char *on, const char *tier, const char *until)
{
	go_to(w, on);
	assert_string_equal(name_of(w), tier);
	assert_day(w->standing.until_day, until);
}

static inline void assert_step(const struct sg_tier_step *step, const char *on,
	enum sg_tier_cause cause, const char *from, const char *to, const char *until,
	int64_t nights_counted)
{
	assert_day(step->day, on);
	assert_string_equal(sg_tier_cause_name(step->cause), sg_tier_cause_name(cause));
	assert_string_equal(step->from_name, from);
	assert_string_equal(step->to_name, to);
	assert_day(step->until_day, until);
	assert_int_equal(step->counts.of[SG_MEASURED_NIGHTS], nights_counted);
}

#endif
