/* What guests, staff and vendors went through elsewhere; each must not happen here. */
#include <string.h>

#include "support/house.h"

static void what_staff_decided_stays_and_the_rest_follows(void **state)
{
	struct scenario *s = *state;

	/* A manual decision about one task silently stopped it from following the booking. */
	scenario_at(s, "2026-11-21 08:00");
	house_states(s, "G1", "'topic':'device.iron','strength':'like'");
	house_book_usual(s);
	house_task(s, "S1", "device.kettle", "not_needed");
	scenario_forget(s);
	house_stay(s, "S1", "'eta':'2026-11-21T12:00:00+01:00','departure':'2026-11-26'");
	json_t *data = scenario_sent(s, "floor-4", "checklist.planned");
	scenario_is(house_item(data, "device.kettle"), "state", "not_needed");
	scenario_is(
		house_item(data, "device.kettle"), "due", "2026-11-21T11:30:00+01:00");
	scenario_is(house_item(data, "device.iron"), "state", "open");
	scenario_is(data, "times.departure", "2026-11-26");
	scenario_forget(s);
	house_states(
		s, "G1", "'topic':'amenity.water','value':'still','strength':'like'");
	data = scenario_sent(s, "floor-4", "checklist.planned");
	scenario_is(house_item(data, "device.kettle"), "state", "not_needed");
	scenario_is(house_item(data, "amenity.water"), "state", "open");
}

static void a_second_guest_of_a_room_does_not_force_the_first_one_out(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 15:00");
	house_agrees(s, "G2");
	house_states(
		s, "G2", "'topic':'allergy.room','value':'feather','strength':'require'");
	house_book_usual(s);
	house_stay(s, "S1", "'status':'checked_in'");
	scenario_forget(s);
	scenario_at(s, "2026-11-21 18:00");
	house_stay(s, "S2",
		"'status':'checked_in','arrival':'2026-11-21',"
		"'departure':'2026-11-22','room':'401'," OF_GUEST("G2"));
	scenario_work(s);
	json_t *first = house_list(s, "S1");
	scenario_is(first, "state", "issued");
	/* His needs are added to the room's one list. */
	house_has(first, "device.kettle", "place");
	house_has(first, "bed.filling", "swap");
	scenario_is(house_list(s, "S2"), "state", "issued");
	scenario_is(house_list(s, "S2"), "led_by", scenario_text(first, "stay"));
	scenario_is(house_about(s, "floor-4", "S1"), "cause", "room_shared");
	/* And go with him. */
	scenario_at(s, "2026-11-22 10:00");
	house_stay(s, "S2", "'status':'checked_out'");
	scenario_work(s);
	first = house_list(s, "S1");
	scenario_is(first, "state", "issued");
	assert_true(house_item(first, "bed.filling") == NULL ||
		    strcmp(scenario_text(house_item(first, "bed.filling"), "action"),
			    "swap") != 0);
}

/* S1 leads the room, S2 follows; both lists stand. */
static void two_in_401(struct scenario *s)
{
	scenario_at(s, "2026-11-20 12:00");
	house_book_usual(s);
	house_stay(s, "S2", BOOKED ",'room':'401','booked_type':'DZ'," OF_GUEST("G2"));
	scenario_work(s);
	scenario_at(s, "2026-11-20 16:00");
	scenario_say(s, "guest.changed", PMS("G9") ",'language':'de'");
	scenario_work(s);
	scenario_at(s, "2026-11-21 09:00");
	scenario_say(s, "guest.changed", PMS("G9") ",'language':'de'");
	scenario_forget(s);
	scenario_is(house_list(s, "S2"), "led_by",
		scenario_text(house_list(s, "S1"), "stay"));
}

