/* The list as a whole: who leads it, what kind it is, how urgent, when each item is due. */
#include "core/plan_world.h"

/* ---- leading lists ---- */

static void assert_leads(struct world *w, int stay)
{
	for (int i = 0; i < 2; i++) {
		struct sg_occupant swap = w->occupants[0];

		if (w->occupants[0].stay == &w->stays[stay]) {
			assert_true(sg_id_is_nil(&compose(w)->led_by));
			assert_int_equal(w->plan.item_count, 2);
		} else {
			assert_memory_equal(&compose(w)->led_by, &w->stays[stay].id,
				sizeof(struct sg_id));
			assert_int_equal(w->plan.item_count, 0);
			assert_int_equal(w->plan.left_out_count, 0);
			assert_int_equal(w->plan.attention, SG_ATTENTION_NONE);
		}
		w->occupants[0] = w->occupants[1];
		w->occupants[1] = swap;
	}
}

static void one_list_leads_a_room(void **state)
{
	struct world *w = *state;

	w->input.occupant_count = 2;
	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	says(w, 1, 0, SG_LIKE, "bed.pillow", "firm");
	assert_leads(w, 0); /* the smallest id */
	w->stays[1].arrival_day = ARRIVAL - 1;
	assert_leads(w, 1); /* the earlier arrival */
	w->stays[0].status = SG_STAY_WAITING;
	assert_leads(w, 0); /* who waits before who is booked */
	w->stays[1].status = SG_STAY_CHECKED_IN;
	w->stays[1].checked_in_us = CLOCK(ARRIVAL, 16, 0);
	assert_leads(w, 1); /* who is there */
	w->stays[0].status = SG_STAY_CHECKED_IN;
	w->stays[0].checked_in_us = CLOCK(ARRIVAL, 15, 0);
	assert_leads(w, 0); /* who came first */
	w->stays[1].checked_in_us = CLOCK(ARRIVAL, 15, 0);
	assert_leads(w, 1);
}

static void who_follows_waits_for_no_list_of_his_own(void **state)
{
	struct world *w = *state;

	w->input.occupant_count = 2;
	w->stays[0].status = SG_STAY_WAITING;
	w->stays[1].status = SG_STAY_CHECKED_IN;
	assert_int_equal(compose(w)->attention, SG_ATTENTION_NONE);
	assert_int_equal(w->plan.ready_by_us, READY_BY);
}

static void the_lead_passes_on_when_the_leader_leaves(void **state)
{
	struct world *w = *state;

	w->input.occupant_count = 2;
	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	says(w, 1, 0, SG_LIKE, "device.kettle", "yes");
	says(w, 0, 0, SG_LIKE, "bath.rail", "yes");
	check_in(w, 0);
	check_in(w, 1);
	assert_int_equal(compose(w)->item_count, 2);
	deliver(w);
	tick(w, DEVICE_KETTLE, SG_ITEM_DONE);
	tick(w, BATH_RAIL, SG_ITEM_DONE);
	w->stays[0].status = SG_STAY_CHECKED_OUT;
	assert_int_equal(
		compose(w)->item_count, 0); /* nothing is reset: somebody stays */
	assert_memory_equal(&w->plan.led_by, &w->stays[1].id, sizeof(struct sg_id));
	/* The other list goes on from what was done for the first. */
	w->occupants[0] = w->occupants[1];
	w->input.occupant_count = 1;
	assert_int_equal(compose(w)->item_count, 2);
	assert_int_equal(item_of(&w->plan, DEVICE_KETTLE, 0)->state, SG_ITEM_DONE);
	assert_non_null(item_with(&w->plan, BATH_RAIL, SG_ACTION_REMOVE));
}

static void a_departure_is_no_lead_for_who_is_only_booked(void **state)
{
	struct world *w = *state;

	w->input.occupant_count = 2;
	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	check_in(w, 0);
	compose(w);
	deliver(w);
	tick(w, DEVICE_KETTLE, SG_ITEM_DONE);
	w->stays[0].status = SG_STAY_CHECKED_OUT;
	assert_non_null(item_with(compose(w), DEVICE_KETTLE, SG_ACTION_RESET));
	w->stays[0].status = SG_STAY_CANCELLED;
	assert_int_equal(compose(w)->item_count, 0); /* who is booked takes it over */
}

