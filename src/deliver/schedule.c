/*
 * The state of each endpoint in a hash table with linear probing. The window moves as Postfix'
 * queue manager moves a destination's concurrency, with a fixed feedback of a quarter: one bad
 * server of four behind a balancer does not throttle the other three. Failures are weighed by
 * the window they happened in, so that a broken moment of 32 parallel requests counts as one.
 */
#include "deliver/schedule.h"

#include <stdlib.h>
#include <string.h>

enum {
	SLOTS_FIRST = 64,
	FEEDBACK = 4,         /* results that move the window by one */
	COHORT = 1024,        /* the weight of a whole window that failed */
	DEAD_AT = 2 * COHORT, /* unreachable windows in a row until the rest begins */
	FAILED_SHARE = 4,     /* an error answer weighs a quarter of no answer */
};

/* The rest before the next probe: doubled from the first to the last at each failed one. */
#define REST_FIRST_US INT64_C(1000000)
#define REST_LAST_US INT64_C(60000000)
/* An endpoint that throttles without a time is asked again after this, doubled likewise. */
#define THROTTLE_FIRST_US INT64_C(2000000)
/* What an endpoint may ask for at most: beyond that it is down, and probes find its return. */
#define PAUSE_MAX_US (INT64_C(3600) * 1000000)
#define MINUTE_US (INT64_C(60) * 1000000)

enum state {
	SLOT_EMPTY = 0,
	SLOT_GONE, /* was used: probing goes on behind it */
	HEALTHY,
	PAUSED, /* it throttles: nothing until `resumes_us`, then as before */
	DEAD,   /* nothing until `resumes_us`, then one probe at a time */
};

struct endpoint {
	struct sg_id id;
	enum state state;
	bool waits;       /* refused for a time since it was last allowed */
	uint32_t ceiling; /* the policy's, as last asked */
	uint32_t window;
	uint32_t in_flight;
	uint32_t credit;  /* of FEEDBACK */
	uint32_t debit;   /* of FEEDBACK */
	uint32_t cohorts; /* of COHORT */
	int64_t rest_us;
	int64_t closed_us; /* when the pause or rest began */
	int64_t resumes_us;
	int64_t interval_us; /* of the rate, as last asked; 0: none */
	int64_t slack_us;    /* how far ahead of its rate it may run */
	int64_t due_us;      /* when the next request would be due at an even rate */
};

struct sg_schedule {
	struct endpoint *slots;
	size_t slot_count; /* a power of two */
	size_t used;       /* slots that are not SLOT_EMPTY */
};

struct sg_schedule *sg_schedule_new(void)
{
	struct sg_schedule *schedule = calloc(1, sizeof *schedule);

	if (schedule == NULL) {
		return NULL;
	}
	schedule->slots = calloc(SLOTS_FIRST, sizeof *schedule->slots);
	if (schedule->slots == NULL) {
		free(schedule);
		return NULL;
	}
	schedule->slot_count = SLOTS_FIRST;
	return schedule;
}

void sg_schedule_free(struct sg_schedule *schedule)
{
	if (schedule != NULL) {
		free(schedule->slots);
		free(schedule);
	}
}

static bool is_taken(const struct endpoint *slot)
{
	return slot->state != SLOT_EMPTY && slot->state != SLOT_GONE;
}

static size_t hash_of(const struct sg_id *id)
{
	uint64_t halves[2];

	memcpy(halves, id->bytes, sizeof halves);
	halves[0] = (halves[0] ^ halves[1]) * UINT64_C(0x9E3779B97F4A7C15);
	return (size_t)(halves[0] ^ halves[0] >> 32);
}

/* The endpoint's slot, or the empty one where it would go; there always is one. */
static struct endpoint *probe(const struct sg_schedule *schedule, const struct sg_id *id)
{
	size_t mask = schedule->slot_count - 1;
	size_t at = hash_of(id) & mask;

