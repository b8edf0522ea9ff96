/* Offers at the desk: off until turned on, one at most, never beside a question, and quiet for as
 * long as the guest said. */
#include <stdio.h>
#include <string.h>

#include "support/house.h"

#define OF_S(id) "'stay':{" PMS(id) "}"
#define OF_G(id) "'guest':{" PMS(id) "}"
#define SAYS(text) "'texts':[{'language':'de','title':'" text "','say':'" text "?'}]"
#define LATE "'code':'late','kind':'flexible'," SAYS("Spät abreisen")

static void turns_on(struct scenario *s, const char *members)
{
	scenario_say(s, "property.changed", "'offers':{'on':true%s}", members);
	scenario_say(s, "offer.put", LATE);
}

/* A guest's stay of two nights, from its booking on. */
static void books(struct scenario *s, const char *stay, const char *guest,
	const char *from, const char *until, const char *members)
{
	char morning[32];

	(void)snprintf(morning, sizeof morning, "%s 09:00", from);
	scenario_at(s, morning);
	house_stay(s, stay,
		"'status':'booked','arrival':'%s','departure':'%s','room':'401',"
		"'booked_type':'DZ','party':{'adults':1},'people':[{'role':'guest',"
		"'primary':true,'ids':[{'system':'pms','id':'%s'}]}]%s",
		from, until, guest, members);
	scenario_work(s);
}

static json_t *arrives(struct scenario *s, const char *stay, const char *from)
{
	char afternoon[32];

	(void)snprintf(afternoon, sizeof afternoon, "%s 15:00", from);
	scenario_at(s, afternoon);
	return house_stay(s, stay, "'status':'checked_in'");
}

static json_t *stays(struct scenario *s, const char *stay, const char *guest,
	const char *from, const char *until)
{
	books(s, stay, guest, from, until, "");
	return arrives(s, stay, from);
}

static void leaves(struct scenario *s, const char *stay, const char *day)
{
	char morning[32];

	(void)snprintf(morning, sizeof morning, "%s 10:00", day);
	scenario_at(s, morning);
	house_stay(s, stay, "'status':'checked_out'");
	scenario_work(s);
}

/* The first stay of G1, in which he was offered to leave late. */
static json_t *first_stay(struct scenario *s)
{
	json_t *reply;

	scenario_at(s, "2026-11-20 08:00");
	turns_on(s, "");
	reply = stays(s, "S1", "G1", "2026-11-21", "2026-11-23");
	scenario_is(reply, "offer.code", "late");
	return reply;
}

static json_t *answers(struct scenario *s, const char *members)
{
	return scenario_say(
		s, "offer.answered", OF_S("S1") ",'offer':'late',%s", members);
}

static const char *verdict(struct scenario *s, const char *stay)
{
	return scenario_text(scenario_say(s, "offer.list",
				     "'stay':{'ids':[{'system':'pms','id':'%s'}]}", stay),
		"offers.0.verdict");
}

/* What a second stay of his that arrives then is offered. */
static void second_stay(
	struct scenario *s, const char *from, const char *until, const char *expected)
{
	json_t *reply;

	leaves(s, "S1", "2026-11-23");
	reply = stays(s, "S2", "G1", from, until);
	scenario_is(reply, "offer.code", expected);
	leaves(s, "S2", until);
}

/* ---- when one is made ---- */

static void none_is_made_until_the_hotel_turns_them_on(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 08:00");
	scenario_is(scenario_say(s, "offer.put", LATE), "on", "false");
	scenario_is(stays(s, "S1", "G1", "2026-11-21", "2026-11-23"), "offer", "absent");
	assert_string_equal(verdict(s, "S1"), "off");
	scenario_say(s, "property.changed", "'offers':{'on':true}");
	scenario_is(
		stays(s, "S2", "G2", "2026-11-24", "2026-11-26"), "offer.code", "late");
}

static void the_desk_alone_sees_it_at_the_check_in_with_its_reason(void **state)
{
	struct scenario *s = *state;
	json_t *reply;

	scenario_at(s, "2026-11-20 08:00");
	turns_on(s, ",'flexible_rates':['FLEX*']");
	books(s, "S1", "G1", "2026-11-21", "2026-11-23", ",'rate':'FLEX2'");
	scenario_is(house_list(s, "S1"), "desk.offer", "absent");
	scenario_forget(s);
	scenario_actor(s, "'role':'front_desk'");
	reply = arrives(s, "S1", "2026-11-21");
	scenario_is(reply, "offer.title.de", "Spät abreisen");
	scenario_is(reply, "offer.say.de", "Spät abreisen?");
	scenario_is(reply, "offer.kind", "flexible");
	scenario_is(reply, "offer.reason", "rate");
	scenario_is(reply, "offer.leaning", "absent");
	scenario_actor(s, "'role':'manager'");
	scenario_is(house_list(s, "S1"), "desk.offer.leaning", "2");
	scenario_work(s);
	scenario_is(house_about(s, "desk", "S1"), "desk.offer.code", "late");
	scenario_is(house_about(s, "office", "S1"), "desk", "absent");
	scenario_is(house_about(s, "floor-4", "S1"), "desk", "absent");
}

