/* What a person lets be kept who has several profiles: his word counts under all of them. */
#include <string.h>

#include "support/house.h"

#define G1 "'guest':{" PMS("G1") "}"
#define G2 "'guest':{" PMS("G2") "}"
#define PAIR PMS("G1") ",'merged':{" PMS("G2") "}"
#define NUTS "'topic':'diet.allergen','value':'nuts','strength':'require'"
#define FEATHER "'topic':'allergy.room','value':'feather','strength':'require'"
#define KETTLE "'topic':'device.kettle','strength':'like'"
#define IRON "'topic':'device.iron','strength':'like'"

static size_t count_of(struct scenario *s, const char *guest, const char *member)
{
	json_t *card = scenario_say(
		s, "guest.card", "'ids':[{'system':'pms','id':'%s'}]", guest);

	return json_array_size(json_object_get(card, member));
}

static size_t facts_of(struct scenario *s, const char *guest)
{
	return count_of(s, guest, "facts");
}

static int number(struct scenario *s, const char *sql)
{
	return (int)sg_test_number(scenario_database(s), "%s", sql);
}

static void breakfasts(struct scenario *s)
{
	for (int i = 0; i < 3; i++) {
		scenario_say(s, "observation.recorded",
			G1 ",'topic':'breakfast.plate','value':'muesli'");
	}
}

/* Under the other of his ids, from two hours before he allowed it again. */
static void withdraws_late(struct scenario *s, const char *purpose)
{
	scenario_with_time(s, "2026-11-20 10:00");
	scenario_say(s, "consent.withdrawn", G2 ",'purpose':'%s'", purpose);
}

static void what_tells_of_health_goes_when_the_other_id_is_heard_late(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 08:00");
	house_agrees(s, "G1");
	house_states(s, "G1", FEATHER);
	scenario_say(s, "guest.merged", PAIR);
	scenario_at(s, "2026-11-20 12:00");
	house_agrees(s, "G1");
	house_states(s, "G1", NUTS);
	withdraws_late(s, "special_category");
	assert_int_equal(facts_of(s, "G1"), 1);
	assert_int_equal(
		0, number(s, "SELECT COUNT(*) FROM statement WHERE sealed_body LIKE "
			     "'%feather%'"));
	/* He allowed it again: under the other id, too, while they are one. */
	house_states(s, "G2", FEATHER);
	assert_int_equal(facts_of(s, "G2"), 2);
}

static void who_was_to_be_forgotten_is_under_each_id(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 08:00");
	house_states(s, "G1", KETTLE);
	breakfasts(s);
	scenario_say(s, "guest.merged", PAIR);
	scenario_at(s, "2026-11-20 12:00");
	scenario_say(s, "consent.given", G1 ",'purpose':'memory','level':'chain'");
	house_states(s, "G1", IRON);
	withdraws_late(s, "memory");
	assert_int_equal(facts_of(s, "G1"), 1);
	assert_int_equal(count_of(s, "G1", "usuals"), 0);
}

static void an_objection_under_the_other_id_takes_what_was_before_it(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 08:00");
	breakfasts(s);
	scenario_say(s, "guest.merged", PAIR);
	scenario_at(s, "2026-11-20 12:00");
	scenario_say(s, "consent.given", G1 ",'purpose':'profiling'");
	withdraws_late(s, "profiling");
	assert_int_equal(count_of(s, "G1", "usuals"), 0);
	assert_int_equal(0, number(s, "SELECT COUNT(*) FROM observation"));
}

static void withdrawn_while_they_were_one_it_is_gone_from_both(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 08:00");
	house_agrees(s, "G1");
	house_states(s, "G1", NUTS);
	scenario_say(s, "guest.merged", PAIR);
	house_states(s, "G2", FEATHER);
	house_states(s, "G2", FEATHER);
	scenario_at(s, "2026-11-20 10:00");
	scenario_say(s, "consent.withdrawn", G2 ",'purpose':'special_category'");
	assert_int_equal(facts_of(s, "G1"), 0);
	scenario_say(s, "guest.unmerged", PAIR);
	assert_int_equal(facts_of(s, "G1") + facts_of(s, "G2"), 0);
	assert_int_equal(0,
		number(s,
			"SELECT (SELECT COUNT(*) FROM statement WHERE "
			"sealed_body LIKE '%aller%') + (SELECT COUNT(*) FROM guest_card "
			"WHERE sealed_card LIKE '%aller%') + (SELECT COUNT(*) FROM "
			"profile WHERE sealed_card LIKE '%aller%')"));
}

