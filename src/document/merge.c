/*
 * The stamp stands first in a state's text, under a name that no document has, so that two
 * states are compared by what follows it.
 */
#include "document/merge.h"

#include <string.h>

#include "document/number.h"
#include "document/parse.h"

static const char stamp_name[] = "@";

static struct sg_json *clean_list(
	struct sg_build *build, const struct sg_field *field, const struct sg_json *array)
{
	struct sg_build_list list = sg_build_begin(build, SG_JSON_ARRAY, array);

	for (const struct sg_json *e = array->first; e != NULL; e = e->next) {
		sg_build_add(&list, field->shape != NULL
					    ? sg_merge_objects(build, field->shape, NULL,
						      e, SG_ALL_GROUPS)
					    : sg_build_copy(build, e));
	}
	return list.parent;
}

static struct sg_json *merge_member(struct sg_build *build, const struct sg_field *field,
	const struct sg_json *before, const struct sg_json *given)
{
	struct sg_json *merged;

	if (field->kind == SG_FIELD_OBJECT) {
		merged = sg_merge_objects(
			build, field->shape, before, given, SG_ALL_GROUPS);
	} else if (field->kind == SG_FIELD_LIST) {
		merged = clean_list(build, field, given);
	} else {
		return sg_build_copy(build, given);
	}
	merged->name = given->name;
	merged->name_len = given->name_len;
	return merged->count > 0 ? merged : NULL;
}

struct sg_json *sg_merge_objects(struct sg_build *build, const struct sg_shape *shape,
	const struct sg_json *before, const struct sg_json *patch, int32_t groups)
{
	struct sg_build_list list = sg_build_begin(build, SG_JSON_OBJECT, NULL);

	for (size_t i = 0; i < shape->count; i++) {
		const struct sg_field *field = &shape->fields[i];
		const struct sg_json *old = sg_json_member(before, field->name);
		const struct sg_json *given = sg_json_member(patch, field->name);
		struct sg_json *merged = NULL;

		if ((field->flags & SG_KEY) != 0) {
			continue;
		}
		if (given == NULL || ((groups >> field->group) & 1) == 0) {
			merged = old != NULL ? sg_build_copy(build, old) : NULL;
		} else if (given->kind != SG_JSON_NULL) {
			merged = merge_member(build, field, old, given);
		}
		if (merged != NULL) {
			sg_build_add(&list, merged);
		}
	}
	return list.parent;
}

bool sg_json_equal(const struct sg_json *a, const struct sg_json *b)
{
	if (a == NULL || b == NULL || a->kind != b->kind || a->count != b->count) {
		return a == b;
	}
	switch (a->kind) {
	case SG_JSON_NULL:
		return true;
	case SG_JSON_BOOL:
		return a->truth == b->truth;
	case SG_JSON_INT:
		return a->integer == b->integer;
	case SG_JSON_DECIMAL:
	case SG_JSON_TEXT:
		return strcmp(a->text, b->text) == 0;
	default:
		break;
	}
	a = a->first;
	b = b->first;
	while (a != NULL && sg_json_equal(a, b) &&
		(a->name == NULL || strcmp(a->name, b->name) == 0)) {
		a = a->next;
		b = b->next;
	}
	return a == NULL;
}

enum sg_status sg_stored_parse(const struct sg_stored *stored, struct sg_arena *arena,
	struct sg_error *error, const struct sg_json **ret_root)
{
	static const struct sg_json nothing = {.kind = SG_JSON_OBJECT};
	struct sg_error cause = {0};
	enum sg_status status;

	if (stored->text == NULL) {
		*ret_root = &nothing;
		return SG_OK;
	}
	status = sg_json_parse(
		stored->text, stored->len, &sg_batch_limits, arena, &cause, ret_root);
	return status == SG_INVALID
	               ? sg_fail(error, SG_INTERNAL, "state_broken", "",
				 "a stored text does not parse: %s", cause.message)
	               : status;
}

/* ---- states with one stamp ---- */

static struct sg_stamp stamp_of(const struct sg_json *root)
{
	const struct sg_json *pair = sg_json_member(root, stamp_name);
	struct sg_stamp stamp = {.time_us = INT64_MIN, .version = -1};

	if (pair != NULL && pair->kind == SG_JSON_ARRAY && pair->count == 2) {
		stamp.time_us = pair->first->integer;
		stamp.version = pair->first->next->integer;
	}
	return stamp;
}

