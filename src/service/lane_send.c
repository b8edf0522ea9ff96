/* Due rows become requests, requests become rows that are settled. */
#include "service/lane.h"

#include <stdio.h>
#include <string.h>

#include "core/backoff.h"
#include "core/time.h"
#include "service/houses.h"
#include "service/render.h"
#include "store/deadline.h"

enum {
	CLAIM_EXTRA = 64,
	HELD_MAX = 16, /* rows of one endpoint that wait for their turn in one claim */
	TIMEOUT_MS = 15000,
	SENT_MAX = 64,
};

static const int64_t hour_us = SG_HOUR_US;

static struct sg_flight *flight_free(struct sg_lane *lane)
{
	for (size_t i = 0; i < SG_FLIGHTS_MAX; i++) {
		if (!lane->flights[i].used) {
			return &lane->flights[i];
		}
	}
	return NULL;
}

static bool in_hand(const struct sg_lane *lane, const struct sg_delivery_row *row)
{
	for (size_t i = 0; i < SG_FLIGHTS_MAX; i++) {
		const struct sg_settle_row *settle = &lane->flights[i].settle;

		if (lane->flights[i].used && sg_id_equal(&settle->stay, &row->stay) &&
			sg_id_equal(&settle->endpoint, &row->endpoint)) {
			return true;
		}
	}
	return false;
}

static struct sg_flight *take_off(struct sg_lane *lane, const struct sg_delivery_row *row)
{
	struct sg_flight *flight = flight_free(lane);

	if (flight == NULL) {
		return NULL;
	}
	*flight = (struct sg_flight){
		.used = true,
		.settle = {.shard = row->shard,
			.stay = row->stay,
			.endpoint = row->endpoint,
			.revision = row->wanted,
			.attempts = row->attempts},
		.property = row->property,
		.back_off_until_us = SG_NO_TIME,
		.deadline_us = row->deadline_us,
	};
	lane->flight_count++;
	return flight;
}

static void land(
	struct sg_flight *flight, enum sg_settlement settlement, const char *reason)
{
	flight->landed = true;
	flight->settle.settlement = settlement;
	(void)snprintf(flight->reason, sizeof flight->reason, "%s", reason);
	flight->settle.reason = flight->reason[0] != '\0' ? flight->reason : NULL;
}

static void bury(struct sg_lane *lane, struct sg_flight *flight, int64_t hotel_us,
	const char *reason)
{
	char stay[SG_ID_TEXT_SIZE];

	flight->settle.hotel_us = hotel_us;
	land(flight, SG_SETTLE_DEAD, reason);
	sg_id_format(&flight->settle.stay, stay);
	sg_service_log(lane->service, SG_LOG_WARNING,
		"dead letter: stay %s, revision %u: %s", stay, flight->settle.revision,
		flight->reason);
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
		.timeout_ms = TIMEOUT_MS};

	if (status == SG_OK) {
		status = sg_sender_start(lane->sender, &request, call->error);
	}
	if (status == SG_OK) {
		sg_schedule_started(lane->schedule, &row->endpoint, sg_monotonic_us());
	}
	return status;
}

struct claim {
	struct sg_lane *lane;
	struct sg_call *call;
	size_t started;
	struct sg_id
		held_at[CLAIM_EXTRA]; /* the endpoint of each row that waits its turn */
	size_t held;
};

static size_t held_before(const struct claim *claim, const struct sg_id *endpoint)
{
	size_t count = 0;

	for (size_t i = 0; i < claim->held; i++) {
		count += sg_id_equal(&claim->held_at[i], endpoint);
	}
	return count;
}

/* Not now: the endpoint asked for a pause, rests, or has all it can take. A few rows wait here for
 * its next free place; the others are put off in the store, so that a slow receiver's backlog does
 * not stand before everybody else's rows. */
static void hold(struct claim *claim, const struct sg_delivery_row *row)
{
	struct sg_lane *lane = claim->lane;
	int64_t now_us = sg_monotonic_us();
	int64_t wait_us = 0;
	int64_t resumes_us = 0;
	uint32_t window;
	uint32_t in_flight;
	struct sg_flight *flight;

	if (held_before(claim, &row->endpoint) >= HELD_MAX) {
		wait_us = SG_SECOND_US + now_us % SG_SECOND_US;
	} else if (claim->held < CLAIM_EXTRA) {
		claim->held_at[claim->held++] = row->endpoint;
	}
	if (sg_schedule_look(
		    lane->schedule, &row->endpoint, &window, &in_flight, &resumes_us) &&
		resumes_us > now_us) {
		wait_us = resumes_us - now_us;
	}
	flight = wait_us >= SG_SECOND_US ? take_off(lane, row) : NULL;
	if (flight != NULL) {
		flight->settle.due_us = sg_wall_us() + wait_us;
		land(flight, SG_SETTLE_POSTPONE, "");
	}
}

