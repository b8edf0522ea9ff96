/* What is kept no longer: taken back, of special categories, or for a stay that is over. The
 * database is asked for what is history. */
#include "service/keeping.h"

#include <string.h>

#include "core/time.h"
#include "document/guest.h"
#include "service/guests.h"
#include "store/passing.h"

enum { STATEMENTS_MOST = 4096 };

static const char passed[] = "{\"withdrawn_by\":\"system\",\"because\":\"stay_over\"}";

static bool is_special(const struct sg_call *call, const struct sg_fact *fact)
{
	return sg_catalog_is_special(&call->service->catalog, fact->topic);
}

/* ---- what he takes back ---- */

bool sg_keep_is_meant(const struct sg_withdrawal *withdrawal, const struct sg_fact *fact)
{
	char id[SG_ID_TEXT_SIZE];

	if (withdrawal->statement != NULL) {
		sg_id_format(&fact->id, id);
		return strcmp(id, withdrawal->statement) == 0;
	}
	return sg_same_text(fact->topic, withdrawal->topic) &&
	       (withdrawal->value == NULL ||
		       sg_same_text(fact->value, withdrawal->value));
}

bool sg_keep_take_back(struct sg_call *call, const struct sg_withdrawal *said,
	const char *by, struct sg_profile *profile, struct sg_script *script)
{
	struct sg_card *card = &profile->own;
	struct sg_fact *kept =
		sg_arena_array(call->arena, card->fact_count, sizeof *kept);
	size_t count = 0;

	for (size_t i = 0; kept != NULL && i < card->fact_count; i++) {
		if (sg_keep_is_meant(said, &card->facts[i])) {
			sg_statement_withdraw(script, &profile->guest, &card->facts[i].id,
				by, call->envelope.time_us);
		} else {
			kept[count++] = card->facts[i];
		}
	}
	card->facts = kept;
	card->fact_count = count;
	return kept != NULL;
}

/* ---- special categories ---- */

/* What ended was written over already where it is no statement any more. */
static enum sg_status take_special(struct sg_call *call,
	const struct sg_statement_row *row, struct sg_id *gone, size_t *count)
{
	struct sg_stored body = {row->body, row->body != NULL ? strlen(row->body) : 0};
	enum sg_status status = SG_OK;
	struct sg_fact fact;

	if (body.len == 0 || *body.text != '[') {
		return SG_OK;
	}
	status = sg_fact_decode(&body, call->arena, call->error, &fact);
	if (status == SG_OK && is_special(call, &fact)) {
		gone[(*count)++] = row->id;
	}
	return status;
}

static enum sg_status find_special(struct sg_call *call, const struct sg_id *guest,
	int64_t until_us, struct sg_id **ret_gone, size_t *ret_count)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_statement_row *rows;
	struct sg_script script;
	size_t row_count, count = 0;
	struct sg_id *gone;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_statements_read(&script, guest, STATEMENTS_MOST);
	status = sg_call_run(call, &script, &outcome);
	row_count = status == SG_OK ? sg_script_rows(&script, 0)->count : 0;
	rows = sg_arena_array(call->arena, row_count, sizeof *rows);
	gone = sg_arena_array(call->arena, row_count, sizeof *gone);
	if (rows == NULL || gone == NULL) {
		return sg_call_memory(call);
	}
	if (status == SG_OK) {
		status = sg_statements_take(&script, 0, guest, call->error, rows);
	}
	for (size_t i = 0; i < row_count && status == SG_OK; i++) {
		if (rows[i].stated_us < until_us) {
			status = take_special(call, &rows[i], gone, &count);
		}
	}
	*ret_gone = gone;
	*ret_count = count;
	return status;
}

/* Drops what passes with the stay, or without one all of special categories said before that
 * moment. The statements dropped, in the arena; NULL when memory is short. */
