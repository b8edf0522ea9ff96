/* Going through the members of a programme that has other rules, some at a time. */
#ifndef SG_STORE_WALKS_H
#define SG_STORE_WALKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "store/due.h"
#include "store/script.h"

struct sg_walk_row {
	struct sg_id chain;
	const char *programme; /* its code */
	uint32_t version;      /* of the programme */
	struct sg_id property; /* by whose time it goes */
	uint32_t property_version;
	int64_t clock_us; /* of the property; SG_NO_TIME = none */
	int64_t look_us;  /* when accounts are looked at; SG_NO_TIME = they need not be */
	bool lists;       /* what is planned for them is planned again */
	struct sg_id account; /* up to which they were gone through; nil = it begins */
	int64_t members;      /* so many were */
};

/* One set; what is due now, and how to take it: SG_MEMORY. */
void sg_walks_due(struct sg_script *script, const struct sg_due_query *due);
enum sg_status sg_walks_take(const struct sg_script *script, struct sg_arena *arena,
	struct sg_error *error, struct sg_walk_row **ret_rows, size_t *ret_count);

/* Begins one, at once. Where one is under way it begins again, and does what both were to. */
void sg_walk_begin(
	struct sg_script *script, const struct sg_walk_row *row, int64_t due_us);

/* The next members, at most `most`: one set, account and guest, ascending by account; a row for
 * each profile of the person. */
void sg_walk_members_read(
	struct sg_script *script, const struct sg_walk_row *row, uint32_t most);

/* These accounts, at least one, are looked at then, or sooner where they were to be. Whoever
 * decides by what he has read of them before decides again. */
void sg_accounts_wake(struct sg_script *script, const struct sg_id *accounts,
	size_t count, const struct sg_id *property, int64_t look_us);

/* It has come as far as `now` and goes on at `due_us`, SG_NO_TIME: it is over. If it is where it
 * was read (SG_STALE_PROGRAMME). */
void sg_walk_settle(struct sg_script *script, const struct sg_walk_row *read,
	const struct sg_walk_row *now, int64_t due_us);

/* Those under way, for people: one set, programme, version, members; at most ten. */
void sg_walks_read(struct sg_script *script);

#endif
