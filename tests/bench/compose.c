/*
 * How long one checklist takes to decide: 40 facts of one guest against the delivered
 * catalogue, 12 items on the list, everything from a fresh arena: the median of many
 * compositions, first without and then with a last revision to carry over.
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "core/embedded.h"
#include "core/plan.h"
#include "core/time.h"
#include "document/catalog.h"

enum { FACTS = 40, ROUNDS = 20000, ARRIVAL = 20778 };

static const struct {
	const char *topic, *value;
	enum sg_strength strength;
} said[FACTS] = {
	{"allergy.room", "feather", SG_REQUIRE},
	{"bed.cot", "baby", SG_REQUIRE},
	{"bath.mat", "non_slip", SG_REQUIRE},
	{"diet.allergen", "nuts", SG_REQUIRE},
	{"bed.pillow", "firm", SG_LIKE},
	{"room.temperature", "19.5", SG_LIKE},
	{"news.paper", "national", SG_LIKE},
	{"amenity.water", "still", SG_LIKE},
	{"device.kettle", "yes", SG_LIKE},
	{"drink.tea", "mint", SG_LIKE},
	{"room.curtains", "blackout", SG_LIKE},
	{"turndown.service", "yes", SG_LIKE},
	{"bath.towels", "extra", SG_LIKE},
	{"luggage.bench", "hangers", SG_LIKE},
	{"device.workplace", "desk_lamp", SG_LIKE},
	{"bath.soap", "bar", SG_LIKE},
	{"bed.blanket", "fleece", SG_LIKE},
	{"drink.coffee", "decaf", SG_LIKE},
	{"service.time", "after_14", SG_LIKE},
	{"fitness.gear", "yoga_mat", SG_LIKE},
	{"room.location", "quiet", SG_LIKE},
	{"bath.slippers", "l", SG_LIKE},
	{"device.iron", "yes", SG_LIKE},
	{"bar.usual", "Negroni, no orange", SG_LIKE},
	{"amenity.flowers", NULL, SG_NEVER},
	{"room.scent", NULL, SG_NEVER},
	{"turndown.chocolate", NULL, SG_AVOID},
	{"amenity.sweets", "chocolate", SG_AVOID},
	{"minibar.stock", "empty", SG_LIKE},
	{"minibar.stock", "free_shelf", SG_LIKE},
	{"bed.topper", "soft", SG_LIKE},
	{"bed.topper", "firm", SG_LIKE},
	{"bed.duvet", "warm", SG_LIKE},
	{"device.fan", "fan", SG_LIKE},
	{"bath.robe", "xl", SG_LIKE},
	{"car.parking", "space", SG_LIKE},
	{"linen.rhythm", "daily", SG_LIKE},
	{"kitchen.breakfast", "box", SG_LIKE},
	{"bath.kit", "shaving", SG_LIKE},
	{"amenity.fruit", "apples", SG_LIKE},
};

static int64_t nanoseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

static int compare(const void *left, const void *right)
{
	int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;

	return (a > b) - (a < b);
}

static void fill_facts(struct sg_fact facts[FACTS])
{
	for (int i = 0; i < FACTS; i++) {
		facts[i] = (struct sg_fact){.id = {{(unsigned char)i}},
			.topic = said[i].topic,
			.value = said[i].value,
			.strength = said[i].strength,
			.scope = SG_SCOPE_CHAIN,
			.from_day = SG_NO_DAY,
			.until_day = SG_NO_DAY,
			.said_by = "guest",
			.said_us = SG_DAY_US * (20000 + i)};
		if (i >= 32) {
			facts[i].scope = SG_SCOPE_PROPERTY; /* of another property */
			facts[i].property.bytes[0] = 9;
		}
	}
}

/* The median in microseconds, or a negative number. */
static double measure(const struct sg_plan_input *input, struct sg_plan *ret_plan,
	struct sg_arena *arena)
{
	static int64_t times[ROUNDS];
	int64_t middle;

	for (int i = 0; i < ROUNDS; i++) {
		int64_t begin = nanoseconds();

		sg_arena_reset(arena);
		if (sg_plan_compose(input, arena, ret_plan) != SG_OK) {
			return -1;
		}
		times[i] = nanoseconds() - begin;
	}
	qsort(times, ROUNDS, sizeof times[0], compare);
	middle = times[ROUNDS / 2];
	return (double)middle / 1000;
}

static bool run(
	const struct sg_catalog *catalog, struct sg_arena *kept, struct sg_arena *arena)
{
	static struct sg_fact facts[FACTS];
	const struct sg_standard_thing things[] = {
		{"duvet", 2, 0}, {"pillow", 4, 0}, {"towel_set", 2, 0}};
	const struct sg_standard_value values[] = {{"bed.filling", "feather"},
		{"bed.setup", "double"}, {"room.temperature", "21"}};
	const struct sg_house_rule rules[] = {{.id = "vip2",
		.topic = "amenity.flowers",
		.value = "bouquet",
		.vip = "VIP2"}};
	const struct sg_house house = {.chain = "HAM",
		.check_in_minutes = 900,
		.morning_minutes = 390,
		.turn_down_minutes = 1140,
		.rules = rules,
		.rule_count = 1,
		.attention_budget = 7};
	const struct sg_room_type type = {.code = "DZ",
		.things = things,
		.thing_count = 3,
		.values = values,
		.value_count = 3};
	const struct sg_room room = {.number = "412", .last_out_us = SG_NO_TIME};
	const struct sg_stay stay = {.arrival_day = ARRIVAL,
		.departure_day = ARRIVAL + 3,
		.eta_us = SG_NO_TIME,
		.etd_us = SG_NO_TIME,
		.room = "412",
		.adults = 2,
		.vip = "VIP2",
		.checked_in_us = SG_NO_TIME};
	const struct sg_card card = {.facts = facts,
		.fact_count = FACTS,
		.memory = SG_MEMORY_CHAIN,
		.special = true};
	const struct sg_occupant occupant = {&stay, &card, 1};
	struct sg_plan_input input = {.catalog = catalog,
		.house = &house,
		.type = &type,
		.room = &room,
		.occupants = &occupant,
		.occupant_count = 1,
		.next_arrival_us = SG_NO_TIME,
		.now_us = ARRIVAL * SG_DAY_US,
		.business_day = ARRIVAL};
	struct sg_plan plan, last;
	double fresh, carried;

	fill_facts(facts);
	fresh = measure(&input, &plan, arena);
	if (sg_plan_compose(&input, kept, &last) != SG_OK) {
		return false;
	}
	input.previous = last.items;
	input.previous_count = last.item_count;
	input.previous_room = "412";
	carried = measure(&input, &plan, arena);
	bench_add("compose_us", fresh);
	bench_add("compose_carried_us", carried);
	return fresh > 0 && carried > 0;
}

void bench_compose(void)
{
	struct sg_arena *kept = sg_arena_new();
	struct sg_arena *arena = sg_arena_new();
	struct sg_catalog catalog;
	struct sg_error error = {.message = "out of memory"};

	if (kept == NULL || arena == NULL ||
		sg_catalog_load(NULL, kept, &error, &catalog) != SG_OK) {
		bench_fail("compose: %s", error.message);
	} else if (!run(&catalog, kept, arena)) {
		bench_fail("compose: it did not compose");
	}
	sg_arena_free(kept);
	sg_arena_free(arena);
}
