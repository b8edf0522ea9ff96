/* What a guest usually chooses: learned from what he was seen to choose, served, asked about or
 * left alone, and forgotten by nothing but a change of his. */
#include <stdio.h>
#include <string.h>

#include "support/house.h"

/* `count` breakfasts of G1, a day apart, the last of them on `day` of 2026-`month`. */
static void breakfasts(
	struct scenario *s, const char *plate, int count, int month, int day)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int from = 0;
	char local[40];

	for (int i = 0; i < month - 1; i++) {
		from += days[i];
	}
	from += day - count;
	for (int i = 0; i < count; i++) {
		int at = from + i, m = 0;

		while (at >= days[m]) {
			at -= days[m++];
		}
		(void)snprintf(
			local, sizeof local, "2026-%02d-%02d 08:10", m + 1, at + 1);
		scenario_at(s, local);
		scenario_is(scenario_say(s, "observation.recorded",
				    "'guest':{" PMS("G1") "},'topic':'breakfast.plate',"
							  "'value':'%s'",
				    plate),
			"learned", "true");
	}
}

/* Of G1's card. */
static json_t *usual(struct scenario *s)
{
	json_t *card = scenario_say(s, "guest.card", PMS("G1"));

	assert_int_equal(json_array_size(json_object_get(card, "usuals")), 1);
	return scenario_get(card, "usuals.0");
}

static json_t *arrive(struct scenario *s)
{
	return house_stay(s, "S1",
		"'status':'checked_in','arrival':'2026-11-21','departure':'2026-11-23',"
		"'room':'401','booked_type':'DZ','party':{'adults':1}," OF_GUEST("G1"));
}

static void the_new_usual_is_the_answer_after_two_months_away(void **state)
{
	struct scenario *s = *state;
	json_t *item;

	breakfasts(s, "tomato_cheese", 31, 9, 16);
	breakfasts(s, "scrambled_egg", 5, 9, 21);
	scenario_at(s, "2026-11-21 15:30");
	scenario_is(usual(s), "value", "scrambled_egg");
	scenario_is(usual(s), "advice", "serve");
	scenario_is(usual(s), "since", "2026-09-17");
	scenario_is(usual(s), "seen", "2026-09-21");
	scenario_is(usual(s), "times", "5");
	scenario_is(usual(s), "of", "5");
	scenario_is(usual(s), "before.value", "tomato_cheese");
	scenario_is(usual(s), "before.times", "31");
	scenario_is(usual(s), "before.of", "31");
	assert_true(json_integer_value(scenario_get(usual(s), "confidence")) >= 60);
	scenario_is(arrive(s), "ask", "absent");
	item = house_has(
		scenario_sent(s, "kitchen", "checklist.issued"), "breakfast.plate", "do");
	scenario_is(item, "value", "scrambled_egg");
}

static void once_more_the_old_one_and_the_desk_asks(void **state)
{
	struct scenario *s = *state;
	json_t *reply;

	breakfasts(s, "tomato_cheese", 31, 9, 16);
	breakfasts(s, "scrambled_egg", 5, 9, 21);
	breakfasts(s, "tomato_cheese", 1, 11, 21);
	scenario_at(s, "2026-11-21 15:30");
	scenario_is(usual(s), "advice", "ask");
	reply = arrive(s);
	scenario_is(reply, "ask.topic", "breakfast.plate");
	scenario_is(reply, "ask.text.de",
		"Frühstücksteller: wie immer Rührei – oder Tomate mit Käse?");
	scenario_is(reply, "ask.since", "2026-09-17");
	scenario_is(reply, "ask.because.0.detail", "5/6");
	scenario_is(usual(s), "value", "scrambled_egg");
	scenario_is(usual(s), "since", "2026-09-17");
	scenario_is(usual(s), "times", "5");
	scenario_is(usual(s), "of", "6");
	assert_true(json_integer_value(scenario_get(usual(s), "confidence")) < 60);
	/* Short on the desk's screen. */
	scenario_actor(s, "'role':'front_desk'");
	scenario_is(house_list(s, "S1"), "desk.ask.since", "2026-09-17");
	scenario_is(house_list(s, "S1"), "desk.ask.because", "absent");
	scenario_is(usual(s), "since", "2026-09-17");
	scenario_is(usual(s), "times", "absent");
	scenario_is(usual(s), "before", "absent");
	assert_int_equal(json_array_size(scenario_get(reply, "ask.options")), 2);
	house_has_not(scenario_sent(s, "office", "checklist.issued"), "breakfast.plate");
}

