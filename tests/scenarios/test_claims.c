/* Stays that members miss in their accounts: claimed, decided, and come after all. */
#include "support/member.h"

/* Ten points a euro; claims for 30 days. */
static const char club[] =
	"'programme':{'programme':1,'code':'club','name':'Club','currency':'EUR','"
	"versions':[{'from':'2026-01-01','stays':{'several_rooms':'ask','rooms_points':2,"
	"'claim_days':30},'earn':[{'rule':'base','per':'money','points':10,'units':100}],"
	"'tiers':{'window':'calendar','levels':[{'tier':'member'},{'tier':'gold',"
	"'reach':{'nights':2}}]}}]}";

#define CLAIM(claim, guest)                                                              \
	"'claim':'" claim "','guest':{" PMS(guest) "},'programme':'club',"               \
						   "'arrival':'2027-03-02',"             \
						   "'departure':'2027-03-04'"
#define APPROVED(claim) "'claim':'" claim "','decision':'approved','reason':'His bill.'"
#define REJECTED(claim) "'claim':'" claim "','decision':'rejected','reason':'Not his.'"
#define CHARGED ",'charges':[{'category':'room','gross_cents':10000,'currency':'EUR'}]"

static void begin(struct scenario *s)
{
	scenario_at(s, "2027-03-01 08:00");
	scenario_say(s, "programme.put", "%s", club);
	member_enrol(s, "G1");
	scenario_actor(s, "'role':'front_desk','name':'anna'");
}

static int64_t points(struct scenario *s, const char *guest)
{
	return member_number(member_account(s, guest), "points");
}

static json_t *claim(struct scenario *s, const char *members)
{
	json_t *reply;

	scenario_actor(s, "'role':'front_desk','name':'anna'");
	reply = scenario_say(s, "stay.claimed", "%s", members);
	scenario_actor(s, "'role':'manager','name':'ben'");
	return reply;
}

static json_t *waiting(struct scenario *s)
{
	scenario_actor(s, "'role':'manager','name':'ben'");
	return scenario_say(s, "loyalty.exceptions", "'limit':500");
}

static void a_stay_that_is_posted_is_answered_so(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-04", 10000);
	member_until(s, "2027-03-10", "2027-03-09");
	is = claim(s, CLAIM("C1", "G1"));
	scenario_is(is, "outcome", "applied");
	scenario_is(is, "state", "posted");
	scenario_is(is, "points", "1000");
	scenario_is(is, "posted", "2027-03-10");
	scenario_is(is, "claim", "C1");
	assert_int_equal(points(s, "G1"), 1000);
	assert_int_equal(json_array_size(scenario_get(waiting(s), "exceptions")), 0);
}

static void his_own_stay_is_bound_and_posted_once(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-04", 10000);
	is = claim(s, CLAIM("C1", "G1") ",'note':'By car.'");
	scenario_is(is, "state", "bound");
	(void)scenario_text(is, "stay");
	assert_int_equal(sg_test_number(scenario_database(s),
				 "SELECT SUM(LOCATE('By car.', sealed_said)) FROM claim"),
		0);
	is = claim(s, CLAIM("C1", "G1"));
	scenario_is(is, "outcome", "repeated");
	member_until(s, "2027-03-10", "2027-03-09");
	assert_int_equal(points(s, "G1"), 1000);
	is = claim(s, CLAIM("C1", "G1"));
	scenario_is(is, "points", "1000");
	scenario_refused(
		s, PMS_E_REFUSED, "nothing_to_decide", "claim.decided", REJECTED("C1"));
	member_adds_up(scenario_database(s));
}

