/*
 * The checklist of one stay, decided from values only: gather, drop, reconcile, restrain,
 * order, explain (DESIGN section 5). No clock, no I/O, no JSON; same inputs, same output.
 */
#ifndef SG_CORE_PLAN_H
#define SG_CORE_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/catalog.h"
#include "core/facts.h"
#include "core/house.h"
#include "core/offer.h"
#include "core/stay.h"

enum { SG_ITEM_ID_SIZE = 12 };

enum sg_plan_state {
	SG_PLAN_PLANNED,
	SG_PLAN_ISSUED,    /* in house */
	SG_PLAN_DEPARTED,  /* only what is to be reset */
	SG_PLAN_CANCELLED, /* only what is to be taken back */
	SG_PLAN_STATES
};

enum sg_item_action {
	SG_ACTION_PLACE,
	SG_ACTION_SWAP,   /* the standard set has another value of the topic */
	SG_ACTION_DO,     /* a service: clean, close the connecting door */
	SG_ACTION_REMOVE, /* take back what was done */
	SG_ACTION_RESET,  /* after departure: back to the standard set */
	SG_ACTION_AVOID,  /* keep away; of avoid[] only */
	SG_ACTIONS
};

enum sg_item_state {
	SG_ITEM_OPEN,
	SG_ITEM_SEEN,
	SG_ITEM_STARTED,
	SG_ITEM_DONE,
	SG_ITEM_CHECKED,
	SG_ITEM_SUBSTITUTED,
	SG_ITEM_UNAVAILABLE,
	SG_ITEM_REFUSED, /* by the guest */
	SG_ITEM_REMOVED, /* by the guest */
	SG_ITEM_NOT_NEEDED,
	SG_ITEM_STATES
};

/* Where a candidate came from. */
enum sg_source {
	SG_SOURCE_STATED,
	SG_SOURCE_CODE, /* codes and products of the reservation */
	SG_SOURCE_OCCASION,
	SG_SOURCE_HOUSE_RULE,
	SG_SOURCE_PREVIOUS,   /* what the previous occupancy left */
	SG_SOURCE_STANDARD,   /* the standard set, where a guest must not meet it */
	SG_SOURCE_TAKEN_BACK, /* done for a list that no longer wants it */
	SG_SOURCE_USUAL,      /* what the guest usually chooses */
	SG_SOURCE_MAKE_GOOD,  /* what the house owes for something that failed */
	SG_SOURCE_REACTION,   /* what he did about it before; only against a candidate */
	SG_SOURCE_GUARANTEED, /* a benefit of his level that he is promised */
	SG_SOURCE_BENEFIT,    /* one that he has if it is available */
	SG_SOURCES
};

/* Why a candidate is not on the list. */
enum sg_reason {
	SG_LEFT_NEVER,    /* somebody in the room never wants it */
	SG_LEFT_HAZARD,   /* it brings what somebody in the room cannot bear */
	SG_LEFT_PROPERTY, /* valid at another property */
	SG_LEFT_STAY,     /* valid for another stay */
	SG_LEFT_SEASON,
	SG_LEFT_VALIDITY,
	SG_LEFT_PARTY,
	SG_LEFT_CONFLICT, /* equal and opposing wishes: the standard, and a question */
	SG_LEFT_OUTRANKED, /* another guest's or source's wish on the same topic came first */
	SG_LEFT_STANDARD, /* the room has it anyway */
	SG_LEFT_BUDGET,   /* restraint */
	SG_LEFT_UNKNOWN_TOPIC,
	SG_LEFT_UNSURE,  /* a usual that is not sure enough to be served unasked */
	SG_LEFT_REFUSED, /* the guest refused it before, and has not asked for it since */
	SG_LEFT_IGNORED, /* he left it untouched twice */
	SG_LEFT_STOPPED, /* he wants no more of it */
	SG_LEFT_NOTHING, /* he wants nothing but what he needs */
	SG_LEFT_CONSENT, /* the guest does not let it be used */
	SG_LEFT_LIMIT,   /* a benefit that he was given as often as the year allows */
	SG_LEFT_REASONS
};

/* One fact behind an item or an omission (G11). */
struct sg_because {
	enum sg_source source;
	struct sg_id fact;  /* the statement; nil where there is none */
	struct sg_id guest; /* whose; nil = the house's or the reservation's */
	const char
		*topic; /* as said, which may be special-category: for the manager only */
	const char *value;
	const char *strength; /* of the statement, "never"; else NULL */
	const char *detail;   /* code, rule's id, occasion, hazard; or NULL */
	const char *said_by;
	int64_t said_us;
};

