/* What was agreed when points were held for an award, as it is kept and as statements say it. */
#ifndef SG_DOCUMENT_AWARD_H
#define SG_DOCUMENT_AWARD_H

#include "core/arena.h"
#include "core/award.h"
#include "core/buffer.h"
#include "core/status.h"

/* By the rules of then: a later programme's file changes nothing of it. */
struct sg_award_agreed {
	const char *award, *name; /* its code, and for people; NULL = the code */
	enum sg_award_kind kind;
	const char *property, *room_type; /* where; the type NULL = not said */
	int32_t day;                      /* on which it is used */
	int32_t nights;                   /* 0 = not said */
	int64_t amount;                   /* cents; 0 = not said */
	struct sg_award_cost cost;
	struct sg_award_cancel cancel;
	bool qualifies, earns; /* of nights, in their stay: core/programme.h */
};

void sg_award_agreed_encode(
	const struct sg_award_agreed *agreed, struct sg_buffer *buffer);

/* SG_INTERNAL "state_broken": we wrote it; SG_MEMORY. [thread-safe] */
enum sg_status sg_award_agreed_decode(const char *text, struct sg_arena *arena,
	struct sg_error *error, struct sg_award_agreed *ret_agreed);

/* A JSON object for the ledger's lines: what the points are for. `agreed` NULL: the PMS's id alone.
 * `nights_back` are those that were given back, where not all are. */
void sg_award_about(const char *redemption, const struct sg_award_agreed *agreed,
	int32_t nights_back, struct sg_buffer *buffer);

#endif
