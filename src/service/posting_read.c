/* Everything that a posting needs, in two trips. */
#include <string.h>

#include "core/time.h"
#include "document/stay.h"
#include "service/posting_work.h"

enum {
	WIDER_TIMES = 12, /* further stays are looked for so often at most, */
	NEAR_MOST = 1500, /* until there are so many */
};

/* What read_stays reads. */
enum { SET_MEMBERSHIPS, SET_STAYS, SET_CHARGES, SET_PERSON };

/* ---- whose, and what else he stayed ---- */

static enum sg_status open_programme(const struct sg_posting_work *work,
	const struct sg_membership_row *row, struct sg_programme *ret_programme)
{
	bool own = sg_id_equal(&row->chain, &work->call->house->chain);

	for (size_t i = 0; i < work->known_count && own; i++) {
		if (strcmp(work->known[i].code, row->programme) == 0) {
			*ret_programme = work->known[i];
			return SG_OK;
		}
	}
	return sg_programme_open(work->call, &row->body, "", ret_programme);
}

/* Where it was posted before it stays, though he has left it or prefers another now. */
static enum sg_status pick_membership(
	struct sg_posting_work *work, const struct sg_id *posted)
{
	bool there = false;
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < work->membership_count && status == SG_OK && !there; i++) {
		const struct sg_membership_row *row = &work->memberships[i];
		struct sg_programme programme;

		there = sg_id_equal(&row->account, posted);
		if (!there && (row->cancelled || work->member)) {
			continue;
		}
		status = open_programme(work, row, &programme);
		if (status == SG_OK && !programme.external) {
			work->member = true;
			work->of.membership = *row;
			work->of.programme = programme;
		}
	}
	work->leaves = !there && !sg_id_is_nil(posted);
	return status;
}

/* Whether it was seen as another person's. */
static bool is_anothers(
	const struct sg_posting_work *work, const struct sg_script *script)
{
	const struct sg_rows *person = sg_script_rows(script, SET_PERSON);

	for (size_t i = 0; i < person->count; i++) {
		struct sg_id guest = sg_rows_id(person, i, 0);

		if (sg_id_equal(&guest, &work->row->seen_guest)) {
			return false;
		}
	}
	return !sg_id_is_nil(&work->row->seen_guest);
}

static bool is_over(int32_t status)
{
	return status == SG_STAY_CHECKED_OUT || status == SG_STAY_NO_SHOW ||
	       status == SG_STAY_CANCELLED;
}

static enum sg_stay_end end_of(enum sg_stay_status status)
{
	return status == SG_STAY_NO_SHOW     ? SG_STAY_ENDED_NO_SHOW
	       : status == SG_STAY_CANCELLED ? SG_STAY_ENDED_CANCELLED
	                                     : SG_STAY_ENDED;
}

/* What is claimed has nothing but its days and charges. */
static enum sg_status read_state(struct sg_call *call, const struct sg_posted_stay *stay,
	struct sg_stay_state *ret_state)
{
	const struct sg_stored stored = {
		stay->state, stay->state != NULL ? strlen(stay->state) : 0};
	const struct sg_stay_columns columns = {
		.status = (enum sg_stay_status)stay->status,
		.arrival_day = stay->arrival_day,
		.departure_day = stay->departure_day,
		.checked_in_us = SG_NO_TIME,
		.checked_out_us = SG_NO_TIME};

	if (stay->claim) {
		*ret_state = (struct sg_stay_state){.booked_day = SG_NO_DAY};
		return SG_OK;
	}
	return sg_stay_decode(&stored, &columns, call->arena, call->error, ret_state);
}

static enum sg_status open_fact(
	struct sg_posting_work *work, const struct sg_posted_stay *stay)
{
	struct sg_call *call = work->call;
	struct sg_stay_state state;
	enum sg_status status = read_state(call, stay, &state);
	struct sg_earning_stay *fact = &work->facts[work->fact_count];

