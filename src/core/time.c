/*
 * Calendar arithmetic and the reading and writing of dates, instants and times of day. Texts
 * are read by a cursor that remembers its first failure, so that a format reads as the list of
 * its parts.
 */
#include "core/time.h"

#include <stddef.h>
#include <string.h>

enum {
	DAYS_PER_ERA = 146097, /* 400 years */
	DAYS_TO_1970 = 719468, /* from 0000-03-01 */
	MINUTES_PER_DAY = 24 * 60,
	OFFSET_LIMIT_SECONDS = 24 * 60 * 60,
};

static const char weekday_names[7][4] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
static const char month_names[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul",
	"Aug", "Sep", "Oct", "Nov", "Dec"};

struct cursor {
	const char *at;
	bool failed;
};

struct clock_time {
	int32_t hour;
	int32_t minute;
	int32_t second;
	int64_t fraction_us;
};

static int64_t floor_div(int64_t value, int64_t unit)
{
	return value / unit - (value % unit < 0 ? 1 : 0);
}

static bool year_is_leap(int32_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int32_t month_length(int32_t year, int32_t month)
{
	static const unsigned char lengths[12] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return month == 2 && year_is_leap(year) ? 29 : lengths[month - 1];
}

int32_t sg_day_from_civil(int32_t year, int32_t month, int32_t day_of_month)
{
	int32_t shifted_month, day_of_year;

	if (year < 1 || year > 9999 || month < 1 || month > 12 || day_of_month < 1 ||
		day_of_month > month_length(year, month)) {
		return SG_NO_DAY;
	}
	/* Years that begin in March put the leap day last, where it disturbs nothing. */
	shifted_month = (month + 9) % 12;
	year -= month <= 2 ? 1 : 0;
	day_of_year = (153 * shifted_month + 2) / 5 + day_of_month - 1;
	return year * 365 + year / 4 - year / 100 + year / 400 + day_of_year -
	       DAYS_TO_1970;
}

void sg_day_to_civil(
	int32_t day, int32_t *ret_year, int32_t *ret_month, int32_t *ret_day_of_month)
{
	int64_t shifted = (int64_t)day + DAYS_TO_1970;
	int64_t era = floor_div(shifted, DAYS_PER_ERA);
	int32_t of_era = (int32_t)(shifted - era * DAYS_PER_ERA);
	int32_t year_of_era =
		(of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int32_t of_year =
		of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int32_t shifted_month = (5 * of_year + 2) / 153;
	int32_t month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;

	*ret_year = (int32_t)(era * 400) + year_of_era + (month <= 2 ? 1 : 0);
	*ret_month = month;
	*ret_day_of_month = of_year - (153 * shifted_month + 2) / 5 + 1;
}

int32_t sg_day_weekday(int32_t day)
{
	/* 1970-01-01 was a Thursday. */
	int64_t since_monday = (int64_t)day + 3;

	return (int32_t)(since_monday - floor_div(since_monday, 7) * 7);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static int32_t take_number(struct cursor *cursor, int digits)
{
	int32_t value = 0;

	for (int i = 0; i < digits && !cursor->failed; i++) {
		if (!is_digit(*cursor->at)) {
			cursor->failed = true;
			return 0;
		}
		value = value * 10 + (*cursor->at++ - '0');
	}
	return value;
}

/* The first failure stops the cursor, so it never moves past the text's end. */
static void take_char(struct cursor *cursor, const char *one_of)
{
	if (cursor->failed || *cursor->at == '\0' ||
		strchr(one_of, *cursor->at) == NULL) {
		cursor->failed = true;
		return;
	}
	cursor->at++;
}

static void take_text(struct cursor *cursor, const char *text)
{
	for (; *text != '\0'; text++) {
		char one_of[2] = {*text, '\0'};

		take_char(cursor, one_of);
	}
}

/* The index of the three-letter name at the cursor; 0 with a failed cursor. */
static int32_t take_name(struct cursor *cursor, const char (*names)[4], int32_t count)
{
	for (int32_t i = 0; i < count && !cursor->failed; i++) {
		if (strncmp(cursor->at, names[i], 3) == 0) {
			cursor->at += 3;
			return i;
		}
	}
	cursor->failed = true;
	return 0;
}

static int32_t take_day(struct cursor *cursor)
{
	int32_t year, month, day_of_month, day;

	year = take_number(cursor, 4);
	take_char(cursor, "-");
	month = take_number(cursor, 2);
	take_char(cursor, "-");
	day_of_month = take_number(cursor, 2);
	day = sg_day_from_civil(year, month, day_of_month);
	if (day == SG_NO_DAY) {
		cursor->failed = true;
	}
	return day;
}

static struct clock_time take_clock(struct cursor *cursor)
{
	struct clock_time clock = {0};

	clock.hour = take_number(cursor, 2);
	take_char(cursor, ":");
	clock.minute = take_number(cursor, 2);
	take_char(cursor, ":");
	clock.second = take_number(cursor, 2);
	if (clock.hour > 23 || clock.minute > 59 || clock.second > 60) {
		cursor->failed = true;
	}
	return clock;
}

static int64_t take_fraction(struct cursor *cursor)
{
	int64_t fraction_us = 0, unit_us = SG_SECOND_US / 10;
	int digits = 0;

	if (cursor->failed || *cursor->at != '.') {
		return 0;
	}
	for (cursor->at++; is_digit(*cursor->at); cursor->at++, digits++) {
		fraction_us += (*cursor->at - '0') * unit_us;
		unit_us /= 10;
	}
	if (digits < 1 || digits > 9) {
		cursor->failed = true;
	}
	return fraction_us;
}

/* Seconds east of UTC. */
static int32_t take_offset(struct cursor *cursor)
{
	int32_t sign, hours, minutes;

	if (!cursor->failed && (*cursor->at == 'Z' || *cursor->at == 'z')) {
		cursor->at++;
		return 0;
	}
	sign = !cursor->failed && *cursor->at == '-' ? -1 : 1;
	take_char(cursor, "+-");
	hours = take_number(cursor, 2);
	take_char(cursor, ":");
	minutes = take_number(cursor, 2);
	if (hours > 23 || minutes > 59) {
		cursor->failed = true;
	}
	return sign * (hours * 3600 + minutes * 60);
}

static bool at_end(const struct cursor *cursor)
{
	return !cursor->failed && *cursor->at == '\0';
}

/* False for a second 60 that is no leap second and for years without a text. */
static bool join(int32_t day, const struct clock_time *clock, int32_t offset_seconds,
	int64_t *ret_us)
{
	int64_t minutes = clock->hour * 60 + clock->minute;
	int64_t minute_us =
		day * SG_DAY_US + minutes * SG_MINUTE_US - offset_seconds * SG_SECOND_US;
	int64_t us = minute_us + clock->second * SG_SECOND_US + clock->fraction_us;
	int32_t utc_day = sg_time_day(us);

	if (clock->second == 60 && (minute_us + SG_MINUTE_US) % SG_DAY_US != 0) {
		return false;
	}
	if (utc_day < SG_DAY_FIRST || utc_day > SG_DAY_LAST) {
		return false;
	}
	*ret_us = us;
	return true;
}

bool sg_day_parse(const char *text, int32_t *ret_day)
{
	struct cursor cursor = {text, text == NULL};
	int32_t day = take_day(&cursor);

	if (!at_end(&cursor)) {
		return false;
	}
	*ret_day = day;
	return true;
}

/* So many digits, the last ones; a list has a time for each of its items, and printf takes
 * longer than all else that is written of them. Gives where the next goes. */
static char *put_digits(char *at, uint32_t number, int digits)
{
	for (int i = digits - 1; i >= 0; i--) {
		at[i] = (char)('0' + number % 10);
		number /= 10;
	}
	return at + digits;
}

static char *put_char(char *at, char c)
{
	*at = c;
	return at + 1;
}

static char *put_clock(char *at, uint32_t hours, uint32_t minutes)
{
	return put_digits(put_char(put_digits(at, hours, 2), ':'), minutes, 2);
}

void sg_day_format(int32_t day, char ret_text[SG_DAY_TEXT_SIZE])
{
	int32_t year, month, day_of_month;

	ret_text[0] = '\0';
	if (day < SG_DAY_FIRST || day > SG_DAY_LAST) {
		return;
	}
	sg_day_to_civil(day, &year, &month, &day_of_month);
	ret_text = put_char(put_digits(ret_text, (uint32_t)year, 4), '-');
	ret_text = put_char(put_digits(ret_text, (uint32_t)month, 2), '-');
	*put_digits(ret_text, (uint32_t)day_of_month, 2) = '\0';
}

void sg_month_day_format(int32_t month_day, char ret_text[SG_MONTH_DAY_SIZE])
{
	ret_text = put_char(put_digits(ret_text, (uint32_t)month_day / 100, 2), '-');
	*put_digits(ret_text, (uint32_t)month_day % 100, 2) = '\0';
}

bool sg_time_parse(const char *text, int64_t *ret_us)
{
	struct cursor cursor = {text, text == NULL};
	struct clock_time clock;
	int32_t day, offset_seconds;

	day = take_day(&cursor);
	take_char(&cursor, "Tt");
	clock = take_clock(&cursor);
	clock.fraction_us = take_fraction(&cursor);
	offset_seconds = take_offset(&cursor);
	return at_end(&cursor) && join(day, &clock, offset_seconds, ret_us);
}

bool sg_time_parse_http(const char *text, int64_t *ret_us)
{
	struct cursor cursor = {text, text == NULL};
	struct clock_time clock;
	int32_t weekday, day_of_month, month, year, day;

	weekday = take_name(&cursor, weekday_names, 7);
	take_text(&cursor, ", ");
	day_of_month = take_number(&cursor, 2);
	take_char(&cursor, " ");
	month = take_name(&cursor, month_names, 12) + 1;
	take_char(&cursor, " ");
	year = take_number(&cursor, 4);
	take_char(&cursor, " ");
	clock = take_clock(&cursor);
	take_text(&cursor, " GMT");
	day = sg_day_from_civil(year, month, day_of_month);
	return at_end(&cursor) && day != SG_NO_DAY && sg_day_weekday(day) == weekday &&
	       join(day, &clock, 0, ret_us);
}

/* "2026-11-21T15:04:05[.123456]" of a time in UTC, up to where it gives; or "" and NULL where it
 * has no text. */
static char *format_without_offset(int64_t us, char ret_text[SG_TIME_TEXT_SIZE])
{
	int64_t of_day_us = us % SG_DAY_US + (us % SG_DAY_US < 0 ? SG_DAY_US : 0);
	uint32_t second = (uint32_t)(of_day_us / SG_SECOND_US);
	uint32_t fraction_us = (uint32_t)(of_day_us % SG_SECOND_US);
	char *at = ret_text + SG_DAY_TEXT_SIZE - 1;

	sg_day_format(sg_time_day(us), ret_text);
	if (ret_text[0] == '\0') {
		return NULL;
	}
	at = put_clock(put_char(at, 'T'), second / 3600, second / 60 % 60);
	at = put_digits(put_char(at, ':'), second % 60, 2);
	return fraction_us != 0 ? put_digits(put_char(at, '.'), fraction_us, 6) : at;
}

void sg_time_format_utc(int64_t us, char ret_text[SG_TIME_TEXT_SIZE])
{
	char *at = format_without_offset(us, ret_text);

	if (at != NULL) {
		*put_char(at, 'Z') = '\0';
	}
}

void sg_time_format_offset(
	int64_t us, int32_t offset_seconds, char ret_text[SG_TIME_TEXT_SIZE])
{
	int32_t offset_minutes = offset_seconds / 60;
	uint32_t minutes =
		(uint32_t)(offset_minutes < 0 ? -offset_minutes : offset_minutes);
	int32_t utc_day = sg_time_day(us);
	char *at;

	ret_text[0] = '\0';
	if (utc_day < SG_DAY_FIRST || utc_day > SG_DAY_LAST ||
		minutes >= OFFSET_LIMIT_SECONDS / 60) {
		return;
	}
	at = format_without_offset(us + offset_minutes * SG_MINUTE_US, ret_text);
	if (at != NULL) {
		at = put_char(at, offset_minutes < 0 ? '-' : '+');
		*put_clock(at, minutes / 60, minutes % 60) = '\0';
	}
}

int32_t sg_time_day(int64_t us)
{
	return us == SG_NO_TIME ? SG_NO_DAY : (int32_t)floor_div(us, SG_DAY_US);
}

bool sg_minutes_parse(const char *text, int32_t *ret_minutes)
{
	struct cursor cursor = {text, text == NULL};
	int32_t hours, minutes;

	hours = take_number(&cursor, 2);
	take_char(&cursor, ":");
	minutes = take_number(&cursor, 2);
	if (!at_end(&cursor) || hours > 23 || minutes > 59) {
		return false;
	}
	*ret_minutes = hours * 60 + minutes;
	return true;
}

void sg_minutes_format(int32_t minutes, char ret_text[SG_MINUTES_TEXT_SIZE])
{
	ret_text[0] = '\0';
	if (minutes >= 0 && minutes < MINUTES_PER_DAY) {
		*put_clock(ret_text, (uint32_t)minutes / 60, (uint32_t)minutes % 60) =
			'\0';
	}
}
