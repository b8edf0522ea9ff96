/*
 * What a duty manager decides about a make-good.
 */
#ifndef SG_DOCUMENT_MAKE_GOOD_H
#define SG_DOCUMENT_MAKE_GOOD_H

#include <stdbool.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/catalog.h"
#include "core/id.h"
#include "core/status.h"
#include "document/json.h"

enum { SG_MAKE_GOOD_CENTS_MAX = 100000 };

/* make_good.decided */
struct sg_decision {
	struct sg_id id;
	bool approve;
	const char *topic; /* what it shall be; NULL unless it is approved */
	const char *value; /* as in a statement */
	int32_t cost_cents;
};

/* SG_INVALID "member_missing" or "member_unexpected" where topic, value and cost do not go with
 * `approve`; "topic_no_attention" for a need or a topic of a special category; else as
 * sg_preference_value_read. [thread-safe] */
enum sg_status sg_decision_decode(const struct sg_json *data,
	const struct sg_catalog *catalog, struct sg_arena *arena, struct sg_error *error,
	struct sg_decision *ret_decision);

#endif