	while (schedule->slots[at].state != SLOT_EMPTY &&
		!(is_taken(&schedule->slots[at]) &&
			sg_id_equal(&schedule->slots[at].id, id))) {
		at = (at + 1) & mask;
	}
	return &schedule->slots[at];
}

static struct endpoint *find(const struct sg_schedule *schedule, const struct sg_id *id)
{
	struct endpoint *slot = probe(schedule, id);

	return is_taken(slot) ? slot : NULL;
}

/* Whether forgetting it loses nothing but a grown window. */
static bool is_idle(const struct endpoint *slot, int64_t now_us)
{
	return slot->state == HEALTHY && slot->in_flight == 0 && slot->cohorts == 0 &&
	       slot->due_us <= now_us && !slot->waits;
}

/* Without the idle and gone ones, and with at least as many empty slots as taken ones. */
static bool rebuild(struct sg_schedule *schedule, int64_t now_us)
{
	struct sg_schedule fresh = {.slot_count = SLOTS_FIRST};

	for (size_t i = 0; i < schedule->slot_count; i++) {
		if (is_taken(&schedule->slots[i]) &&
			!is_idle(&schedule->slots[i], now_us)) {
			fresh.used++;
		}
	}
	while (fresh.slot_count <= 2 * (fresh.used + 1)) {
		fresh.slot_count *= 2;
	}
	fresh.slots = calloc(fresh.slot_count, sizeof *fresh.slots);
	if (fresh.slots == NULL) {
		return false;
	}
	for (size_t i = 0; i < schedule->slot_count; i++) {
		const struct endpoint *slot = &schedule->slots[i];

		if (is_taken(slot) && !is_idle(slot, now_us)) {
			*probe(&fresh, &slot->id) = *slot;
		}
	}
	free(schedule->slots);
	*schedule = fresh;
	return true;
}

static void reset(struct endpoint *endpoint)
{
	*endpoint = (struct endpoint){
		.id = endpoint->id,
		.state = HEALTHY,
		.window = SG_SCHEDULE_WINDOW_START,
		.in_flight = endpoint->in_flight,
	};
}

static struct endpoint *find_or_add(
	struct sg_schedule *schedule, const struct sg_id *id, int64_t now_us)
{
	struct endpoint *slot = find(schedule, id);

	if (slot != NULL) {
		return slot;
	}
	if (4 * (schedule->used + 1) > 3 * schedule->slot_count &&
		!rebuild(schedule, now_us)) {
		return NULL;
	}
	slot = probe(schedule, id);
	slot->id = *id;
	slot->in_flight = 0;
	reset(slot);
	schedule->used++;
	return slot;
}

static void apply_policy(
	struct endpoint *endpoint, const struct sg_schedule_policy *policy)
{
	uint32_t burst = policy->burst != 0 ? policy->burst : policy->per_minute / 60;

	endpoint->ceiling = policy->concurrency_max != 0 ? policy->concurrency_max : 1;
	endpoint->interval_us = 0;
	if (policy->per_minute != 0) {
		endpoint->interval_us =
			(MINUTE_US + policy->per_minute - 1) / policy->per_minute;
		endpoint->slack_us = (burst > 1 ? burst - 1 : 0) * endpoint->interval_us;
	}
}

/* The time before which nothing may start, whatever is under way. */
static int64_t closed_until_us(const struct endpoint *endpoint)
{
	int64_t until_us = endpoint->state == HEALTHY ? 0 : endpoint->resumes_us;

	if (endpoint->interval_us != 0 &&
		endpoint->due_us - endpoint->slack_us > until_us) {
		until_us = endpoint->due_us - endpoint->slack_us;
	}
	return until_us;
}

static uint32_t allowed_at_once(const struct endpoint *endpoint)
{
	if (endpoint->state == DEAD) {
		return 1;
	}
	return endpoint->window < endpoint->ceiling ? endpoint->window
	                                            : endpoint->ceiling;
}

