/* An offer at the desk, the answer, and the next stay. */
#include "cli/demo_story.h"

#include <stddef.h>

/* clang-format off */
#define NEXT "'arrival':'2026-11-22','departure':'2026-11-23'"

const struct sg_demo_step sg_demo_story_offers[] = {
	SG_DEMO_TITLE("11-21 17:20", "An offer that can wait"),
	{.act = SG_DEMO_SEND, .type = "property.changed",
		.data = "'offers':{'on':true,'flexible_rates':['FLEX*']}",
		.text = "The hotel turns offers on, and has one"},
	{.act = SG_DEMO_SEND, .when = "11-21 17:21", .type = "offer.put",
		.data = "'code':'late','kind':'flexible','texts':[{'language':'de',"
			"'title':'Spät abreisen','say':'Möchten Sie bis 15 Uhr bleiben?'}]",
		.expect = "offer=late"},
	{.act = SG_DEMO_SEND, .when = "11-21 17:22", .type = "guest.changed", .subject = "G33",
		.data = "'salutation':'Frau Aumann','language':'de',"
			"'name':{'given':'Ruth','family':'Aumann'}"},
	{.act = SG_DEMO_NOWHERE, .data = "Aumann"},
	SG_DEMO_DOCUMENT("11-21 17:23", "stay.changed", "S33",
		"'status':'booked','arrival':'2026-11-21','departure':'2026-11-22',"
		"'booked_type':'DZ','room':'202','party':{'adults':1},'rate':'FLEX1',"
		"'people':[{'role':'guest','primary':true,'ids':@G33}]"),
	SG_DEMO_DESK("11-21 17:30", "S33", "'status':'checked_in'",
		"Frau Aumann (202) pays for a flexible rate",
		"offer.code=late;offer.reason=rate;!ask;text bis 15 Uhr",
		"the desk offers her to leave late: one offer, as she likes to stay flexible"),
	{.act = SG_DEMO_SEND, .when = "11-21 17:31", .type = "offer.answered", .subject = "S33",
		.data = "'offer':'late','answer':'not_now','until':{'season':'spring'}",
		.by = "front_desk", .text = "\"Not now, perhaps in spring\"",
		.expect = "outcome=applied;kept=true;until=2027-03-01",
		.result = "it keeps quiet until 1 March"},
	SG_DEMO_HAS("front-desk", "S33", "!desk.offer", NULL),
	SG_DEMO_LAST,
};

const struct sg_demo_step sg_demo_story_offers_later[] = {
	SG_DEMO_DESK("11-22 09:30", "S33", "'status':'checked_out'", NULL, NULL, NULL),
	{.act = SG_DEMO_DRAIN},
	SG_DEMO_DOCUMENT("11-22 12:40", "stay.changed", "S34",
		"'status':'booked'," NEXT ",'booked_type':'DZ','room':'202',"
		"'party':{'adults':1},'rate':'FLEX1',"
		"'people':[{'role':'guest','primary':true,'ids':@G33}]"),
	{.act = SG_DEMO_DRAIN},
	SG_DEMO_DESK("11-22 15:30", "S34", "'status':'checked_in'",
		"Frau Aumann comes back for another night: nobody asks her",
		"outcome=applied;!offer;greet.salutation=Frau Aumann",
		"until spring, as she said"),
	{.act = SG_DEMO_DRAIN},
	SG_DEMO_LAST,
};
