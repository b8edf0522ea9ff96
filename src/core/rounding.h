/*
 * Whole numbers out of fractions, by the six ways in which programmes round.
 */
#ifndef SG_CORE_ROUNDING_H
#define SG_CORE_ROUNDING_H

#include <stdbool.h>
#include <stdint.h>

enum sg_rounding {
	SG_ROUND_HALF_UP,   /* to the nearest, halves away from zero */
	SG_ROUND_HALF_EVEN, /* to the nearest, halves to the even one */
	SG_ROUND_UP,        /* away from zero */
	SG_ROUND_DOWN,      /* towards zero */
	SG_ROUND_CEILING,   /* towards the greater */
	SG_ROUND_FLOOR,     /* towards the smaller */
	SG_ROUNDINGS
};

/*
 * amount · times / units as a multiple of `step`, rounded once. units and step >= 1. False, and
 * nothing stored, where amount · times or the result does not fit. [thread-safe]
 */
bool sg_round_ratio(int64_t amount, int64_t times, int64_t units, int64_t step,
	enum sg_rounding rounding, int64_t *ret_points);

#endif
