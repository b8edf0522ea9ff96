/* What the lists of a day add up to: how much of what, in how many rooms, and how long it takes
 * each department. */
#ifndef SG_DOCUMENT_DAY_TOTALS_H
#define SG_DOCUMENT_DAY_TOTALS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/buffer.h"
#include "core/house.h"
#include "document/checklist.h"

struct sg_day_totals;

/* Lies in the arena with all that is added; NULL when memory is short. */
struct sg_day_totals *sg_day_totals_new(struct sg_arena *arena);

/* What is still to do of a list, as far as its cut shows it. Nothing of the list is kept. False
 * when memory is short. */
bool sg_day_totals_add(struct sg_day_totals *totals, const struct sg_checklist *list);

/* "departments":[…]. One that the cut sees is there when it has something to do or `house` (NULL:
 * no house) says how many minutes it has, which is told where `whole`. */
void sg_day_totals_departments(const struct sg_day_totals *totals,
	const struct sg_house *house, const struct sg_cut *cut, bool whole,
	struct sg_buffer *buffer);

/* "totals":[…],"things":[…], in order. */
void sg_day_totals_write(struct sg_day_totals *totals, const struct sg_catalog *catalog,
	const struct sg_cut *cut, struct sg_buffer *buffer);

#endif
