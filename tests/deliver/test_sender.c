/* How a lane takes what receivers do: every answer, and every way not to answer. */
#include "deliver/send.h"

#include <stdlib.h>

/* None comes near it. Who has no deadline of his own is ended by the limit on stalling, after
 * twenty seconds, or is never ended. */
enum { AT_MOST_MS = 10000 };

struct behaviour {
	const char *name;
	struct http_peer_answer answer;
	bool delivered;
	enum sg_transport transport;
	uint32_t http_status;
	const char *retry_after; /* NULL: none */
	const char *error;       /* must stand in the line; NULL: no error */
	uint32_t at_least_ms;
};

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
	peer = NULL;
	return 0;
}

static void check_sent(const struct behaviour *behaviour, const struct sg_sent *sent)
{
	if (sent->delivered != behaviour->delivered ||
		sent->transport != behaviour->transport ||
		sent->http_status != behaviour->http_status ||
		sent->duration_us / 1000 < behaviour->at_least_ms ||
		sent->duration_us / 1000 > AT_MOST_MS) {
		fail_msg("%s: delivered %d, transport %d, status %u, %lld us, error '%s'",
			behaviour->name, sent->delivered, (int)sent->transport,
			sent->http_status, (long long)sent->duration_us, sent->error);
	}
	assert_string_equal(sent->retry_after,
		behaviour->retry_after != NULL ? behaviour->retry_after : "");
	if (behaviour->error == NULL) {
		assert_string_equal(sent->error, "");
	} else if (strstr(sent->error, behaviour->error) == NULL) {
		fail_msg("%s: '%s' does not say '%s'", behaviour->name, sent->error,
			behaviour->error);
	}
}

static void check_behaviour(const struct behaviour *behaviour)
{
	char url[200];
	struct sg_sent sent;

	http_peer_answer(peer, "/b", &behaviour->answer);
	http_peer_url(peer, "/b", url, sizeof url);
	sent = send_once(url, SEND_AMPLE_MS);
	check_sent(behaviour, &sent);
}

static void check_all(const struct behaviour *behaviours, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		check_behaviour(&behaviours[i]);
	}
}

#define CHECK_ALL(table) check_all(table, sizeof(table) / sizeof(table)[0])

static void a_request_carries_its_headers_and_its_body(void **state)
{
	static const struct sg_header extra[] = {
		{"Authorization", "Bearer abc"}, {"X-Hotel", "HAM1"}, {"X-Empty", ""}};
	static const char *const expected[][2] = {
		{"content-type", "application/json"},
		{"content-length", "55"},
		{"webhook-id", "msg_1"},
		{"webhook-timestamp", "1795272845"},
		{"webhook-signature", "v1,dGVzdA=="},
		{"stammgast-attempt", "1"},
		{"stammgast-epoch", "7"},
		{"stammgast-sent-at", "2026-11-21T14:54:05.250000Z"},
		{"authorization", "Bearer abc"},
		{"x-hotel", "HAM1"},
		{"x-empty", ""},
		{"user-agent", "stammgast/" SG_VERSION},
	};
	const struct sg_sender_limits limits = {.in_flight_max = 1};
	const struct sg_guard guard = send_guard_of("127.0.0.1");
	struct sg_sender *sender = sg_sender_new(&limits);
	struct http_peer_request *seen = calloc(1, sizeof *seen);
	char value[200];
	char url[100];
	struct sg_request request;
	struct sg_sent sent;

	(void)state;
	http_peer_url(peer, "/in%20box/../raw?a=b", url, sizeof url);
	request = send_request(url, &guard);
	request.headers = extra;
	request.header_count = 3;
	request.tag = &request;
	sent = send_and_wait(sender, &request);
	assert_ptr_equal(sent.tag, &request);
	assert_true(sent.delivered);
	assert_int_equal(sent.http_status, 204);
	assert_true(http_peer_last(peer, seen));
	assert_string_equal(seen->method, "POST");
	assert_string_equal(seen->path, "/in%20box/../raw?a=b");
	assert_string_equal(seen->body, send_body);
	for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
		if (!http_peer_header(seen, expected[i][0], value, sizeof value)) {
			fail_msg("%s is missing", expected[i][0]);
		}
		if (strcmp(expected[i][0], "content-length") != 0) {
			assert_string_equal(value, expected[i][1]);
		}
	}
	assert_false(http_peer_header(seen, "expect", value, sizeof value));
	assert_false(http_peer_header(seen, "accept-encoding", value, sizeof value));
	assert_false(http_peer_header(seen, "cookie", value, sizeof value));
	free(seen);
	sg_sender_free(sender);
}

