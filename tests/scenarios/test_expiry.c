/* Members who do nothing: points expire and tiers are lost on the day, by work alone. */
#include "support/member.h"

/* Points of the club are good for 12 months after he was last active, those of silver, which is
 * reached with 3 nights, for good. */
static const char club[] =
	"'programme':{'programme':1,'code':'club','name':'Club','currency':'EUR','"
	"versions':["
	"{'from':'2026-01-01','earn':[{'rule':'base','per':'money','points':10,"
	"'units':100}],"
	"'tiers':{'window':'calendar','levels':[{'tier':'member'},"
	"{'tier':'silver','reach':{'nights':3}}]},"
	"'expiry':[{'tiers':['silver'],'after':'never'},"
	"{'after':'activity','months':12}]}]}";

static void begin(struct scenario *s)
{
	scenario_at(s, "2027-03-01 08:00");
	scenario_say(s, "programme.put", "%s", club);
	member_enrol(s, "G1");
}

static int64_t stored_points(struct scenario *s)
{
	return sg_test_number(scenario_database(s), "SELECT SUM(points) FROM account");
}

static void points_expire_by_themselves_on_the_day(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-04", 10000);
	member_until(s, "2027-03-10", "2027-03-09");
	scenario_is(member_account(s, "G1"), "expiring.after", "2028-03-10");
	member_until(s, "2028-03-10", "2028-03-09");
	assert_int_equal(stored_points(s), 1000);
	member_until(s, "2028-03-11", "2028-03-10");
	assert_int_equal(stored_points(s), 0);
	member_until(s, "2028-03-20", "2028-03-19");
	is = member_account(s, "G1");
	scenario_is(is, "points", "0");
	scenario_is(is, "lines.0.kind", "expired");
	scenario_is(is, "lines.0.points", "-1000");
	scenario_is(is, "lines.0.date", "2028-03-11");
	assert_int_equal(member_number(is, "lines.0.number"), 2);
	member_adds_up(scenario_database(s));
}

static void before_work_looks_the_lines_add_up_to_the_points(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-04", 10000);
	member_until(s, "2027-03-10", "2027-03-09");
	scenario_at(s, "2028-03-11 01:00");
	is = member_account(s, "G1");
	scenario_is(is, "points", "0");
	scenario_is(is, "lines.0.number", "2");
	scenario_is(is, "lines.0.kind", "expired");
	scenario_is(is, "lines.0.date", "2028-03-11");
	scenario_is(is, "lines.0.points", "-1000");
	scenario_is(is, "lines.1.number", "1");
	scenario_is(is, "lines.1.points", "1000");
	is = scenario_say(s, "loyalty.statement", PMS("G1") ",'before':2");
	scenario_is(is, "memberships.0.lines.0.number", "1");
	assert_int_equal(json_array_size(scenario_get(is, "memberships.0.lines")), 1);
	member_until(s, "2028-03-12", "2028-03-11");
	is = member_account(s, "G1");
	scenario_is(is, "lines.0.number", "2");
	scenario_is(is, "lines.0.points", "-1000");
	assert_int_equal(json_array_size(scenario_get(is, "lines")), 2);
}

static void what_is_held_expires_when_it_is_let_go(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-04", 10000);
	member_until(s, "2027-03-10", "2027-03-09");
	scenario_say(s, "points.redeemed",
		"'guest':{" PMS("G1") "},'programme':'club','redemption':'V1',"
				      "'state':'held','points':300");
	member_until(s, "2028-03-11", "2028-03-10");
	assert_int_equal(stored_points(s), 300);
	scenario_say(s, "points.redeemed",
		"'guest':{" PMS("G1") "},'programme':'club','redemption':'V1',"
				      "'state':'released'");
	assert_int_equal(stored_points(s), 300);
	member_until(s, "2028-03-12", "2028-03-11");
	is = member_account(s, "G1");
	scenario_is(is, "lines.0.kind", "expired");
	scenario_is(is, "lines.0.points", "-300");
	scenario_is(is, "lines.0.date", "2028-03-12");
	assert_int_equal(stored_points(s), 0);
	member_adds_up(scenario_database(s));
}

static void a_tier_keeps_points_until_it_is_lost(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-05", 10000);
	member_until(s, "2027-03-10", "2027-03-09");
	is = member_account(s, "G1");
	scenario_is(is, "tier", "silver");
	scenario_is(is, "until", "2028-12-31");
	scenario_is(is, "expiring", "absent");
	member_until(s, "2028-06-01", "2028-05-31");
	assert_int_equal(stored_points(s), 1000);
	member_until(s, "2028-12-31", "2028-12-30");
	assert_int_equal(stored_points(s), 1000);
	scenario_is(member_account(s, "G1"), "tier", "silver");
	member_until(s, "2029-01-01", "2028-12-31");
	assert_int_equal(stored_points(s), 0);
	is = member_account(s, "G1");
	scenario_is(is, "tier", "member");
	scenario_is(is, "because", "lost");
	scenario_is(is, "since", "2029-01-01");
	scenario_is(is, "lines.0.kind", "expired");
	scenario_is(is, "lines.0.date", "2029-01-01");
	member_adds_up(scenario_database(s));
}

static void a_tier_is_lost_where_there_are_no_points(void **state)
{
	struct scenario *s = *state;
	json_t *is;
	int64_t version;

	begin(s);
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-05", 0);
	member_until(s, "2027-03-10", "2027-03-09");
	scenario_is(member_account(s, "G1"), "tier", "silver");
	version = sg_test_number(scenario_database(s),
		"SELECT version FROM account WHERE look_at IS NOT NULL");
	assert_int_not_equal(version, 0);
	member_until(s, "2029-01-01", "2028-12-31");
	assert_int_not_equal(
		sg_test_number(scenario_database(s), "SELECT version FROM account"),
		version);
	is = member_account(s, "G1");
	scenario_is(is, "tier", "member");
	scenario_is(is, "because", "lost");
}

/* Nights beyond silver's three are carried into the next year. */
static void what_was_long_ago_is_found_again_before_anybody_looked(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2027-03-01 08:00");
	scenario_say(s, "programme.put",
		"'programme':{'programme':1,'code':'club','name':'Club','currency':'EUR',"
		"'versions':[{'from':'2026-01-01','earn':[{'rule':'base','per':'money',"
		"'points':10,'units':100}],'tiers':{'window':'calendar','levels':["
		"{'tier':'member'},{'tier':'silver','reach':{'nights':3},'rollover':true}"
		"]}}]}");
	member_enrol(s, "G1");
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-07", 10000);
	member_until(s, "2027-03-11", "2027-03-10");
	scenario_is(member_account(s, "G1"), "window.nights", "5");
	scenario_at(s, "2028-06-01 12:00");
	house_close_day(s, "2028-05-31");
	scenario_is(member_account(s, "G1"), "window.nights", "2");
	scenario_work(s);
	scenario_is(member_account(s, "G1"), "window.nights", "2");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(points_expire_by_themselves_on_the_day),
		STORY(before_work_looks_the_lines_add_up_to_the_points),
		STORY(what_is_held_expires_when_it_is_let_go),
		STORY(a_tier_keeps_points_until_it_is_lost),
		STORY(a_tier_is_lost_where_there_are_no_points),
		STORY(what_was_long_ago_is_found_again_before_anybody_looked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
