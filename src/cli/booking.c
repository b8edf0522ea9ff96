/* The columns of the hotel-bookings CSV, by name, into struct sg_booking. */
#include "cli/booking.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/csv.h"
#include "cli/progress.h"
#include "cli/source.h"
#include "cli/stop.h"
#include "core/rounding.h"
#include "core/time.h"

enum column {
	HOTEL,
	LEAD_TIME,
	ARRIVAL_YEAR,
	ARRIVAL_MONTH,
	ARRIVAL_DAY,
	WEEKEND_NIGHTS,
	WEEK_NIGHTS,
	ADULTS,
	CHILDREN,
	BABIES,
	MEAL,
	COUNTRY,
	SEGMENT,
	CHANNEL,
	REPEATED,
	RESERVED_TYPE,
	ASSIGNED_TYPE,
	CHANGES,
	RATE,
	PARKING,
	REQUESTS,
	STATUS,
	STATUS_DATE,
	COLUMNS
};

static const char *const column_names[COLUMNS] = {"hotel", "lead_time",
	"arrival_date_year", "arrival_date_month", "arrival_date_day_of_month",
	"stays_in_weekend_nights", "stays_in_week_nights", "adults", "children", "babies",
	"meal", "country", "market_segment", "distribution_channel", "is_repeated_guest",
	"reserved_room_type", "assigned_room_type", "booking_changes", "adr",
	"required_car_parking_spaces", "total_of_special_requests", "reservation_status",
	"reservation_status_date"};

const char *const sg_segment_names[SG_SEGMENTS] = {"Online TA", "Offline TA/TO", "Groups",
	"Direct", "Corporate", "Complementary", "Aviation", "Undefined"};

const char *const sg_channel_names[SG_CHANNELS] = {
	"TA/TO", "Direct", "Corporate", "GDS", "Undefined"};

enum { FIELDS_MAX = 64, FIRST_ROOM = 16384 };

struct reading {
	const char *path;
	struct sg_source *source;
	size_t field_count;
	size_t field_of[COLUMNS];
	const char *fields[FIELDS_MAX];
	struct sg_error *error;
};

static enum sg_status read_header(struct reading *reading)
{
	char *line = NULL;
	size_t len;
	enum sg_status status =
		sg_source_line(reading->source, reading->error, &line, &len);

	if (status != SG_OK) {
		return status;
	}
	if (line != NULL && strncmp(line, "\xEF\xBB\xBF", 3) == 0) {
		line += 3;
	}
	reading->field_count =
		line != NULL ? sg_csv_split(line, FIELDS_MAX, reading->fields) : 0;
	for (size_t column = 0; column < COLUMNS; column++) {
		size_t i = 0;

		while (i < reading->field_count &&
			strcmp(reading->fields[i], column_names[column]) != 0) {
			i++;
		}
		if (i == reading->field_count) {
			return sg_fail(reading->error, SG_INVALID, "header_invalid", NULL,
				"%s is no file of hotel bookings: its header has no "
				"column %s",
				reading->path, column_names[column]);
		}
		reading->field_of[column] = i;
	}
	return SG_OK;
}

static const char *field(const struct reading *reading, enum column column)
{
	return reading->fields[reading->field_of[column]];
}

static enum sg_status wrong(const struct reading *reading, enum column column)
{
	return sg_fail(reading->error, SG_INVALID, "value_invalid", NULL,
		"line %lld of %s: %s is \"%.40s\"",
		(long long)sg_source_line_number(reading->source), reading->path,
		column_names[column], field(reading, column));
}

/* A whole number of 0 to `max`; NA and NULL count as 0, as children are written so. */
static bool number(const char *text, long max, long *ret_number)
{
	char *end;

	if (strcmp(text, "NA") == 0 || strcmp(text, "NULL") == 0) {
		*ret_number = 0;
		return true;
	}
	if (*text < '0' || *text > '9') {
		return false;
	}
	*ret_number = strtol(text, &end, 10);
	return *end == '\0' && *ret_number <= max;
}

static bool word(
	const char *text, const char *const *words, size_t count, uint8_t *ret_index)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(text, words[i]) == 0) {
			*ret_index = (uint8_t)i;
			return true;
		}
	}
	return false;
}

/* "80.5", with up to four places, as ten-thousandths. */
static bool decimal(const char *text, int64_t *ret_number)
{
	enum { PLACES = 4, DIGITS_MAX = 6 };
	const char *at = *text == '-' ? text + 1 : text;
	size_t digits = strspn(at, "0123456789");
	const char *places = at[digits] == '.' ? at + digits + 1 : at + digits;
	size_t count = strspn(places, "0123456789");
	int64_t value = 0;

	if (digits == 0 || digits > DIGITS_MAX || count > PLACES ||
		places[count] != '\0') {
		return false;
	}
	for (size_t i = 0; i < digits + PLACES; i++) {
		char digit = i < digits           ? at[i]
		             : i - digits < count ? places[i - digits]
		                                  : '0';

		value = value * 10 + (digit - '0');
	}
	*ret_number = *text == '-' ? -value : value;
	return true;
}

