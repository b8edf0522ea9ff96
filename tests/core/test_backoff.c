/* Waits between attempts, Retry-After, and what an answer means. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/backoff.h"
#include "core/time.h"

/* 2026-11-21T15:04:05Z, a Saturday. */
#define NOW_US INT64_C(1795273445000000)

enum { WAITS = 12 };

static void check_profile(const char *name, const int64_t waits_s[WAITS])
{
	const struct sg_backoff *backoff = sg_backoff_find(name);

	assert_non_null(backoff);
	assert_string_equal(backoff->name, name);
	for (uint32_t attempts = 0; attempts < WAITS; attempts++) {
		int64_t wait_us = waits_s[attempts] * SG_SECOND_US;
		int64_t fifth_us = wait_us / 5;

		assert_int_equal(
			sg_backoff_next_us(backoff, attempts, NOW_US, SG_NO_TIME, 0),
			NOW_US + wait_us - fifth_us);
		assert_int_equal(sg_backoff_next_us(backoff, attempts, NOW_US, SG_NO_TIME,
					 (uint64_t)fifth_us),
			NOW_US + wait_us);
		assert_int_equal(sg_backoff_next_us(backoff, attempts, NOW_US, SG_NO_TIME,
					 (uint64_t)fifth_us * 2),
			NOW_US + wait_us + fifth_us);
	}
}

static void the_urgent_profile_ends_hourly(void **state)
{
	static const int64_t waits_s[WAITS] = {
		0, 5, 15, 45, 120, 300, 600, 1200, 2400, 3600, 3600, 3600};

	(void)state;
	check_profile("urgent", waits_s);
	assert_int_equal(sg_backoff_next_us(sg_backoff_find("urgent"), UINT32_MAX, NOW_US,
				 SG_NO_TIME, 0),
		NOW_US + 2880 * SG_SECOND_US);
}

static void the_standard_profile_is_the_published_example(void **state)
{
	static const int64_t waits_s[WAITS] = {
		0, 5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400, 86400, 86400};

	(void)state;
	check_profile("standard", waits_s);
}

static void other_profiles_are_unknown(void **state)
{
	(void)state;
	assert_null(sg_backoff_find("Urgent"));
	assert_null(sg_backoff_find(""));
	assert_null(sg_backoff_find(NULL));
}

static void waits_spread_evenly_over_a_fifth_either_way(void **state)
{
	const struct sg_backoff *backoff = sg_backoff_find("standard");
	uint64_t random = 88172645463325252u;
	unsigned tenths[10] = {0};

	(void)state;
	for (int i = 0; i < 100000; i++) {
		int64_t wait_us;

		random ^= random << 13;
		random ^= random >> 7;
		random ^= random << 17;
		wait_us = sg_backoff_next_us(backoff, 2, NOW_US, SG_NO_TIME, random) -
		          NOW_US;
		assert_in_range(wait_us, 240 * SG_SECOND_US, 360 * SG_SECOND_US);
		tenths[(wait_us - 240 * SG_SECOND_US) / (12 * SG_SECOND_US + 1)]++;
	}
	for (int i = 0; i < 10; i++) {
		assert_in_range(tenths[i], 9500, 10500);
	}
}

static int64_t asked_wait_us(uint32_t attempts, int64_t asked_us, uint64_t random)
{
	return sg_backoff_next_us(
		       sg_backoff_find("urgent"), attempts, NOW_US, asked_us, random) -
	       NOW_US;
}

static void the_receiver_is_never_asked_earlier_than_it_wants(void **state)
{
	(void)state;
	assert_int_equal(
		asked_wait_us(1, NOW_US + 100 * SG_SECOND_US, 0), 100 * SG_SECOND_US);
	assert_int_equal(asked_wait_us(1, NOW_US + 100 * SG_SECOND_US, 20 * SG_SECOND_US),
		120 * SG_SECOND_US);
	for (uint64_t random = 0; random < 1000; random++) {
		assert_in_range(asked_wait_us(1, NOW_US + 100 * SG_SECOND_US,
					random * UINT64_C(0x9E3779B97F4A7C15)),
			100 * SG_SECOND_US, 120 * SG_SECOND_US);
	}
}

static void the_receiver_cannot_hurry_or_stall_us(void **state)
{
	(void)state;
	assert_int_equal(asked_wait_us(3, NOW_US + SG_SECOND_US, 0), 45 * SG_SECOND_US);
	assert_int_equal(asked_wait_us(3, NOW_US, 0), 45 * SG_SECOND_US);
	assert_int_equal(asked_wait_us(3, NOW_US - SG_DAY_US, 0), 45 * SG_SECOND_US);
	assert_int_equal(asked_wait_us(3, NOW_US + 400 * SG_DAY_US, 0), SG_HOUR_US);
	assert_int_equal(asked_wait_us(3, INT64_MAX, 0), SG_HOUR_US);
}

static void a_clock_at_its_ends_overflows_nothing(void **state)
{
	const struct sg_backoff *backoff = sg_backoff_find("urgent");

	(void)state;
	assert_int_equal(
		sg_backoff_next_us(backoff, 20, INT64_MAX, SG_NO_TIME, 0), INT64_MAX);
	assert_int_equal(sg_backoff_next_us(backoff, 1, INT64_MIN, INT64_MAX, 0),
		INT64_MIN + SG_HOUR_US);
	assert_int_equal(sg_backoff_retry_after_us("5", INT64_MAX - 1), INT64_MAX);
}

