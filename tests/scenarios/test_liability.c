/* What a programme owes, by property and month, however many answers it takes. */
#include "support/member.h"

#include <string.h>

/* Ten points a euro, good to the end of the month a year after; gold's do not expire. */
static const char club[] =
	"'programme':{'programme':1,'code':'club','name':'Club','currency':'EUR','"
	"versions':["
	"{'from':'2026-01-01','earn':[{'rule':'base','per':'money','points':10,"
	"'units':100,'rounding':'down'},{'rule':'welcome','per':'enrolment','points':50,"
	"'bonus':true}],"
	"'tiers':{'window':'calendar','levels':[{'tier':'member'},{'tier':'gold',"
	"'reach':{'nights':2}}]},"
	"'expiry':[{'tiers':['gold'],'after':'never'},"
	"{'after':'earned','months':12,'end':'month'}]}]}";

#define OF(guest, id)                                                                    \
	"'guest':{" PMS(guest) "},'programme':'club','redemption':'" id "','state':"

/* G1 is gold with 1,050 points, 100 of them held; G2 has 550; G3 owes 200 of 250. */
static void begin(struct scenario *s)
{
	scenario_at(s, "2027-03-01 08:00");
	scenario_say(s, "programme.put", "%s", club);
	member_enrol(s, "G1");
	member_enrol(s, "G2");
	member_enrol(s, "G3");
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-04", 10000);
	member_stays(s, "S2", "G2", "402", "2027-03-05", "2027-03-06", 5000);
	member_stays(s, "S3", "G3", "403", "2027-03-05", "2027-03-06", 2000);
	member_until(s, "2027-03-10", "2027-03-09");
	scenario_say(s, "points.redeemed", OF("G1", "V1") "'held','points':100");
	scenario_say(s, "points.redeemed", OF("G3", "V1") "'held','points':250");
	scenario_say(s, "points.redeemed", OF("G3", "V1") "'confirmed'");
	scenario_say(s, "charge.reversed",
		"'stay':{'ids':[{'system':'pms','id':'S3'}]},'charge':'room'");
	member_until(s, "2027-03-11", "2027-03-10");
	scenario_is(member_account(s, "G3"), "points", "-200");
}

static void what_is_open_stands_by_property_and_month(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	is = scenario_say(s, "loyalty.liability", "'programme':'club'");
	scenario_is(is, "outcome", "answered");
	scenario_is(is, "programme", "club");
	scenario_is(is, "date", "2027-03-11");
	scenario_is(is, "lines.0.property", "HAM1");
	scenario_is(is, "lines.0.month", "2028-03");
	scenario_is(is, "lines.0.points", "550");
	scenario_is(is, "lines.0.lots", "2");
	scenario_is(is, "lines.1.property", "HAM1");
	scenario_is(is, "lines.1.month", "absent");
	scenario_is(is, "lines.1.points", "1050");
	scenario_is(is, "lines.1.held", "100");
	scenario_is(is, "lines.1.owed", "200");
	scenario_is(is, "lines.2", "absent");
	scenario_is(is, "total.points", "1600");
	scenario_is(is, "total.held", "100");
	scenario_is(is, "total.owed", "200");
	scenario_is(is, "total.members", "3");
	scenario_is(is, "next", "absent");
	assert_int_equal(
		member_number(is, "total.points") - member_number(is, "total.owed"),
		sg_test_number(scenario_database(s), "SELECT SUM(points) FROM account"));
}

/* One account at a time, and the same in the end; members of another programme make no pages. */
static void pages_add_up_to_the_whole(void **state)
{
	struct scenario *s = *state;
	char after[33] = "00000000000000000000000000000000";
	int64_t points = 0, owed = 0, members = 0;
	int pages = 0;

	begin(s);
	scenario_say(s, "programme.put",
		"'programme':{'programme':1,'code':'other','name':'Other','currency':'"
		"EUR','versions':[{'from':'2026-01-01','earn':[],'tiers':{'window':"
		"'calendar','levels':[{'tier':'member'}]}}]}");
	for (int i = 0; i < 6; i++) {
		scenario_say(s, "member.changed",
			"'guest':{'ids':[{'system':'pms','id':'O%d'}]},"
			"'programme':'other'",
			i);
	}
	for (const char *next = after; next != NULL && pages < 9; pages++) {
		json_t *is = scenario_say(s, "loyalty.liability",
			"'programme':'club','limit':1,'after':'%s'", next);

		points += member_number(is, "total.points");
		owed += member_number(is, "total.owed");
		members += member_number(is, "total.members");
		next = json_string_value(scenario_get(is, "next"));
	}
	assert_int_equal(pages, 4);
	assert_int_equal(points, 1600);
	assert_int_equal(owed, 200);
	assert_int_equal(members, 3);
}

static void who_may_not_know_is_not_told(void **state)
{
	struct scenario *s = *state;

	begin(s);
	scenario_refused(s, PMS_E_INVALID, "programme_unknown", "loyalty.liability",
		"'programme':'other'");
	scenario_actor(s, "'role':'front_desk'");
	scenario_refused(s, PMS_E_REFUSED, "role_missing", "loyalty.liability",
		"'programme':'club'");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(what_is_open_stands_by_property_and_month),
		STORY(pages_add_up_to_the_whole),
		STORY(who_may_not_know_is_not_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
