/* Documents that come twice, late, in part, unannounced or against each other. */
#include "support/house.h"

static void expect_silence(struct scenario *s)
{
	scenario_sent_only_to(s, "");
}

static void the_same_document_again_changes_nothing(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 15:00");
	scenario_with_id(s, "arrival-1");
	scenario_with_time(s, "2026-11-21 15:00");
	json_t *first = house_stay(s, "S1",
		"'status':'checked_in','arrival':'2026-11-21',"
		"'departure':'2026-11-23','room':'401'");
	scenario_is(first, "outcome", "applied");
	scenario_forget(s);
	scenario_with_id(s, "arrival-1");
	scenario_with_time(s, "2026-11-21 15:00");
	json_t *again = house_stay(s, "S1",
		"'status':'checked_in','arrival':'2026-11-21',"
		"'departure':'2026-11-23','room':'401'");
	scenario_is(again, "outcome", "repeated");
	scenario_is(again, "stay", scenario_text(first, "stay"));
	scenario_is(again, "revision", "1");
	expect_silence(s);
}

static void a_repeated_document_is_answered_from_what_it_caused_then(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 15:00");
	scenario_with_id(s, "arrival-1");
	scenario_with_time(s, "2026-11-21 15:00");
	house_stay(s, "S1",
		"'status':'checked_in','arrival':'2026-11-21',"
		"'departure':'2026-11-23','room':'401'");
	house_stay(s, "S1", "'departure':'2026-11-24'");
	house_stay(s, "S1", "'room':'402'");
	scenario_forget(s);
	scenario_with_id(s, "arrival-1");
	scenario_with_time(s, "2026-11-21 15:00");
	json_t *again = house_stay(s, "S1",
		"'status':'checked_in','arrival':'2026-11-21',"
		"'departure':'2026-11-23','room':'401'");
	scenario_is(again, "outcome", "repeated");
	scenario_is(again, "revision", "1");
	scenario_is(house_list(s, "S1"), "room.number", "402");
	expect_silence(s);
}

static void an_id_is_not_used_for_something_else(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 15:00");
	house_book_usual(s);
	scenario_forget(s);
	scenario_with_id(s, "d-1");
	house_stay(s, "S1", "'departure':'2026-11-24'");
	scenario_forget(s);
	scenario_with_id(s, "d-1");
	scenario_refused(s, PMS_E_REFUSED, "id_reused", "stay.changed",
		PMS("S1") ",'departure':'2026-11-25'");
	scenario_is(house_list(s, "S1"), "times.departure", "2026-11-24");
	expect_silence(s);
}

static void the_same_content_under_another_id_sends_nothing(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 15:00");
	house_book_usual(s);
	house_stay(s, "S1", "'status':'checked_in'");
	scenario_forget(s);
	/* As after a resynchronisation: everybody once more. */
	for (int i = 0; i < 3; i++) {
		json_t *reply = house_stay(s, "S1",
			"'status':'checked_in','arrival':'2026-11-21',"
			"'departure':'2026-11-23','room':'401','booked_type':'DZ',"
			"'party':{'adults':1}," OF_GUEST("G1"));
		scenario_is(reply, "outcome", "applied");
		scenario_is(reply, "revision", "2");
	}
	expect_silence(s);
	scenario_is(house_list(s, "S1"), "times.checked_in", "2026-11-21T15:00:03+01:00");
}

static void a_late_document_with_only_a_room_still_brings_the_room(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_stay(s, "S1", BOOKED ",'booked_type':'DZ'");
	scenario_with_time(s, "2026-11-21 08:30");
	house_stay(s, "S1", "'departure':'2026-11-24'");
	scenario_with_time(s, "2026-11-21 08:20");
	json_t *reply = house_stay(s, "S1", "'room':'401'");
	scenario_is(reply, "outcome", "applied");
	scenario_at(s, "2026-11-21 15:00");
	house_stay(s, "S1", "'status':'checked_in'");
	scenario_work(s);
	json_t *data = house_about(s, "floor-4", "S1");
	scenario_is(data, "room.number", "401");
	scenario_is(data, "times.departure", "2026-11-24");
}

static void an_older_group_is_not_applied(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	scenario_with_time(s, "2026-11-21 09:00");
	house_stay(s, "S1", "'room':'402'");
	scenario_forget(s);
	/* Written before the other, came after it: its room is old news, its dates are not. */
	scenario_with_time(s, "2026-11-21 08:30");
	json_t *reply = house_stay(s, "S1", "'room':'403','departure':'2026-11-26'");
	scenario_is(reply, "outcome", "applied");
	json_t *data = scenario_sent(s, "floor-4", "checklist.planned");
	scenario_is(data, "room.number", "402");
	scenario_is(data, "times.departure", "2026-11-26");
	scenario_forget(s);
	scenario_with_time(s, "2026-11-21 08:10");
	reply = house_stay(s, "S1", "'room':'404'");
	scenario_is(reply, "outcome", "older");
	expect_silence(s);
}

