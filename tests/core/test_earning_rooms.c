/* Several rooms at a time, stays that follow one another, and what is asked about them. */
#include "core/earning_world.h"

static int set_up(void **state)
{
	static struct world world;

	world_begin(&world);
	*state = &world;
	rule(&world, "base", SG_EARN_PER_MONEY);
	rule(&world, "night", SG_EARN_PER_NIGHT)->points = 1;
	rule(&world, "stay", SG_EARN_PER_STAY)->points = 1;
	return 0;
}

static int tear_down(void **state)
{
	world_end(*state);
	return 0;
}

/* Over all stays, one letter of each: of nights, stays, spend, points; or what a rule brings. */
static int64_t all_of(struct world *w, enum sg_measured measured)
{
	int64_t sum = 0;

	for (size_t i = 0; i < w->count; i++) {
		sum += counts_of(w, &w->stays[i], measured);
	}
	return sum;
}

static int64_t all_by(struct world *w, const char *name)
{
	int64_t sum = 0;

	for (size_t i = 0; i < w->count; i++) {
		sum += points_by(w, &w->stays[i], name);
	}
	return sum;
}

/* ---- several at a time ---- */

static void three_rooms_of_two_nights_earn_six_nights_and_count_for_two(void **state)
{
	struct world *w = *state;

	for (int i = 0; i < 3; i++) {
		stay(w, 0, 2, 30000);
	}
	assert_int_equal(all_by(w, "night"), 6);
	assert_int_equal(all_by(w, "stay"), 3);
	assert_int_equal(all_by(w, "base"), 9000);
	assert_int_equal(all_of(w, SG_MEASURED_NIGHTS), 2);
	assert_int_equal(all_of(w, SG_MEASURED_STAYS), 1);
	assert_int_equal(all_of(w, SG_MEASURED_SPEND), 90000);
}

static void the_dearest_rooms_earn_and_equal_ones_by_their_id(void **state)
{
	struct world *w = *state;

	for (int i = 0; i < 5; i++) {
		stay(w, 0, 2, i == 1 ? 10000 : 20000);
	}
	assert_int_equal(points_by(w, &w->stays[0], "base"), 2000);
	assert_nothing(w, &w->stays[1], "other_rooms");
	assert_int_equal(points_by(w, &w->stays[2], "base"), 2000);
	assert_int_equal(points_by(w, &w->stays[3], "base"), 2000);
	assert_nothing(w, &w->stays[4], "other_rooms");
	assert_int_equal(counts_of(w, &w->stays[0], SG_MEASURED_NIGHTS), 2);
	assert_int_equal(counts_of(w, &w->stays[2], SG_MEASURED_NIGHTS), 0);
	/* Money that does not count as spend makes no room dearer. */
	charge(w, &w->stays[4], "spa", 90000, MONDAY);
	assert_int_equal(points_by(w, &w->stays[4], "base"), 11000);
	w->version.spend = (struct sg_names){(const char *const[]){"spa"}, 1, true};
	assert_nothing(w, &w->stays[4], "other_rooms");
}

static void each_night_and_charge_of_a_room_stands_for_itself(void **state)
{
	struct world *w = *state;

	w->version.stays.rooms_points = 1;
	stay(w, 0, 4, 10000);
	charge(w, &w->stays[0], "bar", 100, MONDAY + 2);
	charge(w, &w->stays[0], "bar", 20, MONDAY + 4); /* of the last night */
	charge(w, &w->stays[0], "bar", 3000, MONDAY - 9);
	charge(w, &w->stays[0], "bar", 50, SG_NO_DAY);
	stay(w, 2, 2, 90000);
	assert_int_equal(points_by(w, &w->stays[0], "base"), 1305);
	assert_int_equal(points_by(w, &w->stays[0], "night"), 2);
	assert_int_equal(counts_of(w, &w->stays[0], SG_MEASURED_NIGHTS), 2);
	assert_int_equal(counts_of(w, &w->stays[0], SG_MEASURED_SPEND), 13050);
	assert_int_equal(counts_of(w, &w->stays[1], SG_MEASURED_NIGHTS), 2);
	/* He had a room when the second began. */
	assert_int_equal(counts_of(w, &w->stays[0], SG_MEASURED_STAYS), 1);
	assert_int_equal(counts_of(w, &w->stays[1], SG_MEASURED_STAYS), 0);
	assert_int_equal(points_by(w, &w->stays[1], "stay"), 0);
	w->version.stays.rooms_nights = 2;
	assert_int_equal(all_of(w, SG_MEASURED_NIGHTS), 6);
	assert_int_equal(all_of(w, SG_MEASURED_STAYS), 2);
}

