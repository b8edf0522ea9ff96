/* Reactions of a stay, each for the guests whom it concerns. */
#include "service/stay_reactions.h"

#include "service/benefits.h"
#include "service/known_stay.h"
#include "service/make_goods.h"
#include "service/whose.h"

/* ---- of an item ---- */

enum sg_status sg_stay_reactions_write(struct sg_case *work, const struct sg_item *item,
	const struct sg_reacted *reacted, struct sg_script *script, bool *ret_kept)
{
	const struct sg_stay *stay = &work->stays[0].state.stay;
	const struct sg_card **cards = NULL;
	struct sg_reacted own = *reacted;
	size_t count = 0;
	enum sg_status status = sg_whose(work, &work->stays[0], item, &cards, &count);

	own.stay = stay->id;
	own.until_day = stay->departure_day;
	*ret_kept = false;
	for (size_t i = 0; i < count && status == SG_OK; i++) {
		struct sg_guest_work guest;
		bool kept = false;
		bool proposed = false;
		bool counted = false;

		status = sg_person_read(work->call, cards[i], &guest);
		if (status == SG_OK) {
			status =
				sg_reaction_note(work->call, &guest, &own, script, &kept);
		}
		if (status == SG_OK && i == 0 && own.make_good != NULL) {
			status = sg_make_good_propose(
				work->call, &guest, own.make_good, script, &proposed);
		}
		if (status == SG_OK && own.ticked != NULL) {
			status = sg_benefits_count(
				work, own.ticked, own.state, &guest, &counted);
		}
		if (status == SG_OK && (kept || proposed || counted)) {
			status = sg_guest_store(work->call, &guest, script);
			*ret_kept = true;
		}
	}
	return status;
}

/* Since then he may have been told apart from whom the item was for. */
enum sg_status sg_stay_reactions_take_back(
	struct sg_case *work, const struct sg_reacted *reacted, struct sg_script *script)
{
	const struct sg_card **cards = NULL;
	size_t count = 0;
	enum sg_status status = sg_whose_any(work, &cards, &count);

	for (size_t i = 0; i < count && status == SG_OK; i++) {
		struct sg_guest_work guest;
		bool changed = false;

		status = sg_person_read(work->call, cards[i], &guest);
		if (status == SG_OK) {
			status = sg_reactions_take_back(work->call, &guest,
				&reacted->reaction.id, script, &changed);
		}
		if (status == SG_OK && reacted->ticked != NULL) {
			status = sg_benefits_count(
				work, reacted->ticked, reacted->state, &guest, &changed);
		}
		if (status == SG_OK && changed) {
			status = sg_guest_store(work->call, &guest, script);
		}
	}
	return status;
}

/* ---- do not disturb ---- */

static bool is_undisturbed(const struct sg_case_stay *stay, const char *number)
{
	return stay->state.stay.status == SG_STAY_CHECKED_IN &&
	       sg_same_text(stay->state.stay.room, number);
}

/* Whoever is not remembered has no log: his card tells it until he has asked for something. */
static bool is_withdrawn_in(const struct sg_card *card, const struct sg_id *stay)
{
	for (size_t i = 0; i < card->attention_count; i++) {
		if (sg_id_equal(&card->attentions[i].where, stay)) {
			return card->attentions[i].attention->withdrawn > 0;
		}
	}
	return false;
}

static enum sg_status note_undisturbed(struct sg_call *call, const struct sg_card *card,
	const struct sg_reacted *reacted, struct sg_script *script)
{
	struct sg_guest_work guest;
	bool known = is_withdrawn_in(card, &reacted->stay);
	bool kept = false;
	enum sg_status status = known ? SG_OK : sg_person_read(call, card, &guest);

	if (status == SG_OK && !known) {
		status = sg_reactions_find(call, &guest, &reacted->reaction.id, &known);
	}
	if (status == SG_OK && !known) {
		status = sg_reaction_note(call, &guest, reacted, script, &kept);
	}
	return status == SG_OK && kept ? sg_guest_store(call, &guest, script) : status;
}

/* A person counts once in a room, whichever of his stays there it is. */
static bool is_in_stay_before(
	const struct sg_case *work, size_t at, const struct sg_card *card)
{
	for (size_t i = 0; i < at; i++) {
		for (size_t k = 0; k < work->stays[i].card_count; k++) {
			if (is_undisturbed(
				    &work->stays[i], work->stays[at].state.stay.room) &&
				sg_whose_same(&work->stays[i].cards[k], card)) {
				return true;
			}
		}
	}
	return false;
}

static enum sg_status note_stay(
	const struct sg_case *work, size_t at, struct sg_script *script)
{
	const struct sg_case_stay *stay = &work->stays[at];
	struct sg_call *call = work->call;
	struct sg_reacted reacted =
		sg_reacted_now(call, SG_REACTION_UNDISTURBED, NULL, NULL);
	enum sg_status status = SG_OK;

	reacted.reaction.id = sg_reacted_once(call, &stay->row.id, "undisturbed");
	reacted.stay = stay->row.id;
	reacted.until_day = stay->state.stay.departure_day;
	for (size_t i = 0; i < stay->card_count && status == SG_OK; i++) {
		if (!is_in_stay_before(work, at, &stay->cards[i])) {
			status =
				note_undisturbed(call, &stay->cards[i], &reacted, script);
		}
	}
	return status;
}

enum sg_status sg_stay_reactions_undisturbed(
	struct sg_call *call, const char *number, struct sg_script *script)
{
	struct sg_dossier dossier;
	struct sg_case work = {.stay_count = 0};
	enum sg_status status = sg_room_stays_open(call, number, &dossier, &work);

	for (size_t i = 0; i < work.stay_count && status == SG_OK; i++) {
		if (is_undisturbed(&work.stays[i], number)) {
			status = note_stay(&work, i, script);
		}
	}
	return status;
}
