/* Host names: closed addresses behind them, answers that change, and a resolver that hangs.
 * getaddrinfo is this program's own here. */
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
static atomic_int hang_ms;
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
		(void)poll(NULL, 0, atomic_load(&hang_ms));
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
	peer = http_peer_start();
	return peer != NULL ? 0 : -1;
}

static int stop_peer(void **state)
{
	(void)state;
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

static void names_are_looked_up(void **state)
{
	char url[100];
	struct sg_sent sent;

	(void)state;
	url_of("open.test", url, sizeof url);
	assert_true(send_once(url, 2000).delivered);
	assert_true(atomic_load(&lookups) > 0);
	assert_int_equal(atomic_load(&pipe_is_blocked), 1);
	url_of("missing.test", url, sizeof url);
	sent = send_once(url, 2000);
	assert_int_equal(sent.transport, SG_TRANSPORT_FAILED);
	assert_non_null(strstr(sent.error, "resolve"));
	assert_true(sent.duration_us < 1000000);
}

static void a_name_with_closed_addresses_is_not_called(void **state)
{
	char url[100];
	struct sg_sent sent;

	(void)state;
	url_of("metadata.test", url, sizeof url);
	sent = send_once(url, 2000);
	assert_int_equal(sent.transport, SG_TRANSPORT_FAILED);
	assert_non_null(strstr(sent.error, "network that is not allowed"));
	url_of("mixed.test", url, sizeof url);
	for (int i = 0; i < 10; i++) {
		assert_true(send_once(url, 2000).delivered);
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

static void a_hanging_look_up_ends_in_time_and_delays_no_other(void **state)
{
	const struct sg_sender_limits limits = {
		.in_flight_max = 4, .connect_timeout_ms = 200, .free_wait_ms = 5000};
	const struct sg_guard guard = send_guard_of("127.0.0.1");
	struct sg_sender *sender = sg_sender_new(&limits);
	size_t threads = count_threads();
	int64_t began_us = send_clock_us();
	char hanging[100];
	char open[100];
	struct sg_request slow;
	struct sg_request good;
	struct sg_sent sent;

	(void)state;
	atomic_store(&hang_ms, 1200);
	url_of("hanging.test", hanging, sizeof hanging);
	url_of("127.0.0.1", open, sizeof open);
	slow = send_request(hanging, &guard);
	good = send_request(open, &guard);
	slow.tag = &slow;
	assert_int_equal(sg_sender_start(sender, &slow, NULL), SG_OK);
	for (int i = 0; i < 20; i++) {
		int64_t sent_us = send_clock_us();

		sent = send_and_wait(sender, &good);
		assert_true(sent.delivered);
		assert_true(send_clock_us() - sent_us < 100000);
	}
	sent = send_wait(sender);
	assert_ptr_equal(sent.tag, &slow);
	assert_int_equal(sent.transport, SG_TRANSPORT_TIMED_OUT);
	assert_non_null(strstr(sent.error, "looked up"));
	assert_true(send_clock_us() - began_us < 400000);
	assert_int_equal(sg_sender_in_flight(sender), 0);
	assert_true(send_and_wait(sender, &good).delivered);
	assert_true(send_clock_us() - began_us < 500000);
	sg_sender_free(sender);
	assert_true(send_clock_us() - began_us < 2500000);
	assert_int_equal(count_threads(), threads);
}

static void hanging_look_ups_fill_a_lane_only_so_far(void **state)
{
	const struct sg_sender_limits limits = {
		.in_flight_max = 3, .connect_timeout_ms = 50, .free_wait_ms = 5000};
	const struct sg_guard guard = send_guard_of("127.0.0.1");
	struct sg_sender *sender = sg_sender_new(&limits);
	char url[100];
	struct sg_error error;
	struct sg_request request;
	int started = 0;

	(void)state;
	atomic_store(&hang_ms, 600);
	url_of("hanging.test", url, sizeof url);
	request = send_request(url, &guard);
	while (started < 20 && sg_sender_start(sender, &request, &error) == SG_OK) {
		assert_int_equal(send_wait(sender).transport, SG_TRANSPORT_TIMED_OUT);
		started++;
	}
	assert_int_equal(started, 3);
	assert_string_equal(error.code, "lane_full");
	(void)sg_sender_poll(sender, 700, &(struct sg_sent){.tag = NULL}, 1);
	assert_int_equal(sg_sender_start(sender, &request, &error), SG_OK);
	sg_sender_free(sender);
}

static void a_lane_is_freed_in_time_though_the_resolver_hangs(void **state)
{
	const struct sg_sender_limits limits = {.in_flight_max = 4, .free_wait_ms = 200};
	const struct sg_guard guard = send_guard_of("127.0.0.1");
	struct sg_sender *sender = sg_sender_new(&limits);
	size_t threads = count_threads();
	struct sg_sent sent;
	char url[100];
	int64_t began_us;
	struct sg_request request;

	(void)state;
	atomic_store(&hang_ms, 1500);
	url_of("hanging.test", url, sizeof url);
	request = send_request(url, &guard);
	for (int i = 0; i < 4; i++) {
		assert_int_equal(sg_sender_start(sender, &request, NULL), SG_OK);
	}
	assert_int_equal(sg_sender_poll(sender, 50, &sent, 1), 0);
	assert_true(count_threads() > threads);
	began_us = send_clock_us();
	sg_sender_free(sender);
	assert_true(send_clock_us() - began_us < 500000);
	/* What stays behind ends by itself and touches nothing of ours. */
	for (int i = 0; i < 300 && count_threads() > threads; i++) {
		(void)poll(NULL, 0, 10);
	}
	assert_int_equal(count_threads(), threads);
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
