/* Rooms: assigned, left, exchanged, shared, and what is done when who leads a room leaves it. */
#include <string.h>

#include "support/house.h"

static const char *stay_id(struct scenario *s, const char *stay)
{
	return scenario_text(house_list(s, stay), "stay");
}

static void check_in(struct scenario *s, const char *stay, const char *room)
{
	house_stay(s, stay, "'status':'checked_in','room':'%s'", room);
}

static void without_a_room_only_the_office_hears_of_it(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_states(s, "G1", "'topic':'device.kettle','strength':'like'");
	house_stay(s, "S1", BOOKED ",'booked_type':'DZ'," OF_GUEST("G1"));
	json_t *data = scenario_sent(s, "office", "checklist.planned");
	scenario_is(data, "room.number", "null");
	scenario_is(data, "room.booked_type", "DZ");
	scenario_sent_only_to(s, "office");
	scenario_forget(s);
	house_stay(s, "S1", "'room':'401'");
	data = scenario_sent(s, "floor-4", "checklist.planned");
	scenario_is(data, "cause", "room_assigned");
	scenario_is(data, "room.number", "401");
	scenario_sent_only_to(s, "floor-4 office");
}

static void the_first_room_at_the_check_in_is_urgent(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_states(s, "G1", "'topic':'device.kettle','strength':'like'");
	house_stay(s, "S1", BOOKED ",'booked_type':'DZ'," OF_GUEST("G1"));
	scenario_forget(s);
	scenario_at(s, "2026-11-21 15:10");
	check_in(s, "S1", "303");
	json_t *data = scenario_sent(s, "floor-3", "checklist.issued");
	scenario_is(data, "attention", "urgent");
	scenario_is(data, "room.number", "303");
	scenario_is(data, "room_from", "null");
	scenario_sent_only_to(s, "floor-3 office desk");
}

static void a_room_taken_back_before_the_arrival_is_told_to_its_floor(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	scenario_forget(s);
	house_stay(s, "S1", "'room':null");
	json_t *data = scenario_sent(s, "floor-4", "checklist.planned");
	scenario_is(data, "room.number", "null");
	scenario_is(data, "cause", "room_withdrawn");
}

static void another_room_before_the_arrival_is_told_on_both_floors(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	scenario_forget(s);
	house_stay(s, "S1", "'room':'303'");
	scenario_is(
		scenario_sent(s, "floor-3", "checklist.planned"), "room.number", "303");
	scenario_is(
		scenario_sent(s, "floor-4", "checklist.planned"), "room.number", "303");
	scenario_forget(s);
	/* From now on it is no business of floor 4. */
	house_stay(s, "S1", "'departure':'2026-11-25'");
	scenario_sent_only_to(s, "floor-3 office");
	scenario_forget(s);
	scenario_at(s, "2026-11-21 15:00");
	house_stay(s, "S1", "'status':'checked_in'");
	scenario_sent_only_to(s, "floor-3 office desk");
}

static void a_move_says_the_old_and_the_new_room_on_both_floors(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	house_task(s, "S1", "device.kettle", "done");
	scenario_at(s, "2026-11-21 15:07");
	check_in(s, "S1", "401");
	scenario_forget(s);
	scenario_at(s, "2026-11-21 18:00");
	house_stay(s, "S1", "'room':'303'");
	json_t *data = scenario_sent(s, "floor-3", "checklist.revised");
	scenario_is(data, "cause", "moved");
	scenario_is(data, "kind", "move");
	scenario_is(data, "room_from", "401");
	scenario_is(data, "room.number", "303");
	scenario_is(house_has(data, "device.kettle", "place"), "state", "open");
	data = scenario_sent(s, "floor-4", "checklist.revised");
	scenario_is(data, "room_from", "401");
	scenario_is(data, "room.number", "303");
	scenario_sent_only_to(s, "floor-3 floor-4 office desk");
	/* What was brought to the old room is to be taken from there. */
	data = house_list(s, "S1");
	size_t taken_back = 0;
	size_t i;
	json_t *item;
	json_array_foreach(json_object_get(data, "items"), i, item)
	{
		if (strcmp(scenario_text(item, "topic"), "device.kettle") == 0 &&
			strcmp(scenario_text(item, "action"), "place") != 0) {
			scenario_is(item, "room", "401");
			taken_back++;
		}
	}
	assert_int_equal(taken_back, 1);
}

