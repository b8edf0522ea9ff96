/* Time zones: the installed files compared with libc, and local times that do not exist or
 * exist twice. */
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "core/failing_memory.h"

#include "core/zone.c"

#define FOLDER "/usr/share/zoneinfo/"

struct file {
	unsigned char bytes[32 * 1024];
	size_t size;
};

static const char *const zone_names[] = {"Europe/Berlin", "America/New_York",
	"America/Sao_Paulo", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Casablanca",
	"Pacific/Apia", "Europe/Dublin", "America/St_Johns", "Asia/Tehran",
	"Asia/Jerusalem", "America/Nuuk", "Antarctica/Troll", "Asia/Gaza",
	"Pacific/Chatham", "Africa/Monrovia", "Europe/Lisbon", "America/Caracas",
	"Asia/Pyongyang", "Pacific/Kwajalein", "America/Scoresbysund", "Africa/Cairo",
	"Atlantic/Azores", "Asia/Kathmandu", "Europe/Bucharest", "Europe/Madrid", "UTC",
	"Etc/GMT+12"};

static uint64_t random_state;

static uint64_t random_number(void)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return random_state;
}

static int begin(void **state)
{
	(void)state;
	allocations_left = -1;
	random_state = UINT64_C(88172645463325252);
	return 0;
}

static void read_path(const char *path, struct file *ret_file)
{
	FILE *stream = fopen(path, "rb");

	assert_non_null(stream);
	ret_file->size = fread(ret_file->bytes, 1, sizeof ret_file->bytes, stream);
	assert_in_range(ret_file->size, 1, sizeof ret_file->bytes - 1);
	fclose(stream);
}

static struct sg_zone *load(const char *name)
{
	static struct file file;
	struct sg_zone *zone = NULL;
	char path[256];

	snprintf(path, sizeof path, FOLDER "%s", name);
	read_path(path, &file);
	assert_int_equal(sg_zone_parse(file.bytes, file.size, &zone, NULL), SG_OK);
	return zone;
}

static int64_t instant(const char *text)
{
	int64_t us;

	assert_true(sg_time_parse(text, &us));
	return us;
}

static void use_in_libc(const char *name)
{
	assert_int_equal(setenv("TZ", name, 1), 0);
	tzset();
}

static int32_t day_of(const struct sg_zone *zone, int64_t us)
{
	int32_t day, minutes;

	sg_zone_local(zone, us, &day, &minutes);
	return day;
}

