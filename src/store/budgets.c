/* The statements of what limits a rule. */
#include "store/budgets.h"

#include <string.h>

#include "store/rows.h"
#include "store/stays.h"

enum { SET_TIMES, SET_SPENT };

static void bind_texts(struct sg_script *script, const char *const *texts, size_t count)
{
	size_t padded = sg_rows_padded(count);

	sg_script_marks(script, padded);
	for (size_t i = 0; i < padded; i++) {
		sg_script_text(script, texts[i < count ? i : count - 1]);
	}
}

static void bind_key(struct sg_script *script, const struct sg_budget_key *key)
{
	sg_script_id(script, &key->chain);
	sg_script_text(script, key->programme);
	sg_script_int(script, key->from_day);
}

void sg_budgets_read(struct sg_script *script, const struct sg_budget_key *key,
	const struct sg_id *account, const char *const *rules, size_t rule_count,
	const char *const *sources, size_t source_count)
{
	sg_script_add(script, "SELECT rule, COUNT(*) FROM lot WHERE account = ? AND "
			      "reversed = 0 AND rule IN (");
	sg_script_id(script, account);
	bind_texts(script, rules, rule_count);
	sg_script_add(script, ") AND source NOT IN (");
	bind_texts(script, sources, source_count);
	sg_script_add(script,
		") GROUP BY rule;"
		"SELECT rule, spent FROM rule_budget WHERE chain = ? AND programme = ? "
		"AND from_day = ?;");
	bind_key(script, key);
}

static int64_t number_of(const struct sg_rows *rows, const char *rule)
{
	for (size_t i = 0; i < rows->count; i++) {
		if (strcmp(sg_rows_text(rows, i, 0), rule) == 0) {
			return sg_rows_int(rows, i, 1);
		}
	}
	return 0;
}

int32_t sg_budget_times(const struct sg_script *script, const char *rule)
{
	int64_t times = number_of(sg_script_rows(script, SET_TIMES), rule);

	return times < INT32_MAX ? (int32_t)times : INT32_MAX;
}

int64_t sg_budget_spent(const struct sg_script *script, const char *rule)
{
	return number_of(sg_script_rows(script, SET_SPENT), rule);
}

void sg_budget_give(struct sg_script *script, const struct sg_budget_key *key,
	const char *rule, int64_t points)
{
	sg_script_add(script, "UPDATE rule_budget SET spent = spent - ? WHERE chain = ? "
			      "AND programme = ? AND from_day = ? AND rule = ?;");
	sg_script_int(script, points);
	bind_key(script, key);
	sg_script_text(script, rule);
}

void sg_budget_take(struct sg_script *script, const struct sg_budget_key *key,
	const char *rule, int64_t points, int64_t budget)
{
	sg_script_add(script,
		"INSERT INTO rule_budget (chain, programme, from_day, rule, spent) "
		"VALUES (?, ?, ?, ?, 0) ON DUPLICATE KEY UPDATE spent = spent;");
	bind_key(script, key);
	sg_script_text(script, rule);
	sg_script_add(script,
		"UPDATE rule_budget SET spent = spent + ? WHERE chain = ? "
		"AND programme = ? AND from_day = ? AND rule = ? AND spent + ? <= ?;");
	sg_script_int(script, points);
	bind_key(script, key);
	sg_script_text(script, rule);
	sg_script_int(script, points);
	sg_script_int(script, budget);
	sg_script_expect_rows(script, 1, SG_STALE_BUDGET);
}
