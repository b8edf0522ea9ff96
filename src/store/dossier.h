/*
 * Everything one stay's document needs to be decided, read in one round trip: the stay, who
 * shares its room, the rooms concerned, the cards of everybody there, what was done so far, and
 * whether the document was taken before.
 */
#ifndef SG_STORE_DOSSIER_H
#define SG_STORE_DOSSIER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/id.h"
#include "core/plan.h"
#include "core/stay.h"
#include "store/script.h"

enum {
	SG_DOSSIER_REFS_MAX = 8,    /* keys of one stay */
	SG_DOSSIER_NAMED_MAX = 400, /* people's keys in one document */
	SG_DOSSIER_STAYS_MAX = 24,  /* stays of the rooms concerned */
};

/* A revision as it is stored. */
struct sg_revision_row {
	uint32_t revision; /* 0 = none */
	enum sg_plan_state state;
	const char *cause;
	int64_t at_us;
	int32_t business_day;
	uint64_t catalog;
	const char *states; /* of items at that revision, see service/marks.h */
	const char *body;
};

struct sg_stay_row {
	struct sg_id id;
	struct sg_id property;
	uint32_t shard;
	uint32_t version; /* 0 = not yet stored */
	enum sg_stay_status status;
	struct sg_stamp status_stamp;
	int32_t arrival_day, departure_day;
	const char *room;
	struct sg_stamp room_stamp;
	int64_t checked_in_us, checked_out_us;
	int64_t leaves_us; /* written, not read */
	const char *group; /* written, not read: it stands in the state */
	int64_t touched_us;
	int64_t plan_at_us;
	uint32_t revision;
	uint32_t planned_version, planned_room, planned_house;
	uint64_t planned_catalog;
	const char *state; /* the merged document */
	struct sg_revision_row last;
};

struct sg_room_row {
	const char *number;
	uint32_t version;
	bool made; /* written, not read */
	const char *state;
	const char *residue;
	int64_t last_out_us;
};

struct sg_card_row {
	struct sg_id stay; /* nil for guests named by the document only */
	struct sg_id guest;
	struct sg_id key; /* the ref by which the document names him, or nil */
	uint32_t version;
	const char *card;
};

struct sg_item_row {
	struct sg_id stay;
	const char *item;
	enum sg_item_state state;
	int64_t at_us;
	const char *room;
	const char *actor;
};

struct sg_taken_row {
	bool found;
	unsigned char digest[16];
	int32_t outcome;
	uint32_t revision;
};

struct sg_property_row {
	uint32_t version; /* 0 = the property is gone */
	int32_t closed_day;
	int64_t clock_us;
	int64_t snapshot_us; /* a snapshot is under way since, or SG_NO_TIME */
	uint32_t programmes; /* of the chain: rises with each that changes */
};

struct sg_group_row {
	const char *code;
	const char *state;
};

/* What to read. A stay is found by its keys, or by `stay` when there are none. */
struct sg_dossier_query {
	struct sg_id property;
	struct sg_id chain; /* whose programmes count here; nil = none */
	const struct sg_id *refs;
	size_t ref_count;
	struct sg_id stay;
	const char *document;      /* looked up as taken; NULL = no document */
	const char *rooms[2];      /* rooms that the document names, NULL = none */
	const char *group;         /* the group that it names, NULL = none */
	const struct sg_id *named; /* keys of people that the document names */
	size_t named_count;
	int32_t today_day; /* stays of the rooms that end before it are left out */
};

struct sg_dossier {
	struct sg_property_row property;
	const struct sg_id *ref_stays; /* for each row found, the stay it leads to */
	const struct sg_id *ref_keys;
	size_t ref_count;
	struct sg_taken_row taken;
	bool found;             /* stays[0] is the stay asked for */
	bool changed_meanwhile; /* made or moved by another while it was read: read again */
	struct sg_stay_row *stays;
	size_t stay_count;
	struct sg_room_row *rooms;
	size_t room_count;
	struct sg_card_row *cards;
	size_t card_count;
	struct sg_item_row *items;
	size_t item_count;
	struct sg_group_row *groups;
	size_t group_count;
};

/* Appends the reading to a READ script that has no statement yet. The query's values must stand
 * until the run. */
void sg_dossier_read(struct sg_script *script, const struct sg_dossier_query *query);

/* The same in two parts, for a script that does more: variables first, of which v_stay becomes
 * the stay's id; then the reads, which must be the only ones of the run to have results. */
void sg_dossier_declare(struct sg_script *script, const struct sg_dossier_query *query);
void sg_dossier_read_declared(
	struct sg_script *script, const struct sg_dossier_query *query);

/* Takes the results of the run of `query`. SG_INTERNAL when a sealed value is broken,
 * SG_MEMORY. */
enum sg_status sg_dossier_take(const struct sg_script *script,
	const struct sg_dossier_query *query, struct sg_arena *arena,
	struct sg_error *error, struct sg_dossier *ret_dossier);

#endif
