/* Room types, rooms, groups, and the end of a business date. */
#include "service/handlers.h"

#include <string.h>

#include "core/time.h"
#include "document/house.h"
#include "service/case.h"
#include "service/stay_reactions.h"
#include "service/subject.h"
#include "store/days.h"

struct room_change {
	const char *key; /* code or number */
	enum sg_outcome outcome;
};

static struct sg_stored stored_text(const char *text)
{
	return (struct sg_stored){text, text != NULL ? strlen(text) : 0};
}

static const struct sg_room_type_row *type_row(
	const struct sg_house_entry *house, const char *code)
{
	for (size_t i = 0; i < house->rows.type_count; i++) {
		if (strcmp(house->rows.types[i].code, code) == 0) {
			return &house->rows.types[i];
		}
	}
	return NULL;
}

static enum sg_status change_type(struct sg_call *call, void *data, bool *ret_again)
{
	struct room_change *change = data;
	const struct sg_room_type_row *row;
	struct sg_merge_input input = {
		.data = call->envelope.data, .stamp = sg_call_stamp(call)};
	struct sg_merged merged;
	struct sg_script script;
	bool taken = false;
	enum sg_status status = sg_call_house_newest(call);

	if (status == SG_OK) {
		status = sg_subject_taken(call, &call->house->house.id, &taken);
	}
	if (status != SG_OK || taken) {
		change->outcome = SG_OUTCOME_REPEATED;
		return status;
	}
	row = type_row(call->house, change->key);
	input.before = stored_text(row != NULL ? row->state : NULL);
	status = sg_room_type_merge(&input, call->arena, call->error, &merged);
	if (status != SG_OK) {
		return status;
	}
	change->outcome = merged.older ? SG_OUTCOME_OLDER : SG_OUTCOME_APPLIED;
	sg_subject_begin(call, &script, &call->house->house.id);
	if (merged.changed || merged.created) {
		sg_house_bump(
			&script, &call->house->house.id, call->house->house.version);
		sg_room_type_put(
			&script, &call->house->house.id, change->key, merged.state.text);
		sg_house_replan(&script, &call->house->house.id, sg_subject_now(call));
		call->caused_delivery = true;
	}
	return sg_subject_run(call, &script, ret_again);
}

enum sg_status sg_handle_room_type_changed(struct sg_call *call)
{
	struct room_change change = {0};
	enum sg_status status = sg_room_type_check(call->envelope.data,
		&call->service->catalog, call->arena, call->error, &change.key);

	if (status == SG_OK) {
		status = sg_call_house(call, 0);
	}
	if (status == SG_OK) {
		status = sg_subject_try(call, change_type, &change);
	}
	return status == SG_OK ? sg_subject_answer(call, change.outcome) : status;
}

/* Lists depend on what and where the room is, not on whether it has been made. */
static bool lists_depend(const struct sg_room *a, const struct sg_room *b)
{
	return !sg_same_text(a->type, b->type) || !sg_same_text(a->floor, b->floor) ||
	       !sg_same_text(a->section, b->section) ||
	       a->feature_count != b->feature_count || a->out_of_order != b->out_of_order;
}

static enum sg_status compare_rooms(struct sg_call *call, const struct sg_room_row *read,
	struct sg_room_row *row, bool *ret_depend, bool *ret_undisturbed)
{
	int32_t today = sg_time_day(sg_call_hotel_us(call));
	struct sg_stored before = stored_text(read->state);
	struct sg_stored after = stored_text(row->state);
	struct sg_room a = {0};
	struct sg_room b;
	enum sg_status status = SG_OK;

	if (read->version > 0) {
		status = sg_room_decode(
			&before, row->number, today, call->arena, call->error, &a);
	}
	if (status == SG_OK) {
		status = sg_room_decode(
			&after, row->number, today, call->arena, call->error, &b);
	}
	if (status == SG_OK) {
		row->made = sg_room_is_made(&b);
		*ret_depend = lists_depend(&a, &b);
		*ret_undisturbed = b.do_not_disturb && !a.do_not_disturb;
	}
	return status;
}

static enum sg_status read_room(struct sg_call *call, const char *number,
	struct sg_room_row *ret_row, bool *ret_taken)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_taken_row taken;
	struct sg_script script;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_taken_read(&script, &call->house->house.id, call->envelope.id);
	sg_room_read(&script, &call->house->house.id, number);
	status = sg_call_run(call, &script, &outcome);
	if (status != SG_OK) {
		return status;
	}
	sg_taken_take(&script, 0, &taken);
	sg_room_row_take(&script, 1, 0, ret_row);
	*ret_taken = taken.found;
	return sg_call_check_taken(call, &taken);
}

static enum sg_status write_room(struct sg_call *call, const struct sg_room_row *read,
	const char *number, const struct sg_merged *merged, bool *ret_again)
{
	static const struct sg_id nobody;
	const struct sg_id *property = &call->house->house.id;
	bool known = read->version > 0;
	struct sg_room_row row = *read;
	struct sg_script script;
	bool depend = false;
	bool undisturbed = false;
	enum sg_status status;

	row.number = number;
	row.state = merged->state.text;
	if (!known) {
		row.residue = "";
		row.last_out_us = SG_NO_TIME;
	}
	status = compare_rooms(call, read, &row, &depend, &undisturbed);
	row.version += depend || !known;
	sg_subject_begin(call, &script, property);
	if (merged->changed || !known) {
		sg_room_write(&script, property, &row, known ? read : NULL);
	}
	if (depend) {
		sg_room_replan(&script, property, number, &nobody,
			sg_time_day(sg_call_hotel_us(call)) - 1, sg_subject_now(call));
		call->caused_delivery = true;
	}
	if (status == SG_OK && undisturbed && merged->changed) {
		status = sg_stay_reactions_undisturbed(call, number, &script);
	}
	return status == SG_OK ? sg_subject_run(call, &script, ret_again) : status;
}

