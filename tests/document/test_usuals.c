/* What the desk reads of a usual: the question as a sentence, and the card's evidence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/belief.h"
#include "core/time.h"
#include "core/zone.h"
#include "document/helpers.h"
#include "document/reply.h"
#include "document/sentences.h"
#include "document/texts.h"

static const char *text_at(const struct sg_json *object, const char *member)
{
	const struct sg_json *value = sg_json_member(object, member);

	return value != NULL && value->kind == SG_JSON_TEXT ? value->text : "";
}

static struct sg_ask ask_of(const struct sg_catalog *catalog, enum sg_source first,
	enum sg_source second, const char *second_value)
{
	int32_t topic = sg_catalog_topic(catalog, "breakfast.plate");
	const struct sg_topic *plate = &catalog->topics[topic];

	return (struct sg_ask){.topic = topic,
		.values = {sg_catalog_value(plate, "scrambled_egg"),
			second_value != NULL ? sg_catalog_value(plate, second_value)
					     : -1},
		.because = {{.source = first}, {.source = second}}};
}

static const struct sg_json *sentence_of(
	const struct sg_catalog *catalog, const struct sg_ask *ask)
{
	static const struct sg_cut cut = {
		.languages = {"en", "de", "es", "fr", "it", "pl", "ro", "tr", "uk", "ar"},
		.language_count = 10};
	struct sg_buffer buffer = {0};

	sg_reply_begin(&buffer, SG_OUTCOME_ANSWERED);
	sg_text_write_ask(&buffer, ask, catalog, &cut);
	sg_reply_end(&buffer);
	return sg_json_member(json(taken(&buffer)), "text");
}

static void a_usual_is_asked_about_in_the_houses_languages(void **state)
{
	struct sg_catalog catalog = built_in_catalog();
	struct sg_ask ask =
		ask_of(&catalog, SG_SOURCE_USUAL, SG_SOURCE_USUAL, "tomato_cheese");
	const struct sg_json *text = sentence_of(&catalog, &ask);

	(void)state;
	assert_string_equal(text_at(text, "en"),
		"Breakfast plate: as always scrambled egg, or tomato and cheese?");
	assert_string_equal(text_at(text, "de"),
		"Frühstücksteller: wie immer Rührei – oder Tomate mit Käse?");
	assert_string_equal(text_at(text, "es"),
		"Plato de desayuno: ¿como siempre huevos revueltos, o mejor tomate con "
		"queso?");
	assert_string_equal(text_at(text, "ro"),
		"Farfurie de mic dejun: ca de obicei ouă jumări sau roșie cu brânză?");
	ask = ask_of(&catalog, SG_SOURCE_USUAL, SG_SOURCE_USUAL, NULL);
	assert_string_equal(text_at(sentence_of(&catalog, &ask), "de"),
		"Frühstücksteller: wie immer Rührei?");
}

static void a_change_since_it_was_said_is_asked_about_too(void **state)
{
	struct sg_catalog catalog = built_in_catalog();
	struct sg_ask ask = ask_of(&catalog, SG_SOURCE_STATED, SG_SOURCE_USUAL, "muesli");

	(void)state;
	assert_string_equal(text_at(sentence_of(&catalog, &ask), "en"),
		"Breakfast plate: still scrambled egg, or muesli as of late?");
	ask = ask_of(&catalog, SG_SOURCE_STATED, SG_SOURCE_USUAL, NULL);
	assert_string_equal(text_at(sentence_of(&catalog, &ask), "en"),
		"Breakfast plate: still scrambled egg?");
}

static void other_questions_name_their_topic(void **state)
{
	struct sg_catalog catalog = built_in_catalog();
	struct sg_ask ask =
		ask_of(&catalog, SG_SOURCE_STATED, SG_SOURCE_STATED, "muesli");

	(void)state;
	assert_string_equal(
		text_at(sentence_of(&catalog, &ask), "en"), "Breakfast plate");
	ask = ask_of(&catalog, SG_SOURCE_USUAL, SG_SOURCE_USUAL, "muesli");
	ask.values[0] = -1;
	assert_string_equal(
		text_at(sentence_of(&catalog, &ask), "en"), "Breakfast plate");
}

/* Whatever stands in the instructions: nothing is left empty or unfilled, and a question with two
 * answers names two. */
static size_t check_question(const char *language, const struct sg_json *texts)
{
	static const char *const holes[] = {
		"  ", " ,", "،،", " ،", ",?", " – ?", "{", "}"};
	enum sg_language spoken = sg_language_or_english(language);
	const char *always = sg_sentences_in(spoken)->as_always[1];
	const char *text = text_at(texts, language);
	char begin[64];

	assert_true(strlen(text) > 2);
	for (size_t i = 0; i < sizeof holes / sizeof holes[0]; i++) {
		if (strstr(text, holes[i]) != NULL) {
			fail_msg("%s: %s", language, text);
		}
	}
	(void)snprintf(begin, sizeof begin, "%.*s", (int)strcspn(always, "{"), always);
	return strstr(text, begin) != NULL;
}

