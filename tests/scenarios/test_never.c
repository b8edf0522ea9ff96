/* What a guest never wants, or cannot bear, beats every gift, every wish of another in his room and
 * every routine of the house; a never can name a supplier. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/house.h"

static void an_allergen_beats_every_gift(void **state)
{
	struct scenario *s = *state;
	json_t *list;

	scenario_at(s, "2026-11-21 08:00");
	scenario_say(s, "property.changed",
		"'rules':[{'id':'welcome','topic':'amenity.sweets','value':'chocolate'},"
		"{'id':'treat','topic':'amenity.welcome','value':'local_treat'},"
		"{'id':'fruit','topic':'amenity.fruit','value':'apples'}]");
	house_states(
		s, "G1", "'topic':'amenity.sweets','value':'biscuits','strength':'like'");
	house_agrees(s, "G1");
	house_states(s, "G1",
		"'topic':'diet.allergen','value':'nuts','strength':'require','scope':"
		"'chain'");
	house_stay(s, "S1", BOOKED ",'room':'401','booked_type':'DZ'," OF_GUEST("G1"));
	list = house_list(s, "S1");
	house_has_not(list, "amenity.sweets");
	house_has_not(list, "amenity.welcome");
	(void)house_has(list, "amenity.fruit", "place");
	scenario_is(list, "left_out.0.reason", "hazard");
}

static void an_allergen_beats_a_wish_of_who_shares_the_room(void **state)
{
	struct scenario *s = *state;
	json_t *list;

	scenario_at(s, "2026-11-21 08:00");
	house_states(s, "G1",
		"'topic':'amenity.flowers','value':'bouquet','strength':'require'");
	house_stay(s, "S1", BOOKED ",'room':'401','booked_type':'DZ'," OF_GUEST("G1"));
	(void)house_has(house_list(s, "S1"), "amenity.flowers", "place");
	house_agrees(s, "G2");
	house_states(s, "G2",
		"'topic':'allergy.room','value':'pollen','strength':'require',"
		"'scope':'chain'");
	house_stay(s, "S2", BOOKED ",'room':'401','booked_type':'DZ'," OF_GUEST("G2"));
	scenario_work(s);
	list = house_list(s, "S1");
	house_has_not(list, "amenity.flowers");
	house_avoids(list, "amenity.flowers");
}

/* The built-in catalogue, and of whom the hotel has its wine. */
static void begin_with_suppliers(struct scenario *s)
{
	static const char text[] =
		"{\"catalog\":1,\"topics\":[{\"topic\":\"amenity.welcome\",\"values\":["
		"{\"value\":\"wine\",\"supplier\":\"Weingut M\xC3\xBCller\"}]}]}";
	char path[] = "/tmp/stammgast-catalog-XXXXXX";
	char members[80];
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, sizeof text - 1), sizeof text - 1);
	assert_int_equal(close(fd), 0);
	(void)snprintf(members, sizeof members, ",\"catalog\":\"%s\"", path);
	scenario_reopen(s, members);
	(void)unlink(path);
	scenario_at(s, "2026-11-21 08:00");
	scenario_say(s, "property.changed",
		"'rules':[{'id':'welcome','topic':'amenity.welcome','value':'wine'}]");
}

static void a_never_can_name_a_supplier(void **state)
{
	struct scenario *s = *state;
	json_t *list;
	char *text;

	begin_with_suppliers(s);
	house_states(s, "G1",
		"'topic':'avoid.supplier','value':'WEINGUT M\xC3\x9CLLER',"
		"'strength':'never','scope':'chain'");
	house_states(
		s, "G2", "'topic':'avoid.supplier','value':'Weingut','strength':'never'");
	house_stay(s, "S1", BOOKED ",'room':'401','booked_type':'DZ'," OF_GUEST("G1"));
	house_stay(s, "S2", BOOKED ",'room':'402','booked_type':'DZ'," OF_GUEST("G2"));
	house_stay(s, "S3", BOOKED ",'room':'403','booked_type':'DZ'," OF_GUEST("G3"));
	list = house_list(s, "S1");
	house_has_not(list, "amenity.welcome");
	house_avoids(list, "amenity.welcome");
	scenario_is(list, "left_out.0.reason", "never");
	scenario_is(list, "left_out.0.against.topic", "avoid.supplier");
	/* Another's name is no part of it. */
	(void)house_has(house_list(s, "S2"), "amenity.welcome", "place");
	(void)house_has(house_list(s, "S3"), "amenity.welcome", "place");
	/* Nobody but the desk reads whom he named. */
	text = json_dumps(house_about(s, "floor-4", "S1"), JSON_COMPACT);
	assert_null(strstr(text, "WEINGUT"));
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(an_allergen_beats_every_gift),
		STORY(an_allergen_beats_a_wish_of_who_shares_the_room),
		STORY(a_never_can_name_a_supplier),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
