/* What a stay earns, put into the ledger as a difference to what stands there. */
#include <string.h>

#include "core/time.h"
#include "service/posting_work.h"

enum {
	STEPS_MAX = 64,
	MILESTONES_MAX = 64,
};

/* ---- what it earns ---- */

static bool nothing(struct sg_posting_work *work, const char *reason)
{
	work->state = SG_POSTING_NOTHING;
	work->reason = reason;
	return false;
}

/* Whether rules are to be asked; else state and reason say why not. */
static bool is_to_be_posted(struct sg_posting_work *work)
{
	const struct sg_earning_stay *stay = work->stay;
	int32_t posting_day;

	work->state = SG_POSTING_NEW;
	if (stay == NULL) {
		return false; /* it is not over any more */
	}
	if (work->of.membership.enrolled_day > stay->departure_day) {
		return nothing(work, "not_enrolled");
	}
	work->basis_day = sg_earning_basis_day(SG_BASIS_DEPARTURE, stay->arrival_day,
		stay->departure_day, work->today_day);
	work->version = sg_programme_on(&work->of.programme, work->basis_day);
	if (work->version == NULL) {
		return nothing(work, "before_programme");
	}
	work->basis_day = sg_earning_basis_day(work->version->basis, stay->arrival_day,
		stay->departure_day, work->counted ? work->before.day : work->today_day);
	work->version = sg_programme_on(&work->of.programme, work->basis_day);
	if (work->version == NULL) {
		return nothing(work, "before_programme");
	}
	posting_day = stay->departure_day + work->version->stays.delay_days;
	if (posting_day > work->today_day) {
		work->again_us = sg_house_instant(&work->call->house->house, posting_day,
			work->call->house->house.day_close_minutes);
		return false;
	}
	if (work->foreign) {
		work->state = SG_POSTING_WAITS;
		work->reason = sg_earning_doubt_name(SG_DOUBT_CURRENCY);
		return false;
	}
	return true;
}

/* His tier on the basis day, as it is without this stay. */
static int32_t tier_then(const struct sg_posting_work *work)
{
	struct sg_standing then = work->of.standings.base;
	struct sg_tier_member member = sg_member_tier(&work->of);

	if (work->basis_day < then.day) {
		then = sg_tier_begin(work->of.membership.enrolled_day);
	}
	(void)sg_tier_advance_versions(
		&work->of.programme, &member, work->basis_day, &then, NULL, 0);
	return then.tier;
}

static enum sg_status earn(struct sg_posting_work *work)
{
	struct sg_call *call = work->call;
	const struct sg_earning earning = {.version = work->version,
		.stay = work->stay,
		.others = work->facts,
		.other_count = work->fact_count,
		.tier = tier_then(work),
		.basis_day = work->basis_day,
		.decided = work->row->decided};
	enum sg_status status =
		sg_earn(&earning, call->arena, call->error, &work->earned);

	if (status != SG_OK) {
		return status;
	}
	work->state = SG_POSTING_POSTED;
	if (work->earned.doubt != SG_DOUBT_NONE) {
		work->state = SG_POSTING_WAITS;
		work->reason = sg_earning_doubt_name(work->earned.doubt);
	} else if (work->earned.nothing != NULL) {
		work->state = SG_POSTING_NOTHING;
		work->reason = work->earned.nothing;
	}
	work->counts = (struct sg_qualified){
		.day = work->basis_day, .counts = work->earned.counts};
	return SG_OK;
}

/* ---- into the ledger ---- */

static struct sg_earning_lot lot_of(const struct sg_posting_work *work,
	const char *source, const char *rule, int64_t points, bool bonus)
{
	return (struct sg_earning_lot){.account = work->of.account.account,
		.source = source,
		.rule = rule,
		.points = points,
		.earned_day = work->today_day,
		.expires_day = SG_NO_DAY,
		.bonus = bonus};
}

static struct sg_lot *lot_find(
	const struct sg_posting_work *work, const char *source, const char *rule)
{
	for (size_t i = 0; i < work->of.ledger.count; i++) {
		struct sg_lot *lot = &work->of.ledger.lots[i];

		if (!lot->reversed && strcmp(lot->source, source) == 0 &&
			strcmp(lot->rule, rule) == 0) {
			return lot;
		}
	}
	return NULL;
}

static enum sg_status put_line(
	struct sg_posting_work *work, const struct sg_earned_line *line)
{
	struct sg_call *call = work->call;
	struct sg_earning_lot earning = lot_of(
		work, work->source, line->rule->name, line->points, line->rule->bonus);
	const struct sg_lot *lot = lot_find(work, work->source, line->rule->name);
	struct sg_id id;
	bool done;

	earning.amount = line->of;
	if (lot == NULL) {
		return sg_ledger_earn(&work->of.ledger, &earning, call->error, &done);
	}
	if (lot->original == line->points) {
		return SG_OK;
	}
	id = lot->id;
	return sg_ledger_replace(&work->of.ledger, &id, &earning, call->error);
}

