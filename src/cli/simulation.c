/* The days of a simulation: who enrols, whose stay ends, what is due, and what it comes to. */
#include <stdlib.h>
#include <string.h>

#include "cli/progress.h"
#include "cli/simulation_inside.h"
#include "cli/stop.h"
#include "core/time.h"

enum { FIRST_ITEMS = 4096, SHOW_EVERY = 256 };

/* What is due on a day: a stay, or a member who is looked at. */
struct item {
	uint32_t next, what;
	bool look;
};

struct agenda {
	uint32_t *heads; /* by day */
	int32_t first_day, last_day;
	struct item *items;
	size_t count, space;
	uint32_t *due; /* stays of one day, in their order */
	size_t due_count;
};

struct running {
	struct sg_simulation simulation;
	const struct sg_timeline *timeline;
	struct agenda agenda;
};

static enum sg_status memory_short(struct sg_error *error)
{
	return sg_fail(error, SG_MEMORY, "memory", NULL, "memory is short");
}

/* ---- the agenda ---- */

static enum sg_status note(struct running *running, int32_t day, uint32_t what, bool look)
{
	struct agenda *agenda = &running->agenda;
	size_t at;

	if (day == SG_NO_DAY || day > agenda->last_day) {
		return SG_OK;
	}
	if (agenda->count == agenda->space) {
		size_t space = agenda->space > 0 ? agenda->space * 2 : FIRST_ITEMS;
		void *larger = realloc(agenda->items, space * sizeof *agenda->items);

		if (larger == NULL) {
			return memory_short(running->simulation.error);
		}
		agenda->items = larger;
		agenda->space = space;
	}
	at = (size_t)(day - agenda->first_day);
	agenda->items[agenda->count] = (struct item){agenda->heads[at], what, look};
	agenda->heads[at] = (uint32_t)agenda->count++;
	return SG_OK;
}

static enum sg_status note_member(struct running *running, uint32_t member)
{
	return note(running, running->simulation.members[member].look_day, member, true);
}

static enum sg_status post(struct running *running, uint32_t stay, int32_t today_day)
{
	struct sg_simulation *simulation = &running->simulation;
	uint32_t member = simulation->bookings->rows[stay].guest;
	int32_t look_day = simulation->members[member].look_day;
	int32_t again_day = SG_NO_DAY;
	enum sg_status status =
		sg_simulation_post(simulation, stay, today_day, &again_day);

	if (status == SG_OK) {
		status = note(running, again_day, stay, false);
	}
	return status == SG_OK && simulation->members[member].look_day != look_day
	               ? note_member(running, member)
	               : status;
}

static enum sg_status look(struct running *running, uint32_t index, int32_t today_day)
{
	struct sg_simulation *simulation = &running->simulation;
	struct sg_played_member *member = &simulation->members[index];
	enum sg_status status;

	if (member->look_day != today_day) {
		return SG_OK; /* somebody wrote the account in between */
	}
	sg_arena_reset(simulation->scratch);
	status = sg_simulation_look(simulation, member, today_day);
	return status == SG_OK ? note_member(running, index) : status;
}

static int compare_stays(const void *left, const void *right, void *data)
{
	const struct sg_booking *rows = data;
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
	int32_t first = rows[a].arrival_day + rows[a].nights;
	int32_t second = rows[b].arrival_day + rows[b].nights;

	return first != second ? (first > second) - (first < second) : (a > b) - (a < b);
}

/* Postings, then looks: who is posted on a day needs no look on it any more. */
static enum sg_status work(struct running *running, int32_t day)
{
	struct agenda *agenda = &running->agenda;
	struct sg_booking *rows = running->simulation.bookings->rows;
	uint32_t first = agenda->heads[day - agenda->first_day];
	enum sg_status status = SG_OK;

	if (agenda->items == NULL) {
		return SG_OK;
	}
	agenda->heads[day - agenda->first_day] = SG_NOBODY;
	agenda->due_count = 0;
	for (uint32_t at = first; at != SG_NOBODY; at = agenda->items[at].next) {
		if (!agenda->items[at].look) {
			agenda->due[agenda->due_count++] = agenda->items[at].what;
		}
	}
	qsort_r(agenda->due, agenda->due_count, sizeof *agenda->due, compare_stays, rows);
	for (size_t i = 0; i < agenda->due_count && status == SG_OK; i++) {
		status = post(running, agenda->due[i], day);
	}
	for (uint32_t at = first; at != SG_NOBODY && status == SG_OK;
		at = agenda->items[at].next) {
		if (agenda->items[at].look) {
			status = look(running, agenda->items[at].what, day);
		}
	}
	return status;
}

/* ---- what happens ---- */

static enum sg_status book(struct running *running, uint32_t index, int32_t day)
{
	struct sg_simulation *simulation = &running->simulation;
	uint32_t guest = simulation->bookings->rows[index].guest;
	struct sg_played_member *member = &simulation->members[guest];
	enum sg_status status;

