/* The course of a replay: read, open, play day by day, drain, reconcile. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/booking.h"
#include "cli/clock.h"
#include "cli/command.h"
#include "cli/guests.h"
#include "cli/player.h"
#include "cli/progress.h"
#include "cli/receiver.h"
#include "cli/reconcile.h"
#include "cli/replay.h"
#include "cli/simulation.h"
#include "cli/stop.h"
#include "cli/timeline.h"
#include "cli/workers.h"
#include "core/time.h"
#include "document/value.h"

enum { LISTS_PER_STAY = 2, CONNECTIONS = 8, DRAIN_MS = 120000 };

struct replay {
	const struct sg_replay_settings *settings;
	struct sg_programme_file programme; /* empty: none */
	struct sg_bookings bookings;
	struct sg_timeline timeline;
	struct sg_host host;
	struct sg_receiver *receiver;
	struct sg_workers *workers;
	struct sg_player player;
	struct sg_replay_result result;
	int64_t began_us;
	int32_t tenth_day; /* a tenth of the arrival days are over */

	/* The receiver's side, written by its thread only until it is stopped. */
	struct sg_receipts *receipts;
	FILE *deliveries;
	int64_t deliveries_left;
	struct sg_buffer line;
	int64_t alerts;
};

/* ---- the receiver ---- */

static bool keep_delivery(struct replay *replay, const struct sg_received *received)
{
	if (replay->deliveries_left == 0) {
		return true;
	}
	replay->deliveries_left--;
	sg_buffer_reset(&replay->line);
	sg_received_write(received, &replay->line);
	return !replay->line.failed && fwrite(replay->line.data, 1, replay->line.len,
					       replay->deliveries) == replay->line.len;
}

static bool take(void *data, const struct sg_received *received)
{
	struct replay *replay = data;
	struct sg_value *body = NULL;
	const struct sg_value *list;
	const char *type;
	bool taken = keep_delivery(replay, received);

	if (sg_value_parse(received->body, received->body_len, NULL, &body) != SG_OK) {
		return true;
	}
	type = sg_value_text(sg_value_member(body, "type"), "");
	list = sg_value_member(body, "data");
	if (strncmp(type, "checklist.", 10) == 0) {
		taken = taken &&
		        sg_receipts_add(replay->receipts,
				sg_receipts_key(
					sg_value_text(sg_value_member(list, "stay"), ""),
					received->path + 1),
				(uint32_t)sg_value_integer(
					sg_value_member(list, "revision"), 0),
				received->verified,
				strcmp(type, "checklist.issued") == 0);
	} else {
		replay->alerts++;
	}
	sg_value_free(body);
	return taken;
}

static enum sg_status start_receiver(
	struct replay *replay, const char *secret, struct sg_error *error)
{
	struct sg_receiver_options options = {
		.secrets = &secret,
		.secret_count = 1,
		.take = take,
		.data = replay,
	};

	if (replay->settings->deliveries != NULL) {
		options.with_headers = true;
		replay->deliveries_left = replay->settings->deliveries_max;
		replay->deliveries = fopen(replay->settings->deliveries, "we");
		if (replay->deliveries == NULL) {
			return sg_fail(error, SG_UNAVAILABLE, "unwritable", NULL,
				"%s cannot be written: %s", replay->settings->deliveries,
				sg_errno_text());
		}
	}
	replay->receipts = sg_receipts_new(
		replay->bookings.count, replay->bookings.count * LISTS_PER_STAY);
	if (replay->receipts == NULL) {
		return sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short");
	}
	return sg_receiver_start(&options, error, &replay->receiver);
}

/* ---- preparations ---- */

static enum sg_status read_bookings(struct replay *replay, struct sg_error *error)
{
	const struct sg_replay_settings *settings = replay->settings;
	uint32_t guests = 0;
	enum sg_status status = sg_bookings_read(settings->file,
		(int32_t)(SG_REPLAY_FIRST_DAY + settings->days.first - 1),
		(int32_t)(SG_REPLAY_FIRST_DAY + settings->days.last - 1), error,
		&replay->bookings);

	if (status == SG_OK) {
		status = sg_timeline_build(&replay->bookings, (uint64_t)settings->seed,
			settings->programme != NULL
				? sg_simulation_until(
					  &replay->bookings, &replay->programme.programme)
				: SG_NO_DAY,
			error, &replay->timeline);
	}
	if (status == SG_OK) {
		status = sg_guests_assign(&replay->bookings, &replay->timeline,
			(uint64_t)settings->seed, error, &guests);
	}
	replay->result.guests = guests;
	replay->result.bookings = (int64_t)replay->bookings.count;
	for (size_t i = 0; i < replay->bookings.count; i++) {
		replay->result.stays += replay->bookings.rows[i].end == SG_BOOKING_STAYED;
	}
	return status;
}

static enum sg_status open_module(struct replay *replay, struct sg_error *error)
{
	struct sg_host_options options = replay->settings->host;
	struct sg_buffer members = {0};
	enum sg_status status;

