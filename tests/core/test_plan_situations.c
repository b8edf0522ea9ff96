/* Situations of a written day at a hotel, each decided as a housekeeper would want it. */
#include "core/plan_world.h"

static void an_allergen_beats_the_wish_of_who_shares_the_room(void **state)
{
	struct world *w = *state;
	const struct sg_plan *plan;
	const struct sg_item *item;

	w->input.occupant_count = 2;
	says(w, 0, 0, SG_REQUIRE, "allergy.room", "feather");
	says(w, 1, 0, SG_LIKE, "bed.filling", "feather");
	plan = compose(w);
	item = item_of(plan, BED_FILLING, 1);
	assert_non_null(item);
	assert_int_equal(item->class, SG_CLASS_NEED);
	assert_int_equal(item->action, SG_ACTION_SWAP);
	assert_int_equal(item->part_count, 2);
	assert_string_equal(item->parts[1].what, "pillow");
	assert_int_equal(item->parts[1].total, 8);
	assert_int_equal(item->parts[1].standard, 4);
	assert_string_equal(item->because[0].topic, "allergy.room");
	assert_null(item_of(plan, BED_FILLING, 0));
	assert_string_equal(left_of(plan, BED_FILLING, SG_LEFT_HAZARD)->against.topic,
		"allergy.room");
	assert_int_equal(plan->warning_count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(an_allergen_beats_the_wish_of_who_shares_the_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
