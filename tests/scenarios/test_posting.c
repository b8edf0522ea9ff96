/* What else happens to stays that were posted: they turn out to be another's, or at another time,
 * or to have come late; and the points are as if all of it had been known. */
#include <stdio.h>
#include <string.h>

#include "support/member.h"

#define CLUB(from, stays, rules, levels)                                                 \
	"'programme':{'programme':1,'code':'club','name':'Club','currency':'EUR','"      \
	"versions':[{'from':'" from "','stays':{" stays "},'earn':["                     \
	"{'rule':'base','per':'money','points':10,'units':100,'rounding':'down'}" rules  \
	"],'tiers':{'window':'calendar','levels':[{'tier':'member'}" levels              \
	"]},'expiry':[{'after':'activity','months':12}]}]}"
#define GOLD ",{'tier':'gold','reach':{'nights':3}}"
#define GOLD_BONUS                                                                       \
	",{'rule':'gold_bonus','per':'base','points':50,'units':100,'bonus':true,"       \
	"'when':{'tiers':['gold']}}"
#define GUEST(id) "'ids':[{'system':'pms','id':'" id "'}]"

static void begin(struct scenario *s)
{
	scenario_at(s, "2027-03-01 08:00");
	scenario_say(s, "programme.put", "%s",
		CLUB("2026-01-01", "'rooms_points':2", GOLD_BONUS, GOLD));
	member_enrol(s, "G1");
}

static int64_t points(struct scenario *s, const char *guest)
{
	return json_integer_value(scenario_get(member_account(s, guest), "points"));
}

static int64_t count(struct scenario *s, const char *sql)
{
	return sg_test_number(scenario_database(s), "%s", sql);
}

static void a_stay_of_a_persons_other_profile_earns_for_the_member(void **state)
{
	struct scenario *s = *state;

	begin(s);
	scenario_say(s, "guest.changed", GUEST("G2") ",'name':{'family':'B'}");
	scenario_say(s, "guest.merged", GUEST("G1") ",'merged':{" GUEST("G2") "}");
	member_stays(s, "S1", "G2", "401", "2027-03-02", "2027-03-04", 10000);
	member_until(s, "2027-03-08", "2027-03-07");
	assert_int_equal(points(s, "G1"), 1000);
	assert_int_equal(points(s, "G2"), 1000);
	member_adds_up(scenario_database(s));
	/* They are two after all: it was none of his. */
	scenario_say(s, "guest.unmerged", GUEST("G1") ",'merged':{" GUEST("G2") "}");
	scenario_work(s);
	assert_int_equal(points(s, "G1"), 0);
	scenario_is(member_account(s, "G1"), "lifetime.nights", "0");
	/* And one again. */
	scenario_say(s, "guest.merged", GUEST("G1") ",'merged':{" GUEST("G2") "}");
	scenario_work(s);
	assert_int_equal(points(s, "G1"), 1000);
	scenario_is(member_account(s, "G1"), "lifetime.nights", "2");
	member_adds_up(scenario_database(s));
}

static void his_own_membership_comes_before_his_others(void **state)
{
	struct scenario *s = *state;

	begin(s);
	member_enrol(s, "G2");
	scenario_say(s, "guest.merged", GUEST("G1") ",'merged':{" GUEST("G2") "}");
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-04", 10000);
	member_stays(s, "S2", "G2", "402", "2027-04-02", "2027-04-04", 20000);
	member_until(s, "2027-04-08", "2027-04-07");
	assert_int_equal(count(s, "SELECT COUNT(*) FROM account WHERE points = 1000"), 1);
	assert_int_equal(count(s, "SELECT COUNT(*) FROM account WHERE points = 2000"), 1);
}

