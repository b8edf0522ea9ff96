/* Each limit, then the fee. */
#include "core/transfer.h"

static enum sg_status over_limit(struct sg_error *error, const char *what, int64_t limit)
{
	return sg_fail(error, SG_REFUSED, "transfer_limit", "", "%s %lld points", what,
		(long long)limit);
}

static enum sg_status check_limits(const struct sg_transfer_rule *rule, int64_t given,
	int64_t points, struct sg_error *error)
{
	if (points < rule->points_min) {
		return over_limit(error, "nobody gives less than", rule->points_min);
	}
	if (rule->points_max > 0 && points > rule->points_max) {
		return over_limit(
			error, "nobody gives more at once than", rule->points_max);
	}
	if (points % rule->step != 0) {
		return over_limit(error, "what is given is a multiple of", rule->step);
	}
	if (rule->year_max > 0 && points > rule->year_max - given) {
		return over_limit(
			error, "nobody gives more in a year than", rule->year_max);
	}
	return SG_OK;
}

enum sg_status sg_transfer_check(const struct sg_transfer_rule *rule, int32_t tier,
	int64_t given, int64_t points, struct sg_error *error, int64_t *ret_fee)
{
	int64_t part = 0;
	enum sg_status status;

	if (!rule->allowed || (rule->tiers != 0 && (rule->tiers >> tier & 1u) == 0)) {
		return sg_fail(error, SG_REFUSED, "transfer_unfit", "",
			rule->allowed ? "members of this tier give no points so"
				      : "members of the programme give no points so");
	}
	status = check_limits(rule, given, points, error);
	if (status == SG_OK && rule->fee_percent > 0 &&
		!sg_round_ratio(
			points, rule->fee_percent, 100, 1, SG_ROUND_HALF_UP, &part)) {
		return over_limit(error, "nobody gives as many as", points);
	}
	if (status == SG_OK) {
		*ret_fee = rule->fee + part;
	}
	return status;
}
