/* What stays earn: posted once some days after the departure, corrected when something of it
 * changes, said line by line. */
#include "support/member.h"

/* Ten points a euro of room and food, a quarter more for gold, which is reached with 3 nights; 500
 * to begin with. */
static const char club[] =
	"'programme':{'programme':1,'code':'club','name':'Club','currency':'EUR','"
	"versions':["
	"{'from':'2026-01-01','stays':{'rooms_points':2},"
	"'earn':[{'rule':'base','per':'money','points':10,'units':100,'rounding':'down',"
	"'categories':{'only':['room','food']}},"
	"{'rule':'gold_bonus','per':'base','points':25,'units':100,'bonus':true,"
	"'when':{'tiers':['gold']}},"
	"{'rule':'welcome','per':'enrolment','points':500,'bonus':true},"
	"{'rule':'up','per':'upgrade','points':1000,'bonus':true,'when':{'tiers':['gold']"
	"}}],"
	"'milestones':[{'milestone':'fourth','measured':'nights','at':4,'points':200}],"
	"'tiers':{'window':'calendar','levels':[{'tier':'member'},"
	"{'tier':'gold','reach':{'nights':3}}]},"
	"'expiry':[{'tiers':['gold'],'after':'never'},"
	"{'after':'activity','months':12}]}]}";

static void begin(struct scenario *s)
{
	scenario_at(s, "2027-03-01 08:00");
	scenario_say(s, "programme.put", "%s", club);
	member_enrol(s, "G1");
}

static void a_stay_is_posted_once_after_some_days(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-04", 25099);
	scenario_work(s);
	member_until(s, "2027-03-06", "2027-03-05");
	is = member_account(s, "G1");
	scenario_is(is, "points", "500");
	assert_int_equal(json_array_size(scenario_get(is, "lines")), 1);
	member_until(s, "2027-03-07", "2027-03-06");
	is = member_account(s, "G1");
	scenario_is(is, "points", "3009");
	scenario_is(is, "available", "3009");
	scenario_is(is, "lines.0.rule", "base");
	scenario_is(is, "lines.0.points", "2509");
	scenario_is(is, "lines.0.for", "25099");
	scenario_is(is, "lines.0.per", "money");
	scenario_is(is, "lines.1.per", "enrolment");
	scenario_is(is, "currency", "EUR");
	scenario_is(is, "decimals", "2");
	scenario_is(is, "lines.0.kind", "earned");
	scenario_is(is, "lines.1.rule", "welcome");
	scenario_is(is, "lines.1.source", "enrolment");
	scenario_is(is, "tier", "member");
	scenario_is(is, "window.nights", "2");
	scenario_is(is, "window.spend", "25099");
	scenario_is(is, "next.tier", "gold");
	scenario_is(is, "next.by", "2027-12-31");
	scenario_is(is, "next.paths.0.nights", "1");
	scenario_is(is, "expiring.points", "3009");
	scenario_is(is, "expiring.after", "2028-03-07");
	/* Again, also after a restart, changes nothing. */
	house_stay(s, "S1", "'rate':'BAR'");
	scenario_reopen(s, NULL);
	scenario_work(s);
	assert_int_equal(member_number(member_account(s, "G1"), "lines.0.number"), 2);
	member_adds_up(scenario_database(s));
}

static void a_correction_takes_the_place_of_what_was_posted(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-04", 10000);
	member_until(s, "2027-03-08", "2027-03-07");
	scenario_is(member_account(s, "G1"), "points", "1500");
	/* Something that does not earn, something that does, and one that is taken back. */
	member_charge(s, "S1", "bar", "bar", 5000);
	scenario_work(s);
	scenario_is(member_account(s, "G1"), "points", "1500");
	member_charge(s, "S1", "food", "food", 5000);
	scenario_work(s);
	scenario_is(member_account(s, "G1"), "points", "2000");
	scenario_say(s, "charge.reversed", "'stay':{" PMS("S1") "},'charge':'room'");
	scenario_work(s);
	is = member_account(s, "G1");
	scenario_is(is, "points", "1000");
	scenario_is(is, "lifetime.spend", "10000");
	scenario_is(is, "lifetime.nights", "2");
	/* He is in the house again: nothing of it is earned until he leaves. */
	house_stay(s, "S1", "'status':'checked_in'");
	scenario_work(s);
	is = member_account(s, "G1");
	scenario_is(is, "points", "500");
	scenario_is(is, "lifetime.nights", "0");
	house_stay(s, "S1", "'status':'checked_out'");
	scenario_work(s);
	scenario_is(member_account(s, "G1"), "points", "1000");
	member_adds_up(scenario_database(s));
}

