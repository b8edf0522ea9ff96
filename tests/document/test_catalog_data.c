/*
 * The catalogue that comes with the module, as it is delivered: whole, in ten languages, with
 * a pictogram for every topic.
 */
#include "document/catalog.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "document/catalog_files.h"

enum { TOPICS_AT_LEAST = 80 };

/* ---- whole ----------------------------------------------------------------------------- */

static void eighty_topics_and_more_in_ten_languages(void **state)
{
	static const char *const languages[] = {
		"en", "de", "es", "fr", "it", "pl", "ro", "tr", "uk", "ar"};
	struct sg_catalog catalog = built_in();

	(void)state;
	assert_true(catalog.topic_count >= TOPICS_AT_LEAST);
	assert_int_equal(catalog.language_count, 10);
	assert_int_equal(catalog.partial_from, 0);
	for (size_t i = 0; i < catalog.language_count; i++) {
		assert_string_equal(catalog.languages[i], languages[i]);
	}
}

/* What sg_catalog_check cannot see, since an absent member reads as none or zero. */
static void no_topic_leaves_a_member_to_be_guessed(void **state)
{
	static const char *const members[] = {"topic", "kind", "class", "many",
		"department", "place", "when", "minutes", "lead_hours", "cost_cents",
		"verify", "special_category", "learn", "undo", "pictogram", "label",
		"avoid_text", "values"};
	struct sg_source_file file = embedded("catalog/topics.json");
	json_t *root = json_loadb(file.bytes, file.len, 0, NULL);
	json_t *topic;
	size_t index;

	(void)state;
	json_array_foreach(json_object_get(root, "topics"), index, topic)
	{
		const char *undo = json_string_value(json_object_get(topic, "undo"));

		for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
			if (json_object_get(topic, members[i]) == NULL) {
				fail_msg("%s lacks %s",
					json_string_value(
						json_object_get(topic, "topic")),
					members[i]);
			}
		}
		assert_true(strcmp(undo, "none") == 0 ||
			    json_object_get(topic, "undo_minutes") != NULL);
	}
	json_decref(root);
}

static bool uses_store(const struct sg_topic *topic)
{
	for (size_t i = 0; i < topic->value_count; i++) {
		if (topic->values[i].part_count > 0) {
			return true;
		}
	}
	return false;
}

static void what_is_placed_says_where_it_is_fetched(void **state)
{
	struct sg_catalog catalog = built_in();

	(void)state;
	for (size_t i = 0; i < catalog.topic_count; i++) {
		const struct sg_topic *topic = &catalog.topics[i];

		if (uses_store(topic) != (topic->store != NULL)) {
			fail_msg("store of %s", topic->name);
		}
	}
}

static void every_department_place_moment_and_class_has_its_topics(void **state)
{
	struct sg_catalog catalog = built_in();
	unsigned departments = 0, places = 0, whens = 0, classes = 0;

	(void)state;
	for (size_t i = 0; i < catalog.topic_count; i++) {
		departments |= 1u << catalog.topics[i].department;
		places |= 1u << catalog.topics[i].place;
		whens |= 1u << catalog.topics[i].when;
		classes |= 1u << catalog.topics[i].class;
	}
	assert_int_equal(departments, (1u << SG_DEPARTMENTS) - 1);
	assert_int_equal(places, (1u << SG_PLACES) - 1);
	assert_int_equal(whens, (1u << SG_WHENS) - 1);
	assert_int_equal(classes, 7);
}

static void every_thing_is_part_of_something(void **state)
{
	struct sg_catalog catalog = built_in();

	(void)state;
	for (size_t i = 0; i < catalog.thing_count; i++) {
		bool used = false;

		for (size_t t = 0; t < catalog.topic_count; t++) {
			for (size_t v = 0; v < catalog.topics[t].value_count; v++) {
				const struct sg_topic_value *value =
					&catalog.topics[t].values[v];

				for (size_t p = 0; p < value->part_count; p++) {
					used |= strcmp(value->parts[p].what,
							catalog.things[i].name) == 0;
				}
			}
		}
		if (!used) {
			fail_msg("nothing consists of %s", catalog.things[i].name);
		}
	}
}

/* ---- pictograms ------------------------------------------------------------------------ */

static bool is_drawn(
	const struct sg_pictogram *pictograms, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(pictograms[i].name, name) == 0) {
			return true;
		}
	}
	return false;
}

static void every_topic_is_drawn_and_every_drawing_used(void **state)
{
	struct sg_source_file file = embedded("catalog/pictograms.json");
	struct sg_catalog catalog = built_in();
	const struct sg_pictogram *pictograms = NULL;
	size_t count = 0;

	(void)state;
	assert_int_equal(
		sg_pictograms_decode(&file, arena, NULL, &pictograms, &count), SG_OK);
	for (size_t i = 0; i < catalog.topic_count; i++) {
		if (!is_drawn(pictograms, count, catalog.topics[i].pictogram)) {
			fail_msg("no pictogram for %s", catalog.topics[i].name);
		}
	}
	for (size_t i = 0; i < count; i++) {
		bool used = false;

		for (size_t t = 0; t < catalog.topic_count; t++) {
			used |= strcmp(catalog.topics[t].pictogram, pictograms[i].name) ==
			        0;
		}
		if (!used) {
			fail_msg("nobody shows %s", pictograms[i].name);
		}
	}
}

/* It goes into an HTML attribute as it is: nothing but path commands and numbers. */
static void a_pictogram_is_path_data_and_nothing_else(void **state)
{
	struct sg_source_file file = embedded("catalog/pictograms.json");
	const struct sg_pictogram *pictograms = NULL;
	size_t count = 0;

	(void)state;
	assert_int_equal(
		sg_pictograms_decode(&file, arena, NULL, &pictograms, &count), SG_OK);
	for (size_t i = 0; i < count; i++) {
		const char *path = pictograms[i].path;

		assert_int_equal(path[0], 'M');
		assert_int_equal(
			strspn(path, "MmLlHhVvCcSsAaZz0123456789.- "), strlen(path));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(eighty_topics_and_more_in_ten_languages),
		cmocka_unit_test(no_topic_leaves_a_member_to_be_guessed),
		cmocka_unit_test(what_is_placed_says_where_it_is_fetched),
		cmocka_unit_test(every_department_place_moment_and_class_has_its_topics),
		cmocka_unit_test(every_thing_is_part_of_something),
		cmocka_unit_test(every_topic_is_drawn_and_every_drawing_used),
		cmocka_unit_test(a_pictogram_is_path_data_and_nothing_else),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
