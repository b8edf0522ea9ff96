/*
 * What an award costs, and what giving it back costs. Whole points: a night, a use or an amount is
 * rounded once, with the tier's discount in it, so that the price of a stay is the sum of its
 * nights' prices and some of them can be given back.
 */
#ifndef SG_CORE_AWARD_H
#define SG_CORE_AWARD_H

#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/programme.h"
#include "core/status.h"

enum { SG_AWARD_NIGHTS_MAX = 365 };

struct sg_award_asked {
	const struct sg_award *award;
	const char *property, *room_type, *rate, *channel; /* NULL = unknown */
	int32_t tier;
	int32_t today_day;
	int32_t day;    /* on which it is used; the first night's */
	int32_t nights; /* 0 = not said */
	int64_t amount; /* cents; 0 = not said */
};

struct sg_award_cost {
	int64_t points;
	const int64_t *nights; /* of each, where it is priced so; else NULL */
	size_t night_count;
};

/* The words of documents. [thread-safe] */
const char *sg_award_kind_name(enum sg_award_kind kind);
int32_t sg_award_kind_find(const char *name);

/*
 * What it costs. Weekdays, dates and seasons of terms are those of each night, else of the day.
 * SG_INVALID: "nights_missing" and "amount_missing" where it is priced by them, "nights_unfit" for
 * more than SG_AWARD_NIGHTS_MAX, "amount_unfit" for an amount that it has no use for,
 * "amount_too_large"; SG_REFUSED: "award_unfit" where no price fits a night or the day,
 * "award_limit"; SG_MEMORY. [thread-safe]
 */
enum sg_status sg_award_price(const struct sg_award_asked *asked, struct sg_arena *arena,
	struct sg_error *error, struct sg_award_cost *ret_cost);

/* Of what was held for an award, how much is given back, and when. */
struct sg_award_return {
	int64_t points, back; /* the whole price, and of what is given back */
	int32_t nights_back;  /* 0 where it is not priced by them */
	int32_t days_before;  /* its day; < 0 after it */
};

/* What is kept of what is given back: never more than that, nothing where nothing is given back.
 * [thread-safe] */
int64_t sg_award_penalty(
	const struct sg_award_cancel *cancel, const struct sg_award_return *what);

#endif
