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

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(what_staff_noted_goes_with_the_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
