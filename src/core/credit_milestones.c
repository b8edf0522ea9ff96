/* Milestones as a difference to what stands in the account, whatever was reached by whom. */
#include "core/credit.h"

#include <stdio.h>
#include <string.h>

#include "core/time.h"

enum { LINES_FEW = 64, LINES_MAX = 4096, SOURCE_SIZE = 48 };

/* What counts for one version in the period of a day, before and after the stay. */
struct sums {
	const struct sg_programme_version *version;
	int32_t first_day; /* of the period */
	struct sg_measures before, after;
};

struct turning {
	const struct sg_credit *credit;
	struct sums *sums;
	size_t count;
};

static void add_within(struct sg_measures *sum, const struct sg_qualified *row,
	int32_t first_day, int32_t last_day)
{
	for (int i = 0; i < SG_MEASURES && row->day >= first_day && row->day <= last_day;
		i++) {
		sum->of[i] += row->counts.of[i];
	}
}

static struct sg_measures sum_of(const struct sg_credit *credit, int32_t first_day,
	int32_t last_day, const struct sg_qualified *own)
{
	struct sg_measures sum = {{0}};

	for (size_t i = 0; i < credit->qualified_count; i++) {
		add_within(&sum, &credit->qualified[i], first_day, last_day);
	}
	if (own != NULL) {
		add_within(&sum, own, first_day, last_day);
	}
	return sum;
}

/* False where the version has no day in the period so far, or no milestones. */
static bool take_sums(
	const struct sg_credit *credit, size_t at, int32_t day, struct sums *ret_sums)
{
	const struct sg_programme *programme = credit->programme;
	const struct sg_programme_version *version = &programme->versions[at];
	int32_t first_day, last_day;

	if (version->milestone_count == 0 || version->tiers.window == SG_WINDOW_ROLLING ||
		version->from_day > credit->lot.earned_day) {
		return false;
	}
	sg_tier_period(&version->tiers, credit->enrolled_day, day, &first_day, &last_day);
	if (at + 1 < programme->version_count &&
		programme->versions[at + 1].from_day <= last_day) {
		last_day = programme->versions[at + 1].from_day - 1;
	}
	if (last_day < first_day || last_day < version->from_day) {
		return false;
	}
	*ret_sums = (struct sums){version, first_day,
		sum_of(credit, first_day, last_day, credit->before),
		sum_of(credit, first_day, last_day, credit->counts)};
	return true;
}

static bool is_number_of(const struct sg_milestone *milestone, int64_t at, int64_t sum)
{
	int64_t beyond = at - milestone->at;

	return beyond >= 0 && at <= sum &&
	       (milestone->until == 0 || at <= milestone->until) &&
	       (milestone->every > 0 ? beyond % milestone->every == 0 : beyond == 0);
}

/* By any version's rules. */
static bool is_reached(const struct turning *turning, const struct sums *of,
	const struct sg_milestone_line *line)
{
	for (size_t i = 0; i < turning->count; i++) {
		const struct sums *sums = &turning->sums[i];

		for (size_t k = 0; k < sums->version->milestone_count; k++) {
			const struct sg_milestone *milestone =
				&sums->version->milestones[k];

			if (sums->first_day == of->first_day &&
				strcmp(milestone->name, line->milestone->name) == 0 &&
				is_number_of(milestone, line->at,
					sums->after.of[milestone->measured])) {
				return true;
			}
		}
	}
	return false;
}

static enum sg_status turn_line(const struct sg_credit *credit, int32_t first_day,
	const struct sg_milestone_line *line, bool reached)
{
	struct sg_earning_lot earning = credit->lot;
	const struct sg_lot *lot;
	char day[SG_DAY_TEXT_SIZE], source[SOURCE_SIZE];
	struct sg_id id;
	bool done;

	sg_day_format(first_day, day);
	(void)snprintf(
		source, sizeof source, "milestone:%s:%lld", day, (long long)line->at);
	earning.source = source;
	earning.rule = line->milestone->name;
	earning.points = line->points;
	earning.bonus = true;
	earning.amount = line->at;
	lot = sg_ledger_standing(credit->ledger, &earning);
	if (reached == (lot != NULL)) {
		return SG_OK;
	}
	if (lot != NULL) {
		id = lot->id;
		return sg_ledger_reverse(credit->ledger, &id, credit->error);
	}
	earning.source = sg_arena_copy(credit->arena, source);
	return earning.source != NULL
	               ? sg_ledger_earn(credit->ledger, &earning, credit->error, &done)
	               : sg_fail(credit->error, SG_MEMORY, "memory_short", "",
				 "no memory");
}

/* Those between two sums: reached, or not reached any more. */
static enum sg_status turn_between(const struct turning *turning, const struct sums *sums,
	const struct sg_measures *from, const struct sg_measures *to, bool reached)
{
	const struct sg_credit *credit = turning->credit;
	size_t count = sg_earn_milestones(sums->version, from, to, NULL, 0);
	size_t space = count < LINES_MAX ? count : LINES_MAX;
	struct sg_milestone_line few[LINES_FEW];
	struct sg_milestone_line *lines =
		space <= LINES_FEW ? few
				   : sg_arena_array(credit->arena, space, sizeof *lines);
	enum sg_status status = SG_OK;

	if (lines == NULL) {
		return sg_fail(credit->error, SG_MEMORY, "memory_short", "", "no memory");
	}
	(void)sg_earn_milestones(sums->version, from, to, lines, space);
	for (size_t i = 0; i < space && status == SG_OK; i++) {
		if (reached || !is_reached(turning, sums, &lines[i])) {
			status = turn_line(credit, sums->first_day, &lines[i], reached);
		}
	}
	return status;
}

static bool has_milestones(const struct sg_programme *programme)
{
	size_t count = 0;

	for (size_t i = 0; i < programme->version_count; i++) {
		count += programme->versions[i].milestone_count;
	}
	return count > 0;
}

/* From nothing on: what an earlier version had not is reached with what it counted. */
static enum sg_status turn(const struct sg_credit *credit, int32_t day)
{
	static const struct sg_measures nothing = {{0}};
	struct turning turning = {.credit = credit};
	enum sg_status status = SG_OK;

	if (!has_milestones(credit->programme)) {
		return SG_OK;
	}
	turning.sums = sg_arena_array(
		credit->arena, credit->programme->version_count, sizeof *turning.sums);
	if (turning.sums == NULL) {
		return sg_fail(credit->error, SG_MEMORY, "memory_short", "", "no memory");
	}
	for (size_t i = 0; i < credit->programme->version_count; i++) {
		turning.count += take_sums(credit, i, day, &turning.sums[turning.count]);
	}
	for (size_t i = 0; i < turning.count && status == SG_OK; i++) {
		const struct sums *sums = &turning.sums[i];

		status = turn_between(&turning, sums, &sums->after, &sums->before, false);
	}
	for (size_t i = 0; i < turning.count && status == SG_OK; i++) {
		const struct sums *sums = &turning.sums[i];

		status = turn_between(&turning, sums, &nothing, &sums->after, true);
	}
	return status;
}

enum sg_status sg_credit_milestones(const struct sg_credit *credit)
{
	enum sg_status status = turn(credit, credit->counts->day);

	return status == SG_OK && credit->before != NULL &&
	                       credit->before->day != credit->counts->day
	               ? turn(credit, credit->before->day)
	               : status;
}

enum sg_status sg_credit_reached(const struct sg_credit *credit)
{
	return turn(credit, credit->lot.earned_day);
}
