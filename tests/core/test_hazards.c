/* What lingers or stands in a room and somebody must not meet, and what is spoken in avoid[]. */
#include "core/plan_world.h"

/* ---- what the previous occupancy left ---- */

static void what_a_dog_left_is_cleaned_before_a_sensitive_guest(void **state)
{
	struct world *w = *state;
	const struct sg_item *item;

	w->room.residue = BIT(HAIR) | BIT(SCENT);
	assert_int_equal(compose(w)->item_count, 0); /* nobody minds */
	says(w, 0, 0, SG_REQUIRE, "allergy.room", "hair");
	item = item_of(compose(w), CLEAN_DEEP, 0);
	assert_non_null(item);
	assert_int_equal(item->class, SG_CLASS_NEED);
	assert_int_equal(item->action, SG_ACTION_DO);
	assert_int_equal(item->because_count, 1);
	assert_int_equal(item->because[0].source, SG_SOURCE_PREVIOUS);
	assert_string_equal(item->because[0].detail, "hair");
}

static void one_cleaning_removes_two_hazards(void **state)
{
	struct world *w = *state;

	w->room.residue = BIT(HAIR) | BIT(SCENT);
	says(w, 0, 0, SG_REQUIRE, "allergy.room", "hair");
	says(w, 0, 1, SG_REQUIRE, "allergy.room", "scent");
	assert_int_equal(item_of(compose(w), CLEAN_DEEP, 0)->because_count, 2);
	assert_int_equal(w->plan.item_count, 1);
}

static void what_nothing_removes_warns_the_desk(void **state)
{
	struct world *w = *state;

	w->room.residue = BIT(MOULD);
	says(w, 0, 0, SG_REQUIRE, "allergy.room", "mould");
	assert_true(warns(compose(w), SG_WARN_HAZARD_UNREMEDIED, -1));
	w->room.residue = 0;
	assert_int_equal(compose(w)->warning_count, 0);
	w->input.room = NULL;
	assert_false(warns(compose(w), SG_WARN_HAZARD_UNREMEDIED, -1));
}

static void a_remedy_that_somebody_never_wants_warns_the_desk(void **state)
{
	struct world *w = *state;

	w->room.residue = BIT(HAIR);
	says(w, 0, 0, SG_REQUIRE, "allergy.room", "hair");
	says(w, 0, 1, SG_NEVER, "clean.deep", NULL);
	assert_null(item_of(compose(w), CLEAN_DEEP, 0));
	assert_true(warns(&w->plan, SG_WARN_HAZARD_UNREMEDIED, CLEAN_DEEP));
}

static void a_cleaning_that_was_done_stays_on_the_list(void **state)
{
	struct world *w = *state;

	w->room.residue = BIT(HAIR);
	says(w, 0, 0, SG_REQUIRE, "allergy.room", "hair");
	compose(w);
	deliver(w);
	tick(w, CLEAN_DEEP, SG_ITEM_CHECKED);
	w->room.residue = 0;
	assert_int_equal(item_of(compose(w), CLEAN_DEEP, 0)->state, SG_ITEM_CHECKED);
	w->stays[0].room = "415";
	assert_null(item_of(compose(w), CLEAN_DEEP, 0));
}

/* ---- what stands in the room ---- */

static void feathers_of_the_standard_set_are_swapped(void **state)
{
	struct world *w = *state;
	struct sg_topic topics[TOPICS];
	struct sg_topic_value values[5];
	struct sg_catalog catalog = plan_catalog;
	const struct sg_item *item;

	/* A hotel's topic that forbids and has no effect of its own. */
	memcpy(topics, plan_topics, sizeof topics);
	memcpy(values, allergy_values, sizeof values);
	values[0].effect_count = 0;
	topics[ALLERGY_ROOM].values = values;
	catalog.topics = topics;
	w->input.catalog = &catalog;
	says(w, 0, 0, SG_REQUIRE, "allergy.room", "feather");
	item = item_of(compose(w), BED_FILLING, 1);
	assert_non_null(item);
	assert_int_equal(item->action, SG_ACTION_SWAP);
	assert_int_equal(item->because[0].source, SG_SOURCE_STANDARD);
	assert_string_equal(item->because[0].detail, "feather");
	w->type.value_count = 0; /* the things alone say it too */
	assert_int_equal(item_of(compose(w), BED_FILLING, 1)->action, SG_ACTION_SWAP);
	assert_int_equal(w->plan.avoid_count, 0);
}

