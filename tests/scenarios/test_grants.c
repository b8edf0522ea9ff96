/* Tiers that members are given: a match until its day, a challenge that lends a tier and keeps it
 * where it is met. */
#include "support/member.h"

/* Gold from ten nights a year, platinum from twenty; 100 points for becoming platinum. */
static const char club[] =
	"'programme':{'programme':1,'code':'club','name':'Club','currency':'EUR','"
	"versions':["
	"{'from':'2026-01-01','earn':[{'rule':'base','per':'money','points':10,"
	"'units':100}],"
	"'tiers':{'window':'calendar','levels':[{'tier':'member'},"
	"{'tier':'gold','reach':{'nights':10}},"
	"{'tier':'platinum','reach':{'nights':20}}]}}]}";

#define OF(guest, id) "'guest':{" PMS(guest) "},'programme':'club','grant':'" id "'"
#define WHY ",'reason':'Gold elsewhere','second':'ben'"
#define MATCH(guest, id, tier, until)                                                    \
	OF(guest, id) ",'state':'granted','tier':'" tier "','until':'" until "'" WHY
#define CHALLENGE(guest, id, until, nights, kept)                                        \
	OF(guest, id)                                                                    \
	",'state':'granted','kind':'challenge','tier':'gold','until':'" until            \
	"','needs':{'nights':" nights "},'kept_until':'" kept "'" WHY
#define BACK(guest, id)                                                                  \
	OF(guest, id) ",'state':'revoked','reason':'Not his','second':'ben'"

static void begin(struct scenario *s)
{
	scenario_at(s, "2027-03-01 08:00");
	scenario_say(s, "programme.put", "%s", club);
	member_enrol(s, "G1");
	scenario_at(s, "2027-03-02 08:00");
	scenario_actor(s, "'role':'manager','name':'anna'");
}

static void a_match_holds_until_its_day(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	is = scenario_say(s, "tier.granted",
		MATCH("G1", "M1", "gold", "2027-06-30") ",'evidence':'Card seen'");
	scenario_is(is, "outcome", "applied");
	scenario_is(is, "tier", "gold");
	scenario_is(is, "until", "2027-06-30");
	is = scenario_say(s, "tier.granted",
		MATCH("G1", "M1", "gold", "2027-06-30") ",'evidence':'Card seen'");
	scenario_is(is, "outcome", "repeated");
	is = member_account(s, "G1");
	scenario_is(is, "tier", "gold");
	scenario_is(is, "since", "2027-03-02");
	scenario_is(is, "because", "granted");
	scenario_is(is, "grants.0.grant", "M1");
	scenario_is(is, "grants.0.kind", "match");
	scenario_is(is, "grants.0.until", "2027-06-30");
	scenario_is(is, "grants.0.why.evidence", "Card seen");
	scenario_is(is, "grants.0.why.by", "anna");
	scenario_is(is, "grants.1", "absent");
	scenario_actor(s, "'role':'front_desk'");
	scenario_is(member_account(s, "G1"), "grants.0.why", "absent");
	/* The first who look at him then are those who work. */
	scenario_actor(s, "'role':'manager','name':'anna'");
	member_until(s, "2027-06-30", "2027-06-29");
	assert_int_equal(sg_test_number(scenario_database(s),
				 "SELECT COUNT(*) FROM account WHERE standing LIKE "
				 "'[[%%,1,%%'"),
		1);
	member_until(s, "2027-07-01", "2027-06-30");
	is = member_account(s, "G1");
	scenario_is(is, "tier", "member");
	scenario_is(is, "because", "lost");
	scenario_is(is, "since", "2027-07-01");
}

static void a_challenge_that_is_met_keeps_its_tier(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	scenario_say(s, "tier.granted",
		CHALLENGE("G1", "C1", "2027-06-30", "4", "2028-06-30"));
	is = member_account(s, "G1");
	scenario_is(is, "tier", "gold");
	scenario_is(is, "keep.tier", "gold");
	scenario_is(is, "keep.by", "2027-06-30");
	scenario_is(is, "keep.paths.0.nights", "4");
	member_stays(s, "S1", "G1", "401", "2027-04-02", "2027-04-05", 10000);
	member_until(s, "2027-04-10", "2027-04-09");
	is = member_account(s, "G1");
	scenario_is(is, "keep.paths.0.nights", "1");
	scenario_is(is, "grants.0.missing.nights", "1");
	scenario_is(is, "until", "2027-06-30");
	member_stays(s, "S2", "G1", "401", "2027-06-02", "2027-06-03", 10000);
	member_until(s, "2027-06-10", "2027-06-09");
	is = member_account(s, "G1");
	scenario_is(is, "until", "2028-06-30");
	scenario_is(is, "grants.0.needs.nights", "4");
	scenario_is(is, "grants.0.missing.nights", "absent");
	scenario_actor(s, "'role':'manager','name':'anna'");
	member_until(s, "2027-07-01", "2027-06-30");
	scenario_is(member_account(s, "G1"), "tier", "gold");
	member_until(s, "2028-07-01", "2028-06-30");
	scenario_is(member_account(s, "G1"), "tier", "member");
}

