/* Members who redeem together: out of whatever expires first, whoever's it is; and who leaves has
 * what is left of his own. */
#include "support/member.h"

/* Ten points a euro, good for a year; at most two in a pool. */
static const char club[] =
	"'programme':{'programme':1,'code':'club','name':'Club','currency':'EUR','"
	"versions':["
	"{'from':'2026-01-01','earn':[{'rule':'base','per':'money','points':10,"
	"'units':100,'rounding':'down'}],"
	"'tiers':{'window':'calendar','levels':[{'tier':'member'}]},'pool_max':2,"
	"'expiry':[{'after':'earned','months':12}]}]}";

#define OF(guest, id)                                                                    \
	"'guest':{" PMS(guest) "},'programme':'club','redemption':'" id "','state':"
#define POOL(id) "'pool':'" id "','programme':'club','members':"
#define ASKED ",'reason':'They asked for it.','second':'ben'"

/* G1 has 1,000 points, G2 500 that expire later, G3 none. */
static void begin(struct scenario *s)
{
	scenario_at(s, "2027-03-01 08:00");
	scenario_actor(s, "'role':'manager','name':'anna'");
	scenario_say(s, "programme.put", "%s", club);
	member_enrol(s, "G1");
	member_enrol(s, "G2");
	member_enrol(s, "G3");
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-04", 10000);
	member_until(s, "2027-03-10", "2027-03-09");
	member_stays(s, "S2", "G2", "402", "2027-04-05", "2027-04-06", 5000);
	member_until(s, "2027-04-10", "2027-04-09");
	scenario_is(member_account(s, "G1"), "points", "1000");
	scenario_is(member_account(s, "G2"), "points", "500");
}

static void members_of_a_pool_pay_together(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	scenario_refused(s, PMS_E_REFUSED, "points_short", "points.redeemed",
		OF("G2", "V1") "'held','points':1200");
	is = scenario_say(
		s, "pool.changed", POOL("P1") "[{" PMS("G1") "},{" PMS("G2") "}]" ASKED);
	scenario_is(is, "outcome", "applied");
	scenario_is(is, "members", "2");
	scenario_say(s, "points.redeemed", OF("G2", "V1") "'held','points':1200");
	scenario_is(member_account(s, "G1"), "held", "1000"); /* they expire first */
	scenario_is(member_account(s, "G2"), "held", "200");
	scenario_refused(s, PMS_E_REFUSED, "points_short", "points.redeemed",
		OF("G1", "V2") "'held','points':301");
	scenario_say(s, "points.redeemed", OF("G2", "V1") "'confirmed'");
	scenario_is(member_account(s, "G1"), "points", "0");
	scenario_is(member_account(s, "G2"), "points", "300");
	member_adds_up(scenario_database(s));
}

static void who_leaves_has_what_is_left_of_his_own(void **state)
{
	struct scenario *s = *state;

	begin(s);
	scenario_say(
		s, "pool.changed", POOL("P1") "[{" PMS("G1") "},{" PMS("G2") "}]" ASKED);
	scenario_say(s, "points.redeemed", OF("G2", "V1") "'held','points':400");
	scenario_say(s, "pool.changed", POOL("P1") "[{" PMS("G1") "}]");
	/* What was promised is given. */
	scenario_say(s, "points.redeemed", OF("G2", "V1") "'confirmed'");
	scenario_is(member_account(s, "G1"), "points", "600");
	scenario_is(member_account(s, "G2"), "points", "500");
	scenario_refused(s, PMS_E_REFUSED, "points_short", "points.redeemed",
		OF("G2", "V2") "'held','points':501");
	scenario_say(s, "points.redeemed", OF("G2", "V2") "'held','points':500");
	scenario_is(member_account(s, "G1"), "available", "600");
	member_adds_up(scenario_database(s));
}

