/* Not too much: what a guest did about an attention, and what he is spared from then on. */
#include <stdio.h>
#include <string.h>

#include "support/house.h"

#define G1 "'guest':{" PMS("G1") "}"
#define OF_S1 "'stay':{" PMS("S1") "}"

static json_t *card(struct scenario *s)
{
	return scenario_say(s, "guest.card", PMS("G1"));
}

/* Beyond the two with which he asked for what he has. */
static int64_t reactions(struct scenario *s)
{
	return sg_test_number(scenario_database(s), "SELECT COUNT(*) - 2 FROM reaction");
}

/* The entry of what was left out of the stay's list about this topic, other than for what was said
 * for another hotel; or NULL. */
static json_t *left(struct scenario *s, const char *stay, const char *topic)
{
	json_t *all = scenario_get(house_list(s, stay), "left_out");
	size_t i;
	json_t *row;

	json_array_foreach(all, i, row)
	{
		if (strcmp(scenario_text(row, "topic"), topic) == 0 &&
			strcmp(scenario_text(row, "reason"), "property") != 0) {
			return row;
		}
	}
	return NULL;
}

static void is_left(
	struct scenario *s, const char *stay, const char *topic, const char *reason)
{
	json_t *row = left(s, stay, topic);

	if (row == NULL) {
		fail_msg("%s was not left out: %s", topic,
			scenario_dump(s, house_list(s, stay)));
	}
	scenario_is(row, "reason", reason);
	scenario_is(row, "against.source", "reaction");
	house_has_not(house_list(s, stay), topic);
}

/* On the morning of its first day. */
static void book(
	struct scenario *s, const char *stay, const char *from, const char *until)
{
	char morning[32];

	(void)snprintf(morning, sizeof morning, "%s 09:00", from);
	scenario_at(s, morning);
	house_stay(s, stay,
		"'status':'booked','arrival':'%s','departure':'%s','room':'401',"
		"'booked_type':'DZ','party':{'adults':1}," OF_GUEST("G1"),
		from, until);
	scenario_work(s);
}

static void kettle_and_need(struct scenario *s)
{
	scenario_at(s, "2027-05-10 08:00");
	house_states(s, "G1", "'topic':'device.kettle','strength':'like'");
	house_states(s, "G1",
		"'topic':'bed.filling','value':'feather_free','strength':'require'");
	book(s, "S1", "2027-05-10", "2027-05-14");
}

static void refused_once_is_off_until_he_asks(void **state)
{
	struct scenario *s = *state;

	kettle_and_need(s);
	house_stay(s, "S1", "'status':'checked_in'");
	scenario_forget(s);
	house_task(s, "S1", "device.kettle", "refused");
	/* Of this stay it is said and done; nobody hears of it again. */
	scenario_sent_only_to(s, "");
	scenario_is(house_has(house_list(s, "S1"), "device.kettle", "place"), "state",
		"refused");
	book(s, "S2", "2027-05-20", "2027-05-22");
	is_left(s, "S2", "device.kettle", "refused_before");
	scenario_is(left(s, "S2", "device.kettle"), "against.said", "2027-05-10");
	scenario_is(left(s, "S2", "device.kettle"), "against.detail", "refused");
	(void)house_has(house_list(s, "S2"), "bed.filling", "swap");
	scenario_is(card(s), "off.0.topic", "device.kettle");
	scenario_is(card(s), "off.0.reason", "refused");
	scenario_is(card(s), "off.0.since", "2027-05-10");
	/* What staff notes of him asks for nothing; what he says does. */
	scenario_at(s, "2027-05-20 10:00");
	house_states(
		s, "G1", "'topic':'device.kettle','strength':'like','said_by':'staff'");
	scenario_work(s);
	house_has_not(house_list(s, "S2"), "device.kettle");
	house_states(s, "G1", "'topic':'device.kettle','strength':'like'");
	scenario_work(s);
	(void)house_has(house_list(s, "S2"), "device.kettle", "place");
	scenario_is(card(s), "off", "[]");
}

static void a_wrong_tick_turns_nothing_off(void **state)
{
	struct scenario *s = *state;

	kettle_and_need(s);
	scenario_at(s, "2027-05-12 09:00");
	house_task(s, "S1", "device.kettle", "refused");
	house_task(s, "S1", "device.kettle", "removed");
	assert_int_equal(reactions(s), 1);
	house_task(s, "S1", "device.kettle", "done");
	assert_int_equal(reactions(s), 0);
	scenario_is(card(s), "off", "[]");
	/* A need that he does not want is told to the desk, and stays one. */
	house_task(s, "S1", "bed.filling", "refused");
	assert_int_equal(reactions(s), 0);
	book(s, "S2", "2027-05-20", "2027-05-22");
	(void)house_has(house_list(s, "S2"), "bed.filling", "swap");
}

