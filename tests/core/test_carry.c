/* From revision to revision: ids, states, and what is taken back, reset or begun anew. */
#include "core/plan_world.h"

#define UNDO_MINUTES 2

static void an_item_keeps_its_id_and_state(void **state)
{
	struct world *w = *state;
	char id[SG_ITEM_ID_SIZE];
	const struct sg_item *item;

	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	item = item_of(compose(w), DEVICE_KETTLE, 0);
	assert_int_equal(strlen(item->id), 11);
	assert_int_equal(item->id[0], 'i');
	assert_int_equal(strspn(item->id + 1, "abcdefghijklmnopqrstuvwxyz234567"), 10);
	assert_int_equal(item->since_revision, 0);
	memcpy(id, item->id, sizeof id);
	deliver(w);
	tick(w, DEVICE_KETTLE, SG_ITEM_DONE);
	check_in(w, 0);
	item = item_of(compose(w), DEVICE_KETTLE, 0);
	assert_string_equal(item->id, id);
	assert_int_equal(item->state, SG_ITEM_DONE);
	assert_int_equal(item->since_revision, 1);
}

static void an_id_depends_on_what_is_done_alone(void **state)
{
	struct world *w = *state;
	char id[SG_ITEM_ID_SIZE];

	says(w, 0, 0, SG_LIKE, "room.temperature", "19");
	memcpy(id, item_of(compose(w), ROOM_TEMPERATURE, 0)->id, sizeof id);
	w->stays[0].id = id_of(2, 99);
	w->stays[0].room = "501";
	w->input.now_us += SG_DAY_US;
	assert_string_equal(item_of(compose(w), ROOM_TEMPERATURE, 0)->id, id);
	w->facts[0][0][0].value = "20";
	assert_string_not_equal(item_of(compose(w), ROOM_TEMPERATURE, 0)->id, id);
}

static void an_entry_of_avoid_keeps_its_id_and_is_never_taken_back(void **state)
{
	struct world *w = *state;
	char id[SG_ITEM_ID_SIZE];

	w->stays[0].vip = "VIP2";
	says(w, 0, 0, SG_NEVER, "amenity.flowers", NULL);
	memcpy(id, compose(w)->avoid[0].id, sizeof id);
	deliver(w);
	w->previous[0].state = SG_ITEM_SEEN;
	compose(w);
	assert_string_equal(w->plan.avoid[0].id, id);
	assert_int_equal(w->plan.avoid[0].state, SG_ITEM_SEEN);
	assert_int_equal(w->plan.avoid[0].since_revision, 1);
	w->previous[0].state = SG_ITEM_DONE;
	w->stays[0].vip = NULL;
	assert_int_equal(compose(w)->avoid_count, 0);
	assert_int_equal(w->plan.item_count, 0);
}

/* ---- taken back in the same room ---- */

static void what_was_done_and_is_no_longer_wanted_is_removed(void **state)
{
	struct world *w = *state;
	const struct sg_item *item;

	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	compose(w);
	deliver(w);
	tick(w, DEVICE_KETTLE, SG_ITEM_DONE);
	w->cards[0][0].fact_count = 0;
	assert_int_equal(compose(w)->item_count, 1);
	item = &w->plan.items[0];
	assert_int_equal(item->action, SG_ACTION_REMOVE);
	assert_int_equal(item->state, SG_ITEM_OPEN);
	assert_int_equal(item->minutes, UNDO_MINUTES);
	assert_int_equal(item->due_us, READY_BY);
	assert_int_equal(item->class, SG_CLASS_WISH);
	assert_null(item->room);
	assert_string_not_equal(item->id, w->previous[0].id);
	assert_int_equal(item->because[0].source, SG_SOURCE_TAKEN_BACK);
	assert_string_equal(item->because[0].topic, "device.kettle");
	assert_string_equal(item->because[0].value, "yes");
	assert_int_equal(item->part_count, 1);
	check_in(w, 0);
	assert_int_equal(
		compose(w)->items[0].due_us, w->input.now_us + 20 * SG_MINUTE_US);
}

