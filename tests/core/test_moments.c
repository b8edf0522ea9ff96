/* The hotel's moments: in Hamburg's time, over both changes of its clocks. */
#include "core/moments.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "core/time.h"
#include "core/zone.h"

enum { ARRIVAL = 20778 /* 2026-11-21, a Saturday in winter time */ };

struct place {
	struct sg_zone *zone;
	struct sg_house house;
	struct sg_stay stay;
};

static struct place place;

static int begin(void **state)
{
	static unsigned char bytes[16 * 1024];
	struct sg_error error;
	FILE *file = fopen("/usr/share/zoneinfo/Europe/Berlin", "rb");
	size_t size;

	(void)state;
	assert_non_null(file);
	size = fread(bytes, 1, sizeof bytes, file);
	fclose(file);
	return sg_zone_parse(bytes, size, &place.zone, &error) == SG_OK ? 0 : -1;
}

static int end(void **state)
{
	(void)state;
	sg_zone_free(place.zone);
	return 0;
}

static int fresh(void **state)
{
	(void)state;
	place.house = (struct sg_house){.zone = place.zone,
		.day_close_minutes = 180,
		.preview_minutes = 960,
		.morning_minutes = 390,
		.check_in_minutes = 900,
		.check_out_minutes = 660};
	place.stay = (struct sg_stay){.arrival_day = ARRIVAL,
		.departure_day = ARRIVAL + 3,
		.eta_us = SG_NO_TIME,
		.etd_us = SG_NO_TIME};
	return 0;
}

static int64_t at(const char *text)
{
	int64_t us = 0;

	assert_true(sg_time_parse(text, &us));
	return us;
}

static int32_t day_of(const char *text)
{
	int32_t day = 0;

	assert_true(sg_day_parse(text, &day));
	return day;
}

#define ASSERT_TIME(us, text) assert_int_equal(us, at(text))

/* ---- the business date ---- */

static void a_day_that_is_not_closed_runs_until_the_closing_hour(void **state)
{
	(void)state;
	assert_int_equal(sg_business_day(&place.house, ARRIVAL - 1,
				 at("2026-11-22T01:40:00+01:00")),
		ARRIVAL);
	assert_int_equal(sg_business_day(&place.house, ARRIVAL - 1,
				 at("2026-11-22T03:00:00+01:00")),
		ARRIVAL + 1);
	assert_int_equal(
		sg_business_day(&place.house, SG_NO_DAY, at("2026-11-22T01:40:00+01:00")),
		ARRIVAL);
}

static void a_closed_day_is_over(void **state)
{
	(void)state;
	assert_int_equal(
		sg_business_day(&place.house, ARRIVAL, at("2026-11-22T01:40:00+01:00")),
		ARRIVAL + 1);
	assert_int_equal(
		sg_business_day(&place.house, ARRIVAL, at("2026-11-21T23:30:00+01:00")),
		ARRIVAL + 1);
	assert_int_equal(sg_business_day(&place.house, ARRIVAL, SG_NO_TIME), SG_NO_DAY);
}

static void a_date_closed_far_ahead_moves_the_day_by_one_only(void **state)
{
	(void)state;
	assert_int_equal(sg_business_day(&place.house, ARRIVAL + 900,
				 at("2026-11-21T12:00:00+01:00")),
		ARRIVAL + 1);
}

/* ---- ready, departure, alert ---- */

static void a_room_is_ready_half_an_hour_before_check_in_time(void **state)
{
	(void)state;
	ASSERT_TIME(sg_ready_by(&place.house, &place.stay), "2026-11-21T14:30:00+01:00");
	ASSERT_TIME(sg_alert_at(&place.house, &place.stay), "2026-11-21T13:30:00+01:00");
}

static void an_early_arrival_moves_it_and_a_late_one_does_not(void **state)
{
	(void)state;
	place.stay.eta_us = at("2026-11-21T08:00:00+01:00");
	ASSERT_TIME(sg_ready_by(&place.house, &place.stay), "2026-11-21T07:30:00+01:00");
	place.stay.eta_us = at("2026-11-22T01:30:00+01:00");
	ASSERT_TIME(sg_ready_by(&place.house, &place.stay), "2026-11-21T14:30:00+01:00");
}

static void a_stay_without_a_date_has_no_moments(void **state)
{
	(void)state;
	place.stay.arrival_day = SG_NO_DAY;
	place.stay.departure_day = SG_NO_DAY;
	assert_int_equal(sg_ready_by(&place.house, &place.stay), SG_NO_TIME);
	assert_int_equal(sg_alert_at(&place.house, &place.stay), SG_NO_TIME);
	assert_int_equal(sg_departure(&place.house, &place.stay), SG_NO_TIME);
	assert_false(
		sg_moments_due(&place.house, &place.stay, 5, at("2026-11-21T08:00:00Z")));
	assert_int_equal(sg_moments_next(&place.house, &place.stay, 5, true,
				 at("2026-11-21T08:00:00Z")),
		SG_NO_TIME);
}

