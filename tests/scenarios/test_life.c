/* The life of one stay, from its booking to its end, as the departments hear of it. */
#include "support/house.h"

static void a_booking_far_ahead_is_taken_and_tells_nobody(void **state)
{
	struct scenario *s = *state;

	house_book_usual(s);
	scenario_sent_only_to(s, "");
}

static void a_booking_of_today_is_told_at_once(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 10:00");
	house_book_usual(s);
	json_t *data = scenario_sent(s, "floor-4", "checklist.planned");
	house_has(data, "device.kettle", "place");
	scenario_is(data, "revision", "1");
	scenario_is(data, "state", "planned");
	scenario_is(data, "cause", "booked");
	scenario_is(data, "room.number", "401");
	scenario_is(data, "times.ready_by", "2026-11-21T14:30:00+01:00");
	/* The desk has nothing to say or to ask yet. */
	scenario_sent_only_to(s, "floor-4 office");
}

static void changed_dates_make_a_new_revision(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	scenario_forget(s);
	house_stay(s, "S1", "'departure':'2026-11-24'");
	json_t *data = scenario_sent(s, "floor-4", "checklist.planned");
	scenario_is(data, "revision", "2");
	scenario_is(data, "cause", "changed");
	scenario_is(data, "times.departure", "2026-11-24");
	scenario_sent_only_to(s, "floor-4 office");
}

static void a_stay_put_off_to_next_week_is_told_to_those_who_prepare_it(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	scenario_forget(s);
	house_stay(s, "S1", "'arrival':'2026-11-28','departure':'2026-11-30'");
	json_t *data = scenario_sent(s, "floor-4", "checklist.planned");
	scenario_is(data, "times.arrival", "2026-11-28");
	scenario_is(data, "times.ready_by", "2026-11-28T14:30:00+01:00");
}

static void another_room_type_is_another_standard_set(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_states(s, "G2",
		"'topic':'bed.filling','value':'feather_free','strength':'require'");
	house_stay(s, "S2",
		BOOKED ",'booked_type':'DZ','party':{'adults':2}," OF_GUEST("G2"));
	json_t *item = house_has(
		scenario_sent(s, "office", "checklist.planned"), "bed.filling", "swap");
	scenario_is(item, "parts.0.what", "duvet");
	scenario_is(item, "parts.0.standard", "2");
	scenario_forget(s);
	house_stay(s, "S2", "'booked_type':'EZ'");
	item = house_has(
		scenario_sent(s, "office", "checklist.planned"), "bed.filling", "swap");
	scenario_is(item, "parts.0.standard", "1");
}

static void a_room_type_of_its_own_does_not_need_the_booked_one(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	scenario_forget(s);
	house_stay(s, "S1", "'booked_type':'EZ'");
	json_t *data = scenario_sent(s, "floor-4", "checklist.planned");
	scenario_is(data, "room.type", "DZ");
	scenario_is(data, "room.booked_type", "EZ");
}

static void a_baby_that_comes_along_gets_its_cot(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	scenario_forget(s);
	house_stay(s, "S1",
		"'party':{'adults':2,'children':[{'age_group':'0-2','count':1}]},"
		"'products':[{'code':'COT'}]");
	json_t *data = scenario_sent(s, "floor-4", "checklist.planned");
	house_has(data, "bed.cot", "place");
	scenario_is(data, "party.adults", "2");
	scenario_is(data, "party.children.0.age_group", "0-2");
}

static void what_nobody_was_told_is_cancelled_without_a_word(void **state)
{
	struct scenario *s = *state;

	house_book_usual(s);
	house_stay(s, "S1", "'status':'cancelled'");
	scenario_sent_only_to(s, "");
	scenario_at(s, "2026-11-21 16:00");
	house_close_day(s, "2026-11-20");
	scenario_sent_only_to(s, "");
}

static void a_cancellation_before_the_preview_went_out_is_settled_silently(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	house_stay(s, "S1", "'status':'cancelled'");
	scenario_sent_only_to(s, "");
	assert_int_equal(
		0, sg_test_number(scenario_database(s),
			   "SELECT COUNT(*) FROM delivery WHERE due_at IS NOT NULL "
			   "OR dead_us IS NOT NULL"));
}

