/*
 * Which stays are to be posted, and what became of them. A row stands from the stay's end on, where
 * somebody of it is a member; whatever may change what it earns makes it due again.
 */
#ifndef SG_STORE_POSTINGS_H
#define SG_STORE_POSTINGS_H

#include <stddef.h>
#include <stdint.h>

#include "core/earning.h"
#include "core/time.h"
#include "store/script.h"

enum sg_posting_state {
	SG_POSTING_NEW,     /* not yet looked at */
	SG_POSTING_POSTED,  /* its entries stand */
	SG_POSTING_WAITS,   /* a person has to look: the exceptions queue */
	SG_POSTING_NOTHING, /* it earns nothing, for a reason */
	SG_POSTING_NOBODY,  /* no member stayed */
	SG_POSTING_STATES
};

/* The word, as replies have it: "new", "posted", "waits", "nothing", "nobody". */
const char *sg_posting_state_name(enum sg_posting_state state);

/* The stay is over, or was and is not any more: it is posted at `due_us` (hotel time) if its first
 * guest is a member then or was posted before. After its row was written. */
void sg_posting_due(struct sg_script *script, const struct sg_id *stay,
	const struct sg_id *guest, int32_t arrival_day, int32_t departure_day,
	int64_t due_us);

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
	bool decided;
};

/* Of these shards, soonest first; as sg_plans_due. One set. */
void sg_postings_due(struct sg_script *script, const uint32_t *shards, size_t count,
	int64_t hotel_us, bool by_clock, uint32_t most);
enum sg_status sg_postings_take(const struct sg_script *script, struct sg_arena *arena,
	struct sg_error *error, struct sg_posting_row **ret_rows, size_t *ret_count);

/* What became of it, if nothing of it changed since it was read; SG_STALE_POSTING. With `due_us`
 * it is looked at again then; SG_NO_TIME = not unless something changes. */
void sg_posting_settle(struct sg_script *script, const struct sg_posting_row *row,
	enum sg_posting_state state, const char *reason, int64_t due_us);

/* Others of the guest's stays at that property which end or begin between these days, and the one
 * itself: each with its state, and, in a second set, all their charges. */
void sg_posted_stays_read(struct sg_script *script, const struct sg_id *guest,
	const struct sg_id *property, int32_t first_day, int32_t last_day);

struct sg_posted_stay {
	struct sg_id id;
	int32_t status; /* enum sg_stay_status */
	int32_t arrival_day, departure_day;
	uint32_t version;
	const char *state; /* the merged document */
	enum sg_posting_state posting;
	bool decided;
	bool foreign;              /* something was charged in another currency */
	struct sg_charge *charges; /* not the reversed ones */
	size_t charge_count;
};
/* `currency`: the programme's. SG_INTERNAL, SG_MEMORY. */
enum sg_status sg_posted_stays_take(const struct sg_script *script, size_t set,
	const char *currency, struct sg_arena *arena, struct sg_error *error,
	struct sg_posted_stay **ret_stays, size_t *ret_count);

/* These postings are looked at again: something near them has changed. */
void sg_postings_again(struct sg_script *script, const struct sg_id *stays, size_t count,
	int64_t now_us);

#endif
