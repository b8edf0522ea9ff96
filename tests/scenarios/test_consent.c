/* What a guest lets be kept of him, and what becomes of the rest. */
#include <string.h>

#include "support/house.h"

static json_t *card(struct scenario *s)
{
	return scenario_say(s, "guest.card", PMS("G1"));
}

static size_t count(struct scenario *s, const char *member)
{
	return json_array_size(json_object_get(card(s), member));
}

/* Three mornings: enough for a usual. */
static void breakfasts(struct scenario *s, const char *learned)
{
	for (int i = 0; i < 3; i++) {
		scenario_is(scenario_say(s, "observation.recorded",
				    "'guest':{" PMS("G1") "},'topic':'breakfast.plate',"
							  "'value':'muesli'"),
			"learned", learned);
	}
}

static void who_objects_is_not_learned_and_keeps_what_he_said(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 08:00");
	house_states(s, "G1", "'topic':'device.kettle','strength':'like'");
	breakfasts(s, "true");
	assert_int_equal(count(s, "usuals"), 1);
	scenario_at(s, "2026-11-20 10:00");
	scenario_say(s, "consent.withdrawn",
		"'guest':{" PMS("G1") "},'purpose':'profiling','channel':'mail'");
	scenario_is(card(s), "objects", "true");
	assert_int_equal(count(s, "usuals"), 0);
	assert_int_equal(count(s, "facts"), 1);
	breakfasts(s, "false");
	assert_int_equal(0, sg_test_number(scenario_database(s),
				    "SELECT (SELECT COUNT(*) FROM belief) + COUNT(*) "
				    "FROM observation"));
	scenario_at(s, "2026-11-20 12:00");
	scenario_say(s, "consent.given", "'guest':{" PMS("G1") "},'purpose':'profiling'");
	scenario_is(card(s), "objects", "absent");
	breakfasts(s, "true");
	assert_int_equal(count(s, "usuals"), 1);
	assert_int_equal(
		2, sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM consent"));
}

/* Also what staff wrote beside a tick, and the name of what stood in for it. */
static void who_wants_to_be_forgotten_is_in_no_note(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	scenario_say(s, "task.changed",
		"'stay':{" PMS("S1") "},'item':'%s','state':'refused',"
				     "'note':'he hates it'",
		scenario_text(house_item(house_list(s, "S1"), "device.kettle"), "id"));
	assert_int_equal(
		1, sg_test_number(scenario_database(s),
			   "SELECT COUNT(*) FROM item WHERE sealed_note IS NOT NULL"));
	scenario_at(s, "2026-11-21 09:00");
	scenario_say(
		s, "consent.withdrawn", "'guest':{" PMS("G1") "},'purpose':'memory'");
	assert_int_equal(
		0, sg_test_number(scenario_database(s),
			   "SELECT COUNT(*) FROM item WHERE sealed_note IS NOT NULL"));
}

static void who_wants_to_be_forgotten_is_remembered_for_the_stay_alone(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_states(s, "G1", "'topic':'device.kettle','strength':'like'");
	house_agrees(s, "G1");
	house_states(s, "G1",
		"'topic':'diet.allergen','value':'nuts','strength':'require',"
		"'scope':'chain'");
	breakfasts(s, "true");
	house_stay(s, "S1", BOOKED ",'room':'401'," OF_GUEST("G1"));
	house_states(s, "G1",
		"'topic':'bed.pillow','value':'neck','strength':'like','scope':'stay',"
		"'stay':{" PMS("S1") "}");
	(void)house_has(house_list(s, "S1"), "device.kettle", "place");
	scenario_at(s, "2026-11-21 09:00");
	scenario_say(s, "consent.withdrawn",
		"'guest':{" PMS("G1") "},'purpose':'memory','channel':'desk'");
	scenario_work(s);
	scenario_is(card(s), "memory", "none");
	assert_int_equal(count(s, "facts"), 1);
	assert_int_equal(count(s, "usuals"), 0);
	house_has_not(house_list(s, "S1"), "device.kettle");
	house_has_not(house_list(s, "S1"), "breakfast.plate");
	(void)house_has(house_list(s, "S1"), "bed.pillow", "place");
	/* What was said left the store, too. */
	assert_int_equal(
		0, sg_test_number(scenario_database(s),
			   "SELECT COUNT(*) FROM statement WHERE sealed_body LIKE "
			   "'%%kettle%%' OR sealed_body LIKE '%%nuts%%'"));
	/* What he needs while he is here is no memory. */
	json_t *reply = house_states(s, "G1", "'topic':'device.iron','strength':'like'");
	scenario_is(reply, "scope", "stay");
	scenario_is(reply, "say", "absent");
	scenario_say(
		s, "consent.withdrawn", "'guest':{" PMS("G2") "},'purpose':'memory'");
	json_t *refused = scenario_refused(s, PMS_E_REFUSED, "memory_withdrawn",
		"preference.stated",
		"'guest':{" PMS("G2") "},'topic':'device.iron','strength':'like'");
	scenario_is(refused, "say", "absent");
	breakfasts(s, "false");
	/* He changes his mind. */
	scenario_at(s, "2026-11-21 10:00");
	scenario_say(s, "consent.given",
		"'guest':{" PMS("G1") "},'purpose':'memory','level':'property'");
	house_states(s, "G1", "'topic':'device.kettle','strength':'like'");
	breakfasts(s, "true");
}

/* What he did before he allowed it again should have gone when he objected. */
static void an_objection_that_comes_late_takes_what_was_before_it(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 08:00");
	breakfasts(s, "true");
	scenario_at(s, "2026-11-20 12:00");
	scenario_say(s, "consent.given", "'guest':{" PMS("G1") "},'purpose':'profiling'");
	breakfasts(s, "true");
	scenario_is(json_array_get(json_object_get(card(s), "usuals"), 0), "times", "6");
	scenario_with_time(s, "2026-11-20 10:00");
	scenario_is(scenario_say(s, "consent.withdrawn",
			    "'guest':{" PMS("G1") "},'purpose':'profiling'"),
		"outcome", "older");
	scenario_is(card(s), "objects", "absent");
	scenario_is(json_array_get(json_object_get(card(s), "usuals"), 0), "times", "3");
	assert_int_equal(3,
		sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM observation"));
	/* Nor is learned what comes late of that time. */
	scenario_with_time(s, "2026-11-20 11:00");
	scenario_is(scenario_say(s, "observation.recorded",
			    "'guest':{" PMS("G1") "},'topic':'breakfast.plate',"
						  "'value':'muesli'"),
		"learned", "false");
	breakfasts(s, "true");
	scenario_is(json_array_get(json_object_get(card(s), "usuals"), 0), "times", "6");
}

static void reacts(struct scenario *s, const char *kind, const char *topic)
{
	scenario_say(s, "feedback.given",
		"'guest':{" PMS("G1") "},'kind':'%s','topic':'%s','note':'planted'", kind,
		topic);
}

/* What is left is the same, whichever came first. */
static void leaves_what_it_would_have(
	struct scenario *s, const char *purpose, const char *renewed, int statements)
{
	struct sg_test_database *database = scenario_database(s);

	scenario_at(s, "2026-11-20 08:00");
	house_states(s, "G1", "'topic':'device.kettle','strength':'like'");
	breakfasts(s, "true");
	reacts(s, "compliment", "device.kettle");
	reacts(s, "refused", "bed.pillow");
	scenario_at(s, "2026-11-20 12:00");
	scenario_say(s, "consent.given", "'guest':{" PMS("G1") "},'purpose':%s", renewed);
	house_states(s, "G1", "'topic':'device.iron','strength':'like'");
	reacts(s, "compliment", "device.iron");
	scenario_with_time(s, "2026-11-20 10:00");
	scenario_is(scenario_say(s, "consent.withdrawn",
			    "'guest':{" PMS("G1") "},'purpose':%s", purpose),
		"outcome", "older");
	assert_int_equal(count(s, "facts"), 1 + statements);
	assert_int_equal(count(s, "off"), statements);
	assert_int_equal(count(s, "usuals"), 0);
	assert_int_equal(statements,
		sg_test_number(database, "SELECT COUNT(*) FROM statement "
					 "WHERE sealed_body LIKE '%%kettle%%'"));
	assert_int_equal(1 + statements,
		sg_test_number(database, "SELECT COUNT(*) FROM reaction "
					 "WHERE sealed_note LIKE '%%planted%%'"));
}

static void who_was_to_be_forgotten_is_when_it_is_heard_late(void **state)
{
	leaves_what_it_would_have(*state, "'memory'", "'memory','level':'property'", 0);
}

static void what_tells_of_health_is_forgotten_when_it_is_heard_late(void **state)
{
	static const char yes[] = "'guest':{" PMS("G1") "},'purpose':'special_category'";
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 08:00");
	scenario_say(s, "consent.given", "%s", yes);
	house_states(
		s, "G1", "'topic':'allergy.room','value':'feather','strength':'require'");
	scenario_at(s, "2026-11-20 12:00");
	scenario_say(s, "consent.given", "%s", yes);
	house_states(s, "G1",
		"'topic':'allergy.room','value':'animal_hair','strength':'require'");
	scenario_at(s, "2026-11-21 08:00");
	house_stay(s, "S1", BOOKED ",'room':'401'," OF_GUEST("G1"));
	scenario_work(s);
	scenario_say(s, "task.changed",
		"'stay':{" PMS("S1") "},'item':'%s','state':'seen','note':'planted'",
		scenario_text(house_item(house_list(s, "S1"), "bed.filling"), "id"));
	scenario_with_time(s, "2026-11-20 10:00");
	scenario_is(scenario_say(s, "consent.withdrawn", "%s", yes), "outcome", "older");
	assert_int_equal(count(s, "facts"), 1);
	assert_int_equal(
		0, sg_test_number(scenario_database(s),
			   "SELECT COUNT(*) FROM item WHERE sealed_note IS NOT NULL"));
	assert_int_equal(
		0, sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM statement "
							"WHERE sealed_body LIKE "
							"'%%feather%%'"));
}

/* A statement is a statement, and a refusal a wish, whoever objects. */
static void a_late_objection_takes_what_he_was_glad_of(void **state)
{
	leaves_what_it_would_have(*state, "'profiling'", "'profiling'", 1);
}

static void the_latest_word_counts_whenever_it_arrives(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 12:00");
	scenario_say(
		s, "consent.withdrawn", "'guest':{" PMS("G1") "},'purpose':'profiling'");
	scenario_with_time(s, "2026-11-20 11:00");
	scenario_is(scenario_say(s, "consent.given",
			    "'guest':{" PMS("G1") "},'purpose':'profiling'"),
		"outcome", "older");
	scenario_is(card(s), "objects", "true");
	scenario_with_id(s, "yes");
	scenario_with_time(s, "2026-11-20 13:00");
	scenario_say(s, "consent.given", "'guest':{" PMS("G1") "},'purpose':'profiling'");
	scenario_with_id(s, "yes");
	scenario_with_time(s, "2026-11-20 13:00");
	scenario_is(scenario_say(s, "consent.given",
			    "'guest':{" PMS("G1") "},'purpose':'profiling'"),
		"outcome", "repeated");
	scenario_is(card(s), "objects", "absent");
	assert_int_equal(
		3, sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM consent"));
	/* A change of the profile leaves what he allowed as it was. */
	scenario_at(s, "2026-11-20 14:00");
	scenario_say(
		s, "consent.withdrawn", "'guest':{" PMS("G1") "},'purpose':'profiling'");
	scenario_say(s, "guest.changed", PMS("G1") ",'salutation':'Frau Keller'");
	scenario_is(card(s), "objects", "true");
}

static void what_was_seen_while_he_objected_is_not_learned_later(void **state)
{
	static const char seen[] =
		"'guest':{" PMS("G1") "},'topic':'breakfast.plate','value':'muesli'";
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 08:00");
	scenario_say(
		s, "consent.withdrawn", "'guest':{" PMS("G1") "},'purpose':'profiling'");
	scenario_with_id(s, "till-1");
	scenario_with_time(s, "2026-11-20 09:00");
	scenario_is(
		scenario_say(s, "observation.recorded", "%s", seen), "learned", "false");
	scenario_at(s, "2026-11-20 12:00");
	scenario_say(s, "consent.given", "'guest':{" PMS("G1") "},'purpose':'profiling'");
	scenario_with_id(s, "till-1");
	scenario_with_time(s, "2026-11-20 09:00");
	scenario_is(scenario_say(s, "observation.recorded", "%s", seen), "outcome",
		"repeated");
	/* And what the till only now tells of the time before. */
	scenario_with_time(s, "2026-11-20 07:00");
	scenario_is(
		scenario_say(s, "observation.recorded", "%s", seen), "learned", "false");
	assert_int_equal(0,
		sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM observation"));
	/* Or of the time while he objected. */
	scenario_with_time(s, "2026-11-20 10:00");
	scenario_is(
		scenario_say(s, "observation.recorded", "%s", seen), "learned", "false");
	scenario_at(s, "2026-11-20 13:00");
	scenario_is(
		scenario_say(s, "observation.recorded", "%s", seen), "learned", "true");
}

static void who_is_known_to_the_hotel_alone_is_not_known_to_others(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 08:00");
	house_build_as(s, "BER1", "'zone':'Europe/Berlin','live':true,'chain':'KETTE'");
	house_build_as(s, "MUC1", "'zone':'Europe/Berlin','live':true,'chain':'KETTE'");
	scenario_property(s, "BER1");
	house_states(
		s, "G1", "'topic':'device.kettle','strength':'like','scope':'chain'");
	scenario_say(s, "consent.given",
		"'guest':{" PMS("G1") "},'purpose':'memory','level':'property'");
	house_states(s, "G1", "'topic':'device.iron','strength':'like','scope':'chain'");
	scenario_is(card(s), "facts.0.scope", "property");
	scenario_is(card(s), "facts.1.scope", "property");
	scenario_at(s, "2026-11-21 08:00");
	house_stay(s, "S1", BOOKED ",'room':'401'," OF_GUEST("G1"));
	(void)house_has(house_list(s, "S1"), "device.kettle", "place");
	(void)house_has(house_list(s, "S1"), "device.iron", "place");
	scenario_property(s, "MUC1");
	house_stay(s, "S2", BOOKED ",'room':'401'," OF_GUEST("G1"));
	house_has_not(house_list(s, "S2"), "device.kettle");
	house_has_not(house_list(s, "S2"), "device.iron");
}

static void a_check_in_said_again_does_not_ask_what_was_withdrawn(void **state)
{
	static const char in[] =
		"'status':'checked_in','arrival':'2026-11-21','departure':'2026-11-23',"
		"'room':'401'," OF_GUEST("G1");
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 08:00");
	breakfasts(s, "true");
	for (int i = 0; i < 2; i++) {
		scenario_say(s, "observation.recorded",
			"'guest':{" PMS("G1") "},'topic':'breakfast.plate',"
					      "'value':'porridge'");
	}
	scenario_at(s, "2026-11-21 15:30");
	scenario_with_id(s, "in-1");
	scenario_with_time(s, "2026-11-21 15:30");
	scenario_is(house_stay(s, "S1", "%s", in), "ask.topic", "breakfast.plate");
	scenario_at(s, "2026-11-21 16:00");
	scenario_say(
		s, "consent.withdrawn", "'guest':{" PMS("G1") "},'purpose':'profiling'");
	scenario_work(s);
	house_stay(s, "S1", "'room':'402'");
	scenario_with_id(s, "in-1");
	scenario_with_time(s, "2026-11-21 15:30");
	json_t *again = house_stay(s, "S1", "%s", in);

	scenario_is(again, "outcome", "repeated");
	scenario_is(again, "ask", "absent");
}

static void a_consent_from_long_ago_makes_a_guest_whole(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 08:00");
	scenario_with_time(s, "1969-07-20 20:17");
	scenario_say(s, "consent.given", "'guest':{" PMS("G1") "},'purpose':'profiling'");
	house_states(s, "G1", "'topic':'device.kettle','strength':'like'");
	assert_int_equal(count(s, "facts"), 1);
	assert_int_equal(
		1, sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM guest"));
}

static void a_level_goes_with_memory_that_is_given(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 12:00");
	scenario_refused(s, PMS_E_INVALID, "member_missing", "consent.given",
		"'guest':{" PMS("G1") "},'purpose':'memory'");
	scenario_refused(s, PMS_E_INVALID, "member_unexpected", "consent.given",
		"'guest':{" PMS("G1") "},'purpose':'profiling','level':'chain'");
	scenario_refused(s, PMS_E_INVALID, "value_unknown", "consent.given",
		"'guest':{" PMS("G1") "},'purpose':'memory','level':'world'");
	assert_int_equal(
		0, sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM guest"));
}

static void a_house_that_asks_first_keeps_what_is_said_for_the_stay(void **state)
{
	static const char *const settings[] = {"stay", "none"};
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	for (size_t i = 0; i < 2; i++) {
		scenario_say(s, "property.changed", "'memory':'%s'", settings[i]);
		json_t *refused = scenario_refused(s, PMS_E_REFUSED, "memory_withdrawn",
			"preference.stated",
			"'guest':{" PMS(
				"G1") "},'topic':'device.iron','strength':'like'");
		scenario_is(refused, "say.de",
			"Dürfen wir uns das für Ihren nächsten Aufenthalt merken?");
		breakfasts(s, "false");
	}
	house_stay(s, "S1", BOOKED ",'room':'401'," OF_GUEST("G1"));
	json_t *reply = house_states(s, "G1",
		"'topic':'bed.filling','value':'feather_free','strength':'require'");
	scenario_is(reply, "scope", "stay");
	assert_non_null(scenario_get(reply, "say.de"));
	scenario_work(s);
	(void)house_has(house_list(s, "S1"), "bed.filling", "swap");
	/* His own word goes before the house's. */
	scenario_say(s, "consent.given",
		"'guest':{" PMS("G2") "},'purpose':'memory','level':'property'");
	scenario_is(house_states(s, "G2", "'topic':'device.iron','strength':'like'"),
		"scope", "absent");
	scenario_at(s, "2026-11-23 10:00");
	house_stay(s, "S1", "'status':'checked_in'");
	house_stay(s, "S1", "'status':'checked_out'");
	scenario_work(s);
	assert_int_equal(count(s, "facts"), 1);
	scenario_at(s, "2026-11-24 10:30");
	scenario_say(s, "guest.changed", PMS("G9") ",'language':'de'");
	scenario_work(s);
	assert_int_equal(count(s, "facts"), 0);
	assert_int_equal(0, sg_test_number(scenario_database(s),
				    "SELECT COUNT(*) FROM statement WHERE sealed_body "
				    "LIKE '%%feather%%'"));
}

static void remembered_for_the_stay_alone_he_has_what_he_needs_here(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_states(s, "G1",
		"'topic':'bed.filling','value':'feather_free','strength':'require'");
	house_stay(s, "S1", BOOKED ",'room':'401'," OF_GUEST("G1"));
	house_stay(s, "S1", "'status':'checked_in'");
	scenario_work(s);
	scenario_say(s, "consent.given",
		"'guest':{" PMS("G1") "},'purpose':'memory','level':'stay'");
	scenario_work(s);
	(void)house_has(house_list(s, "S1"), "bed.filling", "swap");
	scenario_at(s, "2026-11-23 10:00");
	house_stay(s, "S1", "'status':'checked_out'");
	scenario_at(s, "2026-11-24 10:30");
	scenario_say(s, "guest.changed", PMS("G9") ",'language':'de'");
	scenario_work(s);
	assert_int_equal(count(s, "facts"), 0);
	/* Where he has no stay, nothing is left. */
	scenario_say(s, "consent.given",
		"'guest':{" PMS("G1") "},'purpose':'memory','level':'property'");
	house_states(s, "G1", "'topic':'device.kettle','strength':'like'");
	scenario_say(s, "consent.given",
		"'guest':{" PMS("G1") "},'purpose':'memory','level':'stay'");
	assert_int_equal(count(s, "facts"), 0);
}

static void a_lower_setting_is_heeded_at_once_and_forgets_at_the_next_word(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_states(s, "G1", "'topic':'device.kettle','strength':'like'");
	breakfasts(s, "true");
	house_stay(s, "S1", BOOKED ",'room':'401'," OF_GUEST("G1"));
	(void)house_has(house_list(s, "S1"), "device.kettle", "place");
	scenario_say(s, "property.changed", "'memory':'stay'");
	scenario_work(s);
	json_t *list = house_list(s, "S1");
	house_has_not(list, "device.kettle");
	house_has_not(list, "breakfast.plate");
	scenario_is(list, "left_out.0.reason", "consent");
	/* Set by mistake, nothing is lost. */
	scenario_say(s, "property.changed", "'memory':null");
	scenario_work(s);
	(void)house_has(house_list(s, "S1"), "device.kettle", "place");
	scenario_say(s, "property.changed", "'memory':'none'");
	house_states(s, "G1", "'topic':'device.iron','strength':'like'");
	assert_int_equal(count(s, "facts"), 1);
	assert_int_equal(0, sg_test_number(scenario_database(s),
				    "SELECT (SELECT COUNT(*) FROM belief) + "
				    "(SELECT COUNT(*) FROM observation) + COUNT(*) FROM "
				    "statement WHERE sealed_body LIKE '%%kettle%%'"));
	scenario_work(s);
	(void)house_has(house_list(s, "S1"), "device.iron", "place");
}

static void who_said_nothing_is_known_to_this_hotel_alone(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 08:00");
	house_build_as(s, "BER1", "'zone':'Europe/Berlin','live':true,'chain':'KETTE'");
	house_build_as(s, "MUC1", "'zone':'Europe/Berlin','live':true,'chain':'KETTE'");
	scenario_property(s, "BER1");
	house_states(
		s, "G1", "'topic':'device.kettle','strength':'like','scope':'chain'");
	scenario_at(s, "2026-11-21 08:00");
	house_stay(s, "S1", BOOKED ",'room':'401'," OF_GUEST("G1"));
	(void)house_has(house_list(s, "S1"), "device.kettle", "place");
	scenario_property(s, "MUC1");
	house_stay(s, "S2", BOOKED ",'room':'401'," OF_GUEST("G1"));
	house_has_not(house_list(s, "S2"), "device.kettle");
}

static void the_manager_sees_by_which_word_what_is_kept(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	scenario_say(s, "guest.changed", PMS("G1") ",'language':'de'");
	json_t *seen = card(s);
	scenario_is(seen, "remembered", "property");
	scenario_is(seen, "special_category", "false");
	scenario_is(seen, "consents.0.purpose", "memory");
	scenario_is(seen, "consents.0.basis", "house");
	scenario_is(seen, "consents.0.level", "property");
	scenario_say(s, "consent.given",
		"'guest':{" PMS("G1") "},'purpose':'memory','level':'stay'");
	scenario_at(s, "2026-11-21 09:00");
	scenario_say(s, "consent.given",
		"'guest':{" PMS("G1") "},'purpose':'memory','level':'chain',"
				      "'text_version':'v7','channel':'form'");
	scenario_say(
		s, "consent.withdrawn", "'guest':{" PMS("G1") "},'purpose':'profiling'");
	house_stay(s, "S1", BOOKED ",'room':'401'," OF_GUEST("G1"));
	house_states(s, "G1",
		"'topic':'diet.allergen','value':'nuts','strength':'require',"
		"'consent':{'spoken':true,'text_version':'v3','channel':'desk'}");
	seen = card(s);
	assert_int_equal(json_array_size(scenario_get(seen, "consents")), 3);
	scenario_is(seen, "consents.0.purpose", "special_category");
	assert_non_null(scenario_get(seen, "consents.0.stay"));
	scenario_is(seen, "consents.0.text_version", "v3");
	scenario_is(seen, "consents.1.purpose", "profiling");
	scenario_is(seen, "consents.1.given", "false");
	scenario_is(seen, "consents.2.level", "chain");
	scenario_is(seen, "consents.2.said", "2026-11-21T09:00:00+01:00");
	scenario_is(seen, "consents.2.text_version", "v7");
	scenario_is(seen, "consents.2.by", "manager");
	/* The desk sees what it may do, and no more of it. */
	scenario_actor(s, "'role':'front_desk'");
	seen = card(s);
	scenario_is(seen, "remembered", "chain");
	scenario_is(seen, "special_category", "false");
	scenario_is(seen, "consents", "absent");
	scenario_actor(s, "'role':'attendant'");
	scenario_is(card(s), "remembered", "absent");
}

/* Nothing that is sent tells what a guest let be kept, or stopped (support/scenario_inbox.c). */
static void a_guest_who_stops_it_is_served_as_anybody(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	scenario_say(s, "consent.given",
		"'guest':{" PMS("G1") "},'purpose':'memory','level':'chain',"
				      "'text_version':'PLANTED','channel':'PLANTED'");
	house_agrees(s, "G1");
	house_states(s, "G1",
		"'topic':'diet.allergen','value':'nuts','strength':'require',"
		"'channel':'PLANTED'");
	breakfasts(s, "true");
	house_stay(s, "S1", BOOKED ",'room':'401'," OF_GUEST("G1"));
	scenario_work(s);
	assert_int_equal(count(s, "usuals"), 1);
	scenario_say(s, "consent.withdrawn",
		"'guest':{" PMS("G1") "},'purpose':'profiling','text_version':'PLANTED',"
				      "'channel':'PLANTED'");
	scenario_work(s);
	assert_int_equal(count(s, "usuals"), 0);
	(void)house_has(house_list(s, "S1"), "kitchen.without", "do");
	scenario_say(s, "consent.withdrawn",
		"'guest':{" PMS("G1") "},'purpose':'special_category',"
				      "'text_version':'PLANTED'");
	house_stay(s, "S1", "'status':'checked_in'");
	scenario_work(s);
	house_has_not(house_list(s, "S1"), "kitchen.without");
	assert_true(house_count_about(s, "kitchen", "S1") > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(who_objects_is_not_learned_and_keeps_what_he_said),
		STORY(who_wants_to_be_forgotten_is_in_no_note),
		STORY(who_wants_to_be_forgotten_is_remembered_for_the_stay_alone),
		STORY(an_objection_that_comes_late_takes_what_was_before_it),
		STORY(who_was_to_be_forgotten_is_when_it_is_heard_late),
		STORY(what_tells_of_health_is_forgotten_when_it_is_heard_late),
		STORY(a_late_objection_takes_what_he_was_glad_of),
		STORY(the_latest_word_counts_whenever_it_arrives),
		STORY(what_was_seen_while_he_objected_is_not_learned_later),
		STORY(who_is_known_to_the_hotel_alone_is_not_known_to_others),
		STORY(a_check_in_said_again_does_not_ask_what_was_withdrawn),
		STORY(a_consent_from_long_ago_makes_a_guest_whole),
		STORY(a_level_goes_with_memory_that_is_given),
		STORY(a_house_that_asks_first_keeps_what_is_said_for_the_stay),
		STORY(remembered_for_the_stay_alone_he_has_what_he_needs_here),
		STORY(a_lower_setting_is_heeded_at_once_and_forgets_at_the_next_word),
		STORY(who_said_nothing_is_known_to_this_hotel_alone),
		STORY(the_manager_sees_by_which_word_what_is_kept),
		STORY(a_guest_who_stops_it_is_served_as_anybody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