	sg_buffer_format(&members,
		"{\"clock\":\"documents\",\"deadline_ms\":10000,\"connections\":%lld,"
		"\"lanes\":%lld,\"poll_ms\":250}",
		(long long)replay->settings->callers + replay->settings->workers,
		(long long)replay->settings->workers + 1);
	options.members = members.failed ? NULL : members.data;
	options.temporary = true;
	status = sg_host_open(&options, error, &replay->host);
	sg_buffer_free(&members);
	return status;
}

static enum sg_status open_all(struct replay *replay, struct sg_error *error)
{
	char made_up[SG_SECRET_TEXT_SIZE] = "";
	const char *secret = replay->settings->secret;
	enum sg_status status = SG_OK;

	if (replay->settings->programme != NULL) {
		status = sg_programme_file_open(
			replay->settings->programme, error, &replay->programme);
	}
	if (status == SG_OK) {
		status = read_bookings(replay, error);
	}
	if (status == SG_OK) {
		status = open_module(replay, error);
	}
	if (status == SG_OK && secret == NULL) {
		status = sg_secret_generate(error, made_up);
		secret = made_up;
	}
	if (status == SG_OK) {
		status = start_receiver(replay, secret, error);
	}
	if (status == SG_OK) {
		replay->player = (struct sg_player){
			.module = &replay->host.module,
			.bookings = &replay->bookings,
			.timeline = &replay->timeline,
			.seed = (uint64_t)replay->settings->seed,
			.callers = (int)replay->settings->callers,
			.secret = secret,
			.port = sg_receiver_port(replay->receiver),
			.programme = replay->settings->programme != NULL
		                             ? &replay->programme
		                             : NULL,
		};
		status = sg_player_begin(&replay->player, error);
	}
	if (status == SG_OK) {
		status = sg_player_open_hotels(&replay->player, error);
	}
	explicit_bzero(made_up, sizeof made_up);
	replay->player.secret = NULL;
	if (status == SG_OK) {
		status = sg_workers_start(&replay->host.module,
			(int)replay->settings->workers, error, &replay->workers);
	}
	return status;
}

/* ---- playing ---- */

static void show_progress(const struct replay *replay, size_t done)
{
	double spent = (double)(sg_clock_steady_us() - replay->began_us) / 1e6;
	double part = (double)done / (double)(replay->timeline.count + 1);
	char day[SG_DAY_TEXT_SIZE];

	sg_day_format(sg_event_day(&replay->timeline.events[done]), day);
	sg_progress_show("%s  %3.0f %%  %lld check-ins, %lld settled, %.0f documents/s, "
			 "%.0f s to go",
		day, 100 * part, (long long)replay->player.checked_in,
		(long long)sg_workers_settled(replay->workers),
		(double)replay->player.documents / (spent > 0 ? spent : 1),
		part > 0.01 ? spent / part - spent : 0.0);
}

static int32_t tenth_day(const struct replay *replay)
{
	int32_t first = INT32_MAX;
	int32_t last = INT32_MIN;

	for (size_t i = 0; i < replay->bookings.count; i++) {
		int32_t day = replay->bookings.rows[i].arrival_day;

		first = day < first ? day : first;
		last = day > last ? day : last;
	}
	return first > last ? 0 : first + (last - first + 1 + 9) / 10;
}

/* Adds the time since `since_us` to `sum`; now is the next beginning. */
static int64_t lap(int64_t since_us, double *sum)
{
	int64_t now_us = sg_clock_steady_us();

	*sum += (double)(now_us - since_us) / 1e6;
	return now_us;
}

/* Before a day is closed, and before the evening, everything due is delivered. */
static enum sg_status drain(
	struct replay *replay, const struct sg_event *event, struct sg_error *error)
{
	int64_t began_us = sg_clock_steady_us();
	enum sg_status status = sg_workers_drain_all(replay->workers, DRAIN_MS, error);

	(void)lap(began_us, &replay->result.drain_seconds);
	if (event != NULL && sg_event_day(event) >= replay->tenth_day &&
		replay->result.tenth.rss_kib == 0) {
		replay->result.tenth = sg_memory_read();
	}
	return status;
}

static enum sg_status play(struct replay *replay, struct sg_error *error)
{
	const struct sg_timeline *timeline = &replay->timeline;
	enum sg_status status = SG_OK;

	replay->tenth_day = tenth_day(replay);
	for (size_t begin = 0; status == SG_OK && begin < timeline->count;) {
		size_t end = sg_timeline_part(timeline, begin);
		const struct sg_event *event = &timeline->events[begin];
		bool closing = event->kind == SG_EVENT_DAY_CLOSED;
		int64_t began_us;

		show_progress(replay, begin);
		status = closing || replay->settings->programme != NULL ||
		                         (sg_event_is_evening(event) &&
						 event->kind == SG_EVENT_CHECKED_OUT)
		                 ? drain(replay, event, error)
		                 : SG_OK;
		if (status != SG_OK) {
			break;
		}
		began_us = sg_clock_steady_us();
		sg_player_part(&replay->player, begin, end);
		(void)lap(began_us, closing ? &replay->result.close_seconds
					    : &replay->result.call_seconds);
		if (closing && replay->settings->programme != NULL) {
			status = drain(replay, NULL, error); /* what the day has posted */
		}
		if (sg_stop_requested()) {
			status = sg_fail(error, SG_REFUSED, "stopped", NULL, "stopped");
		}
		begin = end;
	}
	return status == SG_OK ? drain(replay, NULL, error) : status;
}