static void who_follows_elsewhere_leaves_his_old_room_clean(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	check_in(w, 0);
	compose(w);
	deliver(w);
	tick(w, DEVICE_KETTLE, SG_ITEM_DONE);
	w->input.occupant_count = 2;
	check_in(w, 1);
	w->stays[1].checked_in_us -= SG_HOUR_US;
	assert_int_equal(compose(w)->item_count, 0);
	w->stays[0].room = "415";
	w->stays[1].room = "415";
	assert_int_equal(compose(w)->item_count, 1);
	assert_string_equal(w->plan.items[0].room, "412");
	deliver(w);
	assert_int_equal(compose(w)->item_count, 1);
	assert_string_equal(w->plan.items[0].room, "412");
	w->stays[0].room = w->stays[1].room = "412"; /* back, where the other leads */
	assert_int_equal(compose(w)->item_count, 0);
}

static void stays_in_other_rooms_at_other_times_or_over_do_not_count(void **state)
{
	struct world *w = *state;

	w->input.occupant_count = 4;
	w->stays[1].room = "415";
	w->stays[2].arrival_day = DEPARTURE;
	w->stays[2].departure_day = DEPARTURE + 2;
	w->stays[3].status = SG_STAY_CANCELLED;
	says(w, 1, 0, SG_LIKE, "device.kettle", "yes");
	says(w, 2, 0, SG_LIKE, "device.kettle", "yes");
	says(w, 3, 0, SG_LIKE, "device.kettle", "yes");
	assert_int_equal(compose(w)->item_count, 0);
	w->stays[1].room = NULL; /* a share whose room is not yet known */
	assert_int_equal(compose(w)->item_count, 1);
}

/* ---- kinds ---- */

static void an_arrival_follows_a_departure_when_somebody_was_there(void **state)
{
	struct world *w = *state;

	assert_int_equal(compose(w)->kind, SG_KIND_ARRIVAL);
	w->room.occupied = true;
	assert_int_equal(compose(w)->kind, SG_KIND_ARRIVAL_AFTER_DEPARTURE);
	w->input.business_day = ARRIVAL - 2; /* too early to tell */
	assert_int_equal(compose(w)->kind, SG_KIND_ARRIVAL);
	w->room.occupied = false;
	w->room.last_out_us = CLOCK(ARRIVAL, 10, 40);
	assert_int_equal(compose(w)->kind, SG_KIND_ARRIVAL_AFTER_DEPARTURE);
	w->room.last_out_us = CLOCK(ARRIVAL - 1, 10, 40);
	assert_int_equal(compose(w)->kind, SG_KIND_ARRIVAL);
	w->input.room = NULL;
	assert_int_equal(compose(w)->kind, SG_KIND_ARRIVAL);
}

static void a_night_later_it_is_a_stayover(void **state)
{
	struct world *w = *state;

	check_in(w, 0);
	assert_int_equal(compose(w)->kind, SG_KIND_ARRIVAL);
	assert_int_equal(w->plan.state, SG_PLAN_ISSUED);
	w->input.business_day = ARRIVAL + 1;
	assert_int_equal(compose(w)->kind, SG_KIND_STAYOVER);
	w->stays[0].room_from = "410";
	assert_int_equal(compose(w)->kind, SG_KIND_MOVE);
	w->stays[0].room_from = "412";
	w->input.previous_room = "410";
	assert_int_equal(compose(w)->kind, SG_KIND_MOVE);
	w->stays[0].room = NULL;
	assert_int_equal(compose(w)->kind, SG_KIND_STAYOVER);
}

/* ---- attention ---- */

static void a_check_in_with_nothing_to_do_is_confirmed_quietly(void **state)
{
	struct world *w = *state;

	check_in(w, 0);
	assert_int_equal(compose(w)->attention, SG_ATTENTION_NONE);
	assert_int_equal(w->plan.item_count, 0);
	assert_non_null(w->plan.items); /* an empty array, not an absent one */
}

