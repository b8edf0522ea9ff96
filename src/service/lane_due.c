/* Finding what is due, one after the other, and going on past what cannot be read. */
#include "service/lane_due.h"

#include "core/time.h"
#include "service/houses.h"
#include "service/lane.h"
#include "store/days.h"
#include "store/deadline.h"

enum {
	DUE_AT_ONCE = 100,
	ROW_MS = 5000, /* what takes longer is put off: others wait behind it */
};

/* What cannot be read is looked at again when somebody may have mended it. */
static const int64_t unreadable_us = SG_HOUR_US;

/* What a list shows, then tiers; and what is earned, then what makes more of all these. */
static const struct due_part {
	const struct sg_due_kind *kinds[3];
	int64_t begin_ms; /* nothing more of it is begun then */
} parts[] = {
	[SG_DUE_SHOWN] = {{&sg_due_plans, &sg_due_looks}, 5000},
	[SG_DUE_EARNED] = {{&sg_due_postings, &sg_due_walks, &sg_due_guests}, 1000},
};

/* Hotel time up to which something may be due: the wall's, or, where documents drive it, the latest
 * of all properties, each of which goes by its own; SG_NO_TIME = nothing is. */
static enum sg_status find_until(struct sg_call *call, int64_t *ret_until_us)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	*ret_until_us = call->wall_us;
	if (!call->service->config.document_clock) {
		return SG_OK;
	}
	status = sg_houses_clock_write(call);
	if (status == SG_OK) {
		sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
		sg_clock_read(&script);
		status = sg_call_run(call, &script, &outcome);
	}
	if (status == SG_OK) {
		*ret_until_us = sg_rows_time(sg_script_rows(&script, 0), 0, 0);
	}
	return status;
}

/* When a part is done. */
struct due_moment {
	int64_t hotel_us; /* up to which something may be due */
	int64_t until_us; /* monotonic: nothing more is begun then */
};

static enum sg_status find_due(struct sg_lane *lane, struct sg_call *call,
	const struct sg_due_kind *kind, int64_t until_us, void **ret_rows,
	size_t *ret_count)
{
	const struct sg_due_query due = {.shards = lane->shards,
		.shard_count = lane->shard_count,
		.hotel_us = until_us,
		.by_clock = call->service->config.document_clock,
		.most = DUE_AT_ONCE};
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	kind->read(&script, &due);
	status = sg_call_run(call, &script, &outcome);
	return status == SG_OK ? kind->take(&script, call->arena, call->error, ret_rows,
					 ret_count)
	                       : status;
}

static enum sg_status enter(struct sg_call *call, const struct sg_due_head *head)
{
	enum sg_status status = sg_houses_borrow(
		call, NULL, &head->property, head->property_version, &call->house);

	if (status == SG_OK && head->clock_us != SG_NO_TIME) {
		sg_house_clock_see(call->house, head->clock_us);
	}
	return status;
}

static void go(struct sg_call *call)
{
	sg_houses_return(call->service, call->house);
	call->house = NULL;
}

static enum sg_status settle_in_house(
	struct sg_call *call, const struct sg_due_kind *kind, const void *row)
{
	const struct sg_due_head head = kind->head(row);
	enum sg_status status = enter(call, &head);

	if (status == SG_OK) {
		status = kind->settle(call, row);
		go(call);
	}
	return status;
}

/* Within its time; `ret_own` tells whether it is this one's fault that it was not. */
static enum sg_status settle(struct sg_call *call, const struct sg_due_kind *kind,
	const void *row, bool *ret_own)
{
	const int64_t deadline_us = call->deadline_us;
	enum sg_status status;
	bool late;

	call->deadline_us = sg_deadline_sooner(deadline_us, ROW_MS);
	status = settle_in_house(call, kind, row);
	late = call->deadline_us < deadline_us &&
	       sg_deadline_left_ms(call->deadline_us) == 0;
	call->deadline_us = deadline_us;
	*ret_own = status == SG_INTERNAL || status == SG_INVALID ||
	           status == SG_REFUSED || (status == SG_UNAVAILABLE && late);
	return status;
}

/* Not the database's fault but this one's: it must not hold up the others. */
static enum sg_status put_off(
	struct sg_call *call, const struct sg_due_kind *kind, const void *row)
{
	const struct sg_due_head head = kind->head(row);
	int64_t now_us = head.clock_us != SG_NO_TIME ? head.clock_us : call->wall_us;
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	char id[SG_ID_TEXT_SIZE];

