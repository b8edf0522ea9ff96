/* One document's memory: given in pieces, taken back at once. */
#include <setjmp.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/failing_memory.h"

#include "core/arena.c"

static int begin(void **state)
{
	allocations_left = -1;
	*state = sg_arena_new();
	return *state == NULL ? -1 : 0;
}

static int end(void **state)
{
	sg_arena_free(*state);
	return 0;
}

static void what_it_gives_is_zeroed_aligned_and_apart(void **state)
{
	struct sg_arena *arena = *state;
	unsigned char *before = NULL;

	for (size_t size = 1; size < 2000; size += 7) {
		unsigned char *bytes = sg_arena_alloc(arena, size);

		assert_non_null(bytes);
		assert_int_equal((uintptr_t)bytes % alignof(max_align_t), 0);
		for (size_t i = 0; i < size; i++) {
			assert_int_equal(bytes[i], 0);
		}
		memset(bytes, 0xAA, size);
		if (before != NULL) {
			assert_int_equal(*before, 0xAA);
		}
		before = bytes + size - 1;
	}
}

static void a_piece_larger_than_a_block_is_given_whole(void **state)
{
	struct sg_arena *arena = *state;
	size_t size = (size_t)5 * 1024 * 1024;
	unsigned char *bytes = sg_arena_alloc(arena, size);

	assert_non_null(bytes);
	bytes[0] = 1;
	bytes[size - 1] = 1;
	assert_non_null(sg_arena_alloc(arena, 100));
}

static void nothing_can_be_asked_for(void **state)
{
	assert_non_null(sg_arena_alloc(*state, 0));
	assert_non_null(sg_arena_array(*state, 0, 8));
	assert_non_null(sg_arena_array(*state, 8, 0));
}

static void a_size_that_overflows_is_refused(void **state)
{
	assert_null(sg_arena_alloc(*state, SIZE_MAX));
	assert_null(sg_arena_alloc(*state, SIZE_MAX / 2));
	assert_null(sg_arena_array(*state, SIZE_MAX / 8 + 2, 8));
	assert_non_null(sg_arena_array(*state, 100, 8));
}

static void a_reset_forgets_all_and_starts_again_with_zeroes(void **state)
{
	struct sg_arena *arena = *state;
	unsigned char *first = sg_arena_alloc(arena, 64);
	unsigned char *again;

	memset(first, 0xFF, 64);
	for (int i = 0; i < 100; i++) {
		assert_non_null(sg_arena_alloc(arena, 10000));
	}
	sg_arena_reset(arena);
	again = sg_arena_alloc(arena, 64);
	assert_ptr_equal(again, first);
	for (int i = 0; i < 64; i++) {
		assert_int_equal(again[i], 0);
	}
}

static void a_rewind_forgets_what_was_given_since_the_mark(void **state)
{
	struct sg_arena *arena = *state;
	char *kept = sg_arena_copy(arena, "kept");

	for (int blocks = 0; blocks < 4; blocks++) {
		struct sg_arena_mark mark = sg_arena_mark(arena);
		unsigned char *since = sg_arena_alloc(arena, 64), *again;

		memset(since, 0xFF, 64);
		for (int i = 0; i < 30 * blocks; i++) {
			assert_non_null(sg_arena_alloc(arena, 10000));
		}
		sg_arena_rewind(arena, mark);
		again = sg_arena_alloc(arena, 64);
		assert_ptr_equal(again, since);
		assert_int_equal(again[0] | again[63], 0);
		assert_string_equal(kept, "kept");
	}
}

static void an_array_grows_and_keeps_its_elements(void **state)
{
	struct sg_arena *arena = *state;
	int *numbers = NULL;
	size_t space = 0;

	for (int i = 0; i < 100; i++) {
		numbers =
			sg_arena_more(arena, numbers, (size_t)i, &space, sizeof *numbers);
		assert_non_null(numbers);
		assert_true(space > (size_t)i);
		numbers[i] = i;
	}
	for (int i = 0; i < 100; i++) {
		assert_int_equal(numbers[i], i);
	}
	assert_ptr_equal(
		sg_arena_more(arena, numbers, 100, &space, sizeof *numbers), numbers);
}

static void texts_are_copied(void **state)
{
	struct sg_arena *arena = *state;
	char text[] = "Zimmer 412";
	char *copy = sg_arena_copy(arena, text);

	text[0] = 'x';
	assert_string_equal(copy, "Zimmer 412");
	assert_string_equal(sg_arena_copy_len(arena, "412 and more", 3), "412");
	assert_string_equal(sg_arena_copy_len(arena, NULL, 0), "");
	assert_null(sg_arena_copy(arena, NULL));
}

static void texts_are_formatted_whatever_their_length(void **state)
{
	struct sg_arena *arena = *state;

	assert_string_equal(sg_arena_format(arena, "%s-%03d", "a", 7), "a-007");
	assert_string_equal(sg_arena_format(arena, "%s", ""), "");
	assert_int_equal(strlen(sg_arena_format(arena, "%*d", 70000, 1)), 70000);
}

static void short_memory_gives_nothing_and_breaks_nothing(void **state)
{
	static const char large[100000];
	struct sg_arena *arena = *state;
	char *text = sg_arena_copy(arena, "kept");

	allocations_left = 0;
	assert_null(sg_arena_alloc(arena, 100000));
	allocations_left = 0;
	assert_null(sg_arena_array(arena, 1000, 100));
	allocations_left = 0;
	assert_null(sg_arena_format(arena, "%*d", 70000, 1));
	allocations_left = 0;
	assert_null(sg_arena_copy_len(arena, large, sizeof large));
	allocations_left = -1;
	assert_string_equal(text, "kept");
	assert_non_null(sg_arena_alloc(arena, 100000));
}

static void an_arena_is_made_whole_or_not_at_all(void **state)
{
	(void)state;
	for (int left = 0; left < 2; left++) {
		allocations_left = left;
		assert_null(sg_arena_new());
	}
	allocations_left = -1;
	sg_arena_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			what_it_gives_is_zeroed_aligned_and_apart, begin, end),
		cmocka_unit_test_setup_teardown(
			a_piece_larger_than_a_block_is_given_whole, begin, end),
		cmocka_unit_test_setup_teardown(nothing_can_be_asked_for, begin, end),
		cmocka_unit_test_setup_teardown(
			a_size_that_overflows_is_refused, begin, end),
		cmocka_unit_test_setup_teardown(
			a_reset_forgets_all_and_starts_again_with_zeroes, begin, end),
		cmocka_unit_test_setup_teardown(
			an_array_grows_and_keeps_its_elements, begin, end),
		cmocka_unit_test_setup_teardown(
			a_rewind_forgets_what_was_given_since_the_mark, begin, end),
		cmocka_unit_test_setup_teardown(texts_are_copied, begin, end),
		cmocka_unit_test_setup_teardown(
			texts_are_formatted_whatever_their_length, begin, end),
		cmocka_unit_test_setup_teardown(
			short_memory_gives_nothing_and_breaks_nothing, begin, end),
		cmocka_unit_test(an_arena_is_made_whole_or_not_at_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
