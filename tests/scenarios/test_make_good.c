/* What failed is made good: proposed once, approved once, on the next list once, never again. */
#include <stdio.h>
#include <string.h>

#include "support/house.h"

#define G1 "'guest':{" PMS("G1") "}"
#define OF_S1 "'stay':{" PMS("S1") "}"

static json_t *card(struct scenario *s)
{
	return scenario_say(s, "guest.card", PMS("G1"));
}

static size_t open_count(struct scenario *s)
{
	return json_array_size(scenario_get(card(s), "make_goods"));
}

static int64_t records(struct scenario *s)
{
	return sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM make_good");
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

static void stay_with_a_need(struct scenario *s)
{
	scenario_at(s, "2027-05-10 08:00");
	house_states(s, "G1",
		"'topic':'bed.filling','value':'feather_free','strength':'require'");
	house_states(s, "G1", "'topic':'device.kettle','strength':'like'");
	book(s, "S1", "2027-05-10", "2027-05-12");
	house_stay(s, "S1", "'status':'checked_in'");
}

static void fails(struct scenario *s)
{
	stay_with_a_need(s);
	house_task(s, "S1", "bed.filling", "unavailable");
	house_task(s, "S1", "device.kettle", "unavailable");
	assert_int_equal(records(s), 0);
	scenario_at(s, "2027-05-12 10:00");
	house_stay(s, "S1", "'status':'checked_out'");
}

static void what_failed_after_midnight_failed_on_the_hotels_own_day(void **state)
{
	struct scenario *s = *state;
	json_t *seen;

	stay_with_a_need(s);
	scenario_at(s, "2027-05-11 23:30"); /* half past midnight in the house */
	scenario_say(s, "feedback.given",
		OF_S1 ",'kind':'complaint','topic':'bed.filling',"
		      "'note':'feathers'");
	seen = card(s);
	scenario_is(seen, "make_goods.0.time", "2027-05-12T00:30:00+02:00");
	scenario_is(seen, "feedback.0.time", "2027-05-12T00:30:00+02:00");
}

static json_t *decides(struct scenario *s, const char *id, const char *members)
{
	return scenario_say(s, "make_good.decided", "'id':'%s',%s", id, members);
}

#define FRUIT "'approve':true,'topic':'amenity.fruit','value':'apples','cost_cents':900"

static void a_need_that_failed_is_proposed_approved_given_and_forgotten(void **state)
{
	struct scenario *s = *state;
	const char *id;

	fails(s);
	assert_int_equal(open_count(s), 1); /* the wish is owed to nobody */
	scenario_is(card(s), "make_goods.0.failed", "bed.filling");
	scenario_is(card(s), "make_goods.0.state", "proposed");
	scenario_is(card(s), "make_goods.0.cap_cents", "2500");
	id = scenario_text(card(s), "make_goods.0.id");
	scenario_actor(s, "'role':'front_desk'");
	scenario_is(card(s), "make_goods", "absent");
	scenario_refused(s, PMS_E_REFUSED, "role_missing", "make_good.decided",
		"'id':'%s',%s", id, FRUIT);
	scenario_actor(s, "'role':'manager','name':'M7'");
	scenario_refused(s, PMS_E_REFUSED, "above_cap", "make_good.decided",
		"'id':'%s','approve':true,'topic':'amenity.fruit','value':'apples',"
		"'cost_cents':2501",
		id);
	book(s, "S2", "2027-05-20", "2027-05-22");
	house_has_not(house_list(s, "S2"), "amenity.fruit");
	scenario_is(decides(s, id, FRUIT), "outcome", "applied");
	scenario_is(decides(s, id, FRUIT), "outcome", "repeated");
	scenario_refused(s, PMS_E_REFUSED, "decided_already", "make_good.decided",
		"'id':'%s','approve':false", id);
	scenario_is(card(s), "make_goods.0.state", "approved");
	scenario_work(s);
	(void)house_has(house_list(s, "S2"), "amenity.fruit", "place");
	house_stay(s, "S2", "'status':'checked_in'");
	house_task(s, "S2", "amenity.fruit", "done");
	assert_int_equal(open_count(s), 0);
	scenario_work(s);
	/* It stays where it is, is not fetched back, and comes no second time. */
	scenario_is(house_has(house_list(s, "S2"), "amenity.fruit", "place"), "state",
		"done");
	scenario_at(s, "2027-05-22 10:00");
	house_stay(s, "S2", "'status':'checked_out'");
	book(s, "S3", "2027-05-25", "2027-05-26");
	house_has_not(house_list(s, "S3"), "amenity.fruit");
	assert_int_equal(open_count(s), 0);
	assert_int_equal(records(s), 1);
}

static void a_wrong_tick_leaves_it_owed(void **state)
{
	struct scenario *s = *state;

	fails(s);
	decides(s, scenario_text(card(s), "make_goods.0.id"), FRUIT);
	book(s, "S2", "2027-05-20", "2027-05-22");
	house_task(s, "S2", "amenity.fruit", "done");
	house_task(s, "S2", "amenity.fruit", "unavailable");
	assert_int_equal(open_count(s), 1);
	/* The stay is off: it comes with the next. */
	house_stay(s, "S2", "'status':'cancelled'");
	book(s, "S3", "2027-05-25", "2027-05-26");
	(void)house_has(house_list(s, "S3"), "amenity.fruit", "place");
}

static void it_is_no_attention_but_never_beats_it(void **state)
{
	struct scenario *s = *state;

	fails(s);
	decides(s, scenario_text(card(s), "make_goods.0.id"), FRUIT);
	scenario_say(s, "property.changed", "'attention_budget':0");
	book(s, "S2", "2027-05-20", "2027-05-22");
	(void)house_has(house_list(s, "S2"), "amenity.fruit", "place");
	house_has_not(house_list(s, "S2"), "device.kettle");
	house_states(s, "G1", "'topic':'amenity.fruit','strength':'never'");
	scenario_work(s);
	house_has_not(house_list(s, "S2"), "amenity.fruit");
}

static void what_is_declined_is_gone(void **state)
{
	struct scenario *s = *state;
	const char *id;

	fails(s);
	id = scenario_text(card(s), "make_goods.0.id");
	scenario_is(decides(s, id, "'approve':false"), "outcome", "applied");
	scenario_is(decides(s, id, "'approve':false"), "outcome", "repeated");
	assert_int_equal(open_count(s), 0);
	scenario_refused(s, PMS_E_REFUSED, "decided_already", "make_good.decided",
		"'id':'%s',%s", id, FRUIT);
	/* A complaint about the same, and another departure, propose nothing anew. */
	house_stay(s, "S1", "'status':'checked_in'");
	house_stay(s, "S1", "'status':'checked_out'");
	assert_int_equal(open_count(s), 0);
	assert_int_equal(records(s), 1);
}

static void what_came_about_after_all_is_not_owed(void **state)
{
	struct scenario *s = *state;

	stay_with_a_need(s);
	house_task(s, "S1", "bed.filling", "unavailable");
	house_task(s, "S1", "bed.filling", "done");
	scenario_at(s, "2027-05-12 10:00");
	house_stay(s, "S1", "'status':'checked_out'");
	assert_int_equal(open_count(s), 0);
}

static void a_complaint_about_a_need_proposes_it_at_once(void **state)
{
	struct scenario *s = *state;
	const char *item;

	stay_with_a_need(s);
	item = scenario_text(house_item(house_list(s, "S1"), "bed.filling"), "id");
	for (int i = 0; i < 2; i++) {
		scenario_say(s, "feedback.given",
			OF_S1 ",'kind':'complaint','item':'%s','note':'Daunen!'", item);
		assert_int_equal(open_count(s), 1);
	}
	scenario_say(
		s, "feedback.given", OF_S1 ",'kind':'complaint','topic':'bed.filling'");
	scenario_say(
		s, "feedback.given", OF_S1 ",'kind':'complaint','topic':'device.kettle'");
	assert_int_equal(open_count(s), 1);
	scenario_is(card(s), "feedback.0.kind", "complained");
	/* Still in house: on the list of this stay. */
	decides(s, scenario_text(card(s), "make_goods.0.id"), FRUIT);
	scenario_work(s);
	(void)house_has(house_list(s, "S1"), "amenity.fruit", "place");
	/* Left with nothing done: it does not fail twice, and comes with the next stay. */
	house_task(s, "S1", "bed.filling", "unavailable");
	scenario_at(s, "2027-05-12 10:00");
	house_stay(s, "S1", "'status':'checked_out'");
	assert_int_equal(records(s), 1);
	book(s, "S2", "2027-05-20", "2027-05-22");
	(void)house_has(house_list(s, "S2"), "amenity.fruit", "place");
}

static void a_complaint_after_the_departure_counts_as_well(void **state)
{
	struct scenario *s = *state;

	stay_with_a_need(s);
	scenario_at(s, "2027-05-12 10:00");
	house_stay(s, "S1", "'status':'checked_out'");
	scenario_work(s);
	scenario_say(
		s, "feedback.given", OF_S1 ",'kind':'complaint','topic':'bed.filling'");
	assert_int_equal(open_count(s), 1);
}

static void who_is_not_remembered_is_owed_nothing_later(void **state)
{
	struct scenario *s = *state;

	fails(s);
	scenario_say(s, "consent.withdrawn", G1 ",'purpose':'memory'");
	assert_int_equal(open_count(s), 0);
	assert_int_equal(records(s), 0);
}

static void a_house_may_propose_none(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2027-05-09 08:00");
	scenario_say(s, "property.changed", "'make_good_cents':0");
	fails(s);
	assert_int_equal(open_count(s), 0);
}

#define PAIR PMS("G1") ",'merged':{" PMS("G2") "}"

/* Whichever of his profiles comes next. */
static void it_is_owed_to_the_person_and_given_once(void **state)
{
	struct scenario *s = *state;
	const char *id;

	fails(s);
	scenario_say(s, "guest.merged", PAIR);
	id = scenario_text(scenario_say(s, "guest.card", PMS("G2")), "make_goods.0.id");
	scenario_is(decides(s, id, FRUIT), "outcome", "applied");
	scenario_at(s, "2027-05-20 09:00");
	house_stay(s, "S2",
		"'status':'booked','arrival':'2027-05-20','departure':'2027-05-22',"
		"'room':'401','booked_type':'DZ','party':{'adults':1}," OF_GUEST("G2"));
	scenario_work(s);
	(void)house_has(house_list(s, "S2"), "amenity.fruit", "place");
	scenario_say(s, "guest.unmerged", PAIR);
	scenario_work(s);
	house_has_not(house_list(s, "S2"), "amenity.fruit");
	assert_int_equal(open_count(s), 1);
	scenario_say(s, "guest.merged", PAIR);
	scenario_work(s);
	house_stay(s, "S2", "'status':'checked_in'");
	house_task(s, "S2", "amenity.fruit", "done");
	assert_int_equal(open_count(s), 0);
	scenario_say(s, "guest.unmerged", PAIR);
	assert_int_equal(open_count(s), 0);
	assert_int_equal(records(s), 1);
}

static void another_hotel_decides_nothing_here(void **state)
{
	struct scenario *s = *state;
	const char *id;

	fails(s);
	id = scenario_text(card(s), "make_goods.0.id");
	house_build_as(s, "HAM2", "'zone':'Europe/Berlin','live':true,'chain':'HAM1'");
	scenario_property(s, "HAM2");
	scenario_is(card(s), "make_goods", "[]");
	scenario_refused(s, PMS_E_INVALID, "make_good_unknown", "make_good.decided",
		"'id':'%s',%s", id, FRUIT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(a_need_that_failed_is_proposed_approved_given_and_forgotten),
		STORY(what_failed_after_midnight_failed_on_the_hotels_own_day),
		STORY(a_wrong_tick_leaves_it_owed),
		STORY(it_is_no_attention_but_never_beats_it),
		STORY(what_is_declined_is_gone),
		STORY(what_came_about_after_all_is_not_owed),
		STORY(a_complaint_about_a_need_proposes_it_at_once),
		STORY(a_complaint_after_the_departure_counts_as_well),
		STORY(who_is_not_remembered_is_owed_nothing_later),
		STORY(a_house_may_propose_none),
		STORY(it_is_owed_to_the_person_and_given_once),
		STORY(another_hotel_decides_nothing_here),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