static void a_planned_list_is_never_urgent_unless_the_guest_waits(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_REQUIRE, "bath.rail", "yes");
	assert_int_equal(compose(w)->attention, SG_ATTENTION_NORMAL);
	w->stays[0].status = SG_STAY_WAITING;
	assert_int_equal(compose(w)->attention, SG_ATTENTION_URGENT);
}

static void at_check_in_open_needs_are_urgent_and_seen_wishes_are_not(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_REQUIRE, "bath.rail", "yes");
	says(w, 0, 0, SG_LIKE, "bed.pillow", "firm");
	compose(w);
	deliver(w);
	check_in(w, 0);
	assert_int_equal(compose(w)->attention, SG_ATTENTION_URGENT);
	tick(w, BATH_RAIL, SG_ITEM_DONE);
	assert_int_equal(compose(w)->attention, SG_ATTENTION_NORMAL);
	tick(w, BED_PILLOW, SG_ITEM_NOT_NEEDED);
	assert_int_equal(compose(w)->attention, SG_ATTENTION_NONE);
}

static void new_items_and_those_on_arrival_are_urgent_in_house(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_LIKE, "bed.pillow", "firm");
	compose(w);
	deliver(w);
	check_in(w, 0);
	says(w, 0, 0, SG_LIKE, "room.scent", "citrus");
	assert_int_equal(compose(w)->attention, SG_ATTENTION_URGENT);
	deliver(w);
	assert_int_equal(compose(w)->attention, SG_ATTENTION_NORMAL);
	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	compose(w);
	deliver(w);
	assert_int_equal(compose(w)->attention, SG_ATTENTION_URGENT);
}

static void a_first_room_at_check_in_is_urgent(void **state)
{
	struct world *w = *state;

	w->stays[0].room = NULL;
	says(w, 0, 0, SG_LIKE, "bed.pillow", "firm");
	compose(w);
	deliver(w);
	check_in(w, 0);
	w->stays[0].room = "412";
	assert_int_equal(compose(w)->attention, SG_ATTENTION_URGENT);
	deliver(w);
	assert_int_equal(compose(w)->attention, SG_ATTENTION_NORMAL);
}

static void something_to_avoid_is_worth_attention(void **state)
{
	struct world *w = *state;

	w->stays[0].vip = "VIP2";
	says(w, 0, 0, SG_NEVER, "amenity.flowers", NULL);
	assert_int_equal(compose(w)->attention, SG_ATTENTION_NORMAL);
}

static void the_longest_lead_time_of_what_is_open_counts(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_LIKE, "amenity.flowers", "roses");
	codes(w, 0, "product", "COT");
	assert_int_equal(compose(w)->lead_hours, 24);
	deliver(w);
	tick(w, BED_COT, SG_ITEM_DONE);
	assert_int_equal(compose(w)->lead_hours, 12);
	w->cards[0][0].fact_count = 0;
	w->stays[0].code_count = 0;
	assert_non_null(item_with(compose(w), BED_COT, SG_ACTION_REMOVE));
	assert_int_equal(w->plan.lead_hours, 0);
}

static void the_same_list_again_keeps_its_attention_and_lead_time(void **state)
{
	struct world *w = *state;
	struct sg_plan last;

	codes(w, 0, "product", "COT");
	says(w, 0, 0, SG_LIKE, "bed.pillow", "firm");
	check_in(w, 0);
	last = *compose(w);
	assert_int_equal(last.attention, SG_ATTENTION_URGENT);
	assert_int_equal(last.lead_hours, 24);
	deliver(w);
	tick(w, BED_COT, SG_ITEM_DONE);
	assert_int_equal(compose(w)->attention, SG_ATTENTION_NORMAL);
	assert_int_equal(w->plan.lead_hours, 0);
	w->input.last = &last;
	assert_int_equal(compose(w)->attention, SG_ATTENTION_URGENT);
	assert_int_equal(w->plan.lead_hours, 24);
	w->facts[0][0][0].value = "soft"; /* another list */
	assert_int_equal(compose(w)->lead_hours, 0);
	w->facts[0][0][0].value = "firm";
	w->codes[0][0].quantity = 2;
	assert_int_equal(compose(w)->lead_hours, 0);
	w->codes[0][0].quantity = 1;
	w->children[0][0] = (struct sg_children){"0-2", 1}; /* the cot needs linen */
	w->stays[0].children_count = 1;
	assert_int_equal(compose(w)->lead_hours, 0);
}

