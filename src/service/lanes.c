/*
 * The lanes of one handle. A thread that calls work gets a lane of its own for as long as it is
 * inside; the lane's requests and leases wait for the next one.
 */
#include "service/lanes.h"

#include <stdlib.h>
#include <time.h>

#include "core/time.h"
#include "document/reply.h"
#include "service/bell.h"
#include "service/habits.h"
#include "service/lane.h"
#include "service/schema.h"
#include "store/deadline.h"

enum {
	GOODBYE_MS = 1000,
	TURN_MS = 250,   /* of a lane while others wait for theirs */
	WORK_MS = 10000, /* no part of a pass talks to the database for longer */
	DUE_MS = 8000,   /* what is due; the rest is for what is to be delivered */
	TEACH_US = 60000000,
};

struct sg_lanes {
	struct sg_service *service;
	pthread_mutex_t mutex;
	pthread_cond_t freed;
	struct sg_lane **lanes;
	size_t most;
	size_t open;
	_Atomic uint64_t generation; /* rises when a lane opens: the others share anew */
};

struct sg_lanes *sg_lanes_new(struct sg_service *service)
{
	struct sg_lanes *lanes = calloc(1, sizeof *lanes);
	pthread_condattr_t monotonic;

	if (lanes == NULL) {
		return NULL;
	}
	lanes->service = service;
	lanes->most = (size_t)service->config.lanes;
	lanes->lanes = calloc(lanes->most, sizeof(struct sg_lane *));
	if (lanes->lanes == NULL) {
		free(lanes);
		return NULL;
	}
	(void)pthread_mutex_init(&lanes->mutex, NULL);
	(void)pthread_condattr_init(&monotonic);
	(void)pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	(void)pthread_cond_init(&lanes->freed, &monotonic);
	(void)pthread_condattr_destroy(&monotonic);
	return lanes;
}

static struct sg_lane *open_lane(struct sg_lanes *lanes)
{
	struct sg_lane *lane = calloc(1, sizeof *lane);

	if (lane == NULL || sg_lane_open(lane, lanes->service) != SG_OK) {
		if (lane != NULL) {
			sg_lane_close(lane);
		}
		free(lane);
		return NULL;
	}
	lane->busy = true;
	lanes->lanes[lanes->open++] = lane;
	atomic_fetch_add(&lanes->generation, 1);
	return lane;
}

/* The one that has waited longest; `ret_others` tells whether more wait. */
static struct sg_lane *free_lane(struct sg_lanes *lanes, bool *ret_others)
{
	struct sg_lane *longest = NULL;

	*ret_others = false;
	for (size_t i = 0; i < lanes->open; i++) {
		struct sg_lane *lane = lanes->lanes[i];

		if (lane->busy) {
			continue;
		}
		*ret_others |= longest != NULL;
		if (longest == NULL || lane->returned_us < longest->returned_us) {
			longest = lane;
		}
	}
	if (longest != NULL) {
		longest->busy = true;
		return longest;
	}
	return lanes->open < lanes->most ? open_lane(lanes) : NULL;
}

static struct timespec as_timespec(int64_t us)
{
	return (struct timespec){
		.tv_sec = us / SG_SECOND_US, .tv_nsec = (us % SG_SECOND_US) * 1000};
}

/* A free lane, or NULL when none became free until the deadline. */
static struct sg_lane *borrow_lane(
	struct sg_lanes *lanes, int64_t deadline_us, bool *ret_others)
{
	struct timespec until = as_timespec(deadline_us);
	struct sg_lane *lane;
	int waited = 0;

	(void)pthread_mutex_lock(&lanes->mutex);
	while ((lane = free_lane(lanes, ret_others)) == NULL && waited == 0) {
		waited = pthread_cond_timedwait(&lanes->freed, &lanes->mutex, &until);
	}
	(void)pthread_mutex_unlock(&lanes->mutex);
	return lane;
}

static void return_lane(struct sg_lanes *lanes, struct sg_lane *lane)
{
	(void)pthread_mutex_lock(&lanes->mutex);
	lane->busy = false;
	lane->returned_us = sg_monotonic_us();
	(void)pthread_cond_signal(&lanes->freed);
	(void)pthread_mutex_unlock(&lanes->mutex);
}

static void begin_pass(struct sg_call *call)
{
	sg_arena_reset(call->arena);
	call->wall_us = sg_wall_us();
	call->deadline_us = sg_deadline_in_ms(WORK_MS);
	call->caused_delivery = false;
}

static enum sg_status lease_if_due(
	struct sg_lanes *lanes, struct sg_lane *lane, struct sg_call *call)
{
	uint64_t generation = atomic_load(&lanes->generation);

	if (sg_monotonic_us() < lane->beat_us && lane->generation == generation) {
		return SG_OK;
	}
	lane->generation = generation;
	return sg_lane_lease(lane, call);
}

