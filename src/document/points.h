/* points.redeemed and points.adjusted: points that are spent, and what a person corrects. */
#ifndef SG_DOCUMENT_POINTS_H
#define SG_DOCUMENT_POINTS_H

#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/buffer.h"
#include "core/status.h"
#include "core/stay.h"
#include "core/time.h"
#include "document/json.h"

/* What became of a redemption, as it is stored. */
enum sg_redemption_state {
	SG_REDEMPTION_HELD,
	SG_REDEMPTION_CONFIRMED,
	SG_REDEMPTION_RELEASED,
	SG_REDEMPTION_STATES
};

/* The word of the document. [thread-safe] */
const char *sg_redemption_state_name(enum sg_redemption_state state);

struct sg_redemption_document {
	const struct sg_ref *refs; /* of the guest */
	size_t ref_count;
	const char *programme;  /* its code */
	const char *redemption; /* the PMS's id of it, unique within the account */
	enum sg_redemption_state state;
	int64_t points;       /* 0 = not said */
	const char *award;    /* the programme's code of it; NULL = not said */
	const char *property; /* where it is used; NULL = not said, as the following */
	const char *room_type, *rate, *channel;
	int32_t day;    /* on which it is used; SG_NO_DAY = not said */
	int32_t nights; /* 0 = not said; of one that is confirmed: those used */
	int64_t amount; /* cents; 0 = not said */
	const struct sg_ref
		*stay_refs; /* of the stay in which it is used; none = not said */
	size_t stay_ref_count;
};

/* [thread-safe] */
enum sg_status sg_redemption_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_redemption_document *ret_redemption);

struct sg_adjustment_document {
	const struct sg_ref *refs; /* of the guest */
	size_t ref_count;
	const char *programme; /* its code */
	int64_t points;        /* not 0; < 0 takes away */
	const char *reason;
	const char *second; /* who agreed, by name or pseudonym; NULL = not said */
};

/* [thread-safe] */
enum sg_status sg_adjustment_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_adjustment_document *ret_adjustment);

/* Why, by whom and with whom, as it is kept with the entry and said in statements: a JSON
 * object. */
void sg_adjustment_why(const struct sg_adjustment_document *adjustment, const char *by,
	struct sg_buffer *buffer);

#endif
