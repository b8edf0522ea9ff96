/* Points that a manager gives or takes, with a reason and a second person. */
#include "support/member.h"

/* Ten points a euro, 500 to begin with, gold from 800 base points on. */
static const char club[] =
	"'programme':{'programme':1,'code':'club','name':'Club','currency':'EUR','"
	"versions':["
	"{'from':'2026-01-01','earn':[{'rule':'base','per':'money','points':10,"
	"'units':100},{'rule':'welcome','per':'enrolment','points':500,'bonus':true}],"
	"'tiers':{'window':'calendar','levels':[{'tier':'member'},"
	"{'tier':'gold','reach':{'points':800}}]},"
	"'expiry':[{'after':'activity','months':12}]}]}";

#define OF(guest) "'guest':{" PMS(guest) "},'programme':'club','points':"
#define WHY ",'reason':'Rained in','second':'ben'"

static void begin(struct scenario *s)
{
	scenario_at(s, "2027-03-01 08:00");
	scenario_say(s, "programme.put", "%s", club);
	member_enrol(s, "G1");
	scenario_actor(s, "'role':'manager','name':'anna'");
}

static void what_is_given_is_said_with_its_reason(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	scenario_with_id(s, "adjust-1");
	is = scenario_say(s, "points.adjusted", OF("G1") "1000" WHY);
	scenario_is(is, "outcome", "applied");
	scenario_with_id(s, "adjust-1");
	is = scenario_say(s, "points.adjusted", OF("G1") "1000" WHY);
	scenario_is(is, "outcome", "repeated");
	is = member_account(s, "G1");
	scenario_is(is, "points", "1500");
	scenario_is(is, "tier", "member");
	scenario_is(is, "lines.0.kind", "adjusted");
	scenario_is(is, "lines.0.points", "1000");
	scenario_is(is, "lines.0.rule", "adjustment");
	scenario_is(is, "lines.0.why.reason", "Rained in");
	scenario_is(is, "lines.0.why.by", "anna");
	scenario_is(is, "lines.0.why.second", "ben");
	scenario_is(is, "lines.1.rule", "welcome");
	scenario_is(is, "lines.1.why", "absent");
	scenario_actor(s, "'role':'data_protection'");
	scenario_is(member_account(s, "G1"), "lines.0.why.reason", "Rained in");
	scenario_actor(s, "'role':'front_desk'");
	scenario_is(member_account(s, "G1"), "lines.0.why", "absent");
	/* What enrolment earns is not earned again with the first stay. */
	scenario_actor(s, "'role':'manager','name':'anna'");
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-04", 10000);
	member_until(s, "2027-03-10", "2027-03-09");
	is = member_account(s, "G1");
	scenario_is(is, "points", "2500");
	scenario_is(is, "tier", "gold");
	member_adds_up(scenario_database(s));
}

static void what_is_taken_is_there(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	scenario_say(s, "points.adjusted", OF("G1") "300" WHY);
	is = scenario_refused(
		s, PMS_E_REFUSED, "points_short", "points.adjusted", OF("G1") "-801" WHY);
	scenario_is(is, "error.path", "/data/points");
	scenario_is(is, "error.message", "1 points are missing");
	scenario_say(s, "points.adjusted", OF("G1") "-750" WHY);
	is = member_account(s, "G1");
	scenario_is(is, "points", "50");
	scenario_is(is, "lines.0.why.second", "ben");
	member_adds_up(scenario_database(s));
}

static void two_persons_are_needed(void **state)
{
	struct scenario *s = *state;

	begin(s);
	scenario_refused(s, PMS_E_REFUSED, "second_missing", "points.adjusted",
		OF("G1") "5,'reason':'x'");
	scenario_refused(s, PMS_E_REFUSED, "second_same", "points.adjusted",
		OF("G1") "5,'reason':'x','second':'anna'");
	scenario_refused(s, PMS_E_REFUSED, "second_same", "points.adjusted",
		OF("G1") "5,'reason':'x','second':' Anna '");
	scenario_refused(s, PMS_E_REFUSED, "second_missing", "points.adjusted",
		OF("G1") "5,'reason':'x','second':' '");
	scenario_refused(s, PMS_E_INVALID, "number_out_of_range", "points.adjusted",
		OF("G1") "0" WHY);
	scenario_refused(
		s, PMS_E_INVALID, "guest_unknown", "points.adjusted", OF("G9") "5" WHY);
	scenario_actor(s, "'role':'manager'");
	scenario_refused(
		s, PMS_E_REFUSED, "actor_unnamed", "points.adjusted", OF("G1") "5" WHY);
	scenario_actor(s, "'role':'front_desk','name':'anna'");
	scenario_refused(
		s, PMS_E_REFUSED, "role_missing", "points.adjusted", OF("G1") "5" WHY);
	assert_int_equal(
		sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM entry"), 0);
}

static void points_given_to_who_was_long_away_are_good(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	scenario_say(s, "points.adjusted", OF("G1") "300" WHY);
	scenario_at(s, "2028-06-01 12:00");
	scenario_say(s, "points.adjusted", OF("G1") "40" WHY);
	is = member_account(s, "G1");
	scenario_is(is, "points", "40");
	scenario_is(is, "expiring.after", "2029-06-01");
	scenario_is(is, "lines.0.kind", "adjusted");
	scenario_is(is, "lines.1.kind", "expired");
	scenario_is(is, "lines.1.why", "absent");
	member_adds_up(scenario_database(s));
}

static void enrolment_earns_neither_before_its_day_nor_for_who_left(void **state)
{
	struct scenario *s = *state;

	begin(s);
	scenario_say(s, "member.changed",
		"'guest':{" PMS("G2") "},'programme':'club','enrolled':'2027-03-09'");
	scenario_refused(
		s, PMS_E_REFUSED, "not_enrolled", "points.adjusted", OF("G2") "40" WHY);
	scenario_say(s, "member.changed",
		"'guest':{" PMS("G1") "},'programme':'club','status':'cancelled'");
	scenario_say(s, "points.adjusted", OF("G1") "40" WHY);
	scenario_is(member_account(s, "G1"), "points", "40");
	scenario_at(s, "2027-03-09 12:00");
	scenario_say(s, "points.adjusted", OF("G2") "40" WHY);
	scenario_is(member_account(s, "G2"), "points", "540");
	member_adds_up(scenario_database(s));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(what_is_given_is_said_with_its_reason),
		STORY(what_is_taken_is_there),
		STORY(two_persons_are_needed),
		STORY(points_given_to_who_was_long_away_are_good),
		STORY(enrolment_earns_neither_before_its_day_nor_for_who_left),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