static void of_several_the_desk_sees_one(void **state)
{
	struct scenario *s = *state;
	json_t *reply;

	scenario_at(s, "2026-11-20 08:00");
	turns_on(s, ",'flexible_rates':['FLEX']");
	scenario_say(s, "offer.put", "'code':'half','kind':'cheap','priority':9,%s",
		SAYS("Halbpension"));
	scenario_is(
		stays(s, "S1", "G1", "2026-11-21", "2026-11-23"), "offer.code", "half");
	books(s, "S2", "G2", "2026-11-24", "2026-11-26", ",'rate':'FLEX'");
	reply = arrives(s, "S2", "2026-11-24");
	scenario_is(reply, "offer.code", "late");
	scenario_is(reply, "offer.reason", "rate");
}

static void flexible_comes_first_for_who_accepted_such(void **state)
{
	struct scenario *s = *state;
	json_t *reply;

	(void)first_stay(s);
	answers(s, "'answer':'accepted'");
	leaves(s, "S1", "2026-11-23");
	scenario_say(s, "offer.put", "'code':'half','kind':'cheap','priority':9,%s",
		SAYS("Halbpension"));
	reply = stays(s, "S2", "G1", "2027-03-02", "2027-03-04");
	scenario_is(reply, "offer.code", "late");
	scenario_is(reply, "offer.reason", "answers");
	scenario_is(
		stays(s, "S3", "G3", "2027-03-05", "2027-03-06"), "offer.code", "half");
}

static void never_beside_a_question(void **state)
{
	struct scenario *s = *state;
	json_t *reply;

	scenario_at(s, "2026-11-20 08:00");
	turns_on(s, "");
	/* Equal and opposing wishes of two who share: the desk asks. */
	house_states(s, "G1", "'topic':'room.temperature','value':18,'strength':'like'");
	house_states(s, "G2", "'topic':'room.temperature','value':24,'strength':'like'");
	books(s, "S1", "G1", "2026-11-21", "2026-11-23", "");
	scenario_at(s, "2026-11-21 14:00");
	house_stay(s, "S2",
		"'status':'booked','arrival':'2026-11-21','departure':'2026-11-23',"
		"'room':'401','party':{'adults':1}," OF_GUEST("G2"));
	reply = arrives(s, "S1", "2026-11-21");
	assert_non_null(scenario_get(reply, "ask"));
	scenario_is(reply, "offer", "absent");
	assert_string_equal(verdict(s, "S1"), "question");
}

static void none_where_a_need_is_left_open_and_none_at_night(void **state)
{
	struct scenario *s = *state;
	json_t *reply;

	scenario_at(s, "2026-11-20 08:00");
	turns_on(s, "");
	house_states(s, "G1",
		"'topic':'bed.filling','value':'feather_free','strength':'require'");
	reply = stays(s, "S1", "G1", "2026-11-21", "2026-11-23");
	scenario_is(reply, "ready.ready", "false");
	scenario_is(reply, "offer", "absent");
	house_task(s, "S1", "bed.filling", "done");
	house_stay(s, "S1", "'room':'402'"); /* it is not made up for later */
	scenario_is(house_list(s, "S1"), "desk.offer", "absent");
	books(s, "S2", "G2", "2026-11-24", "2026-11-26", "");
	scenario_at(s, "2026-11-25 01:40");
	scenario_is(house_stay(s, "S2", "'status':'checked_in'"), "offer", "absent");
}

static void none_after_a_complaint_for_the_stay_and_as_long_as_the_hotel_says(
	void **state)
{
	struct scenario *s = *state;

	(void)first_stay(s);
	scenario_say(s, "offer.put", "'code':'spa',%s", SAYS("Sauna"));
	scenario_say(s, "feedback.given", OF_S("S1") ",'kind':'complaint','note':'loud'");
	scenario_work(s);
	scenario_is(house_list(s, "S1"), "desk.offer", "absent");
	assert_string_equal(verdict(s, "S1"), "complaint");
	leaves(s, "S1", "2026-11-23");
	books(s, "S2", "G1", "2027-02-18", "2027-02-20", "");
	assert_string_equal(verdict(s, "S2"), "complaint");
	scenario_is(arrives(s, "S2", "2027-02-18"), "offer", "absent");
	leaves(s, "S2", "2027-02-20");
	scenario_is(
		stays(s, "S3", "G1", "2027-02-21", "2027-02-23"), "offer.code", "late");
}