static void a_move_is_told_once(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	scenario_at(s, "2026-11-21 15:07");
	check_in(s, "S1", "401");
	house_stay(s, "S1", "'room':'303'");
	scenario_forget(s);
	/* Nothing that a list would say: no revision comes of having been told. */
	house_stay(s, "S1", "'market':'leisure'");
	scenario_sent_only_to(s, "");
	scenario_is(house_list(s, "S1"), "room_from", "401");
	house_stay(s, "S1", "'departure':'2026-11-25'");
	json_t *data = scenario_sent(s, "floor-3", "checklist.revised");
	scenario_is(data, "room_from", "null");
	scenario_is(data, "kind", "arrival");
	scenario_sent_only_to(s, "floor-3 office desk");
}

static void a_move_that_was_not_delivered_is_in_the_next_revision(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	scenario_at(s, "2026-11-21 15:07");
	check_in(s, "S1", "401");
	scenario_work(s);
	scenario_answers(s, "floor-3", 500);
	house_stay(s, "S1", "'room':'303'");
	scenario_work(s);
	house_stay(s, "S1", "'departure':'2026-11-25'");
	scenario_work(s);
	scenario_forget(s);
	scenario_answers(s, "floor-3", 204);
	scenario_skip_back_off(s);
	json_t *data = scenario_sent(s, "floor-3", "checklist.revised");
	scenario_is(data, "room_from", "401");
	scenario_is(data, "kind", "move");
	scenario_is(data, "times.departure", "2026-11-25");
	scenario_forget(s);
	house_stay(s, "S1", "'departure':'2026-11-26'");
	data = scenario_sent(s, "floor-3", "checklist.revised");
	scenario_is(data, "room_from", "null");
}

static void what_was_only_looked_at_in_the_old_room_is_open_in_the_new(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	scenario_at(s, "2026-11-21 15:07");
	check_in(s, "S1", "401");
	house_task(s, "S1", "device.kettle", "seen");
	scenario_forget(s);
	house_stay(s, "S1", "'room':'303'");
	json_t *data = scenario_sent(s, "floor-3", "checklist.revised");
	scenario_is(house_has(data, "device.kettle", "place"), "state", "open");
	scenario_is(house_has(house_list(s, "S1"), "device.kettle", "place"), "state",
		"open");
}

static void what_the_guest_refused_is_refused_in_the_new_room_too(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	scenario_at(s, "2026-11-21 15:07");
	check_in(s, "S1", "401");
	house_task(s, "S1", "device.kettle", "refused");
	scenario_forget(s);
	house_stay(s, "S1", "'room':'303'");
	json_t *data = scenario_sent(s, "floor-3", "checklist.revised");
	scenario_is(house_has(data, "device.kettle", "place"), "state", "refused");
}

static void a_move_back_on_the_same_evening_needs_nothing_new(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	house_task(s, "S1", "device.kettle", "done");
	scenario_at(s, "2026-11-21 15:07");
	check_in(s, "S1", "401");
	house_stay(s, "S1", "'room':'303'");
	scenario_forget(s);
	house_stay(s, "S1", "'room':'401'");
	json_t *data = scenario_sent(s, "floor-4", "checklist.revised");
	scenario_is(data, "room_from", "303");
	json_t *item = house_has(data, "device.kettle", "place");
	scenario_is(item, "state", "done");
	assert_int_equal(json_array_size(json_object_get(data, "items")), 1);
}

static void a_room_that_was_left_is_dirty_and_vacant(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	scenario_at(s, "2026-11-21 15:07");
	check_in(s, "S1", "401");
	json_t *reply = scenario_say(s, "room.readiness", "'number':'401'");
	scenario_is(reply, "made", "true");
	house_stay(s, "S1", "'room':'303'");
	reply = scenario_say(s, "room.readiness", "'number':'401'");
	scenario_is(reply, "made", "false");
	scenario_is(reply, "ready", "false");
	assert_int_equal(1, sg_test_number(scenario_database(s),
				    "SELECT COUNT(*) FROM occupancy WHERE room = '401'"));
}

