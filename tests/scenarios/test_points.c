/* What stays earn: posted once some days after the departure, corrected when something of it
 * changes, said line by line. */
#include <stdio.h>
#include <string.h>

#include "support/house.h"

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

static void enrol(struct scenario *s, const char *guest)
{
	scenario_say(s, "member.changed",
		"'guest':{'ids':[{'system':'pms','id':'%s'}]},'programme':'club'", guest);
}

static void charge(struct scenario *s, const char *stay, const char *id,
	const char *category, int cents)
{
	scenario_say(s, "charge.posted",
		"'stay':{'ids':[{'system':'pms','id':'%s'}]},'charge':'%s','category':'%"
		"s',"
		"'gross_cents':%d,'currency':'EUR'",
		stay, id, category, cents);
}

/* A stay of G1's, from arrival to departure; it is 11 o'clock of the last day then. */
static void stays(struct scenario *s, const char *stay, const char *guest,
	const char *room, const char *arrival, const char *departure, int cents)
{
	char at[32];

	(void)snprintf(at, sizeof at, "%s 15:00", arrival);
	scenario_at(s, at);
	house_stay(s, stay,
		"'status':'checked_in','arrival':'%s','departure':'%s','room':'%s',"
		"'booked_type':'DZ','people':[{'role':'guest','primary':true,'ids':"
		"[{'system':'pms','id':'%s'}]}]",
		arrival, departure, room, guest);
	(void)snprintf(at, sizeof at, "%s 11:00", departure);
	scenario_at(s, at);
	charge(s, stay, "room", "room", cents);
	house_stay(s, stay, "'status':'checked_out'");
}

/* It is noon of a day, the one before is closed, and work has been done. */
static void until(struct scenario *s, const char *day, const char *closed)
{
	char at[32];

	(void)snprintf(at, sizeof at, "%s 12:00", day);
	scenario_at(s, at);
	house_close_day(s, closed);
	scenario_work(s);
}

/* The statement of the only membership. */
static json_t *account(struct scenario *s, const char *guest)
{
	json_t *reply = scenario_say(
		s, "loyalty.statement", "'ids':[{'system':'pms','id':'%s'}]", guest);

	return scenario_get(reply, "memberships.0");
}

static int64_t number(json_t *json, const char *path)
{
	return json_integer_value(scenario_get(json, path));
}

/* The sum of lines, of lots and the balance are one. */
static void adds_up(struct scenario *s)
{
	struct sg_test_database *database = scenario_database(s);

	assert_int_equal(
		sg_test_number(database,
			"SELECT COUNT(*) FROM account a WHERE a.points <> "
			"(SELECT COALESCE(SUM(e.points), 0) FROM entry e WHERE "
			"e.account = a.account) OR a.points <> (SELECT "
			"COALESCE(SUM(l.remaining), 0) FROM lot l WHERE "
			"l.account = a.account) OR a.entries <> (SELECT COUNT(*) "
			"FROM entry e WHERE e.account = a.account)"),
		0);
}

static void begin(struct scenario *s)
{
	scenario_at(s, "2027-03-01 08:00");
	scenario_say(s, "programme.put", "%s", club);
	enrol(s, "G1");
}

static void a_stay_is_posted_once_after_some_days(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-04", 25099);
	scenario_work(s);
	until(s, "2027-03-06", "2027-03-05");
	is = account(s, "G1");
	scenario_is(is, "points", "0");
	assert_int_equal(json_array_size(scenario_get(is, "lines")), 0);
	until(s, "2027-03-07", "2027-03-06");
	is = account(s, "G1");
	scenario_is(is, "points", "3009");
	scenario_is(is, "available", "3009");
	scenario_is(is, "lines.0.rule", "base");
	scenario_is(is, "lines.0.points", "2509");
	scenario_is(is, "lines.0.for", "25099");
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
	assert_int_equal(number(account(s, "G1"), "lines.0.number"), 2);
	adds_up(s);
}

