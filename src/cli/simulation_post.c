/* What a stay earns, put into the member's ledger as a difference to what stands there. */
#include <string.h>

#include "cli/simulation_inside.h"
#include "core/time.h"

/* ---- into the ledger ---- */

/* The first of the stay's lots that it does not earn any more, or NULL. */
static const struct sg_lot *stale_lot(const struct sg_played_posting *posting)
{
	for (size_t i = 0; i < posting->step.ledger.count; i++) {
		const struct sg_lot *lot = &posting->step.ledger.lots[i];
		bool stands = lot->reversed || strcmp(lot->source, posting->source) != 0;

		for (size_t k = 0; k < posting->earned.line_count && !stands; k++) {
			stands = strcmp(posting->earned.lines[k].rule->name, lot->rule) ==
			         0;
		}
		if (!stands) {
			return lot;
		}
	}
	return NULL;
}

/* On which day it was first earned, whatever became of it. */
static int32_t first_earned(const struct sg_played_posting *posting, const char *rule)
{
	int32_t day = posting->step.today_day;

	for (size_t i = 0; i < posting->step.ledger.count; i++) {
		const struct sg_lot *lot = &posting->step.ledger.lots[i];

		if (lot->earned_day < day && strcmp(lot->source, posting->source) == 0 &&
			strcmp(lot->rule, rule) == 0) {
			day = lot->earned_day;
		}
	}
	return day;
}

static enum sg_status put_line(
	struct sg_played_posting *posting, const struct sg_earned_line *line)
{
	struct sg_simulation *simulation = posting->simulation;
	const char *rule = line->rule->name;
	struct sg_earning_lot earning = sg_step_lot(
		&posting->step, posting->source, rule, line->points, line->rule->bonus);
	const struct sg_lot *lot = sg_step_find(&posting->step, posting->source, rule);
	int64_t before = lot != NULL ? lot->original : 0;
	struct sg_id id;
	bool done;

	earning.amount = line->of;
	earning.earned_day = first_earned(posting, rule);
	sg_played_spent(posting)[line->rule - posting->version->rules] +=
		line->points - before;
	if (lot == NULL) {
		return sg_ledger_earn(
			&posting->step.ledger, &earning, simulation->error, &done);
	}
	if (before == line->points) {
		return SG_OK;
	}
	id = lot->id;
	return sg_ledger_replace(&posting->step.ledger, &id, &earning, simulation->error);
}

static void give_back(struct sg_played_posting *posting, const struct sg_lot *lot)
{
	for (size_t i = 0; posting->version != NULL && i < posting->version->rule_count;
		i++) {
		if (strcmp(posting->version->rules[i].name, lot->rule) == 0) {
			sg_played_spent(posting)[i] -= lot->original;
		}
	}
}

static enum sg_status put_lines(struct sg_played_posting *posting)
{
	const struct sg_lot *stale;
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < posting->earned.line_count && status == SG_OK; i++) {
		status = put_line(posting, &posting->earned.lines[i]);
	}
	while (status == SG_OK && (stale = stale_lot(posting)) != NULL) {
		const struct sg_id id = stale->id;

		give_back(posting, stale);
		status = sg_ledger_reverse(
			&posting->step.ledger, &id, posting->simulation->error);
	}
	return status;
}

static enum sg_status put(struct sg_played_posting *posting)
{
	struct sg_step *step = &posting->step;
	enum sg_status status = sg_step_expire(step);

	if (status == SG_OK) {
		status = put_lines(posting);
	}
	if (status == SG_OK) {
		status = sg_step_stand(step, &posting->counts, &posting->later_day);
	}
	if (status == SG_OK) {
		posting->stay->counted = true;
		posting->stay->before = posting->counts;
		status = sg_step_end(step);
	}
	return status;
}

/* ---- one stay, and those that it changes ---- */

static bool is_touched(const struct sg_played_posting *posting,
	const struct sg_earning_stay *fact, const struct sg_played_stay *stay, bool news)
{
	bool later = stay->counted && posting->later_day != SG_NO_DAY &&
	             fact->departure_day >= posting->later_day;

	return fact != posting->self && stay->looked &&
	       ((news && sg_stays_near(posting->self, fact)) || later);
}

static void settle(struct sg_played_posting *posting, bool changed)
{
	struct sg_played_stay *stay = posting->stay;
	bool news = changed || stay->state != posting->state || !stay->looked;

	stay->looked = true;
	stay->again = false;
	stay->state = (uint8_t)posting->state;
	stay->reason = posting->reason;
	stay->tier = posting->tier;
	for (size_t i = 0; i < posting->fact_count; i++) {
		struct sg_played_stay *other =
			&posting->simulation->stays[posting->whose[i]];

		other->again |= is_touched(posting, &posting->facts[i], other, news);
	}
}

static bool differs(const struct sg_played_posting *posting)
{
	return !posting->stay->counted || posting->step.ledger.entry_count > 0 ||
	       memcmp(&posting->stay->before.counts, &posting->counts.counts,
		       sizeof posting->counts.counts) != 0;
}

static enum sg_status post_one(struct sg_simulation *simulation, uint32_t index,
	int32_t today_day, int32_t *ret_again_day)
{
	const struct sg_booking *booking = &simulation->bookings->rows[index];
	struct sg_played_posting posting = {.simulation = simulation,
		.member = &simulation->members[booking->guest],
		.stay = &simulation->stays[index],
		.again_day = SG_NO_DAY,
		.later_day = SG_NO_DAY};
	bool changed = false;
	enum sg_status status;

	sg_arena_reset(simulation->scratch);
	status = sg_played_open(&posting, index);
	if (status == SG_OK) {
		status = sg_step_begin(simulation, posting.member, posting.stay,
			today_day, &posting.step);
	}
	posting.counts.day = posting.stay->counted ? posting.stay->before.day : today_day;
	if (status == SG_OK) {
		status = sg_played_earn(&posting);
	}
	if (status == SG_OK &&
		(posting.state == SG_PLAYED_POSTED || posting.stay->counted)) {
		changed = differs(&posting);
		status = put(&posting);
		changed |= posting.step.ledger.entry_count > 0;
	}
	if (status == SG_OK) {
		settle(&posting, changed);
		*ret_again_day = posting.again_day;
	}
	return status;
}

static uint32_t find_again(
	const struct sg_simulation *simulation, const struct sg_played_member *member)
{
	uint32_t index = member->first;

	while (index != SG_NOBODY && !simulation->stays[index].again) {
		index = simulation->stays[index].next;
	}
	return index;
}

enum sg_status sg_simulation_post(struct sg_simulation *simulation, uint32_t stay,
	int32_t today_day, int32_t *ret_again_day)
{
	const struct sg_played_member *member =
		&simulation->members[simulation->bookings->rows[stay].guest];
	int32_t later_day;
	enum sg_status status = post_one(simulation, stay, today_day, ret_again_day);

	/* Those that are not due yet keep their own day. */
	for (uint32_t again = find_again(simulation, member);
		again != SG_NOBODY && status == SG_OK;
		again = find_again(simulation, member)) {
		status = post_one(simulation, again, today_day, &later_day);
	}
	return status;
}
