/*
 * A history of steps by chance: what is stored between them, each step done on a ledger made anew
 * out of it, and the same step done to the model. Tests that include it draw the steps.
 */
#ifndef SG_TESTS_CORE_LEDGER_HISTORY_H
#define SG_TESTS_CORE_LEDGER_HISTORY_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/ledger.h"
#include "core/ledger_model.h"
#include "core/time.h"

enum {
	MOST_STEPS = 40,
	MOST_ENTRIES = 4096,
	SOURCES = 4,
};

enum kind {
	EARN,
	REVERSE,
	REPLACE,
	HOLD,
	CONFIRM,
	RELEASE,
	EXPIRE,
	TRANSFER,
	ADJUST,
	MERGE,
	KINDS
};

static const char *const kind_names[KINDS] = {"earn", "reverse", "replace", "hold",
	"confirm", "release", "expire", "transfer", "adjust", "merge or part"};

struct step {
	enum kind kind;
	int person, account, lot, hold, points;
	struct model_lot like;
};

struct hold {
	struct sg_entry entries[MOST_LOTS];
	size_t count;
	bool open;
};

static struct store {
	struct sg_lot lots[MOST_LOTS]; /* in the order of their keys, as the model's */
	char rules[MOST_LOTS][SG_ID_TEXT_SIZE];
	size_t count;
	struct sg_entry entries[MOST_ENTRIES];
	size_t entry_count;
	int64_t sums[ACCOUNTS]; /* of entries */
} store;
static struct model model;
static struct hold holds[MOST_HOLDS];
static int today;
static struct step steps[MOST_STEPS];
static int step_count;
static struct sg_arena *arenas[2];
static uint64_t seed, history; /* the number of it */

static int draw(int below)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (int)((seed >> 33) % (uint32_t)below);
}

/* ---- when it does not hold ---- */

static _Noreturn void tell(int line, const char *what)
{
	print_error("history %llu, %s:%d: %s\n", (unsigned long long)history, __FILE__,
		line, what);
	for (int i = 0; i < step_count; i++) {
		const struct step *s = &steps[i];

		print_error("  %2d %-13s person %d account %d lot %d hold %d points %d "
			    "source %d rule %d earned %d expires %d\n",
			i, kind_names[s->kind], s->person, s->account, s->lot, s->hold,
			s->points, s->like.source, s->like.rule, s->like.earned,
			s->like.expires);
	}
	fail();
	abort();
}

#define HOLDS(what) ((what) ? (void)0 : tell(__LINE__, #what))

/* ---- the store ---- */

static int account_of(const struct sg_id *id)
{
	return id->bytes[SG_ID_SIZE - 1];
}

static struct sg_id account_key(int account)
{
	return (struct sg_id){{[4] = 1, [SG_ID_SIZE - 1] = (unsigned char)account}};
}

static const char *source_name(int source)
{
	static const char *const names[] = {
		"s0", "s1", "s2", "s3", "t0", "t1", "t2", "t3"};

	return names[source];
}

static bool ends_hold_in(const struct step *step, const struct sg_lot *lot)
{
	const struct hold *hold = &holds[step->hold];

	for (size_t i = 0; i < hold->count; i++) {
		if (sg_id_equal(&hold->entries[i].account, &lot->account)) {
			return true;
		}
	}
	return false;
}

/* Which lots a step needs to see, as the header says. */
static bool is_needed(const struct step *step, size_t index)
{
	const struct sg_lot *lot = &store.lots[index];
	bool own = account_of(&lot->account) == step->account;

	if (lot->remaining != 0 || lot->held != 0) {
		return true;
	}
	switch (step->kind) {
	case EARN:
	case ADJUST:
	case TRANSFER:
		return own && strcmp(lot->source, source_name(step->like.source)) == 0;
	case REVERSE:
	case REPLACE:
		return (int)index == step->lot || (own && lot->expired > 0) ||
		       (own && step->kind == REPLACE &&
			       strcmp(lot->source, store.lots[step->lot].source) == 0);
	case CONFIRM:
		return lot->expired > 0 && ends_hold_in(step, lot);
	default:
		return false;
	}
}

