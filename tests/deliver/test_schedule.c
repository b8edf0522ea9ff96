/* Who may be called when: windows, rates, pauses and rests, on a clock of our own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "deliver/schedule.h"

#define SECOND INT64_C(1000000)
#define START (INT64_C(1000) * SECOND)

static const struct sg_schedule_policy wide = {.concurrency_max = 8};

static struct sg_schedule *schedule;

static struct sg_id endpoint_of(uint32_t number)
{
	struct sg_id id = {{0}};

	memcpy(id.bytes + 8, &number, sizeof number);
	return id;
}

static int make(void **state)
{
	(void)state;
	schedule = sg_schedule_new();
	return schedule != NULL ? 0 : -1;
}

static int unmake(void **state)
{
	(void)state;
	sg_schedule_free(schedule);
	return 0;
}

static bool may(
	uint32_t endpoint, const struct sg_schedule_policy *policy, int64_t now_us)
{
	struct sg_id id = endpoint_of(endpoint);

	return sg_schedule_may_start(schedule, &id, policy, now_us);
}

static void begin(uint32_t endpoint, int64_t now_us)
{
	struct sg_id id = endpoint_of(endpoint);

	sg_schedule_started(schedule, &id, now_us);
}

static void end(uint32_t endpoint, enum sg_schedule_outcome outcome, int64_t now_us)
{
	struct sg_id id = endpoint_of(endpoint);

	sg_schedule_finished(schedule, &id, outcome, 0, now_us);
}

/* As many as may start now, started. */
static uint32_t start_all(
	uint32_t endpoint, const struct sg_schedule_policy *policy, int64_t now_us)
{
	uint32_t count = 0;

	while (count < 10000 && may(endpoint, policy, now_us)) {
		begin(endpoint, now_us);
		count++;
	}
	return count;
}

static void end_all(uint32_t endpoint, enum sg_schedule_outcome outcome, uint32_t count,
	int64_t now_us)
{
	for (uint32_t i = 0; i < count; i++) {
		end(endpoint, outcome, now_us);
	}
}

static uint32_t window_of(uint32_t endpoint)
{
	struct sg_id id = endpoint_of(endpoint);
	uint32_t window;
	uint32_t in_flight;
	int64_t resumes_us;

	assert_true(sg_schedule_look(schedule, &id, &window, &in_flight, &resumes_us));
	return window;
}

/* Fails until it rests; the time is when it may be asked again. */
static int64_t kill_endpoint(uint32_t endpoint, int64_t now_us)
{
	for (int i = 0; i < 100 && may(endpoint, &wide, now_us); i++) {
		begin(endpoint, now_us);
		end(endpoint, SG_SCHEDULE_UNREACHABLE, now_us);
	}
	assert_int_equal(window_of(endpoint), 0);
	return sg_schedule_next_us(schedule, now_us);
}

static void a_window_opens_with_success_up_to_its_most(void **state)
{
	uint32_t most = 0;

	(void)state;
	assert_int_equal(start_all(1, &wide, START), SG_SCHEDULE_WINDOW_START);
	for (int i = 0; i < 100; i++) {
		end(1, SG_SCHEDULE_DELIVERED, START);
		(void)start_all(1, &wide, START);
		most = window_of(1) > most ? window_of(1) : most;
	}
	assert_int_equal(most, 8);
	end_all(1, SG_SCHEDULE_DELIVERED, 8, START);
	assert_int_equal(start_all(1, &wide, START), 8);
}

static void the_configured_most_holds_at_once(void **state)
{
	const struct sg_schedule_policy one = {.concurrency_max = 1};
	const struct sg_schedule_policy none = {.concurrency_max = 0};

	(void)state;
	assert_int_equal(start_all(1, &one, START), 1);
	assert_int_equal(start_all(2, &none, START), 1);
	assert_int_equal(start_all(1, &wide, START), 1);
}

static void a_window_shrinks_with_failures_but_not_to_nothing(void **state)
{
	(void)state;
	for (int i = 0; i < 100; i++) {
		(void)start_all(1, &wide, START);
		end(1, SG_SCHEDULE_DELIVERED, START);
	}
	(void)start_all(1, &wide, START);
	assert_int_equal(window_of(1), 8);
	end_all(1, SG_SCHEDULE_FAILED, 8, START);
	assert_int_equal(window_of(1), 6);
	assert_int_equal(start_all(1, &wide, START), 6);
	end_all(1, SG_SCHEDULE_FAILED, 4, START);
	assert_int_equal(window_of(1), 5);
}

