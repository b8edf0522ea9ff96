/* Whole numbers out of fractions. */
#include "core/rounding.h"

#include <stddef.h>

/* Whether the next multiple away from zero is meant, where something is left over. */
static bool goes_away(enum sg_rounding rounding, uint64_t quotient, uint64_t left,
	uint64_t units, bool below)
{
	switch (rounding) {
	case SG_ROUND_HALF_UP:
		return left >= units - left;
	case SG_ROUND_HALF_EVEN:
		return left > units - left || (left == units - left && quotient % 2 == 1);
	case SG_ROUND_UP:
		return left > 0;
	case SG_ROUND_CEILING:
		return left > 0 && !below;
	case SG_ROUND_FLOOR:
		return left > 0 && below;
	case SG_ROUND_DOWN:
	case SG_ROUNDINGS:
		break;
	}
	return false;
}

static uint64_t magnitude(int64_t number)
{
	return number < 0 ? (uint64_t)0 - (uint64_t)number : (uint64_t)number;
}

bool sg_round_ratio(int64_t amount, int64_t times, int64_t units, int64_t step,
	enum sg_rounding rounding, int64_t *ret_points)
{
	int64_t product, divisor, points;
	uint64_t quotient, left;

	if (units < 1 || step < 1 || __builtin_mul_overflow(amount, times, &product) ||
		__builtin_mul_overflow(units, step, &divisor)) {
		return false;
	}
	quotient = magnitude(product) / (uint64_t)divisor;
	left = magnitude(product) % (uint64_t)divisor;
	quotient += goes_away(rounding, quotient, left, (uint64_t)divisor, product < 0);
	if (quotient > INT64_MAX ||
		__builtin_mul_overflow((int64_t)quotient, step, &points)) {
		return false;
	}
	*ret_points = product < 0 ? -points : points;
	return true;
}
