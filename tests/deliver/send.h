/* What the tests of the sender share: a request with everything in it, sent and waited for. */
#ifndef SG_TESTS_DELIVER_SEND_H
#define SG_TESTS_DELIVER_SEND_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "deliver/sender.h"
#include "support/http_peer.h"

/* Longer than anything needs that goes well, also on a machine that stalls. */
enum { SEND_AMPLE_MS = 20000 };

static const char send_body[] =
	"{\"type\":\"checklist.issued\",\"data\":{\"room\":\"412\"}}";

static inline int64_t send_clock_us(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static inline struct sg_guard send_guard_of(const char *network)
{
	struct sg_guard guard = {.allowed_count = 0};

	assert_int_equal(sg_guard_add(&guard, network, NULL, NULL), SG_OK);
	return guard;
}

static inline struct sg_request send_request(
	const char *url, const struct sg_guard *guard)
{
	return (struct sg_request){
		.url = url,
		.allow_http = true,
		.guard = guard,
		.id = "msg_1",
		.timestamp_s = 1795272845,
		.signature = "v1,dGVzdA==",
		.attempt = 1,
		.epoch = 7,
		.sent_us = INT64_C(1795272845250000),
		.body = send_body,
		.body_len = sizeof send_body - 1,
		.timeout_ms = SEND_AMPLE_MS,
	};
}

/* Polls until one is finished; at most half a minute. */
static inline struct sg_sent send_wait(struct sg_sender *sender)
{
	struct sg_sent sent = {.tag = NULL};
	int64_t until_us = send_clock_us() + 30000000;

	while (sg_sender_poll(sender, 1000, &sent, 1) == 0) {
		assert_true(send_clock_us() < until_us);
	}
	return sent;
}

static inline struct sg_sent send_and_wait(
	struct sg_sender *sender, const struct sg_request *request)
{
	struct sg_error error;

	if (sg_sender_start(sender, request, &error) != SG_OK) {
		fail_msg("not started: %s", error.message);
	}
	return send_wait(sender);
}

static inline void send_assert_delivered(const struct sg_sent *sent)
{
	if (!sent->delivered) {
		fail_msg("not delivered after %lld us: %s", (long long)sent->duration_us,
			sent->error);
	}
}

/* With the loopback networks open, a new lane each time. */
static inline struct sg_sent send_once(const char *url, uint32_t timeout_ms)
{
	const struct sg_sender_limits limits = {.in_flight_max = 4};
	const struct sg_guard guard = send_guard_of("127.0.0.0/8");
	struct sg_request request = send_request(url, &guard);
	struct sg_sender *sender = sg_sender_new(&limits);
	struct sg_sent sent;

	assert_non_null(sender);
	request.timeout_ms = timeout_ms;
	sent = send_and_wait(sender, &request);
	sg_sender_free(sender);
	return sent;
}

#endif
