/* When lists are sent: lead times, previews, the morning, only where a cut changed, alerts. */
#include <string.h>

#include "support/house.h"

/* A document that says nothing new; it moves hotel time. */
static void tick(struct scenario *s, const char *local)
{
	scenario_at(s, local);
	scenario_say(
		s, "room.changed", "'number':'304','status':{'housekeeping':'clean'}");
}

static void the_preview_goes_out_the_day_before_at_the_hotels_hour(void **state)
{
	struct scenario *s = *state;

	house_book_usual(s);
	tick(s, "2026-11-20 15:59");
	scenario_sent_only_to(s, "");
	tick(s, "2026-11-20 16:00");
	json_t *data = scenario_sent(s, "floor-4", "checklist.planned");
	scenario_is(data, "cause", "preview");
	scenario_is(data, "business_date", "2026-11-20");
	scenario_is(data, "times.arrival", "2026-11-21");
	house_has(data, "device.kettle", "place");
	scenario_sent_only_to(s, "floor-4 office");
}

static void the_hour_of_the_preview_is_the_houses_own(void **state)
{
	struct scenario *s = *state;

	scenario_say(
		s, "property.changed", "'times':{'preview':'18:30','morning':'05:45'}");
	house_book_usual(s);
	tick(s, "2026-11-20 18:29");
	scenario_sent_only_to(s, "");
	tick(s, "2026-11-20 18:30");
	scenario_sent_only_to(s, "floor-4 office");
}

static void the_preview_goes_out_once(void **state)
{
	struct scenario *s = *state;

	house_book_usual(s);
	tick(s, "2026-11-20 16:00");
	scenario_forget(s);
	tick(s, "2026-11-20 16:10");
	tick(s, "2026-11-20 23:00");
	scenario_sent_only_to(s, "");
}

static void the_morning_says_nothing_where_nothing_changed(void **state)
{
	struct scenario *s = *state;

	house_book_usual(s);
	tick(s, "2026-11-20 16:00");
	scenario_forget(s);
	house_close_day(s, "2026-11-20");
	tick(s, "2026-11-21 06:30");
	scenario_sent_only_to(s, "");
}

static void the_morning_tells_of_the_guest_who_leaves_before(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-19 15:00");
	house_stay(s, "D1",
		"'status':'checked_in','arrival':'2026-11-19',"
		"'departure':'2026-11-21','room':'401'");
	house_book_usual(s);
	tick(s, "2026-11-20 16:00");
	scenario_forget(s);
	scenario_at(s, "2026-11-21 05:10");
	house_stay(s, "D1", "'status':'checked_out'");
	scenario_work(s);
	tick(s, "2026-11-21 06:30");
	scenario_work(s);
	json_t *data = house_about(s, "floor-4", "S1");
	scenario_is(data, "kind", "arrival_after_departure");
	scenario_is(data, "times.previous_out", "2026-11-21T05:10:00+01:00");
}

static void what_needs_time_is_told_in_time(void **state)
{
	struct scenario *s = *state;

	house_book_usual(s);
	/* A cot needs a day; the room is ready at 14:30. */
	house_stay(s, "S1", "'products':[{'code':'COT'}]");
	tick(s, "2026-11-20 14:29");
	scenario_sent_only_to(s, "");
	tick(s, "2026-11-20 14:30");
	json_t *data = scenario_sent(s, "floor-4", "checklist.planned");
	house_has(data, "bed.cot", "place");
	scenario_sent_only_to(s, "floor-4 office");
	scenario_forget(s);
	/* The preview has nothing to add. */
	tick(s, "2026-11-20 16:00");
	scenario_sent_only_to(s, "");
}

static void an_early_arrival_brings_everything_forward(void **state)
{
	struct scenario *s = *state;

	house_book_usual(s);
	house_stay(
		s, "S1", "'products':[{'code':'COT'}],'eta':'2026-11-21T09:00:00+01:00'");
	tick(s, "2026-11-20 08:29");
	scenario_sent_only_to(s, "");
	tick(s, "2026-11-20 08:30");
	json_t *data = scenario_sent(s, "floor-4", "checklist.planned");
	scenario_is(data, "times.ready_by", "2026-11-21T08:30:00+01:00");
}

