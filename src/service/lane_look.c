/* Members who do nothing: what enrolment earns comes, their points expire, their tiers are lost, on
 * the day. */
#include "core/time.h"
#include "service/lane_due.h"
#include "service/purse.h"
#include "store/looks.h"

static enum sg_status take(const struct sg_script *script, struct sg_arena *arena,
	struct sg_error *error, void **ret_rows, size_t *ret_count)
{
	struct sg_look_row *rows = NULL;
	enum sg_status status = sg_looks_take(script, arena, error, &rows, ret_count);

	*ret_rows = rows;
	return status;
}

static struct sg_due_head head(const void *row)
{
	const struct sg_look_row *due = row;

	return (struct sg_due_head){
		due->account, due->property, due->property_version, due->clock_us};
}

/* Nobody's, or his who left before it began. */
static bool is_idle(const struct sg_purse *purse)
{
	return purse->count == 0 || (purse->members[0].membership.cancelled &&
					    purse->members[0].account.standing == NULL);
}

/* Whoever writes the account in between has brought it up himself. */
static enum sg_status bring_up(struct sg_call *call, const void *due)
{
	const struct sg_look_row *row = due;
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_purse purse;
	struct sg_script script;
	bool idle;
	enum sg_status status = sg_purse_find_accounts(call, &row->account, 1, &purse);

	if (status == SG_OK) {
		status = sg_purse_read(call, &purse);
	}
	idle = status == SG_OK && is_idle(&purse);
	if (status == SG_OK && !idle) {
		status = sg_purse_open(call, &purse);
	}
	if (status != SG_OK) {
		return status;
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_WRITE);
	if (idle) {
		sg_look_put_off(&script, row, SG_NO_TIME);
	} else {
		status = sg_purse_write(call, &purse, true, false, NULL, &script);
	}
	return status == SG_OK ? sg_call_run(call, &script, &outcome) : status;
}

static void put_off(struct sg_script *script, const void *row, int64_t until_us)
{
	sg_look_put_off(script, row, until_us);
}

const struct sg_due_kind sg_due_looks = {.what = "account",
	.done = "looked at",
	.size = sizeof(struct sg_look_row),
	.read = sg_looks_due,
	.take = take,
	.head = head,
	.settle = bring_up,
	.put_off = put_off};