static void a_need_of_a_clean_value_takes_the_place_already(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_REQUIRE, "allergy.room", "feather");
	assert_int_equal(item_of(compose(w), BED_FILLING, 1)->because_count, 1);
}

static void without_a_remedy_a_need_gets_the_first_clean_value(void **state)
{
	struct world *w = *state;
	struct sg_hazard hazards[HAZARDS];
	struct sg_catalog catalog = plan_catalog;

	memcpy(hazards, plan_hazards, sizeof hazards);
	hazards[HAIR].remedy_topic = -1;
	catalog.hazards = hazards;
	w->input.catalog = &catalog;
	w->values[0].value = "wool";
	w->type.thing_count = 0;
	says(w, 0, 0, SG_REQUIRE, "allergy.room", "hair");
	assert_non_null(item_of(compose(w), BED_FILLING, 0));
}

static void a_delight_of_the_standard_set_is_kept_away(void **state)
{
	struct world *w = *state;
	const struct sg_item *avoid;

	says(w, 0, 0, SG_REQUIRE, "allergy.room", "nuts");
	avoid = avoid_of(compose(w), TURNDOWN_CHOCOLATE, 0);
	assert_non_null(avoid);
	assert_int_equal(avoid->action, SG_ACTION_AVOID);
	assert_int_equal(avoid->class, SG_CLASS_NEED);
	assert_string_equal(avoid->because[0].value, "nuts");
	assert_int_equal(avoid->due_us, READY_BY);
}

static void a_forbidden_thing_of_no_topic_warns_the_desk(void **state)
{
	struct world *w = *state;

	w->things[3] = (struct sg_standard_thing){"fur_rug", 1, BIT(HAIR)};
	says(w, 0, 0, SG_REQUIRE, "allergy.room", "hair");
	assert_true(warns(compose(w), SG_WARN_HAZARD_UNREMEDIED, -1));
	w->things[3].count = 0;
	assert_int_equal(compose(w)->warning_count, 0);
}

static void a_forbidden_thing_of_a_topic_is_kept_away(void **state)
{
	struct world *w = *state;

	w->things[3] = (struct sg_standard_thing){"vase", 1, BIT(SCENT)};
	w->things[2] = (struct sg_standard_thing){"robe", 2, BIT(SCENT)};
	says(w, 0, 0, SG_REQUIRE, "allergy.room", "scent");
	assert_non_null(avoid_of(compose(w), AMENITY_FLOWERS, 0));
	assert_non_null(avoid_of(&w->plan, BATH_ROBE, 0));
}

static void a_wish_for_a_thing_that_stands_there_in_a_forbidden_kind_swaps_it(
	void **state)
{
	struct world *w = *state;

	w->things[2] = (struct sg_standard_thing){"robe", 2, BIT(SCENT)};
	says(w, 0, 0, SG_REQUIRE, "allergy.room", "scent");
	says(w, 0, 0, SG_LIKE, "bath.robe", "yes");
	assert_int_equal(item_of(compose(w), BATH_ROBE, 0)->action, SG_ACTION_SWAP);
	assert_null(avoid_of(&w->plan, BATH_ROBE, 0));
}

/* ---- avoid[] ---- */

static void a_never_that_meets_a_rule_of_the_house_is_spoken(void **state)
{
	struct world *w = *state;
	const struct sg_item *avoid;

	w->stays[0].vip = "VIP2";
	says(w, 0, 0, SG_NEVER, "amenity.flowers", NULL);
	avoid = avoid_of(compose(w), AMENITY_FLOWERS, -1);
	assert_int_equal(w->plan.item_count, 0);
	assert_int_equal(w->plan.avoid_count, 1);
	assert_non_null(avoid);
	assert_int_equal(avoid->because_count, 1);
	assert_int_equal(
		left_of(&w->plan, AMENITY_FLOWERS, SG_LEFT_NEVER)->because.source,
		SG_SOURCE_HOUSE_RULE);
}

