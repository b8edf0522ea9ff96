/*
 * What a guest turned off stays away from his list with its reason; needs never do.
 */
#include "core/plan.h"

#include "core/restrain_world.h"

enum { DRAWS = 3000 };

static void what_was_refused_stays_away_with_its_reason(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	says(w, 0, 0, SG_LIKE, "bed.pillow", "firm");
	reacts(w, 0, 0, SG_REACTION_REFUSED, "device.kettle");
	assert_null(item_of(compose(w), DEVICE_KETTLE, 0));
	assert_non_null(item_of(&w->plan, BED_PILLOW, 0));
	assert_non_null(left_of(&w->plan, DEVICE_KETTLE, SG_LEFT_REFUSED));
	assert_int_equal(w->plan.left_out_count, 1);
	assert_string_equal(sg_reason_name(SG_LEFT_REFUSED), "refused_before");
}

static void every_way_to_turn_off_has_its_reason(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	says(w, 0, 0, SG_LIKE, "bed.pillow", "firm");
	says(w, 0, 0, SG_LIKE, "news.paper", "sz");
	reacts(w, 0, 0, SG_REACTION_IGNORED, "device.kettle");
	assert_int_equal(compose(w)->item_count, 3);
	reacts(w, 0, 0, SG_REACTION_IGNORED, "device.kettle");
	reacts(w, 0, 0, SG_REACTION_STOPPED, "bed.pillow");
	reacts(w, 0, 0, SG_REACTION_NOTHING, NULL);
	assert_int_equal(compose(w)->item_count, 0);
	assert_non_null(left_of(&w->plan, DEVICE_KETTLE, SG_LEFT_IGNORED));
	assert_non_null(left_of(&w->plan, BED_PILLOW, SG_LEFT_STOPPED));
	assert_non_null(left_of(&w->plan, NEWS_PAPER, SG_LEFT_NOTHING));
	assert_string_equal(sg_reason_name(SG_LEFT_IGNORED), "ignored_twice");
	assert_string_equal(sg_reason_name(SG_LEFT_STOPPED), "stopped");
	assert_string_equal(sg_reason_name(SG_LEFT_NOTHING), "nothing_wanted");
}

static void please_nothing_leaves_needs_alone_and_so_does_no_budget(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_REQUIRE, "allergy.room", "feather");
	says(w, 0, 0, SG_REQUIRE, "bath.rail", "yes");
	says(w, 0, 0, SG_REQUIRE, "device.kettle", "yes"); /* who must have it */
	says(w, 0, 0, SG_LIKE, "bed.cot", "yes");          /* of the class */
	says(w, 0, 0, SG_LIKE, "news.paper", "sz");
	w->stays[0].vip = "VIP2";
	reacts(w, 0, 0, SG_REACTION_REFUSED, "bath.rail");
	reacts(w, 0, 0, SG_REACTION_STOPPED, "device.kettle");
	reacts(w, 0, 0, SG_REACTION_NOTHING, NULL);
	w->house.attention_budget = 0;
	assert_int_equal(compose(w)->item_count, 4);
	for (size_t i = 0; i < w->plan.item_count; i++) {
		assert_int_equal(w->plan.items[i].class, SG_CLASS_NEED);
	}
	assert_non_null(left_of(&w->plan, NEWS_PAPER, SG_LEFT_NOTHING));
	assert_non_null(left_of(&w->plan, AMENITY_FLOWERS, SG_LEFT_NOTHING));
	assert_int_equal(w->plan.left_out_count, 2);
}