static void ignored_twice_is_off(void **state)
{
	struct scenario *s = *state;

	kettle_and_need(s);
	scenario_say(s, "feedback.given", G1 ",'kind':'ignored','topic':'device.kettle'");
	book(s, "S2", "2027-05-20", "2027-05-22");
	(void)house_has(house_list(s, "S2"), "device.kettle", "place");
	scenario_at(s, "2027-05-11 08:00");
	scenario_is(scenario_say(s, "observation.recorded",
			    G1 ",'topic':'device.kettle','reaction':'ignored'"),
		"kept", "true");
	scenario_work(s);
	is_left(s, "S2", "device.kettle", "ignored_twice");
	scenario_is(left(s, "S2", "device.kettle"), "against.detail", "ignored");
}

static void who_was_glad_between_has_not_ignored_it_twice(void **state)
{
	struct scenario *s = *state;

	kettle_and_need(s);
	scenario_say(s, "feedback.given", G1 ",'kind':'ignored','topic':'device.kettle'");
	scenario_with_time(s, "2027-05-10 18:00");
	scenario_say(s, "feedback.given", G1 ",'kind':'ignored','topic':'device.kettle'");
	scenario_work(s);
	is_left(s, "S1", "device.kettle", "ignored_twice");
	/* The compliment comes late, and was between. */
	scenario_with_time(s, "2027-05-10 12:00");
	scenario_say(
		s, "feedback.given", G1 ",'kind':'compliment','topic':'device.kettle'");
	scenario_work(s);
	(void)house_has(house_list(s, "S1"), "device.kettle", "place");
}

static void nothing_turns_all_but_needs_off_at_once(void **state)
{
	struct scenario *s = *state;

	kettle_and_need(s);
	house_stay(s, "S1", "'status':'checked_in'");
	scenario_forget(s);
	scenario_is(scenario_say(s, "feedback.given",
			    OF_S1 ",'kind':'nothing','note':'Bitte gar nichts.'"),
		"kept", "true");
	json_t *data = scenario_sent(s, "floor-4", "checklist.revised");
	house_has_not(data, "device.kettle");
	(void)house_has(data, "bed.filling", "swap");
	is_left(s, "S1", "device.kettle", "nothing_wanted");
	scenario_is(card(s), "off.0.reason", "nothing");
	scenario_is(card(s), "feedback.0.note", "Bitte gar nichts.");
	/* No office and no floor reads his words. */
	assert_null(strstr(scenario_dump(s, data), "Bitte"));
	scenario_say(s, "feedback.given", OF_S1 ",'kind':'resumed'");
	scenario_work(s);
	(void)house_has(house_list(s, "S1"), "device.kettle", "place");
	scenario_is(card(s), "off", "[]");
}

static void whoever_repeats_it_counts_once(void **state)
{
	struct scenario *s = *state;

	kettle_and_need(s);
	for (int i = 0; i < 2; i++) {
		scenario_with_id(s, "fb-1");
		scenario_with_time(s, "2027-05-11 08:00");
		scenario_is(scenario_say(s, "feedback.given",
				    G1 ",'kind':'ignored','topic':'device.kettle'"),
			"outcome", i == 0 ? "applied" : "repeated");
	}
	scenario_work(s);
	(void)house_has(house_list(s, "S1"), "device.kettle", "place");
	assert_int_equal(reactions(s), 1);
}

static void what_comes_late_takes_its_place(void **state)
{
	struct scenario *s = *state;

	kettle_and_need(s);
	scenario_at(s, "2027-05-12 08:00");
	house_states(s, "G1", "'topic':'device.kettle','strength':'like'");
	scenario_with_time(s, "2027-05-11 08:00");
	scenario_say(s, "feedback.given", G1 ",'kind':'refused','topic':'device.kettle'");
	scenario_work(s);
	/* He asked for it after that. */
	(void)house_has(house_list(s, "S1"), "device.kettle", "place");
	scenario_is(card(s), "off", "[]");
}

static void do_not_disturb_counts_once_a_stay(void **state)
{
	struct scenario *s = *state;
	static const char *const signs[] = {"true", "false", "true"};

	kettle_and_need(s);
	house_stay(s, "S1", "'status':'checked_in'");
	for (size_t i = 0; i < 3; i++) {
		scenario_say(s, "room.changed",
			"'number':'401','status':{'do_not_disturb':%s}", signs[i]);
	}
	assert_int_equal(reactions(s), 1);
	/* One who is not there hangs out nothing. */
	scenario_say(
		s, "room.changed", "'number':'402','status':{'do_not_disturb':true}");
	assert_int_equal(reactions(s), 1);
}

