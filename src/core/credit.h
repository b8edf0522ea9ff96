/*
 * What a stay brings, put into a member's account as the difference to what stands there: the lots
 * of its rules, milestones, what it counts, and the standing. What is reached by that is earned by
 * the caller, who knows the limits of the rules.
 */
#ifndef SG_CORE_CREDIT_H
#define SG_CORE_CREDIT_H

#include "core/earning.h"
#include "core/ledger.h"
#include "core/tier.h"

struct sg_credit {
	const struct sg_programme *programme;
	struct sg_ledger *ledger;
	struct sg_arena *arena; /* for names of sources, which live as long as the lots */
	struct sg_earning_lot lot; /* a lot of this account as it would be earned today */
	const char *source;        /* of the stay */
	int32_t enrolled_day;
	const struct sg_qualified *qualified; /* by day, without the stay's own */
	size_t qualified_count;
	const struct sg_qualified *before; /* what it has counted; NULL = nothing yet */
	const struct sg_qualified *counts; /* from now on; NULL: there is no stay */
	struct sg_error *error;
};

/*
 * By which tier something earns that counts on `basis_day`, as an index of that day's version,
 * which there is: the better of what is known of the day by now (`member` has what others count),
 * and of what he has been told of it. What others are taken back, or the file has by now, takes
 * nothing of that away. What was posted before, on `posted_day` (SG_NO_DAY: it was not yet), was
 * told by the tier of that name, on that day alone. [thread-safe]
 */
int32_t sg_credit_tier(const struct sg_programme *programme,
	const struct sg_tier_member *member, const struct sg_standings *standings,
	int32_t posted_day, const char *posted, int32_t basis_day);

/* The first of the stay's lots that it does not earn any more, or NULL. [thread-safe] */
const struct sg_lot *sg_credit_stale(
	const struct sg_credit *credit, const struct sg_earned *earned);

/* The stay's lots become what it earned: what differs is replaced, with the day on which it was
 * first earned, what is stale is taken back. As sg_ledger_earn and the others of it. */
enum sg_status sg_credit_lines(
	const struct sg_credit *credit, const struct sg_earned *earned);

/* Whether it counts other than before. [thread-safe] */
bool sg_credit_differs(const struct sg_credit *credit);

/*
 * Milestones that are reached with it, or not any more without what it counted, in the periods of
 * its days. Before sg_credit_count. As sg_ledger_earn; SG_MEMORY.
 *
 * A version's milestone is reached when the sum within the period, from the period's first day on,
 * is enough on a day on which the version holds: what was counted before the version began counts
 * along. Each number of a name is paid once in a period, whichever versions have it, and is taken
 * back when by none of them it is reached any more.
 */
enum sg_status sg_credit_milestones(const struct sg_credit *credit);

/* The same for the period of today (the lot's day) by what counts, without anything new where
 * `counts` is NULL: what a version that began since brings. */
enum sg_status sg_credit_reached(const struct sg_credit *credit);

/* Puts what it counts among the rest, by its day, and into what counts for life. `rows` are those
 * of the credit, with room for one more. */
void sg_credit_count(const struct sg_credit *credit, struct sg_qualified *rows,
	size_t *count, struct sg_measures *lifetime);

/*
 * The standings with it, brought up to today; `member` has what it counts. Returns how many steps
 * were written, as sg_tier_bring. `ret_later_day`: stays from then on may be of another tier;
 * SG_NO_DAY where no rule asks for one or nothing else is counted then.
 */
size_t sg_credit_stand(const struct sg_credit *credit,
	const struct sg_tier_member *member, struct sg_standings *standings,
	struct sg_tier_step *ret_steps, size_t space, int32_t *ret_later_day);

/*
 * What is left of a step up (sg_tier_step_left) as an occasion to earn by, without a property, and
 * its source, NULL where memory was short. False where nothing is left.
 */
bool sg_credit_upgrade(const struct sg_programme *programme,
	const struct sg_tier_step *steps, size_t count, size_t at, struct sg_arena *arena,
	struct sg_earning_occasion *ret_occasion, const char **ret_source);

#endif
