/* Dates, instants and times of day, and their texts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/time.h"

/* 2026-11-21T15:04:05Z. */
#define NOW_US INT64_C(1795273445000000)

/* A calendar kept by hand, one day after the other. */
struct walk {
	int32_t day;
	int32_t weekday;
	int32_t year;
	int32_t month;
	int32_t day_of_month;
};

static int32_t length_of(const struct walk *walk)
{
	bool leap =
		(walk->year % 4 == 0 && walk->year % 100 != 0) || walk->year % 400 == 0;

	switch (walk->month) {
	case 2:
		return leap ? 29 : 28;
	case 4:
	case 6:
	case 9:
	case 11:
		return 30;
	default:
		return 31;
	}
}

static void step(struct walk *walk)
{
	walk->day++;
	walk->weekday = (walk->weekday + 1) % 7;
	if (walk->day_of_month++ == length_of(walk)) {
		walk->day_of_month = 1;
		if (walk->month++ == 12) {
			walk->month = 1;
			walk->year++;
		}
	}
}

static void check_day(const struct walk *walk)
{
	int32_t year, month, day_of_month;

	assert_int_equal(sg_day_from_civil(walk->year, walk->month, walk->day_of_month),
		walk->day);
	assert_int_equal(sg_day_weekday(walk->day), walk->weekday);
	sg_day_to_civil(walk->day, &year, &month, &day_of_month);
	assert_int_equal(year, walk->year);
	assert_int_equal(month, walk->month);
	assert_int_equal(day_of_month, walk->day_of_month);
}

static void check_day_text(const struct walk *walk)
{
	char text[40], ours[SG_DAY_TEXT_SIZE];
	int32_t day;

	snprintf(text, sizeof text, "%04d-%02d-%02d", walk->year, walk->month,
		walk->day_of_month);
	sg_day_format(walk->day, ours);
	assert_string_equal(ours, text);
	assert_true(sg_day_parse(text, &day));
	assert_int_equal(day, walk->day);
}

static void every_day_of_ten_thousand_years_is_right(void **state)
{
	/* 0001-01-01 was a Monday. */
	struct walk walk = {SG_DAY_FIRST, 0, 1, 1, 1};

	(void)state;
	for (; walk.year < 10000; step(&walk)) {
		check_day(&walk);
		if (walk.day % 7 == 0 || walk.day_of_month > 27) {
			check_day_text(&walk);
		}
	}
	assert_int_equal(walk.day, SG_DAY_LAST + 1);
}

static void dates_beyond_the_texts_still_have_a_calendar(void **state)
{
	static const struct {
		int32_t day, weekday, year, month, day_of_month;
	} cases[] = {
		{SG_DAY_FIRST - 1, 6, 0, 12, 31},
		{SG_DAY_LAST + 1, 5, 10000, 1, 1},
		{INT32_MAX, 4, 5881580, 7, 11},
		{INT32_MIN, 1, -5877641, 6, 23},
	};
	int32_t year, month, day_of_month;
	char text[SG_DAY_TEXT_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		sg_day_to_civil(cases[i].day, &year, &month, &day_of_month);
		assert_int_equal(year, cases[i].year);
		assert_int_equal(month, cases[i].month);
		assert_int_equal(day_of_month, cases[i].day_of_month);
		assert_int_equal(sg_day_weekday(cases[i].day), cases[i].weekday);
		sg_day_format(cases[i].day, text);
		assert_string_equal(text, "");
	}
}

static void there_is_no_such_date(void **state)
{
	static const int32_t cases[][3] = {{2026, 2, 29}, {1900, 2, 29}, {2026, 2, 31},
		{2026, 4, 31}, {2026, 0, 1}, {2026, 13, 1}, {2026, 1, 0}, {2026, 1, 32},
		{0, 12, 31}, {-4, 1, 1}, {10000, 1, 1}, {2026, -1, 1}, {2026, 1, -1}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		assert_int_equal(sg_day_from_civil(cases[i][0], cases[i][1], cases[i][2]),
			SG_NO_DAY);
	}
}

