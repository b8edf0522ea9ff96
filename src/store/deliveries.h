/*
 * Deliveries as work sees them: due rows of the shards it holds, and what became of them. A
 * success settles whatever else happened meanwhile; a failure only if the row still wants what
 * was tried.
 */
#ifndef SG_STORE_DELIVERIES_H
#define SG_STORE_DELIVERIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "store/dossier.h"
#include "store/script.h"

enum { SG_DIGEST_KEPT = 16 }; /* bytes kept of the digest of a cut */

struct sg_delivery_row {
	uint32_t shard;
	struct sg_id stay, endpoint, property;
	uint32_t property_version;
	uint32_t wanted, must, delivered, attempts;
	bool ends; /* it is told that the stay is its business no more */
	/* Its stay is to be planned anew first: what was decided may have been taken back. */
	bool waits;
	bool sent_before;
	unsigned char sent_digest[SG_DIGEST_KEPT];
	bool assumed; /* `told` counts as told, and the digest of its cut is not noted yet */
	struct sg_revision_row told;
	int64_t due_us, wanted_us, deadline_us;
	int64_t asked_us; /* wall time at which somebody asked to try it at once */
	int64_t clock_us; /* the property's hotel time where documents drive it */
	const char *reason;
	struct sg_revision_row revision; /* body NULL: it cannot be opened */
};

/* Due rows of these shards, at most `most`, soonest first. With `by_clock` the property's own hotel
 * time says whether a stay waits to be planned, else wall time. */
void sg_deliveries_due(struct sg_script *script, const uint32_t *shards, size_t count,
	int64_t wall_us, bool by_clock, uint32_t most);
enum sg_status sg_deliveries_take(const struct sg_script *script, struct sg_arena *arena,
	struct sg_error *error, struct sg_delivery_row **ret_rows, size_t *ret_count);

enum sg_settlement {
	SG_SETTLE_DELIVERED, /* sent and received */
	SG_SETTLE_SILENT, /* nothing to send: the cut is as it was, or nothing was ever sent */
	SG_SETTLE_RETRY,    /* failed: again at due_us */
	SG_SETTLE_POSTPONE, /* not tried: again at due_us */
	SG_SETTLE_DEAD,     /* to the dead letters */
};

struct sg_settle_row {
	enum sg_settlement settlement;
	uint32_t shard;
	struct sg_id stay, endpoint;
	uint32_t revision; /* that was tried */
	uint32_t attempts; /* as read */
	bool noted; /* DELIVERED, SILENT: the digest is that of the list it was told last */
	unsigned char digest[SG_DIGEST_KEPT];
	int64_t due_us;     /* RETRY, POSTPONE: wall time */
	int64_t hotel_us;   /* DEAD */
	const char *reason; /* RETRY, DEAD */
};

enum { SG_SETTLE_MAX = 64 }; /* rows in one transaction */

/* Sorts, and appends one statement for what was delivered or needs nothing, and one each for the
 * rest, both in key order, in which two settlers do not deadlock. Padded to powers of two by
 * repeating the last, which settles nothing twice. At most SG_SETTLE_MAX. */
void sg_deliveries_settle(
	struct sg_script *script, struct sg_settle_row *rows, size_t count);

/* Dead letters or waiting rows of one property, for people; oldest first; of the endpoint of that
 * name, or with NULL of all. Columns: stay, endpoint name, wanted, delivered, attempts, due_at,
 * deadline, dead_us, reason. */
void sg_deliveries_list(struct sg_script *script, const struct sg_id *property,
	const char *endpoint, bool dead, uint32_t most);

/* Dead letters of a property come back to life; `stay` and `endpoint` nil = all. */
void sg_deliveries_retry(struct sg_script *script, const struct sg_id *property,
	const struct sg_id *stay, const struct sg_id *endpoint, int64_t wall_us,
	int64_t deadline_us);

/* The stay's deliveries that have not arrived: one set of endpoint and the revision that was
 * delivered before, 0 for none. */
void sg_deliveries_missing(struct sg_script *script, const struct sg_stay_row *stay);

/* For health: waiting rows and the oldest wanted_us among them, 160 of each shard at most; dead
 * letters (counted to 10,000). */
void sg_deliveries_health(struct sg_script *script);

/* Every open stay's list counts as delivered to every enabled endpoint of the property, without
 * having been sent. The digests of the cuts are noted when work first looks at a later one. */
void sg_deliveries_assume(
	struct sg_script *script, const struct sg_id *property, int64_t wall_us);

/*
 * An endpoint is told of every open stay that has a list and that it was not told of, a check-in
 * as `issued`, as for anybody who hears of it first. With `enabled` (it is new, or was away) also
 * a check-in that it missed; with `recut` (it sees otherwise than before) it looks again at what
 * it was told, too.
 */
void sg_deliveries_seed(struct sg_script *script, const struct sg_id *property,
	const struct sg_id *endpoint, int64_t wall_us, bool enabled, bool recut);

/* An endpoint that said it is gone: disabled, and caches learn of it. Nothing where it was changed
 * since `version`. */
void sg_endpoint_disable(struct sg_script *script, const struct sg_id *property,
	const struct sg_id *endpoint, uint32_t version);

#endif