/* Done by the owner of the first shard; what goes wrong with it holds nothing else up. */
static void teach_if_due(struct sg_lane *lane, struct sg_call *call)
{
	bool more = false;

	if (!sg_lane_is_safe(lane) || lane->shard_count == 0 || lane->shards[0] != 0 ||
		sg_monotonic_us() < lane->teach_us) {
		return;
	}
	if (sg_habits_teach(call, &more) != SG_OK) {
		sg_service_log(call->service, SG_LOG_ERROR,
			"what guests chose is not learned: %s", call->error->message);
	}
	lane->teach_us = more ? 0 : sg_monotonic_us() + TEACH_US;
}

/* What went wrong first, in its own words. */
struct failure {
	enum sg_status status;
	struct sg_error error;
};

static void keep(struct failure *first, const struct sg_call *call, enum sg_status status)
{
	if (first->status == SG_OK && status != SG_OK) {
		*first = (struct failure){status, *call->error};
	}
}

/* What is due, where this pass looks for it. */
static enum sg_status do_due(struct sg_lane *lane, struct sg_call *call,
	enum sg_due_of of, bool looks, size_t *done)
{
	const int64_t deadline_us = call->deadline_us;
	size_t more = 0;
	enum sg_status status = SG_OK;

	if (looks && sg_lane_is_safe(lane)) {
		call->deadline_us = sg_deadline_sooner(deadline_us, DUE_MS);
		status = sg_lane_due(lane, call, of, &more);
		call->deadline_us = deadline_us;
	}
	*done += more;
	return status;
}

static enum sg_status deliver(
	struct sg_lane *lane, struct sg_call *call, bool looks, size_t *ret_taken)
{
	int64_t poll_us = (int64_t)lane->service->config.poll_ms * 1000;
	enum sg_status status;

	if (!sg_lane_is_safe(lane) || (!looks && sg_monotonic_us() < lane->claim_us)) {
		return SG_OK;
	}
	status = sg_lane_claim(lane, call, ret_taken);
	lane->claim_us = *ret_taken > 0 ? 0 : sg_monotonic_us() + poll_us;
	return status;
}

/*
 * One pass over everything that may be due; `ret_done` counts what was settled or planned, and
 * `ret_taken` what was taken in hand. What is to be delivered is, whatever became of the plans;
 * what is earned comes last, with time of its own.
 */
static enum sg_status pass(struct sg_lanes *lanes, struct sg_lane *lane,
	struct sg_call *call, size_t *ret_done, size_t *ret_taken)
{
	int64_t poll_us = (int64_t)lanes->service->config.poll_ms * 1000;
	bool woken = sg_bell_heard(lanes->service->bell), looks;
	size_t settled = 0, done = 0;
	struct failure first = {.status = SG_OK};

	if (woken) {
		sg_lanes_wake(lanes);
	}
	woken = atomic_exchange(&lane->woken, false);
	looks = woken || sg_monotonic_us() >= lane->plan_us;
	*ret_done = *ret_taken = 0;
	begin_pass(call);
	keep(&first, call, lease_if_due(lanes, lane, call));
	if (first.status != SG_OK) {
		(void)sg_lane_collect(lane, call, 0);
		return first.status;
	}
	keep(&first, call, do_due(lane, call, SG_DUE_SHOWN, looks, &done));
	keep(&first, call, deliver(lane, call, woken || done > 0, ret_taken));
	if (first.status == SG_OK) {
		teach_if_due(lane, call);
	}
	(void)sg_lane_collect(lane, call, 0);
	keep(&first, call, sg_lane_settle(lane, call, &settled));
	if (first.status != SG_UNAVAILABLE) {
		begin_pass(call);
		keep(&first, call, do_due(lane, call, SG_DUE_EARNED, looks, &done));
	}
	if (looks) {
		lane->plan_us = done > 0 ? 0 : sg_monotonic_us() + poll_us;
	}
	*ret_done = settled + done;
	*call->error = first.status != SG_OK ? first.error : *call->error;
	return first.status;
}

static uint32_t wait_until_next(const struct sg_lane *lane, int64_t deadline_us)
{
	int64_t until_us = lane->beat_us < deadline_us ? lane->beat_us : deadline_us;

	if (sg_lane_is_safe(lane)) { /* else nothing is looked for before the next beat */
		until_us = lane->claim_us < until_us ? lane->claim_us : until_us;
		until_us = lane->plan_us < until_us ? lane->plan_us : until_us;
	}
	return (uint32_t)sg_deadline_left_ms(until_us);
}

/* Goes on while there is something to do; returns when nothing is left after something was done
 * or after it was woken, or when the time is up. */
static enum sg_status run(struct sg_lanes *lanes, struct sg_lane *lane,
	struct sg_call *call, int64_t deadline_us, int32_t *ret_settled, bool *ret_woken)
{
	enum sg_status status;
	size_t done;
	size_t taken;
	bool woken;

