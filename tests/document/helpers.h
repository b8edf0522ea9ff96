/* What the tests of the document room share: an arena for each test, JSON from a text, and
 * refusals looked at in one line. Include after cmocka.h. */
#ifndef SG_TESTS_DOCUMENT_HELPERS_H
#define SG_TESTS_DOCUMENT_HELPERS_H

#include <string.h>

#include "core/arena.h"
#include "core/embedded.h"
#include "core/time.h"
#include "document/catalog.h"
#include "document/parse.h"
#include "document/state.h"

struct fixture {
	struct sg_arena *arena;
	struct sg_error error;
};

static struct fixture *now;

static int begin(void **state)
{
	static struct fixture fixture;

	fixture = (struct fixture){.arena = sg_arena_new()};
	now = &fixture;
	*state = now;
	return now->arena == NULL ? -1 : 0;
}

static int end(void **state)
{
	(void)state;
	sg_arena_free(now->arena);
	return 0;
}

/* A value that must parse. */
static inline const struct sg_json *json(const char *text)
{
	const struct sg_json *value = NULL;

	if (sg_json_parse(text, strlen(text), &sg_batch_limits, now->arena, &now->error,
		    &value) != SG_OK) {
		fail_msg("%s: %s", text, now->error.message);
	}
	return value;
}

static inline struct sg_stored stored(const char *text)
{
	return (struct sg_stored){text, text != NULL ? strlen(text) : 0};
}

static inline const char *taken(struct sg_buffer *buffer)
{
	const char *text;

	assert_false(buffer->failed);
	text = sg_arena_copy(now->arena, buffer->data != NULL ? buffer->data : "");
	sg_buffer_free(buffer);
	return text;
}

static inline struct sg_catalog built_in_catalog(void)
{
	struct sg_catalog catalog = {.version = 0};

	if (sg_catalog_load(NULL, now->arena, &now->error, &catalog) != SG_OK) {
		fail_msg("%s: %s", now->error.path, now->error.message);
	}
	return catalog;
}

static inline struct sg_id id_of(unsigned char last)
{
	struct sg_id id = {.bytes = {0x01, 0x93, 0xF5}};

	id.bytes[9] = (unsigned char)(last ^ 0x5A);
	id.bytes[15] = last;
	return id;
}

#define refused(call, code_word, at_path)                                                \
	do {                                                                             \
		assert_int_equal(call, SG_INVALID);                                      \
		assert_string_equal(now->error.code, code_word);                         \
		assert_string_equal(now->error.path, at_path);                           \
	} while (0)

#define taken_as_ok(call)                                                                \
	do {                                                                             \
		if ((call) != SG_OK) {                                                   \
			fail_msg("%s at %s: %s", now->error.code, now->error.path,       \
				now->error.message);                                     \
		}                                                                        \
	} while (0)

#define test(name) cmocka_unit_test_setup_teardown(name, begin, end)

#endif
