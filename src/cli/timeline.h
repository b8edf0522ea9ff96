/*
 * Everything that happens in the replay, in the order of time: bookings made, changed,
 * cancelled, guests who check in, check out or do not come, days closed. Times of day that
 * the file lacks are invented from the seed: check-outs from 7 to 11, bookings, changes and
 * cancellations from 11 to 15, check-ins from 15 to 21, day use ends at 21:30, no-shows at
 * 23:00 (UTC); a day is closed at 03:10 of the next.
 */
#ifndef SG_CLI_TIMELINE_H
#define SG_CLI_TIMELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/booking.h"
#include "core/status.h"

enum sg_event_kind {
	SG_EVENT_DAY_CLOSED, /* `booking` is the hotel's index, the day is that before */
	SG_EVENT_CHECKED_OUT,
	SG_EVENT_BOOKED,
	SG_EVENT_CHANGED,
	SG_EVENT_CANCELLED,
	SG_EVENT_CHECKED_IN,
	SG_EVENT_NO_SHOW,
	SG_EVENTS
};

/* Twelve bytes: a third of a million of them stand in memory. */
struct sg_event {
	uint32_t minute; /* since 1970 */
	uint32_t booking;
	uint8_t kind; /* enum sg_event_kind */
	uint8_t step; /* which of the booking's changes, from 1 */
	uint16_t spare;
};

struct sg_timeline {
	struct sg_event *events;
	size_t count;
};

/* Where the hotel's day is cut for those who play it: what happens within a part needs no
 * order against other stays; the parts follow one another. What was due in the afternoon has
 * arrived before the evening begins, when day guests leave. */
enum { SG_EVENT_AFTERNOON_MINUTE = 15 * 60, SG_EVENT_EVENING_MINUTE = 21 * 60 + 15 };

/* Freed with sg_timeline_free. The bookings must stay as they are. Days are closed up to the last
 * on which something happens, and up to `until_day` (SG_NO_DAY: no further). */
enum sg_status sg_timeline_build(const struct sg_bookings *bookings, uint64_t seed,
	int32_t until_day, struct sg_error *error, struct sg_timeline *ret_timeline);

void sg_timeline_free(struct sg_timeline *timeline);

/* Index past the last event of the part of a day in which events[begin] is; day closes are a
 * part of their own. */
size_t sg_timeline_part(const struct sg_timeline *timeline, size_t begin);

static inline bool sg_event_is_evening(const struct sg_event *event)
{
	return event->minute % (24 * 60) >= SG_EVENT_EVENING_MINUTE;
}

static inline int32_t sg_event_day(const struct sg_event *event)
{
	return (int32_t)(event->minute / (24 * 60));
}

#endif
