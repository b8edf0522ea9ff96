/* What a guest's reactions come to, by hand. */
#include "core/attention_log.h"

/* ---- the three rules ---- */

static void refused_once_is_off_until_he_asks(void **state)
{
	struct log *log = *state;

	add(log, SG_REACTION_WELCOMED, "fruit");
	add(log, SG_REACTION_REFUSED, "flowers");
	assert_int_equal(off(log, "flowers"), SG_OFF_REFUSED);
	assert_int_equal(off(log, "fruit"), SG_OFF_NOT);
	assert_int_equal(off(log, "paper"), SG_OFF_NOT);
	add(log, SG_REACTION_WELCOMED, "flowers"); /* being polite is not asking */
	assert_int_equal(off(log, "flowers"), SG_OFF_REFUSED);
	add(log, SG_REACTION_ASKED, "fruit");
	assert_int_equal(off(log, "flowers"), SG_OFF_REFUSED);
	add(log, SG_REACTION_ASKED, "flowers");
	assert_int_equal(off(log, "flowers"), SG_OFF_NOT);
	add(log, SG_REACTION_REFUSED, "flowers");
	assert_int_equal(off(log, "flowers"), SG_OFF_REFUSED);
}

static void ignored_twice_is_off(void **state)
{
	struct log *log = *state;

	add(log, SG_REACTION_IGNORED, "flowers");
	add(log, SG_REACTION_IGNORED, "fruit");
	assert_int_equal(off(log, "flowers"), SG_OFF_NOT);
	add(log, SG_REACTION_IGNORED, "flowers");
	assert_int_equal(off(log, "flowers"), SG_OFF_IGNORED);
	assert_int_equal(off(log, "fruit"), SG_OFF_NOT);
	add(log, SG_REACTION_ASKED, "flowers");
	add(log, SG_REACTION_IGNORED, "flowers");
	assert_int_equal(off(log, "flowers"), SG_OFF_NOT);
	add(log, SG_REACTION_IGNORED, "flowers");
	assert_int_equal(off(log, "flowers"), SG_OFF_IGNORED);
}

static void a_welcome_between_begins_the_count_again(void **state)
{
	struct log *log = *state;

	add(log, SG_REACTION_IGNORED, "fruit");
	add(log, SG_REACTION_WELCOMED, "fruit");
	add(log, SG_REACTION_IGNORED, "fruit");
	assert_int_equal(off(log, "fruit"), SG_OFF_NOT);
	add(log, SG_REACTION_IGNORED, "fruit");
	assert_int_equal(off(log, "fruit"), SG_OFF_IGNORED);
}

static void no_more_of_this_is_off_until_he_asks(void **state)
{
	struct log *log = *state;

	add(log, SG_REACTION_STOPPED, "paper");
	assert_int_equal(off(log, "paper"), SG_OFF_STOPPED);
	add(log, SG_REACTION_RESUMED, NULL); /* of no topic */
	assert_int_equal(off(log, "paper"), SG_OFF_STOPPED);
	add(log, SG_REACTION_ASKED, "paper");
	assert_int_equal(off(log, "paper"), SG_OFF_NOT);
}

static void please_nothing_turns_all_off_at_once_but_what_he_asks_for_then(void **state)
{
	struct log *log = *state;

	add(log, SG_REACTION_ASKED, "paper");
	add(log, SG_REACTION_REFUSED, "flowers");
	add(log, SG_REACTION_NOTHING, NULL);
	assert_int_equal(off(log, "paper"), SG_OFF_NOTHING);
	assert_int_equal(off(log, "never.seen"), SG_OFF_NOTHING);
	assert_int_equal(off(log, "flowers"), SG_OFF_REFUSED);
	add(log, SG_REACTION_ASKED, "paper");
	assert_int_equal(off(log, "paper"), SG_OFF_NOT);
	assert_int_equal(off(log, "never.seen"), SG_OFF_NOTHING);
	add(log, SG_REACTION_RESUMED, NULL);
	assert_int_equal(off(log, "never.seen"), SG_OFF_NOT);
	assert_int_equal(off(log, "flowers"), SG_OFF_REFUSED);
}

