/* The events of all bookings, gathered and sorted. */
#include "cli/timeline.h"

#include <stdlib.h>

#include "cli/random.h"

enum {
	DAY = 24 * 60,
	CLOSE_AT = 3 * 60 + 10,
	CHECK_OUT_FROM = 7 * 60,
	CHECK_OUT_SPAN = 4 * 60,
	BOOK_FROM = 11 * 60,
	BOOK_SPAN = 2 * 60,
	CHANGE_FROM = 13 * 60,
	CHANGE_SPAN = 60,
	CANCEL_FROM = 14 * 60,
	CANCEL_SPAN = 60,
	CHECK_IN_FROM = SG_EVENT_AFTERNOON_MINUTE,
	CHECK_IN_SPAN = 6 * 60,
	DAY_USE_END = 21 * 60 + 30,
	NO_SHOW_AT = 23 * 60,
};

struct building {
	const struct sg_bookings *bookings;
	int32_t until_day;
	struct sg_event *events;
	size_t count;
};

static int32_t booked_day(const struct sg_booking *booking)
{
	return booking->arrival_day - booking->lead_days;
}

static void add(struct building *building, int32_t day, uint32_t minute, uint32_t booking,
	enum sg_event_kind kind, unsigned step)
{
	if (building->events != NULL) {
		building->events[building->count] = (struct sg_event){
			.minute = (uint32_t)day * DAY + minute,
			.booking = booking,
			.kind = (uint8_t)kind,
			.step = (uint8_t)step,
		};
	}
	building->count++;
}

static void add_changes(struct building *building, uint32_t index)
{
	const struct sg_booking *booking = &building->bookings->rows[index];
	int32_t first = booked_day(booking);
	int32_t last = booking->arrival_day;
	int32_t parts = booking->changes + 1;

	/* Nobody changes what was cancelled. */
	if (booking->end != SG_BOOKING_STAYED && booking->status_day < last) {
		last = booking->status_day > first ? booking->status_day : first;
	}
	for (int32_t step = 1; step <= booking->changes; step++) {
		add(building, first + (last - first) * step / parts,
			(uint32_t)(CHANGE_FROM + CHANGE_SPAN * step / parts), index,
			SG_EVENT_CHANGED, (unsigned)step);
	}
}

static void add_stay(struct building *building, uint32_t index, struct sg_random *random)
{
	const struct sg_booking *booking = &building->bookings->rows[index];
	bool same_day = booking->status_day <= booking->arrival_day;

	add(building, booking->arrival_day,
		CHECK_IN_FROM + sg_random_below(random, CHECK_IN_SPAN), index,
		SG_EVENT_CHECKED_IN, 0);
	if (same_day) {
		add(building, booking->arrival_day, DAY_USE_END, index,
			SG_EVENT_CHECKED_OUT, 0);
	} else {
		add(building, booking->status_day,
			CHECK_OUT_FROM + sg_random_below(random, CHECK_OUT_SPAN), index,
			SG_EVENT_CHECKED_OUT, 0);
	}
}

static void add_booking(struct building *building, uint32_t index, uint64_t seed)
{
	const struct sg_booking *booking = &building->bookings->rows[index];
	struct sg_random random = sg_random_begin(seed, booking->row);
	int32_t booked = booked_day(booking);
	int32_t ended = booking->status_day > booked ? booking->status_day : booked;

	add(building, booked, BOOK_FROM + sg_random_below(&random, BOOK_SPAN), index,
		SG_EVENT_BOOKED, 0);
	add_changes(building, index);
	if (booking->end == SG_BOOKING_STAYED) {
		add_stay(building, index, &random);
	} else if (booking->end == SG_BOOKING_NO_SHOW) {
		add(building, ended, NO_SHOW_AT, index, SG_EVENT_NO_SHOW, 0);
	} else {
		add(building, ended, CANCEL_FROM + sg_random_below(&random, CANCEL_SPAN),
			index, SG_EVENT_CANCELLED, 0);
	}
}

static void span(
	const struct sg_bookings *bookings, int32_t *ret_first, int32_t *ret_last)
{
	for (size_t i = 0; i < bookings->count; i++) {
		const struct sg_booking *booking = &bookings->rows[i];
		int32_t last = booking->status_day > booking->arrival_day
		                       ? booking->status_day
		                       : booking->arrival_day;

		*ret_first = i == 0 || booked_day(booking) < *ret_first
		                     ? booked_day(booking)
		                     : *ret_first;
		*ret_last = i == 0 || last > *ret_last ? last : *ret_last;
	}
}

static void gather(struct building *building, uint64_t seed)
{
	int32_t first = 0;
	int32_t last = -1;

	building->count = 0;
	for (size_t i = 0; i < building->bookings->count; i++) {
		add_booking(building, (uint32_t)i, seed);
	}
	span(building->bookings, &first, &last);
	if (building->until_day > last) {
		last = building->until_day;
	}
	for (int32_t day = first; day <= last; day++) {
		for (uint32_t hotel = 0; hotel < SG_HOTELS; hotel++) {
			add(building, day + 1, CLOSE_AT, hotel, SG_EVENT_DAY_CLOSED, 0);
		}
	}
}

/* A total order, so that sorting gives one result: time, then the course of a booking. */
static int compare(const void *left, const void *right)
{
	const struct sg_event *a = left;
	const struct sg_event *b = right;
	uint64_t first = (uint64_t)a->minute << 16 | (uint64_t)a->kind << 8 | a->step;
	uint64_t second = (uint64_t)b->minute << 16 | (uint64_t)b->kind << 8 | b->step;

	if (first != second) {
		return first < second ? -1 : 1;
	}
	return a->booking < b->booking ? -1 : a->booking > b->booking;
}

enum sg_status sg_timeline_build(const struct sg_bookings *bookings, uint64_t seed,
	int32_t until_day, struct sg_error *error, struct sg_timeline *ret_timeline)
{
	struct building building = {.bookings = bookings, .until_day = until_day};

	gather(&building, seed);
	building.events = calloc(building.count + 1, sizeof *building.events);
	if (building.events == NULL) {
		return sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short");
	}
	gather(&building, seed);
	qsort(building.events, building.count, sizeof *building.events, compare);
	ret_timeline->events = building.events;
	ret_timeline->count = building.count;
	return SG_OK;
}

void sg_timeline_free(struct sg_timeline *timeline)
{
	free(timeline->events);
	*timeline = (struct sg_timeline){0};
}

/* Day closes come before everything else of a day. */
static uint32_t part_of(const struct sg_event *event)
{
	uint32_t minute = event->minute % DAY;
	uint32_t part = event->kind == SG_EVENT_DAY_CLOSED   ? 0
	                : minute < SG_EVENT_AFTERNOON_MINUTE ? 1
	                : minute < SG_EVENT_EVENING_MINUTE   ? 2
	                                                     : 3;

	return event->minute / DAY * 4 + part;
}

size_t sg_timeline_part(const struct sg_timeline *timeline, size_t begin)
{
	size_t end = begin;

	while (end < timeline->count &&
		part_of(&timeline->events[end]) == part_of(&timeline->events[begin])) {
		end++;
	}
	return end;
}
