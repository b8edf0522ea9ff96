/* Host names: closed addresses behind them, answers that change, and a resolver that hangs.
 * getaddrinfo is this program's own here, and hangs until the test lets it go. */
#include "deliver/send.h"

#include <dirent.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <netinet/in.h>

static atomic_int lookups;
static atomic_int hanging; /* look-ups of "hanging.test" that have not returned */
static atomic_bool let_go; /* they may */
static atomic_int pipe_is_blocked;

static struct http_peer *peer;

/* One result; memory as freeaddrinfo below gives it back. */
static struct addrinfo *entry(const char *address, uint16_t port, struct addrinfo *next)
{
	struct addrinfo *result = calloc(1, sizeof *result + sizeof(struct sockaddr_in6));
	struct sockaddr_in *v4 = (void *)(result + 1);
	struct sockaddr_in6 *v6 = (void *)(result + 1);

	result->ai_addr = (void *)(result + 1);
	result->ai_socktype = SOCK_STREAM;
	result->ai_protocol = IPPROTO_TCP;
	result->ai_next = next;
	if (inet_pton(AF_INET, address, &v4->sin_addr) == 1) {
		v4->sin_family = AF_INET;
		v4->sin_port = htons(port);
		result->ai_addrlen = sizeof *v4;
	} else {
		(void)inet_pton(AF_INET6, address, &v6->sin6_addr);
		v6->sin6_family = AF_INET6;
		v6->sin6_port = htons(port);
		result->ai_addrlen = sizeof *v6;
	}
	result->ai_family = result->ai_addr->sa_family;
	return result;
}

/* Returns a moment after it was let go. Nothing waits so long as a minute: what only ends then
 * has failed already. */
static void hang(void)
{
	int64_t until_us = send_clock_us() + 60000000;

	(void)atomic_fetch_add(&hanging, 1);
	while (!atomic_load(&let_go) && send_clock_us() < until_us) {
		(void)poll(NULL, 0, 1);
	}
	(void)poll(NULL, 0, 100);
	(void)atomic_fetch_sub(&hanging, 1);
}

static void note_mask(void)
{
	sigset_t mask;

	(void)pthread_sigmask(SIG_SETMASK, NULL, &mask);
	atomic_store(&pipe_is_blocked, sigismember(&mask, SIGPIPE));
}

__attribute__((visibility("default"))) void freeaddrinfo(struct addrinfo *list)
{
	while (list != NULL) {
		struct addrinfo *next = list->ai_next;

		free(list);
		list = next;
	}
}

__attribute__((visibility("default"))) int getaddrinfo(const char *name,
	const char *service, const struct addrinfo *hints, struct addrinfo **ret_list)
{
	uint16_t port = service != NULL ? (uint16_t)strtoul(service, NULL, 10) : 0;
	int count = atomic_fetch_add(&lookups, 1);

	(void)hints;
	note_mask();
	if (strcmp(name, "hanging.test") == 0) {
		hang();
		return EAI_AGAIN;
	}
	if (strcmp(name, "open.test") == 0) {
		*ret_list = entry("127.0.0.1", port, NULL);
		return 0;
	}
	if (strcmp(name, "turning.test") == 0) {
		*ret_list = entry(count % 2 == 0 ? "127.0.0.1" : "127.0.0.2", port, NULL);
		return 0;
	}
	if (strcmp(name, "metadata.test") == 0) {
		*ret_list = entry("169.254.169.254", port,
			entry("fd00:ec2::254", port,
				entry("::ffff:10.0.0.1", port, NULL)));
		return 0;
	}
	if (strcmp(name, "mixed.test") == 0) {
		*ret_list = entry("10.0.0.1", port, entry("127.0.0.1", port, NULL));
		return 0;
	}
	return EAI_NONAME;
}

static int start_peer(void **state)
{
	(void)state;
	atomic_store(&lookups, 0);
	atomic_store(&let_go, false);
	peer = http_peer_start();
	return peer != NULL ? 0 : -1;
}

static int stop_peer(void **state)
{
	(void)state;
	atomic_store(&let_go, true);
	http_peer_stop(peer);
	return 0;
}

