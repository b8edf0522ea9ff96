/* What limits the rules that are earned by without a stay: how often, and how much over all
 * members. */
#include <string.h>

#include "service/member_work.h"
#include "service/people.h"
#include "store/budgets.h"

static struct sg_budget_key key_of(
	const struct sg_call *call, const struct sg_member_work *member, int32_t from_day)
{
	return (struct sg_budget_key){.chain = sg_chain_key(call->house->house.chain),
		.programme = member->membership.programme,
		.from_day = from_day};
}

static size_t name_limited(const struct sg_earning_occasion *occasion, const char **names)
{
	size_t count = 0;

	for (size_t i = 0; i < occasion->version->rule_count; i++) {
		const struct sg_earn_rule *rule = &occasion->version->rules[i];

		if (rule->per == occasion->per &&
			(rule->times_max > 0 || rule->budget > 0)) {
			names[count++] = rule->name;
		}
	}
	return count;
}

static const struct sg_lot *lot_of(const struct sg_ledger *ledger, const struct sg_id *id)
{
	for (size_t i = 0; i < ledger->count; i++) {
		if (sg_id_equal(&ledger->lots[i].id, id)) {
			return &ledger->lots[i];
		}
	}
	return NULL;
}

/* What this step has earned by the rule, which is not stored yet. */
static void add_earned(const struct sg_ledger *ledger, const struct sg_id *account,
	const char *rule, int32_t *times, int64_t *spent)
{
	for (size_t i = 0; i < ledger->entry_count; i++) {
		const struct sg_entry *entry = &ledger->entries[i];
		const struct sg_lot *lot = lot_of(ledger, &entry->lot);

		if (entry->kind == SG_ENTRY_EARN && lot != NULL &&
			sg_id_equal(&entry->account, account) &&
			strcmp(lot->rule, rule) == 0) {
			*times += 1;
			*spent += entry->points;
		}
	}
}

enum sg_status sg_member_limits(struct sg_call *call, const struct sg_member_work *member,
	const struct sg_ledger *ledger, const char *source,
	struct sg_earning_occasion *occasion)
{
	const struct sg_programme_version *version = occasion->version;
	const struct sg_budget_key key = key_of(call, member, version->from_day);
	const struct sg_id *account = &member->membership.account;
	const char **names =
		sg_arena_array(call->arena, version->rule_count, sizeof(char *));
	int32_t *times = sg_arena_array(call->arena, version->rule_count, sizeof *times);
	int64_t *left = sg_arena_array(call->arena, version->rule_count, sizeof *left);
	enum sg_db_outcome outcome = SG_DB_DONE;
	struct sg_script script;
	enum sg_status status;
	size_t count;

	if (names == NULL || times == NULL || left == NULL) {
		return sg_call_memory(call);
	}
	count = name_limited(occasion, names);
	if (count == 0) {
		return SG_OK;
	}
	sg_script_begin(&script, call->arena, SG_SCRIPT_READ);
	sg_budgets_read(&script, &key, account, names, count, &source, 1);
	status = sg_call_run(call, &script, &outcome);
	for (size_t i = 0; i < version->rule_count && status == SG_OK; i++) {
		const struct sg_earn_rule *rule = &version->rules[i];
		int64_t spent = sg_budget_spent(&script, rule->name);

		times[i] = sg_budget_times(&script, rule->name);
		add_earned(ledger, account, rule->name, &times[i], &spent);
		left[i] = rule->budget > spent ? rule->budget - spent : 0;
	}
	occasion->times = times;
	occasion->budget_left = left;
	return status;
}

enum sg_status sg_member_use(struct sg_call *call, struct sg_member_work *member,
	const struct sg_programme_version *version, const struct sg_earn_rule *rule,
	int64_t points)
{
	struct sg_budget_use *use;

	if (rule->budget == 0) {
		return SG_OK;
	}
	use = sg_arena_alloc(call->arena, sizeof *use);
	if (use == NULL) {
		return sg_call_memory(call);
	}
	*use = (struct sg_budget_use){member->uses, version->from_day, rule, points};
	member->uses = use;
	return SG_OK;
}

/* What is given back may be what is taken again. */
void sg_member_uses_write(struct sg_call *call, const struct sg_member_work *member,
	struct sg_script *script)
{
	for (int taken = 0; taken < 2; taken++) {
		for (const struct sg_budget_use *use = member->uses; use != NULL;
			use = use->next) {
			const struct sg_budget_key key =
				key_of(call, member, use->from_day);

			if (taken == 0 && use->points < 0) {
				sg_budget_give(
					script, &key, use->rule->name, -use->points);
			} else if (taken == 1 && use->points > 0) {
				sg_budget_take(script, &key, use->rule->name, use->points,
					use->rule->budget);
			}
		}
	}
}
