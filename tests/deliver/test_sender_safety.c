/* What a lane must never do in somebody else's process: call closed networks, obey the
 * environment, disturb SIGPIPE, keep descriptors. */
#include "deliver/send.h"

#include <dirent.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

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

static struct sg_sender *new_lane(uint32_t in_flight)
{
	const struct sg_sender_limits limits = {.in_flight_max = in_flight};
	struct sg_sender *sender = sg_sender_new(&limits);

	assert_non_null(sender);
	return sender;
}

static void assert_closed(const struct sg_sent *sent)
{
	assert_false(sent->delivered);
	assert_int_equal(sent->transport, SG_TRANSPORT_FAILED);
	assert_int_equal(sent->http_status, 0);
	if (strstr(sent->error, "network that is not allowed") == NULL) {
		fail_msg("'%s'", sent->error);
	}
}

static void closed_networks_are_not_called_however_they_are_written(void **state)
{
	static const char *const hosts[] = {"127.0.0.1", "localhost", "0x7f000001",
		"2130706433", "0177.0.0.1", "127.1", "0x7f.1", "0", "[::ffff:127.0.0.1]",
		"[::ffff:7f00:1]", "127.0.0.1."};
	struct sg_sender *sender = new_lane(1);
	char url[200];
	struct sg_request request = send_request(url, NULL);
	struct sg_sent sent;

	(void)state;
	for (size_t i = 0; i < sizeof hosts / sizeof hosts[0]; i++) {
		(void)snprintf(url, sizeof url, "http://%s:%u/x", hosts[i],
			http_peer_port(peer));
		sent = send_and_wait(sender, &request);
		assert_false(sent.delivered);
		assert_int_equal(sent.http_status, 0);
	}
	http_peer_url(peer, "/x", url, sizeof url);
	request.guard = &(struct sg_guard){.allowed_count = 0};
	sent = send_and_wait(sender, &request);
	assert_closed(&sent);
	assert_int_equal(http_peer_connections(peer), 0);
	sg_sender_free(sender);
}

static void a_kept_connection_is_guarded_too(void **state)
{
	const struct sg_guard open = send_guard_of("127.0.0.0/8");
	const struct sg_guard other = send_guard_of("10.0.0.0/8");
	struct sg_sender *sender = new_lane(1);
	char url[100];
	struct sg_request request;
	struct sg_sent sent;

	(void)state;
	http_peer_url(peer, "/x", url, sizeof url);
	request = send_request(url, &open);
	assert_true(send_and_wait(sender, &request).delivered);
	request.guard = &other;
	sent = send_and_wait(sender, &request);
	assert_closed(&sent);
	request.guard = NULL;
	sent = send_and_wait(sender, &request);
	assert_closed(&sent);
	assert_int_equal(http_peer_requests(peer, NULL), 1);
	request.guard = &open;
	assert_true(send_and_wait(sender, &request).delivered);
	sg_sender_free(sender);
}

static void a_guard_may_go_after_the_start(void **state)
{
	struct sg_guard *guard = malloc(sizeof *guard);
	struct sg_sender *sender = new_lane(1);
	char *url = malloc(200);
	char *body = strdup("{}");
	struct sg_request request;

	(void)state;
	*guard = send_guard_of("127.0.0.1");
	http_peer_url(peer, "/x", url, 200);
	request = send_request(url, guard);
	request.body = body;
	request.body_len = 2;
	assert_int_equal(sg_sender_start(sender, &request, NULL), SG_OK);
	free(guard);
	free(url);
	free(body);
	assert_true(send_wait(sender).delivered);
	sg_sender_free(sender);
}

