/*
 * One lane: the HTTP requests that are under way, kept alive between calls. A lane belongs to
 * one thread at a time; transfers go on only inside sg_sender_poll. Redirects are not followed,
 * no proxy, cookie, password file or environment is looked at, answers are not decompressed and
 * never read beyond a few kilobytes, and each connection passes the endpoint's guard, also one
 * that is used again.
 *
 * No thread is started, but libcurl looks host names up in a thread of its own. A request whose
 * look-up hangs ends in time all the same; the look-up stays behind, without its request, until
 * the system's resolver gives up.
 */
#ifndef SG_DELIVER_SENDER_H
#define SG_DELIVER_SENDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/backoff.h"
#include "core/status.h"
#include "deliver/guard.h"
#include "deliver/header.h"

struct sg_sender;

/* Zero means the default; limits of the lane, not of one endpoint. */
struct sg_sender_limits {
	uint32_t in_flight_max;      /* requests under way; 64 */
	uint32_t connections_max;    /* kept open; as in_flight_max */
	uint32_t connect_timeout_ms; /* name, TCP and TLS together; 5,000 */
	uint32_t stall_s;            /* without a byte either way; 20 */
	uint32_t
		connection_lifetime_s; /* then certificate and address are looked at anew; 300 */
	uint32_t header_bytes_max; /* of an answer; 32,768 */
	uint32_t body_bytes_max;   /* of an answer; 20,000, the rest is not waited for */
	uint32_t free_wait_ms;  /* for look-ups under way when the lane is freed; 2,000 */
	const char *ca_file;    /* PEM of further authorities; NULL: the system's only */
	const char *user_agent; /* NULL: "stammgast/<version>" */
};

/* One attempt. Everything is copied. */
struct sg_request {
	void *tag; /* comes back with the result, never looked at */
	const char *url;
	bool allow_http;              /* else https only */
	const struct sg_guard *guard; /* NULL: no network opened */
	const char *id;               /* webhook-id */
	int64_t timestamp_s;          /* webhook-timestamp, the second that was signed */
	const char *signature;        /* webhook-signature, see sg_signature_sign */
	uint32_t attempt;             /* stammgast-attempt, 1 for the first */
	uint64_t epoch;               /* stammgast-epoch, the lease's fence */
	int64_t sent_us;              /* stammgast-sent-at, wall time as RFC 3339 */
	const char *content_type;     /* NULL: application/json */
	const struct sg_header *headers; /* the endpoint's own, see sg_header_check */
	size_t header_count;
	const void *body;
	size_t body_len;
	uint32_t timeout_ms; /* for the whole request; 0: 15,000 */
};

/* What became of one attempt. Nothing of the answer's body is kept: it could repeat what the
 * guest wants forgotten. */
struct sg_sent {
	void *tag;
	bool delivered; /* 2xx, and the answer whole or up to body_bytes_max */
	enum sg_transport
		transport;    /* SG_TRANSPORT_OK: an answer came, whatever it says */
	uint32_t http_status; /* of the last status line, 0 without one */
	int64_t duration_us;  /* from start to end, monotonic */
	char retry_after
		[64];    /* the field as it came, "" without one; see core/backoff.h */
	char error[160]; /* one line for a person, "" when delivered */
};

/*
 * A lane without connections. NULL when memory is short, libcurl cannot be initialised or is
 * not thread-safe. [thread-safe]
 */
struct sg_sender *sg_sender_new(const struct sg_sender_limits *limits);

/*
 * Gives up what is under way (its tags are not reported; the other side may have received it)
 * and frees the lane; NULL is fine. Waits at most free_wait_ms for name look-ups to end, so
 * that no thread stays behind; a look-up that hangs longer ends later by itself and touches
 * nothing of the lane. In a forked child it does nothing: the connections are the parent's.
 * libcurl ignores SIGPIPE in the whole process for some microseconds here, and restores it.
 * [the lane's thread; no sg_sender_wake at the same time]
 */
void sg_sender_free(struct sg_sender *sender);

/*
 * Takes a request; it begins with the next poll. SG_UNAVAILABLE with code "lane_full" when
 * in_flight_max are under way, or as many look-ups hang; SG_INVALID for a URL or a header that
 * does not pass; SG_MEMORY. [the lane's thread, does not wait]
 */
enum sg_status sg_sender_start(struct sg_sender *sender, const struct sg_request *request,
	struct sg_error *error);

/*
 * Moves everything on and hands out up to `max` finished requests; the rest comes with the next
 * poll. Waits up to `wait_ms` for one to finish, also when nothing is under way; returns 0 when
 * none did or when sg_sender_wake was called. SIGPIPE is blocked in the thread meanwhile.
 * [the lane's thread, waits]
 */
size_t sg_sender_poll(
	struct sg_sender *sender, uint32_t wait_ms, struct sg_sent *ret_sent, size_t max);

/* Makes the present poll return, or the next one if none is waiting. [thread-safe] */
void sg_sender_wake(struct sg_sender *sender);

/* A descriptor that wakes the lane while it can be read; it stays the caller's. -1 = none.
 * [the lane's thread] */
void sg_sender_watch(struct sg_sender *sender, int descriptor);

/* Requests started and not yet handed out. [the lane's thread] */
size_t sg_sender_in_flight(const struct sg_sender *sender);

#endif
