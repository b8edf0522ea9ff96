/* Situations of a hotel's day, each decided as a housekeeper and a guest would want it. */
#include "core/plan_world.h"

static void an_allergen_beats_the_wish_of_who_shares_the_room(void **state)
{
	struct world *w = *state;
	const struct sg_plan *plan;
	const struct sg_item *item;

	w->input.occupant_count = 2;
	w->stays[0].adults = 1;
	w->stays[1].adults = 1;
	says(w, 0, 0, SG_REQUIRE, "allergy.room", "feather");
	says(w, 1, 0, SG_LIKE, "bed.filling", "feather");
	plan = compose(w);
	item = item_of(plan, BED_FILLING, 1);
	assert_non_null(item);
	assert_int_equal(item->class, SG_CLASS_NEED);
	assert_int_equal(item->action, SG_ACTION_SWAP);
	assert_int_equal(item->part_count, 2);
	assert_string_equal(item->parts[0].what, "duvet");
	assert_int_equal(item->parts[0].total, 2);
	assert_string_equal(item->parts[1].what, "pillow");
	assert_int_equal(item->parts[1].total, 4);
	assert_int_equal(item->parts[1].standard, 4);
	assert_string_equal(item->because[0].topic, "allergy.room");
	assert_null(item_of(plan, BED_FILLING, 0));
	assert_string_equal(left_of(plan, BED_FILLING, SG_LEFT_HAZARD)->against.topic,
		"allergy.room");
	assert_int_equal(plan->warning_count, 0);
}

static void a_regular_whose_wish_was_superseded_gets_the_new_one(void **state)
{
	struct world *w = *state;

	/* The card no longer has the old wish; its history is read by nobody here. */
	says(w, 0, 0, SG_LIKE, "news.paper", "sz");
	assert_non_null(item_of(compose(w), NEWS_PAPER, 1));
	assert_int_equal(w->plan.item_count, 1);
}

static void a_wish_of_another_house_does_not_follow_the_guest(void **state)
{
	struct world *w = *state;
	struct sg_fact *fact = says(w, 0, 0, SG_LIKE, "bar.usual", "Mariachi am Tisch");

	fact->scope = SG_SCOPE_PROPERTY;
	fact->property = id_of(1, 2);
	assert_int_equal(compose(w)->item_count, 0);
	assert_non_null(left_of(&w->plan, BAR_USUAL, SG_LEFT_PROPERTY));
}

static void a_never_meets_the_flowers_of_the_house(void **state)
{
	struct world *w = *state;

	w->stays[0].vip = "VIP2";
	says(w, 0, 0, SG_NEVER, "amenity.flowers", NULL);
	assert_int_equal(compose(w)->item_count, 0);
	assert_non_null(avoid_of(&w->plan, AMENITY_FLOWERS, -1));
	assert_string_equal(
		left_of(&w->plan, AMENITY_FLOWERS, SG_LEFT_NEVER)->because.detail,
		"vip2");
}

static void a_family_gets_its_cot(void **state)
{
	struct world *w = *state;
	const struct sg_item *item;

	w->children[0][0] = (struct sg_children){"0-2", 1};
	w->stays[0].children_count = 1;
	assert_int_equal(compose(w)->item_count, 0); /* nobody asked for one */
	codes(w, 0, "product", "COT");
	item = item_of(compose(w), BED_COT, 0);
	assert_int_equal(item->class, SG_CLASS_NEED);
	assert_int_equal(item->quantity, 1);
	assert_int_equal(item->part_count, 2);
	assert_string_equal(item->parts[1].what, "baby_linen");
	assert_int_equal(w->plan.lead_hours, 24);
}

static void a_walk_in_is_issued_with_his_room_at_once(void **state)
{
	struct world *w = *state;

	check_in(w, 0);
	w->stays[0].checked_in_us = w->input.now_us = CLOCK(ARRIVAL, 23, 10);
	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	compose(w);
	assert_int_equal(w->plan.state, SG_PLAN_ISSUED);
	assert_int_equal(w->plan.attention, SG_ATTENTION_URGENT);
	assert_int_equal(w->plan.items[0].due_us, CLOCK(ARRIVAL, 23, 30));
}

