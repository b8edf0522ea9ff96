/* stay.claimed and claim.decided: a stay that a member misses in his account, and what a manager
 * says of it. */
#ifndef SG_DOCUMENT_CLAIM_H
#define SG_DOCUMENT_CLAIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/buffer.h"
#include "core/status.h"
#include "core/stay.h"
#include "document/json.h"

struct sg_claim_document {
	const char *claim;         /* the PMS's id of it, unique within the property */
	const struct sg_ref *refs; /* of the guest */
	size_t ref_count;
	const char *programme; /* its code */
	int32_t arrival_day, departure_day;
	const struct sg_ref *stay_refs; /* none where nobody knows them */
	size_t stay_ref_count;
	const char *confirmation, *note; /* NULL = not said */
};

/* [thread-safe] */
enum sg_status sg_claim_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_claim_document *ret_claim);

/* What was said, as it is kept and read by managers: members of a JSON object. */
void sg_claim_said(const struct sg_claim_document *claim, struct sg_buffer *buffer);

/* What is kept of it once nobody decides by it any more: not the guest's own words. SG_INTERNAL
 * where it is none of ours, SG_MEMORY. [thread-safe] */
enum sg_status sg_claim_said_after(const char *said, struct sg_arena *arena,
	struct sg_error *error, const char **ret_said);

struct sg_claim_charge {
	const char *category;
	int64_t gross_cents, net_cents;
	const char *currency; /* three capital letters */
};

struct sg_claim_decision {
	const char *claim;
	bool approved; /* else it is rejected */
	const char *reason;
	int32_t arrival_day, departure_day; /* SG_NO_DAY = as the claim has it */
	const struct sg_claim_charge *charges;
	size_t charge_count;
};

/* Net is gross where it is not said. [thread-safe] */
enum sg_status sg_claim_decision_decode(const struct sg_json *data,
	struct sg_arena *arena, struct sg_error *error,
	struct sg_claim_decision *ret_decision);

/* Why and by whom, likewise. */
void sg_claim_decided(const struct sg_claim_decision *decision, const char *by,
	struct sg_buffer *buffer);

#endif
