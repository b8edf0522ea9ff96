/* What a guest sent away or put out, and then asks for: a new item, once for each time. */
#include "core/plan_world.h"

enum { SAYS = 100 }; /* between what is said and what is answered */

static struct sg_answered answered[8];
static char ids[8][SG_ITEM_ID_SIZE];

/* The kettle of the list, as it was delivered, at that many steps after the first word. */
static void answer(struct world *w, int step, enum sg_item_state state)
{
	size_t at = w->input.answered_count++;

	memcpy(ids[at], item_of(&w->plan, DEVICE_KETTLE, 0)->id, sizeof ids[at]);
	answered[at] = (struct sg_answered){ids[at], SAID + step * SAYS};
	w->input.answered = answered;
	deliver(w);
	tick(w, DEVICE_KETTLE, state);
}

static struct sg_fact *asks(struct world *w, int step)
{
	struct sg_fact *fact;

	w->cards[0][0].fact_count = 0;
	fact = says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	fact->said_us = SAID + step * SAYS;
	return fact;
}

static const struct sg_item *the_kettle(struct world *w)
{
	const struct sg_item *item = item_of(compose(w), DEVICE_KETTLE, 0);

	assert_non_null(item);
	return item;
}

static void what_he_sent_away_and_asks_for_is_a_new_item(void **state)
{
	static const enum sg_item_state answers[] = {SG_ITEM_REFUSED, SG_ITEM_REMOVED};
	struct world *w = *state;

	for (int i = 0; i < 2; i++) {
		w->input.previous_count = 0;
		w->input.answered_count = 0;
		asks(w, 1);
		assert_int_equal(the_kettle(w)->state, SG_ITEM_OPEN);
		answer(w, 2, answers[i]);
		asks(w, 3);
		assert_string_not_equal(the_kettle(w)->id, ids[0]);
		assert_int_equal(the_kettle(w)->state, SG_ITEM_OPEN);
		assert_int_equal(the_kettle(w)->since_revision, 0);
		assert_int_equal(w->plan.item_count, 1);
	}
}

static void the_new_item_stays_over_later_lists(void **state)
{
	struct world *w = *state;
	char id[SG_ITEM_ID_SIZE];

	asks(w, 1);
	(void)the_kettle(w);
	answer(w, 2, SG_ITEM_REFUSED);
	asks(w, 3);
	memcpy(id, the_kettle(w)->id, sizeof id);
	deliver(w);
	tick(w, DEVICE_KETTLE, SG_ITEM_SEEN);
	check_in(w, 0);
	asks(w, 4);
	assert_string_equal(the_kettle(w)->id, id);
	assert_int_equal(the_kettle(w)->state, SG_ITEM_SEEN);
	deliver(w);
	tick(w, DEVICE_KETTLE, SG_ITEM_DONE);
	w->stays[0].status = SG_STAY_CHECKED_IN;
	assert_string_equal(the_kettle(w)->id, id);
	assert_int_equal(the_kettle(w)->state, SG_ITEM_DONE);
	/* Also where no list between had it. */
	w->input.previous_count = 0;
	assert_string_equal(the_kettle(w)->id, id);
}

static void each_time_he_changes_his_mind_is_another(void **state)
{
	struct world *w = *state;

	asks(w, 1);
	(void)the_kettle(w);
	answer(w, 2, SG_ITEM_REFUSED);
	asks(w, 3);
	(void)the_kettle(w);
	answer(w, 4, SG_ITEM_REMOVED);
	assert_string_equal(the_kettle(w)->id, ids[1]);
	assert_int_equal(the_kettle(w)->state, SG_ITEM_REMOVED);
	asks(w, 5);
	assert_string_not_equal(the_kettle(w)->id, ids[0]);
	assert_string_not_equal(the_kettle(w)->id, ids[1]);
	assert_int_equal(the_kettle(w)->state, SG_ITEM_OPEN);
}

static void what_was_said_before_or_by_others_asks_for_nothing(void **state)
{
	struct world *w = *state;

	asks(w, 1);
	(void)the_kettle(w);
	answer(w, 2, SG_ITEM_REFUSED);
	assert_string_equal(the_kettle(w)->id, ids[0]);
	assert_int_equal(the_kettle(w)->state, SG_ITEM_REFUSED);
	asks(w, 2);
	assert_int_equal(the_kettle(w)->state, SG_ITEM_REFUSED);
	asks(w, 3)->said_by = "staff";
	assert_string_equal(the_kettle(w)->id, ids[0]);
	assert_int_equal(the_kettle(w)->state, SG_ITEM_REFUSED);
	assert_int_equal(the_kettle(w)->since_revision, 1);
}

/* The tick was wrong, or he had it after all. */
static void what_stands_there_by_now_is_not_brought_again(void **state)
{
	struct world *w = *state;

	asks(w, 1);
	(void)the_kettle(w);
	answer(w, 2, SG_ITEM_REFUSED);
	tick(w, DEVICE_KETTLE, SG_ITEM_DONE);
	asks(w, 3);
	assert_string_equal(the_kettle(w)->id, ids[0]);
	assert_int_equal(the_kettle(w)->state, SG_ITEM_DONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(what_he_sent_away_and_asks_for_is_a_new_item),
		WORLD_TEST(the_new_item_stays_over_later_lists),
		WORLD_TEST(each_time_he_changes_his_mind_is_another),
		WORLD_TEST(what_was_said_before_or_by_others_asks_for_nothing),
		WORLD_TEST(what_stands_there_by_now_is_not_brought_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