static void a_late_check_in_does_not_bring_a_departed_guest_back(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 15:00");
	house_book_usual(s);
	scenario_at(s, "2026-11-21 15:30");
	house_stay(s, "S1", "'status':'checked_in'");
	scenario_at(s, "2026-11-22 09:00");
	house_stay(s, "S1", "'status':'checked_out'");
	scenario_forget(s);
	scenario_with_time(s, "2026-11-21 15:31");
	scenario_is(house_stay(s, "S1", "'status':'checked_in'"), "outcome", "older");
	scenario_is(house_list(s, "S1"), "state", "departed");
	expect_silence(s);
}

static void versions_decide_where_both_have_one(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_stay(s, "S1", BOOKED ",'room':'401','version':7");
	/* A clock that went wrong, a version that did not. */
	scenario_with_time(s, "2026-11-21 07:00");
	scenario_is(
		house_stay(s, "S1", "'room':'402','version':8"), "outcome", "applied");
	scenario_with_time(s, "2026-11-21 09:00");
	scenario_is(house_stay(s, "S1", "'room':'403','version':6"), "outcome", "older");
	scenario_is(
		house_stay(s, "S1", "'room':'404','version':8"), "outcome", "applied");
	assert_int_equal(
		404, sg_test_number(scenario_database(s), "SELECT room FROM stay"));
}

static void the_same_second_applies(void **state)
{
	struct scenario *s = *state;

	scenario_with_time(s, "2026-11-21 08:00");
	house_stay(s, "S1", BOOKED ",'room':'401'");
	scenario_with_time(s, "2026-11-21 08:00");
	scenario_is(house_stay(s, "S1", "'room':'402'"), "outcome", "applied");
	assert_int_equal(
		402, sg_test_number(scenario_database(s), "SELECT room FROM stay"));
}

static void a_check_in_of_nobody_known_who_says_enough_is_taken(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 15:00");
	json_t *reply = house_stay(s, "NEW",
		"'status':'checked_in','arrival':'2026-11-21','departure':'2026-11-22',"
		"'room':'401'");
	scenario_is(reply, "outcome", "applied");
	scenario_sent_only_to(s, ALL);
}

