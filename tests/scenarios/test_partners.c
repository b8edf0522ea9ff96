/* What partners report that members bought: once for each id of theirs, put right and taken back,
 * by the rules of its day. */
#include "support/member.h"

/* Ten points a euro; a point for two miles with air, and as many again for gold; 50 points a day of
 * hire, twice at most and 400 over all members; gold from 500 base points on, for which there are
 * 1,000; shops since June. */
static const char club[] =
	"'programme':{'programme':1,'code':'club','name':'Club','currency':'EUR','"
	"versions':["
	"{'from':'2027-01-01','earn':[{'rule':'base','per':'money','points':10,"
	"'units':100},"
	"{'rule':'miles','per':'partner','partner':'air','points':1,'units':2,"
	"'rounding':'down'},"
	"{'rule':'gold_miles','per':'partner','partner':'air','points':1,'units':2,"
	"'rounding':'down','bonus':true,'when':{'tiers':['gold']}},"
	"{'rule':'car','per':'partner','partner':'rental','points':50,'bonus':true,"
	"'times_max':2,'budget':400},"
	"{'rule':'shop','per':'partner','partner':'shop','points':1,"
	"'when':{'from':'2027-06-01'}},"
	"{'rule':'up','per':'upgrade','points':1000,'bonus':true,"
	"'when':{'tiers':['gold']}}],"
	"'milestones':[{'milestone':'mile','measured':'points','at':600,'points':60}],"
	"'tiers':{'window':'calendar','levels':[{'tier':'member'},"
	"{'tier':'gold','reach':{'points':500}}]}}]}";

#define EARNED(guest, partner, id, amount)                                               \
	"'guest':{" PMS(guest) "},'programme':'club','partner':'" partner                \
			       "','earning':'" id "','state':'earned','amount':" amount
#define ON(day) ",'date':'" day "'"
#define BACK(guest, partner, id)                                                         \
	"'guest':{" PMS(guest) "},'programme':'club','partner':'" partner                \
			       "','earning':'" id "','state':'reversed'"
#define OF(guest, id)                                                                    \
	"'guest':{" PMS(guest) "},'programme':'club','redemption':'" id "','state':"

static void begin(struct scenario *s)
{
	scenario_at(s, "2027-03-01 08:00");
	scenario_say(s, "programme.put", "%s", club);
	member_enrol(s, "G1");
	scenario_at(s, "2027-03-10 12:00");
	scenario_actor(s, "'role':'system'");
}

/* The statement, which is the desk's. */
static json_t *account(struct scenario *s, const char *guest)
{
	json_t *is;

	scenario_actor(s, "'role':'front_desk'");
	is = member_account(s, guest);
	scenario_actor(s, "'role':'system'");
	return is;
}

static void what_is_bought_earns_once(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	is = scenario_say(s, "points.earned",
		EARNED("G1", "air", "LH 400", "401") ON("2027-03-05"));
	scenario_is(is, "outcome", "applied");
	scenario_is(is, "state", "earned");
	scenario_is(is, "points", "200");
	is = scenario_say(s, "points.earned",
		EARNED("G1", "air", "LH 400", "401") ON("2027-03-05"));
	scenario_is(is, "outcome", "repeated");
	scenario_is(is, "points", "200");
	is = account(s, "G1");
	scenario_is(is, "points", "200");
	scenario_is(is, "window.points", "200");
	scenario_is(is, "lines.0.kind", "earned");
	scenario_is(is, "lines.0.rule", "miles");
	scenario_is(is, "lines.0.partner", "air");
	scenario_is(is, "lines.0.earning", "LH 400");
	scenario_is(is, "lines.0.for", "401");
	scenario_is(is, "lines.0.per", "partner");
	scenario_is(is, "lines.0.source", "absent");
	scenario_is(is, "lines.1", "absent");
	assert_int_equal(sg_test_number(scenario_database(s),
				 "SELECT COUNT(*) FROM lot WHERE source = "
				 "'partner:air:LH 400'"),
		1);
	scenario_actor(s, "'role':'manager'");
	is = scenario_say(s, "loyalty.liability", "'programme':'club'");
	scenario_is(is, "total.points", "200");
	member_adds_up(scenario_database(s));
}