static void a_cancellation_after_the_preview_takes_it_back(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	scenario_forget(s);
	house_stay(s, "S1", "'status':'cancelled'");
	json_t *data = scenario_sent(s, "floor-4", "checklist.cancelled");
	scenario_is(data, "state", "cancelled");
	scenario_is(data, "kind", "cancellation");
	scenario_is(data, "items", "[]");
	scenario_sent_only_to(s, "floor-4 office");
}

static void what_was_done_for_a_cancelled_stay_is_taken_away(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	scenario_forget(s);
	house_task(s, "S1", "device.kettle", "done");
	scenario_sent_only_to(s, "");
	house_stay(s, "S1", "'status':'cancelled'");
	json_t *data = scenario_sent(s, "floor-4", "checklist.cancelled");
	json_t *item = house_has(data, "device.kettle", "remove");
	scenario_is(item, "state", "open");
	scenario_is(data, "open.wish", "1");
}

static void what_is_taken_away_is_due_before_the_next_arrival_in_the_room(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	house_stay(s, "S2",
		"'status':'booked','arrival':'2026-11-23','departure':'2026-11-25',"
		"'room':'401','booked_type':'DZ'");
	house_task(s, "S1", "device.kettle", "done");
	scenario_forget(s);
	house_stay(s, "S1", "'status':'cancelled'");
	json_t *data = scenario_sent(s, "floor-4", "checklist.cancelled");
	scenario_is(house_has(data, "device.kettle", "remove"), "due",
		"2026-11-23T14:30:00+01:00");
}

static void a_cancelled_stay_may_be_booked_again(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	house_task(s, "S1", "device.kettle", "done");
	house_stay(s, "S1", "'status':'cancelled'");
	scenario_forget(s);
	house_stay(s, "S1", "'status':'booked'");
	json_t *data = scenario_sent(s, "floor-4", "checklist.planned");
	/* The kettle is still there. */
	scenario_is(house_has(data, "device.kettle", "place"), "state", "done");
}

static void a_check_in_is_always_confirmed(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	scenario_forget(s);
	scenario_at(s, "2026-11-21 15:07");
	house_stay(s, "S1", "'status':'checked_in'");
	json_t *data = scenario_sent(s, "floor-4", "checklist.issued");
	scenario_is(data, "state", "issued");
	scenario_is(data, "cause", "check_in");
	scenario_is(data, "times.checked_in", "2026-11-21T15:07:00+01:00");
	scenario_sent_only_to(s, ALL);
	/* The desk has none of the floor's items, so nothing of it is urgent there. */
	scenario_is(house_about(s, "desk", "S1"), "items", "[]");
	scenario_is(house_about(s, "desk", "S1"), "attention", "none");
}

static void a_check_in_with_nothing_to_do_is_confirmed_too(void **state)
{
	struct scenario *s = *state;

	house_stay(s, "S2", BOOKED ",'room':'402','party':{'adults':1}");
	scenario_at(s, "2026-11-21 15:07");
	house_stay(s, "S2", "'status':'checked_in'");
	json_t *data = scenario_sent(s, "floor-4", "checklist.issued");
	scenario_is(data, "items", "[]");
	scenario_is(data, "attention", "none");
	scenario_sent_only_to(s, ALL);
}

static void done_things_are_not_urgent_at_the_check_in(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	house_task(s, "S1", "device.kettle", "done");
	scenario_forget(s);
	scenario_at(s, "2026-11-21 15:07");
	house_stay(s, "S1", "'status':'checked_in'");
	json_t *data = scenario_sent(s, "floor-4", "checklist.issued");
	scenario_is(house_has(data, "device.kettle", "place"), "state", "done");
	assert_string_not_equal(scenario_text(data, "attention"), "urgent");
}

static void a_reversed_check_in_is_planned_again(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	scenario_at(s, "2026-11-21 13:00");
	house_stay(s, "S1", "'status':'checked_in'");
	scenario_forget(s);
	house_stay(s, "S1", "'status':'booked'");
	json_t *data = scenario_sent(s, "floor-4", "checklist.planned");
	scenario_is(data, "state", "planned");
	scenario_is(data, "cause", "reversed");
	scenario_is(data, "revision", "3");
	scenario_is(data, "times.checked_in", "null");
	scenario_forget(s);
	scenario_at(s, "2026-11-21 17:00");
	house_stay(s, "S1", "'status':'checked_in'");
	data = scenario_sent(s, "floor-4", "checklist.issued");
	scenario_is(data, "times.checked_in", "2026-11-21T17:00:00+01:00");
}

