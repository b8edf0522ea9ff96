/* One reader for each kind of member; the first failure ends the decoding with its path. */
#include "document/fields.h"

#include <stdio.h>
#include <string.h>

struct decoder {
	struct sg_arena *arena;
	struct sg_error *error;
	enum sg_status status;
};

typedef bool reader(struct decoder *decoder, const struct sg_place_frame *frame,
	const struct sg_field *field, const struct sg_json *value, unsigned char *at);

static bool read_shape(struct decoder *decoder, const struct sg_place_frame *frame,
	const struct sg_shape *shape, const struct sg_json *value, unsigned char *target);

static bool fail(struct decoder *decoder, const struct sg_place_frame *frame,
	const char *member, const char *code, const char *message)
{
	char path[sizeof decoder->error->path];

	sg_place_format(frame, member, path, sizeof path);
	decoder->status = sg_fail(decoder->error, SG_INVALID, code, path, "%s", message);
	return false;
}

static bool fail_bounds(struct decoder *decoder, const struct sg_place_frame *frame,
	const struct sg_field *field, const char *code, const char *what)
{
	char message[120];

	(void)snprintf(message, sizeof message, "%s, %lld to %lld are allowed", what,
		(long long)field->min, (long long)field->max);
	return fail(decoder, frame, NULL, code, message);
}

static bool fail_type(
	struct decoder *decoder, const struct sg_place_frame *frame, const char *expected)
{
	char message[80];

	(void)snprintf(message, sizeof message, "%s is expected", expected);
	return fail(decoder, frame, NULL, "type_wrong", message);
}

static bool fail_memory(struct decoder *decoder)
{
	decoder->status =
		sg_fail(decoder->error, SG_MEMORY, "memory_short", "", "no memory");
	return false;
}

/* ---- plain values ---- */

static void put_int(unsigned char *at, int64_t value)
{
	int32_t narrow = (int32_t)value;

	memcpy(at, &narrow, sizeof narrow);
}

static bool read_any(struct decoder *decoder, const struct sg_place_frame *frame,
	const struct sg_field *field, const struct sg_json *value, unsigned char *at)
{
	if (field->kind == SG_FIELD_MAP && value->kind != SG_JSON_OBJECT) {
		return fail_type(decoder, frame, "an object");
	}
	memcpy(at, &value, sizeof(value));
	return true;
}

/* C0, DEL and C1; the latter are C2 80 to C2 9F. */
static bool has_control(const char *text)
{
	for (const unsigned char *c = (const unsigned char *)text; *c != 0; c++) {
		if (*c < 0x20 || *c == 0x7F || (*c == 0xC2 && c[1] < 0xA0)) {
			return true;
		}
	}
	return false;
}

static bool read_text(struct decoder *decoder, const struct sg_place_frame *frame,
	const struct sg_field *field, const struct sg_json *value, unsigned char *at)
{
	int64_t characters;

	if (value->kind != SG_JSON_TEXT) {
		return fail_type(decoder, frame, "a text");
	}
	characters = (int64_t)sg_text_characters(value->text, value->count);
	if (characters < field->min || characters > field->max) {
		return fail_bounds(decoder, frame, field,
			characters < field->min ? "text_too_short" : "text_too_long",
			"so many characters");
	}
	if (field->kind == SG_FIELD_CODE && has_control(value->text)) {
		return fail(decoder, frame, NULL, "control_character",
			"no control characters are allowed here");
	}
	if (!sg_rule_holds(field->rule, value->text, value->count)) {
		return fail(decoder, frame, NULL, "text_invalid",
			"the text has not the form that is asked for");
	}
	memcpy(at, &value->text, sizeof(value->text));
	return true;
}

static bool read_bool(struct decoder *decoder, const struct sg_place_frame *frame,
	const struct sg_field *field, const struct sg_json *value, unsigned char *at)
{
	(void)field;
	if (value->kind != SG_JSON_BOOL) {
		return fail_type(decoder, frame, "true or false");
	}
	memcpy(at, &value->truth, sizeof(value->truth));
	return true;
}

static bool read_integer(struct decoder *decoder, const struct sg_place_frame *frame,
	const struct sg_field *field, const struct sg_json *value, unsigned char *at)
{
	if (value->kind != SG_JSON_INT) {
		return fail_type(decoder, frame, "a whole number");
	}
	if (value->integer < field->min || value->integer > field->max) {
		return fail_bounds(
			decoder, frame, field, "number_out_of_range", "the number");
	}
	if (field->kind == SG_FIELD_LONG) {
		memcpy(at, &value->integer, sizeof(value->integer));
	} else {
		put_int(at, value->integer);
	}
	return true;
}