static void a_late_arrival_does_not_put_the_room_off(void **state)
{
	struct scenario *s = *state;

	house_book_usual(s);
	house_stay(s, "S1", "'eta':'2026-11-21T22:00:00+01:00'");
	tick(s, "2026-11-20 16:00");
	scenario_is(scenario_sent(s, "floor-4", "checklist.planned"), "times.ready_by",
		"2026-11-21T14:30:00+01:00");
}

static void a_booking_after_the_preview_is_told_at_once(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 19:00");
	house_book_usual(s);
	scenario_sent_only_to(s, "floor-4 office");
}

static void a_change_after_the_preview_is_told_at_once(void **state)
{
	struct scenario *s = *state;

	house_book_usual(s);
	tick(s, "2026-11-20 16:00");
	scenario_forget(s);
	scenario_at(s, "2026-11-20 17:00");
	house_states(s, "G1", "'topic':'device.iron','strength':'like'");
	json_t *data = scenario_sent(s, "floor-4", "checklist.planned");
	house_has(data, "device.iron", "place");
	scenario_is(house_item(data, "device.iron"), "since_revision", "2");
}

static void an_empty_preview_is_not_sent(void **state)
{
	struct scenario *s = *state;

	house_stay(s, "S1", BOOKED ",'room':'401'");
	tick(s, "2026-11-20 16:00");
	scenario_sent_only_to(s, "");
	tick(s, "2026-11-21 06:30");
	scenario_sent_only_to(s, "");
	/* And yet the list is there to be printed. */
	scenario_is(house_list(s, "S1"), "state", "planned");
}

static void only_who_has_something_new_to_do_hears_of_it(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	scenario_forget(s);
	house_states(
		s, "G1", "'topic':'amenity.fruit','value':'basket','strength':'like'");
	json_t *data = scenario_sent(s, "kitchen", "checklist.planned");
	house_has(data, "amenity.fruit", "place");
	house_has_not(data, "device.kettle");
	scenario_is(data, "revision", "2");
	scenario_sent_only_to(s, "kitchen");
	/* The floor's next revision is the third: gaps are normal, the highest wins. */
	scenario_forget(s);
	house_states(s, "G1", "'topic':'device.iron','strength':'like'");
	scenario_is(scenario_sent(s, "floor-4", "checklist.planned"), "revision", "3");
	scenario_sent_only_to(s, "floor-4 office");
}

static void a_department_without_items_is_not_told_of_a_check_in(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 15:00");
	house_book_usual(s);
	house_stay(s, "S1", "'status':'checked_in'");
	scenario_sent_only_to(s, ALL);
}

static void a_department_whose_last_item_went_is_told_so(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_states(
		s, "G1", "'topic':'amenity.fruit','value':'basket','strength':'like'");
	house_book_usual(s);
	scenario_work(s);
	assert_int_equal(scenario_count(s, "kitchen"), 1);
	scenario_forget(s);
	scenario_say(s, "preference.withdrawn",
		"'guest':{" PMS("G1") "},'topic':'amenity.fruit'");
	json_t *data = scenario_sent(s, "kitchen", "checklist.planned");
	scenario_is(data, "items", "[]");
	scenario_sent_only_to(s, "kitchen");
}

static void a_department_without_items_any_more_is_not_told_of_the_check_in(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_states(
		s, "G1", "'topic':'amenity.fruit','value':'basket','strength':'like'");
	house_book_usual(s);
	scenario_say(s, "preference.withdrawn",
		"'guest':{" PMS("G1") "},'topic':'amenity.fruit'");
	scenario_forget(s);
	house_stay(s, "S1", "'status':'checked_in'");
	scenario_sent_only_to(s, ALL);
}