/* As where somebody books his child's bed for himself. */
static void who_has_two_stays_in_a_room_is_undisturbed_once(void **state)
{
	struct scenario *s = *state;
	static const char *const signs[] = {"true", "false", "true"};

	kettle_and_need(s);
	book(s, "S2", "2027-05-10", "2027-05-14");
	house_stay(s, "S1", "'status':'checked_in'");
	house_stay(s, "S2", "'status':'checked_in'");
	for (size_t i = 0; i < 3; i++) {
		scenario_say(s, "room.changed",
			"'number':'401','status':{'do_not_disturb':%s}", signs[i]);
	}
	assert_int_equal(reactions(s), 1);
}

static void a_sign_hung_out_again_counts_once_of_who_is_not_remembered(void **state)
{
	struct scenario *s = *state;
	static const char *const signs[] = {"true", "false", "true"};
	char first[4096] = "", last[4096] = "";

	kettle_and_need(s);
	scenario_say(s, "consent.withdrawn", G1 ",'purpose':'memory'");
	house_stay(s, "S1", "'status':'checked_in'");
	for (size_t i = 0; i < 3; i++) {
		scenario_say(s, "room.changed",
			"'number':'401','status':{'do_not_disturb':%s}", signs[i]);
		sg_test_text(scenario_database(s), i == 0 ? first : last, sizeof last,
			"SELECT sealed_card FROM guest_card");
	}
	assert_non_null(strstr(first, "\"v\""));
	assert_string_equal(first, last);
}

static void a_need_is_no_attention(void **state)
{
	struct scenario *s = *state;

	kettle_and_need(s);
	scenario_refused(s, PMS_E_INVALID, "topic_no_attention", "feedback.given",
		G1 ",'kind':'refused','topic':'bed.setup'");
	scenario_refused(s, PMS_E_INVALID, "topic_no_attention", "observation.recorded",
		G1 ",'topic':'diet.allergen','reaction':'refused'");
	scenario_refused(s, PMS_E_INVALID, "topic_no_attention", "feedback.given",
		OF_S1 ",'kind':'refused','item':'%s'",
		scenario_text(house_item(house_list(s, "S1"), "bed.filling"), "id"));
	scenario_refused(s, PMS_E_INVALID, "member_unexpected", "feedback.given",
		G1 ",'kind':'nothing','topic':'device.kettle'");
	scenario_refused(s, PMS_E_INVALID, "member_unexpected", "observation.recorded",
		G1 ",'topic':'breakfast.plate','value':'muesli','reaction':'refused'");
	assert_int_equal(reactions(s), 0);
}

/* ---- what he lets be kept ---- */

static void who_objects_to_profiling_is_spared_all_the_same(void **state)
{
	struct scenario *s = *state;

	kettle_and_need(s);
	scenario_say(s, "feedback.given", G1 ",'kind':'ignored','topic':'device.kettle'");
	scenario_say(s, "feedback.given", G1 ",'kind':'refused','topic':'amenity.fruit'");
	assert_int_equal(reactions(s), 2);
	scenario_at(s, "2027-05-11 08:00");
	scenario_say(s, "consent.withdrawn", G1 ",'purpose':'profiling'");
	assert_int_equal(reactions(s), 1);
	scenario_is(scenario_say(s, "feedback.given",
			    G1 ",'kind':'ignored','topic':'device.kettle'"),
		"kept", "false");
	scenario_is(scenario_say(s, "feedback.given",
			    G1 ",'kind':'refused','topic':'device.kettle'"),
		"kept", "true");
	scenario_work(s);
	is_left(s, "S1", "device.kettle", "refused_before");
	assert_int_equal(json_array_size(scenario_get(card(s), "off")), 2);
}

static void who_is_not_remembered_is_spared_for_the_stay(void **state)
{
	struct scenario *s = *state;

	kettle_and_need(s);
	scenario_at(s, "2027-05-11 08:00");
	scenario_say(s, "consent.withdrawn", G1 ",'purpose':'memory'");
	assert_int_equal(reactions(s), -2);
	house_states(s, "G1",
		"'topic':'device.kettle','strength':'like','scope':'stay'," OF_S1);
	scenario_work(s);
	(void)house_has(house_list(s, "S1"), "device.kettle", "place");
	scenario_is(scenario_say(s, "feedback.given", OF_S1 ",'kind':'nothing'"), "kept",
		"true");
	scenario_is(scenario_say(s, "feedback.given", G1 ",'kind':'nothing'"), "kept",
		"false");
	assert_int_equal(reactions(s), -2);
	scenario_work(s);
	is_left(s, "S1", "device.kettle", "nothing_wanted");
	book(s, "S2", "2027-05-20", "2027-05-22");
	house_states(s, "G1",
		"'topic':'device.kettle','strength':'like','scope':'stay',"
		"'stay':{" PMS("S2") "},'said_by':'staff'");
	scenario_work(s);
	(void)house_has(house_list(s, "S2"), "device.kettle", "place");
}

