/*
 * Tiers told once more, slowly: a history is walked through day by day with a calendar that is
 * stepped through and with sums of days, to hold the real ones against. Random rules and
 * histories for it as well.
 */
#ifndef TESTS_CORE_TIER_MODEL_H
#define TESTS_CORE_TIER_MODEL_H

#include "core/tier_world.h"

enum {
	MODEL_BASE = 18993, /* 2022-01-01 */
	MODEL_DAYS = 6000,
	MODEL_FROM = 700, /* the earliest enrolment */
	MODEL_LENGTH = 1300,
	MODEL_ROWS = 40,
	MODEL_STEPS = 2 * MODEL_LENGTH,
	MODEL_TIERS = 5,
	MODEL_TREE = 5,
	MODEL_NOT = -1000,
	MODEL_GOOD = INT32_MAX / 2 /* until when: for good */
};

/* Days are counted from the base. */
struct model_date {
	int32_t year, month, day;
};

struct model_version {
	struct sg_requirement trees[MODEL_TIERS][MODEL_TREE], lifetimes[MODEL_TIERS][1];
	struct sg_tier tiers[MODEL_TIERS];
	struct sg_tier_rules rules;
	int32_t from;
};

struct model_history {
	struct model_version versions[2];
	size_t version_count;
	struct sg_requirement needs[2][1];
	struct sg_tier_grant grants[2];
	size_t grant_count;
	struct sg_qualified rows[MODEL_ROWS];
	size_t row_count;
	int32_t enrolled, end;
};

struct model_shown {
	int32_t tier, until, since;
	int64_t carried;
};

struct model {
	const struct model_history *h;
	int64_t before[SG_MEASURES][MODEL_DAYS + 1]; /* sums of all days before */
	int32_t first[MODEL_DAYS], last[MODEL_DAYS];
	int32_t run_end[MODEL_TIERS];
	int32_t until[MODEL_TIERS];
	bool won[2];
	int32_t reached, floor, carry_day;
	int64_t carried;
	struct model_shown shown[MODEL_DAYS];
	struct model_shown steps[MODEL_STEPS];
	int32_t step_days[MODEL_STEPS];
	size_t step_count;
};

static struct model_date model_dates[MODEL_DAYS];
static int32_t model_months[20 * 12]; /* first days of months from 2022-01 */

static uint64_t model_seed;

static inline uint64_t model_random(void)
{
	uint64_t z = model_seed += UINT64_C(0x9E3779B97F4A7C15);

	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return z ^ (z >> 31);
}

static inline int32_t model_pick(int32_t least, int32_t most)
{
	return least + (int32_t)(model_random() % (uint64_t)(most - least + 1));
}

static inline int32_t model_length(int32_t year, int32_t month)
{
	static const int32_t lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return lengths[month - 1] + (month == 2 && year % 4 == 0);
}

static inline void model_calendar(void)
{
	struct model_date at = {2022, 1, 1};

	for (int32_t i = 0; i < MODEL_DAYS; i++) {
		model_dates[i] = at;
		if (at.day == 1) {
			model_months[(at.year - 2022) * 12 + at.month - 1] = i;
		}
		if (++at.day > model_length(at.year, at.month)) {
			at.day = 1;
			at.year += at.month == 12;
			at.month = at.month % 12 + 1;
		}
	}
}

static inline int32_t model_months_on(int32_t of, int32_t months)
{
	struct model_date at = model_dates[of];
	int32_t month = (at.year - 2022) * 12 + at.month - 1 + months;
	int32_t length = model_length(2022 + month / 12, month % 12 + 1);

	return model_months[month] + (at.day < length ? at.day : length) - 1;
}

