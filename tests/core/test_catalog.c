/*
 * Names are found in a catalogue, and one that fits passes its check, up to the very bounds.
 */
#include "core/catalog.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/catalog_sample.h"
#include "core/facts.h"

/* ---- looking up ------------------------------------------------------------------------ */

static void every_name_is_found_and_no_other(void **state)
{
	const struct sg_catalog *catalog = &((struct sample *)*state)->catalog;

	for (int32_t i = 0; i < TOPICS; i++) {
		assert_int_equal(sg_catalog_topic(catalog, catalog->topics[i].name), i);
	}
	assert_int_equal(sg_catalog_topic(catalog, "bed"), -1);
	assert_int_equal(sg_catalog_value(&catalog->topics[BED], "feather_free"), 1);
	assert_int_equal(sg_catalog_value(&catalog->topics[BED], "wool"), -1);
	assert_int_equal(sg_catalog_language(catalog, "de"), 1);
	assert_int_equal(sg_catalog_language(catalog, "ro"), -1);
	assert_int_equal(sg_catalog_hazard(catalog, "dust"), DUST);
	assert_int_equal(sg_catalog_hazard(catalog, "smoke"), -1);
	assert_int_equal(sg_catalog_thing(catalog, "duvet"), 0);
	assert_int_equal(sg_catalog_thing(catalog, "pillow"), 1);
	assert_int_equal(sg_catalog_thing(catalog, "cot"), -1);
}

static void an_empty_catalogue_finds_nothing(void **state)
{
	const struct sg_catalog none = {.version = 0};

	(void)state;
	assert_int_equal(sg_catalog_topic(&none, "bed.filling"), -1);
	assert_int_equal(sg_catalog_thing(&none, "pillow"), -1);
	assert_int_equal(sg_catalog_hazard(&none, "dust"), -1);
	assert_int_equal(sg_catalog_language(&none, "en"), -1);
	assert_null(sg_catalog_code(&none, "special", "FF"));
}

static void a_code_of_the_very_group_comes_before_one_of_any_group(void **state)
{
	const struct sample *s = *state;

	assert_ptr_equal(sg_catalog_code(&s->catalog, "special", "FF"), &s->codes[2]);
	assert_ptr_equal(sg_catalog_code(&s->catalog, "product", "FF"), &s->codes[0]);
	assert_ptr_equal(sg_catalog_code(&s->catalog, "product", "FLOW"), &s->codes[1]);
	assert_null(sg_catalog_code(&s->catalog, "special", "FLOW"));
}

static void a_gap_in_a_language_is_read_in_the_first(void **state)
{
	struct sample *s = *state;
	const struct sg_texts *text = &s->bed[1].text;

	assert_string_equal(sg_catalog_text(&s->catalog, text, 1), "Kissen: federfrei");
	s->bed[1].text.in[1] = NULL;
	assert_string_equal(
		sg_catalog_text(&s->catalog, text, 1), "Pillows: feather-free");
	assert_null(sg_catalog_text(&s->catalog, text, 2));
	assert_null(sg_catalog_text(&s->catalog, text, -1));
	assert_null(sg_catalog_text(&s->catalog, &s->bed[1].avoid_text, 0));
}

static void every_word_is_found_by_its_name(void **state)
{
	(void)state;
	for (int i = SG_CLASS_NEED; i <= SG_CLASS_DELIGHT; i++) {
		assert_int_equal(sg_class_find(sg_class_name((enum sg_class)i)), i);
	}
	for (int i = 0; i < SG_DEPARTMENTS; i++) {
		enum sg_department department = (enum sg_department)i;
		assert_int_equal(sg_department_find(sg_department_name(department)), i);
	}
	for (int i = 0; i < SG_PLACES; i++) {
		assert_int_equal(sg_place_find(sg_place_name((enum sg_place)i)), i);
	}
	for (int i = 0; i < SG_WHENS; i++) {
		assert_int_equal(sg_when_find(sg_when_name((enum sg_when)i)), i);
	}
	assert_string_equal(sg_when_name(SG_WHEN_TURN_DOWN), "turn_down");
	assert_int_equal(sg_class_find("want"), -1);
	assert_int_equal(sg_department_find(""), -1);
	assert_int_equal(sg_place_find("roof"), -1);
	assert_int_equal(sg_when_find("never"), -1);
	assert_null(sg_class_name((enum sg_class)3));
	assert_null(sg_department_name(SG_DEPARTMENTS));
	assert_null(sg_place_name((enum sg_place) - 1));
	assert_null(sg_when_name(SG_WHENS));
}

