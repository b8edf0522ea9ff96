/* Everybody who shares the room, the standard set, and the budget. */
#include "core/plan_world.h"

static void needs_add_up(void **state)
{
	struct world *w = *state;

	w->input.occupant_count = 2;
	says(w, 0, 0, SG_REQUIRE, "allergy.room", "feather");
	says(w, 0, 1, SG_REQUIRE, "access.need", "wheelchair");
	says(w, 1, 0, SG_REQUIRE, "allergy.room", "nuts");
	codes(w, 1, "product", "COT");
	assert_int_equal(compose(w)->item_count, 4);
	assert_non_null(item_of(&w->plan, BED_FILLING, 1));
	assert_non_null(item_of(&w->plan, BATH_RAIL, 0));
	assert_non_null(item_of(&w->plan, KITCHEN_WITHOUT, 1));
	assert_non_null(item_of(&w->plan, BED_COT, 0));
}

static void who_agree_stand_behind_one_item(void **state)
{
	struct world *w = *state;
	const struct sg_item *item;

	codes(w, 0, "special", "FIRM");
	says(w, 0, 1, SG_LIKE, "bed.pillow", "firm");
	says(w, 0, 0, SG_LIKE, "bed.pillow", "firm");
	item = item_of(compose(w), BED_PILLOW, 0);
	assert_int_equal(w->plan.item_count, 1);
	assert_int_equal(item->because_count, 3);
	assert_memory_equal(
		&item->because[0].guest, &w->cards[0][0].guest, sizeof(struct sg_id));
	assert_int_equal(item->because[2].source, SG_SOURCE_CODE);
	assert_int_equal(w->plan.left_out_count, 0);
}

static void a_topic_of_many_values_takes_them_all(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_LIKE, "news.paper", "faz");
	says(w, 0, 0, SG_LIKE, "news.paper", "sz");
	says(w, 0, 1, SG_LIKE, "news.paper", "faz");
	assert_int_equal(compose(w)->item_count, 2);
	assert_int_equal(item_of(&w->plan, NEWS_PAPER, 0)->because_count, 2);
}

static void the_first_guests_wish_comes_first(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_LIKE, "bed.pillow", "soft");
	says(w, 0, 1, SG_LIKE, "bed.pillow",
		"firm"); /* newer, but not the first guest's */
	assert_non_null(item_of(compose(w), BED_PILLOW, 1));
	assert_null(item_of(&w->plan, BED_PILLOW, 0));
	assert_non_null(left_of(&w->plan, BED_PILLOW, SG_LEFT_OUTRANKED));
	assert_null(w->plan.ask);
}

static void without_a_mark_the_first_who_stays_is_the_first_guest(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_LIKE, "bed.pillow", "soft");
	says(w, 0, 1, SG_LIKE, "bed.pillow", "firm");
	w->people[0][0].role =
		SG_ROLE_BOOKER; /* never a guest of the room, though marked */
	w->people[0][1].role = SG_ROLE_GUEST;
	assert_non_null(item_of(compose(w), BED_PILLOW, 0));
}

static void equal_and_opposing_wishes_give_the_standard_and_a_question(void **state)
{
	struct world *w = *state;

	w->input.occupant_count = 2;
	w->rules[0] = (struct sg_house_rule){
		.id = "pillow", .topic = "bed.pillow", .value = "soft"};
	says(w, 0, 0, SG_LIKE, "bed.pillow", "soft");
	says(w, 1, 0, SG_LIKE, "bed.pillow", "firm");
	assert_int_equal(compose(w)->item_count, 0);
	assert_int_equal(w->plan.left_out_count, 3);
	assert_non_null(left_of(&w->plan, BED_PILLOW, SG_LEFT_CONFLICT));
	assert_non_null(left_of(&w->plan, BED_PILLOW, SG_LEFT_OUTRANKED));
	assert_int_equal(w->plan.ask->topic, BED_PILLOW);
	assert_int_equal(w->plan.ask->values[0] + w->plan.ask->values[1], 1);
	assert_int_equal(w->plan.warning_count, 0);
}