static void what_was_not_done_just_goes(void **state)
{
	static const enum sg_item_state states[] = {SG_ITEM_OPEN, SG_ITEM_SEEN,
		SG_ITEM_STARTED, SG_ITEM_UNAVAILABLE, SG_ITEM_REFUSED, SG_ITEM_REMOVED,
		SG_ITEM_NOT_NEEDED};
	struct world *w = *state;

	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	compose(w);
	deliver(w);
	w->cards[0][0].fact_count = 0;
	for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
		tick(w, DEVICE_KETTLE, states[i]);
		assert_int_equal(compose(w)->item_count, 0);
	}
}

static void what_cannot_be_undone_is_not_taken_back(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_LIKE, "room.scent", "citrus");
	compose(w);
	deliver(w);
	tick(w, ROOM_SCENT, SG_ITEM_DONE);
	w->cards[0][0].fact_count = 0;
	assert_int_equal(compose(w)->item_count, 0);
}

static void a_never_makes_taking_back_a_need(void **state)
{
	struct world *w = *state;

	w->stays[0].vip = "VIP2";
	compose(w);
	deliver(w);
	tick(w, AMENITY_FLOWERS, SG_ITEM_DONE);
	says(w, 0, 0, SG_NEVER, "amenity.flowers", NULL);
	assert_int_equal(item_with(compose(w), AMENITY_FLOWERS, SG_ACTION_REMOVE)->class,
		SG_CLASS_NEED);
	w->cards[0][0].fact_count = 0;
	says(w, 0, 0, SG_AVOID, "amenity.flowers", NULL);
	assert_int_equal(item_with(compose(w), AMENITY_FLOWERS, SG_ACTION_REMOVE)->class,
		SG_CLASS_WISH);
	w->cards[0][0].fact_count = 0;
	says(w, 0, 0, SG_REQUIRE, "allergy.room", "scent");
	assert_int_equal(item_with(compose(w), AMENITY_FLOWERS, SG_ACTION_REMOVE)->class,
		SG_CLASS_NEED);
}

static void another_setting_takes_the_place_of_the_first(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_LIKE, "room.temperature", "18");
	says(w, 0, 0, SG_LIKE, "bed.filling", "feather_free");
	says(w, 0, 0, SG_LIKE, "bed.pillow", "firm");
	compose(w);
	deliver(w);
	tick(w, ROOM_TEMPERATURE, SG_ITEM_DONE);
	tick(w, BED_FILLING, SG_ITEM_DONE);
	tick(w, BED_PILLOW, SG_ITEM_DONE);
	w->facts[0][0][0].value = "19";
	w->facts[0][0][1].value = "wool";
	w->facts[0][0][2].value = "soft";
	assert_int_equal(compose(w)->item_count, 4);
	assert_null(item_with(&w->plan, ROOM_TEMPERATURE, SG_ACTION_REMOVE));
	assert_null(item_with(&w->plan, BED_FILLING, SG_ACTION_REMOVE));
	assert_int_equal(item_with(&w->plan, BED_PILLOW, SG_ACTION_REMOVE)->value, 0);
}

static void taking_back_stays_until_it_is_done_and_after(void **state)
{
	struct world *w = *state;
	char id[SG_ITEM_ID_SIZE];
	int64_t due;

	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	check_in(w, 0);
	compose(w);
	deliver(w);
	tick(w, DEVICE_KETTLE, SG_ITEM_DONE);
	w->cards[0][0].fact_count = 0;
	compose(w);
	deliver(w);
	memcpy(id, w->plan.items[0].id, sizeof id);
	due = w->plan.items[0].due_us;
	for (int i = 0; i < 2; i++) {
		w->input.now_us += SG_HOUR_US;
		assert_int_equal(compose(w)->item_count, 1);
		assert_string_equal(w->plan.items[0].id, id);
		assert_int_equal(w->plan.items[0].due_us, due);
		deliver(w);
		tick(w, DEVICE_KETTLE, SG_ITEM_DONE);
	}
	assert_int_equal(compose(w)->attention, SG_ATTENTION_NONE);
}

static void a_wish_that_comes_back_finds_the_thing_still_there(void **state)
{
	struct world *w = *state;
	char id[SG_ITEM_ID_SIZE];

	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	compose(w);
	deliver(w);
	memcpy(id, w->plan.items[0].id, sizeof id);
	tick(w, DEVICE_KETTLE, SG_ITEM_DONE);
	w->cards[0][0].fact_count = 0;
	compose(w);
	deliver(w);
	w->cards[0][0].fact_count = 1;
	assert_int_equal(compose(w)->item_count, 1);
	assert_int_equal(w->plan.items[0].action, SG_ACTION_PLACE);
	assert_int_equal(w->plan.items[0].state, SG_ITEM_DONE);
	assert_string_equal(w->plan.items[0].id, id);
}

