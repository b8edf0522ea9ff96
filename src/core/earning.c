/*
 * What a stay earns. A joined stay is gone through from its first part, since what the earlier
 * parts have had counts towards `stay_max`; only the lines of the stay itself are handed out.
 */
#include "core/earning_inside.h"

#include <string.h>

#include "core/time.h"

/* A part of a joined stay, and what the rules bring for it. */
struct part {
	const struct sg_earning *earning;
	const struct sg_rooms *rooms;
	const struct sg_room *room;
	struct sg_terms_facts facts;
	int64_t *points, *of; /* by rule; of this part */
	int64_t *had;         /* by rule; of the parts before it */
	int64_t base;  /* points of base rules that are not themselves per base points */
	bool negative; /* a rule found less than nothing */
};

static int32_t rooms_points(const struct part *part)
{
	return part->earning->version->stays.rooms_points;
}

/* ---- what a rule counts ---- */

/* Of any weekday where `terms` is NULL. */
static bool sum_money(const struct part *part, const struct sg_names *categories,
	bool net, const struct sg_terms *terms, int64_t *ret_cents)
{
	const struct sg_earning_stay *stay = part->room->stay;
	int64_t sum = 0;

	for (size_t i = 0; i < stay->charge_count; i++) {
		const struct sg_charge *charge = &stay->charges[i];
		int64_t cents = net ? charge->net_cents : charge->gross_cents;

		if (sg_names_fit(categories, charge->category) &&
			sg_charge_counts(&part->earning->version->stays.qualifying,
				part->room->qualifies, stay, charge) &&
			(terms == NULL || sg_terms_fit_weekday(terms, charge->day)) &&
			sg_room_pays_among(part->rooms, part->room, charge->day,
				rooms_points(part)) &&
			__builtin_add_overflow(sum, cents, &sum)) {
			return false;
		}
	}
	*ret_cents = sum;
	return true;
}

static bool money_of(
	const struct part *part, const struct sg_earn_rule *rule, int64_t *ret_amount)
{
	return sum_money(part, &rule->categories, rule->net, &rule->terms, ret_amount);
}

/* Those that count for tiers, of any weekday, where `terms` is NULL; else those that earn. */
static int64_t count_nights(
	const struct part *part, int32_t most, const struct sg_terms *terms)
{
	const struct sg_earning_stay *stay = part->room->stay;
	enum sg_night_use use = terms == NULL ? SG_NIGHT_QUALIFIES : SG_NIGHT_EARNS;
	int64_t nights = 0;

	for (int32_t day = stay->arrival_day; day < stay->departure_day; day++) {
		nights += (terms == NULL || sg_terms_fit_weekday(terms, day)) &&
		          sg_night_does(stay, day, use) &&
		          sg_room_slept_among(part->rooms, part->room, day, most);
	}
	return nights;
}

static bool nights_of(
	const struct part *part, const struct sg_earn_rule *rule, int64_t *ret_amount)
{
	*ret_amount = count_nights(part, rooms_points(part), &rule->terms);
	return true;
}

static bool fits_arrival(const struct part *part, const struct sg_earn_rule *rule)
{
	return sg_terms_fit_weekday(&rule->terms, part->room->stay->arrival_day);
}

static bool stays_of(
	const struct part *part, const struct sg_earn_rule *rule, int64_t *ret_amount)
{
	*ret_amount = fits_arrival(part, rule) &&
	              sg_stay_does(part->room->stay, SG_NIGHT_EARNS) &&
	              sg_room_counts(part->rooms, part->room, rooms_points(part));
	return true;
}

static bool base_of(
	const struct part *part, const struct sg_earn_rule *rule, int64_t *ret_amount)
{
	*ret_amount = fits_arrival(part, rule) ? part->base : 0;
	return true;
}

static bool (*const amounts[SG_EARN_PERS])(
	const struct part *, const struct sg_earn_rule *, int64_t *) = {
	[SG_EARN_PER_MONEY] = money_of,
	[SG_EARN_PER_NIGHT] = nights_of,
	[SG_EARN_PER_STAY] = stays_of,
	[SG_EARN_PER_BASE] = base_of,
};

/* ---- one part ---- */

