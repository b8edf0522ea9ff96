/*
 * A small catalogue that is right, all of it writable, so that a test can spoil one member.
 */
#ifndef SG_TESTS_CATALOG_SAMPLE_H
#define SG_TESTS_CATALOG_SAMPLE_H

#include <stdio.h>
#include <string.h>

#include "core/catalog.h"

#define TEXTS(en, de)                                                                    \
	{                                                                                \
		.in = {(en), (de) }                                                      \
	}

enum { ALLERGY, BED, FLOWERS, NOTE, TEMPERATURE, TOPICS };
enum { FEATHER, POLLEN, DUST, HAZARDS };

struct sample {
	struct sg_catalog catalog;
	struct sg_topic topics[TOPICS];
	struct sg_topic_value allergy[2], bed[2], flowers[1], note[1], temperature[1];
	struct sg_effect effects[2];
	struct sg_part parts[1];
	struct sg_hazard hazards[HAZARDS];
	struct sg_thing things[2];
	struct sg_counted_forms
		counted[3]; /* duvets, by language; one more may be added */
	struct sg_code codes[3];
};

static struct sample sample;
static struct sg_hazard many_hazards[SG_HAZARDS_MAX + 1];
static char hazard_names[SG_HAZARDS_MAX + 1][8];

static void set_values(struct sample *s)
{
	s->allergy[0] = (struct sg_topic_value){.name = "feather",
		.text = TEXTS("Room: no feathers", "Zimmer: federfrei"),
		.effects = &s->effects[0],
		.effect_count = 1,
		.forbids = 1u << FEATHER,
		.minutes = -1};
	s->allergy[1] = (struct sg_topic_value){.name = "pollen",
		.text = TEXTS("Room: no pollen", "Zimmer: pollenfrei"),
		.effects = &s->effects[1],
		.effect_count = 1,
		.forbids = 1u << POLLEN,
		.minutes = -1};
	s->bed[0] = (struct sg_topic_value){.name = "feather",
		.text = TEXTS("Pillows: {n} × feather", "Kissen: {n} × Feder"),
		.avoid_text = TEXTS("No feathers", "Keine Federn"),
		.parts = s->parts,
		.part_count = 1,
		.brings = 1u << FEATHER,
		.minutes = 5};
	s->bed[1] = (struct sg_topic_value){.name = "feather_free",
		.text = TEXTS("Pillows: feather-free", "Kissen: federfrei"),
		.minutes = -1};
	s->flowers[0] = (struct sg_topic_value){.name = "yes",
		.text = TEXTS("Flowers: 1 × vase", "Blumen: 1 × Vase"),
		.brings = 1u << POLLEN,
		.leaves = 1u << POLLEN,
		.minutes = -1};
	s->note[0] = (struct sg_topic_value){.name = "*",
		.text = TEXTS("Note: at the desk", "Notiz: am Empfang"),
		.minutes = -1};
	s->temperature[0] = (struct sg_topic_value){.name = "*",
		.text = TEXTS("Thermostat: {value}", "Thermostat: {value}"),
		.minutes = -1};
}

static struct sg_topic topic(const char *name, enum sg_kind kind,
	const struct sg_topic_value *values, size_t count)
{
	return (struct sg_topic){.name = name,
		.kind = kind,
		.minutes = 5,
		.undo = "reset",
		.pictogram = name,
		.label = TEXTS("Label", "Name"),
		.avoid_text = TEXTS("None of it", "Nichts davon"),
		.undo_text = TEXTS("Back", "Zurück"),
		.values = values,
		.value_count = count};
}

static void set_topics(struct sample *s)
{
	s->topics[ALLERGY] = topic("allergy.room", SG_KIND_ENUM, s->allergy, 2);
	s->topics[ALLERGY].special_category = true;
	s->topics[ALLERGY].many = true;
	s->topics[ALLERGY].undo = "none";
	s->topics[ALLERGY].undo_text = (struct sg_texts){.in = {NULL}};
	s->topics[BED] = topic("bed.filling", SG_KIND_ENUM, s->bed, 2);
	s->topics[BED].learn = SG_LEARN_ASK;
	s->topics[FLOWERS] = topic("flowers", SG_KIND_FLAG, s->flowers, 1);
	s->topics[FLOWERS].undo = "remove";
	s->topics[FLOWERS].when = SG_WHEN_EVERY_N_NIGHTS;
	s->topics[FLOWERS].every_nights = 3;
	s->topics[NOTE] = topic("note", SG_KIND_TEXT, s->note, 1);
	s->topics[TEMPERATURE] = topic("temperature", SG_KIND_NUMBER, s->temperature, 1);
	s->topics[FLOWERS].class = SG_CLASS_DELIGHT;
	s->topics[TEMPERATURE].unit = "°C";
	s->topics[TEMPERATURE].number_min = 16000;
	s->topics[TEMPERATURE].number_max = 28000;
}

static void set_catalog(struct sample *s)
{
	s->catalog = (struct sg_catalog){.languages = {"en", "de"},
		.language_count = 2,
		.topics = s->topics,
		.topic_count = TOPICS,
		.hazards = s->hazards,
		.hazard_count = HAZARDS,
		.things = s->things,
		.thing_count = 2,
		.codes = s->codes,
		.code_count = 3};
}

static int set_up(void **state)
{
	struct sample *s = &sample;

	*s = (struct sample){.catalog = {.version = 1}};
	s->effects[0] = (struct sg_effect){.topic = BED, .value = 1};
	s->effects[1] = (struct sg_effect){.topic = FLOWERS, .value = -1, .avoid = true};
	s->parts[0] =
		(struct sg_part){.what = "pillow", .per = SG_PER_PERSON, .count = 2};
	s->hazards[FEATHER] = (struct sg_hazard){"feather", BED, 1};
	s->hazards[POLLEN] = (struct sg_hazard){"pollen", BED, 1};
	s->hazards[DUST] = (struct sg_hazard){"dust", BED, 1};
	s->counted[0].form[SG_PLURAL_ONE] = "{n} duvet";
	s->counted[0].form[SG_PLURAL_OTHER] = "{n} duvets";
	s->counted[1].form[SG_PLURAL_ONE] = "{n} Decke";
	s->counted[1].form[SG_PLURAL_OTHER] = "{n} Decken";
	s->things[0] = (struct sg_thing){"duvet", TEXTS("Duvet", "Decke"), s->counted};
	s->things[1] = (struct sg_thing){"pillow", TEXTS("Pillow", "Kissen"), NULL};
	s->codes[0] = (struct sg_code){"*", "FF", BED, 1, NULL, 0};
	s->codes[1] = (struct sg_code){"product", "FLOW", FLOWERS, 0, NULL, 0};
	s->codes[2] = (struct sg_code){"special", "FF", TEMPERATURE, -1, "18", 0};
	set_values(s);
	set_topics(s);
	set_catalog(s);
	for (size_t i = 0; i <= SG_HAZARDS_MAX; i++) {
		(void)snprintf(hazard_names[i], sizeof hazard_names[i], "h%zu", i);
		many_hazards[i] = (struct sg_hazard){hazard_names[i], -1, -1};
	}
	*state = s;
	return 0;
}

static char long_text[(SG_INSTRUCTION_MAX + 1) * 2 + 1];

/* `count` characters of two bytes each. */
static const char *umlauts(size_t count)
{
	for (size_t i = 0; i < count; i++) {
		memcpy(long_text + 2 * i, "ă", 2);
	}
	long_text[2 * count] = '\0';
	return long_text;
}

#endif