static void a_stay_ends_at_check_out_time_or_later_when_said(void **state)
{
	(void)state;
	ASSERT_TIME(sg_departure(&place.house, &place.stay), "2026-11-24T11:00:00+01:00");
	place.stay.etd_us = at("2026-11-24T08:00:00+01:00");
	ASSERT_TIME(sg_departure(&place.house, &place.stay), "2026-11-24T11:00:00+01:00");
	place.stay.etd_us = at("2026-11-24T16:00:00+01:00");
	ASSERT_TIME(sg_departure(&place.house, &place.stay), "2026-11-24T16:00:00+01:00");
}

static void a_day_use_ends_with_its_business_date(void **state)
{
	(void)state;
	place.stay.departure_day = ARRIVAL;
	ASSERT_TIME(sg_departure(&place.house, &place.stay), "2026-11-22T03:00:00+01:00");
}

static void hours_follow_the_change_of_the_clocks(void **state)
{
	(void)state;
	place.stay.arrival_day = day_of("2026-03-29"); /* summer time begins */
	ASSERT_TIME(sg_ready_by(&place.house, &place.stay), "2026-03-29T14:30:00+02:00");
	ASSERT_TIME(sg_moments_next(&place.house, &place.stay, 0, true,
			    at("2026-03-28T16:00:00+01:00")),
		"2026-03-29T06:30:00+02:00");
	place.stay.arrival_day = day_of("2026-10-25"); /* and ends */
	ASSERT_TIME(sg_moments_next(&place.house, &place.stay, 0, true,
			    at("2026-10-24T16:00:00+02:00")),
		"2026-10-25T06:30:00+01:00");
}

/* ---- plan_at ---- */

static void the_moments_of_a_booking_come_one_after_the_other(void **state)
{
	static const char *const moments[] = {
		"2026-11-20T14:30:00+01:00", /* 24 h ahead */
		"2026-11-20T16:00:00+01:00", "2026-11-21T06:30:00+01:00",
		"2026-11-21T13:30:00+01:00"};
	int64_t now = at("2026-11-01T12:00:00+01:00");

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		now = sg_moments_next(&place.house, &place.stay, 24, i > 0, now);
		ASSERT_TIME(now, moments[i]);
	}
	assert_int_equal(
		sg_moments_next(&place.house, &place.stay, 24, true, now), SG_NO_TIME);
}

static void without_lead_time_the_preview_comes_first(void **state)
{
	(void)state;
	ASSERT_TIME(sg_moments_next(&place.house, &place.stay, 0, false,
			    at("2026-11-01T12:00:00+01:00")),
		"2026-11-20T16:00:00+01:00");
}

static void a_booking_of_the_same_day_is_planned_at_once(void **state)
{
	int64_t now = at("2026-11-21T12:00:00+01:00");

	(void)state;
	assert_true(sg_moments_due(&place.house, &place.stay, 0, now));
	assert_int_equal(sg_moments_next(&place.house, &place.stay, 0, false, now), now);
	ASSERT_TIME(sg_moments_next(&place.house, &place.stay, 0, true, now),
		"2026-11-21T13:30:00+01:00");
}

static void a_list_is_due_once_its_lead_time_or_the_preview_has_come(void **state)
{
	int64_t early = at("2026-11-20T14:29:59+01:00");

	(void)state;
	assert_false(sg_moments_due(&place.house, &place.stay, 24, early));
	assert_true(sg_moments_due(&place.house, &place.stay, 24, early + SG_SECOND_US));
	assert_false(sg_moments_due(&place.house, &place.stay, 0, early + SG_SECOND_US));
	assert_true(sg_moments_due(
		&place.house, &place.stay, 0, at("2026-11-20T16:00:00+01:00")));
}

static void an_arrival_at_dawn_has_its_alert_before_the_morning_list(void **state)
{
	(void)state;
	place.stay.eta_us = at("2026-11-21T07:00:00+01:00");
	ASSERT_TIME(sg_moments_next(&place.house, &place.stay, 0, true,
			    at("2026-11-20T17:00:00+01:00")),
		"2026-11-21T05:30:00+01:00");
}

