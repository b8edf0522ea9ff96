/* A member of the house's own programme: what she is entitled to, and what is enough. */
#include "cli/demo_story.h"

#include <stddef.h>

/* clang-format off */
#define LIKES(members) \
	SG_DEMO_DOCUMENT("10-15 10:30", "preference.stated", "G32", \
		members ",'strength':'like','scope':'property','said_by':'guest'")

const struct sg_demo_step sg_demo_story_members[] = {
	SG_DEMO_DOCUMENT("11-02 10:05", "programme.put", NULL,
		"'programme':{'programme':1,'code':'club','name':'Alster Club','currency':'EUR',"
		"'versions':[{'from':'2026-01-01','earn':[{'rule':'base','per':'money',"
		"'points':10,'units':100,'categories':{'only':['room']}}],"
		"'tiers':{'window':'calendar','levels':[{'tier':'member'},"
		"{'tier':'gold','reach':{'nights':10}}]},'benefits':["
		"{'benefit':'fruit','from_tier':'gold','promise':'guaranteed',"
		"'topic':'amenity.fruit','value':'basket'},"
		"{'benefit':'sweets','from_tier':'gold','promise':'if_available',"
		"'topic':'amenity.sweets','value':'biscuits'}]}]}"),
	SG_DEMO_DOCUMENT("11-02 10:06", "guest.changed", "G32",
		"'salutation':'Frau Amsel','language':'de',"
		"'name':{'given':'Ruth','family':'Amsel'}"),
	{.act = SG_DEMO_NOWHERE, .data = "Amsel"},
	{.act = SG_DEMO_NOWHERE, .data = "club/gold"},
	SG_DEMO_DOCUMENT("11-02 10:07", "member.changed", NULL,
		"'guest':{'ids':@G32},'programme':'club','enrolled':'2026-01-10'"),
	/* Ten nights in October, which make her Gold when they are posted. */
	SG_DEMO_DOCUMENT("10-15 11:00", "stay.changed", "P32",
		"'status':'checked_out','arrival':'2026-10-05','departure':'2026-10-15',"
		"'booked_type':'DZ','room':'407','party':{'adults':1},"
		"'people':[{'role':'guest','primary':true,'ids':@G32}]"),
	SG_DEMO_DOCUMENT("10-15 11:01", "charge.posted", NULL,
		"'stay':{'ids':@P32},'charge':'room','category':'room','gross_cents':129000,"
		"'currency':'EUR'"),
	LIKES("'topic':'device.kettle'"),
	LIKES("'topic':'bed.blanket','value':'wool'"),
	LIKES("'topic':'device.workplace','value':'desk_lamp'"),
	SG_DEMO_DOCUMENT("11-05 12:00", "stay.changed", "S32",
		"'status':'booked','arrival':'2026-11-21','departure':'2026-11-23',"
		"'booked_type':'DZ','room':'407','party':{'adults':1},"
		"'people':[{'role':'guest','primary':true,'ids':@G32}]"),
	SG_DEMO_LAST,
};

const struct sg_demo_step sg_demo_story_gold[] = {
	SG_DEMO_DESK("11-21 17:05", "S32", "'status':'checked_in'",
		"Frau Amsel (407), Gold since October, whose fruit is guaranteed",
		"greet.salutation=Frau Amsel;ready.ready=true", NULL),
	SG_DEMO_HAS("kitchen", "S32",
		"type=checklist.issued;item amenity.fruit basket;items=1;notext Gold", NULL),
	SG_DEMO_HAS("floor-4", "S32",
		"item device.kettle place;item bed.blanket place;item device.workplace place;"
		"noitem amenity.sweets",
		"a basket from the kitchen; the floor does the three things that she likes"),
	{.act = SG_DEMO_ASK, .type = "manager", .subject = "S32",
		.expect = "why amenity.fruit club/gold/fruit;left amenity.sweets budget",
		.result = "Gold's biscuits are only if available, and a fourth attention is one "
			"too many"},
	SG_DEMO_DONE("11-21 17:20", "KI-1", "done", "S32", "amenity.fruit"),
	{.act = SG_DEMO_WHY, .subject = "S32", .data = "amenity.fruit amenity.sweets",
		.text = "a member's benefits",
		.expect = "why amenity.fruit guaranteed;left amenity.sweets budget"},
	SG_DEMO_LAST,
};
