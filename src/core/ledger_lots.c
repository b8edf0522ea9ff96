/* How lots and entries hang together: one way to add an entry, to undo it and to sum it up. */
#include "core/ledger_inside.h"

#include <stdlib.h>
#include <string.h>

#include "core/hash.h"
#include "core/time.h"

static int64_t last_day(const struct sg_lot *lot)
{
	return lot->expires_day == SG_NO_DAY ? INT64_MAX : lot->expires_day;
}

int sg_lot_compare(const struct sg_lot *a, const struct sg_lot *b)
{
	if (last_day(a) != last_day(b)) {
		return last_day(a) < last_day(b) ? -1 : 1;
	}
	if (a->earned_day != b->earned_day) {
		return a->earned_day < b->earned_day ? -1 : 1;
	}
	return sg_id_compare(&a->id, &b->id);
}

static int compare_lots(const void *a, const void *b)
{
	return sg_lot_compare(a, b);
}

static int compare_ids(const void *a, const void *b)
{
	const struct sg_lot *x = a, *y = b;

	return sg_id_compare(&x->id, &y->id);
}

static void sort(
	struct sg_lot *lots, size_t count, int (*compare)(const void *, const void *))
{
	if (count > 1) {
		qsort(lots, count, sizeof *lots, compare);
	}
}

void sg_ledger_order(struct sg_ledger *ledger)
{
	sort(ledger->lots, ledger->count, compare_lots);
}

struct sg_lot *sg_ledger_find(const struct sg_ledger *ledger, const struct sg_id *lot)
{
	for (size_t i = 0; i < ledger->count; i++) {
		if (sg_id_equal(&ledger->lots[i].id, lot)) {
			return &ledger->lots[i];
		}
	}
	return NULL;
}

/* ---- what there is ---- */

static int64_t above_zero(int64_t points)
{
	return points > 0 ? points : 0;
}

struct sg_balance sg_ledger_balance(const struct sg_ledger *ledger)
{
	struct sg_balance balance = {0};

	for (size_t i = 0; i < ledger->count; i++) {
		balance.points += ledger->lots[i].remaining;
		balance.held += ledger->lots[i].held;
	}
	balance.available = above_zero(balance.points - balance.held);
	return balance;
}

int64_t sg_ledger_available_of(
	const struct sg_ledger *ledger, const struct sg_id *account)
{
	int64_t own = 0, all = 0;

	for (size_t i = 0; i < ledger->count; i++) {
		const struct sg_lot *lot = &ledger->lots[i];
		int64_t points = lot->remaining - lot->held;

		all += points;
		own += sg_id_equal(&lot->account, account) ? points : 0;
	}
	return above_zero(sg_points_less(own, all));
}

/* ---- entries ---- */

/* What the entry says is done to its lot, or undone with `sign` -1. */
static void apply(struct sg_lot *lot, const struct sg_entry *entry, int64_t sign)
{
	lot->remaining += sign * entry->points;
	lot->held += sign * entry->held;
	if (entry->kind == SG_ENTRY_EXPIRE) {
		lot->expired -= sign * entry->points;
	} else if (entry->kind == SG_ENTRY_REVERSE) {
		lot->reversed = sign > 0;
	}
}

/* The operation's UUIDv7 with the number in place of its first random bits, which keeps the
 * order of up to 4,096 entries, and a hash in place of the others. */
static struct sg_id entry_key(
	const struct sg_id *operation, const struct sg_id *account, size_t n)
{
	unsigned char of[2 * SG_ID_SIZE + 8];
	size_t place = n < 0xFFF ? n : 0xFFF;
	struct sg_id id = *operation;
	uint64_t hash;

	memcpy(of, operation->bytes, SG_ID_SIZE);
	memcpy(of + SG_ID_SIZE, account->bytes, SG_ID_SIZE);
	for (int i = 0; i < 8; i++) {
		of[2 * SG_ID_SIZE + i] = (unsigned char)((uint64_t)n >> (8 * i));
	}
	hash = sg_hash64(of, sizeof of, 0);
	for (int i = 0; i < 8; i++) {
		id.bytes[8 + i] = (unsigned char)(hash >> (8 * (7 - i)));
	}
	id.bytes[6] = (unsigned char)(0x70u | (place >> 8));
	id.bytes[7] = (unsigned char)place;
	id.bytes[8] = (unsigned char)(0x80u | (id.bytes[8] & 0x3Fu));
	return id;
}

/* The array with space for one more, or NULL. */
static void *grown(
	struct sg_arena *arena, void *array, size_t count, size_t size, size_t *space)
{
	size_t more = *space < 8 ? 8 : *space * 2;
	void *larger;

	if (count < *space) {
		return array;
	}
	larger = sg_arena_array(arena, more, size);
	if (larger != NULL && count > 0) {
		memcpy(larger, array, count * size);
	}
	*space = larger != NULL ? more : *space;
	return larger;
}

/* An empty entry of that account at the end, or NULL. */
static struct sg_entry *next_entry(struct sg_ledger *ledger, const struct sg_id *account)
{
	struct sg_entry *entries = NULL, *entry;

	if (!ledger->failed) {
		entries = grown(ledger->arena, ledger->entries, ledger->entry_count,
			sizeof *entries, &ledger->entry_space);
	}
	if (entries == NULL) {
		ledger->failed = true;
		return NULL;
	}
	ledger->entries = entries;
	entry = &entries[ledger->entry_count];
	*entry = (struct sg_entry){.operation = ledger->operation, .account = *account};
	entry->id = entry_key(&ledger->operation, account, ledger->entry_count);
	ledger->entry_count++;
	return entry;
}

