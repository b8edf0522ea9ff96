/*
 * Decoding by table: for each kind of object the list of its members, with kind, bounds and the
 * place in a C struct. What a table refuses, the JSON Schema of the same document in
 * schema/documents refuses too, and the other way round. An optional member may be null, which
 * reads as absent, unless it is marked SOLID. Texts are not copied: they live in the JSON's
 * arena.
 */
#ifndef SG_DOCUMENT_FIELDS_H
#define SG_DOCUMENT_FIELDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/status.h"
#include "core/time.h"
#include "document/json.h"

/* What stands in the struct is said in brackets. */
enum sg_field_kind {
	SG_FIELD_ANY, /* any value [const struct sg_json *] */
	SG_FIELD_VALUE, /* text of 1 to 1000 characters, number of at most a million with three
			 * decimals, or true [const struct sg_json *] */
	SG_FIELD_MAP,     /* an object of any members [const struct sg_json *] */
	SG_FIELD_TEXT,    /* min…max characters [const char *] */
	SG_FIELD_CODE,    /* the same, none of them a control character [const char *] */
	SG_FIELD_BOOL,    /* [bool] */
	SG_FIELD_INT,     /* min…max [int32_t] */
	SG_FIELD_LONG,    /* min…max [int64_t] */
	SG_FIELD_MILLI,   /* a number, min…max thousandths, cut to these [int32_t] */
	SG_FIELD_WORD,    /* one of `words`, by index [int32_t or an enum] */
	SG_FIELD_DAY,     /* "2026-11-21", from 1900 to 2199 [int32_t] */
	SG_FIELD_TIME,    /* RFC 3339 [int64_t] */
	SG_FIELD_MINUTES, /* "15:04" [int32_t] */
	SG_FIELD_MONTH_DAY, /* "11-22" as 1122, 02-29 among them [int32_t] */
	SG_FIELD_OBJECT,    /* of `shape`, in place */
	SG_FIELD_LIST, /* min…max elements of `shape` or `element` [const T *, size_t] */
	SG_FIELD_KINDS
};

enum { SG_VALUE_MAX = 1000 }; /* characters of a VALUE, and of free text */

enum {
	SG_REQUIRED = 1, /* must be there, and not null */
	SG_SOLID = 2,    /* may be absent, but not null */
	SG_DISTINCT = 4, /* LIST of texts or words: none twice */
	SG_KEY = 8,      /* says what the state is of: required, but not stored in it */
	SG_COLUMN = 16,  /* stored beside the state, see stay.h */
	SG_EITHER = 32,  /* VALUE: false, too */
};

/* Further rules for TEXT and CODE; the schemas have them as patterns. */
enum sg_rule {
	SG_RULE_NONE,
	SG_RULE_PRINTABLE, /* ASCII from blank to tilde */
	SG_RULE_PROPERTY,  /* [A-Za-z0-9_-] */
	SG_RULE_NAME,      /* [a-z][a-z0-9_]* and more of it after dots */
	SG_RULE_LANGUAGE,  /* de, gsw, pt-BR */
	SG_RULE_ZONE,      /* parts of [A-Za-z0-9_+-] between slashes */
	SG_RULE_ID,        /* 32 hexadecimal digits */
	SG_RULE_URL,       /* http:// or https:// and visible ASCII */
	SG_RULE_SECRET,    /* whsec_ and base64 */
	SG_RULE_CURRENCY,  /* three capital letters, as of ISO 4217 */
	SG_RULE_AGES,      /* one of the age groups of children */
	SG_RULES
};

struct sg_shape;

struct sg_field {
	const char *name;
	enum sg_field_kind kind;
	unsigned flags;
	enum sg_rule rule;
	size_t offset;
	size_t count;                   /* LIST: where its size_t stands */
	int64_t min, max;               /* characters, values or elements */
	int64_t absent;                 /* what an absent BOOL, number or WORD reads as */
	const char *const *words;       /* WORD; NULL-terminated */
	const struct sg_shape *shape;   /* OBJECT, LIST of objects */
	const struct sg_field *element; /* LIST of others */
	int32_t group;                  /* a stay's members: enum sg_stay_group */
};

