/* From failures to what is owed, and from items to what was given. */
#include "service/make_goods.h"

#include <string.h>

#include "service/benefits.h"
#include "service/marks.h"
#include "service/reactions.h"
#include "service/whose.h"

/* ---- proposing ---- */

bool sg_make_good_of(const struct sg_case *work, const struct sg_item *item,
	struct sg_make_good *ret_make_good)
{
	const struct sg_call *call = work->call;
	const struct sg_house *house = &work->house->house;
	const struct sg_stay *stay = &work->stays[0].state.stay;
	const char *topic;
	const char *what;

	if ((item->class != SG_CLASS_NEED && !sg_item_is_promised(item)) ||
		item->topic < 0 || item->action > SG_ACTION_DO ||
		house->make_good_cents == 0) {
		return false;
	}
	topic = call->service->catalog.topics[item->topic].name;
	what = sg_arena_format(call->arena, "make good %s", topic);
	if (what == NULL) {
		return false;
	}
	*ret_make_good =
		(struct sg_make_good){.id = sg_reacted_once(call, &stay->id, what),
			.property = house->id,
			.stay = stay->id,
			.failed = topic,
			.at_us = call->envelope.time_us,
			.cap_cents = house->make_good_cents};
	return true;
}

static enum sg_status is_recorded(
	struct sg_call *call, const struct sg_id *id, bool *ret_recorded)
{
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;

	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_make_goods_find(&script, id, 1);
	status = sg_call_run(call, &script, &outcome);
	*ret_recorded = sg_script_rows(&script, 0)->count > 0;
	return status;
}

static bool stands_on(const struct sg_card *card, const struct sg_id *id)
{
	for (size_t i = 0; i < card->make_good_count; i++) {
		if (sg_id_equal(&card->make_goods[i].id, id)) {
			return true;
		}
	}
	return false;
}

/* Whether it was given: kept on the card so that it stays where it is during that stay. */
static bool is_given(const struct sg_make_good *make_good)
{
	return !sg_id_is_nil(&make_good->given_in);
}

/* What he is still owed. */
static size_t open_count(const struct sg_guest_work *guest)
{
	size_t count = 0;

	for (size_t i = 0; i < guest->profile_count; i++) {
		const struct sg_card *card = &guest->profiles[i].own;

		for (size_t k = 0; k < card->make_good_count; k++) {
			count += !is_given(&card->make_goods[k]);
		}
	}
	return count;
}

/* On a full card in the place of the first that was given: its stay is long over. */
static bool put_on_card(
	struct sg_call *call, struct sg_card *card, const struct sg_make_good *make_good)
{
	struct sg_make_good *all =
		sg_arena_array(call->arena, card->make_good_count + 1, sizeof *all);
	bool full = card->make_good_count >= SG_MAKE_GOODS_MAX;
	size_t count = 0;

	if (all == NULL) {
		return false;
	}
	for (size_t i = 0; i < card->make_good_count; i++) {
		if (full && is_given(&card->make_goods[i])) {
			full = false;
		} else {
			all[count++] = card->make_goods[i];
		}
	}
	all[count++] = *make_good;
	card->make_goods = all;
	card->make_good_count = count;
	return true;
}

enum sg_status sg_make_good_propose(struct sg_call *call, struct sg_guest_work *guest,
	const struct sg_make_good *make_good, struct sg_script *script,
	bool *ret_proposed)
{
	struct sg_card *card = &guest->named->own;
	bool recorded = true;
	enum sg_status status = SG_OK;

	*ret_proposed = false;
	if (!sg_card_may_keep(&guest->person, call->house->house.memory, false) ||
		open_count(guest) >= SG_MAKE_GOODS_MAX ||
		stands_on(card, &make_good->id)) {
		return SG_OK;
	}
	status = is_recorded(call, &make_good->id, &recorded);
	if (status != SG_OK || recorded) {
		return status;
	}
	if (!put_on_card(call, card, make_good)) {
		return sg_call_memory(call);
	}
	sg_make_good_insert(script, &guest->named->guest, make_good);
	*ret_proposed = true;
	return SG_OK;
}

