/* Open points of many members, a range of accounts at a time: no statement grows with them. */
#ifndef SG_STORE_LIABILITIES_H
#define SG_STORE_LIABILITIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/liability.h"
#include "store/script.h"

struct sg_liability_range {
	struct sg_id chain;
	const char *programme;
	struct sg_id after, last; /* accounts after the one, up to the other */
};

/* One set: the last of the `most` members' accounts after `after`. */
void sg_liability_range_read(
	struct sg_script *script, const struct sg_liability_range *range, int32_t most);
/* False where there is none; `ret_full`: there may be more after it. */
bool sg_liability_range_take(const struct sg_script *script, size_t set, int32_t most,
	struct sg_id *ret_last, bool *ret_full);

/* Its members of the programme, and their lots, added up by account, property and day:
 * SG_LIABILITY_SETS sets. */
enum { SG_LIABILITY_SETS = 2 };
void sg_liability_read(struct sg_script *script, const struct sg_liability_range *range);

struct sg_liability_member {
	struct sg_id account;
	int32_t active_day;
	const char *standing; /* as document/standing.h writes it */
};
size_t sg_liability_members(const struct sg_script *script, size_t set);
void sg_liability_member_take(const struct sg_script *script, size_t set, size_t row,
	struct sg_liability_member *ret_member);

/* Of one account, in the order of members; `part` lacks the member's tier and activity.
 * `ret_property` is the property's code, or NULL. */
size_t sg_liability_parts(const struct sg_script *script, size_t set);
void sg_liability_part_take(const struct sg_script *script, size_t set, size_t row,
	struct sg_id *ret_account, const char **ret_property,
	struct sg_liability_part *ret_part);

#endif
