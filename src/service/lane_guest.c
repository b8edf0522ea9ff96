/* One pass through a guest's stays: so many are put down to be looked at, and work posts them among
 * all others that are due. */
#include "core/time.h"
#include "service/context.h"
#include "service/lane_due.h"
#include "store/guest_walks.h"
#include "store/postings.h"

enum { STAYS_AT_ONCE = 100 };

static enum sg_status take(const struct sg_script *script, struct sg_arena *arena,
	struct sg_error *error, void **ret_rows, size_t *ret_count)
{
	struct sg_guest_walk_row *rows = NULL;
	enum sg_status status =
		sg_guest_walks_take(script, arena, error, &rows, ret_count);

	*ret_rows = rows;
	return status;
}

static struct sg_due_head head(const void *row)
{
	const struct sg_guest_walk_row *walk = row;

	return (struct sg_due_head){
		walk->guest, walk->house, walk->house_version, walk->clock_us};
}

static enum sg_status read(struct sg_call *call, const struct sg_guest_walk_row *walk,
	struct sg_id **ret_stays, struct sg_guest_walk_row *now, size_t *ret_count)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	const struct sg_rows *rows;
	struct sg_script script;
	struct sg_id *stays;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_guest_walk_read(&script, walk, STAYS_AT_ONCE);
	status = sg_call_run(call, &script, &outcome);
	if (status != SG_OK) {
		return status;
	}
	rows = sg_script_rows(&script, 0);
	stays = sg_arena_array(call->arena, rows->count, sizeof *stays);
	if (stays == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < rows->count; i++) {
		now->property = sg_rows_id(rows, i, 0);
		now->departure_day = sg_rows_day(rows, i, 1);
		now->stay = stays[i] = sg_rows_id(rows, i, 2);
	}
	*ret_stays = stays;
	*ret_count = rows->count;
	return SG_OK;
}

/* What one pass did is written with how far it came. */
static enum sg_status settle(struct sg_call *call, const void *row)
{
	const struct sg_guest_walk_row *walk = row;
	const int64_t now_us = sg_call_hotel_us(call);
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_guest_walk_row now = *walk;
	struct sg_id *stays = NULL;
	struct sg_script script;
	size_t count = 0;
	enum sg_status status = read(call, walk, &stays, &now, &count);

	if (status != SG_OK) {
		return status;
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_WRITE);
	sg_postings_again(&script, stays, count, true, now_us);
	sg_guest_walk_settle(
		&script, walk, &now, count < STAYS_AT_ONCE ? SG_NO_TIME : now_us);
	return sg_call_run(call, &script, &outcome);
}

static void put_off(struct sg_script *script, const void *row, int64_t until_us)
{
	sg_guest_walk_settle(script, row, row, until_us);
}

const struct sg_due_kind sg_due_guests = {.what = "guest",
	.done = "gone through stay by stay",
	.size = sizeof(struct sg_guest_walk_row),
	.read = sg_guest_walks_due,
	.take = take,
	.head = head,
	.settle = settle,
	.put_off = put_off};
