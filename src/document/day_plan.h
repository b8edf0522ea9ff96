/*
 * plan.day: all lists of a day, by floor and room, with the totals that a department prepares
 * ("34 × still water, 6 cots").
 */
#ifndef SG_DOCUMENT_DAY_PLAN_H
#define SG_DOCUMENT_DAY_PLAN_H

#include <stddef.h>
#include <stdint.h>

#include "core/buffer.h"
#include "core/house.h"
#include "document/checklist.h"

/* Members "date":…,"floors":[{"floor","lists":[data…]}],"departments":[…],"totals":[…],
 * "things":[…], without braces around.
 * Lists that the cut does not see are left out, so is what does not fit `floor` and `section`
 * (NULL: all); floors ascending with numbers as numbers, rooms likewise, no room first. A
 * department that the cut sees is there when it has something to do or `house` (which may be
 * NULL) says how many minutes it has. False when memory is short. */
bool sg_day_plan_members(const struct sg_house *house, const struct sg_checklist *lists,
	size_t count, int32_t day, const char *floor, const char *section,
	struct sg_arena *arena, struct sg_buffer *buffer);

#endif
