/* What comes with what a stay counts: milestones, the standing, and what a tier earns that is
 * reached. */
#include <string.h>

#include "core/time.h"
#include "service/posting_work.h"

enum {
	STEPS_MAX = 64,
	MILESTONES_MAX = 64,
};

/* ---- milestones ---- */

static struct sg_measures sum_of(const struct sg_posting_work *work, int32_t first_day,
	int32_t last_day, const struct sg_qualified *own)
{
	struct sg_measures sum = {{0}};

	for (size_t i = 0; i < work->of.qualified_count; i++) {
		const struct sg_qualified *row = &work->of.qualified[i];

		for (int k = 0;
			k < SG_MEASURES && row->day >= first_day && row->day <= last_day;
			k++) {
			sum.of[k] += row->counts.of[k];
		}
	}
	for (int k = 0; k < SG_MEASURES && own != NULL && own->day >= first_day &&
			own->day <= last_day;
		k++) {
		sum.of[k] += own->counts.of[k];
	}
	return sum;
}

static enum sg_status turn_milestone(struct sg_posting_work *work, int32_t first_day,
	const struct sg_milestone_line *line, bool reached)
{
	struct sg_call *call = work->call;
	struct sg_earning_lot earning;
	const struct sg_lot *lot;
	char day[SG_DAY_TEXT_SIZE];
	const char *source;
	struct sg_id id;
	bool done;

	sg_day_format(first_day, day);
	source = sg_arena_format(
		call->arena, "milestone:%s:%lld", day, (long long)line->at);
	if (source == NULL) {
		return sg_call_memory(call);
	}
	if (reached) {
		earning = sg_posting_lot(
			work, source, line->milestone->name, line->points, true);
		earning.amount = line->at;
		return sg_ledger_earn(&work->of.ledger, &earning, call->error, &done);
	}
	lot = sg_posting_lot_find(work, source, line->milestone->name);
	if (lot == NULL) {
		return SG_OK;
	}
	id = lot->id;
	return sg_ledger_reverse(&work->of.ledger, &id, call->error);
}

/* Within the period of one day, by the rules of that day. */
static enum sg_status turn_milestones(struct sg_posting_work *work, int32_t day)
{
	const struct sg_programme_version *version =
		sg_programme_on(&work->of.programme, day);
	struct sg_milestone_line lines[MILESTONES_MAX];
	struct sg_measures before, after;
	int32_t first_day, last_day;
	enum sg_status status = SG_OK;

	if (version == NULL || version->milestone_count == 0 ||
		version->tiers.window == SG_WINDOW_ROLLING) {
		return SG_OK;
	}
	sg_tier_period(&version->tiers, work->of.membership.enrolled_day, day, &first_day,
		&last_day);
	before = sum_of(work, first_day, last_day, work->counted ? &work->before : NULL);
	after = sum_of(work, first_day, last_day, &work->counts);
	for (int back = 0; back < 2; back++) {
		size_t count = sg_earn_milestones(version, back ? &after : &before,
			back ? &before : &after, lines, MILESTONES_MAX);

		for (size_t i = 0; i < count && i < MILESTONES_MAX && status == SG_OK;
			i++) {
			status = turn_milestone(work, first_day, &lines[i], !back);
		}
	}
	return status;
}

enum sg_status sg_posting_milestones(struct sg_posting_work *work)
{
	enum sg_status status = turn_milestones(work, work->counts.day);

	return status == SG_OK && work->counted && work->before.day != work->counts.day
	               ? turn_milestones(work, work->before.day)
	               : status;
}

/* ---- standing ---- */

enum sg_status sg_posting_occasion(struct sg_posting_work *work, enum sg_earn_per per,
	const char *source, int32_t tier, int32_t day)
{
	struct sg_call *call = work->call;
	const struct sg_earning_occasion occasion = {
		.version = sg_programme_on(&work->of.programme, day),
		.per = per,
		.property = call->house->house.code,
		.tier = tier,
		.day = day};

	return sg_member_occasion(call, &work->of, &work->of.ledger, &occasion, source);
}

static enum sg_status earn_upgrades(
	struct sg_posting_work *work, const struct sg_tier_step *steps, size_t count)
{
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < count && status == SG_OK; i++) {
		const struct sg_tier_step *left = sg_tier_step_left(steps, count, i);
		char day[SG_DAY_TEXT_SIZE];

		if (left != NULL) {
			sg_day_format(steps[i].day, day);
			status = sg_posting_occasion(work, SG_EARN_PER_UPGRADE,
				sg_arena_format(work->call->arena, "tier:%s:%s", day,
					left->to_name),
				left->to, steps[i].day);
		}
	}
	return status;
}

/* Puts what the stay counts among the rest, by its day. */
static bool count_own(struct sg_posting_work *work)
{
	struct sg_qualified *all = sg_arena_array(
		work->call->arena, work->of.qualified_count + 1, sizeof *all);
	size_t at = 0;

	if (all == NULL) {
		return false;
	}
	while (at < work->of.qualified_count &&
		work->of.qualified[at].day <= work->counts.day) {
		all[at] = work->of.qualified[at];
		at++;
	}
	all[at] = work->counts;
	memcpy(&all[at + 1], &work->of.qualified[at],
		(work->of.qualified_count - at) * sizeof *all);
	work->of.qualified = all;
	work->of.qualified_count++;
	for (int k = 0; k < SG_MEASURES; k++) {
		work->of.account.lifetime.of[k] +=
			work->counts.counts.of[k] -
			(work->counted ? work->before.counts.of[k] : 0);
	}
	return true;
}

/* Whether a rule asks for a tier, and something else is counted on that day or later: it may have
 * earned by another. */
static bool depend_on(const struct sg_posting_work *work, int32_t day)
{
	const struct sg_programme *programme = &work->of.programme;
	unsigned tiers = 0;
	size_t others = 0;

	for (size_t i = 0; i < programme->version_count; i++) {
		const struct sg_programme_version *version = &programme->versions[i];

		for (size_t k = 0; k < version->rule_count; k++) {
			tiers |= version->rules[k].terms.tiers;
		}
	}
	for (size_t i = 0; i < work->of.qualified_count; i++) {
		others += work->of.qualified[i].day >= day;
	}
	return tiers != 0 && others > 1; /* its own among them */
}

enum sg_status sg_posting_stand(struct sg_posting_work *work)
{
	struct sg_standings *standings = &work->of.standings;
	struct sg_tier_step steps[STEPS_MAX];
	struct sg_tier_member member;
	int32_t changed_day = work->counts.day;
	size_t count;

	if (!count_own(work)) {
		return sg_call_memory(work->call);
	}
	if (work->counted && work->before.day < changed_day) {
		changed_day = work->before.day;
	}
	member = sg_member_tier(&work->of);
	work->later_day = depend_on(work, changed_day) ? changed_day : SG_NO_DAY;
	if (changed_day < standings->base.day) {
		standings->base = sg_tier_begin(work->of.membership.enrolled_day);
	}
	count = changed_day < standings->now.day
	                ? sg_tier_recompute(&work->of.programme, &member,
				  &standings->base, work->today_day, &standings->now,
				  steps, STEPS_MAX)
	                : sg_tier_advance_versions(&work->of.programme, &member,
				  work->today_day, &standings->now, steps, STEPS_MAX);
	if (standings->base.day < work->today_day - SG_LATE_DAYS) {
		(void)sg_tier_advance_versions(&work->of.programme, &member,
			work->today_day - SG_LATE_DAYS, &standings->base, NULL, 0);
	}
	return earn_upgrades(work, steps, count < STEPS_MAX ? count : STEPS_MAX);
}