static void load(const struct step *step, int person, int which, struct sg_ledger *ledger)
{
	size_t space = store.count + (size_t)draw(4);

	*ledger = (struct sg_ledger){.arena = arenas[which], .space = space};
	ledger->operation = (struct sg_id){{[5] = (unsigned char)step_count, [15] = 7}};
	sg_arena_reset(ledger->arena);
	ledger->lots = sg_arena_array(ledger->arena, space + 1, sizeof *ledger->lots);
	assert_non_null(ledger->lots);
	for (size_t i = 0; i < store.count; i++) {
		size_t place = (size_t)draw((int)ledger->count + 1);

		if (model.person_of[account_of(&store.lots[i].account)] == person &&
			(is_needed(step, i) || draw(2) == 0)) {
			ledger->lots[ledger->count++] = ledger->lots[place];
			ledger->lots[place] = store.lots[i];
		}
	}
}

static size_t stored_at(const struct sg_id *lot)
{
	for (size_t i = 0; i < store.count; i++) {
		if (sg_id_equal(&store.lots[i].id, lot)) {
			return i;
		}
	}
	return store.count;
}

static void save_lot(const struct sg_lot *lot)
{
	size_t at = stored_at(&lot->id);

	HOLDS(at < MOST_LOTS);
	if (at == store.count) {
		(void)snprintf(store.rules[at], sizeof store.rules[at], "%s", lot->rule);
		store.count++;
	}
	store.lots[at] = *lot;
	store.lots[at].rule = store.rules[at];
}

/* New lots one by one, by their keys; the others where they are. */
static void save(const struct sg_ledger *ledger)
{
	for (size_t i = 0; i < ledger->entry_count; i++) {
		const struct sg_entry *entry = &ledger->entries[i];

		HOLDS(store.entry_count < MOST_ENTRIES);
		HOLDS(sg_id_equal(&entry->operation, &ledger->operation));
		store.entries[store.entry_count++] = *entry;
		store.sums[account_of(&entry->account)] += entry->points;
		for (size_t k = 0; k < ledger->count; k++) {
			if (sg_id_equal(&ledger->lots[k].id, &entry->lot)) {
				save_lot(&ledger->lots[k]);
			}
		}
	}
}

/* ---- a step on the ledger ---- */

static struct sg_earning_lot line_of(const struct step *step)
{
	static char rules[2][8] = {"r0", "r1"};
	const struct model_lot *like = &step->like;

	return (struct sg_earning_lot){.account = account_key(step->account),
		.source = source_name(like->source),
		.rule = rules[like->rule % 2],
		.points = step->points,
		.earned_day = like->earned,
		.expires_day = like->expires == NEVER ? SG_NO_DAY : like->expires};
}

static enum sg_status replace_stored(struct sg_ledger *ledger, const struct step *step)
{
	const struct sg_lot *old = &store.lots[step->lot];
	const struct sg_earning_lot line = {.account = old->account,
		.source = old->source,
		.rule = old->rule,
		.points = step->points,
		.earned_day = old->earned_day,
		.expires_day = old->expires_day};

	return sg_ledger_replace(ledger, &old->id, &line, NULL);
}

/* What was held in accounts that lie apart now is ended in each. */
static enum sg_status end_stored(
	struct sg_ledger *ledger, const struct step *step, int person)
{
	const struct hold *hold = &holds[step->hold];
	struct sg_entry own[MOST_LOTS];
	size_t count = 0;

	for (size_t i = 0; i < hold->count; i++) {
		if (model.person_of[account_of(&hold->entries[i].account)] == person) {
			own[count++] = hold->entries[i];
		}
	}
	return step->kind == CONFIRM
	               ? sg_ledger_give_back(ledger, own, count, INT64_MAX, 0, NULL)
	               : sg_ledger_give_back(ledger, own, count, 0, 0, NULL);
}

