/* member.changed: who is a member of which loyalty programme, under which number. */
#ifndef SG_DOCUMENT_MEMBER_H
#define SG_DOCUMENT_MEMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/status.h"
#include "core/stay.h"
#include "document/json.h"
#include "document/state.h"

struct sg_member {
	/* Of a document alone; no part of the state. */
	const struct sg_ref *refs; /* of the guest */
	size_t ref_count;
	const char *programme; /* its code */
	int32_t enrolled_day;  /* SG_NO_DAY = not said */
	bool primary_said;     /* also that there is none */
	bool primary;
	/* Of the state, too; NULL = none. */
	const char *number;
	const char *level; /* of an external programme */
	bool cancelled;
};

/* member.changed, strictly; `ret_member` has what this document says. [thread-safe] */
enum sg_status sg_member_check(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_member *ret_member);
enum sg_status sg_member_merge(const struct sg_merge_input *input, struct sg_arena *arena,
	struct sg_error *error, struct sg_merged *ret_merged);
enum sg_status sg_member_decode(const struct sg_stored *state, struct sg_arena *arena,
	struct sg_error *error, struct sg_member *ret_member);

#endif
