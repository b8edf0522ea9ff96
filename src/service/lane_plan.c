/* Stays whose moment has come. */
#include "service/lane_due.h"
#include "service/replan.h"
#include "store/days.h"

static enum sg_status take(const struct sg_script *script, struct sg_arena *arena,
	struct sg_error *error, void **ret_rows, size_t *ret_count)
{
	struct sg_due_stay *stays = NULL;
	enum sg_status status = sg_plans_take(script, arena, error, &stays, ret_count);

	*ret_rows = stays;
	return status;
}

static struct sg_due_head head(const void *row)
{
	const struct sg_due_stay *due = row;

	return (struct sg_due_head){
		due->id, due->property, due->property_version, due->clock_us};
}

static enum sg_status settle(struct sg_call *call, const void *row)
{
	return sg_replan(call, row);
}

static void put_off(struct sg_script *script, const void *row, int64_t until_us)
{
	sg_plan_put_off(script, row, until_us);
}

const struct sg_due_kind sg_due_plans = {.what = "stay",
	.done = "planned",
	.size = sizeof(struct sg_due_stay),
	.read = sg_plans_due,
	.take = take,
	.head = head,
	.settle = settle,
	.put_off = put_off};
