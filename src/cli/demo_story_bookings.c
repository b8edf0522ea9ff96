/* What was booked, and the evening before. */
#include "cli/demo_story.h"

#include <stddef.h>

/* clang-format off */
#define STAY(type, room, until, adults, more) \
	"'status':'booked','arrival':'2026-11-21','departure':'2026-11-" until "'," \
	"'booked_type':'" type "','room':'" room "','party':{'adults':" adults "}" more
#define BOOKED(moment, of, guest, type, room, until, adults, more) \
	SG_DEMO_DOCUMENT(moment, "stay.changed", of, STAY(type, room, until, adults, more) \
		",'people':[{'role':'guest','primary':true,'ids':@" guest "}]")
#define SINGER(of, room) \
	SG_DEMO_DOCUMENT("11-06 14:00", "stay.changed", of, STAY("EZ", room, "23", "1", \
		",'group':'NORDLICHT','codes':[{'group':'special','code':'WST'}]," \
		"'products':[{'code':'BFBOX'}]"))

const struct sg_demo_step sg_demo_story_bookings[] = {
	BOOKED("11-03 09:10", "S01", "G01", "SDZ", "401", "24", "1", ",'vip':'VIP2'"),
	BOOKED("11-03 11:30", "S02", "G02", "DZ", "402", "23", "1", ""),
	BOOKED("11-04 08:15", "S03", "G03", "DZ", "403", "25", "2", ""),
	BOOKED("11-04 08:50", "S04", "G04", "DZ", "404", "23", "1", ",'share':'L1'"),
	BOOKED("11-04 08:51", "S05", "G05", "DZ", "404", "23", "1", ",'share':'L1'"),
	SG_DEMO_DOCUMENT("11-05 19:40", "stay.changed", "S06",
		"'status':'booked','arrival':'2026-11-21','departure':'2026-11-28',"
		"'booked_type':'FAM','room':'405','party':{'adults':2,'children':["
		"{'age_group':'0-2'},{'age_group':'3-6'}]},'products':[{'code':'COT'},"
		"{'code':'HCHAIR'}],'codes':[{'group':'special','code':'BG'}],"
		"'people':[{'role':'guest','primary':true,'ids':@G06}]"),
	BOOKED("11-06 10:00", "S07", "G07", "DZ", "406", "26", "1", ",'purpose':'business'"),
	BOOKED("11-06 10:20", "S08", "G08", "DZ", "211", "22", "2", ""),
	BOOKED("11-06 11:05", "S09", "G09", "EZ", "310", "23", "1", ""),
	{.act = SG_DEMO_GATHER},
	SINGER("S11", "301"), SINGER("S12", "302"), SINGER("S13", "303"),
	SINGER("S14", "304"), SINGER("S15", "305"), SINGER("S16", "306"),
	{.act = SG_DEMO_BATCH, .expect = "answers=6"},
	BOOKED("11-07 09:00", "S18", "G18", "DZ", "309", "24", "2",
		",'codes':[{'group':'special','code':'FF'}]"),
	BOOKED("11-08 13:00", "S21", "G21", "EZ", "201", "22", "1", ""),
	BOOKED("11-08 13:30", "S22", "G22", "DZ", "202", "23", "2",
		",'products':[{'code':'ROSE'},{'code':'FRUIT'}]"),
	BOOKED("11-09 15:00", "S24", "G24", "EZ", "204", "24", "1",
		",'comments':['Gast hat Asthma, Mutter nach Operation']"),
	BOOKED("11-10 16:00", "S25", "G25", "EZ", "205", "23", "1",
		",'products':[{'code':'BFST'}]"),
	BOOKED("11-10 17:00", "S26", "G26", "EZ", "206", "25", "1", ""),
	BOOKED("11-12 10:00", "S27", "G27", "EZ", "207", "23", "1", ""),
	BOOKED("11-13 10:00", "S28", "G28", "EZ", "208", "22", "1", ""),
	SG_DEMO_DOCUMENT("11-14 18:00", "stay.changed", "S29", STAY("DZ", "209", "22", "2", "")),
	SG_DEMO_DOCUMENT("11-15 18:00", "stay.changed", "S30", STAY("DZ", "210", "22", "2", "")),
	/* In house since Thursday, with a dog; leaves in the morning. */
	SG_DEMO_DOCUMENT("11-19 15:30", "stay.changed", "D01",
		"'status':'checked_in','arrival':'2026-11-19','departure':'2026-11-21',"
		"'booked_type':'DZ','room':'403','party':{'adults':1},'products':[{'code':'DOG'}],"
		"'people':[{'role':'guest','primary':true,'ids':@G31}]"),
	SG_DEMO_DOCUMENT("11-19 15:30", "room.changed", NULL,
		"'number':'403','status':{'occupied':true}"),
	SG_DEMO_HAS("floor-4", "D01", "type=checklist.issued;item pet.dog place", NULL),
	SG_DEMO_DONE("11-19 16:00", "HK-41", "done", "D01", "pet.dog"),
	{.act = SG_DEMO_COUNT, .text = "House, guests and bookings are made known: "},

	SG_DEMO_TITLE("11-20 14:36", "Friday 20 November, the day before"),
	{.act = SG_DEMO_SEND, .type = "room.changed",
		.data = "'number':'405','status':{'housekeeping':'clean'}",
		.text = "What needs a day's lead is told first: a cot for 405, roses for 202"},
	{.act = SG_DEMO_DRAIN},
	SG_DEMO_HAS("office", "S06",
		"type=checklist.planned;item bed.cot place;item bed.guard", NULL),
	SG_DEMO_HAS("office", "S22", "type=checklist.planned;item amenity.flowers place",
		"both are on the office's list, 24 hours before they are due"),
	{.act = SG_DEMO_SEND, .when = "11-20 16:12", .type = "room.changed",
		.data = "'number':'403','status':{'make_up':true}",
		.text = "The preview of tomorrow"},
	{.act = SG_DEMO_DRAIN},
	SG_DEMO_HAS("floor-4", "S01", "type=checklist.planned;avoid amenity.flowers;"
		"noitem amenity.flowers;text Keine Blumen;text flori", NULL),
	SG_DEMO_HAS("floor-3", "S18",
		"type=checklist.planned;item bed.filling swap;text pene;notext Federfrei", NULL),
	SG_DEMO_HAS("floor-2", "S27", "item bed.topper firm;text fest;notext ferm", NULL),
	SG_DEMO_HAS("floor-4", "S03", "item clean.deep do;item bed.filling swap",
		"every floor has its own rooms: 2 reads German, 3 Romanian, 4 both; 403 knows of "
		"the dog that sleeps there tonight"),
	SG_DEMO_HAS("kitchen", "S25",
		"item kitchen.without gluten;item kitchen.breakfast in_room;noitem bed.filling",
		"the kitchen has its own: no gluten for 205, a tray, six breakfast boxes, and no "
		"reason why"),
	SG_DEMO_HAS("maintenance", "S26", "item device.fridge place;items=1", NULL),
	SG_DEMO_LAST,
};
