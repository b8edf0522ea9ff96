/* Standings over a programme's versions, and again from an earlier day when something came late. */
#include "core/tier_inside.h"

#include "core/time.h"

/* The tier of the new rules that takes the place of the old one. */
static int32_t place_of(
	const struct sg_tier_rules *old, const struct sg_tier_rules *new, int32_t tier)
{
	int32_t place = 0;

	for (; tier > 0; tier--) {
		place = sg_tier_find(new, old->tiers[tier].name);
		if (place >= 0) {
			return place;
		}
	}
	return 0;
}

static void place_reached(const struct sg_tier_rules *old,
	const struct sg_tier_rules *new, struct sg_standing *standing)
{
	struct sg_standing was = *standing;

	for (size_t i = 0; i < SG_TIERS_MAX; i++) {
		standing->reached_until[i] = SG_NO_DAY;
	}
	for (int32_t tier = 1; tier < (int32_t)old->tier_count; tier++) {
		int32_t *until_day = &standing->reached_until[place_of(old, new, tier)];

		if (was.reached_until[tier] > *until_day) {
			*until_day = was.reached_until[tier];
		}
	}
	standing->reached_until[0] = SG_NO_DAY;
	standing->reached = place_of(old, new, was.reached);
	standing->floor = place_of(old, new, was.floor);
}

/* Finds the standing's tiers again under the new rules, which hold from the day on. */
static void adopt(const struct sg_tier_rules *old, const struct sg_tier_rules *new,
	int32_t day, struct sg_standing *standing, struct sg_tier_steps *steps)
{
	int32_t had = standing->tier, tier = place_of(old, new, had);
	struct sg_tier_step step = {day, SG_TIER_ABOLISHED, tier, tier,
		old->tiers[had].name, new->tiers[tier].name, standing->until_day, {{0}}};

	place_reached(old, new, standing);
	standing->tier = tier;
	if (tier == 0) {
		step.until_day = standing->until_day = SG_NO_DAY;
	}
	if (had > 0 && sg_tier_find(new, old->tiers[had].name) < 0) {
		standing->cause = step.cause;
		standing->since_day = day;
		sg_tier_step(steps, &step);
	}
}

/* Back to the lowest where there is none such. */
static void confine(size_t count, int32_t *tier)
{
	*tier = *tier < (int32_t)count ? *tier : 0;
}

void sg_tier_rename(const struct sg_tier_rules *then, const struct sg_tier_rules *rules,
	struct sg_standing *standing)
{
	const struct sg_tier_rules none = {.tier_count = 0};
	const struct sg_tier_rules *new = rules != NULL ? rules : &none;
	int32_t had = standing->tier;

	confine(then->tier_count, &standing->tier);
	confine(then->tier_count, &standing->floor);
	confine(then->tier_count, &standing->reached);
	place_reached(then, new, standing);
	standing->tier = place_of(then, new, standing->tier);
	if (had > 0 && standing->tier == 0) {
		standing->until_day = SG_NO_DAY;
	}
}

/* From the day before the new version to its first day. */
static void change_version(const struct sg_programme_version *old,
	const struct sg_programme_version *new, const struct sg_tier_member *member,
	struct sg_standing *standing, struct sg_tier_steps *steps)
{
	if (old != NULL) {
		struct sg_tiering tiering = {&old->tiers, member};

		sg_tier_walk(&tiering, new->from_day - 1, standing, steps);
		sg_tier_turn(&tiering, new->from_day, standing);
		adopt(&old->tiers, &new->tiers, new->from_day, standing, steps);
	}
	standing->day = new->from_day;
}

static void walk_versions(const struct sg_programme *programme,
	const struct sg_tier_member *member, int32_t day, struct sg_standing *standing,
	struct sg_tier_steps *steps)
{
	const struct sg_programme_version *version =
		sg_programme_on(programme, standing->day);

	for (size_t i = 0; i < programme->version_count; i++) {
		const struct sg_programme_version *new = &programme->versions[i];

		if (new->from_day > standing->day &&new->from_day <= day) {
			change_version(version, new, member, standing, steps);
			version = new;
		}
	}
	if (version != NULL) {
		struct sg_tiering tiering = {&version->tiers, member};

		sg_tier_walk(&tiering, day, standing, steps);
	} else if (day > standing->day) {
		standing->day = day;
	}
}