static void a_correction_takes_the_place_of_what_was_posted(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-04", 10000);
	until(s, "2027-03-08", "2027-03-07");
	scenario_is(account(s, "G1"), "points", "1500");
	/* Something that does not earn, something that does, and one that is taken back. */
	charge(s, "S1", "bar", "bar", 5000);
	scenario_work(s);
	scenario_is(account(s, "G1"), "points", "1500");
	charge(s, "S1", "food", "food", 5000);
	scenario_work(s);
	scenario_is(account(s, "G1"), "points", "2000");
	scenario_say(s, "charge.reversed", "'stay':{" PMS("S1") "},'charge':'room'");
	scenario_work(s);
	is = account(s, "G1");
	scenario_is(is, "points", "1000");
	scenario_is(is, "lifetime.spend", "10000");
	scenario_is(is, "lifetime.nights", "2");
	/* He is in the house again: nothing of it is earned until he leaves. */
	house_stay(s, "S1", "'status':'checked_in'");
	scenario_work(s);
	is = account(s, "G1");
	scenario_is(is, "points", "500");
	scenario_is(is, "lifetime.nights", "0");
	house_stay(s, "S1", "'status':'checked_out'");
	scenario_work(s);
	scenario_is(account(s, "G1"), "points", "1000");
	adds_up(s);
}

static void a_tier_is_reached_and_earns_more(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-04", 10000);
	stays(s, "S2", "G1", "402", "2027-04-02", "2027-04-05", 10000);
	until(s, "2027-04-09", "2027-04-08");
	is = account(s, "G1");
	scenario_is(is, "tier", "gold");
	scenario_is(is, "because", "reached");
	scenario_is(is, "until", "2028-12-31");
	/* 500 + 1,000 + 1,000 + up 1,000 + fourth night 200 */
	scenario_is(is, "points", "3700");
	scenario_is(is, "expiring", "absent");
	stays(s, "S3", "G1", "401", "2027-05-02", "2027-05-03", 10000);
	until(s, "2027-05-09", "2027-05-08");
	is = account(s, "G1");
	scenario_is(is, "points", "4950");
	adds_up(s);
	/* The fourth night is taken back with the stay that brought it. */
	scenario_say(s, "stay.changed", PMS("S2") ",'status':'cancelled'");
	scenario_work(s);
	is = account(s, "G1");
	scenario_is(is, "window.nights", "3");
	scenario_is(is, "points", "3750");
	adds_up(s);
}

static void several_rooms_count_for_points_and_one_for_nights(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	for (int i = 0; i < 3; i++) {
		static const char *const ids[] = {"S1", "S2", "S3"};
		static const char *const rooms[] = {"401", "402", "403"};

		stays(s, ids[i], "G1", rooms[i], "2027-03-02", "2027-03-03",
			10000 + i * 1000);
	}
	until(s, "2027-03-09", "2027-03-08");
	is = account(s, "G1");
	scenario_is(is, "lifetime.nights", "1");
	scenario_is(is, "lifetime.stays", "1");
	/* The two dearest of three. */
	scenario_is(is, "points", "2800");
	adds_up(s);
}

static void what_a_person_has_to_look_at_waits(void **state)
{
	struct scenario *s = *state;

	begin(s);
	stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-04", -5000);
	scenario_say(s, "charge.posted",
		"'stay':{" PMS("S1") "},'charge':'usd','category':'room',"
				     "'gross_cents':1000,'currency':'USD'");
	until(s, "2027-03-09", "2027-03-08");
	scenario_is(account(s, "G1"), "points", "0");
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
	charge(s, "S1", "more", "room", 15000);
	scenario_work(s);
	scenario_is(account(s, "G1"), "points", "1500");
	adds_up(s);
}

static void who_is_no_member_earns_nothing(void **state)
{
	struct scenario *s = *state;

	begin(s);
	stays(s, "S1", "G2", "401", "2027-03-02", "2027-03-04", 10000);
	scenario_at(s, "2027-03-05 12:00");
	enrol(s, "G2");
	until(s, "2027-03-09", "2027-03-08");
	scenario_is(account(s, "G2"), "points", "0");
	assert_int_equal(json_array_size(scenario_get(account(s, "G2"), "lines")), 0);
	scenario_refused(
		s, PMS_E_INVALID, "guest_unknown", "loyalty.statement", PMS("N"));
	scenario_actor(s, "'role':'attendant'");
	scenario_refused(
		s, PMS_E_REFUSED, "role_missing", "loyalty.statement", PMS("G1"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(a_stay_is_posted_once_after_some_days),
		STORY(a_correction_takes_the_place_of_what_was_posted),
		STORY(a_tier_is_reached_and_earns_more),
		STORY(several_rooms_count_for_points_and_one_for_nights),
		STORY(what_a_person_has_to_look_at_waits),
		STORY(who_is_no_member_earns_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
