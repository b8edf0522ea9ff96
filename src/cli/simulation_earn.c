/* What a stay earns by what is known of the member on the day: his other stays, his tier, and how
 * much of each rule is left. */
#include <stdio.h>
#include <string.h>

#include "cli/hotel.h"
#include "cli/simulation_inside.h"
#include "core/time.h"

static enum sg_status memory_short(struct sg_simulation *simulation)
{
	return sg_fail(simulation->error, SG_MEMORY, "memory", NULL, "memory is short");
}

/* ---- the member's stays ---- */

static bool open_fact(struct sg_played_posting *posting, uint32_t index)
{
	static const enum sg_stay_end ends[] = {
		[SG_BOOKING_STAYED] = SG_STAY_ENDED,
		[SG_BOOKING_NO_SHOW] = SG_STAY_ENDED_NO_SHOW,
		[SG_BOOKING_CANCELLED] = SG_STAY_ENDED_CANCELLED,
	};
	struct sg_arena *arena = posting->simulation->scratch;
	const struct sg_booking *booking = &posting->simulation->bookings->rows[index];
	bool stayed = booking->end == SG_BOOKING_STAYED;
	struct sg_charge *charge = sg_arena_array(arena, 1, sizeof *charge);
	char *rate = sg_arena_array(arena, 1, SG_RATE_TEXT_SIZE);
	struct sg_earning_stay *fact = &posting->facts[posting->fact_count];

	if (charge == NULL || rate == NULL) {
		return false;
	}
	sg_booking_rate(booking, rate);
	*charge = (struct sg_charge){.category = "room",
		.gross_cents = stayed ? sg_booking_charge(booking) : 0,
		.day = posting->simulation->stays[index].ended_day};
	charge->net_cents = charge->gross_cents;
	*fact = (struct sg_earning_stay){.id = {{0}},
		.property = sg_hotels[booking->hotel].code,
		.room_type = sg_arena_copy_len(arena,
			stayed ? &booking->assigned_type : &booking->reserved_type, 1),
		.rate = rate,
		.channel = sg_channel_names[booking->channel],
		.booked_day = SG_NO_DAY,
		.arrival_day = booking->arrival_day,
		.departure_day = booking->arrival_day + booking->nights,
		.end = ends[booking->end],
		.charges = charge,
		.charge_count = charge->gross_cents != 0};
	for (size_t i = 0; i < sizeof booking->row; i++) {
		fact->id.bytes[i] = (unsigned char)(booking->row >> (24 - 8 * i) & 0xFFu);
	}
	posting->whose[posting->fact_count++] = index;
	return fact->room_type != NULL;
}

enum sg_status sg_played_open(struct sg_played_posting *posting, uint32_t index)
{
	struct sg_simulation *simulation = posting->simulation;
	size_t count = 0;

	for (uint32_t i = posting->member->first; i != SG_NOBODY;
		i = simulation->stays[i].next) {
		count++;
	}
	posting->source = sg_arena_format(simulation->kept, "stay:%u", index);
	posting->facts =
		sg_arena_array(simulation->scratch, count, sizeof *posting->facts);
	posting->whose =
		sg_arena_array(simulation->scratch, count, sizeof *posting->whose);
	if (posting->source == NULL || posting->facts == NULL || posting->whose == NULL) {
		return memory_short(simulation);
	}
	for (uint32_t i = posting->member->first; i != SG_NOBODY;
		i = simulation->stays[i].next) {
		const struct sg_played_stay *stay = &simulation->stays[i];

		if (stay->ended_day == SG_NO_DAY) {
			continue;
		}
		if (stay == posting->stay) {
			posting->self = &posting->facts[posting->fact_count];
		}
		if (!open_fact(posting, i)) {
			return memory_short(simulation);
		}
	}
	return SG_OK;
}

/* ---- what it earns ---- */

static bool nothing(struct sg_played_posting *posting, const char *reason)
{
	posting->state = SG_PLAYED_NOTHING;
	posting->reason = reason;
	return false;
}

