/* What does not hold here and now, and what a never or a hazard of anybody in the room forbids. */
#include "core/plan_world.h"

/* ---- scope, validity, season, party ---- */

static void a_wish_of_another_property_is_left_out(void **state)
{
	struct world *w = *state;
	struct sg_fact *fact = says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	const struct sg_left_out *left;

	fact->scope = SG_SCOPE_PROPERTY;
	fact->property = id_of(1, 9);
	left = left_of(compose(w), DEVICE_KETTLE, SG_LEFT_PROPERTY);
	assert_int_equal(w->plan.item_count, 0);
	assert_memory_equal(&left->because.fact, &fact->id, sizeof fact->id);
	assert_int_equal(left->against.source, SG_SOURCE_STANDARD);
	fact->property = w->house.id;
	assert_int_equal(compose(w)->item_count, 1);
}

static void a_wish_for_one_stay_holds_for_that_stay_only(void **state)
{
	struct world *w = *state;
	struct sg_fact *fact = says(w, 0, 0, SG_LIKE, "device.kettle", "yes");

	fact->scope = SG_SCOPE_STAY;
	fact->stay = id_of(2, 77);
	assert_non_null(left_of(compose(w), DEVICE_KETTLE, SG_LEFT_STAY));
	fact->stay = w->stays[0].id;
	assert_int_equal(compose(w)->item_count, 1);
}

static void a_wish_holds_between_its_dates(void **state)
{
	struct world *w = *state;
	struct sg_fact *fact = says(w, 0, 0, SG_LIKE, "device.kettle", "yes");

	fact->until_day = ARRIVAL - 1;
	assert_non_null(left_of(compose(w), DEVICE_KETTLE, SG_LEFT_VALIDITY));
	fact->until_day = ARRIVAL;
	assert_int_equal(compose(w)->item_count, 1);
	fact->from_day = DEPARTURE;
	fact->until_day = SG_NO_DAY;
	assert_int_equal(compose(w)->item_count, 1);
	fact->from_day = DEPARTURE + 1;
	assert_non_null(left_of(compose(w), DEVICE_KETTLE, SG_LEFT_VALIDITY));
}

static void a_season_may_wrap_the_year(void **state)
{
	static const struct {
		int32_t from, until;
		bool holds;
	} cases[] = {{1101, 228, true}, {301, 1031, false}, {1124, 1124, true},
		{1125, 1120, false}, {1121, 1121, true}, {1123, 101, true},
		{1220, 1122, true}};
	struct world *w = *state;
	struct sg_fact *fact = says(w, 0, 0, SG_LIKE, "device.kettle", "yes");

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		fact->season_from = cases[i].from;
		fact->season_until = cases[i].until;
		assert_int_equal(compose(w)->item_count, cases[i].holds);
		assert_int_equal(left_of(&w->plan, DEVICE_KETTLE, SG_LEFT_SEASON) == NULL,
			cases[i].holds);
	}
}

static void a_wish_holds_in_the_company_it_was_said_for(void **state)
{
	struct world *w = *state;
	struct sg_fact *fact = says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	struct sg_stay *stay = &w->stays[0];
	size_t holds[SG_PARTIES] = {0};
	static const size_t couple[SG_PARTIES] = {1, 0, 1, 0, 0, 0};
	static const size_t family[SG_PARTIES] = {1, 0, 0, 1, 0, 0};
	static const size_t business[SG_PARTIES] = {1, 1, 0, 0, 1, 1};

	for (int round = 0; round < 3; round++) {
		if (round == 1) {
			w->children[0][0] = (struct sg_children){"0-2", 1};
			stay->children_count = 1;
		} else if (round == 2) {
			stay->children_count = 0;
			stay->adults = 1;
			stay->purpose = "business";
			stay->group = "FAIR26";
		}
		for (int i = 0; i < SG_PARTIES; i++) {
			fact->party = (enum sg_party)i;
			holds[i] = compose(w)->item_count;
			assert_int_equal(
				left_of(&w->plan, DEVICE_KETTLE, SG_LEFT_PARTY) == NULL,
				holds[i]);
		}
		assert_memory_equal(holds,
			round == 0   ? couple
			: round == 1 ? family
				     : business,
			sizeof holds);
	}
}

