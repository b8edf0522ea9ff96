/* A lane's life and its leases. */
#include "service/lane.h"

#include <string.h>

#include "core/time.h"
#include "deliver/digest.h"
#include "service/bell.h"
#include "store/deadline.h"

/* While a lane has more or less than its share, leases are looked at so often. */
static const int64_t settling_us = SG_SECOND_US / 4;
enum { LANDING_MS = 50 };

enum sg_status sg_lane_open(struct sg_lane *lane, struct sg_service *service)
{
	struct sg_sender_limits limits = {
		.in_flight_max = SG_IN_FLIGHT_MAX, .ca_file = service->config.ca_file};
	unsigned char random_bytes[10];

	lane->service = service;
	if (!sg_random_fill(random_bytes, sizeof random_bytes)) {
		return SG_INTERNAL;
	}
	lane->owner = sg_id_make(sg_wall_us(), random_bytes);
	lane->sender = sg_sender_new(&limits);
	lane->schedule = sg_schedule_new();
	if (lane->sender != NULL) {
		sg_sender_watch(lane->sender, sg_bell_descriptor(service->bell));
	}
	atomic_init(&lane->woken, false);
	return lane->sender != NULL && lane->schedule != NULL ? SG_OK : SG_MEMORY;
}

void sg_lane_close(struct sg_lane *lane)
{
	sg_sender_free(lane->sender);
	sg_schedule_free(lane->schedule);
	lane->sender = NULL;
	lane->schedule = NULL;
}

bool sg_lane_is_safe(const struct sg_lane *lane)
{
	return lane->shard_count > 0 && sg_monotonic_us() < lane->safe_until_us;
}

struct leases {
	struct sg_lease_row rows[SG_SHARDS];
	uint32_t lanes;
	int64_t now_us; /* the database's clock */
};

/* After so long without a word a lane has sent its last. */
static int64_t silence_us(const struct sg_work_terms *terms)
{
	return terms->lease_us + terms->margin_us + terms->request_us;
}

static enum sg_status read_leases(
	struct sg_lane *lane, struct sg_call *call, struct leases *ret_leases)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_WRITE);
	sg_leases_read(&script, &lane->owner, silence_us(&lane->service->terms));
	status = sg_call_run(call, &script, &outcome);
	if (status == SG_OK) {
		memset(ret_leases, 0, sizeof *ret_leases);
		sg_leases_take(&script, ret_leases->rows, &ret_leases->lanes,
			&ret_leases->now_us);
		lane->alive = true;
	}
	return status;
}

static bool is_free(
	const struct sg_work_terms *terms, const struct leases *leases, uint32_t shard)
{
	const struct sg_lease_row *row = &leases->rows[shard];

	return sg_id_is_nil(&row->owner) ||
	       row->until_us + silence_us(terms) - terms->lease_us < leases->now_us;
}

/* Who holds more than the share gives back what is over. A shard with a flight stays until that
 * has landed: its next owner would send the same again. */
static size_t give_surplus(struct sg_lane *lane, const struct leases *leases,
	size_t share, struct sg_script *script)
{
	size_t held = 0;

	for (uint32_t i = 0; i < SG_SHARDS; i++) {
		bool own = sg_id_equal(&leases->rows[i].owner, &lane->owner);

		lane->leaving[i] = false;
		if (own && ++held > share) {
			if (sg_lane_has_flight(lane, i)) {
				lane->leaving[i] = true;
			} else {
				sg_lease_release(script, i, &lane->owner);
			}
		}
	}
	return held;
}

static bool somebody_holds_more(const struct leases *leases, size_t share)
{
	bool more = false;

	for (uint32_t i = 0; i < SG_SHARDS && !more; i++) {
		size_t held = 0;

		for (uint32_t k = i; k < SG_SHARDS; k++) {
			held += sg_id_equal(
				&leases->rows[i].owner, &leases->rows[k].owner);
		}
		more = held > share && !sg_id_is_nil(&leases->rows[i].owner);
	}
	return more;
}

/* Who holds less takes what is free. Whether more will be free soon. */
static bool add_moves(
	struct sg_lane *lane, const struct leases *leases, struct sg_script *script)
{
	const struct sg_work_terms *terms = &lane->service->terms;
	size_t share =
		(SG_SHARDS + leases->lanes - 1) / (leases->lanes > 0 ? leases->lanes : 1);
	size_t held = give_surplus(lane, leases, share, script);

	for (uint32_t i = 0; i < SG_SHARDS && held < share; i++) {
		if (is_free(terms, leases, i)) {
			sg_lease_take(script, i, &lane->owner, &leases->rows[i],
				terms->lease_us);
			held++;
		}
	}
	return held < share && somebody_holds_more(leases, share);
}

/* Whether some of what is held waits to be given away. */
static bool keep_held(struct sg_lane *lane, const struct sg_rows *rows)
{
	bool leaving = false;

	lane->shard_count = 0;
	for (size_t i = 0; i < rows->count && i < SG_SHARDS; i++) {
		uint32_t shard = (uint32_t)sg_rows_int(rows, i, 0);

		if (shard < SG_SHARDS) {
			leaving |= lane->leaving[shard];
			lane->epochs[shard] = (uint64_t)sg_rows_int(rows, i, 2);
			if (!lane->leaving[shard]) {
				lane->shards[lane->shard_count++] = shard;
			}
		}
	}
	return leaving;
}

enum sg_status sg_lane_lease(struct sg_lane *lane, struct sg_call *call)
{
	const struct sg_work_terms *terms = &lane->service->terms;
	int64_t begun_us = sg_monotonic_us();
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct leases leases;
	struct sg_script script;
	bool unsettled;
	enum sg_status status = read_leases(lane, call, &leases);

	if (status != SG_OK) {
		return status;
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_WRITE);
	unsettled = add_moves(lane, &leases, &script);
	sg_leases_renew(&script, &lane->owner, terms->lease_us);
	status = sg_call_run(call, &script, &outcome);
	if (status == SG_OK && outcome == SG_DB_DONE) {
		unsettled |= keep_held(lane, sg_script_rows(&script, 0));
		lane->safe_until_us = begun_us + terms->lease_us - terms->margin_us;
		lane->beat_us = begun_us + (unsettled ? settling_us : terms->beat_us);
	}
	return status;
}

static void let_land(struct sg_lane *lane, struct sg_call *call)
{
	enum sg_status status = SG_OK;

	while (status == SG_OK && lane->flight_count > 0 &&
		sg_deadline_left_ms(call->deadline_us) > 2 * LANDING_MS) {
		size_t settled;

		(void)sg_lane_collect(lane, call, LANDING_MS);
		status = sg_lane_settle(lane, call, &settled);
	}
}

void sg_lane_release(struct sg_lane *lane, struct sg_call *call)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;

	if (!lane->alive) {
		return;
	}
	let_land(lane, call);
	sg_script_begin(&script, call->arena, SG_SCRIPT_WRITE);
	sg_lease_release(&script, SG_SHARDS, &lane->owner);
	(void)sg_call_run(call, &script, &outcome);
	lane->alive = false;
	lane->shard_count = 0;
}