	simulation->stays[index].next = member->first;
	member->first = index;
	if (member->enrolled_day != SG_NO_DAY) {
		return SG_OK;
	}
	member->enrolled_day = member->active_day = day;
	member->standings.now = sg_tier_begin(day);
	member->standings.base = member->standings.now;
	status = sg_simulation_open(simulation, member);
	return status == SG_OK ? note_member(running, guest) : status;
}

static enum sg_status end_stay(struct running *running, uint32_t index, int32_t day)
{
	const struct sg_booking *booking = &running->simulation.bookings->rows[index];
	int32_t due_day = booking->arrival_day + booking->nights + SG_DELAY_DAYS_MIN;

	running->simulation.stays[index].ended_day = day;
	return note(running, due_day > day ? due_day : day, index, false);
}

/* What was late on the day before, then what comes with this one. */
static enum sg_status begin_day(struct running *running, int32_t day)
{
	enum sg_status status =
		day > running->agenda.first_day ? work(running, day - 1) : SG_OK;

	return status == SG_OK ? work(running, day) : status;
}

static enum sg_status happen(struct running *running, const struct sg_event *event)
{
	int32_t day = sg_event_day(event);

	switch ((enum sg_event_kind)event->kind) {
	case SG_EVENT_BOOKED:
		return book(running, event->booking, day);
	case SG_EVENT_DAY_CLOSED: /* of the last hotel, the others are by then */
		return event->booking + 1 == SG_HOTELS ? begin_day(running, day) : SG_OK;
	case SG_EVENT_CHECKED_OUT:
	case SG_EVENT_CANCELLED:
	case SG_EVENT_NO_SHOW:
		return end_stay(running, event->booking, day);
	case SG_EVENT_CHECKED_IN:
		return sg_simulation_arrive(&running->simulation, event->booking);
	case SG_EVENT_CHANGED:
	case SG_EVENTS:
		break;
	}
	return SG_OK;
}

static enum sg_status run(struct running *running)
{
	const struct sg_timeline *timeline = running->timeline;
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < timeline->count && status == SG_OK; i++) {
		if (i % SHOW_EVERY == 0) {
			char day[SG_DAY_TEXT_SIZE];

			sg_day_format(sg_event_day(&timeline->events[i]), day);
			sg_progress_show("%s  %3.0f %%", day,
				100 * (double)i / (double)timeline->count);
		}
		status = sg_stop_requested()
		                 ? sg_fail(running->simulation.error, SG_REFUSED,
					   "stopped", NULL, "stopped")
		                 : happen(running, &timeline->events[i]);
	}
	sg_progress_clear();
	return status;
}

/* ---- what it comes to ---- */

static void count_stay(const struct sg_played_stay *stay, struct sg_points_totals *totals)
{
	const int64_t *counts = stay->before.counts.of;

	totals->stays++;
	totals->posted += stay->state == SG_PLAYED_POSTED;
	totals->waiting += stay->state == SG_PLAYED_WAITS;
	totals->nothing += stay->state == SG_PLAYED_NOTHING;
	if (stay->reason != NULL) {
		(void)sg_tally_add(&totals->reasons, stay->reason, 1);
	}
	if (stay->counted) {
		totals->nights += counts[SG_MEASURED_NIGHTS];
		totals->counted_stays += counts[SG_MEASURED_STAYS];
		totals->spend_cents += counts[SG_MEASURED_SPEND];
		totals->base_points += counts[SG_MEASURED_POINTS];
	}
}

struct sg_id sg_simulated_hotel(enum sg_hotel_index hotel)
{
	return (struct sg_id){{(unsigned char)(hotel + 1)}};
}

static enum sg_status count_lots(const struct sg_simulation *simulation,
	const struct sg_played_member *member, struct sg_simulated *simulated)
{
	const struct sg_programme_version *version =
		sg_programme_on(simulation->programme, simulated->last_day);
	struct sg_points_totals *totals = &simulated->totals;
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < member->lot_count && status == SG_OK; i++) {
		const struct sg_lot *lot = &member->lots[i];
		const struct sg_liability_part part = {
			.property = sg_simulated_hotel(
				(enum sg_hotel_index)simulation->bookings
					->rows[member->first]
					.hotel),
			.tier = member->standings.now.tier,
			.earned_day = lot->earned_day,
			.active_day = member->active_day,
			.points = lot->remaining,
			.lots = 1};

		if (!lot->reversed) {
			(void)sg_tally_add(&totals->rules, lot->rule, lot->original);
			totals->points += lot->original;
		}
		totals->balance += lot->remaining;
		if (lot->remaining > 0) {
			status = sg_liability_add(
				&simulated->liability, version, &part, simulation->error);
		}
	}
	return status;
}

static enum sg_status count_member(const struct sg_simulation *simulation,
	const struct sg_played_member *member, struct sg_simulated *simulated)
{
	const struct sg_standing *now = &member->standings.now;
	const struct sg_programme_version *version =
		sg_programme_on(simulation->programme, now->day);

	if (version == NULL) { /* he stands nowhere yet, and is at its lowest */
		version = sg_programme_on(simulation->programme, simulated->last_day);
	}
	simulated->totals.members++;
	if (version != NULL) {
		(void)sg_tally_add(&simulated->totals.tiers,
			version->tiers.tiers[now->tier].name, 1);
	}
	return count_lots(simulation, member, simulated);
}

