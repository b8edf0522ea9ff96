/* Lots of many members, added up by property and month. */
#include "core/liability.h"

#include <string.h>

#include "core/expiry.h"
#include "core/time.h"

int32_t sg_liability_month(const struct sg_programme_version *version, int32_t tier,
	int32_t earned_day, int32_t active_day)
{
	int32_t last_day = version != NULL ? sg_expiry_last_day(version, tier, earned_day,
						     active_day)
	                                   : SG_NO_DAY;
	int32_t year, month, day_of_month;

	if (last_day == SG_NO_DAY) {
		return SG_NO_DAY;
	}
	sg_day_to_civil(last_day, &year, &month, &day_of_month);
	return sg_day_from_civil(year, month, 1);
}

/* Without an end is last. */
static int64_t order_of(int32_t month_day)
{
	return month_day == SG_NO_DAY ? INT64_MAX : month_day;
}

static int compare(
	const struct sg_liability_line *line, const struct sg_id *property, int32_t month)
{
	int by_property = sg_id_compare(&line->property, property);

	if (by_property != 0) {
		return by_property;
	}
	if (line->month_day == month) {
		return 0;
	}
	return order_of(line->month_day) < order_of(month) ? -1 : 1;
}

/* Where the line is or belongs. */
static size_t place_of(
	const struct sg_liability *liability, const struct sg_id *property, int32_t month)
{
	size_t low = 0, high = liability->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare(&liability->lines[middle], property, month) < 0) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low;
}

/* Nothing below zero, and no sum that is too large. */
static bool fits(const struct sg_liability_line *a, const struct sg_liability_line *b)
{
	int64_t sum;

	return b->points >= 0 && b->held >= 0 && b->owed >= 0 && b->lots >= 0 &&
	       !__builtin_add_overflow(a->points, b->points, &sum) &&
	       !__builtin_add_overflow(a->held, b->held, &sum) &&
	       !__builtin_add_overflow(a->owed, b->owed, &sum) &&
	       !__builtin_add_overflow(a->lots, b->lots, &sum);
}

static void sum(struct sg_liability_line *to, const struct sg_liability_line *line)
{
	to->points += line->points;
	to->held += line->held;
	to->owed += line->owed;
	to->lots += line->lots;
}

static bool make_room(struct sg_liability *liability, size_t at)
{
	struct sg_liability_line *lines = sg_arena_more(liability->arena,
		liability->lines, liability->count, &liability->space, sizeof *lines);

	if (lines == NULL) {
		return false;
	}
	liability->lines = lines;
	memmove(&lines[at + 1], &lines[at], (liability->count - at) * sizeof *lines);
	liability->count++;
	return true;
}

enum sg_status sg_liability_add(struct sg_liability *liability,
	const struct sg_programme_version *version, const struct sg_liability_part *part,
	struct sg_error *error)
{
	const struct sg_liability_line line = {.property = part->property,
		.month_day = part->points == 0
	                             ? SG_NO_DAY
	                             : sg_liability_month(version, part->tier,
					       part->earned_day, part->active_day),
		.points = part->points,
		.held = part->held,
		.owed = part->owed,
		.lots = part->lots};
	size_t at = place_of(liability, &line.property, line.month_day);

	if (!fits(&liability->total, &line)) {
		return sg_fail(error, SG_INVALID, "points_invalid", "",
			"these points cannot be added up");
	}
	if (at < liability->count &&
		compare(&liability->lines[at], &line.property, line.month_day) == 0) {
		sum(&liability->lines[at], &line);
	} else if (make_room(liability, at)) {
		liability->lines[at] = line;
	} else {
		return sg_fail(error, SG_MEMORY, "memory_short", "", "no memory");
	}
	sum(&liability->total, &line);
	return SG_OK;
}
