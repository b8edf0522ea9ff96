/* A log of reactions that grows by the second, and what it comes to. */
#ifndef SG_TESTS_CORE_ATTENTION_LOG_H
#define SG_TESTS_CORE_ATTENTION_LOG_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/attention.h"
#include "core/time.h"

enum { LOG = 64 };

struct log {
	struct sg_arena *arena;
	struct sg_reaction reactions[LOG];
	size_t count;
	struct sg_guest_attention attention;
};

static inline int set_up(void **state)
{
	struct log *log = calloc(1, sizeof *log);

	assert_non_null(log);
	log->arena = sg_arena_new();
	assert_non_null(log->arena);
	*state = log;
	return 0;
}

static inline int tear_down(void **state)
{
	struct log *log = *state;

	sg_arena_free(log->arena);
	free(log);
	return 0;
}

/* One more reaction, a second after the last one. */
static inline struct sg_reaction *add(
	struct log *log, enum sg_reaction_kind kind, const char *topic)
{
	struct sg_reaction *reaction = &log->reactions[log->count++];

	assert_true(log->count <= LOG);
	*reaction = (struct sg_reaction){.id = {{1, (unsigned char)log->count}},
		.topic = topic,
		.kind = kind,
		.at_us = (int64_t)log->count * SG_SECOND_US};
	return reaction;
}

static inline const struct sg_guest_attention *fold(struct log *log)
{
	assert_int_equal(sg_attention_fold(
				 log->reactions, log->count, log->arena, &log->attention),
		SG_OK);
	return &log->attention;
}

static inline enum sg_off off(struct log *log, const char *topic)
{
	return sg_attention_off(fold(log), topic, SG_NO_TIME);
}

#define LOG_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

#endif
