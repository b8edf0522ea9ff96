/* What tells of health or belief: kept with the guest's consent, else for the stay alone. */
#include <string.h>

#include "support/house.h"

#define NUTS "'topic':'diet.allergen','value':'nuts','strength':'require'"
#define SPOKEN "'consent':{'spoken':true,'text_version':'v3','channel':'desk'}"
#define NO_NUTS "kitchen.without"

static int number(struct scenario *s, const char *sql)
{
	return (int)sg_test_number(scenario_database(s), "%s", sql);
}

static json_t *card_of(struct scenario *s, const char *guest)
{
	return scenario_say(s, "guest.card", "'ids':[{'system':'pms','id':'%s'}]", guest);
}

static size_t facts_of(struct scenario *s, const char *guest)
{
	return json_array_size(json_object_get(card_of(s, guest), "facts"));
}

static void is_nowhere(struct scenario *s, const char *word)
{
	char sql[512];

	(void)snprintf(sql, sizeof sql,
		"SELECT (SELECT COUNT(*) FROM guest_card WHERE sealed_card LIKE '%%%s%%')"
		" + (SELECT COUNT(*) FROM statement WHERE sealed_body LIKE '%%%s%%')"
		" + (SELECT COUNT(*) FROM checklist WHERE sealed_body LIKE '%%%s%%')",
		word, word, word);
	assert_int_equal(number(s, sql), 0);
}

static void no_revision_says(struct scenario *s, const char *word)
{
	char sql[256];

	(void)snprintf(sql, sizeof sql,
		"SELECT COUNT(*) FROM checklist WHERE sealed_body LIKE '%%%s%%'", word);
	assert_int_equal(number(s, sql), 0);
}

static void book(struct scenario *s, const char *stay, const char *arrival,
	const char *departure, const char *guest)
{
	house_stay(s, stay,
		"'status':'booked','arrival':'%s','departure':'%s','room':'401',"
		"'booked_type':'DZ','people':[{'role':'guest','primary':true,"
		"'ids':[{'system':'pms','id':'%s'}]}]",
		arrival, departure, guest);
}

/* Until then, and what is due by then is done. */
static void wait_until(struct scenario *s, const char *local)
{
	scenario_at(s, local);
	scenario_say(s, "guest.changed", PMS("G9") ",'language':'de'");
	scenario_work(s);
}

static void check_out(struct scenario *s, const char *stay)
{
	house_stay(s, stay, "'status':'checked_in'");
	scenario_work(s);
	scenario_at(s, "2026-11-23 10:00");
	house_stay(s, stay, "'status':'checked_out'");
	scenario_work(s);
}

static void with_consent_an_allergy_is_kept_as_all_else(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 08:00");
	house_agrees(s, "G1");
	json_t *reply = house_states(s, "G1", NUTS);
	scenario_is(reply, "scope", "absent");
	scenario_is(reply, "say", "absent");
	book(s, "S1", "2026-11-21", "2026-11-23", "G1");
	wait_until(s, "2026-11-21 15:00");
	house_has(house_list(s, "S1"), NO_NUTS, "do");
	check_out(s, "S1");
	wait_until(s, "2026-11-25 10:00");
	book(s, "S2", "2026-12-01", "2026-12-03", "G1");
	wait_until(s, "2026-11-30 17:00");
	house_has(house_list(s, "S2"), NO_NUTS, "do");
	assert_int_equal(
		1, number(s, "SELECT COUNT(*) FROM consent WHERE purpose = 2 AND given"));
}

static void without_it_an_allergy_is_taken_for_the_next_stay_alone(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 08:00");
	book(s, "S2", "2026-12-01", "2026-12-03", "G1");
	book(s, "S1", "2026-11-21", "2026-11-23", "G1");
	json_t *reply = house_states(s, "G1", NUTS "," SPOKEN);
	scenario_is(reply, "scope", "stay");
	scenario_is(reply, "say.de",
		"Das haben wir für diesen Aufenthalt notiert. Dürfen wir es uns für den "
		"nächsten merken?");
	assert_non_null(scenario_get(reply, "say.ro"));
	scenario_is(reply, "say.en", "absent");
	wait_until(s, "2026-11-20 17:00");
	house_has(house_list(s, "S1"), NO_NUTS, "do");
	wait_until(s, "2026-11-30 17:00");
	house_has_not(house_list(s, "S2"), NO_NUTS);
	/* His word stands in the log, for this stay. */
	assert_int_equal(1, number(s, "SELECT COUNT(*) FROM consent WHERE purpose = 2 "
				      "AND given AND sealed_body LIKE '%spoken%' "
				      "AND sealed_body LIKE '%v3%' "
				      "AND sealed_body LIKE '%stay%'"));
}

