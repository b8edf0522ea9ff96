/* Base64 by table, strict on the way in: one text for one row of bytes. */
#include "deliver/base64.h"

#include <stdint.h>
#include <string.h>

static const char alphabet[] =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static void encode_group(const unsigned char *bytes, size_t len, char *ret_text)
{
	uint32_t bits = 0;

	for (size_t i = 0; i < 3; i++) {
		bits = bits << 8 | (i < len ? bytes[i] : 0u);
	}
	for (size_t i = 0; i < 4; i++) {
		ret_text[i] = i <= len ? alphabet[bits >> (18 - 6 * i) & 63u] : '=';
	}
}

void sg_base64_encode(const void *bytes, size_t len, char *ret_text)
{
	const unsigned char *from = bytes;

	while (len > 0) {
		size_t group = len < 3 ? len : 3;

		encode_group(from, group, ret_text);
		from += group;
		len -= group;
		ret_text += 4;
	}
	*ret_text = '\0';
}

static int32_t value_of(char c)
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
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* The length without its padding, or SIZE_MAX when the padding is wrong. */
static size_t unpadded_len(const char *text, size_t len)
{
	size_t bare = len;

	while (bare > 0 && len - bare < 2 && text[bare - 1] == '=') {
		bare--;
	}
	if (bare % 4 == 1 || (bare != len && len % 4 != 0)) {
		return SIZE_MAX;
	}
	return bare;
}

bool sg_base64_decode(const char *text, size_t text_len, size_t size,
	unsigned char *ret_bytes, size_t *ret_len)
{
	size_t len = unpadded_len(text, text_len);
	size_t written = 0;
	uint32_t bits = 0;
	uint32_t bit_count = 0;

	if (len == SIZE_MAX || len / 4 * 3 + len % 4 * 3 / 4 > size) {
		return false;
	}
	for (size_t i = 0; i < len; i++) {
		int32_t value = value_of(text[i]);

		if (value < 0) {
			return false;
		}
		bits = bits << 6 | (uint32_t)value;
		bit_count += 6;
		if (bit_count >= 8) {
			bit_count -= 8;
			ret_bytes[written++] = (unsigned char)(bits >> bit_count);
			bits &= (1u << bit_count) - 1u;
		}
	}
	if (bits != 0) {
		return false;
	}
	*ret_len = written;
	return true;
}
