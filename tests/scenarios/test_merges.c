/* One guest, many profiles: what is known of any holds for all, and parting them is exact. */
#include <stdio.h>
#include <string.h>

#include "support/house.h"

enum { CARD = 8192 };

#define PAIR                                                                             \
	"'ids':[{'system':'pms','id':'%s'}],'merged':{'ids':[{'system':'pms',"           \
	"'id':'%s'}]}"

static json_t *merge(struct scenario *s, const char *one, const char *other)
{
	return scenario_say(s, "guest.merged", PAIR, one, other);
}

static json_t *part(struct scenario *s, const char *one, const char *other)
{
	return scenario_say(s, "guest.unmerged", PAIR, one, other);
}

static json_t *card(struct scenario *s, const char *guest)
{
	return scenario_say(s, "guest.card", "'ids':[{'system':'pms','id':'%s'}]", guest);
}

static size_t count(struct scenario *s, const char *guest, const char *member)
{
	return json_array_size(json_object_get(card(s, guest), member));
}

/* His card as it stands in the store. */
static void stored(struct scenario *s, const char *guest, char *ret_card)
{
	sg_test_text(scenario_database(s), ret_card, CARD,
		"SELECT sealed_card FROM guest_card WHERE guest = UNHEX('%s')",
		scenario_text(card(s, guest), "guest"));
	assert_true(ret_card[0] != '\0');
}

static void breakfasts(
	struct scenario *s, const char *guest, const char *plate, int times)
{
	for (int i = 0; i < times; i++) {
		scenario_say(s, "observation.recorded",
			"'guest':{'ids':[{'system':'pms','id':'%s'}]},"
			"'topic':'breakfast.plate','value':'%s'",
			guest, plate);
	}
}