static void who_shares_the_room_is_company(void **state)
{
	struct world *w = *state;

	w->stays[0].adults = 1;
	w->stays[1].adults = 1;
	says(w, 0, 0, SG_LIKE, "device.kettle", "yes")->party = SG_PARTY_ALONE;
	assert_int_equal(compose(w)->item_count, 1);
	w->input.occupant_count = 2;
	assert_int_equal(compose(w)->item_count, 0);
}

/* ---- one guest's own words ---- */

static void the_newer_of_two_wishes_holds(void **state)
{
	struct world *w = *state;
	struct sg_fact *old = says(w, 0, 0, SG_LIKE, "bed.pillow", "soft");
	struct sg_fact *new = says(w, 0, 0, SG_LIKE, "bed.pillow", "firm");
	const struct sg_left_out *left;

	assert_non_null(item_of(compose(w), BED_PILLOW, 0));
	assert_int_equal(w->plan.item_count, 1);
	left = left_of(&w->plan, BED_PILLOW, SG_LEFT_OUTRANKED);
	assert_memory_equal(&left->because.fact, &old->id, sizeof old->id);
	assert_memory_equal(&left->against.fact, &new->id, sizeof new->id);
}

static void the_narrower_of_two_wishes_holds(void **state)
{
	struct world *w = *state;
	struct sg_fact *fact = says(w, 0, 0, SG_LIKE, "bed.pillow", "soft");

	fact->scope = SG_SCOPE_STAY;
	fact->stay = w->stays[0].id;
	fact = says(w, 0, 0, SG_LIKE, "bed.pillow", "firm");
	fact->scope = SG_SCOPE_PROPERTY;
	fact->property = w->house.id;
	says(w, 0, 0, SG_LIKE, "bed.pillow", "firm");
	assert_non_null(item_of(compose(w), BED_PILLOW, 1));
	assert_int_equal(w->plan.item_count, 1);
	assert_int_equal(w->plan.left_out_count, 2);
}

static void a_guest_who_no_longer_wants_it_does_not_get_it(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	says(w, 0, 0, SG_AVOID, "device.kettle", NULL);
	assert_int_equal(compose(w)->item_count, 0);
	assert_non_null(left_of(&w->plan, DEVICE_KETTLE, SG_LEFT_OUTRANKED));
	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	assert_int_equal(compose(w)->item_count, 1);
}

static void a_never_gives_way_to_a_later_and_no_wider_word_only(void **state)
{
	struct world *w = *state;
	struct sg_fact *wish = says(w, 0, 0, SG_LIKE, "room.scent", "citrus");
	struct sg_fact *never = says(w, 0, 0, SG_NEVER, "room.scent", NULL);

	wish->scope = SG_SCOPE_STAY;
	wish->stay = w->stays[0].id;
	assert_null(item_of(compose(w), ROOM_SCENT, 0));
	wish->said_us = never->said_us;
	assert_null(item_of(compose(w), ROOM_SCENT, 0));
	wish->said_us = never->said_us + 1;
	assert_non_null(item_of(compose(w), ROOM_SCENT, 0));
	wish->scope = SG_SCOPE_CHAIN;
	never->scope = SG_SCOPE_PROPERTY;
	never->property = w->house.id;
	assert_null(item_of(compose(w), ROOM_SCENT, 0));
	assert_non_null(left_of(&w->plan, ROOM_SCENT, SG_LEFT_OUTRANKED));
}

static void two_refusals_of_a_guest_stand_side_by_side(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_NEVER, "amenity.flowers", "roses");
	says(w, 0, 0, SG_AVOID, "amenity.flowers", "bouquet");
	says(w, 0, 0, SG_AVOID, "room.scent", "citrus");
	says(w, 0, 0, SG_AVOID, "room.scent", "lavender");
	assert_int_equal(compose(w)->left_out_count, 0);
}

/* ---- never and avoid ---- */

static void a_never_of_anybody_in_the_room_beats_every_wish(void **state)
{
	struct world *w = *state;
	const struct sg_left_out *left;

	w->input.occupant_count = 2;
	says(w, 0, 0, SG_LIKE, "room.scent", "citrus");
	says(w, 1, 0, SG_NEVER, "room.scent", NULL);
	left = left_of(compose(w), ROOM_SCENT, SG_LEFT_NEVER);
	assert_int_equal(w->plan.item_count, 0);
	assert_int_equal(left->value, 0);
	assert_memory_equal(
		&left->against.guest, &w->cards[1][0].guest, sizeof(struct sg_id));
	assert_null(w->plan.ask);
	assert_int_equal(w->plan.warning_count, 0);
}

