/*
 * The statements of a ledger. A few entries go as values of their own, which is fastest; many, as
 * where a whole account is spent or expires, as one JSON text each for entries and lots, since a
 * prepared statement takes no more than 65,535 values. Texts within it are in hex digits, so that
 * nothing needs escaping.
 */
#include "store/entries.h"

#include <stdlib.h>
#include <string.h>

#include "core/buffer.h"
#include "store/seal.h"

#define INSERT_ENTRY                                                                     \
	"INSERT INTO entry (account, number, id, operation, lot, kind, points, held, "   \
	"day, at_us, sealed_why) "
#define INSERT_LOT                                                                       \
	"INSERT INTO lot (account, id, source, rule, earned_day, expires_day, "          \
	"original, remaining, held, expired, reversed, bonus, amount, property) "
#define OR_MOVE_LOT                                                                      \
	"ON DUPLICATE KEY UPDATE remaining = VALUES(remaining), held = VALUES(held), "   \
	"expired = VALUES(expired), reversed = VALUES(reversed);"

/* Entries that are the matter itself: others come along with it. */
static const unsigned with_why = 1u << SG_ENTRY_ADJUST | 1u << SG_ENTRY_HOLD |
                                 1u << SG_ENTRY_REDEEM | 1u << SG_ENTRY_RELEASE |
                                 1u << SG_ENTRY_PENALTY | 1u << SG_ENTRY_TRANSFER |
                                 1u << SG_ENTRY_FEE | 1u << SG_ENTRY_REVERSE;

/* What was done of one account. */
struct done {
	const struct sg_account_row *row;
	const struct sg_entry **entries;
	size_t count;
	const struct sg_lot **lots; /* that they moved */
	size_t lot_count;
	int32_t day;
	int64_t at_us;
	const char *why;
};

/* ---- which ---- */

static int compare_lots(const void *a, const void *b)
{
	const struct sg_entry *const *x = a, *const *y = b;

	return sg_id_compare(&(*x)->lot, &(*y)->lot);
}

static int compare_lot(const void *key, const void *element)
{
	const struct sg_entry *const *entry = element;

	return sg_id_compare(key, &(*entry)->lot);
}

static bool find_done(
	struct sg_arena *arena, const struct sg_ledger *ledger, struct done *done)
{
	const struct sg_id *account = &done->row->account;
	const struct sg_entry **by_lot;

	done->entries = sg_arena_array(arena, ledger->entry_count, sizeof(void *));
	by_lot = sg_arena_array(arena, ledger->entry_count, sizeof(void *));
	done->lots = sg_arena_array(arena, ledger->count, sizeof(void *));
	if (done->entries == NULL || by_lot == NULL || done->lots == NULL) {
		return false;
	}
	for (size_t i = 0; i < ledger->entry_count; i++) {
		if (sg_id_equal(&ledger->entries[i].account, account)) {
			by_lot[done->count] = &ledger->entries[i];
			done->entries[done->count++] = &ledger->entries[i];
		}
	}
	if (done->count == 0) {
		return true;
	}
	qsort(by_lot, done->count, sizeof(void *), compare_lots);
	for (size_t i = 0; i < ledger->count; i++) {
		const struct sg_lot *lot = &ledger->lots[i];

		if (bsearch(&lot->id, by_lot, done->count, sizeof(void *), compare_lot) !=
			NULL) {
			done->lots[done->lot_count++] = lot;
		}
	}
	return true;
}

/* ---- a few ---- */

static void write_entry(struct sg_script *script, const struct done *done, size_t at)
{
	const struct sg_entry *entry = done->entries[at];

	sg_script_row(script, 11);
	sg_script_id(script, &entry->account);
	sg_script_int(script, (int64_t)(done->row->entries + at + 1));
	sg_script_id(script, &entry->id);
	sg_script_id(script, &entry->operation);
	sg_script_id(script, &entry->lot);
	sg_script_int(script, entry->kind);
	sg_script_int(script, entry->points);
	sg_script_int(script, entry->held);
	sg_script_int(script, done->day);
	sg_script_int(script, done->at_us);
	sg_seal_bind(script, &entry->account,
		(with_why >> entry->kind & 1u) != 0 ? done->why : NULL);
}

static void bind_property(struct sg_script *script, const struct sg_id *property)
{
	if (sg_id_is_nil(property)) {
		sg_script_null(script);
	} else {
		sg_script_id(script, property);
	}
}

