/*
 * Instants, dates and times of day as plain integers, and their texts. An instant is an
 * int64_t in microseconds since 1970-01-01T00:00:00Z (names end in _us), a date an int32_t in
 * days since 1970-01-01 (names end in _day), a time of day an int32_t in minutes since
 * midnight. Nothing here looks at a clock, a zone, the locale or the environment, so every
 * function is [thread-safe].
 */
#ifndef SG_CORE_TIME_H
#define SG_CORE_TIME_H

#include <stdbool.h>
#include <stdint.h>

/* "There is none", for an instant, a date and a time of day. */
#define SG_NO_TIME INT64_MIN
#define SG_NO_DAY INT32_MIN
#define SG_NO_MINUTES INT32_MIN

#define SG_SECOND_US INT64_C(1000000)
#define SG_MINUTE_US (60 * SG_SECOND_US)
#define SG_HOUR_US (60 * SG_MINUTE_US)
#define SG_DAY_US (24 * SG_HOUR_US)

/* What the texts need, NUL included: "2026-11-21", "2026-11-21T15:04:05.123456+01:00" and
 * "15:04". */
enum {
	SG_DAY_TEXT_SIZE = 11,
	SG_TIME_TEXT_SIZE = 33,
	SG_MINUTES_TEXT_SIZE = 6,
	SG_MONTH_DAY_SIZE = 6
};

/* The first and last date that has a text: 0001-01-01 and 9999-12-31. */
enum { SG_DAY_FIRST = -719162, SG_DAY_LAST = 2932896 };

/* Exactly "YYYY-MM-DD", the proleptic Gregorian calendar, years 0001 to 9999. False, and
 * nothing stored, for anything else, 31 February and NULL among it. */
bool sg_day_parse(const char *text, int32_t *ret_day);

/* "YYYY-MM-DD", or "" outside the years 1 to 9999. */
void sg_day_format(int32_t day, char ret_text[SG_DAY_TEXT_SIZE]);

/* "11-22" of 1122. */
void sg_month_day_format(int32_t month_day, char ret_text[SG_MONTH_DAY_SIZE]);

/* Month 1 to 12, day of the month from 1; SG_NO_DAY where there is no such date in the years
 * 1 to 9999. */
int32_t sg_day_from_civil(int32_t year, int32_t month, int32_t day_of_month);

/* Any int32_t has an answer; the year is astronomical (0 is 1 BC). */
void sg_day_to_civil(
	int32_t day, int32_t *ret_year, int32_t *ret_month, int32_t *ret_day_of_month);

/* 0 = Monday … 6 = Sunday. */
int32_t sg_day_weekday(int32_t day);

/*
 * RFC 3339: "2026-11-21T15:04:05[.1 to 9 digits](Z|±hh:mm)", t and z in lower case too, a
 * fraction cut to microseconds. The offset is at most 23:59 and -00:00 is taken as UTC. A leap
 * second (23:59:60 in UTC) becomes the second that follows it, as POSIX counts; :60 at any
 * other minute is refused. False, and nothing stored, for anything else, for an instant
 * outside the years 1 to 9999 in UTC, and for NULL.
 */
bool sg_time_parse(const char *text, int64_t *ret_us);

/* The IMF-fixdate of RFC 9110, 5.6.7: "Sun, 06 Nov 1994 08:49:37 GMT", the name of the day
 * being right. The obsolete forms are refused. False, and nothing stored, on anything else. */
bool sg_time_parse_http(const char *text, int64_t *ret_us);

/* "2026-11-21T14:04:05Z", with six digits of fraction when it is not zero; "" outside the
 * years 1 to 9999. */
void sg_time_format_utc(int64_t us, char ret_text[SG_TIME_TEXT_SIZE]);

/* "2026-11-21T15:04:05+01:00", likewise. `offset_seconds` is east of UTC; what it has beyond
 * whole minutes (local mean times) is left out of text and offset alike, so that the text
 * still names the same instant. "" when it is 24 hours or more. */
void sg_time_format_offset(
	int64_t us, int32_t offset_seconds, char ret_text[SG_TIME_TEXT_SIZE]);

/* The date in UTC; SG_NO_DAY for SG_NO_TIME. */
int32_t sg_time_day(int64_t us);

/* Exactly "HH:MM", 00:00 to 23:59. False, and nothing stored, for anything else. */
bool sg_minutes_parse(const char *text, int32_t *ret_minutes);

/* "HH:MM", or "" outside 0 to 1439. */
void sg_minutes_format(int32_t minutes, char ret_text[SG_MINUTES_TEXT_SIZE]);

#endif