static void the_environment_is_not_obeyed(void **state)
{
	static const char *const names[] = {"http_proxy", "https_proxy", "HTTPS_PROXY",
		"all_proxy", "ALL_PROXY", "HTTP_PROXY"};
	struct http_peer *proxy = http_peer_start();
	char home[] = "/tmp/sg_home_XXXXXX";
	char path[64];
	char url[100];
	FILE *netrc;
	struct http_peer_request *seen = calloc(1, sizeof *seen);
	char value[100];

	(void)state;
	assert_non_null(mkdtemp(home));
	(void)snprintf(path, sizeof path, "%s/.netrc", home);
	netrc = fopen(path, "w");
	assert_non_null(netrc);
	(void)fputs("default login guest password secret\n", netrc);
	(void)fclose(netrc);
	http_peer_url(proxy, "", url, sizeof url);
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		assert_int_equal(setenv(names[i], url, 1), 0);
	}
	assert_int_equal(setenv("HOME", home, 1), 0);
	http_peer_url(peer, "/x", url, sizeof url);
	assert_true(send_once(url, SEND_AMPLE_MS).delivered);
	assert_int_equal(http_peer_connections(proxy), 0);
	assert_int_equal(http_peer_requests(peer, NULL), 1);
	assert_true(http_peer_last(peer, seen));
	assert_false(http_peer_header(seen, "authorization", value, sizeof value));
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		assert_int_equal(unsetenv(names[i]), 0);
	}
	free(seen);
	(void)unlink(path);
	(void)rmdir(home);
	http_peer_stop(proxy);
}

static void cookies_are_not_kept(void **state)
{
	static const struct http_peer_answer biscuit = {
		.head = "HTTP/1.1 200 OK\r\nSet-Cookie: a=b; Path=/\r\nContent-Length: "
			"0\r\n\r\n"};
	const struct sg_guard guard = send_guard_of("127.0.0.1");
	struct sg_sender *sender = new_lane(1);
	struct http_peer_request *seen = calloc(1, sizeof *seen);
	char value[100];
	char url[100];
	struct sg_request request;

	(void)state;
	http_peer_answer(peer, "/x", &biscuit);
	http_peer_url(peer, "/x", url, sizeof url);
	request = send_request(url, &guard);
	assert_true(send_and_wait(sender, &request).delivered);
	assert_true(send_and_wait(sender, &request).delivered);
	assert_true(http_peer_last(peer, seen));
	assert_false(http_peer_header(seen, "cookie", value, sizeof value));
	free(seen);
	sg_sender_free(sender);
}

static void line_breaks_in_headers_are_refused_before_anything_is_sent(void **state)
{
	static const char *const bad[] = {
		"a\r\nX-Evil: 1", "a\nb", "a\r", "\x01", "\x7F", "\xC3\xA9"};
	const struct sg_guard guard = send_guard_of("127.0.0.1");
	struct sg_sender *sender = new_lane(1);
	char url[100];
	struct sg_error error;

	(void)state;
	http_peer_url(peer, "/x", url, sizeof url);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct sg_request request = send_request(url, &guard);
		const struct sg_header header = {"X-Hotel", bad[i]};

		request.id = bad[i];
		assert_int_equal(sg_sender_start(sender, &request, &error), SG_INVALID);
		request = send_request(url, &guard);
		request.signature = bad[i];
		assert_int_equal(sg_sender_start(sender, &request, &error), SG_INVALID);
		request = send_request(url, &guard);
		request.content_type = bad[i];
		assert_int_equal(sg_sender_start(sender, &request, &error), SG_INVALID);
		request = send_request(url, &guard);
		request.headers = &header;
		request.header_count = 1;
		assert_int_equal(sg_sender_start(sender, &request, &error), SG_INVALID);
		assert_string_equal(error.code, "header_invalid");
	}
	assert_int_equal(sg_sender_in_flight(sender), 0);
	assert_int_equal(http_peer_connections(peer), 0);
	sg_sender_free(sender);
}

static void plain_http_needs_leave(void **state)
{
	const struct sg_guard guard = send_guard_of("127.0.0.1");
	struct sg_sender *sender = new_lane(1);
	char url[100];
	struct sg_error error;
	struct sg_request request;

	(void)state;
	http_peer_url(peer, "/x", url, sizeof url);
	request = send_request(url, &guard);
	request.allow_http = false;
	assert_int_equal(sg_sender_start(sender, &request, &error), SG_INVALID);
	assert_string_equal(error.code, "url_invalid");
	request.allow_http = true;
	assert_true(send_and_wait(sender, &request).delivered);
	sg_sender_free(sender);
}

static volatile sig_atomic_t pipes_seen;

