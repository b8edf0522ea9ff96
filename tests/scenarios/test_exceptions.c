/* Stays that a person has to look at before they earn: read, decided, decided otherwise. */
#include <stdio.h>

#include "support/member.h"

#define STAY(id) "'stay':{" PMS(id) "}"

/* Several rooms at a time are asked. */
static void begin(struct scenario *s)
{
	scenario_at(s, "2027-03-01 08:00");
	scenario_say(s, "programme.put",
		"'programme':{'programme':1,'code':'club','name':'Club','currency':'EUR',"
		"'versions':[{'from':'2026-01-01','stays':{'several_rooms':'ask',"
		"'rooms_points':2},'earn':[{'rule':'base','per':'money','points':10,"
		"'units':100}],'tiers':{'window':'calendar','levels':[{'tier':'member'}]}"
		"}"
		"]}");
	member_enrol(s, "G1");
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-03", 10000);
	member_stays(s, "S2", "G1", "402", "2027-03-02", "2027-03-03", 20000);
	member_until(s, "2027-03-09", "2027-03-08");
}

static int64_t points(struct scenario *s)
{
	return member_number(member_account(s, "G1"), "points");
}

static json_t *waiting(struct scenario *s)
{
	return scenario_say(s, "loyalty.exceptions", "'limit':500");
}

static size_t how_many(struct scenario *s)
{
	return json_array_size(scenario_get(waiting(s), "exceptions"));
}

static void what_waits_is_read_page_by_page(void **state)
{
	struct scenario *s = *state;
	json_t *page;

	begin(s);
	assert_int_equal(points(s), 0);
	page = scenario_say(s, "loyalty.exceptions", "'limit':1");
	assert_int_equal(json_array_size(scenario_get(page, "exceptions")), 1);
	scenario_is(page, "exceptions.0.reason", "several_rooms");
	scenario_is(page, "exceptions.0.room", "401");
	scenario_is(page, "exceptions.0.arrival", "2027-03-02");
	scenario_is(page, "exceptions.0.departure", "2027-03-03");
	(void)scenario_text(page, "exceptions.0.since");
	page = scenario_say(s, "loyalty.exceptions", "'limit':1,'after':'%s'",
		scenario_text(page, "next"));
	scenario_is(page, "exceptions.0.room", "402");
	scenario_is(page, "next", "absent");
	scenario_actor(s, "'role':'front_desk'");
	scenario_refused(
		s, PMS_E_REFUSED, "role_missing", "loyalty.exceptions", "'limit':1");
}

static void what_is_decided_earns_or_does_not(void **state)
{
	struct scenario *s = *state;

	begin(s);
	scenario_say(s, "posting.decided",
		STAY("S1") ",'decision':'counts','reason':'He paid for both.'");
	scenario_work(s);
	assert_int_equal(points(s), 1000);
	assert_int_equal(how_many(s), 1);
	scenario_say(s, "posting.decided",
		STAY("S2") ",'decision':'counts','reason':'He paid for both.'");
	scenario_work(s);
	assert_int_equal(points(s), 3000);
	assert_int_equal(how_many(s), 0);
	/* On second thoughts: it is as if it had never been. */
	scenario_say(s, "posting.decided",
		STAY("S2") ",'decision':'rejected','reason':'A colleague.'");
	scenario_work(s);
	assert_int_equal(points(s), 1000);
	member_charge(s, "S2", "late", "food", 5000);
	scenario_work(s);
	assert_int_equal(points(s), 1000);
	member_adds_up(scenario_database(s));
}

static void what_is_rejected_is_no_room_of_his(void **state)
{
	struct scenario *s = *state;

	begin(s);
	scenario_say(s, "posting.decided",
		STAY("S2") ",'decision':'rejected','reason':'A colleague.'");
	scenario_work(s);
	/* With one room nobody has to be asked about the other. */
	assert_int_equal(points(s), 1000);
	assert_int_equal(how_many(s), 0);
}

static void the_latest_decision_holds(void **state)
{
	struct scenario *s = *state;
	json_t *reply;

	begin(s);
	scenario_with_id(s, "decision-1");
	scenario_with_time(s, "2027-03-10 10:00");
	scenario_say(
		s, "posting.decided", STAY("S1") ",'decision':'counts','reason':'Yes.'");
	scenario_with_id(s, "decision-1");
	scenario_with_time(s, "2027-03-10 10:00");
	reply = scenario_say(
		s, "posting.decided", STAY("S1") ",'decision':'counts','reason':'Yes.'");
	scenario_is(reply, "outcome", "repeated");
	scenario_with_time(s, "2027-03-10 09:00");
	reply = scenario_say(
		s, "posting.decided", STAY("S1") ",'decision':'rejected','reason':'No.'");
	scenario_is(reply, "outcome", "older");
	scenario_work(s);
	assert_int_equal(points(s), 1000);
}

static void only_a_manager_decides_about_what_is_over(void **state)
{
	struct scenario *s = *state;

	begin(s);
	house_stay(s, "S3", BOOKED "," OF_GUEST("G1"));
	scenario_refused(s, PMS_E_REFUSED, "nothing_to_decide", "posting.decided",
		STAY("S3") ",'decision':'counts','reason':'Yes.'");
	scenario_refused(s, PMS_E_INVALID, "stay_unknown", "posting.decided",
		STAY("S9") ",'decision':'counts','reason':'Yes.'");
	scenario_refused(s, PMS_E_INVALID, "member_missing", "posting.decided",
		STAY("S1") ",'decision':'counts'");
	scenario_actor(s, "'role':'front_desk'");
	scenario_refused(s, PMS_E_REFUSED, "role_missing", "posting.decided",
		STAY("S1") ",'decision':'counts','reason':'Yes.'");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(what_waits_is_read_page_by_page),
		STORY(what_is_decided_earns_or_does_not),
		STORY(what_is_rejected_is_no_room_of_his),
		STORY(the_latest_decision_holds),
		STORY(only_a_manager_decides_about_what_is_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
