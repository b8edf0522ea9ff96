/* What is owed: to whom, how much of it at once, and never twice. */
#include <stdio.h>
#include <string.h>

#include "support/house.h"

#define PAIR PMS("G1") ",'merged':{" PMS("G2") "}"
#define FRUIT "'approve':true,'topic':'amenity.fruit','value':'apples','cost_cents':900"
#define OF_S1 "'stay':{" PMS("S1") "}"

static json_t *card_of(struct scenario *s, const char *guest)
{
	return scenario_say(s, "guest.card", "'ids':[{'system':'pms','id':'%s'}]", guest);
}

static size_t owed(struct scenario *s, const char *guest)
{
	return json_array_size(scenario_get(card_of(s, guest), "make_goods"));
}

static int64_t records(struct scenario *s)
{
	return sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM make_good");
}

static void book(struct scenario *s, const char *stay, const char *guest,
	const char *room, const char *from, const char *until)
{
	char morning[32];

	(void)snprintf(morning, sizeof morning, "%s 09:00", from);
	scenario_at(s, morning);
	house_stay(s, stay,
		"'status':'booked','arrival':'%s','departure':'%s','room':'%s',"
		"'booked_type':'DZ','party':{'adults':1},'people':[{'role':'guest','"
		"primary':true,'ids':[{'system':'pms','id':'%s'}]}]",
		from, until, room, guest);
	scenario_work(s);
}

static void check_in(struct scenario *s, const char *stay, const char *guest,
	const char *room, const char *from, const char *until)
{
	book(s, stay, guest, room, from, until);
	house_stay(s, stay, "'status':'checked_in'");
}

static void check_out(struct scenario *s, const char *stay, const char *day)
{
	char morning[32];

	(void)snprintf(morning, sizeof morning, "%s 10:00", day);
	scenario_at(s, morning);
	house_stay(s, stay, "'status':'checked_out'");
	scenario_work(s);
}

static void needs(struct scenario *s, const char *guest)
{
	scenario_at(s, "2027-01-01 08:00");
	house_states(s, guest,
		"'topic':'bed.filling','value':'feather_free','strength':'require'");
}

static void fails(struct scenario *s)
{
	needs(s, "G1");
	check_in(s, "S1", "G1", "401", "2027-05-10", "2027-05-12");
	house_task(s, "S1", "bed.filling", "unavailable");
	check_out(s, "S1", "2027-05-12");
}

static const char *first_id(struct scenario *s, const char *guest)
{
	return scenario_text(card_of(s, guest), "make_goods.0.id");
}

static void decide(struct scenario *s, const char *guest)
{
	scenario_say(s, "make_good.decided", "'id':'%s'," FRUIT, first_id(s, guest));
}

/* In that month, and made good in the same. */
static void fails_once_more(struct scenario *s, int month)
{
	static const char *const parts[] = {"02", "04", "12", "14"};
	char days[4][16], stays[2][16];

	for (int i = 0; i < 4; i++) {
		(void)snprintf(days[i], sizeof days[i], "2027-%02d-%s", month, parts[i]);
		(void)snprintf(stays[i / 2], sizeof stays[0], "%c%d", "AB"[i / 2], month);
	}
	check_in(s, stays[0], "G1", "401", days[0], days[1]);
	house_task(s, stays[0], "bed.filling", "unavailable");
	check_out(s, stays[0], days[1]);
	assert_int_equal(owed(s, "G1"), 1);
	decide(s, "G1");
	check_in(s, stays[1], "G1", "401", days[2], days[3]);
	house_task(s, stays[1], "amenity.fruit", "done");
	house_task(s, stays[1], "bed.filling", "done");
	check_out(s, stays[1], days[3]);
	assert_int_equal(owed(s, "G1"), 0);
}

static void what_was_given_leaves_room_for_more(void **state)
{
	struct scenario *s = *state;

	needs(s, "G1");
	for (int month = 1; month <= 10; month++) {
		fails_once_more(s, month);
	}
	assert_int_equal(records(s), 10);
}

static void done_on_two_lists_it_stays_on_the_first(void **state)
{
	struct scenario *s = *state;
	char id[32];

	fails(s);
	decide(s, "G1");
	book(s, "S2", "G1", "401", "2027-05-20", "2027-05-22");
	book(s, "S3", "G1", "402", "2027-05-20", "2027-05-24");
	(void)snprintf(id, sizeof id, "%s",
		scenario_text(house_item(house_list(s, "S3"), "amenity.fruit"), "id"));
	house_task(s, "S2", "amenity.fruit", "done");
	scenario_say(s, "task.changed",
		"'stay':{" PMS("S3") "},'item':'%s','state':'done'", id);
	scenario_work(s);
	(void)house_has(house_list(s, "S2"), "amenity.fruit", "place");
	(void)house_has(house_list(s, "S3"), "amenity.fruit", "remove");
	assert_int_equal(owed(s, "G1"), 0);
}

