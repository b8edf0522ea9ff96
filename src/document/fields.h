/*
 * Decoding by table: for each kind of object the list of its members, with kind, bounds and the
 * place in a C struct. What a table refuses, the JSON Schema of the same name in
 * schema/documents refuses too, and the other way round. An optional member may be null, which
 * reads as absent, unless it is marked SOLID.
 */
#ifndef SG_DOCUMENT_FIELDS_H
#define SG_DOCUMENT_FIELDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/status.h"
#include "document/json.h"

enum sg_field_kind {
	SG_FIELD_ANY,  /* const struct sg_json *: any value */
	SG_FIELD_MAP,  /* const struct sg_json *: an object */
	SG_FIELD_TEXT, /* const char *: min…max characters, control characters allowed */
	SG_FIELD_CODE, /* const char *: min…max characters, none of them a control character */
	SG_FIELD_BOOL,  /* bool */
	SG_FIELD_INT,   /* int32_t, min…max */
	SG_FIELD_LONG,  /* int64_t, min…max */
	SG_FIELD_MILLI, /* int32_t: a number in thousandths, min…max in thousandths */
	SG_FIELD_WORD,  /* int32_t: index into `words` */
	SG_FIELD_CONST, /* nothing is stored: the text or number must be as `words` or min says */
	SG_FIELD_DAY,       /* int32_t: "2026-11-21" */
	SG_FIELD_TIME,      /* int64_t: RFC 3339 */
	SG_FIELD_MINUTES,   /* int32_t: "15:04" */
	SG_FIELD_MONTH_DAY, /* int32_t: "11-22" as 1122 */
	SG_FIELD_OBJECT,    /* the struct of `shape`, in place */
	SG_FIELD_LIST, /* const T * and size_t at `count`: an array of `shape` or `element` */
};

enum {
	SG_REQUIRED = 1, /* must be there, and not null */
	SG_SOLID = 2,    /* may be absent, not null */
	SG_DISTINCT = 4, /* LIST: no element twice */
};

struct sg_shape;

struct sg_field {
	const char *name;
	enum sg_field_kind kind;
	unsigned flags;
	size_t offset;                  /* of the value in the struct */
	int64_t min, max;               /* characters, value, or number of elements */
	const char *const *words;       /* WORD, CONST; NULL-terminated */
	const struct sg_shape *shape;   /* OBJECT, LIST of objects */
	const struct sg_field *element; /* LIST of plain values: kind and bounds of one */
	size_t count;                   /* LIST: offset of the size_t */
	const char *pattern; /* TEXT, CODE: name of a further rule, see fields.c */
	int32_t group;       /* of a stay's member: enum sg_stay_group */
};

struct sg_shape {
	const struct sg_field *fields;
	size_t count;
	size_t size; /* of the struct */
	bool closed; /* unknown members are refused */
	void (*defaults)(
		void *target); /* what absent members read as; NULL: zeros, and "none" for
					   days, times and minutes */
};

#endif