static void the_stay_in_house_comes_before_the_booked_one(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 15:00");
	book(s, "S1", "2026-11-21", "2026-11-23", "G1");
	house_stay(s, "S1", "'status':'checked_in'");
	book(s, "S2", "2026-11-22", "2026-11-24", "G1");
	house_stay(s, "S2", "'room':'402'");
	house_states(s, "G1", NUTS);
	scenario_work(s);
	house_has(house_list(s, "S1"), NO_NUTS, "do");
	wait_until(s, "2026-11-21 17:00");
	house_has_not(house_list(s, "S2"), NO_NUTS);
	/* The one that the document names comes before all. */
	house_states(s, "G1",
		"'topic':'diet.allergen','value':'gluten','strength':'require',"
		"'stay':{" PMS("S2") "}");
	scenario_work(s);
	house_has(house_list(s, "S2"), NO_NUTS, "do");
}

static void nobody_is_turned_away_who_was_not_asked(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	book(s, "S1", "2026-11-21", "2026-11-23", "G1");
	scenario_with_id(s, "said");
	scenario_with_time(s, "2026-11-21 08:30");
	json_t *reply = house_states(s, "G1", NUTS);
	scenario_is(reply, "outcome", "applied");
	scenario_is(reply, "say.de",
		"Das haben wir für diesen Aufenthalt notiert. Ist Ihnen das recht, und "
		"dürfen wir es uns für den nächsten merken?");
	scenario_work(s);
	house_has(house_list(s, "S1"), NO_NUTS, "do");
	assert_int_equal(0, number(s, "SELECT COUNT(*) FROM consent"));
	scenario_with_id(s, "said");
	scenario_with_time(s, "2026-11-21 08:30");
	reply = house_states(s, "G1", NUTS);
	scenario_is(reply, "outcome", "repeated");
	scenario_is(reply, "scope", "stay");
	assert_non_null(scenario_get(reply, "say.de"));
}

static void without_a_stay_the_desk_is_told_what_to_ask(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	json_t *reply = scenario_refused(s, PMS_E_REFUSED, "consent_missing",
		"preference.stated", "'guest':{" PMS("G1") "}," NUTS);
	scenario_is(reply, "say.de",
		"Dürfen wir uns das für Ihren nächsten Aufenthalt merken?");
	assert_int_equal(0, number(s, "SELECT COUNT(*) FROM guest"));
	/* An import is no exception: consents come first. */
	scenario_origin(s, "import");
	scenario_refused(s, PMS_E_REFUSED, "consent_missing", "preference.stated",
		"'guest':{" PMS("G1") "}," NUTS);
	house_agrees(s, "G1");
	house_states(s, "G1", NUTS);
	assert_int_equal(facts_of(s, "G1"), 1);
	scenario_origin(s, "live");
	/* Nor does a stay that is over help. */
	book(s, "S1", "2026-11-21", "2026-11-23", "G2");
	house_stay(s, "S1", "'status':'cancelled'");
	scenario_refused(s, PMS_E_REFUSED, "stay_over", "preference.stated",
		"'guest':{" PMS("G2") "}," NUTS ",'stay':{" PMS("S1") "}");
}

