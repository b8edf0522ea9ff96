/* The house of the demo: two properties of a chain, rooms, and who receives lists. */
#include "cli/demo_story.h"

#include <stddef.h>

/* clang-format off */
#define MOMENT "11-02 09:00"
#define TYPE(code, name, beds, adults, pillows) \
	SG_DEMO_DOCUMENT(NULL, "room_type.changed", NULL, \
		"'code':'" code "','name':'" name "','standard':{'things':[" \
		"{'what':'duvet','count':" adults ",'brings':['feather']}," \
		"{'what':'pillow','count':" pillows ",'brings':['feather']}," \
		"{'what':'water_bottle','count':" adults "}],'values':[" \
		"{'topic':'bed.setup','value':'" beds "'}," \
		"{'topic':'bed.filling','value':'feather'}," \
		"{'topic':'amenity.water','value':'medium'}]}")
#define ROOM(number, type, floor) \
	SG_DEMO_DOCUMENT(NULL, "room.changed", NULL, \
		"'number':'" number "','type':'" type "','floor':'" floor "'," \
		"'section':'" floor "A','status':{'housekeeping':'clean','occupied':false}")
#define ENDPOINT(name, members) \
	{.act = SG_DEMO_ENDPOINT, .subject = name, .data = members ",'profile':'urgent'"}

const struct sg_demo_step sg_demo_story_house[] = {
	SG_DEMO_TITLE(MOMENT, "Before the day"),
	SG_DEMO_DOCUMENT(NULL, "property.changed", NULL,
		"'name':'Hotel Alsterblick','chain':'ALSTER','zone':'Europe/Berlin',"
		"'languages':['de','ro'],'live':true,'quiet':[{'from':'13:00','until':'15:00'}],"
		"'departments':{'housekeeping':{'phone':'60'}},'attention_budget':3,'rules':["
		"{'id':'VIP flowers','topic':'amenity.flowers','value':'bouquet','vip':'VIP2'},"
		"{'id':'VIP turn-down','topic':'turndown.service','value':true,'vip':'VIP2'}]"),
	{.act = SG_DEMO_SEND, .type = "property.changed", .property = "BUC1",
		.data = "'name':'Hotel Lipscani','chain':'ALSTER','zone':'Europe/Bucharest',"
			"'languages':['ro','en'],'live':true"},
	TYPE("EZ", "Einzelzimmer", "single", "1", "2"),
	TYPE("DZ", "Doppelzimmer", "double", "2", "4"),
	TYPE("SDZ", "Superior-Doppelzimmer", "king", "2", "4"),
	TYPE("FAM", "Familienzimmer", "double", "2", "4"),
	{.act = SG_DEMO_GATHER},
	ROOM("201", "EZ", "2"), ROOM("202", "DZ", "2"), ROOM("203", "DZ", "2"),
	ROOM("204", "EZ", "2"), ROOM("205", "EZ", "2"), ROOM("206", "EZ", "2"),
	ROOM("207", "EZ", "2"), ROOM("208", "EZ", "2"), ROOM("209", "DZ", "2"),
	ROOM("210", "DZ", "2"), ROOM("211", "DZ", "2"),
	ROOM("301", "EZ", "3"), ROOM("302", "EZ", "3"), ROOM("303", "EZ", "3"),
	ROOM("304", "EZ", "3"), ROOM("305", "EZ", "3"), ROOM("306", "EZ", "3"),
	ROOM("307", "DZ", "3"), ROOM("308", "DZ", "3"), ROOM("309", "DZ", "3"),
	ROOM("310", "EZ", "3"),
	ROOM("401", "SDZ", "4"), ROOM("402", "DZ", "4"), ROOM("403", "DZ", "4"),
	ROOM("404", "DZ", "4"), ROOM("405", "FAM", "4"), ROOM("406", "DZ", "4"),
	ROOM("407", "DZ", "4"),
	{.act = SG_DEMO_BATCH, .expect = "answers=28"},
	ENDPOINT("floor-2", "'departments':['housekeeping'],'floors':['2'],'languages':['de']"),
	ENDPOINT("floor-3", "'departments':['housekeeping'],'floors':['3'],'languages':['ro']"),
	ENDPOINT("floor-4",
		"'departments':['housekeeping'],'floors':['4'],'languages':['de','ro']"),
	ENDPOINT("office", "'departments':['housekeeping'],'languages':['de']"),
	ENDPOINT("front-desk", "'departments':['front_desk'],'languages':['de','en'],'names':true"),
	ENDPOINT("kitchen", "'departments':['food_and_beverage'],'languages':['de']"),
	ENDPOINT("maintenance", "'departments':['maintenance'],'languages':['de']"),
	SG_DEMO_LAST,
};