static void a_guest_in_the_lobby_makes_this_room_the_first(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	scenario_forget(s);
	scenario_at(s, "2026-11-21 11:30");
	house_stay(s, "S1", "'status':'waiting'");
	json_t *data = scenario_sent(s, "floor-4", "checklist.planned");
	scenario_is(data, "cause", "waiting");
	scenario_is(data, "attention", "urgent");
	scenario_sent_only_to(s, ALL);
	scenario_forget(s);
	house_stay(s, "S1", "'status':'booked'");
	data = scenario_sent(s, "floor-4", "checklist.planned");
	scenario_is(data, "attention", "normal");
}

static void after_check_out_only_what_is_to_be_reset_is_left(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_states(s, "G1", "'topic':'bath.slippers','value':'m','strength':'like'");
	house_book_usual(s);
	house_task(s, "S1", "device.kettle", "done");
	scenario_at(s, "2026-11-21 15:07");
	house_stay(s, "S1", "'status':'checked_in'");
	scenario_forget(s);
	scenario_at(s, "2026-11-23 10:30");
	house_stay(s, "S1", "'status':'checked_out'");
	json_t *data = scenario_sent(s, "floor-4", "checklist.revised");
	scenario_is(data, "state", "departed");
	scenario_is(data, "kind", "departure");
	house_has(data, "device.kettle", "reset");
	/* They were never brought. */
	house_has_not(data, "bath.slippers");
	scenario_is(data, "avoid", "[]");
}

/* The plan of that day as the floor's attendant sees it. */
static json_t *plan_of(struct scenario *s, const char *day)
{
	scenario_actor(s, "'role':'attendant','department':'housekeeping'");
	json_t *plan = scenario_say(s, "plan.day", "'date':'%s'", day);
	scenario_actor(s, "'role':'manager'");
	return plan;
}

static void what_is_to_be_reset_stands_in_the_plan_of_the_day(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	house_stay(s, "S2",
		"'status':'booked','arrival':'2026-11-21',"
		"'departure':'2026-11-23','room':'402',"
		"'codes':[{'group':'special','code':'KET'}]");
	house_task(s, "S1", "device.kettle", "done");
	house_task(s, "S2", "device.kettle", "done");
	scenario_at(s, "2026-11-21 15:07");
	house_stay(s, "S1", "'status':'checked_in'");
	house_stay(s, "S2", "'status':'cancelled'");
	json_t *plan = plan_of(s, "2026-11-21");
	scenario_is(plan, "floors.0.lists.1.state", "cancelled");
	house_has(scenario_get(plan, "floors.0.lists.1"), "device.kettle", "remove");
	house_task(s, "S2", "device.kettle", "done");
	plan = plan_of(s, "2026-11-21");
	scenario_is(plan, "floors.0.lists.0.state", "issued");
	scenario_is(plan, "floors.0.lists.1", "absent");
	scenario_at(s, "2026-11-23 10:30");
	house_stay(s, "S1", "'status':'checked_out'");
	plan = plan_of(s, "2026-11-23");
	scenario_is(plan, "floors.0.lists.0.state", "departed");
	scenario_is(plan, "floors.0.lists.0.room.number", "401");
	house_has(scenario_get(plan, "floors.0.lists.0"), "device.kettle", "reset");
	scenario_is(plan, "totals.0.action", "reset");
	/* Not for ever, and not when it is done. */
	scenario_is(plan_of(s, "2026-11-25"), "floors.0.lists.0.state", "departed");
	scenario_is(plan_of(s, "2026-11-26"), "floors", "[]");
	house_task(s, "S1", "device.kettle", "done");
	scenario_is(plan_of(s, "2026-11-23"), "floors", "[]");
}

static void what_is_reset_is_due_before_the_next_arrival(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	house_stay(s, "S2",
		"'status':'booked','arrival':'2026-11-23','departure':'2026-11-25',"
		"'room':'401','booked_type':'DZ','eta':'2026-11-23T13:00:00+01:00'");
	house_task(s, "S1", "device.kettle", "done");
	scenario_at(s, "2026-11-21 15:07");
	house_stay(s, "S1", "'status':'checked_in'");
	scenario_forget(s);
	scenario_at(s, "2026-11-23 10:30");
	house_stay(s, "S1", "'status':'checked_out'");
	scenario_work(s);
	json_t *data = house_about(s, "floor-4", "S1");
	scenario_is(house_has(data, "device.kettle", "reset"), "due",
		"2026-11-23T12:30:00+01:00");
}