static void none_to_who_wants_nothing_is_incognito_or_objects(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 08:00");
	turns_on(s, "");
	scenario_say(s, "feedback.given", OF_G("G1") ",'kind':'nothing'");
	scenario_is(stays(s, "S1", "G1", "2026-11-21", "2026-11-23"), "offer", "absent");
	assert_string_equal(verdict(s, "S1"), "peace");
	books(s, "S2", "G2", "2026-11-24", "2026-11-26", ",'incognito':true");
	scenario_is(arrives(s, "S2", "2026-11-24"), "offer", "absent");
	assert_string_equal(verdict(s, "S2"), "incognito");
	scenario_say(s, "consent.withdrawn", OF_G("G3") ",'purpose':'profiling'");
	scenario_is(stays(s, "S3", "G3", "2026-11-27", "2026-11-28"), "offer", "absent");
	assert_string_equal(verdict(s, "S3"), "consent");
	scenario_say(s, "consent.given", OF_G("G4") ",'purpose':'memory','level':'stay'");
	scenario_is(stays(s, "S4", "G4", "2026-11-29", "2026-11-30"), "offer", "absent");
}

static void a_withdrawn_consent_takes_it_from_the_desk_and_forgets_his_words(void **state)
{
	struct scenario *s = *state;

	(void)first_stay(s);
	answers(s, "'answer':'not_now','until':{'next_stay':true}");
	scenario_is(
		scenario_say(s, "guest.card", PMS("G1")), "offers.0.silent", "next_stay");
	scenario_say(s, "consent.withdrawn", OF_G("G1") ",'purpose':'memory'");
	scenario_is(scenario_say(s, "guest.card", PMS("G1")), "offers", "absent");
	scenario_work(s);
	assert_string_equal(verdict(s, "S1"), "consent");
	assert_int_equal(
		json_is_false(scenario_get(answers(s, "'answer':'never'"), "kept")), 1);
}

/* ---- once ---- */

static void a_check_in_again_gives_the_same_answer_and_counts_once(void **state)
{
	struct scenario *s = *state;
	json_t *first, *again;
	char id[64];

	scenario_at(s, "2026-11-20 08:00");
	turns_on(s, "");
	books(s, "S1", "G1", "2026-11-21", "2026-11-23", "");
	first = arrives(s, "S1", "2026-11-21");
	(void)snprintf(id, sizeof id, "%s", scenario_last_id(s));
	scenario_with_id(s, id);
	scenario_with_time(s, "2026-11-21 15:00");
	again = house_stay(s, "S1", "'status':'checked_in'");
	scenario_is(again, "outcome", "repeated");
	assert_true(
		json_equal(scenario_get(first, "offer"), scenario_get(again, "offer")));
	scenario_is(house_stay(s, "S1", "'status':'checked_in'"), "offer.code", "late");
	house_stay(s, "S1", "'status':'booked'");
	scenario_is(house_stay(s, "S1", "'status':'checked_in'"), "offer.code", "late");
	house_stay(s, "S1", "'room':'402'");
	scenario_is(house_list(s, "S1"), "desk.offer.code", "late");
	assert_int_equal(json_array_size(scenario_get(
				 scenario_say(s, "guest.card", PMS("G1")), "offers")),
		1);
	answers(s, "'answer':'accepted'");
	scenario_work(s);
	scenario_is(house_list(s, "S1"), "desk.offer", "absent");
	house_stay(s, "S1", "'status':'booked'");
	scenario_is(house_stay(s, "S1", "'status':'checked_in'"), "offer", "absent");
}

/* ---- what he said ---- */

static void not_now_until_a_date_keeps_quiet_until_then(void **state)
{
	struct scenario *s = *state;

	(void)first_stay(s);
	scenario_is(answers(s, "'answer':'not_now','until':{'date':'2027-06-10'}"),
		"until", "2027-06-10");
	second_stay(s, "2027-06-09", "2027-06-11", "absent");
	scenario_is(
		stays(s, "S3", "G1", "2027-06-12", "2027-06-14"), "offer.code", "late");
}

