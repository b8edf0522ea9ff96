/* The evening, the night, and why. */
#include "cli/demo_story.h"

#include <stddef.h>

/* clang-format off */
#define WHY(of, topics, words, conditions) \
	{.act = SG_DEMO_WHY, .subject = of, .data = topics, .text = words, .expect = conditions}

const struct sg_demo_step sg_demo_story_night[] = {
	SG_DEMO_TITLE("11-21 18:40", "The evening and the night"),
	SG_DEMO_DESK(NULL, "S17",
		"'status':'checked_in','arrival':'2026-11-21','departure':'2026-11-22',"
		"'booked_type':'DZ','room':'308','party':{'adults':2},'people':[{'role':'guest',"
		"'primary':true,'salutation':'Herr Quistorp','language':'de'}],"
		"'codes':[{'group':'special','code':'XB'}]",
		"A walk-in, no reservation, no profile: 308, cold hands",
		"outcome=applied;greet.salutation=Herr Quistorp", NULL),
	SG_DEMO_HAS("floor-3", "S17",
		"type=checklist.issued;item bed.blanket place;attention=urgent",
		"floor 3 has the blanket on its list at once"),
	{.act = SG_DEMO_TICK, .when = "11-21 19:20", .type = "done", .subject = "S01",
		.data = "turndown.service", .by = "HK-42", .text = "Turn-down in 401"},
	SG_DEMO_DESK("11-22 01:40", "S29", "'status':'checked_in'",
		"209 arrives at last, after midnight", NULL, NULL),
	SG_DEMO_HAS("floor-2", "S29", "type=checklist.issued;business_date=2026-11-21",
		"still Saturday, for the hotel"),
	{.act = SG_DEMO_DRAIN},
	{.act = SG_DEMO_SEND, .when = "11-22 03:05", .type = "day.closed",
		.data = "'business_date':'2026-11-21'",
		.text = "The night auditor closes Saturday; 208 never came"},
	SG_DEMO_HAS("floor-2", "S28", "type=checklist.cancelled;state=cancelled",
		"a no-show: its list is taken back"),
	{.act = SG_DEMO_DRAIN},
	{.act = SG_DEMO_COUNT, .text = "All that took "},
	WHY("S01", "amenity.flowers", "a VIP without flowers", "why amenity.flowers 2025-05-02"),
	WHY("S02", "breakfast.plate amenity.water", "a usual that changed",
		"why breakfast.plate 5/5;why amenity.water 2026-10-12"),
	WHY("S03", "clean.deep", "after the dog", "why clean.deep animal_hair"),
	WHY("S04", "amenity.sweets", "two in one room", "left amenity.sweets hazard"),
	WHY("S21", "amenity.fruit", "what she sent back last time",
		"left amenity.fruit refused_before"),
	WHY("S08", "room.temperature", "a wish of another house", "left room.temperature property"),
	WHY("S22", "amenity.flowers", "cancelled, with its roses there",
		"why amenity.flowers taken_back"),
	SG_DEMO_LAST,
};