bool sg_schedule_may_start(struct sg_schedule *schedule, const struct sg_id *id,
	const struct sg_schedule_policy *policy, int64_t now_us)
{
	struct endpoint *endpoint = find_or_add(schedule, id, now_us);

	if (endpoint == NULL) {
		return false;
	}
	apply_policy(endpoint, policy);
	endpoint->waits = now_us < closed_until_us(endpoint);
	if (endpoint->waits) {
		return false;
	}
	if (endpoint->state == PAUSED) {
		endpoint->state = HEALTHY;
	}
	return endpoint->in_flight < allowed_at_once(endpoint);
}

void sg_schedule_started(
	struct sg_schedule *schedule, const struct sg_id *id, int64_t now_us)
{
	struct endpoint *endpoint = find(schedule, id);

	if (endpoint == NULL) {
		return;
	}
	endpoint->in_flight++;
	if (endpoint->interval_us != 0) {
		endpoint->due_us =
			(endpoint->due_us > now_us ? endpoint->due_us : now_us) +
			endpoint->interval_us;
	}
}

static int64_t doubled_us(int64_t rest_us, int64_t first_us)
{
	int64_t next_us = rest_us == 0 ? first_us : 2 * rest_us;

	return next_us < REST_LAST_US ? next_us : REST_LAST_US;
}

/* It answered: whatever it said, it lives. After a rest it begins with one at a time. */
static void answered(struct endpoint *endpoint)
{
	endpoint->cohorts = 0;
	if (endpoint->state == DEAD) {
		endpoint->state = HEALTHY;
		endpoint->window = 1;
	}
}

static void succeeded(struct endpoint *endpoint)
{
	answered(endpoint);
	endpoint->rest_us = 0;
	endpoint->credit++;
	if (endpoint->credit >= FEEDBACK) {
		endpoint->window += endpoint->window < endpoint->ceiling;
		endpoint->credit = 0;
		endpoint->debit = 0;
	}
}

/* Requests that were under way together are told to wait together: that shrinks it once. */
static void throttled(struct endpoint *endpoint, int64_t retry_us, int64_t now_us)
{
	bool paused = endpoint->state == PAUSED && now_us < endpoint->resumes_us;

	answered(endpoint);
	if (!paused) {
		endpoint->window = endpoint->window > 1 ? endpoint->window / 2 : 1;
		endpoint->rest_us = doubled_us(endpoint->rest_us, THROTTLE_FIRST_US);
		endpoint->closed_us = now_us;
		endpoint->resumes_us = now_us + endpoint->rest_us;
		endpoint->state = PAUSED;
	}
	if (retry_us > now_us && (retry_us > endpoint->resumes_us || !paused)) {
		endpoint->resumes_us = retry_us < now_us + PAUSE_MAX_US
		                               ? retry_us
		                               : now_us + PAUSE_MAX_US;
	}
}

/* Also for late failures of requests older than the rest: only a probe's prolongs it. */
static void rest(struct endpoint *endpoint, int64_t now_us)
{
	int64_t resumes_us;

	if (endpoint->state == DEAD && now_us < endpoint->resumes_us) {
		return;
	}
	endpoint->rest_us = doubled_us(endpoint->rest_us, REST_FIRST_US);
	resumes_us = now_us + endpoint->rest_us;
	if (endpoint->state != PAUSED || endpoint->resumes_us < resumes_us) {
		endpoint->resumes_us = resumes_us;
	}
	endpoint->closed_us = now_us;
	endpoint->state = DEAD;
	endpoint->window = 1;
	endpoint->credit = 0;
	endpoint->debit = 0;
}

