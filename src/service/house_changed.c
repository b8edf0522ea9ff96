/* property.changed and its going live. */
#include "service/handlers.h"

#include <string.h>

#include "core/time.h"
#include "core/zone.h"
#include "document/house.h"
#include "service/answer.h"
#include "service/house_load.h"
#include "service/subject.h"
#include "store/deliveries.h"

struct property_change {
	struct sg_house_rows rows;
	struct sg_merged merged;
	struct sg_house after;
	enum sg_outcome outcome;
};

static enum sg_status read_property(
	struct sg_call *call, struct property_change *change, bool *ret_taken)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	*ret_taken = false;
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_house_read(&script, call->envelope.property, NULL);
	status = sg_call_run(call, &script, &outcome);
	if (status == SG_OK) {
		status = sg_house_take(&script, call->arena, call->error, &change->rows);
	}
	if (status == SG_OK && change->rows.house.version > 0) {
		status = sg_subject_taken(call, &change->rows.house.id, ret_taken);
	}
	return status;
}

static enum sg_status merge_property(struct sg_call *call, struct property_change *change)
{
	const struct sg_house_row *row = &change->rows.house;
	const char *code = call->envelope.property;
	struct sg_merge_input input = {
		.before = {row->state, row->state != NULL ? strlen(row->state) : 0},
		.data = call->envelope.data,
		.stamp = sg_call_stamp(call)};
	struct sg_zone *zone = NULL;
	enum sg_status status = sg_property_merge(
		&input, code, call->arena, call->error, &change->merged);

	if (status == SG_OK) {
		status = sg_property_decode(&change->merged.state, code, call->arena,
			call->error, &change->after);
	}
	if (status == SG_OK) {
		status = sg_zone_load(call, change->after.zone_name, "/data/zone", &zone);
		sg_zone_free(zone);
	}
	change->outcome = change->merged.older ? SG_OUTCOME_OLDER : SG_OUTCOME_APPLIED;
	return status;
}

static enum sg_status write_property(
	struct sg_call *call, struct property_change *change, bool *ret_again)
{
	bool goes_live =
		change->after.live && (call->house == NULL || !call->house->house.live);
	struct sg_house_row row = change->rows.house;
	struct sg_script script;

	if (row.version == 0) {
		row.id = sg_call_new_id(call);
	}
	sg_subject_begin(call, &script, &row.id);
	if (change->merged.changed || change->merged.created) {
		row.version = change->rows.house.version + 1;
		row.state = change->merged.state.text;
		sg_house_write(&script, &row, call->envelope.property,
			change->rows.house.version);
		if (goes_live && call->house != NULL) {
			sg_deliveries_assume(&script, &row.id, call->wall_us);
		}
		if (change->rows.house.version > 0) {
			sg_house_replan(&script, &row.id, sg_subject_now(call));
			call->caused_delivery = true;
		}
	}
	return sg_subject_run(call, &script, ret_again);
}

static enum sg_status change_property(struct sg_call *call, void *data, bool *ret_again)
{
	struct property_change *change = data;
	bool taken = false;
	enum sg_status status = read_property(call, change, &taken);

	if (status != SG_OK || taken) {
		change->outcome = SG_OUTCOME_REPEATED;
		return status;
	}
	status = merge_property(call, change);
	if (status == SG_OK && change->rows.house.version > 0) {
		status = sg_call_house(call, change->rows.house.version);
	}
	return status == SG_OK ? write_property(call, change, ret_again) : status;
}

enum sg_status sg_handle_property_changed(struct sg_call *call)
{
	struct property_change change = {0};
	enum sg_status status = sg_property_check(
		call->envelope.data, &call->service->catalog, call->arena, call->error);

	if (status == SG_OK) {
		status = sg_subject_try(call, change_property, &change);
	}
	return status == SG_OK ? sg_subject_answer(call, change.outcome) : status;
}