static void url_of(const char *host, char *ret_url, size_t size)
{
	(void)snprintf(ret_url, size, "http://%s:%u/x", host, http_peer_port(peer));
}

static size_t count_threads(void)
{
	DIR *directory = opendir("/proc/self/task");
	size_t count = 0;

	while (readdir(directory) != NULL) {
		count++;
	}
	(void)closedir(directory);
	return count;
}

/* A thread that has ended is listed a moment longer. */
static void expect_threads(size_t expected)
{
	int64_t until_us = send_clock_us() + 30000000;

	while (count_threads() > expected && send_clock_us() < until_us) {
		(void)poll(NULL, 0, 1);
	}
	assert_true(count_threads() <= expected);
}

/* Without those of look-ups before, which may be listed a moment longer. */
static size_t count_steady_threads(void)
{
	size_t least = count_threads();

	for (int i = 0; i < 20; i++) {
		size_t count = count_threads();

		least = count < least ? count : least;
		(void)poll(NULL, 0, 5);
	}
	return least;
}

static void names_are_looked_up(void **state)
{
	char url[100];
	struct sg_sent sent;

	(void)state;
	url_of("open.test", url, sizeof url);
	assert_true(send_once(url, SEND_AMPLE_MS).delivered);
	assert_true(atomic_load(&lookups) > 0);
	assert_int_equal(atomic_load(&pipe_is_blocked), 1);
	url_of("missing.test", url, sizeof url);
	sent = send_once(url, SEND_AMPLE_MS);
	assert_int_equal(sent.transport, SG_TRANSPORT_FAILED);
	assert_non_null(strstr(sent.error, "resolve"));
}

static void a_name_with_closed_addresses_is_not_called(void **state)
{
	char url[100];
	struct sg_sent sent;

	(void)state;
	url_of("metadata.test", url, sizeof url);
	sent = send_once(url, SEND_AMPLE_MS);
	assert_int_equal(sent.transport, SG_TRANSPORT_FAILED);
	assert_non_null(strstr(sent.error, "network that is not allowed"));
	url_of("mixed.test", url, sizeof url);
	for (int i = 0; i < 10; i++) {
		assert_true(send_once(url, SEND_AMPLE_MS).delivered);
	}
	assert_int_equal(http_peer_connections(peer), 10);
}

static void a_name_that_changes_its_address_does_not_get_through(void **state)
{
	const struct sg_guard guard = send_guard_of("127.0.0.1");
	char url[100];
	struct sg_request request;
	int delivered = 0;

	(void)state;
	url_of("turning.test", url, sizeof url);
	request = send_request(url, &guard);
	for (int i = 0; i < 1000; i++) {
		const struct sg_sender_limits limits = {.in_flight_max = 1};
		struct sg_sender *sender = sg_sender_new(&limits);
		struct sg_sent sent = send_and_wait(sender, &request);

		delivered += sent.delivered;
		if (!sent.delivered) {
			assert_non_null(strstr(sent.error, "127.0.0.2 is in a network"));
		}
		sg_sender_free(sender);
	}
	assert_int_equal(delivered, 500);
	assert_int_equal(http_peer_connections(peer), 500);
}

static void wait_for_hanging(struct sg_sender *sender, int count)
{
	int64_t until_us = send_clock_us() + 30000000;
	struct sg_sent sent;

	while (atomic_load(&hanging) < count) {
		assert_true(send_clock_us() < until_us);
		assert_int_equal(sg_sender_poll(sender, 10, &sent, 1), 0);
	}
}

