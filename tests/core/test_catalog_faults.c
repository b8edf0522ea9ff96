/*
 * A catalogue with one fault at a time: each is refused with its place.
 */
#include "core/catalog.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/catalog_sample.h"

struct fault {
	void (*make)(struct sample *s);
	const char *code;
	const char *path;
};

/* A function of that name that spoils one thing in the sample `s`. */
#define FAULT(name, ...)                                                                 \
	static void name(struct sample *s)                                               \
	{                                                                                \
		__VA_ARGS__;                                                             \
	}

FAULT(no_language, s->catalog.language_count = 0)
FAULT(too_many_languages, s->catalog.language_count = SG_LANGUAGES_MAX + 1)
FAULT(a_language_without_name, s->catalog.languages[1] = "")
FAULT(a_language_twice, s->catalog.languages[1] = "en")
FAULT(a_thing_without_text, s->things[1].text.in[1] = NULL)
FAULT(a_thing_twice, s->things[1].name = "duvet")
FAULT(too_many_hazards, s->catalog.hazards = many_hazards;
	s->catalog.hazard_count = SG_HAZARDS_MAX + 1)
FAULT(a_hazard_without_name, s->hazards[DUST].name = "")
FAULT(a_hazard_twice, s->hazards[DUST].name = "feather")
FAULT(a_remedy_below_all_topics, s->hazards[DUST].remedy_topic = -2)
FAULT(a_remedy_beyond_all_topics, s->hazards[DUST].remedy_topic = TOPICS)
FAULT(a_remedy_without_value, s->hazards[DUST].remedy_value = -1)
FAULT(a_remedy_beyond_all_values, s->hazards[DUST].remedy_value = 2)
FAULT(a_special_remedy, s->hazards[DUST].remedy_topic = ALLERGY)
FAULT(a_remedy_with_effects, s->bed[1].effects = s->effects; s->bed[1].effect_count = 1)
FAULT(topics_out_of_order, s->topics[FLOWERS].name = "bed")
FAULT(a_topic_twice, s->topics[FLOWERS].name = "bed.filling")
FAULT(negative_minutes, s->topics[BED].minutes = -1)
FAULT(too_many_minutes, s->topics[BED].minutes = 1441)
FAULT(negative_undo_minutes, s->topics[BED].undo_minutes = -1)
FAULT(a_lead_of_two_years, s->topics[BED].lead_hours = 2 * 366 * 24)
FAULT(a_negative_cost, s->topics[BED].cost_cents = -1)
FAULT(a_negative_joy, s->topics[BED].joy = -1)
FAULT(more_joy_than_there_is, s->topics[BED].joy = 1001)
FAULT(negative_awkwardness, s->topics[BED].awkwardness = -1)
FAULT(more_than_awkward, s->topics[BED].awkwardness = 1001)
FAULT(less_than_unwelcome, s->topics[BED].welcome = -1)
FAULT(more_than_welcome, s->topics[BED].welcome = 1001)
FAULT(a_negative_theme, s->topics[BED].theme = -1)
FAULT(nights_without_rhythm, s->topics[BED].every_nights = 2)
FAULT(a_rhythm_without_nights, s->topics[FLOWERS].every_nights = 0)
FAULT(a_rhythm_of_a_year, s->topics[FLOWERS].every_nights = 365)
FAULT(a_number_without_unit, s->topics[TEMPERATURE].unit = NULL)
FAULT(a_range_upside_down, s->topics[TEMPERATURE].number_min = 30000)
FAULT(no_pictogram, s->topics[BED].pictogram = "")
FAULT(special_and_learned, s->topics[ALLERGY].learn = SG_LEARN_YES)
FAULT(free_text_learned, s->topics[NOTE].learn = SG_LEARN_ASK)
FAULT(no_label, s->topics[BED].label.in[0] = NULL)
FAULT(an_empty_avoid_text, s->topics[BED].avoid_text.in[1] = "")
FAULT(no_undo, s->topics[BED].undo = NULL)
FAULT(an_unknown_undo, s->topics[BED].undo = "burn")
FAULT(no_undo_text, s->topics[BED].undo_text.in[1] = NULL)
FAULT(a_flag_that_says_no, s->flowers[0].name = "no")
FAULT(a_flag_of_two, s->topics[FLOWERS].values = s->bed;
	s->topics[FLOWERS].value_count = 2)