static enum sg_status count(const struct running *running, struct sg_arena *arena,
	struct sg_simulated *simulated)
{
	const struct sg_simulation *simulation = &running->simulation;
	enum sg_status status = SG_OK;

	simulated->first_day = running->agenda.first_day;
	simulated->last_day = running->agenda.last_day;
	simulated->liability.arena = arena;
	simulated->totals.expired = simulation->expired;
	simulated->benefit_count = simulation->benefit_count;
	memcpy(simulated->benefits, simulation->benefits, sizeof simulated->benefits);
	for (size_t i = 0; i < simulation->bookings->count; i++) {
		if (simulation->bookings->rows[i].end == SG_BOOKING_STAYED) {
			count_stay(&simulation->stays[i], &simulated->totals);
		}
	}
	for (uint32_t i = 0; i < simulation->member_count && status == SG_OK; i++) {
		status = count_member(simulation, &simulation->members[i], simulated);
	}
	return status;
}

/* ---- from begin to end ---- */

static bool begin_agenda(struct running *running)
{
	const struct sg_timeline *timeline = running->timeline;
	struct agenda *agenda = &running->agenda;
	size_t days;

	agenda->first_day = timeline->count > 0 ? sg_event_day(timeline->events) : 0;
	agenda->last_day = timeline->count > 0
	                           ? sg_event_day(&timeline->events[timeline->count - 1])
	                           : 0;
	days = (size_t)(agenda->last_day - agenda->first_day) + 1;
	agenda->heads = malloc(days * sizeof *agenda->heads);
	agenda->due =
		malloc((running->simulation.bookings->count + 1) * sizeof *agenda->due);
	for (size_t i = 0; agenda->heads != NULL && i < days; i++) {
		agenda->heads[i] = SG_NOBODY;
	}
	return agenda->heads != NULL && agenda->due != NULL;
}

static bool begin_members(struct sg_simulation *simulation)
{
	const struct sg_programme *programme = simulation->programme;

	simulation->kept = sg_arena_new();
	simulation->scratch = sg_arena_new();
	simulation->stays =
		calloc(simulation->bookings->count + 1, sizeof *simulation->stays);
	simulation->members =
		calloc((size_t)simulation->member_count + 1, sizeof *simulation->members);
	if (simulation->kept == NULL || simulation->scratch == NULL ||
		simulation->stays == NULL || simulation->members == NULL) {
		return false;
	}
	for (size_t i = 0; i < simulation->bookings->count; i++) {
		simulation->stays[i].ended_day = SG_NO_DAY;
	}
	for (uint32_t i = 0; i < simulation->member_count; i++) {
		simulation->members[i].first = SG_NOBODY;
		simulation->members[i].enrolled_day = SG_NO_DAY;
		simulation->members[i].look_day = SG_NO_DAY;
	}
	for (size_t i = 0; i < programme->version_count; i++) {
		simulation->spent[i] = sg_arena_array(simulation->kept,
			programme->versions[i].rule_count, sizeof(int64_t));
		if (simulation->spent[i] == NULL) {
			return false;
		}
	}
	return true;
}

static void end(struct running *running)
{
	struct sg_simulation *simulation = &running->simulation;

	for (uint32_t i = 0; simulation->members != NULL && i < simulation->member_count;
		i++) {
		free(simulation->members[i].lots);
	}
	free(simulation->members);
	free(simulation->stays);
	sg_arena_free(simulation->kept);
	sg_arena_free(simulation->scratch);
	free(running->agenda.heads);
	free(running->agenda.items);
	free(running->agenda.due);
}

int32_t sg_simulation_until(
	const struct sg_bookings *bookings, const struct sg_programme *programme)
{
	int32_t delay_days = SG_DELAY_DAYS_MIN, until_day = SG_NO_DAY;

	for (size_t i = 0; i < programme->version_count; i++) {
		int32_t days = programme->versions[i].stays.delay_days;

		delay_days = days > delay_days ? days : delay_days;
	}
	for (size_t i = 0; i < bookings->count; i++) {
		const struct sg_booking *booking = &bookings->rows[i];
		int32_t day = booking->arrival_day + booking->nights + delay_days;

		if (booking->end == SG_BOOKING_STAYED && day - 1 > until_day) {
			until_day = day - 1; /* its end begins the day of the posting */
		}
	}
	return until_day;
}

enum sg_status sg_simulate(const struct sg_programme *programme,
	const struct sg_catalog *catalog, const struct sg_bookings *bookings,
	const struct sg_timeline *timeline, uint32_t guest_count, struct sg_arena *arena,
	struct sg_error *error, struct sg_simulated *ret_simulated)
{
	struct running running = {
		.simulation = {.programme = programme,
			.catalog = catalog,
			.bookings = bookings,
			.member_count = guest_count,
			.error = error},
		.timeline = timeline,
	};
	enum sg_status status =
		begin_members(&running.simulation) && begin_agenda(&running)
			? run(&running)
			: memory_short(error);

	if (status == SG_OK) {
		status = count(&running, arena, ret_simulated);
	}
	end(&running);
	return status;
}