static void write_state(struct sg_buffer *buffer, const struct sg_stamp *stamp,
	const struct sg_json *members)
{
	sg_buffer_text(buffer, "{\"@\":[");
	sg_json_write_int(buffer, stamp->time_us);
	sg_buffer_char(buffer, ',');
	sg_json_write_int(buffer, stamp->version);
	sg_buffer_char(buffer, ']');
	for (const struct sg_json *m = members->first; m != NULL; m = m->next) {
		sg_buffer_char(buffer, ',');
		sg_json_write_text(buffer, m->name);
		sg_buffer_char(buffer, ':');
		sg_json_write(buffer, m);
	}
	sg_buffer_char(buffer, '}');
}

/* A text in the arena, or SG_MEMORY. */
static enum sg_status keep(
	struct sg_buffer *buffer, struct sg_arena *arena, struct sg_stored *ret_stored)
{
	char *text = buffer->failed ? NULL
	                            : sg_arena_copy_len(arena, buffer->data, buffer->len);

	if (text == NULL) {
		return SG_MEMORY;
	}
	ret_stored->text = text;
	ret_stored->len = buffer->len;
	return SG_OK;
}

/* What follows the stamp. */
static const char *members_of(const struct sg_stored *state)
{
	const char *stamp_end = strchr(state->text, ']');

	return stamp_end != NULL ? stamp_end : "";
}

static bool members_differ(const struct sg_stored *before, const struct sg_stored *after)
{
	return before->text == NULL || strcmp(members_of(before), members_of(after)) != 0;
}

enum sg_status sg_merge_state(const struct sg_merge_input *input,
	const struct sg_shape *shape, struct sg_arena *arena, struct sg_error *error,
	struct sg_merged *ret_merged)
{
	struct sg_merged merged = {.created = input->before.text == NULL};
	struct sg_build build = {.arena = arena};
	struct sg_buffer buffer = {0};
	const struct sg_json *root, *members;
	struct sg_stamp stored;
	enum sg_status status = sg_stored_parse(&input->before, arena, error, &root);

	if (status != SG_OK) {
		return status;
	}
	stored = stamp_of(root);
	if (!merged.created && !sg_stamp_applies(&stored, &input->stamp)) {
		merged.older = true;
		merged.state = input->before;
		*ret_merged = merged;
		return SG_OK;
	}
	members = sg_merge_objects(&build, shape, root, input->data, SG_ALL_GROUPS);
	if (build.failed) {
		return SG_MEMORY;
	}
	write_state(&buffer, &input->stamp, members);
	status = keep(&buffer, arena, &merged.state);
	sg_buffer_free(&buffer);
	if (status == SG_OK) {
		merged.changed = members_differ(&input->before, &merged.state);
		*ret_merged = merged;
	}
	return status;
}

enum sg_status sg_merge_again(const struct sg_stored *state, const struct sg_json *data,
	const struct sg_shape *shape, struct sg_arena *arena, struct sg_error *error,
	struct sg_merged *ret_merged)
{
	struct sg_merge_input input = {.before = *state, .data = data};
	const struct sg_json *root;
	enum sg_status status = sg_stored_parse(state, arena, error, &root);

	if (status != SG_OK) {
		return status;
	}
	input.stamp = stamp_of(root);
	return sg_merge_state(&input, shape, arena, error, ret_merged);
}

enum sg_status sg_state_read(const struct sg_stored *state, const struct sg_shape *shape,
	struct sg_arena *arena, struct sg_error *error, void *target)
{
	const struct sg_json *root;
	enum sg_status status = sg_stored_parse(state, arena, error, &root);

	return status == SG_OK ? sg_fields_read_stored(root, shape, arena, error, target)
	                       : status;
}

const char *sg_value_as_text(const struct sg_json *value, struct sg_arena *arena)
{
	int64_t thousandths = 0;
	bool rest;

	if (value == NULL) {
		return NULL;
	}
	if (value->kind == SG_JSON_BOOL) {
		return "yes";
	}
	if (value->kind == SG_JSON_TEXT) {
		return value->text;
	}
	(void)sg_json_thousandths(value, &thousandths, &rest);
	return sg_thousandths_text(thousandths, '.', arena);
}
