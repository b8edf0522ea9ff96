/* What limits a rule: how often it was earned by in an account, and what of its budget is gone. */
#ifndef SG_STORE_BUDGETS_H
#define SG_STORE_BUDGETS_H

#include <stddef.h>
#include <stdint.h>

#include "core/id.h"
#include "store/script.h"

/* A version of a programme. */
struct sg_budget_key {
	struct sg_id chain;
	const char *programme;
	int32_t from_day;
};

/* For each of these rules (at least one) how often the account has earned by it but with these
 * sources (at least one): one set; what rules of the version have given away: another. */
void sg_budgets_read(struct sg_script *script, const struct sg_budget_key *key,
	const struct sg_id *account, const char *const *rules, size_t rule_count,
	const char *const *sources, size_t source_count);
int32_t sg_budget_times(const struct sg_script *script, const char *rule);
int64_t sg_budget_spent(const struct sg_script *script, const char *rule);

/* Gives points back. */
void sg_budget_give(struct sg_script *script, const struct sg_budget_key *key,
	const char *rule, int64_t points);
/* Takes points, if so many are left of the budget; SG_STALE_BUDGET. */
void sg_budget_take(struct sg_script *script, const struct sg_budget_key *key,
	const char *rule, int64_t points, int64_t budget);

#endif