static void what_he_states_later_counts_as_asking(void **state)
{
	struct log *log = *state;
	int64_t at_us = add(log, SG_REACTION_REFUSED, "flowers")->at_us;

	fold(log);
	assert_int_equal(
		sg_attention_off(&log->attention, "flowers", at_us - 1), SG_OFF_REFUSED);
	assert_int_equal(
		sg_attention_off(&log->attention, "flowers", at_us), SG_OFF_REFUSED);
	assert_int_equal(
		sg_attention_off(&log->attention, "flowers", at_us + 1), SG_OFF_NOT);
	at_us = add(log, SG_REACTION_NOTHING, NULL)->at_us;
	fold(log);
	assert_int_equal(
		sg_attention_off(&log->attention, "fruit", at_us), SG_OFF_NOTHING);
	assert_int_equal(
		sg_attention_off(&log->attention, "fruit", at_us + 1), SG_OFF_NOT);
}

static void of_nobody_nothing_is_off(void **state)
{
	struct log *log = *state;

	assert_int_equal(sg_attention_off(NULL, "flowers", SG_NO_TIME), SG_OFF_NOT);
	assert_int_equal(off(log, "flowers"), SG_OFF_NOT);
	assert_null(sg_attention_topic(NULL, "flowers"));
	assert_null(sg_attention_topic(&log->attention, "flowers"));
	assert_int_equal(log->attention.nothing_us, SG_NO_TIME);
	assert_int_equal(log->attention.last_us, SG_NO_TIME);
}

/* ---- how much ---- */

static const struct sg_measure house = {850, 600, 40, 3, 2};

static struct sg_measure measure(struct log *log)
{
	return sg_attention_measure(fold(log), &house);
}

static void kappa_rises_after_what_was_unwelcome_and_falls_after_what_was(void **state)
{
	struct log *log = *state;

	assert_int_equal(measure(log).kappa, 40);
	add(log, SG_REACTION_IGNORED, "a");
	assert_int_equal(measure(log).kappa, 70);
	add(log, SG_REACTION_REFUSED, "b");
	assert_int_equal(measure(log).kappa, 130);
	add(log, SG_REACTION_WELCOMED, "c");
	assert_int_equal(measure(log).kappa, 100);
	add(log, SG_REACTION_ASKED, "c");
	assert_int_equal(measure(log).kappa, 70);
	add(log, SG_REACTION_STOPPED, "c");
	assert_int_equal(measure(log).kappa, 130);
	add(log, SG_REACTION_NOTHING, NULL);
	assert_int_equal(measure(log).kappa, 190);
	add(log, SG_REACTION_RESUMED, NULL);
	add(log, SG_REACTION_UNDISTURBED, NULL);
	assert_int_equal(measure(log).kappa, 190);
	assert_int_equal(measure(log).rho, 850);
	assert_int_equal(measure(log).delta, 600);
	assert_int_equal(measure(log).periods, 2);
}

static void kappa_stays_within_its_bounds(void **state)
{
	struct log *log = *state;

	for (int i = 0; i < 9; i++) {
		add(log, SG_REACTION_WELCOMED, "a");
	}
	assert_int_equal(measure(log).kappa, 0);
	assert_int_equal(log->attention.strain, SG_STRAIN_MIN);
	add(log, SG_REACTION_REFUSED, "a"); /* much good will is not a lasting licence */
	assert_int_equal(measure(log).kappa, 40);
	for (int i = 0; i < 9; i++) {
		add(log, SG_REACTION_REFUSED, "a");
	}
	assert_int_equal(measure(log).kappa, 340);
	assert_int_equal(log->attention.strain, SG_STRAIN_MAX);
	add(log, SG_REACTION_WELCOMED, "a");
	assert_int_equal(measure(log).kappa, 310);
}

static void the_budget_shrinks_with_do_not_disturb_and_comes_back(void **state)
{
	struct log *log = *state;

	assert_int_equal(measure(log).budget, 3);
	add(log, SG_REACTION_UNDISTURBED, NULL);
	assert_int_equal(measure(log).budget, 2);
	for (int i = 0; i < 4; i++) {
		add(log, SG_REACTION_UNDISTURBED, NULL);
	}
	assert_int_equal(measure(log).budget, 1); /* a wish of his own still fits */
	assert_int_equal(log->attention.withdrawn, SG_WITHDRAWN_MAX);
	add(log, SG_REACTION_WELCOMED, "a");
	add(log, SG_REACTION_ASKED, "a");
	assert_int_equal(measure(log).budget, 2);
	add(log, SG_REACTION_WELCOMED, "a");
	add(log, SG_REACTION_WELCOMED, "a");
	assert_int_equal(measure(log).budget, 3);
}

