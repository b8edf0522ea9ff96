/*
 * Nothing better could have been chosen: against every set of twelve, against every order of
 * some, and what must hold whatever the numbers are.
 */
#include "core/restraint.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { INSTANCES = 10000, MANY = 12, SEQUENCES = 300 };

typedef struct sg_attention_candidate candidate;

/* ---- against every set ---- */

static uint64_t draw_state;

/* splitmix64 */
static uint32_t draw(uint32_t below)
{
	uint64_t z = draw_state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return (uint32_t)((z ^ (z >> 31)) >> 32) % below;
}

static int32_t between(int32_t low, int32_t high)
{
	return low + (int32_t)draw((uint32_t)(high - low + 1));
}

struct instance {
	candidate candidates[MANY];
	struct sg_measure measure;
};

/* p from .2, joy from .1, awkwardness to .8; a sixth is worth nothing. */
static void draw_instance(struct instance *in)
{
	for (size_t i = 0; i < MANY; i++) {
		int32_t p = between(200, 1000);

		in->candidates[i] = (candidate){
			.value = p * between(100, 1000) - (1000 - p) * between(0, 800),
			.kind = between(1, 4)};
	}
	in->measure = (struct sg_measure){
		between(500, 950), between(300, 900), between(20, 200), between(2, 5), 1};
}

/* What is written in the header, in floating point and for one order of the members. */
struct sequence {
	double utility, weight;
	int used[8]; /* of a kind */
	bool taken[MANY];
};

static double gain(const struct instance *in, const struct sequence *s, size_t i)
{
	double v = in->candidates[i].value / 1e6;

	for (int n = 0; n < s->used[in->candidates[i].kind]; n++) {
		v *= in->measure.delta / 1e3;
	}
	return v;
}

static void append(const struct instance *in, struct sequence *s, size_t i)
{
	s->utility += s->weight * gain(in, s, i) - in->measure.kappa / 1e3;
	s->weight *= in->measure.rho / 1e3;
	s->used[in->candidates[i].kind]++;
	s->taken[i] = true;
}

/* The utility of a set in its best order: always the greatest gain of those left. */
static double utility(const struct instance *in, unsigned set)
{
	struct sequence s = {.weight = 1};

	for (unsigned left = set; left != 0;) {
		size_t best = MANY;

		for (size_t i = 0; i < MANY; i++) {
			if ((left >> i & 1u) != 0 &&
				(best == MANY || gain(in, &s, i) > gain(in, &s, best))) {
				best = i;
			}
		}
		append(in, &s, best);
		left &= ~(1u << best);
	}
	return s.utility;
}

static int members(unsigned set)
{
	int count = 0;

	for (; set != 0; set &= set - 1) {
		count++;
	}
	return count;
}

static double best_utility(const struct instance *in)
{
	double best = 0;

	for (unsigned set = 0; set < 1u << MANY; set++) {
		if (members(set) <= in->measure.budget) {
			double found = utility(in, set);

			best = found > best ? found : best;
		}
	}
	return best;
}

static unsigned chosen_set(const candidate *candidates)
{
	unsigned set = 0;

	for (size_t i = 0; i < MANY; i++) {
		set |= candidates[i].chosen ? 1u << i : 0u;
	}
	return set;
}

/* Those of greatest worth by themselves, as many as may be: what a plain list would do. */
static unsigned plain_set(const struct instance *in)
{
	unsigned set = 0;

	while (members(set) < in->measure.budget) {
		size_t best = 0;

		for (size_t i = 1; i < MANY; i++) {
			if ((set >> best & 1u) != 0 ||
				((set >> i & 1u) == 0 &&
					in->candidates[i].value >
						in->candidates[best].value)) {
				best = i;
			}
		}
		set |= 1u << best;
	}
	return set;
}

static void nothing_better_could_have_been_chosen(void **state)
{
	double worst = 1, sum = 0;
	int exact = 0, plain = 0;

	(void)state;
	draw_state = 1;
	for (int i = 0; i < INSTANCES; i++) {
		struct instance in;
		double best, found, ratio;

		draw_instance(&in);
		sg_restrain(in.candidates, MANY, &in.measure);
		best = best_utility(&in);
		found = utility(&in, chosen_set(in.candidates));
		ratio = best > 1e-6 ? found / best : 1;
		assert_true(members(chosen_set(in.candidates)) <= in.measure.budget);
		assert_true(ratio >= .99);
		exact += best - found < 1e-7;
		plain += best - utility(&in, plain_set(&in)) < 1e-7;
		worst = ratio < worst ? ratio : worst;
		sum += ratio;
	}
	print_message(
		"of %d instances %d are the optimum (%d with a plain list); worst ratio "
		"%.9f, mean %.9f\n",
		INSTANCES, exact, plain, worst, sum / INSTANCES);
	assert_int_equal(exact, INSTANCES);
	assert_true(plain < INSTANCES / 2); /* the instances are worth deciding */
}