static void a_tier_is_reached_and_earns_more(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-04", 10000);
	member_stays(s, "S2", "G1", "402", "2027-04-02", "2027-04-05", 10000);
	member_until(s, "2027-04-09", "2027-04-08");
	is = member_account(s, "G1");
	scenario_is(is, "tier", "gold");
	scenario_is(is, "because", "reached");
	scenario_is(is, "until", "2028-12-31");
	scenario_is(is, "lines.0.per", "upgrade");
	scenario_is(is, "lines.1.per", "nights");
	/* 500 + 1,000 + 1,000 + up 1,000 + fourth night 200 */
	scenario_is(is, "points", "3700");
	scenario_is(is, "expiring", "absent");
	member_stays(s, "S3", "G1", "401", "2027-05-02", "2027-05-03", 10000);
	member_until(s, "2027-05-09", "2027-05-08");
	is = member_account(s, "G1");
	scenario_is(is, "points", "4950");
	member_adds_up(scenario_database(s));
	/* The fourth night is taken back with the stay that brought it. */
	scenario_say(s, "stay.changed", PMS("S2") ",'status':'cancelled'");
	scenario_work(s);
	is = member_account(s, "G1");
	scenario_is(is, "window.nights", "3");
	scenario_is(is, "points", "3750");
	member_adds_up(scenario_database(s));
}

static void several_rooms_count_for_points_and_one_for_nights(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	for (int i = 0; i < 3; i++) {
		static const char *const ids[] = {"S1", "S2", "S3"};
		static const char *const rooms[] = {"401", "402", "403"};

		member_stays(s, ids[i], "G1", rooms[i], "2027-03-02", "2027-03-03",
			10000 + i * 1000);
	}
	member_until(s, "2027-03-09", "2027-03-08");
	is = member_account(s, "G1");
	scenario_is(is, "lifetime.nights", "1");
	scenario_is(is, "lifetime.stays", "1");
	/* The two dearest of three. */
	scenario_is(is, "points", "2800");
	member_adds_up(scenario_database(s));
}

static void what_a_person_has_to_look_at_waits(void **state)
{
	struct scenario *s = *state;

	begin(s);
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-04", -5000);
	scenario_say(s, "charge.posted",
		"'stay':{" PMS("S1") "},'charge':'usd','category':'room',"
				     "'gross_cents':1000,'currency':'USD'");
	member_until(s, "2027-03-09", "2027-03-08");
	scenario_is(member_account(s, "G1"), "points", "500");
	assert_int_equal(
		sg_test_number(scenario_database(s),
			"SELECT COUNT(*) FROM posting WHERE state = 2 AND reason "
			"= 'other_currency'"),
		1);
	scenario_say(s, "charge.reversed", "'stay':{" PMS("S1") "},'charge':'usd'");
	scenario_work(s);
	assert_int_equal(
		sg_test_number(scenario_database(s),
			"SELECT COUNT(*) FROM posting WHERE state = 2 AND reason "
			"= 'negative_charges'"),
		1);
	member_charge(s, "S1", "more", "room", 15000);
	scenario_work(s);
	scenario_is(member_account(s, "G1"), "points", "1500");
	member_adds_up(scenario_database(s));
}

static void who_is_no_member_earns_nothing(void **state)
{
	struct scenario *s = *state;

	begin(s);
	member_stays(s, "S1", "G2", "401", "2027-03-02", "2027-03-04", 10000);
	scenario_at(s, "2027-03-05 12:00");
	member_enrol(s, "G2");
	member_until(s, "2027-03-09", "2027-03-08");
	scenario_is(member_account(s, "G2"), "points", "500");
	assert_int_equal(
		json_array_size(scenario_get(member_account(s, "G2"), "lines")), 1);
	scenario_refused(
		s, PMS_E_INVALID, "guest_unknown", "loyalty.statement", PMS("N"));
	scenario_actor(s, "'role':'attendant'");
	scenario_refused(
		s, PMS_E_REFUSED, "role_missing", "loyalty.statement", PMS("G1"));
}