static void a_wish_that_comes_back_too_late_is_a_new_item(void **state)
{
	struct world *w = *state;
	char first[SG_ITEM_ID_SIZE], second[SG_ITEM_ID_SIZE];

	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	compose(w);
	deliver(w);
	memcpy(first, w->plan.items[0].id, sizeof first);
	tick(w, DEVICE_KETTLE, SG_ITEM_DONE);
	w->cards[0][0].fact_count = 0;
	compose(w);
	deliver(w);
	tick(w, DEVICE_KETTLE, SG_ITEM_DONE); /* it is away */
	w->cards[0][0].fact_count = 1;
	assert_int_equal(compose(w)->item_count, 2);
	memcpy(second, item_with(&w->plan, DEVICE_KETTLE, SG_ACTION_PLACE)->id,
		sizeof second);
	assert_string_not_equal(first, second);
	assert_int_equal(
		item_with(&w->plan, DEVICE_KETTLE, SG_ACTION_PLACE)->state, SG_ITEM_OPEN);
	deliver(w);
	assert_string_equal(
		item_with(compose(w), DEVICE_KETTLE, SG_ACTION_PLACE)->id, second);
	/* And away once more, by its second id. */
	for (size_t i = 0; i < w->input.previous_count; i++) {
		w->previous[i].state = SG_ITEM_DONE;
	}
	w->cards[0][0].fact_count = 0;
	compose(w);
	deliver(w);
	w->cards[0][0].fact_count = 1;
	assert_int_equal(item_with(compose(w), DEVICE_KETTLE, SG_ACTION_PLACE)->state,
		SG_ITEM_DONE);
}

static void what_the_standard_set_has_by_now_is_not_taken_back(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	compose(w);
	deliver(w);
	tick(w, DEVICE_KETTLE, SG_ITEM_DONE);
	w->things[0] = (struct sg_standard_thing){"kettle", 1, 0};
	assert_int_equal(compose(w)->item_count, 0);
}

static void what_stands_there_already_uses_the_budget_first(void **state)
{
	struct world *w = *state;

	w->house.attention_budget = 1;
	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	compose(w);
	deliver(w);
	tick(w, DEVICE_KETTLE, SG_ITEM_DONE);
	says(w, 0, 0, SG_LIKE, "bed.pillow", "firm");
	assert_int_equal(compose(w)->item_count, 1);
	assert_int_equal(w->plan.items[0].topic, DEVICE_KETTLE);
	w->house.attention_budget = 0; /* and is not carried away for thrift */
	assert_int_equal(compose(w)->item_count, 0);
}

/* ---- moves ---- */

static void a_move_takes_back_in_the_old_room_and_begins_anew_in_the_new(void **state)
{
	struct world *w = *state;
	const struct sg_item *item;

	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	says(w, 0, 0, SG_LIKE, "bed.pillow", "firm");
	check_in(w, 0);
	compose(w);
	deliver(w);
	tick(w, DEVICE_KETTLE, SG_ITEM_CHECKED);
	w->stays[0].room = "415";
	w->stays[0].room_from = "412";
	w->input.next_arrival_us = CLOCK(ARRIVAL + 1, 15, 0);
	assert_int_equal(compose(w)->item_count, 3);
	item = item_with(&w->plan, DEVICE_KETTLE, SG_ACTION_REMOVE);
	assert_string_equal(item->room, "412");
	assert_int_equal(item->due_us, CLOCK(ARRIVAL + 1, 14, 30));
	item = item_with(&w->plan, DEVICE_KETTLE, SG_ACTION_PLACE);
	assert_null(item->room);
	assert_int_equal(item->state, SG_ITEM_OPEN);
	assert_int_equal(item->since_revision, 0);
	assert_string_not_equal(item->id, w->previous[1].id);
	assert_int_equal(w->plan.kind, SG_KIND_MOVE);
	assert_int_equal(w->plan.attention, SG_ATTENTION_URGENT);
}

