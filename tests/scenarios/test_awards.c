/* What points are spent on: priced by the programme, kept to what was agreed, once. */
#include "support/member.h"

/* Ten points a euro; a free night is dearer on Fridays and Saturdays, a tenth less for gold. */
static const char club[] =
	"'programme':{'programme':1,'code':'club','name':'Club','currency':'EUR','"
	"versions':["
	"{'from':'2026-01-01','earn':[{'rule':'base','per':'money','points':10,"
	"'units':100,'rounding':'down'}],"
	"'tiers':{'window':'calendar','levels':[{'tier':'member'},{'tier':'gold',"
	"'reach':{'nights':2}}]},"
	"'awards':[{'award':'free_night','name':'A free night','kind':'free_night',"
	"'per':'night','prices':[{'points':300,'when':{'weekdays':['friday',"
	"'saturday']}},{'points':200,'when':{'properties':{'only':['HAM1']}}}],"
	"'discounts':[{'tiers':['gold'],'percent':10}],'nights_max':4,"
	"'cancel':{'penalty':'percent','value':50,'of':'nights','free_days':3}},"
	"{'award':'late','kind':'late_check_out','year_max':1,'prices':[{'points':50}],"
	"'cancel':{'penalty':'points','value':20}},"
	"{'award':'bar','kind':'food_and_beverage','per':'money','points_min':100,"
	"'prices':[{'points':10,'units':100,'rounding':'up'}]}]}]}";

#define OF(guest, id)                                                                    \
	"'guest':{" PMS(guest) "},'programme':'club','redemption':'" id "','state':"

/* G1 has 1,000 points and is gold, G2 has 500. */
static void begin(struct scenario *s)
{
	scenario_at(s, "2027-03-01 08:00");
	scenario_say(s, "programme.put", "%s", club);
	member_enrol(s, "G1");
	member_enrol(s, "G2");
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-04", 10000);
	member_stays(s, "S2", "G2", "402", "2027-03-05", "2027-03-06", 5000);
	member_until(s, "2027-03-10", "2027-03-09");
	scenario_is(member_account(s, "G1"), "points", "1000");
	scenario_is(member_account(s, "G1"), "tier", "gold");
	scenario_is(member_account(s, "G2"), "points", "500");
}

static void an_award_costs_what_the_programme_says(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	/* Thursday and Friday of gold: 180 and 270. */
	is = scenario_say(s, "points.redeemed",
		OF("G1", "V1") "'held','award':'free_night','date':'2027-04-01',"
			       "'nights':2");
	scenario_is(is, "points", "450");
	scenario_is(is, "returned", "absent");
	is = scenario_say(s, "points.redeemed",
		OF("G2", "V1") "'held','award':'free_night','date':'2027-04-01',"
			       "'nights':2,'points':500");
	scenario_is(is, "points", "500");
	is = member_account(s, "G1");
	scenario_is(is, "available", "550");
	scenario_is(is, "lines.0.kind", "held");
	scenario_is(is, "lines.0.held", "450");
	scenario_is(is, "lines.0.about.award", "free_night");
	scenario_is(is, "lines.0.about.name", "A free night");
	scenario_is(is, "lines.0.about.nights", "2");
	scenario_is(is, "lines.0.about.property", "HAM1");
	scenario_is(is, "lines.0.about.date", "2027-04-01");
	is = scenario_say(s, "points.redeemed",
		OF("G1", "V2") "'held','award':'bar','amount_cents':1999");
	scenario_is(is, "points", "200"); /* 199.9, up */
	member_adds_up(scenario_database(s));
}

#define AGAIN(members) OF("G1", "V1") "'held','points':450," members

static void another_award_under_a_known_id_is_refused(void **state)
{
	static const struct {
		const char *path, *said;
	} others[] = {
		{"/data/award", AGAIN("'award':'late'")},
		{"/data/award", OF("G1", "V1") "'confirmed','award':'late'"},
		{"/data/date", AGAIN("'award':'free_night','date':'2027-04-03'")},
		{"/data/nights", AGAIN("'award':'free_night','nights':3")},
		{"/data/amount_cents", AGAIN("'amount_cents':100")},
		{"/data/property", AGAIN("'property':'BER1'")},
		{"/data/room_type", AGAIN("'room_type':'DZ'")},
	};
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	scenario_say(s, "points.redeemed",
		OF("G1", "V1") "'held','award':'free_night','date':'2027-04-01',"
			       "'nights':2");
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
		is = scenario_refused(s, PMS_E_REFUSED, "award_other", "points.redeemed",
			"%s", others[i].said);
		scenario_is(is, "error.path", others[i].path);
	}
	is = scenario_say(s, "points.redeemed",
		AGAIN("'award':'free_night','date':'2027-04-01','nights':2,"
		      "'property':'HAM1'"));
	scenario_is(is, "outcome", "repeated");
	scenario_is(member_account(s, "G1"), "held", "450");
	/* One of the nights was used. */
	scenario_say(s, "points.redeemed",
		OF("G1", "V1") "'confirmed','award':'free_night','nights':1");
}