/* The best of all ways to go on, in any order. */
static double best_sequence(
	const struct instance *in, const struct sequence *so_far, int left)
{
	double best = so_far->utility;

	for (size_t i = 0; i < MANY && left > 0; i++) {
		struct sequence longer = *so_far;
		double found;

		if (so_far->taken[i]) {
			continue;
		}
		append(in, &longer, i);
		found = best_sequence(in, &longer, left - 1);
		best = found > best ? found : best;
	}
	return best;
}

static void no_other_order_of_any_set_is_better(void **state)
{
	(void)state;
	draw_state = 2;
	for (int i = 0; i < SEQUENCES; i++) {
		struct sequence none = {.weight = 1};
		struct instance in;
		double best;

		draw_instance(&in);
		in.measure.budget = between(2, 4);
		sg_restrain(in.candidates, MANY, &in.measure);
		best = best_sequence(&in, &none, in.measure.budget);
		assert_true(best - utility(&in, chosen_set(in.candidates)) < 1e-7);
	}
}

/* ---- whatever comes ---- */

static void draw_ranks(struct instance *in)
{
	for (size_t i = 0; i < MANY; i++) {
		in->candidates[i].rank = between(0, 3);
	}
	in->measure.periods = between(1, 3);
}

static void a_guest_who_minds_more_gets_no_more_and_nothing_else(void **state)
{
	(void)state;
	draw_state = 3;
	for (int i = 0; i < INSTANCES; i++) {
		unsigned before = (1u << MANY) - 1;
		struct instance in;

		draw_instance(&in);
		draw_ranks(&in);
		for (in.measure.kappa = 0; in.measure.kappa <= 1000;
			in.measure.kappa += 20) {
			unsigned now;

			sg_restrain(in.candidates, MANY, &in.measure);
			now = chosen_set(in.candidates);
			assert_true(members(now) <= members(before));
			assert_true(
				members(now) <= in.measure.budget * in.measure.periods);
			if (members(now) < in.measure.budget * in.measure.periods &&
				members(before) <
					in.measure.budget * in.measure.periods) {
				assert_int_equal(now & ~before, 0);
			}
			before = now;
		}
		assert_int_equal(before, 0);
	}
}

static void a_greater_budget_only_adds(void **state)
{
	(void)state;
	draw_state = 4;
	for (int i = 0; i < INSTANCES; i++) {
		unsigned before = 0;
		struct instance in;

		draw_instance(&in);
		draw_ranks(&in);
		for (in.measure.budget = 0; in.measure.budget < MANY;
			in.measure.budget++) {
			unsigned now;

			sg_restrain(in.candidates, MANY, &in.measure);
			now = chosen_set(in.candidates);
			assert_int_equal(before & ~now, 0);
			assert_true(
				members(now) <= in.measure.budget * in.measure.periods);
			before = now;
		}
	}
}

static void differ_in_value(struct instance *in)
{
	for (size_t i = 0; i < MANY; i++) {
		for (size_t k = 0; k < i; k++) {
			if (in->candidates[k].value == in->candidates[i].value) {
				in->candidates[i].value++;
				k = (size_t)-1;
			}
		}
	}
}

static void the_order_of_the_candidates_never_shows(void **state)
{
	(void)state;
	draw_state = 5;
	for (int i = 0; i < INSTANCES; i++) {
		struct instance in, mixed;
		size_t at[MANY];

		draw_instance(&in);
		draw_ranks(&in);
		differ_in_value(&in);
		mixed = in;
		for (size_t k = 0; k < MANY; k++) {
			size_t other = draw((uint32_t)k + 1);

			at[k] = at[other];
			at[other] = k;
		}
		for (size_t k = 0; k < MANY; k++) {
			mixed.candidates[k] = in.candidates[at[k]];
		}
		sg_restrain(in.candidates, MANY, &in.measure);
		sg_restrain(mixed.candidates, MANY, &mixed.measure);
		for (size_t k = 0; k < MANY; k++) {
			assert_int_equal(
				mixed.candidates[k].chosen, in.candidates[at[k]].chosen);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_better_could_have_been_chosen),
		cmocka_unit_test(no_other_order_of_any_set_is_better),
		cmocka_unit_test(a_guest_who_minds_more_gets_no_more_and_nothing_else),
		cmocka_unit_test(a_greater_budget_only_adds),
		cmocka_unit_test(the_order_of_the_candidates_never_shows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
