/* Stays whose points have come. */
#include "service/lane_due.h"
#include "service/posting_batch.h"

_Static_assert(SG_POST_MOST <= (int)SG_DUE_TOGETHER, "more than lane_due.c takes");

static enum sg_status take(const struct sg_script *script, struct sg_arena *arena,
	struct sg_error *error, void **ret_rows, size_t *ret_count)
{
	struct sg_posting_row *rows = NULL;
	enum sg_status status = sg_postings_take(script, arena, error, &rows, ret_count);

	*ret_rows = rows;
	return status;
}

static struct sg_due_head head(const void *row)
{
	const struct sg_posting_row *due = row;

	return (struct sg_due_head){
		due->stay, due->property, due->property_version, due->clock_us};
}

static enum sg_status settle(struct sg_call *call, const void *row)
{
	return sg_post(call, row);
}

static enum sg_status together(
	struct sg_call *call, const void *rows, size_t count, bool *settled)
{
	return sg_post_batch(call, rows, count, settled);
}

static void put_off(struct sg_script *script, const void *row, int64_t until_us)
{
	const struct sg_posting_row *due = row;
	struct sg_posting_row later = *due;

	later.due_us = until_us;
	sg_posting_settle(script, due, &later);
}

const struct sg_due_kind sg_due_postings = {.what = "stay",
	.done = "posted",
	.size = sizeof(struct sg_posting_row),
	.read = sg_postings_due,
	.take = take,
	.head = head,
	.settle = settle,
	.together = together,
	.most = SG_POST_MOST,
	.put_off = put_off};