static void a_never_that_meets_a_need_warns_the_desk(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_REQUIRE, "room.connecting", "open");
	says(w, 0, 1, SG_NEVER, "room.connecting", "open");
	assert_int_equal(compose(w)->item_count, 0);
	assert_true(warns(&w->plan, SG_WARN_NEEDS_OPPOSE, ROOM_CONNECTING));
}

static void a_never_names_one_value_and_leaves_the_others(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_LIKE, "room.scent", "citrus");
	says(w, 0, 1, SG_NEVER, "room.scent", "lavender");
	assert_int_equal(compose(w)->item_count, 1);
}

static void a_never_of_a_package_drops_all_it_means(void **state)
{
	struct world *w = *state;

	codes(w, 0, "product", "ROMANCE");
	assert_non_null(item_of(compose(w), AMENITY_FLOWERS, 1));
	says(w, 0, 0, SG_NEVER, "package.romance", NULL);
	assert_int_equal(compose(w)->item_count, 0);
	assert_non_null(left_of(&w->plan, AMENITY_FLOWERS, SG_LEFT_NEVER));
}

static void what_a_guest_avoids_is_not_brought_by_codes_or_the_house(void **state)
{
	struct world *w = *state;

	w->stays[0].vip = "VIP2";
	codes(w, 0, "special", "FIRM");
	says(w, 0, 0, SG_AVOID, "amenity.flowers", NULL);
	says(w, 0, 0, SG_AVOID, "bed.pillow", "firm");
	assert_int_equal(compose(w)->item_count, 0);
	assert_non_null(left_of(&w->plan, AMENITY_FLOWERS, SG_LEFT_NEVER));
	assert_non_null(left_of(&w->plan, BED_PILLOW, SG_LEFT_NEVER));
	assert_null(w->plan.ask);
}

static void a_code_that_avoids_gives_way_to_what_the_guest_says(void **state)
{
	struct world *w = *state;

	codes(w, 0, "special", "NOPILLOW");
	codes(w, 0, "special", "NOFLOW");
	says(w, 0, 0, SG_LIKE, "bed.pillow", "firm");
	says(w, 0, 0, SG_LIKE, "amenity.flowers", "roses");
	assert_non_null(item_of(compose(w), BED_PILLOW, 0));
	assert_null(item_of(&w->plan, AMENITY_FLOWERS, 1)); /* mapped as never */
}

static void what_must_be_outweighs_what_another_would_rather_not(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_AVOID, "device.kettle", NULL);
	says(w, 0, 1, SG_REQUIRE, "device.kettle", "yes");
	assert_non_null(item_of(compose(w), DEVICE_KETTLE, 0));
	assert_int_equal(w->plan.avoid_count, 0);
}

static void a_wish_against_an_equal_dislike_is_a_question(void **state)
{
	struct world *w = *state;

	w->input.occupant_count = 2;
	says(w, 0, 0, SG_LIKE, "room.scent", "citrus");
	says(w, 1, 0, SG_AVOID, "room.scent", NULL);
	assert_int_equal(compose(w)->item_count, 0);
	assert_non_null(left_of(&w->plan, ROOM_SCENT, SG_LEFT_CONFLICT));
	assert_int_equal(w->plan.ask->topic, ROOM_SCENT);
	assert_int_equal(w->plan.ask->values[0], 0);
	assert_int_equal(w->plan.ask->values[1], -1);
	assert_memory_equal(&w->plan.ask->because[1].guest, &w->cards[1][0].guest,
		sizeof(struct sg_id));
}

static void the_first_guests_dislike_needs_no_question(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_AVOID, "room.scent", NULL);
	says(w, 0, 1, SG_LIKE, "room.scent", "citrus");
	assert_non_null(left_of(compose(w), ROOM_SCENT, SG_LEFT_NEVER));
	assert_null(w->plan.ask);
}