static void what_was_dropped_takes_no_part_in_a_conflict(void **state)
{
	struct world *w = *state;

	w->input.occupant_count = 3;
	says(w, 2, 0, SG_LIKE, "bed.filling", "feather");
	says(w, 0, 0, SG_LIKE, "bed.filling", "feather_free");
	says(w, 1, 0, SG_LIKE, "bed.filling", "wool");
	says(w, 2, 1, SG_NEVER, "bed.filling", "feather");
	assert_int_equal(compose(w)->item_count, 0);
	assert_non_null(left_of(&w->plan, BED_FILLING, SG_LEFT_NEVER));
	assert_int_equal(w->plan.left_out_count, 3);
	assert_int_equal(w->plan.ask->values[0] + w->plan.ask->values[1], 3);
}

static void who_agrees_in_the_end_is_no_rival(void **state)
{
	struct world *w = *state;
	struct sg_fact *fact;

	w->input.occupant_count = 2;
	says(w, 0, 0, SG_LIKE, "bed.pillow", "soft");
	says(w, 1, 0, SG_LIKE, "bed.pillow", "firm");
	fact = says(w, 1, 0, SG_LIKE, "bed.pillow", "soft");
	fact->scope = SG_SCOPE_STAY;
	fact->stay = w->stays[1].id;
	assert_non_null(item_of(compose(w), BED_PILLOW, 1));
	assert_null(w->plan.ask);
}

static void at_most_one_question_is_asked_and_needs_come_first(void **state)
{
	struct world *w = *state;

	w->input.occupant_count = 2;
	says(w, 0, 0, SG_LIKE, "bed.pillow", "soft");
	says(w, 1, 0, SG_LIKE, "bed.pillow", "firm");
	says(w, 0, 0, SG_REQUIRE, "room.connecting", "open");
	says(w, 1, 0, SG_REQUIRE, "room.connecting", "locked");
	says(w, 0, 0, SG_LIKE, "amenity.flowers", "roses");
	says(w, 1, 0, SG_LIKE, "amenity.flowers", "bouquet");
	assert_int_equal(compose(w)->ask->topic, ROOM_CONNECTING);
}

static void two_opposing_needs_keep_the_first_and_warn(void **state)
{
	struct world *w = *state;

	says(w, 0, 1, SG_REQUIRE, "room.connecting", "open");
	says(w, 0, 0, SG_REQUIRE, "room.connecting", "locked");
	assert_non_null(item_of(compose(w), ROOM_CONNECTING, 0));
	assert_null(item_of(&w->plan, ROOM_CONNECTING, 1));
	assert_true(warns(&w->plan, SG_WARN_NEEDS_OPPOSE, ROOM_CONNECTING));
	assert_non_null(w->plan.ask);
	assert_non_null(left_of(&w->plan, ROOM_CONNECTING, SG_LEFT_OUTRANKED));
}

static void a_need_comes_before_a_wish_and_what_must_be_before_what_is_liked(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_LIKE, "room.temperature", "18");
	says(w, 0, 1, SG_LIKE, "room.warmth", "24"); /* a need by its topic */
	says(w, 0, 0, SG_LIKE, "room.connecting", "locked");
	says(w, 0, 1, SG_REQUIRE, "room.connecting", "open");
	assert_string_equal(item_of(compose(w), ROOM_TEMPERATURE, 0)->text, "24");
	assert_non_null(item_of(&w->plan, ROOM_CONNECTING, 1));
	assert_int_equal(w->plan.item_count, 2);
	assert_null(w->plan.ask);
}

static void statements_come_before_codes_and_codes_before_the_house(void **state)
{
	struct world *w = *state;

	w->rules[0] = (struct sg_house_rule){
		.id = "pillow", .topic = "bed.pillow", .value = "soft"};
	assert_non_null(item_of(compose(w), BED_PILLOW, 1));
	codes(w, 0, "special", "FIRM");
	assert_non_null(item_of(compose(w), BED_PILLOW, 0));
	says(w, 0, 1, SG_LIKE, "bed.pillow", "soft");
	assert_non_null(item_of(compose(w), BED_PILLOW, 1));
	assert_int_equal(w->plan.item_count, 1);
}

