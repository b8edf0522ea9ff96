/* An account of more lots than one statement has values for (65,535, 25 for each lot that is drawn
 * on) is spent, given away and expires like any other. */
#include "support/member.h"

enum { LOTS = 2700, POINTS = 10 * LOTS };

static const char club[] =
	"'programme':{'programme':1,'code':'club','name':'Club','currency':'EUR','"
	"versions':["
	"{'from':'2026-01-01','earn':[{'rule':'base','per':'money','points':10,"
	"'units':100}],"
	"'tiers':{'window':'calendar','levels':[{'tier':'member'}]},"
	"'transfers':[{'kind':'gift','expiry':'kept'}],"
	"'expiry':[{'after':'activity','months':12}]}]}";

#define R1 "'guest':{" PMS("G1") "},'programme':'club','redemption':'R1','state':"

static int64_t number(struct scenario *s, const char *sql)
{
	return sg_test_number(scenario_database(s), "%s", sql);
}

/* G1 has so many lots of ten points; the first was earned by the programme. */
static void begin_with(struct scenario *s, int lots)
{
	struct sg_test_database *database = scenario_database(s);

	scenario_at(s, "2027-03-01 08:00");
	scenario_say(s, "programme.put", "%s", club);
	member_enrol(s, "G1");
	scenario_actor(s, "'role':'manager','name':'anna'");
	scenario_say(s, "points.adjusted",
		"'guest':{" PMS("G1") "},'programme':'club','points':10,'reason':'Rain',"
				      "'second':'ben'");
	sg_test_sql(database,
		"INSERT INTO lot (account, id, source, rule, earned_day, original, "
		"remaining, held, expired, reversed, bonus, amount, property) "
		"SELECT account, UNHEX(LPAD(HEX(seq), 32, '0')), CONCAT('x:', seq), "
		"rule, earned_day, original, remaining, held, expired, reversed, bonus, "
		"amount, property FROM lot, seq_2_to_%d",
		lots);
	sg_test_sql(database,
		"INSERT INTO entry (account, number, id, operation, lot, kind, points, "
		"held, day, at_us) SELECT account, CONV(HEX(id), 16, 10), id, id, id, 0, "
		"10, 0, earned_day, 0 FROM lot WHERE source LIKE 'x:%%'");
	sg_test_sql(database, "UPDATE account SET points = %d, entries = %d", 10 * lots,
		lots);
	member_adds_up(database);
}

static void begin(struct scenario *s)
{
	begin_with(s, LOTS);
}

static void who_has_many_lots_spends_them_all(void **state)
{
	struct scenario *s = *state;

	begin(s);
	scenario_say(s, "points.redeemed", R1 "'held','points':%d", POINTS);
	member_adds_up(scenario_database(s));
	assert_int_equal(number(s, "SELECT SUM(held) FROM lot"), POINTS);
	assert_int_equal(number(s, "SELECT MIN(sealed_why IS NOT NULL) FROM entry WHERE "
				   "kind = 3"),
		1);
	scenario_say(s, "points.redeemed", R1 "'confirmed'");
	member_adds_up(scenario_database(s));
	assert_int_equal(number(s, "SELECT points + held FROM account"), 0);
	assert_int_equal(number(s, "SELECT SUM(held) FROM lot"), 0);
}

static void many_lots_expire_on_one_day_and_a_stay_is_posted_then(void **state)
{
	struct scenario *s = *state;

	begin(s);
	member_stays(s, "S1", "G1", "401", "2028-03-20", "2028-03-22", 10000);
	member_until(s, "2028-04-10", "2028-04-09");
	member_adds_up(scenario_database(s));
	assert_int_equal(number(s, "SELECT SUM(expired) FROM lot"), POINTS);
	assert_int_equal(number(s, "SELECT points FROM account"), 1000);
	assert_int_equal(number(s, "SELECT COUNT(*) FROM entry WHERE sealed_why IS NOT "
				   "NULL AND kind = 5"),
		0);
}

/* What matters is what each step reads. */
static void what_has_expired_matters_no_more(void **state)
{
	struct scenario *s = *state;

	begin_with(s, 50);
	member_until(s, "2028-04-10", "2028-04-09");
	assert_int_equal(number(s, "SELECT SUM(expired) FROM lot"), 500);
	assert_int_equal(number(s, "SELECT COUNT(*) FROM lot WHERE matters = 1"), 0);
}

/* But where it would have been spent, had there not been what is taken back now. */
static void what_has_expired_pays_for_what_is_taken_back(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2027-03-01 08:00");
	scenario_say(s, "programme.put", "%s", club);
	member_enrol(s, "G1");
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-04", 10000);
	member_until(s, "2027-03-10", "2027-03-09");
	member_stays(s, "S2", "G1", "402", "2027-04-02", "2027-04-04", 5000);
	member_until(s, "2027-04-10", "2027-04-09");
	scenario_say(s, "points.redeemed", R1 "'held','points':1000");
	scenario_say(s, "points.redeemed", R1 "'confirmed'");
	member_until(s, "2028-04-20", "2028-04-19");
	scenario_is(member_account(s, "G1"), "points", "0");
	scenario_say(s, "charge.reversed", "'stay':{" PMS("S1") "},'charge':'room'");
	member_until(s, "2028-04-22", "2028-04-21");
	scenario_is(member_account(s, "G1"), "points", "-500");
	assert_int_equal(number(s, "SELECT SUM(expired) FROM lot"), 0);
	member_adds_up(scenario_database(s));
}

/* The lots that a gift makes are written as many, too. */
static void many_lots_are_given_away_and_come_back(void **state)
{
	struct scenario *s = *state;

	begin(s);
	member_enrol(s, "G2");
	scenario_say(s, "points.transferred",
		"'from':{" PMS("G1") "},'to':{" PMS(
			"G2") "},'programme':'club','transfer':'T1','kind':'gift','state"
			      "':'given','points':%d",
		POINTS);
	member_adds_up(scenario_database(s));
	scenario_is(member_account(s, "G1"), "points", "0");
	assert_int_equal(
		number(s, "SELECT COUNT(DISTINCT rule) FROM lot WHERE source LIKE "
			  "'given:%' AND original = 10 AND remaining = 10 AND bonus = 1 "
			  "AND property IS NOT NULL AND earned_day = (SELECT "
			  "MAX(earned_day) FROM lot WHERE source = 'x:2')"),
		LOTS);
	scenario_say(s, "points.transferred",
		"'from':{" PMS(
			"G1") "},'programme':'club','transfer':'T1','state':'returned','"
			      "reason':'wrong guest','second':'ben'");
	member_adds_up(scenario_database(s));
	scenario_is(member_account(s, "G2"), "points", "0");
	assert_int_equal(member_number(member_account(s, "G1"), "points"), POINTS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(who_has_many_lots_spends_them_all),
		STORY(many_lots_expire_on_one_day_and_a_stay_is_posted_then),
		STORY(what_has_expired_matters_no_more),
		STORY(what_has_expired_pays_for_what_is_taken_back),
		STORY(many_lots_are_given_away_and_come_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
