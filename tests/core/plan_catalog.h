/*
 * A small catalogue as C literals: one topic of each kind and rule that a plan has to obey.
 * The first four guests' troubles are special-category and leave only as their effects.
 */
#ifndef SG_TESTS_CORE_PLAN_CATALOG_H
#define SG_TESTS_CORE_PLAN_CATALOG_H

#include "core/catalog.h"
#include "core/facts.h"

enum topic_index {
	ACCESS_NEED,
	ALLERGY_ROOM,
	AMENITY_CAKE,
	AMENITY_FLOWERS,
	AMENITY_WATER,
	BAR_USUAL,
	BATH_RAIL,
	BATH_ROBE,
	BED_COT,
	BED_FILLING,
	BED_PILLOW,
	BED_SETUP,
	CLEAN_DEEP,
	DEPARTURE_LATE,
	DEVICE_FRIDGE,
	DEVICE_KETTLE,
	KITCHEN_WITHOUT,
	LINEN_THIRD_NIGHT,
	NEWS_PAPER,
	OCCASION,
	PACKAGE_ROMANCE,
	PET_DOG,
	ROOM_CONNECTING,
	ROOM_SCENT,
	ROOM_TEMPERATURE,
	ROOM_WARMTH,
	TURNDOWN_CHOCOLATE,
	TURNDOWN_SERVICE,
	TOPICS
};

enum { FEATHER, HAIR, SCENT, NUTS, MOULD, HAZARDS };

#define BIT(hazard) (UINT64_C(1) << (hazard))
#define COUNTED(array) (array), sizeof(array) / sizeof((array)[0])

static const struct sg_part vase[] = {{"vase", SG_PER_ROOM, 1}};
static const struct sg_part still_bottle[] = {{"still_bottle", SG_PER_PERSON, 1}};
static const struct sg_part fizzy_bottle[] = {{"fizzy_bottle", SG_PER_ADULT, 1}};
static const struct sg_part robe[] = {
	{"robe", SG_PER_ADULT, 1}, {"child_robe", SG_PER_CHILD, 1}};
static const struct sg_part cot[] = {
	{"cot", SG_PER_ROOM, 1}, {"baby_linen", SG_PER_BABY, 1}};
static const struct sg_part bedding[] = {
	{"duvet", SG_PER_PERSON, 1}, {"pillow", SG_PER_PERSON, 2}};
static const struct sg_part firm_pillow[] = {{"firm_pillow", SG_PER_ROOM, 1}};
static const struct sg_part soft_pillow[] = {{"soft_pillow", SG_PER_ROOM, 1}};
static const struct sg_part kettle[] = {{"kettle", SG_PER_ROOM, 1}};
static const struct sg_part dog_bed[] = {{"dog_bed", SG_PER_ROOM, 1}};

static const struct sg_effect rail_effects[] = {{BATH_RAIL, 0, false}};
static const struct sg_effect feather_effects[] = {{BED_FILLING, 1, false}};
static const struct sg_effect hair_effects[] = {{PET_DOG, -1, true}};
static const struct sg_effect scent_effects[] = {{ROOM_SCENT, -1, true}};
static const struct sg_effect nuts_effects[] = {{KITCHEN_WITHOUT, -1, false}};
static const struct sg_effect birthday_effects[] = {{AMENITY_CAKE, -1, false}};
static const struct sg_effect honeymoon_effects[] = {{PACKAGE_ROMANCE, -1, false}};
static const struct sg_effect romance_effects[] = {
	{AMENITY_FLOWERS, 1, false}, {NEWS_PAPER, -1, true}};
static const struct sg_effect warmth_effects[] = {{ROOM_TEMPERATURE, -1, false}};

#define YES .name = "yes", .minutes = -1

