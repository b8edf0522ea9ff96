/* What guests said, over stays, houses and years; and what those before them left in the room. */
#include <string.h>

#include "support/house.h"

static void book(
	struct scenario *s, const char *stay, const char *guest, const char *room)
{
	house_stay(s, stay,
		BOOKED ",'room':'%s','booked_type':'DZ','party':{'adults':1},"
		       "'people':[{'role':'guest','primary':true,'ids':[{'system':'pms',"
		       "'id':'%s'}]}]",
		room, guest);
}

static void a_superseded_wish_is_not_on_the_list(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2023-09-14 20:05");
	house_states(
		s, "G1", "'topic':'amenity.water','value':'sparkling','strength':'like'");
	scenario_at(s, "2026-10-12 08:40");
	house_states(
		s, "G1", "'topic':'amenity.water','value':'still','strength':'like'");
	scenario_at(s, "2026-11-21 08:00");
	book(s, "S1", "G1", "401");
	json_t *item = house_has(scenario_sent(s, "floor-4", "checklist.planned"),
		"amenity.water", "place");
	scenario_is(item, "value", "still");
	/* Its history is kept: superseded, never overwritten. */
	assert_int_equal(2,
		sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM statement"));
	assert_int_equal(1, sg_test_number(scenario_database(s),
				    "SELECT COUNT(*) FROM statement WHERE ended = 1"));
}

static void a_manager_sees_what_was_superseded_and_when(void **state)
{
	struct scenario *s = *state;
	json_t *card;

	scenario_at(s, "2023-09-14 20:05");
	house_states(s, "G1",
		"'topic':'amenity.water','value':'sparkling',"
		"'strength':'like','said_by':'staff'");
	scenario_at(s, "2025-09-14 20:05");
	house_states(s, "G1", "'topic':'amenity.water','strength':'never'");
	scenario_at(s, "2026-10-12 08:40");
	house_states(
		s, "G1", "'topic':'amenity.water','value':'still','strength':'like'");
	card = scenario_say(s, "guest.card", PMS("G1"));
	assert_int_equal(json_array_size(json_object_get(card, "facts")), 1);
	assert_int_equal(json_array_size(json_object_get(card, "history")), 2);
	scenario_is(card, "history.0.strength", "never");
	scenario_is(card, "history.0.superseded", "2026-10-12T09:40:00+02:00");
	assert_string_equal(scenario_text(card, "history.0.superseded_by"),
		scenario_text(card, "facts.0.statement"));
	scenario_is(card, "history.1.value", "sparkling");
	scenario_is(card, "history.1.said_by", "staff");
	scenario_is(card, "history.1.superseded", "2025-09-14T21:05:00+02:00");
	scenario_actor(s, "'role':'front_desk'");
	scenario_is(scenario_say(s, "guest.card", PMS("G1")), "history", "absent");
	/* What was withdrawn takes its past along. */
	scenario_actor(s, "'role':'manager'");
	scenario_say(s, "preference.withdrawn",
		"'guest':{" PMS("G1") "},'topic':'amenity.water'");
	scenario_is(scenario_say(s, "guest.card", PMS("G1")), "history", "[]");
}

static void a_wish_that_changes_reaches_the_list_that_stands(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_states(
		s, "G1", "'topic':'amenity.water','value':'sparkling','strength':'like'");
	book(s, "S1", "G1", "401");
	scenario_forget(s);
	house_states(
		s, "G1", "'topic':'amenity.water','value':'still','strength':'like'");
	json_t *data = scenario_sent(s, "floor-4", "checklist.planned");
	scenario_is(house_has(data, "amenity.water", "place"), "value", "still");
}

static void what_was_done_for_a_withdrawn_wish_is_taken_away(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	house_task(s, "S1", "device.kettle", "done");
	scenario_forget(s);
	scenario_say(s, "preference.withdrawn",
		"'guest':{" PMS("G1") "},'topic':'device.kettle'");
	json_t *data = scenario_sent(s, "floor-4", "checklist.planned");
	house_has(data, "device.kettle", "remove");
}

static void a_withdrawn_wish_is_gone_for_good(void **state)
{
	struct scenario *s = *state;

	house_book_usual(s);
	json_t *card = scenario_say(s, "guest.card", PMS("G1"));
	scenario_say(s, "preference.withdrawn",
		"'guest':{" PMS("G1") "},'statement':'%s'",
		scenario_text(card, "facts.0.statement"));
	scenario_is(scenario_say(s, "guest.card", PMS("G1")), "facts", "[]");
	scenario_at(s, "2026-11-21 15:00");
	house_stay(s, "S1", "'status':'checked_in'");
	scenario_is(scenario_sent(s, "floor-4", "checklist.issued"), "items", "[]");
}

static int64_t kept_of(struct scenario *s, const char *text)
{
	struct sg_test_database *database = scenario_database(s);

	return sg_test_number(database,
		"SELECT (SELECT COUNT(*) FROM statement WHERE sealed_body LIKE '%%%s%%') "
		"+ "
		"(SELECT COUNT(*) FROM guest_card WHERE sealed_card LIKE '%%%s%%') + "
		"(SELECT COUNT(*) FROM stay s JOIN checklist c ON c.stay = s.id AND "
		"c.revision = s.revision WHERE c.sealed_body LIKE '%%%s%%')",
		text, text, text);
}

static void of_a_withdrawn_wish_only_that_it_was_withdrawn_is_kept(void **state)
{
	struct scenario *s = *state;

	/* What it had taken the place of goes with it, also through one in between. */
	scenario_at(s, "2026-11-01 08:00");
	house_states(s, "G1", "'topic':'bar.usual','value':'Korn','strength':'like'");
	house_states(s, "G1", "'topic':'bar.usual','value':'Gin','strength':'like'");
	house_states(s, "G1", "'topic':'bar.usual','value':'Grog','strength':'like'");
	house_states(s, "G1", "'topic':'device.kettle','strength':'like'");
	house_states(s, "G2", "'topic':'bar.usual','value':'Bier','strength':'like'");
	scenario_at(s, "2026-11-21 08:00");
	book(s, "S1", "G1", "401");
	scenario_forget(s);
	assert_true(kept_of(s, "Korn") > 0 && kept_of(s, "Gin") > 0 &&
		    kept_of(s, "Grog") > 0);
	scenario_actor(s, "'role':'front_desk','name':'FD-7'");
	scenario_say(
		s, "preference.withdrawn", "'guest':{" PMS("G1") "},'topic':'bar.usual'");
	scenario_work(s);
	assert_int_equal(kept_of(s, "Korn"), 0);
	assert_int_equal(kept_of(s, "Gin"), 0);
	assert_int_equal(kept_of(s, "Grog"), 0);
	assert_int_equal(kept_of(s, "bar.usual"), 2); /* the other guest's */
	assert_int_equal(1, sg_test_number(scenario_database(s),
				    "SELECT COUNT(*) FROM statement WHERE ended = 2 AND "
				    "ended_us IS NOT NULL AND sealed_body LIKE "
				    "'%%front_desk%%FD-7%%'"));
	assert_int_equal(5,
		sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM statement"));
	scenario_actor(s, "'role':'manager'");
	scenario_is(scenario_say(s, "guest.card", PMS("G1")), "history", "[]");
}

static void every_id_that_names_a_guest_is_his(void **state)
{
	struct scenario *s = *state;
	const char *guest = scenario_text(
		house_states(s, "G1", "'topic':'device.kettle','strength':'like'"),
		"guest");

	scenario_say(s, "preference.stated",
		"'guest':{'ids':[{'system':'pms','id':'G1'},{'system':'app','id':'A1'}]},"
		"'topic':'device.iron','strength':'like'");
	scenario_say(s, "preference.withdrawn",
		"'guest':{'ids':[{'system':'pms','id':'G1'},{'system':'club','id':'C1'}]}"
		","
		"'topic':'device.kettle'");
	static const char *const ids[] = {
		"'system':'app','id':'A1'", "'system':'club','id':'C1'"};
	for (size_t i = 0; i < 2; i++) {
		json_t *reply = scenario_say(s, "preference.stated",
			"'guest':{'ids':[{%s}]},'topic':'device.fan','value':'fan',"
			"'strength':'like'",
			ids[i]);
		scenario_is(reply, "guest", guest);
	}
	assert_int_equal(
		1, sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM guest"));
}

static void two_houses_of_a_chain(struct scenario *s)
{
	house_build_as(s, "BER1", "'zone':'Europe/Berlin','live':true,'chain':'KETTE'");
	house_build_as(s, "MUC1", "'zone':'Europe/Berlin','live':true,'chain':'KETTE'");
	scenario_at(s, "2026-11-21 08:00");
}

static void a_wish_for_another_house_stays_there(void **state)
{
	struct scenario *s = *state;

	two_houses_of_a_chain(s);
	scenario_property(s, "BER1");
	scenario_say(s, "consent.given",
		"'guest':{" PMS("G1") "},'purpose':'memory','level':'chain'");
	house_states(
		s, "G1", "'topic':'amenity.water','value':'still','strength':'like'");
	house_states(
		s, "G1", "'topic':'device.kettle','strength':'like','scope':'chain'");
	scenario_property(s, "MUC1");
	book(s, "S1", "G1", "401");
	json_t *data = scenario_sent(s, "floor-4", "checklist.planned");
	house_has_not(data, "amenity.water");
	house_has(data, "device.kettle", "place");
	/* The manager is told why. */
	json_t *left = scenario_get(house_list(s, "S1"), "left_out");
	scenario_is(left, "0.topic", "amenity.water");
	scenario_is(left, "0.reason", "property");
}

static void guests_of_another_chain_are_strangers(void **state)
{
	struct scenario *s = *state;

	scenario_say(s, "consent.given",
		"'guest':{" PMS("G1") "},'purpose':'memory','level':'chain'");
	house_states(
		s, "G1", "'topic':'device.kettle','strength':'like','scope':'chain'");
	house_build_as(s, "ELSE", "'zone':'Europe/Berlin','live':true");
	scenario_at(s, "2026-11-21 15:00");
	book(s, "S1", "G1", "401");
	house_stay(s, "S1", "'status':'checked_in'");
	scenario_is(scenario_sent(s, "floor-4", "checklist.issued"), "items", "[]");
}

static void a_wish_for_this_stay_ends_with_it(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	book(s, "S1", "G1", "401");
	book(s, "S2", "G1", "402");
	house_states(s, "G1",
		"'topic':'device.kettle','strength':'like','scope':'stay','stay':{" PMS(
			"S1") "}");
	scenario_work(s);
	house_has(house_about(s, "floor-4", "S1"), "device.kettle", "place");
	house_has_not(house_list(s, "S2"), "device.kettle");
}

static void a_wish_of_the_season_is_kept_for_the_season(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_states(s, "G1",
		"'topic':'bed.duvet','value':'warm','strength':'like',"
		"'season':{'from':'11-01','until':'03-31'}");
	house_states(s, "G1",
		"'topic':'device.fan','value':'fan','strength':'like',"
		"'season':{'from':'06-01','until':'08-31'}");
	book(s, "S1", "G1", "401");
	json_t *data = scenario_sent(s, "floor-4", "checklist.planned");
	assert_non_null(house_item(data, "bed.duvet"));
	house_has_not(data, "device.fan");
}

static void a_wish_for_when_alone_is_none_with_a_family(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_states(
		s, "G1", "'topic':'device.kettle','strength':'like','party':'alone'");
	book(s, "S1", "G1", "401");
	scenario_work(s);
	house_has(house_about(s, "floor-4", "S1"), "device.kettle", "place");
	house_stay(s, "S1",
		"'party':{'adults':2,'children':[{'age_group':'3-6','count':2}]}");
	house_has_not(house_about(s, "floor-4", "S1"), "device.kettle");
}

static void a_never_beats_the_vip_standard(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	scenario_say(s, "property.changed",
		"'rules':[{'id':'VIP "
		"flowers','topic':'amenity.flowers','value':'bouquet',"
		"'vip':'VIP2'}]");
	house_states(
		s, "G1", "'topic':'amenity.flowers','strength':'never','scope':'chain'");
	house_stay(s, "S1",
		BOOKED ",'room':'401','booked_type':'DZ','vip':'VIP2'," OF_GUEST("G1"));
	json_t *data = scenario_sent(s, "floor-4", "checklist.planned");
	house_has_not(data, "amenity.flowers");
	house_avoids(data, "amenity.flowers");
	scenario_is(data, "badges.0", "VIP2");
	/* To the manager the reason says how strong it is, also where it is what kept off. */
	data = house_list(s, "S1");
	scenario_is(data, "why.0.because.0.topic", "amenity.flowers");
	scenario_is(data, "why.0.because.0.strength", "never");
	scenario_is(data, "left_out.0.because.strength", "absent");
	scenario_is(data, "left_out.0.against.strength", "never");
	/* Another VIP has them. */
	house_stay(s, "S2", BOOKED ",'room':'402','booked_type':'DZ','vip':'VIP2'");
	house_has(house_about(s, "floor-4", "S2"), "amenity.flowers", "place");
}

static void opposing_wishes_of_two_are_a_question_for_the_desk(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_states(s, "G1", "'topic':'room.temperature','value':18,'strength':'like'");
	house_states(s, "G2", "'topic':'room.temperature','value':24,'strength':'like'");
	book(s, "S1", "G1", "401");
	scenario_forget(s);
	book(s, "S2", "G2", "401");
	scenario_work(s);
	scenario_is(house_about(s, "desk", "S1"), "desk.ask.topic", "room.temperature");
	house_has_not(house_list(s, "S1"), "room.temperature");
	/* At most one question, in the reply to the check-in too. */
	json_t *reply = house_stay(s, "S1", "'status':'checked_in'");
	scenario_is(reply, "ask.topic", "room.temperature");
}

static void the_first_guest_of_a_party_is_not_asked_about_the_second(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_states(s, "G1", "'topic':'room.temperature','value':18,'strength':'like'");
	house_states(s, "G2", "'topic':'room.temperature','value':24,'strength':'like'");
	house_stay(s, "S1",
		BOOKED ",'room':'401','booked_type':'DZ','party':{'adults':2},'people':["
		       "{'role':'guest','primary':true," PMS(
			       "G1") "},"
				     "{'role':'accompanying'," PMS("G2") "}]");
	json_t *data = scenario_sent(s, "floor-4", "checklist.planned");
	scenario_is(house_has(data, "room.temperature", "do"), "value", "18");
}

static void the_booker_and_the_company_are_not_the_guest(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_states(s, "B1", "'topic':'device.kettle','strength':'like'");
	house_stay(s, "S1",
		BOOKED ",'room':'401','people':[{'role':'booker'," PMS(
			"B1") "},{'role':'guest','salutation':'Herr Neu'}]");
	house_stay(s, "S1", "'status':'checked_in'");
	scenario_is(scenario_sent(s, "floor-4", "checklist.issued"), "items", "[]");
}

/* ---- what was there before ---- */

static void a_dog_stays(struct scenario *s)
{
	scenario_at(s, "2026-11-19 15:00");
	house_stay(s, "D1",
		"'status':'checked_in','arrival':'2026-11-19',"
		"'departure':'2026-11-21','room':'403','booked_type':'DZ',"
		"'products':[{'code':'DOG'}]");
}

static void books_who_is_sensitive(struct scenario *s)
{
	house_agrees(s, "G3");
	house_states(s, "G3",
		"'topic':'allergy.room','value':'animal_hair','strength':'require',"
		"'scope':'chain'");
	book(s, "S3", "G3", "403");
}

static void a_dog_before_a_sensitive_guest_means_a_deep_clean(void **state)
{
	struct scenario *s = *state;

	a_dog_stays(s);
	books_who_is_sensitive(s);
	/* Known on the eve already: the dog sleeps there tonight. */
	scenario_at(s, "2026-11-20 16:00");
	house_close_day(s, "2026-11-19");
	scenario_work(s);
	json_t *item = house_has(house_about(s, "floor-4", "S3"), "clean.deep", "do");
	scenario_is(item, "class", "need");
	/* The dog goes, the need stays, as long as nobody has done it. */
	scenario_at(s, "2026-11-21 10:00");
	house_stay(s, "D1", "'status':'checked_out'");
	scenario_work(s);
	house_has(house_about(s, "floor-4", "S3"), "clean.deep", "do");
	house_task(s, "S3", "clean.deep", "done");
	assert_int_equal(
		1, sg_test_number(scenario_database(s),
			   "SELECT residue = '' FROM room WHERE number = '403'"));
	scenario_say(s, "room.changed",
		"'number':'403','status':{'housekeeping':'inspected'}");
	scenario_at(s, "2026-11-21 15:00");
	json_t *reply = house_stay(s, "S3", "'status':'checked_in'");
	scenario_work(s);
	json_t *data = house_about(s, "floor-4", "S3");
	scenario_is(house_has(data, "clean.deep", "do"), "state", "done");
	scenario_is(reply, "warn", "[]");
}

static void after_the_deep_clean_the_next_sensitive_guest_needs_none(void **state)
{
	struct scenario *s = *state;

	a_dog_stays(s);
	books_who_is_sensitive(s);
	scenario_at(s, "2026-11-21 10:00");
	house_stay(s, "D1", "'status':'checked_out'");
	scenario_work(s);
	house_task(s, "S3", "clean.deep", "done");
	house_stay(s, "S3", "'status':'checked_in'");
	scenario_at(s, "2026-11-23 09:00");
	house_stay(s, "S3", "'status':'checked_out'");
	scenario_work(s);
	house_stay(s, "S4",
		"'status':'booked','arrival':'2026-11-23','departure':'2026-11-24',"
		"'room':'403','booked_type':'DZ'," OF_GUEST("G3"));
	house_has_not(house_about(s, "floor-4", "S4"), "clean.deep");
}

static void a_dog_before_anybody_else_means_nothing(void **state)
{
	struct scenario *s = *state;

	a_dog_stays(s);
	scenario_at(s, "2026-11-21 08:00");
	house_states(s, "G1", "'topic':'device.kettle','strength':'like'");
	book(s, "S1", "G1", "403");
	json_t *data = house_about(s, "floor-4", "S1");
	house_has_not(data, "clean.deep");
}

static void what_a_dog_left_stays_when_it_moves(void **state)
{
	struct scenario *s = *state;

	a_dog_stays(s);
	books_who_is_sensitive(s);
	scenario_at(s, "2026-11-20 16:00");
	house_close_day(s, "2026-11-19");
	scenario_work(s);
	/* The dog's owner takes another room before: the need is what it left behind. */
	scenario_at(s, "2026-11-20 18:00");
	house_stay(s, "D1", "'room':'402'");
	scenario_work(s);
	house_has(house_about(s, "floor-4", "S3"), "clean.deep", "do");
	assert_int_equal(
		1, sg_test_number(scenario_database(s),
			   "SELECT residue <> '' FROM room WHERE number = '403'"));
}

static void a_sensitive_guest_who_moves_leaves_the_deep_clean_behind(void **state)
{
	struct scenario *s = *state;

	a_dog_stays(s);
	books_who_is_sensitive(s);
	scenario_at(s, "2026-11-20 17:00");
	house_stay(s, "S3", "'room':'401'");
	scenario_work(s);
	house_has_not(house_list(s, "S3"), "clean.deep");
}

static void an_occasion_of_the_guest_falls_into_the_stay(void **state)
{
	struct scenario *s = *state;

	scenario_say(s, "guest.changed",
		PMS("G9") ",'occasions':[{'kind':'birthday','month_day':'11-22'}]");
	scenario_at(s, "2026-11-21 08:00");
	book(s, "S1", "G9", "401");
	json_t *item = house_has(
		scenario_sent(s, "floor-4", "checklist.planned"), "occasion", "place");
	scenario_is(item, "value", "birthday");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(a_superseded_wish_is_not_on_the_list),
		STORY(a_manager_sees_what_was_superseded_and_when),
		STORY(a_wish_that_changes_reaches_the_list_that_stands),
		STORY(what_was_done_for_a_withdrawn_wish_is_taken_away),
		STORY(a_withdrawn_wish_is_gone_for_good),
		STORY(of_a_withdrawn_wish_only_that_it_was_withdrawn_is_kept),
		STORY(every_id_that_names_a_guest_is_his),
		STORY(a_wish_for_another_house_stays_there),
		STORY(guests_of_another_chain_are_strangers),
		STORY(a_wish_for_this_stay_ends_with_it),
		STORY(a_wish_of_the_season_is_kept_for_the_season),
		STORY(a_wish_for_when_alone_is_none_with_a_family),
		STORY(a_never_beats_the_vip_standard),
		STORY(opposing_wishes_of_two_are_a_question_for_the_desk),
		STORY(the_first_guest_of_a_party_is_not_asked_about_the_second),
		STORY(the_booker_and_the_company_are_not_the_guest),
		STORY(a_dog_before_a_sensitive_guest_means_a_deep_clean),
		STORY(after_the_deep_clean_the_next_sensitive_guest_needs_none),
		STORY(a_dog_before_anybody_else_means_nothing),
		STORY(what_a_dog_left_stays_when_it_moves),
		STORY(a_sensitive_guest_who_moves_leaves_the_deep_clean_behind),
		STORY(an_occasion_of_the_guest_falls_into_the_stay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
