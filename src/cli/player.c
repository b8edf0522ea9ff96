/* The calls of the replay. */
#include "cli/player.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/clock.h"
#include "cli/command.h"
#include "cli/guests.h"
#include "cli/receipts.h"
#include "cli/script.h"
#include "cli/stop.h"
#include "document/value.h"

enum {
	PATIENCE_S = 60,
	PAUSE_MS = 5,
	COMPLAINTS_MAX = 5,
};

/* ---- one document ---- */

static void complain(struct sg_player *player, int32_t status,
	const struct pms_reply *reply, const struct sg_buffer *document)
{
	struct sg_error error;

	if (atomic_fetch_add(&player->refused, 1) >= COMPLAINTS_MAX) {
		return;
	}
	(void)sg_module_error(player->module, status, reply, &error);
	(void)sg_complain("not taken: %s%s%s: %.300s", error.message,
		error.path[0] != '\0' ? " at " : "", error.path,
		document->failed ? "(memory is short)" : document->data);
}

/* The reply, to be freed; NULL when it was not taken. */
static struct pms_reply *send(struct sg_player *player, const struct sg_buffer *document)
{
	const struct sg_module *module = player->module;
	int64_t until_us = sg_clock_steady_us() + (int64_t)PATIENCE_S * 1000000;
	struct pms_reply *reply = NULL;
	int32_t status = PMS_E_MEMORY;

	if (!document->failed) {
		status = module->call(
			module->plugin, document->data, document->len, &reply);
	}
	while (status == PMS_E_UNAVAILABLE && sg_clock_steady_us() < until_us &&
		!sg_stop_requested()) {
		module->reply_free(reply);
		atomic_fetch_add(&player->repeated, 1);
		sg_clock_sleep_ms(PAUSE_MS);
		status = module->call(
			module->plugin, document->data, document->len, &reply);
	}
	atomic_fetch_add(&player->documents, 1);
	if (status == PMS_OK) {
		return reply;
	}
	complain(player, status, reply, document);
	module->reply_free(reply);
	return NULL;
}

/* A document that changed nothing, in a replay where each must. */
static bool took_effect(struct sg_player *player, const struct pms_reply *reply,
	const struct sg_buffer *document)
{
	const char *text = player->module->reply_text(reply, NULL);

	if (reply == NULL) {
		return false;
	}
	if (strstr(text, "\"outcome\":\"applied\"") != NULL ||
		strstr(text, "\"outcome\":\"repeated\"") != NULL) {
		return true;
	}
	if (atomic_fetch_add(&player->refused, 1) < COMPLAINTS_MAX) {
		(void)sg_complain("without effect: %.200s: %.300s", text, document->data);
	}
	return false;
}

static bool send_only(struct sg_player *player, const struct sg_buffer *document)
{
	struct pms_reply *reply = send(player, document);
	bool taken = took_effect(player, reply, document);

	player->module->reply_free(reply);
	return taken;
}

/* An answer each; the batch itself is OK also when one of them is not. */
static bool send_batch(struct sg_player *player, const struct sg_buffer *document)
{
	struct pms_reply *reply = send(player, document);
	struct sg_value *value = NULL;
	const struct sg_value *answers;
	bool taken = false;
	size_t len;
	const char *text;

	if (reply == NULL) {
		return false;
	}
	text = player->module->reply_text(reply, &len);
	if (sg_value_parse(text, len, NULL, &value) == SG_OK) {
		answers = sg_value_member(value, "answers");
		taken = sg_value_count(answers) > 0;
		for (size_t i = 0; taken && i < sg_value_count(answers); i++) {
			taken = sg_value_member(sg_value_at(answers, i), "error") == NULL;
		}
	}
	if (!taken && atomic_fetch_add(&player->refused, 1) < COMPLAINTS_MAX) {
		(void)sg_complain("not taken: %.600s", text);
	}
	sg_value_free(value);
	player->module->reply_free(reply);
	return taken;
}

/* ---- events ---- */

