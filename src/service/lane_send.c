/* Finished requests become rows that are settled. */
#include "service/lane.h"

#include "core/backoff.h"
#include "core/time.h"
#include "store/deadline.h"

enum { SENT_MAX = 64 };

static const int64_t hour_us = SG_HOUR_US;

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
	int64_t hotel_us =
		call->service->config.document_clock ? flight->hotel_us : wall_us;
	uint64_t random = (uint64_t)monotonic_us * 0x9E3779B97F4A7C15u ^
	                  (uint64_t)(uintptr_t)flight;

	sg_schedule_finished(lane->schedule, &flight->settle.endpoint,
		sg_schedule_outcome_of(sent->http_status, sent->transport),
		asked_us == SG_NO_TIME ? 0 : monotonic_us + (asked_us - wall_us),
		monotonic_us);
	if (outcome == SG_DELIVERY_DELIVERED) {
		sg_flight_land(flight, SG_SETTLE_DELIVERED, "");
		return;
	}
	if (outcome == SG_DELIVERY_GONE) {
		flight->gone = true;
		sg_flight_bury(
			lane, flight, hotel_us, "the receiver answered 410: it is gone");
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
	sg_flight_land(flight, SG_SETTLE_RETRY, sent->error);
}

size_t sg_lane_collect(struct sg_lane *lane, struct sg_call *call, uint32_t wait_ms)
{
	struct sg_sent sent[SENT_MAX];
	size_t count = sg_sender_poll(lane->sender, wait_ms, sent, SENT_MAX);

	for (size_t i = 0; i < count; i++) {
		settle_sent(lane, call, &sent[i]);
	}
	if (count > 0 && lane->more) {
		lane->claim_us = 0;
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
