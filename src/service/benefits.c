/* From ticks to outcomes and counts. */
#include "service/benefits.h"

#include "core/card_levels.h"
#include "core/programme.h"
#include "service/marks.h"
#include "service/whose.h"
#include "store/benefits.h"

static bool is_benefit(const struct sg_because *because)
{
	return because->source == SG_SOURCE_GUARANTEED ||
	       because->source == SG_SOURCE_BENEFIT;
}

/* ---- outcomes ---- */

/* What a state means; false where nothing has become of it yet. */
static bool outcome_of(enum sg_item_state state, enum sg_benefit_state *ret_state)
{
	if (sg_item_is_in_room(state)) {
		*ret_state = SG_BENEFIT_GIVEN;
	} else if (sg_item_is_answered(state) || state == SG_ITEM_NOT_NEEDED) {
		*ret_state = SG_BENEFIT_DECLINED;
	} else {
		*ret_state = SG_BENEFIT_UNAVAILABLE;
	}
	return sg_item_is_settled(state) || state == SG_ITEM_UNAVAILABLE;
}

static bool row_of(const struct sg_case *work, const struct sg_item *item,
	const struct sg_because *because, struct sg_benefit_row *ret_row)
{
	const struct sg_stay *stay = &work->stays[0].state.stay;
	struct sg_benefit_name name;

	if (!is_benefit(because) || item->action > SG_ACTION_DO ||
		!sg_benefit_named(work->call->arena, because->detail, &name)) {
		return false;
	}
	*ret_row = (struct sg_benefit_row){.stay = stay->id,
		.guest = because->guest,
		.programme = name.programme,
		.benefit = name.benefit,
		.level = name.level,
		.item = item->id,
		.day = stay->arrival_day,
		.at_us = work->call->envelope.time_us};
	return true;
}

void sg_benefits_note(const struct sg_case *work, const struct sg_item *item,
	enum sg_item_state state, const char *note, struct sg_script *script)
{
	for (size_t i = 0; i < item->because_count; i++) {
		struct sg_benefit_row row;

		if (!row_of(work, item, &item->because[i], &row)) {
			continue;
		}
		row.reason = note;
		if (outcome_of(state, &row.state)) {
			sg_benefit_put(script, &row);
		} else {
			sg_benefit_remove(script, &row);
		}
	}
}

static bool is_known(const struct sg_benefit_row *rows, size_t count,
	const struct sg_benefit_row *own, enum sg_benefit_state state)
{
	for (size_t i = 0; i < count; i++) {
		if (rows[i].state == state && sg_id_equal(&rows[i].guest, &own->guest) &&
			sg_same_text(rows[i].benefit, own->benefit) &&
			sg_same_text(rows[i].programme, own->programme)) {
			return true;
		}
	}
	return false;
}

static enum sg_status read_stay(
	struct sg_case *work, struct sg_benefit_row **ret_rows, size_t *ret_count)
{
	struct sg_call *call = work->call;
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_benefits_read_stay(&script, &work->stays[0].row.id);
	status = sg_call_run(call, &script, &outcome);
	return status == SG_OK ? sg_benefits_take(&script, 0, call->arena, call->error,
					 ret_rows, ret_count)
	                       : status;
}

enum sg_status sg_benefits_leaving(struct sg_case *work, const struct sg_item *item,
	struct sg_script *script, bool *ret_given)
{
	struct sg_benefit_row *rows = NULL;
	size_t count = 0;
	enum sg_status status = read_stay(work, &rows, &count);

	*ret_given = false;
	for (size_t i = 0; i < item->because_count && status == SG_OK; i++) {
		struct sg_benefit_row own;

		if (!row_of(work, item, &item->because[i], &own)) {
			continue;
		}
		own.state = SG_BENEFIT_UNDONE;
		if (is_known(rows, count, &own, SG_BENEFIT_GIVEN)) {
			*ret_given = true;
		} else if (!is_known(rows, count, &own, SG_BENEFIT_UNAVAILABLE)) {
			sg_benefit_put(script, &own);
		}
	}
	return status;
}

