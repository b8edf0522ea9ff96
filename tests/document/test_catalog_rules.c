/*
 * What the built-in catalogue's topics mean for one another, and what a hotel lays over them
 * with files like the two examples.
 */
#include "document/catalog.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/facts.h"
#include "document/catalog_files.h"

static const struct sg_topic *topic_of(const struct sg_catalog *catalog, const char *name)
{
	int32_t topic = sg_catalog_topic(catalog, name);

	if (topic < 0) {
		fail_msg("no topic %s", name);
	}
	return &catalog->topics[topic];
}

static const struct sg_topic_value *value_of(
	const struct sg_catalog *catalog, const char *topic, const char *value)
{
	const struct sg_topic *of = topic_of(catalog, topic);
	int32_t found = sg_catalog_value(of, value);

	if (found < 0) {
		fail_msg("no value %s of %s", value, topic);
	}
	return &of->values[found];
}

static uint64_t hazard_bit(const struct sg_catalog *catalog, const char *name)
{
	int32_t hazard = sg_catalog_hazard(catalog, name);

	assert_true(hazard >= 0);
	return UINT64_C(1) << hazard;
}

/* ---- rules ----------------------------------------------------------------------------- */

static void what_is_delicate_is_never_learned(void **state)
{
	static const char *const never[] = {"access.need", "allergy.room",
		"amenity.welcome", "avoid.contact", "bar.usual", "bed.encasing",
		"bed.filling", "device.safe", "diet.allergen", "diet.kind", "faith.wish",
		"kitchen.without", "minibar.stock", "minibar.without", "occasion",
		"room.curtains", "room.prayer", "service.time", "turndown.service",
		"wake.call"};
	struct sg_catalog catalog = built_in();
	uint64_t alcohol = hazard_bit(&catalog, "alcohol");

	(void)state;
	for (size_t i = 0; i < sizeof never / sizeof never[0]; i++) {
		assert_int_equal(topic_of(&catalog, never[i])->learn, SG_LEARN_NEVER);
	}
	for (size_t i = 0; i < catalog.topic_count; i++) {
		for (size_t v = 0; v < catalog.topics[i].value_count; v++) {
			if ((catalog.topics[i].values[v].brings & alcohol) != 0) {
				assert_int_equal(catalog.topics[i].learn, SG_LEARN_NEVER);
			}
		}
	}
}

static void special_category_topics_are_those_of_health_and_belief(void **state)
{
	static const char *const special[] = {"access.need", "allergy.room",
		"diet.allergen", "diet.kind", "faith.wish"};
	struct sg_catalog catalog = built_in();
	size_t count = 0;

	(void)state;
	for (size_t i = 0; i < catalog.topic_count; i++) {
		count += catalog.topics[i].special_category;
	}
	assert_int_equal(count, sizeof special / sizeof special[0]);
	for (size_t i = 0; i < count; i++) {
		assert_true(topic_of(&catalog, special[i])->special_category);
	}
}

static void every_hazard_has_a_remedy_and_somebody_who_cannot_bear_it(void **state)
{
	struct sg_catalog catalog = built_in();

	(void)state;
	for (size_t h = 0; h < catalog.hazard_count; h++) {
		bool forbidden = false;

		assert_true(catalog.hazards[h].remedy_topic >= 0);
		for (size_t i = 0; i < catalog.topic_count; i++) {
			for (size_t v = 0; v < catalog.topics[i].value_count; v++) {
				forbidden |= (catalog.topics[i].values[v].forbids >> h &
						     1) != 0;
			}
		}
		if (!forbidden) {
			fail_msg("nobody forbids %s", catalog.hazards[h].name);
		}
	}
}

static void a_dog_leaves_what_the_next_guest_may_not_bear(void **state)
{
	struct sg_catalog catalog = built_in();
	uint64_t hair = hazard_bit(&catalog, "animal_hair");
	const struct sg_hazard *hazard =
		&catalog.hazards[sg_catalog_hazard(&catalog, "animal_hair")];

	(void)state;
	assert_true((value_of(&catalog, "pet.dog", "yes")->leaves & hair) != 0);
	assert_true(
		(value_of(&catalog, "allergy.room", "animal_hair")->forbids & hair) != 0);
	assert_string_equal(catalog.topics[hazard->remedy_topic].name, "clean.deep");
}

static void an_allergen_leaves_as_its_effects_alone(void **state)
{
	struct sg_catalog catalog = built_in();
	const struct sg_topic_value *nuts = value_of(&catalog, "diet.allergen", "nuts");
	uint64_t bit = hazard_bit(&catalog, "nuts");

	(void)state;
	assert_true((nuts->forbids & bit) != 0);
	assert_int_equal(nuts->effect_count, 2);
	for (size_t i = 0; i < nuts->effect_count; i++) {
		const struct sg_topic *target = &catalog.topics[nuts->effects[i].topic];

		assert_false(target->special_category);
		assert_int_equal(target->class, SG_CLASS_NEED);
	}
	assert_true((value_of(&catalog, "turndown.chocolate", "yes")->brings & bit) != 0);
}

