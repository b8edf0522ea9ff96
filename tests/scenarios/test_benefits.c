/* What a level of a programme is entitled to comes onto the list, and what becomes of it. */
#include <stdio.h>
#include <string.h>

#include "support/member.h"

#define FRUIT                                                                            \
	"{'benefit':'fruit','tiers':['gold'],'promise':'guaranteed',"                    \
	"'topic':'amenity.fruit','value':'basket'}"
#define SWEETS                                                                           \
	"{'benefit':'sweets','from_tier':'silver','promise':'if_available',"             \
	"'topic':'amenity.sweets','value':'chocolate'}"

/* G1 is gold where gold has fruit, and sweets if available; S1 is booked. */
static void gold_guest(struct scenario *s)
{
	scenario_at(s, "2027-05-10 08:00");
	scenario_say(s, "programme.put", MEMBER_PARENT(FRUIT "," SWEETS));
	member_of_parent(s, "G1", "'level':'gold'");
	member_books(s, "S1", "401", "G1", "2027-05-10", "2027-05-12");
}

static json_t *left_out(struct scenario *s, const char *stay, const char *topic)
{
	json_t *rows = scenario_get(house_list(s, stay), "left_out");

	for (size_t i = 0; i < json_array_size(rows); i++) {
		json_t *row = json_array_get(rows, i);
		const char *of = json_string_value(scenario_get(row, "topic"));

		if (of != NULL && strcmp(of, topic) == 0) {
			return row;
		}
	}
	fail_msg("%s is not left out: %s", topic, scenario_dump(s, rows));
	return NULL;
}

/* The facts behind the item of that topic. */
static json_t *why(struct scenario *s, const char *stay, const char *topic)
{
	json_t *list = house_list(s, stay);
	const char *id = scenario_text(house_item(list, topic), "id");
	json_t *rows = scenario_get(list, "why");

	for (size_t i = 0; i < json_array_size(rows); i++) {
		json_t *row = json_array_get(rows, i);

		if (strcmp(scenario_text(row, "item"), id) == 0) {
			return scenario_get(row, "because");
		}
	}
	fail_msg("nothing is behind %s", topic);
	return NULL;
}

/* ---- onto the list ---- */

static void a_guaranteed_benefit_is_on_the_list_and_says_why(void **state)
{
	struct scenario *s = *state;
	json_t *sent;

	gold_guest(s);
	scenario_is(house_has(house_list(s, "S1"), "amenity.fruit", "place"), "value",
		"basket");
	scenario_is(why(s, "S1", "amenity.fruit"), "0.source", "guaranteed");
	scenario_is(why(s, "S1", "amenity.fruit"), "0.detail", "parent/gold/fruit");
	scenario_is(why(s, "S1", "amenity.sweets"), "0.source", "benefit");
	scenario_forget(s);
	house_stay(s, "S1", "'status':'checked_in'");
	/* Who places it hears what to do, and neither level nor programme. */
	sent = scenario_sent(s, "kitchen", "checklist.issued");
	(void)house_has(sent, "amenity.fruit", "place");
	assert_null(strstr(scenario_dump(s, sent), "gold"));
	assert_null(strstr(scenario_dump(s, sent), "parent"));
	assert_null(strstr(scenario_dump(s, sent), "guaranteed"));
}

static void other_levels_have_other_benefits(void **state)
{
	struct scenario *s = *state;

	gold_guest(s);
	member_of_parent(s, "G2", "'level':'silver'");
	member_of_parent(s, "G3", "'level':'blue'");
	member_books(s, "S2", "402", "G2", "2027-05-10", "2027-05-12");
	member_books(s, "S3", "403", "G3", "2027-05-10", "2027-05-12");
	house_has_not(house_list(s, "S2"), "amenity.fruit");
	(void)house_has(house_list(s, "S2"), "amenity.sweets", "place");
	house_has_not(house_list(s, "S3"), "amenity.sweets");
}