static void every_status_is_told_as_it_came(void **state)
{
	static char heads[600][120]; /* the peer may still hold the one before */
	static const char *const reasons[] = {"", "", "OK", "Moved", "No", "Sorry"};

	(void)state;
	for (uint32_t status = 200; status < 600; status++) {
		struct behaviour behaviour = {.name = "status", .http_status = status};
		char error[40];
		char *head = heads[status];
		bool no_body = status == 204 || status == 304;

		(void)snprintf(head, sizeof heads[0],
			"HTTP/1.1 %u %s\r\n%sLocation: "
			"http://127.0.0.1:1/elsewhere\r\n\r\n",
			status, reasons[status / 100],
			no_body ? "" : "Content-Length: 0\r\n");
		(void)snprintf(error, sizeof error, "HTTP status %u", status);
		behaviour.answer.head = head;
		behaviour.delivered = status < 300;
		behaviour.error = status < 300 ? NULL : error;
		check_behaviour(&behaviour);
	}
	assert_int_equal(http_peer_requests(peer, "/b"), 400);
}

static void a_redirect_is_not_followed(void **state)
{
	static const uint32_t statuses[] = {301, 302, 303, 307, 308};
	static char heads[5][200];

	(void)state;
	for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++) {
		struct behaviour behaviour = {.name = "redirect",
			.http_status = statuses[i],
			.error = "HTTP status 30"};

		(void)snprintf(heads[i], sizeof heads[i],
			"HTTP/1.1 %u Go\r\nContent-Length: 0\r\n"
			"Location: http://127.0.0.1:%u/stolen\r\n\r\n",
			statuses[i], http_peer_port(peer));
		behaviour.answer.head = heads[i];
		http_peer_answer(
			peer, "/stolen", &(struct http_peer_answer){.head = NULL});
		check_behaviour(&behaviour);
	}
	assert_int_equal(http_peer_requests(peer, "/stolen"), 0);
}

#define THROTTLED(value)                                                                 \
	"HTTP/1.1 429 Slow down\r\nContent-Length: 0\r\nRetry-After:" value "\r\n\r\n"

static void retry_after_comes_back_as_it_stood(void **state)
{
	static const struct behaviour behaviours[] = {
		{"seconds", {.head = THROTTLED(" 120")}, .http_status = 429,
			.retry_after = "120", .error = "429"},
		{"fraction", {.head = THROTTLED("1.5")}, .http_status = 429,
			.retry_after = "1.5", .error = "429"},
		{"date", {.head = THROTTLED(" \tFri, 31 Dec 1999 23:59:59 GMT \t")},
			.http_status = 429,
			.retry_after = "Fri, 31 Dec 1999 23:59:59 GMT", .error = "429"},
		{"negative", {.head = THROTTLED(" -5")}, .http_status = 429,
			.retry_after = "-5", .error = "429"},
		{"nothing", {.head = THROTTLED("")}, .http_status = 429, .error = "429"},
		{"garbage", {.head = THROTTLED(" soon, maybe")}, .http_status = 429,
			.retry_after = "soon, maybe", .error = "429"},
		{"longer than any sense",
			{.head = THROTTLED(
				 "11111111111111111111111111111111111111111111"
				 "11111111111111111111111111111111111111111111")},
			.http_status = 429, .error = "429"},
		{"of the interim answer",
			{.head = "HTTP/1.1 103 Early\r\nRetry-After: 9\r\n\r\n"
				 "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"},
			.http_status = 503, .error = "503"},
		{"in other letters",
			{.head = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n"
				 "retry-AFTER: 3\r\n\r\n"},
			.http_status = 503, .retry_after = "3", .error = "503"},
	};

	(void)state;
	CHECK_ALL(behaviours);
}

