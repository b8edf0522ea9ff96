/* The value of a preference against its topic, wherever one is said. */
#ifndef SG_DOCUMENT_PREFERENCE_VALUE_H
#define SG_DOCUMENT_PREFERENCE_VALUE_H

#include "core/arena.h"
#include "core/catalog.h"
#include "core/facts.h"
#include "core/status.h"
#include "document/fields.h"
#include "document/json.h"

struct sg_preference_value {
	int32_t topic;
	int32_t value; /* index of an enum's or flag's value, else -1 */
	const char *
		text; /* the value's name, the decimal number, what was said; NULL = any */
};

/*
 * `value` NULL: none was said, which an enum takes as "any" with avoid and never, and a flag
 * as "yes". `at` is the object with the members "topic" and "value". SG_INVALID with
 * "topic_unknown", "value_unknown", "value_missing", "type_wrong", "number_out_of_range" or
 * "text_too_long"; SG_MEMORY.
 */
enum sg_status sg_preference_value_read(const char *topic, const struct sg_json *value,
	enum sg_strength strength, const struct sg_catalog *catalog,
	const struct sg_place_frame *at, struct sg_arena *arena, struct sg_error *error,
	struct sg_preference_value *ret_value);

#endif
