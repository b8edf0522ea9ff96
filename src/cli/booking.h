/*
 * Bookings out of the hotel-bookings CSV, as compact records: the whole file (119,390 rows)
 * takes a few megabytes.
 */
#ifndef SG_CLI_BOOKING_H
#define SG_CLI_BOOKING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/status.h"

enum sg_hotel_index { SG_HOTEL_RESORT, SG_HOTEL_CITY, SG_HOTELS };

enum sg_booking_end { SG_BOOKING_STAYED, SG_BOOKING_CANCELLED, SG_BOOKING_NO_SHOW };

enum sg_meal { SG_MEAL_NONE, SG_MEAL_BREAKFAST, SG_MEAL_HALF_BOARD, SG_MEAL_FULL_BOARD };

enum sg_segment {
	SG_SEGMENT_ONLINE,
	SG_SEGMENT_OFFLINE,
	SG_SEGMENT_GROUPS,
	SG_SEGMENT_DIRECT,
	SG_SEGMENT_CORPORATE,
	SG_SEGMENT_COMPLEMENTARY,
	SG_SEGMENT_AVIATION,
	SG_SEGMENT_UNDEFINED,
	SG_SEGMENTS
};

enum sg_channel {
	SG_CHANNEL_AGENCY,
	SG_CHANNEL_DIRECT,
	SG_CHANNEL_CORPORATE,
	SG_CHANNEL_GDS,
	SG_CHANNEL_UNDEFINED,
	SG_CHANNELS
};

extern const char *const sg_segment_names[SG_SEGMENTS];
extern const char *const sg_channel_names[SG_CHANNELS];

struct sg_booking {
	int32_t arrival_day;
	int32_t status_day; /* of the cancellation, the no-show or the check-out */
	uint32_t row;       /* of the file, the header being row 0 */
	uint32_t guest;     /* filled by sg_guests_assign */
	uint16_t lead_days; /* between booking and arrival */
	uint16_t nights;
	uint16_t room; /* index into the hotel's rooms, filled at the check-in */
	uint8_t adults;
	uint8_t children;
	uint8_t babies;
	uint8_t hotel;      /* enum sg_hotel_index */
	uint8_t end;        /* enum sg_booking_end */
	uint8_t meal;       /* enum sg_meal */
	uint8_t segment;    /* enum sg_segment */
	uint8_t changes;    /* how often it was changed before the arrival */
	uint8_t requests;   /* special requests */
	uint8_t parking;    /* parking spaces */
	char reserved_type; /* 'A'… */
	char assigned_type; /* 'A'… */
	uint8_t channel;    /* enum sg_channel */
	char country[3];    /* ISO 3166, "" where unknown */
	bool repeated;      /* a guest of the house before */
	bool first;         /* the guest's first booking; filled by sg_guests_assign */
	int64_t rate;       /* a night, in ten-thousandths; one in the file is negative */
};

struct sg_bookings {
	struct sg_booking *rows;
	size_t count;
	size_t size;
	size_t skipped; /* rows outside the days asked for */
};

/*
 * Reads the file; keeps the bookings that arrive from `first_day` to `last_day`, in the
 * file's order. SG_UNAVAILABLE: code "absent" where there is no such file; SG_INVALID names
 * the line and the column that is wrong, or what the header lacks.
 */
enum sg_status sg_bookings_read(const char *path, int32_t first_day, int32_t last_day,
	struct sg_error *error, struct sg_bookings *ret_bookings);

void sg_bookings_free(struct sg_bookings *bookings);

/* Cents that the stay is charged: the rate of all its nights, rounded once, halves up. */
int64_t sg_booking_charge(const struct sg_booking *booking);

enum { SG_RATE_TEXT_SIZE = 32 };

/* The rate in whole cents, "80.50". */
void sg_booking_rate(const struct sg_booking *booking, char ret_text[SG_RATE_TEXT_SIZE]);

#endif