static void a_room_that_was_never_told_is_not_ready(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 15:07");
	scenario_actor(s, "'role':'front_desk'");
	json_t *reply = house_stay(s, "S1",
		"'status':'checked_in','arrival':'2026-11-21','departure':'2026-11-23','"
		"room':'999'," OF_GUEST("G1"));
	scenario_is(reply, "ready.ready", "false");
	scenario_is(reply, "warn.0.kind", "room_unknown");
}

static void a_room_unknown_is_said_to_every_role(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_stay(s, "S1", BOOKED ",'room':'999'," OF_GUEST("G1"));
	scenario_forget(s);
	scenario_at(s, "2026-11-21 15:07");
	scenario_actor(s, "'role':'attendant'");
	json_t *reply = house_stay(s, "S1", "'status':'checked_in'");
	scenario_is(reply, "ready.ready", "false");
	scenario_is(reply, "warn.0.kind", "room_unknown");
	scenario_is(reply, "greet", "absent");
}

static void two_in_house(struct scenario *s)
{
	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	house_states(s, "G2", "'topic':'device.iron','strength':'like'");
	house_stay(s, "S2", BOOKED ",'room':'303','booked_type':'DZ'," OF_GUEST("G2"));
	house_task(s, "S1", "device.kettle", "done");
	house_task(s, "S2", "device.iron", "done");
	scenario_at(s, "2026-11-21 15:07");
	check_in(s, "S1", "401");
	check_in(s, "S2", "303");
	scenario_forget(s);
	scenario_at(s, "2026-11-21 18:00");
}

static void expect_exchanged(struct scenario *s)
{
	scenario_work(s);
	json_t *first = house_about(s, "floor-3", "S1");
	json_t *second = house_about(s, "floor-4", "S2");

	scenario_is(first, "room.number", "303");
	scenario_is(first, "room_from", "401");
	scenario_is(first, "led_by", "null");
	house_has(first, "device.kettle", "place");
	house_has_not(first, "device.iron");
	scenario_is(second, "room.number", "401");
	scenario_is(second, "room_from", "303");
	scenario_is(second, "led_by", "null");
	house_has(second, "device.iron", "place");
	/* Each floor hears of both. */
	scenario_is(house_about(s, "floor-4", "S1"), "room.number", "303");
	scenario_is(house_about(s, "floor-3", "S2"), "room.number", "401");
}

static void an_exchange_in_a_batch_is_one_step_for_both(void **state)
{
	struct scenario *s = *state;

	two_in_house(s);
	scenario_batch_begin(s);
	house_stay(s, "S1", "'room':'303'");
	house_stay(s, "S2", "'room':'401'");
	json_t *answers = scenario_batch_end(s);
	scenario_is(answers, "0.outcome", "applied");
	scenario_is(answers, "1.outcome", "applied");
	expect_exchanged(s);
	scenario_is(house_list(s, "S1"), "revision", "3");
	scenario_is(house_list(s, "S2"), "revision", "3");
	assert_int_equal(house_count_about(s, "floor-3", "S1"), 1);
	assert_int_equal(house_count_about(s, "floor-4", "S2"), 1);
}

static void an_exchange_in_two_documents_comes_out_the_same(void **state)
{
	struct scenario *s = *state;

	two_in_house(s);
	house_stay(s, "S1", "'room':'303'");
	house_stay(s, "S2", "'room':'401'");
	expect_exchanged(s);
}

static void an_exchange_that_is_sent_again_changes_nothing(void **state)
{
	struct scenario *s = *state;

	two_in_house(s);
	for (int i = 0; i < 2; i++) {
		scenario_batch_begin(s);
		scenario_with_id(s, "move-1");
		scenario_with_time(s, "2026-11-21 18:00");
		house_stay(s, "S1", "'room':'303'");
		scenario_with_id(s, "move-2");
		scenario_with_time(s, "2026-11-21 18:00");
		house_stay(s, "S2", "'room':'401'");
		json_t *answers = scenario_batch_end(s);
		scenario_is(answers, "0.outcome", i == 0 ? "applied" : "repeated");
		scenario_is(answers, "1.outcome", i == 0 ? "applied" : "repeated");
		scenario_work(s);
		if (i == 0) {
			expect_exchanged(s);
			scenario_forget(s);
		}
	}
	scenario_sent_only_to(s, "");
}