static void an_answer_that_is_none_fails(void **state)
{
	static const struct behaviour behaviours[] = {
		{"closed before headers", {.head = "", .end = HTTP_PEER_CLOSE},
			.transport = SG_TRANSPORT_FAILED, .error = "Empty reply"},
		{"reset before headers", {.head = "", .end = HTTP_PEER_RESET},
			.transport = SG_TRANSPORT_FAILED, .error = "reset"},
		{"closed in the status line", {.head = "HTTP/1.", .end = HTTP_PEER_CLOSE},
			.transport = SG_TRANSPORT_FAILED, .error = ""},
		{"closed in the headers",
			{.head = "HTTP/1.1 200 OK\r\nServer: x\r\n",
				.end = HTTP_PEER_CLOSE},
			.transport = SG_TRANSPORT_FAILED, .http_status = 200,
			.error = ""},
		{"closed in the body",
			{.head = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
				.end = HTTP_PEER_CLOSE},
			.transport = SG_TRANSPORT_FAILED, .http_status = 200,
			.error = ""},
		{"reset after headers",
			{.head = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n",
				.drip = "abc",
				.drip_count = 1,
				.interval_ms = 30,
				.end = HTTP_PEER_RESET},
			.transport = SG_TRANSPORT_FAILED, .http_status = 200,
			.error = ""},
		{"a chunk size that is none",
			{.head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: "
				 "chunked\r\n\r\nxyz\r\n",
				.end = HTTP_PEER_CLOSE},
			.transport = SG_TRANSPORT_FAILED, .http_status = 200,
			.error = ""},
		{"chunks without an end",
			{.head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
				 "3\r\nabc\r\n",
				.end = HTTP_PEER_CLOSE},
			.transport = SG_TRANSPORT_FAILED, .http_status = 200,
			.error = ""},
		{"HTTP/0.9", {.head = "it is all fine\n", .end = HTTP_PEER_CLOSE},
			.transport = SG_TRANSPORT_FAILED, .error = "HTTP/0.9"},
		{"binary", {.head = "\x01\x02\x80\xff\r\n\r\n", .end = HTTP_PEER_CLOSE},
			.transport = SG_TRANSPORT_FAILED, .error = "HTTP/0.9"},
		{"HTTP/7", {.head = "HTTP/7.1 200 OK\r\n\r\n", .end = HTTP_PEER_CLOSE},
			.transport = SG_TRANSPORT_FAILED, .error = ""},
		{"two lengths",
			{.head = "HTTP/1.1 200 OK\r\nContent-Length: -4\r\n\r\n",
				.end = HTTP_PEER_CLOSE},
			.transport = SG_TRANSPORT_FAILED, .http_status = 200,
			.error = ""},
	};

	(void)state;
	CHECK_ALL(behaviours);
}

/* Time enough for what the answer begins with, also on a machine that stalls. */
enum { LATE_MS = 1500 };

static void an_answer_that_takes_too_long_ends_at_the_deadline(void **state)
{
	static const struct behaviour behaviours[] = {
		{"no answer", {.head = "", .end = HTTP_PEER_HANG},
			.transport = SG_TRANSPORT_TIMED_OUT, .error = "answer",
			.at_least_ms = LATE_MS},
		{"headers letter by letter",
			{.head = "HTTP/1.1 200 OK\r\nX-Slow: ",
				.drip = "a",
				.drip_count = SIZE_MAX,
				.interval_ms = 20},
			.transport = SG_TRANSPORT_TIMED_OUT, .http_status = 200,
			.error = "timed out", .at_least_ms = LATE_MS},
		{"a body letter by letter",
			{.head = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n",
				.drip = "a",
				.drip_count = SIZE_MAX,
				.interval_ms = 20},
			.transport = SG_TRANSPORT_TIMED_OUT, .http_status = 200,
			.error = "timed out", .at_least_ms = LATE_MS},
		{"a body that stops",
			{.head = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab",
				.end = HTTP_PEER_HANG},
			.transport = SG_TRANSPORT_TIMED_OUT, .http_status = 200,
			.error = "timed out", .at_least_ms = LATE_MS},
		{"only interim answers",
			{.head = "",
				.drip = "HTTP/1.1 100 Continue\r\n\r\n",
				.drip_count = SIZE_MAX,
				.interval_ms = 20},
			.transport = SG_TRANSPORT_TIMED_OUT, .http_status = 100,
			.error = "timed out", .at_least_ms = LATE_MS},
	};
	enum { COUNT = sizeof behaviours / sizeof behaviours[0] };
	const struct sg_sender_limits limits = {.in_flight_max = COUNT};
	const struct sg_guard guard = send_guard_of("127.0.0.1");
	struct sg_sender *sender = sg_sender_new(&limits);
	struct sg_request request;
	char path[16];
	char url[100];

	(void)state;
	for (size_t i = 0; i < COUNT; i++) {
		(void)snprintf(path, sizeof path, "/%zu", i);
		http_peer_answer(peer, path, &behaviours[i].answer);
		http_peer_url(peer, path, url, sizeof url);
		request = send_request(url, &guard);
		request.tag = (void *)&behaviours[i];
		request.timeout_ms = LATE_MS;
		assert_int_equal(sg_sender_start(sender, &request, NULL), SG_OK);
	}
	for (size_t i = 0; i < COUNT; i++) {
		struct sg_sent sent = send_wait(sender);

		check_sent(sent.tag, &sent);
	}
	sg_sender_free(sender);
}