static enum sg_status run(const struct step *step, int person, struct sg_ledger *ledger,
	struct sg_ledger *other)
{
	const struct sg_earning_lot line = line_of(step);
	bool earned = false;

	switch (step->kind) {
	case EARN:
		return sg_ledger_earn(ledger, &line, NULL, &earned);
	case REVERSE:
		return sg_ledger_reverse(ledger, &store.lots[step->lot].id, NULL);
	case REPLACE:
		return replace_stored(ledger, step);
	case HOLD:
		return sg_ledger_hold(ledger, step->points, NULL);
	case EXPIRE:
		return sg_ledger_expire(ledger, today, NULL);
	case TRANSFER:
		return sg_ledger_transfer(ledger, other,
			&(struct sg_transfer){.account = line.account,
				.source = line.source,
				.points = step->points,
				.earned_day = SG_NO_DAY},
			NULL);
	case ADJUST:
		return sg_ledger_adjust(ledger, &line, NULL);
	default:
		return end_stored(ledger, step, person);
	}
}

static bool same_entry(const struct sg_entry *a, const struct sg_entry *b)
{
	return sg_id_equal(&a->id, &b->id) && sg_id_equal(&a->operation, &b->operation) &&
	       sg_id_equal(&a->account, &b->account) && sg_id_equal(&a->lot, &b->lot) &&
	       a->kind == b->kind && a->points == b->points && a->held == b->held;
}

/* The same again, with the lots in other places and other needless ones left out. */
static void run_again(
	const struct step *step, int person, const struct sg_entry *entries, size_t count)
{
	struct sg_ledger again;

	load(step, person, 1, &again);
	(void)run(step, person, &again, &again);
	HOLDS(again.entry_count == count);
	for (size_t i = 0; i < count; i++) {
		HOLDS(same_entry(&entries[i], &again.entries[i]));
	}
}

static enum sg_status run_on_person(const struct step *step, int person)
{
	struct sg_ledger ledger, other;
	int receiver = step->kind == TRANSFER ? model.person_of[step->account] : person;
	enum sg_status status;

	load(step, person, 0, &ledger);
	if (receiver != person) {
		load(step, receiver, 1, &other);
		status = run(step, person, &ledger, &other);
		save(&ledger);
		save(&other);
		return status;
	}
	status = run(step, person, &ledger, &ledger);
	HOLDS(status == SG_OK || ledger.entry_count == 0);
	if (draw(4) == 0) {
		run_again(step, person, ledger.entries, ledger.entry_count);
	}
	if (step->kind == HOLD && status == SG_OK) {
		struct hold *hold = &holds[step->hold];

		hold->open = true;
		hold->count = ledger.entry_count;
		memcpy(hold->entries, ledger.entries,
			hold->count * sizeof *hold->entries);
	}
	save(&ledger);
	return status;
}

static enum sg_status run_on_store(const struct step *step)
{
	if (step->kind == CONFIRM || step->kind == RELEASE) {
		enum sg_status status = SG_OK;

		for (int person = 0; person < ACCOUNTS && status == SG_OK; person++) {
			status = run_on_person(step, person);
		}
		holds[step->hold].open = false;
		return status;
	}
	return run_on_person(step, step->person);
}

static enum sg_status run_on_model(const struct step *step)
{
	switch (step->kind) {
	case EARN:
		return model_earn(&model, &step->like, step->points);
	case REVERSE:
		return model_reverse(&model, step->lot);
	case REPLACE:
		return model_replace(&model, step->lot, step->points);
	case HOLD:
		return model_take(
			&model, -1, step->person, step->points, HELD + step->hold);
	case EXPIRE:
		return model_expire(&model, step->person, today);
	case TRANSFER:
		return model_transfer(&model, step->person, &step->like, step->points);
	case ADJUST:
		return step->points > 0 ? model_earn(&model, &step->like, step->points)
		                        : model_take(&model, step->account, step->person,
						  -step->points, GONE);
	default:
		return model_end_hold(&model, step->hold, step->kind == CONFIRM);
	}
}

#endif