static void write_lot(struct sg_script *script, const struct sg_lot *lot)
{
	sg_script_row(script, 14);
	sg_script_id(script, &lot->account);
	sg_script_id(script, &lot->id);
	sg_script_text(script, lot->source);
	sg_script_text(script, lot->rule);
	sg_script_int(script, lot->earned_day);
	sg_script_null(script); /* by the rule in force */
	sg_script_int(script, lot->original);
	sg_script_int(script, lot->remaining);
	sg_script_int(script, lot->held);
	sg_script_int(script, lot->expired);
	sg_script_int(script, lot->reversed);
	sg_script_int(script, lot->bonus);
	sg_script_int(script, lot->amount);
	bind_property(script, &lot->property);
}

static void write_few(struct sg_script *script, const struct done *done)
{
	if (done->count == 0) {
		return;
	}
	sg_script_list(script, INSERT_ENTRY "VALUES");
	for (size_t i = 0; i < done->count; i++) {
		write_entry(script, done, i);
	}
	sg_script_list_end(script, ";");
	sg_script_list(script, INSERT_LOT "VALUES");
	for (size_t i = 0; i < done->lot_count; i++) {
		write_lot(script, done->lots[i]);
	}
	sg_script_list_end(script, OR_MOVE_LOT);
}

/* ---- many ---- */

/* `bytes` in hex digits, in quotes, and a comma. */
static void add_hex(struct sg_buffer *text, const void *bytes, size_t len)
{
	static const char digits[] = "0123456789abcdef";
	const unsigned char *from = bytes;
	char *at = sg_buffer_space(text, 2 * len + 3);

	if (at == NULL) {
		return;
	}
	*at++ = '"';
	for (size_t i = 0; i < len; i++) {
		*at++ = digits[from[i] >> 4];
		*at++ = digits[from[i] & 0xF];
	}
	*at++ = '"';
	*at = ',';
}

static void add_id(struct sg_buffer *text, const struct sg_id *id)
{
	add_hex(text, id->bytes, sizeof id->bytes);
}

static void bind_list(struct sg_script *script, struct sg_buffer *rows)
{
	char *list;

	sg_buffer_char(rows, ']');
	list = sg_buffer_settle(rows, script->arena);
	if (list == NULL) {
		sg_script_short(script);
	}
	sg_script_text(script, list);
}

static void write_entries(struct sg_script *script, const struct done *done)
{
	struct sg_buffer rows = {0};

	sg_buffer_char(&rows, '[');
	for (size_t i = 0; i < done->count; i++) {
		const struct sg_entry *entry = done->entries[i];

		sg_buffer_text(&rows, i > 0 ? ",[" : "[");
		add_id(&rows, &entry->id);
		add_id(&rows, &entry->operation);
		add_id(&rows, &entry->lot);
		sg_buffer_format(&rows, "%zu,%d,%lld,%lld]", done->row->entries + i + 1,
			(int)entry->kind, (long long)entry->points,
			(long long)entry->held);
	}
	sg_script_add(script, INSERT_ENTRY
		"SELECT ?, j.number, UNHEX(j.id), UNHEX(j.operation), UNHEX(j.lot), "
		"j.kind, j.points, j.held, ?, ?, IF(? >> j.kind & 1, ?, NULL) FROM "
		"JSON_TABLE(?, '$[*]' COLUMNS (id CHAR(32) PATH '$[0]', operation "
		"CHAR(32) PATH '$[1]', lot CHAR(32) PATH '$[2]', number INT UNSIGNED "
		"PATH '$[3]', kind TINYINT UNSIGNED PATH '$[4]', points BIGINT PATH "
		"'$[5]', held BIGINT PATH '$[6]')) j;");
	sg_script_id(script, &done->row->account);
	sg_script_int(script, done->day);
	sg_script_int(script, done->at_us);
	sg_script_int(script, with_why);
	sg_seal_bind(script, &done->row->account, done->why);
	bind_list(script, &rows);
}

