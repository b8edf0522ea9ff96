/*
 * The envelope around every document that comes in: which type, which id, when, where, by
 * whom. What types there are stands here too, once.
 */
#ifndef SG_DOCUMENT_ENVELOPE_H
#define SG_DOCUMENT_ENVELOPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/cut.h"
#include "core/status.h"
#include "document/json.h"

enum sg_document_type {
	SG_DOCUMENT_BATCH,
	SG_DOCUMENT_CHARGE_POSTED,
	SG_DOCUMENT_CHARGE_REVERSED,
	SG_DOCUMENT_CLAIM_DECIDED,
	SG_DOCUMENT_CONSENT_GIVEN,
	SG_DOCUMENT_CONSENT_WITHDRAWN,
	SG_DOCUMENT_DAY_CLOSED,
	SG_DOCUMENT_DELIVERY_LIST,
	SG_DOCUMENT_DELIVERY_RETRY,
	SG_DOCUMENT_ENDPOINT_GET,
	SG_DOCUMENT_ENDPOINT_PUT,
	SG_DOCUMENT_ENDPOINT_TEST,
	SG_DOCUMENT_FEEDBACK_GIVEN,
	SG_DOCUMENT_GROUP_CHANGED,
	SG_DOCUMENT_GUEST_CARD,
	SG_DOCUMENT_GUEST_CHANGED,
	SG_DOCUMENT_GUEST_MERGED,
	SG_DOCUMENT_GUEST_UNMERGED,
	SG_DOCUMENT_HEALTH,
	SG_DOCUMENT_LOYALTY_EXCEPTIONS,
	SG_DOCUMENT_LOYALTY_LIABILITY,
	SG_DOCUMENT_LOYALTY_STATEMENT,
	SG_DOCUMENT_MAKE_GOOD_DECIDED,
	SG_DOCUMENT_MEMBER_CHANGED,
	SG_DOCUMENT_OBSERVATION_RECORDED,
	SG_DOCUMENT_OFFER_ANSWERED,
	SG_DOCUMENT_OFFER_LIST,
	SG_DOCUMENT_OFFER_PUT,
	SG_DOCUMENT_PLAN_DAY,
	SG_DOCUMENT_POINTS_ADJUSTED,
	SG_DOCUMENT_POINTS_EARNED,
	SG_DOCUMENT_POINTS_REDEEMED,
	SG_DOCUMENT_POINTS_TRANSFERRED,
	SG_DOCUMENT_POOL_CHANGED,
	SG_DOCUMENT_POSTING_DECIDED,
	SG_DOCUMENT_PREFERENCE_STATED,
	SG_DOCUMENT_PREFERENCE_WITHDRAWN,
	SG_DOCUMENT_PROGRAMME_PUT,
	SG_DOCUMENT_PROPERTY_CHANGED,
	SG_DOCUMENT_ROOM_CHANGED,
	SG_DOCUMENT_ROOM_READINESS,
	SG_DOCUMENT_ROOM_TYPE_CHANGED,
	SG_DOCUMENT_SNAPSHOT_BEGUN,
	SG_DOCUMENT_SNAPSHOT_ENDED,
	SG_DOCUMENT_STAY_CHANGED,
	SG_DOCUMENT_STAY_CHECKLIST,
	SG_DOCUMENT_STAY_CLAIMED,
	SG_DOCUMENT_TASK_CHANGED,
	SG_DOCUMENT_TIER_GRANTED,
	SG_DOCUMENT_TYPES /* how many */
};

/* What the envelope of a type must have beside `type`. A query needs neither id nor time. */
struct sg_document_kind {
	const char *name; /* "stay.changed" */
	int32_t rev;
	bool event;    /* changes something: id and time are required */
	bool property; /* required; elsewhere it may be given */
	bool data;     /* required; elsewhere absent is {} */
};

/* Indexed by enum sg_document_type; names ascending. */
extern const struct sg_document_kind sg_document_kinds[SG_DOCUMENT_TYPES];

struct sg_actor {
	enum sg_actor_role role; /* absent: the least */
	int32_t department;      /* enum sg_department, or -1 */
	const char *name;        /* a pseudonym, or NULL */
};

struct sg_envelope {
	enum sg_document_type type;
	const char *id;       /* NULL: a query without one */
	int64_t time_us;      /* SG_NO_TIME: a query without one */
	const char *property; /* code, or NULL */
	bool import;          /* origin: changes state, sends nothing before going live */
	struct sg_actor actor;
	const struct sg_json *data; /* an object, never NULL */
};

/*
 * Parses and decodes one document; a batch may be larger and deeper than others. SG_INVALID
 * (see parse.h, fields.h), SG_UNSUPPORTED with "type_unknown" or "revision_unknown" at /type.
 * `bytes` are not kept. [thread-safe]
 */
enum sg_status sg_envelope_decode(const char *bytes, size_t len, struct sg_arena *arena,
	struct sg_error *error, struct sg_envelope *ret_envelope);

/* The same for a document within a batch, see sg_batch. A batch there is refused with
 * "batch_nested". Paths are relative to that document. */
enum sg_status sg_envelope_read(const struct sg_json *document, struct sg_arena *arena,
	struct sg_error *error, struct sg_envelope *ret_envelope);

/* What makes two documents with one id the same: type, property, origin and data, canonical.
 * A repetition may carry another time or actor. For a digest. */
void sg_envelope_content(const struct sg_envelope *envelope, struct sg_buffer *buffer);

const char *sg_actor_role_name(enum sg_actor_role role);

#endif