/* ---- counts ---- */

/* Whether he has it by the year, as the house's programmes say. */
static bool is_yearly(const struct sg_case *work, const struct sg_benefit_row *row)
{
	const struct sg_house *house = &work->house->house;

	for (size_t i = 0; i < house->programme_count; i++) {
		const struct sg_programme *programme = &house->programmes[i];
		struct sg_benefits benefits = sg_benefits_on(programme, row->day);
		const struct sg_benefit *benefit =
			sg_same_text(programme->code, row->programme)
				? sg_benefit_find(&benefits, row->benefit)
				: NULL;

		if (benefit != NULL) {
			return benefit->year_times > 0;
		}
	}
	return false;
}

static struct sg_profile *profile_of(struct sg_guest_work *guest, const struct sg_id *id)
{
	for (size_t i = 0; i < guest->profile_count; i++) {
		if (sg_id_equal(&guest->profiles[i].guest, id)) {
			return &guest->profiles[i];
		}
	}
	return NULL;
}

static enum sg_status put_given(struct sg_call *call, struct sg_profile *profile,
	const struct sg_benefit_row *row, bool was, bool *ret_changed)
{
	const struct sg_card_given given = {.programme = row->programme,
		.benefit = row->benefit,
		.stay = row->stay,
		.day = row->day};

	return sg_card_given_put(&profile->own, &given, was, call->arena, ret_changed) ==
	                       SG_OK
	               ? SG_OK
	               : sg_call_memory(call);
}

enum sg_status sg_benefits_count(const struct sg_case *work, const struct sg_item *item,
	enum sg_item_state state, struct sg_guest_work *guest, bool *ret_changed)
{
	struct sg_call *call = work->call;

	for (size_t i = 0; i < item->because_count; i++) {
		struct sg_benefit_row row;
		struct sg_profile *profile = profile_of(guest, &item->because[i].guest);
		bool changed = false;

		if (profile == NULL || !row_of(work, item, &item->because[i], &row) ||
			!is_yearly(work, &row)) {
			continue;
		}
		if (put_given(call, profile, &row, sg_item_is_in_room(state), &changed) !=
			SG_OK) {
			return SG_MEMORY;
		}
		*ret_changed |= changed;
	}
	return SG_OK;
}

static bool has_benefit(const struct sg_item *item)
{
	for (size_t i = 0; i < item->because_count; i++) {
		if (is_benefit(&item->because[i])) {
			return true;
		}
	}
	return false;
}

enum sg_status sg_benefits_settle_one(struct sg_case *work, const struct sg_item *item,
	const struct sg_card *card, enum sg_item_state before, enum sg_item_state after,
	struct sg_script *script)
{
	struct sg_guest_work guest;
	bool changed = false;
	enum sg_status status;

	if (!has_benefit(item) ||
		sg_item_is_in_room(before) == sg_item_is_in_room(after)) {
		return SG_OK;
	}
	status = sg_person_read(work->call, card, &guest);
	if (status == SG_OK) {
		status = sg_benefits_count(work, item, after, &guest, &changed);
	}
	return status == SG_OK && changed ? sg_guest_store(work->call, &guest, script)
	                                  : status;
}

enum sg_status sg_benefits_settle(struct sg_case *work, const struct sg_item *item,
	enum sg_item_state before, enum sg_item_state after, struct sg_script *script)
{
	const struct sg_card **cards = NULL;
	size_t count = 0;
	enum sg_status status = sg_whose(work, &work->stays[0], item, &cards, &count);

	for (size_t i = 0; i < count && status == SG_OK; i++) {
		status = sg_benefits_settle_one(
			work, item, cards[i], before, after, script);
	}
	return status;
}

/* ---- cancelled, and not after all ---- */

static bool was_given_in(const struct sg_card *card, const struct sg_id *stay)
{
	for (size_t i = 0; i < card->given_count; i++) {
		if (sg_id_equal(&card->given[i].stay, stay)) {
			return true;
		}
	}
	return false;
}

