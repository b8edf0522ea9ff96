/*
 * The TZif reader. Everything is read through a cursor that gives bytes only when it has them,
 * and the counts of a header are compared with the bytes that are there before anything is
 * allocated for them. A parsed zone is two arrays, times and the offsets from them on, and the
 * rule for what comes after.
 */
#include "core/zone.h"

#include <stdlib.h>
#include <string.h>

#include "core/time.h"
#include "core/zone_rule.h"

enum {
	HEADER_SIZE = 44,
	TYPE_SIZE = 6,
	TYPES_MOST = 256,
	NAME_MOST = 64,
	RULE_MOST = 1024,
	DAY_SECONDS = 86400,
	OFFSET_LEAST = -(25 * 3600 - 1),
	OFFSET_MOST = 26 * 3600 - 1,
};

/* What a second count may be so that it fits into microseconds, a day kept in hand. */
#define SECONDS_MOST (INT64_MAX / SG_SECOND_US - DAY_SECONDS)

struct sg_zone {
	size_t count;
	int64_t *times_s;
	int32_t *offsets; /* from times_s[i] on */
	int32_t first_offset;
	bool has_rule;
	struct sg_zone_rule rule;
};

struct bytes {
	const unsigned char *at;
	size_t left;
};

struct header {
	unsigned char version;
	uint32_t isut_count;
	uint32_t isstd_count;
	uint32_t leap_count;
	uint32_t time_count;
	uint32_t type_count;
	uint32_t char_count;
};

/* The parts of a data block, all of them within the file. */
struct block {
	const unsigned char *times;
	const unsigned char *indexes;
	const unsigned char *types;
	const unsigned char *chars;
	const unsigned char *isstd;
	const unsigned char *isut;
};

/* NULL when there are not `size` bytes. */
static const unsigned char *take(struct bytes *bytes, uint64_t size)
{
	const unsigned char *at = bytes->at;

	if (size > bytes->left) {
		return NULL;
	}
	bytes->at += size;
	bytes->left -= (size_t)size;
	return at;
}

static uint32_t read_u32(const unsigned char *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 |
	       at[3];
}

static int64_t read_time(const unsigned char *at, size_t size)
{
	if (size == 4) {
		return (int32_t)read_u32(at);
	}
	return (int64_t)((uint64_t)read_u32(at) << 32 | read_u32(at + 4));
}

static const char *take_header(struct bytes *bytes, struct header *ret_header)
{
	const unsigned char *at = take(bytes, HEADER_SIZE);

	if (at == NULL || memcmp(at, "TZif", 4) != 0) {
		return "no TZif header";
	}
	ret_header->version = at[4];
	ret_header->isut_count = read_u32(at + 20);
	ret_header->isstd_count = read_u32(at + 24);
	ret_header->leap_count = read_u32(at + 28);
	ret_header->time_count = read_u32(at + 32);
	ret_header->type_count = read_u32(at + 36);
	ret_header->char_count = read_u32(at + 40);
	return NULL;
}

static const char *take_block(struct bytes *bytes, const struct header *header,
	size_t time_size, struct block *ret_block)
{
	ret_block->times = take(bytes, (uint64_t)header->time_count * time_size);
	ret_block->indexes = take(bytes, header->time_count);
	ret_block->types = take(bytes, (uint64_t)header->type_count * TYPE_SIZE);
	ret_block->chars = take(bytes, header->char_count);
	if (take(bytes, (uint64_t)header->leap_count * (time_size + 4)) == NULL) {
		return "cut short";
	}
	ret_block->isstd = take(bytes, header->isstd_count);
	ret_block->isut = take(bytes, header->isut_count);
	if (ret_block->times == NULL || ret_block->indexes == NULL ||
		ret_block->types == NULL || ret_block->chars == NULL ||
		ret_block->isstd == NULL || ret_block->isut == NULL) {
		return "cut short";
	}
	return NULL;
}

static const char *check_counts(const struct header *header)
{
	if (header->type_count == 0 || header->type_count > TYPES_MOST ||
		header->char_count == 0) {
		return "no or too many local time types";
	}
	if ((header->isut_count != 0 && header->isut_count != header->type_count) ||
		(header->isstd_count != 0 && header->isstd_count != header->type_count)) {
		return "indicators do not match the local time types";
	}
	return header->leap_count != 0 ? "leap seconds are counted" : NULL;
}

