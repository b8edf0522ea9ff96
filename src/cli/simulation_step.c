/* A member's account for one step, and what comes of itself. */
#include <stdlib.h>
#include <string.h>

#include "cli/hotel.h"
#include "cli/simulation_inside.h"
#include "core/expiry.h"
#include "core/time.h"

enum { STEPS_MAX = 64 };

static enum sg_status memory_short(struct sg_simulation *simulation)
{
	(void)sg_fail(simulation->error, SG_MEMORY, "memory", NULL, "memory is short");
	return SG_MEMORY;
}

/* ---- the account ---- */

static int compare_days(const void *left, const void *right)
{
	const struct sg_qualified *a = left, *b = right;

	return (a->day > b->day) - (a->day < b->day);
}

static size_t count_stays(
	const struct sg_simulation *simulation, const struct sg_played_member *member)
{
	size_t count = 0;

	for (uint32_t i = member->first; i != SG_NOBODY; i = simulation->stays[i].next) {
		count++;
	}
	return count;
}

static bool gather(struct sg_step *step)
{
	struct sg_simulation *simulation = step->simulation;

	/* One more: the own stay's, once it counts. */
	step->qualified = sg_arena_array(simulation->scratch,
		count_stays(simulation, step->member) + 1, sizeof *step->qualified);
	if (step->qualified == NULL) {
		return false;
	}
	for (uint32_t i = step->member->first; i != SG_NOBODY;
		i = simulation->stays[i].next) {
		const struct sg_played_stay *stay = &simulation->stays[i];

		if (stay->counted && stay != step->own) {
			step->qualified[step->qualified_count++] = stay->before;
		}
	}
	qsort(step->qualified, step->qualified_count, sizeof *step->qualified,
		compare_days);
	return true;
}

/* A key that no other has, in the order of its number. */
static struct sg_id key_of(uint64_t number)
{
	static const unsigned char nothing[10];

	return sg_id_make((int64_t)number * 1000, nothing);
}

enum sg_status sg_step_begin(struct sg_simulation *simulation,
	struct sg_played_member *member, const struct sg_played_stay *own,
	int32_t today_day, struct sg_step *ret_step)
{
	const struct sg_booking *booking = &simulation->bookings->rows[member->first];
	struct sg_step step = {.simulation = simulation,
		.member = member,
		.own = own,
		.today_day = today_day,
		.property = sg_hotels[booking->hotel].code};
	struct sg_ledger *ledger = &step.ledger;

	ledger->arena = simulation->scratch;
	ledger->operation = key_of(++simulation->steps);
	ledger->count = ledger->space = member->lot_count;
	if (member->lot_count > 0) {
		ledger->lots = sg_arena_array(
			simulation->scratch, ledger->count, sizeof *ledger->lots);
		if (ledger->lots == NULL) {
			return memory_short(simulation);
		}
		memcpy(ledger->lots, member->lots, ledger->count * sizeof *ledger->lots);
	}
	if (!gather(&step)) {
		return memory_short(simulation);
	}
	*ret_step = step;
	return SG_OK;
}

static int32_t earlier(int32_t a, int32_t b)
{
	return a == SG_NO_DAY || (b != SG_NO_DAY && b < a) ? b : a;
}

static int32_t expires_on(
	const struct sg_step *step, const struct sg_programme_version *version)
{
	const struct sg_played_member *member = step->member;
	int32_t day = SG_NO_DAY;

	for (size_t i = 0; i < step->ledger.count && version != NULL; i++) {
		const struct sg_lot *lot = &step->ledger.lots[i];
		int32_t last_day = sg_expiry_last_day(version, member->standings.now.tier,
			lot->earned_day, member->active_day);

		if (lot->remaining > 0 && last_day != SG_NO_DAY) {
			day = earlier(day, last_day + 1);
		}
	}
	return day;
}

/* The next day on which something comes by itself. */
static int32_t look_on(const struct sg_step *step)
{
	const struct sg_programme *programme = step->simulation->programme;
	const struct sg_standing *now = &step->member->standings.now;
	const struct sg_programme_version *stands = sg_programme_on(programme, now->day);
	const struct sg_tier_member tier = sg_step_tier(step);
	int32_t day = expires_on(step, sg_programme_on(programme, step->today_day));

	if (stands != NULL) {
		day = earlier(day, sg_tier_next_day(&stands->tiers, &tier, now));
	}
	for (size_t i = 0; i < programme->version_count; i++) {
		int32_t from_day = programme->versions[i].from_day;

		day = earlier(day, from_day > now->day ? from_day : SG_NO_DAY);
	}
	return day != SG_NO_DAY && day <= step->today_day ? step->today_day + 1 : day;
}

enum sg_status sg_step_end(struct sg_step *step)
{
	struct sg_played_member *member = step->member;
	const struct sg_ledger *ledger = &step->ledger;
	bool earned = false;

	for (size_t i = 0; i < ledger->entry_count; i++) {
		const struct sg_entry *entry = &ledger->entries[i];

		earned |= entry->kind == SG_ENTRY_EARN;
		step->simulation->expired -=
			entry->kind == SG_ENTRY_EXPIRE ? entry->points : 0;
	}
	if (earned && member->active_day < step->today_day) {
		member->active_day = step->today_day;
	}
	if (ledger->count > member->lot_count) {
		void *larger =
			realloc(member->lots, ledger->count * sizeof *member->lots);

		if (larger == NULL) {
			return memory_short(step->simulation);
		}
		member->lots = larger;
	}
	if (ledger->count > 0) {
		memcpy(member->lots, ledger->lots, ledger->count * sizeof *member->lots);
	}
	member->lot_count = ledger->count;
	member->look_day = look_on(step);
	return SG_OK;
}

