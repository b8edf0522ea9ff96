/* What a guest usually chooses, as a plan takes it: served, asked about, or left alone. */
#include "core/belief.h"
#include "core/plan_world.h"

enum { FAZ, SZ };

/* A copy of the catalogue in which the one newspaper and the temperature may be learned. */
static struct sg_topic topics[sizeof plan_topics / sizeof plan_topics[0]];
static struct sg_catalog learning;

static int begin(void **state)
{
	struct world *w;

	memcpy(topics, plan_topics, sizeof plan_topics);
	topics[NEWS_PAPER].learn = SG_LEARN_YES;
	topics[NEWS_PAPER].many = false;
	topics[ROOM_TEMPERATURE].learn = SG_LEARN_ASK;
	learning = plan_catalog;
	learning.topics = topics;
	(void)world_begin(state);
	w = *state;
	w->input.catalog = &learning;
	w->stays[0].person_count = w->occupants[0].card_count = 1;
	return 0;
}

static struct sg_belief belief_of(const char *topic, const char *value, int32_t share,
	const char *other, int32_t other_share)
{
	return (struct sg_belief){.topic = topic,
		.property = id_of(1, 1),
		.options = {{value, share, 200000}, {other, other_share, 200000}},
		.since_us = SAID,
		.seen_us = CLOCK(ARRIVAL - 1, 16, 0),
		.hits = 4,
		.of = 5,
		.asked_us = SG_NO_TIME};
}

static void believe(
	struct world *w, int stay, const struct sg_belief *beliefs, size_t count)
{
	w->cards[stay][0].beliefs = beliefs;
	w->cards[stay][0].belief_count = count;
}

static void a_sure_usual_is_served_with_its_evidence(void **state)
{
	struct world *w = *state;
	struct sg_belief belief = belief_of("news.paper", "sz", 900000, "faz", 60000);
	const struct sg_item *item;

	believe(w, 0, &belief, 1);
	item = item_of(compose(w), NEWS_PAPER, SZ);
	assert_non_null(item);
	assert_int_equal(item->because_count, 1);
	assert_int_equal(item->because[0].source, SG_SOURCE_USUAL);
	assert_string_equal(item->because[0].detail, "4/5");
	/* The day at the hotel. */
	assert_int_equal(item->because[0].said_us, sg_time_day(SAID) * SG_DAY_US);
	assert_memory_equal(
		&item->because[0].guest, &w->cards[0][0].guest, sizeof(struct sg_id));
	assert_null(w->plan.ask);
}

static void an_unsure_one_is_the_question(void **state)
{
	struct world *w = *state;
	struct sg_belief belief = belief_of("news.paper", "sz", 520000, "faz", 400000);
	const struct sg_plan *plan;

	believe(w, 0, &belief, 1);
	plan = compose(w);
	assert_null(item_of(plan, NEWS_PAPER, SZ));
	assert_non_null(left_of(plan, NEWS_PAPER, SG_LEFT_UNSURE));
	assert_non_null(plan->ask);
	assert_int_equal(plan->ask->topic, NEWS_PAPER);
	assert_int_equal(plan->ask->values[0], SZ);
	assert_int_equal(plan->ask->values[1], FAZ);
	assert_int_equal(plan->ask->because[0].source, SG_SOURCE_USUAL);
}

static void without_a_second_there_is_one_answer_to_offer(void **state)
{
	struct world *w = *state;
	struct sg_belief belief = belief_of("news.paper", "sz", 590000, NULL, 400000);

	believe(w, 0, &belief, 1);
	belief.options[0].share = 600000;
	belief.options[0].popular = 600000;
	(void)compose(w);
	assert_null(w->plan.ask); /* 0.6 × 1.5 < 1: silent */
	belief.options[1] = (struct sg_belief_option){"milk", 300000, 100000};
	(void)compose(w);
	assert_non_null(w->plan.ask); /* a value that the catalogue has no longer */
	assert_int_equal(w->plan.ask->values[1], -1);
}

static void what_was_seen_twice_or_may_not_be_learned_is_silent(void **state)
{
	struct world *w = *state;
	struct sg_belief beliefs[] = {belief_of("news.paper", "sz", 990000, NULL, 0),
		belief_of("amenity.water", "still", 990000, NULL, 0)};
	const struct sg_plan *plan;

	beliefs[0].hits = beliefs[0].of = 2;
	believe(w, 0, beliefs, 2);
	plan = compose(w);
	assert_int_equal(plan->item_count, 0);
	assert_null(plan->ask);
	assert_non_null(left_of(plan, NEWS_PAPER, SG_LEFT_UNSURE));
}

