/*
 * Offers: what a hotel offers to whom, what guests say to it, and the question what is offered.
 * How they are chosen stands in core/offer.h.
 */
#ifndef SG_DOCUMENT_OFFER_H
#define SG_DOCUMENT_OFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/buffer.h"
#include "core/catalog.h"
#include "core/offer.h"
#include "core/status.h"
#include "core/stay.h"
#include "document/json.h"

enum { SG_OFFER_PROPERTIES_MAX = 50 };

/* In the order of enum sg_context from SG_CONTEXT_DECEMBER on; NULL-terminated. */
extern const char *const sg_season_words[];

/* offer.put: an offer whole, and the properties that make it. */
struct sg_offer_put {
	struct sg_offer offer;
	const char *const *properties; /* codes; none: the envelope's alone */
	size_t property_count;
	const char *text; /* as it is stored */
};

/* SG_INVALID at the member: "topic_unknown", "value_unknown" …, "topic_special" for a preference of
 * a special category, "element_repeated" for a language twice, "range_empty" where something ends
 * before it begins. [thread-safe] */
enum sg_status sg_offer_put_decode(const struct sg_json *data,
	const struct sg_catalog *catalog, struct sg_arena *arena, struct sg_error *error,
	struct sg_offer_put *ret_put);

/* An offer as it was stored. SG_INTERNAL for a text that is none of ours. [thread-safe] */
enum sg_status sg_offer_recall(const char *text, struct sg_arena *arena,
	struct sg_error *error, struct sg_offer *ret_offer);

/* offer.answered: of a guest, or of a stay's first guest. */
struct sg_offer_answered {
	const struct sg_ref *guest_refs; /* at least one of the two */
	size_t guest_ref_count;
	const struct sg_ref *stay_refs;
	size_t stay_ref_count;
	const char *offer; /* NULL = all */
	enum sg_offer_answer answer;
	int32_t until_day; /* of NOT_NOW; SG_NO_DAY = none */
	int32_t season;    /* enum sg_context, 0 = none */
	const char *by;    /* "guest", "companion", "booker" or "staff" */
};

/* SG_INVALID "member_missing" or "member_unexpected" where the members do not go together.
 * [thread-safe] */
enum sg_status sg_offer_answered_decode(const struct sg_json *data,
	struct sg_arena *arena, struct sg_error *error,
	struct sg_offer_answered *ret_answered);

/* offer.list */
struct sg_offer_query {
	const struct sg_ref *stay_refs; /* none: the offers alone */
	size_t stay_ref_count;
	enum sg_offer_moment moment;
};

enum sg_status sg_offer_list_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_offer_query *ret_query);

/* One offer as an open object's members: code, on, kind, priority, from, until, moments. */
void sg_offer_members(const struct sg_offer *offer, struct sg_buffer *buffer);

/* The texts in those of the languages that it has, else in its first: "title":{…},"say":{…}. */
void sg_offer_write_texts(const struct sg_offer_text *texts, size_t count,
	const char *const *languages, size_t language_count, struct sg_buffer *buffer);

/* Why it was chosen: "reason":{"code":…} and, for a manager, what speaks for it. */
void sg_offer_write_reason(
	const struct sg_offer_choice *choice, bool explains, struct sg_buffer *buffer);

#endif