	if (status != SG_OK) {
		return status;
	}
	*fact = (struct sg_earning_stay){.id = stay->id,
		.property = call->house->house.code,
		.room_type = state.stay.assigned_type != NULL ? state.stay.assigned_type
	                                                      : state.stay.booked_type,
		.rate = state.rate,
		.channel = state.channel,
		.booked_day = state.booked_day,
		.arrival_day = stay->arrival_day,
		.departure_day = stay->departure_day,
		.end = end_of((enum sg_stay_status)stay->status),
		.charges = stay->charges,
		.charge_count = stay->charge_count,
		.awards = stay->awards,
		.award_count = stay->award_count};
	if (sg_id_equal(&stay->id, &work->row->stay)) {
		work->stay = fact;
		work->foreign = stay->foreign;
		work->number = state.stay.loyalty_number;
	}
	work->fact_count++;
	return SG_OK;
}

/* Whether the claim is of this stay, which has come: one was in the house on a day of both. */
static bool is_claimed(
	const struct sg_posted_stay *stay, const struct sg_posted_stay *claim)
{
	bool day_use = stay->arrival_day == stay->departure_day ||
	               claim->arrival_day == claim->departure_day;

	return claim->claim && !stay->claim && stay->status == SG_STAY_CHECKED_OUT &&
	       stay->decided != SG_POSTING_COUNTS_NOT &&
	       stay->arrival_day < claim->departure_day + day_use &&
	       claim->arrival_day < stay->departure_day + day_use;
}

/* A claim gives way to the stay itself; the stay waits until what the claim earned is taken back,
 * and is woken then, so that nothing is earned twice. */
static bool is_replaced(
	struct sg_posting_work *work, const struct sg_posted_stay *claim, size_t count)
{
	const struct sg_id *own = &work->row->stay;
	bool replaced = false;

	for (size_t i = 0; i < count; i++) {
		const struct sg_posted_stay *stay = &work->stays[i];

		if (!is_claimed(stay, claim)) {
			continue;
		}
		replaced = true;
		work->replaced |= sg_id_equal(&claim->id, own);
		if (sg_id_equal(&stay->id, own) && claim->posting == SG_POSTING_POSTED) {
			work->claim = claim->id;
		}
	}
	return replaced;
}

static void forget_stays(struct sg_posting_work *work)
{
	work->stay = NULL;
	work->number = NULL;
	work->replaced = false;
	work->claim = (struct sg_id){{0}};
	work->fact_count = 0;
}

/* Which of them may have a say in what this one earns: where they are too many, and a person says
 * that it counts, it stands alone. */
static bool is_looked_at(
	const struct sg_posting_work *work, const struct sg_posted_stay *stay)
{
	bool own = sg_id_equal(&stay->id, &work->row->stay);

	return is_over(stay->status) && !(own && work->leaves) &&
	       (own || (!work->crowded && stay->decided != SG_POSTING_COUNTS_NOT));
}

/* Where no member is, it does not matter what they are. */
static enum sg_status open_stays(
	struct sg_posting_work *work, const struct sg_script *script)
{
	struct sg_call *call = work->call;
	size_t count = 0;
	enum sg_status status;

	forget_stays(work);
	work->crowded =
		work->member && sg_script_rows(script, SET_STAYS)->count > NEAR_MOST;
	if (!work->member || (work->crowded && work->row->decided != SG_POSTING_COUNTS)) {
		return SG_OK;
	}
	status = sg_posted_stays_take(script, SET_STAYS, work->of.programme.currency,
		call->arena, call->error, &work->stays, &count);
	if (status != SG_OK) {
		return status;
	}
	work->facts = sg_arena_array(call->arena, count, sizeof *work->facts);
	work->sorted =
		sg_arena_array(call->arena, count, sizeof(struct sg_earning_stay *));
	work->near = sg_arena_array(call->arena, count, sizeof *work->near);
	if (work->facts == NULL || work->sorted == NULL || work->near == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < count && status == SG_OK; i++) {
		if (is_looked_at(work, &work->stays[i]) &&
			!is_replaced(work, &work->stays[i], count)) {
			status = open_fact(work, &work->stays[i]);
		}
	}
	return status;
}

/* ---- reading them ---- */

enum sg_status sg_posting_take_stays(
	struct sg_posting_work *work, const struct sg_script *script)
{
	bool left = work->leaves;
	enum sg_status status;

	work->member = false;
	status = sg_person_memberships_take(script, SET_MEMBERSHIPS, &work->guest,
		work->call->arena, work->call->error, &work->memberships,
		&work->membership_count);
	if (status == SG_OK) {
		status = pick_membership(work, &work->row->account);
	}
	work->leaves |= left || (status == SG_OK && is_anothers(work, script));
	if (work->leaves && !left) {
		return status;
	}
	if (status == SG_OK) {
		status = open_stays(work, script);
	}
	if (status == SG_OK && !work->leaves) {
		work->doubted = sg_posting_names_other(work);
	}
	return status;
}