static void an_occasion_comes_before_a_rule_of_the_house(void **state)
{
	struct world *w = *state;

	w->stays[0].vip = "VIP2";
	w->occasions[0][0] = (struct sg_occasion){"honeymoon", 0, SG_NO_DAY};
	w->stays[0].occasion_count = 1;
	assert_non_null(item_of(compose(w), AMENITY_FLOWERS, 1));
	assert_null(item_of(&w->plan, AMENITY_FLOWERS, 0));
	assert_null(w->plan.ask);
}

static void the_first_rule_of_the_house_counts(void **state)
{
	struct world *w = *state;

	w->rules[0] =
		(struct sg_house_rule){.id = "z", .topic = "bed.pillow", .value = "soft"};
	w->rules[1] =
		(struct sg_house_rule){.id = "a", .topic = "bed.pillow", .value = "firm"};
	w->house.rule_count = 2;
	assert_non_null(item_of(compose(w), BED_PILLOW, 1));
}

static void one_stays_contradicting_codes_are_no_question_two_stays_are(void **state)
{
	struct world *w = *state;

	codes(w, 0, "special", "SOFT");
	codes(w, 0, "special", "FIRM");
	assert_non_null(item_of(compose(w), BED_PILLOW, 0));
	assert_null(w->plan.ask);
	w->stays[0].code_count = 1;
	codes(w, 1, "special", "FIRM");
	w->input.occupant_count = 2;
	assert_int_equal(compose(w)->item_count, 0);
	assert_non_null(w->plan.ask);
}

/* ---- numbers ---- */

static void a_needed_temperature_beats_a_wished_one(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_LIKE, "room.temperature", "18");
	says(w, 0, 1, SG_REQUIRE, "room.temperature", "24");
	assert_string_equal(item_of(compose(w), ROOM_TEMPERATURE, 0)->text, "24");
	assert_int_equal(w->plan.item_count, 1);
}

static void of_two_temperatures_the_first_guests_counts(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_LIKE, "room.temperature", "18");
	says(w, 0, 1, SG_LIKE, "room.temperature", "24");
	assert_string_equal(item_of(compose(w), ROOM_TEMPERATURE, 0)->text, "18");
}

static void of_equals_on_one_side_of_the_standard_the_stricter_counts(void **state)
{
	struct world *w = *state;
	struct sg_fact *a, *b;

	w->input.occupant_count = 2;
	a = says(w, 0, 0, SG_LIKE, "room.temperature", "18");
	b = says(w, 1, 0, SG_LIKE, "room.temperature", "19");
	assert_string_equal(item_of(compose(w), ROOM_TEMPERATURE, 0)->text, "18");
	a->value = "23.5";
	b->value = "24";
	assert_string_equal(item_of(compose(w), ROOM_TEMPERATURE, 0)->text, "24");
	assert_non_null(left_of(&w->plan, ROOM_TEMPERATURE, SG_LEFT_OUTRANKED));
	assert_null(w->plan.ask);
}

static void equals_on_both_sides_of_it_give_the_standard_and_a_question(void **state)
{
	struct world *w = *state;
	struct sg_fact *fact;

	w->input.occupant_count = 2;
	fact = says(w, 0, 0, SG_LIKE, "room.temperature", "18");
	says(w, 1, 0, SG_LIKE, "room.temperature", "24");
	assert_null(item_of(compose(w), ROOM_TEMPERATURE, 0));
	assert_non_null(w->plan.ask);
	assert_string_equal(w->plan.ask->because[0].value, "24");
	fact->value = "21"; /* the standard itself */
	assert_null(item_of(compose(w), ROOM_TEMPERATURE, 0));
	w->type.value_count = 2; /* no standard to tell */
	fact->value = "22";
	assert_null(item_of(compose(w), ROOM_TEMPERATURE, 0));
	assert_non_null(w->plan.ask);
}

