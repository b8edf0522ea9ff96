/* What the house owes and offered to a person under any of his profiles. */
#include "core/identity_inside.h"

#include "core/offer.h"

/* What the house owes him under any profile, if he lets it be kept. */
bool sg_identity_owed(const struct sg_identity *identity, const struct sg_card *word,
	struct sg_arena *arena, struct sg_card *card)
{
	bool kept = sg_card_may_keep(word, SG_MEMORY_UNSAID, false);
	struct sg_make_good *make_goods;
	size_t most = 0;

	for (size_t i = 0; i < identity->count; i++) {
		most += identity->own[i]->make_good_count;
	}
	make_goods = sg_arena_array(arena, most, sizeof *make_goods);
	if (make_goods == NULL) {
		return false;
	}
	card->make_goods = make_goods;
	for (size_t i = 0; i < identity->count && kept; i++) {
		const struct sg_card *own = identity->own[i];

		for (size_t k = 0; k < own->make_good_count; k++) {
			make_goods[card->make_good_count++] = own->make_goods[k];
		}
	}
	return true;
}

/* All that he said to offers, under whichever name he was asked. */
bool sg_identity_offered(const struct sg_identity *identity, const struct sg_card *word,
	struct sg_arena *arena, struct sg_card *card)
{
	bool kept = sg_card_may_keep(word, SG_MEMORY_UNSAID, false);
	struct sg_offer_word *words;
	size_t most = 0;

	for (size_t i = 0; i < identity->count; i++) {
		most += identity->own[i]->offer_word_count;
	}
	words = sg_arena_array(arena, most, sizeof *words);
	if (words == NULL) {
		return false;
	}
	card->offer_words = words;
	for (size_t i = 0; i < identity->count && kept; i++) {
		const struct sg_card *own = identity->own[i];

		for (size_t k = 0; k < own->offer_word_count; k++) {
			words[card->offer_word_count++] = own->offer_words[k];
		}
	}
	return true;
}