/* By work alone, and once, whatever comes then. */
static void enrolment_earns_on_its_day(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	scenario_at(s, "2027-03-01 08:00");
	scenario_say(s, "programme.put", "%s", club);
	scenario_say(s, "member.changed",
		"'guest':{" PMS("G1") "},'programme':'club','enrolled':'2027-03-05'");
	member_enrol(s, "G2");
	scenario_work(s);
	assert_int_equal(member_number(member_account(s, "G1"), "points"), 0);
	is = member_account(s, "G2");
	scenario_is(is, "points", "500");
	scenario_is(is, "lines.0.per", "enrolment");
	scenario_is(is, "lines.0.date", "2027-03-01");
	member_until(s, "2027-03-04", "2027-03-03");
	assert_int_equal(member_number(member_account(s, "G1"), "points"), 0);
	member_until(s, "2027-03-05", "2027-03-04");
	assert_int_equal(member_number(member_account(s, "G1"), "points"), 500);
	scenario_say(s, "member.changed",
		"'guest':{" PMS("G1") "},'programme':'club','enrolled':'2027-03-06'");
	member_until(s, "2027-03-07", "2027-03-06");
	assert_int_equal(member_number(member_account(s, "G1"), "points"), 500);
	/* Who leaves before his day is none on it. */
	scenario_say(s, "member.changed",
		"'guest':{" PMS("G3") "},'programme':'club','enrolled':'2027-03-09'");
	scenario_say(s, "member.changed",
		"'guest':{" PMS("G3") "},'programme':'club','status':'cancelled'");
	member_until(s, "2027-03-10", "2027-03-09");
	assert_int_equal(member_number(member_account(s, "G3"), "points"), 0);
	member_adds_up(scenario_database(s));
}

static void what_enrolment_and_tiers_earn_is_limited(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2027-03-01 08:00");
	scenario_say(s, "programme.put",
		"'programme':{'programme':1,'code':'club','name':'Club','currency':'EUR',"
		"'versions':[{'from':'2026-01-01','earn':[{'rule':'welcome','per':"
		"'enrolment','points':500,'budget':700},{'rule':'up','per':'upgrade',"
		"'points':1000,'times_max':1,'when':{'tiers':['silver','gold']}}],"
		"'tiers':{'window':'calendar','levels':[{'tier':'member'},"
		"{'tier':'silver','reach':{'nights':1}},"
		"{'tier':'gold','reach':{'nights':2}}]}}]}");
	member_enrol(s, "G1");
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-03", 10000);
	member_until(s, "2027-03-07", "2027-03-06");
	assert_int_equal(member_number(member_account(s, "G1"), "points"), 1500);
	member_stays(s, "S2", "G1", "401", "2027-03-08", "2027-03-09", 10000);
	member_until(s, "2027-03-14", "2027-03-13");
	scenario_is(member_account(s, "G1"), "tier", "gold");
	assert_int_equal(member_number(member_account(s, "G1"), "points"), 1500);
	member_enrol(s, "G2");
	member_stays(s, "S3", "G2", "402", "2027-03-15", "2027-03-17", 10000);
	member_until(s, "2027-03-22", "2027-03-21");
	/* What is left of the welcome, and of two tiers at once the first. */
	assert_int_equal(member_number(member_account(s, "G2"), "points"), 1200);
	assert_int_equal(sg_test_number(scenario_database(s),
				 "SELECT spent FROM rule_budget WHERE rule = 'welcome'"),
		700);
	member_adds_up(scenario_database(s));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(enrolment_earns_on_its_day),
		STORY(what_enrolment_and_tiers_earn_is_limited),
		STORY(a_stay_is_posted_once_after_some_days),
		STORY(a_correction_takes_the_place_of_what_was_posted),
		STORY(a_tier_is_reached_and_earns_more),
		STORY(several_rooms_count_for_points_and_one_for_nights),
		STORY(what_a_person_has_to_look_at_waits),
		STORY(who_is_no_member_earns_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
