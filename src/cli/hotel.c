/* The tables of the two hotels. Most rooms taken at once, in the file: resort 187, city 226. */
#include "cli/hotel.h"

const struct sg_hotel sg_hotels[SG_HOTELS] = {
	[SG_HOTEL_RESORT] =
		{
			.code = "RESORT",
			.name = "Resort Hotel",
			.endpoint = "resort",
			.rooms = 240,
			.rooms_per_floor = 40,
			.types = {{'A', 84, "Double room"}, {'B', 4, "Twin room"},
				{'C', 16, "Garden room"},
				{'D', 58, "Double room, sea view"},
				{'E', 36, "Superior room"}, {'F', 15, "Family room"},
				{'G', 10, "Junior suite"}, {'H', 5, "Suite"},
				{'I', 9, "Studio"}, {'L', 2, "Bungalow"},
				{'P', 1, "Conference room"}},
		},
	[SG_HOTEL_CITY] =
		{
			.code = "CITY",
			.name = "City Hotel",
			.endpoint = "city",
			.rooms = 280,
			.rooms_per_floor = 40,
			.types = {{'A', 160, "Double room"}, {'B', 17, "Twin room"},
				{'C', 4, "Single room"}, {'D', 62, "Superior room"},
				{'E', 12, "Business room"}, {'F', 9, "Family room"},
				{'G', 6, "Junior suite"}, {'K', 9, "Studio"},
				{'P', 1, "Conference room"}},
		},
};

char sg_hotel_room_type(const struct sg_hotel *hotel, uint16_t room)
{
	const struct sg_hotel_type *type = hotel->types;

	while (type->code != 0 && room >= type->rooms) {
		room = (uint16_t)(room - type->rooms);
		type++;
	}
	return type->code;
}

uint16_t sg_hotel_room_floor(const struct sg_hotel *hotel, uint16_t room)
{
	return (uint16_t)(room / hotel->rooms_per_floor + 1);
}

uint16_t sg_hotel_room_number(const struct sg_hotel *hotel, uint16_t room)
{
	return (uint16_t)(sg_hotel_room_floor(hotel, room) * 100 +
			  room % hotel->rooms_per_floor + 1);
}
