/* The order of a stay's documents, its span, and what happened between two states of it. */
#include "core/stay.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/time.h"

static struct sg_stay stay_of(int32_t arrival, int32_t departure)
{
	return (struct sg_stay){.arrival_day = arrival,
		.departure_day = departure,
		.eta_us = SG_NO_TIME,
		.etd_us = SG_NO_TIME};
}

static void versions_order_documents_where_both_have_one(void **state)
{
	const struct sg_stamp stored = {500, 7};

	(void)state;
	assert_true(sg_stamp_applies(&stored, &(struct sg_stamp){100, 8}));
	assert_true(sg_stamp_applies(&stored, &(struct sg_stamp){100, 7}));
	assert_false(sg_stamp_applies(&stored, &(struct sg_stamp){900, 6}));
}

static void time_orders_documents_where_one_has_no_version(void **state)
{
	const struct sg_stamp with = {500, 7}, without = {500, -1};

	(void)state;
	assert_true(sg_stamp_applies(&with, &(struct sg_stamp){500, -1}));
	assert_false(sg_stamp_applies(&with, &(struct sg_stamp){499, -1}));
	assert_true(sg_stamp_applies(&without, &(struct sg_stamp){501, 1}));
	assert_false(sg_stamp_applies(&without, &(struct sg_stamp){499, 1}));
}

static void a_stay_holds_its_room_until_it_is_over(void **state)
{
	(void)state;
	assert_true(sg_stay_open(SG_STAY_BOOKED));
	assert_true(sg_stay_open(SG_STAY_WAITING));
	assert_true(sg_stay_open(SG_STAY_CHECKED_IN));
	assert_false(sg_stay_open(SG_STAY_CHECKED_OUT));
	assert_false(sg_stay_open(SG_STAY_CANCELLED));
	assert_false(sg_stay_open(SG_STAY_NO_SHOW));
}

static void nights_are_never_negative(void **state)
{
	struct sg_stay stay = stay_of(100, 103);

	(void)state;
	assert_int_equal(sg_stay_nights(&stay), 3);
	stay.departure_day = 100;
	assert_int_equal(sg_stay_nights(&stay), 0);
	stay.departure_day = 90;
	assert_int_equal(sg_stay_nights(&stay), 0);
	stay.departure_day = SG_NO_DAY;
	assert_int_equal(sg_stay_nights(&stay), 0);
	stay = stay_of(SG_NO_DAY, 100);
	assert_int_equal(sg_stay_nights(&stay), 0);
}

static void a_departure_on_the_arrival_day_of_another_is_no_overlap(void **state)
{
	struct sg_stay a = stay_of(100, 103), b = stay_of(103, 105),
		       c = stay_of(102, 104);

	(void)state;
	assert_false(sg_stay_overlaps(&a, &b));
	assert_false(sg_stay_overlaps(&b, &a));
	assert_true(sg_stay_overlaps(&a, &c));
	assert_true(sg_stay_overlaps(&c, &b));
}

static void a_day_use_overlaps_with_who_leaves_and_who_comes_that_day(void **state)
{
	struct sg_stay leaves = stay_of(100, 103), comes = stay_of(103, 105);
	struct sg_stay day = stay_of(103, 103), before = stay_of(99, 102);

	(void)state;
	day.day_use = true;
	assert_true(sg_stay_overlaps(&leaves, &day));
	assert_true(sg_stay_overlaps(&day, &comes));
	assert_false(sg_stay_overlaps(&before, &day));
	comes.day_use = true; /* marked so although it has nights */
	assert_true(sg_stay_overlaps(&leaves, &comes));
}

static enum sg_stay_change change(enum sg_stay_status from, enum sg_stay_status to,
	const char *room_from, const char *room_to)
{
	struct sg_stay before = stay_of(100, 103), after = stay_of(100, 103);

	before.status = from;
	before.room = room_from;
	after.status = to;
	after.room = room_to;
	return sg_stay_difference(&before, &after, false);
}

static void a_first_document_says_what_the_stay_is(void **state)
{
	struct sg_stay stay = stay_of(100, 103);

	(void)state;
	assert_int_equal(sg_stay_difference(NULL, &stay, false), SG_CHANGE_BOOKED);
	stay.status = SG_STAY_CHECKED_IN; /* a walk-in */
	assert_int_equal(sg_stay_difference(NULL, &stay, false), SG_CHANGE_CHECK_IN);
	stay.status = SG_STAY_CANCELLED;
	assert_int_equal(sg_stay_difference(NULL, &stay, false), SG_CHANGE_CANCELLED);
}