static void an_answer_that_is_late_but_in_time_counts(void **state)
{
	static const struct behaviour behaviours[] = {
		{"late, but in time", {.delay_ms = 250}, .delivered = true,
			.http_status = 204, .at_least_ms = 250},
	};

	(void)state;
	CHECK_ALL(behaviours);
}

#define LINE                                                                             \
	"X-Flood: "                                                                      \
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n"
#define TEXT                                                                             \
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" \
	"aaa"

static void an_answer_without_end_is_cut(void **state)
{
	static const struct behaviour behaviours[] = {
		{"headers without end",
			{.head = "HTTP/1.1 200 OK\r\n",
				.drip = LINE,
				.drip_count = SIZE_MAX},
			.transport = SG_TRANSPORT_FAILED, .http_status = 200,
			.error = "headers are too long"},
		{"one header without end",
			{.head = "HTTP/1.1 200 OK\r\nX: ",
				.drip = TEXT,
				.drip_count = SIZE_MAX},
			.transport = SG_TRANSPORT_FAILED, .http_status = 200,
			.error = ""},
		{"a status line without end",
			{.head = "HTTP/1.1 200 ", .drip = TEXT, .drip_count = SIZE_MAX},
			.transport = SG_TRANSPORT_FAILED, .error = ""},
		{"a storm of interim answers",
			{.head = "",
				.drip = "HTTP/1.1 100 Continue\r\n\r\n",
				.drip_count = SIZE_MAX},
			.transport = SG_TRANSPORT_FAILED, .http_status = 100,
			.error = "headers are too long"},
		{"a body without end",
			{.head = "HTTP/1.1 200 OK\r\n\r\n",
				.drip = TEXT,
				.drip_count = SIZE_MAX},
			.delivered = true, .http_status = 200},
		{"a refusal without end",
			{.head = "HTTP/1.1 500 No\r\n\r\n",
				.drip = TEXT,
				.drip_count = SIZE_MAX},
			.http_status = 500, .error = "HTTP status 500"},
		{"a gigabyte",
			{.head = "HTTP/1.1 201 OK\r\nContent-Length: 1073741824\r\n\r\n",
				.drip = TEXT,
				.drip_count = SIZE_MAX},
			.delivered = true, .http_status = 201},
		{"chunks without end",
			{.head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
				.drip = "4\r\nabcd\r\n",
				.drip_count = SIZE_MAX},
			.delivered = true, .http_status = 200},
	};

	(void)state;
	CHECK_ALL(behaviours);
}

static void odd_but_whole_answers_count(void **state)
{
	static const struct behaviour behaviours[] = {
		{"a body until the end",
			{.head = "HTTP/1.1 200 OK\r\n\r\nfine", .end = HTTP_PEER_CLOSE},
			.delivered = true, .http_status = 200},
		{"HTTP/1.0",
			{.head = "HTTP/1.0 202 Accepted\r\n\r\n", .end = HTTP_PEER_CLOSE},
			.delivered = true, .http_status = 202},
		{"no reason phrase",
			{.head = "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n"},
			.delivered = true, .http_status = 200},
		{"bare line feeds", {.head = "HTTP/1.1 200 OK\nContent-Length: 2\n\nok"},
			.delivered = true, .http_status = 200},
		{"compressed, and not unpacked",
			{.head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n"
				 "Content-Length: 4\r\n\r\nnot!"},
			.delivered = true, .http_status = 200},
		{"chunks with a trailer",
			{.head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
				 "3\r\nabc\r\n0\r\nX-End: 1\r\n\r\n"},
			.delivered = true, .http_status = 200},
		{"an interim answer first",
			{.head = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
				 "HTTP/1.1 204 Done\r\n\r\n"},
			.delivered = true, .http_status = 204},
		{"gone", {.head = "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n"},
			.http_status = 410, .error = "HTTP status 410"},
	};

	(void)state;
	CHECK_ALL(behaviours);
}