static void what_nobody_knows_waits_with_its_evidence(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	scenario_at(s, "2027-03-06 10:00");
	is = claim(s, CLAIM("C1", "G1") ",'confirmation':'4711','note':'By car.'");
	scenario_is(is, "state", "waits");
	scenario_is(is, "stay", "absent");
	is = waiting(s);
	scenario_is(is, "exceptions.0.claim", "C1");
	scenario_is(is, "exceptions.0.confirmation", "4711");
	scenario_is(is, "exceptions.0.note", "By car.");
	scenario_is(is, "exceptions.0.by", "anna");
	scenario_is(is, "exceptions.0.reason", "claimed");
	scenario_is(is, "exceptions.0.arrival", "2027-03-02");
	scenario_is(is, "exceptions.0.stay", "absent");
	scenario_refused(s, PMS_E_REFUSED, "claimed_before", "stay.claimed", "%s",
		CLAIM("C2", "G1"));
	scenario_refused(
		s, PMS_E_INVALID, "member_missing", "claim.decided", APPROVED("C1"));
	scenario_say(s, "claim.decided", APPROVED("C1") CHARGED);
	assert_int_equal(json_array_size(scenario_get(waiting(s), "exceptions")), 0);
	/* What he said in his own words is kept for as long as somebody decides by it. */
	assert_int_equal(sg_test_number(scenario_database(s),
				 "SELECT SUM(LOCATE('By car.', sealed_said)) * 10 + "
				 "SUM(LOCATE('4711', sealed_said) > 0) FROM claim"),
		1);
	assert_int_equal(points(s, "G1"), 0);
	member_until(s, "2027-03-08", "2027-03-07");
	is = member_account(s, "G1");
	scenario_is(is, "points", "1000");
	scenario_is(is, "tier", "gold");
	is = claim(s, CLAIM("C1", "G1"));
	scenario_is(is, "state", "approved");
	scenario_is(is, "points", "1000");
	scenario_is(is, "decided.reason", "His bill.");
	scenario_is(is, "decided.by", "ben");
	/* On second thoughts, and back. */
	scenario_say(s, "claim.decided", REJECTED("C1"));
	scenario_work(s);
	is = member_account(s, "G1");
	scenario_is(is, "points", "0");
	scenario_is(is, "window.nights", "0");
	scenario_say(s, "claim.decided", APPROVED("C1") CHARGED);
	scenario_work(s);
	assert_int_equal(points(s, "G1"), 1000);
	member_adds_up(scenario_database(s));
}

static void the_stay_that_comes_takes_the_place_of_its_claim(void **state)
{
	struct scenario *s = *state;

	begin(s);
	scenario_at(s, "2027-03-06 10:00");
	claim(s, CLAIM("C1", "G1"));
	scenario_say(s, "claim.decided", APPROVED("C1") CHARGED);
	member_until(s, "2027-03-08", "2027-03-07");
	assert_int_equal(points(s, "G1"), 1000);
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-04", 25000);
	member_until(s, "2027-03-12", "2027-03-11");
	assert_int_equal(points(s, "G1"), 2500);
	assert_int_equal(member_number(member_account(s, "G1"), "window.nights"), 2);
	/* It was another's after all: what he claimed stands again. */
	house_stay(s, "S1", OF_GUEST("G7"));
	scenario_work(s);
	assert_int_equal(points(s, "G1"), 1000);
	house_stay(s, "S1", OF_GUEST("G1"));
	scenario_work(s);
	assert_int_equal(points(s, "G1"), 2500);
	assert_int_equal(sg_test_number(scenario_database(s),
				 "SELECT SUM(remaining < 0) FROM lot"),
		0);
	member_adds_up(scenario_database(s));
}

static void a_stay_of_another_is_given_by_a_manager_alone(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	scenario_actor(s, "'role':'manager','name':'ben'");
	member_enrol(s, "G2");
	member_stays(s, "S1", "G2", "401", "2027-03-02", "2027-03-04", 10000);
	member_until(s, "2027-03-10", "2027-03-09");
	assert_int_equal(points(s, "G2"), 1000);
	is = claim(s, CLAIM("C1", "G1") ",'stay':{" PMS("S1") "}");
	scenario_is(is, "state", "waits");
	scenario_is(is, "points", "absent");
	is = waiting(s);
	scenario_is(is, "exceptions.0.reason", "claimed_of_other");
	(void)scenario_text(is, "exceptions.0.stay");
	scenario_refused(s, PMS_E_INVALID, "member_unexpected", "claim.decided",
		APPROVED("C1") CHARGED);
	scenario_say(s, "claim.decided", APPROVED("C1"));
	scenario_work(s);
	assert_int_equal(points(s, "G1"), 1000);
	assert_int_equal(points(s, "G2"), 0);
	/* What the stay says of itself changes nothing of that; the decision does. */
	house_stay(s, "S1", OF_GUEST("G2") ",'rate':'BAR'");
	scenario_work(s);
	assert_int_equal(points(s, "G1"), 1000);
	scenario_say(s, "claim.decided", REJECTED("C1"));
	scenario_work(s);
	assert_int_equal(points(s, "G1"), 0);
	assert_int_equal(points(s, "G2"), 1000);
	member_adds_up(scenario_database(s));
}

