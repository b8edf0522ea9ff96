/* What a guest chooses alone, with his family or on business, and in which season: known apart
 * where it differs, and only there. */
#include <stdio.h>

#include "support/house.h"

#define FAMILY "'party':{'adults':2,'children':[{'age_group':'3-6','count':1}]}"
#define ALONE "'party':{'adults':1}"
#define BUSINESS "'purpose':'business'," ALONE

/* G1's stay over one night, with a breakfast of it on the next morning. */
static void stays(struct scenario *s, const char *stay, const char *day, const char *next,
	const char *who, const char *plate)
{
	char local[40];

	(void)snprintf(local, sizeof local, "%s 15:00", day);
	scenario_at(s, local);
	house_stay(s, stay,
		"'status':'checked_in','arrival':'%s','departure':'%s','room':'401',%s,"
		"'booked_type':'DZ'," OF_GUEST("G1"),
		day, next, who);
	(void)snprintf(local, sizeof local, "%s 08:00", next);
	scenario_at(s, local);
	scenario_is(scenario_say(s, "observation.recorded",
			    "'guest':{" PMS("G1") "},'topic':'breakfast.plate',"
						  "'value':'%s'",
			    plate),
		"learned", "true");
	(void)snprintf(local, sizeof local, "%s 10:00", next);
	scenario_at(s, local);
	house_stay(s, stay, "'status':'checked_out'");
}

/* `count` of them, each a month's day after the other. */
static void nights(struct scenario *s, int month, int from, int count, const char *who,
	const char *plate)
{
	for (int i = 0; i < count; i++) {
		char stay[16], day[16], next[16];

		(void)snprintf(stay, sizeof stay, "N%d-%d", month, from + i);
		(void)snprintf(day, sizeof day, "2026-%02d-%02d", month, from + i);
		(void)snprintf(next, sizeof next, "2026-%02d-%02d", month, from + i + 1);
		stays(s, stay, day, next, who, plate);
	}
}

static json_t *usual(struct scenario *s)
{
	json_t *card = scenario_say(s, "guest.card", PMS("G1"));

	assert_int_equal(json_array_size(json_object_get(card, "usuals")), 1);
	return scenario_get(card, "usuals.0");
}

static const char *served(
	struct scenario *s, const char *stay, const char *room, const char *who)
{
	json_t *item;

	scenario_at(s, "2026-11-21 08:00");
	house_stay(s, stay, BOOKED ",'room':'%s','booked_type':'DZ',%s," OF_GUEST("G1"),
		room, who);
	item = house_item(house_list(s, stay), "breakfast.plate");
	return item != NULL ? json_string_value(json_object_get(item, "value")) : "none";
}

static void what_he_takes_with_his_family_is_not_what_he_takes_alone(void **state)
{
	struct scenario *s = *state;

	nights(s, 9, 1, 8, ALONE, "muesli");
	nights(s, 10, 1, 6, FAMILY, "scrambled_egg");
	nights(s, 10, 10, 4, ALONE, "muesli");
	scenario_is(usual(s), "value", "muesli");
	scenario_is(usual(s), "contexts.0.party", "family");
	scenario_is(usual(s), "contexts.0.value", "scrambled_egg");
	scenario_is(usual(s), "contexts.0.times", "6");
	assert_int_equal(json_array_size(scenario_get(usual(s), "contexts")), 1);
	assert_string_equal(served(s, "S1", "401", FAMILY), "scrambled_egg");
	scenario_is(house_list(s, "S1"), "why.0.because.0.detail", "6/6 family");
	assert_string_equal(served(s, "S2", "402", ALONE), "muesli");
	/* On business nobody knows him otherwise. */
	assert_string_equal(served(s, "S3", "403", BUSINESS), "muesli");
}

static void four_times_with_the_family_are_not_enough(void **state)
{
	struct scenario *s = *state;

	nights(s, 9, 1, 8, ALONE, "muesli");
	nights(s, 10, 1, 4, FAMILY, "scrambled_egg");
	nights(s, 10, 10, 6, ALONE, "muesli");
	scenario_is(usual(s), "value", "muesli");
	scenario_is(usual(s), "contexts", "absent");
	assert_string_equal(served(s, "S1", "401", FAMILY), "muesli");
}

