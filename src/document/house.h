/*
 * The house's documents: property, room types, rooms, groups and the end of a business date.
 * sg_…_check decodes a document strictly and gives its key, sg_…_merge makes the text to
 * store, sg_…_decode reads that text as core's values. Texts of values lie in the arena, or in
 * the given JSON. All [thread-safe].
 */
#ifndef SG_DOCUMENT_HOUSE_H
#define SG_DOCUMENT_HOUSE_H

#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/catalog.h"
#include "core/house.h"
#include "core/status.h"
#include "document/json.h"
#include "document/state.h"

/* property.changed: everything is optional; a property not yet known needs zone and languages
 * (SG_INVALID "member_missing" from the merge), and a chain once set stays (SG_REFUSED
 * "chain_fixed"). `topic` and `value` of rules are checked against the catalogue. */
enum sg_status sg_property_check(const struct sg_json *data,
	const struct sg_catalog *catalog, struct sg_arena *arena, struct sg_error *error);
enum sg_status sg_property_merge(const struct sg_merge_input *input, const char *code,
	struct sg_arena *arena, struct sg_error *error, struct sg_merged *ret_merged);
/* `id`, `version` and `zone` are left to the caller; chain is the code where none was said,
 * hours not said are the usual ones (03:00, 16:00, 06:30, 15:00, 11:00, 19:00, budget 3),
 * memory goes as far as the hotel. */
enum sg_status sg_property_decode(const struct sg_stored *state, const char *code,
	struct sg_arena *arena, struct sg_error *error, struct sg_house *ret_house);

/* room_type.changed: `ret_code` is its key. Hazards are checked against the catalogue. */
enum sg_status sg_room_type_check(const struct sg_json *data,
	const struct sg_catalog *catalog, struct sg_arena *arena, struct sg_error *error,
	const char **ret_code);
enum sg_status sg_room_type_merge(const struct sg_merge_input *input,
	struct sg_arena *arena, struct sg_error *error, struct sg_merged *ret_merged);
/* `version` is left to the caller. Hazards that the catalogue no longer has are dropped. */
enum sg_status sg_room_type_decode(const struct sg_stored *state, const char *code,
	const struct sg_catalog *catalog, struct sg_arena *arena, struct sg_error *error,
	struct sg_room_type *ret_type);

/* room.changed: `ret_number` is its key. */
enum sg_status sg_room_check(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, const char **ret_number);
enum sg_status sg_room_merge(const struct sg_merge_input *input, struct sg_arena *arena,
	struct sg_error *error, struct sg_merged *ret_merged);
/* `out_of_order` is that of `business_day`. `version`, `residue` and `last_out_us` are left to
 * the caller. */
enum sg_status sg_room_decode(const struct sg_stored *state, const char *number,
	int32_t business_day, struct sg_arena *arena, struct sg_error *error,
	struct sg_room *ret_room);
/* The state with another housekeeping status and occupancy, as a check-in, a check-out or a
 * finished list brings them; the stamp stays. `housekeeping` < 0 leaves it. */
enum sg_status sg_room_touch(const struct sg_stored *state, int32_t housekeeping,
	bool occupied, struct sg_arena *arena, struct sg_error *error,
	struct sg_merged *ret_merged);

/* Hazard names separated by blanks, as a room's residue is stored, and back; names that the
 * catalogue does not have are dropped. */
char *sg_hazards_format(
	uint64_t hazards, const struct sg_catalog *catalog, struct sg_arena *arena);
uint64_t sg_hazards_parse(const char *names, const struct sg_catalog *catalog);

/* group.changed */
struct sg_group {
	const char *code;
	const char *name;
	const struct sg_stay_code *codes; /* count for every stay of the group */
	size_t code_count;
	int32_t block; /* rooms held; 0 = not said */
};

enum sg_status sg_group_check(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, const char **ret_code);
enum sg_status sg_group_merge(const struct sg_merge_input *input, struct sg_arena *arena,
	struct sg_error *error, struct sg_merged *ret_merged);
enum sg_status sg_group_decode(const struct sg_stored *state, const char *code,
	struct sg_arena *arena, struct sg_error *error, struct sg_group *ret_group);

/* day.closed: the business date that ends. */
enum sg_status sg_day_closed_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, int32_t *ret_business_day);

#endif
