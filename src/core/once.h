/*
 * One question or offer at an arrival: who comes with several stays at a time, of whichever rooms,
 * is not asked something with one and offered something with the next. His card remembers both.
 */
#ifndef SG_CORE_ONCE_H
#define SG_CORE_ONCE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/facts.h"
#include "core/house.h"

/* Whether the desk asked him about a usual on that day of the house's or later, with another stay
 * than `but` (nil: with any). [thread-safe] */
bool sg_card_was_asked(const struct sg_card *card, const struct sg_house *house,
	int32_t day, const struct sg_id *but);

/* Likewise whether he was offered something, by whichever department. [thread-safe] */
bool sg_card_was_offered(const struct sg_card *card, const struct sg_house *house,
	int32_t day, const struct sg_id *but);

#endif
