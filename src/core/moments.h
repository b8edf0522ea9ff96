/*
 * When: the hotel's own moments in the life of a list (DESIGN section 5, the table at its end)
 * and how long a delivery is worth trying (section 7). All instants are UTC, all hours of the
 * day are the house's; `now_us` is hotel time. Every function is pure and [thread-safe].
 */
#ifndef SG_CORE_MOMENTS_H
#define SG_CORE_MOMENTS_H

#include <stdbool.h>
#include <stdint.h>

#include "core/house.h"
#include "core/plan.h"
#include "core/stay.h"

enum {
	SG_READY_MARGIN_MINUTES =
		30,                 /* a room is ready this long before it is promised */
	SG_ON_ARRIVAL_MINUTES = 20, /* after check-in */
	SG_ALERT_MINUTES = 60,      /* before ready_by */
};

/*
 * The business date. After the house's closing hour it is the calendar's; before it, the day
 * before for as long as that has not been closed. A day closed early (at 23:30) gives way to
 * the next at once. `last_closed_day` is the latest date of a day.closed, or SG_NO_DAY.
 */
int32_t sg_business_day(
	const struct sg_house *house, int32_t last_closed_day, int64_t now_us);

/* min(eta, the house's check-in time on the arrival day) − 30 min; SG_NO_TIME without an
 * arrival day. It may lie in the past. */
int64_t sg_ready_by(const struct sg_house *house, const struct sg_stay *stay);

/* When the stay is over: the later of etd and the house's check-out time on the departure day;
 * for a stay without a night, the end of that business date. */
int64_t sg_departure(const struct sg_house *house, const struct sg_stay *stay);

/* When the desk must hear of a need at risk; SG_NO_TIME as above. */
int64_t sg_alert_at(const struct sg_house *house, const struct sg_stay *stay);

/*
 * Whether a list should exist by now: the guest is there or waiting, the preview has passed
 * (so also for a booking of the same day), or something needs its lead time. `lead_hours` is
 * the plan's; 0 = nothing needs any. False for stays that are over.
 */
bool sg_moments_due(const struct sg_house *house, const struct sg_stay *stay,
	int32_t lead_hours, int64_t now_us);

/*
 * When to look at the stay again (plan_at): the earliest of lead time, preview, morning list
 * and alert that is later than now; now itself when a list is due and `planned` says that there
 * is none. SG_NO_TIME when nothing is to come: in house the PMS's documents drive it, and a
 * no-show is found when its day is closed.
 */
int64_t sg_moments_next(const struct sg_house *house, const struct sg_stay *stay,
	int32_t lead_hours, bool planned, int64_t now_us);

/* Until when a delivery backs off as usual, and when it becomes a dead letter; between the two
 * it is tried once an hour. */
struct sg_deadlines {
	int64_t back_off_until_us;
	int64_t give_up_us; /* never before back_off_until_us, always after now */
};

/* Planned: ready_by, then hourly to departure. Issued: departure. Departed and cancelled: the
 * next arrival in that room (SG_NO_TIME = unknown), or 24 hours. */
struct sg_deadlines sg_moments_deadlines(const struct sg_house *house,
	const struct sg_stay *stay, enum sg_plan_state state, int64_t next_arrival_us,
	int64_t now_us);

#endif
