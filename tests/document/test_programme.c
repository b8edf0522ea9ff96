/* Programme files: what they are read to, what published ones say, and how a bad one is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/time.h"
#include "document/helpers.h"
#include "document/programme.h"

enum { FILE_MAX = 64 * 1024 };

static enum sg_status decode(const char *text, struct sg_programme *ret_programme)
{
	const struct sg_source_file file = {"club.json", text, strlen(text)};

	return sg_programme_decode(&file, now->arena, &now->error, ret_programme);
}

static struct sg_programme read_file(const char *name)
{
	struct sg_programme programme;
	char path[512];
	char *text = malloc(FILE_MAX);
	FILE *file;
	size_t len;

	(void)snprintf(path, sizeof path, SG_TEST_SOURCE_DIR "/tests/%s", name);
	file = fopen(path, "rb");
	assert_non_null(file);
	assert_non_null(text);
	len = fread(text, 1, FILE_MAX - 1, file);
	assert_int_equal(fclose(file), 0);
	text[len] = '\0';
	taken_as_ok(decode(text, &programme));
	free(text);
	return programme;
}

static int32_t day(const char *text)
{
	int32_t value = SG_NO_DAY;

	assert_true(sg_day_parse(text, &value));
	return value;
}

#define TIERS "\"tiers\":{\"window\":\"calendar\",\"levels\":[{\"tier\":\"member\"}]}"

static void what_is_not_said_is_the_usual(void **state)
{
	struct sg_programme programme;
	const struct sg_programme_version *version;

	(void)state;
	taken_as_ok(decode(
		"{\"programme\":1,\"code\":\"club\",\"name\":\"Club\","
		"\"currency\":\"EUR\",\"versions\":[{\"from\":\"2026-01-01\","
		"\"earn\":[{\"rule\":\"base\",\"per\":\"money\",\"points\":1}]," TIERS
		"}]}",
		&programme));
	assert_string_equal(programme.currency, "EUR");
	assert_int_equal(programme.decimals, 2);
	assert_int_equal(programme.version_count, 1);
	version = programme.versions;
	assert_int_equal(version->from_day, day("2026-01-01"));
	assert_int_equal(version->basis, SG_BASIS_DEPARTURE);
	assert_int_equal(version->stays.delay_days, 3);
	assert_int_equal(version->stays.rooms_points, 1);
	assert_int_equal(version->stays.rooms_nights, 1);
	assert_true(version->stays.joined);
	assert_false(version->stays.joined_asked);
	assert_false(version->stays.rooms_asked);
	assert_int_equal(version->rules[0].units, 1);
	assert_int_equal(version->rules[0].step, 1);
	assert_int_equal(version->rules[0].rounding, SG_ROUND_HALF_UP);
	assert_int_equal(version->rules[0].terms.from_day, SG_NO_DAY);
	assert_int_equal(version->rules[0].terms.until_day, SG_NO_DAY);
	assert_int_equal(version->rules[0].terms.tiers, 0);
	assert_int_equal(version->tiers.window_months, 12);
	assert_int_equal(version->tiers.periods_kept, 1);
	assert_int_equal(version->expiry_count, 0);
}

static void what_is_said_counts(void **state)
{
	struct sg_programme programme = read_file("document/valid/programme.json");
	const struct sg_programme_version *version = &programme.versions[0];
	const struct sg_earn_rule *spring = &version->rules[4];

	(void)state;
	assert_true(version->properties.exclude);
	assert_string_equal(version->properties.names[0], "STAFF");
	assert_int_equal(version->rule_count, 7);
	assert_string_equal(spring->name, "spring");
	assert_int_equal(spring->per, SG_EARN_PER_NIGHT);
	assert_int_equal(spring->terms.weekdays, 1u << 6 | 1u);
	assert_int_equal(spring->terms.lead_min, 14);
	assert_int_equal(spring->terms.lead_max, 300);
	assert_int_equal(spring->terms.nights_min, 2);
	assert_int_equal(spring->terms.until_day, day("2026-05-31"));
	assert_int_equal(spring->stay_max, 500);
	assert_int_equal(spring->times_max, 3);
	assert_int_equal(spring->budget, 100000);
	assert_int_equal(version->rules[2].terms.tiers, 1u << 2);
	assert_string_equal(version->rules[5].partner, "rental");
	assert_int_equal(version->milestones[0].measured, SG_MEASURED_NIGHTS);
	assert_int_equal(version->tiers.tiers[2].reach_count, 5);
	assert_int_equal(version->tiers.tiers[2].lifetime_count, 3);
	assert_true(version->tiers.tiers[2].rollover);
	assert_int_equal(version->expiry[0].kind, SG_EXPIRY_NEVER);
	assert_int_equal(version->expiry[1].end, SG_EXPIRY_MONTH_END);
	assert_true(version->expiry[1].inclusive);
}

static void benefits_are_of_tiers_and_differ_by_property(void **state)
{
	struct sg_programme programme = read_file("document/valid/programme.json");
	int32_t today = day("2026-05-01");
	struct sg_benefits benefits = sg_benefits_on(&programme, today);
	const struct sg_benefit *fruit = sg_benefit_find(&benefits, "fruit");
	const struct sg_benefit *late = sg_benefit_find(&benefits, "late");

	(void)state;
	assert_int_equal(benefits.count, 2);
	assert_true(fruit->guaranteed);
	assert_false(late->guaranteed);
	assert_int_equal(fruit->year_times, 0);
	assert_int_equal(late->year_times, 3);
	assert_false(sg_benefit_is_of(&programme, fruit, today, "member"));
	assert_true(sg_benefit_is_of(&programme, fruit, today, "silver"));
	assert_false(sg_benefit_is_of(&programme, late, today, "silver"));
	assert_true(sg_benefit_is_of(&programme, late, today, "gold"));
	assert_false(sg_benefit_is_of(&programme, late, today, "platinum"));
	assert_null(sg_benefit_at(fruit, "BUC1"));
	assert_string_equal(sg_benefit_at(fruit, "HAM1")->value, "basket");
	assert_string_equal(sg_benefit_at(fruit, "HAM3")->topic, "amenity.sweets");
	assert_null(sg_benefit_at(fruit, "HAM4")->value);
	assert_null(sg_benefit_find(&benefits, "breakfast"));
}

static void benefits_are_things_of_the_house(void **state)
{
	static const struct {
		const char *thing, *code, *member;
	} bad[] = {
		{"\"topic\":\"no.such\"", "topic_unknown", "topic"},
		{"\"topic\":\"bed.cot\",\"value\":\"baby\"", "topic_no_benefit", "topic"},
		{"\"topic\":\"room.temperature\"", "topic_no_benefit", "topic"},
		{"\"topic\":\"amenity.fruit\"", "value_missing", "value"},
		{"\"topic\":\"amenity.fruit\",\"value\":\"durian\"", "value_unknown",
			"value"},
		{"\"topic\":\"departure.late\",\"value\":\"yes\"", "member_unfit",
			"value"},
	};
	struct sg_catalog catalog;

	(void)state;
	taken_as_ok(sg_catalog_load(NULL, now->arena, &now->error, &catalog));
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct sg_programme programme;
		char text[512], path[64];

		(void)snprintf(text, sizeof text,
			"{\"programme\":1,\"code\":\"c\",\"name\":\"C\",\"external\":"
			"true,"
			"\"levels\":[\"gold\"],\"benefits\":[{\"benefit\":\"b\","
			"\"promise\":\"guaranteed\",%s}]}",
			bad[i].thing);
		(void)snprintf(path, sizeof path, "/data/programme/benefits/0/%s",
			bad[i].member);
		taken_as_ok(decode(text, &programme));
		assert_int_equal(sg_programme_check_things(&programme, &catalog,
					 "/data/programme", &now->error),
			SG_INVALID);
		assert_string_equal(now->error.code, bad[i].code);
		assert_string_equal(now->error.path, path);
	}
}

static void an_external_programme_has_levels_alone(void **state)
{
	struct sg_programme programme =
		read_file("document/valid/programme.external.json");

	(void)state;
	assert_true(programme.external);
	assert_int_equal(programme.level_count, 2);
	assert_string_equal(programme.levels[1], "gold");
	assert_int_equal(programme.version_count, 0);
	assert_string_equal(programme.currency, "");
	assert_int_equal(sg_benefits_on(&programme, day("2026-01-01")).count, 3);
	assert_true(sg_benefit_is_of(
		&programme, &programme.benefits.list[0], day("2026-01-01"), "blue"));
}

static bool reaches(const struct sg_programme *programme, const char *on,
	const char *tier, struct sg_measures measures)
{
	const struct sg_programme_version *version = sg_programme_on(programme, day(on));
	int32_t index = sg_tier_find(&version->tiers, tier);

	assert_true(index > 0);
	return sg_requirement_met(version->tiers.tiers[index].reach,
		version->tiers.tiers[index].reach_count, &measures);
}

static void published_requirements_are_read_as_they_are_meant(void **state)
{
	struct sg_programme hilton = read_file("programmes/hilton.json");
	struct sg_programme ihg = read_file("programmes/ihg.json");
	struct sg_programme marriott = read_file("programmes/marriott.json");

	(void)state;
	assert_false(reaches(&hilton, "2025-12-31", "diamond",
		(struct sg_measures){{59, 29, 0, 119999}}));
	assert_true(reaches(
		&hilton, "2025-12-31", "diamond", (struct sg_measures){{59, 30, 0, 0}}));
	assert_false(reaches(&hilton, "2026-01-01", "diamond_reserve",
		(struct sg_measures){{80, 0, 1799900, 0}}));
	assert_true(reaches(&hilton, "2026-01-01", "diamond_reserve",
		(struct sg_measures){{41, 40, 1800000, 0}}));
	assert_false(reaches(&hilton, "2026-01-01", "diamond_reserve",
		(struct sg_measures){{79, 39, 5000000, 0}}));
	assert_false(reaches(
		&ihg, "2025-06-01", "platinum", (struct sg_measures){{39, 0, 0, 59999}}));
	assert_true(reaches(
		&ihg, "2025-06-01", "platinum", (struct sg_measures){{39, 0, 0, 60000}}));
	assert_false(reaches(&marriott, "2025-06-01", "ambassador",
		(struct sg_measures){{100, 0, 2299900, 0}}));
	assert_true(reaches(&marriott, "2025-06-01", "ambassador",
		(struct sg_measures){{100, 0, 2300000, 0}}));
}

static void programmes_without_nights_or_with_tens_need_no_code(void **state)
{
	struct sg_programme tens = read_file("programmes/tens.json");
	const struct sg_programme_version *version = &tens.versions[0];

	(void)state;
	assert_int_equal(version->rules[0].units, 1000);
	assert_int_equal(version->rules[0].rounding, SG_ROUND_FLOOR);
	assert_true(version->rules[0].net);
	assert_int_equal(version->stays.delay_days, 60);
	assert_true(version->stays.rooms_asked);
	assert_false(version->stays.joined);
	assert_int_equal(version->tiers.window, SG_WINDOW_ROLLING);
	assert_int_equal(version->tiers.tiers[1].reach[0].measured, SG_MEASURED_SPEND);
	assert_int_equal(version->expiry[0].kind, SG_EXPIRY_FIXED);
	assert_int_equal(version->expiry[0].end, SG_EXPIRY_YEAR_END);
	assert_false(version->expiry[0].inclusive);
}

#define PROGRAMME(versions)                                                              \
	"{\"programme\":1,\"code\":\"c\",\"name\":\"C\",\"currency\":\"EUR\","           \
	"\"versions\":[" versions "]}"
#define GIVEN(more)                                                                      \
	"{\"benefit\":\"water\",\"promise\":\"guaranteed\",\"topic\":"                   \
	"\"amenity.water\",\"value\":\"still\"," more "}"
#define WATER GIVEN("\"per\":\"stay\"")
#define VERSION(more) "{\"from\":\"2026-01-01\",\"earn\":[]," more "}"

static void a_bad_one_is_refused_where_it_is_bad(void **state)
{
	static const struct {
		const char *text, *code, *path;
	} bad[] = {
		{"{\"programme\":1,\"code\":\"c\",\"name\":\"C\",\"currency\":\"EUR\"}",
			"member_missing", "/versions"},
		{"{\"programme\":1,\"code\":\"c\",\"name\":\"C\",\"external\":true}",
			"member_missing", "/levels"},
		{PROGRAMME(VERSION(TIERS) "," VERSION(TIERS)), "order_wrong",
			"/versions/1/from"},
		{PROGRAMME(VERSION(
			 "\"tiers\":{\"window\":\"calendar\",\"levels\":[{\"tier\":"
			 "\"a\"},{\"tier\":\"b\",\"reach\":{\"any\":[{\"miles\":3}]}}]"
			 "}")),
			"requirement_wrong",
			"/versions/0/tiers/levels/1/reach/any/0/miles"},
		{PROGRAMME(VERSION(
			 "\"tiers\":{\"window\":\"membership\",\"months\":6,\"levels\":"
			 "[{\"tier\":\"a\"}]}")),
			"member_unfit", "/versions/0/tiers/months"},
		{PROGRAMME(VERSION(TIERS ",\"milestones\":[{\"milestone\":\"m\","
					 "\"measured\":\"nights\",\"at\":40,\"until\":39,"
					 "\"points\":1}]")),
			"order_wrong", "/versions/0/milestones/0/until"},
		{PROGRAMME(VERSION(TIERS ",\"expiry\":[{\"after\":\"earned\"}]")),
			"member_missing", "/versions/0/expiry/0/months"},
		{PROGRAMME("{\"from\":\"2026-01-01\",\"earn\":[{\"rule\":\"b\",\"per\":"
			   "\"base\",\"points\":1,\"bonus\":true}]," TIERS "}"),
			"rule_useless", "/versions/0/earn/0/per"},
		{PROGRAMME(VERSION(TIERS ",\"benefits\":[" WATER "," WATER "]")),
			"element_repeated", "/versions/0/benefits/1/benefit"},
		{PROGRAMME(VERSION(TIERS ",\"benefits\":[" GIVEN(
			 "\"tiers\":[\"member\"],\"from_tier\":\"member\"") "]")),
			"member_unfit", "/versions/0/benefits/0/from_tier"},
		{PROGRAMME(VERSION(
			 TIERS ",\"benefits\":[" GIVEN("\"from_tier\":\"gold\"") "]")),
			"tier_unknown", "/versions/0/benefits/0/from_tier"},
		{PROGRAMME(VERSION(TIERS ",\"benefits\":[" GIVEN(
			 "\"instead\":[{\"properties\":[\"A\"],\"topic\":"
			 "\"a.b\"},{\"properties\":[\"B\",\"A\"],\"topic\":"
			 "\"a.c\"}]") "]")),
			"element_repeated",
			"/versions/0/benefits/0/instead/1/properties/1"},
		{"{\"programme\":1,\"code\":\"c\",\"name\":\"C\",\"currency\":\"EUR\","
		 "\"benefits\":[" WATER "],\"versions\":[" VERSION(TIERS) "]}",
			"member_unfit", "/benefits"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct sg_programme programme = {.code = "untouched"};

		assert_int_equal(decode(bad[i].text, &programme), SG_INVALID);
		assert_string_equal(now->error.code, bad[i].code);
		assert_string_equal(now->error.path, bad[i].path);
		assert_non_null(strstr(now->error.message, "club.json: "));
		assert_string_equal(programme.code, "untouched");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(what_is_not_said_is_the_usual),
		test(what_is_said_counts),
		test(benefits_are_of_tiers_and_differ_by_property),
		test(benefits_are_things_of_the_house),
		test(an_external_programme_has_levels_alone),
		test(published_requirements_are_read_as_they_are_meant),
		test(programmes_without_nights_or_with_tens_need_no_code),
		test(a_bad_one_is_refused_where_it_is_bad),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