FAULT(a_text_with_a_name, s->note[0].name = "any")
FAULT(a_number_with_a_name, s->temperature[0].name = "warm")
FAULT(no_values, s->topics[NOTE].kind = SG_KIND_ENUM; s->topics[NOTE].value_count = 0)
FAULT(a_value_twice, s->bed[1].name = "feather")
FAULT(a_value_without_name, s->bed[1].name = "")
FAULT(any_among_named_values, s->bed[1].name = "*")
FAULT(minutes_of_a_value, s->bed[1].minutes = 1441)
FAULT(less_than_the_topics_minutes, s->bed[1].minutes = -2)
FAULT(no_instruction, s->bed[1].text.in[1] = NULL)
FAULT(a_long_instruction, s->bed[1].text.in[1] = umlauts(61))
FAULT(an_unknown_placeholder, s->bed[0].text.in[0] = "Pillows: {count}")
FAULT(a_lonely_brace, s->bed[0].text.in[0] = "Pillows }")
FAULT(a_quantity_of_nothing, s->bed[1].text.in[0] = "Pillows: {n}")
FAULT(a_number_nowhere, s->temperature[0].text.in[1] = "Thermostat")
FAULT(a_number_in_an_enum, s->bed[1].text.in[0] = "Pillows: {value}")
FAULT(a_quantity_in_one_language, s->bed[0].text.in[1] = "Kissen: Feder")
FAULT(a_placeholder_in_avoid, s->bed[0].avoid_text.in[0] = "No {n} feathers")
FAULT(half_an_avoid_text, s->bed[0].avoid_text.in[1] = NULL)
FAULT(an_unknown_thing, s->parts[0].what = "sofa")
FAULT(a_part_of_none, s->parts[0].count = 0)
FAULT(a_thousand_parts, s->parts[0].count = 1000)
FAULT(an_unknown_hazard_brought, s->bed[0].brings |= 1u << HAZARDS)
FAULT(an_unknown_hazard_left, s->bed[0].leaves = UINT64_C(1) << 63)
FAULT(an_unknown_hazard_forbidden, s->bed[0].forbids = 1u << HAZARDS)
FAULT(what_it_brings_forbidden, s->bed[0].forbids = s->bed[0].brings)
FAULT(what_it_leaves_forbidden, s->flowers[0].forbids = 1u << POLLEN)
FAULT(an_effect_below_all_topics, s->effects[0].topic = -1)
FAULT(an_effect_beyond_all_topics, s->effects[0].topic = TOPICS)
FAULT(an_effect_below_all_values, s->effects[0].value = -2)
FAULT(an_effect_beyond_all_values, s->effects[0].value = 2)
FAULT(an_effect_that_may_not_leave, s->effects[1].topic = ALLERGY)
FAULT(an_effect_without_value, s->effects[1].avoid = false)
FAULT(an_effect_of_an_effect, s->flowers[0].effects = s->effects;
	s->flowers[0].effect_count = 1; s->effects[1].value = 0)
FAULT(special_without_effects, s->allergy[1].effect_count = 0)
FAULT(special_with_parts, s->allergy[1].parts = s->parts; s->allergy[1].part_count = 1)
FAULT(a_remedy_that_brings_its_hazard, s->bed[1].brings = 1u << DUST)
FAULT(a_hazard_left_for_good, s->hazards[POLLEN].remedy_topic = -1)
FAULT(a_need_that_always_brings_it, s->topics[BED].class = SG_CLASS_NEED;
	s->bed[1].brings = s->bed[0].brings; s->hazards[FEATHER].remedy_topic = -1)
FAULT(a_hazard_from_nowhere, s->bed[0].brings = 0; s->hazards[FEATHER].remedy_topic = -1)
FAULT(a_step_wider_than_all, s->topics[TEMPERATURE].number_step = 90000)
FAULT(a_ring_of_hazards, s->hazards[POLLEN] = (struct sg_hazard){"pollen", BED, 1};
	s->bed[1].brings = 1u << FEATHER)