static void other_texts_are_no_dates(void **state)
{
	static const char *const texts[] = {"", "2026", "2026-11", "2026-11-2",
		"2026-11-211", "2026-11-21 ", " 2026-11-21", "2026/11/21", "20261121",
		"2026-1-21", "2026-02-31", "2027-02-29", "2026-13-01", "2026-00-10",
		"0000-01-01", "10000-01-01", "-001-01-01", "+026-01-01", "2026-11-2a",
		"2O26-11-21", "2026-11-21T00:00:00Z", "today"};
	int32_t day = 77;

	(void)state;
	assert_false(sg_day_parse(NULL, &day));
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		assert_false(sg_day_parse(texts[i], &day));
	}
	assert_int_equal(day, 77);
}

static void instants_are_read(void **state)
{
	static const struct {
		const char *text;
		int64_t us;
	} cases[] = {
		{"1970-01-01T00:00:00Z", 0},
		{"2026-11-21T15:04:05Z", NOW_US},
		{"2026-11-21t15:04:05z", NOW_US},
		{"2026-11-21T16:04:05+01:00", NOW_US},
		{"2026-11-21T15:04:05-00:00", NOW_US},
		{"2026-11-21T11:34:05-03:30", NOW_US},
		{"2026-11-22T15:03:05+23:59", NOW_US},
		{"2026-11-20T15:05:05-23:59", NOW_US},
		{"2026-11-21T15:04:05.5Z", NOW_US + 500000},
		{"2026-11-21T15:04:05.000001Z", NOW_US + 1},
		{"2026-11-21T15:04:05.1234567Z", NOW_US + 123456},
		{"2026-11-21T15:04:05.999999999+00:00", NOW_US + 999999},
		{"1969-12-31T23:59:59.999999Z", -1},
		{"0001-01-01T00:00:00Z", SG_DAY_FIRST * SG_DAY_US},
		{"9999-12-31T23:59:59.999999Z", (SG_DAY_LAST + 1) * SG_DAY_US - 1},
	};
	int64_t us;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		assert_true(sg_time_parse(cases[i].text, &us));
		assert_int_equal(us, cases[i].us);
	}
}

static void a_leap_second_is_the_one_that_follows(void **state)
{
	int64_t us, after_us;

	(void)state;
	assert_true(sg_time_parse("2017-01-01T00:00:00Z", &after_us));
	assert_true(sg_time_parse("2016-12-31T23:59:60Z", &us));
	assert_int_equal(us, after_us);
	assert_true(sg_time_parse("2016-12-31T15:59:60.25-08:00", &us));
	assert_int_equal(us, after_us + 250000);
	assert_false(sg_time_parse("2016-12-31T23:58:60Z", &us));
	assert_false(sg_time_parse("2016-12-31T23:59:60+01:00", &us));
	assert_false(sg_time_parse("2016-12-31T23:59:61Z", &us));
	assert_false(sg_time_parse("9999-12-31T23:59:60Z", &us));
}

static void other_texts_are_no_instants(void **state)
{
	static const char *const texts[] = {"", "now", "2026-11-21", "2026-11-21T15:04Z",
		"2026-11-21T15:04:05", "2026-11-21 15:04:05Z", "2026-11-21T15:04:05 Z",
		"2026-11-21T24:00:00Z", "2026-11-21T23:60:00Z", "2026-11-21T23:00:61Z",
		"2026-11-21T15:04:05.Z", "2026-11-21T15:04:05,5Z",
		"2026-11-21T15:04:05.5", "2026-11-21T15:04:05.1234567890Z",
		"2026-11-21T15:04:05+24:00", "2026-11-21T15:04:05+01:60",
		"2026-11-21T15:04:05+0100", "2026-11-21T15:04:05+01",
		"2026-11-21T15:04:05+1:00", "2026-11-21T15:04:05+01:00Z",
		"2026-11-21T15:04:05ZZ", "2026-11-21T15:04:05UTC", "2026-02-30T15:04:05Z",
		"2026-11-21T1:04:05Z", "2026-11-21T15:04:05.5\xC3\xBC",
		"2026-11-21T-5:04:05Z", "10000-01-01T00:00:00Z", "0000-12-31T23:59:59Z",
		"0001-01-01T00:59:59+01:00", "9999-12-31T23:00:00-01:00"};
	int64_t us = 77;

	(void)state;
	assert_false(sg_time_parse(NULL, &us));
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		assert_false(sg_time_parse(texts[i], &us));
	}
	assert_int_equal(us, 77);
}