static const char *check_type(
	const struct header *header, const struct block *block, const unsigned char *type)
{
	int32_t offset = (int32_t)read_u32(type);
	uint32_t name = type[5];

	if (offset < OFFSET_LEAST || offset > OFFSET_MOST) {
		return "an offset beyond a day";
	}
	if (type[4] > 1 || name >= header->char_count ||
		memchr(block->chars + name, '\0', header->char_count - name) == NULL) {
		return "a broken local time type";
	}
	return NULL;
}

static bool all_flags(const unsigned char *at, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		if (at[i] > 1) {
			return false;
		}
	}
	return true;
}

static const char *check_types(const struct header *header, const struct block *block)
{
	for (uint32_t i = 0; i < header->type_count; i++) {
		const char *wrong =
			check_type(header, block, block->types + (size_t)i * TYPE_SIZE);

		if (wrong != NULL) {
			return wrong;
		}
	}
	if (!all_flags(block->isstd, header->isstd_count) ||
		!all_flags(block->isut, header->isut_count)) {
		return "a broken indicator";
	}
	return NULL;
}

static int32_t type_offset(const struct block *block, size_t type)
{
	return (int32_t)read_u32(block->types + type * TYPE_SIZE);
}

static const char *fill_times(struct sg_zone *zone, const struct header *header,
	const struct block *block, size_t time_size)
{
	for (size_t i = 0; i < zone->count; i++) {
		int64_t time_s = read_time(block->times + i * time_size, time_size);

		if (i > 0 && time_s <= zone->times_s[i - 1]) {
			return "transitions out of order";
		}
		if (block->indexes[i] >= header->type_count) {
			return "a transition to an unknown type";
		}
		zone->times_s[i] = time_s;
		zone->offsets[i] = type_offset(block, block->indexes[i]);
	}
	zone->first_offset = type_offset(block, 0);
	return NULL;
}

/* "\nRULE\n"; an empty rule says nothing. */
static const char *take_footer(struct bytes *bytes, struct sg_zone *zone)
{
	const unsigned char *begin = take(bytes, 1);
	const unsigned char *end;

	if (begin == NULL || *begin != '\n') {
		return "no footer";
	}
	begin++;
	end = bytes->left > 0 ? memchr(begin, '\n', bytes->left) : NULL;
	if (end == NULL || end - begin > RULE_MOST) {
		return "no end of the footer";
	}
	if (end == begin) {
		return NULL;
	}
	zone->has_rule = sg_zone_rule_parse(
		(const char *)begin, (size_t)(end - begin), &zone->rule);
	return zone->has_rule ? NULL : "a broken rule in the footer";
}

static bool allocate(struct sg_zone *zone, size_t count)
{
	zone->count = count;
	zone->times_s = calloc(count + 1, sizeof *zone->times_s);
	zone->offsets = calloc(count + 1, sizeof *zone->offsets);
	return zone->times_s != NULL && zone->offsets != NULL;
}

/* Steps over the block in 32 bits when there is one in 64. */
static const char *choose_block(struct bytes *bytes, struct header *ret_header,
	size_t *ret_time_size, struct block *ret_block)
{
	const char *wrong = take_header(bytes, ret_header);

	*ret_time_size = 4;
	if (wrong == NULL && ret_header->version >= '2') {
		wrong = take_block(bytes, ret_header, 4, ret_block);
		if (wrong == NULL) {
			wrong = take_header(bytes, ret_header);
		}
		*ret_time_size = 8;
	}
	if (wrong == NULL) {
		wrong = check_counts(ret_header);
	}
	if (wrong == NULL) {
		wrong = take_block(bytes, ret_header, *ret_time_size, ret_block);
	}
	return wrong == NULL ? check_types(ret_header, ret_block) : wrong;
}

static enum sg_status refuse(struct sg_error *error, const char *wrong)
{
	return sg_fail(error, SG_INVALID, "zone_invalid", "",
		"not a usable time zone file: %s", wrong);
}

enum sg_status sg_zone_parse(const unsigned char *bytes, size_t size,
	struct sg_zone **ret_zone, struct sg_error *error)
{
	struct bytes rest = {bytes, size};
	struct header header;
	struct block block;
	size_t time_size;
	struct sg_zone *zone;
	const char *wrong = choose_block(&rest, &header, &time_size, &block);

