/*
 * The points of a member: his account, its lots and entries, and what he qualified with. Whoever
 * writes any of it writes the account's row, whose version keeps them together.
 */
#ifndef SG_STORE_ACCOUNTS_H
#define SG_STORE_ACCOUNTS_H

#include <stdint.h>

#include "core/ledger.h"
#include "core/tier.h"
#include "store/script.h"

struct sg_account_row {
	struct sg_id account;
	uint32_t version; /* 0 = not stored yet */
	uint32_t entries;
	int64_t points, held;
	int32_t active_day;
	struct sg_measures lifetime;
	const char
		*standing; /* as document/standing.h writes it; NULL until it is opened */
	const char *grants;    /* as document/grant.h writes them; NULL = none */
	struct sg_id property; /* by whose time it is looked at; nil where not said */
	int64_t look_us; /* hotel time; SG_NO_TIME: nothing comes by itself. Not read */
};

/*
 * The account, the lots of which there is something left or held, those of one source, of
 * milestones and of tiers from that day on, and what he qualified with from that day on by other
 * sources: SG_ACCOUNT_SETS result sets.
 */
enum { SG_ACCOUNT_SETS = 4 };
void sg_account_read(struct sg_script *script, const struct sg_id *account,
	const char *source, int32_t from_day);

/* The same of several accounts at once, all of one first day, each row with the account's id before
 * it; and what each source has counted before (sg_qualified_read), a set more. At least one; no
 * source may be another's. */
struct sg_account_key {
	struct sg_id account;
	const char *source;
};
void sg_accounts_read(struct sg_script *script, const struct sg_account_key *keys,
	size_t count, int32_t from_day);

/* From set `set` on. `ret_ledger` gets the lots, nothing else; SG_MEMORY. */
enum sg_status sg_account_take(const struct sg_script *script, size_t set,
	const struct sg_id *account, struct sg_arena *arena, struct sg_error *error,
	struct sg_account_row *ret_row, struct sg_ledger *ret_ledger,
	struct sg_qualified **ret_qualified, size_t *ret_qualified_count);

/* Only what he qualified with, of that day and later: one set, ascending by day. SG_MEMORY. */
void sg_counts_read(struct sg_script *script, const struct sg_id *account,
	const char *source, int32_t from_day);
enum sg_status sg_counts_take(const struct sg_script *script, size_t set,
	struct sg_arena *arena, struct sg_error *error,
	struct sg_qualified **ret_qualified, size_t *ret_count);

/* Of one source, for what it counted before; one set, one row or none. */
void sg_qualified_read(
	struct sg_script *script, const struct sg_id *account, const char *source);
bool sg_qualified_take(
	const struct sg_script *script, size_t set, struct sg_qualified *ret_qualified);

/* The lots of one source, those that are spent or reversed too: one set. */
void sg_lots_of_source_read(
	struct sg_script *script, const struct sg_id *account, const char *source);
/* Those of which something has expired and nothing is left, earned on that day or later. */
void sg_lots_expired_read(
	struct sg_script *script, const struct sg_id *account, int32_t from_day);
/* Appends those that are not in the ledger; SG_MEMORY. */
enum sg_status sg_lots_add(const struct sg_script *script, size_t set,
	const struct sg_id *account, struct sg_error *error, struct sg_ledger *ledger);

/* What a source counts from now on; a measure of nothing stays as a row. */
void sg_qualified_write(struct sg_script *script, const struct sg_id *account,
	const char *source, const struct sg_qualified *qualified);

/* The account as it will be, if it still is at row->version; SG_STALE_ACCOUNT. The version is
 * raised here. */
void sg_account_write(struct sg_script *script, const struct sg_account_row *row);

/* Sums of this account's lots and entries, for row->points, held and entries. */
void sg_account_count(struct sg_account_row *row, const struct sg_ledger *ledger);

#endif
