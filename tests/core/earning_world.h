/*
 * A member's stays and a programme to earn by, for tests: each stay and each rule is one line.
 * Stays are at HAM1 and have the id that their place gives them.
 */
#ifndef SG_TESTS_CORE_EARNING_WORLD_H
#define SG_TESTS_CORE_EARNING_WORLD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/earning.h"
#include "core/time.h"

enum { WORLD_STAYS = 16, WORLD_CHARGES = 12, WORLD_RULES = 8 };

struct world {
	struct sg_arena *arena;
	struct sg_programme_version version;
	struct sg_earn_rule rules[WORLD_RULES];
	struct sg_earning_stay stays[WORLD_STAYS];
	struct sg_charge charges[WORLD_STAYS][WORLD_CHARGES];
	size_t count;
	int32_t tier;
	int32_t times[WORLD_RULES];
	int64_t budget_left[WORLD_RULES];
	bool decided;
	struct sg_error error;
	struct sg_earned earned;
};

static inline int32_t day_of(const char *text)
{
	int32_t day;

	assert_true(sg_day_parse(text, &day));
	return day;
}

/* A Monday. */
#define MONDAY day_of("2025-03-03")

static inline void world_begin(struct world *w)
{
	memset(w, 0, sizeof *w);
	w->arena = sg_arena_new();
	assert_non_null(w->arena);
	w->version.basis = SG_BASIS_DEPARTURE;
	w->version.rules = w->rules;
	w->version.stays = (struct sg_stay_rules){.rooms_points = 3,
		.rooms_nights = 1,
		.joined = true,
		.day_use = true,
		.delay_days = 3};
}

static inline void world_end(struct world *w)
{
	sg_arena_free(w->arena);
}

/* Ten points for a dollar unless told otherwise. */
static inline struct sg_earn_rule *rule(
	struct world *w, const char *name, enum sg_earn_per per)
{
	struct sg_earn_rule *made = &w->rules[w->version.rule_count];

	*made = (struct sg_earn_rule){.name = name,
		.per = per,
		.points = 10,
		.units = per == SG_EARN_PER_MONEY ? 100 : 1,
		.rounding = SG_ROUND_DOWN,
		.step = 1,
		.terms = {.from_day = SG_NO_DAY, .until_day = SG_NO_DAY}};
	w->budget_left[w->version.rule_count++] = INT64_MAX;
	return made;
}

/* `percent` of the base points. */
static inline struct sg_earn_rule *bonus(
	struct world *w, const char *name, int64_t percent)
{
	struct sg_earn_rule *made = rule(w, name, SG_EARN_PER_BASE);

	made->bonus = true;
	made->points = percent;
	made->units = 100;
	return made;
}

static inline struct sg_earning_stay *charge(struct world *w,
	struct sg_earning_stay *stay, const char *category, int64_t cents, int32_t day)
{
	assert_true(stay->charge_count < WORLD_CHARGES);
	w->charges[stay - w->stays][stay->charge_count++] =
		(struct sg_charge){.category = category,
			.gross_cents = cents,
			.net_cents = cents / 107 * 100 + cents % 107 * 100 / 107,
			.day = day};
	return stay;
}

/* From the nth day after MONDAY for so many nights, all its room money on the first day. */
static inline struct sg_earning_stay *stay(
	struct world *w, int32_t arrival, int32_t nights, int64_t cents)
{
	struct sg_earning_stay *made = &w->stays[w->count];

	assert_true(w->count < WORLD_STAYS);
	*made = (struct sg_earning_stay){.property = "HAM1",
		.room_type = "DBL",
		.rate = "BAR",
		.channel = "direct",
		.booked_day = MONDAY + arrival - 10,
		.arrival_day = MONDAY + arrival,
		.departure_day = MONDAY + arrival + nights,
		.charges = w->charges[w->count]};
	made->id.bytes[15] = (unsigned char)++w->count;
	return charge(w, made, "room", cents, made->arrival_day);
}

static inline struct sg_earning world_earning(
	const struct world *w, const struct sg_earning_stay *of)
{
	return (struct sg_earning){.version = &w->version,
		.stay = of,
		.others = w->stays,
		.other_count = w->count,
		.tier = w->tier,
		.basis_day = sg_earning_basis_day(w->version.basis, of->arrival_day,
			of->departure_day,
			of->departure_day + w->version.stays.delay_days),
		.times = w->times,
		.budget_left = w->budget_left,
		.decided = w->decided};
}

static inline const struct sg_earned *earn(
	struct world *w, const struct sg_earning_stay *of)
{
	const struct sg_earning earning = world_earning(w, of);

	assert_int_equal(sg_earn(&earning, w->arena, &w->error, &w->earned), SG_OK);
	return &w->earned;
}

/* What a rule brings; 0 = no line. */
static inline int64_t points_by(
	struct world *w, const struct sg_earning_stay *of, const char *name)
{
	const struct sg_earned *earned = earn(w, of);

	for (size_t i = 0; i < earned->line_count; i++) {
		if (strcmp(earned->lines[i].rule->name, name) == 0) {
			assert_true(earned->lines[i].points > 0);
			return earned->lines[i].points;
		}
	}
	return 0;
}

static inline int64_t counts_of(
	struct world *w, const struct sg_earning_stay *of, enum sg_measured measured)
{
	return earn(w, of)->counts.of[measured];
}

static inline void assert_nothing(
	struct world *w, const struct sg_earning_stay *of, const char *why)
{
	static const struct sg_measures none;
	const struct sg_earned *earned = earn(w, of);

	assert_int_equal(earned->line_count, 0);
	assert_int_equal(earned->doubt, SG_DOUBT_NONE);
	assert_memory_equal(&earned->counts, &none, sizeof none);
	assert_non_null(earned->nothing);
	assert_string_equal(earned->nothing, why);
}

static inline void assert_doubt(
	struct world *w, const struct sg_earning_stay *of, enum sg_earning_doubt doubt)
{
	static const struct sg_measures none;
	const struct sg_earned *earned = earn(w, of);

	assert_int_equal(earned->doubt, doubt);
	if (doubt != SG_DOUBT_NONE) {
		assert_int_equal(earned->line_count, 0);
		assert_memory_equal(&earned->counts, &none, sizeof none);
		assert_null(earned->nothing);
	}
}

#endif
