/* What is learned of choices of every kind: of values that go together, of what is asked for or
 * not, of numbers, and of what was an exception. */
#include <stdio.h>

#include "support/house.h"

static json_t *usuals(struct scenario *s, const char *guest)
{
	return json_object_get(scenario_say(s, "guest.card",
				       "'ids':[{'system':'pms','id':'%s'}]", guest),
		"usuals");
}

/* Of G1's card. */
static json_t *usual(struct scenario *s)
{
	json_t *all = usuals(s, "G1");

	assert_int_equal(json_array_size(all), 1);
	return json_array_get(all, 0);
}

static json_t *arrive(struct scenario *s)
{
	return house_stay(s, "S1",
		"'status':'checked_in','arrival':'2026-11-21','departure':'2026-11-23',"
		"'room':'401','booked_type':'DZ','party':{'adults':1}," OF_GUEST("G1"));
}

/* Observations of a value of a topic by G1, at each of these days of November. */
static void chooses(struct scenario *s, const char *topic, const char *value, int from,
	int until, int step)
{
	char local[40];

	for (int day = from; day <= until; day += step) {
		(void)snprintf(local, sizeof local, "2026-11-%02d 20:00", day);
		scenario_at(s, local);
		scenario_say(s, "observation.recorded",
			"'guest':{" PMS("G1") "},'topic':'%s','value':%s", topic, value);
	}
}

static void a_tea_that_is_nearly_always_taken_is_there_beside_the_one_he_named(
	void **state)
{
	struct scenario *s = *state;
	json_t *list;

	chooses(s, "drink.tea", "'mint'", 1, 18, 2);
	chooses(s, "drink.coffee", "'decaf'", 2, 18, 4);
	chooses(s, "drink.coffee", "'espresso'", 4, 18, 4);
	scenario_at(s, "2026-11-20 09:00");
	house_states(s, "G1", "'topic':'drink.tea','value':'black','strength':'like'");
	scenario_at(s, "2026-11-21 15:30");
	scenario_is(arrive(s), "ask", "absent");
	list = house_list(s, "S1");
	scenario_is(list, "items.0.value", "black");
	scenario_is(list, "items.1.value", "mint");
	/* In turns: neither. */
	house_has_not(list, "drink.coffee");
	/* What he never wants is not served, whatever he took. */
	house_states(s, "G1", "'topic':'drink.tea','value':'mint','strength':'never'");
	scenario_work(s);
	list = house_list(s, "S1");
	scenario_is(list, "items.0.value", "black");
	assert_int_equal(json_array_size(json_object_get(list, "items")), 1);
}

static void a_pillow_asked_for_again_and_again_is_offered(void **state)
{
	struct scenario *s = *state;
	json_t *reply;

	chooses(s, "bed.pillow", "'firm'", 1, 18, 3);
	scenario_at(s, "2026-11-21 15:30");
	reply = arrive(s);
	scenario_is(reply, "ask.topic", "bed.pillow");
	assert_int_equal(json_array_size(scenario_get(reply, "ask.options")), 1);
	house_has_not(house_list(s, "S1"), "bed.pillow");
}

static void an_iron_asked_for_thrice_is_there_until_it_is_not_wanted(void **state)
{
	struct scenario *s = *state;

	chooses(s, "device.iron", "true", 1, 1, 1);
	scenario_at(s, "2026-11-21 08:00");
	house_stay(s, "S1", BOOKED ",'room':'401'," OF_GUEST("G1"));
	house_has_not(house_list(s, "S1"), "device.iron");
	chooses(s, "device.iron", "true", 2, 5, 1);
	scenario_at(s, "2026-11-21 08:10");
	scenario_work(s);
	(void)house_has(house_list(s, "S1"), "device.iron", "place");
	chooses(s, "device.iron", "false", 10, 15, 1);
	scenario_at(s, "2026-11-21 08:20");
	scenario_work(s);
	house_has_not(house_list(s, "S1"), "device.iron");
	scenario_is(usual(s), "value", "no");
	scenario_is(usual(s), "advice", "silent");
}