static bool apply_rule(struct part *part, size_t at)
{
	const struct sg_earning *earning = part->earning;
	const struct sg_earn_rule *rule = &earning->version->rules[at];
	/* What earlier parts took of a budget is gone from what is left of it. */
	int64_t left = part->room == part->rooms->self
	                       ? sg_earn_left(rule, earning->budget_left, at)
	                       : INT64_MAX;

	part->points[at] = 0;
	if (amounts[rule->per] == NULL || !sg_earn_may(rule, earning->times, at) ||
		!sg_terms_fit(&rule->terms, &part->facts)) {
		return true;
	}
	if (!amounts[rule->per](part, rule, &part->of[at]) ||
		!sg_earn_points(
			rule, part->of[at], part->had[at], left, &part->points[at])) {
		return false;
	}
	part->negative = part->negative || part->of[at] < 0;
	return rule->bonus || rule->per == SG_EARN_PER_BASE ||
	       !__builtin_add_overflow(part->base, part->points[at], &part->base);
}

/* Those per base points once all base points are known. */
static bool apply_rules(struct part *part, bool per_base)
{
	const struct sg_programme_version *version = part->earning->version;

	for (size_t i = 0; i < version->rule_count; i++) {
		if ((version->rules[i].per == SG_EARN_PER_BASE) == per_base &&
			!apply_rule(part, i)) {
			return false;
		}
	}
	return true;
}

static struct sg_terms_facts facts_of(const struct part *part)
{
	const struct sg_earning *earning = part->earning;
	const struct sg_earning_stay *stay = part->room->stay;
	bool known = stay->booked_day != SG_NO_DAY;

	return (struct sg_terms_facts){.property = stay->property,
		.room_type = stay->room_type,
		.rate = stay->rate,
		.channel = stay->channel,
		.lead_days = known ? stay->arrival_day - stay->booked_day : SG_NO_DAY,
		.nights = sg_room_nights(part->rooms, part->room),
		.tier = earning->tier,
		.day = stay == earning->stay
	                       ? earning->basis_day
	                       : sg_earning_basis_day(earning->version->basis,
					 stay->arrival_day, stay->departure_day,
					 earning->basis_day)};
}

static bool earn_part(struct part *part, const struct sg_room *room)
{
	part->room = room;
	part->facts = facts_of(part);
	part->base = 0;
	part->negative = false;
	return apply_rules(part, false) && apply_rules(part, true);
}

/* Never more than `stay_max`. */
static void note_had(struct part *part)
{
	const struct sg_programme_version *version = part->earning->version;

	for (size_t i = 0; i < version->rule_count; i++) {
		part->had[i] += version->rules[i].stay_max > 0 ? part->points[i] : 0;
	}
}

/* Goes through the joined stay up to the stay itself. */
static bool earn_parts(struct part *part)
{
	const struct sg_room *self = part->rooms->self;
	const struct sg_room *room = sg_room_first(part->rooms, self);

	for (; room != self; room = sg_room_next(part->rooms, room)) {
		if (!earn_part(part, room)) {
			return false;
		}
		note_had(part);
	}
	return earn_part(part, self);
}

/* ---- the stay ---- */

static enum sg_earning_doubt doubt_of(const struct part *part, int64_t spend)
{
	const struct sg_stay_rules *rules = &part->earning->version->stays;
	bool decided = part->earning->decided;

	if (part->negative || part->room->money < 0 || spend < 0) {
		return SG_DOUBT_NEGATIVE;
	}
	if (rules->rooms_asked && !decided && sg_room_shares(part->rooms, part->room)) {
		return SG_DOUBT_ROOMS;
	}
	if (rules->joined_asked && !decided && sg_room_touches(part->rooms, part->room)) {
		return SG_DOUBT_JOINED;
	}
	return SG_DOUBT_NONE;
}

static bool count_stay(const struct part *part, struct sg_measures *ret_counts)
{
	const struct sg_programme_version *version = part->earning->version;
	int32_t most = version->stays.rooms_nights;
	int64_t points = 0;

	for (size_t i = 0; i < version->rule_count; i++) {
		if (!version->rules[i].bonus &&
			__builtin_add_overflow(points, part->points[i], &points)) {
			return false;
		}
	}
	ret_counts->of[SG_MEASURED_NIGHTS] = count_nights(part, most, NULL);
	ret_counts->of[SG_MEASURED_STAYS] =
		sg_stay_does(part->room->stay, SG_NIGHT_QUALIFIES) &&
		sg_room_counts(part->rooms, part->room, most);
	ret_counts->of[SG_MEASURED_POINTS] = points;
	return sum_money(part, &version->spend, version->spend_net, NULL,
		&ret_counts->of[SG_MEASURED_SPEND]);
}