static void count_pipe(int number)
{
	(void)number;
	pipes_seen++;
}

/* Receivers that hang up while a large body is on its way: writing to them raises SIGPIPE. */
static void provoke_broken_pipes(int rounds)
{
	static const struct http_peer_answer reset = {.head = "", .end = HTTP_PEER_RESET};
	const size_t len = 900000;
	const struct sg_guard guard = send_guard_of("127.0.0.1");
	struct sg_sender *sender = new_lane(1);
	char *body = calloc(1, len);
	char url[100];
	struct sg_request request;

	http_peer_answer(peer, "/reset", &reset);
	http_peer_url(peer, "/reset", url, sizeof url);
	request = send_request(url, &guard);
	request.body = body;
	request.body_len = len;
	for (int i = 0; i < rounds; i++) {
		assert_false(send_and_wait(sender, &request).delivered);
	}
	sg_sender_free(sender);
	free(body);
}

static void the_hosts_sigpipe_is_left_as_it_was(void **state)
{
	struct sigaction mine = {.sa_handler = count_pipe};
	struct sigaction before;
	struct sigaction after;
	sigset_t mask_before;
	sigset_t mask_after;
	sigset_t pending;

	(void)state;
	assert_int_equal(sigaction(SIGPIPE, &mine, &before), 0);
	assert_int_equal(pthread_sigmask(SIG_SETMASK, NULL, &mask_before), 0);
	provoke_broken_pipes(20);
	assert_int_equal(pipes_seen, 0);
	assert_int_equal(pthread_sigmask(SIG_SETMASK, NULL, &mask_after), 0);
	for (int signal_number = 1; signal_number < 32; signal_number++) {
		assert_int_equal(sigismember(&mask_before, signal_number),
			sigismember(&mask_after, signal_number));
	}
	assert_int_equal(sigpending(&pending), 0);
	assert_int_equal(sigismember(&pending, SIGPIPE), 0);
	assert_int_equal(sigaction(SIGPIPE, &before, &after), 0);
	assert_true(after.sa_handler == count_pipe);
}

static void a_sigpipe_of_the_hosts_own_is_not_swallowed(void **state)
{
	struct sigaction mine = {.sa_handler = count_pipe};
	struct sigaction before;
	sigset_t only;
	sigset_t pending;
	char url[100];

	(void)state;
	pipes_seen = 0;
	assert_int_equal(sigaction(SIGPIPE, &mine, &before), 0);
	(void)sigemptyset(&only);
	(void)sigaddset(&only, SIGPIPE);
	assert_int_equal(pthread_sigmask(SIG_BLOCK, &only, NULL), 0);
	assert_int_equal(raise(SIGPIPE), 0);
	http_peer_url(peer, "/x", url, sizeof url);
	assert_true(send_once(url, SEND_AMPLE_MS).delivered);
	assert_int_equal(sigpending(&pending), 0);
	assert_int_equal(sigismember(&pending, SIGPIPE), 1);
	assert_int_equal(pipes_seen, 0);
	assert_int_equal(pthread_sigmask(SIG_UNBLOCK, &only, NULL), 0);
	assert_int_equal(pipes_seen, 1);
	assert_int_equal(sigaction(SIGPIPE, &before, NULL), 0);
}

static size_t count_entries(const char *folder)
{
	DIR *directory = opendir(folder);
	size_t count = 0;

	assert_non_null(directory);
	while (readdir(directory) != NULL) {
		count++;
	}
	(void)closedir(directory);
	return count;
}