static void what_a_second_guest_needs_later_stands_in_the_leading_list(void **state)
{
	struct scenario *s = *state;

	two_in_401(s);
	house_states(
		s, "G2", "'topic':'allergy.room','value':'feather','strength':'require'");
	json_t *data = scenario_sent(s, "floor-4", "checklist.planned");
	scenario_is(data, "stay", scenario_text(house_list(s, "S1"), "stay"));
	scenario_is(data, "cause", "replanned");
	house_has(data, "bed.filling", "swap");
	/* It goes as it came. */
	scenario_forget(s);
	scenario_say(s, "preference.withdrawn",
		"'guest':{" PMS("G2") "},'topic':'allergy.room'");
	house_has_not(house_about(s, "floor-4", "S1"), "bed.filling");
}

static void no_check_in_before_work_calls_a_room_with_a_new_need_ready(void **state)
{
	struct scenario *s = *state;

	two_in_401(s);
	house_states(
		s, "G2", "'topic':'allergy.room','value':'feather','strength':'require'");
	json_t *reply = house_stay(s, "S1", "'status':'checked_in'");
	scenario_is(reply, "ready.ready", "false");
	scenario_is(reply, "ready.open_needs.0.topic", "bed.filling");
	house_has(scenario_sent(s, "floor-4", "checklist.issued"), "bed.filling", "swap");
}

static void the_codes_of_a_followers_group_count_for_the_leading_list(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_stay(s, "S1", BOOKED ",'room':'402','booked_type':'DZ'," OF_GUEST("G3"));
	house_stay(s, "S2",
		BOOKED
		",'room':'402','booked_type':'DZ','group':'CHOIR'," OF_GUEST("G2"));
	scenario_forget(s);
	scenario_say(s, "group.changed",
		"'code':'CHOIR','codes':[{'group':'special','code':'KET'}]");
	house_has(house_about(s, "floor-4", "S1"), "device.kettle", "place");
}

static void what_is_known_of_a_follower_later_reaches_the_leading_list(void **state)
{
	struct scenario *s = *state;

	two_in_401(s);
	scenario_say(s, "guest.changed",
		PMS("G2") ",'occasions':[{'kind':'birthday','month_day':'11-22'}]");
	json_t *data = house_about(s, "floor-4", "S1");
	scenario_is(house_has(data, "occasion", "place"), "value", "birthday");
}

static void all_who_share_a_room_and_do_not_come_are_no_shows(void **state)
{
	struct scenario *s = *state;

	two_in_401(s);
	house_stay(s, "S3", BOOKED ",'room':'401','booked_type':'DZ'," OF_GUEST("G3"));
	scenario_forget(s);
	scenario_at(s, "2026-11-22 03:00");
	house_close_day(s, "2026-11-21");
	scenario_work(s);
	for (int i = 1; i <= 3; i++) {
		const char *const stays[] = {"S1", "S2", "S3"};

		scenario_is(house_list(s, stays[i - 1]), "state", "cancelled");
	}
}

static void a_look_that_finds_nothing_new_leaves_the_lists_of_a_room_ready(void **state)
{
	struct scenario *s = *state;
	const char *ready = "SELECT COUNT(*) FROM stay s JOIN room r "
			    "ON r.property = s.property AND r.number = s.room "
			    "WHERE s.planned_version = s.version "
			    "AND s.planned_room = r.version";

	two_in_401(s);
	house_states(s, "G2", "'topic':'device.iron','strength':'like'");
	assert_int_equal(0, sg_test_number(scenario_database(s), "%s", ready));
	scenario_work(s);
	assert_int_equal(2, sg_test_number(scenario_database(s), "%s", ready));
	/* Their moments come and go. */
	scenario_forget(s);
	scenario_at(s, "2026-11-21 13:35");
	scenario_say(s, "guest.changed", PMS("G9") ",'language':'de'");
	scenario_sent_only_to(s, "");
	assert_int_equal(2, sg_test_number(scenario_database(s), "%s", ready));
}

