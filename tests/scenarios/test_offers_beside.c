/* Who stays in several rooms or shares one with others is asked or offered one thing as he
 * arrives, whichever stay it comes with. */
#include <stdio.h>

#include "support/house.h"

#define OFFER(code) "'code':'" code "','texts':[{'language':'de','title':'X','say':'X?'}]"

/* Two things to offer, so that having been offered one leaves another. */
static void begin(struct scenario *s)
{
	scenario_at(s, "2026-11-20 08:00");
	scenario_say(s, "property.changed", "'offers':{'on':true}");
	scenario_say(s, "offer.put", OFFER("late") ",'times':1");
	scenario_say(s, "offer.put", OFFER("spa") ",'times':1");
}

static void books(
	struct scenario *s, const char *stay, const char *room, const char *people)
{
	house_stay(s, stay, BOOKED ",'room':'%s','booked_type':'DZ',%s", room, people);
}

static json_t *arrives(struct scenario *s, const char *stay, const char *hour)
{
	char local[32];

	(void)snprintf(local, sizeof local, "2026-11-21 %s", hour);
	scenario_at(s, local);
	return house_stay(s, stay, "'status':'checked_in'");
}

static const char *verdict(struct scenario *s, const char *stay, const char *offer)
{
	json_t *list = scenario_say(
		s, "offer.list", "'stay':{'ids':[{'system':'pms','id':'%s'}]}", stay);

	return scenario_text(
		scenario_get(list, offer[0] == 'l' ? "offers.0" : "offers.1"), "verdict");
}

/* Equal and opposing wishes: the desk asks. */
static void oppose(struct scenario *s)
{
	house_states(s, "G1", "'topic':'room.temperature','value':18,'strength':'like'");
	house_states(s, "G2", "'topic':'room.temperature','value':24,'strength':'like'");
}

static void of_two_stays_in_a_room_the_question_of_one_silences_the_other(void **state)
{
	struct scenario *s = *state;

	begin(s);
	oppose(s);
	books(s, "S1", "401", OF_GUEST("G1"));
	books(s, "S2", "401", OF_GUEST("G2"));
	scenario_work(s);
	scenario_is(arrives(s, "S1", "15:00"), "ask.topic", "room.temperature");
	scenario_is(arrives(s, "S2", "15:10"), "offer", "absent");
	scenario_is(house_list(s, "S2"), "desk.ask", "absent");
	assert_string_equal(verdict(s, "S2", "late"), "question");
}

static void who_is_not_asked_beside_it_is_offered_something(void **state)
{
	struct scenario *s = *state;

	begin(s);
	oppose(s);
	books(s, "S1", "401", OF_GUEST("G1"));
	books(s, "S2", "401", OF_GUEST("G2"));
	books(s, "S3", "401", OF_GUEST("G3"));
	scenario_work(s);
	scenario_is(arrives(s, "S1", "15:00"), "ask.topic", "room.temperature");
	scenario_is(arrives(s, "S3", "15:10"), "offer.code", "late");
}

static void who_leads_two_stays_of_a_room_is_not_asked_and_offered(void **state)
{
	struct scenario *s = *state;

	begin(s);
	oppose(s);
	books(s, "S1", "401", OF_GUEST("G1"));
	books(s, "S2", "401", OF_GUEST("G2"));
	books(s, "S3", "401", OF_GUEST("G1"));
	scenario_work(s);
	scenario_is(arrives(s, "S1", "15:00"), "ask.topic", "room.temperature");
	scenario_is(arrives(s, "S3", "15:10"), "offer", "absent");
}

/* By another of his profiles, too. */
static void who_is_merged_is_one(void **state)
{
	struct scenario *s = *state;

	begin(s);
	oppose(s);
	books(s, "S1", "401", OF_GUEST("G1"));
	books(s, "S2", "401", OF_GUEST("G2"));
	books(s, "S3", "401", OF_GUEST("G3"));
	scenario_say(s, "guest.merged", PMS("G2") ",'merged':{" PMS("G3") "}");
	scenario_work(s);
	scenario_is(arrives(s, "S1", "15:00"), "ask.topic", "room.temperature");
	scenario_is(arrives(s, "S3", "15:10"), "offer", "absent");
}

