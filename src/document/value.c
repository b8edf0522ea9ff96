/* JSON values for programs, over jansson: a struct sg_value is a json_t by another name. */
#include "document/value.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static const json_t *json_of(const struct sg_value *value)
{
	return (const json_t *)(const void *)value;
}

static const struct sg_value *value_of(const json_t *json)
{
	return json == NULL || json_is_null(json)
	               ? NULL
	               : (const struct sg_value *)(const void *)json;
}

enum sg_status sg_value_parse(
	const char *text, size_t len, struct sg_error *error, struct sg_value **ret_value)
{
	json_error_t why;
	json_t *json = json_loadb(text, len,
		JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_ALLOW_NUL, &why);

	if (json == NULL) {
		return sg_fail(error, SG_INVALID, "json_invalid", NULL,
			"not JSON: %s (line %d, column %d)", why.text, why.line,
			why.column);
	}
	*ret_value = (struct sg_value *)(void *)json;
	return SG_OK;
}

void sg_value_free(struct sg_value *value)
{
	json_decref((json_t *)(void *)value);
}

const struct sg_value *sg_value_member(const struct sg_value *value, const char *name)
{
	return value_of(json_object_get(json_of(value), name));
}

const struct sg_value *sg_value_find(const struct sg_value *value, const char *path)
{
	char name[64];

	while (value != NULL && *path != '\0') {
		size_t len = strcspn(path, ".");

		if (len >= sizeof name) {
			return NULL;
		}
		memcpy(name, path, len);
		name[len] = '\0';
		value = sg_value_member(value, name);
		path += len + (path[len] == '.');
	}
	return value;
}

size_t sg_value_count(const struct sg_value *value)
{
	const json_t *json = json_of(value);

	return json_is_array(json) ? json_array_size(json) : json_object_size(json);
}

const struct sg_value *sg_value_at(const struct sg_value *value, size_t index)
{
	return value_of(json_array_get(json_of(value), index));
}

void sg_value_each(const struct sg_value *value,
	bool (*visit)(void *data, const char *name, const struct sg_value *member),
	void *data)
{
	json_t *object = (json_t *)(void *)(uintptr_t)value;
	const char *name;
	json_t *member;

	if (!json_is_object(object)) {
		return;
	}
	json_object_foreach(object, name, member)
	{
		if (!visit(data, name, value_of(member))) {
			return;
		}
	}
}

bool sg_value_is_object(const struct sg_value *value)
{
	return json_is_object(json_of(value));
}

bool sg_value_is_array(const struct sg_value *value)
{
	return json_is_array(json_of(value));
}

bool sg_value_is_text(const struct sg_value *value)
{
	return json_is_string(json_of(value));
}

bool sg_value_is_true(const struct sg_value *value)
{
	return json_is_true(json_of(value));
}

const char *sg_value_text(const struct sg_value *value, const char *fallback)
{
	const char *text = json_string_value(json_of(value));

	return text != NULL ? text : fallback;
}

int64_t sg_value_integer(const struct sg_value *value, int64_t fallback)
{
	const json_t *json = json_of(value);

	return json_is_integer(json) ? (int64_t)json_integer_value(json) : fallback;
}

double sg_value_number(const struct sg_value *value, double fallback)
{
	const json_t *json = json_of(value);

	return json_is_number(json) ? json_number_value(json) : fallback;
}

enum sg_status sg_value_set(struct sg_value *value, const char *name, const char *json,
	struct sg_error *error)
{
	struct sg_value *member = NULL;
	enum sg_status status = sg_value_parse(json, strlen(json), error, &member);

	if (status != SG_OK) {
		return status;
	}
	if (json_object_set_new(
		    (json_t *)(void *)value, name, (json_t *)(void *)member) != 0) {
		return sg_fail(error, SG_INVALID, "json_invalid", NULL, "no JSON object");
	}
	return SG_OK;
}

void sg_value_remove(struct sg_value *value, const char *name)
{
	(void)json_object_del((json_t *)(void *)value, name);
}

static void fill(json_t *target, json_t *source)
{
	const char *name;
	json_t *member;

	if (json_is_object(target) && json_is_object(source)) {
		json_object_foreach(source, name, member)
		{
			json_t *known = json_object_get(target, name);

			if (known == NULL) {
				(void)json_object_set(target, name, member);
			} else {
				fill(known, member);
			}
		}
	} else if (json_is_array(target) && json_is_array(source)) {
		for (size_t i = 0; i < json_array_size(source); i++) {
			fill(json_array_get(target, i), json_array_get(source, i));
		}
	}
}

void sg_value_fill(struct sg_value *value, const struct sg_value *more)
{
	fill((json_t *)(void *)value, (json_t *)(void *)(uintptr_t)more);
}

static int append(const char *bytes, size_t len, void *data)
{
	sg_buffer_add(data, bytes, len);
	return 0;
}

void sg_value_write(const struct sg_value *value, bool pretty, struct sg_buffer *buffer)
{
	size_t flags = JSON_ENCODE_ANY | (pretty ? JSON_INDENT(2) : JSON_COMPACT);

	if (value == NULL) {
		sg_buffer_text(buffer, "null");
	} else if (json_dump_callback(json_of(value), append, buffer, flags) != 0) {
		buffer->failed = true;
	}
}

/* Bytes of the UTF-8 character at `text`, 0 where there is none (Unicode, table 3-7). */
static size_t character(const unsigned char *text, size_t len)
{
	size_t need = text[0] < 0x80                       ? 1
	              : text[0] >= 0xC2 && text[0] <= 0xDF ? 2
	              : text[0] >= 0xE0 && text[0] <= 0xEF ? 3
	              : text[0] >= 0xF0 && text[0] <= 0xF4 ? 4
	                                                   : 0;

	if (need == 0 || need > len || (text[0] == 0xE0 && text[1] < 0xA0) ||
		(text[0] == 0xED && text[1] > 0x9F) ||
		(text[0] == 0xF0 && text[1] < 0x90) ||
		(text[0] == 0xF4 && text[1] > 0x8F)) {
		return 0;
	}
	for (size_t i = 1; i < need; i++) {
		if ((text[i] & 0xC0u) != 0x80u) {
			return 0;
		}
	}
	return need;
}

void sg_value_write_bytes(const char *bytes, size_t len, struct sg_buffer *buffer)
{
	sg_buffer_char(buffer, '"');
	for (size_t i = 0; i < len;) {
		unsigned char c = (unsigned char)bytes[i];
		size_t width = character((const unsigned char *)bytes + i, len - i);

		if (width == 0) {
			sg_buffer_text(buffer, "\\ufffd");
		} else if (c == '"' || c == '\\') {
			sg_buffer_char(buffer, '\\');
			sg_buffer_char(buffer, (char)c);
		} else if (c < 0x20 || c == 0x7F) {
			sg_buffer_format(buffer, "\\u%04x", (unsigned)c);
		} else {
			sg_buffer_add(buffer, bytes + i, width);
		}
		i += width > 0 ? width : 1;
	}
	sg_buffer_char(buffer, '"');
}

void sg_value_write_text(const char *text, struct sg_buffer *buffer)
{
	if (text == NULL) {
		sg_buffer_text(buffer, "null");
		return;
	}
	sg_value_write_bytes(text, strlen(text), buffer);
}
