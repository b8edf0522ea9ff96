/*
 * Properties, room types, groups and rooms: rarely written, read by key or whole for the cache.
 */
#ifndef SG_STORE_HOUSES_H
#define SG_STORE_HOUSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "store/dossier.h"
#include "store/script.h"

/* A property as it is cached. */
struct sg_house_row {
	struct sg_id id;
	uint32_t version; /* 0 = there is none */
	const char *state;
	int32_t closed_day;
	int64_t clock_us;
	const char *snapshot;
	int64_t snapshot_us;
};

struct sg_room_type_row {
	const char *code;
	const char *state;
};

struct sg_endpoint_row {
	struct sg_id id;
	const char *name;
	uint32_t version;
	bool enabled;
	const char *settings;
	const char *secrets; /* opened: a JSON array; never leaves the service */
};

/* A property with all that the cache keeps of it. */
struct sg_house_rows {
	const char *code;
	struct sg_house_row house;
	struct sg_room_type_row *types;
	size_t type_count;
	struct sg_endpoint_row *endpoints;
	size_t endpoint_count;
	const char **offers; /* in order of their codes */
	size_t offer_count;
};

/* One trip for the whole property, by its code or, where `code` is NULL, by its id. */
void sg_house_read(struct sg_script *script, const char *code, const struct sg_id *id);
enum sg_status sg_house_take(const struct sg_script *script, struct sg_arena *arena,
	struct sg_error *error, struct sg_house_rows *ret_rows);

/* One set: version, closed_day, clock_us. */
void sg_house_version_read(struct sg_script *script, const struct sg_id *property);

/* Writes the property: new where `read_version` is 0 (DUPLICATE on "code" when somebody was
 * faster), else if it is still at that version. */
void sg_house_write(struct sg_script *script, const struct sg_house_row *row,
	const char *code, uint32_t read_version);

/* A change of what the cache keeps besides the property's own row. */
void sg_house_bump(
	struct sg_script *script, const struct sg_id *property, uint32_t read_version);

/* SG_STALE_PROPERTY unless the property is still at `read_version`; it stays so until the
 * commit. For whom nobody who changes the house can find: a stay that is not stored yet. */
void sg_house_expect(
	struct sg_script *script, const struct sg_id *property, uint32_t read_version);
/* Waits for those who expect it, and lets others expect it only after the commit. */
void sg_house_hold(struct sg_script *script, const struct sg_id *property);

/* The last closed date only rises, hotel time too. Neither changes the version. */
void sg_house_close_day(
	struct sg_script *script, const struct sg_id *property, int32_t closed_day);
void sg_house_clock(
	struct sg_script *script, const struct sg_id *property, int64_t clock_us);

/* A snapshot begins; one that is under way is forgotten. */
void sg_house_snapshot(struct sg_script *script, const struct sg_id *property,
	const char *snapshot, int64_t snapshot_us);

/* The one under way has ended: kept, so that its end can be said again. */
void sg_house_snapshot_end(struct sg_script *script, const struct sg_id *property);
/* One set: the name of the snapshot under way and when it began; those of the last that ended. */
void sg_snapshot_read(struct sg_script *script, const struct sg_id *property);

/* Whoever calls it bumps the house, too, and so knows that he is the only one. */
void sg_room_type_put(struct sg_script *script, const struct sg_id *property,
	const char *code, const char *state);

void sg_group_read(
	struct sg_script *script, const struct sg_id *property, const char *code);
/* New where `read_state` is NULL (DUPLICATE on "PRIMARY" when somebody was faster), else if it
 * still is as it was read. */
void sg_group_write(struct sg_script *script, const struct sg_id *property,
	const char *code, const char *state, const char *read_state);

/* SG_STALE_GROUP unless the group is as it was read; NULL = there was none. It stays so until
 * the commit where the house is expected, too: whoever writes a group holds the house. */
void sg_group_expect(struct sg_script *script, const struct sg_id *property,
	const char *code, const char *read_state);

/* One set: number, version, state, residue, last_out_us, as in a dossier. */
void sg_room_read(
	struct sg_script *script, const struct sg_id *property, const char *number);
void sg_room_row_take(const struct sg_script *script, size_t set, size_t row,
	struct sg_room_row *ret_row);

/* New where `read` is NULL, else if it still is as it was read. The version counts what lists
 * depend on, so it may stay when only the housekeeping status changes. */
void sg_room_write(struct sg_script *script, const struct sg_id *property,
	const struct sg_room_row *row, const struct sg_room_row *read);

/* New where `read_version` is 0. The secrets are sealed. */
void sg_endpoint_write(struct sg_script *script, const struct sg_id *property,
	const struct sg_endpoint_row *row, uint32_t read_version);

/* A document's subject that is no stay: whether it was taken. One set: digest, outcome,
 * revision. */
void sg_taken_read(
	struct sg_script *script, const struct sg_id *subject, const char *document);
void sg_taken_take(
	const struct sg_script *script, size_t set, struct sg_taken_row *ret_taken);

/* Codes that no mapping knows, counted. */
void sg_unmapped_add(struct sg_script *script, const struct sg_id *property,
	const char *group, const char *code, int64_t count, int64_t wall_us);

/* The most frequent of them in the whole database: property's code, group, code, seen. */
void sg_unmapped_read(struct sg_script *script, uint32_t most);

#endif