static void assert_worth(
	const struct sg_topic *topic, int32_t joy, int32_t awkwardness, int32_t welcome)
{
	struct sg_worth worth = sg_topic_worth(topic);

	assert_int_equal(worth.joy, joy);
	assert_int_equal(worth.awkwardness, awkwardness);
	assert_int_equal(worth.welcome, welcome);
}

static void a_topic_is_worth_what_it_says_or_what_its_class_is(void **state)
{
	struct sample *s = *state;
	struct sg_topic *topic = &s->topics[FLOWERS];

	topic->class = SG_CLASS_WISH;
	assert_worth(topic, 600, 200, 900);
	topic->class = SG_CLASS_DELIGHT;
	topic->awkwardness = 7; /* says nothing without joy */
	assert_worth(topic, 800, 400, 700);
	topic->joy = 1000;
	topic->welcome = 1000;
	assert_worth(topic, 1000, 7, 1000);
	topic->theme = TOPICS;
	assert_int_equal(sg_catalog_check(&s->catalog, NULL), SG_OK);
}

static void a_catalogue_that_fits_passes_and_says_nothing(void **state)
{
	struct sample *s = *state;
	struct sg_error error = {.message = "untouched"};

	s->bed[1].text.in[1] = umlauts(60);
	assert_int_equal(sg_catalog_check(&s->catalog, &error), SG_OK);
	assert_string_equal(error.message, "untouched");
}

static void a_refusal_needs_no_error_to_write_to(void **state)
{
	struct sample *s = *state;

	s->bed[1].brings = 1u << DUST;
	assert_int_equal(sg_catalog_check(&s->catalog, NULL), SG_INVALID);
}

static void a_code_may_refuse_every_value_of_a_topic(void **state)
{
	struct sample *s = *state;

	s->codes[2] = (struct sg_code){"special", "FF", FLOWERS, -1, NULL, SG_NEVER};
	assert_int_equal(sg_catalog_check(&s->catalog, NULL), SG_OK);
	s->codes[2].strength = SG_LIKE;
	assert_int_equal(sg_catalog_check(&s->catalog, NULL), SG_INVALID);
}

static void sixty_four_hazards_are_as_many_as_there_may_be(void **state)
{
	struct sample *s = *state;

	s->catalog.hazards = many_hazards;
	s->catalog.hazard_count = SG_HAZARDS_MAX;
	many_hazards[FEATHER].remedy_topic = BED;
	many_hazards[FEATHER].remedy_value = 1;
	s->flowers[0].leaves = 0;
	s->bed[0].brings = UINT64_C(1) << 63;
	assert_int_equal(sg_catalog_check(&s->catalog, NULL), SG_OK);
}