size_t sg_tier_advance_versions(const struct sg_programme *programme,
	const struct sg_tier_member *member, int32_t day, struct sg_standing *standing,
	struct sg_tier_step *ret_steps, size_t space)
{
	struct sg_tier_steps steps = {.steps = ret_steps, .space = space};

	walk_versions(programme, member, day, standing, &steps);
	return steps.taken;
}

void sg_standings_follow(const struct sg_programme *programme,
	const struct sg_tier_member *member, int32_t today_day,
	struct sg_standings *standings)
{
	(void)sg_tier_advance_versions(
		programme, member, today_day - SG_LATE_DAYS, &standings->base, NULL, 0);
}

static void raise_to(int32_t other, int32_t *value)
{
	*value = other > *value ? other : *value;
}

/* The better of both in everything that later days depend on. */
static void take_better(const struct sg_standing *other, struct sg_standing *standing)
{
	for (size_t i = 0; i < SG_TIERS_MAX; i++) {
		raise_to(other->reached_until[i], &standing->reached_until[i]);
	}
	raise_to(other->reached, &standing->reached);
	raise_to(other->floor, &standing->floor);
	if (other->carried_nights > standing->carried_nights) {
		standing->carried_nights = other->carried_nights;
	}
	if (other->past_nights > standing->past_nights) {
		standing->past_nights = other->past_nights;
	}
	raise_to(other->carried_day, &standing->carried_day);
}

/* One step to what he has now; it says by which counts the tier would have been his in time. */
static void show_better(const struct sg_tiering *tiering, int32_t day,
	const struct sg_tier_step *in_time, struct sg_standing *standing,
	struct sg_tier_steps *steps)
{
	struct sg_tier_steps better = {0};

	sg_tier_show(tiering, day, standing, &better);
	if (better.taken == 0) {
		return;
	}
	if (in_time->to == standing->tier && in_time->until_day == standing->until_day &&
		in_time->cause != SG_TIER_LOST) {
		better.last.counts = in_time->counts;
	}
	sg_tier_step(steps, &better.last);
}

size_t sg_tier_recompute(const struct sg_programme *programme,
	const struct sg_tier_member *member, const struct sg_standing *from, int32_t day,
	struct sg_standing *standing, struct sg_tier_step *ret_steps, size_t space)
{
	struct sg_tier_steps steps = {.steps = ret_steps, .space = space};
	struct sg_tier_steps in_time = {0};
	struct sg_standing again = *from;
	const struct sg_programme_version *version;

	walk_versions(programme, member, day, standing, &steps);
	walk_versions(programme, member, standing->day, &again, &in_time);
	take_better(&again, standing);
	version = sg_programme_on(programme, standing->day);
	if (version != NULL) {
		struct sg_tiering tiering = {&version->tiers, member};

		show_better(&tiering, standing->day, &in_time.last, standing, &steps);
	}
	if (again.tier == standing->tier && again.since_day < standing->since_day) {
		standing->since_day = again.since_day;
	}
	return steps.taken;
}

static size_t bring(const struct sg_programme *programme,
	const struct sg_tier_member *member, const struct sg_standing *from, int32_t day,
	struct sg_standing *standing, struct sg_tier_step *ret_steps, size_t space)
{
	return from != NULL ? sg_tier_recompute(programme, member, from, day, standing,
				      ret_steps, space)
	                    : sg_tier_advance_versions(
				      programme, member, day, standing, ret_steps, space);
}

size_t sg_tier_bring(const struct sg_programme *programme,
	const struct sg_tier_member *member, const struct sg_standing *from, int32_t day,
	struct sg_standing *standing, struct sg_tier_step *ret_steps, size_t space)
{
	struct sg_standing own = sg_tier_own(standing), base;
	struct sg_tier_member alone = *member;
	size_t count;

	if (member->grant_count > 0) {
		(void)bring(programme, member, from, day, standing, NULL, 0);
		alone.grant_count = 0;
		standing = &own;
	}
	if (member->grant_count > 0 && from != NULL) {
		base = sg_tier_own(from);
		from = &base;
	}
	count = bring(programme, &alone, from, day, standing, ret_steps, space);
	return count < space ? count : space;
}
