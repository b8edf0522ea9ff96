/* Zone files that are cut, flipped or lie: refused, never read beyond their end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/failing_memory.h"

#include "core/zone.c"

#define FOLDER "/usr/share/zoneinfo/"

struct file {
	unsigned char bytes[32 * 1024];
	size_t size;
};

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

/* What a hostile file may do is to be refused, or to give some offset within its bounds. */
static void try_bytes(const unsigned char *bytes, size_t size)
{
	struct sg_zone *zone = NULL;
	struct sg_error error = {0};

	if (sg_zone_parse(bytes, size, &zone, &error) != SG_OK) {
		assert_null(zone);
		assert_int_equal(error.status, SG_INVALID);
		assert_string_equal(error.code, "zone_invalid");
		return;
	}
	for (int i = 0; i < 8; i++) {
		int64_t us = (int64_t)random_number();
		int32_t day = (int32_t)random_number(), minutes = (int32_t)(us % 1440);
		int32_t local_day, local_minutes;

		assert_in_range(sg_zone_offset(zone, us) + 90000, 1, 183599);
		sg_zone_local(zone, us, &local_day, &local_minutes);
		(void)sg_zone_instant(zone, day, minutes);
		(void)sg_zone_instant(zone, day % 40000, minutes);
	}
	sg_zone_free(zone);
}

static void a_cut_file_is_refused_at_every_length(void **state)
{
	static const char *const names[] = {"Europe/Berlin", "UTC", "Africa/Casablanca"};
	static struct file file;
	struct sg_zone *zone = NULL;

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		char path[256];

		snprintf(path, sizeof path, FOLDER "%s", names[i]);
		read_path(path, &file);
		for (size_t size = 0; size < file.size; size++) {
			unsigned char *alone = malloc(size + (size == 0 ? 1 : 0));

			assert_non_null(alone);
			memcpy(alone, file.bytes, size);
			assert_int_equal(
				sg_zone_parse(alone, size, &zone, NULL), SG_INVALID);
			free(alone);
		}
	}
	assert_int_equal(sg_zone_parse(NULL, 0, &zone, NULL), SG_INVALID);
	assert_null(zone);
}

static void flipped_bytes_never_lead_out_of_the_file(void **state)
{
	static struct file file;

	(void)state;
	for (size_t i = 0; i < 10000; i++) {
		const char *path =
			i % 2 == 0 ? FOLDER "Europe/Berlin" : FOLDER "Asia/Kolkata";
		unsigned char *alone;

		read_path(path, &file);
		alone = malloc(file.size);
		assert_non_null(alone);
		memcpy(alone, file.bytes, file.size);
		for (uint64_t flips = 1 + random_number() % 4; flips > 0; flips--) {
			uint64_t range = random_number() % 2 == 0 ? file.size : 100;

			alone[random_number() % range] = (unsigned char)random_number();
		}
		try_bytes(alone, file.size);
		free(alone);
	}
}

static void put(struct file *file, const void *bytes, size_t size)
{
	memcpy(file->bytes + file->size, bytes, size);
	file->size += size;
}

/* Counts below 256 in the order of the header: isut, isstd, leap, time, type, char. */
static void put_header(struct file *file, char version, const unsigned char counts[6])
{
	unsigned char header[HEADER_SIZE] = {'T', 'Z', 'i', 'f', (unsigned char)version};

	for (size_t i = 0; i < 6; i++) {
		header[23 + 4 * i] = counts[i];
	}
	put(file, header, sizeof header);
}

/* Two types, CET and CEST; two changes, at 256 and 512 seconds. */
static void put_body(struct file *file, size_t time_size)
{
	static const unsigned char times[2][8] = {
		{0, 0, 0, 0, 0, 0, 1, 0}, {0, 0, 0, 0, 0, 0, 2, 0}};
	static const unsigned char rest[] = {1, 0,              /* indexes */
		0, 0, 0x0E, 0x10, 0, 0, 0, 0, 0x1C, 0x20, 1, 4, /* types */
		'C', 'E', 'T', 0, 'C', 'E', 'S', 'T', 0, 1, 1, 0, 1};

	put(file, times[0] + 8 - time_size, time_size);
	put(file, times[1] + 8 - time_size, time_size);
	put(file, rest, sizeof rest);
}

static const unsigned char counts[6] = {2, 2, 0, 2, 2, 9};
static const char footer[] = "\nCET-1CEST,M3.5.0,M10.5.0/3\n";

/* The smallest of version 2 and above: its first block is one that nobody reads. */
static struct file small_file(char version, const char *end)
{
	static const unsigned char unread[7] = {0};
	static const unsigned char unread_counts[6] = {0, 0, 0, 0, 1, 1};
	struct file file = {.size = 0};

	put_header(&file, version, unread_counts);
	put(&file, unread, sizeof unread);
	put_header(&file, version, counts);
	put_body(&file, 8);
	put(&file, end, strlen(end));
	return file;
}

static void check_offsets(const struct file *file, const int32_t expected[4])
{
	static const int64_t at_s[4] = {255, 256, 512, INT64_C(1782864000)};
	struct sg_zone *zone = NULL;

	assert_int_equal(sg_zone_parse(file->bytes, file->size, &zone, NULL), SG_OK);
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(
			sg_zone_offset(zone, at_s[i] * SG_SECOND_US), expected[i]);
	}
	sg_zone_free(zone);
}