static inline bool model_begins(
	const struct sg_tier_rules *rules, int32_t enrolled, int32_t of)
{
	struct model_date at = model_dates[of], since = model_dates[enrolled];
	bool leap = at.year % 4 == 0;

	if (rules->window == SG_WINDOW_CALENDAR) {
		return at.month == 1 && at.day == 1;
	}
	return at.month == since.month &&
	       at.day == (since.month == 2 && since.day == 29 && !leap ? 28 : since.day);
}

/* For each day the first and the last of its period. */
static inline void model_periods(struct model *m, const struct sg_tier_rules *rules)
{
	int32_t last = MODEL_DAYS - 1;

	for (int32_t i = 0; i < MODEL_DAYS; i++) {
		bool begins = i == 0 || model_begins(rules, m->h->enrolled, i);

		m->first[i] = begins ? i : m->first[i - 1];
	}
	for (int32_t i = MODEL_DAYS - 1; i >= 0; i--) {
		m->last[i] = last;
		last = m->first[i] == i ? i - 1 : last;
	}
}

static inline int32_t model_first(
	const struct model *m, const struct sg_tier_rules *rules, int32_t of)
{
	return rules->window == SG_WINDOW_ROLLING
	               ? model_months_on(of, -rules->window_months) + 1
	               : m->first[of];
}

static inline int32_t model_last(const struct model *m, int32_t of, int32_t more)
{
	for (of = m->last[of]; more > 0; more--) {
		of = m->last[of + 1];
	}
	return of;
}

static inline struct sg_measures model_sum(
	const struct model *m, int32_t first, int32_t last)
{
	struct sg_measures sum = {{0}};

	for (size_t i = 0; i < SG_MEASURES && first <= last; i++) {
		sum.of[i] = m->before[i][last + 1] - m->before[i][first];
	}
	return sum;
}

/* The trees are those that are made below. */
static inline bool model_leaf(
	const struct sg_requirement *leaf, const struct sg_measures *counts)
{
	return leaf->kind == SG_REQUIRE_AT_LEAST &&
	       counts->of[leaf->measured] >= leaf->value;
}

static inline bool model_met(const struct sg_tier *tier, const struct sg_measures *c)
{
	const struct sg_requirement *t = tier->reach;

	if (tier->reach_count == 1) {
		return model_leaf(t, c);
	}
	if (tier->reach_count == 3) {
		bool a = model_leaf(&t[1], c), b = model_leaf(&t[2], c);

		return t[0].kind == SG_REQUIRE_ALL ? a && b : a || b;
	}
	return (model_leaf(&t[2], c) || model_leaf(&t[3], c)) && model_leaf(&t[4], c);
}

static inline struct sg_measures model_counts(
	const struct model *m, const struct sg_tier_rules *rules, int32_t of)
{
	int32_t first = model_first(m, rules, of);
	struct sg_measures counts = model_sum(m, first, of);

	if (rules->window != SG_WINDOW_ROLLING && m->carry_day >= first) {
		counts.of[SG_MEASURED_NIGHTS] += m->carried;
	}
	return counts;
}

/* The period that ended the day before. */
static inline void model_close(
	struct model *m, const struct sg_tier_rules *rules, int32_t of)
{
	struct sg_measures all, own;
	int64_t beyond = 0;

	if (rules->window == SG_WINDOW_ROLLING || m->first[of] != of) {
		return;
	}
	all = model_counts(m, rules, of - 1);
	own = model_sum(m, model_first(m, rules, of - 1), of - 1);
	for (size_t t = rules->tier_count - 1; t > 0; t--) {
		int64_t asked = 0;

		if (!model_met(&rules->tiers[t], &all)) {
			continue;
		}
		for (size_t i = 0; i < rules->tiers[t].reach_count; i++) {
			const struct sg_requirement *leaf = &rules->tiers[t].reach[i];

			if (leaf->kind == SG_REQUIRE_AT_LEAST && leaf->measured == 0 &&
				leaf->value > asked) {
				asked = leaf->value;
			}
		}
		if (rules->tiers[t].rollover && asked > 0 && own.of[0] > asked) {
			beyond = own.of[0] - asked;
		}
		break;
	}
	m->carried = beyond;
	m->carry_day = of;
}

