/*
 * Going through the stays of a guest who turns out to be a member, or one person with another
 * profile. Few are touched at once, in the transaction that says so; of many it only writes down
 * that they are to be, and work does it some at a time: nobody's call waits for 50,000 rows that
 * are there because an agency's profile was taken for a guest.
 *
 * A posting that is looked at before its turn comes out right, as it is asked then who he is. One
 * that was read before that was said, and is written after, is touched when its turn comes.
 */
#ifndef SG_STORE_GUEST_WALKS_H
#define SG_STORE_GUEST_WALKS_H

#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "store/due.h"
#include "store/script.h"

enum { SG_GUEST_WALK_FROM = 200 }; /* so many stays of a person are touched at once */

/* The postings of all these guests, who are one person, are looked at again: at once, or, where
 * they are many, from that moment on. By the time of this property. Where one is under way it
 * begins again. At least one guest. */
void sg_guest_walks_begin(struct sg_script *script, const struct sg_id *guests,
	size_t count, const struct sg_id *property, int64_t now_us);

struct sg_guest_walk_row {
	struct sg_id guest;
	struct sg_id house; /* by whose time it goes */
	uint32_t house_version;
	int64_t clock_us; /* of the house; SG_NO_TIME = none */
	/* The posting up to which they were gone through; nil, 0 and nil: it begins. */
	struct sg_id property;
	int32_t departure_day;
	struct sg_id stay;
};

/* One set; what is due now, and how to take it: SG_MEMORY. */
void sg_guest_walks_due(struct sg_script *script, const struct sg_due_query *due);
enum sg_status sg_guest_walks_take(const struct sg_script *script, struct sg_arena *arena,
	struct sg_error *error, struct sg_guest_walk_row **ret_rows, size_t *ret_count);

/* His next postings, at most `most`: one set, property, departure_day and stay, ascending. */
void sg_guest_walk_read(
	struct sg_script *script, const struct sg_guest_walk_row *row, uint32_t most);

/* It has come as far as `now` and goes on at `due_us`, SG_NO_TIME: it is over. If it is where it
 * was read (SG_STALE_POSTING). */
void sg_guest_walk_settle(struct sg_script *script, const struct sg_guest_walk_row *read,
	const struct sg_guest_walk_row *now, int64_t due_us);

#endif
