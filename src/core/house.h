/*
 * What the hotel itself is: the property with its hours and rules, the room types with what
 * stands in them as standard, the rooms with their state.
 */
#ifndef SG_CORE_HOUSE_H
#define SG_CORE_HOUSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/catalog.h"
#include "core/facts.h"
#include "core/id.h"
#include "core/offer.h"

struct sg_programme;
struct sg_zone;

/* How attention counts where a house does not say. */
enum { SG_ATTENTION_FADE = 850, SG_ATTENTION_EFFORT = 40 };

struct sg_quiet_hours {
	int32_t from_minutes, until_minutes; /* local, may wrap midnight */
};

/* "Every VIP2 gets flowers": a candidate that no guest asked for. All conditions that are
 * given must hold. */
struct sg_house_rule {
	const char *id;
	const char *topic;
	const char *value;
	const char *vip;       /* NULL = any */
	const char *room_type; /* of the assigned type; NULL = any */
	const char *age_group; /* a child of this age is in the party; NULL = any */
	int32_t min_nights;    /* 0 = any */
};

struct sg_house {
	struct sg_id id;
	const char *code; /* "HAM1" */
	const char *name;
	const char *chain; /* guests are known within a chain; never NULL */
	uint32_t version;
	uint32_t programmes_version; /* rises with each of the chain's that changes */
	const struct sg_programme *programmes; /* of the chain, those with benefits */
	size_t programme_count;
	bool live;
	const char *zone_name;
	const struct sg_zone *zone;
	const char *languages[SG_LANGUAGES_MAX]; /* of the staff; the house's own first */
	size_t language_count;
	int32_t day_close_minutes; /* 03:00: before it a day that is not closed may still run */
	int32_t preview_minutes;   /* 16:00 of the day before */
	int32_t morning_minutes;   /* 06:30 of the arrival day */
	int32_t check_in_minutes;  /* 15:00: rooms are promised from here */
	int32_t check_out_minutes; /* 11:00 */
	int32_t turn_down_minutes; /* 19:00 */
	const struct sg_quiet_hours *quiet;
	size_t quiet_count;
	const struct sg_house_rule *rules;
	size_t rule_count;
	enum sg_memory memory; /* how far guests are remembered who said nothing; at most
				  SG_MEMORY_PROPERTY, and SG_MEMORY_UNSAID is that */
	int32_t attention_budget; /* wishes and delights per stay and seven nights */
	/* In thousandths (core/restraint.h); fade 0: both are SG_ATTENTION_…. */
	int32_t attention_fade;   /* rho: what the next is worth beside this one */
	int32_t attention_effort; /* kappa: what each costs the guest */
	int32_t make_good_cents; /* what making good may cost at most; 0 = none is proposed */
	struct sg_offer_rules offers;
	const char *phones[SG_DEPARTMENTS]; /* NULL = none */
	int32_t work_minutes
		[SG_DEPARTMENTS]; /* of a day, of all who work; 0 = not said */
};

/* One thing of the standard set. */
struct sg_standard_thing {
	const char *what; /* "pillow" */
	int32_t count;
	uint64_t brings; /* hazards: a feather pillow brings "feather" */
};

/* A topic's value that the room has anyway ("bed.filling" = "feather"). */
struct sg_standard_value {
	const char *topic;
	const char *value;
};

struct sg_room_type {
	const char *code;
	const char *name;
	uint32_t version;
	const struct sg_standard_thing *things;
	size_t thing_count;
	const struct sg_standard_value *values;
	size_t value_count;
};

enum sg_housekeeping_status {
	SG_ROOM_DIRTY,
	SG_ROOM_PICKUP,
	SG_ROOM_CLEAN,
	SG_ROOM_INSPECTED
};

struct sg_room {
	const char *number; /* "412" */
	const char *type;
	const char *floor;
	const char *section;
	const char *const *features;
	size_t feature_count;
	uint32_t version;
	enum sg_housekeeping_status housekeeping;
	bool occupied;
	bool out_of_order;
	bool do_not_disturb;
	uint64_t residue;    /* hazards that the last occupancy left and nobody removed */
	int64_t last_out_us; /* when it was left, or SG_NO_TIME */
};

/* The instant of a date and a minute of the day where the house stands; UTC when the house has
 * no zone. SG_NO_TIME when either is absent. [thread-safe] */
int64_t sg_house_instant(const struct sg_house *house, int32_t day, int32_t minutes);

/* The local date and minute of an instant, likewise. */
void sg_house_local(
	const struct sg_house *house, int64_t us, int32_t *ret_day, int32_t *ret_minutes);

/* The rule of this id, or NULL. */
const struct sg_house_rule *sg_house_rule_find(
	const struct sg_house *house, const char *id);

const char *sg_housekeeping_status_name(enum sg_housekeeping_status status);
int32_t sg_housekeeping_status_find(const char *name);

#endif