static void retry_after_is_seconds_or_a_date(void **state)
{
	static const struct {
		const char *value;
		int64_t wait_us;
	} cases[] = {
		{"120", 120 * SG_SECOND_US},
		{"0", 0},
		{"007", 7 * SG_SECOND_US},
		{" \t60 ", 60 * SG_SECOND_US},
		{"1.5", 1500000},
		{"2.", 2 * SG_SECOND_US},
		{"0.0000019", 1},
		{"Sat, 21 Nov 2026 15:04:06 GMT", SG_SECOND_US},
		{" Sat, 21 Nov 2026 16:04:05 GMT", SG_HOUR_US},
		{"Sun, 21 Nov 2027 15:04:05 GMT", 365 * SG_DAY_US},
		{"99999999999999999999999999999999", 36525 * SG_DAY_US},
		{"3155760000", 36525 * SG_DAY_US},
		{"3155759999", 36525 * SG_DAY_US - SG_SECOND_US},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		assert_int_equal(sg_backoff_retry_after_us(cases[i].value, NOW_US),
			NOW_US + cases[i].wait_us);
	}
}

static void other_values_of_retry_after_are_ignored(void **state)
{
	static const char *const values[] = {
		"",
		" ",
		"soon",
		"-5",
		"+5",
		".5",
		"1e3",
		"0x10",
		"12 s",
		"1.5.5",
		"Sat, 21 Nov 2026 15:04:05 GMT",
		"Sat, 21 Nov 2020 15:04:05 GMT",
		"Mon, 21 Nov 2026 16:04:05 GMT",
		"Saturday, 21-Nov-26 16:04:05 GMT",
		"Sat Nov 21 16:04:05 2026",
		"2026-11-21T16:04:05Z",
		"0000000000000000000000000000000000000000000000000000000000000001",
	};

	(void)state;
	assert_int_equal(sg_backoff_retry_after_us(NULL, NOW_US), SG_NO_TIME);
	for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
		assert_int_equal(
			sg_backoff_retry_after_us(values[i], NOW_US), SG_NO_TIME);
	}
}

static enum sg_delivery_outcome expected_outcome(int status)
{
	switch (status) {
	case 410:
		return SG_DELIVERY_GONE;
	case 429:
	case 502:
	case 503:
	case 504:
		return SG_DELIVERY_THROTTLE;
	default:
		return status / 100 == 2 ? SG_DELIVERY_DELIVERED : SG_DELIVERY_RETRY;
	}
}

static void every_status_has_an_outcome(void **state)
{
	(void)state;
	for (int status = -1; status < 1000; status++) {
		assert_int_equal(
			sg_outcome_of(status, SG_TRANSPORT_OK), expected_outcome(status));
		assert_int_equal(
			sg_outcome_of(status, SG_TRANSPORT_FAILED), SG_DELIVERY_RETRY);
		assert_int_equal(sg_outcome_of(status, SG_TRANSPORT_TIMED_OUT),
			SG_DELIVERY_THROTTLE);
	}
}

static void a_throttled_endpoint_rests_a_minute_unless_it_says_otherwise(void **state)
{
	(void)state;
	assert_int_equal(sg_backoff_asked_us(SG_DELIVERY_THROTTLE, NULL, NOW_US),
		NOW_US + SG_MINUTE_US);
	assert_int_equal(sg_backoff_asked_us(SG_DELIVERY_THROTTLE, "soon", NOW_US),
		NOW_US + SG_MINUTE_US);
	assert_int_equal(sg_backoff_asked_us(SG_DELIVERY_THROTTLE, "7", NOW_US),
		NOW_US + 7 * SG_SECOND_US);
	assert_int_equal(
		sg_backoff_asked_us(SG_DELIVERY_RETRY, NULL, NOW_US), SG_NO_TIME);
	assert_int_equal(sg_backoff_asked_us(SG_DELIVERY_RETRY, "7", NOW_US),
		NOW_US + 7 * SG_SECOND_US);
	assert_int_equal(
		asked_wait_us(
			1, sg_backoff_asked_us(SG_DELIVERY_THROTTLE, NULL, NOW_US), 0),
		SG_MINUTE_US);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_urgent_profile_ends_hourly),
		cmocka_unit_test(the_standard_profile_is_the_published_example),
		cmocka_unit_test(other_profiles_are_unknown),
		cmocka_unit_test(waits_spread_evenly_over_a_fifth_either_way),
		cmocka_unit_test(the_receiver_is_never_asked_earlier_than_it_wants),
		cmocka_unit_test(the_receiver_cannot_hurry_or_stall_us),
		cmocka_unit_test(a_clock_at_its_ends_overflows_nothing),
		cmocka_unit_test(retry_after_is_seconds_or_a_date),
		cmocka_unit_test(other_values_of_retry_after_are_ignored),
		cmocka_unit_test(every_status_has_an_outcome),
		cmocka_unit_test(
			a_throttled_endpoint_rests_a_minute_unless_it_says_otherwise),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