static void http_dates_are_read(void **state)
{
	static const char *const wrong[] = {"", "Sun", "Mon, 06 Nov 1994 08:49:37 GMT",
		"Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
		"Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 06 nov 1994 08:49:37 GMT",
		"Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 06 Nov 1994 08:49:37 GMT ",
		"Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 24:49:37 GMT",
		"Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT",
		"Sun,06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:60 GMT"};
	int64_t us = 77;

	(void)state;
	assert_false(sg_time_parse_http(NULL, &us));
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		assert_false(sg_time_parse_http(wrong[i], &us));
	}
	assert_int_equal(us, 77);
	assert_true(sg_time_parse_http("Sun, 06 Nov 1994 08:49:37 GMT", &us));
	assert_int_equal(us, 784111777 * SG_SECOND_US);
	assert_true(sg_time_parse_http("Sat, 31 Dec 2016 23:59:60 GMT", &us));
	assert_int_equal(us, 1483228800 * SG_SECOND_US);
}

static void a_cut_text_is_refused_at_every_length(void **state)
{
	static const char instant[] = "2026-11-21T15:04:05.123+01:00";
	static const char http[] = "Sun, 06 Nov 1994 08:49:37 GMT";
	char text[sizeof instant];
	int64_t us;

	(void)state;
	for (size_t len = 0; len + 1 < sizeof instant; len++) {
		memcpy(text, instant, len);
		text[len] = '\0';
		assert_false(sg_time_parse(text, &us));
		memcpy(text, http, len);
		assert_int_equal(sg_time_parse_http(text, &us), len + 1 == sizeof http);
	}
}

static void instants_are_written_in_utc(void **state)
{
	static const struct {
		int64_t us;
		const char *text;
	} cases[] = {
		{0, "1970-01-01T00:00:00Z"},
		{NOW_US, "2026-11-21T15:04:05Z"},
		{NOW_US + 120000, "2026-11-21T15:04:05.120000Z"},
		{-1, "1969-12-31T23:59:59.999999Z"},
		{SG_DAY_FIRST * SG_DAY_US, "0001-01-01T00:00:00Z"},
		{SG_DAY_FIRST * SG_DAY_US - 1, ""},
		{(SG_DAY_LAST + 1) * SG_DAY_US - 1, "9999-12-31T23:59:59.999999Z"},
		{(SG_DAY_LAST + 1) * SG_DAY_US, ""},
		{SG_NO_TIME, ""},
		{INT64_MAX, ""},
	};
	char text[SG_TIME_TEXT_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		sg_time_format_utc(cases[i].us, text);
		assert_string_equal(text, cases[i].text);
	}
}

static void instants_are_written_with_an_offset(void **state)
{
	static const struct {
		int64_t us;
		int32_t offset_seconds;
		const char *text;
	} cases[] = {
		{NOW_US, 3600, "2026-11-21T16:04:05+01:00"},
		{NOW_US, -12600, "2026-11-21T11:34:05-03:30"},
		{NOW_US, 0, "2026-11-21T15:04:05+00:00"},
		{NOW_US + 7, 45 * 900, "2026-11-22T02:19:05.000007+11:15"},
		/* Berlin's local mean time was 00:53:28 east. */
		{NOW_US, 3208, "2026-11-21T15:57:05+00:53"},
		{NOW_US, -3208, "2026-11-21T14:11:05-00:53"},
		{NOW_US, -59, "2026-11-21T15:04:05+00:00"},
		{NOW_US, 86399, "2026-11-22T15:03:05+23:59"},
		{NOW_US, 86400, ""},
		{NOW_US, -86400, ""},
		{NOW_US, INT32_MIN, ""},
		{SG_NO_TIME, 3600, ""},
		{INT64_MAX, 3600, ""},
		{(SG_DAY_LAST + 1) * SG_DAY_US - 1, 60, ""},
	};
	char text[SG_TIME_TEXT_SIZE];
	int64_t us;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		sg_time_format_offset(cases[i].us, cases[i].offset_seconds, text);
		assert_string_equal(text, cases[i].text);
		if (text[0] != '\0') {
			assert_true(sg_time_parse(text, &us));
			assert_int_equal(us, cases[i].us);
		}
	}
}