static void a_membership_that_is_known_late_earns_from_its_first_day(void **state)
{
	struct scenario *s = *state;

	begin(s);
	member_stays(s, "S1", "G2", "401", "2027-03-02", "2027-03-04", 10000);
	member_until(s, "2027-03-08", "2027-03-07");
	scenario_say(s, "member.changed",
		"'guest':{" GUEST("G2") "},'programme':'club','enrolled':'2027-03-01'");
	scenario_work(s);
	assert_int_equal(points(s, "G2"), 1000);
	member_adds_up(scenario_database(s));
}

static void points_go_along_with_the_stay_to_another_guest(void **state)
{
	struct scenario *s = *state;

	begin(s);
	member_enrol(s, "G2");
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-05", 10000);
	member_until(s, "2027-03-09", "2027-03-08");
	assert_int_equal(points(s, "G1"), 1000);
	house_stay(s, "S1", "'people':[{'role':'guest','primary':true," GUEST("G2") "}]");
	scenario_work(s);
	assert_int_equal(points(s, "G1"), 0);
	assert_int_equal(points(s, "G2"), 1000);
	scenario_is(member_account(s, "G1"), "window.nights", "0");
	scenario_is(member_account(s, "G2"), "window.nights", "3");
	/* Nobody's any more. */
	house_stay(s, "S1", "'people':[]");
	scenario_work(s);
	assert_int_equal(points(s, "G2"), 0);
	member_adds_up(scenario_database(s));
}

static void another_primary_programme_does_not_earn_a_second_time(void **state)
{
	struct scenario *s = *state;

	begin(s);
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-04", 10000);
	member_until(s, "2027-03-08", "2027-03-07");
	scenario_say(s, "programme.put",
		"'programme':{'programme':1,'code':'second','name':'Second','currency':"
		"'EUR','versions':[{'from':'2026-01-01','earn':[{'rule':'base','per':"
		"'money','points':1,'units':100}],'tiers':{'window':'calendar','levels':"
		"[{'tier':'member'}]}}]}");
	scenario_say(s, "member.changed",
		"'guest':{" GUEST("G1") "},'programme':'second','primary':true,"
					"'enrolled':'2027-01-01'");
	member_charge(s, "S1", "late", "food", 1000);
	scenario_work(s);
	assert_int_equal(count(s, "SELECT COUNT(*) FROM account WHERE entries > 0"), 1);
	assert_int_equal(count(s, "SELECT SUM(points) FROM account"), 1100);
	/* Also after he has left the one that it was posted in. */
	scenario_say(s, "member.changed",
		"'guest':{" GUEST("G1") "},'programme':'club','status':'cancelled'");
	scenario_say(s, "charge.reversed", "'stay':{" GUEST("S1") "},'charge':'late'");
	scenario_work(s);
	assert_int_equal(count(s, "SELECT SUM(points) FROM account"), 1000);
}

static void a_stay_that_moves_away_leaves_its_place_to_others(void **state)
{
	struct scenario *s = *state;

	begin(s);
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-03", 10000);
	member_stays(s, "S2", "G1", "402", "2027-03-02", "2027-03-03", 11000);
	member_stays(s, "S3", "G1", "403", "2027-03-02", "2027-03-03", 12000);
	member_until(s, "2027-03-09", "2027-03-08");
	assert_int_equal(points(s, "G1"), 2300);
	house_stay(s, "S3", "'arrival':'2027-03-04','departure':'2027-03-05'");
	scenario_work(s);
	/* Two rooms of one night, and one of another. */
	scenario_is(member_account(s, "G1"), "lifetime.nights", "2");
	assert_int_equal(points(s, "G1"), 3300);
	house_stay(s, "S3", "'arrival':'2026-02-01','departure':'2026-02-02'");
	scenario_say(s, "stay.changed", GUEST("S2") ",'status':'cancelled'");
	scenario_work(s);
	house_stay(s, "S3", "'arrival':'2027-03-02','departure':'2027-03-03'");
	scenario_work(s);
	assert_int_equal(points(s, "G1"), 2200);
	member_adds_up(scenario_database(s));
}