static void failed(struct endpoint *endpoint, uint32_t share, int64_t now_us)
{
	uint32_t weight = COHORT / endpoint->window / share;

	endpoint->cohorts += weight > 0 ? weight : 1;
	if (endpoint->state == DEAD || endpoint->cohorts >= DEAD_AT) {
		rest(endpoint, now_us);
		return;
	}
	endpoint->debit++;
	if (endpoint->debit >= FEEDBACK) {
		endpoint->window = endpoint->window > 1 ? endpoint->window - 1 : 1;
		endpoint->credit = 0;
		endpoint->debit = 0;
	}
}

void sg_schedule_finished(struct sg_schedule *schedule, const struct sg_id *id,
	enum sg_schedule_outcome outcome, int64_t retry_us, int64_t now_us)
{
	struct endpoint *endpoint = find(schedule, id);

	if (endpoint == NULL || endpoint->in_flight == 0) {
		return;
	}
	endpoint->in_flight--;
	switch (outcome) {
	case SG_SCHEDULE_DELIVERED:
		succeeded(endpoint);
		break;
	case SG_SCHEDULE_REJECTED:
		answered(endpoint);
		endpoint->rest_us = 0;
		break;
	case SG_SCHEDULE_THROTTLED:
		throttled(endpoint, retry_us, now_us);
		break;
	case SG_SCHEDULE_FAILED:
		failed(endpoint, FAILED_SHARE, now_us);
		break;
	case SG_SCHEDULE_UNREACHABLE:
		failed(endpoint, 1, now_us);
		break;
	}
}

int64_t sg_schedule_next_us(struct sg_schedule *schedule, int64_t now_us)
{
	int64_t next_us = SG_SCHEDULE_NEVER;

	for (size_t i = 0; i < schedule->slot_count; i++) {
		struct endpoint *slot = &schedule->slots[i];
		int64_t until_us;

		if (!is_taken(slot) || !slot->waits) {
			continue;
		}
		until_us = closed_until_us(slot);
		slot->waits = until_us > now_us;
		next_us = until_us < next_us ? until_us : next_us;
	}
	return next_us;
}

void sg_schedule_lift(
	struct sg_schedule *schedule, const struct sg_id *id, int64_t asked_us)
{
	struct endpoint *endpoint = find(schedule, id);

	if (endpoint != NULL && endpoint->closed_us <= asked_us) {
		endpoint->resumes_us = asked_us;
	}
}

void sg_schedule_forget(struct sg_schedule *schedule, const struct sg_id *id)
{
	struct endpoint *endpoint = find(schedule, id);

	if (endpoint == NULL) {
		return;
	}
	if (endpoint->in_flight > 0) {
		reset(endpoint);
	} else {
		endpoint->state = SLOT_GONE;
	}
}

bool sg_schedule_look(const struct sg_schedule *schedule, const struct sg_id *id,
	uint32_t *ret_window, uint32_t *ret_in_flight, int64_t *ret_resumes_us)
{
	const struct endpoint *endpoint = find(schedule, id);

	if (endpoint == NULL) {
		return false;
	}
	*ret_window = endpoint->state == DEAD ? 0 : endpoint->window;
	*ret_in_flight = endpoint->in_flight;
	*ret_resumes_us = endpoint->state == HEALTHY ? 0 : endpoint->resumes_us;
	return true;
}

enum sg_schedule_outcome sg_schedule_outcome_of(
	uint32_t http_status, enum sg_transport transport)
{
	if (http_status == 0) {
		return SG_SCHEDULE_UNREACHABLE;
	}
	switch (http_status) {
	case 429:
	case 502:
	case 503:
	case 504:
		return SG_SCHEDULE_THROTTLED;
	case 408:
	case 425:
		return SG_SCHEDULE_FAILED;
	default:
		break;
	}
	if (transport != SG_TRANSPORT_OK || http_status < 200 || http_status >= 500) {
		return SG_SCHEDULE_FAILED;
	}
	return http_status < 300 ? SG_SCHEDULE_DELIVERED : SG_SCHEDULE_REJECTED;
}
