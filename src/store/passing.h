/* What is kept of guests for one stay alone: who has said such, and that work comes to forget it
 * once the stay is over. */
#ifndef SG_STORE_PASSING_H
#define SG_STORE_PASSING_H

#include <stddef.h>
#include <stdint.h>

#include "store/dossier.h"
#include "store/script.h"

/* The stay for which something is kept: `named` where it is open; without one (nil) the guest's
 * open stay, at `property` first, then in house, then the next. One set, one id or none. */
void sg_passing_find(struct sg_script *script, const struct sg_id *guest,
	const struct sg_id *property, const struct sg_id *named, int32_t today_day);

/* Something of the guest's is kept for each of these stays alone, one at least. Work comes for
 * those that are over already. */
void sg_passing_add(struct sg_script *script, const struct sg_id *guest,
	const struct sg_id *stays, size_t count, int64_t plan_at_us);

/* SG_STALE_STAY unless the stay is open; it stays so until the commit. */
void sg_passing_expect_open(struct sg_script *script, const struct sg_id *stay);

/* The stay is over: where something was kept for it alone, work comes then. After its row was
 * written. */
void sg_passing_end(
	struct sg_script *script, const struct sg_id *stay, int64_t plan_at_us);

/* Those who said something that is kept for the stay alone, with their cards: one set. */
void sg_passing_read(struct sg_script *script, const struct sg_id *stay);
enum sg_status sg_passing_take(const struct sg_script *script, struct sg_arena *arena,
	struct sg_error *error, struct sg_card_row **ret_cards, size_t *ret_count);

/* It is forgotten of that guest. */
void sg_passing_drop(
	struct sg_script *script, const struct sg_id *stay, const struct sg_id *guest);

#endif