static void an_exchange_before_the_arrival_comes_out_right(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	house_states(s, "G2", "'topic':'device.iron','strength':'like'");
	house_stay(s, "S2", BOOKED ",'room':'303','booked_type':'DZ'," OF_GUEST("G2"));
	scenario_forget(s);
	house_stay(s, "S1", "'room':'303'");
	house_stay(s, "S2", "'room':'401'");
	scenario_work(s);
	json_t *first = house_about(s, "floor-3", "S1");
	json_t *second = house_about(s, "floor-4", "S2");
	scenario_is(first, "led_by", "null");
	scenario_is(first, "room.number", "303");
	house_has(first, "device.kettle", "place");
	house_has_not(first, "device.iron");
	scenario_is(second, "led_by", "null");
	scenario_is(second, "room.number", "401");
	house_has(second, "device.iron", "place");
	house_has_not(second, "device.kettle");
}

static void who_does_not_overlap_any_more_has_a_list_of_his_own(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	house_states(s, "G2", "'topic':'device.iron','strength':'like'");
	house_stay(s, "S2", BOOKED ",'room':'401','booked_type':'DZ'," OF_GUEST("G2"));
	scenario_work(s);
	scenario_is(house_list(s, "S2"), "led_by", stay_id(s, "S1"));
	scenario_forget(s);
	house_stay(s, "S1", "'departure':'2026-11-22'");
	house_stay(s, "S2", "'arrival':'2026-11-22','departure':'2026-11-24'");
	scenario_work(s);
	json_t *list = house_list(s, "S2");
	scenario_is(list, "led_by", "null");
	house_has(list, "device.iron", "place");
	list = house_list(s, "S1");
	scenario_is(list, "led_by", "null");
	house_has_not(list, "device.iron");
	house_has(list, "device.kettle", "place");
}

static void a_cancelled_guest_in_house_leaves_his_room(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	house_task(s, "S1", "device.kettle", "done");
	check_in(s, "S1", "401");
	scenario_forget(s);
	house_stay(s, "S1", "'status':'cancelled'");
	json_t *data = scenario_sent(s, "floor-4", "checklist.cancelled");
	house_has(data, "device.kettle", "remove");
	scenario_is(scenario_say(s, "room.readiness", "'number':'401'"), "made", "false");
}

/* S1 and S2 in 401: who books first leads. */
static void share_a_room(struct scenario *s)
{
	scenario_at(s, "2026-11-21 08:00");
	house_states(s, "G2", "'topic':'device.iron','strength':'like'");
	house_book_usual(s);
	house_stay(s, "S2",
		BOOKED ",'room':'401','booked_type':'DZ','share':'X'," OF_GUEST("G2"));
}

static void stays_in_one_room_have_one_list(void **state)
{
	struct scenario *s = *state;

	share_a_room(s);
	scenario_work(s);
	json_t *leading = house_about(s, "floor-4", "S1");
	scenario_is(leading, "led_by", "null");
	house_has(leading, "device.kettle", "place");
	house_has(leading, "device.iron", "place");
	json_t *led = house_list(s, "S2");
	scenario_is(led, "led_by", stay_id(s, "S1"));
	scenario_is(led, "items", "[]");
}

static void needs_of_all_in_the_room_add_up(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_states(s, "G1",
		"'topic':'amenity.sweets','value':'chocolate','strength':'like'");
	house_agrees(s, "G2");
	house_states(
		s, "G2", "'topic':'diet.allergen','value':'nuts','strength':'require'");
	house_stay(s, "S1", BOOKED ",'room':'401','booked_type':'DZ'," OF_GUEST("G1"));
	scenario_work(s);
	house_has(house_about(s, "floor-4", "S1"), "amenity.sweets", "place");
	scenario_forget(s);
	house_stay(s, "S2", BOOKED ",'room':'401','booked_type':'DZ'," OF_GUEST("G2"));
	json_t *data = house_about(s, "floor-4", "S1");
	house_has_not(data, "amenity.sweets");
	house_has(data, "minibar.without", "do");
	house_has(house_about(s, "kitchen", "S1"), "kitchen.without", "do");
}