static void a_further_language_may_have_gaps_but_no_faults(void **state)
{
	struct sample *s = *state;
	struct sg_error error = {.status = SG_OK};

	s->catalog.languages[2] = "pl";
	s->catalog.language_count = 3;
	assert_int_equal(sg_catalog_check(&s->catalog, &error), SG_INVALID);
	assert_string_equal(error.path, "/things/duvet/text/pl");

	s->catalog.partial_from = 2;
	s->bed[0].text.in[2] = "Poduszki: {n} × z pierza";
	assert_int_equal(sg_catalog_check(&s->catalog, &error), SG_OK);

	s->bed[0].text.in[2] = "Poduszki z pierza";
	assert_int_equal(sg_catalog_check(&s->catalog, &error), SG_INVALID);
	assert_string_equal(error.path, "/topics/bed.filling/values/feather/text/pl");

	s->bed[0].text.in[2] = "";
	assert_int_equal(sg_catalog_check(&s->catalog, &error), SG_INVALID);
	assert_string_equal(error.code, "text_missing");
}

static void an_effect_without_value_takes_the_value_of_the_same_name(void **state)
{
	struct sample *s = *state;

	s->effects[0].value = -1;
	s->topics[BED].learn = SG_LEARN_NEVER;
	assert_int_equal(sg_catalog_check(&s->catalog, NULL), SG_OK);
	s->allergy[0].name = "feathers";
	assert_int_equal(sg_catalog_check(&s->catalog, NULL), SG_INVALID);
}

static void remedies_that_meet_again_without_a_ring_are_fine(void **state)
{
	struct sample *s = *state;

	/* feather and dust both lead to pollen, which ends there. */
	s->hazards[POLLEN].remedy_topic = -1;
	s->flowers[0].leaves = 0;
	s->bed[1].brings = 1u << POLLEN;
	assert_int_equal(sg_catalog_check(&s->catalog, NULL), SG_OK);
}

static void a_thing_is_counted_in_the_form_of_its_number(void **state)
{
	struct sample *s = *state;
	const struct sg_thing *duvet = &s->things[0];

	assert_string_equal(sg_catalog_counted(&s->catalog, duvet, 0, 1), "{n} duvet");
	assert_string_equal(sg_catalog_counted(&s->catalog, duvet, 1, 2), "{n} Decken");
	assert_null(sg_catalog_counted(&s->catalog, &s->things[1], 0, 2));
	assert_null(sg_catalog_counted(&s->catalog, duvet, -1, 2));
	assert_null(sg_catalog_counted(&s->catalog, duvet, 2, 2));
}

/* The form for one number alone may say it in words; for several it must show it. */
static void one_may_be_said_without_its_number(void **state)
{
	struct sample *s = *state;
	struct sg_error error = {.status = SG_OK};

	s->counted[1].form[SG_PLURAL_ONE] = "eine Decke";
	assert_int_equal(sg_catalog_check(&s->catalog, &error), SG_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(every_name_is_found_and_no_other, set_up),
		cmocka_unit_test(an_empty_catalogue_finds_nothing),
		cmocka_unit_test_setup(
			a_code_of_the_very_group_comes_before_one_of_any_group, set_up),
		cmocka_unit_test_setup(a_gap_in_a_language_is_read_in_the_first, set_up),
		cmocka_unit_test(every_word_is_found_by_its_name),
		cmocka_unit_test_setup(
			a_catalogue_that_fits_passes_and_says_nothing, set_up),
		cmocka_unit_test_setup(
			a_topic_is_worth_what_it_says_or_what_its_class_is, set_up),
		cmocka_unit_test_setup(a_refusal_needs_no_error_to_write_to, set_up),
		cmocka_unit_test_setup(a_code_may_refuse_every_value_of_a_topic, set_up),
		cmocka_unit_test_setup(
			sixty_four_hazards_are_as_many_as_there_may_be, set_up),
		cmocka_unit_test_setup(
			a_further_language_may_have_gaps_but_no_faults, set_up),
		cmocka_unit_test_setup(
			an_effect_without_value_takes_the_value_of_the_same_name, set_up),
		cmocka_unit_test_setup(
			remedies_that_meet_again_without_a_ring_are_fine, set_up),
		cmocka_unit_test_setup(
			a_thing_is_counted_in_the_form_of_its_number, set_up),
		cmocka_unit_test_setup(one_may_be_said_without_its_number, set_up),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