static void after_a_move_the_lists_repeat_themselves(void **state)
{
	struct world *w = *state;
	struct sg_item items[3];

	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	says(w, 0, 0, SG_LIKE, "bed.pillow", "firm");
	check_in(w, 0);
	compose(w);
	deliver(w);
	tick(w, DEVICE_KETTLE, SG_ITEM_CHECKED);
	w->stays[0].room = "415";
	w->stays[0].room_from = "412";
	memcpy(items, compose(w)->items, sizeof items);
	deliver(w);
	w->input.now_us += SG_HOUR_US;
	assert_int_equal(compose(w)->item_count, 3);
	for (int i = 0; i < 3; i++) {
		assert_string_equal(w->plan.items[i].id, items[i].id);
		assert_int_equal(w->plan.items[i].due_us, items[i].due_us);
		assert_int_equal(w->plan.items[i].room == NULL, items[i].room == NULL);
	}
}

static void who_moves_back_finds_his_things(void **state)
{
	struct world *w = *state;
	char id[SG_ITEM_ID_SIZE];

	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	compose(w);
	deliver(w);
	memcpy(id, w->plan.items[0].id, sizeof id);
	tick(w, DEVICE_KETTLE, SG_ITEM_DONE);
	w->stays[0].room = "415";
	compose(w);
	deliver(w);
	w->stays[0].room = "412";
	assert_int_equal(compose(w)->item_count, 1);
	assert_string_equal(w->plan.items[0].id, id);
	assert_int_equal(w->plan.items[0].state, SG_ITEM_DONE);
}

static void what_was_not_done_moves_along(void **state)
{
	static const struct {
		enum sg_item_state before, after;
	} cases[] = {{SG_ITEM_OPEN, SG_ITEM_OPEN}, {SG_ITEM_SEEN, SG_ITEM_OPEN},
		{SG_ITEM_STARTED, SG_ITEM_OPEN},
		{SG_ITEM_UNAVAILABLE, SG_ITEM_UNAVAILABLE},
		{SG_ITEM_REFUSED, SG_ITEM_REFUSED},
		{SG_ITEM_NOT_NEEDED, SG_ITEM_NOT_NEEDED}};
	struct world *w = *state;

	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	compose(w);
	deliver(w);
	w->stays[0].room = "415";
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		tick(w, DEVICE_KETTLE, cases[i].before);
		assert_int_equal(compose(w)->item_count, 1);
		assert_int_equal(w->plan.items[0].state, cases[i].after);
		assert_string_equal(w->plan.items[0].id, w->previous[0].id);
	}
}

static void a_first_room_is_no_move(void **state)
{
	struct world *w = *state;

	w->stays[0].room = NULL;
	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	compose(w);
	deliver(w);
	tick(w, DEVICE_KETTLE, SG_ITEM_DONE);
	w->stays[0].room = "412";
	assert_int_equal(compose(w)->item_count, 1);
	assert_int_equal(w->plan.items[0].state, SG_ITEM_DONE);
	assert_int_equal(w->plan.kind, SG_KIND_ARRIVAL);
}

static void a_room_withdrawn_leaves_its_things_behind(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	compose(w);
	deliver(w);
	tick(w, DEVICE_KETTLE, SG_ITEM_DONE);
	w->stays[0].room = NULL;
	w->input.room = NULL;
	assert_int_equal(compose(w)->item_count, 2);
	assert_string_equal(
		item_with(&w->plan, DEVICE_KETTLE, SG_ACTION_REMOVE)->room, "412");
}

/* ---- departure, cancellation, and back ---- */

static void departure_resets_what_is_in_the_room(void **state)
{
	struct world *w = *state;
	const struct sg_item *item;

	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	says(w, 0, 0, SG_LIKE, "bed.filling", "feather_free");
	says(w, 0, 0, SG_LIKE, "room.scent", "citrus");
	says(w, 0, 0, SG_LIKE, "bed.pillow", "firm");
	check_in(w, 0);
	compose(w);
	deliver(w);
	tick(w, DEVICE_KETTLE, SG_ITEM_SUBSTITUTED);
	tick(w, BED_FILLING, SG_ITEM_DONE);
	tick(w, ROOM_SCENT, SG_ITEM_DONE);
	w->stays[0].status = SG_STAY_CHECKED_OUT;
	w->input.now_us = CLOCK(DEPARTURE, 11, 0);
	assert_int_equal(compose(w)->item_count, 2);
	assert_int_equal(w->plan.state, SG_PLAN_DEPARTED);
	assert_int_equal(w->plan.kind, SG_KIND_DEPARTURE);
	assert_int_equal(w->plan.ready_by_us, SG_NO_TIME);
	assert_int_equal(w->plan.avoid_count, 0);
	item = item_with(&w->plan, BED_FILLING, SG_ACTION_RESET);
	assert_int_equal(item->due_us, w->input.now_us + SG_DAY_US);
	assert_non_null(item_with(&w->plan, DEVICE_KETTLE, SG_ACTION_RESET));
	w->input.next_arrival_us = CLOCK(DEPARTURE, 15, 0);
	assert_int_equal(compose(w)->items[0].due_us, CLOCK(DEPARTURE, 14, 30));
	deliver(w);
	tick(w, BED_FILLING, SG_ITEM_DONE);
	assert_int_equal(compose(w)->item_count, 2);
	assert_int_equal(
		item_with(&w->plan, BED_FILLING, SG_ACTION_RESET)->state, SG_ITEM_DONE);
}