static void the_second_check_in_leaves_the_first_guest_where_he_is(void **state)
{
	struct scenario *s = *state;

	share_a_room(s);
	scenario_at(s, "2026-11-21 15:07");
	check_in(s, "S1", "401");
	scenario_forget(s);
	scenario_at(s, "2026-11-21 19:30");
	json_t *reply = house_stay(s, "S2", "'status':'checked_in'");
	scenario_is(reply, "outcome", "applied");
	json_t *data = house_about(s, "floor-4", "S2");
	scenario_is(data, "state", "issued");
	scenario_is(data, "led_by", stay_id(s, "S1"));
	scenario_is(house_list(s, "S1"), "state", "issued");
	scenario_is(house_list(s, "S1"), "room.number", "401");
	assert_int_equal(2, sg_test_number(scenario_database(s),
				    "SELECT COUNT(*) FROM stay WHERE status = 2"));
}

static void the_lead_passes_on_when_the_leader_leaves(void **state)
{
	struct scenario *s = *state;

	share_a_room(s);
	house_task(s, "S1", "device.kettle", "done");
	house_task(s, "S1", "device.iron", "done");
	scenario_at(s, "2026-11-21 15:07");
	check_in(s, "S1", "401");
	check_in(s, "S2", "401");
	scenario_forget(s);
	scenario_at(s, "2026-11-22 10:00");
	house_stay(s, "S1", "'status':'checked_out'");
	json_t *data = house_about(s, "floor-4", "S2");
	scenario_is(data, "led_by", "null");
	scenario_is(data, "state", "issued");
	scenario_is(house_has(data, "device.iron", "place"), "state", "done");
	/* The kettle was the other guest's wish; he who stays may keep it until he goes, or it
	 * is taken away now, but it is spoken of once. */
	json_t *gone = house_about(s, "floor-4", "S1");
	scenario_is(gone, "state", "departed");
	bool here = house_item(data, "device.kettle") != NULL;
	bool there = house_item(gone, "device.kettle") != NULL;
	assert_true(here != there);
	/* The iron is still wanted: nobody takes it away. */
	house_has_not(gone, "device.iron");
}

static void the_lead_passes_on_when_the_leader_cancels(void **state)
{
	struct scenario *s = *state;

	share_a_room(s);
	scenario_forget(s);
	house_stay(s, "S1", "'status':'cancelled'");
	json_t *data = house_about(s, "floor-4", "S2");
	scenario_is(data, "led_by", "null");
	house_has(data, "device.iron", "place");
	house_has_not(data, "device.kettle");
}

static void the_lead_passes_on_when_the_leader_moves_out(void **state)
{
	struct scenario *s = *state;

	share_a_room(s);
	scenario_at(s, "2026-11-21 15:07");
	check_in(s, "S1", "401");
	check_in(s, "S2", "401");
	scenario_forget(s);
	house_stay(s, "S1", "'room':'303'");
	json_t *stays = house_about(s, "floor-4", "S2");
	scenario_is(stays, "led_by", "null");
	house_has(stays, "device.iron", "place");
	json_t *moves = house_about(s, "floor-3", "S1");
	house_has(moves, "device.kettle", "place");
	house_has_not(moves, "device.iron");
}

static void who_follows_in_the_room_has_a_list_of_his_own(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	house_states(s, "G2", "'topic':'device.iron','strength':'like'");
	house_stay(s, "S2",
		"'status':'booked','arrival':'2026-11-23','departure':'2026-11-24',"
		"'room':'401','booked_type':'DZ'," OF_GUEST("G2"));
	scenario_at(s, "2026-11-22 16:01");
	house_close_day(s, "2026-11-21");
	scenario_work(s);
	json_t *list = house_list(s, "S2");
	scenario_is(list, "led_by", "null");
	house_has(list, "device.iron", "place");
	house_has_not(house_list(s, "S1"), "device.iron");
}

