/* The statements of points. */
#include "store/accounts.h"

#include <string.h>

#include "core/hash.h"
#include "core/time.h"
#include "store/rows.h"
#include "store/seal.h"
#include "store/stays.h"

#define LOT_COLUMNS                                                                      \
	"id, source, rule, earned_day, expires_day, original, remaining, held, "         \
	"expired, "                                                                      \
	"reversed, bonus, amount, property"

static enum sg_status fail_memory(struct sg_error *error)
{
	return sg_fail(error, SG_MEMORY, "memory_short", "", "out of memory");
}

#define ACCOUNT_COLUMNS                                                                  \
	"version, entries, points, held, active_day, nights, stays, spend, base, "       \
	"standing, sealed_grants FROM account WHERE account "
#define OPEN_LOTS                                                                        \
	LOT_COLUMNS " FROM lot FORCE INDEX (matters) WHERE matters = 1 AND account "
/* By a key that holds all of it: the rows of many years lie apart in the table. */
#define COUNTS                                                                           \
	"day, nights, stays, spend, base FROM qualified FORCE INDEX (counts) WHERE "
#define IN_ORDER " ORDER BY day, source;"
#define REACHED                                                                          \
	"(source >= ? AND source < 'milestone;' OR source >= ? AND source < 'tier;') "

/* Milestones have the first day of their period in their source, tiers that on which they were
 * reached, and sort by it. */
static void bind_reached(struct sg_script *script, int32_t from_day)
{
	static const char *const forms[] = {"milestone", "tier"};
	char day[SG_DAY_TEXT_SIZE];

	sg_day_format(from_day, day);
	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
		const char *source =
			sg_arena_format(script->arena, "%s:%s", forms[i], day);

		if (source == NULL) {
			sg_script_short(script);
		}
		sg_script_text(script, source);
	}
}

void sg_account_read(struct sg_script *script, const struct sg_id *account,
	const char *source, int32_t from_day)
{
	sg_script_add(script, "SELECT " ACCOUNT_COLUMNS "= ?;");
	sg_script_id(script, account);
	sg_script_add(script, "SELECT " OPEN_LOTS "= ?;");
	sg_script_id(script, account);
	sg_script_add(script,
		"SELECT " LOT_COLUMNS " FROM lot WHERE account = ? AND matters = 0 "
		"AND (source = ? OR " REACHED ");");
	sg_script_id(script, account);
	sg_script_text(script, source);
	bind_reached(script, from_day);
	sg_counts_read(script, account, source, from_day);
}

void sg_counts_read(struct sg_script *script, const struct sg_id *account,
	const char *source, int32_t from_day)
{
	sg_script_add(script,
		"SELECT " COUNTS "account = ? AND day >= ? AND source <> ?" IN_ORDER);
	sg_script_id(script, account);
	sg_script_int(script, from_day);
	sg_script_text(script, source);
}

/* ---- of several ---- */

static void bind_accounts(
	struct sg_script *script, const struct sg_account_key *keys, size_t count)
{
	size_t padded = sg_rows_padded(count);

	sg_script_marks(script, padded);
	for (size_t i = 0; i < padded; i++) {
		sg_script_id(script, &keys[i < count ? i : count - 1].account);
	}
}

static void bind_sources(
	struct sg_script *script, const struct sg_account_key *keys, size_t count)
{
	size_t padded = sg_rows_padded(count);

	sg_script_marks(script, padded);
	for (size_t i = 0; i < padded; i++) {
		sg_script_text(script, keys[i < count ? i : count - 1].source);
	}
}

/* Each one place of a key (account, source). */
static void bind_pairs(
	struct sg_script *script, const struct sg_account_key *keys, size_t count)
{
	size_t padded = sg_rows_padded(count);

	for (size_t i = 0; i < padded; i++) {
		const struct sg_account_key *key = &keys[i < count ? i : count - 1];

		sg_script_add(script, i > 0 ? ", (?, ?)" : "(?, ?)");
		sg_script_id(script, &key->account);
		sg_script_text(script, key->source);
	}
}

void sg_accounts_read(struct sg_script *script, const struct sg_account_key *keys,
	size_t count, int32_t from_day)
{
	sg_script_add(script, "SELECT account, " ACCOUNT_COLUMNS "IN (");
	bind_accounts(script, keys, count);
	sg_script_add(script, ");SELECT account, " OPEN_LOTS "IN (");
	bind_accounts(script, keys, count);
	sg_script_add(script, ");SELECT account, " LOT_COLUMNS
			      " FROM lot FORCE INDEX (source) WHERE matters = 0 AND "
			      "(account, source) IN (");
	bind_pairs(script, keys, count);
	sg_script_add(script, ") UNION ALL SELECT account, " LOT_COLUMNS
			      " FROM lot FORCE INDEX (source) WHERE matters = 0 AND "
			      "(" REACHED ") AND account IN (");
	bind_reached(script, from_day);
	bind_accounts(script, keys, count);
	sg_script_add(script, ");SELECT account, " COUNTS "account IN (");
	bind_accounts(script, keys, count);
	sg_script_add(script, ") AND day >= ? AND source NOT IN (");
	sg_script_int(script, from_day);
	bind_sources(script, keys, count);
	/* As that key has them. */
	sg_script_add(script, ") ORDER BY account, day, source;");
	sg_script_add(script, "SELECT account, day, nights, stays, spend, base "
			      "FROM qualified FORCE INDEX (PRIMARY) WHERE "
			      "(account, source) IN (");
	bind_pairs(script, keys, count);
	sg_script_add(script, ");");
}