static void what_the_guest_asks_for_again_is_prepared_but_not_what_others_note(
	void **state)
{
	struct world *w = *state;
	struct sg_fact *fact;

	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	reacts(w, 0, 0, SG_REACTION_REFUSED, "device.kettle");
	reacts(w, 0, 0, SG_REACTION_NOTHING, NULL);
	fact = says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	assert_non_null(item_of(compose(w), DEVICE_KETTLE, 0));
	fact->said_by = "companion";
	assert_non_null(item_of(compose(w), DEVICE_KETTLE, 0));
	fact->said_by = "staff";
	assert_null(item_of(compose(w), DEVICE_KETTLE, 0));
	fact->said_by = "guest";
	fact->said_us = SAID; /* a late document about before */
	assert_null(item_of(compose(w), DEVICE_KETTLE, 0));
	reacts(w, 0, 0, SG_REACTION_ASKED, "device.kettle");
	assert_non_null(item_of(compose(w), DEVICE_KETTLE, 0));
}

static void what_the_house_would_do_is_off_for_anybody_in_the_room(void **state)
{
	struct world *w = *state;

	share_the_room(w);
	w->stays[0].vip = "VIP2";
	codes(w, 0, "special", "FIRM");
	assert_non_null(item_of(compose(w), AMENITY_FLOWERS, 0));
	reacts(w, 1, 0, SG_REACTION_STOPPED, "amenity.flowers");
	reacts(w, 1, 0, SG_REACTION_REFUSED, "bed.pillow");
	assert_non_null(left_of(compose(w), AMENITY_FLOWERS, SG_LEFT_STOPPED));
	assert_non_null(left_of(&w->plan, BED_PILLOW, SG_LEFT_REFUSED));
	reacts(w, 0, 0, SG_REACTION_REFUSED, "amenity.flowers");
	assert_non_null(left_of(compose(w), AMENITY_FLOWERS, SG_LEFT_REFUSED));
	assert_int_equal(w->plan.item_count, 0);
}

static void what_is_off_for_one_guest_is_not_for_another_who_wants_it(void **state)
{
	struct world *w = *state;
	const struct sg_item *item;

	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	says(w, 0, 1, SG_LIKE, "device.kettle", "yes");
	assert_int_equal(item_of(compose(w), DEVICE_KETTLE, 0)->because_count, 2);
	reacts(w, 0, 0, SG_REACTION_NOTHING, NULL);
	item = item_of(compose(w), DEVICE_KETTLE, 0);
	assert_non_null(item);
	assert_int_equal(item->because_count, 1);
	assert_true(sg_id_equal(&item->because[0].guest, &w->cards[0][1].guest));
	assert_non_null(left_of(&w->plan, DEVICE_KETTLE, SG_LEFT_NOTHING));
}

/* Of several values at once, each by those who still want it. */
static void of_many_values_each_is_weighed_by_those_who_want_it(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_LIKE, "amenity.water", "still");
	says(w, 0, 1, SG_LIKE, "amenity.water", "still");
	says(w, 0, 0, SG_LIKE, "amenity.water", "fizzy");
	reacts(w, 0, 0, SG_REACTION_STOPPED, "amenity.water");
	assert_int_equal(item_of(compose(w), AMENITY_WATER, 0)->because_count, 1);
	assert_null(item_of(&w->plan, AMENITY_WATER, 1));
	assert_int_equal(w->plan.left_out_count, 2);
}

static void a_wish_that_is_off_outranks_nobody_and_opposes_nobody(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_LIKE, "bed.pillow", "firm"); /* the primary guest's */
	says(w, 0, 1, SG_LIKE, "bed.pillow", "soft");
	assert_non_null(item_of(compose(w), BED_PILLOW, 0));
	reacts(w, 0, 0, SG_REACTION_STOPPED, "bed.pillow");
	assert_non_null(item_of(compose(w), BED_PILLOW, 1));
	assert_non_null(left_of(&w->plan, BED_PILLOW, SG_LEFT_STOPPED));
	assert_null(left_of(&w->plan, BED_PILLOW, SG_LEFT_OUTRANKED));
	assert_null(w->plan.ask);
}