static void connections_are_used_again(void **state)
{
	const struct sg_sender_limits limits = {.in_flight_max = 1};
	const struct sg_guard guard = send_guard_of("127.0.0.1");
	struct sg_sender *sender = sg_sender_new(&limits);
	char url[100];
	struct sg_request request;

	(void)state;
	http_peer_url(peer, "/kept", url, sizeof url);
	request = send_request(url, &guard);
	for (int i = 0; i < 50; i++) {
		assert_true(send_and_wait(sender, &request).delivered);
	}
	assert_int_equal(http_peer_connections(peer), 1);
	sg_sender_free(sender);
}

static void a_connection_that_died_meanwhile_costs_no_attempt(void **state)
{
	static const struct http_peer_answer closing = {
		.head = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
		.end = HTTP_PEER_CLOSE};
	const struct sg_sender_limits limits = {.in_flight_max = 1};
	const struct sg_guard guard = send_guard_of("127.0.0.1");
	struct sg_sender *sender = sg_sender_new(&limits);
	char url[100];
	struct sg_request request;

	(void)state;
	http_peer_answer(peer, "/closing", &closing);
	http_peer_url(peer, "/closing", url, sizeof url);
	request = send_request(url, &guard);
	for (int i = 0; i < 20; i++) {
		assert_true(send_and_wait(sender, &request).delivered);
	}
	sg_sender_free(sender);
}

static void a_connection_that_dies_every_time_costs_no_attempt(void **state)
{
	static const struct http_peer_answer stale = {
		.head = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
		.end = HTTP_PEER_STALE};
	const struct sg_sender_limits limits = {.in_flight_max = 1};
	const struct sg_guard guard = send_guard_of("127.0.0.1");
	struct sg_sender *sender = sg_sender_new(&limits);
	struct sg_request request;
	struct sg_sent sent;
	char url[100];

	(void)state;
	http_peer_answer(peer, "/stale", &stale);
	http_peer_url(peer, "/stale", url, sizeof url);
	request = send_request(url, &guard);
	for (int i = 0; i < 20; i++) {
		sent = send_and_wait(sender, &request);
		send_assert_delivered(&sent);
	}
	assert_int_equal(http_peer_requests(peer, "/stale"), 20);
	assert_int_equal(http_peer_connections(peer), 20);
	sg_sender_free(sender);
}

static void nobody_at_the_address_is_told_at_once(void **state)
{
	char url[100];
	struct sg_sent sent;

	(void)state;
	http_peer_url(peer, "/gone", url, sizeof url);
	http_peer_stop(peer);
	sent = send_once(url, SEND_AMPLE_MS);
	assert_int_equal(sent.transport, SG_TRANSPORT_FAILED);
	assert_int_equal(sent.http_status, 0);
	assert_non_null(strstr(sent.error, "connect"));
	peer = http_peer_start();
	assert_non_null(peer);
}

static void start_some(
	struct sg_sender *sender, const struct sg_request *request, int count)
{
	for (int i = 0; i < count; i++) {
		assert_int_equal(sg_sender_start(sender, request, NULL), SG_OK);
	}
}

