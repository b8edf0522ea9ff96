/*
 * stay.changed: what a PMS says is now true of a stay, merged into what was true before, in
 * order by groups of members (DESIGN 4).
 *
 *	sg_stay_check(data, arena, error, &document);   the document, strictly
 *	… read the stay's row by document.refs …
 *	sg_stay_decode(&row_text, &columns, arena, error, &before);     when it is known
 *	sg_stay_merge(&before or NULL, &document, &stamp, arena, error, &result);
 *	… compare before.stay with result.after.stay, set what follows in result.after …
 *	sg_stay_encode(&result.after, &buffer);
 *
 * Members with columns of their own in the store (status and its stamp, dates, room, when it
 * was checked in and out) are no part of the text, so that a pure change of status does not
 * rewrite it.
 */
#ifndef SG_DOCUMENT_STAY_H
#define SG_DOCUMENT_STAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/buffer.h"
#include "core/status.h"
#include "core/stay.h"
#include "document/json.h"
#include "document/state.h"

/* A note for one department; shown to the desk only, as all free text. */
struct sg_trace {
	int32_t department; /* enum sg_department */
	const char *text;
};

/* A stay with what is not core's business. */
struct sg_stay_state {
	struct sg_stay stay;                    /* `id` and `property` are the caller's */
	struct sg_stamp stamps[SG_STAY_GROUPS]; /* time SG_NO_TIME = never said */
	const char *rate, *market, *channel;
	int32_t booked_day; /* SG_NO_DAY = not said */
	const char *const *comments;
	size_t comment_count;
	const struct sg_trace *traces;
	size_t trace_count;
	const struct sg_json *members; /* the merged document, opaque */
};

/* One document, decoded. */
struct sg_stay_document {
	const struct sg_ref *refs;
	size_t ref_count;
	int64_t version; /* -1 = none */
	uint32_t groups; /* bit (1 << enum sg_stay_group) for each that it speaks of */
	struct sg_stay_state
		said; /* what it says, by itself; absent members as if empty */
	const struct sg_json *data;
};

/* What stands in columns. */
struct sg_stay_columns {
	enum sg_stay_status status;
	struct sg_stamp status_stamp;
	int32_t arrival_day, departure_day;
	const char *room;
	int64_t checked_in_us, checked_out_us;
};

struct sg_stay_result {
	struct sg_stay_state after;
	bool created;     /* there was no state before */
	uint32_t applied; /* groups (bits) that the document brought */
	uint32_t older;   /* groups that were newer already: answered, not applied */
	uint32_t changed; /* groups whose content differs from before */
};

/*
 * Strict. Also refused: "departure_before_arrival" when both are given. A stay without a
 * night is taken, whether it says day use or not. [thread-safe]
 */
enum sg_status sg_stay_check(const struct sg_json *data, struct sg_arena *arena,
	struct sg_error *error, struct sg_stay_document *ret_document);

/* A stored text and its columns. people[].guest are as they were encoded. SG_INTERNAL for a
 * text that is none of ours. */
enum sg_status sg_stay_decode(const struct sg_stored *text,
	const struct sg_stay_columns *columns, struct sg_arena *arena,
	struct sg_error *error, struct sg_stay_state *ret_state);

/*
 * `before` NULL: a new stay, which needs status, arrival and departure (SG_INVALID
 * "member_missing"). "departure_before_arrival" when the merged dates say so. People keep the
 * guest that was found for the same key before; others have a nil one, for the caller to fill.
 * checked_in_us, checked_out_us and room_from are as before.
 */
enum sg_status sg_stay_merge(const struct sg_stay_state *before,
	const struct sg_stay_document *document, const struct sg_stamp *stamp,
	struct sg_arena *arena, struct sg_error *error,
	struct sg_stay_result *ret_result);

/* The text to store, canonical: members but those in columns, stamps but the status's,
 * room_from, and the guests found for the people. */
void sg_stay_encode(const struct sg_stay_state *state, struct sg_buffer *buffer);

#endif
