/*
 * What guests state of their preferences, and take back, what they were seen to choose, and what
 * they let be kept.
 */
#ifndef SG_DOCUMENT_MEMORY_H
#define SG_DOCUMENT_MEMORY_H

#include <stddef.h>

#include "core/arena.h"
#include "core/buffer.h"
#include "core/catalog.h"
#include "core/facts.h"
#include "core/status.h"
#include "core/stay.h"
#include "document/json.h"

/* preference.stated. In `fact`, `id`, `property`, `stay` and `said_us` are left to the caller;
 * its value is the name of a value, "yes", a decimal number or free text, NULL = any. */
struct sg_statement {
	const struct sg_ref *refs; /* of the guest */
	size_t ref_count;
	const struct sg_ref
		*stay_refs; /* always with SG_SCOPE_STAY; else what it is kept for
	                                 * where it may not be kept for longer, or none */
	size_t stay_ref_count;
	struct sg_fact fact;
	const char *supersedes; /* statement id, or NULL */
	/* The spoken consent to it for that stay: */
	bool spoken;
	const char *consent_text, *consent_channel; /* as in struct sg_consent */
};

/*
 * Checked against the catalogue too: "topic_unknown", "value_unknown", "number_out_of_range",
 * "value_missing" (only avoid and never may go without one). `supersedes` must look like an id
 * of ours.
 */
enum sg_status sg_preference_stated_decode(const struct sg_json *data,
	const struct sg_catalog *catalog, struct sg_arena *arena, struct sg_error *error,
	struct sg_statement *ret_statement);

/* preference.withdrawn: either a statement's id, or a topic with or without a value. A topic
 * that the catalogue no longer has can be withdrawn. */
struct sg_withdrawal {
	const struct sg_ref *refs;
	size_t ref_count;
	const char *statement;
	const char *topic;
	const char *value;
};

enum sg_status sg_preference_withdrawn_decode(const struct sg_json *data,
	struct sg_arena *arena, struct sg_error *error,
	struct sg_withdrawal *ret_withdrawal);

/* observation.recorded. */
struct sg_observation {
	const struct sg_ref *refs;
	size_t ref_count;
	const struct sg_ref *stay_refs; /* during which; none = not said */
	size_t stay_ref_count;
	const char *topic;
	const char *value;   /* as in a statement, or SG_VALUE_NOT; never free text */
	bool only_this_time; /* an exception, not to be learned */
	/* What he did about an attention, in place of a value: SG_REACTION_WELCOMED to _STOPPED;
	 * -1 = he chose. */
	int32_t reaction;
};

/* As sg_preference_stated_decode; SG_INVALID "topic_not_observed" for a topic of free text whose
 * choice is observed, "topic_no_attention" for a reaction to what is none, a need above all. */
enum sg_status sg_observation_decode(const struct sg_json *data,
	const struct sg_catalog *catalog, struct sg_arena *arena, struct sg_error *error,
	struct sg_observation *ret_observation);

/* consent.given and consent.withdrawn. */
enum sg_purpose {
	SG_PURPOSE_MEMORY,
	SG_PURPOSE_PROFILING,
	SG_PURPOSE_SPECIAL, /* data of special categories: health, belief */
	SG_PURPOSES
};

const char *sg_purpose_name(enum sg_purpose purpose);

struct sg_consent {
	const struct sg_ref *refs;
	size_t ref_count;
	enum sg_purpose purpose;
	enum sg_memory level;     /* SG_PURPOSE_MEMORY, given; else SG_MEMORY_UNSAID */
	const char *text_version; /* of what he read or was told, or NULL */
	const char *channel;      /* or NULL */
	bool spoken;              /* with a statement, for `stay` alone */
	struct sg_id stay;        /* nil = for all of them */
};

/* `given` says which of the two it is. A level goes with memory that is given, and only there. */
enum sg_status sg_consent_decode(const struct sg_json *data, bool given,
	struct sg_arena *arena, struct sg_error *error, struct sg_consent *ret_consent);

/* As it is kept: {"by":role,"channel":…,"level":…,"spoken":…,"stay":…,"text_version":…}. */
void sg_consent_encode(
	const struct sg_consent *consent, const char *by, struct sg_buffer *buffer);

/* And read again, with `purpose` left to the caller: by whom; texts lie in the arena. SG_INTERNAL
 * for what is none of ours. */
enum sg_status sg_consent_recall(const char *body, struct sg_arena *arena,
	struct sg_error *error, struct sg_consent *ret_consent, const char **ret_by);

#endif
