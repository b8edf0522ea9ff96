/* The POSIX rule at a zone's end: its forms, and what it says compared with libc. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "core/time.h"
#include "core/zone_rule.h"

static struct sg_zone_rule parsed(const char *text)
{
	struct sg_zone_rule rule;

	assert_true(sg_zone_rule_parse(text, strlen(text), &rule));
	return rule;
}

static int64_t seconds(const char *text)
{
	int64_t us;

	assert_true(sg_time_parse(text, &us));
	return us / SG_SECOND_US;
}

static void the_usual_form_is_read(void **state)
{
	struct sg_zone_rule rule = parsed("CET-1CEST,M3.5.0,M10.5.0/3");

	(void)state;
	assert_int_equal(rule.standard_offset, 3600);
	assert_int_equal(rule.summer_offset, 7200);
	assert_true(rule.has_summer);
	assert_int_equal(rule.summer_begin.form, SG_ZONE_RULE_MONTH);
	assert_int_equal(rule.summer_begin.month, 3);
	assert_int_equal(rule.summer_begin.week, 5);
	assert_int_equal(rule.summer_begin.weekday, 0);
	assert_int_equal(rule.summer_begin.seconds, 7200);
	assert_int_equal(rule.summer_end.month, 10);
	assert_int_equal(rule.summer_end.seconds, 10800);
}

static void every_form_of_offset_is_read(void **state)
{
	static const struct {
		const char *text;
		int32_t standard_offset;
		int32_t summer_offset;
	} cases[] = {
		{"UTC0", 0, 0},
		{"<+0330>-3:30", 12600, 0},
		{"<-03>3", -10800, 0},
		{"LMT-0:53:28", 3208, 0},
		{"ABC+24:59:59", -89999, 0},
		{"XYZ-24", 86400, 0},
		{"EST5EDT,M3.2.0,M11.1.0", -18000, -14400},
		{"IST-1GMT0,M10.5.0,M3.5.0/1", 3600, 0},
		{"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 37800, 39600},
		{"<A-1>1<B+2>+2:03:04,J1,J2", -3600, -7384},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct sg_zone_rule rule = parsed(cases[i].text);

		assert_int_equal(rule.standard_offset, cases[i].standard_offset);
		assert_int_equal(rule.summer_offset, cases[i].summer_offset);
	}
}

static void every_form_of_date_is_read(void **state)
{
	struct sg_zone_rule rule = parsed("EST5EDT,J60/-167:59:59,365/+167");

	(void)state;
	assert_int_equal(rule.summer_begin.form, SG_ZONE_RULE_JULIAN);
	assert_int_equal(rule.summer_begin.day, 60);
	assert_int_equal(rule.summer_begin.seconds, -(167 * 3600 + 59 * 60 + 59));
	assert_int_equal(rule.summer_end.form, SG_ZONE_RULE_DAY);
	assert_int_equal(rule.summer_end.day, 365);
	assert_int_equal(rule.summer_end.seconds, 167 * 3600);
}

static void other_texts_are_no_rules(void **state)
{
	static const char *const texts[] = {"", "CET", "CE-1", "-1", "<CET-1", "<CE>-1",
		"<C T>-1", "C3T-1", "CET-", "CET--1", "CET-25", "CET-1:60", "CET-1:00:60",
		"CET-1:", "CET-1 ", "CET-1C", "CET-1CEST,", "CET-1CEST,M3.5.0",
		"CET-1CEST,M3.5.0,", "CET-1CEST,M3.5.0,M10.5.0,",
		"CET-1CEST,M0.5.0,M10.5.0", "CET-1CEST,M13.5.0,M10.5.0",
		"CET-1CEST,M3.0.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0",
		"CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,M3.5,M10.5.0",
		"CET-1CEST,M3-5-0,M10.5.0", "CET-1CEST,J0,J5", "CET-1CEST,J366,J5",
		"CET-1CEST,366,5", "CET-1CEST,-1,5", "CET-1CEST,J1/168,J5",
		"CET-1CEST,J1/,J5", "CET-1CEST,J0001,J5", "CET-1CEST25,J1,J5",
		"CET-1<CE>,J1,J5", "CET-1CEST;J1,J5", "CET-1CEST J1,J5"};
	struct sg_zone_rule rule = {.standard_offset = 77};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		assert_false(sg_zone_rule_parse(texts[i], strlen(texts[i]), &rule));
	}
	assert_false(sg_zone_rule_parse("CET-1\0CEST", 10, &rule));
	assert_false(sg_zone_rule_parse("CET-1CEST\0,J1,J5", 16, &rule));
	assert_int_equal(rule.standard_offset, 77);
}

/* Each length of it alone in memory, so that a step too far is seen. */
static void a_rule_is_never_read_beyond_its_length(void **state)
{
	static const char text[] = "<+1030>-10:30<+11>-11:00:00,M10.1.0/-2:30:15,J300/26";
	struct sg_zone_rule rule;

	(void)state;
	for (size_t len = 1; len < sizeof text; len++) {
		char *alone = malloc(len);

		assert_non_null(alone);
		memcpy(alone, text, len);
		(void)sg_zone_rule_parse(alone, len, &rule);
		free(alone);
	}
}

static void without_summer_time_one_offset_holds_always(void **state)
{
	struct sg_zone_rule rule = parsed("IST-5:30");
	struct sg_zone_period period = sg_zone_rule_period(&rule, 0);

	(void)state;
	assert_int_equal(period.offset, 19800);
	assert_true(period.start_s == INT64_MIN && period.end_s == INT64_MAX);
}