static void a_preview_that_comes_forward_is_sent_at_its_new_hour(void **state)
{
	struct scenario *s = *state;

	house_book_usual(s);
	scenario_at(s, "2026-11-19 09:00");
	scenario_say(s, "property.changed", "'times':{'preview':'12:00'}");
	tick(s, "2026-11-20 11:59");
	scenario_sent_only_to(s, "");
	tick(s, "2026-11-20 12:00");
	scenario_sent_only_to(s, "floor-4 office");
}

static void a_new_rule_of_the_house_is_in_lists_that_stand(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	scenario_forget(s);
	scenario_say(s, "property.changed",
		"'rules':[{'id':'water','topic':'amenity.water','value':'still'}]");
	json_t *data = scenario_sent(s, "floor-4", "checklist.planned");
	house_has(data, "amenity.water", "place");
}

static void another_standard_set_is_in_lists_that_stand(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	scenario_forget(s);
	scenario_say(s, "room_type.changed",
		"'code':'DZ','standard':{'things':[{'what':'kettle','count':1}],"
		"'values':[]}");
	json_t *data = scenario_sent(s, "floor-4", "checklist.planned");
	house_has_not(data, "device.kettle");
}

static void what_the_pms_says_meanwhile_hides_no_alert(void **state)
{
	struct scenario *s = *state;

	house_states(s, "G2",
		"'topic':'bed.filling','value':'feather_free','strength':'require'");
	house_stay(s, "S2", BOOKED ",'room':'402','booked_type':'DZ'," OF_GUEST("G2"));
	tick(s, "2026-11-20 16:00");
	scenario_forget(s);
	/* Work was held up; the reservation was touched after the alert's time. */
	scenario_at(s, "2026-11-21 13:40");
	house_stay(s, "S2", "'comments':['late supper']");
	json_t *data = scenario_sent(s, "desk", "room.alert");
	scenario_is(data, "reason", "unseen");
}

static void what_the_pms_says_meanwhile_hides_no_no_show(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	scenario_forget(s);
	scenario_at(s, "2026-11-22 03:00");
	house_close_day(s, "2026-11-21");
	house_stay(s, "S1", "'comments':['did not call']");
	scenario_is(
		scenario_sent(s, "floor-4", "checklist.cancelled"), "cause", "no_show");
}

static void a_tick_makes_no_revision(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	scenario_forget(s);
	house_task(s, "S1", "device.kettle", "seen");
	house_task(s, "S1", "device.kettle", "started");
	house_task(s, "S1", "device.kettle", "done");
	house_task(s, "S1", "device.kettle", "checked");
	scenario_sent_only_to(s, "");
	scenario_is(house_list(s, "S1"), "revision", "1");
	scenario_is(house_item(house_list(s, "S1"), "device.kettle"), "state", "checked");
}

/* ---- alerts ---- */

static void book_with_a_need(struct scenario *s)
{
	house_states(s, "G2",
		"'topic':'bed.filling','value':'feather_free','strength':'require'");
	house_stay(s, "S2", BOOKED ",'room':'402','booked_type':'DZ'," OF_GUEST("G2"));
}

static void a_need_that_nobody_looked_at_alerts_the_desk_an_hour_before(void **state)
{
	struct scenario *s = *state;

	book_with_a_need(s);
	tick(s, "2026-11-20 16:00");
	tick(s, "2026-11-21 13:29");
	scenario_forget(s);
	tick(s, "2026-11-21 13:30");
	json_t *data = scenario_sent(s, "desk", "room.alert");
	scenario_is(data, "reason", "unseen");
	scenario_is(data, "room.number", "402");
	scenario_is(data, "items.0.topic", "bed.filling");
	scenario_is(data, "ready_by", "2026-11-21T14:30:00+01:00");
	scenario_sent_only_to(s, "desk");
	scenario_forget(s);
	tick(s, "2026-11-21 13:45");
	tick(s, "2026-11-21 14:40");
	scenario_sent_only_to(s, "");
}