/* The bad ones never end by themselves: whatever ends has not waited for them. */
static void a_bad_one_delays_no_other(void **state)
{
	static const struct http_peer_answer hanging = {
		.head = "", .end = HTTP_PEER_HANG};
	const struct sg_sender_limits limits = {.in_flight_max = 128, .stall_s = 600};
	const struct sg_guard guard = send_guard_of("127.0.0.1");
	struct sg_sender *sender = sg_sender_new(&limits);
	char slow_url[100];
	char good_url[100];
	struct sg_request slow;
	struct sg_request good;

	(void)state;
	http_peer_answer(peer, "/hanging", &hanging);
	http_peer_url(peer, "/hanging", slow_url, sizeof slow_url);
	http_peer_url(peer, "/good", good_url, sizeof good_url);
	slow = send_request(slow_url, &guard);
	good = send_request(good_url, &guard);
	slow.timeout_ms = 600000;
	start_some(sender, &slow, 32);
	for (int i = 0; i < 200; i++) {
		assert_true(send_and_wait(sender, &good).delivered);
	}
	assert_int_equal(sg_sender_in_flight(sender), 32);
	slow.timeout_ms = 300;
	start_some(sender, &slow, 32);
	for (int i = 0; i < 32; i++) {
		assert_int_equal(send_wait(sender).transport, SG_TRANSPORT_TIMED_OUT);
	}
	assert_int_equal(sg_sender_in_flight(sender), 32);
	assert_true(send_and_wait(sender, &good).delivered);
	sg_sender_free(sender);
}

static void a_full_lane_says_so_and_goes_on(void **state)
{
	static const struct http_peer_answer late = {.delay_ms = 100};
	const struct sg_sender_limits limits = {.in_flight_max = 2};
	const struct sg_guard guard = send_guard_of("127.0.0.1");
	struct sg_sender *sender = sg_sender_new(&limits);
	char url[100];
	struct sg_error error;
	struct sg_request request;

	(void)state;
	http_peer_answer(peer, "/late", &late);
	http_peer_url(peer, "/late", url, sizeof url);
	request = send_request(url, &guard);
	assert_int_equal(sg_sender_start(sender, &request, &error), SG_OK);
	assert_int_equal(sg_sender_start(sender, &request, &error), SG_OK);
	assert_int_equal(sg_sender_start(sender, &request, &error), SG_UNAVAILABLE);
	assert_string_equal(error.code, "lane_full");
	assert_true(send_wait(sender).delivered);
	assert_true(send_and_wait(sender, &request).delivered);
	assert_true(send_wait(sender).delivered);
	sg_sender_free(sender);
}

static void a_large_body_arrives_whole(void **state)
{
	const size_t len = 300000;
	const struct sg_sender_limits limits = {.in_flight_max = 1};
	const struct sg_guard guard = send_guard_of("127.0.0.1");
	struct sg_sender *sender = sg_sender_new(&limits);
	struct http_peer_request *seen = calloc(1, sizeof *seen);
	char *body = malloc(len);
	char url[100];
	struct sg_request request;

	(void)state;
	memset(body, 'x', len);
	http_peer_url(peer, "/large", url, sizeof url);
	request = send_request(url, &guard);
	request.body = body;
	request.body_len = len;
	assert_true(send_and_wait(sender, &request).delivered);
	assert_true(http_peer_last(peer, seen));
	assert_int_equal(seen->body_len, len);
	request.body_len = 0;
	assert_true(send_and_wait(sender, &request).delivered);
	assert_true(http_peer_last(peer, seen));
	assert_int_equal(seen->body_len, 0);
	free(body);
	free(seen);
	sg_sender_free(sender);
}

#define ON_PEER(test) cmocka_unit_test_setup_teardown(test, start_peer, stop_peer)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_PEER(a_request_carries_its_headers_and_its_body),
		ON_PEER(every_status_is_told_as_it_came),
		ON_PEER(a_redirect_is_not_followed),
		ON_PEER(retry_after_comes_back_as_it_stood),
		ON_PEER(an_answer_that_is_none_fails),
		ON_PEER(an_answer_that_takes_too_long_ends_at_the_deadline),
		ON_PEER(an_answer_that_is_late_but_in_time_counts),
		ON_PEER(an_answer_without_end_is_cut),
		ON_PEER(odd_but_whole_answers_count),
		ON_PEER(connections_are_used_again),
		ON_PEER(a_connection_that_died_meanwhile_costs_no_attempt),
		ON_PEER(a_connection_that_dies_every_time_costs_no_attempt),
		ON_PEER(nobody_at_the_address_is_told_at_once),
		ON_PEER(a_bad_one_delays_no_other),
		ON_PEER(a_full_lane_says_so_and_goes_on),
		ON_PEER(a_large_body_arrives_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