static void a_third_room_that_becomes_known_moves_what_the_others_earn(void **state)
{
	struct world *w = *state;

	w->version.stays.rooms_points = 2;
	stay(w, 0, 2, 10000);
	stay(w, 0, 2, 20000);
	assert_int_equal(all_by(w, "base"), 3000);
	assert_int_equal(counts_of(w, &w->stays[1], SG_MEASURED_NIGHTS), 2);
	stay(w, 1, 3, 30000);
	/* The charge of the first is of Monday, where there are two rooms still. */
	assert_int_equal(points_by(w, &w->stays[0], "base"), 1000);
	w->charges[0][0].day = MONDAY + 1;
	assert_int_equal(points_by(w, &w->stays[0], "base"), 0);
	assert_int_equal(points_by(w, &w->stays[1], "base"), 2000);
	assert_int_equal(points_by(w, &w->stays[2], "base"), 3000);
	assert_int_equal(counts_of(w, &w->stays[1], SG_MEASURED_NIGHTS), 1);
	assert_int_equal(all_of(w, SG_MEASURED_NIGHTS), 4);
	assert_int_equal(all_of(w, SG_MEASURED_STAYS), 1);
}

static void a_room_that_nobody_came_to_takes_money_and_no_nights(void **state)
{
	struct world *w = *state;

	w->version.stays.rooms_points = 1;
	stay(w, 0, 2, 10000);
	stay(w, 0, 2, 20000)->end = SG_STAY_ENDED_CANCELLED;
	assert_int_equal(points_by(w, &w->stays[0], "base"), 1000);
	w->version.stays.cancelled = true;
	assert_int_equal(points_by(w, &w->stays[0], "base"), 0);
	assert_int_equal(points_by(w, &w->stays[0], "night"), 2);
	assert_int_equal(points_by(w, &w->stays[0], "stay"), 1);
	assert_int_equal(points_by(w, &w->stays[1], "base"), 2000);
	assert_int_equal(points_by(w, &w->stays[1], "night"), 0);
	assert_int_equal(all_of(w, SG_MEASURED_NIGHTS), 2);
	/* nor is it carried on, or carries on */
	stay(w, 2, 1, 100);
	assert_int_equal(counts_of(w, &w->stays[2], SG_MEASURED_STAYS), 0);
	w->stays[0].end = SG_STAY_ENDED_NO_SHOW;
	assert_int_equal(counts_of(w, &w->stays[2], SG_MEASURED_STAYS), 1);
}

/* ---- one after another ---- */

static void two_and_three_nights_in_a_row_are_one_stay_of_five(void **state)
{
	struct world *w = *state;

	rule(w, "long", SG_EARN_PER_NIGHT)->terms.nights_min = 5;
	stay(w, 2, 3, 10000);
	assert_int_equal(all_of(w, SG_MEASURED_STAYS), 1);
	assert_int_equal(all_by(w, "long"), 0);
	stay(w, 0, 2, 10000);
	assert_int_equal(all_of(w, SG_MEASURED_NIGHTS), 5);
	assert_int_equal(all_of(w, SG_MEASURED_STAYS), 1);
	assert_int_equal(counts_of(w, &w->stays[1], SG_MEASURED_STAYS), 1);
	assert_int_equal(all_by(w, "stay"), 1);
	assert_int_equal(all_by(w, "long"), 50);
	w->version.stays.joined = false;
	assert_int_equal(all_of(w, SG_MEASURED_STAYS), 2);
	assert_int_equal(all_by(w, "stay"), 2);
	assert_int_equal(all_by(w, "long"), 0);
	assert_int_equal(all_of(w, SG_MEASURED_NIGHTS), 5);
}

