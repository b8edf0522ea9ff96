/* Coming, going, moving. */
#include "service/leaving.h"

#include <string.h>

#include "core/time.h"
#include "document/house.h"
#include "service/alert.h"
#include "service/compose.h"

static void follow_times(struct sg_stay *stay, int64_t at_us)
{
	if (stay->status == SG_STAY_CHECKED_IN && stay->checked_in_us == SG_NO_TIME) {
		stay->checked_in_us = at_us;
	} else if (stay->status < SG_STAY_CHECKED_IN) {
		stay->checked_in_us = SG_NO_TIME;
	}
	if (stay->status != SG_STAY_CHECKED_OUT) {
		stay->checked_out_us = SG_NO_TIME;
	} else if (stay->checked_out_us == SG_NO_TIME) {
		stay->checked_out_us = at_us;
	}
}

void sg_case_follow(struct sg_case *work, struct sg_case_stay *stay,
	const struct sg_stay_state *before, uint32_t changed)
{
	struct sg_stay *now = &stay->state.stay;
	const struct sg_stay *then = before != NULL ? &before->stay : NULL;
	uint32_t in_columns = 1u << SG_GROUP_STATUS | 1u << SG_GROUP_DATES |
	                      1u << SG_GROUP_ROOM | 1u << SG_GROUP_TYPE;

	stay->change = sg_stay_difference(then, now, (changed & ~in_columns) != 0);
	if (then == NULL) {
		now->checked_in_us = SG_NO_TIME;
		now->checked_out_us = SG_NO_TIME;
	}
	follow_times(now, work->call->envelope.time_us);
	/* The guest stands in the lobby, or no more: no list reads otherwise for that, and
	 * everybody must know. */
	stay->forced = sg_stay_open(now->status) &&
	               (now->status == SG_STAY_WAITING) !=
	                       (then != NULL && then->status == SG_STAY_WAITING);
	if (then != NULL && then->status == SG_STAY_CHECKED_IN && then->room != NULL &&
		!sg_same_text(then->room, now->room)) {
		now->room_from = then->room;
	}
}

static bool has_left(const struct sg_case_stay *stay, const struct sg_stay_state *before)
{
	const struct sg_stay *now = &stay->state.stay;

	return before != NULL && before->stay.status == SG_STAY_CHECKED_IN &&
	       before->stay.room != NULL &&
	       (now->status != SG_STAY_CHECKED_IN ||
		       !sg_same_text(before->stay.room, now->room));
}

static bool is_occupied(
	const struct sg_case *work, const struct sg_case_stay *but, const char *room)
{
	for (size_t i = 0; i < work->stay_count; i++) {
		const struct sg_stay *stay = &work->stays[i].state.stay;

		if (&work->stays[i] != but && stay->status == SG_STAY_CHECKED_IN &&
			sg_same_text(stay->room, room)) {
			return true;
		}
	}
	return false;
}

/* The room that was left: dirty, and vacant unless somebody else is in it, with what this stay
 * left in it. */
static enum sg_status write_room(struct sg_case *work, struct sg_case_stay *stay,
	struct sg_case_room *room, struct sg_script *script)
{
	struct sg_call *call = work->call;
	struct sg_stored stored = {room->row.state, strlen(room->row.state)};
	uint64_t residue = room->room.residue;
	struct sg_room_row row = room->row;
	struct sg_merged touched;
	enum sg_status status = sg_room_touch(&stored, SG_ROOM_DIRTY,
		is_occupied(work, stay, room->row.number), call->arena, call->error,
		&touched);

	if (status == SG_OK) {
		status = sg_case_residue(work, stay, &residue);
	}
	if (status != SG_OK) {
		return status;
	}
	row.version++;
	row.state = touched.state.text;
	row.made = false;
	row.last_out_us = call->envelope.time_us;
	row.residue = sg_hazards_format(residue, &call->service->catalog, call->arena);
	room->bump = false;
	sg_room_write(script, &work->house->house.id, &row, &room->row);
	return row.residue != NULL ? SG_OK : sg_call_memory(call);
}

/* Since when the stay has been in the room that it leaves. */
static int64_t since(const struct sg_stay_state *before)
{
	int64_t moved_us = before->stamps[SG_GROUP_ROOM].time_us;
	int64_t in_us = before->stay.checked_in_us;

	return moved_us > in_us ? moved_us : in_us;
}

enum sg_status sg_leaving_write(struct sg_case *work, struct sg_case_stay *stay,
	const struct sg_stay_state *before, struct sg_script *script)
{
	const struct sg_id *property = &work->house->house.id;
	enum sg_stay_status status = stay->state.stay.status;
	struct sg_case_room *room;

	if (stay->change == SG_CHANGE_REINSTATED && before->stay.room != NULL &&
		before->stay.checked_out_us != SG_NO_TIME) {
		sg_occupancy_delete(script, property, before->stay.room, &stay->row.id,
			before->stay.checked_out_us);
	}
	if (!has_left(stay, before)) {
		return SG_OK;
	}
	if (status == SG_STAY_CHECKED_OUT || status == SG_STAY_CHECKED_IN) {
		sg_occupancy_insert(script, property, before->stay.room, &stay->row.id,
			since(before), work->call->envelope.time_us);
	}
	room = sg_case_room_find(work, before->stay.room);
	return room != NULL ? write_room(work, stay, room, script) : SG_OK;
}

enum sg_status sg_move_settle(struct sg_case *work, struct sg_case_stay *stay)
{
	enum sg_status status = SG_OK;

	if (stay->state.stay.room_from == NULL ||
		!sg_same_text(stay->read_room, stay->state.stay.room)) {
		return SG_OK;
	}
	if (stay->missing == NULL) {
		status = sg_alert_read(work, stay);
	}
	if (status == SG_OK && stay->missing_count == 0) {
		stay->state.stay.room_from = NULL;
	}
	return status;
}

struct sg_list sg_move_told(const struct sg_case_stay *stay)
{
	struct sg_list last = stay->last;

	if (last.head.room_from != NULL && stay->list.head.room_from == NULL) {
		last.head.room_from = NULL;
		last.plan.kind = stay->list.plan.kind;
	}
	return last;
}