static struct sg_measures take_measures(
	const struct sg_rows *rows, size_t row, size_t column)
{
	struct sg_measures measures;

	for (size_t i = 0; i < SG_MEASURES; i++) {
		measures.of[i] = sg_rows_int(rows, row, column + i);
	}
	return measures;
}

enum sg_status sg_counts_take(const struct sg_script *script, size_t set,
	struct sg_arena *arena, struct sg_error *error,
	struct sg_qualified **ret_qualified, size_t *ret_count)
{
	const struct sg_rows *rows = sg_script_rows(script, set);
	struct sg_qualified *qualified =
		sg_arena_array(arena, rows->count, sizeof *qualified);

	if (qualified == NULL) {
		return fail_memory(error);
	}
	for (size_t i = 0; i < rows->count; i++) {
		qualified[i].day = sg_rows_day(rows, i, 0);
		qualified[i].counts = take_measures(rows, i, 1);
	}
	*ret_qualified = qualified;
	*ret_count = rows->count;
	return SG_OK;
}

static void take_lots(
	const struct sg_rows *rows, const struct sg_id *account, struct sg_ledger *ledger)
{
	for (size_t i = 0; i < rows->count; i++) {
		ledger->lots[ledger->count++] = (struct sg_lot){
			.id = sg_rows_id(rows, i, 0),
			.account = *account,
			.source = sg_rows_text(rows, i, 1),
			.rule = sg_rows_text(rows, i, 2),
			.earned_day = sg_rows_day(rows, i, 3),
			.expires_day = sg_rows_day(rows, i, 4),
			.original = sg_rows_int(rows, i, 5),
			.remaining = sg_rows_int(rows, i, 6),
			.held = sg_rows_int(rows, i, 7),
			.expired = sg_rows_int(rows, i, 8),
			.reversed = sg_rows_int(rows, i, 9) != 0,
			.bonus = sg_rows_int(rows, i, 10) != 0,
			.amount = sg_rows_int(rows, i, 11),
			.property = sg_rows_id(rows, i, 12),
		};
	}
}

enum sg_status sg_account_take(const struct sg_script *script, size_t set,
	const struct sg_id *account, struct sg_arena *arena, struct sg_error *error,
	struct sg_account_row *ret_row, struct sg_ledger *ret_ledger,
	struct sg_qualified **ret_qualified, size_t *ret_qualified_count)
{
	const struct sg_rows *row = sg_script_rows(script, set);
	const struct sg_rows *lots = sg_script_rows(script, set + 1);
	const struct sg_rows *more = sg_script_rows(script, set + 2);
	const char *standing = sg_rows_text(row, 0, 9);
	struct sg_ledger ledger = {.arena = arena, .space = lots->count + more->count};
	enum sg_status status;

	ledger.lots = sg_arena_array(arena, ledger.space, sizeof *ledger.lots);
	if (ledger.lots == NULL) {
		return fail_memory(error);
	}
	take_lots(lots, account, &ledger);
	take_lots(more, account, &ledger);
	status = sg_counts_take(
		script, set + 3, arena, error, ret_qualified, ret_qualified_count);
	if (status != SG_OK) {
		return status;
	}
	*ret_row = (struct sg_account_row){.account = *account,
		.version = (uint32_t)sg_rows_int(row, 0, 0),
		.entries = (uint32_t)sg_rows_int(row, 0, 1),
		.points = sg_rows_int(row, 0, 2),
		.held = sg_rows_int(row, 0, 3),
		.active_day = sg_rows_day(row, 0, 4),
		.lifetime = take_measures(row, 0, 5),
		.standing = standing != NULL && standing[0] != '\0' ? standing : NULL};
	*ret_ledger = ledger;
	return sg_seal_open(row, 0, 10, account, error, &ret_row->grants);
}

void sg_lots_of_source_read(
	struct sg_script *script, const struct sg_id *account, const char *source)
{
	sg_script_add(script,
		"SELECT " LOT_COLUMNS " FROM lot WHERE account = ? AND source = ?;");
	sg_script_id(script, account);
	sg_script_text(script, source);
}

