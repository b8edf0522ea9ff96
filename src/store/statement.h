/*
 * The prepared statements of one connection, kept by their text: a shape that comes again
 * costs no second preparation. The least recently used goes when there are too many.
 */
#ifndef SG_STORE_STATEMENT_H
#define SG_STORE_STATEMENT_H

#include <mysql.h>

#include <stddef.h>
#include <stdint.h>

#include "store/failure.h"

enum { SG_STATEMENTS_MOST = 64 };

struct sg_statement {
	MYSQL_STMT *handle;
	char *text;
	uint64_t hash;
	uint64_t used; /* when last, counted in uses */
};

/* Zero-initialise to begin. */
struct sg_statements {
	struct sg_statement list[SG_STATEMENTS_MOST];
	size_t count;
	uint64_t uses;
	uint64_t prepared; /* since the beginning */
};

/* The statement with this text if it is kept, else NULL. */
struct sg_statement *sg_statements_find(
	struct sg_statements *statements, const char *text);

/*
 * Prepares one and keeps it; takes the place of the one unused for longest where there is no
 * room. NULL: the reason is in `ret_fault`, whose number is 2008 when memory was short.
 */
struct sg_statement *sg_statements_prepare(struct sg_statements *statements, MYSQL *mysql,
	const char *text, struct sg_fault *ret_fault);

/* Forgets one. The pointer is no longer valid, nor are others. */
void sg_statements_drop(struct sg_statements *statements, struct sg_statement *statement);

/* Frees all; after mysql_close without a word to the server. */
void sg_statements_free(struct sg_statements *statements);

#endif