static void a_stay_that_says_too_little_is_refused_and_leaves_nothing(void **state)
{
	struct scenario *s = *state;
	int64_t before =
		sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM taken");

	scenario_at(s, "2026-11-21 15:00");
	scenario_refused(s, PMS_E_INVALID, "member_missing", "stay.changed",
		PMS("NEW") ",'room':'401'");
	scenario_refused(s, PMS_E_INVALID, "member_missing", "stay.changed",
		PMS("NEW") ",'status':'checked_in','room':'401'");
	assert_int_equal(
		0, sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM stay"));
	assert_int_equal(
		0, sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM stay_ref"));
	assert_int_equal(before,
		sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM taken"));
}

static void a_check_in_before_its_reservation_is_completed_by_it(void **state)
{
	struct scenario *s = *state;

	house_states(s, "G1", "'topic':'device.kettle','strength':'like'");
	scenario_at(s, "2026-11-21 15:05");
	house_stay(s, "S1",
		"'status':'checked_in','arrival':'2026-11-21',"
		"'departure':'2026-11-22','room':'401'");
	scenario_forget(s);
	/* The reservation was written the day before and comes now. */
	scenario_with_time(s, "2026-11-20 10:00");
	json_t *reply = house_stay(s, "S1",
		"'status':'booked','arrival':'2026-11-21','departure':'2026-11-25',"
		"'booked_type':'DZ'," OF_GUEST("G1"));
	scenario_is(reply, "outcome", "applied");
	json_t *data = scenario_sent(s, "floor-4", "checklist.revised");
	scenario_is(data, "state", "issued");
	scenario_is(data, "times.departure", "2026-11-22");
	house_has(data, "device.kettle", "place");
}

static void a_member_that_is_null_is_cleared_and_an_absent_one_stays(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_stay(s, "S1",
		BOOKED ",'room':'401','vip':'VIP2','codes':[{'group':'special','code':"
		       "'KET'}]");
	scenario_forget(s);
	house_stay(s, "S1", "'codes':null");
	json_t *data = scenario_sent(s, "floor-4", "checklist.planned");
	house_has_not(data, "device.kettle");
	scenario_is(data, "badges.0", "VIP2");
	scenario_is(data, "room.number", "401");
}

static void dates_that_cannot_be_are_refused(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	scenario_forget(s);
	scenario_refused(s, PMS_E_INVALID, "departure_before_arrival", "stay.changed",
		PMS("S9") ",'status':'booked','arrival':'2026-11-23',"
			  "'departure':'2026-11-21'");
	/* Together with what is known of the stay. */
	scenario_refused(s, PMS_E_INVALID, "departure_before_arrival", "stay.changed",
		PMS("S1") ",'departure':'2026-11-20'");
	scenario_is(house_list(s, "S1"), "times.departure", "2026-11-23");
	expect_silence(s);
}

static void ids_of_two_stays_are_refused(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_stay(s, "S1", BOOKED);
	house_stay(s, "S2", BOOKED);
	scenario_refused(s, PMS_E_REFUSED, "ids_disagree", "stay.changed",
		"'ids':[{'system':'pms','id':'S1'},{'system':'pms','id':'S2'}],"
		"'room':'401'");
}

static void a_second_id_of_a_stay_finds_it_from_then_on(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	json_t *first = house_stay(s, "S1", BOOKED);
	scenario_say(s, "stay.changed",
		"'ids':[{'system':'pms','id':'S1'},{'system':'crs','id':'77'}]");
	json_t *second = scenario_say(
		s, "stay.changed", "'ids':[{'system':'crs','id':'77'}],'room':'401'");
	scenario_is(second, "stay", scenario_text(first, "stay"));
}

static void a_cancellation_and_a_check_in_that_cross_end_as_the_later_says(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	scenario_forget(s);
	scenario_with_time(s, "2026-11-21 15:05");
	house_stay(s, "S1", "'status':'checked_in'");
	scenario_with_time(s, "2026-11-21 15:00");
	scenario_is(house_stay(s, "S1", "'status':'cancelled'"), "outcome", "older");
	scenario_is(scenario_sent(s, "floor-4", "checklist.issued"), "state", "issued");
}

static void documents_of_one_id_for_two_stays_are_two_documents(void **state)
{
	struct scenario *s = *state;

	/* Ids are the PMS's own per subject: a number of a journal per reservation. */
	scenario_with_id(s, "1");
	scenario_is(house_stay(s, "S1", BOOKED ",'room':'401'"), "outcome", "applied");
	scenario_with_id(s, "1");
	scenario_is(house_stay(s, "S2", BOOKED ",'room':'402'"), "outcome", "applied");
}

static void a_time_far_in_the_future_is_taken_where_documents_are_the_clock(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2031-01-01 08:00");
	scenario_is(house_stay(s, "S1",
			    "'status':'booked','arrival':'2031-01-01',"
			    "'departure':'2031-01-02'"),
		"outcome", "applied");
}

static void a_check_in_that_comes_after_its_own_no_show_is_taken(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	scenario_forget(s);
	scenario_at(s, "2026-11-22 03:00");
	house_close_day(s, "2026-11-21");
	scenario_sent(s, "floor-4", "checklist.cancelled");
	scenario_forget(s);
	scenario_at(s, "2026-11-22 03:10");
	scenario_with_time(s, "2026-11-21 22:30");
	json_t *reply = house_stay(s, "S1", "'status':'checked_in'");
	scenario_is(reply, "outcome", "applied");
	json_t *data = scenario_sent(s, "floor-4", "checklist.issued");
	house_has(data, "device.kettle", "place");
	scenario_is(data, "times.checked_in", "2026-11-21T22:30:00+01:00");
	scenario_is(house_list(s, "S1"), "state", "issued");
}

static void a_booking_from_before_its_no_show_changes_nothing(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	scenario_at(s, "2026-11-22 03:00");
	house_close_day(s, "2026-11-21");
	scenario_forget(s);
	scenario_with_time(s, "2026-11-21 21:00");
	house_stay(s, "S1", "'status':'booked'");
	scenario_work(s);
	scenario_is(house_list(s, "S1"), "state", "cancelled");
	expect_silence(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(the_same_document_again_changes_nothing),
		STORY(a_repeated_document_is_answered_from_what_it_caused_then),
		STORY(an_id_is_not_used_for_something_else),
		STORY(the_same_content_under_another_id_sends_nothing),
		STORY(a_late_document_with_only_a_room_still_brings_the_room),
		STORY(an_older_group_is_not_applied),
		STORY(a_late_check_in_does_not_bring_a_departed_guest_back),
		STORY(versions_decide_where_both_have_one),
		STORY(the_same_second_applies),
		STORY(a_check_in_of_nobody_known_who_says_enough_is_taken),
		STORY(a_stay_that_says_too_little_is_refused_and_leaves_nothing),
		STORY(a_check_in_before_its_reservation_is_completed_by_it),
		STORY(a_member_that_is_null_is_cleared_and_an_absent_one_stays),
		STORY(dates_that_cannot_be_are_refused),
		STORY(ids_of_two_stays_are_refused),
		STORY(a_second_id_of_a_stay_finds_it_from_then_on),
		STORY(a_cancellation_and_a_check_in_that_cross_end_as_the_later_says),
		STORY(documents_of_one_id_for_two_stays_are_two_documents),
		STORY(a_time_far_in_the_future_is_taken_where_documents_are_the_clock),
		STORY(a_check_in_that_comes_after_its_own_no_show_is_taken),
		STORY(a_booking_from_before_its_no_show_changes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
