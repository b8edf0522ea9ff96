/* Points go to another account, and come back from there. */
#include "core/ledger_inside.h"

#include <string.h>

#include "core/time.h"

static bool has_source(
	const struct sg_ledger *ledger, const struct sg_id *account, const char *source)
{
	for (size_t i = 0; i < ledger->count; i++) {
		const struct sg_lot *lot = &ledger->lots[i];

		if (!lot->reversed && sg_id_equal(&lot->account, account) &&
			strcmp(lot->source, source) == 0) {
			return true;
		}
	}
	return false;
}

static const char *key_text(struct sg_ledger *ledger, const struct sg_id *id)
{
	char text[SG_ID_TEXT_SIZE];
	const char *copy;

	sg_id_format(id, text);
	copy = sg_arena_copy(ledger->arena, text);
	ledger->failed = ledger->failed || copy == NULL;
	return copy;
}

static void move(struct sg_ledger *from, struct sg_lot *lot, struct sg_ledger *to,
	const struct sg_transfer *transfer, int64_t points)
{
	bool anew = transfer->earned_day != SG_NO_DAY;
	const struct sg_lot moved = {.account = transfer->account,
		.source = transfer->source,
		.rule = key_text(to, &lot->id),
		.earned_day = anew ? transfer->earned_day : lot->earned_day,
		.expires_day = anew ? SG_NO_DAY : lot->expires_day,
		.original = points,
		.bonus = true,
		.property = lot->property};

	sg_ledger_add(from, lot, SG_ENTRY_TRANSFER, -points, 0);
	sg_ledger_add_lot(to, &moved, SG_ENTRY_TRANSFER);
}

/* Looks at those lots only that were there before: `to` may be the same ledger. */
static void move_all(
	struct sg_ledger *from, struct sg_ledger *to, const struct sg_transfer *transfer)
{
	int64_t points = transfer->points;
	size_t count = from->count;

	sg_ledger_order(from);
	for (size_t i = 0; i < count && points > 0; i++) {
		int64_t part = sg_points_less(points, sg_lot_free(&from->lots[i]));

		if (part > 0) {
			move(from, &from->lots[i], to, transfer, part);
			points -= part;
		}
	}
	sg_ledger_settle(to, &transfer->account);
}

static enum sg_status check_given(struct sg_ledger *from,
	const struct sg_transfer *transfer, struct sg_error *error)
{
	int64_t all;

	if (transfer->fee < 0 ||
		__builtin_add_overflow(transfer->points, transfer->fee, &all)) {
		return sg_fail(error, SG_INVALID, "points_invalid", "",
			"no account pays a fee of %lld points", (long long)transfer->fee);
	}
	return sg_ledger_check_spent(all, sg_ledger_balance(from).available, error);
}

/* Of both, where one of them ran short. */
static enum sg_status end_both(struct sg_ledger *from, size_t begun_from,
	struct sg_ledger *to, size_t begun_to, enum sg_status status,
	struct sg_error *error)
{
	from->failed = to->failed = from->failed || to->failed;
	status = sg_ledger_end(from, begun_from, status, error);
	return sg_ledger_end(to, begun_to, status, error);
}

enum sg_status sg_ledger_transfer(struct sg_ledger *from, struct sg_ledger *to,
	const struct sg_transfer *transfer, struct sg_error *error)
{
	size_t begun_from = from->entry_count, begun_to = to->entry_count;
	enum sg_status status;

	if (has_source(to, &transfer->account, transfer->source)) {
		return sg_fail(error, SG_REFUSED, "source_taken", "",
			"points were transferred with this source before");
	}
	status = sg_ledger_check_earned(to, &transfer->account, transfer->points, error);
	if (status == SG_OK) {
		status = check_given(from, transfer, error);
	}
	if (status == SG_OK && transfer->fee > 0) {
		sg_ledger_draw(from, NULL, SG_ENTRY_FEE, transfer->fee);
	}
	if (status == SG_OK) {
		move_all(from, to, transfer);
	}
	return end_both(from, begun_from, to, begun_to, status, error);
}

/* ---- and back ---- */

static struct sg_lot *find_given(struct sg_ledger *ledger, const struct sg_id *account,
	const char *source, const struct sg_id *of)
{
	char rule[SG_ID_TEXT_SIZE];

	sg_id_format(of, rule);
	for (size_t i = 0; i < ledger->count; i++) {
		struct sg_lot *lot = &ledger->lots[i];

		if (!lot->reversed && sg_id_equal(&lot->account, account) &&
			strcmp(lot->source, source) == 0 &&
			strcmp(lot->rule, rule) == 0) {
			return lot;
		}
	}
	return NULL;
}

/* What a lot brought, without what has expired of it, goes where it came from. */
static void give_back(struct sg_ledger *from, struct sg_lot *lot, struct sg_ledger *to,
	const char *back, const struct sg_given *gave)
{
	struct sg_lot returned = {.account = gave->entry.account,
		.source = back,
		.rule = lot->rule,
		.earned_day = gave->earned_day,
		.expires_day = gave->expires_day,
		.original = lot->original - lot->expired,
		.bonus = true,
		.property = lot->property};

	sg_ledger_add(from, lot, SG_ENTRY_REVERSE, -returned.original, 0);
	if (returned.original > 0) {
		sg_ledger_add_lot(to, &returned, SG_ENTRY_TRANSFER);
	}
}

enum sg_status sg_ledger_return(struct sg_ledger *from, struct sg_ledger *to,
	const struct sg_id *account, const char *source, const char *back,
	const struct sg_given *gave, size_t count, struct sg_error *error)
{
	size_t begun_from = from->entry_count, begun_to = to->entry_count;
	enum sg_status status = SG_OK;
	bool found = false;

	for (size_t i = 0; i < count; i++) {
		const struct sg_entry *entry = &gave[i].entry;
		struct sg_lot *lot =
			entry->kind == SG_ENTRY_TRANSFER && entry->points < 0
				? find_given(from, account, source, &entry->lot)
				: NULL;

		if (lot != NULL) {
			give_back(from, lot, to, back, &gave[i]);
			found = true;
		}
	}
	if (!found) {
		status = sg_fail(error, SG_REFUSED, "lot_unknown", "",
			"no points were transferred so, or they are back");
	}
	sg_ledger_settle(from, account);
	for (size_t i = 0; i < count && found; i++) {
		const struct sg_id *giver = &gave[i].entry.account;

		if (i == 0 || !sg_id_equal(giver, &gave[i - 1].entry.account)) {
			sg_ledger_settle(to, giver);
		}
	}
	return end_both(from, begun_from, to, begun_to, status, error);
}
