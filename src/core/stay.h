/*
 * A stay as it is now, merged from all documents of a PMS, with everybody in it; and the
 * differences that matter between two states of it.
 */
#ifndef SG_CORE_STAY_H
#define SG_CORE_STAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/facts.h"
#include "core/id.h"

enum sg_stay_status {
	SG_STAY_BOOKED,
	SG_STAY_WAITING,
	SG_STAY_CHECKED_IN,
	SG_STAY_CHECKED_OUT,
	SG_STAY_CANCELLED,
	SG_STAY_NO_SHOW,
	SG_STAY_STATUSES
};

enum sg_role {
	SG_ROLE_GUEST,
	SG_ROLE_ACCOMPANYING,
	SG_ROLE_CHILD,
	SG_ROLE_BOOKER,
	SG_ROLE_COMPANY,
	SG_ROLE_AGENT,
	SG_ROLE_GROUP,
	SG_ROLES
};

/* A key in another system. */
struct sg_ref {
	const char *system;
	const char *id;
};

struct sg_person {
	enum sg_role role;
	bool primary;
	const struct sg_ref *refs; /* none: a companion without a profile */
	size_t ref_count;
	const char *salutation;
	const char *language;
	struct sg_id guest; /* resolved by the store; nil without profile */
};

struct sg_children {
	const char *age_group; /* "0-2", "3-6", "7-12", "13-17" */
	int32_t count;
};

struct sg_stay_code {
	const char *group;
	const char *code;
	int32_t quantity; /* products; 1 otherwise */
};

struct sg_stay {
	struct sg_id id;
	struct sg_id property;
	enum sg_stay_status status;
	int32_t arrival_day, departure_day; /* business dates */
	int64_t eta_us, etd_us;             /* SG_NO_TIME = not said */
	bool day_use;
	const char *booked_type; /* room type codes */
	const char *assigned_type;
	const char *room; /* its number, NULL = not assigned */
	const char *bed_setup;
	const char *share; /* stays of one booking that share the room */
	const char *group;
	int32_t adults;
	const struct sg_children *children;
	size_t children_count;
	const struct sg_person *people;
	size_t person_count;
	const char *loyalty_number;
	const char *vip;
	const char *salutation;
	const char *language;
	bool incognito;
	const char *purpose;              /* "business" or "leisure", NULL = not said */
	const struct sg_stay_code *codes; /* codes and products */
	size_t code_count;
	int64_t checked_in_us, checked_out_us; /* SG_NO_TIME = not yet */
	const char *room_from; /* the room before the last move, while in house */
	const struct sg_occasion *occasions; /* said with the reservation */
	size_t occasion_count;
};

/* Which members of a stay come and go together: order is kept per group (DESIGN 4). */
enum sg_stay_group {
	SG_GROUP_STATUS,
	SG_GROUP_DATES,
	SG_GROUP_ROOM,
	SG_GROUP_TYPE,
	SG_GROUP_PEOPLE,
	SG_GROUP_CODES,
	SG_GROUP_TEXTS, /* comments and traces */
	SG_GROUP_OTHER,
	SG_STAY_GROUPS /* how many */
};

/* When a group's members were last said. */
struct sg_stamp {
	int64_t time_us;
	int64_t version; /* -1 = the PMS gives none */
};

/* Whether a document of `incoming` applies over `stored`: by version when both have one, else by
 * time; equal applies. */
bool sg_stamp_applies(const struct sg_stamp *stored, const struct sg_stamp *incoming);

/* Whether he sleeps there: the booker, the agent and the company do not. */
bool sg_person_stays(const struct sg_person *person);

/* The first guest of the party: who is marked so, else the first who stays; NULL where nobody is
 * named. */
const struct sg_person *sg_stay_first(const struct sg_stay *stay);

/* Statuses in which a stay holds or will hold its room. */
bool sg_stay_open(enum sg_stay_status status);

/* What happened to a stay between two of its states; the greatest one names the cause. */
enum sg_stay_change {
	SG_CHANGE_NONE,
	SG_CHANGE_CHANGED, /* dates, room type, people, codes … */
	SG_CHANGE_ROOM_ASSIGNED,
	SG_CHANGE_ROOM_WITHDRAWN,
	SG_CHANGE_MOVED,  /* to another room, in house or before */
	SG_CHANGE_BOOKED, /* new, or taken up again after a cancellation */
	SG_CHANGE_WAITING,
	SG_CHANGE_REVERSED,   /* a check-in taken back */
	SG_CHANGE_REINSTATED, /* a check-out taken back */
	SG_CHANGE_CHECK_IN,
	SG_CHANGE_CHECK_OUT,
	SG_CHANGE_CANCELLED,
	SG_CHANGE_NO_SHOW,
	SG_STAY_CHANGES
};

/* The cause of a checklist, found from the stay before (NULL = unknown so far) and after.
 * Dates, status, room and types are compared; other members count as changed when `others`
 * says so. [thread-safe] */
enum sg_stay_change sg_stay_difference(
	const struct sg_stay *before, const struct sg_stay *after, bool others);
const char *sg_stay_change_name(enum sg_stay_change change);
int32_t sg_stay_change_find(const char *name);

/* Nights from arrival to departure, at least 0. */
int32_t sg_stay_nights(const struct sg_stay *stay);

/* Whether two stays of one room are there at the same time: a departure on the other's
 * arrival day is no overlap unless one of them is day use on that very day. */
bool sg_stay_overlaps(const struct sg_stay *a, const struct sg_stay *b);

const char *sg_stay_status_name(enum sg_stay_status status);
const char *sg_role_name(enum sg_role role);
int32_t sg_stay_status_find(const char *name);
int32_t sg_role_find(const char *name);

#endif
