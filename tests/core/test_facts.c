/* The words of facts and rooms, and the house's hours without a zone. */
#include "core/facts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/house.h"
#include "core/time.h"

static void every_word_leads_back_to_its_value(void **state)
{
	(void)state;
	for (int i = 0; i < SG_STRENGTHS; i++) {
		assert_int_equal(
			sg_strength_find(sg_strength_name((enum sg_strength)i)), i);
	}
	for (int i = 0; i < SG_SCOPES; i++) {
		assert_int_equal(sg_scope_find(sg_scope_name((enum sg_scope)i)), i);
	}
	for (int i = 0; i < SG_PARTIES; i++) {
		assert_int_equal(sg_party_find(sg_party_name((enum sg_party)i)), i);
	}
	for (int i = 0; i <= SG_ROOM_INSPECTED; i++) {
		enum sg_housekeeping_status status = (enum sg_housekeeping_status)i;

		assert_int_equal(
			sg_housekeeping_status_find(sg_housekeeping_status_name(status)),
			i);
	}
	assert_int_equal(sg_strength_find("adore"), -1);
}

static void a_house_without_a_zone_lives_in_utc(void **state)
{
	const struct sg_house house = {.code = "HAM1"};
	int32_t day, minutes;

	(void)state;
	assert_int_equal(
		sg_house_instant(&house, 10, 90), 10 * SG_DAY_US + 90 * SG_MINUTE_US);
	assert_int_equal(sg_house_instant(&house, SG_NO_DAY, 90), SG_NO_TIME);
	assert_int_equal(sg_house_instant(&house, 10, SG_NO_MINUTES), SG_NO_TIME);
	sg_house_local(&house, 10 * SG_DAY_US + 90 * SG_MINUTE_US, &day, &minutes);
	assert_int_equal(day, 10);
	assert_int_equal(minutes, 90);
	sg_house_local(&house, SG_NO_TIME, &day, &minutes);
	assert_int_equal(day, SG_NO_DAY);
	assert_int_equal(minutes, SG_NO_MINUTES);
}

static void a_rule_is_found_by_its_id(void **state)
{
	const struct sg_house_rule rules[] = {{.id = "a"}, {.id = "b"}};
	const struct sg_house house = {.rules = rules, .rule_count = 2};

	(void)state;
	assert_ptr_equal(sg_house_rule_find(&house, "b"), &rules[1]);
	assert_null(sg_house_rule_find(&house, "c"));
}

static void what_a_guest_allows_is_what_is_kept(void **state)
{
	static const struct {
		enum sg_memory memory, unasked;
		bool objects, learn, keep;
	} cases[] = {{SG_MEMORY_UNSAID, SG_MEMORY_UNSAID, false, true, true},
		{SG_MEMORY_UNSAID, SG_MEMORY_UNSAID, true, false, true},
		{SG_MEMORY_UNSAID, SG_MEMORY_NONE, false, false, false},
		{SG_MEMORY_UNSAID, SG_MEMORY_STAY, false, false, false},
		{SG_MEMORY_UNSAID, SG_MEMORY_PROPERTY, false, true, true},
		{SG_MEMORY_NONE, SG_MEMORY_PROPERTY, false, false, false},
		{SG_MEMORY_STAY, SG_MEMORY_PROPERTY, false, false, false},
		{SG_MEMORY_PROPERTY, SG_MEMORY_NONE, false, true, true},
		{SG_MEMORY_CHAIN, SG_MEMORY_NONE, false, true, true},
		{SG_MEMORY_CHAIN, SG_MEMORY_PROPERTY, true, false, true}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct sg_card card = {
			.memory = cases[i].memory, .objects = cases[i].objects};
		enum sg_memory unasked = cases[i].unasked;

		assert_int_equal(sg_card_may_learn(&card, unasked), cases[i].learn);
		assert_int_equal(sg_card_may_keep(&card, unasked, false), cases[i].keep);
		assert_false(sg_card_may_keep(&card, unasked, true));
		card.special = true;
		assert_int_equal(sg_card_may_keep(&card, unasked, true), cases[i].keep);
		assert_int_equal(sg_card_scope(&card, SG_SCOPE_CHAIN),
			cases[i].memory == SG_MEMORY_CHAIN ? SG_SCOPE_CHAIN
							   : SG_SCOPE_PROPERTY);
	}
	/* Nobody said how far: never beyond this hotel. */
	assert_int_equal(sg_card_memory(&(struct sg_card){.memory = SG_MEMORY_UNSAID},
				 SG_MEMORY_CHAIN),
		SG_MEMORY_PROPERTY);
	assert_string_equal(sg_memory_name(SG_MEMORY_NONE), "none");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_word_leads_back_to_its_value),
		cmocka_unit_test(a_house_without_a_zone_lives_in_utc),
		cmocka_unit_test(a_rule_is_found_by_its_id),
		cmocka_unit_test(what_a_guest_allows_is_what_is_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