static void one_bad_server_of_four_keeps_the_window_open(void **state)
{
	(void)state;
	for (int i = 0; i < 400; i++) {
		assert_true(may(1, &wide, START));
		begin(1, START);
		end(1, i % 4 == 3 ? SG_SCHEDULE_UNREACHABLE : SG_SCHEDULE_DELIVERED,
			START);
	}
	assert_int_equal(window_of(1), 8);
}

static void a_dead_endpoint_rests_and_is_probed_one_at_a_time(void **state)
{
	int64_t rests_us[10];
	int64_t now_us = START;

	(void)state;
	for (int i = 0; i < 10; i++) {
		int64_t resumes_us = i == 0 ? kill_endpoint(1, now_us) : 0;

		if (i > 0) {
			begin(1, now_us);
			assert_false(may(1, &wide, now_us));
			end(1, SG_SCHEDULE_UNREACHABLE, now_us);
			assert_false(may(1, &wide, now_us));
			resumes_us = sg_schedule_next_us(schedule, now_us);
		}
		rests_us[i] = resumes_us - now_us;
		assert_false(may(1, &wide, resumes_us - 1));
		assert_true(may(1, &wide, resumes_us));
		now_us = resumes_us;
	}
	assert_int_equal(rests_us[0], 1 * SECOND);
	assert_int_equal(rests_us[1], 2 * SECOND);
	assert_int_equal(rests_us[5], 32 * SECOND);
	assert_int_equal(rests_us[6], 60 * SECOND);
	assert_int_equal(rests_us[9], 60 * SECOND);
}

static void an_endpoint_that_comes_back_begins_slowly(void **state)
{
	int64_t now_us = kill_endpoint(1, START);

	(void)state;
	assert_int_equal(start_all(1, &wide, now_us), 1);
	end(1, SG_SCHEDULE_DELIVERED, now_us);
	assert_int_equal(start_all(1, &wide, now_us), 1);
	for (int i = 0; i < 4; i++) {
		end(1, SG_SCHEDULE_DELIVERED, now_us);
		begin(1, now_us);
	}
	assert_int_equal(window_of(1), 2);
	assert_int_equal(kill_endpoint(2, now_us) - now_us, 1 * SECOND);
}

static void failures_of_one_moment_do_not_prolong_the_rest(void **state)
{
	int64_t next_us;

	(void)state;
	for (int i = 0; i < 100; i++) {
		(void)start_all(1, &wide, START);
		end(1, SG_SCHEDULE_DELIVERED, START);
	}
	(void)start_all(1, &wide, START);
	for (int i = 0; i < 30; i++) {
		begin(1, START);
	}
	end_all(1, SG_SCHEDULE_UNREACHABLE, 38, START + SECOND / 2);
	assert_int_equal(window_of(1), 0);
	assert_false(may(1, &wide, START + SECOND));
	next_us = sg_schedule_next_us(schedule, START + SECOND);
	assert_int_equal(next_us, START + SECOND / 2 + SECOND);
}

static void error_answers_count_less_than_no_answers(void **state)
{
	uint32_t failed = 0;
	uint32_t unreachable = 0;

	(void)state;
	while (may(1, &wide, START)) {
		begin(1, START);
		end(1, SG_SCHEDULE_FAILED, START);
		failed++;
	}
	while (may(2, &wide, START)) {
		begin(2, START);
		end(2, SG_SCHEDULE_UNREACHABLE, START);
		unreachable++;
	}
	assert_int_equal(unreachable, 4);
	assert_true(failed > 2 * unreachable && failed < 20);
}

static void an_answer_of_any_kind_shows_life(void **state)
{
	(void)state;
	for (int i = 0; i < 100; i++) {
		assert_true(may(1, &wide, START));
		begin(1, START);
		end(1, i % 2 == 0 ? SG_SCHEDULE_UNREACHABLE : SG_SCHEDULE_REJECTED,
			START);
	}
	assert_true(window_of(1) >= 1);
}

static void a_throttling_endpoint_is_left_alone_as_long_as_it_asks(void **state)
{
	struct sg_id id = endpoint_of(1);

	(void)state;
	assert_int_equal(start_all(1, &wide, START), 2);
	sg_schedule_finished(
		schedule, &id, SG_SCHEDULE_THROTTLED, START + 30 * SECOND, START);
	sg_schedule_finished(
		schedule, &id, SG_SCHEDULE_THROTTLED, START + 20 * SECOND, START);
	assert_false(may(1, &wide, START + 30 * SECOND - 1));
	assert_int_equal(sg_schedule_next_us(schedule, START), START + 30 * SECOND);
	assert_int_equal(start_all(1, &wide, START + 30 * SECOND), 1);
	sg_schedule_finished(schedule, &id, SG_SCHEDULE_THROTTLED,
		START + 100 * 86400 * SECOND, START + 30 * SECOND);
	assert_false(may(1, &wide, START + 40 * SECOND));
	assert_int_equal(sg_schedule_next_us(schedule, START + 40 * SECOND),
		START + 30 * SECOND + 3600 * SECOND);
}

