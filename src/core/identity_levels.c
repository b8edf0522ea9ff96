/* What somebody is in loyalty programmes, and was given there, under any of his profiles. */
#include "core/identity_inside.h"

bool sg_identity_put_levels(
	const struct sg_identity *identity, struct sg_arena *arena, struct sg_card *card)
{
	struct sg_card_level *levels;
	struct sg_card_given *given;
	size_t most_levels = 0, most_given = 0;

	for (size_t i = 0; i < identity->count; i++) {
		most_levels += identity->own[i]->level_count;
		most_given += identity->own[i]->given_count;
	}
	levels = sg_arena_array(arena, most_levels, sizeof *levels);
	given = sg_arena_array(arena, most_given, sizeof *given);
	if (levels == NULL || given == NULL) {
		return false;
	}
	card->levels = levels;
	card->given = given;
	for (size_t i = 0; i < identity->count; i++) {
		const struct sg_card *own = identity->own[i];

		for (size_t k = 0; k < own->level_count; k++) {
			levels[card->level_count++] = own->levels[k];
		}
		for (size_t k = 0; k < own->given_count; k++) {
			given[card->given_count++] = own->given[k];
		}
	}
	return true;
}
