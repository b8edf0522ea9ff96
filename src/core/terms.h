/*
 * Whether the terms of a rule, an award or a benefit fit what they are asked about.
 */
#ifndef SG_CORE_TERMS_H
#define SG_CORE_TERMS_H

#include <stdbool.h>
#include <stdint.h>

#include "core/programme.h"

struct sg_terms_facts {
	const char *property, *room_type, *rate,
		*channel;  /* NULL = unknown: fits no name */
	int32_t lead_days; /* SG_NO_DAY = unknown: fits no lead time */
	int32_t nights;    /* < 0: of no stay */
	int32_t tier;
	int32_t day;
};

/* All terms but weekdays. [thread-safe] */
bool sg_terms_fit(const struct sg_terms *terms, const struct sg_terms_facts *facts);

/* Whether that day is one of theirs; SG_NO_DAY is of no weekday. [thread-safe] */
bool sg_terms_fit_weekday(const struct sg_terms *terms, int32_t day);

#endif
