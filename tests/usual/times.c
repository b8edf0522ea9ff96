/* Times as they stand in files of choices. */
#include "streams.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/time.h"

/* Seconds, milliseconds or microseconds: whichever gives a time of our days. */
static bool time_of_number(const char *text, int64_t *ret_us)
{
	char *end;
	double number = strtod(text, &end);

	if (end == text || *end != '\0' || !isfinite(number) || fabs(number) > 1e18) {
		return false;
	}
	if (fabs(number) < 1e11) {
		number *= 1e6;
	} else if (fabs(number) < 1e14) {
		number *= 1e3;
	}
	*ret_us = (int64_t)number;
	return true;
}

static bool time_of_day(const char *text, int64_t *ret_us)
{
	unsigned hour, minute;
	double second = 0;
	int used = 0;

	if (*text == '\0') {
		*ret_us = 0;
		return true;
	}
	if (sscanf(text, "%*1[ T]%2u:%2u%n", &hour, &minute, &used) < 2 || used == 0) {
		return false;
	}
	if (text[used] == ':') {
		char *end;

		second = strtod(text + used + 1, &end);
		used = (int)(end - text);
	}
	*ret_us = hour * SG_HOUR_US + minute * SG_MINUTE_US + (int64_t)(second * 1e6);
	return text[used] == '\0' && hour < 24 && minute < 60 && second >= 0 &&
	       second < 61;
}

bool streams_time(const char *text, int64_t *ret_us)
{
	int year, month, day, used = 0;
	char stroke[2], second[2];
	int32_t date;

	if (sg_time_parse(text, ret_us) || time_of_number(text, ret_us)) {
		return true;
	}
	if (sscanf(text, "%4d%1[-/]%2d%1[-/]%2d%n", &year, stroke, &month, second, &day,
		    &used) < 5 ||
		stroke[0] != second[0]) {
		return false;
	}
	date = sg_day_from_civil(year, month, day);
	if (date == SG_NO_DAY || !time_of_day(text + used, ret_us)) {
		return false;
	}
	*ret_us += date * SG_DAY_US;
	return true;
}