	if (wrong != NULL) {
		return refuse(error, wrong);
	}
	zone = calloc(1, sizeof *zone);
	if (zone == NULL || !allocate(zone, header.time_count)) {
		sg_zone_free(zone);
		return sg_fail(error, SG_MEMORY, "memory", "", "memory is short");
	}
	wrong = fill_times(zone, &header, &block, time_size);
	if (wrong == NULL && time_size == 8) {
		wrong = take_footer(&rest, zone);
	}
	if (wrong != NULL) {
		sg_zone_free(zone);
		return refuse(error, wrong);
	}
	*ret_zone = zone;
	return SG_OK;
}

void sg_zone_free(struct sg_zone *zone)
{
	if (zone == NULL) {
		return;
	}
	free(zone->times_s);
	free(zone->offsets);
	free(zone);
}

static int64_t floor_div(int64_t value, int64_t unit)
{
	return value / unit - (value % unit < 0 ? 1 : 0);
}

/* How many transitions lie at or before `at_s`. */
static size_t passed(const struct sg_zone *zone, int64_t at_s)
{
	size_t low = 0, high = zone->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (zone->times_s[middle] <= at_s) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low;
}

static struct sg_zone_period period_at(const struct sg_zone *zone, int64_t at_s)
{
	size_t index = passed(zone, at_s);
	int64_t start_s = index > 0 ? zone->times_s[index - 1] : INT64_MIN;
	struct sg_zone_period period = {start_s, INT64_MAX,
		index > 0 ? zone->offsets[index - 1] : zone->first_offset};

	if (index < zone->count) {
		period.end_s = zone->times_s[index];
	} else if (zone->has_rule) {
		period = sg_zone_rule_period(&zone->rule, at_s);
		period.start_s = start_s > period.start_s ? start_s : period.start_s;
	}
	return period;
}

static int64_t local_seconds(const struct sg_zone *zone, int64_t us)
{
	return floor_div(us, SG_SECOND_US) + sg_zone_offset(zone, us);
}

int32_t sg_zone_offset(const struct sg_zone *zone, int64_t us)
{
	return period_at(zone, floor_div(us, SG_SECOND_US)).offset;
}

int64_t sg_zone_instant(const struct sg_zone *zone, int32_t day, int32_t minutes)
{
	int64_t local_s = (int64_t)day * DAY_SECONDS + (int64_t)minutes * 60;
	struct sg_zone_period period;
	int32_t offset_before;

	if (day == SG_NO_DAY || minutes == SG_NO_MINUTES || local_s > SECONDS_MOST ||
		local_s < -SECONDS_MOST) {
		return SG_NO_TIME;
	}
	/* No offset reaches further east, so the walk begins at or before the answer. */
	period = period_at(zone, local_s - OFFSET_MOST - 1);
	offset_before = period.offset;
	while (local_s - period.offset >= period.end_s) {
		offset_before = period.offset;
		period = period_at(zone, period.end_s);
	}
	if (local_s - period.offset < period.start_s) {
		period.offset = offset_before;
	}
	return (local_s - period.offset) * SG_SECOND_US;
}

void sg_zone_local(
	const struct sg_zone *zone, int64_t us, int32_t *ret_day, int32_t *ret_minutes)
{
	int64_t local_s = us == SG_NO_TIME ? 0 : local_seconds(zone, us);
	int64_t day = floor_div(local_s, DAY_SECONDS);

	if (us == SG_NO_TIME) {
		*ret_day = SG_NO_DAY;
		*ret_minutes = SG_NO_MINUTES;
		return;
	}
	*ret_day = (int32_t)day;
	*ret_minutes = (int32_t)((local_s - day * DAY_SECONDS) / 60);
}

static bool is_name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '_' || c == '+' || c == '-';
}

bool sg_zone_name_valid(const char *name)
{
	size_t len = 0;
	char before = '/';

	for (; name != NULL && name[len] != '\0'; len++) {
		bool empty_part = name[len] == '/' && before == '/';

		if (len >= NAME_MOST || empty_part ||
			(name[len] != '/' && !is_name_char(name[len]))) {
			return false;
		}
		before = name[len];
	}
	return len > 0 && before != '/';
}