struct sg_item_part {
	const char *what;
	int32_t total;
	int32_t standard;
};

struct sg_item {
	char id[SG_ITEM_ID_SIZE]; /* stable over revisions; unique within the stay */
	int32_t topic,
		value; /* catalogue indexes of the effect; never special-category */
	const char
		*text; /* NUMBER: decimal; TEXT: what was said (desk only); else NULL */
	const char
		*lost_topic; /* read back from a revision, when the catalogue no longer */
	const char *lost_value; /* has it (topic or value -1); else NULL */
	int32_t quantity;       /* {n} in the instruction; 0 = none */
	enum sg_item_action action;
	enum sg_class class;
	enum sg_when when;
	int64_t due_us;
	int32_t minutes;
	enum sg_item_state state;
	uint32_t since_revision; /* filled by the caller for new items; 0 = this one */
	const char
		*room; /* where, when it is not the stay's room (taken back), or NULL */
	const struct sg_item_part *parts;
	size_t part_count;
	const struct sg_because *because;
	size_t because_count;
};

struct sg_left_out {
	enum sg_reason reason;
	int32_t topic, value; /* -1 = unknown */
	struct sg_because because;
	struct sg_because
		against; /* the fact that kept it off; source STANDARD with nil = none */
};

/* For the desk: what to ask (at most one), what to be warned of. */
struct sg_ask {
	int32_t topic;
	int32_t values[2];
	struct sg_because because[2];
};

enum sg_warning_kind {
	SG_WARN_NEED_UNAVAILABLE,  /* a need was reported unavailable or refused */
	SG_WARN_HAZARD_UNREMEDIED, /* the room holds a hazard that nothing removes */
	SG_WARN_ROOM_NOT_READY,
	SG_WARN_ROOM_OUT_OF_ORDER,
	SG_WARN_NEEDS_OPPOSE, /* two needs in one room exclude each other */
	SG_WARN_ROOM_UNKNOWN, /* a room number that the property does not have */
	SG_WARNINGS
};

struct sg_warning {
	enum sg_warning_kind kind;
	int32_t topic;    /* effect topic, or -1 */
	const char *item; /* id, or NULL */
};

enum sg_attention { SG_ATTENTION_NONE, SG_ATTENTION_NORMAL, SG_ATTENTION_URGENT };

enum sg_list_kind {
	SG_KIND_ARRIVAL,
	SG_KIND_ARRIVAL_AFTER_DEPARTURE,
	SG_KIND_STAYOVER,
	SG_KIND_MOVE,
	SG_KIND_DEPARTURE,
	SG_KIND_CANCELLATION,
	SG_LIST_KINDS
};

struct sg_plan {
	enum sg_plan_state state;
	enum sg_list_kind kind;
	enum sg_attention attention;
	struct sg_id led_by; /* nil: this list leads, or stands alone */
	int64_t ready_by_us; /* SG_NO_TIME after departure and cancellation */
	int32_t lead_hours;  /* the longest lead time among open items; 0 = none */
	const struct sg_item *avoid;
	size_t avoid_count;
	const struct sg_item *items;
	size_t item_count;
	const struct sg_left_out *left_out;
	size_t left_out_count;
	uint64_t
		leaves; /* hazards that this stay leaves in its room for the next occupancy */
	const struct sg_ask *ask; /* NULL = nothing to ask */
	const struct sg_warning *warnings;
	size_t warning_count;
	/* For the desk, of an issued list and never beside a question; NULL = none. */
	const struct sg_offer_choice *offer;
	/* Of a planned list: one may be made at the check-in, which is decided then. */
	bool may_offer;
};

/* One stay in the room with the cards of those who stay (aligned with nobody's order). */
struct sg_occupant {
	const struct sg_stay *stay;
	const struct sg_card *cards;
	size_t card_count;
};

/* An item that a guest of the stay refused or put out, in whatever revision. */
struct sg_answered {
	const char *item;
	int64_t at_us;
};

struct sg_plan_input {
	const struct sg_catalog *catalog;
	const struct sg_house *house;
	const struct sg_room_type *
		type; /* of the room, else of the assigned or booked type; NULL = unknown */
	const struct sg_room *room; /* NULL = not assigned or unknown */
	const struct sg_occupant
		*occupants; /* [0] is the stay itself, then who shares its room */
	size_t occupant_count;
	const struct sg_item *
		previous; /* items and avoid of the last revision, with live states; when the
			      lead passed on, those of the list that led before as well */
	size_t previous_count;
	const char *previous_room; /* the room of the last revision, or NULL */
	const struct sg_answered *answered;
	size_t answered_count;
	/* The last revision, or NULL. Where the list came out the same, its attention and lead
	 * time stay: that something is no longer new, or was done, makes no new list. */
	const struct sg_plan *last;
	const struct sg_offer *offers; /* of the house, in order of their codes */
	size_t offer_count;
	const char *rate;        /* of the stay, or NULL */
	int64_t next_arrival_us; /* into the room left behind; SG_NO_TIME = unknown */
	int64_t now_us;          /* hotel time */
	int32_t business_day;
};

