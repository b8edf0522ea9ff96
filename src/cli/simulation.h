/*
 * A programme run over bookings without a database: the stays of the replay's guests end in the
 * order of time, each is posted after the programme's delay, and points, tiers and expiry follow
 * by the core's rules, day by day, as the module would have them. Every guest is a member from his
 * first booking on, and is charged rate times nights at the check-out.
 */
#ifndef SG_CLI_SIMULATION_H
#define SG_CLI_SIMULATION_H

#include "cli/booking.h"
#include "cli/points_totals.h"
#include "cli/timeline.h"
#include "core/catalog.h"
#include "core/liability.h"
#include "core/programme.h"
#include "core/status.h"

struct sg_simulation;

enum { SG_SIMULATED_BENEFITS_MAX = 60 };

/* A benefit that guests were entitled to in so many stays, and what that costs by the catalogue, if
 * all of them get it. */
struct sg_simulated_benefit {
	const char *code; /* the programme's */
	bool guaranteed;
	int64_t times, cost_cents;
};

struct sg_simulated {
	struct sg_points_totals totals;
	/* What is still good after the last day; hotels stand by sg_simulated_hotel. */
	struct sg_liability liability;
	struct sg_simulated_benefit benefits[SG_SIMULATED_BENEFITS_MAX];
	size_t benefit_count;
	int32_t first_day, last_day; /* that were played */
};

/* The key of a hotel among lines of the liability. */
struct sg_id sg_simulated_hotel(enum sg_hotel_index hotel);

/* Up to which day the hotels' days have to be closed so that all stays are posted. */
int32_t sg_simulation_until(
	const struct sg_bookings *bookings, const struct sg_programme *programme);

/* The bookings have their guests, of whom there are `guest_count`; the timeline was built with
 * sg_simulation_until. SG_MEMORY, and SG_REFUSED with code "stopped" after Ctrl-C; errors of
 * core/earning.h and core/ledger.h. Says how far it has come. The
 * liability's lines lie in `arena`. */
enum sg_status sg_simulate(const struct sg_programme *programme,
	const struct sg_catalog *catalog, const struct sg_bookings *bookings,
	const struct sg_timeline *timeline, uint32_t guest_count, struct sg_arena *arena,
	struct sg_error *error, struct sg_simulated *ret_simulated);

#endif