static void a_departure_taken_back_finds_what_was_not_reset(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	says(w, 0, 0, SG_LIKE, "bed.pillow", "firm");
	says(w, 0, 0, SG_LIKE, "amenity.flowers", "roses");
	says(w, 0, 0, SG_LIKE, "bed.cot", "yes");
	check_in(w, 0);
	compose(w);
	deliver(w);
	tick(w, DEVICE_KETTLE, SG_ITEM_DONE);
	tick(w, BED_PILLOW, SG_ITEM_DONE);
	tick(w, AMENITY_FLOWERS, SG_ITEM_DONE);
	tick(w, BED_COT, SG_ITEM_DONE);
	w->stays[0].status = SG_STAY_CHECKED_OUT;
	compose(w);
	deliver(w);
	tick(w, BED_PILLOW, SG_ITEM_DONE);
	tick(w, BED_COT, SG_ITEM_DONE);
	w->stays[0].status = SG_STAY_CHECKED_IN;
	w->facts[0][0][2].value = "bouquet";   /* he wants other flowers */
	w->facts[0][0][3].topic = "bath.rail"; /* and no cot */
	compose(w);
	assert_int_equal(item_of(&w->plan, DEVICE_KETTLE, 0)->state, SG_ITEM_DONE);
	assert_int_equal(item_of(&w->plan, BED_PILLOW, 0)->state, SG_ITEM_OPEN);
	assert_int_equal(
		item_with(&w->plan, AMENITY_FLOWERS, SG_ACTION_REMOVE)->value, 1);
	assert_null(item_with(&w->plan, AMENITY_FLOWERS, SG_ACTION_RESET));
	assert_null(item_of(&w->plan, BED_COT, 0));
	assert_int_equal(w->plan.item_count, 5);
}

static void a_cancellation_after_items_were_done_removes_them(void **state)
{
	struct world *w = *state;
	const struct sg_item *item;

	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	says(w, 0, 0, SG_LIKE, "bed.pillow", "firm");
	compose(w);
	deliver(w);
	tick(w, DEVICE_KETTLE, SG_ITEM_DONE);
	w->stays[0].status = SG_STAY_CANCELLED;
	w->stays[0].room = NULL;
	assert_int_equal(compose(w)->item_count, 1);
	item = &w->plan.items[0];
	assert_int_equal(w->plan.state, SG_PLAN_CANCELLED);
	assert_int_equal(w->plan.kind, SG_KIND_CANCELLATION);
	assert_int_equal(item->action, SG_ACTION_REMOVE);
	assert_string_equal(item->room, "412");
	assert_int_equal(item->due_us, w->input.now_us + SG_DAY_US);
	assert_int_equal(w->plan.attention, SG_ATTENTION_NORMAL);
	deliver(w);
	tick(w, DEVICE_KETTLE, SG_ITEM_DONE);
	assert_int_equal(compose(w)->attention, SG_ATTENTION_NONE);
	w->stays[0].status = SG_STAY_NO_SHOW;
	assert_int_equal(compose(w)->state, SG_PLAN_CANCELLED);
}

static void a_reversed_check_in_is_planned_again_with_all_states(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	check_in(w, 0);
	compose(w);
	deliver(w);
	tick(w, DEVICE_KETTLE, SG_ITEM_DONE);
	w->stays[0].status = SG_STAY_BOOKED;
	w->stays[0].checked_in_us = SG_NO_TIME;
	assert_int_equal(compose(w)->state, SG_PLAN_PLANNED);
	assert_int_equal(w->plan.item_count, 1);
	assert_int_equal(w->plan.items[0].state, SG_ITEM_DONE);
}

