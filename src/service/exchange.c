/* Exchanges of rooms. */
#include "service/exchange.h"

#include <string.h>

#include "core/time.h"
#include "service/answer.h"
#include "service/handlers.h"
#include "service/leaving.h"

static enum sg_status find_one(
	struct sg_call *batch, const struct sg_json *document, struct sg_sibling *sibling)
{
	struct sg_error ignored;
	enum sg_status status =
		sg_envelope_read(document, batch->arena, &ignored, &sibling->envelope);

	if (status != SG_OK || sibling->envelope.type != SG_DOCUMENT_STAY_CHANGED) {
		return status;
	}
	status = sg_stay_check(
		sibling->envelope.data, batch->arena, &ignored, &sibling->document);
	if (status != SG_OK || sibling->document.said.stay.room == NULL) {
		return status;
	}
	sibling->keys = sg_ref_keys(batch, "stay", sibling->envelope.property,
		sibling->document.refs, sibling->document.ref_count);
	if (sibling->keys == NULL) {
		return SG_MEMORY;
	}
	sibling->usable = true;
	return sg_digest_content(&sibling->envelope, sibling->digest);
}

enum sg_status sg_siblings_find(struct sg_call *batch, const struct sg_batch *documents,
	struct sg_siblings *ret_siblings)
{
	enum sg_status status = SG_OK;

	*ret_siblings = (struct sg_siblings){.count = documents->count,
		.arena = batch->arena,
		.list = sg_arena_array(
			batch->arena, documents->count, sizeof *ret_siblings->list)};
	if (ret_siblings->list == NULL) {
		return sg_call_memory(batch);
	}
	for (size_t i = 0; i < documents->count && status != SG_MEMORY; i++) {
		status = find_one(batch, documents->documents[i], &ret_siblings->list[i]);
	}
	return status == SG_MEMORY ? sg_call_memory(batch) : SG_OK;
}

static struct sg_case_stay *who_is_in(struct sg_stay_work *change, const char *room)
{
	for (size_t i = 1; i < change->work.stay_count; i++) {
		struct sg_case_stay *other = &change->work.stays[i];

		if (other->state.stay.status == SG_STAY_CHECKED_IN &&
			sg_same_text(other->state.stay.room, room)) {
			return other;
		}
	}
	return NULL;
}

/* The document of this batch that moves the other stay into that room, or NULL. */
static struct sg_sibling *document_of(
	struct sg_stay_work *change, const struct sg_case_stay *other, const char *room)
{
	struct sg_call *call = change->call;
	struct sg_siblings *siblings = call->siblings;
	enum sg_db_outcome outcome = SG_DB_DONE;
	const struct sg_rows *rows;
	struct sg_script script;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_stay_keys_read(&script, &other->row.id);
	if (sg_call_run(call, &script, &outcome) != SG_OK) {
		return NULL;
	}
	rows = sg_script_rows(&script, 0);
	for (size_t i = 0; i < siblings->count; i++) {
		struct sg_sibling *sibling = &siblings->list[i];

		for (size_t k = 0; sibling->usable && k < rows->count; k++) {
			struct sg_id key = sg_rows_id(rows, k, 0);

			if (sibling->document.ref_count == 1 &&
				sg_id_equal(&key, &sibling->keys[0]) &&
				sg_same_text(sibling->document.said.stay.room, room) &&
				sg_same_text(sibling->envelope.property,
					call->envelope.property)) {
				return sibling;
			}
		}
	}
	return NULL;
}

static bool merge_partner(struct sg_stay_work *change, struct sg_case_stay *other,
	struct sg_sibling *sibling)
{
	struct sg_stamp stamp = {.time_us = sibling->envelope.time_us,
		.version = sibling->document.version};
	uint32_t needed = 1u << SG_GROUP_ROOM;
	struct sg_stay_result merged;
	struct sg_error ignored;

	if (sg_stay_merge(&other->state, &sibling->document, &stamp, change->call->arena,
		    &ignored, &merged) != SG_OK ||
		(merged.changed & needed) == 0 ||
		(merged.changed & 1u << SG_GROUP_PEOPLE) != 0 ||
		merged.after.stay.status != SG_STAY_CHECKED_IN) {
		return false;
	}
	change->partner_before = other->state;
	other->state = merged.after;
	other->state.stay.id = other->row.id;
	other->state.stay.property = other->row.property;
	other->row.touched_us = change->call->wall_us;
	sg_case_follow(&change->work, other, &change->partner_before, merged.changed);
	other->concerned = true;
	other->dirty = true;
	return true;
}

void sg_exchange_find(struct sg_stay_work *change)
{
	const struct sg_case_stay *subject = &change->work.stays[0];
	struct sg_case_stay *other;
	struct sg_sibling *sibling;

	if (change->call->siblings == NULL || !change->dossier.found ||
		subject->change != SG_CHANGE_MOVED ||
		change->before.stay.status != SG_STAY_CHECKED_IN ||
		change->before.stay.room == NULL) {
		return;
	}
	other = who_is_in(change, subject->state.stay.room);
	sibling = other != NULL ? document_of(change, other, change->before.stay.room)
	                        : NULL;
	if (sibling != NULL && merge_partner(change, other, sibling)) {
		change->partner = other;
		change->partner_document = sibling;
	}
}

enum sg_status sg_exchange_write(struct sg_stay_work *change, struct sg_script *script)
{
	const struct sg_sibling *sibling = change->partner_document;
	struct sg_taken_write taken = {0};

	if (change->partner == NULL) {
		return SG_OK;
	}
	taken.subject = change->partner->row.id;
	taken.document = sibling->envelope.id;
	taken.outcome = SG_OUTCOME_APPLIED;
	taken.revision = change->partner->row.revision;
	taken.at_us = change->call->wall_us;
	memcpy(taken.digest, sibling->digest, sizeof taken.digest);
	sg_taken_insert(script, &taken);
	return sg_leaving_write(
		&change->work, change->partner, &change->partner_before, script);
}

enum sg_status sg_exchange_answer(struct sg_stay_work *change)
{
	struct sg_call *call = change->call;
	struct sg_buffer *own = call->reply;
	struct sg_buffer answer = {0};
	struct sg_checklist checklist;
	struct sg_cut cut;
	enum sg_status status;

	if (change->partner == NULL) {
		return SG_OK;
	}
	sg_call_cut(call, &cut);
	checklist = sg_case_checklist(&change->work, change->partner, &cut);
	call->reply = &answer;
	status = sg_answer_list(call, SG_OUTCOME_APPLIED, &change->partner->row.id,
		change->partner->row.revision, &checklist);
	call->reply = own;
	if (status == SG_OK) {
		change->partner_document->usable = false;
		change->partner_document->answer =
			sg_arena_copy_len(call->siblings->arena, answer.data, answer.len);
		status = change->partner_document->answer != NULL ? SG_OK
		                                                  : sg_call_memory(call);
	}
	sg_buffer_free(&answer);
	return status;
}
