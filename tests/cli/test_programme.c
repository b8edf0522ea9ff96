/* What a programme says in words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cli/command.h"
#include "cli/programme_page.h"
#include "document/programme.h"

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

/* The page of a file below tests/, 90 columns wide; to be freed. */
static char *page_of(const char *name)
{
	struct sg_source_file file = {.name = name};
	struct sg_buffer text = {0};
	struct sg_guest_page page = {.out = &text, .width = 90};
	struct sg_programme programme;
	struct sg_catalog catalog;
	struct sg_error error = {.status = SG_OK};
	char path[512];
	char *bytes = NULL;

	(void)snprintf(path, sizeof path, SG_TEST_SOURCE_DIR "/tests/%s", name);
	assert_int_equal(
		sg_read_whole(path, SG_CATALOG_SIZE_MAX, &error, &bytes, &file.len),
		SG_OK);
	file.bytes = bytes;
	assert_int_equal(sg_programme_decode(&file, arena, &error, &programme), SG_OK);
	assert_int_equal(sg_catalog_load(NULL, arena, &error, &catalog), SG_OK);
	sg_programme_print(&programme, &catalog, &page);
	free(bytes);
	return sg_buffer_take(&text);
}

#define BENEFITS                                                                         \
	"  fruit                 guaranteed in each stay: amenity.fruit = "              \
	"basket\n"                                                                       \
	"                        (food_and_beverage, 4 min, 6.00); for silver, "         \
	"gold; not at BUC1;\n"                                                           \
	"                        at HAM2, HAM3 amenity.sweets = biscuits "               \
	"(housekeeping, 1 min,\n"                                                        \
	"                        3.50); at HAM4 turndown.chocolate "                     \
	"(housekeeping, 1 min, 0.30)\n"                                                  \
	"  late                  if available in 3 stays of a year: "                    \
	"departure.late "                                                                \
	"(housekeeping, 0\n"                                                             \
	"                        min); for gold\n"

#define AWARDS                                                                           \
	"  free_night            a free night: 9,000 points a night, rounded to "        \
	"the nearest, halves\n"                                                          \
	"                        up; for silver, gold; at HAM1; in DZ; not at "          \
	"rate STAFF; booked\n"                                                           \
	"                        through direct; 1 to 300 days ahead; 2 to 7 "           \
	"nights; on Friday,\n"                                                           \
	"                        Saturday; from 2026-12-24 until 2027-01-02; "           \
	"else 8,000 points a\n"                                                          \
	"                        night, rounded to the nearest, halves up; not "         \
	"at HAM1; not in DZ;\n"                                                          \
	"                        at rate BAR; not booked through direct; on "            \
	"Friday, Saturday; else\n"                                                       \
	"                        5,000 points a night, rounded up to multiples "         \
	"of 100; 10 % off for\n"                                                         \
	"                        gold; 5 % off for others; at most 7 nights; at "        \
	"most 4 times a\n"                                                               \
	"                        year; given back less than 3 days before: 50 % "        \
	"of those nights'\n"                                                             \
	"                        price is kept\n"                                        \
	"  voucher               money: 250 points for each 1.00 EUR, rounded to "       \
	"the nearest,\n"                                                                 \
	"                        halves up; at least 2,500 points; at most "             \
	"50,000 points; given\n"                                                         \
	"                        back after its day: 500 points are kept\n"

