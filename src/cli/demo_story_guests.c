/* The guests of the demo, and what they said over the years. */
#include "cli/demo_story.h"

#include <stddef.h>

/* clang-format off */
#define GUEST(id, salutation, given, family, language, more) \
	SG_DEMO_DOCUMENT("11-02 10:00", "guest.changed", id, \
		"'salutation':'" salutation "','language':'" language "'," \
		"'name':{'given':'" given "','family':'" family "'}" more), \
	{.act = SG_DEMO_NOWHERE, .data = family}
#define SAID(moment, id, members) \
	SG_DEMO_DOCUMENT(moment, "preference.stated", id, members)
#define ATE(moment, id, plate) \
	SG_DEMO_DOCUMENT(moment " 08:10", "observation.recorded", id, \
		"'topic':'breakfast.plate','value':'" plate "'")
/* Five mornings of a month, "04-1". */
#define ATE_FIVE(days, id, plate) \
	ATE(days "0", id, plate), ATE(days "1", id, plate), ATE(days "2", id, plate), \
	ATE(days "3", id, plate), ATE(days "4", id, plate)
#define ATE_FOR_MONTHS(id, plate) \
	ATE_FIVE("02-1", id, plate), ATE_FIVE("03-1", id, plate), \
	ATE_FIVE("04-1", id, plate), ATE_FIVE("05-1", id, plate), \
	ATE_FIVE("06-1", id, plate), ATE_FIVE("07-1", id, plate), ATE("07-15", id, plate)

/* What tells of his health may be kept. */
#define AGREED(moment, id) \
	SG_DEMO_DOCUMENT(moment, "consent.given", id, \
		"'purpose':'special_category','text_version':'2024-05','channel':'form'")

