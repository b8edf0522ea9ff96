/* Objects and lists by their tables; the first failure ends the decoding with its path. */
#include "document/fields.h"

#include <string.h>

#include "document/decoder.h"

static bool read_shape(struct sg_decoder *decoder, const struct sg_place_frame *frame,
	const struct sg_shape *shape, const struct sg_json *value, unsigned char *target);

static size_t element_size(const struct sg_field *list)
{
	if (list->shape != NULL) {
		return list->shape->size;
	}
	return list->element->kind == SG_FIELD_WORD ? sizeof(int32_t) : sizeof(void *);
}

static const struct sg_json *find_equal(
	const struct sg_json *first, const struct sg_json *element)
{
	while (first != element && (first->kind != SG_JSON_TEXT ||
					   strcmp(first->text, element->text) != 0)) {
		first = first->next;
	}
	return first != element ? first : NULL;
}

static bool read_element(struct sg_decoder *decoder, const struct sg_place_frame *frame,
	const struct sg_field *list, const struct sg_json *array,
	const struct sg_json *value, unsigned char *at)
{
	if (list->shape != NULL) {
		return read_shape(decoder, frame, list->shape, value, at);
	}
	if (!sg_decoder_read_plain(decoder, frame, list->element, value, at)) {
		return false;
	}
	if ((list->flags & SG_DISTINCT) != 0 && find_equal(array->first, value) != NULL) {
		return sg_decoder_fail(decoder, frame, NULL, "element_repeated",
			"the element stands in the list already");
	}
	return true;
}

static bool read_list(struct sg_decoder *decoder, const struct sg_place_frame *frame,
	const struct sg_field *field, const struct sg_json *value, unsigned char *at)
{
	size_t size = element_size(field);
	size_t count = value->count;
	unsigned char *elements;
	struct sg_place_frame inner = {.parent = frame};

	if (value->kind != SG_JSON_ARRAY) {
		return sg_decoder_fail_type(decoder, frame, "a list");
	}
	if ((int64_t)count < field->min || (int64_t)count > field->max) {
		return sg_decoder_fail_bounds(decoder, frame, field,
			(int64_t)count < field->min ? "list_too_short" : "list_too_long",
			"so many elements");
	}
	elements = sg_arena_array(decoder->arena, count, size);
	if (elements == NULL) {
		return sg_decoder_fail_memory(decoder);
	}
	for (const struct sg_json *e = value->first; e != NULL; e = e->next) {
		if (!read_element(decoder, &inner, field, value, e,
			    elements + inner.index * size)) {
			return false;
		}
		inner.index++;
	}
	memcpy(at, &elements, sizeof elements);
	memcpy(at - field->offset + field->count, &count, sizeof count);
	return true;
}

/* What absent members read as. The target is zeroed already. */
static void fill_absent(const struct sg_shape *shape, unsigned char *target)
{
	const int64_t no_time = SG_NO_TIME;

	for (size_t i = 0; i < shape->count; i++) {
		const struct sg_field *field = &shape->fields[i];
		unsigned char *at = target + field->offset;

		switch (field->kind) {
		case SG_FIELD_BOOL:
			*at = field->absent != 0 ? 1 : 0;
			break;
		case SG_FIELD_INT:
		case SG_FIELD_MILLI:
		case SG_FIELD_WORD:
			sg_decoder_put_int(at, field->absent);
			break;
		case SG_FIELD_LONG:
			memcpy(at, &field->absent, sizeof(field->absent));
			break;
		case SG_FIELD_DAY:
		case SG_FIELD_MINUTES:
			sg_decoder_put_int(
				at, field->kind == SG_FIELD_MONTH_DAY ? 0 : SG_NO_DAY);
			break;
		case SG_FIELD_TIME:
			memcpy(at, &no_time, sizeof no_time);
			break;
		case SG_FIELD_OBJECT:
			fill_absent(field->shape, at);
			break;
		default:
			break;
		}
	}
}

static const struct sg_field *find_field(
	const struct sg_shape *shape, const struct sg_json *member)
{
	for (size_t i = 0; i < shape->count; i++) {
		if (strcmp(shape->fields[i].name, member->name) == 0) {
			return &shape->fields[i];
		}
	}
	return NULL;
}

static bool read_member(struct sg_decoder *decoder, const struct sg_place_frame *frame,
	const struct sg_field *field, const struct sg_json *member, unsigned char *target)
{
	struct sg_place_frame inner = {.parent = frame, .name = member->name};

	if (member->kind == SG_JSON_NULL &&
		(field->flags & (SG_REQUIRED | SG_SOLID)) == 0) {
		return true;
	}
	target += field->offset;
	if (field->kind == SG_FIELD_OBJECT) {
		return read_shape(decoder, &inner, field->shape, member, target);
	}
	if (field->kind == SG_FIELD_LIST) {
		return read_list(decoder, &inner, field, member, target);
	}
	return sg_decoder_read_plain(decoder, &inner, field, member, target);
}

static bool check_required(struct sg_decoder *decoder, const struct sg_place_frame *frame,
	const struct sg_shape *shape, const struct sg_json *value)
{
	for (size_t i = 0; i < shape->count; i++) {
		unsigned flags = shape->fields[i].flags;

		if ((flags & SG_REQUIRED) != 0 &&
			!(decoder->stored && (flags & SG_KEY) != 0) &&
			sg_json_member(value, shape->fields[i].name) == NULL) {
			return sg_decoder_fail(decoder, frame, shape->fields[i].name,
				"member_missing", "this member is required");
		}
	}
	return true;
}

static bool read_shape(struct sg_decoder *decoder, const struct sg_place_frame *frame,
	const struct sg_shape *shape, const struct sg_json *value, unsigned char *target)
{
	if (value->kind != SG_JSON_OBJECT) {
		return sg_decoder_fail_type(decoder, frame, "an object");
	}
	fill_absent(shape, target);
	for (const struct sg_json *m = value->first; m != NULL; m = m->next) {
		const struct sg_field *field = find_field(shape, m);

		if (field == NULL && shape->closed) {
			return sg_decoder_fail(decoder, frame, m->name, "member_unknown",
				"there is no such member");
		}
		if (field != NULL && !read_member(decoder, frame, field, m, target)) {
			return false;
		}
	}
	return check_required(decoder, frame, shape, value);
}

enum sg_status sg_fields_decode(const struct sg_json *value, const struct sg_shape *shape,
	const char *path, struct sg_arena *arena, struct sg_error *error, void *target)
{
	struct sg_decoder decoder = {.arena = arena, .error = error};
	struct sg_place_frame root = {.name = path};

	memset(target, 0, shape->size);
	(void)read_shape(&decoder, &root, shape, value, target);
	return decoder.status;
}

enum sg_status sg_fields_read_stored(const struct sg_json *value,
	const struct sg_shape *shape, struct sg_arena *arena, struct sg_error *error,
	void *target)
{
	struct sg_error cause = {0};
	struct sg_decoder decoder = {.arena = arena, .error = &cause, .stored = true};
	struct sg_place_frame root = {.name = ""};

	memset(target, 0, shape->size);
	(void)read_shape(&decoder, &root, shape, value, target);
	if (decoder.status == SG_INVALID) {
		return sg_fail(error, SG_INTERNAL, "state_broken", "",
			"a stored state does not read: %s at %s", cause.code, cause.path);
	}
	return decoder.status;
}
