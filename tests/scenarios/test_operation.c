/* Going live, catching up, groups, batches. */
#include <stdio.h>
#include <string.h>

#include "support/house.h"

static void tick(struct scenario *s, const char *local)
{
	scenario_at(s, local);
	scenario_say(
		s, "room.changed", "'number':'304','status':{'housekeeping':'clean'}");
}

/* ---- going live ---- */

enum { IN_HOUSE = 200, LARGE_HOUSE = 2100 };

static void import_house(struct scenario *s, int count)
{
	scenario_origin(s, "import");
	scenario_batch_begin(s);
	for (int i = 0; i < count; i++) {
		char number[16];

		(void)snprintf(number, sizeof number, "%d", 4100 + i);
		house_room(s, number, "DZ", "4");
	}
	for (int i = 0; i < count; i++) {
		scenario_say(s, "stay.changed",
			"'ids':[{'system':'pms','id':'I%d'}],'status':'checked_in',"
			"'arrival':'2026-11-19','departure':'2026-11-24','room':'%d',"
			"'booked_type':'DZ','codes':[{'group':'special','code':'KET'}]",
			i, 4100 + i);
	}
	scenario_batch_end(s);
	scenario_origin(s, "live");
}

static void a_house_that_goes_live_sends_nothing_of_what_stands(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 09:00");
	house_build_as(s, "NEW1", "'zone':'Europe/Berlin'");
	import_house(s, IN_HOUSE);
	/* Tomorrow's arrivals and what was said of the guests, too. */
	scenario_origin(s, "import");
	house_states(s, "G5", "'topic':'device.iron','strength':'like'");
	house_stay(s, "A1",
		"'status':'booked','arrival':'2026-11-22','departure':'2026-11-23',"
		"'room':'401','booked_type':'DZ'," OF_GUEST("G5"));
	house_stay(s, "A2",
		"'status':'booked','arrival':'2026-11-21','departure':'2026-11-23',"
		"'room':'402','booked_type':'DZ'," OF_GUEST("G5"));
	scenario_origin(s, "live");
	scenario_sent_only_to(s, "");
	scenario_say(s, "property.changed", "'live':true");
	scenario_sent_only_to(s, "");
	assert_int_equal(IN_HOUSE + 2,
		sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM stay"));
	/* One change, and exactly that is sent. */
	house_stay(s, "I7", "'departure':'2026-11-25'");
	json_t *data = scenario_sent(s, "floor-4", "checklist.revised");
	scenario_is(data, "room.number", "4107");
	scenario_is(data, "times.departure", "2026-11-25");
	scenario_sent_only_to(s, "floor-4 office desk");
	assert_int_equal(scenario_count(s, NULL), 3);
	/* Tomorrow's preview comes as if nothing had happened. */
	scenario_forget(s);
	tick(s, "2026-11-21 16:00");
	data = scenario_sent(s, "floor-4", "checklist.planned");
	scenario_is(data, "room.number", "401");
	assert_int_equal(scenario_count(s, NULL), 2);
}

/* More pairs of a stay and an endpoint than one statement takes parameters for. */
static void a_large_house_goes_live_too(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 09:00");
	house_build_as(s, "NEW1", "'zone':'Europe/Berlin'");
	import_house(s, LARGE_HOUSE);
	scenario_work(s);
	scenario_say(s, "property.changed", "'live':true");
	scenario_sent_only_to(s, "");
	assert_int_equal(sg_test_number(scenario_database(s),
				 "SELECT COUNT(*) FROM delivery WHERE delivered = wanted "
				 "AND due_at IS NULL"),
		5 * LARGE_HOUSE);
	/* What only the desk sees is news to the desk alone. */
	house_stay(s, "I9", "'comments':['Ruft morgen an']");
	scenario_sent_only_to(s, "desk");
	scenario_forget(s);
	house_stay(s, "I7", "'departure':'2026-11-25'");
	json_t *data = scenario_sent(s, "floor-4", "checklist.revised");
	scenario_is(data, "room.number", "4107");
	scenario_sent_only_to(s, "floor-4 office desk");
	scenario_forget(s);
	/* What was looked at and not sent is known as it was. */
	house_stay(s, "I9", "'departure':'2026-11-25'");
	scenario_sent_only_to(s, "floor-4 office desk");
	assert_int_equal(scenario_count(s, NULL), 3);
}

static void a_house_that_is_not_live_says_so_in_its_replies(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 09:00");
	house_build_as(s, "NEW1", "'zone':'Europe/Berlin'");
	json_t *reply = house_stay(s, "S1", BOOKED ",'room':'401'");
	scenario_is(reply, "outcome", "applied");
	scenario_is(reply, "live", "false");
	house_stay(s, "S1", "'status':'checked_in'");
	scenario_sent_only_to(s, "");
}

/* An import sends nothing until its house is live; then it is a document like any other. */
static void what_is_imported_into_a_live_house_is_sent(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 09:00");
	scenario_origin(s, "import");
	house_book_usual(s);
	scenario_sent(s, "floor-4", "checklist.planned");
	scenario_sent_only_to(s, "floor-4 office");
	scenario_forget(s);
	/* Told twice, by the import and by the reservation desk, it is sent once. */
	scenario_origin(s, "live");
	house_book_usual(s);
	scenario_sent_only_to(s, "");
}

/* ---- snapshots ---- */

static void three_in_house(struct scenario *s)
{
	scenario_at(s, "2026-11-21 15:00");
	for (int i = 1; i <= 3; i++) {
		scenario_with_id(s, i == 1 ? "in-1" : i == 2 ? "in-2" : "in-3");
		scenario_with_time(s, "2026-11-21 15:00");
		scenario_say(s, "stay.changed",
			"'ids':[{'system':'pms','id':'S%d'}],'status':'checked_in',"
			"'arrival':'2026-11-21','departure':'2026-11-23','room':'40%d'",
			i, i);
	}
	scenario_forget(s);
	scenario_at(s, "2026-11-22 02:00");
	scenario_say(s, "snapshot.begun", "'snapshot':'night-1'");
}

static void expect_vanished(struct scenario *s, json_t *reply, const char *stay)
{
	json_t *vanished = json_object_get(reply, "vanished");

	if (json_array_size(vanished) != 1) {
		fail_msg("%s", scenario_dump(s, reply));
	}
	scenario_is(vanished, "0.stay",
		scenario_text(scenario_say(s, "stay.checklist",
				      "'ids':[{'system':'pms','id':'%s'}]", stay),
			"stay"));
}

static void a_snapshot_names_who_vanished_and_sends_nothing_again(void **state)
{
	struct scenario *s = *state;

	three_in_house(s);
	for (int i = 1; i <= 2; i++) {
		scenario_say(s, "stay.changed",
			"'ids':[{'system':'pms','id':'S%d'}],'status':'checked_in',"
			"'arrival':'2026-11-21','departure':'2026-11-23','room':'40%d'",
			i, i);
	}
	json_t *reply = scenario_say(s, "snapshot.ended", "'snapshot':'night-1'");
	expect_vanished(s, reply, "S3");
	scenario_is(reply, "vanished.0.status", "checked_in");
	scenario_is(reply, "vanished.0.room", "403");
	scenario_sent_only_to(s, "");
}

static void the_end_of_a_snapshot_said_again_names_who_vanished_again(void **state)
{
	struct scenario *s = *state;

	three_in_house(s);
	house_stay(s, "S1", "'status':'checked_in'");
	house_stay(s, "S2", "'status':'checked_in'");
	scenario_with_id(s, "end-1");
	scenario_with_time(s, "2026-11-22 02:30");
	json_t *reply = scenario_say(s, "snapshot.ended", "'snapshot':'night-1'");
	expect_vanished(s, reply, "S3");
	scenario_is(reply, "more", "false");
	scenario_with_id(s, "end-1");
	scenario_with_time(s, "2026-11-22 02:30");
	reply = scenario_say(s, "snapshot.ended", "'snapshot':'night-1'");
	scenario_is(reply, "outcome", "repeated");
	expect_vanished(s, reply, "S3");
	/* Less of it where something was heard since. */
	house_stay(s, "S3", "'status':'checked_out'");
	reply = scenario_say(s, "snapshot.ended", "'snapshot':'night-1'");
	scenario_is(reply, "outcome", "repeated");
	scenario_is(reply, "vanished", "[]");
	/* The next one is another matter. */
	scenario_say(s, "snapshot.begun", "'snapshot':'night-2'");
	reply = scenario_say(s, "snapshot.ended", "'snapshot':'night-2'");
	scenario_is(reply, "outcome", "applied");
	scenario_refused(s, PMS_E_REFUSED, "snapshot_unknown", "snapshot.ended",
		"'snapshot':'night-1'");
}

enum { VANISHED = 503, PAGE = 500 };

static void who_vanished_is_named_in_pages(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 15:00");
	scenario_batch_begin(s);
	for (int i = 0; i < VANISHED; i++) {
		scenario_say(s, "stay.changed",
			"'ids':[{'system':'pms','id':'V%d'}],'status':'booked',"
			"'arrival':'2026-11-21','departure':'2026-11-23'",
			i);
	}
	scenario_batch_end(s);
	scenario_say(s, "snapshot.begun", "'snapshot':'night-1'");
	json_t *reply = scenario_say(s, "snapshot.ended", "'snapshot':'night-1'");
	assert_int_equal(json_array_size(json_object_get(reply, "vanished")), PAGE);
	scenario_is(reply, "more", "true");
	/* Something is heard of those; the rest is named when it is said again. */
	sg_test_sql(scenario_database(s),
		"UPDATE stay SET touched_us = touched_us + 1000000000 "
		"ORDER BY arrival_day, id LIMIT %d",
		PAGE);
	reply = scenario_say(s, "snapshot.ended", "'snapshot':'night-1'");
	assert_int_equal(
		json_array_size(json_object_get(reply, "vanished")), VANISHED - PAGE);
	scenario_is(reply, "more", "false");
}

static void a_document_that_was_taken_before_counts_as_named(void **state)
{
	struct scenario *s = *state;

	three_in_house(s);
	/* The id is the reservation's version: nothing changed, so it is the same. */
	scenario_with_id(s, "in-1");
	scenario_with_time(s, "2026-11-21 15:00");
	json_t *reply = scenario_say(s, "stay.changed",
		PMS("S1") ",'status':'checked_in','arrival':'2026-11-21',"
			  "'departure':'2026-11-23','room':'401'");
	scenario_is(reply, "outcome", "repeated");
	/* Written before the check-in, and therefore older. */
	scenario_with_time(s, "2026-11-20 15:00");
	reply = house_stay(s, "S2", "'status':'booked'");
	scenario_is(reply, "outcome", "older");
	reply = scenario_say(s, "snapshot.ended", "'snapshot':'night-1'");
	expect_vanished(s, reply, "S3");
	scenario_sent_only_to(s, "");
}

static void what_a_snapshot_brings_new_is_sent_once(void **state)
{
	struct scenario *s = *state;

	three_in_house(s);
	house_stay(s, "S1", "'room':'404'");
	scenario_work(s);
	house_stay(s, "S1", "'status':'checked_in','room':'404'");
	house_stay(s, "S2", "'status':'checked_in'");
	house_stay(s, "S3", "'status':'checked_in'");
	json_t *reply = scenario_say(s, "snapshot.ended", "'snapshot':'night-1'");
	scenario_is(reply, "vanished", "[]");
	scenario_sent(s, "floor-4", "checklist.revised");
}

static void the_end_of_another_snapshot_is_refused(void **state)
{
	struct scenario *s = *state;

	three_in_house(s);
	scenario_refused(s, PMS_E_REFUSED, "snapshot_unknown", "snapshot.ended",
		"'snapshot':'night-0'");
}

static void a_departed_stay_and_one_of_next_month_do_not_vanish(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 09:00");
	house_stay(s, "FAR",
		"'status':'booked','arrival':'2026-12-24',"
		"'departure':'2026-12-27'");
	three_in_house(s);
	house_stay(s, "S3", "'status':'checked_out'");
	house_stay(s, "S1", "'status':'checked_in'");
	house_stay(s, "S2", "'status':'checked_in'");
	json_t *reply = scenario_say(s, "snapshot.ended", "'snapshot':'night-1'");
	scenario_is(reply, "vanished", "[]");
}

/* ---- groups ---- */

enum { GROUP = 80 };

static void book_group(struct scenario *s, const char *code)
{
	scenario_batch_begin(s);
	for (int i = 0; i < GROUP; i++) {
		char number[16];

		(void)snprintf(number, sizeof number, "%d", 3100 + i);
		house_room(s, number, "DZ", "3");
		scenario_say(s, "stay.changed",
			"'ids':[{'system':'pms','id':'C%d'}],'status':'booked',"
			"'arrival':'2026-11-21','departure':'2026-11-22','room':'%d',"
			"'booked_type':'DZ','group':'%s'",
			i, 3100 + i, code);
	}
	json_t *answers = scenario_batch_end(s);
	assert_int_equal(json_array_size(answers), 2 * GROUP);
	scenario_is(answers, "159.outcome", "applied");
}

static void a_group_of_eighty_is_booked_in_one_batch(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	scenario_say(s, "group.changed",
		"'code':'CHOIR','name':'Nordlicht',"
		"'codes':[{'group':'special','code':'KET'}]");
	book_group(s, "CHOIR");
	scenario_work(s);
	assert_int_equal(scenario_count(s, "floor-3"), GROUP);
	house_has(house_about(s, "floor-3", "C0"), "device.kettle", "place");
	house_has(house_about(s, "floor-3", "C79"), "device.kettle", "place");
	/* All of it once more, as PMSs do. */
	scenario_forget(s);
	book_group(s, "CHOIR");
	scenario_sent_only_to(s, "");
}

static void a_groups_codes_count_for_all_of_it(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	book_group(s, "CHOIR");
	scenario_sent_only_to(s, "");
	scenario_say(s, "group.changed",
		"'code':'CHOIR','codes':[{'group':'special','code':'KET'}]");
	scenario_work(s);
	assert_int_equal(scenario_count(s, "floor-3"), GROUP);
	house_has(house_about(s, "floor-3", "C41"), "device.kettle", "place");
	scenario_forget(s);
	scenario_say(s, "group.changed", "'code':'CHOIR','codes':null");
	scenario_work(s);
	assert_int_equal(scenario_count(s, "floor-3"), GROUP);
	house_has_not(house_about(s, "floor-3", "C41"), "device.kettle");
}

static void who_leaves_the_group_loses_its_codes(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	scenario_say(s, "group.changed",
		"'code':'CHOIR','codes':[{'group':'special','code':'KET'}]");
	house_stay(s, "S1", BOOKED ",'room':'401','group':'CHOIR'");
	scenario_work(s);
	house_has(house_about(s, "floor-4", "S1"), "device.kettle", "place");
	house_stay(s, "S1", "'group':null");
	house_has_not(house_about(s, "floor-4", "S1"), "device.kettle");
}

static void a_batch_is_taken_document_by_document(void **state)
{
	struct scenario *s = *state;
	int status;

	scenario_at(s, "2026-11-21 08:00");
	json_t *reply = scenario_hand_in(s,
		"{'type':'batch/1','id':'b1','time':'2026-11-21T08:00:00+01:00',"
		"'data':{'documents':["
		"{'type':'stay.changed/1','id':'x1','time':'2026-11-21T08:00:00+01:00',"
		"'property':'HAM1','data':{'ids':[{'system':'pms','id':'S1'}],"
		"'status':'booked','arrival':'2026-11-21','departure':'2026-11-22'}},"
		"{'type':'stay.changed/1','id':'x2','time':'2026-11-21T08:00:00+01:00',"
		"'property':'HAM1','data':{'ids':[{'system':'pms','id':'S2'}],"
		"'status':'sleeping'}},"
		"{'type':'stay.changed/1','id':'x3','time':'2026-11-21T08:00:00+01:00',"
		"'property':'HAM1','data':{'ids':[{'system':'pms','id':'S3'}],"
		"'status':'booked','arrival':'2026-11-21','departure':'2026-11-22'}}]}}",
		&status);
	assert_int_equal(status, PMS_OK);
	scenario_is(reply, "answers.0.outcome", "applied");
	scenario_is(reply, "answers.1.error.path", "/data/status");
	scenario_is(reply, "answers.2.outcome", "applied");
	assert_int_equal(
		2, sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM stay"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(a_house_that_goes_live_sends_nothing_of_what_stands),
		STORY(a_large_house_goes_live_too),
		STORY(a_house_that_is_not_live_says_so_in_its_replies),
		STORY(what_is_imported_into_a_live_house_is_sent),
		STORY(a_snapshot_names_who_vanished_and_sends_nothing_again),
		STORY(the_end_of_a_snapshot_said_again_names_who_vanished_again),
		STORY(who_vanished_is_named_in_pages),
		STORY(a_document_that_was_taken_before_counts_as_named),
		STORY(what_a_snapshot_brings_new_is_sent_once),
		STORY(the_end_of_another_snapshot_is_refused),
		STORY(a_departed_stay_and_one_of_next_month_do_not_vanish),
		STORY(a_group_of_eighty_is_booked_in_one_batch),
		STORY(a_groups_codes_count_for_all_of_it),
		STORY(who_leaves_the_group_loses_its_codes),
		STORY(a_batch_is_taken_document_by_document),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