/* A claim that was approved by mistake takes no earlier word with it, nor a later one. */
static void a_claim_that_is_taken_back_leaves_what_was_decided_about_the_stay(
	void **state)
{
	struct scenario *s = *state;

	begin(s);
	member_enrol(s, "G2");
	member_stays(s, "S1", "G2", "401", "2027-03-02", "2027-03-04", 10000);
	scenario_actor(s, "'role':'manager','name':'ben'");
	scenario_say(s, "posting.decided",
		"'stay':{" PMS("S1") "},'decision':'rejected','reason':'Fraud.'");
	member_until(s, "2027-03-10", "2027-03-09");
	assert_int_equal(points(s, "G2"), 0);
	(void)claim(s, CLAIM("C1", "G1") ",'stay':{" PMS("S1") "}");
	scenario_say(s, "claim.decided", APPROVED("C1"));
	scenario_say(s, "claim.decided", APPROVED("C1"));
	scenario_work(s);
	assert_int_equal(points(s, "G1"), 1000);
	scenario_say(s, "claim.decided", REJECTED("C1"));
	scenario_work(s);
	assert_int_equal(points(s, "G1"), 0);
	assert_int_equal(points(s, "G2"), 0);
	scenario_say(s, "claim.decided", APPROVED("C1"));
	scenario_say(s, "posting.decided",
		"'stay':{" PMS("S1") "},'decision':'counts','reason':'No fraud.'");
	scenario_say(s, "claim.decided", REJECTED("C1"));
	scenario_work(s);
	assert_int_equal(points(s, "G1"), 0);
	assert_int_equal(points(s, "G2"), 1000);
	member_adds_up(scenario_database(s));
}

static void late_and_early_claims_are_refused(void **state)
{
	struct scenario *s = *state;

	begin(s);
	scenario_at(s, "2027-04-03 10:00");
	claim(s, CLAIM("C1", "G1"));
	scenario_at(s, "2027-04-04 10:00");
	scenario_refused(s, PMS_E_REFUSED, "claim_late", "stay.claimed",
		"'claim':'C2','guest':{" PMS(
			"G1") "},'programme':'club',"
			      "'arrival':'2027-03-01','departure':'2027-03-02'");
	scenario_refused(s, PMS_E_REFUSED, "claim_early", "stay.claimed",
		"'claim':'C2','guest':{" PMS(
			"G1") "},'programme':'club',"
			      "'arrival':'2027-04-03','departure':'2027-04-05'");
	scenario_refused(s, PMS_E_REFUSED, "not_enrolled", "stay.claimed",
		"'claim':'C2','guest':{" PMS(
			"G1") "},'programme':'club',"
			      "'arrival':'2027-02-01','departure':'2027-02-02'");
	scenario_refused(s, PMS_E_INVALID, "departure_before_arrival", "stay.claimed",
		"'claim':'C2','guest':{" PMS(
			"G1") "},'programme':'club',"
			      "'arrival':'2027-03-05','departure':'2027-03-04'");
}

#define DAYS(claim, guest, from, until)                                                  \
	"'claim':'" claim "','guest':{" PMS(guest) "},'programme':'club',"               \
						   "'arrival':'" from                    \
						   "','departure':'" until "'"