static void what_is_if_available_is_left_out_by_restraint_with_its_reason(void **state)
{
	struct scenario *s = *state;

	gold_guest(s);
	scenario_say(s, "property.changed", "'attention_budget':0");
	scenario_work(s);
	(void)house_has(house_list(s, "S1"), "amenity.fruit", "place");
	house_has_not(house_list(s, "S1"), "amenity.sweets");
	scenario_is(left_out(s, "S1", "amenity.sweets"), "reason", "budget");
	scenario_is(left_out(s, "S1", "amenity.sweets"), "because.source", "benefit");
	scenario_is(left_out(s, "S1", "amenity.sweets"), "because.detail",
		"parent/gold/sweets");
}

static void what_he_sent_back_once_comes_again_only_if_it_is_guaranteed(void **state)
{
	struct scenario *s = *state;

	gold_guest(s);
	house_stay(s, "S1", "'status':'checked_in'");
	house_task(s, "S1", "amenity.fruit", "refused");
	house_task(s, "S1", "amenity.sweets", "refused");
	scenario_at(s, "2027-05-12 10:00");
	house_stay(s, "S1", "'status':'checked_out'");
	member_books(s, "S2", "401", "G1", "2027-05-20", "2027-05-22");
	(void)house_has(house_list(s, "S2"), "amenity.fruit", "place");
	scenario_is(left_out(s, "S2", "amenity.sweets"), "reason", "refused_before");
	/* His own word takes it from him. */
	scenario_say(s, "feedback.given",
		"'stay':{" PMS("S2") "},'kind':'stopped','topic':'amenity.fruit'");
	scenario_work(s);
	scenario_is(left_out(s, "S2", "amenity.fruit"), "reason", "stopped");
}

static void a_never_and_a_hazard_beat_what_is_guaranteed(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2027-05-10 08:00");
	scenario_say(s, "programme.put",
		MEMBER_PARENT("{'benefit':'sweets','promise':'guaranteed',"
			      "'topic':'amenity.sweets','value':'chocolate'}"));
	member_of_parent(s, "G1", "'level':'gold'");
	member_books(s, "S1", "401", "G1", "2027-05-10", "2027-05-12");
	(void)house_has(house_list(s, "S1"), "amenity.sweets", "place");
	house_agrees(s, "G1");
	house_states(
		s, "G1", "'topic':'diet.allergen','value':'nuts','strength':'require'");
	scenario_work(s);
	house_has_not(house_list(s, "S1"), "amenity.sweets");
	scenario_is(left_out(s, "S1", "amenity.sweets"), "reason", "hazard");
	scenario_is(left_out(s, "S1", "amenity.sweets"), "because.source", "guaranteed");
	member_of_parent(s, "G2", "'level':'gold'");
	house_states(s, "G2", "'topic':'amenity.sweets','strength':'never'");
	member_books(s, "S2", "402", "G2", "2027-05-10", "2027-05-12");
	scenario_is(left_out(s, "S2", "amenity.sweets"), "reason", "never");
}

/* ---- where ---- */

static void a_property_may_replace_it_or_leave_it_out(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2027-05-10 08:00");
	scenario_say(s, "programme.put",
		MEMBER_PARENT(
			"{'benefit':'a','promise':'guaranteed','topic':'amenity.fruit',"
			"'value':'basket','properties':{'except':['HAM1']}},"
			"{'benefit':'b','promise':'guaranteed','topic':'amenity.welcome',"
			"'value':'wine','instead':[{'properties':['HAM1'],"
			"'topic':'amenity.welcome','value':'juice'}]}"));
	member_of_parent(s, "G1", "'level':'blue'");
	member_books(s, "S1", "401", "G1", "2027-05-10", "2027-05-12");
	house_has_not(house_list(s, "S1"), "amenity.fruit");
	scenario_is(house_has(house_list(s, "S1"), "amenity.welcome", "place"), "value",
		"juice");
}

