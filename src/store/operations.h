/* What happened to points under an id of the PMS's, in one or several accounts: its row in each,
 * and the entries of its operation. For the store's own files. */
#ifndef SG_STORE_OPERATIONS_H
#define SG_STORE_OPERATIONS_H

#include <stddef.h>

#include "core/arena.h"
#include "core/ledger.h"
#include "core/status.h"
#include "store/script.h"

/* The columns of an entry `e`, all of one kind; others may follow. */
#define SG_OPERATION_COLUMNS "e.id, e.operation, e.account, e.lot, e.points, e.held "
enum { SG_OPERATION_COUNT = 6 };

/* Of rows that begin with their account that of this one, else the first. */
size_t sg_operation_row(const struct sg_rows *rows, const struct sg_id *account);

/* Of rows of SG_OPERATION_COLUMNS those of one operation, in their order. SG_MEMORY. */
enum sg_status sg_operation_take(const struct sg_rows *rows,
	const struct sg_id *operation, enum sg_entry_kind kind, struct sg_arena *arena,
	struct sg_error *error, struct sg_entry **ret_entries, size_t *ret_count);

#endif
