/* Due rows become requests, or wait where their endpoint takes no more. */
#include "service/lane.h"

#include <string.h>

#include "core/backoff.h"
#include "core/time.h"
#include "service/houses.h"
#include "service/render.h"
#include "store/deadline.h"

enum {
	CLAIM_EXTRA = 64,
	HELD_MAX = CLAIM_EXTRA / 2, /* rows that wait before others' in one claim */
};

/* An endpoint that keeps a request for longer keeps others' rows waiting no more. */
static const int64_t slow_us = SG_SECOND_US / 5;
static const int64_t hold_least_us = SG_SECOND_US / 10;
static const int64_t hold_most_us = 15 * SG_SECOND_US;
/* What cannot be read is looked at again when somebody may have mended it. */
static const int64_t unreadable_us = SG_HOUR_US;

/* The rows of one claim that had to wait, by endpoint. */
struct held {
	struct sg_id endpoint;
	size_t count;
};

struct claim {
	struct sg_lane *lane;
	struct sg_call *call;
	size_t held;
	bool waiting; /* for a plan */
	struct held endpoints[CLAIM_EXTRA + SG_FLIGHTS_MAX];
	size_t endpoint_count;
};

static size_t count_held(struct claim *claim, const struct sg_id *endpoint)
{
	size_t i = 0;

	while (i < claim->endpoint_count &&
		!sg_id_equal(&claim->endpoints[i].endpoint, endpoint)) {
		i++;
	}
	if (i == claim->endpoint_count) {
		claim->endpoints[claim->endpoint_count++] =
			(struct held){.endpoint = *endpoint};
	}
	claim->held++;
	return ++claim->endpoints[i].count;
}

static enum sg_status start(struct sg_lane *lane, struct sg_call *call,
	const struct sg_target *target, const struct sg_delivery_row *row,
	const struct sg_rendered *rendered, struct sg_flight *flight)
{
	int64_t wall_us = sg_wall_us();
	struct sg_message message = {.id = rendered->id,
		.timestamp_s = wall_us / SG_SECOND_US,
		.body = rendered->body,
		.body_len = rendered->body_len};
	char signature[SG_SIGNATURE_TEXT_SIZE];
	enum sg_status status = sg_signature_sign(
		target->secrets, target->secret_count, &message, call->error, signature);
	struct sg_request request = {.tag = flight,
		.url = target->settings.url,
		.allow_http = target->guard.allowed_count > 0,
		.guard = &target->guard,
		.id = rendered->id,
		.timestamp_s = message.timestamp_s,
		.signature = signature,
		.attempt = row->attempts + 1,
		.epoch = lane->epochs[row->shard],
		.sent_us = wall_us,
		.headers = target->headers,
		.header_count = target->settings.header_count,
		.body = rendered->body,
		.body_len = rendered->body_len,
		.timeout_ms = (uint32_t)(lane->service->terms.request_us / 1000)};

	if (status == SG_OK) {
		status = sg_sender_start(lane->sender, &request, call->error);
	}
	if (status == SG_OK) {
		flight->started_us = sg_monotonic_us();
		sg_schedule_started(lane->schedule, &row->endpoint, flight->started_us);
	}
	return status;
}

/* How long the endpoint keeps this row waiting, as far as one knows: until its pause or rest is
 * over, until its rate has come to it, or twice as long as it has been silent. 0 = not long. */
static int64_t hold_us(struct claim *claim, const struct sg_target *target, size_t held)
{
	struct sg_lane *lane = claim->lane;
	int64_t now_us = sg_monotonic_us();
	int64_t resumes_us = 0;
	int64_t silent_us;
	uint32_t window = 0;
	uint32_t in_flight;
	bool known = sg_schedule_look(
		lane->schedule, &target->id, &window, &in_flight, &resumes_us);

	if (known && resumes_us > now_us) {
		return resumes_us - now_us;
	}
	if (target->policy.per_minute > 0) {
		return (int64_t)held * SG_MINUTE_US / target->policy.per_minute;
	}
	silent_us = sg_lane_oldest_us(lane, &target->id, now_us);
	if (silent_us < slow_us || (held <= window && claim->held <= HELD_MAX)) {
		return 0;
	}
	return 2 * silent_us < hold_most_us ? 2 * silent_us : hold_most_us;
}

/* Not now: the endpoint asked for a pause, rests, or has all it can take. What waits for longer
 * is put off in the store, so that it does not stand before others' rows. */
static void hold(struct claim *claim, const struct sg_target *target,
	const struct sg_delivery_row *row)
{
	int64_t wait_us = hold_us(claim, target, count_held(claim, &row->endpoint));
	struct sg_flight *flight;

	if (wait_us < hold_least_us) {
		return;
	}
	flight = sg_flight_begin(claim->lane, row);
	if (flight != NULL) {
		flight->settle.due_us = sg_wall_us() + wait_us;
		sg_flight_land(flight, SG_SETTLE_POSTPONE, "");
	}
}

/* No endpoint takes more of the lane's places than it leaves free, so that several that hang
 * leave some to the others. */
static bool may_start(const struct claim *claim, const struct sg_target *target)
{
	struct sg_lane *lane = claim->lane;
	size_t total = sg_sender_in_flight(lane->sender);
	uint32_t window;
	uint32_t in_flight = 0;
	int64_t resumes_us;

	(void)sg_schedule_look(
		lane->schedule, &target->id, &window, &in_flight, &resumes_us);
	return total < SG_IN_FLIGHT_MAX && in_flight < SG_IN_FLIGHT_MAX - total &&
	       sg_schedule_may_start(
		       lane->schedule, &target->id, &target->policy, sg_monotonic_us());
}

