/* Writing and reading tuples, and ids in base64url (RFC 4648, 5) without padding. */
#include "document/tuple.h"

#include <string.h>

/* ---- base64url ---- */

static const char alphabet[] =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static size_t pack(const unsigned char *bytes, size_t count, char *text)
{
	uint32_t bits = 0, held = 0;
	size_t len = 0;

	for (size_t i = 0; i < count; i++) {
		bits = bits << 8 | bytes[i];
		for (held += 8; held >= 6; held -= 6) {
			text[len++] = alphabet[bits >> (held - 6) & 63];
		}
	}
	if (held > 0) {
		text[len++] = alphabet[bits << (6 - held) & 63];
	}
	text[len] = '\0';
	return len;
}

static int digit_of(char c)
{
	if (c >= 'A' && c <= 'Z') {
		return c - 'A';
	}
	if (c >= 'a' && c <= 'z') {
		return c - 'a' + 26;
	}
	if (c >= '0' && c <= '9') {
		return c - '0' + 52;
	}
	return c == '-' ? 62 : c == '_' ? 63 : -1;
}

static bool unpack(const char *text, unsigned char *bytes, size_t count)
{
	size_t digits = (count * 8 + 5) / 6;
	uint32_t bits = 0, held = 0;
	size_t used = 0;

	if (strlen(text) != digits) {
		return false;
	}
	for (size_t i = 0; i < digits; i++) {
		int digit = digit_of(text[i]);

		if (digit < 0) {
			return false;
		}
		bits = bits << 6 | (uint32_t)digit;
		held += 6;
		if (held >= 8) {
			held -= 8;
			bytes[used++] = (unsigned char)(bits >> held & 255);
		}
	}
	return (bits & ((1u << held) - 1)) == 0;
}

void sg_id_pack(const struct sg_id *id, char ret_text[SG_PACKED_ID_SIZE])
{
	(void)pack(id->bytes, sizeof id->bytes, ret_text);
}

bool sg_id_unpack(const char *text, struct sg_id *ret_id)
{
	struct sg_id id = {{0}};

	if (!unpack(text, id.bytes, sizeof id.bytes)) {
		return false;
	}
	*ret_id = id;
	return true;
}

/* ---- writing ---- */

struct sg_tuple_out sg_tuple_begin(struct sg_buffer *buffer)
{
	sg_buffer_char(buffer, '[');
	return (struct sg_tuple_out){.buffer = buffer};
}

void sg_tuple_end(struct sg_tuple_out *tuple)
{
	sg_buffer_char(tuple->buffer, ']');
}

void sg_tuple_skip(struct sg_tuple_out *tuple)
{
	tuple->pending++;
}

static void separate(struct sg_tuple_out *tuple)
{
	for (; tuple->pending > 0; tuple->pending--) {
		sg_buffer_text(tuple->buffer, tuple->written > 0 ? ",null" : "null");
		tuple->written++;
	}
	if (tuple->written > 0) {
		sg_buffer_char(tuple->buffer, ',');
	}
	tuple->written++;
}

void sg_tuple_put_text(struct sg_tuple_out *tuple, const char *text)
{
	if (text == NULL) {
		sg_tuple_skip(tuple);
		return;
	}
	separate(tuple);
	sg_json_write_text(tuple->buffer, text);
}

void sg_tuple_put_int(struct sg_tuple_out *tuple, int64_t value, int64_t absent)
{
	if (value == absent) {
		sg_tuple_skip(tuple);
		return;
	}
	separate(tuple);
	sg_json_write_int(tuple->buffer, value);
}

void sg_tuple_put_id(struct sg_tuple_out *tuple, const struct sg_id *id)
{
	char text[SG_PACKED_ID_SIZE];

	if (!sg_id_is_nil(id)) {
		sg_id_pack(id, text);
	}
	sg_tuple_put_text(tuple, sg_id_is_nil(id) ? NULL : text);
}

void sg_tuple_put_tail(struct sg_tuple_out *tuple, const struct sg_id *id)
{
	char text[SG_PACKED_TAIL_SIZE];

	(void)pack(id->bytes + SG_ID_SIZE - SG_ID_TAIL_BYTES, SG_ID_TAIL_BYTES, text);
	sg_tuple_put_text(tuple, sg_id_is_nil(id) ? NULL : text);
}

struct sg_tuple_out sg_tuple_put_tuple(struct sg_tuple_out *tuple)
{
	separate(tuple);
	return sg_tuple_begin(tuple->buffer);
}

/* ---- reading ---- */

struct sg_tuple_in sg_tuple_open(const struct sg_json *array)
{
	struct sg_tuple_in tuple = {0};

	if (array != NULL && array->kind == SG_JSON_ARRAY) {
		tuple.at = array->first;
	} else {
		tuple.broken = array != NULL;
	}
	return tuple;
}

/* The next value of that kind, or NULL. */
static const struct sg_json *next(struct sg_tuple_in *tuple, enum sg_json_kind kind)
{
	const struct sg_json *value = tuple->at;

	if (value == NULL) {
		return NULL;
	}
	tuple->at = value->next;
	if (value->kind == kind) {
		return value;
	}
	tuple->broken = tuple->broken || value->kind != SG_JSON_NULL;
	return NULL;
}

const char *sg_tuple_text(struct sg_tuple_in *tuple)
{
	const struct sg_json *value = next(tuple, SG_JSON_TEXT);

	return value != NULL ? value->text : NULL;
}

int64_t sg_tuple_int(struct sg_tuple_in *tuple, int64_t absent)
{
	const struct sg_json *value = next(tuple, SG_JSON_INT);

	return value != NULL ? value->integer : absent;
}

int32_t sg_tuple_int32(struct sg_tuple_in *tuple, int32_t absent)
{
	int64_t value = sg_tuple_int(tuple, absent);

	if (value < INT32_MIN || value > INT32_MAX) {
		tuple->broken = true;
		return absent;
	}
	return (int32_t)value;
}

int32_t sg_tuple_index(struct sg_tuple_in *tuple, int32_t count)
{
	int32_t index = sg_tuple_int32(tuple, 0);

	if (index < 0 || index >= count) {
		tuple->broken = true;
		return 0;
	}
	return index;
}

struct sg_id sg_tuple_id(struct sg_tuple_in *tuple)
{
	const char *text = sg_tuple_text(tuple);
	struct sg_id id = {0};

	if (text != NULL && !sg_id_unpack(text, &id)) {
		tuple->broken = true;
	}
	return id;
}

struct sg_id sg_tuple_tail(struct sg_tuple_in *tuple)
{
	const char *text = sg_tuple_text(tuple);
	unsigned char tail[SG_ID_TAIL_BYTES];
	struct sg_id id = {0};

	if (text != NULL && !unpack(text, tail, sizeof tail)) {
		tuple->broken = true;
	} else if (text != NULL) {
		memcpy(id.bytes + SG_ID_SIZE - sizeof tail, tail, sizeof tail);
	}
	return id;
}

const struct sg_json *sg_tuple_array(struct sg_tuple_in *tuple)
{
	return next(tuple, SG_JSON_ARRAY);
}
