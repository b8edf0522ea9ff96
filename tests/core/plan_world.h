/*
 * One room of one house, with up to four stays and twelve guests who say things: what the
 * tests of sg_plan_compose change and look at. Times are UTC; the day of arrival is 2026-11-21.
 */
#ifndef SG_TESTS_CORE_PLAN_WORLD_H
#define SG_TESTS_CORE_PLAN_WORLD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/plan.h"
#include "core/time.h"
#include "core/plan_catalog.h"

enum {
	STAYS = 4,
	GUESTS = 3,
	FACTS = 64,
	PREVIOUS = 128,
	ARRIVAL = 20778, /* 2026-11-21 */
	DEPARTURE = ARRIVAL + 3,
};

#define CLOCK(day, hour, minute)                                                         \
	((day)*SG_DAY_US + (hour)*SG_HOUR_US + (minute)*SG_MINUTE_US)
#define READY_BY CLOCK(ARRIVAL, 14, 30)
#define SAID INT64_C(1700000000000000)

struct world {
	struct sg_arena *arena;
	struct sg_house house;
	struct sg_house_rule rules[8];
	struct sg_standard_thing things[8];
	struct sg_standard_value values[8];
	struct sg_room_type type;
	struct sg_room room;
	struct sg_stay stays[STAYS];
	struct sg_person people[STAYS][GUESTS];
	struct sg_card cards[STAYS][GUESTS];
	struct sg_fact facts[STAYS][GUESTS][FACTS];
	struct sg_stay_code codes[STAYS][8];
	struct sg_children children[STAYS][4];
	struct sg_occasion occasions[STAYS][4];
	struct sg_occupant occupants[STAYS];
	struct sg_item previous[PREVIOUS];
	struct sg_plan_input input;
	struct sg_plan plan;
	uint32_t revision;
	unsigned char next_fact;
};

static inline struct sg_id id_of(unsigned char kind, unsigned char number)
{
	return (struct sg_id){{kind, number}};
}

static inline void world_stay(struct world *w, unsigned char i)
{
	struct sg_stay *stay = &w->stays[i];

	*stay = (struct sg_stay){.id = id_of(2, i),
		.property = id_of(1, 1),
		.arrival_day = ARRIVAL,
		.departure_day = DEPARTURE,
		.eta_us = SG_NO_TIME,
		.etd_us = SG_NO_TIME,
		.booked_type = "DZ",
		.assigned_type = "DZ",
		.room = "412",
		.adults = 2,
		.children = w->children[i],
		.people = w->people[i],
		.codes = w->codes[i],
		.checked_in_us = SG_NO_TIME,
		.checked_out_us = SG_NO_TIME,
		.occasions = w->occasions[i]};
	w->occupants[i] = (struct sg_occupant){.stay = stay, .cards = w->cards[i]};
	for (unsigned char j = 0; j < GUESTS; j++) {
		w->cards[i][j] = (struct sg_card){
			.guest = id_of(3, (unsigned char)(i * GUESTS + j)),
			.facts = w->facts[i][j],
			.memory = SG_MEMORY_CHAIN,
			.special = true};
		w->people[i][j] = (struct sg_person){
			.role = j == 0 ? SG_ROLE_GUEST : SG_ROLE_ACCOMPANYING,
			.primary = j == 0,
			.guest = w->cards[i][j].guest};
	}
}

static inline int world_begin(void **state)
{
	static const struct sg_standard_thing things[] = {{"duvet", 2, BIT(FEATHER)},
		{"pillow", 4, BIT(FEATHER)}, {"robe", 2, 0}, {"still_bottle", 1, 0}};
	static const struct sg_standard_value values[] = {{"bed.filling", "feather"},
		{"bed.setup", "double"}, {"room.temperature", "21"},
		{"turndown.chocolate", "yes"}, {"no.such_topic", "yes"}};
	struct world *w = calloc(1, sizeof *w);

	assert_non_null(w);
	w->arena = sg_arena_new();
	memcpy(w->things, things, sizeof things);
	memcpy(w->values, values, sizeof values);
	w->rules[0] = (struct sg_house_rule){.id = "vip2",
		.topic = "amenity.flowers",
		.value = "bouquet",
		.vip = "VIP2"};
	w->house = (struct sg_house){.id = id_of(1, 1),
		.code = "HAM1",
		.chain = "HAM",
		.day_close_minutes = 180,
		.preview_minutes = 960,
		.morning_minutes = 390,
		.check_in_minutes = 900,
		.check_out_minutes = 660,
		.turn_down_minutes = 1140,
		.rules = w->rules,
		.rule_count = 1,
		.attention_budget = 5};
	w->type = (struct sg_room_type){.code = "DZ",
		.things = w->things,
		.thing_count = 4,
		.values = w->values,
		.value_count = 5};
	w->room = (struct sg_room){.number = "412",
		.type = "DZ",
		.floor = "4",
		.housekeeping = SG_ROOM_CLEAN,
		.last_out_us = SG_NO_TIME};
	for (unsigned char i = 0; i < STAYS; i++) {
		world_stay(w, i);
	}
	w->input = (struct sg_plan_input){.catalog = &plan_catalog,
		.house = &w->house,
		.type = &w->type,
		.room = &w->room,
		.occupants = w->occupants,
		.occupant_count = 1,
		.previous = w->previous,
		.next_arrival_us = SG_NO_TIME,
		.now_us = CLOCK(ARRIVAL - 1, 16, 0),
		.business_day = ARRIVAL - 1};
	*state = w;
	return 0;
}

