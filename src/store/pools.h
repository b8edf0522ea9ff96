/* Who redeems together. Whoever changes a pool raises its version; who draws on it expects that it
 * is as it was read. */
#ifndef SG_STORE_POOLS_H
#define SG_STORE_POOLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/id.h"
#include "store/script.h"

struct sg_pool_row {
	struct sg_id id;
	uint32_t version; /* 0 = not stored */
	int64_t at_us;    /* of the latest word on it */
	const char *pool; /* the PMS's id of it */
};

/* One set: that pool, or none. */
void sg_pool_read(struct sg_script *script, const struct sg_id *id);
void sg_pool_take(
	const struct sg_script *script, size_t set, struct sg_pool_row *ret_row);

/* The pools that these accounts, at least one, are in, and everybody who is in one of them:
 * SG_POOL_SETS sets. */
enum { SG_POOL_SETS = 2 };
void sg_pools_read(struct sg_script *script, const struct sg_id *accounts, size_t count);
size_t sg_pools_count(const struct sg_script *script, size_t set);
void sg_pools_take(const struct sg_script *script, size_t set, size_t row,
	struct sg_pool_row *ret_row);
size_t sg_pools_accounts(const struct sg_script *script, size_t set);
struct sg_id sg_pools_account(
	const struct sg_script *script, size_t set, size_t row, struct sg_id *ret_pool);

/* As it will be, with these accounts, if it still is at row->version: who is new there is so for
 * `why`, JSON or NULL. SG_STALE_ACCOUNT, DUPLICATE on "PRIMARY" where somebody made it or joined
 * another meanwhile. */
struct sg_pool_place {
	struct sg_id account;
	bool is_new;
};
void sg_pool_write(struct sg_script *script, const struct sg_pool_row *row,
	const struct sg_pool_place *places, size_t count, const char *why);

/* That it stays as it was read until the commit; SG_STALE_ACCOUNT. */
void sg_pool_expect(struct sg_script *script, const struct sg_pool_row *row);

#endif