static void a_day_after_departure_it_is_gone_for_good(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	book(s, "S1", "2026-11-21", "2026-11-23", "G1");
	house_states(s, "G1", NUTS);
	house_states(
		s, "G1", "'topic':'allergy.room','value':'feather','strength':'require'");
	house_states(s, "G1", "'topic':'device.kettle','strength':'like'");
	scenario_work(s);
	house_has(house_list(s, "S1"), "bed.filling", "swap");
	/* The stay is longer than it was booked for. */
	house_stay(s, "S1", "'status':'checked_in'");
	house_stay(s, "S1", "'departure':'2026-11-24'");
	scenario_at(s, "2026-11-24 09:00");
	scenario_work(s);
	house_has(house_list(s, "S1"), NO_NUTS, "do");
	house_task(s, "S1", "bed.filling", "done");
	house_stay(s, "S1", "'status':'checked_out'");
	scenario_work(s);
	assert_int_equal(facts_of(s, "G1"), 3);
	wait_until(s, "2026-11-25 08:59");
	assert_int_equal(facts_of(s, "G1"), 3);
	wait_until(s, "2026-11-25 09:10");
	assert_int_equal(facts_of(s, "G1"), 1);
	is_nowhere(s, "allergen");
	is_nowhere(s, "allergy");
	assert_int_equal(0, number(s, "SELECT COUNT(*) FROM passing"));
	/* What is still to be done is: feathers come back. */
	house_has(house_list(s, "S1"), "bed.filling", "reset");
	assert_null(strstr(scenario_dump(s, house_list(s, "S1")), "allerg"));
	scenario_work(s);
}

static void cancelled_or_not_come_it_is_gone_as_well(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 17:00");
	book(s, "S1", "2026-11-21", "2026-11-23", "G1");
	house_states(s, "G1", NUTS);
	house_stay(s, "S2",
		"'status':'booked','arrival':'2026-11-21','departure':'2026-11-23',"
		"'room':'402'," OF_GUEST("G2"));
	house_states(s, "G2", NUTS);
	scenario_at(s, "2026-11-20 19:00");
	house_stay(s, "S1", "'status':'cancelled'");
	scenario_work(s);
	/* Taken up again on the same day, nothing is lost. */
	house_stay(s, "S1", "'status':'booked'");
	scenario_work(s);
	house_has(house_list(s, "S1"), NO_NUTS, "do");
	house_stay(s, "S1", "'status':'cancelled'");
	wait_until(s, "2026-11-21 20:00");
	assert_int_equal(facts_of(s, "G1"), 0);
	assert_int_equal(facts_of(s, "G2"), 1);
	scenario_at(s, "2026-11-22 03:30");
	house_close_day(s, "2026-11-21");
	scenario_work(s);
	assert_int_equal(facts_of(s, "G2"), 1);
	scenario_at(s, "2026-11-23 03:30");
	house_close_day(s, "2026-11-22");
	scenario_work(s);
	assert_int_equal(facts_of(s, "G2"), 0);
	is_nowhere(s, "allergen");
}

static void a_yes_at_the_desk_keeps_what_was_noted(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	book(s, "S1", "2026-11-21", "2026-11-23", "G1");
	scenario_is(house_states(s, "G1", NUTS), "scope", "stay");
	house_agrees(s, "G1");
	scenario_is(card_of(s, "G1"), "facts.0.scope", "property");
	check_out(s, "S1");
	wait_until(s, "2026-11-26 10:00");
	assert_int_equal(facts_of(s, "G1"), 1);
	book(s, "S2", "2026-11-26", "2026-11-28", "G1");
	house_has(house_list(s, "S2"), NO_NUTS, "do");
}

static void a_withdrawal_takes_all_of_it_along(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 08:00");
	house_agrees(s, "G1");
	house_states(s, "G1", "'topic':'diet.kind','value':'vegan','strength':'require'");
	house_states(s, "G1", "'topic':'diet.kind','value':'vegan','strength':'require'");
	house_states(s, "G1", "'topic':'device.kettle','strength':'like'");
	scenario_at(s, "2026-11-21 15:00");
	book(s, "S1", "2026-11-21", "2026-11-23", "G1");
	house_states(s, "G1", NUTS ",'scope':'stay','stay':{" PMS("S1") "}");
	house_stay(s, "S1", "'status':'checked_in'");
	scenario_work(s);
	house_task(s, "S1", NO_NUTS, "done");
	house_has(house_about(s, "kitchen", "S1"), NO_NUTS, "do");
	scenario_forget(s);
	/* The kitchen is away while he says so; then it hears of the new list alone. */
	house_states(
		s, "G1", "'topic':'amenity.fruit','value':'apples','strength':'like'");
	scenario_say(s, "consent.withdrawn",
		"'guest':{" PMS("G1") "},'purpose':'special_category','channel':'desk'");
	assert_int_equal(scenario_count(s, "kitchen"), 0);
	scenario_work(s);
	json_t *data = scenario_sent(s, "kitchen", "checklist.revised");
	house_has(data, "amenity.fruit", "place");
	json_t *undone = house_item(data, NO_NUTS);
	assert_true(
		undone == NULL || strcmp(scenario_text(undone, "action"), "remove") == 0);
	assert_int_equal(facts_of(s, "G1"), 2);
	is_nowhere(s, "allergen");
	is_nowhere(s, "diet.");
	is_nowhere(s, "vegan");
	house_has(house_list(s, "S1"), "device.kettle", "place");
	/* From then on it is for the stay again. */
	scenario_is(house_states(s, "G1", NUTS), "scope", "stay");
	scenario_is(house_states(s, "G1", "'topic':'device.iron','strength':'like'"),
		"scope", "absent");
	assert_int_equal(facts_of(s, "G1"), 4);
}