static void a_never_that_meets_nothing_is_not_spoken(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_NEVER, "amenity.flowers", NULL);
	says(w, 0, 0, SG_NEVER, "bed.filling", "wool");
	says(w, 0, 0, SG_NEVER, "amenity.water", "fizzy");
	assert_int_equal(compose(w)->avoid_count, 0);
	assert_int_equal(w->plan.attention, SG_ATTENTION_NONE);
}

static void a_never_that_meets_the_standard_set_is_spoken(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_NEVER, "bed.filling", "feather");
	says(w, 0, 0, SG_AVOID, "turndown.chocolate", NULL);
	says(w, 0, 0, SG_NEVER, "amenity.water", "still");
	says(w, 0, 0, SG_NEVER, "bath.robe", NULL);
	assert_non_null(avoid_of(compose(w), BED_FILLING, 0));
	assert_int_equal(
		avoid_of(&w->plan, TURNDOWN_CHOCOLATE, -1)->class, SG_CLASS_WISH);
	assert_non_null(avoid_of(&w->plan, AMENITY_WATER, 0));
	assert_non_null(avoid_of(&w->plan, BATH_ROBE, -1));
	assert_int_equal(w->plan.avoid_count, 4);
	says(w, 0, 0, SG_LIKE, "amenity.water", "fizzy"); /* placed, not swapped */
	assert_non_null(avoid_of(compose(w), AMENITY_WATER, 0));
}

static void what_is_exchanged_anyway_is_not_spoken_of(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_NEVER, "bed.filling", "feather");
	says(w, 0, 0, SG_LIKE, "bed.filling", "wool");
	assert_int_equal(compose(w)->avoid_count, 0);
	assert_int_equal(item_of(&w->plan, BED_FILLING, 2)->action, SG_ACTION_SWAP);
}

static void what_a_rule_would_bring_is_spoken_of_though_exchanged(void **state)
{
	struct world *w = *state;

	w->values[4] = (struct sg_standard_value){"amenity.flowers", "bouquet"};
	says(w, 0, 0, SG_NEVER, "amenity.flowers", "bouquet");
	says(w, 0, 0, SG_LIKE, "amenity.flowers", "roses");
	assert_int_equal(compose(w)->avoid_count, 0);
	w->stays[0].vip = "VIP2";
	assert_non_null(avoid_of(compose(w), AMENITY_FLOWERS, 0));
	assert_int_equal(item_of(&w->plan, AMENITY_FLOWERS, 1)->action, SG_ACTION_SWAP);
}

static void an_effect_keeps_away_as_strictly_as_its_cause(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_LIKE, "allergy.room", "scent"); /* a need by its topic */
	says(w, 0, 0, SG_REQUIRE, "package.romance", "yes");
	says(w, 0, 1, SG_LIKE, "news.paper", "faz");
	compose(w);
	assert_int_equal(avoid_of(&w->plan, ROOM_SCENT, -1)->class, SG_CLASS_NEED);
	assert_int_equal(avoid_of(&w->plan, NEWS_PAPER, -1)->class, SG_CLASS_NEED);
	assert_non_null(left_of(&w->plan, NEWS_PAPER, SG_LEFT_NEVER));
}

static void a_hazard_that_meets_a_rule_of_the_house_is_spoken(void **state)
{
	struct world *w = *state;

	w->stays[0].vip = "VIP2";
	says(w, 0, 0, SG_REQUIRE, "allergy.room", "scent");
	assert_non_null(avoid_of(compose(w), AMENITY_FLOWERS, 0));
	assert_non_null(avoid_of(&w->plan, ROOM_SCENT, -1)); /* the catalogue says so */
	assert_int_equal(w->plan.avoid_count, 2);
	assert_true(w->plan.avoid[0].topic < w->plan.avoid[1].topic);
}

