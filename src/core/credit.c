/* Lots, counts and the standing of a member by one stay. */
#include "core/credit.h"

#include <string.h>

#include "core/time.h"

/* ---- the tier ---- */

/* What is known says of the day. */
static int32_t tier_known(const struct sg_programme *programme,
	const struct sg_tier_member *member, const struct sg_standings *standings,
	int32_t day)
{
	struct sg_standing then = standings->base;

	if (day < then.day) {
		then = sg_tier_begin(member->enrolled_day);
	}
	(void)sg_tier_advance_versions(programme, member, day, &then, NULL, 0);
	return then.tier;
}

/* What he has been told of it: the name of a tier, NULL where he was not yet what he is. */
static const char *tier_told(const struct sg_programme *programme,
	const struct sg_tier_member *member, const struct sg_standings *standings,
	int32_t day)
{
	struct sg_standing now = standings->now;
	const struct sg_programme_version *version;

	if (now.day <= day) {
		(void)sg_tier_advance_versions(programme, member, day, &now, NULL, 0);
	} else if (now.since_day > day) {
		return NULL;
	}
	version = sg_programme_on(programme, now.day);
	return version != NULL ? version->tiers.tiers[now.tier].name : NULL;
}

int32_t sg_credit_tier(const struct sg_programme *programme,
	const struct sg_tier_member *member, const struct sg_standings *standings,
	int32_t posted_day, const char *posted, int32_t basis_day)
{
	int32_t known = tier_known(programme, member, standings, basis_day);
	int32_t told = -1;

	if (posted_day == SG_NO_DAY) {
		posted = tier_told(programme, member, standings, basis_day);
	} else if (posted_day != basis_day) {
		posted = NULL;
	}
	if (posted != NULL) {
		told = sg_tier_find(
			&sg_programme_on(programme, basis_day)->tiers, posted);
	}
	return told > known ? told : known;
}

/* ---- lots ---- */

static bool has_line(const struct sg_earned *earned, const char *rule)
{
	for (size_t i = 0; i < earned->line_count; i++) {
		if (strcmp(earned->lines[i].rule->name, rule) == 0) {
			return true;
		}
	}
	return false;
}

const struct sg_lot *sg_credit_stale(
	const struct sg_credit *credit, const struct sg_earned *earned)
{
	for (size_t i = 0; i < credit->ledger->count; i++) {
		const struct sg_lot *lot = &credit->ledger->lots[i];

		if (!lot->reversed && strcmp(lot->source, credit->source) == 0 &&
			!has_line(earned, lot->rule)) {
			return lot;
		}
	}
	return NULL;
}

/* On which day it was first earned, whatever became of it: a correction lives no longer. */
static int32_t first_earned(const struct sg_credit *credit, const char *rule)
{
	int32_t day = credit->lot.earned_day;

	for (size_t i = 0; i < credit->ledger->count; i++) {
		const struct sg_lot *lot = &credit->ledger->lots[i];

		if (lot->earned_day < day && strcmp(lot->source, credit->source) == 0 &&
			strcmp(lot->rule, rule) == 0) {
			day = lot->earned_day;
		}
	}
	return day;
}

static enum sg_status put_line(
	const struct sg_credit *credit, const struct sg_earned_line *line)
{
	struct sg_earning_lot earning = credit->lot;
	const struct sg_lot *lot;
	struct sg_id id;
	bool done;

	earning.source = credit->source;
	earning.rule = line->rule->name;
	earning.points = line->points;
	earning.bonus = line->rule->bonus;
	earning.amount = line->of;
	earning.earned_day = first_earned(credit, earning.rule);
	lot = sg_ledger_standing(credit->ledger, &earning);
	if (lot == NULL) {
		return sg_ledger_earn(credit->ledger, &earning, credit->error, &done);
	}
	if (lot->original == line->points) {
		return SG_OK;
	}
	id = lot->id;
	return sg_ledger_replace(credit->ledger, &id, &earning, credit->error);
}

