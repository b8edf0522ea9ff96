/* What limits the rules that a stay earns by: how often, and how much over all members. */
#include <string.h>

#include "core/time.h"
#include "service/people.h"
#include "service/posting_work.h"
#include "store/budgets.h"

enum sg_status sg_posting_had(struct sg_posting_work *work)
{
	struct sg_call *call = work->call;
	const struct sg_ledger *ledger = &work->of.ledger;

	work->had = sg_arena_array(call->arena, ledger->count, sizeof *work->had);
	if (work->had == NULL) {
		return sg_call_memory(call);
	}
	for (size_t i = 0; i < ledger->count; i++) {
		const struct sg_lot *lot = &ledger->lots[i];

		if (!lot->reversed && strcmp(lot->source, work->source) == 0) {
			work->had[work->had_count++] =
				(struct sg_posting_had){lot->rule, lot->original};
		}
	}
	return SG_OK;
}

static int64_t had_of(const struct sg_posting_work *work, const char *rule)
{
	const struct sg_programme_version *before =
		work->counted ? sg_programme_on(&work->of.programme, work->before.day)
			      : NULL;

	for (size_t i = 0; i < work->had_count && before == work->version; i++) {
		if (strcmp(work->had[i].rule, rule) == 0) {
			return work->had[i].points;
		}
	}
	return 0;
}

static bool is_limited(const struct sg_earn_rule *rule)
{
	return rule->times_max > 0 || rule->budget > 0;
}

static struct sg_budget_key key_of(
	const struct sg_posting_work *work, const struct sg_programme_version *version)
{
	return (struct sg_budget_key){
		.chain = sg_chain_key(work->call->house->house.chain),
		.programme = work->of.membership.programme,
		.from_day = version->from_day};
}

/* The stay itself, and those that are one with it. */
static enum sg_status name_sources(struct sg_posting_work *work,
	const struct sg_earning *earning, const char ***ret_sources, size_t *ret_count)
{
	struct sg_call *call = work->call;
	const char **sources =
		sg_arena_array(call->arena, work->fact_count + 1, sizeof(char *));
	const bool *joined = NULL;
	size_t count = 0;
	enum sg_status status;

	if (sources == NULL) {
		return sg_call_memory(call);
	}
	status = sg_earning_joined(earning, call->arena, call->error, &joined);
	if (status != SG_OK) {
		return status;
	}
	sources[count++] = work->source;
	for (size_t i = 0; i < work->fact_count; i++) {
		char stay[SG_ID_TEXT_SIZE];

		if (!joined[i] || &work->facts[i] == work->stay) {
			continue;
		}
		sg_id_format(&work->facts[i].id, stay);
		sources[count] = sg_arena_format(call->arena, "stay:%s", stay);
		if (sources[count++] == NULL) {
			return sg_call_memory(call);
		}
	}
	*ret_sources = sources;
	*ret_count = count;
	return SG_OK;
}

static enum sg_status read_limits(struct sg_posting_work *work,
	const struct sg_earning *earning, const char **rules, size_t rule_count,
	struct sg_script *script)
{
	const struct sg_budget_key key = key_of(work, work->version);
	enum sg_db_outcome outcome = SG_DB_DONE;
	const char **sources = NULL;
	size_t count = 0;
	enum sg_status status = name_sources(work, earning, &sources, &count);

	if (status != SG_OK) {
		return status;
	}
	sg_script_begin(script, work->call->arena, SG_SCRIPT_READ);
	sg_budgets_read(script, &key, &work->of.membership.account, rules, rule_count,
		sources, count);
	return sg_call_run(work->call, script, &outcome);
}

enum sg_status sg_posting_limits(struct sg_posting_work *work, struct sg_earning *earning)
{
	const struct sg_programme_version *version = work->version;
	struct sg_arena *arena = work->call->arena;
	size_t count = version->rule_count, limited = 0;
	const char **rules = sg_arena_array(arena, count, sizeof(char *));
	int32_t *times = sg_arena_array(arena, count, sizeof *times);
	int64_t *left = sg_arena_array(arena, count, sizeof *left);
	struct sg_script script;
	enum sg_status status;

	if (rules == NULL || times == NULL || left == NULL) {
		return sg_call_memory(work->call);
	}
	for (size_t i = 0; i < count; i++) {
		if (is_limited(&version->rules[i])) {
			rules[limited++] = version->rules[i].name;
		}
	}
	if (limited == 0) {
		return SG_OK;
	}
	status = read_limits(work, earning, rules, limited, &script);
	for (size_t i = 0; i < count && status == SG_OK; i++) {
		const struct sg_earn_rule *rule = &version->rules[i];
		int64_t spent =
			sg_budget_spent(&script, rule->name) - had_of(work, rule->name);

		times[i] = sg_budget_times(&script, rule->name);
		left[i] = rule->budget > spent ? rule->budget - spent : 0;
	}
	earning->times = times;
	earning->budget_left = left;
	return status;
}

static void give_back(const struct sg_posting_work *work, struct sg_script *script)
{
	const struct sg_programme_version *before =
		work->counted ? sg_programme_on(&work->of.programme, work->before.day)
			      : NULL;
	struct sg_budget_key key;

	if (before == NULL) {
		return;
	}
	key = key_of(work, before);
	for (size_t i = 0; i < before->rule_count; i++) {
		for (size_t k = 0; k < work->had_count && before->rules[i].budget > 0;
			k++) {
			if (strcmp(before->rules[i].name, work->had[k].rule) == 0) {
				sg_budget_give(script, &key, work->had[k].rule,
					work->had[k].points);
			}
		}
	}
}

void sg_posting_budgets_write(
	const struct sg_posting_work *work, struct sg_script *script)
{
	struct sg_budget_key key;

	give_back(work, script);
	if (work->version == NULL) {
		return;
	}
	key = key_of(work, work->version);
	for (size_t i = 0; i < work->earned.line_count; i++) {
		const struct sg_earned_line *line = &work->earned.lines[i];

		if (line->rule->budget > 0) {
			sg_budget_take(script, &key, line->rule->name, line->points,
				line->rule->budget);
		}
	}
}
