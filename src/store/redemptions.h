/* What points were spent on, each by the PMS's id of it, with the entries that hold them. */
#ifndef SG_STORE_REDEMPTIONS_H
#define SG_STORE_REDEMPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/ledger.h"
#include "store/script.h"

/* Of its nights, as they are stored. */
enum { SG_REDEMPTION_QUALIFIES = 1, SG_REDEMPTION_EARNS = 2 };

struct sg_redemption_row {
	struct sg_id account;   /* where it is kept; others may hold points for it too */
	const char *redemption; /* the PMS's id */
	struct sg_id operation; /* of its holds */
	int32_t state;          /* enum sg_redemption_state */
	int64_t points;
	const char *award;         /* its code; NULL = none was named */
	int32_t day;               /* when it was held */
	int64_t returned, penalty; /* once it is over: let go, and kept */
	const char *agreed;        /* what document/award.h wrote of it; NULL likewise */
	struct sg_id stay;         /* in which it is used; nil = not said */
	int32_t night_day,
		nights; /* of an award of nights: the first, and how many are used */
	unsigned night_terms; /* SG_REDEMPTION_QUALIFIES, SG_REDEMPTION_EARNS */
};

/* How often the accounts had an award from one day to another, those in a state left out. */
struct sg_redemptions_count {
	const char *award;
	int32_t from_day, until_day;
	int32_t but_state;
};

/* Those of that id in these accounts, at least one: SG_REDEMPTION_SETS sets. */
enum { SG_REDEMPTION_SETS = 2 };
void sg_redemptions_read(struct sg_script *script, const struct sg_id *accounts,
	size_t count, const char *redemption);

/* How often these accounts, at least one, had an award: one set. */
void sg_redemptions_count_read(struct sg_script *script, const struct sg_id *accounts,
	size_t count, const struct sg_redemptions_count *often);
int64_t sg_redemptions_counted(const struct sg_script *script, size_t set);

/* That of `account`, else the first; false where there is none. `ret_holds` are its holds,
 * ascending by account. SG_MEMORY. */
enum sg_status sg_redemption_take(const struct sg_script *script, size_t set,
	const struct sg_id *account, struct sg_arena *arena, struct sg_error *error,
	bool *ret_found, struct sg_redemption_row *ret_row, struct sg_entry **ret_holds,
	size_t *ret_count);

/* A new one; DUPLICATE on "PRIMARY" when somebody said it meanwhile. */
void sg_redemption_insert(struct sg_script *script, const struct sg_redemption_row *row);

/* What became of it, if it still is in `from`; SG_STALE_REDEMPTION. */
void sg_redemption_end(
	struct sg_script *script, const struct sg_redemption_row *row, int32_t from);

#endif