static bool is_to_be_posted(struct sg_played_posting *posting)
{
	const struct sg_programme *programme = posting->simulation->programme;
	const struct sg_earning_stay *self = posting->self;
	int32_t posting_day;

	if (posting->member->enrolled_day > self->departure_day) {
		return nothing(posting, "not_enrolled");
	}
	posting->version = sg_programme_on(programme, self->departure_day);
	if (posting->version == NULL) {
		return nothing(posting, "before_programme");
	}
	posting->basis_day = sg_earning_basis_day(posting->version->basis,
		self->arrival_day, self->departure_day,
		posting->stay->counted ? posting->stay->before.day
				       : posting->step.today_day);
	posting->version = sg_programme_on(programme, posting->basis_day);
	if (posting->version == NULL) {
		return nothing(posting, "before_programme");
	}
	posting_day = self->departure_day + posting->version->stays.delay_days;
	if (posting_day > posting->step.today_day) {
		posting->again_day = posting_day;
		return false;
	}
	return true;
}

/* ---- what limits it ---- */

int64_t *sg_played_spent(const struct sg_played_posting *posting)
{
	const struct sg_simulation *simulation = posting->simulation;

	return simulation->spent[posting->version - simulation->programme->versions];
}

/* How many of the member's other stays have earned by the rule, one joined stay not among them. */
static int32_t times_of(
	const struct sg_played_posting *posting, const char *rule, const bool *joined)
{
	int32_t times = 0;

	for (size_t i = 0; i < posting->fact_count; i++) {
		char source[32];

		(void)snprintf(source, sizeof source, "stay:%u", posting->whose[i]);
		times += !joined[i] && &posting->facts[i] != posting->self &&
		         sg_step_find(&posting->step, source, rule) != NULL;
	}
	return times;
}

static enum sg_status limit(struct sg_played_posting *posting, struct sg_earning *earning)
{
	struct sg_simulation *simulation = posting->simulation;
	size_t count = posting->version->rule_count;
	int32_t *times = sg_arena_array(simulation->scratch, count, sizeof *times);
	int64_t *left = sg_arena_array(simulation->scratch, count, sizeof *left);
	const bool *joined;
	enum sg_status status = sg_earning_joined(
		earning, simulation->scratch, simulation->error, &joined);

	if (status != SG_OK || times == NULL || left == NULL) {
		return status != SG_OK ? status : memory_short(simulation);
	}
	for (size_t i = 0; i < count; i++) {
		const struct sg_earn_rule *rule = &posting->version->rules[i];
		const struct sg_lot *had =
			sg_step_find(&posting->step, posting->source, rule->name);
		int64_t spent =
			sg_played_spent(posting)[i] - (had != NULL ? had->original : 0);

		times[i] =
			rule->times_max > 0 ? times_of(posting, rule->name, joined) : 0;
		left[i] = rule->budget > spent ? rule->budget - spent : 0;
	}
	earning->times = times;
	earning->budget_left = left;
	return SG_OK;
}

static enum sg_status earn(struct sg_played_posting *posting)
{
	struct sg_simulation *simulation = posting->simulation;
	const struct sg_played_stay *stay = posting->stay;
	const struct sg_tier_member member = sg_step_tier(&posting->step);
	struct sg_earning earning = {.version = posting->version,
		.stay = posting->self,
		.others = posting->facts,
		.other_count = posting->fact_count,
		.tier = sg_credit_tier(simulation->programme, &member,
			&posting->member->standings,
			stay->counted ? stay->before.day : SG_NO_DAY, stay->tier,
			posting->basis_day),
		.basis_day = posting->basis_day};
	enum sg_status status = limit(posting, &earning);

	if (status == SG_OK) {
		status = sg_earn(&earning, simulation->scratch, simulation->error,
			&posting->earned);
	}
	if (status != SG_OK) {
		return status;
	}
	posting->tier = posting->version->tiers.tiers[earning.tier].name;
	posting->state = SG_PLAYED_POSTED;
	if (posting->earned.doubt != SG_DOUBT_NONE) {
		posting->state = SG_PLAYED_WAITS;
		posting->reason = sg_earning_doubt_name(posting->earned.doubt);
	} else if (posting->earned.nothing != NULL) {
		(void)nothing(posting, posting->earned.nothing);
	}
	posting->counts = (struct sg_qualified){
		.day = posting->basis_day, .counts = posting->earned.counts};
	return SG_OK;
}

enum sg_status sg_played_earn(struct sg_played_posting *posting)
{
	return is_to_be_posted(posting) ? earn(posting) : SG_OK;
}
