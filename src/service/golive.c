/* Going live: present cuts count as delivered. */
#include "service/golive.h"

#include "service/houses.h"
#include "service/render.h"
#include "store/days.h"
#include "store/deliveries.h"

static enum sg_status mark_one(struct sg_call *call, struct sg_script *script,
	const struct sg_stay_row *stay, const struct sg_target *target)
{
	struct sg_delivery_row row = {
		.shard = stay->shard,
		.stay = stay->id,
		.endpoint = target->id,
		.property = stay->property,
		.wanted = stay->revision,
		.revision = stay->last,
	};
	struct sg_rendered rendered;
	enum sg_status status = sg_render(call, call->house, target, &row, &rendered);

	if (status == SG_OK) {
		sg_delivery_assume(script, &row, rendered.digest, call->wall_us);
	}
	return status;
}

enum sg_status sg_go_live(struct sg_call *call, struct sg_script *script)
{
	const struct sg_house_entry *house = call->house;
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_day_rows open;
	struct sg_script read;
	enum sg_status status;

	sg_script_begin(&read, call->arena, SG_SCRIPT_READ);
	sg_open_stays_read(&read, &house->house.id);
	status = sg_call_run(call, &read, &outcome);
	if (status == SG_OK) {
		status = sg_day_take(&read, call->arena, call->error, &open);
	}
	for (size_t i = 0; status == SG_OK && i < open.stay_count; i++) {
		for (size_t k = 0; status == SG_OK && k < house->target_count; k++) {
			if (open.stays[i].revision > 0 && house->targets[k].usable) {
				status = mark_one(
					call, script, &open.stays[i], &house->targets[k]);
			}
		}
	}
	return status;
}
