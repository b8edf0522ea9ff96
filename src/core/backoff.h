/*
 * When a delivery is tried again, and what the answer to an attempt means. Pure: the clock's
 * reading and the random number come from the caller. Every function is [thread-safe].
 */
#ifndef SG_CORE_BACKOFF_H
#define SG_CORE_BACKOFF_H

#include <stddef.h>
#include <stdint.h>

/* A retry profile, static and unchanging: the waits after 0, 1, 2, … attempts; after the last
 * of them each further wait is as long as the last. */
struct sg_backoff {
	const char *name;
	const int32_t *waits_s;
	size_t count;
};

/*
 * The profile of that name, or NULL:
 *   "urgent"    0, 5 s, 15 s, 45 s, 2 m, 5 m, 10 m, 20 m, 40 m, 1 h, then hourly;
 *   "standard"  0, 5 s, 5 m, 30 m, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h, then daily, as the
 *               Standard Webhooks specification has it in its example.
 */
const struct sg_backoff *sg_backoff_find(const char *name);

/*
 * The instant of the next attempt when `attempts` have failed; 0 attempts is at once. The
 * profile's wait is spread evenly over 80 to 120 per cent by `random`, any 64 random bits.
 * `retry_after_us` is the instant that the receiver asked for (sg_backoff_asked_us), or
 * SG_NO_TIME: the wait is then the one asked for, but not shorter than the profile's and not
 * longer than the profile's longest, and is spread over 100 to 120 per cent, so never earlier.
 */
int64_t sg_backoff_next_us(const struct sg_backoff *backoff, uint32_t attempts,
	int64_t now_us, int64_t retry_after_us, uint64_t random);

/* The instant that a Retry-After field's value names: seconds ("120", "1.5") from `now_us`, or
 * an HTTP date after it. Spaces around it are fine. SG_NO_TIME for NULL, garbage, a negative
 * number and a date that has passed; seconds without end count as a hundred years. */
int64_t sg_backoff_retry_after_us(const char *value, int64_t now_us);

/* How an attempt ended before any HTTP status counts. */
enum sg_transport {
	SG_TRANSPORT_OK = 0,
	SG_TRANSPORT_FAILED = 1, /* no connection, TLS refused, cut off, … */
	SG_TRANSPORT_TIMED_OUT = 2,
};

enum sg_delivery_outcome {
	SG_DELIVERY_DELIVERED, /* 2xx */
	SG_DELIVERY_RETRY, /* everything else, redirects and other 4xx among it: a person
				* may mend it before the deadline */
	SG_DELIVERY_THROTTLE, /* 429, 502, 503, 504 or no answer in time: at least a minute,
				* unless the receiver says otherwise */
	SG_DELIVERY_GONE,     /* 410: the endpoint is to be disabled */
};

/* A transport that failed or ran out of time counts whatever the status says. */
enum sg_delivery_outcome sg_outcome_of(int http_status, enum sg_transport transport);

/* What to hand to sg_backoff_next_us as retry_after_us: what the receiver asked for with
 * `retry_after` (NULL where it did not), else a minute from now when it is to be spared, else
 * SG_NO_TIME. */
int64_t sg_backoff_asked_us(
	enum sg_delivery_outcome outcome, const char *retry_after, int64_t now_us);

#endif
