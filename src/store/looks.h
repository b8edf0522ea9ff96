/* Accounts in which something comes by itself: points expire, a tier is lost. */
#ifndef SG_STORE_LOOKS_H
#define SG_STORE_LOOKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "store/due.h"
#include "store/script.h"

struct sg_look_row {
	struct sg_id account;
	struct sg_id property; /* by whose time it goes */
	uint32_t version;      /* of the account */
	uint32_t property_version;
	int64_t clock_us; /* of the property; SG_NO_TIME = none */
};

/* One set. */
void sg_looks_due(struct sg_script *script, const struct sg_due_query *due);
/* SG_MEMORY. */
enum sg_status sg_looks_take(const struct sg_script *script, struct sg_arena *arena,
	struct sg_error *error, struct sg_look_row **ret_rows, size_t *ret_count);

/* The account begins on that day: it is looked at and opened then, unless it was before. The row
 * is there from now on, with nothing in it. */
void sg_look_begin(struct sg_script *script, const struct sg_id *account,
	const struct sg_id *property, int32_t enrolled_day, int64_t look_us);

/* Looked at again then, SG_NO_TIME = never, where nobody wrote it since. */
void sg_look_put_off(
	struct sg_script *script, const struct sg_look_row *row, int64_t look_us);

#endif