static void another_price_is_refused(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	is = scenario_refused(s, PMS_E_REFUSED, "points_other", "points.redeemed",
		OF("G1", "V1") "'held','award':'free_night','date':'2027-04-01',"
			       "'nights':2,'points':400");
	scenario_is(is, "error.message", "the award costs 450 points");
	scenario_is(is, "error.path", "/data/points");
	scenario_refused(s, PMS_E_REFUSED, "award_missing", "points.redeemed",
		OF("G1", "V1") "'held','points':400");
	scenario_refused(s, PMS_E_INVALID, "award_unknown", "points.redeemed",
		OF("G1", "V1") "'held','award':'yacht'");
	is = scenario_refused(s, PMS_E_REFUSED, "award_unfit", "points.redeemed",
		OF("G1", "V1") "'held','award':'free_night','date':'2027-04-01',"
			       "'nights':1,'property':'BER1'");
	scenario_is(is, "error.message",
		"the award is not to be had on 2027-04-01 on these terms");
	is = scenario_refused(s, PMS_E_INVALID, "nights_missing", "points.redeemed",
		OF("G1", "V1") "'held','award':'free_night'");
	scenario_is(is, "error.path", "/data/nights");
	scenario_refused(s, PMS_E_REFUSED, "award_limit", "points.redeemed",
		OF("G1", "V1") "'held','award':'free_night','nights':5");
	is = scenario_refused(s, PMS_E_INVALID, "amount_missing", "points.redeemed",
		OF("G1", "V1") "'held','award':'bar'");
	scenario_is(is, "error.path", "/data/amount_cents");
	scenario_refused(s, PMS_E_REFUSED, "points_short", "points.redeemed",
		OF("G2", "V1") "'held','award':'free_night','date':'2027-04-02',"
			       "'nights':2");
	scenario_is(member_account(s, "G1"), "available", "1000");
	scenario_is(member_account(s, "G2"), "available", "500");
}

static void giving_back_in_time_costs_nothing(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	scenario_say(s, "points.redeemed",
		OF("G1", "V1") "'held','award':'free_night','date':'2027-03-13',"
			       "'nights':2");
	is = scenario_say(s, "points.redeemed", OF("G1", "V1") "'released'");
	scenario_is(is, "points", "450");
	scenario_is(is, "returned", "450");
	scenario_is(is, "penalty", "0");
	is = member_account(s, "G1");
	scenario_is(is, "available", "1000");
	scenario_is(is, "lines.0.kind", "released");
	member_adds_up(scenario_database(s));
}

static void giving_back_late_costs_what_was_agreed(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	scenario_say(s, "points.redeemed",
		OF("G1", "V1") "'held','award':'free_night','date':'2027-03-12',"
			       "'nights':2");
	/* A later file changes nothing of it. */
	scenario_say(s, "programme.put",
		"'programme':{'programme':1,'code':'club','name':'Club','currency':'EUR',"
		"'versions':[{'from':'2026-01-01','earn':[],'tiers':{'window':'calendar',"
		"'levels':[{'tier':'member'},{'tier':'gold','reach':{'nights':2}}]}}]}");
	is = scenario_say(s, "points.redeemed", OF("G1", "V1") "'released'");
	scenario_is(is, "points", "540");
	scenario_is(is, "returned", "270");
	scenario_is(is, "penalty", "270");
	is = scenario_say(s, "points.redeemed", OF("G1", "V1") "'released'");
	scenario_is(is, "outcome", "repeated");
	scenario_is(is, "penalty", "270");
	is = member_account(s, "G1");
	scenario_is(is, "points", "730");
	scenario_is(is, "held", "0");
	scenario_is(is, "lines.0.kind", "released");
	scenario_is(is, "lines.0.held", "-270");
	scenario_is(is, "lines.1.kind", "penalty");
	scenario_is(is, "lines.1.points", "-270");
	scenario_is(is, "lines.1.about.award", "free_night");
	member_adds_up(scenario_database(s));
}