static enum sg_status take_back(
	struct sg_case *work, const struct sg_card *card, struct sg_script *script)
{
	const struct sg_id *stay = &work->stays[0].row.id;
	struct sg_guest_work guest;
	bool changed;
	enum sg_status status = sg_person_read(work->call, card, &guest);

	for (size_t i = 0; status == SG_OK && i < guest.profile_count; i++) {
		struct sg_card *own = &guest.profiles[i].own;

		for (size_t k = own->given_count; k > 0 && status == SG_OK; k--) {
			struct sg_card_given given = own->given[k - 1];

			if (sg_id_equal(&given.stay, stay) &&
				sg_card_given_put(own, &given, false, work->call->arena,
					&changed) != SG_OK) {
				status = sg_call_memory(work->call);
			}
		}
	}
	return status == SG_OK ? sg_guest_store(work->call, &guest, script) : status;
}

/* Whether it still stands on the new list as done; where none was made, nobody has undone it. */
static bool is_still_given(
	const struct sg_case_stay *subject, const struct sg_benefit_row *row)
{
	const struct sg_item *item = sg_item_of(&subject->list.plan, row->item);

	return row->state == SG_BENEFIT_GIVEN &&
	       (!subject->concerned || (item != NULL && sg_item_is_in_room(item->state)));
}

/* What begins anew has not come to anything yet. */
static void forget_undone(const struct sg_case_stay *subject,
	const struct sg_benefit_row *rows, size_t count, struct sg_script *script)
{
	for (size_t i = 0; i < count; i++) {
		if (rows[i].state == SG_BENEFIT_GIVEN &&
			!is_still_given(subject, &rows[i])) {
			sg_benefit_remove(script, &rows[i]);
		}
	}
}

/* What was given of the year's in the stay, by those rows, counts again. */
static enum sg_status count_again(struct sg_case *work, const struct sg_card *card,
	const struct sg_benefit_row *rows, size_t count, struct sg_script *script)
{
	struct sg_guest_work guest;
	bool any = false;
	enum sg_status status = sg_person_read(work->call, card, &guest);

	for (size_t i = 0; i < count && status == SG_OK; i++) {
		const struct sg_benefit_row *row = &rows[i];
		struct sg_profile *profile = profile_of(&guest, &row->guest);
		bool changed = false;

		if (profile == NULL || !is_still_given(&work->stays[0], row) ||
			!is_yearly(work, row)) {
			continue;
		}
		status = put_given(work->call, profile, row, true, &changed);
		any = any || changed;
	}
	return status == SG_OK && any ? sg_guest_store(work->call, &guest, script)
	                              : status;
}

static bool is_off(enum sg_stay_status status)
{
	return status == SG_STAY_CANCELLED || status == SG_STAY_NO_SHOW;
}

/* Whether another profile of the same person comes first. */
static bool is_again(const struct sg_case_stay *subject, size_t at)
{
	for (size_t i = 0; i < at; i++) {
		if (sg_whose_same(&subject->cards[i], &subject->cards[at])) {
			return true;
		}
	}
	return false;
}

enum sg_status sg_benefits_cancelled(struct sg_case *work,
	const struct sg_stay_state *before, struct sg_script *script)
{
	const struct sg_case_stay *subject = &work->stays[0];
	bool off = is_off(subject->state.stay.status);
	bool was_off = before != NULL && is_off(before->stay.status);
	struct sg_benefit_row *rows = NULL;
	size_t count = 0;
	enum sg_status status = was_off && !off ? read_stay(work, &rows, &count) : SG_OK;

	forget_undone(subject, rows, count, script);
	for (size_t i = 0; i < subject->card_count && status == SG_OK; i++) {
		const struct sg_card *card = &subject->cards[i];

		if (is_again(subject, i)) {
			continue;
		}
		if (off && was_given_in(card, &subject->row.id)) {
			status = take_back(work, card, script);
		} else if (count > 0) {
			status = count_again(work, card, rows, count, script);
		}
	}
	return status;
}
