/* Who turns out to be a member, or one person with another profile, may have stayed very often, or
 * be an agency that was taken for a guest: nobody's call waits for all of that. */
#include "support/member.h"

enum {
	AT_ONCE = 200, /* as SG_GUEST_WALK_FROM */
	MANY = 250,    /* three passes */
};

#define CLUB                                                                             \
	"'programme':{'programme':1,'code':'club','name':'Club','currency':'EUR','"      \
	"versions':[{'from':'2000-01-01','earn':[{'rule':'base','per':'money','points':" \
	"10,'units':100}],'tiers':{'window':'calendar','levels':[{'tier':'member'}]}}]}"
#define MERGE PMS("G1") ",'merged':{" PMS("G2") "}"
#define ENROL(guest) "'guest':{" PMS(guest) "},'programme':'club','enrolled':'2000-01-01'"

static int64_t number(struct scenario *s, const char *sql)
{
	return sg_test_number(scenario_database(s), "%s", sql);
}

static int64_t under_way(struct scenario *s)
{
	return number(s, "SELECT COUNT(*) FROM guest_walk");
}

static int64_t due(struct scenario *s)
{
	return number(s, "SELECT COUNT(*) FROM posting WHERE due_at IS NOT NULL");
}

/* Of those that were looked at while they were nobody's. */
static int64_t nobodys(struct scenario *s)
{
	return number(s, "SELECT COUNT(*) FROM posting WHERE state = 4");
}

/* So many stays of G2, who is no member, a fortnight apart; the last one is S0, for 100 euros. */
static void live(struct scenario *s, int stays)
{
	scenario_at(s, "2027-03-01 08:00");
	scenario_say(s, "programme.put", "%s", CLUB);
	member_stays(s, "S0", "G2", "401", "2027-03-02", "2027-03-09", 10000);
	member_until(s, "2027-03-20", "2027-03-19");
	sg_test_sql(scenario_database(s),
		"INSERT INTO posting (stay, shard, property, guest, version, "
		"arrival_day, departure_day, state) SELECT UNHEX(MD5(seq)), shard, "
		"property, guest, 1, arrival_day - 14 * seq, departure_day - 14 * seq, "
		"state FROM posting, seq_1_to_%d",
		stays - 1);
	assert_int_equal(nobodys(s), stays);
	assert_int_equal(due(s), 0);
}

static void few_stays_are_touched_at_once(void **state)
{
	struct scenario *s = *state;

	live(s, AT_ONCE);
	scenario_say(s, "member.changed", ENROL("G2"));
	assert_int_equal(under_way(s), 0);
	assert_int_equal(due(s), AT_ONCE);
	scenario_work(s);
	assert_int_equal(nobodys(s), 0);
	scenario_is(member_account(s, "G2"), "points", "1000");
}

static void of_many_none_is_touched_but_by_work(void **state)
{
	struct scenario *s = *state;

	live(s, AT_ONCE + 1);
	scenario_say(s, "member.changed", ENROL("G2"));
	assert_int_equal(under_way(s), 1);
	assert_int_equal(due(s), 0);
	scenario_work(s);
	assert_int_equal(under_way(s), 0);
	assert_int_equal(nobodys(s), 0);
	scenario_is(member_account(s, "G2"), "points", "1000");
}

/* G1 is a member, and G2's stays are his as long as they are one. */
static void a_merge_and_its_end_reach_all(void **state)
{
	struct scenario *s = *state;

	live(s, MANY);
	scenario_say(s, "member.changed", ENROL("G1"));
	scenario_say(s, "guest.merged", MERGE);
	assert_int_equal(under_way(s), 2);
	assert_int_equal(due(s), 0);
	scenario_work(s);
	assert_int_equal(under_way(s), 0);
	assert_int_equal(nobodys(s), 0);
	scenario_is(member_account(s, "G1"), "points", "1000");
	scenario_say(s, "guest.unmerged", MERGE);
	assert_int_equal(due(s), 0);
	scenario_work(s);
	assert_int_equal(nobodys(s), MANY);
	scenario_is(member_account(s, "G1"), "points", "0");
	member_adds_up(scenario_database(s));
}

/* Something of a stay changes, and it is posted as what it is then. */
static void what_is_looked_at_before_its_turn_comes_out_right(void **state)
{
	struct scenario *s = *state;
	static const char wait[] = "UPDATE guest_walk SET due_at = due_at + 86400000000";
	static const char go_on[] = "UPDATE guest_walk SET due_at = due_at - 86400000000";

	live(s, MANY);
	scenario_say(s, "member.changed", ENROL("G1"));
	scenario_say(s, "guest.merged", MERGE);
	sg_test_sql(scenario_database(s), wait);
	member_charge(s, "S0", "bar", "bar", 500);
	scenario_work(s);
	assert_int_equal(nobodys(s), MANY - 1);
	scenario_is(member_account(s, "G1"), "points", "1050");
	sg_test_sql(scenario_database(s), go_on);
	scenario_work(s);
	assert_int_equal(nobodys(s), 0);
	scenario_is(member_account(s, "G1"), "points", "1050");
	scenario_say(s, "guest.unmerged", MERGE);
	sg_test_sql(scenario_database(s), wait);
	scenario_say(s, "charge.reversed", "'stay':{" PMS("S0") "},'charge':'bar'");
	scenario_work(s);
	scenario_is(member_account(s, "G1"), "points", "0");
	sg_test_sql(scenario_database(s), go_on);
	scenario_work(s);
	assert_int_equal(nobodys(s), MANY);
	scenario_is(member_account(s, "G1"), "points", "0");
	member_adds_up(scenario_database(s));
}

#define HALF                                                                             \
	"UPDATE guest_walk w JOIN (SELECT property, departure_day, stay FROM posting "   \
	"ORDER BY property, departure_day, stay LIMIT 119, 1) o SET w.property = "       \
	"o.property, w.departure_day = o.departure_day, w.stay = o.stay"

/* As after a kill. */
static void it_goes_on_where_it_was(void **state)
{
	struct scenario *s = *state;

	live(s, MANY);
	scenario_say(s, "member.changed", ENROL("G2"));
	sg_test_sql(scenario_database(s), HALF);
	scenario_reopen(s, NULL);
	house_states(s, "G9", "'topic':'device.kettle','strength':'like'");
	scenario_work(s);
	assert_int_equal(under_way(s), 0);
	assert_int_equal(nobodys(s), 120);
}

static void another_word_begins_again(void **state)
{
	struct scenario *s = *state;

	live(s, MANY);
	scenario_say(s, "member.changed", ENROL("G2"));
	sg_test_sql(scenario_database(s), HALF);
	scenario_say(s, "guest.merged", MERGE);
	scenario_work(s);
	assert_int_equal(under_way(s), 0);
	assert_int_equal(nobodys(s), 0);
	scenario_is(member_account(s, "G2"), "points", "1000");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(few_stays_are_touched_at_once),
		STORY(of_many_none_is_touched_but_by_work),
		STORY(a_merge_and_its_end_reach_all),
		STORY(what_is_looked_at_before_its_turn_comes_out_right),
		STORY(it_goes_on_where_it_was),
		STORY(another_word_begins_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