/* ---- leaving ---- */

/* A need that is unavailable; what was promised also where it was left undone. */
static bool fails(const struct sg_case_stay *stay, const struct sg_item *item)
{
	enum sg_item_state state = sg_mark_of(stay->marks, stay->mark_count, item->id);

	return (item->class == SG_CLASS_NEED && state == SG_ITEM_UNAVAILABLE) ||
	       (sg_item_is_promised(item) && item->action <= SG_ACTION_DO &&
		       !sg_item_is_settled(state));
}

/* Of whoever leaves: to whom it was promised, or NULL. */
static const struct sg_card *find_promised(
	const struct sg_case_stay *subject, const struct sg_item *item)
{
	for (size_t i = 0; i < item->because_count; i++) {
		for (size_t k = 0; k < subject->card_count; k++) {
			if (item->because[i].source == SG_SOURCE_GUARANTEED &&
				sg_id_equal(&item->because[i].guest,
					&subject->cards[k].guest)) {
				return &subject->cards[k];
			}
		}
	}
	return NULL;
}

/* Of whoever leaves: the first who is behind the item. Where it is nobody's in the room, the first
 * guest of the stay whose list it is on. Who stays on is owed it when he leaves himself. */
static enum sg_status find_whose(const struct sg_case *work,
	const struct sg_case_stay *listed, const struct sg_item *item,
	const struct sg_card **ret_card)
{
	const struct sg_case_stay *subject = &work->stays[0];
	const struct sg_card **cards = NULL;
	size_t count = 0;
	enum sg_status status = sg_whose(work, listed, item, &cards, &count);

	*ret_card = find_promised(subject, item);
	if (*ret_card != NULL) {
		return status;
	}
	for (size_t i = 0; i < subject->card_count && count > 0; i++) {
		if (sg_whose_same(cards[0], &subject->cards[i])) {
			*ret_card = &subject->cards[i];
		}
	}
	return status;
}

struct leaving {
	struct sg_case *work;
	const struct sg_case_stay *listed; /* whose list speaks for the room */
	const struct sg_card *card;
	struct sg_guest_work guest; /* once something of his failed */
	bool changed;
	struct sg_script *script;
};

static enum sg_status leave_item(struct leaving *leaving, const struct sg_item *item)
{
	struct sg_call *call = leaving->work->call;
	const struct sg_card *whose = NULL;
	struct sg_make_good make_good;
	bool proposed = false;
	bool given = false;
	enum sg_status status = find_whose(leaving->work, leaving->listed, item, &whose);

	if (status == SG_OK && whose == leaving->card && sg_item_is_promised(item)) {
		status =
			sg_benefits_leaving(leaving->work, item, leaving->script, &given);
	}
	if (status != SG_OK || whose != leaving->card || given ||
		!sg_make_good_of(leaving->work, item, &make_good)) {
		return status;
	}
	if (leaving->guest.profile_count == 0) {
		status = sg_person_read(call, whose, &leaving->guest);
	}
	if (status == SG_OK) {
		status = sg_make_good_propose(
			call, &leaving->guest, &make_good, leaving->script, &proposed);
	}
	leaving->changed |= proposed;
	return status;
}

static enum sg_status leave_one(struct leaving *leaving)
{
	const struct sg_case_stay *listed = leaving->listed;
	const struct sg_plan *plan = &listed->last.plan;
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < plan->item_count && status == SG_OK; i++) {
		if (fails(listed, &plan->items[i])) {
			status = leave_item(leaving, &plan->items[i]);
		}
	}
	return status == SG_OK && leaving->changed
	               ? sg_guest_store(
				 leaving->work->call, &leaving->guest, leaving->script)
	               : status;
}

enum sg_status sg_make_goods_leaving(struct sg_case *work, struct sg_script *script)
{
	const struct sg_case_stay *subject = &work->stays[0];
	enum sg_status status = SG_OK;

