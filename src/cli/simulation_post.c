/* What a stay earns, put into the member's ledger as a difference to what stands there. */
#include "cli/simulation_inside.h"
#include "core/time.h"

enum { STEPS_MAX = 64 };

/* ---- into the account ---- */

static struct sg_credit credit_of(struct sg_played_posting *posting)
{
	struct sg_step *step = &posting->step;

	return (struct sg_credit){.programme = posting->simulation->programme,
		.ledger = &step->ledger,
		.arena = posting->simulation->kept,
		.lot = sg_step_lot(step),
		.source = posting->source,
		.enrolled_day = posting->member->enrolled_day,
		.qualified = step->qualified,
		.qualified_count = step->qualified_count,
		.before = posting->stay->counted ? &posting->stay->before : NULL,
		.counts = &posting->counts,
		.error = posting->simulation->error};
}

/* What stands of the stay is given away, or not any more. */
static void spend(const struct sg_played_posting *posting, int sign)
{
	const struct sg_programme_version *version = posting->version;

	for (size_t i = 0; version != NULL && i < version->rule_count; i++) {
		const struct sg_lot *lot = sg_step_find(
			&posting->step, posting->source, version->rules[i].name);

		sg_played_spent(posting)[i] += lot != NULL ? sign * lot->original : 0;
	}
}

static enum sg_status put_lines(
	const struct sg_played_posting *posting, const struct sg_credit *credit)
{
	enum sg_status status;

	spend(posting, -1);
	status = sg_credit_lines(credit, &posting->earned);
	spend(posting, 1);
	return status;
}

static enum sg_status stand(
	struct sg_played_posting *posting, const struct sg_credit *credit)
{
	struct sg_step *step = &posting->step;
	struct sg_tier_step steps[STEPS_MAX];
	struct sg_tier_member tier;
	size_t count;

	sg_credit_count(credit, step->qualified, &step->qualified_count,
		&posting->member->lifetime);
	tier = sg_step_tier(step);
	count = sg_credit_stand(credit, &tier, &posting->member->standings, steps,
		STEPS_MAX, &posting->later_day);
	return sg_step_upgrades(step, steps, count);
}

static enum sg_status put(struct sg_played_posting *posting, bool *ret_changed)
{
	const struct sg_credit credit = credit_of(posting);
	const bool differs = sg_credit_differs(&credit);
	enum sg_status status = sg_step_expire(&posting->step);

	if (status == SG_OK) {
		status = put_lines(posting, &credit);
	}
	if (status == SG_OK && differs) {
		status = sg_credit_milestones(&credit);
	}
	if (status == SG_OK) {
		status = sg_credit_reached(&credit);
	}
	if (status == SG_OK && differs) {
		status = stand(posting, &credit);
	}
	if (status == SG_OK) {
		posting->stay->counted = true;
		posting->stay->before = posting->counts;
		status = sg_step_end(&posting->step);
		*ret_changed = differs || posting->step.ledger.entry_count > 0;
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
		status = put(&posting, &changed);
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