static void every_rule_is_said_in_words(void **state)
{
	char *page = page_of("document/valid/programme.json");

	(void)state;
	assert_string_equal(page,
		"Stammgast Club (house, EUR)\n"
		"\n"
		"From 2026-01-01\n"
		"  Stays                 posted 3 days after departure, by the rules of "
		"the day of\n"
		"                        departure; earned not at STAFF; points for 3 "
		"rooms at a time,\n"
		"                        nights for 1; back to back: one stay; day use "
		"earns; claimed\n"
		"                        within 180 days\n"
		"  Spend                 net of room\n"
		"  base                  10 points for each 1.00 EUR net of room, food, "
		"rounded down\n"
		"  silver_bonus          10 points for each 100 base points, rounded to "
		"the nearest, halves\n"
		"                        up; bonus; for silver\n"
		"  gold_bonus            25 points for each 100 base points, rounded to "
		"the nearest, halves\n"
		"                        up; bonus; for gold\n"
		"  welcome               500 points for each enrolment; bonus\n"
		"  spring                100 points for each night; bonus; at HAM1; in "
		"DZ; not at rate\n"
		"                        STAFF; booked through direct; 14 to 300 days "
		"ahead; 2 to 30\n"
		"                        nights; on Monday, Sunday; from 2026-03-01 "
		"until 2026-05-31; at\n"
		"                        most 500 points a stay; at most 3 stays of a "
		"member; at most\n"
		"                        100,000 points over all members\n"
		"  car                   50 points for each unit of rental; bonus\n"
		"  up                    1,000 points for each tier reached; bonus; for "
		"gold\n"
		"  forty                 10,000 points at 40 nights, and again every 10 "
		"nights until 365\n"
		"                        nights\n"
		"  Tiers                 reached within the calendar year; kept to its "
		"end and through 1\n"
		"                        more; 30 days of grace; at most 1 level down at "
		"once\n"
		"  member                every member\n"
		"  silver                10 nights or 4 stays or 2,500.00 EUR\n"
		"  gold                  (25 nights or 15 stays) and 5,000.00 EUR; for "
		"good: 500 nights and\n"
		"                        1,000,000 base points; nights beyond go into "
		"the next period\n" AWARDS
		"  Transfers             points live as long as they would have; at "
		"least 500 points; at\n"
		"                        most 5,000 points; in multiples of 100; at most "
		"20,000 points a\n"
		"                        year; the fee is 10 points and 5 %; given by "
		"gold; by a manager,\n"
		"                        with a reason and a second person\n"
		"  Gifts                 points live as if earned on that day\n"
		"  Pools                 up to 6 members redeem together\n"
		"  Points expire         gold: never\n"
		"                        others: 24 months after the member last earned "
		"or spent, at the\n"
		"                        end of the month\n" BENEFITS);
	free(page);
}

static void has(const char *page, const char *line)
{
	if (strstr(page, line) == NULL) {
		fail_msg("no \"%s\" in:\n%s", line, page);
	}
}

static void each_version_stands_by_itself(void **state)
{
	char *page = page_of("programmes/hilton.json");

	(void)state;
	has(page, "From 2018-04-01\n");
	has(page, "From 2026-01-01\n");
	has(page, "(80 nights or 40 stays) and 18,000.00 USD\n");
	has(page, "1.00 USD net except tax, gift, rounded");
	has(page, "TRU1, HOME2\n");
	has(page, "not at TRU1");
	has(page, "  Points expire         24 months after the member last earned or "
		  "spent\n");
	free(page);
}

static void what_is_asked_of_a_person_is_said(void **state)
{
	char *page = page_of("programmes/tens.json");

	(void)state;
	has(page, "several rooms\n                        wait for a person");
	has(page, "back to back: a stay each");
	has(page, "1 point for each 10.00 SEK net, rounded to the smaller\n");
	has(page, "for good: 200,000.00 SEK\n");
	has(page, "at the end of the year, that");
	free(page);
}

static void an_external_programme_is_its_levels(void **state)
{
	char *page = page_of("document/valid/programme.external.json");

	(void)state;
	assert_string_equal(page,
		"A larger club (parent)\n"
		"  Levels                mirrored from elsewhere: level and number only; "
		"blue, gold\n"
		"  water                 guaranteed in each stay: amenity.water = still "
		"(housekeeping, 1\n"
		"                        min, 0.60); for every member\n"
		"  welcome               if available in 2 stays of a year: "
		"amenity.welcome = wine\n"
		"                        (food_and_beverage, 5 min, 12.00); for gold; at "
		"HAM1, HAM2; at\n"
		"                        HAM2 amenity.welcome = juice "
		"(food_and_beverage, 5 min, 12.00)\n"
		"  late                  if available in each stay: departure.late "
		"(housekeeping, 0 min);\n"
		"                        for gold; not at BUC1\n");
	free(page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_rule_is_said_in_words, begin, end),
		cmocka_unit_test_setup_teardown(
			each_version_stands_by_itself, begin, end),
		cmocka_unit_test_setup_teardown(
			what_is_asked_of_a_person_is_said, begin, end),
		cmocka_unit_test_setup_teardown(
			an_external_programme_is_its_levels, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
