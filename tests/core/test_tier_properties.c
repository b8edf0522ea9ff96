/*
 * Random rules and histories: brought up at once, day by day and at each stay the tiers are the
 * same, and those of a slow model.
 */
#include "core/tier_histories.h"

#ifdef __SANITIZE_ADDRESS__ /* which makes each ten times as slow; all go through the other build */
enum { HISTORIES = 3000, SOME = 800 };
#else
enum { HISTORIES = 20000, SOME = 5000 };
#endif

static struct model told;
static struct sg_tier_step
	told_steps[MODEL_STEPS]; /* at once, held against the model's */

static int32_t until_of(const struct model_shown *shown)
{
	return shown->until == MODEL_GOOD ? SG_NO_DAY : MODEL_BASE + shown->until;
}

static void hold_against_model(const struct sg_standing *standing)
{
	const struct model_shown *shown = &told.shown[standing->day - MODEL_BASE];

	HOLDS(standing->tier == shown->tier);
	HOLDS(standing->until_day == until_of(shown));
	HOLDS(standing->since_day == MODEL_BASE + shown->since);
	HOLDS(standing->carried_nights == shown->carried);
}

static struct sg_standing at_once(const struct world *w, int32_t end)
{
	struct sg_tier_step *steps = told_steps;
	struct sg_standing standing = sg_tier_begin(w->member.enrolled_day);
	size_t taken = sg_tier_advance_versions(
		&w->programme, &w->member, end, &standing, steps, MODEL_STEPS);

	HOLDS(taken == told.step_count);
	for (size_t i = 0; i < taken; i++) {
		HOLDS(steps[i].day == MODEL_BASE + told.step_days[i]);
		HOLDS(steps[i].to == told.steps[i].tier);
		HOLDS(steps[i].until_day == until_of(&told.steps[i]));
	}
	hold_against_model(&standing);
	return standing;
}

/* Every day or on days by chance, with no more rows than are asked for. */
static struct sg_standing by_days(const struct world *w, int32_t end, int32_t most)
{
	struct sg_standing standing = sg_tier_begin(w->member.enrolled_day);
	static struct sg_tier_step steps[MODEL_STEPS];
	size_t taken = 0;

	for (int32_t on = standing.day; on <= end;
		on = on < end && on + most > end ? end : on + model_pick(1, most)) {
		struct sg_tier_member member = w->member;
		int32_t from = sg_tier_reads_from(&w->programme, &member, &standing);

		while (member.qualified_count > 0 && member.qualified->day < from) {
			member.qualified++;
			member.qualified_count--;
		}
		taken += sg_tier_advance_versions(&w->programme, &member, on, &standing,
			steps + taken, MODEL_STEPS - taken);
		hold_against_model(&standing);
	}
	HOLDS(standing.day == end);
	HOLDS(taken == told.step_count);
	for (size_t i = 0; i < taken; i++) {
		HOLDS(steps[i].cause == told_steps[i].cause);
		HOLDS(memcmp(&steps[i].counts, &told_steps[i].counts,
			      sizeof steps[i].counts) == 0);
	}
	return standing;
}

static struct sg_standing at_each_stay(const struct world *w, int32_t end)
{
	struct sg_standing standing = sg_tier_begin(w->member.enrolled_day);

	for (size_t i = 0; i < w->member.qualified_count; i++) {
		int32_t on = w->member.qualified[i].day;
		struct sg_tier_member member = up_to(w, on);

		sg_tier_advance_versions(&w->programme, &member, on, &standing, NULL, 0);
		hold_against_model(&standing);
	}
	sg_tier_advance_versions(&w->programme, &w->member, end, &standing, NULL, 0);
	return standing;
}

static void one_history(uint64_t seed, size_t versions)
{
	static struct model_history h;
	struct sg_standing once, other;
	struct world w;
	int32_t end;

	history_seed = model_seed = seed;
	random_history(&h, versions, true);
	model_walk(&told, &h);
	know(&w, &h);
	end = MODEL_BASE + h.end;
	once = at_once(&w, end);
	other = by_days(&w, end, seed % 16 == 0 ? 1 : 90);
	HOLDS(same(&once, &other));
	other = at_each_stay(&w, end);
	HOLDS(same(&once, &other));
}

static void brought_up_at_once_by_days_and_at_stays_it_is_the_models(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= HISTORIES; seed++) {
		one_history(seed, 1);
	}
}

static void so_it_is_when_a_version_begins_in_between(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= SOME; seed++) {
		one_history(seed + HISTORIES, 2);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			brought_up_at_once_by_days_and_at_stays_it_is_the_models),
		cmocka_unit_test(so_it_is_when_a_version_begins_in_between),
	};

	model_calendar();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
