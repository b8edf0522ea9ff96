/*
 * One pass over the bytes. Its depth is bounded by the limits, so is the stack; all texts share
 * one block as large as the document, as no text is longer decoded than written.
 */
#include "document/parse.h"

#include <string.h>

#include "document/number.h"

const struct sg_json_limits sg_document_limits = {
	SG_DOCUMENT_SIZE_MAX, SG_DOCUMENT_DEPTH_MAX};
const struct sg_json_limits sg_batch_limits = {SG_BATCH_SIZE_MAX, SG_BATCH_DEPTH_MAX};

enum { NODE_BLOCK = 32 };

struct parser {
	const unsigned char *start, *at, *end;
	struct sg_arena *arena;
	char *texts; /* where the next text goes */
	struct sg_json *nodes;
	size_t nodes_left;
	uint32_t depth, depth_max;
	struct sg_error *error;
	enum sg_status status; /* the first failure; then everything stops */
};

static bool parse_value(struct parser *parser, struct sg_json *value);

static bool fail_at(struct parser *parser, const unsigned char *at, const char *code,
	const char *what)
{
	parser->status = sg_fail(parser->error, SG_INVALID, code, "", "%s at byte %zu",
		what, (size_t)(at - parser->start));
	return false;
}

static bool fail_here(struct parser *parser, const char *what)
{
	return fail_at(parser, parser->at, "json_invalid",
		parser->at < parser->end ? what : "the document ends too early");
}

static bool fail_memory(struct parser *parser)
{
	parser->status = sg_fail(parser->error, SG_MEMORY, "memory_short", "",
		"no memory for the document");
	return false;
}

static struct sg_json *new_node(struct parser *parser)
{
	if (parser->nodes_left == 0) {
		parser->nodes =
			sg_arena_array(parser->arena, NODE_BLOCK, sizeof *parser->nodes);
		parser->nodes_left = NODE_BLOCK;
	}
	if (parser->nodes == NULL) {
		parser->nodes_left = 0;
		(void)fail_memory(parser);
		return NULL;
	}
	parser->nodes_left--;
	return parser->nodes++;
}

static void skip_blanks(struct parser *parser)
{
	while (parser->at < parser->end &&
		(*parser->at == ' ' || *parser->at == '\n' || *parser->at == '\r' ||
			*parser->at == '\t')) {
		parser->at++;
	}
}

static bool take(struct parser *parser, unsigned char c)
{
	if (parser->at < parser->end && *parser->at == c) {
		parser->at++;
		return true;
	}
	return false;
}

/* ---- texts ---- */

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

static void put_utf8(struct parser *parser, uint32_t c)
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

static bool take_hex4(struct parser *parser, uint32_t *ret_unit)
{
	uint32_t unit = 0;

	for (int i = 0; i < 4; i++) {
		unsigned char c = parser->at < parser->end ? *parser->at : 0;
		uint32_t digit = c >= '0' && c <= '9' ? (uint32_t)(c - '0')
		                 : (c | 0x20) >= 'a' && (c | 0x20) <= 'f'
		                         ? (uint32_t)((c | 0x20) - 'a' + 10)
		                         : 16;

		if (digit > 15) {
			return fail_here(parser, "no hexadecimal digit");
		}
		unit = unit * 16 + digit;
		parser->at++;
	}
	*ret_unit = unit;
	return true;
}

/* After "\u". A pair of surrogates is one character; a single one is none. */
static bool take_unicode(struct parser *parser)
{
	const unsigned char *from = parser->at - 2;
	uint32_t c, low;

	if (!take_hex4(parser, &c)) {
		return false;
	}
	if (c == 0) {
		return fail_at(parser, from, "utf8_invalid", "the character U+0000");
	}
	if (c >= 0xD800 && c < 0xDC00) {
		if (!take(parser, '\\') || !take(parser, 'u')) {
			return fail_at(parser, from, "utf8_invalid", "half a character");
		}
		if (!take_hex4(parser, &low)) {
			return false;
		}
		if (low < 0xDC00 || low > 0xDFFF) {
			return fail_at(parser, from, "utf8_invalid", "half a character");
		}
		c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
	} else if (c >= 0xDC00 && c <= 0xDFFF) {
		return fail_at(parser, from, "utf8_invalid", "half a character");
	}
	put_utf8(parser, c);
	return true;
}

static bool take_escape(struct parser *parser)
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
		return fail_here(parser, "no such escape");
	}
	parser->at++;
	*parser->texts++ = meanings[found - letters];
	return true;
}

