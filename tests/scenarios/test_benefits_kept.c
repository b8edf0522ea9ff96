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

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(what_staff_noted_goes_with_the_memory),
		STORY(a_wrong_tick_is_mended_though_the_level_is_another_by_now),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