static void the_other_way_round_it_is_the_same(void **state)
{
	struct scenario *s = *state;
	json_t *reply;

	breakfasts(s, "scrambled_egg", 31, 9, 16);
	breakfasts(s, "tomato_cheese", 5, 9, 21);
	scenario_at(s, "2026-11-21 15:30");
	scenario_is(usual(s), "value", "tomato_cheese");
	scenario_is(usual(s), "advice", "serve");
	scenario_is(usual(s), "since", "2026-09-17");
	scenario_is(usual(s), "before.value", "scrambled_egg");
	assert_true(json_integer_value(scenario_get(usual(s), "confidence")) >= 60);
	breakfasts(s, "scrambled_egg", 1, 11, 21);
	scenario_at(s, "2026-11-21 15:30");
	scenario_is(usual(s), "advice", "ask");
	scenario_is(usual(s), "value", "tomato_cheese");
	reply = arrive(s);
	scenario_is(reply, "ask.text.de",
		"Frühstücksteller: wie immer Tomate mit Käse – oder Rührei?");
}

/* One breakfast of a guest, at the property of the moment. */
static json_t *breakfast(
	struct scenario *s, const char *guest, const char *plate, const char *local)
{
	scenario_at(s, local);
	return scenario_say(s, "observation.recorded",
		"'guest':{'ids':[{'system':'pms','id':'%s'}]},"
		"'topic':'breakfast.plate','value':'%s'",
		guest, plate);
}

static json_t *usuals(struct scenario *s, const char *guest)
{
	return json_object_get(scenario_say(s, "guest.card",
				       "'ids':[{'system':'pms','id':'%s'}]", guest),
		"usuals");
}

