/*
 * With whom, and when of the year, a guest was seen to choose: what he takes alone he need not
 * take with his family, and what he takes in winter not in summer. Pure values. [thread-safe]
 */
#ifndef SG_CORE_CONTEXT_H
#define SG_CORE_CONTEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "core/facts.h"
#include "core/stay.h"

/* Stored with states and cards, so that none may change its number. */
enum sg_context {
	SG_CONTEXT_ALL, /* whatever it was */
	SG_CONTEXT_ALONE = SG_PARTY_ALONE,
	SG_CONTEXT_COUPLE = SG_PARTY_COUPLE,
	SG_CONTEXT_FAMILY = SG_PARTY_FAMILY,
	SG_CONTEXT_BUSINESS = SG_PARTY_BUSINESS,
	SG_CONTEXT_DECEMBER, /* the three months from then */
	SG_CONTEXT_MARCH,
	SG_CONTEXT_JUNE,
	SG_CONTEXT_SEPTEMBER,
	SG_CONTEXTS
};

/* Who travels: business before everything else, as its days are others. SG_CONTEXT_ALL in a group,
 * and for three adults and more. */
enum sg_context sg_context_of_party(const struct sg_stay *stay);

/* The season of a date at the property; SG_CONTEXT_ALL for SG_NO_DAY. */
enum sg_context sg_context_of_day(int32_t day);

bool sg_context_is_season(enum sg_context context);

/* A season's first and last day, month*100+day. */
void sg_context_season(enum sg_context context, int32_t *ret_from, int32_t *ret_until);

/* "business", "dec-feb"; "" for SG_CONTEXT_ALL. */
const char *sg_context_name(enum sg_context context);

#endif