static void a_fact_without_consent_is_not_used_whatever_the_card_has(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 08:00");
	house_agrees(s, "G1");
	house_states(s, "G1", NUTS);
	/* As a card is that was written without heeding the withdrawal. */
	sg_test_sql(scenario_database(s), "%s",
		"UPDATE guest_card SET sealed_card = REGEXP_REPLACE(sealed_card, "
		"',\"y\":\\\\[[^]]*\\\\]', '')");
	scenario_at(s, "2026-11-21 08:00");
	book(s, "S1", "2026-11-21", "2026-11-23", "G1");
	scenario_work(s);
	json_t *list = house_list(s, "S1");
	house_has_not(list, NO_NUTS);
	scenario_is(list, "left_out.0.reason", "consent");
	scenario_is(list, "left_out.0.because.topic", "diet.allergen");
	no_revision_says(s, "allergen");
}

static void only_the_manager_reads_why_and_no_revision_does(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_agrees(s, "G1");
	house_states(s, "G1", NUTS);
	book(s, "S1", "2026-11-21", "2026-11-23", "G1");
	scenario_work(s);
	assert_non_null(strstr(scenario_dump(s, house_list(s, "S1")), "diet.allergen"));
	no_revision_says(s, "allergen");
}

/* The speaker at a meeting of Alcoholics Anonymous: what the group's code forbids beats his own
 * old liking and every gift. */
static void a_group_without_alcohol_is_given_none(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	scenario_say(s, "property.changed",
		"'rules':[{'id':'vip2','vip':'VIP2','topic':'amenity.welcome',"
		"'value':'sparkling_wine'}]");
	house_states(
		s, "G1", "'topic':'amenity.welcome','value':'wine','strength':'like'");
	house_stay(s, "S1", BOOKED ",'room':'401','vip':'VIP2'," OF_GUEST("G1"));
	scenario_work(s);
	house_has(house_list(s, "S1"), "amenity.welcome", "place");
	scenario_say(s, "group.changed",
		"'code':'AA','codes':[{'group':'special','code':'NALC'}]");
	house_stay(s, "S1", "'group':'AA'");
	scenario_work(s);
	json_t *list = house_list(s, "S1");
	house_has_not(list, "amenity.welcome");
	house_has(list, "minibar.stock", "do");
	house_stay(s, "S1", "'status':'checked_in'");
	scenario_work(s);
	house_has_not(house_about(s, "kitchen", "S1"), "amenity.welcome");
}

static void an_observed_need_teaches_nothing(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 08:00");
	house_agrees(s, "G1");
	for (int i = 0; i < 3; i++) {
		scenario_is(scenario_say(s, "observation.recorded",
				    "'guest':{" PMS("G1") "},'topic':'diet.kind',"
							  "'value':'vegan'"),
			"learned", "false");
	}
	assert_int_equal(
		0, number(s, "SELECT (SELECT COUNT(*) FROM belief) + COUNT(*) FROM "
			     "observation"));
	scenario_is(card_of(s, "G1"), "usuals", "[]");
}

static void back_again_it_is_kept_to_the_second_departure(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	book(s, "S1", "2026-11-21", "2026-11-23", "G1");
	house_states(s, "G1", NUTS);
	check_out(s, "S1");
	house_stay(s, "S1", "'status':'checked_in','departure':'2026-11-26'");
	wait_until(s, "2026-11-25 12:00");
	house_has(house_list(s, "S1"), NO_NUTS, "do");
	scenario_at(s, "2026-11-26 10:00");
	house_stay(s, "S1", "'status':'checked_out'");
	wait_until(s, "2026-11-27 09:00");
	assert_int_equal(facts_of(s, "G1"), 1);
	wait_until(s, "2026-11-27 10:30");
	assert_int_equal(facts_of(s, "G1"), 0);
	is_nowhere(s, "allergen");
}

