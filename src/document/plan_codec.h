/*
 * A revision as it is stored: the decided plan and what the list's head needs, in one compact
 * canonical text without instructions. Topics and values stand by name, as catalogues change.
 * What staff did is no part of it, so equal texts mean that nothing is new for anybody.
 */
#ifndef SG_DOCUMENT_PLAN_CODEC_H
#define SG_DOCUMENT_PLAN_CODEC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/buffer.h"
#include "core/catalog.h"
#include "core/house.h"
#include "core/plan.h"
#include "core/status.h"
#include "core/stay.h"
#include "document/state.h"
#include "document/stay.h"

/* The list's head: everything that rendering needs beside the plan, so that a body is a
 * function of revision, catalogue and endpoint alone. Absent texts are NULL. */
struct sg_list_head {
	const char *room; /* number; NULL = not assigned */
	const char *room_type;
	const char *booked_type;
	const char *floor;
	const char *section;
	const char *bed_setup;
	const char *room_from; /* after a move */
	int64_t previous_out_us;
	int64_t checked_in_us;
	int32_t arrival_day;
	int32_t departure_day;
	int32_t adults;
	const struct sg_children *children;
	size_t children_count;
	const char *vip; /* the badge, "VIP2" */
	const struct sg_quiet_hours *quiet;
	size_t quiet_count;
	const char *
		salutation; /* of the primary guest; goes out only with `names` or `desk` */
	const char *language; /* of the primary guest */
	bool incognito;       /* then the name stays in, whatever an endpoint may see */
	const char *const *comments; /* desk only */
	size_t comment_count;
	const struct sg_trace *traces;
	size_t trace_count;
};

struct sg_list {
	struct sg_list_head head;
	struct sg_plan plan;
};

/* Fills the head from a stay and what surrounds it; `room`, `primary` may be NULL. Texts are
 * not copied. */
void sg_list_head_fill(const struct sg_stay_state *stay, const struct sg_house *house,
	const struct sg_room *room, const struct sg_card *primary,
	struct sg_list_head *ret_head);

/*
 * Times are cut to whole seconds, the time at which a fact was said to its day. Item states are
 * left out; an item with since_revision 0 is new, so it gets `revision`.
 */
void sg_list_encode(const struct sg_list *list, const struct sg_catalog *catalog,
	uint32_t revision, struct sg_buffer *buffer);

/*
 * All items are open. Where the catalogue no longer has a topic or value, the item is kept with
 * index -1 and `lost_topic`, `lost_value`: it is shown by that name, and must not be given to
 * sg_plan_compose as previous. What was left out stands by index and is dropped when the
 * catalogue is another one; it comes with source and the fact's id only. Of a fact's id the last
 * six bytes are kept, the others are zero (sg_list_same_fact). SG_INTERNAL for a text that is
 * none of ours. [thread-safe]
 */
enum sg_status sg_list_decode(const struct sg_stored *text,
	const struct sg_catalog *catalog, struct sg_arena *arena, struct sg_error *error,
	struct sg_list *ret_list);

/* Completes what a decoded list says of its facts from the cards of those who stay: id, value,
 * strength, who said it and when. Facts that no card has any more stay as they are. Changes the
 * list's own arrays. */
void sg_list_explain(
	struct sg_list *list, const struct sg_card *cards, size_t card_count);

/* Whether an id as decoded may be that statement's. */
bool sg_list_same_fact(const struct sg_id *decoded, const struct sg_id *statement);

#endif