static inline void model_meet(
	struct model *m, const struct sg_tier_rules *rules, int32_t of)
{
	static const struct sg_measures none = {{0}};
	struct sg_measures today = model_sum(m, of, of);
	bool rows = memcmp(&today, &none, sizeof none) != 0;
	struct sg_measures counts = model_counts(m, rules, of);

	for (size_t t = 1; t < rules->tier_count; t++) {
		int32_t until, end = of;

		if (!model_met(&rules->tiers[t], &counts) ||
			(rules->window == SG_WINDOW_ROLLING && !rows &&
				of <= m->run_end[t])) {
			continue;
		}
		if (rules->window != SG_WINDOW_ROLLING) {
			until = model_last(m, of, rules->periods_kept);
		} else {
			for (struct sg_measures then = counts;
				model_met(&rules->tiers[t], &then); end++) {
				then = model_sum(m, model_first(m, rules, end + 1), of);
			}
			m->run_end[t] = end - 1;
			until = model_months_on(
				end - 1, rules->periods_kept * rules->window_months);
		}
		m->until[t] = until > m->until[t] ? until : m->until[t];
	}
}

static inline void model_fall(
	struct model *m, const struct sg_tier_rules *rules, int32_t of)
{
	for (;;) {
		int32_t held = (int32_t)rules->tier_count - 1, land, over;

		while (held > 0 && m->until[held] + rules->grace_days < of) {
			held--;
		}
		land = m->reached - rules->levels_lost;
		if (m->reached <= held || rules->levels_lost == 0 || land <= held) {
			m->reached = held;
			return;
		}
		over = m->until[m->reached];
		over = rules->window == SG_WINDOW_ROLLING
		               ? model_months_on(over, rules->window_months)
		               : model_last(m, over + 1, 0);
		m->until[land] = over > m->until[land] ? over : m->until[land];
		m->reached = land;
	}
}

static inline void model_gift(struct model *m, const struct sg_tier_rules *rules,
	int32_t of, int32_t *tier, int32_t *until)
{
	for (size_t i = 0; i < m->h->grant_count; i++) {
		const struct sg_tier_grant *g = &m->h->grants[i];
		int32_t first = g->first_day - MODEL_BASE,
			last = g->last_day - MODEL_BASE;
		int32_t gives = g->needs == NULL || g->lent ? last : MODEL_NOT, t = 0;
		struct sg_measures sum = model_sum(m, first, of);

		m->won[i] |= g->needs != NULL && first <= of && of <= last &&
		             model_leaf(g->needs, &sum);
		gives = m->won[i] ? g->won_day - MODEL_BASE : gives;
		for (size_t n = 1; n < rules->tier_count; n++) {
			t = strcmp(rules->tiers[n].name, g->tier) == 0 ? (int32_t)n : t;
		}
		if (t > 0 && first <= of && of <= gives && t >= *tier) {
			*until = t > *tier || gives > *until ? gives : *until;
			*tier = t;
		}
	}
}

static inline void model_step(struct model *m, int32_t of, struct model_shown now)
{
	assert_true(m->step_count < MODEL_STEPS);
	m->step_days[m->step_count] = of;
	m->steps[m->step_count++] = now;
}

static inline struct model_shown model_show(struct model *m,
	const struct sg_tier_rules *rules, int32_t of, struct model_shown was)
{
	int32_t gift = 0, gift_until = MODEL_NOT;
	struct model_shown now = {m->reached, m->until[m->reached], of, m->carried};

	model_gift(m, rules, of, &gift, &gift_until);
	if (gift > now.tier || (gift == now.tier && gift_until > now.until)) {
		now.tier = gift;
		now.until = gift_until;
	}
	if (m->floor >= now.tier) {
		now.tier = m->floor;
		now.until = MODEL_GOOD;
	}
	if (now.tier == was.tier) {
		now.since = was.since;
	}
	if (now.tier != was.tier || now.until > was.until) {
		model_step(m, of, now);
	}
	return now;
}