static void one_stay_is_not_claimed_twice_by_a_day_more(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	member_enrol(s, "G2");
	scenario_at(s, "2027-03-10 10:00");
	(void)claim(s, DAYS("C1", "G1", "2027-03-02", "2027-03-04"));
	scenario_actor(s, "'role':'front_desk','name':'anna'");
	is = scenario_refused(s, PMS_E_REFUSED, "claimed_before", "stay.claimed",
		DAYS("C2", "G1", "2027-03-02", "2027-03-05"));
	scenario_is(is, "error.path", "/data/arrival");
	scenario_refused(s, PMS_E_REFUSED, "claimed_before", "stay.claimed",
		DAYS("C2", "G1", "2027-03-03", "2027-03-03"));
	(void)claim(s, DAYS("C2", "G1", "2027-03-04", "2027-03-06"));
	(void)claim(s, DAYS("C3", "G2", "2027-03-03", "2027-03-05"));
	scenario_say(s, "claim.decided", APPROVED("C1") CHARGED);
	/* Nor by the days that a manager says, or under another profile. */
	is = scenario_refused(s, PMS_E_REFUSED, "claimed_before", "claim.decided",
		APPROVED("C2") CHARGED ",'arrival':'2027-03-03'");
	scenario_is(is, "error.path", "/data/claim");
	scenario_say(s, "guest.merged", PMS("G1") ",'merged':{" PMS("G2") "}");
	scenario_refused(s, PMS_E_REFUSED, "claimed_before", "claim.decided",
		APPROVED("C3") CHARGED);
	scenario_say(s, "claim.decided", REJECTED("C1"));
	scenario_say(s, "claim.decided", APPROVED("C3") CHARGED);
	scenario_work(s);
	assert_int_equal(points(s, "G1"), 0);
}

static void two_persons_decide_about_a_claim(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	scenario_at(s, "2027-03-06 10:00");
	scenario_actor(s, "'role':'front_desk','name':' '");
	scenario_refused(s, PMS_E_REFUSED, "actor_unnamed", "stay.claimed", "%s",
		CLAIM("C1", "G1"));
	scenario_actor(s, "'role':'front_desk','name':'anna'");
	claim(s, CLAIM("C1", "G1"));
	scenario_actor(s, "'role':'manager','name':'anna'");
	scenario_refused(s, PMS_E_REFUSED, "second_same", "claim.decided", "%s",
		APPROVED("C1") CHARGED);
	scenario_actor(s, "'role':'manager','name':'ANNA '");
	scenario_refused(s, PMS_E_REFUSED, "second_same", "claim.decided", "%s",
		APPROVED("C1") CHARGED);
	scenario_actor(s, "'role':'manager'");
	scenario_refused(s, PMS_E_REFUSED, "actor_unnamed", "claim.decided", "%s",
		APPROVED("C1") CHARGED);
	scenario_actor(s, "'role':'front_desk','name':'ben'");
	scenario_refused(s, PMS_E_REFUSED, "role_missing", "claim.decided", "%s",
		APPROVED("C1") CHARGED);
	scenario_actor(s, "'role':'manager','name':'ben'");
	scenario_refused(s, PMS_E_INVALID, "claim_unknown", "claim.decided", "%s",
		APPROVED("C9") CHARGED);
	scenario_with_time(s, "2027-03-06 12:00");
	scenario_say(s, "claim.decided", REJECTED("C1"));
	is = scenario_say(s, "claim.decided", APPROVED("C1") CHARGED);
	scenario_is(is, "outcome", "older");
	is = claim(s, CLAIM("C1", "G1"));
	scenario_is(is, "state", "rejected");
	scenario_is(is, "decided.reason", "Not his.");
	/* What was rejected may be claimed again. */
	scenario_is(claim(s, CLAIM("C2", "G1")), "state", "waits");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(a_stay_that_is_posted_is_answered_so),
		STORY(his_own_stay_is_bound_and_posted_once),
		STORY(what_nobody_knows_waits_with_its_evidence),
		STORY(the_stay_that_comes_takes_the_place_of_its_claim),
		STORY(a_stay_of_another_is_given_by_a_manager_alone),
		STORY(a_claim_that_is_taken_back_leaves_what_was_decided_about_the_stay),
		STORY(late_and_early_claims_are_refused),
		STORY(one_stay_is_not_claimed_twice_by_a_day_more),
		STORY(two_persons_decide_about_a_claim),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