static enum sg_status change_room(struct sg_call *call, void *data, bool *ret_again)
{
	struct room_change *change = data;
	struct sg_merge_input input = {
		.data = call->envelope.data, .stamp = sg_call_stamp(call)};
	struct sg_room_row read;
	struct sg_merged merged;
	bool taken = false;
	enum sg_status status = read_room(call, change->key, &read, &taken);

	if (status != SG_OK || taken) {
		change->outcome = SG_OUTCOME_REPEATED;
		return status;
	}
	input.before = stored_text(read.state);
	status = sg_room_merge(&input, call->arena, call->error, &merged);
	if (status != SG_OK) {
		return status;
	}
	change->outcome = merged.older ? SG_OUTCOME_OLDER : SG_OUTCOME_APPLIED;
	return write_room(call, &read, change->key, &merged, ret_again);
}

enum sg_status sg_handle_room_changed(struct sg_call *call)
{
	struct room_change change = {0};
	enum sg_status status =
		sg_room_check(call->envelope.data, call->arena, call->error, &change.key);

	if (status == SG_OK) {
		status = sg_call_house(call, 0);
	}
	if (status == SG_OK) {
		status = sg_subject_try(call, change_room, &change);
	}
	return status == SG_OK ? sg_subject_answer(call, change.outcome) : status;
}

static enum sg_status change_group(struct sg_call *call, void *data, bool *ret_again)
{
	struct room_change *change = data;
	const struct sg_id *property = &call->house->house.id;
	struct sg_merge_input input = {
		.data = call->envelope.data, .stamp = sg_call_stamp(call)};
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_merged merged;
	struct sg_script script;
	bool taken = false;
	enum sg_status status = sg_subject_taken(call, property, &taken);

	if (status != SG_OK || taken) {
		change->outcome = SG_OUTCOME_REPEATED;
		return status;
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_group_read(&script, property, change->key);
	status = sg_call_run(call, &script, &outcome);
	if (status == SG_OK) {
		input.before =
			stored_text(sg_rows_text(sg_script_rows(&script, 0), 0, 0));
		status = sg_group_merge(&input, call->arena, call->error, &merged);
	}
	if (status != SG_OK) {
		return status;
	}
	change->outcome = merged.older ? SG_OUTCOME_OLDER : SG_OUTCOME_APPLIED;
	sg_subject_begin(call, &script, property);
	if (merged.changed || merged.created) {
		sg_house_hold(&script, property);
		sg_group_write(&script, property, change->key, merged.state.text,
			input.before.text);
		sg_group_replan(&script, property, change->key,
			sg_time_day(sg_call_hotel_us(call)) - 1, sg_subject_now(call));
		call->caused_delivery = true;
	}
	return sg_subject_run(call, &script, ret_again);
}

enum sg_status sg_handle_group_changed(struct sg_call *call)
{
	struct room_change change = {0};
	enum sg_status status = sg_group_check(
		call->envelope.data, call->arena, call->error, &change.key);

	if (status == SG_OK) {
		status = sg_call_house(call, 0);
	}
	if (status == SG_OK) {
		status = sg_subject_try(call, change_group, &change);
	}
	return status == SG_OK ? sg_subject_answer(call, change.outcome) : status;
}

static enum sg_status close_day(
	struct sg_call *call, int32_t day, enum sg_outcome *ret_outcome)
{
	const struct sg_id *property = &call->house->house.id;
	struct sg_script script;
	bool taken = false;
	bool again = false;
	enum sg_status status = sg_subject_taken(call, property, &taken);

	*ret_outcome = taken ? SG_OUTCOME_REPEATED : SG_OUTCOME_APPLIED;
	if (status != SG_OK || taken) {
		return status;
	}
	sg_subject_begin(call, &script, property);
	sg_house_close_day(&script, property, day);
	if (call->service->config.document_clock) {
		sg_house_clock(&script, property, sg_call_hotel_us(call));
	}
	sg_day_replan(&script, property, day, sg_subject_now(call));
	status = sg_subject_run(call, &script, &again);
	if (status == SG_OK && again) {
		*ret_outcome = SG_OUTCOME_REPEATED;
	} else if (status == SG_OK) {
		sg_house_see_closed(call->house, day);
		call->caused_delivery = true;
	}
	return status;
}

enum sg_status sg_handle_day_closed(struct sg_call *call)
{
	enum sg_outcome outcome = SG_OUTCOME_APPLIED;
	int32_t day = SG_NO_DAY;
	enum sg_status status =
		sg_day_closed_decode(call->envelope.data, call->arena, call->error, &day);

	if (status == SG_OK) {
		status = sg_call_house(call, 0);
	}
	if (status == SG_OK) {
		status = close_day(call, day, &outcome);
	}
	return status == SG_OK ? sg_subject_answer(call, outcome) : status;
}