static void throttling_without_a_time_waits_longer_each_time(void **state)
{
	static const int64_t waits[] = {2, 4, 8, 16, 32, 60, 60};
	int64_t now_us = START;

	(void)state;
	for (size_t i = 0; i < sizeof waits / sizeof waits[0]; i++) {
		assert_true(may(1, &wide, now_us));
		begin(1, now_us);
		end(1, SG_SCHEDULE_THROTTLED, now_us);
		assert_false(may(1, &wide, now_us + waits[i] * SECOND - 1));
		now_us += waits[i] * SECOND;
	}
	assert_true(may(1, &wide, now_us));
	begin(1, now_us);
	end(1, SG_SCHEDULE_DELIVERED, now_us);
	begin(1, now_us);
	end(1, SG_SCHEDULE_THROTTLED, now_us);
	assert_true(may(1, &wide, now_us + 2 * SECOND));
}

static void a_late_success_does_not_end_a_pause(void **state)
{
	struct sg_id id = endpoint_of(1);

	(void)state;
	assert_int_equal(start_all(1, &wide, START), 2);
	sg_schedule_finished(
		schedule, &id, SG_SCHEDULE_THROTTLED, START + 30 * SECOND, START);
	end(1, SG_SCHEDULE_DELIVERED, START);
	assert_false(may(1, &wide, START + 29 * SECOND));
}

static void a_rest_never_shortens_a_pause_that_was_asked_for(void **state)
{
	struct sg_id id = endpoint_of(1);

	(void)state;
	for (int i = 0; i < 20; i++) {
		assert_true(may(1, &wide, START));
		begin(1, START);
		begin(1, START);
		end(1, SG_SCHEDULE_DELIVERED, START);
		end(1, SG_SCHEDULE_DELIVERED, START);
	}
	for (int i = 0; i < 50; i++) {
		begin(1, START);
	}
	sg_schedule_finished(
		schedule, &id, SG_SCHEDULE_THROTTLED, START + 300 * SECOND, START);
	end_all(1, SG_SCHEDULE_UNREACHABLE, 49, START);
	assert_int_equal(window_of(1), 0);
	assert_false(may(1, &wide, START + 299 * SECOND));
	assert_true(may(1, &wide, START + 300 * SECOND));
}

static void pause_it(uint32_t endpoint, int64_t now_us)
{
	struct sg_id id = endpoint_of(endpoint);

	assert_true(may(endpoint, &wide, now_us));
	begin(endpoint, now_us);
	sg_schedule_finished(
		schedule, &id, SG_SCHEDULE_THROTTLED, now_us + 900 * SECOND, now_us);
}

static void lift(uint32_t endpoint, int64_t asked_us)
{
	struct sg_id id = endpoint_of(endpoint);

	sg_schedule_lift(schedule, &id, asked_us);
}

static void who_asks_after_it_began_lifts_a_pause(void **state)
{
	(void)state;
	pause_it(1, START);
	lift(1, START - 1);
	assert_false(may(1, &wide, START + 10 * SECOND));
	lift(1, START + 9 * SECOND);
	/* It asks for another pause: what was said before does not lift that one. */
	pause_it(1, START + 10 * SECOND);
	lift(1, START + 9 * SECOND);
	assert_false(may(1, &wide, START + 12 * SECOND));
	lift(2, START); /* of which nothing is known */
}

static void a_rest_that_is_lifted_lets_one_probe_through(void **state)
{
	(void)state;
	(void)kill_endpoint(1, START);
	assert_false(may(1, &wide, START + 1));
	lift(1, START + 1);
	assert_int_equal(start_all(1, &wide, START + 2), 1);
	end(1, SG_SCHEDULE_UNREACHABLE, START + 2);
	lift(1, START + 1);
	assert_false(may(1, &wide, START + 3));
}