static void send_guest(struct sg_player *player, const struct sg_booking *booking,
	const struct sg_event *event, struct sg_buffer *buffer)
{
	struct sg_invented_guest guest;

	sg_guest_invent(player->seed, booking->guest, booking->country, &guest);
	sg_script_guest(booking, event, &guest,
		player->programme != NULL ? player->programme->programme.code : NULL,
		buffer);
	(void)send_batch(player, buffer);
}

/* What a stay costs stands on its bill before it ends. */
static void send_charge(struct sg_player *player, const struct sg_booking *booking,
	const struct sg_event *event, struct sg_buffer *buffer)
{
	if (player->programme != NULL && event->kind == SG_EVENT_CHECKED_OUT &&
		sg_booking_charge(booking) != 0) {
		sg_script_charge(
			booking, event, player->programme->programme.currency, buffer);
		(void)send_only(player, buffer);
	}
}

static void note_check_in(
	struct sg_player *player, uint32_t index, const struct pms_reply *reply)
{
	const struct sg_booking *booking = &player->bookings->rows[index];
	struct sg_value *value = NULL;
	size_t len;
	const char *text = player->module->reply_text(reply, &len);

	(void)sg_value_parse(text, len, NULL, &value);
	player->keys[index] =
		sg_receipts_key(sg_value_text(sg_value_member(value, "stay"), "unnamed"),
			sg_hotels[booking->hotel].endpoint);
	sg_value_free(value);
	atomic_fetch_add(&player->checked_in, 1);
}

static void play(
	struct sg_player *player, const struct sg_event *event, struct sg_buffer *buffer)
{
	const struct sg_booking *booking;
	struct pms_reply *reply;

	if (event->kind == SG_EVENT_DAY_CLOSED) {
		sg_script_day_closed(&sg_hotels[event->booking], event, buffer);
		(void)send_only(player, buffer);
		return;
	}
	booking = &player->bookings->rows[event->booking];
	if (event->kind == SG_EVENT_BOOKED && booking->first) {
		send_guest(player, booking, event, buffer);
	}
	send_charge(player, booking, event, buffer);
	sg_script_stay(booking, event, buffer);
	reply = send(player, buffer);
	if (took_effect(player, reply, buffer) && event->kind == SG_EVENT_CHECKED_IN) {
		note_check_in(player, event->booking, reply);
	}
	player->module->reply_free(reply);
}

/* One job: all events of one guest in this part of the day. */
static void play_guest(void *data, int member, size_t job)
{
	struct sg_player *player = data;

	for (uint32_t i = player->starts[job]; i < player->starts[job + 1]; i++) {
		if (sg_stop_requested()) {
			return;
		}
		play(player, &player->timeline->events[player->order[i]],
			&player->buffers[member]);
	}
}

/* ---- parts of days ---- */

static uint64_t owner(const struct sg_player *player, uint32_t index)
{
	const struct sg_event *event = &player->timeline->events[index];

	return event->kind == SG_EVENT_DAY_CLOSED
	               ? event->booking
	               : player->bookings->rows[event->booking].guest;
}

static int by_guest(const void *left, const void *right, void *data)
{
	uint32_t a = *(const uint32_t *)left;
	uint32_t b = *(const uint32_t *)right;
	uint64_t first = owner(data, a);
	uint64_t second = owner(data, b);

	if (first != second) {
		return first < second ? -1 : 1;
	}
	return a < b ? -1 : a > b;
}

/* Rooms are given in the order of time, before the calls are made side by side. */
static void assign_rooms(struct sg_player *player, size_t begin, size_t end)
{
	for (size_t i = begin; i < end; i++) {
		const struct sg_event *event = &player->timeline->events[i];
		struct sg_booking *booking = &player->bookings->rows[event->booking];

		if (event->kind == SG_EVENT_CHECKED_IN) {
			booking->room =
				sg_allocator_take(&player->allocators[booking->hotel],
					booking->assigned_type);
		} else if (event->kind == SG_EVENT_CHECKED_OUT) {
			sg_allocator_give_back(
				&player->allocators[booking->hotel], booking->room);
		}
	}
}

