/* guest.changed and guest.card. */
#include "service/handlers.h"

#include <string.h>

#include "core/time.h"
#include "document/guest.h"
#include "document/query.h"
#include "service/answer.h"
#include "service/guests.h"
#include "service/people.h"
#include "service/subject.h"

enum { HISTORY_MAX = 50 }; /* as in the schema */

enum sg_status sg_guest_file_read(struct sg_call *call, const struct sg_ref *refs,
	size_t ref_count, struct sg_guest_work *ret_work)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	ret_work->key_count = ref_count;
	ret_work->keys =
		sg_ref_keys(call, "guest", call->house->house.chain, refs, ref_count);
	if (ret_work->keys == NULL) {
		return sg_call_memory(call);
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_guest_read(&script, ret_work->keys, ref_count, call->envelope.id);
	status = sg_call_run(call, &script, &outcome);
	if (status == SG_OK) {
		status =
			sg_guest_take(&script, call->arena, call->error, &ret_work->file);
	}
	for (size_t i = 1; status == SG_OK && i < ret_work->file.ref_count; i++) {
		if (!sg_id_equal(&ret_work->file.ref_guests[0],
			    &ret_work->file.ref_guests[i])) {
			return sg_fail(call->error, SG_REFUSED, "ids_disagree",
				"/data/ids", "the ids belong to two different guests");
		}
	}
	return status == SG_OK ? sg_call_check_taken(call, &ret_work->file.taken)
	                       : status;
}

enum sg_status sg_guest_card_open(
	struct sg_call *call, const struct sg_guest_row *row, struct sg_card *ret_card)
{
	struct sg_stored stored = {row->card, row->card != NULL ? strlen(row->card) : 0};
	enum sg_status status =
		sg_card_decode(&stored, call->arena, call->error, ret_card);

	ret_card->guest = row->id;
	ret_card->version = row->card_version;
	return status;
}

char *sg_guest_card_text(struct sg_call *call, const struct sg_card *card)
{
	struct sg_buffer text = {0};
	char *copy;

	sg_card_encode(card, &text);
	copy = text.failed ? NULL : sg_arena_copy_len(call->arena, text.data, text.len);
	sg_buffer_free(&text);
	return copy;
}

void sg_guest_new(struct sg_call *call, struct sg_guest_row *ret_row)
{
	*ret_row = (struct sg_guest_row){
		.id = sg_call_new_id(call),
		.chain = sg_chain_key(call->house->house.chain),
		.version = 1,
		.state = "{}",
		.card_version = 1,
	};
}

void sg_guest_keys_write(struct sg_script *script, const struct sg_guest_work *work,
	const struct sg_id *guest)
{
	for (size_t i = 0; i < work->key_count; i++) {
		bool known = false;

		for (size_t k = 0; k < work->file.ref_count; k++) {
			known |= sg_id_equal(&work->file.ref_keys[k], &work->keys[i]);
		}
		for (size_t k = 0; k < i; k++) {
			known |= sg_id_equal(&work->keys[k], &work->keys[i]);
		}
		if (!known) {
			sg_guest_refs_add(script, guest, &work->keys[i], 1);
		}
	}
}

void sg_guest_stays_replan(
	struct sg_call *call, struct sg_script *script, const struct sg_id *guest)
{
	sg_guest_replan(script, guest, sg_time_day(sg_call_hotel_us(call)) - 1,
		sg_subject_now(call));
	call->caused_delivery = true;
}

enum sg_status sg_guest_card_store(struct sg_call *call, const struct sg_guest_work *work,
	const struct sg_card *card, struct sg_guest_row *row, struct sg_script *script)
{
	const struct sg_guest_row *read = &work->file.guest;

	row->card = sg_guest_card_text(call, card);
	if (row->card == NULL) {
		return sg_call_memory(call);
	}
	if (read->version == 0) {
		sg_guest_write(script, row, 0, call->wall_us);
		return SG_OK;
	}
	sg_card_write(script, &read->id, row->card, read->card_version);
	sg_guest_stays_replan(call, script, &read->id);
	return SG_OK;
}

struct guest_change {
	struct sg_guest said;
	struct sg_guest_work work;
	struct sg_guest_row row; /* to be written */
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
	struct sg_guest after;
	struct sg_card card;
	enum sg_status status =
		sg_guest_merge(&input, call->arena, call->error, ret_merged);

	if (status == SG_OK) {
		status = sg_guest_decode(
			&ret_merged->state, call->arena, call->error, &after);
	}
	if (status == SG_OK) {
		status = sg_guest_card_open(call, read, &card);
	}
	if (status != SG_OK) {
		return status;
	}
	if (read->version == 0) {
		sg_guest_new(call, &change->row);
	} else {
		change->row = *read;
		change->row.version = read->version + 1;
	}
	change->row.state = ret_merged->state.text;
	if (!sg_guest_to_card(&after, call->arena, &card)) {
		return sg_call_memory(call);
	}
	change->row.card = sg_guest_card_text(call, &card);
	return change->row.card != NULL ? SG_OK : sg_call_memory(call);
}