static void list_lines(const struct part *part, struct sg_earned *earned)
{
	const struct sg_programme_version *version = part->earning->version;

	for (size_t i = 0; i < version->rule_count; i++) {
		if (part->points[i] > 0) {
			earned->lines[earned->line_count++] = (struct sg_earned_line){
				&version->rules[i], part->points[i], part->of[i]};
		}
	}
}

/* Why nothing came of a stay that might have earned. A night that counts for nothing is one of too
 * many rooms; a day's room may have carried a stay on. */
static const char *nothing_of(const struct part *part, const struct sg_earned *earned)
{
	static const struct sg_measures none;
	const struct sg_room *room = part->room;
	bool night = room->stay->arrival_day < room->stay->departure_day;

	if (earned->line_count > 0 || memcmp(&earned->counts, &none, sizeof none) != 0) {
		return NULL;
	}
	if (!room->qualifies) {
		return "not_qualifying";
	}
	if (!sg_stay_does(room->stay, SG_NIGHT_QUALIFIES)) {
		return "award_nights";
	}
	return room->slept && (night || sg_room_first(part->rooms, room) == room)
	               ? "other_rooms"
	               : "no_rule_fits";
}

static enum sg_status earn_stay(
	struct part *part, struct sg_error *error, struct sg_earned *earned)
{
	struct sg_measures counts = {{0}};

	if (!earn_parts(part) || !count_stay(part, &counts)) {
		return sg_earn_too_large(error);
	}
	earned->doubt = doubt_of(part, counts.of[SG_MEASURED_SPEND]);
	if (earned->doubt == SG_DOUBT_NONE) {
		earned->counts = counts;
		list_lines(part, earned);
		earned->nothing = nothing_of(part, earned);
	}
	return SG_OK;
}

/* Why a stay earns nothing whatever was charged, or NULL. */
static const char *excluded(const struct sg_earning *earning, const struct sg_room *room)
{
	static const char *const ends[] = {
		[SG_STAY_ENDED] = "day_use",
		[SG_STAY_ENDED_NO_SHOW] = "no_show",
		[SG_STAY_ENDED_CANCELLED] = "cancelled",
	};

	if (!sg_names_fit(&earning->version->properties, room->stay->property)) {
		return "property";
	}
	if (!room->qualifies && !earning->version->stays.qualifying.still) {
		return "not_qualifying";
	}
	return room->pays ? NULL : ends[room->stay->end];
}

enum sg_status sg_earn(const struct sg_earning *earning, struct sg_arena *arena,
	struct sg_error *error, struct sg_earned *ret_earned)
{
	size_t count = earning->version->rule_count;
	struct sg_rooms rooms;
	struct part part = {.earning = earning, .rooms = &rooms};
	struct sg_earned earned = {.doubt = SG_DOUBT_NONE};
	enum sg_status status = sg_rooms_gather(earning, arena, error, &rooms);

	if (status != SG_OK) {
		return status;
	}
	part.points = sg_arena_array(arena, count, sizeof *part.points);
	part.of = sg_arena_array(arena, count, sizeof *part.of);
	part.had = sg_arena_array(arena, count, sizeof *part.had);
	earned.lines = sg_arena_array(arena, count, sizeof *earned.lines);
	if (part.points == NULL || part.of == NULL || part.had == NULL ||
		earned.lines == NULL) {
		return sg_fail(error, SG_MEMORY, "memory_short", "", "memory is short");
	}
	earned.nothing = excluded(earning, rooms.self);
	if (earned.nothing == NULL) {
		status = earn_stay(&part, error, &earned);
	}
	if (status == SG_OK) {
		*ret_earned = earned;
	}
	return status;
}

enum sg_status sg_earning_joined(const struct sg_earning *earning, struct sg_arena *arena,
	struct sg_error *error, const bool **ret_joined)
{
	bool *joined = sg_arena_array(arena, earning->other_count + 1, sizeof *joined);
	struct sg_rooms rooms;
	enum sg_status status = SG_OK;

	if (joined == NULL) {
		return sg_fail(error, SG_MEMORY, "memory_short", "", "memory is short");
	}
	status = sg_rooms_gather(earning, arena, error, &rooms);
	if (status != SG_OK) {
		return status;
	}
	for (const struct sg_room *room = sg_room_first(&rooms, rooms.self); room != NULL;
		room = sg_room_next(&rooms, room)) {
		joined[room->at] = true;
	}
	*ret_joined = joined;
	return SG_OK;
}