/* The occasion was spoken of, the cake would be done. */
static void a_topic_is_off_by_what_is_done_and_by_what_was_said(void **state)
{
	struct world *w = *state;

	w->occasions[0][0] = (struct sg_occasion){"birthday", 0, SG_NO_DAY};
	w->stays[0].occasion_count = 1;
	assert_non_null(item_of(compose(w), AMENITY_CAKE, 0));
	reacts(w, 0, 0, SG_REACTION_STOPPED, "occasion");
	assert_non_null(left_of(compose(w), AMENITY_CAKE, SG_LEFT_STOPPED));
	reacts(w, 0, 0, SG_REACTION_ASKED, "occasion");
	assert_non_null(item_of(compose(w), AMENITY_CAKE, 0));
	reacts(w, 0, 0, SG_REACTION_REFUSED, "amenity.cake");
	assert_non_null(left_of(compose(w), AMENITY_CAKE, SG_LEFT_REFUSED));
}

static void a_need_that_was_refused_yields_to_no_wish(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_REQUIRE, "bed.pillow", "firm");
	says(w, 0, 1, SG_LIKE, "bed.pillow", "soft");
	reacts(w, 0, 0, SG_REACTION_REFUSED, "bed.pillow");
	assert_int_equal(item_of(compose(w), BED_PILLOW, 0)->class, SG_CLASS_NEED);
	assert_null(item_of(&w->plan, BED_PILLOW, 1));
}

static void what_stands_in_the_room_is_not_carried_away_from_who_wants_nothing(
	void **state)
{
	struct world *w = *state;

	check_in(w, 0);
	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	compose(w);
	deliver(w);
	tick(w, DEVICE_KETTLE, SG_ITEM_DONE);
	reacts(w, 0, 0, SG_REACTION_NOTHING, NULL);
	assert_int_equal(compose(w)->item_count, 0);
	assert_non_null(left_of(&w->plan, DEVICE_KETTLE, SG_LEFT_NOTHING));
}

static void nor_does_another_value_of_which_there_may_be_many(void **state)
{
	struct world *w = *state;

	check_in(w, 0);
	says(w, 0, 0, SG_LIKE, "amenity.water", "fizzy");
	compose(w);
	deliver(w);
	tick(w, AMENITY_WATER, SG_ITEM_DONE);
	reacts(w, 0, 0, SG_REACTION_NOTHING, NULL);
	says(w, 0, 1, SG_LIKE, "news.paper", "sz");
	assert_int_equal(compose(w)->item_count, 1);
	topics[AMENITY_WATER].undo = "remove";
	says(w, 0, 1, SG_LIKE, "amenity.water", "still"); /* the standard's, two of it */
	assert_int_equal(compose(w)->item_count, 2);
	assert_null(item_with(&w->plan, AMENITY_WATER, SG_ACTION_REMOVE));
}

/* Five of six newspapers since he said otherwise. */
static const struct sg_belief *usual(int32_t share)
{
	static struct sg_belief belief;

	belief = (struct sg_belief){.topic = "news.paper",
		.property = id_of(1, 1),
		.options = {{"sz", share, 200000}, {"faz", 900000 - share, 200000}},
		.since_us = SAID + 200,
		.seen_us = CLOCK(ARRIVAL - 1, 16, 0),
		.hits = 5,
		.of = 6};
	topics[NEWS_PAPER].learn = SG_LEARN_YES;
	topics[NEWS_PAPER].many = false;
	return &belief;
}

static void nobody_is_asked_about_what_he_turned_off(void **state)
{
	struct world *w = *state;

	w->occupants[0].card_count = w->stays[0].person_count = 1;
	w->cards[0][0].beliefs = usual(500000);
	w->cards[0][0].belief_count = 1;
	assert_non_null(compose(w)->ask);
	w->cards[0][0].beliefs = usual(890000);
	says(w, 0, 0, SG_LIKE, "news.paper", "faz");
	assert_non_null(compose(w)->ask); /* which of the two? */
	reacts(w, 0, 0, SG_REACTION_REFUSED, "news.paper");
	assert_null(compose(w)->ask);
	assert_int_equal(w->plan.item_count, 0);
	assert_int_equal(w->plan.left_out_count, 2);
	w->cards[0][0].beliefs = usual(500000);
	w->cards[0][0].fact_count = 0;
	assert_null(compose(w)->ask);
	assert_non_null(left_of(&w->plan, NEWS_PAPER, SG_LEFT_REFUSED));
	topics[NEWS_PAPER].many = true;
	assert_null(compose(w)->ask);
}

