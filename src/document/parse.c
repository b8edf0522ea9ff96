/*
 * One pass over the bytes. Its depth is bounded by the limits, so is the stack; all texts share
 * one block as large as the document, as no text is longer decoded than written.
 */
#include "document/parse.h"

#include <string.h>

#include "document/number.h"
#include "document/parser.h"

const struct sg_json_limits sg_document_limits = {
	SG_DOCUMENT_SIZE_MAX, SG_DOCUMENT_DEPTH_MAX};
const struct sg_json_limits sg_batch_limits = {SG_BATCH_SIZE_MAX, SG_BATCH_DEPTH_MAX};

enum { NODE_BLOCK = 32, FEW_DIGITS = 18 };

static bool parse_value(struct sg_parser *parser, struct sg_json *value);

static bool fail_memory(struct sg_parser *parser)
{
	parser->status = sg_fail(parser->error, SG_MEMORY, "memory_short", "",
		"no memory for the document");
	return false;
}

static struct sg_json *new_node(struct sg_parser *parser)
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

static bool is_blank(unsigned char c)
{
	return c <= ' ' && (c == ' ' || c == '\n' || c == '\r' || c == '\t');
}

static void skip_blanks(struct sg_parser *parser)
{
	while (parser->at < parser->end && is_blank(*parser->at)) {
		parser->at++;
	}
}

/* ---- objects and arrays ---- */

/* Comparing all pairs is bounded by SG_JSON_MEMBERS_MAX. */
static bool check_names(struct sg_parser *parser, const struct sg_json *object)
{
	for (const struct sg_json *m = object->first; m != NULL; m = m->next) {
		for (const struct sg_json *n = object->first; n != m; n = n->next) {
			if (n->name_len == m->name_len &&
				memcmp(n->name, m->name, n->name_len) == 0) {
				return sg_parser_fail_at(parser,
					parser->start + m->offset, "name_repeated",
					"a value with the name of one before");
			}
		}
	}
	return true;
}

static bool parse_name(struct sg_parser *parser, struct sg_json *member)
{
	skip_blanks(parser);
	if (!sg_parser_take(parser, '"')) {
		return sg_parser_fail_here(parser, "no name");
	}
	if (!sg_parser_text(parser, &member->name, &member->name_len)) {
		return false;
	}
	skip_blanks(parser);
	return sg_parser_take(parser, ':') || sg_parser_fail_here(parser, "no colon");
}

/* The elements or members up to the closing bracket, as a chain of siblings. */
static bool parse_children(struct sg_parser *parser, struct sg_json *parent, char close)
{
	const struct sg_json **link = &parent->first;

	skip_blanks(parser);
	if (sg_parser_take(parser, (unsigned char)close)) {
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
			return sg_parser_fail_at(parser, parser->at, "too_many_members",
				"a member too many");
		}
		skip_blanks(parser);
	} while (sg_parser_take(parser, ','));
	return sg_parser_take(parser, (unsigned char)close) ||
	       sg_parser_fail_here(parser, "neither comma nor closing bracket");
}

