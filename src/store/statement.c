/* A short list searched by hash: 64 comparisons cost nothing beside a round trip. */
#include "store/statement.h"

#include <errmsg.h>

#include <stdlib.h>
#include <string.h>

#include "store/link.h"

/* FNV-1a. */
static uint64_t hash_of(const char *text)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	for (; *text != '\0'; text++) {
		hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
	}
	return hash;
}

struct sg_statement *sg_statements_find(
	struct sg_statements *statements, const char *text)
{
	uint64_t hash = hash_of(text);

	for (size_t i = 0; i < statements->count; i++) {
		struct sg_statement *statement = &statements->list[i];

		if (statement->hash == hash && strcmp(statement->text, text) == 0) {
			statement->used = ++statements->uses;
			return statement;
		}
	}
	return NULL;
}

static void close_statement(struct sg_statement *statement)
{
	(void)mysql_stmt_close(statement->handle);
	free(statement->text);
}

void sg_statements_drop(struct sg_statements *statements, struct sg_statement *statement)
{
	close_statement(statement);
	statements->count--;
	*statement = statements->list[statements->count];
}

static void make_room(struct sg_statements *statements)
{
	struct sg_statement *oldest = &statements->list[0];

	if (statements->count < SG_STATEMENTS_MOST) {
		return;
	}
	for (size_t i = 1; i < statements->count; i++) {
		if (statements->list[i].used < oldest->used) {
			oldest = &statements->list[i];
		}
	}
	sg_statements_drop(statements, oldest);
}

static MYSQL_STMT *prepare(MYSQL *mysql, const char *text, struct sg_fault *ret_fault)
{
	MYSQL_STMT *handle = mysql_stmt_init(mysql);

	if (handle == NULL) {
		*ret_fault = (struct sg_fault){.number = CR_OUT_OF_MEMORY};
		return NULL;
	}
	if (mysql_stmt_prepare(handle, text, (unsigned long)strlen(text)) == 0) {
		return handle;
	}
	*ret_fault = sg_link_statement_fault(handle);
	(void)mysql_stmt_close(handle);
	return NULL;
}

struct sg_statement *sg_statements_prepare(struct sg_statements *statements, MYSQL *mysql,
	const char *text, struct sg_fault *ret_fault)
{
	struct sg_statement statement = {.text = strdup(text), .hash = hash_of(text)};

	if (statement.text == NULL) {
		*ret_fault = (struct sg_fault){.number = CR_OUT_OF_MEMORY};
		return NULL;
	}
	make_room(statements);
	statement.handle = prepare(mysql, text, ret_fault);
	if (statement.handle == NULL) {
		free(statement.text);
		return NULL;
	}
	statement.used = ++statements->uses;
	statements->prepared++;
	statements->list[statements->count] = statement;
	return &statements->list[statements->count++];
}

void sg_statements_free(struct sg_statements *statements)
{
	for (size_t i = 0; i < statements->count; i++) {
		close_statement(&statements->list[i]);
	}
	statements->count = 0;
}
