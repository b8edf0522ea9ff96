/*
 * What a guest is in loyalty programmes, and what he was given of what he has by the year, as both
 * stand on his card. Changes make new lists in the arena; what is there already stays as it is.
 */
#ifndef SG_CORE_CARD_LEVELS_H
#define SG_CORE_CARD_LEVELS_H

#include "core/arena.h"
#include "core/facts.h"
#include "core/status.h"

/* The entry of a programme, or NULL. */
const struct sg_card_level *sg_card_level_find(
	const struct sg_card *card, const char *programme);

/*
 * From that day on he has this level (NULL: none); what he had stands beside it as what he was
 * before. Cancelled, and whether it is his primary programme, stay as they are. *ret_changed: it
 * was another. A card that is full takes no further programme. SG_MEMORY. [thread-safe]
 */
enum sg_status sg_card_level_put(struct sg_card *card, const char *programme,
	const char *level, int32_t day, struct sg_arena *arena, bool *ret_changed);

/* Whether he is still a member, and whether it is his primary programme: then no other is. Sets
 * *ret_changed where something changed, else leaves it. SG_MEMORY. [thread-safe] */
enum sg_status sg_card_level_mark(struct sg_card *card, const char *programme,
	bool primary, bool cancelled, struct sg_arena *arena, bool *ret_changed);

/*
 * That he was given it in a stay, or was not after all (`was` false); of stays that began two
 * calendar years before, or more, nothing is kept. On a full card the oldest is only counted: it
 * is not taken back any more. *ret_changed as above. SG_MEMORY. [thread-safe]
 */
enum sg_status sg_card_given_put(struct sg_card *card, const struct sg_card_given *given,
	bool was, struct sg_arena *arena, bool *ret_changed);

/* In how many stays of the calendar year of that one, other than it. [thread-safe] */
size_t sg_card_given_elsewhere(
	const struct sg_card *card, const struct sg_card_given *given);

#endif