struct sg_shape {
	const struct sg_field *fields;
	size_t count;
	size_t size; /* of the struct */
	bool closed; /* unknown members are refused */
};

#define SG_SHAPE(type, rows)                                                             \
	{                                                                                \
		.fields = (rows), .count = sizeof(rows) / sizeof((rows)[0]),             \
		.size = sizeof(type)                                                     \
	}
#define SG_CLOSED_SHAPE(type, rows)                                                      \
	{                                                                                \
		.fields = (rows), .count = sizeof(rows) / sizeof((rows)[0]),             \
		.size = sizeof(type), .closed = true                                     \
	}

/* Rows of tables: name, kind, struct and member, bounds. More members may follow. */
#define SG_ROW(text, what, type, member, low, high)                                      \
	.name = (text), .kind = (what), .offset = offsetof(type, member), .min = (low),  \
	.max = (high)
#define SG_ROW_LIST(text, type, member, counter, low, high)                              \
	.name = (text), .kind = SG_FIELD_LIST, .offset = offsetof(type, member),         \
	.count = offsetof(type, counter), .min = (low), .max = (high)
#define SG_ROW_WORD(text, type, member, list)                                            \
	.name = (text), .kind = SG_FIELD_WORD, .offset = offsetof(type, member),         \
	.words = (list)
#define SG_ROW_OBJECT(text, type, member, of)                                            \
	.name = (text), .kind = SG_FIELD_OBJECT, .offset = offsetof(type, member),       \
	.shape = (of)

/* Where a value stands, for the path of an error: frames on the caller's stack. */
struct sg_place_frame {
	const struct sg_place_frame *parent;
	const char *name; /* a member's, or a whole pointer such as "/data" at the root */
	size_t index;     /* an element's, where name is NULL */
};

/* The JSON pointer of a frame, with a further member's name unless that is NULL; cut when it
 * is longer than an error's path. */
void sg_place_format(const struct sg_place_frame *frame, const char *member,
	char *ret_path, size_t size);

/*
 * Decodes `value` by `shape` into `target` of shape->size bytes. `path` is where it stands
 * ("/data"). SG_INVALID with one of "type_wrong", "member_missing", "member_unknown",
 * "text_too_long", "text_too_short", "text_invalid", "control_character",
 * "number_out_of_range", "value_unknown", "date_invalid", "date_out_of_range", "time_invalid",
 * "list_too_long",
 * "list_too_short", "element_repeated"; SG_MEMORY. [thread-safe]
 */
enum sg_status sg_fields_decode(const struct sg_json *value, const struct sg_shape *shape,
	const char *path, struct sg_arena *arena, struct sg_error *error, void *target);

/* The same for a stored state, which has no keys. SG_INTERNAL "state_broken" for anything that
 * does not fit: we wrote it. */
enum sg_status sg_fields_read_stored(const struct sg_json *value,
	const struct sg_shape *shape, struct sg_arena *arena, struct sg_error *error,
	void *target);

/* Whether a text of `len` bytes keeps a rule. */
bool sg_rule_holds(enum sg_rule rule, const char *text, size_t len);

/* For a text that does not keep a rule: one line on what is expected and, where one is at fault,
 * at which byte (from 0) a character is not allowed. The text is not repeated: it may be a
 * secret. */
void sg_rule_expect(
	enum sg_rule rule, const char *text, size_t len, char *ret_message, size_t size);

/* Whether a text has a control character: C0, DEL or C1. */
bool sg_text_has_control(const char *text);

/* Characters (code points) of UTF-8. */
size_t sg_text_characters(const char *text, size_t len);

#endif
