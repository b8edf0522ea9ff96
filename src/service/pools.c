/* A purse of several persons. */
#include "service/pools.h"

#include "core/identity.h"
#include "service/answer.h"

struct sg_id sg_pool_key(
	const struct sg_call *call, const char *programme, const char *pool)
{
	const struct sg_ref ref = {.system = programme, .id = pool};

	return sg_ref_key("pool", call->house->house.chain, &ref);
}

static enum sg_status take_pools(
	struct sg_call *call, const struct sg_script *script, struct sg_pools *ret_pools)
{
	struct sg_pools pools = {.count = sg_pools_count(script, 0)};

	pools.rows = sg_arena_array(call->arena, pools.count, sizeof *pools.rows);
	if (pools.rows == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < pools.count; i++) {
		sg_pools_take(script, 0, i, &pools.rows[i]);
	}
	*ret_pools = pools;
	return SG_OK;
}

/* The purse's own and those of the pools; an account twice is no matter. */
static enum sg_status find_all(struct sg_call *call, const struct sg_script *script,
	const struct sg_id *own, struct sg_purse *purse)
{
	size_t count = sg_pools_accounts(script, 0);
	struct sg_id *accounts =
		sg_arena_array(call->arena, count + purse->count, sizeof *accounts);
	size_t own_count = purse->count;
	struct sg_id pool;

	if (accounts == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < count; i++) {
		accounts[i] = sg_pools_account(script, 0, i, &pool);
	}
	for (size_t i = 0; i < own_count; i++) {
		accounts[count + i] = own[i];
	}
	return sg_purse_find_accounts(call, accounts, count + own_count, purse);
}

enum sg_status sg_pools_widen(
	struct sg_call *call, struct sg_purse *purse, struct sg_pools *ret_pools)
{
	struct sg_id *own = sg_arena_array(call->arena, purse->count, sizeof *own);
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	if (own == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < purse->count; i++) {
		own[i] = purse->members[i].membership.account;
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_pools_read(&script, own, purse->count);
	status = sg_call_run(call, &script, &outcome);
	if (status == SG_OK) {
		status = take_pools(call, &script, ret_pools);
	}
	return status == SG_OK && ret_pools->count > 0
	               ? find_all(call, &script, own, purse)
	               : status;
}

void sg_pools_expect(struct sg_script *script, const struct sg_pools *pools)
{
	for (size_t i = 0; i < pools->count; i++) {
		sg_pool_expect(script, &pools->rows[i]);
	}
}