static inline int32_t model_place(
	const struct sg_tier_rules *old, const struct sg_tier_rules *new, int32_t tier)
{
	for (; tier > 0; tier--) {
		for (size_t n = 0; n < new->tier_count; n++) {
			if (strcmp(new->tiers[n].name, old->tiers[tier].name) == 0) {
				return (int32_t)n;
			}
		}
	}
	return 0;
}

static inline void model_change(struct model *m, const struct sg_tier_rules *old,
	const struct sg_tier_rules *new, int32_t of, struct model_shown *was)
{
	int32_t until[MODEL_TIERS], tier = model_place(old, new, was->tier);

	memcpy(until, m->until, sizeof until);
	for (int32_t t = 0; t < MODEL_TIERS; t++) {
		m->until[t] = m->run_end[t] = MODEL_NOT;
	}
	for (int32_t t = 1; t < (int32_t)old->tier_count; t++) {
		int32_t *place = &m->until[model_place(old, new, t)];

		*place = until[t] > *place ? until[t] : *place;
	}
	m->reached = model_place(old, new, m->reached);
	m->floor = model_place(old, new, m->floor);
	if (strcmp(old->tiers[was->tier].name, new->tiers[tier].name) != 0) {
		was->since = of;
		was->until = tier == 0 ? MODEL_GOOD : was->until;
		model_step(m, of, (struct model_shown){tier, was->until, of, 0});
	}
	was->tier = tier;
}

static inline void model_lifetime(
	struct model *m, const struct sg_tier_rules *rules, int32_t of)
{
	struct sg_measures all = model_sum(m, 0, of);

	for (size_t t = 1; t < rules->tier_count; t++) {
		if (rules->tiers[t].lifetime != NULL && (int32_t)t > m->floor &&
			model_leaf(rules->tiers[t].lifetime, &all)) {
			m->floor = (int32_t)t;
		}
	}
}

static inline void model_walk(struct model *m, const struct model_history *h)
{
	const struct sg_tier_rules *rules = &h->versions[0].rules;
	struct model_shown now = {0, MODEL_GOOD, h->enrolled, 0};
	size_t row = 0;

	memset(m, 0, sizeof *m);
	m->h = h;
	m->carry_day = MODEL_NOT;
	model_periods(m, rules);
	for (int32_t t = 0; t < MODEL_TIERS; t++) {
		m->until[t] = m->run_end[t] = MODEL_NOT;
	}
	for (int32_t i = 0; i < MODEL_DAYS; i++) {
		for (size_t k = 0; k < SG_MEASURES; k++) {
			m->before[k][i + 1] = m->before[k][i];
		}
		for (; row < h->row_count && h->rows[row].day == MODEL_BASE + i; row++) {
			for (size_t k = 0; k < SG_MEASURES; k++) {
				m->before[k][i + 1] += h->rows[row].counts.of[k];
			}
		}
	}
	for (int32_t i = h->enrolled; i <= h->end; i++) {
		if (i > h->enrolled) {
			model_close(m, rules, i);
		}
		if (h->version_count > 1 && h->versions[1].from == i) {
			model_change(m, rules, &h->versions[1].rules, i, &now);
			rules = &h->versions[1].rules;
			model_periods(m, rules);
		}
		model_meet(m, rules, i);
		model_lifetime(m, rules, i);
		model_fall(m, rules, i);
		for (int32_t t = 0; t < MODEL_TIERS; t++) {
			m->until[t] = m->until[t] + rules->grace_days < i ? MODEL_NOT
			                                                  : m->until[t];
		}
		m->until[0] = MODEL_GOOD;
		now = model_show(m, rules, i, now);
		m->shown[i] = now;
	}
}

#endif
