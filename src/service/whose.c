/* From an item to the guests whom it is for. */
#include "service/whose.h"

static const struct sg_card *card_of(
	const struct sg_case *work, const struct sg_id *guest)
{
	for (size_t i = 0; i < work->stay_count; i++) {
		for (size_t k = 0; k < work->stays[i].card_count; k++) {
			if (sg_id_equal(&work->stays[i].cards[k].guest, guest)) {
				return &work->stays[i].cards[k];
			}
		}
	}
	return NULL;
}

bool sg_whose_same(const struct sg_card *a, const struct sg_card *b)
{
	return sg_id_equal(&a->guest, &b->guest) ||
	       (!sg_id_is_nil(&a->person) && sg_id_equal(&a->person, &b->person));
}

static void add_card(
	const struct sg_card **cards, size_t *count, const struct sg_card *card)
{
	for (size_t i = 0; i < *count; i++) {
		if (card == NULL || sg_whose_same(cards[i], card)) {
			return;
		}
	}
	if (card != NULL) {
		cards[(*count)++] = card;
	}
}

enum sg_status sg_whose(const struct sg_case *work, const struct sg_case_stay *stay,
	const struct sg_item *item, const struct sg_card ***ret_cards, size_t *ret_count)
{
	const struct sg_person *first = sg_stay_first(&stay->state.stay);
	size_t reasons = item != NULL ? item->because_count : 0;
	const struct sg_card **cards = sg_arena_array(
		work->call->arena, reasons + 1, sizeof(const struct sg_card *));
	size_t count = 0;

	if (cards == NULL) {
		return sg_call_memory(work->call);
	}
	for (size_t i = 0; i < reasons; i++) {
		add_card(cards, &count, card_of(work, &item->because[i].guest));
	}
	if (count == 0 && first != NULL) {
		add_card(cards, &count, card_of(work, &first->guest));
	}
	*ret_cards = cards;
	*ret_count = count;
	return SG_OK;
}

enum sg_status sg_whose_any(
	const struct sg_case *work, const struct sg_card ***ret_cards, size_t *ret_count)
{
	const struct sg_card **cards;
	size_t most = 0, count = 0;

	for (size_t i = 0; i < work->stay_count; i++) {
		most += work->stays[i].card_count;
	}
	cards = sg_arena_array(work->call->arena, most, sizeof(const struct sg_card *));
	if (cards == NULL) {
		return sg_call_memory(work->call);
	}
	for (size_t i = 0; i < work->stay_count; i++) {
		for (size_t k = 0; k < work->stays[i].card_count; k++) {
			add_card(cards, &count, &work->stays[i].cards[k]);
		}
	}
	*ret_cards = cards;
	*ret_count = count;
	return SG_OK;
}

const struct sg_case_stay *sg_whose_list(const struct sg_case *work)
{
	const struct sg_case_stay *subject = &work->stays[0];
	size_t leader = 0;

	for (size_t i = 1; i < work->stay_count && subject->has_last; i++) {
		if (sg_id_equal(&work->stays[i].row.id, &subject->last.plan.led_by)) {
			leader = i;
		}
	}
	return &work->stays[leader];
}
