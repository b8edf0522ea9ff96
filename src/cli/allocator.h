/*
 * Gives each check-in of the replay a room: a free one of the assigned type, the one that has
 * been free longest; where none of the type is free, any free one; where the house is full, a
 * room that has a guest already.
 */
#ifndef SG_CLI_ALLOCATOR_H
#define SG_CLI_ALLOCATOR_H

#include <stdint.h>

#include "cli/hotel.h"

struct sg_allocator {
	const struct sg_hotel *hotel;
	uint64_t turn;
	uint64_t freed[SG_HOTEL_ROOMS_MAX];  /* the turn in which it became free */
	uint16_t guests[SG_HOTEL_ROOMS_MAX]; /* stays in it now */
	uint32_t other_type;                 /* how often no room of the type was free */
	uint32_t doubled;                    /* how often no room at all was */
};

void sg_allocator_begin(struct sg_allocator *allocator, const struct sg_hotel *hotel);

/* The room's index. */
uint16_t sg_allocator_take(struct sg_allocator *allocator, char type);

void sg_allocator_give_back(struct sg_allocator *allocator, uint16_t room);

#endif
