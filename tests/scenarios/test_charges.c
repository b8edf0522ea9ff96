/* What stays were charged: the latest word on each charge. */
#include <stdio.h>

#include "support/house.h"

#define DAY_2026_11_21 20778

static int64_t number(struct scenario *s, const char *sql)
{
	return sg_test_number(scenario_database(s), "%s", sql);
}

static const char *error_path(json_t *reply)
{
	return scenario_text(reply, "error.path");
}

#define OF_S1 "'stay':{" PMS("S1") "}"
#define ROOM OF_S1 ",'charge':'1','category':'room','currency':'EUR'"

static json_t *posted(struct scenario *s, const char *members)
{
	return scenario_say(s, "charge.posted", "%s", members);
}

static json_t *reversed(struct scenario *s, const char *charge)
{
	return scenario_say(s, "charge.reversed", OF_S1 ",'charge':'%s'", charge);
}

static int64_t of_charge(struct scenario *s, const char *what)
{
	char sql[256];

	(void)snprintf(sql, sizeof sql, "SELECT %s FROM charge WHERE charge = '1'", what);
	return number(s, sql);
}

static void a_stay_with_a_bill(struct scenario *s)
{
	scenario_at(s, "2026-11-21 10:00");
	house_stay(s, "S1", BOOKED ",'party':{'adults':1}," OF_GUEST("G1"));
	scenario_actor(s, "'role':'system'");
}

static void a_charge_counts_once(void **state)
{
	struct scenario *s = *state;
	json_t *reply;

	a_stay_with_a_bill(s);
	reply = posted(s, ROOM ",'gross_cents':10700,'net_cents':10000");
	scenario_is(reply, "outcome", "applied");
	scenario_is(reply, "charge", "1");
	assert_int_equal(of_charge(s, "day"), DAY_2026_11_21);
	assert_int_equal(of_charge(s, "net_cents"), 10000);
	reply = posted(s, ROOM ",'gross_cents':10700,'net_cents':10000");
	scenario_is(reply, "outcome", "repeated");
	scenario_with_id(s, "c-2");
	posted(s, OF_S1 ",'charge':'2','category':'bar','currency':'EUR',"
			"'gross_cents':-500,'day':'2026-11-20'");
	scenario_with_id(s, "c-2");
	reply = posted(s, OF_S1 ",'charge':'2','category':'bar','currency':'EUR',"
				"'gross_cents':-500,'day':'2026-11-20'");
	scenario_is(reply, "outcome", "repeated");
	scenario_with_id(s, "c-2");
	scenario_refused(
		s, PMS_E_REFUSED, "id_reused", "charge.posted", ROOM ",'gross_cents':1");
	assert_int_equal(number(s, "SELECT COUNT(*) FROM charge"), 2);
	assert_int_equal(
		number(s, "SELECT net_cents FROM charge WHERE charge = '2'"), -500);
}

static void the_latest_word_on_a_charge_holds(void **state)
{
	struct scenario *s = *state;

	a_stay_with_a_bill(s);
	scenario_at(s, "2026-11-22 12:00");
	posted(s, ROOM ",'gross_cents':100");
	scenario_with_time(s, "2026-11-22 11:00");
	scenario_is(posted(s, ROOM ",'gross_cents':90"), "outcome", "older");
	assert_int_equal(of_charge(s, "gross_cents"), 100);
	scenario_at(s, "2026-11-25 12:00");
	scenario_is(posted(s, ROOM ",'gross_cents':120,'day':'2026-11-22'"), "outcome",
		"applied");
	assert_int_equal(of_charge(s, "gross_cents"), 120);
	/* Said again later, it is not overtaken by what lies between. */
	scenario_at(s, "2026-11-27 12:00");
	scenario_is(posted(s, ROOM ",'gross_cents':120,'day':'2026-11-22'"), "outcome",
		"repeated");
	scenario_with_time(s, "2026-11-26 12:00");
	scenario_is(posted(s, ROOM ",'gross_cents':110,'day':'2026-11-22'"), "outcome",
		"older");
	assert_int_equal(of_charge(s, "gross_cents"), 120);
	assert_int_equal(of_charge(s, "COUNT(*)"), 1);
}

