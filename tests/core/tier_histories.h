/* Random rules and histories for the properties of tiers, and what is known of them on a day. */
#ifndef TESTS_CORE_TIER_HISTORIES_H
#define TESTS_CORE_TIER_HISTORIES_H

#include "core/tier_model.h"

#define HOLDS(condition)                                                                 \
	do {                                                                             \
		if (!(condition)) {                                                      \
			fail_msg("history %llu: %s", (unsigned long long)history_seed,   \
				#condition);                                             \
		}                                                                        \
	} while (0)

static uint64_t history_seed;

static inline bool chance(int32_t percent)
{
	return model_pick(1, 100) <= percent;
}

static inline struct sg_requirement random_leaf(int32_t tier)
{
	static const int32_t least[] = {7, 3, 50000, 4000},
			     most[] = {14, 6, 150000, 12000};
	enum sg_measured measured = (enum sg_measured)model_pick(0, SG_MEASURES - 1);

	return (struct sg_requirement){SG_REQUIRE_AT_LEAST, 0, measured,
		(int64_t)tier * model_pick(least[measured], most[measured])};
}

static inline size_t random_tree(struct sg_requirement *tree, int32_t tier)
{
	size_t count = chance(40) ? 1 : chance(50) ? 3 : 5;
	bool all = chance(50);

	for (size_t i = 0; i < count; i++) {
		tree[i] = random_leaf(tier);
	}
	if (count == 1 && chance(10)) {
		tree[0] = (struct sg_requirement){SG_REQUIRE_NEVER, 0, 0, 0};
	} else if (count == 3) {
		tree[0] = (struct sg_requirement){
			all ? SG_REQUIRE_ALL : SG_REQUIRE_ANY, 2, 0, 0};
	} else if (count == 5) {
		tree[0] = (struct sg_requirement){SG_REQUIRE_ALL, 2, 0, 0};
		tree[1] = (struct sg_requirement){SG_REQUIRE_ANY, 2, 0, 0};
	}
	return count;
}

static inline void random_version(struct model_version *v)
{
	static const char *const names[] = {"Member", "Blue", "Bronze", "Silver", "Pearl",
		"Gold", "Platinum", "Diamond"};
	static const int32_t grace[] = {0, 0, 7, 59, 400};
	int32_t count = model_pick(2, MODEL_TIERS), name = 0;

	for (int32_t t = 0; t < count; t++) {
		struct sg_tier *tier = &v->tiers[t];

		*tier = (struct sg_tier){.name = names[name], .rollover = chance(40)};
		name += model_pick(1, name < t + 3 ? 2 : 1);
		if (t == 0) {
			continue;
		}
		tier->reach = v->trees[t];
		tier->reach_count = random_tree(v->trees[t], t);
		if (chance(10)) {
			v->lifetimes[t][0] = random_leaf(t * 3);
			tier->lifetime = v->lifetimes[t];
			tier->lifetime_count = 1;
		}
	}
	v->rules = (struct sg_tier_rules){(enum sg_window)model_pick(0, 2), 12,
		model_pick(0, 2), grace[model_pick(0, 4)], model_pick(0, 2), v->tiers,
		(size_t)count};
	if (v->rules.window == SG_WINDOW_ROLLING && chance(50)) {
		v->rules.window_months = model_pick(1, 18);
	}
}

static inline void random_rows(struct model_history *h, bool taken_back)
{
	static const int32_t most[] = {12, 1, 150000, 15000};

	h->row_count = (size_t)model_pick(0, MODEL_ROWS);
	for (size_t i = 0; i < h->row_count; i++) {
		int32_t on = MODEL_BASE + model_pick(h->enrolled, h->end);
		int32_t sign = taken_back && chance(15) ? -1 : 1;
		struct sg_measures counts;
		size_t at = i;

		if (i > 0 && chance(15)) {
			on = h->rows[i - 1].day;
		}
		for (size_t k = 0; k < SG_MEASURES; k++) {
			counts.of[k] = sign * model_pick(0, most[k]);
		}
		for (; at > 0 && h->rows[at - 1].day > on; at--) {
			h->rows[at] = h->rows[at - 1];
		}
		h->rows[at] = (struct sg_qualified){on, counts};
	}
}

static inline void random_grants(struct model_history *h)
{
	h->grant_count = chance(50) ? 0 : (size_t)model_pick(1, 2);
	for (size_t i = 0; i < h->grant_count; i++) {
		const struct sg_tier_rules *rules = &h->versions[0].rules;
		struct sg_tier_grant *g = &h->grants[i];
		int32_t first = MODEL_BASE + model_pick(h->enrolled, h->end);

		*g = (struct sg_tier_grant){
			.tier = rules->tiers[model_pick(
						     1, (int32_t)rules->tier_count - 1)]
		                        .name,
			.first_day = first,
			.last_day = first + model_pick(0, 400)};
		if (chance(50)) {
			h->needs[i][0] = random_leaf(1);
			g->needs = h->needs[i];
			g->needs_count = 1;
			g->lent = chance(60);
			g->won_day = g->last_day + model_pick(1, 400);
		}
	}
}

static inline void random_history(
	struct model_history *h, size_t versions, bool taken_back)
{
	memset(h, 0, sizeof *h);
	h->enrolled = MODEL_FROM + model_pick(0, 800);
	if (chance(20)) {
		h->enrolled = model_months[2 * 12 + 1] + 28; /* 2024-02-29 */
	}
	h->end = h->enrolled + model_pick(0, MODEL_LENGTH);
	h->version_count = versions;
	for (size_t i = 0; i < versions; i++) {
		random_version(&h->versions[i]);
	}
	if (versions > 1) {
		h->versions[1].from = model_pick(h->enrolled + 1, h->end + 1);
		if (chance(50)) {
			h->versions[1].from =
				model_months[(model_dates[h->enrolled].year - 2021) * 12];
		}
	}
	random_rows(h, taken_back);
	random_grants(h);
}

struct world {
	struct sg_programme_version versions[2];
	struct sg_programme programme;
	struct sg_tier_member member;
};

static inline void know(struct world *w, const struct model_history *h)
{
	memset(w, 0, sizeof *w);
	for (size_t i = 0; i < h->version_count; i++) {
		w->versions[i].from_day = i == 0 ? 0 : MODEL_BASE + h->versions[i].from;
		w->versions[i].tiers = h->versions[i].rules;
	}
	w->programme.versions = w->versions;
	w->programme.version_count = h->version_count;
	w->member.enrolled_day = MODEL_BASE + h->enrolled;
	w->member.qualified = h->rows;
	w->member.qualified_count = h->row_count;
	w->member.grants = h->grants;
	w->member.grant_count = h->grant_count;
	for (size_t i = 0; i < h->row_count; i++) {
		for (size_t k = 0; k < SG_MEASURES; k++) {
			w->member.lifetime.of[k] += h->rows[i].counts.of[k];
		}
	}
}

static inline bool same(const struct sg_standing *a, const struct sg_standing *b)
{
	return a->day == b->day && a->tier == b->tier && a->since_day == b->since_day &&
	       a->until_day == b->until_day && a->cause == b->cause &&
	       a->floor == b->floor && a->reached == b->reached &&
	       memcmp(a->reached_until, b->reached_until, sizeof a->reached_until) == 0 &&
	       a->carried_nights == b->carried_nights &&
	       a->past_nights == b->past_nights && a->carried_day == b->carried_day;
}

/* What the member knows up to the day. */
static inline struct sg_tier_member up_to(const struct world *w, int32_t day_known)
{
	struct sg_tier_member member = w->member;

	while (member.qualified_count > 0 &&
		member.qualified[member.qualified_count - 1].day > day_known) {
		member.qualified_count--;
		for (size_t k = 0; k < SG_MEASURES; k++) {
			member.lifetime.of[k] -=
				member.qualified[member.qualified_count].counts.of[k];
		}
	}
	return member;
}

#endif
