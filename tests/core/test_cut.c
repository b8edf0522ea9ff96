/* Who may see what. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/cut.h"

enum { BED, FLOWERS, CAKE, HEATER, ALLERGY };

static const struct sg_topic topics[] = {
	[BED] = {.name = "bed", .department = SG_HOUSEKEEPING},
	[FLOWERS] = {.name = "flowers", .department = SG_CONCIERGE},
	[CAKE] = {.name = "cake", .department = SG_FOOD_AND_BEVERAGE},
	[HEATER] = {.name = "heater", .department = SG_MAINTENANCE},
	[ALLERGY] = {.name = "allergy",
		.department = SG_HOUSEKEEPING,
		.special_category = true},
};
static const struct sg_catalog catalog = {.topics = topics, .topic_count = 5};
static const char *const languages[] = {"de", "ro"};
static const char *const floors[] = {"3", "4"};

static struct sg_cut endpoint_cut(uint32_t departments, size_t floor_count)
{
	struct sg_cut cut;

	sg_cut_for_endpoint(
		-1, departments, floors, floor_count, languages, 2, false, &cut);
	return cut;
}

static struct sg_cut actor_cut(enum sg_actor_role role, int32_t department)
{
	struct sg_cut cut;

	sg_cut_for_actor(role, department, languages, 2, &cut);
	return cut;
}

static bool shows(const struct sg_cut *cut, int32_t topic)
{
	struct sg_item item = {.topic = topic};

	return sg_cut_shows_item(cut, &catalog, &item);
}

static bool shows_avoid(const struct sg_cut *cut, int32_t topic)
{
	struct sg_item item = {.topic = topic};

	return sg_cut_shows_avoid(cut, &catalog, &item);
}

static void an_endpoints_audience_follows_from_departments_and_floors(void **state)
{
	(void)state;
	assert_int_equal(
		endpoint_cut(1u << SG_HOUSEKEEPING, 2).audience, SG_AUDIENCE_FLOOR);
	assert_int_equal(
		endpoint_cut(1u << SG_HOUSEKEEPING, 0).audience, SG_AUDIENCE_OFFICE);
	assert_int_equal(
		endpoint_cut(1u << SG_FRONT_DESK | 1u << SG_HOUSEKEEPING, 0).audience,
		SG_AUDIENCE_DESK);
	assert_int_equal(
		endpoint_cut(1u << SG_MAINTENANCE, 0).audience, SG_AUDIENCE_DEPARTMENT);
}

static void an_endpoint_may_say_what_it_is(void **state)
{
	struct sg_cut cut;

	(void)state;
	sg_cut_for_endpoint(SG_AUDIENCE_OFFICE, 1u << SG_FRONT_DESK, NULL, 0, languages,
		1, true, &cut);
	assert_int_equal(cut.audience, SG_AUDIENCE_OFFICE);
	assert_false(cut.desk);
	assert_false(cut.texts);
	assert_true(cut.names);
}

static void only_the_desk_gets_free_text_and_only_a_manager_reasons(void **state)
{
	(void)state;
	assert_true(endpoint_cut(1u << SG_FRONT_DESK, 0).texts);
	assert_false(endpoint_cut(1u << SG_FRONT_DESK, 0).explains);
	assert_false(endpoint_cut(1u << SG_HOUSEKEEPING, 0).texts);
	for (int role = 0; role < SG_ACTOR_ROLES; role++) {
		struct sg_cut cut = actor_cut((enum sg_actor_role)role, -1);
		bool desk = role == SG_ACTOR_FRONT_DESK || role == SG_ACTOR_MANAGER;

		assert_int_equal(cut.texts, desk);
		assert_int_equal(cut.desk, desk);
		assert_int_equal(cut.names, desk);
		assert_int_equal(cut.explains, role == SG_ACTOR_MANAGER);
		assert_int_equal(cut.language_count, 2);
	}
}

static void an_attendant_gets_the_least(void **state)
{
	struct sg_cut cut = actor_cut(SG_ACTOR_ATTENDANT, -1);

	(void)state;
	assert_int_equal(cut.departments, 1u << SG_HOUSEKEEPING);
	assert_int_equal(cut.audience, SG_AUDIENCE_OFFICE);
	cut = actor_cut(SG_ACTOR_ATTENDANT, SG_FOOD_AND_BEVERAGE);
	assert_int_equal(cut.audience, SG_AUDIENCE_DEPARTMENT);
	assert_true(shows(&cut, CAKE));
	assert_false(shows(&cut, BED));
	cut = actor_cut(SG_ACTOR_SYSTEM, -1);
	assert_true(shows(&cut, HEATER));
	assert_false(cut.desk);
	cut = actor_cut(SG_ACTOR_DATA_PROTECTION, -1);
	assert_false(shows(&cut, HEATER));
}

static void a_floor_sees_its_own_rooms(void **state)
{
	struct sg_cut cut = endpoint_cut(1u << SG_HOUSEKEEPING, 2);

	(void)state;
	assert_true(sg_cut_sees_stay(&cut, "412", "4"));
	assert_false(sg_cut_sees_stay(&cut, "512", "5"));
	assert_false(sg_cut_sees_stay(&cut, "512", NULL));
	assert_false(sg_cut_sees_stay(&cut, NULL, NULL));
}

static void without_a_room_only_desk_and_office_see_a_stay(void **state)
{
	struct sg_cut desk = endpoint_cut(1u << SG_FRONT_DESK, 0);
	struct sg_cut office = endpoint_cut(1u << SG_HOUSEKEEPING, 0);
	struct sg_cut kitchen = endpoint_cut(1u << SG_FOOD_AND_BEVERAGE, 0);

	(void)state;
	assert_true(sg_cut_sees_stay(&desk, NULL, NULL));
	assert_true(sg_cut_sees_stay(&office, NULL, NULL));
	assert_false(sg_cut_sees_stay(&kitchen, NULL, NULL));
	assert_true(sg_cut_sees_stay(&kitchen, "412", NULL));
}

static void a_special_category_is_shown_to_nobody(void **state)
{
	struct sg_cut manager = actor_cut(SG_ACTOR_MANAGER, -1);
	struct sg_cut office = endpoint_cut((1u << SG_DEPARTMENTS) - 1, 0);

	(void)state;
	assert_false(shows(&manager, ALLERGY));
	assert_false(shows_avoid(&manager, ALLERGY));
	assert_false(shows(&office, ALLERGY));
	assert_true(shows(&office, BED));
}

static void who_enters_the_room_sees_what_must_not_be_there(void **state)
{
	struct sg_cut office = endpoint_cut(1u << SG_HOUSEKEEPING, 0);
	struct sg_cut kitchen = endpoint_cut(1u << SG_FOOD_AND_BEVERAGE, 0);
	struct sg_cut desk = endpoint_cut(1u << SG_FRONT_DESK, 0);

	(void)state;
	assert_true(shows_avoid(&office, FLOWERS));
	assert_false(shows(&office, FLOWERS));
	assert_true(shows_avoid(&desk, FLOWERS));
	assert_false(shows_avoid(&kitchen, FLOWERS));
	assert_true(shows_avoid(&kitchen, CAKE));
}

static void what_the_catalogue_lost_is_housekeepings(void **state)
{
	struct sg_cut office = endpoint_cut(1u << SG_HOUSEKEEPING, 0);
	struct sg_cut kitchen = endpoint_cut(1u << SG_FOOD_AND_BEVERAGE, 0);

	(void)state;
	assert_true(shows(&office, -1));
	assert_false(shows(&kitchen, -1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			an_endpoints_audience_follows_from_departments_and_floors),
		cmocka_unit_test(an_endpoint_may_say_what_it_is),
		cmocka_unit_test(only_the_desk_gets_free_text_and_only_a_manager_reasons),
		cmocka_unit_test(an_attendant_gets_the_least),
		cmocka_unit_test(a_floor_sees_its_own_rooms),
		cmocka_unit_test(without_a_room_only_desk_and_office_see_a_stay),
		cmocka_unit_test(a_special_category_is_shown_to_nobody),
		cmocka_unit_test(who_enters_the_room_sees_what_must_not_be_there),
		cmocka_unit_test(what_the_catalogue_lost_is_housekeepings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
