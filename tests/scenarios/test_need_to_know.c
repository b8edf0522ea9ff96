/* Who learns what: free text for the desk alone, lists and answers cut by department and role. */
#include <string.h>

#include "support/house.h"

#define SENTENCE "Gast hat Asthma, Mutter nach Operation"

static void other_departments(struct scenario *s)
{
	house_endpoint(
		s, "maintenance", "'departments':['maintenance'],'languages':['de']");
	house_endpoint(s, "concierge", "'departments':['concierge'],'languages':['de']");
	house_endpoint(s, "spa", "'departments':['spa'],'languages':['de']");
	house_endpoint(s, "named",
		"'departments':['housekeeping','food_and_beverage','maintenance','"
		"concierge',"
		"'spa'],'languages':['de','en','es','ro'],'names':true,'kind':'office'");
}

/* In every member that takes a text. What is a name (a code, a number) is none: its bounds are
 * the PMS's. */
static void plant(struct scenario *s)
{
	scenario_say(s, "guest.changed",
		PMS("G1") ",'salutation':'Frau Berger','language':'de','notes':'" SENTENCE
			  "','email':'asthma@example.com','phone':'Asthma 12',"
			  "'name':{'given':'Annegret','family':'Berger'}");
	house_states(s, "G1",
		"'topic':'bar.usual','value':'" SENTENCE "','strength':'like','scope':"
		"'chain','channel':'Asthma'");
	house_states(s, "G1",
		"'topic':'wake.call','value':'" SENTENCE "','strength':'require'");
	house_states(s, "G1", "'topic':'device.kettle','strength':'like'");
	house_agrees(s, "G1");
	house_states(s, "G1",
		"'topic':'allergy.room','value':'feather','strength':'require','scope':'"
		"chain'");
	house_stay(s, "S1",
		BOOKED
		",'room':'401','booked_type':'DZ','party':{'adults':2},"
		"'comments':['" SENTENCE "','" SENTENCE "'],"
		"'traces':[{'department':'housekeeping','text':'" SENTENCE "'},"
		"{'department':'food_and_beverage','text':'" SENTENCE "'},"
		"{'department':'front_desk','text':'" SENTENCE "'}],"
		"'salutation':'" SENTENCE "','market':'Asthma','channel':'Asthma',"
		"'rate':'Asthma','loyalty_number':'Asthma','share':'Asthma',"
		"'occasions':[{'kind':'Asthma'}],"
		"'codes':[{'group':'Asthma','code':'Operation'},"
		"{'group':'special','code':'FRUIT'}],"
		"'products':[{'code':'Asthma'},{'code':'FRUIT'}],"
		"'people':[{'role':'guest','primary':true,'salutation':'" SENTENCE
		"','name':{'given':'Asthma','family':'Operation'}," PMS(
			"G1") "},"
			      "{'role':'accompanying','salutation':'" SENTENCE
			      "','name':{'given':'Asthma','family':'Operation'}}]");
}

/* Every delivery to anybody but the desk is searched for the planted words when it comes
 * (support/scenario_inbox.c), so playing the life of the stay is the test. */
static void a_planted_sentence_reaches_nobody_but_the_desk(void **state)
{
	struct scenario *s = *state;

	other_departments(s);
	house_endpoint(s, "named",
		"'departments':['housekeeping'],'languages':['de'],'names':false,"
		"'kind':'office'");
	scenario_say(s, "group.changed", "'code':'GRP','name':'" SENTENCE "'");
	scenario_at(s, "2026-11-21 08:00");
	plant(s);
	scenario_work(s);
	house_has(house_about(s, "floor-4", "S1"), "device.kettle", "place");
	house_has(house_about(s, "floor-4", "S1"), "bed.filling", "swap");
	house_has(house_about(s, "kitchen", "S1"), "amenity.fruit", "place");
	house_has(house_about(s, "kitchen", "S1"), "bar.usual", "do");
	scenario_say(s, "task.changed",
		"'stay':{" PMS("S1") "},'item':'%s','state':'substituted','by':'PLANTED',"
				     "'note':'" SENTENCE "','substitute':'" SENTENCE "'",
		scenario_text(house_item(house_list(s, "S1"), "device.kettle"), "id"));
	house_task(s, "S1", "bed.filling", "unavailable");
	scenario_work(s);
	house_stay(s, "S1", "'group':'GRP'");
	scenario_work(s);
	house_stay(s, "S1", "'status':'checked_in'");
	scenario_work(s);
	/* The desk does get it. */
	const char *desk = scenario_dump(s, house_about(s, "desk", "S1"));
	assert_non_null(strstr(desk, "Asthma"));
	house_stay(s, "S1", "'room':'303'");
	scenario_work(s);
	house_stay(s, "S1", "'status':'booked'");
	scenario_work(s);
	house_stay(s, "S1", "'status':'checked_in'");
	scenario_work(s);
	house_stay(s, "S1", "'status':'checked_out'");
	scenario_work(s);
	assert_true(house_count_about(s, "floor-3", "S1") > 2);
	assert_true(house_count_about(s, "named", "S1") > 4);
}

