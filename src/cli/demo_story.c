/* The story of the demo. */
#include <stddef.h>

#include "cli/demo.h"

const struct sg_demo_step sg_demo_story[] = {
	{SG_DEMO_CHAPTER, "11-20 10:00", NULL, NULL, "The house is opened", NULL, NULL,
		NULL},
	{SG_DEMO_SEND, NULL, "property.changed",
		"{\"name\":\"Hafenhotel\",\"chain\":\"HAFEN\",\"zone\":\"Europe/Berlin\","
		"\"languages\":[\"de\",\"ro\"],\"live\":true}",
		"Hafenhotel, German and Romanian", NULL, NULL, NULL},
	{SG_DEMO_SEND, NULL, "room_type.changed",
		"{\"code\":\"DZ\",\"name\":\"Doppelzimmer\",\"standard\":{\"values\":["
		"{\"topic\":\"amenity.water\",\"value\":\"medium\"},"
		"{\"topic\":\"bed.filling\",\"value\":\"feather\"}]}}",
		NULL, NULL, NULL, NULL},
	{SG_DEMO_SEND, NULL, "room.changed",
		"{\"number\":\"412\",\"type\":\"DZ\",\"floor\":\"4\",\"section\":\"4B\"}",
		NULL, NULL, NULL, NULL},
	{SG_DEMO_ENDPOINT, NULL, "office",
		"\"departments\":[\"housekeeping\"],\"languages\":[\"de\",\"ro\"],"
		"\"names\":false,\"profile\":\"urgent\",\"enabled\":true",
		"the housekeeping office takes all lists", NULL, NULL, NULL},
	{SG_DEMO_SEND, "11-20 11:00", "guest.changed",
		"{\"ids\":[{\"system\":\"pms\",\"id\":\"G1\"}],\"name\":{\"given\":"
                "\"Anna\","
		"\"family\":\"Berg\"},\"language\":\"de\"}",
		NULL, NULL, NULL, NULL},
	{SG_DEMO_SEND, NULL, "preference.stated",
		"{\"guest\":{\"ids\":[{\"system\":\"pms\",\"id\":\"G1\"}]},\"topic\":"
		"\"bed.filling\",\"value\":\"feather_free\",\"strength\":\"require\","
		"\"said_by\":\"guest\"}",
		"a guest needs bedding without feathers", NULL, NULL, NULL},
	{SG_DEMO_SEND, NULL, "stay.changed",
		"{\"ids\":[{\"system\":\"pms\",\"id\":\"1\"}],\"status\":\"booked\","
                "\"arrival\":"
		"\"2026-11-21\",\"departure\":\"2026-11-24\",\"booked_type\":\"DZ\","
                "\"room\":"
		"\"412\",\"party\":{\"adults\":2},\"people\":[{\"role\":\"guest\","
		"\"primary\":true,\"ids\":[{\"system\":\"pms\",\"id\":\"G1\"}]}]}",
		"and books for three nights", NULL, NULL, NULL},
	{SG_DEMO_SEND, "11-21 03:05", "day.closed", "{\"business_date\":\"2026-11-20\"}",
		"the day is closed", NULL, NULL, NULL},
	{SG_DEMO_DELIVER, "11-21 06:30", NULL, NULL, "the working lists go out", NULL,
		NULL, NULL},
	{SG_DEMO_LISTS, NULL, NULL, "de,ro", NULL, NULL, NULL, NULL},
	{SG_DEMO_SEND, "11-21 15:07", "stay.changed",
		"{\"ids\":[{\"system\":\"pms\",\"id\":\"1\"}],\"status\":\"checked_in\"}",
		"she checks in", "front_desk", NULL, NULL},
	{SG_DEMO_AGAIN, NULL, NULL, NULL, "and the interface repeats itself", NULL,
		"repeated", NULL},
	{SG_DEMO_DELIVER, NULL, NULL, NULL, NULL, NULL, NULL, NULL},
	{SG_DEMO_WHY, NULL, "1", NULL, NULL, NULL, NULL, NULL},
	{SG_DEMO_TOTALS, NULL, NULL, "de,ro", NULL, NULL, NULL, NULL},
	{SG_DEMO_END, NULL, NULL, NULL, NULL, NULL, NULL, NULL},
};
