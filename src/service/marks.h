/* What staff did about items, as one short text on a revision: "i3f…=3 i71…=5". */
#ifndef SG_SERVICE_MARKS_H
#define SG_SERVICE_MARKS_H

#include <stddef.h>

#include "core/arena.h"
#include "document/checklist.h"

/* The marks that stand for items of the list, in the list's order; NULL when memory is short. */
char *sg_marks_format(struct sg_arena *arena, const struct sg_list *list,
	const struct sg_item_mark *marks, size_t count);

/* Reads them back; parts that are none of ours are skipped. NULL when memory is short. */
struct sg_item_mark *sg_marks_parse(
	struct sg_arena *arena, const char *text, size_t *ret_count);

/* The item of that id, of those to be done or kept away, or NULL. */
const struct sg_item *sg_item_of(const struct sg_plan *plan, const char *id);

/* The state of an item: its mark's, or open. */
enum sg_item_state sg_mark_of(
	const struct sg_item_mark *marks, size_t count, const char *item);

/* Gives the plan's items the states of their marks, in a copy of them; an item without one keeps
 * its own. False when memory is short. */
bool sg_marks_apply(struct sg_arena *arena, const struct sg_item_mark *marks,
	size_t count, struct sg_plan *plan);

/* A need that the room must have when the guest comes, and that nobody has looked at yet or
 * that cannot be met. */
bool sg_need_is_at_risk(const struct sg_item *item, enum sg_item_state state);

#endif
