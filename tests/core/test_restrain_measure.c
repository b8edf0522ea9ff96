/*
 * How many wishes and delights a list has, and which: by their worth, the house's measure and
 * what its guests bear.
 */
#include "core/plan.h"

#include "core/restrain_world.h"

/* Six wishes of .95 · .6 − .05 · .2 = .56 each, the next at .85 of the one before. */
static void six_wishes(struct world *w)
{
	static const char *const wishes[][2] = {{"device.kettle", "yes"},
		{"bed.pillow", "firm"}, {"news.paper", "sz"}, {"bed.setup", "twin"},
		{"departure.late", "yes"}, {"turndown.service", "yes"}};

	for (size_t i = 0; i < 6; i++) {
		says(w, 0, 0, SG_LIKE, wishes[i][0], wishes[i][1]);
	}
	w->house.attention_budget = 20;
}

static void wishes_end_where_the_next_is_not_worth_its_disturbance(void **state)
{
	struct world *w = *state;

	six_wishes(w);
	assert_int_equal(compose(w)->item_count, 6);
	w->house.attention_fade = 850;
	w->house.attention_effort = 248; /* .56 · .85^5 = .24847 */
	assert_int_equal(compose(w)->item_count, 6);
	w->house.attention_effort = 249;
	assert_int_equal(compose(w)->item_count, 5);
	assert_non_null(
		left_of(&w->plan, DEVICE_KETTLE, SG_LEFT_BUDGET)); /* the oldest */
	w->house.attention_fade = 500;
	assert_int_equal(compose(w)->item_count, 2); /* .56, .28, .14 */
	w->house.attention_effort = 560;
	assert_int_equal(compose(w)->item_count, 0);
}

static void a_guest_who_minded_gets_less(void **state)
{
	struct world *w = *state;

	six_wishes(w);
	for (int i = 0; i < 3; i++) {
		reacts(w, 0, 0, SG_REACTION_REFUSED, "amenity.cake");
	}
	assert_int_equal(compose(w)->item_count, 6); /* .04 + 6 · .03 = .22 */
	reacts(w, 0, 0, SG_REACTION_REFUSED, "amenity.cake");
	assert_int_equal(compose(w)->item_count, 5); /* .28: .56 · .85^4 = .29 */
	reacts(w, 0, 0, SG_REACTION_REFUSED, "amenity.cake");
	assert_int_equal(compose(w)->item_count, 4); /* .34: .56 · .85^3 = .34 */
	reacts(w, 0, 0, SG_REACTION_WELCOMED, "amenity.water");
	assert_int_equal(compose(w)->item_count, 4); /* .31 */
	reacts(w, 0, 0, SG_REACTION_WELCOMED, "amenity.water");
	assert_int_equal(compose(w)->item_count, 5); /* .28 */
}

static void a_guest_who_was_glad_gets_more(void **state)
{
	struct world *w = *state;

	six_wishes(w);
	w->house.attention_fade = 850;
	w->house.attention_effort = 278;
	assert_int_equal(compose(w)->item_count, 5);
	reacts(w, 0, 0, SG_REACTION_WELCOMED, "amenity.water"); /* .248, see above */
	assert_int_equal(compose(w)->item_count, 6);
}

static void who_hangs_out_do_not_disturb_gets_fewer(void **state)
{
	struct world *w = *state;

	six_wishes(w);
	w->house.attention_budget = 3;
	assert_int_equal(compose(w)->item_count, 3);
	reacts(w, 0, 0, SG_REACTION_UNDISTURBED, NULL);
	assert_int_equal(compose(w)->item_count, 2);
	w->stays[0].departure_day = ARRIVAL + 8; /* renewed after seven nights */
	assert_int_equal(compose(w)->item_count, 4);
}

static void of_several_in_a_room_who_minds_most_sets_the_measure(void **state)
{
	struct world *w = *state;

	six_wishes(w);
	share_the_room(w);
	says(w, 1, 0, SG_LIKE, "room.scent", "citrus");
	w->house.attention_budget = 4;
	assert_int_equal(compose(w)->item_count, 4);
	reacts(w, 1, 0, SG_REACTION_UNDISTURBED, NULL);
	assert_int_equal(compose(w)->item_count, 3);
	w->house.attention_budget = 20;
	for (int i = 0; i < 5; i++) {
		reacts(w, 1, 0, SG_REACTION_REFUSED, "amenity.cake");
	}
	assert_int_equal(compose(w)->item_count, 4);
	reacts(w, 0, 0, SG_REACTION_WELCOMED, "amenity.cake"); /* lifts his own alone */
	assert_int_equal(compose(w)->item_count, 4);
}

static void among_equals_the_greater_joy_comes_first(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_LIKE, "news.paper", "sz");
	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	w->house.attention_budget = 1;
	assert_non_null(item_of(compose(w), DEVICE_KETTLE, 0)); /* said last */
	topics[NEWS_PAPER].joy = 601;
	topics[NEWS_PAPER].awkwardness = 200;
	assert_non_null(item_of(compose(w), NEWS_PAPER, 1));
	topics[NEWS_PAPER].awkwardness = 300;
	assert_non_null(item_of(compose(w), DEVICE_KETTLE, 0));
}

static void a_wish_of_his_own_comes_before_a_delight_of_greater_joy(void **state)
{
	struct world *w = *state;

	w->stays[0].vip = "VIP2";
	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	topics[DEVICE_KETTLE].joy = 100;
	topics[AMENITY_FLOWERS].joy = 1000;
	topics[AMENITY_FLOWERS].welcome = 1000;
	w->house.attention_budget = 1;
	assert_non_null(item_of(compose(w), DEVICE_KETTLE, 0));
}

