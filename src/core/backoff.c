/* Retry profiles as tables, waits in whole microseconds without floating point. */
#include "core/backoff.h"

#include <stdbool.h>
#include <string.h>

#include "core/time.h"

#define LONGEST_ASKED_US (36525 * SG_DAY_US)

static const int32_t urgent_waits_s[] = {0, 5, 15, 45, 120, 300, 600, 1200, 2400, 3600};
static const int32_t standard_waits_s[] = {
	0, 5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400};

static const struct sg_backoff profiles[] = {
	{"urgent", urgent_waits_s, sizeof urgent_waits_s / sizeof urgent_waits_s[0]},
	{"standard", standard_waits_s,
		sizeof standard_waits_s / sizeof standard_waits_s[0]},
};

static const struct {
	int http_status;
	enum sg_delivery_outcome outcome;
} special_statuses[] = {
	{410, SG_DELIVERY_GONE},
	{429, SG_DELIVERY_THROTTLE},
	{502, SG_DELIVERY_THROTTLE},
	{503, SG_DELIVERY_THROTTLE},
	{504, SG_DELIVERY_THROTTLE},
};

const struct sg_backoff *sg_backoff_find(const char *name)
{
	for (size_t i = 0; i < sizeof profiles / sizeof profiles[0]; i++) {
		if (name != NULL && strcmp(profiles[i].name, name) == 0) {
			return &profiles[i];
		}
	}
	return NULL;
}

static int64_t clamp(int64_t value, int64_t least, int64_t most)
{
	if (value < least) {
		return least;
	}
	return value > most ? most : value;
}

/* Saturates, as a wall clock can be set to anything. */
static int64_t later_us(int64_t now_us, int64_t wait_us)
{
	return now_us > INT64_MAX - wait_us ? INT64_MAX : now_us + wait_us;
}

static int64_t until_us(int64_t now_us, int64_t then_us)
{
	if (then_us <= now_us) {
		return 0;
	}
	return now_us < 0 && then_us > INT64_MAX + now_us ? INT64_MAX : then_us - now_us;
}

int64_t sg_backoff_next_us(const struct sg_backoff *backoff, uint32_t attempts,
	int64_t now_us, int64_t retry_after_us, uint64_t random)
{
	size_t last = backoff->count - 1;
	int64_t most_us = backoff->waits_s[last] * SG_SECOND_US;
	int64_t wait_us =
		backoff->waits_s[attempts < last ? attempts : last] * SG_SECOND_US;
	int64_t fifth_us, spread_us;

	if (retry_after_us != SG_NO_TIME) {
		wait_us = clamp(until_us(now_us, retry_after_us), wait_us, most_us);
	}
	fifth_us = wait_us / 5;
	spread_us = retry_after_us == SG_NO_TIME ? 2 * fifth_us : fifth_us;
	wait_us += fifth_us - spread_us + (int64_t)(random % ((uint64_t)spread_us + 1));
	return later_us(now_us, wait_us);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "12" or "12.5", the whole text; -1 when it is something else. */
static int64_t seconds_us(const char *text)
{
	int64_t us = 0, unit_us = SG_SECOND_US;

	if (!is_digit(*text)) {
		return -1;
	}
	for (; is_digit(*text); text++) {
		us = clamp(us * 10 + (*text - '0') * SG_SECOND_US, 0, LONGEST_ASKED_US);
	}
	if (*text == '.') {
		for (text++; is_digit(*text); text++) {
			unit_us /= 10;
			us += (*text - '0') * unit_us;
		}
	}
	return *text == '\0' ? us : -1;
}

int64_t sg_backoff_retry_after_us(const char *value, int64_t now_us)
{
	char text[64];
	size_t len;
	int64_t us;

	if (value == NULL) {
		return SG_NO_TIME;
	}
	value += strspn(value, " \t");
	len = strlen(value);
	while (len > 0 && (value[len - 1] == ' ' || value[len - 1] == '\t')) {
		len--;
	}
	if (len >= sizeof text) {
		return SG_NO_TIME;
	}
	memcpy(text, value, len);
	text[len] = '\0';
	us = seconds_us(text);
	if (us >= 0) {
		return later_us(now_us, us);
	}
	return sg_time_parse_http(text, &us) && us > now_us ? us : SG_NO_TIME;
}

enum sg_delivery_outcome sg_outcome_of(int http_status, enum sg_transport transport)
{
	if (transport != SG_TRANSPORT_OK) {
		return transport == SG_TRANSPORT_TIMED_OUT ? SG_DELIVERY_THROTTLE
		                                           : SG_DELIVERY_RETRY;
	}
	for (size_t i = 0; i < sizeof special_statuses / sizeof special_statuses[0];
		i++) {
		if (special_statuses[i].http_status == http_status) {
			return special_statuses[i].outcome;
		}
	}
	return http_status >= 200 && http_status <= 299 ? SG_DELIVERY_DELIVERED
	                                                : SG_DELIVERY_RETRY;
}

int64_t sg_backoff_asked_us(
	enum sg_delivery_outcome outcome, const char *retry_after, int64_t now_us)
{
	int64_t asked_us = sg_backoff_retry_after_us(retry_after, now_us);

	if (asked_us == SG_NO_TIME && outcome == SG_DELIVERY_THROTTLE) {
		return later_us(now_us, SG_MINUTE_US);
	}
	return asked_us;
}
