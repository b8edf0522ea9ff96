/*
 * What members are, on the cards of their guests: what a list needs of it without reading an
 * account. Whoever changes a tier, a mirrored level or a membership writes it in the same
 * transaction.
 */
#ifndef SG_SERVICE_LEVELS_H
#define SG_SERVICE_LEVELS_H

#include "document/standing.h"
#include "service/guests.h"

/* The name of the tier that he stands in; NULL before the programme's first version. */
const char *sg_level_name(
	const struct sg_programme *programme, const struct sg_standing *standing);

/* What somebody is from a day on; NULL: nothing. */
struct sg_level_change {
	struct sg_id guest; /* the profile by which he is a member */
	const char *programme;
	const char *level;
	int32_t since_day;
};

/* Whether the tier is another than it was as the account was read: `before` NULL: not stored, so
 * that he had the first one. */
bool sg_level_differs(const struct sg_programme *programme,
	const struct sg_standing *before, const struct sg_standing *now);

/* Puts them on the cards of their guests and appends those, each person's once, whichever of his
 * profiles they are of; and work looks at their open stays again. SG_MEMORY. [may wait on the
 * database] */
enum sg_status sg_levels_store(struct sg_call *call,
	const struct sg_level_change *changes, size_t count, struct sg_script *script);

#endif
