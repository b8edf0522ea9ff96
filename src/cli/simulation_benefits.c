/* What a guest who arrives is entitled to, and what it costs the house. */
#include <string.h>

#include "cli/hotel.h"
#include "cli/simulation_inside.h"
#include "core/time.h"

/* The index of the benefit among those seen so far, or -1 where there are too many. */
static int find(struct sg_simulation *simulation, const struct sg_benefit *benefit)
{
	struct sg_simulated_benefit *seen = simulation->benefits;
	size_t at = 0;

	while (at < simulation->benefit_count &&
		strcmp(seen[at].code, benefit->code) != 0) {
		at++;
	}
	if (at == SG_SIMULATED_BENEFITS_MAX) {
		return -1;
	}
	if (at == simulation->benefit_count) {
		seen[simulation->benefit_count++] = (struct sg_simulated_benefit){
			.code = benefit->code, .guaranteed = benefit->guaranteed};
	}
	return (int)at;
}

static int32_t year_of(int32_t day)
{
	int32_t year, month, day_of_month;

	sg_day_to_civil(day, &year, &month, &day_of_month);
	return year;
}

/* In how many stays of that year he had it. */
static int32_t times_in(const struct sg_simulation *simulation,
	const struct sg_played_member *member, int at, int32_t year)
{
	int32_t times = 0;

	for (uint32_t i = member->first; i != SG_NOBODY; i = simulation->stays[i].next) {
		times += (simulation->stays[i].given >> at & 1u) != 0 &&
		         year_of(simulation->bookings->rows[i].arrival_day) == year;
	}
	return times;
}

static void give(struct sg_simulation *simulation, uint32_t index,
	const struct sg_benefit *benefit, const struct sg_benefit_thing *thing)
{
	const struct sg_booking *booking = &simulation->bookings->rows[index];
	const struct sg_played_member *member = &simulation->members[booking->guest];
	int at = find(simulation, benefit);
	int32_t topic = sg_catalog_topic(simulation->catalog, thing->topic);

	if (at < 0 || topic < 0 ||
		(benefit->year_times > 0 &&
			times_in(simulation, member, at, year_of(booking->arrival_day)) >=
				benefit->year_times)) {
		return;
	}
	simulation->stays[index].given |= UINT64_C(1) << at;
	simulation->benefits[at].times++;
	simulation->benefits[at].cost_cents +=
		simulation->catalog->topics[topic].cost_cents;
}

/* The name of the tier that he has on that day. */
static enum sg_status level_on(struct sg_simulation *simulation,
	struct sg_played_member *member, int32_t day, const char **ret_level)
{
	const struct sg_programme *programme = simulation->programme;
	const struct sg_programme_version *version;
	struct sg_standing then = member->standings.now;
	struct sg_tier_member tier;
	struct sg_step step;
	enum sg_status status;

	sg_arena_reset(simulation->scratch);
	status = sg_step_begin(simulation, member, NULL, day, &step);
	if (status != SG_OK) {
		return status;
	}
	tier = sg_step_tier(&step);
	(void)sg_tier_advance_versions(programme, &tier, day, &then, NULL, 0);
	version = sg_programme_on(programme, day);
	*ret_level = version != NULL ? version->tiers.tiers[then.tier].name : NULL;
	return SG_OK;
}

enum sg_status sg_simulation_arrive(struct sg_simulation *simulation, uint32_t index)
{
	const struct sg_booking *booking = &simulation->bookings->rows[index];
	int32_t day = booking->arrival_day;
	const struct sg_benefits benefits = sg_benefits_on(simulation->programme, day);
	const char *level = NULL;
	enum sg_status status =
		benefits.count > 0
			? level_on(simulation, &simulation->members[booking->guest], day,
				  &level)
			: SG_OK;

	for (size_t i = 0; i < benefits.count && level != NULL; i++) {
		const struct sg_benefit *benefit = &benefits.list[i];
		const struct sg_benefit_thing *thing =
			sg_benefit_at(benefit, sg_hotels[booking->hotel].code);

		if (thing != NULL &&
			sg_benefit_is_of(simulation->programme, benefit, day, level)) {
			give(simulation, index, benefit, thing);
		}
	}
	return status;
}