static void a_house_of_no_budget_has_none(void **state)
{
	struct log *log = *state;
	struct sg_measure none = house;

	none.budget = 0;
	assert_int_equal(sg_attention_measure(NULL, &none).budget, 0);
	assert_int_equal(sg_attention_measure(fold(log), &none).budget, 0);
	assert_int_equal(sg_attention_measure(NULL, &house).budget, 3);
	assert_int_equal(sg_attention_measure(NULL, &house).kappa, 40);
}

/* (.7 · 4 + welcomed) / (4 + all) */
static void success_moves_from_the_catalogues_to_his_own(void **state)
{
	struct log *log = *state;

	assert_int_equal(sg_attention_success(NULL, "a", 700), 700000);
	assert_int_equal(sg_attention_success(fold(log), "a", 700), 700000);
	add(log, SG_REACTION_IGNORED, "a");
	assert_int_equal(sg_attention_success(fold(log), "a", 700), 560000);
	add(log, SG_REACTION_WELCOMED, "a");
	assert_int_equal(sg_attention_success(fold(log), "a", 700), 633333);
	add(log, SG_REACTION_ASKED, "a");
	assert_int_equal(sg_attention_success(fold(log), "a", 700), 685714);
	add(log, SG_REACTION_REFUSED, "a");
	add(log, SG_REACTION_STOPPED, "a");
	assert_int_equal(sg_attention_success(fold(log), "a", 700), 533333);
	assert_int_equal(sg_attention_success(fold(log), "b", 700), 700000);
	assert_int_equal(sg_attention_success(fold(log), "b", 1000), 1000000);
}

/* .7 · .8 − .3 · .4 = .44 */
static void worth_is_joy_less_awkwardness_as_likely_as_they_are(void **state)
{
	(void)state;
	assert_int_equal(sg_attention_value(700000, 800, 400), 440000);
	assert_int_equal(sg_attention_value(1000000, 1000, 1000), 1000000);
	assert_int_equal(sg_attention_value(0, 1000, 1000), -1000000);
	assert_int_equal(sg_attention_value(200000, 400, 100), 0);
}

static void a_reaction_that_lacks_its_topic_moves_the_guest_alone(void **state)
{
	struct log *log = *state;

	add(log, SG_REACTION_REFUSED, NULL);
	assert_int_equal(measure(log).kappa, 100);
	assert_int_equal(log->attention.topic_count, 0);
	add(log, SG_REACTION_NOTHING, "a"); /* one that needs none has all */
	assert_int_equal(off(log, "b"), SG_OFF_NOTHING);
	assert_int_equal(log->attention.topic_count, 0);
}

static void words_are_found_again(void **state)
{
	(void)state;
	for (int32_t i = 0; i < SG_REACTIONS; i++) {
		assert_int_equal(
			sg_reaction_find(sg_reaction_name((enum sg_reaction_kind)i)), i);
	}
	for (int32_t i = 0; i < SG_OFFS; i++) {
		assert_int_equal(sg_off_find(sg_off_name((enum sg_off)i)), i);
	}
	assert_string_equal(sg_reaction_name(SG_REACTION_UNDISTURBED), "undisturbed");
	assert_string_equal(sg_off_name(SG_OFF_STOPPED), "stopped");
	assert_int_equal(sg_reaction_find("loved"), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		LOG_TEST(refused_once_is_off_until_he_asks),
		LOG_TEST(ignored_twice_is_off),
		LOG_TEST(a_welcome_between_begins_the_count_again),
		LOG_TEST(no_more_of_this_is_off_until_he_asks),
		LOG_TEST(please_nothing_turns_all_off_at_once_but_what_he_asks_for_then),
		LOG_TEST(what_he_states_later_counts_as_asking),
		LOG_TEST(of_nobody_nothing_is_off),
		LOG_TEST(kappa_rises_after_what_was_unwelcome_and_falls_after_what_was),
		LOG_TEST(kappa_stays_within_its_bounds),
		LOG_TEST(the_budget_shrinks_with_do_not_disturb_and_comes_back),
		LOG_TEST(a_house_of_no_budget_has_none),
		LOG_TEST(success_moves_from_the_catalogues_to_his_own),
		LOG_TEST(worth_is_joy_less_awkwardness_as_likely_as_they_are),
		LOG_TEST(a_reaction_that_lacks_its_topic_moves_the_guest_alone),
		LOG_TEST(words_are_found_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
