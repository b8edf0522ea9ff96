/* The statements that read or plan a day. */
#include "store/days.h"

#include <stdlib.h>
#include <string.h>

#include "core/natural.h"
#include "core/time.h"
#include "store/houses.h"
#include "store/rows.h"

enum {
	BACK_DAYS = 2, /* what was left to be undone is looked for on so many days back */
	LONGEST_DAYS = 90 /* … of stays that began no longer ago */
};

/* Booked for that day, waiting or in the house; and those who left, cancelled or did not come
 * lately, where something was done for them that may have to be undone. The latter are found in
 * `arrivals` alone, which holds the departure, too; items are looked up one by one, as the
 * optimizer could turn an EXISTS into a scan. */
#define OF_DAY                                                                           \
	"(SELECT o.id FROM stay o WHERE o.property = v_property AND o.status = 0 "       \
	"AND o.arrival_day = v_day "                                                     \
	"UNION ALL SELECT o.id FROM stay o WHERE o.property = v_property "               \
	"AND o.status IN (1, 2) AND o.arrival_day <= v_day "                             \
	"UNION ALL SELECT o.id FROM stay o FORCE INDEX (arrivals) "                      \
	"WHERE o.property = v_property AND o.status IN (3, 4, 5) "                       \
	"AND o.arrival_day BETWEEN v_begun AND v_day + 1 "                               \
	"AND o.departure_day >= v_left "                                                 \
	"AND (SELECT 1 FROM item i WHERE i.stay = o.id LIMIT 1) IS NOT NULL)"

void sg_day_read(struct sg_script *script, const struct sg_id *property, int32_t day)
{
	sg_script_declare(script, "v_property BINARY(16) DEFAULT ?");
	sg_script_id(script, property);
	sg_script_declare(script, "v_day INT DEFAULT ?");
	sg_script_int(script, day);
	sg_script_declare(script, "v_left INT DEFAULT ?");
	sg_script_int(script, day - BACK_DAYS);
	sg_script_declare(script, "v_begun INT DEFAULT ?");
	sg_script_int(script, day - LONGEST_DAYS);
	sg_script_add(script, "SELECT s.id, s.status, s.room, " SG_REVISION_COLUMNS
			      " " SG_STAY_FROM "JOIN " OF_DAY " today ON today.id = s.id;"
			      "SELECT i.stay, i.item, i.state FROM " OF_DAY
			      " today JOIN item i ON i.stay = today.id;");
}

/* No room first. */
static int by_room(const void *left, const void *right)
{
	const struct sg_day_stay *a = left;
	const struct sg_day_stay *b = right;
	int order = sg_natural_compare(a->room, b->room);

	return order != 0 ? order : sg_id_compare(&a->id, &b->id);
}

static int by_stay(const void *left, const void *right)
{
	const struct sg_day_item *a = left;
	const struct sg_day_item *b = right;
	int order = sg_id_compare(&a->stay, &b->stay);

	return order != 0 ? order : strcmp(a->item, b->item);
}

static enum sg_status take_stay(const struct sg_rows *rows, size_t row,
	struct sg_error *error, struct sg_day_stay *ret_stay)
{
	*ret_stay = (struct sg_day_stay){
		.id = sg_rows_id(rows, row, 0),
		.status = (enum sg_stay_status)sg_rows_int(rows, row, 1),
		.room = sg_rows_text(rows, row, 2),
	};
	return sg_revision_row_take(rows, row, 3, &ret_stay->id, error, &ret_stay->last);
}

enum sg_status sg_day_take(const struct sg_script *script, struct sg_arena *arena,
	struct sg_error *error, struct sg_day_rows *ret_rows)
{
	const struct sg_rows *stays = sg_script_rows(script, 0);
	const struct sg_rows *items = sg_script_rows(script, 1);
	struct sg_day_rows rows = {
		.stay_count = stays->count, .item_count = items->count};
	enum sg_status status = SG_OK;