static void a_topic_to_ask_about_is_never_assumed_and_numbers_are_not_asked(void **state)
{
	struct world *w = *state;
	struct sg_belief beliefs[] = {belief_of("news.paper", "sz", 990000, "faz", 1000),
		belief_of("room.temperature", "19", 990000, "21", 1000)};
	const struct sg_plan *plan;

	topics[NEWS_PAPER].learn = SG_LEARN_ASK;
	believe(w, 0, beliefs, 2);
	plan = compose(w);
	assert_int_equal(plan->item_count, 0);
	assert_int_equal(plan->ask->topic, NEWS_PAPER);
	assert_non_null(left_of(plan, ROOM_TEMPERATURE, SG_LEFT_UNSURE));
}

static void an_absence_makes_unsure_but_changes_no_answer(void **state)
{
	struct world *w = *state;
	struct sg_belief belief = belief_of("news.paper", "sz", 800000, "faz", 150000);
	int32_t before = 1000000;

	belief.seen_us = w->input.now_us;
	for (int days = 0; days < 720; days += 120) {
		int64_t now_us = belief.seen_us + days * SG_DAY_US;
		int32_t sure = sg_belief_confidence(&belief, 0, now_us);

		assert_true(sure < before && sure >= 200000);
		before = sure;
	}
	/* Half of the way to what is popular after 240 days. */
	assert_int_equal(
		sg_belief_confidence(&belief, 0, belief.seen_us + 240 * SG_DAY_US),
		500000);
	assert_int_equal(sg_belief_confidence(&belief, 0, SG_NO_TIME), 800000);
	belief.options[1].value = NULL;
	assert_int_equal(sg_belief_confidence(&belief, 1, SG_NO_TIME), 0);
}

static void what_is_said_comes_first_and_a_later_change_is_asked_about(void **state)
{
	struct world *w = *state;
	struct sg_belief belief = belief_of("news.paper", "sz", 900000, "faz", 60000);
	struct sg_fact *fact = says(w, 0, 0, SG_LIKE, "news.paper", "faz");

	believe(w, 0, &belief, 1);
	assert_non_null(item_of(compose(w), NEWS_PAPER, FAZ));
	assert_null(w->plan.ask);
	assert_non_null(left_of(&w->plan, NEWS_PAPER, SG_LEFT_OUTRANKED));
	belief.since_us = fact->said_us + SG_DAY_US;
	assert_non_null(item_of(compose(w), NEWS_PAPER, FAZ));
	assert_non_null(w->plan.ask);
	assert_int_equal(w->plan.ask->values[0], FAZ);
	assert_int_equal(w->plan.ask->values[1], SZ);
	/* Not sure of either: what was said stands, and nobody is asked. */
	belief.options[0].share = 500000;
	belief.options[1].share = 400000;
	assert_non_null(item_of(compose(w), NEWS_PAPER, FAZ));
	assert_null(w->plan.ask);
}

static void nobody_is_asked_in_a_group_in_the_lobby_or_about_another(void **state)
{
	struct world *w = *state;
	struct sg_belief belief = belief_of("news.paper", "sz", 520000, "faz", 400000);

	believe(w, 0, &belief, 1);
	w->stays[0].group = "TOUR-9";
	assert_null(compose(w)->ask);
	w->stays[0].group = NULL;
	w->stays[0].status = SG_STAY_WAITING;
	assert_null(compose(w)->ask);
	w->stays[0].status = SG_STAY_BOOKED;
	assert_non_null(compose(w)->ask);
	believe(w, 0, NULL, 0);
	believe(w, 1, &belief, 1);
	w->input.occupant_count = 2;
	w->stays[1].person_count = w->occupants[1].card_count = 1;
	assert_null(compose(w)->ask);
}

static void nobody_is_asked_the_same_twice_within_a_year(void **state)
{
	struct world *w = *state;
	struct sg_belief belief = belief_of("news.paper", "sz", 520000, "faz", 400000);

	believe(w, 0, &belief, 1);
	belief.asked_us = w->input.now_us - 364 * SG_DAY_US;
	assert_null(compose(w)->ask);
	assert_non_null(left_of(&w->plan, NEWS_PAPER, SG_LEFT_UNSURE));
	belief.asked_us = w->input.now_us - 365 * SG_DAY_US;
	assert_non_null(compose(w)->ask);
	/* While the stay lasts at whose check-in it was asked, the list keeps saying so, and it
	 * is asked again where that check-in was taken back. */
	belief.asked_us = w->input.now_us;
	belief.asked_stay = w->stays[0].id;
	assert_non_null(compose(w)->ask);
	check_in(w, 0);
	belief.seen_us = w->input.now_us;
	assert_non_null(compose(w)->ask);
	belief.asked_stay = id_of(3, 99);
	assert_null(compose(w)->ask);
}