FAULT(a_code_for_no_topic, s->codes[1].topic = TOPICS)
FAULT(a_code_for_topic_minus_one, s->codes[1].topic = -1)
FAULT(a_code_for_no_value, s->codes[1].value = 1)
FAULT(a_code_without_text, s->codes[2].text = NULL)

FAULT(no_form_for_many, s->counted[1].form[SG_PLURAL_OTHER] = NULL)
FAULT(an_empty_form, s->counted[0].form[SG_PLURAL_ONE] = "")
FAULT(a_form_without_number, s->counted[1].form[SG_PLURAL_OTHER] = "Decken")
FAULT(a_form_with_a_value, s->counted[0].form[SG_PLURAL_OTHER] = "{n} × {value}")
FAULT(a_long_form, s->counted[0].form[SG_PLURAL_OTHER] = long_text)
FAULT(forms_in_one_language_only, s->counted[1] = (struct sg_counted_forms){{NULL}})

static const struct fault faults[] = {
	{no_form_for_many, "counted_invalid", "/things/duvet/counted/de/other"},
	{an_empty_form, "counted_invalid", "/things/duvet/counted/en/one"},
	{a_form_without_number, "counted_invalid", "/things/duvet/counted/de/other"},
	{a_form_with_a_value, "counted_invalid", "/things/duvet/counted/en/other"},
	{a_long_form, "counted_invalid", "/things/duvet/counted/en/other"},
	{forms_in_one_language_only, "counted_invalid", "/things/duvet/counted/de/one"},
	{no_language, "languages_invalid", "/languages"},
	{too_many_languages, "languages_invalid", "/languages"},
	{a_language_without_name, "languages_invalid", "/languages"},
	{a_language_twice, "languages_invalid", "/languages"},
	{a_thing_without_text, "text_missing", "/things/pillow/text/de"},
	{a_thing_twice, "order", "/things/duvet"},
	{too_many_hazards, "hazards_too_many", "/hazards"},
	{a_hazard_without_name, "hazard_name", "/hazards/"},
	{a_hazard_twice, "hazard_name", "/hazards/feather"},
	{a_remedy_below_all_topics, "remedy_invalid", "/hazards/dust/remedy"},
	{a_remedy_beyond_all_topics, "remedy_invalid", "/hazards/dust/remedy"},
	{a_remedy_without_value, "remedy_invalid", "/hazards/dust/remedy"},
	{a_remedy_beyond_all_values, "remedy_invalid", "/hazards/dust/remedy"},
	{a_special_remedy, "remedy_invalid", "/hazards/dust/remedy"},
	{a_remedy_with_effects, "remedy_invalid", "/hazards/feather/remedy"},
	{topics_out_of_order, "order", "/topics/bed"},
	{a_topic_twice, "order", "/topics/bed.filling"},
	{negative_minutes, "number_out_of_range", "/topics/bed.filling/minutes"},
	{too_many_minutes, "number_out_of_range", "/topics/bed.filling/minutes"},
	{negative_undo_minutes, "number_out_of_range",
		"/topics/bed.filling/undo_minutes"},
	{a_lead_of_two_years, "number_out_of_range", "/topics/bed.filling/lead_hours"},
	{a_negative_cost, "number_out_of_range", "/topics/bed.filling/cost_cents"},
	{a_negative_joy, "number_out_of_range", "/topics/bed.filling/joy"},
	{more_joy_than_there_is, "number_out_of_range", "/topics/bed.filling/joy"},
	{negative_awkwardness, "number_out_of_range", "/topics/bed.filling/awkwardness"},
	{more_than_awkward, "number_out_of_range", "/topics/bed.filling/awkwardness"},
	{less_than_unwelcome, "number_out_of_range", "/topics/bed.filling/welcome"},
	{more_than_welcome, "number_out_of_range", "/topics/bed.filling/welcome"},
	{a_negative_theme, "number_out_of_range", "/topics/bed.filling/theme"},
	{nights_without_rhythm, "number_out_of_range",
		"/topics/bed.filling/every_nights"},
	{a_rhythm_without_nights, "number_out_of_range", "/topics/flowers/every_nights"},
	{a_rhythm_of_a_year, "number_out_of_range", "/topics/flowers/every_nights"},
	{a_number_without_unit, "number_out_of_range", "/topics/temperature/unit"},
	{a_range_upside_down, "number_out_of_range", "/topics/temperature/min"},
	{no_pictogram, "pictogram_missing", "/topics/bed.filling/pictogram"},
	{special_and_learned, "special_category", "/topics/allergy.room/learn"},
	{free_text_learned, "free_text", "/topics/note/learn"},
	{no_label, "text_missing", "/topics/bed.filling/label/en"},
	{an_empty_avoid_text, "text_missing", "/topics/bed.filling/avoid_text/de"},
	{no_undo, "word_unknown", "/topics/bed.filling/undo"},
	{an_unknown_undo, "word_unknown", "/topics/bed.filling/undo"},
	{no_undo_text, "text_missing", "/topics/bed.filling/undo_text/de"},
	{a_flag_that_says_no, "values_invalid", "/topics/flowers/values"},
	{a_flag_of_two, "values_invalid", "/topics/flowers/values"},
	{a_text_with_a_name, "values_invalid", "/topics/note/values"},
	{a_number_with_a_name, "values_invalid", "/topics/temperature/values"},
	{no_values, "values_invalid", "/topics/note/values"},
	{a_value_twice, "values_invalid", "/topics/bed.filling/values"},
	{a_value_without_name, "values_invalid", "/topics/bed.filling/values"},
	{any_among_named_values, "values_invalid", "/topics/bed.filling/values"},
	{minutes_of_a_value, "number_out_of_range",
		"/topics/bed.filling/values/feather_free/minutes"},
	{less_than_the_topics_minutes, "number_out_of_range",
		"/topics/bed.filling/values/feather_free/minutes"},
	{no_instruction, "text_missing",
		"/topics/bed.filling/values/feather_free/text/de"},
	{a_long_instruction, "text_invalid",
		"/topics/bed.filling/values/feather_free/text/de"},
	{an_unknown_placeholder, "text_invalid",
		"/topics/bed.filling/values/feather/text/en"},
	{a_lonely_brace, "text_invalid", "/topics/bed.filling/values/feather/text/en"},
	{a_quantity_of_nothing, "text_invalid",
		"/topics/bed.filling/values/feather_free/text/en"},
	{a_number_nowhere, "text_invalid", "/topics/temperature/values/*/text/de"},
	{a_number_in_an_enum, "text_invalid",
		"/topics/bed.filling/values/feather_free/text/en"},
	{a_quantity_in_one_language, "text_invalid",
		"/topics/bed.filling/values/feather/text/de"},
	{a_placeholder_in_avoid, "text_invalid",
		"/topics/bed.filling/values/feather/avoid_text/en"},
	{half_an_avoid_text, "text_missing",
		"/topics/bed.filling/values/feather/avoid_text/de"},
	{an_unknown_thing, "thing_unknown", "/topics/bed.filling/values/feather/parts"},
	{a_part_of_none, "number_out_of_range",
		"/topics/bed.filling/values/feather/parts"},
	{a_thousand_parts, "number_out_of_range",
		"/topics/bed.filling/values/feather/parts"},
	{an_unknown_hazard_brought, "hazard_unknown",
		"/topics/bed.filling/values/feather"},
	{an_unknown_hazard_left, "hazard_unknown", "/topics/bed.filling/values/feather"},
	{an_unknown_hazard_forbidden, "hazard_unknown",
		"/topics/bed.filling/values/feather"},
	{what_it_brings_forbidden, "hazard_contradiction",
		"/topics/bed.filling/values/feather/forbids"},
	{what_it_leaves_forbidden, "hazard_contradiction",
		"/topics/flowers/values/yes/forbids"},
	{an_effect_below_all_topics, "effect_invalid",
		"/topics/allergy.room/values/feather/effects"},
	{an_effect_beyond_all_topics, "effect_invalid",
		"/topics/allergy.room/values/feather/effects"},
	{an_effect_below_all_values, "effect_invalid",
		"/topics/allergy.room/values/feather/effects"},
	{an_effect_beyond_all_values, "effect_invalid",
		"/topics/allergy.room/values/feather/effects"},
	{an_effect_that_may_not_leave, "effect_invalid",
		"/topics/allergy.room/values/pollen/effects"},
	{an_effect_without_value, "effect_invalid",
		"/topics/allergy.room/values/pollen/effects"},
	{an_effect_of_an_effect, "effect_invalid",
		"/topics/allergy.room/values/pollen/effects"},
	{special_without_effects, "special_category",
		"/topics/allergy.room/values/pollen/effects"},
	{special_with_parts, "special_category",
		"/topics/allergy.room/values/pollen/parts"},
	{a_remedy_that_brings_its_hazard, "hazard_cycle", "/hazards/dust/remedy"},
	{a_hazard_left_for_good, "hazard_unremedied",
		"/topics/flowers/values/yes/leaves"},
	{a_need_that_always_brings_it, "hazard_unavoidable",
		"/topics/bed.filling/values/feather/brings"},
	{a_hazard_from_nowhere, "hazard_sourceless",
		"/topics/allergy.room/values/feather/forbids"},
	{a_step_wider_than_all, "number_out_of_range", "/topics/temperature/step"},
	{a_ring_of_hazards, "hazard_cycle", "/hazards/feather/remedy"},
	{a_code_for_no_topic, "code_invalid", "/codes/1"},
	{a_code_for_topic_minus_one, "code_invalid", "/codes/1"},
	{a_code_for_no_value, "code_invalid", "/codes/1"},
	{a_code_without_text, "code_invalid", "/codes/2"},
};

