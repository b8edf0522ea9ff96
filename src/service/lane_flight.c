/* What a lane has in hand. */
#include "service/lane.h"

#include <stdio.h>

#include "core/time.h"

static struct sg_flight *flight_free(struct sg_lane *lane)
{
	for (size_t i = 0; i < SG_FLIGHTS_MAX; i++) {
		if (!lane->flights[i].used) {
			return &lane->flights[i];
		}
	}
	return NULL;
}

bool sg_lane_has_in_hand(const struct sg_lane *lane, const struct sg_delivery_row *row)
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

struct sg_flight *sg_flight_begin(struct sg_lane *lane, const struct sg_delivery_row *row)
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

void sg_flight_land(
	struct sg_flight *flight, enum sg_settlement settlement, const char *reason)
{
	flight->landed = true;
	flight->settle.settlement = settlement;
	(void)snprintf(flight->reason, sizeof flight->reason, "%s", reason);
	flight->settle.reason = flight->reason[0] != '\0' ? flight->reason : NULL;
}

void sg_flight_bury(struct sg_lane *lane, struct sg_flight *flight, int64_t hotel_us,
	const char *reason)
{
	char stay[SG_ID_TEXT_SIZE];

	flight->settle.hotel_us = hotel_us;
	sg_flight_land(flight, SG_SETTLE_DEAD, reason);
	sg_id_format(&flight->settle.stay, stay);
	sg_service_log(lane->service, SG_LOG_WARNING,
		"dead letter: stay %s, revision %u: %s", stay, flight->settle.revision,
		flight->reason);
}

int64_t sg_lane_oldest_us(
	const struct sg_lane *lane, const struct sg_id *endpoint, int64_t now_us)
{
	int64_t oldest = 0;

	for (size_t i = 0; i < SG_FLIGHTS_MAX; i++) {
		const struct sg_flight *flight = &lane->flights[i];

		if (flight->used && !flight->landed && flight->started_us > 0 &&
			sg_id_equal(&flight->settle.endpoint, endpoint) &&
			now_us - flight->started_us > oldest) {
			oldest = now_us - flight->started_us;
		}
	}
	return oldest;
}

bool sg_lane_has_flight(const struct sg_lane *lane, uint32_t shard)
{
	for (size_t i = 0; i < SG_FLIGHTS_MAX; i++) {
		if (lane->flights[i].used && lane->flights[i].settle.shard == shard) {
			return true;
		}
	}
	return false;
}