static void a_period_begins_and_ends_at_the_changes(void **state)
{
	struct sg_zone_rule rule = parsed("CET-1CEST,M3.5.0,M10.5.0/3");
	struct sg_zone_period summer =
		sg_zone_rule_period(&rule, seconds("2026-07-01T00:00:00Z"));
	struct sg_zone_period winter = sg_zone_rule_period(&rule, summer.end_s);

	(void)state;
	assert_int_equal(summer.offset, 7200);
	assert_int_equal(summer.start_s, seconds("2026-03-29T01:00:00Z"));
	assert_int_equal(summer.end_s, seconds("2026-10-25T01:00:00Z"));
	assert_int_equal(winter.offset, 3600);
	assert_int_equal(winter.start_s, summer.end_s);
	assert_int_equal(winter.end_s, seconds("2027-03-28T01:00:00Z"));
	assert_int_equal(sg_zone_rule_period(&rule, summer.start_s - 1).offset, 3600);
}

static void summer_time_without_days_has_the_usual_ones(void **state)
{
	struct sg_zone_rule bare = parsed("EST5EDT");
	struct sg_zone_rule full = parsed("EST5EDT,M3.2.0,M11.1.0");

	(void)state;
	for (int64_t at_s = 0; at_s < INT64_C(4000000000); at_s += 1234567) {
		assert_int_equal(sg_zone_rule_period(&bare, at_s).start_s,
			sg_zone_rule_period(&full, at_s).start_s);
		assert_int_equal(sg_zone_rule_period(&bare, at_s).offset,
			sg_zone_rule_period(&full, at_s).offset);
	}
}

/* The example of RFC 9636, 3.3.1: the end of one year's is the beginning of the next. */
static void summer_time_can_last_all_year(void **state)
{
	static const char *const texts[] = {
		"XXX3EDT4,0/0,J365/23", "EST5EDT,0/0,J365/25", "EST5EDT4,J1/0,J365/25"};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct sg_zone_rule rule = parsed(texts[i]);

		for (int32_t year = 1900; year < 2500; year++) {
			int64_t at_s = sg_day_from_civil(year, 1, 1) * INT64_C(86400);

			for (int64_t hour = -30; hour <= 30; hour++) {
				assert_int_equal(
					sg_zone_rule_period(&rule, at_s + hour * 3600)
						.offset,
					-14400);
			}
		}
	}
}

static void the_calendar_repeats_for_ever(void **state)
{
	const int64_t cycle_s = INT64_C(146097) * 86400;
	struct sg_zone_rule rule = parsed("NZST-12NZDT,M9.5.0,M4.1.0/3");

	(void)state;
	for (int64_t at_s = 0; at_s < cycle_s; at_s += 86400 * 50) {
		struct sg_zone_period now = sg_zone_rule_period(&rule, at_s);
		struct sg_zone_period then =
			sg_zone_rule_period(&rule, at_s + 600 * cycle_s);
		struct sg_zone_period once =
			sg_zone_rule_period(&rule, at_s - 600 * cycle_s);

		assert_int_equal(then.offset, now.offset);
		assert_int_equal(then.end_s, now.end_s + 600 * cycle_s);
		assert_int_equal(once.offset, now.offset);
		assert_int_equal(once.start_s, now.start_s - 600 * cycle_s);
	}
}

static void check_against_libc(const struct sg_zone_rule *rule, int64_t at_s)
{
	time_t at = (time_t)at_s;
	struct tm local;

	assert_non_null(localtime_r(&at, &local));
	assert_int_equal(sg_zone_rule_period(rule, at_s).offset, local.tm_gmtoff);
}

static void libc_reads_the_rules_alike(void **state)
{
	static const char *const texts[] = {"CET-1CEST,M3.5.0,M10.5.0/3",
		"EST5EDT,M3.2.0,M11.1.0", "<-03>3<-02>,M3.5.0/-1,M10.5.0/0",
		"IST-2IDT,M3.4.4/26,M10.5.0", "EST5EDT,J60,J300", "EST5EDT,59/3,299/1:30",
		"EST5EDT,0/0,J365/12", "NZST-12NZDT,M9.5.0,M4.1.0/3",
		"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "AAA3BBB1:15,J59/0,J61/0:00:01",
		"IST-1GMT0,M10.5.0,M3.5.0/1", "UTC0"};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct sg_zone_rule rule = parsed(texts[i]);

		assert_int_equal(setenv("TZ", texts[i], 1), 0);
		tzset();
		/* libc does not see a change that belongs to another year than its own. */
		for (int64_t at_s = seconds("1971-01-01T00:00:00Z");
			at_s < seconds("2400-01-01T00:00:00Z");
			at_s += 86400 * 3 + 54321) {
			struct sg_zone_period period = sg_zone_rule_period(&rule, at_s);

			check_against_libc(&rule, at_s);
			if (period.end_s != INT64_MAX) {
				check_against_libc(&rule, period.end_s - 1);
				check_against_libc(&rule, period.end_s);
			}
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_usual_form_is_read),
		cmocka_unit_test(every_form_of_offset_is_read),
		cmocka_unit_test(every_form_of_date_is_read),
		cmocka_unit_test(other_texts_are_no_rules),
		cmocka_unit_test(a_rule_is_never_read_beyond_its_length),
		cmocka_unit_test(without_summer_time_one_offset_holds_always),
		cmocka_unit_test(a_period_begins_and_ends_at_the_changes),
		cmocka_unit_test(summer_time_without_days_has_the_usual_ones),
		cmocka_unit_test(summer_time_can_last_all_year),
		cmocka_unit_test(the_calendar_repeats_for_ever),
		cmocka_unit_test(libc_reads_the_rules_alike),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
