/* Points come and are taken back: earning, reversing, correcting, adjusting. */
#include "core/ledger_inside.h"

#include <string.h>

static int64_t had_by(const struct sg_ledger *ledger, const struct sg_id *account)
{
	int64_t points = 0;

	for (size_t i = 0; i < ledger->count; i++) {
		const struct sg_lot *lot = &ledger->lots[i];

		if (lot->remaining > 0 && sg_id_equal(&lot->account, account)) {
			points += lot->remaining;
		}
	}
	return points;
}

enum sg_status sg_ledger_check_earned(const struct sg_ledger *ledger,
	const struct sg_id *account, int64_t points, struct sg_error *error)
{
	if (points < 1 || points > SG_POINTS_MAX - had_by(ledger, account)) {
		return sg_fail(error, SG_INVALID, "points_invalid", "",
			"%lld points are none, or more than an account holds",
			(long long)points);
	}
	return SG_OK;
}

const struct sg_lot *sg_ledger_standing(
	const struct sg_ledger *ledger, const struct sg_earning_lot *earning)
{
	for (size_t i = 0; i < ledger->count; i++) {
		const struct sg_lot *lot = &ledger->lots[i];

		if (!lot->reversed && sg_id_equal(&lot->account, &earning->account) &&
			strcmp(lot->source, earning->source) == 0 &&
			strcmp(lot->rule, earning->rule) == 0) {
			return lot;
		}
	}
	return NULL;
}

static void add_earned(struct sg_ledger *ledger, const struct sg_earning_lot *earning,
	enum sg_entry_kind kind)
{
	const struct sg_lot lot = {.account = earning->account,
		.source = earning->source,
		.rule = earning->rule,
		.earned_day = earning->earned_day,
		.expires_day = earning->expires_day,
		.original = earning->points,
		.bonus = earning->bonus,
		.amount = earning->amount,
		.property = earning->property};

	sg_ledger_add_lot(ledger, &lot, kind);
}

/* A lot that is not there yet; done: it is new. */
static enum sg_status earn_once(struct sg_ledger *ledger,
	const struct sg_earning_lot *earning, enum sg_entry_kind kind,
	struct sg_error *error, bool *ret_done)
{
	enum sg_status status;

	if (sg_ledger_standing(ledger, earning) != NULL) {
		*ret_done = false;
		return SG_OK;
	}
	status =
		sg_ledger_check_earned(ledger, &earning->account, earning->points, error);
	if (status == SG_OK) {
		add_earned(ledger, earning, kind);
		*ret_done = true;
	}
	return status;
}

static enum sg_status bring(struct sg_ledger *ledger,
	const struct sg_earning_lot *earning, enum sg_entry_kind kind,
	struct sg_error *error, bool *ret_done)
{
	size_t begun = ledger->entry_count;
	bool done = false;
	enum sg_status status = earn_once(ledger, earning, kind, error, &done);

	if (status == SG_OK && done) {
		sg_ledger_settle(ledger, &earning->account);
		status = sg_ledger_end(ledger, begun, SG_OK, error);
	}
	if (status == SG_OK) {
		*ret_done = done;
	}
	return status;
}

enum sg_status sg_ledger_earn(struct sg_ledger *ledger,
	const struct sg_earning_lot *earning, struct sg_error *error, bool *ret_done)
{
	return bring(ledger, earning, SG_ENTRY_EARN, error, ret_done);
}

static enum sg_status lot_unknown(struct sg_error *error)
{
	return sg_fail(error, SG_REFUSED, "lot_unknown", "", "no points were earned so");
}

static void take_back(struct sg_ledger *ledger, struct sg_lot *lot)
{
	if (!lot->reversed) {
		sg_ledger_add(ledger, lot, SG_ENTRY_REVERSE,
			-(lot->original - lot->expired), 0);
	}
}

enum sg_status sg_ledger_reverse(
	struct sg_ledger *ledger, const struct sg_id *lot, struct sg_error *error)
{
	struct sg_lot *found = sg_ledger_find(ledger, lot);
	size_t begun = ledger->entry_count;

	if (found == NULL) {
		return lot_unknown(error);
	}
	take_back(ledger, found);
	sg_ledger_settle(ledger, &found->account);
	return sg_ledger_end(ledger, begun, SG_OK, error);
}

/* The new lot, and of the old one's debt what it can pay. */
static enum sg_status earn_instead(struct sg_ledger *ledger, const struct sg_id *old,
	const struct sg_earning_lot *earning, struct sg_error *error)
{
	bool done = false;
	enum sg_status status = earn_once(ledger, earning, SG_ENTRY_EARN, error, &done);

	if (status == SG_OK && done && !ledger->failed) {
		sg_ledger_pay(ledger, sg_ledger_find(ledger, old),
			&ledger->lots[ledger->count - 1]);
	}
	return status;
}

enum sg_status sg_ledger_replace(struct sg_ledger *ledger, const struct sg_id *lot,
	const struct sg_earning_lot *earning, struct sg_error *error)
{
	const struct sg_id old = *lot; /* which may lie in a lot */
	struct sg_lot *found = sg_ledger_find(ledger, &old);
	size_t begun = ledger->entry_count;
	enum sg_status status;

	if (found == NULL) {
		return lot_unknown(error);
	}
	if (!sg_id_equal(&found->account, &earning->account)) {
		return sg_fail(error, SG_INVALID, "account_other", "",
			"the points were earned by another account");
	}
	take_back(ledger, found);
	status = earn_instead(ledger, &old, earning, error);
	if (status == SG_OK) {
		sg_ledger_settle(ledger, &earning->account);
	}
	return sg_ledger_end(ledger, begun, status, error);
}

static enum sg_status adjust_down(struct sg_ledger *ledger, const struct sg_id *account,
	int64_t points, struct sg_error *error)
{
	size_t begun = ledger->entry_count;
	enum sg_status status = sg_ledger_check_spent(
		points, sg_ledger_available_of(ledger, account), error);

	if (status == SG_OK) {
		sg_ledger_draw(ledger, account, SG_ENTRY_ADJUST, points);
	}
	return sg_ledger_end(ledger, begun, status, error);
}

enum sg_status sg_ledger_adjust(
	struct sg_ledger *ledger, const struct sg_earning_lot *by, struct sg_error *error)
{
	bool done = false;

	if (by->points < 0 && by->points >= -SG_POINTS_MAX) {
		return adjust_down(ledger, &by->account, -by->points, error);
	}
	return bring(ledger, by, SG_ENTRY_ADJUST, error, &done);
}