static void descriptors_and_threads_do_not_add_up(void **state)
{
	static const struct http_peer_answer closing = {
		.head = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
		.end = HTTP_PEER_CLOSE};
	const struct sg_guard guard = send_guard_of("127.0.0.0/8");
	size_t threads = count_entries("/proc/self/task");
	size_t before = 0;
	struct sg_sent sent;
	char url[100];

	(void)state;
	http_peer_answer(peer, "/x", &closing);
	http_peer_url(peer, "/x", url, sizeof url);
	for (int lane = 0; lane < 11; lane++) {
		struct sg_sender *sender = new_lane(4);
		struct sg_request request = send_request(url, &guard);

		for (int i = 0; i < 100; i++) {
			sent = send_and_wait(sender, &request);
			send_assert_delivered(&sent);
		}
		assert_int_equal(sg_sender_start(sender, &request, NULL), SG_OK);
		sg_sender_free(sender);
		/* The peer's own ends close a moment later. */
		for (int i = 0; i < 3000 && before != 0 &&
				count_entries("/proc/self/fd") > before;
			i++) {
			(void)poll(NULL, 0, 10);
		}
		before = before != 0 ? before : count_entries("/proc/self/fd");
	}
	assert_true(count_entries("/proc/self/fd") <= before);
	assert_true(count_entries("/proc/self/task") <= threads);
}

static int64_t waited_us(struct sg_sender *sender, uint32_t wait_ms)
{
	int64_t began_us = send_clock_us();
	struct sg_sent sent;

	assert_int_equal(sg_sender_poll(sender, wait_ms, &sent, 1), 0);
	return send_clock_us() - began_us;
}

/* The limits from above are for who waits a minute, whatever he is told. */
static void an_idle_lane_waits_as_long_as_it_is_told(void **state)
{
	struct sg_sender *sender = new_lane(1);
	int64_t began_us;

	(void)state;
	assert_in_range(waited_us(sender, 120), 119000, 10000000);
	/* Told not to wait, he is through a thousand times before one of 10 ms each were. */
	began_us = send_clock_us();
	for (int i = 0; i < 1000; i++) {
		(void)waited_us(sender, 0);
	}
	assert_true(send_clock_us() - began_us < 10000000);
	sg_sender_wake(sender);
	sg_sender_wake(sender);
	assert_true(waited_us(sender, 60000) < 20000000);
	assert_true(waited_us(sender, 100) >= 99000);
	sg_sender_free(sender);
	sg_sender_free(NULL);
}

static void results_that_do_not_fit_come_with_the_next_poll(void **state)
{
	const struct sg_guard guard = send_guard_of("127.0.0.1");
	struct sg_sender *sender = new_lane(16);
	char url[100];
	int tags[16] = {0};
	struct sg_request request;
	struct sg_sent sent[16];
	size_t done = 0;

	(void)state;
	http_peer_url(peer, "/x", url, sizeof url);
	request = send_request(url, &guard);
	for (int round = 0; round < 5; round++) {
		done = 0;
		for (size_t i = 0; i < 16; i++) {
			request.tag = &tags[i];
			assert_int_equal(sg_sender_start(sender, &request, NULL), SG_OK);
		}
		assert_int_equal(sg_sender_poll(sender, 0, sent, 0), 0);
		while (done < 16) {
			size_t count = sg_sender_poll(sender, SEND_AMPLE_MS, sent, 3);

			assert_true(count >= 1 && count <= 3);
			for (size_t i = 0; i < count; i++) {
				assert_true(sent[i].delivered);
				++*(int *)sent[i].tag;
			}
			done += count;
			assert_int_equal(sg_sender_in_flight(sender), 16 - done);
		}
	}
	for (size_t i = 0; i < 16; i++) {
		assert_int_equal(tags[i], 5);
	}
	sg_sender_free(sender);
}

#define ON_PEER(test) cmocka_unit_test_setup_teardown(test, start_peer, stop_peer)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_PEER(closed_networks_are_not_called_however_they_are_written),
		ON_PEER(a_kept_connection_is_guarded_too),
		ON_PEER(a_guard_may_go_after_the_start),
		ON_PEER(the_environment_is_not_obeyed),
		ON_PEER(cookies_are_not_kept),
		ON_PEER(line_breaks_in_headers_are_refused_before_anything_is_sent),
		ON_PEER(plain_http_needs_leave),
		ON_PEER(the_hosts_sigpipe_is_left_as_it_was),
		ON_PEER(a_sigpipe_of_the_hosts_own_is_not_swallowed),
		ON_PEER(descriptors_and_threads_do_not_add_up),
		ON_PEER(an_idle_lane_waits_as_long_as_it_is_told),
		ON_PEER(results_that_do_not_fit_come_with_the_next_poll),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
