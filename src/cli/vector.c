/* Reading a vector, strictly: a member that nobody looks at would be a test that tests nothing. */
#include "cli/vector.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "core/time.h"

enum { FILE_MAX = 4 << 20, POINTER_SIZE = 160, REPEAT_MAX = 400 };

#define HOTEL "HOTEL"

enum kind { TEXT, DAY, WHOLE, OBJECT, ARRAY };

struct member {
	const char *name;
	enum kind kind;
	bool required;
};

/* Each ends with a row without a name. */
static const struct member file_members[] = {{"vector", TEXT, true},
	{"source", TEXT, true}, {"property", TEXT, false}, {"documents", ARRAY, true},
	{"expect", OBJECT, true}, {NULL, TEXT, false}};
static const struct member stay_members[] = {{"guest", TEXT, true}, {"id", TEXT, true},
	{"arrival", DAY, true}, {"departure", DAY, true}, {"property", TEXT, false},
	{"room", TEXT, false}, {"room_type", TEXT, false}, {"rate", TEXT, false},
	{"channel", TEXT, false}, {"booked_on", DAY, false}, {"end", TEXT, false},
	{"charges", ARRAY, false}, {"repeat", OBJECT, false}, {NULL, TEXT, false}};
static const struct member charge_members[] = {{"category", TEXT, true},
	{"gross", WHOLE, true}, {"net", WHOLE, false}, {"day", DAY, false},
	{"currency", TEXT, false}, {NULL, TEXT, false}};
static const struct member repeat_members[] = {
	{"times", WHOLE, true}, {"every_days", WHOLE, true}, {NULL, TEXT, false}};
static const struct member member_members[] = {{"guest", TEXT, true},
	{"enrolled", DAY, true}, {"property", TEXT, false}, {NULL, TEXT, false}};
static const struct member step_stay[] = {{"stay", OBJECT, true}, {NULL, TEXT, false}};
static const struct member step_member[] = {
	{"member", OBJECT, true}, {NULL, TEXT, false}};
static const struct member step_day[] = {{"day", DAY, true}, {NULL, TEXT, false}};
static const struct member step_document[] = {{"type", TEXT, true}, {"time", TEXT, true},
	{"id", TEXT, false}, {"property", TEXT, false}, {"actor", OBJECT, false},
	{"data", OBJECT, true}, {NULL, TEXT, false}};

static enum sg_status wrong(struct sg_error *error, const char *pointer, const char *what)
{
	return sg_fail(error, SG_INVALID, "vector_invalid", pointer, "%s", what);
}

static bool is_whole(const struct sg_value *value)
{
	return sg_value_integer(value, 0) == sg_value_integer(value, 1);
}

static bool fits(const struct sg_value *value, enum kind kind)
{
	int32_t day;

	switch (kind) {
	case TEXT:
		return sg_value_text(value, "")[0] != '\0';
	case DAY:
		return sg_day_parse(sg_value_text(value, ""), &day);
	case WHOLE:
		return is_whole(value);
	case OBJECT:
		return sg_value_is_object(value);
	case ARRAY:
		return sg_value_is_array(value);
	}
	return false;
}

struct looking {
	const struct member *members;
	const char *unknown;
};

static bool look_up(void *data, const char *name, const struct sg_value *value)
{
	struct looking *looking = data;
	const struct member *member = looking->members;

	(void)value;
	while (member->name != NULL && strcmp(member->name, name) != 0) {
		member++;
	}
	looking->unknown = member->name == NULL ? name : NULL;
	return looking->unknown == NULL;
}

/* That the object has what it must, and nothing else. */
static enum sg_status check(const struct sg_value *object, const struct member *members,
	const char *pointer, struct sg_error *error)
{
	static const char *const kinds[] = {"must be a text", "must be a date",
		"must be a whole number", "must be an object", "must be an array"};
	struct looking looking = {.members = members};
	char place[POINTER_SIZE];

	if (!sg_value_is_object(object)) {
		return wrong(error, pointer, kinds[OBJECT]);
	}
	sg_value_each(object, look_up, &looking);
	if (looking.unknown != NULL) {
		(void)snprintf(place, sizeof place, "%s/%s", pointer, looking.unknown);
		return wrong(error, place, "is not known here");
	}
	for (; members->name != NULL; members++) {
		const struct sg_value *value = sg_value_member(object, members->name);

		(void)snprintf(place, sizeof place, "%s/%s", pointer, members->name);
		if (value == NULL && members->required) {
			return wrong(error, place, "is missing");
		}
		if (value != NULL && !fits(value, members->kind)) {
			return wrong(error, place, kinds[members->kind]);
		}
	}
	return SG_OK;
}

/* ---- steps ---- */

static enum sg_status check_repeat(
	const struct sg_value *repeat, const char *pointer, struct sg_error *error)
{
	enum sg_status status =
		repeat != NULL ? check(repeat, repeat_members, pointer, error) : SG_OK;
	int64_t times = sg_value_integer(sg_value_member(repeat, "times"), 1);
	int64_t days = sg_value_integer(sg_value_member(repeat, "every_days"), 1);

	return status == SG_OK && (times < 1 || times > REPEAT_MAX || days < 1 ||
					  days > REPEAT_MAX)
	               ? wrong(error, pointer, "must be from 1 to 400")
	               : status;
}

static enum sg_status check_end(
	const struct sg_value *end, const char *pointer, struct sg_error *error)
{
	const char *word = sg_value_text(end, "checked_out");

	return strcmp(word, "checked_out") == 0 || strcmp(word, "no_show") == 0 ||
	                       strcmp(word, "cancelled") == 0
	               ? SG_OK
	               : wrong(error, pointer,
				 "must be checked_out, no_show or cancelled");
}