static enum sg_status read_stays_once(struct sg_posting_work *work)
{
	const struct sg_posting_row *row = work->row;
	struct sg_call *call = work->call;
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	if (work->leaves) {
		sg_memberships_read_accounts(&script, &row->account, 1);
	} else {
		sg_person_memberships_read(&script, &work->guest);
	}
	sg_posted_stays_read(
		&script, &work->guest, &row->property, work->first_day, work->last_day);
	if (!sg_id_is_nil(&row->seen_guest)) {
		sg_person_guests_read(&script, &work->guest);
	}
	status = sg_call_run(call, &script, &outcome);
	return status == SG_OK ? sg_posting_take_stays(work, &script) : status;
}

static enum sg_status read_stays(struct sg_posting_work *work)
{
	const struct sg_posting_row *row = work->row;
	bool more = true;
	enum sg_status status = SG_OK;

	for (int i = 0; i < WIDER_TIMES && more && status == SG_OK; i++) {
		bool left = work->leaves;

		status = read_stays_once(work);
		more = work->leaves && !left;
		if (more) { /* again, as it was seen */
			work->guest = row->seen_guest;
			work->first_day = row->seen_arrival_day - SG_POSTING_NEAR_DAYS;
			work->last_day = row->seen_departure_day + SG_POSTING_NEAR_DAYS;
		} else if (status == SG_OK) {
			more = sg_posting_find_near(work);
		}
	}
	return status;
}

/* ---- his account ---- */

/* Of the days that it is or was of. */
static int32_t earliest(const struct sg_posting_work *work)
{
	const struct sg_posting_row *row = work->row;
	bool was = !sg_id_is_nil(&row->seen_guest) &&
	           row->seen_arrival_day < row->arrival_day;

	return was ? row->seen_arrival_day : row->arrival_day;
}

static int32_t latest(const struct sg_posting_work *work)
{
	const struct sg_posting_row *row = work->row;
	bool was = !sg_id_is_nil(&row->seen_guest) &&
	           row->seen_departure_day > row->departure_day;

	return was ? row->seen_departure_day : row->departure_day;
}

int32_t sg_posting_reads_from(const struct sg_posting_work *work)
{
	return earliest(work) < work->today_day - SG_LATE_DAYS
	               ? SG_DAY_FIRST
	               : sg_member_reads_from(&work->of.programme, work->today_day);
}

enum sg_status sg_posting_take_account(
	struct sg_posting_work *work, const struct sg_script *script)
{
	enum sg_status status = sg_member_take(work->call, script, 0, &work->of);

	if (status == SG_OK) {
		work->counted = sg_qualified_take(script, SG_ACCOUNT_SETS, &work->before);
	}
	return status;
}

static enum sg_status read_account(struct sg_posting_work *work)
{
	struct sg_call *call = work->call;
	const struct sg_id *account = &work->of.membership.account;
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_account_read(&script, account, work->source, sg_posting_reads_from(work));
	if (work->row->version > 1) { /* else nothing can stand there of it */
		sg_qualified_read(&script, account, work->source);
	}
	status = sg_call_run(call, &script, &outcome);
	return status == SG_OK ? sg_posting_take_account(work, &script) : status;
}

enum sg_status sg_posting_name(struct sg_posting_work *work)
{
	struct sg_call *call = work->call;
	char stay[SG_ID_TEXT_SIZE];

	sg_id_format(&work->row->stay, stay);
	work->source = sg_arena_format(call->arena, "stay:%s", stay);
	work->first_day = earliest(work) - SG_POSTING_NEAR_DAYS;
	work->last_day = latest(work) + SG_POSTING_NEAR_DAYS;
	return work->source != NULL ? SG_OK : sg_call_memory(call);
}

enum sg_status sg_posting_read(struct sg_posting_work *work)
{
	enum sg_status status = sg_posting_name(work);

	if (status == SG_OK) {
		status = read_stays(work);
	}
	if (status == SG_OK && work->member) {
		status = read_account(work);
	}
	return status == SG_OK && work->doubted ? sg_posting_doubt(work) : status;
}