static void check_in(struct scenario *s)
{
	scenario_at(s, "2026-11-21 15:00");
	house_stay(s, "S1", BOOKED ",'room':'401','booked_type':'DZ'," OF_GUEST("G2"));
	house_stay(s, "S1", "'status':'checked_in'");
	scenario_work(s);
}

/* As if the other had never let it be kept. */
static void parted_in_house_he_has_what_he_needs_for_the_stay(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 08:00");
	house_agrees(s, "G1");
	scenario_say(s, "guest.merged", PAIR);
	house_states(s, "G2", NUTS);
	check_in(s);
	scenario_say(s, "guest.unmerged", PAIR);
	scenario_work(s);
	(void)house_has(house_list(s, "S1"), "kitchen.without", "do");
	scenario_at(s, "2026-11-23 10:00");
	house_stay(s, "S1", "'status':'checked_out'");
	scenario_at(s, "2026-11-24 10:30");
	scenario_say(s, "guest.changed", PMS("G9") ",'language':'de'");
	scenario_work(s);
	assert_int_equal(facts_of(s, "G2"), 0);
	assert_int_equal(0, number(s, "SELECT COUNT(*) FROM statement WHERE sealed_body "
				      "LIKE '%aller%'"));
}

static void an_exception_passes_by_the_persons_word(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 08:00");
	scenario_say(s, "guest.merged", PAIR);
	scenario_say(s, "consent.withdrawn", G1 ",'purpose':'memory'");
	check_in(s);
	house_states(s, "G2", IRON ",'scope':'stay','stay':{" PMS("S1") "}");
	scenario_at(s, "2026-11-23 10:00");
	house_stay(s, "S1", "'status':'checked_out'");
	scenario_work(s);
	assert_int_equal(facts_of(s, "G2"), 1);
	scenario_at(s, "2026-11-24 10:30");
	scenario_say(s, "guest.changed", PMS("G9") ",'language':'de'");
	scenario_work(s);
	assert_int_equal(facts_of(s, "G2"), 0);
}

/* The other's no hides what he had allowed; parted, it is there again. */
static void a_word_while_they_are_one_takes_nothing_from_either(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2026-11-20 08:00");
	house_agrees(s, "G2");
	house_states(s, "G2", NUTS);
	scenario_at(s, "2026-11-20 10:00");
	scenario_say(s, "consent.withdrawn", G1 ",'purpose':'special_category'");
	scenario_say(s, "guest.merged", PAIR);
	assert_int_equal(facts_of(s, "G2"), 0);
	check_in(s);
	scenario_is(house_states(s, "G2", FEATHER), "scope", "stay");
	house_states(s, "G2", KETTLE);
	assert_int_equal(facts_of(s, "G2"), 2);
	scenario_say(s, "guest.unmerged", PAIR);
	assert_int_equal(facts_of(s, "G2"), 3);
	assert_int_equal(1, number(s, "SELECT COUNT(*) FROM passing"));
}

static void what_takes_the_place_of_the_others_word_ends_it(void **state)
{
	struct scenario *s = *state;
	json_t *said;

	scenario_at(s, "2026-11-21 08:00");
	said = house_states(s, "G1", KETTLE);
	scenario_say(s, "guest.merged", PAIR);
	scenario_say(s, "preference.stated", G2 "," IRON ",'supersedes':'%s'",
		scenario_text(said, "statement"));
	assert_int_equal(facts_of(s, "G1"), 1);
	assert_int_equal(
		0, number(s, "SELECT COUNT(*) FROM statement WHERE sealed_body LIKE "
			     "'%kettle%'"));
	scenario_say(s, "guest.unmerged", PAIR);
	assert_int_equal(facts_of(s, "G1"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(what_tells_of_health_goes_when_the_other_id_is_heard_late),
		STORY(who_was_to_be_forgotten_is_under_each_id),
		STORY(an_objection_under_the_other_id_takes_what_was_before_it),
		STORY(withdrawn_while_they_were_one_it_is_gone_from_both),
		STORY(parted_in_house_he_has_what_he_needs_for_the_stay),
		STORY(an_exception_passes_by_the_persons_word),
		STORY(a_word_while_they_are_one_takes_nothing_from_either),
		STORY(what_takes_the_place_of_the_others_word_ends_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
