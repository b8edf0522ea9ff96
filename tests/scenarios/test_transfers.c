/* Points that members give to one another: on the programme's terms, both accounts or none, and
 * back. */
#include "support/member.h"

/* Ten points a euro, good for a year after they were earned; ten points and a twentieth is the fee
 * of a transfer, gifts live anew. */
static const char club[] =
	"'programme':{'programme':1,'code':'club','name':'Club','currency':'EUR','"
	"versions':["
	"{'from':'2026-01-01','earn':[{'rule':'base','per':'money','points':10,"
	"'units':100,'rounding':'down'}],"
	"'tiers':{'window':'calendar','levels':[{'tier':'member'},{'tier':'gold',"
	"'reach':{'nights':2}}]},"
	"'transfers':[{'kind':'transfer','expiry':'kept','tiers':['gold'],"
	"'points_min':100,'step':50,'year_max':500,'fee_points':10,'fee_percent':5},"
	"{'kind':'gift','expiry':'new','second':true}],"
	"'expiry':[{'after':'earned','months':12}]}]}";

#define GIVES(from, to, id)                                                              \
	"'from':{" PMS(from) "},'to':{" PMS(to) "},'programme':'club','transfer':'" id   \
						"','state':'given','points':"
#define BACK(from, id)                                                                   \
	"'from':{" PMS(                                                                  \
		from) "},'programme':'club','transfer':'" id                             \
		      "','state':'returned','reason':'wrong guest','second':'ben'"
#define GIFT ",'kind':'gift','reason':'birthday','second':'ben'"
#define OF(guest, id)                                                                    \
	"'guest':{" PMS(guest) "},'programme':'club','redemption':'" id "','state':"

/* G1 has 1,000 points and is gold, G2 has 500. */
static void begin(struct scenario *s)
{
	scenario_at(s, "2027-03-01 08:00");
	scenario_say(s, "programme.put", "%s", club);
	member_enrol(s, "G1");
	member_enrol(s, "G2");
	member_stays(s, "S1", "G1", "401", "2027-03-02", "2027-03-04", 10000);
	member_stays(s, "S2", "G2", "402", "2027-03-05", "2027-03-06", 5000);
	member_until(s, "2027-03-10", "2027-03-09");
	scenario_is(member_account(s, "G1"), "points", "1000");
	scenario_is(member_account(s, "G2"), "points", "500");
	scenario_actor(s, "'role':'manager','name':'anna'");
}

static void points_go_over_once_and_the_fee_is_paid(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	scenario_at(s, "2027-09-01 12:00");
	is = scenario_say(s, "points.transferred", GIVES("G1", "G2", "T1") "300");
	scenario_is(is, "outcome", "applied");
	scenario_is(is, "points", "300");
	scenario_is(is, "fee", "25");
	is = scenario_say(s, "points.transferred", GIVES("G1", "G2", "T1") "300");
	scenario_is(is, "outcome", "repeated");
	scenario_is(is, "fee", "25");
	is = member_account(s, "G1");
	scenario_is(is, "points", "675");
	scenario_is(is, "lines.0.kind", "transferred");
	scenario_is(is, "lines.0.points", "-300");
	scenario_is(is, "lines.0.about.transfer", "T1");
	scenario_is(is, "lines.0.about.kind", "transfer");
	scenario_is(is, "lines.1.kind", "fee");
	scenario_is(is, "lines.1.points", "-25");
	is = member_account(s, "G2");
	scenario_is(is, "points", "800");
	scenario_is(is, "lines.0.points", "300");
	/* They keep their days. */
	scenario_is(is, "expiring.points", "800");
	scenario_is(is, "expiring.after", "2028-03-10");
	member_adds_up(scenario_database(s));
}