/* Who leads in the room hears of it. */
static void the_list_of_his_room_mate_follows_a_withdrawal(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_agrees(s, "G2");
	house_states(
		s, "G2", "'topic':'allergy.room','value':'feather','strength':'require'");
	book(s, "S1", "2026-11-21", "2026-11-23", "G1");
	book(s, "S2", "2026-11-21", "2026-11-23", "G2");
	house_stay(s, "S1", "'status':'checked_in'");
	house_stay(s, "S2", "'status':'checked_in'");
	scenario_work(s);
	house_has(house_list(s, "S1"), "bed.filling", "swap");
	scenario_forget(s);
	scenario_say(s, "consent.withdrawn",
		"'guest':{" PMS("G2") "},'purpose':'special_category'");
	house_has_not(house_about(s, "floor-4", "S1"), "bed.filling");
}

/* Told late; when he said it he had forbidden that it is kept. */
static void what_he_said_before_he_allowed_it_again_is_not_kept(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 08:00");
	house_agrees(s, "G1");
	scenario_at(s, "2026-11-20 10:00");
	scenario_say(s, "consent.withdrawn",
		"'guest':{" PMS("G1") "},'purpose':'special_category'");
	scenario_at(s, "2026-11-20 12:00");
	house_agrees(s, "G1");
	scenario_with_time(s, "2026-11-20 11:00");
	scenario_refused(s, PMS_E_REFUSED, "consent_missing", "preference.stated",
		"'guest':{" PMS("G1") "}," NUTS);
	book(s, "S1", "2026-11-21", "2026-11-23", "G1");
	scenario_with_time(s, "2026-11-20 11:00");
	scenario_is(house_states(s, "G1", NUTS), "scope", "stay");
	house_states(s, "G1", "'topic':'device.kettle','strength':'like'");
	scenario_is(card_of(s, "G1"), "facts.0.scope", "stay");
	/* Nor what he said before: told in time, it would have gone. */
	scenario_with_time(s, "2026-11-20 09:00");
	scenario_is(house_states(s, "G1",
			    "'topic':'diet.allergen','value':'gluten',"
			    "'strength':'require'"),
		"scope", "stay");
}

static void noted_for_two_stays_it_lasts_once(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 08:00");
	book(s, "S1", "2026-11-21", "2026-11-23", "G1");
	book(s, "S2", "2026-12-01", "2026-12-03", "G1");
	house_states(s, "G1", NUTS ",'stay':{" PMS("S1") "}");
	house_states(s, "G1", NUTS ",'stay':{" PMS("S2") "}");
	house_agrees(s, "G1");
	scenario_at(s, "2026-11-21 10:00");
	house_stay(s, "S1", "'status':'cancelled'");
	wait_until(s, "2026-11-22 10:30");
	assert_int_equal(facts_of(s, "G1"), 1);
	scenario_is(card_of(s, "G1"), "facts.0.scope", "property");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(with_consent_an_allergy_is_kept_as_all_else),
		STORY(without_it_an_allergy_is_taken_for_the_next_stay_alone),
		STORY(the_stay_in_house_comes_before_the_booked_one),
		STORY(nobody_is_turned_away_who_was_not_asked),
		STORY(without_a_stay_the_desk_is_told_what_to_ask),
		STORY(a_day_after_departure_it_is_gone_for_good),
		STORY(cancelled_or_not_come_it_is_gone_as_well),
		STORY(a_yes_at_the_desk_keeps_what_was_noted),
		STORY(a_withdrawal_takes_all_of_it_along),
		STORY(a_fact_without_consent_is_not_used_whatever_the_card_has),
		STORY(only_the_manager_reads_why_and_no_revision_does),
		STORY(a_group_without_alcohol_is_given_none),
		STORY(an_observed_need_teaches_nothing),
		STORY(back_again_it_is_kept_to_the_second_departure),
		STORY(the_list_of_his_room_mate_follows_a_withdrawal),
		STORY(what_he_said_before_he_allowed_it_again_is_not_kept),
		STORY(noted_for_two_stays_it_lasts_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