static void another_amount_is_put_right(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	scenario_say(s, "points.earned", EARNED("G1", "air", "A1", "400"));
	scenario_actor(s, "'role':'manager'");
	scenario_say(s, "points.redeemed", OF("G1", "V1") "'held','points':150");
	scenario_say(s, "points.redeemed", OF("G1", "V1") "'confirmed'");
	scenario_actor(s, "'role':'system'");
	is = scenario_say(s, "points.earned", EARNED("G1", "air", "A1", "600"));
	scenario_is(is, "points", "300");
	scenario_is(account(s, "G1"), "points", "150");
	/* The former word comes late. */
	scenario_with_time(s, "2027-03-10 11:00");
	is = scenario_say(s, "points.earned", EARNED("G1", "air", "A1", "500"));
	scenario_is(is, "outcome", "older");
	scenario_is(is, "points", "300");
	is = scenario_say(s, "points.earned", BACK("G1", "air", "A1"));
	scenario_is(is, "state", "reversed");
	scenario_is(is, "points", "0");
	is = account(s, "G1");
	scenario_is(is, "points", "-150");
	scenario_is(is, "available", "0");
	scenario_is(is, "window.points", "0");
	scenario_is(scenario_say(s, "points.earned", BACK("G1", "air", "A1")), "outcome",
		"repeated");
	is = scenario_say(s, "points.earned", EARNED("G1", "air", "A1", "300"));
	scenario_is(is, "points", "150");
	scenario_is(account(s, "G1"), "points", "0");
	member_adds_up(scenario_database(s));
}

/* The tier by which it earned stays, though the miles themselves make him gold. */
static void it_counts_for_a_tier_and_what_that_brings(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	scenario_say(s, "points.earned", EARNED("G1", "air", "A1", "1000"));
	is = account(s, "G1");
	scenario_is(is, "tier", "gold");
	scenario_is(is, "points", "1500");
	is = scenario_say(s, "points.earned", EARNED("G1", "air", "A2", "200"));
	scenario_is(is, "points", "200");
	is = account(s, "G1");
	scenario_is(is, "points", "1760"); /* 600 base points: a milestone */
	is = scenario_say(s, "points.earned", EARNED("G1", "air", "A2", "100"));
	scenario_is(is, "points", "100");
	scenario_is(account(s, "G1"), "points", "1600");
	is = scenario_say(s, "points.earned", EARNED("G1", "air", "A1", "1100"));
	scenario_is(is, "points", "550");
	is = account(s, "G1");
	scenario_is(is, "points", "1710");
	scenario_is(is, "lifetime.points", "600");
	member_adds_up(scenario_database(s));
}

static void limits_hold_and_what_is_put_right_is_free_again(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	member_enrol(s, "G2");
	is = scenario_say(s, "points.earned", EARNED("G1", "rental", "R1", "5"));
	scenario_is(is, "points", "250");
	is = scenario_say(s, "points.earned", EARNED("G2", "rental", "R2", "5"));
	scenario_is(is, "points", "150"); /* the rest of the budget */
	scenario_say(s, "points.earned", EARNED("G1", "rental", "R1", "2"));
	is = scenario_say(s, "points.earned", EARNED("G2", "rental", "R2", "6"));
	scenario_is(is, "points", "300");
	scenario_say(s, "points.earned", BACK("G2", "rental", "R2"));
	scenario_say(s, "points.earned", EARNED("G1", "rental", "R3", "1"));
	is = scenario_say(s, "points.earned", EARNED("G1", "rental", "R4", "1"));
	scenario_is(is, "state", "nothing");
	scenario_is(is, "reason", "no_rule_fits");
	is = scenario_say(s, "points.earned", EARNED("G1", "rental", "R3", "2"));
	scenario_is(is, "points", "100");
	assert_int_equal(
		sg_test_number(scenario_database(s), "SELECT spent FROM rule_budget"),
		200);
	is = scenario_say(s, "points.earned", EARNED("G1", "shop", "B1", "9"));
	scenario_is(is, "state", "nothing");
	member_adds_up(scenario_database(s));
}

static void less_than_nothing_waits_until_it_is_put_right(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	scenario_say(s, "points.earned", EARNED("G1", "air", "A1", "400"));
	is = scenario_say(s, "points.earned", EARNED("G1", "air", "A1", "-400"));
	scenario_is(is, "state", "waits");
	scenario_is(is, "reason", "negative_amount");
	scenario_is(account(s, "G1"), "points", "0");
	is = scenario_say(s, "loyalty.exceptions", "'limit':5");
	scenario_is(is, "exceptions.0.partner", "air");
	scenario_is(is, "exceptions.0.earning", "A1");
	scenario_is(is, "exceptions.0.amount", "-400");
	scenario_is(is, "exceptions.0.date", "2027-03-10");
	scenario_is(is, "exceptions.0.reason", "negative_amount");
	scenario_is(is, "exceptions.1", "absent");
	scenario_say(s, "points.earned", EARNED("G1", "air", "A1", "40"));
	is = scenario_say(s, "loyalty.exceptions", "'limit':5");
	scenario_is(is, "exceptions.0", "absent");
	scenario_is(account(s, "G1"), "points", "20");
}

