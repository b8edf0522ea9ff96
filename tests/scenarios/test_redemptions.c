/* Points that are kept, spent and let go: once, and never more than there are. */
#include "support/member.h"

/* Ten points a euro, of no tier, good for a year. */
static const char club[] =
	"'programme':{'programme':1,'code':'club','name':'Club','currency':'EUR','"
	"versions':["
	"{'from':'2026-01-01','earn':[{'rule':'base','per':'money','points':10,"
	"'units':100,'rounding':'down'}],"
	"'tiers':{'window':'calendar','levels':[{'tier':'member'}]},"
	"'expiry':[{'after':'activity','months':12}]}]}";

#define OF(guest, id)                                                                    \
	"'guest':{" PMS(guest) "},'programme':'club','redemption':'" id "','state':"

/* G1 has 1,000 points and G2 500. */
static void begin(struct scenario *s)
{
	scenario_at(s, "2027-03-01 08:00");
	scenario_say(s, "programme.put", "%s", club);
	member_enrol(s, "G1");
	member_enrol(s, "G2");
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-04", 10000);
	member_stays(s, "S2", "G2", "402", "2027-03-04", "2027-03-06", 5000);
	member_until(s, "2027-03-10", "2027-03-09");
	scenario_is(member_account(s, "G1"), "points", "1000");
	scenario_is(member_account(s, "G2"), "points", "500");
}

static void held_points_are_kept_then_spent_once(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	is = scenario_say(s, "points.redeemed", OF("G1", "V1") "'held','points':300");
	scenario_is(is, "outcome", "applied");
	scenario_is(is, "redemption", "V1");
	is = member_account(s, "G1");
	scenario_is(is, "points", "1000");
	scenario_is(is, "held", "300");
	scenario_is(is, "available", "700");
	scenario_is(is, "lines.0.kind", "held");
	is = scenario_say(s, "points.redeemed", OF("G1", "V1") "'held','points':300");
	scenario_is(is, "outcome", "repeated");
	is = scenario_say(s, "points.redeemed", OF("G1", "V1") "'confirmed'");
	scenario_is(is, "outcome", "applied");
	is = scenario_say(
		s, "points.redeemed", OF("G1", "V1") "'confirmed','points':300");
	scenario_is(is, "outcome", "repeated");
	is = member_account(s, "G1");
	scenario_is(is, "points", "700");
	scenario_is(is, "held", "0");
	scenario_is(is, "available", "700");
	scenario_is(is, "lines.0.kind", "redeemed");
	scenario_is(is, "lines.0.points", "-300");
	assert_int_equal(member_number(is, "lines.0.number"), 3);
	member_adds_up(scenario_database(s));
}

static void what_is_released_is_free_again(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	scenario_say(s, "points.redeemed", OF("G1", "V1") "'held','points':1000");
	is = scenario_refused(s, PMS_E_REFUSED, "points_short", "points.redeemed",
		OF("G1", "V2") "'held','points':30");
	scenario_is(is, "error.message", "30 points are missing");
	scenario_is(is, "error.path", "/data/points");
	scenario_say(s, "points.redeemed", OF("G1", "V1") "'released'");
	scenario_refused(s, PMS_E_REFUSED, "redemption_ended", "points.redeemed",
		OF("G1", "V1") "'confirmed'");
	scenario_refused(s, PMS_E_REFUSED, "redemption_ended", "points.redeemed",
		OF("G1", "V1") "'held','points':1000");
	is = member_account(s, "G1");
	scenario_is(is, "held", "0");
	scenario_is(is, "available", "1000");
	scenario_is(is, "lines.0.kind", "released");
	member_adds_up(scenario_database(s));
}

static void a_redemption_that_is_none_is_refused(void **state)
{
	struct scenario *s = *state;

	begin(s);
	scenario_refused(s, PMS_E_INVALID, "redemption_unknown", "points.redeemed",
		OF("G1", "V1") "'confirmed'");
	scenario_refused(s, PMS_E_INVALID, "member_missing", "points.redeemed",
		OF("G1", "V1") "'held'");
	scenario_refused(s, PMS_E_INVALID, "guest_unknown", "points.redeemed",
		OF("G9", "V1") "'held','points':1");
	scenario_refused(s, PMS_E_INVALID, "member_unknown", "points.redeemed",
		"'guest':{" PMS("G1") "},'programme':'other','redemption':'V1',"
				      "'state':'held','points':1");
	scenario_say(s, "points.redeemed", OF("G1", "V1") "'held','points':300");
	scenario_refused(s, PMS_E_REFUSED, "points_other", "points.redeemed",
		OF("G1", "V1") "'confirmed','points':200");
	scenario_actor(s, "'role':'attendant'");
	scenario_refused(s, PMS_E_REFUSED, "role_missing", "points.redeemed",
		OF("G1", "V1") "'confirmed'");
	scenario_actor(s, "'role':'manager'");
	/* Whoever leaves spends no more, but gets what he was promised. */
	scenario_say(s, "member.changed",
		"'guest':{" PMS("G1") "},'programme':'club','status':'cancelled'");
	scenario_refused(s, PMS_E_REFUSED, "member_cancelled", "points.redeemed",
		OF("G1", "V2") "'held','points':1");
	scenario_say(s, "points.redeemed", OF("G1", "V1") "'confirmed'");
	scenario_is(member_account(s, "G1"), "points", "700");
	member_adds_up(scenario_database(s));
}

