/* Who is a member of which programme. */
#include <stdio.h>

#include "support/house.h"

#define CLUB                                                                             \
	"'programme':{'programme':1,'code':'club','name':'Club','currency':'EUR',"       \
	"'versions':[{'from':'2026-01-01','earn':[],'tiers':{'window':'calendar',"       \
	"'levels':[{'tier':'member'}]}}]}"
#define AIRLINE                                                                          \
	"'programme':{'programme':1,'code':'airline','name':'Meilen','external':true,"   \
	"'levels':['silver','gold']}"

static int64_t number(struct scenario *s, const char *sql)
{
	return sg_test_number(scenario_database(s), "%s", sql);
}

static const char *error_path(json_t *reply)
{
	return scenario_text(reply, "error.path");
}

#define OF(guest) "'guest':{" PMS(guest) "}"

static json_t *member(struct scenario *s, const char *members)
{
	return scenario_say(s, "member.changed", "%s", members);
}

static void two_programmes(struct scenario *s)
{
	scenario_say(s, "programme.put", CLUB);
	scenario_say(s, "programme.put", AIRLINE);
	scenario_actor(s, "'role':'front_desk'");
}

/* Of the accounts in a programme: what an expression yields. */
static int64_t of_member(struct scenario *s, const char *programme, const char *what)
{
	char sql[256];

	(void)snprintf(sql, sizeof sql, "SELECT %s FROM member WHERE programme = '%s'",
		what, programme);
	return number(s, sql);
}

static bool state_has(struct scenario *s, const char *programme, const char *text)
{
	char what[128];

	(void)snprintf(what, sizeof what, "SUM(LOCATE('%s', sealed_state) > 0)", text);
	return of_member(s, programme, what) == 1;
}

#define DAY_2026_11_21 20778

static void a_guest_is_enrolled_and_stays_so(void **state)
{
	struct scenario *s = *state;
	json_t *first, *again;

	two_programmes(s);
	scenario_at(s, "2026-11-21 23:30");
	first = member(s, OF("G7") ",'programme':'club','number':'C-7'");
	scenario_is(first, "outcome", "applied");
	assert_int_equal(of_member(s, "club", "enrolled_day"), DAY_2026_11_21);
	assert_int_equal(of_member(s, "club", "status"), 0);
	assert_int_equal(of_member(s, "club", "number_key IS NOT NULL"), 1);
	scenario_at(s, "2026-11-25 10:00");
	again = member(s, OF("G7") ",'programme':'club','status':'enrolled'");
	assert_string_equal(
		scenario_text(again, "account"), scenario_text(first, "account"));
	assert_string_equal(scenario_text(again, "guest"), scenario_text(first, "guest"));
	assert_int_equal(of_member(s, "club", "enrolled_day"), DAY_2026_11_21);
	assert_true(state_has(s, "club", "C-7"));
	member(s, OF("G7") ",'programme':'club','enrolled':'2026-11-20'");
	member(s, OF("G7") ",'programme':'club','enrolled':null");
	assert_int_equal(of_member(s, "club", "enrolled_day"), DAY_2026_11_21 - 1);
	assert_int_equal(of_member(s, "club", "COUNT(*)"), 1);
}

static void the_same_document_counts_once(void **state)
{
	struct scenario *s = *state;
	json_t *first, *again;

	two_programmes(s);
	scenario_with_id(s, "m-1");
	first = member(s, OF("G7") ",'programme':'club','number':'C-7'");
	scenario_with_id(s, "m-1");
	again = member(s, OF("G7") ",'programme':'club','number':'C-7'");
	scenario_is(again, "outcome", "repeated");
	assert_string_equal(
		scenario_text(again, "account"), scenario_text(first, "account"));
	assert_int_equal(of_member(s, "club", "version"), 1);
	scenario_with_id(s, "m-1");
	scenario_refused(s, PMS_E_REFUSED, "id_reused", "member.changed", "%s",
		OF("G7") ",'programme':'club','number':'C-8'");
}

static void a_late_document_changes_nothing(void **state)
{
	struct scenario *s = *state;

	two_programmes(s);
	scenario_at(s, "2026-11-21 12:00");
	member(s, OF("G7") ",'programme':'airline','number':'A1','level':'gold'");
	scenario_with_time(s, "2026-11-21 11:00");
	scenario_is(member(s, OF("G7") ",'programme':'airline','number':'A2',"
				       "'level':'silver','status':'cancelled'"),
		"outcome", "older");
	assert_true(state_has(s, "airline", "\"level\":\"gold\""));
	assert_true(state_has(s, "airline", "A1"));
	assert_int_equal(of_member(s, "airline", "status"), 0);
	/* What is late of one programme is none of another's business. */
	scenario_with_time(s, "2026-11-21 11:00");
	scenario_is(member(s, OF("G7") ",'programme':'club'"), "outcome", "applied");
}

