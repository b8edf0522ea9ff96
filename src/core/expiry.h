/* Until when points are good. */
#ifndef SG_CORE_EXPIRY_H
#define SG_CORE_EXPIRY_H

#include <stdint.h>

#include "core/programme.h"

/*
 * The last day on which points are good that were earned on one day by a member of that tier whose
 * account was last active on another; SG_NO_DAY = they do not expire. The first rule that has the
 * tier holds; months end where their month ends. [thread-safe]
 */
int32_t sg_expiry_last_day(const struct sg_programme_version *version, int32_t tier,
	int32_t earned_day, int32_t active_day);

#endif