enum sg_status sg_credit_lines(
	const struct sg_credit *credit, const struct sg_earned *earned)
{
	const struct sg_lot *stale;
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < earned->line_count && status == SG_OK; i++) {
		status = put_line(credit, &earned->lines[i]);
	}
	while (status == SG_OK && (stale = sg_credit_stale(credit, earned)) != NULL) {
		const struct sg_id id = stale->id;

		status = sg_ledger_reverse(credit->ledger, &id, credit->error);
	}
	return status;
}

/* ---- milestones ---- */

bool sg_credit_differs(const struct sg_credit *credit)
{
	const struct sg_qualified none = {.day = credit->counts->day};
	const struct sg_qualified *before =
		credit->before != NULL ? credit->before : &none;

	return before->day != credit->counts->day ||
	       memcmp(&before->counts, &credit->counts->counts, sizeof before->counts) !=
	               0;
}

/* ---- counts and the standing ---- */

void sg_credit_count(const struct sg_credit *credit, struct sg_qualified *rows,
	size_t *count, struct sg_measures *lifetime)
{
	size_t at = (*count)++;

	for (; at > 0 && rows[at - 1].day > credit->counts->day; at--) {
		rows[at] = rows[at - 1];
	}
	rows[at] = *credit->counts;
	for (int i = 0; i < SG_MEASURES; i++) {
		lifetime->of[i] +=
			credit->counts->counts.of[i] -
			(credit->before != NULL ? credit->before->counts.of[i] : 0);
	}
}

/* Whether a rule asks for a tier, and something else is counted on that day or later: it may have
 * earned by another. */
static bool depend_on(
	const struct sg_credit *credit, const struct sg_tier_member *member, int32_t day)
{
	const struct sg_programme *programme = credit->programme;
	unsigned tiers = 0;
	size_t others = 0;

	for (size_t i = 0; i < programme->version_count; i++) {
		const struct sg_programme_version *version = &programme->versions[i];

		for (size_t k = 0; k < version->rule_count; k++) {
			tiers |= version->rules[k].terms.tiers;
		}
	}
	for (size_t i = 0; i < member->qualified_count; i++) {
		others += member->qualified[i].day >= day;
	}
	return tiers != 0 && others > 1; /* its own among them */
}

size_t sg_credit_stand(const struct sg_credit *credit,
	const struct sg_tier_member *member, struct sg_standings *standings,
	struct sg_tier_step *ret_steps, size_t space, int32_t *ret_later_day)
{
	int32_t today_day = credit->lot.earned_day;
	int32_t changed_day = credit->counts->day;
	size_t count;

	if (credit->before != NULL && credit->before->day < changed_day) {
		changed_day = credit->before->day;
	}
	*ret_later_day = depend_on(credit, member, changed_day) ? changed_day : SG_NO_DAY;
	if (changed_day < standings->base.day) {
		standings->base = sg_tier_begin(credit->enrolled_day);
	}
	count = sg_tier_bring(credit->programme, member,
		changed_day < standings->now.day ? &standings->base : NULL, today_day,
		&standings->now, ret_steps, space);
	sg_standings_follow(credit->programme, member, today_day, standings);
	return count;
}

bool sg_credit_upgrade(const struct sg_programme *programme,
	const struct sg_tier_step *steps, size_t count, size_t at, struct sg_arena *arena,
	struct sg_earning_occasion *ret_occasion, const char **ret_source)
{
	const struct sg_tier_step *left = sg_tier_step_left(steps, count, at);
	char day[SG_DAY_TEXT_SIZE];

	if (left == NULL) {
		return false;
	}
	sg_day_format(steps[at].day, day);
	*ret_source = sg_arena_format(arena, "tier:%s:%s", day, left->to_name);
	*ret_occasion = (struct sg_earning_occasion){
		.version = sg_programme_on(programme, steps[at].day),
		.per = SG_EARN_PER_UPGRADE,
		.tier = left->to,
		.day = steps[at].day};
	return true;
}