static void a_need_that_did_not_reach_the_floor_alerts_as_undelivered(void **state)
{
	struct scenario *s = *state;

	scenario_answers(s, "floor-4", 500);
	book_with_a_need(s);
	tick(s, "2026-11-20 16:00");
	scenario_forget(s);
	tick(s, "2026-11-21 13:30");
	json_t *data = scenario_sent(s, "desk", "room.alert");
	scenario_is(data, "reason", "undelivered");
	scenario_is(data, "items.0.topic", "bed.filling");
	scenario_sent_only_to(s, "desk");
}

static void what_the_floor_has_got_is_unseen_whatever_else_waits(void **state)
{
	struct scenario *s = *state;

	book_with_a_need(s);
	tick(s, "2026-11-20 16:00");
	scenario_work(s);
	scenario_answers(s, "floor-4", 500);
	house_states(s, "G2", "'topic':'device.iron','strength':'like'");
	scenario_forget(s);
	tick(s, "2026-11-21 13:30");
	scenario_is(scenario_sent(s, "desk", "room.alert"), "reason", "unseen");
}

static void a_need_is_unavailable_even_where_it_was_not_delivered(void **state)
{
	struct scenario *s = *state;

	scenario_answers(s, "floor-4", 500);
	book_with_a_need(s);
	tick(s, "2026-11-20 16:00");
	scenario_work(s);
	house_task(s, "S2", "bed.filling", "unavailable");
	scenario_forget(s);
	tick(s, "2026-11-21 13:30");
	scenario_is(scenario_sent(s, "desk", "room.alert"), "reason", "unavailable");
}

static void work_that_slept_over_preview_and_alert_alerts_when_it_wakes(void **state)
{
	struct scenario *s = *state;

	book_with_a_need(s);
	house_book_usual(s);
	tick(s, "2026-11-21 14:50");
	json_t *data = scenario_sent(s, "desk", "room.alert");
	scenario_is(data, "reason", "undelivered");
	scenario_is(data, "room.number", "402");
	assert_int_equal(house_count_about(s, "floor-4", "S2"), 1);
	house_has(house_about(s, "floor-4", "S2"), "bed.filling", "swap");
	scenario_forget(s);
	tick(s, "2026-11-21 14:55");
	scenario_sent_only_to(s, "");
}

static void an_alert_does_not_stand_for_the_desks_list(void **state)
{
	struct scenario *s = *state;

	house_states(s, "G2", "'topic':'wake.call','value':'07:00','strength':'like'");
	book_with_a_need(s);
	tick(s, "2026-11-21 14:50");
	scenario_sent(s, "desk", "room.alert");
	scenario_forget(s);
	house_states(s, "G2", "'topic':'device.iron','strength':'like'");
	scenario_is(scenario_sent(s, "desk", "checklist.planned"), "state", "planned");
}

static void work_that_slept_until_the_guest_was_there_alerts_nobody(void **state)
{
	struct scenario *s = *state;

	book_with_a_need(s);
	scenario_at(s, "2026-11-21 14:50");
	house_stay(s, "S2", "'status':'checked_in'");
	json_t *data = scenario_sent(s, "desk", "checklist.issued");
	scenario_is(data, "state", "issued");
}

static void a_list_that_changes_with_the_alert_goes_to_the_floor_too(void **state)
{
	struct scenario *s = *state;

	book_with_a_need(s);
	tick(s, "2026-11-20 16:00");
	scenario_forget(s);
	/* Work sleeps over the morning and the alert; meanwhile the house has a new rule. */
	scenario_at(s, "2026-11-21 13:40");
	scenario_say(s, "property.changed",
		"'rules':[{'id':'water','topic':'amenity.water','value':'still'}]");
	scenario_is(scenario_sent(s, "desk", "room.alert"), "reason", "unseen");
	json_t *data = scenario_sent(s, "floor-4", "checklist.planned");
	house_has(data, "amenity.water", "place");
}

static void a_need_that_was_seen_alerts_nobody(void **state)
{
	struct scenario *s = *state;

	book_with_a_need(s);
	tick(s, "2026-11-20 16:00");
	scenario_forget(s);
	house_task(s, "S2", "bed.filling", "seen");
	tick(s, "2026-11-21 13:30");
	scenario_sent_only_to(s, "");
}