static void a_list_says_what_the_stay_leaves_in_its_room(void **state)
{
	struct world *w = *state;

	assert_int_equal(compose(w)->leaves, 0);
	codes(w, 0, "special", "DOG");
	says(w, 0, 0, SG_LIKE, "room.scent", "citrus");
	assert_int_equal(compose(w)->leaves, BIT(HAIR) | BIT(SCENT));
	w->facts[0][0][0].strength = SG_AVOID;
	w->facts[0][0][0].value = "lavender";
	w->rules[0] = (struct sg_house_rule){
		.id = "scent", .topic = "room.scent", .value = "citrus"};
	assert_int_equal(compose(w)->leaves, BIT(HAIR) | BIT(SCENT));
	w->house.attention_budget = 0; /* the dog comes all the same */
	assert_int_equal(compose(w)->leaves, BIT(HAIR));
	w->stays[0].status = SG_STAY_CHECKED_OUT;
	assert_int_equal(compose(w)->leaves, BIT(HAIR));
	w->stays[0].status = SG_STAY_CANCELLED;
	assert_int_equal(compose(w)->leaves, 0);
}

/* ---- due ---- */

static int64_t due(struct world *w, const char *topic, const char *value)
{
	const struct sg_plan *plan;

	w->cards[0][0].fact_count = 0;
	says(w, 0, 0, SG_LIKE, topic, value);
	plan = compose(w);
	assert_int_equal(plan->item_count, 1);
	return plan->items[0].due_us;
}

static void each_item_is_due_at_its_moment(void **state)
{
	struct world *w = *state;

	assert_int_equal(due(w, "bed.pillow", "firm"), READY_BY);
	assert_int_equal(due(w, "device.kettle", "yes"), READY_BY);
	assert_int_equal(due(w, "turndown.service", "yes"), CLOCK(ARRIVAL, 19, 0));
	assert_int_equal(due(w, "news.paper", "faz"), CLOCK(ARRIVAL + 1, 6, 30));
	assert_int_equal(due(w, "departure.late", "yes"), CLOCK(DEPARTURE, 11, 0));
	w->stays[0].departure_day = ARRIVAL + 4;
	assert_int_equal(due(w, "linen.third_night", "yes"), CLOCK(ARRIVAL + 3, 6, 30));
	w->stays[0].eta_us = CLOCK(ARRIVAL, 9, 0);
	assert_int_equal(due(w, "bed.pillow", "firm"), CLOCK(ARRIVAL, 8, 30));
	assert_int_equal(w->plan.ready_by_us, CLOCK(ARRIVAL, 8, 30));
}

static void in_house_services_move_with_the_business_date(void **state)
{
	struct world *w = *state;

	check_in(w, 0);
	assert_int_equal(due(w, "device.kettle", "yes"), CLOCK(ARRIVAL, 15, 27));
	w->input.business_day = ARRIVAL + 1;
	assert_int_equal(due(w, "turndown.service", "yes"), CLOCK(ARRIVAL + 1, 19, 0));
	assert_int_equal(due(w, "news.paper", "faz"), CLOCK(ARRIVAL + 2, 6, 30));
	assert_int_equal(due(w, "bed.pillow", "firm"), READY_BY);
	w->input.business_day = DEPARTURE;
	assert_int_equal(due(w, "turndown.service", "yes"), CLOCK(DEPARTURE - 1, 19, 0));
	assert_int_equal(due(w, "news.paper", "faz"), CLOCK(DEPARTURE, 6, 30));
	w->stays[0].checked_in_us = SG_NO_TIME;
	assert_int_equal(due(w, "device.kettle", "yes"), READY_BY);
}