static void what_he_did_in_one_hotel_restrains_the_chain_only_if_he_agreed(void **state)
{
	struct scenario *s = *state;

	kettle_and_need(s);
	scenario_say(s, "feedback.given", G1 ",'kind':'refused','topic':'device.kettle'");
	house_build_as(s, "HAM2", "'zone':'Europe/Berlin','live':true,'chain':'HAM1'");
	scenario_property(s, "HAM2");
	house_states(
		s, "G1", "'topic':'device.kettle','strength':'like','said_by':'staff'");
	book(s, "T1", "2027-05-20", "2027-05-22");
	(void)house_has(house_list(s, "T1"), "device.kettle", "place");
	scenario_at(s, "2027-05-12 08:00");
	scenario_say(s, "consent.given", G1 ",'purpose':'memory','level':'chain'");
	scenario_work(s);
	is_left(s, "T1", "device.kettle", "refused_before");
}

static void who_takes_his_wish_back_has_not_asked_for_it(void **state)
{
	struct scenario *s = *state;

	kettle_and_need(s);
	scenario_with_time(s, "2027-05-09 08:00");
	scenario_say(s, "feedback.given", G1 ",'kind':'refused','topic':'device.kettle'");
	scenario_is(card(s), "off", "[]");
	scenario_at(s, "2027-05-12 08:00");
	scenario_say(s, "preference.withdrawn", G1 ",'topic':'device.kettle'");
	scenario_is(card(s), "off.0.topic", "device.kettle");
	assert_int_equal(reactions(s), 0);
}

/* ---- how much ---- */

static size_t attentions(struct scenario *s, const char *stay)
{
	json_t *items = scenario_get(house_list(s, stay), "items");
	size_t i, count = 0;
	json_t *item;

	json_array_foreach(items, i, item)
	{
		count += strcmp(scenario_text(item, "class"), "need") != 0;
	}
	return count;
}

static void many_wishes(struct scenario *s)
{
	static const char *const wishes[] = {"'topic':'device.kettle'",
		"'topic':'device.iron'", "'topic':'device.fridge'",
		"'topic':'device.air_purifier'", "'topic':'bath.robe','value':'l'",
		"'topic':'bath.mat','value':'extra'",
		"'topic':'luggage.bench','value':'bench'"};

	scenario_at(s, "2027-05-10 08:00");
	for (size_t i = 0; i < sizeof wishes / sizeof wishes[0]; i++) {
		char members[128];

		(void)snprintf(
			members, sizeof members, "%s,'strength':'like'", wishes[i]);
		house_states(s, "G1", members);
	}
}

static void the_budget_renews_every_seven_nights(void **state)
{
	struct scenario *s = *state;
	size_t week, longer;

	many_wishes(s);
	book(s, "S1", "2027-05-10", "2027-05-17");
	week = attentions(s, "S1");
	assert_int_equal(week, 3);
	assert_int_equal(
		json_array_size(scenario_get(house_list(s, "S1"), "left_out")), 4);
	scenario_is(house_list(s, "S1"), "left_out.0.reason", "budget");
	book(s, "S2", "2027-06-10", "2027-06-18");
	longer = attentions(s, "S2");
	assert_int_equal(longer, 6);
	/* All that he wishes is on the list, or left out with its reason. */
	assert_int_equal(
		longer + json_array_size(scenario_get(house_list(s, "S2"), "left_out")),
		7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(refused_once_is_off_until_he_asks),
		STORY(a_wrong_tick_turns_nothing_off),
		STORY(ignored_twice_is_off),
		STORY(who_was_glad_between_has_not_ignored_it_twice),
		STORY(nothing_turns_all_but_needs_off_at_once),
		STORY(whoever_repeats_it_counts_once),
		STORY(what_comes_late_takes_its_place),
		STORY(do_not_disturb_counts_once_a_stay),
		STORY(who_has_two_stays_in_a_room_is_undisturbed_once),
		STORY(a_sign_hung_out_again_counts_once_of_who_is_not_remembered),
		STORY(a_need_is_no_attention),
		STORY(who_objects_to_profiling_is_spared_all_the_same),
		STORY(who_is_not_remembered_is_spared_for_the_stay),
		STORY(what_he_did_in_one_hotel_restrains_the_chain_only_if_he_agreed),
		STORY(who_takes_his_wish_back_has_not_asked_for_it),
		STORY(the_budget_renews_every_seven_nights),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
