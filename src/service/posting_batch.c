/*
 * Many stays of one property at once, as they are due some days after a day's departures: what they
 * need is read in two trips for all of them, and those whose writes differ in their values alone
 * are one transaction. Each is decided by itself, as if it were alone; one that needs more care, or
 * whose transaction did not come about, is left to whoever does it alone.
 */
#include "service/posting_batch.h"

#include <stdlib.h>

#include "service/posting_work.h"
#include "store/script_join.h"

enum {
	WRITTEN_MOST = 32,  /* in one transaction */
	APART_DAYS = 30,    /* all are read of the same days */
	SET_PROGRAMMES = 3, /* behind what is read of the guests */
};

struct one {
	struct sg_posting_work work;
	struct sg_script script; /* what it writes */
	size_t at;               /* in the list */
	bool alone;              /* it is to be done so */
	bool tried;              /* to write it */
};

struct batch {
	struct sg_call *call;
	const struct sg_posting_row *rows;
	struct one **ones; /* in their order */
	size_t count;
	bool *settled;
};

/* ---- who may be with others ---- */

/* Nothing of it can stand in a ledger, and his standing is read as far back as for most. */
static bool is_plain(const struct sg_posting_row *row, int32_t today_day)
{
	return sg_id_is_nil(&row->account) && sg_id_is_nil(&row->seen_guest) &&
	       row->arrival_day >= today_day - SG_LATE_DAYS;
}

/* What a guest has earned first is put there first. */
static bool is_first(const struct sg_posting_row *rows, size_t at)
{
	for (size_t i = 0; i < at && !sg_id_is_nil(&rows[at].guest); i++) {
		if (sg_id_equal(&rows[i].guest, &rows[at].guest)) {
			return false;
		}
	}
	return true;
}

static bool is_about_then(const struct sg_posting_row *rows, size_t at)
{
	int32_t apart = rows[at].departure_day - rows[0].departure_day;

	return apart >= -APART_DAYS && apart <= APART_DAYS;
}

static enum sg_status join(struct batch *batch, size_t at)
{
	struct sg_call *call = batch->call;
	struct one *one = sg_arena_alloc(call->arena, sizeof *one);

	if (one == NULL) {
		return sg_call_memory(call);
	}
	*one = (struct one){.work = sg_posting_begin(call, &batch->rows[at]), .at = at};
	batch->ones[batch->count++] = one;
	return sg_posting_name(&one->work);
}

static enum sg_status begin(struct batch *batch, size_t count)
{
	struct sg_call *call = batch->call;
	int32_t today_day = sg_member_today(call);
	enum sg_status status = SG_OK;

	batch->ones = sg_arena_array(call->arena, count, sizeof(struct one *));
	if (batch->ones == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < count && status == SG_OK; i++) {
		if (is_plain(&batch->rows[i], today_day) && is_first(batch->rows, i) &&
			is_about_then(batch->rows, i)) {
			status = join(batch, i);
		}
	}
	return status;
}

/* ---- reading ---- */

static void agree_on_days(struct batch *batch)
{
	int32_t first_day = INT32_MAX, last_day = INT32_MIN;

	for (size_t i = 0; i < batch->count; i++) {
		const struct sg_posting_work *work = &batch->ones[i]->work;

		first_day = work->first_day < first_day ? work->first_day : first_day;
		last_day = work->last_day > last_day ? work->last_day : last_day;
	}
	for (size_t i = 0; i < batch->count; i++) {
		batch->ones[i]->work.first_day = first_day;
		batch->ones[i]->work.last_day = last_day;
	}
}

/* What is given away over all members is taken in turn. */
static bool has_budget(const struct sg_programme *programme)
{
	for (size_t i = 0; i < programme->version_count; i++) {
		const struct sg_programme_version *version = &programme->versions[i];

		for (size_t k = 0; k < version->rule_count; k++) {
			if (version->rules[k].budget > 0) {
				return true;
			}
		}
	}
	return false;
}

