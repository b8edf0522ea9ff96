/* Outcomes by name and as statuses. */
#include "store/outcome.h"

#include <stddef.h>

static const struct {
	enum sg_status status;
	const char *name;
} outcomes[] = {
	[SG_DB_DONE] = {SG_OK, "done"},
	[SG_DB_STALE] = {SG_INTERNAL, "stale"},
	[SG_DB_DUPLICATE] = {SG_INTERNAL, "duplicate"},
	[SG_DB_CONFLICT] = {SG_UNAVAILABLE, "conflict"},
	[SG_DB_LOST] = {SG_UNAVAILABLE, "lost"},
	[SG_DB_UNKNOWN] = {SG_UNAVAILABLE, "unknown"},
	[SG_DB_UNAVAILABLE] = {SG_UNAVAILABLE, "unavailable"},
	[SG_DB_REFUSED] = {SG_REFUSED, "refused"},
	[SG_DB_FAILED] = {SG_INTERNAL, "failed"},
	[SG_DB_MEMORY] = {SG_MEMORY, "memory"},
};

enum sg_status sg_db_status(enum sg_db_outcome outcome)
{
	size_t index = (size_t)outcome;

	return index < sizeof outcomes / sizeof outcomes[0] ? outcomes[index].status
	                                                    : SG_INTERNAL;
}

const char *sg_db_outcome_name(enum sg_db_outcome outcome)
{
	size_t index = (size_t)outcome;

	return index < sizeof outcomes / sizeof outcomes[0] ? outcomes[index].name : "?";
}
