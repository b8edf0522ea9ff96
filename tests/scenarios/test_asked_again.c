/* Off until he asks, within one stay: what he sent away and asks for again is brought. */
#include <stdio.h>
#include <string.h>

#include "support/house.h"

#define LIKES "'topic':'device.kettle','strength':'like'"
#define OF_S1 "'stay':{" PMS("S1") "}"

static char refused[32];

/* He likes a kettle, and does not want the one of this stay. */
static void book_and_send_away(struct scenario *s, bool checked_in, const char *answer)
{
	scenario_at(s, "2027-05-10 08:00");
	house_states(s, "G1", LIKES);
	house_stay(s, "S1",
		"'status':'booked','arrival':'2027-05-10','departure':'2027-05-14',"
		"'room':'401','booked_type':'DZ','party':{'adults':1}," OF_GUEST("G1"));
	scenario_work(s);
	if (checked_in) {
		house_stay(s, "S1", "'status':'checked_in'");
		scenario_work(s);
	}
	scenario_at(s, "2027-05-10 16:00");
	house_task(s, "S1", "device.kettle", answer);
	scenario_work(s);
	(void)snprintf(refused, sizeof refused, "%s",
		scenario_text(house_item(house_list(s, "S1"), "device.kettle"), "id"));
	scenario_forget(s);
}

static void asks_at(struct scenario *s, const char *local)
{
	scenario_at(s, local);
	house_states(s, "G1", LIKES);
	scenario_work(s);
}

/* Gives the item. */
static json_t *is_open(json_t *list)
{
	json_t *item = house_has(list, "device.kettle", "place");

	scenario_is(list, "open.wish", "1");
	scenario_is(item, "state", "open");
	assert_string_not_equal(scenario_text(item, "id"), refused);
	return item;
}

static void is_as_he_left_it(struct scenario *s)
{
	json_t *list = house_list(s, "S1");
	json_t *item = house_has(list, "device.kettle", "place");

	scenario_is(list, "open.wish", "0");
	assert_string_equal(scenario_text(item, "id"), refused);
}

static void in_house_he_is_brought_it(void **state)
{
	static const char *const answers[] = {"refused", "removed"};
	struct scenario *s = *state;
	char id[32];

	book_and_send_away(s, true, answers[0]);
	asks_at(s, "2027-05-10 18:00");
	(void)snprintf(id, sizeof id, "%s",
		scenario_text(
			is_open(scenario_sent(s, "floor-4", "checklist.revised")), "id"));
	/* Whatever else changes, it is the same item, and keeps what is done about it. */
	house_task(s, "S1", "device.kettle", "done");
	house_states(s, "G1", "'topic':'device.iron','strength':'like'");
	asks_at(s, "2027-05-10 19:00");
	scenario_is(house_item(house_list(s, "S1"), "device.kettle"), "id", id);
	scenario_is(house_item(house_list(s, "S1"), "device.kettle"), "state", "done");
	/* And again, the other way. */
	scenario_at(s, "2027-05-11 09:00");
	house_task(s, "S1", "device.kettle", answers[1]);
	scenario_forget(s);
	asks_at(s, "2027-05-11 10:00");
	json_t *item = house_has(scenario_sent(s, "floor-4", "checklist.revised"),
		"device.kettle", "place");
	scenario_is(item, "state", "open");
	assert_string_not_equal(scenario_text(item, "id"), id);
	assert_string_not_equal(scenario_text(item, "id"), refused);
}

static void who_asks_before_he_comes_finds_it(void **state)
{
	struct scenario *s = *state;
	char id[32];

	book_and_send_away(s, false, "refused");
	asks_at(s, "2027-05-10 16:30");
	(void)snprintf(id, sizeof id, "%s",
		scenario_text(is_open(house_about(s, "floor-4", "S1")), "id"));
	scenario_forget(s);
	house_stay(s, "S1", "'status':'checked_in'");
	scenario_work(s);
	scenario_is(is_open(scenario_sent(s, "floor-4", "checklist.issued")), "id", id);
}

