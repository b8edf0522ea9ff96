/* What is kept of the benefits that a guest had, and for how long. */
#include <stdio.h>

#include "support/member.h"

#define FRUIT                                                                            \
	"{'benefit':'fruit','tiers':['gold'],'promise':'guaranteed',"                    \
	"'topic':'amenity.fruit','value':'basket'}"

/* Of consent that ends, and of consent that ended before it was given again. */
static void what_staff_noted_goes_with_the_memory(void **state)
{
	struct scenario *s = *state;
	struct sg_test_database *d = scenario_database(s);
	json_t *item;

	scenario_at(s, "2027-05-10 08:00");
	scenario_say(s, "programme.put", "%s", MEMBER_PARENT(FRUIT));
	member_of_parent(s, "G1", "'level':'gold'");
	member_books(s, "S1", "401", "G1", "2027-05-10", "2027-05-12");
	house_stay(s, "S1", "'status':'checked_in'");
	item = house_item(house_list(s, "S1"), "amenity.fruit");
	scenario_say(s, "task.changed",
		"'stay':{" PMS("S1") "},'item':'%s','state':'refused','note':'Diabetes'",
		scenario_text(item, "id"));
	scenario_is(member_account(s, "G1"), "outcomes.0.reason", "Diabetes");
	scenario_say(
		s, "consent.withdrawn", "'guest':{" PMS("G1") "},'purpose':'memory'");
	assert_int_equal(sg_test_number(d, "SELECT COUNT(sealed_note) FROM item"), 0);
	assert_int_equal(
		sg_test_number(d, "SELECT COUNT(sealed_reason) FROM benefit_outcome"), 0);
	/* That it was declined is still accounted for. */
	scenario_is(member_account(s, "G1"), "outcomes.0.state", "declined");
	scenario_is(member_account(s, "G1"), "outcomes.0.reason", "absent");
}

#define LATE                                                                             \
	"{'benefit':'late','from_tier':'gold','promise':'guaranteed','per':'year',"      \
	"'times':1,'topic':'departure.late'}"

/* G1 may leave late once a year; that he did in S1 is ticked. Returns the item's id. */
static const char *late_once_a_year(struct scenario *s)
{
	const char *id;

	scenario_at(s, "2027-05-10 08:00");
	scenario_say(s, "programme.put", "%s", MEMBER_PARENT(LATE));
	member_of_parent(s, "G1", "'level':'gold'");
	member_books(s, "S1", "401", "G1", "2027-05-10", "2027-05-12");
	house_stay(s, "S1", "'status':'checked_in'");
	id = scenario_text(house_item(house_list(s, "S1"), "departure.late"), "id");
	scenario_say(s, "task.changed",
		"'stay':{" PMS("S1") "},'item':'%s','state':'done'", id);
	return id;
}

static void a_wrong_tick_is_mended_though_the_level_is_another_by_now(void **state)
{
	struct scenario *s = *state;
	const char *id = late_once_a_year(s);

	member_of_parent(s, "G1", "'level':'silver'");
	scenario_work(s);
	scenario_is(house_item(house_list(s, "S1"), "departure.late"), "state", "done");
	scenario_say(s, "task.changed",
		"'stay':{" PMS("S1") "},'item':'%s','state':'unavailable'", id);
	scenario_is(member_account(s, "G1"), "outcomes.0.state", "unavailable");
	house_stay(s, "S1", "'eta':'2027-05-10T14:00:00+02:00'");
	house_has_not(house_list(s, "S1"), "departure.late");
	member_of_parent(s, "G1", "'level':'gold'");
	scenario_work(s);
	member_books(s, "S2", "402", "G1", "2027-05-20", "2027-05-22");
	(void)house_has(house_list(s, "S2"), "departure.late", "do");
}

#define YEARLY_FRUIT                                                                     \
	"{'benefit':'fruit','from_tier':'gold','promise':'guaranteed','per':'year',"     \
	"'times':1,'topic':'amenity.fruit','value':'basket'}"