static void a_wish_alerts_nobody(void **state)
{
	struct scenario *s = *state;

	house_book_usual(s);
	tick(s, "2026-11-20 16:00");
	scenario_forget(s);
	tick(s, "2026-11-21 13:30");
	scenario_sent_only_to(s, "");
}

static void a_need_that_cannot_be_met_alerts_the_desk_at_once(void **state)
{
	struct scenario *s = *state;

	book_with_a_need(s);
	tick(s, "2026-11-20 16:00");
	scenario_forget(s);
	scenario_at(s, "2026-11-20 17:00");
	house_task(s, "S2", "bed.filling", "unavailable");
	json_t *data = scenario_sent(s, "desk", "room.alert");
	scenario_is(data, "reason", "unavailable");
	scenario_is(data, "items.0.state", "unavailable");
	scenario_sent_only_to(s, "desk");
	/* The guest is told when he comes. */
	scenario_at(s, "2026-11-21 15:00");
	json_t *reply = house_stay(s, "S2", "'status':'checked_in'");
	scenario_is(reply, "ready.ready", "false");
	scenario_is(reply, "ready.open_needs.0.topic", "bed.filling");
	scenario_is(reply, "warn.0.kind", "need_unavailable");
}

static void after_an_alert_the_floor_is_told_of_changes_as_before(void **state)
{
	struct scenario *s = *state;

	book_with_a_need(s);
	tick(s, "2026-11-20 16:00");
	scenario_work(s);
	house_task(s, "S2", "bed.filling", "unavailable");
	scenario_forget(s);
	house_states(s, "G2", "'topic':'device.iron','strength':'like'");
	json_t *data = scenario_sent(s, "floor-4", "checklist.planned");
	house_has(data, "device.iron", "place");
	scenario_is(house_item(data, "bed.filling"), "state", "unavailable");
	scenario_forget(s);
	scenario_at(s, "2026-11-21 15:00");
	house_stay(s, "S2", "'status':'checked_in'");
	scenario_sent(s, "floor-4", "checklist.issued");
	scenario_sent(s, "desk", "checklist.issued");
}

static void an_alert_that_the_check_in_overtakes_is_not_sent_any_more(void **state)
{
	struct scenario *s = *state;

	book_with_a_need(s);
	tick(s, "2026-11-20 16:00");
	scenario_forget(s);
	scenario_answers(s, "desk", 500);
	tick(s, "2026-11-21 13:30");
	scenario_work(s);
	scenario_at(s, "2026-11-21 14:00");
	house_stay(s, "S2", "'status':'checked_in'");
	scenario_answers(s, "desk", 204);
	scenario_skip_back_off(s);
	json_t *data = scenario_sent(s, "desk", "checklist.issued");
	scenario_is(data, "state", "issued");
}

/* ---- endpoints that fail ---- */

static void an_endpoint_that_was_down_gets_the_newest_alone(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	scenario_answers(s, "floor-4", 500);
	house_book_usual(s);
	scenario_work(s);
	house_stay(s, "S1", "'departure':'2026-11-24'");
	scenario_work(s);
	house_stay(s, "S1", "'departure':'2026-11-25'");
	scenario_sent_only_to(s, "office");
	scenario_answers(s, "floor-4", 204);
	scenario_skip_back_off(s);
	json_t *data = scenario_sent(s, "floor-4", "checklist.planned");
	scenario_is(data, "revision", "3");
	scenario_is(data, "times.departure", "2026-11-25");
}

static void the_first_contact_after_a_lost_check_in_is_an_issued(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 15:00");
	scenario_answers(s, "floor-4", 500);
	house_book_usual(s);
	house_stay(s, "S1", "'status':'checked_in'");
	scenario_work(s);
	house_stay(s, "S1", "'departure':'2026-11-24'");
	scenario_work(s);
	scenario_answers(s, "floor-4", 204);
	scenario_skip_back_off(s);
	json_t *data = scenario_sent(s, "floor-4", "checklist.issued");
	scenario_is(data, "revision", "3");
	scenario_forget(s);
	house_stay(s, "S1", "'departure':'2026-11-26'");
	scenario_sent(s, "floor-4", "checklist.revised");
}