/* "7/1/2015": month, day, year. */
static bool status_date(const char *text, int32_t *ret_day)
{
	char *end;
	long month = strtol(text, &end, 10);
	long day = *end == '/' ? strtol(end + 1, &end, 10) : 0;
	long year = *end == '/' ? strtol(end + 1, &end, 10) : 0;

	if (*end != '\0' || month < 1 || month > 12 || day < 1 || day > 31 || year < 1 ||
		year > 9999) {
		return false;
	}
	*ret_day = sg_day_from_civil((int32_t)year, (int32_t)month, (int32_t)day);
	return *ret_day != SG_NO_DAY;
}

static enum sg_status read_dates(
	const struct reading *reading, struct sg_booking *booking)
{
	static const char *const months[] = {"January", "February", "March", "April",
		"May", "June", "July", "August", "September", "October", "November",
		"December"};
	uint8_t month;
	long year, day;

	if (!number(field(reading, ARRIVAL_YEAR), 9999, &year)) {
		return wrong(reading, ARRIVAL_YEAR);
	}
	if (!word(field(reading, ARRIVAL_MONTH), months, 12, &month)) {
		return wrong(reading, ARRIVAL_MONTH);
	}
	if (!number(field(reading, ARRIVAL_DAY), 31, &day)) {
		return wrong(reading, ARRIVAL_DAY);
	}
	booking->arrival_day = sg_day_from_civil((int32_t)year, month + 1, (int32_t)day);
	if (booking->arrival_day == SG_NO_DAY) {
		return wrong(reading, ARRIVAL_DAY);
	}
	if (!status_date(field(reading, STATUS_DATE), &booking->status_day)) {
		return wrong(reading, STATUS_DATE);
	}
	return SG_OK;
}

static enum sg_status read_numbers(
	const struct reading *reading, struct sg_booking *booking)
{
	static const struct {
		enum column column;
		long max;
	} columns[] = {{LEAD_TIME, 5000}, {WEEKEND_NIGHTS, 1000}, {WEEK_NIGHTS, 1000},
		{ADULTS, UINT8_MAX}, {CHILDREN, UINT8_MAX}, {BABIES, UINT8_MAX},
		{CHANGES, UINT8_MAX}, {PARKING, UINT8_MAX}, {REQUESTS, UINT8_MAX},
		{REPEATED, 1}};
	enum { COUNT = sizeof columns / sizeof columns[0] };
	long values[COUNT];

	for (size_t i = 0; i < COUNT; i++) {
		if (!number(field(reading, columns[i].column), columns[i].max,
			    &values[i])) {
			return wrong(reading, columns[i].column);
		}
	}
	if (!decimal(field(reading, RATE), &booking->rate)) {
		return wrong(reading, RATE);
	}
	booking->lead_days = (uint16_t)values[0];
	booking->nights = (uint16_t)(values[1] + values[2]);
	booking->adults = (uint8_t)values[3];
	booking->children = (uint8_t)values[4];
	booking->babies = (uint8_t)values[5];
	booking->changes = (uint8_t)values[6];
	booking->parking = (uint8_t)values[7];
	booking->requests = (uint8_t)values[8];
	booking->repeated = values[9] != 0;
	return SG_OK;
}

static enum sg_status read_words(
	const struct reading *reading, struct sg_booking *booking)
{
	static const char *const hotels[] = {"Resort Hotel", "City Hotel"};
	static const char *const ends[] = {"Check-Out", "Canceled", "No-Show"};
	static const char *const meals[] = {"SC", "BB", "HB", "FB", "Undefined"};
	const char *reserved = field(reading, RESERVED_TYPE);
	const char *assigned = field(reading, ASSIGNED_TYPE);
	const char *country = field(reading, COUNTRY);

	if (!word(field(reading, HOTEL), hotels, 2, &booking->hotel)) {
		return wrong(reading, HOTEL);
	}
	if (!word(field(reading, STATUS), ends, 3, &booking->end)) {
		return wrong(reading, STATUS);
	}
	if (!word(field(reading, MEAL), meals, 5, &booking->meal)) {
		return wrong(reading, MEAL);
	}
	if (!word(field(reading, SEGMENT), sg_segment_names, SG_SEGMENTS,
		    &booking->segment)) {
		return wrong(reading, SEGMENT);
	}
	if (!word(field(reading, CHANNEL), sg_channel_names, SG_CHANNELS,
		    &booking->channel)) {
		return wrong(reading, CHANNEL);
	}
	/* The types are padded with blanks in some editions of the file. */
	if (reserved[0] < 'A' || reserved[0] > 'Z' ||
		strspn(reserved + 1, " ") + 1 != strlen(reserved)) {
		return wrong(reading, RESERVED_TYPE);
	}
	if (assigned[0] < 'A' || assigned[0] > 'Z' ||
		strspn(assigned + 1, " ") + 1 != strlen(assigned)) {
		return wrong(reading, ASSIGNED_TYPE);
	}
	booking->meal = booking->meal > SG_MEAL_FULL_BOARD ? SG_MEAL_NONE : booking->meal;
	booking->reserved_type = reserved[0];
	booking->assigned_type = assigned[0];
	if (strlen(country) == sizeof booking->country) {
		memcpy(booking->country, country, sizeof booking->country);
	}
	return SG_OK;
}