static void what_is_known_of_either_holds_for_both(void **state)
{
	struct scenario *s = *state;
	json_t *reply;

	scenario_at(s, "2026-11-20 08:00");
	house_states(s, "A", "'topic':'device.kettle','strength':'like'");
	house_agrees(s, "B");
	house_states(
		s, "B", "'topic':'allergy.room','value':'feather','strength':'require'");
	reply = merge(s, "A", "B");
	scenario_is(reply, "outcome", "applied");
	scenario_is(reply, "same", "true");
	scenario_is(reply, "profiles", "2");
	scenario_is(card(s, "A"), "profiles", "2");
	assert_int_equal(count(s, "A", "facts"), 2);
	assert_int_equal(count(s, "B", "facts"), 2);
	reply = part(s, "B", "A");
	scenario_is(reply, "same", "false");
	scenario_is(reply, "profiles", "1");
	scenario_is(card(s, "A"), "profiles", "absent");
	assert_int_equal(count(s, "A", "facts"), 1);
	assert_int_equal(count(s, "B", "facts"), 1);
	scenario_is(card(s, "B"), "facts.0.topic", "allergy.room");
	assert_int_equal(
		0, sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM profile"));
}

static void parted_they_are_byte_for_byte_as_without_the_merge(void **state)
{
	struct scenario *s = *state;
	char alone[2][CARD], parted[2][CARD];

	/* A and B are merged while they gain; C and D gain the same and never are. */
	for (int i = 0; i < 2; i++) {
		const char *one = i == 0 ? "A" : "C", *other = i == 0 ? "B" : "D";

		scenario_at(s, "2026-11-01 08:00");
		scenario_say(s, "guest.changed",
			"'ids':[{'system':'pms','id':'%s'}],'salutation':'Frau "
			"Berger','birth_date':'1970-05-12'",
			one);
		breakfasts(s, one, "muesli", 3);
		scenario_at(s, "2026-11-05 08:00");
		if (i == 0) {
			merge(s, one, other);
		}
		scenario_at(s, "2026-11-06 08:00");
		scenario_say(s, "guest.changed",
			"'ids':[{'system':'pms','id':'%s'}],'language':'fr'", other);
		breakfasts(s, other, "scrambled_egg", 4);
		breakfasts(s, one, "muesli", 1);
		if (i == 0) {
			scenario_is(card(s, "A"), "usuals.0.times", "4");
			part(s, one, other);
		}
		stored(s, one, i == 0 ? parted[0] : alone[0]);
		stored(s, other, i == 0 ? parted[1] : alone[1]);
	}
	assert_string_equal(parted[0], alone[0]);
	assert_string_equal(parted[1], alone[1]);
}

static void a_usual_is_made_of_what_all_profiles_were_seen_to_choose(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-01 08:00");
	breakfasts(s, "A", "muesli", 2);
	scenario_at(s, "2026-11-02 08:00");
	breakfasts(s, "B", "muesli", 2);
	scenario_is(card(s, "A"), "usuals.0.advice", "silent");
	merge(s, "A", "B");
	scenario_is(card(s, "A"), "usuals.0.times", "4");
	scenario_is(card(s, "B"), "usuals.0.of", "4");
	assert_int_equal(count(s, "B", "usuals"), 1);
	breakfasts(s, "B", "muesli", 1);
	scenario_is(card(s, "A"), "usuals.0.times", "5");
	part(s, "A", "B");
	scenario_is(card(s, "A"), "usuals.0.times", "2");
	scenario_is(card(s, "B"), "usuals.0.times", "3");
}

static void words_about_a_pair_may_come_in_any_order(void **state)
{
	struct scenario *s = *state;
	char first[CARD], second[CARD];

	scenario_at(s, "2026-11-20 08:00");
	house_states(s, "A", "'topic':'device.kettle','strength':'like'");
	house_states(s, "B", "'topic':'device.iron','strength':'like'");
	house_states(s, "C", "'topic':'amenity.water','value':'still','strength':'like'");
	merge(s, "A", "B");
	merge(s, "C", "B");
	assert_int_equal(count(s, "A", "facts"), 3);
	stored(s, "A", first);
	/* Through B they are still one. */
	scenario_is(part(s, "A", "C"), "same", "true");
	scenario_is(part(s, "A", "B"), "same", "false");
	scenario_is(part(s, "B", "C"), "profiles", "1");
	assert_int_equal(count(s, "B", "facts"), 1);
	scenario_is(merge(s, "B", "C"), "profiles", "2");
	scenario_is(merge(s, "B", "A"), "profiles", "3");
	stored(s, "A", second);
	assert_string_equal(first, second);
	/* Late words change nothing, repeated ones neither. */
	scenario_with_time(s, "2026-11-20 07:00");
	scenario_is(part(s, "A", "B"), "outcome", "older");
	scenario_with_id(s, "again");
	scenario_is(merge(s, "A", "B"), "outcome", "applied");
	scenario_with_id(s, "again");
	scenario_is(merge(s, "A", "B"), "outcome", "repeated");
	stored(s, "A", second);
	assert_string_equal(first, second);
}

static void whom_nobody_knows_is_merged_before_anything_is_said_of_him(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 08:00");
	scenario_with_time(s, "2026-11-20 10:00");
	part(s, "Y", "Z");
	scenario_is(merge(s, "Y", "Z"), "outcome", "older");
	scenario_is(merge(s, "A", "B"), "profiles", "2");
	house_states(s, "B", "'topic':'device.kettle','strength':'like'");
	assert_int_equal(count(s, "A", "facts"), 1);
	scenario_refused(s, PMS_E_REFUSED, "same_guest", "guest.merged", PAIR, "A", "A");
	scenario_refused(s, PMS_E_REFUSED, "same_guest", "guest.merged", PAIR, "N", "N");
	/* Keys of both name the person; those of strangers do not. */
	scenario_is(scenario_say(s, "guest.changed",
			    "'ids':[{'system':'pms','id':'A'},{'system':'pms','id':'B'}],"
			    "'language':'de'"),
		"outcome", "applied");
	house_states(s, "C", "'topic':'device.kettle','strength':'like'");
	scenario_refused(s, PMS_E_REFUSED, "ids_disagree", "guest.changed",
		"'ids':[{'system':'pms','id':'A'},{'system':'pms','id':'C'}]");
}

static void a_merge_and_its_undoing_are_seen_on_the_lists(void **state)
{
	struct scenario *s = *state;
	json_t *data;

	scenario_at(s, "2026-11-21 08:00");
	house_book_usual(s);
	house_agrees(s, "G2");
	house_states(
		s, "G2", "'topic':'allergy.room','value':'feather','strength':'require'");
	house_stay(s, "S1", "'status':'checked_in'");
	scenario_forget(s);
	merge(s, "G2", "G1");
	data = scenario_sent(s, "floor-4", "checklist.revised");
	house_has(data, "bed.filling", "swap");
	house_has(data, "device.kettle", "place");
	scenario_forget(s);
	part(s, "G1", "G2");
	data = scenario_sent(s, "floor-4", "checklist.revised");
	house_has(data, "device.kettle", "place");
	assert_true(house_item(data, "bed.filling") == NULL ||
		    strcmp(scenario_text(house_item(data, "bed.filling"), "action"),
			    "swap") != 0);
}

static const char BOTH_IN_401[] =
	"'status':'checked_in','arrival':'2026-11-21','departure':'2026-11-23','room':'"
	"401',"
	"'booked_type':'DZ','people':[{'role':'guest','primary':true,'ids':[{'system':'"
	"pms',"
	"'id':'A'}]},{'role':'accompanying','ids':[{'system':'pms','id':'B'}]}]";

/* It was noted of the person, and is taken back of whom it is left with: the item goes back to
 * the one who asked for it, and the mark lies with the other. */
static void a_wrong_tick_is_taken_back_after_they_parted(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-21 08:00");
	house_states(s, "B", "'topic':'device.iron','strength':'like'");
	house_stay(s, "S1", "%s", BOTH_IN_401);
	merge(s, "A", "B");
	scenario_work(s);
	house_task(s, "S1", "device.iron", "removed");
	assert_int_equal(count(s, "A", "off"), 1);
	part(s, "A", "B");
	scenario_work(s);
	scenario_at(s, "2026-11-21 10:00");
	house_task(s, "S1", "device.iron", "done");
	assert_int_equal(count(s, "A", "off"), 0);
	assert_int_equal(count(s, "B", "off"), 0);
}

static void who_is_named_twice_in_a_room_is_one(void **state)
{
	struct scenario *s = *state;
	json_t *before, *after;

	scenario_at(s, "2026-11-21 08:00");
	house_states(s, "A", "'topic':'amenity.water','value':'still','strength':'like'");
	house_stay(s, "S1", "%s", BOTH_IN_401);
	scenario_work(s);
	before = house_list(s, "S1");
	scenario_is(before, "why.0.because.0.topic", "amenity.water");
	merge(s, "A", "B");
	scenario_work(s);
	after = house_list(s, "S1");
	assert_true(json_equal(
		json_object_get(before, "items"), json_object_get(after, "items")));
	assert_true(json_equal(
		json_object_get(before, "why"), json_object_get(after, "why")));
}

static void what_the_person_takes_back_is_forgotten_under_all_profiles(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 08:00");
	house_states(s, "A", "'topic':'device.kettle','strength':'like'");
	house_states(s, "B", "'topic':'device.iron','strength':'like'");
	breakfasts(s, "B", "muesli", 3);
	merge(s, "A", "B");
	scenario_say(s, "preference.withdrawn",
		"'guest':{" PMS("A") "},'topic':'device.iron'");
	assert_int_equal(count(s, "B", "facts"), 1);
	scenario_say(s, "consent.withdrawn", "'guest':{" PMS("A") "},'purpose':'memory'");
	scenario_is(card(s, "B"), "memory", "none");
	assert_int_equal(count(s, "B", "facts"), 0);
	assert_int_equal(count(s, "B", "usuals"), 0);
	assert_int_equal(0, sg_test_number(scenario_database(s),
				    "SELECT (SELECT COUNT(*) FROM belief) + COUNT(*) "
				    "FROM observation"));
	scenario_refused(s, PMS_E_REFUSED, "memory_withdrawn", "preference.stated",
		"'guest':{" PMS("B") "},'topic':'device.kettle','strength':'like'");
	part(s, "A", "B");
	/* It was A who said so. */
	scenario_is(card(s, "B"), "memory", "absent");
	house_states(s, "B", "'topic':'device.kettle','strength':'like'");
}

static void what_only_the_others_word_let_be_kept_goes_when_they_part(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 08:00");
	scenario_say(s, "consent.withdrawn", "'guest':{" PMS("A") "},'purpose':'memory'");
	scenario_say(s, "consent.given",
		"'guest':{" PMS("B") "},'purpose':'memory','level':'chain'");
	merge(s, "A", "B");
	house_states(s, "A", "'topic':'device.kettle','strength':'like'");
	breakfasts(s, "A", "muesli", 3);
	assert_int_equal(count(s, "B", "facts"), 1);
	part(s, "A", "B");
	assert_int_equal(count(s, "A", "facts"), 0);
	assert_int_equal(count(s, "A", "usuals"), 0);
	assert_int_equal(0, sg_test_number(scenario_database(s),
				    "SELECT (SELECT COUNT(*) FROM belief) + COUNT(*) "
				    "FROM observation"));
	assert_int_equal(0, sg_test_number(scenario_database(s),
				    "SELECT COUNT(*) FROM statement WHERE "
				    "sealed_body LIKE '%%kettle%%'"));
}

/* His log holds what his card does not show, as the other profile's word hides it. */
static void what_was_hidden_is_forgotten_when_he_says_so_again(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 08:00");
	scenario_say(s, "feedback.given",
		"'guest':{" PMS("B") "},'kind':'refused','topic':'device.kettle',"
				     "'note':'It hisses.'");
	scenario_say(s, "consent.withdrawn", "'guest':{" PMS("A") "},'purpose':'memory'");
	merge(s, "A", "B");
	scenario_is(card(s, "B"), "off", "[]");
	scenario_say(s, "consent.withdrawn", "'guest':{" PMS("A") "},'purpose':'memory'");
	assert_int_equal(
		0, sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM reaction"));
	part(s, "A", "B");
	scenario_is(card(s, "B"), "off", "[]");
}

static void the_newer_of_both_profiles_statements_counts(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 08:00");
	house_states(s, "A", "'topic':'device.kettle','strength':'like'");
	house_states(s, "B", "'topic':'device.kettle','strength':'never'");
	merge(s, "A", "B");
	assert_int_equal(count(s, "A", "facts"), 1);
	scenario_is(card(s, "A"), "facts.0.strength", "never");
	house_states(s, "A", "'topic':'device.kettle','strength':'require'");
	assert_int_equal(count(s, "B", "facts"), 1);
	scenario_is(card(s, "B"), "facts.0.strength", "require");
	/* What was said before stands beside it, of both. */
	assert_int_equal(count(s, "B", "history"), 1);
	part(s, "A", "B");
	scenario_is(card(s, "B"), "facts.0.strength", "never");
}

static void a_question_is_asked_once_whichever_profile_comes(void **state)
{
	struct scenario *s = *state;

	for (int i = 0; i < 4; i++) {
		char day[32];

		(void)snprintf(day, sizeof day, "2026-11-%02d 08:00", 2 * i + 1);
		scenario_at(s, day);
		breakfasts(s, "A", "muesli", 1);
		(void)snprintf(day, sizeof day, "2026-11-%02d 08:00", 2 * i + 2);
		scenario_at(s, day);
		breakfasts(s, "B", "scrambled_egg", 1);
	}
	merge(s, "A", "B");
	scenario_is(card(s, "A"), "usuals.0.advice", "ask");
	scenario_at(s, "2026-11-21 15:30");
	scenario_is(house_stay(s, "S1",
			    "'status':'checked_in','arrival':'2026-11-21',"
			    "'departure':'2026-11-23','room':'401'," OF_GUEST("A")),
		"ask.topic", "breakfast.plate");
	scenario_work(s);
	scenario_at(s, "2026-12-21 15:30");
	scenario_is(house_stay(s, "S2",
			    "'status':'checked_in','arrival':'2026-12-21',"
			    "'departure':'2026-12-23','room':'402'," OF_GUEST("B")),
		"ask", "absent");
}

static void a_person_has_32_profiles_at_most(void **state)
{
	struct scenario *s = *state;
	char name[8];

	scenario_at(s, "2026-11-20 08:00");
	for (int i = 1; i < 32; i++) {
		(void)snprintf(name, sizeof name, "P%d", i);
		merge(s, "P0", name);
	}
	scenario_is(card(s, "P31"), "profiles", "32");
	house_states(s, "P7", "'topic':'device.kettle','strength':'like'");
	assert_int_equal(count(s, "P31", "facts"), 1);
	scenario_refused(
		s, PMS_E_REFUSED, "too_many_profiles", "guest.merged", PAIR, "P5", "P32");
	scenario_is(part(s, "P0", "P7"), "profiles", "31");
	assert_int_equal(count(s, "P31", "facts"), 0);
	assert_int_equal(count(s, "P7", "facts"), 1);
}

/* ---- who may be the same ---- */

static void profile(struct scenario *s, const char *guest, const char *members)
{
	scenario_say(s, "guest.changed", "'ids':[{'system':'pms','id':'%s'}],%s", guest,
		members);
}

#define ANNA "'name':{'given':'Anna','family':'Keller'}"

static void two_independent_things_alike_suggest_one_person(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 08:00");
	profile(s, "A", ANNA ",'phone':'+49 40 1234567','email':'anna@example.org'");
	profile(s, "B",
		"'name':{'given':'ANNA','family':'keller'},'phone':'040/1234567'");
	scenario_is(card(s, "A"), "duplicates.0.ids.0.id", "B");
	scenario_is(card(s, "A"), "duplicates.0.reasons.0", "name");
	scenario_is(card(s, "A"), "duplicates.0.reasons.1", "phone");
	scenario_is(card(s, "B"), "duplicates.0.ids.0.id", "A");
	/* Nothing follows by itself. */
	scenario_is(card(s, "A"), "profiles", "absent");
	/* The floor learns nothing of it. */
	scenario_actor(s, "'role':'attendant'");
	scenario_is(card(s, "A"), "duplicates", "absent");
	scenario_actor(s, "'role':'front_desk'");
	scenario_is(card(s, "A"), "duplicates.0.ids.0.system", "pms");
	/* Whom somebody told apart is suggested no more, nor who is one already. */
	part(s, "A", "B");
	scenario_is(card(s, "A"), "duplicates", "absent");
	merge(s, "A", "B");
	scenario_is(card(s, "A"), "duplicates", "absent");
	/* A profile that changes is alike no more. */
	profile(s, "C", ANNA ",'birth_date':'1970-05-12'");
	profile(s, "A", "'birth_date':'1970-05-12'");
	scenario_is(card(s, "B"), "duplicates.0.ids.0.id", "C");
	profile(s, "C", "'birth_date':'1971-05-12'");
	scenario_is(card(s, "B"), "duplicates", "absent");
}

static void nobody_is_suggested_by_an_email_or_a_name_alone(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 08:00");
	/* A family, and the agency's other guests: one address, one telephone. */
	profile(s, "A", ANNA ",'email':'box@agency.example','phone':'+49 40 1234567'");
	profile(s, "B",
		"'name':{'given':'Jan','family':'Keller'},'email':'box@agency.example',"
		"'phone':'+49 40 1234567'");
	profile(s, "C", ANNA ",'email':'box@agency.example'");
	profile(s, "D", ANNA);
	for (int i = 0; i < 4; i++) {
		static const char *const all[] = {"A", "B", "C", "D"};

		scenario_is(card(s, all[i]), "duplicates", "absent");
		scenario_is(card(s, all[i]), "profiles", "absent");
	}
}

static void who_wants_to_be_forgotten_is_like_nobody(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 08:00");
	profile(s, "A", ANNA ",'birth_date':'1970-05-12'");
	profile(s, "B", ANNA ",'birth_date':'1970-05-12'");
	scenario_is(card(s, "A"), "duplicates.0.ids.0.id", "B");
	scenario_say(s, "consent.withdrawn", "'guest':{" PMS("B") "},'purpose':'memory'");
	scenario_is(card(s, "A"), "duplicates", "absent");
	profile(s, "B", "'phone':'040 1234567'");
	assert_int_equal(1, sg_test_number(scenario_database(s),
				    "SELECT COUNT(DISTINCT guest) FROM guest_match"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(what_is_known_of_either_holds_for_both),
		STORY(parted_they_are_byte_for_byte_as_without_the_merge),
		STORY(a_usual_is_made_of_what_all_profiles_were_seen_to_choose),
		STORY(words_about_a_pair_may_come_in_any_order),
		STORY(whom_nobody_knows_is_merged_before_anything_is_said_of_him),
		STORY(a_merge_and_its_undoing_are_seen_on_the_lists),
		STORY(a_wrong_tick_is_taken_back_after_they_parted),
		STORY(who_is_named_twice_in_a_room_is_one),
		STORY(what_the_person_takes_back_is_forgotten_under_all_profiles),
		STORY(what_only_the_others_word_let_be_kept_goes_when_they_part),
		STORY(what_was_hidden_is_forgotten_when_he_says_so_again),
		STORY(the_newer_of_both_profiles_statements_counts),
		STORY(a_question_is_asked_once_whichever_profile_comes),
		STORY(a_person_has_32_profiles_at_most),
		STORY(two_independent_things_alike_suggest_one_person),
		STORY(nobody_is_suggested_by_an_email_or_a_name_alone),
		STORY(who_wants_to_be_forgotten_is_like_nobody),
	};

	return cmocka_run_group_tests_name("scenarios.merges", tests, NULL, NULL);
}