static void a_pool_that_cannot_be_is_refused(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	scenario_say(
		s, "pool.changed", POOL("P1") "[{" PMS("G1") "},{" PMS("G2") "}]" ASKED);
	is = scenario_refused(s, PMS_E_REFUSED, "pool_other", "pool.changed",
		POOL("P2") "[{" PMS("G3") "},{" PMS("G2") "}]" ASKED);
	scenario_is(is, "error.path", "/data/members/1");
	scenario_refused(s, PMS_E_REFUSED, "pool_limit", "pool.changed",
		POOL("P1") "[{" PMS("G1") "},{" PMS("G2") "},{" PMS("G3") "}]" ASKED);
	scenario_refused(s, PMS_E_INVALID, "element_repeated", "pool.changed",
		POOL("P1") "[{" PMS("G1") "},{" PMS("G1") "}]" ASKED);
	is = scenario_refused(s, PMS_E_INVALID, "guest_unknown", "pool.changed",
		POOL("P1") "[{" PMS("G9") "}]");
	scenario_is(is, "error.path", "/data/members/0/ids");
	/* An older word comes too late. */
	scenario_with_time(s, "2027-04-01 10:00");
	scenario_is(scenario_say(s, "pool.changed", POOL("P1") "[]"), "outcome", "older");
	scenario_say(s, "pool.changed", POOL("P1") "[]");
	scenario_say(
		s, "pool.changed", POOL("P2") "[{" PMS("G3") "},{" PMS("G2") "}]" ASKED);
	scenario_say(s, "points.redeemed", OF("G3", "V1") "'held','points':500");
	scenario_is(member_account(s, "G2"), "available", "0");
	scenario_is(member_account(s, "G1"), "available", "1000");
}

/* Else one at the desk could take a guest's points for somebody else. */
static void who_is_put_to_others_is_so_by_a_manager_and_a_second_person(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	scenario_actor(s, "'role':'front_desk','name':'carl'");
	/* Alone he is at nobody's mercy. */
	scenario_say(s, "pool.changed", POOL("P1") "[{" PMS("G1") "}]");
	is = scenario_refused(s, PMS_E_REFUSED, "role_missing", "pool.changed",
		POOL("P1") "[{" PMS("G1") "},{" PMS("G2") "}]" ASKED);
	scenario_is(is, "error.path", "/actor/role");
	scenario_refused(s, PMS_E_REFUSED, "points_short", "points.redeemed",
		OF("G2", "V1") "'held','points':501");
	scenario_actor(s, "'role':'manager','name':'anna'");
	is = scenario_refused(s, PMS_E_REFUSED, "reason_missing", "pool.changed",
		POOL("P1") "[{" PMS("G1") "},{" PMS("G2") "}],'second':'ben'");
	scenario_is(is, "error.path", "/data/reason");
	scenario_refused(s, PMS_E_REFUSED, "second_missing", "pool.changed",
		POOL("P1") "[{" PMS("G1") "},{" PMS("G2") "}],'reason':'Asked.'");
	scenario_refused(s, PMS_E_REFUSED, "second_same", "pool.changed",
		POOL("P1") "[{" PMS("G1") "},{" PMS("G2") "}],'reason':'Asked.',"
							  "'second':'anna'");
	scenario_say(
		s, "pool.changed", POOL("P1") "[{" PMS("G1") "},{" PMS("G2") "}]" ASKED);
	assert_int_equal(
		sg_test_number(scenario_database(s),
			"SELECT COUNT(*) FROM pool_member WHERE "
			"LOCATE('\"by\":\"anna\",\"second\":\"ben\"', sealed_why)"),
		1);
	scenario_say(s, "points.redeemed", OF("G2", "V1") "'held','points':501");
}

static void the_desk_lets_members_out_of_a_pool(void **state)
{
	struct scenario *s = *state;

	begin(s);
	scenario_say(
		s, "pool.changed", POOL("P1") "[{" PMS("G1") "},{" PMS("G2") "}]" ASKED);
	scenario_actor(s, "'role':'front_desk'");
	/* The same ones again are no news, whoever says it. */
	scenario_say(s, "pool.changed", POOL("P1") "[{" PMS("G2") "},{" PMS("G1") "}]");
	scenario_say(s, "pool.changed", POOL("P1") "[{" PMS("G2") "}]");
	/* In the place of another one is in with others, too. */
	scenario_refused(s, PMS_E_REFUSED, "role_missing", "pool.changed",
		POOL("P1") "[{" PMS("G2") "},{" PMS("G3") "}]" ASKED);
	scenario_say(s, "pool.changed", POOL("P1") "[]");
	scenario_refused(s, PMS_E_REFUSED, "points_short", "points.redeemed",
		OF("G2", "V1") "'held','points':501");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(members_of_a_pool_pay_together),
		STORY(who_leaves_has_what_is_left_of_his_own),
		STORY(a_pool_that_cannot_be_is_refused),
		STORY(who_is_put_to_others_is_so_by_a_manager_and_a_second_person),
		STORY(the_desk_lets_members_out_of_a_pool),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