static void write_guest(struct sg_call *call, struct guest_change *change,
	const struct sg_merged *merged, struct sg_script *script)
{
	const struct sg_guest_row *read = &change->work.file.guest;

	if (merged->changed || read->version == 0) {
		sg_guest_write(script, &change->row, read->version, call->wall_us);
	}
	sg_guest_keys_write(script, &change->work, &change->row.id);
	if (read->version > 0 && !sg_same_text(read->card, change->row.card)) {
		sg_card_write(
			script, &change->row.id, change->row.card, read->card_version);
		sg_guest_stays_replan(call, script, &change->row.id);
	}
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
	status = merge_guest(call, change, &merged);
	if (status != SG_OK) {
		return status;
	}
	change->outcome = merged.older ? SG_OUTCOME_OLDER : SG_OUTCOME_APPLIED;
	sg_subject_begin(call, &script, &change->row.id);
	if (!merged.older) {
		write_guest(call, change, &merged, &script);
	}
	return sg_subject_run(call, &script, ret_again);
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

static enum sg_status guest_unknown(struct sg_call *call)
{
	return sg_fail(call->error, SG_INVALID, "guest_unknown", "/data/ids",
		"no guest is known by these ids");
}

/* Whether the statement that took its place still stands, or led to one that does. What was
 * withdrawn takes all before it along. */
static bool is_followed(const struct sg_statement_row *row, const struct sg_card *card,
	const struct sg_past_fact *past, size_t past_count)
{
	bool followed = false;

	for (size_t i = 0; i < card->fact_count; i++) {
		followed |= sg_id_equal(&card->facts[i].id, &row->ended_by);
	}
	for (size_t i = 0; i < past_count; i++) {
		followed |= sg_id_equal(&past[i].fact.id, &row->ended_by);
	}
	return followed && row->end == SG_STATEMENT_SUPERSEDED;
}

static enum sg_status reply_history(
	struct sg_call *call, const struct sg_id *guest, const struct sg_card *card)
{
	const struct sg_statement_row *rows = NULL;
	struct sg_past_fact *past = NULL;
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	size_t row_count = 0, count = 0;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_statements_read(&script, guest, HISTORY_MAX);
	status = sg_call_run(call, &script, &outcome);
	if (status == SG_OK) {
		status = sg_statements_take(
			&script, guest, call->arena, call->error, &rows, &row_count);
	}
	if (status != SG_OK) {
		return status;
	}
	past = sg_arena_array(call->arena, row_count, sizeof *past);
	if (past == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < row_count && status == SG_OK; i++) {
		const char *text = rows[i].body;

		if (text != NULL && is_followed(&rows[i], card, past, count)) {
			struct sg_stored body = {text, strlen(text)};

			past[count].superseded_by = rows[i].ended_by;
			past[count].superseded_us = rows[i].ended_us;
			status = sg_fact_decode(
				&body, call->arena, call->error, &past[count++].fact);
		}
	}
	sg_card_history(past, count, call->reply);
	return status;
}

static enum sg_status answer_card(struct sg_call *call, const struct sg_id *id,
	const struct sg_guest *guest, const struct sg_card *card)
{
	enum sg_actor_role role = call->envelope.actor.role;
	enum sg_status status = SG_OK;

	sg_reply_begin(call->reply, SG_OUTCOME_ANSWERED);
	sg_reply_id(call->reply, "guest", id);
	sg_card_members(card, guest, &call->service->catalog, role, call->reply);
	if (sg_card_shows_all(role)) {
		const struct sg_card_view view = {.property = call->house->house.id,
			.zone = call->house->house.zone,
			.now_us = sg_call_hotel_us(call)};

		sg_card_usuals(card, &call->service->catalog, &view, call->reply);
	}
	if (sg_card_shows_history(role)) {
		status = reply_history(call, id, card);
	}
	return status == SG_OK ? sg_call_reply_end(call) : status;
}

enum sg_status sg_handle_guest_card(struct sg_call *call)
{
	struct sg_refs_query query;
	struct sg_guest_work work = {0};
	struct sg_stored stored;
	struct sg_guest guest;
	struct sg_card card;
	enum sg_status status = sg_refs_query_decode(
		call->envelope.data, call->arena, call->error, &query);

	if (status == SG_OK) {
		status = sg_call_house(call, 0);
	}
	if (status == SG_OK) {
		status = sg_guest_file_read(call, query.refs, query.ref_count, &work);
	}
	if (status == SG_OK && work.file.guest.version == 0) {
		status = guest_unknown(call);
	}
	if (status == SG_OK) {
		stored = (struct sg_stored){
			work.file.guest.state, strlen(work.file.guest.state)};
		status = sg_guest_decode(&stored, call->arena, call->error, &guest);
	}
	if (status == SG_OK) {
		status = sg_guest_card_open(call, &work.file.guest, &card);
	}
	return status == SG_OK ? answer_card(call, &work.file.guest.id, &guest, &card)
	                       : status;
}