static void write_lots(struct sg_script *script, const struct done *done)
{
	struct sg_buffer rows = {0};

	sg_buffer_char(&rows, '[');
	for (size_t i = 0; i < done->lot_count; i++) {
		const struct sg_lot *lot = done->lots[i];
		bool placed = !sg_id_is_nil(&lot->property);

		sg_buffer_text(&rows, i > 0 ? ",[" : "[");
		add_id(&rows, &lot->id);
		add_hex(&rows, lot->source, strlen(lot->source));
		add_hex(&rows, lot->rule, strlen(lot->rule));
		add_hex(&rows, lot->property.bytes,
			placed ? sizeof lot->property.bytes : 0);
		sg_buffer_format(&rows, "%d,%lld,%lld,%lld,%lld,%d,%d,%lld]",
			(int)lot->earned_day, (long long)lot->original,
			(long long)lot->remaining, (long long)lot->held,
			(long long)lot->expired, lot->reversed, lot->bonus,
			(long long)lot->amount);
	}
	sg_script_add(script, INSERT_LOT
		"SELECT ?, UNHEX(j.id), UNHEX(j.source), UNHEX(j.rule), j.earned_day, "
		"NULL, j.original, j.remaining, j.held, j.expired, j.reversed, j.bonus, "
		"j.amount, UNHEX(NULLIF(j.property, '')) FROM JSON_TABLE(?, '$[*]' "
		"COLUMNS (id CHAR(32) PATH '$[0]', source VARCHAR(128) PATH '$[1]', rule "
		"VARCHAR(64) PATH '$[2]', property VARCHAR(32) PATH '$[3]', earned_day "
		"INT PATH '$[4]', original BIGINT PATH '$[5]', remaining BIGINT PATH "
		"'$[6]', held BIGINT PATH '$[7]', expired BIGINT PATH '$[8]', reversed "
		"BOOLEAN PATH '$[9]', bonus BOOLEAN PATH '$[10]', amount BIGINT PATH "
		"'$[11]')) j " OR_MOVE_LOT);
	sg_script_id(script, &done->row->account);
	bind_list(script, &rows);
}

/* ---- both ---- */

void sg_entries_write(struct sg_script *script, const struct sg_account_row *row,
	const struct sg_ledger *ledger, int32_t day, int64_t at_us, const char *why)
{
	struct done done = {.row = row, .day = day, .at_us = at_us, .why = why};

	if (!find_done(script->arena, ledger, &done)) {
		sg_script_short(script);
		return;
	}
	if (done.count > SG_ENTRIES_FEW) {
		write_entries(script, &done);
		write_lots(script, &done);
		return;
	}
	write_few(script, &done);
}

void sg_entries_read(struct sg_script *script, const struct sg_id *account,
	uint32_t before, uint32_t most)
{
	sg_script_add(script,
		"SELECT e.number, e.operation, e.kind, e.points, e.held, e.day, "
		"l.source, "
		"l.rule, e.sealed_why, l.amount FROM entry e STRAIGHT_JOIN lot l "
		"ON l.account = e.account AND l.id = e.lot "
		"WHERE e.account = ? AND e.number < ? ORDER BY e.number DESC LIMIT ?;");
	sg_script_id(script, account);
	sg_script_int(script, before > 0 ? before : UINT32_MAX);
	sg_script_int(script, most);
}

enum sg_status sg_entries_take(const struct sg_script *script, size_t set,
	const struct sg_id *account, struct sg_arena *arena, struct sg_error *error,
	struct sg_entry_line **ret_lines, size_t *ret_count)
{
	const struct sg_rows *rows = sg_script_rows(script, set);
	struct sg_entry_line *lines = sg_arena_array(arena, rows->count, sizeof *lines);
	enum sg_status status = SG_OK;

	if (lines == NULL) {
		return sg_fail(error, SG_MEMORY, "memory_short", "", "out of memory");
	}
	for (size_t i = 0; i < rows->count && status == SG_OK; i++) {
		int64_t kind = sg_rows_int(rows, i, 2);

		lines[i] = (struct sg_entry_line){
			.number = (uint32_t)sg_rows_int(rows, i, 0),
			.operation = sg_rows_id(rows, i, 1),
			.kind = kind >= 0 && kind < SG_ENTRY_KINDS
		                        ? (enum sg_entry_kind)kind
		                        : SG_ENTRY_ADJUST,
			.points = sg_rows_int(rows, i, 3),
			.held = sg_rows_int(rows, i, 4),
			.day = sg_rows_day(rows, i, 5),
			.source = sg_rows_text(rows, i, 6),
			.rule = sg_rows_text(rows, i, 7),
			.amount = sg_rows_int(rows, i, 9)};
		status = sg_seal_open(rows, i, 8, account, error, &lines[i].why);
	}
	*ret_lines = lines;
	*ret_count = rows->count;
	return status;
}