void sg_player_part(struct sg_player *player, size_t begin, size_t end)
{
	size_t count = end - begin;
	size_t jobs = 0;

	assign_rooms(player, begin, end);
	for (size_t i = 0; i < count; i++) {
		player->order[i] = (uint32_t)(begin + i);
	}
	qsort_r(player->order, count, sizeof *player->order, by_guest, player);
	for (size_t i = 0; i < count; i++) {
		if (i == 0 || owner(player, player->order[i]) !=
				      owner(player, player->order[i - 1])) {
			player->starts[jobs++] = (uint32_t)i;
		}
	}
	player->starts[jobs] = (uint32_t)count;
	sg_crew_run(player->crew, jobs);
}

static size_t longest_part(const struct sg_timeline *timeline)
{
	size_t longest = 1;

	for (size_t begin = 0; begin < timeline->count;) {
		size_t end = sg_timeline_part(timeline, begin);

		longest = end - begin > longest ? end - begin : longest;
		begin = end;
	}
	return longest;
}

enum sg_status sg_player_begin(struct sg_player *player, struct sg_error *error)
{
	struct sg_crew_task task = {.run = play_guest, .data = player};

	for (size_t i = 0; i < SG_HOTELS; i++) {
		sg_allocator_begin(&player->allocators[i], &sg_hotels[i]);
	}
	player->part_size = longest_part(player->timeline);
	player->order = malloc(player->part_size * sizeof *player->order);
	player->starts = malloc((player->part_size + 1) * sizeof *player->starts);
	player->keys = malloc((player->bookings->count + 1) * sizeof *player->keys);
	player->buffers = calloc((size_t)player->callers, sizeof *player->buffers);
	if (player->order == NULL || player->starts == NULL || player->keys == NULL ||
		player->buffers == NULL) {
		sg_player_end(player);
		return sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short");
	}
	/* Written at once, so that the process has its size from the start. */
	memset(player->keys, 0, (player->bookings->count + 1) * sizeof *player->keys);
	return sg_crew_start(player->callers, &task, error, &player->crew);
}

enum sg_status sg_player_open_hotels(struct sg_player *player, struct sg_error *error)
{
	uint32_t minute =
		player->timeline->count > 0 ? player->timeline->events[0].minute - 60 : 0;
	struct sg_buffer buffer = {0};
	bool taken = true;

	for (size_t i = 0; taken && i < SG_HOTELS; i++) {
		const struct sg_hotel *hotel = &sg_hotels[i];
		char url[64];

		(void)snprintf(url, sizeof url, "http://127.0.0.1:%u/%s",
			(unsigned)player->port, hotel->endpoint);
		sg_script_property(hotel, minute, &buffer);
		taken = send_only(player, &buffer);
		sg_script_rooms(hotel, minute, &buffer);
		taken = taken && send_batch(player, &buffer);
		if (taken && player->programme != NULL && i == 0) {
			sg_script_programme(hotel, minute, player->programme->text,
				player->programme->len, &buffer);
			taken = send_only(player, &buffer);
		}
		sg_script_endpoint(hotel, minute, url, player->secret, &buffer);
		taken = taken && send_only(player, &buffer);
	}
	sg_buffer_free(&buffer);
	return taken ? SG_OK
	             : sg_fail(error, SG_REFUSED, "not_taken", NULL,
			       "the module did not take the hotels");
}

void sg_player_end(struct sg_player *player)
{
	sg_crew_stop(player->crew);
	player->crew = NULL;
	for (int i = 0; player->buffers != NULL && i < player->callers; i++) {
		sg_buffer_free(&player->buffers[i]);
	}
	free(player->buffers);
	free(player->order);
	free(player->starts);
	free(player->keys);
	player->buffers = NULL;
	player->order = NULL;
	player->starts = NULL;
	player->keys = NULL;
}
