/* guest.card: what is known of a guest, cut for who asks. */
#include "service/handlers.h"

#include <stdlib.h>
#include <string.h>

#include "document/guest.h"
#include "document/query.h"
#include "service/answer.h"
#include "service/duplicates.h"
#include "service/guests.h"
#include "store/beliefs.h"
#include "store/reactions.h"

/* As in the schema, and entries of the log of consent for each of his ids. */
enum { HISTORY_MAX = 50, FEEDBACK_MAX = 5, CONSENTS_MAX = 50 };

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

static int newest_first(const void *left, const void *right)
{
	const struct sg_statement_row *a = left, *b = right;

	return (a->stated_us < b->stated_us) - (a->stated_us > b->stated_us);
}

/* Of all profiles, newest first. */
static enum sg_status read_history(struct sg_call *call, const struct sg_guest_work *work,
	struct sg_statement_row *ret_rows, size_t *ret_count)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	size_t count = 0;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	for (size_t i = 0; i < work->profile_count; i++) {
		sg_statements_read(&script, &work->profiles[i].guest, HISTORY_MAX);
	}
	status = sg_call_run(call, &script, &outcome);
	for (size_t i = 0; i < work->profile_count && status == SG_OK; i++) {
		status = sg_statements_take(&script, i, &work->profiles[i].guest,
			call->error, &ret_rows[count]);
		count += sg_script_rows(&script, i)->count;
	}
	if (status == SG_OK && work->profile_count > 1 && count > 1) {
		qsort(ret_rows, count, sizeof *ret_rows, newest_first);
	}
	*ret_count = count < HISTORY_MAX ? count : HISTORY_MAX;
	return status;
}

static enum sg_status reply_history(
	struct sg_call *call, const struct sg_guest_work *work)
{
	const size_t most = work->profile_count * HISTORY_MAX;
	struct sg_statement_row *rows = sg_arena_array(call->arena, most, sizeof *rows);
	struct sg_past_fact *past = sg_arena_array(call->arena, most, sizeof *past);
	size_t row_count = 0, count = 0;
	enum sg_status status;

	if (rows == NULL || past == NULL) {
		return sg_call_memory(call);
	}
	status = read_history(call, work, rows, &row_count);
	for (size_t i = 0; i < row_count && status == SG_OK; i++) {
		const char *text = rows[i].body;

		if (text != NULL && is_followed(&rows[i], &work->person, past, count)) {
			struct sg_stored body = {text, strlen(text)};

			past[count].superseded_by = rows[i].ended_by;
			past[count].superseded_us = rows[i].ended_us;
			status = sg_fact_decode(
				&body, call->arena, call->error, &past[count++].fact);
		}
	}
	sg_card_history(past, count, call->house->house.zone, call->reply);
	return status;
}

/* What was written down for the desk. */
static enum sg_status reply_feedback(
	struct sg_call *call, const struct sg_guest_work *work)
{
	struct sg_id *guests =
		sg_arena_array(call->arena, work->profile_count, sizeof *guests);
	const struct sg_reaction_note *notes = NULL;
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_card_remark *remarks;
	struct sg_script script;
	size_t count = 0;
	enum sg_status status;

	if (guests == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < work->profile_count; i++) {
		guests[i] = work->profiles[i].guest;
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_reaction_notes_read(&script, guests, work->profile_count, FEEDBACK_MAX);
	status = sg_call_run(call, &script, &outcome);
	if (status == SG_OK) {
		status = sg_reaction_notes_take(
			&script, 0, call->arena, call->error, &notes, &count);
	}
	if (status != SG_OK) {
		return status;
	}
	remarks = sg_arena_array(call->arena, count, sizeof *remarks);
	for (size_t i = 0; remarks != NULL && i < count; i++) {
		const struct sg_reaction *reaction = &notes[i].entry.reaction;

		remarks[i] = (struct sg_card_remark){
			reaction->kind, reaction->topic, notes[i].note, reaction->at_us};
	}
	sg_card_feedback(remarks, remarks != NULL ? count : 0, call->house->house.zone,
		call->reply);
	return remarks != NULL ? SG_OK : sg_call_memory(call);
}

static enum sg_status read_consents(
	struct sg_call *call, const struct sg_guest_work *work, struct sg_script *script)
{
	enum sg_db_outcome outcome = SG_DB_DONE;