static void one_thing_is_spoken_of_once(void **state)
{
	struct world *w = *state;

	w->stays[0].vip = "VIP2";
	says(w, 0, 0, SG_NEVER, "amenity.flowers", NULL);
	says(w, 0, 1, SG_NEVER, "amenity.flowers", NULL);
	says(w, 0, 1, SG_NEVER, "amenity.flowers", "bouquet");
	says(w, 0, 2, SG_REQUIRE, "allergy.room", "scent");
	compose(w);
	assert_int_equal(w->plan.avoid_count, 2);
	assert_int_equal(avoid_of(&w->plan, AMENITY_FLOWERS, -1)->because_count, 2);
	assert_null(avoid_of(&w->plan, AMENITY_FLOWERS, 0));
}

static void one_guest_behind_two_reasons_is_named_once(void **state)
{
	struct world *w = *state;

	w->things[3] = (struct sg_standard_thing){"vase", 1, BIT(SCENT)};
	w->stays[0].vip = "VIP2";
	says(w, 0, 0, SG_REQUIRE, "allergy.room", "scent");
	assert_int_equal(avoid_of(compose(w), AMENITY_FLOWERS, 0)->because_count, 1);
}

static void a_wish_may_ask_to_keep_something_away(void **state)
{
	struct world *w = *state;

	codes(w, 0, "product", "ROMANCE"); /* no newspaper for honeymooners */
	codes(w, 0, "special", "FIRM");
	w->rules[0] = (struct sg_house_rule){
		.id = "paper", .topic = "news.paper", .value = "faz"};
	assert_int_equal(avoid_of(compose(w), NEWS_PAPER, -1)->class, SG_CLASS_WISH);
	assert_non_null(left_of(&w->plan, NEWS_PAPER, SG_LEFT_NEVER));
	says(w, 0, 0, SG_LIKE, "news.paper", "sz");
	assert_non_null(item_of(compose(w), NEWS_PAPER, 1));
	assert_null(avoid_of(&w->plan, NEWS_PAPER, -1));
}

/* ---- what the room keeps ---- */

static void a_dog_and_a_scent_leave_something_in_the_room(void **state)
{
	struct world *w = *state;
	const struct sg_item items[] = {
		{.topic = ROOM_SCENT, .value = 1, .state = SG_ITEM_DONE},
		{.topic = 999, .value = 0, .state = SG_ITEM_DONE},
		{.topic = PET_DOG, .value = 9, .state = SG_ITEM_DONE},
		{.topic = -1, .value = -1, .state = SG_ITEM_DONE},
	};
	struct sg_occupant *occupant = &w->occupants[0];

	assert_int_equal(sg_plan_residue(&plan_catalog, &w->house, occupant, NULL, 0), 0);
	assert_int_equal(sg_plan_residue(&plan_catalog, &w->house, occupant, items, 4),
		BIT(SCENT));
	codes(w, 0, "special", "DOG");
	codes(w, 0, "special", "NOFLOW");
	codes(w, 0, "special", "T20");
	codes(w, 0, "special", "NONE");
	assert_int_equal(
		sg_plan_residue(&plan_catalog, &w->house, occupant, NULL, 0), BIT(HAIR));
}

static void what_was_not_done_or_does_not_hold_leaves_nothing(void **state)
{
	struct world *w = *state;
	struct sg_item item = {.topic = ROOM_SCENT, .value = 1};
	struct sg_occupant *occupant = &w->occupants[0];

	codes(w, 0, "special", "NODOG");
	says(w, 0, 0, SG_NEVER, "pet.dog", NULL);
	says(w, 0, 0, SG_LIKE, "no.such_topic", "yes");
	says(w, 0, 0, SG_LIKE, "bed.pillow", "stone");
	says(w, 0, 0, SG_LIKE, "room.temperature", "20");
	says(w, 0, 0, SG_LIKE, "pet.dog", "yes")->until_day = ARRIVAL - 1;
	assert_int_equal(
		sg_plan_residue(&plan_catalog, &w->house, occupant, &item, 1), 0);
	item.state = SG_ITEM_DONE;
	item.action = SG_ACTION_REMOVE;
	assert_int_equal(
		sg_plan_residue(&plan_catalog, &w->house, occupant, &item, 1), 0);
	says(w, 0, 0, SG_LIKE, "pet.dog", "yes");
	assert_int_equal(
		sg_plan_residue(&plan_catalog, &w->house, occupant, &item, 1), BIT(HAIR));
}

