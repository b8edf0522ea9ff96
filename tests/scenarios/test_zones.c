/* Hours of the hotel where the clock is put forward or back. Times of documents are UTC here. */
#include <string.h>

#include "support/house.h"

static void tick(struct scenario *s, const char *utc)
{
	scenario_at(s, utc);
	scenario_say(
		s, "room.changed", "'number':'304','status':{'housekeeping':'clean'}");
}

/* One who likes a kettle, in 401 for a night. */
static void book(struct scenario *s, const char *arrival, const char *departure)
{
	house_states(s, "G1", "'topic':'device.kettle','strength':'like'");
	house_stay(s, "S1",
		"'status':'booked','arrival':'%s','departure':'%s','room':'401',"
		"'booked_type':'DZ'," OF_GUEST("G1"),
		arrival, departure);
}

static void expect_preview(struct scenario *s, const char *before, const char *at)
{
	tick(s, before);
	scenario_sent_only_to(s, "");
	tick(s, at);
	scenario_sent(s, "floor-4", "checklist.planned");
}

static void summer_time(struct scenario *s, const char *now)
{
	scenario_zone(s, 0);
	scenario_at(s, now);
}

static void in_new_york(struct scenario *s, const char *now)
{
	summer_time(s, now);
	house_build_as(s, "NYC1", "'zone':'America/New_York','live':true");
}

static void berlin_puts_the_clock_back_on_the_day_of_arrival(void **state)
{
	struct scenario *s = *state;

	/* 25 October 2026, 03:00 CEST becomes 02:00 CET. */
	summer_time(s, "2026-10-01 09:00");
	house_build_as(s, "BER2", "'zone':'Europe/Berlin','live':true");
	book(s, "2026-10-25", "2026-10-26");
	expect_preview(s, "2026-10-24 13:59", "2026-10-24 14:00");
	json_t *data = house_about(s, "floor-4", "S1");
	scenario_is(data, "times.ready_by", "2026-10-25T14:30:00+01:00");
	scenario_is(data, "business_date", "2026-10-24");
}

static void berlin_puts_the_clock_back_between_preview_and_morning(void **state)
{
	struct scenario *s = *state;

	summer_time(s, "2026-10-01 09:00");
	house_build_as(s, "BER2", "'zone':'Europe/Berlin','live':true");
	book(s, "2026-10-25", "2026-10-26");
	tick(s, "2026-10-24 14:00");
	scenario_work(s);
	/* The morning list is due at 06:30 CET; alert, preview and lead are none of it. */
	assert_int_equal(sg_test_number(scenario_database(s),
				 "SELECT (plan_at DIV 1000000) FROM stay"),
		1792906200);
}

static void berlin_puts_the_clock_forward_on_the_day_of_arrival(void **state)
{
	struct scenario *s = *state;

	/* 29 March 2026, 02:00 CET becomes 03:00 CEST. */
	summer_time(s, "2026-03-01 09:00");
	house_build_as(s, "BER2", "'zone':'Europe/Berlin','live':true");
	book(s, "2026-03-29", "2026-03-30");
	expect_preview(s, "2026-03-28 14:59", "2026-03-28 15:00");
	scenario_is(house_about(s, "floor-4", "S1"), "times.ready_by",
		"2026-03-29T14:30:00+02:00");
}

static void the_business_date_ends_at_an_hour_that_there_is_not(void **state)
{
	struct scenario *s = *state;

	/* The day closes at 02:30, which the night of 29 March leaves out. */
	summer_time(s, "2026-03-01 09:00");
	house_build_as(s, "BER2",
		"'zone':'Europe/Berlin','live':true,'times':{'day_close':'02:30'}");
	scenario_at(s, "2026-03-29 00:45");
	house_stay(s, "W1",
		"'status':'checked_in','arrival':'2026-03-28',"
		"'departure':'2026-03-29','room':'401'");
	scenario_is(scenario_sent(s, "floor-4", "checklist.issued"), "business_date",
		"2026-03-28");
	scenario_forget(s);
	scenario_at(s, "2026-03-29 01:05");
	house_stay(s, "W2",
		"'status':'checked_in','arrival':'2026-03-29',"
		"'departure':'2026-03-30','room':'402'");
	scenario_is(scenario_sent(s, "floor-4", "checklist.issued"), "business_date",
		"2026-03-29");
}

static void the_hour_that_comes_twice_belongs_to_the_old_day_both_times(void **state)
{
	struct scenario *s = *state;

	summer_time(s, "2026-10-01 09:00");
	house_build_as(s, "BER2", "'zone':'Europe/Berlin','live':true");
	/* 02:30 CEST, then 02:30 CET: the day closes at 03:00. */
	scenario_at(s, "2026-10-25 00:30");
	house_stay(s, "W1",
		"'status':'checked_in','arrival':'2026-10-24',"
		"'departure':'2026-10-25','room':'401'");
	scenario_at(s, "2026-10-25 01:30");
	house_stay(s, "W2",
		"'status':'checked_in','arrival':'2026-10-24',"
		"'departure':'2026-10-25','room':'402'");
	scenario_at(s, "2026-10-25 02:01");
	house_stay(s, "W3",
		"'status':'checked_in','arrival':'2026-10-25',"
		"'departure':'2026-10-26','room':'403'");
	scenario_work(s);
	json_t *first = house_about(s, "floor-4", "W1");
	json_t *second = house_about(s, "floor-4", "W2");
	scenario_is(first, "business_date", "2026-10-24");
	scenario_is(first, "times.checked_in", "2026-10-25T02:30:00+02:00");
	scenario_is(second, "business_date", "2026-10-24");
	scenario_is(second, "times.checked_in", "2026-10-25T02:30:00+01:00");
	scenario_is(house_about(s, "floor-4", "W3"), "business_date", "2026-10-25");
}