	if (subject->change != SG_CHANGE_CHECK_OUT || !subject->has_last ||
		work->call->envelope.import) {
		return SG_OK;
	}
	for (size_t i = 0; i < subject->card_count && status == SG_OK; i++) {
		struct leaving leaving = {.work = work,
			.listed = sg_whose_list(work),
			.card = &subject->cards[i],
			.script = script};

		status = leave_one(&leaving);
	}
	return status;
}

/* ---- giving ---- */

bool sg_item_is_owed(const struct sg_item *item)
{
	for (size_t i = 0; i < item->because_count; i++) {
		if (item->because[i].source == SG_SOURCE_MAKE_GOOD) {
			return true;
		}
	}
	return false;
}

/* Done, or turned down by the guest: it is over. */
static bool is_over(enum sg_item_state state)
{
	return sg_item_is_in_room(state) || sg_item_is_answered(state);
}

static bool makes_good(const struct sg_item *item, const struct sg_make_good *make_good)
{
	for (size_t i = 0; i < item->because_count; i++) {
		if (item->because[i].source == SG_SOURCE_MAKE_GOOD &&
			sg_list_same_fact(&item->because[i].fact, &make_good->id)) {
			return true;
		}
	}
	return false;
}

/* Of two lists that have it the first on which it was done counts, and is undone. */
static bool settles(const struct sg_item *item, const struct sg_make_good *make_good,
	const struct sg_id *stay)
{
	return makes_good(item, make_good) &&
	       (!is_given(make_good) || sg_id_equal(&make_good->given_in, stay));
}

/* On the profile's own card; false when memory is short. */
static bool settle_profile(struct sg_case *work, const struct sg_item *item,
	struct sg_profile *profile, bool over, struct sg_script *script)
{
	static const struct sg_id nowhere;
	const struct sg_id *stay = &work->stays[0].row.id;
	struct sg_card *card = &profile->own;
	struct sg_make_good *all =
		sg_arena_array(work->call->arena, card->make_good_count, sizeof *all);

	for (size_t i = 0; all != NULL && i < card->make_good_count; i++) {
		all[i] = card->make_goods[i];
		if (settles(item, &all[i], stay)) {
			all[i].given_in = over ? *stay : nowhere;
			sg_make_good_give(script, &all[i].id,
				over ? SG_MAKE_GOOD_GIVEN : SG_MAKE_GOOD_APPROVED);
		}
	}
	card->make_goods = all;
	return all != NULL;
}

static bool is_owed_to(const struct sg_card *card, const struct sg_item *item)
{
	for (size_t i = 0; i < card->make_good_count; i++) {
		if (makes_good(item, &card->make_goods[i])) {
			return true;
		}
	}
	return false;
}

static enum sg_status settle_guest(struct sg_case *work, const struct sg_item *item,
	const struct sg_card *card, enum sg_item_state after, struct sg_script *script)
{
	struct sg_guest_work guest;
	bool counted = false;
	enum sg_status status = sg_person_read(work->call, card, &guest);

	for (size_t i = 0; status == SG_OK && i < guest.profile_count; i++) {
		if (!settle_profile(
			    work, item, &guest.profiles[i], is_over(after), script)) {
			status = sg_call_memory(work->call);
		}
	}
	if (status == SG_OK) {
		status = sg_benefits_count(work, item, after, &guest, &counted);
	}
	return status == SG_OK ? sg_guest_store(work->call, &guest, script) : status;
}

/* One thing may make good for what several are owed, and be others' by their level. */
enum sg_status sg_make_goods_settle(struct sg_case *work, const struct sg_item *item,
	enum sg_item_state before, enum sg_item_state after, struct sg_script *script)
{
	const struct sg_card **cards = NULL;
	size_t count = 0;
	enum sg_status status;

	if (!sg_item_is_owed(item)) {
		return SG_OK;
	}
	status = sg_whose_any(work, &cards, &count);
	for (size_t i = 0; i < count && status == SG_OK; i++) {
		bool owed =
			is_over(before) != is_over(after) && is_owed_to(cards[i], item);

		status = owed ? settle_guest(work, item, cards[i], after, script)
		              : sg_benefits_settle_one(
					work, item, cards[i], before, after, script);
	}
	return status;
}
