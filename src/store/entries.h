/* The ledger of an account as it is written, and as it is read page by page. */
#ifndef SG_STORE_ENTRIES_H
#define SG_STORE_ENTRIES_H

#include <stdint.h>

#include "core/ledger.h"
#include "store/accounts.h"
#include "store/script.h"

/* Appends what was done of this account in `ledger`: its new entries numbered on from row->entries,
 * and the lots that they moved. `why` goes with what was done by hand, spent or transferred, and
 * may be NULL. However many they are, the script's shapes and values are few: above
 * SG_ENTRIES_FEW the server takes them out of one text. */
enum { SG_ENTRIES_FEW = 32 };
void sg_entries_write(struct sg_script *script, const struct sg_account_row *row,
	const struct sg_ledger *ledger, int32_t day, int64_t at_us, const char *why);

/* A page of the ledger, the latest first: entries with numbers below `before` (0: all), of lots
 * with source and rule. */
struct sg_entry_line {
	uint32_t number;
	struct sg_id operation;
	enum sg_entry_kind kind;
	int64_t points, held;
	int32_t day;
	const char *source, *rule; /* of its lot */
	int64_t amount;            /* likewise: what its points are for */
	const char *why;
};
void sg_entries_read(struct sg_script *script, const struct sg_id *account,
	uint32_t before, uint32_t most);
enum sg_status sg_entries_take(const struct sg_script *script, size_t set,
	const struct sg_id *account, struct sg_arena *arena, struct sg_error *error,
	struct sg_entry_line **ret_lines, size_t *ret_count);

#endif
