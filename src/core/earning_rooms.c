/*
 * Which of a member's rooms count: who is dearest on a night, who began a stay and who carries one
 * on. All of it is a function of the stays that are known, never of the order they came in.
 */
#include "core/earning_inside.h"

#include <stdlib.h>

#include "core/time.h"

static int32_t nights_of(const struct sg_earning_stay *stay)
{
	return stay->departure_day - stay->arrival_day;
}

static bool is_paid(const struct sg_stay_rules *rules, const struct sg_earning_stay *stay)
{
	const bool ends[] = {
		[SG_STAY_ENDED] = true,
		[SG_STAY_ENDED_NO_SHOW] = rules->no_show,
		[SG_STAY_ENDED_CANCELLED] = rules->cancelled,
	};

	return ends[stay->end] && (nights_of(stay) > 0 || rules->day_use);
}

static bool has_dates(const struct sg_earning_stay *stay)
{
	return stay->arrival_day >= SG_DAY_FIRST &&
	       stay->arrival_day <= stay->departure_day &&
	       stay->departure_day <= SG_DAY_LAST;
}

static enum sg_status describe_room(const struct sg_programme_version *version,
	const struct sg_earning_stay *stay, struct sg_error *error,
	struct sg_room *ret_room)
{
	int64_t money;
	int32_t nights;

	if (!has_dates(stay)) {
		return sg_fail(error, SG_INVALID, "stay_dates_invalid", "",
			"a stay does not end before it begins");
	}
	if (!sg_charges_sum(version, stay, &money)) {
		return sg_earn_too_large(error);
	}
	nights = nights_of(stay);
	*ret_room = (struct sg_room){.stay = stay,
		.money = money,
		.begin = stay->arrival_day * 2 + (nights > 0),
		.end = nights > 0 ? stay->departure_day * 2 : stay->arrival_day * 2 + 1,
		.qualifies = sg_stay_qualifies(&version->stays.qualifying, stay),
		.pays = is_paid(&version->stays, stay)};
	ret_room->slept =
		ret_room->pays && ret_room->qualifies && stay->end == SG_STAY_ENDED;
	ret_room->pays = ret_room->pays &&
	                 (ret_room->qualifies || version->stays.qualifying.still);
	return SG_OK;
}

static int compare_rooms(const void *left, const void *right)
{
	const struct sg_room *a = left, *b = right;
	int order = sg_id_compare(&a->stay->id, &b->stay->id);

	if (a->money != b->money) {
		return a->money > b->money ? -1 : 1;
	}
	return order != 0 ? order : (a->at > b->at) - (a->at < b->at);
}

enum sg_status sg_rooms_gather(const struct sg_earning *earning, struct sg_arena *arena,
	struct sg_error *error, struct sg_rooms *ret_rooms)
{
	struct sg_rooms gathered = {.version = earning->version};
	enum sg_status status = SG_OK;

	gathered.rooms =
		sg_arena_array(arena, earning->other_count + 1, sizeof *gathered.rooms);
	if (gathered.rooms == NULL) {
		return sg_fail(error, SG_MEMORY, "memory_short", "", "memory is short");
	}
	for (size_t i = 0; i <= earning->other_count && status == SG_OK; i++) {
		bool self = i == earning->other_count;
		const struct sg_earning_stay *stay =
			self ? earning->stay : &earning->others[i];

		if (self || !sg_id_equal(&stay->id, &earning->stay->id)) {
			status = describe_room(earning->version, stay, error,
				&gathered.rooms[gathered.count]);
			gathered.rooms[gathered.count++].at = i;
		}
	}
	if (status != SG_OK) {
		return status;
	}
	qsort(gathered.rooms, gathered.count, sizeof *gathered.rooms, compare_rooms);
	for (gathered.self = gathered.rooms; gathered.self->stay != earning->stay;
		gathered.self++) {
	}
	*ret_rooms = gathered;
	return SG_OK;
}

/* ---- several at a time ---- */

static bool is_there(const struct sg_room *room, int32_t half_day)
{
	return room->begin <= half_day && half_day < room->end;
}

bool sg_room_slept_among(const struct sg_rooms *rooms, const struct sg_room *room,
	int32_t night_day, int32_t most)
{
	int32_t dearer = 0;

	for (const struct sg_room *other = rooms->rooms; other < room; other++) {
		dearer += other->slept && is_there(other, night_day * 2 + 1);
	}
	return room->slept && dearer < most;
}

