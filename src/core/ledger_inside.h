/*
 * What the parts of the ledger share among themselves: nobody else includes this. A step adds
 * entries without looking whether memory ran short, and looks once, at its end.
 */
#ifndef SG_CORE_LEDGER_INSIDE_H
#define SG_CORE_LEDGER_INSIDE_H

#include "core/ledger.h"

/* The lots in the order in which they are drawn on. */
void sg_ledger_order(struct sg_ledger *ledger);

/* < 0 where `a` is drawn on before `b`. */
int sg_lot_compare(const struct sg_lot *a, const struct sg_lot *b);

struct sg_lot *sg_ledger_find(const struct sg_ledger *ledger, const struct sg_id *lot);

/* What may be taken out of a lot. */
static inline int64_t sg_lot_free(const struct sg_lot *lot)
{
	return lot->remaining > lot->held ? lot->remaining - lot->held : 0;
}

static inline int64_t sg_points_less(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* What may be taken out of that account: neither it nor the person owes it or has it held. */
int64_t sg_ledger_available_of(
	const struct sg_ledger *ledger, const struct sg_id *account);

/* Adds an entry, and does to the lot what it says. */
void sg_ledger_add(struct sg_ledger *ledger, struct sg_lot *lot, enum sg_entry_kind kind,
	int64_t points, int64_t held);

/* A lot of that kind, at the end, and its first entry, which brings its `original`. */
void sg_ledger_add_lot(
	struct sg_ledger *ledger, const struct sg_lot *lot, enum sg_entry_kind kind);

/* `payer` pays what it can of a debt in the same account. */
void sg_ledger_pay(struct sg_ledger *ledger, struct sg_lot *debt, struct sg_lot *payer);

/* The account's debts are paid as far as its other lots go. */
void sg_ledger_settle(struct sg_ledger *ledger, const struct sg_id *account);

/* Ends a step that began when there were `begun` entries with that status, or SG_MEMORY: unless
 * it is SG_OK, all that was added is gone again. */
enum sg_status sg_ledger_end(struct sg_ledger *ledger, size_t begun,
	enum sg_status status, struct sg_error *error);

/* SG_INVALID unless `points` are 1 or more and the account can take them. */
enum sg_status sg_ledger_check_earned(const struct sg_ledger *ledger,
	const struct sg_id *account, int64_t points, struct sg_error *error);

/* SG_INVALID unless `points` are 1 or more, SG_REFUSED unless that many are available. */
enum sg_status sg_ledger_check_spent(
	int64_t points, int64_t available, struct sg_error *error);

/* Takes `points`, which are available, out of the lots in their order: of that account, or of any
 * where it is NULL. */
void sg_ledger_draw(struct sg_ledger *ledger, const struct sg_id *account,
	enum sg_entry_kind kind, int64_t points);

#endif
