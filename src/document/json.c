/* Looking into values, and writing them so that equal content gives equal bytes. */
#include "document/json.h"

#include <string.h>

#include "document/eight.h"
#include "document/number.h"

const struct sg_json *sg_json_member(const struct sg_json *object, const char *name)
{
	size_t len = strlen(name);
	const struct sg_json *member;

	if (object == NULL || object->kind != SG_JSON_OBJECT) {
		return NULL;
	}
	for (member = object->first; member != NULL; member = member->next) {
		if (member->name_len == len && memcmp(member->name, name, len) == 0) {
			break;
		}
	}
	return member;
}

bool sg_json_thousandths(
	const struct sg_json *number, int64_t *ret_thousandths, bool *ret_rest)
{
	struct sg_number parsed = {0};

	if (number->kind == SG_JSON_INT) {
		parsed.negative = number->integer < 0;
		parsed.mantissa = parsed.negative ? 0 - (uint64_t)number->integer
		                                  : (uint64_t)number->integer;
	} else if (number->kind != SG_JSON_DECIMAL ||
		   !sg_number_scan(number->text, number->count, &parsed)) {
		return false;
	}
	return sg_number_scaled(&parsed, 3, ret_thousandths, ret_rest);
}

static const char *short_escape(unsigned char c)
{
	switch (c) {
	case '"':
		return "\\\"";
	case '\\':
		return "\\\\";
	case '\b':
		return "\\b";
	case '\f':
		return "\\f";
	case '\n':
		return "\\n";
	case '\r':
		return "\\r";
	case '\t':
		return "\\t";
	default:
		return NULL;
	}
}

static void write_escape(struct sg_buffer *buffer, unsigned char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *escape = short_escape(c);

	if (escape != NULL) {
		sg_buffer_add(buffer, escape, 2);
		return;
	}
	sg_buffer_add(buffer, "\\u00", 4);
	sg_buffer_char(buffer, digits[c >> 4]);
	sg_buffer_char(buffer, digits[c & 15]);
}

static bool is_plain(char c)
{
	return (unsigned char)c >= 0x20 && c != '"' && c != '\\';
}

/* Copies the bytes that need no escape, from the first on; how many. What stands behind them is
 * undefined up to `len`. */
static size_t copy_plain(char *to, const char *from, size_t len)
{
	size_t done = 0;

	for (; len - done >= 8 && sg_eight_plain(sg_eight_at(from + done)); done += 8) {
		memcpy(to + done, from + done, 8);
	}
	for (; done < len && is_plain(from[done]); done++) {
		to[done] = from[done];
	}
	return done;
}

static void write_escaped(struct sg_buffer *buffer, const char *text, size_t len)
{
	sg_buffer_char(buffer, '"');
	while (len > 0) {
		char *space = sg_buffer_space(buffer, len);
		size_t plain = space != NULL ? copy_plain(space, text, len) : len;

		if (plain < len) {
			sg_buffer_cut(buffer, len - plain);
			write_escape(buffer, (unsigned char)text[plain++]);
		}
		text += plain;
		len -= plain;
	}
	sg_buffer_char(buffer, '"');
}

bool sg_json_put_plain(char *at, const char *text, size_t len)
{
	at[0] = '"';
	at[len + 1] = '"';
	return copy_plain(at + 1, text, len) == len;
}

void sg_json_write_text(struct sg_buffer *buffer, const char *text)
{
	size_t len = text != NULL ? strlen(text) : 0;
	char *space;

	if (text == NULL) {
		sg_buffer_add(buffer, "null", 4);
		return;
	}
	space = sg_buffer_space(buffer, len + 2);
	if (space != NULL && !sg_json_put_plain(space, text, len)) {
		sg_buffer_cut(buffer, len + 2);
		write_escaped(buffer, text, len);
	}
}

void sg_json_write_int(struct sg_buffer *buffer, int64_t value)
{
	char digits[24];
	char *at = digits + sizeof digits;
	uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

	do {
		*--at = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest > 0);
	if (value < 0) {
		*--at = '-';
	}
	sg_buffer_add(buffer, at, (size_t)(digits + sizeof digits - at));
}

/* The first member, in order of names, that comes after `last`; NULL when there is none. */
static const struct sg_json *next_by_name(
	const struct sg_json *object, const struct sg_json *last)
{
	const struct sg_json *best = NULL;

	for (const struct sg_json *m = object->first; m != NULL; m = m->next) {
		if ((last == NULL || strcmp(m->name, last->name) > 0) &&
			(best == NULL || strcmp(m->name, best->name) < 0)) {
			best = m;
		}
	}
	return best;
}

static bool is_sorted(const struct sg_json *object)
{
	const struct sg_json *member = object->first;

	while (member != NULL && member->next != NULL) {
		if (strcmp(member->name, member->next->name) > 0) {
			return false;
		}
		member = member->next;
	}
	return true;
}

static void write_members(struct sg_buffer *buffer, const struct sg_json *object)
{
	bool sorted = is_sorted(object);
	const struct sg_json *member =
		sorted ? object->first : next_by_name(object, NULL);

	sg_buffer_char(buffer, '{');
	for (bool first = true; member != NULL; first = false) {
		if (!first) {
			sg_buffer_char(buffer, ',');
		}
		sg_json_write_text(buffer, member->name);
		sg_buffer_char(buffer, ':');
		sg_json_write(buffer, member);
		member = sorted ? member->next : next_by_name(object, member);
	}
	sg_buffer_char(buffer, '}');
}

static void write_elements(struct sg_buffer *buffer, const struct sg_json *array)
{
	sg_buffer_char(buffer, '[');
	for (const struct sg_json *e = array->first; e != NULL; e = e->next) {
		sg_json_write(buffer, e);
		if (e->next != NULL) {
			sg_buffer_char(buffer, ',');
		}
	}
	sg_buffer_char(buffer, ']');
}

void sg_json_write(struct sg_buffer *buffer, const struct sg_json *value)
{
	switch (value->kind) {
	case SG_JSON_NULL:
		sg_buffer_text(buffer, "null");
		break;
	case SG_JSON_BOOL:
		sg_buffer_text(buffer, value->truth ? "true" : "false");
		break;
	case SG_JSON_INT:
		sg_json_write_int(buffer, value->integer);
		break;
	case SG_JSON_DECIMAL:
		sg_buffer_add(buffer, value->text, value->count);
		break;
	case SG_JSON_TEXT:
		sg_json_write_text(buffer, value->text);
		break;
	case SG_JSON_ARRAY:
		write_elements(buffer, value);
		break;
	case SG_JSON_OBJECT:
		write_members(buffer, value);
		break;
	}
}
