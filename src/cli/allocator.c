/* Room assignment: a look over at most 280 rooms. */
#include "cli/allocator.h"

#include <stdbool.h>
#include <string.h>

void sg_allocator_begin(struct sg_allocator *allocator, const struct sg_hotel *hotel)
{
	memset(allocator, 0, sizeof *allocator);
	allocator->hotel = hotel;
}

/* The one among `first` to `last` - 1 with the fewest guests, then the longest free. */
static uint16_t best(const struct sg_allocator *allocator, uint16_t first, uint16_t last)
{
	uint16_t found = SG_NO_ROOM;

	for (uint16_t room = first; room < last; room++) {
		if (found == SG_NO_ROOM ||
			allocator->guests[room] < allocator->guests[found] ||
			(allocator->guests[room] == allocator->guests[found] &&
				allocator->freed[room] < allocator->freed[found])) {
			found = room;
		}
	}
	return found;
}

uint16_t sg_allocator_take(struct sg_allocator *allocator, char type)
{
	uint16_t first = 0;
	uint16_t room = SG_NO_ROOM;

	for (const struct sg_hotel_type *each = allocator->hotel->types; each->code != 0;
		each++) {
		if (each->code == type) {
			room = best(allocator, first, (uint16_t)(first + each->rooms));
			break;
		}
		first = (uint16_t)(first + each->rooms);
	}
	if (room == SG_NO_ROOM || allocator->guests[room] > 0) {
		room = best(allocator, 0, allocator->hotel->rooms);
		allocator->other_type++;
	}
	if (allocator->guests[room] > 0) {
		allocator->doubled++;
	}
	allocator->guests[room]++;
	return room;
}

void sg_allocator_give_back(struct sg_allocator *allocator, uint16_t room)
{
	if (allocator->guests[room] > 0) {
		allocator->guests[room]--;
		allocator->freed[room] = ++allocator->turn;
	}
}