/* The other's strain counts, .5 + .03, but not what he makes of kettles. */
static void a_wish_is_worth_what_it_is_to_whose_it_is(void **state)
{
	struct world *w = *state;

	share_the_room(w);
	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	reacts(w, 1, 0, SG_REACTION_IGNORED, "device.kettle");
	w->house.attention_fade = 1000;
	w->house.attention_effort = 500;
	assert_non_null(item_of(compose(w), DEVICE_KETTLE, 0));
	w->house.attention_effort = 530;
	assert_null(item_of(compose(w), DEVICE_KETTLE, 0));
}

static void what_is_more_likely_awkward_than_not_is_left_to_those_who_ask(void **state)
{
	struct world *w = *state;

	w->stays[0].vip = "VIP2";
	topics[AMENITY_FLOWERS].joy = 500;
	topics[AMENITY_FLOWERS].awkwardness = 500;
	topics[AMENITY_FLOWERS].welcome = 500;
	assert_non_null(left_of(compose(w), AMENITY_FLOWERS, SG_LEFT_BUDGET));
	says(w, 0, 0, SG_LIKE, "amenity.flowers", "bouquet");
	assert_non_null(item_of(compose(w), AMENITY_FLOWERS, 0));
}

/* .7 · .8 − .3 · .4 = .44; ignored once .56 · .8 − .44 · .4 = .272. */
static void what_a_guest_was_not_glad_of_is_worth_less_to_the_house(void **state)
{
	struct world *w = *state;

	w->stays[0].vip = "VIP2";
	w->house.attention_fade = 1000;
	w->house.attention_effort = 439;
	assert_non_null(item_of(compose(w), AMENITY_FLOWERS, 0));
	w->house.attention_effort = 440;
	assert_null(item_of(compose(w), AMENITY_FLOWERS, 0));
	w->house.attention_effort = 241; /* and his strain .03 */
	reacts(w, 0, 0, SG_REACTION_IGNORED, "amenity.flowers");
	assert_non_null(item_of(compose(w), AMENITY_FLOWERS, 0));
	w->house.attention_effort = 242;
	assert_null(item_of(compose(w), AMENITY_FLOWERS, 0));
	w->input.occupant_count = 2; /* nobody else is gladder of it */
	says(w, 1, 0, SG_LIKE, "bed.pillow", "firm");
	assert_null(item_of(compose(w), AMENITY_FLOWERS, 0));
	assert_non_null(item_of(&w->plan, BED_PILLOW, 0));
}

/* .9 · .6 − .1 · .2 = .52; a year later less sure. */
static void a_usual_is_worth_as_much_as_it_is_sure(void **state)
{
	struct world *w = *state;
	struct sg_belief belief = {.topic = "news.paper",
		.property = id_of(1, 1),
		.options = {{"sz", 900000, 700000}},
		.seen_us = w->input.now_us,
		.hits = 9,
		.of = 9};

	topics[NEWS_PAPER].learn = SG_LEARN_YES;
	topics[NEWS_PAPER].many = false;
	w->occupants[0].card_count = w->stays[0].person_count = 1;
	w->cards[0][0].beliefs = &belief;
	w->cards[0][0].belief_count = 1;
	w->house.attention_fade = 1000;
	w->house.attention_effort = 519;
	assert_non_null(item_of(compose(w), NEWS_PAPER, 1));
	w->house.attention_effort = 520;
	assert_non_null(left_of(compose(w), NEWS_PAPER, SG_LEFT_BUDGET));
	w->house.attention_effort = 519;
	belief.seen_us = w->input.now_us - 60 * SG_DAY_US;
	assert_null(item_of(compose(w), NEWS_PAPER, 1));
}

static void of_one_theme_the_second_is_worth_less(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_LIKE, "bed.pillow", "firm");
	says(w, 0, 0, SG_LIKE, "news.paper", "sz");
	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	w->house.attention_budget = 2;
	assert_null(item_of(compose(w), BED_PILLOW, 0)); /* the oldest */
	topics[NEWS_PAPER].theme = 3;
	topics[DEVICE_KETTLE].theme = 3;
	assert_non_null(item_of(compose(w), BED_PILLOW, 0));
	assert_non_null(item_of(&w->plan, DEVICE_KETTLE, 0));
	topics[DEVICE_KETTLE].theme = 4;
	assert_null(item_of(compose(w), BED_PILLOW, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BEGIN_TEST(wishes_end_where_the_next_is_not_worth_its_disturbance),
		BEGIN_TEST(a_guest_who_minded_gets_less),
		BEGIN_TEST(a_guest_who_was_glad_gets_more),
		BEGIN_TEST(who_hangs_out_do_not_disturb_gets_fewer),
		BEGIN_TEST(of_several_in_a_room_who_minds_most_sets_the_measure),
		BEGIN_TEST(among_equals_the_greater_joy_comes_first),
		BEGIN_TEST(a_wish_of_his_own_comes_before_a_delight_of_greater_joy),
		BEGIN_TEST(a_wish_is_worth_what_it_is_to_whose_it_is),
		BEGIN_TEST(what_is_more_likely_awkward_than_not_is_left_to_those_who_ask),
		BEGIN_TEST(what_a_guest_was_not_glad_of_is_worth_less_to_the_house),
		BEGIN_TEST(a_usual_is_worth_as_much_as_it_is_sure),
		BEGIN_TEST(of_one_theme_the_second_is_worth_less),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