static void a_check_out_with_nothing_to_reset_is_told_to_who_had_the_list(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 15:00");
	house_stay(s, "S2",
		"'status':'checked_in','arrival':'2026-11-21',"
		"'departure':'2026-11-22','room':'402'");
	scenario_forget(s);
	scenario_at(s, "2026-11-22 09:00");
	house_stay(s, "S2", "'status':'checked_out'");
	json_t *data = scenario_sent(s, "floor-4", "checklist.revised");
	scenario_is(data, "state", "departed");
	scenario_is(data, "items", "[]");
}

static void a_guest_who_left_by_mistake_is_reinstated(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	house_task(s, "S1", "device.kettle", "done");
	scenario_at(s, "2026-11-21 15:07");
	house_stay(s, "S1", "'status':'checked_in'");
	scenario_at(s, "2026-11-22 09:00");
	house_stay(s, "S1", "'status':'checked_out'");
	scenario_forget(s);
	scenario_at(s, "2026-11-22 09:10");
	house_stay(s, "S1", "'status':'checked_in'");
	scenario_work(s);
	json_t *data = house_about(s, "floor-4", "S1");
	scenario_is(data, "state", "issued");
	scenario_is(data, "cause", "reinstated");
	/* It was not taken away yet. */
	scenario_is(house_has(data, "device.kettle", "place"), "state", "done");
	assert_int_equal(0,
		sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM occupancy"));
}

static void who_does_not_come_is_a_no_show_when_the_day_closes(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	house_task(s, "S1", "device.kettle", "done");
	scenario_forget(s);
	scenario_at(s, "2026-11-22 02:50");
	house_close_day(s, "2026-11-21");
	json_t *data = scenario_sent(s, "floor-4", "checklist.cancelled");
	scenario_is(data, "cause", "no_show");
	house_has(data, "device.kettle", "remove");
	assert_int_equal(
		5, sg_test_number(scenario_database(s), "SELECT status FROM stay"));
}

static void who_came_is_no_no_show(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	scenario_at(s, "2026-11-21 15:07");
	house_stay(s, "S1", "'status':'checked_in'");
	scenario_forget(s);
	scenario_at(s, "2026-11-22 03:10");
	house_close_day(s, "2026-11-21");
	scenario_sent_only_to(s, "");
}

static void a_no_show_who_comes_after_all_is_checked_in(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	scenario_at(s, "2026-11-22 03:10");
	house_close_day(s, "2026-11-21");
	scenario_forget(s);
	scenario_at(s, "2026-11-22 04:30");
	house_stay(s, "S1", "'status':'checked_in'");
	scenario_is(scenario_sent(s, "floor-4", "checklist.issued"), "state", "issued");
}

static void a_no_show_that_the_pms_reports_itself_is_told_once(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	scenario_forget(s);
	scenario_at(s, "2026-11-22 02:30");
	house_stay(s, "S1", "'status':'no_show'");
	scenario_sent(s, "floor-4", "checklist.cancelled");
	scenario_forget(s);
	house_close_day(s, "2026-11-21");
	scenario_sent_only_to(s, "");
}

static void a_walk_in_has_its_list_with_the_check_in(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 21:40");
	json_t *reply = house_stay(s, "W1",
		"'status':'checked_in','arrival':'2026-11-21','departure':'2026-11-22',"
		"'room':'303','booked_type':'DZ','party':{'adults':1},"
		"'codes':[{'group':'special','code':'KET'}]");
	scenario_is(reply, "ready.ready", "true");
	json_t *data = scenario_sent(s, "floor-3", "checklist.issued");
	house_has(data, "device.kettle", "place");
	scenario_is(data, "attention", "urgent");
	scenario_sent_only_to(s, "floor-3 office desk");
}

static void a_stay_for_the_day_ends_with_the_day(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 09:00");
	house_stay(s, "U1",
		"'status':'booked','arrival':'2026-11-21','departure':'2026-11-21',"
		"'day_use':true,'room':'402','eta':'2026-11-21T10:00:00+01:00',"
		"'etd':'2026-11-21T17:00:00+01:00',"
		"'codes':[{'group':'special','code':'KET'}]");
	json_t *data = scenario_sent(s, "floor-4", "checklist.planned");
	scenario_is(data, "times.ready_by", "2026-11-21T09:30:00+01:00");
	scenario_forget(s);
	scenario_at(s, "2026-11-21 10:00");
	house_stay(s, "U1", "'status':'checked_in'");
	house_task(s, "U1", "device.kettle", "done");
	scenario_forget(s);
	/* The evening's guest in the same room. */
	house_stay(s, "S9",
		"'status':'booked','arrival':'2026-11-21','departure':'2026-11-22',"
		"'room':'402','eta':'2026-11-21T20:00:00+01:00'");
	scenario_forget(s);
	scenario_at(s, "2026-11-21 17:00");
	house_stay(s, "U1", "'status':'checked_out'");
	data = house_about(s, "floor-4", "U1");
	scenario_is(data, "state", "departed");
	house_has(data, "device.kettle", "reset");
}

static void an_arrival_after_midnight_belongs_to_the_day_that_is_not_closed(void **state)
{
	struct scenario *s = *state;

	house_book_usual(s);
	scenario_at(s, "2026-11-22 01:40");
	house_stay(s, "S1", "'status':'checked_in'");
	json_t *data = scenario_sent(s, "floor-4", "checklist.issued");
	scenario_is(data, "business_date", "2026-11-21");
	scenario_is(data, "times.checked_in", "2026-11-22T01:40:00+01:00");
}

static void an_arrival_after_midnight_and_after_the_close_belongs_to_the_new_day(
	void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-22 00:30");
	house_close_day(s, "2026-11-21");
	house_stay(s, "W2",
		"'status':'checked_in','arrival':'2026-11-22',"
		"'departure':'2026-11-23','room':'401'");
	scenario_is(scenario_sent(s, "floor-4", "checklist.issued"), "business_date",
		"2026-11-22");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(a_booking_far_ahead_is_taken_and_tells_nobody),
		STORY(a_booking_of_today_is_told_at_once),
		STORY(changed_dates_make_a_new_revision),
		STORY(a_stay_put_off_to_next_week_is_told_to_those_who_prepare_it),
		STORY(another_room_type_is_another_standard_set),
		STORY(a_room_type_of_its_own_does_not_need_the_booked_one),
		STORY(a_baby_that_comes_along_gets_its_cot),
		STORY(what_nobody_was_told_is_cancelled_without_a_word),
		STORY(a_cancellation_before_the_preview_went_out_is_settled_silently),
		STORY(a_cancellation_after_the_preview_takes_it_back),
		STORY(what_was_done_for_a_cancelled_stay_is_taken_away),
		STORY(what_is_taken_away_is_due_before_the_next_arrival_in_the_room),
		STORY(a_cancelled_stay_may_be_booked_again),
		STORY(a_check_in_is_always_confirmed),
		STORY(a_check_in_with_nothing_to_do_is_confirmed_too),
		STORY(done_things_are_not_urgent_at_the_check_in),
		STORY(a_reversed_check_in_is_planned_again),
		STORY(a_guest_in_the_lobby_makes_this_room_the_first),
		STORY(after_check_out_only_what_is_to_be_reset_is_left),
		STORY(what_is_to_be_reset_stands_in_the_plan_of_the_day),
		STORY(what_is_reset_is_due_before_the_next_arrival),
		STORY(a_check_out_with_nothing_to_reset_is_told_to_who_had_the_list),
		STORY(a_guest_who_left_by_mistake_is_reinstated),
		STORY(who_does_not_come_is_a_no_show_when_the_day_closes),
		STORY(who_came_is_no_no_show),
		STORY(a_no_show_who_comes_after_all_is_checked_in),
		STORY(a_no_show_that_the_pms_reports_itself_is_told_once),
		STORY(a_walk_in_has_its_list_with_the_check_in),
		STORY(a_stay_for_the_day_ends_with_the_day),
		STORY(an_arrival_after_midnight_belongs_to_the_day_that_is_not_closed),
		STORY(an_arrival_after_midnight_and_after_the_close_belongs_to_the_new_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
