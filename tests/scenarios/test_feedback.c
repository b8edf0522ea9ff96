/* What staff did, and what follows from it. */
#include <string.h>

#include "support/house.h"

static void need_and_wish(struct scenario *s)
{
	scenario_at(s, "2026-11-21 08:00");
	house_states(s, "G1",
		"'topic':'bed.filling','value':'feather_free','strength':'require'");
	house_book_usual(s);
	scenario_forget(s);
}

static void every_state_is_kept_and_makes_no_revision(void **state)
{
	struct scenario *s = *state;
	static const char *const states[] = {"seen", "started", "done", "checked",
		"substituted", "unavailable", "refused", "removed", "not_needed"};

	need_and_wish(s);
	for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
		json_t *reply = house_task(s, "S1", "device.kettle", states[i]);
		scenario_is(reply, "outcome", "applied");
		scenario_is(reply, "state", states[i]);
		json_t *list = house_list(s, "S1");
		scenario_is(house_item(list, "device.kettle"), "state", states[i]);
		scenario_is(list, "revision", "1");
	}
	scenario_sent_only_to(s, "");
}

static void a_room_is_ready_when_its_needs_are_met(void **state)
{
	struct scenario *s = *state;

	need_and_wish(s);
	json_t *reply = scenario_say(s, "room.readiness", "'number':'401'");
	scenario_is(reply, "needs_met", "false");
	scenario_is(reply, "ready", "false");
	/* The wish is none. */
	house_task(s, "S1", "bed.filling", "done");
	reply = scenario_say(s, "room.readiness", "'number':'401'");
	scenario_is(reply, "needs_met", "true");
	scenario_is(reply, "ready", "true");
	scenario_say(
		s, "room.changed", "'number':'401','status':{'housekeeping':'dirty'}");
	reply = scenario_say(s, "room.readiness", "'number':'401'");
	scenario_is(reply, "made", "false");
	scenario_is(reply, "ready", "false");
}

static void a_need_that_came_about_after_all_is_met(void **state)
{
	struct scenario *s = *state;

	need_and_wish(s);
	house_task(s, "S1", "bed.filling", "unavailable");
	scenario_is(scenario_sent(s, "desk", "room.alert"), "reason", "unavailable");
	scenario_forget(s);
	house_task(s, "S1", "bed.filling", "done");
	json_t *data = scenario_sent(s, "desk", "checklist.planned");
	scenario_is(data, "desk.warn", "[]");
	scenario_sent_only_to(s, "desk");
	json_t *reply = house_stay(s, "S1", "'status':'checked_in'");
	scenario_is(reply, "ready.ready", "true");
	scenario_is(reply, "warn", "[]");
}

static void a_substitute_meets_a_need(void **state)
{
	struct scenario *s = *state;

	need_and_wish(s);
	scenario_say(s, "task.changed",
		"'stay':{" PMS("S1") "},'item':'%s','state':'substituted',"
				     "'substitute':'wool'",
		scenario_text(house_item(house_list(s, "S1"), "bed.filling"), "id"));
	scenario_is(
		scenario_say(s, "room.readiness", "'number':'401'"), "needs_met", "true");
}

static void states_at_the_revision_are_in_the_body(void **state)
{
	struct scenario *s = *state;

	need_and_wish(s);
	house_task(s, "S1", "device.kettle", "done");
	house_stay(s, "S1", "'status':'checked_in'");
	json_t *data = scenario_sent(s, "floor-4", "checklist.issued");
	scenario_is(house_item(data, "device.kettle"), "state", "done");
	scenario_is(house_item(data, "bed.filling"), "state", "open");
	scenario_is(data, "open.need", "1");
	scenario_is(data, "open.wish", "0");
}

static void an_older_tick_does_not_undo_a_newer_one(void **state)
{
	struct scenario *s = *state;

	need_and_wish(s);
	const char *item =
		scenario_text(house_item(house_list(s, "S1"), "device.kettle"), "id");
	scenario_with_time(s, "2026-11-21 10:05");
	scenario_say(s, "task.changed",
		"'stay':{" PMS("S1") "},'item':'%s','state':'done'", item);
	scenario_with_time(s, "2026-11-21 10:01");
	json_t *reply = scenario_say(s, "task.changed",
		"'stay':{" PMS("S1") "},'item':'%s','state':'seen'", item);
	scenario_is(reply, "outcome", "older");
	scenario_is(house_item(house_list(s, "S1"), "device.kettle"), "state", "done");
}