static void a_wish_that_is_off_hides_nobodys_usual(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_LIKE, "news.paper", "faz");
	reacts(w, 0, 0, SG_REACTION_NOTHING, NULL);
	w->occupants[0].card_count = w->stays[0].person_count = 2;
	w->cards[0][1].beliefs = usual(890000);
	w->cards[0][1].belief_count = 1;
	assert_non_null(item_of(compose(w), NEWS_PAPER, 1));
}

static void what_may_be_asked_makes_no_room_for_itself_either(void **state)
{
	struct world *w = *state;

	topics[NEWS_PAPER].undo = "remove";
	check_in(w, 0);
	says(w, 0, 0, SG_LIKE, "news.paper", "faz");
	w->occupants[0].card_count = w->stays[0].person_count = 2;
	w->cards[0][1].beliefs = usual(500000);
	compose(w);
	deliver(w);
	tick(w, NEWS_PAPER, SG_ITEM_DONE);
	w->cards[0][1].belief_count = 1;
	reacts(w, 0, 0, SG_REACTION_NOTHING, NULL);
	assert_null(item_with(compose(w), NEWS_PAPER, SG_ACTION_REMOVE));
}

static void what_he_sent_away_stays_as_he_left_it(void **state)
{
	static const enum sg_item_state states[] = {SG_ITEM_REFUSED, SG_ITEM_REMOVED};
	struct world *w = *state;

	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(world_end(state), 0);
		assert_int_equal(begin(state), 0);
		w = *state;
		check_in(w, 0);
		says(w, 0, 0, SG_LIKE, "news.paper", "faz");
		says(w, 0, 0, SG_LIKE, "bed.pillow", "firm");
		w->house.attention_budget = 1;
		compose(w);
		deliver(w);
		assert_int_equal(w->plan.item_count, 1);
		tick(w, w->plan.items[0].topic, states[i]);
		reacts(w, 0, 0, SG_REACTION_REFUSED, topics[w->plan.items[0].topic].name);
		assert_int_equal(compose(w)->item_count, 1);
		assert_int_equal(w->plan.items[0].state, states[i]);
	}
}

static void a_wish_that_is_forbidden_makes_no_room_for_itself(void **state)
{
	struct world *w = *state;

	check_in(w, 0);
	says(w, 0, 0, SG_LIKE, "bed.pillow", "firm");
	says(w, 0, 1, SG_LIKE, "bed.pillow", "soft");
	says(w, 0, 2, SG_NEVER, "bed.pillow", "soft");
	compose(w);
	deliver(w);
	tick(w, BED_PILLOW, SG_ITEM_DONE);
	reacts(w, 0, 0, SG_REACTION_NOTHING, NULL);
	assert_int_equal(compose(w)->item_count, 0); /* nor is anything removed */
}

/* ---- whatever comes ---- */

static uint64_t draw_state;

/* splitmix64 */
static uint32_t draw(uint32_t below)
{
	uint64_t z = draw_state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return (uint32_t)((z ^ (z >> 31)) >> 32) % below;
}