static void a_rate_is_kept_and_its_burst(void **state)
{
	const struct sg_schedule_policy slow = {
		.concurrency_max = 1000, .per_minute = 60, .burst = 5};
	uint32_t started = 0;
	int64_t now_us;

	(void)state;
	for (now_us = START; now_us < START + 60 * SECOND; now_us += SECOND / 20) {
		while (may(1, &slow, now_us)) {
			begin(1, now_us);
			end(1, SG_SCHEDULE_DELIVERED, now_us);
			started++;
		}
	}
	assert_int_equal(started, 5 + 59);
	assert_int_equal(sg_schedule_next_us(schedule, now_us - 1), now_us);
	started = 0;
	now_us += 3600 * SECOND;
	while (may(1, &slow, now_us)) {
		begin(1, now_us);
		end(1, SG_SCHEDULE_DELIVERED, now_us);
		started++;
	}
	assert_int_equal(started, 5);
}

static void a_rate_without_a_burst_takes_a_seconds_worth(void **state)
{
	const struct sg_schedule_policy fast = {
		.concurrency_max = 1000, .per_minute = 1200};
	const struct sg_schedule_policy slow = {.concurrency_max = 1000, .per_minute = 1};
	uint32_t started = 0;

	(void)state;
	while (may(1, &fast, START)) {
		begin(1, START);
		end(1, SG_SCHEDULE_DELIVERED, START);
		started++;
	}
	assert_int_equal(started, 20);
	assert_true(may(2, &slow, START));
	begin(2, START);
	end(2, SG_SCHEDULE_DELIVERED, START);
	assert_false(may(2, &slow, START + 60 * SECOND - 1));
	assert_true(may(2, &slow, START + 60 * SECOND));
	assert_true(may(1, &wide, START));
}

static void a_failing_endpoint_delays_no_other(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < 50; i++) {
		(void)kill_endpoint(i, START);
	}
	for (uint32_t i = 50; i < 100; i++) {
		assert_int_equal(start_all(i, &wide, START), 2);
	}
}

static void the_next_time_is_the_earliest_and_named_once(void **state)
{
	struct sg_id id = endpoint_of(2);

	(void)state;
	assert_true(sg_schedule_next_us(schedule, START) == SG_SCHEDULE_NEVER);
	assert_int_equal(kill_endpoint(1, START), START + SECOND);
	assert_true(may(2, &wide, START));
	begin(2, START);
	sg_schedule_finished(schedule, &id, SG_SCHEDULE_THROTTLED, START + 500000, START);
	assert_false(may(2, &wide, START));
	assert_int_equal(sg_schedule_next_us(schedule, START), START + 500000);
	assert_int_equal(sg_schedule_next_us(schedule, START), START + 500000);
	assert_int_equal(sg_schedule_next_us(schedule, START + 500000), START + 500000);
	assert_int_equal(sg_schedule_next_us(schedule, START + 500000), START + SECOND);
	assert_int_equal(sg_schedule_next_us(schedule, START + SECOND), START + SECOND);
	assert_true(sg_schedule_next_us(schedule, START + SECOND) == SG_SCHEDULE_NEVER);
}

static void waiting_for_an_end_is_no_time(void **state)
{
	(void)state;
	assert_int_equal(start_all(1, &wide, START), 2);
	assert_false(may(1, &wide, START));
	assert_true(sg_schedule_next_us(schedule, START) == SG_SCHEDULE_NEVER);
}

static void many_endpoints_keep_their_own_state(void **state)
{
	enum { MANY = 20000 };

	(void)state;
	for (uint32_t i = 0; i < MANY; i++) {
		assert_true(may(i, &wide, START));
		begin(i, START);
		if (i % 3 == 0) {
			begin(i, START);
		}
	}
	for (uint32_t i = 0; i < MANY; i++) {
		assert_int_equal(may(i, &wide, START), i % 3 != 0);
	}
	for (uint32_t i = 0; i < MANY; i++) {
		end(i, SG_SCHEDULE_DELIVERED, START);
	}
	for (uint32_t i = MANY; i < 3 * MANY; i++) {
		assert_true(may(i, &wide, START));
	}
	for (uint32_t i = 0; i < MANY; i += 3) {
		struct sg_id id = endpoint_of(i);
		uint32_t window;
		uint32_t in_flight;
		int64_t resumes_us;

		assert_true(sg_schedule_look(
			schedule, &id, &window, &in_flight, &resumes_us));
		assert_int_equal(in_flight, 1);
	}
}

static void a_forgotten_endpoint_begins_anew(void **state)
{
	struct sg_id id = endpoint_of(1);
	uint32_t window;
	uint32_t in_flight;
	int64_t resumes_us;

	(void)state;
	(void)kill_endpoint(1, START);
	sg_schedule_forget(schedule, &id);
	assert_false(sg_schedule_look(schedule, &id, &window, &in_flight, &resumes_us));
	assert_int_equal(start_all(1, &wide, START), 2);
	sg_schedule_forget(schedule, &id);
	assert_true(sg_schedule_look(schedule, &id, &window, &in_flight, &resumes_us));
	assert_int_equal(in_flight, 2);
	assert_false(may(1, &wide, START));
	end_all(1, SG_SCHEDULE_DELIVERED, 5, START);
	assert_true(may(1, &wide, START));
	end(9, SG_SCHEDULE_FAILED, START);
	begin(9, START);
	id = endpoint_of(9);
	sg_schedule_forget(schedule, &id);
	sg_schedule_free(NULL);
}