	sg_script_begin(script, call->arena, SG_SCRIPT_READ);
	for (size_t i = 0; i < work->profile_count; i++) {
		sg_consents_read(script, &work->profiles[i].guest, CONSENTS_MAX);
	}
	return sg_call_run(call, script, &outcome);
}

static enum sg_status take_consents(struct sg_call *call, const struct sg_script *script,
	size_t set, const struct sg_id *guest, struct sg_consent_entry *entries,
	size_t *count)
{
	const struct sg_consent_row *rows = NULL;
	size_t row_count = 0;
	enum sg_status status = sg_consents_take(
		script, set, guest, call->arena, call->error, &rows, &row_count);

	for (size_t i = 0; i < row_count && status == SG_OK; i++) {
		struct sg_consent_entry *entry = &entries[*count];

		status = sg_consent_recall(
			rows[i].body, call->arena, call->error, &entry->said, &entry->by);
		entry->said.purpose = (enum sg_purpose)rows[i].purpose;
		entry->given = rows[i].given;
		entry->said_us = rows[i].at_us;
		*count += rows[i].purpose >= 0 && rows[i].purpose < SG_PURPOSES;
	}
	return status;
}

static int compare_entries(const void *left, const void *right)
{
	const struct sg_consent_entry *a = left, *b = right;

	return (a->said_us < b->said_us) - (a->said_us > b->said_us);
}

/* What holds of the person, whichever of his ids he said it by. */
static enum sg_status reply_consents(
	struct sg_call *call, const struct sg_guest_work *work)
{
	struct sg_consent_entry *entries = sg_arena_array(
		call->arena, work->profile_count * CONSENTS_MAX, sizeof *entries);
	struct sg_script script;
	size_t count = 0;
	enum sg_status status = read_consents(call, work, &script);

	if (entries == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < work->profile_count && status == SG_OK; i++) {
		status = take_consents(
			call, &script, i, &work->profiles[i].guest, entries, &count);
	}
	if (status == SG_OK) {
		qsort(entries, count, sizeof *entries, compare_entries);
		sg_card_consents(&work->person, call->house->house.memory, entries, count,
			call->house->house.zone, call->reply);
	}
	return status;
}

static enum sg_status answer_card(struct sg_call *call, const struct sg_guest_work *work,
	const struct sg_guest *guest)
{
	const struct sg_id *id = &work->file.guest.id;
	const struct sg_card *card = &work->person;
	enum sg_actor_role role = call->envelope.actor.role;
	enum sg_status status = SG_OK;

	sg_reply_begin(call->reply, SG_OUTCOME_ANSWERED);
	sg_reply_id(call->reply, "guest", id);
	if (work->profile_count > 1) {
		sg_reply_int(call->reply, "profiles", (int64_t)work->profile_count);
	}
	sg_card_members(card, guest, &call->service->catalog, call->house->house.memory,
		role, call->house->house.zone, call->reply);
	if (sg_card_shows_all(role)) {
		const struct sg_card_view view = {.property = call->house->house.id,
			.zone = call->house->house.zone,
			.now_us = sg_call_hotel_us(call),
			.evidence = sg_card_shows_history(role),
			.declined_days = call->house->house.offers.declined_days};

		sg_card_usuals(card, &call->service->catalog, &view, call->reply);
		sg_card_off(card, &view, call->reply);
		sg_card_offers(card, &view, call->reply);
		if (role == SG_ACTOR_MANAGER) {
			sg_card_make_goods(card, &view, call->reply);
		}
		status = card->attention_count > 0 ? reply_feedback(call, work) : SG_OK;
	}
	if (status == SG_OK && sg_card_shows_all(role)) {
		status = sg_duplicates_reply(call, work);
	}
	if (status == SG_OK && sg_card_shows_history(role)) {
		status = reply_consents(call, work);
		status = status == SG_OK ? reply_history(call, work) : status;
	}
	return status == SG_OK ? sg_call_reply_end(call) : status;
}

enum sg_status sg_handle_guest_card(struct sg_call *call)
{
	struct sg_refs_query query;
	struct sg_guest_work work = {0};
	struct sg_stored stored;
	struct sg_guest guest;
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
	return status == SG_OK ? answer_card(call, &work, &guest) : status;
}