static void the_stay_between_two_others_makes_them_one(void **state)
{
	struct world *w = *state;

	stay(w, 0, 2, 100);
	stay(w, 4, 2, 100);
	assert_int_equal(all_of(w, SG_MEASURED_STAYS), 2);
	stay(w, 2, 2, 100);
	assert_int_equal(all_of(w, SG_MEASURED_STAYS), 1);
	assert_int_equal(all_of(w, SG_MEASURED_NIGHTS), 6);
}

static void a_day_between_two_stays_parts_them(void **state)
{
	struct world *w = *state;

	stay(w, 0, 2, 100);
	stay(w, 3, 2, 100);
	assert_int_equal(all_of(w, SG_MEASURED_STAYS), 2);
	stay(w, 2, 0, 100); /* that day's room joins the first alone */
	assert_int_equal(all_of(w, SG_MEASURED_STAYS), 2);
	w->stays[1].arrival_day = MONDAY + 2;
	assert_int_equal(all_of(w, SG_MEASURED_STAYS), 1);
}

static void each_of_two_rooms_is_carried_on_by_one(void **state)
{
	struct world *w = *state;

	w->version.stays.rooms_nights = 2;
	rule(w, "long", SG_EARN_PER_NIGHT)->terms.nights_min = 4;
	stay(w, 0, 2, 100);
	stay(w, 0, 2, 300);
	stay(w, 2, 2, 100);
	assert_int_equal(all_of(w, SG_MEASURED_STAYS), 2);
	/* The dearer of the two goes on. */
	assert_int_equal(points_by(w, &w->stays[0], "long"), 0);
	assert_int_equal(points_by(w, &w->stays[1], "long"), 20);
	assert_int_equal(points_by(w, &w->stays[2], "long"), 20);
	stay(w, 2, 2, 200);
	assert_int_equal(all_of(w, SG_MEASURED_STAYS), 2);
	assert_int_equal(points_by(w, &w->stays[0], "long"), 20);
	stay(w, 2, 0, 50); /* a day's room in between takes one of them over */
	assert_int_equal(all_of(w, SG_MEASURED_STAYS), 2);
	assert_int_equal(all_by(w, "long"), 80);
	stay(w, 2, 2, 10);
	assert_int_equal(all_of(w, SG_MEASURED_STAYS), 2);
	w->version.stays.rooms_nights = 3;
	assert_int_equal(all_of(w, SG_MEASURED_STAYS), 3);
}

static void it_is_said_why_a_days_room_brings_nothing(void **state)
{
	struct world *w = *state;

	w->version.stays.rooms_points = 1;
	stay(w, 0, 2, 100);
	assert_nothing(w, stay(w, 2, 0, 0), "no_rule_fits");
	assert_nothing(w, stay(w, 1, 0, 0), "other_rooms");
}

static void less_than_nothing_is_seen_in_a_room_that_does_not_count(void **state)
{
	struct world *w = *state;

	w->version.stays.rooms_points = 1;
	stay(w, 0, 2, 100);
	assert_doubt(w, stay(w, 0, 2, -1), SG_DOUBT_NEGATIVE);
	assert_doubt(w, &w->stays[0], SG_DOUBT_NONE);
}

static void rooms_that_overlap_are_not_joined(void **state)
{
	struct world *w = *state;

	w->version.stays.rooms_nights = 2;
	rule(w, "long", SG_EARN_PER_NIGHT)->terms.nights_min = 4;
	stay(w, 0, 3, 100);
	stay(w, 2, 3, 100);
	stay(w, 1, 0, 100);
	assert_int_equal(all_of(w, SG_MEASURED_STAYS), 3);
	assert_int_equal(all_by(w, "long"), 0);
	w->version.stays.rooms_nights = 1;
	assert_int_equal(all_of(w, SG_MEASURED_STAYS), 1);
	assert_int_equal(all_of(w, SG_MEASURED_NIGHTS), 5);
}