static void outcomes_follow_from_status_and_transport(void **state)
{
	static const struct {
		uint32_t status;
		enum sg_transport transport;
		enum sg_schedule_outcome outcome;
	} cases[] = {
		{0, SG_TRANSPORT_FAILED, SG_SCHEDULE_UNREACHABLE},
		{0, SG_TRANSPORT_TIMED_OUT, SG_SCHEDULE_UNREACHABLE},
		{200, SG_TRANSPORT_OK, SG_SCHEDULE_DELIVERED},
		{204, SG_TRANSPORT_OK, SG_SCHEDULE_DELIVERED},
		{299, SG_TRANSPORT_OK, SG_SCHEDULE_DELIVERED},
		{200, SG_TRANSPORT_FAILED, SG_SCHEDULE_FAILED},
		{200, SG_TRANSPORT_TIMED_OUT, SG_SCHEDULE_FAILED},
		{100, SG_TRANSPORT_TIMED_OUT, SG_SCHEDULE_FAILED},
		{301, SG_TRANSPORT_OK, SG_SCHEDULE_REJECTED},
		{400, SG_TRANSPORT_OK, SG_SCHEDULE_REJECTED},
		{404, SG_TRANSPORT_OK, SG_SCHEDULE_REJECTED},
		{410, SG_TRANSPORT_OK, SG_SCHEDULE_REJECTED},
		{408, SG_TRANSPORT_OK, SG_SCHEDULE_FAILED},
		{425, SG_TRANSPORT_OK, SG_SCHEDULE_FAILED},
		{429, SG_TRANSPORT_OK, SG_SCHEDULE_THROTTLED},
		{500, SG_TRANSPORT_OK, SG_SCHEDULE_FAILED},
		{501, SG_TRANSPORT_OK, SG_SCHEDULE_FAILED},
		{502, SG_TRANSPORT_OK, SG_SCHEDULE_THROTTLED},
		{503, SG_TRANSPORT_FAILED, SG_SCHEDULE_THROTTLED},
		{504, SG_TRANSPORT_OK, SG_SCHEDULE_THROTTLED},
		{599, SG_TRANSPORT_OK, SG_SCHEDULE_FAILED},
		{999, SG_TRANSPORT_OK, SG_SCHEDULE_FAILED},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		assert_int_equal(
			sg_schedule_outcome_of(cases[i].status, cases[i].transport),
			cases[i].outcome);
	}
}

#define FRESH(test) cmocka_unit_test_setup_teardown(test, make, unmake)

int main(void)
{
	const struct CMUnitTest tests[] = {
		FRESH(a_window_opens_with_success_up_to_its_most),
		FRESH(the_configured_most_holds_at_once),
		FRESH(a_window_shrinks_with_failures_but_not_to_nothing),
		FRESH(one_bad_server_of_four_keeps_the_window_open),
		FRESH(a_dead_endpoint_rests_and_is_probed_one_at_a_time),
		FRESH(an_endpoint_that_comes_back_begins_slowly),
		FRESH(failures_of_one_moment_do_not_prolong_the_rest),
		FRESH(error_answers_count_less_than_no_answers),
		FRESH(an_answer_of_any_kind_shows_life),
		FRESH(a_throttling_endpoint_is_left_alone_as_long_as_it_asks),
		FRESH(throttling_without_a_time_waits_longer_each_time),
		FRESH(a_late_success_does_not_end_a_pause),
		FRESH(a_rest_never_shortens_a_pause_that_was_asked_for),
		FRESH(who_asks_after_it_began_lifts_a_pause),
		FRESH(a_rest_that_is_lifted_lets_one_probe_through),
		FRESH(a_rate_is_kept_and_its_burst),
		FRESH(a_rate_without_a_burst_takes_a_seconds_worth),
		FRESH(a_failing_endpoint_delays_no_other),
		FRESH(the_next_time_is_the_earliest_and_named_once),
		FRESH(waiting_for_an_end_is_no_time),
		FRESH(many_endpoints_keep_their_own_state),
		FRESH(a_forgotten_endpoint_begins_anew),
		FRESH(outcomes_follow_from_status_and_transport),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
