/*
 * Which endpoint may be called now. Each has a window of parallel requests that grows with
 * success and shrinks with failure, a rate, a pause it asked for, and, when it seems dead, a
 * rest with one probe at a time. All of it per endpoint, so that a bad one delays no other. No
 * clock and no network: a value in, a value out.
 */
#ifndef SG_DELIVER_SCHEDULE_H
#define SG_DELIVER_SCHEDULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/backoff.h"
#include "core/id.h"

struct sg_schedule;

enum { SG_SCHEDULE_WINDOW_START = 2 };

/* sg_schedule_next_us when no endpoint waits for a time. */
#define SG_SCHEDULE_NEVER INT64_MAX

/* What an endpoint's configuration says; given at each question, so that a change applies at
 * once. */
struct sg_schedule_policy {
	uint32_t concurrency_max; /* parallel requests; 0 counts as 1 */
	uint32_t per_minute;      /* requests in a minute; 0: as many as it takes */
	uint32_t burst; /* at once after a rest; 0: a second's worth, at least 1 */
};

/* How a request ended, as far as it says something of the endpoint. */
enum sg_schedule_outcome {
	SG_SCHEDULE_DELIVERED,   /* 2xx */
	SG_SCHEDULE_REJECTED,    /* it answers, but not to this message: 3xx, most 4xx */
	SG_SCHEDULE_THROTTLED,   /* 429, 502, 503, 504: wait */
	SG_SCHEDULE_FAILED,      /* other 5xx, or an answer that broke off */
	SG_SCHEDULE_UNREACHABLE, /* no answer at all */
};

/* From a status (0 where none came) and how the transport ended. */
enum sg_schedule_outcome sg_schedule_outcome_of(
	uint32_t http_status, enum sg_transport transport);

/* NULL when memory is short. [one thread at a time, all of it] */
struct sg_schedule *sg_schedule_new(void);

/* NULL is fine. */
void sg_schedule_free(struct sg_schedule *schedule);

/*
 * Whether one more request to `endpoint` may start at `now_us` (any clock that does not jump,
 * the same at every call). Starts nothing: that is sg_schedule_started. False when memory is
 * short.
 */
bool sg_schedule_may_start(struct sg_schedule *schedule, const struct sg_id *endpoint,
	const struct sg_schedule_policy *policy, int64_t now_us);

/* A request that was allowed has been started. */
void sg_schedule_started(
	struct sg_schedule *schedule, const struct sg_id *endpoint, int64_t now_us);

/* It has ended. `retry_us` is the time that a throttling endpoint asked for on the same clock,
 * or 0. */
void sg_schedule_finished(struct sg_schedule *schedule, const struct sg_id *endpoint,
	enum sg_schedule_outcome outcome, int64_t retry_us, int64_t now_us);

/*
 * The earliest time at which an endpoint that was refused for its rate, its pause or its rest
 * may be asked again; SG_SCHEDULE_NEVER when there is none. A time that has come is named once,
 * so that a caller with nothing more for that endpoint does not wake for it for ever. Endpoints
 * that only wait for a request of theirs to end are not counted: that end wakes the caller.
 */
int64_t sg_schedule_next_us(struct sg_schedule *schedule, int64_t now_us);

/* Somebody asked at `asked_us` (the same clock, or before its start) to try at once: a pause or
 * rest that had begun by then is over. A rest still lets one probe at a time through. */
void sg_schedule_lift(
	struct sg_schedule *schedule, const struct sg_id *endpoint, int64_t asked_us);

/* Forgets an endpoint that is gone or was changed by its owner; its requests under way still
 * end as usual. */
void sg_schedule_forget(struct sg_schedule *schedule, const struct sg_id *endpoint);

/*
 * For health reports: parallel requests it stands for at present (0 while it is taken for
 * dead), those under way, and when a pause or rest ends (0 without one). False, and nothing
 * stored, for an endpoint that was not asked for lately.
 */
bool sg_schedule_look(const struct sg_schedule *schedule, const struct sg_id *endpoint,
	uint32_t *ret_window, uint32_t *ret_in_flight, int64_t *ret_resumes_us);

#endif