/* ---- what a hotel lays over it --------------------------------------------------------- */

static void the_hotels_file_adds_and_replaces_by_name(void **state)
{
	struct sg_catalog before = built_in();
	struct sg_catalog catalog = with_hotel();
	const struct sg_topic *filling = topic_of(&catalog, "bed.filling");

	(void)state;
	assert_int_equal(catalog.topic_count, before.topic_count + 1);
	assert_true(catalog.version != before.version);
	assert_string_equal(filling->store, "L4");
	assert_int_equal(filling->minutes, 10);
	assert_int_equal(
		filling->value_count, topic_of(&before, "bed.filling")->value_count + 1);
	assert_true(filling->verify);
	assert_int_equal(value_of(&catalog, "clean.smoke", "yes")->minutes, 90);
	assert_true(value_of(&catalog, "clean.smoke", "yes")->leaves ==
		    hazard_bit(&catalog, "ozone"));
	assert_string_equal(topic_of(&catalog, "lake.beach_bag")->store, "boathouse");
}

static void a_language_of_the_hotels_own_may_have_gaps(void **state)
{
	struct sg_catalog catalog = with_hotel();
	int32_t dutch = sg_catalog_language(&catalog, "nl");

	(void)state;
	assert_int_equal(dutch, 10);
	assert_int_equal(catalog.partial_from, 1);
	assert_string_equal(
		sg_catalog_text(&catalog,
			&value_of(&catalog, "device.kettle", "yes")->text, dutch),
		"Waterkoker: {n} ×, op het bureau");
	assert_string_equal(sg_catalog_text(&catalog,
				    &topic_of(&catalog, "device.iron")->label, dutch),
		"Iron and board");
}

static struct sg_catalog with(const char *text)
{
	struct sg_source_file own = {
		.name = "our.json", .bytes = text, .len = strlen(text)};

	return loaded(&own);
}

static void assert_worth(const struct sg_catalog *catalog, const char *topic, int32_t joy,
	int32_t awkwardness, int32_t welcome)
{
	struct sg_worth worth = sg_topic_worth(topic_of(catalog, topic));

	assert_int_equal(worth.joy, joy);
	assert_int_equal(worth.awkwardness, awkwardness);
	assert_int_equal(worth.welcome, welcome);
}

static void a_hotel_says_what_an_attention_is_worth_to_its_guests(void **state)
{
	struct sg_catalog catalog = with(
		"{\"catalog\":1,\"topics\":[{\"topic\":\"amenity.flowers\",\"joy\":0.25,"
		"\"awkwardness\":null},{\"topic\":\"device.iron\",\"welcome\":1,"
		"\"awkwardness\":0},{\"topic\":\"device.fan\",\"joy\":0.0010}]}");

	(void)state;
	assert_worth(&catalog, "amenity.flowers", 250, 400, 700); /* a delight's */
	assert_worth(&catalog, "device.iron", 600, 0, 1000);
	assert_worth(&catalog, "device.fan", 1, 200, 900);
	assert_worth(&catalog, "device.safe", 600, 200, 900);
	catalog = built_in();
	assert_worth(&catalog, "amenity.flowers", 700, 500, 700);
}

static void topics_of_one_theme_are_told_from_the_others(void **state)
{
	struct sg_catalog catalog =
		with("{\"catalog\":1,\"topics\":[{\"topic\":\"device.iron\",\"theme\":"
		     "\"care\"},"
		     "{\"topic\":\"linen.care\",\"theme\":\"care\"},{\"topic\":"
		     "\"drink.tea\",\"theme\":null}]}");
	int32_t treat = topic_of(&catalog, "amenity.flowers")->theme;
	int32_t care = topic_of(&catalog, "linen.care")->theme;
	int32_t drink = topic_of(&catalog, "drink.coffee")->theme;

	(void)state;
	assert_true(treat > 0 && care > 0 && drink > 0);
	assert_true(treat != care && care != drink && drink != treat);
	assert_int_equal(topic_of(&catalog, "turndown.chocolate")->theme, treat);
	assert_int_equal(topic_of(&catalog, "device.iron")->theme, care);
	assert_int_equal(topic_of(&catalog, "bar.usual")->theme, drink);
	assert_int_equal(topic_of(&catalog, "drink.tea")->theme, 0);
	assert_int_equal(topic_of(&catalog, "device.kettle")->theme, 0);
}

