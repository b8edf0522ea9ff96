/* A member's points as a step needs them: his programme, his account with its lots, what he
 * qualified with, and where he stands. */
#ifndef SG_SERVICE_MEMBER_WORK_H
#define SG_SERVICE_MEMBER_WORK_H

#include "core/earning.h"
#include "document/grant.h"
#include "document/standing.h"
#include "service/programmes.h"
#include "store/accounts.h"
#include "store/memberships.h"

/* Points of a rule with a budget, which are taken from it with the account; < 0: given back. */
struct sg_budget_use {
	const struct sg_budget_use *next;
	int32_t from_day; /* of the version */
	const struct sg_earn_rule *rule;
	int64_t points;
};

struct sg_member_work {
	struct sg_membership_row membership;
	struct sg_programme programme;
	struct sg_account_row account;
	struct sg_ledger ledger;
	struct sg_qualified *qualified; /* ascending by day; one source's left out */
	size_t qualified_count;
	struct sg_grant *grants; /* tiers that he was given */
	size_t grant_count;
	struct sg_tier_grant *given; /* the same, as the core has them */
	struct sg_standings standings;
	const struct sg_budget_use *uses; /* of this step; NULL = none */
};

/* The hash by which a number in a programme of the chain is known. */
struct sg_id sg_member_number_key(
	const struct sg_call *call, const char *programme, const char *number);

/* Today, where the call's house stands. */
int32_t sg_member_today(const struct sg_call *call);

/* The first and the last day of the calendar year that it is there. */
void sg_member_year(
	const struct sg_call *call, int32_t *ret_from_day, int32_t *ret_until_day);

/* From which day on what he qualified with is to be read, so that he can be brought up to that
 * day by any version's rules. */
int32_t sg_member_reads_from(const struct sg_programme *programme, int32_t today_day);

/* From which day on it is read first where it is only said how he stands; and what of it is missing
 * then to bring his standing up, where he was not written for long: one trip more. [may wait on the
 * database] */
int32_t sg_member_counts_from(const struct sg_membership_row *membership,
	const struct sg_programme *programme, int32_t today_day);
enum sg_status sg_member_reach_back(
	struct sg_call *call, struct sg_member_work *member, int32_t from_day);

/* Takes what sg_account_read has read, from set `set` on. `membership` and `programme` stand. */
enum sg_status sg_member_take(struct sg_call *call, const struct sg_script *script,
	size_t set, struct sg_member_work *member);

/* As the functions of core/tier.h want him. */
struct sg_tier_member sg_member_tier(const struct sg_member_work *member);

/* What every step begins with: points that are past their last good day by the rule that holds for
 * his tier expire. */
enum sg_status sg_member_expire(
	struct sg_call *call, struct sg_member_work *member, int32_t today_day);

/* Before points may be owed, as what `source` (NULL: nothing) and milestones brought is taken back
 * or a hold ends of what was: adds the lots to `ledger`, his among them, that have expired where
 * they would have been spent in the stead of those (sg_ledger_reverse). None is drawn on before
 * them that was earned before the first of them. One trip where there may be any. [may wait on the
 * database] */
enum sg_status sg_member_revive(struct sg_call *call, const struct sg_member_work *member,
	struct sg_ledger *ledger, const char *source, int32_t today_day);

/* What is earned without a stay goes into `ledger`, today, once for each source. `source` NULL:
 * memory was short. SG_INVALID (points_invalid), SG_MEMORY. */
enum sg_status sg_member_occasion(struct sg_call *call, struct sg_member_work *member,
	struct sg_ledger *ledger, const struct sg_earning_occasion *occasion,
	const char *source);

/* member_limits.c, for that: how often its rules were earned by, and what is left of their budgets,
 * what this step has earned among it; that points were earned by one; and what is taken from them.
 * One trip where a rule has limits. */
enum sg_status sg_member_limits(struct sg_call *call, const struct sg_member_work *member,
	const struct sg_ledger *ledger, const char *source,
	struct sg_earning_occasion *occasion);
enum sg_status sg_member_use(struct sg_call *call, struct sg_member_work *member,
	const struct sg_programme_version *version, const struct sg_earn_rule *rule,
	int64_t points);
void sg_member_uses_write(struct sg_call *call, const struct sg_member_work *member,
	struct sg_script *script);

/* What is written of members, those of one person together: first the cards of their guests where
 * the tier is another than it was as the account was read. SG_MEMORY. [may wait on the database] */
enum sg_status sg_members_levels(struct sg_call *call,
	struct sg_member_work *const *members, size_t count, struct sg_script *script);

/* Then each account with his standing, as he will be after what was done in `lots`, his own among
 * them; work looks at it on the next day on which something comes by itself: points expire, a tier
 * or a version of the programme ends. SG_MEMORY. */
enum sg_status sg_member_settle(struct sg_call *call, struct sg_member_work *member,
	const struct sg_ledger *lots, struct sg_script *script);

#endif
