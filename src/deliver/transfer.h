/*
 * One HTTP request in a lane: a libcurl handle with the options that never change, filled anew
 * for each attempt, its guard and its limits. Inside this room only.
 */
#ifndef SG_DELIVER_TRANSFER_H
#define SG_DELIVER_TRANSFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <curl/curl.h>

#include "core/status.h"
#include "deliver/guard.h"
#include "deliver/sender.h"

struct sg_transfer {
	CURL *easy;
	const struct sg_sender_limits *limits; /* the lane's, with defaults filled in */
	struct sg_transfer *next;              /* in the lane's list of idle ones */
	size_t index;                          /* in the lane's array of busy ones */

	void *tag;
	struct sg_guard guard;
	struct curl_slist *headers;
	char *body;
	size_t body_size;
	int64_t started_us; /* monotonic, as all times here */
	int64_t connect_by_us;
	int64_t end_by_us;

	bool looking_up; /* libcurl's resolver thread is at it */
	bool connected;
	bool repeated;   /* by libcurl, over another connection */
	bool abandoned;  /* reported already; only its look-up goes on */
	bool head_ended; /* the latest status line's headers came whole */
	bool cut;        /* the answer's body was longer than wanted */
	bool flooded;    /* so were its headers */
	size_t header_bytes;
	size_t body_bytes;
	char closed_address[64]; /* what the guard refused, or "" */
	char retry_after[64];
	char curl_error[CURL_ERROR_SIZE];
};

/* libcurl is initialised once a process and never cleaned up: the host may use it too. False
 * when that fails, or when this libcurl is not thread-safe or would look names up in our
 * thread. [thread-safe] */
bool sg_transfer_library_ready(void);

/* Gives a fresh handle its lasting options; false when memory is short. For sg_transfer_new. */
bool sg_transfer_wire(struct sg_transfer *transfer);

/* NULL when memory is short. `limits` outlives it. */
struct sg_transfer *sg_transfer_new(const struct sg_sender_limits *limits);

/* Not while it is in a multi handle; NULL is fine. */
void sg_transfer_free(struct sg_transfer *transfer);

/* Fills it for one attempt that starts at `now_us`. SG_INVALID for a URL or header that does
 * not pass, SG_MEMORY. */
enum sg_status sg_transfer_fill(struct sg_transfer *transfer,
	const struct sg_request *request, int64_t now_us, struct sg_error *error);

/* Whether its time to connect or to end is over. */
bool sg_transfer_is_late(const struct sg_transfer *transfer, int64_t now_us);

/* The next time at which sg_transfer_is_late may become true. */
int64_t sg_transfer_late_us(const struct sg_transfer *transfer);

/* What became of it; `code` is libcurl's, CURLE_OPERATION_TIMEDOUT where we gave up. */
void sg_transfer_report(const struct sg_transfer *transfer, CURLcode code, int64_t now_us,
	struct sg_sent *ret_sent);

/* Lets go of what belongs to the attempt. */
void sg_transfer_empty(struct sg_transfer *transfer);

#endif
