/* A step that runs out of memory, wherever it happens, has never been. */
#include "core/ledger_world.h"

#include "core/failing_memory.h"

#include "core/arena.c"

enum { MOST_ENTRIES = 40, MOST_LOTS = 20 };

struct
try {
	struct world *w;
	struct sg_ledger *to;
	struct hold hold;
	struct sg_id spent;
};

static enum sg_status earn_something(struct try *t)
{
	struct sg_earning_lot lines = earning(2, "new", 9, LATER);
	bool done = true;
	enum sg_status status =
		sg_ledger_earn(&t->w->ledger, &lines, &t->w->error, &done);

	assert_true(done);
	return status;
}

static enum sg_status reverse_it(struct try *t)
{
	return sg_ledger_reverse(&t->w->ledger, &t->spent, &t->w->error);
}

static enum sg_status replace_it(struct try *t)
{
	struct sg_earning_lot less = earning(1, "stay", 40, LATER);

	return sg_ledger_replace(&t->w->ledger, &t->spent, &less, &t->w->error);
}

static enum sg_status hold_some(struct try *t)
{
	return sg_ledger_hold(&t->w->ledger, 90, &t->w->error);
}

static enum sg_status confirm_some(struct try *t)
{
	return sg_ledger_give_back(&t->w->ledger, t->hold.entries, t->hold.count,
		INT64_MAX, 0, &t->w->error);
}

static enum sg_status release_some(struct try *t)
{
	return sg_ledger_give_back(
		&t->w->ledger, t->hold.entries, t->hold.count, 0, 0, &t->w->error);
}

static enum sg_status expire_some(struct try *t)
{
	return sg_ledger_expire(&t->w->ledger, LATEST, &t->w->error);
}

static enum sg_status transfer_some(struct try *t)
{
	const struct sg_transfer transfer = {.account = account(5),
		.source = "gift",
		.points = 90,
		.fee = 5,
		.earned_day = SG_NO_DAY};

	return sg_ledger_transfer(&t->w->ledger, t->to, &transfer, &t->w->error);
}

static enum sg_status pool_some(struct try *t)
{
	const struct sg_transfer transfer = {.account = account(1),
		.source = "pool",
		.points = 90,
		.earned_day = SG_NO_DAY};

	return sg_ledger_transfer(&t->w->ledger, &t->w->ledger, &transfer, &t->w->error);
}

static enum sg_status adjust_some(struct try *t)
{
	const struct sg_earning_lot by = earning(1, "form", -60, LATER);

	return sg_ledger_adjust(&t->w->ledger, &by, &t->w->error);
}

/* Lots that have been spent of, are held of, have expired; a debt in the second account. */
static void furnish(struct try *t)
{
	struct world *w = t->w;

	earns(w, 2, "old", 5, TODAY - 1);
	spends(w, 5);
	takes_back(w, "old");
	earns(w, 1, "stay", 50, TODAY);
	t->spent = lot(w, "stay")->id;
	earns(w, 1, "second", 50, TODAY + 1);
	spends(w, 30);
	expires(w, TODAY + 1);
	earns(w, 1, "third", 60, LATER);
	t->hold = holds(w, 15);
	earns(w, 1, "fourth", 60, LATER + 1);
}

/* Both ledgers with arrays that are full, so that each step has to make them larger. */
static void fill_arrays(
	struct sg_ledger *ledger, struct sg_lot *lots, struct sg_entry *entries)
{
	assert_in_range(ledger->count, 0, MOST_LOTS);
	assert_in_range(ledger->entry_count, 0, MOST_ENTRIES);
	memcpy(lots, ledger->lots, ledger->count * sizeof *lots);
	memcpy(entries, ledger->entries, ledger->entry_count * sizeof *entries);
	ledger->lots = lots;
	ledger->entries = entries;
	ledger->space = ledger->count;
	ledger->entry_space = ledger->entry_count;
}

static const struct sg_lot *same_lot(
	const struct sg_ledger *ledger, const struct sg_id *id)
{
	for (size_t i = 0; i < ledger->count; i++) {
		if (sg_id_equal(&ledger->lots[i].id, id)) {
			return &ledger->lots[i];
		}
	}
	return NULL;
}

static void assert_unchanged(
	const struct sg_ledger *before, const struct sg_ledger *after)
{
	assert_int_equal(before->entry_count, after->entry_count);
	assert_int_equal(before->count, after->count);
	assert_false(after->failed);
	for (size_t i = 0; i < before->count; i++) {
		const struct sg_lot *lot = same_lot(after, &before->lots[i].id);

		assert_non_null(lot);
		assert_memory_equal(lot, &before->lots[i], sizeof *lot);
	}
}

/* One step with an arena that has room for `filled` bytes less, on ledgers made anew. */
static enum sg_status attempt(enum sg_status (*step)(struct try *), size_t filled)
{
	struct sg_lot lots[MOST_LOTS], lots_before[MOST_LOTS], to_lots[1];
	struct sg_entry entries[MOST_ENTRIES], to_entries[1];
	struct world world = {
		.ledger = {.arena = sg_arena_new(), .operation = key(2, 1)}};
	struct sg_ledger to = {.arena = sg_arena_new(), .operation = key(2, 2)};
	struct sg_ledger to_before, before;
	struct try t = {.w = &world, .to = &to};
	enum sg_status status;

	furnish(&t);
	fill_arrays(&world.ledger, lots, entries);
	to.lots = to_lots;
	to.entries = to_entries;
	before = world.ledger;
	before.lots = lots_before;
	memcpy(lots_before, lots, world.ledger.count * sizeof *lots);
	to_before = to;
	sg_arena_reset(world.ledger.arena);
	sg_arena_reset(to.arena);
	assert_non_null(sg_arena_alloc(
		filled % 2 ? to.arena : world.ledger.arena, filled / 2 * 16));
	allocations_left = 0;
	status = step(&t);
	allocations_left = -1;
	if (status != SG_OK) {
		assert_int_equal(status, SG_MEMORY);
		assert_string_equal(world.error.code, "memory_short");
		assert_unchanged(&before, &world.ledger);
		assert_unchanged(&to_before, &to);
	} else {
		assert_true(world.ledger.entry_count > before.entry_count);
	}
	sg_arena_free(world.ledger.arena);
	sg_arena_free(to.arena);
	return status;
}

static void a_step_that_runs_out_of_memory_changes_nothing(void **state)
{
	static enum sg_status (*const steps[])(struct try *) = {earn_something,
		reverse_it, replace_it, hold_some, confirm_some, release_some,
		expire_some, transfer_some, pool_some, adjust_some};

	(void)state;
	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
		size_t failures = 0;

		for (size_t filled = 0; filled < 2 * (FIRST_BLOCK / 16); filled++) {
			failures += attempt(steps[i], filled) != SG_OK;
		}
		assert_true(failures > 20);
		assert_int_equal(attempt(steps[i], 0), SG_OK);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_step_that_runs_out_of_memory_changes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