static void joined_stays_change_one_another_beyond_the_next(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2027-03-01 08:00");
	scenario_say(s, "programme.put", "%s",
		CLUB("2026-01-01", "'back_to_back':'join'",
			",{'rule':'long','per':'night','points':100,'units':1,'bonus':"
			"true,'when':{'nights':{'min':5},'rates':{'except':['FREE']}}}",
			""));
	member_enrol(s, "G1");
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-04", 10000);
	house_stay(s, "S2",
		"'status':'checked_out','arrival':'2027-03-04','departure':'2027-03-06',"
		"'room':'401','rate':'FREE'," OF_GUEST("G1"));
	member_until(s, "2027-03-10", "2027-03-09");
	assert_int_equal(points(s, "G1"), 1000);
	member_stays(s, "S3", "G1", "401", "2027-03-06", "2027-03-08", 10000);
	member_until(s, "2027-03-12", "2027-03-11");
	assert_int_equal(points(s, "G1"), 2400);
}

static void one_stay_of_many_months_is_one(void **state)
{
	struct scenario *s = *state;
	char stay[8];

	scenario_at(s, "2027-01-01 08:00");
	scenario_say(s, "programme.put", "%s",
		CLUB("2026-01-01", "'back_to_back':'join'",
			",{'rule':'long','per':'night','points':1,'units':1,'bonus':true,"
			"'when':{'nights':{'min':240}}}",
			""));
	member_enrol(s, "G1");
	for (int month = 1; month < 10; month++) {
		(void)snprintf(stay, sizeof stay, "S%d", month);
		house_stay(s, stay,
			"'status':'checked_out','arrival':'2027-%02d-01','departure':"
			"'2027-%02d-01'," OF_GUEST("G1"),
			month, month + 1);
	}
	member_until(s, "2027-10-08", "2027-10-07");
	assert_int_equal(points(s, "G1"), 273);
}

static void a_correction_lives_no_longer_than_what_it_corrects(void **state)
{
	struct scenario *s = *state;

	begin(s);
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-04", 10000);
	member_until(s, "2027-03-08", "2027-03-07");
	member_until(s, "2027-06-08", "2027-06-07");
	member_charge(s, "S1", "late", "food", 1000);
	scenario_work(s);
	assert_int_equal(points(s, "G1"), 1100);
	assert_int_equal(count(s, "SELECT COUNT(DISTINCT earned_day) FROM lot"), 1);
}

static void points_that_expire_are_nothing_that_he_did(void **state)
{
	struct scenario *s = *state;
	int64_t day;

	begin(s);
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-04", 10000);
	member_until(s, "2027-03-08", "2027-03-07");
	day = count(s, "SELECT active_day FROM account");
	member_until(s, "2028-06-08", "2028-06-07");
	scenario_say(s, "charge.reversed", "'stay':{" GUEST("S1") "},'charge':'room'");
	scenario_work(s);
	assert_int_equal(points(s, "G1"), 0);
	assert_int_equal(count(s, "SELECT active_day FROM account"), day);
	member_adds_up(scenario_database(s));
}

static void what_comes_late_changes_what_later_stays_earn(void **state)
{
	struct scenario *s = *state;

	begin(s);
	member_stays(s, "S2", "G1", "401", "2027-05-02", "2027-05-04", 10000);
	member_until(s, "2027-05-09", "2027-05-08");
	assert_int_equal(points(s, "G1"), 1000);
	member_stays(s, "S1", "G1", "402", "2027-04-02", "2027-04-05", 10000);
	member_until(s, "2027-05-10", "2027-05-09");
	/* He was gold in May, as it turns out. */
	assert_int_equal(points(s, "G1"), 2500);
	member_adds_up(scenario_database(s));
}