/* What was asked for some times is no usual of one who was not seen for long. */
static void of_what_was_asked_for_an_absence_makes_unsure(void **state)
{
	struct scenario *s = *state;

	chooses(s, "device.iron", "true", 1, 12, 1);
	scenario_is(usual(s), "advice", "serve");
	scenario_at(s, "2028-11-12 20:00");
	scenario_is(usual(s), "value", "yes");
	scenario_is(usual(s), "advice", "silent");
}

/* What he sets is served as soon as it is sure, in half degrees; nobody is asked about degrees. */
static void a_set_temperature_is_served_in_half_degrees(void **state)
{
	struct scenario *s = *state;
	static const char *const set[] = {
		"19.4", "19.6", "19.55", "19.5", "19.3", "19.7"};

	for (int i = 0; i < 6; i++) {
		chooses(s, "room.temperature", set[i], 1 + i, 1 + i, 1);
	}
	scenario_is(usual(s), "value", "19.5");
	scenario_is(usual(s), "times", "6");
	scenario_at(s, "2026-11-21 15:30");
	scenario_is(arrive(s), "ask", "absent");
	scenario_is(house_has(house_list(s, "S1"), "room.temperature", "do"), "value",
		"19.5");
	/* Colder and colder: nobody is asked, and nothing is set. */
	for (int i = 0; i < 4; i++) {
		chooses(s, "room.temperature", i % 2 == 0 ? "17" : "24", 22 + i, 22 + i,
			1);
	}
	scenario_work(s);
	house_has_not(house_list(s, "S1"), "room.temperature");
	scenario_is(house_list(s, "S1"), "desk.ask", "absent");
}

/* Nothing is popular among degrees: an absence makes unsure there, too. */
static void an_absence_makes_unsure_of_a_number(void **state)
{
	struct scenario *s = *state;
	json_int_t sure;

	for (int i = 1; i < 9; i++) {
		char local[40];

		(void)snprintf(local, sizeof local, "2026-11-0%d 22:00", i);
		scenario_at(s, local);
		scenario_say(s, "observation.recorded",
			"'guest':{" PMS("G1") "},'topic':'room.temperature',"
					      "'value':19.5");
	}
	scenario_is(usual(s), "value", "19.5");
	sure = json_integer_value(scenario_get(usual(s), "confidence"));
	scenario_at(s, "2029-11-08 22:00");
	assert_true(json_integer_value(scenario_get(usual(s), "confidence")) < sure);
}

static void an_exception_never_becomes_memory(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_stay(s, "S1", BOOKED ",'room':'401'," OF_GUEST("G1"));
	for (int i = 0; i < 5; i++) {
		scenario_is(scenario_say(s, "observation.recorded",
				    "'guest':{" PMS("G1") "},'topic':'breakfast.plate',"
							  "'value':'porridge',"
							  "'only_this_time':true"),
			"learned", "false");
	}
	house_states(s, "G1",
		"'topic':'amenity.water','value':'sparkling','strength':'like',"
		"'scope':'stay','stay':{" PMS("S1") "}");
	assert_int_equal(json_array_size(usuals(s, "G1")), 0);
	assert_int_equal(0,
		sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM observation"));
	scenario_at(s, "2026-11-25 08:00");
	house_stay(s, "S2",
		"'status':'booked','arrival':'2026-11-25','departure':'2026-11-26',"
		"'room':'401'," OF_GUEST("G1"));
	house_has_not(house_list(s, "S2"), "amenity.water");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(a_tea_that_is_nearly_always_taken_is_there_beside_the_one_he_named),
		STORY(a_pillow_asked_for_again_and_again_is_offered),
		STORY(an_iron_asked_for_thrice_is_there_until_it_is_not_wanted),
		STORY(of_what_was_asked_for_an_absence_makes_unsure),
		STORY(a_set_temperature_is_served_in_half_degrees),
		STORY(an_absence_makes_unsure_of_a_number),
		STORY(an_exception_never_becomes_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
