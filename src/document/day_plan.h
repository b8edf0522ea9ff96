/*
 * plan.day: all lists of a day, by floor and room, with the totals that a department prepares
 * ("34 × still water, 6 cots"). Lists are added one by one and need not stay: of a large house's
 * day no more is held than its text, once if they come in their order.
 */
#ifndef SG_DOCUMENT_DAY_PLAN_H
#define SG_DOCUMENT_DAY_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/buffer.h"
#include "core/house.h"
#include "document/checklist.h"

/* What is asked for. Stands as long as the plan. */
struct sg_day_view {
	const struct sg_house *house; /* NULL: nothing is said of its minutes */
	const struct sg_catalog *catalog;
	const struct sg_cut *cut; /* as of the lists */
	int32_t day;
	const char *floor, *section; /* NULL: all */
};

struct sg_day_plan;

/* Lies in the arena, and begins its members in the object that is open in `buffer`, which is
 * the plan's until its end. NULL when memory is short. */
struct sg_day_plan *sg_day_plan_begin(
	const struct sg_day_view *view, struct sg_arena *arena, struct sg_buffer *buffer);

/* A list that the cut sees and that fits floor and section; another is passed over. False when
 * memory is short. */
bool sg_day_plan_add(struct sg_day_plan *plan, const struct sg_checklist *list);

/* Ends the members "date":…,"floors":[{"floor","lists":[data…]}],"departments":[…],"totals":[…],
 * "things":[…], without braces around. Floors ascending with numbers as numbers, rooms likewise,
 * no room first. A department that the cut sees is there when it has something to do or the
 * house says how many minutes it has. */
void sg_day_plan_end(struct sg_day_plan *plan);

#endif