static bool is_within(const struct sg_field *field, int64_t value, bool rest)
{
	/* What was cut off lies on the side away from zero. */
	return value >= field->min && value <= field->max &&
	       !(rest && value == field->max && value >= 0) &&
	       !(rest && value == field->min && value < 0);
}

static bool read_milli(struct decoder *decoder, const struct sg_place_frame *frame,
	const struct sg_field *field, const struct sg_json *value, unsigned char *at)
{
	int64_t thousandths = 0;
	bool rest = false;

	if (value->kind != SG_JSON_INT && value->kind != SG_JSON_DECIMAL) {
		return fail_type(decoder, frame, "a number");
	}
	if (!sg_json_thousandths(value, &thousandths, &rest) ||
		!is_within(field, thousandths, rest)) {
		return fail_bounds(decoder, frame, field, "number_out_of_range",
			"the number's thousandths");
	}
	put_int(at, thousandths);
	return true;
}

static bool read_word(struct decoder *decoder, const struct sg_place_frame *frame,
	const struct sg_field *field, const struct sg_json *value, unsigned char *at)
{
	if (value->kind != SG_JSON_TEXT) {
		return fail_type(decoder, frame, "a text");
	}
	for (int32_t i = 0; field->words[i] != NULL; i++) {
		if (strcmp(field->words[i], value->text) == 0) {
			put_int(at, i);
			return true;
		}
	}
	return fail(decoder, frame, NULL, "value_unknown",
		"the text is none of those allowed here");
}

/* ---- calendar and clock ---- */

static bool read_day(struct decoder *decoder, const struct sg_place_frame *frame,
	const struct sg_field *field, const struct sg_json *value, unsigned char *at)
{
	int32_t day;

	(void)field;
	if (value->kind != SG_JSON_TEXT) {
		return fail_type(decoder, frame, "a date");
	}
	if (!sg_day_parse(value->text, &day)) {
		return fail(decoder, frame, NULL, "date_invalid",
			"no date of the form 2026-11-21");
	}
	put_int(at, day);
	return true;
}

static bool read_time(struct decoder *decoder, const struct sg_place_frame *frame,
	const struct sg_field *field, const struct sg_json *value, unsigned char *at)
{
	int64_t us;

	(void)field;
	if (value->kind != SG_JSON_TEXT) {
		return fail_type(decoder, frame, "an instant");
	}
	if (!sg_time_parse(value->text, &us)) {
		return fail(decoder, frame, NULL, "time_invalid",
			"no instant of the form 2026-11-21T15:04:05+01:00");
	}
	memcpy(at, &us, sizeof us);
	return true;
}

static bool read_minutes(struct decoder *decoder, const struct sg_place_frame *frame,
	const struct sg_field *field, const struct sg_json *value, unsigned char *at)
{
	int32_t minutes;

	(void)field;
	if (value->kind != SG_JSON_TEXT) {
		return fail_type(decoder, frame, "a time of day");
	}
	if (!sg_minutes_parse(value->text, &minutes)) {
		return fail(decoder, frame, NULL, "time_invalid",
			"no time of day of the form 15:04");
	}
	put_int(at, minutes);
	return true;
}

static bool read_month_day(struct decoder *decoder, const struct sg_place_frame *frame,
	const struct sg_field *field, const struct sg_json *value, unsigned char *at)
{
	char leap_date[SG_DAY_TEXT_SIZE] = "2024-";
	int32_t day, year, month, day_of_month;

	(void)field;
	if (value->kind != SG_JSON_TEXT) {
		return fail_type(decoder, frame, "a month and day");
	}
	if (value->count == 5) {
		memcpy(leap_date + 5, value->text, 5);
	}
	if (!sg_day_parse(leap_date, &day)) {
		return fail(decoder, frame, NULL, "date_invalid",
			"no month and day of the form 11-21");
	}
	sg_day_to_civil(day, &year, &month, &day_of_month);
	put_int(at, month * 100 + day_of_month);
	return true;
}

/* ---- objects and lists ---- */

static bool read_object(struct decoder *decoder, const struct sg_place_frame *frame,
	const struct sg_field *field, const struct sg_json *value, unsigned char *at)
{
	return read_shape(decoder, frame, field->shape, value, at);
}

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