static enum sg_status read_row(
	struct reading *reading, char *line, struct sg_booking *booking)
{
	size_t count = sg_csv_split(line, FIELDS_MAX, reading->fields);
	enum sg_status status;

	if (count != reading->field_count) {
		return sg_fail(reading->error, SG_INVALID, "row_invalid", NULL,
			"line %lld of %s has %zu columns where the header has %zu",
			(long long)sg_source_line_number(reading->source), reading->path,
			count, reading->field_count);
	}
	booking->row = (uint32_t)(sg_source_line_number(reading->source) - 1);
	status = read_dates(reading, booking);
	if (status == SG_OK) {
		status = read_numbers(reading, booking);
	}
	return status == SG_OK ? read_words(reading, booking) : status;
}

static enum sg_status keep(struct sg_bookings *bookings, const struct sg_booking *booking,
	struct sg_error *error)
{
	if (bookings->count == bookings->size) {
		size_t size = bookings->size > 0 ? 2 * bookings->size : FIRST_ROOM;
		void *larger = realloc(bookings->rows, size * sizeof *bookings->rows);

		if (larger == NULL) {
			return sg_fail(
				error, SG_MEMORY, "memory", NULL, "memory is short");
		}
		bookings->rows = larger;
		bookings->size = size;
	}
	bookings->rows[bookings->count++] = *booking;
	return SG_OK;
}

static enum sg_status read_rows(struct reading *reading, int32_t first_day,
	int32_t last_day, struct sg_bookings *bookings)
{
	for (;;) {
		struct sg_booking booking = {0};
		char *line;
		size_t len;
		enum sg_status status =
			sg_source_line(reading->source, reading->error, &line, &len);

		if (status != SG_OK || line == NULL) {
			return status;
		}
		if (len == 0) {
			continue;
		}
		status = read_row(reading, line, &booking);
		if (status != SG_OK) {
			return status;
		}
		if (booking.arrival_day < first_day || booking.arrival_day > last_day) {
			bookings->skipped++;
			continue;
		}
		status = keep(bookings, &booking, reading->error);
		if (status != SG_OK) {
			return status;
		}
		if (sg_stop_requested()) {
			return sg_fail(
				reading->error, SG_REFUSED, "stopped", NULL, "stopped");
		}
		sg_progress_show("reading, %zu bookings", bookings->count);
	}
}

enum sg_status sg_bookings_read(const char *path, int32_t first_day, int32_t last_day,
	struct sg_error *error, struct sg_bookings *ret_bookings)
{
	struct reading reading = {.path = path, .error = error};
	struct sg_bookings bookings = {0};
	enum sg_status status = sg_source_open(path, error, &reading.source);

	if (status != SG_OK) {
		return status;
	}
	status = read_header(&reading);
	if (status == SG_OK) {
		status = read_rows(&reading, first_day, last_day, &bookings);
	}
	sg_source_close(reading.source);
	if (status != SG_OK) {
		sg_bookings_free(&bookings);
		return status;
	}
	*ret_bookings = bookings;
	return SG_OK;
}

void sg_bookings_free(struct sg_bookings *bookings)
{
	free(bookings->rows);
	*bookings = (struct sg_bookings){0};
}

int64_t sg_booking_charge(const struct sg_booking *booking)
{
	int64_t cents = 0;

	(void)sg_round_ratio(
		booking->rate, booking->nights, 100, 1, SG_ROUND_HALF_UP, &cents);
	return cents;
}

void sg_booking_rate(const struct sg_booking *booking, char ret_text[SG_RATE_TEXT_SIZE])
{
	int64_t cents = booking->rate / 100;
	int64_t size = cents < 0 ? -cents : cents;

	(void)snprintf(ret_text, SG_RATE_TEXT_SIZE, "%s%lld.%02lld", cents < 0 ? "-" : "",
		(long long)(size / 100), (long long)(size % 100));
}
