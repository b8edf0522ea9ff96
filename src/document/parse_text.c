/* Texts within a document: escapes, surrogates, strict UTF-8. */
#include <string.h>

#include "document/eight.h"
#include "document/parser.h"

bool sg_parser_fail_at(struct sg_parser *parser, const unsigned char *at,
	const char *code, const char *what)
{
	parser->status = sg_fail(parser->error, SG_INVALID, code, "", "%s at byte %zu",
		what, (size_t)(at - parser->start));
	return false;
}

bool sg_parser_fail_here(struct sg_parser *parser, const char *what)
{
	return sg_parser_fail_at(parser, parser->at, "json_invalid",
		parser->at < parser->end ? what : "the document ends too early");
}

/* The length of the UTF-8 sequence at `at`, 0 when it is none (RFC 3629, table 3-7 of Unicode:
 * only the second byte's range depends on the first). */
static size_t utf8_length(const unsigned char *at, size_t left)
{
	unsigned char first = at[0];
	unsigned char low = 0x80, high = 0xBF;
	size_t len = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;

	if (first < 0xC2 || first > 0xF4 || left < len) {
		return 0;
	}
	low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : low;
	high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : high;
	if (at[1] < low || at[1] > high) {
		return 0;
	}
	for (size_t i = 2; i < len; i++) {
		if ((at[i] & 0xC0u) != 0x80u) {
			return 0;
		}
	}
	return len;
}

static void put_utf8(struct sg_parser *parser, uint32_t c)
{
	char *out = parser->texts;

	if (c < 0x80) {
		*out++ = (char)c;
	} else if (c < 0x800) {
		*out++ = (char)(0xC0u | (c >> 6));
		*out++ = (char)(0x80u | (c & 0x3F));
	} else if (c < 0x10000) {
		*out++ = (char)(0xE0u | (c >> 12));
		*out++ = (char)(0x80u | ((c >> 6) & 0x3F));
		*out++ = (char)(0x80u | (c & 0x3F));
	} else {
		*out++ = (char)(0xF0u | (c >> 18));
		*out++ = (char)(0x80u | ((c >> 12) & 0x3F));
		*out++ = (char)(0x80u | ((c >> 6) & 0x3F));
		*out++ = (char)(0x80u | (c & 0x3F));
	}
	parser->texts = out;
}

static bool take_hex4(struct sg_parser *parser, uint32_t *ret_unit)
{
	uint32_t unit = 0;

	for (int i = 0; i < 4; i++) {
		unsigned char c = parser->at < parser->end ? *parser->at : 0;
		uint32_t digit = c >= '0' && c <= '9' ? (uint32_t)(c - '0')
		                 : (c | 0x20) >= 'a' && (c | 0x20) <= 'f'
		                         ? (uint32_t)((c | 0x20) - 'a' + 10)
		                         : 16;

		if (digit > 15) {
			return sg_parser_fail_here(parser, "no hexadecimal digit");
		}
		unit = unit * 16 + digit;
		parser->at++;
	}
	*ret_unit = unit;
	return true;
}

/* After "\u". A pair of surrogates is one character; a single one is none. */
static bool take_unicode(struct sg_parser *parser)
{
	const unsigned char *from = parser->at - 2;
	uint32_t c, low;

	if (!take_hex4(parser, &c)) {
		return false;
	}
	if (c == 0) {
		return sg_parser_fail_at(
			parser, from, "utf8_invalid", "the character U+0000");
	}
	if (c >= 0xD800 && c < 0xDC00) {
		if (!sg_parser_take(parser, '\\') || !sg_parser_take(parser, 'u')) {
			return sg_parser_fail_at(
				parser, from, "utf8_invalid", "half a character");
		}
		if (!take_hex4(parser, &low)) {
			return false;
		}
		if (low < 0xDC00 || low > 0xDFFF) {
			return sg_parser_fail_at(
				parser, from, "utf8_invalid", "half a character");
		}
		c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
	} else if (c >= 0xDC00 && c <= 0xDFFF) {
		return sg_parser_fail_at(
			parser, from, "utf8_invalid", "half a character");
	}
	put_utf8(parser, c);
	return true;
}

static bool take_escape(struct sg_parser *parser)
{
	static const char letters[] = "\"\\/bfnrt";
	static const char meanings[] = "\"\\/\b\f\n\r\t";
	unsigned char c = parser->at < parser->end ? *parser->at : 0;
	const char *found = c != 0 ? strchr(letters, c) : NULL;

	if (c == 'u') {
		parser->at++;
		return take_unicode(parser);
	}
	if (found == NULL) {
		return sg_parser_fail_here(parser, "no such escape");
	}
	parser->at++;
	*parser->texts++ = meanings[found - letters];
	return true;
}

static bool is_plain(unsigned char c)
{
	return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

static void take_plain(struct sg_parser *parser)
{
	const unsigned char *at = parser->at;
	char *out = parser->texts;

	for (; parser->end - at >= 8 && sg_eight_plain(sg_eight_at(at)) &&
		sg_eight_ascii(sg_eight_at(at));
		at += 8, out += 8) {
		memcpy(out, at, 8);
	}
	while (at < parser->end && is_plain(*at)) {
		*out++ = (char)*at++;
	}
	parser->at = at;
	parser->texts = out;
}

static bool take_utf8(struct sg_parser *parser)
{
	size_t len = utf8_length(parser->at, (size_t)(parser->end - parser->at));

	memcpy(parser->texts, parser->at, len);
	parser->texts += len;
	parser->at += len;
	return len > 0 ||
	       sg_parser_fail_at(parser, parser->at, "utf8_invalid", "no UTF-8");
}

/* Behind the opening quote. */
bool sg_parser_text(struct sg_parser *parser, const char **ret_text, uint32_t *ret_len)
{
	const char *text = parser->texts;

	for (take_plain(parser); !sg_parser_take(parser, '"'); take_plain(parser)) {
		if (parser->at >= parser->end) {
			return sg_parser_fail_here(parser, "");
		}
		if (*parser->at < 0x20) {
			return sg_parser_fail_here(parser, "a bare control character");
		}
		if (sg_parser_take(parser, '\\') ? !take_escape(parser)
						 : !take_utf8(parser)) {
			return false;
		}
	}
	*ret_text = text;
	*ret_len = (uint32_t)(parser->texts - text);
	*parser->texts++ = '\0';
	return true;
}
