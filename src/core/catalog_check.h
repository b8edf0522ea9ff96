/*
 * What the checks of a catalogue share; for catalog_check.c and catalog_topics.c alone.
 */
#ifndef SG_CORE_CATALOG_CHECK_H
#define SG_CORE_CATALOG_CHECK_H

#include <stdbool.h>

#include "core/catalog.h"

enum { SG_CHECK_PATH_SIZE = sizeof((struct sg_error *)NULL)->path };

/* Placeholders that a text may have. */
enum sg_placeholder { SG_HAS_QUANTITY = 1, SG_HAS_NUMBER = 2, SG_HAS_UNKNOWN = 4 };

struct sg_catalog_checker {
	const struct sg_catalog *catalog;
	struct sg_error *error;
	char at[SG_CHECK_PATH_SIZE]; /* the topic, value, thing or hazard looked at */
};

/* What a set of texts may and must contain. */
struct sg_text_rule {
	const char *member;
	unsigned allowed; /* placeholders */
	unsigned needed;
	bool optional; /* may be wholly absent */
};

/* SG_INVALID with the path of `member` ("" = the thing itself) in what is being looked at. */
enum sg_status sg_catalog_refuse(const struct sg_catalog_checker *check, const char *code,
	const char *member, const char *message);

/* NULL or without a character. */
bool sg_catalog_is_blank(const char *text);

enum sg_status sg_catalog_check_texts(const struct sg_catalog_checker *check,
	const struct sg_texts *texts, const struct sg_text_rule *rule);

/* All topics with their values. Moves `check->at`. */
enum sg_status sg_catalog_check_topics(struct sg_catalog_checker *check);

/* catalog_hazards.c: what is forbidden can be kept from whom it is forbidden to. */
enum sg_status sg_catalog_check_complete(struct sg_catalog_checker *check);

#endif