/* The half day that a charge belongs to. */
static int32_t half_day_of(const struct sg_room *room, int32_t charge_day)
{
	const struct sg_earning_stay *stay = room->stay;

	if (nights_of(stay) == 0 || charge_day <= stay->arrival_day) {
		return room->begin;
	}
	return charge_day < stay->departure_day ? charge_day * 2 + 1 : room->end - 1;
}

bool sg_room_pays_among(const struct sg_rooms *rooms, const struct sg_room *room,
	int32_t charge_day, int32_t most)
{
	int32_t half_day = half_day_of(room, charge_day), dearer = 0;

	for (const struct sg_room *other = rooms->rooms; other < room; other++) {
		dearer += other->pays && is_there(other, half_day);
	}
	return room->pays && dearer < most;
}

bool sg_room_shares(const struct sg_rooms *rooms, const struct sg_room *room)
{
	for (size_t i = 0; i < rooms->count; i++) {
		const struct sg_room *other = &rooms->rooms[i];

		if (other != room && other->pays && other->begin < room->end &&
			room->begin < other->end) {
			return true;
		}
	}
	return false;
}

/* ---- one after another ---- */

/* How many dearer rooms began with it. */
static int32_t place_of(const struct sg_rooms *rooms, const struct sg_room *room)
{
	int32_t place = 0;

	for (const struct sg_room *other = rooms->rooms; other < room; other++) {
		place += other->slept && other->begin == room->begin;
	}
	return place;
}

/* The room at that place among those that begin then, or end then. */
static const struct sg_room *room_at(
	const struct sg_rooms *rooms, int32_t half_day, bool ends, int32_t place)
{
	for (size_t i = 0; i < rooms->count; i++) {
		const struct sg_room *room = &rooms->rooms[i];

		if (room->slept && (ends ? room->end : room->begin) == half_day &&
			place-- == 0) {
			return room;
		}
	}
	return NULL;
}

/* A day's room carries on whoever leaves on that day, and is first in being carried on. */
static const struct sg_room *previous_of(
	const struct sg_rooms *rooms, const struct sg_room *room)
{
	const struct sg_room *previous = NULL;
	int32_t day = room->stay->arrival_day * 2;
	int32_t place;

	if (!room->slept) {
		return NULL;
	}
	place = place_of(rooms, room);
	if (room->begin > day) {
		previous = room_at(rooms, day, false, place);
	}
	return previous != NULL ? previous : room_at(rooms, day, true, place);
}

static const struct sg_room *next_of(
	const struct sg_rooms *rooms, const struct sg_room *room)
{
	for (size_t i = 0; i < rooms->count; i++) {
		const struct sg_room *next = &rooms->rooms[i];

		if (next->slept && next->stay->arrival_day == room->stay->departure_day &&
			previous_of(rooms, next) == room) {
			return next;
		}
	}
	return NULL;
}

bool sg_room_touches(const struct sg_rooms *rooms, const struct sg_room *room)
{
	return previous_of(rooms, room) != NULL || next_of(rooms, room) != NULL;
}

const struct sg_room *sg_room_first(
	const struct sg_rooms *rooms, const struct sg_room *room)
{
	const struct sg_room *previous = room;

	while (rooms->version->stays.joined && previous != NULL) {
		room = previous;
		previous = previous_of(rooms, room);
	}
	return room;
}

const struct sg_room *sg_room_next(
	const struct sg_rooms *rooms, const struct sg_room *room)
{
	return rooms->version->stays.joined ? next_of(rooms, room) : NULL;
}

int32_t sg_room_nights(const struct sg_rooms *rooms, const struct sg_room *room)
{
	const struct sg_room *part = sg_room_first(rooms, room);
	int32_t nights = 0;

	for (; part != NULL; part = sg_room_next(rooms, part)) {
		nights += nights_of(part->stay);
	}
	return nights;
}

bool sg_room_counts(
	const struct sg_rooms *rooms, const struct sg_room *room, int32_t most)
{
	int32_t already = place_of(rooms, room);

	if (!room->slept || sg_room_first(rooms, room) != room) {
		return false;
	}
	for (size_t i = 0; i < rooms->count; i++) {
		const struct sg_room *other = &rooms->rooms[i];

		already += other->slept && other->begin < room->begin &&
		           room->begin < other->end;
	}
	return already < most;
}