static void a_number_is_one_guests(void **state)
{
	struct scenario *s = *state;
	json_t *reply;

	two_programmes(s);
	member(s, OF("G7") ",'programme':'club','number':'7'");
	member(s, OF("G8") ",'programme':'airline','number':'7'");
	reply = scenario_refused(s, PMS_E_REFUSED, "number_taken", "member.changed", "%s",
		OF("G8") ",'programme':'club','number':'7'");
	assert_string_equal(error_path(reply), "/data/number");
	assert_int_equal(of_member(s, "club", "COUNT(*)"), 1);
	member(s, OF("G7") ",'programme':'club','number':null");
	assert_false(state_has(s, "club", "number"));
	member(s, OF("G8") ",'programme':'club','number':'7'");
	assert_int_equal(of_member(s, "club", "COUNT(number_key)"), 1);
	scenario_refused(s, PMS_E_REFUSED, "number_taken", "member.changed", "%s",
		OF("G7") ",'programme':'club','number':'7'");
}

static void assert_primary(struct scenario *s, bool club, bool airline)
{
	assert_int_equal(of_member(s, "club", "is_primary"), club);
	assert_int_equal(of_member(s, "airline", "is_primary"), airline);
}

static void one_programme_is_primary_the_last_said(void **state)
{
	struct scenario *s = *state;

	two_programmes(s);
	scenario_at(s, "2026-11-21 10:00");
	member(s, OF("G7") ",'programme':'club','primary':true");
	member(s, OF("G7") ",'programme':'airline'");
	assert_primary(s, true, false);
	member(s, OF("G7") ",'programme':'airline','primary':true");
	assert_primary(s, false, true);
	member(s, OF("G7") ",'programme':'airline','level':'gold'");
	member(s, OF("G7") ",'programme':'club','number':'1'");
	assert_primary(s, false, true);
	member(s, OF("G7") ",'programme':'airline','primary':false");
	assert_primary(s, false, false);
	member(s, OF("G7") ",'programme':'airline','primary':true");
	member(s, OF("G7") ",'programme':'airline','primary':null");
	assert_primary(s, false, false);
	/* Another guest's is his own affair. */
	member(s, OF("G7") ",'programme':'club','primary':true");
	member(s, OF("G8") ",'programme':'airline','primary':true");
	assert_int_equal(number(s, "SELECT SUM(is_primary) FROM member"), 2);
}

static void what_was_primary_before_comes_too_late(void **state)
{
	struct scenario *s = *state;

	two_programmes(s);
	scenario_at(s, "2026-11-21 12:00");
	member(s, OF("G7") ",'programme':'airline','primary':true");
	scenario_with_time(s, "2026-11-21 11:00");
	scenario_is(member(s, OF("G7") ",'programme':'club','primary':true"), "outcome",
		"applied");
	assert_primary(s, false, true);
	/* Nor does it come back when the later word is taken back. */
	scenario_at(s, "2026-11-21 13:00");
	member(s, OF("G7") ",'programme':'airline','primary':false");
	scenario_with_time(s, "2026-11-21 11:30");
	member(s, OF("G7") ",'programme':'club','primary':true");
	assert_primary(s, false, false);
}

static void a_cancelled_account_is_kept_and_nobodys_primary(void **state)
{
	struct scenario *s = *state;

	two_programmes(s);
	member(s, OF("G7") ",'programme':'club','number':'7','primary':true");
	member(s, OF("G7") ",'programme':'club','status':'cancelled'");
	assert_int_equal(of_member(s, "club", "status"), 1);
	assert_int_equal(of_member(s, "club", "is_primary"), 0);
	assert_true(state_has(s, "club", "\"number\":\"7\""));
	member(s, OF("G7") ",'programme':'club','status':'cancelled','primary':true");
	assert_int_equal(of_member(s, "club", "is_primary"), 0);
	member(s, OF("G7") ",'programme':'club','status':null");
	assert_int_equal(of_member(s, "club", "status"), 0);
	assert_int_equal(of_member(s, "club", "version"), 4);
}

static void a_level_is_mirrored_of_an_external_programme_alone(void **state)
{
	struct scenario *s = *state;
	json_t *reply;

	two_programmes(s);
	member(s, OF("G7") ",'programme':'airline','level':'gold'");
	reply = scenario_refused(s, PMS_E_INVALID, "level_unknown", "member.changed",
		"%s", OF("G7") ",'programme':'airline','level':'platinum'");
	assert_string_equal(error_path(reply), "/data/level");
	reply = scenario_refused(s, PMS_E_INVALID, "member_unexpected", "member.changed",
		"%s", OF("G7") ",'programme':'club','level':'member'");
	assert_string_equal(error_path(reply), "/data/level");
	member(s, OF("G7") ",'programme':'club','level':null");
	assert_true(state_has(s, "airline", "\"level\":\"gold\""));
	member(s, OF("G7") ",'programme':'airline','level':null");
	assert_false(state_has(s, "airline", "level"));
}

