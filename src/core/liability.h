/*
 * What a programme owes its members: open points by the property where they were earned and the
 * month in which they expire, as the rules in force have it.
 */
#ifndef SG_CORE_LIABILITY_H
#define SG_CORE_LIABILITY_H

#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/id.h"
#include "core/programme.h"
#include "core/status.h"

/* One lot, or the sum of lots that are alike, of members of one tier who were last active on one
 * day. */
struct sg_liability_part {
	struct sg_id property; /* where they were earned; nil = not known */
	int32_t tier;
	int32_t earned_day, active_day;
	int64_t points; /* > 0: what remains, what is held among it */
	int64_t held;   /* of these, for redemptions under way */
	int64_t owed;   /* >= 0: debts, of lots below zero */
	int64_t lots;
};

struct sg_liability_line {
	struct sg_id property;
	/* The first day of the month in which their last good day lies. SG_NO_DAY: they do not
	 * expire; likewise debts, which nothing but points pays. */
	int32_t month_day;
	int64_t points, held, owed, lots;
};

/* Begins with all zero but the arena. */
struct sg_liability {
	struct sg_liability_line
		*lines; /* by property, then by month, without an end last */
	size_t count, space;
	struct sg_arena *arena;
	/* Of all lines; its property and month say nothing. What members have is points - owed:
	 * the sum of their balances. */
	struct sg_liability_line total;
};

/* The month that points of a part expire in. `version` NULL: they do not. [thread-safe] */
int32_t sg_liability_month(const struct sg_programme_version *version, int32_t tier,
	int32_t earned_day, int32_t active_day);

/* Adds a part by the rules of `version`, NULL where there are none yet. SG_INVALID
 * (points_invalid) where a sum does not fit, SG_MEMORY; nothing is added then. */
enum sg_status sg_liability_add(struct sg_liability *liability,
	const struct sg_programme_version *version, const struct sg_liability_part *part,
	struct sg_error *error);

#endif