static void an_alert_of_each_who_shares_a_room_is_told(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_states(s, "G1",
		"'topic':'bed.filling','value':'feather_free','strength':'require'");
	house_agrees(s, "G2");
	house_states(
		s, "G2", "'topic':'diet.allergen','value':'nuts','strength':'require'");
	for (int i = 1; i <= 3; i++) {
		house_stay(s,
			i == 1   ? "S1"
			: i == 2 ? "S2"
				 : "S3",
			BOOKED ",'room':'401','booked_type':'DZ',"
			       "'people':[{'role':'guest','primary':true,"
			       "'ids':[{'system':'pms','id':'G%d'}]}]",
			4 - i);
	}
	scenario_forget(s);
	scenario_at(s, "2026-11-21 13:35");
	scenario_say(s, "guest.changed", PMS("G9") ",'language':'de'");
	json_t *data = scenario_sent(s, "desk", "room.alert");
	assert_int_equal(json_array_size(json_object_get(data, "items")), 3);
}

static void a_resynchronisation_checks_everybody_in_and_sends_nothing(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 15:00");
	house_book_usual(s);
	house_stay(s, "S1", "'status':'checked_in'");
	house_stay(s, "S2",
		"'status':'checked_in','arrival':'2026-11-21',"
		"'departure':'2026-11-22','room':'402'");
	scenario_forget(s);
	int64_t lists =
		sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM checklist");
	/* The interface starts again, in the evening and in the morning. */
	for (int i = 0; i < 2; i++) {
		scenario_at(s, i == 0 ? "2026-11-21 22:00" : "2026-11-22 07:00");
		scenario_is(house_stay(s, "S1", "'status':'checked_in','room':'401'"),
			"outcome", "applied");
		scenario_is(house_stay(s, "S2", "'status':'checked_in','room':'402'"),
			"outcome", "applied");
	}
	scenario_sent_only_to(s, "");
	assert_int_equal(lists,
		sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM checklist"));
	scenario_is(house_list(s, "S1"), "times.checked_in", "2026-11-21T15:00:03+01:00");
}

static void the_tickets_of_a_moved_guest_do_not_go_silently_to_the_wrong_room(
	void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 15:00");
	house_book_usual(s);
	house_stay(s, "S1", "'status':'checked_in'");
	scenario_forget(s);
	house_stay(s, "S1", "'room':'303'");
	scenario_work(s);
	static const char *const floors[] = {"floor-3", "floor-4", "office"};
	for (size_t i = 0; i < 3; i++) {
		json_t *data = house_about(s, floors[i], "S1");
		scenario_is(data, "revision", "3");
		scenario_is(data, "room_from", "401");
		scenario_is(data, "room.number", "303");
		scenario_is(data, "cause", "moved");
	}
	/* What is new afterwards does not speak of the move any more. */
	scenario_forget(s);
	house_stay(s, "S1", "'departure':'2026-11-25'");
	json_t *data = scenario_sent(s, "floor-3", "checklist.revised");
	scenario_is(data, "cause", "changed");
	scenario_sent_only_to(s, "floor-3 office desk");
}

static void what_a_guest_no_longer_wants_is_superseded_and_not_deleted(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2025-03-01 12:00");
	house_states(s, "G1",
		"'topic':'room.location','value':'high_floor','strength':'like'");
	scenario_at(s, "2026-11-02 12:00");
	house_states(s, "G1",
		"'topic':'room.location','value':'high_floor','strength':'never'");
	json_t *card = scenario_say(s, "guest.card", PMS("G1"));
	assert_int_equal(json_array_size(json_object_get(card, "facts")), 1);
	scenario_is(card, "facts.0.strength", "never");
	assert_int_equal(2,
		sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM statement"));
	assert_int_equal(1, sg_test_number(scenario_database(s),
				    "SELECT COUNT(*) FROM statement WHERE ended = 1 AND "
				    "ended_by IS NOT NULL AND ended_us IS NOT NULL"));
}

/* Repeat guests have more than two profiles on average, and a wrong merge could not be undone. */
static void a_wrong_merge_is_undone_exactly(void **state)
{
	struct scenario *s = *state;
	json_t *before, *after;

	scenario_at(s, "2026-11-20 08:00");
	house_states(s, "G1", "'topic':'device.kettle','strength':'like'");
	house_states(s, "G2", "'topic':'device.iron','strength':'like'");
	before = json_object_get(scenario_say(s, "guest.card", PMS("G1")), "facts");
	scenario_say(s, "guest.merged", PMS("G1") ",'merged':{" PMS("G2") "}");
	house_states(
		s, "G2", "'topic':'amenity.water','value':'still','strength':'like'");
	assert_int_equal(3, json_array_size(json_object_get(
				    scenario_say(s, "guest.card", PMS("G1")), "facts")));
	scenario_say(s, "guest.unmerged", PMS("G1") ",'merged':{" PMS("G2") "}");
	after = json_object_get(scenario_say(s, "guest.card", PMS("G1")), "facts");
	assert_true(json_equal(before, after));
	assert_int_equal(2, json_array_size(json_object_get(
				    scenario_say(s, "guest.card", PMS("G2")), "facts")));
}

/* "Welcome again" could not be said, as a guest existed only within a reservation; and several
 * guests share one e-mail. */
static void a_guest_is_known_apart_from_his_reservations_and_by_no_email(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 08:00");
	scenario_say(s, "guest.changed",
		PMS("G1") ",'salutation':'Frau Keller','email':'box@agency.example'");
	scenario_say(s, "guest.changed",
		PMS("G2") ",'salutation':'Herr Jansen','email':'box@agency.example'");
	house_states(s, "G1", "'topic':'device.kettle','strength':'like'");
	scenario_is(scenario_say(s, "guest.card", PMS("G1")), "facts.0.topic",
		"device.kettle");
	scenario_is(scenario_say(s, "guest.card", PMS("G2")), "facts.0", "absent");
	scenario_is(scenario_say(s, "guest.card", PMS("G2")), "duplicates", "absent");
	house_stay(s, "S1",
		"'status':'checked_in','arrival':'2026-11-20',"
		"'departure':'2026-11-21','room':'401'," OF_GUEST("G1"));
	house_stay(s, "S1", "'status':'checked_out'");
	scenario_work(s);
	scenario_at(s, "2026-12-20 08:00");
	scenario_is(house_stay(s, "S2",
			    "'status':'checked_in','arrival':'2026-12-20',"
			    "'departure':'2026-12-21','room':'402'," OF_GUEST("G1")),
		"greet.salutation", "Frau Keller");
	house_has(house_list(s, "S2"), "device.kettle", "place");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(what_staff_decided_stays_and_the_rest_follows),
		STORY(a_second_guest_of_a_room_does_not_force_the_first_one_out),
		STORY(what_a_second_guest_needs_later_stands_in_the_leading_list),
		STORY(no_check_in_before_work_calls_a_room_with_a_new_need_ready),
		STORY(the_codes_of_a_followers_group_count_for_the_leading_list),
		STORY(what_is_known_of_a_follower_later_reaches_the_leading_list),
		STORY(all_who_share_a_room_and_do_not_come_are_no_shows),
		STORY(a_look_that_finds_nothing_new_leaves_the_lists_of_a_room_ready),
		STORY(an_alert_of_each_who_shares_a_room_is_told),
		STORY(a_resynchronisation_checks_everybody_in_and_sends_nothing),
		STORY(the_tickets_of_a_moved_guest_do_not_go_silently_to_the_wrong_room),
		STORY(what_a_guest_no_longer_wants_is_superseded_and_not_deleted),
		STORY(a_wrong_merge_is_undone_exactly),
		STORY(a_guest_is_known_apart_from_his_reservations_and_by_no_email),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