/* One that cannot be read is not known, and whose it is is alone. */
static enum sg_status open_programmes(struct batch *batch, const struct sg_rows *rows)
{
	struct sg_call *call = batch->call;
	struct sg_programme *known =
		sg_arena_array(call->arena, rows->count, sizeof *known);
	size_t count = 0;

	if (known == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < rows->count; i++) {
		struct sg_programme_row row;

		sg_programmes_take(rows, i, &row);
		count += sg_programme_open(call, &row, "", &known[count]) == SG_OK;
	}
	for (size_t i = 0; i < batch->count; i++) {
		batch->ones[i]->work.known = known;
		batch->ones[i]->work.known_count = count;
	}
	return SG_OK;
}

/* What is wrong with one is seen again when it is alone. */
static bool take_stays(
	struct batch *batch, const struct sg_script *script, struct sg_posting_work *work)
{
	struct sg_script view;

	return sg_script_pick(script, &work->guest, batch->call->arena, &view) &&
	       sg_posting_take_stays(work, &view) == SG_OK &&
	       !sg_posting_find_near(work) && !work->leaves && !work->doubted &&
	       !(work->member && has_budget(&work->of.programme));
}

static enum sg_status read_stays(struct batch *batch)
{
	struct sg_call *call = batch->call;
	struct sg_id *guests = sg_arena_array(call->arena, batch->count, sizeof *guests);
	const struct sg_posting_work *first = &batch->ones[0]->work;
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	if (guests == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < batch->count; i++) {
		guests[i] = batch->ones[i]->work.guest;
	}
	agree_on_days(batch);
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_persons_memberships_read(&script, guests, batch->count);
	sg_persons_stays_read(&script, guests, batch->count, &first->row->property,
		first->first_day, first->last_day);
	sg_programmes_read(&script, &call->house->chain);
	status = sg_call_run(call, &script, &outcome);
	if (status == SG_OK) {
		status = open_programmes(batch, sg_script_rows(&script, SET_PROGRAMMES));
	}
	for (size_t i = 0; i < batch->count && status == SG_OK; i++) {
		struct one *one = batch->ones[i];

		one->alone = !take_stays(batch, &script, &one->work);
	}
	return status;
}

/* Whether a stay before this one is of the same account. */
static bool is_second(const struct batch *batch, size_t at)
{
	const struct one *one = batch->ones[at];
	const struct sg_id *account = &one->work.of.membership.account;

	for (size_t i = 0; i < at; i++) {
		const struct sg_posting_work *other = &batch->ones[i]->work;

		if (other->member &&
			sg_id_equal(&other->of.membership.account, account)) {
			return true;
		}
	}
	for (size_t i = 0; i < one->at; i++) {
		if (sg_id_equal(&batch->rows[i].account, account)) {
			return true;
		}
	}
	return false;
}

/* Of the members among them. */
static size_t name_accounts(
	struct batch *batch, struct sg_account_key *keys, int32_t *ret_from_day)
{
	size_t count = 0;

	*ret_from_day = INT32_MAX;
	for (size_t i = 0; i < batch->count; i++) {
		struct one *one = batch->ones[i];
		const struct sg_posting_work *work = &one->work;
		int32_t from_day;

		one->alone |= work->member && is_second(batch, i);
		if (one->alone || !work->member) {
			continue;
		}
		from_day = sg_posting_reads_from(work);
		*ret_from_day = from_day < *ret_from_day ? from_day : *ret_from_day;
		keys[count++] = (struct sg_account_key){
			work->of.membership.account, work->source};
	}
	return count;
}

static bool take_account(
	struct batch *batch, const struct sg_script *script, struct one *one)
{
	const struct sg_id *account = &one->work.of.membership.account;
	struct sg_script view;

	return !one->alone &&
	       sg_script_pick(script, account, batch->call->arena, &view) &&
	       sg_posting_take_account(&one->work, &view) == SG_OK;
}

