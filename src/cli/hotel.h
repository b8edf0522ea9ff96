/*
 * The two hotels of the replay as they are invented: zone, room types, rooms and their numbers.
 * The file knows hotels and types only; how many rooms of a type there are follows from the
 * most that were ever taken at once.
 */
#ifndef SG_CLI_HOTEL_H
#define SG_CLI_HOTEL_H

#include <stdint.h>

#include "cli/booking.h"

enum { SG_HOTEL_TYPES_MAX = 12, SG_HOTEL_ROOMS_MAX = 280, SG_NO_ROOM = 0xFFFF };

struct sg_hotel_type {
	char code; /* as in the file */
	uint16_t rooms;
	const char *name;
};

struct sg_hotel {
	const char *code; /* of the property */
	const char *name;
	const char *endpoint; /* also the path of its URL: "/" and this */
	uint16_t rooms;
	uint16_t rooms_per_floor;
	struct sg_hotel_type types[SG_HOTEL_TYPES_MAX]; /* ends with code 0 */
};

extern const struct sg_hotel sg_hotels[SG_HOTELS];

/* The type of a room, from its index. */
char sg_hotel_room_type(const struct sg_hotel *hotel, uint16_t room);

/* Its floor, from 1. */
uint16_t sg_hotel_room_floor(const struct sg_hotel *hotel, uint16_t room);

/* Its number on the door: floor and place on it, 101… */
uint16_t sg_hotel_room_number(const struct sg_hotel *hotel, uint16_t room);

#endif