static const struct sg_topic_value access_values[] = {
	{.name = "wheelchair", .minutes = -1, .effects = rail_effects, .effect_count = 1},
	{.name = "guide", .minutes = -1},
};
static const struct sg_topic_value allergy_values[] = {
	{.name = "feather",
		.minutes = -1,
		.effects = feather_effects,
		.effect_count = 1,
		.forbids = BIT(FEATHER)},
	{.name = "hair",
		.minutes = -1,
		.effects = hair_effects,
		.effect_count = 1,
		.forbids = BIT(HAIR)},
	{.name = "scent",
		.minutes = -1,
		.effects = scent_effects,
		.effect_count = 1,
		.forbids = BIT(SCENT)},
	{.name = "nuts",
		.minutes = -1,
		.effects = nuts_effects,
		.effect_count = 1,
		.forbids = BIT(NUTS)},
	{.name = "mould", .minutes = -1, .forbids = BIT(MOULD)},
};
static const struct sg_topic_value cake_values[] = {{YES, .brings = BIT(NUTS)}};
static const struct sg_topic_value flowers_values[] = {
	{.name = "bouquet",
		.minutes = 6,
		.parts = vase,
		.part_count = 1,
		.brings = BIT(SCENT)},
	{.name = "roses",
		.minutes = -1,
		.parts = vase,
		.part_count = 1,
		.brings = BIT(SCENT)},
};
static const struct sg_topic_value water_values[] = {
	{.name = "still", .minutes = -1, .parts = still_bottle, .part_count = 1},
	{.name = "fizzy", .minutes = -1, .parts = fizzy_bottle, .part_count = 1},
};
static const struct sg_topic_value any_values[] = {{.name = "*", .minutes = -1}};
static const struct sg_topic_value yes_values[] = {{YES}};
static const struct sg_topic_value robe_values[] = {
	{YES, .parts = robe, .part_count = 2}};
static const struct sg_topic_value cot_values[] = {{YES, .parts = cot, .part_count = 2}};
static const struct sg_topic_value filling_values[] = {
	{.name = "feather",
		.minutes = -1,
		.parts = bedding,
		.part_count = 2,
		.brings = BIT(FEATHER)},
	{.name = "feather_free", .minutes = -1, .parts = bedding, .part_count = 2},
	{.name = "wool",
		.minutes = -1,
		.parts = bedding,
		.part_count = 2,
		.brings = BIT(HAIR)},
};
static const struct sg_topic_value pillow_values[] = {
	{.name = "firm", .minutes = -1, .parts = firm_pillow, .part_count = 1},
	{.name = "soft", .minutes = -1, .parts = soft_pillow, .part_count = 1},
};
static const struct sg_topic_value setup_values[] = {
	{.name = "double", .minutes = -1},
	{.name = "twin", .minutes = -1},
};
static const struct sg_topic_value kettle_values[] = {
	{YES, .parts = kettle, .part_count = 1},
};
static const struct sg_topic_value without_values[] = {
	{.name = "fish", .minutes = -1},
	{.name = "nuts", .minutes = -1},
};
static const struct sg_topic_value paper_values[] = {
	{.name = "faz", .minutes = -1},
	{.name = "sz", .minutes = -1},
};
static const struct sg_topic_value occasion_values[] = {
	{.name = "birthday",
		.minutes = -1,
		.effects = birthday_effects,
		.effect_count = 1},
	{.name = "honeymoon",
		.minutes = -1,
		.effects = honeymoon_effects,
		.effect_count = 1},
};
static const struct sg_topic_value romance_values[] = {
	{YES, .effects = romance_effects, .effect_count = 2},
};
static const struct sg_topic_value dog_values[] = {
	{YES, .parts = dog_bed, .part_count = 1, .brings = BIT(HAIR),
		.leaves = BIT(HAIR)},
};
static const struct sg_topic_value connecting_values[] = {
	{.name = "locked", .minutes = -1},
	{.name = "open", .minutes = -1},
};
static const struct sg_topic_value scent_values[] = {
	{.name = "citrus", .minutes = -1, .brings = BIT(SCENT), .leaves = BIT(SCENT)},
	{.name = "lavender", .minutes = -1, .brings = BIT(SCENT), .leaves = BIT(SCENT)},
};
static const struct sg_topic_value warmth_values[] = {
	{.name = "*", .minutes = -1, .effects = warmth_effects, .effect_count = 1},
};
static const struct sg_topic_value chocolate_values[] = {{YES, .brings = BIT(NUTS)}};

#define TOPIC(index, word, kind_, class_, place_, when_, undo_, values_, ...)            \
	[index] = {.name = word,                                                         \
		.kind = kind_,                                                           \
		.class = class_,                                                         \
		.department = SG_HOUSEKEEPING,                                           \
		.place = place_,                                                         \
		.when = when_,                                                           \
		.minutes = 5,                                                            \
		.undo = undo_,                                                           \
		.undo_minutes = 2,                                                       \
		.values = values_,                                                       \
		.value_count = sizeof(values_) / sizeof((values_)[0]),                   \
		__VA_ARGS__}