static void the_same_tick_again_is_repeated(void **state)
{
	struct scenario *s = *state;

	need_and_wish(s);
	const char *item =
		scenario_text(house_item(house_list(s, "S1"), "device.kettle"), "id");
	for (int i = 0; i < 2; i++) {
		scenario_with_id(s, "tick-1");
		scenario_with_time(s, "2026-11-21 10:05");
		json_t *reply = scenario_say(s, "task.changed",
			"'stay':{" PMS("S1") "},'item':'%s','state':'done'", item);
		scenario_is(reply, "outcome", i == 0 ? "applied" : "repeated");
	}
}

static void an_item_of_no_list_is_refused(void **state)
{
	struct scenario *s = *state;

	need_and_wish(s);
	scenario_refused(s, PMS_E_INVALID, "item_unknown", "task.changed",
		"'stay':{" PMS("S1") "},'item':'iaaaaaaaaaa','state':'done'");
	scenario_refused(s, PMS_E_INVALID, "stay_unknown", "task.changed",
		"'stay':{" PMS("S9") "},'item':'iaaaaaaaaaa','state':'done'");
}

/* ---- what comes again ---- */

static void tick(struct scenario *s, const char *local)
{
	scenario_at(s, local);
	scenario_say(
		s, "room.changed", "'number':'304','status':{'housekeeping':'clean'}");
}

static void the_turn_down_of_tomorrow_is_to_be_done_anew(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 15:00");
	house_states(s, "G1", "'topic':'turndown.service','strength':'like'");
	house_stay(s, "S1",
		"'status':'checked_in','arrival':'2026-11-21','departure':'2026-11-23',"
		"'room':'401','booked_type':'DZ'," OF_GUEST("G1"));
	json_t *data = scenario_sent(s, "floor-4", "checklist.issued");
	scenario_is(
		house_item(data, "turndown.service"), "due", "2026-11-21T19:00:00+01:00");
	scenario_forget(s);
	scenario_at(s, "2026-11-21 19:10");
	house_task(s, "S1", "turndown.service", "done");
	scenario_sent_only_to(s, "");
	house_close_day(s, "2026-11-21");
	tick(s, "2026-11-22 10:59");
	scenario_sent_only_to(s, "");
	tick(s, "2026-11-22 11:00");
	data = scenario_sent(s, "floor-4", "checklist.revised");
	json_t *item = house_item(data, "turndown.service");
	scenario_is(item, "due", "2026-11-22T19:00:00+01:00");
	scenario_is(item, "state", "open");
	scenario_forget(s);
	/* The last evening; on the day of departure there is none. */
	scenario_at(s, "2026-11-22 19:05");
	house_task(s, "S1", "turndown.service", "done");
	house_close_day(s, "2026-11-22");
	tick(s, "2026-11-23 11:00");
	scenario_sent_only_to(s, "");
}

static void what_nobody_did_is_asked_for_once(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 15:00");
	house_states(s, "G1", "'topic':'turndown.service','strength':'like'");
	house_stay(s, "S1",
		"'status':'checked_in','arrival':'2026-11-21','departure':'2026-11-24',"
		"'room':'401','booked_type':'DZ'," OF_GUEST("G1"));
	scenario_forget(s);
	house_close_day(s, "2026-11-21");
	tick(s, "2026-11-22 12:00");
	house_close_day(s, "2026-11-22");
	tick(s, "2026-11-23 12:00");
	scenario_sent_only_to(s, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(every_state_is_kept_and_makes_no_revision),
		STORY(a_room_is_ready_when_its_needs_are_met),
		STORY(a_need_that_came_about_after_all_is_met),
		STORY(a_substitute_meets_a_need),
		STORY(states_at_the_revision_are_in_the_body),
		STORY(an_older_tick_does_not_undo_a_newer_one),
		STORY(the_same_tick_again_is_repeated),
		STORY(an_item_of_no_list_is_refused),
		STORY(the_turn_down_of_tomorrow_is_to_be_done_anew),
		STORY(what_nobody_did_is_asked_for_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
