/*
 * What becomes of benefits on a list: given, declined, not available or left undone, as ticks and a
 * departure tell it. What a guest has by the year is counted on his card too, so that his next
 * list knows what is left of it.
 */
#ifndef SG_SERVICE_BENEFITS_H
#define SG_SERVICE_BENEFITS_H

#include "service/case.h"
#include "service/guests.h"

/* Appends what became of the benefits behind an item of stays[0]; of one that is open again nothing
 * did. `note`: why, or NULL. */
void sg_benefits_note(const struct sg_case *work, const struct sg_item *item,
	enum sg_item_state state, const char *note, struct sg_script *script);

/* Counts, on the card of whichever of his profiles it is of, those that the guest has by the year:
 * given in stays[0], or not after all. *ret_changed: the card is to be stored. SG_MEMORY. */
enum sg_status sg_benefits_count(const struct sg_case *work, const struct sg_item *item,
	enum sg_item_state state, struct sg_guest_work *guest, bool *ret_changed);

/* The same for all whose benefit it is, where nobody else writes their cards, or for one of them:
 * reads and appends them. [may wait on the database] */
enum sg_status sg_benefits_settle(struct sg_case *work, const struct sg_item *item,
	enum sg_item_state before, enum sg_item_state after, struct sg_script *script);
enum sg_status sg_benefits_settle_one(struct sg_case *work, const struct sg_item *item,
	const struct sg_card *card, enum sg_item_state before, enum sg_item_state after,
	struct sg_script *script);

/* stays[0] does not come about: nothing was given in it; or it does after all, and what stands on
 * its new list as done counts again, what begins anew does not. `before`: as it was, NULL where it
 * is new. Comes after all else that is written of stays. [may wait on the database] */
enum sg_status sg_benefits_cancelled(struct sg_case *work,
	const struct sg_stay_state *before, struct sg_script *script);

/* Who was promised the item leaves without it: appends that it was left undone, unless it was given
 * earlier in stays[0], or is known not to be available. [may wait on the database] */
enum sg_status sg_benefits_leaving(struct sg_case *work, const struct sg_item *item,
	struct sg_script *script, bool *ret_given);

#endif
