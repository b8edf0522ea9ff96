/* Bounds that several documents share; the schemas' $defs have the same. */
#ifndef SG_DOCUMENT_BOUNDS_H
#define SG_DOCUMENT_BOUNDS_H

#include "document/fields.h"

enum {
	SG_CODE_MAX = 32,
	SG_LONG_CODE_MAX = 64,
	SG_NAME_MAX = 120,
	SG_NOTE_MAX = SG_VALUE_MAX,
	SG_REFS_MAX = 8,
	SG_LANGUAGE_MAX = 16,
	SG_OCCASIONS_MAX = 20,
	SG_CODES_MAX = 100,
};

/* An object of "ids" that name somebody or something. */
struct sg_refs {
	const struct sg_ref *refs;
	size_t count;
};

extern const struct sg_shape sg_ref_shape;        /* struct sg_ref */
extern const struct sg_shape sg_refs_shape;       /* struct sg_refs */
extern const struct sg_shape sg_occasion_shape;   /* struct sg_occasion */
extern const struct sg_field sg_language_element; /* const char * */

/* In the order of enum sg_department; NULL-terminated. */
extern const char *const sg_department_words[];

/* A list of "ids". */
#define SG_ROW_REFS(type, member, counter, mark)                                         \
	{                                                                                \
		SG_ROW_LIST("ids", type, member, counter, 1, SG_REFS_MAX),               \
			.shape = &sg_ref_shape, .flags = (mark)                          \
	}

#define SG_ROW_CODE(text, type, member, high, mark)                                      \
	{                                                                                \
		SG_ROW(text, SG_FIELD_CODE, type, member, 1, high), .flags = (mark)      \
	}

#define SG_ROW_LANGUAGE(text, type, member)                                              \
	{                                                                                \
		SG_ROW(text, SG_FIELD_CODE, type, member, 2, SG_LANGUAGE_MAX),           \
			.rule = SG_RULE_LANGUAGE                                         \
	}

#endif