	*ret_woken = false;
	do {
		woken = atomic_load(&lane->woken);
		*ret_woken |= woken;
		status = pass(lanes, lane, call, &done, &taken);
		*ret_settled += (int32_t)done;
		if (status != SG_OK) {
			break;
		}
		if (done == 0 && taken == 0) {
			if ((*ret_settled > 0 || woken) && lane->flight_count == 0) {
				break;
			}
			if (sg_deadline_left_ms(deadline_us) > 0 &&
				!atomic_load(&lane->woken)) {
				(void)sg_lane_collect(
					lane, call, wait_until_next(lane, deadline_us));
			}
		} else if (lane->flight_count > 0) {
			(void)sg_lane_collect(lane, call, 1);
		}
	} while (sg_deadline_left_ms(deadline_us) > 0);
	return status;
}

static int32_t answer_failure(struct sg_call *call, enum sg_status status)
{
	if (status != SG_MEMORY) {
		sg_buffer_reset(call->reply);
		sg_reply_error(call->reply, call->error);
	}
	return status;
}

/* One turn; on failure it does not come back at once, as hosts call work in a loop. */
static int32_t work_in_lane(struct sg_lanes *lanes, struct sg_lane *lane,
	int64_t deadline_us, struct sg_buffer *reply, bool *ret_woken)
{
	struct sg_error error = {0};
	struct sg_call call = {.service = lanes->service,
		.arena = sg_arena_new(),
		.error = &error,
		.reply = reply,
		.envelope = {.time_us = SG_NO_TIME}};
	int32_t settled = 0;
	enum sg_status status = SG_MEMORY;

	if (call.arena == NULL) {
		return SG_MEMORY;
	}
	begin_pass(&call);
	status = sg_schema_ready(&call);
	if (status == SG_OK) {
		status = run(lanes, lane, &call, deadline_us, &settled, ret_woken);
	}
	if (status != SG_OK) {
		settled = answer_failure(&call, status);
		(void)sg_lane_collect(lane, &call,
			(uint32_t)sg_deadline_left_ms(
				sg_deadline_sooner(deadline_us, TURN_MS)));
	} else {
		sg_reply_begin(reply, SG_OUTCOME_APPLIED);
		sg_reply_int(reply, "settled", settled);
		sg_reply_int(reply, "in_flight", (int64_t)lane->flight_count);
		sg_reply_end(reply);
	}
	sg_arena_free(call.arena);
	return settled;
}

/*
 * The lanes of threads that do not call at present are served in turn: they hold shards, and
 * nobody else would look after those before their leases have run out. Who was woken looks into
 * each lane once more and returns.
 */
int32_t sg_lanes_work(struct sg_lanes *lanes, uint32_t wait_ms, struct sg_buffer *reply)
{
	int64_t deadline_us = sg_deadline_in_ms(wait_ms);
	bool woken = false;
	bool woken_now;
	bool others;
	int32_t settled;

	for (size_t turns = 1;; turns++) {
		struct sg_lane *lane = borrow_lane(lanes, deadline_us, &others);
		int64_t until_us =
			others ? sg_deadline_sooner(deadline_us, woken ? 0 : TURN_MS)
			       : deadline_us;

		if (lane == NULL) {
			return 0;
		}
		sg_buffer_reset(reply);
		woken_now = false;
		settled = work_in_lane(lanes, lane, until_us, reply, &woken_now);
		woken |= woken_now;
		return_lane(lanes, lane);
		if (settled != 0 || sg_deadline_left_ms(deadline_us) == 0 ||
			(woken && (!others || turns >= lanes->most))) {
			return settled;
		}
	}
}

void sg_lanes_wake(struct sg_lanes *lanes)
{
	(void)pthread_mutex_lock(&lanes->mutex);
	for (size_t i = 0; i < lanes->open; i++) {
		atomic_store(&lanes->lanes[i]->woken, true);
		sg_sender_wake(lanes->lanes[i]->sender);
	}
	(void)pthread_mutex_unlock(&lanes->mutex);
}

static void free_lanes(struct sg_lanes *lanes)
{
	for (size_t i = 0; i < lanes->open; i++) {
		sg_lane_close(lanes->lanes[i]);
		free(lanes->lanes[i]);
	}
	(void)pthread_cond_destroy(&lanes->freed);
	(void)pthread_mutex_destroy(&lanes->mutex);
	free(lanes->lanes);
	free(lanes);
}

void sg_lanes_free(struct sg_lanes *lanes)
{
	struct sg_error error;
	struct sg_call call = {.error = &error};

	if (lanes == NULL) {
		return;
	}
	call.service = lanes->service;
	call.arena = sg_arena_new();
	call.deadline_us = sg_deadline_in_ms(GOODBYE_MS);
	for (size_t i = 0; call.arena != NULL && i < lanes->open; i++) {
		sg_lane_release(lanes->lanes[i], &call);
	}
	sg_arena_free(call.arena);
	free_lanes(lanes);
}

void sg_lanes_abandon(struct sg_lanes *lanes)
{
	if (lanes == NULL) {
		return;
	}
	/* The connections are the parent's: its transfers must not hear a word from us. */
	free(lanes->lanes);
	free(lanes);
}