/* Nobody asked anything until he came, and the list of who is there asks now. */
static void who_brings_the_question_is_not_offered_something(void **state)
{
	struct scenario *s = *state;

	begin(s);
	oppose(s);
	books(s, "S1", "401", OF_GUEST("G1"));
	scenario_work(s);
	scenario_is(arrives(s, "S1", "15:00"), "offer.code", "late");
	scenario_at(s, "2026-11-21 15:10");
	scenario_is(house_stay(s, "S2",
			    "'status':'checked_in','arrival':'2026-11-21',"
			    "'departure':'2026-11-23','room':'401'," OF_GUEST("G2")),
		"offer", "absent");
	scenario_is(house_list(s, "S1"), "desk.ask.topic", "room.temperature");
	scenario_is(house_list(s, "S1"), "desk.offer", "absent");
}

/* G1 books two rooms. */
static void of_two_rooms_one_is_offered_something(void **state)
{
	struct scenario *s = *state;

	begin(s);
	books(s, "S1", "401", OF_GUEST("G1"));
	books(s, "S2", "402", OF_GUEST("G1"));
	scenario_work(s);
	scenario_is(arrives(s, "S1", "15:00"), "offer.code", "late");
	scenario_is(arrives(s, "S2", "15:10"), "offer", "absent");
	assert_string_equal(verdict(s, "S2", "spa"), "too_often");
	/* Once there is nothing to answer any more, too; the next time he comes, he may be. */
	scenario_say(s, "offer.answered",
		"'stay':{" PMS("S1") "},'offer':'late','answer':'accepted'");
	assert_string_equal(verdict(s, "S2", "spa"), "too_often");
	scenario_at(s, "2026-11-23 09:00");
	house_stay(s, "S1", "'status':'checked_out'");
	house_stay(s, "S2", "'status':'checked_out'");
	house_stay(s, "S3",
		"'status':'booked','arrival':'2026-11-24','departure':'2026-11-25',"
		"'room':'401','booked_type':'DZ'," OF_GUEST("G1"));
	assert_string_equal(verdict(s, "S3", "spa"), "fits");
}

/* A usual of G1's that the desk asks about. */
static void is_unsure_of_a_plate(struct scenario *s)
{
	char local[40];

	for (int day = 1; day <= 34; day++) {
		(void)snprintf(local, sizeof local, "2026-%02d-%02d 08:10",
			day <= 31 ? 8 : 9, day <= 31 ? day : day - 13);
		scenario_at(s, local);
		scenario_say(s, "observation.recorded",
			"'guest':{" PMS("G1") "},'topic':'breakfast.plate','value':'%s'",
			day <= 31 ? "tomato_cheese" : "scrambled_egg");
	}
}

static void what_is_asked_in_one_room_silences_offers_in_the_other(void **state)
{
	struct scenario *s = *state;

	is_unsure_of_a_plate(s);
	begin(s);
	books(s, "S1", "401", OF_GUEST("G1"));
	books(s, "S2", "402", OF_GUEST("G1"));
	scenario_work(s);
	scenario_is(arrives(s, "S1", "15:00"), "ask.topic", "breakfast.plate");
	scenario_is(arrives(s, "S2", "15:10"), "ask", "absent");
	scenario_is(house_list(s, "S2"), "desk.offer", "absent");
	assert_string_equal(verdict(s, "S2", "late"), "question");
}

/* The other way round, too: what was offered is not followed by a question. */
static void what_is_offered_in_one_room_silences_questions_in_the_other(void **state)
{
	struct scenario *s = *state;

	begin(s);
	books(s, "S1", "401", OF_GUEST("G1"));
	scenario_work(s);
	scenario_is(arrives(s, "S1", "15:00"), "offer.code", "late");
	is_unsure_of_a_plate(s);
	scenario_at(s, "2026-11-21 15:10");
	scenario_is(house_stay(s, "S2",
			    "'status':'checked_in','arrival':'2026-11-21',"
			    "'departure':'2026-11-23','room':'402'," OF_GUEST("G1")),
		"ask", "absent");
	scenario_is(house_list(s, "S2"), "left_out.0.reason", "unsure");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(of_two_stays_in_a_room_the_question_of_one_silences_the_other),
		STORY(who_is_not_asked_beside_it_is_offered_something),
		STORY(who_leads_two_stays_of_a_room_is_not_asked_and_offered),
		STORY(who_is_merged_is_one),
		STORY(who_brings_the_question_is_not_offered_something),
		STORY(of_two_rooms_one_is_offered_something),
		STORY(what_is_asked_in_one_room_silences_offers_in_the_other),
		STORY(what_is_offered_in_one_room_silences_questions_in_the_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