/* The till names the stay; an unknown one says nothing of company. */
static void the_stay_that_is_named_counts(void **state)
{
	struct scenario *s = *state;
	static const char *const stays_named[] = {"F1", "ELSE"};

	scenario_at(s, "2026-09-01 09:00");
	house_stay(s, "F1",
		"'status':'booked','arrival':'2026-12-21','departure':'2026-12-23'"
		"," FAMILY "," OF_GUEST("G1"));
	for (int i = 0; i < 16; i++) {
		char local[40];

		(void)snprintf(local, sizeof local, "2026-09-%02d 08:00", 2 + i);
		scenario_at(s, local);
		scenario_say(s, "observation.recorded",
			"'guest':{" PMS("G1") "},'topic':'breakfast.plate','value':'%s',"
					      "'stay':{'ids':[{'system':'pms',"
					      "'id':'%s'}]}",
			i < 6 ? "porridge" : "muesli", stays_named[i >= 6]);
	}
	scenario_is(usual(s), "value", "muesli");
	scenario_is(usual(s), "contexts.0.party", "family");
	scenario_is(usual(s), "contexts.0.value", "porridge");
}

static void a_season_is_one_when_it_has_come_back(void **state)
{
	struct scenario *s = *state;
	char local[40];

	for (int year = 2025; year < 2027; year++) {
		for (int i = 0; i < 12; i++) {
			(void)snprintf(local, sizeof local, "%d-%02d-0%d 08:00", year,
				i < 4 ? 1 : 11, 1 + i % 4 + i / 8 * 4);
			scenario_at(s, local);
			scenario_say(s, "observation.recorded",
				"'guest':{" PMS("G1") "},'topic':'breakfast.plate',"
						      "'value':'%s'",
				i < 4 ? "porridge" : "muesli");
		}
		scenario_is(usual(s), "value", "muesli");
		if (year == 2025) {
			scenario_is(usual(s), "contexts", "absent");
		}
	}
	scenario_is(usual(s), "contexts.0.value", "porridge");
	scenario_is(usual(s), "contexts.0.season.from", "12-01");
	scenario_is(usual(s), "contexts.0.season.until", "02-29");
	scenario_at(s, "2026-12-20 08:00");
	house_stay(s, "S1",
		"'status':'booked','arrival':'2026-12-20','departure':'2026-12-22',"
		"'room':'401','booked_type':'DZ'," OF_GUEST("G1"));
	scenario_is(
		house_item(house_list(s, "S1"), "breakfast.plate"), "value", "porridge");
	scenario_is(house_list(s, "S1"), "why.0.because.0.detail", "8/8 dec-feb");
}

/* The log alone makes all states again. */
static void what_arrives_late_is_learned_where_it_belongs(void **state)
{
	struct scenario *s = *state;
	json_t *before;
	int64_t states;

	nights(s, 9, 1, 8, ALONE, "muesli");
	nights(s, 10, 1, 6, FAMILY, "scrambled_egg");
	nights(s, 10, 10, 4, ALONE, "muesli");
	before = json_deep_copy(usual(s));
	states = sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM belief");
	assert_int_equal(states, 4); /* everything, alone, family, autumn */
	scenario_with_time(s, "2026-10-03 08:30");
	scenario_say(s, "observation.recorded",
		"'guest':{" PMS("G1") "},'topic':'breakfast.plate','value':'muesli',"
				      "'stay':{" PMS("N9-1") "}");
	assert_false(json_equal(before, usual(s)));
	scenario_is(usual(s), "contexts.0.value", "scrambled_egg");
	assert_int_equal(states,
		sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM belief"));
	json_decref(before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(what_he_takes_with_his_family_is_not_what_he_takes_alone),
		STORY(four_times_with_the_family_are_not_enough),
		STORY(the_stay_that_is_named_counts),
		STORY(a_season_is_one_when_it_has_come_back),
		STORY(what_arrives_late_is_learned_where_it_belongs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