const struct sg_demo_step sg_demo_story_guests[] = {
	GUEST("G01", "Frau Berger", "Annegret", "Berger", "de", ",'vip':'VIP2'"),
	GUEST("G02", "Señor Dalmau", "Mateo", "Dalmau", "es", ""),
	GUEST("G03", "Frau Ebert", "Clara", "Ebert", "de", ""),
	GUEST("G04", "Herr Lundqvist", "Erik", "Lundqvist", "de", ""),
	GUEST("G05", "Frau Sandberg", "Ines", "Sandberg", "de", ""),
	GUEST("G06", "Familie Novak", "Jana", "Novak", "de", ""),
	GUEST("G07", "Señor Ortega", "Pablo", "Ortega", "es", ""),
	GUEST("G08", "Doamna Petrescu", "Ilinca", "Petrescu", "ro", ""),
	GUEST("G09", "Frau Falkner", "Nora", "Falkner", "de",
		",'occasions':[{'kind':'birthday','month_day':'11-22'}]"),
	GUEST("G18", "Frau Ritter", "Sara", "Ritter", "de", ""),
	GUEST("G21", "Frau Rothmann", "Helga", "Rothmann", "de", ""),
	GUEST("G22", "Herr Sauer", "Uwe", "Sauer", "de", ""),
	GUEST("G23", "Frau Thoma", "Lena", "Thoma", "de", ""),
	GUEST("G24", "Herr Ullrich", "Georg", "Ullrich", "de", ""),
	GUEST("G25", "Frau Vogt", "Maren", "Vogt", "de", ""),
	GUEST("G26", "Herr Weisskopf", "Jan", "Weisskopf", "de", ""),
	GUEST("G27", "Frau Yilmaz", "Elif", "Yilmaz", "de", ""),
	GUEST("G28", "Herr Zeller", "Rolf", "Zeller", "de", ""),
	GUEST("G31", "Herr Hofmeister", "Kurt", "Hofmeister", "de", ""),
	/* Never, and stronger than the house's own routine. */
	SAID("2025-05-02 18:20", "G01", "'topic':'amenity.flowers','strength':'never',"
		"'scope':'chain','said_by':'guest','channel':'desk'"),
	SAID("2025-05-02 18:21", "G01", "'topic':'device.kettle','strength':'like',"
		"'scope':'chain','said_by':'guest'"),
	/* A regular whose usual has changed. */
	SAID("2023-09-14 20:05", "G02", "'topic':'amenity.water','value':'sparkling',"
		"'strength':'like','said_by':'staff'"),
	SAID("10-12 08:40", "G02", "'topic':'amenity.water','value':'still',"
		"'strength':'like','said_by':'guest'"),
	/* And his breakfast, shortly before two months away. */
	ATE_FOR_MONTHS("G02", "tomato_cheese"), ATE_FIVE("09-1", "G02", "scrambled_egg"),
	AGREED("06-30 10:59", "G03"),
	SAID("06-30 11:00", "G03", "'topic':'allergy.room','value':'animal_hair',"
		"'strength':'require','scope':'chain','said_by':'guest'"),
	/* Two in one room: a wish, and what forbids it. */
	SAID("2024-11-02 21:10", "G04", "'topic':'amenity.sweets','value':'chocolate',"
		"'strength':'like','said_by':'guest'"),
	AGREED("01-15 09:29", "G05"),
	SAID("01-15 09:30", "G05", "'topic':'diet.allergen','value':'nuts',"
		"'strength':'require','scope':'chain','said_by':'guest'"),
	SAID("03-04 17:00", "G07", "'topic':'device.kettle','strength':'like',"
		"'scope':'chain','said_by':'guest'"),
	SAID("03-04 17:01", "G07", "'topic':'device.workplace','value':'adapter',"
		"'strength':'like','scope':'chain','said_by':'guest'"),
	/* His breakfast changed, and changed back: who knows? */
	ATE_FOR_MONTHS("G07", "tomato_cheese"), ATE_FIVE("09-1", "G07", "scrambled_egg"),
	ATE("09-15", "G07", "tomato_cheese"),
	/* Said in Bucharest, and meant there. */
	{.act = SG_DEMO_SEND, .when = "2025-12-28 10:15", .type = "preference.stated",
		.subject = "G08", .property = "BUC1",
		.data = "'topic':'room.temperature','value':24,'strength':'like',"
			"'said_by':'guest'"},
	SAID("2025-08-19 10:00", "G08", "'topic':'drink.tea','value':'mint',"
		"'strength':'like','scope':'chain','said_by':'guest'"),
	SAID("05-11 12:00", "G21", "'topic':'bed.blanket','value':'fleece',"
		"'strength':'like','said_by':'guest'"),
	/* Fruit, until she sent it back. */
	SAID("05-11 12:01", "G21", "'topic':'amenity.fruit','value':'apples',"
		"'strength':'like','said_by':'guest'"),
	SG_DEMO_DOCUMENT("09-12 16:20", "observation.recorded", "G21",
		"'topic':'amenity.fruit','reaction':'refused'"),
	AGREED("09-03 11:59", "G24"),
	SAID("09-03 12:00", "G24", "'topic':'access.need','value':'wheelchair',"
		"'strength':'require','scope':'chain','said_by':'booker'"),
	AGREED("09-20 11:59", "G25"),
	SAID("09-20 12:00", "G25", "'topic':'diet.allergen','value':'gluten',"
		"'strength':'require','scope':'chain','said_by':'guest'"),
	SAID("10-01 12:00", "G26", "'topic':'device.fridge','strength':'require',"
		"'scope':'property','said_by':'guest'"),
	SAID("10-05 12:00", "G27", "'topic':'bed.topper','value':'firm',"
		"'strength':'like','said_by':'guest'"),
	SAID("02-14 12:00", "G28", "'topic':'drink.tea','value':'black',"
		"'strength':'like','said_by':'guest'"),
	{.act = SG_DEMO_NOWHERE, .data = "allergy.room"},
	{.act = SG_DEMO_NOWHERE, .data = "diet.allergen"},
	{.act = SG_DEMO_NOWHERE, .data = "access.need"},
	{.act = SG_DEMO_NOWHERE, .data = "Asthma"},
	SG_DEMO_LAST,
};