/* No look-up returns before it is let go, so whatever ends before has not waited for one. */
static void a_hanging_look_up_ends_in_time_and_delays_no_other(void **state)
{
	const struct sg_sender_limits limits = {
		.in_flight_max = 4, .connect_timeout_ms = 60000, .free_wait_ms = 60000};
	const struct sg_guard guard = send_guard_of("127.0.0.1");
	struct sg_sender *sender = sg_sender_new(&limits);
	size_t threads = count_steady_threads();
	char hanging_url[100];
	char open[100];
	struct sg_request slow;
	struct sg_request late;
	struct sg_request good;
	struct sg_sent sent;

	(void)state;
	url_of("hanging.test", hanging_url, sizeof hanging_url);
	url_of("127.0.0.1", open, sizeof open);
	slow = late = send_request(hanging_url, &guard);
	good = send_request(open, &guard);
	slow.tag = &slow;
	slow.timeout_ms = 60000;
	late.tag = &late;
	late.timeout_ms = 200;
	assert_int_equal(sg_sender_start(sender, &slow, NULL), SG_OK);
	for (int i = 0; i < 20; i++) {
		assert_true(send_and_wait(sender, &good).delivered);
	}
	sent = send_and_wait(sender, &late);
	assert_ptr_equal(sent.tag, &late);
	assert_int_equal(sent.transport, SG_TRANSPORT_TIMED_OUT);
	assert_non_null(strstr(sent.error, "looked up"));
	assert_int_equal(sg_sender_in_flight(sender), 1);
	assert_true(send_and_wait(sender, &good).delivered);
	wait_for_hanging(sender, 2);
	atomic_store(&let_go, true);
	/* With time enough, it waits for them. */
	sg_sender_free(sender);
	assert_int_equal(atomic_load(&hanging), 0);
	expect_threads(threads);
}

static void hanging_look_ups_fill_a_lane_only_so_far(void **state)
{
	const struct sg_sender_limits limits = {
		.in_flight_max = 3, .connect_timeout_ms = 50, .free_wait_ms = 60000};
	const struct sg_guard guard = send_guard_of("127.0.0.1");
	struct sg_sender *sender = sg_sender_new(&limits);
	int64_t until_us = send_clock_us() + 30000000;
	char url[100];
	struct sg_error error;
	struct sg_request request;
	int started = 0;

	(void)state;
	url_of("hanging.test", url, sizeof url);
	request = send_request(url, &guard);
	while (started < 20 && sg_sender_start(sender, &request, &error) == SG_OK) {
		assert_int_equal(send_wait(sender).transport, SG_TRANSPORT_TIMED_OUT);
		started++;
	}
	assert_int_equal(started, 3);
	assert_string_equal(error.code, "lane_full");
	/* Once they have returned there is room again. */
	atomic_store(&let_go, true);
	while (sg_sender_start(sender, &request, &error) != SG_OK) {
		assert_true(send_clock_us() < until_us);
		assert_int_equal(
			sg_sender_poll(sender, 10, &(struct sg_sent){.tag = NULL}, 1), 0);
	}
	sg_sender_free(sender);
}

static void a_lane_is_freed_in_time_though_the_resolver_hangs(void **state)
{
	const struct sg_sender_limits limits = {
		.in_flight_max = 4, .connect_timeout_ms = 60000, .free_wait_ms = 200};
	const struct sg_guard guard = send_guard_of("127.0.0.1");
	struct sg_sender *sender = sg_sender_new(&limits);
	size_t threads = count_steady_threads();
	char url[100];
	int64_t began_us;
	struct sg_request request;

	(void)state;
	url_of("hanging.test", url, sizeof url);
	request = send_request(url, &guard);
	request.timeout_ms = 60000;
	for (int i = 0; i < 4; i++) {
		assert_int_equal(sg_sender_start(sender, &request, NULL), SG_OK);
	}
	wait_for_hanging(sender, 4);
	began_us = send_clock_us();
	sg_sender_free(sender);
	/* They hang still. The time tells its 200 ms from the minute of a request or a hang. */
	assert_int_equal(atomic_load(&hanging), 4);
	assert_true(send_clock_us() - began_us < 20000000);
	/* What stays behind ends by itself and touches nothing of ours. */
	atomic_store(&let_go, true);
	expect_threads(threads);
}

#define ON_PEER(test) cmocka_unit_test_setup_teardown(test, start_peer, stop_peer)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_PEER(names_are_looked_up),
		ON_PEER(a_name_with_closed_addresses_is_not_called),
		ON_PEER(a_name_that_changes_its_address_does_not_get_through),
		ON_PEER(a_hanging_look_up_ends_in_time_and_delays_no_other),
		ON_PEER(hanging_look_ups_fill_a_lane_only_so_far),
		ON_PEER(a_lane_is_freed_in_time_though_the_resolver_hangs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
