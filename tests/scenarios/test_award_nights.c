/* Free nights in the stay where they are used: what they count and earn there. */
#include "support/member.h"

/* Ten points a euro, silver with two nights; a free night is 300, on what terms is said. */
#define CLUB(terms)                                                                      \
	"'programme':{'programme':1,'code':'club','name':'Club','currency':'EUR','"      \
	"versions':[{'from':'2026-01-01','earn':[{'rule':'base','per':'money',"          \
	"'points':10,'units':100},{'rule':'night','per':'night','points':5}],"           \
	"'tiers':{'window':'calendar','levels':[{'tier':'member'},{'tier':'silver',"     \
	"'reach':{'nights':2}}]},'awards':[{'award':'free_night','kind':'free_night',"   \
	"'per':'night','prices':[{'points':300}]" terms "}]}]}"

#define FREE(state)                                                                      \
	"'guest':{" PMS("G1") "},'programme':'club','redemption':'V1','state':'" state "'"
#define ON_S1 ",'stay':{" PMS("S1") "}"
#define FIRST_NIGHT ",'award':'free_night','nights':1,'date':'2027-04-05'"

static int64_t points(struct scenario *s)
{
	return member_number(member_account(s, "G1"), "points");
}

/* G1 has 1,000 points and books two nights from 5 April. */
static void begin(struct scenario *s, const char *club)
{
	scenario_at(s, "2027-03-01 08:00");
	scenario_say(s, "programme.put", "%s", club);
	member_enrol(s, "G1");
	scenario_actor(s, "'role':'manager','name':'anna'");
	scenario_say(s, "points.adjusted",
		"'guest':{" PMS(
			"G1") "},'programme':'club','points':1000,'reason':'Gift',"
			      "'second':'ben'");
	house_stay(s, "S1",
		"'status':'booked','arrival':'2027-04-05','departure':'2027-04-07',"
		"'room':'401','booked_type':'DZ'," OF_GUEST("G1"));
}

/* 30 euros on the first day, 100 on the second; posted on 10 April. */
static void stays(struct scenario *s)
{
	scenario_at(s, "2027-04-05 15:00");
	house_stay(s, "S1", "'status':'checked_in'");
	scenario_at(s, "2027-04-07 11:00");
	scenario_say(s, "charge.posted",
		"'stay':{" PMS("S1") "},'charge':'1','category':'food',"
				     "'gross_cents':3000,'currency':'EUR',"
				     "'day':'2027-04-05'");
	scenario_say(s, "charge.posted",
		"'stay':{" PMS("S1") "},'charge':'2','category':'room',"
				     "'gross_cents':10000,'currency':'EUR',"
				     "'day':'2027-04-06'");
	house_stay(s, "S1", "'status':'checked_out'");
	member_until(s, "2027-04-10", "2027-04-09");
}

static void a_free_night_neither_counts_nor_earns(void **state)
{
	struct scenario *s = *state;

	begin(s, CLUB(""));
	scenario_say(s, "points.redeemed", FREE("held") FIRST_NIGHT ON_S1);
	scenario_say(s, "points.redeemed", FREE("confirmed"));
	stays(s);
	assert_int_equal(points(s), 1000 - 300 + 1000 + 5);
	scenario_is(member_account(s, "G1"), "window.nights", "1");
	scenario_is(member_account(s, "G1"), "tier", "member");
	member_adds_up(scenario_database(s));
}

static void it_counts_where_it_qualifies(void **state)
{
	struct scenario *s = *state;

	begin(s, CLUB(",'qualifies':true"));
	scenario_say(s, "points.redeemed", FREE("held") FIRST_NIGHT ON_S1);
	stays(s);
	assert_int_equal(points(s), 1000 + 1000 + 5);
	scenario_is(member_account(s, "G1"), "window.nights", "2");
	scenario_is(member_account(s, "G1"), "tier", "silver");
}

static void it_earns_where_it_does(void **state)
{
	struct scenario *s = *state;

	begin(s, CLUB(",'earns':true"));
	scenario_say(s, "points.redeemed", FREE("held") FIRST_NIGHT ON_S1);
	stays(s);
	assert_int_equal(points(s), 1000 + 1300 + 10);
	scenario_is(member_account(s, "G1"), "window.nights", "1");
}

static void what_is_given_back_later_earns_and_counts_after_all(void **state)
{
	struct scenario *s = *state;

	begin(s, CLUB(""));
	scenario_say(s, "points.redeemed", FREE("held") FIRST_NIGHT ON_S1);
	stays(s);
	assert_int_equal(points(s), 1000 + 1000 + 5);
	scenario_say(s, "points.redeemed", FREE("released"));
	scenario_work(s);
	assert_int_equal(points(s), 1000 + 1300 + 10);
	scenario_is(member_account(s, "G1"), "window.nights", "2");
	member_adds_up(scenario_database(s));
}

static void a_stay_may_be_named_when_it_is_over(void **state)
{
	struct scenario *s = *state;

	begin(s, CLUB(""));
	scenario_say(s, "points.redeemed", FREE("held") FIRST_NIGHT);
	stays(s);
	assert_int_equal(points(s), 1000 + 1300 + 10);
	scenario_refused(s, PMS_E_INVALID, "stay_unknown", "points.redeemed", "%s",
		FREE("confirmed") ",'stay':{" PMS("S9") "}");
	scenario_say(s, "points.redeemed", FREE("confirmed") ON_S1);
	scenario_work(s);
	assert_int_equal(points(s), 1000 - 300 + 1000 + 5);
	scenario_is(member_account(s, "G1"), "window.nights", "1");
	member_adds_up(scenario_database(s));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(a_free_night_neither_counts_nor_earns),
		STORY(it_counts_where_it_qualifies),
		STORY(it_earns_where_it_does),
		STORY(what_is_given_back_later_earns_and_counts_after_all),
		STORY(a_stay_may_be_named_when_it_is_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
