/* Making, comparing and writing keys. */
#include "core/id.h"

#include <string.h>

struct sg_id sg_id_make(int64_t wall_us, const unsigned char random_bytes[10])
{
	uint64_t ms = (uint64_t)(wall_us / 1000);
	struct sg_id id;

	for (int i = 0; i < 6; i++) {
		id.bytes[i] = (unsigned char)(ms >> (8 * (5 - i)));
	}
	memcpy(id.bytes + 6, random_bytes, 10);
	id.bytes[6] = (unsigned char)(0x70u | (id.bytes[6] & 0x0Fu));
	id.bytes[8] = (unsigned char)(0x80u | (id.bytes[8] & 0x3Fu));
	return id;
}

bool sg_id_is_nil(const struct sg_id *id)
{
	static const struct sg_id nil;

	return sg_id_equal(id, &nil);
}

bool sg_id_equal(const struct sg_id *a, const struct sg_id *b)
{
	return sg_id_compare(a, b) == 0;
}

int sg_id_compare(const struct sg_id *a, const struct sg_id *b)
{
	return memcmp(a->bytes, b->bytes, SG_ID_SIZE);
}

void sg_id_format(const struct sg_id *id, char ret_text[SG_ID_TEXT_SIZE])
{
	static const char digits[] = "0123456789abcdef";

	for (int i = 0; i < SG_ID_SIZE; i++) {
		ret_text[2 * i] = digits[id->bytes[i] >> 4];
		ret_text[2 * i + 1] = digits[id->bytes[i] & 0x0Fu];
	}
	ret_text[SG_ID_TEXT_SIZE - 1] = '\0';
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9') {
		return c - '0';
	}
	if (c >= 'a' && c <= 'f') {
		return c - 'a' + 10;
	}
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool sg_id_parse(const char *text, struct sg_id *ret_id)
{
	struct sg_id id;

	if (strlen(text) != SG_ID_TEXT_SIZE - 1) {
		return false;
	}
	for (int i = 0; i < SG_ID_SIZE; i++) {
		int high = hex_value(text[2 * i]);
		int low = hex_value(text[2 * i + 1]);

		if (high < 0 || low < 0) {
			return false;
		}
		id.bytes[i] = (unsigned char)(high * 16 + low);
	}
	*ret_id = id;
	return true;
}