static void a_check_in_after_midnight_is_still_yesterdays_arrival(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_LIKE, "turndown.service", "yes");
	check_in(w, 0);
	w->stays[0].checked_in_us = w->input.now_us = CLOCK(ARRIVAL + 1, 1, 40);
	assert_int_equal(compose(w)->kind, SG_KIND_ARRIVAL);
	assert_int_equal(w->plan.items[0].due_us, CLOCK(ARRIVAL, 19, 0));
}

static void a_day_use_gets_its_wishes_too(void **state)
{
	struct world *w = *state;

	w->stays[0].day_use = true;
	w->stays[0].departure_day = ARRIVAL;
	says(w, 0, 0, SG_REQUIRE, "allergy.room", "feather");
	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	assert_int_equal(compose(w)->item_count, 2);
}

static void a_speaker_at_a_meeting_of_teetotallers_gets_no_wine(void **state)
{
	struct world *w = *state;

	/* Party context: what the pair likes on holiday is not for the conference. */
	says(w, 0, 0, SG_LIKE, "package.romance", "yes")->party = SG_PARTY_COUPLE;
	w->stays[0].adults = 1;
	w->stays[0].purpose = "business";
	assert_int_equal(compose(w)->item_count, 0);
	assert_non_null(left_of(&w->plan, PACKAGE_ROMANCE, SG_LEFT_PARTY));
}

/* The whole day of one room: planned, prepared, issued, changed, moved, left. */
static void a_stay_from_preview_to_departure(void **state)
{
	struct world *w = *state;

	w->stays[0].vip = "VIP2";
	says(w, 0, 0, SG_REQUIRE, "allergy.room", "feather");
	says(w, 0, 0, SG_NEVER, "amenity.flowers", NULL);
	says(w, 0, 1, SG_LIKE, "amenity.water", "fizzy");
	w->room.residue = BIT(HAIR);
	assert_int_equal(compose(w)->item_count, 2);
	assert_int_equal(w->plan.avoid_count, 1);
	deliver(w);
	tick(w, BED_FILLING, SG_ITEM_CHECKED);
	tick(w, AMENITY_WATER, SG_ITEM_DONE);
	check_in(w, 0);
	assert_int_equal(compose(w)->attention, SG_ATTENTION_NORMAL);
	deliver(w);
	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	assert_int_equal(compose(w)->attention, SG_ATTENTION_URGENT);
	assert_int_equal(w->plan.item_count, 3);
	deliver(w);
	tick(w, DEVICE_KETTLE, SG_ITEM_DONE);
	w->stays[0].room = "415";
	w->stays[0].room_from = "412";
	w->room.residue = 0;
	assert_int_equal(compose(w)->item_count, 6);
	assert_int_equal(w->plan.kind, SG_KIND_MOVE);
	deliver(w);
	for (size_t i = 0; i < w->input.previous_count; i++) {
		if (w->previous[i].action != SG_ACTION_AVOID) {
			w->previous[i].state = SG_ITEM_DONE;
		}
	}
	w->stays[0].status = SG_STAY_CHECKED_OUT;
	compose(w);
	assert_int_equal(w->plan.state, SG_PLAN_DEPARTED);
	assert_non_null(item_with(&w->plan, BED_FILLING, SG_ACTION_RESET));
	assert_null(item_with(&w->plan, BED_FILLING, SG_ACTION_RESET)->room);
	assert_non_null(item_with(&w->plan, DEVICE_KETTLE, SG_ACTION_RESET));
	assert_int_equal(item_with(&w->plan, DEVICE_KETTLE, SG_ACTION_REMOVE)->state,
		SG_ITEM_DONE); /* of the first room, done long ago */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(an_allergen_beats_the_wish_of_who_shares_the_room),
		WORLD_TEST(a_regular_whose_wish_was_superseded_gets_the_new_one),
		WORLD_TEST(a_wish_of_another_house_does_not_follow_the_guest),
		WORLD_TEST(a_never_meets_the_flowers_of_the_house),
		WORLD_TEST(a_family_gets_its_cot),
		WORLD_TEST(a_walk_in_is_issued_with_his_room_at_once),
		WORLD_TEST(a_check_in_after_midnight_is_still_yesterdays_arrival),
		WORLD_TEST(a_day_use_gets_its_wishes_too),
		WORLD_TEST(a_speaker_at_a_meeting_of_teetotallers_gets_no_wine),
		WORLD_TEST(a_stay_from_preview_to_departure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