static void every_two_values_can_be_asked_about(void **state)
{
	struct sg_catalog catalog = built_in_catalog();
	size_t asked = 0;

	(void)state;
	for (size_t i = 0; i < catalog.topic_count; i++) {
		for (size_t v = 1; v < catalog.topics[i].value_count; v++) {
			struct sg_ask ask = {.topic = (int32_t)i,
				.values = {(int32_t)v - 1, (int32_t)v},
				.because = {{.source = SG_SOURCE_USUAL},
					{.source = SG_SOURCE_USUAL}}};
			const struct sg_json *texts = sentence_of(&catalog, &ask);

			for (int l = 0; l < SG_LANGUAGE_COUNT; l++) {
				asked += check_question(
					sg_language_code((enum sg_language)l), texts);
			}
		}
	}
	assert_true(asked > (size_t)20 * SG_LANGUAGE_COUNT);
}

/* ---- the card ---- */

/* NULL without the time zone package. */
static struct sg_zone *berlin(void)
{
	unsigned char bytes[8192];
	FILE *file = fopen("/usr/share/zoneinfo/Europe/Berlin", "rb");
	struct sg_zone *zone = NULL;
	size_t size;

	if (file == NULL) {
		return NULL;
	}
	size = fread(bytes, 1, sizeof bytes, file);
	(void)fclose(file);
	taken_as_ok(sg_zone_parse(bytes, size, &zone, &now->error));
	return zone;
}

static const struct sg_json *usuals_of(const struct sg_zone *zone,
	const struct sg_belief *beliefs, size_t count, bool evidence)
{
	const struct sg_card card = {
		.beliefs = beliefs, .belief_count = count, .memory = SG_MEMORY_CHAIN};
	const struct sg_card_view view = {.property = id_of(1),
		.zone = zone,
		.now_us = INT64_C(1795272845000000),
		.evidence = evidence};
	struct sg_catalog catalog = built_in_catalog();
	struct sg_buffer buffer = {0};

	sg_reply_begin(&buffer, SG_OUTCOME_ANSWERED);
	sg_card_usuals(&card, &catalog, &view, &buffer);
	sg_reply_end(&buffer);
	return sg_json_member(json(taken(&buffer)), "usuals");
}

static void a_card_says_what_since_when_and_how_sure(void **state)
{
	const struct sg_belief beliefs[] = {
		{.topic = "breakfast.plate",
			.property = id_of(1),
			.options = {{"scrambled_egg", 730000, 118000},
				{"tomato_cheese", 210000, 118000}},
			.since_us = INT64_C(1789947000000000),
			.seen_us = INT64_C(1789947000000000),
			.hits = 5,
			.of = 5,
			.before = "tomato_cheese",
			.before_hits = 31,
			.before_of = 31},
		{.topic = "amenity.water",
			.property = id_of(2),
			.options = {{"still", 900000, 100000}},
			.since_us = SG_NO_TIME,
			.seen_us = SG_NO_TIME,
			.hits = 4,
			.of = 4},
		{.topic = "amenity.water",
			.property = id_of(3),
			.options = {{"still", 990000, 100000}},
			.since_us = SG_NO_TIME,
			.seen_us = SG_NO_TIME,
			.hits = 4,
			.of = 4},
		{.topic = "minibar.stock",
			.property = id_of(1),
			.options = {{"empty", 990000, 100000}},
			.since_us = SG_NO_TIME,
			.seen_us = SG_NO_TIME,
			.hits = 9,
			.of = 9}};
	struct sg_zone *zone = berlin();
	const struct sg_json *list, *water, *plate;

	(void)state;
	if (zone == NULL) {
		skip();
	}
	/* 23:30 UTC on 20 September is the 21st in Berlin. */
	list = usuals_of(zone, beliefs, 4, true);
	water = list->first;
	plate = water->next;
	assert_int_equal(list->count, 2);
	assert_string_equal(text_at(water, "topic"), "amenity.water");
	assert_string_equal(text_at(water, "advice"), "serve");
	assert_true(sg_json_member(water, "elsewhere")->truth);
	assert_null(sg_json_member(water, "since"));
	assert_null(sg_json_member(water, "or"));
	assert_null(sg_json_member(water, "before"));
	assert_string_equal(text_at(plate, "value"), "scrambled_egg");
	assert_string_equal(text_at(plate, "since"), "2026-09-21");
	assert_string_equal(text_at(plate, "seen"), "2026-09-21");
	assert_string_equal(text_at(plate, "or"), "tomato_cheese");
	assert_string_equal(
		text_at(sg_json_member(plate, "before"), "value"), "tomato_cheese");
	assert_null(sg_json_member(plate, "elsewhere"));
	assert_int_equal(usuals_of(zone, NULL, 0, true)->count, 0);
	/* Short on the desk's screen. */
	plate = usuals_of(zone, beliefs, 4, false)->first->next;
	assert_string_equal(text_at(plate, "since"), "2026-09-21");
	assert_null(sg_json_member(plate, "times"));
	assert_null(sg_json_member(plate, "seen"));
	assert_null(sg_json_member(plate, "before"));
	sg_zone_free(zone);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(a_usual_is_asked_about_in_the_houses_languages),
		test(a_change_since_it_was_said_is_asked_about_too),
		test(other_questions_name_their_topic),
		test(every_two_values_can_be_asked_about),
		test(a_card_says_what_since_when_and_how_sure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