static void other_rules_are_heeded_at_the_check_in(void **state)
{
	struct scenario *s = *state;
	json_t *reply;

	gold_guest(s);
	scenario_say(s, "programme.put", MEMBER_PARENT(SWEETS));
	reply = house_stay(s, "S1", "'status':'checked_in'");
	scenario_is(reply, "outcome", "applied");
	house_has_not(house_list(s, "S1"), "amenity.fruit");
	scenario_say(s, "programme.put", MEMBER_PARENT(FRUIT));
	house_states(s, "G1", "'topic':'device.kettle','strength':'like'");
	scenario_work(s);
	(void)house_has(house_list(s, "S1"), "amenity.fruit", "place");
	scenario_refused(s, PMS_E_INVALID, "topic_unknown", "programme.put", "%s",
		MEMBER_PARENT(
			"{'benefit':'b','promise':'guaranteed','topic':'no.such'}"));
}

/* ---- levels that change ---- */

static void the_level_on_the_day_of_arrival_counts(void **state)
{
	struct scenario *s = *state;

	gold_guest(s);
	member_of_parent(s, "G1", "'level':'silver'");
	scenario_work(s);
	/* He is no longer gold, but was so this morning: of a stay that begins today. */
	scenario_at(s, "2027-05-10 16:00");
	house_stay(s, "S1", "'status':'checked_in'");
	house_has_not(house_list(s, "S1"), "amenity.fruit");
	member_books(s, "S2", "402", "G1", "2027-06-10", "2027-06-12");
	house_has_not(house_list(s, "S2"), "amenity.fruit");
	scenario_at(s, "2027-06-09 12:00");
	member_of_parent(s, "G1", "'level':'gold'");
	scenario_work(s);
	(void)house_has(house_list(s, "S2"), "amenity.fruit", "place");
	scenario_at(s, "2027-06-10 16:00");
	house_stay(s, "S2", "'status':'checked_in'");
	/* It ends in the middle of the stay, which it holds for. */
	scenario_at(s, "2027-06-11 12:00");
	member_of_parent(s, "G1", "'level':'blue'");
	scenario_work(s);
	(void)house_has(house_list(s, "S2"), "amenity.fruit", "place");
	member_books(s, "S3", "403", "G1", "2027-06-20", "2027-06-22");
	house_has_not(house_list(s, "S3"), "amenity.fruit");
}

static void who_is_no_member_any_more_has_nothing(void **state)
{
	struct scenario *s = *state;

	gold_guest(s);
	member_of_parent(s, "G1", "'status':'cancelled'");
	scenario_work(s);
	house_has_not(house_list(s, "S1"), "amenity.fruit");
	member_of_parent(s, "G1", "'status':'enrolled'");
	scenario_work(s);
	(void)house_has(house_list(s, "S1"), "amenity.fruit", "place");
}

#define CLUB                                                                             \
	"'programme':{'programme':1,'code':'club','name':'Club','currency':'EUR',"       \
	"'versions':[{'from':'2026-01-01','earn':[],'tiers':{'window':'calendar',"       \
	"'periods_kept':0,'levels':[{'tier':'member'},{'tier':'gold',"                   \
	"'reach':{'nights':2}}]},'benefits':[{'benefit':'water','promise':'guaranteed'," \
	"'topic':'amenity.water','value':'sparkling'}," FRUIT "]}]}"

