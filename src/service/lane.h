/*
 * One lane: the shards it holds, the requests it has under way, and what it still has to
 * settle. For the files of work alone; used by one thread at a time.
 */
#ifndef SG_SERVICE_LANE_H
#define SG_SERVICE_LANE_H

#include <stdatomic.h>
#include <stdbool.h>

#include "deliver/schedule.h"
#include "deliver/sender.h"
#include "service/context.h"
#include "store/deliveries.h"
#include "store/leases.h"

enum {
	SG_FLIGHTS_MAX = 256,  /* started or to be settled */
	SG_IN_FLIGHT_MAX = 64, /* requests at once */
};

/* A delivery that this lane has in hand: under way, or waiting to be settled. */
struct sg_flight {
	bool used;
	bool landed;        /* `settle` says what became of it */
	bool gone;          /* the receiver is for good: its endpoint is disabled */
	int64_t started_us; /* monotonic; 0 = nothing was sent */
	uint32_t endpoint_version;
	struct sg_settle_row settle;
	struct sg_id property;
	const struct sg_backoff *backoff;
	int64_t hotel_us;          /* at its property when it was started */
	int64_t back_off_until_us; /* hotel time: hourly after it; SG_NO_TIME = never */
	int64_t deadline_us;       /* hotel time */
	char reason[200];
};

struct sg_lane {
	struct sg_service *service;
	bool busy;           /* a thread works in it; guarded by the lanes' mutex */
	int64_t returned_us; /* monotonic: when a thread left it; guarded likewise */
	bool alive;          /* it has said so in the database */
	struct sg_id owner;
	struct sg_sender *sender;
	struct sg_schedule *schedule;
	uint32_t shards[SG_SHARDS];
	uint64_t epochs[SG_SHARDS]; /* by shard */
	size_t shard_count;
	bool leaving[SG_SHARDS]; /* by shard: held until its flights have landed, but no
				  * longer among `shards` */
	int64_t beat_us;         /* monotonic: when leases are looked at again */
	int64_t safe_until_us; /* monotonic: nothing is sent after it without a renewal */
	uint64_t generation;   /* of the lanes' number, when leases were last looked at */
	int64_t claim_us;      /* monotonic: when due rows are looked for again */
	bool more;             /* some were left when they were looked for last */
	int64_t plan_us;       /* monotonic: when due plans are */
	int64_t teach_us;      /* monotonic: when lessons are */
	struct sg_flight flights[SG_FLIGHTS_MAX];
	size_t flight_count;
	atomic_bool woken;
};

/* SG_MEMORY, SG_INTERNAL (no randomness). The lane is zeroed before. */
enum sg_status sg_lane_open(struct sg_lane *lane, struct sg_service *service);
/* Gives up what is under way; no word to the database. */
void sg_lane_close(struct sg_lane *lane);

/* Takes the row in hand; NULL where the lane has all it can. */
struct sg_flight *sg_flight_begin(
	struct sg_lane *lane, const struct sg_delivery_row *row);
/* It is over: to be settled so. `reason` is "" for none. */
void sg_flight_land(
	struct sg_flight *flight, enum sg_settlement settlement, const char *reason);
/* It becomes a dead letter, and the host is told. */
void sg_flight_bury(struct sg_lane *lane, struct sg_flight *flight, int64_t hotel_us,
	const char *reason);
bool sg_lane_has_in_hand(const struct sg_lane *lane, const struct sg_delivery_row *row);
/* Whether it has something of that shard in hand. */
bool sg_lane_has_flight(const struct sg_lane *lane, uint32_t shard);
/* For how long the endpoint's oldest request has been under way; 0 without one. */
int64_t sg_lane_oldest_us(
	const struct sg_lane *lane, const struct sg_id *endpoint, int64_t now_us);

/* Leases: says that it lives, renews, takes its fair share, gives back what is more. */
enum sg_status sg_lane_lease(struct sg_lane *lane, struct sg_call *call);
/* Lets what is under way land and settles it, until the call's deadline; then gives all leases
 * back. */
void sg_lane_release(struct sg_lane *lane, struct sg_call *call);
/* Whether its leases are surely still its own. */
bool sg_lane_is_safe(const struct sg_lane *lane);

/* Looks for due rows and starts them; `ret_taken` counts those now in hand, also where nothing
 * is to be sent. */
enum sg_status sg_lane_claim(
	struct sg_lane *lane, struct sg_call *call, size_t *ret_taken);
/* Takes finished requests, waiting up to `wait_ms`; returns how many. Where rows waited for
 * their places, they are looked for again at once. */
size_t sg_lane_collect(struct sg_lane *lane, struct sg_call *call, uint32_t wait_ms);
/* Writes what has landed; `ret_settled` counts rows. */
enum sg_status sg_lane_settle(
	struct sg_lane *lane, struct sg_call *call, size_t *ret_settled);

/* Does what is due of some kinds (lane_due.h), some of each; `ret_done` counts them, also where it
 * fails. What is wrong with one of them, or takes too long, is put off. */
enum sg_due_of {
	SG_DUE_SHOWN, /* plans and tiers, which lists show */
	SG_DUE_EARNED /* postings */
};
enum sg_status sg_lane_due(
	struct sg_lane *lane, struct sg_call *call, enum sg_due_of of, size_t *ret_done);

#endif