static void the_same_number_is_written_in_many_ways(void **state)
{
	struct world *w = *state;

	w->input.occupant_count = 2;
	says(w, 0, 0, SG_LIKE, "room.temperature", "18");
	says(w, 1, 0, SG_LIKE, "room.temperature", "18.0");
	assert_int_equal(item_of(compose(w), ROOM_TEMPERATURE, 0)->because_count, 2);
}

/* ---- the standard set ---- */

static void what_the_room_has_anyway_is_left_out(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_LIKE, "room.temperature", "21.0");
	says(w, 0, 0, SG_LIKE, "bed.filling", "feather");
	says(w, 0, 0, SG_LIKE, "bath.robe", "yes");
	assert_int_equal(compose(w)->item_count, 0);
	assert_non_null(left_of(&w->plan, ROOM_TEMPERATURE, SG_LEFT_STANDARD));
	assert_non_null(left_of(&w->plan, BED_FILLING, SG_LEFT_STANDARD));
	assert_non_null(left_of(&w->plan, BATH_ROBE, SG_LEFT_STANDARD));
}

static void what_the_room_has_too_little_of_is_on_the_list(void **state)
{
	struct world *w = *state;
	const struct sg_item *item;

	w->stays[0].adults = 3;
	says(w, 0, 0, SG_LIKE, "bath.robe", "yes");
	says(w, 0, 0, SG_LIKE, "bed.filling", "feather");
	item = item_of(compose(w), BATH_ROBE, 0);
	assert_int_equal(item->parts[0].total, 3);
	assert_int_equal(item->parts[0].standard, 2);
	item = item_of(&w->plan, BED_FILLING, 0);
	assert_int_equal(item->action, SG_ACTION_PLACE);
	assert_int_equal(item->parts[1].total, 6);
}

static void a_thing_of_all_values_says_nothing_of_one(void **state)
{
	struct world *w = *state;

	w->type.value_count = 0; /* duvets and pillows stand there, of what kind ever */
	says(w, 0, 0, SG_LIKE, "bed.filling", "feather_free");
	assert_int_equal(item_of(compose(w), BED_FILLING, 1)->action, SG_ACTION_PLACE);
}

static void a_standard_value_may_be_listed_without_its_things(void **state)
{
	struct world *w = *state;

	w->type.thing_count = 0;
	says(w, 0, 0, SG_LIKE, "bed.filling", "feather");
	assert_non_null(left_of(compose(w), BED_FILLING, SG_LEFT_STANDARD));
}

static void without_a_room_type_everything_is_a_difference(void **state)
{
	struct world *w = *state;

	w->input.type = NULL;
	says(w, 0, 0, SG_LIKE, "bath.robe", "yes");
	says(w, 0, 0, SG_LIKE, "room.connecting", "open");
	assert_int_equal(item_of(compose(w), BATH_ROBE, 0)->action, SG_ACTION_PLACE);
	assert_int_equal(item_of(&w->plan, ROOM_CONNECTING, 1)->action, SG_ACTION_DO);
}

/* ---- the budget ---- */

static void wishes_beyond_the_budget_are_left_out_and_needs_never(void **state)
{
	struct world *w = *state;

	w->house.attention_budget = 2;
	says(w, 0, 0, SG_REQUIRE, "allergy.room", "feather");
	says(w, 0, 0, SG_REQUIRE, "bath.rail", "yes");
	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	says(w, 0, 0, SG_LIKE, "bed.pillow", "firm");
	says(w, 0, 0, SG_LIKE, "room.scent", "citrus");
	assert_int_equal(compose(w)->item_count, 4);
	assert_non_null(
		left_of(&w->plan, DEVICE_KETTLE, SG_LEFT_BUDGET)); /* the oldest */
}