static void not_now_until_spring_keeps_quiet_until_spring(void **state)
{
	struct scenario *s = *state;

	(void)first_stay(s);
	scenario_is(answers(s, "'answer':'not_now','until':{'season':'spring'}"), "until",
		"2027-03-01");
	second_stay(s, "2027-02-27", "2027-02-28", "absent");
	scenario_is(
		stays(s, "S3", "G1", "2027-03-01", "2027-03-02"), "offer.code", "late");
}

static void not_now_until_the_next_stay_ends_with_it(void **state)
{
	struct scenario *s = *state;

	(void)first_stay(s);
	answers(s, "'answer':'not_now','until':{'next_stay':true}");
	scenario_work(s);
	assert_string_equal(verdict(s, "S1"), "made_already");
	second_stay(s, "2027-01-10", "2027-01-12", "late");
}

static void never_is_for_good_until_he_says_otherwise(void **state)
{
	struct scenario *s = *state;

	(void)first_stay(s);
	answers(s, "'answer':'never'");
	second_stay(s, "2036-11-21", "2036-11-23", "absent");
	scenario_say(s, "offer.answered", OF_G("G1") ",'offer':'late','answer':'open'");
	scenario_is(
		stays(s, "S3", "G1", "2036-11-25", "2036-11-27"), "offer.code", "late");
}

static void never_of_all_offers_silences_each(void **state)
{
	struct scenario *s = *state;

	(void)first_stay(s);
	scenario_say(
		s, "offer.answered", OF_G("G1") ",'answer':'never','by':'companion'");
	scenario_work(s);
	assert_string_equal(verdict(s, "S1"), "all_silenced");
	scenario_is(house_list(s, "S1"), "desk.offer", "absent");
	second_stay(s, "2028-11-21", "2028-11-23", "absent");
}

static void a_late_word_is_judged_by_its_time(void **state)
{
	struct scenario *s = *state;

	(void)first_stay(s);
	scenario_at(s, "2026-11-21 16:00");
	answers(s, "'answer':'not_now','until':{'next_stay':true}");
	scenario_with_time(s, "2026-11-21 15:30");
	scenario_is(answers(s, "'answer':'never'"), "outcome", "older");
	scenario_is(
		scenario_say(s, "guest.card", PMS("G1")), "offers.0.answer", "not_now");
	scenario_is(answers(s, "'answer':'never'"), "outcome", "applied");
	second_stay(s, "2027-11-21", "2027-11-23", "absent");
}

static void the_same_word_twice_counts_once(void **state)
{
	struct scenario *s = *state;

	(void)first_stay(s);
	scenario_with_id(s, "said-1");
	scenario_with_time(s, "2026-11-21 16:00");
	answers(s, "'answer':'declined'");
	scenario_with_id(s, "said-1");
	scenario_with_time(s, "2026-11-21 16:00");
	scenario_is(answers(s, "'answer':'declined'"), "outcome", "repeated");
	scenario_with_id(s, "said-1");
	scenario_with_time(s, "2026-11-21 16:00");
	scenario_refused(s, PMS_E_REFUSED, "id_reused", "offer.answered",
		OF_S("S1") ",'offer':'late','answer':'never'");
}

static void what_does_not_fit_is_refused(void **state)
{
	struct scenario *s = *state;

	(void)first_stay(s);
	scenario_refused(s, PMS_E_INVALID, "offer_unknown", "offer.answered",
		OF_S("S1") ",'offer':'boat','answer':'never'");
	scenario_refused(s, PMS_E_INVALID, "guest_unknown", "offer.answered",
		OF_G("G9") ",'offer':'late','answer':'never'");
	scenario_refused(s, PMS_E_INVALID, "stay_unknown", "offer.answered",
		OF_S("S9") ",'offer':'late','answer':'never'");
	scenario_refused(s, PMS_E_INVALID, "property_unknown", "offer.put",
		LATE ",'properties':['HAM1','HAM9']");
	scenario_actor(s, "'role':'front_desk'");
	scenario_refused(s, PMS_E_REFUSED, "role_missing", "offer.put", LATE);
	scenario_actor(s, "'role':'attendant'");
	scenario_refused(s, PMS_E_REFUSED, "role_missing", "offer.list", "'stay':null");
}

/* ---- one person, several houses and names ---- */