static void who_waits_or_is_in_house_has_a_list(void **state)
{
	int64_t now = at("2026-11-01T12:00:00+01:00");

	(void)state;
	place.stay.status = SG_STAY_WAITING;
	assert_true(sg_moments_due(&place.house, &place.stay, 0, now));
	place.stay.status = SG_STAY_CHECKED_IN;
	assert_true(sg_moments_due(&place.house, &place.stay, 0, now));
	assert_int_equal(sg_moments_next(&place.house, &place.stay, 0, false, now), now);
	assert_int_equal(
		sg_moments_next(&place.house, &place.stay, 0, true, now), SG_NO_TIME);
}

static void a_stay_that_is_over_has_no_moments(void **state)
{
	int64_t now = at("2026-11-21T12:00:00+01:00");

	(void)state;
	place.stay.status = SG_STAY_CANCELLED;
	assert_false(sg_moments_due(&place.house, &place.stay, 24, now));
	assert_int_equal(
		sg_moments_next(&place.house, &place.stay, 24, false, now), SG_NO_TIME);
}

/* ---- deadlines ---- */

static void a_planned_list_backs_off_until_ready_and_is_tried_until_departure(
	void **state)
{
	struct sg_deadlines d = sg_moments_deadlines(&place.house, &place.stay,
		SG_PLAN_PLANNED, SG_NO_TIME, at("2026-11-20T16:00:00+01:00"));

	(void)state;
	ASSERT_TIME(d.back_off_until_us, "2026-11-21T14:30:00+01:00");
	ASSERT_TIME(d.give_up_us, "2026-11-24T11:00:00+01:00");
	d = sg_moments_deadlines(&place.house, &place.stay, SG_PLAN_PLANNED, SG_NO_TIME,
		at("2026-11-21T20:00:00+01:00"));
	ASSERT_TIME(d.back_off_until_us, "2026-11-21T20:00:00+01:00");
}

static void an_issued_list_is_worth_it_until_departure(void **state)
{
	struct sg_deadlines d = sg_moments_deadlines(&place.house, &place.stay,
		SG_PLAN_ISSUED, SG_NO_TIME, at("2026-11-21T15:00:00+01:00"));

	(void)state;
	ASSERT_TIME(d.back_off_until_us, "2026-11-24T11:00:00+01:00");
	ASSERT_TIME(d.give_up_us, "2026-11-24T11:00:00+01:00");
	d = sg_moments_deadlines(&place.house, &place.stay, SG_PLAN_ISSUED, SG_NO_TIME,
		at("2026-11-25T15:00:00+01:00")); /* he stays on */
	ASSERT_TIME(d.give_up_us, "2026-11-26T15:00:00+01:00");
}

static void what_is_taken_back_counts_until_the_next_arrival_or_a_day(void **state)
{
	int64_t now = at("2026-11-24T10:00:00+01:00");
	struct sg_deadlines d = sg_moments_deadlines(&place.house, &place.stay,
		SG_PLAN_DEPARTED, at("2026-11-24T15:00:00+01:00"), now);

	(void)state;
	ASSERT_TIME(d.give_up_us, "2026-11-24T15:00:00+01:00");
	d = sg_moments_deadlines(
		&place.house, &place.stay, SG_PLAN_CANCELLED, SG_NO_TIME, now);
	ASSERT_TIME(d.give_up_us, "2026-11-25T10:00:00+01:00");
	d = sg_moments_deadlines(&place.house, &place.stay, SG_PLAN_CANCELLED,
		at("2026-11-24T09:00:00+01:00"), now);
	ASSERT_TIME(d.give_up_us, "2026-11-25T10:00:00+01:00");
}

#define TEST(test) cmocka_unit_test_setup(test, fresh)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_day_that_is_not_closed_runs_until_the_closing_hour),
		TEST(a_closed_day_is_over),
		TEST(a_date_closed_far_ahead_moves_the_day_by_one_only),
		TEST(a_room_is_ready_half_an_hour_before_check_in_time),
		TEST(an_early_arrival_moves_it_and_a_late_one_does_not),
		TEST(a_stay_without_a_date_has_no_moments),
		TEST(a_stay_ends_at_check_out_time_or_later_when_said),
		TEST(a_day_use_ends_with_its_business_date),
		TEST(hours_follow_the_change_of_the_clocks),
		TEST(the_moments_of_a_booking_come_one_after_the_other),
		TEST(without_lead_time_the_preview_comes_first),
		TEST(a_booking_of_the_same_day_is_planned_at_once),
		TEST(a_list_is_due_once_its_lead_time_or_the_preview_has_come),
		TEST(an_arrival_at_dawn_has_its_alert_before_the_morning_list),
		TEST(who_waits_or_is_in_house_has_a_list),
		TEST(a_stay_that_is_over_has_no_moments),
		TEST(a_planned_list_backs_off_until_ready_and_is_tried_until_departure),
		TEST(an_issued_list_is_worth_it_until_departure),
		TEST(what_is_taken_back_counts_until_the_next_arrival_or_a_day),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