static void what_is_written_is_read_again(void **state)
{
	uint64_t random = 88172645463325252u;
	char text[SG_TIME_TEXT_SIZE];

	(void)state;
	for (int i = 0; i < 50000; i++) {
		int64_t us, back_us;

		random ^= random << 13;
		random ^= random >> 7;
		random ^= random << 17;
		us = (SG_DAY_FIRST + 1) * SG_DAY_US +
		     (int64_t)(random % ((uint64_t)3652000 * (uint64_t)SG_DAY_US));
		sg_time_format_utc(us, text);
		assert_true(sg_time_parse(text, &back_us));
		assert_int_equal(us, back_us);
		sg_time_format_offset(us, (int32_t)(random % 172000) - 86000, text);
		assert_true(sg_time_parse(text, &back_us));
		assert_int_equal(us, back_us);
	}
}

static void an_instant_has_a_date_in_utc(void **state)
{
	(void)state;
	assert_int_equal(sg_time_day(SG_NO_TIME), SG_NO_DAY);
	assert_int_equal(sg_time_day(0), 0);
	assert_int_equal(sg_time_day(-1), -1);
	assert_int_equal(sg_time_day(-SG_DAY_US), -1);
	assert_int_equal(sg_time_day(-SG_DAY_US - 1), -2);
	assert_int_equal(sg_time_day(SG_DAY_US - 1), 0);
	assert_int_equal(sg_time_day(INT64_MAX), 106751991);
}

static void times_of_day_are_read_and_written(void **state)
{
	static const char *const wrong[] = {"", "7:00", "07:0", "07:000", "24:00",
		"23:60", "07.00", " 07:00", "07:00 ", "07:00:00", "-1:00", "ab:cd"};
	int32_t minutes = 77;
	char text[SG_MINUTES_TEXT_SIZE], expected[16];

	(void)state;
	assert_false(sg_minutes_parse(NULL, &minutes));
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		assert_false(sg_minutes_parse(wrong[i], &minutes));
	}
	assert_int_equal(minutes, 77);
	for (int32_t i = 0; i < 1440; i++) {
		snprintf(expected, sizeof expected, "%02d:%02d", i / 60, i % 60);
		sg_minutes_format(i, text);
		assert_string_equal(text, expected);
		assert_true(sg_minutes_parse(text, &minutes));
		assert_int_equal(minutes, i);
	}
	sg_minutes_format(1440, text);
	assert_string_equal(text, "");
	sg_minutes_format(SG_NO_MINUTES, text);
	assert_string_equal(text, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_day_of_ten_thousand_years_is_right),
		cmocka_unit_test(dates_beyond_the_texts_still_have_a_calendar),
		cmocka_unit_test(there_is_no_such_date),
		cmocka_unit_test(other_texts_are_no_dates),
		cmocka_unit_test(instants_are_read),
		cmocka_unit_test(a_leap_second_is_the_one_that_follows),
		cmocka_unit_test(other_texts_are_no_instants),
		cmocka_unit_test(http_dates_are_read),
		cmocka_unit_test(a_cut_text_is_refused_at_every_length),
		cmocka_unit_test(instants_are_written_in_utc),
		cmocka_unit_test(instants_are_written_with_an_offset),
		cmocka_unit_test(what_is_written_is_read_again),
		cmocka_unit_test(an_instant_has_a_date_in_utc),
		cmocka_unit_test(times_of_day_are_read_and_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