static void a_rhythm_goes_on_and_ends_before_departure(void **state)
{
	struct world *w = *state;

	check_in(w, 0);
	w->stays[0].departure_day = ARRIVAL + 8;
	assert_int_equal(due(w, "linen.third_night", "yes"), CLOCK(ARRIVAL + 3, 6, 30));
	w->input.business_day = ARRIVAL + 3;
	assert_int_equal(due(w, "linen.third_night", "yes"), CLOCK(ARRIVAL + 6, 6, 30));
	w->input.business_day = ARRIVAL + 7;
	assert_int_equal(due(w, "linen.third_night", "yes"), CLOCK(ARRIVAL + 6, 6, 30));
	w->stays[0].departure_day = ARRIVAL + 3;
	assert_int_equal(compose(w)->item_count, 0); /* the stay is too short for it */
	assert_non_null(left_of(&w->plan, LINEN_THIRD_NIGHT, SG_LEFT_STANDARD));
}

static void a_rhythm_without_nights_is_daily(void **state)
{
	struct world *w = *state;
	struct sg_topic topics[TOPICS];
	struct sg_catalog catalog = plan_catalog;

	memcpy(topics, plan_topics, sizeof topics);
	topics[LINEN_THIRD_NIGHT].every_nights = 0;
	catalog.topics = topics;
	w->input.catalog = &catalog;
	assert_int_equal(due(w, "linen.third_night", "yes"), CLOCK(ARRIVAL + 1, 6, 30));
}

static void a_day_use_has_no_next_morning(void **state)
{
	struct world *w = *state;

	w->stays[0].day_use = true;
	w->stays[0].departure_day = ARRIVAL;
	w->stays[0].eta_us = CLOCK(ARRIVAL, 9, 0);
	check_in(w, 0);
	assert_int_equal(due(w, "bed.pillow", "firm"), CLOCK(ARRIVAL, 8, 30));
	assert_int_equal(due(w, "news.paper", "faz"), CLOCK(ARRIVAL, 6, 30));
	assert_int_equal(due(w, "turndown.service", "yes"), CLOCK(ARRIVAL, 19, 0));
	assert_int_equal(due(w, "departure.late", "yes"), CLOCK(ARRIVAL + 1, 3, 0));
}

/* ---- order ---- */

static void items_stand_in_the_order_in_which_they_are_done(void **state)
{
	static const int32_t order[] = {NEWS_PAPER, ROOM_TEMPERATURE, BED_PILLOW,
		BED_SETUP, BATH_RAIL, AMENITY_FLOWERS, AMENITY_WATER, AMENITY_WATER,
		ROOM_SCENT, TURNDOWN_SERVICE, DEPARTURE_LATE};
	struct world *w = *state;

	w->house.attention_budget = 20;
	w->stays[0].day_use = true; /* the newspaper of that very morning */
	w->stays[0].departure_day = ARRIVAL;
	says(w, 0, 0, SG_LIKE, "departure.late", "yes");
	says(w, 0, 0, SG_LIKE, "amenity.water", "fizzy");
	says(w, 0, 0, SG_LIKE, "amenity.water", "still");
	says(w, 0, 0, SG_LIKE, "amenity.flowers", "roses");
	says(w, 0, 0, SG_LIKE, "turndown.service", "yes");
	says(w, 0, 0, SG_LIKE, "room.scent", "citrus");
	says(w, 0, 0, SG_LIKE, "bath.rail", "yes");
	says(w, 0, 0, SG_LIKE, "bed.setup", "twin");
	says(w, 0, 0, SG_LIKE, "bed.pillow", "firm");
	says(w, 0, 0, SG_LIKE, "room.temperature", "19");
	says(w, 0, 0, SG_LIKE, "news.paper", "faz");
	assert_int_equal(compose(w)->item_count, 11);
	for (size_t i = 0; i < 11; i++) {
		assert_int_equal(w->plan.items[i].topic, order[i]);
	}
	assert_true(w->plan.items[6].value < w->plan.items[7].value);
	assert_int_equal(w->plan.items[5].minutes, 5);
	w->facts[0][0][3].value = "bouquet"; /* which takes a minute more */
	assert_int_equal(compose(w)->items[5].minutes, 6);
}