static void one_that_is_not_met_is_over(void **state)
{
	struct scenario *s = *state;

	begin(s);
	scenario_say(s, "tier.granted",
		CHALLENGE("G1", "C1", "2027-06-30", "4", "2028-06-30"));
	member_stays(s, "S1", "G1", "401", "2027-04-02", "2027-04-05", 10000);
	member_until(s, "2027-07-01", "2027-06-30");
	scenario_is(member_account(s, "G1"), "tier", "member");
	/* What comes later changes nothing of what was missing on its last day. */
	member_stays(s, "S2", "G1", "401", "2027-07-02", "2027-07-05", 10000);
	member_until(s, "2027-07-10", "2027-07-09");
	scenario_is(member_account(s, "G1"), "grants.0.missing.nights", "1");
}

/* It is put right, taken back, and the latest word holds. */
static void the_latest_word_holds_and_what_is_taken_back_ends(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	scenario_say(s, "tier.granted", MATCH("G1", "M1", "platinum", "2027-06-30"));
	scenario_say(s, "tier.granted", MATCH("G1", "M2", "gold", "2027-12-31"));
	is = member_account(s, "G1");
	scenario_is(is, "tier", "platinum");
	scenario_with_time(s, "2027-03-01 12:00");
	is = scenario_say(s, "tier.granted", MATCH("G1", "M1", "platinum", "2027-05-31"));
	scenario_is(is, "outcome", "older");
	is = scenario_say(s, "tier.granted", MATCH("G1", "M1", "platinum", "2027-09-30"));
	scenario_is(is, "until", "2027-09-30");
	is = scenario_say(s, "tier.granted", BACK("G1", "M1"));
	scenario_is(is, "outcome", "applied");
	scenario_is(is, "tier", "gold");
	scenario_is(
		scenario_say(s, "tier.granted", BACK("G1", "M1")), "outcome", "repeated");
	is = member_account(s, "G1");
	scenario_is(is, "tier", "gold");
	scenario_is(is, "until", "2027-12-31");
	scenario_is(is, "grants.0.revoked", "2027-03-02");
	scenario_is(is, "grants.0.why.reason", "Not his");
}

static void what_cannot_be_given_is_refused(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	scenario_refused(s, PMS_E_REFUSED, "tier_unknown", "tier.granted",
		MATCH("G1", "M1", "emerald", "2027-06-30"));
	scenario_refused(s, PMS_E_REFUSED, "tier_unknown", "tier.granted",
		MATCH("G1", "M1", "member", "2027-06-30"));
	is = scenario_refused(s, PMS_E_REFUSED, "until_over", "tier.granted",
		MATCH("G1", "M1", "gold", "2027-03-01"));
	scenario_is(is, "error.path", "/data/until");
	scenario_refused(s, PMS_E_REFUSED, "not_enrolled", "tier.granted",
		MATCH("G1", "M1", "gold", "2027-06-30") ",'from':'2027-02-28'");
	scenario_refused(
		s, PMS_E_INVALID, "grant_unknown", "tier.granted", BACK("G1", "M1"));
	scenario_refused(s, PMS_E_REFUSED, "second_missing", "tier.granted",
		OF("G1", "M1") ",'state':'granted','tier':'gold','reason':'x'");
	scenario_actor(s, "'role':'front_desk','name':'carl'");
	scenario_refused(s, PMS_E_REFUSED, "role_missing", "tier.granted",
		MATCH("G1", "M1", "gold", "2027-06-30"));
	scenario_is(member_account(s, "G1"), "tier", "member");
}

/* It stays with the account where it was given, whichever profile is named later. */
static void merged_and_parted_each_has_his_own(void **state)
{
	struct scenario *s = *state;

	begin(s);
	member_enrol(s, "G2");
	scenario_at(s, "2027-03-02 09:00");
	scenario_say(s, "tier.granted", MATCH("G2", "M1", "gold", "2027-06-30"));
	scenario_say(s, "guest.merged", PMS("G1") ",'merged':{" PMS("G2") "}");
	scenario_say(s, "tier.granted", MATCH("G1", "M1", "platinum", "2027-06-30"));
	scenario_say(s, "tier.granted", MATCH("G1", "M2", "gold", "2027-05-31"));
	scenario_say(s, "guest.unmerged", PMS("G1") ",'merged':{" PMS("G2") "}");
	scenario_is(member_account(s, "G1"), "tier", "gold");
	scenario_is(member_account(s, "G1"), "grants.1", "absent");
	scenario_is(member_account(s, "G2"), "tier", "platinum");
	scenario_is(member_account(s, "G2"), "grants.1", "absent");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(a_match_holds_until_its_day),
		STORY(a_challenge_that_is_met_keeps_its_tier),
		STORY(one_that_is_not_met_is_over),
		STORY(the_latest_word_holds_and_what_is_taken_back_ends),
		STORY(what_cannot_be_given_is_refused),
		STORY(merged_and_parted_each_has_his_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