void sg_ledger_add(struct sg_ledger *ledger, struct sg_lot *lot, enum sg_entry_kind kind,
	int64_t points, int64_t held)
{
	struct sg_entry *entry = next_entry(ledger, &lot->account);

	if (entry != NULL) {
		entry->lot = lot->id;
		entry->kind = kind;
		entry->points = points;
		entry->held = held;
		apply(lot, entry, 1);
	}
}

void sg_ledger_add_lot(
	struct sg_ledger *ledger, const struct sg_lot *lot, enum sg_entry_kind kind)
{
	struct sg_lot *lots = grown(
		ledger->arena, ledger->lots, ledger->count, sizeof *lots, &ledger->space);
	struct sg_entry *entry;

	if (lots == NULL) {
		ledger->failed = true;
		return;
	}
	ledger->lots = lots;
	entry = next_entry(ledger, &lot->account);
	if (entry != NULL) {
		entry->lot = entry->id;
		entry->kind = kind;
		entry->points = lot->original;
		lots[ledger->count] = *lot;
		lots[ledger->count].id = entry->id;
		apply(&lots[ledger->count], entry, 1);
		ledger->count++;
	}
}

static void undo(struct sg_ledger *ledger, const struct sg_entry *entry)
{
	struct sg_lot *lot = sg_ledger_find(ledger, &entry->lot);

	if (sg_id_equal(&entry->lot, &entry->id)) {
		*lot = ledger->lots[--ledger->count];
	} else {
		apply(lot, entry, -1);
	}
}

enum sg_status sg_ledger_end(struct sg_ledger *ledger, size_t begun,
	enum sg_status status, struct sg_error *error)
{
	if (ledger->failed) {
		status = sg_fail(error, SG_MEMORY, "memory_short", "", "no memory");
	}
	while (status != SG_OK && ledger->entry_count > begun) {
		undo(ledger, &ledger->entries[--ledger->entry_count]);
	}
	ledger->failed = false;
	return status;
}

/* ---- debts ---- */

/* Points of a later lot that have expired since would have been spent, had there not been those
 * that are owed. */
static int64_t expired_in_its_stead(const struct sg_lot *debt, const struct sg_lot *payer)
{
	return !payer->reversed && sg_lot_compare(debt, payer) < 0 ? payer->expired : 0;
}

void sg_ledger_pay(struct sg_ledger *ledger, struct sg_lot *debt, struct sg_lot *payer)
{
	int64_t free = sg_lot_free(payer);
	int64_t points = sg_points_less(
		above_zero(-debt->remaining), free + expired_in_its_stead(debt, payer));

	if (points > free) {
		sg_ledger_add(ledger, payer, SG_ENTRY_EXPIRE, points - free, 0);
	}
	if (points > 0) {
		sg_ledger_add(ledger, payer, SG_ENTRY_SETTLE, -points, 0);
		sg_ledger_add(ledger, debt, SG_ENTRY_SETTLE, points, 0);
	}
}

static void pay_of_any(
	struct sg_ledger *ledger, const struct sg_id *account, struct sg_lot *debt)
{
	for (size_t i = 0; i < ledger->count && debt->remaining < 0; i++) {
		if (sg_id_equal(&ledger->lots[i].account, account)) {
			sg_ledger_pay(ledger, debt, &ledger->lots[i]);
		}
	}
}

void sg_ledger_settle(struct sg_ledger *ledger, const struct sg_id *account)
{
	const struct sg_id own = *account; /* which may lie in a lot */

	sg_ledger_order(ledger);
	for (size_t i = 0; i < ledger->count && !ledger->failed; i++) {
		struct sg_lot *lot = &ledger->lots[i];

		if (lot->remaining < 0 && sg_id_equal(&lot->account, &own)) {
			pay_of_any(ledger, &own, lot);
		}
	}
}

/* ---- everything anew ---- */

static struct sg_lot *lot_of(
	struct sg_lot *lots, size_t count, const struct sg_entry *entry)
{
	const struct sg_lot key = {.id = entry->lot};

	return count > 0 ? bsearch(&key, lots, count, sizeof *lots, compare_ids) : NULL;
}

static bool is_possible(int64_t points)
{
	return points >= -SG_POINTS_MAX && points <= SG_POINTS_MAX;
}

static bool belongs(struct sg_lot *lots, size_t count, const struct sg_entry *entry)
{
	const struct sg_lot *lot = lot_of(lots, count, entry);

	return lot != NULL && sg_id_equal(&lot->account, &entry->account) &&
	       is_possible(entry->points) && is_possible(entry->held);
}

enum sg_status sg_ledger_rebuild(struct sg_lot *lots, size_t lot_count,
	const struct sg_entry *entries, size_t entry_count, struct sg_error *error)
{
	enum sg_status status = SG_OK;

	sort(lots, lot_count, compare_ids);
	for (size_t i = 0; i < entry_count && status == SG_OK; i++) {
		if (!belongs(lots, lot_count, &entries[i]) ||
			i >= INT64_MAX / SG_POINTS_MAX) {
			status = sg_fail(error, SG_INVALID, "entry_astray", "",
				"entry %zu does not belong to these lots", i);
		}
	}
	for (size_t i = 0; i < lot_count && status == SG_OK; i++) {
		lots[i].remaining = lots[i].held = lots[i].expired = 0;
		lots[i].reversed = false;
	}
	for (size_t i = 0; i < entry_count && status == SG_OK; i++) {
		apply(lot_of(lots, lot_count, &entries[i]), &entries[i], 1);
	}
	sort(lots, lot_count, compare_lots);
	return status;
}