static void a_tier_that_is_reached_and_lost_here_changes_the_list(void **state)
{
	struct scenario *s = *state;

	scenario_at(s, "2027-05-01 08:00");
	scenario_say(s, "programme.put", CLUB);
	member_enrol(s, "G1");
	member_stays(s, "S1", "G1", "401", "2027-05-01", "2027-05-03", 10000);
	scenario_at(s, "2027-05-05 17:00");
	house_stay(s, "S2",
		"'status':'booked','arrival':'2027-05-06','departure':'2027-05-08',"
		"'room':'401','booked_type':'DZ','party':{'adults':1}," OF_GUEST("G1"));
	scenario_work(s);
	(void)house_has(house_list(s, "S2"), "amenity.water", "place");
	house_has_not(house_list(s, "S2"), "amenity.fruit");
	member_until(s, "2027-05-06", "2027-05-05"); /* the stay is posted */
	(void)house_has(house_list(s, "S2"), "amenity.fruit", "place");
	house_stay(s, "S2", "'status':'checked_in'");
	(void)house_has(house_list(s, "S2"), "amenity.fruit", "place");
	/* The year is over, and with it the tier, while he is in house. */
	scenario_at(s, "2027-12-30 16:00");
	house_stay(s, "S3",
		"'status':'checked_in','arrival':'2027-12-30','departure':'2028-01-04',"
		"'room':'402','booked_type':'DZ','party':{'adults':1}," OF_GUEST("G1"));
	(void)house_has(house_list(s, "S3"), "amenity.fruit", "place");
	member_books(s, "S4", "403", "G1", "2028-01-02", "2028-01-03");
	member_until(s, "2028-01-02", "2028-01-01");
	(void)house_has(house_list(s, "S3"), "amenity.fruit", "place");
	house_has_not(house_list(s, "S4"), "amenity.fruit");
	(void)house_has(house_list(s, "S4"), "amenity.water", "place");
}

static void his_primary_programme_counts(void **state)
{
	struct scenario *s = *state;

	gold_guest(s);
	scenario_say(s, "programme.put", CLUB);
	scenario_say(s, "member.changed",
		"'guest':{" PMS("G1") "},'programme':'club','primary':true");
	scenario_work(s);
	house_has_not(house_list(s, "S1"), "amenity.fruit");
	(void)house_has(house_list(s, "S1"), "amenity.water", "place");
	member_of_parent(s, "G1", "'primary':true");
	scenario_work(s);
	(void)house_has(house_list(s, "S1"), "amenity.fruit", "place");
	house_has_not(house_list(s, "S1"), "amenity.water");
}

static void one_person_has_what_any_of_his_profiles_has(void **state)
{
	struct scenario *s = *state;

	gold_guest(s);
	member_books(s, "S2", "402", "G2", "2027-05-10", "2027-05-12");
	house_has_not(house_list(s, "S2"), "amenity.fruit");
	scenario_say(s, "guest.merged", PMS("G1") ",'merged':{" PMS("G2") "}");
	scenario_work(s);
	(void)house_has(house_list(s, "S2"), "amenity.fruit", "place");
	scenario_say(s, "guest.unmerged", PMS("G1") ",'merged':{" PMS("G2") "}");
	scenario_work(s);
	house_has_not(house_list(s, "S2"), "amenity.fruit");
	(void)house_has(house_list(s, "S1"), "amenity.fruit", "place");
}

/* ---- what became of them ---- */

static int64_t outcome(struct scenario *s, const char *benefit)
{
	return sg_test_number(scenario_database(s),
		"SELECT COALESCE(SUM(state), -1) FROM benefit_outcome "
		"WHERE benefit = '%s'",
		benefit);
}

static void leaves(struct scenario *s, const char *stay, const char *at)
{
	scenario_at(s, at);
	house_stay(s, stay, "'status':'checked_out'");
	scenario_work(s);
}

