/* A growing text with a sticky failure. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/failing_memory.h"

#include "core/buffer.c"

static int begin(void **state)
{
	static struct sg_buffer buffer;

	allocations_left = -1;
	buffer = (struct sg_buffer){0};
	*state = &buffer;
	return 0;
}

static int end(void **state)
{
	sg_buffer_free(*state);
	return 0;
}

static void pieces_become_one_text(void **state)
{
	struct sg_buffer *buffer = *state;

	sg_buffer_text(buffer, "34 ");
	sg_buffer_char(buffer, 'x');
	sg_buffer_add(buffer, " still water, much", 12);
	sg_buffer_format(buffer, " and %d %s", 6, "cots");
	sg_buffer_add(buffer, NULL, 0);
	assert_string_equal(buffer->data, "34 x still water and 6 cots");
	assert_int_equal(buffer->len, strlen(buffer->data));
	assert_false(buffer->failed);
}

static void bytes_of_any_value_are_kept(void **state)
{
	struct sg_buffer *buffer = *state;

	sg_buffer_add(buffer, "a\0b", 3);
	sg_buffer_char(buffer, '\0');
	assert_int_equal(buffer->len, 4);
	assert_memory_equal(buffer->data, "a\0b\0", 5);
}

static void space_is_the_callers_to_fill(void **state)
{
	struct sg_buffer *buffer = *state;
	char *space;

	sg_buffer_text(buffer, "6 ");
	for (size_t len = 0; len < 600; len += 199) {
		space = sg_buffer_space(buffer, len);
		assert_non_null(space);
		assert_ptr_equal(space + len, buffer->data + buffer->len);
		memset(space, 'x', len);
		assert_int_equal(buffer->data[buffer->len], '\0');
	}
	assert_int_equal(strlen(buffer->data), 2 + 199 + 398 + 597);
	assert_true(buffer->len < buffer->size);
	assert_null(sg_buffer_space(buffer, SIZE_MAX));
	assert_true(buffer->failed);
	assert_null(sg_buffer_space(buffer, 1));
	assert_int_equal(strlen(buffer->data), 2 + 199 + 398 + 597);
}

static void what_was_too_much_is_cut_off(void **state)
{
	struct sg_buffer *buffer = *state;

	sg_buffer_text(buffer, "6 cots and");
	sg_buffer_cut(buffer, 4);
	assert_string_equal(buffer->data, "6 cots");
	sg_buffer_char(buffer, '!');
	assert_string_equal(buffer->data, "6 cots!");
}

static void it_grows_past_every_size(void **state)
{
	struct sg_buffer *buffer = *state;

	for (size_t i = 0; i < 100000; i++) {
		sg_buffer_char(buffer, (char)('a' + i % 26));
		assert_int_equal(buffer->data[buffer->len], '\0');
	}
	assert_int_equal(buffer->len, 100000);
	for (size_t i = 0; i < 100000; i++) {
		assert_int_equal(buffer->data[i], 'a' + (char)(i % 26));
	}
}

static void a_reset_keeps_the_memory_and_drops_the_text(void **state)
{
	struct sg_buffer *buffer = *state;
	char *memory;

	sg_buffer_reset(buffer);
	sg_buffer_text(buffer, "text");
	memory = buffer->data;
	sg_buffer_reset(buffer);
	assert_ptr_equal(buffer->data, memory);
	assert_string_equal(buffer->data, "");
	assert_int_equal(buffer->len, 0);
}

static void what_is_taken_belongs_to_the_taker(void **state)
{
	struct sg_buffer *buffer = *state;
	char *text;

	sg_buffer_text(buffer, "text");
	text = sg_buffer_take(buffer);
	assert_string_equal(text, "text");
	assert_null(buffer->data);
	assert_int_equal(buffer->len, 0);
	free(text);
}

static void taking_from_an_empty_buffer_gives_an_empty_text(void **state)
{
	char *text = sg_buffer_take(*state);

	assert_string_equal(text, "");
	free(text);
}

static void a_failure_sticks_until_the_reset(void **state)
{
	struct sg_buffer *buffer = *state;

	sg_buffer_text(buffer, "kept");
	allocations_left = 0;
	sg_buffer_format(buffer, "%*d", 5000, 1);
	assert_true(buffer->failed);
	sg_buffer_text(buffer, "x");
	sg_buffer_format(buffer, "%d", 1);
	assert_string_equal(buffer->data, "kept");
	sg_buffer_reset(buffer);
	sg_buffer_text(buffer, "new");
	assert_string_equal(buffer->data, "new");
	assert_false(buffer->failed);
}

static void nothing_is_taken_from_a_failed_buffer(void **state)
{
	struct sg_buffer *buffer = *state;

	sg_buffer_text(buffer, "lost");
	sg_buffer_add(buffer, "", SIZE_MAX);
	assert_null(sg_buffer_take(buffer));
	assert_null(buffer->data);
	allocations_left = 0;
	assert_null(sg_buffer_take(buffer));
}

static void what_settles_in_an_arena_leaves_the_buffer_empty(void **state)
{
	struct sg_buffer *buffer = *state;
	struct sg_arena *arena = sg_arena_new();

	sg_buffer_text(buffer, "six cots");
	assert_string_equal(sg_buffer_settle(buffer, arena), "six cots");
	assert_null(buffer->data);
	assert_string_equal(sg_buffer_settle(buffer, arena), "");
	sg_buffer_add(buffer, "", SIZE_MAX);
	assert_null(sg_buffer_settle(buffer, arena));
	sg_arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(pieces_become_one_text, begin, end),
		cmocka_unit_test_setup_teardown(bytes_of_any_value_are_kept, begin, end),
		cmocka_unit_test_setup_teardown(space_is_the_callers_to_fill, begin, end),
		cmocka_unit_test_setup_teardown(what_was_too_much_is_cut_off, begin, end),
		cmocka_unit_test_setup_teardown(it_grows_past_every_size, begin, end),
		cmocka_unit_test_setup_teardown(
			a_reset_keeps_the_memory_and_drops_the_text, begin, end),
		cmocka_unit_test_setup_teardown(
			what_is_taken_belongs_to_the_taker, begin, end),
		cmocka_unit_test_setup_teardown(
			taking_from_an_empty_buffer_gives_an_empty_text, begin, end),
		cmocka_unit_test_setup_teardown(
			a_failure_sticks_until_the_reset, begin, end),
		cmocka_unit_test_setup_teardown(
			nothing_is_taken_from_a_failed_buffer, begin, end),
		cmocka_unit_test_setup_teardown(
			what_settles_in_an_arena_leaves_the_buffer_empty, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