static void the_most_of_a_stay_is_for_all_its_parts(void **state)
{
	struct world *w = *state;

	w->rules[0].stay_max = 1500;
	stay(w, 3, 1, 4000);
	stay(w, 0, 1, 10000);
	stay(w, 1, 2, 10000);
	assert_int_equal(points_by(w, &w->stays[1], "base"), 1000);
	assert_int_equal(points_by(w, &w->stays[2], "base"), 500);
	assert_int_equal(points_by(w, &w->stays[0], "base"), 0);
	/* A part that the rule does not fit has had nothing of it. */
	w->rules[0].terms.rates =
		(struct sg_names){(const char *const[]){"BAR"}, 1, false};
	w->stays[2].rate = "STAFF";
	assert_int_equal(points_by(w, &w->stays[2], "base"), 0);
	assert_int_equal(points_by(w, &w->stays[0], "base"), 400);
	w->version.stays.joined = false;
	assert_int_equal(points_by(w, &w->stays[0], "base"), 400);
	assert_int_equal(points_by(w, &w->stays[1], "base"), 1000);
	w->stays[2].rate = "BAR";
	assert_int_equal(points_by(w, &w->stays[2], "base"), 1000);
}

static void each_part_has_a_bonus_of_its_own_base(void **state)
{
	struct world *w = *state;

	bonus(w, "gold", 25)->stay_max = 300;
	stay(w, 0, 1, 10000);
	w->rules[1].points = w->rules[2].points = 0;
	stay(w, 1, 1, 4000);
	assert_int_equal(points_by(w, &w->stays[0], "gold"), 250);
	assert_int_equal(points_by(w, &w->stays[1], "gold"), 50);
	w->rules[3].stay_max = 0;
	assert_int_equal(points_by(w, &w->stays[1], "gold"), 100);
}

/* The budget of a part that was posted is not counted twice. */
static void a_budget_is_cut_for_the_stay_itself_alone(void **state)
{
	struct world *w = *state;

	w->rules[0].budget = 5000;
	w->budget_left[0] = 300;
	stay(w, 0, 1, 10000);
	stay(w, 1, 1, 10000);
	w->rules[0].stay_max = 1200;
	assert_int_equal(points_by(w, &w->stays[1], "base"), 200);
	w->rules[0].stay_max = 0;
	assert_int_equal(points_by(w, &w->stays[1], "base"), 300);
}

static void parts_of_a_joined_stay_are_told(void **state)
{
	struct world *w = *state;
	struct sg_earning earning;
	const bool *joined;

	stay(w, 0, 2, 100);
	stay(w, 5, 2, 100);
	stay(w, 2, 2, 100);
	stay(w, 4, 0, 100);
	stay(w, 2, 2, 50); /* beside it */
	earning = world_earning(w, &w->stays[2]);
	assert_int_equal(
		sg_earning_joined(&earning, w->arena, &w->error, &joined), SG_OK);
	assert_memory_equal(joined, ((bool[]){true, false, false, true, false}), 5);
	w->version.stays.joined = false;
	assert_int_equal(
		sg_earning_joined(&earning, w->arena, &w->error, &joined), SG_OK);
	assert_memory_equal(joined, ((bool[5]){false}), 5);
}

/* ---- what is asked ---- */