/*
 * Decides. Everything returned lies in `arena` or in the input. SG_MEMORY when the arena runs
 * short; nothing else fails: what does not fit is left out with its reason. [thread-safe]
 */
enum sg_status sg_plan_compose(const struct sg_plan_input *input, struct sg_arena *arena,
	struct sg_plan *ret_plan);

/*
 * Whether the question of that stay's list is put to the person of this card: to its first guest,
 * who comes to the desk, and to whoever it is about. `occupants`: of the room. [thread-safe]
 */
bool sg_ask_is_put_to(const struct sg_ask *ask, const struct sg_stay *stay,
	const struct sg_occupant *occupants, size_t count, const struct sg_card *card);

/* The order of a list: by due time, then by the way through the room, then by topic.
 * [thread-safe] */
void sg_items_order(
	const struct sg_catalog *catalog, struct sg_item *items, size_t item_count);

/*
 * What composing would make of a planned list at a check-in that changes nothing else: the same
 * items, those for the arrival due from now, the attention that an issued list has. Items carry
 * their live states. SG_MEMORY. [thread-safe]
 */
enum sg_status sg_plan_issue(const struct sg_catalog *catalog, int64_t checked_in_us,
	struct sg_arena *arena, struct sg_plan *plan);

/*
 * The hazards that a stay leaves in its room for whoever comes next: from what its guests'
 * facts and its codes bring in (a dog), and from those of `items` that were put into the room
 * (a scent). For the room's residue at check-out. [thread-safe]
 */
uint64_t sg_plan_residue(const struct sg_catalog *catalog, const struct sg_house *house,
	const struct sg_occupant *occupant, const struct sg_item *items,
	size_t item_count);

/* The hazards of a residue that are gone once an item of this topic and value is done. */
uint64_t sg_plan_remedied(const struct sg_catalog *catalog, int32_t topic, int32_t value);

/* Whether an item in this state was put into the room and would have to be taken back. */
bool sg_item_is_in_room(enum sg_item_state state);
/* Whether a guest wanted it not: he refused it or put it out. */
bool sg_item_is_answered(enum sg_item_state state);
/* Whether nothing is left to do about it. */
bool sg_item_is_settled(enum sg_item_state state);
/* Whether it is a need, in that state, that the room is not ready without. */
bool sg_item_is_open_need(const struct sg_item *item, enum sg_item_state state);

/* By which programme, level and benefit an item is there: of a fact of SG_SOURCE_GUARANTEED or
 * SG_SOURCE_BENEFIT. */
struct sg_benefit_name {
	const char *programme, *level, *benefit;
};

/* From the fact's detail; false where it is none, or memory is short. [thread-safe] */
bool sg_benefit_named(
	struct sg_arena *arena, const char *detail, struct sg_benefit_name *ret_name);

/* What became of a benefit in a stay. */
enum sg_benefit_state {
	SG_BENEFIT_GIVEN,
	SG_BENEFIT_DECLINED, /* by the guest, or not needed */
	SG_BENEFIT_UNAVAILABLE,
	SG_BENEFIT_UNDONE, /* at the departure */
	SG_BENEFIT_STATES
};

/* "given", "declined", "unavailable", "undone" */
const char *sg_benefit_state_name(enum sg_benefit_state state);

/* Whether the item is there by a benefit that is guaranteed. */
bool sg_item_is_promised(const struct sg_item *item);

const char *sg_plan_state_name(enum sg_plan_state state);
const char *sg_action_name(enum sg_item_action action);
const char *sg_item_state_name(enum sg_item_state state);
const char *sg_source_name(enum sg_source source);
const char *sg_reason_name(enum sg_reason reason);
const char *sg_warning_name(enum sg_warning_kind kind);
const char *sg_attention_name(enum sg_attention attention);
const char *sg_list_kind_name(enum sg_list_kind kind);
int32_t sg_plan_state_find(const char *name);
int32_t sg_action_find(const char *name);
int32_t sg_item_state_find(const char *name);
int32_t sg_source_find(const char *name);
int32_t sg_reason_find(const char *name);
int32_t sg_warning_find(const char *name);
int32_t sg_attention_find(const char *name);
int32_t sg_list_kind_find(const char *name);

#endif