static void every_version_is_read(void **state)
{
	static const int32_t with_rule[4] = {3600, 7200, 3600, 7200};
	static const int32_t without_rule[4] = {3600, 7200, 3600, 3600};
	struct file file = {.size = 0};

	(void)state;
	for (char version = '2'; version <= '4'; version++) {
		file = small_file(version, footer);
		check_offsets(&file, with_rule);
	}
	file = small_file('2', "\n\n");
	check_offsets(&file, without_rule);
	file.size = 0;
	put_header(&file, '\0', counts);
	put_body(&file, 4);
	check_offsets(&file, without_rule);
}

/* Offsets in the file of small_file. */
enum {
	SECOND_HEADER = HEADER_SIZE + 7,
	TIMES = SECOND_HEADER + HEADER_SIZE,
	INDEXES = TIMES + 16,
	TYPES = INDEXES + 2,
	CHARS = TYPES + 12,
	FLAGS = CHARS + 9,
};

static void every_lie_is_refused_by_name(void **state)
{
	static const struct {
		size_t at;
		unsigned char byte;
		const char *wrong;
	} lies[] = {
		{0, 't', "no TZif header"},
		{SECOND_HEADER, 't', "no TZif header"},
		{HEADER_SIZE - 4, 0xFF, "cut short"},
		{SECOND_HEADER + 23, 1, "indicators do not match the local time types"},
		{SECOND_HEADER + 27, 1, "indicators do not match the local time types"},
		{SECOND_HEADER + 31, 1, "leap seconds are counted"},
		{SECOND_HEADER + 32, 0xFF, "cut short"},
		{SECOND_HEADER + 34, 1, "cut short"},
		{SECOND_HEADER + 39, 0, "no or too many local time types"},
		{SECOND_HEADER + 38, 1, "no or too many local time types"},
		{SECOND_HEADER + 43, 0, "no or too many local time types"},
		{SECOND_HEADER + 40, 0xFF, "cut short"},
		{TIMES + 14, 1, "transitions out of order"},
		{TIMES, 1, "transitions out of order"},
		{INDEXES, 2, "a transition to an unknown type"},
		{TYPES, 0x80, "an offset beyond a day"},
		{TYPES + 7, 2, "an offset beyond a day"},
		{TYPES + 4, 2, "a broken local time type"},
		{TYPES + 5, 9, "a broken local time type"},
		{CHARS + 8, 'X', "a broken local time type"},
		{FLAGS, 2, "a broken indicator"},
		{FLAGS + 2, 2, "a broken indicator"},
		{FLAGS + 4, ' ', "no footer"},
		{FLAGS + 5, '1', "a broken rule in the footer"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof lies / sizeof lies[0]; i++) {
		struct file file = small_file('2', footer);
		struct sg_zone *zone = NULL;
		struct sg_error error;

		file.bytes[lies[i].at] = lies[i].byte;
		assert_int_equal(
			sg_zone_parse(file.bytes, file.size, &zone, &error), SG_INVALID);
		assert_null(zone);
		assert_string_equal(
			error.message + strlen("not a usable time zone file: "),
			lies[i].wrong);
	}
}

static void an_endless_rule_is_refused(void **state)
{
	struct file file = small_file('2', "\n");
	struct sg_zone *zone = NULL;

	(void)state;
	memset(file.bytes + file.size, 'A', 2000);
	file.size += 2000;
	put(&file, "-1\n", 3);
	assert_int_equal(sg_zone_parse(file.bytes, file.size, &zone, NULL), SG_INVALID);
}

static void zones_that_count_leap_seconds_are_refused(void **state)
{
	static struct file file;
	struct sg_zone *zone = NULL;
	FILE *stream = fopen(FOLDER "right/UTC", "rb");

	(void)state;
	if (stream == NULL) {
		skip();
	}
	fclose(stream);
	read_path(FOLDER "right/UTC", &file);
	assert_int_equal(sg_zone_parse(file.bytes, file.size, &zone, NULL), SG_INVALID);
}

static void short_memory_is_said_and_leaves_nothing(void **state)
{
	struct file file = small_file('2', footer);
	struct sg_zone *zone = NULL;
	struct sg_error error;

	(void)state;
	for (int left = 0; left < 3; left++) {
		allocations_left = left;
		assert_int_equal(
			sg_zone_parse(file.bytes, file.size, &zone, &error), SG_MEMORY);
		assert_null(zone);
	}
	allocations_left = 3;
	assert_int_equal(sg_zone_parse(file.bytes, file.size, &zone, &error), SG_OK);
	sg_zone_free(zone);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_cut_file_is_refused_at_every_length, begin),
		cmocka_unit_test_setup(flipped_bytes_never_lead_out_of_the_file, begin),
		cmocka_unit_test_setup(every_version_is_read, begin),
		cmocka_unit_test_setup(every_lie_is_refused_by_name, begin),
		cmocka_unit_test_setup(an_endless_rule_is_refused, begin),
		cmocka_unit_test_setup(zones_that_count_leap_seconds_are_refused, begin),
		cmocka_unit_test_setup(short_memory_is_said_and_leaves_nothing, begin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
