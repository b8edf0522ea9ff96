/* Points go: held for a redemption and what becomes of it, expired, given to another account. */
#include "core/ledger_inside.h"

#include <string.h>

#include "core/time.h"

enum sg_status sg_ledger_check_spent(
	int64_t points, int64_t available, struct sg_error *error)
{
	if (points < 1) {
		return sg_fail(error, SG_INVALID, "points_invalid", "",
			"%lld points are none", (long long)points);
	}
	if (points > available) {
		return sg_fail(error, SG_REFUSED, "points_short", "",
			"%lld points are missing", (long long)(points - available));
	}
	return SG_OK;
}

void sg_ledger_draw(struct sg_ledger *ledger, const struct sg_id *account,
	enum sg_entry_kind kind, int64_t points)
{
	sg_ledger_order(ledger);
	for (size_t i = 0; i < ledger->count && points > 0; i++) {
		struct sg_lot *lot = &ledger->lots[i];
		int64_t part = sg_points_less(points, sg_lot_free(lot));

		if (part == 0 ||
			(account != NULL && !sg_id_equal(&lot->account, account))) {
			continue;
		}
		if (kind == SG_ENTRY_HOLD) {
			sg_ledger_add(ledger, lot, kind, 0, part);
		} else {
			sg_ledger_add(ledger, lot, kind, -part, 0);
		}
		points -= part;
	}
}

/* ---- redemptions ---- */

enum sg_status sg_ledger_hold(
	struct sg_ledger *ledger, int64_t points, struct sg_error *error)
{
	size_t begun = ledger->entry_count;
	enum sg_status status =
		sg_ledger_check_spent(points, sg_ledger_balance(ledger).available, error);

	if (status == SG_OK) {
		sg_ledger_draw(ledger, NULL, SG_ENTRY_HOLD, points);
	}
	return sg_ledger_end(ledger, begun, status, error);
}

static bool is_held(const struct sg_lot *lot, const struct sg_entry *hold)
{
	return lot != NULL && hold->kind == SG_ENTRY_HOLD && hold->held >= 1 &&
	       hold->held <= lot->held && sg_id_equal(&lot->account, &hold->account);
}

/* Ends the holds; points are free or owed then, so debts are looked at. */
static enum sg_status end_holds(struct sg_ledger *ledger, enum sg_entry_kind kind,
	const struct sg_entry *holds, size_t count, struct sg_error *error)
{
	size_t begun = ledger->entry_count;
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < count && status == SG_OK; i++) {
		struct sg_lot *lot = sg_ledger_find(ledger, &holds[i].lot);

		if (!is_held(lot, &holds[i])) {
			status = sg_fail(error, SG_INVALID, "entry_astray", "",
				"entry %zu holds nothing of these lots", i);
		} else {
			sg_ledger_add(ledger, lot, kind,
				kind == SG_ENTRY_REDEEM ? -holds[i].held : 0,
				-holds[i].held);
		}
	}
	for (size_t i = 0; i < count && status == SG_OK; i++) {
		if (i == 0 || !sg_id_equal(&holds[i].account, &holds[i - 1].account)) {
			sg_ledger_settle(ledger, &holds[i].account);
		}
	}
	return sg_ledger_end(ledger, begun, status, error);
}

enum sg_status sg_ledger_confirm(struct sg_ledger *ledger, const struct sg_entry *holds,
	size_t count, struct sg_error *error)
{
	return end_holds(ledger, SG_ENTRY_REDEEM, holds, count, error);
}

enum sg_status sg_ledger_release(struct sg_ledger *ledger, const struct sg_entry *holds,
	size_t count, struct sg_error *error)
{
	return end_holds(ledger, SG_ENTRY_RELEASE, holds, count, error);
}

/* ---- expiry ---- */

static bool is_past(const struct sg_lot *lot, int32_t today_day)
{
	return lot->expires_day != SG_NO_DAY && lot->expires_day < today_day;
}

enum sg_status sg_ledger_expire(
	struct sg_ledger *ledger, int32_t today_day, struct sg_error *error)
{
	size_t begun = ledger->entry_count;
	const struct sg_id *account = NULL; /* of which `left` may expire yet */
	int64_t left = 0;

	sg_ledger_order(ledger);
	for (size_t i = 0; i < ledger->count; i++) {
		struct sg_lot *lot = &ledger->lots[i];
		int64_t points = sg_lot_free(lot);

		if (points == 0 || !is_past(lot, today_day)) {
			continue;
		}
		if (account == NULL || !sg_id_equal(account, &lot->account)) {
			account = &lot->account;
			left = sg_ledger_available_of(ledger, account);
		}
		points = sg_points_less(points, left);
		if (points > 0) {
			sg_ledger_add(ledger, lot, SG_ENTRY_EXPIRE, -points, 0);
			left -= points;
		}
	}
	return sg_ledger_end(ledger, begun, SG_OK, error);
}

/* ---- to another account ---- */

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
	const struct sg_lot *like, int64_t points)
{
	struct sg_lot moved = *like;

	moved.rule = key_text(to, &lot->id);
	moved.earned_day = lot->earned_day;
	moved.expires_day = lot->expires_day;
	moved.original = points;
	sg_ledger_add(from, lot, SG_ENTRY_TRANSFER, -points, 0);
	sg_ledger_add_lot(to, &moved, SG_ENTRY_TRANSFER);
}

/* Looks at those lots only that were there before: `to` may be the same ledger. */
static void move_all(struct sg_ledger *from, struct sg_ledger *to,
	const struct sg_lot *like, int64_t points)
{
	size_t count = from->count;

	sg_ledger_order(from);
	for (size_t i = 0; i < count && points > 0; i++) {
		int64_t part = sg_points_less(points, sg_lot_free(&from->lots[i]));

		if (part > 0) {
			move(from, &from->lots[i], to, like, part);
			points -= part;
		}
	}
	sg_ledger_settle(to, &like->account);
}

enum sg_status sg_ledger_transfer(struct sg_ledger *from, struct sg_ledger *to,
	const struct sg_id *account, const char *source, int64_t points,
	struct sg_error *error)
{
	const struct sg_lot like = {.account = *account, .source = source, .bonus = true};
	size_t begun_from = from->entry_count, begun_to = to->entry_count;
	enum sg_status status;

	if (has_source(to, account, source)) {
		return sg_fail(error, SG_REFUSED, "source_taken", "",
			"points were transferred with this source before");
	}
	status = sg_ledger_check_earned(to, account, points, error);
	if (status == SG_OK) {
		status = sg_ledger_check_spent(
			points, sg_ledger_balance(from).available, error);
	}
	if (status == SG_OK) {
		move_all(from, to, &like, points);
	}
	from->failed = to->failed = from->failed || to->failed;
	status = sg_ledger_end(from, begun_from, status, error);
	return sg_ledger_end(to, begun_to, status, error);
}
