/*
 * Reads a POSIX TZ rule and computes its changes. The calendar repeats every 400 years to the
 * weekday, so a moment is first moved into the years 2000 to 2399 and the answer moved back:
 * nothing can overflow, and any moment has an answer.
 */
#include "core/zone_rule.h"

#include "core/time.h"

enum {
	CYCLE_FIRST_YEAR = 2000,
	CYCLE_FIRST_DAY = 10957, /* 2000-01-01 */
	CYCLE_DAYS = 146097,
	DAY_SECONDS = 86400,
	USUAL_CHANGE_SECONDS = 2 * 3600,
	LARGEST_OFFSET_HOURS = 24,
	LARGEST_CHANGE_HOURS = 167,
	SHORTEST_NAME = 3,
};

/* What is left to read; `failed` is remembered, so that a form reads as its parts. */
struct cursor {
	const char *at;
	const char *end;
	bool failed;
};

struct change {
	int64_t at_s;
	bool begins_summer;
};

static char peek(const struct cursor *cursor)
{
	return !cursor->failed && cursor->at < cursor->end ? *cursor->at : '\0';
}

static bool skip_char(struct cursor *cursor, char c)
{
	if (peek(cursor) != c) {
		return false;
	}
	cursor->at++;
	return true;
}

static void take_char(struct cursor *cursor, char c)
{
	if (!skip_char(cursor, c)) {
		cursor->failed = true;
	}
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_quotable(char c)
{
	return is_letter(c) || is_digit(c) || c == '+' || c == '-';
}

/* At most three digits, from `least` to `most`. */
static int32_t take_number(struct cursor *cursor, int32_t least, int32_t most)
{
	int32_t value = 0;
	int digits = 0;

	for (; is_digit(peek(cursor)) && digits < 3; digits++) {
		value = value * 10 + (*cursor->at++ - '0');
	}
	if (digits == 0 || value < least || value > most) {
		cursor->failed = true;
	}
	return value;
}

/* The names themselves are of no use here. */
static void take_name(struct cursor *cursor)
{
	bool quoted = skip_char(cursor, '<');
	int len = 0;

	while (quoted ? is_quotable(peek(cursor)) : is_letter(peek(cursor))) {
		cursor->at++;
		len++;
	}
	if (quoted) {
		take_char(cursor, '>');
	}
	if (len < SHORTEST_NAME) {
		cursor->failed = true;
	}
}

/* [+-]h[:mm[:ss]] in seconds. */
static int32_t take_time(struct cursor *cursor, int32_t largest_hours)
{
	int32_t sign = peek(cursor) == '-' ? -1 : 1;
	int32_t seconds;

	if (peek(cursor) == '-' || peek(cursor) == '+') {
		cursor->at++;
	}
	seconds = take_number(cursor, 0, largest_hours) * 3600;
	if (skip_char(cursor, ':')) {
		seconds += take_number(cursor, 0, 59) * 60;
		if (skip_char(cursor, ':')) {
			seconds += take_number(cursor, 0, 59);
		}
	}
	return sign * seconds;
}

static struct sg_zone_rule_date take_date(struct cursor *cursor)
{
	struct sg_zone_rule_date date = {.seconds = USUAL_CHANGE_SECONDS};

	if (skip_char(cursor, 'M')) {
		date.form = SG_ZONE_RULE_MONTH;
		date.month = take_number(cursor, 1, 12);
		take_char(cursor, '.');
		date.week = take_number(cursor, 1, 5);
		take_char(cursor, '.');
		date.weekday = take_number(cursor, 0, 6);
	} else if (skip_char(cursor, 'J')) {
		date.form = SG_ZONE_RULE_JULIAN;
		date.day = take_number(cursor, 1, 365);
	} else {
		date.form = SG_ZONE_RULE_DAY;
		date.day = take_number(cursor, 0, 365);
	}
	if (skip_char(cursor, '/')) {
		date.seconds = take_time(cursor, LARGEST_CHANGE_HOURS);
	}
	return date;
}

static void take_summer(struct cursor *cursor, struct sg_zone_rule *rule)
{
	static const struct sg_zone_rule_date usual_begin = {.form = SG_ZONE_RULE_MONTH,
		.month = 3,
		.week = 2,
		.seconds = USUAL_CHANGE_SECONDS};
	static const struct sg_zone_rule_date usual_end = {.form = SG_ZONE_RULE_MONTH,
		.month = 11,
		.week = 1,
		.seconds = USUAL_CHANGE_SECONDS};

	rule->has_summer = true;
	rule->summer_offset = rule->standard_offset + 3600;
	take_name(cursor);
	if (peek(cursor) != '\0' && peek(cursor) != ',') {
		rule->summer_offset = -take_time(cursor, LARGEST_OFFSET_HOURS);
	}
	if (peek(cursor) == '\0') {
		rule->summer_begin = usual_begin;
		rule->summer_end = usual_end;
		return;
	}
	take_char(cursor, ',');
	rule->summer_begin = take_date(cursor);
	take_char(cursor, ',');
	rule->summer_end = take_date(cursor);
}

bool sg_zone_rule_parse(const char *text, size_t len, struct sg_zone_rule *ret_rule)
{
	struct cursor cursor = {text, text + len, false};
	struct sg_zone_rule rule = {0};

	take_name(&cursor);
	rule.standard_offset = -take_time(&cursor, LARGEST_OFFSET_HOURS);
	if (cursor.at < cursor.end) {
		take_summer(&cursor, &rule);
	}
	if (cursor.failed || cursor.at < cursor.end) {
		return false;
	}
	*ret_rule = rule;
	return true;
}

static int32_t month_form_day(const struct sg_zone_rule_date *date, int32_t year)
{
	int32_t first_day = sg_day_from_civil(year, date->month, 1);
	int32_t first_weekday = (sg_day_weekday(first_day) + 1) % 7;
	int32_t of_month =
		1 + (date->weekday - first_weekday + 7) % 7 + (date->week - 1) * 7;

	while (sg_day_from_civil(year, date->month, of_month) == SG_NO_DAY) {
		of_month -= 7;
	}
	return first_day + of_month - 1;
}

static int32_t date_day(const struct sg_zone_rule_date *date, int32_t year)
{
	int32_t first_day = sg_day_from_civil(year, 1, 1);
	bool leap = sg_day_from_civil(year, 2, 29) != SG_NO_DAY;

	switch (date->form) {
	case SG_ZONE_RULE_JULIAN:
		return first_day + date->day - 1 + (leap && date->day >= 60 ? 1 : 0);
	case SG_ZONE_RULE_DAY:
		return first_day + date->day;
	case SG_ZONE_RULE_MONTH:
	default:
		return month_form_day(date, year);
	}
}

/* Each change is written in the local time that holds until it. */
static struct change change_of(const struct sg_zone_rule *rule, int32_t year, bool begins)
{
	const struct sg_zone_rule_date *date =
		begins ? &rule->summer_begin : &rule->summer_end;
	int32_t offset_before = begins ? rule->standard_offset : rule->summer_offset;
	struct change change = {.begins_summer = begins};

	change.at_s = (int64_t)date_day(date, year) * DAY_SECONDS + date->seconds -
	              offset_before;
	return change;
}

/* Narrows the period around `at_s` by one change. */
static void narrow(struct sg_zone_period *period, const struct sg_zone_rule *rule,
	struct change change, int64_t at_s)
{
	if (change.at_s > at_s) {
		period->end_s = change.at_s < period->end_s ? change.at_s : period->end_s;
		return;
	}
	if (change.at_s > period->start_s ||
		(change.at_s == period->start_s && change.begins_summer)) {
		period->start_s = change.at_s;
		period->offset = change.begins_summer ? rule->summer_offset
		                                      : rule->standard_offset;
	}
}

struct sg_zone_period sg_zone_rule_period(const struct sg_zone_rule *rule, int64_t at_s)
{
	const int64_t cycle_s = (int64_t)CYCLE_DAYS * DAY_SECONDS;
	struct sg_zone_period period = {INT64_MIN, INT64_MAX, rule->standard_offset};
	int64_t in_cycle_s = at_s - (int64_t)CYCLE_FIRST_DAY * DAY_SECONDS;
	int64_t cycles = in_cycle_s / cycle_s - (in_cycle_s % cycle_s < 0 ? 1 : 0);
	int64_t moved_s = at_s - cycles * cycle_s;
	int32_t year, month, day_of_month;

	if (!rule->has_summer) {
		return period;
	}
	sg_day_to_civil((int32_t)(moved_s / DAY_SECONDS), &year, &month, &day_of_month);
	/* A change may lie eight days outside its year, so two years on either side always
	 * hold the one before and the one after. */
	for (int32_t near = year - 2; near <= year + 2; near++) {
		narrow(&period, rule, change_of(rule, near, true), moved_s);
		narrow(&period, rule, change_of(rule, near, false), moved_s);
	}
	period.start_s += cycles * cycle_s;
	period.end_s += cycles * cycle_s;
	return period;
}
