/*
 * Many stays of one property at once: the day's lists, what a snapshot did not name, and what
 * work has to plan. Bounded by the size of one house, never by the size of the tables.
 */
#ifndef SG_STORE_DAYS_H
#define SG_STORE_DAYS_H

#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "store/dossier.h"
#include "store/due.h"
#include "store/script.h"

struct sg_day_stay {
	struct sg_id id;
	enum sg_stay_status status;
	const char *room; /* NULL = none */
	struct sg_revision_row last;
};

struct sg_day_item {
	struct sg_id stay;
	const char *item;
	enum sg_item_state state;
};

struct sg_day_rows {
	struct sg_day_stay *stays; /* by room, as people count */
	size_t stay_count;
	struct sg_day_item *items; /* by stay */
	size_t item_count;
};

/* Arrivals of that day, everybody in the house, and stays that are over where something was done
 * that may have to be undone: until two days after their departure. */
void sg_day_read(struct sg_script *script, const struct sg_id *property, int32_t day);
enum sg_status sg_day_take(const struct sg_script *script, struct sg_arena *arena,
	struct sg_error *error, struct sg_day_rows *ret_rows);

/* Open stays that no document has touched since `since_us` and that a snapshot should have
 * named: in the house, or arriving until `until_day`; the first to arrive, at most `most`. One
 * set: id, status, arrival_day, room. */
void sg_untouched_read(struct sg_script *script, const struct sg_id *property,
	int64_t since_us, int32_t until_day, uint32_t most);

/* Stays whose plan is due: one set. */
struct sg_due_stay {
	struct sg_id id, property;
	uint32_t version, property_version;
	int64_t plan_at_us;
	int64_t clock_us;
	bool passes; /* it is over, and something was kept for it alone */
};

void sg_plans_due(struct sg_script *script, const struct sg_due_query *due);
enum sg_status sg_plans_take(const struct sg_script *script, struct sg_arena *arena,
	struct sg_error *error, struct sg_due_stay **ret_stays, size_t *ret_count);

/* Later than it was due, unless it was changed meanwhile. */
void sg_plan_put_off(
	struct sg_script *script, const struct sg_due_stay *due, int64_t plan_at_us);

/* Those who did not come by the day's close are looked at by work. */
void sg_day_replan(struct sg_script *script, const struct sg_id *property,
	int32_t closed_day, int64_t plan_at_us);

/* Hotel time furthest on, where documents drive it: one value. */
void sg_clock_read(struct sg_script *script);

#endif