static bool parse_container(struct sg_parser *parser, struct sg_json *value, char close)
{
	value->kind = close == '}' ? SG_JSON_OBJECT : SG_JSON_ARRAY;
	if (++parser->depth > parser->depth_max) {
		return sg_parser_fail_at(
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

/* A whole number of few digits, as nearly all are; false, and nothing taken, for any other. */
static bool parse_few_digits(struct sg_parser *parser, struct sg_json *value)
{
	const unsigned char *at = parser->at;
	bool negative = at < parser->end && *at == '-';
	const unsigned char *first = at + negative;
	int64_t integer = 0;

	for (at = first; at < parser->end && *at >= '0' && *at <= '9'; at++) {
		if (at - first == FEW_DIGITS) {
			return false;
		}
		integer = integer * 10 + (*at - '0');
	}
	if (at == first || (*first == '0' && at - first > 1) ||
		(at < parser->end && (*at == '.' || *at == 'e' || *at == 'E'))) {
		return false;
	}
	value->kind = SG_JSON_INT;
	value->integer = negative ? -integer : integer;
	parser->at = at;
	return true;
}

static bool parse_number(struct sg_parser *parser, struct sg_json *value)
{
	struct sg_number number;
	const char *text = (const char *)parser->at;
	size_t len = sg_number_scan(text, (size_t)(parser->end - parser->at), &number);
	int64_t integer;
	bool rest;

	if (len == 0) {
		return sg_parser_fail_here(parser, "no value");
	}
	if (sg_number_scaled(&number, 0, &integer, &rest) && !rest) {
		value->kind = SG_JSON_INT;
		value->integer = integer;
	} else if (number.whole || sg_number_is_huge(&number)) {
		return sg_parser_fail_at(
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

static bool parse_word(struct sg_parser *parser, struct sg_json *value)
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

static bool parse_value(struct sg_parser *parser, struct sg_json *value)
{
	skip_blanks(parser);
	value->offset = (uint32_t)(parser->at - parser->start);
	if (sg_parser_take(parser, '"')) {
		value->kind = SG_JSON_TEXT;
		return sg_parser_text(parser, &value->text, &value->count);
	}
	if (sg_parser_take(parser, '{')) {
		return parse_container(parser, value, '}');
	}
	if (sg_parser_take(parser, '[')) {
		return parse_container(parser, value, ']');
	}
	return parse_few_digits(parser, value) || parse_word(parser, value);
}

static enum sg_status check_size(
	size_t len, const struct sg_json_limits *limits, struct sg_error *error)
{
	return len <= limits->size
	               ? SG_OK
	               : sg_fail(error, SG_INVALID, "document_too_large", "",
				 "%zu bytes, %zu are the limit", len, limits->size);
}

/* The first value that lies deeper than `levels`, or NULL. */
static const struct sg_json *find_deeper(const struct sg_json *value, uint32_t levels)
{
	const struct sg_json *found = NULL;

	if (value->kind != SG_JSON_ARRAY && value->kind != SG_JSON_OBJECT) {
		return NULL;
	}
	if (levels == 0) {
		return value;
	}
	for (const struct sg_json *c = value->first; c != NULL && found == NULL;
		c = c->next) {
		found = find_deeper(c, levels - 1);
	}
	return found;
}

enum sg_status sg_json_check(const struct sg_json *value, size_t len,
	const struct sg_json_limits *limits, struct sg_error *error)
{
	enum sg_status status = check_size(len, limits, error);
	const struct sg_json *deeper;

	if (status != SG_OK) {
		return status;
	}
	deeper = find_deeper(value, limits->depth);
	return deeper == NULL
	               ? SG_OK
	               : sg_fail(error, SG_INVALID, "document_too_deep", "",
				 "a level too many at byte %zu", (size_t)deeper->offset);
}

enum sg_status sg_json_parse(const char *bytes, size_t len,
	const struct sg_json_limits *limits, struct sg_arena *arena,
	struct sg_error *error, const struct sg_json **ret_value)
{
	struct sg_parser parser = {.start = (const unsigned char *)bytes,
		.at = (const unsigned char *)bytes,
		.arena = arena,
		.depth_max = limits->depth,
		.error = error};
	struct sg_json *root;

	if (check_size(len, limits, error) != SG_OK) {
		return SG_INVALID;
	}
	parser.end = parser.start + len;
	parser.texts = sg_arena_alloc(arena, len + 2);
	root = parser.texts != NULL ? new_node(&parser) : NULL;
	if (root == NULL) {
		(void)fail_memory(&parser);
	} else if (parse_value(&parser, root)) {
		skip_blanks(&parser);
		if (parser.at < parser.end) {
			(void)sg_parser_fail_here(
				&parser, "something after the document");
		}
	}
	if (parser.status == SG_OK) {
		*ret_value = root;
	}
	return parser.status;
}
