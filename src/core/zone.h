/*
 * Time zones from the bytes of a TZif file (RFC 9636, versions 1 to 4), because localtime and
 * TZ belong to the host. Who reads the file is not our concern here. A zone never changes
 * after sg_zone_parse, so everything that takes a const one is [thread-safe].
 */
#ifndef SG_CORE_ZONE_H
#define SG_CORE_ZONE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/status.h"

struct sg_zone;

/*
 * The caller keeps `bytes` and frees the zone. SG_INVALID, code "zone_invalid", for anything
 * that RFC 9636 does not allow; also for files that count leap seconds (the "right/" ones),
 * which no booking does. SG_MEMORY when memory is short.
 */
enum sg_status sg_zone_parse(const unsigned char *bytes, size_t size,
	struct sg_zone **ret_zone, struct sg_error *error);

/* NULL is fine. */
void sg_zone_free(struct sg_zone *zone);

/* Seconds east of UTC that hold at an instant. */
int32_t sg_zone_offset(const struct sg_zone *zone, int64_t us);

/*
 * The instant of a local date and minute. A time that the clock passes twice (the end of
 * summer time) is the first of the two; one that it jumps over is counted on with the offset
 * from before the jump: 02:30 in the night that skips 02:00 to 03:00 is what the clock then
 * calls 03:30. `minutes` may be negative or beyond a day. SG_NO_TIME when either is absent
 * (SG_NO_DAY, SG_NO_MINUTES) or the instant does not fit.
 */
int64_t sg_zone_instant(const struct sg_zone *zone, int32_t day, int32_t minutes);

/* The local date and the minute of that day, 0 to 1439; SG_NO_DAY and SG_NO_MINUTES for
 * SG_NO_TIME. */
void sg_zone_local(
	const struct sg_zone *zone, int64_t us, int32_t *ret_day, int32_t *ret_minutes);

/* Whether `name` can safely become part of a path below the zone files: 1 to 64 characters of
 * [A-Za-z0-9_+/-], no empty part, so neither a leading '/' nor a ".." nor a '.' at all. NULL is
 * none. It does not say that there is such a zone. */
bool sg_zone_name_valid(const char *name);

#endif
