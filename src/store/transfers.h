/* Points that members gave to one another, each by the PMS's id of it. */
#ifndef SG_STORE_TRANSFERS_H
#define SG_STORE_TRANSFERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/ledger.h"
#include "store/script.h"

struct sg_transfer_row {
	struct sg_id account; /* of who gave; other profiles of his may have given, too */
	const char *transfer; /* the PMS's id */
	struct sg_id operation;
	struct sg_id receiver; /* the account that got them */
	int32_t kind;          /* enum sg_transfer_kind */
	int32_t state;         /* enum sg_transfer_state */
	int64_t points, fee;
	int32_t day;
	const char *why; /* JSON; NULL = not said */
};

/* What the accounts gave in one way from one day to another, those in a state left out. */
struct sg_transfers_sum {
	int32_t kind, but_state;
	int32_t from_day, until_day;
};

/* That of this id in these accounts, at least one, and the entries by which its points went:
 * SG_TRANSFER_SETS sets. */
enum { SG_TRANSFER_SETS = 2 };
void sg_transfers_read(struct sg_script *script, const struct sg_id *accounts,
	size_t count, const char *transfer);

/* What these accounts, at least one, gave: one set. */
void sg_transfers_sum_read(struct sg_script *script, const struct sg_id *accounts,
	size_t count, const struct sg_transfers_sum *sum);
int64_t sg_transfers_summed(const struct sg_script *script, size_t set);

/* That of `account`, else the first; false where there is none. `ret_gave` are its entries,
 * ascending by account; their lots are good for as long as the rule in force says. SG_MEMORY. */
enum sg_status sg_transfer_take(const struct sg_script *script, size_t set,
	const struct sg_id *account, struct sg_arena *arena, struct sg_error *error,
	bool *ret_found, struct sg_transfer_row *ret_row, struct sg_given **ret_gave,
	size_t *ret_count);

/* A new one; DUPLICATE on "PRIMARY" when somebody said it meanwhile. */
void sg_transfer_insert(struct sg_script *script, const struct sg_transfer_row *row);

/* What became of it, if it still is in `from`; SG_STALE_REDEMPTION. */
void sg_transfer_end(
	struct sg_script *script, const struct sg_transfer_row *row, int32_t from);

#endif
