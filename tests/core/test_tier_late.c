/*
 * Random rules and histories: stays that come late count as if in time and take nothing back, and
 * what is said to be missing, and when to look again, is so.
 */
#include "core/tier_histories.h"

enum { HISTORIES = 10000 };

static bool is_no_less(const struct sg_standing *a, const struct sg_standing *b)
{
	bool no_less = a->reached >= b->reached && a->floor >= b->floor &&
	               a->carried_nights >= b->carried_nights && a->tier >= b->tier;

	for (size_t i = 0; i < SG_TIERS_MAX; i++) {
		no_less = no_less && a->reached_until[i] >= b->reached_until[i];
	}
	return no_less;
}

/* Some rows come after the standing was brought up without them. */
static void one_late_history(uint64_t seed)
{
	static struct model_history h;
	struct sg_qualified early[MODEL_ROWS];
	struct sg_standing in_time, told_him, from, kept, again;
	struct world w;
	struct sg_tier_member known;
	int32_t end, late_from = INT32_MAX;

	history_seed = model_seed = seed;
	random_history(&h, 1 + seed % 2, seed % 4 == 0);
	know(&w, &h);
	end = MODEL_BASE + h.end;
	known = w.member;
	known.qualified = early;
	known.qualified_count = 0;
	for (size_t i = 0; i < h.row_count; i++) {
		if (chance(70)) {
			early[known.qualified_count++] = h.rows[i];
			continue;
		}
		late_from = h.rows[i].day < late_from ? h.rows[i].day : late_from;
		for (size_t k = 0; k < SG_MEASURES; k++) {
			known.lifetime.of[k] -= h.rows[i].counts.of[k];
		}
	}
	from = in_time = told_him = sg_tier_begin(w.member.enrolled_day);
	sg_tier_advance_versions(&w.programme, &known, end, &told_him, NULL, 0);
	sg_tier_advance_versions(&w.programme, &w.member, end, &in_time, NULL, 0);
	again = kept = told_him;
	sg_tier_recompute(&w.programme, &w.member, &from, end, &again, NULL, 0);
	HOLDS(is_no_less(&again, &in_time));
	HOLDS(is_no_less(&again, &told_him));
	if (is_no_less(&in_time, &told_him)) {
		HOLDS(again.tier == in_time.tier);
		HOLDS(again.until_day == in_time.until_day);
		HOLDS(is_no_less(&in_time, &again));
	}
	/* From a standing that was right before the first late row it is the same. */
	late_from = late_from < end ? late_from : end;
	known = up_to(&w, late_from - 1);
	sg_tier_advance_versions(&w.programme, &known, late_from - 1, &from, NULL, 0);
	sg_tier_recompute(&w.programme, &w.member, &from, end, &kept, NULL, 0);
	HOLDS(same(&again, &kept));
}

static void late_stays_count_as_if_in_time_and_take_nothing_back(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= HISTORIES; seed++) {
		one_late_history(seed);
	}
}

static void look_again(const struct sg_tier_rules *rules,
	const struct sg_tier_member *member, const struct sg_standing *now)
{
	int32_t next = sg_tier_next_day(rules, member, now);
	int32_t calm = next == SG_NO_DAY ? now->day + 2000 : next - 1;
	struct sg_standing then = *now;

	sg_tier_advance(rules, member, calm, &then, NULL, 0);
	HOLDS(then.tier == now->tier && then.until_day == now->until_day &&
		then.carried_nights == now->carried_nights);
	if (next != SG_NO_DAY) {
		sg_tier_advance(rules, member, next, &then, NULL, 0);
		HOLDS(then.tier != now->tier || then.until_day != now->until_day ||
			then.carried_nights != now->carried_nights);
	}
}

static int32_t tier_with(const struct world *w, const struct sg_tier_member *member,
	const struct sg_standing *now, const struct sg_measures *more, int32_t on,
	int32_t until)
{
	struct sg_qualified rows[MODEL_ROWS + 1];
	struct sg_tier_member then = *member;
	struct sg_standing standing = *now;

	memcpy(rows, member->qualified, member->qualified_count * sizeof rows[0]);
	rows[then.qualified_count++] = (struct sg_qualified){on, *more};
	then.qualified = rows;
	for (size_t k = 0; k < SG_MEASURES; k++) {
		then.lifetime.of[k] += more->of[k];
	}
	sg_tier_advance(&w->versions[0].tiers, &then, until, &standing, NULL, 0);
	return standing.tier;
}

/* With what is missing he has the tier on the day, with less of anything he has not, unless it
 * is enough for the other of the window's and the lifetime's paths, or a higher tier asks for
 * less. */
static void hold_projection(const struct world *w, const struct sg_tier_member *member,
	const struct sg_standing *now, const struct sg_projection *projection, int32_t on,
	int32_t until, bool least)
{
	bool mixed = false;

	for (size_t i = 0; i < projection->path_count; i++) {
		mixed = mixed ||
		        (projection->paths[i].lifetime && projection->path_count > 1);
	}
	for (size_t i = 0; i < projection->path_count; i++) {
		struct sg_measures missing = projection->paths[i].missing;

		HOLDS(tier_with(w, member, now, &missing, on, until) >= projection->tier);
		for (size_t k = 0; least && !mixed && k < SG_MEASURES; k++) {
			struct sg_measures less = missing;

			if (missing.of[k] > 0) {
				less.of[k]--;
				HOLDS(tier_with(w, member, now, &less, on, until) !=
					projection->tier);
			}
		}
	}
}

static void one_projection(uint64_t seed)
{
	static struct model_history h;
	const struct sg_tier_rules *rules;
	struct sg_standing now;
	struct sg_projection next, keep;
	struct sg_tier_member member;
	struct world w;
	bool rolls = false;
	int32_t lapse;

	history_seed = model_seed = seed;
	random_history(&h, 1, false);
	know(&w, &h);
	rules = &w.versions[0].tiers;
	member = up_to(&w, MODEL_BASE + model_pick(h.enrolled, h.end));
	now = sg_tier_begin(member.enrolled_day);
	sg_tier_advance(rules, &member, MODEL_BASE + h.end, &now, NULL, 0);
	look_again(rules, &member, &now);
	sg_tier_project(rules, &member, &now, now.day, &next, &keep);
	HOLDS(next.tier == -1 || next.tier > now.tier);
	HOLDS(next.path_count == 0 || next.by_day >= now.day);
	hold_projection(&w, &member, &now, &next, next.by_day, next.by_day, false);
	hold_projection(&w, &member, &now, &next, now.day, now.day, h.grant_count == 0);
	if (keep.tier == -1) {
		return;
	}
	for (size_t t = 0; t < rules->tier_count; t++) {
		rolls = rolls || rules->tiers[t].rollover;
	}
	lapse = now.until_day + 1;
	if (now.tier == now.reached && now.until_day == now.reached_until[now.tier]) {
		lapse += rules->grace_days;
	}
	HOLDS(keep.tier == now.tier && keep.by_day >= now.day && keep.by_day < lapse);
	hold_projection(&w, &member, &now, &keep, keep.by_day, lapse,
		h.grant_count == 0 && !rolls);
}

static void what_is_said_to_be_missing_is_what_is_missing(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= HISTORIES; seed++) {
		one_projection(seed);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(late_stays_count_as_if_in_time_and_take_nothing_back),
		cmocka_unit_test(what_is_said_to_be_missing_is_what_is_missing),
	};

	model_calendar();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