static void two_rooms_of_one_reservation_have_a_list_each(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_states(s, "G1", "'topic':'device.kettle','strength':'like'");
	house_states(s, "G2", "'topic':'device.iron','strength':'like'");
	house_stay(s, "R7/1", BOOKED ",'room':'401','booked_type':'DZ'," OF_GUEST("G1"));
	house_stay(s, "R7/2", BOOKED ",'room':'402','booked_type':'DZ'," OF_GUEST("G2"));
	scenario_work(s);
	house_has(house_about(s, "floor-4", "R7/1"), "device.kettle", "place");
	house_has_not(house_about(s, "floor-4", "R7/1"), "device.iron");
	house_has(house_about(s, "floor-4", "R7/2"), "device.iron", "place");
	scenario_forget(s);
	house_stay(s, "R7/1", "'status':'cancelled'");
	assert_int_equal(house_count_about(s, "floor-4", "R7/1"), 1);
	assert_int_equal(house_count_about(s, "floor-4", "R7/2"), 0);
}

static void the_same_guest_in_two_rooms_has_his_things_in_both(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	house_stay(s, "S2", BOOKED ",'room':'402','booked_type':'DZ'," OF_GUEST("G1"));
	scenario_work(s);
	house_has(house_about(s, "floor-4", "S1"), "device.kettle", "place");
	house_has(house_about(s, "floor-4", "S2"), "device.kettle", "place");
}

static void a_room_that_the_house_does_not_have_is_warned_of(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	json_t *reply = house_stay(s, "S1", "'status':'checked_in','room':'999'");
	scenario_is(reply, "warn.0.kind", "room_unknown");
	scenario_work(s);
	scenario_is(house_about(s, "office", "S1"), "room.number", "999");
}

static void a_room_out_of_order_is_warned_of_at_the_check_in(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	scenario_say(s, "room.changed",
		"'number':'401','status':{'out_of_order':{'from':'2026-11-20',"
		"'until':'2026-11-25','kind':'order'}}");
	json_t *reply = house_stay(s, "S1", "'status':'checked_in'");
	scenario_is(reply, "warn.0.kind", "room_out_of_order");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(without_a_room_only_the_office_hears_of_it),
		STORY(the_first_room_at_the_check_in_is_urgent),
		STORY(a_room_taken_back_before_the_arrival_is_told_to_its_floor),
		STORY(another_room_before_the_arrival_is_told_on_both_floors),
		STORY(a_move_says_the_old_and_the_new_room_on_both_floors),
		STORY(a_move_is_told_once),
		STORY(a_move_that_was_not_delivered_is_in_the_next_revision),
		STORY(what_was_only_looked_at_in_the_old_room_is_open_in_the_new),
		STORY(what_the_guest_refused_is_refused_in_the_new_room_too),
		STORY(a_move_back_on_the_same_evening_needs_nothing_new),
		STORY(a_room_that_was_left_is_dirty_and_vacant),
		STORY(a_room_that_was_never_told_is_not_ready),
		STORY(a_room_unknown_is_said_to_every_role),
		STORY(an_exchange_in_a_batch_is_one_step_for_both),
		STORY(an_exchange_in_two_documents_comes_out_the_same),
		STORY(an_exchange_that_is_sent_again_changes_nothing),
		STORY(an_exchange_before_the_arrival_comes_out_right),
		STORY(who_does_not_overlap_any_more_has_a_list_of_his_own),
		STORY(a_cancelled_guest_in_house_leaves_his_room),
		STORY(stays_in_one_room_have_one_list),
		STORY(needs_of_all_in_the_room_add_up),
		STORY(the_second_check_in_leaves_the_first_guest_where_he_is),
		STORY(the_lead_passes_on_when_the_leader_leaves),
		STORY(the_lead_passes_on_when_the_leader_cancels),
		STORY(the_lead_passes_on_when_the_leader_moves_out),
		STORY(who_follows_in_the_room_has_a_list_of_his_own),
		STORY(two_rooms_of_one_reservation_have_a_list_each),
		STORY(the_same_guest_in_two_rooms_has_his_things_in_both),
		STORY(a_room_that_the_house_does_not_have_is_warned_of),
		STORY(a_room_out_of_order_is_warned_of_at_the_check_in),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
