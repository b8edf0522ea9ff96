/* Postings wait, and nothing else does: whatever is the matter with one holds up no checklist. */
#include "support/member.h"

static const char club[] =
	"'programme':{'programme':1,'code':'club','name':'Club','currency':'EUR','"
	"versions':["
	"{'from':'2026-01-01','earn':[{'rule':'base','per':'money','points':10,"
	"'units':100}],"
	"'tiers':{'window':'calendar','levels':[{'tier':'member'}]}}]}";

static void begin(struct scenario *s)
{
	scenario_at(s, "2027-03-01 08:00");
	scenario_say(s, "programme.put", "%s", club);
	member_enrol(s, "G1");
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-04", 10000);
	member_until(s, "2027-03-10", "2027-03-09");
	member_stays(s, "S2", "G1", "401", "2027-03-10", "2027-03-12", 20000);
	scenario_at(s, "2027-03-20 12:00");
	house_close_day(s, "2027-03-19");
}

static void check_in(struct scenario *s)
{
	house_stay(s, "S9",
		"'status':'checked_in','arrival':'2027-03-20','departure':'2027-03-21',"
		"'room':'403','booked_type':'DZ'," OF_GUEST("G9"));
}

static int64_t count_unsent(struct scenario *s)
{
	return sg_test_number(scenario_database(s),
		"SELECT COUNT(*) FROM delivery WHERE due_at IS NOT NULL");
}

static void postings_that_cannot_be_read_hold_up_no_list(void **state)
{
	struct scenario *s = *state;
	struct sg_test_database *d = scenario_database(s);

	begin(s);
	sg_test_sql(d, "ALTER TABLE posting CHANGE tier hidden VARCHAR(32) NULL");
	check_in(s);
	assert_true(count_unsent(s) > 0);
	for (int i = 0; i < 20 && count_unsent(s) > 0; i++) {
		(void)scenario_work_once(s);
	}
	assert_int_equal(count_unsent(s), 0);
	sg_test_sql(d, "ALTER TABLE posting CHANGE hidden tier VARCHAR(32) NULL");
	assert_true(house_count_about(s, "office", "S9") > 0);
}

static void a_posting_that_takes_too_long_is_put_off(void **state)
{
	struct scenario *s = *state;
	struct sg_test_database *d = scenario_database(s);

	begin(s);
	sg_test_sql(d, "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");
	sg_test_sql(d, "START TRANSACTION");
	sg_test_number(
		d, "SELECT COUNT(*) FROM (SELECT points FROM account FOR UPDATE) a");
	check_in(s);
	for (int i = 0; i < 20 && count_unsent(s) > 0; i++) {
		(void)scenario_work_once(s);
	}
	assert_int_equal(count_unsent(s), 0);
	scenario_work(s);
	scenario_is(member_account(s, "G1"), "points", "1000");
	sg_test_sql(d, "ROLLBACK");
	scenario_at(s, "2027-03-20 14:00");
	house_states(s, "G9", "'topic':'device.kettle','strength':'like'");
	scenario_work(s);
	scenario_is(member_account(s, "G1"), "points", "3000");
	member_adds_up(d);
}

static void what_is_too_large_waits_for_a_person(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	for (int i = 0; i < 11; i++) {
		scenario_say(s, "charge.posted",
			"'stay':{" PMS(
				"S2") "},'charge':'c%d','category':'room',"
				      "'gross_cents':1000000000000,'currency':'EUR'",
			i);
	}
	scenario_work(s);
	is = scenario_say(s, "loyalty.exceptions", "'limit':10");
	assert_int_equal(json_array_size(scenario_get(is, "exceptions")), 1);
	scenario_is(is, "exceptions.0.reason", "too_large");
	scenario_is(member_account(s, "G1"), "points", "1000");
	for (int i = 0; i < 11; i++) {
		scenario_say(
			s, "charge.reversed", "'stay':{" PMS("S2") "},'charge':'c%d'", i);
	}
	scenario_work(s);
	is = scenario_say(s, "loyalty.exceptions", "'limit':10");
	assert_int_equal(json_array_size(scenario_get(is, "exceptions")), 0);
	scenario_is(member_account(s, "G1"), "points", "3000");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(postings_that_cannot_be_read_hold_up_no_list),
		STORY(a_posting_that_takes_too_long_is_put_off),
		STORY(what_is_too_large_waits_for_a_person),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
