/*
 * Our reader of JSON beside jansson's: for a hundred thousand documents, whole and damaged, both
 * say the same, and what ours writes is what jansson had read. And how long each takes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "core/buffer.h"
#include "document/parse.h"

enum { DOCUMENTS = 20000, DAMAGES = 5, DEEPEST = 5, ROUNDS = 2000 };

static uint64_t state = 20261121;

static uint32_t draw(uint32_t below)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (uint32_t)((state >> 33) % below);
}

static void add_text(struct sg_buffer *text)
{
	static const char *const pieces[] = {"a", "Zimmer", "ä", "€", "😀", "\\n", "\\\"",
		"\\\\", "\\u00e4", "\\ud83d\\ude00", " ", "'; DROP", "\\/", "\\t"};

	sg_buffer_char(text, '"');
	for (uint32_t i = draw(4); i > 0; i--) {
		sg_buffer_text(text, pieces[draw(sizeof pieces / sizeof pieces[0])]);
	}
	sg_buffer_char(text, '"');
}

static void add_value(struct sg_buffer *text, int depth);

static void add_members(struct sg_buffer *text, int depth, bool named)
{
	uint32_t count = draw(5);

	sg_buffer_char(text, named ? '{' : '[');
	for (uint32_t i = 0; i < count; i++) {
		sg_buffer_text(text, i > 0 ? (draw(2) ? "," : " ,\n") : "");
		if (named) {
			sg_buffer_format(text, "\"m%u\":", draw(60));
		}
		add_value(text, depth + 1);
	}
	sg_buffer_char(text, named ? '}' : ']');
}

static void add_value(struct sg_buffer *text, int depth)
{
	static const char *const words[] = {"true", "false", "null", "0", "-1", "17",
		"9007199254740993", "-0", "1.5", "2e3", "1E-2", "0.1"};
	uint32_t kind = draw(depth < DEEPEST ? 5 : 3);

	if (kind < 2) {
		sg_buffer_text(text, words[draw(sizeof words / sizeof words[0])]);
	} else if (kind == 2) {
		add_text(text);
	} else {
		add_members(text, depth, kind == 3);
	}
}

static void damage(struct sg_buffer *text)
{
	static const char bytes[] = "{}[]\",:\\ue0.+-tn\x80\xC3\xED\xF4\x01 9";
	size_t at = draw((uint32_t)text->len);

	switch (draw(3)) {
	case 0:
		text->data[at] = bytes[draw(sizeof bytes - 1)];
		break;
	case 1:
		memmove(text->data + at, text->data + at + 1, text->len - at);
		text->len--;
		break;
	default:
		text->len = at;
		text->data[at] = '\0';
	}
}

/* What only one of them has a rule for. */
static bool is_ours_alone(const struct sg_error *error)
{
	return strcmp(error->code, "number_too_large") == 0 ||
	       strcmp(error->code, "document_too_deep") == 0 ||
	       strcmp(error->code, "too_many_members") == 0;
}

static bool has_decimal(const json_t *value)
{
	const char *name;
	json_t *member;
	size_t i;

	if (json_is_real(value)) {
		return true;
	}
	json_object_foreach((json_t *)(uintptr_t)value, name, member)
	{
		if (has_decimal(member)) {
			return true;
		}
	}
	json_array_foreach(value, i, member)
	{
		if (has_decimal(member)) {
			return true;
		}
	}
	return false;
}

static void compare(struct sg_arena *arena, const struct sg_buffer *text)
{
	struct sg_error error = {0};
	const struct sg_json *ours = NULL;
	enum sg_status status = sg_json_parse(
		text->data, text->len, &sg_document_limits, arena, &error, &ours);
	json_t *theirs = json_loadb(
		text->data, text->len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, NULL);

	if (!is_ours_alone(&error) && (status == SG_OK) != (theirs != NULL)) {
		fail_msg("ours: %s, jansson: %s: %s", error.message,
			theirs != NULL ? "fine" : "refused", text->data);
	}
	if (status == SG_OK && theirs != NULL && !has_decimal(theirs)) {
		struct sg_buffer written = {0};
		json_t *again;

		sg_json_write(&written, ours);
		again = json_loadb(written.data, written.len, JSON_DECODE_ANY, NULL);
		assert_non_null(again);
		assert_true(json_equal(theirs, again));
		json_decref(again);
		sg_buffer_free(&written);
	}
	json_decref(theirs);
}

static void both_readers_say_the_same(void **unused)
{
	struct sg_arena *arena = sg_arena_new();
	struct sg_buffer text = {0};

	(void)unused;
	for (int i = 0; i < DOCUMENTS; i++) {
		sg_buffer_reset(&text);
		add_value(&text, 0);
		sg_arena_reset(arena);
		compare(arena, &text);
		for (int k = 0; k < DAMAGES && text.len > 0; k++) {
			damage(&text);
			compare(arena, &text);
		}
	}
	sg_buffer_free(&text);
	sg_arena_free(arena);
}

static double now_us(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

/* Reported, not judged: the figure behind the choice of a reader of our own. */
static void the_time_of_each_is_told(void **unused)
{
	struct sg_arena *arena = sg_arena_new();
	struct sg_buffer text = {0};
	double ours = 0;
	double theirs = 0;

	(void)unused;
	sg_buffer_char(&text, '[');
	while (text.len < 10000) {
		sg_buffer_text(&text, text.len > 1 ? "," : "");
		add_members(&text, 2, true);
	}
	sg_buffer_char(&text, ']');
	for (int i = 0; i < ROUNDS; i++) {
		const struct sg_json *value;
		double begun = now_us();

		sg_arena_reset(arena);
		(void)sg_json_parse(
			text.data, text.len, &sg_document_limits, arena, NULL, &value);
		ours += now_us() - begun;
		begun = now_us();
		json_decref(
			json_loadb(text.data, text.len, JSON_REJECT_DUPLICATES, NULL));
		theirs += now_us() - begun;
	}
	print_message("%zu bytes: ours %.1f us, jansson %.1f us (%.1f times)\n", text.len,
		ours / ROUNDS, theirs / ROUNDS, theirs / ours);
	sg_buffer_free(&text);
	sg_arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_readers_say_the_same),
		cmocka_unit_test(the_time_of_each_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