static enum sg_status read_accounts(struct batch *batch)
{
	struct sg_call *call = batch->call;
	struct sg_account_key *keys =
		sg_arena_array(call->arena, batch->count, sizeof *keys);
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	int32_t from_day;
	size_t count;
	enum sg_status status;

	if (keys == NULL) {
		return sg_call_memory(call);
	}
	count = name_accounts(batch, keys, &from_day);
	if (count == 0) {
		return SG_OK;
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_accounts_read(&script, keys, count, from_day);
	status = sg_call_run(call, &script, &outcome);
	for (size_t i = 0; i < batch->count && status == SG_OK; i++) {
		struct one *one = batch->ones[i];

		one->alone |= one->work.member && !take_account(batch, &script, one);
	}
	return status;
}

/* ---- deciding and writing ---- */

static void decide(struct batch *batch)
{
	for (size_t i = 0; i < batch->count; i++) {
		struct one *one = batch->ones[i];

		one->alone = one->alone || sg_posting_conclude(&one->work) != SG_OK ||
		             sg_posting_write(&one->work, &one->script) != SG_OK;
	}
}

/* Whoever else writes several of them takes them in the same order. */
static int compare(const void *left, const void *right)
{
	const struct one *const *a = left;
	const struct one *const *b = right;
	int by_account = sg_id_compare(
		&(*a)->work.of.membership.account, &(*b)->work.of.membership.account);

	return by_account != 0
	               ? by_account
	               : sg_id_compare(&(*a)->work.row->stay, &(*b)->work.row->stay);
}

/* The first not tried yet and those like it, cut to one of 1, 2, 3, 4, 6, 8, 12, 16, …: so that few
 * texts arise. */
static size_t pick_alike(const struct batch *batch, struct one *picked[WRITTEN_MOST])
{
	size_t count = 0, even = 1;

	for (size_t i = 0; i < batch->count && count < WRITTEN_MOST; i++) {
		struct one *one = batch->ones[i];

		if (!one->alone && !one->tried &&
			(count == 0 ||
				sg_script_alike(&one->script, &picked[0]->script))) {
			picked[count++] = one;
		}
	}
	while (even * 2 <= count) {
		even *= 2;
	}
	even = even + even / 2 <= count ? even + even / 2 : even;
	return count > 0 ? even : 0;
}

/* One that is refused, or was changed meanwhile, takes the others back with it. */
static void write_together(struct batch *batch, struct one **picked, size_t count)
{
	struct sg_call *call = batch->call;
	enum sg_db_outcome outcome = SG_DB_STALE;
	const struct sg_script *alike[WRITTEN_MOST];
	struct sg_script script;
	bool done;

	for (size_t i = 0; i < count; i++) {
		alike[i] = &picked[i]->script;
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_WRITE);
	sg_script_weave(&script, alike, count);
	done = sg_call_run(call, &script, &outcome) == SG_OK && outcome == SG_DB_DONE;
	for (size_t i = 0; i < count; i++) {
		picked[i]->tried = true;
		batch->settled[picked[i]->at] = done;
	}
}

static void write_all(struct batch *batch)
{
	struct one *picked[WRITTEN_MOST];
	size_t count;

	qsort(batch->ones, batch->count, sizeof(struct one *), compare);
	while ((count = pick_alike(batch, picked)) > 0) {
		write_together(batch, picked, count);
	}
}

enum sg_status sg_post_batch(struct sg_call *call, const struct sg_posting_row *rows,
	size_t count, bool *settled)
{
	struct batch batch = {.call = call, .rows = rows, .settled = settled};
	enum sg_status status = begin(&batch, count);

	if (status == SG_OK && batch.count > 1) {
		status = read_stays(&batch);
	}
	if (status == SG_OK && batch.count > 1) {
		status = read_accounts(&batch);
	}
	if (status == SG_OK && batch.count > 1) {
		decide(&batch);
		write_all(&batch);
	}
	return status;
}