struct sg_tier_member sg_step_tier(const struct sg_step *step)
{
	return (struct sg_tier_member){.enrolled_day = step->member->enrolled_day,
		.qualified = step->qualified,
		.qualified_count = step->qualified_count,
		.lifetime = step->member->lifetime};
}

enum sg_status sg_step_expire(struct sg_step *step)
{
	const struct sg_programme *programme = step->simulation->programme;
	const struct sg_programme_version *version =
		sg_programme_on(programme, step->today_day);
	const struct sg_tier_member tier = sg_step_tier(step);
	struct sg_standing then = step->member->standings.now;

	(void)sg_tier_advance_versions(programme, &tier, step->today_day, &then, NULL, 0);
	for (size_t i = 0; i < step->ledger.count && version != NULL; i++) {
		struct sg_lot *lot = &step->ledger.lots[i];

		lot->expires_day = sg_expiry_last_day(
			version, then.tier, lot->earned_day, step->member->active_day);
	}
	return sg_ledger_expire(&step->ledger, step->today_day, step->simulation->error);
}

/* ---- what is earned without a stay ---- */

struct sg_earning_lot sg_step_lot(const struct sg_step *step)
{
	return (struct sg_earning_lot){
		.earned_day = step->today_day, .expires_day = SG_NO_DAY};
}

const struct sg_lot *sg_step_find(
	const struct sg_step *step, const char *source, const char *rule)
{
	const struct sg_earning_lot earning = {.source = source, .rule = rule};

	return sg_ledger_standing(&step->ledger, &earning);
}

static enum sg_status earn_occasion(
	struct sg_step *step, struct sg_earning_occasion occasion, const char *source)
{
	struct sg_simulation *simulation = step->simulation;
	struct sg_earning_lot lot = sg_step_lot(step);
	struct sg_earned earned = {.line_count = 0};
	enum sg_status status = source != NULL ? SG_OK : memory_short(simulation);

	occasion.property = step->property;
	if (status == SG_OK && occasion.version != NULL) {
		status = sg_earn_occasion(
			&occasion, simulation->scratch, simulation->error, &earned);
	}
	lot.source = source;
	for (size_t i = 0; i < earned.line_count && status == SG_OK; i++) {
		const struct sg_earned_line *line = &earned.lines[i];
		bool done;

		lot.rule = line->rule->name;
		lot.points = line->points;
		lot.bonus = line->rule->bonus;
		lot.amount = line->of;
		status = sg_ledger_earn(&step->ledger, &lot, simulation->error, &done);
	}
	return status;
}

enum sg_status sg_step_upgrades(
	struct sg_step *step, const struct sg_tier_step *steps, size_t count)
{
	struct sg_simulation *simulation = step->simulation;
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < count && status == SG_OK; i++) {
		struct sg_earning_occasion occasion;
		const char *source;

		if (sg_credit_upgrade(simulation->programme, steps, count, i,
			    simulation->kept, &occasion, &source)) {
			status = earn_occasion(step, occasion, source);
		}
	}
	return status;
}

/* ---- nothing happened ---- */

enum sg_status sg_simulation_open(
	struct sg_simulation *simulation, struct sg_played_member *member)
{
	const struct sg_earning_occasion enrolment = {
		.version = sg_programme_on(simulation->programme, member->enrolled_day),
		.per = SG_EARN_PER_ENROLMENT,
		.day = member->enrolled_day};
	struct sg_step step;
	enum sg_status status;

	sg_arena_reset(simulation->scratch);
	status = sg_step_begin(simulation, member, NULL, member->enrolled_day, &step);
	if (status == SG_OK) {
		status = earn_occasion(&step, enrolment, "enrolment");
	}
	return status == SG_OK ? sg_step_end(&step) : status;
}

/* Milestones of a version that began since. */
static enum sg_status reach(struct sg_step *step)
{
	const struct sg_credit credit = {.programme = step->simulation->programme,
		.ledger = &step->ledger,
		.arena = step->simulation->kept,
		.lot = sg_step_lot(step),
		.source = "",
		.enrolled_day = step->member->enrolled_day,
		.qualified = step->qualified,
		.qualified_count = step->qualified_count,
		.error = step->simulation->error};

	return sg_credit_reached(&credit);
}

enum sg_status sg_simulation_look(struct sg_simulation *simulation,
	struct sg_played_member *member, int32_t today_day)
{
	struct sg_standings *standings = &member->standings;
	struct sg_tier_step steps[STEPS_MAX];
	struct sg_tier_member tier;
	struct sg_step step;
	size_t count;
	enum sg_status status = sg_step_begin(simulation, member, NULL, today_day, &step);

	if (status != SG_OK) {
		return status;
	}
	tier = sg_step_tier(&step);
	count = sg_tier_advance_versions(simulation->programme, &tier, today_day,
		&standings->now, steps, STEPS_MAX);
	sg_standings_follow(simulation->programme, &tier, today_day, standings);
	status = sg_step_expire(&step);
	if (status == SG_OK) {
		status = reach(&step);
	}
	if (status == SG_OK) {
		status = sg_step_upgrades(
			&step, steps, count < STEPS_MAX ? count : STEPS_MAX);
	}
	return status == SG_OK ? sg_step_end(&step) : status;
}