static void who_wanted_nothing_for_a_while_may_ask(void **state)
{
	struct scenario *s = *state;

	book_and_send_away(s, true, "refused");
	scenario_say(s, "feedback.given", OF_S1 ",'kind':'nothing'");
	scenario_work(s);
	scenario_at(s, "2027-05-10 17:00");
	scenario_say(s, "feedback.given", OF_S1 ",'kind':'resumed'");
	scenario_work(s);
	is_as_he_left_it(s);
	asks_at(s, "2027-05-10 18:00");
	(void)is_open(scenario_sent(s, "floor-4", "checklist.revised"));
}

static void a_wish_taken_back_and_said_anew_is_told(void **state)
{
	struct scenario *s = *state;

	book_and_send_away(s, true, "refused");
	scenario_at(s, "2027-05-10 18:00");
	scenario_say(s, "preference.withdrawn",
		"'guest':{" PMS("G1") "},'topic':'device.kettle'");
	scenario_work(s);
	house_has_not(house_list(s, "S1"), "device.kettle");
	scenario_forget(s);
	asks_at(s, "2027-05-10 18:30");
	(void)is_open(scenario_sent(s, "floor-4", "checklist.revised"));
}

static void what_he_said_before_asks_for_nothing(void **state)
{
	struct scenario *s = *state;

	book_and_send_away(s, true, "refused");
	/* It comes late; and staff's notes of him are not his word. */
	scenario_at(s, "2027-05-10 18:00");
	scenario_with_time(s, "2027-05-10 15:00");
	house_states(s, "G1", LIKES);
	scenario_work(s);
	is_as_he_left_it(s);
	house_states(s, "G1", LIKES ",'said_by':'staff'");
	scenario_work(s);
	is_as_he_left_it(s);
	scenario_sent_only_to(s, "");
}

/* No more is made of it than this. */
static void for_this_stay_alone_he_is_brought_it(void **state)
{
	struct scenario *s = *state;

	book_and_send_away(s, true, "refused");
	scenario_at(s, "2027-05-10 18:00");
	house_states(s, "G1", LIKES ",'scope':'stay'," OF_S1);
	(void)is_open(scenario_sent(s, "floor-4", "checklist.revised"));
}

static void who_is_not_remembered_may_ask_as_well(void **state)
{
	struct scenario *s = *state;

	book_and_send_away(s, true, "removed");
	scenario_at(s, "2027-05-10 17:00");
	scenario_say(
		s, "consent.withdrawn", "'guest':{" PMS("G1") "},'purpose':'memory'");
	scenario_work(s);
	scenario_forget(s);
	asks_at(s, "2027-05-10 18:00");
	(void)is_open(scenario_sent(s, "floor-4", "checklist.revised"));
}

static void whoever_shares_the_room_may_ask_for_it(void **state)
{
	struct scenario *s = *state;

	book_and_send_away(s, true, "refused");
	house_stay(s, "S2",
		"'status':'checked_in','arrival':'2027-05-10','departure':'2027-05-14',"
		"'room':'401'," OF_GUEST("G2"));
	scenario_forget(s);
	scenario_at(s, "2027-05-10 18:00");
	house_states(s, "G2", LIKES);
	scenario_work(s);
	(void)is_open(house_about(s, "floor-4", "S1"));
}

/* A tick for what was sent away speaks of nothing that is there. */
static void a_late_tick_of_the_old_one_leaves_the_new_one(void **state)
{
	struct scenario *s = *state;

	book_and_send_away(s, true, "refused");
	asks_at(s, "2027-05-10 18:00");
	scenario_with_time(s, "2027-05-10 17:00");
	scenario_refused(s, PMS_E_INVALID, "item_unknown", "task.changed",
		OF_S1 ",'item':'%s','state':'refused'", refused);
	scenario_work(s);
	(void)is_open(house_list(s, "S1"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(in_house_he_is_brought_it),
		STORY(who_asks_before_he_comes_finds_it),
		STORY(who_wanted_nothing_for_a_while_may_ask),
		STORY(a_wish_taken_back_and_said_anew_is_told),
		STORY(what_he_said_before_asks_for_nothing),
		STORY(for_this_stay_alone_he_is_brought_it),
		STORY(who_is_not_remembered_may_ask_as_well),
		STORY(whoever_shares_the_room_may_ask_for_it),
		STORY(a_late_tick_of_the_old_one_leaves_the_new_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
