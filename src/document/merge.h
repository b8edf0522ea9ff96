/* Merging by table: see state.h for what it means. */
#ifndef SG_DOCUMENT_MERGE_H
#define SG_DOCUMENT_MERGE_H

#include <stdint.h>

#include "core/arena.h"
#include "core/status.h"
#include "document/build.h"
#include "document/fields.h"
#include "document/json.h"
#include "document/state.h"

enum { SG_ALL_GROUPS = -1 };

/*
 * A new object with the members that `shape` knows, in its order: those of `patch` whose group
 * is in `groups` (bits), else those of `before` (NULL: none). Keys, nulls, empty objects and
 * empty lists are left out, so that equal content gives equal trees.
 */
struct sg_json *sg_merge_objects(struct sg_build *build, const struct sg_shape *shape,
	const struct sg_json *before, const struct sg_json *patch, int32_t groups);

/* Whether two trees of sg_merge_objects are the same; NULL is only like NULL. */
bool sg_json_equal(const struct sg_json *a, const struct sg_json *b);

/* Parses a stored text; NULL text gives an empty object. SG_INTERNAL "state_broken". */
enum sg_status sg_stored_parse(const struct sg_stored *stored, struct sg_arena *arena,
	struct sg_error *error, const struct sg_json **ret_root);

/* A whole merge of a state that has one stamp. */
enum sg_status sg_merge_state(const struct sg_merge_input *input,
	const struct sg_shape *shape, struct sg_arena *arena, struct sg_error *error,
	struct sg_merged *ret_merged);

/* The same with the stamp that the state has already: a change of our own. */
enum sg_status sg_merge_again(const struct sg_stored *state, const struct sg_json *data,
	const struct sg_shape *shape, struct sg_arena *arena, struct sg_error *error,
	struct sg_merged *ret_merged);

/* Decodes a stored state by its shape into `target`. */
enum sg_status sg_state_read(const struct sg_stored *state, const struct sg_shape *shape,
	struct sg_arena *arena, struct sg_error *error, void *target);

/* What a VALUE says, as a fact holds it: a text, "yes", or a decimal number. NULL stays NULL;
 * NULL also when memory is short. */
const char *sg_value_as_text(const struct sg_json *value, struct sg_arena *arena);

#endif