static void unmerged_from_whose_word_kept_it(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-12-31 08:00");
	scenario_say(
		s, "consent.withdrawn", "'guest':{" PMS("G1") "},'purpose':'memory'");
	scenario_at(s, "2026-12-31 09:00");
	scenario_say(s, "consent.given",
		"'guest':{" PMS("G2") "},'purpose':'memory','level':'property'");
	scenario_say(s, "guest.merged", PAIR);
	fails(s);
	scenario_say(s, "guest.unmerged", PAIR);
	assert_int_equal(owed(s, "G1"), (size_t)records(s));
	assert_int_equal(owed(s, "G1"), 0);
	scenario_say(s, "guest.merged", PAIR);
	assert_int_equal(owed(s, "G1"), (size_t)records(s));
}

static void the_room_mates_need_is_owed_to_him(void **state)
{
	struct scenario *s = *state;

	needs(s, "G1");
	house_states(s, "G2", "'topic':'device.iron','strength':'like'");
	check_in(s, "S2", "G2", "401", "2027-05-10", "2027-05-12");
	check_in(s, "S1", "G1", "401", "2027-05-10", "2027-05-13");
	scenario_work(s);
	house_task(s, "S2", "bed.filling", "unavailable");
	check_out(s, "S2", "2027-05-12");
	assert_int_equal(owed(s, "G1"), 0);
	assert_int_equal(owed(s, "G2"), 0);
	check_out(s, "S1", "2027-05-13");
	assert_int_equal(owed(s, "G1"), 1);
}

static void shared(struct scenario *s)
{
	needs(s, "G1");
	check_in(s, "S2", "G2", "401", "2027-05-10", "2027-05-13");
	check_in(s, "S1", "G1", "401", "2027-05-10", "2027-05-12");
	scenario_work(s);
	assert_true(!json_is_null(scenario_get(house_list(s, "S1"), "led_by")));
}

static void who_leaves_first_is_owed(void **state)
{
	struct scenario *s = *state;

	shared(s);
	house_task(s, "S2", "bed.filling", "unavailable");
	check_out(s, "S1", "2027-05-12");
	assert_int_equal(owed(s, "G1"), 1);
	check_out(s, "S2", "2027-05-13");
	assert_int_equal(owed(s, "G1"), 1);
	assert_int_equal(owed(s, "G2"), 0);
	assert_int_equal(records(s), 1);
}

static void a_complaint_of_who_is_led(void **state)
{
	struct scenario *s = *state;

	shared(s);
	scenario_say(
		s, "feedback.given", OF_S1 ",'kind':'complaint','topic':'bed.filling'");
	assert_int_equal(owed(s, "G1"), 1);
	assert_int_equal(owed(s, "G2"), 0);
	house_task(s, "S2", "bed.filling", "unavailable");
	check_out(s, "S1", "2027-05-12");
	assert_int_equal(records(s), 1);
}

static void one_bowl_for_two(void **state)
{
	struct scenario *s = *state;

	needs(s, "G2");
	check_in(s, "T1", "G2", "402", "2027-05-10", "2027-05-12");
	house_task(s, "T1", "bed.filling", "unavailable");
	fails(s);
	house_stay(s, "T1", "'status':'checked_out'");
	decide(s, "G1");
	decide(s, "G2");
	book(s, "S2", "G2", "401", "2027-05-20", "2027-05-22");
	book(s, "S3", "G1", "401", "2027-05-20", "2027-05-22");
	house_stay(s, "S2", "'status':'checked_in'");
	house_stay(s, "S3", "'status':'checked_in'");
	scenario_work(s);
	house_task(s,
		json_is_null(scenario_get(house_list(s, "S2"), "led_by")) ? "S2" : "S3",
		"amenity.fruit", "done");
	assert_int_equal(owed(s, "G1"), 0);
	assert_int_equal(owed(s, "G2"), 0);
}