/* Thursday and Friday, and who leaves on Friday gives the dearer night back. */
static void nights_that_were_not_used_are_given_back(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	scenario_say(s, "points.redeemed",
		OF("G1", "V1") "'held','award':'free_night','date':'2027-03-11',"
			       "'nights':2");
	is = scenario_refused(s, PMS_E_INVALID, "nights_unfit", "points.redeemed",
		OF("G1", "V1") "'confirmed','nights':3");
	scenario_is(is, "error.path", "/data/nights");
	is = scenario_say(s, "points.redeemed", OF("G1", "V1") "'confirmed','nights':1");
	scenario_is(is, "points", "450");
	scenario_is(is, "returned", "135");
	scenario_is(is, "penalty", "135");
	is = member_account(s, "G1");
	scenario_is(is, "points", "685");
	scenario_is(is, "lines.0.kind", "released");
	scenario_is(is, "lines.0.about.nights_back", "1");
	scenario_is(is, "lines.1.kind", "penalty");
	scenario_is(is, "lines.2.kind", "redeemed");
	scenario_is(is, "lines.2.points", "-180");
	member_adds_up(scenario_database(s));
}

static void an_award_is_had_so_often_a_year(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	is = scenario_say(s, "points.redeemed", OF("G2", "V1") "'held','award':'late'");
	scenario_is(is, "points", "50");
	scenario_is(is, "outcome", "applied");
	is = scenario_refused(s, PMS_E_REFUSED, "award_limit", "points.redeemed",
		OF("G2", "V2") "'held','award':'late'");
	scenario_is(is, "error.message", "a member has this award at most 1 time a year");
	/* Its day is today: nothing is kept. What came to nothing does not count. */
	is = scenario_say(s, "points.redeemed", OF("G2", "V1") "'released'");
	scenario_is(is, "penalty", "0");
	scenario_say(s, "points.redeemed", OF("G2", "V3") "'held','award':'late'");
	scenario_say(s, "points.redeemed", OF("G2", "V3") "'confirmed'");
	scenario_at(s, "2028-01-01 12:00");
	scenario_say(s, "points.redeemed", OF("G2", "V4") "'held','award':'late'");
	/* Who does not come pays. */
	scenario_at(s, "2028-01-02 12:00");
	is = scenario_say(s, "points.redeemed", OF("G2", "V4") "'released'");
	scenario_is(is, "penalty", "20");
	scenario_is(is, "returned", "30");
	scenario_is(member_account(s, "G2"), "points", "430");
	member_adds_up(scenario_database(s));
}

/* What two profiles paid goes back to each, also when they have parted meanwhile. */
static void a_penalty_stays_with_whose_points_it_was(void **state)
{
	struct scenario *s = *state;

	begin(s);
	scenario_say(s, "guest.merged", PMS("G1") ",'merged':{" PMS("G2") "}");
	scenario_say(s, "points.redeemed",
		OF("G1", "V1") "'held','award':'free_night','date':'2027-03-11',"
			       "'nights':4"); /* 180 + 270 + 270 + 180 */
	scenario_say(s, "points.redeemed",
		OF("G1", "V2") "'held','award':'free_night','date':'2027-03-11',"
			       "'nights':2"); /* 180 + 270 */
	scenario_say(s, "guest.unmerged", PMS("G1") ",'merged':{" PMS("G2") "}");
	scenario_say(s, "points.redeemed", OF("G1", "V2") "'released'");
	scenario_say(s, "points.redeemed", OF("G1", "V1") "'released'");
	scenario_is(member_account(s, "G1"), "held", "0");
	scenario_is(member_account(s, "G2"), "held", "0");
	assert_int_equal(member_number(member_account(s, "G1"), "points") +
				 member_number(member_account(s, "G2"), "points"),
		1500 - 225 - 450);
	member_adds_up(scenario_database(s));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(an_award_costs_what_the_programme_says),
		STORY(another_award_under_a_known_id_is_refused),
		STORY(another_price_is_refused),
		STORY(giving_back_in_time_costs_nothing),
		STORY(giving_back_late_costs_what_was_agreed),
		STORY(nights_that_were_not_used_are_given_back),
		STORY(an_award_is_had_so_often_a_year),
		STORY(a_penalty_stays_with_whose_points_it_was),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