static void what_became_of_it_is_recorded_as_it_was_ticked_last(void **state)
{
	struct scenario *s = *state;
	json_t *mine;

	gold_guest(s);
	house_stay(s, "S1", "'status':'checked_in'");
	assert_int_equal(outcome(s, "fruit"), -1);
	house_task(s, "S1", "amenity.fruit", "done");
	assert_int_equal(outcome(s, "fruit"), 0);
	house_task(s, "S1", "amenity.fruit", "refused");
	assert_int_equal(outcome(s, "fruit"), 1);
	house_task(s, "S1", "amenity.fruit", "unavailable");
	assert_int_equal(outcome(s, "fruit"), 2);
	house_task(s, "S1", "amenity.fruit", "seen");
	assert_int_equal(outcome(s, "fruit"), -1);
	house_task(s, "S1", "amenity.sweets", "done");
	assert_int_equal(outcome(s, "sweets"), 0);
	/* And said with what he is entitled to. */
	mine = member_account(s, "G1");
	scenario_is(mine, "level", "gold");
	scenario_is(mine, "benefits.0.benefit", "fruit");
	scenario_is(mine, "benefits.0.promise", "guaranteed");
	scenario_is(mine, "benefits.0.given", "0");
	scenario_is(mine, "benefits.1.promise", "if_available");
	scenario_is(mine, "benefits.1.given", "1");
	scenario_is(mine, "outcomes.0.benefit", "sweets");
	scenario_is(mine, "outcomes.0.state", "given");
	scenario_is(mine, "outcomes.1", "absent");
}

static json_t *card(struct scenario *s)
{
	return scenario_say(s, "guest.card", PMS("G1"));
}

static void what_was_promised_and_left_undone_is_made_good_once_it_is_approved(
	void **state)
{
	struct scenario *s = *state;

	gold_guest(s);
	house_stay(s, "S1", "'status':'checked_in'");
	leaves(s, "S1", "2027-05-12 10:00");
	assert_int_equal(outcome(s, "fruit"), 3);
	assert_int_equal(outcome(s, "sweets"), -1); /* nobody promised these */
	scenario_is(card(s), "make_goods.0.failed", "amenity.fruit");
	scenario_is(card(s), "make_goods.0.state", "proposed");
	scenario_is(card(s), "make_goods.0.cap_cents", "2500");
	scenario_is(card(s), "make_goods.1", "absent");
	scenario_say(s, "make_good.decided",
		"'id':'%s','approve':true,'topic':'amenity.welcome','value':'wine',"
		"'cost_cents':1200",
		scenario_text(card(s), "make_goods.0.id"));
	member_books(s, "S2", "401", "G1", "2027-05-20", "2027-05-22");
	scenario_is(house_has(house_list(s, "S2"), "amenity.welcome", "place"), "value",
		"wine");
	scenario_is(why(s, "S2", "amenity.welcome"), "0.source", "make_good");
	(void)house_has(house_list(s, "S2"), "amenity.fruit", "place");
}

static void what_was_not_to_be_had_is_made_good_what_he_sent_back_is_not(void **state)
{
	struct scenario *s = *state;

	gold_guest(s);
	house_stay(s, "S1", "'status':'checked_in'");
	house_task(s, "S1", "amenity.fruit", "unavailable");
	leaves(s, "S1", "2027-05-12 10:00");
	assert_int_equal(outcome(s, "fruit"), 2);
	scenario_is(card(s), "make_goods.0.failed", "amenity.fruit");
	member_of_parent(s, "G2", "'level':'gold'");
	member_books(s, "S2", "402", "G2", "2027-05-20", "2027-05-22");
	house_stay(s, "S2", "'status':'checked_in'");
	house_task(s, "S2", "amenity.fruit", "refused");
	leaves(s, "S2", "2027-05-22 10:00");
	assert_int_equal(
		sg_test_number(scenario_database(s), "SELECT COUNT(*) FROM make_good"),
		1);
}

#define LATE                                                                             \
	MEMBER_PARENT("{'benefit':'late','from_tier':'gold','promise':'guaranteed',"     \
		      "'per':'year','times':1,'topic':'departure.late'}")

/* G1 has a late check-out once a year; S1 is in house. */
static void late_once_a_year(struct scenario *s)
{
	scenario_at(s, "2027-05-10 08:00");
	scenario_say(s, "programme.put", LATE);
	member_of_parent(s, "G1", "'level':'gold'");
	member_books(s, "S1", "401", "G1", "2027-05-10", "2027-05-12");
	house_stay(s, "S1", "'status':'checked_in'");
	house_task(s, "S1", "departure.late", "done");
}

