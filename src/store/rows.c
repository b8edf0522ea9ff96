/* Rows out of results, for all reads alike. */
#include "store/rows.h"

#include "core/time.h"
#include "store/seal.h"

size_t sg_rows_padded(size_t count)
{
	size_t padded = count > 0 ? 1 : 0;

	while (padded < count) {
		padded *= 2;
	}
	return padded;
}

void sg_rows_bind_ids(struct sg_script *script, const struct sg_id *ids, size_t count)
{
	size_t padded = sg_rows_padded(count);

	sg_script_marks(script, padded);
	for (size_t i = 0; i < padded; i++) {
		sg_script_id(script, &ids[i < count ? i : count - 1]);
	}
}

void sg_rows_find_stay(struct sg_script *script, const struct sg_id *keys, size_t count)
{
	sg_script_declare(script, "v_stay BINARY(16) DEFAULT NULL");
	sg_script_add(script,
		"SET v_stay = (SELECT MIN(stay) FROM stay_ref WHERE ref_key IN (");
	sg_rows_bind_ids(script, keys, count);
	sg_script_add(
		script, "));SELECT v_stay, MAX(stay) FROM stay_ref WHERE ref_key IN (");
	sg_rows_bind_ids(script, keys, count);
	sg_script_add(script, ");");
}

enum sg_status sg_revision_row_take(const struct sg_rows *rows, size_t row, size_t column,
	const struct sg_id *stay, struct sg_error *error,
	struct sg_revision_row *ret_revision)
{
	struct sg_revision_row revision = {
		.revision = (uint32_t)sg_rows_int(rows, row, column),
		.state = (enum sg_plan_state)sg_rows_int(rows, row, column + 1),
		.cause = sg_rows_text(rows, row, column + 2),
		.at_us = sg_rows_time(rows, row, column + 3),
		.business_day = sg_rows_day(rows, row, column + 4),
		.catalog = (uint64_t)sg_rows_int(rows, row, column + 5),
		.states = sg_rows_text(rows, row, column + 6),
	};
	enum sg_status status =
		sg_seal_open(rows, row, column + 7, stay, error, &revision.body);

	if (status == SG_OK) {
		*ret_revision = revision;
	}
	return status;
}

enum sg_status sg_stay_row_take(const struct sg_rows *rows, size_t row,
	struct sg_error *error, struct sg_stay_row *ret_stay)
{
	struct sg_stay_row stay = {
		.id = sg_rows_id(rows, row, 0),
		.property = sg_rows_id(rows, row, 1),
		.shard = (uint32_t)sg_rows_int(rows, row, 2),
		.version = (uint32_t)sg_rows_int(rows, row, 3),
		.status = (enum sg_stay_status)sg_rows_int(rows, row, 4),
		.status_stamp = {.time_us = sg_rows_time(rows, row, 5),
			.version = sg_rows_int(rows, row, 6)},
		.arrival_day = sg_rows_day(rows, row, 7),
		.departure_day = sg_rows_day(rows, row, 8),
		.room = sg_rows_text(rows, row, 9),
		.checked_in_us = sg_rows_time(rows, row, 10),
		.checked_out_us = sg_rows_time(rows, row, 11),
		.touched_us = sg_rows_time(rows, row, 12),
		.plan_at_us = sg_rows_time(rows, row, 13),
		.revision = (uint32_t)sg_rows_int(rows, row, 14),
		.planned_version = (uint32_t)sg_rows_int(rows, row, 15),
		.planned_room = (uint32_t)sg_rows_int(rows, row, 16),
		.planned_house = (uint32_t)sg_rows_int(rows, row, 17),
		.planned_catalog = (uint64_t)sg_rows_int(rows, row, 18),
		.room_stamp = {.time_us = sg_rows_time(rows, row, 20),
			.version = sg_rows_int(rows, row, 21)},
	};
	enum sg_status status = sg_seal_open(rows, row, 19, &stay.id, error, &stay.state);

	if (status == SG_OK) {
		status = sg_revision_row_take(
			rows, row, SG_REVISION_COLUMN, &stay.id, error, &stay.last);
	}
	if (status == SG_OK) {
		*ret_stay = stay;
	}
	return status;
}

void sg_item_row_take(
	const struct sg_rows *rows, size_t row, struct sg_item_row *ret_item)
{
	*ret_item = (struct sg_item_row){
		.stay = sg_rows_id(rows, row, 0),
		.item = sg_rows_text(rows, row, 1),
		.state = (enum sg_item_state)sg_rows_int(rows, row, 2),
		.at_us = sg_rows_time(rows, row, 3),
		.room = sg_rows_text(rows, row, 4),
		.actor = sg_rows_text(rows, row, 5),
	};
}