static bool is_plain(unsigned char c)
{
	return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

static bool take_piece(struct parser *parser)
{
	const unsigned char *from = parser->at;
	size_t len;

	while (parser->at < parser->end && is_plain(*parser->at)) {
		parser->at++;
	}
	len = (size_t)(parser->at - from);
	if (len == 0 && parser->at < parser->end && *parser->at >= 0x80) {
		len = utf8_length(from, (size_t)(parser->end - from));
		parser->at += len;
		if (len == 0) {
			return fail_at(parser, from, "utf8_invalid", "no UTF-8");
		}
	}
	memcpy(parser->texts, from, len);
	parser->texts += len;
	return true;
}

/* Behind the opening quote. */
static bool parse_text(struct parser *parser, const char **ret_text, uint32_t *ret_len)
{
	const char *text = parser->texts;

	while (!take(parser, '"')) {
		if (parser->at >= parser->end) {
			return fail_here(parser, "");
		}
		if (*parser->at < 0x20) {
			return fail_here(parser, "a bare control character");
		}
		if (take(parser, '\\') ? !take_escape(parser) : !take_piece(parser)) {
			return false;
		}
	}
	*ret_text = text;
	*ret_len = (uint32_t)(parser->texts - text);
	*parser->texts++ = '\0';
	return true;
}

/* ---- objects and arrays ---- */

/* Comparing all pairs is bounded by SG_JSON_MEMBERS_MAX. */
static bool check_names(struct parser *parser, const struct sg_json *object)
{
	for (const struct sg_json *m = object->first; m != NULL; m = m->next) {
		for (const struct sg_json *n = object->first; n != m; n = n->next) {
			if (n->name_len == m->name_len &&
				memcmp(n->name, m->name, n->name_len) == 0) {
				return fail_at(parser, parser->start + m->offset,
					"name_repeated",
					"a value with the name of one before");
			}
		}
	}
	return true;
}

static bool parse_name(struct parser *parser, struct sg_json *member)
{
	skip_blanks(parser);
	if (!take(parser, '"')) {
		return fail_here(parser, "no name");
	}
	if (!parse_text(parser, &member->name, &member->name_len)) {
		return false;
	}
	skip_blanks(parser);
	return take(parser, ':') || fail_here(parser, "no colon");
}

/* The elements or members up to the closing bracket, as a chain of siblings. */
static bool parse_children(struct parser *parser, struct sg_json *parent, char close)
{
	const struct sg_json **link = &parent->first;

	skip_blanks(parser);
	if (take(parser, (unsigned char)close)) {
		return true;
	}
	do {
		struct sg_json *child = new_node(parser);

		if (child == NULL || (close == '}' && !parse_name(parser, child)) ||
			!parse_value(parser, child)) {
			return false;
		}
		*link = child;
		link = &child->next;
		if (++parent->count > SG_JSON_MEMBERS_MAX && close == '}') {
			return fail_at(parser, parser->at, "too_many_members",
				"a member too many");
		}
		skip_blanks(parser);
	} while (take(parser, ','));
	return take(parser, (unsigned char)close) ||
	       fail_here(parser, "neither comma nor closing bracket");
}

static bool parse_container(struct parser *parser, struct sg_json *value, char close)
{
	value->kind = close == '}' ? SG_JSON_OBJECT : SG_JSON_ARRAY;
	if (++parser->depth > parser->depth_max) {
		return fail_at(
			parser, parser->at - 1, "document_too_deep", "a level too many");
	}
	if (!parse_children(parser, value, close) ||
		(close == '}' && !check_names(parser, value))) {
		return false;
	}
	parser->depth--;
	return true;
}

/* ---- the others ---- */

static bool parse_number(struct parser *parser, struct sg_json *value)
{
	struct sg_number number;
	const char *text = (const char *)parser->at;
	size_t len = sg_number_scan(text, (size_t)(parser->end - parser->at), &number);
	int64_t integer;
	bool rest;

	if (len == 0) {
		return fail_here(parser, "no value");
	}
	if (sg_number_scaled(&number, 0, &integer, &rest) && !rest) {
		value->kind = SG_JSON_INT;
		value->integer = integer;
	} else if (number.whole || sg_number_is_huge(&number)) {
		return fail_at(
			parser, parser->at, "number_too_large", "a number too large");
	} else {
		value->kind = SG_JSON_DECIMAL;
		value->text = memcpy(parser->texts, text, len);
		value->count = (uint32_t)len;
		parser->texts += len;
		*parser->texts++ = '\0';
	}
	parser->at += len;
	return true;
}

static bool parse_word(struct parser *parser, struct sg_json *value)
{
	static const struct {
		const char *word;
		size_t len;
		enum sg_json_kind kind;
		bool truth;
	} words[] = {{"null", 4, SG_JSON_NULL, false}, {"true", 4, SG_JSON_BOOL, true},
		{"false", 5, SG_JSON_BOOL, false}};
	size_t left = (size_t)(parser->end - parser->at);

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (left >= words[i].len &&
			memcmp(parser->at, words[i].word, words[i].len) == 0) {
			value->kind = words[i].kind;
			value->truth = words[i].truth;
			parser->at += words[i].len;
			return true;
		}
	}
	return parse_number(parser, value);
}

static bool parse_value(struct parser *parser, struct sg_json *value)
{
	skip_blanks(parser);
	value->offset = (uint32_t)(parser->at - parser->start);
	if (take(parser, '"')) {
		value->kind = SG_JSON_TEXT;
		return parse_text(parser, &value->text, &value->count);
	}
	if (take(parser, '{')) {
		return parse_container(parser, value, '}');
	}
	if (take(parser, '[')) {
		return parse_container(parser, value, ']');
	}
	return parse_word(parser, value);
}

enum sg_status sg_json_parse(const char *bytes, size_t len,
	const struct sg_json_limits *limits, struct sg_arena *arena,
	struct sg_error *error, const struct sg_json **ret_value)
{
	struct parser parser = {.start = (const unsigned char *)bytes,
		.at = (const unsigned char *)bytes,
		.arena = arena,
		.depth_max = limits->depth,
		.error = error};
	struct sg_json *root;

	if (len > limits->size) {
		return sg_fail(error, SG_INVALID, "document_too_large", "",
			"%zu bytes, %zu are the limit", len, limits->size);
	}
	parser.end = parser.start + len;
	parser.texts = sg_arena_alloc(arena, len + 2);
	root = parser.texts != NULL ? new_node(&parser) : NULL;
	if (root == NULL) {
		(void)fail_memory(&parser);
	} else if (parse_value(&parser, root)) {
		skip_blanks(&parser);
		if (parser.at < parser.end) {
			(void)fail_here(&parser, "something after the document");
		}
	}
	if (parser.status == SG_OK) {
		*ret_value = root;
	}
	return parser.status;
}