static void every_fault_is_refused_with_its_place(void **state)
{
	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
		struct sg_error error = {.status = SG_OK};

		set_up(state);
		faults[i].make(*state);
		assert_int_equal(
			sg_catalog_check(&((struct sample *)*state)->catalog, &error),
			SG_INVALID);
		assert_int_equal(error.status, SG_INVALID);
		assert_string_equal(error.path, faults[i].path);
		assert_string_equal(error.code, faults[i].code);
		assert_true(error.message[0] != '\0');
	}
}

static void a_cycle_is_told_from_its_beginning_to_its_return(void **state)
{
	struct sample *s = *state;
	struct sg_error error = {.status = SG_OK};

	/* feather: the pollen-free pillow brings dust; dust: flowers bring pollen, whose
	 * remedy brings dust again. Feather leads into the ring and is no part of it. */
	s->bed[1].brings = 1u << DUST;
	s->hazards[DUST] = (struct sg_hazard){"dust", FLOWERS, 0};
	s->hazards[POLLEN] = (struct sg_hazard){"pollen", BED, 1};
	assert_int_equal(sg_catalog_check(&s->catalog, &error), SG_INVALID);
	assert_string_equal(error.path, "/hazards/dust/remedy");
	assert_string_equal(error.message, "a cycle of hazards: dust > pollen > dust");
}

static void a_cycle_of_long_names_is_cut_not_overrun(void **state)
{
	static char names[HAZARDS][121];
	struct sample *s = *state;
	struct sg_error error = {.status = SG_OK};

	for (size_t i = 0; i < HAZARDS; i++) {
		memset(names[i], 'a' + (int)i, sizeof names[i] - 1);
		s->hazards[i].name = names[i];
	}
	s->bed[1].brings = 1u << DUST;
	s->hazards[DUST] = (struct sg_hazard){names[DUST], FLOWERS, 0};
	s->hazards[POLLEN] = (struct sg_hazard){names[POLLEN], BED, 1};
	assert_int_equal(sg_catalog_check(&s->catalog, &error), SG_INVALID);
	assert_int_equal(strlen(error.message), sizeof error.message - 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_fault_is_refused_with_its_place),
		cmocka_unit_test_setup(
			a_cycle_is_told_from_its_beginning_to_its_return, set_up),
		cmocka_unit_test_setup(a_cycle_of_long_names_is_cut_not_overrun, set_up),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
