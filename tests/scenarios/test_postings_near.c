/* Stays near one another, many of them: of who lives in the hotel, of a crew that has one profile.
 * What a posting makes others do is counted by the versions of their rows. */
#include "support/member.h"

#define CLUB(stays)                                                                      \
	"'programme':{'programme':1,'code':'club','name':'Club','currency':'EUR','"      \
	"versions':[{'from':'2020-01-01'," stays                                         \
	"'earn':[{'rule':'base','per':'money','points':10,'units':100}],"                \
	"'tiers':{'window':'calendar','levels':[{'tier':'member'}]}}]}"
#define WEEKS                                                                            \
	"(WITH RECURSIVE n (seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM n "          \
	"WHERE seq < 60) SELECT seq FROM n) n"
#define ID "UNHEX(CONCAT('0190', LPAD(HEX(n.seq), 28, '0')))"

enum {
	WEEKS_BEFORE = 60,
	NEAR_MOST = 1500, /* as src/service/posting_read.c has it */
};

static int64_t count_writes(struct scenario *s)
{
	return sg_test_number(scenario_database(s), "SELECT SUM(version) FROM posting");
}

static int64_t count_due(struct scenario *s)
{
	return sg_test_number(scenario_database(s),
		"SELECT COUNT(*) FROM posting WHERE due_at IS NOT NULL");
}

/* Week after week until the stay of the 2nd of March, of which nobody knows more. */
static void live_there(struct scenario *s, const char *guest, const char *due)
{
	member_stays(s, "S0", guest, "401", "2027-03-02", "2027-03-09", 10000);
	sg_test_sql(scenario_database(s),
		"INSERT INTO posting (stay, shard, property, guest, version, "
		"arrival_day, departure_day, due_at, state) SELECT " ID
		", shard, property, guest, version, arrival_day - 7 * n.seq, "
		"departure_day - 7 * n.seq, %s, 1 FROM posting, " WEEKS,
		due);
}

static void enrol_resident(struct scenario *s, const char *programme)
{
	scenario_at(s, "2027-03-01 08:00");
	scenario_say(s, "programme.put", "%s", programme);
	scenario_say(s, "member.changed",
		"'guest':{" PMS("G1") "},'programme':'club','enrolled':'2020-01-01'");
}

static void the_stays_of_a_resident_are_posted_together(void **state)
{
	struct scenario *s = *state;

	enrol_resident(s, CLUB("'stays':{'back_to_back':'join'},"));
	live_there(s, "G1", "due_at");
	member_until(s, "2027-03-20", "2027-03-19");
	assert_int_equal(count_due(s), 0);
	assert_in_range(count_writes(s), 1, 5 * WEEKS_BEFORE);
	scenario_is(member_account(s, "G1"), "points", "1000");
	member_adds_up(scenario_database(s));
}

static void a_week_more_has_no_others_posted_where_none_are_joined(void **state)
{
	struct scenario *s = *state;
	int64_t before;

	enrol_resident(s, CLUB("'stays':{'back_to_back':'separate'},"));
	live_there(s, "G1", "due_at");
	member_stays(s, "S1", "G1", "401", "2027-03-09", "2027-03-16", 20000);
	member_until(s, "2027-03-16", "2027-03-15");
	scenario_is(member_account(s, "G1"), "points", "1000");
	before = count_writes(s);
	member_until(s, "2027-03-25", "2027-03-24");
	assert_int_equal(count_due(s), 0);
	assert_in_range(count_writes(s) - before, 1, 6);
	scenario_is(member_account(s, "G1"), "points", "3000");
}

static void a_posting_of_nobodys_touches_nobodys(void **state)
{
	struct scenario *s = *state;
	int64_t before;

	scenario_at(s, "2027-03-01 08:00");
	scenario_say(s, "programme.put", "%s", CLUB("'stays':{'back_to_back':'join'},"));
	live_there(s, "CREW", "NULL");
	before = count_writes(s);
	member_until(s, "2027-03-20", "2027-03-19");
	assert_int_equal(count_due(s), 0);
	assert_int_equal(count_writes(s) - before, 1);
}

/* Each has its own, whatever lies between them. */
static void charges_are_told_apart(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	enrol_resident(s, CLUB("'stays':{'several_rooms':'count'},"));
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-04", 10000);
	member_stays(s, "S2", "G1", "402", "2027-03-04", "2027-03-05", 20000);
	member_charge(s, "S1", "bar", "bar", 3000);
	member_charge(s, "S2", "bar", "bar", 400);
	member_until(s, "2027-03-12", "2027-03-11");
	is = member_account(s, "G1");
	scenario_is(is, "lines.1.for", "13000");
	scenario_is(is, "lines.0.for", "20400");
}

/* ---- too many ---- */