	sg_id_format(&head.id, id);
	sg_service_log(call->service, SG_LOG_ERROR, "%s %s cannot be %s: %s", kind->what,
		id, kind->done, call->error->message);
	sg_script_begin(&script, call->arena, SG_SCRIPT_WRITE);
	kind->put_off(&script, row, now_us + unreadable_us);
	return sg_call_run(call, &script, &outcome);
}

/* What went wrong with several of them goes wrong again with the one whose fault it is. */
static void settle_together(struct sg_call *call, const struct sg_due_kind *kind,
	const void *rows, size_t count, bool *settled)
{
	const struct sg_due_head head = kind->head(rows);
	const int64_t deadline_us = call->deadline_us;

	if (count > 1 && enter(call, &head) == SG_OK) {
		call->deadline_us = sg_deadline_sooner(deadline_us, ROW_MS);
		(void)kind->together(call, rows, count, settled);
		call->deadline_us = deadline_us;
		go(call);
	}
}

/* How many from the first on are of one property. */
static size_t count_alike(
	const struct sg_due_kind *kind, const unsigned char *rows, size_t count)
{
	const struct sg_due_head first = kind->head(rows);
	size_t most = kind->together == NULL ? 1 : kind->most;
	size_t alike = 1;

	while (alike < count && alike < most) {
		const struct sg_due_head next = kind->head(rows + alike * kind->size);

		if (!sg_id_equal(&next.property, &first.property)) {
			break;
		}
		alike++;
	}
	return alike;
}

/* One of them at least, and no more alone once `until_us` has passed. */
static enum sg_status settle_all(struct sg_lane *lane, struct sg_call *call,
	const struct sg_due_kind *kind, const unsigned char *rows, size_t count,
	int64_t until_us, size_t *done)
{
	bool settled[SG_DUE_TOGETHER] = {false};
	enum sg_status status = SG_OK;

	settle_together(call, kind, rows, count, settled);
	for (size_t i = 0; i < count && status == SG_OK && sg_lane_is_safe(lane); i++) {
		const void *row = rows + i * kind->size;
		bool own = false;

		if (i > 0 && !settled[i] && sg_deadline_left_ms(until_us) == 0) {
			continue;
		}
		status = settled[i] ? SG_OK : settle(call, kind, row, &own);
		if (own) {
			status = put_off(call, kind, row);
		}
		*done += status == SG_OK;
	}
	return status;
}

static enum sg_status settle_kind(struct sg_lane *lane, struct sg_call *call,
	const struct sg_due_kind *kind, const struct due_moment *moment, size_t *done)
{
	void *list = NULL;
	size_t count = 0, at = 0;
	enum sg_status status =
		find_due(lane, call, kind, moment->hotel_us, &list, &count);
	const unsigned char *rows = list;

	while (at < count && status == SG_OK && sg_lane_is_safe(lane) &&
		(at == 0 || sg_deadline_left_ms(moment->until_us) > 0)) {
		const unsigned char *from = rows + at * kind->size;
		size_t alike = count_alike(kind, from, count - at);
		const struct sg_arena_mark mark = sg_arena_mark(call->arena);

		status =
			settle_all(lane, call, kind, from, alike, moment->until_us, done);
		sg_arena_rewind(call->arena, mark);
		at += alike;
	}
	return status;
}

enum sg_status sg_lane_due(
	struct sg_lane *lane, struct sg_call *call, enum sg_due_of of, size_t *ret_done)
{
	const struct due_part *part = &parts[of];
	struct due_moment moment = {
		.until_us = sg_deadline_sooner(call->deadline_us, part->begin_ms)};
	size_t count = sizeof part->kinds / sizeof part->kinds[0];
	enum sg_status status = SG_OK;

	*ret_done = 0;
	if (lane->shard_count == 0) {
		return SG_OK;
	}
	status = find_until(call, &moment.hotel_us);
	for (size_t i = 0; i < count && part->kinds[i] != NULL && status == SG_OK &&
			   moment.hotel_us != SG_NO_TIME;
		i++) {
		status = settle_kind(lane, call, part->kinds[i], &moment, ret_done);
	}
	return status;
}