static bool may_start(const struct claim *claim, const struct sg_target *target,
	const struct sg_delivery_row *row)
{
	struct sg_lane *lane = claim->lane;

	return sg_sender_in_flight(lane->sender) < SG_IN_FLIGHT_MAX &&
	       sg_schedule_may_start(lane->schedule, &row->endpoint, &target->policy,
		       sg_monotonic_us());
}

static enum sg_status handle_usable(struct claim *claim, const struct sg_target *target,
	const struct sg_delivery_row *row)
{
	struct sg_lane *lane = claim->lane;
	struct sg_rendered rendered;
	struct sg_flight *flight;
	enum sg_status status;

	if (!may_start(claim, target, row)) {
		hold(claim, row);
		return SG_OK;
	}
	status = sg_render(claim->call, claim->call->house, target, row, &rendered);
	if (status != SG_OK) {
		return status;
	}
	flight = take_off(lane, row);
	if (flight == NULL) {
		return SG_OK;
	}
	flight->backoff = target->backoff;
	flight->endpoint_version = target->version;
	if (row->revision.state == SG_PLAN_PLANNED) {
		flight->back_off_until_us = rendered.ready_by_us;
	}
	memcpy(flight->settle.digest, rendered.digest, sizeof rendered.digest);
	if (rendered.silent) {
		land(flight, SG_SETTLE_SILENT, "");
		return SG_OK;
	}
	status = start(lane, claim->call, target, row, &rendered, flight);
	if (status != SG_OK) {
		flight->settle.due_us = sg_wall_us() + SG_MINUTE_US;
		land(flight, SG_SETTLE_RETRY, claim->call->error->message);
	}
	claim->started += status == SG_OK;
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
	flight = take_off(claim->lane, row);
	if (flight != NULL && hotel_us > row->deadline_us) {
		bury(claim->lane, flight, hotel_us,
			row->reason != NULL ? row->reason : "its time has passed");
	} else if (flight != NULL) {
		bury(claim->lane, flight, hotel_us,
			"the endpoint is disabled or unfit: see endpoint.get");
	}
	return SG_OK;
}

static enum sg_status handle_rows(
	struct claim *claim, const struct sg_delivery_row *rows, size_t count)
{
	struct sg_call *call = claim->call;
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < count && status == SG_OK; i++) {
		if (in_hand(claim->lane, &rows[i])) {
			continue;
		}
		status = sg_houses_borrow(call, NULL, &rows[i].property,
			rows[i].property_version, &call->house);
		if (status == SG_OK) {
			status = handle_row(claim, &rows[i]);
			sg_houses_return(call->service, call->house);
			call->house = NULL;
		}
	}
	return status;
}

enum sg_status sg_lane_claim(
	struct sg_lane *lane, struct sg_call *call, size_t *ret_found)
{
	struct claim claim = {.lane = lane, .call = call};
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_delivery_row *rows;
	struct sg_script script;
	size_t count = 0;
	enum sg_status status;

	*ret_found = 0;
	if (lane->flight_count + CLAIM_EXTRA >= SG_FLIGHTS_MAX) {
		return SG_OK;
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_deliveries_due(&script, lane->shards, lane->shard_count, call->wall_us,
		(uint32_t)lane->flight_count + CLAIM_EXTRA);
	status = sg_call_run(call, &script, &outcome);
	if (status == SG_OK) {
		status = sg_deliveries_take(
			&script, call->arena, call->error, &rows, &count);
	}
	if (status == SG_OK) {
		status = handle_rows(&claim, rows, count);
	}
	*ret_found = claim.started;
	return status;
}

static void settle_sent(
	struct sg_lane *lane, struct sg_call *call, const struct sg_sent *sent)
{
	struct sg_flight *flight = sent->tag;
	int64_t wall_us = sg_wall_us();
	enum sg_delivery_outcome outcome =
		sg_outcome_of((int)sent->http_status, sent->transport);
	int64_t asked_us = sg_backoff_asked_us(outcome,
		sent->retry_after[0] != '\0' ? sent->retry_after : NULL, wall_us);
	int64_t monotonic_us = sg_monotonic_us();
	int64_t hotel_us = call->service->config.document_clock
	                           ? sg_houses_clock(call->service)
	                           : wall_us;
	uint64_t random = (uint64_t)monotonic_us * 0x9E3779B97F4A7C15u ^
	                  (uint64_t)(uintptr_t)flight;

