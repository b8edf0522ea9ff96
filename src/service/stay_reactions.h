/* Reactions of those who stay: to an item of their list, or of all who are in a room. */
#ifndef SG_SERVICE_STAY_REACTIONS_H
#define SG_SERVICE_STAY_REACTIONS_H

#include "service/case.h"
#include "service/reactions.h"

/* Notes it of everybody in the case whom the item serves: whose wishes are behind it, else the
 * first guest of stays[0], also where there is no item; writes their cards and has their open
 * stays looked at again, so that it comes after whatever else is written of stays. What is to be
 * made good is proposed to the first of them; a tick counts for benefits, too. *ret_kept: of one
 * at least. [waits on the database] */
enum sg_status sg_stay_reactions_write(struct sg_case *work, const struct sg_item *item,
	const struct sg_reacted *reacted, struct sg_script *script, bool *ret_kept);

/* What the reaction's id brought was a mistake, whomever in the case it was noted of. [waits on the
 * database] */
enum sg_status sg_stay_reactions_take_back(
	struct sg_case *work, const struct sg_reacted *reacted, struct sg_script *script);

/* "Do not disturb" hangs at a room: it counts once a stay for those who are in it. [waits on the
 * database] */
enum sg_status sg_stay_reactions_undisturbed(
	struct sg_call *call, const char *number, struct sg_script *script);

#endif
