/* pool.changed: who redeems together from now on. */
#include "service/handlers.h"

#include <stdio.h>

#include "document/pool.h"
#include "service/answer.h"
#include "service/pools.h"
#include "service/second.h"
#include "service/subject.h"

struct pooling {
	struct sg_pool_document said;
	struct sg_id id;
	struct sg_pool_place places[SG_POOL_MAX]; /* in the order of what was said */
	const char *why;
	struct sg_pool_row row;
	enum sg_outcome outcome;
};

static enum sg_status fail_at(struct sg_call *call, size_t at, enum sg_status status,
	const char *code, const char *message)
{
	char path[40];

	(void)snprintf(path, sizeof path, "/data/members/%zu", at);
	return sg_fail(call->error, status, code, path, "%s", message);
}

/* How many may be in one today. */
static enum sg_status check_count(
	struct sg_call *call, const struct pooling *pooling, const struct sg_purse *purse)
{
	const struct sg_programme_version *version =
		sg_programme_on(&purse->members[0].programme, sg_member_today(call));
	int32_t most = version != NULL ? version->pool_max : 0;

	if (pooling->said.member_count <= (size_t)most) {
		return SG_OK;
	}
	return sg_fail(call->error, SG_REFUSED, "pool_limit", "/data/members",
		most == 0 ? "members of the programme do not redeem together"
			  : "more than the programme lets redeem together");
}

static enum sg_status find_member(
	struct sg_call *call, struct pooling *pooling, size_t at)
{
	const struct sg_refs *refs = &pooling->said.members[at];
	struct sg_guest_work guest;
	struct sg_purse purse;
	char path[40];
	enum sg_status status;

	(void)snprintf(path, sizeof path, "/data/members/%zu/ids", at);
	status = sg_purse_guest_at(call, refs->refs, refs->count, path, &guest);
	if (status == SG_OK) {
		status = sg_purse_find(call, &guest, pooling->said.programme, &purse);
	}
	if (status != SG_OK) {
		return status;
	}
	sg_purse_drop_cancelled(&purse);
	sg_purse_keep_own(&purse, &guest.file.guest.id);
	if (purse.count == 0) {
		return fail_at(call, at, SG_REFUSED, "member_cancelled",
			"he is no member of it any more");
	}
	pooling->places[at] = (struct sg_pool_place){
		.account = purse.members[0].membership.account, .is_new = true};
	for (size_t i = 0; i < at; i++) {
		if (sg_id_equal(
			    &pooling->places[i].account, &pooling->places[at].account)) {
			return fail_at(call, at, SG_INVALID, "element_repeated",
				"he is named twice");
		}
	}
	return check_count(call, pooling, &purse);
}

/* Who is in it already; and nobody is in two. */
static enum sg_status find_places(
	struct sg_call *call, const struct sg_script *script, struct pooling *pooling)
{
	for (size_t i = 0; i < sg_pools_accounts(script, 1); i++) {
		struct sg_id pool, account = sg_pools_account(script, 1, i, &pool);

		for (size_t k = 0; k < pooling->said.member_count; k++) {
			struct sg_pool_place *place = &pooling->places[k];

			if (!sg_id_equal(&account, &place->account)) {
				continue;
			}
			if (!sg_id_equal(&pool, &pooling->id)) {
				return fail_at(call, k, SG_REFUSED, "pool_other",
					"he is in another pool");
			}
			place->is_new = false;
		}
	}
	return SG_OK;
}

static enum sg_status read(struct sg_call *call, struct pooling *pooling)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	struct sg_id accounts[SG_POOL_MAX];
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < pooling->said.member_count && status == SG_OK; i++) {
		status = find_member(call, pooling, i);
		accounts[i] = pooling->places[i].account;
	}
	if (status != SG_OK) {
		return status;
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_pool_read(&script, &pooling->id);
	if (pooling->said.member_count > 0) {
		sg_pools_read(&script, accounts, pooling->said.member_count);
	}
	status = sg_call_run(call, &script, &outcome);
	if (status != SG_OK) {
		return status;
	}
	sg_pool_take(&script, 0, &pooling->row);
	return pooling->said.member_count > 0 ? find_places(call, &script, pooling)
	                                      : SG_OK;
}

static bool adds_somebody(const struct pooling *pooling)
{
	for (size_t i = 0; i < pooling->said.member_count; i++) {
		if (pooling->places[i].is_new) {
			return true;
		}
	}
	return false;
}

/* Who comes to others lets them spend what he has. */
static enum sg_status check_second(struct sg_call *call, struct pooling *pooling)
{
	const struct sg_pool_document *said = &pooling->said;
	struct sg_buffer why = {0};
	enum sg_status status;

	pooling->why = NULL;
	if (said->member_count < 2 || !adds_somebody(pooling)) {
		return SG_OK;
	}
	status = sg_second_check(call, said->reason, said->second,
		"a manager puts members together who spend each other's points");
	if (status != SG_OK) {
		return status;
	}
	sg_second_why(call, said->reason, said->second, &why);
	pooling->why = sg_buffer_settle(&why, call->arena);
	return pooling->why != NULL ? SG_OK : sg_call_memory(call);
}

/* Those who will be in it. */
static enum sg_status put(
	struct sg_call *call, struct pooling *pooling, struct sg_script *script)
{
	enum sg_status status;

	if (pooling->row.version > 0 && pooling->row.at_us > call->envelope.time_us) {
		pooling->outcome = SG_OUTCOME_OLDER;
		return SG_OK;
	}
	status = check_second(call, pooling);
	pooling->row.id = pooling->id;
	pooling->row.pool = pooling->said.pool;
	pooling->row.at_us = call->envelope.time_us;
	sg_pool_write(script, &pooling->row, pooling->places, pooling->said.member_count,
		pooling->why);
	return status;
}

static enum sg_status change(struct sg_call *call, void *data, bool *ret_again)
{
	struct pooling *pooling = data;
	struct sg_script script;
	bool taken = false;
	enum sg_status status = sg_subject_taken(call, &pooling->id, &taken);

	pooling->outcome = taken ? SG_OUTCOME_REPEATED : SG_OUTCOME_APPLIED;
	if (status == SG_OK && !taken) {
		status = read(call, pooling);
	}
	if (status != SG_OK || taken) {
		return status;
	}
	sg_subject_begin(call, &script, &pooling->id);
	status = put(call, pooling, &script);
	return status == SG_OK ? sg_subject_run(call, &script, ret_again) : status;
}

enum sg_status sg_handle_pool_changed(struct sg_call *call)
{
	struct pooling pooling = {.outcome = SG_OUTCOME_APPLIED};
	enum sg_status status = sg_pool_decode(
		call->envelope.data, call->arena, call->error, &pooling.said);

	if (status == SG_OK) {
		status = sg_subject_roles(call, SG_BY_DESK,
			"the desk, a manager or the system says who redeems together");
	}
	if (status == SG_OK) {
		status = sg_call_house(call, 0);
	}
	if (status == SG_OK) {
		pooling.id = sg_pool_key(call, pooling.said.programme, pooling.said.pool);
		status = sg_subject_try(call, change, &pooling);
	}
	if (status != SG_OK) {
		return status;
	}
	sg_reply_begin(call->reply, pooling.outcome);
	sg_reply_text(call->reply, "pool", pooling.said.pool);
	sg_reply_int(call->reply, "members", (int64_t)pooling.said.member_count);
	return sg_call_reply_end(call);
}
