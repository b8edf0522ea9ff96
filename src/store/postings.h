/*
 * Which stays are to be posted, and what became of them. A row stands from the stay's end on, where
 * the chain has a programme; whatever may change what it earns makes it due again. Who stayed may
 * turn out to be a member only later.
 */
#ifndef SG_STORE_POSTINGS_H
#define SG_STORE_POSTINGS_H

#include <stddef.h>
#include <stdint.h>

#include "core/earning.h"
#include "core/time.h"
#include "store/due.h"
#include "store/script.h"

enum sg_posting_state {
	SG_POSTING_NEW,      /* not yet looked at */
	SG_POSTING_POSTED,   /* its entries stand */
	SG_POSTING_WAITS,    /* a person has to look: the exceptions queue */
	SG_POSTING_NOTHING,  /* it earns nothing, for a reason */
	SG_POSTING_NOBODY,   /* no member stayed */
	SG_POSTING_REJECTED, /* a person has decided that it does not count */
	SG_POSTING_STATES
};

/* What a person has decided about it. */
enum sg_posting_decision {
	SG_POSTING_UNDECIDED,
	SG_POSTING_COUNTS,
	SG_POSTING_COUNTS_NOT,
	SG_POSTING_DECISIONS
};

struct sg_posting_stay {
	const struct sg_id *stay;
	const struct sg_id *guest; /* NULL: nobody's */
	int32_t arrival_day, departure_day;
};

/* The stay is over, or was and is not any more: it is posted at `due_us` (hotel time) if the chain
 * has a programme by then or it was posted before. After its row was written. */
void sg_posting_due(struct sg_script *script, const struct sg_posting_stay *stay,
	const struct sg_id *chain, int64_t due_us);

/* Something of the stay has changed (a charge, a decision): it is looked at again, at once or when
 * it would be posted anyway. Nothing where the stay has no row. */
void sg_posting_touch(struct sg_script *script, const struct sg_id *stay, int64_t now_us);

/* One that is due. */
struct sg_posting_row {
	struct sg_id stay, property, guest;
	uint32_t shard, version, property_version;
	int32_t arrival_day, departure_day;
	int64_t due_us, clock_us;
	enum sg_posting_state state;
	const char *reason;
	enum sg_posting_decision decided;
	struct sg_id account; /* where its entries stand; nil = nowhere */
	const char *tier;     /* by which it earned; NULL = it has not */
	/* As it was when it was last looked at; a nil guest = not yet. */
	struct sg_id seen_guest;
	int32_t seen_arrival_day, seen_departure_day;
	int64_t since_us; /* hotel time since when it waits */
};

/* One set. */
void sg_postings_due(struct sg_script *script, const struct sg_due_query *due);
enum sg_status sg_postings_take(const struct sg_script *script, struct sg_arena *arena,
	struct sg_error *error, struct sg_posting_row **ret_rows, size_t *ret_count);

/* What became of it, if nothing of it changed since it was read; SG_STALE_POSTING. Of `now` state,
 * reason, account, tier, what was seen, since_us, and due_us, when it is looked at again:
 * SG_NO_TIME where only if something changes. */
void sg_posting_settle(struct sg_script *script, const struct sg_posting_row *row,
	const struct sg_posting_row *now);

/* The person's stays at that property which end or begin between these days, the one itself among
 * them: each with its state, and, in a second set, all their charges. */
void sg_posted_stays_read(struct sg_script *script, const struct sg_id *guest,
	const struct sg_id *property, int32_t first_day, int32_t last_day);

/* The same of several guests at once, each row with the guest's id before it. At least one. */
void sg_persons_stays_read(struct sg_script *script, const struct sg_id *guests,
	size_t count, const struct sg_id *property, int32_t first_day, int32_t last_day);

struct sg_posted_stay {
	struct sg_id id;
	int32_t status; /* enum sg_stay_status */
	int32_t arrival_day, departure_day;
	uint32_t version;
	const char *state; /* the merged document; NULL where it is a claim alone */
	bool claim;        /* nobody knows the stay: it is what somebody claims */
	enum sg_posting_state posting;
	enum sg_posting_decision decided;
	bool foreign;                    /* something was charged in another currency */
	const struct sg_charge *charges; /* not the reversed ones */
	size_t charge_count;
	struct sg_award_nights *awards; /* of redemptions that name it and stand */
	size_t award_count;
};
/* `currency`: the programme's. SG_INTERNAL, SG_MEMORY. */
enum sg_status sg_posted_stays_take(const struct sg_script *script, size_t set,
	const char *currency, struct sg_arena *arena, struct sg_error *error,
	struct sg_posted_stay **ret_stays, size_t *ret_count);

/* These postings are looked at again: something near them has changed. Those that are due are
 * looked at anyway; `due_too` where who has read one of them already must not write it. */
void sg_postings_again(struct sg_script *script, const struct sg_id *stays, size_t count,
	bool due_too, int64_t now_us);

/* Likewise those of an account which end on that day or later, but one: his tier may have been
 * another one then. */
void sg_postings_later(struct sg_script *script, const struct sg_id *account,
	int32_t from_day, const struct sg_id *except, int64_t now_us);

/* Likewise all of these guests: they may be members of something else now. At least one. */
void sg_postings_of_guests(struct sg_script *script, const struct sg_id *guests,
	size_t count, int64_t now_us);

#endif
