/* Points go: held for a redemption and what becomes of it, expired. */
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

/* What is still to be taken out of holds. */
struct ending {
	int64_t spent, kept;
};

/* The first of what was held is spent, then something is kept, and the rest is let go. */
static void end_hold(struct sg_ledger *ledger, struct sg_lot *lot,
	const struct sg_entry *hold, struct ending *left)
{
	int64_t spent = sg_points_less(left->spent, hold->held);
	int64_t kept = sg_points_less(left->kept, hold->held - spent);
	int64_t free = hold->held - spent - kept;

	if (spent > 0) {
		sg_ledger_add(ledger, lot, SG_ENTRY_REDEEM, -spent, -spent);
	}
	if (kept > 0) {
		sg_ledger_add(ledger, lot, SG_ENTRY_PENALTY, -kept, -kept);
	}
	if (free > 0) {
		sg_ledger_add(ledger, lot, SG_ENTRY_RELEASE, 0, -free);
	}
	left->spent -= spent;
	left->kept -= kept;
}

/* Points are free or owed then, so debts are looked at. */
enum sg_status sg_ledger_give_back(struct sg_ledger *ledger, const struct sg_entry *holds,
	size_t count, int64_t spent, int64_t kept, struct sg_error *error)
{
	struct ending left = {.spent = spent, .kept = kept};
	size_t begun = ledger->entry_count;
	enum sg_status status = SG_OK;

	for (size_t i = 0; i < count && status == SG_OK; i++) {
		struct sg_lot *lot = sg_ledger_find(ledger, &holds[i].lot);

		if (!is_held(lot, &holds[i])) {
			status = sg_fail(error, SG_INVALID, "entry_astray", "",
				"entry %zu holds nothing of these lots", i);
		} else {
			end_hold(ledger, lot, &holds[i], &left);
		}
	}
	for (size_t i = 0; i < count && status == SG_OK; i++) {
		if (i == 0 || !sg_id_equal(&holds[i].account, &holds[i - 1].account)) {
			sg_ledger_settle(ledger, &holds[i].account);
		}
	}
	return sg_ledger_end(ledger, begun, status, error);
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