/* Of several values that go together it is the one that is nearly always chosen. */
static void what_goes_together_is_served_beside_what_was_said(void **state)
{
	struct world *w = *state;
	struct sg_belief belief = belief_of("news.paper", "sz", 900000, "faz", 60000);

	topics[NEWS_PAPER].many = true;
	believe(w, 0, &belief, 1);
	(void)says(w, 0, 0, SG_LIKE, "news.paper", "faz");
	assert_non_null(item_of(compose(w), NEWS_PAPER, FAZ));
	assert_non_null(item_of(&w->plan, NEWS_PAPER, SZ));
	assert_null(w->plan.ask);
	/* In turns: nobody is asked which of the two, as both may be right. */
	belief.options[0].share = 500000;
	belief.options[1].share = 450000;
	assert_null(item_of(compose(w), NEWS_PAPER, SZ));
	assert_null(w->plan.ask);
	assert_non_null(left_of(&w->plan, NEWS_PAPER, SG_LEFT_UNSURE));
	/* To be asked about: whether he wants it, not which. */
	topics[NEWS_PAPER].learn = SG_LEARN_ASK;
	belief.options[0].share = 900000;
	assert_null(item_of(compose(w), NEWS_PAPER, SZ));
	assert_int_equal(w->plan.ask->values[0], SZ);
	assert_int_equal(w->plan.ask->values[1], -1);
	/* What he says himself needs no question. */
	w->cards[0][0].fact_count = 0;
	(void)says(w, 0, 0, SG_LIKE, "news.paper", "sz");
	assert_non_null(item_of(compose(w), NEWS_PAPER, SZ));
	assert_null(w->plan.ask);
	/* And a never beats it. */
	w->cards[0][0].fact_count = 0;
	(void)says(w, 0, 0, SG_NEVER, "news.paper", "sz");
	assert_null(item_of(compose(w), NEWS_PAPER, SZ));
	assert_null(w->plan.ask);
}

static void elsewhere_counts_once_two_houses_agree(void **state)
{
	struct world *w = *state;
	struct sg_belief beliefs[] = {belief_of("news.paper", "sz", 900000, NULL, 0),
		belief_of("news.paper", "faz", 900000, NULL, 0),
		belief_of("news.paper", "sz", 900000, NULL, 0),
		belief_of("news.paper", "faz", 900000, NULL, 0)};
	struct sg_card card = {.beliefs = beliefs, .belief_count = 1};
	struct sg_id here = id_of(1, 1);
	bool chain;

	for (unsigned char i = 0; i < 4; i++) {
		beliefs[i].property = id_of(1, (unsigned char)(2 + i));
		beliefs[i].seen_us = w->input.now_us - SG_DAY_US + i;
	}
	assert_null(sg_belief_at(&card, "news.paper", &here, &chain));
	card.belief_count = 2;
	assert_null(sg_belief_at(&card, "news.paper", &here, &chain));
	card.belief_count = 3;
	assert_null(sg_belief_at(&card, "news.paper", &here, &chain));
	card.memory = SG_MEMORY_CHAIN; /* only with his leave */
	assert_ptr_equal(sg_belief_at(&card, "news.paper", &here, &chain), &beliefs[2]);
	assert_true(chain);
	card.belief_count = 4; /* two against two: the latest */
	assert_ptr_equal(sg_belief_at(&card, "news.paper", &here, &chain), &beliefs[3]);
	assert_null(sg_belief_at(&card, "bed.pillow", &here, &chain));
	beliefs[1].property = here;
	assert_ptr_equal(sg_belief_at(&card, "news.paper", &here, &chain), &beliefs[1]);
	assert_false(chain);
	believe(w, 0, beliefs, 4);
	assert_non_null(item_of(compose(w), NEWS_PAPER, FAZ));
	assert_null(item_of(&w->plan, NEWS_PAPER, SZ));
}

static void what_the_catalogue_lost_is_passed_over(void **state)
{
	struct world *w = *state;
	struct sg_belief beliefs[] = {belief_of("no.such_topic", "x", 900000, NULL, 0),
		belief_of("news.paper", "milk", 900000, NULL, 0)};

	believe(w, 0, beliefs, 2);
	assert_int_equal(compose(w)->item_count, 0);
	assert_int_equal(w->plan.left_out_count, 0);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, begin, world_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_sure_usual_is_served_with_its_evidence),
		TEST(an_unsure_one_is_the_question),
		TEST(without_a_second_there_is_one_answer_to_offer),
		TEST(what_was_seen_twice_or_may_not_be_learned_is_silent),
		TEST(a_topic_to_ask_about_is_never_assumed_and_numbers_are_not_asked),
		TEST(an_absence_makes_unsure_but_changes_no_answer),
		TEST(what_is_said_comes_first_and_a_later_change_is_asked_about),
		TEST(nobody_is_asked_in_a_group_in_the_lobby_or_about_another),
		TEST(nobody_is_asked_the_same_twice_within_a_year),
		TEST(what_goes_together_is_served_beside_what_was_said),
		TEST(elsewhere_counts_once_two_houses_agree),
		TEST(what_the_catalogue_lost_is_passed_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