/* Each guest's account is his own, whoever turns out to be the same. */
static void merged_guests_keep_their_accounts(void **state)
{
	struct scenario *s = *state;
	const char *first, *second;

	two_programmes(s);
	first = scenario_text(
		member(s, OF("G7") ",'programme':'club','number':'7','primary':true"),
		"account");
	second = scenario_text(
		member(s, OF("G8") ",'programme':'club','number':'8','primary':true"),
		"account");
	assert_string_not_equal(first, second);
	scenario_say(s, "guest.merged", PMS("G7") ",'merged':{" PMS("G8") "}");
	assert_string_equal(
		scenario_text(member(s, OF("G8") ",'programme':'club'"), "account"),
		second);
	scenario_refused(s, PMS_E_REFUSED, "number_taken", "member.changed", "%s",
		OF("G8") ",'programme':'club','number':'7'");
	scenario_say(s, "guest.unmerged", PMS("G7") ",'merged':{" PMS("G8") "}");
	assert_string_equal(
		scenario_text(member(s, OF("G7") ",'programme':'club'"), "account"),
		first);
	assert_int_equal(of_member(s, "club", "COUNT(*)"), 2);
	assert_int_equal(of_member(s, "club", "SUM(is_primary)"), 2);
}

/* Later keys of a guest lead to the account that he has. */
static void a_guest_learned_of_here_is_known_elsewhere(void **state)
{
	struct scenario *s = *state;
	json_t *enrolled, *changed;

	two_programmes(s);
	enrolled = member(s, "'guest':{'ids':[{'system':'crm','id':'7'}]},"
			     "'programme':'club'");
	changed = member(s, "'guest':{'ids':[{'system':'pms','id':'G7'},"
			    "{'system':'crm','id':'7'}]},'programme':'club'");
	assert_string_equal(
		scenario_text(changed, "account"), scenario_text(enrolled, "account"));
	changed = scenario_say(s, "guest.changed", PMS("G7") ",'salutation':'Frau K.'");
	assert_string_equal(
		scenario_text(changed, "guest"), scenario_text(enrolled, "guest"));
}

static void faults_of_members_are_said_with_their_place(void **state)
{
	struct scenario *s = *state;
	static const struct {
		const char *code, *path, *data;
	} faults[] = {
		{"member_missing", "/data/guest", "'programme':'club'"},
		{"member_missing", "/data/programme", OF("G7")},
		{"list_too_short", "/data/guest/ids",
			"'guest':{'ids':[]},'programme':'club'"},
		{"text_invalid", "/data/programme", OF("G7") ",'programme':'Club'"},
		{"programme_unknown", "/data/programme", OF("G7") ",'programme':'none'"},
		{"value_unknown", "/data/status",
			OF("G7") ",'programme':'club','status':'gone'"},
		{"date_invalid", "/data/enrolled",
			OF("G7") ",'programme':'club','enrolled':'2026-02-29'"},
		{"type_wrong", "/data/primary",
			OF("G7") ",'programme':'club','primary':'yes'"},
		{"text_too_short", "/data/number",
			OF("G7") ",'programme':'club','number':''"},
	};

	two_programmes(s);
	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
		json_t *reply = scenario_refused(s, PMS_E_INVALID, faults[i].code,
			"member.changed", "%s", faults[i].data);

		assert_string_equal(error_path(reply), faults[i].path);
	}
	scenario_actor(s, "'role':'attendant'");
	scenario_refused(s, PMS_E_REFUSED, "role_missing", "member.changed", "%s",
		OF("G7") ",'programme':'club'");
	assert_int_equal(number(s, "SELECT COUNT(*) FROM member"), 0);
	assert_int_equal(number(s, "SELECT COUNT(*) FROM guest"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(a_guest_is_enrolled_and_stays_so),
		STORY(the_same_document_counts_once),
		STORY(a_late_document_changes_nothing),
		STORY(a_number_is_one_guests),
		STORY(one_programme_is_primary_the_last_said),
		STORY(what_was_primary_before_comes_too_late),
		STORY(a_cancelled_account_is_kept_and_nobodys_primary),
		STORY(a_level_is_mirrored_of_an_external_programme_alone),
		STORY(merged_guests_keep_their_accounts),
		STORY(a_guest_learned_of_here_is_known_elsewhere),
		STORY(faults_of_members_are_said_with_their_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
