/* Stays that a person has to look at before they earn: why, read, decided, decided otherwise. */
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

/* Ten points a euro; stays that follow one another are asked. */
static void begin_asking(struct scenario *s)
{
	scenario_at(s, "2027-03-01 08:00");
	scenario_say(s, "programme.put",
		"'programme':{'programme':1,'code':'club','name':'Club','currency':'EUR',"
		"'versions':[{'from':'2026-01-01','stays':{'back_to_back':'ask'},"
		"'earn':[{'rule':'base','per':'money','points':10,'units':100}],"
		"'tiers':{'window':'calendar','levels':[{'tier':'member'}]}}]}");
}

static void enrol(struct scenario *s, const char *guest, const char *number)
{
	scenario_say(s, "member.changed",
		"'guest':{'ids':[{'system':'pms','id':'%s'}]},'programme':'club',"
		"'number':'%s'",
		guest, number);
}

static void a_number_of_another_member_is_asked(void **state)
{
	struct scenario *s = *state;

	begin_asking(s);
	enrol(s, "G1", "N1");
	enrol(s, "G2", "N2");
	house_stay(s, "S1", BOOKED "," OF_GUEST("G1") ",'loyalty_number':'N2'");
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-03", 10000);
	member_until(s, "2027-03-09", "2027-03-08");
	scenario_is(waiting(s), "exceptions.0.reason", "profile_mismatch");
	assert_int_equal(points(s), 0);
	scenario_say(s, "posting.decided",
		STAY("S1") ",'decision':'counts','reason':'A slip of the pen.'");
	scenario_work(s);
	assert_int_equal(points(s), 1000);
	assert_int_equal(how_many(s), 0);
	/* As well where the number is put right, or becomes his. */
	house_stay(s, "S2", BOOKED "," OF_GUEST("G1") ",'loyalty_number':'N2'");
	member_stays(s, "S2", "G1", "401", "2027-03-10", "2027-03-11", 10000);
	member_until(s, "2027-03-15", "2027-03-14");
	assert_int_equal(how_many(s), 1);
	house_stay(s, "S2", "'loyalty_number':'N1'");
	scenario_work(s);
	assert_int_equal(points(s), 2000);
	house_stay(s, "S2", "'loyalty_number':'N7'");
	scenario_work(s);
	assert_int_equal(how_many(s), 1);
	enrol(s, "G1", "N7");
	scenario_work(s);
	assert_int_equal(how_many(s), 0);
	assert_int_equal(points(s), 2000);
	member_adds_up(scenario_database(s));
}

static void a_number_is_doubted_only_where_it_is_anothers(void **state)
{
	struct scenario *s = *state;

	begin_asking(s);
	member_enrol(s, "G1");
	enrol(s, "G2", "N2");
	house_stay(s, "S1", BOOKED "," OF_GUEST("G1") ",'loyalty_number':'N9'");
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-03", 10000);
	house_stay(s, "S2", BOOKED "," OF_GUEST("G1") ",'loyalty_number':'N2'");
	member_stays(s, "S2", "G1", "401", "2027-03-05", "2027-03-06", 20000);
	member_until(s, "2027-03-12", "2027-03-11");
	assert_int_equal(points(s), 1000);
	assert_int_equal(how_many(s), 1);
	scenario_is(waiting(s), "exceptions.0.arrival", "2027-03-05");
	scenario_say(s, "posting.decided",
		STAY("S2") ",'decision':'rejected','reason':'It is his.'");
	scenario_work(s);
	assert_int_equal(points(s), 1000);
	assert_int_equal(how_many(s), 0);
}

static void stays_that_follow_one_another_are_asked(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin_asking(s);
	member_enrol(s, "G1");
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-03", 10000);
	member_stays(s, "S2", "G1", "402", "2027-03-03", "2027-03-05", 10000);
	member_until(s, "2027-03-10", "2027-03-09");
	assert_int_equal(points(s), 0);
	scenario_is(waiting(s), "exceptions.0.reason", "back_to_back");
	assert_int_equal(how_many(s), 2);
	scenario_say(s, "posting.decided",
		STAY("S1") ",'decision':'counts','reason':'One trip.'");
	scenario_say(s, "posting.decided",
		STAY("S2") ",'decision':'counts','reason':'One trip.'");
	scenario_work(s);
	is = member_account(s, "G1");
	scenario_is(is, "points", "2000");
	scenario_is(is, "window.stays", "1");
	scenario_is(is, "window.nights", "3");
	assert_int_equal(how_many(s), 0);
}

static void less_than_nothing_waits_until_it_is_put_right(void **state)
{
	struct scenario *s = *state;

	begin_asking(s);
	member_enrol(s, "G1");
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-03", -600);
	member_until(s, "2027-03-10", "2027-03-09");
	scenario_is(waiting(s), "exceptions.0.reason", "negative_charges");
	scenario_say(s, "posting.decided",
		STAY("S1") ",'decision':'counts','reason':'He stayed.'");
	scenario_work(s);
	assert_int_equal(how_many(s), 1);
	member_charge(s, "S1", "room", "room", 6000);
	scenario_work(s);
	assert_int_equal(how_many(s), 0);
	assert_int_equal(points(s), 600);
}

/* Where it is not said when a stay was booked, no rule that asks fits. */
static void who_books_early_earns_more_where_it_is_said(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2027-03-01 08:00");
	scenario_say(s, "programme.put",
		"'programme':{'programme':1,'code':'club','name':'Club','currency':'EUR',"
		"'versions':[{'from':'2026-01-01','earn':[{'rule':'early','per':'stay',"
		"'points':500,'when':{'lead_days':{'min':30}}}],"
		"'tiers':{'window':'calendar','levels':[{'tier':'member'}]}}]}");
	member_enrol(s, "G1");
	house_stay(s, "S1", BOOKED "," OF_GUEST("G1") ",'booked_on':'2027-02-01'");
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-03", 10000);
	house_stay(s, "S2", BOOKED "," OF_GUEST("G1") ",'booked_on':'2027-01-31'");
	member_stays(s, "S2", "G1", "401", "2027-03-05", "2027-03-06", 10000);
	member_stays(s, "S3", "G1", "401", "2027-03-08", "2027-03-09", 10000);
	member_until(s, "2027-03-14", "2027-03-13");
	assert_int_equal(points(s), 500);
	house_stay(s, "S1", "'booked_on':'2027-01-02'");
	scenario_work(s);
	assert_int_equal(points(s), 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(what_waits_is_read_page_by_page),
		STORY(what_is_decided_earns_or_does_not),
		STORY(what_is_rejected_is_no_room_of_his),
		STORY(the_latest_decision_holds),
		STORY(only_a_manager_decides_about_what_is_over),
		STORY(a_number_of_another_member_is_asked),
		STORY(a_number_is_doubted_only_where_it_is_anothers),
		STORY(stays_that_follow_one_another_are_asked),
		STORY(less_than_nothing_waits_until_it_is_put_right),
		STORY(who_books_early_earns_more_where_it_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
