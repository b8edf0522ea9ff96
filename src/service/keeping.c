/* Decided from the card alone; the database is asked only for a stay, and for what is history. */
#include "service/keeping.h"

#include <string.h>

#include "core/time.h"
#include "document/guest.h"
#include "service/guests.h"
#include "store/beliefs.h"
#include "store/passing.h"

enum { STATEMENTS_MOST = 4096 };

static const char passed[] = "{\"withdrawn_by\":\"system\",\"because\":\"stay_over\"}";

static bool is_special(const struct sg_call *call, const struct sg_fact *fact)
{
	return sg_catalog_is_special(&call->service->catalog, fact->topic);
}

static enum sg_memory unasked(const struct sg_call *call)
{
	return call->house->house.memory;
}

bool sg_keep_is_short(const struct sg_fact *fact)
{
	return fact->scope != SG_SCOPE_STAY && !sg_id_is_nil(&fact->stay);
}

bool sg_keep_passes(const struct sg_call *call, const struct sg_card *card,
	const struct sg_fact *fact)
{
	return !sg_id_is_nil(&fact->stay) &&
	       (sg_keep_is_short(fact) || is_special(call, fact) ||
		       sg_card_memory(card, unasked(call)) < SG_MEMORY_PROPERTY);
}

/* ---- one statement ---- */

static enum sg_status find_stay(struct sg_call *call, const struct sg_guest_row *guest,
	const struct sg_id *named, struct sg_id *ret_stay)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_passing_find(&script, &guest->id, &call->house->house.id, named,
		sg_time_day(sg_call_hotel_us(call)) - 1);
	status = sg_call_run(call, &script, &outcome);
	if (status == SG_OK) {
		*ret_stay = sg_rows_id(sg_script_rows(&script, 0), 0, 0);
	}
	return status;
}

static enum sg_status refuse(struct sg_call *call, const struct sg_card *card,
	const struct sg_id *named, bool special)
{
	if (!sg_id_is_nil(named)) {
		return sg_fail(call->error, SG_REFUSED, "stay_over", "/data/stay",
			"it may be kept for a stay alone, and that one is over");
	}
	if (special || card->memory == SG_MEMORY_UNSAID) {
		call->say = SG_SAY_LATER;
	}
	if (special && sg_card_may_keep(card, unasked(call), false)) {
		return sg_fail(call->error, SG_REFUSED, "consent_missing", "/data/topic",
			"of a special category: without his consent it is kept for a "
			"stay alone, and the guest has none");
	}
	return sg_fail(call->error, SG_REFUSED, "memory_withdrawn", "/data/scope",
		"nothing is kept of the guest beyond a stay, and he has none");
}

enum sg_status sg_keep_decide(struct sg_call *call, const struct sg_guest_row *guest,
	const struct sg_card *card, const struct sg_id *named, struct sg_fact *fact)
{
	bool special = is_special(call, fact);
	bool lasts = fact->scope != SG_SCOPE_STAY &&
	             sg_card_may_keep(card, unasked(call), special);
	struct sg_id stay = *named;
	enum sg_status status = SG_OK;

	if (lasts) {
		fact->scope = sg_card_scope(card, fact->scope);
		return SG_OK;
	}
	fact->stay = *named;
	if (fact->scope == SG_SCOPE_STAY && !sg_keep_passes(call, card, fact)) {
		return SG_OK;
	}
	status = find_stay(call, guest, named, &stay);
	if (status == SG_OK && sg_id_is_nil(&stay)) {
		status = refuse(call, card, named, special);
	}
	fact->stay = stay;
	return status;
}

/* ---- all that is kept ---- */

/* Whether this house may say how long it is kept: where the guest said nothing, each hotel does
 * for itself. */
static bool is_judged(const struct sg_call *call, const struct sg_card *card,
	const struct sg_id *property)
{
	return card->memory != SG_MEMORY_UNSAID ||
	       sg_id_equal(property, &call->house->house.id);
}

static bool may_last(const struct sg_call *call, const struct sg_card *card,
	const struct sg_fact *fact)
{
	enum sg_memory memory =
		is_judged(call, card, &fact->property) ? unasked(call) : SG_MEMORY_UNSAID;

	return sg_card_may_keep(card, memory, is_special(call, fact));
}