static inline int world_end(void **state)
{
	struct world *w = *state;

	sg_arena_free(w->arena);
	free(w);
	return 0;
}

/* Guest `guest` of stay `stay` says so; later calls are newer. */
static inline struct sg_fact *says(struct world *w, int stay, int guest,
	enum sg_strength strength, const char *topic, const char *value)
{
	struct sg_card *card = &w->cards[stay][guest];
	struct sg_fact *fact = &w->facts[stay][guest][card->fact_count++];

	assert_true(card->fact_count <= FACTS);
	if (w->occupants[stay].card_count <= (size_t)guest) {
		w->occupants[stay].card_count = (size_t)guest + 1;
		w->stays[stay].person_count = (size_t)guest + 1;
	}
	w->next_fact++;
	*fact = (struct sg_fact){.id = id_of(4, w->next_fact),
		.topic = topic,
		.value = value,
		.strength = strength,
		.scope = SG_SCOPE_CHAIN,
		.from_day = SG_NO_DAY,
		.until_day = SG_NO_DAY,
		.said_by = "guest",
		.said_us = SAID + w->next_fact};
	return fact;
}

static inline void codes(struct world *w, int stay, const char *group, const char *code)
{
	struct sg_stay *s = &w->stays[stay];

	w->codes[stay][s->code_count++] = (struct sg_stay_code){group, code, 1};
}

static inline void check_in(struct world *w, int stay)
{
	w->stays[stay].status = SG_STAY_CHECKED_IN;
	w->stays[stay].checked_in_us = CLOCK(ARRIVAL, 15, 7);
	w->input.now_us = CLOCK(ARRIVAL, 15, 7);
	w->input.business_day = ARRIVAL;
}

static inline const struct sg_plan *compose(struct world *w)
{
	assert_int_equal(sg_plan_compose(&w->input, w->arena, &w->plan), SG_OK);
	return &w->plan;
}

/* The plan becomes the last revision. */
static inline void deliver(struct world *w)
{
	size_t count = 0;

	w->revision++;
	for (size_t i = 0; i < w->plan.item_count; i++) {
		w->previous[count++] = w->plan.items[i];
	}
	for (size_t i = 0; i < w->plan.avoid_count; i++) {
		w->previous[count++] = w->plan.avoid[i];
	}
	for (size_t i = 0; i < count; i++) {
		if (w->previous[i].since_revision == 0) {
			w->previous[i].since_revision = w->revision;
		}
	}
	assert_true(count <= PREVIOUS);
	w->input.previous_count = count;
	w->input.previous_room = w->stays[0].room;
}

static inline const struct sg_item *item_of(
	const struct sg_plan *plan, int32_t topic, int32_t value)
{
	for (size_t i = 0; i < plan->item_count; i++) {
		if (plan->items[i].topic == topic && plan->items[i].value == value) {
			return &plan->items[i];
		}
	}
	return NULL;
}

static inline const struct sg_item *item_with(
	const struct sg_plan *plan, int32_t topic, enum sg_item_action action)
{
	for (size_t i = 0; i < plan->item_count; i++) {
		if (plan->items[i].topic == topic && plan->items[i].action == action) {
			return &plan->items[i];
		}
	}
	return NULL;
}

static inline const struct sg_item *avoid_of(
	const struct sg_plan *plan, int32_t topic, int32_t value)
{
	for (size_t i = 0; i < plan->avoid_count; i++) {
		if (plan->avoid[i].topic == topic && plan->avoid[i].value == value) {
			return &plan->avoid[i];
		}
	}
	return NULL;
}

static inline const struct sg_left_out *left_of(
	const struct sg_plan *plan, int32_t topic, enum sg_reason reason)
{
	for (size_t i = 0; i < plan->left_out_count; i++) {
		if (plan->left_out[i].topic == topic &&
			plan->left_out[i].reason == reason) {
			return &plan->left_out[i];
		}
	}
	return NULL;
}

static inline bool warns(
	const struct sg_plan *plan, enum sg_warning_kind kind, int32_t topic)
{
	for (size_t i = 0; i < plan->warning_count; i++) {
		if (plan->warnings[i].kind == kind && plan->warnings[i].topic == topic) {
			return true;
		}
	}
	return false;
}

/* Somebody acts on what was delivered. */
static inline void tick(struct world *w, int32_t topic, enum sg_item_state state)
{
	bool found = false;

	for (size_t i = 0; i < w->input.previous_count; i++) {
		if (w->previous[i].topic == topic &&
			w->previous[i].action != SG_ACTION_AVOID) {
			w->previous[i].state = state;
			found = true;
		}
	}
	assert_true(found);
}

#define WORLD_TEST(test) cmocka_unit_test_setup_teardown(test, world_begin, world_end)

#endif
