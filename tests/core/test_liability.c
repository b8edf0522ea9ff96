/* Open points by property and month, against adding up one by one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/liability.h"
#include "core/time.h"

enum { WORLDS = 2000, PARTS = 40, PROPERTIES = 3 };

/* splitmix64 */
static uint64_t draw_state = 1;

static uint32_t draw(uint32_t below)
{
	uint64_t z = draw_state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return (uint32_t)((z ^ (z >> 31)) >> 32) % below;
}

static int32_t day(const char *text)
{
	int32_t value = SG_NO_DAY;

	assert_true(sg_day_parse(text, &value));
	return value;
}

/* Tier 0 by earning, tier 1 by activity to the month's end, tier 2 never. */
static const struct sg_expiry_rule rules[] = {
	{.tiers = 1u, .kind = SG_EXPIRY_FIXED, .months = 12},
	{.tiers = 2u,
		.kind = SG_EXPIRY_INACTIVITY,
		.months = 6,
		.end = SG_EXPIRY_MONTH_END,
		.inclusive = true},
};
static const struct sg_programme_version version = {.expiry = rules, .expiry_count = 2};

static struct sg_liability_part part(unsigned char property, int32_t tier,
	const char *earned, const char *active, int64_t points)
{
	return (struct sg_liability_part){.property = {{property}},
		.tier = tier,
		.earned_day = day(earned),
		.active_day = day(active),
		.points = points,
		.lots = 1};
}

static int set_up(void **state)
{
	*state = sg_arena_new();
	return *state != NULL ? 0 : -1;
}

static int tear_down(void **state)
{
	sg_arena_free(*state);
	return 0;
}

static void add(struct sg_liability *liability, struct sg_liability_part one)
{
	assert_int_equal(sg_liability_add(liability, &version, &one, NULL), SG_OK);
}

static void months_are_those_of_the_last_good_day(void **state)
{
	struct sg_liability liability = {.arena = *state};

	/* The day itself is not included: the last good one lies in the month before. */
	add(&liability, part(1, 0, "2026-03-01", "2026-09-01", 100));
	add(&liability, part(1, 0, "2026-03-02", "2026-09-01", 20));
	add(&liability, part(1, 1, "2020-01-01", "2026-08-31", 3));
	add(&liability, part(1, 2, "2020-01-01", "2026-08-31", 4000));
	assert_int_equal(liability.count, 3);
	assert_int_equal(liability.lines[0].month_day, day("2027-02-01"));
	assert_int_equal(liability.lines[0].points, 103);
	assert_int_equal(liability.lines[0].lots, 2);
	assert_int_equal(liability.lines[1].month_day, day("2027-03-01"));
	assert_int_equal(liability.lines[1].points, 20);
	assert_int_equal(liability.lines[2].month_day, SG_NO_DAY);
	assert_int_equal(liability.total.points, 4123);
	assert_int_equal(sg_liability_month(NULL, 0, day("2026-03-01"), 0), SG_NO_DAY);
}

static void a_debt_stands_beside_the_points_and_has_no_month(void **state)
{
	struct sg_liability liability = {.arena = *state};
	struct sg_liability_part debt = part(1, 0, "2026-03-01", "2026-03-01", 0);

	debt.owed = 70;
	add(&liability, part(1, 0, "2026-03-01", "2026-03-01", 100));
	add(&liability, debt);
	assert_int_equal(liability.count, 2);
	assert_int_equal(liability.lines[1].month_day, SG_NO_DAY);
	assert_int_equal(liability.lines[1].owed, 70);
	assert_int_equal(liability.total.points - liability.total.owed, 30);
}

static void what_cannot_be_added_up_is_left_out(void **state)
{
	struct sg_liability liability = {.arena = *state};
	struct sg_liability_part one = part(1, 0, "2026-03-01", "2026-03-01", 1);
	struct sg_error error = {.status = SG_OK};

	one.points = INT64_MAX;
	add(&liability, one);
	assert_int_equal(
		sg_liability_add(&liability, &version, &one, &error), SG_INVALID);
	assert_string_equal(error.code, "points_invalid");
	one.property.bytes[0] = 9;
	one.points = -1;
	assert_int_equal(
		sg_liability_add(&liability, &version, &one, &error), SG_INVALID);
	assert_int_equal(liability.count, 1);
	assert_int_equal(liability.total.points, INT64_MAX);
	assert_int_equal(liability.total.lots, 1);
}

static struct sg_liability_part draw_part(void)
{
	struct sg_liability_part one = {.property = {{(unsigned char)draw(PROPERTIES)}},
		.tier = (int32_t)draw(3),
		.earned_day = 20000 + (int32_t)draw(100),
		.active_day = 20000 + (int32_t)draw(100),
		.points = draw(3) * draw(1000),
		.held = draw(10),
		.owed = draw(4) == 0 ? draw(50) : 0,
		.lots = 1 + draw(3)};

	return one;
}

/* What the parts of a property and month sum up to. */
static struct sg_liability_line count(const struct sg_liability_part *parts,
	size_t part_count, const struct sg_id *property, int32_t month_day)
{
	struct sg_liability_line line = {.month_day = month_day};

	for (size_t i = 0; i < part_count; i++) {
		int32_t month =
			parts[i].points == 0
				? SG_NO_DAY
				: sg_liability_month(&version, parts[i].tier,
					  parts[i].earned_day, parts[i].active_day);

		if (sg_id_equal(&parts[i].property, property) && month == month_day) {
			line.points += parts[i].points;
			line.held += parts[i].held;
			line.owed += parts[i].owed;
			line.lots += parts[i].lots;
		}
	}
	return line;
}

static void lines_are_in_order_and_add_up_to_the_total(void **state)
{
	struct sg_liability_part parts[PARTS];

	for (int world = 0; world < WORLDS; world++) {
		struct sg_liability liability = {.arena = *state};
		size_t many = draw(PARTS);
		int64_t points = 0, lots = 0;

		for (size_t i = 0; i < many; i++) {
			parts[i] = draw_part();
			add(&liability, parts[i]);
		}
		for (size_t i = 0; i < liability.count; i++) {
			const struct sg_liability_line *line = &liability.lines[i];
			struct sg_liability_line sum =
				count(parts, many, &line->property, line->month_day);

			assert_int_equal(line->points, sum.points);
			assert_int_equal(line->held, sum.held);
			assert_int_equal(line->owed, sum.owed);
			assert_int_equal(line->lots, sum.lots);
			points += line->points;
			lots += line->lots;
			if (i > 0 && sg_id_equal(&line->property, &line[-1].property)) {
				assert_true(line->month_day == SG_NO_DAY ||
					    line[-1].month_day < line->month_day);
				assert_int_not_equal(line[-1].month_day, SG_NO_DAY);
			} else if (i > 0) {
				assert_true(sg_id_compare(&line[-1].property,
						    &line->property) < 0);
			}
		}
		assert_int_equal(liability.total.points, points);
		assert_int_equal(liability.total.lots, lots);
		sg_arena_reset(*state);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			months_are_those_of_the_last_good_day, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_debt_stands_beside_the_points_and_has_no_month, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(
			what_cannot_be_added_up_is_left_out, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			lines_are_in_order_and_add_up_to_the_total, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
