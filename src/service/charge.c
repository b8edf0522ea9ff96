/* charge.posted and charge.reversed: the latest word on each charge of a stay's bill. */
#include "service/handlers.h"

#include <string.h>

#include "core/time.h"
#include "document/charge.h"
#include "service/answer.h"
#include "service/subject.h"
#include "store/charges.h"
#include "store/postings.h"

struct charging {
	struct sg_charge_document said;
	bool reverses;
	struct sg_id *keys; /* of the stay */
	struct sg_charge_row row;
	struct sg_charge_file file;
	bool late; /* something newer is known */
	enum sg_outcome outcome;
};

static enum sg_status read(struct sg_call *call, struct charging *charging)
{
	struct sg_charge_file *file = &charging->file;
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_charge_read(&script, charging->keys, charging->said.ref_count,
		charging->said.charge, call->envelope.id);
	status = sg_call_run(call, &script, &outcome);
	if (status != SG_OK) {
		return status;
	}
	sg_charge_take(&script, file);
	status = sg_subject_stay(call, &file->stay, file->disagree);
	return status == SG_OK ? sg_call_check_taken(call, &file->taken) : status;
}

static bool same_content(const struct sg_charge_row *a, const struct sg_charge_row *b)
{
	return strcmp(a->category, b->category) == 0 &&
	       a->gross_cents == b->gross_cents && a->net_cents == b->net_cents &&
	       strcmp(a->currency, b->currency) == 0 && a->day == b->day;
}

/* The latest word holds; of two of one moment, that it was taken back. Where the same was said
 * before, its time is new all the same: what comes later and lies between the two stays behind. */
static enum sg_status decide(struct sg_call *call, struct charging *charging)
{
	const struct sg_charge_row *last = &charging->file.row;
	struct sg_charge_row *row = &charging->row;
	bool known = last->at_us != SG_NO_TIME;
	bool same;

	if (!known && charging->reverses) {
		return sg_fail(call->error, SG_INVALID, "charge_unknown", "/data/charge",
			"the stay has no such charge");
	}
	if (charging->reverses) {
		*row = *last;
		row->at_us = call->envelope.time_us;
		row->reversed = true;
	}
	same = known && last->reversed == row->reversed && same_content(last, row);
	charging->late = known && (row->at_us < last->at_us ||
					  (row->at_us == last->at_us && last->reversed));
	charging->outcome = same             ? SG_OUTCOME_REPEATED
	                    : charging->late ? SG_OUTCOME_OLDER
	                                     : SG_OUTCOME_APPLIED;
	return SG_OK;
}

static enum sg_status charge(struct sg_call *call, void *data, bool *ret_again)
{
	struct charging *charging = data;
	struct sg_script script;
	enum sg_status status = read(call, charging);

	if (status != SG_OK || charging->file.taken.found) {
		charging->outcome = SG_OUTCOME_REPEATED;
		return status;
	}
	status = decide(call, charging);
	if (status != SG_OK) {
		return status;
	}
	sg_subject_begin(call, &script, &charging->file.stay);
	if (!charging->late) {
		sg_charge_write(&script, &charging->file.stay, &charging->row,
			&charging->file.row);
		sg_posting_touch(&script, &charging->file.stay, sg_call_hotel_us(call));
	}
	return sg_subject_run(call, &script, ret_again);
}

/* ---- the documents ---- */

static void prepare(struct sg_call *call, struct charging *charging)
{
	const struct sg_charge_document *said = &charging->said;
	struct sg_charge_row *row = &charging->row;
	int32_t minutes;

	*row = (struct sg_charge_row){.charge = said->charge,
		.category = said->category,
		.gross_cents = said->gross_cents,
		.net_cents = said->net_cents,
		.currency = said->currency,
		.day = said->day,
		.at_us = call->envelope.time_us};
	if (row->day == SG_NO_DAY) {
		sg_house_local(&call->house->house, row->at_us, &row->day, &minutes);
	}
	charging->keys = sg_ref_keys(
		call, "stay", call->envelope.property, said->refs, said->ref_count);
}

static enum sg_status handle(struct sg_call *call, bool reverses)
{
	struct charging charging = {.reverses = reverses};
	enum sg_status status =
		(reverses ? sg_charge_reversed_decode : sg_charge_posted_decode)(
			call->envelope.data, call->arena, call->error, &charging.said);

	if (status == SG_OK) {
		status = sg_subject_roles(call, SG_BY_DESK,
			"the desk, a manager or the system says what is charged");
	}
	if (status == SG_OK) {
		status = sg_call_house(call, 0);
	}
	if (status == SG_OK) {
		prepare(call, &charging);
		status = charging.keys != NULL ? sg_subject_try(call, charge, &charging)
		                               : sg_call_memory(call);
	}
	if (status != SG_OK) {
		return status;
	}
	sg_reply_begin(call->reply, charging.outcome);
	sg_reply_id(call->reply, "stay", &charging.file.stay);
	sg_reply_text(call->reply, "charge", charging.said.charge);
	return sg_call_reply_end(call);
}

enum sg_status sg_handle_charge_posted(struct sg_call *call)
{
	return handle(call, false);
}

enum sg_status sg_handle_charge_reversed(struct sg_call *call)
{
	return handle(call, true);
}