static const struct sg_topic plan_topics[TOPICS] = {
	TOPIC(ACCESS_NEED, "access.need", SG_KIND_ENUM, SG_CLASS_NEED, SG_PLACE_ROOM,
		SG_WHEN_BEFORE_ARRIVAL, "none", access_values, .special_category = true),
	TOPIC(ALLERGY_ROOM, "allergy.room", SG_KIND_ENUM, SG_CLASS_NEED, SG_PLACE_ROOM,
		SG_WHEN_BEFORE_ARRIVAL, "none", allergy_values, .special_category = true,
		.many = true),
	TOPIC(AMENITY_CAKE, "amenity.cake", SG_KIND_FLAG, SG_CLASS_DELIGHT, SG_PLACE_DESK,
		SG_WHEN_ON_ARRIVAL, "remove", cake_values, .lead_hours = 6),
	TOPIC(AMENITY_FLOWERS, "amenity.flowers", SG_KIND_ENUM, SG_CLASS_DELIGHT,
		SG_PLACE_DESK, SG_WHEN_BEFORE_ARRIVAL, "remove", flowers_values,
		.lead_hours = 12),
	TOPIC(AMENITY_WATER, "amenity.water", SG_KIND_ENUM, SG_CLASS_WISH, SG_PLACE_DESK,
		SG_WHEN_BEFORE_ARRIVAL, "remove", water_values, .many = true),
	TOPIC(BAR_USUAL, "bar.usual", SG_KIND_TEXT, SG_CLASS_DELIGHT, SG_PLACE_LAST_TOUCH,
		SG_WHEN_ON_ARRIVAL, "none", any_values, .lead_hours = 0),
	TOPIC(BATH_RAIL, "bath.rail", SG_KIND_FLAG, SG_CLASS_NEED, SG_PLACE_BATH,
		SG_WHEN_BEFORE_ARRIVAL, "remove", yes_values, .lead_hours = 0),
	TOPIC(BATH_ROBE, "bath.robe", SG_KIND_FLAG, SG_CLASS_WISH, SG_PLACE_BATH,
		SG_WHEN_BEFORE_ARRIVAL, "remove", robe_values, .lead_hours = 0),
	TOPIC(BED_COT, "bed.cot", SG_KIND_FLAG, SG_CLASS_NEED, SG_PLACE_BED,
		SG_WHEN_BEFORE_ARRIVAL, "remove", cot_values, .lead_hours = 24),
	TOPIC(BED_FILLING, "bed.filling", SG_KIND_ENUM, SG_CLASS_NEED, SG_PLACE_BED,
		SG_WHEN_BEFORE_ARRIVAL, "reset", filling_values, .lead_hours = 4),
	TOPIC(BED_PILLOW, "bed.pillow", SG_KIND_ENUM, SG_CLASS_WISH, SG_PLACE_BED,
		SG_WHEN_BEFORE_ARRIVAL, "remove", pillow_values, .lead_hours = 0),
	TOPIC(BED_SETUP, "bed.setup", SG_KIND_ENUM, SG_CLASS_WISH, SG_PLACE_BED,
		SG_WHEN_BEFORE_ARRIVAL, "reset", setup_values, .lead_hours = 0),
	TOPIC(CLEAN_DEEP, "clean.deep", SG_KIND_FLAG, SG_CLASS_NEED, SG_PLACE_ROOM,
		SG_WHEN_BEFORE_ARRIVAL, "none", yes_values, .lead_hours = 0),
	TOPIC(DEPARTURE_LATE, "departure.late", SG_KIND_FLAG, SG_CLASS_WISH,
		SG_PLACE_DOOR, SG_WHEN_DEPARTURE, "none", yes_values, .lead_hours = 0),
	TOPIC(DEVICE_FRIDGE, "device.fridge", SG_KIND_NUMBER, SG_CLASS_NEED,
		SG_PLACE_DESK, SG_WHEN_BEFORE_ARRIVAL, "reset", any_values,
		.number_min = -5000, .number_max = 10000),
	TOPIC(DEVICE_KETTLE, "device.kettle", SG_KIND_FLAG, SG_CLASS_WISH, SG_PLACE_DESK,
		SG_WHEN_ON_ARRIVAL, "remove", kettle_values, .store = "office"),
	TOPIC(KITCHEN_WITHOUT, "kitchen.without", SG_KIND_ENUM, SG_CLASS_NEED,
		SG_PLACE_DESK, SG_WHEN_BEFORE_ARRIVAL, "none", without_values,
		.many = true),
	TOPIC(LINEN_THIRD_NIGHT, "linen.third_night", SG_KIND_FLAG, SG_CLASS_WISH,
		SG_PLACE_BED, SG_WHEN_EVERY_N_NIGHTS, "none", yes_values,
		.every_nights = 3),
	TOPIC(NEWS_PAPER, "news.paper", SG_KIND_ENUM, SG_CLASS_WISH, SG_PLACE_DOOR,
		SG_WHEN_EACH_SERVICE, "none", paper_values, .many = true),
	TOPIC(OCCASION, "occasion", SG_KIND_ENUM, SG_CLASS_DELIGHT, SG_PLACE_LAST_TOUCH,
		SG_WHEN_BEFORE_ARRIVAL, "none", occasion_values, .many = true),
	TOPIC(PACKAGE_ROMANCE, "package.romance", SG_KIND_FLAG, SG_CLASS_DELIGHT,
		SG_PLACE_DESK, SG_WHEN_BEFORE_ARRIVAL, "none", romance_values,
		.lead_hours = 0),
	TOPIC(PET_DOG, "pet.dog", SG_KIND_FLAG, SG_CLASS_WISH, SG_PLACE_ROOM,
		SG_WHEN_BEFORE_ARRIVAL, "remove", dog_values, .lead_hours = 0),
	TOPIC(ROOM_CONNECTING, "room.connecting", SG_KIND_ENUM, SG_CLASS_NEED,
		SG_PLACE_DOOR, SG_WHEN_BEFORE_ARRIVAL, "reset", connecting_values,
		.lead_hours = 0),
	TOPIC(ROOM_SCENT, "room.scent", SG_KIND_ENUM, SG_CLASS_DELIGHT,
		SG_PLACE_LAST_TOUCH, SG_WHEN_BEFORE_ARRIVAL, "none", scent_values,
		.lead_hours = 0),
	TOPIC(ROOM_TEMPERATURE, "room.temperature", SG_KIND_NUMBER, SG_CLASS_WISH,
		SG_PLACE_ROOM, SG_WHEN_BEFORE_ARRIVAL, "reset", any_values, .unit = "°C",
		.number_min = 16000, .number_max = 26000),
	TOPIC(ROOM_WARMTH, "room.warmth", SG_KIND_NUMBER, SG_CLASS_NEED, SG_PLACE_ROOM,
		SG_WHEN_BEFORE_ARRIVAL, "none", warmth_values, .special_category = true,
		.number_min = 16000, .number_max = 26000),
	TOPIC(TURNDOWN_CHOCOLATE, "turndown.chocolate", SG_KIND_FLAG, SG_CLASS_DELIGHT,
		SG_PLACE_BED, SG_WHEN_TURN_DOWN, "none", chocolate_values,
		.lead_hours = 0),
	TOPIC(TURNDOWN_SERVICE, "turndown.service", SG_KIND_FLAG, SG_CLASS_WISH,
		SG_PLACE_BED, SG_WHEN_TURN_DOWN, "none", yes_values, .lead_hours = 0),
};