static void the_strongest_refusal_is_named(void **state)
{
	struct world *w = *state;
	struct sg_fact *never;

	says(w, 0, 0, SG_AVOID, "news.paper", "faz");
	says(w, 0, 1, SG_AVOID, "news.paper", NULL);
	never = says(w, 0, 2, SG_NEVER, "news.paper", NULL);
	says(w, 0, 1, SG_AVOID, "news.paper", "sz");
	w->rules[0] = (struct sg_house_rule){
		.id = "paper", .topic = "news.paper", .value = "faz"};
	assert_memory_equal(&left_of(compose(w), NEWS_PAPER, SG_LEFT_NEVER)->against.fact,
		&never->id, sizeof never->id);
}

/* ---- hazards ---- */

static void a_hazard_beats_every_gift(void **state)
{
	struct world *w = *state;
	const struct sg_occasion birthday = {"birthday", 1122, SG_NO_DAY};

	w->cards[0][0].occasions = &birthday;
	w->cards[0][0].occasion_count = 1;
	says(w, 0, 1, SG_REQUIRE, "allergy.room", "nuts");
	assert_null(item_of(compose(w), AMENITY_CAKE, 0));
	assert_string_equal(
		left_of(&w->plan, AMENITY_CAKE, SG_LEFT_HAZARD)->against.value, "nuts");
}

static void a_hazard_that_meets_a_need_warns_the_desk(void **state)
{
	struct world *w = *state;

	w->input.occupant_count = 2;
	says(w, 0, 0, SG_REQUIRE, "pet.dog", "yes");
	says(w, 1, 0, SG_REQUIRE, "allergy.room", "hair");
	assert_null(item_of(compose(w), PET_DOG, 0));
	assert_non_null(left_of(&w->plan, PET_DOG, SG_LEFT_HAZARD));
	assert_true(warns(&w->plan, SG_WARN_NEEDS_OPPOSE, PET_DOG));
	assert_non_null(avoid_of(&w->plan, PET_DOG, -1));
}

static void who_forbids_is_named_by_rank(void **state)
{
	struct world *w = *state;

	says(w, 0, 1, SG_REQUIRE, "allergy.room", "nuts");
	says(w, 0, 0, SG_REQUIRE, "allergy.room", "nuts");
	says(w, 0, 2, SG_REQUIRE, "allergy.room", "nuts");
	says(w, 0, 2, SG_LIKE, "amenity.cake", "yes");
	assert_memory_equal(
		&left_of(compose(w), AMENITY_CAKE, SG_LEFT_HAZARD)->against.guest,
		&w->cards[0][0].guest, sizeof(struct sg_id));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(a_wish_of_another_property_is_left_out),
		WORLD_TEST(a_wish_for_one_stay_holds_for_that_stay_only),
		WORLD_TEST(a_wish_holds_between_its_dates),
		WORLD_TEST(a_season_may_wrap_the_year),
		WORLD_TEST(a_wish_holds_in_the_company_it_was_said_for),
		WORLD_TEST(who_shares_the_room_is_company),
		WORLD_TEST(the_newer_of_two_wishes_holds),
		WORLD_TEST(the_narrower_of_two_wishes_holds),
		WORLD_TEST(a_guest_who_no_longer_wants_it_does_not_get_it),
		WORLD_TEST(a_never_gives_way_to_a_later_and_no_wider_word_only),
		WORLD_TEST(two_refusals_of_a_guest_stand_side_by_side),
		WORLD_TEST(a_never_of_anybody_in_the_room_beats_every_wish),
		WORLD_TEST(a_never_that_meets_a_need_warns_the_desk),
		WORLD_TEST(a_never_names_one_value_and_leaves_the_others),
		WORLD_TEST(a_never_of_a_package_drops_all_it_means),
		WORLD_TEST(what_a_guest_avoids_is_not_brought_by_codes_or_the_house),
		WORLD_TEST(a_code_that_avoids_gives_way_to_what_the_guest_says),
		WORLD_TEST(what_must_be_outweighs_what_another_would_rather_not),
		WORLD_TEST(a_wish_against_an_equal_dislike_is_a_question),
		WORLD_TEST(the_first_guests_dislike_needs_no_question),
		WORLD_TEST(the_strongest_refusal_is_named),
		WORLD_TEST(a_hazard_beats_every_gift),
		WORLD_TEST(a_hazard_that_meets_a_need_warns_the_desk),
		WORLD_TEST(who_forbids_is_named_by_rank),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