static void a_charge_is_taken_back_and_made_again(void **state)
{
	struct scenario *s = *state;

	a_stay_with_a_bill(s);
	scenario_at(s, "2026-11-22 12:00");
	posted(s, ROOM ",'gross_cents':100,'day':'2026-11-21'");
	scenario_with_time(s, "2026-11-22 11:00");
	scenario_is(reversed(s, "1"), "outcome", "older");
	scenario_at(s, "2026-11-23 12:00");
	scenario_is(reversed(s, "1"), "outcome", "applied");
	assert_int_equal(of_charge(s, "reversed"), 1);
	assert_int_equal(of_charge(s, "gross_cents"), 100);
	scenario_is(reversed(s, "1"), "outcome", "repeated");
	/* What was said before, and at the same moment, does not bring it back. */
	scenario_with_time(s, "2026-11-22 12:00");
	scenario_is(posted(s, ROOM ",'gross_cents':100,'day':'2026-11-21'"), "outcome",
		"older");
	scenario_with_time(s, "2026-11-23 12:00:01");
	scenario_is(posted(s, ROOM ",'gross_cents':100,'day':'2026-11-21'"), "outcome",
		"older");
	assert_int_equal(of_charge(s, "reversed"), 1);
	scenario_at(s, "2026-11-24 12:00");
	scenario_is(posted(s, ROOM ",'gross_cents':100,'day':'2026-11-21'"), "outcome",
		"applied");
	assert_int_equal(of_charge(s, "reversed"), 0);
}

static void faults_of_charges_are_said_with_their_place(void **state)
{
	struct scenario *s = *state;
	static const struct {
		const char *code, *path, *data;
	} faults[] = {
		{"member_missing", "/data/stay",
			"'charge':'1','category':'room','currency':'EUR',"
			"'gross_cents':1"},
		{"stay_unknown", "/data/stay/ids",
			"'stay':{" PMS("S9") "},'charge':'1','category':'room',"
					     "'currency':'EUR','gross_cents':1"},
		{"member_missing", "/data/gross_cents", ROOM},
		{"number_out_of_range", "/data/gross_cents",
			ROOM ",'gross_cents':1000000000001"},
		{"number_out_of_range", "/data/net_cents",
			ROOM ",'gross_cents':1,'net_cents':-1000000000001"},
		{"type_wrong", "/data/gross_cents", ROOM ",'gross_cents':1.5"},
		{"text_invalid", "/data/currency",
			OF_S1 ",'charge':'1','category':'room','currency':'eur',"
			      "'gross_cents':1"},
		{"text_invalid", "/data/category",
			OF_S1 ",'charge':'1','category':'Room','currency':'EUR',"
			      "'gross_cents':1"},
		{"date_invalid", "/data/day", ROOM ",'gross_cents':1,'day':'2026-02-30'"},
	};
	json_t *reply;

	a_stay_with_a_bill(s);
	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
		reply = scenario_refused(s, PMS_E_INVALID, faults[i].code,
			"charge.posted", "%s", faults[i].data);
		assert_string_equal(error_path(reply), faults[i].path);
	}
	reply = scenario_refused(s, PMS_E_INVALID, "charge_unknown", "charge.reversed",
		OF_S1 ",'charge':'1'");
	assert_string_equal(error_path(reply), "/data/charge");
	scenario_actor(s, "'role':'attendant'");
	scenario_refused(s, PMS_E_REFUSED, "role_missing", "charge.posted",
		ROOM ",'gross_cents':1");
	scenario_refused(s, PMS_E_REFUSED, "role_missing", "charge.reversed",
		OF_S1 ",'charge':'1'");
	assert_int_equal(number(s, "SELECT COUNT(*) FROM charge"), 0);
}

/* The keys of a document are of one stay. */
static void a_charge_is_of_one_stay(void **state)
{
	struct scenario *s = *state;

	a_stay_with_a_bill(s);
	house_stay(s, "S2", BOOKED ",'party':{'adults':1}," OF_GUEST("G2"));
	scenario_refused(s, PMS_E_REFUSED, "ids_disagree", "charge.posted",
		"'stay':{'ids':[{'system':'pms','id':'S1'},{'system':'pms','id':'S2'}]},"
		"'charge':'1','category':'room','currency':'EUR','gross_cents':1");
	posted(s, ROOM ",'gross_cents':1");
	posted(s, "'stay':{" PMS("S2") "},'charge':'1','category':'room',"
				       "'currency':'EUR','gross_cents':2");
	assert_int_equal(number(s, "SELECT SUM(gross_cents) FROM charge"), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(a_charge_counts_once),
		STORY(the_latest_word_on_a_charge_holds),
		STORY(a_charge_is_taken_back_and_made_again),
		STORY(faults_of_charges_are_said_with_their_place),
		STORY(a_charge_is_of_one_stay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
