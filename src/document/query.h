/*
 * Questions: the checklist of a stay, the day's plan, a room's readiness, a guest's card.
 */
#ifndef SG_DOCUMENT_QUERY_H
#define SG_DOCUMENT_QUERY_H

#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/status.h"
#include "core/stay.h"
#include "document/json.h"

/* stay.checklist and guest.card */
struct sg_refs_query {
	const struct sg_ref *refs;
	size_t ref_count;
	const char *language; /* of the texts, or NULL: the house's */
};

/* plan.day; what is absent does not restrict. */
struct sg_plan_day_query {
	int32_t day;        /* SG_NO_DAY: the current business date */
	int32_t department; /* -1 = all that the actor may see */
	const char *floor;
	const char *section;
	const char *language;
};

enum sg_status sg_refs_query_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_refs_query *ret_query);
enum sg_status sg_plan_day_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_plan_day_query *ret_query);
enum sg_status sg_room_readiness_decode(const struct sg_json *data,
	struct sg_arena *arena, struct sg_error *error, const char **ret_number);

#endif