/* ---- warnings ---- */

static void a_need_that_is_unavailable_warns_the_desk(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_REQUIRE, "bath.rail", "yes");
	codes(w, 0, "product", "COT");
	says(w, 0, 0, SG_LIKE, "device.kettle", "yes");
	compose(w);
	deliver(w);
	tick(w, BATH_RAIL, SG_ITEM_UNAVAILABLE);
	tick(w, BED_COT, SG_ITEM_REFUSED);
	tick(w, DEVICE_KETTLE, SG_ITEM_UNAVAILABLE);
	assert_int_equal(compose(w)->warning_count, 2);
	assert_int_equal(w->plan.warnings[0].topic, BATH_RAIL);
	assert_string_equal(
		w->plan.warnings[0].item, item_of(&w->plan, BATH_RAIL, 0)->id);
	assert_int_equal(w->plan.warnings[1].topic, BED_COT);
}

static void two_lost_needs_of_one_topic_are_two_warnings(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_REQUIRE, "kitchen.without", "fish");
	says(w, 0, 0, SG_REQUIRE, "kitchen.without", "nuts");
	compose(w);
	deliver(w);
	tick(w, KITCHEN_WITHOUT, SG_ITEM_UNAVAILABLE);
	assert_int_equal(compose(w)->warning_count, 2);
	assert_true(strcmp(w->plan.warnings[0].item, w->plan.warnings[1].item) < 0);
}

static void a_room_that_is_not_ready_warns_the_desk(void **state)
{
	struct world *w = *state;

	says(w, 0, 0, SG_REQUIRE, "bath.rail", "yes");
	w->room.housekeeping = SG_ROOM_DIRTY;
	assert_int_equal(compose(w)->warning_count, 0); /* nobody is there yet */
	deliver(w);
	check_in(w, 0);
	assert_true(warns(compose(w), SG_WARN_ROOM_NOT_READY, -1));
	assert_int_equal(w->plan.warning_count, 1);
	w->input.business_day = ARRIVAL + 1; /* every morning it is dirty */
	assert_int_equal(compose(w)->warning_count, 0);
	w->stays[0].room = "415"; /* but not after a move */
	assert_true(warns(compose(w), SG_WARN_ROOM_NOT_READY, -1));
	w->room.housekeeping = SG_ROOM_CLEAN;
	assert_int_equal(compose(w)->warning_count, 0);
	w->room.housekeeping = SG_ROOM_PICKUP;
	tick(w, BATH_RAIL, SG_ITEM_NOT_NEEDED);
	assert_int_equal(compose(w)->warning_count, 0);
}

static void a_room_out_of_order_or_unknown_warns_the_desk(void **state)
{
	struct world *w = *state;

	w->room.out_of_order = true;
	assert_true(warns(compose(w), SG_WARN_ROOM_OUT_OF_ORDER, -1));
	w->input.room = NULL;
	assert_true(warns(compose(w), SG_WARN_ROOM_UNKNOWN, -1));
	w->stays[0].room = NULL;
	assert_int_equal(compose(w)->warning_count, 0);
	w->stays[0].room = "412";
	w->stays[0].status = SG_STAY_CHECKED_OUT;
	assert_int_equal(compose(w)->warning_count, 0);
}

static void warnings_stand_in_a_fixed_order(void **state)
{
	struct world *w = *state;

	w->room.out_of_order = true;
	w->room.residue = BIT(MOULD);
	says(w, 0, 0, SG_REQUIRE, "room.connecting", "open");
	says(w, 0, 1, SG_REQUIRE, "room.connecting", "locked");
	says(w, 0, 0, SG_REQUIRE, "bed.filling", "wool");
	says(w, 0, 1, SG_REQUIRE, "bed.filling", "feather_free");
	says(w, 0, 1, SG_REQUIRE, "allergy.room", "mould");
	assert_int_equal(compose(w)->warning_count, 4);
	assert_int_equal(w->plan.warnings[0].kind, SG_WARN_HAZARD_UNREMEDIED);
	assert_int_equal(w->plan.warnings[1].kind, SG_WARN_ROOM_OUT_OF_ORDER);
	assert_int_equal(w->plan.warnings[2].topic, BED_FILLING);
	assert_int_equal(w->plan.warnings[3].topic, ROOM_CONNECTING);
}