/* What nobody took away is there, and what begins anew was not had yet. */
static void a_stay_that_comes_about_after_all_has_what_is_still_there(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2027-05-10 08:00");
	scenario_say(s, "programme.put", "%s", MEMBER_PARENT(LATE "," YEARLY_FRUIT));
	member_of_parent(s, "G1", "'level':'gold'");
	member_books(s, "S1", "401", "G1", "2027-05-10", "2027-05-12");
	house_task(s, "S1", "departure.late", "done");
	house_task(s, "S1", "amenity.fruit", "done");
	house_stay(s, "S1", "'status':'cancelled'");
	member_books(s, "S2", "402", "G1", "2027-05-11", "2027-05-14");
	(void)house_has(house_list(s, "S2"), "departure.late", "do");
	(void)house_has(house_list(s, "S2"), "amenity.fruit", "place");
	house_stay(s, "S1", "'status':'booked'");
	scenario_work(s);
	scenario_is(house_item(house_list(s, "S1"), "amenity.fruit"), "state", "done");
	scenario_is(house_item(house_list(s, "S1"), "departure.late"), "state", "open");
	house_has_not(house_list(s, "S2"), "amenity.fruit");
	(void)house_has(house_list(s, "S2"), "departure.late", "do");
	scenario_is(member_account(s, "G1"), "outcomes.0.benefit", "fruit");
	scenario_is(member_account(s, "G1"), "outcomes.1", "absent");
}

/* His cards are written once, though he is in the stay under both. */
static void a_stay_of_both_profiles_is_cancelled(void **state)
{
	struct scenario *s = *state;

	(void)late_once_a_year(s);
	scenario_say(s, "guest.merged", PMS("G1") ",'merged':{" PMS("G2") "}");
	house_stay(s, "S1",
		"'people':[{'role':'guest','primary':true," PMS(
			"G1") "},{'role':'guest'," PMS("G2") "}]");
	house_stay(s, "S1", "'status':'booked'");
	house_stay(s, "S1", "'status':'cancelled'");
	member_books(s, "S2", "402", "G1", "2027-05-20", "2027-05-22");
	(void)house_has(house_list(s, "S2"), "departure.late", "do");
}

/* One basket makes good for what G1 is owed, and is what G2 has once a year. */
static void what_makes_good_for_one_counts_for_another_who_has_it_by_the_year(
	void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2027-05-10 08:00");
	scenario_say(s, "programme.put", "%s", MEMBER_PARENT(YEARLY_FRUIT));
	member_of_parent(s, "G2", "'level':'gold'");
	house_states(s, "G1",
		"'topic':'bed.filling','value':'feather_free','strength':'require'");
	member_books(s, "S1", "401", "G1", "2027-05-10", "2027-05-12");
	house_stay(s, "S1", "'status':'checked_in'");
	house_task(s, "S1", "bed.filling", "unavailable");
	scenario_at(s, "2027-05-12 10:00");
	house_stay(s, "S1", "'status':'checked_out'");
	scenario_say(s, "make_good.decided",
		"'id':'%s','approve':true,'topic':'amenity.fruit','value':'basket',"
		"'cost_cents':900",
		scenario_text(
			scenario_say(s, "guest.card", PMS("G1")), "make_goods.0.id"));
	scenario_at(s, "2027-05-20 09:00");
	house_stay(s, "S2",
		"'status':'booked','arrival':'2027-05-20','departure':'2027-05-22',"
		"'room':'401','booked_type':'DZ','party':{'adults':2},'people':[{'role':"
		"'guest','primary':true," PMS("G1") "},{'role':'guest'," PMS("G2") "}]");
	scenario_work(s);
	house_task(s, "S2", "amenity.fruit", "done");
	member_books(s, "S3", "402", "G2", "2027-05-25", "2027-05-26");
	house_has_not(house_list(s, "S3"), "amenity.fruit");
	/* It was another guest's. */
	house_task(s, "S2", "amenity.fruit", "unavailable");
	scenario_work(s);
	(void)house_has(house_list(s, "S3"), "amenity.fruit", "place");
}

#define PARKING                                                                          \
	"{'benefit':'parking','tiers':['gold'],'promise':'guaranteed',"                  \
	"'topic':'car.parking','value':'space'}"