static void assert_refused(const char *text, const char *code, const char *path)
{
	struct sg_source_file own = {
		.name = "our.json", .bytes = text, .len = strlen(text)};
	struct sg_error error = {.status = SG_OK};
	struct sg_catalog catalog = {.version = 7};

	assert_int_equal(sg_catalog_load(&own, arena, &error, &catalog), SG_INVALID);
	assert_string_equal(error.path, path);
	assert_string_equal(error.code, code);
	assert_non_null(strstr(error.message, "our.json"));
	assert_int_equal(catalog.version, 7);
}

static void what_a_hotel_breaks_is_refused_by_file_topic_and_member(void **state)
{
	(void)state;
	assert_refused("{\"catalog\":1,\"topics\":[{\"topic\":\"clean.deep\",\"values\":["
		       "{\"value\":\"yes\",\"leaves\":[\"dust\"]}]}]}",
		"hazard_cycle", "/hazards/dust/remedy");
	assert_refused("{\"catalog\":1,\"topics\":[{\"topic\":\"pet.dog\",\"values\":["
		       "{\"value\":\"yes\",\"leaves\":[\"fleas\"]}]}]}",
		"hazard_unknown", "/topics/pet.dog/values/yes/leaves/fleas");
	assert_refused("{\"catalog\":1,\"topics\":[{\"topic\":\"pet.dog\",\"values\":["
		       "{\"value\":\"yes\",\"text\":{\"de\":\"Hund\"}}]}]}",
		"text_invalid", "/topics/pet.dog/values/yes/text/de");
	assert_refused("{\"catalog\":1,\"topics\":[{\"topic\":\"diet.allergen\","
		       "\"learn\":\"yes\"}]}",
		"special_category", "/topics/diet.allergen/learn");
	assert_refused("{\"catalog\":1,\"languages\":[\"nl\"],\"topics\":[{\"topic\":"
		       "\"pet.dog\",\"label\":{\"nl\":\"{value}\"}}]}",
		"text_invalid", "/topics/pet.dog/label/nl");
	assert_refused("{\"catalog\":1,\"topics\":[{\"topic\":\"pet.dog\",\"joy\":0}]}",
		"number_out_of_range", "/topics/pet.dog/joy");
	assert_refused("{\"catalog\":1,\"topics\":[{\"topic\":\"pet.dog\","
		       "\"welcome\":1.0001}]}",
		"number_out_of_range", "/topics/pet.dog/welcome");
	assert_refused("{\"catalog\":1,\"topics\":[{\"topic\":\"pet.dog\","
		       "\"welcome\":-0.0001}]}",
		"number_out_of_range", "/topics/pet.dog/welcome");
	assert_refused("{\"catalog\":1,\"topics\":[{\"topic\":\"pet.dog\","
		       "\"theme\":\"Pets\"}]}",
		"text_invalid", "/topics/pet.dog/theme");
}

static void the_example_mapping_turns_codes_into_wishes(void **state)
{
	struct sg_source_file file = embedded("catalog/mapping-example.json");
	struct sg_catalog catalog = built_in();
	struct sg_error error = {.status = SG_OK};
	const struct sg_code *code;

	(void)state;
	if (sg_mapping_decode(&file, arena, &error, &catalog) != SG_OK) {
		fail_msg("%s: %s", error.path, error.message);
	}
	assert_int_equal(sg_catalog_check(&catalog, &error), SG_OK);
	code = sg_catalog_code(&catalog, "special", "FF");
	assert_string_equal(catalog.topics[code->topic].name, "bed.filling");
	assert_string_equal(
		catalog.topics[code->topic].values[code->value].name, "feather_free");
	assert_int_equal(code->strength, SG_REQUIRE);
	code = sg_catalog_code(&catalog, "special", "T18");
	assert_string_equal(code->text, "18");
	assert_non_null(sg_catalog_code(&catalog, "product", "BDAY"));
	for (const char *const *c =
			(const char *const[]){"COT", "CRIB", "BFST", "FLOW", "DOG", NULL};
		*c != NULL; c++) {
		assert_non_null(sg_catalog_code(&catalog, "product", *c));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_delicate_is_never_learned),
		cmocka_unit_test(special_category_topics_are_those_of_health_and_belief),
		cmocka_unit_test(
			every_hazard_has_a_remedy_and_somebody_who_cannot_bear_it),
		cmocka_unit_test(a_dog_leaves_what_the_next_guest_may_not_bear),
		cmocka_unit_test(an_allergen_leaves_as_its_effects_alone),
		cmocka_unit_test(the_hotels_file_adds_and_replaces_by_name),
		cmocka_unit_test(a_language_of_the_hotels_own_may_have_gaps),
		cmocka_unit_test(a_hotel_says_what_an_attention_is_worth_to_its_guests),
		cmocka_unit_test(topics_of_one_theme_are_told_from_the_others),
		cmocka_unit_test(what_a_hotel_breaks_is_refused_by_file_topic_and_member),
		cmocka_unit_test(the_example_mapping_turns_codes_into_wishes),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