static void draw_world(struct world *w)
{
	static const char *const said[][2] = {{"device.kettle", "yes"},
		{"bed.pillow", "firm"}, {"news.paper", "sz"}, {"bath.rail", "yes"},
		{"amenity.water", "still"}, {"amenity.flowers", "roses"},
		{"bed.cot", "yes"}};

	w->stays[0].vip = draw(2) == 0 ? "VIP2" : NULL;
	w->house.attention_budget = (int32_t)draw(6);
	for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
		if (draw(2) == 0) {
			says(w, 0, 0, draw(5) == 0 ? SG_REQUIRE : SG_LIKE, said[i][0],
				said[i][1]);
		}
	}
	for (uint32_t i = draw(LOG); i > 0; i--) {
		const char *topic = said[draw(sizeof said / sizeof said[0])][0];
		enum sg_reaction_kind kind = (enum sg_reaction_kind)draw(SG_REACTIONS);

		reacts(w, 0, 0, kind, kind <= SG_REACTION_ASKED ? topic : NULL);
	}
}

static size_t assert_spared(const struct world *w, int32_t budget)
{
	const struct sg_guest_attention *attention =
		w->cards[0][0].attention_count > 0
			? w->cards[0][0].attentions[0].attention
			: NULL;
	size_t others = 0, needs = 0;

	for (size_t i = 0; i < w->plan.item_count; i++) {
		const struct sg_item *item = &w->plan.items[i];

		needs += item->class == SG_CLASS_NEED;
		if (item->class != SG_CLASS_NEED) {
			others++;
			assert_int_equal(sg_attention_off(attention,
						 topics[item->topic].name, SG_NO_TIME),
				SG_OFF_NOT);
		}
	}
	for (size_t i = 0; i < w->plan.left_out_count; i++) {
		assert_in_range(w->plan.left_out[i].reason, SG_LEFT_OUTRANKED,
			SG_LEFT_REASONS - 1);
	}
	assert_true(others <= (size_t)budget);
	return needs;
}

static void nothing_that_is_off_is_ever_prepared_and_every_need_is(void **state)
{
	struct world *w = *state;

	draw_state = 1;
	for (int i = 0; i < DRAWS; i++) {
		size_t needs;

		assert_int_equal(world_end(state), 0);
		assert_int_equal(begin(state), 0);
		w = *state;
		draw_world(w);
		compose(w);
		needs = assert_spared(w, w->house.attention_budget);
		w->cards[0][0].attention_count = 0;
		compose(w);
		assert_int_equal(assert_spared(w, w->house.attention_budget), needs);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BEGIN_TEST(what_was_refused_stays_away_with_its_reason),
		BEGIN_TEST(every_way_to_turn_off_has_its_reason),
		BEGIN_TEST(please_nothing_leaves_needs_alone_and_so_does_no_budget),
		BEGIN_TEST(
			what_the_guest_asks_for_again_is_prepared_but_not_what_others_note),
		BEGIN_TEST(what_the_house_would_do_is_off_for_anybody_in_the_room),
		BEGIN_TEST(what_is_off_for_one_guest_is_not_for_another_who_wants_it),
		BEGIN_TEST(of_many_values_each_is_weighed_by_those_who_want_it),
		BEGIN_TEST(a_wish_that_is_off_outranks_nobody_and_opposes_nobody),
		BEGIN_TEST(a_topic_is_off_by_what_is_done_and_by_what_was_said),
		BEGIN_TEST(a_need_that_was_refused_yields_to_no_wish),
		BEGIN_TEST(
			what_stands_in_the_room_is_not_carried_away_from_who_wants_nothing),
		BEGIN_TEST(nor_does_another_value_of_which_there_may_be_many),
		BEGIN_TEST(nobody_is_asked_about_what_he_turned_off),
		BEGIN_TEST(a_wish_that_is_off_hides_nobodys_usual),
		BEGIN_TEST(what_may_be_asked_makes_no_room_for_itself_either),
		BEGIN_TEST(what_he_sent_away_stays_as_he_left_it),
		BEGIN_TEST(a_wish_that_is_forbidden_makes_no_room_for_itself),
		BEGIN_TEST(nothing_that_is_off_is_ever_prepared_and_every_need_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