static void a_repeated_observation_counts_once(void **state)
{
	struct scenario *s = *state;

	for (int i = 0; i < 3; i++) {
		scenario_with_id(s, "pos-1");
		scenario_with_time(s, "2026-11-01 08:00");
		(void)breakfast(s, "G1", "muesli", "2026-11-20 09:00");
	}
	scenario_is(json_array_get(usuals(s, "G1"), 0), "times", "1");
	assert_int_equal(1,
		sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM observation"));
}

/* The same observations in any order give the same state, byte for byte. */
static void what_arrives_late_takes_its_place(void **state)
{
	static const char *const plates[] = {
		"muesli", "muesli", "fried_egg", "muesli", "porridge"};
	static const int orders[2][5] = {{0, 1, 2, 3, 4}, {3, 0, 4, 2, 1}};
	static const char *const guests[2] = {"G1", "G2"};
	struct scenario *s = *state;

	for (int g = 0; g < 2; g++) {
		for (int i = 0; i < 5; i++) {
			int at = orders[g][i];
			char id[32], local[40];

			(void)snprintf(id, sizeof id, "%s-%d", guests[g], at);
			(void)snprintf(
				local, sizeof local, "2026-10-0%d 08:00:00", at + 1);
			scenario_with_id(s, id);
			scenario_with_time(s, local);
			(void)breakfast(s, guests[g], plates[at], "2026-11-20 09:00");
		}
	}
	/* One over everything, and one of the season. */
	assert_int_equal(2, sg_test_number(scenario_database(s),
				    "SELECT COUNT(DISTINCT context, sealed_state, "
				    "seen_us) FROM belief"));
	assert_int_equal(
		4, sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM belief"));
	assert_true(json_equal(usuals(s, "G1"), usuals(s, "G2")));
}

static void one_observation_is_no_preference(void **state)
{
	struct scenario *s = *state;
	json_t *reply;

	(void)breakfast(s, "G1", "muesli", "2026-11-01 08:00");
	scenario_is(json_array_get(usuals(s, "G1"), 0), "advice", "silent");
	scenario_at(s, "2026-11-21 15:30");
	reply = arrive(s);
	scenario_is(reply, "ask", "absent");
	house_has_not(house_list(s, "S1"), "breakfast.plate");
	reply = house_list(s, "S1");
	scenario_is(reply, "left_out.0.reason", "unsure");
	scenario_is(reply, "left_out.0.because.source", "usual");
	scenario_is(reply, "left_out.0.because.said", "2026-11-01");
	(void)scenario_text(reply, "left_out.0.because.guest");
}

static void what_may_not_be_learned_is_not_kept(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 23:00");
	scenario_is(scenario_say(s, "observation.recorded",
			    "'guest':{" PMS("G1") "},'topic':'minibar.stock',"
						  "'value':'soft_drinks'"),
		"learned", "false");
	scenario_refused(s, PMS_E_INVALID, "topic_not_observed", "observation.recorded",
		"'guest':{" PMS("G1") "},'topic':'bar.usual','value':'Negroni'");
	assert_int_equal(0,
		sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM observation"));
	assert_int_equal(
		0, sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM guest"));
}

static void what_is_said_outranks_what_is_done_until_it_changes(void **state)
{
	struct scenario *s = *state;
	json_t *item, *reply;

	breakfasts(s, "muesli", 8, 9, 10);
	scenario_at(s, "2026-09-11 08:00");
	house_states(s, "G1",
		"'topic':'breakfast.plate','value':'porridge','strength':'like'");
	scenario_at(s, "2026-09-12 08:00");
	house_stay(s, "S0",
		"'status':'booked','arrival':'2026-09-12','departure':'2026-09-14',"
		"'room':'402'," OF_GUEST("G1"));
	item = house_has(house_list(s, "S0"), "breakfast.plate", "do");
	scenario_is(item, "value", "porridge");
	scenario_is(house_list(s, "S0"), "desk.ask", "absent");
	/* He keeps on choosing something else: which of the two is it now? */
	breakfasts(s, "fried_egg", 8, 11, 20);
	scenario_at(s, "2026-11-21 15:30");
	reply = arrive(s);
	scenario_is(reply, "ask.text.de",
		"Frühstücksteller: weiterhin Haferbrei – oder Spiegelei wie zuletzt?");
}

static void a_never_and_a_hazard_beat_the_usual(void **state)
{
	struct scenario *s = *state;

	breakfasts(s, "muesli", 8, 11, 10);
	scenario_at(s, "2026-11-11 08:00");
	house_agrees(s, "G1");
	house_states(
		s, "G1", "'topic':'diet.allergen','value':'nuts','strength':'require'");
	scenario_at(s, "2026-11-21 15:30");
	scenario_is(arrive(s), "ask", "absent");
	house_has_not(house_list(s, "S1"), "breakfast.plate");
}

/* The mariachi: what was liked in one house does not follow a guest through the chain; what two
 * houses saw does. */
static void a_usual_stays_in_its_house_until_two_have_seen_it(void **state)
{
	static const char *const houses[] = {"BER1", "MUC1", "KOE1"};
	struct scenario *s = *state;

	scenario_at(s, "2026-01-02 08:00");
	for (int h = 0; h < 3; h++) {
		house_build_as(s, houses[h],
			"'zone':'Europe/Berlin','live':true,'chain':'KETTE'");
	}
	scenario_property(s, "MUC1");
	breakfasts(s, "muesli", 8, 6, 10);
	scenario_property(s, "BER1");
	assert_int_equal(json_array_size(usuals(s, "G1")), 0);
	scenario_property(s, "KOE1");
	breakfasts(s, "muesli", 8, 7, 10);
	scenario_property(s, "BER1");
	assert_int_equal(json_array_size(usuals(s, "G1")), 0);
	/* And only with his leave. */
	scenario_at(s, "2026-07-20 09:00");
	scenario_say(s, "consent.given",
		"'guest':{" PMS("G1") "},'purpose':'memory','level':'chain',"
				      "'text_version':'privacy-3','channel':'desk'");
	scenario_is(json_array_get(usuals(s, "G1"), 0), "value", "muesli");
	scenario_is(json_array_get(usuals(s, "G1"), 0), "elsewhere", "true");
}

static void nobody_is_asked_in_a_group_or_in_the_lobby(void **state)
{
	struct scenario *s = *state;

	breakfasts(s, "tomato_cheese", 31, 9, 16);
	breakfasts(s, "scrambled_egg", 3, 9, 21);
	scenario_at(s, "2026-11-21 15:30");
	scenario_is(usual(s), "advice", "ask");
	scenario_is(house_stay(s, "S1",
			    "'status':'checked_in','arrival':'2026-11-21',"
			    "'departure':'2026-11-23','room':'401','group':'TOUR-9'"
			    "," OF_GUEST("G1")),
		"ask", "absent");
	house_stay(s, "S2",
		"'status':'waiting','arrival':'2026-11-21','departure':'2026-11-23',"
		"'room':'402'," OF_GUEST("G1"));
	scenario_is(house_list(s, "S2"), "desk.ask", "absent");
}

/* What many choose, nobody's name on it: work folds it into what is known of the topic. */
static void what_many_choose_is_known_of_the_topic(void **state)
{
	static const char *const plates[] = {"muesli", "muesli", "muesli", "porridge"};
	struct scenario *s = *state;
	char guest[16];

	for (int i = 0; i < 40; i++) {
		(void)snprintf(guest, sizeof guest, "G%d", i / 2);
		(void)breakfast(s, guest, plates[i % 4],
			i % 2 == 0 ? "2026-11-01 08:00" : "2026-11-02 08:00");
	}
	assert_int_equal(
		40, sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM lesson"));
	/* A guest's first teaches no weights. */
	assert_int_equal(20, sg_test_number(scenario_database(s),
				     "SELECT COUNT(*) FROM lesson WHERE parts IS NULL"));
	scenario_reopen(s, NULL);
	scenario_at(s, "2026-11-02 09:00");
	scenario_work(s);
	assert_int_equal(
		0, sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM lesson"));
	assert_int_equal(1, sg_test_number(scenario_database(s),
				    "SELECT COUNT(*) FROM habit WHERE version = 1"));
	/* One who was seen for the first time, and is away for years: what is popular counts. */
	(void)breakfast(s, "G99", "muesli", "2026-11-02 09:30");
	scenario_at(s, "2036-11-02 09:30");
	assert_true(json_integer_value(scenario_get(
			    json_array_get(usuals(s, "G99"), 0), "confidence")) >= 40);
}

static void a_question_is_not_asked_again_within_a_year(void **state)
{
	struct scenario *s = *state;

	breakfasts(s, "tomato_cheese", 31, 9, 16);
	breakfasts(s, "scrambled_egg", 3, 9, 21);
	scenario_at(s, "2026-11-20 10:00");
	house_stay(s, "S1", BOOKED ",'room':'401'," OF_GUEST("G1"));
	/* The list is ready the day before; the check-in is a pure one. */
	scenario_at(s, "2026-11-20 16:30");
	scenario_work(s);
	scenario_at(s, "2026-11-21 15:30");
	scenario_is(house_stay(s, "S1", "'status':'checked_in'"), "ask.topic",
		"breakfast.plate");
	scenario_at(s, "2026-11-21 18:00");
	scenario_is(house_list(s, "S1"), "desk.ask.topic", "breakfast.plate");
	house_stay(s, "S1", "'room':'402'");
	scenario_is(house_list(s, "S1"), "desk.ask.topic", "breakfast.plate");
	scenario_at(s, "2026-11-23 10:00");
	house_stay(s, "S1", "'status':'checked_out'");
	scenario_at(s, "2026-12-20 15:30");
	scenario_is(house_stay(s, "S2",
			    "'status':'checked_in','arrival':'2026-12-20',"
			    "'departure':'2026-12-22','room':'401'," OF_GUEST("G1")),
		"ask", "absent");
	scenario_is(house_list(s, "S2"), "left_out.0.reason", "unsure");
}

/* One question a check-in: what becomes unsure during the stay is not sent after it. */
static void the_desk_is_not_sent_a_second_question(void **state)
{
	struct scenario *s = *state;

	breakfasts(s, "muesli", 8, 11, 10);
	scenario_at(s, "2026-11-21 15:30");
	scenario_is(arrive(s), "ask", "absent");
	scenario_forget(s);
	(void)breakfast(s, "G1", "porridge", "2026-11-22 08:00");
	(void)breakfast(s, "G1", "porridge", "2026-11-22 08:30");
	(void)breakfast(s, "G1", "porridge", "2026-11-22 09:00");
	scenario_work(s);
	scenario_is(house_list(s, "S1"), "desk.ask", "absent");
}

/* He has not answered yet; but he is asked by nobody else within a year. */
static void a_check_in_taken_back_and_said_again_asks_again(void **state)
{
	struct scenario *s = *state;

	breakfasts(s, "tomato_cheese", 31, 9, 16);
	breakfasts(s, "scrambled_egg", 3, 9, 21);
	scenario_at(s, "2026-11-21 15:30");
	scenario_is(arrive(s), "ask.topic", "breakfast.plate");
	scenario_at(s, "2026-11-21 15:31");
	house_stay(s, "S1", "'status':'booked'");
	scenario_at(s, "2026-11-21 15:32");
	scenario_is(house_stay(s, "S1", "'status':'checked_in'"), "ask.topic",
		"breakfast.plate");
	scenario_at(s, "2026-11-21 15:33");
	house_stay(s, "S1", "'status':'booked'");
	house_stay(s, "S1", "'status':'cancelled'");
	scenario_at(s, "2026-11-21 15:40");
	scenario_is(house_stay(s, "S2",
			    "'status':'checked_in','arrival':'2026-11-21',"
			    "'departure':'2026-11-22','room':'402'," OF_GUEST("G1")),
		"ask", "absent");
}

static void a_topic_taken_back_takes_its_usual_along(void **state)
{
	struct scenario *s = *state;

	breakfasts(s, "muesli", 8, 11, 20);
	scenario_at(s, "2026-11-21 08:00");
	house_stay(s, "S1", BOOKED ",'room':'401'," OF_GUEST("G1"));
	(void)house_has(house_list(s, "S1"), "breakfast.plate", "do");
	scenario_say(s, "preference.withdrawn",
		"'guest':{" PMS("G1") "},'topic':'breakfast.plate'");
	scenario_work(s);
	assert_int_equal(json_array_size(usuals(s, "G1")), 0);
	assert_int_equal(0, sg_test_number(scenario_database(s),
				    "SELECT (SELECT COUNT(*) FROM belief) + COUNT(*) "
				    "FROM observation"));
	house_has_not(house_list(s, "S1"), "breakfast.plate");
}

static void a_log_keeps_the_newest_two_hundred(void **state)
{
	struct scenario *s = *state;
	int64_t kept;

	scenario_batch_begin(s);
	for (int i = 0; i < 230; i++) {
		char local[40];

		(void)snprintf(local, sizeof local, "2026-%02d-%02d 08:00", 1 + i / 28,
			1 + i % 28);
		(void)breakfast(s, "G1", "muesli", local);
	}
	(void)scenario_batch_end(s);
	kept = sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM observation");
	assert_int_equal(kept, 200);
	scenario_is(json_array_get(usuals(s, "G1"), 0), "times", "230");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(the_new_usual_is_the_answer_after_two_months_away),
		STORY(once_more_the_old_one_and_the_desk_asks),
		STORY(the_other_way_round_it_is_the_same),
		STORY(a_repeated_observation_counts_once),
		STORY(what_arrives_late_takes_its_place),
		STORY(one_observation_is_no_preference),
		STORY(what_may_not_be_learned_is_not_kept),
		STORY(what_is_said_outranks_what_is_done_until_it_changes),
		STORY(a_never_and_a_hazard_beat_the_usual),
		STORY(a_usual_stays_in_its_house_until_two_have_seen_it),
		STORY(nobody_is_asked_in_a_group_or_in_the_lobby),
		STORY(what_many_choose_is_known_of_the_topic),
		STORY(a_question_is_not_asked_again_within_a_year),
		STORY(the_desk_is_not_sent_a_second_question),
		STORY(a_check_in_taken_back_and_said_again_asks_again),
		STORY(a_topic_taken_back_takes_its_usual_along),
		STORY(a_log_keeps_the_newest_two_hundred),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
