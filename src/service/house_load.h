/* A property read and decoded into its cache entry. */
#ifndef SG_SERVICE_HOUSE_LOAD_H
#define SG_SERVICE_HOUSE_LOAD_H

#include "service/houses.h"

/* One trip, then zone file, types and endpoints. Everything but the zone lies in `arena`.
 * `entry` is zeroed before; on failure it still goes through sg_house_unload. */
enum sg_status sg_house_load(struct sg_call *call, const char *code,
	const struct sg_id *id, struct sg_arena *arena, struct sg_house_entry *entry);

/* Frees the zone and wipes the secrets. */
void sg_house_unload(struct sg_house_entry *entry);

/* Reads a zone file by its IANA name: SG_INVALID "zone_unknown" at `path`. */
enum sg_status sg_zone_load(struct sg_call *call, const char *name, const char *path,
	struct sg_zone **ret_zone);

/* Decodes an endpoint's settings and secrets: SG_INVALID at the member that is unfit. */
enum sg_status sg_target_fill(const struct sg_endpoint *settings,
	const struct sg_house *house, struct sg_arena *arena, struct sg_error *error,
	struct sg_target *ret_target);

#endif