static void new_york_puts_the_clock_back_on_the_day_of_arrival(void **state)
{
	struct scenario *s = *state;

	/* 1 November 2026, 02:00 EDT becomes 01:00 EST. */
	in_new_york(s, "2026-10-10 09:00");
	book(s, "2026-11-01", "2026-11-02");
	expect_preview(s, "2026-10-31 19:59", "2026-10-31 20:00");
	scenario_is(house_about(s, "floor-4", "S1"), "times.ready_by",
		"2026-11-01T14:30:00-05:00");
}

static void new_york_puts_the_clock_forward_on_the_day_of_arrival(void **state)
{
	struct scenario *s = *state;

	/* 8 March 2026, 02:00 EST becomes 03:00 EDT. */
	in_new_york(s, "2026-02-10 09:00");
	book(s, "2026-03-08", "2026-03-09");
	expect_preview(s, "2026-03-07 20:59", "2026-03-07 21:00");
	scenario_is(house_about(s, "floor-4", "S1"), "times.ready_by",
		"2026-03-08T14:30:00-04:00");
}

static void a_lead_of_a_day_is_a_day_of_hours_across_the_change(void **state)
{
	struct scenario *s = *state;

	/* The cot takes 24 hours of work, not a calendar day: 14:30 CET minus 24 h. */
	summer_time(s, "2026-10-01 09:00");
	house_build_as(s, "BER2", "'zone':'Europe/Berlin','live':true");
	book(s, "2026-10-25", "2026-10-26");
	house_stay(s, "S1", "'products':[{'code':'COT'}]");
	expect_preview(s, "2026-10-24 13:29", "2026-10-24 13:30");
}

static void two_houses_keep_their_own_time(void **state)
{
	struct scenario *s = *state;

	summer_time(s, "2026-11-02 09:00");
	scenario_property(s, "HAM1");
	book(s, "2026-11-21", "2026-11-22");
	in_new_york(s, "2026-11-02 09:00");
	scenario_say(s, "preference.stated",
		"'guest':{" PMS("G9") "},'topic':'device.iron','strength':'like'");
	house_stay(s, "N1",
		"'status':'booked','arrival':'2026-11-21','departure':'2026-11-22',"
		"'room':'401','booked_type':'DZ'," OF_GUEST("G9"));
	/* 16:00 in Berlin; ten in the morning in New York. */
	scenario_property(s, "HAM1");
	tick(s, "2026-11-20 15:00");
	scenario_property(s, "NYC1");
	tick(s, "2026-11-20 15:00");
	json_t *data = scenario_sent(s, "floor-4", "checklist.planned");
	scenario_is(data, "property", "HAM1");
	scenario_forget(s);
	tick(s, "2026-11-20 21:00");
	data = scenario_sent(s, "floor-4", "checklist.planned");
	scenario_is(data, "property", "NYC1");
	scenario_is(data, "times.ready_by", "2026-11-21T14:30:00-05:00");
}

static void the_clock_of_one_house_does_not_move_anothers(void **state)
{
	struct scenario *s = *state;

	summer_time(s, "2026-11-02 09:00");
	scenario_property(s, "HAM1");
	book(s, "2026-11-21", "2026-11-22");
	in_new_york(s, "2026-12-24 09:00");
	tick(s, "2026-12-24 09:00");
	scenario_sent_only_to(s, "");
}

static void another_zone_moves_what_is_planned(void **state)
{
	struct scenario *s = *state;

	summer_time(s, "2026-11-02 09:00");
	scenario_property(s, "HAM1");
	book(s, "2026-11-21", "2026-11-22");
	/* The vendor set it wrong at first. */
	scenario_say(s, "property.changed", "'zone':'America/New_York'");
	expect_preview(s, "2026-11-20 20:59", "2026-11-20 21:00");
}

static void a_plan_of_the_day_says_when_by_the_houses_clock(void **state)
{
	struct scenario *s = *state;
	const char *now;

	in_new_york(s, "2026-07-01 19:00");
	scenario_at(s, "2026-07-01 19:04");
	now = scenario_text(scenario_say(s, "plan.day", "'date':'2026-07-01'"), "now");
	assert_non_null(strstr(now, "2026-07-01T15:0"));
	assert_string_equal(now + strlen(now) - 6, "-04:00");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(berlin_puts_the_clock_back_on_the_day_of_arrival),
		STORY(berlin_puts_the_clock_back_between_preview_and_morning),
		STORY(berlin_puts_the_clock_forward_on_the_day_of_arrival),
		STORY(the_business_date_ends_at_an_hour_that_there_is_not),
		STORY(the_hour_that_comes_twice_belongs_to_the_old_day_both_times),
		STORY(new_york_puts_the_clock_back_on_the_day_of_arrival),
		STORY(new_york_puts_the_clock_forward_on_the_day_of_arrival),
		STORY(a_lead_of_a_day_is_a_day_of_hours_across_the_change),
		STORY(two_houses_keep_their_own_time),
		STORY(the_clock_of_one_house_does_not_move_anothers),
		STORY(another_zone_moves_what_is_planned),
		STORY(a_plan_of_the_day_says_when_by_the_houses_clock),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