static void review_fact(struct sg_call *call, const struct sg_card *word,
	struct sg_fact fact, struct sg_fact **end, struct sg_keeping *keeping)
{
	bool lasts = may_last(call, word, &fact);

	if (sg_id_is_nil(&fact.stay) && !lasts) {
		keeping->gone[keeping->gone_count++] = fact.id;
		return;
	}
	if (sg_keep_is_short(&fact) && lasts) {
		fact.stay = (struct sg_id){{0}};
	}
	if (sg_id_is_nil(&fact.stay)) {
		fact.scope = sg_card_scope(word, fact.scope);
	} else if (sg_keep_passes(call, word, &fact)) {
		keeping->stays[keeping->stay_count++] = fact.stay;
	}
	*(*end)++ = fact;
}

/* What was learned here goes with the house's leave to learn unasked. */
static bool unlearn(struct sg_call *call, const struct sg_card *word,
	struct sg_card *card, struct sg_keeping *keeping)
{
	struct sg_belief *kept =
		sg_arena_array(call->arena, card->belief_count, sizeof *kept);
	size_t count = 0;

	if (kept == NULL) {
		return false;
	}
	keeping->unlearned = word->memory == SG_MEMORY_UNSAID &&
	                     !sg_card_may_learn(word, unasked(call));
	for (size_t i = 0; i < card->belief_count; i++) {
		if (!keeping->unlearned || !sg_id_equal(&card->beliefs[i].property,
						   &call->house->house.id)) {
			kept[count++] = card->beliefs[i];
		}
	}
	card->beliefs = kept;
	card->belief_count = count;
	return true;
}

enum sg_status sg_keep_review(struct sg_call *call, const struct sg_card *word,
	struct sg_card *card, struct sg_keeping *ret_keeping)
{
	struct sg_arena *arena = call->arena;
	struct sg_fact *kept = sg_arena_array(arena, card->fact_count, sizeof *kept);
	struct sg_keeping keeping = {
		.gone = sg_arena_array(arena, card->fact_count, sizeof *keeping.gone),
		.stays = sg_arena_array(arena, card->fact_count, sizeof *keeping.stays)};
	struct sg_fact *end = kept;

	if (kept == NULL || keeping.gone == NULL || keeping.stays == NULL ||
		!unlearn(call, word, card, &keeping)) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < card->fact_count; i++) {
		review_fact(call, word, card->facts[i], &end, &keeping);
	}
	card->facts = kept;
	card->fact_count = (size_t)(end - kept);
	*ret_keeping = keeping;
	return SG_OK;
}

void sg_keep_write(struct sg_call *call, const struct sg_id *guest,
	const struct sg_keeping *keeping, const char *by, struct sg_script *script)
{
	for (size_t i = 0; i < keeping->gone_count; i++) {
		sg_statement_withdraw(
			script, guest, &keeping->gone[i], by, call->envelope.time_us);
	}
	if (keeping->stay_count > 0) {
		sg_passing_add(script, guest, keeping->stays, keeping->stay_count,
			sg_call_hotel_us(call));
	}
	if (keeping->unlearned) {
		sg_beliefs_forget_at(script, guest, &call->house->house.id);
	}
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
static struct sg_id *drop(struct sg_call *call, struct sg_card *card,
	const struct sg_id *stay, int64_t until_us, size_t *ret_count)
{
	struct sg_fact *kept =
		sg_arena_array(call->arena, card->fact_count, sizeof *kept);
	struct sg_id *gone = sg_arena_array(call->arena, card->fact_count, sizeof *gone);
	size_t kept_count = 0, count = 0;

	for (size_t i = 0; kept != NULL && gone != NULL && i < card->fact_count; i++) {
		const struct sg_fact *fact = &card->facts[i];
		bool goes = stay != NULL
		                    ? sg_id_equal(&fact->stay, stay) &&
		                              sg_keep_passes(call, card, fact)
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

	return drop(call, card, NULL, until_us, &dropped) != NULL
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

static enum sg_status drop_profile(struct sg_call *call, const struct sg_id *stay,
	struct sg_profile *profile, struct sg_script *script)
{
	size_t count = 0;
	struct sg_id *gone = drop(call, &profile->own, stay, INT64_MAX, &count);

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
		status = drop_profile(call, &due->id, &work.profiles[i], &script);
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
