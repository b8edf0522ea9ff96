/* A lane's life and its leases. */
#include "service/lane.h"

#include <string.h>

#include "core/time.h"
#include "deliver/digest.h"
#include "service/bell.h"
#include "store/deadline.h"

static const int64_t lease_us = 20 * SG_SECOND_US;
static const int64_t beat_us = 5 * SG_SECOND_US;
static const int64_t margin_us = 2 * SG_SECOND_US;
static const int64_t request_us = 15 * SG_SECOND_US;

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

static enum sg_status read_leases(
	struct sg_lane *lane, struct sg_call *call, struct leases *ret_leases)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_WRITE);
	sg_leases_read(&script, &lane->owner, 3 * lease_us);
	status = sg_call_run(call, &script, &outcome);
	if (status == SG_OK) {
		memset(ret_leases, 0, sizeof *ret_leases);
		sg_leases_take(&script, ret_leases->rows, &ret_leases->lanes,
			&ret_leases->now_us);
		lane->alive = true;
	}
	return status;
}

static bool is_free(const struct leases *leases, uint32_t shard)
{
	const struct sg_lease_row *row = &leases->rows[shard];

	return sg_id_is_nil(&row->owner) ||
	       row->until_us + margin_us + request_us < leases->now_us;
}

/* Who holds more than the share gives back what is over, who holds less takes what is free. */
static size_t add_moves(
	struct sg_lane *lane, const struct leases *leases, struct sg_script *script)
{
	size_t share =
		(SG_SHARDS + leases->lanes - 1) / (leases->lanes > 0 ? leases->lanes : 1);
	size_t held = 0;
	size_t moves = 0;

	for (uint32_t i = 0; i < SG_SHARDS; i++) {
		if (sg_id_equal(&leases->rows[i].owner, &lane->owner) && ++held > share) {
			sg_lease_release(script, i, &lane->owner);
			moves++;
		}
	}
	for (uint32_t i = 0; i < SG_SHARDS && held < share; i++) {
		if (is_free(leases, i)) {
			sg_lease_take(
				script, i, &lane->owner, leases->rows[i].epoch, lease_us);
			held++;
			moves++;
		}
	}
	return moves;
}

static void keep_held(struct sg_lane *lane, const struct sg_rows *rows)
{
	lane->shard_count = 0;
	for (size_t i = 0; i < rows->count && i < SG_SHARDS; i++) {
		uint32_t shard = (uint32_t)sg_rows_int(rows, i, 0);

		if (shard < SG_SHARDS) {
			lane->shards[lane->shard_count++] = shard;
			lane->epochs[shard] = (uint64_t)sg_rows_int(rows, i, 2);
		}
	}
}

enum sg_status sg_lane_lease(struct sg_lane *lane, struct sg_call *call)
{
	int64_t begun_us = sg_monotonic_us();
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct leases leases;
	struct sg_script script;
	enum sg_status status = read_leases(lane, call, &leases);

	if (status != SG_OK) {
		return status;
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_WRITE);
	(void)add_moves(lane, &leases, &script);
	sg_leases_renew(&script, &lane->owner, lease_us);
	status = sg_call_run(call, &script, &outcome);
	if (status == SG_OK && outcome == SG_DB_DONE) {
		keep_held(lane, sg_script_rows(&script, 0));
		lane->safe_until_us = begun_us + lease_us - margin_us;
		lane->beat_us = begun_us + beat_us;
	}
	return status;
}

void sg_lane_release(struct sg_lane *lane, struct sg_call *call)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;

	if (!lane->alive) {
		return;
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_WRITE);
	sg_lease_release(&script, SG_SHARDS, &lane->owner);
	(void)sg_call_run(call, &script, &outcome);
	lane->alive = false;
	lane->shard_count = 0;
}