static void what_cannot_be_earned_is_refused(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	is = scenario_refused(s, PMS_E_REFUSED, "partner_unknown", "points.earned",
		EARNED("G1", "train", "T1", "5"));
	scenario_is(is, "error.path", "/data/partner");
	scenario_refused(s, PMS_E_REFUSED, "before_programme", "points.earned",
		EARNED("G1", "air", "A1", "5") ON("2026-12-31"));
	scenario_refused(s, PMS_E_REFUSED, "not_enrolled", "points.earned",
		EARNED("G1", "air", "A1", "5") ON("2027-02-28"));
	scenario_refused(s, PMS_E_REFUSED, "date_in_future", "points.earned",
		EARNED("G1", "air", "A1", "5") ON("2027-03-11"));
	scenario_refused(s, PMS_E_INVALID, "earning_unknown", "points.earned",
		BACK("G1", "air", "A1"));
	scenario_refused(s, PMS_E_INVALID, "guest_unknown", "points.earned",
		EARNED("G9", "air", "A1", "5"));
	is = scenario_refused(s, PMS_E_INVALID, "number_unknown", "points.earned",
		"'number':'C-1','programme':'club','partner':'air','earning':'A1',"
		"'state':'earned','amount':5");
	scenario_is(is, "error.path", "/data/number");
	scenario_say(s, "points.earned", EARNED("G1", "air", "A1", "400"));
	member_enrol(s, "G2");
	scenario_refused(s, PMS_E_REFUSED, "earning_other", "points.earned",
		EARNED("G2", "air", "A1", "400"));
	scenario_refused(s, PMS_E_REFUSED, "earning_other", "points.earned",
		BACK("G2", "air", "A1"));
	scenario_say(s, "points.earned", BACK("G1", "air", "A1"));
	scenario_say(s, "points.earned", EARNED("G2", "air", "A1", "400"));
	scenario_is(account(s, "G1"), "points", "0");
	scenario_is(account(s, "G2"), "points", "200");
	scenario_say(s, "member.changed",
		"'guest':{" PMS("G2") "},'programme':'club','status':'cancelled'");
	scenario_refused(s, PMS_E_REFUSED, "member_cancelled", "points.earned",
		EARNED("G2", "air", "A2", "400"));
	scenario_actor(s, "'role':'front_desk'");
	scenario_refused(s, PMS_E_REFUSED, "role_missing", "points.earned",
		EARNED("G1", "air", "A2", "400"));
	member_adds_up(scenario_database(s));
}

/* By number, by whichever profile: it stands in one account, and parting leaves it there. */
static void merged_and_parted_it_stays_where_it_was(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	scenario_say(s, "member.changed",
		"'guest':{" PMS("G2") "},'programme':'club','number':'C-2'");
	is = scenario_say(s, "points.earned",
		"'number':'C-2','programme':'club','partner':'air','earning':'A1',"
		"'state':'earned','amount':400");
	scenario_is(is, "points", "200");
	scenario_say(s, "guest.merged", PMS("G1") ",'merged':{" PMS("G2") "}");
	is = scenario_say(s, "points.earned", EARNED("G1", "air", "A1", "500"));
	scenario_is(is, "points", "250");
	scenario_say(s, "points.earned", EARNED("G1", "air", "A2", "100"));
	scenario_say(s, "guest.unmerged", PMS("G1") ",'merged':{" PMS("G2") "}");
	scenario_is(account(s, "G1"), "points", "50");
	scenario_is(account(s, "G2"), "points", "250");
	scenario_refused(s, PMS_E_REFUSED, "earning_other", "points.earned",
		BACK("G1", "air", "A1"));
	scenario_say(s, "points.earned", BACK("G2", "air", "A1"));
	scenario_is(account(s, "G2"), "points", "0");
	member_adds_up(scenario_database(s));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(what_is_bought_earns_once),
		STORY(another_amount_is_put_right),
		STORY(it_counts_for_a_tier_and_what_that_brings),
		STORY(limits_hold_and_what_is_put_right_is_free_again),
		STORY(less_than_nothing_waits_until_it_is_put_right),
		STORY(what_cannot_be_earned_is_refused),
		STORY(merged_and_parted_it_stays_where_it_was),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
