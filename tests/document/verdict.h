/* What the parts of document_verdict share. */
#ifndef SG_TESTS_DOCUMENT_VERDICT_H
#define SG_TESTS_DOCUMENT_VERDICT_H

#include "core/arena.h"
#include "core/buffer.h"
#include "core/catalog.h"
#include "document/catalog.h"
#include "core/stay.h"
#include "document/envelope.h"
#include "document/state.h"

struct judge {
	struct sg_catalog catalog;
	struct sg_arena *arena; /* of one document */
	struct sg_error error;
	struct sg_envelope envelope;
	struct sg_buffer
		echo; /* elements of a JSON array, the first bracket among them */
};

/* An event or a query. What was kept of it is in `echo`, unless it is refused. */
enum sg_status judge_event(struct judge *judge, const char *line, size_t len);

/* The same for single types, with the envelope decoded already. */
enum sg_status judge_guest(struct judge *judge);
enum sg_status judge_stay(struct judge *judge);
enum sg_status judge_stated(struct judge *judge);
enum sg_status judge_withdrawn(struct judge *judge);
enum sg_status judge_observation(struct judge *judge);
enum sg_status judge_consent(struct judge *judge);
enum sg_status judge_member(struct judge *judge);
enum sg_status judge_charge(struct judge *judge);
enum sg_status judge_adjustment(struct judge *judge);
enum sg_status judge_liability(struct judge *judge);
enum sg_status judge_pool(struct judge *judge);
enum sg_status judge_offer_put(struct judge *judge);
enum sg_status judge_offer_answered(struct judge *judge);
enum sg_status judge_offer_list(struct judge *judge);
enum sg_status judge_redemption(struct judge *judge);
enum sg_status judge_transfer(struct judge *judge);
enum sg_status judge_posting(struct judge *judge);
enum sg_status judge_claim(struct judge *judge);
enum sg_status judge_claim_decision(struct judge *judge);
enum sg_status judge_exceptions(struct judge *judge);
enum sg_status judge_merging(struct judge *judge);

/* Adds to the echo. */
void keep_json(struct judge *judge, const char *json);
void keep_text(struct judge *judge, const char *text);
void keep_refs(struct judge *judge, const struct sg_ref *refs, size_t count);
void keep_buffer(struct judge *judge, struct sg_buffer *buffer); /* freed */

/* A text as it would stand in the store. Frees the buffer. */
struct sg_stored stored(struct judge *judge, struct sg_buffer *buffer);

/* The judge's document as the first about its subject. */
struct sg_merge_input merging(const struct judge *judge);

#endif