static const char *ask(
	struct scenario *s, const char *actor, const char *type, const char *members)
{
	scenario_actor(s, actor);
	json_t *reply = scenario_say(s, type, "%s", members);
	const char *text = scenario_dump(s, reply);

	scenario_actor(s, "'role':'manager'");
	return text;
}

static void answers_keep_the_sentence_from_who_is_not_the_desk(void **state)
{
	struct scenario *s = *state;
	static const char *const least[] = {"", "'role':'attendant'",
		"'role':'attendant','department':'food_and_beverage'",
		"'role':'attendant','department':'maintenance'",
		"'role':'system','department':'housekeeping'", "'role':'system'"};
	static const char *const questions[][2] = {
		{"stay.checklist", PMS("S1")},
		{"plan.day", "'date':'2026-11-21'"},
		{"room.readiness", "'number':'401'"},
		{"guest.card", PMS("G1")},
	};

	scenario_at(s, "2026-11-21 08:00");
	plant(s);
	scenario_work(s);
	for (size_t i = 0; i < sizeof least / sizeof least[0]; i++) {
		for (size_t k = 0; k < sizeof questions / sizeof questions[0]; k++) {
			const char *text =
				ask(s, least[i], questions[k][0], questions[k][1]);

			if (strstr(text, "Asthma") != NULL ||
				strstr(text, "Operation") != NULL ||
				strstr(text, "allergy.") != NULL) {
				fail_msg("%s, asked by %s: %s", questions[k][0], least[i],
					text);
			}
		}
	}
	assert_non_null(strstr(
		ask(s, "'role':'front_desk'", "stay.checklist", PMS("S1")), "Asthma"));
}

static void a_check_in_is_answered_by_role(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 15:00");
	house_book_usual(s);
	scenario_actor(s, "'role':'front_desk'");
	scenario_with_id(s, "in");
	scenario_with_time(s, "2026-11-21 15:10");
	json_t *reply = house_stay(s, "S1", "'status':'checked_in'");
	scenario_is(reply, "greet.salutation", "Frau Berger");
	scenario_is(reply, "greet.language", "de");
	/* The same document from somebody who is entitled to less. */
	scenario_actor(s, "'role':'attendant'");
	scenario_with_id(s, "in");
	scenario_with_time(s, "2026-11-21 15:10");
	reply = house_stay(s, "S1", "'status':'checked_in'");
	scenario_is(reply, "outcome", "repeated");
	assert_null(strstr(scenario_dump(s, reply), "Berger"));
}

static void only_the_manager_is_told_why(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_agrees(s, "G1");
	house_states(s, "G1",
		"'topic':'allergy.room','value':'feather','strength':'require','scope':'"
		"chain'");
	house_stay(s, "S1", BOOKED ",'room':'401','booked_type':'DZ'," OF_GUEST("G1"));
	scenario_work(s);
	assert_non_null(strstr(
		ask(s, "'role':'manager'", "stay.checklist", PMS("S1")), "allergy.room"));
	static const char *const others[] = {
		"'role':'front_desk'", "'role':'attendant'", "'role':'system'"};
	for (size_t i = 0; i < 3; i++) {
		const char *text = ask(s, others[i], "stay.checklist", PMS("S1"));
		assert_null(strstr(text, "allergy"));
		assert_null(strstr(text, "\"why\""));
		assert_null(strstr(text, "left_out"));
		assert_non_null(strstr(text, "bed.filling"));
	}
}