static void a_cancellation_of_what_an_endpoint_never_got_is_settled_silently(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	scenario_answers(s, "floor-4", 500);
	house_book_usual(s);
	scenario_work(s);
	house_stay(s, "S1", "'status':'cancelled'");
	scenario_work(s);
	scenario_answers(s, "floor-4", 204);
	scenario_skip_back_off(s);
	scenario_work(s);
	assert_int_equal(scenario_count(s, "floor-4"), 0);
	assert_int_equal(
		0, sg_test_number(scenario_database(s),
			   "SELECT COUNT(*) FROM delivery WHERE due_at IS NOT NULL "
			   "OR dead_us IS NOT NULL"));
}

static void attempts_are_told_by_a_header_and_keep_their_id(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_endpoint(s, "office",
		"'departments':['housekeeping'],'languages':['de'],'enabled':false");
	scenario_answers(s, "floor-4", 500);
	house_book_usual(s);
	scenario_work(s);
	char first[80];
	(void)snprintf(first, sizeof first, "%s", scenario_header(s, "webhook-id"));
	scenario_answers(s, "floor-4", 204);
	scenario_skip_back_off(s);
	scenario_sent(s, "floor-4", "checklist.planned");
	assert_string_equal(scenario_header(s, "webhook-id"), first);
	assert_int_equal(scenario_attempts(s, "floor-4"), 2);
}

static json_t *dead_letters(struct scenario *s)
{
	return json_object_get(
		scenario_say(s, "delivery.list", "'state':'dead'"), "deliveries");
}

static void what_was_not_delivered_by_the_departure_is_a_dead_letter(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 15:00");
	house_book_usual(s);
	scenario_answers(s, "floor-4", 500);
	house_stay(s, "S1", "'status':'checked_in'");
	scenario_work(s);
	tick(s, "2026-11-23 10:59");
	scenario_skip_back_off(s);
	scenario_work(s);
	assert_int_equal(json_array_size(dead_letters(s)), 0);
	tick(s, "2026-11-23 11:01");
	scenario_skip_back_off(s);
	scenario_work(s);
	json_t *dead = dead_letters(s);
	assert_int_equal(json_array_size(dead), 1);
	scenario_is(dead, "0.endpoint", "floor-4");
	assert_non_null(strstr(scenario_text(dead, "0.reason"), "500"));
	/* A person mends it and sends it off again. */
	scenario_answers(s, "floor-4", 204);
	scenario_say(s, "delivery.retry", "'endpoint':'floor-4'");
	scenario_work(s);
	assert_int_equal(scenario_count(s, "floor-4"), 1);
	assert_int_equal(json_array_size(dead_letters(s)), 0);
}

static void a_dead_letter_of_a_stay_is_superseded_by_its_next_revision(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 15:00");
	house_book_usual(s);
	scenario_answers(s, "floor-4", 500);
	house_stay(s, "S1", "'status':'checked_in'");
	scenario_work(s);
	tick(s, "2026-11-23 12:00");
	scenario_skip_back_off(s);
	scenario_work(s);
	assert_int_equal(json_array_size(dead_letters(s)), 1);
	scenario_answers(s, "floor-4", 204);
	house_stay(s, "S1", "'departure':'2026-11-25'");
	json_t *data = scenario_sent(s, "floor-4", "checklist.issued");
	scenario_is(data, "times.departure", "2026-11-25");
	assert_int_equal(json_array_size(dead_letters(s)), 0);
}