static void a_guests_wish_gains_more_than_what_the_house_thought_of(void **state)
{
	struct world *w = *state;

	w->house.attention_budget = 1;
	w->stays[0].vip = "VIP2";
	assert_non_null(item_of(compose(w), AMENITY_FLOWERS, 0));
	w->occasions[0][0] = (struct sg_occasion){"birthday", 0, SG_NO_DAY};
	w->stays[0].occasion_count = 1;
	assert_non_null(item_of(compose(w), AMENITY_CAKE, 0));
	codes(w, 0, "special", "FIRM");
	assert_non_null(item_of(compose(w), BED_PILLOW, 0));
	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	assert_non_null(item_of(compose(w), DEVICE_KETTLE, 0));
	assert_int_equal(w->plan.item_count, 1);
	assert_int_equal(w->plan.left_out_count, 3);
}

static void equal_wishes_are_taken_in_a_fixed_order(void **state)
{
	struct world *w = *state;

	w->house.attention_budget = 2;
	says(w, 0, 0, SG_LIKE, "news.paper", "faz")->said_us = SAID;
	says(w, 0, 1, SG_LIKE, "news.paper", "sz")->said_us = SAID;
	says(w, 0, 0, SG_LIKE, "bed.pillow", "firm")->said_us = SAID;
	assert_int_equal(compose(w)->item_count, 2);
	assert_non_null(item_of(&w->plan, BED_PILLOW, 0));
	assert_non_null(item_of(&w->plan, NEWS_PAPER, 0));
}

static void the_budget_is_renewed_every_seven_nights(void **state)
{
	static const struct {
		int32_t nights;
		size_t items;
	} cases[] = {{0, 1}, {1, 1}, {7, 1}, {8, 2}, {14, 2}, {15, 3}};
	struct world *w = *state;

	w->house.attention_budget = 1;
	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	says(w, 0, 0, SG_LIKE, "bed.pillow", "firm");
	says(w, 0, 0, SG_LIKE, "room.scent", "citrus");
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		w->stays[0].departure_day = ARRIVAL + cases[i].nights;
		assert_int_equal(compose(w)->item_count, cases[i].items);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(needs_add_up),
		WORLD_TEST(who_agree_stand_behind_one_item),
		WORLD_TEST(a_topic_of_many_values_takes_them_all),
		WORLD_TEST(the_first_guests_wish_comes_first),
		WORLD_TEST(without_a_mark_the_first_who_stays_is_the_first_guest),
		WORLD_TEST(equal_and_opposing_wishes_give_the_standard_and_a_question),
		WORLD_TEST(what_was_dropped_takes_no_part_in_a_conflict),
		WORLD_TEST(who_agrees_in_the_end_is_no_rival),
		WORLD_TEST(at_most_one_question_is_asked_and_needs_come_first),
		WORLD_TEST(two_opposing_needs_keep_the_first_and_warn),
		WORLD_TEST(
			a_need_comes_before_a_wish_and_what_must_be_before_what_is_liked),
		WORLD_TEST(statements_come_before_codes_and_codes_before_the_house),
		WORLD_TEST(an_occasion_comes_before_a_rule_of_the_house),
		WORLD_TEST(the_first_rule_of_the_house_counts),
		WORLD_TEST(one_stays_contradicting_codes_are_no_question_two_stays_are),
		WORLD_TEST(a_needed_temperature_beats_a_wished_one),
		WORLD_TEST(of_two_temperatures_the_first_guests_counts),
		WORLD_TEST(of_equals_on_one_side_of_the_standard_the_stricter_counts),
		WORLD_TEST(equals_on_both_sides_of_it_give_the_standard_and_a_question),
		WORLD_TEST(the_same_number_is_written_in_many_ways),
		WORLD_TEST(what_the_room_has_anyway_is_left_out),
		WORLD_TEST(what_the_room_has_too_little_of_is_on_the_list),
		WORLD_TEST(a_thing_of_all_values_says_nothing_of_one),
		WORLD_TEST(a_standard_value_may_be_listed_without_its_things),
		WORLD_TEST(without_a_room_type_everything_is_a_difference),
		WORLD_TEST(wishes_beyond_the_budget_are_left_out_and_needs_never),
		WORLD_TEST(a_guests_wish_gains_more_than_what_the_house_thought_of),
		WORLD_TEST(equal_wishes_are_taken_in_a_fixed_order),
		WORLD_TEST(the_budget_is_renewed_every_seven_nights),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