static void effects_leave_what_they_leave(void **state)
{
	static const struct sg_effect effects[] = {
		{PET_DOG, 0, false}, {ROOM_SCENT, -1, true}};
	struct world *w = *state;
	struct sg_topic topics[TOPICS];
	struct sg_topic_value value = kettle_values[0];
	struct sg_catalog catalog = plan_catalog;

	memcpy(topics, plan_topics, sizeof topics);
	value.effects = effects;
	value.effect_count = 2;
	topics[DEVICE_KETTLE].values = &value;
	catalog.topics = topics;
	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	assert_int_equal(sg_plan_residue(&catalog, &w->house, &w->occupants[0], NULL, 0),
		BIT(HAIR));
}

static void a_deep_clean_remedies_what_it_stands_for(void **state)
{
	(void)state;
	assert_int_equal(
		sg_plan_remedied(&plan_catalog, CLEAN_DEEP, 0), BIT(HAIR) | BIT(SCENT));
	assert_int_equal(sg_plan_remedied(&plan_catalog, BED_FILLING, 1), BIT(FEATHER));
	assert_int_equal(sg_plan_remedied(&plan_catalog, BED_FILLING, 0), 0);
	assert_int_equal(sg_plan_remedied(&plan_catalog, -1, -1), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(what_a_dog_left_is_cleaned_before_a_sensitive_guest),
		WORLD_TEST(one_cleaning_removes_two_hazards),
		WORLD_TEST(what_nothing_removes_warns_the_desk),
		WORLD_TEST(a_remedy_that_somebody_never_wants_warns_the_desk),
		WORLD_TEST(a_cleaning_that_was_done_stays_on_the_list),
		WORLD_TEST(feathers_of_the_standard_set_are_swapped),
		WORLD_TEST(a_need_of_a_clean_value_takes_the_place_already),
		WORLD_TEST(without_a_remedy_a_need_gets_the_first_clean_value),
		WORLD_TEST(a_delight_of_the_standard_set_is_kept_away),
		WORLD_TEST(a_forbidden_thing_of_no_topic_warns_the_desk),
		WORLD_TEST(a_forbidden_thing_of_a_topic_is_kept_away),
		WORLD_TEST(
			a_wish_for_a_thing_that_stands_there_in_a_forbidden_kind_swaps_it),
		WORLD_TEST(a_never_that_meets_a_rule_of_the_house_is_spoken),
		WORLD_TEST(a_never_that_meets_nothing_is_not_spoken),
		WORLD_TEST(a_never_that_meets_the_standard_set_is_spoken),
		WORLD_TEST(what_is_exchanged_anyway_is_not_spoken_of),
		WORLD_TEST(what_a_rule_would_bring_is_spoken_of_though_exchanged),
		WORLD_TEST(an_effect_keeps_away_as_strictly_as_its_cause),
		WORLD_TEST(a_hazard_that_meets_a_rule_of_the_house_is_spoken),
		WORLD_TEST(one_thing_is_spoken_of_once),
		WORLD_TEST(one_guest_behind_two_reasons_is_named_once),
		WORLD_TEST(a_wish_may_ask_to_keep_something_away),
		WORLD_TEST(a_dog_and_a_scent_leave_something_in_the_room),
		WORLD_TEST(what_was_not_done_or_does_not_hold_leaves_nothing),
		WORLD_TEST(effects_leave_what_they_leave),
		WORLD_TEST(a_deep_clean_remedies_what_it_stands_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