static struct sg_id *drop(struct sg_call *call, const struct sg_card *word,
	const struct sg_id *stay, int64_t until_us, struct sg_card *card,
	size_t *ret_count)
{
	struct sg_fact *kept =
		sg_arena_array(call->arena, card->fact_count, sizeof *kept);
	struct sg_id *gone = sg_arena_array(call->arena, card->fact_count, sizeof *gone);
	size_t kept_count = 0, count = 0;

	for (size_t i = 0; kept != NULL && gone != NULL && i < card->fact_count; i++) {
		const struct sg_fact *fact = &card->facts[i];
		bool goes = stay != NULL
		                    ? sg_id_equal(&fact->stay, stay) &&
		                              sg_keep_passes(call, word, fact)
		                    : fact->said_us < until_us && is_special(call, fact);

		if (goes) {
			gone[count++] = fact->id;
		} else {
			kept[kept_count++] = *fact;
		}
	}
	if (kept == NULL || gone == NULL) {
		return NULL;
	}
	card->facts = kept;
	card->fact_count = kept_count;
	*ret_count = count;
	return gone;
}

enum sg_status sg_keep_nothing_special(struct sg_call *call, const struct sg_id *guest,
	int64_t until_us, struct sg_card *card, struct sg_id **ret_gone,
	size_t *ret_count)
{
	size_t dropped;

	return drop(call, card, NULL, until_us, card, &dropped) != NULL
	               ? find_special(call, guest, until_us, ret_gone, ret_count)
	               : sg_call_memory(call);
}

/* ---- a stay that is over ---- */

int64_t sg_keep_until(const struct sg_house *house, const struct sg_stay *stay,
	const struct sg_stamp *status)
{
	int64_t over_us = status->time_us;

	if (stay->status == SG_STAY_CHECKED_OUT) {
		over_us = stay->checked_out_us;
	} else if (stay->status == SG_STAY_NO_SHOW) {
		over_us = sg_house_instant(
			house, stay->arrival_day + 1, house->day_close_minutes);
	}
	return over_us + SG_DAY_US;
}

static enum sg_status drop_profile(struct sg_call *call, const struct sg_card *word,
	const struct sg_id *stay, struct sg_profile *profile, struct sg_script *script)
{
	size_t count = 0;
	struct sg_id *gone = drop(call, word, stay, INT64_MAX, &profile->own, &count);

	if (gone == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < count; i++) {
		sg_statement_withdraw(script, &profile->guest, &gone[i], passed,
			sg_call_hotel_us(call));
	}
	return SG_OK;
}

/* Under whichever of his ids he said it. */
static enum sg_status forget_person(struct sg_call *call, const struct sg_due_stay *due,
	const struct sg_card_row *row, bool *ret_again)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_guest_work work = {0};
	struct sg_script script;
	struct sg_card card;
	enum sg_status status = sg_guest_card_open(call, row, &card);

	if (status == SG_OK) {
		status = sg_person_read(call, &card, &work);
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_WRITE);
	for (size_t i = 0; i < work.profile_count && status == SG_OK; i++) {
		status = drop_profile(
			call, &work.person, &due->id, &work.profiles[i], &script);
	}
	if (status == SG_OK) {
		status = sg_person_write(
			call, work.profiles, work.profile_count, &work.joint, &script);
	}
	if (status != SG_OK) {
		return status;
	}
	sg_passing_drop(&script, &due->id, &row->guest);
	status = sg_call_run(call, &script, &outcome);
	*ret_again |= status == SG_OK && outcome != SG_DB_DONE;
	return status;
}

enum sg_status sg_keep_forget(
	struct sg_call *call, const struct sg_due_stay *due, bool *ret_again)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_card_row *rows = NULL;
	struct sg_script script;
	size_t count = 0;
	enum sg_status status;

	*ret_again = false;
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_passing_read(&script, &due->id);
	status = sg_call_run(call, &script, &outcome);
	if (status == SG_OK) {
		status =
			sg_passing_take(&script, call->arena, call->error, &rows, &count);
	}
	for (size_t i = 0; i < count && status == SG_OK; i++) {
		status = forget_person(call, due, &rows[i], ret_again);
	}
	return status;
}
