/*
 * What a stay's document writes, statement by statement, into one WRITE script. Versions that
 * were read are compared, so that a decision on outdated facts is taken again (SG_DB_STALE).
 */
#ifndef SG_STORE_STAYS_H
#define SG_STORE_STAYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/dossier.h"
#include "store/script.h"

/* Tags of the expectations that these statements set. */
enum sg_stale_tag {
	SG_STALE_STAY = 1,
	SG_STALE_ROOM,
	SG_STALE_GUEST,
	SG_STALE_PROPERTY,
	SG_STALE_ENDPOINT,
	SG_STALE_LEASE,
	SG_STALE_GROUP,
	SG_STALE_HABIT,
	SG_STALE_PROGRAMME,
	SG_STALE_MEMBER,
	SG_STALE_CHARGE,
	SG_STALE_ACCOUNT,
	SG_STALE_POSTING,
	SG_STALE_BUDGET,
	SG_STALE_REDEMPTION,
	SG_STALE_CLAIM,
};

/* A document that was answered; once per (subject, document). DUPLICATE on "taken" means that it
 * was taken at the same moment by somebody else: read again. */
struct sg_taken_write {
	struct sg_id subject;
	const char *document;
	unsigned char digest[16];
	int32_t outcome;
	uint32_t revision;
	int64_t at_us;
};

void sg_taken_insert(struct sg_script *script, const struct sg_taken_write *taken);

/* Writes the whole row: inserted where `read_version` is 0, else updated if the stored version
 * is still `read_version`. `row->version` is what is stored. */
void sg_stay_write(
	struct sg_script *script, const struct sg_stay_row *row, uint32_t read_version);

/* Adds keys by which the stay is known; DUPLICATE on "PRIMARY" when one is there already. */
void sg_stay_refs_add(struct sg_script *script, const struct sg_id *stay,
	const struct sg_id *keys, size_t count);

/* Who stays: replaces the links to guests. */
void sg_stay_guests_set(struct sg_script *script, const struct sg_id *stay,
	const struct sg_id *guests, size_t count, int32_t departure_day);

/* A new revision of a stay's checklist. */
void sg_revision_insert(struct sg_script *script, const struct sg_id *stay,
	const struct sg_revision_row *revision);

/* One (endpoint, stay) that should get a revision. */
struct sg_wanted_row {
	struct sg_id endpoint;
	bool must;           /* sent even when this endpoint's cut is unchanged */
	bool ends;           /* the stay is no business of the endpoint's from now on */
	int64_t due_us;      /* wall time */
	int64_t deadline_us; /* hotel time */
};

/* Orders the delivery of `revision` at each of the endpoints; what waited for an older revision
 * now waits for this one. */
void sg_delivery_want(struct sg_script *script, const struct sg_stay_row *stay,
	uint32_t revision, const struct sg_wanted_row *wanted, size_t count,
	int64_t wall_us);

/* What was done about an item. */
void sg_item_put(
	struct sg_script *script, const struct sg_item_row *item, const char *note);

/* Nothing that was noted about items of a guest's stays is kept. */
void sg_items_blank(struct sg_script *script, const struct sg_id *guest);

/* The room's version alone, where several stays share it. */
void sg_room_bump(struct sg_script *script, const struct sg_id *property,
	const char *number, uint32_t version);

/* The end of an occupancy. */
void sg_occupancy_insert(struct sg_script *script, const struct sg_id *property,
	const char *room, const struct sg_id *stay, int64_t from_us, int64_t until_us);

/* That occupancy has not ended after all. */
void sg_occupancy_delete(struct sg_script *script, const struct sg_id *property,
	const char *room, const struct sg_id *stay, int64_t until_us);

/* One revision, for an answer that is given again: one set. */
void sg_revision_read(
	struct sg_script *script, const struct sg_id *stay, uint32_t revision);

/* The latest revision of the time before a stay was over: one set. */
void sg_revision_in_house_read(struct sg_script *script, const struct sg_id *stay);

/* Everybody who waits for this room is looked at again. */
void sg_room_replan(struct sg_script *script, const struct sg_id *property,
	const char *room, const struct sg_id *except, int32_t today_day,
	int64_t plan_at_us);

/* The stay behind these keys: one set, one id or none. */
void sg_stay_find(struct sg_script *script, const struct sg_id *keys, size_t count);

/* In which stay something was seen: by its keys where it is named, else a guest's in house
 * there and then. */
struct sg_stay_seen {
	const struct sg_id *keys;
	size_t key_count;
	struct sg_id guest;
	struct sg_id property;
	int64_t at_us;
	int32_t day; /* the same at the property */
};

/* One set; and what came of it: the stay's text, NULL where there is none or more than one. */
void sg_stay_seen_read(struct sg_script *script, const struct sg_stay_seen *seen);
enum sg_status sg_stay_seen_take(const struct sg_script *script, size_t set,
	struct sg_error *error, const char **ret_state);

/* The open stays of a guest are looked at again by work, and everybody who shares a room with
 * one of them: his needs may stand in the other's list. */
void sg_guest_replan(struct sg_script *script, const struct sg_id *guest,
	int32_t today_day, int64_t plan_at_us);

/* The same for all of them, at least one. */
void sg_guests_replan(struct sg_script *script, const struct sg_id *guests, size_t count,
	int32_t today_day, int64_t plan_at_us);

/* The same for the open stays of a group. */
void sg_group_replan(struct sg_script *script, const struct sg_id *property,
	const char *group, int32_t today_day, int64_t plan_at_us);

/* All open stays of a property are looked at again: its hours, rules or standard sets are others
 * now. */
void sg_house_replan(
	struct sg_script *script, const struct sg_id *property, int64_t plan_at_us);

/* A document named the stay, whatever it changed. */
void sg_stay_touch(struct sg_script *script, const struct sg_id *stay, int64_t wall_us);

/* All keys of a stay: one set. */
void sg_stay_keys_read(struct sg_script *script, const struct sg_id *stay);

#endif