void sg_lots_expired_read(
	struct sg_script *script, const struct sg_id *account, int32_t from_day)
{
	sg_script_add(script, "SELECT " LOT_COLUMNS
			      " FROM lot FORCE INDEX (matters) WHERE account = ? AND "
			      "matters = 0 AND earned_day >= ? AND expired <> 0;");
	sg_script_id(script, account);
	sg_script_int(script, from_day);
}

static bool has_lot(const struct sg_ledger *ledger, size_t count, const struct sg_id *id)
{
	for (size_t i = 0; i < count; i++) {
		if (sg_id_equal(&ledger->lots[i].id, id)) {
			return true;
		}
	}
	return false;
}

enum sg_status sg_lots_add(const struct sg_script *script, size_t set,
	const struct sg_id *account, struct sg_error *error, struct sg_ledger *ledger)
{
	const struct sg_rows *rows = sg_script_rows(script, set);
	size_t known = ledger->count, count = known;
	struct sg_ledger all = *ledger;

	all.space = known + rows->count;
	all.lots = sg_arena_array(ledger->arena, all.space, sizeof *all.lots);
	if (all.lots == NULL) {
		return fail_memory(error);
	}
	if (known > 0) {
		memcpy(all.lots, ledger->lots, known * sizeof *all.lots);
	}
	take_lots(rows, account, &all);
	for (size_t i = known; i < all.count; i++) {
		if (!has_lot(&all, known, &all.lots[i].id)) {
			all.lots[count++] = all.lots[i];
		}
	}
	all.count = count;
	*ledger = all;
	return SG_OK;
}

void sg_qualified_read(
	struct sg_script *script, const struct sg_id *account, const char *source)
{
	sg_script_add(script, "SELECT day, nights, stays, spend, base FROM qualified "
			      "WHERE account = ? AND source = ?;");
	sg_script_id(script, account);
	sg_script_text(script, source);
}

bool sg_qualified_take(
	const struct sg_script *script, size_t set, struct sg_qualified *ret_qualified)
{
	const struct sg_rows *rows = sg_script_rows(script, set);

	*ret_qualified = (struct sg_qualified){
		.day = sg_rows_day(rows, 0, 0), .counts = take_measures(rows, 0, 1)};
	return rows->count > 0;
}

void sg_qualified_write(struct sg_script *script, const struct sg_id *account,
	const char *source, const struct sg_qualified *qualified)
{
	sg_script_list(script, "INSERT INTO qualified (account, source, day, nights, "
			       "stays, spend, base) VALUES");
	sg_script_row(script, 3 + SG_MEASURES);
	sg_script_id(script, account);
	sg_script_text(script, source);
	sg_script_int(script, qualified->day);
	for (size_t i = 0; i < SG_MEASURES; i++) {
		sg_script_int(script, qualified->counts.of[i]);
	}
	sg_script_list_end(script,
		"ON DUPLICATE KEY UPDATE day = VALUES(day), nights = VALUES(nights), "
		"stays = VALUES(stays), spend = VALUES(spend), base = VALUES(base);");
}

void sg_account_write(struct sg_script *script, const struct sg_account_row *row)
{
	static const char *const columns[] = {"entries", "points", "held", "active_day",
		"nights", "stays", "spend", "base", "standing", "sealed_grants", "shard",
		"property", "look_at"};

	sg_script_list(script,
		"INSERT INTO account (account, version, entries, points, held, "
		"active_day, nights, stays, spend, base, standing, sealed_grants, shard, "
		"property, look_at) VALUES");
	sg_script_row(script, 11 + SG_MEASURES);
	sg_script_id(script, &row->account);
	sg_script_int(script, row->version + 1);
	sg_script_int(script, row->entries);
	sg_script_int(script, row->points);
	sg_script_int(script, row->held);
	sg_script_int(script, row->active_day);
	for (size_t i = 0; i < SG_MEASURES; i++) {
		sg_script_int(script, row->lifetime.of[i]);
	}
	sg_script_text(script, row->standing);
	sg_seal_bind(script, &row->account, row->grants);
	sg_script_int(script, sg_shard_of(&row->account));
	sg_script_id(script, &row->property);
	sg_script_time(script, row->look_us);
	if (row->version == 0) {
		sg_script_list_end(script, ";");
	} else {
		sg_script_list_step(script, columns, sizeof columns / sizeof columns[0],
			SG_STALE_ACCOUNT);
	}
}

void sg_account_count(struct sg_account_row *row, const struct sg_ledger *ledger)
{
	for (size_t i = 0; i < ledger->entry_count; i++) {
		const struct sg_entry *entry = &ledger->entries[i];

		if (sg_id_equal(&entry->account, &row->account)) {
			row->points += entry->points;
			row->held += entry->held;
			row->entries++;
		}
	}
}