static void a_house_is_judged_by_its_own_time_and_no_others(void **state)
{
	struct scenario *s = *state;

	house_book_usual(s);
	tick(s, "2026-11-20 16:00");
	scenario_at(s, "2026-12-24 09:00");
	house_build_as(s, "NEW1", "'zone':'Europe/Berlin','live':true");
	scenario_property(s, "HAM1");
	scenario_answers(s, "floor-4", 500);
	scenario_work(s);
	/* Long before the room must be ready, so not once an hour. */
	assert_in_range(sg_test_number(scenario_database(s),
				"SELECT (MAX(due_at) - UNIX_TIMESTAMP(NOW(6)) * 1000000) "
				"DIV 1000000 FROM delivery"),
		0, 1800);
	scenario_answers(s, "floor-4", 410);
	scenario_skip_back_off(s);
	scenario_work(s);
	scenario_with_time(s, "2026-11-20 16:01");
	const char *since = scenario_text(dead_letters(s), "0.dead_since");
	assert_int_equal(strncmp(since, "2026-11-20", 10), 0);
}

/* Hours from now until the delivery to floor 4 is given up. */
static int64_t hours_left(struct scenario *s)
{
	return sg_test_number(scenario_database(s),
		"SELECT (d.deadline - p.clock_us) DIV 3600000000 FROM delivery d "
		"JOIN endpoint e ON e.id = d.endpoint "
		"JOIN property p ON p.id = d.property "
		"WHERE e.name = 'floor-4' AND d.due_at IS NOT NULL");
}

static void each_kind_is_tried_for_as_long_as_it_is_of_use(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	scenario_work(s);
	scenario_answers(s, "floor-4", 500);
	tick(s, "2026-11-21 10:30");
	house_stay(s, "S1", "'departure':'2026-11-24'");
	/* Planned: to the departure. */
	assert_int_equal(hours_left(s), 3 * 24);
	house_stay(s, "S1", "'status':'cancelled'");
	/* Cancelled: a day, where nobody follows. */
	assert_int_equal(hours_left(s), 24);
	house_stay(s, "S1", "'status':'booked'");
	house_stay(s, "S2",
		"'status':'booked','arrival':'2026-11-22','departure':"
		"'2026-11-23','room':'401'");
	house_stay(s, "S1", "'departure':'2026-11-22'");
	house_stay(s, "S1", "'status':'cancelled'");
	/* Else until the next one comes. */
	assert_int_equal(hours_left(s), 28);
	scenario_answers(s, "floor-4", 204);
}

static void a_day_that_was_closed_does_not_open_again(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-22 00:30");
	house_close_day(s, "2026-11-21");
	scenario_at(s, "2026-11-22 00:40");
	house_close_day(s, "2026-11-20");
	house_stay(s, "W1",
		"'status':'checked_in','arrival':'2026-11-22',"
		"'departure':'2026-11-23','room':'401'");
	scenario_is(scenario_sent(s, "floor-4", "checklist.issued"), "business_date",
		"2026-11-22");
}

static void an_endpoint_that_is_gone_is_disabled_and_the_others_go_on(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	scenario_answers(s, "floor-4", 410);
	house_book_usual(s);
	scenario_work(s);
	scenario_is(scenario_say(s, "endpoint.get", "'name':'floor-4'"),
		"endpoint.enabled", "false");
	assert_int_equal(scenario_attempts(s, "floor-4"), 1);
	house_stay(s, "S1", "'departure':'2026-11-24'");
	scenario_work(s);
	assert_int_equal(scenario_attempts(s, "floor-4"), 1);
	assert_int_equal(scenario_count(s, "office"), 2);
}

static void after_a_restart_work_goes_on_where_it_was(void **state)
{
	struct scenario *s = *state;

	house_book_usual(s);
	scenario_answers(s, "floor-4", 500);
	tick(s, "2026-11-20 16:00");
	scenario_work(s);
	scenario_reopen(s, NULL);
	scenario_answers(s, "floor-4", 204);
	scenario_skip_back_off(s);
	scenario_sent(s, "floor-4", "checklist.planned");
	assert_int_equal(scenario_count(s, "office"), 1);
}