static void check_instant(const struct sg_zone *zone, int64_t at_s)
{
	int64_t us = at_s * SG_SECOND_US;
	time_t at = (time_t)at_s;
	struct tm tm;
	int32_t day, minutes, expected_day;

	assert_non_null(localtime_r(&at, &tm));
	expected_day = sg_day_from_civil(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
	assert_int_equal(sg_zone_offset(zone, us), tm.tm_gmtoff);
	assert_int_equal(sg_zone_offset(zone, us + 999999), tm.tm_gmtoff);
	sg_zone_local(zone, us, &day, &minutes);
	assert_int_equal(day, expected_day);
	assert_int_equal(minutes, tm.tm_hour * 60 + tm.tm_min);
}

/* What the clock of `local` seconds shows is true at `us`, and was at no earlier instant; or
 * it was never shown, and the offset from before the jump leads to `us`. */
static void check_back(const struct sg_zone *zone, int64_t us)
{
	int32_t day, minutes, back_day, back_minutes;
	int64_t first_us;

	sg_zone_local(zone, us, &day, &minutes);
	first_us = sg_zone_instant(zone, day, minutes);
	sg_zone_local(zone, first_us, &back_day, &back_minutes);
	assert_int_equal(back_day, day);
	assert_int_equal(back_minutes, minutes);
	assert_true(first_us <= us);
	for (int64_t earlier_us = first_us - 15 * SG_MINUTE_US;
		earlier_us > first_us - 3 * SG_HOUR_US; earlier_us -= 15 * SG_MINUTE_US) {
		sg_zone_local(zone, earlier_us, &back_day, &back_minutes);
		assert_false(back_day == day && back_minutes == minutes);
	}
}

/* Local mean times have seconds; a clock of whole minutes cannot come back from them. */
static void check_around(const struct sg_zone *zone, int64_t at_s)
{
	if (at_s < -INT64_C(60000000000)) {
		return;
	}
	for (int64_t near = -1; near <= 1; near++) {
		check_instant(zone, at_s + near);
	}
	if (period_at(zone, at_s - 1).offset % 60 != 0 ||
		period_at(zone, at_s).offset % 60 != 0) {
		return;
	}
	for (int64_t minute = -240; minute <= 240; minute += 15) {
		check_back(zone, (at_s + minute * 60) * SG_SECOND_US);
	}
}

static void check_every_change(const struct sg_zone *zone, int64_t until_s)
{
	int64_t at_s = -INT64_C(100000000000);

	while (at_s < until_s) {
		at_s = period_at(zone, at_s).end_s;
		if (at_s < until_s) {
			check_around(zone, at_s);
		}
	}
}

static void libc_agrees_at_every_change_and_at_thousands_of_instants(void **state)
{
	const int64_t from_s = instant("1900-01-01T00:00:00Z") / SG_SECOND_US;
	const int64_t until_s = instant("2400-01-01T00:00:00Z") / SG_SECOND_US;

	(void)state;
	for (size_t i = 0; i < sizeof zone_names / sizeof zone_names[0]; i++) {
		struct sg_zone *zone = load(zone_names[i]);

		use_in_libc(zone_names[i]);
		check_every_change(zone, until_s);
		for (int n = 0; n < 4000; n++) {
			uint64_t span = (uint64_t)(until_s - from_s);

			check_instant(zone, from_s + (int64_t)(random_number() % span));
		}
		sg_zone_free(zone);
	}
}

static int check_file(
	const char *path, const struct stat *status, int type, struct FTW *ftw)
{
	const char *name = path + strlen(FOLDER);
	static struct file file;
	struct sg_zone *zone = NULL;

	(void)ftw;
	if (type != FTW_F || (size_t)status->st_size >= sizeof file.bytes ||
		strncmp(name, "right/", 6) == 0) {
		return 0;
	}
	read_path(path, &file);
	if (memcmp(file.bytes, "TZif", 4) != 0) {
		return 0;
	}
	assert_true(sg_zone_name_valid(name));
	assert_int_equal(sg_zone_parse(file.bytes, file.size, &zone, NULL), SG_OK);
	use_in_libc(name);
	for (int n = 0; n < 100; n++) {
		check_instant(
			zone, (int64_t)(random_number() % 15778800000u) - 2208988800);
	}
	sg_zone_free(zone);
	return 0;
}

static void every_installed_zone_is_read(void **state)
{
	(void)state;
	assert_int_equal(nftw(FOLDER, check_file, 16, FTW_PHYS), 0);
}

static void check_local(
	const char *name, const char *date, int32_t minutes, const char *us)
{
	struct sg_zone *zone = load(name);
	char text[SG_TIME_TEXT_SIZE];
	int32_t day;

	assert_true(sg_day_parse(date, &day));
	sg_time_format_utc(sg_zone_instant(zone, day, minutes), text);
	assert_string_equal(text, us);
	sg_zone_free(zone);
}

static void local_times_become_instants(void **state)
{
	(void)state;
	check_local("Europe/Berlin", "2026-11-21", 15 * 60 + 4, "2026-11-21T14:04:00Z");
	check_local("Europe/Berlin", "2026-07-01", 0, "2026-06-30T22:00:00Z");
	check_local("Europe/Berlin", "2399-07-01", 0, "2399-06-30T22:00:00Z");
	check_local("Asia/Kolkata", "2026-01-01", 300, "2025-12-31T23:30:00Z");
	check_local("Pacific/Apia", "2026-01-01", 0, "2025-12-31T11:00:00Z");
	check_local("Europe/Berlin", "2026-11-21", -60, "2026-11-20T22:00:00Z");
	check_local("Europe/Berlin", "2026-11-21", 1440, "2026-11-21T23:00:00Z");
}

static void a_skipped_time_counts_on_from_before_the_jump(void **state)
{
	(void)state;
	check_local("Europe/Berlin", "2026-03-29", 119, "2026-03-29T00:59:00Z");
	check_local("Europe/Berlin", "2026-03-29", 120, "2026-03-29T01:00:00Z");
	check_local("Europe/Berlin", "2026-03-29", 150, "2026-03-29T01:30:00Z");
	check_local("Europe/Berlin", "2026-03-29", 180, "2026-03-29T01:00:00Z");
	check_local("Australia/Lord_Howe", "2026-10-04", 135, "2026-10-03T15:45:00Z");
	/* Samoa skipped a whole day to come to the other side of the date line. */
	check_local("Pacific/Apia", "2011-12-30", 720, "2011-12-30T22:00:00Z");
	check_local("Pacific/Apia", "2011-12-31", 0, "2011-12-30T10:00:00Z");
	/* The last change of a zone, with a rule that knows no change. */
	check_local("Asia/Pyongyang", "2018-05-04", 23 * 60 + 45, "2018-05-04T15:15:00Z");
}

static void a_repeated_time_is_the_first(void **state)
{
	(void)state;
	check_local("Europe/Berlin", "2026-10-25", 119, "2026-10-24T23:59:00Z");
	check_local("Europe/Berlin", "2026-10-25", 120, "2026-10-25T00:00:00Z");
	check_local("Europe/Berlin", "2026-10-25", 179, "2026-10-25T00:59:00Z");
	check_local("Europe/Berlin", "2026-10-25", 180, "2026-10-25T02:00:00Z");
	check_local("Australia/Lord_Howe", "2026-04-05", 105, "2026-04-04T14:45:00Z");
	check_local("America/New_York", "2026-11-01", 90, "2026-11-01T05:30:00Z");
	/* Dublin's winter time is its summer time turned round. */
	check_local("Europe/Dublin", "2026-10-25", 90, "2026-10-25T00:30:00Z");
}

static void what_is_absent_stays_absent(void **state)
{
	struct sg_zone *zone = load("Europe/Berlin");
	int32_t day = 1, minutes = 1;

	(void)state;
	assert_int_equal(sg_zone_instant(zone, SG_NO_DAY, 0), SG_NO_TIME);
	assert_int_equal(sg_zone_instant(zone, 0, SG_NO_MINUTES), SG_NO_TIME);
	sg_zone_local(zone, SG_NO_TIME, &day, &minutes);
	assert_int_equal(day, SG_NO_DAY);
	assert_int_equal(minutes, SG_NO_MINUTES);
	sg_zone_free(zone);
	sg_zone_free(NULL);
}

static void the_ends_of_time_overflow_nothing(void **state)
{
	struct sg_zone *zone = load("Europe/Berlin");
	static const int32_t days[] = {
		INT32_MIN + 1, -106751991, -106751990, 106751990, 106751991, INT32_MAX};

	(void)state;
	assert_int_equal(sg_zone_offset(zone, INT64_MIN + 1), 3208);
	assert_int_equal(day_of(zone, INT64_MIN + 1), -106751992);
	assert_int_equal(day_of(zone, INT64_MAX), 106751991);
	for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
		bool inside = days[i] > -106751991 && days[i] < 106751990;
		int64_t us = sg_zone_instant(zone, days[i], 0);

		assert_true(inside == (us != SG_NO_TIME) || days[i] == 106751990);
		assert_true(us == SG_NO_TIME || day_of(zone, us) == days[i]);
	}
	assert_int_equal(sg_zone_instant(zone, INT32_MAX, INT32_MAX), SG_NO_TIME);
	sg_zone_free(zone);
}

