/* Rooms for those who check in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/allocator.h"

static const struct sg_hotel small = {.code = "TINY",
	.rooms = 3,
	.rooms_per_floor = 2,
	.types = {{'A', 2, "a"}, {'B', 1, "b"}}};

static void a_room_of_the_type_is_given_and_the_longest_free_first(void **state)
{
	struct sg_allocator allocator;

	(void)state;
	sg_allocator_begin(&allocator, &small);
	assert_int_equal(sg_allocator_take(&allocator, 'A'), 0);
	sg_allocator_give_back(&allocator, 0);
	assert_int_equal(sg_allocator_take(&allocator, 'A'), 1);
	sg_allocator_give_back(&allocator, 1);
	assert_int_equal(sg_allocator_take(&allocator, 'A'), 0);
	assert_int_equal(sg_allocator_take(&allocator, 'B'), 2);
	assert_int_equal(allocator.other_type, 0);
}

static void another_type_comes_before_a_room_that_is_taken(void **state)
{
	struct sg_allocator allocator;

	(void)state;
	sg_allocator_begin(&allocator, &small);
	assert_int_equal(sg_allocator_take(&allocator, 'B'), 2);
	assert_int_equal(sg_allocator_take(&allocator, 'B'), 0);
	assert_int_equal(allocator.other_type, 1);
	assert_int_equal(sg_allocator_take(&allocator, 'Z'), 1);
	assert_int_equal(allocator.doubled, 0);
	assert_int_equal(sg_allocator_take(&allocator, 'A'), 0);
	assert_int_equal(allocator.doubled, 1);
	sg_allocator_give_back(&allocator, 0);
	assert_int_equal(allocator.guests[0], 1);
}

static void rooms_know_their_type_floor_and_number(void **state)
{
	(void)state;
	assert_int_equal(sg_hotel_room_type(&small, 1), 'A');
	assert_int_equal(sg_hotel_room_type(&small, 2), 'B');
	assert_int_equal(sg_hotel_room_floor(&small, 2), 2);
	assert_int_equal(sg_hotel_room_number(&small, 0), 101);
	assert_int_equal(sg_hotel_room_number(&small, 2), 201);
}

static void the_hotels_have_the_rooms_they_say(void **state)
{
	(void)state;
	for (size_t i = 0; i < SG_HOTELS; i++) {
		uint16_t rooms = 0;

		for (size_t j = 0; sg_hotels[i].types[j].code != 0; j++) {
			rooms = (uint16_t)(rooms + sg_hotels[i].types[j].rooms);
		}
		assert_int_equal(rooms, sg_hotels[i].rooms);
		assert_true(rooms <= SG_HOTEL_ROOMS_MAX);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_room_of_the_type_is_given_and_the_longest_free_first),
		cmocka_unit_test(another_type_comes_before_a_room_that_is_taken),
		cmocka_unit_test(rooms_know_their_type_floor_and_number),
		cmocka_unit_test(the_hotels_have_the_rooms_they_say),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