static void hotel_time_outlives_a_restart(void **state)
{
	struct scenario *s = *state;

	house_book_usual(s);
	tick(s, "2026-11-20 16:00");
	scenario_reopen(s, NULL);
	scenario_sent_only_to(s, "floor-4 office");
}

static void an_endpoint_of_another_floor_put_in_later_gets_what_is_there(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	scenario_forget(s);
	house_endpoint(s, "floor-4b",
		"'departments':['housekeeping'],'floors':['4'],'languages':['en']");
	json_t *data = scenario_sent(s, "floor-4b", "checklist.planned");
	assert_non_null(scenario_get(house_item(data, "device.kettle"), "text.en"));
	scenario_sent_only_to(s, "floor-4b");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(the_preview_goes_out_the_day_before_at_the_hotels_hour),
		STORY(the_hour_of_the_preview_is_the_houses_own),
		STORY(the_preview_goes_out_once),
		STORY(the_morning_says_nothing_where_nothing_changed),
		STORY(the_morning_tells_of_the_guest_who_leaves_before),
		STORY(what_needs_time_is_told_in_time),
		STORY(an_early_arrival_brings_everything_forward),
		STORY(a_late_arrival_does_not_put_the_room_off),
		STORY(a_booking_after_the_preview_is_told_at_once),
		STORY(a_change_after_the_preview_is_told_at_once),
		STORY(an_empty_preview_is_not_sent),
		STORY(only_who_has_something_new_to_do_hears_of_it),
		STORY(a_department_without_items_is_not_told_of_a_check_in),
		STORY(a_department_whose_last_item_went_is_told_so),
		STORY(a_department_without_items_any_more_is_not_told_of_the_check_in),
		STORY(a_preview_that_comes_forward_is_sent_at_its_new_hour),
		STORY(a_new_rule_of_the_house_is_in_lists_that_stand),
		STORY(another_standard_set_is_in_lists_that_stand),
		STORY(what_the_pms_says_meanwhile_hides_no_alert),
		STORY(what_the_pms_says_meanwhile_hides_no_no_show),
		STORY(a_tick_makes_no_revision),
		STORY(a_need_that_nobody_looked_at_alerts_the_desk_an_hour_before),
		STORY(a_need_that_did_not_reach_the_floor_alerts_as_undelivered),
		STORY(what_the_floor_has_got_is_unseen_whatever_else_waits),
		STORY(a_need_is_unavailable_even_where_it_was_not_delivered),
		STORY(work_that_slept_over_preview_and_alert_alerts_when_it_wakes),
		STORY(an_alert_does_not_stand_for_the_desks_list),
		STORY(work_that_slept_until_the_guest_was_there_alerts_nobody),
		STORY(a_list_that_changes_with_the_alert_goes_to_the_floor_too),
		STORY(a_need_that_was_seen_alerts_nobody),
		STORY(a_wish_alerts_nobody),
		STORY(a_need_that_cannot_be_met_alerts_the_desk_at_once),
		STORY(after_an_alert_the_floor_is_told_of_changes_as_before),
		STORY(an_alert_that_the_check_in_overtakes_is_not_sent_any_more),
		STORY(an_endpoint_that_was_down_gets_the_newest_alone),
		STORY(the_first_contact_after_a_lost_check_in_is_an_issued),
		STORY(a_cancellation_of_what_an_endpoint_never_got_is_settled_silently),
		STORY(attempts_are_told_by_a_header_and_keep_their_id),
		STORY(what_was_not_delivered_by_the_departure_is_a_dead_letter),
		STORY(a_dead_letter_of_a_stay_is_superseded_by_its_next_revision),
		STORY(a_house_is_judged_by_its_own_time_and_no_others),
		STORY(each_kind_is_tried_for_as_long_as_it_is_of_use),
		STORY(a_day_that_was_closed_does_not_open_again),
		STORY(an_endpoint_that_is_gone_is_disabled_and_the_others_go_on),
		STORY(after_a_restart_work_goes_on_where_it_was),
		STORY(hotel_time_outlives_a_restart),
		STORY(an_endpoint_of_another_floor_put_in_later_gets_what_is_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