	rows.stays = sg_arena_array(arena, stays->count, sizeof *rows.stays);
	rows.items = sg_arena_array(arena, items->count, sizeof *rows.items);
	if (rows.stays == NULL || rows.items == NULL) {
		return sg_fail(error, SG_MEMORY, "memory_short", "", "out of memory");
	}
	for (size_t i = 0; i < stays->count && status == SG_OK; i++) {
		status = take_stay(stays, i, error, &rows.stays[i]);
	}
	for (size_t i = 0; i < items->count; i++) {
		rows.items[i] = (struct sg_day_item){
			.stay = sg_rows_id(items, i, 0),
			.item = sg_rows_text(items, i, 1),
			.state = (enum sg_item_state)sg_rows_int(items, i, 2),
		};
	}
	if (status == SG_OK) {
		qsort(rows.stays, rows.stay_count, sizeof *rows.stays, by_room);
		qsort(rows.items, rows.item_count, sizeof *rows.items, by_stay);
		*ret_rows = rows;
	}
	return status;
}

void sg_untouched_read(struct sg_script *script, const struct sg_id *property,
	int64_t since_us, int32_t until_day, uint32_t most)
{
	sg_script_add(script,
		"SELECT id, status, arrival_day, room FROM stay WHERE property = ? "
		"AND status IN (0, 1, 2) AND arrival_day <= ? AND touched_us < ? "
		"ORDER BY arrival_day, id LIMIT ?;");
	sg_script_id(script, property);
	sg_script_int(script, until_day);
	sg_script_int(script, since_us);
	sg_script_int(script, most);
}

void sg_plans_due(struct sg_script *script, const struct sg_due_query *due)
{
	sg_script_add(script, "SELECT s.id, s.property, s.version, s.plan_at, "
			      "p.clock_us, p.version, s.active = 0 AND EXISTS "
			      "(SELECT 1 FROM passing x WHERE x.stay = s.id) "
			      "FROM stay s FORCE INDEX (due) STRAIGHT_JOIN property p ON "
			      "p.id = s.property");
	sg_due_where(script, due, "s.shard", "s.plan_at", "s.id");
}

enum sg_status sg_plans_take(const struct sg_script *script, struct sg_arena *arena,
	struct sg_error *error, struct sg_due_stay **ret_stays, size_t *ret_count)
{
	const struct sg_rows *rows = sg_script_rows(script, 0);
	struct sg_due_stay *stays = sg_arena_array(arena, rows->count, sizeof *stays);

	if (stays == NULL) {
		return sg_fail(error, SG_MEMORY, "memory_short", "", "out of memory");
	}
	for (size_t i = 0; i < rows->count; i++) {
		stays[i] = (struct sg_due_stay){
			.id = sg_rows_id(rows, i, 0),
			.property = sg_rows_id(rows, i, 1),
			.version = (uint32_t)sg_rows_int(rows, i, 2),
			.plan_at_us = sg_rows_time(rows, i, 3),
			.clock_us = sg_rows_time(rows, i, 4),
			.property_version = (uint32_t)sg_rows_int(rows, i, 5),
			.passes = sg_rows_int(rows, i, 6) != 0,
		};
	}
	*ret_stays = stays;
	*ret_count = rows->count;
	return SG_OK;
}

void sg_plan_put_off(
	struct sg_script *script, const struct sg_due_stay *due, int64_t plan_at_us)
{
	sg_script_add(
		script, "UPDATE stay SET plan_at = ? WHERE id = ? AND plan_at = ?;");
	sg_script_int(script, plan_at_us);
	sg_script_id(script, &due->id);
	sg_script_int(script, due->plan_at_us);
}

void sg_day_replan(struct sg_script *script, const struct sg_id *property,
	int32_t closed_day, int64_t plan_at_us)
{
	sg_script_add(script,
		"UPDATE stay SET plan_at = LEAST(COALESCE(plan_at, ?), ?) "
		"WHERE property = ? AND status IN (0, 1) AND arrival_day <= ?;");
	sg_script_int(script, plan_at_us);
	sg_script_int(script, plan_at_us);
	sg_script_id(script, property);
	sg_script_int(script, closed_day);
}

void sg_clock_read(struct sg_script *script)
{
	sg_script_add(script, "SELECT MAX(clock_us) FROM property;");
}