static void caps_count_over_all_hotels_of_the_chain(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 07:00");
	house_build_as(s, "HAM2", "'zone':'Europe/Berlin','live':true,'chain':'HAM1'");
	scenario_at(s, "2026-11-20 08:00");
	scenario_property(s, "HAM2");
	scenario_say(s, "property.changed", "'offers':{'on':true,'at_most':1}");
	scenario_property(s, "HAM1");
	turns_on(s, "");
	scenario_say(s, "offer.put", LATE ",'properties':['HAM1','HAM2']");
	scenario_is(
		stays(s, "S1", "G1", "2026-11-21", "2026-11-23"), "offer.code", "late");
	leaves(s, "S1", "2026-11-23");
	scenario_property(s, "HAM2");
	books(s, "T1", "G1", "2027-02-18", "2027-02-20", "");
	assert_string_equal(verdict(s, "T1"), "too_often");
	scenario_is(arrives(s, "T1", "2027-02-18"), "offer", "absent");
	leaves(s, "T1", "2027-02-20");
	scenario_is(
		stays(s, "T2", "G1", "2027-02-19", "2027-02-21"), "offer.code", "late");
}

static void what_was_made_at_the_bar_counts_too(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 08:00");
	turns_on(s, ",'at_most':1");
	books(s, "S1", "G1", "2026-11-21", "2026-11-23", "");
	scenario_actor(s, "'role':'attendant'");
	scenario_say(s, "offer.answered", OF_G("G1") ",'offer':'late','answer':'made'");
	scenario_actor(s, "'role':'manager'");
	scenario_is(arrives(s, "S1", "2026-11-21"), "offer", "absent");
	assert_string_equal(verdict(s, "S1"), "too_often");
}

#define PAIR PMS("G1") ",'merged':{" PMS("G2") "}"

static void a_merge_brings_his_words_together_and_an_unmerge_parts_them(void **state)
{
	struct scenario *s = *state;

	(void)first_stay(s);
	answers(s, "'answer':'never'");
	leaves(s, "S1", "2026-11-23");
	books(s, "S2", "G2", "2027-06-01", "2027-06-03", "");
	assert_string_equal(verdict(s, "S2"), "fits");
	scenario_say(s, "guest.merged", PAIR);
	assert_string_equal(verdict(s, "S2"), "silenced");
	scenario_is(
		scenario_say(s, "guest.card", PMS("G2")), "offers.0.silent", "for_good");
	scenario_say(s, "guest.unmerged", PAIR);
	scenario_is(scenario_say(s, "guest.card", PMS("G2")), "offers", "absent");
	assert_string_equal(verdict(s, "S2"), "fits");
	scenario_is(
		scenario_say(s, "guest.card", PMS("G1")), "offers.0.silent", "for_good");
	scenario_is(arrives(s, "S2", "2027-06-01"), "offer.code", "late");
}

static void of_a_merged_guest_an_answer_finds_what_he_was_asked_by_another_name(
	void **state)
{
	struct scenario *s = *state;

	(void)first_stay(s);
	house_states(s, "G2", "'topic':'device.kettle','strength':'like'");
	scenario_say(s, "guest.merged", PAIR);
	scenario_say(s, "offer.answered",
		OF_G("G2") "," OF_S("S1") ",'offer':'late','answer':'declined'");
	assert_int_equal(json_array_size(scenario_get(
				 scenario_say(s, "guest.card", PMS("G1")), "offers")),
		1);
	scenario_say(s, "guest.unmerged", PAIR);
	scenario_is(
		scenario_say(s, "guest.card", PMS("G1")), "offers.0.answer", "declined");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(none_is_made_until_the_hotel_turns_them_on),
		STORY(the_desk_alone_sees_it_at_the_check_in_with_its_reason),
		STORY(of_several_the_desk_sees_one),
		STORY(flexible_comes_first_for_who_accepted_such),
		STORY(never_beside_a_question),
		STORY(none_where_a_need_is_left_open_and_none_at_night),
		STORY(none_after_a_complaint_for_the_stay_and_as_long_as_the_hotel_says),
		STORY(none_to_who_wants_nothing_is_incognito_or_objects),
		STORY(a_withdrawn_consent_takes_it_from_the_desk_and_forgets_his_words),
		STORY(a_check_in_again_gives_the_same_answer_and_counts_once),
		STORY(not_now_until_a_date_keeps_quiet_until_then),
		STORY(not_now_until_spring_keeps_quiet_until_spring),
		STORY(not_now_until_the_next_stay_ends_with_it),
		STORY(never_is_for_good_until_he_says_otherwise),
		STORY(never_of_all_offers_silences_each),
		STORY(a_late_word_is_judged_by_its_time),
		STORY(the_same_word_twice_counts_once),
		STORY(what_does_not_fit_is_refused),
		STORY(caps_count_over_all_hotels_of_the_chain),
		STORY(what_was_made_at_the_bar_counts_too),
		STORY(a_merge_brings_his_words_together_and_an_unmerge_parts_them),
		STORY(of_a_merged_guest_an_answer_finds_what_he_was_asked_by_another_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
