/* What stands on a card of loyalty programmes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/card_levels.h"
#include "core/time.h"

static struct sg_arena *arena;

static int begin(void **state)
{
	(void)state;
	arena = sg_arena_new();
	return arena == NULL;
}

static int end(void **state)
{
	(void)state;
	sg_arena_free(arena);
	return 0;
}

static int32_t day(const char *text)
{
	int32_t value = SG_NO_DAY;

	assert_true(sg_day_parse(text, &value));
	return value;
}

static bool put(
	struct sg_card *card, const char *programme, const char *level, const char *since)
{
	bool changed = false;

	assert_int_equal(
		sg_card_level_put(card, programme, level, day(since), arena, &changed),
		SG_OK);
	return changed;
}

static void a_level_has_the_one_before_beside_it(void **state)
{
	struct sg_card card = {.level_count = 0};
	const struct sg_card_level *club;

	(void)state;
	assert_null(sg_card_level_find(&card, "club"));
	assert_true(put(&card, "club", "member", "2026-01-01"));
	assert_true(put(&card, "air", NULL, "2026-01-01"));
	assert_false(put(&card, "club", "member", "2026-02-01"));
	assert_true(put(&card, "club", "gold", "2026-03-01"));
	club = sg_card_level_find(&card, "club");
	assert_string_equal(club->level, "gold");
	assert_string_equal(club->before, "member");
	assert_int_equal(club->since_day, day("2026-03-01"));
	assert_null(sg_card_level_find(&card, "air")->level);
	assert_int_equal(card.level_count, 2);
}

static void one_programme_at_most_is_primary(void **state)
{
	struct sg_card card = {.level_count = 0};
	bool changed = false;

	(void)state;
	(void)put(&card, "club", "member", "2026-01-01");
	(void)put(&card, "air", "blue", "2026-01-01");
	assert_int_equal(
		sg_card_level_mark(&card, "club", true, false, arena, &changed), SG_OK);
	assert_true(changed);
	changed = false;
	assert_int_equal(
		sg_card_level_mark(&card, "club", true, false, arena, &changed), SG_OK);
	assert_false(changed);
	assert_int_equal(
		sg_card_level_mark(&card, "air", true, true, arena, &changed), SG_OK);
	assert_true(changed);
	assert_false(sg_card_level_find(&card, "club")->primary);
	assert_false(sg_card_level_find(&card, "club")->cancelled);
	assert_true(sg_card_level_find(&card, "air")->primary);
	assert_true(sg_card_level_find(&card, "air")->cancelled);
}

static bool give(
	struct sg_card *card, const char *benefit, uint8_t stay, const char *on, bool was)
{
	const struct sg_card_given given = {.programme = "club",
		.benefit = benefit,
		.stay = {.bytes = {stay}},
		.day = day(on)};
	bool changed = false;

	assert_int_equal(sg_card_given_put(card, &given, was, arena, &changed), SG_OK);
	return changed;
}

static size_t elsewhere(
	const struct sg_card *card, const char *benefit, uint8_t stay, const char *on)
{
	const struct sg_card_given given = {.programme = "club",
		.benefit = benefit,
		.stay = {.bytes = {stay}},
		.day = day(on)};

	return sg_card_given_elsewhere(card, &given);
}

static void what_was_given_counts_within_its_calendar_year(void **state)
{
	struct sg_card card = {.given_count = 0};

	(void)state;
	assert_true(give(&card, "late", 1, "2026-12-31", true));
	assert_false(give(&card, "late", 1, "2026-12-31", true));
	assert_true(give(&card, "late", 2, "2027-01-01", true));
	assert_true(give(&card, "fruit", 2, "2027-01-01", true));
	assert_int_equal(elsewhere(&card, "late", 3, "2027-12-31"), 1);
	assert_int_equal(elsewhere(&card, "late", 2, "2027-01-01"), 0);
	assert_int_equal(elsewhere(&card, "late", 3, "2026-01-01"), 1);
	/* It was a mistake. */
	assert_true(give(&card, "late", 2, "2027-01-01", false));
	assert_false(give(&card, "late", 2, "2027-01-01", false));
	assert_int_equal(elsewhere(&card, "late", 3, "2027-12-31"), 0);
	assert_int_equal(elsewhere(&card, "fruit", 3, "2027-12-31"), 1);
	/* Of two years before nothing is needed any more. */
	assert_true(give(&card, "late", 4, "2028-01-01", true));
	assert_int_equal(card.given_count, 2);
}

static void a_full_card_still_knows_how_often(void **state)
{
	struct sg_card card = {.given_count = 0};

	(void)state;
	assert_true(give(&card, "fruit", 250, "2027-05-01", true));
	assert_true(give(&card, "late", 251, "2026-12-30", true));
	for (int i = 0; i < SG_CARD_GIVEN_MAX + 3; i++) {
		assert_true(give(&card, "late", (uint8_t)(i + 1), "2027-05-01", true));
	}
	/* Of the years before, of the fruit and of this year's first three it is a number. */
	assert_int_equal(card.given_count, SG_CARD_GIVEN_MAX + 3);
	assert_int_equal(
		elsewhere(&card, "late", 255, "2027-12-31"), SG_CARD_GIVEN_MAX + 3);
	assert_int_equal(
		elsewhere(&card, "late", 67, "2027-05-01"), SG_CARD_GIVEN_MAX + 2);
	assert_int_equal(elsewhere(&card, "late", 255, "2026-01-01"), 1);
	assert_int_equal(elsewhere(&card, "fruit", 255, "2027-12-31"), 1);
	assert_true(give(&card, "late", 67, "2027-05-01", false));
	assert_int_equal(
		elsewhere(&card, "late", 255, "2027-12-31"), SG_CARD_GIVEN_MAX + 2);
	assert_true(give(&card, "late", 252, "2029-01-01", true));
	assert_int_equal(card.given_count, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			a_level_has_the_one_before_beside_it, begin, end),
		cmocka_unit_test_setup_teardown(
			one_programme_at_most_is_primary, begin, end),
		cmocka_unit_test_setup_teardown(
			what_was_given_counts_within_its_calendar_year, begin, end),
		cmocka_unit_test_setup_teardown(
			a_full_card_still_knows_how_often, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
