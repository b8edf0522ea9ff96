/*
 * On what terms points go from one member to another: whether they may, and the fee.
 */
#ifndef SG_CORE_TRANSFER_H
#define SG_CORE_TRANSFER_H

#include <stdint.h>

#include "core/programme.h"
#include "core/status.h"

/* Whether a member of that tier, who gave `given` points in this way this year, may give that many;
 * and the fee. SG_REFUSED "transfer_unfit" where none may or not of his tier, "transfer_limit" with
 * what it is. `points` >= 1. [thread-safe] */
enum sg_status sg_transfer_check(const struct sg_transfer_rule *rule, int32_t tier,
	int64_t given, int64_t points, struct sg_error *error, int64_t *ret_fee);

#endif