/* ---- the end ---- */

static bool is_lost(const struct sg_reconciliation *look, uint64_t key)
{
	for (size_t i = 0; i < look->lost_count; i++) {
		if (look->lost[i] == key) {
			return true;
		}
	}
	return false;
}

/* What the database does not know of, the host does: every check-in that was answered OK. */
static enum sg_status reconcile(struct replay *replay, struct sg_error *error)
{
	struct sg_replay_result *result = &replay->result;
	struct sg_reconciliation look = {0};
	enum sg_status status =
		sg_reconcile(replay->host.config.data, replay->host.config.len,
			SG_RECONCILE_EVERY, replay->receipts, error, &look);

	if (status != SG_OK) {
		return status;
	}
	result->lost = (int64_t)look.lost_count;
	result->dead = look.dead;
	memcpy(result->first_lost, look.first_lost, sizeof result->first_lost);
	for (size_t i = 0; i < replay->bookings.count; i++) {
		uint64_t key = replay->player.keys[i];
		struct sg_receipt entry;

		if (key == 0 || is_lost(&look, key)) {
			continue;
		}
		entry = sg_receipts_find(replay->receipts, key);
		if (entry.key == 0 || !entry.verified) {
			result->lost++;
		}
	}
	sg_reconciliation_free(&look);
	return SG_OK;
}

static enum sg_status reconcile_points(struct replay *replay, struct sg_error *error)
{
	const struct sg_timeline *timeline = &replay->timeline;
	int32_t last_day = timeline->count > 0
	                           ? sg_event_day(&timeline->events[timeline->count - 1])
	                           : SG_NO_DAY;

	replay->result.with_points = true;
	return sg_reconcile_points(replay->host.config.data, replay->host.config.len,
		&replay->programme.programme, last_day, error, &replay->result.points);
}

static void count(struct replay *replay)
{
	struct sg_replay_result *result = &replay->result;

	result->end.peak_kib = sg_memory_read().peak_kib;
	result->checked_in = replay->player.checked_in;
	result->documents = replay->player.documents;
	result->repeated = replay->player.repeated;
	result->refused = replay->player.refused;
	result->deliveries = sg_receipts_counts(replay->receipts);
	result->alerts = replay->alerts;
	for (size_t i = 0; i < SG_HOTELS; i++) {
		result->other_type += replay->player.allocators[i].other_type;
		result->doubled_rooms += replay->player.allocators[i].doubled;
	}
	result->seconds = (double)(sg_clock_steady_us() - replay->began_us) / 1e6;
}

static enum sg_status finish(struct replay *replay, struct sg_error *error)
{
	enum sg_status status;

	replay->result.end = sg_memory_read();
	sg_workers_stop(replay->workers);
	replay->workers = NULL;
	sg_receiver_stop(replay->receiver);
	replay->receiver = NULL;
	sg_progress_show("reconciling");
	status = reconcile(replay, error);
	if (status == SG_OK && replay->settings->programme != NULL) {
		status = reconcile_points(replay, error);
	}
	if (status == SG_OK) {
		count(replay);
	}
	if (replay->deliveries != NULL && fflush(replay->deliveries) != 0 &&
		status == SG_OK) {
		status = sg_fail(error, SG_UNAVAILABLE, "unwritable", NULL,
			"%s cannot be written: %s", replay->settings->deliveries,
			sg_errno_text());
	}
	return status;
}

static void end(struct replay *replay)
{
	sg_workers_stop(replay->workers);
	sg_player_end(&replay->player);
	sg_receiver_stop(replay->receiver);
	sg_progress_clear();
	sg_host_close(&replay->host);
	sg_receipts_free(replay->receipts);
	sg_timeline_free(&replay->timeline);
	sg_bookings_free(&replay->bookings);
	sg_buffer_free(&replay->line);
	sg_programme_file_close(&replay->programme);
	if (replay->deliveries != NULL) {
		(void)fclose(replay->deliveries);
	}
}

enum sg_status sg_replay_run(const struct sg_replay_settings *settings,
	struct sg_error *error, struct sg_replay_result *ret_result)
{
	struct replay *replay = calloc(1, sizeof *replay);
	enum sg_status status;

	if (replay == NULL) {
		return sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short");
	}
	replay->settings = settings;
	replay->began_us = sg_clock_steady_us();
	status = open_all(replay, error);
	if (status == SG_OK) {
		status = play(replay, error);
	}
	if (status == SG_OK) {
		status = finish(replay, error);
	}
	*ret_result = replay->result;
	end(replay);
	free(replay);
	return status;
}
