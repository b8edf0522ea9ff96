/* guest.changed. */
#include "service/handlers.h"

#include <string.h>

#include "document/guest.h"
#include "service/answer.h"
#include "service/duplicates.h"
#include "service/guests.h"
#include "service/subject.h"

struct guest_change {
	struct sg_guest said;
	struct sg_guest_work work;
	struct sg_guest_row row; /* to be written */
	struct sg_card before;
	struct sg_guest after; /* the profile as it will be */
	enum sg_outcome outcome;
};

/* The card follows the profile: salutation, language, occasions. */
static enum sg_status merge_guest(
	struct sg_call *call, struct guest_change *change, struct sg_merged *ret_merged)
{
	const struct sg_guest_row *read = &change->work.file.guest;
	struct sg_merge_input input = {
		.before = {read->state, read->state != NULL ? strlen(read->state) : 0},
		.data = call->envelope.data,
		.stamp = sg_call_stamp(call)};
	enum sg_status status =
		sg_guest_merge(&input, call->arena, call->error, ret_merged);

	if (status == SG_OK) {
		status = sg_guest_decode(
			&ret_merged->state, call->arena, call->error, &change->after);
	}
	if (status != SG_OK) {
		return status;
	}
	if (read->version == 0) {
		sg_guest_new(call, &change->work, &change->row);
	} else {
		change->row = *read;
		change->row.version = read->version + 1;
	}
	change->row.state = ret_merged->state.text;
	return sg_guest_to_card(&change->after, call->arena, &change->work.named->own)
	               ? SG_OK
	               : sg_call_memory(call);
}

/* Whether the profile, as the card has it, differs from what was read. */
static enum sg_status card_differs(
	struct sg_call *call, const struct guest_change *change, bool *ret_differs)
{
	const char *before = sg_guest_card_text(call, &change->before);
	const char *after = sg_guest_card_text(call, &change->work.named->own);

	if (before == NULL || after == NULL) {
		return sg_call_memory(call);
	}
	*ret_differs = strcmp(before, after) != 0;
	return SG_OK;
}

static enum sg_status write_guest(struct sg_call *call, struct guest_change *change,
	const struct sg_merged *merged, struct sg_script *script)
{
	const struct sg_guest_row *read = &change->work.file.guest;
	bool differs = false;
	enum sg_status status = card_differs(call, change, &differs);

	if (status == SG_OK && (differs || read->version == 0)) {
		status = sg_guest_cards_store(call, &change->work, &change->row, script);
	}
	if (merged->changed && read->version > 0) {
		sg_guest_write(script, &change->row, read->version, call->wall_us);
	}
	sg_guest_keys_write(script, &change->work, &change->row.id);
	if (status == SG_OK && (merged->changed || read->version == 0)) {
		status = sg_duplicates_write(call, &change->after, &change->work,
			&change->said.refs[0], read->version > 0, script);
	}
	return status;
}

static enum sg_status change_guest(struct sg_call *call, void *data, bool *ret_again)
{
	struct guest_change *change = data;
	struct sg_merged merged;
	struct sg_script script;
	enum sg_status status = sg_guest_file_read(
		call, change->said.refs, change->said.ref_count, &change->work);

	change->row = change->work.file.guest;
	if (status != SG_OK || change->work.file.taken.found) {
		change->outcome = SG_OUTCOME_REPEATED;
		return status;
	}
	change->before = change->work.named->own;
	status = merge_guest(call, change, &merged);
	if (status != SG_OK) {
		return status;
	}
	change->outcome = merged.older ? SG_OUTCOME_OLDER : SG_OUTCOME_APPLIED;
	sg_subject_begin(call, &script, &change->row.id);
	if (!merged.older) {
		status = write_guest(call, change, &merged, &script);
	}
	return status == SG_OK ? sg_subject_run(call, &script, ret_again) : status;
}

enum sg_status sg_handle_guest_changed(struct sg_call *call)
{
	struct guest_change change = {0};
	enum sg_status status = sg_guest_check(
		call->envelope.data, call->arena, call->error, &change.said);

	if (status == SG_OK) {
		status = sg_call_house(call, 0);
	}
	if (status == SG_OK) {
		status = sg_subject_try(call, change_guest, &change);
	}
	if (status != SG_OK) {
		return status;
	}
	sg_reply_begin(call->reply, change.outcome);
	sg_reply_id(call->reply, "guest", &change.row.id);
	return sg_call_reply_end(call);
}