static void what_is_given_by_the_year_is_counted_within_it(void **state)
{
	struct scenario *s = *state;

	late_once_a_year(s);
	(void)house_has(house_list(s, "S1"), "departure.late", "do");
	leaves(s, "S1", "2027-05-12 13:00");
	member_books(s, "S2", "401", "G1", "2027-05-20", "2027-05-22");
	house_has_not(house_list(s, "S2"), "departure.late");
	scenario_is(left_out(s, "S2", "departure.late"), "reason", "limit");
	member_books(s, "S3", "402", "G1", "2028-01-02", "2028-01-04");
	(void)house_has(house_list(s, "S3"), "departure.late", "do");
}

static void a_tick_that_was_wrong_leaves_the_year_as_it_was(void **state)
{
	struct scenario *s = *state;

	late_once_a_year(s);
	member_books(s, "S2", "402", "G1", "2027-05-10", "2027-05-14");
	house_has_not(house_list(s, "S2"), "departure.late");
	house_task(s, "S1", "departure.late", "unavailable");
	scenario_work(s);
	(void)house_has(house_list(s, "S2"), "departure.late", "do");
	house_task(s, "S1", "departure.late", "done");
	scenario_work(s);
	house_has_not(house_list(s, "S2"), "departure.late");
	house_task(s, "S1", "departure.late", "refused");
	scenario_work(s);
	(void)house_has(house_list(s, "S2"), "departure.late", "do");
}

static void a_stay_that_is_cancelled_counts_nothing(void **state)
{
	struct scenario *s = *state;

	late_once_a_year(s);
	house_stay(s, "S1", "'status':'booked'");
	house_stay(s, "S1", "'status':'cancelled'");
	member_books(s, "S2", "402", "G1", "2027-05-10", "2027-05-14");
	(void)house_has(house_list(s, "S2"), "departure.late", "do");
}

static void one_person_has_it_once_whichever_profile_stays(void **state)
{
	struct scenario *s = *state;

	late_once_a_year(s);
	member_of_parent(s, "G2", "'level':'gold'");
	member_books(s, "S2", "402", "G2", "2027-05-10", "2027-05-14");
	(void)house_has(house_list(s, "S2"), "departure.late", "do");
	scenario_say(s, "guest.merged", PMS("G1") ",'merged':{" PMS("G2") "}");
	scenario_work(s);
	house_has_not(house_list(s, "S2"), "departure.late");
	scenario_say(s, "guest.unmerged", PMS("G1") ",'merged':{" PMS("G2") "}");
	scenario_work(s);
	(void)house_has(house_list(s, "S2"), "departure.late", "do");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(a_guaranteed_benefit_is_on_the_list_and_says_why),
		STORY(other_levels_have_other_benefits),
		STORY(what_is_if_available_is_left_out_by_restraint_with_its_reason),
		STORY(what_he_sent_back_once_comes_again_only_if_it_is_guaranteed),
		STORY(a_never_and_a_hazard_beat_what_is_guaranteed),
		STORY(a_property_may_replace_it_or_leave_it_out),
		STORY(other_rules_are_heeded_at_the_check_in),
		STORY(the_level_on_the_day_of_arrival_counts),
		STORY(who_is_no_member_any_more_has_nothing),
		STORY(a_tier_that_is_reached_and_lost_here_changes_the_list),
		STORY(his_primary_programme_counts),
		STORY(one_person_has_what_any_of_his_profiles_has),
		STORY(what_became_of_it_is_recorded_as_it_was_ticked_last),
		STORY(what_was_promised_and_left_undone_is_made_good_once_it_is_approved),
		STORY(what_was_not_to_be_had_is_made_good_what_he_sent_back_is_not),
		STORY(what_is_given_by_the_year_is_counted_within_it),
		STORY(a_tick_that_was_wrong_leaves_the_year_as_it_was),
		STORY(a_stay_that_is_cancelled_counts_nothing),
		STORY(one_person_has_it_once_whichever_profile_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
