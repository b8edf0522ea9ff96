/* Where a parse stands; shared by parse.c and parse_text.c. */
#ifndef SG_DOCUMENT_PARSER_H
#define SG_DOCUMENT_PARSER_H

#include <stdbool.h>

#include "document/parse.h"

struct sg_parser {
	const unsigned char *start, *at, *end;
	struct sg_arena *arena;
	char *texts; /* where the next text goes */
	struct sg_json *nodes;
	size_t nodes_left;
	uint32_t depth, depth_max;
	struct sg_error *error;
	enum sg_status status; /* the first failure; then everything stops */
};

/* Both return false. */
bool sg_parser_fail_at(struct sg_parser *parser, const unsigned char *at,
	const char *code, const char *what);
bool sg_parser_fail_here(struct sg_parser *parser, const char *what);

/* Goes past `c` when it is next. */
static inline bool sg_parser_take(struct sg_parser *parser, unsigned char c)
{
	bool next = parser->at < parser->end && *parser->at == c;

	parser->at += next;
	return next;
}

/* A text, behind its opening quote. */
bool sg_parser_text(struct sg_parser *parser, const char **ret_text, uint32_t *ret_len);

#endif
