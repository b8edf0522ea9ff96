/* Rules of form for short texts. Each has its pattern in the schemas. */
#include <stdio.h>
#include <string.h>

#include "document/fields.h"

static bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool is_alphanumeric(char c)
{
	return is_lower(c) || is_digit(c) || is_upper(c);
}

static bool is_visible(char c)
{
	return c > ' ' && c <= '~';
}

/* How many characters at `text` are of the kind that `is` says. */
static size_t span(const char *text, bool (*is)(char))
{
	size_t len = 0;

	while (text[len] != '\0' && is(text[len])) {
		len++;
	}
	return len;
}

static bool is_printable(char c)
{
	return c >= ' ' && c <= '~';
}

static bool is_property(char c)
{
	return is_alphanumeric(c) || c == '_' || c == '-';
}

static bool is_name(char c)
{
	return is_lower(c) || is_digit(c) || c == '_';
}

static bool is_zone(char c)
{
	return is_property(c) || c == '+';
}

static bool is_hex(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'f');
}

static bool is_base64(char c)
{
	return is_alphanumeric(c) || c == '+' || c == '/';
}

static bool printable(const char *text, size_t len)
{
	return span(text, is_printable) == len;
}

static bool property(const char *text, size_t len)
{
	return span(text, is_property) == len && len > 0;
}

static bool name(const char *text, size_t len)
{
	const char *end = text + len;

	while (is_lower(*text)) {
		text += span(text, is_name);
		if (*text != '.') {
			return text == end;
		}
		text++;
	}
	return false;
}

static bool language(const char *text, size_t len)
{
	const char *end = text + len;
	size_t part = span(text, is_lower);

	if (part < 2 || part > 3) {
		return false;
	}
	for (text += part; *text == '-'; text += part) {
		text++;
		part = span(text, is_alphanumeric);
		if (part < 2 || part > 8) {
			return false;
		}
	}
	return text == end;
}

static bool zone(const char *text, size_t len)
{
	const char *end = text + len;
	size_t part = span(text, is_zone);

	while (part > 0 && text[part] == '/') {
		text += part + 1;
		part = span(text, is_zone);
	}
	return part > 0 && text + part == end;
}

static bool id(const char *text, size_t len)
{
	return len == 32 && span(text, is_hex) == len;
}

static bool url(const char *text, size_t len)
{
	const char *rest = strncmp(text, "https://", 8) == 0  ? text + 8
	                   : strncmp(text, "http://", 7) == 0 ? text + 7
	                                                      : NULL;

	return rest != NULL && *rest != '\0' && span(text, is_visible) == len;
}

static bool secret(const char *text, size_t len)
{
	const char *key = text + 6;
	const char *end = text + len;
	size_t digits;

	if (strncmp(text, "whsec_", 6) != 0) {
		return false;
	}
	digits = span(key, is_base64);
	key += digits;
	for (int i = 0; i < 2 && *key == '='; i++) {
		key++;
	}
	return digits > 0 && key == end;
}

static bool currency(const char *text, size_t len)
{
	return len == 3 && span(text, is_upper) == len;
}

static bool ages(const char *text, size_t len)
{
	(void)len;
	return strcmp(text, "0-2") == 0 || strcmp(text, "3-6") == 0 ||
	       strcmp(text, "7-12") == 0 || strcmp(text, "13-17") == 0;
}

static bool is_of_name(char c)
{
	return is_name(c) || c == '.';
}

static bool is_of_language(char c)
{
	return is_alphanumeric(c) || c == '-';
}

static bool is_of_zone(char c)
{
	return is_zone(c) || c == '/';
}

static bool is_of_secret(char c)
{
	return is_base64(c) || c == '_' || c == '=';
}

static const struct rule {
	bool (*holds)(const char *text, size_t len);
	bool (*is)(char c); /* whether it may stand anywhere in such a text */
	const char *form;
} rules[SG_RULES] = {
	[SG_RULE_PRINTABLE] = {printable, is_printable,
		"ASCII without control characters"},
	[SG_RULE_PROPERTY] = {property, is_property, "letters, digits, _ and -"},
	[SG_RULE_NAME] = {name, is_of_name,
		"a name in small letters like bed.filling or late_arrival"},
	[SG_RULE_LANGUAGE] = {language, is_of_language, "a language like de or pt-BR"},
	[SG_RULE_ZONE] = {zone, is_of_zone, "a time zone like Europe/Berlin"},
	[SG_RULE_ID] = {id, is_hex, "an id of 32 hexadecimal digits, a to f small"},
	[SG_RULE_URL] = {url, is_visible,
		"a URL like https://hk.example/hook, in visible ASCII"},
	[SG_RULE_SECRET] = {secret, is_of_secret, "whsec_ and then base64"},
	[SG_RULE_CURRENCY] = {currency, is_upper,
		"a currency of three capital letters like EUR"},
	[SG_RULE_AGES] = {ages, is_printable, "0-2, 3-6, 7-12 or 13-17"},
};

bool sg_rule_holds(enum sg_rule rule, const char *text, size_t len)
{
	return rules[rule].holds == NULL || rules[rule].holds(text, len);
}

void sg_rule_expect(
	enum sg_rule rule, const char *text, size_t len, char *ret_message, size_t size)
{
	size_t at = span(text, rules[rule].is);

	if (at < len) {
		(void)snprintf(ret_message, size,
			"the character at byte %zu is not allowed: expected is %s", at,
			rules[rule].form);
	} else {
		(void)snprintf(ret_message, size, "expected is %s", rules[rule].form);
	}
}

bool sg_text_has_control(const char *text)
{
	/* Those of C1 are C2 80 to C2 9F. */
	for (const unsigned char *c = (const unsigned char *)text; *c != 0; c++) {
		if (*c < 0x20 || *c == 0x7F || (*c == 0xC2 && c[1] < 0xA0)) {
			return true;
		}
	}
	return false;
}

size_t sg_text_characters(const char *text, size_t len)
{
	size_t characters = 0;

	for (size_t i = 0; i < len; i++) {
		characters += ((unsigned char)text[i] & 0xC0u) != 0x80u ? 1 : 0;
	}
	return characters;
}