static void tiers_are_found_by_name_where_the_file_has_others(void **state)
{
	struct scenario *s = *state;

	begin(s);
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-05", 10000);
	member_until(s, "2027-03-09", "2027-03-08");
	scenario_is(member_account(s, "G1"), "tier", "gold");
	scenario_say(s, "programme.put", "%s",
		CLUB("2026-01-01", "'rooms_points':2", GOLD_BONUS,
			",{'tier':'bronze','reach':{'nights':1}},{'tier':'silver',"
			"'reach':{'nights':2}},{'tier':'gold','reach':{'nights':30}}"));
	scenario_is(member_account(s, "G1"), "tier", "gold");
	member_stays(s, "S2", "G1", "401", "2027-04-02", "2027-04-03", 10000);
	member_until(s, "2027-04-09", "2027-04-08");
	scenario_is(member_account(s, "G1"), "tier", "gold");
	assert_int_equal(points(s, "G1"), 2500);
}

static void days_are_the_hotels_own(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2027-03-01 08:00");
	scenario_zone(s, 13);
	house_build_as(s, "AKL1", "'zone':'Pacific/Auckland'");
	begin(s);
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-04", 10000);
	scenario_at(s, "2027-03-07 02:00");
	scenario_say(s, "group.changed", "'code':'A','name':'A'");
	scenario_work(s);
	assert_int_equal(points(s, "G1"), 0);
	scenario_at(s, "2027-03-07 04:00");
	house_close_day(s, "2027-03-06");
	scenario_work(s);
	assert_int_equal(points(s, "G1"), 1000);
	scenario_is(member_account(s, "G1"), "lines.0.date", "2027-03-07");
}

/* ---- what limits a rule ---- */

static void a_rule_is_earned_by_so_often(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2027-03-01 08:00");
	scenario_say(s, "programme.put", "%s",
		CLUB("2026-01-01", "'rooms_points':1",
			",{'rule':'first','per':'stay','points':500,'bonus':true,"
			"'times_max':1}",
			""));
	member_enrol(s, "G1");
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-03", 10000);
	member_stays(s, "S2", "G1", "401", "2027-03-05", "2027-03-06", 10000);
	member_until(s, "2027-03-10", "2027-03-09");
	assert_int_equal(points(s, "G1"), 2500);
	/* Again it is the same; and free again when the first one goes. */
	member_charge(s, "S1", "late", "food", 1000);
	scenario_work(s);
	assert_int_equal(points(s, "G1"), 2600);
	scenario_say(s, "stay.changed", GUEST("S1") ",'status':'cancelled'");
	scenario_work(s);
	member_charge(s, "S2", "late", "food", 1000);
	scenario_work(s);
	assert_int_equal(points(s, "G1"), 1600);
}

static void a_budget_is_for_all_members_together(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2027-03-01 08:00");
	scenario_say(s, "programme.put", "%s",
		CLUB("2026-01-01", "'rooms_points':1",
			",{'rule':'gift','per':'stay','points':500,'bonus':true,"
			"'budget':800}",
			""));
	member_enrol(s, "G1");
	member_enrol(s, "G2");
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-03", 10000);
	member_stays(s, "S2", "G2", "402", "2027-03-04", "2027-03-05", 10000);
	member_until(s, "2027-03-10", "2027-03-09");
	assert_int_equal(points(s, "G1"), 1500);
	assert_int_equal(points(s, "G2"), 1300);
	assert_int_equal(count(s, "SELECT spent FROM rule_budget"), 800);
	scenario_say(s, "stay.changed", GUEST("S1") ",'status':'cancelled'");
	scenario_work(s);
	assert_int_equal(count(s, "SELECT spent FROM rule_budget"), 300);
	member_charge(s, "S2", "late", "food", 1000);
	scenario_work(s);
	assert_int_equal(points(s, "G2"), 1600);
	assert_int_equal(count(s, "SELECT spent FROM rule_budget"), 500);
	member_adds_up(scenario_database(s));
}

/* ---- whatever the order ---- */