static void what_the_terms_do_not_allow_is_refused(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	is = scenario_refused(s, PMS_E_REFUSED, "transfer_limit", "points.transferred",
		GIVES("G1", "G2", "T1") "50");
	scenario_is(is, "error.message", "nobody gives less than 100 points");
	scenario_is(is, "error.path", "/data/points");
	scenario_refused(s, PMS_E_REFUSED, "transfer_limit", "points.transferred",
		GIVES("G1", "G2", "T1") "120");
	is = scenario_refused(s, PMS_E_REFUSED, "transfer_unfit", "points.transferred",
		GIVES("G2", "G1", "T1") "100");
	scenario_is(is, "error.message", "members of this tier give no points so");
	scenario_say(s, "points.transferred", GIVES("G1", "G2", "T1") "300");
	scenario_refused(s, PMS_E_REFUSED, "transfer_limit", "points.transferred",
		GIVES("G1", "G2", "T2") "250");
	scenario_refused(s, PMS_E_REFUSED, "points_other", "points.transferred",
		GIVES("G1", "G2", "T1") "250");
	scenario_refused(s, PMS_E_REFUSED, "points_short", "points.transferred",
		GIVES("G1", "G2", "T3") "676" GIFT);
	scenario_refused(s, PMS_E_REFUSED, "same_guest", "points.transferred",
		GIVES("G1", "G1", "T3") "100");
	is = scenario_refused(s, PMS_E_INVALID, "guest_unknown", "points.transferred",
		GIVES("G1", "G9", "T3") "100");
	scenario_is(is, "error.path", "/data/to/ids");
	scenario_refused(s, PMS_E_REFUSED, "reason_missing", "points.transferred",
		GIVES("G1", "G2", "T3") "100,'kind':'gift'");
	scenario_refused(s, PMS_E_REFUSED, "second_missing", "points.transferred",
		GIVES("G1", "G2", "T3") "100,'kind':'gift','reason':'birthday'");
	scenario_refused(s, PMS_E_INVALID, "transfer_unknown", "points.transferred",
		BACK("G1", "T9"));
	scenario_actor(s, "'role':'front_desk','name':'carl'");
	scenario_refused(s, PMS_E_REFUSED, "role_missing", "points.transferred",
		GIVES("G1", "G2", "T3") "100" GIFT);
	scenario_refused(
		s, PMS_E_REFUSED, "role_missing", "points.transferred", BACK("G1", "T1"));
	scenario_actor(s, "'role':'manager','name':'anna'");
	scenario_say(s, "member.changed",
		"'guest':{" PMS("G2") "},'programme':'club','status':'cancelled'");
	is = scenario_refused(s, PMS_E_REFUSED, "member_cancelled", "points.transferred",
		GIVES("G1", "G2", "T4") "100");
	scenario_is(is, "error.path", "/data/to");
	scenario_is(member_account(s, "G1"), "points", "675");
	member_adds_up(scenario_database(s));
}

static void another_transfer_under_a_known_id_is_refused(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	member_enrol(s, "G3");
	scenario_say(s, "points.transferred", GIVES("G1", "G2", "T1") "300");
	is = scenario_refused(s, PMS_E_REFUSED, "receiver_other", "points.transferred",
		GIVES("G1", "G3", "T1") "300");
	scenario_is(is, "error.path", "/data/to/ids");
	is = scenario_refused(s, PMS_E_REFUSED, "kind_other", "points.transferred",
		GIVES("G1", "G2", "T1") "300" GIFT);
	scenario_is(is, "error.path", "/data/kind");
	/* Where the receivers become one person it is the same, and apart again it is not. */
	scenario_say(s, "guest.merged", PMS("G2") ",'merged':{" PMS("G3") "}");
	is = scenario_say(s, "points.transferred", GIVES("G1", "G3", "T1") "300");
	scenario_is(is, "outcome", "repeated");
	scenario_say(s, "guest.unmerged", PMS("G2") ",'merged':{" PMS("G3") "}");
	scenario_refused(s, PMS_E_REFUSED, "receiver_other", "points.transferred",
		GIVES("G1", "G3", "T1") "300");
	is = scenario_say(s, "points.transferred", GIVES("G1", "G2", "T1") "300");
	scenario_is(is, "outcome", "repeated");
	scenario_is(member_account(s, "G2"), "points", "800");
	scenario_is(member_account(s, "G3"), "points", "0");
}