	sg_schedule_finished(lane->schedule, &flight->settle.endpoint,
		sg_schedule_outcome_of(sent->http_status, sent->transport),
		asked_us == SG_NO_TIME ? 0 : monotonic_us + (asked_us - wall_us),
		monotonic_us);
	if (outcome == SG_DELIVERY_DELIVERED) {
		land(flight, SG_SETTLE_DELIVERED, "");
		return;
	}
	if (outcome == SG_DELIVERY_GONE) {
		flight->gone = true;
		bury(lane, flight, hotel_us, "the receiver answered 410: it is gone");
		return;
	}
	flight->settle.due_us = sg_backoff_next_us(
		flight->backoff, flight->settle.attempts + 1, wall_us, asked_us, random);
	if (flight->back_off_until_us != SG_NO_TIME &&
		hotel_us > flight->back_off_until_us &&
		flight->settle.due_us < wall_us + hour_us) {
		flight->settle.due_us = wall_us + hour_us;
	}
	if (!call->service->config.document_clock &&
		flight->settle.due_us > flight->deadline_us) {
		flight->settle.due_us = flight->deadline_us + SG_SECOND_US;
	}
	land(flight, SG_SETTLE_RETRY, sent->error);
}

size_t sg_lane_collect(struct sg_lane *lane, struct sg_call *call, uint32_t wait_ms)
{
	struct sg_sent sent[SENT_MAX];
	size_t count = sg_sender_poll(lane->sender, wait_ms, sent, SENT_MAX);

	for (size_t i = 0; i < count; i++) {
		settle_sent(lane, call, &sent[i]);
	}
	return count;
}

static size_t gather_landed(struct sg_lane *lane, struct sg_flight **landed)
{
	size_t count = 0;

	for (size_t i = 0; i < SG_FLIGHTS_MAX && count < SG_SETTLE_MAX; i++) {
		if (lane->flights[i].used && lane->flights[i].landed) {
			landed[count++] = &lane->flights[i];
		}
	}
	return count;
}

static enum sg_status disable_gone(struct sg_lane *lane, struct sg_call *call,
	struct sg_flight *const *landed, size_t count)
{
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < count && status == SG_OK; i++) {
		enum sg_db_outcome outcome = SG_DB_DONE;
		struct sg_script script;

		if (!landed[i]->gone) {
			continue;
		}
		sg_script_begin(&script, call->arena, SG_SCRIPT_WRITE);
		sg_endpoint_disable(&script, &landed[i]->property,
			&landed[i]->settle.endpoint, landed[i]->endpoint_version);
		status = sg_call_run(call, &script, &outcome);
		sg_service_log(lane->service, SG_LOG_WARNING,
			"an endpoint answered 410 and was disabled: see endpoint.get");
	}
	return status;
}

enum sg_status sg_lane_settle(
	struct sg_lane *lane, struct sg_call *call, size_t *ret_settled)
{
	struct sg_flight *landed[SG_SETTLE_MAX];
	struct sg_settle_row rows[SG_SETTLE_MAX];
	enum sg_status status = SG_OK;
	size_t count;

	*ret_settled = 0;
	while (status == SG_OK && (count = gather_landed(lane, landed)) > 0) {
		enum sg_db_outcome outcome = SG_DB_DONE;
		struct sg_script script;

		for (size_t i = 0; i < count; i++) {
			rows[i] = landed[i]->settle;
		}
		sg_script_begin(&script, call->arena, SG_SCRIPT_WRITE);
		sg_deliveries_settle(&script, rows, count);
		status = sg_call_run(call, &script, &outcome);
		if (status == SG_OK) {
			status = disable_gone(lane, call, landed, count);
		}
		for (size_t i = 0; status == SG_OK && i < count; i++) {
			landed[i]->used = false;
			lane->flight_count--;
			*ret_settled += 1;
		}
	}
	return status;
}