static void rooms_at_a_time_wait_for_a_decision_where_the_rules_say_so(void **state)
{
	struct world *w = *state;

	w->version.stays.rooms_asked = true;
	stay(w, 0, 2, 100);
	stay(w, 2, 2, 100);
	assert_doubt(w, &w->stays[0], SG_DOUBT_NONE);
	stay(w, 1, 1, 100)->end = SG_STAY_ENDED_CANCELLED;
	assert_doubt(w, &w->stays[0], SG_DOUBT_NONE);
	w->version.stays.cancelled = true;
	assert_doubt(w, &w->stays[0], SG_DOUBT_ROOMS);
	assert_doubt(w, &w->stays[1], SG_DOUBT_NONE);
	assert_doubt(w, &w->stays[2], SG_DOUBT_ROOMS);
	assert_string_equal(sg_earning_doubt_name(SG_DOUBT_ROOMS), "several_rooms");
	w->decided = true;
	assert_doubt(w, &w->stays[0], SG_DOUBT_NONE);
	assert_int_equal(points_by(w, &w->stays[0], "night"), 2);
	/* A day's room before the night is not at the same time, beside the night it is. */
	w->decided = false;
	assert_doubt(w, stay(w, 4, 0, 100), SG_DOUBT_NONE);
	assert_doubt(w, stay(w, 4, 2, 100), SG_DOUBT_NONE);
	assert_doubt(w, &w->stays[3], SG_DOUBT_NONE);
	assert_doubt(w, stay(w, 5, 0, 100), SG_DOUBT_ROOMS);
}

static void stays_in_a_row_wait_for_a_decision_where_the_rules_say_so(void **state)
{
	struct world *w = *state;

	w->version.stays.joined_asked = true;
	stay(w, 0, 2, 100);
	stay(w, 3, 2, 100);
	assert_doubt(w, &w->stays[0], SG_DOUBT_NONE);
	stay(w, 2, 1, 100);
	for (int joined = 0; joined < 2; joined++) {
		w->version.stays.joined = joined == 1;
		w->decided = false;
		for (size_t i = 0; i < 3; i++) {
			assert_doubt(w, &w->stays[i], SG_DOUBT_JOINED);
		}
		w->decided = true;
		assert_int_equal(all_of(w, SG_MEASURED_STAYS), joined ? 1 : 3);
	}
	assert_string_equal(sg_earning_doubt_name(SG_DOUBT_JOINED), "back_to_back");
}

static void stays_are_near_that_overlap_or_touch(void **state)
{
	struct world *w = *state;
	const struct sg_earning_stay *one = stay(w, 2, 2, 0);

	assert_true(sg_stays_near(one, one));
	assert_false(sg_stays_near(one, stay(w, 0, 1, 0)));
	assert_true(sg_stays_near(one, stay(w, 0, 2, 0)));
	assert_true(sg_stays_near(one, stay(w, 3, 0, 0)));
	assert_true(sg_stays_near(one, stay(w, 4, 0, 0)));
	assert_true(sg_stays_near(stay(w, 4, 3, 0), one));
	assert_false(sg_stays_near(stay(w, 5, 3, 0), one));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(three_rooms_of_two_nights_earn_six_nights_and_count_for_two),
		TEST(the_dearest_rooms_earn_and_equal_ones_by_their_id),
		TEST(each_night_and_charge_of_a_room_stands_for_itself),
		TEST(a_third_room_that_becomes_known_moves_what_the_others_earn),
		TEST(a_room_that_nobody_came_to_takes_money_and_no_nights),
		TEST(two_and_three_nights_in_a_row_are_one_stay_of_five),
		TEST(the_stay_between_two_others_makes_them_one),
		TEST(a_day_between_two_stays_parts_them),
		TEST(each_of_two_rooms_is_carried_on_by_one),
		TEST(it_is_said_why_a_days_room_brings_nothing),
		TEST(less_than_nothing_is_seen_in_a_room_that_does_not_count),
		TEST(rooms_that_overlap_are_not_joined),
		TEST(the_most_of_a_stay_is_for_all_its_parts),
		TEST(each_part_has_a_bonus_of_its_own_base),
		TEST(a_budget_is_cut_for_the_stay_itself_alone),
		TEST(parts_of_a_joined_stay_are_told),
		TEST(rooms_at_a_time_wait_for_a_decision_where_the_rules_say_so),
		TEST(stays_in_a_row_wait_for_a_decision_where_the_rules_say_so),
		TEST(stays_are_near_that_overlap_or_touch),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