/* G1 arrives as gold and has fruit and a parking space; both are ticked. */
static void has_fruit_and_parking(struct scenario *s)
{
	scenario_at(s, "2027-05-10 08:00");
	scenario_say(s, "programme.put", "%s", MEMBER_PARENT(FRUIT "," PARKING));
	member_of_parent(s, "G1", "'level':'gold'");
	member_books(s, "S1", "401", "G1", "2027-05-10", "2027-05-12");
	house_stay(s, "S1", "'status':'checked_in'");
	house_task(s, "S1", "amenity.fruit", "done");
	house_task(s, "S1", "car.parking", "done");
}

static void nobody_fetches_what_was_given_when_the_level_is_lost(void **state)
{
	struct scenario *s = *state;

	has_fruit_and_parking(s);
	scenario_forget(s);
	member_of_parent(s, "G1", "'status':'cancelled'");
	scenario_work(s);
	scenario_is(house_has(house_list(s, "S1"), "amenity.fruit", "place"), "state",
		"done");
	/* What is kept for him, and could be another's, is given free. */
	scenario_is(
		house_has(house_list(s, "S1"), "car.parking", "remove"), "state", "open");
	assert_int_equal(house_count_about(s, "kitchen", "S1"), 0);
	/* It was nowhere after all. */
	house_task(s, "S1", "amenity.fruit", "seen");
	scenario_work(s);
	house_stay(s, "S1", "'eta':'2027-05-10T14:00:00+02:00'");
	house_has_not(house_list(s, "S1"), "amenity.fruit");
	scenario_is(member_account(s, "G1"), "outcomes.1", "absent");
}

static void what_was_given_is_cleared_away_after_the_departure_as_ever(void **state)
{
	struct scenario *s = *state;

	has_fruit_and_parking(s);
	member_of_parent(s, "G1", "'status':'cancelled'");
	scenario_work(s);
	scenario_at(s, "2027-05-12 10:00");
	house_stay(s, "S1", "'status':'checked_out'");
	(void)house_has(house_list(s, "S1"), "amenity.fruit", "reset");
}

static void what_was_given_goes_where_somebody_must_not_have_it(void **state)
{
	struct scenario *s = *state;

	has_fruit_and_parking(s);
	member_of_parent(s, "G1", "'status':'cancelled'");
	scenario_work(s);
	(void)house_has(house_list(s, "S1"), "amenity.fruit", "place");
	house_states(s, "G1", "'topic':'amenity.fruit','strength':'never'");
	scenario_work(s);
	(void)house_has(house_list(s, "S1"), "amenity.fruit", "remove");
}

static void what_stands_in_another_room_is_taken_from_there(void **state)
{
	struct scenario *s = *state;

	has_fruit_and_parking(s);
	member_of_parent(s, "G1", "'status':'cancelled'");
	scenario_work(s);
	house_stay(s, "S1", "'room':'402'");
	scenario_is(
		house_has(house_list(s, "S1"), "amenity.fruit", "remove"), "room", "401");
}

static void another_thing_in_its_place_is_an_exchange(void **state)
{
	struct scenario *s = *state;

	has_fruit_and_parking(s);
	member_of_parent(s, "G1", "'status':'cancelled'");
	house_states(
		s, "G1", "'topic':'amenity.fruit','value':'apples','strength':'like'");
	scenario_work(s);
	scenario_is(house_has(house_list(s, "S1"), "amenity.fruit", "remove"), "value",
		"basket");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(what_staff_noted_goes_with_the_memory),
		STORY(a_wrong_tick_is_mended_though_the_level_is_another_by_now),
		STORY(a_stay_that_comes_about_after_all_has_what_is_still_there),
		STORY(a_stay_of_both_profiles_is_cancelled),
		STORY(what_makes_good_for_one_counts_for_another_who_has_it_by_the_year),
		STORY(nobody_fetches_what_was_given_when_the_level_is_lost),
		STORY(what_was_given_is_cleared_away_after_the_departure_as_ever),
		STORY(what_was_given_goes_where_somebody_must_not_have_it),
		STORY(what_stands_in_another_room_is_taken_from_there),
		STORY(another_thing_in_its_place_is_an_exchange),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
