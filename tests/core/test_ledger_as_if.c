/*
 * An earning taken back has never been: histories by chance, each lived twice, with one earning
 * that is taken back at some time, and without it. Only those are compared in which all that was
 * done could be done without it, too.
 */
#include "core/ledger_world.h"

#include <stdio.h>

enum { HISTORIES = 12000, STEPS = 25 };

enum kind { EARN, REVERSE, SPEND, HOLD, CONFIRM, RELEASE, NEXT_DAY, ADJUST, KINDS };

struct step {
	enum kind kind;
	int account, of; /* the step that earned or held */
	int64_t points;
	int32_t earned_day, expires_day;
};

/* What a history is made of. */
struct sort {
	int accounts;
	bool holds;    /* that stay open for a while */
	bool expiry;   /* days pass */
	bool in_order; /* what is earned first expires first */
};

struct life {
	struct sg_ledger ledger;
	struct hold holds[STEPS];
	enum sg_status statuses[STEPS];
	struct sg_balance balances[STEPS];
	int64_t expired[STEPS]; /* of lots that were not taken back */
};

static struct step steps[STEPS];
static int subject, taken_back; /* the steps that earn and reverse what has never been */
static uint64_t seed;

static int draw(int below)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (int)((seed >> 33) % (uint32_t)below);
}

static const char *source_of(int step)
{
	static char names[STEPS][4];

	(void)snprintf(names[step], sizeof names[step], "%d", step);
	return names[step];
}

static const struct sg_lot *earned_by(const struct life *life, int step)
{
	for (size_t i = 0; i < life->ledger.count; i++) {
		if (strcmp(life->ledger.lots[i].source, source_of(step)) == 0) {
			return &life->ledger.lots[i];
		}
	}
	return NULL;
}

static enum sg_status hold(struct life *life, int step)
{
	size_t begun = life->ledger.entry_count;
	enum sg_status status = sg_ledger_hold(&life->ledger, steps[step].points, NULL);

	life->holds[step].count = life->ledger.entry_count - begun;
	assert_in_range(life->holds[step].count, 0, 16);
	for (size_t i = 0; i < life->holds[step].count; i++) {
		life->holds[step].entries[i] = life->ledger.entries[begun + i];
	}
	return status;
}

/* Ends a hold, if it was one and is open. */
static enum sg_status end_hold(struct life *life, int of, bool redeemed)
{
	struct hold *open = &life->holds[of];
	size_t count = open->count;

	open->count = 0;
	return redeemed ? sg_ledger_give_back(
				  &life->ledger, open->entries, count, INT64_MAX, 0, NULL)
	                : sg_ledger_give_back(
				  &life->ledger, open->entries, count, 0, 0, NULL);
}

static enum sg_status spend(struct life *life, int step)
{
	enum sg_status status = hold(life, step);

	return status == SG_OK ? end_hold(life, step, true) : status;
}

static enum sg_status do_step(struct life *life, int number)
{
	const struct step *step = &steps[number];
	struct sg_earning_lot line = {.account = account(step->account),
		.source = source_of(number),
		.rule = "base",
		.points = step->points,
		.earned_day = step->earned_day,
		.expires_day = step->expires_day};
	bool done = false;

	switch (step->kind) {
	case EARN:
		return sg_ledger_earn(&life->ledger, &line, NULL, &done);
	case REVERSE:
		return sg_ledger_reverse(
			&life->ledger, &earned_by(life, step->of)->id, NULL);
	case SPEND:
		return spend(life, number);
	case HOLD:
		return hold(life, number);
	case NEXT_DAY:
		return sg_ledger_expire(&life->ledger, step->expires_day, NULL);
	case ADJUST:
		line.points = -line.points;
		return sg_ledger_adjust(&life->ledger, &line, NULL);
	default:
		return end_hold(life, step->of, step->kind == CONFIRM);
	}
}

static void live(struct life *life, struct sg_arena *arena, bool with)
{
	sg_arena_reset(arena);
	life->ledger = (struct sg_ledger){.arena = arena, .operation = key(2, 1)};
	for (int i = 0; i < STEPS; i++) {
		bool is_subject = i == subject ||
		                  (steps[i].kind == REVERSE && steps[i].of == subject);

		life->holds[i].count = 0;
		life->statuses[i] = is_subject && !with ? SG_OK : do_step(life, i);
		life->balances[i] = sg_ledger_balance(&life->ledger);
		life->expired[i] = 0;
		for (size_t k = 0; k < life->ledger.count; k++) {
			const struct sg_lot *one = &life->ledger.lots[k];

			life->expired[i] += one->reversed ? 0 : one->expired;
		}
	}
}

/* ---- by chance ---- */

static int draw_earlier(int step, enum kind kind)
{
	int from = draw(step + 1);

	for (int i = 0; i < step; i++) {
		int earlier = (from + i) % step;

		if (steps[earlier].kind == kind) {
			return earlier;
		}
	}
	return -1;
}