#define JOINS CLUB("'stays':{'back_to_back':'join'},")
#define OF_S0 "'stay':{" PMS("S0") "}"

/* The resident's own stay and so many of a week before, of which nobody knows more. */
static void crowd(struct scenario *s, int others)
{
	enrol_resident(s, JOINS);
	member_stays(s, "S0", "G1", "401", "2027-03-02", "2027-03-09", 10000);
	sg_test_sql(scenario_database(s),
		"INSERT INTO posting (stay, shard, property, guest, version, "
		"arrival_day, departure_day, state) SELECT UNHEX(CONCAT('0190', "
		"LPAD(HEX(seq), 28, '0'))), shard, property, guest, 1, arrival_day - 9, "
		"arrival_day - 2, 1 FROM posting, seq_1_to_%d",
		others);
	member_until(s, "2027-03-20", "2027-03-19");
}

static json_t *waiting(struct scenario *s)
{
	return scenario_get(
		scenario_say(s, "loyalty.exceptions", "'limit':10"), "exceptions");
}

static void one_fewer(struct scenario *s)
{
	sg_test_sql(scenario_database(s),
		"DELETE FROM posting WHERE stay > UNHEX('0190') ORDER BY stay LIMIT 1");
}

static void as_many_as_may_be_near_are_looked_at(void **state)
{
	struct scenario *s = *state;

	crowd(s, NEAR_MOST - 1);
	assert_int_equal(json_array_size(waiting(s)), 0);
	scenario_is(member_account(s, "G1"), "points", "1000");
	member_adds_up(scenario_database(s));
}

static void one_more_waits_until_there_are_fewer_and_something_changes(void **state)
{
	struct scenario *s = *state;

	crowd(s, NEAR_MOST);
	assert_int_equal(json_array_size(waiting(s)), 1);
	scenario_is(json_array_get(waiting(s), 0), "reason", "too_many_stays");
	scenario_is(member_account(s, "G1"), "points", "0");
	assert_int_equal(count_due(s), 0);
	member_charge(s, "S0", "late", "bar", 500);
	scenario_work(s);
	assert_int_equal(json_array_size(waiting(s)), 1);
	one_fewer(s);
	member_charge(s, "S0", "later", "bar", 500);
	scenario_work(s);
	assert_int_equal(json_array_size(waiting(s)), 0);
	scenario_is(member_account(s, "G1"), "points", "1100");
	member_adds_up(scenario_database(s));
}

static void what_too_many_are_near_to_counts_where_a_person_says_so(void **state)
{
	struct scenario *s = *state;

	crowd(s, NEAR_MOST);
	assert_int_equal(json_array_size(waiting(s)), 1);
	scenario_say(s, "posting.decided",
		OF_S0 ",'decision':'counts','reason':'he lives here'");
	scenario_work(s);
	assert_int_equal(json_array_size(waiting(s)), 0);
	scenario_is(member_account(s, "G1"), "points", "1000");
	member_charge(s, "S0", "late", "bar", 500);
	scenario_work(s);
	scenario_is(member_account(s, "G1"), "points", "1050");
	member_adds_up(scenario_database(s));
}

/* What was posted before there were so many stays, and a person takes it back. */
static void what_too_many_are_near_to_may_be_rejected(void **state)
{
	struct scenario *s = *state;

	crowd(s, NEAR_MOST - 1);
	scenario_is(member_account(s, "G1"), "points", "1000");
	sg_test_sql(scenario_database(s),
		"INSERT INTO posting (stay, shard, property, guest, version, "
		"arrival_day, departure_day, state) SELECT UNHEX(REPEAT('01', 16)), "
		"shard, property, guest, 1, arrival_day, departure_day, 1 FROM posting "
		"WHERE stay > UNHEX('0190') ORDER BY stay LIMIT 1");
	member_charge(s, "S0", "late", "bar", 500);
	scenario_work(s);
	assert_int_equal(json_array_size(waiting(s)), 1);
	scenario_is(member_account(s, "G1"), "points", "1000");
	scenario_say(s, "posting.decided",
		OF_S0 ",'decision':'rejected','reason':'an agency'");
	scenario_work(s);
	assert_int_equal(json_array_size(waiting(s)), 0);
	scenario_is(member_account(s, "G1"), "points", "0");
	member_adds_up(scenario_database(s));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(the_stays_of_a_resident_are_posted_together),
		STORY(a_week_more_has_no_others_posted_where_none_are_joined),
		STORY(a_posting_of_nobodys_touches_nobodys),
		STORY(charges_are_told_apart),
		STORY(as_many_as_may_be_near_are_looked_at),
		STORY(one_more_waits_until_there_are_fewer_and_something_changes),
		STORY(what_too_many_are_near_to_counts_where_a_person_says_so),
		STORY(what_too_many_are_near_to_may_be_rejected),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