static void many_failures_of_one_stay_are_capped(void **state)
{
	struct scenario *s = *state;
	static const char *const wants[][2] = {{"bed.filling", "'feather_free'"},
		{"bed.pillow", "'neck'"}, {"bath.mat", "'non_slip'"},
		{"bath.towels", "'extra'"}, {"device.kettle", "true"},
		{"device.iron", "true"}, {"device.fridge", "true"},
		{"device.safe", "true"}, {"device.humidifier", "true"},
		{"device.air_purifier", "true"}, {"room.air", "true"}};

	scenario_at(s, "2027-05-10 08:00");
	for (int i = 0; i < 11; i++) {
		scenario_say(s, "preference.stated",
			"'guest':{" PMS("G1") "},'topic':'%s','value':%s,"
					      "'strength':'require'",
			wants[i][0], wants[i][1]);
	}
	check_in(s, "S1", "G1", "401", "2027-05-10", "2027-05-12");
	for (int i = 0; i < 11; i++) {
		house_task(s, "S1", wants[i][0], "unavailable");
	}
	check_out(s, "S1", "2027-05-12");
	assert_int_equal(owed(s, "G1"), 8);
	assert_int_equal(records(s), 8);
}

static void a_late_withdrawal_takes_what_was_owed(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2027-05-01 08:00");
	scenario_say(s, "guest.changed",
		PMS("G1") ",'name':{'given':'A','family':'B'},'phone':'+49301234567','"
			  "birth_date':'1970-01-02'");
	fails(s);
	assert_int_equal(owed(s, "G1"), 1);
	scenario_at(s, "2027-05-14 12:00");
	scenario_say(s, "consent.given",
		"'guest':{" PMS("G1") "},'purpose':'memory','level':'property'");
	scenario_with_time(s, "2027-05-13 12:00");
	scenario_is(scenario_say(s, "consent.withdrawn",
			    "'guest':{" PMS("G1") "},'purpose':'memory'"),
		"outcome", "older");
	assert_int_equal(0,
		sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM guest_match"));
	assert_int_equal(owed(s, "G1"), 0);
	assert_int_equal(records(s), 0);
}

static void a_decision_after_the_merge_was_parted(void **state)
{
	struct scenario *s = *state;
	char id[40];

	scenario_at(s, "2027-05-01 08:00");
	scenario_say(s, "guest.merged", PAIR);
	fails(s);
	(void)snprintf(id, sizeof id, "%s", first_id(s, "G2"));
	scenario_say(s, "guest.unmerged", PAIR);
	assert_int_equal(owed(s, "G2"), 0);
	assert_int_equal(owed(s, "G1"), 1);
	scenario_say(s, "make_good.decided", "'id':'%s'," FRUIT, id);
	scenario_is(card_of(s, "G1"), "make_goods.0.state", "approved");
	scenario_say(s, "guest.merged", PAIR);
	scenario_is(card_of(s, "G2"), "make_goods.0.state", "approved");
	/* Given under the other, the tick undone under it as well. */
	book(s, "S2", "G2", "401", "2027-05-20", "2027-05-22");
	house_task(s, "S2", "amenity.fruit", "done");
	assert_int_equal(owed(s, "G1"), 0);
	house_task(s, "S2", "amenity.fruit", "unavailable");
	assert_int_equal(owed(s, "G1"), 1);
	house_task(s, "S2", "amenity.fruit", "refused");
	assert_int_equal(owed(s, "G1"), 0);
	scenario_say(
		s, "consent.withdrawn", "'guest':{" PMS("G2") "},'purpose':'memory'");
	assert_int_equal(records(s), 0);
}

static void withdrawn_after_the_approval(void **state)
{
	struct scenario *s = *state;
	char id[40];

	fails(s);
	(void)snprintf(id, sizeof id, "%s", first_id(s, "G1"));
	scenario_say(s, "make_good.decided", "'id':'%s'," FRUIT, id);
	book(s, "S2", "G1", "401", "2027-05-20", "2027-05-22");
	house_has(house_list(s, "S2"), "amenity.fruit", "place");
	scenario_say(
		s, "consent.withdrawn", "'guest':{" PMS("G1") "},'purpose':'memory'");
	scenario_work(s);
	house_has_not(house_list(s, "S2"), "amenity.fruit");
	scenario_refused(s, PMS_E_INVALID, "make_good_unknown", "make_good.decided",
		"'id':'%s'," FRUIT, id);
	assert_int_equal(0,
		sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM make_good"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(what_was_given_leaves_room_for_more),
		STORY(done_on_two_lists_it_stays_on_the_first),
		STORY(unmerged_from_whose_word_kept_it),
		STORY(the_room_mates_need_is_owed_to_him),
		STORY(who_leaves_first_is_owed),
		STORY(a_complaint_of_who_is_led),
		STORY(one_bowl_for_two),
		STORY(many_failures_of_one_stay_are_capped),
		STORY(a_late_withdrawal_takes_what_was_owed),
		STORY(a_decision_after_the_merge_was_parted),
		STORY(withdrawn_after_the_approval),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