static void only_names_that_stay_below_the_folder_are_valid(void **state)
{
	static const char *const right[] = {"UTC", "Europe/Berlin", "Etc/GMT+12",
		"Etc/GMT-1", "America/Argentina/ComodRivadavia", "America/Port-au-Prince",
		"EST5EDT",
		"A23456789/123456789/123456789/123456789/123456789/123456789/1234"};
	static const char *const wrong[] = {"", "/", "/etc/passwd", "../passwd",
		"Europe/..", "Europe/../../x", ".", "Europe/.", "Europe//Berlin",
		"Europe/", "Europe/Ber lin", "Europe/Berlin\n", "Europe\\Berlin",
		"Europe/Zürich", "posixrules;rm", "a%2e",
		"A23456789/123456789/123456789/123456789/123456789/123456789/12345"};

	(void)state;
	assert_false(sg_zone_name_valid(NULL));
	for (size_t i = 0; i < sizeof right / sizeof right[0]; i++) {
		assert_true(sg_zone_name_valid(right[i]));
	}
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		assert_false(sg_zone_name_valid(wrong[i]));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(
			libc_agrees_at_every_change_and_at_thousands_of_instants, begin),
		cmocka_unit_test_setup(every_installed_zone_is_read, begin),
		cmocka_unit_test_setup(local_times_become_instants, begin),
		cmocka_unit_test_setup(
			a_skipped_time_counts_on_from_before_the_jump, begin),
		cmocka_unit_test_setup(a_repeated_time_is_the_first, begin),
		cmocka_unit_test_setup(what_is_absent_stays_absent, begin),
		cmocka_unit_test_setup(the_ends_of_time_overflow_nothing, begin),
		cmocka_unit_test_setup(
			only_names_that_stay_below_the_folder_are_valid, begin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
