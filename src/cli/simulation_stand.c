/* What comes with what a stay counts: milestones, the standing and the tiers that are reached. */
#include <string.h>

#include "cli/simulation_inside.h"
#include "core/time.h"

enum { LATE_DAYS = 400, STEPS_MAX = 64, MILESTONES_MAX = 64 };

/* ---- milestones ---- */

static void add(struct sg_measures *sum, const struct sg_qualified *row,
	int32_t first_day, int32_t last_day)
{
	for (int i = 0; i < SG_MEASURES && row->day >= first_day && row->day <= last_day;
		i++) {
		sum->of[i] += row->counts.of[i];
	}
}

static struct sg_measures sum_of(const struct sg_step *step, int32_t first_day,
	int32_t last_day, const struct sg_qualified *own)
{
	struct sg_measures sum = {{0}};

	for (size_t i = 0; i < step->qualified_count; i++) {
		add(&sum, &step->qualified[i], first_day, last_day);
	}
	if (own != NULL) {
		add(&sum, own, first_day, last_day);
	}
	return sum;
}

static enum sg_status turn(struct sg_step *step, int32_t first_day,
	const struct sg_milestone_line *line, bool reached)
{
	struct sg_simulation *simulation = step->simulation;
	struct sg_earning_lot earning;
	const struct sg_lot *lot;
	char day[SG_DAY_TEXT_SIZE];
	const char *source;
	struct sg_id id;
	bool done;

	sg_day_format(first_day, day);
	source = sg_arena_format(
		simulation->kept, "milestone:%s:%lld", day, (long long)line->at);
	if (source == NULL) {
		return sg_fail(
			simulation->error, SG_MEMORY, "memory", NULL, "memory is short");
	}
	if (reached) {
		earning = sg_step_lot(
			step, source, line->milestone->name, line->points, true);
		return sg_ledger_earn(&step->ledger, &earning, simulation->error, &done);
	}
	lot = sg_step_find(step, source, line->milestone->name);
	if (lot == NULL) {
		return SG_OK;
	}
	id = lot->id;
	return sg_ledger_reverse(&step->ledger, &id, simulation->error);
}

/* Within the period of one day, by the rules of that day. */
static enum sg_status turn_milestones(
	struct sg_step *step, int32_t day, const struct sg_qualified *counts)
{
	const struct sg_programme_version *version =
		sg_programme_on(step->simulation->programme, day);
	struct sg_milestone_line lines[MILESTONES_MAX];
	struct sg_measures before, after;
	int32_t first_day, last_day;
	enum sg_status status = SG_OK;

	if (version == NULL || version->milestone_count == 0 ||
		version->tiers.window == SG_WINDOW_ROLLING) {
		return SG_OK;
	}
	sg_tier_period(
		&version->tiers, step->member->enrolled_day, day, &first_day, &last_day);
	before = sum_of(step, first_day, last_day,
		step->own->counted ? &step->own->before : NULL);
	after = sum_of(step, first_day, last_day, counts);
	for (int back = 0; back < 2; back++) {
		size_t count = sg_earn_milestones(version, back ? &after : &before,
			back ? &before : &after, lines, MILESTONES_MAX);

		for (size_t i = 0; i < count && i < MILESTONES_MAX && status == SG_OK;
			i++) {
			status = turn(step, first_day, &lines[i], !back);
		}
	}
	return status;
}

/* ---- the standing ---- */

/* Puts what the stay counts among the rest, by its day. */
static void count_own(struct sg_step *step, const struct sg_qualified *counts)
{
	const struct sg_played_stay *own = step->own;
	size_t at = step->qualified_count++;

	for (; at > 0 && step->qualified[at - 1].day > counts->day; at--) {
		step->qualified[at] = step->qualified[at - 1];
	}
	step->qualified[at] = *counts;
	for (int i = 0; i < SG_MEASURES; i++) {
		step->member->lifetime.of[i] +=
			counts->counts.of[i] -
			(own->counted ? own->before.counts.of[i] : 0);
	}
}

/* Whether a rule asks for a tier and something else counts from then on. */
static bool depend_on(const struct sg_step *step, int32_t day)
{
	const struct sg_programme *programme = step->simulation->programme;
	unsigned tiers = 0;
	size_t others = 0;

	for (size_t i = 0; i < programme->version_count; i++) {
		const struct sg_programme_version *version = &programme->versions[i];

		for (size_t k = 0; k < version->rule_count; k++) {
			tiers |= version->rules[k].terms.tiers;
		}
	}
	for (size_t i = 0; i < step->qualified_count; i++) {
		others += step->qualified[i].day >= day;
	}
	return tiers != 0 && others > 1; /* its own among them */
}

static enum sg_status stand(
	struct sg_step *step, const struct sg_qualified *counts, int32_t *ret_later_day)
{
	const struct sg_programme *programme = step->simulation->programme;
	struct sg_standings *standings = &step->member->standings;
	struct sg_tier_step steps[STEPS_MAX];
	struct sg_tier_member tier;
	int32_t changed_day = counts->day;
	size_t count;

	if (step->own->counted && step->own->before.day < changed_day) {
		changed_day = step->own->before.day;
	}
	count_own(step, counts);
	tier = sg_step_tier(step);
	*ret_later_day = depend_on(step, changed_day) ? changed_day : SG_NO_DAY;
	if (changed_day < standings->base.day) {
		standings->base = sg_tier_begin(step->member->enrolled_day);
	}
	count = changed_day < standings->now.day
	                ? sg_tier_recompute(programme, &tier, &standings->base,
				  step->today_day, &standings->now, steps, STEPS_MAX)
	                : sg_tier_advance_versions(programme, &tier, step->today_day,
				  &standings->now, steps, STEPS_MAX);
	if (standings->base.day < step->today_day - LATE_DAYS) {
		(void)sg_tier_advance_versions(programme, &tier,
			step->today_day - LATE_DAYS, &standings->base, NULL, 0);
	}
	return sg_step_upgrades(step, steps, count < STEPS_MAX ? count : STEPS_MAX);
}

enum sg_status sg_step_stand(
	struct sg_step *step, const struct sg_qualified *counts, int32_t *ret_later_day)
{
	const struct sg_qualified none = {.day = counts->day};
	const struct sg_qualified *before =
		step->own->counted ? &step->own->before : &none;
	bool differ =
		before->day != counts->day ||
		memcmp(&before->counts, &counts->counts, sizeof before->counts) != 0;
	enum sg_status status = SG_OK;

	if (differ) {
		status = turn_milestones(step, counts->day, counts);
	}
	if (status == SG_OK && differ && before->day != counts->day) {
		status = turn_milestones(step, before->day, counts);
	}
	return status == SG_OK && differ ? stand(step, counts, ret_later_day) : status;
}