/* ---- words ---- */

#define ASSERT_WORDS(count, enumeration, name, find)                                     \
	do {                                                                             \
		for (int i = 0; i < (count); i++) {                                      \
			assert_int_equal(find(name((enumeration)i)), i);                 \
		}                                                                        \
		assert_int_equal(find("nothing of the kind"), -1);                       \
	} while (0)

static void every_word_leads_back_to_its_value(void **state)
{
	(void)state;
	ASSERT_WORDS(SG_PLAN_STATES, enum sg_plan_state, sg_plan_state_name,
		sg_plan_state_find);
	ASSERT_WORDS(SG_ACTIONS, enum sg_item_action, sg_action_name, sg_action_find);
	ASSERT_WORDS(SG_ITEM_STATES, enum sg_item_state, sg_item_state_name,
		sg_item_state_find);
	ASSERT_WORDS(SG_SOURCES, enum sg_source, sg_source_name, sg_source_find);
	ASSERT_WORDS(SG_LEFT_REASONS, enum sg_reason, sg_reason_name, sg_reason_find);
	ASSERT_WORDS(SG_WARNINGS, enum sg_warning_kind, sg_warning_name, sg_warning_find);
	ASSERT_WORDS(SG_ATTENTION_URGENT + 1, enum sg_attention, sg_attention_name,
		sg_attention_find);
	ASSERT_WORDS(
		SG_LIST_KINDS, enum sg_list_kind, sg_list_kind_name, sg_list_kind_find);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(one_list_leads_a_room),
		WORLD_TEST(who_follows_waits_for_no_list_of_his_own),
		WORLD_TEST(the_lead_passes_on_when_the_leader_leaves),
		WORLD_TEST(a_departure_is_no_lead_for_who_is_only_booked),
		WORLD_TEST(who_follows_elsewhere_leaves_his_old_room_clean),
		WORLD_TEST(stays_in_other_rooms_at_other_times_or_over_do_not_count),
		WORLD_TEST(an_arrival_follows_a_departure_when_somebody_was_there),
		WORLD_TEST(a_night_later_it_is_a_stayover),
		WORLD_TEST(a_check_in_with_nothing_to_do_is_confirmed_quietly),
		WORLD_TEST(a_planned_list_is_never_urgent_unless_the_guest_waits),
		WORLD_TEST(at_check_in_open_needs_are_urgent_and_seen_wishes_are_not),
		WORLD_TEST(new_items_and_those_on_arrival_are_urgent_in_house),
		WORLD_TEST(a_first_room_at_check_in_is_urgent),
		WORLD_TEST(something_to_avoid_is_worth_attention),
		WORLD_TEST(the_longest_lead_time_of_what_is_open_counts),
		WORLD_TEST(the_same_list_again_keeps_its_attention_and_lead_time),
		WORLD_TEST(a_list_says_what_the_stay_leaves_in_its_room),
		WORLD_TEST(each_item_is_due_at_its_moment),
		WORLD_TEST(in_house_services_move_with_the_business_date),
		WORLD_TEST(a_rhythm_goes_on_and_ends_before_departure),
		WORLD_TEST(a_rhythm_without_nights_is_daily),
		WORLD_TEST(a_day_use_has_no_next_morning),
		WORLD_TEST(items_stand_in_the_order_in_which_they_are_done),
		WORLD_TEST(a_need_that_is_unavailable_warns_the_desk),
		WORLD_TEST(two_lost_needs_of_one_topic_are_two_warnings),
		WORLD_TEST(a_room_that_is_not_ready_warns_the_desk),
		WORLD_TEST(a_room_out_of_order_or_unknown_warns_the_desk),
		WORLD_TEST(warnings_stand_in_a_fixed_order),
		WORLD_TEST(every_word_leads_back_to_its_value),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