static const struct sg_hazard plan_hazards[HAZARDS] = {
	[FEATHER] = {"feather", BED_FILLING, 1},
	[HAIR] = {"hair", CLEAN_DEEP, 0},
	[SCENT] = {"scent", CLEAN_DEEP, 0},
	[NUTS] = {"nuts", -1, -1},
	[MOULD] = {"mould", -1, -1},
};

/* Sorted by group, then code. */
static const struct sg_code plan_codes[] = {
	{"product", "COT", BED_COT, 0, NULL, SG_REQUIRE},
	{"product", "ROMANCE", PACKAGE_ROMANCE, 0, NULL, SG_LIKE},
	{"special", "DOG", PET_DOG, 0, NULL, SG_LIKE},
	{"special", "FF", BED_FILLING, 1, NULL, SG_REQUIRE},
	{"special", "FIRM", BED_PILLOW, 0, NULL, SG_LIKE},
	{"special", "NODOG", PET_DOG, 0, NULL, SG_AVOID},
	{"special", "NOFLOW", AMENITY_FLOWERS, -1, NULL, SG_NEVER},
	{"special", "NOPILLOW", BED_PILLOW, -1, NULL, SG_AVOID},
	{"special", "SOFT", BED_PILLOW, 1, NULL, SG_LIKE},
	{"special", "T20", ROOM_TEMPERATURE, -1, "20", SG_LIKE},
	{"special", "T99", ROOM_TEMPERATURE, -1, "99", SG_LIKE},
	{"vip", "VIP3", AMENITY_WATER, 0, NULL, SG_LIKE},
};

static const struct sg_catalog plan_catalog = {
	.version = 1,
	.languages = {"en"},
	.language_count = 1,
	.topics = plan_topics,
	.topic_count = TOPICS,
	.hazards = plan_hazards,
	.hazard_count = HAZARDS,
	.codes = plan_codes,
	.code_count = sizeof plan_codes / sizeof plan_codes[0],
};

#endif