static enum sg_status check_stay(
	const struct sg_value *stay, const char *pointer, struct sg_error *error)
{
	const struct sg_value *charges = sg_value_member(stay, "charges");
	enum sg_status status = check(stay, stay_members, pointer, error);
	char place[POINTER_SIZE];

	(void)snprintf(place, sizeof place, "%s/repeat", pointer);
	if (status == SG_OK) {
		status = check_repeat(sg_value_member(stay, "repeat"), place, error);
	}
	(void)snprintf(place, sizeof place, "%s/end", pointer);
	if (status == SG_OK) {
		status = check_end(sg_value_member(stay, "end"), place, error);
	}
	for (size_t i = 0; i < sg_value_count(charges) && status == SG_OK; i++) {
		(void)snprintf(place, sizeof place, "%s/charges/%zu", pointer, i);
		status = check(sg_value_at(charges, i), charge_members, place, error);
	}
	return status;
}

static enum sg_status check_step(
	const struct sg_value *step, const char *pointer, struct sg_error *error)
{
	static const struct {
		const char *name;
		const struct member *outer, *inner;
	} forms[] = {{"stay", step_stay, NULL}, {"member", step_member, member_members},
		{"day", step_day, NULL}, {"type", step_document, NULL}};
	char place[POINTER_SIZE];

	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
		const struct sg_value *form = sg_value_member(step, forms[i].name);
		enum sg_status status;

		if (form == NULL) {
			continue;
		}
		status = check(step, forms[i].outer, pointer, error);
		(void)snprintf(place, sizeof place, "%s/%s", pointer, forms[i].name);
		if (status == SG_OK && forms[i].inner != NULL) {
			status = check(form, forms[i].inner, place, error);
		}
		return status == SG_OK && i == 0 ? check_stay(form, place, error)
		                                 : status;
	}
	return wrong(error, pointer, "is neither stay, member, day nor a document");
}

/* ---- what it speaks of ---- */

/* The form within a short form, or the document itself. */
static const struct sg_value *inner_of(const struct sg_value *step)
{
	const struct sg_value *inner = sg_value_member(step, "stay");

	inner = inner != NULL ? inner : sg_value_member(step, "member");
	return inner != NULL ? inner : step;
}

static bool note_property(struct sg_vector *vector, const char *code)
{
	for (size_t i = 0; i < vector->property_count; i++) {
		if (strcmp(vector->properties[i], code) == 0) {
			return true;
		}
	}
	if (vector->property_count == SG_VECTOR_PROPERTIES_MAX) {
		return false;
	}
	vector->properties[vector->property_count++] = code;
	return true;
}

static void note_day(struct sg_vector *vector, const struct sg_value *inner)
{
	static const char *const names[] = {"arrival", "enrolled", "day", "time"};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		const char *text = sg_value_text(sg_value_member(inner, names[i]), NULL);
		char date[SG_DAY_TEXT_SIZE];
		int32_t day;

		if (text != NULL) {
			(void)snprintf(date, sizeof date, "%s", text);
			if (sg_day_parse(date, &day) &&
				(vector->first_day == SG_NO_DAY ||
					day < vector->first_day)) {
				vector->first_day = day;
			}
		}
	}
}

static enum sg_status check_steps(struct sg_vector *vector, struct sg_error *error)
{
	const struct sg_value *steps = sg_value_member(vector->file, "documents");
	enum sg_status status = SG_OK;
	char place[POINTER_SIZE];

	for (size_t i = 0; i < sg_value_count(steps) && status == SG_OK; i++) {
		const struct sg_value *step = sg_value_at(steps, i);
		const struct sg_value *inner = inner_of(step);

		(void)snprintf(place, sizeof place, "/documents/%zu", i);
		status = check_step(step, place, error);
		if (status == SG_OK &&
			!note_property(
				vector, sg_value_text(sg_value_member(inner, "property"),
						vector->property))) {
			status = wrong(error, place, "is at one property too many");
		}
		note_day(vector, inner);
	}
	return status == SG_OK && vector->first_day == SG_NO_DAY
	               ? wrong(error, "/documents", "has no day")
	               : status;
}

enum sg_status sg_vector_parse(const char *text, size_t len, struct sg_error *error,
	struct sg_vector *ret_vector)
{
	struct sg_vector vector = {.first_day = SG_NO_DAY};
	enum sg_status status = sg_value_parse(text, len, error, &vector.file);

	if (status == SG_OK) {
		status = check(vector.file, file_members, "", error);
	}
	if (status == SG_OK) {
		vector.says = sg_value_text(sg_value_member(vector.file, "vector"), "");
		vector.property =
			sg_value_text(sg_value_member(vector.file, "property"), HOTEL);
		(void)note_property(&vector, vector.property);
		status = check_steps(&vector, error);
	}
	if (status != SG_OK) {
		sg_vector_free(&vector);
		return status;
	}
	*ret_vector = vector;
	return SG_OK;
}

enum sg_status sg_vector_read(
	const char *path, struct sg_error *error, struct sg_vector *ret_vector)
{
	char *text = NULL;
	size_t len = 0;
	enum sg_status status = sg_read_whole(path, FILE_MAX, error, &text, &len);

	if (status == SG_OK) {
		status = sg_vector_parse(text, len, error, ret_vector);
	}
	free(text);
	return status;
}

void sg_vector_free(struct sg_vector *vector)
{
	sg_value_free(vector->file);
	vector->file = NULL;
}
