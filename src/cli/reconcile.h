/*
 * The replay's independent look: the database's own account of what was due against the
 * receiver's record of what came, and of the points that came of it. The only place of the
 * program that knows SQL.
 */
#ifndef SG_CLI_RECONCILE_H
#define SG_CLI_RECONCILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/points_totals.h"
#include "cli/receipts.h"
#include "core/programme.h"
#include "core/status.h"

/* Which endpoints owe a checked-in stay its list. */
enum sg_reconcile_scope {
	SG_RECONCILE_EVERY, /* each enabled one of its property */
	SG_RECONCILE_DUE, /* those that the check-in was addressed to: floors, departments */
};

struct sg_reconciliation {
	int64_t pairs; /* (checked-in stay, endpoint of its property) in the database */
	int64_t dead;  /* of them, dead letters */
	int64_t unsettled; /* of them, still wanted in a higher revision than delivered */
	uint64_t *lost; /* keys of those whose last due revision is not in the record */
	size_t lost_count;
	char first_lost[320]; /* what is known of the first, for people */
};

/*
 * `config` is the module's config, with its database. For every stay that was ever checked in
 * and every endpoint in scope: the first revision of the list's last state and
 * the check-in's revision must not be above what the record has as verified, and the delivery
 * must be settled. SG_UNAVAILABLE when the database cannot be asked. The result is freed with
 * sg_reconciliation_free.
 */
enum sg_status sg_reconcile(const char *config, size_t len, enum sg_reconcile_scope scope,
	const struct sg_receipts *receipts, struct sg_error *error,
	struct sg_reconciliation *ret_result);

/* What postings have come to, as the database has it. */
struct sg_points_look {
	struct sg_points_totals totals;
	int64_t unsettled; /* checked-out stays of which nothing became, which nobody should be */
	int64_t doubled; /* earnings of one source by one rule more than once */
	bool agrees;     /* accounts are the sums of their lots, lots of their entries */
};

/* `programme` is the only one there is; `last_day` is the hotels' last day. SG_UNAVAILABLE as
 * above, SG_INTERNAL for a standing that does not read, SG_MEMORY. */
enum sg_status sg_reconcile_points(const char *config, size_t len,
	const struct sg_programme *programme, int32_t last_day, struct sg_error *error,
	struct sg_points_look *ret_look);

void sg_reconciliation_free(struct sg_reconciliation *result);

#endif
