/*
 * New JSON values in an arena, for merging. Failure is sticky: whatever is asked for after
 * memory ran short goes into a spare node, and the caller looks once, at the end.
 */
#ifndef SG_DOCUMENT_BUILD_H
#define SG_DOCUMENT_BUILD_H

#include <stdbool.h>

#include "core/arena.h"
#include "document/json.h"

struct sg_build {
	struct sg_arena *arena;
	bool failed;
	struct sg_json spare;
};

/* Where the next child goes. */
struct sg_build_list {
	struct sg_build *build;
	struct sg_json *parent;
	const struct sg_json **link;
};

/* A copy of `value` that has no sibling yet; its children are shared. Never NULL. */
struct sg_json *sg_build_copy(struct sg_build *build, const struct sg_json *value);

/* An empty object or array with the name of `like`, or an element when that is NULL. */
struct sg_build_list sg_build_begin(
	struct sg_build *build, enum sg_json_kind kind, const struct sg_json *like);

/* A member that holds `text`; both must outlive the tree. */
struct sg_json *sg_build_text(struct sg_build *build, const char *name, const char *text);

struct sg_json *sg_build_bool(struct sg_build *build, const char *name, bool truth);

/* Makes a node a member of that name. */
void sg_build_name(struct sg_json *node, const char *name);

/* Appends a node that has no sibling yet; nothing once the build failed, as the spare node would
 * become its own sibling. */
void sg_build_add(struct sg_build_list *list, struct sg_json *child);

#endif
