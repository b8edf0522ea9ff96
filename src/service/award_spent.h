/* What points are spent on by the programme's awards: agreed when they are held, and held to when
 * it is over. */
#ifndef SG_SERVICE_AWARD_SPENT_H
#define SG_SERVICE_AWARD_SPENT_H

#include "document/award.h"
#include "document/points.h"
#include "service/member_work.h"
#include "store/redemptions.h"

/*
 * Prices what is said for a member, who had `had` such awards this year, by the rules of today.
 * The row gets points, award, day and what was agreed; where the programme has no awards, the
 * points that are said. SG_INVALID "award_unknown", "points_missing" and what core/award.h refuses,
 * SG_REFUSED "award_missing", "award_limit" and "points_other" where another price is said;
 * SG_MEMORY.
 */
enum sg_status sg_award_agree(struct sg_call *call,
	const struct sg_redemption_document *said, const struct sg_member_work *member,
	int64_t had, struct sg_redemption_row *row, struct sg_award_agreed *ret_agreed);

/* What was agreed of a row; `award` is NULL where none was named. */
enum sg_status sg_award_recall(struct sg_call *call, const struct sg_redemption_row *row,
	struct sg_award_agreed *ret_agreed);

/* Whether what is said of a redemption that is known is what was agreed: SG_REFUSED "award_other"
 * where the award is another, or it is held on other terms. What is not said is not compared. */
enum sg_status sg_award_check_same(struct sg_call *call,
	const struct sg_redemption_document *said, const struct sg_award_agreed *agreed);

/* How a redemption ends: so many of its points are spent, so many are kept as a penalty; the
 * others are returned. */
struct sg_award_ending {
	int64_t spent, kept;
	int32_t nights_back; /* where some nights were used */
};

/* Of one that is confirmed or released today. SG_INVALID "nights_unfit". */
enum sg_status sg_award_end(struct sg_call *call,
	const struct sg_redemption_document *said, const struct sg_redemption_row *row,
	const struct sg_award_agreed *agreed, struct sg_award_ending *ret_ending);

#endif
