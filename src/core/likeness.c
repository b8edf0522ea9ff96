/* Features, made comparable. */
#include "core/likeness.h"

#include <string.h>

#include "core/time.h"

enum { DIGITS_MIN = 7, DIGITS = 8, LATIN1_LEAD = 0xc3, SMALL = 0x20 };

const uint32_t sg_like_pairs[SG_LIKE_PAIRS] = {SG_LIKE_NAME | SG_LIKE_BIRTH,
	SG_LIKE_NAME | SG_LIKE_PHONE, SG_LIKE_BIRTH | SG_LIKE_PHONE,
	SG_LIKE_BIRTH | SG_LIKE_EMAIL};

/* One byte in small letters; 0 where it does not count. */
static char fold(unsigned char before, unsigned char byte)
{
	if (byte >= 'A' && byte <= 'Z') {
		return (char)(byte | SMALL);
	}
	if (before == LATIN1_LEAD && byte >= 0x80 && byte <= 0x9e && byte != 0x97) {
		return (char)(byte | SMALL);
	}
	return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') ||
	                       byte >= 0x80
	               ? (char)byte
	               : 0;
}

static bool put_folded(const char *text, const char *kept, struct sg_buffer *buffer)
{
	size_t before = buffer->len;
	unsigned char last = 0;

	for (; text != NULL && *text != '\0'; text++) {
		char byte = fold(last, (unsigned char)*text);

		if (byte == 0 && strchr(kept, *text) != NULL) {
			byte = *text;
		}
		if (byte != 0) {
			sg_buffer_char(buffer, byte);
		}
		last = (unsigned char)*text;
	}
	return buffer->len > before;
}

static bool put_phone(const char *phone, struct sg_buffer *buffer)
{
	char digits[DIGITS] = {0};
	size_t count = 0;

	for (; phone != NULL && *phone != '\0'; phone++) {
		if (*phone >= '0' && *phone <= '9') {
			memmove(digits, digits + 1, DIGITS - 1);
			digits[DIGITS - 1] = *phone;
			count++;
		}
	}
	for (size_t i = count < DIGITS ? DIGITS - count : 0; i < DIGITS; i++) {
		sg_buffer_char(buffer, digits[i]);
	}
	return count >= DIGITS_MIN;
}

static bool put(
	const struct sg_features *features, uint32_t likeness, struct sg_buffer *buffer)
{
	bool known = true;

	if ((likeness & SG_LIKE_BIRTH) != 0) {
		known = known && features->birth_day != SG_NO_DAY;
		sg_buffer_format(buffer, "%d\n", (int)features->birth_day);
	}
	if ((likeness & SG_LIKE_EMAIL) != 0) {
		known = known && put_folded(features->email, "@._-+", buffer);
		sg_buffer_char(buffer, '\n');
	}
	if ((likeness & SG_LIKE_NAME) != 0) {
		known = known && put_folded(features->given, "", buffer);
		sg_buffer_char(buffer, '\n');
		known = known && put_folded(features->family, "", buffer);
		sg_buffer_char(buffer, '\n');
	}
	if ((likeness & SG_LIKE_PHONE) != 0) {
		known = known && put_phone(features->phone, buffer);
	}
	return known;
}

bool sg_likeness_text(
	const struct sg_features *features, uint32_t pair, struct sg_buffer *ret_text)
{
	struct sg_buffer text = {0};
	bool known = put(features, pair, &text);

	if (known && !text.failed) {
		sg_buffer_text(ret_text, text.data);
	}
	sg_buffer_free(&text);
	return known;
}

const char *sg_likeness_name(enum sg_likeness likeness)
{
	return likeness == SG_LIKE_BIRTH   ? "birth_date"
	       : likeness == SG_LIKE_EMAIL ? "email"
	       : likeness == SG_LIKE_NAME  ? "name"
	                                   : "phone";
}