static void a_gift_lives_anew(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	scenario_at(s, "2027-09-01 12:00");
	scenario_say(s, "points.transferred", GIVES("G1", "G2", "T1") "1000" GIFT);
	scenario_is(member_account(s, "G1"), "points", "0");
	scenario_at(s, "2028-05-01 12:00");
	is = member_account(s, "G2");
	scenario_is(is, "points", "1000");
	scenario_is(is, "expiring.after", "2028-09-01");
}

static void what_comes_back_has_the_days_that_it_had(void **state)
{
	struct scenario *s = *state;

	begin(s);
	scenario_at(s, "2028-03-05 12:00");
	scenario_say(s, "points.transferred", GIVES("G1", "G2", "T1") "1000" GIFT);
	scenario_is(member_account(s, "G1"), "points", "0");
	scenario_say(s, "points.transferred", BACK("G1", "T1"));
	scenario_is(member_account(s, "G1"), "expiring.points", "1000");
	scenario_is(member_account(s, "G1"), "expiring.after", "2028-03-10");
	member_adds_up(scenario_database(s));
}

static void what_comes_back_is_owed_where_it_was_spent(void **state)
{
	struct scenario *s = *state;
	json_t *is;

	begin(s);
	scenario_say(s, "points.transferred", GIVES("G1", "G2", "T1") "300");
	scenario_say(s, "points.redeemed", OF("G2", "V1") "'held','points':700");
	scenario_say(s, "points.redeemed", OF("G2", "V1") "'confirmed'");
	is = scenario_say(s, "points.transferred", BACK("G1", "T1"));
	scenario_is(is, "outcome", "applied");
	scenario_is(is, "points", "300");
	is = member_account(s, "G1");
	scenario_is(is, "points", "975"); /* the fee stays paid */
	scenario_is(is, "lines.0.kind", "transferred");
	scenario_is(is, "lines.0.about.state", "returned");
	is = member_account(s, "G2");
	scenario_is(is, "points", "-200");
	scenario_is(is, "available", "0");
	scenario_is(scenario_say(s, "points.transferred", BACK("G1", "T1")), "outcome",
		"repeated");
	scenario_refused(s, PMS_E_REFUSED, "transfer_ended", "points.transferred",
		GIVES("G1", "G2", "T1") "300");
	/* What came back does not count in the year. */
	scenario_say(s, "points.transferred", GIVES("G1", "G2", "T2") "500");
	scenario_is(member_account(s, "G2"), "points", "300");
	member_adds_up(scenario_database(s));
}

/* What two profiles gave goes back to each, though they have parted and the receiver was merged. */
static void merged_and_parted_each_has_his_own_back(void **state)
{
	struct scenario *s = *state;

	begin(s);
	member_enrol(s, "G3");
	scenario_say(s, "guest.merged", PMS("G1") ",'merged':{" PMS("G2") "}");
	scenario_refused(s, PMS_E_REFUSED, "same_guest", "points.transferred",
		GIVES("G1", "G2", "T1") "100");
	scenario_say(s, "points.transferred", GIVES("G1", "G3", "T1") "1200" GIFT);
	scenario_is(member_account(s, "G3"), "points", "1200");
	scenario_say(s, "guest.unmerged", PMS("G1") ",'merged':{" PMS("G2") "}");
	assert_int_equal(member_number(member_account(s, "G1"), "points") +
				 member_number(member_account(s, "G2"), "points"),
		300);
	scenario_say(s, "guest.merged", PMS("G2") ",'merged':{" PMS("G3") "}");
	scenario_say(s, "points.transferred", BACK("G1", "T1"));
	scenario_is(member_account(s, "G1"), "points", "1000");
	scenario_say(s, "guest.unmerged", PMS("G2") ",'merged':{" PMS("G3") "}");
	scenario_is(member_account(s, "G2"), "points", "500");
	scenario_is(member_account(s, "G3"), "points", "0");
	member_adds_up(scenario_database(s));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(points_go_over_once_and_the_fee_is_paid),
		STORY(what_the_terms_do_not_allow_is_refused),
		STORY(another_transfer_under_a_known_id_is_refused),
		STORY(a_gift_lives_anew),
		STORY(what_comes_back_has_the_days_that_it_had),
		STORY(what_comes_back_is_owed_where_it_was_spent),
		STORY(merged_and_parted_each_has_his_own_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