static void say_one(struct scenario *s, int which)
{
	static const struct {
		const char *stay, *guest, *room, *arrival, *departure;
		int cents;
	} stays[] = {
		{"S1", "G1", "401", "2027-03-02", "2027-03-05", 10000},
		{"S2", "G2", "402", "2027-03-04", "2027-03-06", 20050},
		{"S3", "G2", "401", "2027-03-06", "2027-03-08", 30000},
		{"S4", "G1", "403", "2027-04-06", "2027-04-07", 12345},
		{"S5", "G1", "402", "2027-03-04", "2027-03-06", 20050},
	};
	if (which < 5) {
		member_stays(s, stays[which].stay, stays[which].guest, stays[which].room,
			stays[which].arrival, stays[which].departure, stays[which].cents);
		return;
	}
	scenario_at(s, "2027-04-20 10:00");
	if (which == 5) {
		scenario_say(
			s, "guest.merged", GUEST("G1") ",'merged':{" GUEST("G2") "}");
	} else {
		scenario_say(s, "member.changed",
			"'guest':{" GUEST("G1") "},'programme':'club','enrolled':"
						"'2027-03-01'");
	}
}

static void the_order_of_documents_does_not_matter(void **state)
{
	static const int orders[][7] = {{6, 5, 0, 1, 2, 3, 4}, {4, 3, 2, 1, 0, 5, 6},
		{2, 6, 4, 0, 3, 5, 1}, {3, 1, 5, 4, 6, 2, 0}};
	static const char sums[] =
		"SELECT CRC32(GROUP_CONCAT(t.a ORDER BY t.a)) FROM (SELECT CONCAT_WS('/',"
		"l.rule, l.original, l.remaining, l.amount) a FROM lot l WHERE "
		"l.reversed = 0 UNION ALL SELECT CONCAT_WS('/', points, nights, stays, "
		"spend, base) FROM account UNION ALL SELECT CONCAT_WS('/', day, nights, "
		"stays, spend, base) FROM qualified) t";
	int64_t first = 0;

	(void)state;
	for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
		void *fresh = NULL;
		struct scenario *s;

		assert_int_equal(scenario_setup(&fresh), 0);
		s = fresh;
		scenario_at(s, "2027-03-01 08:00");
		scenario_say(s, "programme.put", "%s",
			CLUB("2026-01-01", "'rooms_points':2", GOLD_BONUS, GOLD));
		for (size_t k = 0; k < 7; k++) {
			say_one(s, orders[i][k]);
			if (i % 2 == 1) {
				member_until(s, "2027-04-28", "2027-04-27");
			}
		}
		member_until(s, "2027-05-28", "2027-05-27");
		member_adds_up(scenario_database(s));
		if (i == 0) {
			first = count(s, sums);
			assert_true(points(s, "G1") > 0);
		}
		assert_int_equal(count(s, sums), first);
		assert_int_equal(scenario_teardown(&fresh), 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(a_stay_of_a_persons_other_profile_earns_for_the_member),
		STORY(his_own_membership_comes_before_his_others),
		STORY(a_membership_that_is_known_late_earns_from_its_first_day),
		STORY(points_go_along_with_the_stay_to_another_guest),
		STORY(another_primary_programme_does_not_earn_a_second_time),
		STORY(a_stay_that_moves_away_leaves_its_place_to_others),
		STORY(joined_stays_change_one_another_beyond_the_next),
		STORY(one_stay_of_many_months_is_one),
		STORY(a_correction_lives_no_longer_than_what_it_corrects),
		STORY(points_that_expire_are_nothing_that_he_did),
		STORY(what_comes_late_changes_what_later_stays_earn),
		STORY(tiers_are_found_by_name_where_the_file_has_others),
		STORY(days_are_the_hotels_own),
		STORY(a_rule_is_earned_by_so_often),
		STORY(a_budget_is_for_all_members_together),
		cmocka_unit_test(the_order_of_documents_does_not_matter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