static bool has_line(const struct sg_earned *earned, const char *rule)
{
	for (size_t i = 0; i < earned->line_count; i++) {
		if (strcmp(earned->lines[i].rule->name, rule) == 0) {
			return true;
		}
	}
	return false;
}

/* The first of the stay's lots that it does not earn any more, or NULL. */
static const struct sg_lot *stale_lot(const struct sg_posting_work *work)
{
	for (size_t i = 0; i < work->of.ledger.count; i++) {
		const struct sg_lot *lot = &work->of.ledger.lots[i];

		if (!lot->reversed && strcmp(lot->source, work->source) == 0 &&
			!has_line(&work->earned, lot->rule)) {
			return lot;
		}
	}
	return NULL;
}

static enum sg_status put_lines(struct sg_posting_work *work)
{
	const struct sg_lot *stale;
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < work->earned.line_count && status == SG_OK; i++) {
		status = put_line(work, &work->earned.lines[i]);
	}
	while (status == SG_OK && (stale = stale_lot(work)) != NULL) {
		const struct sg_id id = stale->id;

		status = sg_ledger_reverse(&work->of.ledger, &id, work->call->error);
	}
	return status;
}

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
		earning = lot_of(work, source, line->milestone->name, line->points, true);
		earning.amount = line->at;
		return sg_ledger_earn(&work->of.ledger, &earning, call->error, &done);
	}
	lot = lot_find(work, source, line->milestone->name);
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

static enum sg_status put_milestones(struct sg_posting_work *work)
{
	enum sg_status status = turn_milestones(work, work->counts.day);

	return status == SG_OK && work->counted && work->before.day != work->counts.day
	               ? turn_milestones(work, work->before.day)
	               : status;
}

/* ---- standing ---- */

static enum sg_status earn_occasion(struct sg_posting_work *work, enum sg_earn_per per,
	const char *source, int32_t tier, int32_t day)
{
	struct sg_call *call = work->call;
	const struct sg_earning_occasion occasion = {
		.version = sg_programme_on(&work->of.programme, day),
		.per = per,
		.property = call->house->house.code,
		.tier = tier,
		.day = day};
	struct sg_earned earned = {.line_count = 0};
	enum sg_status status = SG_OK;

	if (occasion.version != NULL && source != NULL) {
		status = sg_earn_occasion(&occasion, call->arena, call->error, &earned);
	}
	for (size_t i = 0; i < earned.line_count && status == SG_OK; i++) {
		const struct sg_earned_line *line = &earned.lines[i];
		struct sg_earning_lot earning = lot_of(
			work, source, line->rule->name, line->points, line->rule->bonus);
		bool done;

		earning.amount = line->of;
		status = sg_ledger_earn(&work->of.ledger, &earning, call->error, &done);
	}
	return source != NULL ? status : sg_call_memory(call);
}

static enum sg_status earn_upgrades(
	struct sg_posting_work *work, const struct sg_tier_step *steps, size_t count)
{
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < count && status == SG_OK; i++) {
		char day[SG_DAY_TEXT_SIZE];

		if (steps[i].to > steps[i].from) {
			sg_day_format(steps[i].day, day);
			status = earn_occasion(work, SG_EARN_PER_UPGRADE,
				sg_arena_format(work->call->arena, "tier:%s:%s", day,
					steps[i].to_name),
				steps[i].to, steps[i].day);
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

static enum sg_status stand(struct sg_posting_work *work)
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

static bool counts_differ(const struct sg_posting_work *work)
{
	const struct sg_qualified none = {.day = work->counts.day};
	const struct sg_qualified *before = work->counted ? &work->before : &none;

	return before->day != work->counts.day ||
	       memcmp(&before->counts, &work->counts.counts, sizeof before->counts) != 0;
}

enum sg_status sg_posting_decide(struct sg_posting_work *work)
{
	bool first = work->of.account.version == 0;
	enum sg_status status = SG_OK;

	work->again_us = SG_NO_TIME;
	work->counts = (struct sg_qualified){
		.day = work->counted ? work->before.day : work->today_day};
	if (is_to_be_posted(work)) {
		status = earn(work);
	}
	if (status != SG_OK || (work->state != SG_POSTING_POSTED && !work->counted &&
				       stale_lot(work) == NULL)) {
		return status; /* nothing stands in the ledger, and nothing is put there */
	}
	work->of.ledger.operation = sg_call_new_id(work->call);
	if (first) {
		status = earn_occasion(work, SG_EARN_PER_ENROLMENT, "enrolment", 0,
			work->of.membership.enrolled_day);
	}
	if (status == SG_OK) {
		status = sg_member_expire(work->call, &work->of, work->today_day);
	}
	if (status == SG_OK) {
		status = put_lines(work);
	}
	if (status == SG_OK && counts_differ(work)) {
		status = put_milestones(work);
	}
	if (status == SG_OK && (counts_differ(work) || first)) {
		status = stand(work);
	}
	work->changed = status == SG_OK &&
	                (work->of.ledger.entry_count > 0 || counts_differ(work) || first);
	return status;
}
