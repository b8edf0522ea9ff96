/*
 * tier.granted: a tier that a member is given, a match of what he is elsewhere or a challenge, and
 * taken back; and all that an account was given, as it is stored with it.
 */
#ifndef SG_DOCUMENT_GRANT_H
#define SG_DOCUMENT_GRANT_H

#include <stdbool.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/buffer.h"
#include "core/status.h"
#include "core/tier.h"
#include "document/bounds.h"

enum { SG_GRANTS_MAX = 32 }; /* of one account */

enum sg_grant_kind { SG_GRANT_MATCH, SG_GRANT_CHALLENGE, SG_GRANT_KINDS };

struct sg_grant {
	const char *id; /* the PMS's of it, unique within the account */
	const char *tier;
	enum sg_grant_kind kind;
	int32_t from_day;
	int32_t until_day;        /* the last day; SG_NO_DAY = for good */
	struct sg_measures needs; /* of a challenge, all of them from day to day */
	int32_t kept_day; /* the last day of one that is met; SG_NO_DAY = for good */
	const char *reason, *evidence, *by, *second; /* NULL = not said */
	/* ---- as stored ---- */
	int64_t at_us;       /* of the latest word on it */
	int32_t revoked_day; /* gives nothing from then on; SG_NO_DAY = it was not */
};

struct sg_grant_document {
	struct sg_refs guest;
	const char *programme; /* its code */
	bool revoked;          /* else it is granted */
	struct sg_grant grant; /* from_day SG_NO_DAY = not said: today */
};

/* [thread-safe] */
enum sg_status sg_grant_decode(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_grant_document *ret_grant);

/* As they are stored. NULL text: none. SG_INTERNAL "state_broken", SG_MEMORY. */
void sg_grants_encode(
	const struct sg_grant *grants, size_t count, struct sg_buffer *buffer);
enum sg_status sg_grants_recall(const char *text, struct sg_arena *arena,
	struct sg_error *error, struct sg_grant **ret_grants, size_t *ret_count);

/* The last day on which it gives its tier, or may still be met; SG_NO_DAY = there is none. */
int32_t sg_grant_last_day(const struct sg_grant *grant);

/* As core/tier.h wants them; SG_MEMORY. */
enum sg_status sg_grants_given(const struct sg_grant *grants, size_t count,
	struct sg_arena *arena, struct sg_error *error, struct sg_tier_grant **ret_given);

/* What is missing of each on a day, `member` having its grants as sg_grants_given made them and
 * rows from the first day of each challenge on; nothing of a match or a challenge that was met.
 * NULL: memory is short. */
const struct sg_measures *sg_grants_missing(const struct sg_grant *grants,
	const struct sg_tier_member *member, int32_t day, struct sg_arena *arena);

/* A member of a statement, where there are any, with what is missing of each; reasons and persons
 * where they are `told`. */
void sg_grants_write(const struct sg_grant *grants, const struct sg_measures *missing,
	size_t count, bool told, struct sg_buffer *buffer);

#endif
