/* One person's ledger to try steps on, and what must be true of it after each. */
#ifndef SG_TESTS_CORE_LEDGER_WORLD_H
#define SG_TESTS_CORE_LEDGER_WORLD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/ledger.h"
#include "core/time.h"

enum { TODAY = 20000, LATER = TODAY + 400, LATEST = TODAY + 800 };

struct world {
	struct sg_ledger ledger;
	struct sg_error error;
};

static inline struct sg_id key(int kind, int number)
{
	return (struct sg_id){{0, 0, 0, 0, (unsigned char)kind, 0, 0x70, 0, 0x80, 0, 0, 0,
		0, 0, (unsigned char)(number >> 8), (unsigned char)number}};
}

static inline struct sg_id account(int number)
{
	return key(1, number);
}

static inline int world_begin(void **state)
{
	static struct world world;

	world = (struct world){
		.ledger = {.arena = sg_arena_new(), .operation = key(2, 1)}};
	assert_non_null(world.ledger.arena);
	*state = &world;
	return 0;
}

static inline int world_end(void **state)
{
	struct world *w = *state;

	sg_arena_free(w->ledger.arena);
	return 0;
}

#define WORLD_TEST(test) cmocka_unit_test_setup_teardown(test, world_begin, world_end)

static inline struct sg_earning_lot earning(
	int number, const char *source, int64_t points, int32_t expires_day)
{
	return (struct sg_earning_lot){.account = account(number),
		.source = source,
		.rule = "base",
		.points = points,
		.earned_day = TODAY,
		.expires_day = expires_day};
}

/* The lot of that source, not reversed if there is one such. */
static inline struct sg_lot *lot(struct world *w, const char *source)
{
	struct sg_lot *found = NULL;

	for (size_t i = 0; i < w->ledger.count; i++) {
		struct sg_lot *one = &w->ledger.lots[i];

		if (strcmp(one->source, source) == 0 &&
			(found == NULL || found->reversed)) {
			found = one;
		}
	}
	assert_non_null(found);
	return found;
}

static inline int64_t left_of(struct world *w, const char *source)
{
	return lot(w, source)->remaining;
}

static inline bool earns(struct world *w, int number, const char *source, int64_t points,
	int32_t expires_day)
{
	struct sg_earning_lot lines = earning(number, source, points, expires_day);
	bool done = false;

	assert_int_equal(sg_ledger_earn(&w->ledger, &lines, &w->error, &done), SG_OK);
	return done;
}

static inline void takes_back(struct world *w, const char *source)
{
	assert_int_equal(
		sg_ledger_reverse(&w->ledger, &lot(w, source)->id, &w->error), SG_OK);
}

/* A hold as the store would give it back. */
struct hold {
	struct sg_entry entries[16];
	size_t count;
};

static inline struct hold holds(struct world *w, int64_t points)
{
	size_t begun = w->ledger.entry_count;
	struct hold hold = {.count = 0};

	assert_int_equal(sg_ledger_hold(&w->ledger, points, &w->error), SG_OK);
	hold.count = w->ledger.entry_count - begun;
	assert_in_range(hold.count, 1, 16);
	memcpy(hold.entries, w->ledger.entries + begun,
		hold.count * sizeof *hold.entries);
	return hold;
}

static inline void confirms(struct world *w, const struct hold *hold)
{
	assert_int_equal(sg_ledger_give_back(&w->ledger, hold->entries, hold->count,
				 INT64_MAX, 0, &w->error),
		SG_OK);
}

static inline void releases(struct world *w, const struct hold *hold)
{
	assert_int_equal(sg_ledger_give_back(
				 &w->ledger, hold->entries, hold->count, 0, 0, &w->error),
		SG_OK);
}

static inline void spends(struct world *w, int64_t points)
{
	struct hold hold = holds(w, points);

	confirms(w, &hold);
}

static inline void expires(struct world *w, int32_t today_day)
{
	assert_int_equal(sg_ledger_expire(&w->ledger, today_day, &w->error), SG_OK);
}

/* The lots are what their entries say, and the balance their sum. */
static inline void assert_sums(const struct world *w)
{
	const struct sg_ledger *ledger = &w->ledger;
	struct sg_lot *lots =
		sg_arena_array(ledger->arena, ledger->count + 1, sizeof *lots);
	int64_t entries = 0, remaining = 0;

	for (size_t i = 0; i < ledger->entry_count; i++) {
		entries += ledger->entries[i].points;
	}
	for (size_t i = 0; i < ledger->count; i++) {
		lots[i] = ledger->lots[i];
		remaining += lots[i].remaining;
		lots[i].remaining = lots[i].held = lots[i].expired = 77;
		lots[i].reversed = !lots[i].reversed;
	}
	assert_int_equal(sg_ledger_rebuild(lots, ledger->count, ledger->entries,
				 ledger->entry_count, NULL),
		SG_OK);
	for (size_t i = 0; i < ledger->count; i++) {
		const struct sg_lot *stored = NULL;

		for (size_t k = 0; k < ledger->count; k++) {
			if (sg_id_equal(&ledger->lots[k].id, &lots[i].id)) {
				stored = &ledger->lots[k];
			}
		}
		assert_non_null(stored);
		assert_int_equal(stored->remaining, lots[i].remaining);
		assert_int_equal(stored->held, lots[i].held);
		assert_int_equal(stored->expired, lots[i].expired);
		assert_int_equal(stored->reversed, lots[i].reversed);
	}
	assert_int_equal(entries, remaining);
	assert_int_equal(sg_ledger_balance(ledger).points, remaining);
}

static inline void assert_balance(
	const struct world *w, int64_t points, int64_t held, int64_t available)
{
	struct sg_balance balance = sg_ledger_balance(&w->ledger);

	assert_sums(w);
	assert_int_equal(balance.points, points);
	assert_int_equal(balance.held, held);
	assert_int_equal(balance.available, available);
}

#endif