/* ---- services that come again ---- */

static void a_service_done_yesterday_is_to_be_done_today(void **state)
{
	struct world *w = *state;
	char id[SG_ITEM_ID_SIZE];

	says(w, 0, 0, SG_LIKE, "turndown.service", "yes");
	says(w, 0, 0, SG_LIKE, "news.paper", "faz");
	check_in(w, 0);
	compose(w);
	deliver(w);
	tick(w, TURNDOWN_SERVICE, SG_ITEM_DONE);
	tick(w, NEWS_PAPER, SG_ITEM_REFUSED);
	assert_int_equal(item_of(compose(w), TURNDOWN_SERVICE, 0)->state, SG_ITEM_DONE);
	memcpy(id, item_of(&w->plan, TURNDOWN_SERVICE, 0)->id, sizeof id);
	w->input.business_day = ARRIVAL + 1;
	compose(w);
	assert_int_equal(item_of(&w->plan, TURNDOWN_SERVICE, 0)->state, SG_ITEM_OPEN);
	assert_int_equal(item_of(&w->plan, TURNDOWN_SERVICE, 0)->due_us,
		CLOCK(ARRIVAL + 1, 19, 0));
	assert_string_not_equal(item_of(&w->plan, TURNDOWN_SERVICE, 0)->id, id);
	assert_int_equal(item_of(&w->plan, NEWS_PAPER, 0)->state, SG_ITEM_REFUSED);
	assert_int_equal(w->plan.item_count, 2);
}

/* ---- an old revision ---- */

static void what_the_catalogue_has_lost_is_passed_over(void **state)
{
	struct world *w = *state;
	const struct sg_item lost[] = {
		{.id = "ia", .topic = -1, .value = -1, .state = SG_ITEM_DONE},
		{.id = "ib", .topic = TOPICS, .value = 0, .state = SG_ITEM_DONE},
		{.id = "ic", .topic = PET_DOG, .value = 3, .state = SG_ITEM_DONE},
		{.id = "id", .topic = PET_DOG, .value = -1, .state = SG_ITEM_DONE},
	};

	memcpy(w->previous, lost, sizeof lost);
	w->input.previous_count = 4;
	w->input.previous_room = "412";
	assert_int_equal(compose(w)->item_count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(an_item_keeps_its_id_and_state),
		WORLD_TEST(an_id_depends_on_what_is_done_alone),
		WORLD_TEST(an_entry_of_avoid_keeps_its_id_and_is_never_taken_back),
		WORLD_TEST(what_was_done_and_is_no_longer_wanted_is_removed),
		WORLD_TEST(what_was_not_done_just_goes),
		WORLD_TEST(what_cannot_be_undone_is_not_taken_back),
		WORLD_TEST(a_never_makes_taking_back_a_need),
		WORLD_TEST(another_setting_takes_the_place_of_the_first),
		WORLD_TEST(taking_back_stays_until_it_is_done_and_after),
		WORLD_TEST(a_wish_that_comes_back_finds_the_thing_still_there),
		WORLD_TEST(a_wish_that_comes_back_too_late_is_a_new_item),
		WORLD_TEST(what_the_standard_set_has_by_now_is_not_taken_back),
		WORLD_TEST(what_stands_there_already_uses_the_budget_first),
		WORLD_TEST(a_move_takes_back_in_the_old_room_and_begins_anew_in_the_new),
		WORLD_TEST(after_a_move_the_lists_repeat_themselves),
		WORLD_TEST(who_moves_back_finds_his_things),
		WORLD_TEST(what_was_not_done_moves_along),
		WORLD_TEST(a_first_room_is_no_move),
		WORLD_TEST(a_room_withdrawn_leaves_its_things_behind),
		WORLD_TEST(departure_resets_what_is_in_the_room),
		WORLD_TEST(a_departure_taken_back_finds_what_was_not_reset),
		WORLD_TEST(a_cancellation_after_items_were_done_removes_them),
		WORLD_TEST(a_reversed_check_in_is_planned_again_with_all_states),
		WORLD_TEST(a_service_done_yesterday_is_to_be_done_today),
		WORLD_TEST(what_the_catalogue_has_lost_is_passed_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