static void draw_earning(struct step *step, const struct sort *sort, int32_t today)
{
	step->kind = EARN;
	step->points = 1 + draw(100);
	step->earned_day = sort->in_order ? today : today - draw(5);
	step->expires_day = today + (sort->in_order ? 5 : draw(12));
	if (!sort->in_order && draw(5) == 0) {
		step->expires_day = SG_NO_DAY;
	}
}

static void draw_step(int number, const struct sort *sort, int32_t *today)
{
	static const enum kind often[] = {EARN, EARN, EARN, REVERSE, SPEND, SPEND, HOLD,
		CONFIRM, RELEASE, NEXT_DAY, NEXT_DAY, ADJUST};
	struct step *step = &steps[number];

	*step = (struct step){.kind = often[draw(sizeof often / sizeof often[0])]};
	step->account = 1 + draw(sort->accounts);
	step->points = 1 + draw(60);
	step->of = step->kind == REVERSE ? draw_earlier(number, EARN)
	                                 : draw_earlier(number, HOLD);
	if (step->kind == NEXT_DAY && sort->expiry) {
		*today += 1 + draw(4);
		step->expires_day = *today;
	} else if (step->kind == EARN || step->kind == NEXT_DAY ||
		   (step->kind == REVERSE && step->of < 0)) {
		draw_earning(step, sort, *today);
	} else if ((step->kind == CONFIRM || step->kind == RELEASE) && step->of < 0) {
		step->kind = SPEND;
	}
	if (!sort->holds && step->kind == HOLD) {
		step->kind = SPEND;
	}
}

static void draw_history(const struct sort *sort)
{
	int32_t today = TODAY;

	for (int i = 0; i < STEPS; i++) {
		draw_step(i, sort, &today);
		if (i == subject) {
			draw_earning(&steps[i], sort, today);
		} else if (i == taken_back) {
			steps[i].kind = REVERSE;
			steps[i].of = subject;
		}
	}
}

/* ---- with and without ---- */

static void tell(uint64_t number, int step)
{
	static const char *const names[KINDS] = {"earn", "reverse", "spend", "hold",
		"confirm", "release", "next day", "adjust"};

	print_error(
		"history %llu differs after step %d\n", (unsigned long long)number, step);
	for (int i = 0; i <= step; i++) {
		print_error(
			"  %2d %-8s account %d of %d points %lld earned %d last day %d\n",
			i, names[steps[i].kind], steps[i].account, steps[i].of,
			(long long)steps[i].points, steps[i].earned_day - TODAY,
			steps[i].expires_day == SG_NO_DAY ? 999
							  : steps[i].expires_day - TODAY);
	}
	fail();
}

static bool could_do_the_same(const struct life *a, const struct life *b)
{
	return memcmp(a->statuses, b->statuses, sizeof a->statuses) == 0;
}

static bool same(const struct life *a, const struct life *b, int step, bool exact)
{
	const struct sg_balance *x = &a->balances[step], *y = &b->balances[step];

	if (!exact) {
		return x->points + a->expired[step] == y->points + b->expired[step];
	}
	return x->points == y->points && x->held == y->held &&
	       x->available == y->available;
}

static void compare_histories(const struct sort *sort, bool exact)
{
	struct sg_arena *arenas[] = {sg_arena_new(), sg_arena_new()};
	static struct life with, without;
	size_t compared = 0, spent = 0;

	assert_non_null(arenas[0]);
	assert_non_null(arenas[1]);
	for (uint64_t number = 1; number <= HISTORIES; number++) {
		seed = number * UINT64_C(0x9E3779B97F4A7C15);
		subject = draw(STEPS / 2);
		taken_back = subject + 1 + draw(STEPS - subject - 1);
		draw_history(sort);
		live(&with, arenas[0], true);
		live(&without, arenas[1], false);
		if (!could_do_the_same(&with, &without)) {
			continue;
		}
		compared++;
		for (int i = taken_back; i < STEPS; i++) {
			if (!same(&with, &without, i, exact)) {
				tell(number, i);
			}
		}
		spent += with.ledger.entry_count > without.ledger.entry_count + 2;
	}
	print_message("%zu histories compared, in %zu it had been spent of or had paid\n",
		compared, spent);
	assert_true(compared > HISTORIES / 20);
	assert_true(spent > HISTORIES / 50);
	sg_arena_free(arenas[0]);
	sg_arena_free(arenas[1]);
}

static void among_holds_and_several_accounts_it_has_never_been(void **state)
{
	const struct sort sort = {.accounts = 2, .holds = true};

	(void)state;
	compare_histories(&sort, true);
}

static void where_points_expire_as_they_were_earned_it_has_never_been(void **state)
{
	const struct sort sort = {.accounts = 1, .expiry = true, .in_order = true};

	(void)state;
	compare_histories(&sort, true);
}

/* Whatever happens: the same was earned, spent and given, so that what is there and what has
 * expired add up to the same. */
static void no_point_is_lost_or_made_by_it(void **state)
{
	const struct sort sort = {.accounts = 3, .holds = true, .expiry = true};

	(void)state;
	compare_histories(&sort, false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(among_holds_and_several_accounts_it_has_never_been),
		cmocka_unit_test(
			where_points_expire_as_they_were_earned_it_has_never_been),
		cmocka_unit_test(no_point_is_lost_or_made_by_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
