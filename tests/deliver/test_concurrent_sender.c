/* Lanes in several threads at once: each with its own, woken by others. */
#include "deliver/send.h"

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { LANES = 4, REQUESTS = 1500, IN_FLIGHT = 8 };

static struct http_peer *peer;

static int start_peer(void **state)
{
	(void)state;
	peer = http_peer_start();
	return peer != NULL ? 0 : -1;
}

static int stop_peer(void **state)
{
	(void)state;
	http_peer_stop(peer);
	return 0;
}

struct lane {
	pthread_t thread;
	size_t delivered;
	size_t others; /* finished otherwise */
};

/* cmocka's assertions belong to the main thread; the others only count. */
static void *send_many(void *context)
{
	const struct sg_sender_limits limits = {.in_flight_max = IN_FLIGHT};
	struct lane *lane = context;
	struct sg_guard guard = {.allowed_count = 0};
	struct sg_sender *sender = sg_sender_new(&limits);
	struct sg_sent sent[IN_FLIGHT];
	char url[100];
	struct sg_request request = send_request(url, &guard);
	size_t started = 0;
	size_t finished = 0;

	(void)sg_guard_add(&guard, "127.0.0.1", NULL, NULL);
	http_peer_url(peer, "/x", url, sizeof url);
	while (sender != NULL && finished < REQUESTS) {
		size_t count;

		while (started < REQUESTS && sg_sender_in_flight(sender) < IN_FLIGHT &&
			sg_sender_start(sender, &request, NULL) == SG_OK) {
			started++;
		}
		count = sg_sender_poll(sender, 5000, sent, IN_FLIGHT);
		if (count == 0) {
			break;
		}
		for (size_t i = 0; i < count; i++) {
			lane->delivered += sent[i].delivered;
			lane->others += !sent[i].delivered;
		}
		finished += count;
	}
	sg_sender_free(sender);
	return NULL;
}

static void lanes_work_side_by_side(void **state)
{
	struct lane lanes[LANES] = {{.delivered = 0}};

	(void)state;
	for (size_t i = 0; i < LANES; i++) {
		assert_int_equal(
			pthread_create(&lanes[i].thread, NULL, send_many, &lanes[i]), 0);
	}
	for (size_t i = 0; i < LANES; i++) {
		(void)pthread_join(lanes[i].thread, NULL);
	}
	for (size_t i = 0; i < LANES; i++) {
		assert_int_equal(lanes[i].delivered, REQUESTS);
		assert_int_equal(lanes[i].others, 0);
	}
	assert_int_equal(http_peer_requests(peer, NULL), LANES * REQUESTS);
	assert_true(http_peer_connections(peer) <= LANES * IN_FLIGHT);
}

struct waiter {
	struct sg_sender *sender;
	atomic_int returned;
	atomic_bool over;
};

static void *wait_again_and_again(void *context)
{
	struct waiter *waiter = context;
	struct sg_sent sent;

	while (!atomic_load(&waiter->over)) {
		(void)sg_sender_poll(waiter->sender, 60000, &sent, 1);
		(void)atomic_fetch_add(&waiter->returned, 1);
	}
	return NULL;
}

static bool returns_reach(struct waiter *waiter, int count)
{
	int64_t until_us = send_clock_us() + 30000000;

	while (atomic_load(&waiter->returned) < count) {
		if (send_clock_us() > until_us) {
			return false;
		}
		(void)poll(NULL, 0, 0);
	}
	return true;
}

static void every_wake_reaches_a_waiting_lane(void **state)
{
	const struct sg_sender_limits limits = {.in_flight_max = 1};
	struct waiter waiter = {.sender = sg_sender_new(&limits)};
	pthread_t thread;

	(void)state;
	assert_int_equal(pthread_create(&thread, NULL, wait_again_and_again, &waiter), 0);
	for (int i = 0; i < 500; i++) {
		int before = atomic_load(&waiter.returned);

		if (i % 10 == 0) {
			(void)poll(NULL, 0, 1);
		}
		sg_sender_wake(waiter.sender);
		assert_true(returns_reach(&waiter, before + 1));
	}
	atomic_store(&waiter.over, true);
	sg_sender_wake(waiter.sender);
	(void)pthread_join(thread, NULL);
	sg_sender_free(waiter.sender);
}

static void a_wake_does_not_lose_a_result(void **state)
{
	static const struct http_peer_answer late = {.delay_ms = 5};
	const struct sg_sender_limits limits = {.in_flight_max = 1};
	const struct sg_guard guard = send_guard_of("127.0.0.1");
	struct sg_sender *sender = sg_sender_new(&limits);
	char url[100];
	struct sg_request request;

	(void)state;
	http_peer_answer(peer, "/late", &late);
	http_peer_url(peer, "/late", url, sizeof url);
	request = send_request(url, &guard);
	for (int i = 0; i < 50; i++) {
		assert_int_equal(sg_sender_start(sender, &request, NULL), SG_OK);
		sg_sender_wake(sender);
		assert_true(send_wait(sender).delivered);
		assert_int_equal(sg_sender_in_flight(sender), 0);
	}
	sg_sender_free(sender);
}

static void ignore_quietly(int number)
{
	(void)number;
}

static void *make_and_free(void *context)
{
	const struct sg_sender_limits limits = {.in_flight_max = 1};
	atomic_int *missing = context;

	for (int i = 0; i < 300; i++) {
		struct sg_sender *sender = sg_sender_new(&limits);

		(void)atomic_fetch_add(missing, sender == NULL);
		sg_sender_free(sender);
	}
	return NULL;
}

static void freeing_lanes_at_once_leaves_sigpipe_as_it_was(void **state)
{
	struct sigaction mine = {.sa_handler = ignore_quietly};
	struct sigaction before;
	struct sigaction after;
	atomic_int missing = 0;
	pthread_t threads[LANES];

	(void)state;
	assert_int_equal(sigaction(SIGPIPE, &mine, &before), 0);
	for (size_t i = 0; i < LANES; i++) {
		assert_int_equal(
			pthread_create(&threads[i], NULL, make_and_free, &missing), 0);
	}
	for (size_t i = 0; i < LANES; i++) {
		(void)pthread_join(threads[i], NULL);
	}
	assert_int_equal(sigaction(SIGPIPE, &before, &after), 0);
	assert_true(after.sa_handler == ignore_quietly);
	assert_int_equal(atomic_load(&missing), 0);
}

#define ON_PEER(test) cmocka_unit_test_setup_teardown(test, start_peer, stop_peer)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_PEER(lanes_work_side_by_side),
		ON_PEER(every_wake_reaches_a_waiting_lane),
		ON_PEER(a_wake_does_not_lose_a_result),
		ON_PEER(freeing_lanes_at_once_leaves_sigpipe_as_it_was),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
