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

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(what_staff_decided_stays_and_the_rest_follows),
		STORY(a_second_guest_of_a_room_does_not_force_the_first_one_out),
		STORY(a_resynchronisation_checks_everybody_in_and_sends_nothing),
		STORY(the_tickets_of_a_moved_guest_do_not_go_silently_to_the_wrong_room),
		STORY(what_a_guest_no_longer_wants_is_superseded_and_not_deleted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