static void a_department_asks_and_gets_its_own(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_states(
		s, "G1", "'topic':'amenity.fruit','value':'basket','strength':'like'");
	house_book_usual(s);
	scenario_work(s);
	scenario_actor(s, "'role':'attendant','department':'food_and_beverage'");
	json_t *list = house_list(s, "S1");
	house_has(list, "amenity.fruit", "place");
	house_has_not(list, "device.kettle");
	scenario_actor(s, "'role':'attendant','department':'housekeeping'");
	list = house_list(s, "S1");
	house_has(list, "device.kettle", "place");
	house_has_not(list, "amenity.fruit");
	scenario_is(list, "name", "absent");
}

static void the_plan_of_the_day_has_rooms_and_totals(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_states(
		s, "G1", "'topic':'amenity.water','value':'still','strength':'like'");
	house_book_usual(s);
	house_states(
		s, "G2", "'topic':'amenity.water','value':'still','strength':'like'");
	house_stay(s, "S2", BOOKED ",'room':'302','booked_type':'DZ'," OF_GUEST("G2"));
	scenario_work(s);
	scenario_actor(s, "'role':'attendant'");
	json_t *plan = scenario_say(s, "plan.day", "'date':'2026-11-21'");
	const char *text = scenario_dump(s, plan);
	assert_non_null(strstr(text, "\"401\""));
	assert_non_null(strstr(text, "\"302\""));
	assert_null(strstr(text, "Berger"));
	plan = scenario_say(s, "plan.day", "'date':'2026-11-21','floor':'3'");
	text = scenario_dump(s, plan);
	assert_null(strstr(text, "\"401\""));
	assert_non_null(strstr(text, "\"302\""));
}

static void a_name_goes_only_where_the_hotel_says_so(void **state)
{
	struct scenario *s = *state;

	house_endpoint(s, "named",
		"'departments':['housekeeping'],'languages':['de'],'names':true");
	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	house_stay(s, "S1", "'status':'checked_in'");
	scenario_work(s);
	scenario_is(house_about(s, "named", "S1"), "name", "Frau Berger");
	assert_null(strstr(scenario_dump(s, house_about(s, "floor-4", "S1")), "Berger"));
	assert_null(strstr(scenario_dump(s, house_about(s, "office", "S1")), "Berger"));
	/* Nor there where the guest wants not to be known. */
	house_stay(s, "S1", "'incognito':true");
	house_stay(s, "S1", "'departure':'2026-11-25'");
	scenario_work(s);
	assert_null(strstr(scenario_dump(s, house_about(s, "named", "S1")), "Berger"));
}

static void secrets_of_an_endpoint_are_in_no_reply(void **state)
{
	struct scenario *s = *state;

	const char *text =
		scenario_dump(s, scenario_say(s, "endpoint.get", "'name':'office'"));
	assert_null(strstr(text, "whsec"));
	assert_null(strstr(text, "MfKQ9r8"));
	text = scenario_dump(s, scenario_say(s, "health", "'_':0"));
	assert_null(strstr(text, "MfKQ9r8"));
}

static void the_test_of_an_endpoint_says_that_it_is_one(void **state)
{
	struct scenario *s = *state;

	scenario_say(s, "endpoint.test", "'name':'office'");
	json_t *data = scenario_sent(s, "office", "checklist.issued");
	scenario_is(data, "test", "true");
	scenario_sent_only_to(s, "office");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(a_planted_sentence_reaches_nobody_but_the_desk),
		STORY(answers_keep_the_sentence_from_who_is_not_the_desk),
		STORY(a_check_in_is_answered_by_role),
		STORY(only_the_manager_is_told_why),
		STORY(a_department_asks_and_gets_its_own),
		STORY(the_plan_of_the_day_has_rooms_and_totals),
		STORY(a_name_goes_only_where_the_hotel_says_so),
		STORY(secrets_of_an_endpoint_are_in_no_reply),
		STORY(the_test_of_an_endpoint_says_that_it_is_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
