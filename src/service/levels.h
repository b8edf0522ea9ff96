/*
 * What members are, on the cards of their guests: what a list needs of it without reading an
 * account. Whoever changes a tier, a mirrored level or a membership writes it in the same
 * transaction.
 */
#ifndef SG_SERVICE_LEVELS_H
#define SG_SERVICE_LEVELS_H

#include "document/standing.h"
#include "service/guests.h"
#include "store/memberships.h"

/* The name of the tier that he stands in; NULL before the programme's first version. */
const char *sg_level_name(
	const struct sg_programme *programme, const struct sg_standing *standing);

/* Where the tier is another than it was as the account was read (`before` NULL: not stored, so that
 * he had the first one): puts it on the card of the membership's guest and appends that, and work
 * looks at his open stays again. SG_MEMORY. [may wait on the database] */
enum sg_status sg_level_settle(struct sg_call *call,
	const struct sg_membership_row *membership, const struct sg_programme *programme,
	const struct sg_standing *before, const struct sg_standing *now,
	struct sg_script *script);

#endif