/* Whoever says delivery.retry sees it tried at once, whatever pause or rest had begun before. */
static void heed_retry(struct claim *claim, const struct sg_delivery_row *row)
{
	if (row->asked_us != SG_NO_TIME) {
		int64_t ago_us = sg_wall_us() - row->asked_us;

		sg_schedule_lift(claim->lane->schedule, &row->endpoint,
			sg_monotonic_us() - ago_us);
	}
}

static enum sg_status handle_usable(struct claim *claim, const struct sg_target *target,
	const struct sg_delivery_row *row)
{
	struct sg_lane *lane = claim->lane;
	struct sg_rendered rendered;
	struct sg_flight *flight;
	enum sg_status status;

	heed_retry(claim, row);
	if (!may_start(claim, target)) {
		hold(claim, target, row);
		return SG_OK;
	}
	status = sg_render(claim->call, claim->call->house, target, row, &rendered);
	if (status != SG_OK) {
		return status;
	}
	flight = sg_flight_begin(lane, row);
	if (flight == NULL) {
		return SG_OK;
	}
	flight->backoff = target->backoff;
	flight->hotel_us = sg_call_hotel_us(claim->call);
	flight->endpoint_version = target->version;
	if (row->revision.state == SG_PLAN_PLANNED) {
		flight->back_off_until_us = rendered.ready_by_us;
	}
	flight->settle.noted = rendered.noted;
	memcpy(flight->settle.digest, rendered.digest, sizeof rendered.digest);
	if (rendered.silent) {
		sg_flight_land(flight, SG_SETTLE_SILENT, "");
		return SG_OK;
	}
	status = start(lane, claim->call, target, row, &rendered, flight);
	if (status != SG_OK) {
		flight->settle.due_us = sg_wall_us() + SG_MINUTE_US;
		sg_flight_land(flight, SG_SETTLE_RETRY, claim->call->error->message);
	}
	return SG_OK;
}

static enum sg_status handle_row(struct claim *claim, const struct sg_delivery_row *row)
{
	struct sg_call *call = claim->call;
	const struct sg_target *target = sg_house_target(call->house, &row->endpoint);
	int64_t hotel_us = sg_call_hotel_us(call);
	struct sg_flight *flight;

	if (target != NULL && target->usable && hotel_us <= row->deadline_us) {
		return handle_usable(claim, target, row);
	}
	flight = sg_flight_begin(claim->lane, row);
	if (flight != NULL && hotel_us > row->deadline_us) {
		sg_flight_bury(claim->lane, flight, hotel_us,
			row->reason != NULL ? row->reason : "its time has passed");
	} else if (flight != NULL) {
		sg_flight_bury(claim->lane, flight, hotel_us,
			"the endpoint is disabled or unfit: see endpoint.get");
	}
	return SG_OK;
}

static enum sg_status handle_here(struct claim *claim, const struct sg_delivery_row *row)
{
	struct sg_call *call = claim->call;
	enum sg_status status;

	if (row->revision.body == NULL) {
		return sg_fail(call->error, SG_INTERNAL, "revision_unreadable", "",
			"the stored list cannot be opened");
	}
	status = sg_houses_borrow(
		call, NULL, &row->property, row->property_version, &call->house);
	if (status == SG_OK) {
		status = handle_row(claim, row);
		sg_houses_return(call->service, call->house);
		call->house = NULL;
	}
	return status;
}

/* Not the database's fault but this row's: it must not hold up the others. */
static void put_aside(struct claim *claim, const struct sg_delivery_row *row)
{
	struct sg_flight *flight = sg_flight_begin(claim->lane, row);
	char stay[SG_ID_TEXT_SIZE];

	if (flight == NULL) {
		return;
	}
	flight->settle.due_us = sg_wall_us() + unreadable_us;
	sg_flight_land(flight, SG_SETTLE_RETRY, claim->call->error->message);
	sg_id_format(&row->stay, stay);
	sg_service_log(claim->lane->service, SG_LOG_ERROR,
		"stay %s, revision %u cannot be delivered: %s", stay, row->wanted,
		flight->reason);
}

static enum sg_status handle_rows(
	struct claim *claim, const struct sg_delivery_row *rows, size_t count)
{
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < count && status == SG_OK && sg_lane_is_safe(claim->lane);
		i++) {
		if (sg_lane_has_in_hand(claim->lane, &rows[i])) {
			continue;
		}
		if (rows[i].waits) {
			claim->waiting = true;
			continue;
		}
		status = handle_here(claim, &rows[i]);
		if (status == SG_INTERNAL || status == SG_INVALID) {
			put_aside(claim, &rows[i]);
			status = SG_OK;
		}
	}
	return status;
}

enum sg_status sg_lane_claim(
	struct sg_lane *lane, struct sg_call *call, size_t *ret_taken)
{
	struct claim claim = {.lane = lane, .call = call};
	uint32_t most = (uint32_t)lane->flight_count + CLAIM_EXTRA;
	size_t before = lane->flight_count;
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_delivery_row *rows;
	struct sg_script script;
	size_t count = 0;
	enum sg_status status;

	*ret_taken = 0;
	lane->more = true;
	if (most >= SG_FLIGHTS_MAX) {
		return SG_OK;
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_deliveries_due(&script, lane->shards, lane->shard_count, call->wall_us,
		call->service->config.document_clock, most);
	status = sg_call_run(call, &script, &outcome);
	if (status == SG_OK) {
		status = sg_deliveries_take(
			&script, call->arena, call->error, &rows, &count);
	}
	if (status == SG_OK) {
		status = handle_rows(&claim, rows, count);
	}
	lane->more = claim.held > 0 || claim.waiting || count == most;
	*ret_taken = lane->flight_count - before;
	return status;
}