static void the_life_of_a_stay_is_found_from_its_states(void **state)
{
	static const struct {
		enum sg_stay_status from, to;
		enum sg_stay_change change;
	} cases[] = {
		{SG_STAY_BOOKED, SG_STAY_BOOKED, SG_CHANGE_NONE},
		{SG_STAY_BOOKED, SG_STAY_WAITING, SG_CHANGE_WAITING},
		{SG_STAY_WAITING, SG_STAY_BOOKED, SG_CHANGE_CHANGED},
		{SG_STAY_BOOKED, SG_STAY_CHECKED_IN, SG_CHANGE_CHECK_IN},
		{SG_STAY_WAITING, SG_STAY_CHECKED_IN, SG_CHANGE_CHECK_IN},
		{SG_STAY_CHECKED_IN, SG_STAY_BOOKED, SG_CHANGE_REVERSED},
		{SG_STAY_CHECKED_IN, SG_STAY_CHECKED_OUT, SG_CHANGE_CHECK_OUT},
		{SG_STAY_CHECKED_OUT, SG_STAY_CHECKED_IN, SG_CHANGE_REINSTATED},
		{SG_STAY_BOOKED, SG_STAY_CANCELLED, SG_CHANGE_CANCELLED},
		{SG_STAY_CANCELLED, SG_STAY_BOOKED, SG_CHANGE_BOOKED},
		{SG_STAY_BOOKED, SG_STAY_NO_SHOW, SG_CHANGE_NO_SHOW},
		{SG_STAY_NO_SHOW, SG_STAY_CHECKED_IN, SG_CHANGE_CHECK_IN},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		assert_int_equal(change(cases[i].from, cases[i].to, "412", "412"),
			cases[i].change);
	}
}

static void a_room_is_assigned_withdrawn_or_changed(void **state)
{
	const enum sg_stay_status booked = SG_STAY_BOOKED;

	(void)state;
	assert_int_equal(change(booked, booked, NULL, "412"), SG_CHANGE_ROOM_ASSIGNED);
	assert_int_equal(change(booked, booked, "412", NULL), SG_CHANGE_ROOM_WITHDRAWN);
	assert_int_equal(change(SG_STAY_CHECKED_IN, SG_STAY_CHECKED_IN, "412", "415"),
		SG_CHANGE_MOVED);
	assert_int_equal(
		change(booked, SG_STAY_CHECKED_IN, NULL, "412"), SG_CHANGE_CHECK_IN);
}

static void anything_else_is_a_change(void **state)
{
	struct sg_stay before = stay_of(100, 103), after = before;

	(void)state;
	assert_int_equal(sg_stay_difference(&before, &after, false), SG_CHANGE_NONE);
	assert_int_equal(sg_stay_difference(&before, &after, true), SG_CHANGE_CHANGED);
	after.departure_day = 104;
	assert_int_equal(sg_stay_difference(&before, &after, false), SG_CHANGE_CHANGED);
	after = before;
	after.booked_type = "DZ";
	assert_int_equal(sg_stay_difference(&before, &after, false), SG_CHANGE_CHANGED);
	before.booked_type = "EZ";
	assert_int_equal(sg_stay_difference(&before, &after, false), SG_CHANGE_CHANGED);
}

static void every_word_leads_back_to_its_value(void **state)
{
	(void)state;
	for (int i = 0; i < SG_STAY_STATUSES; i++) {
		assert_int_equal(
			sg_stay_status_find(sg_stay_status_name((enum sg_stay_status)i)),
			i);
	}
	for (int i = 0; i < SG_ROLES; i++) {
		assert_int_equal(sg_role_find(sg_role_name((enum sg_role)i)), i);
	}
	for (int i = 0; i < SG_STAY_CHANGES; i++) {
		assert_int_equal(
			sg_stay_change_find(sg_stay_change_name((enum sg_stay_change)i)),
			i);
	}
	assert_int_equal(sg_role_find("spy"), -1);
	assert_int_equal(sg_stay_status_find(NULL), -1);
	assert_string_equal(sg_stay_status_name(SG_STAY_STATUSES), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(versions_order_documents_where_both_have_one),
		cmocka_unit_test(time_orders_documents_where_one_has_no_version),
		cmocka_unit_test(a_stay_holds_its_room_until_it_is_over),
		cmocka_unit_test(nights_are_never_negative),
		cmocka_unit_test(a_departure_on_the_arrival_day_of_another_is_no_overlap),
		cmocka_unit_test(
			a_day_use_overlaps_with_who_leaves_and_who_comes_that_day),
		cmocka_unit_test(a_first_document_says_what_the_stay_is),
		cmocka_unit_test(the_life_of_a_stay_is_found_from_its_states),
		cmocka_unit_test(a_room_is_assigned_withdrawn_or_changed),
		cmocka_unit_test(anything_else_is_a_change),
		cmocka_unit_test(every_word_leads_back_to_its_value),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
