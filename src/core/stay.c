/* A stay's order of documents, its span, and what happened between two states of it. */
#include "core/stay.h"

#include <string.h>

#include "core/names.h"
#include "core/time.h"

static const char *const statuses[SG_STAY_STATUSES] = {
	"booked", "waiting", "checked_in", "checked_out", "cancelled", "no_show"};
static const char *const roles[SG_ROLES] = {
	"guest", "accompanying", "child", "booker", "company", "agent", "group"};
static const char *const changes[SG_STAY_CHANGES] = {"none", "changed", "room_assigned",
	"room_withdrawn", "moved", "booked", "waiting", "reversed", "reinstated",
	"check_in", "check_out", "cancelled", "no_show"};

/* What a status turned into another one means; [from][to]. */
static const enum sg_stay_change status_changes[SG_STAY_STATUSES][SG_STAY_STATUSES] = {
	[SG_STAY_BOOKED] = {SG_CHANGE_NONE, SG_CHANGE_WAITING, SG_CHANGE_CHECK_IN,
		SG_CHANGE_CHECK_OUT, SG_CHANGE_CANCELLED, SG_CHANGE_NO_SHOW},
	[SG_STAY_WAITING] = {SG_CHANGE_CHANGED, SG_CHANGE_NONE, SG_CHANGE_CHECK_IN,
		SG_CHANGE_CHECK_OUT, SG_CHANGE_CANCELLED, SG_CHANGE_NO_SHOW},
	[SG_STAY_CHECKED_IN] = {SG_CHANGE_REVERSED, SG_CHANGE_REVERSED, SG_CHANGE_NONE,
		SG_CHANGE_CHECK_OUT, SG_CHANGE_CANCELLED, SG_CHANGE_NO_SHOW},
	[SG_STAY_CHECKED_OUT] = {SG_CHANGE_REVERSED, SG_CHANGE_REVERSED,
		SG_CHANGE_REINSTATED, SG_CHANGE_NONE, SG_CHANGE_CANCELLED,
		SG_CHANGE_NO_SHOW},
	[SG_STAY_CANCELLED] = {SG_CHANGE_BOOKED, SG_CHANGE_WAITING, SG_CHANGE_CHECK_IN,
		SG_CHANGE_CHECK_OUT, SG_CHANGE_NONE, SG_CHANGE_NO_SHOW},
	[SG_STAY_NO_SHOW] = {SG_CHANGE_BOOKED, SG_CHANGE_WAITING, SG_CHANGE_CHECK_IN,
		SG_CHANGE_CHECK_OUT, SG_CHANGE_CANCELLED, SG_CHANGE_NONE},
};

static const enum sg_stay_change first_changes[SG_STAY_STATUSES] = {
	[SG_STAY_BOOKED] = SG_CHANGE_BOOKED,
	[SG_STAY_WAITING] = SG_CHANGE_WAITING,
	[SG_STAY_CHECKED_IN] = SG_CHANGE_CHECK_IN,
	[SG_STAY_CHECKED_OUT] = SG_CHANGE_CHECK_OUT,
	[SG_STAY_CANCELLED] = SG_CHANGE_CANCELLED,
	[SG_STAY_NO_SHOW] = SG_CHANGE_NO_SHOW,
};

bool sg_stamp_applies(const struct sg_stamp *stored, const struct sg_stamp *incoming)
{
	if (stored->version >= 0 && incoming->version >= 0) {
		return incoming->version >= stored->version;
	}
	return incoming->time_us >= stored->time_us;
}

bool sg_person_stays(const struct sg_person *person)
{
	return person->role == SG_ROLE_GUEST || person->role == SG_ROLE_ACCOMPANYING ||
	       person->role == SG_ROLE_CHILD;
}

const struct sg_person *sg_stay_first(const struct sg_stay *stay)
{
	const struct sg_person *first = NULL;

	for (size_t i = 0; i < stay->person_count; i++) {
		const struct sg_person *person = &stay->people[i];

		if (person->role > SG_ROLE_CHILD) {
			continue;
		}
		if (person->primary) {
			return person;
		}
		if (first == NULL && person->role == SG_ROLE_GUEST) {
			first = person;
		}
	}
	return first;
}

bool sg_stay_open(enum sg_stay_status status)
{
	return status == SG_STAY_BOOKED || status == SG_STAY_WAITING ||
	       status == SG_STAY_CHECKED_IN;
}

int32_t sg_stay_nights(const struct sg_stay *stay)
{
	if (stay->arrival_day == SG_NO_DAY || stay->departure_day == SG_NO_DAY ||
		stay->departure_day < stay->arrival_day) {
		return 0;
	}
	return stay->departure_day - stay->arrival_day;
}

static bool without_night(const struct sg_stay *stay)
{
	return stay->day_use || sg_stay_nights(stay) == 0;
}

bool sg_stay_overlaps(const struct sg_stay *a, const struct sg_stay *b)
{
	if (without_night(a) || without_night(b)) {
		return a->arrival_day <= b->departure_day &&
		       b->arrival_day <= a->departure_day;
	}
	return a->arrival_day < b->departure_day && b->arrival_day < a->departure_day;
}

static bool same_text(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static enum sg_stay_change room_change(const char *before, const char *after)
{
	if (same_text(before, after)) {
		return SG_CHANGE_NONE;
	}
	if (before == NULL) {
		return SG_CHANGE_ROOM_ASSIGNED;
	}
	return after == NULL ? SG_CHANGE_ROOM_WITHDRAWN : SG_CHANGE_MOVED;
}

static bool same_booking(const struct sg_stay *a, const struct sg_stay *b)
{
	return a->arrival_day == b->arrival_day && a->departure_day == b->departure_day &&
	       a->eta_us == b->eta_us && a->etd_us == b->etd_us &&
	       a->day_use == b->day_use && same_text(a->booked_type, b->booked_type) &&
	       same_text(a->assigned_type, b->assigned_type) &&
	       same_text(a->bed_setup, b->bed_setup);
}

enum sg_stay_change sg_stay_difference(
	const struct sg_stay *before, const struct sg_stay *after, bool others)
{
	enum sg_stay_change status, room;

	if (before == NULL) {
		return first_changes[after->status];
	}
	status = status_changes[before->status][after->status];
	room = room_change(before->room, after->room);
	if (status < SG_CHANGE_CHANGED && room < SG_CHANGE_CHANGED) {
		return others || !same_booking(before, after) ? SG_CHANGE_CHANGED
		                                              : SG_CHANGE_NONE;
	}
	return status > room ? status : room;
}

SG_NAMES(enum sg_stay_change, changes, sg_stay_change_name, sg_stay_change_find)
SG_NAMES(enum sg_stay_status, statuses, sg_stay_status_name, sg_stay_status_find)
SG_NAMES(enum sg_role, roles, sg_role_name, sg_role_find)