static void the_profiles_of_a_person_pay_together(void **state)
{
	struct scenario *s = *state;

	begin(s);
	scenario_refused(s, PMS_E_REFUSED, "points_short", "points.redeemed",
		OF("G2", "V1") "'held','points':1200");
	scenario_say(s, "guest.merged", PMS("G1") ",'merged':{" PMS("G2") "}");
	scenario_say(s, "points.redeemed", OF("G2", "V1") "'held','points':1200");
	/* It is known by either of them. */
	scenario_is(
		scenario_say(s, "points.redeemed", OF("G1", "V1") "'held','points':1200"),
		"outcome", "repeated");
	scenario_refused(s, PMS_E_REFUSED, "points_short", "points.redeemed",
		OF("G1", "V2") "'held','points':301");
	/* Parted while it is held: each gives what was taken from him. */
	scenario_say(s, "guest.unmerged", PMS("G1") ",'merged':{" PMS("G2") "}");
	scenario_say(s, "points.redeemed", OF("G2", "V1") "'confirmed'");
	scenario_is(member_account(s, "G1"), "held", "0");
	scenario_is(member_account(s, "G2"), "held", "0");
	assert_int_equal(member_number(member_account(s, "G1"), "points") +
				 member_number(member_account(s, "G2"), "points"),
		300);
	member_adds_up(scenario_database(s));
}

/* Both profiles lose their tiers by the step that spends: his cards are written once. */
static void who_loses_two_tiers_on_a_day_spends_on_it(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2027-03-01 08:00");
	scenario_say(s, "programme.put",
		"'programme':{'programme':1,'code':'club','name':'Club','currency':'EUR',"
		"'"
		"versions':[{'from':'2026-01-01','earn':[{'rule':'base','per':'money','"
		"points':10,'units':100}],'tiers':{'window':'calendar','periods_kept':0,"
		"'levels':[{'tier':'member'},{'tier':'gold','reach':{'nights':1}}]}}]}");
	member_enrol(s, "G1");
	member_enrol(s, "G2");
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-04", 10000);
	member_stays(s, "S2", "G2", "402", "2027-03-05", "2027-03-06", 10000);
	member_until(s, "2027-03-20", "2027-03-19");
	scenario_is(member_account(s, "G1"), "tier", "gold");
	scenario_say(s, "guest.merged", PMS("G1") ",'merged':{" PMS("G2") "}");
	scenario_work(s);
	scenario_at(s, "2028-01-01 00:30");
	scenario_say(s, "points.redeemed", OF("G1", "V1") "'held','points':2000");
	member_adds_up(scenario_database(s));
	assert_int_equal(sg_test_number(scenario_database(s),
				 "SELECT COUNT(*) FROM account WHERE held = 1000"),
		2);
}

static void what_is_past_its_day_is_not_spent(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	scenario_say(s, "points.redeemed", OF("G1", "V1") "'held','points':300");
	scenario_at(s, "2028-03-20 12:00");
	scenario_refused(s, PMS_E_REFUSED, "points_short", "points.redeemed",
		OF("G1", "V2") "'held','points':1");
	scenario_say(s, "points.redeemed", OF("G1", "V1") "'confirmed'");
	is = member_account(s, "G1");
	scenario_is(is, "points", "0");
	scenario_is(is, "lines.0.kind", "redeemed");
	scenario_is(is, "lines.1.kind", "expired");
	scenario_is(is, "lines.1.points", "-700");
	member_adds_up(scenario_database(s));
}

static void who_spends_is_active(void **state)
{
	struct scenario *s = *state;

	begin(s);
	scenario_at(s, "2027-09-01 12:00");
	scenario_say(s, "points.redeemed", OF("G1", "V1") "'held','points':300");
	scenario_is(member_account(s, "G1"), "expiring.after", "2028-03-10");
	scenario_say(s, "points.redeemed", OF("G1", "V1") "'confirmed'");
	scenario_is(member_account(s, "G1"), "expiring.after", "2028-09-01");
	scenario_is(member_account(s, "G1"), "expiring.points", "700");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(held_points_are_kept_then_spent_once),
		STORY(what_is_released_is_free_again),
		STORY(a_redemption_that_is_none_is_refused),
		STORY(the_profiles_of_a_person_pay_together),
		STORY(who_loses_two_tiers_on_a_day_spends_on_it),
		STORY(what_is_past_its_day_is_not_spent),
		STORY(who_spends_is_active),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