static reader *const readers[SG_FIELD_KINDS];

static bool read_element(struct decoder *decoder, const struct sg_place_frame *frame,
	const struct sg_field *list, const struct sg_json *array,
	const struct sg_json *value, unsigned char *at)
{
	if (list->shape != NULL) {
		return read_shape(decoder, frame, list->shape, value, at);
	}
	if (!readers[list->element->kind](decoder, frame, list->element, value, at)) {
		return false;
	}
	if ((list->flags & SG_DISTINCT) != 0 && find_equal(array->first, value) != NULL) {
		return fail(decoder, frame, NULL, "element_repeated",
			"the element stands in the list already");
	}
	return true;
}

static bool read_list(struct decoder *decoder, const struct sg_place_frame *frame,
	const struct sg_field *field, const struct sg_json *value, unsigned char *at)
{
	size_t size = element_size(field);
	size_t count = value->count;
	unsigned char *elements;
	struct sg_place_frame inner = {.parent = frame};

	if (value->kind != SG_JSON_ARRAY) {
		return fail_type(decoder, frame, "a list");
	}
	if ((int64_t)count < field->min || (int64_t)count > field->max) {
		return fail_bounds(decoder, frame, field,
			(int64_t)count < field->min ? "list_too_short" : "list_too_long",
			"so many elements");
	}
	elements = sg_arena_array(decoder->arena, count, size);
	if (elements == NULL) {
		return fail_memory(decoder);
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

static reader *const readers[SG_FIELD_KINDS] = {
	[SG_FIELD_ANY] = read_any,
	[SG_FIELD_MAP] = read_any,
	[SG_FIELD_TEXT] = read_text,
	[SG_FIELD_CODE] = read_text,
	[SG_FIELD_BOOL] = read_bool,
	[SG_FIELD_INT] = read_integer,
	[SG_FIELD_LONG] = read_integer,
	[SG_FIELD_MILLI] = read_milli,
	[SG_FIELD_WORD] = read_word,
	[SG_FIELD_DAY] = read_day,
	[SG_FIELD_TIME] = read_time,
	[SG_FIELD_MINUTES] = read_minutes,
	[SG_FIELD_MONTH_DAY] = read_month_day,
	[SG_FIELD_OBJECT] = read_object,
	[SG_FIELD_LIST] = read_list,
};

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
			put_int(at, field->absent);
			break;
		case SG_FIELD_LONG:
			memcpy(at, &field->absent, sizeof(field->absent));
			break;
		case SG_FIELD_DAY:
		case SG_FIELD_MINUTES:
			put_int(at, SG_NO_DAY);
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

static bool read_member(struct decoder *decoder, const struct sg_place_frame *frame,
	const struct sg_field *field, const struct sg_json *member, unsigned char *target)
{
	struct sg_place_frame inner = {.parent = frame, .name = member->name};

	if (member->kind == SG_JSON_NULL &&
		(field->flags & (SG_REQUIRED | SG_SOLID)) == 0) {
		return true;
	}
	return readers[field->kind](
		decoder, &inner, field, member, target + field->offset);
}

static bool check_required(struct decoder *decoder, const struct sg_place_frame *frame,
	const struct sg_shape *shape, const struct sg_json *value)
{
	for (size_t i = 0; i < shape->count; i++) {
		if ((shape->fields[i].flags & SG_REQUIRED) != 0 &&
			sg_json_member(value, shape->fields[i].name) == NULL) {
			return fail(decoder, frame, shape->fields[i].name,
				"member_missing", "this member is required");
		}
	}
	return true;
}

static bool read_shape(struct decoder *decoder, const struct sg_place_frame *frame,
	const struct sg_shape *shape, const struct sg_json *value, unsigned char *target)
{
	if (value->kind != SG_JSON_OBJECT) {
		return fail_type(decoder, frame, "an object");
	}
	fill_absent(shape, target);
	for (const struct sg_json *m = value->first; m != NULL; m = m->next) {
		const struct sg_field *field = find_field(shape, m);

		if (field == NULL && shape->closed) {
			return fail(decoder, frame, m->name, "member_unknown",
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
	struct decoder decoder = {.arena = arena, .error = error};
	struct sg_place_frame root = {.name = path};

	memset(target, 0, shape->size);
	(void)read_shape(&decoder, &root, shape, value, target);
	return decoder.status;
}
